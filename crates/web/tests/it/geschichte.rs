//! Eine Änderung von Anfang bis Ende, wie ein Programm sie über die Leitung erzählt.

use case::akte::Aufgabe;
use case::rechte::Rolle;
use serde_json::{Value, json};

use crate::hilfe::{Antwort, HIER, Haus, Wer, kennung, meldung, text, uebernahme};

const BEFEHLE: (&str, &str) = ("POST", "/api/v1/befehle");

/// Ein Haus mit einer Sachbearbeiterin, der ein Fall gehört.
pub fn mit_fall(name: &str) -> (Haus, Wer) {
    let haus = Haus::neu(name);
    let wer = haus.stelle_ein(HIER, 900, Rolle::Leistung, "leistung-1");
    let body = text(&uebernahme(kennung(1), kennung(2)));
    // Wer Leistungen bewilligt, nimmt nichts als schon bewilligt auf: das prüfte niemand mehr.
    let selbst = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &body);
    assert_eq!(selbst.status, 403, "{}", selbst.text);
    let umstellung = haus.stelle_ein(HIER, 899, Rolle::Umstellung, "umstellung");
    let kopf = [("idempotency-key", "uebernahme"), ("nahtlos-zweck", "umstellung")];
    let getan = haus.frage_mit(Some(&umstellung), BEFEHLE, &body, &kopf);
    assert_eq!(getan.status, 201, "{}", getan.text);
    haus.weise_zu(kennung(1), Aufgabe::Leistung, (wer, "leistung-1"));
    (haus, wer)
}

pub fn lies(haus: &Haus, wer: &Wer, weg: &str) -> Value {
    let antwort = haus.frage(Some(wer), "GET", weg, "");
    assert_eq!(antwort.status, 200, "{weg}: {}", antwort.text);
    antwort.json()
}

fn akte(haus: &Haus, wer: &Wer) -> Vec<Value> {
    let akte = lies(haus, wer, &format!("/api/v1/personen/{}", kennung(2)));
    akte["eintraege"].as_array().unwrap().clone()
}

#[test]
fn eine_meldung_von_der_vorschau_bis_zur_neuen_berechnung() {
    let (haus, wer) = mit_fall("geschichte");
    let monat = format!("/api/v1/faelle/{}/monate/2026-10", kennung(1));
    let vorher = lies(&haus, &wer, &monat);
    let befehl = text(&meldung(kennung(1), kennung(2), 300));
    let vorschau = haus.frage(Some(&wer), "POST", "/api/v1/befehle/vorschau", &befehl);
    assert_eq!(vorschau.status, 200, "{}", vorschau.text);
    assert_eq!(lies(&haus, &wer, &monat), vorher, "eine Vorschau ändert nichts");
    let schluessel = [("idempotency-key", "m1")];
    let getan = haus.frage_mit(Some(&wer), BEFEHLE, &befehl, &schluessel);
    assert_eq!(getan.status, 201, "{}", getan.text);
    assert_eq!(getan.json()["unterschied"], vorschau.json()["unterschied"]);
    // § 11b Abs. 2, 3 SGB II: von 300 sind 100 + 20 % von 200 = 140 frei; 160 zählen.
    let cent = |wert: &Value| wert.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let erster = &getan.json()["unterschied"][0]["personen"][0];
    assert_eq!(cent(&erster["vorher"]) - cent(&erster["nachher"]), 16_000);
    let nachher = lies(&haus, &wer, &monat);
    assert_ne!(nachher, vorher);
    // Noch einmal mit demselben Schlüssel: nichts geschieht; mit anderem Inhalt: ein Fehler.
    let wieder = haus.frage_mit(Some(&wer), BEFEHLE, &befehl, &schluessel);
    assert_eq!((wieder.status, &wieder.json()["ergebnis"]), (201, &json!("wiederholt")));
    let anders = text(&meldung(kennung(1), kennung(2), 301));
    let anders = haus.frage_mit(Some(&wer), BEFEHLE, &anders, &schluessel);
    assert_eq!((anders.status, &anders.json()["type"]), (409, &json!("/probleme/ueberholt")));
    assert_eq!(lies(&haus, &wer, &monat), nachher);
    // Wie es war, bevor die Meldung gespeichert war, bleibt zu lesen.
    let erfasst = akte(&haus, &wer).last().unwrap()["erfasst"].as_i64().unwrap();
    assert_eq!(lies(&haus, &wer, &format!("{monat}?bekannt={}", erfasst - 1)), vorher);
}

