//! Das Merkle-Log nach RFC 9162 § 2.1: ein Stand von 40 Bytes hält alle Blätter fest.
//!
//! Ein Blatt ist `SHA-256(0x00 ‖ Inhalt)`, ein Knoten `SHA-256(0x01 ‖ links ‖ rechts)`, der leere Baum
//! `SHA-256("")`; geteilt wird nach der größten Zweierpotenz, die kleiner ist als die Zahl der Blätter.
//!
//! Geschrieben wird mit dem [`Rand`], der von einem Baum mit n Blättern nur die höchstens log₂ n + 1
//! vollständigen Teilbäume am rechten Rand behält. Bewiesen wird mit [`einschlussbeweis`] und
//! [`konsistenzbeweis`] aus den vollständigen Knoten, die der Speicher abgelegt hat. Geprüft wird an
//! einem [`Stand`], ohne Speicher.
//!
//! Ein Stand gehört zusammen: Die Wurzel allein sagt nicht, wie viele Blätter es sind, und ein
//! Einschlussbeweis für 7 Blätter kann auch für 8 aufgehen. Wer einen Stand aufhebt oder
//! unterschreibt, nimmt darum beides, [`Stand::bytes`].

mod beweis;
mod pruefung;

use std::iter;
use std::ops::Range;

use super::Hash;

pub use beweis::{BeweisFehler, Platz, Zuwachs, einschlussbeweis, konsistenzbeweis};
pub use pruefung::Widerspruch;

/// Der Hash eines Blatts, `SHA-256(0x00 ‖ Inhalt)`.
///
/// Ein eigener Typ, damit niemand den Inhalt für seinen Hash hält.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blatt(Hash);

impl Blatt {
    /// Aus dem Inhalt des Blatts.
    #[must_use]
    pub fn aus_inhalt(inhalt: &[u8]) -> Blatt {
        Blatt(Hash::aus(&[&[0], inhalt]))
    }

    /// Aus einem abgelegten Hash der Ebene 0.
    #[must_use]
    pub const fn aus_hash(hash: Hash) -> Blatt {
        Blatt(hash)
    }

    /// Der Hash, wie er als Knoten der Ebene 0 im Baum steht.
    #[must_use]
    pub const fn hash(self) -> Hash {
        self.0
    }
}

/// Der Hash eines Knotens aus seinen beiden Seiten.
fn knoten(links: Hash, rechts: Hash) -> Hash {
    Hash::aus(&[&[1], links.bytes(), rechts.bytes()])
}

/// Wo ein vollständiger Teilbaum steht: Er umfasst die `2^ebene` Blätter ab `stelle · 2^ebene`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ort {
    /// 0 für ein Blatt, höchstens 63.
    pub ebene: u32,
    /// Die wievielte dieser Größe, ab 0.
    pub stelle: u64,
}

/// Ein vollständiger Teilbaum; er ändert sich nie mehr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knoten {
    /// Wo.
    pub ort: Ort,
    /// Sein Hash.
    pub hash: Hash,
}

/// Die vollständigen Knoten, die mit dem Blatt dieser Nummer (ab 0) entstehen: zuerst das Blatt selbst,
/// dann jeder Teilbaum, dessen letztes Blatt es ist. Im Schnitt sind es zwei.
pub fn neue_knoten(nummer: u64) -> impl Iterator<Item = Ort> {
    // Das Blatt schließt so viele Teilbäume ab, wie seine Nummer hinten Einsen hat.
    (0..=nummer.trailing_ones().min(63))
        .map(move |ebene| Ort { ebene, stelle: nummer.checked_shr(ebene).unwrap_or(0) })
}

/// Zahl der Blätter und Wurzel: was jemand aufhebt, unterschreibt oder veröffentlicht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Zahl der Blätter.
    pub zahl: u64,
    /// Wurzel über diese Blätter.
    pub wurzel: Hash,
}

impl Stand {
    /// Zahl (acht Bytes, das höchste zuerst) und Wurzel, zum Aufheben und Unterschreiben.
    #[must_use]
    pub fn bytes(&self) -> [u8; 40] {
        let mut bytes = [0; 40];
        let quelle = self.zahl.to_be_bytes().into_iter().chain(self.wurzel.0);
        bytes.iter_mut().zip(quelle).for_each(|(ziel, byte)| *ziel = byte);
        bytes
    }
}

/// Der rechte Rand eines Baums: so viel, wie zum Anhängen und für die Wurzel nötig ist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rand {
    zahl: u64,
    /// Je gesetztem Bit von `zahl` ein vollständiger Teilbaum, der größte zuerst.
    teile: Vec<Hash>,
}

/// Erstes Byte der gespeicherten Form.
const FORM: u8 = 1;

/// Mehr Blätter liest [`Rand::lies`] nicht: 2⁶², bei einer Milliarde je Sekunde nach 146 Jahren.
const HOECHSTENS: u64 = 1 << 62;

impl Rand {
    /// Ein leerer Baum.
    #[must_use]
    pub const fn leer() -> Rand {
        Rand { zahl: 0, teile: Vec::new() }
    }

