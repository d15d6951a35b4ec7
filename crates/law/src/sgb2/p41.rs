//! § 41 SGB II: Rundung des Anspruchs (Absatz 2 in der Fassung bis 31.03.2011).
//!
//! Umgesetzt: Absatz 2 a. F.: Beträge, die nicht volle Euro ergeben, werden bis 0,49 Euro abgerundet
//! und von 0,50 Euro an aufgerundet; am Anspruch jeder Person. Die Rundung steht neben dem Anspruch,
//! damit Bedarf weniger Anrechnung weiter den Anspruch ergibt; der Bescheid von damals nennt beide
//! zusammen. Absatz 1 (Tage) und Absatz 2 in der heutigen Fassung (zwei Dezimalstellen) rechnet jede
//! Vorschrift selbst mit [`measure`](crate::measure).
//! Nicht umgesetzt: Absatz 3 (Bewilligungszeitraum; Angabe `bewilligung_ab`).

use crate::measure::{Beleg, Bruch, Cent, Saldo};

/// Was die Rundung auf volle Euro am Anspruch ändert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rundung {
    /// Gerundeter Anspruch weniger genauer Anspruch.
    pub unterschied: Saldo,
}

impl Rundung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = "Rundung des Anspruchs auf volle Euro (neben der Auszahlung)";
        Beleg::neu("§ 41 Abs. 2 SGB II a. F.", was, self.unterschied)
    }
}

/// Der Unterschied für einen Anspruch.
#[must_use]
pub fn volle_euro(anspruch: Cent) -> Rundung {
    let gerundet = Bruch::from(anspruch).runde_volle_euro_p41();
    Rundung { unterschied: gerundet.minus(anspruch) }
}
