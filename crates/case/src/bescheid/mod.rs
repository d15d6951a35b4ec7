//! Der Bescheid: was entschieden ist, und was darum bewilligt ist.
//!
//! Ein Bescheid gibt einen Entwurf frei; die Beträge stehen dort, je Monat und Mensch. [`Bewilligtes`] liest aus allen
//! Bescheiden eines Falls, was heute gilt: je Monat und Mensch der letzte, der ihn regelt.

mod freigabe;
mod rechenstand;
mod sammel;

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Cent, Monat, Tag};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::entwurf::{Entwurf, Grundlage, Leistung, alle, zeitraeume};
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::versand::{self, Sendung, Sendungsanlass, sendungen};

pub use freigabe::{Augen, Freigaberegeln, RegelFehler, Vieraugengrund};
pub use rechenstand::{Nachrechnung, Rechenstand, rechne_nach};
pub use sammel::{Liegengrund, Sammelmuster, sammelmuster, unterschied};

benannt! {
    /// Was entschieden ist.
    Bescheidart {
        /// Bewilligt, bevor dieses Programm die Akte führte.
        Uebernommen = "uebernommen",
        /// Auf Antrag bewilligt, mindestens einem in mindestens einem Monat (§§ 19 ff.).
        Bewilligung = "bewilligung",
        /// Auf Antrag abgelehnt, allen in allen Monaten.
        Ablehnung = "ablehnung",
        /// Eine Bewilligung geändert, ganz oder teils zurückgenommen oder aufgehoben (§§ 44, 45, 48 SGB X).
        Aenderung = "aenderung",
        /// Aufgehoben bis zum Ende der Bewilligung (§§ 45, 48 SGB X).
        Aufhebung = "aufhebung",
        /// Nach einer vorläufigen Bewilligung abschließend festgesetzt (§ 41a Abs. 3 SGB II).
        Abschliessend = "abschliessend",
        /// Versagt oder entzogen, bis die Mitwirkung nachgeholt ist (§ 66 SGB I).
        Versagung = "versagung",
        /// Festgehalten, dass nichts aufgehoben wird; es geht kein Brief hinaus.
        Vermerk = "vermerk",
    }
}

impl Bescheidart {
    /// Geht ein Brief hinaus?
    #[must_use]
    pub fn mit_brief(self) -> bool {
        !matches!(self, Bescheidart::Uebernommen | Bescheidart::Vermerk)
    }
}

/// Ein Bescheid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bescheid {
    /// Was entschieden ist.
    pub art: Bescheidart,
    /// Der Tag, den er trägt und an dem er zur Post gehen soll.
    pub am: Tag,
    /// Der Entwurf, den er freigibt.
    pub entwurf: Posten,
    /// Wer ihn freigab.
    pub durch: Kennung,
    /// Die Versionen aller Ströme bei der Freigabe: daraus entsteht sein Brief immer gleich.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stand: BTreeMap<Strom, u64>,
    /// Womit gerechnet ist; fehlt nur bei Bescheiden, die vor diesem Feld gespeichert wurden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gerechnet: Option<Rechenstand>,
}

impl Bescheid {
    /// Die Versionen, aus denen er sich ergibt: bei der Freigabe, oder als er übernommen wurde.
    pub(crate) fn versionen<'a>(&'a self, entwurf: &'a Entwurf) -> &'a BTreeMap<Strom, u64> {
        if self.stand.is_empty() { &entwurf.nachher } else { &self.stand }
    }

