//! Die Tabellen und jede Anweisung des Speichers; dieselben für SQLite und PostgreSQL.
//!
//! Der Träger steht vorn in jedem Schlüssel. Offen sind nur Kennungen, Nummern und Augenblicke; was ein
//! Ereignis sagt, ist versiegelt.

use super::sql::{DbError, Sql, Value};

/// Was nacheinander anzuwenden ist; eine Zeile wird nie geändert, nur angefügt.
const MIGRATIONS: &[&[&str]] = &[&[
    "CREATE TABLE strom (traeger TEXT NOT NULL, strom TEXT NOT NULL, version BIGINT NOT NULL, \
     kopf BYTEA NOT NULL, PRIMARY KEY (traeger, strom))",
    "CREATE TABLE ereignis (traeger TEXT NOT NULL, strom TEXT NOT NULL, version BIGINT NOT NULL, \
     erfasst BIGINT NOT NULL, lfd BIGINT, befehl TEXT NOT NULL, schluessel BIGINT NOT NULL, \
     salz BYTEA NOT NULL, kopf BYTEA NOT NULL, inhalt BYTEA NOT NULL, \
     PRIMARY KEY (traeger, strom, version))",
    "CREATE UNIQUE INDEX ereignis_lfd ON ereignis (traeger, lfd)",
    "CREATE TABLE log_knoten (traeger TEXT NOT NULL, ebene BIGINT NOT NULL, stelle BIGINT NOT NULL, \
     hash BYTEA NOT NULL, PRIMARY KEY (traeger, ebene, stelle))",
    "CREATE TABLE log_stand (traeger TEXT NOT NULL, rand BYTEA NOT NULL, PRIMARY KEY (traeger))",
    "CREATE TABLE befehl (traeger TEXT NOT NULL, schluessel TEXT NOT NULL, anfrage BYTEA NOT NULL, \
     erfasst BIGINT NOT NULL, antwort TEXT NOT NULL, PRIMARY KEY (traeger, schluessel))",
    "CREATE TABLE eindeutig (traeger TEXT NOT NULL, art TEXT NOT NULL, wert BYTEA NOT NULL, \
     strom TEXT NOT NULL, PRIMARY KEY (traeger, art, wert))",
]];

/// Der Schlüsselbund hat eigene Tabellen in einer eigenen Datei.
const KEY_MIGRATIONS: &[&[&str]] = &[&[
    "CREATE TABLE schluessel (traeger TEXT NOT NULL, strom TEXT NOT NULL, fassung BIGINT NOT NULL, \
     umschlag BYTEA NOT NULL, PRIMARY KEY (traeger, strom, fassung))",
]];

const MIGRATION_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migration (nr BIGINT NOT NULL, PRIMARY KEY (nr))";

/// Alle Anweisungen; ein Test bereitet jede auf beiden Datenbanken vor.
pub const STATEMENTS: &[&str] = &[
    MIGRATION_COUNT,
    MIGRATION_DONE,
    STREAM_HEAD,
    STREAM_NEW,
    STREAM_FORWARD,
    STREAMS,
    EVENT_APPEND,
    EVENTS,
    EVENTS_WAITING,
    EVENTS_NUMBER,
    LOG_EDGE,
    LOG_EDGE_NEW,
    LOG_EDGE_FORWARD,
    LOG_NODE,
    LOG_NODE_NEW,
    COMMAND,
    COMMAND_NEW,
    UNIQUE,
    UNIQUE_NEW,
];

/// Alle Anweisungen des Schlüsselbunds.
pub const KEY_STATEMENTS: &[&str] = &[KEY, KEY_NEWEST, KEY_NEW, KEY_ERASE];

const MIGRATION_COUNT: &str = "SELECT COUNT(*) FROM migration";
const MIGRATION_DONE: &str = "INSERT INTO migration (nr) VALUES ($1)";

pub(super) const STREAM_HEAD: &str =
    "SELECT version, kopf FROM strom WHERE traeger = $1 AND strom = $2";
pub(super) const STREAM_NEW: &str =
    "INSERT INTO strom (traeger, strom, version, kopf) VALUES ($1, $2, $3, $4)";
pub(super) const STREAM_FORWARD: &str = "UPDATE strom SET version = $1, kopf = $2 \
                                         WHERE traeger = $3 AND strom = $4 AND version = $5";
pub(super) const STREAMS: &str =
    "SELECT strom, version, kopf FROM strom WHERE traeger = $1 ORDER BY strom";
pub(super) const EVENT_APPEND: &str = "INSERT INTO ereignis (traeger, strom, version, erfasst, befehl, schluessel, salz, kopf, inhalt, lfd) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(super) const EVENTS: &str = "SELECT version, erfasst, lfd, befehl, schluessel, salz, kopf, inhalt FROM ereignis \
     WHERE traeger = $1 AND strom = $2 ORDER BY version";
pub(super) const EVENTS_WAITING: &str = "SELECT strom, version, salz, kopf FROM ereignis WHERE traeger = $1 AND lfd IS NULL \
     ORDER BY erfasst, strom, version";
