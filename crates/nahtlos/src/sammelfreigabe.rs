//! `nahtlos sammelfreigabe`: gleiche Entwürfe aus geändertem Recht zusammen freigeben.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use case::akte::Kennung;
use case::bescheid::{Freigaberegeln, Liegengrund};
use case::rechte::Regelwerk;
use clap::Args;
use office::door::{Caller, Door};
use office::sammelfreigabe::{Freigegeben, Gruppe, Sammelfreigabe, Wartendes};

use crate::anzeige::balken;
use crate::speicher::{self, Ort};
use crate::{angabe, recht};

/// Zeigt gleiche Entwürfe aus geändertem Recht und gibt eine Gruppe davon zusammen frei
#[derive(Args)]
#[command(after_help = "\
Ohne --gruppe wird nichts geändert. Zusammen geht nur, was allein geändertes Recht anwendet: keine Frage, keine Anhörung,
nichts für die Vergangenheit genommen, kein Widerspruch, nicht von der Stichprobe gezogen, und nicht von Ihnen selbst
entworfen. Jeder Fall wird dabei noch einmal geprüft; was heute anders herauskommt, bleibt liegen. Abbrechen ist jederzeit
möglich; derselbe Aufruf macht dort weiter.

Ausgang: 0 gezeigt oder alle freigegeben · 1 einzelne blieben liegen · 2 nicht möglich
Beispiel: nahtlos sammelfreigabe --ordner /srv/nahtlos --als musterkreis.0190… --gruppe 3f09a1c2")]
pub struct Freigabe {
    #[command(flatten)]
    ort: Ort,

    /// Wer freigibt: Jobcenter und Kennung, die ersten beiden Teile seines Zugangs
    #[arg(long, value_name = "TRAEGER.KENNUNG", value_parser = angabe::annehmend)]
    als: (String, Kennung),

    /// Gibt diese Gruppe frei; ihr Name steht in der Übersicht
    #[arg(long, value_name = "GRUPPE")]
    gruppe: Option<String>,

    /// Gibt je Fall eine Zeile JSON aus
    #[arg(long)]
    json: bool,
}

impl Freigabe {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let (recht, regelwerk) = (recht::lade(None)?, Regelwerk::eingebaut()?);
        let regeln =
            Freigaberegeln::eingebaut().context("Die Regeln der Freigabe sind nicht lesbar")?;
        let store = speicher::oeffne(&self.ort)?;
        let (traeger, akteur) = (self.als.0.as_str(), self.als.1);
        speicher::kennt(&store, traeger)?;
        let sammelfreigabe = Sammelfreigabe {
            door: Door { store: &store, recht: &recht, regelwerk: &regelwerk },
            caller: Caller { traeger, akteur, zweck: None, heute: angabe::heute()? },
            regeln: &regeln,
            faeden: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        };
        let zeigt = balken("Fälle", None);
        let wartet = sammelfreigabe.sieh(&|| zeigt.inc(1))?;
        let Some(gruppe) = &self.gruppe else {
            zeigt.finish_and_clear();
            zeige(&wartet, self.json)?;
            return Ok(ExitCode::SUCCESS);
        };
        if !wartet.gruppen.iter().any(|eine| eine.name == *gruppe) {
            bail!(
                "die Gruppe „{gruppe}“ gibt es nicht (mehr); ohne --gruppe zeigt der Befehl, was wartet"
            );
        }
        let getan = sammelfreigabe.gib_frei(gruppe, &|| zeigt.inc(1))?;
        zeigt.finish_and_clear();
        zeige_freigabe(&getan, self.json)?;
        Ok(ExitCode::from(u8::from(!getan.liegen.is_empty())))
    }
}

fn zeige(wartet: &Wartendes, json: bool) -> io::Result<()> {
    let mut aus = io::stdout().lock();
    if json {
        for (fall, grund) in &wartet.liegen {
            writeln!(aus, "{}", serde_json::json!({"fall": fall, "grund": grund.name()}))?;
        }
        return Ok(());
    }
    for gruppe in &wartet.gruppen {
        beschreibe(&mut aus, gruppe)?;
    }
    if wartet.gruppen.is_empty() {
        writeln!(aus, "Nichts lässt sich zusammen freigeben.")?;
    }
    writeln!(aus, "Einzeln anzusehen: {}", wartet.liegen.len())?;
    for grund in Liegengrund::ALLE {
        let zahl = wartet.liegen.iter().filter(|(_, einer)| einer == grund).count();
        if zahl > 0 {
            writeln!(aus, "  {zahl:>8} {}", grund.deutsch())?;
        }
    }
    Ok(())
}

fn beschreibe(aus: &mut impl Write, gruppe: &Gruppe) -> io::Result<()> {
    let Gruppe { name, muster, entwuerfe, summe, normen } = gruppe;
    writeln!(aus, "Gruppe {name}: {entwuerfe} Entwürfe, zusammen {summe}")?;
    let normen: Vec<String> =
        normen.iter().map(|(norm, zahl)| format!("{norm} ({zahl})")).collect();
    writeln!(aus, "  Geändertes Recht ab {}: {}", muster.ab.deutsch(), normen.join("; "))?;
    let grundlagen: Vec<&str> = muster.grundlagen.iter().map(|g| g.norm()).collect();
    writeln!(aus, "  Gestützt auf: {}", grundlagen.join("; "))?;
    if muster.belastend {
        writeln!(
            aus,
            "  Jemand bekommt weniger; von der Anhörung wird abgesehen (§ 24 Abs. 2 Nr. 5 SGB X)."
        )?;
    }
    Ok(())
}

fn zeige_freigabe(getan: &Freigegeben, json: bool) -> io::Result<()> {
    let mut aus = io::stdout().lock();
    if json {
        for fall in &getan.frei {
            writeln!(aus, "{}", serde_json::json!({"fall": fall, "frei": true}))?;
        }
        for (fall, grund) in &getan.liegen {
            writeln!(aus, "{}", serde_json::json!({"fall": fall, "frei": false, "grund": grund}))?;
        }
        return Ok(());
    }
    writeln!(aus, "Freigegeben: {}", getan.frei.len())?;
    writeln!(aus, "Liegen geblieben: {}", getan.liegen.len())?;
    if !getan.liegen.is_empty() {
        writeln!(
            aus,
            "Nächster Schritt: diese Fälle einzeln öffnen; was zu tun ist, steht dabei:"
        )?;
        for (fall, grund) in &getan.liegen {
            writeln!(aus, "  {fall}: {grund}")?;
        }
    }
    Ok(())
}
