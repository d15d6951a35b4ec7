//! SQLite: die Vorgabe, in derselben Datei wie das Programm.
//!
//! WAL mit `synchronous=FULL`: was bestätigt ist, übersteht einen Stromausfall. Wer die Datei mit weniger
//! öffnen will, bekommt einen Fehler und keine Verbindung.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};

use super::super::schema::LOG_EDGE;
use super::{Cell, DbError, Reach, Row, Sql, Table, Value};

/// Eine Verbindung zu einer SQLite-Datei.
#[derive(Debug)]
pub struct LiteConnection(Connection);

/// Wie eine Datei geöffnet wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteOpening {
    /// Zum Schreiben; es gibt davon eine je Datei.
    Write,
    /// Nur zum Lesen.
    Read,
}

/// So lange wartet eine Verbindung auf eine andere.
const BUSY: Duration = Duration::from_secs(5);
/// So viele vorbereitete Anweisungen behält eine Verbindung.
const CACHED: usize = 128;

const SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
                        PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; \
                        PRAGMA secure_delete=ON; PRAGMA cache_size=-65536;";

/// Es gibt so viele, wie zugleich lesen.
const READING: &str = "PRAGMA cache_size=-16384;";

impl LiteConnection {
    /// Öffnet die Datei und prüft, dass sie sicher schreibt.
    ///
    /// # Errors
    /// [`DbError::Unsafe`], wenn WAL oder `synchronous=FULL` nicht gelten; sonst [`DbError`].
    pub fn open(path: &Path, opening: LiteOpening) -> Result<LiteConnection, DbError> {
        let flags = match opening {
            LiteOpening::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            LiteOpening::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| failure(&e))?;
        // Lässt sich die Datei nicht zum Schreiben öffnen, öffnet SQLite sie still nur zum Lesen.
        let read_only = connection.is_readonly("main").map_err(|e| failure(&e))?;
        if opening == LiteOpening::Write && read_only {
            return Err(DbError::Unavailable("die Datei lässt sich nur lesen".to_owned()));
        }
        connection.busy_timeout(BUSY).map_err(|e| failure(&e))?;
        connection.set_prepared_statement_cache_capacity(CACHED);
        let settings = match opening {
            LiteOpening::Write => SETTINGS,
            LiteOpening::Read => READING,
        };
        connection.execute_batch(settings).map_err(|e| failure(&e))?;
        // Ein Plan je Anweisung: sonst übersetzt SQLite jede neu, deren Bereich andere Grenzen bekommt.
        let stable = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        stable.map_err(|e| failure(&e))?;
        let connection = LiteConnection(connection);
        if opening == LiteOpening::Write {
            connection.check_durability()?;
        }
        Ok(connection)
    }

    /// `journal_mode` ist WAL, `synchronous` wenigstens FULL.
    ///
    /// # Errors
    /// [`DbError::Unsafe`], wenn nicht.
    pub fn check_durability(&self) -> Result<(), DbError> {
        let mode: String = self.pragma("journal_mode")?;
        let synchronous: i64 = self.pragma("synchronous")?;
        if mode != "wal" || synchronous < 2 {
            return Err(DbError::Unsafe(format!(
                "sie bestätigt, bevor geschrieben ist: {mode}, synchronous={synchronous}"
            )));
        }
        Ok(())
    }

    fn pragma<T: rusqlite::types::FromSql>(&self, name: &str) -> Result<T, DbError> {
        self.0.pragma_query_value(None, name, |row| row.get(0)).map_err(|e| failure(&e))
    }
}

impl Sql for LiteConnection {
    /// SQLite wacht nicht über Zeilen: jede Anweisung nennt ihren Mandanten, und die Datei gehört einem Haus.
    fn reach(&mut self, _: Reach<'_>) -> Result<(), DbError> {
        Ok(())
    }

    fn is_open(&self) -> bool {
        true
    }

