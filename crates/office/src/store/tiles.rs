//! Wie das Merkle-Log in den Tabellen steht: Blätter in Kacheln von 256, Knoten nur über vollen Kacheln.
//!
//! Eine Gruppe legt ihre Blätter als eine Zeile ab, geteilt nur, wo eine Kachel endet. Ein Knoten wird abgelegt, wenn
//! seine Ebene ein Vielfaches von acht ist; jeder andere folgt aus höchstens 128 abgelegten. So kostet ein Ereignis im
//! Log 32 Bytes und kaum eine Zeile, und ein Beweis liest je Ebene von acht eine Kachel
//! (ebenso <https://c2sp.org/tlog-tiles>).

use super::Hash;
use super::merkle::{Blatt, Knoten, Ort, Rand};
use super::schema::{
    LOG_LEAF, LOG_LEAVES, LOG_LEAVES_COUNT, LOG_LEAVES_NEW, LOG_NODE_NEW, LOG_NODES,
};
use super::sql::{DbError, Sql, Value, insert};
use super::streams::number;

/// So viele Ebenen stecken in einer Kachel.
const LEVELS: u32 = 8;
/// So viele Blätter.
const LEAVES: u64 = 1 << LEVELS;
/// So lang ist ein Hash.
const HASH: usize = 32;

/// Was ein Lauf dem Log anfügt.
#[derive(Debug)]
pub(super) struct NewLeaves {
    first: u64,
    leaves: Vec<Hash>,
    nodes: Vec<Knoten>,
}

