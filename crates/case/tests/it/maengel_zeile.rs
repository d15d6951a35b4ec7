//! Mängel der ganzen Zeile: Zeichencode, JSON, Länge, Tiefe.

use case::schnittstelle::{Fehlerzeile, HOECHSTENS_BYTES, lies_zeile};
use serde_json::json;

use crate::hilfe::{beispiel_mit, lies, pruefe_meldung};

fn lies_bytes(bytes: &[u8]) -> Fehlerzeile {
    lies_zeile(7, bytes).unwrap_err()
}

#[test]
fn kaputtes_json_nennt_spalte_und_grund_und_behaelt_den_fall() {
    let faelle: [(&str, &str, Option<&str>); 16] = [
        (r#"{"fall": "x", "monat": "2026-09", "personen": [{"id": "#, "bricht ab", Some("x")),
        (r#"{"fall": "x", "monat": "2026-09""#, "bricht ab", Some("x")),
        (r#"{"fall": "x", "monat": "2026"#, "bricht ab", Some("x")),
        (r#"{"fall": "x", "monat" "2026-09"}"#, "Doppelpunkt", Some("x")),
        (
            r#"{"fall": "x" "monat": "2026-09"}"#,
            "(Spalte 14): zwischen zwei Feldern fehlt ein Komma",
            Some("x"),
        ),
        (r#"{"fall": "x", "personen": [1 2]}"#, "zwischen zwei Einträgen", Some("x")),
        (r#"{"fall": "x", "monat": }"#, "fehlt ein Wert", Some("x")),
        (r#"{"fall": "x", "a": tru}"#, "erlaubt sind nur true", Some("x")),
        (r#"{"fall": "x",}"#, "Komma ist zu viel", Some("x")),
        (r#"{fall: "x"}"#, "Feldnamen stehen in doppelten", None),
        (r#"{"fall": "x"} {"fall": "y"}"#, "genau ein Objekt", Some("x")),
        (r#"{"fall": "x", "a": "\q"}"#, "kein erlaubtes Zeichen", Some("x")),
        (r#"{"fall": "x", "a": 01}"#, "falsch geschrieben", Some("x")),
        (r#"{"fall": "x", "a": 1e999}"#, "eine Zahl ist zu groß", Some("x")),
        ("{\"fall\": \"x\", \"a\": \"\u{1}\"}", "Steuerzeichen", Some("x")),
        ("monat;personen", "ist kein gültiges JSON (Spalte 1)", None),
    ];
    for (zeile, enthaelt, fall) in faelle {
        let fehler = lies_bytes(zeile.as_bytes());
        pruefe_meldung(&fehler, "zeile", enthaelt);
        assert_eq!(fehler.fall.as_deref(), fall, "{zeile}");
    }
    let spaeter = r#"{"monat": "2026-09", "personen": 5, "fall": "spaet"}"#;
    assert_eq!(lies_bytes(spaeter.as_bytes()).fall.as_deref(), Some("spaet"));
    let ohne = r#"{"monat": "2026-09", "personen": 5}"#;
    assert_eq!(lies_bytes(ohne.as_bytes()).fall.as_deref(), Some("7"), "die Nummer der Zeile");
}

#[test]
fn was_kein_objekt_ist_wird_abgewiesen() {
    for zeile in ["5", "null", "[]", "\"x\"", r#"["x", "2026-09", null, null, "west", [], {}]"#] {
        pruefe_meldung(&lies_bytes(zeile.as_bytes()), "zeile", "erwartet wird ein Objekt");
    }
    pruefe_meldung(&lies_bytes(b"  \r"), "zeile", "ist leer");
}

#[test]
fn ein_doppeltes_feld_ist_ein_fehler() {
    let zeile = r#"{"fall": "x", "monat": "2026-09", "monat": "2026-08"}"#;
    pruefe_meldung(&lies_bytes(zeile.as_bytes()), "monat", "steht zweimal");
}

#[test]
fn ein_anderer_zeichencode_wird_beim_namen_genannt() {
    let latin1 = b"{\"fall\": \"x\", \"monat\": \"M\xE4rz\"}";
    let fehler = lies_bytes(latin1);
    pruefe_meldung(&fehler, "zeile", "nicht in UTF-8 geschrieben (Byte 26 der Zeile ist 0xE4)");
    pruefe_meldung(&fehler, "zeile", "Latin-1");
    assert_eq!(fehler.fall.as_deref(), Some("x"));
    let utf16: Vec<u8> = "{\"fall\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    pruefe_meldung(&lies_bytes(&utf16), "zeile", "UTF-16");
}

#[test]
fn tiefe_und_laenge_haben_grenzen() {
    for klammer in ["[", "{\"a\":"] {
        let bombe = format!("{{\"fall\": \"x\", \"personen\": {}", klammer.repeat(100_000));
        pruefe_meldung(&lies_bytes(bombe.as_bytes()), "zeile", "zu tief verschachtelt");
    }
    let lang = format!("{{\"fall\": \"x\", \"a\": \"{}\"}}", "y".repeat(HOECHSTENS_BYTES));
    let fehler = lies_bytes(lang.as_bytes());
    pruefe_meldung(&fehler, "zeile", "ist länger als 1048576 Bytes");
    assert_eq!(fehler.fall.as_deref(), Some("x"));
}

#[test]
fn die_fehlerzeile_ist_die_des_vertrags() {
    let fehler = lies(&beispiel_mit("/monat", json!(7))).unwrap_err();
    let zeile = serde_json::to_string(&fehler).unwrap();
    let anfang = r#"{"fall":"beispiel-1","fehler":{"zeile":7,"feld":"monat","text":""#;
    assert!(zeile.starts_with(anfang), "{zeile}");
}
