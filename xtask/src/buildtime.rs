//! `cargo xtask buildtime`: was der erste Befehl auf einem frischen Klon kostet.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::run;

/// Heute erlaubte CPU-Sekunden.
const NOW: u64 = 500;
/// Nie mehr als so viele.
const EVER: u64 = 1000;
/// So viele Crates werden genannt.
const SHOWN: usize = 10;

/// Baut `nahtlos` in einem leeren Ordner; `false`, wenn es mehr als heute erlaubt kostet.
pub fn run() -> Result<bool> {
    // Herunterladen zählt nicht mit: es hängt am Netz, nicht am Projekt.
    ensure!(run::visible(&mut run::cargo(&["fetch", "--locked"]))?.0, "cargo fetch");
    let folder = run::target_directory()?.join(format!("buildtime-{}", std::process::id()));
    println!("Baue in {} …", folder.display());
    let mut build = run::cargo(&["build", "--package", "nahtlos", "--locked", "--timings"]);
    build.env("CARGO_TARGET_DIR", &folder);
    #[expect(clippy::disallowed_methods, reason = "Dauer misst nur, wer sie anzeigt: hier.")]
    let start = Instant::now();
    let built = run::visible(&mut build);
    let wall = start.elapsed().as_secs();
    let costly = most_expensive(&folder.join("cargo-timings/cargo-timing.html"));
    std::fs::remove_dir_all(&folder).with_context(|| format!("remove {}", folder.display()))?;
    let (success, cpu) = built?;
    ensure!(success, "der Bau ist gescheitert");
    println!("\nBau von null: {cpu} CPU s, {} min {:02} s am Stück", wall / 60, wall % 60);
    println!("erlaubt: {NOW} CPU s heute, {EVER} jemals");
    match costly {
        Ok(units) => print_units(&units),
        Err(error) => println!("Zeiten je Crate nicht lesbar: {error:#}"),
    }
    Ok(cpu.seconds() < NOW)
}

fn print_units(units: &[(String, u64)]) {
    println!("\nDie teuersten Crates (Sekunden, in denen an ihnen gebaut wurde):");
    for (name, hundredths) in units.iter().take(SHOWN) {
        println!("{:>8},{}  {name}", hundredths / 100, hundredths % 100 / 10);
    }
}

/// Liest Cargos Bericht: Crates mit Hundertstelsekunden, die teuersten zuerst.
fn most_expensive(report: &Path) -> Result<Vec<(String, u64)>> {
    let html = std::fs::read_to_string(report).context("read the timing report")?;
    parse_report(&html)
}

fn parse_report(html: &str) -> Result<Vec<(String, u64)>> {
    let (_, data) = html.split_once("const UNIT_DATA = ").context("UNIT_DATA fehlt")?;
    let mut values = serde_json::Deserializer::from_str(data).into_iter::<Vec<Value>>();
    let units = values.next().context("UNIT_DATA ist leer")??;
    let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
    for unit in &units {
        let name = unit.get("name").and_then(Value::as_str).context("name fehlt")?;
        let duration = unit.get("duration").context("duration fehlt")?.to_string();
        *by_name.entry(name.to_owned()).or_default() += hundredths(&duration).unwrap_or(0);
    }
    let mut units: Vec<_> = by_name.into_iter().collect();
    units.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(units)
}

/// `12.3` sind 1230 Hundertstel; gerechnet wird ohne Gleitkomma.
fn hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    Some(whole.parse::<u64>().ok()? * 100 + part.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_teuersten_crates_stehen_zuerst_und_ihre_teile_zusammen() {
        let html = r#"<script>const UNIT_DATA = [
            {"i":0,"name":"klein","duration":0.5},
            {"i":1,"name":"gross","duration":2},
            {"i":2,"name":"gross","duration":10.25}];
            const CONCURRENCY_DATA = [];</script>"#;
        let units = parse_report(html).unwrap();
        assert_eq!(units, [("gross".to_owned(), 1225), ("klein".to_owned(), 50)]);
        assert!(parse_report("<html>").is_err());
    }
}
