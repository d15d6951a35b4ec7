//! Der Speicher auf SQLite als Ganzes: Akten lesen, Ereignisse anfügen, löschen, prüfen.
//!
//! Ein Ordner mit zwei Dateien: `akten.sqlite` und, getrennt zu sichern, `schluessel.sqlite`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use case::akte::{Akte, Eintrag, Ereignis, Erfasst, Lesefehler, Strom, Tatsache, Zeitpunkt};

use super::Hash;
use super::kette::{self, Salz};
use super::keys::{KeyError, KeyRing, Randomness};
use super::merkle::Stand;
use super::schema::prepare;
use super::sequencer::state;
use super::siegel::{Datenschluessel, Hauptschluessel, Nonce, SiegelFehler};
use super::sql::{DbError, LiteConnection, LiteOpening, Sql};
use super::streams::{Append, Commit, CommitError, Outcome, Unique, answered, events, version};
use super::verify::{Report, verify};
use super::writer::{Clock, Writer};

/// Der Speicher eines Ordners.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    writer: Writer,
    readers: Mutex<Vec<LiteConnection>>,
    keys: Mutex<KeyRing>,
    randomness: Randomness,
}

/// Was von außen kommt: Schlüssel, Uhr, Zufall.
#[derive(Debug)]
pub struct Surroundings {
    /// Der Hauptschlüssel.
    pub main: Hauptschluessel,
    /// Die Uhr.
    pub clock: Clock,
    /// Der Zufall.
    pub randomness: Randomness,
}

