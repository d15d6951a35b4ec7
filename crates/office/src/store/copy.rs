//! Die Tabellen als Zeilen, heraus und hinein, unabhängig von der Datenbank: für die Sicherung.
//!
//! Gelesen wird seitenweise in der Reihenfolge des Schlüssels, innerhalb einer Transaktion des Aufrufers. Das
//! Verzeichnis ist nicht dabei: es enthält Klartext und folgt aus den Akten.

use super::kette;
use super::keys::KeyError;
use super::merkle::Stand;
use super::record::Store;
use super::sequencer::state;
use super::sql::{DbError, Reach, Row, Sql, Value};
use super::streams::CommitError;
use super::verify;
use super::view::View;

/// Eine Tabelle, wie sie gesichert wird.
#[derive(Debug)]
pub struct CopyTable {
    /// Ihr Name.
    pub name: &'static str,
    /// Zahl der Spalten.
    pub columns: usize,
    /// Eine Seite hinter einem Schlüssel.
    page: &'static str,
    /// Eine Zeile hinein.
    insert: &'static str,
    /// Irgendeine Zeile: ist die Tabelle leer?
    any: &'static str,
    /// Vor dem ersten Schlüssel; seine Spalten stehen in jeder Zeile vorn.
    start: &'static [Value<'static>],
}

const NAME: Value<'static> = Value::Text("");
const BYTES: Value<'static> = Value::Bytes(&[]);
const NUMBER: Value<'static> = Value::Int(-1);

/// Alles, was zu den Akten gehört, in der Reihenfolge der Sicherung.
pub const DATA_TABLES: [CopyTable; 10] = [
    CopyTable {
        name: "strom",
        columns: 4,
        page: "SELECT traeger, strom, version, kopf FROM strom WHERE (traeger, strom) > ($1, $2) \
               ORDER BY traeger, strom LIMIT 500",
        insert: super::schema::STREAM_NEW,
        any: "SELECT 1 FROM strom LIMIT 1",
        start: &[NAME, NAME],
    },
    CopyTable {
        name: "ereignis",
        columns: 10,
        page: "SELECT traeger, strom, version, erfasst, befehl, schluessel, salz, kopf, inhalt, lfd FROM ereignis \
               WHERE (traeger, strom, version) > ($1, $2, $3) ORDER BY traeger, strom, version LIMIT 500",
        insert: super::schema::EVENT_APPEND,
        any: "SELECT 1 FROM ereignis LIMIT 1",
        start: &[NAME, NAME, NUMBER],
    },
    CopyTable {
        name: "log_blatt",
        columns: 3,
        page: "SELECT traeger, ab, blaetter FROM log_blatt WHERE (traeger, ab) > ($1, $2) \
               ORDER BY traeger, ab LIMIT 500",
        insert: super::schema::LOG_LEAVES_NEW,
        any: "SELECT 1 FROM log_blatt LIMIT 1",
        start: &[NAME, NUMBER],
    },
    CopyTable {
        name: "log_knoten",
        columns: 4,
        page: "SELECT traeger, ebene, stelle, hash FROM log_knoten WHERE (traeger, ebene, stelle) > ($1, $2, $3) \
               ORDER BY traeger, ebene, stelle LIMIT 500",
        insert: super::schema::LOG_NODE_NEW,
        any: "SELECT 1 FROM log_knoten LIMIT 1",
        start: &[NAME, NUMBER, NUMBER],
    },
    CopyTable {
        name: "log_stand",
        columns: 2,
        page: "SELECT traeger, rand FROM log_stand WHERE traeger > $1 ORDER BY traeger LIMIT 500",
        insert: super::schema::LOG_EDGE_NEW,
        any: "SELECT 1 FROM log_stand LIMIT 1",
        start: &[NAME],
    },
    CopyTable {
        name: "befehl",
        columns: 5,
        page: "SELECT traeger, schluessel, anfrage, erfasst, antwort FROM befehl \
               WHERE (traeger, schluessel) > ($1, $2) ORDER BY traeger, schluessel LIMIT 500",
        insert: super::schema::COMMAND_NEW,
        any: "SELECT 1 FROM befehl LIMIT 1",
        start: &[NAME, NAME],
    },
    CopyTable {
        name: "eindeutig",
        columns: 4,
        page: "SELECT traeger, art, wert, strom FROM eindeutig WHERE (traeger, art, wert) > ($1, $2, $3) \
               ORDER BY traeger, art, wert LIMIT 500",
        insert: super::schema::UNIQUE_NEW,
        any: "SELECT 1 FROM eindeutig LIMIT 1",
        start: &[NAME, NAME, BYTES],
    },
    CopyTable {
        name: "auftrag",
        columns: 12,
        page: "SELECT traeger, auftrag, art, bezug, angelegt, faellig, stand, versuche, getan, von, abbruch, meldung \
               FROM auftrag WHERE (traeger, auftrag) > ($1, $2) ORDER BY traeger, auftrag LIMIT 500",
        insert: "INSERT INTO auftrag (traeger, auftrag, art, bezug, angelegt, faellig, stand, versuche, getan, von, \
                 abbruch, meldung) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        any: "SELECT 1 FROM auftrag LIMIT 1",
        start: &[NAME, NAME],
    },
    CopyTable {
        name: "loeschvermerk",
        columns: 4,
        page: "SELECT traeger, strom, version, blaetter FROM loeschvermerk \
               WHERE (traeger, strom, version) > ($1, $2, $3) ORDER BY traeger, strom, version LIMIT 500",
        insert: super::schema::ERASURE_NEW,
        any: "SELECT 1 FROM loeschvermerk LIMIT 1",
        start: &[NAME, NAME, NUMBER],
    },
    CopyTable {
        name: "geloescht",
        columns: 2,
        page: "SELECT traeger, name FROM geloescht WHERE (traeger, name) > ($1, $2) \
               ORDER BY traeger, name LIMIT 500",
        insert: super::schema::ERASED_NEW,
        any: "SELECT 1 FROM geloescht LIMIT 1",
        start: &[NAME, BYTES],
    },
];

