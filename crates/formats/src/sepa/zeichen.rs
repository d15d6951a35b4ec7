//! Der Zeichensatz der deutschen Banken und die Umschrift aller anderen Zeichen.
//!
//! Erlaubt sind `A–Z a–z 0–9 ' : ? , - ( + . ) /`, Leerzeichen und `ÄÖÜäöüß&*$%` (DFÜ-Abkommen,
//! Anlage 3). Eine Umschrift ist nie leer, solange der Text etwas Sichtbares enthielt: was keine
//! Umschrift hat, wird `?`.

use std::borrow::Cow;

use super::tabelle;

/// Der Text, wie er in einem Feld mit höchstens `hoechstens` Zeichen stehen darf.
///
/// Leerraum wird ein Leerzeichen, unsichtbare Zeichen fallen weg, der Rand ist ohne Leerzeichen.
/// Leer ist das Ergebnis nur, wenn der Text nichts Sichtbares enthielt; ein solches Feld nimmt die
/// Bank nicht an.
#[must_use]
pub fn sepa_text(text: &str, hoechstens: usize) -> Cow<'_, str> {
    if passt_schon(text, hoechstens) {
        return Cow::Borrowed(text);
    }
    let lang = umschrift(text);
    let knapp: String = lang.chars().take(hoechstens).collect();
    Cow::Owned(knapp.trim_end().to_owned())
}

/// Ist das Zeichen in jedem Textfeld erlaubt?
#[must_use]
pub fn ist_erlaubt(zeichen: char) -> bool {
    zeichen.is_ascii_alphanumeric() || "':?,-(+.)/ ÄÖÜäöüß&*$%".contains(zeichen)
}

/// Der häufige Fall, ohne Kopie.
fn passt_schon(text: &str, hoechstens: usize) -> bool {
    text.len() <= hoechstens
        && text.chars().all(ist_erlaubt)
        && text.trim() == text
        && !text.contains("  ")
}

fn umschrift(text: &str) -> String {
    let ukrainisch = text.chars().any(|zeichen| "іїєґІЇЄҐ".contains(zeichen));
    let mut aus = String::with_capacity(text.len());
    let mut zeichenfolge = text.chars().peekable();
    let mut davor = ' ';
    while let Some(zeichen) = zeichenfolge.next() {
        let danach = zeichenfolge.peek().copied().unwrap_or(' ');
        haenge_an(&mut aus, Stelle { davor, zeichen, danach, ukrainisch });
        davor = zeichen;
    }
    aus.truncate(aus.trim_end().len());
    aus
}

/// Ein Zeichen und seine Nachbarn.
#[derive(Clone, Copy)]
struct Stelle {
    davor: char,
    zeichen: char,
    danach: char,
    ukrainisch: bool,
}

fn haenge_an(aus: &mut String, stelle: Stelle) {
    match stelle.zeichen {
        zeichen if zeichen.is_whitespace() || zeichen.is_control() => {
            if !aus.is_empty() && !aus.ends_with(' ') {
                aus.push(' ');
            }
        }
        '\u{308}' => trema(aus),
        zeichen if ist_erlaubt(zeichen) => aus.push(zeichen),
        zeichen if unsichtbar(zeichen) => {}
        zeichen => match tabelle::satzzeichen(zeichen) {
            Some(ersatz) => aus.push_str(ersatz),
            None => buchstabe(aus, stelle),
        },
    }
}

/// Ein Trema, das als eigenes Zeichen folgt (zerlegte Schreibweise), macht aus `u` ein `ü`.
fn trema(aus: &mut String) {
    let umlaut = match aus.pop() {
        Some('a') => 'ä',
        Some('o') => 'ö',
        Some('u') => 'ü',
        Some('A') => 'Ä',
        Some('O') => 'Ö',
        Some('U') => 'Ü',
        Some(anderes) => anderes,
        None => return,
    };
    aus.push(umlaut);
}

