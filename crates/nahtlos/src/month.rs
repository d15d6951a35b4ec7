//! `nahtlos month`: der Monatslauf über eine Datei von Haushalten.

use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use case::berechnung::Gruende;
use case::schnittstelle::lies_haushalt;
use case::traeger::Traeger;
use clap::Args;
use law::measure::{Monat, Tag};
use office::monatslauf::{Auftrag, Bericht, Briefe, Zeile, laufe};

use crate::anzeige::Anzeige;
use crate::dateien::oeffne;
use crate::zeilen::Zeilenleser;
use crate::{angabe, recht};

/// Rechnet einen Monat: Ergebnisse, Bankdatei und Bescheide in einen Ordner
#[derive(Args)]
#[command(after_help = "\
Eine fehlerhafte Zeile kommt in fehler.jsonl, die anderen werden gerechnet. Der Ordner entsteht
erst, wenn alles fertig ist; Abbrechen ist jederzeit möglich. Derselbe Aufruf noch einmal ergibt
dieselben Dateien.

Ausgang: 0 alles gerechnet · 1 mindestens eine Zeile fehlerhaft · 2 der Lauf war nicht möglich
Beispiel: nahtlos month --haushalte haushalte.jsonl --monat 2026-12 --aus 2026-12")]
pub struct Month {
    /// Datei mit einem Haushalt je Zeile (Aufbau: nahtlos schema haushalt)
    #[arg(long, value_name = "DATEI")]
    haushalte: PathBuf,

    /// Der Monat (JJJJ-MM)
    #[arg(long, value_name = "MONAT", value_parser = angabe::lies::<Monat>)]
    monat: Monat,

    /// Ordner für die Ausgabe; ein früherer Lauf darin wird ersetzt
    #[arg(long, value_name = "ORDNER")]
    aus: PathBuf,

    /// Wer einen Bescheid bekommt: alle (Vorgabe), keine, oder eine Zahl N: jeder N-te Haushalt
    #[arg(long, value_name = "WER", default_value = "alle", value_parser = lies_briefe)]
    briefe: Briefe,

    /// Datum der Bescheide und der Bankdatei (Vorgabe: heute)
    #[arg(long, value_name = "TAG", value_parser = angabe::lies::<Tag>)]
    datum: Option<Tag>,

    /// JSON-Datei mit den Angaben des Jobcenters (Aufbau: nahtlos schema traeger; Vorgabe: das
    /// erfundene Jobcenter Musterkreis)
    #[arg(long, value_name = "DATEI")]
    traeger: Option<PathBuf>,

    /// Rechnet mit den Parameterdateien (*.toml) dieses Verzeichnisses statt mit den eingebauten
    #[arg(long, value_name = "VERZEICHNIS")]
    parameter: Option<PathBuf>,

    /// Lässt in ergebnisse.jsonl den Baum der Gründe weg
    #[arg(long)]
    ohne_gruende: bool,
}

/// Ein Lauf, wie ihn `month` und `demo` brauchen.
pub struct Lauf<'a> {
    pub traeger: &'a Traeger,
    pub monat: Monat,
    pub datum: Tag,
    pub briefe: Briefe,
    pub gruende: Gruende,
    pub aus: &'a Path,
    pub parameter: Option<&'a Path>,
    /// Wie viele Haushalte es ungefähr sind.
    pub ungefaehr: Option<u64>,
}

impl Month {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let traeger = traeger_oder_muster(self.traeger.as_deref())?;
        let lauf = Lauf {
            traeger: &traeger,
            monat: self.monat,
            datum: self.datum.map_or_else(angabe::heute, Ok)?,
            briefe: self.briefe,
            gruende: if self.ohne_gruende { Gruende::Ohne } else { Gruende::Mit },
            aus: &self.aus,
            parameter: self.parameter.as_deref(),
            ungefaehr: None,
        };
        let zeilen = Haushaltszeilen::neu(oeffne(&self.haushalte)?);
        let (bericht, dauern) = lauf.fuehre_aus(zeilen)?;
        println!("{}", bericht.als_text());
        println!("{}", dauer_zeile(&dauern));
        println!("Alles liegt in {}", self.aus.display());
        Ok(ausgang(&bericht))
    }
}

