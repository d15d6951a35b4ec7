//! Der Lautschlüssel von Daitch und Mokotoff, für Namen aus anderen Sprachen.
//!
//! Gewählt, weil er für slawische und jiddische Namen in deutscher, polnischer und englischer
//! Umschrift gemacht ist: „Szewczenko“, „Schewtschenko“ und „Shevchenko“ klingen für ihn gleich, für
//! die Kölner Phonetik nicht. Wo ein Buchstabe zwei Laute hat (ch, ck, c, j, rz, rs, ą, ę, ţ),
//! verzweigt er: Ein Name hat mehrere Schlüssel, und zwei Namen klingen gleich, wenn sie einen gemeinsam
//! haben. Beider-Morse wäre genauer, hat aber tausende Regeln je Sprache.
//!
//! Quelle: Gary Mokotoff, Soundexing and Genealogy (Avotaynu), mit den Buchstaben ą, ę, ţ und der
//! Tabelle von JewishGen. Ue steht wie in allen bekannten Umsetzungen mit 0, 1 und nichts. J ist
//! Vokal oder Konsonant, und beides bleibt innerhalb eines Schlüssels dasselbe.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::falten::grundbuchstaben;

/// Stellen eines Schlüssels; kürzere werden mit 0 aufgefüllt.
const STELLEN: usize = 6;

/// Eine Lesart einer Buchstabenfolge: am Anfang, vor einem Vokal, sonst.
type Lesart = [&'static str; 3];

/// Ein Schlüssel, solange er wächst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Zweig {
    ziffern: String,
    /// Letzte Ziffer der vorigen Buchstabenfolge, wenn sie eine hatte.
    letzte: Option<char>,
    /// Ob die vorige Folge die jetzige als Vokal gelesen hat; am Anfang frei.
    als_vokal: Option<bool>,
}

/// Alle Schlüssel eines Wortes, sechsstellig und sortiert; keiner ohne Buchstaben.
#[must_use]
pub fn daitch_mokotoff(wort: &str) -> Vec<String> {
    let folgen = folgen(&buchstaben(wort));
    if folgen.is_empty() {
        return Vec::new();
    }
    let mut zweige =
        BTreeSet::from([Zweig { ziffern: String::new(), letzte: None, als_vokal: None }]);
    for (stelle, lesarten) in folgen.iter().enumerate() {
        let danach: BTreeSet<bool> = match folgen.get(stelle + 1) {
            Some(naechste) => naechste.iter().map(ist_vokal).collect(),
            None => BTreeSet::from([false]),
        };
        let mut neue = BTreeSet::new();
        for zweig in &zweige {
            for lesart in lesarten.iter().filter(|lesart| passt(zweig, lesart)) {
                for vor_vokal in &danach {
                    neue.insert(zweig.weiter(lesart, stelle == 0, *vor_vokal));
                }
            }
        }
        zweige = neue;
    }
    let fertig = |zweig: &Zweig| format!("{:0<STELLEN$}", zweig.ziffern);
    let schluessel: BTreeSet<String> = zweige.iter().map(fertig).collect();
    schluessel.into_iter().collect()
}

impl Zweig {
    fn weiter(&self, lesart: &Lesart, am_anfang: bool, vor_vokal: bool) -> Zweig {
        let [anfang, vokal, sonst] = *lesart;
        let code = match (am_anfang, vor_vokal) {
            (true, _) => anfang,
            (false, true) => vokal,
            (false, false) => sonst,
        };
        let mut ziffern = self.ziffern.clone();
        for (stelle, ziffer) in code.chars().enumerate() {
            let wiederholt = stelle == 0 && self.letzte == Some(ziffer);
            if !wiederholt && ziffern.len() < STELLEN {
                ziffern.push(ziffer);
            }
        }
        let als_vokal = (!am_anfang).then_some(vor_vokal);
        Zweig { ziffern, letzte: code.chars().next_back(), als_vokal }
    }
}

/// Hat die vorige Folge diese so gelesen, wie sie jetzt gelesen wird?
fn passt(zweig: &Zweig, lesart: &Lesart) -> bool {
    zweig.als_vokal.is_none_or(|vokal| vokal == ist_vokal(lesart))
}

/// Vokale haben am Anfang 0 oder 1.
fn ist_vokal(lesart: &Lesart) -> bool {
    let [anfang, ..] = lesart;
    anfang.starts_with(['0', '1'])
}

