//! Der eine Schreiber von SQLite: er fasst zusammen, was gerade wartet, und bestätigt erst nach `COMMIT`.
//!
//! Scheitert ein Vorgang, geht nur er zurück: dann wird die Gruppe mit einem Savepoint je Vorgang wiederholt. Ein `fsync` gilt so für viele
//! Vorgänge, und keiner erfährt „gespeichert“, bevor es auf der Platte steht.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::sequencer::Numbering;
use super::sql::{DbError, LiteConnection, Sql};
use super::streams::{Commit, CommitError, Outcome, apply_numbered};

/// So viele Vorgänge fasst ein `COMMIT` höchstens zusammen; so viele warten höchstens.
const GROUP: usize = 256;

/// Woher der Augenblick kommt: Mikrosekunden seit 1970.
pub type Clock = fn() -> i64;

/// Ein Faden mit der Verbindung zum Schreiben.
#[derive(Debug)]
pub struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Job {
    commit: Commit,
    reply: SyncSender<Result<Outcome, CommitError>>,
}

impl Writer {
    /// Startet den Faden. Der Augenblick jedes Vorgangs kommt von `clock` und geht nie zurück.
    #[must_use]
    pub fn start(connection: LiteConnection, clock: Clock) -> Writer {
        let (queue, jobs) = sync_channel(GROUP);
        let thread = std::thread::spawn(move || run(connection, &jobs, clock));
        Writer { queue: Some(queue), thread: Some(thread) }
    }

    /// Speichert und wartet, bis es auf der Platte steht.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn commit(&self, commit: Commit) -> Result<Outcome, CommitError> {
        let (reply, answer) = sync_channel(1);
        let stopped = || CommitError::Db(DbError::Unavailable("der Schreiber steht".to_owned()));
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.send(Job { commit, reply }).map_err(|_| stopped())?;
        answer.recv().map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // Ein Absturz des Fadens ist schon gemeldet: wer wartete, bekam „der Schreiber steht“.
            drop(thread.join());
        }
    }
}

fn run(mut connection: LiteConnection, jobs: &Receiver<Job>, clock: Clock) {
    let mut last = i64::MIN;
    let mut stopped: Option<DbError> = None;
    while let Ok(first) = jobs.recv() {
        let group: Vec<Job> =
            std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1)).collect();
        // Springt die Uhr zurück, zählt die laufende Nummer; der Augenblick bleibt stehen.
        last = clock().max(last);
        let outcomes = match &stopped {
            None => write(&mut connection, &group, last),
            Some(error) => same_for_all(error, &group),
        };
        // Nach einem Fehler der Platte schreibt niemand mehr in diese Datei, bis jemand nachgesehen hat.
        stopped = stopped.or_else(|| outcomes.iter().find_map(broken_disk));
        for (job, outcome) in group.into_iter().zip(outcomes) {
            // Wer nicht mehr wartet, fragt mit demselben Schlüssel noch einmal.
            drop(job.reply.send(outcome));
        }
    }
}

/// Eine Gruppe in einer Transaktion; scheitert sie im Ganzen, ist nichts gespeichert.
fn write(
    connection: &mut LiteConnection,
    group: &[Job],
    recorded: i64,
) -> Vec<Result<Outcome, CommitError>> {
    let mut written = transaction(connection, group, recorded, Savepoints::None);
    if matches!(written, Ok(None)) {
        // Einer scheiterte: noch einmal von vorn, so dass nur er zurückgeht.
        drop(connection.batch("ROLLBACK"));
        written = transaction(connection, group, recorded, Savepoints::Each);
    }
    match written {
        Ok(Some(outcomes)) => outcomes,
        Ok(None) => same_for_all(&DbError::Retry, group),
        Err(error) => {
            // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
            drop(connection.batch("ROLLBACK"));
            same_for_all(&error, group)
        }
    }
}

fn same_for_all(error: &DbError, group: &[Job]) -> Vec<Result<Outcome, CommitError>> {
    group.iter().map(|_| Err(CommitError::Db(error.clone()))).collect()
}

fn broken_disk(outcome: &Result<Outcome, CommitError>) -> Option<DbError> {
    match outcome {
        Err(CommitError::Db(error @ DbError::Disk(_))) => Some(error.clone()),
        _ => None,
    }
}

/// Kann ein einzelner Vorgang zurück? Das kostet bei jedem, und fast immer gelingen alle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Savepoints {
    None,
    Each,
}

/// Eine Antwort je Vorgang nach `COMMIT`; keine, wenn ohne Savepoints einer scheiterte.
fn transaction(
    connection: &mut LiteConnection,
    group: &[Job],
    recorded: i64,
    savepoints: Savepoints,
) -> Result<Option<Vec<Result<Outcome, CommitError>>>, DbError> {
    let mut outcomes = Vec::with_capacity(group.len());
    connection.execute("BEGIN IMMEDIATE", &[])?;
    let mut logs: BTreeMap<&str, Numbering> = BTreeMap::new();
    for job in group {
        let log = match logs.entry(&job.commit.traeger) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Numbering::begin(connection, &job.commit.traeger)?),
        };
        if savepoints == Savepoints::Each {
            connection.execute("SAVEPOINT vorgang", &[])?;
        }
        let outcome = apply_numbered(connection, &job.commit, recorded, log);
        // Ist der Platz aus oder die Platte fort, gilt das für alle: keiner darf danach „gespeichert“ hören. Es
        // steht vor dem Savepoint, denn SQLite hat die Transaktion dann schon zurückgenommen.
        if let Err(CommitError::Db(error @ (DbError::Unavailable(_) | DbError::Disk(_)))) = outcome
        {
            return Err(error);
        }
        match (savepoints, outcome.is_err()) {
            (Savepoints::None, true) => return Ok(None),
            (Savepoints::None, false) => {}
            (Savepoints::Each, failed) => {
                if failed {
                    connection.execute("ROLLBACK TO vorgang", &[])?;
                }
                connection.execute("RELEASE vorgang", &[])?;
            }
        }
        outcomes.push(outcome);
    }
    for log in logs.into_values() {
        log.finish(connection)?;
    }
    connection.execute("COMMIT", &[])?;
    Ok(Some(outcomes))
}
