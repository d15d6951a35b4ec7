//! Vom Ergebnis eines Monats zu den Zahlungen: wer bekommt wie viel, wohin, mit welchem Text.
//!
//! [`plan`] verteilt die Auszahlung eines Haushalts auf Dritte (§ 22 Abs. 7, § 24 Abs. 2 SGB II) und
//! das Konto des Haushalts, dazu Zuschüsse an Versicherungen (§ 26 Abs. 5) und Bildung und Teilhabe (§ 29
//! Abs. 1). Was gezahlt wird und was offen bleibt, ergibt zusammen immer genau, was in Geld zu zahlen
//! ist ([`Ergebnis::zu_zahlen`](crate::schnittstelle::Ergebnis::zu_zahlen)); der Plan prüft das selbst
//! ([`PlanFehler::Summe`]).
//!
//! Nicht umgesetzt: Vorschuss nach § 42 Abs. 2, getrennte Konten
//! mehrerer Bedarfsgemeinschaften in einem Haushalt, Auszahlung ohne Konto (§ 47 Abs. 1 Satz 2
//! SGB I: bleibt als Frage offen).

mod empfang;
mod iban;
mod plan;
mod slot;
#[cfg(test)]
mod tests;

use std::fmt;

use law::measure::Cent;
use serde::Serialize;

pub use iban::{Iban, IbanFehler};
pub use plan::{PlanFehler, plan};
pub use slot::{Partei, Slot, Zweck, fingerabdruck};

use crate::schnittstelle::Frage;

/// Was für einen Haushalt in einem Monat zu zahlen ist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Zahlungsplan {
    /// Zahlungen, keine über null Euro: zuerst an Dritte, zuletzt an den Haushalt.
    pub zahlungen: Vec<Zahlung>,
    /// Was so nicht gezahlt werden kann, und warum.
    pub offen: Vec<OffeneZahlung>,
}

/// Eine Überweisung. `Debug` zeigt nur Platz und Versuch.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Zahlung {
    /// Der Platz, der genau einmal gezahlt wird.
    pub slot: Slot,
    /// Der wievielte Versuch in diesem Platz, ab 1. Ein neuer setzt eine gebuchte Rückgabe voraus.
    pub versuch: u32,
    /// Betrag, größer als null.
    pub betrag: Cent,
    /// Name der Kontoinhaberin oder des Kontoinhabers, wie die Bank ihn kennt.
    pub empfaenger_name: String,
    /// Konto, auf das gezahlt wird.
    pub iban: Iban,
    /// Was auf dem Kontoauszug steht.
    pub verwendungszweck: String,
}

/// Eine Zahlung, die ein Mensch klären muss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OffeneZahlung {
    /// Der Platz, um den es geht.
    pub slot: Slot,
    /// Teil der Auszahlung, der bis zur Klärung liegen bleibt.
    pub betrag: Cent,
    /// Was zum gewünschten Betrag fehlt; nicht Teil der Auszahlung.
    pub fehlt: Cent,
    /// Die Frage mit ihrer Fundstelle.
    pub frage: Frage,
}

impl Zahlungsplan {
    /// Gezahltes und Offenes zusammen: was dem Haushalt in Geld zu zahlen ist.
    #[must_use]
    pub fn summe(&self) -> Cent {
        let gezahlt: Cent = self.zahlungen.iter().map(|zahlung| zahlung.betrag).sum();
        gezahlt + self.offen.iter().map(|offen| offen.betrag).sum()
    }
}

impl Zahlung {
    /// Kennung der Überweisung, siehe [`Slot::kennung`].
    #[must_use]
    pub fn kennung(&self) -> String {
        self.slot.kennung(self.versuch)
    }
}

impl fmt::Debug for Zahlung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zahlung({}, Versuch {})", self.slot, self.versuch)
    }
}
