//! Das Verzeichnis in der Datenbank: Zeilen, die aus Akten abgeleitet sind, damit man sie findet.
//!
//! Geschrieben in derselben Transaktion wie die Ereignisse, gelöscht mit dem Strom. Wer alles wegwirft und neu
//! anlegt, bekommt dieselben Zeilen.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::Gilt;
use case::namen::bekannt::Angabe;
use case::verzeichnis::Zeile;

use super::schema::{
    MARK_ERASE, MARK_NEW, MARK_ORPHANS, NUMBER_ERASE, NUMBER_NEW, NUMBER_ORPHANS, PERSON_ERASE,
    PERSON_NEW, PERSON_ORPHANS,
};
use super::sql::{DbError, Row, Sql, Value};
use super::words::{self, Words};

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

/// Die Tabelle der Nummern: ihr Baum beginnt mit dem, wonach gesucht wird, nicht mit dem Strom.
const NUMBERS: usize = 1;

const NEW: [&str; 3] = [PERSON_NEW, NUMBER_NEW, MARK_NEW];
const ORPHANS: [&str; 3] = [PERSON_ORPHANS, NUMBER_ORPHANS, MARK_ORPHANS];

/// Was zuletzt von einem Strom verlangt ist.
type Last<'r> = BTreeMap<&'r str, (Mode, Vec<&'r Zeile>)>;

/// Nimmt alle Zeilen eines Stroms fort. Wer ruft, hält den Rand des Logs fest.
///
/// # Errors
/// [`DbError`].
pub fn erase(sql: &mut dyn Sql, traeger: &str, stream: &str) -> Result<(), DbError> {
    let before = erase_rows(sql, traeger, &[Value::Text(stream)])?;
    words::change(sql, traeger, &borne(&before), &Words::new())
}

/// Nimmt fort, was zu keinem Strom des Mandanten mehr gehört, außer Wörtern ([`words::erase_stray`]).
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
    /// Die wievielte Tabelle: Menschen, Nummern, Merkmale.
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
        let (table, cells) = cells(row)?;
        // Der erste gewinnt, wie beim Schreiben.
        if let Zeile::Merkmal { art, wert, gilt } = row
            && !marks.insert((art.name(), wert, borders(*gilt).0))
        {
            continue;
        }
        let cells = cells.into_iter().map(|cell| cell.map(String::into_bytes)).collect();
        lines.insert(Line { table, cells });
    }
    Ok(lines)
}

/// Schreibt die Zeilen von Strömen; nennt mehr als ein Eintrag denselben Strom, gelten sie der Reihe nach. Ein Strom
/// in `new` hat noch keine. Wer ruft, hält den Rand des Logs fest.
///
/// # Errors
/// [`DbError`].
pub fn write(
    sql: &mut dyn Sql,
    traeger: &str,
    rows: &[&Rows],
    new: &BTreeSet<&str>,
) -> Result<(), DbError> {
    let mut last = Last::new();
    for Rows { stream, rows, mode } in rows {
        let (before, lines) = last.entry(stream).or_insert((*mode, Vec::new()));
        if *mode == Mode::Replace {
            *before = Mode::Replace;
            lines.clear();
        }
        lines.extend(rows);
    }
    let replaced =
        last.iter().filter(|(stream, (mode, _))| *mode == Mode::Replace && !new.contains(*stream));
    let replaced: Vec<Value<'_>> = replaced.map(|(stream, _)| Value::Text(stream)).collect();
    let before = erase_rows(sql, traeger, &replaced)?;
    insert(sql, traeger, &last)?;
    words::change(sql, traeger, &borne(&before), &bears(&last))
}

/// Legt die Zeilen eines Stroms neu an, was auch immer von ihm dasteht. Wer ruft, hält den Rand des Logs fest.
///
/// # Errors
/// [`DbError`].
pub fn renew(sql: &mut dyn Sql, traeger: &str, rows: &Rows) -> Result<(), DbError> {
    let before = erase_rows(sql, traeger, &[Value::Text(&rows.stream)])?;
    let last = Last::from([(rows.stream.as_str(), (rows.mode, rows.rows.iter().collect()))]);
    insert(sql, traeger, &last)?;
    words::renew(sql, traeger, &borne(&before), &bears(&last))
}

