//! Die Wörter des Verzeichnisses: wer sie trägt, und unter welchen Schlüsseln sie zu finden sind.
//!
//! Ein Wort steht unter seinen Schlüsseln, solange es jemand trägt: der erste bringt sie mit, der letzte nimmt sie fort.
//! So kostet ein Mensch je Teil seines Namens eine Zeile, und nur ein neues Wort die Dutzend, in denen Tippfehler und
//! Schreibweisen stecken. Welche Wörter ein Mensch trägt, steht in seiner Zeile; einen zweiten Baum braucht es nicht.
//!
//! Wer hier schreibt, hält den Rand des Logs fest ([`super::sequencer::Numbering::begin`]): sonst verließe er sich auf
//! einen Träger, den ein anderer gerade fortnimmt.

use std::collections::{BTreeMap, BTreeSet};

use case::namen::schluessel::schluessel;

use super::schema::{
    PERSON_WORDS, WORD_BORNE, WORD_ERASE, WORD_KEY_ERASE, WORD_KEY_NEW, WORD_KEY_PAGE, WORD_NEW,
    WORD_PAGE,
};
use super::sql::{DbError, Row, Sql, Value, insert};

/// Wörter mit dem Strom, der sie trägt.
pub(super) type Words<'w> = BTreeSet<(&'w str, &'w str)>;

/// Wie die Wörter eines Stroms in seiner Zeile stehen; keines enthält ein Leerzeichen.
pub(super) fn joined(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Was [`joined`] verband.
pub(super) fn split(words: &str) -> impl Iterator<Item = &str> {
    words.split_ascii_whitespace()
}

/// Worunter ein Wort steht.
pub(super) fn keys(word: &str) -> BTreeSet<String> {
    schluessel(word).iter().map(case::namen::schluessel::Schluessel::text).collect()
}

/// Bringt die Wörter von einem Stand auf den anderen. Steht schon da, was neu wäre, bleibt es: niemandes Antrag
/// scheitert an einer verirrten Zeile, und `verify` nennt sie.
pub(super) fn change(
    sql: &mut dyn Sql,
    traeger: &str,
    before: &Words<'_>,
    after: &Words<'_>,
) -> Result<(), DbError> {
    let new: Words<'_> = after.difference(before).copied().collect();
    let known = borne(sql, traeger, &new)?;
    bring(sql, traeger, &new, &known)?;
    take(sql, traeger, before.difference(after))
}

/// Wie [`change`], ohne sich darauf zu verlassen, dass vom alten Stand alles da ist.
pub(super) fn renew(
    sql: &mut dyn Sql,
    traeger: &str,
    before: &Words<'_>,
    after: &Words<'_>,
) -> Result<(), DbError> {
    bring(sql, traeger, after, &BTreeSet::new())?;
    take(sql, traeger, before.difference(after))
}

/// Trägt Wörter ein, mit Schlüsseln, wo das Wort nicht bekannt ist.
fn bring(
    sql: &mut dyn Sql,
    traeger: &str,
    new: &Words<'_>,
    known: &BTreeSet<String>,
) -> Result<(), DbError> {
    let tenant = Value::Text(traeger);
    let rows = new.iter().map(|(word, stream)| [tenant, bytes(word), Value::Text(stream)]);
    insert(sql, WORD_NEW, &rows.collect::<Vec<_>>())?;
    let words: BTreeSet<&str> = new.iter().map(|(word, _)| *word).collect();
    let words = words.into_iter().filter(|word| !known.contains(*word));
    // In der Ordnung des Baums.
    let keys: BTreeSet<(String, &str)> =
        words.flat_map(|word| keys(word).into_iter().map(move |key| (key, word))).collect();
    let rows = keys.iter().map(|(key, word)| [tenant, bytes(key), bytes(word)]);
    insert(sql, WORD_KEY_NEW, &rows.collect::<Vec<_>>())
}

/// Nimmt Wörter fort, mit ihren Schlüsseln, wo sie danach niemand mehr trägt.
fn take<'w>(
    sql: &mut dyn Sql,
    traeger: &str,
    gone: impl Iterator<Item = &'w (&'w str, &'w str)>,
) -> Result<(), DbError> {
    let tenant = Value::Text(traeger);
    let mut words = Words::new();
    for (word, stream) in gone {
        sql.execute(WORD_ERASE, &[tenant, bytes(word), Value::Text(stream)])?;
        words.insert((word, stream));
    }
    let borne = borne(sql, traeger, &words)?;
    let words: BTreeSet<&str> = words.iter().map(|(word, _)| *word).collect();
    for word in words.into_iter().filter(|word| !borne.contains(*word)) {
        for key in keys(word) {
            sql.execute(WORD_KEY_ERASE, &[tenant, bytes(&key), bytes(word)])?;
        }
    }
    Ok(())
}

