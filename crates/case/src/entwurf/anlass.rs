//! Woran es liegt: die Ereignisse, über die noch niemand entschieden hat, und ob es schon so war, als der Bescheid
//! bekannt gegeben wurde, der heute gilt.

use std::collections::BTreeMap;

use law::measure::{Monat, Tag, Zeitraum};

use super::antwort::Antworten;
use super::grundlage::Seit;
use super::{Antwort, Rechtsaenderung, Stelle, Thema};
use crate::akte::lage::Akten;
use crate::akte::{
    Akte, Bekannt, Eintrag, FallTatsache, Gilt, Kennung, PersonTatsache, Strom, Tatsache,
};
use crate::bescheid::Zuletzt;

/// Ein Ereignis, das Geld ändern kann und über das noch niemand entschieden hat.
pub(super) struct Ausloeser {
    /// Wo es steht; `None`: in keiner Akte, das Recht hat sich geändert.
    pub(super) stelle: Option<Stelle>,
    /// Wen es betrifft; `None`: den Fall.
    pub(super) person: Option<Kennung>,
    /// An welchem Tag die Meldung einging.
    pub(super) eingang: Tag,
    /// Seit wann es so ist; `None`: schon immer.
    pub(super) von: Option<Tag>,
    /// Wurde Einkommen oder Vermögen erzielt (§ 48 Abs. 1 Satz 2 Nr. 3 SGB X)?
    pub(super) einkommen: bool,
    /// Wo es heute gilt; leer, wenn Späteres ganz darüber liegt.
    gilt: Vec<Zeitraum>,
    /// Wo galt, was es berichtigt, soweit darüber schon entschieden war.
    berichtigt: Vec<Zeitraum>,
}

/// Alle Auslöser nach den Versionen, auf denen beruht, was bewilligt ist; dazu geändertes Recht.
pub(super) fn ausloeser(
    vorher: &BTreeMap<Strom, u64>,
    nachher: Akten<'_>,
    recht: Option<&Rechtsaenderung>,
) -> Vec<Ausloeser> {
    let bis = |strom: Strom| vorher.get(&strom).copied().unwrap_or(0);
    let fall = Strom::fall(nachher.fall.kennung);
    let zaehlt = |tatsache: &FallTatsache| {
        tatsache.aendert_geld().then_some(Zaehlt { einkommen: false, fruehestens: None })
    };
    let mut alle = aus_strom(nachher.fall, (fall, bis(fall)), zaehlt);
    for (kennung, akte) in nachher.personen {
        let strom = Strom::person(*kennung);
        let zaehlt = |tatsache: &PersonTatsache| {
            tatsache.aendert_geld().then(|| Zaehlt {
                einkommen: tatsache.ist_einkommen_oder_vermoegen(),
                fruehestens: tatsache.geschah_am(),
            })
        };
        let eigene = aus_strom(akte, (strom, bis(strom)), zaehlt);
        alle.extend(eigene.into_iter().map(|a| Ausloeser { person: Some(*kennung), ..a }));
    }
    alle.extend(recht.map(Ausloeser::aus_recht));
    alle
}

/// Wie ein Ereignis zählt.
struct Zaehlt {
    einkommen: bool,
    /// Eine Geburt oder ein Tod wirkt von ihrem Tag an, auch wenn die Angabe für immer gilt.
    fruehestens: Option<Tag>,
}

fn aus_strom<T: Tatsache>(
    akte: &Akte<T>,
    (strom, bis): (Strom, u64),
    zaehlt: impl Fn(&T) -> Option<Zaehlt>,
) -> Vec<Ausloeser> {
    let mut neue = akte.eintraege().iter().filter(|eintrag| eintrag.version > bis).peekable();
    if neue.peek().is_none() {
        return Vec::new();
    }
    let stuecke = akte.je(Bekannt::Jetzt);
    let ausloeser = |eintrag: &Eintrag<T>| {
        let Zaehlt { einkommen, fruehestens } = zaehlt(&eintrag.ereignis.tatsache)?;
        let seither = |zeit: Zeitraum| match fruehestens {
            Some(tag) => zeit.schnitt(Zeitraum { von: tag, bis: Tag::SPAETESTER }),
            None => Some(zeit),
        };
        let gilt = stuecke.iter().filter(|stueck| stueck.eintrag.version == eintrag.version);
        Some(Ausloeser {
            stelle: Some(Stelle { strom, version: eintrag.version }),
            person: None,
            eingang: eintrag.ereignis.eingang,
            von: eintrag.ereignis.gilt.von.max(fruehestens),
            einkommen,
            gilt: gilt.filter_map(|stueck| seither(stueck.zeitraum)).collect(),
            berichtigt: berichtigt(akte, eintrag, bis),
        })
    };
    neue.filter_map(ausloeser).collect()
}

