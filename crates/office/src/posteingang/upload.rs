//! Eine Datei, die jemand hochlädt, wird am selben Tag zum Eingangsstück.

use case::akte::eingang::{Aufgabe, Befund, Stueck as Bekannt};
use case::akte::{Kennung, Weg};
use law::measure::Tag;
use sha2::{Digest, Sha256};

use super::stuecke::{Stueck, aus_bytes, kennung};
use super::{PosteingangFehler, Sendung, Umgebung, kennt, nimm_stuecke_auf};
use crate::ablage::{Ablage, pruefsumme};
use crate::door::DoorError;
use crate::store::record::StoreError;
use crate::store::streams::CommitError;

/// Was jemand hochlädt. `Debug` gibt es nicht: alles darin ist Inhalt.
pub struct Upload<'a> {
    /// Vom Absender gewählt: derselbe Schlüssel mit derselben Sendung ist dasselbe Stück.
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

/// Nimmt an, was jemand hochlädt; wer das nicht darf, dessen Bytes prüft niemand. Anlagen bekommen den Tag, an dem die
/// Datei selbst ankam, auch wenn ein Absturz dazwischenkam.
///
/// # Errors
/// [`PosteingangFehler`]; auch, wenn derselbe Schlüssel schon mit einer anderen Sendung kam.
pub fn nimm_upload_an(
    ablage: &Ablage,
    umgebung: &mut Umgebung<'_>,
    upload: Upload<'_>,
) -> Result<Hochgeladen, PosteingangFehler> {
    umgebung.door.darf_post_annehmen(umgebung.caller)?;
    let mut sha = Sha256::new_with_prefix(b"nahtlos-upload-1");
    sha.update(umgebung.caller.akteur.bytes());
    sha.update(upload.key);
    let alle = aus_bytes(kennung(sha), upload.name, upload.bytes);
    let Some((datei, anlagen)) = alle.split_first() else {
        return Ok(Hochgeladen { stuecke: Vec::new(), neu: false });
    };
    let eingang = umgebung.caller.heute;
    let mut sendung = Sendung { weg: upload.weg, aufgabe: upload.aufgabe, eingang };
    dieselbe(umgebung, (datei, &sendung))?;
    let zuerst = nimm_stuecke_auf(ablage, umgebung, &sendung, std::slice::from_ref(datei))?;
    // Kam zugleich mit demselben Schlüssel eine andere an, war die vielleicht schneller; dann kommt von dieser nichts.
    if let Some(tag) = dieselbe(umgebung, (datei, &sendung))? {
        sendung.eingang = tag;
    }
    let danach = nimm_stuecke_auf(ablage, umgebung, &sendung, anlagen)?;
    let stuecke = alle.iter().map(|stueck| (stueck.kennung, stueck.befund)).collect();
    Ok(Hochgeladen { stuecke, neu: zuerst.aufgenommen + danach.aufgenommen > 0 })
}

/// Ist unter dieser Kennung nichts da, oder dieselbe Sendung? Zurück kommt der Tag, an dem sie ankam.
fn dieselbe(
    umgebung: &Umgebung<'_>,
    (datei, sendung): (&Stueck, &Sendung),
) -> Result<Option<Tag>, PosteingangFehler> {
    let Some(akte) = kennt(umgebung, datei.kennung)? else { return Ok(None) };
    let da = Bekannt::aus(&akte).filter(|da| {
        let summe = datei.inhalt.as_deref().map(pruefsumme);
        // Wer die Aufgabe inzwischen hat, hat mit der Sendung nichts zu tun: es zählt, wie sie ankam.
        da.ankunft.ort.map(|ort| ort.pruefsumme) == summe
            && da.ankunft.weg == sendung.weg
            && da.ankunft.bezeichnung == datei.bezeichnung
    });
    let other = || DoorError::Store(StoreError::Commit(CommitError::OtherRequest));
    Ok(Some(da.ok_or_else(other)?.eingang))
}