/// Warum eine Akte sich nicht lesen oder schreiben lässt.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Der Strom ist gelöscht.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Ein Ereignis ist verändert.
    #[error(transparent)]
    Seal(#[from] SiegelFehler),
    /// Ein Ereignis ist nicht lesbar.
    #[error(transparent)]
    Event(#[from] Lesefehler),
    /// Nichts gespeichert.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// Der Speicher selbst.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Was jemand entschieden hat und speichern will; alles oder nichts.
#[derive(Debug, Default)]
pub struct Draft {
    /// Je Strom: die Version, auf der es beruht, und die neuen Ereignisse als JSON.
    pub appends: Vec<(Strom, u64, Vec<String>)>,
    /// Ströme, die nur gelesen wurden, mit ihrer Version.
    pub reads: Vec<(Strom, u64)>,
    /// Werte, die es nur einmal geben darf.
    pub unique: Vec<Unique>,
    /// Die Antwort.
    pub answer: String,
}

/// Wer etwas sendet: derselbe Schlüssel mit demselben Inhalt wirkt einmal.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Der Mandant.
    pub traeger: &'a str,
    /// Vom Absender gewählt, eindeutig je Vorgang.
    pub key: &'a str,
    /// Die ganze Anfrage als Bytes.
    pub body: &'a [u8],
}

impl Store {
    /// Öffnet den Ordner und legt die Dateien an, wenn es sie nicht gibt.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(folder: &Path, surroundings: Surroundings) -> Result<Store, DbError> {
        let Surroundings { main, clock, randomness } = surroundings;
        let mut connection = LiteConnection::open(&data(folder), LiteOpening::Write)?;
        prepare(&mut connection)?;
        let keys = KeyRing::open(&folder.join("schluessel.sqlite"), main, randomness)?;
        Ok(Store {
            folder: folder.to_owned(),
            writer: Writer::start(connection, clock),
            readers: Mutex::default(),
            keys: Mutex::new(keys),
            randomness,
        })
    }

    /// Liest eine Akte ganz; eine leere, wenn es den Strom nicht gibt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load<T: Tatsache>(&self, traeger: &str, strom: Strom) -> Result<Akte<T>, StoreError> {
        let name = strom.to_string();
        let stored = self.read(|connection| events(connection, traeger, &name))?;
        let mut eintraege = Vec::with_capacity(stored.len());
        let mut keys = BTreeMap::new();
        for event in stored {
            let key = match keys.entry(event.key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(self.key(traeger, &name, event.key)?),
            };
            let plain = key.oeffne(&event.sealed, Nonce::ereignis(event.version), &[])?;
            let text = std::str::from_utf8(&plain);
            let text = text.map_err(|_| Lesefehler::Form { feld: "ganzes Ereignis" })?;
            let erfasst =
                Erfasst { lfd: event.number.unwrap_or(u64::MAX), zeit: Zeitpunkt(event.recorded) };
            let ereignis = Ereignis::lies(text)?;
            eintraege.push(Eintrag { version: event.version, erfasst, ereignis });
        }
        Ok(Akte::aus(strom.kennung, eintraege))
    }

    /// War dieser Vorgang schon da?
    ///
    /// # Errors
    /// [`CommitError::OtherRequest`], wenn derselbe Schlüssel mit anderem Inhalt kam.
    pub fn answered(&self, request: Request<'_>) -> Result<bool, StoreError> {
        let Request { traeger, key, body } = request;
        match self.read(|connection| answered(connection, traeger, key))? {
            Some(before) => Ok(before.to(Hash::aus(&[body])).map(|_| true)?),
            None => Ok(false),
        }
    }

    /// Speichert, was entschieden ist, und kehrt erst zurück, wenn es auf der Platte steht.
    ///
    /// # Errors
    /// [`StoreError`]; dann ist nichts gespeichert.
    pub fn commit(&self, request: Request<'_>, draft: Draft) -> Result<Outcome, StoreError> {
        let (traeger, body) = (request.traeger, Hash::aus(&[request.body]));
        let before = self.read(|connection| answered(connection, traeger, request.key))?;
        if let Some(before) = before {
            return Ok(before.to(body)?);
        }
        let mut appends = Vec::with_capacity(draft.appends.len());
        for (strom, expected, texts) in draft.appends {
            let stream = strom.to_string();
            let name = kette::Strom { traeger: request.traeger, kennung: &stream };
            // Nur ein Strom, den es nie gab, bekommt einen Schlüssel: ein gelöschter bleibt gelöscht.
            let known = self.read(|connection| version(connection, request.traeger, &stream))?;
            let key = self.ring(|ring| match known {
                0 => ring.key_for_new(name),
                _ => ring.newest(name),
            })?;
            let mut events = Vec::with_capacity(texts.len());
            for text in texts {
                let mut salt = [0; 16];
                (self.randomness)(&mut salt)?;
                events.push((text.into_bytes(), Salz(salt)));
            }
            appends.push(Append { stream, expected, key, events });
        }
        let reads = draft.reads.into_iter().map(|(strom, version)| (strom.to_string(), version));
        Ok(self.writer.commit(Commit {
            traeger: request.traeger.to_owned(),
            key: request.key.to_owned(),
            request: body,
            appends,
            reads: reads.collect(),
            unique: draft.unique,
            answer: draft.answer,
        })?)
    }

    /// Löscht den Schlüssel eines Stroms: sein Inhalt ist danach nirgends mehr lesbar, jeder Beweis gilt
    /// weiter.
    ///
    /// # Errors
    /// [`DbError`]; dann ist nicht sicher, dass er fort ist.
    pub fn erase(&self, traeger: &str, strom: Strom) -> Result<(), DbError> {
        let stream = strom.to_string();
        self.ring(|ring| ring.erase(kette::Strom { traeger, kennung: &stream }))
    }

    /// Der Stand des Logs, zum Aufheben an anderer Stelle.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn state(&self, traeger: &str) -> Result<Stand, DbError> {
        self.read(|connection| state(connection, traeger))
    }

    /// Prüft alles gegen sich selbst und gegen aufgehobene Stände.
    ///
    /// # Errors
    /// [`DbError`], wenn sich nicht lesen lässt.
    pub fn verify(&self, traeger: &str, kept: &[Stand]) -> Result<Report, DbError> {
        self.read(|connection| verify(connection, traeger, kept))
    }

    fn key(&self, traeger: &str, stream: &str, fassung: u32) -> Result<Datenschluessel, KeyError> {
        self.ring(|ring| ring.key(kette::Strom { traeger, kennung: stream }, fassung))
    }

    fn ring<R>(&self, use_it: impl FnOnce(&mut KeyRing) -> R) -> R {
        use_it(&mut self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Leiht eine Verbindung zum Lesen; sie sieht einen Stand vom Anfang bis zum Ende.
    fn read<R>(
        &self,
        use_it: impl FnOnce(&mut LiteConnection) -> Result<R, DbError>,
    ) -> Result<R, DbError> {
        let free = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match free {
            Some(connection) => connection,
            None => LiteConnection::open(&data(&self.folder), LiteOpening::Read)?,
        };
        connection.batch("BEGIN")?;
        let result = use_it(&mut connection);
        connection.batch("COMMIT")?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}

fn data(folder: &Path) -> PathBuf {
    folder.join("akten.sqlite")
}
