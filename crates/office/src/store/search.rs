//! Die Personensuche: aus Schlüsseln werden Kandidaten, aus Kandidaten eine geordnete Liste.
//!
//! Die Datenbank findet nur gleiche Bytes und Anfänge; wie ähnlich ein Name ist, rechnet
//! [`case::namen`] auf den wenigen, die sie findet. Sie liest je Schlüssel zuerst wenige Zeilen: ein Wort, das mehr
//! Menschen tragen, sucht nicht mit, solange ein anderes genauer ist. Sind alle Wörter so häufig, nimmt sie, wer
//! jedes genau so trägt oder an dem Tag geboren ist, dazu die ersten, die passen, und sagt, dass es mehr gibt.

use std::collections::BTreeSet;

use case::akte::{Kennung, Strom, StromArt};
use case::namen::bekannt::{self, Angabe, Treffer};
use case::namen::schluessel::{Art, Schluessel};
use case::namen::suche::{self, Geburt, Nummer, Suche, Suchteil};
use case::verzeichnis::{Merkmal, suchwort};

use super::projection::reversed;
use super::schema::{
    FEW, FIND_BORN, FIND_NUMBER, FIND_PREFIX, FIND_PREFIX_FEW, FIND_WORD, FIND_WORD_FEW, MARKED,
    MARKS, MOST, PERSON,
};
use super::sql::{DbError, Value};
use super::view::View;

/// Wer gefunden ist. `Debug` zeigt nur die Kennung.
#[derive(Clone, PartialEq, Eq)]
pub struct Fund {
    /// Wer.
    pub person: Kennung,
    /// Was das Verzeichnis von ihm nennt.
    pub angabe: Angabe,
    /// Wie gut es passt, 0 bis 1000.
    pub punkte: u16,
}

impl std::fmt::Debug for Fund {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fund({}, {})", self.person, self.punkte)
    }
}

/// Was eine Suche ergab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funde {
    /// Die besten zuerst.
    pub funde: Vec<Fund>,
    /// Es gibt mehr; wer genauer sucht, findet sicher.
    pub mehr: bool,
}

/// Kandidaten; `complete` ist falsch, wenn die Datenbank nicht alle nennen durfte.
struct Candidates {
    persons: BTreeSet<Kennung>,
    complete: bool,
}

/// Wie viele Zeilen je Schlüssel zu lesen sind.
struct Depth {
    word: &'static str,
    prefix: &'static str,
    most: u32,
    /// Nur, wie das Wort geschrieben ist, nicht, wie es klingt oder mit einem Tippfehler wäre.
    exact: bool,
}

const FEWER: Depth =
    Depth { word: FIND_WORD_FEW, prefix: FIND_PREFIX_FEW, most: FEW, exact: false };
const MORE: Depth = Depth { word: FIND_WORD, prefix: FIND_PREFIX, most: MOST, exact: true };

/// Wer in jeder dieser Mengen ist.
fn in_all(sets: Vec<Candidates>) -> BTreeSet<Kennung> {
    let both = |left: BTreeSet<_>, right: BTreeSet<_>| left.intersection(&right).copied().collect();
    sets.into_iter().map(|set| set.persons).reduce(both).unwrap_or_default()
}

