//! `cargo xtask test`: Format, Clippy, Bauen und alle Tests, mit CPU-Zeit je Bereich.
//!
//! Die Tests werden einmal für den ganzen Arbeitsbereich gebaut und dann je Crate ausgeführt. So
//! sind alle mit denselben Merkmalen gebaut wie das Programm, und die Zeit je Bereich ist die des
//! Ausführens.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::bench;
use crate::conformance::{self, Auftrag};
use crate::postgres::{self, Server};
use crate::run::{self, Cpu};
use crate::setup;

/// Bereich, seine Crates, sein Budget in CPU-Sekunden.
const SUITES: [(&str, &[&str], u64); 6] = [
    ("law", &["law"], 300),
    ("letters", &["letters"], 300),
    ("decisions", &["case"], 250),
    ("money", &["formats"], 300),
    ("record", &["office", "muster"], 500),
    ("workplace", &["nahtlos", "web", "xtask"], 700),
];

/// Format, Clippy und Bauen aller Tests.
/// Startzahl der Zufallstests: ein Lauf wiederholt sich, bis jemand eine andere setzt.
const SEED: &str = "PROPTEST_RNG_SEED";
/// Geprüft wird mit allem, was das Programm kann; die Vorführung braucht weniger.
const FEATURES: &str = "nahtlos/serve,nahtlos/postgres";
const BUILD: &str = "build, clippy";
const BUILD_BUDGET: u64 = 2000;

/// Ein ausführbares Testprogramm.
#[derive(Debug, PartialEq, Eq)]
struct TestBinary {
    package: String,
    target: String,
    executable: PathBuf,
    folder: PathBuf,
}

/// Was Tests außer sich selbst brauchen.
struct Tools {
    venv: PathBuf,
    postgres: String,
}

impl Tools {
    /// Nennt alles in der Umgebung des Aufrufs.
    fn name_to(&self, command: &mut Command) {
        command.env("NAHTLOS_VENV", &self.venv).env(SEED, seed());
        command.env(postgres::VARIABLE, &self.postgres);
    }
}

/// Was Tests gezählt haben.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// Eine Zeile der Tabelle am Ende.
struct Row {
    name: String,
    cpu: Cpu,
    budget: Option<u64>,
    count: Count,
}

/// Führt alles aus; `true`, wenn nichts rot ist und nichts übersprungen wurde.
pub fn run() -> Result<bool> {
    heading("Werkzeuge");
    let venv = setup::ensure()?;
    let mut red = Vec::new();
    let mut rows = empty_rows();
    let mut build = step("Format", &["fmt", "--all", "--check"], &mut red)?;
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--features",
        FEATURES,
        "--",
        "-D",
        "warnings",
    ];
    build += step("Clippy", &clippy, &mut red)?;
    let (binaries, cpu) = build_tests(&mut red)?;
    build += cpu;
    add(&mut rows, BUILD, build, Count::default());
    let server = Server::start()?;
    let tools = Tools { venv, postgres: server.connection() };
    for binary in binaries.iter().flatten() {
        let (cpu, count) = run_tests(binary, &tools, &mut red)?;
        add(&mut rows, &binary.package, cpu, count);
    }
    drop(server);
    if binaries.is_some() {
        let (cpu, count) = doc_tests(&tools, &mut red)?;
        add(&mut rows, "documentation", cpu, count);
    }
    let (cpu, count) = gegen_gettsim(&mut red)?;
    add(&mut rows, "law", cpu, count);
    let total = print_table(&rows);
    if total.skipped > 0 {
        red.push("übersprungene Tests".to_owned());
    }
    if total.passed == 0 {
        red.push("kein Test lief".to_owned());
    }
    let result =
        if red.is_empty() { "alles grün".to_owned() } else { format!("ROT: {}", red.join(", ")) };
    println!("\nErgebnis: {result}");
    println!("skipped: {}", total.skipped);
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(red.is_empty())
}

/// Eine leere Zeile je Bereich, in der Reihenfolge der Tabelle.
fn empty_rows() -> Vec<Row> {
    let build = row(BUILD, Some(BUILD_BUDGET));
    let suites = SUITES.iter().map(|(name, _, budget)| row(name, Some(*budget)));
    std::iter::once(build).chain(suites).collect()
}

fn row(name: &str, budget: Option<u64>) -> Row {
    Row { name: name.to_owned(), cpu: Cpu::default(), budget, count: Count::default() }
}

fn heading(text: &str) {
    println!("\n── {text}");
}

