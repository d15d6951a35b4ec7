//! Versiegeln mit AES-256-GCM (NIST SP 800-38D): niemand liest ohne Schlüssel, und nichts lässt sich
//! unbemerkt ändern oder an eine andere Stelle legen.
//!
//! Ein [`Datenschluessel`] gehört genau einem Strom; er kennt dessen Namen und bindet jeden Geheimtext
//! an Träger, Strom, Schlüsselfassung, Zweck und Nummer. Der [`Hauptschluessel`] umhüllt
//! Datenschlüssel, damit sie neben den Daten liegen können. Wer den Umschlag und jede Sicherung davon
//! löscht, hat alles gelöscht, was mit dem Schlüssel versiegelt ist.
//!
//! # Eine Nonce nie zweimal
//!
//! Unter einem Schlüssel darf keine Nonce zweimal mit verschiedenem Klartext vorkommen: Sonst verrät
//! der Vergleich beider Geheimtexte die Klartexte, und Siegel lassen sich fälschen (SP 800-38D § 8).
//! Darum gibt es eine [`Nonce`] nur aus Zweck und Nummer. Der Strom vergibt jede Version einmal,
//! verschiedene Zwecke ergeben verschiedene Nonces, und der Schlüssel dient nur diesem Strom. Ein Dokument
//! hat seinen eigenen, aus dem Inhalt abgeleiteten [`Dokumentschluessel`]. Zwei Pflichten bleiben beim Speicher:
//!
//! - Wird ein Versuch verworfen, weil ein anderer dieselbe Version schon geschrieben hat, so verlässt
//!   sein Geheimtext den Rechner nicht.
//! - Nach dem Einspielen einer alten Sicherung werden Versionen neu vergeben, die es schon einmal gab.
//!   Vor dem ersten Schreiben bekommt dann jeder Strom einen neuen Datenschlüssel unter der nächsten
//!   Fassung.
//!
//! # Form
//!
//! ```text
//! bezeichnung = Länge ‖ traeger ‖ Länge ‖ strom ‖ Fassung (4 Bytes)
//! nonce       = Zweck (4 Bytes: 1 Ereignis, 2 Stück eines Dokuments) ‖ Nummer (8 Bytes)
//! aad         = "nahtlos-siegel-1" ‖ bezeichnung ‖ nonce ‖ Länge ‖ zusatz
//! geheimtext  = AES-256-GCM(klartext) ‖ Siegel (16 Bytes)
//! umschlag    = 1 ‖ Kennung des Hauptschlüssels (4) ‖ nonce (12) ‖ Schlüssel (32) ‖ Siegel (16)
//! aad dazu    = "nahtlos-umschlag-1" ‖ bezeichnung ‖ Kennung des Hauptschlüssels (4)
//! ```
//!
//! Längen sind acht Bytes; jede Zahl mit dem höchsten Byte zuerst.

mod dokument;
mod gcm;
#[cfg(test)]
mod tests;
mod umschlag;

use std::fmt;

use zeroize::Zeroizing;

use super::Strom;
use super::hash::laenge;

pub use dokument::Dokumentschluessel;
pub use umschlag::{Hauptschluessel, Umschlag, Umschlagnonce, Verschlossen};

/// Die Zahl, die unter einem Datenschlüssel nur einmal vorkommen darf: aus Zweck und Nummer, sonst aus
/// nichts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nonce {
    zweck: u32,
    nummer: u64,
}

impl Nonce {
    /// Für das Ereignis mit dieser Version; der Strom vergibt jede Version einmal.
    #[must_use]
    pub const fn ereignis(version: u64) -> Nonce {
        Nonce { zweck: 1, nummer: version }
    }

    /// Für das Stück mit dieser Nummer eines Dokuments; der Schlüssel gilt nur diesem Dokument.
    #[must_use]
    pub const fn stueck(nummer: u64) -> Nonce {
        Nonce { zweck: 2, nummer }
    }

    /// Die zwölf Bytes der Moduldoku.
    #[must_use]
    pub fn bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        let quelle = self.zweck.to_be_bytes().into_iter().chain(self.nummer.to_be_bytes());
        bytes.iter_mut().zip(quelle).for_each(|(ziel, byte)| *ziel = byte);
        bytes
    }
}

/// Wofür ein Datenschlüssel da ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bestimmung<'a> {
    /// Der eine Strom.
    pub strom: Strom<'a>,
    /// Der wievielte Schlüssel dieses Stroms; steht offen neben jedem Geheimtext.
    pub fassung: u32,
}

impl Bestimmung<'_> {
    fn bezeichnung(&self) -> Vec<u8> {
        let mut bytes = self.strom.bezeichnung();
        bytes.extend(self.fassung.to_be_bytes());
        bytes
    }
}

