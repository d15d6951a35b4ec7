//! Was eingeht: prüfen, was eine Datei ist und ob sie in eine Akte darf, bevor irgendetwas sie öffnet.
//!
//! Der Typ folgt aus den Bytes; der Name ist nur ein Hinweis. Alle Grenzen gelten *vor* dem Lesen: Größe,
//! Einträge und entpackte Bytes eines Behälters, Bildpunkte aus dem Kopf eines Bilds, Seiten und Objekte
//! eines PDF. Was nicht passt, wird nicht verworfen, sondern kommt mit einem Grund in Quarantäne.
//!
//! Reine Funktionen: sie lesen Bytes, führen nichts aus und schreiben nichts. Kein Aufruf ruft sich selbst;
//! der Speicher ist durch die [`Grenzen`] beschränkt.
//!
//! Nicht umgesetzt: ein Virenprüfer (nur die EICAR-Testdatei wird erkannt), Text aus PDF und Bildern. Ein
//! PDF wird nicht gelesen, sondern nach Namen durchsucht, auch in seinen komprimierten Objektströmen.

mod behaelter;
mod bild;
mod email;
mod entpacken;
mod erkennen;
mod lesen;
mod pdf;

use case::akte::Dateityp;
pub use case::akte::eingang::{Befund, Quarantaenegrund, Urteil};

pub use email::{Anlage, Email, zerlege};
pub use lesen::text;

use Quarantaenegrund as Grund;

/// Was zu prüfen ist.
#[derive(Clone, Copy)]
pub struct Datei<'a> {
    /// Die Bytes.
    pub bytes: &'a [u8],
    /// Wie der Absender sie nennt; macht nie etwas erlaubt, nur verdächtig.
    pub name: Option<&'a str>,
}

/// Wie viel höchstens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grenzen {
    /// Bytes der Datei.
    pub bytes: usize,
    /// Einträge eines Behälters.
    pub eintraege: usize,
    /// Bytes, zu denen ein Behälter entpackt.
    pub entpackt: usize,
    /// Das Wievielfache des Gepackten, ab einem MiB.
    pub verhaeltnis: usize,
    /// Bildpunkte eines Bilds.
    pub pixel: u64,
    /// Seiten.
    pub seiten: u32,
    /// Objekte eines PDF.
    pub objekte: usize,
    /// Teile einer E-Mail.
    pub teile: usize,
    /// Wie tief die Teile einer E-Mail ineinanderstecken.
    pub tiefe: usize,
    /// Bytes des Texts für die Suche.
    pub text: usize,
}

impl Grenzen {
    /// Die Vorgabe: 32 MiB, 2 000 Seiten, eine A3-Seite mit 600 dpi.
    pub const UEBLICH: Grenzen = Grenzen {
        bytes: 32 << 20,
        eintraege: 1_000,
        entpackt: 64 << 20,
        verhaeltnis: 200,
        pixel: 100_000_000,
        seiten: 2_000,
        objekte: 200_000,
        teile: 200,
        tiefe: 8,
        text: 4 << 20,
    };
}

/// Prüft mit den üblichen Grenzen.
#[must_use]
pub fn pruefe(datei: Datei<'_>) -> Befund {
    pruefe_mit(datei, &Grenzen::UEBLICH)
}

/// Prüft.
#[must_use]
pub fn pruefe_mit(datei: Datei<'_>, grenzen: &Grenzen) -> Befund {
    let Datei { bytes, name } = datei;
    let quarantaene = |typ, grund| Befund { typ, seiten: None, urteil: Urteil::Quarantaene(grund) };
    if bytes.is_empty() {
        return quarantaene(Dateityp::Unbekannt, Grund::Leer);
    }
    if bytes.len() > grenzen.bytes {
        return quarantaene(Dateityp::Unbekannt, Grund::ZuGross);
    }
    if erkennen::eicar(bytes) {
        return quarantaene(Dateityp::Unbekannt, Grund::Schadprogramm);
    }
    let typ = match erkennen::erkenne(bytes, name) {
        Ok(erkennen::Kopf::Typ(typ)) => typ,
        Ok(erkennen::Kopf::Zip) => match behaelter::pruefe(bytes, grenzen) {
            Ok(typ) => typ,
            Err(grund) => return quarantaene(Dateityp::Unbekannt, grund),
        },
        Err(grund) => return quarantaene(Dateityp::Unbekannt, grund),
    };
    let seiten = erkennen::nur_ein_format(bytes, typ).and_then(|()| match typ {
        Dateityp::Pdf => pdf::pruefe(bytes, grenzen).map(Some),
        Dateityp::Png => bild::png(bytes, grenzen).map(Some),
        Dateityp::Jpeg => bild::jpeg(bytes, grenzen).map(Some),
        Dateityp::Tiff => bild::tiff(bytes, grenzen).map(Some),
        Dateityp::Email => email::pruefe(bytes, grenzen).map(|()| None),
        Dateityp::Text | Dateityp::Docx | Dateityp::Odt | Dateityp::Unbekannt => Ok(None),
    });
    match seiten {
        Ok(seiten) => Befund { typ, seiten, urteil: Urteil::Annehmen },
        Err(grund) => quarantaene(typ, grund),
    }
}
