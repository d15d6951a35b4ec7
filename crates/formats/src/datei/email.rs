//! E-Mail (RFC 5322, RFC 2045, 2046): in Teile zerlegen, ohne tiefer als erlaubt und ohne Teile ineinander zu
//! rufen. Die Köpfe der Teile liest `mail-parser`, jeden für sich.
//!
//! Eine E-Mail in der E-Mail ist eine Anlage; sie wird hier nicht geöffnet.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Message, MessageParser, MimeHeaders};
use memchr::memmem;

use super::{Grenzen, Grund};

/// So lang ist ein Kopf höchstens.
const KOPF: usize = 256 << 10;
/// So lang ist eine Trennlinie höchstens (RFC 2046 § 5.1.1).
const TRENNLINIE: usize = 70;

/// Eine E-Mail in Teilen. `Debug` gibt es nicht: sie ist Inhalt.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Email {
    /// Absender, wie er dasteht.
    pub von: Option<String>,
    /// Betreff.
    pub betreff: Option<String>,
    /// Was darin geschrieben steht; HTML ohne Auszeichnung.
    pub text: String,
    /// Anlagen, auch eingebettete Bilder und E-Mails.
    pub anlagen: Vec<Anlage>,
}

/// Eine Anlage.
#[derive(Clone, PartialEq, Eq)]
pub struct Anlage {
    /// Wie der Absender sie nennt.
    pub name: Option<String>,
    /// Die Bytes, ohne Base64 oder Quoted-Printable.
    pub bytes: Vec<u8>,
}

/// Beginnt es mit einem Kopf nach RFC 5322, der Absender und Datum oder Weg nennt?
pub fn ist_email(bytes: &[u8]) -> bool {
    let Some((kopf, _)) = teile_kopf(bytes) else { return false };
    let mut felder = Vec::new();
    for zeile in kopf.split(|b| *b == b'\n') {
        let zeile = zeile.strip_suffix(b"\r").unwrap_or(zeile);
        match zeile.first() {
            None | Some(b' ' | b'\t') => continue,
            Some(_) => {}
        }
        let Some(ende) = zeile.iter().position(|b| *b == b':') else { return false };
        let feld = zeile.get(..ende).unwrap_or(&[]);
        if feld.is_empty() || !feld.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        felder.push(feld.to_ascii_lowercase());
    }
    let hat = |name: &str| felder.iter().any(|feld| feld == name.as_bytes());
    let weg = ["date", "received", "message-id", "mime-version"];
    hat("from") && weg.iter().any(|name| hat(name))
}

/// Stimmen Zahl und Tiefe der Teile?
pub fn pruefe(bytes: &[u8], grenzen: &Grenzen) -> Result<(), Grund> {
    teile(bytes, grenzen).map(|_| ())
}

/// Zerlegt eine E-Mail.
///
/// # Errors
/// Der [`Grund`], mit dem sie in Quarantäne kommt.
pub fn zerlege(bytes: &[u8], grenzen: &Grenzen) -> Result<Email, Grund> {
    let kopf = kopf(teile_kopf(bytes).ok_or(Grund::Beschaedigt)?.0);
    let mut email = Email::default();
    if let Some(kopf) = &kopf {
        email.von = kopf.from().and_then(|von| {
            let von = von.first()?;
            von.address.as_deref().or(von.name.as_deref()).map(str::to_owned)
        });
        email.betreff = kopf.subject().map(str::to_owned);
    }
    for teil in teile(bytes, grenzen)? {
        let text = text_des_teils(&teil);
        match text {
            Some(text) => {
                email.text.push_str(&text);
                email.text.push('\n');
            }
            None => {
                let name = teil.kopf.as_ref().and_then(|kopf| kopf.attachment_name());
                email.anlagen.push(Anlage { name: name.map(str::to_owned), bytes: teil.inhalt() });
            }
        }
    }
    Ok(email)
}

/// Ein Teil, der keine weiteren hat.
struct Teil<'a> {
    kopf: Option<Message<'a>>,
    rumpf: &'a [u8],
}

impl Teil<'_> {
    /// Die Bytes ohne Transportkodierung; was sich nicht lesen lässt, bleibt, wie es kam.
    fn inhalt(&self) -> Vec<u8> {
        let kodierung = self.kopf.as_ref().and_then(|kopf| kopf.content_transfer_encoding());
        let gelesen = match kodierung.map(str::to_ascii_lowercase).as_deref() {
            Some("base64") => base64_decode(self.rumpf),
            Some("quoted-printable") => quoted_printable_decode(self.rumpf),
            _ => None,
        };
        gelesen.unwrap_or_else(|| self.rumpf.to_vec())
    }
}

