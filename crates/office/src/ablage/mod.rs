//! Die Ablage: die Dateien der eAkte, versiegelt mit dem Schlüssel ihres Stroms.
//!
//! ```text
//! dokumente/<Ordner des Stroms>/<Adresse>
//! Datei = "NAHTDOK1" ‖ Fassung des Schlüssels (4) ‖ Länge des Inhalts (8) ‖ Stücke
//! Stück = höchstens 1 MiB, versiegelt (+ 16 Bytes); der Kopf ist mit versiegelt
//! ```
//!
//! Die Adresse folgt aus Inhalt und Schlüssel: zweimal dasselbe in einer Akte liegt einmal, und in zwei Akten
//! sieht ihm niemand an, dass es dasselbe ist. Weil der Kopf die Länge nennt und jedes Stück seine Nummer, fällt
//! jedes fehlende, vertauschte oder abgeschnittene Stück auf.
//!
//! Geschrieben wird: neue Datei, fsync, Name, fsync des Ordners; erst danach darf ein Ereignis sie nennen. Bleibt
//! das Ereignis aus, ist die Datei verwaist und wird nach einer Frist weggeräumt ([`Ablage::raeume_auf`]).
//!
//! Wer den Schlüssel eines Stroms löscht, macht seine Dateien unlesbar; [`Ablage::loesche`] entfernt sie.

mod platte;
mod pruefung;
mod suche;
mod zuordnen;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use case::akte::{Ablageort, Adresse, Pruefsumme};
use sha2::{Digest, Sha256};

use crate::store::Strom;
use crate::store::keys::KeyError;
use crate::store::siegel::{Datenschluessel, SiegelFehler};

pub use platte::{Griff, Platte, Vorher};
pub use pruefung::{Erwartet, Mangel};
pub use suche::{Suche, Treffer, suche_im_fall};
pub use zuordnen::{ZuordnungFehler, Zuordnungsauftrag, ordne_zu};

const MAGIE: &[u8; 8] = b"NAHTDOK1";
const KOPF: usize = 20;
/// So groß ist ein Stück höchstens; mehr Speicher braucht das Lesen nicht.
const STUECK: usize = 1 << 20;
const SIEGEL: usize = 16;
/// Endung einer Datei, die noch keinen Namen hat.
const NEU: &str = "neu";

/// Gibt den Schlüssel des Stroms in einer Fassung.
pub type Schluessel<'a> = &'a dyn Fn(u32) -> Result<Datenschluessel, KeyError>;

/// Die Ablage eines Speichers.
#[derive(Clone, Debug)]
pub struct Ablage {
    ordner: PathBuf,
    platte: Platte,
}

/// Warum ein Inhalt sich nicht ablegen oder lesen lässt. Nennt die Adresse, nie einen Inhalt.
#[derive(Debug, thiserror::Error)]
pub enum AblageFehler {
    /// Die Datei gibt es nicht.
    #[error(
        "Dokument {0}: die Datei fehlt; bitte `nahtlos verify` laufen lassen und aus der Sicherung holen"
    )]
    Fehlt(Adresse),
    /// Die Datei ist verändert oder abgeschnitten.
    #[error(
        "Dokument {0}: die Datei ist verändert oder abgeschnitten; bitte aus der Sicherung holen"
    )]
    Veraendert(Adresse),
    /// Es gibt keinen Schlüssel mehr.
    #[error(transparent)]
    Schluessel(#[from] KeyError),
    /// Ein Stück lässt sich nicht versiegeln.
    #[error(transparent)]
    Siegel(#[from] SiegelFehler),
    /// Die Platte.
    #[error(
        "die Ablage lässt sich nicht lesen oder schreiben ({0}); bitte Platz und Rechte prüfen"
    )]
    Platte(#[from] io::Error),
}

impl Ablage {
    /// Öffnet die Ablage neben dem Speicher in diesem Ordner und legt sie an, wenn es sie nicht gibt.
    ///
    /// # Errors
    /// [`AblageFehler::Platte`].
    pub fn oeffne(speicher: &Path, platte: Platte) -> Result<Ablage, AblageFehler> {
        let ordner = speicher.join("dokumente");
        platte.ordner(&ordner)?;
        Ok(Ablage { ordner, platte })
    }

    /// Die Platte, auf der sie liegt.
    #[must_use]
    pub const fn platte(&self) -> &Platte {
        &self.platte
    }

