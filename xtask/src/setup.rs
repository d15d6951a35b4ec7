//! Installiert, was die Tests außer Rust brauchen. Was schon da ist, bleibt unberührt.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{postgres, run};

/// Programm, das ein Test aufruft, und das Debian-Paket, in dem es steckt.
const PROGRAMS: [(&str, &str); 6] = [
    ("xmllint", "libxml2-utils"),
    ("pdfinfo", "poppler-utils"),
    ("pdftotext", "poppler-utils"),
    ("pdftoppm", "poppler-utils"),
    ("qpdf", "qpdf"),
    ("strace", "strace"),
];

/// Prüfprogramme für Briefe, mit fester Version (PyPI).
const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// Stellt alles bereit und gibt den Ordner der Python-Umgebung zurück.
///
/// Tests finden ihn in der Umgebungsvariablen `NAHTLOS_VENV`, ohne sie unter `target/venv`.
pub fn ensure() -> Result<PathBuf> {
    let mut packages = missing_packages();
    let python = python_with_venv();
    if python.is_none() {
        packages.extend(["python3", "python3-venv"]);
    }
    if postgres::programs().is_none() {
        packages.push("postgresql");
    }
    if packages.is_empty() {
        println!("Debian-Pakete: alles da.");
    } else {
        install(&packages)?;
    }
    let still = missing_packages();
    ensure!(still.is_empty(), "{}", please_install(&still));
    let python = python.or_else(python_with_venv);
    let python = python.with_context(|| please_install(&["python3", "python3-venv"]))?;
    virtual_environment(&python)
}

fn missing_packages() -> Vec<&'static str> {
    let missing = PROGRAMS.iter().filter(|(program, _)| run::which(program).is_none());
    let mut packages: Vec<_> = missing.map(|(_, package)| *package).collect();
    packages.dedup();
    packages
}

/// Ein Python ab 3.11, das virtuelle Umgebungen anlegen kann; das des Systems, wenn das im
/// Suchpfad es nicht kann.
fn python_with_venv() -> Option<PathBuf> {
    let probe = "import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 11))";
    let candidates = [run::which("python3"), Some(PathBuf::from("/usr/bin/python3"))];
    candidates
        .into_iter()
        .flatten()
        .find(|python| run::quiet(Command::new(python).args(["-c", probe])).is_ok())
}

fn install(packages: &[&str]) -> Result<()> {
    if run::which("apt-get").is_none() || !is_root() {
        bail!(please_install(packages));
    }
    println!("Installiere Debian-Pakete: {}", packages.join(" "));
    let apt = |arguments: &[&str]| -> Result<()> {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        let (success, _) = run::visible(&mut command)?;
        ensure!(success, "apt-get {} ist gescheitert", arguments.join(" "));
        Ok(())
    };
    apt(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

/// Läuft dies als root?
pub fn is_root() -> bool {
    run::quiet(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn please_install(packages: &[&str]) -> String {
    let packages = packages.join(" ");
    format!(
        "Es fehlen Programme für die Tests. Bitte als root installieren (Debian, Ubuntu): \
         apt-get install {packages}\n        Missing tools. Please install as root (Debian, \
         Ubuntu; elsewhere the packages that correspond): apt-get install {packages}"
    )
}

/// Legt die Umgebung an, wenn es sie mit genau diesen Versionen noch nicht gibt.
fn virtual_environment(python: &Path) -> Result<PathBuf> {
    let folder = run::target_directory()?.join("venv");
    if is_complete(&folder, REQUIREMENTS) {
        println!("Python-Umgebung: da ({}).", folder.display());
        return Ok(folder);
    }
    create_environment(python, &folder, &["--requirement", "xtask/requirements.txt"])?;
    ensure!(is_complete(&folder, REQUIREMENTS), "in {} fehlen Pakete", folder.display());
    Ok(folder)
}

/// Eine eigene Umgebung mit genau den Paketen der Liste, ohne was sie sonst noch nach sich zögen.
pub fn pinned_environment(folder: &Path, file: &str, requirements: &str) -> Result<()> {
    if is_complete(folder, requirements) {
        println!("{file}: da ({}).", folder.display());
        return Ok(());
    }
    let python = python_with_venv();
    let python = python.with_context(|| please_install(&["python3", "python3-venv"]))?;
    create_environment(&python, folder, &["--no-deps", "--requirement", file])?;
    ensure!(is_complete(folder, requirements), "in {} fehlen Pakete", folder.display());
    Ok(())
}

fn create_environment(python: &Path, folder: &Path, what: &[&str]) -> Result<()> {
    println!("Lege die Python-Umgebung an: {}", folder.display());
    let mut create = Command::new(python);
    create.args(["-m", "venv", "--clear"]).arg(folder);
    ensure!(run::visible(&mut create)?.0, "{create:?} ist gescheitert");
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]);
    pip.args(what).current_dir(run::root());
    ensure!(run::visible(&mut pip)?.0, "{pip:?} ist gescheitert");
    Ok(())
}

/// Läuft das Python der Umgebung noch, und hat es jedes Paket in genau der Version?
fn is_complete(folder: &Path, requirements: &str) -> bool {
    let probe = "import sys, importlib.metadata as m\n\
                 for p in sys.argv[1:]:\n  n, v = p.split('==')\n  assert m.version(n) == v";
    let mut python = Command::new(folder.join("bin/python"));
    run::quiet(python.args(["-c", probe]).args(packages(requirements))).is_ok()
}

fn packages(requirements: &str) -> impl Iterator<Item = &str> {
    requirements.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_meldung_nennt_die_pakete_auf_deutsch_und_englisch() {
        let text = please_install(&["qpdf", "libxml2-utils"]);
        assert_eq!(text.matches("apt-get install qpdf libxml2-utils").count(), 2);
        assert!(text.contains("Es fehlen") && text.contains("Missing"));
    }

    #[test]
    fn jedes_pruefprogramm_hat_eine_feste_version() {
        let packages = || packages(REQUIREMENTS);
        assert!(packages().count() > 0 && packages().all(|line| line.contains("==")));
        assert!(!is_complete(Path::new("gibt-es-nicht"), REQUIREMENTS));
    }
}
