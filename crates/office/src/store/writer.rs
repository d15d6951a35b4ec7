//! Der eine Schreiber: er fasst zusammen, was gerade wartet, und bestätigt erst nach `COMMIT`.
//!
//! Ein `fsync` gilt so für viele Vorgänge, und keiner erfährt „gespeichert“, bevor es auf der Platte steht. Auf SQLite
//! ist er der Einzige; auf PostgreSQL hat jeder Prozess wenige, und sie kommen je Mandant einer nach dem anderen daran.
//!
//! Wer wartet, ohne dass seine Gruppe begonnen hat, gibt nach einer Frist auf: dann ist sicher, dass nichts geschehen
//! ist. Hat sie begonnen, wartet er, bis es feststeht.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::group;
#[cfg(feature = "postgres")]
use super::pool::Connections;
use super::sql::{DbError, LiteConnection, Reach, Sql};
use super::streams::{Commit, CommitError, Outcome};

/// So viele Vorgänge fasst ein `COMMIT` höchstens zusammen.
const GROUP: usize = 256;
/// So viele warten höchstens; wer danach kommt, hört gleich, dass der Speicher nicht nachkommt.
const QUEUE: usize = 1024;
/// So lange wartet ein Vorgang darauf, dass seine Gruppe beginnt.
const PATIENCE: Duration = Duration::from_secs(10);
#[cfg(feature = "postgres")]
const ATTEMPTS: usize = 32;

/// Woher der Augenblick kommt: Mikrosekunden seit 1970.
pub type Clock = fn() -> i64;

/// Ein Faden, der schreibt.
#[derive(Debug)]
pub struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// Womit der Faden schreibt.
pub(super) enum Pen {
    /// Die eine Verbindung zum Schreiben.
    Lite(Box<LiteConnection>),
    /// Je Transaktion eine Verbindung, die antwortet.
    #[cfg(feature = "postgres")]
    Postgres(Arc<Connections>),
}

/// Ein Vorgang, der wartet.
struct Job {
    /// Wessen Zeilen er anfasst; `None`: die aller.
    traeger: Option<String>,
    task: Task,
    turn: Arc<Turn>,
    reply: SyncSender<Result<Done, CommitError>>,
}

/// Was zu tun ist.
enum Task {
    /// Ereignisse anfügen, mit anderen zusammen.
    Commit(Box<Commit>),
    /// Etwas anderes, in einer eigenen Transaktion.
    Work(Box<Work>),
}

/// Kann mehrmals laufen; gültig ist der letzte Lauf.
type Work = dyn Fn(&mut dyn Sql, i64) -> Result<(), CommitError> + Send;

/// Was daraus wurde.
enum Done {
    Commit(Outcome),
    Work,
}

/// Ist ein Vorgang an der Reihe, oder hat aufgegeben, wer auf ihn wartete? Nur eines von beiden.
struct Turn(AtomicU8);

impl Turn {
    const WAITING: u8 = 0;
    const BEGUN: u8 = 1;
    const LEFT: u8 = 2;

    fn take(&self, state: u8) -> bool {
        let exchanged =
            self.0.compare_exchange(Turn::WAITING, state, Ordering::AcqRel, Ordering::Acquire);
        exchanged.is_ok()
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Job(..)")
    }
}

impl Writer {
    /// Startet den Faden. Der Augenblick jedes Vorgangs kommt von `clock` und geht nie zurück.
    #[must_use]
    pub fn start(connection: LiteConnection, clock: Clock) -> Writer {
        Writer::with(Pen::Lite(Box::new(connection)), clock)
    }

    pub(super) fn with(pen: Pen, clock: Clock) -> Writer {
        let (queue, jobs) = sync_channel(QUEUE);
        let thread = std::thread::spawn(move || run(pen, &jobs, clock));
        Writer { queue: Some(queue), thread: Some(thread) }
    }

