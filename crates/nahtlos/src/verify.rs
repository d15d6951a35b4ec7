//! `nahtlos verify`: ist alles noch so, wie es gespeichert wurde?

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::sicherung::{Nachgerechnet, Pruefauftrag, Pruefbericht, loeschliste, pruefe, staende};

use crate::dateien::Neudatei;
use crate::recht;
use crate::speicher::{self, Ort};
use crate::verlauf;

/// Prüft Akten, Log, Dokumente und Verzeichnis und rechnet jeden Bescheid nach
#[derive(Args)]
#[command(after_help = "\
Wer Akten und Log zusammen zurückdreht, fällt nur an einem Stand auf, den jemand anderes
aufgehoben hat: bitte --schreibe-stand regelmäßig an einen anderen Ort legen und mit --stand
prüfen.

Jeder Bescheid wird aus den Akten von damals nachgerechnet. Ergibt sich heute etwas anderes, weil
Beträge oder das Programm inzwischen andere sind, steht das als Hinweis da; ohne solchen Grund ist
es ein Fund.

Ausgang: 0 alles stimmt · 1 mindestens ein Fund · 2 die Prüfung war nicht möglich
Beispiel: nahtlos verify --ordner /srv/nahtlos --stand /mnt/stand-gestern")]
pub struct Verify {
    #[command(flatten)]
    ort: Ort,

    /// Aufgehobener Stand; mehrfach möglich
    #[arg(long, value_name = "DATEI")]
    stand: Vec<PathBuf>,

    /// Schreibt den heutigen Stand zum Aufheben, wenn alles stimmt
    #[arg(long, value_name = "DATEI")]
    schreibe_stand: Option<PathBuf>,

    /// Liste der Löschungen: nur was darin steht, darf keinen Schlüssel mehr haben
    #[arg(long, value_name = "DATEI")]
    loeschliste: Option<PathBuf>,

    /// Gibt den Bericht als JSON aus
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let mut aufgehoben = Vec::new();
        for pfad in &self.stand {
            aufgehoben.extend(staende::lies(pfad)?);
        }
        let geloescht = self.loeschliste.as_deref().map(loeschliste::lies).transpose()?;
        let recht = recht::lade(None)?;
        let store = speicher::oeffne(&self.ort)?;
        let ablage = speicher::ablage(&self.ort)?;
        let bericht = pruefe(&Pruefauftrag {
            store: &store,
            ablage: Some(&ablage),
            staende: &aufgehoben,
            geloescht: geloescht.as_ref(),
            recht: Some(&recht),
            melder: verlauf::melder(),
        })?;
        if self.json {
            println!("{}", serde_json::to_string(&bericht)?);
        } else {
            zeige(&bericht);
        }
        if let (Some(pfad), true) = (&self.schreibe_stand, bericht.funde.is_empty()) {
            let neue: Vec<_> = bericht.traeger.iter().map(|hier| hier.stand.clone()).collect();
            let mut datei = Neudatei::neu(pfad)?;
            datei.write_all(staende::schreibe(&neue).as_bytes())?;
            datei.fertig()?;
        }
        Ok(ausgang(&bericht))
    }
}

/// Der Bericht für Menschen.
pub fn zeige(bericht: &Pruefbericht) {
    for hier in &bericht.traeger {
        println!(
            "{}: {} Ströme, {} Ereignisse, {} Dokumente; {} gelöscht",
            hier.stand.traeger, hier.stroeme, hier.ereignisse, hier.dokumente, hier.geloescht
        );
        println!("  Stand {} {}", hier.stand.blaetter, hier.stand.wurzel);
        let Nachgerechnet { bescheide, gleich, .. } = hier.nachgerechnet;
        if bescheide > 0 {
            println!("  {bescheide} Bescheide nachgerechnet, {gleich} ergeben sich genauso");
        }
    }
    for hinweis in &bericht.hinweise {
        println!("Hinweis: {}", hinweis.was);
    }
    for fund in &bericht.funde {
        println!("Fund: {}: {}", fund.wo, fund.was);
    }
    match bericht.funde.len() {
        0 => println!("Alles stimmt."),
        1 => println!("1 Fund."),
        zahl => println!("{zahl} Funde."),
    }
}

/// 1, wenn etwas nicht stimmt.
pub fn ausgang(bericht: &Pruefbericht) -> ExitCode {
    if bericht.funde.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
