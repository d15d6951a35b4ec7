//! `cargo xtask conformance`: unsere Rechnung gegen den offenen Vergleich GETTSIM.
//!
//! GETTSIM steht unter der AGPL: es wird in eine eigene Umgebung unter `target/` installiert und nie
//! kopiert; seine Prüffälle werden aus der Installation gelesen. Was verglichen wird und warum eine
//! Abweichung zählt, steht in `conformance/` und `docs/adr/0012-pruefung-gegen-gettsim.md`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::run::{self, Cpu};
use crate::setup;

/// So viele erzeugte Menschen in `cargo xtask test` und ohne Angabe.
pub const PERSONEN: u32 = 10_000;

/// Feste Versionen (PyPI).
const REQUIREMENTS: &str = include_str!("../../conformance/requirements.txt");

/// Was verlangt ist.
#[derive(Clone, Copy, Debug)]
pub struct Auftrag {
    /// Erzeugte Menschen.
    pub personen: u32,
    /// Prüft die Prüfung: eingebaute Fehler müssen auffallen.
    pub selbsttest: bool,
}

impl Auftrag {
    /// Liest `[--personen N] [--selbsttest]`.
    pub fn lies(arguments: impl IntoIterator<Item = String>) -> Result<Auftrag> {
        let mut auftrag = Auftrag { personen: PERSONEN, selbsttest: false };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--personen" => {
                    let zahl = arguments.next().context("--personen braucht eine Zahl")?;
                    auftrag.personen = zahl.parse().context("--personen braucht eine Zahl")?;
                }
                "--selbsttest" => auftrag.selbsttest = true,
                andere => bail!("conformance kennt „{andere}“ nicht"),
            }
        }
        Ok(auftrag)
    }
}

/// Baut unsere Seite, richtet GETTSIM ein und vergleicht; `false`, wenn etwas unerklärt bleibt.
pub fn run(auftrag: Auftrag) -> Result<bool> {
    Ok(vergleiche(auftrag)?.0)
}

/// Wie [`run`], mit der CPU-Zeit des Vergleichs ohne Bauen und Installieren.
pub fn vergleiche(auftrag: Auftrag) -> Result<(bool, Cpu)> {
    let umgebung = umgebung()?;
    let programm = programm()?;
    let mut command = python(&umgebung, "pruefen.py")?;
    command.arg("--programm").arg(programm);
    command.args(["--personen", &auftrag.personen.to_string()]);
    if auftrag.selbsttest {
        command.arg("--selbsttest");
    }
    run::visible(&mut command)
}

/// Ein Skript aus `conformance/` mit den Pfaden, die alle brauchen.
pub fn python(umgebung: &Path, skript: &str) -> Result<Command> {
    let mut command = Command::new(umgebung.join("bin/python"));
    command.arg(run::root().join("conformance").join(skript));
    command.arg("--parameter").arg(run::root().join("crates/law/parameter"));
    command.arg("--pakete").arg(pakete(umgebung)?);
    command.arg("--ordner").arg(run::target_directory()?.join("conformance"));
    // Eine Rechnung auf einem Kern: sonst misst man die Fäden von numpy.
    command.env("OMP_NUM_THREADS", "1").env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(command)
}

/// Die Umgebung mit GETTSIM, so wie `conformance/requirements.txt` sie festlegt.
pub fn umgebung() -> Result<PathBuf> {
    let folder = run::target_directory()?.join("gettsim");
    setup::pinned_environment(&folder, "conformance/requirements.txt", REQUIREMENTS)?;
    Ok(folder)
}

fn pakete(umgebung: &Path) -> Result<PathBuf> {
    let probe = "import sysconfig; print(sysconfig.get_path('purelib'))";
    let output = run::quiet(Command::new(umgebung.join("bin/python")).args(["-c", probe]))?;
    Ok(PathBuf::from(output.trim()))
}

fn programm() -> Result<PathBuf> {
    let build = ["build", "--locked", "--quiet", "--package", "case", "--example", "konformitaet"];
    ensure!(run::visible(&mut run::cargo(&build))?.0, "case --example konformitaet");
    Ok(run::target_directory()?.join("debug/examples/konformitaet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_aufruf_nennt_menschen_und_selbsttest() {
        let lies = |worte: &[&str]| Auftrag::lies(worte.iter().map(|&wort| wort.to_owned()));
        let auftrag = lies(&["--personen", "100000", "--selbsttest"]).unwrap();
        assert_eq!((auftrag.personen, auftrag.selbsttest), (100_000, true));
        assert_eq!(lies(&[]).unwrap().personen, PERSONEN);
        assert!(lies(&["--personen"]).is_err() && lies(&["--foo"]).is_err());
    }

    #[test]
    fn jedes_paket_des_vergleichs_hat_eine_feste_version() {
        let zeilen = REQUIREMENTS.lines().filter(|zeile| !zeile.starts_with('#'));
        assert!(zeilen.clone().count() > 1 && zeilen.clone().all(|zeile| zeile.contains("==")));
        assert!(zeilen.clone().any(|zeile| zeile == "gettsim==1.3.1"));
    }
}
