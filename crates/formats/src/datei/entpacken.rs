//! Entpacken mit gezählten Bytes: der Speicher ist ein Fenster von 32 KiB, gleich wie groß das Ergebnis wäre.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

/// Wie etwas gepackt ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verfahren {
    /// Gar nicht.
    Ohne,
    /// DEFLATE (RFC 1951).
    Deflate,
    /// DEFLATE mit Kopf (RFC 1950).
    Zlib,
}

/// Warum sich etwas nicht entpacken lässt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entpackfehler {
    /// Es würden mehr Bytes als erlaubt.
    ZuViel,
    /// Kein gültiger Strom.
    Kaputt,
}

/// Gepackte Bytes und wie viele es entpackt höchstens sein dürfen.
#[derive(Clone, Copy)]
pub struct Gepackt<'a> {
    pub bytes: &'a [u8],
    pub verfahren: Verfahren,
    pub hoechstens: usize,
}

impl Gepackt<'_> {
    /// Gibt das Entpackte stückweise weiter und zurück, wie viel es war; hört auf, sobald es zu viel wird.
    pub fn entpacke(self, mut nimm: impl FnMut(&[u8])) -> Result<usize, Entpackfehler> {
        let format = match self.verfahren {
            Verfahren::Ohne if self.bytes.len() > self.hoechstens => {
                return Err(Entpackfehler::ZuViel);
            }
            Verfahren::Ohne => {
                nimm(self.bytes);
                return Ok(self.bytes.len());
            }
            Verfahren::Deflate => DataFormat::Raw,
            Verfahren::Zlib => DataFormat::Zlib,
        };
        let mut zustand = InflateState::new_boxed(format);
        let mut fenster = vec![0; 32 << 10];
        let (mut rest, mut summe) = (self.bytes, 0_usize);
        loop {
            let schritt = inflate(&mut zustand, rest, &mut fenster, MZFlush::None);
            rest = rest.get(schritt.bytes_consumed..).unwrap_or(&[]);
            let stueck = fenster.get(..schritt.bytes_written).unwrap_or(&[]);
            summe = summe.saturating_add(stueck.len());
            if summe > self.hoechstens {
                return Err(Entpackfehler::ZuViel);
            }
            nimm(stueck);
            match schritt.status {
                Ok(MZStatus::StreamEnd) => return Ok(summe),
                Ok(_) if schritt.bytes_consumed > 0 || schritt.bytes_written > 0 => {}
                _ => return Err(Entpackfehler::Kaputt),
            }
        }
    }

    /// Alles am Stück.
    pub fn ganz(self) -> Result<Vec<u8>, Entpackfehler> {
        let mut alles = Vec::new();
        self.entpacke(|stueck| alles.extend_from_slice(stueck))?;
        Ok(alles)
    }
}
