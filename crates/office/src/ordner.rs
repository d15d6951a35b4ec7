//! Der Ordner eines Laufs: entsteht daneben und tauscht am Ende den Namen.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Warum ein Ordner nicht entsteht.
#[derive(Debug, thiserror::Error)]
pub enum OrdnerFehler {
    /// Er lässt sich nicht anlegen, ersetzen oder beschreiben.
    #[error("„{}“ lässt sich nicht schreiben: {grund}", pfad.display())]
    Platte {
        /// Welcher.
        pfad: PathBuf,
        /// Was das System sagt.
        grund: io::Error,
    },
    /// Darin liegt etwas anderes als ein früherer Lauf derselben Art.
    #[error("„{}“ enthält anderes als einen früheren {was}; bitte einen leeren Ordner nennen", pfad.display())]
    Fremd {
        /// Welcher.
        pfad: PathBuf,
        /// Was dort liegen dürfte.
        was: &'static str,
    },
}

/// Was für ein Lauf.
pub(crate) struct Art {
    /// Wie er heißt, im Akkusativ.
    pub(crate) was: &'static str,
    /// Die Datei, an der man einen früheren erkennt.
    pub(crate) zeichen: &'static str,
    /// Unterordner, die es immer gibt.
    pub(crate) faecher: &'static [&'static str],
}

/// Ein Ordner, der erst mit [`Ordner::fertig`] unter seinem Namen steht.
pub(crate) struct Ordner {
    ziel: PathBuf,
    entsteht: PathBuf,
}

/// Eine Datei darin.
pub(crate) struct Datei {
    pfad: PathBuf,
    datei: BufWriter<File>,
}

impl Ordner {
    /// Legt den vorläufigen Ordner neben dem Ziel an; ein liegen gebliebener wird ersetzt.
    pub(crate) fn beginne(ziel: &Path, art: &Art) -> Result<Ordner, OrdnerFehler> {
        let fehler = |pfad: &Path| {
            let pfad = pfad.to_owned();
            move |grund| OrdnerFehler::Platte { pfad, grund }
        };
        if ziel.exists() && !ist_lauf_oder_leer(ziel, art).map_err(fehler(ziel))? {
            return Err(OrdnerFehler::Fremd { pfad: ziel.to_owned(), was: art.was });
        }
        let entsteht = neben(ziel, "im-bau");
        wegraeumen(&entsteht).map_err(fehler(&entsteht))?;
        fs::create_dir_all(&entsteht).map_err(fehler(&entsteht))?;
        for fach in art.faecher {
            fs::create_dir(entsteht.join(fach)).map_err(fehler(&entsteht))?;
        }
        Ok(Ordner { ziel: ziel.to_owned(), entsteht })
    }

    /// Eine neue Datei; `name` darf einen Unterordner nennen.
    pub(crate) fn datei(&self, name: &str) -> Result<Datei, OrdnerFehler> {
        let pfad = self.entsteht.join(name);
        match File::create(&pfad) {
            Ok(datei) => Ok(Datei { pfad, datei: BufWriter::with_capacity(1 << 16, datei) }),
            Err(grund) => Err(OrdnerFehler::Platte { pfad, grund }),
        }
    }

    pub(crate) fn schreibe(&self, name: &str, inhalt: &[u8]) -> Result<(), OrdnerFehler> {
        let mut datei = self.datei(name)?;
        datei.write_all(inhalt).map_err(|grund| datei.fehler(grund))?;
        datei.fertig()
    }

    /// Gibt dem Ordner seinen Namen; der frühere Lauf verschwindet erst danach.
    pub(crate) fn fertig(&self) -> Result<(), OrdnerFehler> {
        let alt = neben(&self.ziel, "alt");
        let getauscht = wegraeumen(&alt)
            .and_then(|()| if self.ziel.exists() { fs::rename(&self.ziel, &alt) } else { Ok(()) })
            .and_then(|()| fs::rename(&self.entsteht, &self.ziel))
            .and_then(|()| wegraeumen(&alt));
        getauscht.map_err(|grund| OrdnerFehler::Platte { pfad: self.ziel.clone(), grund })
    }
}

impl Drop for Ordner {
    /// Nach einem Abbruch bleibt nichts Halbes liegen; nach [`Ordner::fertig`] ist nichts mehr da.
    fn drop(&mut self) {
        let _ = wegraeumen(&self.entsteht);
    }
}

impl Datei {
    /// Sichert den Inhalt auf der Platte.
    pub(crate) fn fertig(self) -> Result<(), OrdnerFehler> {
        let Datei { pfad, datei } = self;
        let gesichert =
            datei.into_inner().map_err(io::IntoInnerError::into_error).and_then(|d| d.sync_all());
        gesichert.map_err(|grund| OrdnerFehler::Platte { pfad, grund })
    }

    /// Ein Wert als eine Zeile JSON.
    pub(crate) fn json(&mut self, wert: &impl serde::Serialize) -> Result<(), OrdnerFehler> {
        let geschrieben = serde_json::to_writer(&mut *self, wert).map_err(io::Error::from);
        let geschrieben = geschrieben.and_then(|()| self.write_all(b"\n"));
        geschrieben.map_err(|grund| self.fehler(grund))
    }

    pub(crate) fn fehler(&self, grund: io::Error) -> OrdnerFehler {
        OrdnerFehler::Platte { pfad: self.pfad.clone(), grund }
    }
}

impl Write for Datei {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.datei.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.datei.flush()
    }
}

/// `dir/.name.zusatz`, im selben Verzeichnis, damit Umbenennen ein Schritt ist.
fn neben(ziel: &Path, zusatz: &str) -> PathBuf {
    let name = ziel.file_name().unwrap_or_default().to_string_lossy();
    ziel.with_file_name(format!(".{name}.{zusatz}"))
}

fn ist_lauf_oder_leer(ziel: &Path, art: &Art) -> io::Result<bool> {
    Ok(ziel.join(art.zeichen).is_file() || fs::read_dir(ziel)?.next().is_none())
}

fn wegraeumen(pfad: &Path) -> io::Result<()> {
    match fs::remove_dir_all(pfad) {
        Err(fehler) if fehler.kind() != io::ErrorKind::NotFound => Err(fehler),
        _ => Ok(()),
    }
}
