//! Der Platz einer Zahlung: er wird genau einmal gefüllt, und aus ihm folgt ihre Kennung.

use std::borrow::Cow;
use std::fmt;

use law::measure::Monat;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::schnittstelle::DirektzahlungArt;

/// Wofür gezahlt wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Zweck {
    /// Die Leistung an den Haushalt, soweit sie nicht an Dritte geht.
    Leistung,
    /// Miete an den Vermieter (§ 22 Abs. 7).
    Miete,
    /// Heizung an den Versorger (§ 22 Abs. 7).
    Heizung,
    /// Haushaltsenergie an den Versorger (§ 24 Abs. 2).
    Strom,
    /// Bildung und Teilhabe, an Anbieter oder den Haushalt (§ 29 Abs. 1).
    Bildung,
    /// Zuschuss zur Krankenversicherung, an die Versicherung (§ 26 Abs. 5).
    Krankenversicherung,
    /// Zuschuss zur Pflegeversicherung, an die Versicherung (§ 26 Abs. 5).
    Pflegeversicherung,
}

/// Wer das Geld bekommt: eine Partei, nie eine IBAN. Ein neues Konto ändert den Platz nicht.
///
/// `Debug` und `Display` zeigen das Zeichen nicht.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Partei {
    /// Der Haushalt selbst.
    Haushalt,
    /// Ein Dritter, erkannt am Zweck der Zahlung und an seinem Zeichen.
    Dritter {
        /// Zeichen des Dritten, etwa die Mieternummer; leer, wenn er keines hat.
        zeichen: String,
        /// Unterscheidet Dritte mit gleichem Zweck und Zeichen, in der Reihenfolge der Akte, ab 1.
        nummer: u32,
    },
}

/// Der Platz einer Zahlung: Träger, Monat, Fall, Zweck, Partei.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Slot {
    /// Kennung des Trägers.
    pub traeger: String,
    /// Monat, für den gezahlt wird.
    pub monat: Monat,
    /// Nummer des Falls.
    pub fall: String,
    /// Wofür.
    pub zweck: Zweck,
    /// An wen.
    pub empfaenger: Partei,
}

impl Slot {
    /// Kennung einer Überweisung in diesem Platz (`EndToEndId`), etwa
    /// `MUSTER-2612-VVHGMFOVCW4D4S6UKVW6`.
    ///
    /// Gleicher Platz und Versuch geben immer dieselbe Kennung, auch auf einem anderen Rechner. Sie
    /// hat höchstens 35 Zeichen aus `A–Z`, `0–9` und `-` und verrät weder Fall noch Zweck: auch der
    /// Vermieter liest sie. Nach 2⁵⁰ Zahlungen wäre die erste zufällige Gleichheit zu erwarten.
    #[must_use]
    pub fn kennung(&self, versuch: u32) -> String {
        let jahr = self.monat.jahr().rem_euclid(100);
        let traeger = kurz(&self.traeger);
        let hash = fingerabdruck(self.teile(versuch));
        format!("{traeger}-{jahr:02}{:02}-{hash:.20}", self.monat.nummer())
    }

    fn teile(&self, versuch: u32) -> [Cow<'_, str>; 9] {
        let (partei, zeichen, nummer) = match &self.empfaenger {
            Partei::Haushalt => ("haushalt", "", 0),
            Partei::Dritter { zeichen, nummer } => ("dritter", zeichen.as_str(), *nummer),
        };
        [
            "nahtlos/slot/1".into(),
            self.traeger.as_str().into(),
            self.monat.to_string().into(),
            self.fall.as_str().into(),
            self.zweck.schluessel().into(),
            partei.into(),
            zeichen.into(),
            nummer.to_string().into(),
            versuch.to_string().into(),
        ]
    }
}

/// Fingerabdruck einer Folge von Texten: SHA-256 in Base32 (RFC 4648, 52 Zeichen `A–Z`, `2–7`).
///
/// Vor jedem Text steht seine Länge (acht Bytes, höchstes zuerst): `("ab", "c")` und `("a", "bc")` bleiben verschieden.
#[must_use]
pub fn fingerabdruck(texte: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut hasher = Sha256::new();
    for text in texte {
        let text = text.as_ref();
        let laenge = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hasher.update(laenge.to_be_bytes());
        hasher.update(text);
    }
    base32(hasher.finalize().into())
}

impl Zweck {
    /// Name in Kennungen; ändert sich nie.
    fn schluessel(self) -> &'static str {
        match self {
            Zweck::Leistung => "leistung",
            Zweck::Miete => "miete",
            Zweck::Heizung => "heizung",
            Zweck::Strom => "strom",
            Zweck::Bildung => "bildung",
            Zweck::Krankenversicherung => "krankenversicherung",
            Zweck::Pflegeversicherung => "pflegeversicherung",
        }
    }
}

