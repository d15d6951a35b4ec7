//! Kyrillisch in lateinische Buchstaben, in den Umschriften, die in deutschen Akten vorkommen.
//!
//! Ein Name kommt aus dem Reisepass (ICAO Doc 9303-3, Abschnitt 6 B), aus einer Urkunde (DIN 1460,
//! ISO 9), aus einem älteren Pass (englische Umschrift mit ya und yu) oder ist nach Gehör deutsch
//! geschrieben. Akzente stehen hier nicht: Gefaltet wird ohnehin.

/// Nach welcher Regel umgeschrieben wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Norm {
    /// Maschinenlesbare Reisepässe: ICAO Doc 9303-3.
    Icao,
    /// DIN 1460, Bibliotheken und Urkunden.
    Din1460,
    /// ISO 9:1995, ein Zeichen je Zeichen.
    Iso9,
    /// Deutsche Umschrift nach dem Laut: Schewtschenko.
    Deutsch,
    /// Englische Umschrift älterer Pässe: Yulia.
    Englisch,
}

/// Wessen Alphabet; г und и lauten verschieden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sprache {
    /// Russisch, auch Bulgarisch und Serbisch: г ist g, и ist i.
    Russisch,
    /// Ukrainisch und Belarussisch: г ist h, и ist y.
    Ukrainisch,
}

impl Norm {
    /// Alle, die Hauptform zuerst.
    pub const ALLE: [Norm; 5] =
        [Norm::Icao, Norm::Din1460, Norm::Iso9, Norm::Deutsch, Norm::Englisch];
}

/// Steht im Text etwas Kyrillisches?
pub(super) fn enthalten(text: &str) -> bool {
    text.chars().any(|zeichen| matches!(zeichen, '\u{400}'..='\u{52F}'))
}

/// Welche Alphabete zu den Buchstaben passen; beide, wenn keiner entscheidet.
pub(super) fn sprachen(text: &str) -> &'static [Sprache] {
    let kommt_vor = |buchstaben: &str| {
        text.chars().flat_map(char::to_lowercase).any(|zeichen| buchstaben.contains(zeichen))
    };
    if kommt_vor("іїєґў") {
        &[Sprache::Ukrainisch]
    } else if kommt_vor("ыэёъђјљњћџ") {
        &[Sprache::Russisch]
    } else {
        &[Sprache::Russisch, Sprache::Ukrainisch]
    }
}

/// Schreibt alles Kyrillische lateinisch; anderes bleibt stehen. Groß wird klein.
pub(super) fn umschreiben(text: &str, norm: Norm, sprache: Sprache) -> String {
    use unicode_normalization::UnicodeNormalization;

    let mut aus = String::with_capacity(text.len());
    for zeichen in text.nfc() {
        match zeichen.to_lowercase().next().and_then(|klein| umschrift(klein, norm, sprache)) {
            Some(lateinisch) => aus.push_str(lateinisch),
            None => aus.push(zeichen),
        }
    }
    aus
}

fn umschrift(zeichen: char, norm: Norm, sprache: Sprache) -> Option<&'static str> {
    if sprache == Sprache::Ukrainisch {
        match (zeichen, norm) {
            ('г', Norm::Iso9) => return Some("g"),
            ('г', _) => return Some("h"),
            ('и', Norm::Iso9) => return Some("i"),
            ('и', _) => return Some("y"),
            _ => {}
        }
    }
    einfach(zeichen).or_else(|| mehrfach(zeichen, norm))
}

/// Buchstaben, bei denen alle Regeln gefaltet dasselbe sagen.
fn einfach(zeichen: char) -> Option<&'static str> {
    Some(match zeichen {
        'а' => "a",
        'б' => "b",
        'г' | 'ґ' | 'ѓ' => "g",
        'д' | 'ђ' => "d",
        'е' | 'э' | 'ѣ' => "e",
        'и' | 'і' => "i",
        'ј' => "j",
        'к' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' | 'ў' | 'ѫ' => "u",
        'ф' | 'ѳ' => "f",
        'ы' | 'ѵ' => "y",
        'ь' => "",
        'ѕ' => "dz",
        _ => return None,
    })
}

/// Buchstaben, bei denen sich die Regeln unterscheiden.
fn mehrfach(zeichen: char, norm: Norm) -> Option<&'static str> {
    // In der Reihenfolge von `Norm`: Pass, DIN 1460, ISO 9, deutsch, englisch.
    let [icao, din, iso, deutsch, englisch] = match zeichen {
        'в' => ["v", "v", "v", "w", "v"],
        'ё' => ["e", "e", "e", "jo", "yo"],
        'є' => ["ie", "je", "e", "je", "ye"],
        'ж' => ["zh", "z", "z", "sch", "zh"],
        'з' => ["z", "z", "z", "s", "z"],
        'ї' => ["i", "ji", "i", "ji", "yi"],
        'й' => ["i", "j", "j", "j", "y"],
        'х' => ["kh", "ch", "h", "ch", "kh"],
        'ц' => ["ts", "c", "c", "z", "ts"],
        'ч' => ["ch", "c", "c", "tsch", "ch"],
        'џ' => ["dz", "dz", "d", "dsch", "dzh"],
        'ш' => ["sh", "s", "s", "sch", "sh"],
        'щ' => ["shch", "sc", "s", "schtsch", "shch"],
        'ъ' => ["ie", "", "", "", ""],
        'ю' => ["iu", "ju", "u", "ju", "yu"],
        'я' => ["ia", "ja", "a", "ja", "ya"],
        _ => return None,
    };
    Some(match norm {
        Norm::Icao => icao,
        Norm::Din1460 => din,
        Norm::Iso9 => iso,
        Norm::Deutsch => deutsch,
        Norm::Englisch => englisch,
    })
}
