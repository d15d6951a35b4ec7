//! Das Recht laden: eingebaut oder aus einem Verzeichnis mit Parameterdateien.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use law::recht::{Recht, RechtFehler};

use crate::dateien::deutsch;

/// Das eingebaute Recht oder das aus `verzeichnis`.
pub fn lade(verzeichnis: Option<&Path>) -> anyhow::Result<Recht> {
    match verzeichnis {
        None => Recht::eingebaut().map_err(|fehler| anyhow!(satz(&fehler))),
        Some(verzeichnis) => aus(verzeichnis).with_context(|| {
            format!("Die Parameter in „{}“ lassen sich nicht lesen", verzeichnis.display())
        }),
    }
}

/// Das eingebaute Recht mit den Dateien aus `verzeichnis` an Stelle der gleichnamigen.
pub fn lade_ergaenzt(verzeichnis: &Path) -> anyhow::Result<Recht> {
    let wo = || format!("Die Parameter in „{}“ lassen sich nicht lesen", verzeichnis.display());
    let dateien = lies_dateien(verzeichnis).with_context(wo)?;
    let eingebaut = |name: &str| Recht::DATEIEN.iter().any(|(bekannt, _)| *bekannt == name);
    if let Some((fremd, _)) = dateien.iter().find(|(name, _)| !eingebaut(name)) {
        let namen: Vec<&str> = Recht::DATEIEN.iter().map(|(name, _)| *name).collect();
        let fehler = anyhow!("„{fremd}“ ersetzt keine Datei; möglich sind {}", namen.join(", "));
        return Err(fehler.context(wo()));
    }
    let paare = Recht::DATEIEN.iter().map(|(name, inhalt)| {
        let ersetzt = dateien.iter().find(|(ersetzt, _)| ersetzt == name);
        (*name, ersetzt.map_or(*inhalt, |(_, inhalt)| inhalt.as_str()))
    });
    Recht::aus_dateien(paare).map_err(|fehler| anyhow!(satz(&fehler))).with_context(wo)
}

fn aus(verzeichnis: &Path) -> anyhow::Result<Recht> {
    let dateien = lies_dateien(verzeichnis)?;
    let paare = dateien.iter().map(|(name, inhalt)| (name.as_str(), inhalt.as_str()));
    Recht::aus_dateien(paare).map_err(|fehler| anyhow!(satz(&fehler)))
}

/// Alle `*.toml`, nach Namen geordnet, damit eine Meldung über Doppeltes sich wiederholt.
fn lies_dateien(verzeichnis: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut pfade = fs::read_dir(verzeichnis)
        .and_then(|eintraege| eintraege.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>())
        .map_err(|fehler| anyhow!(deutsch(&fehler)))?;
    pfade.retain(|pfad| pfad.extension().is_some_and(|endung| endung == "toml"));
    pfade.sort();
    if pfade.is_empty() {
        bail!("dort liegt keine Datei mit der Endung .toml");
    }
    let mut dateien = Vec::with_capacity(pfade.len());
    for pfad in &pfade {
        let name = pfad.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let inhalt = fs::read_to_string(pfad)
            .map_err(|fehler| anyhow!(deutsch(&fehler)))
            .with_context(|| name.clone())?;
        dateien.push((name, inhalt));
    }
    Ok(dateien)
}

/// Die Meldung des TOML-Lesers ist englisch; Zeile und Spalte genügen, um die Stelle zu finden.
fn satz(fehler: &RechtFehler) -> String {
    let RechtFehler::Toml { datei, text } = fehler else { return fehler.to_string() };
    let mut zahlen = text
        .lines()
        .next()
        .unwrap_or_default()
        .split(|zeichen: char| !zeichen.is_ascii_digit())
        .filter(|zahl| !zahl.is_empty());
    match (zahlen.next(), zahlen.next()) {
        (Some(zeile), Some(spalte)) => {
            format!("Parameterdatei {datei} ist kein gültiges TOML: Zeile {zeile}, Spalte {spalte}")
        }
        _ => format!("Parameterdatei {datei} ist kein gültiges TOML"),
    }
}
