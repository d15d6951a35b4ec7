//! `nahtlos assess`: die öffentliche Berechnung, eine Lage je Zeile hinein, ein Ergebnis heraus; und
//! [`Strom`], der dasselbe für andere Zeilen tut (`nahtlos vorrang`).
//!
//! Der Strom wird in Blöcken aus vollen Zeilen gelesen ([`crate::zeilen`]), jeder Block auf die Fäden
//! verteilt und in der Reihenfolge der Eingabe geschrieben ([`block`]). Ein Block ist, was gerade
//! da ist: wer eine Zeile schickt und auf die Antwort wartet, bekommt sie.

mod block;
mod fortschritt;

use std::io::{self, IsTerminal, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use case::berechnung::Gruende;
use clap::Args;

pub use self::block::Auftrag;
use self::block::{Antwort, Rechner};
use self::fortschritt::Fortschritt;
use crate::dateien::{Neudatei, deutsch, oeffne};
use crate::zeilen::Zeilenleser;

/// Berechnet Haushalte: eine Lage je Zeile (JSON) hinein, ein Ergebnis je Zeile heraus
#[derive(Args)]
#[command(after_help = "\
Leere Zeilen werden übergangen, zählen aber mit. Eine fehlerhafte Zeile ergibt {\"fall\": …,
\"fehler\": {\"zeile\": …, \"feld\": …, \"text\": …}}, die anderen werden berechnet.
Eine leere Eingabe ergibt eine leere Ausgabe.

Ausgang: 0 alles berechnet · 1 mindestens eine Zeile fehlerhaft · 2 Aufruf, Datei oder Parameter
Aufbau der Zeilen: nahtlos schema lage, nahtlos schema ergebnis")]
pub struct Assess {
    #[command(flatten)]
    strom: Strom,
}

impl Assess {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        self.strom.fuehre_aus(Auftrag::Lage)
    }
}

/// Zeilen hinein, Zeilen heraus: woher, wohin, auf wie vielen Fäden.
#[derive(Args)]
pub struct Strom {
    /// Gibt zu jedem Ergebnis den Baum der Gründe aus
    #[arg(long)]
    beleg: bool,

    /// Rechnet mit den Parameterdateien (*.toml) dieses Verzeichnisses statt mit den eingebauten
    #[arg(long, value_name = "VERZEICHNIS")]
    parameter: Option<PathBuf>,

    /// Rechnet auf N Fäden (Vorgabe: Zahl der Kerne); die Ausgabe ist immer dieselbe
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    parallel: Option<u8>,

    /// Liest aus dieser Datei statt von der Standardeingabe
    #[arg(long, value_name = "DATEI")]
    eingabe: Option<PathBuf>,

    /// Schreibt in diese Datei statt auf die Standardausgabe; sie entsteht erst, wenn alles fertig ist
    #[arg(long, value_name = "DATEI")]
    ausgabe: Option<PathBuf>,
}

/// Wie viele Zeilen gelesen und wie viele davon fehlerhaft waren.
#[derive(Clone, Copy, Default)]
struct Stand {
    zeilen: u64,
    fehler: u64,
}

impl Strom {
    pub fn fuehre_aus(self, auftrag: Auftrag) -> anyhow::Result<ExitCode> {
        let recht = crate::recht::lade(self.parameter.as_deref())?;
        let gruende = if self.beleg { Gruende::Mit } else { Gruende::Ohne };
        let faeden = match self.parallel {
            Some(faeden) => usize::from(faeden),
            None => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        };
        let mut rechner: Vec<Rechner<'_>> =
            (0..faeden).map(|_| Rechner::neu(auftrag, &recht, gruende)).collect();
        let stand = match (echte_datei(self.eingabe.as_deref()), &self.ausgabe) {
            (Some(eingabe), ausgabe) => {
                if ausgabe.as_deref().is_some_and(|ausgabe| dieselbe(eingabe, ausgabe)) {
                    bail!(
                        "Eingabe und Ausgabe sind dieselbe Datei; bitte einen anderen Namen wählen"
                    );
                }
                let datei = oeffne(eingabe)?;
                let groesse = datei.metadata().ok().filter(|m| m.is_file()).map(|m| m.len());
                self.schreibe(datei, self.fortschritt(groesse), &mut rechner)?
            }
            (None, _) => {
                let tastatur = io::stdin().is_terminal();
                if tastatur {
                    eprintln!("Lese von der Tastatur: eine Lage je Zeile, Ende mit Strg-D.");
                }
                let fortschritt =
                    if tastatur { Fortschritt::keiner() } else { self.fortschritt(None) };
                self.schreibe(io::stdin().lock(), fortschritt, &mut rechner)?
            }
        };
        Ok(melde(stand))
    }

    /// Kein Balken, wo er sich mit den Ergebnissen mischte.
    fn fortschritt(&self, groesse: Option<u64>) -> Fortschritt {
        match echte_datei(self.ausgabe.as_deref()) {
            None if io::stdout().is_terminal() => Fortschritt::keiner(),
            _ => Fortschritt::neu(groesse),
        }
    }

    fn schreibe(
        &self,
        eingabe: impl Read,
        fortschritt: Fortschritt,
        rechner: &mut [Rechner<'_>],
    ) -> anyhow::Result<Stand> {
        match echte_datei(self.ausgabe.as_deref()) {
            Some(ziel) => {
                let mut datei = Neudatei::neu(ziel)?;
                let stand = strom(eingabe, &mut datei, fortschritt, rechner)?;
                datei.fertig()?;
                Ok(stand)
            }
            None => strom(eingabe, io::stdout().lock(), fortschritt, rechner),
        }
    }
}

/// `-` meint wie üblich die Standardeingabe oder -ausgabe.
fn echte_datei(pfad: Option<&Path>) -> Option<&Path> {
    pfad.filter(|pfad| *pfad != Path::new("-"))
}

fn dieselbe(eingabe: &Path, ausgabe: &Path) -> bool {
    match (eingabe.canonicalize(), ausgabe.canonicalize()) {
        (Ok(eingabe), Ok(ausgabe)) => eingabe == ausgabe && eingabe.is_file(),
        _ => false,
    }
}

/// Liest, rechnet und schreibt, bis die Eingabe endet oder niemand mehr liest.
fn strom(
    eingabe: impl Read,
    mut ausgabe: impl Write,
    fortschritt: Fortschritt,
    rechner: &mut [Rechner<'_>],
) -> anyhow::Result<Stand> {
    let mut leser = Zeilenleser::neu(eingabe);
    let mut stand = Stand::default();
    loop {
        let block = leser.naechster().map_err(|fehler| anyhow!(deutsch(&fehler)));
        let Some(block) = block.context("Die Eingabe lässt sich nicht lesen")? else { break };
        for Antwort { bytes, stand: teil } in block::antworten(&block, rechner) {
            stand.zeilen += teil.zeilen;
            stand.fehler += teil.fehler;
            match ausgabe.write_all(&bytes) {
                Ok(()) => {}
                // Wer die Ausgabe in `head` leitet, hat genug gelesen: kein Fehler.
                Err(fehler) if fehler.kind() == io::ErrorKind::BrokenPipe => return Ok(stand),
                Err(fehler) => return Err(nicht_geschrieben(&fehler)),
            }
        }
        match ausgabe.flush() {
            Err(fehler) if fehler.kind() != io::ErrorKind::BrokenPipe => {
                return Err(nicht_geschrieben(&fehler));
            }
            _ => fortschritt.stand(leser.bytes(), stand.zeilen),
        }
    }
    fortschritt.ende();
    Ok(stand)
}

fn nicht_geschrieben(fehler: &io::Error) -> anyhow::Error {
    anyhow!(deutsch(fehler)).context("Die Ausgabe lässt sich nicht schreiben")
}

fn melde(stand: Stand) -> ExitCode {
    match stand {
        Stand { zeilen: 0, .. } => {
            eprintln!("Hinweis: Die Eingabe enthält keine Zeile; es gibt nichts zu berechnen.");
            ExitCode::SUCCESS
        }
        Stand { fehler: 0, .. } => ExitCode::SUCCESS,
        Stand { zeilen, fehler } => {
            eprintln!(
                "Hinweis: {fehler} von {zeilen} Zeilen sind fehlerhaft; der Grund steht je Zeile \
                 unter „fehler“."
            );
            ExitCode::from(1)
        }
    }
}
