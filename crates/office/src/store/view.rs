//! Ein Blick in den Speicher: Akten lesen und öffnen, alles von demselben Augenblick.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Akte, Eintrag, Ereignis, Erfasst, Lesefehler, Strom, Tatsache, Zeitpunkt};

use super::Hash;
use super::erasure::{Erasure, ErasureError, Leaves};
use super::keys::KeyError;
use super::record::{Request, Store, StoreError};
use super::siegel::{Datenschluessel, Nonce};
use super::sql::{DbError, Sql};
use super::streams::{Outcome, StoredEvent, all_events, answered};
use super::verify::sound;

/// Ein Blick in den Speicher: alles darin ist von demselben Augenblick.
pub struct View<'s> {
    pub(super) store: &'s Store,
    pub(super) sql: &'s mut dyn Sql,
    /// Der Mandant.
    pub traeger: &'s str,
    /// Gelesen, noch nicht geöffnet.
    pub(super) ahead: BTreeMap<String, Vec<StoredEvent>>,
}

impl View<'_> {
    /// War dieser Vorgang schon da?
    ///
    /// # Errors
    /// [`super::streams::CommitError::OtherRequest`], wenn derselbe Schlüssel mit anderem Inhalt kam.
    pub fn answered(&mut self, request: Request<'_>) -> Result<Option<Outcome>, StoreError> {
        let before = answered(self.sql, self.traeger, request.key)?;
        Ok(before.map(|before| before.to(Hash::aus(&[request.body]))).transpose()?)
    }

    /// Liest eine Akte ganz; eine leere, wenn es den Strom nicht gibt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load<T: Tatsache>(&mut self, strom: Strom) -> Result<Akte<T>, StoreError> {
        let akte = self.load_all(&[strom])?.pop();
        Ok(akte.unwrap_or_else(|| Akte::neu(strom.kennung)))
    }

    /// Liest auf einmal, was danach [`View::load`] öffnet.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn prefetch(&mut self, stroeme: &[Strom]) -> Result<(), DbError> {
        let names: Vec<String> = stroeme.iter().map(Strom::to_string).collect();
        let streams: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let mut stored = all_events(self.sql, self.traeger, &streams)?;
        for name in names {
            if let Entry::Vacant(place) = self.ahead.entry(name) {
                let events = stored.remove(place.key()).unwrap_or_default();
                place.insert(events);
            }
        }
        Ok(())
    }

    /// Liest Akten ganz, in dieser Reihenfolge; eine leere, wo es den Strom nicht gibt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load_all<T: Tatsache>(&mut self, stroeme: &[Strom]) -> Result<Vec<Akte<T>>, StoreError> {
        let names: Vec<String> = stroeme.iter().map(Strom::to_string).collect();
        let streams: Vec<&str> = names.iter().map(String::as_str).collect();
        let read = streams.iter().copied().filter(|stream| !self.ahead.contains_key(*stream));
        let read: BTreeSet<&str> = read.collect();
        let mut stored = all_events(self.sql, self.traeger, &read)?;
        stored.append(&mut self.ahead.extract_if(.., |name, _| names.contains(name)).collect());
        let wanted = stored
            .iter()
            .flat_map(|(name, events)| events.iter().map(move |event| (name.as_str(), event.key)));
        let wanted: BTreeSet<_> = wanted.collect();
        let keys = self.store.ring(|ring| ring.open_keys(self.traeger, &wanted))?;
        let mut akten = Vec::with_capacity(stroeme.len());
        for (strom, name) in stroeme.iter().zip(streams) {
            let events = stored.get(name).map_or(&[][..], Vec::as_slice);
            let mut eintraege = Vec::with_capacity(events.len());
            for event in events {
                let key = keys.get(&(name, event.key)).ok_or(KeyError::Erased)?;
                eintraege.push(opened(event, key)?);
            }
            akten.push(Akte::aus(strom.kennung, eintraege));
        }
        Ok(akten)
    }

    /// Was zu löschen wäre, auf dem Stand dieses Blicks. Ströme, die es nicht gibt, fehlen.
    ///
    /// # Errors
    /// [`ErasureError`], auch wenn ein Strom verändert ist: mit ihm verschwände der Beweis.
    pub fn erasure(&mut self, stroeme: &[Strom]) -> Result<Erasure, ErasureError> {
        let (mut streams, mut numbers) = (Vec::new(), BTreeSet::new());
        for strom in stroeme {
            let name = strom.to_string();
            let (version, leaves) = sound(self.sql, (self.traeger, &name))?;
            if version > 0 {
                streams.push((name, version));
                numbers.extend(leaves);
            }
        }
        Ok(Erasure { streams, leaves: Leaves::of(numbers) })
    }
}

fn opened<T: Tatsache>(
    event: &StoredEvent,
    key: &Datenschluessel,
) -> Result<Eintrag<T>, StoreError> {
    let key = key.ereignis(&event.salt.0);
    let plain = key.oeffne(&event.sealed, Nonce::ereignis(event.version), &[])?;
    let text = std::str::from_utf8(&plain);
    let text = text.map_err(|_| Lesefehler::Form { feld: "ganzes Ereignis" })?;
    let erfasst = Erfasst { lfd: event.number, zeit: Zeitpunkt(event.recorded) };
    Ok(Eintrag { version: event.version, erfasst, ereignis: Ereignis::lies(text)? })
}
