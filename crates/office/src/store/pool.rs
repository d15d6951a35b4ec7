//! Viele Schreiber auf PostgreSQL: jeder Vorgang ist seine eigene Transaktion mit `SERIALIZABLE`.
//!
//! Weist die Datenbank einen ab, weil ein anderer dazwischenkam, wird er wiederholt. Danach ordnet einer
//! ein, was bestätigt ist; kommt ihm ein anderer zuvor, hat der es getan.

use std::sync::{Mutex, PoisonError};

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
    clock: Clock,
}

const SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// Zum Einordnen genügt ein Blick: den Rand des Logs kann nur einer weiterschieben, und gelesene Zeilen
/// stehen so niemandem im Weg, der anfügt.
const ONE_VIEW: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";

/// So oft wird ein Vorgang versucht, bevor der Aufrufer ihn neu entscheiden muss.
const ATTEMPTS: usize = 32;

impl PgPool {
    /// Verbindet, prüft, dass sicher geschrieben wird, und bringt die Tabellen auf den Stand.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(config: Config, clock: Clock) -> Result<PgPool, DbError> {
        let mut connection = PgConnection::connect(&config)?;
        prepare(&mut connection)?;
        Ok(PgPool { config, free: Mutex::new(vec![connection]), clock })
    }

    /// Speichert und kehrt zurück, wenn die Datenbank bestätigt hat.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn commit(&self, commit: &Commit) -> Result<Outcome, CommitError> {
        let (mut attempt, mut looked_again) = (0, false);
        let outcome = loop {
            attempt += 1;
            let result = self.with(|connection| {
                transaction(connection, SERIALIZABLE, |sql| apply(sql, commit, (self.clock)()))
            });
            match result {
                Err(CommitError::Db(DbError::Retry | DbError::Duplicate)) if attempt < ATTEMPTS => {
                }
                // Vielleicht war derselbe Befehl schneller: dann sieht der nächste Blick seine Antwort.
                Err(CommitError::Conflict | CommitError::Taken(_)) if !looked_again => {
                    looked_again = true;
                }
                other => break other?,
            }
        };
        let traeger = &commit.traeger;
        let numbered: Result<(), DbError> = self.with(|connection| {
            transaction(connection, ONE_VIEW, |sql| sequence(sql, traeger).map(|_| ()))
        });
        // Gespeichert ist es in jedem Fall; eingeordnet wird es sonst mit dem nächsten Vorgang.
        drop(numbered);
        Ok(outcome)
    }

    /// Leiht eine Verbindung; eine, die nicht mehr gesund ist, kommt nicht zurück.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder dass keine Verbindung zustande kam.
    pub fn with<R, E: From<DbError>>(
        &self,
        use_it: impl FnOnce(&mut PgConnection) -> Result<R, E>,
    ) -> Result<R, E> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match free {
            Some(connection) => connection,
            None => PgConnection::connect(&self.config)?,
        };
        let result = use_it(&mut connection);
        if connection.is_healthy() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        result
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
