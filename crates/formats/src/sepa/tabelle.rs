//! Ersatz für Zeichen, die eine Bank nicht annimmt.
//!
//! Quellen: für Latein der Grundbuchstabe ohne Zeichen (Unicode-Zerlegung), für Kyrillisch ICAO Doc
//! 9303 Teil 3 (so stehen Namen in Pass und Kontoeröffnung), für Griechisch ELOT 743 Buchstabe für
//! Buchstabe, für Georgisch die amtliche Umschrift von 2002, für Arabisch und Persisch die
//! üblichen Konsonanten nach ICAO (kurze Vokale stehen nicht in der Schrift).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Kleinbuchstaben und ihr Ersatz; Großbuchstaben folgen daraus.
const BUCHSTABEN: &[(&str, &str)] = &[
    ("àáâãåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "a"),
    ("æǽǣ", "ae"),
    ("ḃḅḇɓ", "b"),
    ("çćĉċčḉ", "c"),
    ("ďḋḍḏḑḓđðɖɗ", "d"),
    ("ǆǳ", "dz"),
    ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəǝɛ", "e"),
    ("ḟƒ", "f"),
    ("ĝğġģǧǵḡɣǥ", "g"),
    ("ĥȟḣḥḧḩḫẖħ", "h"),
    ("ìíîïĩīĭįǐȉȋḭḯỉịı", "i"),
    ("ĳ", "ij"),
    ("ĵǰ", "j"),
    ("ķǩḱḳḵĸƙ", "k"),
    ("ĺļľḷḹḻḽłƚ", "l"),
    ("ǉ", "lj"),
    ("ḿṁṃ", "m"),
    ("ñńņňǹṅṇṉṋŋŉ", "n"),
    ("ǌ", "nj"),
    ("òóôõōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɔ", "o"),
    ("œ", "oe"),
    ("ṕṗ", "p"),
    ("ŕŗřȑȓṙṛṝṟ", "r"),
    ("śŝşšſșṡṣṥṧṩẛ", "s"),
    ("ţťțṫṭṯṱẗŧ", "t"),
    ("þ", "th"),
    ("ùúûũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "u"),
    ("ṽṿ", "v"),
    ("ŵẁẃẅẇẉẘ", "w"),
    ("ẋẍ", "x"),
    ("ýÿŷȳẏẙỳỵỷỹƴ", "y"),
    ("źżžẑẓẕƶʒ", "z"),
    // Kyrillisch
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гґѓ", "g"),
    ("дђ", "d"),
    ("еёэѐ", "e"),
    ("ж", "zh"),
    ("з", "z"),
    ("ийіїѝ", "i"),
    ("кќ", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("уў", "u"),
    ("ф", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ъє", "ie"),
    ("ы", "y"),
    ("ь", ""),
    ("ю", "iu"),
    ("я", "ia"),
    ("ј", "j"),
    ("љ", "lj"),
    ("њ", "nj"),
    ("ћ", "c"),
    ("џѕ", "dz"),
    // Griechisch
    ("αά", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("εέ", "e"),
    ("ζ", "z"),
    ("ηήιίϊΐ", "i"),
    ("θ", "th"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("οόωώ", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υύϋΰ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    // Arabisch und Persisch
    ("اأآٱىةه", "a"),
    ("إ", "i"),
    ("ب", "b"),
    ("پ", "p"),
    ("تط", "t"),
    ("ث", "th"),
    ("ج", "j"),
    ("چ", "ch"),
    ("ح", "h"),
    ("خ", "kh"),
    ("دض", "d"),
    ("ذ", "dh"),
    ("ر", "r"),
    ("زظ", "z"),
    ("ژ", "zh"),
    ("سص", "s"),
    ("ش", "sh"),
    ("ع", "e"),
    ("غ", "gh"),
    ("ف", "f"),
    ("ق", "q"),
    ("كک", "k"),
    ("گ", "g"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("ؤو", "w"),
    ("ئيی", "y"),
    ("ءـ", ""),
    // Georgisch
    ("ა", "a"),
    ("ბ", "b"),
    ("გ", "g"),
    ("დ", "d"),
    ("ე", "e"),
    ("ვ", "v"),
    ("ზ", "z"),
    ("თტ", "t"),
    ("ი", "i"),
    ("კქ", "k"),
    ("ლ", "l"),
    ("მ", "m"),
    ("ნ", "n"),
    ("ო", "o"),
    ("პფ", "p"),
    ("ჟ", "zh"),
    ("რ", "r"),
    ("ს", "s"),
    ("უ", "u"),
    ("ღ", "gh"),
    ("ყ", "q"),
    ("შ", "sh"),
    ("ჩჭ", "ch"),
    ("ცწ", "ts"),
    ("ძ", "dz"),
    ("ხ", "kh"),
    ("ჯ", "j"),
    ("ჰ", "h"),
];

/// Satzzeichen, Ziffern und Einzelfälle.
const ZEICHEN: &[(&str, &str)] = &[
    ("ẞ", "SS"),
    ("„“”\"‚‘’‛`´′″«»‹›ʼʻʹ", "'"),
    ("–—―‐‑‒−_~=", "-"),
    (";،؛", ","),
    ("!¡·•…", "."),
    ("¿؟", "?"),
    ("<[{⟨", "("),
    (">]}⟩", ")"),
    ("|\\⁄", "/"),
    ("@", "(at)"),
    ("€", "EUR"),
    ("№", "Nr."),
    ("ªº°", "."),
    ("٠۰", "0"),
    ("١۱", "1"),
    ("٢۲", "2"),
    ("٣۳", "3"),
    ("٤۴", "4"),
    ("٥۵", "5"),
    ("٦۶", "6"),
    ("٧۷", "7"),
    ("٨۸", "8"),
    ("٩۹", "9"),
];

/// Ukrainisch weicht ab (ICAO Doc 9303; Regeln der Ukraine für Pässe): überall und am Wortanfang.
const UKRAINISCH: &[(char, &str, &str)] = &[
    ('г', "h", "h"),
    ('и', "y", "y"),
    ('є', "ie", "ye"),
    ('ї', "i", "yi"),
    ('й', "i", "y"),
    ('ю', "iu", "yu"),
    ('я', "ia", "ya"),
];

static BUCHSTABE: LazyLock<BTreeMap<char, &'static str>> = LazyLock::new(|| karte(BUCHSTABEN));
static SATZZEICHEN: LazyLock<BTreeMap<char, &'static str>> = LazyLock::new(|| karte(ZEICHEN));

fn karte(zeilen: &[(&str, &'static str)]) -> BTreeMap<char, &'static str> {
    zeilen
        .iter()
        .flat_map(|&(zeichen, ersatz)| zeichen.chars().map(move |zeichen| (zeichen, ersatz)))
        .collect()
}

/// Ersatz für einen Kleinbuchstaben.
pub(super) fn buchstabe(klein: char) -> Option<&'static str> {
    BUCHSTABE.get(&klein).copied()
}

/// Ersatz für ein Satzzeichen.
pub(super) fn satzzeichen(zeichen: char) -> Option<&'static str> {
    SATZZEICHEN.get(&zeichen).copied()
}

/// Ersatz für einen Kleinbuchstaben in einem ukrainischen Namen.
pub(super) fn ukrainisch(klein: char, am_wortanfang: bool) -> Option<&'static str> {
    let (_, sonst, anfang) = UKRAINISCH.iter().find(|(zeichen, ..)| *zeichen == klein)?;
    Some(if am_wortanfang { anfang } else { sonst })
}
