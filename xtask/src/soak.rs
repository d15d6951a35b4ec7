//! `cargo xtask soak`: was für jeden Lauf zu lange dauert: Mutanten des Rechts, lange
//! Zufallstests und lange Angriffe auf den Speicher (`soak absturz` nur diese).
//!
//! Ein Mutant ist das Programm mit einem absichtlichen Fehler (ein Vergleich umgedreht, eine Funktion
//! leer). Fängt ihn kein Test, fehlt einer. Überlebende stehen mit ihrem Grund in
//! `crates/law/mutanten.toml`; ein Überlebender ohne Grund macht den Lauf rot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::postgres::{self, Server};
use crate::run;

/// Gepinnt: andere Fassungen finden andere Mutanten.
const VERSION: &str = "27.1.0";
const QUELLEN: &str = "crates/law/src/sgb2/**/*.rs";
const GRUENDE: &str = "crates/law/mutanten.toml";
/// So viele von hundert Mutanten müssen gefangen werden.
const MINDESTENS: usize = 90;
/// Fälle je Zufallstest; gewöhnlich sind es 256.
const FAELLE: &str = "20000";

/// Umfang der Angriffe auf den Speicher; was sie bei jedem Commit tun, steht bei ihnen.
const ABSTURZ: [(&str, &str); 3] = [
    ("NAHTLOS_ABSTURZ_PUNKTE", "5160"),
    ("NAHTLOS_ABSTURZ_ABBILDER", "20000"),
    ("NAHTLOS_ABSTURZ_STOERUNGEN", "1200"),
];

/// Alles, oder nur ein Teil der Mutanten (`--teil 3/10`, ab 0 gezählt).
pub fn run(args: &[String]) -> Result<bool> {
    let teil = match args {
        [nur] if nur == "absturz" => return absturz(),
        [] => None,
        [schalter, teil] if schalter == "--teil" => Some(teil.as_str()),
        _ => anyhow::bail!("möglich ist nur --teil K/N, etwa --teil 0/10, oder absturz"),
    };
    let mutanten = mutanten(teil)?;
    if teil.is_some() {
        return Ok(mutanten);
    }
    println!("\nZufallstests mit {FAELLE} Fällen");
    let mut tests = run::cargo(&["test", "--package", "law", "--locked", "--test", "it"]);
    let (success, cpu) = run::visible(tests.env("PROPTEST_CASES", FAELLE))?;
    println!("{cpu} CPU s");
    Ok(mutanten && success && absturz()?)
}

/// Die Angriffe auf den Speicher mit zehn- bis dreißigmal so vielen Punkten (docs/angriffe.md).
fn absturz() -> Result<bool> {
    println!("\nAngriffe auf den Speicher, lang");
    let mut build = run::cargo(&["build", "--package", "office", "--locked", "--examples"]);
    ensure!(run::visible(&mut build)?.0, "office --examples");
    let server = Server::start()?;
    let mut tests = run::cargo(&["test", "--package", "office", "--locked", "--test", "it"]);
    tests.args(["absturz::", "--", "--nocapture"]).env(postgres::VARIABLE, server.connection());
    for (variable, umfang) in ABSTURZ {
        tests.env(variable, umfang);
    }
    let (success, cpu) = run::visible(&mut tests)?;
    println!("{cpu} CPU s");
    Ok(success)
}

fn mutanten(teil: Option<&str>) -> Result<bool> {
    let programm = werkzeug()?;
    let ausgabe = run::target_directory()?.join("mutanten");
    std::fs::create_dir_all(&ausgabe)?;
    let mut lauf = run::cargo(&[]);
    lauf = umgebaut(&lauf, &programm);
    lauf.args(["mutants", "--package", "law", "--file", QUELLEN, "--no-shuffle", "--profile"]);
    lauf.args(["mutants", "--timeout", "300", "--jobs", "2", "--colors", "never", "--output"]);
    lauf.arg(&ausgabe).env("PROPTEST_CASES", "24");
    if let Some(teil) = teil {
        lauf.args(["--shard", teil]);
    }
    // Der stille Weg vergleicht zwei Wege desselben Rechts: ein Mutant fiele dort nicht auf.
    lauf.args(["--", "--lib", "--test", "it", "--", "--skip", "stiller_weg"]);
    // Sie prüfen nicht das SGB II und kosten bei jedem Mutanten mehr als alle anderen zusammen.
    lauf.args(["--skip", "nachbarn", "--skip", "kalender"]);
    let (_, cpu) = run::visible(&mut lauf)?;
    println!("{cpu} CPU s");
    let outcomes = std::fs::read_to_string(ausgabe.join("mutants.out/outcomes.json"))
        .context("read outcomes.json: kein Mutant lief")?;
    let bilanz = Bilanz::lies(&outcomes)?;
    let gruende = gruende(&std::fs::read_to_string(run::root().join(GRUENDE))?)?;
    Ok(bilanz.urteile(&gruende))
}

/// Das Programm `cargo-mutants` in dieser Fassung, unter `target/werkzeuge`.
fn werkzeug() -> Result<PathBuf> {
    let ordner = run::target_directory()?.join("werkzeuge");
    let programm = ordner.join("bin/cargo-mutants");
    let version = run::quiet(std::process::Command::new(&programm).arg("--version"));
    if version.is_ok_and(|text| text.contains(VERSION)) {
        return Ok(programm);
    }
    println!("Installiere cargo-mutants {VERSION} nach {}", ordner.display());
    let mut install = run::cargo(&["install", "cargo-mutants", "--locked", "--version", VERSION]);
    let (success, _) = run::visible(install.arg("--root").arg(&ordner))?;
    ensure!(success, "cargo install cargo-mutants");
    Ok(programm)
}

