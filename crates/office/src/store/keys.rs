//! Der Schlüsselbund: je Strom ein Schlüssel, verschlossen mit dem Hauptschlüssel.
//!
//! Er liegt für sich, in einer eigenen Datei oder Datenbank, mit eigener, kurzlebiger Sicherung. Wer hier
//! einen Schlüssel löscht, hat den Inhalt des Stroms gelöscht, auch in jeder Sicherung der Daten.
//!
//! Die **Epoche** zählt, wie oft der Speicher aus einer Sicherung eingespielt wurde. Danach werden Versionen
//! ein zweites Mal vergeben; darum wird mit einem Schlüssel aus einer früheren Epoche nur noch gelesen, und
//! wer anfügt, bekommt einen neuen.

use super::copy::CopyTable;
use super::kette::Strom;
use super::schema::{
    EPOCH, EPOCH_NEW, KEY, KEY_BLANK, KEY_ERASE, KEY_NEW, KEY_NEWEST, KEY_TABLE, prepare_keys,
};
use super::siegel::{
    Bestimmung, Datenschluessel, Hauptschluessel, SiegelFehler, Umschlag, Umschlagnonce,
};
use super::sql::{DbError, Row, Sql, Value};

/// Füllt Bytes mit Zufall.
pub type Randomness = fn(&mut [u8]) -> Result<(), DbError>;

