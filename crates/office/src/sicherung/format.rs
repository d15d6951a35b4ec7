//! Die Form einer Datei der Sicherung; beschrieben in `docs/sicherung.md`.
//!
//! ```text
//! Datei  = "NAHTSIC1" ‖ Block (Kopf) ‖ Blöcke (Zeilen) ‖ Block (Schluss)
//! Block  = Art (1) ‖ Länge (4) ‖ Inhalt ‖ Hash (32)
//! Hash_n = SHA-256(Hash_{n-1} ‖ Art ‖ Länge ‖ Inhalt); Hash_0 = SHA-256("NAHTSIC1")
//! Kopf   = JSON (Art 1)   Zeilen = Tabelle (1) ‖ Zeile … (Art 2)   Schluss = JSON (Art 3)
//! Zeile  = je Spalte: 0 | 1 ‖ Zahl (8) | 2 ‖ Länge (4) ‖ Text | 3 ‖ Länge (4) ‖ Bytes
//! ```
//!
//! Jeder Hash hält alles davor fest: kein Block lässt sich ändern, vertauschen oder weglassen, und die letzten 32
//! Bytes sind die Prüfsumme der ganzen Datei. Gelesen wird mit dem Speicher eines Blocks.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::staende::TraegerStand;
use crate::store::Hash;
use crate::store::sql::Value;

const MAGIE: &[u8; 8] = b"NAHTSIC1";
/// Die Fassung der Form.
pub const FASSUNG: u32 = 1;
/// So groß wird ein Block ungefähr.
const BLOCK: usize = 1 << 20;
/// Einen größeren liest niemand: eine Zeile kann nicht so groß sein.
const HOECHSTENS: u32 = 1 << 28;

const KOPF: u8 = 1;
const ZEILEN: u8 = 2;
const SCHLUSS: u8 = 3;

/// Was eine Datei enthält.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inhalt {
    /// Die Akten und das Verzeichnis der Dokumente.
    Akten,
    /// Die verschlossenen Schlüssel.
    Schluessel,
}

impl Inhalt {
    /// Wie man es nennt.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Inhalt::Akten => "Akten",
            Inhalt::Schluessel => "Schlüssel",
        }
    }
}

/// Der Anfang einer Datei.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kopf {
    /// Was folgt.
    pub inhalt: Inhalt,
    /// Die Fassung der Form.
    pub fassung: u32,
    /// Wann, Mikrosekunden seit 1970.
    pub erstellt: i64,
    /// Je Mandant der Stand des Logs.
    pub traeger: Vec<TraegerStand>,
    /// Die Tabellen in ihrer Reihenfolge.
    pub tabellen: Vec<Tabelle>,
}

/// Eine Tabelle in einer Datei.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tabelle {
    /// Ihr Name.
    pub name: String,
    /// Zahl ihrer Spalten.
    pub spalten: usize,
}

/// Das Ende einer Datei.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schluss {
    /// Zahl der Zeilen je Tabelle.
    pub zeilen: Vec<u64>,
}

/// Warum sich eine Datei nicht lesen lässt.
#[derive(Debug)]
pub enum Formfehler {
    /// Die Platte.
    Platte(io::Error),
    /// Was nicht stimmt.
    Kaputt(&'static str),
}

impl From<io::Error> for Formfehler {
    fn from(fehler: io::Error) -> Formfehler {
        match fehler.kind() {
            io::ErrorKind::UnexpectedEof => Formfehler::Kaputt("sie ist abgeschnitten"),
            _ => Formfehler::Platte(fehler),
        }
    }
}

/// Schreibt eine Datei.
#[derive(Debug)]
pub struct Schreiber<W> {
    aus: W,
    hash: Hash,
    tabelle: u8,
    block: Vec<u8>,
    schluss: Schluss,
}

impl<W: Write> Schreiber<W> {
    /// Beginnt mit dem Kopf.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn neu(mut aus: W, kopf: &Kopf) -> io::Result<Schreiber<W>> {
        aus.write_all(MAGIE)?;
        let schluss = Schluss { zeilen: vec![0; kopf.tabellen.len()] };
        let hash = Hash::aus(&[MAGIE]);
        let mut schreiber = Schreiber { aus, hash, tabelle: 0, block: Vec::new(), schluss };
        schreiber.block(KOPF, &serde_json::to_vec(kopf)?)?;
        Ok(schreiber)
    }

