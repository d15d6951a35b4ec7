//! Feindliche und falsche Anfragen: klare Antwort, nichts gespeichert, nichts verraten.

use axum::body::Body;
use axum::http::Request;
use case::rechte::Rolle;
use serde_json::{Value, json};
use web::routes::{Needs, ROUTES};

use crate::geschichte::mit_fall;
use crate::hilfe::{DORT, HIER, Wer, Woran, kennung, meldung, weg};

/// Kommt in keiner Antwort vor.
const KANARIE: &str = "Zwitschervogel4711";

#[test]
fn ohne_gueltigen_zugang_gibt_es_ueberall_dieselbe_antwort() {
    let (haus, wer) = mit_fall("zugang");
    let falsch = [
        String::new(),
        "Bearer".to_owned(),
        "Basic YTpi".to_owned(),
        format!("Bearer {KANARIE}"),
        format!("Bearer {}", wer.token().replace("test.", "anders.")),
        format!("Bearer {}", wer.token().replace(HIER, DORT)),
        format!("Bearer {}x", wer.token()),
        format!("Bearer {}", Wer { kennung: kennung(901), ..wer }.token()),
        format!("Bearer {}.{}.test.{}", HIER, kennung(900), "0".repeat(64)),
    ];
    for route in ROUTES.iter().filter(|route| route.needs != Needs::Nothing) {
        let mut antworten = Vec::new();
        for ausweis in &falsch {
            let anfrage = Request::builder()
                .method(route.verb.name())
                .uri(weg(route, &Woran::fall(kennung(1), kennung(2))))
                .header("authorization", ausweis)
                .header("content-type", route.takes)
                .body(Body::from(if route.request.is_some() { "{}" } else { "" }))
                .unwrap();
            let antwort = haus.sende(anfrage);
            assert_eq!(antwort.status, 401, "{} {ausweis}", route.path);
            antworten.push(antwort.text);
        }
        antworten.dedup();
        assert_eq!(antworten.len(), 1, "{}", route.path);
    }
}

#[test]
fn unlesbares_wird_abgewiesen_und_kein_wert_wiederholt() {
    let (haus, wer) = mit_fall("unlesbar");
    let gut: Value = serde_json::to_value(meldung(kennung(1), kennung(2), 300)).unwrap();
    let mit = |feld: &str, wert: Value| {
        let mut befehl = gut.clone();
        befehl[feld] = wert;
        befehl.to_string()
    };
    let faelle: [(&str, String, u16); 9] = [
        ("kein JSON", format!("{{\"befehl\": {KANARIE}"), 400),
        ("leer", String::new(), 400),
        ("unbekannter Befehl", json!({"befehl": KANARIE}).to_string(), 400),
        ("unbekanntes Feld", mit(KANARIE, json!(1)), 400),
        ("falsche Form", mit("person", json!(KANARIE)), 400),
        ("falscher Tag", mit("eingang", json!("2026-02-30")), 400),
        ("Rest", format!("{gut} {KANARIE}"), 400),
        ("Zukunft", mit("eingang", json!("2027-01-01")), 422),
        ("tief", format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)), 400),
    ];
    for (was, body, status) in faelle {
        let antwort = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &body);
        assert_eq!(antwort.status, status, "{was}: {}", antwort.text);
        assert!(!antwort.text.contains(KANARIE), "{was}: {}", antwort.text);
        let problem = antwort.json();
        assert_eq!(problem["status"], status, "{was}");
        assert!(problem["detail"].as_str().unwrap().len() > 20, "{was}");
        assert_eq!(antwort.kopfzeile("content-type"), "application/problem+json", "{was}");
    }
}

/// Was, Methode und Weg, Inhalt, Kopfzeilen, erwarteter Status.
type Fall<'a> = (&'a str, (&'a str, &'a str), &'a str, &'a [(&'a str, &'a str)], u16);

