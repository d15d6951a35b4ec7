//! Ein Bündel für das Druckzentrum: begonnen, geschlossen, geschrieben.
//!
//! Was darin ist, steht nur bei den Sendungen. Ist es geschlossen, kommt nichts mehr dazu; darum ist der Ordner immer
//! derselbe, so oft er auch geschrieben wird.

use law::measure::Tag;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::akte::{Akte, Kennung, Posten, Pruefsumme, tatsachen};

tatsachen! {
    /// Eine Tatsache über ein Bündel. `Debug` zeigt nur die Art.
    Buendeltatsache
    einzeln {
        /// Ein Lauf nimmt Sendungen hinein.
        Begonnen(Buendelbeginn) = "buendel_begonnen" in Verfahren,
        /// Es kommt nichts mehr dazu.
        Geschlossen(Buendelschluss) = "buendel_geschlossen" in Verfahren,
        /// Sein Ordner ist fertig und trägt seinen Namen.
        Geschrieben(Tag) = "buendel_geschrieben" in Verfahren,
    }
    mehrfach {}
    mit_tagen []
}

/// Ein begonnenes Bündel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Buendelbeginn {
    /// Wie es heißt: der Tag und die laufende Nummer, etwa `2026-11-30-01`.
    pub name: Posten,
    /// SHA-256 des Ordners, in den es geschrieben wird: nur dort, sonst ginge es zweimal hinaus.
    pub ort: Pruefsumme,
}

/// Ein geschlossenes Bündel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Buendelschluss {
    /// So viele Briefe.
    pub briefe: u32,
}

/// Wie ein Bündel steht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buendelstand {
    /// Es gibt es noch nicht.
    Neu,
    /// Es nimmt Sendungen auf.
    Offen(Pruefsumme),
    /// Es ist geschlossen; sein Ordner ist vielleicht noch nicht fertig.
    Geschlossen(Pruefsumme),
    /// Sein Ordner ist fertig.
    Geschrieben,
}

/// Wie es steht.
#[must_use]
pub fn buendelstand(akte: &Akte<Buendeltatsache>) -> Buendelstand {
    akte.eintraege().iter().fold(Buendelstand::Neu, |stand, eintrag| {
        match (stand, &eintrag.ereignis.tatsache) {
            (Buendelstand::Neu, Buendeltatsache::Begonnen(beginn)) => {
                Buendelstand::Offen(beginn.ort)
            }
            (Buendelstand::Offen(ort), Buendeltatsache::Geschlossen(_)) => {
                Buendelstand::Geschlossen(ort)
            }
            (Buendelstand::Geschlossen(_), Buendeltatsache::Geschrieben(_)) => {
                Buendelstand::Geschrieben
            }
            (stand, _) => stand,
        }
    })
}

/// Die Kennung des Stroms: sie folgt aus dem Namen, damit zwei Läufe dasselbe Bündel meinen.
#[must_use]
pub fn buendelkennung(name: &Posten) -> Kennung {
    let summe = Sha256::digest(format!("nahtlos-buendel/{}", name.text()).as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(summe).for_each(|(ziel, byte)| *ziel = byte);
    Kennung::aus_bytes(bytes)
}
