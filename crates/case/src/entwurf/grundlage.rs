//! Worauf sich eine Änderung stützt: §§ 44, 45, 48 SGB X und § 40 Abs. 1 Satz 3 SGB II.

use crate::benannt::benannt;

benannt! {
    /// Die Rechtsgrundlage einer Änderung für einen Menschen in einem Monat.
    Grundlage {
        /// §§ 19 ff. SGB II: auf Antrag, worüber noch nicht entschieden war.
        Antrag = "antrag",
        /// § 44 SGB X: die Bewilligung war von Anfang an zu niedrig.
        Ruecknahme44 = "p44",
        /// § 45 SGB X: die Bewilligung war von Anfang an zu hoch.
        Ruecknahme45 = "p45",
        /// § 48 Abs. 1 Satz 1 SGB X: Änderung für die Zukunft.
        Zukunft48 = "p48_1_1",
        /// § 48 Abs. 1 Satz 2 Nr. 1 SGB X: rückwirkend zugunsten.
        Zugunsten48 = "p48_1_2_1",
        /// § 48 Abs. 1 Satz 2 Nr. 2 oder 4 SGB X: rückwirkend, weil die Mitteilung vorsätzlich oder grob fahrlässig
        /// unterblieb oder der Wegfall zu erkennen war. Das stellt nur ein Mensch fest; der Entwurf fragt danach.
        Mitteilung48 = "p48_1_2_2",
        /// § 48 Abs. 1 Satz 2 Nr. 3 SGB X: rückwirkend, weil Einkommen erzielt wurde.
        Einkommen48 = "p48_1_2_3",
        /// § 48 Abs. 1 Satz 2 Nr. 4 SGB X: rückwirkend, weil bekannt oder leicht zu erkennen war, dass weniger zusteht.
        Erkennbar48 = "p48_1_2_4",
        /// § 45 Abs. 2 SGB X: das Vertrauen ist geschützt; es bleibt.
        Vertrauensschutz = "vertrauensschutz",
        /// § 48 Abs. 1 Satz 2 SGB X: kein Grund, rückwirkend aufzuheben; es bleibt.
        KeinVerschulden = "kein_verschulden",
        /// § 45 Abs. 4 Satz 2, § 48 Abs. 4 SGB X: die Jahresfrist ist abgelaufen; es bleibt.
        Jahresfrist = "jahresfrist",
        /// § 44 Abs. 4 SGB X: so weit zurück wird nicht nachgezahlt; es bleibt.
        NichtNachgezahlt = "p44_4",
        /// § 40 Abs. 6 Satz 3 SGB II: allein Bildung und Teilhabe; es bleibt.
        NurBildung = "nur_bildung",
        /// § 40 Abs. 1 Satz 3 SGB II: für die Vergangenheit wird nicht aufgehoben, weil es um weniger als die
        /// Bagatellgrenze geht.
        Bagatelle = "bagatelle",
        /// § 41a Abs. 2 SGB II: vorläufig bewilligt, und vorläufig neu bemessen.
        Vorlaeufig41a = "p41a_2",
        /// § 40 Abs. 4 SGB II: die endgültige Bewilligung endet, vorläufig geht es weiter.
        Endgueltig40 = "p40_4",
        /// § 41a Abs. 3 Satz 1 SGB II: abschließend festgesetzt.
        Abschliessend41a = "p41a_3",
        /// § 41a Abs. 3 Satz 3, 4 SGB II: abschließend ohne Anspruch, weil nicht nachgewiesen.
        NichtNachgewiesen41a = "p41a_3_4",
        /// §§ 31 bis 32, § 7b Abs. 4 SGB II: eine Minderung wird festgestellt.
        Minderung31 = "p31",
        /// § 66 SGB I: versagt oder entzogen, bis die Mitwirkung nachgeholt ist.
        Versagung66 = "p66",
        /// § 67 SGB I: die Mitwirkung ist nachgeholt.
        Nachgeholt67 = "p67",
        /// § 67 SGB I: die Mitwirkung ist nachgeholt; für die Vergangenheit bleibt es.
        NichtNachgeholt67 = "p67_nicht",
    }
}

