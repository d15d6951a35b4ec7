//! Die Zeichenketten, unter denen ein Name im Verzeichnis der Suche steht.
//!
//! Ein Mensch steht unter seinen Wörtern: je Teil eines Namens eines, darin die weite Form und die Lautschlüssel. Ein
//! Wort steht unter seinen Schlüsseln, gleich wie viele Menschen es tragen; mehr als das Wort braucht es dafür nicht.
//!
//! Ein Wort der Suche findet die Wörter, mit denen es einen Schlüssel derselben Art gemeinsam hat. Jede Art fängt
//! andere Fehler: die weite Form Umlaute und Akzente, die Lautschlüssel Schreibweisen, die Auslassung
//! Tippfehler. Die Auslassung steht für jeden Teil mit jeweils einem Buchstaben weniger darin; haben
//! beide Seiten das, treffen sich zwei Wörter, bei denen ein Buchstabe fehlt, zu viel oder anders ist
//! oder zwei Nachbarn vertauscht sind, ohne dass die Datenbank etwas rechnen muss. Gespeichert ist das nur von den ersten
//! Buchstaben: treffen sich die ganzen Wörter, treffen sich auch ihre Anfänge. Was nur vorn gleich ist, sortiert
//! [`super::suche::Suchteil::trifft`] aus.

use std::collections::BTreeSet;
use std::fmt;

use super::aehnlich::Personenname;
use super::zerlegen::{Namensteil, trennscharf, zerlege_formen};

/// Kürzere Teile bekommen keine Auslassung: Aus drei Buchstaben würden zwei, und die hat jeder.
const AUSLASSUNG_AB: usize = 4;

/// So viele Buchstaben vom Anfang stehen mit Auslassungen im Verzeichnis.
const AUSLASSUNG_BIS: usize = 7;

/// Steht in einem Wort hinter der weiten Form und zwischen den Lautschlüsseln; kommt vor jedem Buchstaben und jeder
/// Ziffer.
const TRENNT: char = '/';

/// Was ein Schlüssel festhält.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Art {
    /// Kölner Phonetik eines Teils.
    Koelner,
    /// Daitch-Mokotoff eines Teils.
    Mokotoff,
    /// Der Anfang der weiten Form eines Teils, ganz und mit einem Buchstaben weniger.
    Auslassung,
}

impl Art {
    /// Ein Buchstabe, unter dem die Art gespeichert ist; bleibt für immer.
    #[must_use]
    pub fn kuerzel(self) -> char {
        match self {
            Art::Koelner => 'k',
            Art::Mokotoff => 'm',
            Art::Auslassung => 'a',
        }
    }
}

/// Worunter ein Wort steht. `Debug` nennt nur die Art.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Schluessel {
    /// Was er festhält.
    pub art: Art,
    /// Was darin steht, nur [a-z0-9].
    pub wert: String,
}

impl Schluessel {
    /// Wie er gespeichert ist.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.art.kuerzel(), self.wert)
    }
}

/// Die Wörter eines Menschen mit diesen Namen (heutiger und frühere).
#[must_use]
pub fn suchwoerter(namen: &[Personenname]) -> BTreeSet<String> {
    let felder = namen.iter().flat_map(|name| [&name.vorname, &name.nachname]);
    let zerlegt = felder.flat_map(|feld| zerlege_formen(feld));
    let teile = zerlegt.flat_map(|zerlegt| zerlegt.teile.into_iter().chain(zerlegt.verbunden));
    teile.filter(|teil| !teil.weit.is_empty()).map(|teil| suchwort(&teil)).collect()
}

/// Die Schlüssel eines Worts aus [`suchwoerter`]. Nach ihnen wird auch gelöscht: ändern sie sich, ist jedes Verzeichnis neu
/// anzulegen.
#[must_use]
pub fn schluessel(wort: &str) -> BTreeSet<Schluessel> {
    let (weit, laute) = zerlegt(wort);
    let anfang = weit.get(..AUSLASSUNG_BIS).unwrap_or(weit);
    let ohne = auslassungen(anfang).into_iter();
    let ohne = ohne.map(|wert| Schluessel { art: Art::Auslassung, wert });
    ohne.chain(laute.map(|(art, wert)| Schluessel { art, wert: wert.to_owned() })).collect()
}

