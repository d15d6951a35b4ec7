//! Wer fragt, und was er hier ist.

use case::akte::{Akte, DienstTatsache, Kennung, Strom};
use case::rechte::{Akteur, Rolle};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::app::App;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::token::ausweis;

/// Der eigene Zugang.
#[derive(Debug, Serialize, JsonSchema)]
struct Ich {
    /// Der Mandant.
    traeger: String,
    /// Die eigene Kennung.
    bediensteter: Kennung,
    /// Rollen, die heute gelten.
    rollen: Vec<Rolle>,
    /// Das Team.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// Wen ich heute vertrete.
    vertritt: Vec<Kennung>,
}

/// Die Form der Antwort.
pub fn form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Ich>()
}

/// Wer bin ich?
///
/// # Errors
/// [`Problem`].
pub fn ich(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let strom = Strom::bediensteter(ausweis.bediensteter);
    let akte: Akte<DienstTatsache> = app.store.load(&ausweis.traeger, strom)?;
    let akteur = Akteur::aus(&akte, app.heute()?);
    Reply::json(
        200,
        &Ich {
            traeger: ausweis.traeger,
            bediensteter: akteur.kennung,
            rollen: akteur.rollen.into_iter().collect(),
            team: akteur.team.map(|team| team.text().to_owned()),
            vertritt: akteur.vertritt.into_iter().collect(),
        },
    )
}
