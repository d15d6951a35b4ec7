//! Der Speicher als Ganzes: Akten lesen, Ereignisse anfügen, löschen, prüfen.
//!
//! Akten und Schlüssel liegen getrennt und werden getrennt gesichert: in einem Ordner `akten.sqlite` und
//! `schluessel.sqlite`, auf PostgreSQL zwei Datenbanken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use case::akte::{Akte, Lesefehler, LoeschTatsache, Strom, Tatsache};

use super::Hash;
use super::database::Database;
use super::directory;
use super::erasure::{self, Erasure, Note, erased, tombstone};
use super::jobs::NewJob;
use super::kette::{self, Salz};
use super::keys::{Connect, KeyError, KeyRing, Randomness, Wanted};
use super::merkle::Stand;
use super::projection::{self, Mode, Rows};
use super::sequencer::{Numbering, state};
use super::siegel::{Datenschluessel, Hauptschluessel, SiegelFehler};
use super::sql::{DbError, LiteConnection, LiteOpening, Reach, Sql};
use super::streams::{Append, Commit, CommitError, Outcome, Unique, versions};
use super::verify::{Finding, Report, streams, verify};
use super::view::View;
use super::words::{self, Place};
use super::writer::Clock;

/// Der Speicher.
#[derive(Debug)]
pub struct Store {
    pub(super) database: Database,
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

/// Wo die beiden Teile auf PostgreSQL liegen.
#[cfg(feature = "postgres")]
#[derive(Debug)]
pub struct PostgresPlaces {
    /// Die Akten.
    pub data: postgres::Config,
    /// Die Schlüssel; eine andere Datenbank mit eigener Sicherung.
    pub keys: postgres::Config,
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

#[cfg(feature = "postgres")]
impl PostgresPlaces {
    /// Aus zwei Angaben, wie PostgreSQL sie versteht, etwa `host=… user=… dbname=…`.
    ///
    /// # Errors
    /// [`DbError::Unavailable`], wenn eine unverständlich ist; nennt sie nicht, denn darin kann ein Kennwort
    /// stehen.
    pub fn read(data: &str, keys: &str) -> Result<PostgresPlaces, DbError> {
        let read = |text: &str| {
            let unclear = "die Angabe zu PostgreSQL ist nicht verständlich";
            text.parse().map_err(|_| DbError::Unavailable(unclear.to_owned()))
        };
        Ok(PostgresPlaces { data: read(data)?, keys: read(keys)? })
    }
}

/// Was jemand entschieden hat und speichern will; alles oder nichts.
#[derive(Debug, Default)]
pub struct Draft {
    /// Je Strom: die Version, auf der es beruht, und die neuen Ereignisse als JSON.
    pub appends: Vec<(Strom, u64, Vec<String>)>,
    /// Was nur vermerkt wird, gleich was der Strom schon enthält.
    pub notes: Vec<(Strom, Vec<String>)>,
    /// Ströme, die nur gelesen wurden, mit ihrer Version.
    pub reads: Vec<(Strom, u64)>,
    /// Werte, die es nur einmal geben darf.
    pub unique: Vec<Unique>,
    /// Ströme, deren Zeilen im Verzeichnis sich ändern.
    pub rows: Vec<Rows>,
    /// Was danach noch zu tun ist.
    pub jobs: Vec<NewJob>,
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
        let database = Database::open_file(&folder.join("akten.sqlite"), surroundings.clock)?;
        let keys = folder.join("schluessel.sqlite");
        let connect = move || -> Result<Box<dyn Sql + Send>, DbError> {
            Ok(Box::new(LiteConnection::open(&keys, LiteOpening::Write)?))
        };
        Store::with(database, Box::new(connect), surroundings)
    }

