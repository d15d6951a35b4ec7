//! PDF (ISO 32000): nicht gelesen, sondern nach Namen durchsucht, die etwas ausführen oder verstecken.
//!
//! Gesucht wird überall, auch in Bilddaten: ein falscher Fund kostet einen Blick, ein übersehener mehr. Namen
//! mit `#xx` gelten wie geschrieben, und Objektströme werden dafür gezählt entpackt.

use memchr::{memchr, memmem};

use super::entpacken::{Entpackfehler, Gepackt, Verfahren};
use super::{Grenzen, Grund};

/// So lang sind die gesuchten Namen höchstens.
const NAME: usize = 16;
/// Objektströme einer Datei.
const STROEME: usize = 5_000;
/// Entpackte Bytes eines Objektstroms.
const STROM: usize = 16 << 20;
/// So lang ist das Verzeichnis vor einem Strom höchstens.
const VERZEICHNIS: usize = 2_048;
/// So viel darf hinter dem Ende stehen; manche Programme füllen auf.
const DAHINTER: usize = 1_024;

/// Durchsucht die Bytes; zurück kommen die geschätzten Seiten.
pub fn pruefe(bytes: &[u8], grenzen: &Grenzen) -> Result<u32, Grund> {
    let ende = memmem::rfind(bytes, b"%%EOF").ok_or(Grund::Beschaedigt)?;
    let dahinter = bytes.get(ende.saturating_add(5)..).unwrap_or(&[]);
    if dahinter.iter().filter(|b| !matches!(b, 0 | b'\t' | b'\n' | b'\r' | b' ')).count() > DAHINTER
    {
        return Err(Grund::Polyglott);
    }
    if memmem::find_iter(bytes, b" obj").take(grenzen.objekte.saturating_add(1)).count()
        > grenzen.objekte
    {
        return Err(Grund::ZuVieleTeile);
    }
    let mut fund = Fund::default();
    let mut stroeme = Vec::new();
    fund.durchsuche(bytes, grenzen, Some(&mut stroeme))?;
    let mut summe = 0_usize;
    for at in stroeme {
        let Some(strom) = objektstrom(bytes, at)? else { continue };
        let inhalt = strom.ganz().map_err(|fehler| match fehler {
            Entpackfehler::ZuViel => Grund::Bombe,
            Entpackfehler::Kaputt => Grund::Beschaedigt,
        })?;
        summe = summe.saturating_add(inhalt.len());
        if summe > grenzen.entpackt {
            return Err(Grund::Bombe);
        }
        fund.durchsuche(&inhalt, grenzen, None)?;
    }
    let seiten = fund.seiten.max(fund.gezaehlt);
    if seiten == 0 { Err(Grund::Beschaedigt) } else { Ok(seiten) }
}

#[derive(Default)]
struct Fund {
    /// Objekte mit `/Type /Page`.
    seiten: u32,
    /// Die größte Zahl hinter `/Count`.
    gezaehlt: u32,
    /// Verweise in `/Kids`: auch wer eine Seite tausendmal nennt, hat tausend Seiten.
    kinder: u32,
}

impl Fund {
    fn durchsuche(
        &mut self,
        bytes: &[u8],
        grenzen: &Grenzen,
        mut stroeme: Option<&mut Vec<usize>>,
    ) -> Result<(), Grund> {
        let (mut at, mut kinder_bis, mut nach_typ) = (0_usize, 0_usize, None);
        while let Some(weiter) = memchr(b'/', bytes.get(at..).unwrap_or(&[])) {
            let von = at.saturating_add(weiter).saturating_add(1);
            let (name, bis) = Name::lies(bytes, von);
            at = bis;
            match name.bytes() {
                b"JavaScript" | b"Launch" | b"RichMedia" | b"SubmitForm" | b"ImportData"
                | b"Rendition" | b"GoToE" => return Err(Grund::AktiverInhalt),
                b"EmbeddedFile" | b"EmbeddedFiles" => return Err(Grund::Eingebettet),
                b"Encrypt" => return Err(Grund::Verschluesselt),
                b"Type" => nach_typ = Some(bis),
                b"Page" if nach_typ.is_some_and(|t| nur_leer(bytes, t, von)) => {
                    self.seiten = self.seiten.saturating_add(1);
                }
                b"Count" => self.gezaehlt = self.gezaehlt.max(zahl(bytes, bis)),
                b"Kids" if bis >= kinder_bis => {
                    let rest = bytes.get(bis..).unwrap_or(&[]);
                    let laenge = memchr(b']', rest).unwrap_or(rest.len());
                    let liste = rest.get(..laenge).unwrap_or(rest);
                    let verweise = memchr::memchr_iter(b'R', liste).count();
                    let verweise = u32::try_from(verweise).unwrap_or(u32::MAX);
                    self.kinder = self.kinder.saturating_add(verweise);
                    kinder_bis = bis.saturating_add(laenge);
                }
                b"ObjStm" => {
                    if let Some(stroeme) = &mut stroeme {
                        stroeme.push(von);
                        if stroeme.len() > STROEME {
                            return Err(Grund::ZuVieleTeile);
                        }
                    }
                }
                _ => {}
            }
            // Zwischenknoten des Baums sind auch Kinder, darum das Doppelte.
            let zu_viele = self.kinder > grenzen.seiten.saturating_mul(2);
            if zu_viele || self.seiten.max(self.gezaehlt) > grenzen.seiten {
                return Err(Grund::ZuVieleSeiten);
            }
        }
        Ok(())
    }
}

