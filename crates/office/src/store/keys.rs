//! Der Schlüsselbund: je Strom ein Schlüssel, verschlossen mit dem Hauptschlüssel.
//!
//! Er liegt für sich, in einer eigenen Datei oder Datenbank, mit eigener, kurzlebiger Sicherung. Wer hier
//! einen Schlüssel löscht, hat den Inhalt des Stroms gelöscht, auch in jeder Sicherung der Daten.
//!
//! Die **Epoche** zählt, wie oft der Speicher aus einer Sicherung eingespielt wurde. Danach werden Versionen
//! ein zweites Mal vergeben; darum wird mit einem Schlüssel aus einer früheren Epoche nur noch gelesen, und
//! wer anfügt, bekommt einen neuen.

use std::collections::{BTreeMap, BTreeSet};

use super::copy::CopyTable;
use super::kette::Strom;
use super::schema::{
    EPOCH, EPOCH_NEW, KEY_BLANK, KEY_ERASE, KEY_NEW, KEY_TABLE, KEYS, prepare_keys,
};
use super::siegel::{
    Bestimmung, Datenschluessel, Hauptschluessel, SiegelFehler, Umschlag, Umschlagnonce,
};
use super::sql::{DbError, Reach, Row, Sql, Value};
use super::writer::Clock;

/// Füllt Bytes mit Zufall.
pub type Randomness = fn(&mut [u8]) -> Result<(), DbError>;

/// Verbindet mit der Datenbank der Schlüssel, auch noch einmal, wenn sie fort war.
pub type Connect = Box<dyn Fn() -> Result<Box<dyn Sql + Send>, DbError> + Send>;

/// Der Schlüsselbund.
pub struct KeyRing {
    connect: Connect,
    connection: Box<dyn Sql + Send>,
    main: Hauptschluessel,
    randomness: Randomness,
    clock: Clock,
    epoch: i64,
    /// Verschlossene Schlüssel, die jemand gerade brauchte.
    recent: BTreeMap<String, BTreeMap<String, Recent>>,
}

/// Die Schlüssel eines Stroms, und wann sie gelesen sind.
struct Recent {
    read: i64,
    versions: Vec<Stored>,
}

/// So lange gilt ein gelesener Schlüssel ohne neuen Blick, in Mikrosekunden: löscht ihn ein anderer Prozess, ist er
/// danach auch hier fort.
const RECENT: i64 = 30_000_000;
/// So viele Ströme sind es höchstens.
const MOST_RECENT: usize = 10_000;

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing(Epoche {})", self.epoch)
    }
}

