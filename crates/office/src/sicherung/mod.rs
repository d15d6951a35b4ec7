//! Sichern, einspielen, prüfen.
//!
//! Eine Sicherung sind drei Teile, die getrennt aufgehoben werden: die Akten (versiegelt) als eine Datei
//! ([`format`]), die Schlüssel (verschlossen mit dem Hauptschlüssel) als eine zweite, und die Dateien der Ablage. Die
//! Sicherung der Schlüssel lebt kurz: was gelöscht ist, soll auch dort bald fort sein.
//!
//! - [`sichere`]: alle Akten aus einem Stand, danach Dokumente und Schlüssel. So gibt es zu jedem gesicherten
//!   Ereignis sein Dokument und seinen Schlüssel.
//! - [`spiele_ein`]: nur in einen leeren Ort; was danach gelöscht wurde ([`loeschliste`]), kommt nicht wieder.
//! - [`pruefe`]: Ketten, Log, aufgehobene Stände, Dokumente, Verzeichnis.
//! - [`raeume_auf`]: was danach zu tun ist, wenn nur das Verzeichnis oder verwaiste Dateien auffielen.

mod aufraeumen;
mod einspielen;
pub mod format;
pub mod loeschliste;
mod nachrechnung;
mod pruefung;
mod sichern;
pub mod staende;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::ablage::AblageFehler;
use crate::store::keys::KeyError;
use crate::store::record::StoreError;
use crate::store::sql::DbError;
use crate::store::streams::CommitError;

pub use aufraeumen::{Aufraeumauftrag, raeume_auf};
pub use einspielen::{Eingespielt, Einspielauftrag, spiele_ein};
pub use nachrechnung::Nachgerechnet;
pub use pruefung::{Fund, Hinweis, Pruefauftrag, Pruefbericht, TraegerBericht, pruefe};
pub use sichern::{Gesichert, Sicherungsauftrag, sichere};

/// Was gerade geschieht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stufe {
    /// Zeilen der Akten oder Schlüssel werden gelesen oder geschrieben.
    Zeilen,
    /// Dokumente werden kopiert.
    Dokumente,
    /// Eine Datei der Sicherung wird geprüft.
    Datei,
    /// Ketten und Log werden geprüft.
    Ketten,
    /// Das Verzeichnis wird neu angelegt oder verglichen.
    Verzeichnis,
    /// Bescheide werden nachgerechnet.
    Bescheide,
}

/// Eine Meldung eines langen Laufs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meldung {
    /// Eine Stufe beginnt; wie viele Schritte sie hat, wenn es bekannt ist.
    Beginn(Stufe, Option<u64>),
    /// So viele Schritte sind getan.
    Schritte(u64),
}

/// Nimmt Meldungen entgegen und kann abbrechen.
#[derive(Clone)]
pub struct Melder(Arc<Melde>);

type Melde = dyn Fn(Meldung) -> ControlFlow<()> + Send + Sync;

impl fmt::Debug for Melder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Melder")
    }
}

impl Melder {
    /// Ruft bei jeder Meldung `melde`; mit [`ControlFlow::Break`] hört der Lauf auf und räumt hinter sich auf.
    #[must_use]
    pub fn neu(melde: Arc<Melde>) -> Melder {
        Melder(melde)
    }

    /// Hört nicht zu.
    #[must_use]
    pub fn stumm() -> Melder {
        Melder(Arc::new(|_| ControlFlow::Continue(())))
    }

    fn melde(&self, meldung: Meldung) -> Result<(), SicherungFehler> {
        match (self.0)(meldung) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(SicherungFehler::Abgebrochen),
        }
    }
}

