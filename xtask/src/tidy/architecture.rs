//! Wer von wem abhängen darf, und was im Kern nichts zu suchen hat.

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Finding, Tree};

/// Die erlaubten Kanten; eine neue braucht ein ADR.
const ALLOWED: &str = include_str!("../../allowed-edges.txt");

/// Nur die eigenen Crates, aus `cargo metadata`.
pub fn actual_edges(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata.get("packages").and_then(Value::as_array).context("packages")?;
    let mut edges = Vec::new();
    for package in packages {
        let from = package.get("name").and_then(Value::as_str).context("name")?;
        let dependencies = package.get("dependencies").and_then(Value::as_array);
        for dependency in dependencies.context("dependencies")? {
            if dependency.get("path").is_none_or(Value::is_null) {
                continue;
            }
            let to = dependency.get("name").and_then(Value::as_str).context("name")?;
            if to == from {
                // Keine Kante: die eigenen Tests schalten so ein Merkmal ein.
                continue;
            }
            let test = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            edges.push(format!("{from} -> {to}{}", if test { " (test)" } else { "" }));
        }
    }
    edges.sort();
    Ok(edges)
}

/// Jede Kante ist erlaubt; jede erlaubte gibt es (im Test darf sie fehlen).
pub fn edges(tree: &Tree) -> Vec<Finding> {
    let path = "xtask/allowed-edges.txt";
    let allowed: Vec<(usize, &str)> = ALLOWED
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let is_allowed = |edge: &str| allowed.iter().any(|(_, line)| *line == edge);
    let unknown = tree.edges.iter().filter(|edge| !is_allowed(edge)).map(|edge| Finding {
        path: path.to_owned(),
        line: 1,
        text: format!("die Kante {edge} ist nicht erlaubt; Abhängigkeiten zeigen nach innen"),
    });
    let unused = allowed.iter().filter(|(_, line)| {
        !line.ends_with(" (test)") && !tree.edges.iter().any(|edge| edge == line)
    });
    let unused = unused.map(|(at, edge)| Finding {
        path: path.to_owned(),
        line: *at,
        text: format!("die Kante {edge} gibt es nicht mehr; bitte streichen"),
    });
    unknown.chain(unused).collect()
}

/// `law` und `case` lesen und schreiben nichts und kennen keine Umgebung.
pub fn pure_core(tree: &Tree) -> Vec<Finding> {
    const OUTSIDE: [&str; 9] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::io",
        "println!",
        "print!",
        "async fn",
    ];
    let core =
        |path: &str| path.starts_with("crates/law/src/") || path.starts_with("crates/case/src/");
    let files = tree.rust().filter(|(file, _)| core(&file.path) && !file.is_test());
    let found = files.flat_map(|(file, rust)| {
        file.lines(&rust.product, |line| {
            let outside = OUTSIDE.iter().find(|word| line.contains(*word))?;
            Some(format!("{outside} gehört nicht in den Kern"))
        })
    });
    found.collect()
}

/// Ein Crate ohne `[lints] workspace = true` entginge allen Lints.
pub fn workspace_lints(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    let without = manifests.filter(|file| !file.text.contains("[lints]\nworkspace = true"));
    without.map(|file| file.finding(1, "es fehlt: [lints] workspace = true")).collect()
}
