//! Regeln für jede Rust-Datei.

use super::source::has_word;
use super::{File, Finding, Tree};

/// Regel 12.
const LONGEST: usize = 600;

pub fn long_files(tree: &Tree) -> Vec<Finding> {
    let length = |file: &File| file.text.lines().count();
    let long = tree.rust().map(|(file, _)| file).filter(|file| length(file) > LONGEST);
    long.map(|file| file.finding(LONGEST + 1, format!("{} Zeilen", length(file)))).collect()
}

/// Ein Fund je Zeile Code (auch in Tests), die eines der Wörter enthält.
fn words(tree: &Tree, files: impl Fn(&str) -> bool, words: &[&str], why: &str) -> Vec<Finding> {
    let found = tree.rust().filter(|(file, _)| files(&file.path)).flat_map(|(file, rust)| {
        file.lines(&rust.code, |line| {
            let word = words.iter().find(|word| line.contains(*word))?;
            Some(format!("{word}: {why}"))
        })
    });
    found.collect()
}

pub fn ignored_tests(tree: &Tree) -> Vec<Finding> {
    words(tree, |_| true, &["#[ignore"], "ein Test läuft oder er ist weg")
}

/// Nur das Programm liest die Uhr, und xtask misst, wie lange etwas dauert.
pub fn clock(tree: &Tree) -> Vec<Finding> {
    let may = |path: &str| {
        path.starts_with("crates/nahtlos/src/")
            || path.starts_with("xtask/")
            || path.contains("/benches/")
    };
    let clock = ["Instant::now", "SystemTime::now", "Timestamp::now", "Zoned::now"];
    let mut found = words(tree, |path| !may(path), &clock, "die Zeit ist ein Argument");
    found.extend(words(tree, |_| true, &["thread::sleep", "sleep("], "niemand wartet nach Uhr"));
    found
}

/// Jedes weitere Testprogramm kostet Sekunden beim Binden.
pub fn one_test_binary(tree: &Tree) -> Vec<Finding> {
    let extra = tree.rust().map(|(file, _)| file).filter(|file| {
        let Some((_, inside)) = file.path.split_once("/tests/") else { return false };
        let parts: Vec<_> = inside.split('/').collect();
        match parts.as_slice() {
            [_] => true,
            [folder, "main.rs"] => *folder != "it",
            _ => false,
        }
    });
    extra.map(|file| file.finding(1, "Integrationstests stehen unter tests/it/main.rs")).collect()
}

pub fn allow_attributes(tree: &Tree) -> Vec<Finding> {
    let attributes = ["#[allow(", "#![allow(", ", allow("];
    words(tree, |_| true, &attributes, "nimm #[expect(…, reason = \"…\")]")
}

/// In Rust, TOML, Typst und Shell, auch in Kommentaren.
pub fn unfinished(tree: &Tree) -> Vec<Finding> {
    // Getrennt geschrieben, damit diese Datei nicht selbst ein Fund ist.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let macros = [concat!("todo", "!"), concat!("unimplemented", "!")];
    let source =
        |file: &&File| [".rs", ".toml", ".typ", ".sh"].iter().any(|end| file.path.ends_with(end));
    let found = tree.files.iter().filter(source).flat_map(|file| {
        file.lines(&file.text, |line| {
            let word = words.iter().find(|word| has_word(line, word));
            let word = word.or_else(|| macros.iter().find(|word| line.contains(*word)))?;
            Some(format!("{word}: fertig machen, oder als Grenze beschreiben"))
        })
    });
    found.collect()
}
