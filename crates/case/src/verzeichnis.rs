//! Das Verzeichnis: was von einer Akte außerhalb ihres Siegels steht, damit man sie findet.
//!
//! Eine reine Funktion der Akte, ohne heutigen Tag: Wer das Verzeichnis wegwirft und neu anlegt, bekommt
//! dieselben Zeilen. Darin stehen nur Namen, Geburtstag, Nummern, wer mit wem lebt, wer sich kümmert und welche Post
//! noch offen ist; nie, was jemand bekommt oder warum. Mit der Akte werden ihre Zeilen gelöscht.

use std::collections::BTreeSet;

use crate::akte::eingang::Stueck;
use crate::akte::{
    Akte, Aufgabe, Bekannt, EingangTatsache, FallTatsache, Gilt, Kennung, Namensangabe,
    PersonTatsache,
};
use crate::namen::aehnlich::Personenname;
use crate::namen::bekannt::Angabe;
use crate::namen::nummer::suchform;
use crate::namen::schluessel::suchwoerter;
use crate::protokoll::{self, ProtokollTatsache};
use crate::rechte::menschen;

/// Eine Zeile des Verzeichnisses. `Debug` zeigt nur ihre Art.
#[derive(Clone, PartialEq, Eq)]
pub enum Zeile {
    /// Womit verglichen wird, und unter welchen Wörtern er steht, mit heutigem und früheren Namen.
    Mensch {
        /// Womit verglichen wird.
        angabe: Box<Angabe>,
        /// Wie [`suchwoerter`] sie nennt.
        woerter: BTreeSet<String>,
    },
    /// Eine Nummer in der Form, in der gesucht wird.
    Nummer(String),
    /// Wonach Akten ausgewählt werden: wer zum Fall gehört, wer zuständig ist, ob er gesperrt ist.
    Merkmal {
        /// Was es sagt.
        art: Merkmal,
        /// Welcher Mensch, welcher Bedienstete, welches Team, welcher Grund.
        wert: String,
        /// Von wann bis wann.
        gilt: Gilt,
    },
}

/// Was ein Merkmal sagt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Merkmal {
    /// Dieser Mensch gehört zum Fall.
    Mitglied,
    /// Dieser Mensch ist oder war im Fall genannt, auch wenn es ein Irrtum war: an der eigenen Akte arbeitet
    /// auch dann niemand.
    Genannt,
    /// Dieser Bedienstete kümmert sich um die Aufgabe.
    Bearbeiter(Aufgabe),
    /// Dieses Team kümmert sich um die Aufgabe.
    Team(Aufgabe),
    /// Die Akte ist aus diesem Grund gesperrt.
    Sperre,
    /// Dieser Bedienstete ist zur gesperrten Akte zugelassen.
    Zugelassen,
    /// Der Mensch hat eine Auskunftssperre (§ 51 BMG).
    Auskunftssperre,
    /// Jemand hat Daten dieses Menschen oder dieses Eingangsstück gesehen oder geändert.
    Gesehen,
    /// Das Eingangsstück gehört noch zu keiner Akte; gilt ab dem Tag, an dem es ankam.
    Eingang,
    /// Hier ist für diesen Bediensteten oder dieses Team etwas zu tun; gilt ab dem Tag, an dem es fällig ist.
    Faellig,
}

impl Merkmal {
    /// Unter welchem Namen es gespeichert ist; bleibt für immer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Merkmal::Mitglied => "mitglied",
            Merkmal::Genannt => "genannt",
            Merkmal::Bearbeiter(Aufgabe::Leistung) => "bearbeiter_leistung",
            Merkmal::Bearbeiter(Aufgabe::Fallmanagement) => "bearbeiter_fallmanagement",
            Merkmal::Bearbeiter(Aufgabe::Vermittlung) => "bearbeiter_vermittlung",
            Merkmal::Team(Aufgabe::Leistung) => "team_leistung",
            Merkmal::Team(Aufgabe::Fallmanagement) => "team_fallmanagement",
            Merkmal::Team(Aufgabe::Vermittlung) => "team_vermittlung",
            Merkmal::Sperre => "sperre",
            Merkmal::Zugelassen => "zugelassen",
            Merkmal::Auskunftssperre => "auskunftssperre",
            Merkmal::Gesehen => "gesehen",
            Merkmal::Eingang => "eingang",
            Merkmal::Faellig => "faellig",
        }
    }
}

impl std::fmt::Debug for Zeile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Zeile::Mensch { .. } => "Mensch",
            Zeile::Nummer(_) => "Nummer",
            Zeile::Merkmal { .. } => "Merkmal",
        })
    }
}

