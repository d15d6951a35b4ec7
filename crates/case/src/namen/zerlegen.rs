//! Ein Name in Teilen: Doppelnamen getrennt, Zusätze abgelöst, zu jedem Teil seine Lautschlüssel.

use std::fmt;

use super::falten::{falten, trennt, varianten, weit};
use super::laut::koelner;
use super::mokotoff::daitch_mokotoff;

/// Akademische Grade und Anreden: nie ein Teil des Namens.
const GRADE: [&str; 8] = ["dr", "prof", "dipl", "frau", "herr", "geb", "msc", "bsc"];

/// Was nur neben einem Grad ein Zusatz ist; allein sind es auch Namen.
const ZUM_GRAD: [&str; 9] = ["med", "phil", "rer", "nat", "jur", "ing", "habil", "hc", "oec"];

/// Frühere Adelstitel (Art. 109 Abs. 3 WRV: Teil des Namens). Zusatz nur vor oder nach „von“, denn
/// „Graf“ und „Ritter“ sind auch gewöhnliche Nachnamen.
const TITEL: [&str; 17] = [
    "freiherr",
    "freifrau",
    "freiin",
    "graf",
    "graefin",
    "ritter",
    "edler",
    "edle",
    "prinz",
    "prinzessin",
    "fuerst",
    "fuerstin",
    "herzog",
    "herzogin",
    "baron",
    "baronin",
    "frhr",
];

/// Vorsätze in vielen Sprachen. Zusatz nur, wenn noch ein Teil folgt, denn „Le“, „Do“ und „Ben“ sind
/// auch Namen.
const VORSAETZE: [&str; 44] = [
    "von", "vom", "van", "vande", "vander", "vanden", "den", "der", "die", "zu", "zum", "zur",
    "auf", "und", "de", "del", "della", "dell", "dela", "di", "da", "dal", "do", "dos", "das",
    "du", "des", "la", "las", "le", "les", "los", "el", "al", "ul", "bin", "ben", "ibn", "bint",
    "bat", "ter", "ten", "te", "op",
];

/// So viele Buchstaben darf eine Umschrift mehr haben als die andere: „schtsch“ für „š“ hat sechs.
const LAENGE_KLINGT_GLEICH: usize = 6;

/// Ein Teil eines Namens mit allem, worin er verglichen wird. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq)]
pub struct Namensteil {
    /// Wie [`falten`], ohne Leerzeichen.
    pub fein: String,
    /// Wie [`weit`].
    pub weit: String,
    /// Kölner Phonetik.
    pub koelner: String,
    /// Schlüssel nach Daitch und Mokotoff.
    pub mokotoff: Vec<String>,
}

/// Ein zerlegter Name. `Debug` nennt nur die Zahl der Teile.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Zerlegt {
    /// Die Teile ohne Zusätze, in der Reihenfolge, in der sie dastehen.
    pub teile: Vec<Namensteil>,
    /// Was abgelöst wurde, gefaltet: Grade, Titel, Vorsätze.
    pub zusaetze: Vec<String>,
    /// Alles außer Graden in einem Wort.
    pub ganz: String,
    /// Zusammengeschriebenes: jeder Vorsatz und jeder Teil mit seinem Nachfolger („elamrani“,
    /// „karlheinz“).
    pub verbunden: Vec<Namensteil>,
}

/// Was ein Wort im Namen ist.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Art {
    Teil,
    Grad,
    Vorsatz,
    Titel,
}

impl Namensteil {
    /// Ein Teil, so wie er geschrieben ist; `None`, wenn von ihm nichts bleibt.
    #[must_use]
    pub fn neu(wort: &str) -> Option<Namensteil> {
        let fein = falten(wort).replace(' ', "");
        if fein.is_empty() {
            return None;
        }
        let weit = weit(&fein);
        Some(Namensteil { weit, koelner: koelner(wort), mokotoff: daitch_mokotoff(wort), fein })
    }

    /// Zwei Wörter in einem, ohne Lautschlüssel: Endet das zweite stumm oder ist das erste lang,
    /// klänge das Ganze wie das erste allein.
    fn verbunden(davor: &str, wort: &str) -> Option<Namensteil> {
        let verbunden = Namensteil::neu(&format!("{davor}{wort}"))?;
        Some(Namensteil { koelner: String::new(), mokotoff: Vec::new(), ..verbunden })
    }

