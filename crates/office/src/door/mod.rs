//! Die Tür: der eine Ort, an dem etwas geschieht und an dem jemand etwas sieht.
//!
//! Ein Befehl: laden, urteilen, entscheiden, speichern. Geladen und entschieden wird ohne Sperre; gespeichert wird
//! nur, wenn sich keiner der gelesenen Ströme inzwischen geändert hat, auch nicht die Rechte des Handelnden.
//! Sonst wird neu entschieden, höchstens dreimal. Im selben Zug steht im Protokoll, wer was wozu tat.
//!
//! Ein [Blick](einblick): laden, urteilen, ins Protokoll schreiben, dann erst zeigen.

mod auskunft;
pub mod einblick;
pub mod gruendung;
mod load;
pub mod post;
mod rights;
pub mod steuerung;

use std::collections::BTreeSet;

use case::akte::{Kategorie, Kennung, Strom};
use case::befehl::{Ablehnung, Befehl, MonatUnterschied, Rechenhilfe, entscheide};
use case::protokoll::{self, ProtokollTatsache, Zugriff};
use case::rechte::{Grund, Handlung, Regelwerk, Zweck};
use case::verzeichnis::gesehen;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;

use crate::fristen;
use crate::store::Hash;
use crate::store::jobs::NewJob;
use crate::store::projection::{Mode, Rows};
use crate::store::record::{Draft, Request, Store, StoreError};
use crate::store::sql::DbError;
use crate::store::streams::{CommitError, Outcome};

pub(crate) use load::load_whole_case;
use load::{Changes, Loaded, changes, load};
use rights::{Denial, Granted};

/// So oft wird entschieden, bevor der Aufrufer es selbst noch einmal versuchen muss.
const DECISIONS: usize = 3;

/// Was die Tür braucht.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Das Recht.
    pub recht: &'a Recht,
    /// Wer was darf.
    pub regelwerk: &'a Regelwerk,
}

/// Wer vor der Tür steht, wozu und an welchem Tag.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// Der Mandant.
    pub traeger: &'a str,
    /// Wer handelt.
    pub akteur: Kennung,
    /// Wozu; `None`: es folgt aus der Aufgabe.
    pub zweck: Option<Zweck>,
    /// Der Tag in Berlin.
    pub heute: Tag,
}

/// Was er tun will.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Wer.
    pub caller: Caller<'a>,
    /// Vom Absender gewählt; derselbe Schlüssel mit demselben Befehl wirkt einmal.
    pub key: &'a str,
    /// Was zu tun ist.
    pub befehl: &'a Befehl,
}

impl Order<'_> {
    /// Was nach dem Befehl noch zu tun ist.
    fn jobs(&self) -> Vec<NewJob> {
        match self.befehl {
            Befehl::LoeschungFreigeben(befehl) => {
                let subject = Strom::loeschung(befehl.lauf).to_string();
                vec![NewJob { kind: fristen::AUFTRAG, subject }]
            }
            _ => Vec::new(),
        }
    }
}

/// Was geschehen ist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Gespeichert; der Unterschied im Geld, wenn er Beträge sehen darf.
    Stored(Vec<MonatUnterschied>),
    /// Dieser Befehl war schon gespeichert; es ist nichts noch einmal geschehen.
    Repeated,
}