    /// Verbindet mit PostgreSQL und legt die Tabellen an, wenn es sie nicht gibt.
    ///
    /// # Errors
    /// [`DbError`].
    #[cfg(feature = "postgres")]
    pub fn connect(places: PostgresPlaces, surroundings: Surroundings) -> Result<Store, DbError> {
        let pool = super::pool::PgPool::open(places.data, surroundings.clock)?;
        let connect = move || -> Result<Box<dyn Sql + Send>, DbError> {
            Ok(Box::new(super::sql::PgConnection::connect(&places.keys)?))
        };
        Store::with(Database::Postgres(Box::new(pool)), Box::new(connect), surroundings)
    }

    fn with(
        database: Database,
        keys: Connect,
        Surroundings { main, randomness, clock }: Surroundings,
    ) -> Result<Store, DbError> {
        let keys = Mutex::new(KeyRing::open(keys, main, randomness, clock)?);
        Ok(Store { database, keys, randomness })
    }

    /// Sieht nach; alles in `look` ist von demselben Augenblick.
    ///
    /// # Errors
    /// Was `look` meldet, oder [`DbError`].
    pub fn look<R, E: From<DbError>>(
        &self,
        traeger: &str,
        look: impl FnOnce(&mut View<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let ahead = BTreeMap::new();
        self.database.read(Reach::Tenant(traeger), |sql| {
            look(&mut View { store: self, sql, traeger, ahead })
        })
    }

    /// Sieht nach, was in allen Mandanten steht: für Sicherung, Einspielen, Prüfung.
    ///
    /// # Errors
    /// Was `look` meldet, oder [`DbError`].
    pub fn look_everywhere<R, E: From<DbError>>(
        &self,
        look: impl FnOnce(&mut View<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let ahead = BTreeMap::new();
        self.database
            .read(Reach::All, |sql| look(&mut View { store: self, sql, traeger: "", ahead }))
    }

    /// Liest eine Akte ganz; eine leere, wenn es den Strom nicht gibt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load<T: Tatsache>(&self, traeger: &str, strom: Strom) -> Result<Akte<T>, StoreError> {
        self.look(traeger, |view| view.load(strom))
    }

    /// Speichert, was entschieden ist, und kehrt erst zurück, wenn es auf der Platte steht.
    ///
    /// # Errors
    /// [`StoreError`]; dann ist nichts gespeichert.
    pub fn commit(&self, request: Request<'_>, draft: Draft) -> Result<Outcome, StoreError> {
        let appends = draft.appends.into_iter();
        let appends = appends.map(|(strom, version, texts)| (strom, Some(version), texts));
        let notes = draft.notes.into_iter().map(|(strom, texts)| (strom, None, texts));
        let commit = Commit {
            traeger: request.traeger.to_owned(),
            key: request.key.to_owned(),
            request: Some(Hash::aus(&[request.body])),
            appends: self.seal(request.traeger, appends.chain(notes).collect())?,
            reads: draft.reads.into_iter().map(|(strom, at)| (strom.to_string(), at)).collect(),
            unique: draft.unique,
            rows: draft.rows,
            jobs: draft.jobs,
            answer: draft.answer,
        };
        Ok(self.database.commit(commit)?)
    }

    /// Vermerkt etwas, gleich was der Strom schon enthält, und kehrt zurück, wenn es auf der Platte steht. Zweimal
    /// gerufen steht es zweimal da.
    ///
    /// # Errors
    /// [`StoreError`]; dann ist nichts gespeichert.
    pub fn note(
        &self,
        traeger: &str,
        (strom, texts): (Strom, Vec<String>),
        rows: Rows,
    ) -> Result<(), StoreError> {
        let commit = Commit {
            traeger: traeger.to_owned(),
            key: "vermerk".to_owned(),
            request: None,
            appends: self.seal(traeger, vec![(strom, None, texts)])?,
            reads: Vec::new(),
            unique: Vec::new(),
            rows: vec![rows],
            jobs: Vec::new(),
            answer: String::new(),
        };
        self.database.commit(commit)?;
        Ok(())
    }

    /// Löscht einen Strom: seinen Schlüssel und seine Zeilen im Verzeichnis. Sein Inhalt ist danach nirgends
    /// mehr lesbar, jeder Beweis gilt weiter.
    ///
    /// # Errors
    /// [`StoreError`]; dann ist nicht sicher, dass alles fort ist, und es ist noch einmal zu tun.
    pub fn erase(&self, traeger: &str, strom: Strom) -> Result<(), StoreError> {
        let stream = strom.to_string();
        self.ring(|ring| ring.erase(kette::Strom { traeger, kennung: &stream }))?;
        self.holding_log(traeger, move |sql, tenant| projection::erase(sql, tenant, &stream))?;
        Ok(())
    }

    /// Der Schlüssel, mit dem Dokumente dieses Stroms heute versiegelt werden; ein neuer Strom bekommt ihn hier,
    /// denn ein Dokument liegt, bevor das Ereignis es nennt.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn der Strom gelöscht ist.
    pub fn seal_key(&self, traeger: &str, strom: Strom) -> Result<Datenschluessel, StoreError> {
        let mut keys = self.newest_keys(traeger, &[strom.to_string()])?;
        Ok(keys.pop().ok_or(KeyError::Erased)?)
    }

    /// Der Schlüssel eines Stroms in dieser Fassung, um ein Dokument zu öffnen.
    ///
    /// # Errors
    /// [`KeyError::Erased`], wenn der Strom gelöscht ist.
    pub fn open_key(
        &self,
        traeger: &str,
        strom: Strom,
        fassung: u32,
    ) -> Result<Datenschluessel, KeyError> {
        let kennung = strom.to_string();
        self.ring(|ring| ring.key(kette::Strom { traeger, kennung: &kennung }, fassung))
    }

    /// Der Stand des Logs, zum Aufheben an anderer Stelle.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn state(&self, traeger: &str) -> Result<Stand, DbError> {
        self.database.read(Reach::Tenant(traeger), |sql| state(sql, traeger))
    }

