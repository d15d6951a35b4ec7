//! Die Parameter des § 12: Freibeträge nach Alter, bis 2022 je Lebensjahr.

use serde::Deserialize;

use super::parameter::tag;
use crate::measure::{Cent, Monat, Tag};

/// Vermögensfreibeträge (§ 12).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vermoegen {
    /// Freibeträge nach vollendetem Lebensalter, das niedrigste zuerst (seit 2023).
    pub stufen: Vec<Vermoegensstufe>,
    /// Freibeträge je Lebensjahr nach Geburtsjahrgang, der älteste zuerst (bis 2022).
    #[serde(default)]
    pub jahrgaenge: Vec<Vermoegensjahrgang>,
    /// Grundfreibetrag mindestens (bis 2022).
    #[serde(default)]
    pub mindestens: Cent,
    /// Grundfreibetrag minderjähriger Kinder (bis 2022).
    #[serde(default)]
    pub minderjaehrig: Cent,
    /// Für notwendige Anschaffungen, jede Person (bis 2022).
    #[serde(default)]
    pub anschaffungen: Cent,
    /// Vermögen zählt in so vielen Monaten ab dem Beginn des Bewilligungszeitraums nicht (§ 67 a. F.).
    #[serde(default)]
    pub pandemie_monate: i32,
    /// Erheblich über diesem Betrag, erste Person.
    #[serde(default)]
    pub erheblich_erste_person: Cent,
    /// Erheblich über diesem Betrag, jede weitere Person.
    #[serde(default)]
    pub erheblich_weitere_person: Cent,
    /// Dauer der Karenzzeit in Monaten; null: keine.
    #[serde(default)]
    pub karenz_monate: i32,
    /// Frühester Beginn der Karenzzeit (§ 65 Abs. 3 a. F.).
    #[serde(default = "fruehester_tag", deserialize_with = "tag")]
    pub karenz_fruehestens: Tag,
    /// In der Karenzzeit: erste Person.
    #[serde(default)]
    pub karenz_erste_person: Cent,
    /// In der Karenzzeit: jede weitere Person.
    #[serde(default)]
    pub karenz_weitere_person: Cent,
}

/// Ein Vermögensfreibetrag nach Alter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vermoegensstufe {
    /// Ab so vielen vollendeten Lebensjahren.
    pub ab_alter: u8,
    /// Freibetrag.
    pub betrag: Cent,
}

/// Grundfreibetrag je Lebensjahr (§ 12 Abs. 2 Satz 1 Nr. 1, Satz 2 a. F.).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vermoegensjahrgang {
    /// Geboren bis zu diesem Jahr.
    pub bis_jahrgang: i16,
    /// Je vollendetem Lebensjahr.
    pub je_lebensjahr: Cent,
    /// Höchstens.
    pub hoechstens: Cent,
}

impl Vermoegen {
    /// Der Freibetrag einer Person mit `alter` vollendeten Jahren; bis 2022 Grundfreibetrag und
    /// Freibetrag für Anschaffungen zusammen.
    pub(crate) fn freibetrag(&self, alter: u8, geboren: Tag) -> Cent {
        let jahr = geboren.jahr();
        let Some(jahrgang) = self.jahrgaenge.iter().find(|j| jahr <= j.bis_jahrgang) else {
            let stufe = self.stufen.iter().rev().find(|stufe| stufe.ab_alter <= alter);
            return stufe.map_or(Cent::NULL, |stufe| stufe.betrag);
        };
        let grundfreibetrag = if alter < 18 {
            self.minderjaehrig
        } else {
            let nach_alter = jahrgang.je_lebensjahr.mal_anzahl(u32::from(alter));
            nach_alter.max(self.mindestens).min(jahrgang.hoechstens)
        };
        grundfreibetrag + self.anschaffungen
    }
}

fn fruehester_tag() -> Tag {
    Monat::FRUEHESTER.erster()
}