/// Warum nichts geschehen ist.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// Er darf das nicht; der Satz sagt, was jetzt zu tun ist.
    #[error(transparent)]
    Denied(#[from] Grund),
    /// Er darf es, wenn er sagt, wozu.
    #[error("bitte sagen, wozu; möglich ist: {}", namen(.0))]
    Purpose(BTreeSet<Zweck>),
    /// Der Befehl nennt einen anderen als Handelnden.
    #[error("der Befehl nennt jemand anderen als Handelnden; bitte den eigenen Zugang benutzen")]
    NotYou,
    /// Das gibt es nicht.
    #[error("{0}: diese Akte gibt es nicht; bitte die Kennung prüfen")]
    Unknown(Strom),
    /// Der Befehl ist abgewiesen; der Text sagt, was zu tun ist.
    #[error(transparent)]
    Refused(#[from] Ablehnung),
    /// Der Speicher.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Der Befehl lässt sich nicht schreiben.
    #[error("der Befehl lässt sich nicht schreiben; bitte melden")]
    Unwritable,
}

fn namen(zwecke: &BTreeSet<Zweck>) -> String {
    zwecke.iter().map(|zweck| zweck.name()).collect::<Vec<_>>().join(", ")
}

impl From<DbError> for DoorError {
    fn from(error: DbError) -> DoorError {
        DoorError::Store(error.into())
    }
}

/// Was erlaubt und geladen ist, noch nicht entschieden.
struct Permitted {
    loaded: Loaded,
    /// Der Befehl, für das Protokoll.
    zugriff: Zugriff,
    /// Darf er sehen, was sich im Geld ändert?
    betraege: Result<Granted, Denial>,
}

impl Door<'_> {
    /// Führt einen Befehl aus.
    ///
    /// # Errors
    /// [`DoorError`]; dann ist nichts gespeichert außer, dass es jemand wollte und nicht durfte.
    pub fn execute(&self, order: Order<'_>, werkbank: &mut Werkbank) -> Result<Done, DoorError> {
        let Order { caller, key, befehl } = order;
        // Derselbe Befehl von jemand anderem ist ein anderer.
        let body =
            serde_json::to_vec(&(caller.akteur, befehl)).map_err(|_| DoorError::Unwritable)?;
        // Der Schlüssel steht offen neben jedem Ereignis und wird nie gelöscht: was der Absender hineinschrieb,
        // steht dort nicht.
        let key = Hash::aus(&[&caller.akteur.bytes(), key.as_bytes()]).to_string();
        let request = Request { traeger: caller.traeger, key: &key, body: &body };
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.attempt(order, request, werkbank) {
                Err(DoorError::Store(StoreError::Commit(CommitError::Conflict)))
                    if attempt < DECISIONS => {}
                result => return result,
            }
        }
    }

    /// Ginge dieser Befehl jetzt durch? Gespeichert wird nur, dass jemand es wollte und nicht durfte.
    ///
    /// # Errors
    /// [`DoorError`], wenn nicht.
    pub fn pruefe(
        &self,
        (caller, befehl): (Caller<'_>, &Befehl),
        werkbank: &mut Werkbank,
    ) -> Result<(), DoorError> {
        let loaded = self.store.look(caller.traeger, |view| load(view, caller, befehl))?;
        let Permitted { loaded, zugriff, .. } = self.permit(caller, befehl, loaded)?;
        let mut hilfe =
            Rechenhilfe { recht: self.recht, werkbank, heute: caller.heute, akteur: caller.akteur };
        if let Err(ablehnung) = entscheide(befehl, &loaded.bestand, &mut hilfe) {
            self.note(caller, ProtokollTatsache::Blick(zugriff))?;
            return Err(ablehnung.into());
        }
        Ok(())
    }

    /// Was der Befehl ausmachen würde; gespeichert wird nur, dass jemand danach sah.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn preview(
        &self,
        (caller, befehl): (Caller<'_>, &Befehl),
        werkbank: &mut Werkbank,
    ) -> Result<Vec<MonatUnterschied>, DoorError> {
        let loaded = self.store.look(caller.traeger, |view| load(view, caller, befehl))?;
        let permitted = self.permit(caller, befehl, loaded)?;
        // Eine Vorschau zeigt nichts als Beträge: wer sie nicht sehen darf, erfährt nicht einmal, was dem Befehl
        // fehlt.
        let sehen = self.granted(caller, self.amounts(caller, &permitted), permitted.betraege)?;
        self.note(caller, ProtokollTatsache::Blick(sehen))?;
        let mut hilfe =
            Rechenhilfe { recht: self.recht, werkbank, heute: caller.heute, akteur: caller.akteur };
        Ok(entscheide(befehl, &permitted.loaded.bestand, &mut hilfe)?.unterschied)
    }

    fn attempt(
        &self,
        order: Order<'_>,
        request: Request<'_>,
        werkbank: &mut Werkbank,
    ) -> Result<Done, DoorError> {
        let caller = order.caller;
        let loaded = self.store.look(caller.traeger, |view| {
            if view.answered(request)?.is_some() {
                return Ok(None);
            }
            load(view, caller, order.befehl).map(Some)
        })?;
        let Some(loaded) = loaded else { return Ok(Done::Repeated) };
        let permitted = self.permit(caller, order.befehl, loaded)?;
        let sehen = self.amounts(caller, &permitted);
        let Permitted { loaded, zugriff, betraege } = permitted;
        let mut hilfe =
            Rechenhilfe { recht: self.recht, werkbank, heute: caller.heute, akteur: caller.akteur };
        let mut entscheidung = match entscheide(order.befehl, &loaded.bestand, &mut hilfe) {
            Ok(entscheidung) => entscheidung,
            Err(ablehnung) => {
                // Auch woran es fehlt, sagt etwas über die Akte.
                self.note(caller, ProtokollTatsache::Blick(zugriff))?;
                return Err(ablehnung.into());
            }
        };
        let mut unterschied = std::mem::take(&mut entscheidung.unterschied);
        let mut entries = vec![ProtokollTatsache::Vorgang(zugriff)];
        match betraege {
            Ok(granted) if !unterschied.is_empty() => {
                entries.push(ProtokollTatsache::Blick(rights::entered(sehen, granted)));
            }
            Ok(_) => {}
            Err(_) => unterschied.clear(),
        }
        let Changes { mut rows, unique } = changes(&loaded.bestand, &entscheidung)?;
        let (note, seen) = note(caller, entries);
        rows.push(seen);
        let mut reads = entscheidung.gelesen;
        // Wer inzwischen ein Recht verlor, tut nichts mehr.
        reads.push((Strom::bediensteter(caller.akteur), loaded.akteur.version()));
        let draft = Draft {
            appends: entscheidung.ereignisse,
            notes: vec![note],
            reads,
            unique,
            rows,
            jobs: order.jobs(),
            ..Draft::default()
        };
        Ok(match self.store.commit(request, draft)? {
            Outcome::Done(_) => Done::Stored(unterschied),
            Outcome::Repeated(_) => Done::Repeated,
        })
    }

    /// Urteilt; wer nicht darf, steht danach im Protokoll.
    fn permit(
        &self,
        caller: Caller<'_>,
        befehl: &Befehl,
        loaded: Loaded,
    ) -> Result<Permitted, DoorError> {
        if befehl.durch().is_some_and(|durch| durch != caller.akteur) {
            return Err(DoorError::NotYou);
        }
        let (handlung, kategorien) = befehl.verlangt();
        let mut zugriff = self.access(caller, (handlung, &kategorien));
        zugriff.befehl = Some(befehl.name().to_owned());
        zugriff.faelle = loaded.bestand.faelle.keys().copied().collect();
        zugriff.personen = loaded.bestand.personen.keys().copied().collect();
        zugriff.eingaenge = loaded.bestand.eingaenge.keys().copied().collect();
        let judged = rights::befehl(self.regelwerk, caller, &loaded, befehl);
        let zugriff = self.granted(caller, zugriff, judged)?;
        let betraege = rights::betraege(self.regelwerk, caller, &loaded);
        Ok(Permitted { loaded, zugriff, betraege })
    }

    /// Der Blick auf die Beträge, die ein Befehl ändert; noch ohne Urteil.
    fn amounts(&self, caller: Caller<'_>, permitted: &Permitted) -> Zugriff {
        let Zugriff { faelle, personen, eingaenge, befehl, .. } = permitted.zugriff.clone();
        let sehen = self.access(caller, (Handlung::Sehen, &[Kategorie::Zahlung]));
        Zugriff { faelle, personen, eingaenge, befehl, ..sehen }
    }

    /// Schreibt ins Protokoll und kehrt zurück, wenn es auf der Platte steht.
    fn note(&self, caller: Caller<'_>, entry: ProtokollTatsache) -> Result<(), StoreError> {
        let (note, seen) = note(caller, vec![entry]);
        self.store.note(caller.traeger, note, seen)
    }
}

/// Einträge ins Protokoll: was anzufügen ist, und wen das Verzeichnis dazu nennt.
fn note(caller: Caller<'_>, entries: Vec<ProtokollTatsache>) -> ((Strom, Vec<String>), Rows) {
    let strom = protokoll::strom(caller.akteur, caller.heute);
    let seen: BTreeSet<_> = entries.iter().flat_map(|entry| entry.zugriff().gesehen()).collect();
    let rows = seen.into_iter().map(gesehen).collect();
    let rows = Rows { stream: strom.to_string(), rows, mode: Mode::Add };
    let texts = entries.into_iter().map(|entry| entry.am(caller.heute).schreibe());
    ((strom, texts.collect()), rows)
}