/// Haben zwei Wörter einen Lautschlüssel gemeinsam, oder sind sie bis auf einen ausgelassenen Buchstaben gleich?
pub(super) fn treffen_sich(wort: &str, anderes: &str) -> bool {
    let [(weit, laute), (anderes, andere)] = [zerlegt(wort), zerlegt(anderes)];
    fast_gleich(weit, anderes) || laute.into_iter().any(|laut| andere.clone().any(|a| a == laut))
}

/// Weite Form und Lautschlüssel eines Worts.
fn zerlegt(wort: &str) -> (&str, impl Iterator<Item = (Art, &str)> + Clone) {
    let mut stuecke = wort.split(TRENNT);
    let weit = stuecke.next().unwrap_or_default();
    let arten = std::iter::once(Art::Koelner).chain(std::iter::repeat(Art::Mokotoff));
    (weit, arten.zip(stuecke).filter(|(_, wert)| !wert.is_empty()))
}

/// Haben [`auslassungen`] der beiden etwas gemeinsam? Ohne sie zu bilden.
fn fast_gleich(eines: &str, anderes: &str) -> bool {
    let (kurz, lang) = match eines.len() <= anderes.len() {
        true => (eines.as_bytes(), anderes.as_bytes()),
        false => (anderes.as_bytes(), eines.as_bytes()),
    };
    if kurz == lang {
        return true;
    }
    let vorn = kurz.iter().zip(lang).take_while(|(k, l)| k == l).count();
    let (Some(kurz), Some(ab)) = (kurz.get(vorn..), lang.get(vorn..)) else { return false };
    match ab.len() - kurz.len() {
        _ if lang.len() < AUSLASSUNG_AB => false,
        // In beiden fehlt einer, und dazwischen ist alles um eine Stelle verschoben.
        0 => {
            let hinten = kurz.iter().rev().zip(ab.iter().rev()).take_while(|(k, l)| k == l).count();
            let bis = kurz.len() - hinten;
            kurz.get(1..bis) == ab.get(..bis - 1) || kurz.get(..bis - 1) == ab.get(1..bis)
        }
        1 => ab.get(1..) == Some(kurz),
        _ => false,
    }
}

/// Ein Text ganz und mit jeweils einem Buchstaben weniger.
fn auslassungen(text: &str) -> BTreeSet<String> {
    let mut alle = BTreeSet::from([text.to_owned()]);
    if text.len() >= AUSLASSUNG_AB {
        for stelle in 0..text.len() {
            let ohne = text.char_indices().filter(|(an, _)| *an != stelle);
            alle.insert(ohne.map(|(_, zeichen)| zeichen).collect());
        }
    }
    alle
}

/// Alle Wörter mit dieser weiten Form: von einschließlich, bis ausschließlich, in der Ordnung der Bytes.
pub(super) fn genau(weit: &str) -> (String, String) {
    // Hinter dem Schrägstrich kommt die Null.
    (format!("{weit}{TRENNT}"), format!("{weit}0"))
}

/// Weite Form, Kölner Phonetik, Daitch-Mokotoff; was nichts trennt, fehlt.
pub(super) fn suchwort(teil: &Namensteil) -> String {
    let mut wort = format!("{}{TRENNT}", teil.weit);
    if trennscharf(&teil.koelner) {
        wort.push_str(&teil.koelner);
    }
    for wert in teil.mokotoff.iter().filter(|wert| trennscharf(wert)) {
        wort.push(TRENNT);
        wort.push_str(wert);
    }
    wort
}

impl fmt::Debug for Schluessel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schluessel").field("art", &self.art).finish_non_exhaustive()
    }
}