/// Derselbe Ordner und dieselbe Umgebung, ein anderes Programm.
fn umgebaut(vorlage: &std::process::Command, programm: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(programm);
    if let Some(ordner) = vorlage.get_current_dir() {
        command.current_dir(ordner);
    }
    command
}

/// Was aus den Mutanten wurde.
#[derive(Debug, Default, PartialEq, Eq)]
struct Bilanz {
    gefangen: usize,
    /// Nicht baubar: kein Mutant, der etwas sagt.
    unbaubar: usize,
    ueberlebt: Vec<String>,
}

impl Bilanz {
    fn lies(text: &str) -> Result<Bilanz> {
        let json: Value = serde_json::from_str(text)?;
        let outcomes = json.get("outcomes").and_then(Value::as_array).context("outcomes fehlt")?;
        let mut bilanz = Bilanz::default();
        for outcome in outcomes {
            let Some(name) = outcome.pointer("/scenario/Mutant/name").and_then(Value::as_str)
            else {
                continue;
            };
            match outcome.get("summary").and_then(Value::as_str) {
                Some("CaughtMutant" | "Timeout") => bilanz.gefangen += 1,
                Some("Unviable") => bilanz.unbaubar += 1,
                _ => bilanz.ueberlebt.push(ohne_zeile(name)),
            }
        }
        bilanz.ueberlebt.sort();
        Ok(bilanz)
    }

    /// Nennt Anteil und Überlebende; `false`, wenn zu wenige gefangen sind oder ein Grund fehlt.
    fn urteile(&self, gruende: &BTreeMap<String, String>) -> bool {
        let gesamt = self.gefangen + self.ueberlebt.len();
        println!(
            "\nMutanten: {gesamt}, gefangen {}, nicht baubar {}",
            self.gefangen, self.unbaubar
        );
        let anteil = (self.gefangen * 100).checked_div(gesamt).unwrap_or(100);
        println!("Anteil: {anteil} von 100, nötig {MINDESTENS}");
        let mut ohne_grund = 0_usize;
        for mutant in &self.ueberlebt {
            match gruende.get(mutant) {
                Some(grund) => println!("  überlebt: {mutant}\n    weil: {grund}"),
                None => {
                    ohne_grund += 1;
                    println!("  überlebt OHNE GRUND: {mutant}");
                }
            }
        }
        println!("ohne Grund: {ohne_grund}");
        anteil >= MINDESTENS && ohne_grund == 0
    }
}

/// `datei:12:5: was` ohne Zeile und Spalte, damit ein Grund eine Änderung darüber überlebt.
fn ohne_zeile(name: &str) -> String {
    let mut teile = name.splitn(4, ':');
    match (teile.next(), teile.next(), teile.next(), teile.next()) {
        (Some(datei), Some(_), Some(_), Some(was)) => format!("{datei}:{was}"),
        _ => name.to_owned(),
    }
}

/// Gründe je Überlebendem.
fn gruende(text: &str) -> Result<BTreeMap<String, String>> {
    let tabelle: toml::Table = text.parse().with_context(|| format!("{GRUENDE} ist kein TOML"))?;
    let eintraege = tabelle.get("ueberlebt").and_then(toml::Value::as_array);
    let mut gruende = BTreeMap::new();
    for eintrag in eintraege.into_iter().flatten() {
        let feld = |name: &str| {
            let wert = eintrag.get(name).and_then(toml::Value::as_str);
            wert.map(str::to_owned).with_context(|| format!("{GRUENDE}: „{name}“ fehlt"))
        };
        gruende.insert(feld("mutant")?, feld("grund")?);
    }
    Ok(gruende)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTCOMES: &str = r#"{"outcomes": [
        {"scenario": "Baseline", "summary": "Success"},
        {"scenario": {"Mutant": {"name": "src/p20.rs:10:5: replace < with <="}}, "summary": "CaughtMutant"},
        {"scenario": {"Mutant": {"name": "src/p20.rs:11:5: replace f -> u8 with 0"}}, "summary": "Unviable"},
        {"scenario": {"Mutant": {"name": "src/p20.rs:99:1: replace g with ()"}}, "summary": "MissedMutant"}]}"#;

    #[test]
    fn die_bilanz_zaehlt_gefangene_und_nennt_ueberlebende_ohne_zeile() {
        let bilanz = Bilanz::lies(OUTCOMES).unwrap();
        assert_eq!((bilanz.gefangen, bilanz.unbaubar), (1, 1));
        assert_eq!(bilanz.ueberlebt, ["src/p20.rs: replace g with ()"]);
        assert!(!bilanz.urteile(&BTreeMap::new()), "die Hälfte ist zu wenig, und ein Grund fehlt");
    }

    #[test]
    fn ein_ueberlebender_mit_grund_ist_erlaubt_solange_genug_gefangen_sind() {
        let ueberlebt = vec!["a: b".to_owned()];
        let bilanz = Bilanz { gefangen: 9, unbaubar: 0, ueberlebt };
        let text = "[[ueberlebt]]\nmutant = \"a: b\"\ngrund = \"gleichwertig\"";
        assert!(bilanz.urteile(&gruende(text).unwrap()));
        assert!(!bilanz.urteile(&BTreeMap::new()));
        assert!(gruende("[[ueberlebt]]\nmutant = \"a\"").is_err(), "ohne Grund kein Eintrag");
    }
}
