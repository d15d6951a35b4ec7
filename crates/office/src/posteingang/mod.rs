//! Der Posteingang aus einem Ordner: jede fertige Datei wird genau einmal aufgenommen.
//!
//! Der Weg einer Datei: prüfen → versiegelt ablegen → Befehl durch die Tür → erst nach dem COMMIT verschieben, nach
//! `erledigt/` oder `quarantaene/`. Stirbt das Programm dazwischen, liegt die Datei noch im Ordner, und der nächste
//! Durchgang macht dort weiter, wo es stehen blieb: die Kennung des Stücks folgt aus Name und Inhalt, und was die
//! Akte schon kennt, wird nicht noch einmal aufgenommen.
//!
//! Fertig ist eine Datei, die zwei Durchgänge lang gleich groß und gleich alt ist. Aus einer E-Mail werden mehrere
//! Stücke: sie selbst und jede Anlage. Der Eingangstag ist der Tag, an dem wir sie sehen, nie einer, den sie nennt.
//!
//! Was in `erledigt/` und `quarantaene/` liegt, ist unversiegelt; es zu löschen, ist Sache der Aufbewahrungsfrist.

mod stuecke;
mod upload;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use case::akte::eingang::{Ankunft, Aufgabe, Urteil};
use case::akte::{Akte, EingangTatsache, Kennung, Strom, Weg};
use case::befehl::{Befehl, EingangAufnehmen};
use law::anspruch::Werkbank;
use law::measure::Tag;

use crate::ablage::{Ablage, AblageFehler, Griff};
use crate::door::{Caller, Door, DoorError, Order};
use crate::store;
use crate::store::record::StoreError;

pub use formats::datei::Grenzen;
use stuecke::{Stueck, stuecke};
pub use upload::{Hochgeladen, Upload, nimm_upload_an};

/// Ein Ordner, in den Scanner oder Postfach ihre Dateien legen.
#[derive(Debug)]
pub struct Posteingang<'a> {
    ordner: PathBuf,
    ablage: &'a Ablage,
    weg: Weg,
    aufgabe: Option<Aufgabe>,
    /// Was beim letzten Durchgang da war.
    gesehen: BTreeMap<OsString, (u64, SystemTime)>,
}

/// Womit aufgenommen wird.
pub struct Umgebung<'a> {
    /// Die Tür.
    pub door: Door<'a>,
    /// Wer annimmt, etwa der Scanner; sein Tag wird der Eingangstag.
    pub caller: Caller<'a>,
    /// Arbeitsspeicher.
    pub werkbank: &'a mut Werkbank,
}

/// Was ein Durchgang tat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durchgang {
    /// Neue Eingangsstücke.
    pub aufgenommen: usize,
    /// Davon in Quarantäne.
    pub quarantaene: usize,
    /// Dateien, die noch geschrieben werden.
    pub unfertig: usize,
}