#[test]
fn aus_der_meldung_entsteht_ein_briefentwurf_als_pdf_und_zweimal_derselbe() {
    let (haus, wer) = mit_fall("brief");
    let weg = format!("/api/v1/faelle/{}/entwurf.pdf", kennung(1));
    assert_eq!(haus.frage(Some(&wer), "GET", &weg, "").status, 404, "noch wartet keiner");
    let melde = |brutto| {
        let befehl = text(&meldung(kennung(1), kennung(2), brutto));
        let getan = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &befehl);
        assert_eq!(getan.status, 201, "{}", getan.text);
    };
    melde(300);
    let brief = haus.frage(Some(&wer), "GET", &weg, "");
    assert_eq!(brief.status, 200, "{}", brief.text);
    assert_eq!(brief.kopfzeile("content-type"), "application/pdf");
    assert!(brief.bytes.starts_with(b"%PDF-"));
    assert_eq!(haus.frage(Some(&wer), "GET", &weg, "").bytes, brief.bytes);
    // Später berichtigt: ein anderer Entwurf, ein anderer Brief.
    melde(400);
    assert_ne!(haus.frage(Some(&wer), "GET", &weg, "").bytes, brief.bytes);
    // Nimmt jemand alles zurück, wartet keiner mehr.
    let mut zurueck: Value = serde_json::to_value(meldung(kennung(1), kennung(2), 1)).unwrap();
    zurueck.as_object_mut().unwrap().remove("einkommen");
    let getan = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &zurueck.to_string());
    assert_eq!(getan.status, 201, "{}", getan.text);
    assert_eq!(haus.frage(Some(&wer), "GET", &weg, "").status, 404);
    if let Some(ordner) = std::env::var_os("NAHTLOS_ANSEHEN") {
        std::fs::write(std::path::Path::new(&ordner).join("entwurf.pdf"), &brief.bytes).unwrap();
    }
}

#[test]
fn fuenfzigmal_zugleich_gesendet_wirkt_einmal() {
    let (haus, wer) = mit_fall("fuenfzig");
    let befehl = text(&meldung(kennung(1), kennung(2), 300));
    let ergebnisse: Vec<String> = std::thread::scope(|faeden| {
        let senden = || {
            let schluessel = [("idempotency-key", "m1")];
            let antwort = haus.frage_mit(Some(&wer), BEFEHLE, &befehl, &schluessel);
            assert_eq!(antwort.status, 201, "{}", antwort.text);
            antwort.json()["ergebnis"].as_str().unwrap().to_owned()
        };
        let faeden: Vec<_> = (0..50).map(|_| faeden.spawn(senden)).collect();
        faeden.into_iter().map(|faden| faden.join().unwrap()).collect()
    });
    assert_eq!(ergebnisse.iter().filter(|e| *e == "gespeichert").count(), 1);
    let eintraege = akte(&haus, &wer);
    assert_eq!(eintraege.iter().filter(|eintrag| eintrag["art"] == "einkommen").count(), 1);
}

#[test]
fn eine_lange_akte_kommt_in_seiten_und_keine_nummer_fehlt() {
    let (haus, wer) = mit_fall("seiten");
    for brutto in 1..=12 {
        let befehl = text(&meldung(kennung(1), kennung(2), brutto * 10));
        assert_eq!(haus.frage(Some(&wer), "POST", "/api/v1/befehle", &befehl).status, 201);
    }
    let weg = format!("/api/v1/personen/{}", kennung(2));
    let (mut versionen, mut nach) = (Vec::new(), 0);
    loop {
        let seite = lies(&haus, &wer, &format!("{weg}?nach={nach}&anzahl=5"));
        let eintraege = seite["eintraege"].as_array().unwrap().clone();
        assert!(eintraege.len() <= 5);
        versionen.extend(eintraege.iter().map(|eintrag| eintrag["version"].as_u64().unwrap()));
        match seite["naechste"].as_u64() {
            Some(naechste) => nach = naechste,
            None => break,
        }
    }
    let ganz = akte(&haus, &wer);
    let alle: Vec<u64> = ganz.iter().map(|e| e["version"].as_u64().unwrap()).collect();
    assert_eq!(versionen, alle);
    for falsch in ["?anzahl=0", "?anzahl=501", "?nach=x", "?nach=-1"] {
        assert_eq!(haus.frage(Some(&wer), "GET", &format!("{weg}{falsch}"), "").status, 400);
    }
}

/// Ein Befehl über die Leitung.
pub fn tue(haus: &Haus, wer: &Wer, befehl: &Value) -> Antwort {
    haus.frage(Some(wer), "POST", "/api/v1/befehle", &befehl.to_string())
}

