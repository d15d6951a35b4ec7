//! Der Entwurf einer Entscheidung über die laufende Leistung: was bewilligt ist, was neu gerechnet ist, und auf
//! welcher Grundlage aus dem einen das andere wird. Er entsteht mit dem Antrag oder der Meldung und wartet auf die
//! Freigabe; bis dahin ändert er kein Geld.
//!
//! „Bewilligt“ ist, was freigegebene Bescheide regeln ([`Bewilligtes`](crate::bescheid::Bewilligtes)). Kommt vor der
//! Freigabe etwas Neues dazu, überholt ein neuer Entwurf den alten und enthält alles zusammen; es wartet also je Fall
//! höchstens einer ([`wartender`]). Was für eine Entscheidung er wird, folgt aus seinen Zeilen ([`Entwurf::art`]).
//!
//! Umgesetzt: Bewilligung, Ablehnung, Änderung, Aufhebung; §§ 44, 45, 48 SGB X, § 24 SGB X, § 40 Abs. 1 Satz 3, Abs. 4 und
//! § 72 Abs. 2 SGB II; vorläufig und abschließend (§ 41a SGB II); Versagung und Entziehung (§§ 66, 67 SGB I).

mod anlass;
mod antwort;
mod fragen;
mod fuehren;
mod grundlage;
mod rechnen;
mod rechtsaenderung;
mod spannen;
mod zeile;

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Cent, Monat, Saldo, Tag};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::bescheid::{Bescheidart, bescheide};
use crate::verschwiegen::verschwiegen;

pub use antwort::{Antwort, Beantwortet, Thema};
pub(crate) use fuehren::{Vorgang, entwurf_jetzt, fortfuehren, zukunft_ab};
pub use grundlage::Grundlage;
pub(crate) use rechnen::{Beide, eingabe, im_monat, vor_und_nach, zeitraeume};
pub use rechnen::{NichtGerechnet, Stand, versionen};
pub use rechtsaenderung::Rechtsaenderung;
pub(crate) use rechtsaenderung::{von, zuletzt_gerechnet};
pub(crate) use zeile::leistung;

/// Ein Entwurf mit den Zahlen, auf denen er beruht. `Debug` zeigt keine Beträge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entwurf {
    /// Ob er noch gilt.
    pub stand: Entwurfsstand,
    /// Der Tag, an dem er entstand.
    pub am: Tag,
    /// Die Ereignisse, auf denen er beruht: alle, über die noch niemand entschieden hat.
    pub anlass: Vec<Stelle>,
    /// Geändertes Recht, wenn er auch darauf beruht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rechtsaenderung: Option<Rechtsaenderung>,
    /// Die Versionen der Ströme, aus denen folgt, was bewilligt ist.
    pub vorher: BTreeMap<Strom, u64>,
    /// Die Versionen der Ströme, aus denen folgt, was neu gilt.
    pub nachher: BTreeMap<Strom, u64>,
    /// Ab diesem Monat wirkt die Änderung für die Zukunft, wenn der Brief am Tag des Entwurfs zur Post
    /// geht: der erste Monat nach dem der Bekanntgabe (§ 37 Abs. 2 SGB X).
    pub zukunft_ab: Monat,
    /// Die Monate, in denen sich etwas ändert; gespeichert als Spannen gleicher Monate.
    #[serde(with = "spannen")]
    pub monate: Vec<Monatsaenderung>,
    /// Wer daran mitgewirkt hat: von ihnen gibt ihn keiner frei, wo vier Augen verlangt sind.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub beteiligt: BTreeSet<Kennung>,
    /// Bekommt jemand in einem Monat weniger?
    pub belastend: bool,
    /// Bekommt von einem Monat an bis zum Ende der Bewilligung niemand mehr etwas?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub endet: bool,
    /// Ob vorher anzuhören ist.
    pub anhoerung: Anhoerung,
    /// Was ein Mensch entscheidet, bevor jemand freigibt.
    pub fragen: Vec<OffeneFrage>,
    /// Was davon schon entschieden ist; danach richten sich die Zeilen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub antworten: Vec<Beantwortet>,
}

