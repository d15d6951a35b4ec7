//! `nahtlos frist`: bis wann Widerspruch oder Klage möglich ist.

use std::io::{self, Write};
use std::process::ExitCode;

use case::frist::{Art, frist};
use clap::{Args, ValueEnum};
use law::kalender::Land;
use law::measure::Tag;

use crate::angabe;

/// Rechnet, bis wann Widerspruch oder Klage gegen einen Bescheid möglich ist (JSON)
#[derive(Args)]
#[command(after_help = "\
Beispiel: nahtlos frist --post 2026-11-20 --land NW
Die Antwort nennt Bekanntgabe, Ende der Frist und die Begründung Schritt für Schritt.")]
pub struct Frist {
    /// Tag, an dem der Bescheid zur Post ging oder elektronisch abgesandt wurde (JJJJ-MM-TT)
    #[arg(long, value_name = "TAG", value_parser = angabe::lies::<Tag>)]
    post: Tag,

    /// Land, in dem die Behörde (bei der Klage das Gericht) sitzt: BW BY BE BB HB HH HE MV NI NW RP
    /// SL SN ST SH TH
    #[arg(long, value_name = "LAND", value_parser = angabe::lies::<Land>)]
    land: Land,

    /// widerspruch (Vorgabe) oder klage
    #[arg(long, value_name = "ART", default_value = "widerspruch")]
    art: Rechtsbehelf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Rechtsbehelf {
    Widerspruch,
    Klage,
}

impl Frist {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let art = match self.art {
            Rechtsbehelf::Widerspruch => Art::Widerspruch,
            Rechtsbehelf::Klage => Art::Klage,
        };
        let text = serde_json::to_string_pretty(&frist(self.post, self.land, art))?;
        match writeln!(io::stdout().lock(), "{text}") {
            Err(fehler) if fehler.kind() != io::ErrorKind::BrokenPipe => Err(fehler.into()),
            _ => Ok(ExitCode::SUCCESS),
        }
    }
}
