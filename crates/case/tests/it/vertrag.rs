//! Der Vertrag im Ganzen: JSON hinein, Beträge heraus, gegen gerechnete Beispiele.

use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Ergebnis, lies_zeile};
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde_json::{Value, json};

use crate::hilfe::beispiel;

fn rechne(lage: Value) -> Ergebnis {
    let eingabe = lies_zeile(1, lage.to_string().as_bytes()).unwrap();
    let recht = Recht::eingebaut().unwrap();
    berechne(&eingabe, &recht, &mut Werkbank::neu(), Gruende::Mit).unwrap()
}

#[test]
fn c8_ohne_angabe_zum_bewilligungszeitraum() {
    // § 7b Abs. 4: 563 + 12,95 + 450. Monat M ohne Regelbedarf: 462,95; danach nichts bis zur Meldung.
    for (monat, gemeldet, erwartet) in [
        ("2026-10", Value::Null, "462.95"),
        ("2026-10", json!("2026-10-20"), "857.05"),
        ("2026-11", Value::Null, "0.00"),
        ("2026-11", json!("2026-10-20"), "1025.95"),
    ] {
        let mut minderung = json!({"art": "nicht_erreichbar", "tag": "2026-09-10", "folge": 3, "wirksam_ab": "2026-10"});
        if !gemeldet.is_null() {
            minderung["aufgehoben_ab"] = gemeldet;
        }
        let ergebnis = rechne(json!({
            "monat": monat,
            "personen": [{"id": "A", "geboren": "1985-01-01", "minderungen": [minderung]}],
            "wohnung": {"grundmiete": "450.00", "warmwasser": "dezentral"}
        }));
        assert_eq!(ergebnis.auszahlung.als_text(), erwartet, "{monat}");
    }
}

#[test]
fn mit_neuem_bewilligungszeitraum_lebt_der_anspruch_wieder_auf() {
    let ergebnis = rechne(json!({
        "monat": "2026-12", "bewilligung_ab": "2026-12-01",
        "personen": [{"id": "A", "geboren": "1985-01-01", "minderungen": [
            {"art": "nicht_erreichbar", "tag": "2026-09-10", "folge": 3, "wirksam_ab": "2026-10"}]}],
        "wohnung": {"grundmiete": "450.00"}
    }));
    assert_eq!(ergebnis.auszahlung.als_text(), "1013.00");
}

#[test]
fn das_beispiel_des_vertrags() {
    // Bedarfe 506 + 256,67, 506 + 256,67, 390 + 256,67 − 259; Lohn netto 1 420 − 378 = 1 042:
    // 2 172 − 259 − 1 042 = 871 ungedeckt, dazu 25 Sofortzuschlag.
    let ergebnis = rechne(beispiel());
    assert_eq!(ergebnis.fall, "beispiel-1");
    assert_eq!(ergebnis.leistung, "Grundsicherungsgeld");
    assert_eq!(ergebnis.anspruch.als_text(), "871.00");
    assert_eq!(ergebnis.sofortzuschlag.als_text(), "25.00");
    assert_eq!(ergebnis.auszahlung.als_text(), "896.00");
    let unterkunft: i64 = ergebnis.personen.iter().map(|p| p.unterkunft.cent()).sum();
    assert_eq!(unterkunft, 77_000);
    let beleg = ergebnis.beleg.unwrap();
    let personen: Vec<&str> = beleg.aus.iter().map(|person| person.was.as_str()).collect();
    assert_eq!(personen, ["A", "B", "C"]);
}
