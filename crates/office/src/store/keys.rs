//! Der Schlüsselbund: zu jedem Strom sein Schlüssel, verschlossen mit dem Hauptschlüssel.
//!
//! Er liegt in einer eigenen Datei mit eigener, kurzlebiger Sicherung. Wer hier einen Schlüssel löscht,
//! hat den Inhalt des Stroms gelöscht, auch in jeder Sicherung der Daten.

use std::path::Path;

use super::kette::Strom;
use super::schema::{KEY, KEY_ERASE, KEY_NEW, KEY_NEWEST, prepare_keys};
use super::siegel::{
    Bestimmung, Datenschluessel, Hauptschluessel, SiegelFehler, Umschlag, Umschlagnonce,
};
use super::sql::{DbError, LiteConnection, LiteOpening, Sql, Value};

/// Füllt Bytes mit Zufall.
pub type Randomness = fn(&mut [u8]) -> Result<(), DbError>;

/// Der Schlüsselbund in einer SQLite-Datei.
#[derive(Debug)]
pub struct KeyRing {
    connection: LiteConnection,
    main: Hauptschluessel,
    randomness: Randomness,
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

/// Die Fassung, mit der ein Strom beginnt.
const FIRST: u32 = 1;

impl KeyRing {
    /// Öffnet den Schlüsselbund.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(
        path: &Path,
        main: Hauptschluessel,
        randomness: Randomness,
    ) -> Result<KeyRing, DbError> {
        let mut connection = LiteConnection::open(path, LiteOpening::Write)?;
        prepare_keys(&mut connection)?;
        Ok(KeyRing { connection, main, randomness })
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

    /// Der Schlüssel, mit dem heute angefügt wird.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn es keinen gibt; sonst [`KeyError`].
    pub fn newest(&mut self, strom: Strom<'_>) -> Result<Datenschluessel, KeyError> {
        let row = self.connection.first(KEY_NEWEST, &place(strom))?.ok_or(KeyError::Erased)?;
        let fassung = u32::try_from(row.int(0)?).unwrap_or(u32::MAX);
        self.unlock(row.bytes(1)?, Bestimmung { strom, fassung })
    }

    /// Der Schlüssel, mit dem ein neuer Strom beginnt; er steht auf der Platte, bevor etwas mit ihm
    /// versiegelt ist.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn key_for_new(&mut self, strom: Strom<'_>) -> Result<Datenschluessel, KeyError> {
        // Ein Versuch, der scheiterte, ließ den Schlüssel zurück: er gilt weiter.
        match self.newest(strom) {
            Err(KeyError::Erased) => {}
            found => return found,
        }
        let (mut secret, mut nonce) = ([0; 32], [0; 12]);
        (self.randomness)(&mut secret)?;
        (self.randomness)(&mut nonce)?;
        let key = Datenschluessel::neu(Bestimmung { strom, fassung: FIRST }, &secret);
        zeroize::Zeroize::zeroize(&mut secret);
        let envelope = self.main.umhuelle(&key, Umschlagnonce(nonce))?.bytes();
        let [tenant, stream] = place(strom);
        let values = [tenant, stream, Value::Int(i64::from(FIRST)), Value::Bytes(&envelope)];
        self.connection.execute(KEY_NEW, &values)?;
        Ok(key)
    }

    /// Löscht alle Schlüssel eines Stroms, auch aus dem Schreibprotokoll der Datei.
    ///
    /// # Errors
    /// [`DbError`]; dann ist nicht sicher, dass sie fort sind.
    pub fn erase(&mut self, strom: Strom<'_>) -> Result<(), DbError> {
        self.connection.execute(KEY_ERASE, &place(strom))?;
        self.connection.empty_journal()
    }

    fn unlock(
        &self,
        envelope: &[u8],
        bestimmung: Bestimmung<'_>,
    ) -> Result<Datenschluessel, KeyError> {
        Ok(self.main.oeffne(&Umschlag::lies(envelope)?, bestimmung)?)
    }
}

fn place(strom: Strom<'_>) -> [Value<'_>; 2] {
    [Value::Text(strom.traeger), Value::Text(strom.kennung)]
}
