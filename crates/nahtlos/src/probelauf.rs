//! `nahtlos probelauf`: wer mit neuen Parametern mehr oder weniger bekäme, und warum.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use case::probelauf::Rechte;
use clap::Args;
use law::measure::Monat;
use office::probelauf::{Auftrag, laufe};

use crate::anzeige::{balken, jetzt};
use crate::month::dauer_zeile;
use crate::speicher::{self, Ort};
use crate::{angabe, recht};

/// Rechnet die ganze Kartei mit neuen Parametern und zeigt, wer mehr oder weniger bekäme
#[derive(Args)]
#[command(after_help = "\
Ändert nichts. Im Verzeichnis der Parameter liegen nur die Dateien, die sich ändern, unter demselben Namen; für die anderen
gilt das Eingebaute. Der Ordner entsteht erst, wenn alles fertig ist und die Summen aufgehen; er nennt Kennungen und keine
Namen. Derselbe Aufruf noch einmal ergibt dieselben Dateien.

Ausgang: 0 alles gerechnet · 1 einzelne Fälle nicht · 2 nicht möglich
Beispiel: nahtlos probelauf --ordner /srv/nahtlos --traeger musterkreis --parameter neu --von 2027-01 --aus probe-2027")]
pub struct Probelauf {
    #[command(flatten)]
    ort: Ort,

    /// Kennung des Jobcenters
    #[arg(long, value_name = "TRAEGER")]
    traeger: String,

    /// Verzeichnis mit den geänderten Parameterdateien (*.toml)
    #[arg(long, value_name = "VERZEICHNIS")]
    parameter: PathBuf,

    /// Der erste Monat (JJJJ-MM; Vorgabe: der nächste)
    #[arg(long, value_name = "MONAT", value_parser = angabe::lies::<Monat>)]
    von: Option<Monat>,

    /// Der letzte Monat (Vorgabe: soweit bewilligt ist)
    #[arg(long, value_name = "MONAT", value_parser = angabe::lies::<Monat>)]
    bis: Option<Monat>,

    /// Ordner für die Ausgabe; ein früherer Probelauf darin wird ersetzt
    #[arg(long, value_name = "ORDNER")]
    aus: PathBuf,
}

impl Probelauf {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let von = self.von.map_or_else(angabe::naechster_monat, Ok)?;
        if self.bis.is_some_and(|bis| bis < von) {
            bail!("der letzte Monat liegt vor dem ersten; bitte --von und --bis prüfen");
        }
        let (bisher, neu) = (recht::lade(None)?, recht::lade_ergaenzt(&self.parameter)?);
        let store = speicher::oeffne(&self.ort)?;
        speicher::kennt(&store, &self.traeger)?;
        let beginn = jetzt();
        let zeigt = balken("Fälle", None);
        let auftrag = Auftrag {
            store: &store,
            traeger: &self.traeger,
            rechte: Rechte { bisher: &bisher, neu: &neu },
            von,
            bis: self.bis,
            heute: angabe::heute()?,
            faeden: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            ziel: &self.aus,
            uhr: &|| -> Duration { beginn.elapsed() },
        };
        let (bericht, dauern) = laufe(&auftrag, &|| zeigt.inc(1))?;
        zeigt.finish_and_clear();
        println!("{}", bericht.als_text((von, self.bis)));
        let dauern = [
            ("zusammen", beginn.elapsed()),
            ("davon je Faden gezählt: Lesen", dauern.lesen),
            ("Rechnen", dauern.rechnen),
        ];
        println!("{}", dauer_zeile(&dauern));
        println!("Alles liegt in {}", self.aus.display());
        Ok(ExitCode::from(u8::from(bericht.nicht_gerechnet > 0)))
    }
}
