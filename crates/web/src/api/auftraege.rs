//! Aufträge des Programms: wie weit sie sind, und sie steuern. In ihnen stehen nur Kennungen.

use case::akte::Kategorie;
use office::door::steuerung::Wunsch;
use office::store::jobs::{Job, Status};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was beim Steuern berührt wird.
pub const AUFTRAEGE: &[Kategorie] = &[Kategorie::Auftrag];

/// Ein Auftrag.
#[derive(Serialize, JsonSchema)]
struct Auftrag {
    /// Seine Kennung.
    auftrag: String,
    /// Was zu tun ist.
    art: String,
    /// Wie es steht.
    stand: &'static str,
    /// Der wievielte Versuch.
    versuch: u32,
    /// Wie viel getan ist.
    getan: u64,
    /// Von wie viel; 0, solange es nicht feststeht.
    von: u64,
    /// Was beim letzten Mal schiefging.
    meldung: String,
}

/// Welcher Auftrag gemeint ist.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Gemeint {
    /// Seine Kennung, wie die Liste sie nennt.
    #[schemars(length(max = 200))]
    auftrag: String,
}

/// Die Form der Liste.
pub fn liste_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Vec<Auftrag>>()
}

/// Die Form eines Auftrags.
pub fn eins_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Auftrag>()
}

/// Die Form der Anfrage.
pub fn gemeint_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Gemeint>()
}

/// Aufträge, die noch nicht getan sind.
///
/// # Errors
/// [`Problem`].
pub fn liste(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let jobs = app.store.jobs(&ausweis.traeger)?;
    Reply::json(200, &jobs.into_iter().map(auftrag).collect::<Vec<_>>())
}

/// Bittet, einen Auftrag abzubrechen; was getan ist, bleibt getan.
///
/// # Errors
/// [`Problem`].
pub fn abbrechen(app: &App, call: &Call) -> Result<Reply, Problem> {
    steuere(app, call, Wunsch::Abbrechen)
}

/// Stößt einen abgebrochenen oder liegengebliebenen Auftrag wieder an.
///
/// # Errors
/// [`Problem`].
pub fn erneut(app: &App, call: &Call) -> Result<Reply, Problem> {
    steuere(app, call, Wunsch::Erneut)
}

fn steuere(app: &App, call: &Call, wunsch: Wunsch) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let gemeint: Gemeint = call.json()?;
    let unknown =
        || Art::Unbekannt.weil("diesen Auftrag gibt es nicht; bitte die Liste neu öffnen");
    let gesteuert = app.door().steuere(caller, (&gemeint.auftrag, wunsch))?;
    let (job, wie_gewuenscht) = gesteuert.ok_or_else(unknown)?;
    let auftrag = auftrag(job);
    if !wie_gewuenscht {
        let text = "der Auftrag ist schon zu Ende; es ist nichts zu tun";
        return Err(Art::Abgewiesen.weil(text).mit("stand", auftrag.stand));
    }
    Reply::json(200, &auftrag)
}

fn auftrag(job: Job) -> Auftrag {
    Auftrag {
        auftrag: job.id,
        art: job.kind,
        stand: match job.status {
            Status::Waiting => "wartet",
            Status::Running => "laeuft",
            Status::Done => "getan",
            Status::Dead => "liegt",
            Status::Cancelled => "abgebrochen",
        },
        versuch: job.attempt,
        getan: job.progress.0,
        von: job.progress.1,
        meldung: job.message,
    }
}
