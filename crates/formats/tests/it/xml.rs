//! Liest eine Bankdatei wieder, ohne den Schreiber zu kennen.

use case::zahlung::Zahlung;
use formats::sepa::{Auftrag, Datei, schreibe};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Schreibt in den Speicher.
pub fn dateien(auftrag: &Auftrag<'_>, zahlungen: &[Zahlung]) -> Vec<Datei<Vec<u8>>> {
    schreibe(auftrag, zahlungen, |_| Ok(Vec::new())).unwrap()
}

/// Jedes Element mit Text: sein Pfad, seine Attribute, sein Text, in der Reihenfolge der Datei.
pub fn blaetter(xml: &[u8]) -> Vec<(String, String)> {
    let mut leser = Reader::from_reader(xml);
    let (mut pfad, mut text, mut blaetter) = (Vec::<String>::new(), String::new(), Vec::new());
    loop {
        match leser.read_event().unwrap() {
            Event::Start(start) => {
                pfad.push((*start).to_owned());
                text.clear();
            }
            Event::Text(stueck) => text.push_str(&stueck.xml10_content()),
            Event::GeneralRef(name) => {
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::End(_) => {
                if !text.trim().is_empty() {
                    blaetter.push((pfad.join("/"), std::mem::take(&mut text)));
                }
                pfad.pop();
            }
            Event::Eof => return blaetter,
            Event::Decl(_) | Event::Comment(_) => {}
            anderes => panic!("unerwartet: {anderes:?}"),
        }
    }
}

/// Alle Texte der Elemente, deren Pfad auf `endung` endet.
pub fn werte<'a>(blaetter: &'a [(String, String)], endung: &str) -> Vec<&'a str> {
    blaetter.iter().filter(|(pfad, _)| pfad.ends_with(endung)).map(|(_, text)| &**text).collect()
}
