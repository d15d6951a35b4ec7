//! Die Zeichenketten, unter denen ein Name im Verzeichnis der Suche steht.
//!
//! Zwei Namen sind Kandidaten, wenn sie einen Schlüssel derselben Art gemeinsam haben. Jede Art fängt
//! andere Fehler: die weite Form Umlaute und Akzente, die Lautschlüssel Schreibweisen, die Auslassung
//! Tippfehler. Die Auslassung steht für jeden Teil mit jeweils einem Buchstaben weniger darin; haben
//! beide Seiten das, treffen sich zwei Wörter, bei denen ein Buchstabe fehlt, zu viel oder anders ist
//! oder zwei Nachbarn vertauscht sind, ohne dass die Datenbank etwas rechnen muss.

use std::collections::BTreeSet;
use std::fmt;

use super::aehnlich::Personenname;
use super::falten::formen;
use super::zerlegen::{Namensteil, trennscharf, zerlege_formen};

/// Kürzere Teile bekommen keine Auslassung: Aus drei Buchstaben würden zwei, und die hat jeder.
const AUSLASSUNG_AB: usize = 4;

/// Welche Spalte des Verzeichnisses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Art {
    /// Der ganze Name, gefaltet: „nachname vorname“; zum Ordnen und für genaue Treffer.
    Ganz,
    /// Ein Teil, weit gefaltet; auch für die Suche nach dem Anfang.
    Weit,
    /// Kölner Phonetik eines Teils.
    Koelner,
    /// Daitch-Mokotoff eines Teils.
    Mokotoff,
    /// Ein Teil ganz und mit einem Buchstaben weniger.
    Auslassung,
}

impl Art {
    /// Ein Buchstabe, unter dem die Art gespeichert ist; bleibt für immer.
    #[must_use]
    pub fn kuerzel(self) -> char {
        match self {
            Art::Ganz => 'g',
            Art::Weit => 'w',
            Art::Koelner => 'k',
            Art::Mokotoff => 'm',
            Art::Auslassung => 'a',
        }
    }
}

/// Eine Zeile des Verzeichnisses. `Debug` nennt nur die Art.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Schluessel {
    /// Welche Spalte.
    pub art: Art,
    /// Was darin steht, nur [a-z0-9 ].
    pub wert: String,
}

/// Alle Schlüssel eines Menschen mit diesen Namen (heutiger und frühere), sortiert, ohne
/// Wiederholung.
#[must_use]
pub fn suchschluessel(namen: &[Personenname]) -> Vec<Schluessel> {
    let mut alle = BTreeSet::new();
    for name in namen {
        let ganz = formen(&format!("{} {}", name.nachname, name.vorname));
        let formen = std::iter::once(ganz.haupt).chain(ganz.neben);
        alle.extend(formen.map(|wert| Schluessel { art: Art::Ganz, wert }));
        for feld in [&name.vorname, &name.nachname] {
            for zerlegt in zerlege_formen(feld) {
                for teil in zerlegt.teile.iter().chain(&zerlegt.verbunden) {
                    alle.extend(teil_schluessel(teil));
                }
            }
        }
    }
    alle.retain(|schluessel| !schluessel.wert.is_empty());
    alle.into_iter().collect()
}

/// Die Schlüssel eines Teils, dieselben beim Eintragen wie beim Suchen.
pub(super) fn teil_schluessel(teil: &Namensteil) -> BTreeSet<Schluessel> {
    let neu = |art: Art, wert: &str| Schluessel { art, wert: wert.to_owned() };
    let mut alle = BTreeSet::from([neu(Art::Weit, &teil.weit)]);
    if trennscharf(&teil.koelner) {
        alle.insert(neu(Art::Koelner, &teil.koelner));
    }
    let mokotoff = teil.mokotoff.iter().filter(|schluessel| trennscharf(schluessel));
    alle.extend(mokotoff.map(|schluessel| neu(Art::Mokotoff, schluessel)));
    alle.insert(neu(Art::Auslassung, &teil.weit));
    if teil.weit.len() >= AUSLASSUNG_AB {
        for stelle in 0..teil.weit.len() {
            let ohne = teil.weit.char_indices().filter(|(an, _)| *an != stelle);
            alle.insert(Schluessel {
                art: Art::Auslassung,
                wert: ohne.map(|(_, zeichen)| zeichen).collect(),
            });
        }
    }
    alle
}

impl fmt::Debug for Schluessel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schluessel").field("art", &self.art).finish_non_exhaustive()
    }
}
