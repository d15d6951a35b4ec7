//! Was der Fall über einen Monat sagt.

use std::collections::BTreeMap;

use law::measure::{Monat, Tag, Zeitraum};

use super::{Luecke, letzte};
use crate::akte::{
    Bewilligungszeitraum, FallTatsache, Kennung, Mitglied, PersonTatsache, Posten, Stueck,
    Wohnverhaeltnis,
};
use crate::schnittstelle::{Aufrechnung, Direktzahlung, Gebiet, Person, Wohnung, Wohnungen};

/// Wer wie lange im Monat hier lebt.
pub(super) struct Aufenthaltszeit {
    zeitraum: Zeitraum,
    mitglied: Mitglied,
}

impl Aufenthaltszeit {
    /// Nimmt ein zweites Stück desselben Monats auf. Ändert sich nur, wer zu wem gehört, ist es ein
    /// Aufenthalt; wer dazukommt, gehört den ganzen Monat dazu, denn seine Tage begrenzen es schon.
    fn weiter(&mut self, zeitraum: Zeitraum, mitglied: &Mitglied) -> bool {
        if self.zeitraum.bis.naechster() != zeitraum.von {
            return false;
        }
        self.zeitraum.bis = zeitraum.bis;
        let eltern = std::mem::take(&mut self.mitglied.eltern);
        let (partner, verheiratet) = match mitglied.partner {
            Some(partner) => (Some(partner), mitglied.verheiratet),
            None => (self.mitglied.partner, self.mitglied.verheiratet),
        };
        self.mitglied = Mitglied { partner, verheiratet, ..mitglied.clone() };
        for elternteil in eltern {
            if !self.mitglied.eltern.contains(&elternteil) {
                self.mitglied.eltern.push(elternteil);
            }
        }
        true
    }

    /// Trägt Tage und Beziehungen ein; wer in diesem Monat nicht hier lebt, wird nicht genannt.
    pub(super) fn trage_ein(
        &self,
        mut person: Person,
        hier: &BTreeMap<Kennung, Aufenthaltszeit>,
        monat: Monat,
    ) -> Person {
        let Zeitraum { von, bis } = self.zeitraum;
        let Mitglied { partner, verheiratet, eltern, pflegekind, zu_besuch_tage } = &self.mitglied;
        // Vor der Geburt lebt niemand hier; der Tag der Geburt muss nicht dabeistehen.
        let erster = monat.erster().max(person.geboren);
        let partner = partner.filter(|kennung| hier.contains_key(kennung));
        for einnahme in &mut person.einkommen {
            let lebt_hier =
                |id: &String| id.parse().is_ok_and(|kennung: Kennung| hier.contains_key(&kennung));
            einnahme.an = einnahme.an.take().filter(lebt_hier);
        }
        let eltern = eltern.iter().filter(|kennung| hier.contains_key(kennung));
        Person {
            von: (von > erster).then_some(von),
            bis: (bis < monat.letzter()).then_some(bis),
            partner: partner.map(|kennung| kennung.to_string()),
            verheiratet: *verheiratet && partner.is_some(),
            eltern: eltern.map(Kennung::to_string).collect(),
            pflegekind: *pflegekind,
            zu_besuch_tage: *zu_besuch_tage,
            ..person
        }
    }
}

/// Wer schon gegangen ist: für die Fristen des § 22 Abs. 1 Satz 6 und 11.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fruehere {
    todesfall: Option<Monat>,
    verkleinert: Option<Monat>,
}

