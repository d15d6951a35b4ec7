//! Verbindungen zu PostgreSQL: viele lesen zugleich, wenige schreiben.
//!
//! Antwortet die Datenbank nicht, so hört der Aufrufer nach Sekunden [`DbError::Unavailable`]: eine Verbindung
//! muss vor jedem Vorgang antworten, und mehr als eine feste Zahl Vorgänge ist nie zugleich dort. Wer die
//! Datenbank mitten in seinem Vorgang verliert, ohne dass die Verbindung bricht, wartet, bis sie wieder da ist
//! oder der Rechner die Verbindung aufgibt.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use postgres::Config;

use super::schema::prepare;
use super::sql::{DbError, PgConnection, Reach, Sql};
use super::streams::{Commit, CommitError, Outcome};
use super::writer::{Clock, Pen, Writer};

/// Eine PostgreSQL-Datenbank.
#[derive(Debug)]
pub struct PgPool {
    connections: Arc<Connections>,
    writers: Vec<Writer>,
}

/// Verbindungen, die gerade niemand braucht, und wie neue entstehen.
#[derive(Debug)]
pub struct Connections {
    config: Config,
    free: Mutex<Vec<PgConnection>>,
    gate: Arc<Gate>,
}

/// Zum Lesen: vom Anfang bis zum Ende derselbe Stand.
const ONE_VIEW: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";

/// So viele Schreiber hat ein Prozess; ein Mandant hat immer denselben.
const WRITERS: usize = 4;
/// So viele Vorgänge sind höchstens zugleich bei der Datenbank.
const CONNECTIONS: usize = 32;
/// So lange wartet ein Vorgang auf einen Platz, und dann noch einmal auf eine Antwort.
const PATIENCE: Duration = Duration::from_secs(1);

impl PgPool {
    /// Verbindet, prüft, dass sicher geschrieben wird, und bringt die Tabellen auf den Stand.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(config: Config, clock: Clock) -> Result<PgPool, DbError> {
        let gate = Arc::new(Gate { inside: Mutex::new(0), left: Condvar::new() });
        let connections = Arc::new(Connections { config, free: Mutex::default(), gate });
        connections.with(Reach::Owner, |connection| prepare(connection))?;
        let writer = |_| Writer::with(Pen::Postgres(Arc::clone(&connections)), clock);
        let writers = (0..WRITERS).map(writer).collect();
        Ok(PgPool { connections, writers })
    }

    /// Speichert und kehrt zurück, wenn die Datenbank bestätigt hat.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn commit(&self, commit: Commit) -> Result<Outcome, CommitError> {
        self.writer(&commit.traeger)?.commit(commit)
    }

    /// Tut etwas in einer eigenen Transaktion, wenn nötig mehrmals von vorn, und kehrt zurück, wenn die
    /// Datenbank bestätigt hat.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts davon geschehen.
    pub fn write<R: Send + 'static>(
        &self,
        reach: Reach<'_>,
        work: impl Fn(&mut dyn Sql, i64) -> Result<R, CommitError> + Send + 'static,
    ) -> Result<R, CommitError> {
        let traeger = match reach {
            Reach::Tenant(traeger) => traeger,
            Reach::All | Reach::Owner => "",
        };
        self.writer(traeger)?.write(reach, work)
    }

    fn writer(&self, traeger: &str) -> Result<&Writer, DbError> {
        let mut hasher = DefaultHasher::new();
        traeger.hash(&mut hasher);
        let chosen = u64::try_from(self.writers.len()).ok();
        let chosen = chosen.and_then(|count| hasher.finish().checked_rem(count));
        let writer = chosen.and_then(|nr| self.writers.get(usize::try_from(nr).ok()?));
        writer.ok_or_else(|| DbError::Unavailable("es gibt keinen Schreiber".to_owned()))
    }

    /// Liest aus einem Stand, vom Anfang bis zum Ende derselbe.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub fn read<R, E: From<DbError>>(
        &self,
        reach: Reach<'_>,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        self.connections.with(reach, |connection| {
            connection.batch(ONE_VIEW)?;
            let result = use_it(connection);
            // Es ist nichts geschrieben; ist die Verbindung fort, räumt die Datenbank selbst auf.
            drop(connection.batch("ROLLBACK"));
            result
        })
    }

    /// Leiht eine Verbindung, der die Tabellen gehören.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub fn with<R, E: From<DbError>>(
        &self,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        self.connections.with(Reach::Owner, use_it)
    }
}

impl Connections {
    /// Leiht eine Verbindung, die antwortet; eine, die nicht mehr gesund ist, kommt nicht zurück.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub(super) fn with<R, E: From<DbError>>(
        &self,
        reach: Reach<'_>,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        let permit = Gate::enter(&self.gate)?;
        let (mut connection, permit) = self.answering(permit)?;
        let reached = connection.reach(reach).map_err(E::from);
        let result = reached.and_then(|()| use_it(&mut connection));
        if connection.is_healthy() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        drop(permit);
        result
    }

    fn answering(&self, permit: Permit) -> Result<(PgConnection, Permit), DbError> {
        loop {
            let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(mut connection) = free else { return self.connect(permit) };
            if connection.answers(PATIENCE) {
                return Ok((connection, permit));
            }
            if connection.is_healthy() {
                // Das Schließen wartet auf die Antwort, die nicht kommt; so lange bleibt der Platz belegt.
                std::thread::spawn(move || drop((connection, permit)));
                return Err(silent());
            }
        }
    }

    /// Eine neue Verbindung. Kommt sie zu spät, gibt sie erst dann ihren Platz frei.
    fn connect(&self, permit: Permit) -> Result<(PgConnection, Permit), DbError> {
        let (done, connected) = sync_channel(1);
        let config = self.config.clone();
        std::thread::spawn(move || {
            let connection = PgConnection::connect(&config);
            drop(done.send(connection.map(|connection| (connection, permit))));
        });
        connected.recv_timeout(PATIENCE).map_err(|_| silent())?
    }
}

fn silent() -> DbError {
    DbError::Unavailable("PostgreSQL antwortet nicht".to_owned())
}

/// Lässt eine feste Zahl Vorgänge zur Datenbank.
#[derive(Debug)]
struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

/// Ein Platz; wer ihn fallen lässt, gibt ihn frei.
struct Permit(Arc<Gate>);

impl Gate {
    fn enter(gate: &Arc<Gate>) -> Result<Permit, DbError> {
        let inside = gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |inside: &mut usize| *inside >= CONNECTIONS;
        let waited = gate.left.wait_timeout_while(inside, PATIENCE, full);
        let (mut inside, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            return Err(DbError::Unavailable("zu viele warten auf PostgreSQL".to_owned()));
        }
        *inside += 1;
        Ok(Permit(Arc::clone(gate)))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.0.inside.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.left.notify_one();
    }
}
