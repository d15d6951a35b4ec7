//! `nahtlos schema`: die JSON-Schemas des Vertrags.

use std::io::{self, Write};
use std::process::ExitCode;

use case::schnittstelle::schema;
use clap::{Args, ValueEnum};

/// Gibt das JSON-Schema einer Zeile aus
#[derive(Args)]
pub struct Schema {
    /// lage (Eingabe von assess), ergebnis (Ausgabe), fehler (Ausgabe einer fehlerhaften Zeile)
    /// haushalt (Eingabe von month), traeger (Angaben eines Jobcenters für month), vorrang-lage
    /// (Eingabe von vorrang) oder vorrang (Ausgabe)
    #[arg(value_name = "WOVON")]
    wovon: Wovon,
}

#[derive(Clone, Copy, ValueEnum)]
enum Wovon {
    Lage,
    Ergebnis,
    Fehler,
    Haushalt,
    Traeger,
    VorrangLage,
    Vorrang,
}

impl Schema {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let schema = match self.wovon {
            Wovon::Lage => schema::lage(),
            Wovon::Ergebnis => schema::ergebnis(),
            Wovon::Fehler => schema::fehler(),
            Wovon::Haushalt => schema::haushalt(),
            Wovon::Traeger => schema::traeger(),
            Wovon::VorrangLage => schema::vorranglage(),
            Wovon::Vorrang => schema::vorrang(),
        };
        let text = serde_json::to_string_pretty(&schema)?;
        match writeln!(io::stdout().lock(), "{text}") {
            Err(fehler) if fehler.kind() != io::ErrorKind::BrokenPipe => Err(fehler.into()),
            _ => Ok(ExitCode::SUCCESS),
        }
    }
}
