//! Der Vertrag von `nahtlos vorrang`: eine Lage mit den Angaben der Nachbarleistungen hinein, je
//! Bedarfsgemeinschaft drei Monate beider Seiten und eine Entscheidung heraus.

mod ergebnis;
mod pruefen;

pub use ergebnis::{Vorrang, VorrangEntscheidung, VorrangGemeinschaft, VorrangMonat};
pub use pruefen::{VorrangEingabe, pruefe_vorrang};

use std::fmt;

use law::measure::{Cent, Monat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lage::ist_vorgabe;
use super::{Lage, schema};

/// Ein Haushalt mit den Angaben für Wohngeld und Kinderzuschlag. `Debug` nennt nur den Fall.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vorranglage {
    /// Kennung des Falls (Vorgabe: die der Lage, sonst die Nummer der Zeile).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fall: Option<String>,
    /// Der erste der drei Monate, zugleich der Monat des Antrags. Wohngeld und Kinderzuschlag, die
    /// darin als Einkommen stehen, bleiben außer Betracht: sie werden ja verglichen.
    pub lage: Lage,
    /// Die beiden folgenden Monate, wenn sie anders sind (Vorgabe: fortgeschrieben).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 2))]
    pub folgemonate: Vec<Lage>,
    /// Wohngeld.
    pub wohngeld: Wohngeldangaben,
    /// Kinderzuschlag (Vorgabe: aus der Lage gerechnet).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub kinderzuschlag: Kinderzuschlagangaben,
    /// Angaben zu einzelnen Personen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 60))]
    pub mitglieder: Vec<Mitglied>,
}

/// Angaben zum Wohngeld.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldangaben {
    /// Mietenstufe der Gemeinde, 1 bis 7 (§ 12 WoGG).
    #[schemars(range(min = 1, max = 7))]
    pub mietenstufe: u8,
    /// Jahr, in dem die Wohnung bezugsfertig wurde; nötig nur bis 2008 (§ 8 WoGG a. F.).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bezugsfertig: Option<u16>,
    /// Miete ohne Heizung, Warmwasser, Strom und Garage (Vorgabe: Grundmiete und kalte Nebenkosten).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub miete: Option<Cent>,
    /// Was davon außer Betracht bleibt, etwa Untervermietung (§ 11 Abs. 2 WoGG).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub ausser_betracht: Cent,
    /// Bewilligtes Wohngeld des Haushalts im Monat; es gilt statt des gerechneten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub bewilligt: Option<Cent>,
}

/// Angaben zum Kinderzuschlag; Einkommen ist der Durchschnitt der sechs Monate vor dem Antrag
/// (§ 6a Abs. 8 BKGG).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kinderzuschlagangaben {
    /// Bruttoeinkommen der Eltern ohne Wohngeld, Kindergeld und Kinderzuschlag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub brutto: Option<Cent>,
    /// Erwerbseinkünfte der Eltern nach allen Absetzungen (§ 11b SGB II).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub erwerb: Option<Cent>,
    /// Anderes Einkommen der Eltern nach allen Absetzungen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub anderes: Option<Cent>,
    /// Niemand erhält Leistungen nach SGB II oder SGB XII oder hat sie beantragt; nur dann steht der
    /// erweiterte Zugang offen (§ 6a Abs. 1a Nr. 3 BKGG).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub ohne_grundsicherung: bool,
}

/// Angaben zu einer Person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mitglied {
    /// Kennung aus der Lage.
    pub id: String,
    /// Zahlt Steuern vom Einkommen (§ 16 Nr. 1 WoGG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steuern: Option<bool>,
    /// Zahlt Beiträge zur Kranken- und Pflegeversicherung (Nr. 2; Vorgabe: bei Lohn über der
    /// Geringfügigkeitsgrenze und bei Rente).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub krankenversicherung: Option<bool>,
    /// Zahlt Beiträge zur Rentenversicherung (Nr. 3; Vorgabe: bei Lohn über der
    /// Geringfügigkeitsgrenze).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rentenversicherung: Option<bool>,
    /// Einkommen des Jahres für das Wohngeld (Vorgabe: das Zwölffache des ersten Monats).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jahr: Option<Jahreseinnahmen>,
    /// Behinderung mit Freibetrag (§ 17 Nr. 1 WoGG).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub behinderung: Behinderung,
    /// Grad der Behinderung (Vorgabe: 50); bestimmt den Freibetrag nur bis 2015.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 20, max = 100))]
    pub grad: Option<u8>,
    /// Einkommen des Kindes für den Kinderzuschlag, Durchschnitt der sechs Monate vor dem Antrag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub kind_einkommen: Option<Cent>,
    /// Zur vorzeitigen Altersrente (§ 12a Satz 2 Nr. 1 SGB II); zählt ab 2027.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub altersrente: Rentenangaben,
}

/// Einnahmen im Jahr für das Wohngeld (§ 14 WoGG).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Jahreseinnahmen {
    /// Bruttolohn.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub lohn: Cent,
    /// Werbungskosten vom Lohn, wenn sie über dem Pauschbetrag liegen.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub werbungskosten: Cent,
    /// Gewinn aus selbständiger Arbeit.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub gewinn: Cent,
    /// Vermietung und Verpachtung.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub vermietung: Cent,
    /// Kapitalerträge.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub kapital: Cent,
    /// Renten.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub rente: Cent,
    /// Sonstige steuerpflichtige Einkünfte.
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub sonstige: Cent,
    /// Steuerfreie Einnahmen, soweit sie zählen (§ 14 Abs. 2 WoGG).
    #[serde(skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub steuerfrei: Cent,
}

/// Behinderung, soweit sie beim Wohngeld einen Freibetrag gibt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Behinderung {
    /// Keine, oder unter 100 ohne Pflege.
    #[default]
    Keine,
    /// Grad 100.
    Grad100,
    /// Unter 100 mit häuslicher, teilstationärer oder Kurzzeitpflege.
    MitPflege,
}

/// Was zur vorzeitigen Altersrente bekannt ist (§§ 2 bis 6 `UnbilligkeitsV`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rentenangaben {
    /// § 2: ein Anspruch auf Arbeitslosengeld ginge verloren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verliert_arbeitslosengeld: Option<bool>,
    /// § 3: bald ohne Abschläge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bald_abschlagsfrei: Option<bool>,
    /// § 4: überwiegend beschäftigt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ueberwiegend_beschaeftigt: Option<bool>,
    /// § 5: verbindlich zugesagte Beschäftigung.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zusage: Option<bool>,
    /// § 6: zu erwartende monatliche Regelaltersrente.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub regelaltersrente: Option<Cent>,
}

impl Vorranglage {
    /// Der Monat des Antrags.
    #[must_use]
    pub fn monat(&self) -> Monat {
        self.lage.monat
    }
}

/// Nur der Fall: was im Haushalt steht, gehört in kein Protokoll.
impl fmt::Debug for Vorranglage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vorranglage({})", self.fall.as_deref().unwrap_or_default())
    }
}

/// Nur die Kennung.
impl fmt::Debug for Mitglied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mitglied({})", self.id)
    }
}