    /// Der Ordner, in dem alles liegt.
    pub(crate) fn ordner(&self) -> &Path {
        &self.ordner
    }

    /// Besucht jede Datei, die ihren Namen schon hat: Ordner des Stroms, Name, Pfad; geordnet.
    pub(crate) fn besuche<E: From<AblageFehler>>(
        &self,
        mut besuche: impl FnMut(&str, &str, &Path) -> Result<(), E>,
    ) -> Result<(), E> {
        let lies = |ordner: &Path| pruefung::inhalt(ordner).map_err(AblageFehler::Platte);
        for (ordner, pfad) in lies(&self.ordner)? {
            let dateien = if pfad.is_dir() { lies(&pfad)? } else { Vec::new() };
            for (name, pfad) in dateien.iter().filter(|(name, _)| !name.contains('.')) {
                besuche(&ordner, name, pfad)?;
            }
        }
        Ok(())
    }

    /// Legt einen Inhalt ab; danach steht er auf der Platte. Liegt er dort schon, wird er mit denselben Bytes ersetzt: so
    /// ist er wieder jung, und niemand räumt ihn als verwaist weg, bevor der Befehl kommt.
    ///
    /// # Errors
    /// [`AblageFehler`]; dann darf ihn kein Ereignis nennen.
    pub fn lege(
        &self,
        strom: Strom<'_>,
        schluessel: &Datenschluessel,
        inhalt: &[u8],
    ) -> Result<Adresse, AblageFehler> {
        let adresse = schluessel.adresse(inhalt);
        let ordner = self.ordner_von(strom);
        self.platte.ordner(&ordner)?;
        let ziel = ordner.join(adresse.to_string());
        let kopf = kopf(schluessel.fassung(), inhalt.len());
        let dokument = schluessel.dokument(adresse);
        let mut stuecke = Vec::new();
        let teile = inhalt.chunks(STUECK).chain(inhalt.is_empty().then_some(inhalt));
        for (nummer, teil) in (0..).zip(teile) {
            stuecke.push(dokument.versiegle(teil, nummer, &kopf)?);
        }
        let neu = ordner.join(vorlaeufig(adresse));
        self.platte.schreibe(&neu, |datei| {
            datei.write_all(&kopf)?;
            stuecke.iter().try_for_each(|stueck| datei.write_all(stueck))
        })?;
        self.platte.benenne(&neu, &ziel)?;
        self.platte.sichere_ordner(&ordner)?;
        Ok(adresse)
    }

    /// Legt einen Inhalt und seinen Text ab.
    ///
    /// # Errors
    /// [`AblageFehler`].
    pub fn lege_mit_text(
        &self,
        strom: Strom<'_>,
        schluessel: &Datenschluessel,
        inhalt: &[u8],
        text: Option<&str>,
    ) -> Result<Ablageort, AblageFehler> {
        let text = text.map(|text| self.lege(strom, schluessel, text.as_bytes())).transpose()?;
        Ok(Ablageort {
            adresse: self.lege(strom, schluessel, inhalt)?,
            text,
            groesse: u64::try_from(inhalt.len()).unwrap_or(u64::MAX),
            pruefsumme: pruefsumme(inhalt),
        })
    }

    /// Schreibt einen Inhalt Stück für Stück heraus, jedes erst geprüft; zurück kommt die Zahl der Bytes.
    ///
    /// # Errors
    /// [`AblageFehler`]; was dann schon herausgeschrieben ist, ist echt, aber nicht alles.
    pub fn lies_nach(
        &self,
        strom: Strom<'_>,
        adresse: Adresse,
        schluessel: Schluessel<'_>,
        nach: &mut dyn Write,
    ) -> Result<u64, AblageFehler> {
        let pfad = self.ordner_von(strom).join(adresse.to_string());
        oeffne_datei(&pfad, adresse, schluessel, nach)
    }

    /// Ein Inhalt ganz, höchstens so groß, wie er aufgenommen wurde.
    ///
    /// # Errors
    /// [`AblageFehler`].
    pub fn lies(
        &self,
        strom: Strom<'_>,
        adresse: Adresse,
        schluessel: Schluessel<'_>,
    ) -> Result<Vec<u8>, AblageFehler> {
        let mut inhalt = Vec::new();
        self.lies_nach(strom, adresse, schluessel, &mut inhalt)?;
        Ok(inhalt)
    }

