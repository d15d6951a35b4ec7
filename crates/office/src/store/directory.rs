//! Das Verzeichnis gegen die Akten: welche Zeilen ein Strom haben muss, und welche er hat.

use std::collections::BTreeSet;

use case::akte::{Lesefehler, Strom, StromArt};
use case::verzeichnis::{self, Zeile};

use super::keys::KeyError;
use super::projection::{self, Line};
use super::record::StoreError;
use super::schema::{DIRECTORY_COUNT, DIRECTORY_OF};
use super::sql::{DbError, Value};
use super::view::View;

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
        | StromArt::Loeschung => return Ok(None),
    };
    match found {
        Err(StoreError::Key(KeyError::Erased)) => Ok(None),
        found => found.map(Some),
    }
}

impl View<'_> {
    /// Stehen im Verzeichnis genau die Zeilen, die aus diesem Strom folgen? Zurück kommt auch, wie viele das je
    /// Tabelle sind: erst ihre Summe zeigt Zeilen, die zu keinem Strom gehören.
    ///
    /// # Errors
    /// [`StoreError`], wenn der Strom nicht lesbar ist.
    pub fn directory_matches(&mut self, stream: &str) -> Result<(bool, [u64; 4]), StoreError> {
        let rows = expected(self, stream)?.map(|(_, rows)| rows).unwrap_or_default();
        let expected = projection::lines(&rows)?;
        let mut stored = BTreeSet::new();
        let values = [self.traeger, stream].map(Value::Text);
        for (table, statement) in (0..).zip(DIRECTORY_OF) {
            self.sql.query(statement, &values, &mut |row| {
                stored.insert(Line::stored(table, &row)?);
                Ok(())
            })?;
        }
        let mut counts = [0; 4];
        for line in &stored {
            if let Some(count) = counts.get_mut(line.table) {
                *count += 1;
            }
        }
        Ok((stored == expected, counts))
    }

    /// So viele Zeilen hat das Verzeichnis je Tabelle.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn directory_counts(&mut self) -> Result<[u64; 4], DbError> {
        let mut counts = [0; 4];
        for (count, statement) in counts.iter_mut().zip(DIRECTORY_COUNT) {
            let row = self.sql.first(statement, &[Value::Text(self.traeger)])?;
            *count = row.map_or(Ok(0), |row| row.count(0))?;
        }
        Ok(counts)
    }
}