/// Was das Ereignis berichtigt, auch über Ereignisse hinweg, über die noch nicht entschieden war.
fn berichtigt<T: Tatsache>(akte: &Akte<T>, eintrag: &Eintrag<T>, bis: u64) -> Vec<Zeitraum> {
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

impl Ausloeser {
    /// Neues Recht gilt von seinem ersten Tag an, für alle, und niemand hat dadurch Einkommen erzielt.
    fn aus_recht(recht: &Rechtsaenderung) -> Ausloeser {
        let von = recht.ab.erster();
        Ausloeser {
            stelle: None,
            person: None,
            eingang: recht.am,
            von: Some(von),
            einkommen: false,
            gilt: vec![Zeitraum { von, bis: Tag::SPAETESTER }],
            berichtigt: Vec::new(),
        }
    }

    /// Ist es geändertes Recht?
    pub(super) fn ist_recht(&self) -> bool {
        self.stelle.is_none()
    }

    /// Gilt es irgendwo, oder liegt Späteres ganz darüber?
    pub(super) fn gilt_noch(&self) -> bool {
        !self.gilt.is_empty()
    }

    /// Berührt es den Monat?
    pub(super) fn beruehrt(&self, monat: Monat) -> bool {
        trifft(&self.gilt, monat) || trifft(&self.berichtigt, monat)
    }

    /// Seit wann es in dem Monat so ist, gemessen am Bescheid, der ihn regelt.
    fn seit(&self, monat: Monat, zuletzt: &Zuletzt) -> Option<Seit> {
        if trifft(&self.berichtigt, monat) {
            return Some(Seit::Anfang);
        }
        trifft(&self.gilt, monat).then(|| match self.von {
            Some(von) if von > zuletzt.am => Seit::Aenderung,
            _ => Seit::Anfang,
        })
    }
}

fn trifft(zeiten: &[Zeitraum], monat: Monat) -> bool {
    zeiten.iter().any(|zeit| zeit.schnitt(monat.zeitraum()).is_some())
}

/// Seit wann und woher es in einem Monat so ist.
#[derive(Clone, Copy, Default)]
pub(super) struct Herkunft {
    anfang: bool,
    aenderung: bool,
    /// Eine Änderung, die nicht Einkommen oder Vermögen ist.
    pub(super) anderes: bool,
    /// Sie fällt zwischen den Tag des Bescheids und seine Bekanntgabe.
    pub(super) bescheid_fraglich: bool,
}

impl Herkunft {
    /// Woher die Änderung in diesem Monat kommt.
    pub(super) fn im(monat: Monat, ausloeser: &[Ausloeser], zuletzt: &Zuletzt) -> Herkunft {
        let mut herkunft = Herkunft::default();
        for einer in ausloeser {
            match einer.seit(monat, zuletzt) {
                Some(Seit::Anfang) => herkunft.anfang = true,
                Some(Seit::Aenderung) => {
                    herkunft.aenderung = true;
                    herkunft.anderes |= !einer.einkommen;
                    // Kam er nicht an, ist offen, ob er je bekannt wurde: das entscheidet ein Mensch.
                    herkunft.bescheid_fraglich |= einer
                        .von
                        .is_some_and(|von| zuletzt.bekannt.is_none_or(|bekannt| von <= bekannt));
                }
                None => {}
            }
        }
        // Berührt den Monat nichts, was gemeldet ist, wirkt Einkommen hinein, das auf Monate verteilt wird
        // (§ 11 Abs. 3); ist keines gemeldet, wird auch keines unterstellt.
        if !herkunft.anfang && !herkunft.aenderung {
            herkunft.anderes = !ausloeser.iter().any(|einer| einer.einkommen);
        }
        herkunft
    }

    /// Beides zusammen.
    pub(super) fn und(self, andere: Herkunft) -> Herkunft {
        Herkunft {
            anfang: self.anfang || andere.anfang,
            aenderung: self.aenderung || andere.aenderung,
            anderes: self.anderes || andere.anderes,
            bescheid_fraglich: self.bescheid_fraglich || andere.bescheid_fraglich,
        }
    }

    /// Trifft beides zusammen, gilt die Änderung, bis jemand antwortet.
    pub(super) fn seit_nach(self, antworten: &Antworten) -> Seit {
        let von_anfang = (self.bescheid_fraglich
            && antworten.sagt(Thema::Bekanntgabe, Antwort::Anfang))
            || (self.gemischt() && antworten.sagt(Thema::Gemischt, Antwort::Anfang));
        if von_anfang || (self.anfang && !self.aenderung) { Seit::Anfang } else { Seit::Aenderung }
    }

    /// Kommt etwas von Anfang an und etwas später dazu?
    pub(super) fn gemischt(self) -> bool {
        self.anfang && self.aenderung
    }
}
