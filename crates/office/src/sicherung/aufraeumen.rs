//! Aufräumen: das Verzeichnis neu anlegen, und fort mit Dateien, die keine Akte nennt.

use std::collections::BTreeSet;
use std::time::SystemTime;

use super::loeschliste::Geloescht;
use super::pruefung::{Dokumente, adressen, mit_erwartet};
use super::{Melder, Meldung, SicherungFehler, Stufe};
use crate::ablage::Ablage;
use crate::store::record::{Store, StoreError};

/// Was aufzuräumen ist.
#[derive(Debug)]
pub struct Aufraeumauftrag<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Dateien daneben.
    pub ablage: &'a Ablage,
    /// Die Liste der Löschungen: nur was darauf steht, darf keinen Schlüssel mehr haben.
    pub geloescht: Option<&'a BTreeSet<Geloescht>>,
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
/// [`SicherungFehler`], auch wenn eine Akte nicht lesbar ist oder ihr Schlüssel fehlt, ohne dass sie gelöscht ist: dann
/// ist nicht sicher, welche Dateien sie nennt, und alles bleibt, wie es ist.
pub fn raeume_auf(auftrag: &Aufraeumauftrag<'_>) -> Result<usize, SicherungFehler> {
    let mandanten = auftrag.store.look_everywhere(|view| view.tenant_names())?;
    for traeger in &mandanten {
        auftrag.schluessel_sind_da(traeger)?;
    }
    let mut dokumente: Vec<Dokumente> = Vec::new();
    for traeger in mandanten {
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

impl Aufraeumauftrag<'_> {
    /// Fehlt ein Schlüssel, ohne dass der Strom gelöscht ist, liegen sie woanders: dann räumt niemand auf.
    fn schluessel_sind_da(&self, traeger: &str) -> Result<(), SicherungFehler> {
        let stroeme = self.store.look(traeger, |view| view.streams())?;
        for strom in stroeme {
            let da = self.store.has_key(traeger, &strom).map_err(StoreError::from)?;
            let geloescht = Geloescht { traeger: traeger.to_owned(), strom: strom.clone() };
            if !da && !self.geloescht.is_some_and(|liste| liste.contains(&geloescht)) {
                return Err(SicherungFehler::SchluesselFehlt(traeger.to_owned(), strom));
            }
        }
        Ok(())
    }
}
