//! Aufträge des Programms steuern: anhalten, was stört, und wieder anstoßen, was liegen blieb.

use case::akte::Kategorie;
use case::protokoll::ProtokollTatsache;
use case::rechte::{Bezug, Handlung};

use super::einblick::akteur;
use super::rights::some;
use super::{Caller, Door, DoorError};
use crate::store::jobs::{Job, Status};
use crate::store::record::StoreError;

/// Was mit einem Auftrag geschehen soll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wunsch {
    /// Aufhören, sobald es geht; was getan ist, bleibt getan.
    Abbrechen,
    /// Noch einmal versuchen, was abgebrochen ist oder nach mehreren Versuchen liegt.
    Erneut,
}

impl Door<'_> {
    /// Steuert einen Auftrag; wer welchen, steht im Protokoll. Zurück kommt, wie es danach um ihn steht, und ob er das
    /// schon war oder jetzt so ist; `None`, wenn es ihn nicht gibt.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn steuere(
        &self,
        caller: Caller<'_>,
        (auftrag, wunsch): (&str, Wunsch),
    ) -> Result<Option<(Job, bool)>, DoorError> {
        let akteur = self.store.look(caller.traeger, |view| akteur(view, caller))?;
        let (handlung, kategorien) = (Handlung::Steuern, [Kategorie::Auftrag]);
        let judge = self.judge(&akteur, caller, handlung);
        let judged = some(judge, &Bezug::default(), &kategorien);
        let mut zugriff =
            self.granted(caller, self.access(caller, (handlung, &kategorien)), judged)?;
        let Some(job) = self.store.job(caller.traeger, auftrag)? else { return Ok(None) };
        zugriff.befehl = Some(format!("{} {}", wunsch.name(), job.id));
        // Erst das Protokoll: gesteuert ohne Eintrag wird nie.
        self.note(caller, ProtokollTatsache::Vorgang(zugriff))?;
        let geaendert = match wunsch {
            Wunsch::Abbrechen => self.store.cancel(caller.traeger, &job.id),
            Wunsch::Erneut => self.store.retry(caller.traeger, &job.id),
        }
        .map_err(StoreError::from)?;
        let danach = self.store.job(caller.traeger, &job.id)?;
        let war_so = |job: &Job| match wunsch {
            Wunsch::Abbrechen => job.status == Status::Cancelled,
            Wunsch::Erneut => matches!(job.status, Status::Waiting | Status::Running),
        };
        Ok(danach.map(|job| (job.clone(), geaendert || war_so(&job))))
    }
}

impl Wunsch {
    /// Wie er im Protokoll steht.
    const fn name(self) -> &'static str {
        match self {
            Wunsch::Abbrechen => "auftrag_abbrechen",
            Wunsch::Erneut => "auftrag_erneut",
        }
    }
}
