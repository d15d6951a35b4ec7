//! Die eine Stelle, die Ereignisse ins Log einordnet und ihnen ihre laufende Nummer gibt.
//!
//! Auf SQLite läuft sie in derselben Transaktion wie das Anfügen. Auf PostgreSQL fügen viele zugleich an;
//! dann ordnet einer danach ein, was bestätigt ist: er nimmt sich den Rand des Logs, und wer ihn zugleich
//! nähme, wird abgewiesen.

use super::Hash;
use super::kette::{Kopf, Salz, Strom};
use super::merkle::{Knoten, Ort, Rand, Stand};
use super::schema::{
    EVENTS_NUMBER, EVENTS_WAITING, LOG_EDGE, LOG_EDGE_FORWARD, LOG_EDGE_NEW, LOG_NODE, LOG_NODE_NEW,
};
use super::sql::{DbError, Sql, Value};
use super::streams::number;

/// Ordnet ein, was noch keine Nummer hat, innerhalb der laufenden Transaktion; der neue Stand des Logs.
///
/// # Errors
/// [`DbError::Retry`], wenn zugleich ein anderer einordnet; sonst [`DbError`].
pub fn sequence<S: Sql + ?Sized>(sql: &mut S, traeger: &str) -> Result<Stand, DbError> {
    let tenant = Value::Text(traeger);
    let before = sql.first(LOG_EDGE, &[tenant])?;
    let before = before.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()?;
    let mut edge = edge(before.as_deref())?;
    let mut waiting = Vec::new();
    sql.query(EVENTS_WAITING, &[tenant], &mut |row| {
        let head = Kopf { version: row.count(1)?, hash: Hash(row.array(3)?) };
        waiting.push((row.text(0)?.to_owned(), head, Salz(row.array(2)?)));
        Ok(())
    })?;
    if waiting.is_empty() {
        return Ok(edge.stand());
    }
    let first = Value::Int(number(edge.zahl()));
    let mut nodes: Vec<Knoten> = Vec::new();
    let count = waiting.len();
    for (stream, head, salt) in waiting {
        let name = Strom { traeger, kennung: &stream };
        edge.nimm(head.blatt(name, &salt), |node| nodes.push(node));
    }
    if sql.execute(EVENTS_NUMBER, &[first, tenant, tenant])? != u64::try_from(count).unwrap_or(0) {
        return Err(DbError::Retry);
    }
    let rows: Vec<_> = nodes.iter().map(|node| row(tenant, node)).collect();
    let rows: Vec<&[Value<'_>]> = rows.iter().map(<[_; 4]>::as_slice).collect();
    sql.insert_each(LOG_NODE_NEW, &rows)?;
    let after = edge.bytes();
    let moved = match &before {
        None => sql.execute(LOG_EDGE_NEW, &[tenant, Value::Bytes(&after)]),
        Some(before) => {
            sql.execute(LOG_EDGE_FORWARD, &[Value::Bytes(&after), tenant, Value::Bytes(before)])
        }
    };
    match moved {
        Ok(1) => Ok(edge.stand()),
        Ok(_) | Err(DbError::Duplicate) => Err(DbError::Retry),
        Err(error) => Err(error),
    }
}

fn row<'v>(tenant: Value<'v>, node: &'v Knoten) -> [Value<'v>; 4] {
    let Knoten { ort: Ort { ebene, stelle }, hash } = node;
    let place = (Value::Int(i64::from(*ebene)), Value::Int(number(*stelle)));
    [tenant, place.0, place.1, Value::Bytes(&hash.0)]
}

/// Der Stand des Logs.
///
/// # Errors
/// [`DbError`].
pub fn state<S: Sql + ?Sized>(sql: &mut S, traeger: &str) -> Result<Stand, DbError> {
    let row = sql.first(LOG_EDGE, &[Value::Text(traeger)])?;
    let bytes = row.as_ref().map(|row| row.bytes(0)).transpose()?;
    Ok(edge(bytes)?.stand())
}

/// Ein Knoten des Logs, für Beweise.
///
/// # Errors
/// [`DbError::Broken`], wenn er fehlt.
pub fn node<S: Sql + ?Sized>(sql: &mut S, traeger: &str, place: Ort) -> Result<Hash, DbError> {
    let values = [
        Value::Text(traeger),
        Value::Int(i64::from(place.ebene)),
        Value::Int(number(place.stelle)),
    ];
    let row = sql.first(LOG_NODE, &values)?;
    let row = row.ok_or_else(|| DbError::Broken("im Log fehlt ein Knoten".to_owned()))?;
    row.array(0).map(Hash)
}

fn edge(bytes: Option<&[u8]>) -> Result<Rand, DbError> {
    let Some(bytes) = bytes else { return Ok(Rand::leer()) };
    Rand::lies(bytes).map_err(|_| DbError::Broken("der Rand des Logs ist unlesbar".to_owned()))
}
