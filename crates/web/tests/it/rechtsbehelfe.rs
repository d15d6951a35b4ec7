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

#[test]
fn die_rechtsstelle_fuehrt_einen_widerspruch_bis_zum_bescheid_und_zur_klage() {
    let (haus, wer) = mit_fall("rechtsbehelfe");
    let leitung = haus.stelle_ein(HIER, 901, Rolle::Teamleitung, "leistung-1");
    let rechtsstelle = haus.stelle_ein(HIER, 902, Rolle::Rechtsstelle, "recht");
    let fall = format!("/api/v1/faelle/{}", kennung(1));
    let nummer = gemeldet_und_beantwortet(&haus, &wer)["nummer"].clone();
    let frei = json!({"befehl": "entwurf_freigeben", "fall": kennung(1), "entwurf": nummer, "durch": leitung.kennung});
    let frei = haus.frage(Some(&leitung), "POST", "/api/v1/befehle", &frei.to_string());
    assert_eq!(frei.status, 201, "{}", frei.text);

    let tue = |wer: &Wer, mut befehl: Value| {
        befehl["fall"] = json!(kennung(1));
        frage(&haus, wer, ("POST", "/api/v1/befehle"), &befehl)
    };
    let lies = || {
        let antwort =
            frage(&haus, &rechtsstelle, ("GET", &format!("{fall}/rechtsbehelfe")), &Value::Null);
        assert_eq!(antwort.status, 200, "{}", antwort.text);
        antwort.json()
    };
    let aufgenommen = tue(
        &rechtsstelle,
        json!({"befehl": "widerspruch_aufnehmen", "eingang": "2026-11-20",
        "gegen": {"art": "bescheid", "nummer": "002"}, "begruendung": "Der Lohn war niedriger."}),
    );
    assert_eq!(aufgenommen.status, 201, "{}", aufgenommen.text);
    // Der Bescheid ging heute, am 20. November, zur Post: bis zum 24. Dezember (§§ 64, 84 SGG).
    let offen = lies();
    let einer = &offen["widersprueche"][0];
    assert_eq!(einer["frist"]["bis"], json!("2026-12-24"));
    assert_eq!(
        (&einer["frist"]["wahrung"], &einer["frist_offen"]),
        (&json!("gewahrt"), &json!(false))
    );
    assert!(einer.get("aufschub").is_none(), "§ 39 Nr. 1 SGB II: {einer}");

    let brief = format!("{fall}/widersprueche/001/brief.pdf");
    assert_eq!(
        frage(&haus, &rechtsstelle, ("GET", &brief), &Value::Null).status,
        404,
        "noch offen"
    );
    let erledigen = |durch: &Wer| {
        json!({"befehl": "widerspruch_erledigen", "widerspruch": "001",
        "ausgang": "zurueckgewiesen", "ursache": "keine", "norm": "§ 11 Abs. 1 SGB II", "durch": durch.kennung,
        "kosten": {"quote_prozent": 0, "anwalt_notwendig": false},
        "bescheid": {"gruende": "Der Lohn steht auf der Abrechnung.", "name": "Dr. R. Beispiel"}})
    };
    // Wer Leistungen bearbeitet, aber nicht freigab, dürfte; wer freigab, nicht.
    let selbst = haus.frage(Some(&leitung), "POST", "/api/v1/befehle", &{
        let mut befehl = erledigen(&leitung);
        befehl["fall"] = json!(kennung(1));
        befehl.to_string()
    });
    assert!(selbst.status == 422 || selbst.status == 403, "{}", selbst.text);
    let erledigt = tue(&rechtsstelle, erledigen(&rechtsstelle));
    assert_eq!(erledigt.status, 201, "{}", erledigt.text);
    let pdf = frage(&haus, &rechtsstelle, ("GET", &brief), &Value::Null);
    assert_eq!(pdf.status, 200, "{}", pdf.text);
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    assert_eq!(frage(&haus, &rechtsstelle, ("GET", &brief), &Value::Null).bytes, pdf.bytes);

    let klage = tue(
        &rechtsstelle,
        json!({"befehl": "gerichtsverfahren_aufnehmen", "art": "klage", "eingang": "2026-11-20",
        "gegen": {"art": "widerspruch", "nummer": "001"}, "gericht": "Sozialgericht Musterstadt",
        "aktenzeichen": "S 12 AS 345/26"}),
    );
    assert_eq!(klage.status, 201, "{}", klage.text);
    let ueberpruefung = tue(
        &rechtsstelle,
        json!({"befehl": "ueberpruefung_beantragen", "eingang": "2026-11-20",
        "gegen": {"art": "bescheid", "nummer": "001"}}),
    );
    assert_eq!(ueberpruefung.status, 201, "{}", ueberpruefung.text);
    let jetzt = lies();
    assert_eq!(jetzt["widersprueche"][0]["ende"]["klage_bis"], json!("2026-12-24"));
    assert_eq!(jetzt["gerichtsverfahren"][0]["aktenzeichen"], json!("S 12 AS 345/26"));
    assert_eq!(jetzt["ueberpruefungen"][0]["leistungen_ab"], json!("2025-01-01"));
    let zahlen = jetzt["zahlen"].as_array().unwrap();
    assert_eq!(zahlen.len(), 3);
    let erste = json!({"was": "widerspruch", "jahr": 2026, "ausgang": "zurueckgewiesen", "ursache": "keine",
        "norm": "§ 11 Abs. 1 SGB II", "zahl": 1});
    assert_eq!(zahlen[0], erste);
    let schritte =
        frage(&haus, &rechtsstelle, ("GET", &format!("{fall}/schritte")), &Value::Null).json();
    let arten: Vec<&Value> =
        schritte["schritte"].as_array().unwrap().iter().map(|s| &s["was"]).collect();
    assert!(
        arten.contains(&&json!("gericht_fragen"))
            && arten.contains(&&json!("ueberpruefung_entscheiden"))
    );
}
