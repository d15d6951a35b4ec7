//! Was ein Mensch über sich erfahren kann: alles, was gespeichert ist, und wer es sah.

use std::collections::BTreeSet;

use case::akte::{Kennung, Tatsache};
use case::protokoll::Zugriff;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::seite::{Seite, seite};
use crate::app::App;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::token::ausweis;

/// Ein Eintrag im Protokoll.
#[derive(Serialize, JsonSchema)]
struct Eintrag {
    /// Augenblick, Mikrosekunden seit 1970 (UTC).
    zeit: i64,
    /// `blick`, `vorgang` oder `abgewiesen`.
    art: &'static str,
    /// Wer, was, woran, wozu.
    zugriff: Zugriff,
}

/// Die Form der Antwort.
pub fn protokoll_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Seite<Eintrag>>()
}

/// Wer die Daten dieses Menschen sah oder änderte.
///
/// # Errors
/// [`Problem`].
pub fn protokoll(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let person: Kennung = call.param("person")?;
    let eintraege = app.door().protokoll(caller, person)?.into_iter().map(|eintrag| Eintrag {
        zeit: eintrag.zeit,
        art: eintrag.was.art(),
        // Wen und welche Post derselbe Blick sonst noch zeigte, geht diesen Menschen nichts an.
        zugriff: Zugriff {
            personen: [person].into(),
            eingaenge: BTreeSet::new(),
            ..eintrag.was.zugriff().clone()
        },
    });
    Reply::json(200, &seite(call, (1..).zip(eintraege))?)
}

/// Alles, was über einen Menschen gespeichert ist (Art. 15, 20 DSGVO, § 83 SGB X).
///
/// # Errors
/// [`Problem`].
pub fn alles(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    Reply::json(200, &app.door().auskunft(caller, &app.plan, call.param("person")?)?)
}
