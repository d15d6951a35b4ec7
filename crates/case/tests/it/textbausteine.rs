//! Textbausteine: was gilt, gilt ab einem Tag; was falsch ist, wird mit Zeile und Feld genannt.

use case::akte::Posten;
use case::brief::{Block, Brief, bescheidbrief};
use case::textbausteine::Textbausteine;
use serde_json::json;

use crate::buero::{Buero, LEITUNG};

fn lies(text: &str) -> Textbausteine {
    Textbausteine::lies("haus.toml", text).unwrap()
}

fn baustein(name: &str, ort: &str, gilt_ab: &str, text: &str) -> String {
    format!(
        "[[baustein]]\nname = \"{name}\"\nbriefe = [\"bewilligung\"]\nort = \"{ort}\"\ngilt_ab = \"{gilt_ab}\"\n\
         text = \"\"\"{text}\"\"\"\n"
    )
}

/// Erikas Bewilligung von diesem Tag.
fn brief(am: &str) -> Brief {
    let traeger = serde_json::from_value(json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW", "telefon": "0100 1",
        "email": "post@beispiel.invalid", "elektronischer_weg": "Über das Portal.", "bic": "MARKDEF1",
        "anschrift": {"strasse": "Markt", "hausnummer": "1", "plz": "00001", "ort": "Musterstadt"},
        "konto": {"inhaber": "Kasse", "iban": "DE02500105170137075030"}
    }))
    .unwrap();
    let mut buero = Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00");
    buero.gib_frei(LEITUNG, am).unwrap();
    bescheidbrief(buero.akten(), &Posten::nr(1), &traeger, &buero.recht).unwrap()
}

fn absaetze(bloecke: &[Block]) -> Vec<String> {
    let absatz = |block: &Block| match block {
        Block::Absatz { text } => Some(text.clone()),
        _ => None,
    };
    bloecke.iter().filter_map(absatz).collect()
}

fn hinweise(brief: &Brief) -> Vec<String> {
    let abschnitt = brief.abschnitte.iter().find(|a| a.titel == "Hinweise Ihres Jobcenters");
    abschnitt.map_or(Vec::new(), |abschnitt| absaetze(&abschnitt.bloecke))
}

#[test]
fn die_mitgelieferte_datei_ist_gueltig_und_aendert_keinen_brief() {
    let eingebaut = Textbausteine::eingebaut().unwrap();
    let brief = brief("2026-07-06");
    assert_eq!((eingebaut.anzahl(), eingebaut.fassung().len()), (0, 64));
    assert!(eingebaut.ergaenze(brief.clone()) == brief);
}

#[test]
fn ein_baustein_steht_vor_der_belehrung_oder_vor_dem_gruss_mit_dem_was_der_brief_sagt() {
    let text = "Bitte nennen Sie {aktenzeichen}.\nIhr {jobcenter}, {telefon}.\n\nStand {datum}.";
    let datei = baustein("zeiten", "hinweise", "2026-07-01", text)
        + &baustein("dank", "schluss", "2026-07-01", "Danke.");
    let brief = lies(&datei).ergaenze(brief("2026-07-06"));
    let erwartet =
        ["Bitte nennen Sie BG-1. Ihr Jobcenter Musterkreis, 0100 1.", "Stand 06.07.2026."];
    assert_eq!(hinweise(&brief), erwartet);
    let titel: Vec<_> = brief.abschnitte.iter().map(|a| a.titel.as_str()).rev().take(2).collect();
    assert_eq!(titel, ["Rechtsbehelfsbelehrung", "Hinweise Ihres Jobcenters"]);
    assert_eq!(absaetze(&brief.schluss), ["Danke."]);
}

#[test]
fn ein_spaeterer_eintrag_aendert_keinen_aelteren_brief_und_ein_leerer_beendet_ihn() {
    let davor = baustein("zeiten", "hinweise", "2026-07-01", "Alt.");
    let danach = davor.clone()
        + &baustein("zeiten", "hinweise", "2026-07-07", "Neu.")
        + &baustein("zeiten", "hinweise", "2026-07-10", "");
    let alt = brief("2026-07-06");
    assert!(lies(&davor).ergaenze(alt.clone()) == lies(&danach).ergaenze(alt.clone()));
    assert_eq!(hinweise(&lies(&danach).ergaenze(alt)), ["Alt."]);
    for (am, erwartet) in [("2026-07-07", &["Neu."][..]), ("2026-07-10", &[])] {
        assert_eq!(hinweise(&lies(&danach).ergaenze(brief(am))), erwartet, "{am}");
    }
    // Ein Baustein für andere Briefe steht hier nicht.
    let andere = davor.replace("bewilligung", "aufhebung");
    assert_eq!(hinweise(&lies(&andere).ergaenze(brief("2026-07-06"))), [""; 0]);
    assert_ne!(lies(&davor).fassung(), lies(&danach).fassung());
}

#[test]
fn was_falsch_ist_steht_mit_datei_zeile_baustein_und_feld_da() {
    let gut = baustein("zeiten", "hinweise", "2026-07-01", "Alt.");
    let faelle = [
        (
            gut.replace("hinweise", "oben"),
            "Zeile 1, Baustein zeiten, Feld ort: möglich sind hinweise und schluss",
        ),
        (
            gut.replace("2026-07-01", "1.7.2026"),
            "Zeile 1, Baustein zeiten, Feld gilt_ab: ist kein Tag wie 2026-12-01",
        ),
        (
            gut.replace("\"bewilligung\"", "\"mahnung\""),
            "Zeile 1, Baustein zeiten, Feld briefe: ist eine Liste aus: bewilligung,",
        ),
        (
            gut.replace("[\"bewilligung\"]", "[]"),
            "Zeile 1, Baustein zeiten, Feld briefe: ist eine Liste aus",
        ),
        (gut.replace("\"zeiten\"", "\"Zeiten\""), "Feld name: hat nur a–z, 0–9 und -"),
        (
            gut.replace("Alt.", "{name}"),
            "Zeile 1, Baustein zeiten, Feld text: „{name}“ ist kein Platzhalter; möglich sind {aktenzeichen}",
        ),
        (gut.replace("Alt.", "{aktenzeichen"), "Feld text: eine Klammer { ist nicht geschlossen"),
        (gut.replace("Alt.", "a } b"), "Feld text: eine Klammer } ist nicht geöffnet"),
        (
            gut.replace("Alt.", &"x".repeat(1501)),
            "Feld text: hat 1501 Zeichen; höchstens 1500 sind möglich",
        ),
        (
            gut.replace("text =", "satz ="),
            "Zeile 1, Baustein zeiten: „satz“ gibt es nicht; möglich sind name",
        ),
        (gut.replace("ort = \"hinweise\"\n", ""), "Feld ort: fehlt oder ist kein Text"),
        (
            gut.clone() + &gut,
            "Zeile 7, Baustein zeiten, Feld gilt_ab: liegt nicht nach dem des vorigen Eintrags",
        ),
        (
            gut.replace("[[baustein]]", "[[satz]]"),
            "Zeile 1: „satz“ gibt es hier nicht; erwartet wird [[baustein]]",
        ),
        (gut + "ort = =", "Zeile 7: hier ist die Datei kein TOML"),
    ];
    for (text, erwartet) in faelle {
        let meldung = Textbausteine::lies("haus.toml", &text).unwrap_err().to_string();
        assert!(
            meldung.starts_with("haus.toml, Zeile ") && meldung.contains(erwartet),
            "{meldung}"
        );
        assert!(meldung.ends_with("bitte berichtigen"), "{meldung}");
    }
}