    /// Eine Zeile der Tabelle mit dieser Nummer.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn zeile<'v>(
        &mut self,
        tabelle: u8,
        werte: impl Iterator<Item = Value<'v>>,
    ) -> io::Result<()> {
        if tabelle != self.tabelle || self.block.len() >= BLOCK {
            self.schliesse_zeilen()?;
            self.tabelle = tabelle;
        }
        if self.block.is_empty() {
            self.block.push(tabelle);
        }
        for wert in werte {
            match wert {
                Value::Null => self.block.push(0),
                Value::Int(zahl) => {
                    self.block.push(1);
                    self.block.extend(zahl.to_be_bytes());
                }
                Value::Text(text) => self.bytes(2, text.as_bytes())?,
                Value::Bytes(bytes) => self.bytes(3, bytes)?,
            }
        }
        if let Some(zahl) = self.schluss.zeilen.get_mut(usize::from(tabelle)) {
            *zahl = zahl.saturating_add(1);
        }
        Ok(())
    }

    /// Schreibt den Schluss; die Prüfsumme der Datei und die Zahl der Zeilen.
    ///
    /// # Errors
    /// [`io::Error`].
    pub fn fertig(mut self) -> io::Result<(Hash, Schluss)> {
        self.schliesse_zeilen()?;
        let schluss = serde_json::to_vec(&self.schluss)?;
        self.block(SCHLUSS, &schluss)?;
        self.aus.flush()?;
        Ok((self.hash, self.schluss))
    }

    fn bytes(&mut self, art: u8, bytes: &[u8]) -> io::Result<()> {
        let laenge = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.block.push(art);
        self.block.extend(laenge.to_be_bytes());
        self.block.extend(bytes);
        Ok(())
    }

    fn schliesse_zeilen(&mut self) -> io::Result<()> {
        let block = std::mem::take(&mut self.block);
        if block.is_empty() { Ok(()) } else { self.block(ZEILEN, &block) }
    }

    fn block(&mut self, art: u8, inhalt: &[u8]) -> io::Result<()> {
        let laenge = u32::try_from(inhalt.len()).ok().filter(|laenge| *laenge <= HOECHSTENS);
        let laenge = laenge.ok_or(io::ErrorKind::FileTooLarge)?.to_be_bytes();
        self.hash = Hash::aus(&[self.hash.bytes(), &[art], &laenge, inhalt]);
        for teil in [&[art], laenge.as_slice(), inhalt, self.hash.bytes()] {
            self.aus.write_all(teil)?;
        }
        Ok(())
    }
}

/// Liest eine Datei Block für Block; jeder ist geprüft, bevor jemand ihn sieht.
#[derive(Debug)]
pub struct Leser<R> {
    aus: R,
    hash: Hash,
    /// Der Kopf.
    pub kopf: Kopf,
    gezaehlt: Vec<u64>,
}

/// Zeilen einer Tabelle.
#[derive(Debug)]
pub struct Block {
    /// Die wievielte Tabelle.
    pub tabelle: usize,
    inhalt: Vec<u8>,
    spalten: usize,
}

/// Wie es hinter einem Block weitergeht.
#[derive(Debug)]
pub enum Naechster {
    /// Mit Zeilen.
    Zeilen(Block),
    /// Gar nicht: Prüfsumme der Datei und Zahl der Zeilen.
    Ende(Hash, Schluss),
}

impl<R: Read> Leser<R> {
    /// Liest den Kopf.
    ///
    /// # Errors
    /// [`Formfehler`].
    pub fn neu(mut aus: R) -> Result<Leser<R>, Formfehler> {
        let mut magie = [0; 8];
        aus.read_exact(&mut magie)?;
        if magie != *MAGIE {
            return Err(Formfehler::Kaputt("sie beginnt nicht wie eine"));
        }
        let mut hash = Hash::aus(&[MAGIE]);
        let (art, inhalt) = block(&mut aus, &mut hash)?;
        if art != KOPF {
            return Err(Formfehler::Kaputt("ihr fehlt der Kopf"));
        }
        let kopf: Kopf = serde_json::from_slice(&inhalt)
            .map_err(|_| Formfehler::Kaputt("ihr Kopf ist von einer anderen Fassung"))?;
        if kopf.fassung != FASSUNG {
            return Err(Formfehler::Kaputt("sie ist von einer anderen Fassung"));
        }
        let gezaehlt = vec![0; kopf.tabellen.len()];
        Ok(Leser { aus, hash, kopf, gezaehlt })
    }

