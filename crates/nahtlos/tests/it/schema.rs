//! `nahtlos schema`: Schema und Leser sind sich einig.

use serde_json::{Value, json};

use crate::hilfe::{beispiel, haushalt_mit, nahtlos};
use crate::schemapruefer::pruefe;

fn schema(wovon: &str) -> Value {
    let lauf = nahtlos(&["schema", wovon], b"");
    assert_eq!((lauf.ausgang, lauf.fehler.as_str()), (0, ""));
    serde_json::from_str(lauf.text()).unwrap()
}

fn beispiel_mit(zeiger: &str, feld: &str, wert: Value) -> Value {
    let mut lage = beispiel("x");
    lage.pointer_mut(zeiger).unwrap()[feld] = wert;
    lage
}

#[test]
fn schema_und_leser_sind_sich_ueber_jede_lage_einig() {
    let schema = schema("lage");
    let faelle = [
        (beispiel("beispiel-1"), true),
        (haushalt_mit(60), true),
        (haushalt_mit(61), false),
        (haushalt_mit(0), false),
        (json!({"monat": "2026-09", "wohnung": {}}), false),
        (beispiel_mit("", "kommentar", json!("x")), false),
        (beispiel_mit("", "monat", json!("2026-9")), false),
        (beispiel_mit("", "gebiet", json!("ost")), true),
        (beispiel_mit("", "gebiet", json!("nord")), false),
        (beispiel_mit("", "fall", json!(null)), true),
        (beispiel_mit("", "fall", json!(5)), false),
        (beispiel_mit("", "wohnung", json!([{"von": "2026-09-01", "bis": "2026-09-30"}])), true),
        (beispiel_mit("", "wohnung", json!("keine")), false),
        (beispiel_mit("/wohnung", "heizung", json!(90)), false),
        (beispiel_mit("/wohnung", "heizung", json!("90.001")), false),
        (beispiel_mit("/wohnung", "heizung", json!("-90.00")), false),
        (beispiel_mit("/wohnung", "bewohner", json!(0)), false),
        (beispiel_mit("/wohnung", "miete", json!("1.00")), false),
        (beispiel_mit("/wohnung", "angemessen", json!({"gesamt": "600.00"})), true),
        (beispiel_mit("/personen/0", "zu_besuch_tage", json!(31)), false),
        (beispiel_mit("/personen/0", "geboren", json!("11.04.1992")), false),
        (beispiel_mit("/personen/0", "ausgeschlossen", json!("sgb12_kap4")), true),
        (beispiel_mit("/personen/0/einkommen/0", "art", json!("lohn")), false),
    ];
    for (lage, gueltig) in faelle {
        let maengel = pruefe(&schema, &lage);
        assert_eq!(maengel.is_empty(), gueltig, "Schema: {maengel:?} bei {lage}");
        let lauf = nahtlos(&["assess"], lage.to_string().as_bytes());
        assert_eq!(lauf.ausgang == 0, gueltig, "Leser: {}", lauf.text());
    }
}

#[test]
fn jede_zeile_der_ausgabe_passt_zu_ihrem_schema() {
    let eingabe = format!("{}\nkaputt\n{{\"fall\": \"x\"}}\n", beispiel("a"));
    let lauf = nahtlos(&["assess", "--beleg"], eingabe.as_bytes());
    let (ergebnis, fehler) = (schema("ergebnis"), schema("fehler"));
    for (zeile, schema) in lauf.zeilen().iter().zip([&ergebnis, &fehler, &fehler]) {
        let maengel = pruefe(schema, zeile);
        assert!(maengel.is_empty(), "{maengel:?}");
    }
    let beleg = json!({"norm": "§ 20 SGB II", "was": "Summe", "betrag": "-1.00", "aus": [
        {"norm": "§ 20 SGB II", "was": "Regelbedarf", "betrag": "563.00", "aus": []}]});
    let mut mit_beleg = lauf.zeilen()[0].clone();
    mit_beleg["beleg"] = beleg;
    assert_eq!(pruefe(&ergebnis, &mit_beleg), [""; 0]);
}

#[test]
fn auch_der_haushalt_hat_ein_schema() {
    let schema = schema("haushalt");
    assert_eq!(schema["title"], "Haushalt");
    let pflicht: Vec<&str> =
        schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(pflicht, ["nummer", "lage", "antrag", "vertreter", "namen", "anschrift"]);
}
