//! Regeln für Texte: Namen und Pfade, die nicht ins Projekt gehören, Landkarte, Glossar.

use super::law::public_types;
use super::source::has_word;
use super::{File, Finding, Tree};
use crate::recht;

/// Rechnernamen der Paketarchive, getrennt geschrieben, damit diese Datei nicht selbst ein Fund
/// ist. Wer ein Paket braucht, nennt seinen Namen; woher es kommt, weiß das Werkzeug.
const HOSTS: [&str; 9] = [
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("//crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("deb.debian", ".org"),
    concat!("security.debian", ".org"),
    concat!("ftp.debian", ".org"),
];

/// Ordner, die es nur auf dem Rechner eines Entwicklers gibt.
const FOLDERS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/tmp/", "wt/")];

/// Alles außer dem, was Cargo schreibt, und der Lizenz.
fn written(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files.iter().filter(|file| !matches!(file.path.as_str(), "Cargo.lock" | "LICENSE"))
}

pub fn registry_hosts(tree: &Tree) -> Vec<Finding> {
    let found = written(tree).flat_map(|file| {
        file.lines(&file.text, |line| {
            HOSTS.iter().find(|host| line.contains(*host)).map(|host| (*host).to_owned())
        })
    });
    found.collect()
}

pub fn machine_paths(tree: &Tree) -> Vec<Finding> {
    // Nur am Anfang eines Pfades: „/doc/home/“ oder eine Adresse im Netz sind keine.
    let starts = |line: &str, folder: &str| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}'))
        })
    };
    let found = written(tree).flat_map(|file| {
        file.lines(&file.text, |line| {
            FOLDERS.iter().find(|folder| starts(line, folder)).map(|folder| (*folder).to_owned())
        })
    });
    found.collect()
}

/// Die Seite mit allen Zahlen entsteht aus den Parametern.
pub fn law_page(tree: &Tree) -> Vec<Finding> {
    let parameter = tree.files.iter().filter_map(|file| {
        let name = file.path.strip_prefix(recht::ORDNER)?.strip_prefix('/')?;
        name.ends_with(".toml").then_some((name, file.text.as_str()))
    });
    let finding = |text: String| vec![Finding { path: recht::SEITE.to_owned(), line: 1, text }];
    let parameter: Vec<_> = parameter.collect();
    if parameter.is_empty() {
        return Vec::new();
    }
    match recht::seite_zu(parameter) {
        Err(error) => finding(format!("{error:#}")),
        Ok(seite) if tree.text(recht::SEITE) == Some(seite.as_str()) => Vec::new(),
        Ok(_) => finding("veraltet; cargo xtask recht --schreiben".to_owned()),
    }
}

pub fn short_map(tree: &Tree) -> Vec<Finding> {
    let lines = |file: &File| file.text.lines().count();
    let map = tree.files.iter().filter(|file| file.path == "ARCHITECTURE.md");
    let long = map.filter(|file| lines(file) > 200);
    long.map(|file| file.finding(201, format!("{} Zeilen, höchstens 200", lines(file)))).collect()
}

pub fn glossary(tree: &Tree) -> Vec<Finding> {
    let Some(glossary) = tree.text("GLOSSAR.md") else { return Vec::new() };
    // Im Glossar stehen Umlaute, in Bezeichnern nicht.
    let glossary = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe")]
        .iter()
        .fold(glossary.replace('Ü', "Ue"), |text, (from, to)| text.replace(from, to));
    let missing = public_types(tree).into_iter().filter(|(_, _, name)| !has_word(&glossary, name));
    missing
        .map(|(file, line, name)| file.finding(line, format!("{name} steht nicht in GLOSSAR.md")))
        .collect()
}
