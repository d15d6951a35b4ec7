//! Das Verzeichnis: was von einer Akte außerhalb ihres Siegels steht, damit man sie findet.
//!
//! Eine reine Funktion der Akte, ohne heutigen Tag: Wer das Verzeichnis wegwirft und neu anlegt, bekommt
//! dieselben Zeilen. Darin stehen nur Namen, Geburtstag, Nummern und wer mit wem lebt; nie, was jemand
//! bekommt oder warum. Mit der Akte werden ihre Zeilen gelöscht.

use std::collections::BTreeSet;

use crate::akte::{Akte, Bekannt, FallTatsache, Gilt, Kennung, Namensangabe, PersonTatsache};
use crate::namen::aehnlich::Personenname;
use crate::namen::bekannt::Angabe;
use crate::namen::nummer::suchform;
use crate::namen::schluessel::{Schluessel, suchschluessel};

/// Eine Zeile des Verzeichnisses. `Debug` zeigt nur ihre Art.
#[derive(Clone, PartialEq, Eq)]
pub enum Zeile {
    /// Womit verglichen wird.
    Mensch(Box<Angabe>),
    /// Ein Schlüssel seiner Namen, heutiger und früherer.
    Suchwort(String),
    /// Eine Nummer in der Form, in der gesucht wird.
    Nummer(String),
    /// Wer zum Fall gehört oder gehörte.
    Mitglied {
        /// Der Mensch.
        person: Kennung,
        /// Von wann bis wann.
        gilt: Gilt,
    },
}

impl std::fmt::Debug for Zeile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Zeile::Mensch(_) => "Mensch",
            Zeile::Suchwort(_) => "Suchwort",
            Zeile::Nummer(_) => "Nummer",
            Zeile::Mitglied { .. } => "Mitglied",
        })
    }
}

/// Wie ein Schlüssel im Verzeichnis steht.
#[must_use]
pub fn suchwort(schluessel: &Schluessel) -> String {
    format!("{}:{}", schluessel.art.kuerzel(), schluessel.wert)
}

/// Die Zeilen eines Menschen; keine, solange er keinen Namen hat.
#[must_use]
pub fn person(akte: &Akte<PersonTatsache>) -> Vec<Zeile> {
    let mut angabe = Angabe::default();
    let mut nummern = BTreeSet::new();
    let mut namen: Vec<Personenname> = Vec::new();
    for stueck in akte.je(Bekannt::Jetzt) {
        match stueck.tatsache() {
            PersonTatsache::Name(name) => benenne(name, &mut namen),
            PersonTatsache::Geboren(tag) => angabe.geboren = Some(*tag),
            PersonTatsache::Rentenversicherungsnummer(Some(nummer)) => {
                angabe.rentenversicherungsnummer = Some(nummer.clone());
                nummern.insert(suchform(nummer));
            }
            PersonTatsache::Kundennummer(Some(nummer)) => {
                angabe.kundennummer = Some(nummer.clone());
                nummern.insert(suchform(nummer));
            }
            PersonTatsache::Bankverbindung(Some(konto)) => {
                nummern.insert(suchform(&konto.iban));
            }
            PersonTatsache::Kontakt(kontakt) => {
                nummern.extend(kontakt.telefon.iter().map(|telefon| suchform(telefon)));
            }
            _ => {}
        }
    }
    // Der letzte Name ist der heutige.
    let Some(heute) = namen.pop() else { return Vec::new() };
    namen.retain(|frueher| *frueher != heute);
    let alle: Vec<_> = std::iter::once(heute.clone()).chain(namen.iter().cloned()).collect();
    let suchwoerter: BTreeSet<String> = suchschluessel(&alle).iter().map(suchwort).collect();
    (angabe.name, angabe.fruehere_namen) = (heute, namen);
    nummern.remove("");
    std::iter::once(Zeile::Mensch(Box::new(angabe)))
        .chain(suchwoerter.into_iter().map(Zeile::Suchwort))
        .chain(nummern.into_iter().map(Zeile::Nummer))
        .collect()
}

/// Die Zeilen eines Falls.
#[must_use]
pub fn fall(akte: &Akte<FallTatsache>) -> Vec<Zeile> {
    let mut zeilen = Vec::new();
    let mut nummern = BTreeSet::new();
    for stueck in akte.je(Bekannt::Jetzt) {
        match stueck.tatsache() {
            FallTatsache::Nummer(nummer) => {
                nummern.insert(suchform(nummer));
            }
            FallTatsache::Mitglied { posten, eintrag: Some(_) } => {
                let Ok(person) = posten.text().parse() else { continue };
                zeilen.push(Zeile::Mitglied { person, gilt: stueck.gilt() });
            }
            _ => {}
        }
    }
    nummern.remove("");
    zeilen.extend(nummern.into_iter().map(Zeile::Nummer));
    zeilen
}

fn benenne(angabe: &Namensangabe, namen: &mut Vec<Personenname>) {
    let Namensangabe { vornamen, familienname, geburtsname, fruehere, .. } = angabe;
    let name =
        |nachname: &String| Personenname { vorname: vornamen.clone(), nachname: nachname.clone() };
    let alle = geburtsname.iter().chain(fruehere).chain(std::iter::once(familienname));
    for neu in alle.map(name) {
        namen.retain(|bekannt| *bekannt != neu);
        namen.push(neu);
    }
}
