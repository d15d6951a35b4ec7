//! Das Programm starten und Zeilen bauen.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value, json};

/// Was ein Aufruf hinterlässt.
pub struct Lauf {
    pub aus: Vec<u8>,
    pub fehler: String,
    pub ausgang: i32,
}

impl Lauf {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.aus).unwrap()
    }

    pub fn zeilen(&self) -> Vec<Value> {
        self.text().lines().map(|zeile| serde_json::from_str(zeile).unwrap()).collect()
    }
}

pub fn befehl(worte: &[&str]) -> Command {
    let mut befehl = Command::new(env!("CARGO_BIN_EXE_nahtlos"));
    befehl.args(worte).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    befehl
}

/// Startet das Programm mit `eingabe` auf der Standardeingabe.
pub fn nahtlos(worte: &[&str], eingabe: &[u8]) -> Lauf {
    let mut kind = befehl(worte).spawn().unwrap();
    let mut leitung = kind.stdin.take().unwrap();
    let eingabe = eingabe.to_vec();
    let schreiber = thread::spawn(move || {
        // Das Programm darf aufhören zu lesen, etwa nach einem falschen Aufruf.
        let _ = leitung.write_all(&eingabe);
    });
    let ende = kind.wait_with_output().unwrap();
    schreiber.join().unwrap();
    let fehler = String::from_utf8(ende.stderr).unwrap();
    assert!(!fehler.contains("panicked"), "{fehler}");
    Lauf { aus: ende.stdout, fehler, ausgang: ende.status.code().unwrap() }
}

/// Ein leeres Verzeichnis für einen Test.
pub fn ordner(name: &str) -> PathBuf {
    let ordner = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&ordner);
    std::fs::create_dir_all(&ordner).unwrap();
    ordner
}

/// Das Beispiel des Vertrags.
pub fn beispiel(fall: &str) -> Value {
    json!({"fall": fall, "monat": "2026-09", "bewilligung_ab": "2026-07-01",
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

pub fn haushalt_mit(personen: usize) -> Value {
    let personen: Vec<Value> =
        (0..personen).map(|n| json!({"id": format!("P{n}"), "geboren": "1990-01-01"})).collect();
    json!({"fall": "gross", "monat": "2026-09", "personen": personen, "wohnung": {}})
}
