//! `nahtlos textbausteine`: eigene Absätze prüfen und in Probebriefen ansehen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use case::textbausteine::Textbausteine as Bausteine;
use clap::Args;
use law::measure::Tag;
use office::briefprobe::probedrucke;

use crate::dateien::deutsch;
use crate::month::traeger;
use crate::{angabe, recht};

/// Prüft eigene Absätze für Briefe und druckt von jeder Art einen Probebrief
#[derive(Args)]
#[command(after_help = "\
Ein Haus kann eigene Absätze in seine Briefe setzen, je Art und gültig ab einem Tag; wie die Datei aussieht, steht in der
mitgelieferten (ohne --datei wird sie geprüft). Die Probebriefe sind erfunden und sagen es. Erst ansehen, dann bei serve und
versand mit --textbausteine angeben.

Ausgang: 0 gültig · 2 die Datei ist falsch; die Meldung nennt Zeile, Baustein und Feld
Beispiel: nahtlos textbausteine --datei haus.toml --probe probe --am 2026-12-01")]
pub struct Textbausteine {
    /// Datei mit den Textbausteinen
    #[arg(long, value_name = "DATEI")]
    datei: Option<PathBuf>,

    /// Druckt von jeder Art einen Probebrief in diesen Ordner
    #[arg(long, value_name = "ORDNER")]
    probe: Option<PathBuf>,

    /// Der Tag der Probebriefe: nach ihm richtet sich, was gilt (Vorgabe: heute)
    #[arg(long, value_name = "TAG", value_parser = angabe::lies::<Tag>, requires = "probe")]
    am: Option<Tag>,

    /// Briefkopf, eine JSON-Datei wie bei month
    #[arg(long, value_name = "DATEI", requires = "probe")]
    briefkopf: Option<PathBuf>,
}

impl Textbausteine {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let bausteine = lies(self.datei.as_deref())?;
        println!("{} Textbausteine, Fassung {}", bausteine.anzahl(), bausteine.fassung());
        let Some(ordner) = &self.probe else { return Ok(ExitCode::SUCCESS) };
        let kopf = self.briefkopf.as_deref().map_or_else(|| Ok(muster::traeger()), traeger)?;
        let am = self.am.map_or_else(angabe::heute, Ok)?;
        let drucke = probedrucke((&kopf, &bausteine), &recht::lade(None)?, am)?;
        let geschrieben = fs::create_dir_all(ordner).and_then(|()| {
            drucke
                .iter()
                .try_for_each(|(name, pdf)| fs::write(ordner.join(format!("{name}.pdf")), pdf))
        });
        geschrieben
            .map_err(|fehler| anyhow!(deutsch(&fehler)))
            .with_context(|| format!("„{}“ lässt sich nicht schreiben", ordner.display()))?;
        println!("{} Probebriefe in „{}“; bitte ansehen.", drucke.len(), ordner.display());
        Ok(ExitCode::SUCCESS)
    }
}

/// Die Bausteine einer Datei; ohne eine die mitgelieferten.
pub fn lies(datei: Option<&Path>) -> anyhow::Result<Bausteine> {
    let Some(datei) = datei else { return Ok(Bausteine::eingebaut()?) };
    let name = datei.display().to_string();
    let text = fs::read_to_string(datei)
        .map_err(|fehler| anyhow!(deutsch(&fehler)))
        .with_context(|| format!("„{name}“ lässt sich nicht lesen"))?;
    Ok(Bausteine::lies(&name, &text)?)
}
