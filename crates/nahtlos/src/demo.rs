//! `nahtlos demo`: ein erfundenes Jobcenter, ein Monat, alles auf Vorgaben.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use case::berechnung::Gruende;
use clap::Args;
use law::kalender::{auszahlungstag, voriger_target_tag};
use law::measure::{Monat, Tag};
use muster::{Musterkreis, VORGABE_PERSONEN};
use office::monatslauf::Briefe;

use crate::angabe;
use crate::anzeige::jetzt;
use crate::dateien::deutsch;
use crate::month::{Lauf, ausgang, dauer_zeile};

/// So viele Briefe setzt die Vorführung ungefähr; alle kosten ohne Optimierung eine halbe Stunde.
const BRIEFE: u32 = 24;

/// Führt vor, was Nahtlos tut: erfindet ein Jobcenter und rechnet einen Monat
#[derive(Args)]
#[command(after_help = "\
Alle Menschen sind erfunden. Die Vorführung braucht kein Netz, keine Datenbank und keine Angaben.")]
pub struct Demo {
    /// Zahl der Personen (Vorgabe: 17500)
    #[arg(long, value_name = "N", default_value_t = VORGABE_PERSONEN, value_parser = clap::value_parser!(u32).range(1..))]
    personen: u32,

    /// Startzahl; eine andere ergibt andere Menschen
    #[arg(long, value_name = "ZAHL", default_value_t = 1)]
    saat: u64,

    /// Der Monat (Vorgabe: 2026-12)
    #[arg(long, value_name = "MONAT", default_value = "2026-12", value_parser = angabe::lies::<Monat>)]
    monat: Monat,

    /// Ordner für Eingabe und Ausgabe (Vorgabe: demo)
    #[arg(long, value_name = "ORDNER", default_value = "demo")]
    aus: PathBuf,

    /// Setzt alle Bescheide statt einiger Dutzend
    #[arg(long)]
    alle_briefe: bool,
}

impl Demo {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let haushalte = self.aus.join("haushalte.jsonl");
        let ausgabe = self.aus.join(self.monat.to_string());
        std::fs::create_dir_all(&self.aus)
            .map_err(|fehler| anyhow!(deutsch(&fehler)))
            .with_context(|| format!("„{}“ lässt sich nicht anlegen", self.aus.display()))?;
        println!("Nahtlos rechnet {} für den Musterkreis.", self.monat.deutsch());
        println!("Alle Menschen, Anschriften und Konten sind erfunden.\n");
        let kreis = Musterkreis { saat: self.saat, personen: self.personen, monat: self.monat };
        let beginn = jetzt();
        crate::muster::in_datei(&kreis, &haushalte)?;
        let erfinden = beginn.elapsed();
        let ungefaehr = self.personen.div_ceil(2).max(1);
        let jeder =
            NonZeroUsize::new(usize::try_from(ungefaehr / BRIEFE)?).unwrap_or(NonZeroUsize::MIN);
        let lauf = Lauf {
            traeger: &muster::traeger(),
            haushalte: &haushalte,
            monat: self.monat,
            datum: datum(self.monat),
            briefe: if self.alle_briefe { Briefe::Alle } else { Briefe::JederNte(jeder) },
            gruende: Gruende::Mit,
            aus: &ausgabe,
            parameter: None,
            ungefaehr: Some(u64::from(ungefaehr)),
        };
        let (bericht, mut dauern) = lauf.fuehre_aus()?;
        dauern.insert(0, ("Erfinden", erfinden));
        println!("{}", bericht.als_text());
        println!("{}", dauer_zeile(&dauern));
        println!("\nEingabe: {}", haushalte.display());
        println!("Ausgabe: {}", ausgabe.display());
        println!(
            "Zum Ansehen: die PDF in {} und {}",
            ausgabe.join("briefe").display(),
            ausgabe.join("offene-fragen.csv").display()
        );
        if !self.alle_briefe {
            println!(
                "Alle Bescheide: nahtlos demo --alle-briefe (schneller mit cargo run --release)"
            );
        }
        Ok(ausgang(&bericht))
    }
}

/// Ein Banktag vor der Auszahlung, damit die Vorführung morgen dasselbe ergibt wie heute.
fn datum(monat: Monat) -> Tag {
    voriger_target_tag(auszahlungstag(monat).plus_tage(-7))
}