fn step(name: &str, arguments: &[&str], red: &mut Vec<String>) -> Result<Cpu> {
    heading(&format!("{name}: cargo {}", arguments.join(" ")));
    let (success, cpu) = run::visible(&mut run::cargo(arguments))?;
    judge(name, success, red);
    println!("{cpu} CPU s");
    Ok(cpu)
}

fn judge(name: &str, success: bool, red: &mut Vec<String>) {
    if !success {
        println!("ROT: {name}");
        red.push(name.to_owned());
    }
}

/// Baut alle Testprogramme; ohne Wert, wenn es nicht gelang.
fn build_tests(red: &mut Vec<String>) -> Result<(Option<Vec<TestBinary>>, Cpu)> {
    heading(&format!("Tests bauen: cargo test --workspace --no-run --features {FEATURES}"));
    let mut binaries = Vec::new();
    let format = "--message-format=json-render-diagnostics";
    let mut command = run::cargo(&[
        "test",
        "--workspace",
        "--locked",
        "--no-run",
        "--features",
        FEATURES,
        format,
    ]);
    let (success, cpu) = run::teed(&mut command, |line| binaries.extend(test_binary(line)))?;
    binaries.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
    judge("Bauen der Tests", success, red);
    println!("{cpu} CPU s");
    Ok((success.then_some(binaries), cpu))
}

/// Liest eine Meldung von Cargo; nur Testprogramme sind von Belang.
fn test_binary(line: &str) -> Option<TestBinary> {
    let message: Value = serde_json::from_str(line).ok()?;
    let executable = PathBuf::from(message.get("executable")?.as_str()?);
    if message.pointer("/profile/test")? != &Value::Bool(true) {
        return None;
    }
    let folder = Path::new(message.get("manifest_path")?.as_str()?).parent()?.to_path_buf();
    let package = folder.file_name()?.to_str()?.to_owned();
    let target = message.pointer("/target/name")?.as_str()?.to_owned();
    Some(TestBinary { package, target, executable, folder })
}

fn run_tests(binary: &TestBinary, tools: &Tools, red: &mut Vec<String>) -> Result<(Cpu, Count)> {
    let name = format!("Tests {} ({})", binary.package, binary.target);
    heading(&name);
    let mut command = std::process::Command::new(&binary.executable);
    // Wie `cargo test` es täte: im Ordner des Crates und mit dessen Variablen.
    command.current_dir(&binary.folder);
    command.env("CARGO_MANIFEST_DIR", &binary.folder).env("CARGO_PKG_NAME", &binary.package);
    tools.name_to(&mut command);
    println!("Zufallstests mit {SEED}={}", seed());
    let (success, cpu, mut count) = counted(&mut command)?;
    if !success && count.failed == 0 {
        // Abgebrochen, bevor es seine Zahlen nennen konnte.
        count.failed = 1;
    }
    judge(&name, success, red);
    Ok((cpu, count))
}

fn seed() -> String {
    std::env::var(SEED).unwrap_or_else(|_| "20260701".to_owned())
}

fn doc_tests(tools: &Tools, red: &mut Vec<String>) -> Result<(Cpu, Count)> {
    let name = "Beispiele in der Dokumentation";
    heading(&format!("{name}: cargo test --workspace --doc"));
    let mut command = run::cargo(&["test", "--workspace", "--locked", "--doc", "--quiet"]);
    tools.name_to(&mut command);
    let (success, cpu, count) = counted(&mut command)?;
    judge(name, success, red);
    Ok((cpu, count))
}

/// Unser Recht gegen den offenen Vergleich, mit Selbsttest, und die Messung daran; zählt als zwei Tests.
fn gegen_gettsim(red: &mut Vec<String>) -> Result<(Cpu, Count)> {
    let name = "Recht gegen GETTSIM";
    heading(&format!("{name}: cargo xtask conformance"));
    let auftrag = Auftrag { personen: conformance::PERSONEN, saat: None, selbsttest: true };
    let (success, cpu) = conformance::vergleiche(auftrag)?;
    judge(name, success, red);
    println!("{cpu} CPU s");
    let messung = bench::gettsim_laeuft();
    let misst = messung.is_ok();
    judge("GETTSIMs Seite von bench law", misst, red);
    if let Err(fehler) = messung {
        println!("{fehler:?}");
    }
    let passed = u64::from(success) + u64::from(misst);
    Ok((cpu, Count { passed, failed: 2 - passed, skipped: 0 }))
}