    /// Wann er bekannt gegeben ist (§ 37 Abs. 2 SGB X); `None`: nie, oder noch nicht. Ein Bescheid ohne Brief gilt am vierten
    /// Tag nach seinem; einer, der noch nicht hinaus ist, nach dem, an dem er hinausgehen soll.
    #[must_use]
    pub fn bekannt(&self, nummer: &Posten, sendungen: &[Sendung<'_>]) -> Option<Tag> {
        if !self.art.mit_brief() {
            return Some(bekannt_am(Bekanntgabe::Post(self.am)));
        }
        let anlass = Sendungsanlass::Bescheid { nummer: nummer.clone() };
        versand::bekannt(sendungen, &anlass, self.am)
    }
}

/// Alle Bescheide eines Falls in der Reihenfolge, in der sie freigegeben sind, jeder mit Nummer und Version.
#[must_use]
pub fn bescheide(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Bescheid, u64)> {
    let stuecke = fall.je(Bekannt::Jetzt);
    let mut alle: Vec<_> = stuecke
        .into_iter()
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Bescheid { posten, eintrag: Some(bescheid) } => {
                Some((posten, bescheid, stueck.eintrag.version))
            }
            _ => None,
        })
        .collect();
    alle.sort_by_key(|(.., version)| *version);
    alle
}

/// Der Bescheid mit dieser Nummer und der Entwurf, den er freigab.
#[must_use]
pub fn entschieden<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Option<(&'a Bescheid, &'a Entwurf)> {
    let (_, bescheid, _) = bescheide(fall).into_iter().find(|(posten, ..)| *posten == nummer)?;
    let entwurf = alle(fall).into_iter().find(|(posten, _)| **posten == bescheid.entwurf);
    entwurf.map(|(_, entwurf)| (bescheid, entwurf))
}

/// Der erste Bescheid mit Brief nach dieser Version, der einen dieser Monate regelt: seine Nummer, sein Tag, seine Version.
#[must_use]
pub fn folgebescheid<'a>(
    fall: &'a Akte<FallTatsache>,
    version: u64,
    monate: &BTreeSet<Monat>,
) -> Option<(&'a Posten, Tag, u64)> {
    let spaetere = bescheide(fall).into_iter().filter(|(.., spaeter)| *spaeter > version);
    let mut passende = spaetere.filter(|(posten, bescheid, _)| {
        let entwurf = entschieden(fall, posten).map(|(_, entwurf)| entwurf);
        let trifft = |e: &Entwurf| e.monate.iter().any(|monat| monate.contains(&monat.monat));
        bescheid.art.mit_brief() && entwurf.is_some_and(trifft)
    });
    passende.next().map(|(posten, bescheid, spaeter)| (posten, bescheid.am, spaeter))
}

/// Was zuletzt über einen Menschen in einem Monat entschieden ist. `Debug` zeigt keine Beträge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Zuletzt {
    /// Was bewilligt ist.
    pub leistung: Leistung,
    /// Was dabei gerechnet war; weicht ab, wo eine Änderung unterblieb.
    pub gerechnet: Leistung,
    /// Nummer der Bedarfsgemeinschaft im Haushalt.
    pub gemeinschaft: Option<u8>,
    /// Der Tag des Bescheids.
    pub am: Tag,
    /// Der Tag seiner Bekanntgabe; `None`: er ist zurückgehalten oder kam nicht an.
    pub bekannt: Option<Tag>,
    /// Vorläufig (§ 41a SGB II).
    pub vorlaeufig: bool,
    /// Versagt oder entzogen (§ 66 SGB I).
    pub versagt: bool,
}

crate::verschwiegen::verschwiegen!(Zuletzt);

/// Was bewilligt ist: je Monat und Mensch das zuletzt Entschiedene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bewilligtes(BTreeMap<(Monat, Kennung), Zuletzt>);

/// Die Monate ab `ab`, die laufend bewilligt sind: von jedem Bewilligungszeitraum die entschiedenen bis zum letzten, in
/// dem jemand etwas bekommt. Was abgelehnt oder bis zum Ende aufgehoben ist, läuft nicht; dort braucht es einen Antrag.
#[must_use]
pub fn laufende_monate(
    fall: &Akte<FallTatsache>,
    bewilligt: &Bewilligtes,
    ab: Monat,
) -> Vec<Monat> {
    let mut laufend = BTreeSet::new();
    for (von, bis) in zeitraeume(fall) {
        let hier = von.monat()..=bis.monat();
        let entschieden: BTreeSet<Monat> =
            bewilligt.0.keys().map(|(monat, _)| *monat).filter(|m| hier.contains(m)).collect();
        let bekommt = |monat: &&Monat| !bewilligt.summe(**monat).ist_null();
        if let Some(letzter) = entschieden.iter().rev().find(bekommt) {
            laufend.extend(entschieden.range(..=letzter).filter(|monat| **monat >= ab));
        }
    }
    laufend.into_iter().collect()
}

