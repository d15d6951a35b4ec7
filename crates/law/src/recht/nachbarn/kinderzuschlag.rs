//! Werte des Kinderzuschlags (§ 6a BKGG).

use serde::Deserialize;

use crate::measure::{Cent, Monat, Prozent};
use crate::recht::Recht;
use crate::recht::parameter::prozent;

/// Höchstbetrag, Minderung und Voraussetzungen des Kinderzuschlags (§ 6a BKGG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinderzuschlaege {
    /// Höchstbetrag je Kind mit Sofortzuschlag (Absatz 2), Euro je Monat.
    pub hoechstbetrag: Cent,
    /// Minderung um diesen Anteil des Einkommens des Kindes (Absatz 3 Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub einkommen_kind: Prozent,
    /// Minderung um diesen Anteil der Erwerbseinkünfte der Eltern über ihrem Bedarf (Absatz 6
    /// Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub erwerb_eltern: Prozent,
    /// Nur volle Schritte dieser Höhe mindern (Absatz 4 Satz 6 a. F.: „für je 10 Euro“); null: jeder
    /// Cent.
    pub erwerb_schritt: Cent,
    /// Bruttoeinkommen, das Paare mindestens haben (Absatz 1 Nr. 2).
    pub mindestens_paar: Cent,
    /// Bruttoeinkommen, das Alleinerziehende mindestens haben.
    pub mindestens_alleinerziehend: Cent,
    /// Höchsteinkommensgrenze (Absatz 1 Nr. 3 a. F.).
    pub hoechsteinkommen: bool,
    /// Vermögen der Eltern deckt zuerst ihren Bedarf (Absatz 5, 6 in der Fassung bis 2022), sonst
    /// mindert es voll.
    pub vermoegen_gegen_bedarf: bool,
    /// Vermögen mindert nur den ersten Monat (Absatz 3 Satz 6, 7), sonst jeden.
    pub vermoegen_nur_erster_monat: bool,
    /// Nur erhebliches Vermögen zählt (§ 20 Abs. 6, 6a a. F.).
    pub vermoegen_nur_erheblich: bool,
    /// Eigener Freibetrag (Absatz 3 Satz 5); ohne ihn gilt § 12 SGB II.
    pub vermoegen_frei: Option<Vermoegensfreibetrag>,
    /// Erweiterter Zugang (Absatz 1a).
    pub zugang: Option<ZugangErweitert>,
    /// Verlängerter Bewilligungszeitraum bei später Bekanntgabe (§ 20 Abs. 4).
    pub verlaengerung_bei_spaeter_bekanntgabe: bool,
}

/// Freibeträge für Vermögen (§ 6a Abs. 3 Satz 5 BKGG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vermoegensfreibetrag {
    /// Für die berechtigte Person.
    pub erste_person: Cent,
    /// Für jedes weitere Mitglied der Bedarfsgemeinschaft.
    pub weitere_person: Cent,
}

/// Grenzen des erweiterten Zugangs (§ 6a Abs. 1a BKGG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZugangErweitert {
    /// So viel fehlt höchstens (Nr. 1).
    pub fehlbetrag: Cent,
    /// So hoch sind die Absetzbeträge der Eltern mindestens (Nr. 2).
    pub absetzbetraege: Cent,
}

/// Unterkunft und Heizung nach dem Existenzminimumbericht (§ 6a Abs. 5 Satz 4 BKGG), Euro im Jahr;
/// nur ihr Verhältnis zählt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohnbedarfe {
    /// Alleinstehende.
    pub alleinstehend: Cent,
    /// Ehepaare und Lebenspartnerschaften.
    pub paar: Cent,
    /// Je Kind.
    pub kind: Cent,
}

impl Recht {
    /// Werte des Kinderzuschlags im Monat; `None` vor der ersten Fassung. Ein Jahr ohne eigenen
    /// Eintrag hat mindestens den Betrag des Vorjahres (§ 6a Abs. 2 Satz 3).
    #[must_use]
    pub fn kinderzuschlag(&self, monat: Monat) -> Option<&Kinderzuschlaege> {
        self.reihen().nachbarn.kinderzuschlag.am(monat.erster())
    }

    /// Bedarfe der Unterkunft nach dem Existenzminimumbericht; wählt der erste Monat des
    /// Bewilligungszeitraums (§ 6a Abs. 8 Satz 5).
    #[must_use]
    pub fn wohnbedarfe(&self, bewilligung_ab: Monat) -> Option<&Wohnbedarfe> {
        self.reihen().nachbarn.wohnbedarf.am(bewilligung_ab.erster())
    }
}
