//! Was über Monate geht: mehrere Lagen eines Haushalts, jede mit dem Recht ihres Monats gerechnet,
//! und die Regeln des Rechts, die sie verbinden.
//!
//! [`festsetzung`] setzt nach dem Bewilligungszeitraum abschließend fest (§ 41a SGB II), [`einmalig`]
//! entscheidet einmal über eine Nachzahlung (§ 11 Abs. 3) und trägt ihre Teile in die Monate ein,
//! [`gewinn`] tut dasselbe mit dem Gewinn Selbständiger (§ 3 GrusiGV), [`darlehen`] teilt einen Monat
//! in Zuschuss und Darlehen (§ 24 Abs. 4, 5), [`tilgung`] plant die Aufrechnung (§§ 42a, 43).
//!
//! Personen behalten in allen Lagen ihre Nummer; wer nicht da ist, hat einen leeren Monat.

pub mod darlehen;
pub mod einmalig;
pub mod festsetzung;
pub mod gewinn;
pub mod tilgung;

use law::measure::Monat;
use law::recht::RechtFehler;

/// Warum über einen Zeitraum nicht gerechnet werden konnte.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZeitraumFehler {
    /// Für einen Monat ist kein Recht hinterlegt.
    #[error(transparent)]
    Recht(#[from] RechtFehler),
    /// Die Lage eines Monats fehlt.
    #[error("Die Lage für {0} fehlt; bitte ergänzen")]
    LageFehlt(Monat),
    /// Eine Regel galt damals nicht, und die frühere ist nicht hinterlegt.
    #[error("Für {0} ist die damalige Regel über einmalige Einnahmen nicht hinterlegt")]
    AltesRecht(Monat),
    /// Eine Person mit dieser Nummer gibt es in der Lage nicht.
    #[error("Die Lage für {0} kennt die Person nicht; bitte die Reihenfolge der Personen prüfen")]
    PersonFehlt(Monat),
}
