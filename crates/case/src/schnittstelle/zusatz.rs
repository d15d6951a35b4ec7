//! Angaben, die nur wenige Personen haben: Bildung und Teilhabe, Beiträge, Ausbildungsförderung,
//! Unterbringung.

use law::lage::{
    BeitragArt, BildungArt, BildungForm, FoerderungBedarf, FoerderungStand, UnterbringungArt,
};
use law::measure::{Cent, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schema;

/// Ein Bedarf für Bildung oder Teilhabe in diesem Monat (§ 28 SGB II).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bildung {
    /// Art.
    pub art: BildungArt,
    /// Tatsächliche Aufwendungen, fällig in diesem Monat; nicht bei `schulbedarf`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub betrag: Option<Cent>,
    /// Was Dritte davon übernehmen.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub von_dritten: Cent,
    /// Tag der erstmaligen Aufnahme in die Schule innerhalb des Schuljahres (`schulbedarf`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub aufnahme: Option<Tag>,
    /// Tag der Wiederaufnahme nach einer Unterbrechung (`schulbedarf`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub wiederaufnahme: Option<Tag>,
    /// Wie die Leistung erbracht wird (§ 29 SGB II).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub form: BildungForm,
}

impl Bildung {
    /// Ausflüge, Klassenfahrten, Schulbedarf und weitere Kosten fallen einmal an, der Rest jeden Monat.
    #[must_use]
    pub fn jeden_monat(&self) -> bool {
        matches!(
            self.art,
            BildungArt::Schuelerbefoerderung
                | BildungArt::Lernfoerderung
                | BildungArt::Mittagsverpflegung
                | BildungArt::Teilhabe
        )
    }
}

/// Ein Beitrag, für den ein Zuschuss in Betracht kommt (§ 26 SGB II).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beitrag {
    /// Art der Versicherung.
    pub art: BeitragArt,
    /// Beitrag im Monat.
    #[schemars(with = "schema::Betrag")]
    pub betrag: Cent,
    /// Halber Basistarif oder halber Höchstbeitrag, wie die Versicherung ihn nennt (privat).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub hoechstens: Option<Cent>,
    /// Was davon schon vom Einkommen abgesetzt ist.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub abgesetzt: Cent,
}

/// Ausbildungsförderung; sie entscheidet, ob die Ausbildung ausschließt (§ 7 Abs. 5, 6 SGB II).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Foerderung {
    /// Wonach sich der Bedarf bemisst.
    pub bedarf: FoerderungBedarf,
    /// Wohnt bei den Eltern.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub bei_eltern: bool,
    /// Stand des Antrags.
    pub stand: FoerderungStand,
    /// Tag der Ablehnung (`abgelehnt`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub abgelehnt_am: Option<Tag>,
}

/// Aufenthalt in Krankenhaus, Einrichtung oder Haft (§ 7 Abs. 4 SGB II).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unterbringung {
    /// Wo.
    pub art: UnterbringungArt,
    /// Erster Tag.
    #[schemars(with = "schema::Tag")]
    pub seit: Tag,
    /// Letzter Tag, auch der voraussichtliche.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
    /// Wöchentliche Arbeitszeit auf dem allgemeinen Arbeitsmarkt (`einrichtung`).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(range(min = 0, max = 99))]
    pub arbeitsstunden: u8,
}

fn ist_vorgabe<T: Default + PartialEq>(wert: &T) -> bool {
    *wert == T::default()
}