/// Welche dieser Wörter jemand trägt.
fn borne(sql: &mut dyn Sql, traeger: &str, words: &Words<'_>) -> Result<BTreeSet<String>, DbError> {
    let words: BTreeSet<&str> = words.iter().map(|(word, _)| *word).collect();
    let words: Vec<Value<'_>> = words.into_iter().map(bytes).collect();
    let mut borne = BTreeSet::new();
    sql.query_in(WORD_BORNE, &[Value::Text(traeger)], &words, &mut |row| {
        borne.insert(text(&row, 0)?.to_owned());
        Ok(())
    })?;
    Ok(borne)
}

/// Bis wohin nachgesehen ist: die letzte Zeile, Wort und Strom oder Schlüssel und Wort.
pub(super) type Place = (Vec<u8>, Vec<u8>);

/// Nimmt fort, was zu keinem Menschen gehört: die nächsten Zeilen hinter dieser; ohne sie die ersten. Zurück kommt, wie
/// weit es ging, oder nichts: dann ist überall nachgesehen.
pub(super) fn erase_stray(
    sql: &mut dyn Sql,
    traeger: &str,
    after: &Place,
) -> Result<Option<Place>, DbError> {
    let (word, stream) = (Value::Bytes(&after.0), text_of(&after.1)?);
    let mut page: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let mut last = None;
    let place = [Value::Text(traeger), word, Value::Text(stream)];
    sql.query(WORD_PAGE, &place, &mut |row| {
        let (word, stream) = (row.bytes(0)?.to_vec(), row.text(1)?.to_owned());
        last = Some((word.clone(), stream.clone().into_bytes()));
        page.entry(stream).or_default().push(word);
        Ok(())
    })?;
    let streams: Vec<Value<'_>> = page.keys().map(|stream| Value::Text(stream)).collect();
    let mut borne: BTreeMap<String, String> = BTreeMap::new();
    sql.query_in(PERSON_WORDS, &[Value::Text(traeger)], &streams, &mut |row| {
        borne.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        Ok(())
    })?;
    for (stream, words) in &page {
        let own = borne.get(stream).map_or("", String::as_str);
        let own: BTreeSet<&[u8]> = split(own).map(str::as_bytes).collect();
        for stray in words.iter().filter(|word| !own.contains(word.as_slice())) {
            let row = [Value::Text(traeger), Value::Bytes(stray), Value::Text(stream)];
            sql.execute(WORD_ERASE, &row)?;
        }
    }
    Ok(last)
}

/// Wie [`erase_stray`], für Schlüssel: nimmt fort, was zu keinem Wort gehört, das jemand trägt.
pub(super) fn erase_stray_keys(
    sql: &mut dyn Sql,
    traeger: &str,
    after: &Place,
) -> Result<Option<Place>, DbError> {
    let place = [Value::Text(traeger), Value::Bytes(&after.0), Value::Bytes(&after.1)];
    let mut page: BTreeMap<Vec<u8>, Vec<Vec<u8>>> = BTreeMap::new();
    let mut last = None;
    sql.query(WORD_KEY_PAGE, &place, &mut |row| {
        let (key, word) = (row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec());
        last = Some((key.clone(), word.clone()));
        page.entry(word).or_default().push(key);
        Ok(())
    })?;
    let words = page.keys().filter_map(|word| Some((std::str::from_utf8(word).ok()?, "")));
    let borne = borne(sql, traeger, &words.collect())?;
    for (word, found) in &page {
        let word_text = std::str::from_utf8(word).ok().filter(|word| borne.contains(*word));
        let own = word_text.map(keys).unwrap_or_default();
        let own: BTreeSet<&[u8]> = own.iter().map(String::as_bytes).collect();
        for stray in found.iter().filter(|key| !own.contains(key.as_slice())) {
            let row = [Value::Text(traeger), Value::Bytes(stray), Value::Bytes(word)];
            sql.execute(WORD_KEY_ERASE, &row)?;
        }
    }
    Ok(last)
}

fn bytes(text: &str) -> Value<'_> {
    Value::Bytes(text.as_bytes())
}

/// Ein Wort oder Schlüssel; gespeichert sind sie als Bytes, damit beide Datenbanken sie gleich ordnen.
pub(super) fn text(row: &Row, column: usize) -> Result<&str, DbError> {
    text_of(row.bytes(column)?)
}

fn text_of(bytes: &[u8]) -> Result<&str, DbError> {
    let unreadable = |_| DbError::Broken("ein Wort des Verzeichnisses ist unlesbar".to_owned());
    std::str::from_utf8(bytes).map_err(unreadable)
}
