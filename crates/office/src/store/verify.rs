//! `verify`: ist alles noch so, wie es gespeichert wurde?
//!
//! Geprüft wird ohne Schlüssel, denn gehasht ist der Geheimtext: jede Kette gegen ihren Kopf, jedes
//! Ereignis gegen sein Blatt, das ganze Log gegen seinen Rand, und der Rand gegen Stände, die jemand
//! anderes aufgehoben hat. Nur sie zeigen, wenn Datenbank und Log zusammen zurückgedreht sind.

use super::Hash;
use super::erasure::{ErasureError, Note, notes};
use super::kette::{self, Eintrag, Glied, Kettenbruch, Kopf, Strom};
use super::merkle::{Blatt, Rand, Stand};
use super::schema::{HEADS, STREAMS};
use super::sequencer::state;
use super::sql::{DbError, Sql, Value};
use super::streams::{StoredEvent, events};
use super::tiles::{self, LeafReader};

/// Was die Prüfung fand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Geprüfte Ströme.
    pub streams: u64,
    /// Geprüfte Ereignisse.
    pub events: u64,
    /// Blätter, deren Ereignis fort ist und deren Löschvermerk da ist.
    pub erased: u64,
    /// Was nicht stimmt.
    pub findings: Vec<Finding>,
}

/// Eine Stelle, die nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// Die Kette eines Stroms bricht.
    #[error("{stream}: {broken}")]
    Chain {
        /// Welcher Strom.
        stream: String,
        /// Wo und woran.
        broken: Kettenbruch,
    },
    /// Ein Ereignis steht nicht so im Log.
    #[error("{stream}: Version {version} steht nicht so im Log; bitte aus der Sicherung holen")]
    Leaf {
        /// Welcher Strom.
        stream: String,
        /// Welche Version.
        version: u64,
    },
    /// Zu einem Blatt fehlt das Ereignis.
    #[error("zum Blatt {0} des Logs fehlt das Ereignis: ein Strom oder sein Ende ist fort")]
    Missing(u64),
    /// Ein Löschvermerk passt nicht zu dem, was im Log steht.
    #[error(
        "{stream}: der Löschvermerk in Version {version} ist nicht echt oder verändert; was er erklärt, gilt als \
         fort ohne Vermerk"
    )]
    Note {
        /// Strom des Löschlaufs.
        stream: String,
        /// Version des Vermerks.
        version: u64,
    },
    /// Ein gelöschtes Ereignis ist noch oder wieder da.
    #[error(
        "das Blatt {0} des Logs gilt als gelöscht, sein Ereignis ist aber da; bitte noch einmal löschen"
    )]
    StillThere(u64),
    /// Die Knoten des Logs ergeben seinen Rand nicht.
    #[error("das Log ist in sich nicht stimmig: seine Wurzel passt nicht zu seinen Blättern")]
    Log,
    /// Das Log setzt einen aufgehobenen Stand nicht fort.
    #[error(
        "das Log setzt den aufgehobenen Stand mit {0} Blättern nicht fort: es wurde zurückgedreht"
    )]
    Rewound(u64),
}

/// Prüft alles, was ein Mandant gespeichert hat; `kept` sind aufgehobene Stände.
///
/// # Errors
/// [`DbError`], wenn sich nicht lesen lässt.
pub fn verify(sql: &mut dyn Sql, traeger: &str, kept: &[Stand]) -> Result<Report, DbError> {
    let mut report = Report::default();
    let now = state(sql, traeger)?;
    // Was der Rand nennt, kann jemand geändert haben: mehr Blätter, als da sind, sucht niemand.
    let stored = tiles::count(sql, traeger)?;
    let mut leaves = vec![false; usize::try_from(now.zahl.min(stored)).unwrap_or(usize::MAX)];
    for (stream, end) in streams(sql, traeger)? {
        report.streams += 1;
        verify_stream(sql, (traeger, &stream), end, &mut leaves, &mut report)?;
    }
    let explained = explained(sql, traeger, leaves.len(), &mut report)?;
    let mut edge = Rand::leer();
    let mut sound = true;
    let mut stored_leaves = LeafReader::at(0);
    for ((number, leaf), explained) in (0_u64..).zip(leaves).zip(explained) {
        let stored = stored_leaves.next(sql, traeger)?;
        sound &= stored.is_some();
        match (leaf, explained) {
            (false, false) => report.findings.push(Finding::Missing(number + 1)),
            (false, true) => report.erased += 1,
            (true, true) => report.findings.push(Finding::StillThere(number + 1)),
            (true, false) => {}
        }
        // Das Log selbst wird aus seinen eigenen Blättern nachgerechnet.
        let mut above = Vec::new();
        edge.nimm(Blatt::aus_hash(stored.unwrap_or(Hash([0; 32]))), |node| {
            if tiles::is_stored(node.ort) {
                above.push(node);
            }
        });
        for node in above {
            sound &= tiles::stored_node(sql, traeger, node.ort)? == Some(node.hash);
        }
        let now = edge.stand();
        let others = kept.iter().filter(|stand| stand.zahl == now.zahl && **stand != now);
        report.findings.extend(others.map(|stand| Finding::Rewound(stand.zahl)));
    }
    sound &= stored_leaves.ends_here(sql, traeger)?;
    if !sound || edge.stand() != now {
        report.findings.push(Finding::Log);
    }
    for keeper in kept.iter().filter(|stand| stand.zahl > now.zahl) {
        report.findings.push(Finding::Rewound(keeper.zahl));
    }
    Ok(report)
}

