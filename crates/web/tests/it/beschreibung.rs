//! Die Beschreibung der Schnittstelle nennt jeden Weg und keinen anderen, und jeder Verweis führt irgendwohin.

use std::collections::BTreeSet;

use serde_json::Value;
use web::openapi::document;
use web::routes::{Needs, ROUTES};

#[test]
fn die_beschreibung_nennt_jeden_weg_und_keinen_anderen() {
    let dokument = document();
    let wege = dokument["paths"].as_object().unwrap();
    for route in ROUTES {
        let weg = &wege[route.path][route.verb.name().to_lowercase()];
        assert_eq!(weg["summary"], route.summary);
        assert_eq!(weg.get("security").is_none(), route.needs == Needs::Nothing, "{}", route.path);
        assert_eq!(weg.get("requestBody").is_some(), route.request.is_some(), "{}", route.path);
    }
    let alle = wege.values().flat_map(|weg| weg.as_object().unwrap().values());
    let namen: Vec<&str> = alle.map(|weg| weg["operationId"].as_str().unwrap()).collect();
    assert_eq!(namen.len(), ROUTES.len());
    let verschiedene: BTreeSet<_> = namen.iter().collect();
    assert_eq!(verschiedene.len(), ROUTES.len(), "jeder Weg hat seinen eigenen Namen");
}

#[test]
fn jeder_verweis_in_der_beschreibung_fuehrt_irgendwohin() {
    let dokument = document();
    let mut verweise = Vec::new();
    sammle(&dokument, &mut verweise);
    assert!(verweise.len() > 100, "{}", verweise.len());
    for verweis in verweise {
        let ziel = verweis.strip_prefix('#').unwrap();
        assert!(dokument.pointer(ziel).is_some(), "{verweis}");
    }
}

fn sammle(wert: &Value, verweise: &mut Vec<String>) {
    match wert {
        Value::Object(felder) => {
            if let Some(Value::String(verweis)) = felder.get("$ref") {
                verweise.push(verweis.clone());
            }
            felder.values().for_each(|wert| sammle(wert, verweise));
        }
        Value::Array(werte) => werte.iter().for_each(|wert| sammle(wert, verweise)),
        _ => {}
    }
}