benannt! {
    /// Ob ein Entwurf noch gilt.
    Entwurfsstand {
        /// Er ist zu prüfen und freizugeben.
        WartetAufFreigabe = "wartet_auf_freigabe",
        /// Etwas Neueres ist an seine Stelle getreten, oder es ändert sich doch nichts.
        Ueberholt = "ueberholt",
    }
}

benannt! {
    /// Ob vor der Entscheidung anzuhören ist (§ 24 SGB X).
    Anhoerung {
        /// Sie greift in kein Recht ein.
        NichtNoetig = "nicht_noetig",
        /// Davon kann abgesehen werden: eine einkommensabhängige Leistung wird angepasst (Abs. 2 Nr. 5).
        Entbehrlich = "entbehrlich",
        /// Gelegenheit zur Äußerung ist zu geben (Abs. 1).
        Noetig = "noetig",
    }
}

/// Ein Ereignis: welcher Strom, welche Version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stelle {
    /// Der Strom.
    pub strom: Strom,
    /// Die Version darin.
    pub version: u64,
}

/// Was sich in einem Monat ändert.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monatsaenderung {
    /// Der Monat.
    pub monat: Monat,
    /// Wird für ihn vorläufig bewilligt (§ 41a SGB II)?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vorlaeufig: bool,
    /// Wer mehr oder weniger bekommt, und warum.
    pub personen: Vec<Personenaenderung>,
}

/// Was sich für einen Menschen in einem Monat ändert.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personenaenderung {
    /// Wer.
    pub person: Kennung,
    /// Was bewilligt ist.
    pub vorher: Leistung,
    /// Was neu gerechnet ist.
    pub nachher: Leistung,
    /// Sofortzuschlag, der trotz der neuen Rechnung bleibt: er wird nicht rückwirkend aufgehoben
    /// (§ 72 Abs. 2 SGB II).
    #[serde(default, skip_serializing_if = "ist_null")]
    pub bleibt: Cent,
    /// Worauf sich die Änderung stützt.
    pub grundlage: Grundlage,
    /// Nummer der Bedarfsgemeinschaft im Haushalt, in der das Geld zusteht oder zustand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gemeinschaft: Option<u8>,
}

/// Was jemand in einem Monat bekommt.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leistung {
    /// Die Auszahlung.
    pub auszahlung: Cent,
    /// Was daneben steht: Bildung und Teilhabe, Zuschüsse zu Beiträgen, Leistungen für Auszubildende.
    #[serde(default, skip_serializing_if = "ist_null")]
    pub daneben: Cent,
    /// Der Sofortzuschlag (§ 72), der in der Auszahlung steckt.
    #[serde(default, skip_serializing_if = "ist_null")]
    pub sofortzuschlag: Cent,
}

/// Eine Frage, die ein Mensch beantwortet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffeneFrage {
    /// Fundstelle.
    pub norm: String,
    /// Die Frage, ein oder zwei deutsche Sätze.
    pub frage: String,
    /// Worum es geht.
    #[serde(default = "rechnung", skip_serializing_if = "ist_rechnung")]
    pub thema: Thema,
    /// Wen sie betrifft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Welchen Monat sie betrifft, wenn nur einen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monat: Option<Monat>,
}

const fn rechnung() -> Thema {
    Thema::Rechnung
}

fn ist_rechnung(thema: &Thema) -> bool {
    *thema == Thema::Rechnung
}

fn ist_null(betrag: &Cent) -> bool {
    betrag.ist_null()
}

impl Leistung {
    /// Zusammen.
    #[must_use]
    pub fn summe(self) -> Cent {
        self.auszahlung + self.daneben
    }
}

impl Personenaenderung {
    /// Was bewilligt ist, wenn sie gilt.
    #[must_use]
    pub fn bewilligt(&self) -> Leistung {
        if !self.grundlage.aendert() {
            return self.vorher;
        }
        if self.grundlage.ohne_leistung() {
            let bleibt = self.bleibt;
            return Leistung { auszahlung: bleibt, daneben: Cent::NULL, sofortzuschlag: bleibt };
        }
        Leistung {
            auszahlung: self.nachher.auszahlung + self.bleibt,
            daneben: self.nachher.daneben,
            sofortzuschlag: self.nachher.sofortzuschlag + self.bleibt,
        }
    }