    /// Speichert und wartet, bis es auf der Platte steht.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn commit(&self, commit: Commit) -> Result<Outcome, CommitError> {
        let traeger = commit.traeger.clone();
        match self.send(Some(traeger), Task::Commit(Box::new(commit)))? {
            Done::Commit(outcome) => Ok(outcome),
            Done::Work => Err(stopped()),
        }
    }

    /// Tut etwas in einer eigenen Transaktion, wenn nötig mehrmals, und wartet, bis es auf der Platte steht.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts davon geschehen.
    pub fn write<R: Send + 'static>(
        &self,
        reach: Reach<'_>,
        work: impl Fn(&mut dyn Sql, i64) -> Result<R, CommitError> + Send + 'static,
    ) -> Result<R, CommitError> {
        // Das Ergebnis liegt hier, bis bestätigt ist, dass es gilt.
        let kept = Arc::new(Mutex::new(None));
        let keep = Arc::clone(&kept);
        let work = move |sql: &mut dyn Sql, recorded: i64| {
            let result = work(sql, recorded)?;
            *keep.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            Ok(())
        };
        let traeger = match reach {
            Reach::Tenant(traeger) => Some(traeger.to_owned()),
            Reach::All | Reach::Owner => None,
        };
        self.send(traeger, Task::Work(Box::new(work)))?;
        let result = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        result.ok_or_else(stopped)
    }

    fn send(&self, traeger: Option<String>, task: Task) -> Result<Done, CommitError> {
        let (reply, answer) = sync_channel(1);
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        let turn = Arc::new(Turn(AtomicU8::new(Turn::WAITING)));
        let job = Job { traeger, task, turn: Arc::clone(&turn), reply };
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => unavailable("zu viele warten auf den Speicher"),
            TrySendError::Disconnected(_) => stopped(),
        })?;
        match answer.recv_timeout(PATIENCE) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Disconnected) => Err(stopped()),
            Err(RecvTimeoutError::Timeout) if turn.take(Turn::LEFT) => {
                Err(unavailable("der Speicher antwortet nicht"))
            }
            Err(RecvTimeoutError::Timeout) => answer.recv().map_err(|_| stopped())?,
        }
    }
}

fn stopped() -> CommitError {
    unavailable("der Schreiber steht")
}

