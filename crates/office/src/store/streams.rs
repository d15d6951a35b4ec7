//! Anfügen und Lesen: der einzige Weg, auf dem ein Ereignis in den Speicher kommt.

use super::Hash;
use super::erasure::is_erased;
use super::jobs::{self, NewJob};
use super::kette::{Eintrag, Kopf, Salz, Strom};
use super::projection::{self, Rows};
use super::schema::{
    COMMAND, COMMAND_NEW, EVENT_APPEND, EVENTS, STREAM_FORWARD, STREAM_HEAD, STREAM_NEW, UNIQUE,
    UNIQUE_NEW,
};
use super::sequencer::Numbering;
use super::siegel::{Datenschluessel, Nonce};
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
    /// Nummer im Log; fehlt, bis es eingeordnet ist.
    pub number: Option<u64>,
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

/// Fügt an, was der Vorgang will, innerhalb der laufenden Transaktion von `sql`.
///
/// Bei einem Fehler ist die Transaktion zurückzunehmen; `recorded` ist der Augenblick des Speicherns.
///
/// # Errors
/// [`CommitError`].
pub fn apply(sql: &mut dyn Sql, commit: &Commit, recorded: i64) -> Result<Outcome, CommitError> {
    apply_with(sql, commit, recorded, None)
}

/// Wie [`apply`], und gibt jedem Ereignis gleich seine laufende Nummer: wo nur einer schreibt.
///
/// # Errors
/// [`CommitError`]; dann gilt auch von `numbering` nur, was davor war.
pub fn apply_numbered(
    sql: &mut dyn Sql,
    commit: &Commit,
    recorded: i64,
    numbering: &mut Numbering,
) -> Result<Outcome, CommitError> {
    let before = numbering.mark();
    let outcome = apply_with(sql, commit, recorded, Some(numbering));
    if outcome.is_err() {
        numbering.back(before);
    }
    outcome
}

fn apply_with(
    sql: &mut dyn Sql,
    commit: &Commit,
    recorded: i64,
    mut numbering: Option<&mut Numbering>,
) -> Result<Outcome, CommitError> {
    let tenant = Value::Text(&commit.traeger);
    if let Some(request) = commit.request
        && let Some(answered) = answered(sql, &commit.traeger, &commit.key)?
    {
        return answered.to(request);
    }
    for (stream, expected) in &commit.reads {
        if held_version(sql, &commit.traeger, stream)? != *expected {
            return Err(CommitError::Conflict);
        }
    }
    for append in &commit.appends {
        append_events(sql, (commit, append), recorded, numbering.as_deref_mut())?;
    }
    for unique in &commit.unique {
        let value = Value::Bytes(&unique.value.0);
        let kind = Value::Text(unique.kind);
        match sql.first(UNIQUE, &[tenant, kind, value])? {
            // Wem er schon gehört, der darf ihn wieder nennen.
            Some(row) if row.text(0)? == unique.stream => continue,
            Some(_) => return Err(CommitError::Taken(unique.kind)),
            None => {}
        }
        sql.execute(UNIQUE_NEW, &[tenant, kind, value, Value::Text(&unique.stream)]).map_err(
            |error| match error {
                DbError::Duplicate => CommitError::Taken(unique.kind),
                other => CommitError::Db(other),
            },
        )?;
    }
    for rows in &commit.rows {
        projection::write(sql, &commit.traeger, rows)?;
    }
    jobs::create(sql, (&commit.traeger, &commit.key), &commit.jobs, recorded)?;
    let key = Value::Text(&commit.key);
    if let Some(request) = &commit.request {
        let (request, answer) = (Value::Bytes(&request.0), Value::Text(&commit.answer));
        sql.execute(COMMAND_NEW, &[tenant, key, request, Value::Int(recorded), answer])?;
    }
    Ok(Outcome::Done(commit.answer.clone()))
}

/// Ein Befehl, der schon da war.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    request: Hash,
    answer: String,
}

impl Answered {
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
    let row = sql.first(COMMAND, &[Value::Text(traeger), Value::Text(key)])?;
    let read =
        |row: Row| Ok(Answered { request: Hash(row.array(0)?), answer: row.text(1)?.to_owned() });
    row.map(read).transpose()
}