    /// Entfernt alle Dateien eines Stroms.
    ///
    /// # Errors
    /// [`AblageFehler::Platte`]; dann ist nicht sicher, dass sie fort sind.
    pub fn loesche(&self, strom: Strom<'_>) -> Result<(), AblageFehler> {
        Ok(self.platte.entferne(&self.ordner_von(strom))?)
    }

    /// Der Ordner eines Stroms; sein Name ist ein Hash und sagt nichts.
    fn ordner_von(&self, strom: Strom<'_>) -> PathBuf {
        self.ordner.join(ordnername(strom))
    }
}

/// SHA-256 eines Inhalts.
#[must_use]
pub fn pruefsumme(inhalt: &[u8]) -> Pruefsumme {
    Pruefsumme::aus_bytes(Sha256::digest(inhalt).into())
}

pub(crate) fn ordnername(strom: Strom<'_>) -> String {
    let mut sha = Sha256::new();
    sha.update(b"nahtlos-ablage-1");
    for teil in [strom.traeger, strom.kennung] {
        sha.update(u64::try_from(teil.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(teil);
    }
    let mut name = Pruefsumme::aus_bytes(sha.finalize().into()).to_string();
    name.truncate(32);
    name
}

/// Ein Name, den kein anderer gerade benutzt, auch kein anderer Prozess.
fn vorlaeufig(adresse: Adresse) -> String {
    static NAECHSTE: AtomicU64 = AtomicU64::new(1);
    let nummer = NAECHSTE.fetch_add(1, Ordering::Relaxed);
    format!("{adresse}.{}-{nummer}.{NEU}", std::process::id())
}

fn kopf(fassung: u32, laenge: usize) -> [u8; KOPF] {
    let laenge = u64::try_from(laenge).unwrap_or(u64::MAX);
    let quelle = MAGIE.iter().copied().chain(fassung.to_be_bytes()).chain(laenge.to_be_bytes());
    let mut kopf = [0; KOPF];
    kopf.iter_mut().zip(quelle).for_each(|(ziel, byte)| *ziel = byte);
    kopf
}

/// Öffnet eine Datei Stück für Stück.
fn oeffne_datei<S: std::borrow::Borrow<Datenschluessel>>(
    pfad: &Path,
    adresse: Adresse,
    schluessel: impl FnOnce(u32) -> Result<S, KeyError>,
    nach: &mut dyn Write,
) -> Result<u64, AblageFehler> {
    let kaputt = || AblageFehler::Veraendert(adresse);
    let mut datei = File::open(pfad).map_err(|fehler| match fehler.kind() {
        io::ErrorKind::NotFound => AblageFehler::Fehlt(adresse),
        _ => AblageFehler::Platte(fehler),
    })?;
    let mut kopf = [0; KOPF];
    datei.read_exact(&mut kopf).map_err(|_| kaputt())?;
    let (magie, rest) = kopf.split_first_chunk::<8>().ok_or_else(kaputt)?;
    let (fassung, laenge) = rest.split_first_chunk::<4>().ok_or_else(kaputt)?;
    let laenge = u64::from_be_bytes(laenge.try_into().map_err(|_| kaputt())?);
    if magie != MAGIE {
        return Err(kaputt());
    }
    let schluessel = schluessel(u32::from_be_bytes(*fassung))?;
    let dokument = schluessel.borrow().dokument(adresse);
    let (mut rest, mut nummer) = (usize::try_from(laenge).map_err(|_| kaputt())?, 0);
    let mut stueck = Vec::new();
    loop {
        let teil = rest.min(STUECK);
        stueck.clear();
        let hoechstens = u64::try_from(teil.saturating_add(SIEGEL)).map_err(|_| kaputt())?;
        Read::by_ref(&mut datei).take(hoechstens).read_to_end(&mut stueck)?;
        let klartext = dokument.oeffne(&stueck, nummer, &kopf).map_err(|_| kaputt())?;
        nach.write_all(&klartext)?;
        rest = rest.saturating_sub(teil);
        nummer = nummer.saturating_add(1);
        if rest == 0 {
            break;
        }
    }
    // Dahinter steht nichts.
    if datei.read(&mut [0])? == 0 { Ok(laenge) } else { Err(kaputt()) }
}
