//! Zeilen bauen und lesen, Befehle entscheiden.

use case::akte::Kennung;
use case::befehl::{Ablehnung, Befehl, Bestand, Entscheidung, Rechenhilfe, entscheide};
use case::schnittstelle::{Eingabe, Fehlerzeile, lies_zeile};
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde_json::{Value, json};

/// Was der Befehl auf diesem Bestand ergibt.
pub fn entscheidet(
    befehl: &Befehl,
    bestand: &Bestand,
    heute: Tag,
) -> Result<Entscheidung, Ablehnung> {
    let (recht, mut werkbank) = (Recht::eingebaut().unwrap(), Werkbank::neu());
    let akteur = Kennung::aus_bytes([2; 16]);
    let mut hilfe = Rechenhilfe { recht: &recht, werkbank: &mut werkbank, heute, akteur };
    entscheide(befehl, bestand, &mut hilfe)
}

/// Das Beispiel des Vertrags.
pub fn beispiel() -> Value {
    json!({"fall": "beispiel-1", "monat": "2026-09", "bewilligung_ab": "2026-07-01",
      "leistungsbezug_seit": "2025-11",
      "personen": [
        {"id": "A", "geboren": "1992-04-11", "partner": "B",
         "einkommen": [{"art": "erwerb", "brutto": "1800.00", "netto": "1420.00"}]},
        {"id": "B", "geboren": "1994-01-30", "partner": "A"},
        {"id": "C", "geboren": "2018-06-02", "eltern": ["A", "B"],
         "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}],
      "wohnung": {"bewohner": 3, "grundmiete": "560.00", "nebenkosten": "120.00",
        "heizung": "90.00", "warmwasser": "zentral"}})
}

/// Das Beispiel mit einem Feld, das an der Stelle (JSON-Zeiger) ersetzt oder ergänzt ist; `null`
/// streicht es.
pub fn beispiel_mit(zeiger: &str, wert: Value) -> Value {
    mit(beispiel(), zeiger, wert)
}

pub fn mit(mut lage: Value, zeiger: &str, wert: Value) -> Value {
    let (oben, feld) = zeiger.rsplit_once('/').unwrap();
    let ziel = lage.pointer_mut(oben).unwrap_or_else(|| panic!("{oben} fehlt im Beispiel"));
    match (ziel, wert) {
        (Value::Object(felder), Value::Null) => {
            felder.remove(feld);
        }
        (Value::Object(felder), wert) => {
            felder.insert(feld.to_owned(), wert);
        }
        (Value::Array(liste), wert) => liste.insert(feld.parse().unwrap(), wert),
        _ => panic!("{oben} ist kein Objekt und keine Liste"),
    }
    lage
}

pub fn lies(lage: &Value) -> Result<Eingabe, Fehlerzeile> {
    lies_zeile(7, lage.to_string().as_bytes())
}

/// Die Meldung hat Feld und Wortlaut, ist deutsch und nennt die Zeile.
#[track_caller]
pub fn pruefe_meldung(fehler: &Fehlerzeile, feld: &str, enthaelt: &str) {
    let text = &fehler.fehler.text;
    assert_eq!(fehler.fehler.feld, feld, "{text}");
    assert!(text.contains(enthaelt), "{feld}: {text}");
    assert_eq!(fehler.fehler.zeile, 7);
    for englisch in ["expected", "invalid", "unknown", "missing", "struct ", "at line"] {
        assert!(!text.contains(englisch), "englisch: {text}");
    }
    assert!(text.chars().count() < 700, "zu lang: {text}");
}
