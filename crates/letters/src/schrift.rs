//! Text, den die Schriften der Druckerei zeigen können.
//!
//! Namen kommen von überall: mit Steuerzeichen, die Zeilen umdrehen, mit Emojis, mit Schriften, die
//! wir nicht haben. PDF/A verbietet Zeichen ohne Bild; deshalb wird hier ersetzt, was fehlt, und
//! entfernt, was unsichtbar ist und den Text verfälschen kann.

use serde_json::Value;

/// Steht für ein Zeichen, das keine der Schriften hat.
const ERSATZ: char = '?';

/// Trennt in persischen Namen zwei Buchstaben, die sonst verbunden wären; nur dort hat es Sinn.
const OHNE_VERBINDUNG: char = '\u{200C}';

/// Nach einem Namen von rechts nach links: hält Zahlen und Satzzeichen an ihrem Platz.
const LINKS_NACH_RECHTS: char = '\u{200E}';

/// Längere Texte kommen in einem Bescheid nicht vor; sie sind ein Versehen oder ein Angriff.
const HOECHSTENS_ZEICHEN: usize = 4_000;

/// So lang ist kein Wort der deutschen Verwaltung; Längeres passt nicht sicher in eine Zeile.
const LAENGSTES_WORT: usize = 60;

/// Leerzeichen ohne Breite: hier darf die Zeile brechen.
const BRUCHSTELLE: char = '\u{200B}';

/// Mehr Akzente über einem Buchstaben hat keine Sprache.
const AKZENTE_JE_ZEICHEN: usize = 2;

