//! Aus einer Datei werden Stücke: sie selbst und, bei einer E-Mail, jede Anlage. Rein bis auf das Lesen.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use case::akte::eingang::{Befund, Quarantaenegrund, Urteil};
use case::akte::{Dateityp, Kennung};
use formats::datei::{Datei, Grenzen, pruefe, text, zerlege};
use sha2::{Digest, Sha256};

/// Wie tief E-Mails in E-Mails geöffnet werden.
const TIEFE: usize = 3;
/// So viele Stücke werden aus einer Datei höchstens; sonst bleibt sie ganz und kommt in Quarantäne.
const STUECKE: usize = 300;
/// So lang ist ein Name oder Absender höchstens.
const ZEICHEN: usize = 200;

/// Ein Stück, das aufzunehmen ist.
pub struct Stueck {
    /// Folgt aus Name und Inhalt: zweimal dieselbe Datei ist dasselbe Stück.
    pub kennung: Kennung,
    /// Die E-Mail, deren Anlage es ist.
    pub teil_von: Option<Kennung>,
    /// Name der Datei, bei einer E-Mail der Betreff.
    pub bezeichnung: Option<String>,
    /// Absender einer E-Mail.
    pub absender: Option<String>,
    /// Was die Prüfung sagt.
    pub befund: Befund,
    /// Die Bytes; `None`, wenn es zu viele sind.
    pub inhalt: Option<Vec<u8>>,
    /// Der Text für die Suche.
    pub text: Option<String>,
}

/// Liest, prüft und zerlegt; das erste Stück ist die Datei selbst.
pub fn stuecke(pfad: &Path, name: &str) -> io::Result<Vec<Stueck>> {
    let grenzen = Grenzen::UEBLICH;
    let mut datei = File::open(pfad)?;
    let mut bytes = Vec::new();
    let hoechstens = u64::try_from(grenzen.bytes).unwrap_or(u64::MAX).saturating_add(1);
    Read::by_ref(&mut datei).take(hoechstens).read_to_end(&mut bytes)?;
    let mut sha = Sha256::new_with_prefix(b"nahtlos-eingang-1");
    sha.update(u64::try_from(name.len()).unwrap_or(u64::MAX).to_be_bytes());
    sha.update(name);
    sha.update(&bytes);
    if bytes.len() > grenzen.bytes {
        let mut puffer = vec![0; 1 << 16];
        loop {
            match datei.read(&mut puffer)? {
                0 => break,
                n => sha.update(puffer.get(..n).unwrap_or(&[])),
            }
        }
        let befund = pruefe(Datei { bytes: &bytes, name: Some(name) });
        let kennung = kennung(sha);
        return Ok(vec![Stueck {
            kennung,
            teil_von: None,
            bezeichnung: kurz(name),
            absender: None,
            befund,
            inhalt: None,
            text: None,
        }]);
    }
    Ok(aus_bytes(kennung(sha), name, bytes))
}

/// Wie [`stuecke`], aus Bytes, die schon da sind; höchstens so viele, wie angenommen werden.
pub fn aus_bytes(kennung: Kennung, name: &str, bytes: Vec<u8>) -> Vec<Stueck> {
    let ganz = Roh { kennung, teil_von: None, name: Some(name.to_owned()), bytes };
    zerlegt(ganz, &Grenzen::UEBLICH)
}

/// Ein Stück, bevor es geprüft ist.
struct Roh {
    kennung: Kennung,
    teil_von: Option<Kennung>,
    name: Option<String>,
    bytes: Vec<u8>,
}

fn zerlegt(ganz: Roh, grenzen: &Grenzen) -> Vec<Stueck> {
    let mut fertig: Vec<Stueck> = Vec::new();
    let mut offen = vec![(ganz, 0_usize)];
    while let Some((roh, tiefe)) = offen.pop() {
        let Roh { kennung, teil_von, name, bytes } = roh;
        let mut befund = pruefe(Datei { bytes: &bytes, name: name.as_deref() });
        let mut stueck = Stueck {
            kennung,
            teil_von,
            bezeichnung: name.as_deref().and_then(kurz),
            absender: None,
            befund,
            inhalt: None,
            text: None,
        };
        if befund.urteil == Urteil::Annehmen {
            stueck.text = text(&bytes, befund.typ, grenzen);
        }
        if befund.typ == Dateityp::Email && befund.urteil == Urteil::Annehmen {
            match zerlege(&bytes, grenzen) {
                Ok(email) if tiefe < TIEFE || email.anlagen.is_empty() => {
                    stueck.absender = email.von.as_deref().and_then(kurz);
                    stueck.bezeichnung = email.betreff.as_deref().and_then(kurz);
                    for (nr, anlage) in (0_u64..).zip(email.anlagen) {
                        let mut sha = Sha256::new_with_prefix(b"nahtlos-anlage-1");
                        sha.update(kennung.bytes());
                        sha.update(nr.to_be_bytes());
                        let (kennung, teil_von) = (self::kennung(sha), Some(kennung));
                        let roh = Roh { kennung, teil_von, name: anlage.name, bytes: anlage.bytes };
                        offen.push((roh, tiefe.saturating_add(1)));
                    }
                }
                Ok(_) => befund.urteil = Urteil::Quarantaene(Quarantaenegrund::Verschachtelt),
                Err(grund) => befund.urteil = Urteil::Quarantaene(grund),
            }
        }
        stueck.befund = befund;
        stueck.inhalt = Some(bytes);
        fertig.push(stueck);
        if fertig.len().saturating_add(offen.len()) > STUECKE {
            // Nur die Datei selbst; in ihr ist alles noch da.
            fertig.truncate(1);
            for stueck in &mut fertig {
                stueck.befund.urteil = Urteil::Quarantaene(Quarantaenegrund::ZuVieleTeile);
            }
            return fertig;
        }
    }
    fertig
}

/// Die Kennung, die daraus folgt.
pub(super) fn kennung(sha: Sha256) -> Kennung {
    Kennung::aus_hash(&sha.finalize().into())
}

/// Eine Zeile ohne Steuerzeichen, gekürzt; `None`, wenn nichts bleibt.
fn kurz(text: &str) -> Option<String> {
    let zeile: String = text.chars().filter(|z| !z.is_control()).take(ZEICHEN).collect();
    let zeile = zeile.trim();
    (!zeile.is_empty()).then(|| zeile.to_owned())
}
