//! Aufgaben für Entwickler: `cargo xtask …`.

mod bench;
mod buildtime;
mod conformance;
mod postgres;
mod recht;
mod run;
mod setup;
mod soak;
mod suites;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask AUFGABE

  setup      installiert, was die Tests brauchen (Debian-Pakete, Python-Umgebung unter target/)
  test       setup, dann Format, Clippy und alle Tests mit CPU-Zeit je Bereich
  tidy       prüft die Regeln aus STYLE.md, die kein Compiler prüft
  conformance [--personen N] [--saat N] [--selbsttest]
             rechnet GETTSIMs Prüffälle und N erzeugte Menschen auf beiden Seiten
  bench law [--personen N]
             misst unsere Rechnung und GETTSIM in CPU-Sekunden
  bench store
             misst den Speicher gegen rohe Ein-Zeilen-Commits auf derselben Platte
  recht      nennt, was an den Parametern des Rechts zu tun ist; --schreiben erneuert docs/recht.md
  soak [--teil K/N | absturz]
             was für jeden Lauf zu lange dauert: Mutanten des Rechts, lange Zufallstests, lange Angriffe auf
             den Speicher
  buildtime  baut das Programm in einem leeren Ordner und nennt die CPU-Sekunden
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let task = args.next();
    let rest: Vec<String> = args.collect();
    let result = match (task.as_deref(), rest.first().cloned()) {
        (Some("conformance"), _) => conformance::Auftrag::lies(rest).and_then(conformance::run),
        (Some("bench"), Some(what)) if what == "law" => bench::law(rest.into_iter().skip(1)),
        (Some("bench"), Some(what)) if what == "store" && rest.len() == 1 => bench::store(),
        (Some("recht"), _) => recht::run(&rest),
        (Some("soak"), _) => soak::run(&rest),
        (Some("setup"), None) => setup::ensure().map(|_| true),
        (Some("test"), None) => suites::run(),
        (Some("tidy"), None) => tidy::run(),
        (Some("buildtime"), None) => buildtime::run(),
        (Some("help" | "--help" | "-h"), None) => {
            print!("{HELP}");
            Ok(true)
        }
        _ => {
            eprint!("{HELP}");
            Ok(false)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("Fehler: {error:#}");
            ExitCode::FAILURE
        }
    }
}
