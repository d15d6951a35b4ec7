//! Eine Gruppe: viele Vorgänge eines Mandanten in einer Transaktion.
//!
//! Was sie brauchen, wird auf einmal gelesen; jeder wird gegen das geprüft, was steht und was die Gruppe vor ihm
//! schon annahm; am Ende wird alles auf einmal geschrieben. Wer abgewiesen wird, hat nichts hinterlassen: bis dahin
//! ist nichts geschrieben, und keiner der anderen muss zurück.
//!
//! Die Gruppe hält den Rand des Logs fest ([`Numbering::begin`]), bevor sie liest: je Mandant schreibt einer zur
//! Zeit, auch wenn viele Prozesse an einer Datenbank arbeiten. Darum gilt am Ende noch, was sie las, und die laufende
//! Nummer eines Ereignisses steht mit ihm fest.

use std::collections::{BTreeMap, BTreeSet};

use super::Hash;
use super::erasure::{erased, tombstone};
use super::jobs;
use super::kette::{Eintrag, Kopf, Salz, Strom};
use super::projection::{self, Rows};
use super::schema::{
    COMMAND_NEW, COMMANDS, EVENT_APPEND, HEADS, STREAM_HEAD_SET, UNIQUE_NEW, UNIQUES,
};
use super::sequencer::Numbering;
use super::siegel::Nonce;
use super::sql::{DbError, Sql, Value, insert};
use super::streams::{Answered, Append, Commit, CommitError, Outcome, Unique, frame, number};

/// Speichert Vorgänge eines Mandanten innerhalb der laufenden Transaktion von `sql`, der Reihe nach; eine Antwort je
/// Vorgang. `recorded` ist der Augenblick des Speicherns.
///
/// # Errors
/// [`DbError`]; dann ist die Transaktion zurückzunehmen.
pub fn apply(
    sql: &mut dyn Sql,
    commits: &[&Commit],
    recorded: i64,
) -> Result<Vec<Result<Outcome, CommitError>>, DbError> {
    let Some(first) = commits.first() else { return Ok(Vec::new()) };
    let mut group = Group::begin(sql, &first.traeger, commits)?;
    let outcomes = commits.iter().map(|commit| group.take(commit, recorded)).collect();
    group.finish(sql, recorded)?;
    Ok(outcomes)
}

struct Group<'c> {
    tenant: &'c str,
    log: Numbering,
    heads: BTreeMap<&'c str, Kopf>,
    /// Ströme, die es vor dieser Gruppe nicht gab.
    new: BTreeSet<&'c str>,
    erased: BTreeSet<Hash>,
    answered: BTreeMap<&'c str, Answered>,
    owners: BTreeMap<(&'static str, Hash), String>,
    taken: Taken<'c>,
}

/// Was am Ende zu schreiben ist.
#[derive(Default)]
struct Taken<'c> {
    events: Vec<NewEvent<'c>>,
    moved: BTreeSet<&'c str>,
    commands: Vec<&'c Commit>,
    unique: Vec<&'c Unique>,
    rows: Vec<&'c Rows>,
}

struct NewEvent<'c> {
    stream: &'c str,
    command: &'c str,
    key: u32,
    salt: &'c Salz,
    sealed: Vec<u8>,
    head: Kopf,
    number: u64,
}

impl<'c> Group<'c> {
    fn begin(
        sql: &mut dyn Sql,
        tenant: &'c str,
        commits: &[&'c Commit],
    ) -> Result<Group<'c>, DbError> {
        let log = Numbering::begin(sql, tenant)?;
        let mut group = Group {
            tenant,
            log,
            heads: BTreeMap::new(),
            new: BTreeSet::new(),
            erased: BTreeSet::new(),
            answered: BTreeMap::new(),
            owners: BTreeMap::new(),
            taken: Taken::default(),
        };
        group.read_heads(sql, commits)?;
        group.read_answers(sql, commits)?;
        group.read_owners(sql, commits)?;
        Ok(group)
    }