/// Alles, was zum Schlüsselbund gehört.
pub const KEY_TABLES: [CopyTable; 2] = [
    CopyTable {
        name: "schluessel",
        columns: 5,
        page: "SELECT traeger, strom, fassung, umschlag, epoche FROM schluessel \
               WHERE (traeger, strom, fassung) > ($1, $2, $3) ORDER BY traeger, strom, fassung LIMIT 500",
        insert: super::schema::KEY_NEW,
        any: "SELECT 1 FROM schluessel LIMIT 1",
        start: &[NAME, NAME, NUMBER],
    },
    CopyTable {
        name: "epoche",
        columns: 1,
        page: "SELECT nr FROM epoche WHERE nr > $1 ORDER BY nr LIMIT 500",
        insert: super::schema::EPOCH_NEW,
        any: "SELECT 1 FROM epoche LIMIT 1",
        start: &[NUMBER],
    },
];

/// Alle Mandanten, auch einer, dessen Ströme oder dessen Log fehlen.
const TENANTS: &str = "SELECT traeger FROM strom UNION SELECT traeger FROM log_stand ORDER BY 1";

/// Alle Anweisungen; ein Test bereitet sie vor.
#[must_use]
pub fn statements() -> Vec<&'static str> {
    let tables = DATA_TABLES.iter().chain(&KEY_TABLES);
    let of = |table: &CopyTable| [table.page, table.insert, table.any];
    let directory = super::schema::DIRECTORY_OF.into_iter().chain(super::schema::DIRECTORY_COUNT);
    let words = [super::schema::DIRECTORY_WORDS, super::schema::DIRECTORY_KEYS];
    tables.flat_map(of).chain([TENANTS]).chain(directory).chain(words).collect()
}