    /// Prüft alles gegen sich selbst und gegen aufgehobene Stände.
    ///
    /// # Errors
    /// [`DbError`], wenn sich nicht lesen lässt.
    pub fn verify(&self, traeger: &str, kept: &[Stand]) -> Result<Report, DbError> {
        let (mut report, notes) = self.database.read(Reach::Tenant(traeger), |sql| {
            Ok::<_, DbError>((verify(sql, traeger, kept)?, erasure::notes(sql, traeger)?))
        })?;
        for note in notes {
            let finding = Finding::Note { stream: note.stream.clone(), version: note.version };
            if !self.is_genuine(traeger, &note)? && !report.findings.contains(&finding) {
                report.findings.push(finding);
            }
        }
        Ok(report)
    }

    /// Sagt der versiegelte Vermerk dasselbe wie die offene Zeile? Wer den Hauptschlüssel nicht hat, kann es nicht
    /// prüfen.
    fn is_genuine(&self, traeger: &str, note: &Note) -> Result<bool, DbError> {
        let Ok(strom) = note.stream.parse::<Strom>() else { return Ok(false) };
        let akte = match self.load::<LoeschTatsache>(traeger, strom) {
            Ok(akte) => akte,
            Err(StoreError::Key(KeyError::Seal(_))) => return Ok(true),
            Err(StoreError::Db(error)) => return Err(error),
            Err(_) => return Ok(false),
        };
        let eintrag = akte.eintraege().iter().find(|eintrag| eintrag.version == note.version);
        Ok(eintrag.is_some_and(|eintrag| match &eintrag.ereignis.tatsache {
            LoeschTatsache::Vermerk { eintrag: Some(vermerk), .. } => {
                vermerk.blaetter == note.leaves.ranges()
            }
            _ => false,
        }))
    }

