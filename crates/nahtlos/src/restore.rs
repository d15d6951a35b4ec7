//! `nahtlos restore`: eine Sicherung an einem leeren Ort einspielen.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use office::sicherung::{Eingespielt, Einspielauftrag, loeschliste, spiele_ein, staende};

use crate::dateien::deutsch;
use crate::speicher::{self, Ort};
use crate::verify::{ausgang, zeige};
use crate::verlauf;

/// Spielt eine Sicherung an einem leeren Ort ein und prüft sie
#[derive(Args)]
#[command(after_help = "\
Zuerst wird die ganze Sicherung geprüft. Der Ordner bekommt seinen Namen erst, wenn alles darin
stimmt; Abbrechen ist jederzeit möglich. Was nach der Sicherung gelöscht wurde, kommt nicht
wieder: dafür ist die Liste der Löschungen da. Danach wird mit neuen Schlüsseln geschrieben.

Ausgang: 0 eingespielt und geprüft · 1 eingespielt, aber die Prüfung fand etwas · 2 nicht möglich
Beispiel: nahtlos restore --ordner /srv/neu --hauptschluessel hauptschluessel
  --akten akten-20261128T020000Z.nahtlos --schluessel schluessel-20261128T020000Z.nahtlos
  --loeschliste geloescht")]
pub struct Restore {
    #[command(flatten)]
    ort: Ort,

    /// Datei der Akten; daneben liegt der Ordner dokumente
    #[arg(long, value_name = "DATEI")]
    akten: PathBuf,

    /// Datei der Schlüssel, mit den Akten oder später gesichert
    #[arg(long, value_name = "DATEI")]
    schluessel: PathBuf,

    /// Liste der Löschungen
    #[arg(long, value_name = "DATEI", required_unless_present = "ohne_loeschliste")]
    loeschliste: Option<PathBuf>,

    /// Es gibt keine Liste der Löschungen; Gelöschtes kann wiederkommen
    #[arg(long, conflicts_with = "loeschliste")]
    ohne_loeschliste: bool,

    /// Aufgehobener Stand, den die Sicherung fortsetzen muss; mehrfach möglich
    #[arg(long, value_name = "DATEI")]
    stand: Vec<PathBuf>,
}

impl Restore {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let geloescht = self.loeschliste.as_deref().map(loeschliste::lies).transpose()?;
        let mut aufgehoben = Vec::new();
        for pfad in &self.stand {
            aufgehoben.extend(staende::lies(pfad)?);
        }
        let baustelle = Baustelle::neu(&self.ort.ordner)?;
        let ort = self.ort.in_ordner(&baustelle.pfad);
        let store = speicher::lege_an(&ort)?;
        let ablage = speicher::ablage(&ort)?;
        let eingespielt = spiele_ein(&Einspielauftrag {
            store: &store,
            ablage: &ablage,
            akten: &self.akten,
            schluessel: &self.schluessel,
            geloescht: geloescht.as_ref(),
            staende: &aufgehoben,
            melder: verlauf::melder(),
        })?;
        drop(store);
        baustelle.fertig(&self.ort.ordner)?;
        let Eingespielt { stroeme, ereignisse, dokumente, nicht_wieder, bericht, .. } = eingespielt;
        println!("Eingespielt: {stroeme} Ströme, {ereignisse} Ereignisse, {dokumente} Dokumente");
        if nicht_wieder > 0 {
            println!("Gelöscht und nicht wiedergekommen: {nicht_wieder} Schlüssel");
        }
        zeige(&bericht);
        Ok(ausgang(&bericht))
    }
}

/// Der Ordner, in dem gebaut wird, bis er seinen Namen bekommt.
struct Baustelle {
    pfad: PathBuf,
    /// Solange sie gehalten wird, baut hier kein anderer.
    _sperre: File,
    fertig: bool,
}

impl Baustelle {
    fn neu(ziel: &Path) -> anyhow::Result<Baustelle> {
        let leer = fs::read_dir(ziel).map_or(true, |mut eintraege| eintraege.next().is_none());
        if !leer || ziel.is_file() {
            bail!(
                "in „{}“ liegt schon etwas; eingespielt wird nur in einen leeren Ordner, bitte einen anderen nennen",
                ziel.display()
            );
        }
        let name = ziel.file_name().context("Der Ordner braucht einen Namen")?;
        let pfad = ziel.with_file_name(format!(".{}.einspielen", name.to_string_lossy()));
        speicher::lege_ordner_an(&pfad)?;
        let sperre = File::open(&pfad).map_err(|fehler| anyhow!(deutsch(&fehler)))?;
        if sperre.try_lock().is_err() {
            bail!("in „{}“ wird schon eingespielt; bitte warten", ziel.display());
        }
        // Was ein abgebrochener Lauf zurückließ.
        for eintrag in fs::read_dir(&pfad)? {
            let rest = eintrag?.path();
            if rest.is_dir() { fs::remove_dir_all(&rest)? } else { fs::remove_file(&rest)? }
        }
        Ok(Baustelle { pfad, _sperre: sperre, fertig: false })
    }

    fn fertig(mut self, ziel: &Path) -> anyhow::Result<()> {
        let oben = ziel.parent().filter(|oben| !oben.as_os_str().is_empty());
        let benannt = fs::rename(&self.pfad, ziel)
            .and_then(|()| File::open(oben.unwrap_or(Path::new(".")))?.sync_all());
        benannt
            .map_err(|fehler| anyhow!(deutsch(&fehler)))
            .with_context(|| format!("„{}“ lässt sich nicht anlegen", ziel.display()))?;
        self.fertig = true;
        Ok(())
    }
}

impl Drop for Baustelle {
    fn drop(&mut self) {
        if !self.fertig {
            // Der eigentliche Fehler ist schon gemeldet; den Rest räumt sonst der nächste Lauf weg.
            drop(fs::remove_dir_all(&self.pfad));
        }
    }
}
