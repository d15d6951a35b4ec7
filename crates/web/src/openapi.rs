//! Die Beschreibung der Schnittstelle (OpenAPI 3.1), aus der Tabelle der Wege und den Typen selbst. Ein Weg, der
//! hier fehlt, kann nicht bestehen: die Weiche entsteht aus derselben Tabelle.

use std::collections::BTreeMap;

use case::rechte::Handlung;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::problem::{Art, Problem};
use crate::routes::{Needs, ROUTES, Route, Verb};

/// Tag und Kennung: eine Stelle in einer Liste nach Tagen.
const STELLE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/// Das Dokument.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in ROUTES {
        let entry = paths.entry(route.path).or_default();
        entry.insert(route.verb.name().to_lowercase(), operation(route, &mut generator));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Nahtlos",
            "version": "1",
            "description": "Beträge sind Euro als Text mit zwei Nachkommastellen, Tage JJJJ-MM-TT in Berlin, \
                            Augenblicke Mikrosekunden seit 1970 (UTC). Wer etwas tut, schickt für jeden Vorgang \
                            einen neuen Idempotency-Key und beim Wiederholen denselben.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": responses(&problem.into()),
            "securitySchemes": {"zugang": {"type": "http", "scheme": "bearer"}}
        }
    })
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let (status, form) = route.response;
    let kind = route.kind;
    let mut answers = Map::new();
    let schema = form(generator);
    answers.insert(
        status.to_string(),
        json!({"description": "Gelungen", "content": {kind: {"schema": schema}}}),
    );
    for art in Art::ALLE.into_iter().filter(|art| can(route, *art)) {
        let (status, ..) = art.form();
        let name = format!("#/components/responses/{status}");
        answers.insert(status.to_string(), json!({"$ref": name}));
    }
    let mut operation = json!({
        "summary": route.summary,
        "operationId": name(route),
        "parameters": parameters(route),
        "responses": answers,
    });
    let Some(fields) = operation.as_object_mut() else { return operation };
    if route.needs != Needs::Nothing {
        fields.insert("security".to_owned(), json!([{"zugang": []}]));
    }
    if let Some(request) = route.request {
        let schema = request(generator);
        let content = json!({route.takes: {"schema": schema}});
        fields.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    }
    operation
}

/// Kann es an diesem Weg dieses Problem geben?
fn can(route: &Route, art: Art) -> bool {
    match art {
        Art::Unausgewiesen => route.needs != Needs::Nothing,
        Art::Verboten | Art::Zweck => {
            !matches!(route.needs, Needs::Nothing | Needs::Identity | Needs::Own)
        }
        // Wonach gefragt ist, steht im Weg oder, bei einem Auftrag, im Inhalt.
        Art::Unbekannt => {
            route.path.contains('{')
                || matches!(route.needs, Needs::House(Handlung::Steuern | Handlung::Aufnehmen, _))
        }
        Art::Ueberholt => {
            route.keyed || matches!(route.needs, Needs::Preview | Needs::All(Handlung::Melden, _))
        }
        Art::Abgewiesen => {
            route.request.is_some()
                || matches!(route.needs, Needs::All(..))
                || route.path.ends_with("/inhalt")
        }
        Art::ZuGross | Art::Form => route.request.is_some(),
        Art::Methode => false,
        Art::Unlesbar | Art::Intern | Art::NichtBereit => true,
    }
}

fn parameters(route: &Route) -> Vec<Value> {
    let mut parameters = Vec::new();
    for part in route.path.split('/') {
        let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            continue;
        };
        let schema = match name {
            "monat" => json!({"$ref": "#/components/schemas/Monat"}),
            _ => json!({"$ref": "#/components/schemas/Kennung"}),
        };
        parameters.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
    }
    for (name, meaning) in route.query {
        let schema = match *name {
            "anzahl" => json!({"type": "integer", "minimum": 1, "maximum": 500}),
            "nach_fall" => json!({"$ref": "#/components/schemas/Kennung"}),
            "nach_stelle" => json!({"type": "string", "pattern": STELLE}),
            "weg" => json!({"$ref": "#/components/schemas/Weg"}),
            "fuer" => json!({"type": "string", "minLength": 1, "maxLength": 200}),
            "bis" => json!({"$ref": "#/components/schemas/Tag"}),
            _ => json!({"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_i64}),
        };
        parameters
            .push(json!({"name": name, "in": "query", "description": meaning, "schema": schema}));
    }
    let header = |name: &str, meaning: &str, required: bool, schema: Value| {
        json!({"name": name, "in": "header", "description": meaning, "required": required,
               "schema": schema})
    };
    if route.keyed {
        let schema = json!({"type": "string", "pattern": "^[!-~]{1,100}$"});
        parameters.push(header("Idempotency-Key", "Je Vorgang ein eigener", true, schema));
    }
    if route.takes != "application/json" {
        let schema = json!({"type": "string", "pattern": "^[!-$&-~]*(%[0-9A-Fa-f]{2}[!-$&-~]*)*$"});
        let meaning = "Name der Datei, UTF-8 mit %-Zeichen geschrieben (RFC 3986 § 2.1)";
        parameters.push(header("Nahtlos-Dateiname", meaning, false, schema));
    }
    if !matches!(route.needs, Needs::Nothing | Needs::Identity) {
        let schema = json!({"$ref": "#/components/schemas/Zweck"});
        let meaning = "Wozu, wo es nicht aus der Aufgabe folgt";
        parameters.push(header("Nahtlos-Zweck", meaning, false, schema));
    }
    parameters
}

fn responses(problem: &Value) -> Map<String, Value> {
    let mut responses = Map::new();
    for art in Art::ALLE {
        let (status, _, title) = art.form();
        responses.entry(status.to_string()).or_insert_with(|| {
            json!({
                "description": title,
                "content": {"application/problem+json": {"schema": problem}}
            })
        });
    }
    responses
}

/// `GET /api/v1/faelle/{fall}` heißt `get_faelle_fall`.
fn name(route: &Route) -> String {
    let verb = match route.verb {
        Verb::Get => "get",
        Verb::Post => "post",
    };
    let path = route.path.trim_start_matches("/api/v1");
    let path: String = path
        .chars()
        .filter(|c| !matches!(c, '{' | '}'))
        .map(|c| match c {
            '/' | '.' => '_',
            c => c,
        })
        .collect();
    format!("{verb}{path}")
}