fn unavailable(reason: &str) -> CommitError {
    CommitError::Db(DbError::Unavailable(reason.to_owned()))
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

fn run(mut pen: Pen, jobs: &Receiver<Job>, clock: Clock) {
    let mut last = i64::MIN;
    let mut stopped: Option<DbError> = None;
    while let Ok(first) = jobs.recv() {
        let waiting = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1));
        let mut commits: BTreeMap<Option<String>, Vec<Job>> = BTreeMap::new();
        let mut groups = Vec::new();
        for job in waiting {
            match job.task {
                Task::Commit(_) => commits.entry(job.traeger.clone()).or_default().push(job),
                Task::Work(_) => groups.push(vec![job]),
            }
        }
        groups.extend(commits.into_values());
        for mut group in groups {
            group.retain(|job| job.turn.take(Turn::BEGUN));
            // Springt die Uhr zurück, zählt die laufende Nummer; der Augenblick bleibt stehen.
            last = clock().max(last);
            let outcomes = match &stopped {
                None => write(&mut pen, &group, last),
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
}

type Outcomes = Vec<Result<Done, CommitError>>;

/// Eine Gruppe in einer Transaktion; eine Antwort je Vorgang.
fn write(pen: &mut Pen, group: &[Job], recorded: i64) -> Outcomes {
    let mut attempt = 0;
    let error = loop {
        attempt += 1;
        match pen.transaction(group, recorded) {
            Ok(outcomes) => return outcomes,
            Err(CommitError::Db(DbError::Retry)) if attempt < pen.attempts() => {}
            Err(error) => break error,
        }
    };
    match error {
        // Das liegt an keinem von ihnen.
        CommitError::Db(error @ (DbError::Unavailable(_) | DbError::Disk(_) | DbError::Retry)) => {
            same_for_all(&error, group)
        }
        error if group.len() <= 1 => vec![Err(error)],
        // An einem liegt es; die anderen sollen nicht mit ihm scheitern.
        _ => one_by_one(pen, group, recorded),
    }
}

/// Jeder in seiner eigenen Transaktion. Ist die Platte oder die Datenbank fort, gilt das auch für alle danach: keiner
/// darf nach einem Fehler der Platte noch „gespeichert“ hören.
fn one_by_one(pen: &mut Pen, group: &[Job], recorded: i64) -> Outcomes {
    let mut outcomes = Vec::with_capacity(group.len());
    let mut gone: Option<DbError> = None;
    for one in group.iter().map(std::slice::from_ref) {
        let outcome = match &gone {
            None => write(pen, one, recorded),
            Some(error) => same_for_all(error, one),
        };
        if let [Err(CommitError::Db(error @ (DbError::Unavailable(_) | DbError::Disk(_))))] =
            outcome.as_slice()
        {
            gone = Some(error.clone());
        }
        outcomes.extend(outcome);
    }
    outcomes
}

fn same_for_all(error: &DbError, group: &[Job]) -> Outcomes {
    group.iter().map(|_| Err(CommitError::Db(error.clone()))).collect()
}

fn broken_disk(outcome: &Result<Done, CommitError>) -> Option<DbError> {
    match outcome {
        Err(CommitError::Db(error @ DbError::Disk(_))) => Some(error.clone()),
        _ => None,
    }
}

impl Pen {
    /// So oft wird eine Gruppe versucht, der jemand dazwischenkam. Auf SQLite hat sie dann schon gewartet.
    const fn attempts(&self) -> usize {
        match self {
            Pen::Lite(_) => 1,
            #[cfg(feature = "postgres")]
            Pen::Postgres(_) => ATTEMPTS,
        }
    }

    fn transaction(&mut self, group: &[Job], recorded: i64) -> Result<Outcomes, CommitError> {
        #[cfg(feature = "postgres")]
        let traeger = group.first().and_then(|job| job.traeger.as_deref());
        match self {
            Pen::Lite(connection) => transaction(&mut **connection, BEGIN_LITE, group, recorded),
            #[cfg(feature = "postgres")]
            Pen::Postgres(connections) => {
                let reach = traeger.map_or(Reach::All, Reach::Tenant);
                connections.with(reach, |connection| {
                    transaction(connection, BEGIN_POSTGRES, group, recorded)
                })
            }
        }
    }
}

const BEGIN_LITE: &str = "BEGIN IMMEDIATE";
/// Je Anweisung, was gerade gilt: der Rand des Logs ist festgehalten, und wer ihn nicht hält, schreibt nicht.
#[cfg(feature = "postgres")]
const BEGIN_POSTGRES: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Alles oder nichts.
fn transaction(
    sql: &mut dyn Sql,
    begin: &'static str,
    group: &[Job],
    recorded: i64,
) -> Result<Outcomes, CommitError> {
    sql.batch(begin)?;
    let outcomes = in_transaction(sql, group, recorded);
    let end = if outcomes.is_ok() { sql.batch("COMMIT") } else { Ok(()) };
    if outcomes.is_err() || end.is_err() {
        // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
        drop(sql.batch("ROLLBACK"));
    }
    end?;
    outcomes
}

fn in_transaction(
    sql: &mut dyn Sql,
    group: &[Job],
    recorded: i64,
) -> Result<Outcomes, CommitError> {
    let mut commits = Vec::with_capacity(group.len());
    for job in group {
        match &job.task {
            Task::Commit(commit) => commits.push(&**commit),
            Task::Work(work) => {
                work(sql, recorded)?;
                return Ok(vec![Ok(Done::Work)]);
            }
        }
    }
    let outcomes = group::apply(sql, &commits, recorded)?;
    Ok(outcomes.into_iter().map(|outcome| outcome.map(Done::Commit)).collect())
}
