//! Namen auf [a-z0-9 ] falten, damit sich verschiedene Schreibweisen vergleichen lassen.
//!
//! Drei Stufen: [`falten`] schreibt Umlaute aus („Müller“ wird „mueller“), [`weit`] lässt das
//! angehängte e wieder weg („Müller“, „Mueller“ und „Muller“ werden „muller“), [`formen`] gibt zu
//! Kyrillischem auch die anderen üblichen Umschriften. Maßstab ist DIN 91379: Jeder lateinische
//! Buchstabe daraus behält etwas. Ersetzungen nach ICAO Doc 9303-3, Abschnitt 6, sonst nach dem
//! Aussehen.
//!
//! Nicht umgesetzt: Schriften außer Lateinisch und Kyrillisch. Ihre Buchstaben fallen weg; ein ganz
//! arabisch geschriebener Name faltet sich zu nichts und gleicht deshalb keinem anderen.

use std::borrow::Cow;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::kyrillisch::{self, Norm, Sprache};

/// Trema, macht aus a, o, u einen Umlaut.
const TREMA: char = '\u{308}';
/// Ring, macht aus a ein å.
const RING: char = '\u{30A}';

/// Die Schreibweisen eines Namens, gefaltet.
#[derive(Clone, PartialEq, Eq)]
pub struct Formen {
    /// Wie [`falten`]; bei Kyrillischem die Form des Reisepasses.
    pub haupt: String,
    /// Die anderen Umschriften, ohne Wiederholung; leer, wenn nichts kyrillisch ist.
    pub neben: Vec<String>,
}

/// Was aus Umlauten wird.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Umlaut {
    /// ä wird ae, å wird aa, ø wird oe (Doc 9303).
    Ausgeschrieben,
    /// ä und å werden a, ø wird o.
    Grundbuchstabe,
}

/// Faltet auf Kleinbuchstaben, Ziffern und einzelne Leerzeichen.
///
/// Akzente fallen weg, ß wird ss, Umlaute werden ausgeschrieben. Apostrophe verschwinden
/// („O’Brien“ wird „obrien“), Bindestriche und Punkte trennen. Noch einmal gefaltet bleibt gleich.
#[must_use]
pub fn falten(text: &str) -> String {
    zeichenweise(&lateinisch(text), Umlaut::Ausgeschrieben)
}

/// Die weitere Stufe: wie [`falten`], aber ae, oe, ue ohne das e und aa als a.
///
/// Trifft auch „Manuel“ und „Manul“; sie dient dem Finden, nicht dem Anzeigen.
#[must_use]
pub fn weit(text: &str) -> String {
    let mut aus = String::new();
    for zeichen in falten(text).chars() {
        let entfaellt = matches!(
            (aus.chars().next_back(), zeichen),
            (Some('a' | 'o' | 'u'), 'e') | (Some('a'), 'a')
        );
        if !entfaellt {
            aus.push(zeichen);
        }
    }
    aus
}

/// Alle üblichen Schreibweisen; mehr als eine nur bei kyrillischem Text.
#[must_use]
pub fn formen(text: &str) -> Formen {
    let haupt = falten(text);
    let neben: BTreeSet<String> = varianten(text).iter().map(|text| falten(text)).collect();
    let neben = neben.into_iter().filter(|form| *form != haupt).collect();
    Formen { haupt, neben }
}

/// Der Text in jeder Umschrift, lateinisch, noch nicht gefaltet; die Hauptform zuerst.
pub(super) fn varianten(text: &str) -> Vec<String> {
    if !kyrillisch::enthalten(text) {
        return vec![text.to_owned()];
    }
    let mut alle = Vec::new();
    for norm in Norm::ALLE {
        for sprache in kyrillisch::sprachen(text) {
            let form = kyrillisch::umschreiben(text, norm, *sprache);
            if !alle.contains(&form) {
                alle.push(form);
            }
        }
    }
    alle
}

/// Wie [`falten`], aber Umlaute als bloße Grundbuchstaben; so liest die Tabelle von Daitch und
/// Mokotoff.
pub(super) fn grundbuchstaben(text: &str) -> String {
    zeichenweise(&lateinisch(text), Umlaut::Grundbuchstabe)
}

/// Trennt dieses Zeichen zwei Teile eines Namens?
pub(super) fn trennt(zeichen: char) -> bool {
    !zeichen.is_alphanumeric() && !is_combining_mark(zeichen) && !lautlos(zeichen)
}

fn lateinisch(text: &str) -> Cow<'_, str> {
    if !kyrillisch::enthalten(text) {
        return Cow::Borrowed(text);
    }
    let sprache = kyrillisch::sprachen(text).first().copied().unwrap_or(Sprache::Russisch);
    Cow::Owned(kyrillisch::umschreiben(text, Norm::Icao, sprache))
}

