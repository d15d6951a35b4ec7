//! `nahtlos schritte`: hat jeder Fall einen nächsten Schritt und jemanden, der sich kümmert?

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use case::bescheid::Freigaberegeln;
use case::schritte::Luecke;
use clap::Args;
use office::schritte::{Uebersicht, uebersicht};

use crate::angabe;
use crate::anzeige::balken;
use crate::speicher::{self, Ort};

/// Prüft die ganze Kartei: nächster Schritt, Zuständigkeit, Überfälliges
#[derive(Args)]
#[command(after_help = "\
Ein Schritt folgt aus der Akte: freigeben, anhören, zahlen, erinnern … Wo keiner steht, obwohl jemand etwas bekommt oder
beantragt hat, wo niemand zuständig ist oder ein Schritt überfällig ist, nennt der Befehl den Fall. Er ändert nichts.

Ausgang: 0 keine Lücke · 1 Lücken · 2 nicht möglich
Beispiel: nahtlos schritte --ordner /srv/nahtlos --traeger musterkreis")]
pub struct Schritte {
    #[command(flatten)]
    ort: Ort,

    /// Kennung des Jobcenters
    #[arg(long, value_name = "TRAEGER")]
    traeger: String,

    /// Gibt je Lücke eine Zeile JSON aus
    #[arg(long)]
    json: bool,
}

impl Schritte {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let store = speicher::oeffne(&self.ort)?;
        speicher::kennt(&store, &self.traeger)?;
        let regeln =
            Freigaberegeln::eingebaut().context("Die Regeln der Freigabe sind nicht lesbar")?;
        let zeigt = balken("Fälle", None);
        let heute = angabe::heute()?;
        let gefunden = uebersicht(&store, &self.traeger, (&regeln, heute), &|| zeigt.inc(1))?;
        zeigt.finish_and_clear();
        zeige(&gefunden, self.json)?;
        Ok(ExitCode::from(u8::from(!gefunden.luecken.is_empty())))
    }
}

fn zeige(gefunden: &Uebersicht, json: bool) -> io::Result<()> {
    let mut aus = io::stdout().lock();
    if json {
        for (fall, luecke) in &gefunden.luecken {
            writeln!(aus, "{}", serde_json::json!({"fall": fall, "luecke": luecke}))?;
        }
        return Ok(());
    }
    writeln!(aus, "{} Fälle", gefunden.faelle)?;
    for (art, zahl) in &gefunden.schritte {
        writeln!(aus, "  {:<32}{zahl:>8}", art.name())?;
    }
    for luecke in Luecke::ALLE {
        let zahl = gefunden.luecken.iter().filter(|(_, art)| art == luecke).count();
        writeln!(aus, "{:<34}{zahl:>8}", text(*luecke))?;
    }
    if !gefunden.luecken.is_empty() {
        writeln!(
            aus,
            "Nächster Schritt: mit --json die Fälle ausgeben und zuweisen oder entscheiden."
        )?;
    }
    Ok(())
}

fn text(luecke: Luecke) -> &'static str {
    match luecke {
        Luecke::Schritt => "Ohne nächsten Schritt",
        Luecke::Zustaendigkeit => "Ohne Zuständige",
        Luecke::Ueberfaellig => "Überfällig",
    }
}
