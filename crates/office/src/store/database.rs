//! Eine der beiden Datenbanken: lesen aus einem Stand, schreiben als Ganzes.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::erasure::{self, Erasure};
use super::group;
#[cfg(feature = "postgres")]
use super::pool::PgPool;
use super::schema::{ERASED_TABLES, prepare};
use super::sql::{DbError, LiteConnection, LiteOpening, Reach, Sql};
use super::streams::{Commit, CommitError, Outcome};
use super::writer::{Clock, Writer};

/// Wo die Akten liegen.
#[derive(Debug)]
pub enum Database {
    /// In einer Datei auf diesem Rechner.
    Lite(Box<LiteDatabase>),
    /// Auf einem Server, für viele Jobcenter.
    #[cfg(feature = "postgres")]
    Postgres(Box<PgPool>),
}

/// Eine SQLite-Datei: ein Schreiber, viele Leser.
#[derive(Debug)]
pub struct LiteDatabase {
    file: PathBuf,
    writer: Writer,
    readers: Mutex<Vec<LiteConnection>>,
}

impl Database {
    /// Öffnet die Datei und legt sie an, wenn es sie nicht gibt.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open_file(file: &Path, clock: Clock) -> Result<Database, DbError> {
        let mut connection = LiteConnection::open(file, LiteOpening::Write)?;
        prepare(&mut connection)?;
        Ok(Database::Lite(Box::new(LiteDatabase {
            file: file.to_owned(),
            writer: Writer::start(connection, clock),
            readers: Mutex::default(),
        })))
    }

    /// Liest; alles in `use_it` sieht denselben Stand.
    ///
    /// # Errors
    /// Was `use_it` meldet, oder [`DbError`].
    pub fn read<R, E: From<DbError>>(
        &self,
        reach: Reach<'_>,
        use_it: impl FnOnce(&mut dyn Sql) -> Result<R, E>,
    ) -> Result<R, E> {
        match self {
            Database::Lite(lite) => lite.read(reach, use_it),
            #[cfg(feature = "postgres")]
            Database::Postgres(pool) => pool.read(reach, |connection| use_it(connection)),
        }
    }

    /// Speichert, was jemand entschieden hat, und kehrt zurück, wenn es auf der Platte steht.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts gespeichert.
    pub fn commit(&self, commit: Commit) -> Result<Outcome, CommitError> {
        match self {
            Database::Lite(lite) => lite.writer.commit(commit),
            #[cfg(feature = "postgres")]
            Database::Postgres(pool) => pool.commit(commit),
        }
    }

    /// Speichert den Vermerk und löscht, was er nennt, alles oder nichts.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts geschehen.
    pub(super) fn commit_erasing(
        &self,
        commit: Commit,
        vermerk: (String, u64),
        erasure: Erasure,
    ) -> Result<Outcome, CommitError> {
        let traeger = commit.traeger.clone();
        self.write(Reach::Tenant(&traeger), move |sql, recorded| {
            let outcome = group::apply(sql, &[&commit], recorded)?.pop();
            let outcome = outcome.unwrap_or(Err(CommitError::Conflict))?;
            if matches!(outcome, Outcome::Done(_)) {
                let vermerk = (vermerk.0.as_str(), vermerk.1);
                erasure::apply(sql, (&commit.traeger, vermerk), &erasure)?;
            }
            Ok(outcome)
        })
    }

    /// Räumt auf, was die Datenbank von Gelöschtem noch aufbewahrt.
    ///
    /// # Errors
    /// [`DbError::Retry`], wenn jemand noch liest; sonst [`DbError`].
    pub(super) fn forget_erased(&self) -> Result<(), DbError> {
        match self {
            Database::Lite(lite) => {
                let mut connection = LiteConnection::open(&lite.file, LiteOpening::Write)?;
                ERASED_TABLES.first().map_or(Ok(()), |table| connection.forget_deleted(*table))
            }
            #[cfg(feature = "postgres")]
            Database::Postgres(pool) => pool.with(|connection| {
                ERASED_TABLES.iter().try_for_each(|table| connection.forget_deleted(*table))
            }),
        }
    }

    /// Schreibt alles in `work` oder nichts und kehrt zurück, wenn es auf der Platte steht. `work` kann
    /// mehrmals laufen; gültig ist nur der letzte Lauf.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts geschehen.
    pub fn write<R: Send + 'static>(
        &self,
        reach: Reach<'_>,
        work: impl Fn(&mut dyn Sql, i64) -> Result<R, CommitError> + Send + 'static,
    ) -> Result<R, CommitError> {
        match self {
            Database::Lite(lite) => lite.writer.write(reach, work),
            #[cfg(feature = "postgres")]
            Database::Postgres(pool) => pool.write(reach, work),
        }
    }
}

impl LiteDatabase {
    fn read<R, E: From<DbError>>(
        &self,
        reach: Reach<'_>,
        use_it: impl FnOnce(&mut dyn Sql) -> Result<R, E>,
    ) -> Result<R, E> {
        let free = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match free {
            Some(connection) => connection,
            None => LiteConnection::open(&self.file, LiteOpening::Read)?,
        };
        connection.reach(reach)?;
        connection.batch("BEGIN")?;
        let result = use_it(&mut connection);
        connection.batch("COMMIT")?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}