/// Alle Ströme eines Mandanten mit ihrem Kopf.
///
/// # Errors
/// [`DbError`].
pub(super) fn streams(sql: &mut dyn Sql, traeger: &str) -> Result<Vec<(String, Kopf)>, DbError> {
    let mut streams = Vec::new();
    sql.query(STREAMS, &[Value::Text(traeger)], &mut |row| {
        let head = Kopf { version: row.count(1)?, hash: Hash(row.array(2)?) };
        streams.push((row.text(0)?.to_owned(), head));
        Ok(())
    })?;
    Ok(streams)
}

/// Prüft einen Strom, bevor er gelöscht wird, und nennt seine Version und seine Blätter.
///
/// # Errors
/// [`ErasureError`].
pub(super) fn sound(
    sql: &mut dyn Sql,
    (traeger, stream): (&str, &str),
) -> Result<(u64, Vec<u64>), ErasureError> {
    let row = sql.first(HEADS, &[Value::Text(traeger), Value::Text(stream)])?;
    let Some(row) = row else {
        // Ereignisse ohne Kopf: jemand hat ihn weggenommen.
        let Some(first) = events(sql, traeger, stream)?.into_iter().next() else {
            return Ok((0, Vec::new()));
        };
        let broken = Kettenbruch::Ueberzaehlig { version: first.version, ende: 0 };
        let stream = stream.to_owned();
        return Err(ErasureError::Unsound(Finding::Chain { stream, broken }));
    };
    let end = Kopf { version: row.count(1)?, hash: Hash(row.array(2)?) };
    let zahl = state(sql, traeger)?.zahl.min(tiles::count(sql, traeger)?);
    let size = usize::try_from(zahl).unwrap_or(usize::MAX);
    let (mut leaves, mut report) = (vec![false; size], Report::default());
    verify_stream(sql, (traeger, stream), end, &mut leaves, &mut report)?;
    if let Some(finding) = report.findings.into_iter().next() {
        return Err(ErasureError::Unsound(finding));
    }
    let numbers = (1..).zip(leaves).filter_map(|(number, leaf)| leaf.then_some(number));
    Ok((end.version, numbers.collect()))
}

/// Welche Blätter ein Löschvermerk erklärt. Er gilt nur, wenn sein Ereignis im Log steht, nach allen Blättern, die er
/// nennt, und der Name seines Befehls genau diese Blätter festhält.
fn explained(
    sql: &mut dyn Sql,
    traeger: &str,
    size: usize,
    report: &mut Report,
) -> Result<Vec<bool>, DbError> {
    let mut explained = vec![false; size];
    for note in notes(sql, traeger)? {
        let Note { stream, version, leaves } = note;
        let stored = events(sql, traeger, &stream)?;
        let event = stored.iter().find(|event| event.version == version);
        let command = format!("\n{}", leaves.command());
        let holds = |event: &StoredEvent| {
            let later = leaves.last() < Some(event.number);
            event.frame.ends_with(command.as_bytes()) && later
        };
        if !stream.starts_with("loeschung:") || !event.is_some_and(holds) {
            report.findings.push(Finding::Note { stream, version });
            continue;
        }
        for (from, to) in leaves.ranges() {
            let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            let range = place(*from).saturating_sub(1)..place(*to).min(size);
            explained.get_mut(range).into_iter().flatten().for_each(|leaf| *leaf = true);
        }
    }
    Ok(explained)
}

fn verify_stream(
    sql: &mut dyn Sql,
    (traeger, stream): (&str, &str),
    end: Kopf,
    leaves: &mut [bool],
    report: &mut Report,
) -> Result<(), DbError> {
    let name = Strom { traeger, kennung: stream };
    let stored = events(sql, traeger, stream)?;
    let links = stored.iter().map(|event| Glied {
        kopf: event.head,
        eintrag: Eintrag { geheimtext: &event.sealed, rahmen: &event.frame }.fingerabdruck(),
    });
    if let Err(broken) = kette::pruefe(name, links, end) {
        report.findings.push(Finding::Chain { stream: stream.to_owned(), broken });
    }
    for event in &stored {
        report.events += 1;
        let StoredEvent { number, version, .. } = *event;
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let slot = place.and_then(|place| leaves.get_mut(place));
        let leaf = event.head.blatt(name, &event.salt).hash();
        let stored = match slot {
            Some(slot) => {
                *slot = true;
                tiles::leaf(sql, traeger, number.saturating_sub(1))?
            }
            None => None,
        };
        if stored != Some(leaf) {
            report.findings.push(Finding::Leaf { stream: stream.to_owned(), version });
        }
    }
    Ok(())
}