fn cent(wert: &Value) -> i64 {
    wert.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Meldet 300 Lohn ab Oktober und beantwortet, was der Entwurf fragt; der Entwurf danach.
pub fn gemeldet_und_beantwortet(haus: &Haus, wer: &Wer) -> Value {
    let gemeldet = serde_json::to_value(meldung(kennung(1), kennung(2), 300)).unwrap();
    assert_eq!(tue(haus, wer, &gemeldet).status, 201);
    let weg = format!("/api/v1/faelle/{}/entwurf", kennung(1));
    let entwurf = lies(haus, wer, &weg);
    assert_eq!((&entwurf["art"], &entwurf["belastend"]), (&json!("aenderung"), &json!(true)));
    // Jede offene Frage nennt, was zu antworten ist.
    for frage in entwurf["fragen"].as_array().unwrap() {
        let mut antwort = json!({
            "befehl": "frage_beantworten", "fall": kennung(1), "thema": frage["thema"],
            "antwort": frage["antworten"].as_array().unwrap().last().unwrap(),
            "begruendung": "Nach Prüfung der Akte.", "durch": wer.kennung
        });
        if let Some(person) = frage.get("person") {
            antwort["person"] = person.clone();
        }
        let beantwortet = tue(haus, wer, &antwort);
        assert_eq!(beantwortet.status, 201, "{}", beantwortet.text);
    }
    lies(haus, wer, &weg)
}

#[test]
fn von_der_meldung_ueber_die_freigabe_durch_eine_zweite_person_bis_zum_brief_und_zur_erstattung() {
    let (haus, wer) = mit_fall("bescheid");
    let leitung = haus.stelle_ein(HIER, 901, Rolle::Teamleitung, "leistung-1");
    let fall = format!("/api/v1/faelle/{}", kennung(1));
    // Aufgenommen als bewilligt: ein Bescheid ohne Brief.
    let bescheide = lies(&haus, &wer, &format!("{fall}/bescheide"));
    assert_eq!(bescheide["bescheide"][0]["art"], json!("uebernommen"));
    assert_eq!(bescheide["bescheide"][0]["brief"], json!(false));
    let entwurf = gemeldet_und_beantwortet(&haus, &wer);
    // Rückwirkend weniger: wer entwarf, gibt nicht frei.
    assert_eq!(entwurf["vier_augen"], json!("vergangenheit"));
    let freigeben = |wer: &Wer| {
        let befehl = json!({"befehl": "entwurf_freigeben", "fall": kennung(1), "entwurf": entwurf["nummer"], "durch": wer.kennung});
        tue(&haus, wer, &befehl)
    };
    let selbst = freigeben(&wer);
    assert_eq!(selbst.status, 422, "{}", selbst.text);
    assert!(selbst.text.contains("zweite Person"), "{}", selbst.text);
    let frei = freigeben(&leitung);
    assert_eq!(frei.status, 201, "{}", frei.text);
    assert_eq!(haus.frage(Some(&wer), "GET", &format!("{fall}/entwurf"), "").status, 404);
    let bescheide = lies(&haus, &wer, &format!("{fall}/bescheide"));
    let zweiter = &bescheide["bescheide"][1];
    assert_eq!((&zweiter["art"], &zweiter["brief"]), (&json!("aenderung"), &json!(true)));
    assert!(zweiter["widerspruch_bis"].is_string(), "{zweiter}");
    // § 50 SGB X: was für gezahlte Monate zu viel war, wartet als eigene Erstattung.
    let zeilen = entwurf["zeilen"].as_array().unwrap().iter();
    let gezahlt = zeilen.filter(|zeile| zeile["monat"].as_str().unwrap() <= "2026-11");
    let summe: i64 = gezahlt.map(|zeile| cent(&zeile["vorher"]) - cent(&zeile["neu"])).sum();
    let erstattung = &bescheide["erstattungen"][0];
    assert_eq!(erstattung["stand"], json!("wartet_auf_freigabe"));
    assert_eq!(cent(&erstattung["summe"]), summe);
    assert!(summe > 0);
    let brief = haus.frage(Some(&wer), "GET", &format!("{fall}/bescheide/002/brief.pdf"), "");
    assert_eq!(brief.status, 200, "{}", brief.text);
    assert!(brief.bytes.starts_with(b"%PDF-"));
    // Auch nach der nächsten Meldung ist es derselbe Brief.
    let weiter = serde_json::to_value(meldung(kennung(1), kennung(2), 500)).unwrap();
    assert_eq!(tue(&haus, &wer, &weiter).status, 201);
    let noch_einmal = haus.frage(Some(&wer), "GET", &format!("{fall}/bescheide/002/brief.pdf"), "");
    assert_eq!(noch_einmal.bytes, brief.bytes);
    let anhoerung = haus.frage(Some(&wer), "GET", &format!("{fall}/anhoerung.pdf"), "");
    assert_eq!(anhoerung.status, 200, "{}", anhoerung.text);
    if let Some(ordner) = std::env::var_os("NAHTLOS_ANSEHEN") {
        let ordner = std::path::Path::new(&ordner);
        std::fs::write(ordner.join("bescheid.pdf"), &brief.bytes).unwrap();
        std::fs::write(ordner.join("anhoerung.pdf"), &anhoerung.bytes).unwrap();
    }
}