    /// Der nächste Block.
    ///
    /// # Errors
    /// [`Formfehler`].
    pub fn naechster(&mut self) -> Result<Naechster, Formfehler> {
        let (art, inhalt) = block(&mut self.aus, &mut self.hash)?;
        match art {
            ZEILEN => {
                let tabelle = usize::from(inhalt.first().copied().unwrap_or(u8::MAX));
                let spalten = self.kopf.tabellen.get(tabelle).map(|tabelle| tabelle.spalten);
                let spalten = spalten.ok_or(Formfehler::Kaputt("sie nennt eine fremde Tabelle"))?;
                let block = Block { tabelle, inhalt, spalten };
                let zeilen = u64::try_from(block.zeilen()?.len()).unwrap_or(u64::MAX);
                if let Some(zahl) = self.gezaehlt.get_mut(tabelle) {
                    *zahl = zahl.saturating_add(zeilen);
                }
                Ok(Naechster::Zeilen(block))
            }
            SCHLUSS => {
                let schluss: Schluss = serde_json::from_slice(&inhalt)
                    .map_err(|_| Formfehler::Kaputt("ihr Schluss ist nicht lesbar"))?;
                if schluss.zeilen != self.gezaehlt {
                    return Err(Formfehler::Kaputt("die Zahl ihrer Zeilen stimmt nicht"));
                }
                if self.aus.read(&mut [0])? != 0 {
                    return Err(Formfehler::Kaputt("hinter ihrem Schluss steht noch etwas"));
                }
                Ok(Naechster::Ende(self.hash, schluss))
            }
            _ => Err(Formfehler::Kaputt("sie enthält einen fremden Block")),
        }
    }
}

impl Block {
    /// Die Zeilen, Spalte für Spalte.
    ///
    /// # Errors
    /// [`Formfehler::Kaputt`].
    pub fn zeilen(&self) -> Result<Vec<Vec<Value<'_>>>, Formfehler> {
        let mut rest = self.inhalt.get(1..).unwrap_or_default();
        let mut zeilen = Vec::new();
        while !rest.is_empty() {
            let mut zeile = Vec::with_capacity(self.spalten.min(32));
            for _ in 0..self.spalten {
                zeile.push(
                    wert(&mut rest).ok_or(Formfehler::Kaputt("eine Zeile ist nicht lesbar"))?,
                );
            }
            if zeile.is_empty() {
                return Err(Formfehler::Kaputt("eine Tabelle hat keine Spalten"));
            }
            zeilen.push(zeile);
        }
        Ok(zeilen)
    }
}

fn wert<'b>(rest: &mut &'b [u8]) -> Option<Value<'b>> {
    let art = nimm(rest, 1)?.first().copied()?;
    Some(match art {
        0 => Value::Null,
        1 => Value::Int(i64::from_be_bytes(nimm(rest, 8)?.try_into().ok()?)),
        2 | 3 => {
            let laenge = u32::from_be_bytes(nimm(rest, 4)?.try_into().ok()?);
            let bytes = nimm(rest, usize::try_from(laenge).ok()?)?;
            if art == 2 {
                Value::Text(std::str::from_utf8(bytes).ok()?)
            } else {
                Value::Bytes(bytes)
            }
        }
        _ => return None,
    })
}

fn nimm<'b>(rest: &mut &'b [u8], zahl: usize) -> Option<&'b [u8]> {
    let (vorn, hinten) = rest.split_at_checked(zahl)?;
    *rest = hinten;
    Some(vorn)
}

fn block(aus: &mut impl Read, hash: &mut Hash) -> Result<(u8, Vec<u8>), Formfehler> {
    let (mut art, mut laenge, mut stored) = ([0; 1], [0; 4], [0; 32]);
    aus.read_exact(&mut art)?;
    aus.read_exact(&mut laenge)?;
    let zahl = u32::from_be_bytes(laenge);
    if zahl > HOECHSTENS {
        return Err(Formfehler::Kaputt("ein Block nennt eine unmögliche Länge"));
    }
    let mut inhalt = Vec::new();
    aus.by_ref().take(u64::from(zahl)).read_to_end(&mut inhalt)?;
    aus.read_exact(&mut stored)?;
    *hash = Hash::aus(&[hash.bytes(), &art, &laenge, &inhalt]);
    if *hash != Hash(stored) {
        return Err(Formfehler::Kaputt("ein Block ist verändert oder fehlt"));
    }
    let [art] = art;
    Ok((art, inhalt))
}