/// Die Zeilen eines Menschen; solange er keinen Namen hat, ist er nicht zu finden.
#[must_use]
pub fn person(akte: &Akte<PersonTatsache>) -> Vec<Zeile> {
    let mut angabe = Angabe::default();
    let mut nummern = BTreeSet::new();
    let mut sperren = Vec::new();
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
            PersonTatsache::Auskunftssperre(Some(sperre)) => {
                let Gilt { von, bis } = stueck.gilt();
                // Gilt bis zu ihrem letzten Tag, oder bis etwas anderes mitgeteilt ist.
                let gilt = Gilt { von, bis: bis.into_iter().chain(sperre.bis).min() };
                sperren.push(merkmal(Merkmal::Auskunftssperre, "", gilt));
            }
            PersonTatsache::Kontakt(kontakt) => {
                nummern.extend(kontakt.telefon.iter().map(|telefon| suchform(telefon)));
            }
            _ => {}
        }
    }
    // Der letzte Name ist der heutige.
    let Some(heute) = namen.pop() else { return sperren };
    namen.retain(|frueher| *frueher != heute);
    let alle: Vec<_> = std::iter::once(heute.clone()).chain(namen.iter().cloned()).collect();
    let woerter = suchwoerter(&alle);
    (angabe.name, angabe.fruehere_namen) = (heute, namen);
    nummern.remove("");
    std::iter::once(Zeile::Mensch { angabe: Box::new(angabe), woerter })
        .chain(nummern.into_iter().map(Zeile::Nummer))
        .chain(sperren)
        .collect()
}

/// Die Zeilen eines Falls.
#[must_use]
pub fn fall(akte: &Akte<FallTatsache>) -> Vec<Zeile> {
    let mut zeilen = Vec::new();
    let mut nummern = BTreeSet::new();
    for stueck in akte.je(Bekannt::Jetzt) {
        let gilt = stueck.gilt();
        match stueck.tatsache() {
            FallTatsache::Nummer(nummer) => {
                nummern.insert(suchform(nummer));
            }
            FallTatsache::Mitglied { posten, eintrag: Some(_) } => {
                zeilen.push(merkmal(Merkmal::Mitglied, posten.text(), gilt));
            }
            FallTatsache::Zustaendig { posten, eintrag: Some(wer) } => {
                let Some(aufgabe) = Aufgabe::mit_namen(posten.text()) else { continue };
                zeilen.push(merkmal(Merkmal::Team(aufgabe), wer.team.text(), gilt));
                let bearbeiter = wer.bearbeiter.map(|wer| wer.to_string());
                zeilen.extend(
                    bearbeiter.map(|wer| merkmal(Merkmal::Bearbeiter(aufgabe), &wer, gilt)),
                );
            }
            FallTatsache::Sperre(Some(sperre)) => {
                zeilen.push(merkmal(Merkmal::Sperre, sperre.grund.name(), gilt));
                let zugelassen = sperre.zugelassen.iter().map(ToString::to_string);
                zeilen.extend(zugelassen.map(|wer| merkmal(Merkmal::Zugelassen, &wer, gilt)));
            }
            _ => {}
        }
    }
    let genannt = menschen(akte).into_iter();
    zeilen.extend(genannt.map(|wer| merkmal(Merkmal::Genannt, &wer.to_string(), Gilt::IMMER)));
    nummern.remove("");
    zeilen.extend(nummern.into_iter().map(Zeile::Nummer));
    zeilen
}

/// Die Zeilen eines Protokolls: von wem und von welcher Post darin die Rede ist.
#[must_use]
pub fn protokoll(akte: &Akte<ProtokollTatsache>) -> Vec<Zeile> {
    protokoll::gesehene(akte).into_iter().map(gesehen).collect()
}

/// Die Zeilen eines Eingangsstücks; was abgeschlossen ist, hat keine mehr.
#[must_use]
pub fn eingang(akte: &Akte<EingangTatsache>) -> Vec<Zeile> {
    let offen = Stueck::aus(akte).filter(|stueck| stueck.abschluss.is_none());
    let Some(stueck) = offen else { return Vec::new() };
    let ohne_akte = stueck.zuordnung.is_none().then(|| Gilt::ab(stueck.eingang));
    let ohne_akte = ohne_akte.map(|gilt| merkmal(Merkmal::Eingang, "", gilt));
    let faellig = stueck.aufgabe.map(|a| merkmal(Merkmal::Faellig, &a.fuer, Gilt::ab(a.bis)));
    ohne_akte.into_iter().chain(faellig).collect()
}

/// Im Protokoll ist von diesem Menschen oder Eingangsstück die Rede.
#[must_use]
pub fn gesehen(wer: Kennung) -> Zeile {
    merkmal(Merkmal::Gesehen, &wer.to_string(), Gilt::IMMER)
}

fn merkmal(art: Merkmal, wert: &str, gilt: Gilt) -> Zeile {
    Zeile::Merkmal { art, wert: wert.to_owned(), gilt }
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
