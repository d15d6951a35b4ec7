//! Eine Sprache für zwei Datenbanken: dieselben Anweisungen laufen auf SQLite und auf PostgreSQL.
//!
//! Jede Anweisung ist ein fester Text mit `$1`, `$2` … in dieser Reihenfolge; ein Test bereitet alle auf
//! beiden vor. Gespeichert wird nur, was beide gleich speichern: ganze Zahlen (`BIGINT`), Text und
//! Bytes. Tage sind Text, Augenblicke Mikrosekunden, Wahrheitswerte null oder eins.

#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;

#[cfg(feature = "postgres")]
pub use postgres::PgConnection;
pub use sqlite::{LiteConnection, LiteOpening};

/// Ein Wert für eine Anweisung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Kein Wert.
    Null,
    /// Eine ganze Zahl.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// Eine gelesene Zeile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(Vec<Cell>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Warum der Speicher etwas nicht tun konnte. Nennt nie einen Wert.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// Ein eindeutiger Schlüssel ist schon vergeben.
    #[error("gibt es schon")]
    Duplicate,
    /// Zwei Vorgänge griffen ineinander; derselbe noch einmal versucht kann gelingen.
    #[error("ein anderer Vorgang kam dazwischen; bitte noch einmal versuchen")]
    Retry,
    /// Die Datenbank ist nicht erreichbar oder der Platz ist aus: warten, nichts ist verloren.
    #[error(
        "der Speicher ist gerade nicht bereit ({0}); es ist nichts verloren, bitte später noch einmal"
    )]
    Unavailable(String),
    /// Die Platte meldet einen Fehler: ob geschrieben ist, weiß niemand mehr, und ein zweiter Versuch an
    /// derselben Datei kann gelingen, ohne dass etwas auf der Platte steht.
    #[error(
        "die Platte meldet einen Fehler ({0}); Nahtlos schreibt nicht weiter, Bestätigtes ist gespeichert; \
         bitte die Platte prüfen und Nahtlos neu starten"
    )]
    Disk(String),
    /// Die Datei ist beschädigt oder die Anweisung falsch.
    #[error("der Speicher meldet einen Fehler ({0}); bitte `nahtlos verify` laufen lassen")]
    Broken(String),
    /// Die Datenbank bestätigte, bevor etwas auf der Platte steht, oder wachte nicht über die Mandanten.
    #[error("die Datenbank ist so nicht sicher ({0}); so startet Nahtlos nicht")]
    Unsafe(String),
}

/// Eine Tabelle und wie man sie leert, wo die Datenbank das je Tabelle tut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// `VACUUM` mit ihrem Namen; gilt nur auf PostgreSQL.
    pub vacuum: &'static str,
}

/// Wie weit eine Verbindung sieht, wo die Datenbank darüber wacht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach<'a> {
    /// Nur die Zeilen dieses Mandanten; mit anderen lässt sich nichts tun.
    Tenant(&'a str),
    /// Alle Zeilen aller Mandanten: Sicherung, Einspielen, Prüfung.
    All,
    /// Wem die Tabellen gehören: anlegen und aufräumen.
    Owner,
}

