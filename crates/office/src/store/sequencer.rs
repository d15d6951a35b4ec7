//! Die eine Stelle, die Ereignisse ins Log einordnet und ihnen ihre laufende Nummer gibt.
//!
//! Sie läuft in derselben Transaktion wie das Anfügen und hält den Rand des Logs fest: je Mandant ordnet einer zur
//! Zeit ein, und die Nummern folgen aufeinander, wie bestätigt wird.

use super::kette::{Kopf, Salz, Strom};
use super::merkle::{Rand, Stand};
use super::schema::{LOG_EDGE, LOG_EDGE_FIRST, LOG_EDGE_FORWARD};
use super::sql::{DbError, Sql, Value};
use super::tiles::NewLeaves;

/// Was eine Transaktion ins Log einordnet: der Rand vorher und jetzt, und die neuen Blätter.
#[derive(Debug)]
pub struct Numbering {
    traeger: String,
    before: Vec<u8>,
    edge: Rand,
    leaves: NewLeaves,
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
        let leaves = NewLeaves::after(edge.zahl());
        Ok(Numbering { traeger: traeger.to_owned(), before, edge, leaves })
    }

    /// Nimmt ein Ereignis auf; seine laufende Nummer.
    pub fn take(&mut self, stream: &str, head: &Kopf, salt: &Salz) -> u64 {
        let name = Strom { traeger: &self.traeger, kennung: stream };
        self.leaves.take(&mut self.edge, head.blatt(name, salt));
        self.edge.zahl()
    }

    /// Speichert Blätter und Rand; der neue Stand.
    ///
    /// # Errors
    /// [`DbError::Retry`], wenn zugleich ein anderer einordnet; sonst [`DbError`].
    pub fn finish(self, sql: &mut dyn Sql) -> Result<Stand, DbError> {
        if self.leaves.is_empty() {
            return Ok(self.edge.stand());
        }
        self.leaves.store(sql, &self.traeger)?;
        let tenant = Value::Text(&self.traeger);
        let after = self.edge.bytes();
        let moved = [Value::Bytes(&after), tenant, Value::Bytes(&self.before)];
        match sql.execute(LOG_EDGE_FORWARD, &moved)? {
            1 => Ok(self.edge.stand()),
            _ => Err(DbError::Retry),
        }
    }
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

fn edge(bytes: Option<&[u8]>) -> Result<Rand, DbError> {
    let Some(bytes) = bytes else { return Ok(Rand::leer()) };
    Rand::lies(bytes).map_err(|_| DbError::Broken("der Rand des Logs ist unlesbar".to_owned()))
}
