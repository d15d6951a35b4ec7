//! `cargo xtask bench law`: unsere Rechnung und GETTSIM auf denselben Haushalten im selben Lauf.
//! `cargo xtask bench store`: der Speicher und rohe Commits auf derselben Platte im selben Lauf.
//!
//! Beim Recht werden CPU-Sekunden verglichen, nicht Zeiten nach der Uhr, und überall nur Verhältnisse: eine Messung auf
//! einer anderen Maschine sagt nichts über diese. Nichts hier macht einen Lauf rot.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::postgres::{self, Server};
use crate::{conformance, run};

/// Menschen ohne Angabe.
const PERSONEN: u32 = 20_000;

/// Misst und druckt; `arguments` ist `[--personen N]`.
pub fn law(arguments: impl Iterator<Item = String>) -> Result<bool> {
    let personen = personen(arguments)?;
    let umgebung = conformance::umgebung()?;
    let build = ["build", "--locked", "--release", "--package", "case", "--example", "messung"];
    ensure!(run::visible(&mut run::cargo(&build))?.0, "case --example messung");
    let lagen = run::target_directory()?.join("bench-lagen.jsonl");
    let [menschen, kalt, warm, schritt, speicher_gettsim] = gettsim(&umgebung, personen, &lagen)?;
    let messung = run::target_directory()?.join("release/examples/messung");
    let unsere = ergebnis(Command::new(messung).arg(&lagen))?;
    let [unsere_menschen, still, gruende, alle, uhr, kerne, speicher] = unsere;
    ensure!(menschen == unsere_menschen, "beide Seiten rechnen dieselben Menschen");
    println!("\n{menschen} Menschen, Dezember 2025, CPU-Zeit je Durchgang:");
    for (was, mikro) in [
        ("wir, still, ein Kern", still),
        ("wir, mit Gründen, ein Kern", gruende),
        ("wir, still, alle Kerne (CPU)", alle),
        ("wir, still, alle Kerne (Uhr)", uhr),
        ("GETTSIM, nur der Rechenschritt", schritt),
        ("GETTSIM, ganzer Aufruf", warm),
        ("GETTSIM, ganzer Aufruf mit Recht", kalt),
    ] {
        let je_sekunde = menschen * 1_000_000 / mikro.max(1);
        println!("  {was:<34}{mikro:>12} µs{je_sekunde:>14} Menschen/s");
    }
    println!("Verhältnis der CPU-Zeit, GETTSIM zu unserer stillen Rechnung auf einem Kern:");
    for (was, mikro) in [("Rechenschritt", schritt), ("ganzer Aufruf", warm), ("mit Recht", kalt)] {
        println!("  {was:<34}{:>12}", zehntel(mikro * 10 / still.max(1)));
    }
    println!("Speicher: wir {speicher} KiB, GETTSIM {speicher_gettsim} KiB; Kerne: {kerne}");
    println!("\nZuteilungen je Haushalt (divan):");
    let bench = ["bench", "--locked", "--package", "law", "--bench", "haushalt"];
    Ok(run::visible(&mut run::cargo(&bench))?.0)
}

/// Misst den Speicher auf SQLite und auf einem PostgreSQL nur für diese Messung.
pub fn store() -> Result<bool> {
    let server = Server::start()?;
    let mut bench = run::cargo(&["bench", "--locked", "--package", "office", "--benches"]);
    let (success, _) = run::visible(bench.env(postgres::VARIABLE, server.connection()))?;
    Ok(success)
}

/// GETTSIMs Seite mit wenigen Menschen: `cargo xtask test` sieht so, dass die Messung noch läuft.
pub fn gettsim_laeuft() -> Result<()> {
    let lagen = run::target_directory()?.join("probe-lagen.jsonl");
    let [menschen, ..] = gettsim(&conformance::umgebung()?, 50, &lagen)?;
    ensure!(menschen >= 50, "gemessen sind nur {menschen} Menschen");
    Ok(())
}

/// Menschen, Mikrosekunden (ganzer Aufruf mit Recht, ganzer Aufruf, Rechenschritt) und KiB.
fn gettsim(umgebung: &Path, personen: u32, lagen: &Path) -> Result<[u64; 5]> {
    let mut gettsim = conformance::python(umgebung, "messen.py")?;
    gettsim.args(["--personen", &personen.to_string()]).arg("--lagen").arg(lagen);
    ergebnis(&mut gettsim)
}

fn personen(mut arguments: impl Iterator<Item = String>) -> Result<u32> {
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(PERSONEN),
        (Some("--personen"), Some(zahl)) => zahl.parse().context("--personen braucht eine Zahl"),
        (andere, _) => bail!("bench law kennt „{}“ nicht", andere.unwrap_or_default()),
    }
}

/// Die Zahlen der Zeile `ERGEBNIS …`.
fn ergebnis<const N: usize>(command: &mut Command) -> Result<[u64; N]> {
    let output = run::quiet(command)?;
    zahlen(&output).with_context(|| format!("ERGEBNIS von {command:?}"))
}

fn zahlen<const N: usize>(output: &str) -> Option<[u64; N]> {
    let zeile = output.lines().find_map(|zeile| zeile.strip_prefix("ERGEBNIS "))?;
    let zahlen: Vec<u64> = zeile.split(' ').map_while(|zahl| zahl.parse().ok()).collect();
    zahlen.try_into().ok()
}

/// `123` sind 12,3.
fn zehntel(zahl: u64) -> String {
    format!("{},{}", zahl / 10, zahl % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_zeile_der_messung_wird_gelesen() {
        assert_eq!(zahlen::<2>("Text\nERGEBNIS 7 80\n"), Some([7, 80]));
        assert_eq!(zahlen::<3>("ERGEBNIS 7 80\n"), None);
        assert_eq!(zehntel(1234), "123,4");
    }

    #[test]
    fn der_aufruf_nennt_menschen() {
        let aufruf = |worte: &[&str]| personen(worte.iter().map(|&wort| wort.to_owned()));
        assert_eq!(aufruf(&[]).unwrap(), PERSONEN);
        assert_eq!(aufruf(&["--personen", "5"]).unwrap(), 5);
        assert!(aufruf(&["--foo"]).is_err());
    }
}