/// Warum es keinen Schlüssel gibt.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Der Schlüssel ist gelöscht oder war nie da: der Inhalt ist nicht mehr lesbar.
    #[error("zu diesem Strom gibt es keinen Schlüssel; sein Inhalt ist gelöscht")]
    Erased,
    /// Der Umschlag öffnet sich nicht.
    #[error(transparent)]
    Seal(#[from] SiegelFehler),
    /// Der Speicher selbst.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Ein Strom, an den angefügt werden soll.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// Es gibt ihn schon; hat er keinen Schlüssel, ist er gelöscht.
    Known(&'a str),
    /// Es gab ihn nie; er bekommt seinen ersten Schlüssel.
    New(&'a str),
}

/// Die Fassung, mit der ein Strom beginnt.
const FIRST: u32 = 1;

impl KeyRing {
    /// Öffnet den Schlüsselbund.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(
        connect: Connect,
        main: Hauptschluessel,
        randomness: Randomness,
        clock: Clock,
    ) -> Result<KeyRing, DbError> {
        let mut connection = connect()?;
        prepare_keys(connection.as_mut())?;
        connection.reach(Reach::All)?;
        let epoch = connection.first(EPOCH, &[])?.map_or(Ok(0), |row| row.int(0))?;
        Ok(KeyRing { connect, connection, main, randomness, clock, epoch, recent: BTreeMap::new() })
    }

    /// Der Schlüssel eines Stroms in dieser Fassung.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn es ihn nicht gibt; sonst [`KeyError`].
    pub fn key(&mut self, strom: Strom<'_>, fassung: u32) -> Result<Datenschluessel, KeyError> {
        let wanted = BTreeSet::from([(strom.kennung, fassung)]);
        let keys = self.open_keys(strom.traeger, &wanted)?.into_values();
        keys.into_iter().next().ok_or(KeyError::Erased)
    }

    /// Schlüssel von Strömen eines Mandanten, je in einer Fassung.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn es einen nicht gibt; sonst [`KeyError`].
    pub fn open_keys<'w>(
        &mut self,
        traeger: &str,
        wanted: &BTreeSet<(&'w str, u32)>,
    ) -> Result<BTreeMap<(&'w str, u32), Datenschluessel>, KeyError> {
        let streams: BTreeSet<&str> = wanted.iter().map(|(kennung, _)| *kennung).collect();
        let mut stored = self.stored(traeger, &streams)?;
        let held = |stored: &BTreeMap<String, Vec<Stored>>| {
            wanted.iter().all(|(kennung, fassung)| {
                let mut versions = stored.get(*kennung).into_iter().flatten();
                versions.any(|stored| stored.fassung == *fassung)
            })
        };
        if !held(&stored) {
            // Vielleicht gab ein anderer Prozess dem Strom inzwischen einen neuen.
            self.forget(traeger, &streams);
            stored = self.stored(traeger, &streams)?;
        }
        let mut keys = BTreeMap::new();
        for (kennung, fassung) in wanted {
            let versions = stored.get(*kennung).into_iter().flatten();
            let found = versions.into_iter().find(|stored| stored.fassung == *fassung);
            let envelope = &found.ok_or(KeyError::Erased)?.envelope;
            let strom = Strom { traeger, kennung };
            let key = self.unlock(envelope, Bestimmung { strom, fassung: *fassung })?;
            keys.insert((*kennung, *fassung), key);
        }
        Ok(keys)
    }

    /// Die Schlüssel, mit denen heute angefügt wird, in dieser Reihenfolge; alle Ströme gehören `traeger`. Neue
    /// stehen auf der Platte, bevor etwas mit ihnen versiegelt ist.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn einer gelöscht ist; dann ist kein neuer entstanden. Sonst [`KeyError`].
    pub fn keys(
        &mut self,
        traeger: &str,
        wanted: &[Wanted<'_>],
    ) -> Result<Vec<Datenschluessel>, KeyError> {
        match self.found_or_new(traeger, wanted) {
            // Ein anderer Prozess war schneller: sein Schlüssel gilt.
            Err(KeyError::Db(DbError::Duplicate)) => self.found_or_new(traeger, wanted),
            keys => keys,
        }
    }

    fn found_or_new(
        &mut self,
        traeger: &str,
        wanted: &[Wanted<'_>],
    ) -> Result<Vec<Datenschluessel>, KeyError> {
        let streams: BTreeSet<&str> = wanted.iter().map(|wanted| wanted.kennung()).collect();
        let stored = self.stored(traeger, &streams)?;
        let newest = |wanted: &Wanted<'_>| {
            let newest = stored.get(wanted.kennung()).and_then(|versions| versions.last());
            self.newest(traeger, *wanted, newest)
        };
        let found: Vec<Newest> = wanted.iter().map(newest).collect::<Result<_, _>>()?;
        if found.iter().all(|newest| matches!(newest, Newest::Key(_))) {
            return Ok(found.into_iter().filter_map(Newest::key).collect());
        }
        self.forget(traeger, &streams);
        let connection = self.connection()?;
        connection.reach(Reach::Tenant(traeger))?;
        connection.batch("BEGIN")?;
        let created = self.create(traeger, wanted, found);
        self.end(created.is_ok())?;
        created
    }

    /// Alle Fassungen dieser Ströme, je Strom die neueste zuletzt.
    fn stored(
        &mut self,
        traeger: &str,
        streams: &BTreeSet<&str>,
    ) -> Result<BTreeMap<String, Vec<Stored>>, DbError> {
        let mut stored: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
        if streams.is_empty() {
            return Ok(stored);
        }
        let now = (self.clock)();
        let known = self.recent.get(traeger);
        let mut missing = Vec::new();
        for kennung in streams {
            let recent = known.and_then(|known| known.get(*kennung));
            match recent.filter(|recent| recent.holds(now)) {
                Some(recent) => drop(stored.insert((*kennung).to_owned(), recent.versions.clone())),
                None => missing.push(Value::Text(kennung)),
            }
        }
        let mut read: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
        if missing.is_empty() {
            return Ok(stored);
        }
        let connection = self.connection()?;
        connection.reach(Reach::Tenant(traeger))?;
        connection.query_in(KEYS, &[Value::Text(traeger)], &missing, &mut |row| {
            let fassung = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
            let key = Stored { fassung, envelope: row.bytes(2)?.to_vec(), epoch: row.int(3)? };
            read.entry(row.text(0)?.to_owned()).or_default().push(key);
            Ok(())
        })?;
        if read.is_empty() {
            return Ok(stored);
        }
        let held: usize = self.recent.values().map(BTreeMap::len).sum();
        if held.saturating_add(read.len()) > MOST_RECENT {
            self.recent.clear();
        }
        let recent = self.recent.entry(traeger.to_owned()).or_default();
        for (kennung, versions) in read {
            recent.insert(kennung.clone(), Recent { read: now, versions: versions.clone() });
            stored.insert(kennung, versions);
        }
        Ok(stored)
    }

    /// Die Verbindung; war sie fort, eine neue.
    fn connection(&mut self) -> Result<&mut dyn Sql, DbError> {
        if !self.connection.is_open() {
            self.connection = (self.connect)()?;
        }
        Ok(self.connection.as_mut())
    }

    /// Beendet die Transaktion; scheitert das, bleibt keine offen.
    fn end(&mut self, good: bool) -> Result<(), DbError> {
        let ended = self.connection.batch(if good { "COMMIT" } else { "ROLLBACK" });
        if ended.is_err() {
            // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
            drop(self.connection.batch("ROLLBACK"));
        }
        ended
    }

    fn forget(&mut self, traeger: &str, streams: &BTreeSet<&str>) {
        if let Some(recent) = self.recent.get_mut(traeger) {
            recent.retain(|kennung, _| !streams.contains(kennung.as_str()));
        }
    }

    /// Von nun an wird mit neuen Schlüsseln geschrieben.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn begin_epoch(&mut self) -> Result<(), DbError> {
        let next = self.epoch.saturating_add(1);
        let connection = self.connection()?;
        connection.reach(Reach::All)?;
        connection.execute(EPOCH_NEW, &[Value::Int(next)])?;
        self.epoch = next;
        Ok(())
    }

    /// Löscht alle Schlüssel eines Stroms: überschreibt sie, und leert, was die Datenbank noch von ihnen
    /// weiß.
    ///
    /// # Errors
    /// [`DbError`]; dann ist nicht sicher, dass sie fort sind.
    pub fn erase(&mut self, strom: Strom<'_>) -> Result<(), DbError> {
        self.forget(strom.traeger, &BTreeSet::from([strom.kennung]));
        let [tenant, stream] = place(strom);
        let connection = self.connection()?;
        connection.reach(Reach::Tenant(strom.traeger))?;
        connection.execute(KEY_BLANK, &[Value::Bytes(&[0; 65]), tenant, stream])?;
        connection.execute(KEY_ERASE, &[tenant, stream])?;
        connection.reach(Reach::Owner)?;
        connection.forget_deleted(KEY_TABLE)
    }

    /// Hat dieser Strom einen Schlüssel, gleich welcher Fassung, und öffnet ihn der Hauptschlüssel? Ohne ist er
    /// gelöscht.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn knows(&mut self, strom: Strom<'_>) -> Result<bool, KeyError> {
        let streams = BTreeSet::from([strom.kennung]);
        // Ob er gelöscht ist, sagt nur die Datenbank.
        self.forget(strom.traeger, &streams);
        let stored = self.stored(strom.traeger, &streams)?;
        let newest = stored.get(strom.kennung).and_then(|versions| versions.last());
        let Some(Stored { fassung, envelope, .. }) = newest else { return Ok(false) };
        self.unlock(envelope, Bestimmung { strom, fassung: *fassung }).map(|_| true)
    }

    /// Liest eine Tabelle des Schlüsselbunds, ohne ihn zu öffnen.
    ///
    /// # Errors
    /// [`DbError`].
    pub(super) fn page(
        &mut self,
        table: &CopyTable,
        after: Option<&Row>,
    ) -> Result<Vec<Row>, DbError> {
        let connection = self.connection()?;
        connection.reach(Reach::All)?;
        table.page(connection, after)
    }

    /// Nimmt Zeilen aus einer Sicherung auf und beginnt eine neue Epoche; alles oder nichts.
    ///
    /// # Errors
    /// Was `write` meldet, oder [`DbError`]; dann ist nichts davon geschehen.
    pub(super) fn import<E: From<DbError>>(
        &mut self,
        write: impl FnOnce(&mut dyn Sql) -> Result<(), E>,
    ) -> Result<(), E> {
        self.recent.clear();
        let connection = self.connection()?;
        connection.reach(Reach::All)?;
        connection.batch("BEGIN")?;
        let written = write(connection);
        self.end(written.is_ok())?;
        written?;
        self.epoch = self.connection.first(EPOCH, &[])?.map_or(Ok(0), |row| row.int(0))?;
        Ok(())
    }

    fn create(
        &mut self,
        traeger: &str,
        wanted: &[Wanted<'_>],
        found: Vec<Newest>,
    ) -> Result<Vec<Datenschluessel>, KeyError> {
        let mut keys = Vec::with_capacity(found.len());
        let mut new = Vec::new();
        for (wanted, newest) in wanted.iter().zip(found) {
            let kennung = wanted.kennung();
            keys.push(match newest {
                Newest::Key(key) => key,
                Newest::Missing(fassung) => {
                    let (key, envelope) = self.new_key(Strom { traeger, kennung }, fassung)?;
                    new.push((kennung, fassung, envelope));
                    key
                }
            });
        }
        let (tenant, epoch) = (Value::Text(traeger), Value::Int(self.epoch));
        let rows = new.iter().map(|(kennung, fassung, envelope)| {
            let version = Value::Int(i64::from(*fassung));
            [tenant, Value::Text(kennung), version, Value::Bytes(envelope), epoch]
        });
        let rows: Vec<_> = rows.collect();
        let rows: Vec<&[Value<'_>]> = rows.iter().map(<[_; 5]>::as_slice).collect();
        self.connection.insert_each(KEY_NEW, &rows)?;
        Ok(keys)
    }

    fn newest(
        &self,
        traeger: &str,
        wanted: Wanted<'_>,
        newest: Option<&Stored>,
    ) -> Result<Newest, KeyError> {
        let Some(Stored { fassung, envelope, epoch }) = newest else {
            return match wanted {
                Wanted::New(_) => Ok(Newest::Missing(FIRST)),
                Wanted::Known(_) => Err(KeyError::Erased),
            };
        };
        if *epoch < self.epoch {
            return Ok(Newest::Missing(fassung.saturating_add(1)));
        }
        // Auch ein neuer Strom kann einen haben: ein Versuch, der scheiterte, ließ ihn zurück.
        let strom = Strom { traeger, kennung: wanted.kennung() };
        self.unlock(envelope, Bestimmung { strom, fassung: *fassung }).map(Newest::Key)
    }

    /// Ein neuer Schlüssel, offen und verschlossen.
    fn new_key(
        &self,
        strom: Strom<'_>,
        fassung: u32,
    ) -> Result<(Datenschluessel, Vec<u8>), KeyError> {
        let (mut secret, mut nonce) = ([0; 32], [0; 12]);
        (self.randomness)(&mut secret)?;
        (self.randomness)(&mut nonce)?;
        let key = Datenschluessel::neu(Bestimmung { strom, fassung }, &secret);
        zeroize::Zeroize::zeroize(&mut secret);
        let envelope = self.main.umhuelle(&key, Umschlagnonce(nonce))?.bytes();
        Ok((key, envelope.to_vec()))
    }

    fn unlock(
        &self,
        envelope: &[u8],
        bestimmung: Bestimmung<'_>,
    ) -> Result<Datenschluessel, KeyError> {
        Ok(self.main.oeffne(&Umschlag::lies(envelope)?, bestimmung)?)
    }
}

impl Recent {
    /// Springt die Uhr zurück, wird neu gelesen.
    fn holds(&self, now: i64) -> bool {
        (0..RECENT).contains(&now.saturating_sub(self.read))
    }
}

/// Ein Schlüssel, wie er liegt.
#[derive(Clone)]
struct Stored {
    fassung: u32,
    envelope: Vec<u8>,
    epoch: i64,
}

/// Der Schlüssel, mit dem ein Strom weitergeht, oder die Fassung, die er dazu bekommt.
enum Newest {
    Key(Datenschluessel),
    Missing(u32),
}

impl Newest {
    fn key(self) -> Option<Datenschluessel> {
        match self {
            Newest::Key(key) => Some(key),
            Newest::Missing(_) => None,
        }
    }
}

impl<'a> Wanted<'a> {
    fn kennung(self) -> &'a str {
        match self {
            Wanted::Known(kennung) | Wanted::New(kennung) => kennung,
        }
    }
}

fn place(strom: Strom<'_>) -> [Value<'_>; 2] {
    [Value::Text(strom.traeger), Value::Text(strom.kennung)]
}
