//! Stimmen Ablage und Akten überein? Und was niemand nennt, kommt nach einer Frist weg.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use case::akte::Adresse;

use super::{Ablage, AblageFehler, Schluessel, oeffne_datei, ordnername};
use crate::store::Strom;
use crate::store::keys::KeyError;

/// Was die Akten nennen: ein Strom und die Adressen seiner Dokumente und Texte.
pub struct Erwartet<'a> {
    /// Der Strom.
    pub strom: Strom<'a>,
    /// Seine Adressen.
    pub adressen: BTreeSet<Adresse>,
    /// Seine Schlüssel.
    pub schluessel: Schluessel<'a>,
}

/// Was nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mangel {
    /// Eine Akte nennt eine Datei, die es nicht gibt.
    Fehlt(Adresse),
    /// Eine Datei ist verändert oder abgeschnitten.
    Veraendert(Adresse),
    /// Eine Datei oder ein Ordner, den keine Akte nennt.
    Verwaist(PathBuf),
}

impl Ablage {
    /// Prüft jede genannte Datei ganz und sucht, was niemand nennt. Was zu einem gelöschten Schlüssel gehört,
    /// fehlt zu Recht.
    ///
    /// # Errors
    /// [`AblageFehler::Platte`], wenn sich nicht lesen lässt.
    pub fn pruefe(&self, erwartet: &[Erwartet<'_>]) -> Result<Vec<Mangel>, AblageFehler> {
        let mut maengel = Vec::new();
        for strom in erwartet {
            let ordner = self.ordner_von(strom.strom);
            for adresse in &strom.adressen {
                let pfad = ordner.join(adresse.to_string());
                match oeffne_datei(&pfad, *adresse, strom.schluessel, &mut io::sink()) {
                    Ok(_) | Err(AblageFehler::Schluessel(KeyError::Erased)) => {}
                    Err(AblageFehler::Fehlt(_)) if geloescht(strom) => {}
                    Err(AblageFehler::Fehlt(adresse)) => maengel.push(Mangel::Fehlt(adresse)),
                    Err(AblageFehler::Veraendert(adresse)) => {
                        maengel.push(Mangel::Veraendert(adresse));
                    }
                    Err(fehler) => return Err(fehler),
                }
            }
        }
        maengel.extend(self.verwaiste(erwartet)?.into_iter().map(Mangel::Verwaist));
        Ok(maengel)
    }

    /// Löscht Verwaistes, das zuletzt vor diesem Augenblick geschrieben wurde; zurück kommt, wie viel. Die Frist
    /// muss länger sein, als das Lesen der Akten und ein Befehl vom Ablegen bis zum Speichern zusammen brauchen können:
    /// wer eine Datei inzwischen noch einmal ablegte, hat sie damit wieder jung gemacht.
    ///
    /// # Errors
    /// [`AblageFehler::Platte`].
    pub fn raeume_auf(
        &self,
        erwartet: &[Erwartet<'_>],
        vor: SystemTime,
    ) -> Result<usize, AblageFehler> {
        let mut entfernt = 0_usize;
        for pfad in self.verwaiste(erwartet)? {
            let alt = zuletzt(&pfad)? < vor;
            let fort = if !alt {
                false
            } else if pfad.is_dir() {
                // Nur leere: in einem anderen liegt inzwischen etwas.
                fs::remove_dir(&pfad).is_ok()
            } else {
                self.entferne_alte(&pfad, vor)?
            };
            entfernt = entfernt.saturating_add(fort.into());
        }
        Ok(entfernt)
    }

    /// Nimmt der Datei erst den Namen: legt sie gerade jemand noch einmal ab, bekommt sie ihn zurück.
    fn entferne_alte(&self, pfad: &Path, vor: SystemTime) -> Result<bool, AblageFehler> {
        let beiseite = pfad.with_extension("fort");
        self.platte.benenne(pfad, &beiseite)?;
        if zuletzt(&beiseite)? >= vor {
            self.platte.benenne(&beiseite, pfad)?;
            return Ok(false);
        }
        self.platte.entferne(&beiseite)?;
        Ok(true)
    }

    /// Dateien, die keine Akte nennt; auch ein leerer Ordner eines Stroms, den keine nennt.
    fn verwaiste(&self, erwartet: &[Erwartet<'_>]) -> Result<Vec<PathBuf>, AblageFehler> {
        let mut genannt: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for strom in erwartet {
            let namen = strom.adressen.iter().map(Adresse::to_string);
            genannt.entry(ordnername(strom.strom)).or_default().extend(namen);
        }
        let mut verwaist = Vec::new();
        for (name, ordner) in inhalt(&self.ordner)? {
            let dateien = if ordner.is_dir() { inhalt(&ordner)? } else { Vec::new() };
            let genannt = genannt.get(&name);
            if dateien.is_empty() && genannt.is_none() {
                verwaist.push(ordner);
                continue;
            }
            let nennt = |name: &String| genannt.is_some_and(|namen| namen.contains(name));
            verwaist.extend(dateien.into_iter().filter(|(n, _)| !nennt(n)).map(|(_, pfad)| pfad));
        }
        Ok(verwaist)
    }
}

/// Gibt es zu diesem Strom keinen Schlüssel mehr?
fn geloescht(strom: &Erwartet<'_>) -> bool {
    matches!((strom.schluessel)(1), Err(KeyError::Erased))
}

/// Namen und Pfade, geordnet.
pub(super) fn inhalt(ordner: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut alles = Vec::new();
    for eintrag in fs::read_dir(ordner)? {
        let eintrag = eintrag?;
        alles.push((eintrag.file_name().to_string_lossy().into_owned(), eintrag.path()));
    }
    alles.sort();
    Ok(alles)
}

fn zuletzt(pfad: &Path) -> io::Result<SystemTime> {
    fs::symlink_metadata(pfad)?.modified()
}