/// Der Text eines Teils, der zum Lesen da ist; `None` bei einer Anlage.
fn text_des_teils(teil: &Teil<'_>) -> Option<String> {
    let kopf = teil.kopf.as_ref();
    if kopf.is_some_and(|kopf| {
        kopf.attachment_name().is_some()
            || kopf.content_disposition().is_some_and(ContentType::is_attachment)
    }) {
        return None;
    }
    let art = kopf.and_then(|kopf| kopf.content_type());
    let (html, zeichensatz) = match art {
        None => (false, None),
        Some(art) if art.ctype().eq_ignore_ascii_case("text") => {
            let html = art.subtype().is_some_and(|art| art.eq_ignore_ascii_case("html"));
            (html, art.attribute("charset"))
        }
        Some(_) => return None,
    };
    let bytes = teil.inhalt();
    let text = match zeichensatz.and_then(|name| charset_decoder(name.as_bytes())) {
        Some(lies) => lies(&bytes),
        None => String::from_utf8_lossy(&bytes).into_owned(),
    };
    Some(if html { html_to_text(&text) } else { text })
}

/// Kopf und Rumpf; die Leerzeile dazwischen gehört zu keinem. `None`, wenn der Kopf zu lang ist.
fn teile_kopf(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut at, mut beginn) = (0_usize, true);
    while beginn || at < bytes.len() {
        beginn = false;
        if at > KOPF {
            return None;
        }
        let rest = bytes.get(at..)?;
        let laenge = memchr::memchr(b'\n', rest).map_or(rest.len(), |ende| ende.saturating_add(1));
        if matches!(rest.get(..laenge), Some(b"\n" | b"\r\n")) {
            return Some((bytes.get(..at)?, rest.get(laenge..)?));
        }
        at = at.saturating_add(laenge);
    }
    Some((bytes, &[]))
}

fn kopf(bytes: &[u8]) -> Option<Message<'_>> {
    // Nur dieser Kopf: was darunter steht, zerlegen wir selbst und begrenzt.
    MessageParser::default().parse_headers(bytes)
}

/// Alle Teile der Reihe nach.
fn teile<'a>(bytes: &'a [u8], grenzen: &Grenzen) -> Result<Vec<Teil<'a>>, Grund> {
    let mut fertig = Vec::new();
    // Was noch zu zerlegen ist, mit seiner Tiefe; der erste Teil liegt oben.
    let mut offen = vec![(bytes, 0_usize)];
    let mut gesehen = 0_usize;
    while let Some((bytes, tiefe)) = offen.pop() {
        gesehen = gesehen.saturating_add(1);
        if gesehen > grenzen.teile {
            return Err(Grund::ZuVieleTeile);
        }
        let (kopfbytes, rumpf) = teile_kopf(bytes).ok_or(Grund::Beschaedigt)?;
        let kopf = kopf(kopfbytes);
        let art = kopf.as_ref().and_then(|kopf| kopf.content_type());
        let mehrere = art.filter(|art| art.ctype().eq_ignore_ascii_case("multipart"));
        let Some(mehrere) = mehrere else {
            fertig.push(Teil { kopf, rumpf });
            continue;
        };
        if tiefe >= grenzen.tiefe {
            return Err(Grund::Verschachtelt);
        }
        let linie = mehrere.attribute("boundary").ok_or(Grund::Beschaedigt)?;
        let mut stuecke = trenne(rumpf, linie, grenzen.teile)?;
        stuecke.reverse();
        offen.extend(stuecke.into_iter().map(|stueck| (stueck, tiefe.saturating_add(1))));
    }
    Ok(fertig)
}

/// Was zwischen den Trennlinien steht; fehlt die letzte, reicht der letzte Teil bis zum Ende.
fn trenne<'a>(rumpf: &'a [u8], linie: &str, hoechstens: usize) -> Result<Vec<&'a [u8]>, Grund> {
    if linie.is_empty() || linie.len() > TRENNLINIE {
        return Err(Grund::Beschaedigt);
    }
    let linie = format!("--{linie}");
    let mut stuecke = Vec::new();
    let mut beginn = None;
    for at in memmem::find_iter(rumpf, linie.as_bytes()) {
        let davor = at.checked_sub(1).and_then(|at| rumpf.get(at));
        let danach = rumpf.get(at.saturating_add(linie.len())..).unwrap_or(&[]);
        let zeile = danach.split(|b| *b == b'\n').next().unwrap_or(&[]);
        let (letzte, zeile_rest) = match zeile.strip_prefix(b"--") {
            Some(rest) => (true, rest),
            None => (false, zeile),
        };
        let leer = zeile_rest.len() <= 16 && zeile_rest.iter().all(|b| *b <= b' ');
        if davor.is_some_and(|b| *b != b'\n') || !leer {
            continue;
        }
        if let Some(beginn) = beginn {
            stuecke.push(ohne_umbruch(rumpf.get(beginn..at).unwrap_or(&[])));
            if stuecke.len() > hoechstens {
                return Err(Grund::ZuVieleTeile);
            }
        }
        if letzte {
            return Ok(stuecke);
        }
        let ende = at.saturating_add(linie.len()).saturating_add(zeile.len());
        beginn = Some(ende.saturating_add(1).min(rumpf.len()));
    }
    stuecke.extend(beginn.and_then(|beginn| rumpf.get(beginn..)));
    Ok(stuecke)
}

/// Der Umbruch vor einer Trennlinie gehört zu ihr.
fn ohne_umbruch(bytes: &[u8]) -> &[u8] {
    let ohne = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    ohne.strip_suffix(b"\r").unwrap_or(ohne)
}
