//! `cargo xtask tidy`: die Regeln aus STYLE.md, die kein Compiler prüft. Auch ein Test.
//!
//! Jede Regel ist eine Funktion vom [`Tree`] zu Funden; ein Test je Regel pflanzt einen Verstoß
//! und einen erlaubten Nachbarn.

mod architecture;
mod documents;
mod law;
mod source;
mod style;
#[cfg(test)]
mod tests;

use std::process::Command;

use anyhow::{Context, Result};

use crate::run;
use source::Source;

/// Das Projekt, wie die Regeln es sehen.
pub struct Tree {
    /// Alle Textdateien, die in Git sind oder hineinkommen.
    files: Vec<File>,
    /// Wer von wem abhängt: `nahtlos -> law`, nur im Test `letters -> muster (test)`.
    edges: Vec<String>,
}

/// Eine Textdatei.
struct File {
    /// Pfad vom Ordner des Projekts, mit `/`.
    path: String,
    text: String,
    /// Bei Rust: der Text ohne Kommentare und Zeichenketten.
    rust: Option<Source>,
}

/// Ein Verstoß.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    text: String,
}

/// Name der Regel, was sie sagt, und die Prüfung.
type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

const RULES: [Rule; 18] = [
    ("Regel 2: Kanten zwischen Crates", architecture::edges),
    ("Regel 3: law und case sind rein", architecture::pure_core),
    ("Workspace-Lints gelten in jedem Crate", architecture::workspace_lints),
    ("Regel 4: kein Betrag ohne Grund (freie Funktion)", law::free_amount_functions),
    ("Regel 4: kein Betrag ohne Grund (beleg)", law::amounts_without_reason),
    ("Regel 5: ein Modul je Paragraf", law::module_docs),
    ("Regel 7: Zahlen des Gesetzes in Parametern", law::amount_literals),
    ("docs/recht.md zeigt die Parameter", documents::law_page),
    ("Regel 12: höchstens 600 Zeilen", style::long_files),
    ("Regel 19: kein #[ignore]", style::ignored_tests),
    ("Regel 19: kein Warten, keine Uhr", style::clock),
    ("Regel 19: ein Testprogramm je Crate", style::one_test_binary),
    ("kein allow", style::allow_attributes),
    ("nichts Unfertiges", style::unfinished),
    ("kein Rechnername eines Paketarchivs", documents::registry_hosts),
    ("kein Pfad dieses Rechners", documents::machine_paths),
    ("Regel 1: ARCHITECTURE.md bleibt kurz", documents::short_map),
    ("Regel 10: GLOSSAR.md kennt jedes deutsche Wort", documents::glossary),
];

/// Prüft alles und nennt jeden Fund.
pub fn run() -> Result<bool> {
    let findings = check(&Tree::load()?);
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: {} Regeln, {} Verstöße", RULES.len(), findings.len());
    Ok(findings.is_empty())
}

/// Alle Verstöße als Zeilen `Pfad:Zeile: Regel: was`.
fn check(tree: &Tree) -> Vec<String> {
    let of = |(name, rule): &Rule| {
        let mut findings = rule(tree);
        findings.sort();
        let line = |Finding { path, line, text }: Finding| format!("{path}:{line}: {name}: {text}");
        findings.into_iter().map(line).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(of).collect()
}

impl Tree {
    fn load() -> Result<Tree> {
        let root = run::root();
        let mut git = Command::new("git");
        git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let list = run::quiet(git.current_dir(&root))
            .context("tidy braucht git und einen Klon des Projekts")?;
        let mut files = Vec::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // Gelöscht, aber noch im Index, oder keine Textdatei: nichts zu prüfen.
            let Ok(bytes) = std::fs::read(root.join(path)) else { continue };
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(File::new(path, text));
            }
        }
        Ok(Tree { files, edges: architecture::actual_edges(&run::metadata()?)? })
    }

    fn rust(&self) -> impl Iterator<Item = (&File, &Source)> {
        self.files.iter().filter_map(|file| file.rust.as_ref().map(|rust| (file, rust)))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }
}

impl File {
    fn new(path: &str, text: String) -> File {
        let rust = path.ends_with(".rs").then(|| Source::new(&text));
        File { path: path.to_owned(), text, rust }
    }

    /// Nur Test: eigene Datei, Ordner `tests` oder `benches`.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/benches/")
    }

    fn finding(&self, line: usize, text: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, text: text.into() }
    }

    /// Ein Fund je Zeile des Textes, auf die `hit` passt.
    fn lines(&self, text: &str, hit: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
        let found = |(at, line)| hit(line).map(|text| self.finding(at + 1, text));
        text.lines().enumerate().filter_map(found).collect()
    }
}