/// Ob etwas schon war, als bewilligt wurde, oder sich danach änderte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seit {
    /// Von Anfang an (§§ 44, 45 SGB X).
    Anfang,
    /// Seither (§ 48 SGB X).
    Aenderung,
}

/// Ob die Änderung zugunsten oder zulasten geht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Richtung {
    /// Mehr als bewilligt.
    Mehr,
    /// Weniger als bewilligt.
    Weniger,
}

/// Ob ein Monat vor oder nach der Bekanntgabe liegt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zeit {
    /// Der Monat der Bekanntgabe und jeder davor: das Geld ist gezahlt (§ 42 Abs. 1 SGB II).
    Vergangenheit,
    /// Danach.
    Zukunft,
}

impl Grundlage {
    /// Die Grundlage; eine verletzte Mitteilungspflicht und die Bagatelle kommen später dazu.
    pub(super) fn fuer(seit: Seit, richtung: Richtung, zeit: Zeit) -> Grundlage {
        match (seit, richtung, zeit) {
            (Seit::Anfang, Richtung::Mehr, _) => Grundlage::Ruecknahme44,
            (Seit::Anfang, Richtung::Weniger, _) => Grundlage::Ruecknahme45,
            (Seit::Aenderung, _, Zeit::Zukunft) => Grundlage::Zukunft48,
            (Seit::Aenderung, Richtung::Mehr, Zeit::Vergangenheit) => Grundlage::Zugunsten48,
            (Seit::Aenderung, Richtung::Weniger, Zeit::Vergangenheit) => Grundlage::Einkommen48,
        }
    }

