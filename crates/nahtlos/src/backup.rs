//! `nahtlos backup`: Akten, Dokumente und Schlüssel sichern.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use office::sicherung::{Sicherungsauftrag, sichere};

use crate::angabe;
use crate::speicher::{self, Ort};
use crate::verlauf;

/// Sichert Akten, Dokumente und, getrennt davon, die Schlüssel
#[derive(Args)]
#[command(after_help = "\
Es wird weitergearbeitet, während gesichert wird. Bis alles geschrieben ist, gibt es keine neue
Sicherung; Abbrechen ist jederzeit möglich, und keine alte wird überschrieben. Die Schlüssel
gehören an einen anderen Ort als die Akten und werden nur kurz aufgehoben: was gelöscht ist,
soll auch dort bald fort sein. Der Hauptschlüssel ist in keiner Sicherung.

Ausgang: 0 gesichert · 2 nicht möglich
Beispiel: nahtlos backup --ordner /srv/nahtlos --nach /mnt/akten --schluessel-nach /mnt/schluessel")]
pub struct Backup {
    #[command(flatten)]
    ort: Ort,

    /// Ordner für die Akten und Dokumente
    #[arg(long, value_name = "ORDNER")]
    nach: PathBuf,

    /// Ordner für die Schlüssel; ein anderer
    #[arg(long, value_name = "ORDNER")]
    schluessel_nach: PathBuf,
}

impl Backup {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        if self.nach == self.schluessel_nach {
            bail!("Akten und Schlüssel gehören nicht in denselben Ordner; bitte zwei nennen");
        }
        let store = speicher::oeffne(&self.ort)?;
        let ablage = speicher::ablage(&self.ort)?;
        let gesichert = sichere(&Sicherungsauftrag {
            store: &store,
            ablage: &ablage,
            akten: &self.nach,
            schluessel: &self.schluessel_nach,
            name: &angabe::stempel(),
            erstellt: angabe::augenblick(),
            melder: verlauf::melder(),
        })?;
        println!(
            "Gesichert: {} Ströme, {} Ereignisse, {} Dokumente ({} neu), {} Schlüssel",
            gesichert.stroeme,
            gesichert.ereignisse,
            gesichert.dokumente.0,
            gesichert.dokumente.1,
            gesichert.umschlaege
        );
        println!("Akten:      {}", gesichert.akten.display());
        println!("Schlüssel:  {}", gesichert.schluessel.display());
        println!("Prüfsumme:  {}", gesichert.pruefsumme);
        for stand in &gesichert.staende {
            println!("Stand:      {} {} {}", stand.traeger, stand.blaetter, stand.wurzel);
        }
        Ok(ExitCode::SUCCESS)
    }
}