impl Lauf<'_> {
    pub fn fuehre_aus(
        &self,
        zeilen: impl IntoIterator<Item = std::io::Result<Zeile>>,
    ) -> anyhow::Result<(Bericht, Vec<(&'static str, Duration)>)> {
        let recht = recht::lade(self.parameter)?;
        let auftrag = Auftrag {
            traeger: self.traeger,
            monat: self.monat,
            datum: self.datum,
            briefe: self.briefe,
            gruende: self.gruende,
            arbeiter: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            ziel: self.aus,
        };
        let mut anzeige = Anzeige::neu(self.ungefaehr);
        let bericht = laufe(&auftrag, &recht, zeilen, |meldung| anzeige.melde(meldung))?;
        Ok((bericht, anzeige.dauern()))
    }
}

/// Eine Datei als Folge gelesener Haushalte.
struct Haushaltszeilen<R> {
    leser: Zeilenleser<R>,
    gelesen: VecDeque<Zeile>,
}

impl<R: Read> Haushaltszeilen<R> {
    fn neu(quelle: R) -> Haushaltszeilen<R> {
        Haushaltszeilen { leser: Zeilenleser::neu(quelle), gelesen: VecDeque::new() }
    }
}

impl<R: Read> Iterator for Haushaltszeilen<R> {
    type Item = std::io::Result<Zeile>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.gelesen.is_empty() {
            match self.leser.naechster() {
                Err(fehler) => return Some(Err(fehler)),
                Ok(None) => return None,
                Ok(Some(block)) => {
                    let gelesen =
                        block.zeilen().map(|(nr, bytes)| Ok((nr, lies_haushalt(nr, bytes)?)));
                    self.gelesen.extend(gelesen);
                }
            }
        }
        self.gelesen.pop_front().map(Ok)
    }
}

/// Der Träger aus einer Datei; ohne Datei der Musterkreis, und das wird gesagt.
fn traeger_oder_muster(datei: Option<&Path>) -> anyhow::Result<Traeger> {
    let Some(datei) = datei else {
        eprintln!(
            "Hinweis: Ohne --traeger rechnet das erfundene Jobcenter Musterkreis; Briefe und \
             Bankdatei sagen, dass sie ein Muster sind."
        );
        return Ok(muster::traeger());
    };
    traeger(datei)
}

/// Der Träger aus einer Datei.
pub fn traeger(datei: &Path) -> anyhow::Result<Traeger> {
    let leser = std::io::BufReader::new(oeffne(datei)?);
    serde_json::from_reader(leser)
        .map_err(|fehler| {
            anyhow!(
                "Zeile {}, Spalte {}: ein Feld fehlt, ist unbekannt oder hat den falschen Typ",
                fehler.line(),
                fehler.column()
            )
        })
        .with_context(|| format!("„{}“ beschreibt kein Jobcenter", datei.display()))
}

/// Wer einen Bescheid bekommt, aus einem Wort oder einer Zahl.
pub fn lies_briefe(text: &str) -> Result<Briefe, String> {
    match text {
        "alle" => Ok(Briefe::Alle),
        "keine" => Ok(Briefe::Keine),
        zahl => zahl
            .parse()
            .map(Briefe::JederNte)
            .map_err(|_| "möglich sind alle, keine oder eine Zahl ab 1".to_owned()),
    }
}

/// Die Dauer jeder Stufe in einer Zeile.
pub fn dauer_zeile(dauern: &[(&'static str, Duration)]) -> String {
    let teile: Vec<String> = dauern
        .iter()
        .map(|(was, dauer)| {
            let zehntel = dauer.as_millis().div_ceil(100);
            format!("{was} {},{} s", zehntel / 10, zehntel % 10)
        })
        .collect();
    format!("Dauer: {}", teile.join(" · "))
}

/// 1, wenn etwas von Hand nachzuarbeiten ist, das nicht nur eine Frage ist.
pub fn ausgang(bericht: &Bericht) -> ExitCode {
    if bericht.fehlerzeilen + bericht.brieffehler > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}
