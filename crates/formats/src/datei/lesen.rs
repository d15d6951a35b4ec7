//! Der Text einer Datei, für die Suche in der geöffneten Akte.
//!
//! Nicht umgesetzt: Text aus PDF. Ein PDF-Leser, der Speicher und Zeit bei feindlichen Dateien begrenzt, ist
//! nicht gefunden; ohne Texterkennung brächte er für Scans ohnehin nichts.

use case::akte::Dateityp;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Grenzen, behaelter, email};

/// Der Text, höchstens so lang wie erlaubt; `None`, wo es keinen gibt. Nur für Dateien, die angenommen sind.
#[must_use]
pub fn text(bytes: &[u8], typ: Dateityp, grenzen: &Grenzen) -> Option<String> {
    let text = match typ {
        Dateityp::Text => String::from_utf8_lossy(bytes).into_owned(),
        Dateityp::Email => {
            let email = email::zerlege(bytes, grenzen).ok()?;
            let kopf = [email.betreff, email.von].into_iter().flatten();
            kopf.chain([email.text]).collect::<Vec<_>>().join("\n")
        }
        Dateityp::Docx => aus_xml(&behaelter::lies(bytes, "word/document.xml")?, grenzen),
        Dateityp::Odt => aus_xml(&behaelter::lies(bytes, "content.xml")?, grenzen),
        Dateityp::Pdf | Dateityp::Png | Dateityp::Jpeg | Dateityp::Tiff | Dateityp::Unbekannt => {
            return None;
        }
    };
    let text = gekuerzt(text, grenzen.text);
    (!text.trim().is_empty()).then_some(text)
}

/// Die Textstellen; ein Absatz ist eine Zeile. Bis zum ersten Fehler.
fn aus_xml(xml: &[u8], grenzen: &Grenzen) -> String {
    let mut leser = Reader::from_reader(xml);
    let (mut text, mut puffer) = (String::new(), Vec::new());
    while text.len() < grenzen.text {
        puffer.clear();
        match leser.read_event_into(&mut puffer) {
            Ok(Event::Text(stueck)) => text.push_str(&stueck),
            Ok(Event::CData(stueck)) => text.push_str(&stueck),
            Ok(Event::GeneralRef(verweis)) => match verweis.resolve_char_ref() {
                Ok(Some(zeichen)) => text.push(zeichen),
                _ => text.push_str(benannt(&verweis)),
            },
            Ok(Event::Empty(_)) => text.push(' '),
            Ok(Event::End(ende)) if matches!(ende.local_name().as_ref(), "p" | "h") => {
                text.push('\n');
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    text
}

/// Die fünf Verweise, die XML kennt; eigene gibt es nicht, also auch keine, die wachsen.
fn benannt(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

fn gekuerzt(mut text: String, laenge: usize) -> String {
    let grenze = (0..=laenge.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.truncate(grenze.unwrap_or(0));
    text
}
