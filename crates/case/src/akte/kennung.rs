//! Namen der Ströme und der Posten darin.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::schnittstelle::schema;

/// Die Kennung eines Menschen, eines Falls oder eines Dokuments: eine UUID.
///
/// Wer sie anlegt, würfelt sie (UUID Version 7); hier ist sie ein Wert. Sie sagt nichts über den
/// Menschen und darf darum in Protokollen stehen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kennung(Uuid);

/// Warum ein Text keine Kennung ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KennungFehler {
    /// Keine UUID.
    #[error("ist keine Kennung; erwartet werden 32 Ziffern und Buchstaben mit vier Strichen")]
    Form,
    /// Davor steht keine bekannte Art.
    #[error(
        "nennt keinen Strom; erwartet wird eine Art, ein Doppelpunkt und eine Kennung, etwa person:0190…"
    )]
    Art,
    /// Ein Posten ist leer, zu lang oder enthält anderes als a–z, 0–9 und Striche.
    #[error("ist kein Posten; erlaubt sind 1 bis 40 Zeichen aus a–z, 0–9 und -")]
    Posten,
    /// Keine 64 kleinen Hexadezimalziffern.
    #[error("ist keine Adresse oder Prüfsumme; erwartet werden 64 Ziffern aus 0–9 und a–f")]
    Hex,
}

impl Kennung {
    /// Aus 16 Bytes.
    #[must_use]
    pub const fn aus_bytes(bytes: [u8; 16]) -> Kennung {
        Kennung(Uuid::from_bytes(bytes))
    }

    /// Aus den ersten 16 Bytes eines Hash, als UUID Version 8 (RFC 9562 § 5.8): wo eine Kennung aus etwas anderem folgt.
    #[must_use]
    pub fn aus_hash(hash: &[u8; 32]) -> Kennung {
        let mut bytes: [u8; 16] = hash.first_chunk().copied().unwrap_or_default();
        let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
        *version = *version & 0x0F | 0x80;
        *variant = *variant & 0x3F | 0x80;
        Kennung::aus_bytes(bytes)
    }

    /// Als 16 Bytes.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl JsonSchema for Kennung {
    fn schema_name() -> Cow<'static, str> {
        schema::Kennung::schema_name()
    }

    fn json_schema(sammler: &mut SchemaGenerator) -> Schema {
        schema::Kennung::json_schema(sammler)
    }
}

impl JsonSchema for Posten {
    fn schema_name() -> Cow<'static, str> {
        schema::Posten::schema_name()
    }

    fn json_schema(sammler: &mut SchemaGenerator) -> Schema {
        schema::Posten::json_schema(sammler)
    }
}

impl fmt::Display for Kennung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Kennung {
    type Err = KennungFehler;
    fn from_str(text: &str) -> Result<Kennung, KennungFehler> {
        let kennung = Uuid::try_parse(text).map(Kennung).map_err(|_| KennungFehler::Form)?;
        // Eine Schreibweise: sonst hätte ein Mensch zwei Ströme.
        if kennung.to_string() == text { Ok(kennung) } else { Err(KennungFehler::Form) }
    }
}

/// Wovon ein Strom erzählt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StromArt {
    /// Ein Mensch; was ihm folgt, wohin er auch zieht.
    Person,
    /// Ein Haushalt mit seinen Anträgen und Entscheidungen.
    Fall,
    /// Ein Konto der Buchführung.
    Konto,
    /// Eine Übergabe an eine andere Stelle.
    Uebergabe,
    /// Ein Kooperationsplan.
    Plan,
    /// Wer im Jobcenter arbeitet, mit Rollen, Team und Vertretungen.
    Bediensteter,
    /// Was ein Bediensteter an einem Tag sah und tat.
    Protokoll,
    /// Ein Stück im Posteingang.
    Eingang,
    /// Ein Löschlauf: was vorgeschlagen, freigegeben und gelöscht ist.
    Loeschung,
    /// Ein Bündel Briefe für das Druckzentrum.
    Buendel,
}

impl StromArt {
    /// Alle Arten.
    pub const ALLE: [StromArt; 10] = [
        StromArt::Person,
        StromArt::Fall,
        StromArt::Konto,
        StromArt::Uebergabe,
        StromArt::Plan,
        StromArt::Bediensteter,
        StromArt::Protokoll,
        StromArt::Eingang,
        StromArt::Loeschung,
        StromArt::Buendel,
    ];

