//! Eine Datei, die jemand hochlädt, wird am selben Tag zum Eingangsstück.

use case::akte::eingang::{Aufgabe, Befund, Stueck as Bekannt};
use case::akte::{Kennung, Pruefsumme, Weg};
use sha2::{Digest, Sha256};

use super::stuecke::{aus_bytes, kennung};
use super::{PosteingangFehler, Sendung, Umgebung, kennt, nimm_stuecke_auf};
use crate::ablage::{Ablage, pruefsumme};
use crate::door::DoorError;
use crate::store::record::StoreError;
use crate::store::streams::CommitError;

/// Was jemand hochlädt. `Debug` gibt es nicht: alles darin ist Inhalt.
pub struct Upload<'a> {
    /// Vom Absender gewählt: derselbe Schlüssel mit demselben Inhalt ist dasselbe Stück.
    pub key: &'a str,
    /// Auf welchem Weg es kam.
    pub weg: Weg,
    /// Der Name der Datei, wie der Absender ihn nennt.
    pub name: &'a str,
    /// Die Bytes.
    pub bytes: Vec<u8>,
    /// Wer sich bis wann kümmert.
    pub aufgabe: Option<Aufgabe>,
}

/// Was daraus wurde: die Datei selbst zuerst, dann bei einer E-Mail jede Anlage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hochgeladen {
    /// Kennung und Befund jedes Stücks.
    pub stuecke: Vec<(Kennung, Befund)>,
    /// Ob etwas neu ist; sonst war es mit diesem Schlüssel schon da.
    pub neu: bool,
}

/// Nimmt an, was jemand hochlädt; wer das nicht darf, dessen Bytes liest niemand.
///
/// # Errors
/// [`PosteingangFehler`]; auch, wenn derselbe Schlüssel schon mit anderem Inhalt kam.
pub fn nimm_upload_an(
    ablage: &Ablage,
    umgebung: &mut Umgebung<'_>,
    upload: Upload<'_>,
) -> Result<Hochgeladen, PosteingangFehler> {
    umgebung.door.darf_post_annehmen(umgebung.caller)?;
    let mut sha = Sha256::new_with_prefix(b"nahtlos-upload-1");
    sha.update(umgebung.caller.akteur.bytes());
    sha.update(upload.key);
    let kennung = kennung(sha);
    let summe = pruefsumme(&upload.bytes);
    nichts_anderes(umgebung, kennung, summe)?;
    let alle = aus_bytes(kennung, upload.name, upload.bytes);
    let sendung = Sendung { weg: upload.weg, aufgabe: upload.aufgabe };
    let durchgang = nimm_stuecke_auf(ablage, umgebung, &sendung, &alle)?;
    // Kam zugleich mit demselben Schlüssel etwas anderes an, war das vielleicht schneller.
    nichts_anderes(umgebung, kennung, summe)?;
    let stuecke = alle.iter().map(|stueck| (stueck.kennung, stueck.befund)).collect();
    Ok(Hochgeladen { stuecke, neu: durchgang.aufgenommen > 0 })
}

/// Unter dieser Kennung ist noch nichts da, oder dasselbe.
fn nichts_anderes(
    umgebung: &Umgebung<'_>,
    kennung: Kennung,
    summe: Pruefsumme,
) -> Result<(), PosteingangFehler> {
    let Some(akte) = kennt(umgebung, kennung)? else { return Ok(()) };
    let ort = Bekannt::aus(&akte).and_then(|stueck| stueck.ankunft.ort);
    if ort.is_some_and(|ort| ort.pruefsumme == summe) {
        return Ok(());
    }
    Err(DoorError::Store(StoreError::Commit(CommitError::OtherRequest)).into())
}
