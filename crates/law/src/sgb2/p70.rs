//! § 70 SGB II a. F.: Einmalzahlungen (mit §§ 71, 73 a. F.).
//!
//! Umgesetzt: § 70 (150 Euro im Mai 2021), § 71 Abs. 2 (100 Euro im August 2021, unter 18), § 73 (200
//! Euro im Juli 2022). Sie stehen neben der Auszahlung: kein Bedarf, keine Anrechnung, keine Kürzung.
//! Nicht umgesetzt: zwei Bedarfsgemeinschaften eines Kindes (§ 71 Abs. 2 Satz 4; die Lage kennt nur
//! diesen Haushalt).

use crate::anspruch::PersonErgebnis;
use crate::haushalt::Mensch;
use crate::lage::{Einkommen, Einnahme, Person};
use crate::measure::{Beleg, Cent};
use crate::recht::Einmalzahlungen;

/// Die Einmalzahlung einer Person in diesem Monat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Einmalzahlung {
    /// Betrag.
    pub betrag: Cent,
}

impl Einmalzahlung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = "Einmalzahlung (neben der Auszahlung)";
        Beleg::neu("§§ 70, 71 Abs. 2, § 73 SGB II a. F.", was, self.betrag)
    }
}

/// Was einer Person mit Anspruch in diesem Monat einmalig zusteht.
pub(crate) fn einmalzahlung(
    person: &Person,
    mensch: &Mensch,
    ergebnis: &PersonErgebnis,
    regeln: &Einmalzahlungen,
) -> Einmalzahlung {
    if ergebnis.anspruch.summe().ist_null() {
        return Einmalzahlung::default();
    }
    let [stufe_1, stufe_2, stufe_3, ..] = ergebnis.regelbedarf.tage;
    let kindergeld = ergebnis.kindergeld.angerechnet + ergebnis.einkommen.kindergeld;
    let kinderzuschlag = person.einkommen.iter().any(|einkommen| {
        matches!(einkommen, Einkommen::Andere { art: Einnahme::Kinderzuschlag, .. })
    });
    let mut betrag = Cent::NULL;
    if stufe_1 > 0 || stufe_2 > 0 {
        betrag += regeln.stufe_1_2;
    } else if stufe_3 > 0 && kindergeld.ist_null() {
        betrag += regeln.stufe_3_ohne_kindergeld;
    }
    if mensch.alter_zuerst() < 18 && !kinderzuschlag {
        betrag += regeln.minderjaehrig;
    }
    Einmalzahlung { betrag }
}
