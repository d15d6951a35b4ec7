//! § 72 SGB II: Sofortzuschlag.
//!
//! Umgesetzt: Absatz 1 Satz 1 und Satz 2 Nr. 2 (Anspruch fehlt nur wegen des Kindergelds); Teilmonat
//! nach Schalter (Vorgabe: voller Betrag).
//! Nicht umgesetzt: Satz 2 Nr. 1 (nur Bildung und Teilhabe; keine Angabe in der Lage), Kinder zu
//! Besuch ([`Offen::SofortzuschlagBesuch`](crate::offen::Offen)).

use crate::measure::{Beleg, Cent};
use crate::recht::{MonatsRecht, Teilmonat};
use crate::sgb2::p20::Regelbedarf;

/// Der Sofortzuschlag einer Person.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sofortzuschlag {
    /// Betrag dieses Monats.
    pub betrag: Cent,
}

impl Sofortzuschlag {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        Beleg::neu("§ 72 Abs. 1 SGB II", "Sofortzuschlag", self.betrag)
    }
}

/// Liegt dem Anspruch an wenigstens einem Tag eine der Stufen 3 bis 6 zugrunde?
#[must_use]
pub fn stufe_passt(regelbedarf: &Regelbedarf) -> bool {
    regelbedarf.tage.iter().skip(2).any(|tage| *tage > 0)
}

/// Der Zuschlag für eine Person, deren Stufe passt und die einen Anspruch hat.
#[must_use]
pub fn sofortzuschlag(regelbedarf: &Regelbedarf, monat: &MonatsRecht) -> Sofortzuschlag {
    let tage: u8 = regelbedarf.tage.iter().skip(2).sum();
    let voll = monat.sofortzuschlag.betrag;
    let betrag = match monat.schalter.sofortzuschlag_teilmonat {
        Teilmonat::Voll => voll,
        Teilmonat::Anteilig => voll.teil(u32::from(tage.min(30)), 30).runde_p41(),
    };
    Sofortzuschlag { betrag }
}