/// Alle wartenden auf einmal, in der Reihenfolge von [`EVENTS_WAITING`].
pub(super) const EVENTS_NUMBER: &str = "UPDATE ereignis SET lfd = $1 + wartend.nr FROM \
     (SELECT strom, version, ROW_NUMBER() OVER (ORDER BY erfasst, strom, version) AS nr \
     FROM ereignis WHERE traeger = $2 AND lfd IS NULL) AS wartend WHERE ereignis.traeger = $3 \
     AND ereignis.strom = wartend.strom AND ereignis.version = wartend.version";
pub(super) const LOG_EDGE: &str = "SELECT rand FROM log_stand WHERE traeger = $1";
pub(super) const LOG_EDGE_NEW: &str = "INSERT INTO log_stand (traeger, rand) VALUES ($1, $2)";
pub(super) const LOG_EDGE_FORWARD: &str =
    "UPDATE log_stand SET rand = $1 WHERE traeger = $2 AND rand = $3";
pub(super) const LOG_NODE: &str =
    "SELECT hash FROM log_knoten WHERE traeger = $1 AND ebene = $2 AND stelle = $3";
pub(super) const LOG_NODE_NEW: &str =
    "INSERT INTO log_knoten (traeger, ebene, stelle, hash) VALUES ($1, $2, $3, $4)";
pub(super) const COMMAND: &str =
    "SELECT anfrage, antwort FROM befehl WHERE traeger = $1 AND schluessel = $2";
pub(super) const COMMAND_NEW: &str = "INSERT INTO befehl (traeger, schluessel, anfrage, erfasst, antwort) VALUES ($1, $2, $3, $4, $5)";
pub(super) const UNIQUE: &str =
    "SELECT strom FROM eindeutig WHERE traeger = $1 AND art = $2 AND wert = $3";
pub(super) const UNIQUE_NEW: &str =
    "INSERT INTO eindeutig (traeger, art, wert, strom) VALUES ($1, $2, $3, $4)";
pub(super) const KEY: &str =
    "SELECT umschlag FROM schluessel WHERE traeger = $1 AND strom = $2 AND fassung = $3";
pub(super) const KEY_NEWEST: &str = "SELECT fassung, umschlag FROM schluessel WHERE traeger = $1 AND strom = $2 \
     ORDER BY fassung DESC LIMIT 1";
pub(super) const KEY_NEW: &str =
    "INSERT INTO schluessel (traeger, strom, fassung, umschlag) VALUES ($1, $2, $3, $4)";
pub(super) const KEY_ERASE: &str = "DELETE FROM schluessel WHERE traeger = $1 AND strom = $2";

/// Bringt die Tabellen der Akten auf den Stand dieses Programms, alles oder nichts: ein Absturz dabei lässt
/// keine Tabelle zurück, über die der nächste Start stolpert.
///
/// # Errors
/// Wie [`migrate`].
pub fn prepare<S: Sql + ?Sized>(sql: &mut S) -> Result<(), DbError> {
    whole(sql, migrate)
}

/// Wie [`prepare`], für den Schlüsselbund.
///
/// # Errors
/// Wie [`migrate`].
pub fn prepare_keys<S: Sql + ?Sized>(sql: &mut S) -> Result<(), DbError> {
    whole(sql, migrate_keys)
}

/// Bringt die Tabellen der Akten in der laufenden Transaktion auf den Stand dieses Programms.
///
/// # Errors
/// [`DbError::Broken`], wenn ein neueres Programm die Tabellen angelegt hat; sonst [`DbError`].
pub fn migrate<S: Sql + ?Sized>(sql: &mut S) -> Result<(), DbError> {
    apply(sql, MIGRATIONS)
}

/// Bringt die Tabellen des Schlüsselbunds auf den Stand dieses Programms.
///
/// # Errors
/// Wie [`migrate`].
pub fn migrate_keys<S: Sql + ?Sized>(sql: &mut S) -> Result<(), DbError> {
    apply(sql, KEY_MIGRATIONS)
}

fn whole<S: Sql + ?Sized>(
    sql: &mut S,
    work: impl FnOnce(&mut S) -> Result<(), DbError>,
) -> Result<(), DbError> {
    sql.batch("BEGIN")?;
    if let Err(error) = work(sql) {
        // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
        drop(sql.batch("ROLLBACK"));
        return Err(error);
    }
    sql.batch("COMMIT")
}

fn apply<S: Sql + ?Sized>(sql: &mut S, migrations: &[&[&'static str]]) -> Result<(), DbError> {
    sql.execute(MIGRATION_TABLE, &[])?;
    let done = sql.first(MIGRATION_COUNT, &[])?.map_or(Ok(0), |row| row.count(0))?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > migrations.len() {
        return Err(DbError::Broken("die Tabellen stammen von einem neueren Programm".to_owned()));
    }
    for (nr, steps) in (1_i64..).zip(migrations).skip(done) {
        for step in *steps {
            sql.execute(step, &[])?;
        }
        sql.execute(MIGRATION_DONE, &[Value::Int(nr)])?;
    }
    Ok(())
}