/// Eine Verbindung zu einer Datenbank.
pub trait Sql {
    /// Von nun an sieht die Verbindung so weit; nur zwischen zwei Transaktionen.
    ///
    /// # Errors
    /// [`DbError`].
    fn reach(&mut self, reach: Reach<'_>) -> Result<(), DbError>;

    /// Steht die Verbindung noch?
    fn is_open(&self) -> bool;

    /// Zieht um jede Tabelle mit Mandanten die zweite Mauer, wo die Datenbank das kann.
    ///
    /// # Errors
    /// [`DbError::Unsafe`], wenn es nicht gelingt.
    fn protect(&mut self) -> Result<(), DbError>;

    /// Führt eine Anweisung aus und sagt, wie viele Zeilen sie betraf.
    ///
    /// # Errors
    /// [`DbError`].
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, DbError>;

    /// Führt ein `INSERT … VALUES (…)` für jede Zeile aus; alle Zeilen sind gleich lang.
    ///
    /// # Errors
    /// [`DbError`].
    fn insert_each(&mut self, sql: &'static str, rows: &[&[Value<'_>]]) -> Result<(), DbError>;

    /// Liest Zeilen; `each` bekommt jede.
    ///
    /// # Errors
    /// [`DbError`], auch den von `each`.
    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError>;

    /// Führt eine Abfrage, die mit `IN ($n)` endet, für jeden der Werte `listed` aus; `fixed` steht davor.
    ///
    /// # Errors
    /// [`DbError`], auch den von `each`.
    fn query_in(
        &mut self,
        sql: &'static str,
        fixed: &[Value<'_>],
        listed: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError>;

    /// Wie [`Sql::query_in`], für eine Anweisung, die nichts liest.
    ///
    /// # Errors
    /// [`DbError`].
    fn execute_in(
        &mut self,
        sql: &'static str,
        fixed: &[Value<'_>],
        listed: &[Value<'_>],
    ) -> Result<(), DbError> {
        self.query_in(sql, fixed, listed, &mut |_| Ok(()))
    }

    /// Wie [`Sql::query`], mit einer Anweisung, die erst hier entsteht; Werte stehen auch darin nie.
    ///
    /// # Errors
    /// [`DbError`].
    fn query_built(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError>;

    /// Legt eine Tabelle oder einen Index an.
    ///
    /// # Errors
    /// [`DbError`].
    fn define(&mut self, sql: &'static str) -> Result<(), DbError>;

    /// Führt mehrere Anweisungen ohne Werte aus.
    ///
    /// # Errors
    /// [`DbError`].
    fn batch(&mut self, sql: &str) -> Result<(), DbError>;

    /// Die Anweisung, die den Rand des Logs liest und ihn bis zum Ende der Transaktion festhält.
    fn log_edge_held(&self) -> &'static str;

    /// Räumt auf, was die Datenbank von gelöschten Zeilen dieser Tabelle noch aufbewahrt.
    ///
    /// # Errors
    /// [`DbError::Retry`], wenn jemand noch liest; sonst [`DbError`].
    fn forget_deleted(&mut self, table: Table) -> Result<(), DbError>;

    /// Die erste Zeile, wenn es eine gibt.
    ///
    /// # Errors
    /// [`DbError`].
    fn first(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<Row>, DbError> {
        let mut first = None;
        self.query(sql, values, &mut |row| {
            first.get_or_insert(row);
            Ok(())
        })?;
        Ok(first)
    }
}

impl Row {
    /// Was in dieser Spalte steht; nichts, wenn es sie nicht gibt.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<Value<'_>> {
        Some(match self.0.get(column)? {
            Cell::Null => Value::Null,
            Cell::Int(value) => Value::Int(*value),
            Cell::Text(value) => Value::Text(value),
            Cell::Bytes(value) => Value::Bytes(value),
        })
    }

    /// Alles in der Zeile, Spalte für Spalte.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.0.len()).filter_map(|column| self.value(column))
    }

    /// Die Zahl in dieser Spalte.
    ///
    /// # Errors
    /// [`DbError::Broken`], wenn dort keine steht.
    pub fn int(&self, column: usize) -> Result<i64, DbError> {
        match self.0.get(column) {
            Some(Cell::Int(value)) => Ok(*value),
            _ => Err(wrong(column, "Zahl")),
        }
    }

    /// Wie [`Row::int`], nie negativ.
    ///
    /// # Errors
    /// [`DbError::Broken`], wenn dort keine steht.
    pub fn count(&self, column: usize) -> Result<u64, DbError> {
        u64::try_from(self.int(column)?).map_err(|_| wrong(column, "Anzahl"))
    }

    /// Der Text in dieser Spalte.
    ///
    /// # Errors
    /// [`DbError::Broken`], wenn dort keiner steht.
    pub fn text(&self, column: usize) -> Result<&str, DbError> {
        match self.0.get(column) {
            Some(Cell::Text(value)) => Ok(value),
            _ => Err(wrong(column, "Text")),
        }
    }

    /// Die Bytes in dieser Spalte.
    ///
    /// # Errors
    /// [`DbError::Broken`], wenn dort keine stehen.
    pub fn bytes(&self, column: usize) -> Result<&[u8], DbError> {
        match self.0.get(column) {
            Some(Cell::Bytes(value)) => Ok(value),
            _ => Err(wrong(column, "Bytes")),
        }
    }

    /// Genau `N` Bytes, etwa ein Hash.
    ///
    /// # Errors
    /// [`DbError::Broken`], wenn dort nicht so viele stehen.
    pub fn array<const N: usize>(&self, column: usize) -> Result<[u8; N], DbError> {
        self.bytes(column)?.try_into().map_err(|_| wrong(column, "Bytes fester Länge"))
    }
}

fn wrong(column: usize, expected: &str) -> DbError {
    DbError::Broken(format!("Spalte {column} enthält keine {expected}"))
}

/// Fügt Zeilen ein, alle auf einmal.
///
/// # Errors
/// [`DbError`].
pub(super) fn insert<const N: usize>(
    sql: &mut dyn Sql,
    statement: &'static str,
    rows: &[[Value<'_>; N]],
) -> Result<(), DbError> {
    let rows: Vec<&[Value<'_>]> = rows.iter().map(<[_; N]>::as_slice).collect();
    sql.insert_each(statement, &rows)
}
