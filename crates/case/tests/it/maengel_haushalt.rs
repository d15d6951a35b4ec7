//! Haushalte für den Monatslauf: was Brief und Bank brauchen.

use case::schnittstelle::{lies_haushalt, pruefe_haushalt};
use serde_json::{Value, json};

use crate::hilfe::{beispiel, mit, pruefe_meldung};

fn haushalt() -> Value {
    json!({"nummer": "BG-00000042", "lage": mit(beispiel(), "/fall", json!(null)),
        "antrag": "2026-06-20", "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Ayşe", "nachname": "Muster", "anrede": "frau"},
                  {"id": "B", "vorname": "Jan", "nachname": "Muster"},
                  {"id": "C", "vorname": "Mia", "nachname": "Muster"}],
        "anschrift": {"strasse": "Musterweg", "hausnummer": "1a", "plz": "01234", "ort": "Musterstadt"},
        "konto": {"inhaber": "Ayşe Muster", "iban": "DE02 1203 0000 0000 2020 51"},
        "direktzahlungen": [{"art": "miete", "betrag": "680.00", "zeichen": "M-17",
            "konto": {"inhaber": "Wohnbau", "iban": "DE02120300000000202051"}}]})
}

#[test]
fn ein_vollstaendiger_haushalt_wird_gelesen_und_im_monat_des_laufs_geprueft() {
    let gelesen = lies_haushalt(7, haushalt().to_string().as_bytes()).unwrap();
    let eingabe = pruefe_haushalt(&gelesen, "2026-12".parse().unwrap()).unwrap();
    assert_eq!(eingabe.fall, "BG-00000042");
    assert_eq!(eingabe.lage.monat.to_string(), "2026-12");
    assert_eq!(format!("{gelesen:?}"), "Haushalt(BG-00000042)");
}

#[test]
fn maengel_nennen_das_feld_und_keine_namen() {
    let faelle = [
        ("/nummer", json!("35502//0012345"), "nummer", "Bankdatei"),
        ("/nummer", json!("-1"), "nummer", "vorn ein Buchstabe"),
        ("/nummer", json!("BG-000000000000000042"), "nummer", "länger als 20 Zeichen"),
        ("/nummer", json!(""), "nummer", "ist leer"),
        ("/nummer", json!("BG-Ä"), "nummer", "Bankdatei"),
        ("/antrag", json!(null), "antrag", "fehlt"),
        ("/vertreter", json!("Z"), "vertreter", "gibt es hier nicht"),
        ("/namen/0/id", json!("Z"), "namen[0].id", "gibt es hier nicht"),
        ("/namen/1/id", json!("A"), "namen[1].id", "steht zweimal"),
        (
            "/namen",
            json!([{"id": "A", "vorname": "Ayşe", "nachname": "Muster"}]),
            "namen",
            "für Person „B“ fehlt der Name",
        ),
        ("/namen/0/vorname", json!(" "), "namen[0].vorname", "ist leer"),
        ("/namen/0/nachname", json!("M\u{1b}[31m"), "namen[0].nachname", "Steuerzeichen"),
        ("/namen/0/nachname", json!("M".repeat(71)), "namen[0].nachname", "länger als 70"),
        ("/namen/0/anrede", json!("Dr."), "namen[0].anrede", "möglich sind: frau, herr, neutral"),
        ("/anschrift/plz", json!("1234"), "anschrift.plz", "fünf Ziffern"),
        ("/anschrift/ort", json!(""), "anschrift.ort", "ist leer"),
        ("/anschrift/zusatz", json!("\n"), "anschrift.zusatz", "ist leer"),
        ("/konto/iban", json!("DE1"), "konto.iban", "keine IBAN"),
        ("/konto/inhaber", json!(""), "konto.inhaber", "ist leer"),
        (
            "/direktzahlungen/0/konto/iban",
            json!("DE02-1203-0000-0000"),
            "direktzahlungen[0].konto.iban",
            "keine IBAN",
        ),
        ("/direktzahlungen/0/zeichen", json!("\t"), "direktzahlungen[0].zeichen", "ist leer"),
        ("/direktzahlungen/0/betrag", json!(680), "direktzahlungen[0].betrag", "ist eine Zahl"),
        ("/bewilligung_bis", json!("2026-06-30"), "bewilligung_bis", "liegt vor dem Beginn"),
        ("/lage/personen/2/partner", json!("Z"), "lage.personen[2].partner", "Person „C“"),
        ("/lage/personen/2/geboren", json!("x"), "lage.personen[2].geboren", "Person „C“"),
    ];
    for (zeiger, wert, feld, enthaelt) in faelle {
        let zeile = mit(haushalt(), zeiger, wert.clone()).to_string();
        let Err(fehler) = lies_haushalt(7, zeile.as_bytes()) else { panic!("{zeiger} = {wert}") };
        pruefe_meldung(&fehler, feld, enthaelt);
        for privat in ["Muster", "Ayşe", "DE02", "Wohnbau"] {
            assert!(!fehler.fehler.text.contains(privat), "{}", fehler.fehler.text);
        }
        if zeiger != "/nummer" {
            assert_eq!(fehler.fall.as_deref(), Some("BG-00000042"));
        }
    }
    let viele = mit(
        haushalt(),
        "/direktzahlungen",
        json!(vec![haushalt()["direktzahlungen"][0].clone(); 21]),
    );
    pruefe_meldung(
        &lies_haushalt(7, viele.to_string().as_bytes()).unwrap_err(),
        "direktzahlungen",
        "mehr als 20",
    );
}