/// Angehängte Zeichen (Akzente, arabische Vokalzeichen), Richtungszeichen, Breite null.
fn unsichtbar(zeichen: char) -> bool {
    matches!(zeichen,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn buchstabe(aus: &mut String, stelle: Stelle) {
    let Stelle { davor, zeichen, danach, ukrainisch } = stelle;
    let wortanfang = !davor.is_alphanumeric() && !unsichtbar(davor) && davor != '\'';
    let mut ersatz = String::new();
    for klein in zeichen.to_lowercase() {
        let besonders = match klein {
            // ELOT 743: ου ist ein Laut.
            'υ' | 'ύ' if matches!(davor, 'ο' | 'Ο') => Some("u"),
            _ if ukrainisch => tabelle::ukrainisch(klein, wortanfang),
            _ => None,
        };
        match besonders.or_else(|| tabelle::buchstabe(klein)) {
            Some(text) => ersatz.push_str(text),
            None if klein.is_ascii_alphanumeric() => ersatz.push(klein),
            None if unsichtbar(klein) => {}
            None => ersatz.push('?'),
        }
    }
    // Arabisch und Georgisch kennen keine Großbuchstaben; ein Name beginnt trotzdem mit einem.
    let georgisch = matches!(zeichen, '\u{10d0}'..='\u{10ff}');
    let ohne_schreibung = georgisch || (!zeichen.is_uppercase() && !zeichen.is_lowercase());
    let alles_gross = danach.is_uppercase() || (davor.is_uppercase() && !danach.is_lowercase());
    let mut buchstaben = ersatz.chars();
    if zeichen.is_uppercase() && alles_gross {
        aus.push_str(&ersatz.to_ascii_uppercase());
    } else if zeichen.is_uppercase() || (ohne_schreibung && wortanfang) {
        aus.extend(buchstaben.next().map(|erster| erster.to_ascii_uppercase()));
        aus.push_str(buchstaben.as_str());
    } else {
        aus.push_str(&ersatz);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn namen_werden_umgeschrieben_wie_im_pass() {
        // Latein: Grundbuchstabe; Kyrillisch: ICAO Doc 9303 Teil 3 und Passregeln der Ukraine.
        let faelle = [
            ("Jürgen Müßig & Söhne", "Jürgen Müßig & Söhne"),
            ("Ayşe Yıldırım", "Ayse Yildirim"),
            ("İBRAHİM ŞAHİN", "IBRAHIM SAHIN"),
            ("Łukasz Żółć", "Lukasz Zolc"),
            ("Renée Ångström-Ørsted", "Renee Angström-Orsted"),
            ("Ægir Þór ÆSIR", "Aegir Thor AESIR"),
            ("Nguyễn Thị Hằng", "Nguyen Thi Hang"),
            ("Ștefan Țepeș", "Stefan Tepes"),
            ("STRAẞE", "STRASSE"),
            ("Ju\u{308}rgen Rene\u{301}", "Jürgen Rene"),
            ("Щукина Юлия", "Shchukina Iuliia"),
            ("ЩУКИНА ЮЛИЯ", "SHCHUKINA IULIIA"),
            ("Юлія Згурський", "Yuliia Zhurskyi"),
            ("Єлизавета Гончар", "Yelyzaveta Honchar"),
            ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
            ("محمد علي", "Mhmd Ely"),
            ("ნინო", "Nino"),
            ("王小明", "???"),
            ("Kfz <A> \"B\" {C} 5€; a@b_c", "Kfz (A) 'B' (C) 5EUR, a(at)b-c"),
            ("١٢٣", "123"),
        ];
        for (text, erwartet) in faelle {
            assert_eq!(sepa_text(text, 70), erwartet, "{text}");
        }
    }

    #[test]
    fn leerraum_und_laenge_sind_gebaendigt() {
        assert_eq!(sepa_text("  Ada\t\r\n  Muster\u{a0}\u{0} ", 70), "Ada Muster");
        assert_eq!(sepa_text("\u{202e}Ada\u{200b}", 70), "Ada");
        assert_eq!(sepa_text(" \u{200b}\u{feff} ", 70), "");
        assert_eq!(sepa_text(&"ü".repeat(71), 70), "ü".repeat(70));
        assert_eq!(sepa_text(&format!("{} b", "a".repeat(69)), 70), "a".repeat(69));
        assert_eq!(sepa_text(&"Щ".repeat(70), 70).chars().count(), 70);
    }

    proptest! {
        #[test]
        fn jeder_text_wird_erlaubt_und_ein_zweites_mal_aendert_nichts(
            text in any::<String>(), hoechstens in 1_usize..140,
        ) {
            let einmal = sepa_text(&text, hoechstens).into_owned();
            prop_assert!(einmal.chars().all(ist_erlaubt), "{einmal}");
            prop_assert!(einmal.chars().count() <= hoechstens);
            prop_assert_eq!(einmal.trim(), &einmal);
            prop_assert_eq!(sepa_text(&einmal, hoechstens), &*einmal);
        }
    }
}