/// Warum ein Durchgang abbrach. Nennt keinen Dateinamen: er kann den eines Menschen enthalten.
#[derive(Debug, thiserror::Error)]
pub enum PosteingangFehler {
    /// Der Ordner.
    #[error(
        "der Ordner des Posteingangs lässt sich nicht lesen oder schreiben ({0}); bitte Rechte prüfen"
    )]
    Ordner(#[from] io::Error),
    /// Die Ablage.
    #[error(transparent)]
    Ablage(#[from] AblageFehler),
    /// Die Tür.
    #[error(transparent)]
    Tuer(#[from] DoorError),
    /// Der Speicher.
    #[error(transparent)]
    Speicher(#[from] StoreError),
}

impl<'a> Posteingang<'a> {
    /// Ein Ordner; was darin liegt, kam auf diesem Weg, und um Neues kümmert sich, wer hier steht.
    #[must_use]
    pub fn neu(
        ordner: &Path,
        ablage: &'a Ablage,
        weg: Weg,
        aufgabe: Option<Aufgabe>,
    ) -> Posteingang<'a> {
        Posteingang { ordner: ordner.to_owned(), ablage, weg, aufgabe, gesehen: BTreeMap::new() }
    }

    /// Nimmt jede fertige Datei auf und verschiebt sie.
    ///
    /// # Errors
    /// [`PosteingangFehler`]; was aufgenommen ist, bleibt es, der Rest liegt noch da.
    pub fn gehe_durch(
        &mut self,
        umgebung: &mut Umgebung<'_>,
    ) -> Result<Durchgang, PosteingangFehler> {
        let mut durchgang = Durchgang::default();
        let jetzt = self.dateien()?;
        for (name, stand) in &jetzt {
            if self.gesehen.get(name) == Some(stand) {
                self.nimm_auf(name, umgebung, &mut durchgang)?;
            } else {
                durchgang.unfertig = durchgang.unfertig.saturating_add(1);
            }
        }
        self.gesehen = jetzt;
        Ok(durchgang)
    }

    /// Die Dateien des Ordners mit Größe und Alter; verborgene und angefangene zählen nicht.
    fn dateien(&self) -> io::Result<BTreeMap<OsString, (u64, SystemTime)>> {
        let mut dateien = BTreeMap::new();
        for eintrag in fs::read_dir(&self.ordner)? {
            let eintrag = eintrag?;
            // Ohne Verweisen zu folgen: sonst läse der Eingang fremde Dateien.
            let angaben = eintrag.metadata()?;
            let name = eintrag.file_name();
            let text = name.to_string_lossy();
            let angefangen = [".tmp", ".part", ".neu", ".crdownload"];
            let fertig = angaben.is_file()
                && !text.starts_with('.')
                && !angefangen.iter().any(|endung| text.ends_with(endung));
            if fertig {
                dateien.insert(name, (angaben.len(), angaben.modified()?));
            }
        }
        Ok(dateien)
    }

    fn nimm_auf(
        &self,
        name: &OsString,
        umgebung: &mut Umgebung<'_>,
        durchgang: &mut Durchgang,
    ) -> Result<(), PosteingangFehler> {
        let pfad = self.ordner.join(name);
        let name = name.to_string_lossy();
        let alle = stuecke(&pfad, &name)?;
        let ziel = match alle.first().map(|stueck| stueck.befund.urteil) {
            Some(Urteil::Annehmen) => "erledigt",
            _ => "quarantaene",
        };
        let kennung = alle.first().map(|stueck| stueck.kennung);
        let eingang = umgebung.caller.heute;
        let sendung = Sendung { weg: self.weg, aufgabe: self.aufgabe.clone(), eingang };
        durchgang.zaehle(nimm_stuecke_auf(self.ablage, umgebung, &sendung, &alle)?);
        // Erst jetzt, nach dem letzten COMMIT. Die Kennung davor: ein anderer Inhalt hieß vielleicht schon so.
        let platte = self.ablage.platte();
        let ziel = self.ordner.join(ziel);
        platte.ordner(&ziel)?;
        let kennung = kennung.map_or_else(String::new, |kennung| kennung.to_string());
        platte.benenne(&pfad, &ziel.join(format!("{kennung}-{name}")))?;
        platte.sichere_ordner(&ziel)?;
        platte.sichere_ordner(&self.ordner)?;
        Ok(())
    }
}

/// Auf welchem Weg etwas wann kam, und wer sich darum kümmert.
struct Sendung {
    weg: Weg,
    aufgabe: Option<Aufgabe>,
    /// Der Tag der Ankunft.
    eingang: Tag,
}

/// Nimmt Stücke auf, eines nach dem anderen; was die Akte schon kennt, nicht noch einmal.
fn nimm_stuecke_auf(
    ablage: &Ablage,
    umgebung: &mut Umgebung<'_>,
    sendung: &Sendung,
    alle: &[Stueck],
) -> Result<Durchgang, PosteingangFehler> {
    let mut durchgang = Durchgang::default();
    for stueck in alle {
        if nimm_stueck_auf(ablage, umgebung, sendung, stueck)? {
            let gesperrt = stueck.befund.urteil != Urteil::Annehmen;
            durchgang.zaehle(Durchgang {
                aufgenommen: 1,
                quarantaene: gesperrt.into(),
                unfertig: 0,
            });
        }
    }
    Ok(durchgang)
}

/// Nimmt ein Stück auf; `false`, wenn die Akte es schon kennt.
fn nimm_stueck_auf(
    ablage: &Ablage,
    umgebung: &mut Umgebung<'_>,
    sendung: &Sendung,
    stueck: &Stueck,
) -> Result<bool, PosteingangFehler> {
    if kennt(umgebung, stueck.kennung)?.is_some() {
        return Ok(false);
    }
    let strom = Strom::eingang(stueck.kennung);
    let name = strom.to_string();
    let hier = store::Strom { traeger: umgebung.caller.traeger, kennung: &name };
    let ort = match &stueck.inhalt {
        Some(inhalt) => {
            let schluessel = umgebung.door.store.seal_key(umgebung.caller.traeger, strom)?;
            let text = stueck.text.as_deref();
            Some(ablage.lege_mit_text(hier, &schluessel, inhalt, text)?)
        }
        None => None,
    };
    let befehl = Befehl::EingangAufnehmen(Box::new(EingangAufnehmen {
        kennung: stueck.kennung,
        eingang: sendung.eingang,
        ankunft: Ankunft {
            weg: sendung.weg,
            absender: stueck.absender.clone(),
            bezeichnung: stueck.bezeichnung.clone(),
            ort,
            befund: stueck.befund,
            teil_von: stueck.teil_von,
        },
        aufgabe: sendung.aufgabe.clone(),
    }));
    ablage.platte().vor(Griff::Befehl)?;
    let Umgebung { door, caller, .. } = *umgebung;
    let order = Order { caller, key: &name, befehl: &befehl };
    match door.execute(order, umgebung.werkbank) {
        Ok(_) => Ok(true),
        // Ein anderer Prozess war zwischen Nachsehen und Befehl schneller.
        Err(_) if kennt(umgebung, stueck.kennung)?.is_some() => Ok(false),
        Err(fehler) => Err(fehler.into()),
    }
}

/// Dieses Stück, wenn es schon aufgenommen ist.
fn kennt(
    umgebung: &Umgebung<'_>,
    kennung: Kennung,
) -> Result<Option<Akte<EingangTatsache>>, StoreError> {
    let strom = Strom::eingang(kennung);
    let akte = umgebung.door.store.load(umgebung.caller.traeger, strom)?;
    Ok(Some(akte).filter(|akte| akte.version() > 0))
}

impl Durchgang {
    fn zaehle(&mut self, mehr: Durchgang) {
        self.aufgenommen = self.aufgenommen.saturating_add(mehr.aufgenommen);
        self.quarantaene = self.quarantaene.saturating_add(mehr.quarantaene);
    }
}
