//! Der Träger: das Jobcenter, das bewilligt und zahlt.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schnittstelle::{Anschrift, Konto};

/// Ein Jobcenter mit allem, was Brief und Bankdatei von ihm brauchen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Traeger {
    /// Kurze Kennung des Mandanten, nur `A–Z` und `0–9`, höchstens acht Zeichen, etwa `MUSTER`.
    pub kennung: String,
    /// Name der Behörde, etwa `Jobcenter Musterkreis`.
    pub name: String,
    /// Sitz der Behörde (Post und Widerspruch).
    pub anschrift: Anschrift,
    /// Kürzel des Landes für Feiertage, etwa `NW`.
    pub land: String,
    /// Telefon für Rückfragen.
    pub telefon: String,
    /// E-Mail für Rückfragen.
    pub email: String,
    /// Wie ein Widerspruch elektronisch eingelegt wird, als Satz für die Belehrung.
    pub elektronischer_weg: String,
    /// Das Konto, von dem gezahlt wird. Den Inhaber liest jeder Empfänger, auch der Vermieter: besser die
    /// Kasse als das Jobcenter (§ 35 SGB I).
    pub konto: Konto,
    /// BIC des Kontos.
    pub bic: String,
    /// Das Sozialgericht, bei dem gegen einen Widerspruchsbescheid zu klagen ist. Ohne Angabe gibt es keinen
    /// Widerspruchsbescheid als Brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sozialgericht: Option<Sozialgericht>,
    /// So viele Tage nach dem Ende der Widerspruchsfrist ist eine Erstattung zu zahlen; ohne Angabe 14.
    #[serde(default = "zahlungsziel_tage")]
    pub zahlungsziel_tage: u8,
    /// Alles hier ist erfunden: Briefe und Dateien sagen es.
    #[serde(default)]
    pub synthetisch: bool,
}

/// Das zuständige Sozialgericht (§ 57 SGG) für die Rechtsbehelfsbelehrung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sozialgericht {
    /// Name, etwa `Sozialgericht Musterstadt`.
    pub name: String,
    /// Sein Sitz.
    pub anschrift: Anschrift,
}

/// Ohne Angabe; das Gesetz nennt keine Zahl, zwei Wochen sind üblich.
const fn zahlungsziel_tage() -> u8 {
    14
}
