//! Einen Strom in Blöcke aus vollen Zeilen teilen, mit begrenztem Speicher.
//!
//! Für jeden Befehl, der JSON-Zeilen liest.

use std::io::{self, Read};
use std::ops::Range;

use case::schnittstelle::{HOECHSTENS_BYTES, ist_leer};

/// So viel wird auf einmal gelesen.
const LESEN_BYTES: usize = 512 * 1024;

/// Volle Zeilen, die auf einmal da waren.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    zeilen: Vec<Zeile>,
}

#[derive(Debug)]
struct Zeile {
    nr: u64,
    bytes: Range<usize>,
}

impl Block {
    /// Nummer und Inhalt jeder Zeile, die nicht leer ist.
    pub fn zeilen(&self) -> impl ExactSizeIterator<Item = (u64, &[u8])> + Clone {
        let inhalt = |zeile: &Zeile| self.bytes.get(zeile.bytes.clone()).unwrap_or_default();
        self.zeilen.iter().map(move |zeile| (zeile.nr, inhalt(zeile)))
    }
}

/// Teilt einen Strom in Blöcke.
pub struct Zeilenleser<R> {
    quelle: R,
    puffer: Vec<u8>,
    /// Anfang einer Zeile, deren Ende noch fehlt; ein Byte länger als erlaubt, wenn sie zu lang ist.
    rest: Vec<u8>,
    nr: u64,
    bytes: u64,
}

impl<R: Read> Zeilenleser<R> {
    pub fn neu(quelle: R) -> Zeilenleser<R> {
        Zeilenleser { quelle, puffer: vec![0; LESEN_BYTES], rest: Vec::new(), nr: 0, bytes: 0 }
    }

    /// So viele Bytes sind gelesen.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Die nächsten vollen Zeilen, sobald welche da sind; am Ende auch die letzte ohne Umbruch.
    pub fn naechster(&mut self) -> io::Result<Option<Block>> {
        let mut block = Block::default();
        let mut am_ende = false;
        while block.zeilen.is_empty() && !am_ende {
            let anzahl = self.lies()?;
            am_ende = anzahl == 0;
            let puffer = std::mem::take(&mut self.puffer);
            for stueck in puffer.get(..anzahl).unwrap_or_default().split_inclusive(|b| *b == b'\n')
            {
                self.stueck(stueck, &mut block);
            }
            self.puffer = puffer;
            if am_ende && !self.rest.is_empty() {
                self.zeile_fertig(&mut block);
            }
        }
        Ok(if block.zeilen.is_empty() { None } else { Some(block) })
    }

    fn lies(&mut self) -> io::Result<usize> {
        loop {
            match self.quelle.read(&mut self.puffer) {
                Err(fehler) if fehler.kind() == io::ErrorKind::Interrupted => {}
                Err(fehler) => return Err(fehler),
                Ok(anzahl) => {
                    self.bytes += u64::try_from(anzahl).unwrap_or(0);
                    return Ok(anzahl);
                }
            }
        }
    }

    /// Nimmt ein Stück bis zum Zeilenende auf; was über die Grenze geht, fällt weg.
    fn stueck(&mut self, stueck: &[u8], block: &mut Block) {
        let ohne_umbruch = stueck.strip_suffix(b"\n");
        let inhalt = ohne_umbruch.unwrap_or(stueck);
        let platz = (HOECHSTENS_BYTES + 1).saturating_sub(self.rest.len());
        self.rest.extend_from_slice(inhalt.get(..platz).unwrap_or(inhalt));
        if ohne_umbruch.is_some() {
            self.zeile_fertig(block);
        }
    }

    fn zeile_fertig(&mut self, block: &mut Block) {
        self.nr += 1;
        if !ist_leer(&self.rest) {
            let von = block.bytes.len();
            block.bytes.extend_from_slice(&self.rest);
            block.zeilen.push(Zeile { nr: self.nr, bytes: von..block.bytes.len() });
        }
        self.rest.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gibt je Aufruf nur wenige Bytes her, wie eine Leitung.
    struct Tropfen<'a>(&'a [u8], usize);

    impl Read for Tropfen<'_> {
        fn read(&mut self, ziel: &mut [u8]) -> io::Result<usize> {
            let anzahl = self.1.min(self.0.len()).min(ziel.len());
            let (jetzt, spaeter) = self.0.split_at(anzahl);
            ziel[..anzahl].copy_from_slice(jetzt);
            self.0 = spaeter;
            Ok(anzahl)
        }
    }

    fn alle(text: &[u8], tropfen: usize) -> Vec<(u64, Vec<u8>)> {
        let mut leser = Zeilenleser::neu(Tropfen(text, tropfen));
        let mut zeilen = Vec::new();
        while let Some(block) = leser.naechster().unwrap() {
            zeilen.extend(block.zeilen().map(|(nr, bytes)| (nr, bytes.to_vec())));
        }
        zeilen
    }

    #[test]
    fn zeilen_kommen_gleich_an_wie_sie_auch_tropfen() {
        let text = b"\xEF\xBB\xBF\neins\r\n\n  \nzwei\n\nletzte";
        let erwartet: Vec<(u64, Vec<u8>)> =
            vec![(2, b"eins\r".to_vec()), (5, b"zwei".to_vec()), (7, b"letzte".to_vec())];
        for tropfen in [1, 2, 3, 7, 1000] {
            assert_eq!(alle(text, tropfen), erwartet, "{tropfen} Bytes je Aufruf");
        }
        assert_eq!(alle(b"", 1), []);
        assert_eq!(alle(b"\n\n", 1), []);
    }

    #[test]
    fn eine_ueberlange_zeile_kostet_nicht_mehr_als_die_grenze() {
        let mut text = vec![b'x'; 3 * HOECHSTENS_BYTES];
        text.extend_from_slice(b"\nkurz\n");
        let zeilen = alle(&text, 100_000);
        assert_eq!(zeilen.len(), 2);
        assert_eq!(zeilen[0].1.len(), HOECHSTENS_BYTES + 1);
        assert_eq!(zeilen[1], (2, b"kurz".to_vec()));
    }

    #[test]
    fn wer_eine_zeile_schickt_bekommt_sie_sofort() {
        let mut leser = Zeilenleser::neu(Tropfen(b"a\nb", 2));
        let block = leser.naechster().unwrap().unwrap();
        assert_eq!(block.zeilen().len(), 1, "ohne auf die zweite zu warten");
    }
}
