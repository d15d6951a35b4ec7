//! `nahtlos muster`: erfundene Haushalte als JSON-Zeilen.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use law::measure::Monat;
use muster::{Musterkreis, VORGABE_PERSONEN};

use crate::angabe;
use crate::dateien::{Neudatei, deutsch};

/// Erfindet die Haushalte eines Jobcenters (JSON-Zeilen, Eingabe von month)
#[derive(Args)]
#[command(after_help = "\
Alle Menschen, Anschriften und Konten sind erfunden. Gleiche Angaben ergeben gleiche Zeilen.
Beispiel: nahtlos muster --personen 1000 --monat 2026-12 --ausgabe haushalte.jsonl")]
pub struct Muster {
    /// Zahl der Personen (Vorgabe: 17500)
    #[arg(long, value_name = "N", default_value_t = VORGABE_PERSONEN, value_parser = clap::value_parser!(u32).range(1..))]
    personen: u32,

    /// Startzahl; eine andere ergibt andere Menschen
    #[arg(long, value_name = "ZAHL", default_value_t = 1)]
    saat: u64,

    /// Monat, den die Angaben beschreiben (Vorgabe: der nächste)
    #[arg(long, value_name = "MONAT", value_parser = angabe::lies::<Monat>)]
    monat: Option<Monat>,

    /// Schreibt in diese Datei statt auf die Standardausgabe
    #[arg(long, value_name = "DATEI")]
    ausgabe: Option<PathBuf>,
}

impl Muster {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let monat = self.monat.map_or_else(angabe::naechster_monat, Ok)?;
        let kreis = Musterkreis { saat: self.saat, personen: self.personen, monat };
        match &self.ausgabe {
            Some(pfad) => in_datei(&kreis, pfad)?,
            None => {
                let mut aus = BufWriter::new(io::stdout().lock());
                let geschrieben = kreis.schreibe_jsonl(&mut aus).and_then(|_| aus.flush());
                match geschrieben {
                    // Wer die Ausgabe in `head` leitet, hat genug gelesen: kein Fehler.
                    Err(fehler) if fehler.kind() == io::ErrorKind::BrokenPipe => {}
                    andere => andere.map_err(|fehler| nicht_geschrieben(&fehler))?,
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Schreibt die Haushalte; die Datei entsteht erst, wenn alle darin stehen.
fn in_datei(kreis: &Musterkreis, pfad: &Path) -> anyhow::Result<()> {
    let mut aus = BufWriter::new(Neudatei::neu(pfad)?);
    kreis.schreibe_jsonl(&mut aus).map_err(|fehler| nicht_geschrieben(&fehler))?;
    let datei = aus.into_inner().map_err(|fehler| nicht_geschrieben(fehler.error()))?;
    datei.fertig()
}

fn nicht_geschrieben(fehler: &io::Error) -> anyhow::Error {
    anyhow!(deutsch(fehler)).context("Die Haushalte lassen sich nicht schreiben")
}
