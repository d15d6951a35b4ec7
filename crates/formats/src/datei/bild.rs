//! Bilder: die Bildpunkte stehen im Kopf, und nach ihnen wird geurteilt, bevor etwas sie entpackt.

use super::entpacken::{Entpackfehler, Gepackt, Verfahren};
use super::{Grenzen, Grund};

/// So viele Abschnitte hat ein gewöhnliches Bild bei Weitem nicht.
const ABSCHNITTE: usize = 20_000;
/// So viele Durchgänge hat ein fortschreitendes JPEG höchstens sinnvoll.
const DURCHGAENGE: usize = 100;
/// Entpackte Bytes eines Textabschnitts in PNG; Farbprofile haben bis zu einigen MiB.
const TEXTABSCHNITT: usize = 8 << 20;

fn zahl16(bytes: &[u8], at: usize) -> Option<u64> {
    let paar = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u64::from(u16::from_be_bytes(*paar)))
}

fn zahl32(bytes: &[u8], at: usize) -> Option<u64> {
    let vier = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u64::from(u32::from_be_bytes(*vier)))
}

fn pruefe_pixel(breite: u64, hoehe: u64, grenzen: &Grenzen) -> Result<(), Grund> {
    match breite.saturating_mul(hoehe) {
        0 => Err(Grund::Beschaedigt),
        pixel if pixel > grenzen.pixel => Err(Grund::ZuVielePixel),
        _ => Ok(()),
    }
}

/// PNG (ISO/IEC 15948): Kopf, Abschnitte, nichts hinter dem Ende.
pub fn png(bytes: &[u8], grenzen: &Grenzen) -> Result<u32, Grund> {
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(Grund::Beschaedigt);
    }
    let kopf = |at| zahl32(bytes, at).ok_or(Grund::Beschaedigt);
    pruefe_pixel(kopf(16)?, kopf(20)?, grenzen)?;
    let (mut at, mut texte) = (8_usize, 0_usize);
    for _ in 0..ABSCHNITTE {
        let laenge = usize::try_from(kopf(at)?).map_err(|_| Grund::Beschaedigt)?;
        let art = bytes.get(at.saturating_add(4)..at.saturating_add(8));
        let von = at.saturating_add(8);
        let inhalt = bytes.get(von..von.saturating_add(laenge)).ok_or(Grund::Beschaedigt)?;
        at = von.saturating_add(laenge).saturating_add(4);
        match art {
            Some(b"IEND") if at == bytes.len() => return Ok(1),
            Some(b"IEND") => return Err(Grund::Polyglott),
            Some(b"zTXt" | b"iCCP" | b"iTXt") => {
                texte = texte.saturating_add(1);
                png_text(art == Some(b"iTXt"), inhalt)?;
            }
            _ => {}
        }
        if texte > 64 {
            return Err(Grund::ZuVieleTeile);
        }
    }
    Err(Grund::ZuVieleTeile)
}

/// Ein gepackter Textabschnitt darf entpackt nicht übermäßig werden.
fn png_text(international: bool, inhalt: &[u8]) -> Result<(), Grund> {
    // Schlüsselwort, null, Verfahren; bei iTXt erst ob gepackt, dann Verfahren, Sprache, Übersetzung.
    let nach_null =
        |bytes: &[u8]| bytes.iter().position(|b| *b == 0).map(|at| at.saturating_add(1));
    let mut at = nach_null(inhalt).ok_or(Grund::Beschaedigt)?;
    if international {
        if inhalt.get(at) != Some(&1) {
            return Ok(());
        }
        at = at.saturating_add(2);
        for _ in 0..2 {
            let rest = inhalt.get(at..).ok_or(Grund::Beschaedigt)?;
            at = at.saturating_add(nach_null(rest).ok_or(Grund::Beschaedigt)?);
        }
    } else {
        at = at.saturating_add(1);
    }
    let bytes = inhalt.get(at..).ok_or(Grund::Beschaedigt)?;
    let gepackt = Gepackt { bytes, verfahren: Verfahren::Zlib, hoechstens: TEXTABSCHNITT };
    match gepackt.entpacke(|_| {}) {
        Ok(_) => Ok(()),
        Err(Entpackfehler::ZuViel) => Err(Grund::Bombe),
        Err(Entpackfehler::Kaputt) => Err(Grund::Beschaedigt),
    }
}

