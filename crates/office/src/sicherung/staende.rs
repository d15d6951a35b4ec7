//! Stände des Logs, die jemand anderes aufhebt: nur an ihnen fällt auf, wenn alles zusammen zurückgedreht ist.

use std::fs;
use std::path::Path;

use case::akte::Pruefsumme;
use serde::{Deserialize, Serialize};

use super::{SicherungFehler, an};
use crate::store::Hash;
use crate::store::merkle::Stand;

/// Der Stand eines Mandanten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraegerStand {
    /// Der Mandant.
    pub traeger: String,
    /// Zahl der Blätter.
    pub blaetter: u64,
    /// Wurzel über sie, 64 Zeichen hexadezimal.
    pub wurzel: Pruefsumme,
}

impl TraegerStand {
    /// Der Stand eines Mandanten.
    #[must_use]
    pub fn neu(traeger: &str, stand: Stand) -> TraegerStand {
        TraegerStand {
            traeger: traeger.to_owned(),
            blaetter: stand.zahl,
            wurzel: Pruefsumme::aus_bytes(stand.wurzel.0),
        }
    }

    /// Zahl und Wurzel.
    #[must_use]
    pub fn stand(&self) -> Stand {
        Stand { zahl: self.blaetter, wurzel: Hash(*self.wurzel.bytes()) }
    }
}

/// Als Text zum Aufheben: je Mandant eine Zeile JSON.
#[must_use]
pub fn schreibe(staende: &[TraegerStand]) -> String {
    let zeile = |stand: &TraegerStand| serde_json::to_string(stand).map(|text| text + "\n").ok();
    staende.iter().filter_map(zeile).collect()
}

/// Liest eine aufgehobene Datei. Darin dürfen mehrere Stände eines Mandanten stehen.
///
/// # Errors
/// [`SicherungFehler::Liste`] mit der Zeile, die kein Stand ist.
pub fn lies(pfad: &Path) -> Result<Vec<TraegerStand>, SicherungFehler> {
    let text = fs::read_to_string(pfad).map_err(an(pfad))?;
    let zeilen = (1..).zip(text.lines()).filter(|(_, zeile)| !zeile.trim().is_empty());
    let lies = |(nr, zeile): (usize, &str)| {
        let kein = "ist kein Stand; bitte die Datei nehmen, die `nahtlos verify` geschrieben hat";
        serde_json::from_str(zeile).map_err(|_| SicherungFehler::Liste(pfad.to_owned(), nr, kein))
    };
    zeilen.map(lies).collect()
}