fn zeichenweise(text: &str, umlaut: Umlaut) -> String {
    let mut aus = String::with_capacity(text.len());
    // Der Buchstabe, an dem ein Trema oder Ring noch etwas ändern kann.
    let mut grund = None;
    let laute = text.chars().filter(|zeichen| !lautlos(*zeichen));
    let klein = laute.nfkd().flat_map(char::to_lowercase).filter(|zeichen| !lautlos(*zeichen));
    for zeichen in klein {
        if zeichen.is_ascii_alphanumeric() {
            aus.push(zeichen);
            grund = Some(zeichen);
        } else if is_combining_mark(zeichen) {
            if let (Umlaut::Ausgeschrieben, Some(dazu)) = (umlaut, ausgeschrieben(grund, zeichen)) {
                aus.push(dazu);
                grund = None;
            }
        } else if let Some(ersatz) = ersatz(zeichen, umlaut) {
            aus.push_str(ersatz);
            grund = None;
        } else if !zeichen.is_alphanumeric() && !aus.is_empty() && !aus.ends_with(' ') {
            aus.push(' ');
            grund = None;
        }
    }
    aus.truncate(aus.trim_end().len());
    aus
}

fn ausgeschrieben(grund: Option<char>, zeichen: char) -> Option<char> {
    match (grund, zeichen) {
        (Some('a' | 'o' | 'u'), TREMA) => Some('e'),
        (Some('a'), RING) => Some('a'),
        _ => None,
    }
}

/// Zeichen, die im Namen stehen, aber nichts trennen: Apostrophe, Weichheitszeichen, Mittelpunkt,
/// Unsichtbares.
fn lautlos(zeichen: char) -> bool {
    matches!(
        zeichen,
        '\'' | '`' | '´' | '·' | '‘' | '’' | '‛' | '′' | '\u{AD}' | '\u{2060}' | '\u{FEFF}'
    ) || matches!(zeichen, '\u{2B9}'..='\u{2DF}' | '\u{200B}'..='\u{200F}')
}

/// Kleine Buchstaben, die sich nicht in Grundbuchstabe und Akzent zerlegen. Doc 9303-3 nennt æ, ð,
/// ø, œ, þ, đ, ħ, ı, ĸ, ł, ŋ, ŧ, ß; die übrigen folgen ihrer Gestalt oder ihrem Laut.
fn ersatz(zeichen: char, umlaut: Umlaut) -> Option<&'static str> {
    Some(match zeichen {
        'ø' if umlaut == Umlaut::Grundbuchstabe => "o",
        'ø' | 'œ' => "oe",
        'ß' => "ss",
        'æ' => "ae",
        'þ' => "th",
        'ð' | 'đ' | 'ɖ' | 'ɗ' | 'ƌ' | 'ƍ' | 'ȡ' | 'ẟ' => "d",
        'ı' | 'ɨ' | 'ɩ' | 'ɪ' => "i",
        'ł' | 'ƚ' | 'ƛ' | 'ȴ' | 'ɫ' | 'ɬ' => "l",
        'ħ' | 'ɦ' | 'ʔ' | 'ɂ' => "h",
        'ĸ' | 'ɋ' | 'ǃ' => "q",
        'ŋ' | 'ɲ' | 'ƞ' | 'ȵ' => "n",
        'ŧ' | 'ƫ' | 'ƭ' | 'ʈ' | 'ƾ' | 'ȶ' | 'ⱦ' | 'ƅ' => "t",
        'ə' | 'ɛ' | 'ǝ' | 'ɇ' | 'ɘ' | 'ɜ' => "e",
        'ɑ' | 'ⱥ' | 'ɐ' | 'ʌ' => "a",
        'ɔ' | 'ɵ' => "o",
        'ƀ' | 'ƃ' | 'ɓ' => "b",
        'ƈ' | 'ȼ' | 'ɕ' | 'ǀ' | 'ǂ' => "c",
        'ǁ' => "x",
        'ƒ' => "f",
        'ɠ' | 'ɣ' | 'ǥ' | 'ɡ' => "g",
        'ƕ' => "hw",
        'ƙ' | 'ⱪ' => "k",
        'ɯ' => "m",
        'ƣ' => "oi",
        'ȣ' => "ou",
        'ƥ' => "p",
        'ʀ' | 'ɍ' => "r",
        'ƨ' | 'ȿ' | 'ẜ' | 'ẝ' | 'ʂ' => "s",
        'ʃ' | 'ƪ' => "sh",
        'ʊ' | 'ʉ' => "u",
        'ʋ' | 'ỽ' => "v",
        'ƿ' => "w",
        'ƴ' | 'ɏ' | 'ȝ' | 'ỿ' => "y",
        'ƶ' | 'ȥ' | 'ɀ' | 'ʒ' | 'ƺ' | 'ƹ' => "z",
        'ȷ' | 'ɉ' => "j",
        'ȸ' => "db",
        'ȹ' => "qp",
        'ỻ' => "ll",
        'ƻ' => "2",
        'ƽ' => "5",
        _ => return None,
    })
}
