//! Ein Haushalt kommt in die Akte: aus Antrag und Unterlagen werden Ereignisse.
//!
//! Was laufend ist, gilt ab dem Monat weiter; was nur diesen Monat betrifft (Nachforderung, Guthaben,
//! Klassenfahrt, ein Lohn für einen anderen Monat), gilt nur in ihm. So ist der nächste Monat derselbe,
//! den [`folge`](crate::folge) fortschriebe; ein Test vergleicht beide.

use std::collections::BTreeMap;

use law::measure::{Cent, Monat, Tag};

use super::{
    Antrag, Antragsform, Bewilligungszeitraum, Ereignis, FallTatsache, Gilt, Kennung, Mitglied,
    Namensangabe, PersonTatsache, Posten, Wohnverhaeltnis,
};
use crate::schnittstelle::{Einkommen, Haushalt, Name, Person, Wohnung, Wohnungen};

/// Die Ereignisse eines Haushalts, je Strom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aufnahme {
    /// Für den Fall.
    pub fall: Vec<Ereignis<FallTatsache>>,
    /// Für jeden Menschen.
    pub personen: BTreeMap<Kennung, Vec<Ereignis<PersonTatsache>>>,
}

/// Zu einer Kennung des Haushalts fehlt die der Akte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Der {stelle}. Mensch im Haushalt hat keine Kennung oder ein Verweis führt ins Leere")]
pub struct OhneKennung {
    /// Der wievielte, ab eins.
    pub stelle: usize,
}

/// Macht aus einem geprüften Haushalt Ereignisse; `kennungen` nennt zu jeder Kennung der Lage die der
/// Akte.
///
/// # Errors
/// [`OhneKennung`], wenn eine Kennung fehlt.
pub fn aufnahme(
    haushalt: &Haushalt,
    kennungen: &BTreeMap<String, Kennung>,
    eingang: Tag,
) -> Result<Aufnahme, OhneKennung> {
    let wer = Zuordnung { kennungen };
    let monat = haushalt.lage.monat;
    let mut fall = Schreiber { eingang, ereignisse: Vec::new() };
    fall_angaben(&mut fall, haushalt, wer)?;
    let mut personen = BTreeMap::new();
    for (nr, person) in (1..).zip(&haushalt.lage.personen) {
        let kennung = wer.kennung(&person.id).ok_or(OhneKennung { stelle: nr })?;
        let mitglied = mitglied(person, wer).ok_or(OhneKennung { stelle: nr })?;
        let ab = person.von.unwrap_or_else(|| monat.erster().max(person.geboren));
        let gilt =
            Gilt { von: Some(ab), bis: person.bis.or_else(|| ende_durch_tod(person, monat)) };
        let posten = Posten::von(kennung);
        fall.schreibe(gilt, FallTatsache::Mitglied { posten, eintrag: Some(mitglied) });
        let mut strom = Schreiber { eingang, ereignisse: Vec::new() };
        let name = haushalt.namen.iter().find(|name| name.id == person.id);
        stammdaten(&mut strom, person, name, monat);
        angaben(&mut strom, person, monat);
        geld(&mut strom, (person, nr), wer, monat)?;
        strom.schreibe(
            Gilt::ab(monat.erster()),
            PersonTatsache::Anschrift(haushalt.anschrift.clone()),
        );
        if person.id == haushalt.vertreter {
            let konto = PersonTatsache::Bankverbindung(haushalt.konto.clone());
            strom.schreibe(Gilt::ab(monat.erster()), konto);
        }
        personen.insert(kennung, strom.ereignisse);
    }
    Ok(Aufnahme { fall: fall.ereignisse, personen })
}

#[derive(Clone, Copy)]
struct Zuordnung<'a> {
    kennungen: &'a BTreeMap<String, Kennung>,
}

impl Zuordnung<'_> {
    fn kennung(self, id: &str) -> Option<Kennung> {
        self.kennungen.get(id).copied()
    }
}

/// Sammelt Ereignisse eines Stroms, alle mit demselben Eingang.
struct Schreiber<T> {
    eingang: Tag,
    ereignisse: Vec<Ereignis<T>>,
}

impl<T: super::Tatsache> Schreiber<T> {
    fn schreibe(&mut self, gilt: Gilt, tatsache: T) {
        self.ereignisse.push(Ereignis::neu(gilt, self.eingang, tatsache));
    }
}

