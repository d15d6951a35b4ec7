//! Das Verzeichnis gegen die Akten: welche Zeilen ein Strom haben muss, und welche er hat.

use std::collections::BTreeSet;

use case::akte::{Lesefehler, Strom, StromArt};
use case::verzeichnis::{self, Zeile};

use super::keys::KeyError;
use super::projection::{self, Line};
use super::record::StoreError;
use super::schema::{DIRECTORY_COUNT, DIRECTORY_KEYS, DIRECTORY_OF, DIRECTORY_WORDS};
use super::sql::{DbError, Value};
use super::view::View;
use super::words;

/// Version und Zeilen, die ein Strom haben muss. `None`: er ist gelöscht oder steht nie im Verzeichnis.
pub(super) fn expected(
    view: &mut View<'_>,
    stream: &str,
) -> Result<Option<(u64, Vec<Zeile>)>, StoreError> {
    let unknown = |_| Lesefehler::Art(stream.to_owned());
    let strom: Strom = stream.parse().map_err(unknown)?;
    let found = match strom.art {
        StromArt::Person => {
            view.load(strom).map(|akte| (akte.version(), verzeichnis::person(&akte)))
        }
        StromArt::Fall => view.load(strom).map(|akte| (akte.version(), verzeichnis::fall(&akte))),
        StromArt::Protokoll => {
            view.load(strom).map(|akte| (akte.version(), verzeichnis::protokoll(&akte)))
        }
        StromArt::Eingang => {
            view.load(strom).map(|akte| (akte.version(), verzeichnis::eingang(&akte)))
        }
        StromArt::Konto
        | StromArt::Uebergabe
        | StromArt::Plan
        | StromArt::Bediensteter
        | StromArt::Loeschung
        | StromArt::Buendel => return Ok(None),
    };
    match found {
        Err(StoreError::Key(KeyError::Erased)) => Ok(None),
        found => found.map(Some),
    }
}

/// Was beim Vergleichen über alle Ströme zusammenkommt: erst die Summe zeigt Zeilen, die zu keinem gehören. `Debug` zeigt
/// nur, wie viele.
#[derive(Default)]
pub struct Tally {
    /// Je Tabelle: Menschen, Nummern, Merkmale, Wörter.
    rows: [u64; 4],
    /// Die Wörter, die jemand trägt.
    words: BTreeSet<String>,
}

impl std::fmt::Debug for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tally({:?})", self.rows)
    }
}

impl View<'_> {
    /// Stehen im Verzeichnis genau die Zeilen, die aus diesem Strom folgen? Zählt sie zu `tally`.
    ///
    /// # Errors
    /// [`StoreError`], wenn der Strom nicht lesbar ist.
    pub fn directory_matches(
        &mut self,
        stream: &str,
        tally: &mut Tally,
    ) -> Result<bool, StoreError> {
        let rows = expected(self, stream)?.map(|(_, rows)| rows).unwrap_or_default();
        let expected = projection::lines(&rows)?;
        let mut stored = BTreeSet::new();
        let mut found = [0; 4];
        let values = [self.traeger, stream].map(Value::Text);
        for ((table, statement), count) in (0..).zip(DIRECTORY_OF).zip(&mut found) {
            self.sql.query(statement, &values, &mut |row| {
                *count += 1;
                stored.insert(Line::stored(table, &row)?);
                Ok(())
            })?;
        }
        let words = rows.iter().filter_map(|row| match row {
            Zeile::Mensch { woerter, .. } => Some(woerter),
            Zeile::Nummer(_) | Zeile::Merkmal { .. } => None,
        });
        let words: BTreeSet<&String> = words.flatten().collect();
        let [.., borne] = &mut found;
        let listed = words.iter().map(|word| Value::Bytes(word.as_bytes())).collect::<Vec<_>>();
        *borne = self.count_in(DIRECTORY_WORDS, &values, &listed)?;
        let whole = u64::try_from(words.len()) == Ok(*borne);
        tally.words.extend(words.into_iter().cloned());
        tally.rows.iter_mut().zip(found).for_each(|(sum, count)| *sum += count);
        Ok(whole && stored == expected)
    }

    /// Steht sonst nichts im Verzeichnis, und jedes Wort unter seinen Schlüsseln? Danach, wenn alle Ströme verglichen
    /// sind.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn directory_is_whole(&mut self, tally: &Tally) -> Result<bool, DbError> {
        let (mut keys, mut whole) = (0, true);
        for word in &tally.words {
            let fixed = [Value::Text(self.traeger), Value::Bytes(word.as_bytes())];
            let expected = words::keys(word);
            let listed: Vec<_> = expected.iter().map(|key| Value::Bytes(key.as_bytes())).collect();
            let found = self.count_in(DIRECTORY_KEYS, &fixed, &listed)?;
            whole &= u64::try_from(expected.len()) == Ok(found);
            keys += found;
        }
        let [persons, numbers, marks, words] = tally.rows;
        let sums = [persons, numbers, marks, words, keys];
        for (sum, statement) in sums.into_iter().zip(DIRECTORY_COUNT) {
            let row = self.sql.first(statement, &[Value::Text(self.traeger)])?;
            whole &= row.map_or(Ok(0), |row| row.count(0))? == sum;
        }
        Ok(whole)
    }

    /// Wie viele der Werte `listed` die Abfrage findet.
    fn count_in(
        &mut self,
        statement: &'static str,
        fixed: &[Value<'_>],
        listed: &[Value<'_>],
    ) -> Result<u64, DbError> {
        let mut count = 0;
        self.sql.query_in(statement, fixed, listed, &mut |_| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }
}
