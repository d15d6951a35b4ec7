//! Was der Betrieb braucht: Zustand, Zahlen, Beschreibung. Sagt nichts über Menschen.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::app::App;
use crate::call::Call;
use crate::openapi;
use crate::problem::{Art, Problem};
use crate::reply::Reply;

/// Ist der Dienst bereit?
#[derive(Serialize, JsonSchema)]
struct Zustand {
    /// Immer `bereit`; sonst kommt ein Problem.
    zustand: &'static str,
    /// Fassung des Programms.
    fassung: &'static str,
}

/// Irgendein JSON.
pub fn frei(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object"})
}

/// Text.
pub fn text_form(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string"})
}

/// Die Form des Zustands.
pub fn zustand_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Zustand>()
}

/// Für einen Weg, der noch sagen muss, was er tut.
///
/// # Errors
/// Immer.
pub fn nichts(_: &App, _: &Call) -> Result<Reply, Problem> {
    Err(Art::Intern.weil("dieser Weg tut nichts; bitte melden"))
}

/// Für einen Weg, bei dem vorher nichts zu prüfen ist.
///
/// # Errors
/// Keine.
pub fn ohne_weiteres(_: &App, _: &Call) -> Result<(), Problem> {
    Ok(())
}

/// Ist der Dienst bereit? Nur, wenn der Speicher antwortet.
///
/// # Errors
/// [`Art::NichtBereit`].
pub fn zustand(app: &App, _: &Call) -> Result<Reply, Problem> {
    app.store.state("")?;
    Reply::json(200, &Zustand { zustand: "bereit", fassung: env!("CARGO_PKG_VERSION") })
}

/// Zahlen für die Überwachung.
///
/// # Errors
/// Keine.
pub fn zahlen(app: &App, _: &Call) -> Result<Reply, Problem> {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(Reply::new(200, kind, app.metrics.text().into_bytes()))
}

/// Die Beschreibung der Schnittstelle.
///
/// # Errors
/// Keine.
pub fn beschreibung(_: &App, _: &Call) -> Result<Reply, Problem> {
    Reply::json(200, &openapi::document())
}
