//! Werte des Kindergeldes und des Unterhaltsvorschusses.

use serde::Deserialize;

use crate::measure::{Cent, Monat, Prozent, Tag};
use crate::recht::parameter::prozent;
use crate::recht::{EinBetrag, Recht};

/// Kindergeld (§ 6 Abs. 1 BKGG, § 66 Abs. 1 EStG), Euro je Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kindergeldbetraege {
    /// Für das erste, zweite, dritte und jedes weitere Kind.
    pub betraege: [Cent; 4],
}

/// Bedingungen für Volljährige (§ 2 Abs. 2 Satz 2, 3 BKGG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kindergeldvolljaehrige {
    /// Einkünfte und Bezüge im Jahr höchstens (bis 2011); null: keine Grenze.
    pub einkuenfte_hoechstens: Cent,
    /// Arbeitszeit nach einer ersten Ausbildung höchstens (seit 2012); null: ohne Bedeutung.
    pub wochenstunden_hoechstens: u8,
}

/// Altersgrenzen des Kindergeldes (§ 2 Abs. 2 BKGG) in vollendeten Lebensjahren.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kindergeldalter {
    /// Ohne Bedingung.
    pub ohne_bedingung: u8,
    /// Arbeitsuchend (Satz 1 Nr. 1).
    pub arbeitsuchend: u8,
    /// In Ausbildung (Satz 1 Nr. 2).
    pub ausbildung: u8,
}

/// Mindestunterhalt (§ 1612a BGB), bis 2007 Regelbeträge, Euro je Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mindestunterhalt {
    /// Erste bis dritte Altersstufe.
    pub stufen: [Cent; 3],
    /// Im Beitrittsgebiet, solange dort andere Beträge galten.
    pub stufen_ost: Option<[Cent; 3]>,
    /// Kindergeld für ein erstes Kind, wenn eine Übergangsvorschrift es nennt (§ 11a a. F.).
    pub kindergeld: Option<Cent>,
}

/// Unterhaltsvorschuss (§§ 1 bis 4, 9 UhVorschG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unterhaltsvorschuesse {
    /// Anteil des Kindergeldes für ein erstes Kind, der abgeht (§ 2 Abs. 2).
    #[serde(deserialize_with = "prozent")]
    pub kindergeld_anteil: Prozent,
    /// Bis zur Vollendung dieses Lebensjahres (§ 1 Abs. 1 Nr. 1, Abs. 1a).
    pub hoechstalter: u8,
    /// Von diesem Alter an gelten die Bedingungen des § 1 Abs. 1a.
    pub alter_ohne_bedingung: u8,
    /// Längstens so viele Monate (§ 3 a. F.); null: ohne Grenze.
    pub hoechstens_monate: u16,
    /// Einkommen des Elternteils mindestens (§ 1 Abs. 1a Satz 1 Nr. 2).
    pub mindestens_brutto: Cent,
    /// Arbeitnehmer-Pauschbetrag im Jahr (§ 2 Abs. 4 Satz 2).
    pub arbeitnehmer_pauschbetrag: Cent,
    /// Ausbildungsbedingter Aufwand (§ 2 Abs. 4 Satz 2).
    pub ausbildung_aufwand: Cent,
    /// Anteil der eigenen Einkünfte, der zählt (§ 2 Abs. 4 Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub eigene_einkuenfte: Prozent,
    /// Kleinere Beträge werden nicht geleistet (§ 9 Abs. 3 Satz 3).
    pub mindestzahlung: Cent,
}

impl Recht {
    /// Kindergeld im Monat; ein Jahr ohne eigenen Eintrag hat den Betrag des Vorjahres.
    #[must_use]
    pub fn kindergeld(&self, monat: Monat) -> Option<&Kindergeldbetraege> {
        self.reihen().nachbarn.kindergeld.am(monat.erster())
    }

    /// Bedingungen für volljährige Kinder im Monat.
    #[must_use]
    pub fn kindergeld_volljaehrige(&self, monat: Monat) -> Option<&Kindergeldvolljaehrige> {
        self.reihen().nachbarn.kindergeld_volljaehrige.am(monat.erster())
    }

    /// Altersgrenzen eines Kindes; wählt sein Geburtstag (§ 20 Abs. 8 BKGG).
    #[must_use]
    pub fn kindergeld_altersgrenze(&self, geboren: Tag) -> &Kindergeldalter {
        self.reihen().nachbarn.kindergeld_altersgrenze.am_oder_erste(geboren)
    }

    /// Kinderbonus im Kalenderjahr des Monats; kein Einkommen.
    #[must_use]
    pub fn kinderbonus(&self, monat: Monat) -> Option<&EinBetrag> {
        self.reihen().nachbarn.kinderbonus.am(monat.erster())
    }

    /// Mindestunterhalt im Monat.
    #[must_use]
    pub fn mindestunterhalt(&self, monat: Monat) -> Option<&Mindestunterhalt> {
        self.reihen().nachbarn.mindestunterhalt.am(monat.erster())
    }

    /// Werte des Unterhaltsvorschusses im Monat; `None` vor 2005.
    #[must_use]
    pub fn unterhaltsvorschuss(&self, monat: Monat) -> Option<&Unterhaltsvorschuesse> {
        self.reihen().nachbarn.unterhaltsvorschuss.am(monat.erster())
    }
}