impl NewLeaves {
    /// Nach so vielen Blättern.
    pub(super) const fn after(count: u64) -> NewLeaves {
        NewLeaves { first: count, leaves: Vec::new(), nodes: Vec::new() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// Hängt ein Blatt an.
    pub(super) fn take(&mut self, edge: &mut Rand, leaf: Blatt) {
        self.leaves.push(leaf.hash());
        let nodes = &mut self.nodes;
        edge.nimm(leaf, |node| {
            if is_stored(node.ort) {
                nodes.push(node);
            }
        });
    }

    /// Legt alles ab.
    pub(super) fn store(mut self, sql: &mut dyn Sql, traeger: &str) -> Result<(), DbError> {
        let tenant = Value::Text(traeger);
        let mut rows: Vec<(i64, Vec<u8>)> = Vec::new();
        let mut at = self.first;
        let mut rest = self.leaves.as_slice();
        while !rest.is_empty() {
            let room = usize::try_from(LEAVES - at % LEAVES).unwrap_or(usize::MAX);
            let (row, after) = rest.split_at(room.min(rest.len()));
            rows.push((number(at), row.iter().flat_map(|hash| hash.0).collect()));
            at = at.saturating_add(u64::try_from(row.len()).unwrap_or(u64::MAX));
            rest = after;
        }
        let rows = rows.iter().map(|(at, row)| [tenant, Value::Int(*at), Value::Bytes(row)]);
        insert(sql, LOG_LEAVES_NEW, &rows.collect::<Vec<_>>())?;
        // In der Ordnung des Baums, in den sie kommen.
        self.nodes.sort_unstable_by_key(|node| (node.ort.ebene, node.ort.stelle));
        let nodes = self.nodes.iter().map(|Knoten { ort: Ort { ebene, stelle }, hash }| {
            let place = (Value::Int(i64::from(*ebene)), Value::Int(number(*stelle)));
            [tenant, place.0, place.1, Value::Bytes(&hash.0)]
        });
        insert(sql, LOG_NODE_NEW, &nodes.collect::<Vec<_>>())
    }
}

/// Steht dieser Knoten als Zeile da?
pub(super) const fn is_stored(place: Ort) -> bool {
    place.ebene > 0 && place.ebene.is_multiple_of(LEVELS)
}

/// Das Blatt mit dieser Nummer (ab 0), wie es da steht; `None`, wenn es fehlt.
///
/// # Errors
/// [`DbError`].
pub(super) fn leaf(sql: &mut dyn Sql, traeger: &str, leaf: u64) -> Result<Option<Hash>, DbError> {
    let (at, tile) = (Value::Int(number(leaf)), Value::Int(number(leaf - leaf % LEAVES)));
    let row = sql.first(LOG_LEAF, &[at, Value::Text(traeger), tile, at])?;
    // Eine zu kurze Zeile hat jemand verändert: das Blatt fehlt.
    Ok(row.and_then(|row| row.array(0).ok()).map(Hash))
}

/// Der abgelegte Knoten, wie er da steht; `None`, wenn er fehlt.
///
/// # Errors
/// [`DbError`].
pub(super) fn stored_node(
    sql: &mut dyn Sql,
    traeger: &str,
    place: Ort,
) -> Result<Option<Hash>, DbError> {
    let end = place.stelle.saturating_add(1);
    Ok(nodes(sql, traeger, (place.ebene, place.stelle, end))?.pop())
}

/// Ein vollständiger Teilbaum des Logs, für Beweise ([`super::merkle::einschlussbeweis`]).
///
/// # Errors
/// [`DbError::Broken`], wenn das Log ihn nicht hergibt.
pub fn node(sql: &mut dyn Sql, traeger: &str, place: Ort) -> Result<Hash, DbError> {
    let missing = || DbError::Broken("im Log fehlt ein Knoten".to_owned());
    let above = place.ebene % LEVELS;
    let base = place.ebene - above;
    let count = 1_u64 << above;
    let first = place.stelle.checked_mul(count).ok_or_else(missing)?;
    let end = first.saturating_add(count);
    let parts = match base {
        0 => leaves(sql, traeger, (first, end))?,
        base => nodes(sql, traeger, (base, first, end))?,
    };
    if u64::try_from(parts.len()) != Ok(count) {
        return Err(missing());
    }
    let mut edge = Rand::leer();
    parts.into_iter().for_each(|part| edge.nimm(Blatt::aus_hash(part), |_| {}));
    Ok(edge.wurzel())
}

/// Wie viele Blätter da stehen.
///
/// # Errors
/// [`DbError`].
pub(super) fn count(sql: &mut dyn Sql, traeger: &str) -> Result<u64, DbError> {
    let row = sql.first(LOG_LEAVES_COUNT, &[Value::Text(traeger)])?;
    row.map_or(Ok(0), |row| row.count(0))
}

/// Die abgelegten Knoten einer Ebene, von … bis vor …, soweit sie da sind.
fn nodes(
    sql: &mut dyn Sql,
    traeger: &str,
    (level, first, end): (u32, u64, u64),
) -> Result<Vec<Hash>, DbError> {
    let mut nodes = Vec::new();
    let level = Value::Int(i64::from(level));
    let range = [Value::Int(number(first)), Value::Int(number(end))];
    sql.query(LOG_NODES, &[Value::Text(traeger), level, range[0], range[1]], &mut |row| {
        nodes.push(Hash(row.array(1)?));
        Ok(())
    })?;
    Ok(nodes)
}

/// Die Blätter von … bis vor … einer Kachel, soweit sie da sind.
fn leaves(
    sql: &mut dyn Sql,
    traeger: &str,
    (first, end): (u64, u64),
) -> Result<Vec<Hash>, DbError> {
    let mut reader = LeafReader::at(first - first % LEAVES);
    let mut leaves = Vec::new();
    for at in reader.at..end {
        match reader.next(sql, traeger)? {
            Some(hash) if at >= first => leaves.push(hash),
            Some(_) | None => {}
        }
    }
    Ok(leaves)
}

/// Liest die Blätter der Reihe nach.
#[derive(Debug)]
pub(super) struct LeafReader {
    /// Das nächste Blatt.
    at: u64,
    /// Gelesene Zeilen, die letzte zuerst.
    rows: Vec<(u64, Vec<u8>)>,
    /// Bis hierher ist gelesen; `None`: bis zum Ende.
    read: Option<u64>,
    /// Beginnt mit dem nächsten Blatt eine Zeile?
    begins: bool,
    /// Schließt jede Zeile an die vorige an?
    seamless: bool,
}

impl LeafReader {
    /// Ab diesem Blatt, dem ersten einer Kachel.
    pub(super) const fn at(first: u64) -> LeafReader {
        LeafReader { at: first, rows: Vec::new(), read: Some(first), begins: true, seamless: true }
    }

    /// Das nächste Blatt; `None`, wenn es fehlt.
    ///
    /// # Errors
    /// [`DbError`].
    pub(super) fn next(
        &mut self,
        sql: &mut dyn Sql,
        traeger: &str,
    ) -> Result<Option<Hash>, DbError> {
        let at = self.at;
        self.at = at.saturating_add(1);
        loop {
            if self.rows.is_empty() && !self.read_rows(sql, traeger)? {
                return Ok(None);
            }
            let Some((first, row)) = self.rows.last() else { return Ok(None) };
            let Some(within) = at.checked_sub(*first) else {
                // Davor fehlt etwas.
                self.seamless = false;
                return Ok(None);
            };
            let (hashes, rest) = row.as_chunks::<HASH>();
            if std::mem::take(&mut self.begins) {
                // Sie endet spätestens mit ihrer Kachel.
                let longest = usize::try_from(LEAVES - first % LEAVES).unwrap_or(usize::MAX);
                let whole = rest.is_empty() && (1..=longest).contains(&hashes.len());
                self.seamless &= within == 0 && whole;
            }
            let hash = usize::try_from(within).ok().and_then(|within| hashes.get(within));
            if let Some(hash) = hash {
                return Ok(Some(Hash(*hash)));
            }
            self.rows.pop();
            self.begins = true;
        }
    }

    /// Kam nach dem letzten gelesenen Blatt nichts mehr, und schloss jede Zeile an die vorige an?
    ///
    /// # Errors
    /// [`DbError`].
    pub(super) fn ends_here(mut self, sql: &mut dyn Sql, traeger: &str) -> Result<bool, DbError> {
        Ok(self.next(sql, traeger)?.is_none() && self.rows.is_empty() && self.seamless)
    }

    /// Liest weitere Zeilen; falsch, wenn es keine gibt.
    fn read_rows(&mut self, sql: &mut dyn Sql, traeger: &str) -> Result<bool, DbError> {
        let Some(from) = self.read else { return Ok(false) };
        let rows = &mut self.rows;
        sql.query(LOG_LEAVES, &[Value::Text(traeger), Value::Int(number(from))], &mut |row| {
            rows.push((row.count(0)?, row.bytes(1)?.to_vec()));
            Ok(())
        })?;
        self.read = rows.last().map(|(first, _)| first.saturating_add(1));
        rows.reverse();
        Ok(!rows.is_empty())
    }
}