fn append_events(
    sql: &mut dyn Sql,
    (commit, append): (&Commit, &Append),
    recorded: i64,
    mut numbering: Option<&mut Numbering>,
) -> Result<(), CommitError> {
    let (tenant, stream) = (Value::Text(&commit.traeger), Value::Text(&append.stream));
    let name = Strom { traeger: &commit.traeger, kennung: &append.stream };
    let mut head = match sql.first(STREAM_HEAD, &[tenant, stream])? {
        Some(row) => Kopf { version: row.count(0)?, hash: Hash(row.array(1)?) },
        // Wer hier noch anfügen will, hat vor dem Löschen entschieden.
        None if is_erased(sql, name)? => return Err(CommitError::Conflict),
        None => Kopf::anfang(name),
    };
    let before = head.version;
    if append.expected.is_some_and(|expected| expected != before) {
        return Err(CommitError::Conflict);
    }
    let key_version = append.key.fassung();
    let mut new = Vec::with_capacity(append.events.len());
    for (plain, salt) in &append.events {
        let version = head.version.saturating_add(1);
        // Auf PostgreSQL können zwei zugleich dieselbe Version versiegeln: ihr Salz macht die Schlüssel verschieden.
        let sealed = append.key.ereignis(&salt.0).versiegle(plain, Nonce::ereignis(version), &[]);
        let sealed = sealed.map_err(|_| CommitError::Seal)?;
        let frame = frame(recorded, &commit.key, key_version);
        head = head.weiter(Eintrag { geheimtext: &sealed, rahmen: &frame }.fingerabdruck());
        let place = numbering.as_mut().map(|log| log.take(&append.stream, &head, salt));
        new.push((version, salt, head.hash, sealed, place));
    }
    let rows: Vec<_> = new
        .iter()
        .map(|(version, salt, hash, sealed, place)| {
            [
                tenant,
                stream,
                Value::Int(number(*version)),
                Value::Int(recorded),
                Value::Text(&commit.key),
                Value::Int(i64::from(key_version)),
                Value::Bytes(&salt.0),
                Value::Bytes(&hash.0),
                Value::Bytes(sealed),
                place.map_or(Value::Null, |place| Value::Int(number(place))),
            ]
        })
        .collect();
    let rows: Vec<&[Value<'_>]> = rows.iter().map(<[_; 10]>::as_slice).collect();
    // Wo es auf die Version nicht ankommt, wird einfach noch einmal angefügt.
    let conflict = |error| match append.expected {
        Some(_) => conflict(error),
        None => blind(error),
    };
    sql.insert_each(EVENT_APPEND, &rows).map_err(conflict)?;
    let (version, hash) = (Value::Int(number(head.version)), Value::Bytes(&head.hash.0));
    if before == 0 {
        sql.execute(STREAM_NEW, &[tenant, stream, version, hash]).map_err(conflict)?;
        return Ok(());
    }
    let expected = Value::Int(number(before));
    match sql.execute(STREAM_FORWARD, &[version, hash, tenant, stream, expected])? {
        1 => Ok(()),
        _ => Err(conflict(DbError::Duplicate)),
    }
}

/// Die offenen Angaben eines Ereignisses als Bytes: was daneben in der Zeile steht.
fn frame(recorded: i64, command: &str, key: u32) -> Vec<u8> {
    format!("{recorded}\n{key}\n{command}").into_bytes()
}

/// Ein Ereignis, das ein anderer schon anfügte: derselbe Streit um die Version.
fn conflict(error: DbError) -> CommitError {
    match error {
        DbError::Duplicate => CommitError::Conflict,
        other => CommitError::Db(other),
    }
}

/// Beim blinden Anfügen kam ein anderer zuvor: noch einmal, hinter ihm.
fn blind(error: DbError) -> CommitError {
    CommitError::Db(match error {
        DbError::Duplicate => DbError::Retry,
        other => other,
    })
}

/// Die Version eines Stroms; null, wenn es ihn nicht gibt.
///
/// # Errors
/// [`DbError`].
pub fn version(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<u64, DbError> {
    let row = sql.first(STREAM_HEAD, &[Value::Text(traeger), Value::Text(stream)])?;
    row.map_or(Ok(0), |row| row.count(0))
}

/// Wie [`version`]; bis zum Ende der Transaktion ändert sie sich nicht.
///
/// # Errors
/// [`DbError`].
pub(super) fn held_version(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<u64, DbError> {
    let statement = sql.stream_head_held();
    let row = sql.first(statement, &[Value::Text(traeger), Value::Text(stream)])?;
    row.map_or(Ok(0), |row| row.count(0))
}

/// Alle Ereignisse eines Stroms.
///
/// # Errors
/// [`DbError`].
pub fn events(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<Vec<StoredEvent>, DbError> {
    let mut events = Vec::new();
    sql.query(EVENTS, &[Value::Text(traeger), Value::Text(stream)], &mut |row| {
        events.push(stored(&row)?);
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
        number: row.optional_int(2)?.and_then(|number| u64::try_from(number).ok()),
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