#[test]
fn falsche_koepfe_groessen_und_wege_bekommen_ihre_antwort() {
    let (haus, wer) = mit_fall("koepfe");
    let gut = serde_json::to_string(&meldung(kennung(1), kennung(2), 300)).unwrap();
    let befehle = ("POST", "/api/v1/befehle");
    let gross = format!("{{\"befehl\":\"{}\"}}", "x".repeat(2_000_000));
    let lang = "x".repeat(101);
    let faelle: [Fall<'_>; 9] = [
        ("ohne Schlüssel", befehle, &gut, &[], 400),
        ("Schlüssel zu lang", befehle, &gut, &[("idempotency-key", &lang)], 400),
        (
            "kein JSON",
            befehle,
            "{}",
            &[("content-type", "text/plain"), ("idempotency-key", "x")],
            415,
        ),
        ("zu groß", befehle, &gross, &[("idempotency-key", "x")], 413),
        (
            "falscher Zweck",
            befehle,
            &gut,
            &[("nahtlos-zweck", KANARIE), ("idempotency-key", "y")],
            400,
        ),
        ("gibt es nicht", ("GET", "/api/v1/gibtesnicht"), "", &[], 404),
        ("nur anders", ("DELETE", "/api/v1/befehle"), "", &[], 405),
        ("Umweg", ("GET", "/api/v1/faelle/../../etc/passwd"), "", &[], 404),
        ("keine Kennung", ("GET", "/api/v1/faelle/Zwitschervogel4711"), "", &[], 404),
    ];
    for (was, weg, body, kopf, status) in faelle {
        let antwort = haus.frage_mit(Some(&wer), weg, body, kopf);
        assert_eq!(antwort.status, status, "{was}: {}", antwort.text);
        assert!(!antwort.text.contains(KANARIE), "{was}: {}", antwort.text);
        assert_eq!(antwort.kopfzeile("content-type"), "application/problem+json", "{was}");
    }
    for route in ROUTES {
        for wer in [None, Some(&wer)] {
            let antwort = haus.frage_weg(wer, route, &Woran::fall(kennung(1), kennung(2)));
            assert_eq!(antwort.kopfzeile("cache-control"), "no-store", "{}", route.path);
            assert_eq!(antwort.kopfzeile("x-content-type-options"), "nosniff", "{}", route.path);
            assert_eq!(antwort.kopfzeile("referrer-policy"), "no-referrer", "{}", route.path);
            let csp = antwort.kopfzeile("content-security-policy");
            assert!(csp.starts_with("default-src 'none'"), "{}", route.path);
        }
    }
}

#[test]
fn aus_einem_anderen_mandanten_sieht_es_aus_als_gaebe_es_nichts() {
    let (haus, wer) = mit_fall("mandant");
    let fremd = haus.stelle_ein(DORT, 900, Rolle::Leistung, "leistung-1");
    let abgelegt = haus.schicke(&wer, "lohn.txt", "Lohn für Oktober");
    haus.ordne_zu(&wer, abgelegt, (kennung(1), kennung(3)));
    let gibt_es = Woran {
        eingang: haus.schicke(&wer, "brief.txt", "Guten Tag"),
        dokument: kennung(3),
        auftrag: haus.auftrag(HIER),
        ..Woran::fall(kennung(1), kennung(2))
    };
    let gibt_es_nicht = Woran {
        eingang: kennung(74),
        dokument: kennung(73),
        ..Woran::fall(kennung(71), kennung(72))
    };
    for route in ROUTES.iter().filter(|route| !matches!(route.needs, Needs::Nothing)) {
        // Wer hier Post annimmt, nimmt sie im eigenen Haus an.
        if route.takes == "application/octet-stream" {
            continue;
        }
        let [hier, nirgends] = [&gibt_es, &gibt_es_nicht].map(|ziel| {
            let antwort = haus.frage_weg(Some(&fremd), route, ziel);
            let kennungen = [ziel.fall, ziel.person, ziel.eingang, ziel.dokument];
            let mut text = antwort.text;
            for kennung in kennungen {
                text = text.replace(&kennung.to_string(), "KENNUNG");
            }
            (antwort.status, text)
        });
        assert_eq!(hier, nirgends, "{}", route.path);
        if route.path.contains('{') && !route.path.contains("protokoll") {
            assert_eq!(hier.0, 404, "{}: {}", route.path, hier.1);
        }
        if matches!(route.needs, Needs::Command | Needs::Preview) {
            assert!(hier.0 >= 400, "{}: {}", route.path, hier.1);
        }
    }
}

#[test]
fn kein_protokoll_nennt_wen_oder_was_jemand_fragte() {
    let zeilen = crate::mitschrift::beginne();
    let (haus, wer) = mit_fall("mitschrift");
    let faelle = [
        ("POST", "/api/v1/personen/suche".to_owned(), json!({"text": KANARIE}).to_string()),
        ("POST", "/api/v1/befehle".to_owned(), format!("{{\"befehl\":\"{KANARIE}\"}}")),
        ("GET", format!("/api/v1/personen/{}?nach={KANARIE}", kennung(2)), String::new()),
        ("GET", format!("/api/v1/{KANARIE}"), String::new()),
        ("GET", format!("/api/v1/faelle/{}/monate/2026-10", kennung(1)), String::new()),
    ];
    for (verb, weg, body) in faelle {
        haus.frage(Some(&wer), verb, &weg, &body);
    }
    let name = crate::hilfe::haushalt().namen[0].nachname.clone();
    let zeilen = zeilen.lock().unwrap().clone();
    assert!(zeilen.iter().any(|zeile| zeile.contains("/api/v1/personen/{person}")), "{zeilen:?}");
    for geheim in [KANARIE, &name, &kennung(1).to_string(), &kennung(2).to_string(), "Bearer"] {
        let verraten: Vec<_> = zeilen.iter().filter(|zeile| zeile.contains(geheim)).collect();
        assert!(verraten.is_empty(), "{verraten:?}");
    }
    // Auch die Zahlen der Überwachung nennen nur Muster.
    let zahlen = haus.frage(None, "GET", "/metrics", "").text;
    assert!(zahlen.contains("/api/v1/personen/{person}") && !zahlen.contains(KANARIE), "{zahlen}");
    assert!(!zahlen.contains(&kennung(1).to_string()), "{zahlen}");
}