    /// Was mit der Änderung zusteht: die neue Rechnung und was bleibt; ohne Mitwirkung nur, was bleibt.
    #[must_use]
    pub fn neu(&self) -> Cent {
        if self.grundlage.ohne_leistung() {
            self.bleibt
        } else {
            self.nachher.summe() + self.bleibt
        }
    }

    /// Neu weniger bewilligt.
    #[must_use]
    pub fn unterschied(&self) -> Saldo {
        self.neu().minus(self.vorher.summe())
    }

    /// Was zu viel bewilligt war.
    #[must_use]
    pub fn weniger(&self) -> Cent {
        self.vorher.summe().abzueglich(self.neu())
    }

    /// Was zu wenig bewilligt war.
    #[must_use]
    pub fn mehr(&self) -> Cent {
        self.neu().abzueglich(self.vorher.summe())
    }
}

impl Entwurf {
    /// Wartet er noch auf die Freigabe?
    #[must_use]
    pub fn wartet(&self) -> bool {
        self.stand == Entwurfsstand::WartetAufFreigabe
    }

    /// Alle Änderungen mit ihrem Monat.
    pub fn aenderungen(&self) -> impl Iterator<Item = (Monat, &Personenaenderung)> {
        self.monate.iter().flat_map(|m| m.personen.iter().map(move |person| (m.monat, person)))
    }

    /// Was für eine Entscheidung er wird.
    #[must_use]
    pub fn art(&self) -> Bescheidart {
        let aenderungen = || self.aenderungen().filter(|(_, a)| a.grundlage.aendert());
        let steht_zu = |(_, a): (Monat, &Personenaenderung)| !a.neu().ist_null();
        let letzter = self.monate.last().map(|monat| monat.monat);
        let am_ende = aenderungen().filter(|(monat, _)| Some(*monat) == letzter);
        let alle = |passt: fn(Grundlage) -> bool| aenderungen().all(|(_, a)| passt(a.grundlage));
        if aenderungen().next().is_none() {
            Bescheidart::Vermerk
        } else if alle(|grundlage| grundlage == Grundlage::Versagung66) {
            Bescheidart::Versagung
        } else if alle(Grundlage::setzt_fest) {
            Bescheidart::Abschliessend
        } else if aenderungen().all(|(_, a)| a.grundlage == Grundlage::Antrag) {
            if aenderungen().any(steht_zu) {
                Bescheidart::Bewilligung
            } else {
                Bescheidart::Ablehnung
            }
        } else if self.endet && !am_ende.into_iter().any(steht_zu) {
            Bescheidart::Aufhebung
        } else {
            Bescheidart::Aenderung
        }
    }

    /// Regelt er dasselbe wie `anderer`, auf welchen Ereignissen auch immer?
    #[must_use]
    pub fn regelt_dasselbe(&self, anderer: &Entwurf) -> bool {
        self.monate == anderer.monate
            && self.fragen == anderer.fragen
            && self.antworten == anderer.antworten
            && self.anhoerung == anderer.anhoerung
            && self.zukunft_ab == anderer.zukunft_ab
            && self.rechtsaenderung == anderer.rechtsaenderung
    }
}

/// Alle Entwürfe eines Falls in der Reihenfolge ihrer Nummern, jeder in seinem letzten Stand.
#[must_use]
pub fn alle(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Entwurf)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    let entwuerfe = stuecke.filter_map(|stueck| match stueck.tatsache() {
        FallTatsache::Entwurf { posten, eintrag: Some(entwurf) } => Some((posten, entwurf)),
        _ => None,
    });
    entwuerfe.collect()
}

/// Der Entwurf, der auf die Freigabe wartet.
#[must_use]
pub fn wartender(fall: &Akte<FallTatsache>) -> Option<(&Posten, &Entwurf)> {
    let freigegeben: BTreeSet<&Posten> =
        bescheide(fall).into_iter().map(|(_, bescheid, _)| &bescheid.entwurf).collect();
    let wartet = |(posten, entwurf): &(&Posten, &Entwurf)| {
        entwurf.wartet() && !freigegeben.contains(*posten)
    };
    alle(fall).into_iter().rev().find(wartet)
}

verschwiegen!(Monatsaenderung, Personenaenderung, Leistung, OffeneFrage);

impl std::fmt::Debug for Entwurf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entwurf({:?}, {} Monate)", self.stand, self.monate.len())
    }
}
