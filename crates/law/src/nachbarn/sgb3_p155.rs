//! § 155 SGB III: Anrechnung von Nebeneinkommen.
//!
//! Umgesetzt: Absatz 1 (Freibetrag; bei Selbständigen mindestens 30 Prozent Betriebsausgaben), Absatz 2
//! (höherer Freibetrag nach einer Nebentätigkeit vor dem Anspruch).
//!
//! Lesart: angerechnet wird auf das Arbeitslosengeld des Monats, höchstens bis null.
//!
//! Nicht umgesetzt: Absatz 3 (Leistungen bei Weiterbildung); ob die Tätigkeit unter 15 Stunden bleibt
//! (§ 138 Abs. 3).

use crate::measure::{Beleg, Cent};
use crate::recht::Arbeitslosengeld;

/// Nebeneinkommen eines Kalendermonats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nebeneinkommen {
    /// Nach Steuern, Sozialversicherungsbeiträgen und Werbungskosten.
    Beschaeftigung {
        /// Nettoeinkommen.
        netto: Cent,
    },
    /// Selbständig oder mithelfend.
    Selbstaendig {
        /// Betriebseinnahmen.
        einnahmen: Cent,
        /// Nachgewiesene Betriebsausgaben; mindestens zählt die Pauschale.
        ausgaben: Cent,
        /// Steuern und Sozialversicherungsbeiträge.
        abgaben: Cent,
    },
}

/// Das angerechnete Nebeneinkommen mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anrechnung {
    /// Arbeitslosengeld des Monats vor der Anrechnung.
    pub arbeitslosengeld: Cent,
    /// Nebeneinkommen nach allen Abzügen außer dem Freibetrag.
    pub netto: Cent,
    /// Freibetrag.
    pub frei: Cent,
    /// Angerechnet.
    pub angerechnet: Cent,
    /// Arbeitslosengeld nach der Anrechnung.
    pub betrag: Cent,
}

impl Anrechnung {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        Beleg::neu("§ 155 SGB III", "Arbeitslosengeld nach Anrechnung", self.betrag).aus([
            Beleg::neu("§ 154 SGB III", "Arbeitslosengeld des Monats", self.arbeitslosengeld),
            Beleg::neu("§ 155 Abs. 1 SGB III", "Nebeneinkommen", self.netto),
            Beleg::neu("§ 155 Abs. 1, 2 SGB III", "davon frei", self.frei),
            Beleg::neu("§ 155 Abs. 1 SGB III", "abzüglich: angerechnet", self.angerechnet),
        ])
    }
}

/// Rechnet Nebeneinkommen an; `vorher` ist der Monatsdurchschnitt nach Absatz 2.
#[must_use]
pub fn anrechnung(
    werte: &Arbeitslosengeld,
    arbeitslosengeld: Cent,
    einkommen: Nebeneinkommen,
    vorher: Option<Cent>,
) -> Anrechnung {
    let netto = match einkommen {
        Nebeneinkommen::Beschaeftigung { netto } => netto,
        Nebeneinkommen::Selbstaendig { einnahmen, ausgaben, abgaben } => {
            einnahmen.abzueglich(ausgaben.max(einnahmen.prozent(werte.betriebsausgaben)) + abgaben)
        }
    };
    let frei = vorher.unwrap_or_default().max(werte.nebeneinkommen_frei);
    let angerechnet = netto.abzueglich(frei).min(arbeitslosengeld);
    let betrag = arbeitslosengeld.abzueglich(angerechnet);
    Anrechnung { arbeitslosengeld, netto, frei, angerechnet, betrag }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn euro(text: &str) -> Cent {
        text.parse().unwrap()
    }

    #[test]
    fn ueber_dem_freibetrag_mindert_nebeneinkommen_das_arbeitslosengeld() {
        // § 155 Abs. 1, 2 SGB III; Arbeitslosengeld 30 · 40 = 1 200. Selbständig 1 000 − 300 = 700 −
        // 165 = 535; Ausgaben 400 und Abgaben 50: 550 − 165 = 385.
        let angestellt = |netto: &str| Nebeneinkommen::Beschaeftigung { netto: euro(netto) };
        let selbstaendig = |ausgaben: &str, abgaben: &str| Nebeneinkommen::Selbstaendig {
            einnahmen: euro("1000"),
            ausgaben: euro(ausgaben),
            abgaben: euro(abgaben),
        };
        let faelle = [
            (angestellt("165"), None, "1200"),
            (angestellt("365"), None, "1000"),
            (angestellt("365"), Some("300"), "1135"),
            (angestellt("365"), Some("100"), "1000"),
            (angestellt("2000"), None, "0"),
            (selbstaendig("100", "0"), None, "665"),
            (selbstaendig("400", "50"), None, "815"),
        ];
        let recht = Recht::eingebaut().unwrap();
        let werte = recht.arbeitslosengeld("2026-07-01".parse().unwrap()).unwrap();
        for (einkommen, vorher, betrag) in faelle {
            let ist = anrechnung(werte, euro("1200"), einkommen, vorher.map(euro));
            assert_eq!(ist.betrag, euro(betrag), "{einkommen:?} {vorher:?}");
            assert_eq!(ist.beleg().aus.len(), 4);
        }
    }
}