    /// Alle Ströme eines Mandanten, der Reihe nach.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn streams(&self, traeger: &str) -> Result<Vec<Strom>, DbError> {
        let streams = self.database.read(Reach::Tenant(traeger), |sql| streams(sql, traeger))?;
        let unknown = |_| DbError::Broken("ein Strom hat keinen lesbaren Namen".to_owned());
        streams.into_iter().map(|(name, _)| name.parse().map_err(unknown)).collect()
    }

    /// Speichert einen Löschvermerk und löscht mit ihm die Zeilen aller Ströme, die `erasure` nennt: alles oder
    /// nichts. Schlüssel und Dateien sind danach noch da ([`Store::erase_key`]).
    ///
    /// # Errors
    /// [`StoreError`]; dann ist nichts geschehen.
    pub fn erase_rows(
        &self,
        traeger: &str,
        (strom, version, text): (Strom, u64, String),
        erasure: Erasure,
    ) -> Result<(), StoreError> {
        let key = erasure.leaves.command();
        let commit = Commit {
            traeger: traeger.to_owned(),
            request: Some(Hash::aus(&[key.as_bytes()])),
            key,
            appends: self.seal(traeger, vec![(strom, Some(version), vec![text])])?,
            reads: Vec::new(),
            unique: Vec::new(),
            rows: Vec::new(),
            jobs: Vec::new(),
            answer: String::new(),
        };
        let vermerk = (strom.to_string(), version.saturating_add(1));
        self.database.commit_erasing(commit, vermerk, erasure)?;
        Ok(())
    }

    /// Löscht den Schlüssel eines Stroms; zweimal gerufen ist es dasselbe.
    ///
    /// # Errors
    /// [`DbError`]; dann ist nicht sicher, dass er fort ist.
    pub fn erase_key(&self, traeger: &str, strom: Strom) -> Result<(), DbError> {
        let kennung = strom.to_string();
        self.ring(|ring| ring.erase(kette::Strom { traeger, kennung: &kennung }))
    }

    /// Räumt auf, was die Datenbank von gelöschten Zeilen noch aufbewahrt.
    ///
    /// # Errors
    /// [`DbError::Retry`], wenn jemand noch liest; dann ist es noch einmal zu tun.
    pub fn forget_erased(&self) -> Result<(), DbError> {
        self.database.forget_erased()
    }

    /// Legt das Verzeichnis eines Mandanten neu an, Strom für Strom: zu keiner Zeit fehlt, was schon dastand, und
    /// wer inzwischen schreibt, geht nicht verloren.
    ///
    /// # Errors
    /// [`StoreError`]; dann ist es noch einmal zu beginnen.
    pub fn rebuild(&self, traeger: &str) -> Result<(), StoreError> {
        for (stream, _) in
            self.database.read(Reach::Tenant(traeger), |sql| streams(sql, traeger))?
        {
            while !self.rebuild_stream(traeger, &stream)? {}
        }
        self.holding_log(traeger, |sql, tenant| projection::erase_orphans(sql, tenant))?;
        for erase in [words::erase_stray, words::erase_stray_keys] {
            let mut place = Some(Place::default());
            while let Some(after) = place {
                place = self.holding_log(traeger, move |sql, tenant| erase(sql, tenant, &after))?;
            }
        }
        Ok(())
    }

    /// Legt die Zeilen eines Stroms neu an; falsch, wenn er sich inzwischen geändert hat.
    fn rebuild_stream(&self, traeger: &str, stream: &str) -> Result<bool, StoreError> {
        let found = self.look(traeger, |view| directory::expected(view, stream))?;
        // Gelöscht ist gelöscht: er hat keine Zeilen mehr.
        let (at, rows) = found.unwrap_or_default();
        let rows = Rows { stream: stream.to_owned(), rows, mode: Mode::Replace };
        let tenant = traeger.to_owned();
        Ok(self.write(traeger, move |sql, _| {
            // Solange schreibt kein anderer für diesen Mandanten.
            Numbering::begin(sql, &tenant)?;
            let now = versions(sql, &tenant, &BTreeSet::from([rows.stream.as_str()]))?;
            let unchanged = at == 0 || now.get(&rows.stream) == Some(&at);
            if unchanged {
                projection::renew(sql, &tenant, &rows)?;
            }
            Ok(unchanged)
        })?)
    }

