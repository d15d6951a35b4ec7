//! § 12a SGB II: vorrangige Leistungen (mit der `UnbilligkeitsV`).
//!
//! Umgesetzt: Satz 2 Nr. 2 (Wohngeld und Kinderzuschlag nur, wenn sie die Hilfebedürftigkeit aller
//! Mitglieder mindestens drei Monate am Stück beseitigen), Satz 2 Nr. 1 und Satz 3 (vorzeitige
//! Altersrente: bis 31.12.2026 nicht, ab 2027 ab dem 63. Geburtstag, §§ 2 bis 6 `UnbilligkeitsV`),
//! Satz 1 (andere Sozialleistungen als Fragen, [`leistungen`]).
//! Nicht umgesetzt: ob eine andere Leistung wirklich zusteht (entscheidet deren Träger) und der
//! Antrag durch das Jobcenter (§ 5 Abs. 3).

mod leistungen;
mod rente;

pub use leistungen::{Andere, Anlass, fragen};
pub use rente::{Altersrente, Rentenumstaende, Unbillig, altersrente};

use crate::measure::{Beleg, Cent, Monat};
use crate::recht::Vorrangregeln;

/// Was einer Bedarfsgemeinschaft in einem Monat mit Wohngeld und Kinderzuschlag fehlt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monatsvergleich {
    /// Wann.
    pub monat: Monat,
    /// Anspruch nach dem SGB II, ohne Wohngeld und Kinderzuschlag.
    pub sgb2: Cent,
    /// Wohngeld.
    pub wohngeld: Cent,
    /// Kinderzuschlag.
    pub kinderzuschlag: Cent,
    /// Was allen Mitgliedern zusammen zum Bedarf fehlt, wenn beides gezahlt wird.
    pub luecke: Cent,
}

impl Monatsvergleich {
    /// Ist die Hilfebedürftigkeit aller Mitglieder beseitigt, gerade durch diese Leistungen?
    #[must_use]
    pub fn beseitigt(&self) -> bool {
        let leistungen = self.wohngeld + self.kinderzuschlag;
        self.luecke.ist_null() && !leistungen.ist_null()
    }

    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = if self.beseitigt() {
            format!("{}: Hilfebedürftigkeit aller beseitigt", self.monat.deutsch())
        } else {
            format!("{}: es fehlt", self.monat.deutsch())
        };
        Beleg::neu("§ 12a Satz 2 Nr. 2 SGB II", was, self.luecke).aus([
            Beleg::neu("§ 19 SGB II", "Anspruch ohne diese Leistungen", self.sgb2),
            Beleg::neu("§ 19 WoGG", "Wohngeld", self.wohngeld),
            Beleg::neu("§ 6a BKGG", "Kinderzuschlag", self.kinderzuschlag),
        ])
    }
}

/// Ob Wohngeld und Kinderzuschlag zu beantragen sind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vorrang {
    /// Längste Folge von Monaten, in denen die Hilfebedürftigkeit aller beseitigt ist.
    pub laengste_folge: u8,
    /// So viele müssen es mindestens sein.
    pub mindestens: u8,
    /// Kleinste Lücke der Monate.
    pub kleinste_luecke: Cent,
}

impl Vorrang {
    /// Müssen die Leistungen in Anspruch genommen werden?
    #[must_use]
    pub fn verpflichtet(&self) -> bool {
        self.laengste_folge >= self.mindestens
    }

    /// Die Begründung, wie sie im Vermerk steht; `monate` sind die verglichenen.
    #[must_use]
    pub fn beleg(&self, monate: &[Monatsvergleich]) -> Beleg {
        let (folge, mindestens) = (self.laengste_folge, self.mindestens);
        let was = if self.verpflichtet() {
            format!("Wohngeld und Kinderzuschlag sind zu beantragen: {folge} Monate am Stück")
        } else {
            format!("keine Pflicht: nur {folge} von mindestens {mindestens} Monaten am Stück")
        };
        let zeilen: Vec<Beleg> = monate.iter().map(Monatsvergleich::beleg).collect();
        Beleg::neu("§ 12a Satz 2 Nr. 2 SGB II", was, self.kleinste_luecke).aus(zeilen)
    }
}

/// Satz 2 Nr. 2: die Monate müssen aufeinander folgen; `regeln` wählt der erste.
#[must_use]
pub fn vorrang(monate: &[Monatsvergleich], regeln: &Vorrangregeln) -> Vorrang {
    let mut folge = 0_u8;
    let mut laengste_folge = 0_u8;
    let mut voriger: Option<Monat> = None;
    for vergleich in monate {
        let schliesst_an = voriger.is_none_or(|voriger| vergleich.monat.seit(voriger) == 1);
        folge = match (vergleich.beseitigt(), schliesst_an) {
            (true, true) => folge.saturating_add(1),
            (true, false) => 1,
            (false, _) => 0,
        };
        laengste_folge = laengste_folge.max(folge);
        voriger = Some(vergleich.monat);
    }
    let kleinste_luecke = monate.iter().map(|monat| monat.luecke).min().unwrap_or_default();
    Vorrang { laengste_folge, mindestens: regeln.beseitigt_monate, kleinste_luecke }
}

#[cfg(test)]
mod tests;