    /// Der Rand, den der Baum nach so vielen Blättern hatte, aus den abgelegten Knoten.
    ///
    /// # Errors
    /// Was die Quelle meldet.
    pub fn aus_knoten<E>(
        zahl: u64,
        hash_von: impl FnMut(Ort) -> Result<Hash, E>,
    ) -> Result<Rand, E> {
        let teile: Result<_, E> = teilbaeume(0..zahl).map(hash_von).collect();
        Ok(Rand { zahl, teile: teile? })
    }

    /// Zahl der Blätter.
    #[must_use]
    pub const fn zahl(&self) -> u64 {
        self.zahl
    }

    /// Nimmt ein Blatt auf und nennt jeden vollständigen Knoten, der dadurch entsteht, in der
    /// Reihenfolge von [`neue_knoten`]. Der Speicher legt sie ab; geändert wird keiner mehr.
    pub fn nimm(&mut self, blatt: Blatt, mut neu: impl FnMut(Knoten)) {
        let mut hash = blatt.hash();
        for ort in neue_knoten(self.zahl) {
            if ort.ebene > 0
                && let Some(links) = self.teile.pop()
            {
                hash = knoten(links, hash);
            }
            neu(Knoten { ort, hash });
        }
        self.teile.push(hash);
        self.zahl = self.zahl.saturating_add(1);
    }

    /// Die Wurzel über alle Blätter.
    #[must_use]
    pub fn wurzel(&self) -> Hash {
        zusammen(&self.teile)
    }

    /// Zahl und Wurzel.
    #[must_use]
    pub fn stand(&self) -> Stand {
        Stand { zahl: self.zahl, wurzel: self.wurzel() }
    }

    /// Zum Speichern: ein Byte `1` für die Form, die Zahl der Blätter (acht Bytes, das höchste zuerst),
    /// dann je gesetztem Bit der Zahl ein Hash, der des größten Teilbaums zuerst.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let kopf = [FORM].into_iter().chain(self.zahl.to_be_bytes());
        kopf.chain(self.teile.iter().flat_map(|hash| hash.0)).collect()
    }

    /// Liest, was [`Rand::bytes`] geschrieben hat.
    ///
    /// Geprüft wird die Form. Ob die Hashes stimmen, weiß nur, wer [`Rand::stand`] mit einem
    /// aufgehobenen [`Stand`] vergleicht; das gehört zu jedem Start.
    ///
    /// # Errors
    /// Andere Form, mehr als 2⁶² Blätter, zu wenige oder zu viele Bytes.
    pub fn lies(bytes: &[u8]) -> Result<Rand, RandFehler> {
        let (form, rest) = bytes.split_first().ok_or(RandFehler::Laenge)?;
        if *form != FORM {
            return Err(RandFehler::Form { gefunden: *form });
        }
        let (zahl, rest) = rest.split_first_chunk::<8>().ok_or(RandFehler::Laenge)?;
        let zahl = u64::from_be_bytes(*zahl);
        if zahl > HOECHSTENS {
            return Err(RandFehler::Zahl);
        }
        let (teile, uebrig) = rest.as_chunks::<32>();
        let gleich = u32::try_from(teile.len()).is_ok_and(|n| n == zahl.count_ones());
        if !uebrig.is_empty() || !gleich {
            return Err(RandFehler::Laenge);
        }
        Ok(Rand { zahl, teile: teile.iter().copied().map(Hash).collect() })
    }
}

/// Die vollständigen Teilbäume, in die diese Blätter zerfallen, der größte zuerst. Das erste Blatt muss
/// ein Vielfaches der Größe des ersten Teilbaums sein.
fn teilbaeume(blaetter: Range<u64>) -> impl Iterator<Item = Ort> {
    let mut ab = blaetter.start;
    iter::from_fn(move || {
        let ebene = blaetter.end.checked_sub(ab)?.checked_ilog2()?;
        let ort = Ort { ebene, stelle: ab >> ebene };
        ab = ab.saturating_add(1 << ebene);
        Some(ort)
    })
}

/// Die Wurzel über Teilbäume, die nebeneinander stehen, der größte links.
fn zusammen(teile: &[Hash]) -> Hash {
    let mut von_rechts = teile.iter().rev().copied();
    match von_rechts.next() {
        None => Hash::aus(&[]),
        Some(letzter) => von_rechts.fold(letzter, |rechts, links| knoten(links, rechts)),
    }
}

/// Warum sich ein gespeicherter [`Rand`] nicht lesen lässt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RandFehler {
    /// Unbekannte Form.
    #[error(
        "Log: Der gespeicherte Rand hat die Form {gefunden}, dieses Programm kennt nur die Form 1. \
         Bitte ein neueres Programm nehmen oder den Rand aus den abgelegten Knoten neu bilden."
    )]
    Form {
        /// Was dort steht.
        gefunden: u8,
    },
    /// Zahl zu groß.
    #[error(
        "Log: Der gespeicherte Rand nennt eine unmögliche Zahl von Blättern. Bitte den Rand aus den \
         abgelegten Knoten neu bilden."
    )]
    Zahl,
    /// Zahl der Bytes passt nicht zur Zahl der Blätter.
    #[error(
        "Log: Der gespeicherte Rand ist zu kurz oder zu lang. Bitte den Rand aus den abgelegten \
         Knoten neu bilden."
    )]
    Laenge,
}
