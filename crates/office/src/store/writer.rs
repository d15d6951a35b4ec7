//! Der eine Schreiber von SQLite: er fasst zusammen, was gerade wartet, und bestätigt erst nach `COMMIT`.
//!
//! Scheitert ein Vorgang, geht nur er zurück: dann wird die Gruppe mit einem Savepoint je Vorgang wiederholt. Ein
//! `fsync` gilt so für viele Vorgänge, und keiner erfährt „gespeichert“, bevor es auf der Platte steht.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
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

/// Ein Vorgang, der wartet: was zu tun ist, und wer auf die Bestätigung wartet.
struct Job {
    traeger: String,
    work: Box<Work>,
    reply: SyncSender<Result<(), CommitError>>,
}

/// Kann mehrmals laufen; gültig ist der letzte Lauf.
type Work = dyn Fn(&mut LiteConnection, i64, &mut Numbering) -> Result<(), CommitError> + Send;

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
        let traeger = commit.traeger.clone();
        self.write(&traeger, move |sql, recorded, log| apply_numbered(sql, &commit, recorded, log))
    }

    /// Tut etwas in der Transaktion der nächsten Gruppe, wenn nötig zweimal, und wartet, bis es auf der Platte
    /// steht.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts davon geschehen.
    pub fn write<R: Send + 'static>(
        &self,
        traeger: &str,
        work: impl Fn(&mut LiteConnection, i64, &mut Numbering) -> Result<R, CommitError>
        + Send
        + 'static,
    ) -> Result<R, CommitError> {
        let (reply, answer) = sync_channel(1);
        let stopped = || CommitError::Db(DbError::Unavailable("der Schreiber steht".to_owned()));
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        // Das Ergebnis liegt hier, bis bestätigt ist, dass es gilt.
        let kept = Arc::new(Mutex::new(None));
        let keep = Arc::clone(&kept);
        let work = move |sql: &mut LiteConnection, recorded: i64, log: &mut Numbering| {
            let result = work(sql, recorded, log)?;
            *keep.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            Ok(())
        };
        let job = Job { traeger: traeger.to_owned(), work: Box::new(work), reply };
        queue.send(job).map_err(|_| stopped())?;
        answer.recv().map_err(|_| stopped())??;
        let result = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        result.ok_or_else(stopped)
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
) -> Vec<Result<(), CommitError>> {
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

fn same_for_all(error: &DbError, group: &[Job]) -> Vec<Result<(), CommitError>> {
    group.iter().map(|_| Err(CommitError::Db(error.clone()))).collect()
}

fn broken_disk(outcome: &Result<(), CommitError>) -> Option<DbError> {
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
) -> Result<Option<Vec<Result<(), CommitError>>>, DbError> {
    let mut outcomes = Vec::with_capacity(group.len());
    connection.execute("BEGIN IMMEDIATE", &[])?;
    let mut logs: BTreeMap<&str, Numbering> = BTreeMap::new();
    for job in group {
        let log = match logs.entry(&job.traeger) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Numbering::begin(connection, &job.traeger)?),
        };
        if savepoints == Savepoints::Each {
            connection.execute("SAVEPOINT vorgang", &[])?;
        }
        let outcome = (job.work)(connection, recorded, log);
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
