//! Viele Schreiber auf PostgreSQL: jeder Vorgang ist seine eigene Transaktion.
//!
//! Weist die Datenbank einen ab, weil ein anderer dazwischenkam, wird er wiederholt. Danach ordnet einer
//! ein, was bestätigt ist; kommt ihm ein anderer zuvor, hat der es getan.
//!
//! Antwortet die Datenbank nicht, so hört der Aufrufer nach Sekunden [`DbError::Unavailable`]: eine Verbindung
//! muss vor jedem Vorgang antworten, und mehr als eine feste Zahl Vorgänge ist nie zugleich dort. Wer die
//! Datenbank mitten in seinem Vorgang verliert, ohne dass die Verbindung bricht, wartet, bis sie wieder da ist
//! oder der Rechner die Verbindung aufgibt.

use std::collections::BTreeSet;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use postgres::Config;

use super::schema::prepare;
use super::sequencer::sequence;
use super::sql::{DbError, PgConnection, Sql};
use super::streams::{Commit, CommitError, Outcome, apply};
use super::writer::Clock;

/// Verbindungen zu einer PostgreSQL-Datenbank.
#[derive(Debug)]
pub struct PgPool {
    config: Config,
    free: Mutex<Vec<PgConnection>>,
    gate: Arc<Gate>,
    clock: Clock,
    /// Mandanten, bei denen noch etwas einzuordnen ist.
    unnumbered: Mutex<BTreeSet<String>>,
    /// Wer gerade einordnet.
    sequencing: Mutex<()>,
}

/// `REPEATABLE READ` genügt: Jeder Vorgang hält die Köpfe der Ströme fest, die er las, und schiebt die weiter, an
/// die er anfügt; beides misslingt, wenn ein anderer sie inzwischen änderte. Was es nur einmal gibt, hält der
/// eindeutige Schlüssel. `SERIALIZABLE` sperrte dazu ganze Seiten des Index und wies bei vielen Klienten fast
/// jeden ab, auch wenn keiner den Strom eines anderen berührt.
const OWN_ROWS: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";
/// Einen Strom, den es noch nicht gibt, kann niemand festhalten: wer sich darauf verlässt, braucht mehr.
const SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// Zum Einordnen genügt ein Blick: den Rand des Logs kann nur einer weiterschieben, und gelesene Zeilen
/// stehen so niemandem im Weg, der anfügt.
const ONE_VIEW: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";

