//! Aufräumen: das Verzeichnis neu anlegen, und fort mit Dateien, die keine Akte nennt.

use std::time::SystemTime;

use super::pruefung::{Dokumente, adressen, mit_erwartet};
use super::{Melder, Meldung, SicherungFehler, Stufe};
use crate::ablage::Ablage;
use crate::store::record::Store;

/// Was aufzuräumen ist.
#[derive(Debug)]
pub struct Aufraeumauftrag<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Dateien daneben.
    pub ablage: &'a Ablage,
    /// Soll das Verzeichnis neu angelegt werden?
    pub verzeichnis: bool,
    /// Verwaist zählt nur, was vor diesem Augenblick geschrieben wurde: zwischen Datei und Befehl vergeht Zeit.
    pub vor: SystemTime,
    /// Wer zusieht.
    pub melder: Melder,
}

/// Räumt auf; zurück kommt, wie viele Dateien fort sind.
///
/// # Errors
/// [`SicherungFehler`], auch wenn eine Akte nicht lesbar ist: dann ist nicht sicher, welche Dateien sie nennt, und es
/// bleiben alle.
pub fn raeume_auf(auftrag: &Aufraeumauftrag<'_>) -> Result<usize, SicherungFehler> {
    let mut dokumente: Vec<Dokumente> = Vec::new();
    for traeger in auftrag.store.look_everywhere(|view| view.tenant_names())? {
        if auftrag.verzeichnis {
            auftrag.melder.melde(Meldung::Beginn(Stufe::Verzeichnis, None))?;
            auftrag.store.rebuild(&traeger)?;
        }
        auftrag.store.look(&traeger, |view| {
            let stroeme = view.streams()?;
            let zahl = u64::try_from(stroeme.len()).unwrap_or(u64::MAX);
            auftrag.melder.melde(Meldung::Beginn(Stufe::Dokumente, Some(zahl)))?;
            for name in &stroeme {
                auftrag.melder.melde(Meldung::Schritte(1))?;
                if let Some((strom, adressen)) = adressen(view, name)? {
                    dokumente.push(((traeger.clone(), strom), adressen));
                }
            }
            Ok::<_, SicherungFehler>(())
        })?;
    }
    let (ablage, vor) = (auftrag.ablage, auftrag.vor);
    Ok(mit_erwartet(auftrag.store, &dokumente, |erwartet| ablage.raeume_auf(erwartet, vor))?)
}
