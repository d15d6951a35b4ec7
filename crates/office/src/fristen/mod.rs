//! Fristen: zusammenstellen, was fällig ist, und löschen, was freigegeben ist.
//!
//! Der Reihe nach: [`Fristen::sammle`] macht eine Liste mit Gründen. Jemand aus der Rechtsstelle schlägt daraus einen
//! Lauf vor (Befehl `LoeschungVorschlagen`), jemand anderes gibt ihn frei (`LoeschungFreigeben`); damit entsteht ein
//! Auftrag, und [`Fristen::arbeite`] führt ihn aus. Jeder Posten wird vorher noch einmal geprüft: kam etwas dazu,
//! bleibt er stehen.
//!
//! Je Posten: Vermerk und Zeilen in einer Transaktion, dann die Löschliste der Sicherungen, die Schlüssel, die
//! Dateien. Nach einem Absturz ist entweder alles noch da, oder der Vermerk nennt, was noch zu tun ist, und der
//! nächste Lauf tut es noch einmal. Zuletzt wird geleert, was die Datenbank von Gelöschtem noch weiß, und erst dann
//! ist der Lauf abgeschlossen.

mod ausfuehren;
mod sammeln;

use std::io;

use case::akte::Strom;
use case::aufbewahrung::Aufbewahrungsplan;
use law::measure::Tag;

use crate::ablage::{Ablage, AblageFehler};
use crate::store::erasure::ErasureError;
use crate::store::record::{Store, StoreError};
use crate::store::sql::DbError;
use crate::store::streams::CommitError;

pub use sammeln::{Faellig, Liste};

/// Art des Auftrags, der einen freigegebenen Lauf ausführt.
pub const AUFTRAG: &str = "loeschlauf";

/// Was ein Löschlauf braucht.
#[derive(Clone, Copy)]
pub struct Fristen<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Dateien daneben.
    pub ablage: &'a Ablage,
    /// Wie lange was aufgehoben wird.
    pub plan: &'a Aufbewahrungsplan,
    /// Der Mandant.
    pub traeger: &'a str,
    /// Der Tag in Berlin.
    pub heute: Tag,
    /// Wird für jeden gelöschten Strom gerufen, bevor sein Schlüssel geht, auch mehrmals: hier hängt die Löschliste
    /// der Sicherungen.
    pub melde: &'a dyn Fn(Strom) -> io::Result<()>,
    /// Soll er weitermachen? Gefragt nach jedem Posten; sonst gibt er den Lauf zurück, und der nächste macht weiter.
    pub weiter: &'a dyn Fn() -> bool,
    /// Wird vor jedem Schritt gerufen; ein Fehler bricht ab, wie ein Absturz es täte. Im Betrieb tut er nichts.
    pub vorher: &'a dyn Fn(Schritt) -> io::Result<()>,
}

impl std::fmt::Debug for Fristen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fristen({}, {})", self.traeger, self.heute)
    }
}

/// Ein Schritt, kurz bevor er geschieht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schritt {
    /// Vermerk und Zeilen, in einer Transaktion.
    Zeilen,
    /// Die Löschliste der Sicherungen.
    Melden,
    /// Der Schlüssel.
    Schluessel,
    /// Die Dateien.
    Dateien,
    /// Was die Datenbank von Gelöschtem noch weiß.
    Leeren,
    /// Der Abschluss mit den Zahlen.
    Abschluss,
}

/// Warum ein Lauf nicht zu Ende kam. Er lässt sich wiederholen; nennt nie einen Inhalt.
#[derive(Debug, thiserror::Error)]
pub enum FristenFehler {
    /// Den Lauf gibt es nicht, oder niemand hat ihn freigegeben.
    #[error("{0}: dieser Löschlauf ist nicht freigegeben; bitte erst freigeben lassen")]
    NichtFreigegeben(Strom),
    /// Ein Strom ist verändert oder noch nicht eingeordnet.
    #[error(transparent)]
    Loeschen(#[from] ErasureError),
    /// Der Speicher.
    #[error(transparent)]
    Speicher(#[from] StoreError),
    /// Die Dateien.
    #[error(transparent)]
    Ablage(#[from] AblageFehler),
    /// Die Löschliste, oder ein Test, der abbricht.
    #[error(
        "die Löschliste der Sicherungen lässt sich nicht schreiben ({0}); bitte Platz und Rechte prüfen"
    )]
    Melden(#[from] io::Error),
    /// Jemand hat den Lauf abgebrochen, oder ein anderer hat ihn übernommen.
    #[error("der Löschlauf ist angehalten; was gelöscht ist, bleibt gelöscht")]
    Angehalten,
    /// Der Dienst endet.
    #[error("der Löschlauf ist unterbrochen; der nächste macht weiter")]
    Unterbrochen,
}

impl From<DbError> for FristenFehler {
    fn from(fehler: DbError) -> FristenFehler {
        FristenFehler::Speicher(fehler.into())
    }
}

impl From<CommitError> for FristenFehler {
    fn from(fehler: CommitError) -> FristenFehler {
        FristenFehler::Speicher(fehler.into())
    }
}
