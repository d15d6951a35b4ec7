//! Alle Griffe an die Platte, bei denen die Reihenfolge zählt.
//!
//! Vor jedem kann ein Test mitschreiben oder abbrechen, wie ein Absturz es täte; im Betrieb ist da nichts.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Ein Griff, kurz bevor er geschieht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Griff<'a> {
    /// Ein Ordner entsteht.
    Ordner(&'a Path),
    /// Eine neue Datei wird geschrieben.
    Schreibe(&'a Path),
    /// Der Inhalt einer Datei geht auf die Platte (fsync).
    Sichere(&'a Path),
    /// Eine Datei bekommt ihren Namen; der neue steht hier.
    Benenne(&'a Path),
    /// Die Namen eines Ordners gehen auf die Platte (fsync).
    SichereOrdner(&'a Path),
    /// Etwas wird gelöscht.
    Entferne(&'a Path),
    /// Ein Befehl geht durch die Tür.
    Befehl,
}

/// Was vor jedem Griff geschieht; ein Fehler bricht ab.
pub type Vorher = dyn Fn(Griff<'_>) -> io::Result<()> + Send + Sync;

/// Die Platte.
#[derive(Clone, Default)]
pub struct Platte {
    vorher: Option<Arc<Vorher>>,
}

impl fmt::Debug for Platte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Platte")
    }
}

impl Platte {
    /// Mit etwas, was vor jedem Griff geschieht.
    #[must_use]
    pub fn mit(vorher: Arc<Vorher>) -> Platte {
        Platte { vorher: Some(vorher) }
    }

    /// Meldet einen Griff an.
    ///
    /// # Errors
    /// Was [`Vorher`] sagt.
    pub fn vor(&self, griff: Griff<'_>) -> io::Result<()> {
        self.vorher.as_ref().map_or(Ok(()), |vorher| vorher(griff))
    }

    /// Legt einen Ordner an, wenn es ihn nicht gibt, und sichert seinen Namen.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn ordner(&self, pfad: &Path) -> io::Result<()> {
        if pfad.is_dir() {
            return Ok(());
        }
        self.vor(Griff::Ordner(pfad))?;
        fs::create_dir_all(pfad)?;
        pfad.parent().map_or(Ok(()), |darueber| self.sichere_ordner(darueber))
    }

    /// Schreibt eine Datei ganz und sichert sie.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn schreibe(
        &self,
        pfad: &Path,
        inhalt: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        self.vor(Griff::Schreibe(pfad))?;
        let mut datei = File::create_new(pfad)?;
        inhalt(&mut datei)?;
        datei.flush()?;
        self.vor(Griff::Sichere(pfad))?;
        datei.sync_all()
    }

    /// Gibt einer Datei ihren Namen; was so hieß, ist ersetzt.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn benenne(&self, von: &Path, nach: &Path) -> io::Result<()> {
        self.vor(Griff::Benenne(nach))?;
        fs::rename(von, nach)
    }

    /// Sichert die Namen eines Ordners.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn sichere_ordner(&self, pfad: &Path) -> io::Result<()> {
        self.vor(Griff::SichereOrdner(pfad))?;
        File::open(pfad)?.sync_all()
    }

    /// Löscht eine Datei oder einen Ordner mit allem darin; was es nicht gibt, ist gelöscht.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn entferne(&self, pfad: &Path) -> io::Result<()> {
        self.vor(Griff::Entferne(pfad))?;
        let entfernt = if pfad.is_dir() { fs::remove_dir_all(pfad) } else { fs::remove_file(pfad) };
        match entfernt {
            Err(fehler) if fehler.kind() == io::ErrorKind::NotFound => Ok(()),
            Ok(()) => pfad.parent().map_or(Ok(()), |darueber| self.sichere_ordner(darueber)),
            Err(fehler) => Err(fehler),
        }
    }
}