/// Ein Name, mit aufgelösten `#xx`; längere sind hier gleich.
struct Name {
    bytes: [u8; NAME],
    laenge: usize,
}

impl Name {
    /// Liest ab der Stelle hinter dem Schrägstrich; zurück kommt auch, wo der Name endet.
    fn lies(bytes: &[u8], von: usize) -> (Name, usize) {
        let mut name = Name { bytes: [0; NAME], laenge: 0 };
        let mut at = von;
        while let Some(byte) = bytes.get(at).copied().filter(|b| gehoert_zum_namen(*b)) {
            let ziffer = |n: usize| bytes.get(at.saturating_add(n)).and_then(|b| hexziffer(*b));
            let byte = match (byte, ziffer(1), ziffer(2)) {
                (b'#', Some(hoch), Some(tief)) => {
                    at = at.saturating_add(2);
                    hoch << 4 | tief
                }
                _ => byte,
            };
            at = at.saturating_add(1);
            match name.bytes.get_mut(name.laenge) {
                Some(ziel) => *ziel = byte,
                // Länger als jeder gesuchte Name: weiter hinten beginnt der nächste.
                None => return (Name { laenge: 0, ..name }, at),
            }
            name.laenge = name.laenge.saturating_add(1);
        }
        (name, at)
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.laenge).unwrap_or(&[])
    }
}

fn hexziffer(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|ziffer| u8::try_from(ziffer).ok())
}

/// Alles außer Leerraum und den Trennzeichen der ISO 32000.
fn gehoert_zum_namen(byte: u8) -> bool {
    byte > b' '
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Steht zwischen dem Ende des einen Namens und dem Schrägstrich des nächsten nur Leerraum?
fn nur_leer(bytes: &[u8], von: usize, bis: usize) -> bool {
    let dazwischen = bytes.get(von..bis.saturating_sub(1)).unwrap_or(b"x");
    dazwischen.len() < 64 && dazwischen.iter().all(|b| *b <= b' ')
}

/// Die Zahl nach Leerraum; null, wenn dort keine steht.
fn zahl(bytes: &[u8], at: usize) -> u32 {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let ziffern = rest.iter().skip_while(|b| **b <= b' ').take_while(|b| b.is_ascii_digit());
    ziffern.take(10).fold(0, |summe: u32, ziffer| {
        summe.saturating_mul(10).saturating_add(u32::from(ziffer.saturating_sub(b'0')))
    })
}

/// Der Strom, in dessen Verzeichnis der Name `/ObjStm` an dieser Stelle steht; `None`, wenn er nicht gepackt
/// und damit schon durchsucht ist.
fn objektstrom(bytes: &[u8], at: usize) -> Result<Option<Gepackt<'_>>, Grund> {
    let danach = bytes.get(at..).unwrap_or(&[]);
    let danach = danach.get(..VERZEICHNIS).unwrap_or(danach);
    let davor = bytes.get(at.saturating_sub(VERZEICHNIS)..at).unwrap_or(&[]);
    // Ein Verzeichnis, das wir nicht überblicken, können wir nicht prüfen.
    let beginn = memmem::find(danach, b"stream").ok_or(Grund::Beschaedigt)?;
    let objekt = memmem::rfind(davor, b"obj").ok_or(Grund::Beschaedigt)?;
    let davor = davor.get(objekt..).unwrap_or(davor);
    let verzeichnis = [davor, danach.get(..beginn).unwrap_or(&[])].concat();
    let filter = Filter::aus(&verzeichnis);
    let von = at.saturating_add(beginn).saturating_add(b"stream".len());
    let rest = bytes.get(von..).unwrap_or(&[]);
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    let beginnt_mit_zahl = rest.iter().find(|b| **b > b' ').is_some_and(u8::is_ascii_digit);
    match filter {
        Filter { flate: 0, andere: false } if beginnt_mit_zahl => Ok(None),
        // Auch wenn der Filter zu fehlen scheint: was nicht lesbar beginnt, muss sich entpacken lassen.
        Filter { flate: 0 | 1, andere: false } => {
            Ok(Some(Gepackt { bytes: rest, verfahren: Verfahren::Zlib, hoechstens: STROM }))
        }
        Filter { .. } => Err(Grund::Beschaedigt),
    }
}

/// Wie ein Strom gepackt ist.
#[derive(Default)]
struct Filter {
    /// So oft mit DEFLATE.
    flate: usize,
    /// Mit etwas, was wir nicht entpacken.
    andere: bool,
}

impl Filter {
    fn aus(verzeichnis: &[u8]) -> Filter {
        let (mut filter, mut at) = (Filter::default(), 0_usize);
        while let Some(weiter) = memchr(b'/', verzeichnis.get(at..).unwrap_or(&[])) {
            let (name, bis) = Name::lies(verzeichnis, at.saturating_add(weiter).saturating_add(1));
            at = bis;
            match name.bytes() {
                b"FlateDecode" | b"Fl" => filter.flate = filter.flate.saturating_add(1),
                b"LZWDecode" | b"ASCIIHexDecode" | b"ASCII85Decode" | b"RunLengthDecode"
                | b"Crypt" | b"Predictor" => filter.andere = true,
                _ => {}
            }
        }
        filter
    }
}
