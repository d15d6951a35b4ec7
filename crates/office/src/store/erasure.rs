//! Ströme löschen, so dass jeder Beweis weiter gilt und jede Lücke ihren Vermerk hat.
//!
//! In einer Transaktion kommt der Vermerk ins Log und gehen die Zeilen fort: Ereignisse, Köpfe, Verzeichnis,
//! Antworten, Aufträge. Davor ist alles noch da, danach ist es fort; was außerhalb der Datenbank liegt (Schlüssel,
//! Dateien), lässt sich danach so oft löschen wie nötig, denn der Vermerk nennt es.
//!
//! Welche Blätter ein Vermerk erklärt, steht offen in `loeschvermerk`. Ihr Hash ist der Name des Befehls, mit dem
//! der Vermerk angefügt ist, und den hält die Kette fest: Wer die Zeile ändert oder eine erfindet, braucht einen
//! Vermerk im Log, der dazu passt. Ob der Vermerk selbst echt ist, sagt sein Siegel, mit Schlüssel
//! ([`super::record::Store::verify`]).

use std::collections::BTreeSet;

use super::Hash;
use super::kette::Strom;
use super::projection;
use super::schema::{
    COMMANDS_ERASE, ERASED, ERASED_NEW, ERASURE_NEW, ERASURES, EVENTS_ERASE, JOBS_ERASE, MARKED,
    STREAM_ERASE, UNIQUE_ERASE,
};
use super::sql::{DbError, Sql, Value};
use super::streams::{CommitError, number};
use super::verify::Finding;

/// Laufende Nummern, als Bereiche: aufsteigend, ohne Berührung, beide Enden gehören dazu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaves(Vec<(u64, u64)>);

/// Was zu löschen ist, und auf welchem Stand das beruht.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Die Ströme mit ihrer Version; einer, der sich seither änderte, wird nicht gelöscht.
    pub streams: Vec<(String, u64)>,
    /// Ihre Blätter im Log.
    pub leaves: Leaves,
}

/// Warum sich nicht löschen lässt.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// Ein Strom ist verändert: gelöscht würde auch der Beweis dafür.
    #[error("{0}; bitte erst klären, dann löschen")]
    Unsound(Finding),
    /// Der Speicher selbst.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Ein Vermerk: wo er steht und welche Blätter er erklärt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Strom des Löschlaufs.
    pub stream: String,
    /// Version des Vermerks darin.
    pub version: u64,
    /// Die Blätter.
    pub leaves: Leaves,
}

impl Leaves {
    /// Aus aufsteigenden Nummern.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = u64>) -> Leaves {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, to)) if to.checked_add(1) == Some(number) => *to = number,
                _ => ranges.push((number, number)),
            }
        }
        Leaves(ranges)
    }

    /// Die Bereiche.
    #[must_use]
    pub fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// Die letzte Nummer.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        self.0.last().map(|(_, to)| *to)
    }

    /// Wie sie gespeichert sind: je Bereich 16 Bytes, das höchste zuerst.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let ends = self.0.iter().flat_map(|(from, to)| [from, to]);
        ends.flat_map(|end| end.to_be_bytes()).collect()
    }

    /// Liest, was [`Leaves::bytes`] schrieb; `None`, wenn es anders geschrieben ist.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Leaves> {
        let (ends, rest) = bytes.as_chunks::<8>();
        let (pairs, odd) = ends.as_chunks::<2>();
        let ranges =
            pairs.iter().map(|[from, to]| (u64::from_be_bytes(*from), u64::from_be_bytes(*to)));
        let ranges: Vec<_> = ranges.collect();
        let mut next = 1;
        for (from, to) in &ranges {
            if *from < next || to < from {
                return None;
            }
            // Der nächste Bereich beginnt nicht unmittelbar danach: sonst wäre es derselbe.
            next = to.checked_add(2)?;
        }
        (rest.is_empty() && odd.is_empty() && !ranges.is_empty()).then_some(Leaves(ranges))
    }

    /// Der Name des Befehls, mit dem ihr Vermerk angefügt wird.
    #[must_use]
    pub fn command(&self) -> String {
        let hash = Hash::aus(&[b"nahtlos-loeschvermerk-1", &self.bytes()]);
        let hex: String = hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("loeschvermerk-{hex}")
    }
}