/// So oft wird ein Vorgang versucht, bevor der Aufrufer ihn neu entscheiden muss.
const ATTEMPTS: usize = 32;
/// So oft ordnet ein Vorgang ein, was andere währenddessen anfügten.
const ROUNDS: usize = 4;
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
        let pool = PgPool {
            config,
            free: Mutex::default(),
            gate,
            clock,
            unnumbered: Mutex::default(),
            sequencing: Mutex::default(),
        };
        pool.with(|connection| prepare(connection))?;
        Ok(pool)
    }

    /// Speichert und kehrt zurück, wenn die Datenbank bestätigt hat.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn commit(&self, commit: &Commit) -> Result<Outcome, CommitError> {
        let empty = commit.reads.iter().any(|(_, version)| *version == 0);
        let isolation = if empty { SERIALIZABLE } else { OWN_ROWS };
        self.with(|connection| {
            let apply = |sql: &mut PgConnection, recorded: i64| apply(sql, commit, recorded);
            let outcome = self.attempt(connection, isolation, apply)?;
            self.number(connection, &commit.traeger);
            Ok(outcome)
        })
    }

    /// Wie [`PgPool::commit`], und tut in derselben Transaktion noch etwas, wenn der Vorgang neu ist.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts geschehen.
    pub fn commit_and(
        &self,
        commit: &Commit,
        then: impl Fn(&mut PgConnection) -> Result<(), CommitError>,
    ) -> Result<Outcome, CommitError> {
        self.with(|connection| {
            let work = |sql: &mut PgConnection, recorded: i64| {
                let outcome = apply(sql, commit, recorded)?;
                if matches!(outcome, Outcome::Done(_)) {
                    then(sql)?;
                }
                Ok(outcome)
            };
            let outcome = self.attempt(connection, SERIALIZABLE, work)?;
            self.number(connection, &commit.traeger);
            Ok(outcome)
        })
    }

    /// Ordnet alles ein, was bestätigt ist.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn number_all(&self, traeger: &str) -> Result<(), DbError> {
        let _turn = self.sequencing.lock().unwrap_or_else(PoisonError::into_inner);
        self.with(|connection| {
            let once = |connection: &mut PgConnection| {
                transaction(connection, ONE_VIEW, |sql| sequence(sql, traeger).map(|_| ()))
            };
            // Ein anderer Prozess kann zugleich einordnen; dann ist es beim zweiten Mal getan.
            match once(connection) {
                Err(DbError::Retry) => once(connection),
                done => done,
            }
        })
    }

    /// Tut etwas in einer eigenen Transaktion, wenn nötig mehrmals von vorn, und kehrt zurück, wenn die
    /// Datenbank bestätigt hat.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts davon geschehen.
    pub fn write<R>(
        &self,
        work: impl Fn(&mut PgConnection, i64) -> Result<R, CommitError>,
    ) -> Result<R, CommitError> {
        self.with(|connection| self.attempt(connection, SERIALIZABLE, &work))
    }

    /// Liest aus einem Stand, vom Anfang bis zum Ende derselbe.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub fn read<R, E: From<DbError>>(
        &self,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        self.with(|connection| transaction(connection, ONE_VIEW, use_it))
    }

    /// Ordnet ein, es sei denn, ein anderer tut es gerade: der nimmt es mit.
    ///
    /// Gespeichert ist es in jedem Fall; gelingt es hier nicht, geschieht es mit dem nächsten Vorgang.
    fn number(&self, connection: &mut PgConnection, traeger: &str) {
        let waiting = || self.unnumbered.lock().unwrap_or_else(PoisonError::into_inner);
        waiting().insert(traeger.to_owned());
        for _ in 0..ROUNDS {
            let Ok(_turn) = self.sequencing.try_lock() else { return };
            let Some(tenant) = waiting().pop_first() else { return };
            let numbered: Result<(), DbError> =
                transaction(connection, ONE_VIEW, |sql| sequence(sql, &tenant).map(|_| ()));
            if numbered.is_err() {
                waiting().insert(tenant);
            }
        }
    }

    fn attempt<R>(
        &self,
        connection: &mut PgConnection,
        isolation: &'static str,
        work: impl Fn(&mut PgConnection, i64) -> Result<R, CommitError>,
    ) -> Result<R, CommitError> {
        let (mut attempt, mut looked_again) = (0, false);
        loop {
            attempt += 1;
            match transaction(connection, isolation, |sql| work(sql, (self.clock)())) {
                Err(CommitError::Db(DbError::Retry | DbError::Duplicate)) if attempt < ATTEMPTS => {
                }
                // Vielleicht war derselbe Befehl schneller: dann sieht der nächste Blick seine Antwort.
                Err(CommitError::Conflict | CommitError::Taken(_)) if !looked_again => {
                    looked_again = true;
                }
                other => return other,
            }
        }
    }

    /// Leiht eine Verbindung, die antwortet; eine, die nicht mehr gesund ist, kommt nicht zurück.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub fn with<R, E: From<DbError>>(
        &self,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        let permit = Gate::enter(&self.gate)?;
        let (mut connection, permit) = self.answering(permit)?;
        let result = use_it(&mut connection);
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

/// Alles in `work` oder nichts.
fn transaction<R, E: From<DbError>>(
    connection: &mut PgConnection,
    begin: &'static str,
    work: impl FnOnce(&mut PgConnection) -> Result<R, E>,
) -> Result<R, E> {
    connection.batch(begin)?;
    match work(connection) {
        Ok(result) => {
            connection.batch("COMMIT")?;
            Ok(result)
        }
        Err(error) => {
            // Ist die Verbindung fort, nimmt die Datenbank selbst zurück.
            drop(connection.batch("ROLLBACK"));
            Err(error)
        }
    }
}