impl CopyTable {
    /// Die Zeilen hinter dieser; ohne sie die ersten. Leer heißt: zu Ende.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn page(&self, sql: &mut dyn Sql, after: Option<&Row>) -> Result<Vec<Row>, DbError> {
        let mut rows = Vec::new();
        let key: Vec<Value<'_>> = match after {
            Some(row) => row.values().take(self.start.len()).collect(),
            None => self.start.to_vec(),
        };
        sql.query(self.page, &key, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Fügt Zeilen ein.
    ///
    /// # Errors
    /// [`DbError::Duplicate`], wenn es eine schon gibt; sonst [`DbError`].
    pub fn insert(&self, sql: &mut dyn Sql, rows: &[Vec<Value<'_>>]) -> Result<(), DbError> {
        let rows: Vec<&[Value<'_>]> = rows.iter().map(Vec::as_slice).collect();
        sql.insert_each(self.insert, &rows)
    }

    /// Steht nichts darin?
    ///
    /// # Errors
    /// [`DbError`].
    pub fn is_empty(&self, sql: &mut dyn Sql) -> Result<bool, DbError> {
        Ok(sql.first(self.any, &[])?.is_none())
    }
}

impl View<'_> {
    /// Die nächste Seite einer Tabelle der Akten, über alle Mandanten.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn page(&mut self, table: &CopyTable, after: Option<&Row>) -> Result<Vec<Row>, DbError> {
        table.page(self.sql, after)
    }

    /// Alle Mandanten mit dem Stand ihres Logs.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn tenants(&mut self) -> Result<Vec<(String, Stand)>, DbError> {
        let names = self.tenant_names()?;
        let with_state = |name: String| state(self.sql, &name).map(|state| (name, state));
        names.into_iter().map(with_state).collect()
    }

    /// Alle Mandanten.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn tenant_names(&mut self) -> Result<Vec<String>, DbError> {
        let mut names = Vec::new();
        self.sql.query(TENANTS, &[], &mut |row| {
            names.push(row.text(0)?.to_owned());
            Ok(())
        })?;
        Ok(names)
    }

    /// Die Namen aller Ströme des Mandanten.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn streams(&mut self) -> Result<Vec<String>, DbError> {
        let streams = verify::streams(self.sql, self.traeger)?;
        Ok(streams.into_iter().map(|(name, _)| name).collect())
    }
}

impl Store {
    /// Die nächste Seite einer Tabelle des Schlüsselbunds.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn key_page(&self, table: &CopyTable, after: Option<&Row>) -> Result<Vec<Row>, DbError> {
        self.ring(|ring| ring.page(table, after))
    }

    /// Schreibt in den Schlüsselbund, alles oder nichts; danach gilt die höchste Epoche, die darin steht.
    ///
    /// # Errors
    /// Was `write` meldet, oder [`DbError`].
    pub fn import_keys<E: From<DbError>>(
        &self,
        write: impl FnOnce(&mut dyn Sql) -> Result<(), E>,
    ) -> Result<(), E> {
        self.ring(|ring| ring.import(write))
    }

    /// Schreibt in die Akten, alles oder nichts. `write` kann mehrmals laufen; gültig ist der letzte Lauf.
    ///
    /// # Errors
    /// [`CommitError`]; dann ist nichts geschehen.
    pub fn import(
        &self,
        write: impl Fn(&mut dyn Sql) -> Result<(), CommitError> + Send + 'static,
    ) -> Result<(), CommitError> {
        self.database.write(Reach::All, move |sql, _| write(sql))
    }

    /// Hat der Strom noch einen Schlüssel, und öffnet ihn der Hauptschlüssel?
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn has_key(&self, traeger: &str, kennung: &str) -> Result<bool, KeyError> {
        self.ring(|ring| ring.knows(kette::Strom { traeger, kennung }))
    }
}