/// Löscht die Zeilen, in der Transaktion, die auch den Vermerk anfügt.
///
/// # Errors
/// [`CommitError::Conflict`], wenn sich ein Strom seither änderte oder ein Mensch inzwischen in einem anderen Fall
/// steht; sonst [`CommitError`].
pub(super) fn apply(
    sql: &mut dyn Sql,
    (traeger, vermerk): (&str, (&str, u64)),
    erasure: &Erasure,
) -> Result<(), CommitError> {
    let tenant = Value::Text(traeger);
    for (stream, version) in &erasure.streams {
        let place = [tenant, Value::Text(stream)];
        let [_, name] = place;
        let at = Value::Int(number(*version));
        if sql.execute(STREAM_ERASE, &[tenant, name, at])? != 1 {
            return Err(CommitError::Conflict);
        }
        // Eine Antwort gehört zur Akte, nicht zum Protokoll: fehlte sie, wirkte ein alter Befehl noch einmal.
        if !stream.starts_with("protokoll:") {
            sql.execute(COMMANDS_ERASE, &place)?;
        }
        if sql.execute(EVENTS_ERASE, &place)? != *version {
            return Err(CommitError::Conflict);
        }
        projection::erase(sql, traeger, stream)?;
        sql.execute(UNIQUE_ERASE, &place)?;
        let subject = format!("%{stream}%");
        sql.execute(JOBS_ERASE, &[tenant, Value::Text(&subject)])?;
        let gone = tombstone(Strom { traeger, kennung: stream });
        sql.execute(ERASED_NEW, &[tenant, Value::Bytes(&gone.0)])?;
    }
    for (stream, _) in &erasure.streams {
        if let Some(("person", person)) = stream.split_once(':')
            && sql.first(MARKED, &[tenant, Value::Text("mitglied"), Value::Text(person)])?.is_some()
        {
            return Err(CommitError::Conflict);
        }
    }
    let (stream, version) = vermerk;
    let leaves = erasure.leaves.bytes();
    let row = [tenant, Value::Text(stream), Value::Int(number(version)), Value::Bytes(&leaves)];
    sql.execute(ERASURE_NEW, &row)?;
    Ok(())
}

/// Welche dieser [`tombstone`]s zu gelöschten Strömen gehören.
///
/// # Errors
/// [`DbError`].
pub(super) fn erased(
    sql: &mut dyn Sql,
    traeger: &str,
    names: &[Hash],
) -> Result<BTreeSet<Hash>, DbError> {
    let mut erased = BTreeSet::new();
    let names: Vec<Value<'_>> = names.iter().map(|hash| Value::Bytes(&hash.0)).collect();
    sql.query_in(ERASED, &[Value::Text(traeger)], &names, &mut |row| {
        erased.insert(Hash(row.array(0)?));
        Ok(())
    })?;
    Ok(erased)
}

/// Alle Vermerke eines Mandanten; einer mit unlesbaren Blättern erklärt keines.
///
/// # Errors
/// [`DbError`].
pub(super) fn notes(sql: &mut dyn Sql, traeger: &str) -> Result<Vec<Note>, DbError> {
    let mut notes = Vec::new();
    sql.query(ERASURES, &[Value::Text(traeger)], &mut |row| {
        let leaves = Leaves::read(row.bytes(2)?).unwrap_or_default();
        notes.push(Note { stream: row.text(0)?.to_owned(), version: row.count(1)?, leaves });
        Ok(())
    })?;
    Ok(notes)
}

/// Woran ein gelöschter Strom wiederzuerkennen ist.
pub(super) fn tombstone(strom: Strom<'_>) -> Hash {
    Hash::aus(&[b"nahtlos-geloescht-1", &strom.bezeichnung()])
}
