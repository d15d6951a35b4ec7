//! `nahtlos vorrang`: Zeilen hinein und heraus, Schema und Leser sind sich einig.

use serde_json::{Value, json};

use crate::hilfe::{beispiel, nahtlos};
use crate::schemapruefer::pruefe;

fn zeile() -> Value {
    json!({"fall": "v", "lage": beispiel("l"), "wohngeld": {"mietenstufe": 3},
        "kinderzuschlag": {"brutto": "1800.00"}, "mitglieder": [{"id": "A", "steuern": false}]})
}

fn zeile_mit(zeiger: &str, feld: &str, wert: Value) -> Value {
    let mut zeile = zeile();
    zeile.pointer_mut(zeiger).unwrap()[feld] = wert;
    zeile
}

fn schema(wovon: &str) -> Value {
    serde_json::from_str(nahtlos(&["schema", wovon], b"").text()).unwrap()
}

#[test]
fn schema_und_leser_sind_sich_einig() {
    let schema = schema("vorrang-lage");
    let faelle = [
        (zeile(), true),
        (zeile_mit("/wohngeld", "miete", json!("610.00")), true),
        (zeile_mit("/wohngeld", "miete", json!(610)), false),
        (zeile_mit("/wohngeld", "mietenstufe", json!(0)), false),
        (zeile_mit("/wohngeld", "stufe", json!(3)), false),
        (zeile_mit("/mitglieder/0", "behinderung", json!("grad100")), true),
        (zeile_mit("/mitglieder/0", "behinderung", json!("ja")), false),
        (zeile_mit("/mitglieder/0", "jahr", json!({"lohn": "21600"})), true),
        (zeile_mit("/mitglieder/0", "altersrente", json!({"zusage": true})), true),
        (zeile_mit("", "lage", json!(null)), false),
        (json!({"wohngeld": {"mietenstufe": 3}}), false),
    ];
    for (zeile, gueltig) in faelle {
        let maengel = pruefe(&schema, &zeile);
        assert_eq!(maengel.is_empty(), gueltig, "Schema: {maengel:?} bei {zeile}");
        let lauf = nahtlos(&["vorrang"], zeile.to_string().as_bytes());
        assert_eq!(lauf.ausgang == 0, gueltig, "Leser: {}", lauf.text());
    }
}

#[test]
fn jede_zeile_der_ausgabe_passt_zu_ihrem_schema_und_fehler_halten_nicht_auf() {
    let eingabe = format!("{}\nkaputt\n{}\n", zeile(), zeile_mit("", "fall", json!(null)));
    let lauf = nahtlos(&["vorrang", "--beleg"], eingabe.as_bytes());
    assert_eq!(lauf.ausgang, 1, "{}", lauf.fehler);
    let zeilen = lauf.zeilen();
    let [erste, zweite, dritte] = zeilen.as_slice() else { panic!("drei Zeilen") };
    let (vorrang, fehler) = (schema("vorrang"), schema("fehler"));
    assert_eq!(pruefe(&vorrang, erste), Vec::<String>::new());
    assert_eq!(pruefe(&fehler, zweite), Vec::<String>::new());
    assert_eq!((erste["fall"].as_str(), dritte["fall"].as_str()), (Some("v"), Some("l")));
    assert_eq!(erste["gemeinschaften"][0]["entscheidung"], "sgb2_bleibt");
    assert_eq!(erste["beleg"]["norm"], "§ 12a SGB II");
    let ohne = nahtlos(&["vorrang", "--parallel", "1"], zeile().to_string().as_bytes());
    assert_eq!(ohne.zeilen()[0]["beleg"], Value::Null);
}
