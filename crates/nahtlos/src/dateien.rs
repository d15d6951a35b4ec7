//! Dateien lesen und schreiben, mit deutschen Meldungen.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

/// Ein Fehler des Betriebssystems auf Deutsch, soweit er häufig ist.
pub fn deutsch(fehler: &io::Error) -> String {
    let grund = match fehler.kind() {
        io::ErrorKind::NotFound => "gibt es nicht",
        io::ErrorKind::PermissionDenied => "keine Berechtigung",
        io::ErrorKind::IsADirectory => "ist ein Verzeichnis",
        io::ErrorKind::NotADirectory => "ein Teil des Pfads ist kein Verzeichnis",
        io::ErrorKind::StorageFull => "der Datenträger ist voll",
        io::ErrorKind::ReadOnlyFilesystem => "der Datenträger ist schreibgeschützt",
        io::ErrorKind::InvalidData => "ist nicht in UTF-8 geschrieben",
        _ => return fehler.to_string(),
    };
    grund.to_owned()
}

/// Öffnet eine Datei zum Lesen.
pub fn oeffne(pfad: &Path) -> anyhow::Result<File> {
    let datei = File::open(pfad).and_then(|datei| match datei.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(datei),
    });
    datei
        .map_err(|fehler| anyhow!(deutsch(&fehler)))
        .with_context(|| format!("„{}“ lässt sich nicht öffnen", pfad.display()))
}

/// Eine Datei, die erst mit [`Neudatei::fertig`] unter ihrem Namen steht: halb Geschriebenes hält
/// niemand für ganz. Geräte und Leitungen (`/dev/null`) werden unmittelbar beschrieben.
pub struct Neudatei {
    datei: File,
    ziel: PathBuf,
    vorlaeufig: Option<PathBuf>,
}

impl Neudatei {
    /// Legt die vorläufige Datei im Verzeichnis des Ziels an.
    pub fn neu(ziel: &Path) -> anyhow::Result<Neudatei> {
        let angelegt = Neudatei::anlegen(ziel);
        angelegt
            .map_err(|fehler| anyhow!(deutsch(&fehler)))
            .with_context(|| format!("„{}“ lässt sich nicht anlegen", ziel.display()))
    }

    fn anlegen(ziel: &Path) -> io::Result<Neudatei> {
        // Über einen Verweis wird die Datei ersetzt, auf die er zeigt, nicht der Verweis.
        let ziel = fs::canonicalize(ziel).unwrap_or_else(|_| ziel.to_owned());
        if fs::metadata(&ziel).is_ok_and(|vorhanden| !vorhanden.is_file()) {
            let datei = File::options().write(true).open(&ziel)?;
            return Ok(Neudatei { datei, ziel, vorlaeufig: None });
        }
        let mut name = OsName::from(".");
        name.push(ziel.file_name().ok_or(io::ErrorKind::IsADirectory)?);
        name.push(format!(".teil-{}", std::process::id()));
        let vorlaeufig = ziel.with_file_name(name);
        let datei = File::create(&vorlaeufig)?;
        Ok(Neudatei { datei, ziel, vorlaeufig: Some(vorlaeufig) })
    }

    /// Sichert den Inhalt und gibt der Datei ihren Namen.
    pub fn fertig(mut self) -> anyhow::Result<()> {
        let Some(vorlaeufig) = self.vorlaeufig.take() else { return Ok(()) };
        let benannt = self.datei.sync_all().and_then(|()| fs::rename(&vorlaeufig, &self.ziel));
        benannt
            .map_err(|fehler| {
                // Der eigentliche Fehler ist wichtiger als ein Rest, der sich nicht löschen lässt.
                let _ = fs::remove_file(&vorlaeufig);
                anyhow!(deutsch(&fehler))
            })
            .with_context(|| format!("„{}“ lässt sich nicht schreiben", self.ziel.display()))
    }
}

type OsName = std::ffi::OsString;

impl Write for Neudatei {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.datei.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.datei.flush()
    }
}

impl Drop for Neudatei {
    fn drop(&mut self) {
        if let Some(vorlaeufig) = &self.vorlaeufig {
            // Beim Abbruch ist schon ein anderer Fehler gemeldet.
            let _ = fs::remove_file(vorlaeufig);
        }
    }
}
