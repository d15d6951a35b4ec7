//! Was die Akte eines Menschen über einen Monat sagt.

use law::measure::Monat;

use super::{Luecke, letzte};
use crate::akte::{Kennung, PersonTatsache, Stueck};
use crate::schnittstelle::{Anschrift, Konto, Name, Person};

/// Was die Akte eines Menschen über den Monat sagt.
pub(super) struct Menschenbild {
    pub(super) person: Person,
    pub(super) name: Name,
    pub(super) anschrift: Option<Anschrift>,
    pub(super) konto: Option<Konto>,
}

impl Menschenbild {
    pub(super) fn lies(
        kennung: Kennung,
        stuecke: &[Stueck<'_, PersonTatsache>],
        monat: Monat,
    ) -> Result<Menschenbild, Luecke> {
        let fehlt = |was| Luecke::Angabe { person: kennung, was };
        let geboren = letzte(stuecke).find_map(|stueck| match stueck.tatsache() {
            PersonTatsache::Geboren(tag) => Some(*tag),
            _ => None,
        });
        let mut person =
            Person::neu(kennung.to_string(), geboren.ok_or(fehlt("der Tag der Geburt"))?);
        let (mut name, mut anschrift, mut konto) = (None, None, None);
        for stueck in letzte(stuecke) {
            match stueck.tatsache() {
                PersonTatsache::Name(wert) => {
                    name = Some(Name {
                        id: kennung.to_string(),
                        vorname: wert.vornamen.clone(),
                        nachname: wert.familienname.clone(),
                        anrede: wert.anrede,
                    });
                }
                PersonTatsache::Anschrift(wert) => anschrift = Some(wert.clone()),
                PersonTatsache::Bankverbindung(wert) => konto = wert.clone(),
                // Im Sterbemonat gehört der Mensch noch dazu (§ 40 Abs. 5); davor lebt er.
                PersonTatsache::Gestorben(tag) => {
                    person.gestorben = tag.filter(|tag| tag.monat() <= monat);
                }
                andere => trage_ein(andere, &mut person),
            }
        }
        Ok(Menschenbild { person, name: name.ok_or(fehlt("der Name"))?, anschrift, konto })
    }
}

fn trage_ein(tatsache: &PersonTatsache, person: &mut Person) {
    use PersonTatsache as T;
    match tatsache {
        T::Alleinerziehend(wert) => person.alleinerziehend = *wert,
        T::KindAusserhalb(wert) => person.kind_ausserhalb = *wert,
        T::Erwerbsfaehig(wert) => person.erwerbsfaehig = *wert,
        T::Unterbringung(wert) => person.unterbringung.clone_from(wert),
        T::Ausgeschlossen(wert) => person.ausgeschlossen = *wert,
        T::Ausbildung(wert) => person.ausbildung = *wert,
        T::LeistungsbezugSeit(wert) => person.leistungsbezug_seit = *wert,
        T::Foerderung(wert) => person.foerderung.clone_from(wert),
        T::OhneZusicherung(wert) => person.ohne_zusicherung = *wert,
        T::Verpflegung(wert) => person.verpflegung = *wert,
        T::Einkommen { eintrag, .. } => person.einkommen.extend(eintrag.clone()),
        T::Absetzung { eintrag, .. } => person.absetzungen.extend(eintrag.clone()),
        T::Vermoegen { eintrag, .. } => person.vermoegen += eintrag.unwrap_or_default(),
        T::Beitrag { eintrag, .. } => person.beitraege.extend(eintrag.clone()),
        T::Mehrbedarf { eintrag, .. } => person.mehrbedarfe.extend(eintrag.clone()),
        T::Minderung { eintrag, .. } => person.minderungen.extend(eintrag.clone()),
        T::Bildung { eintrag, .. } => person.bildung.extend(eintrag.clone()),
        // Was die Rechnung nicht braucht.
        T::Name(_)
        | T::Geboren(_)
        | T::Gestorben(_)
        | T::Anschrift(_)
        | T::Kontakt(_)
        | T::Auskunftssperre(_)
        | T::Rentenversicherungsnummer(_)
        | T::Kundennummer(_)
        | T::Krankenversicherung(_)
        | T::Staatsangehoerigkeit(_)
        | T::Aufenthaltstitel(_)
        | T::Bankverbindung(_)
        | T::Vollmacht { .. }
        | T::Betreuung { .. } => {}
    }
}