    /// Wie die Art geschrieben wird.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            StromArt::Person => "person",
            StromArt::Fall => "fall",
            StromArt::Konto => "konto",
            StromArt::Uebergabe => "uebergabe",
            StromArt::Plan => "plan",
            StromArt::Bediensteter => "bediensteter",
            StromArt::Protokoll => "protokoll",
            StromArt::Eingang => "eingang",
            StromArt::Loeschung => "loeschung",
            StromArt::Buendel => "buendel",
        }
    }
}

/// Ein Strom, geschrieben `person:0190…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Strom {
    /// Wovon er erzählt.
    pub art: StromArt,
    /// Von wem.
    pub kennung: Kennung,
}

impl Strom {
    /// Der Strom eines Menschen.
    #[must_use]
    pub fn person(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Person, kennung }
    }

    /// Der Strom eines Falls.
    #[must_use]
    pub fn fall(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Fall, kennung }
    }

    /// Der Strom von jemandem, der im Jobcenter arbeitet.
    #[must_use]
    pub fn bediensteter(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Bediensteter, kennung }
    }

    /// Der Strom eines Eingangsstücks.
    #[must_use]
    pub fn eingang(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Eingang, kennung }
    }

    /// Der Strom eines Löschlaufs.
    #[must_use]
    pub fn loeschung(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Loeschung, kennung }
    }

    /// Der Strom eines Bündels.
    #[must_use]
    pub fn buendel(kennung: Kennung) -> Strom {
        Strom { art: StromArt::Buendel, kennung }
    }
}

impl TryFrom<String> for Strom {
    type Error = KennungFehler;
    fn try_from(text: String) -> Result<Strom, KennungFehler> {
        text.parse()
    }
}

impl From<Strom> for String {
    fn from(strom: Strom) -> String {
        strom.to_string()
    }
}

impl JsonSchema for Strom {
    fn schema_name() -> Cow<'static, str> {
        "Strom".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[a-z]+:[0-9a-f-]{36}$"})
    }
}

impl fmt::Display for Strom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.art.name(), self.kennung)
    }
}

impl FromStr for Strom {
    type Err = KennungFehler;
    fn from_str(text: &str) -> Result<Strom, KennungFehler> {
        let (art, kennung) = text.split_once(':').ok_or(KennungFehler::Art)?;
        let art = StromArt::ALLE.into_iter().find(|a| a.name() == art).ok_or(KennungFehler::Art)?;
        Ok(Strom { art, kennung: kennung.parse()? })
    }
}

/// Welcher von mehreren Einträgen einer Art gemeint ist, etwa der zweite Lohn: `lohn-2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Posten(String);

impl Posten {
    /// So viele Zeichen hat ein Posten höchstens.
    const HOECHSTENS: usize = 40;

    /// Der `nr`-te Posten dieser Art, ab eins; drei Ziffern, damit sie sich der Reihe nach ordnen.
    #[must_use]
    pub fn nr(nr: usize) -> Posten {
        Posten(format!("{nr:03}"))
    }

    /// Der Posten, der zu einem Menschen gehört.
    #[must_use]
    pub fn von(kennung: Kennung) -> Posten {
        Posten(kennung.to_string())
    }

    /// Der Posten, der zu einer Version desselben Stroms gehört.
    #[must_use]
    pub fn version(version: u64) -> Posten {
        Posten(version.to_string())
    }

    /// Der Posten bei einem Menschen, der aus dieser Nummer eines Falls folgt.
    pub(crate) fn aus_fall(fall: Kennung, nummer: &Posten) -> Posten {
        Posten(format!("{}-{}", fall.to_string().replace('-', ""), nummer.0))
    }

    /// Der Posten, der wie ein Begriff von uns heißt und hinter einem Strich sagt, der wievielte.
    pub(crate) fn aus_teilen(art: &'static str, nummer: &str) -> Posten {
        Posten(format!("{art}-{nummer}"))
    }

    /// Der Posten, der wie ein Begriff von uns heißt; `text` hat nur a–z, 0–9 und Striche.
    pub(crate) fn name(text: &'static str) -> Posten {
        Posten(text.to_owned())
    }

    /// Wie er geschrieben wird.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Posten {
    type Error = KennungFehler;
    fn try_from(text: String) -> Result<Posten, KennungFehler> {
        let erlaubt = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let passt = (1..=Posten::HOECHSTENS).contains(&text.len()) && text.bytes().all(erlaubt);
        if passt { Ok(Posten(text)) } else { Err(KennungFehler::Posten) }
    }
}

impl From<Posten> for String {
    fn from(posten: Posten) -> String {
        posten.0
    }
}