impl View<'_> {
    /// Sucht Menschen; höchstens `limit`, die besten zuerst.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn suche(&mut self, suche: &Suche, limit: usize) -> Result<Funde, DbError> {
        let mut words = self.by_words(&suche.teile)?;
        let numbers: Result<Vec<_>, _> =
            suche.nummern.iter().map(|nummer| self.by_number(nummer)).collect();
        let numbers = numbers?;
        let mut mehr = numbers.iter().any(|set| !set.complete);
        let mut sets = if words.iter().chain(&numbers).any(|set| set.complete) {
            words.retain(|set| set.complete);
            words
        } else {
            // Wer an dem Tag geboren ist, ist dabei, wie häufig er auch heißt.
            let born = self.by_birthdays(&suche.geburt)?;
            match words.first_mut() {
                Some(words) => {
                    mehr = true;
                    words.persons.extend(born.into_iter().flat_map(|born| born.persons));
                }
                None if numbers.is_empty() => {
                    mehr = born.as_ref().is_some_and(|born| !born.complete);
                    words.extend(born);
                }
                None => {}
            }
            words
        };
        // Ob eine Nummer passt, weiß nur das Verzeichnis.
        sets.extend(numbers);
        let mut funde = self.score(in_all(sets), |angabe| {
            let punkte = suche.punkte(angabe);
            (punkte >= suche::ZEIGEN).then_some(punkte)
        })?;
        mehr |= funde.len() > limit;
        funde.truncate(limit);
        Ok(Funde { funde, mehr })
    }

    /// Ist dieser Mensch schon bekannt? Wer es sein könnte, mit Gründen; ein Mensch entscheidet.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn bekannt(&mut self, angabe: &Angabe) -> Result<Vec<(Fund, Treffer)>, DbError> {
        let mut persons = BTreeSet::new();
        let suche = Suche::nach(angabe);
        let mut names = self.by_words(&suche.teile)?;
        names.retain(|set| set.complete);
        persons.extend(in_all(names));
        for nummer in &suche.nummern {
            persons.extend(self.by_number(nummer)?.persons);
        }
        if let Some(geboren) = angabe.geboren {
            persons.extend(self.by_birthday(&geboren.to_string())?.persons);
        }
        let vorlegen = |andere: &Angabe| {
            let punkte = bekannt::abgleich(angabe, andere).punkte;
            (punkte >= bekannt::VORLEGEN).then_some(punkte)
        };
        let funde = self.score(persons, vorlegen)?;
        let mit_gruenden = |fund: Fund| {
            let treffer = bekannt::abgleich(angabe, &fund.angabe);
            (fund, treffer)
        };
        Ok(funde.into_iter().map(mit_gruenden).collect())
    }

    /// Was das Verzeichnis von einem Menschen nennt.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn angabe(&mut self, person: Kennung) -> Result<Option<Angabe>, DbError> {
        let stream = Strom::person(person).to_string();
        let row = self.sql.first(PERSON, &[Value::Text(self.traeger), Value::Text(&stream)])?;
        row.map(|row| serde_json::from_str(row.text(0)?).map_err(|_| unreadable())).transpose()
    }

    fn score(
        &mut self,
        persons: BTreeSet<Kennung>,
        points: impl Fn(&Angabe) -> Option<u16>,
    ) -> Result<Vec<Fund>, DbError> {
        let mut funde = Vec::new();
        let streams: Vec<String> =
            persons.into_iter().map(|person| Strom::person(person).to_string()).collect();
        let streams: Vec<Value<'_>> = streams.iter().map(|stream| Value::Text(stream)).collect();
        self.sql.query_in(PERSON, &[Value::Text(self.traeger)], &streams, &mut |row| {
            let angabe: Angabe = serde_json::from_str(row.text(0)?).map_err(|_| unreadable())?;
            if let Some(punkte) = points(&angabe) {
                let strom: Strom = row.text(1)?.parse().map_err(|_| unreadable())?;
                funde.push(Fund { person: strom.kennung, angabe, punkte });
            }
            Ok(())
        })?;
        funde.sort_by(|a, b| b.punkte.cmp(&a.punkte).then(a.person.cmp(&b.person)));
        Ok(funde)
    }

    /// Je Wort, wer es trägt. Sind alle Wörter häufig, eine einzige Menge, die nicht vollständig ist: wer jedes davon
    /// genau so trägt, und wer unter den ersten ist, die zu jedem passen.
    fn by_words(&mut self, teile: &[Suchteil]) -> Result<Vec<Candidates>, DbError> {
        let few: Result<Vec<_>, _> = teile.iter().map(|teil| self.by_word(teil, &FEWER)).collect();
        let few = few?;
        if few.is_empty() || few.iter().any(|set| set.complete) {
            return Ok(few);
        }
        let exact: Result<Vec<_>, _> = teile.iter().map(|teil| self.by_word(teil, &MORE)).collect();
        let mut persons = in_all(exact?);
        persons.append(&mut in_all(few));
        Ok(vec![Candidates { persons, complete: false }])
    }

    fn by_word(&mut self, teil: &Suchteil, depth: &Depth) -> Result<Candidates, DbError> {
        let mut found = Candidates { persons: BTreeSet::new(), complete: true };
        let tenant = Value::Text(self.traeger);
        let exact = |schluessel: &&Schluessel| !depth.exact || schluessel.art == Art::Weit;
        for schluessel in teil.schluessel.iter().filter(exact) {
            let word = suchwort(schluessel);
            let values = [tenant, Value::Bytes(word.as_bytes())];
            self.collect((depth.word, depth.most), &values, &mut found)?;
        }
        for (from, to) in teil.bereiche() {
            let [from, to] = [from, to].map(|wert| format!("w:{wert}"));
            let range = [Value::Bytes(from.as_bytes()), Value::Bytes(to.as_bytes())];
            let [from, to] = range;
            self.collect((depth.prefix, depth.most), &[tenant, from, to], &mut found)?;
        }
        Ok(found)
    }

    fn by_number(&mut self, nummer: &Nummer) -> Result<Candidates, DbError> {
        let from = reversed(nummer.suchform());
        // Was nur das Ende nennt, ist umgekehrt ein Anfang; hinter jedem Zeichen kommt noch eines.
        let to = match nummer {
            Nummer::Ende(_) => format!("{from}~"),
            _ => format!("{from}\0"),
        };
        let mut found = Candidates { persons: BTreeSet::new(), complete: true };
        let values =
            [Value::Text(self.traeger), Value::Bytes(from.as_bytes()), Value::Bytes(to.as_bytes())];
        self.collect((FIND_NUMBER, MOST), &values, &mut found)?;
        Ok(found)
    }

    /// Wer an einem dieser Tage geboren ist; keine Menge, wenn kein ganzer Tag dabei ist.
    fn by_birthdays(&mut self, births: &[Geburt]) -> Result<Option<Candidates>, DbError> {
        let mut born: Option<Candidates> = None;
        for birth in births {
            let Geburt::Tag(day) = birth else { continue };
            let mut found = self.by_birthday(&day.to_string())?;
            if let Some(before) = &mut born {
                before.persons.append(&mut found.persons);
                before.complete &= found.complete;
            } else {
                born = Some(found);
            }
        }
        Ok(born)
    }

    fn by_birthday(&mut self, day: &str) -> Result<Candidates, DbError> {
        let mut found = Candidates { persons: BTreeSet::new(), complete: true };
        let values = [Value::Text(self.traeger), Value::Text(day)];
        self.collect((FIND_BORN, MOST), &values, &mut found)?;
        Ok(found)
    }

    /// Menschen aus den gefundenen Strömen; ein Fall steht für alle, die zu ihm gehören oder gehörten.
    fn collect(
        &mut self,
        (statement, most): (&'static str, u32),
        values: &[Value<'_>],
        found: &mut Candidates,
    ) -> Result<(), DbError> {
        let (mut rows, mut cases) = (0, Vec::new());
        self.sql.query(statement, values, &mut |row| {
            rows += 1;
            let stream: Strom = row.text(0)?.parse().map_err(|_| unreadable())?;
            match stream.art {
                StromArt::Person => {
                    found.persons.insert(stream.kennung);
                }
                _ => cases.push(row.text(0)?.to_owned()),
            }
            Ok(())
        })?;
        found.complete &= rows < most;
        for case in cases {
            let mark = Value::Text(Merkmal::Mitglied.name());
            let values = [Value::Text(self.traeger), Value::Text(&case), mark];
            self.sql.query(MARKS, &values, &mut |row| {
                found.persons.insert(row.text(0)?.parse().map_err(|_| unreadable())?);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Alle Ströme, die zu diesem Merkmal diesen Wert haben oder hatten.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn marked(&mut self, mark: Merkmal, value: &str) -> Result<BTreeSet<Strom>, DbError> {
        let mut streams = BTreeSet::new();
        let values = [self.traeger, mark.name(), value].map(Value::Text);
        self.sql.query(MARKED, &values, &mut |row| {
            streams.insert(row.text(0)?.parse().map_err(|_| unreadable())?);
            Ok(())
        })?;
        Ok(streams)
    }
}

fn unreadable() -> DbError {
    DbError::Broken("eine Zeile des Verzeichnisses ist nicht lesbar".to_owned())
}
