//! Was ein Vorgang speichern will, und das Lesen von Ereignissen.

use std::collections::{BTreeMap, BTreeSet};

use super::Hash;
use super::jobs::NewJob;
use super::kette::{Kopf, Salz};
use super::projection::Rows;
use super::schema::{COMMANDS, EVENTS, HEADS};
use super::siegel::Datenschluessel;
use super::sql::{DbError, Row, Sql, Value};

/// Was ein Vorgang speichern will; alles oder nichts.
#[derive(Debug)]
pub struct Commit {
    /// Der Mandant.
    pub traeger: String,
    /// Schlüssel gegen doppeltes Senden: derselbe Befehl wirkt einmal.
    pub key: String,
    /// Hash der ganzen Anfrage: derselbe Schlüssel mit anderem Inhalt ist ein Fehler. `None`, wo ein zweites
    /// Mal auch zweimal gilt: ein Blick ist jedes Mal ein Blick.
    pub request: Option<Hash>,
    /// Was anzufügen ist, je Strom.
    pub appends: Vec<Append>,
    /// Ströme, die nur gelesen wurden: auch sie dürfen sich nicht geändert haben.
    pub reads: Vec<(String, u64)>,
    /// Werte, die es nur einmal geben darf.
    pub unique: Vec<Unique>,
    /// Ströme, deren Zeilen im Verzeichnis sich ändern.
    pub rows: Vec<Rows>,
    /// Was danach noch zu tun ist.
    pub jobs: Vec<NewJob>,
    /// Was der Aufrufer zur Antwort bekommt, auch beim zweiten Mal.
    pub answer: String,
}

/// Ereignisse für einen Strom.
pub struct Append {
    /// Der Strom, etwa `person:0190…`.
    pub stream: String,
    /// Die Version, auf der die Entscheidung beruht; null: der Strom ist neu. `None`, wo es darauf nicht
    /// ankommt: ein Protokoll nimmt jeden Eintrag.
    pub expected: Option<u64>,
    /// Der Schlüssel des Stroms.
    pub key: Datenschluessel,
    /// Klartext und Salz jedes Ereignisses, in dieser Reihenfolge.
    pub events: Vec<(Vec<u8>, Salz)>,
}

impl std::fmt::Debug for Append {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Append { stream, expected, events, .. } = self;
        write!(f, "Append({stream}, ab {expected:?}, {} Ereignisse)", events.len())
    }
}

/// Ein Wert, den es im Mandanten nur einmal geben darf, etwa ein Aktenzeichen; gespeichert ist sein Hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unique {
    /// Wofür, etwa `nummer`.
    pub kind: &'static str,
    /// Hash des Werts; er geht mit dem Strom, dem er gehört.
    pub value: Hash,
    /// Wem er gehört.
    pub stream: String,
}

/// Was daraus wurde.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Gespeichert.
    Done(String),
    /// Derselbe Befehl war schon da; seine Antwort von damals.
    Repeated(String),
}

/// Warum nichts gespeichert ist.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Ein Strom hat sich geändert, seit entschieden wurde.
    #[error("die Akte wurde inzwischen geändert; bitte neu entscheiden")]
    Conflict,
    /// Einen eindeutigen Wert gibt es schon.
    #[error("„{0}“ ist schon vergeben; bitte prüfen, ob es diese Akte schon gibt")]
    Taken(&'static str),
    /// Derselbe Schlüssel kam mit anderem Inhalt.
    #[error("dieser Vorgang wurde schon mit anderem Inhalt gesendet; bitte neu beginnen")]
    OtherRequest,
    /// Ein Ereignis ließ sich nicht versiegeln.
    #[error("ein Ereignis ließ sich nicht versiegeln; bitte melden")]
    Seal,
    /// Der Speicher selbst.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Ein gespeichertes Ereignis, noch versiegelt.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// Version im Strom.
    pub version: u64,
    /// Augenblick, Mikrosekunden seit 1970.
    pub recorded: i64,
    /// Nummer im Log, ab 1.
    pub number: u64,
    /// Offene Angaben, wie sie gehasht sind.
    pub frame: Vec<u8>,
    /// Fassung des Schlüssels.
    pub key: u32,
    /// Salz seines Blatts.
    pub salt: Salz,
    /// Kopf des Stroms danach.
    pub head: Kopf,
    /// Geheimtext.
    pub sealed: Vec<u8>,
}

