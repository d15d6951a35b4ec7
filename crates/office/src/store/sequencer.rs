//! Die eine Stelle, die Ereignisse ins Log einordnet und ihnen ihre laufende Nummer gibt.
//!
//! Sie läuft in derselben Transaktion wie das Anfügen und hält den Rand des Logs fest: je Mandant ordnet einer zur
//! Zeit ein, und die Nummern folgen aufeinander, wie bestätigt wird.

use super::Hash;
use super::kette::{Kopf, Salz, Strom};
use super::merkle::{Knoten, Ort, Rand, Stand};
use super::schema::{
    EVENTS_NUMBER, EVENTS_WAITING, LOG_EDGE, LOG_EDGE_FIRST, LOG_EDGE_FORWARD, LOG_NODE,
    LOG_NODE_NEW,
};
use super::sql::{DbError, Sql, Value};
use super::streams::number;

/// Was eine Transaktion ins Log einordnet: der Rand vorher und jetzt, und die neuen Knoten.
#[derive(Debug)]
pub struct Numbering {
    traeger: String,
    before: Vec<u8>,
    edge: Rand,
    nodes: Vec<Knoten>,
}

impl Numbering {
    /// Beginnt am gespeicherten Rand und hält ihn fest: bis zum Ende der Transaktion schreibt kein anderer für
    /// diesen Mandanten.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn begin(sql: &mut dyn Sql, traeger: &str) -> Result<Numbering, DbError> {
        let tenant = Value::Text(traeger);
        let held = sql.log_edge_held();
        let before = match sql.first(held, &[tenant])? {
            Some(row) => row,
            None => {
                // Was es nicht gibt, lässt sich nicht festhalten.
                sql.execute(LOG_EDGE_FIRST, &[tenant, Value::Bytes(&Rand::leer().bytes())])?;
                sql.first(held, &[tenant])?.ok_or(DbError::Retry)?
            }
        };
        let before = before.bytes(0)?.to_vec();
        let edge = edge(Some(&before))?;
        Ok(Numbering { traeger: traeger.to_owned(), before, edge, nodes: Vec::new() })
    }

    /// Nimmt ein Ereignis auf; seine laufende Nummer.
    pub fn take(&mut self, stream: &str, head: &Kopf, salt: &Salz) -> u64 {
        let name = Strom { traeger: &self.traeger, kennung: stream };
        let nodes = &mut self.nodes;
        self.edge.nimm(head.blatt(name, salt), |node| nodes.push(node));
        self.edge.zahl()
    }

    /// Speichert Knoten und Rand; der neue Stand.
    ///
    /// # Errors
    /// [`DbError::Retry`], wenn zugleich ein anderer einordnet; sonst [`DbError`].
    pub fn finish(mut self, sql: &mut dyn Sql) -> Result<Stand, DbError> {
        if self.nodes.is_empty() {
            return Ok(self.edge.stand());
        }
        // In der Ordnung des Baums, in den sie kommen.
        self.nodes.sort_unstable_by_key(|node| (node.ort.ebene, node.ort.stelle));
        let tenant = Value::Text(&self.traeger);
        let rows: Vec<_> = self.nodes.iter().map(|node| row(tenant, node)).collect();
        let rows: Vec<&[Value<'_>]> = rows.iter().map(<[_; 4]>::as_slice).collect();
        sql.insert_each(LOG_NODE_NEW, &rows)?;
        let after = self.edge.bytes();
        let moved = [Value::Bytes(&after), tenant, Value::Bytes(&self.before)];
        match sql.execute(LOG_EDGE_FORWARD, &moved)? {
            1 => Ok(self.edge.stand()),
            _ => Err(DbError::Retry),
        }
    }
}

/// Ordnet ein, was ohne Nummer eingespielt ist, innerhalb der laufenden Transaktion; der neue Stand des Logs.
///
/// # Errors
/// [`DbError::Retry`], wenn zugleich ein anderer einordnet; sonst [`DbError`].
pub fn sequence(sql: &mut dyn Sql, traeger: &str) -> Result<Stand, DbError> {
    let tenant = Value::Text(traeger);
    let mut numbering = Numbering::begin(sql, traeger)?;
    let first = Value::Int(number(numbering.edge.zahl()));
    let mut count = 0_u64;
    sql.query(EVENTS_WAITING, &[tenant], &mut |row| {
        let head = Kopf { version: row.count(1)?, hash: Hash(row.array(3)?) };
        numbering.take(row.text(0)?, &head, &Salz(row.array(2)?));
        count += 1;
        Ok(())
    })?;
    if count > 0 && sql.execute(EVENTS_NUMBER, &[first, tenant, tenant])? != count {
        return Err(DbError::Retry);
    }
    numbering.finish(sql)
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
pub fn state(sql: &mut dyn Sql, traeger: &str) -> Result<Stand, DbError> {
    let row = sql.first(LOG_EDGE, &[Value::Text(traeger)])?;
    let bytes = row.as_ref().map(|row| row.bytes(0)).transpose()?;
    Ok(edge(bytes)?.stand())
}

/// Ein Knoten des Logs, für Beweise.
///
/// # Errors
/// [`DbError::Broken`], wenn er fehlt.
pub fn node(sql: &mut dyn Sql, traeger: &str, place: Ort) -> Result<Hash, DbError> {
    let missing = || DbError::Broken("im Log fehlt ein Knoten".to_owned());
    find_node(sql, traeger, place)?.ok_or_else(missing)
}

/// Wie [`node`]; `None`, wenn er fehlt.
///
/// # Errors
/// [`DbError`].
pub fn find_node(sql: &mut dyn Sql, traeger: &str, place: Ort) -> Result<Option<Hash>, DbError> {
    let values = [
        Value::Text(traeger),
        Value::Int(i64::from(place.ebene)),
        Value::Int(number(place.stelle)),
    ];
    let row = sql.first(LOG_NODE, &values)?;
    row.map(|row| row.array(0).map(Hash)).transpose()
}

fn edge(bytes: Option<&[u8]>) -> Result<Rand, DbError> {
    let Some(bytes) = bytes else { return Ok(Rand::leer()) };
    Rand::lies(bytes).map_err(|_| DbError::Broken("der Rand des Logs ist unlesbar".to_owned()))
}
