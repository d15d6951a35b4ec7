//! Aufgaben für Entwickler: `cargo xtask …`.

mod buildtime;
mod recht;
mod run;
mod setup;
mod suites;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask AUFGABE

  setup      installiert, was die Tests brauchen (Debian-Pakete, Python-Umgebung unter target/)
  test       setup, dann Format, Clippy und alle Tests mit CPU-Zeit je Bereich
  tidy       prüft die Regeln aus STYLE.md, die kein Compiler prüft
  recht      nennt, was an den Parametern des Rechts zu tun ist; --schreiben erneuert docs/recht.md
  buildtime  baut das Programm in einem leeren Ordner und nennt die CPU-Sekunden
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let task = args.next();
    let rest: Vec<String> = args.collect();
    let result = match (task.as_deref(), rest.first()) {
        (Some("recht"), _) => recht::run(&rest),
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