impl Fruehere {
    /// Jemand ging in dem Monat; `am_ende` ist, was am letzten Tag von ihm bekannt war.
    pub(super) fn nimm(&mut self, monat: Monat, am_ende: &[Stueck<'_, PersonTatsache>]) {
        let mut in_der_gemeinschaft = true;
        for stueck in letzte(am_ende) {
            match stueck.tatsache() {
                PersonTatsache::Gestorben(Some(_)) => {
                    self.todesfall = self.todesfall.max(Some(monat));
                }
                PersonTatsache::Ausgeschlossen(Some(_)) => in_der_gemeinschaft = false,
                _ => {}
            }
        }
        if in_der_gemeinschaft {
            self.verkleinert = self.verkleinert.max(Some(monat));
        }
    }
}

/// Eine Wohnung an ihren Tagen im Monat.
struct Bewohnt {
    zeitraum: Zeitraum,
    /// Seit wann sie bewohnt wird.
    seit: Option<Tag>,
    verhaeltnis: Wohnverhaeltnis,
}

impl Bewohnt {
    fn aus(stueck: &Stueck<'_, FallTatsache>, wohnung: &Wohnverhaeltnis) -> Bewohnt {
        Bewohnt {
            zeitraum: stueck.zeitraum,
            seit: stueck.eintrag.ereignis.gilt.von,
            verhaeltnis: wohnung.clone(),
        }
    }

