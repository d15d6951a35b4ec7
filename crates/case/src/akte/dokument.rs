//! Dokumente: wo der Inhalt liegt, was er ist und wozu er gehört. Der Inhalt selbst steht nie im Ereignis.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{Kennung, KennungFehler};

/// Erzeugt einen Wert aus 32 Bytes, geschrieben als 64 kleine Hexadezimalziffern.
macro_rules! zweiunddreissig_bytes {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 32]);

        impl $name {
            /// Aus 32 Bytes.
            #[must_use]
            pub const fn aus_bytes(bytes: [u8; 32]) -> $name {
                $name(bytes)
            }

            /// Die 32 Bytes.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = KennungFehler;
            fn from_str(text: &str) -> Result<$name, KennungFehler> {
                hex(text).map($name).ok_or(KennungFehler::Hex)
            }
        }

        impl TryFrom<String> for $name {
            type Error = KennungFehler;
            fn try_from(text: String) -> Result<$name, KennungFehler> {
                text.parse()
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
            }
        }

        impl From<$name> for String {
            fn from(wert: $name) -> String {
                wert.to_string()
            }
        }
    };
}

/// 64 kleine Hexadezimalziffern; eine Schreibweise, damit gleiche Werte gleiche Bytes geben.
fn hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    for (ziel, paar) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let paar = std::str::from_utf8(paar).ok()?;
        // `from_str_radix` nähme auch ein Vorzeichen.
        let ziffern = paar.bytes().all(|b| b.is_ascii_hexdigit());
        *ziel = u8::from_str_radix(paar, 16).ok().filter(|_| ziffern)?;
    }
    Some(bytes)
}

zweiunddreissig_bytes! {
    /// Wo ein Inhalt in der Ablage liegt: aus Inhalt und Schlüssel des Stroms gerechnet. Gleicher Inhalt in
    /// verschiedenen Akten hat verschiedene Adressen.
    Adresse
}

zweiunddreissig_bytes! {
    /// SHA-256 des Inhalts (FIPS 180-4). Er steht nur versiegelt: sonst verriete er gleiche Dokumente.
    Pruefsumme
}

/// Was eine Datei ihren Bytes nach ist; die Endung des Namens zählt nicht.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Dateityp {
    /// PDF (ISO 32000).
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF, auch mit mehreren Seiten.
    Tiff,
    /// Text in UTF-8.
    Text,
    /// E-Mail (RFC 5322).
    Email,
    /// Word (ISO/IEC 29500), ohne Makros.
    Docx,
    /// OpenDocument-Text (ISO/IEC 26300).
    Odt,
    /// Keiner davon.
    Unbekannt,
}

impl Dateityp {
    /// Der Medientyp, mit dem die Datei ausgeliefert wird; Unbekanntes nur als Bytes.
    #[must_use]
    pub const fn medientyp(self) -> &'static str {
        match self {
            Dateityp::Pdf => "application/pdf",
            Dateityp::Png => "image/png",
            Dateityp::Jpeg => "image/jpeg",
            Dateityp::Tiff => "image/tiff",
            Dateityp::Text => "text/plain; charset=utf-8",
            Dateityp::Email => "message/rfc822",
            Dateityp::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Dateityp::Odt => "application/vnd.oasis.opendocument.text",
            Dateityp::Unbekannt => "application/octet-stream",
        }
    }

    /// Die übliche Endung ihres Namens.
    #[must_use]
    pub const fn endung(self) -> &'static str {
        match self {
            Dateityp::Pdf => "pdf",
            Dateityp::Png => "png",
            Dateityp::Jpeg => "jpg",
            Dateityp::Tiff => "tif",
            Dateityp::Text => "txt",
            Dateityp::Email => "eml",
            Dateityp::Docx => "docx",
            Dateityp::Odt => "odt",
            Dateityp::Unbekannt => "bin",
        }
    }
}

/// Ein Inhalt in der Ablage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ablageort {
    /// Wo er liegt.
    pub adresse: Adresse,
    /// Wo der Text daraus liegt, für die Suche in der geöffneten Akte; ebenso versiegelt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Adresse>,
    /// Größe in Bytes.
    pub groesse: u64,
    /// Seine Prüfsumme: an ihr erkennt man denselben Inhalt unter einem anderen Schlüssel.
    pub pruefsumme: Pruefsumme,
}

/// Was für ein Dokument es ist.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Dokumentart {
    /// Ein Antrag (§ 37).
    Antrag,
    /// Ein Nachweis (§ 60 SGB I, § 21 SGB X).
    Nachweis,
    /// Ein Bescheid (§ 31 SGB X).
    Bescheid,
    /// Ein Widerspruch (§ 84 SGG).
    Widerspruch,
    /// Ein anderes Schreiben.
    Schreiben,
    /// Eine Notiz.
    Notiz,
    /// Etwas anderes.
    Sonstiges,
}

/// Worum es geht.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Angelegenheit {
    /// Wer jemand ist, Familie, Aufenthalt.
    Persoenliches,
    /// Antrag und Weiterbewilligung (§§ 37, 41).
    Leistung,
    /// Einnahmen und Absetzungen (§§ 11 bis 11b).
    Einkommen,
    /// Vermögen (§ 12).
    Vermoegen,
    /// Unterkunft und Heizung (§ 22).
    Unterkunft,
    /// Mehrbedarfe und einmalige Bedarfe (§§ 21, 24).
    Bedarf,
    /// Bildung und Teilhabe (§ 28).
    Bildung,
    /// Eingliederung und Kooperationsplan (§§ 15, 16).
    Eingliederung,
    /// Minderung (§§ 31 bis 32).
    Minderung,
    /// Aufhebung und Erstattung (§§ 45, 48, 50 SGB X).
    Erstattung,
    /// Widerspruch und Klage.
    Rechtsbehelf,
    /// Etwas anderes.
    Sonstiges,
}

/// Auf welchem Weg etwas kam.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Weg {
    /// Aus dem Ordner des Scanners.
    Scan,
    /// Im Portal hochgeladen.
    Upload,
    /// Per E-Mail.
    Email,
    /// Auf Papier, von Hand erfasst.
    Post,
}

/// Ein Dokument der Akte. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dokument {
    /// Wo der Inhalt liegt.
    pub ort: Ablageort,
    /// Was die Datei ist.
    pub typ: Dateityp,
    /// Seiten, wo es welche gibt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seiten: Option<u32>,
    /// Wie es in der Akte heißt.
    pub titel: String,
    /// Was für ein Dokument.
    pub art: Dokumentart,
    /// Zu welchem Menschen; `None`: zum ganzen Haushalt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Worum es geht.
    pub angelegenheit: Angelegenheit,
    /// Wie es kam; `None`: im Amt entstanden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weg: Option<Weg>,
    /// Das Eingangsstück, aus dem es wurde.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aus_eingang: Option<Kennung>,
}

impl fmt::Debug for Dokument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dokument(…)")
    }
}