fn fall_angaben(
    fall: &mut Schreiber<FallTatsache>,
    haushalt: &Haushalt,
    wer: Zuordnung<'_>,
) -> Result<(), OhneKennung> {
    let lage = &haushalt.lage;
    let monat = lage.monat;
    let laufend = Gilt::ab(monat.erster());
    let ab = lage.bewilligungsbeginn();
    fall.schreibe(Gilt::IMMER, FallTatsache::Nummer(haushalt.nummer.clone()));
    fall.schreibe(laufend, FallTatsache::Gebiet(lage.gebiet));
    let zeitraum = Bewilligungszeitraum { ab, bis: haushalt.bewilligung_bis };
    fall.schreibe(Gilt::ab(ab), FallTatsache::Bewilligungszeitraum(zeitraum));
    let seit = lage.leistungsbezug_seit.unwrap_or(ab.monat());
    fall.schreibe(Gilt::ab(seit.erster()), FallTatsache::LeistungsbezugSeit(seit));
    let antrag = Antrag { tag: haushalt.antrag, form: Antragsform::Schriftlich };
    let eintrag = Some(antrag);
    fall.schreibe(
        Gilt::ab(haushalt.antrag),
        FallTatsache::Antrag { posten: Posten::nr(1), eintrag },
    );
    let vertreter = wer.kennung(&haushalt.vertreter).ok_or(OhneKennung { stelle: 0 })?;
    fall.schreibe(laufend, FallTatsache::Vertreter(vertreter));
    wohnungen(fall, haushalt);
    for (nr, aufrechnung) in (1..).zip(&lage.aufrechnung) {
        let person = wer.kennung(&aufrechnung.person).ok_or(OhneKennung { stelle: 0 })?;
        let mut eintrag = aufrechnung.clone();
        eintrag.person = person.to_string();
        let eintrag = Some(eintrag);
        fall.schreibe(laufend, FallTatsache::Aufrechnung { posten: Posten::nr(nr), eintrag });
    }
    for (nr, zahlung) in (1..).zip(&haushalt.direktzahlungen) {
        let eintrag = Some(zahlung.clone());
        fall.schreibe(laufend, FallTatsache::Direktzahlung { posten: Posten::nr(nr), eintrag });
    }
    Ok(())
}

/// Jede Wohnung mit ihren Tagen; die letzte geht weiter, ohne was nur diesen Monat betrifft.
fn wohnungen(fall: &mut Schreiber<FallTatsache>, haushalt: &Haushalt) {
    let lage = &haushalt.lage;
    let monat = lage.monat;
    let koepfe = lage.personen.iter().filter(|p| p.zu_besuch_tage.is_none()).count();
    let koepfe = u8::try_from(koepfe).unwrap_or(u8::MAX);
    let alle = lage.wohnung.alle();
    let mehrere = matches!(lage.wohnung, Wohnungen::Mehrere(_));
    for (nr, wohnung) in (1..).zip(alle) {
        let von = wohnung.von.unwrap_or(monat.erster());
        let letzte =
            nr == alle.len() && (!mehrere || wohnung.bis.is_none_or(|b| b == monat.letzter()));
        let bis = if letzte { None } else { Some(wohnung.bis.unwrap_or(monat.letzter())) };
        let andere_koepfe = wohnung.bewohner.map(|alle| alle.saturating_sub(koepfe));
        let laufend = Wohnung {
            bewohner: None,
            von: None,
            bis: None,
            einmalig: Cent::NULL,
            guthaben: Cent::NULL,
            ..wohnung.clone()
        };
        let einmal =
            Wohnung { einmalig: wohnung.einmalig, guthaben: wohnung.guthaben, ..laufend.clone() };
        let mut schreibe = |gilt, wohnung| {
            let eintrag = Some(Wohnverhaeltnis { wohnung, andere_koepfe });
            fall.schreibe(gilt, FallTatsache::Wohnung { posten: Posten::nr(nr), eintrag });
        };
        let nur_im_monat = einmal != laufend;
        schreibe(Gilt { von: Some(von), bis }, laufend);
        if nur_im_monat {
            let bis = Some(bis.unwrap_or(monat.letzter()));
            schreibe(Gilt { von: Some(von), bis }, einmal);
        }
    }
}

fn mitglied(person: &Person, wer: Zuordnung<'_>) -> Option<Mitglied> {
    let partner = match &person.partner {
        None => None,
        Some(id) => Some(wer.kennung(id)?),
    };
    let eltern: Option<Vec<_>> = person.eltern.iter().map(|id| wer.kennung(id)).collect();
    Some(Mitglied {
        partner,
        verheiratet: person.verheiratet,
        eltern: eltern?,
        pflegekind: person.pflegekind,
        zu_besuch_tage: person.zu_besuch_tage,
    })
}

/// Wer stirbt, gehört bis zum Ende des Monats dazu (§ 40 Abs. 5).
fn ende_durch_tod(person: &Person, monat: Monat) -> Option<Tag> {
    person.gestorben.map(|_| monat.letzter())
}