    /// Mit Köpfen, und mit denen, die gegangen sind, seit sie bewohnt wird.
    fn wohnung(self, hier: u8, fruehere: Fruehere) -> Wohnung {
        let Wohnverhaeltnis { wohnung, andere_koepfe } = self.verhaeltnis;
        let seither = |monat: &Monat| self.seit.is_none_or(|seit| seit.monat() <= *monat);
        Wohnung {
            bewohner: andere_koepfe.map(|andere| hier.saturating_add(andere)),
            todesfall_monat: wohnung.todesfall_monat.max(fruehere.todesfall.filter(seither)),
            verkleinert_monat: wohnung.verkleinert_monat.max(fruehere.verkleinert.filter(seither)),
            ..wohnung
        }
    }
}

/// Was der Fall über den Monat sagt.
pub(super) struct Fallbild {
    pub(super) nummer: String,
    pub(super) gebiet: Gebiet,
    pub(super) zeitraum: Bewilligungszeitraum,
    pub(super) leistungsbezug_seit: Option<Monat>,
    pub(super) vertreter: Kennung,
    pub(super) antrag: Option<Tag>,
    pub(super) mitglieder: BTreeMap<Kennung, Aufenthaltszeit>,
    pub(super) wohnung: Wohnungen,
    verhaeltnisse: Vec<Bewohnt>,
    monat: Monat,
    pub(super) aufrechnung: Vec<Aufrechnung>,
    pub(super) direktzahlungen: Vec<Direktzahlung>,
}

impl Fallbild {
    pub(super) fn lies(
        stuecke: &[Stueck<'_, FallTatsache>],
        monat: Monat,
    ) -> Result<Fallbild, Luecke> {
        let (mut nummer, mut zeitraum, mut vertreter) = (None, None, None);
        let (mut gebiet, mut leistungsbezug_seit, mut antrag) = (Default::default(), None, None);
        let mut mitglieder = BTreeMap::new();
        let mut verhaeltnisse = Vec::new();
        let (mut aufrechnung, mut direktzahlungen) = (Vec::new(), Vec::new());
        for stueck in letzte(stuecke) {
            match stueck.tatsache() {
                FallTatsache::Nummer(wert) => nummer = Some(wert.clone()),
                FallTatsache::Gebiet(wert) => gebiet = *wert,
                FallTatsache::Bewilligungszeitraum(wert) => zeitraum = Some(*wert),
                FallTatsache::LeistungsbezugSeit(wert) => leistungsbezug_seit = Some(*wert),
                FallTatsache::Vertreter(wert) => vertreter = Some(*wert),
                FallTatsache::Mitglied { posten, eintrag: Some(mitglied) } => {
                    aufgenommen(&mut mitglieder, posten, stueck.zeitraum, mitglied)?;
                }
                FallTatsache::Wohnung { eintrag: Some(wohnung), .. } => {
                    verhaeltnisse.push(Bewohnt::aus(stueck, wohnung));
                }
                FallTatsache::Antrag { eintrag: Some(neuer), .. } => {
                    antrag = antrag.max(Some(neuer.tag));
                }
                FallTatsache::Aufrechnung { eintrag: Some(wert), .. } => {
                    aufrechnung.push(wert.clone());
                }
                FallTatsache::Direktzahlung { eintrag: Some(wert), .. } => {
                    direktzahlungen.push(wert.clone());
                }
                FallTatsache::Notiz { .. }
                | FallTatsache::Zustaendig { .. }
                | FallTatsache::Sperre(_)
                | FallTatsache::Dokument { .. }
                | FallTatsache::Entwurf { .. }
                | FallTatsache::Anhoerung { .. }
                | FallTatsache::Bescheid { .. }
                | FallTatsache::Erstattung { .. }
                | FallTatsache::Widerspruch { .. }
                | FallTatsache::Vorlaeufigkeit { .. }
                | FallTatsache::Anforderung { .. }
                | FallTatsache::Versagung { .. }
                | FallTatsache::Pflichtverletzung { .. }
                | FallTatsache::Gerichtsverfahren { .. }
                | FallTatsache::Ueberpruefung { .. }
                | FallTatsache::Sendung { .. }
                | FallTatsache::Mitglied { .. }
                | FallTatsache::Wohnung { .. }
                | FallTatsache::Antrag { .. }
                | FallTatsache::Aufrechnung { .. }
                | FallTatsache::Direktzahlung { .. }
                | FallTatsache::Loeschsperre(_) => {}
            }
        }
        if mitglieder.is_empty() {
            return Err(Luecke::Niemand(monat));
        }
        Ok(Fallbild {
            nummer: nummer.ok_or(Luecke::Fall("die Nummer"))?,
            gebiet,
            zeitraum: zeitraum.ok_or(Luecke::Fall("der Bewilligungszeitraum"))?,
            leistungsbezug_seit,
            vertreter: vertreter.ok_or(Luecke::Fall("wer den Haushalt vertritt"))?,
            antrag,
            mitglieder,
            wohnung: Wohnungen::Mehrere(Vec::new()),
            verhaeltnisse,
            monat,
            aufrechnung,
            direktzahlungen,
        })
    }

    /// Eine Wohnung für den ganzen Monat, oder mehrere mit ihren Tagen, die frühere zuerst; mit Köpfen
    /// und mit denen, die gegangen sind.
    pub(super) fn wohnungen(&mut self, personen: &[Person], fruehere: Fruehere) {
        let hier = personen.iter().filter(|person| person.zu_besuch_tage.is_none()).count();
        let hier = u8::try_from(hier).unwrap_or(u8::MAX);
        let mut verhaeltnisse = std::mem::take(&mut self.verhaeltnisse);
        verhaeltnisse.sort_by_key(|bewohnt| bewohnt.zeitraum);
        let ganz = |bewohnt: &Bewohnt| bewohnt.zeitraum == self.monat.zeitraum();
        let nur_eine = verhaeltnisse.len() == 1 && verhaeltnisse.iter().all(ganz);
        let wohnungen = verhaeltnisse.into_iter().map(|bewohnt| {
            let Zeitraum { von, bis } = bewohnt.zeitraum;
            let wohnung = bewohnt.wohnung(hier, fruehere);
            if nur_eine { wohnung } else { Wohnung { von: Some(von), bis: Some(bis), ..wohnung } }
        });
        let mut wohnungen: Vec<Wohnung> = wohnungen.collect();
        self.wohnung = match wohnungen.pop() {
            Some(eine) if nur_eine => Wohnungen::Eine(eine),
            letzte => {
                wohnungen.extend(letzte);
                Wohnungen::Mehrere(wohnungen)
            }
        };
    }
}

/// Trägt ein Stück eines Mitglieds ein.
fn aufgenommen(
    mitglieder: &mut BTreeMap<Kennung, Aufenthaltszeit>,
    posten: &Posten,
    zeitraum: Zeitraum,
    mitglied: &Mitglied,
) -> Result<(), Luecke> {
    let kennung: Kennung = posten.text().parse().map_err(|_| Luecke::Fall("die Kennung"))?;
    if let Some(schon) = mitglieder.get_mut(&kennung) {
        return schon
            .weiter(zeitraum, mitglied)
            .then_some(())
            .ok_or(Luecke::ZweiAufenthalte(kennung));
    }
    let mitglied = mitglied.clone();
    mitglieder.insert(kennung, Aufenthaltszeit { zeitraum, mitglied });
    Ok(())
}