/// JPEG (ITU-T T.81): Abschnitte bis zu den Bilddaten, und wie oft diese beginnen.
pub fn jpeg(bytes: &[u8], grenzen: &Grenzen) -> Result<u32, Grund> {
    let (mut at, mut groesse_bekannt) = (2_usize, false);
    for _ in 0..ABSCHNITTE {
        let (Some(0xFF), Some(art)) = (bytes.get(at), bytes.get(at.saturating_add(1))) else {
            return Err(Grund::Beschaedigt);
        };
        match art {
            0xFF => {
                at = at.saturating_add(1);
                continue;
            }
            0x01 | 0xD0..=0xD8 => {
                at = at.saturating_add(2);
                continue;
            }
            0xDA if groesse_bekannt => {
                let rest = bytes.get(at..).unwrap_or(&[]);
                let durchgaenge = memchr::memmem::find_iter(rest, b"\xFF\xDA").count();
                let zu_viele = durchgaenge > DURCHGAENGE;
                return if zu_viele { Err(Grund::ZuVieleTeile) } else { Ok(1) };
            }
            0xDA | 0xD9 => return Err(Grund::Beschaedigt),
            _ => {}
        }
        let von = at.saturating_add(2);
        let laenge = zahl16(bytes, von).filter(|laenge| *laenge >= 2).ok_or(Grund::Beschaedigt)?;
        if matches!(art, 0xC0..=0xCF) && !matches!(art, 0xC4 | 0xC8 | 0xCC) {
            let kopf = |n: usize| zahl16(bytes, von.saturating_add(n)).ok_or(Grund::Beschaedigt);
            pruefe_pixel(kopf(5)?, kopf(3)?, grenzen)?;
            groesse_bekannt = true;
        }
        at = von.saturating_add(usize::try_from(laenge).unwrap_or(usize::MAX));
    }
    Err(Grund::ZuVieleTeile)
}

/// TIFF 6.0: je Seite ein Verzeichnis; eine Kette, die im Kreis geht, ist bald zu lang.
pub fn tiff(bytes: &[u8], grenzen: &Grenzen) -> Result<u32, Grund> {
    let leser = Tiff { bytes, klein: bytes.starts_with(b"II") };
    let mut at = leser.zahl32(4).ok_or(Grund::Beschaedigt)?;
    let mut seiten = 0_u32;
    while at != 0 {
        seiten = seiten.saturating_add(1);
        if seiten > grenzen.seiten {
            return Err(Grund::ZuVieleSeiten);
        }
        let von = usize::try_from(at).map_err(|_| Grund::Beschaedigt)?;
        let anzahl = leser.zahl16(von).ok_or(Grund::Beschaedigt)?;
        let (mut breite, mut hoehe) = (0, 0);
        for nr in 0..anzahl {
            let nr = usize::try_from(nr).unwrap_or(usize::MAX);
            let eintrag = von.saturating_add(2).saturating_add(nr.saturating_mul(12));
            let (marke, wert) = leser.eintrag(eintrag).ok_or(Grund::Beschaedigt)?;
            match marke {
                256 => breite = wert,
                257 => hoehe = wert,
                _ => {}
            }
        }
        pruefe_pixel(breite, hoehe, grenzen)?;
        let weiter = usize::try_from(anzahl).unwrap_or(usize::MAX).saturating_mul(12);
        let weiter = von.saturating_add(2).saturating_add(weiter);
        at = leser.zahl32(weiter).ok_or(Grund::Beschaedigt)?;
    }
    if seiten == 0 { Err(Grund::Beschaedigt) } else { Ok(seiten) }
}

/// Zahlen in der Reihenfolge, die der Kopf nennt.
struct Tiff<'a> {
    bytes: &'a [u8],
    klein: bool,
}

impl Tiff<'_> {
    fn zahl16(&self, at: usize) -> Option<u64> {
        let zahl = zahl16(self.bytes, at)?;
        let gross = u16::try_from(zahl).ok()?;
        Some(u64::from(if self.klein { gross.swap_bytes() } else { gross }))
    }

    fn zahl32(&self, at: usize) -> Option<u64> {
        let zahl = zahl32(self.bytes, at)?;
        let gross = u32::try_from(zahl).ok()?;
        Some(u64::from(if self.klein { gross.swap_bytes() } else { gross }))
    }

    /// Marke und erster Wert eines Eintrags; nur kurze und lange Zahlen haben hier einen.
    fn eintrag(&self, at: usize) -> Option<(u64, u64)> {
        let marke = self.zahl16(at)?;
        let wert = match self.zahl16(at.saturating_add(2))? {
            3 => self.zahl16(at.saturating_add(8))?,
            4 => self.zahl32(at.saturating_add(8))?,
            _ => 0,
        };
        Some((marke, wert))
    }
}
