//! Das Verzeichnis in der Datenbank: Zeilen, die aus Akten abgeleitet sind, damit man sie findet.
//!
//! Geschrieben in derselben Transaktion wie die Ereignisse, gelöscht mit dem Strom. Wer alles wegwirft und neu
//! anlegt, bekommt dieselben Zeilen.

use case::verzeichnis::Zeile;

use super::schema::{
    MARK_ERASE, MARK_ERASE_ALL, MARK_NEW, NUMBER_ERASE, NUMBER_ERASE_ALL, NUMBER_NEW, PERSON_ERASE,
    PERSON_ERASE_ALL, PERSON_NEW, WORD_ERASE, WORD_ERASE_ALL, WORD_NEW,
};
use super::sql::{DbError, Sql, Value};

/// Was ein Strom von nun an im Verzeichnis stehen hat; `Debug` zeigt nur, wie viel.
#[derive(Clone, PartialEq, Eq)]
pub struct Rows {
    /// Welcher Strom.
    pub stream: String,
    /// Seine Zeilen.
    pub rows: Vec<Zeile>,
    /// Ob sie an die Stelle der bisherigen treten oder dazukommen.
    pub mode: Mode,
}

/// Wie Zeilen geschrieben werden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An die Stelle aller bisherigen des Stroms.
    Replace,
    /// Zu den bisherigen dazu; was schon da ist, bleibt.
    Add,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rows({}, {})", self.stream, self.rows.len())
    }
}

/// Ohne Grenze: ein Tag vor und einer hinter jedem, den es in einer Akte gibt.
const OPEN_START: &str = "0001-01-01";
const OPEN_END: &str = "9999-12-31";

const ERASE: [&str; 4] = [WORD_ERASE, PERSON_ERASE, NUMBER_ERASE, MARK_ERASE];
const ERASE_ALL: [&str; 4] = [WORD_ERASE_ALL, PERSON_ERASE_ALL, NUMBER_ERASE_ALL, MARK_ERASE_ALL];

/// Nimmt alle Zeilen eines Stroms fort.
///
/// # Errors
/// [`DbError`].
pub fn erase(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<(), DbError> {
    for statement in ERASE {
        sql.execute(statement, &[Value::Text(traeger), Value::Text(stream)])?;
    }
    Ok(())
}

/// Nimmt alle Zeilen eines Mandanten fort.
///
/// # Errors
/// [`DbError`].
pub fn erase_all(sql: &mut dyn Sql, traeger: &str) -> Result<(), DbError> {
    for statement in ERASE_ALL {
        sql.execute(statement, &[Value::Text(traeger)])?;
    }
    Ok(())
}

/// Schreibt die Zeilen eines Stroms.
///
/// # Errors
/// [`DbError`].
pub fn write(sql: &mut dyn Sql, traeger: &str, rows: &Rows) -> Result<(), DbError> {
    if rows.mode == Mode::Replace {
        erase(sql, traeger, &rows.stream)?;
    }
    let (tenant, stream) = (Value::Text(traeger), Value::Text(rows.stream.as_str()));
    for row in &rows.rows {
        match row {
            Zeile::Suchwort(word) => {
                sql.execute(WORD_NEW, &[tenant, Value::Bytes(word.as_bytes()), stream])?;
            }
            Zeile::Nummer(text) => {
                let reversed = reversed(text);
                sql.execute(NUMBER_NEW, &[tenant, Value::Bytes(reversed.as_bytes()), stream])?;
            }
            Zeile::Mensch(angabe) => {
                let born = angabe.geboren.map(|tag| tag.to_string());
                let born = born.as_deref().map_or(Value::Null, Value::Text);
                let text = serde_json::to_string(angabe).map_err(|_| unwritable())?;
                sql.execute(PERSON_NEW, &[tenant, stream, born, Value::Text(&text)])?;
            }
            Zeile::Merkmal { art, wert, gilt } => {
                let from = gilt.von.map_or_else(|| OPEN_START.to_owned(), |tag| tag.to_string());
                let to = gilt.bis.map_or_else(|| OPEN_END.to_owned(), |tag| tag.to_string());
                let texts = [art.name(), wert, &from, &to].map(Value::Text);
                let [art, value, from, to] = texts;
                sql.execute(MARK_NEW, &[tenant, stream, art, value, from, to])?;
            }
        }
    }
    Ok(())
}

/// Eine Nummer von hinten: so ist ihr Ende ein Anfang, und den findet die Datenbank.
pub(super) fn reversed(number: &str) -> String {
    number.chars().rev().collect()
}

fn unwritable() -> DbError {
    DbError::Broken("eine Zeile des Verzeichnisses lässt sich nicht schreiben".to_owned())
}
