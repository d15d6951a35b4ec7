//! Die Personensuche: aus Schlüsseln werden Kandidaten, aus Kandidaten eine geordnete Liste.
//!
//! Die Datenbank findet nur gleiche Bytes und Anfänge; wie ähnlich ein Name ist, rechnet
//! [`case::namen`] auf den wenigen, die sie findet. Zu den Schlüsseln eines gesuchten Worts sucht sie Wörter, zu diesen
//! Menschen, und liest je Wort zuerst wenige Zeilen: eines, das mehr Menschen tragen, sucht nicht mit, solange ein anderes
//! genauer ist. Sind alle Wörter so häufig, nimmt sie, wer jedes genau so trägt oder an dem Tag geboren ist, dazu die
//! ersten, die passen, und sagt, dass es mehr gibt.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Kennung, Strom, StromArt};
use case::namen::bekannt::{self, Angabe, Treffer};
use case::namen::schluessel::Schluessel;
use case::namen::suche::{self, Geburt, Nummer, Suche, Suchteil};
use case::verzeichnis::Merkmal;

use super::projection::reversed;
use super::schema::{
    FEW, FIND_BEARERS, FIND_BORN, FIND_NUMBER, FIND_RANGE, FIND_RANGE_FEW, FIND_WORDS, MARKED,
    MARKS, MOST, PERSON,
};
use super::sql::{DbError, Value};
use super::view::View;
use super::words;

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

/// So viele Wörter fragt die Suche auf einmal, wer sie trägt.
const AT_ONCE: usize = 64;

/// Wie viele Zeilen es je Wert gab.
#[derive(Default)]
struct Counted(BTreeMap<Vec<u8>, u32>);

impl Counted {
    fn count(&mut self, value: &[u8]) {
        match self.0.get_mut(value) {
            Some(rows) => *rows += 1,
            None => drop(self.0.insert(value.to_vec(), 1)),
        }
    }

    /// Hat die Datenbank zu jedem alle genannt, wenn sie höchstens so viele nennt?
    fn complete(&self, most: u32) -> bool {
        self.0.values().all(|rows| *rows < most)
    }
}

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
        let few: Result<Vec<_>, _> = teile.iter().map(|teil| self.by_word(teil)).collect();
        let few = few?;
        if few.is_empty() || few.iter().any(|set| set.complete) {
            return Ok(few);
        }
        let exact: Result<Vec<_>, _> = teile.iter().map(|teil| self.by_exact_word(teil)).collect();
        let mut persons = in_all(exact?);
        persons.append(&mut in_all(few));
        Ok(vec![Candidates { persons, complete: false }])
    }

    /// Wer ein Wort trägt, das so klingt, mit einem Tippfehler so geschrieben ist oder so anfängt.
    fn by_word(&mut self, teil: &Suchteil) -> Result<Candidates, DbError> {
        let mut found = Candidates { persons: BTreeSet::new(), complete: true };
        let words = self.words(teil, &mut found)?;
        for words in words.chunks(AT_ONCE) {
            if found.persons.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
                found.complete = false;
                break;
            }
            self.bearers(words, &mut found)?;
        }
        self.in_ranges((FIND_RANGE_FEW, FEW), teil.bereiche(), &mut found)?;
        Ok(found)
    }

    /// Wer ein Wort trägt, das genau so geschrieben ist oder so anfängt.
    fn by_exact_word(&mut self, teil: &Suchteil) -> Result<Candidates, DbError> {
        let mut found = Candidates { persons: BTreeSet::new(), complete: true };
        let ranges = teil.genau().into_iter().chain(teil.bereiche());
        self.in_ranges((FIND_RANGE, MOST), ranges, &mut found)?;
        Ok(found)
    }

    /// Die Wörter unter diesen Schlüsseln, die das gesuchte treffen, jedes einmal.
    fn words(&mut self, teil: &Suchteil, found: &mut Candidates) -> Result<Vec<String>, DbError> {
        let keys: Vec<String> = teil.schluessel.iter().map(Schluessel::text).collect();
        let keys: Vec<Value<'_>> = keys.iter().map(|key| Value::Bytes(key.as_bytes())).collect();
        let mut words = BTreeSet::new();
        let mut counted = Counted::default();
        self.sql.query_in(FIND_WORDS, &[Value::Text(self.traeger)], &keys, &mut |row| {
            let word = words::text(&row, 0)?;
            if teil.trifft(word) {
                words.insert(word.to_owned());
            }
            counted.count(row.bytes(1)?);
            Ok(())
        })?;
        found.complete &= counted.complete(MOST);
        Ok(words.into_iter().collect())
    }

    /// Wer diese Wörter trägt.
    fn bearers(&mut self, words: &[String], found: &mut Candidates) -> Result<(), DbError> {
        let words: Vec<_> = words.iter().map(|word| Value::Bytes(word.as_bytes())).collect();
        let mut counted = Counted::default();
        self.sql.query_in(FIND_BEARERS, &[Value::Text(self.traeger)], &words, &mut |row| {
            let stream: Strom = row.text(0)?.parse().map_err(|_| unreadable())?;
            found.persons.insert(stream.kennung);
            counted.count(row.bytes(1)?);
            Ok(())
        })?;
        found.complete &= counted.complete(FEW);
        Ok(())
    }

    fn in_ranges(
        &mut self,
        within: (&'static str, u32),
        ranges: impl IntoIterator<Item = (String, String)>,
        found: &mut Candidates,
    ) -> Result<(), DbError> {
        for (from, to) in ranges {
            let [from, to] = [&from, &to].map(|end| Value::Bytes(end.as_bytes()));
            self.collect(within, &[Value::Text(self.traeger), from, to], found)?;
        }
        Ok(())
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
