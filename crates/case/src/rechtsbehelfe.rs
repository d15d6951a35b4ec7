//! Zahlen über Rechtsbehelfe: wie viele, wie sie ausgingen, warum, um welche Vorschrift. Daraus lernt das Haus, was an
//! seinen Bescheiden zu verbessern ist. Kein Mensch und kein Fall steht darin.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, FallTatsache};
use crate::benannt::benannt;
use crate::gericht::{Verfahrensart, verfahren};
use crate::ueberpruefung::ueberpruefungen;
use crate::widerspruch::{Ursache, widersprueche};

benannt! {
    /// Was jemand gegen eine Entscheidung unternahm.
    Rechtsbehelf {
        /// Widerspruch.
        Widerspruch = "widerspruch",
        /// Antrag auf Überprüfung.
        Ueberpruefung = "ueberpruefung",
        /// Klage.
        Klage = "klage",
        /// Einstweiliger Rechtsschutz.
        Eilverfahren = "eilverfahren",
        /// Untätigkeitsklage.
        Untaetigkeitsklage = "untaetigkeitsklage",
    }
}

/// Wonach gezählt wird; die Reihenfolge der Felder ist die der Zeilen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Merkmal {
    /// Was.
    pub was: Rechtsbehelf,
    /// Das Jahr des Endes; solange er offen ist, das des Eingangs.
    pub jahr: i16,
    /// Wie er ausging; `offen`, solange nicht.
    pub ausgang: String,
    /// Warum; leer, solange er offen ist.
    pub ursache: String,
    /// Um welche Vorschrift; leer, solange er offen ist.
    pub norm: String,
}

/// Wie viele von jedem.
pub type Zahlen = BTreeMap<Merkmal, u64>;

/// Zählt die Rechtsbehelfe eines Falls dazu.
pub fn zaehle(fall: &Akte<FallTatsache>, zahlen: &mut Zahlen) {
    for (_, eines) in widersprueche(fall) {
        let ende = eines.erledigt.as_ref();
        let ende = ende.map(|e| (e.am.jahr(), e.ausgang.name(), (e.ursache, e.norm.as_str())));
        eins(zahlen, (Rechtsbehelf::Widerspruch, eines.eingang.jahr()), ende);
    }
    for (_, eine, _) in ueberpruefungen(fall) {
        let ende = eine.erledigt.as_ref();
        let ende = ende.map(|e| (e.am.jahr(), e.ausgang.name(), (e.ursache, e.norm.as_str())));
        eins(zahlen, (Rechtsbehelf::Ueberpruefung, eine.eingang.jahr()), ende);
    }
    for (_, eines, _) in verfahren(fall) {
        let was = match eines.art {
            Verfahrensart::Klage => Rechtsbehelf::Klage,
            Verfahrensart::Eilverfahren => Rechtsbehelf::Eilverfahren,
            Verfahrensart::Untaetigkeitsklage => Rechtsbehelf::Untaetigkeitsklage,
        };
        let ende = eines.erledigt.as_ref();
        let ende = ende.map(|e| (e.am.jahr(), e.erfolg.name(), (e.ursache, e.norm.as_str())));
        eins(zahlen, (was, eines.eingang.jahr()), ende);
    }
}

fn eins(
    zahlen: &mut Zahlen,
    (was, eingang): (Rechtsbehelf, i16),
    ende: Option<(i16, &str, (Ursache, &str))>,
) {
    let (jahr, ausgang, ursache, norm) = match ende {
        Some((jahr, ausgang, (ursache, norm))) => (jahr, ausgang, ursache.name(), norm),
        None => (eingang, "offen", "", ""),
    };
    let [ausgang, ursache, norm] = [ausgang, ursache, norm].map(str::to_owned);
    let zahl = zahlen.entry(Merkmal { was, jahr, ausgang, ursache, norm }).or_default();
    *zahl = zahl.saturating_add(1);
}
