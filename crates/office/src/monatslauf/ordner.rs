//! Der Ordner eines Laufs: entsteht daneben und tauscht am Ende den Namen.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::LaufFehler;

/// Daran erkennt man den Ordner eines früheren Laufs.
const ZEICHEN: &str = "bericht.json";

/// Ein Ordner, der erst mit [`Ordner::fertig`] unter seinem Namen steht.
pub(super) struct Ordner {
    ziel: PathBuf,
    entsteht: PathBuf,
}

/// Eine Datei darin.
pub(super) struct Datei {
    pfad: PathBuf,
    datei: BufWriter<File>,
}

impl Ordner {
    /// Legt den vorläufigen Ordner neben dem Ziel an; ein liegen gebliebener wird ersetzt.
    pub(super) fn beginne(ziel: &Path) -> Result<Ordner, LaufFehler> {
        let fehler = |pfad: &Path| {
            let pfad = pfad.to_owned();
            move |grund| LaufFehler::Ordner { pfad, grund }
        };
        if ziel.exists() && !ist_lauf_oder_leer(ziel).map_err(fehler(ziel))? {
            return Err(LaufFehler::FremderOrdner(ziel.to_owned()));
        }
        let entsteht = neben(ziel, "im-bau");
        wegraeumen(&entsteht).map_err(fehler(&entsteht))?;
        fs::create_dir_all(entsteht.join("bank")).map_err(fehler(&entsteht))?;
        fs::create_dir_all(entsteht.join("briefe")).map_err(fehler(&entsteht))?;
        fs::create_dir_all(entsteht.join("entwuerfe")).map_err(fehler(&entsteht))?;
        Ok(Ordner { ziel: ziel.to_owned(), entsteht })
    }

    /// Eine neue Datei; `name` darf einen Unterordner nennen.
    pub(super) fn datei(&self, name: &str) -> Result<Datei, LaufFehler> {
        let pfad = self.entsteht.join(name);
        match File::create(&pfad) {
            Ok(datei) => Ok(Datei { pfad, datei: BufWriter::with_capacity(1 << 16, datei) }),
            Err(grund) => Err(LaufFehler::Ordner { pfad, grund }),
        }
    }

    pub(super) fn schreibe(&self, name: &str, inhalt: &[u8]) -> Result<(), LaufFehler> {
        let mut datei = self.datei(name)?;
        datei.write_all(inhalt).map_err(|grund| datei.fehler(grund))?;
        datei.fertig()
    }

    /// Gibt dem Ordner seinen Namen; der frühere Lauf verschwindet erst danach.
    pub(super) fn fertig(&self) -> Result<(), LaufFehler> {
        let alt = neben(&self.ziel, "alt");
        let getauscht = wegraeumen(&alt)
            .and_then(|()| if self.ziel.exists() { fs::rename(&self.ziel, &alt) } else { Ok(()) })
            .and_then(|()| fs::rename(&self.entsteht, &self.ziel))
            .and_then(|()| wegraeumen(&alt));
        getauscht.map_err(|grund| LaufFehler::Ordner { pfad: self.ziel.clone(), grund })
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
    pub(super) fn fertig(self) -> Result<(), LaufFehler> {
        let Datei { pfad, datei } = self;
        let gesichert =
            datei.into_inner().map_err(io::IntoInnerError::into_error).and_then(|d| d.sync_all());
        gesichert.map_err(|grund| LaufFehler::Ordner { pfad, grund })
    }

    /// Ein Wert als eine Zeile JSON.
    pub(super) fn json(&mut self, wert: &impl serde::Serialize) -> Result<(), LaufFehler> {
        let geschrieben = serde_json::to_writer(&mut *self, wert).map_err(io::Error::from);
        let geschrieben = geschrieben.and_then(|()| self.write_all(b"\n"));
        geschrieben.map_err(|grund| self.fehler(grund))
    }

    pub(super) fn fehler(&self, grund: io::Error) -> LaufFehler {
        LaufFehler::Ordner { pfad: self.pfad.clone(), grund }
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

fn ist_lauf_oder_leer(ziel: &Path) -> io::Result<bool> {
    Ok(ziel.join(ZEICHEN).is_file() || fs::read_dir(ziel)?.next().is_none())
}

fn wegraeumen(pfad: &Path) -> io::Result<()> {
    match fs::remove_dir_all(pfad) {
        Err(fehler) if fehler.kind() != io::ErrorKind::NotFound => Err(fehler),
        _ => Ok(()),
    }
}
