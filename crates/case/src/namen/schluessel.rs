//! Die Zeichenketten, unter denen ein Name im Verzeichnis der Suche steht.
//!
//! Ein Mensch steht unter seinen Wörtern: je Teil eines Namens eines, darin die weite Form und die Lautschlüssel. Ein
//! Wort steht unter seinen Schlüsseln, gleich wie viele Menschen es tragen; mehr als das Wort braucht es dafür nicht.
//!
//! Ein Wort der Suche findet die Wörter, mit denen es einen Schlüssel derselben Art gemeinsam hat. Jede Art fängt
//! andere Fehler: die weite Form Umlaute und Akzente, die Lautschlüssel Schreibweisen, die Auslassung
//! Tippfehler. Die Auslassung steht für jeden Teil mit jeweils einem Buchstaben weniger darin; haben
//! beide Seiten das, treffen sich zwei Wörter, bei denen ein Buchstabe fehlt, zu viel oder anders ist
//! oder zwei Nachbarn vertauscht sind, ohne dass die Datenbank etwas rechnen muss.

use std::collections::BTreeSet;
use std::fmt;

use super::aehnlich::Personenname;
use super::zerlegen::{Namensteil, trennscharf, zerlege_formen};

/// Kürzere Teile bekommen keine Auslassung: Aus drei Buchstaben würden zwei, und die hat jeder.
const AUSLASSUNG_AB: usize = 4;

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
    /// Die weite Form eines Teils, ganz und mit einem Buchstaben weniger.
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

/// Die Schlüssel eines Worts aus [`suchwoerter`].
#[must_use]
pub fn schluessel(wort: &str) -> BTreeSet<Schluessel> {
    let mut stuecke = wort.split(TRENNT);
    let weit = stuecke.next().unwrap_or_default();
    let koelner = stuecke.next().filter(|koelner| !koelner.is_empty());
    let neu = |art: Art, wert: &str| Schluessel { art, wert: wert.to_owned() };
    let mut alle = BTreeSet::from([neu(Art::Auslassung, weit)]);
    alle.extend(koelner.map(|wert| neu(Art::Koelner, wert)));
    alle.extend(stuecke.map(|wert| neu(Art::Mokotoff, wert)));
    if weit.len() >= AUSLASSUNG_AB {
        for stelle in 0..weit.len() {
            let ohne = weit.char_indices().filter(|(an, _)| *an != stelle);
            alle.insert(Schluessel {
                art: Art::Auslassung,
                wert: ohne.map(|(_, zeichen)| zeichen).collect(),
            });
        }
    }
    alle
}

/// Die Schlüssel eines Teils, dieselben beim Eintragen wie beim Suchen.
pub(super) fn teil_schluessel(teil: &Namensteil) -> BTreeSet<Schluessel> {
    schluessel(&suchwort(teil))
}

/// Alle Wörter mit dieser weiten Form: von einschließlich, bis ausschließlich, in der Ordnung der Bytes.
pub(super) fn genau(weit: &str) -> (String, String) {
    // Hinter dem Schrägstrich kommt die Null.
    (format!("{weit}{TRENNT}"), format!("{weit}0"))
}

/// Weite Form, Kölner Phonetik, Daitch-Mokotoff; was nichts trennt, fehlt.
fn suchwort(teil: &Namensteil) -> String {
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
