//! Eine Zeile heraus: je Bedarfsgemeinschaft drei Monate und eine Entscheidung.

use law::measure::{Beleg, Cent, Monat};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::{Frage, schema};

/// Die Vorrangprüfung eines Haushalts (§ 12a SGB II).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Vorrang {
    /// Kennung des Falls aus der Eingabe.
    pub fall: String,
    /// Je Bedarfsgemeinschaft des ersten Monats.
    pub gemeinschaften: Vec<VorrangGemeinschaft>,
    /// Fragen, die ein Mensch klärt.
    pub offen: Vec<Frage>,
    /// Der Baum der Gründe, wenn er verlangt ist.
    #[schemars(with = "Option<schema::Beleg>")]
    pub beleg: Option<Beleg>,
}

/// Eine Bedarfsgemeinschaft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VorrangGemeinschaft {
    /// Ihre Nummer im ersten Monat.
    pub nummer: u8,
    /// Kennungen ihrer Mitglieder und der Kinder, die ihren Bedarf selbst decken.
    pub personen: Vec<String>,
    /// Die Entscheidung.
    pub entscheidung: VorrangEntscheidung,
    /// Warum, als deutscher Satz.
    pub grund: String,
    /// Kinderzuschlag im erweiterten Zugang wäre möglich, wenn niemand SGB II erhielte oder beantragt
    /// hätte (§ 6a Abs. 1a BKGG); eine Pflicht ist das nie.
    pub erweiterter_zugang: bool,
    /// Drei Monate.
    pub monate: Vec<VorrangMonat>,
}

/// Was zu tun ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VorrangEntscheidung {
    /// Ohne Wohngeld und Kinderzuschlag besteht in keinem der Monate ein Anspruch.
    KeinAnspruch,
    /// Das SGB II bleibt: die anderen Leistungen beseitigen die Hilfebedürftigkeit nicht drei Monate.
    Sgb2Bleibt,
    /// Wohngeld und Kinderzuschlag sind zu beantragen.
    Vorrang,
    /// Erst zu klären, siehe `offen`.
    Frage,
}

/// Beide Seiten in einem Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VorrangMonat {
    /// Der Monat.
    #[schemars(with = "schema::Monat")]
    pub monat: Monat,
    /// Anspruch nach dem SGB II ohne Wohngeld und Kinderzuschlag, ohne Sofortzuschlag.
    #[schemars(with = "schema::Betrag")]
    pub sgb2: Cent,
    /// Sofortzuschlag (§ 72 SGB II).
    #[schemars(with = "schema::Betrag")]
    pub sofortzuschlag: Cent,
    /// Wohngeld, der Teil dieser Bedarfsgemeinschaft nach Köpfen.
    #[schemars(with = "schema::Betrag")]
    pub wohngeld: Cent,
    /// Kinderzuschlag.
    #[schemars(with = "schema::Betrag")]
    pub kinderzuschlag: Cent,
    /// Was mit beidem zum Bedarf aller noch fehlt.
    #[schemars(with = "schema::Betrag")]
    pub luecke: Cent,
    /// Ist die Hilfebedürftigkeit aller Mitglieder beseitigt?
    pub beseitigt: bool,
}