impl From<DirektzahlungArt> for Zweck {
    fn from(art: DirektzahlungArt) -> Zweck {
        match art {
            DirektzahlungArt::Miete => Zweck::Miete,
            DirektzahlungArt::Heizung => Zweck::Heizung,
            DirektzahlungArt::Strom => Zweck::Strom,
            DirektzahlungArt::Bildung => Zweck::Bildung,
            DirektzahlungArt::Krankenversicherung => Zweck::Krankenversicherung,
            DirektzahlungArt::Pflegeversicherung => Zweck::Pflegeversicherung,
        }
    }
}

impl fmt::Display for Zweck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Zweck::Leistung => "Leistung",
            Zweck::Miete => "Miete",
            Zweck::Heizung => "Heizung",
            Zweck::Strom => "Strom",
            Zweck::Bildung => "Bildung und Teilhabe",
            Zweck::Krankenversicherung => "Krankenversicherung",
            Zweck::Pflegeversicherung => "Pflegeversicherung",
        })
    }
}

impl fmt::Display for Partei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Partei::Haushalt => f.write_str("Haushalt"),
            Partei::Dritter { nummer, .. } => write!(f, "Dritter {nummer}"),
        }
    }
}

impl fmt::Debug for Partei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Wie ein Platz in Meldungen heißt: `BG-00000042, 2026-12, Miete an Dritter 1`.
impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {} an {}", self.fall, self.monat, self.zweck, self.empfaenger)
    }
}

/// Kennung des Trägers für Menschen, auch wenn sie nicht ist, wie sie soll; der Hash nimmt die ganze.
fn kurz(traeger: &str) -> String {
    let knapp: String = traeger
        .chars()
        .map(|zeichen| zeichen.to_ascii_uppercase())
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    if knapp.is_empty() { "JC".to_owned() } else { knapp }
}

/// Base32 nach RFC 4648 ohne Füllzeichen.
fn base32(bytes: [u8; 32]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(52);
    let (mut puffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        puffer = (puffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let stelle = usize::try_from((puffer >> bits) & 31).unwrap_or_default();
            text.push(ALPHABET.get(stelle).copied().map_or('A', char::from));
        }
        puffer &= (1 << bits) - 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn slot(traeger: &str, fall: &str, zweck: Zweck, empfaenger: Partei) -> Slot {
        let monat = "2026-12".parse().unwrap();
        Slot { traeger: traeger.to_owned(), monat, fall: fall.to_owned(), zweck, empfaenger }
    }

    fn dritter(zeichen: &str, nummer: u32) -> Partei {
        Partei::Dritter { zeichen: zeichen.to_owned(), nummer }
    }

    #[test]
    fn die_kennung_bleibt_fuer_immer_dieselbe() {
        // Mit Python (hashlib, base64) nachgerechnet. Eine andere Kennung hieße, dass eine
        // Wiederholung nicht erkannt und doppelt gezahlt wird.
        let leistung = slot("MUSTER", "BG-00000042", Zweck::Leistung, Partei::Haushalt);
        assert_eq!(leistung.kennung(1), "MUSTER-2612-VVHGMFOVCW4D4S6UKVW6");
    }

    #[test]
    fn verschiedene_plaetze_und_versuche_haben_verschiedene_kennungen() {
        let plaetze = [
            slot("MUSTER", "BG-1", Zweck::Leistung, Partei::Haushalt),
            slot("MUSTER2", "BG-1", Zweck::Leistung, Partei::Haushalt),
            slot("MUSTER", "BG-12", Zweck::Leistung, Partei::Haushalt),
            slot("MUSTER", "BG-1", Zweck::Miete, dritter("", 1)),
            slot("MUSTER", "BG-1", Zweck::Heizung, dritter("", 1)),
            slot("MUSTER", "BG-1", Zweck::Miete, dritter("", 2)),
            slot("MUSTER", "BG-1", Zweck::Miete, dritter("2", 1)),
            slot("MUSTER", "BG-1", Zweck::Miete, dritter("21", 1)),
        ];
        let kennungen: BTreeSet<String> =
            plaetze.iter().flat_map(|slot| (1..4).map(|versuch| slot.kennung(versuch))).collect();
        assert_eq!(kennungen.len(), plaetze.len() * 3);
    }

    #[test]
    fn eine_kennung_ist_immer_eine_erlaubte_referenz() {
        for traeger in ["MUSTER", "", "//", "Köln/Süd 12345678", "ABCDEFGH"] {
            let kennung = slot(traeger, "//", Zweck::Strom, dritter("/", 1)).kennung(u32::MAX);
            assert!(kennung.len() <= 35, "{kennung}");
            assert!(
                kennung.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
            );
        }
    }

    #[test]
    fn meldungen_nennen_den_fall_und_kein_zeichen() {
        let miete = slot("MUSTER", "BG-1", Zweck::Miete, dritter("Whg. 7", 1));
        assert_eq!(miete.to_string(), "BG-1, 2026-12, Miete an Dritter 1");
        assert!(!format!("{miete:?}").contains("Whg"));
    }
}