/// Warum nicht gesichert, eingespielt oder geprüft wurde. Nennt Dateien und Ströme, nie einen Inhalt.
#[derive(Debug, thiserror::Error)]
pub enum SicherungFehler {
    /// Der Speicher.
    #[error(transparent)]
    Speicher(#[from] StoreError),
    /// Die Ablage.
    #[error(transparent)]
    Ablage(#[from] AblageFehler),
    /// Eine Datei.
    #[error("„{pfad}“ lässt sich nicht lesen oder schreiben ({grund}); bitte Platz und Rechte prüfen", pfad = .0.display(), grund = .1)]
    Platte(PathBuf, io::Error),
    /// Die Datei gibt es schon.
    #[error("„{}“ gibt es schon; eine Sicherung überschreibt keine andere, bitte einen anderen Namen nehmen", .0.display())]
    GibtEs(PathBuf),
    /// In diesen Ordner wird schon gesichert.
    #[error("in „{}“ läuft schon eine Sicherung; bitte warten, bis sie fertig ist", .0.display())]
    Laeuft(PathBuf),
    /// Die Datei ist keine, oder sie ist verändert oder abgeschnitten.
    #[error("„{pfad}“ ist keine heile Sicherung ({grund}); bitte eine andere nehmen", pfad = .0.display(), grund = .1)]
    Kaputt(PathBuf, &'static str),
    /// Es ist eine Sicherung, aber nicht die hier gemeinte Art.
    #[error("„{pfad}“ enthält {ist}, gebraucht wird hier: {soll}; bitte die Dateien nicht verwechseln", pfad = .0.display(), ist = .1, soll = .2)]
    Art(PathBuf, &'static str, &'static str),
    /// Der Ort ist nicht leer.
    #[error(
        "dort liegt schon etwas; eingespielt wird nur an einen leeren Ort, bitte einen neuen Ordner oder leere Datenbanken angeben"
    )]
    NichtLeer,
    /// Die Schlüssel sind älter als die Akten.
    #[error(
        "die Schlüssel sind älter als die Akten ({0}: Stand {1}, die Akten haben {2}); bitte die Schlüssel nehmen, die mit \
         diesen Akten oder danach gesichert wurden"
    )]
    SchluesselAelter(String, u64, u64),
    /// Ein Strom hat keinen Schlüssel und ist nicht gelöscht.
    #[error(
        "{0}: {1} hat keinen Schlüssel und steht auf keiner Liste der Löschungen; bitte erst die Schlüssel holen oder \
         die Liste nennen (--loeschliste). Es ist nichts geändert"
    )]
    SchluesselFehlt(String, String),
    /// Was eingespielt ist, hat nicht den Stand, den die Sicherung nennt.
    #[error(
        "{0}: was in der Sicherung steht, hat nicht den Stand, den ihr Kopf nennt; bitte eine andere Sicherung nehmen"
    )]
    Stand(String),
    /// Die Zahl der Ströme, Ereignisse oder Dokumente ist danach eine andere.
    #[error(
        "{0}: in der Sicherung stehen {1}, eingespielt sind {2}; bitte noch einmal an einem leeren Ort beginnen"
    )]
    Summe(&'static str, u64, u64),
    /// Eine Liste der Löschungen oder Stände ist nicht lesbar.
    #[error("„{pfad}“, Zeile {zeile}: {grund}", pfad = .0.display(), zeile = .1, grund = .2)]
    Liste(PathBuf, usize, &'static str),
    /// Jemand hat abgebrochen.
    #[error("abgebrochen; es ist nichts zurückgeblieben")]
    Abgebrochen,
}

impl From<DbError> for SicherungFehler {
    fn from(fehler: DbError) -> SicherungFehler {
        SicherungFehler::Speicher(fehler.into())
    }
}

impl From<KeyError> for SicherungFehler {
    fn from(fehler: KeyError) -> SicherungFehler {
        SicherungFehler::Speicher(fehler.into())
    }
}

impl From<CommitError> for SicherungFehler {
    fn from(fehler: CommitError) -> SicherungFehler {
        SicherungFehler::Speicher(fehler.into())
    }
}

/// Ein Fehler der Platte an diesem Pfad.
fn an(pfad: &std::path::Path) -> impl Fn(io::Error) -> SicherungFehler {
    let pfad = pfad.to_owned();
    move |fehler| SicherungFehler::Platte(pfad.clone(), fehler)
}