    /// Gibt jedem Ereignis sein Salz und jedem Strom den Schlüssel, mit dem der Schreiber versiegelt.
    fn seal(
        &self,
        traeger: &str,
        planned: Vec<(Strom, Option<u64>, Vec<String>)>,
    ) -> Result<Vec<Append>, StoreError> {
        let names: Vec<String> = planned.iter().map(|(strom, ..)| strom.to_string()).collect();
        let keys = self.newest_keys(traeger, &names)?;
        let mut appends = Vec::with_capacity(names.len());
        for ((stream, key), (_, expected, texts)) in names.iter().zip(keys).zip(planned) {
            let mut events = Vec::with_capacity(texts.len());
            for text in texts {
                let mut salt = [0; 16];
                (self.randomness)(&mut salt)?;
                events.push((text.into_bytes(), Salz(salt)));
            }
            appends.push(Append { stream: stream.clone(), expected, key, events });
        }
        Ok(appends)
    }

    /// Die Schlüssel, mit denen an diese Ströme heute angefügt wird.
    fn newest_keys(
        &self,
        traeger: &str,
        names: &[String],
    ) -> Result<Vec<Datenschluessel>, StoreError> {
        let known: Vec<Wanted<'_>> = names.iter().map(|name| Wanted::Known(name)).collect();
        let streams: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        // Meist hat jeder schon einen, und es ist nichts weiter nachzusehen.
        match self.ring(|ring| ring.keys(traeger, &known)) {
            Err(KeyError::Erased) => {}
            keys => return Ok(keys?),
        }
        let mut wanted = Vec::with_capacity(names.len());
        self.look(traeger, |view| {
            let known = versions(view.sql, traeger, &streams)?;
            wanted.extend(streams.iter().map(|kennung| match known.contains_key(*kennung) {
                true => Wanted::Known(kennung),
                false => Wanted::New(kennung),
            }));
            // Nur ein Strom, den es nie gab, bekommt einen Schlüssel: ein gelöschter bleibt gelöscht.
            let new = wanted.iter().filter_map(|wanted| match wanted {
                Wanted::New(kennung) => Some(tombstone(kette::Strom { traeger, kennung })),
                Wanted::Known(_) => None,
            });
            match erased(view.sql, traeger, &new.collect::<Vec<_>>())?.is_empty() {
                true => Ok(()),
                false => Err(KeyError::Erased),
            }
        })?;
        // Erst jeder einmal, dann jeder so oft, wie er dasteht.
        self.ring(|ring| ring.keys(traeger, &wanted))?;
        Ok(self.ring(|ring| ring.keys(traeger, &known))?)
    }

    /// Wie [`Database::write`].
    pub(super) fn write<R: Send + 'static>(
        &self,
        traeger: &str,
        work: impl Fn(&mut dyn Sql, i64) -> Result<R, CommitError> + Send + 'static,
    ) -> Result<R, CommitError> {
        self.database.write(Reach::Tenant(traeger), work)
    }

    /// Wie [`Store::write`]; solange schreibt kein anderer für diesen Mandanten.
    fn holding_log<R: Send + 'static>(
        &self,
        traeger: &str,
        work: impl Fn(&mut dyn Sql, &str) -> Result<R, DbError> + Send + 'static,
    ) -> Result<R, CommitError> {
        let tenant = traeger.to_owned();
        self.write(traeger, move |sql, _| {
            Numbering::begin(sql, &tenant)?;
            Ok(work(sql, &tenant)?)
        })
    }

    /// Mit dem Schlüsselbund, solange kein anderer ihn hat.
    pub(super) fn ring<R>(&self, use_it: impl FnOnce(&mut KeyRing) -> R) -> R {
        use_it(&mut self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
