//! Das Programm Nahtlos: ein Befehl je Datei, ohne eigene Fachlogik.
//!
//! Ausgänge: 0 gut · 1 fertig, aber einzelne Zeilen sind fehlerhaft · 2 die Arbeit war nicht möglich
//! (Aufruf, Dateien, Parameter).

mod assess;
mod aufruf;
mod dateien;
mod recht;
mod schema;
mod zeilen;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Nahtlos: das offene Fachverfahren für Jobcenter (SGB II)
#[derive(Parser)]
#[command(name = "nahtlos", version, arg_required_else_help = true)]
struct Programm {
    #[command(subcommand)]
    befehl: Befehl,
}

#[derive(Subcommand)]
enum Befehl {
    Assess(assess::Assess),
    Schema(schema::Schema),
}

impl Befehl {
    fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        match self {
            Befehl::Assess(assess) => assess.fuehre_aus(),
            Befehl::Schema(schema) => schema.fuehre_aus(),
        }
    }
}

fn main() -> ExitCode {
    let programm: Programm = match aufruf::lies(std::env::args_os()) {
        Ok(programm) => programm,
        Err(ausgang) => return ausgang,
    };
    programm.befehl.fuehre_aus().unwrap_or_else(|fehler| {
        eprintln!("Fehler: {fehler:#}");
        ExitCode::from(2)
    })
}