/// 32 Bytes, die nach Gebrauch gelöscht werden und beim Verschieben nicht kopiert.
type Geheim = Box<Zeroizing<[u8; 32]>>;

fn geheim(vorlage: &[u8; 32]) -> Geheim {
    // Erst der Platz, dann die Bytes: so bleibt auf dem Stapel keine Kopie liegen.
    let mut geheim: Geheim = Box::default();
    geheim.copy_from_slice(vorlage);
    geheim
}

/// Der Schlüssel eines Stroms. `Debug` zeigt nur die Fassung, am Ende werden seine Bytes gelöscht.
pub struct Datenschluessel {
    geheim: Geheim,
    bezeichnung: Vec<u8>,
    fassung: u32,
}

impl Datenschluessel {
    /// Aus 32 zufälligen Bytes. Die Vorlage löscht, wer sie hat.
    #[must_use]
    pub fn neu(bestimmung: Bestimmung<'_>, zufall: &[u8; 32]) -> Datenschluessel {
        Datenschluessel {
            geheim: geheim(zufall),
            bezeichnung: bestimmung.bezeichnung(),
            fassung: bestimmung.fassung,
        }
    }

    /// Der wievielte Schlüssel des Stroms.
    #[must_use]
    pub const fn fassung(&self) -> u32 {
        self.fassung
    }

    /// Versiegelt einen Klartext; das Ergebnis ist 16 Bytes länger. Gleiche Eingabe gibt gleiche Bytes.
    ///
    /// Der Zusatz sind offene Angaben, die mit festgehalten werden (etwa Art und Form des Ereignisses),
    /// oder leer; er steht nicht im Ergebnis.
    ///
    /// # Errors
    /// [`SiegelFehler::ZuGross`].
    pub fn versiegle(
        &self,
        klartext: &[u8],
        nonce: Nonce,
        zusatz: &[u8],
    ) -> Result<Vec<u8>, SiegelFehler> {
        gcm::versiegle(&self.geheim, nonce.bytes(), &self.aad(nonce, zusatz), klartext)
    }

    /// Öffnet, was [`Datenschluessel::versiegle`] mit derselben Nonce und demselben Zusatz versiegelt
    /// hat.
    ///
    /// # Errors
    /// [`SiegelFehler::Gebrochen`], wenn auch nur ein Bit anders ist; dann kommt nichts vom Klartext
    /// heraus.
    pub fn oeffne(
        &self,
        geheimtext: &[u8],
        nonce: Nonce,
        zusatz: &[u8],
    ) -> Result<Vec<u8>, SiegelFehler> {
        gcm::oeffne(&self.geheim, nonce.bytes(), &self.aad(nonce, zusatz), geheimtext)
    }

    fn aad(&self, nonce: Nonce, zusatz: &[u8]) -> Vec<u8> {
        let nonce = nonce.bytes();
        let laenge = laenge(zusatz);
        let teile: [&[u8]; 5] = [b"nahtlos-siegel-1", &self.bezeichnung, &nonce, &laenge, zusatz];
        teile.concat()
    }
}

impl fmt::Debug for Datenschluessel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Datenschluessel").field("fassung", &self.fassung).finish_non_exhaustive()
    }
}

/// Warum sich etwas nicht versiegeln oder öffnen lässt. Nie mit Inhalt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiegelFehler {
    /// Das Siegel passt nicht.
    #[error(
        "Siegel: Es passt nicht. Entweder ist es der falsche Schlüssel, oder die gespeicherten Bytes \
         wurden verändert oder gehören an eine andere Stelle. Bitte den Strom prüfen und, wenn er \
         stimmt, die Fassung des Schlüssels."
    )]
    Gebrochen,
    /// Kürzer als ein Siegel oder von unbekannter Form.
    #[error(
        "Siegel: Die gespeicherten Bytes sind abgeschnitten oder von unbekannter Form. Bitte sie aus \
         der Sicherung holen oder ein neueres Programm nehmen."
    )]
    Form,
    /// Mehr als 64 GiB.
    #[error("Siegel: Mehr als 64 GiB lassen sich nicht in einem Stück versiegeln. Bitte teilen.")]
    ZuGross,
    /// Der Umschlag ist mit einem anderen Hauptschlüssel verschlossen.
    #[error(
        "Siegel: Der Umschlag ist mit Hauptschlüssel {umschlag} verschlossen, dies ist \
         Hauptschlüssel {hier}. Bitte den anderen Hauptschlüssel nehmen."
    )]
    Hauptschluessel {
        /// Kennung im Umschlag.
        umschlag: u32,
        /// Kennung des Schlüssels, mit dem es versucht wurde.
        hier: u32,
    },
}