impl Bewilligtes {
    /// Aus allen Bescheiden des Falls.
    #[must_use]
    pub fn aus(fall: &Akte<FallTatsache>) -> Bewilligtes {
        let entwuerfe: BTreeMap<&Posten, &Entwurf> = alle(fall).into_iter().collect();
        let (mut bewilligt, sendungen) = (Bewilligtes::default(), sendungen(fall));
        for (nummer, bescheid, _) in bescheide(fall) {
            if let Some(entwurf) = entwuerfe.get(&bescheid.entwurf) {
                bewilligt.nimm((bescheid, bescheid.bekannt(nummer, &sendungen)), entwurf);
            }
        }
        bewilligt
    }

    fn nimm(&mut self, (bescheid, bekannt): (&Bescheid, Option<Tag>), entwurf: &Entwurf) {
        let zeilen = entwurf.monate.iter().flat_map(|m| m.personen.iter().map(move |p| (m, p)));
        for (monat, zeile) in zeilen {
            let wo = (monat.monat, zeile.person);
            // Was nichts regelt, ist kein Bescheid über den Monat: es bleibt bei dem Tag, an dem zuletzt einer erging.
            if !zeile.grundlage.aendert()
                && let Some(bisher) = self.0.get_mut(&wo)
            {
                bisher.gerechnet = zeile.nachher;
                bisher.versagt &= zeile.grundlage != Grundlage::NichtNachgeholt67;
                continue;
            }
            let zuletzt = Zuletzt {
                leistung: zeile.bewilligt(),
                gerechnet: zeile.nachher,
                gemeinschaft: zeile.gemeinschaft,
                am: bescheid.am,
                bekannt,
                vorlaeufig: monat.vorlaeufig,
                versagt: zeile.grundlage == Grundlage::Versagung66,
            };
            self.0.insert(wo, zuletzt);
        }
    }

    /// Was zuletzt entschieden ist; `None`: noch nichts.
    #[must_use]
    pub fn zuletzt(&self, monat: Monat, person: Kennung) -> Option<&Zuletzt> {
        self.0.get(&(monat, person))
    }

    /// Alles, nach Monat und Mensch.
    pub fn zeilen(&self) -> impl Iterator<Item = (Monat, Kennung, &Zuletzt)> {
        self.0.iter().map(|((monat, person), zuletzt)| (*monat, *person, zuletzt))
    }

    /// Alle, über die in dem Monat entschieden ist.
    pub fn im_monat(&self, monat: Monat) -> impl Iterator<Item = (Kennung, &Zuletzt)> {
        let erster = (monat, Kennung::aus_bytes([0; 16]));
        let letzter = (monat, Kennung::aus_bytes([u8::MAX; 16]));
        self.0.range(erster..=letzter).map(|((_, person), zuletzt)| (*person, zuletzt))
    }

    /// Der letzte Monat, über den entschieden ist.
    #[must_use]
    pub fn letzter_monat(&self) -> Option<Monat> {
        self.0.last_key_value().map(|((monat, _), _)| *monat)
    }

    /// Was in einem Monat zusammen bewilligt ist.
    #[must_use]
    pub fn summe(&self, monat: Monat) -> Cent {
        self.im_monat(monat).map(|(_, zuletzt)| zuletzt.leistung.summe()).sum()
    }

    /// Ist noch über nichts entschieden?
    #[must_use]
    pub fn ist_leer(&self) -> bool {
        self.0.is_empty()
    }
}
