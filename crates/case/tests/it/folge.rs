//! Fortschreibung von Monat zu Monat: was weitergeht und was endet.

use case::berechnung::{Gruende, berechne};
use case::folge::folgemonat;
use case::schnittstelle::{Ergebnis, Lage, pruefe};
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde_json::{Value, json};

fn lage(json: Value) -> Lage {
    serde_json::from_value(json).unwrap()
}

fn rechne(lage: &Lage) -> Ergebnis {
    let eingabe = pruefe(lage, "1").unwrap();
    let recht = Recht::eingebaut().unwrap();
    berechne(&eingabe, &recht, &mut Werkbank::neu(), Gruende::Ohne).unwrap()
}

fn folge(lage: &Lage) -> Option<Lage> {
    folgemonat(lage, &rechne(lage))
}

#[test]
fn was_nur_in_diesem_monat_lag_endet_laufendes_geht_weiter() {
    let diese = lage(json!({
        "monat": "2026-08",
        "personen": [
            {"id": "A", "geboren": "1980-01-01", "partner": "B", "verheiratet": true, "einkommen": [
                {"art": "erwerb", "brutto": "700.00", "netto": "560.00", "fuer_monat": "2026-07"},
                {"art": "erwerb", "brutto": "700.00", "netto": "560.00"}]},
            {"id": "B", "geboren": "1980-01-01", "bis": "2026-08-20"},
            {"id": "C", "geboren": "2026-08-03", "von": "2026-08-03", "eltern": ["A", "B"]}],
        "wohnung": [
            {"grundmiete": "400.00", "bis": "2026-08-14"},
            {"grundmiete": "500.00", "von": "2026-08-15", "einmalig": "90.00", "guthaben": "10.00"}]
    }));
    let naechste = folge(&diese).unwrap();
    // B ist gegangen und in keinem Verweis mehr; die zweite Wohnung bleibt ohne Nachforderung; der
    // zweite Lohn war die Ausnahme. Beginn und Bezug bleiben der August.
    let erwartet = lage(json!({
        "monat": "2026-09", "bewilligung_ab": "2026-08-01", "leistungsbezug_seit": "2026-08",
        "personen": [
            {"id": "A", "geboren": "1980-01-01",
             "einkommen": [{"art": "erwerb", "brutto": "700.00", "netto": "560.00"}]},
            {"id": "C", "geboren": "2026-08-03", "eltern": ["A"]}],
        "wohnung": {"grundmiete": "500.00", "verkleinert_monat": "2026-08"}
    }));
    assert_eq!(naechste, erwartet);
}

#[test]
fn getilgtes_ist_nicht_mehr_geschuldet() {
    // § 43 Abs. 2: 10 % von 563 = 56,30; § 42a Abs. 2: 5 % = 28,15.
    let diese = lage(json!({
        "monat": "2026-08", "personen": [{"id": "A", "geboren": "1980-01-01"}],
        "wohnung": {"grundmiete": "450.00"},
        "aufrechnung": [
            {"person": "A", "art": "darlehen", "rest": "20.00"},
            {"person": "A", "art": "erstattung", "grund": "p41a", "rest": "100.00"}]
    }));
    assert_eq!(rechne(&diese).aufrechnung.als_text(), "76.30");
    let naechste = folge(&diese).unwrap();
    let reste: Vec<String> = naechste.aufrechnung.iter().map(|a| a.rest.als_text()).collect();
    assert_eq!(reste, ["43.70"]);
    assert_eq!(rechne(&naechste).aufrechnung.als_text(), "43.70");
    assert!(folge(&naechste).unwrap().aufrechnung.is_empty());
}

#[test]
fn wenn_alle_gegangen_sind_gibt_es_keinen_folgemonat() {
    let diese = lage(json!({
        "monat": "2026-08",
        "personen": [{"id": "A", "geboren": "1980-01-01", "bis": "2026-08-10"}],
        "wohnung": {"grundmiete": "450.00"}
    }));
    assert!(folge(&diese).is_none());
}

#[test]
fn wer_nicht_erreichbar_ist_bleibt_es_auch_im_folgemonat() {
    // § 7b Abs. 4: im Oktober nur Unterkunft (450), danach nichts, auch fortgeschrieben und auch, wenn
    // die Zeile den Bewilligungszeitraum nicht nennt.
    let oktober = lage(json!({
        "monat": "2026-10",
        "personen": [{"id": "A", "geboren": "1985-01-01", "minderungen": [
            {"art": "nicht_erreichbar", "tag": "2026-09-10", "folge": 3}]}],
        "wohnung": {"grundmiete": "450.00"}
    }));
    assert_eq!(rechne(&oktober).auszahlung.als_text(), "450.00");
    let november = folge(&oktober).unwrap();
    assert_eq!(rechne(&november).auszahlung.als_text(), "0.00");
    let november = Lage { monat: november.monat, ..oktober };
    let dezember = folge(&november).unwrap();
    assert_eq!(rechne(&dezember).auszahlung.als_text(), "0.00");
}

#[test]
fn nach_einem_todesfall_weiss_es_die_wohnung_und_einmaliges_wiederholt_sich_nicht() {
    let diese = lage(json!({
        "monat": "2026-09",
        "personen": [
            {"id": "A", "geboren": "1980-01-01", "partner": "B", "unterbringung":
                {"art": "krankenhaus", "seit": "2026-09-10", "bis": "2026-10-10"}},
            {"id": "B", "geboren": "1980-01-01", "gestorben": "2026-09-20"},
            {"id": "C", "geboren": "2016-01-01", "eltern": ["A"], "verpflegung": true,
             "beitraege": [{"art": "krankenversicherung_gesetzlich", "betrag": "100.00"}],
             "bildung": [
                {"art": "klassenfahrt", "betrag": "300.00"}, {"art": "ausflug", "betrag": "5.00"},
                {"art": "schulbedarf", "aufnahme": "2026-09-01"},
                {"art": "teilhabe_weitere", "betrag": "9.00"},
                {"art": "teilhabe", "betrag": "12.00"},
                {"art": "mittagsverpflegung", "betrag": "60.00"}]}],
        "wohnung": {"grundmiete": "500.00", "bewohner": 3}
    }));
    let naechste = folge(&diese).unwrap();
    let erwartet = lage(json!({
        "monat": "2026-10", "bewilligung_ab": "2026-09-01", "leistungsbezug_seit": "2026-09",
        "personen": [
            {"id": "A", "geboren": "1980-01-01", "unterbringung":
                {"art": "krankenhaus", "seit": "2026-09-10", "bis": "2026-10-10"}},
            {"id": "C", "geboren": "2016-01-01", "eltern": ["A"], "verpflegung": true,
             "beitraege": [{"art": "krankenversicherung_gesetzlich", "betrag": "100.00"}],
             "bildung": [
                {"art": "teilhabe", "betrag": "12.00"},
                {"art": "mittagsverpflegung", "betrag": "60.00"}]}],
        "wohnung": {"grundmiete": "500.00", "bewohner": 2, "todesfall_monat": "2026-09",
                    "verkleinert_monat": "2026-09"}
    }));
    assert_eq!(naechste, erwartet);
}
