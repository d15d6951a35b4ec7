//! § 19 SGB II: Bedarf, Anspruch und wer ihn trägt.
//!
//! Umgesetzt: Absatz 1 Satz 3 (Bedarf), Absatz 3 Satz 1, 2: Einkommen und Vermögen decken zuerst
//! Regelbedarf und Mehrbedarfe (Bund), dann Unterkunft und Heizung (kommunaler Träger).
//! Nicht umgesetzt: Leistungen für Bildung und Teilhabe (Absatz 2, 3 Satz 3; keine Angabe in der
//! Lage).

use crate::measure::{Beleg, Cent};

/// Bedarf, Anrechnung und Anspruch einer Person.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anspruch {
    /// Regelbedarf und Mehrbedarfe.
    pub lebensunterhalt: Cent,
    /// Unterkunft und Heizung.
    pub unterkunft: Cent,
    /// Was auf den Bedarf angerechnet wird.
    pub angerechnet: Cent,
}

impl Anspruch {
    /// Summe der Bedarfe.
    #[must_use]
    pub fn bedarf(&self) -> Cent {
        self.lebensunterhalt + self.unterkunft
    }

    /// Was der Person zusteht, vor Minderung, ohne Sofortzuschlag.
    #[must_use]
    pub fn summe(&self) -> Cent {
        self.bedarf().abzueglich(self.angerechnet)
    }

    /// Anteil des Bundes.
    #[must_use]
    pub fn bund(&self) -> Cent {
        self.lebensunterhalt.abzueglich(self.angerechnet)
    }

    /// Anteil des kommunalen Trägers.
    #[must_use]
    pub fn kommune(&self) -> Cent {
        self.summe().abzueglich(self.bund())
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        Beleg::neu("§ 19 SGB II", "Anspruch", self.summe()).aus([
            Beleg::neu("§ 19 Abs. 1 SGB II", "Bedarf", self.bedarf()),
            Beleg::neu("§ 19 Abs. 3 SGB II", "abzüglich: angerechnet", self.angerechnet),
            Beleg::neu("§ 19 Abs. 3 Satz 2 SGB II", "davon Bund", self.bund()),
            Beleg::neu("§ 19 Abs. 3 Satz 2 SGB II", "davon Kommune", self.kommune()),
        ])
    }
}
