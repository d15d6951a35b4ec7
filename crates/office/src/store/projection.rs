//! Das Verzeichnis in der Datenbank: Zeilen, die aus Akten abgeleitet sind, damit man sie findet.
//!
//! Geschrieben in derselben Transaktion wie die Ereignisse, gelöscht mit dem Strom. Wer alles wegwirft und neu
//! anlegt, bekommt dieselben Zeilen.

use std::collections::BTreeSet;

use case::akte::Gilt;
use case::namen::bekannt::Angabe;
use case::verzeichnis::Zeile;

use super::schema::{
    MARK_ERASE, MARK_NEW, MARK_ORPHANS, NUMBER_ERASE, NUMBER_NEW, NUMBER_ORPHANS, PERSON_ERASE,
    PERSON_NEW, PERSON_ORPHANS, WORD_ERASE, WORD_NEW, WORD_ORPHANS,
};
use super::sql::{DbError, Row, Sql, Value};

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
const ORPHANS: [&str; 4] = [WORD_ORPHANS, PERSON_ORPHANS, NUMBER_ORPHANS, MARK_ORPHANS];

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

/// Nimmt fort, was zu keinem Strom des Mandanten mehr gehört.
///
/// # Errors
/// [`DbError`].
pub fn erase_orphans(sql: &mut dyn Sql, traeger: &str) -> Result<(), DbError> {
    for statement in ORPHANS {
        sql.execute(statement, &[Value::Text(traeger), Value::Text(traeger)])?;
    }
    Ok(())
}

/// Eine Zeile, wie sie in der Datenbank steht. `Debug` zeigt nur, in welcher Tabelle.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// Die wievielte Tabelle: Suchwörter, Menschen, Nummern, Merkmale.
    pub(super) table: usize,
    cells: Vec<Option<Vec<u8>>>,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line({})", self.table)
    }
}

impl Line {
    /// Was in der Tabelle steht.
    pub(super) fn stored(table: usize, row: &Row) -> Result<Line, DbError> {
        let cells = row.values().map(|value| match value {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.as_bytes().to_vec())),
            Value::Bytes(bytes) => Ok(Some(bytes.to_vec())),
            Value::Int(_) => Err(unwritable()),
        });
        Ok(Line { table, cells: cells.collect::<Result<_, _>>()? })
    }
}

/// Was nach [`write()`] von diesen Zeilen in der Datenbank steht.
pub(super) fn lines(rows: &[Zeile]) -> Result<BTreeSet<Line>, DbError> {
    let mut lines = BTreeSet::new();
    let mut marks = BTreeSet::new();
    for row in rows {
        let (table, cells) = match row {
            Zeile::Suchwort(word) => (0, vec![Some(word.clone())]),
            Zeile::Mensch(angabe) => (1, person(angabe)?.to_vec()),
            Zeile::Nummer(text) => (2, vec![Some(reversed(text))]),
            Zeile::Merkmal { art, wert, gilt } => {
                let (from, to) = borders(*gilt);
                // Der erste gewinnt, wie beim Schreiben.
                if !marks.insert((art.name(), wert, from.clone())) {
                    continue;
                }
                (3, [art.name().to_owned(), wert.clone(), from, to].map(Some).to_vec())
            }
        };
        let cells = cells.into_iter().map(|cell| cell.map(String::into_bytes)).collect();
        lines.insert(Line { table, cells });
    }
    Ok(lines)
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
                let [born, text] = person(angabe)?;
                let [born, text] =
                    [&born, &text].map(|cell| cell.as_deref().map_or(Value::Null, Value::Text));
                sql.execute(PERSON_NEW, &[tenant, stream, born, text])?;
            }
            Zeile::Merkmal { art, wert, gilt } => {
                let (from, to) = borders(*gilt);
                let texts = [art.name(), wert, &from, &to].map(Value::Text);
                let [art, value, from, to] = texts;
                sql.execute(MARK_NEW, &[tenant, stream, art, value, from, to])?;
            }
        }
    }
    Ok(())
}

/// Geburtstag und Angabe eines Menschen, wie sie gespeichert sind.
fn person(angabe: &Angabe) -> Result<[Option<String>; 2], DbError> {
    let text = serde_json::to_string(angabe).map_err(|_| unwritable())?;
    Ok([angabe.geboren.map(|tag| tag.to_string()), Some(text)])
}

/// Erster und letzter Tag, wie sie gespeichert sind.
fn borders(gilt: Gilt) -> (String, String) {
    let from = gilt.von.map_or_else(|| OPEN_START.to_owned(), |tag| tag.to_string());
    let to = gilt.bis.map_or_else(|| OPEN_END.to_owned(), |tag| tag.to_string());
    (from, to)
}

/// Eine Nummer von hinten: so ist ihr Ende ein Anfang, und den findet die Datenbank.
pub(super) fn reversed(number: &str) -> String {
    number.chars().rev().collect()
}

fn unwritable() -> DbError {
    DbError::Broken("eine Zeile des Verzeichnisses lässt sich nicht schreiben".to_owned())
}
