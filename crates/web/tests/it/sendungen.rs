//! Die Briefe eines Falls über die Leitung: zurückhalten, freigeben, hinausgeben, und dieselben Bytes als Kopie.

use case::rechte::Rolle;
use serde_json::{Value, json};

use crate::geschichte::{gemeldet_und_beantwortet, lies, mit_fall, tue};
use crate::hilfe::{HIER, Haus, Wer, kennung};

/// Eine Änderung ist freigegeben; ihr Brief liegt bereit.
fn freigegeben(name: &str) -> (Haus, Wer) {
    let (haus, wer) = mit_fall(name);
    let leitung = haus.stelle_ein(HIER, 901, Rolle::Teamleitung, "leistung-1");
    let entwurf = gemeldet_und_beantwortet(&haus, &wer);
    let frei = json!({"befehl": "entwurf_freigeben", "fall": kennung(1), "entwurf": entwurf["nummer"],
        "durch": leitung.kennung});
    assert_eq!(tue(&haus, &leitung, &frei).status, 201);
    (haus, wer)
}

fn sendungen(haus: &Haus, wer: &Wer) -> Vec<Value> {
    let liste = lies(haus, wer, &format!("/api/v1/faelle/{}/sendungen", kennung(1)));
    liste["sendungen"].as_array().unwrap().clone()
}

#[test]
fn ein_brief_wird_zurueckgehalten_freigegeben_und_geht_einmal_hinaus() {
    let (haus, wer) = freigegeben("sendungen");
    let weg = format!("/api/v1/faelle/{}/sendungen/bescheid-002", kennung(1));
    let bereit = &sendungen(&haus, &wer)[0];
    assert_eq!((&bereit["nummer"], &bereit["stand"]), (&json!("bescheid-002"), &json!("bereit")));
    let vorher = haus.frage(Some(&wer), "GET", &format!("{weg}/brief.pdf"), "");
    assert!(vorher.bytes.starts_with(b"%PDF-"), "{}", vorher.text);
    let halten = json!({"befehl": "versand_zurueckhalten", "fall": kennung(1), "sendung": "bescheid-002",
        "grund": "rueckruf", "begruendung": "Der Betrag wird noch geprüft.", "durch": wer.kennung});
    assert_eq!(tue(&haus, &wer, &halten).status, 201);
    assert_eq!(sendungen(&haus, &wer)[0]["haltegrund"], json!("rueckruf"));
    let bescheide = lies(&haus, &wer, &format!("/api/v1/faelle/{}/bescheide", kennung(1)));
    assert_eq!(bescheide["bescheide"][1].get("bekannt"), None, "zurückgehalten ist nicht bekannt");
    let hinaus = |wie: &str| {
        let body = json!({"weg": wie}).to_string();
        haus.frage(Some(&wer), "POST", &format!("{weg}/versand"), &body)
    };
    assert_eq!(hinaus("hausintern").json()["ergebnis"], json!("uebersprungen"));
    let frei = json!({"befehl": "versand_freigeben", "fall": kennung(1), "sendung": "bescheid-002",
        "durch": wer.kennung});
    assert_eq!(tue(&haus, &wer, &frei).status, 201);
    assert_eq!(hinaus("druckzentrum").status, 422, "das tut der Lauf");
    let getan = hinaus("hausintern");
    assert_eq!(
        (getan.status, &getan.json()["ergebnis"]),
        (200, &json!("versandt")),
        "{}",
        getan.text
    );
    assert_eq!(hinaus("hausintern").json()["ergebnis"], json!("uebersprungen"));
    // Am 20. November zur Post: bekannt am 24. (§ 37 Abs. 2 SGB X).
    let versandt = &sendungen(&haus, &wer)[0];
    assert_eq!(
        (&versandt["stand"], &versandt["bekannt"]),
        (&json!("versandt"), &json!("2026-11-24"))
    );
    // Die Kopie ist der Brief, Byte für Byte, unter beiden Wegen.
    let kopie = haus.frage(Some(&wer), "GET", &format!("{weg}/brief.pdf"), "");
    let bescheid = format!("/api/v1/faelle/{}/bescheide/002/brief.pdf", kennung(1));
    assert!(kopie.bytes == haus.frage(Some(&wer), "GET", &bescheid, "").bytes);
    let summe = office::ablage::pruefsumme(&kopie.bytes).to_string();
    assert_eq!(versandt["versandt"]["pruefsumme"], json!(summe));
    // Zurückholen kann ihn niemand mehr.
    let zu_spaet = tue(&haus, &wer, &halten);
    assert_eq!(zu_spaet.status, 422);
    assert!(zu_spaet.text.contains("neuen Bescheid"), "{}", zu_spaet.text);
}

#[test]
fn niemand_haelt_fest_dass_ein_brief_hinaus_ist_ohne_ihn_abzulegen() {
    let (haus, wer) = freigegeben("sendungen-datei");
    let erfunden = json!({"befehl": "sendung_versenden", "fall": kennung(1), "sendung": "bescheid-002",
        "weg": "hausintern", "ort": {"adresse": "a1".repeat(32), "groesse": 1, "pruefsumme": "b2".repeat(32)},
        "seiten": 1, "textbausteine": "", "stand": {}, "durch": wer.kennung});
    assert_eq!(tue(&haus, &wer, &erfunden).status, 422);
    let fremd = haus.stelle_ein(HIER, 950, Rolle::Leistung, "leistung-9");
    let weg = format!("/api/v1/faelle/{}/sendungen/bescheid-002", kennung(1));
    let body = json!({"weg": "hausintern"}).to_string();
    assert_eq!(haus.frage(Some(&fremd), "POST", &format!("{weg}/versand"), &body).status, 403);
    assert_eq!(sendungen(&haus, &wer)[0]["stand"], json!("bereit"));
}