    fn protect(&mut self) -> Result<(), DbError> {
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, DbError> {
        let mut statement = self.0.prepare_cached(sql).map_err(|e| failure(&e))?;
        let changed = statement.execute(rusqlite::params_from_iter(values));
        changed.map(|rows| u64::try_from(rows).unwrap_or(u64::MAX)).map_err(|e| failure(&e))
    }

    /// Die Anweisung wird einmal gesucht, nicht je Zeile.
    fn insert_each(&mut self, sql: &'static str, rows: &[&[Value<'_>]]) -> Result<(), DbError> {
        let mut statement = self.0.prepare_cached(sql).map_err(|e| failure(&e))?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(*row)).map_err(|e| failure(&e))?;
        }
        Ok(())
    }

    fn query_in(
        &mut self,
        sql: &'static str,
        fixed: &[Value<'_>],
        listed: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let mut statement = self.0.prepare_cached(sql).map_err(|e| failure(&e))?;
        let mut values = fixed.to_vec();
        for value in listed {
            values.push(*value);
            read_rows(&mut statement, &values, each)?;
            values.pop();
        }
        Ok(())
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let mut statement = self.0.prepare_cached(sql).map_err(|e| failure(&e))?;
        read_rows(&mut statement, values, each)
    }

    fn query_built(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let mut statement = self.0.prepare(sql).map_err(|e| failure(&e))?;
        read_rows(&mut statement, values, each)
    }

    fn define(&mut self, sql: &'static str) -> Result<(), DbError> {
        self.batch(sql)
    }

    fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.0.execute_batch(sql).map_err(|e| failure(&e))
    }

    /// Es schreibt nur einer: was er liest, ändert sich bis zum Ende nicht.
    fn log_edge_held(&self) -> &'static str {
        LOG_EDGE
    }

    /// Schreibt alles aus dem Schreibprotokoll in die Datei und leert es; die Datei selbst überschreibt
    /// Gelöschtes gleich (`secure_delete`).
    fn forget_deleted(&mut self, _: Table) -> Result<(), DbError> {
        let row = self.first("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
        match row.map(|row| row.int(0)) {
            Some(Ok(0)) => Ok(()),
            _ => Err(DbError::Retry),
        }
    }
}

fn read_rows(
    statement: &mut Statement<'_>,
    values: &[Value<'_>],
    each: &mut dyn FnMut(Row) -> Result<(), DbError>,
) -> Result<(), DbError> {
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| failure(&e))?;
    while let Some(row) = rows.next().map_err(|e| failure(&e))? {
        let cells = (0..columns).map(|column| row.get_ref(column).map(cell));
        let cells: Result<Vec<Cell>, _> = cells.collect();
        each(Row(cells.map_err(|e| failure(&e))?))?;
    }
    Ok(())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Text(value) => Cell::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Cell::Bytes(value.to_vec()),
        // Kein Feld ist Fließkomma.
        ValueRef::Real(_) => Cell::Null,
    }
}

/// Ein Fehler ohne den Wert, der ihn auslöste: nur sein Name in SQLite.
fn failure(error: &rusqlite::Error) -> DbError {
    let Some(code) = error.sqlite_error() else {
        return DbError::Broken("unerwartete Antwort von SQLite".to_owned());
    };
    let name = format!("SQLite {}", code.extended_code);
    match code.code {
        ErrorCode::ConstraintViolation if is_unique(code.extended_code) => DbError::Duplicate,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Retry,
        ErrorCode::SystemIoFailure if is_lasting(code.extended_code) => DbError::Disk(name),
        ErrorCode::DiskFull
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::OutOfMemory => DbError::Unavailable(name),
        _ => DbError::Broken(name),
    }
}

/// Fehler der Platte selbst. Reicht nur der Platz für den gemeinsamen Speicher nicht, geht es weiter, sobald
/// wieder welcher da ist.
fn is_lasting(extended: i32) -> bool {
    use rusqlite::ffi;
    ![
        ffi::SQLITE_IOERR_SHMOPEN,
        ffi::SQLITE_IOERR_SHMSIZE,
        ffi::SQLITE_IOERR_SHMMAP,
        ffi::SQLITE_IOERR_SHMLOCK,
        ffi::SQLITE_IOERR_NOMEM,
    ]
    .contains(&extended)
}

fn is_unique(extended: i32) -> bool {
    extended == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
        || extended == rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
}