    fn read_heads(&mut self, sql: &mut dyn Sql, commits: &[&'c Commit]) -> Result<(), DbError> {
        let appended = commits.iter().flat_map(|c| c.appends.iter().map(|a| a.stream.as_str()));
        let read = commits.iter().flat_map(|c| c.reads.iter().map(|(stream, _)| stream.as_str()));
        let appended: BTreeSet<&str> = appended.collect();
        let streams: BTreeSet<&'c str> = appended.iter().copied().chain(read).collect();
        let names: Vec<Value<'_>> = streams.iter().copied().map(Value::Text).collect();
        let mut found = BTreeMap::new();
        sql.query_in(HEADS, &[Value::Text(self.tenant)], &names, &mut |row| {
            let head = Kopf { version: row.count(1)?, hash: Hash(row.array(2)?) };
            found.insert(row.text(0)?.to_owned(), head);
            Ok(())
        })?;
        let name = |kennung| Strom { traeger: self.tenant, kennung };
        for stream in streams {
            let head = found.remove(stream).unwrap_or_else(|| {
                self.new.insert(stream);
                Kopf::anfang(name(stream))
            });
            self.heads.insert(stream, head);
        }
        let new = appended.into_iter().filter(|stream| self.version(stream) == 0);
        let new: Vec<Hash> = new.map(|kennung| tombstone(name(kennung))).collect();
        self.erased = erased(sql, self.tenant, &new)?;
        Ok(())
    }

    fn read_answers(&mut self, sql: &mut dyn Sql, commits: &[&'c Commit]) -> Result<(), DbError> {
        let keys = commits.iter().filter(|commit| commit.request.is_some());
        let keys: BTreeSet<&'c str> = keys.map(|commit| commit.key.as_str()).collect();
        let values: Vec<Value<'_>> = keys.iter().copied().map(Value::Text).collect();
        sql.query_in(COMMANDS, &[Value::Text(self.tenant)], &values, &mut |row| {
            if let Some(key) = keys.get(row.text(0)?) {
                self.answered.insert(key, Answered::read(&row)?);
            }
            Ok(())
        })
    }

    fn read_owners(&mut self, sql: &mut dyn Sql, commits: &[&'c Commit]) -> Result<(), DbError> {
        let mut kinds: BTreeMap<&'static str, BTreeSet<Hash>> = BTreeMap::new();
        for unique in commits.iter().flat_map(|commit| &commit.unique) {
            kinds.entry(unique.kind).or_default().insert(unique.value);
        }
        for (kind, values) in &kinds {
            let values: Vec<Value<'_>> = values.iter().map(|hash| Value::Bytes(&hash.0)).collect();
            let fixed = [Value::Text(self.tenant), Value::Text(kind)];
            sql.query_in(UNIQUES, &fixed, &values, &mut |row| {
                self.owners.insert((kind, Hash(row.array(0)?)), row.text(1)?.to_owned());
                Ok(())
            })?;
        }
        Ok(())
    }

    fn version(&self, stream: &str) -> u64 {
        self.heads.get(stream).map_or(0, |head| head.version)
    }

    /// Nimmt einen Vorgang an oder weist ihn ab; abgewiesen ändert er nichts.
    fn take(&mut self, commit: &'c Commit, recorded: i64) -> Result<Outcome, CommitError> {
        if let Some(request) = commit.request
            && let Some(answered) = self.answered.get(commit.key.as_str())
        {
            return answered.clone().to(request);
        }
        if commit.reads.iter().any(|(stream, expected)| self.version(stream) != *expected) {
            return Err(CommitError::Conflict);
        }
        let mut named: BTreeMap<_, &str> = BTreeMap::new();
        for unique in &commit.unique {
            // Wem er schon gehört, der darf ihn wieder nennen.
            let place = (unique.kind, unique.value);
            let owner = self.owners.get(&place).map(String::as_str);
            let owner = owner.or_else(|| named.insert(place, &unique.stream));
            if owner.is_some_and(|owner| owner != unique.stream) {
                return Err(CommitError::Taken(unique.kind));
            }
        }
        let mut heads = BTreeMap::new();
        let mut events = Vec::new();
        for append in &commit.appends {
            self.append((commit, append), recorded, &mut heads, &mut events)?;
        }
        // Von hier an gilt er.
        for event in &mut events {
            event.number = self.log.take(event.stream, &event.head, event.salt);
        }
        self.taken.events.append(&mut events);
        self.taken.moved.extend(heads.keys());
        self.heads.extend(heads);
        for unique in &commit.unique {
            let place = (unique.kind, unique.value);
            if self.owners.insert(place, unique.stream.clone()).is_none() {
                self.taken.unique.push(unique);
            }
        }
        self.taken.rows.extend(&commit.rows);
        self.taken.commands.push(commit);
        if let Some(request) = commit.request {
            let answered = Answered::new(request, commit.answer.clone());
            self.answered.insert(&commit.key, answered);
        }
        Ok(Outcome::Done(commit.answer.clone()))
    }

    fn append(
        &self,
        (commit, append): (&'c Commit, &'c Append),
        recorded: i64,
        heads: &mut BTreeMap<&'c str, Kopf>,
        events: &mut Vec<NewEvent<'c>>,
    ) -> Result<(), CommitError> {
        let stream = append.stream.as_str();
        let name = Strom { traeger: self.tenant, kennung: stream };
        let known = heads.get(stream).or_else(|| self.heads.get(stream)).copied();
        let mut head = known.unwrap_or_else(|| Kopf::anfang(name));
        if append.expected.is_some_and(|expected| expected != head.version) {
            return Err(CommitError::Conflict);
        }
        // Wer hier noch anfügen will, hat vor dem Löschen entschieden.
        if head.version == 0 && self.erased.contains(&tombstone(name)) {
            return Err(CommitError::Conflict);
        }
        let key = append.key.fassung();
        let frame = frame(recorded, &commit.key, key);
        for (plain, salt) in &append.events {
            let nonce = Nonce::ereignis(head.version.saturating_add(1));
            let sealed = append.key.ereignis(&salt.0).versiegle(plain, nonce, &[]);
            let sealed = sealed.map_err(|_| CommitError::Seal)?;
            head = head.weiter(Eintrag { geheimtext: &sealed, rahmen: &frame }.fingerabdruck());
            let command = commit.key.as_str();
            events.push(NewEvent { stream, command, key, salt, sealed, head, number: 0 });
        }
        heads.insert(stream, head);
        Ok(())
    }

    /// Schreibt, was angenommen ist.
    fn finish(self, sql: &mut dyn Sql, recorded: i64) -> Result<(), DbError> {
        let Group { tenant: traeger, log, heads, new, taken, .. } = self;
        let (tenant, recorded_value) = (Value::Text(traeger), Value::Int(recorded));
        let events = taken.events.iter().map(|event| event.row(tenant, recorded));
        insert(sql, EVENT_APPEND, &events.collect::<Vec<_>>())?;
        let moved = taken.moved.iter().filter_map(|stream| Some((*stream, heads.get(stream)?)));
        let moved = moved.map(|(stream, head)| {
            let version = Value::Int(number(head.version));
            [tenant, Value::Text(stream), version, Value::Bytes(&head.hash.0)]
        });
        insert(sql, STREAM_HEAD_SET, &moved.collect::<Vec<_>>())?;
        let unique = taken.unique.iter().map(|unique| {
            let value = Value::Bytes(&unique.value.0);
            [tenant, Value::Text(unique.kind), value, Value::Text(&unique.stream)]
        });
        insert(sql, UNIQUE_NEW, &unique.collect::<Vec<_>>())?;
        projection::write(sql, traeger, &taken.rows, &new)?;
        for commit in &taken.commands {
            jobs::create(sql, (traeger, &commit.key), &commit.jobs, recorded)?;
        }
        let commands = taken.commands.iter().filter_map(|commit| {
            let request = Value::Bytes(&commit.request.as_ref()?.0);
            let (key, answer) = (Value::Text(&commit.key), Value::Text(&commit.answer));
            Some([tenant, key, request, recorded_value, answer])
        });
        insert(sql, COMMAND_NEW, &commands.collect::<Vec<_>>())?;
        log.finish(sql)?;
        Ok(())
    }
}

impl NewEvent<'_> {
    fn row<'v>(&'v self, tenant: Value<'v>, recorded: i64) -> [Value<'v>; 10] {
        [
            tenant,
            Value::Text(self.stream),
            Value::Int(number(self.head.version)),
            Value::Int(recorded),
            Value::Text(self.command),
            Value::Int(i64::from(self.key)),
            Value::Bytes(&self.salt.0),
            Value::Bytes(&self.head.hash.0),
            Value::Bytes(&self.sealed),
            Value::Int(number(self.number)),
        ]
    }
}