/// Nur Buchstaben; ą, ę und ţ (auch ț) bleiben erkennbar.
fn buchstaben(wort: &str) -> String {
    let mut aus = String::new();
    let mut rest = String::new();
    let leeren = |rest: &mut String, aus: &mut String| {
        aus.extend(grundbuchstaben(rest).chars().filter(char::is_ascii_alphabetic));
        rest.clear();
    };
    for zeichen in wort.nfc() {
        let besonders = match zeichen {
            'Ą' | 'ą' => 'ą',
            'Ę' | 'ę' => 'ę',
            'Ţ' | 'ţ' | 'Ț' | 'ț' => 'ţ',
            _ => {
                rest.push(zeichen);
                continue;
            }
        };
        leeren(&mut rest, &mut aus);
        aus.push(besonders);
    }
    leeren(&mut rest, &mut aus);
    aus
}

/// Zerlegt von links in die längsten Folgen der Tabelle.
fn folgen(wort: &str) -> Vec<&'static [Lesart]> {
    let mut aus = Vec::new();
    let mut rest = wort;
    while let Some(erster) = rest.chars().next() {
        let laengste = TABELLE
            .iter()
            .flat_map(|(folgen, lesarten)| folgen.iter().map(move |folge| (*folge, *lesarten)))
            .filter(|(folge, _)| rest.starts_with(folge))
            .max_by_key(|(folge, _)| folge.len());
        let taken = laengste.map_or(erster.len_utf8(), |(folge, _)| folge.len());
        aus.extend(laengste.map(|(_, lesarten)| lesarten));
        rest = rest.get(taken..).unwrap_or_default();
    }
    aus
}

/// Die Tabelle von JewishGen; eine leere Ziffer heißt: nicht kodiert.
const TABELLE: [(&[&str], &[Lesart]); 37] = [
    (&["ai", "aj", "ay", "ei", "ej", "ey", "oi", "oj", "oy"], &[["0", "1", ""]]),
    (&["ui", "uj", "uy", "ue"], &[["0", "1", ""]]),
    (&["au"], &[["0", "7", ""]]),
    (&["eu"], &[["1", "1", ""]]),
    (&["ia", "ie", "io", "iu", "y"], &[["1", "", ""]]),
    (&["a", "e", "i", "o", "u"], &[["0", "", ""]]),
    (&["ą", "ę"], &[["", "", "6"], ["", "", ""]]),
    (&["j"], &[["1", "", ""], ["4", "4", "4"]]),
    (&["b", "f", "fb", "p", "pf", "ph", "v", "w"], &[["7", "7", "7"]]),
    (&["ch", "c"], &[["5", "5", "5"], ["4", "4", "4"]]),
    (&["ck"], &[["5", "5", "5"], ["45", "45", "45"]]),
    (&["chs", "ks", "x"], &[["5", "54", "54"]]),
    (&["cz", "cs", "csz", "czs"], &[["4", "4", "4"]]),
    (&["d", "dt", "t", "th"], &[["3", "3", "3"]]),
    (&["drz", "drs", "ds", "dsh", "dsz", "dz", "dzh", "dzs"], &[["4", "4", "4"]]),
    (&["ţ"], &[["3", "3", "3"], ["4", "4", "4"]]),
    (&["g", "k", "kh", "q"], &[["5", "5", "5"]]),
    (&["h"], &[["5", "5", ""]]),
    (&["l"], &[["8", "8", "8"]]),
    (&["m", "n"], &[["6", "6", "6"]]),
    (&["mn", "nm"], &[["66", "66", "66"]]),
    (&["r"], &[["9", "9", "9"]]),
    (&["rz", "rs"], &[["94", "94", "94"], ["4", "4", "4"]]),
    (&["s", "sch", "sh", "sz"], &[["4", "4", "4"]]),
    (&["schtsch", "schtsh", "schtch"], &[["2", "4", "4"]]),
    (&["shtch", "shch", "shtsh"], &[["2", "4", "4"]]),
    (&["sht", "scht", "schd"], &[["2", "43", "43"]]),
    (&["stch", "stsch", "sc"], &[["2", "4", "4"]]),
    (&["strz", "strs", "stsh"], &[["2", "4", "4"]]),
    (&["st", "szt", "shd", "szd", "sd"], &[["2", "43", "43"]]),
    (&["szcz", "szcs"], &[["2", "4", "4"]]),
    (&["tch", "ttch", "ttsch", "tsch", "tsh"], &[["4", "4", "4"]]),
    (&["trz", "trs", "ts", "tts", "ttsz", "tc"], &[["4", "4", "4"]]),
    (&["tz", "ttz", "tzs", "tsz"], &[["4", "4", "4"]]),
    (&["zdz", "zdzh", "zhdzh"], &[["2", "4", "4"]]),
    (&["zd", "zhd"], &[["2", "43", "43"]]),
    (&["z", "zh", "zs", "zsch", "zsh"], &[["4", "4", "4"]]),
];