/// Der Schlüsselbund.
pub struct KeyRing {
    connection: Box<dyn Sql + Send>,
    main: Hauptschluessel,
    randomness: Randomness,
    epoch: i64,
}

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
    Known(Strom<'a>),
    /// Es gab ihn nie; er bekommt seinen ersten Schlüssel.
    New(Strom<'a>),
}

/// Die Fassung, mit der ein Strom beginnt.
const FIRST: u32 = 1;

impl KeyRing {
    /// Öffnet den Schlüsselbund hinter dieser Verbindung.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(
        mut connection: Box<dyn Sql + Send>,
        main: Hauptschluessel,
        randomness: Randomness,
    ) -> Result<KeyRing, DbError> {
        prepare_keys(connection.as_mut())?;
        let epoch = connection.first(EPOCH, &[])?.map_or(Ok(0), |row| row.int(0))?;
        Ok(KeyRing { connection, main, randomness, epoch })
    }

    /// Der Schlüssel eines Stroms in dieser Fassung.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn es ihn nicht gibt; sonst [`KeyError`].
    pub fn key(&mut self, strom: Strom<'_>, fassung: u32) -> Result<Datenschluessel, KeyError> {
        let [tenant, stream] = place(strom);
        let values = [tenant, stream, Value::Int(i64::from(fassung))];
        let row = self.connection.first(KEY, &values)?.ok_or(KeyError::Erased)?;
        self.unlock(row.bytes(0)?, Bestimmung { strom, fassung })
    }

    /// Die Schlüssel, mit denen heute angefügt wird, in dieser Reihenfolge. Neue stehen auf der Platte,
    /// bevor etwas mit ihnen versiegelt ist.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn einer gelöscht ist; dann ist kein neuer entstanden. Sonst [`KeyError`].
    pub fn keys(&mut self, wanted: &[Wanted<'_>]) -> Result<Vec<Datenschluessel>, KeyError> {
        let mut found = Vec::with_capacity(wanted.len());
        for stream in wanted {
            found.push(self.newest(*stream)?);
        }
        if found.iter().all(|newest| matches!(newest, Newest::Key(_))) {
            return Ok(found.into_iter().filter_map(Newest::key).collect());
        }
        self.connection.batch("BEGIN")?;
        let created = self.create(wanted, found);
        self.connection.batch(if created.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        match created {
            // Ein anderer Prozess war schneller: sein Schlüssel gilt.
            Err(KeyError::Db(DbError::Duplicate)) => self.keys(wanted),
            created => created,
        }
    }

    /// Von nun an wird mit neuen Schlüsseln geschrieben.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn begin_epoch(&mut self) -> Result<(), DbError> {
        let next = self.epoch.saturating_add(1);
        self.connection.execute(EPOCH_NEW, &[Value::Int(next)])?;
        self.epoch = next;
        Ok(())
    }

    /// Löscht alle Schlüssel eines Stroms: überschreibt sie, und leert, was die Datenbank noch von ihnen
    /// weiß.
    ///
    /// # Errors
    /// [`DbError`]; dann ist nicht sicher, dass sie fort sind.
    pub fn erase(&mut self, strom: Strom<'_>) -> Result<(), DbError> {
        let [tenant, stream] = place(strom);
        self.connection.execute(KEY_BLANK, &[Value::Bytes(&[0; 65]), tenant, stream])?;
        self.connection.execute(KEY_ERASE, &[tenant, stream])?;
        self.connection.forget_deleted(KEY_TABLE)
    }

    /// Hat dieser Strom einen Schlüssel, gleich welcher Fassung, und öffnet ihn der Hauptschlüssel? Ohne ist er
    /// gelöscht.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn knows(&mut self, strom: Strom<'_>) -> Result<bool, KeyError> {
        let Some(row) = self.connection.first(KEY_NEWEST, &place(strom))? else { return Ok(false) };
        let fassung = u32::try_from(row.int(0)?).unwrap_or(u32::MAX);
        self.unlock(row.bytes(1)?, Bestimmung { strom, fassung }).map(|_| true)
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
        table.page(self.connection.as_mut(), after)
    }

    /// Nimmt Zeilen aus einer Sicherung auf und beginnt eine neue Epoche; alles oder nichts.
    ///
    /// # Errors
    /// Was `write` meldet, oder [`DbError`]; dann ist nichts davon geschehen.
    pub(super) fn import<E: From<DbError>>(
        &mut self,
        write: impl FnOnce(&mut dyn Sql) -> Result<(), E>,
    ) -> Result<(), E> {
        self.connection.batch("BEGIN")?;
        let written = write(self.connection.as_mut());
        self.connection.batch(if written.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        written?;
        self.epoch = self.connection.first(EPOCH, &[])?.map_or(Ok(0), |row| row.int(0))?;
        Ok(())
    }

    fn create(
        &mut self,
        wanted: &[Wanted<'_>],
        found: Vec<Newest>,
    ) -> Result<Vec<Datenschluessel>, KeyError> {
        let mut keys = Vec::with_capacity(found.len());
        for (stream, newest) in wanted.iter().zip(found) {
            keys.push(match newest {
                Newest::Key(key) => key,
                Newest::Missing(fassung) => self.new_key(stream.strom(), fassung)?,
            });
        }
        Ok(keys)
    }

    fn newest(&mut self, wanted: Wanted<'_>) -> Result<Newest, KeyError> {
        let strom = wanted.strom();
        let Some(row) = self.connection.first(KEY_NEWEST, &place(strom))? else {
            return match wanted {
                Wanted::New(_) => Ok(Newest::Missing(FIRST)),
                Wanted::Known(_) => Err(KeyError::Erased),
            };
        };
        let fassung = u32::try_from(row.int(0)?).unwrap_or(u32::MAX);
        if row.int(2)? < self.epoch {
            return Ok(Newest::Missing(fassung.saturating_add(1)));
        }
        // Auch ein neuer Strom kann einen haben: ein Versuch, der scheiterte, ließ ihn zurück.
        self.unlock(row.bytes(1)?, Bestimmung { strom, fassung }).map(Newest::Key)
    }

    fn new_key(&mut self, strom: Strom<'_>, fassung: u32) -> Result<Datenschluessel, KeyError> {
        let (mut secret, mut nonce) = ([0; 32], [0; 12]);
        (self.randomness)(&mut secret)?;
        (self.randomness)(&mut nonce)?;
        let key = Datenschluessel::neu(Bestimmung { strom, fassung }, &secret);
        zeroize::Zeroize::zeroize(&mut secret);
        let envelope = self.main.umhuelle(&key, Umschlagnonce(nonce))?.bytes();
        let [tenant, stream] = place(strom);
        let (version, epoch) = (Value::Int(i64::from(fassung)), Value::Int(self.epoch));
        self.connection
            .execute(KEY_NEW, &[tenant, stream, version, Value::Bytes(&envelope), epoch])?;
        Ok(key)
    }

    fn unlock(
        &self,
        envelope: &[u8],
        bestimmung: Bestimmung<'_>,
    ) -> Result<Datenschluessel, KeyError> {
        Ok(self.main.oeffne(&Umschlag::lies(envelope)?, bestimmung)?)
    }
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
    fn strom(self) -> Strom<'a> {
        match self {
            Wanted::Known(strom) | Wanted::New(strom) => strom,
        }
    }
}

fn place(strom: Strom<'_>) -> [Value<'_>; 2] {
    [Value::Text(strom.traeger), Value::Text(strom.kennung)]
}
