//! Der eine Schreiber von SQLite: er fasst zusammen, was gerade wartet, und bestätigt erst nach `COMMIT`.
//!
//! Jeder Vorgang ist ein Savepoint; scheitert einer, geht nur er zurück. Ein `fsync` gilt so für viele
//! Vorgänge, und keiner erfährt „gespeichert“, bevor es auf der Platte steht.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::sequencer::sequence;
use super::sql::{DbError, LiteConnection, Sql};
use super::streams::{Commit, CommitError, Outcome, apply};

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

/// Ein Vorgang, der wartet: was zu tun ist, und wer auf das Ergebnis wartet.
struct Job {
    traeger: String,
    work: Box<Work>,
    reply: SyncSender<Result<(), CommitError>>,
}

type Work = dyn FnOnce(&mut LiteConnection, i64) -> Result<(), CommitError> + Send;

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
        self.write(&traeger, move |sql, recorded| apply(sql, &commit, recorded))
    }

    /// Tut etwas in der Transaktion der nächsten Gruppe und wartet, bis es auf der Platte steht.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts davon geschehen.
    pub fn write<R: Send + 'static>(
        &self,
        traeger: &str,
        work: impl FnOnce(&mut LiteConnection, i64) -> Result<R, CommitError> + Send + 'static,
    ) -> Result<R, CommitError> {
        let (reply, answer) = sync_channel(1);
        let stopped = || CommitError::Db(DbError::Unavailable("der Schreiber steht".to_owned()));
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        // Das Ergebnis liegt hier, bis bestätigt ist, dass es gilt.
        let (keep, result) = sync_channel(1);
        let work = move |sql: &mut LiteConnection, recorded: i64| {
            // Ein Platz ist frei: gesendet wird nur einmal.
            work(sql, recorded).map(|result| drop(keep.try_send(result)))
        };
        let job = Job { traeger: traeger.to_owned(), work: Box::new(work), reply };
        queue.send(job).map_err(|_| stopped())?;
        answer.recv().map_err(|_| stopped())??;
        result.try_recv().map_err(|_| stopped())
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
    while let Ok(first) = jobs.recv() {
        let group: Vec<Job> =
            std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1)).collect();
        // Springt die Uhr zurück, zählt die laufende Nummer; der Augenblick bleibt stehen.
        last = clock().max(last);
        write(&mut connection, group, last);
    }
}

/// Eine Gruppe in einer Transaktion; scheitert sie im Ganzen, ist nichts gespeichert.
fn write(connection: &mut LiteConnection, group: Vec<Job>, recorded: i64) {
    let mut waiting = Vec::with_capacity(group.len());
    let mut outcomes = Vec::with_capacity(group.len());
    let mut jobs = Vec::with_capacity(group.len());
    for Job { traeger, work, reply } in group {
        waiting.push(reply);
        jobs.push((traeger, work));
    }
    if let Err(error) = transaction(connection, jobs, recorded, &mut outcomes) {
        // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
        drop(connection.batch("ROLLBACK"));
        let reason = error.to_string();
        outcomes = waiting.iter().map(|_| Err(whole(&error, &reason))).collect();
    }
    for (reply, outcome) in waiting.into_iter().zip(outcomes) {
        // Wer nicht mehr wartet, fragt mit demselben Schlüssel noch einmal.
        drop(reply.send(outcome));
    }
}

fn whole(error: &DbError, reason: &str) -> CommitError {
    CommitError::Db(match error {
        DbError::Retry => DbError::Retry,
        DbError::Unavailable(_) => DbError::Unavailable(reason.to_owned()),
        _ => DbError::Broken(reason.to_owned()),
    })
}

fn transaction(
    connection: &mut LiteConnection,
    jobs: Vec<(String, Box<Work>)>,
    recorded: i64,
    outcomes: &mut Vec<Result<(), CommitError>>,
) -> Result<(), DbError> {
    connection.execute("BEGIN IMMEDIATE", &[])?;
    let mut tenants = BTreeSet::new();
    for (tenant, work) in jobs {
        connection.execute("SAVEPOINT vorgang", &[])?;
        let outcome = work(connection, recorded);
        if outcome.is_err() {
            connection.execute("ROLLBACK TO vorgang", &[])?;
        } else {
            tenants.insert(tenant);
        }
        connection.execute("RELEASE vorgang", &[])?;
        // Ist der Platz aus, gilt das für alle: keiner darf danach „gespeichert“ hören.
        if let Err(CommitError::Db(error @ DbError::Unavailable(_))) = outcome {
            return Err(error);
        }
        outcomes.push(outcome);
    }
    for tenant in tenants {
        sequence(connection, &tenant)?;
    }
    connection.execute("COMMIT", &[])?;
    Ok(())
}
