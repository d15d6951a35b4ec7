//! Woran es liegt: die Ereignisse, über die noch niemand entschieden hat, und ob es schon so war, als
//! bewilligt wurde.

use law::measure::{Monat, Tag, Zeitraum};

use super::Stelle;
use super::grundlage::Seit;
use crate::akte::lage::Akten;
use crate::akte::{
    Akte, Bekannt, Bewilligungszeitraum, Eintrag, FallTatsache, Gilt, Kennung, PersonTatsache,
    Strom,
};

/// Ein Ereignis über Einkommen, über das noch niemand entschieden hat.
pub(super) struct Ausloeser<'a> {
    /// Wessen Einkommen.
    pub(super) person: Kennung,
    /// Das Ereignis.
    pub(super) eintrag: &'a Eintrag<PersonTatsache>,
    /// Wo es heute gilt; leer, wenn Späteres ganz darüber liegt.
    gilt: Vec<Zeitraum>,
    /// Wo galt, was es berichtigt, soweit darüber schon entschieden war.
    berichtigt: Vec<Zeitraum>,
}

/// Wann bewilligt wurde, soweit die Akte es weiß.
#[derive(Clone, Copy)]
struct Bewilligung {
    /// Der Antrag war da; früher ist der Bescheid nicht.
    eingang: Tag,
    zeitraum: Bewilligungszeitraum,
}

/// Alle Auslöser zwischen dem, was bewilligt ist, und dem, was neu gilt.
pub(super) fn ausloeser<'a>(vorher: Akten<'_>, nachher: Akten<'a>) -> Vec<Ausloeser<'a>> {
    let mut alle = Vec::new();
    for (person, akte) in nachher.personen {
        let bis = vorher.personen.get(person).map_or(0, Akte::version);
        let stuecke = akte.je(Bekannt::Jetzt);
        let neue = akte.eintraege().iter().filter(|eintrag| {
            eintrag.version > bis
                && matches!(eintrag.ereignis.tatsache, PersonTatsache::Einkommen { .. })
        });
        alle.extend(neue.map(|eintrag| {
            Ausloeser {
                person: *person,
                eintrag,
                gilt: stuecke
                    .iter()
                    .filter(|stueck| stueck.eintrag.version == eintrag.version)
                    .map(|stueck| stueck.zeitraum)
                    .collect(),
                berichtigt: berichtigt(akte, eintrag, bis),
            }
        }));
    }
    alle
}

/// Was das Ereignis berichtigt, auch über Ereignisse hinweg, über die noch nicht entschieden war.
fn berichtigt(
    akte: &Akte<PersonTatsache>,
    eintrag: &Eintrag<PersonTatsache>,
    bis: u64,
) -> Vec<Zeitraum> {
    let mut ersetzt = eintrag.ereignis.ersetzt;
    // Eine Version nennt nur frühere; die Kette endet.
    let mut vor = eintrag.version;
    while let Some(version) = ersetzt.filter(|version| *version < vor) {
        vor = version;
        let alter = akte.eintraege().iter().find(|alter| alter.version == version);
        match alter {
            Some(alter) if version <= bis => return vec![zeitraum(alter.ereignis.gilt)],
            Some(alter) => ersetzt = alter.ereignis.ersetzt,
            None => break,
        }
    }
    Vec::new()
}

fn zeitraum(gilt: Gilt) -> Zeitraum {
    Zeitraum { von: gilt.von.unwrap_or(Tag::FRUEHESTER), bis: gilt.bis.unwrap_or(Tag::SPAETESTER) }
}

impl Ausloeser<'_> {
    /// Die Stelle in der Akte.
    pub(super) fn stelle(&self) -> Stelle {
        Stelle { strom: Strom::person(self.person), version: self.eintrag.version }
    }

    /// Gilt es irgendwo, oder liegt Späteres ganz darüber?
    pub(super) fn gilt_noch(&self) -> bool {
        !self.gilt.is_empty()
    }

    /// Berührt es den Monat?
    pub(super) fn beruehrt(&self, monat: Monat) -> bool {
        trifft(&self.gilt, monat) || trifft(&self.berichtigt, monat)
    }

    /// An welchem Tag die Meldung einging.
    pub(super) fn eingang(&self) -> Tag {
        self.eintrag.ereignis.eingang
    }

    /// Seit wann es so ist; `None`: schon immer.
    pub(super) fn von(&self) -> Option<Tag> {
        self.eintrag.ereignis.gilt.von
    }

    fn seit(&self, monat: Monat, bewilligung: Option<Bewilligung>) -> Option<Seit> {
        if trifft(&self.berichtigt, monat) {
            return Some(Seit::Anfang);
        }
        trifft(&self.gilt, monat).then(|| match (self.von(), bewilligung) {
            (Some(von), Some(bewilligung)) if von > bewilligung.eingang => Seit::Aenderung,
            (Some(_), None) => Seit::Aenderung,
            _ => Seit::Anfang,
        })
    }
}

fn trifft(zeiten: &[Zeitraum], monat: Monat) -> bool {
    zeiten.iter().any(|zeit| zeit.schnitt(monat.zeitraum()).is_some())
}

/// Seit wann es in einem Monat so ist.
#[derive(Clone, Copy, Default)]
pub(super) struct Herkunft {
    anfang: bool,
    aenderung: bool,
    /// Es hängt daran, an welchem Tag der Bescheid kam.
    pub(super) bescheid_fraglich: bool,
}

impl Herkunft {
    /// Woher die Änderung in diesem Monat kommt.
    pub(super) fn im(
        monat: Monat,
        ausloeser: &[Ausloeser<'_>],
        fall: &Akte<FallTatsache>,
    ) -> Herkunft {
        let bewilligung = bewilligung(fall, monat);
        let mut herkunft = Herkunft::default();
        for einer in ausloeser {
            match einer.seit(monat, bewilligung) {
                Some(Seit::Anfang) => herkunft.anfang = true,
                Some(Seit::Aenderung) => {
                    herkunft.aenderung = true;
                    herkunft.bescheid_fraglich |= einer.von().is_some_and(|von| {
                        // Im ersten Monat kann der Bescheid vor oder nach der Änderung gekommen sein.
                        bewilligung.is_some_and(|b| von.monat() <= b.zeitraum.ab.monat())
                    });
                }
                None => {}
            }
        }
        herkunft
    }

    /// Trifft beides zusammen, gilt die Änderung, und es wird gefragt.
    pub(super) fn seit(self) -> Seit {
        if self.anfang && !self.aenderung { Seit::Anfang } else { Seit::Aenderung }
    }

    /// Kommt etwas von Anfang an und etwas später dazu?
    pub(super) fn gemischt(self) -> bool {
        self.anfang && self.aenderung
    }
}

fn bewilligung(fall: &Akte<FallTatsache>, monat: Monat) -> Option<Bewilligung> {
    let stuecke = fall.stuecke(monat.zeitraum(), Bekannt::Jetzt);
    stuecke.iter().rev().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Bewilligungszeitraum(zeitraum) => {
            Some(Bewilligung { eingang: stueck.eintrag.ereignis.eingang, zeitraum: *zeitraum })
        }
        _ => None,
    })
}