/// Macht alle Texte eines JSON-Werts setzbar; zählt die ersetzten Zeichen.
pub(crate) fn setzbar_machen(wert: &mut Value, hat: &dyn Fn(char) -> bool) -> usize {
    match wert {
        Value::String(text) => {
            let (setzbar, ersetzt) = setzbar(text, hat);
            *text = setzbar;
            ersetzt
        }
        Value::Array(werte) => werte.iter_mut().map(|wert| setzbar_machen(wert, hat)).sum(),
        Value::Object(felder) => felder.values_mut().map(|wert| setzbar_machen(wert, hat)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Der Text ohne unsichtbare Zeichen, fehlende ersetzt, mit festen Leerzeichen an Zahlen.
fn setzbar(text: &str, hat: &dyn Fn(char) -> bool) -> (String, usize) {
    let mut heraus = String::with_capacity(text.len());
    let (mut ersetzt, mut akzente, mut fehlte) = (0_usize, 0_usize, false);
    let mut von_rechts = false;
    for zeichen in text.chars().filter(|z| !unsichtbar(*z)).take(HOECHSTENS_ZEICHEN) {
        let zeichen = if zeichen.is_control() || zeichen.is_whitespace() { ' ' } else { zeichen };
        if zeichen == OHNE_VERBINDUNG && !von_rechts {
            continue;
        }
        akzente = if akzent(zeichen) { akzente.saturating_add(1) } else { 0 };
        if akzente > AKZENTE_JE_ZEICHEN {
            continue;
        }
        let zeichen = ersatzweise(zeichen, hat);
        let fehlt = zeichen.is_none();
        let Some(zeichen) = zeichen.or((!fehlte).then_some(ERSATZ)) else { continue };
        ersetzt = ersetzt.saturating_add(usize::from(fehlt));
        fehlte = fehlt;
        let bleibt = rechts_nach_links(zeichen)
            || (von_rechts && (zeichen == ' ' || zeichen == OHNE_VERBINDUNG));
        if von_rechts && !bleibt {
            heraus.push(LINKS_NACH_RECHTS);
        }
        von_rechts = bleibt;
        heraus.push(zeichen);
    }
    if von_rechts {
        heraus.push(LINKS_NACH_RECHTS);
    }
    (brechbar(&feste_leerzeichen(&heraus)), ersetzt)
}

/// Ein Wort, das länger als eine Zeile sein könnte, darf zwischen allen Buchstaben brechen.
fn brechbar(text: &str) -> String {
    let mut heraus = String::with_capacity(text.len());
    for (nummer, wort) in text.split(' ').enumerate() {
        if nummer > 0 {
            heraus.push(' ');
        }
        let lang = wort.chars().count() > LAENGSTES_WORT && !wort.chars().any(rechts_nach_links);
        for (stelle, zeichen) in wort.chars().enumerate() {
            if lang && stelle > 0 && !akzent(zeichen) {
                heraus.push(BRUCHSTELLE);
            }
            heraus.push(zeichen);
        }
    }
    heraus
}

/// Das Zeichen, ein gleichwertiges, oder nichts.
fn ersatzweise(zeichen: char, hat: &dyn Fn(char) -> bool) -> Option<char> {
    let gleichwertig = match zeichen {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{02BE}' => '\u{02BC}',
        anderes => anderes,
    };
    (hat(gleichwertig) && !privat(gleichwertig)).then_some(gleichwertig)
}

/// Ohne Bild, aber mit Wirkung: Schreibrichtung, Verbindung, Auswahl einer Form.
fn unsichtbar(zeichen: char) -> bool {
    matches!(zeichen,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200D}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn akzent(zeichen: char) -> bool {
    matches!(zeichen, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// Private Zeichen haben in jeder Schrift eine andere Bedeutung; PDF/A verbietet sie.
fn privat(zeichen: char) -> bool {
    matches!(zeichen, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn rechts_nach_links(zeichen: char) -> bool {
    matches!(zeichen, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// `1.234,50 €`, `§ 22`, `Abs. 1` und `SGB II` brechen nicht auseinander.
fn feste_leerzeichen(text: &str) -> String {
    const FEST: [(&str, &str); 8] = [
        (" €", "\u{A0}€"),
        ("§ ", "§\u{A0}"),
        ("Abs. ", "Abs.\u{A0}"),
        ("Nr. ", "Nr.\u{A0}"),
        (" SGB ", "\u{A0}SGB\u{A0}"),
        ("(ab ", "(ab\u{A0}"),
        ("(bis ", "(bis\u{A0}"),
        (" v. H.", "\u{A0}v.\u{A0}H."),
    ];
    FEST.iter().fold(text.to_owned(), |text, (lose, fest)| text.replace(lose, fest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eine Schrift mit Latein, Kyrillisch und Arabisch, wie die der Druckerei.
    fn hat(zeichen: char) -> bool {
        matches!(zeichen, ' '..='\u{17F}' | '\u{2BC}' | '\u{300}'..='\u{36F}' | '\u{400}'..='\u{6FF}'
            | '\u{200E}' | '–' | '€' | '\u{E000}')
    }

    #[test]
    fn was_die_schrift_nicht_hat_wird_einmal_ersetzt() {
        // PDF/A-2, 6.2.11.8: kein Zeichen ohne Bild; 6.2.11.7: keine privaten Zeichen.
        let faelle = [
            ("Łukasz Żółć", "Łukasz Żółć", 0),
            ("Ґрета Єва", "Ґрета Єва", 0),
            ("Familie 👩‍👩‍👧 Muster", "Familie ? Muster", 1),
            ("王小明", "?", 1),
            ("a\u{E000}b", "a?b", 1),
            ("Zeile\nzwei\tdrei", "Zeile zwei drei", 0),
            ("Nord\u{2011}Süd", "Nord-Süd", 0),
            ("gruen\u{202E}tor\u{200B}", "gruentor", 0),
            ("z\u{301}\u{302}\u{303}\u{304}a", "z\u{301}\u{302}a", 0),
        ];
        for (text, erwartet, ersetzt) in faelle {
            assert_eq!(setzbar(text, &hat), (erwartet.to_owned(), ersetzt), "{text:?}");
        }
    }

    #[test]
    fn nur_ein_uebergrosses_wort_bekommt_bruchstellen() {
        let kurz = "Donaudampfschifffahrtsgesellschaft und mehr";
        assert_eq!(setzbar(kurz, &hat).0, kurz);
        let lang = "a".repeat(61);
        assert_eq!(setzbar(&lang, &hat).0.matches('\u{200B}').count(), 60);
    }

    #[test]
    fn nach_arabischer_schrift_geht_es_von_links_weiter() {
        let (text, _) = setzbar("محمد علي (8), 12,00 €", &hat);
        assert_eq!(text, "محمد علي \u{200E}(8), 12,00\u{A0}€");
        let (text, _) = setzbar("علی\u{200C}رضا a\u{200C}b", &|z| z == '\u{200C}' || hat(z));
        assert_eq!(text, "علی\u{200C}رضا \u{200E}ab");
    }

    #[test]
    fn betrag_und_fundstelle_bleiben_zusammen() {
        let (text, _) = setzbar("1.234,50 € nach § 22 Abs. 1 SGB II", &hat);
        assert_eq!(text, "1.234,50\u{A0}€ nach §\u{A0}22 Abs.\u{A0}1\u{A0}SGB\u{A0}II");
    }
}
