//! `nahtlos neuberechnen`: geändertes Recht wird in jedem Fall, den es bewegt, zum Entwurf.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use case::akte::Kennung;
use case::rechte::{Regelwerk, Zweck};
use clap::Args;
use law::measure::Monat;
use office::door::{Caller, Door};
use office::neuberechnung::{Neuberechnet, Neuberechnung};

use crate::anzeige::balken;
use crate::speicher::{self, Ort};
use crate::{angabe, recht};

/// Rechnet nach geändertem Recht alle laufenden Bewilligungen neu und legt Entwürfe an
#[derive(Args)]
#[command(after_help = "\
Das neue Recht ist das eingebaute. --bisher nennt das Verzeichnis mit den Parameterdateien, wie sie vorher waren; nur die
geänderten, unter demselben Namen. Aus dem Vergleich folgt, welche Vorschrift der Brief nennt. Ein Fall, in dem es nicht
allein am Recht liegt, bleibt liegen und steht mit seinem Grund in der Liste. Freigegeben wird nichts. Abbrechen ist
jederzeit möglich; derselbe Aufruf macht dort weiter und legt nichts zweimal an.

Neu rechnet, wer an den Fällen entscheiden darf: die Rechtsstelle alle (--zweck rechtsaenderung), eine Teamleitung die ihres
Teams (--zweck teamhilfe). Wer neu gerechnet hat, gibt nicht auch frei.

Ausgang: 0 alle · 1 einzelne Fälle liegen · 2 nicht möglich
Beispiel: nahtlos neuberechnen --ordner /srv/nahtlos --als musterkreis.0190… --bisher parameter-2026 --ab 2027-01")]
pub struct Neuberechnen {
    #[command(flatten)]
    ort: Ort,

    /// Wer neu rechnet: Jobcenter und Kennung, die ersten beiden Teile seines Zugangs
    #[arg(long, value_name = "TRAEGER.KENNUNG", value_parser = angabe::annehmend)]
    als: (String, Kennung),

    /// Wozu: rechtsaenderung (Vorgabe) oder teamhilfe
    #[arg(long, value_name = "ZWECK", default_value = "rechtsaenderung", value_parser = zweck)]
    zweck: Zweck,

    /// Verzeichnis mit den Parameterdateien (*.toml), wie sie vor der Änderung waren
    #[arg(long, value_name = "VERZEICHNIS")]
    bisher: PathBuf,

    /// Der erste Monat, in dem das neue Recht gilt (JJJJ-MM)
    #[arg(long, value_name = "MONAT", value_parser = angabe::lies::<Monat>)]
    ab: Monat,

    /// Rechnet auch Monate vor dem laufenden
    #[arg(long)]
    rueckwirkend: bool,

    /// Gibt je Fall, der liegen bleibt, eine Zeile JSON aus
    #[arg(long)]
    json: bool,
}

fn zweck(text: &str) -> Result<Zweck, String> {
    let moeglich = [Zweck::Rechtsaenderung, Zweck::Teamhilfe];
    let gemeint = moeglich.into_iter().find(|zweck| zweck.name() == text);
    gemeint.ok_or_else(|| "möglich sind rechtsaenderung und teamhilfe".to_owned())
}

impl Neuberechnen {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let (neu, bisher) = (recht::lade(None)?, recht::lade_ergaenzt(&self.bisher)?);
        let store = speicher::oeffne(&self.ort)?;
        let (traeger, akteur) = (self.als.0.as_str(), self.als.1);
        speicher::kennt(&store, traeger)?;
        let regelwerk = Regelwerk::eingebaut()?;
        let neuberechnung = Neuberechnung {
            door: Door { store: &store, recht: &neu, regelwerk: &regelwerk },
            caller: Caller { traeger, akteur, zweck: Some(self.zweck), heute: angabe::heute()? },
            bisher: &bisher,
            ab: self.ab,
            rueckwirkend: self.rueckwirkend,
            faeden: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        };
        let zeigt = balken("Fälle", None);
        let getan = neuberechnung.laufe(&|| zeigt.inc(1))?;
        zeigt.finish_and_clear();
        zeige(&getan, self.json)?;
        Ok(ExitCode::from(u8::from(!getan.liegen.is_empty())))
    }
}

fn zeige(getan: &Neuberechnet, json: bool) -> io::Result<()> {
    let mut aus = io::stdout().lock();
    if json {
        for (fall, grund) in &getan.liegen {
            writeln!(aus, "{}", serde_json::json!({"fall": fall, "grund": grund}))?;
        }
        return Ok(());
    }
    let fremd = getan.faelle.saturating_sub(getan.gesehen);
    let zeilen = [
        ("Fälle", getan.faelle),
        ("  nicht in Ihrer Zuständigkeit", fremd),
        ("  vom neuen Recht nicht berührt", getan.unberuehrt),
        ("  schon nach neuem Recht", getan.schon),
        ("  Entwürfe", getan.entworfen),
        ("  einzeln zu prüfen", u64::try_from(getan.liegen.len()).unwrap_or(u64::MAX)),
    ];
    for (was, zahl) in zeilen {
        writeln!(aus, "{was:<34}{zahl:>8}")?;
    }
    if !getan.liegen.is_empty() {
        writeln!(aus, "Nächster Schritt: mit --json die Fälle ausgeben und einzeln prüfen.")?;
    }
    if getan.entworfen > 0 {
        writeln!(aus, "Nächster Schritt: nahtlos sammelfreigabe zeigt, was zusammen geht.")?;
    }
    Ok(())
}
