//! Was an einer Eingabe nicht stimmt, für Menschen: Zeile, Feld, Grund und nächster Schritt.

use std::fmt::Display;

use schemars::JsonSchema;
use serde::Serialize;

/// Feld eines Fehlers, der die ganze Zeile betrifft (Zeichencode, JSON, Länge).
pub const GANZE_ZEILE: &str = "zeile";

/// Die Antwort auf eine Zeile, die nicht berechnet werden konnte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fehlerzeile {
    /// Kennung des Falls; ohne Angabe die Nummer der Zeile, `null`, wenn sie nicht lesbar war.
    pub fall: Option<String>,
    /// Was nicht stimmt.
    pub fehler: Fehler,
}

/// Wo etwas nicht stimmt und was zu tun ist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fehler {
    /// Nummer der Zeile, ab 1; leere Zeilen zählen mit.
    pub zeile: u64,
    /// Das Feld, etwa `personen[2].einkommen[0].netto`; `zeile` für die ganze Zeile.
    pub feld: String,
    /// Grund und nächster Schritt, ein deutscher Satz.
    pub text: String,
}

/// Ein Mangel an einer Lage oder einem Haushalt, noch ohne Zeile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{feld}: {text}")]
pub struct Mangel {
    /// Das Feld, etwa `personen[2].einkommen[0].netto`.
    pub feld: String,
    /// Grund und nächster Schritt.
    pub text: String,
}

impl Fehlerzeile {
    /// Die Antwort auf einen Mangel in einer Zeile.
    #[must_use]
    pub fn neu(zeile: u64, fall: Option<String>, mangel: Mangel) -> Fehlerzeile {
        Fehlerzeile { fall, fehler: Fehler { zeile, feld: mangel.feld, text: mangel.text } }
    }
}

impl Mangel {
    /// Ein Mangel an einem Feld.
    #[must_use]
    pub fn neu(feld: impl Into<String>, text: impl Into<String>) -> Mangel {
        Mangel { feld: feld.into(), text: text.into() }
    }

    /// Derselbe Mangel, von weiter oben gesehen: `netto` unter `einkommen[0]`.
    #[must_use]
    pub(super) fn unter(self, oben: impl Display) -> Mangel {
        let feld = match self.feld.as_str() {
            "" => oben.to_string(),
            feld => format!("{oben}.{feld}"),
        };
        Mangel { feld, text: self.text }
    }

    /// Derselbe Mangel mit der Kennung der Person im Text.
    #[must_use]
    pub(super) fn der_person(self, id: &str) -> Mangel {
        Mangel { text: format!("Person „{}“: {}", kurz(id), self.text), feld: self.feld }
    }
}

/// Ein Text der Eingabe, wie er in einer Meldung stehen darf: kurz und ohne Steuerzeichen.
pub(super) fn kurz(text: &str) -> String {
    const HOECHSTENS: usize = 40;
    let mut kurz: String = text
        .chars()
        .take(HOECHSTENS)
        .map(|zeichen| if zeichen.is_control() { '\u{FFFD}' } else { zeichen })
        .collect();
    if kurz.len() < text.len() && text.chars().nth(HOECHSTENS).is_some() {
        kurz.push('…');
    }
    kurz
}