fn stammdaten(
    strom: &mut Schreiber<PersonTatsache>,
    person: &Person,
    name: Option<&Name>,
    monat: Monat,
) {
    strom.schreibe(Gilt::IMMER, PersonTatsache::Geboren(person.geboren));
    if let Some(name) = name {
        let name = Namensangabe {
            vornamen: name.vorname.clone(),
            familienname: name.nachname.clone(),
            geburtsname: None,
            fruehere: Vec::new(),
            anrede: name.anrede,
        };
        strom.schreibe(Gilt::ab(monat.erster().min(person.geboren)), PersonTatsache::Name(name));
    }
    if person.gestorben.is_some() {
        strom.schreibe(Gilt::IMMER, PersonTatsache::Gestorben(person.gestorben));
    }
}

/// Einzelne Angaben, soweit sie von der Vorgabe abweichen.
fn angaben(strom: &mut Schreiber<PersonTatsache>, person: &Person, monat: Monat) {
    use PersonTatsache as T;
    let mut angabe = |abweichend: bool, tatsache: T| {
        if abweichend {
            strom.schreibe(Gilt::ab(monat.erster()), tatsache);
        }
    };
    angabe(person.alleinerziehend.is_some(), T::Alleinerziehend(person.alleinerziehend));
    angabe(person.kind_ausserhalb, T::KindAusserhalb(true));
    angabe(person.erwerbsfaehig.is_some(), T::Erwerbsfaehig(person.erwerbsfaehig));
    angabe(person.ausgeschlossen.is_some(), T::Ausgeschlossen(person.ausgeschlossen));
    angabe(person.ausbildung.is_some(), T::Ausbildung(person.ausbildung));
    angabe(person.ohne_zusicherung, T::OhneZusicherung(true));
    let seit = person.leistungsbezug_seit;
    angabe(seit.is_some(), T::LeistungsbezugSeit(seit));
    angabe(person.foerderung.is_some(), T::Foerderung(person.foerderung.clone()));
    angabe(person.unterbringung.is_some(), T::Unterbringung(person.unterbringung.clone()));
    angabe(person.verpflegung, T::Verpflegung(true));
}

/// Einnahmen, Absetzungen, Mehrbedarfe und was sonst mehrfach vorkommt.
fn geld(
    strom: &mut Schreiber<PersonTatsache>,
    (person, stelle): (&Person, usize),
    wer: Zuordnung<'_>,
    monat: Monat,
) -> Result<(), OhneKennung> {
    use PersonTatsache as T;
    let laufend = Gilt::ab(monat.erster());
    let nur_jetzt = Gilt::nur(monat.zeitraum());
    for (nr, einnahme) in (1..).zip(&person.einkommen) {
        let mut eintrag = einnahme.clone();
        if let Some(an) = &einnahme.an {
            eintrag.an = Some(wer.kennung(an).ok_or(OhneKennung { stelle })?.to_string());
        }
        let posten = Posten::nr(nr);
        if geht_weiter(einnahme, monat) {
            // Für welchen Monat der Lohn ist, gilt nur für diesen einen.
            let eintrag = Some(Einkommen { fuer_monat: None, ..eintrag.clone() });
            strom.schreibe(laufend, T::Einkommen { posten: posten.clone(), eintrag });
        }
        if einnahme.fuer_monat.is_some() {
            strom.schreibe(nur_jetzt, T::Einkommen { posten, eintrag: Some(eintrag) });
        }
    }
    for (nr, bildung) in (1..).zip(&person.bildung) {
        let gilt = if bildung.jeden_monat() { laufend } else { nur_jetzt };
        let eintrag = Some(bildung.clone());
        strom.schreibe(gilt, T::Bildung { posten: Posten::nr(nr), eintrag });
    }
    if !person.vermoegen.ist_null() {
        let eintrag = Some(person.vermoegen);
        strom.schreibe(laufend, T::Vermoegen { posten: Posten::nr(1), eintrag });
    }
    for (nr, eintrag) in (1..).zip(person.absetzungen.iter().cloned().map(Some)) {
        strom.schreibe(laufend, T::Absetzung { posten: Posten::nr(nr), eintrag });
    }
    for (nr, eintrag) in (1..).zip(person.mehrbedarfe.iter().cloned().map(Some)) {
        strom.schreibe(laufend, T::Mehrbedarf { posten: Posten::nr(nr), eintrag });
    }
    for (nr, eintrag) in (1..).zip(person.minderungen.iter().cloned().map(Some)) {
        strom.schreibe(laufend, T::Minderung { posten: Posten::nr(nr), eintrag });
    }
    for (nr, eintrag) in (1..).zip(person.beitraege.iter().cloned().map(Some)) {
        strom.schreibe(laufend, T::Beitrag { posten: Posten::nr(nr), eintrag });
    }
    Ok(())
}

/// Ein Lohn für einen anderen Monat bleibt die Ausnahme: er ist nicht laufend.
fn geht_weiter(einnahme: &Einkommen, monat: Monat) -> bool {
    einnahme.fuer_monat.is_none_or(|fuer| fuer == monat)
}
