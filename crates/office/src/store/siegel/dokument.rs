//! Dokumente: ihre Adresse und der Schlüssel, der nur einem Dokument gilt.
//!
//! ```text
//! adresse   = HMAC-SHA-256(HMAC-SHA-256(Datenschlüssel, "nahtlos-adresse-1"), inhalt)
//! schluessel = HMAC-SHA-256(Datenschlüssel, "nahtlos-dokument-1" ‖ adresse)
//! ereignis  = HMAC-SHA-256(Datenschlüssel, "nahtlos-ereignis-1" ‖ salz)
//! ```
//!
//! Gleicher Inhalt hat unter einem Datenschlüssel eine Adresse und unter jedem anderen eine andere
//! (RFC 2104). Jedes Dokument hat seinen eigenen Schlüssel, der aus der Adresse und damit aus dem Inhalt
//! folgt; seine Nonce zählt nur die Stücke. So steht nie anderer Klartext unter derselben Nonce.

use case::akte::Adresse;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Datenschluessel, Geheim, Nonce, SiegelFehler, geheim};

/// Der Schlüssel eines Dokuments. `Debug` zeigt nur die Fassung des Datenschlüssels.
#[derive(Debug)]
pub struct Dokumentschluessel(Datenschluessel);

impl Datenschluessel {
    /// Wo dieser Inhalt liegt.
    #[must_use]
    pub fn adresse(&self, inhalt: &[u8]) -> Adresse {
        let schluessel = mac(&self.geheim, &[b"nahtlos-adresse-1"]);
        Adresse::aus_bytes(**mac(&schluessel, &[inhalt]))
    }

    /// Der Schlüssel eines Ereignisses mit diesem Salz. Zwei Versuche, dieselbe Version zu schreiben, haben
    /// verschiedenes Salz: auch wenn beide den Server erreichen, steht nie anderer Klartext unter derselben Nonce.
    #[must_use]
    pub fn ereignis(&self, salz: &[u8; 16]) -> Datenschluessel {
        let geheim = mac(&self.geheim, &[b"nahtlos-ereignis-1", salz]);
        Datenschluessel { geheim, bezeichnung: self.bezeichnung.clone(), fassung: self.fassung }
    }

    /// Der Schlüssel des Dokuments an dieser Adresse.
    #[must_use]
    pub fn dokument(&self, adresse: Adresse) -> Dokumentschluessel {
        let geheim = mac(&self.geheim, &[b"nahtlos-dokument-1", adresse.bytes()]);
        let bezeichnung = [self.bezeichnung.as_slice(), adresse.bytes()].concat();
        Dokumentschluessel(Datenschluessel { geheim, bezeichnung, fassung: self.fassung })
    }
}

impl Dokumentschluessel {
    /// Versiegelt das Stück mit dieser Nummer; 16 Bytes länger. Der Zusatz ist der Kopf der Datei.
    ///
    /// # Errors
    /// [`SiegelFehler::ZuGross`].
    pub fn versiegle(
        &self,
        stueck: &[u8],
        nummer: u64,
        kopf: &[u8],
    ) -> Result<Vec<u8>, SiegelFehler> {
        self.0.versiegle(stueck, Nonce::stueck(nummer), kopf)
    }

    /// Öffnet das Stück mit dieser Nummer.
    ///
    /// # Errors
    /// [`SiegelFehler::Gebrochen`], wenn es verändert ist oder woanders hingehört.
    pub fn oeffne(&self, stueck: &[u8], nummer: u64, kopf: &[u8]) -> Result<Vec<u8>, SiegelFehler> {
        self.0.oeffne(stueck, Nonce::stueck(nummer), kopf)
    }
}

fn mac(schluessel: &Zeroizing<[u8; 32]>, teile: &[&[u8]]) -> Geheim {
    // 32 Bytes sind weniger als ein Block: jeder Schlüssel dieser Länge gilt.
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&hmac_block(schluessel)).into());
    for teil in teile {
        mac.update(teil);
    }
    let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
    geheim(&bytes)
}

/// Der Schlüssel auf die Länge eines Blocks mit Nullen gefüllt, wie RFC 2104 § 2 es tut.
fn hmac_block(schluessel: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    block.iter_mut().zip(schluessel).for_each(|(ziel, byte)| *ziel = *byte);
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Strom;
    use crate::store::siegel::Bestimmung;

    #[test]
    fn der_mac_gibt_die_werte_die_python_fuer_hmac_sha256_gibt() {
        // `hmac.new(bytes([7] * 32), b"nahtlos", "sha256").hexdigest()` in Python 3.11.
        let erwartet = "d8bc53ab8b43e1f2d5f7eefb93ba085c42762b1d041032b803cd2256f827b1bf";
        let mac = mac(&Zeroizing::new([7; 32]), &[b"naht", b"los"]);
        assert_eq!(Adresse::aus_bytes(**mac).to_string(), erwartet);
    }

    #[test]
    fn gleicher_inhalt_hat_je_akte_eine_andere_adresse_und_in_einer_dieselbe() {
        let schluessel = |strom, zufall| {
            let strom = Strom { traeger: "a", kennung: strom };
            Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &[zufall; 32])
        };
        let (eine, andere) = (schluessel("fall:1", 1), schluessel("fall:2", 2));
        assert_eq!(eine.adresse(b"Lohn"), schluessel("fall:1", 1).adresse(b"Lohn"));
        assert_ne!(eine.adresse(b"Lohn"), eine.adresse(b"Lohm"));
        assert_ne!(eine.adresse(b"Lohn"), andere.adresse(b"Lohn"));
        let lohn = eine.adresse(b"Lohn");
        let stueck = eine.dokument(lohn).versiegle(b"Lohn", 0, b"kopf").unwrap();
        let oeffne = |schluessel: &Datenschluessel, adresse, nummer, kopf| {
            schluessel.dokument(adresse).oeffne(&stueck, nummer, kopf).is_ok()
        };
        assert!(oeffne(&eine, lohn, 0, b"kopf"));
        assert!(!oeffne(&eine, lohn, 1, b"kopf"), "anderes Stück");
        assert!(!oeffne(&eine, lohn, 0, b"Kopf"), "anderer Kopf");
        assert!(!oeffne(&eine, eine.adresse(b"x"), 0, b"kopf"), "anderes Dokument");
        assert!(!oeffne(&andere, lohn, 0, b"kopf"), "andere Akte");
    }
}