/// Ein Befehl, der schon da war.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    request: Hash,
    answer: String,
}

impl Answered {
    /// Was von nun an auf diese Anfrage geantwortet wird.
    #[must_use]
    pub const fn new(request: Hash, answer: String) -> Answered {
        Answered { request, answer }
    }

    /// Aus einer Zeile von [`COMMANDS`].
    pub(super) fn read(row: &Row) -> Result<Answered, DbError> {
        Ok(Answered { request: Hash(row.array(1)?), answer: row.text(2)?.to_owned() })
    }

    /// Die Antwort von damals, wenn es dieselbe Anfrage ist.
    ///
    /// # Errors
    /// [`CommitError::OtherRequest`], wenn nicht.
    pub fn to(self, request: Hash) -> Result<Outcome, CommitError> {
        if self.request == request {
            Ok(Outcome::Repeated(self.answer))
        } else {
            Err(CommitError::OtherRequest)
        }
    }
}

/// Was auf einen Befehl mit diesem Schlüssel schon geantwortet ist.
///
/// # Errors
/// [`DbError`].
pub fn answered(sql: &mut dyn Sql, traeger: &str, key: &str) -> Result<Option<Answered>, DbError> {
    let row = sql.first(COMMANDS, &[Value::Text(traeger), Value::Text(key)])?;
    row.as_ref().map(Answered::read).transpose()
}

/// Die offenen Angaben eines Ereignisses als Bytes: was daneben in der Zeile steht.
pub(super) fn frame(recorded: i64, command: &str, key: u32) -> Vec<u8> {
    format!("{recorded}\n{key}\n{command}").into_bytes()
}

/// Die Versionen dieser Ströme; wen es nicht gibt, fehlt.
///
/// # Errors
/// [`DbError`].
pub fn versions(
    sql: &mut dyn Sql,
    traeger: &str,
    streams: &BTreeSet<&str>,
) -> Result<BTreeMap<String, u64>, DbError> {
    let mut versions = BTreeMap::new();
    let names: Vec<Value<'_>> = streams.iter().copied().map(Value::Text).collect();
    sql.query_in(HEADS, &[Value::Text(traeger)], &names, &mut |row| {
        versions.insert(row.text(0)?.to_owned(), row.count(1)?);
        Ok(())
    })?;
    Ok(versions)
}

/// Alle Ereignisse eines Stroms.
///
/// # Errors
/// [`DbError`].
pub fn events(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<Vec<StoredEvent>, DbError> {
    let mut events = all_events(sql, traeger, &BTreeSet::from([stream]))?;
    Ok(events.remove(stream).unwrap_or_default())
}

/// Alle Ereignisse dieser Ströme; wen es nicht gibt, fehlt.
///
/// # Errors
/// [`DbError`].
pub fn all_events(
    sql: &mut dyn Sql,
    traeger: &str,
    streams: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Vec<StoredEvent>>, DbError> {
    let mut events: BTreeMap<String, Vec<StoredEvent>> = BTreeMap::new();
    let names: Vec<Value<'_>> = streams.iter().copied().map(Value::Text).collect();
    sql.query_in(EVENTS, &[Value::Text(traeger)], &names, &mut |row| {
        let event = stored(&row)?;
        match events.get_mut(row.text(8)?) {
            Some(known) => known.push(event),
            None => drop(events.insert(row.text(8)?.to_owned(), vec![event])),
        }
        Ok(())
    })?;
    Ok(events)
}

fn stored(row: &Row) -> Result<StoredEvent, DbError> {
    let (version, recorded) = (row.count(0)?, row.int(1)?);
    let key = u32::try_from(row.int(4)?).unwrap_or(0);
    Ok(StoredEvent {
        version,
        recorded,
        number: u64::try_from(row.int(2)?).unwrap_or(u64::MAX),
        frame: frame(recorded, row.text(3)?, key),
        key,
        salt: Salz(row.array(5)?),
        head: Kopf { version, hash: Hash(row.array(6)?) },
        sealed: row.bytes(7)?.to_vec(),
    })
}

/// Eine Nummer, wie die Datenbank sie speichert.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