    /// Die Norm.
    #[must_use]
    pub fn norm(self) -> &'static str {
        match self {
            Grundlage::Antrag => "§§ 7, 19 SGB II",
            Grundlage::Ruecknahme44 => "§ 44 SGB X, § 40 Abs. 1 Satz 2 SGB II",
            Grundlage::Ruecknahme45 => "§ 45 SGB X",
            Grundlage::Zukunft48 => "§ 48 Abs. 1 Satz 1 SGB X",
            Grundlage::Zugunsten48 => "§ 48 Abs. 1 Satz 2 Nr. 1 SGB X",
            Grundlage::Mitteilung48 => "§ 48 Abs. 1 Satz 2 Nr. 2 SGB X",
            Grundlage::Einkommen48 => "§ 48 Abs. 1 Satz 2 Nr. 3 SGB X",
            Grundlage::Erkennbar48 => "§ 48 Abs. 1 Satz 2 Nr. 4 SGB X",
            Grundlage::Vertrauensschutz => "§ 45 Abs. 2 und 4 SGB X",
            Grundlage::KeinVerschulden => "§ 48 Abs. 1 Satz 2 SGB X",
            Grundlage::Jahresfrist => "§ 45 Abs. 4 Satz 2, § 48 Abs. 4 SGB X",
            Grundlage::NichtNachgezahlt => {
                "§ 44 Abs. 4, § 48 Abs. 4 SGB X, § 40 Abs. 1 Satz 2 Nr. 2 SGB II"
            }
            Grundlage::NurBildung => "§ 40 Abs. 6 Satz 3 SGB II",
            Grundlage::Bagatelle => "§ 40 Abs. 1 Satz 3 SGB II",
            Grundlage::Vorlaeufig41a => "§ 41a Abs. 2 SGB II",
            Grundlage::Endgueltig40 => "§ 40 Abs. 4, § 41a Abs. 1 SGB II",
            Grundlage::Abschliessend41a => "§ 41a Abs. 3 Satz 1 SGB II",
            Grundlage::NichtNachgewiesen41a => "§ 41a Abs. 3 Satz 3 und 4 SGB II",
            Grundlage::Minderung31 => "§§ 31 bis 32, § 7b Abs. 4 SGB II, § 48 Abs. 1 SGB X",
            Grundlage::Versagung66 => "§ 66 Abs. 1 SGB I",
            Grundlage::Nachgeholt67 | Grundlage::NichtNachgeholt67 => "§ 67 SGB I",
        }
    }

    /// Warum kein Ermessen besteht.
    #[must_use]
    pub fn gebunden(self) -> Option<&'static str> {
        match self {
            Grundlage::Ruecknahme45 => Some("§ 40 Abs. 2 Nr. 3 SGB II, § 330 Abs. 2 SGB III"),
            Grundlage::Zugunsten48
            | Grundlage::Mitteilung48
            | Grundlage::Einkommen48
            | Grundlage::Erkennbar48 => {
                Some("§ 40 Abs. 2 Nr. 3 SGB II, § 330 Abs. 3 Satz 1 SGB III")
            }
            Grundlage::Antrag
            | Grundlage::Ruecknahme44
            | Grundlage::Zukunft48
            | Grundlage::Vertrauensschutz
            | Grundlage::KeinVerschulden
            | Grundlage::Jahresfrist
            | Grundlage::NichtNachgezahlt
            | Grundlage::NurBildung
            | Grundlage::Bagatelle
            | Grundlage::Vorlaeufig41a
            | Grundlage::Endgueltig40
            | Grundlage::Abschliessend41a
            | Grundlage::NichtNachgewiesen41a
            | Grundlage::Minderung31
            | Grundlage::Versagung66
            | Grundlage::Nachgeholt67
            | Grundlage::NichtNachgeholt67 => None,
        }
    }

    /// Ändert sie etwas?
    #[must_use]
    pub fn aendert(self) -> bool {
        !matches!(
            self,
            Grundlage::Bagatelle
                | Grundlage::Vertrauensschutz
                | Grundlage::KeinVerschulden
                | Grundlage::Jahresfrist
                | Grundlage::NichtNachgezahlt
                | Grundlage::NurBildung
                | Grundlage::NichtNachgeholt67
        )
    }

    /// Gibt es auf ihr nichts, was auch immer gerechnet ist?
    #[must_use]
    pub fn ohne_leistung(self) -> bool {
        matches!(self, Grundlage::NichtNachgewiesen41a | Grundlage::Versagung66)
    }

    /// Setzt sie nach einer vorläufigen Bewilligung abschließend fest?
    #[must_use]
    pub fn setzt_fest(self) -> bool {
        matches!(self, Grundlage::Abschliessend41a | Grundlage::NichtNachgewiesen41a)
    }

    /// Nimmt sie eine endgültige Bewilligung zurück oder hebt sie auf (§§ 44 bis 48 SGB X)? Nur dafür gelten Jahresfrist,
    /// Bagatellgrenze und die Grenze der Nachzahlung.
    #[must_use]
    pub fn berichtigt(self) -> bool {
        !matches!(
            self,
            Grundlage::Antrag
                | Grundlage::Vorlaeufig41a
                | Grundlage::Endgueltig40
                | Grundlage::Abschliessend41a
                | Grundlage::NichtNachgewiesen41a
                | Grundlage::Minderung31
                | Grundlage::Versagung66
                | Grundlage::Nachgeholt67
                | Grundlage::NichtNachgeholt67
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_grundlage_folgt_aus_anfang_richtung_und_zeit() {
        // §§ 44, 45, 48 Abs. 1 SGB X.
        use {Richtung::*, Seit::*, Zeit::*};
        let faelle = [
            (Anfang, Mehr, Vergangenheit, "§ 44 SGB X, § 40 Abs. 1 Satz 2 SGB II", false),
            (Anfang, Mehr, Zukunft, "§ 44 SGB X, § 40 Abs. 1 Satz 2 SGB II", false),
            (Anfang, Weniger, Vergangenheit, "§ 45 SGB X", true),
            (Anfang, Weniger, Zukunft, "§ 45 SGB X", true),
            (Aenderung, Mehr, Zukunft, "§ 48 Abs. 1 Satz 1 SGB X", false),
            (Aenderung, Weniger, Zukunft, "§ 48 Abs. 1 Satz 1 SGB X", false),
            (Aenderung, Mehr, Vergangenheit, "§ 48 Abs. 1 Satz 2 Nr. 1 SGB X", true),
            (Aenderung, Weniger, Vergangenheit, "§ 48 Abs. 1 Satz 2 Nr. 3 SGB X", true),
        ];
        for (seit, richtung, zeit, norm, gebunden) in faelle {
            let grundlage = Grundlage::fuer(seit, richtung, zeit);
            assert_eq!((grundlage.norm(), grundlage.gebunden().is_some()), (norm, gebunden));
            assert!(grundlage.aendert());
        }
        assert!(!Grundlage::Bagatelle.aendert());
    }
}