/// Nimmt die Zeilen dieser Ströme fort, außer Wörtern; je Strom, welche er trug.
fn erase_rows(
    sql: &mut dyn Sql,
    traeger: &str,
    streams: &[Value<'_>],
) -> Result<Vec<(String, String)>, DbError> {
    let mut words = Vec::new();
    sql.query_in(PERSON_ERASE, &[Value::Text(traeger)], streams, &mut |row| {
        words.push((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
        Ok(())
    })?;
    for statement in [NUMBER_ERASE, MARK_ERASE] {
        sql.execute_in(statement, &[Value::Text(traeger)], streams)?;
    }
    Ok(words)
}

fn borne(before: &[(String, String)]) -> Words<'_> {
    let mut borne = Words::new();
    for (stream, words) in before {
        borne.extend(words::split(words).map(|word| (word, stream.as_str())));
    }
    borne
}

fn bears<'r>(last: &Last<'r>) -> Words<'r> {
    let mut words = Words::new();
    for (stream, (_, lines)) in last {
        for line in lines {
            if let Zeile::Mensch { woerter, .. } = line {
                words.extend(woerter.iter().map(|word| (word.as_str(), *stream)));
            }
        }
    }
    words
}

fn insert(sql: &mut dyn Sql, traeger: &str, last: &Last<'_>) -> Result<(), DbError> {
    let mut tables = [const { Vec::new() }; 3];
    let mut marks = BTreeSet::new();
    for (stream, (_, lines)) in last {
        for line in lines {
            let (table, cells) = cells(line)?;
            // Der erste gewinnt.
            if let Zeile::Merkmal { art, wert, gilt } = line
                && !marks.insert((stream, art.name(), wert, borders(*gilt).0))
            {
                continue;
            }
            if let Some(table) = tables.get_mut(table) {
                table.push((*stream, cells));
            }
        }
    }
    for (table, (statement, new)) in NEW.into_iter().zip(&mut tables).enumerate() {
        // In der Ordnung des Baums, in den sie kommen: wer nebeneinander steht, wird zusammen geschrieben.
        if table == NUMBERS {
            new.sort_unstable_by(|(one, a), (other, b)| (a, one).cmp(&(b, other)));
        }
        let rows = new.iter().map(|(stream, cells)| values((traeger, stream), (table, cells)));
        let rows: Vec<Vec<Value<'_>>> = rows.collect();
        sql.insert_each(statement, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// In welche Tabelle eine Zeile gehört, und was dort außer Träger und Strom steht.
fn cells(row: &Zeile) -> Result<(usize, Vec<Option<String>>), DbError> {
    Ok(match row {
        Zeile::Mensch { angabe, woerter } => (0, person(angabe, woerter)?.to_vec()),
        Zeile::Nummer(text) => (NUMBERS, vec![Some(reversed(text))]),
        Zeile::Merkmal { art, wert, gilt } => {
            let (from, to) = borders(*gilt);
            (2, [art.name().to_owned(), wert.clone(), from, to].map(Some).to_vec())
        }
    })
}

/// Eine Zeile, wie ihre Anweisung sie will: wonach gesucht wird, steht als Bytes vor dem Strom.
fn values<'v>(
    (traeger, stream): (&'v str, &'v str),
    (table, cells): (usize, &'v [Option<String>]),
) -> Vec<Value<'v>> {
    let (tenant, stream) = (Value::Text(traeger), Value::Text(stream));
    let cells = cells.iter().map(Option::as_deref);
    if table == NUMBERS {
        let bytes = cells.flatten().map(|text| Value::Bytes(text.as_bytes()));
        return [tenant].into_iter().chain(bytes).chain([stream]).collect();
    }
    let texts = cells.map(|cell| cell.map_or(Value::Null, Value::Text));
    [tenant, stream].into_iter().chain(texts).collect()
}

/// Geburtstag, Angabe und Wörter eines Menschen, wie sie gespeichert sind.
fn person(angabe: &Angabe, words: &BTreeSet<String>) -> Result<[Option<String>; 3], DbError> {
    let text = serde_json::to_string(angabe).map_err(|_| unwritable())?;
    Ok([angabe.geboren.map(|tag| tag.to_string()), Some(text), Some(words::joined(words))])
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
