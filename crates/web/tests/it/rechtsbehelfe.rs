//! Ein Widerspruch von der Aufnahme bis zum Brief, wie die Rechtsstelle ihn über die Leitung führt.

use case::rechte::Rolle;
use serde_json::{Value, json};

use crate::geschichte::{gemeldet_und_beantwortet, mit_fall};
use crate::hilfe::{Antwort, HIER, Haus, Wer, kennung};

/// Die Rechtsstelle sagt immer, wozu.
fn frage(haus: &Haus, wer: &Wer, (verb, weg): (&str, &str), body: &Value) -> Antwort {
    let befehl = body["befehl"].as_str().unwrap_or("lesen");
    let schluessel = format!("{befehl}-{}", body.to_string().len());
    let kopf = [("idempotency-key", schluessel.as_str()), ("nahtlos-zweck", "widerspruch")];
    let kopf: Vec<(&str, &str)> = match verb {
        "GET" => kopf.into_iter().skip(1).collect(),
        _ => kopf.into_iter().collect(),
    };
    let body = if verb == "GET" { String::new() } else { body.to_string() };
    haus.frage_mit(Some(wer), (verb, weg), &body, &kopf)
}

/// Ein Haus, in dem Bescheid 002 heute, am 20. November, hinausging.
struct Fall {
    haus: Haus,
    leitung: Wer,
    rechtsstelle: Wer,
    weg: String,
}

impl Fall {
    fn neu() -> Fall {
        let (haus, wer) = mit_fall("rechtsbehelfe");
        let leitung = haus.stelle_ein(HIER, 901, Rolle::Teamleitung, "leistung-1");
        let rechtsstelle = haus.stelle_ein(HIER, 902, Rolle::Rechtsstelle, "recht");
        let nummer = gemeldet_und_beantwortet(&haus, &wer)["nummer"].clone();
        let frei = json!({"befehl": "entwurf_freigeben", "fall": kennung(1), "entwurf": nummer, "durch": leitung.kennung});
        let frei = haus.frage(Some(&leitung), "POST", "/api/v1/befehle", &frei.to_string());
        assert_eq!(frei.status, 201, "{}", frei.text);
        let weg = format!("/api/v1/faelle/{}", kennung(1));
        Fall { haus, leitung, rechtsstelle, weg }
    }

    fn tue(&self, mut befehl: Value) -> Antwort {
        befehl["fall"] = json!(kennung(1));
        frage(&self.haus, &self.rechtsstelle, ("POST", "/api/v1/befehle"), &befehl)
    }

    fn tut(&self, befehl: Value) {
        let antwort = self.tue(befehl);
        assert_eq!(antwort.status, 201, "{}", antwort.text);
    }

    fn lies(&self, was: &str) -> Antwort {
        let weg = format!("{}/{was}", self.weg);
        frage(&self.haus, &self.rechtsstelle, ("GET", &weg), &Value::Null)
    }

    fn erhebe_widerspruch(&self) {
        self.tut(json!({"befehl": "widerspruch_aufnehmen", "eingang": "2026-11-20",
            "gegen": {"art": "bescheid", "nummer": "002"}, "begruendung": "Der Lohn war niedriger."}));
    }
}

fn zurueckweisen(durch: &Wer) -> Value {
    json!({"befehl": "widerspruch_erledigen", "widerspruch": "001", "fall": kennung(1),
        "ausgang": "zurueckgewiesen", "ursache": "keine", "norm": "§ 11 Abs. 1 SGB II", "durch": durch.kennung,
        "kosten": {"quote_prozent": 0, "anwalt_notwendig": false},
        "bescheid": {"gruende": "Der Lohn steht auf der Abrechnung.", "name": "Dr. R. Beispiel"}})
}

#[test]
fn ein_widerspruch_nennt_seine_frist_und_wird_zum_bescheid_mit_immer_gleichem_brief() {
    let fall = Fall::neu();
    fall.erhebe_widerspruch();
    // Bis zum 24. Dezember (§§ 64, 84 SGG); gegen eine Änderung schiebt er nicht auf (§ 39 Nr. 1 SGB II).
    let einer = fall.lies("rechtsbehelfe").json()["widersprueche"][0].clone();
    assert_eq!(einer["frist"]["bis"], json!("2026-12-24"));
    assert_eq!(
        (&einer["frist"]["wahrung"], &einer["frist_offen"]),
        (&json!("gewahrt"), &json!(false))
    );
    assert!(einer.get("aufschub").is_none(), "{einer}");
    let brief = "widersprueche/001/brief.pdf";
    assert_eq!(fall.lies(brief).status, 404, "noch offen");
    // Wer den Bescheid freigab, entscheidet nicht über den Widerspruch.
    let selbst = zurueckweisen(&fall.leitung).to_string();
    let selbst = fall.haus.frage(Some(&fall.leitung), "POST", "/api/v1/befehle", &selbst);
    assert!(selbst.status == 422 || selbst.status == 403, "{}", selbst.text);
    fall.tut(zurueckweisen(&fall.rechtsstelle));
    let pdf = fall.lies(brief);
    assert_eq!(pdf.status, 200, "{}", pdf.text);
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    assert_eq!(fall.lies(brief).bytes, pdf.bytes);
}

#[test]
fn klage_und_ueberpruefung_stehen_mit_fristen_zahlen_und_schritten_da() {
    let fall = Fall::neu();
    fall.erhebe_widerspruch();
    fall.tut(zurueckweisen(&fall.rechtsstelle));
    fall.tut(
        json!({"befehl": "gerichtsverfahren_aufnehmen", "art": "klage", "eingang": "2026-11-20",
        "gegen": {"art": "widerspruch", "nummer": "001"}, "gericht": "Sozialgericht Musterstadt",
        "aktenzeichen": "S 12 AS 345/26"}),
    );
    fall.tut(json!({"befehl": "ueberpruefung_beantragen", "eingang": "2026-11-20",
        "gegen": {"art": "bescheid", "nummer": "001"}}));
    let jetzt = fall.lies("rechtsbehelfe").json();
    assert_eq!(jetzt["widersprueche"][0]["ende"]["klage_bis"], json!("2026-12-24"));
    assert_eq!(jetzt["gerichtsverfahren"][0]["aktenzeichen"], json!("S 12 AS 345/26"));
    assert_eq!(jetzt["ueberpruefungen"][0]["leistungen_ab"], json!("2025-01-01"));
    let zahlen = jetzt["zahlen"].as_array().unwrap();
    assert_eq!(zahlen.len(), 3);
    let erste = json!({"was": "widerspruch", "jahr": 2026, "ausgang": "zurueckgewiesen", "ursache": "keine",
        "norm": "§ 11 Abs. 1 SGB II", "zahl": 1});
    assert_eq!(zahlen[0], erste);
    let schritte = fall.lies("schritte").json();
    let arten: Vec<&Value> =
        schritte["schritte"].as_array().unwrap().iter().map(|s| &s["was"]).collect();
    for art in ["gericht_fragen", "ueberpruefung_entscheiden"] {
        assert!(arten.contains(&&json!(art)), "{art} fehlt in {arten:?}");
    }
}
