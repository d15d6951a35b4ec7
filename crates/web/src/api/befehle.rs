//! Befehle ausführen und vorher sehen, was sie ausmachen.

use case::befehl::{Befehl, MonatUnterschied};
use law::anspruch::Werkbank;
use office::door::{Done, Order};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was geschehen ist.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Getan {
    /// Ob es neu gespeichert ist oder schon war.
    ergebnis: Ergebnis,
    /// Was sich im Geld ändert, Monat für Monat.
    unterschied: Vec<MonatUnterschied>,
}

/// Neu oder schon gewesen.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Ergebnis {
    /// Jetzt gespeichert.
    Gespeichert,
    /// War mit diesem Schlüssel schon gespeichert; es ist nichts noch einmal geschehen.
    Wiederholt,
}

/// Was ein Befehl ausmachen würde.
#[derive(Debug, Serialize, JsonSchema)]
struct Vorschau {
    /// Was sich im Geld ändern würde, Monat für Monat.
    unterschied: Vec<MonatUnterschied>,
}

/// Die Form eines Befehls.
pub fn befehl_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Befehl>()
}

/// Die Form der Antwort auf einen Befehl.
pub fn getan_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Getan>()
}

/// Die Form der Vorschau.
pub fn vorschau_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Vorschau>()
}

/// Führt einen Befehl aus.
///
/// # Errors
/// [`Problem`]; dann ist nichts gespeichert.
pub fn tue(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let key = call.key()?;
    let befehl: Befehl = call.json()?;
    ohne_datei(&befehl)?;
    let order = Order { caller, key, befehl: &befehl };
    Reply::json(201, &Getan::from(app.door().execute(order, &mut Werkbank::neu())?))
}

/// Eine Datei, die ein Befehl nennt, muss in der Ablage liegen; dorthin legt sie nur der Dienst selbst.
fn ohne_datei(befehl: &Befehl) -> Result<(), Problem> {
    if befehl.nennt_datei() {
        let text = "dieser Befehl nennt eine Datei, die nur der Dienst selbst ablegt; bitte den Weg dafür benutzen \
                    (/api/v1/posteingang, oder versand bei den Sendungen)";
        return Err(Art::Abgewiesen.weil(text));
    }
    Ok(())
}

impl From<Done> for Getan {
    fn from(done: Done) -> Getan {
        match done {
            Done::Stored(unterschied) => Getan { ergebnis: Ergebnis::Gespeichert, unterschied },
            Done::Repeated => Getan { ergebnis: Ergebnis::Wiederholt, unterschied: Vec::new() },
        }
    }
}

/// Was ein Befehl ausmachen würde.
///
/// # Errors
/// [`Problem`].
pub fn vorschau(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let befehl: Befehl = call.json()?;
    ohne_datei(&befehl)?;
    let unterschied = app.door().preview((caller, &befehl), &mut Werkbank::neu())?;
    Reply::json(200, &Vorschau { unterschied })
}
