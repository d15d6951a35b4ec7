//! `nahtlos aufraeumen`: verwaiste Dateien fort, auf Wunsch das Verzeichnis neu.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use clap::Args;
use office::sicherung::{Aufraeumauftrag, loeschliste, raeume_auf};

use crate::speicher::{self, Ort};
use crate::{angabe, verlauf};

/// Entfernt Dateien, die keine Akte nennt, und legt auf Wunsch das Verzeichnis neu an
#[derive(Args)]
#[command(after_help = "\
Verwaiste Dateien entstehen, wenn ein Programm zwischen dem Ablegen und dem Befehl endet oder der Befehl abgewiesen wird.
Entfernt wird nur, was älter als ein Tag ist, und nur, wenn zu jeder Akte der Schlüssel da oder sie gelöscht ist. Das Verzeichnis (Suche, Zuständige, offene Post) folgt aus den Akten; neu
anzulegen ist es, wenn `nahtlos verify` es sagt. Der Dienst darf dabei laufen. Abbrechen ist jederzeit möglich.

Ausgang: 0 aufgeräumt · 2 nicht möglich
Beispiel: nahtlos aufraeumen --ordner /srv/nahtlos --verzeichnis")]
pub struct Aufraeumen {
    #[command(flatten)]
    ort: Ort,

    /// Legt das Verzeichnis neu an
    #[arg(long)]
    verzeichnis: bool,

    /// Liste der Löschungen: nur was darin steht, darf keinen Schlüssel mehr haben
    #[arg(long, value_name = "DATEI")]
    loeschliste: Option<PathBuf>,
}

/// So alt muss eine Datei sein, bevor sie als verwaist gilt.
const FRIST: Duration = Duration::from_secs(24 * 60 * 60);

impl Aufraeumen {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let geloescht = self.loeschliste.as_deref().map(loeschliste::lies).transpose()?;
        let store = speicher::oeffne(&self.ort)?;
        let ablage = speicher::ablage(&self.ort)?;
        let jetzt = Duration::from_micros(u64::try_from(angabe::augenblick())?);
        let vor = jetzt.checked_sub(FRIST).map(|vor| SystemTime::UNIX_EPOCH + vor);
        let vor = vor.context("Die Uhr des Rechners geht falsch")?;
        let entfernt = raeume_auf(&Aufraeumauftrag {
            store: &store,
            ablage: &ablage,
            geloescht: geloescht.as_ref(),
            verzeichnis: self.verzeichnis,
            vor,
            melder: verlauf::melder(),
        })?;
        if self.verzeichnis {
            println!("Das Verzeichnis ist neu angelegt.");
        }
        println!("Verwaiste Dateien entfernt: {entfernt}");
        Ok(ExitCode::SUCCESS)
    }
}
