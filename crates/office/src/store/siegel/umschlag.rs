//! Der Umschlag: ein Datenschlüssel, verschlossen mit dem Hauptschlüssel.

use std::fmt;

use super::gcm::{self, Offen, SIEGEL};
use super::{Bestimmung, Datenschluessel, Geheim, SiegelFehler, geheim};

/// Erstes Byte eines Umschlags.
const FORM: u8 = 1;

/// Zwölf zufällige Bytes für einen Umschlag.
///
/// Der Hauptschlüssel dient vielen Strömen, die nichts voneinander wissen; darum ist diese Nonce
/// zufällig. Bis 2³² Umschläge je Hauptschlüssel bleibt eine Wiederholung so unwahrscheinlich, wie NIST SP
/// 800-38D § 8.3 verlangt; vorher kommt ein neuer Hauptschlüssel ([`Hauptschluessel::umhuelle_neu`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Umschlagnonce(pub [u8; 12]);

/// Ein verschlossener Datenschlüssel, 65 Bytes, zum Ablegen.
///
/// `Debug` zeigt nur die Kennung des Hauptschlüssels: Ein Umschlag in einem Protokoll überlebte das
/// Löschen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Umschlag {
    hauptschluessel: u32,
    nonce: [u8; 12],
    verschlossen: [u8; 32],
    siegel: [u8; SIEGEL],
}

impl Umschlag {
    /// Kennung des Hauptschlüssels, der ihn öffnet.
    #[must_use]
    pub const fn hauptschluessel(&self) -> u32 {
        self.hauptschluessel
    }

    /// Zum Speichern, in der Form der Moduldoku von [`siegel`](super).
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let kennung = self.hauptschluessel.to_be_bytes();
        let teile: [&[u8]; 5] = [&[FORM], &kennung, &self.nonce, &self.verschlossen, &self.siegel];
        teile.concat()
    }

    /// Liest, was [`Umschlag::bytes`] geschrieben hat. Ob er echt ist, zeigt erst das Öffnen.
    ///
    /// # Errors
    /// [`SiegelFehler::Form`].
    pub fn lies(bytes: &[u8]) -> Result<Umschlag, SiegelFehler> {
        let (form, rest) = bytes.split_first_chunk::<1>().ok_or(SiegelFehler::Form)?;
        let (kennung, rest) = rest.split_first_chunk().ok_or(SiegelFehler::Form)?;
        let (nonce, rest) = rest.split_first_chunk().ok_or(SiegelFehler::Form)?;
        let (verschlossen, rest) = rest.split_first_chunk().ok_or(SiegelFehler::Form)?;
        let siegel = <[u8; SIEGEL]>::try_from(rest).map_err(|_| SiegelFehler::Form)?;
        if *form != [FORM] {
            return Err(SiegelFehler::Form);
        }
        let hauptschluessel = u32::from_be_bytes(*kennung);
        Ok(Umschlag { hauptschluessel, nonce: *nonce, verschlossen: *verschlossen, siegel })
    }
}

impl fmt::Debug for Umschlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kennung = &self.hauptschluessel;
        f.debug_struct("Umschlag").field("hauptschluessel", kennung).finish_non_exhaustive()
    }
}

/// Der Schlüssel, der Datenschlüssel umhüllt. `Debug` zeigt nur die Kennung, am Ende werden seine
/// Bytes gelöscht.
pub struct Hauptschluessel {
    geheim: Geheim,
    kennung: u32,
}

impl Hauptschluessel {
    /// Aus 32 zufälligen Bytes und einer Kennung, die kein anderer Hauptschlüssel hat. Die Vorlage
    /// löscht, wer sie hat.
    #[must_use]
    pub fn neu(kennung: u32, zufall: &[u8; 32]) -> Hauptschluessel {
        Hauptschluessel { geheim: geheim(zufall), kennung }
    }

    /// Seine Kennung.
    #[must_use]
    pub const fn kennung(&self) -> u32 {
        self.kennung
    }

    /// Verschließt einen Datenschlüssel, gebunden an Träger, Strom und Fassung.
    ///
    /// # Errors
    /// Keiner, der bei 32 Bytes vorkommt.
    pub fn umhuelle(
        &self,
        schluessel: &Datenschluessel,
        nonce: Umschlagnonce,
    ) -> Result<Umschlag, SiegelFehler> {
        let aad = self.aad(&schluessel.bezeichnung);
        let mut bytes = geheim(&schluessel.geheim);
        let siegel = gcm::verschliesse(&self.geheim, nonce.0, &aad, &mut **bytes)?;
        let (hauptschluessel, nonce) = (self.kennung, nonce.0);
        Ok(Umschlag { hauptschluessel, nonce, verschlossen: **bytes, siegel })
    }

    /// Öffnet den Umschlag dieses Stroms und dieser Fassung.
    ///
    /// # Errors
    /// [`SiegelFehler::Hauptschluessel`], wenn er mit einem anderen verschlossen ist;
    /// [`SiegelFehler::Gebrochen`], wenn er verändert ist oder zu einem anderen Strom gehört.
    pub fn oeffne(
        &self,
        umschlag: &Umschlag,
        bestimmung: Bestimmung<'_>,
    ) -> Result<Datenschluessel, SiegelFehler> {
        let Umschlag { hauptschluessel, nonce, verschlossen, siegel } = *umschlag;
        if hauptschluessel != self.kennung {
            let (umschlag, hier) = (hauptschluessel, self.kennung);
            return Err(SiegelFehler::Hauptschluessel { umschlag, hier });
        }
        let bezeichnung = bestimmung.bezeichnung();
        let mut geheim = geheim(&verschlossen);
        let was = Offen { bytes: &mut **geheim, siegel };
        gcm::oeffne_in(&self.geheim, nonce, &self.aad(&bezeichnung), was)?;
        Ok(Datenschluessel { geheim, bezeichnung, fassung: bestimmung.fassung })
    }

    /// Wechsel des Hauptschlüssels: öffnet den Umschlag mit dem alten und verschließt ihn mit diesem. Der
    /// Datenschlüssel und alles, was er versiegelt hat, bleiben.
    ///
    /// # Errors
    /// Wie [`Hauptschluessel::oeffne`] mit dem alten.
    pub fn umhuelle_neu(
        &self,
        alt: Verschlossen<'_>,
        bestimmung: Bestimmung<'_>,
        nonce: Umschlagnonce,
    ) -> Result<Umschlag, SiegelFehler> {
        let schluessel = alt.hauptschluessel.oeffne(alt.umschlag, bestimmung)?;
        self.umhuelle(&schluessel, nonce)
    }

    fn aad(&self, bezeichnung: &[u8]) -> Vec<u8> {
        let kennung = self.kennung.to_be_bytes();
        let teile: [&[u8]; 3] = [b"nahtlos-umschlag-1", bezeichnung, &kennung];
        teile.concat()
    }
}

impl fmt::Debug for Hauptschluessel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hauptschluessel").field("kennung", &self.kennung).finish_non_exhaustive()
    }
}

/// Ein Umschlag mit dem Hauptschlüssel, der ihn öffnet.
#[derive(Clone, Copy, Debug)]
pub struct Verschlossen<'a> {
    /// Der Hauptschlüssel.
    pub hauptschluessel: &'a Hauptschluessel,
    /// Der Umschlag.
    pub umschlag: &'a Umschlag,
}