    /// Klingt nach einem der beiden Verfahren gleich. Schlüssel, die nichts trennen, zählen nicht:
    /// „Mia“ und „Noah“ haben bei Postel beide die 6.
    #[must_use]
    pub fn klingt_wie(&self, anderer: &Namensteil) -> bool {
        let nach_postel = trennscharf(&self.koelner) && self.koelner == anderer.koelner;
        let gemeinsam =
            |schluessel: &String| trennscharf(schluessel) && anderer.mokotoff.contains(schluessel);
        // Sechs Stellen sehen nur den Anfang eines langen Wortes.
        let gleich_lang = self.fein.len().abs_diff(anderer.fein.len()) <= LAENGE_KLINGT_GLEICH;
        nach_postel || (gleich_lang && self.mokotoff.iter().any(gemeinsam))
    }
}

/// Ob ein Lautschlüssel wenigstens zwei Laute hat.
pub(super) fn trennscharf(schluessel: &str) -> bool {
    schluessel.trim_end_matches('0').len() >= 2
}

/// Zerlegt einen lateinisch geschriebenen Namen.
#[must_use]
pub fn zerlegen(text: &str) -> Zerlegt {
    let woerter: Vec<(&str, Namensteil)> = text
        .split(trennt)
        .filter_map(|wort| Namensteil::neu(wort).map(|teil| (wort, teil)))
        .collect();
    let arten = arten(&woerter);
    let mut zerlegt = Zerlegt::default();
    let mut davor: Option<&str> = None;
    for ((wort, teil), art) in woerter.iter().zip(arten) {
        if art == Art::Grad {
            zerlegt.zusaetze.push(teil.fein.clone());
            continue;
        }
        zerlegt.verbunden.extend(davor.and_then(|davor| Namensteil::verbunden(davor, wort)));
        davor = Some(wort);
        zerlegt.ganz.push_str(&teil.fein);
        if art == Art::Teil {
            zerlegt.teile.push(teil.clone());
        } else {
            zerlegt.zusaetze.push(teil.fein.clone());
        }
    }
    zerlegt
}

/// Zerlegt den Namen in jeder Umschrift; mehr als eine nur bei kyrillischem Text.
#[must_use]
pub fn zerlege_formen(text: &str) -> Vec<Zerlegt> {
    varianten(text).iter().map(|form| zerlegen(form)).collect()
}

fn arten(woerter: &[(&str, Namensteil)]) -> Vec<Art> {
    let feine: Vec<&str> = woerter.iter().map(|(_, teil)| teil.fein.as_str()).collect();
    let ist_von = |stelle: Option<usize>| {
        let wort = stelle.and_then(|stelle| feine.get(stelle));
        wort.is_some_and(|wort| {
            ["von", "vom", "zu", "zum", "zur", "und", "auf", "de"].contains(wort)
        })
    };
    let mit_grad = feine.iter().any(|wort| GRADE.contains(wort));
    let mut arten: Vec<Art> = Vec::new();
    for (stelle, fein) in feine.iter().enumerate() {
        let letzter = stelle + 1 == feine.len();
        let bei_von = ist_von(Some(stelle + 1)) || ist_von(stelle.checked_sub(1));
        arten.push(if GRADE.contains(fein) || (mit_grad && ZUM_GRAD.contains(fein)) {
            Art::Grad
        } else if TITEL.contains(fein) && bei_von && !letzter {
            Art::Titel
        } else if VORSAETZE.contains(fein) && !letzter {
            Art::Vorsatz
        } else {
            Art::Teil
        });
    }
    // Bleibt nichts übrig, war es doch der Name.
    if arten.contains(&Art::Teil) { arten } else { vec![Art::Teil; feine.len()] }
}

impl fmt::Debug for Namensteil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Namensteil").finish_non_exhaustive()
    }
}

impl fmt::Debug for Zerlegt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zerlegt").field("teile", &self.teile.len()).finish_non_exhaustive()
    }
}