fn counted(command: &mut std::process::Command) -> Result<(bool, Cpu, Count)> {
    let mut count = Count::default();
    let (success, cpu) = run::teed(command, |line| {
        println!("{line}");
        if let Some(more) = parse_result(line) {
            count.passed += more.passed;
            count.failed += more.failed;
            count.skipped += more.skipped;
        }
    })
    .context("run tests")?;
    Ok((success, cpu, count))
}

/// `test result: ok. 16 passed; 0 failed; 0 ignored; 0 measured; 13 filtered out; …`.
///
/// Übersprungen ist, was als `ignored` gezählt wird, und was ein Filter ausließ.
fn parse_result(line: &str) -> Option<Count> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let of = |word: &str| {
        let part = numbers.split("; ").find_map(|part| part.strip_suffix(word))?;
        part.trim().parse::<u64>().ok()
    };
    let skipped = of("ignored")? + of("filtered out").unwrap_or(0);
    Some(Count { passed: of("passed")?, failed: of("failed")?, skipped })
}

/// Zählt einen Lauf zur Zeile seines Bereichs.
fn add(rows: &mut Vec<Row>, package: &str, cpu: Cpu, count: Count) {
    let suite = SUITES.iter().find(|(_, packages, _)| packages.contains(&package));
    let (name, budget) = suite.map_or((package, None), |(name, _, budget)| (*name, Some(*budget)));
    let at = rows.iter().position(|row| row.name == name).unwrap_or(rows.len());
    if at == rows.len() {
        rows.push(row(name, budget));
    }
    if let Some(row) = rows.get_mut(at) {
        row.cpu += cpu;
        row.count.passed += count.passed;
        row.count.failed += count.failed;
        row.count.skipped += count.skipped;
    }
}

fn print_table(rows: &[Row]) -> Count {
    heading("Ergebnis je Bereich");
    println!(
        "{:<16}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "suite", "CPU s", "budget", "passed", "failed", "skipped"
    );
    let mut total = Count::default();
    for row in rows {
        let budget = row.budget.map_or("–".to_owned(), |budget| budget.to_string());
        let Count { passed, failed, skipped } = row.count;
        println!("{:<16}{:>9}{budget:>9}{passed:>9}{failed:>9}{skipped:>9}", row.name, row.cpu);
        total.passed += passed;
        total.failed += failed;
        total.skipped += skipped;
    }
    for Row { name, cpu, budget, .. } in rows {
        if budget.is_some_and(|budget| cpu.seconds() >= budget) {
            println!("Warnung: {name} braucht {cpu} CPU s, mehr als sein Budget.");
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_zahlen_der_tests_werden_gelesen_auch_ausgelassene() {
        let faelle = [
            (
                "test result: ok. 16 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; \
                 finished in 0.34s",
                Some(Count { passed: 16, failed: 0, skipped: 0 }),
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 13 filtered out; \
                 finished in 1.00s",
                Some(Count { passed: 3, failed: 2, skipped: 14 }),
            ),
            ("test result: ok.", None),
            ("running 3 tests", None),
        ];
        for (line, count) in faelle {
            assert_eq!(parse_result(line), count, "{line}");
        }
    }

    #[test]
    fn nur_testprogramme_werden_ausgefuehrt() {
        let message = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/p/crates/law/Cargo.toml",
                "target":{{"name":"it"}},"profile":{{"test":{test}}},"executable":"/t/it-1"}}"#
            )
        };
        let binary = test_binary(&message(true)).unwrap();
        assert_eq!((binary.package.as_str(), binary.target.as_str()), ("law", "it"));
        assert_eq!(test_binary(&message(false)), None);
        assert_eq!(test_binary("warning: kein JSON"), None);
    }

    #[test]
    fn jedes_crate_gehoert_zu_einem_bereich() {
        let metadata = run::metadata().unwrap();
        for package in metadata["packages"].as_array().unwrap() {
            let name = package["name"].as_str().unwrap();
            let suites = SUITES.iter().filter(|(_, packages, _)| packages.contains(&name)).count();
            assert_eq!(suites, 1, "{name} in SUITES eintragen");
        }
    }

    #[test]
    fn laeufe_eines_bereichs_stehen_in_einer_zeile() {
        let mut rows = empty_rows();
        let one = Count { passed: 1, failed: 0, skipped: 0 };
        for package in ["muster", "office", "law", "unbekannt"] {
            add(&mut rows, package, Cpu(150), one);
        }
        let of = |name: &str| rows.iter().find(|row| row.name == name).unwrap().count.passed;
        assert_eq!([of("record"), of("law"), of("unbekannt"), of("letters")], [2, 1, 1, 0]);
    }
}
