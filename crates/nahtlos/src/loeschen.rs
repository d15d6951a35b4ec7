//! `nahtlos loeschen`: was nach seiner Frist zu löschen ist, und freigegebene Läufe ausführen.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use case::akte::{Loeschabschluss, Strom};
use case::aufbewahrung::Aufbewahrungsplan;
use clap::Args;
use office::fristen::{AUFTRAG, Fristen, Liste};
use office::sicherung::loeschliste;
use office::store::jobs::Status;

use crate::angabe;
use crate::anzeige::balken;
use crate::speicher::{self, Ort};

/// Zeigt, was nach seiner Frist zu löschen ist, oder führt freigegebene Löschläufe aus
#[derive(Args)]
#[command(after_help = "\
Ohne --ausfuehren wird nichts geändert. Gelöscht wird nur, was eine Person vorgeschlagen und eine zweite freigegeben hat
(Befehle loeschung_vorschlagen und loeschung_freigeben); --json gibt die Posten so aus, wie der Vorschlag sie nennt.
Jeder Posten wird vorher noch einmal geprüft: kam etwas dazu, bleibt er stehen. Abbrechen ist jederzeit möglich; was
gelöscht ist, bleibt gelöscht, und der nächste Lauf macht weiter.

Ausgang: 0 gezeigt oder ausgeführt · 1 ein Lauf liegt nach mehreren Versuchen · 2 nicht möglich
Beispiel: nahtlos loeschen --ordner /srv/nahtlos --traeger musterkreis --ausfuehren --loeschliste /mnt/loeschliste")]
pub struct Loeschen {
    #[command(flatten)]
    ort: Ort,

    /// Kennung des Jobcenters
    #[arg(long, value_name = "TRAEGER")]
    traeger: String,

    /// Führt aus, was freigegeben ist
    #[arg(long, requires = "loeschliste", conflicts_with = "json")]
    ausfuehren: bool,

    /// Liste der Löschungen; sie gehört an einen anderen Ort als der Speicher
    #[arg(long, value_name = "DATEI")]
    loeschliste: Option<PathBuf>,

    /// Gibt je fälligem Posten eine Zeile JSON aus
    #[arg(long)]
    json: bool,
}

impl Loeschen {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let store = speicher::oeffne(&self.ort)?;
        let ablage = speicher::ablage(&self.ort)?;
        speicher::kennt(&store, &self.traeger)?;
        let plan = Aufbewahrungsplan::eingebaut().context("Die Fristen sind nicht lesbar")?;
        // Erst vermerken, dann löschen: sonst käme es mit einer alten Sicherung wieder.
        let melde = |strom: Strom| match &self.loeschliste {
            Some(pfad) => loeschliste::vermerke(pfad, &self.traeger, strom)
                .map_err(|fehler| io::Error::other(fehler.to_string())),
            None => Err(io::Error::other("keine Liste der Löschungen genannt")),
        };
        let fristen = Fristen {
            store: &store,
            ablage: &ablage,
            plan: &plan,
            traeger: &self.traeger,
            heute: angabe::heute()?,
            melde: &melde,
            weiter: &|| true,
            vorher: &|_| Ok(()),
        };
        if self.ausfuehren { fuehre_laeufe_aus(&fristen) } else { zeige(&fristen, self.json) }
    }
}

fn zeige(fristen: &Fristen<'_>, json: bool) -> anyhow::Result<ExitCode> {
    let zeigt = balken("Fristen", None);
    let liste = fristen.sammle()?;
    zeigt.finish_and_clear();
    let mut aus = io::stdout().lock();
    if json {
        for faellig in &liste.faellig {
            let zeile = serde_json::json!({"posten": faellig.posten, "grund": faellig.grund});
            writeln!(aus, "{zeile}")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let Liste { faellig, gehemmt, einzuschraenken } = &liste;
    writeln!(aus, "Fällig: {} Posten", faellig.len())?;
    for (klasse, zahl) in liste.je_klasse() {
        writeln!(aus, "  {:<20}{zahl:>8}", klasse.name())?;
    }
    writeln!(aus, "Frist vorbei, aber etwas steht im Weg: {}", gehemmt.len())?;
    writeln!(aus, "Fälle, deren Verarbeitung einzuschränken ist: {}", einzuschraenken.len())?;
    if !faellig.is_empty() {
        writeln!(
            aus,
            "Nächster Schritt: mit --json die Posten ausgeben und den Lauf vorschlagen."
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn fuehre_laeufe_aus(fristen: &Fristen<'_>) -> anyhow::Result<ExitCode> {
    let mut laeufe = 0_usize;
    let zeigt = balken("Löschen", None);
    while let Some(abschluss) = fristen.arbeite()? {
        laeufe = laeufe.saturating_add(1);
        zeigt.suspend(|| zeige_abschluss(&abschluss));
        zeigt.inc(1);
    }
    zeigt.finish_and_clear();
    let offen = fristen.store.jobs(fristen.traeger)?;
    let offen = offen.iter().filter(|job| job.kind == AUFTRAG);
    let mut liegt = false;
    for job in offen {
        let wie = match job.status {
            Status::Dead => {
                liegt = true;
                "liegt nach mehreren Versuchen; bitte den Grund beheben und im Dienst neu anstoßen (POST /api/v1/auftraege/erneut)"
            }
            Status::Waiting => "ruht nach einem Fehler; bitte später noch einmal",
            Status::Running => {
                "läuft gerade oder wurde eben abgebrochen; bitte in einer Minute noch einmal"
            }
            Status::Done | Status::Cancelled => continue,
        };
        laeufe = laeufe.saturating_add(1);
        println!("Löschlauf {}: {wie}", job.subject);
        if !job.message.is_empty() {
            println!("  zuletzt: {}", job.message);
        }
    }
    if laeufe == 0 {
        println!("Kein freigegebener Löschlauf wartet.");
    }
    Ok(ExitCode::from(u8::from(liegt)))
}

fn zeige_abschluss(abschluss: &Loeschabschluss) {
    println!("Löschlauf abgeschlossen:");
    for (klasse, zahl) in &abschluss.geloescht {
        let (posten, stroeme, ereignisse) = (zahl.posten, zahl.stroeme, zahl.ereignisse);
        let name = klasse.name();
        println!("  {name:<20}{posten:>8} Posten, {stroeme} Ströme, {ereignisse} Ereignisse");
    }
    println!("  stehen geblieben    {:>8} Posten", abschluss.uebergangen);
}
