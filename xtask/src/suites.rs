//! `cargo xtask test`: Format, Clippy, Bauen und alle Tests, mit CPU-Zeit je Bereich.
//!
//! Die Tests werden einmal für den ganzen Arbeitsbereich gebaut und dann je Crate ausgeführt. So
//! sind alle mit denselben Merkmalen gebaut wie das Programm, und die Zeit je Bereich ist die des
//! Ausführens.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::{self, Cpu};
use crate::setup;

/// Bereich, seine Crates, sein Budget in CPU-Sekunden.
const SUITES: [(&str, &[&str], u64); 6] = [
    ("law", &["law"], 300),
    ("letters", &["letters"], 300),
    ("decisions", &["case"], 250),
    ("money", &["formats", "office"], 300),
    ("record", &["muster"], 500),
    ("workplace", &["nahtlos", "xtask"], 700),
];

/// Format, Clippy und Bauen aller Tests.
const BUILD_BUDGET: u64 = 2000;

/// Ein ausführbares Testprogramm.
#[derive(Debug, PartialEq, Eq)]
struct TestBinary {
    package: String,
    target: String,
    executable: PathBuf,
    folder: PathBuf,
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
    let mut green = true;
    let mut build = Cpu::default();
    let (formatted, cpu) = step("Format", &["fmt", "--all", "--check"])?;
    build += cpu;
    let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    let (linted, cpu) = step("Clippy", &clippy)?;
    build += cpu;
    green &= formatted && linted;
    let (binaries, cpu) = build_tests()?;
    build += cpu;
    green &= binaries.is_some();
    let row =
        |name: &str, cpu, budget| Row { name: name.into(), cpu, budget, count: Count::default() };
    let mut rows = vec![row("build, clippy", build, Some(BUILD_BUDGET))];
    for binary in binaries.iter().flatten() {
        let (success, cpu, count) = run_tests(binary, &venv)?;
        green &= success;
        add(&mut rows, &binary.package, cpu, count);
    }
    if binaries.is_some() {
        let (success, documentation) = doc_tests(&venv)?;
        green &= success;
        rows.push(documentation);
    }
    let total = print_table(&rows);
    green &= total.failed == 0 && total.skipped == 0 && total.passed > 0;
    println!("\nErgebnis: {}", if green { "alles grün" } else { "ROT, siehe oben" });
    println!("skipped: {}", total.skipped);
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(green)
}

fn heading(text: &str) {
    println!("\n── {text}");
}

fn step(name: &str, arguments: &[&str]) -> Result<(bool, Cpu)> {
    heading(&format!("{name}: cargo {}", arguments.join(" ")));
    let (success, cpu) = run::visible(&mut run::cargo(arguments))?;
    println!("{name}: {}, {cpu} CPU s", if success { "gut" } else { "ROT" });
    Ok((success, cpu))
}

/// Baut alle Testprogramme; ohne Wert, wenn es nicht gelang.
fn build_tests() -> Result<(Option<Vec<TestBinary>>, Cpu)> {
    heading("Tests bauen: cargo test --workspace --no-run");
    let mut binaries = Vec::new();
    let format = "--message-format=json-render-diagnostics";
    let mut command = run::cargo(&["test", "--workspace", "--locked", "--no-run", format]);
    let (success, cpu) = run::teed(&mut command, |line| binaries.extend(test_binary(line)))?;
    binaries.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
    println!("Tests bauen: {}, {cpu} CPU s", if success { "gut" } else { "ROT" });
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

fn run_tests(binary: &TestBinary, venv: &Path) -> Result<(bool, Cpu, Count)> {
    heading(&format!("Tests: {} ({})", binary.package, binary.target));
    let mut command = std::process::Command::new(&binary.executable);
    // Wie `cargo test` es täte: im Ordner des Crates und mit dessen Variablen.
    command.current_dir(&binary.folder);
    command.env("CARGO_MANIFEST_DIR", &binary.folder).env("CARGO_PKG_NAME", &binary.package);
    command.env("NAHTLOS_VENV", venv);
    let (success, cpu, mut count) = counted(&mut command)?;
    if !success && count.failed == 0 {
        // Abgebrochen, bevor es seine Zahlen nennen konnte.
        count.failed = 1;
    }
    Ok((success, cpu, count))
}

fn doc_tests(venv: &Path) -> Result<(bool, Row)> {
    heading("Beispiele in der Dokumentation: cargo test --workspace --doc");
    let mut command = run::cargo(&["test", "--workspace", "--locked", "--doc", "--quiet"]);
    command.env("NAHTLOS_VENV", venv);
    let (success, cpu, count) = counted(&mut command)?;
    Ok((success, Row { name: "documentation".into(), cpu, budget: None, count }))
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
        let empty = Count::default();
        rows.push(Row { name: name.to_owned(), cpu: Cpu::default(), budget, count: empty });
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
    let mut over = BTreeMap::new();
    for row in rows {
        let budget = row.budget.map_or("–".to_owned(), |budget| budget.to_string());
        let Count { passed, failed, skipped } = row.count;
        println!("{:<16}{:>9}{budget:>9}{passed:>9}{failed:>9}{skipped:>9}", row.name, row.cpu);
        if row.budget.is_some_and(|budget| row.cpu.seconds() >= budget) {
            over.insert(&row.name, row.cpu);
        }
        total.passed += passed;
        total.failed += failed;
        total.skipped += skipped;
    }
    for (name, cpu) in over {
        println!("Warnung: {name} braucht {cpu} CPU s, mehr als sein Budget.");
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
        let mut rows = Vec::new();
        let one = Count { passed: 1, failed: 0, skipped: 0 };
        for package in ["formats", "office", "law", "unbekannt"] {
            add(&mut rows, package, Cpu(150), one);
        }
        let names: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.count.passed)).collect();
        assert_eq!(names, [("money", 2), ("law", 1), ("unbekannt", 1)]);
    }
}
