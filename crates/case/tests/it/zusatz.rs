//! Bildung, Beiträge, Förderung, Unterbringung, Verpflegung, Tod: was der Vertrag annimmt, was nicht, und
//! was herauskommt.

use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Ergebnis, Lage};
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde_json::{Value, json};

use crate::hilfe::{beispiel_mit, lies, mit, pruefe_meldung};

const PERSON: &str = "/personen/1";

fn rechne(lage: &Value) -> Ergebnis {
    let eingabe = lies(lage).unwrap();
    let recht = Recht::eingebaut().unwrap();
    berechne(&eingabe, &recht, &mut Werkbank::neu(), Gruende::Mit).unwrap()
}

#[test]
fn was_der_vertrag_erlaubt_wird_gelesen_und_geschrieben() {
    let faelle = [
        (
            "bildung",
            json!([
            {"art": "ausflug", "betrag": "5.00"}, {"art": "klassenfahrt", "betrag": "300.00"},
            {"art": "schulbedarf", "aufnahme": "2026-09-01"},
            {"art": "schulbedarf", "wiederaufnahme": "2026-09-01"},
            {"art": "schuelerbefoerderung", "betrag": "40.00", "von_dritten": "40.00"},
            {"art": "lernfoerderung", "betrag": "80.00", "form": "gutschein"},
            {"art": "mittagsverpflegung", "betrag": "60.00", "form": "geld"},
            {"art": "teilhabe", "betrag": "12.00"}, {"art": "teilhabe_weitere", "betrag": "9.00"}]),
        ),
        (
            "beitraege",
            json!([
            {"art": "krankenversicherung_privat", "betrag": "500.00", "hoechstens": "420.00"},
            {"art": "pflegeversicherung_privat", "betrag": "90.00", "hoechstens": "90.00"},
            {"art": "krankenversicherung_gesetzlich", "betrag": "200.00", "abgesetzt": "200.00"},
            {"art": "pflegeversicherung_gesetzlich", "betrag": "40.00"}]),
        ),
        ("foerderung", json!({"bedarf": "p13_nr2", "stand": "erhalten", "bei_eltern": true})),
        (
            "foerderung",
            json!({"bedarf": "p12", "stand": "abgelehnt", "abgelehnt_am": "2026-09-03"}),
        ),
        ("foerderung", json!({"bedarf": "p2_abs1a", "stand": "nicht_beantragt"})),
        ("foerderung", json!({"bedarf": "sgb3_wohnheim", "stand": "mittel_zu_hoch"})),
        ("unterbringung", json!({"art": "krankenhaus", "seit": "2026-08-03", "bis": "2026-10-01"})),
        (
            "unterbringung",
            json!({"art": "einrichtung", "seit": "2026-08-03", "arbeitsstunden": 20}),
        ),
        ("unterbringung", json!({"art": "haft", "seit": "2026-09-03"})),
        ("verpflegung", json!(true)),
        ("gestorben", json!("2026-09-30")),
    ];
    for (feld, wert) in faelle {
        let lage = beispiel_mit(&format!("{PERSON}/{feld}"), wert);
        if let Err(fehler) = lies(&lage) {
            panic!("{feld}: {}", fehler.fehler.text);
        }
        let leitung: Lage = serde_json::from_value(lage).unwrap();
        let geschrieben = serde_json::to_string(&leitung).unwrap();
        assert_eq!(serde_json::from_str::<Lage>(&geschrieben).unwrap(), leitung, "{feld}");
    }
}

/// Feld der Person, Wert, Feld der Meldung, Wortlaut.
type Mangelfall = (&'static str, serde_json::Value, &'static str, &'static str);

fn pruefe_maengel(faelle: impl IntoIterator<Item = Mangelfall>) {
    for (feld, wert, stelle, enthaelt) in faelle {
        let lage = beispiel_mit(&format!("{PERSON}/{feld}"), wert.clone());
        let Err(fehler) = lies(&lage) else { panic!("{feld} = {wert} wurde angenommen") };
        pruefe_meldung(&fehler, &format!("personen[1].{stelle}"), enthaelt);
    }
}

#[test]
fn jeder_mangel_bei_bildung_nennt_feld_grund_und_rat() {
    pruefe_maengel([
        ("bildung", json!([{"art": "ausflug"}]), "bildung[0].betrag", "fehlt"),
        ("bildung", json!([{"art": "nachhilfe", "betrag": "1"}]), "bildung[0].art", "unbekannt"),
        (
            "bildung",
            json!([{"art": "schulbedarf", "betrag": "130.00", "aufnahme": "2026-09-01"}]),
            "bildung[0].betrag",
            "steht im Gesetz",
        ),
        ("bildung", json!([{"art": "schulbedarf"}]), "bildung[0].aufnahme", "von selbst"),
        (
            "bildung",
            json!([{"art": "schulbedarf", "aufnahme": "2026-09-01",
                            "wiederaufnahme": "2026-09-01"}]),
            "bildung[0].wiederaufnahme",
            "neben",
        ),
        (
            "bildung",
            json!([{"art": "ausflug", "betrag": "1", "aufnahme": "2026-09-01"}]),
            "bildung[0].aufnahme",
            "gehört nur zu „schulbedarf“",
        ),
        (
            "bildung",
            json!([{"art": "ausflug", "betrag": "1.00", "von_dritten": "1.01"}]),
            "bildung[0].von_dritten",
            "höher als betrag",
        ),
        (
            "bildung",
            json!([{"art": "schuelerbefoerderung", "betrag": "1.00", "form": "gutschein"}]),
            "bildung[0].form",
            "nur als Geld",
        ),
        (
            "bildung",
            json!([{"art": "ausflug", "betrag": "1.00", "kosten": "1"}]),
            "bildung[0].kosten",
            "unbekannt",
        ),
    ]);
}

#[test]
fn jeder_mangel_bei_den_anderen_angaben_nennt_feld_grund_und_rat() {
    pruefe_maengel([
        (
            "beitraege",
            json!([{"art": "krankenversicherung_privat", "betrag": "500.00"}]),
            "beitraege[0].hoechstens",
            "halben Basistarif",
        ),
        (
            "beitraege",
            json!([{"art": "pflegeversicherung_gesetzlich", "betrag": "5.00",
                              "hoechstens": "5.00"}]),
            "beitraege[0].hoechstens",
            "privaten",
        ),
        (
            "beitraege",
            json!([{"art": "pflegeversicherung_gesetzlich", "betrag": "5.00",
                              "abgesetzt": "6.00"}]),
            "beitraege[0].abgesetzt",
            "höher als betrag",
        ),
        (
            "beitraege",
            json!([{"art": "pflegeversicherung_gesetzlich", "betrag": "5.00"},
                             {"art": "pflegeversicherung_gesetzlich", "betrag": "5.00"}]),
            "beitraege[1].art",
            "zusammenzählen",
        ),
        ("foerderung", json!({"bedarf": "p12"}), "foerderung.stand", "fehlt"),
        (
            "foerderung",
            json!({"bedarf": "p12", "stand": "erhalten", "abgelehnt_am": "2026-09-01"}),
            "foerderung.abgelehnt_am",
            "gehört nur zu",
        ),
        (
            "unterbringung",
            json!({"art": "haft", "seit": "2026-09-03", "bis": "2026-09-02"}),
            "unterbringung.bis",
            "liegt vor seit",
        ),
        (
            "unterbringung",
            json!({"art": "haft", "seit": "2026-09-03", "arbeitsstunden": 20}),
            "unterbringung.arbeitsstunden",
            "gehört nur zu „einrichtung“",
        ),
        ("gestorben", json!("2026-08-31"), "gestorben", "todesfall_monat"),
        ("verpflegung", json!("ja"), "verpflegung", "true oder false"),
    ]);
}

#[test]
fn doppelte_angaben_widersprechen_sich() {
    let faelle = [
        ("foerderung", json!({"bedarf": "p12", "stand": "erhalten"}), json!("studium")),
        ("unterbringung", json!({"art": "haft", "seit": "2026-09-03"}), json!("haft")),
        ("unterbringung", json!({"art": "einrichtung", "seit": "2026-09-03"}), json!("stationaer")),
    ];
    for (feld, wert, ausgeschlossen) in faelle {
        let lage = mit(
            beispiel_mit(&format!("{PERSON}/{feld}"), wert),
            &format!("{PERSON}/ausgeschlossen"),
            ausgeschlossen,
        );
        pruefe_meldung(
            &lies(&lage).unwrap_err(),
            &format!("personen[1].{feld}"),
            "neben ausgeschlossen",
        );
    }
    let lage = mit(
        beispiel_mit("/personen/1/gestorben", json!("2026-09-20")),
        "/personen/1/bis",
        json!("2026-09-20"),
    );
    pruefe_meldung(&lies(&lage).unwrap_err(), "personen[1].bis", "neben gestorben");
    let lage = beispiel_mit("/wohnung/verkleinert_monat", json!("2026-10"));
    pruefe_meldung(&lies(&lage).unwrap_err(), "wohnung.verkleinert_monat", "liegt nach dem Monat");
}

#[test]
fn was_daneben_steht_fehlt_wo_es_leer_ist() {
    // Ohne die neuen Angaben bleibt die Zeile Zeichen für Zeichen, wie sie war.
    let ohne = serde_json::to_value(rechne(&beispiel_mit("/fall", json!("x")))).unwrap();
    for feld in ["bildung", "beitraege", "auszubildende", "sachleistung"] {
        assert!(ohne.get(feld).is_none() && ohne["personen"][2].get(feld).is_none(), "{feld}");
    }
    // C ist 8, der Haushalt hat einen Anspruch: Mittagessen 60 und Teilhabe 15 stehen daneben, die
    // Auszahlung bleibt 896,00 (docs/lage.md).
    let bildung = json!([{"art": "mittagsverpflegung", "betrag": "60.00"},
                         {"art": "teilhabe", "betrag": "9.00", "form": "gutschein"}]);
    let ergebnis = rechne(&beispiel_mit("/personen/2/bildung", bildung));
    assert_eq!(ergebnis.zu_zahlen().als_text(), "956.00");
    let mit = serde_json::to_value(ergebnis).unwrap();
    assert_eq!(mit["auszahlung"], "896.00");
    assert_eq!(mit["bildung"], "75.00");
    assert_eq!(
        mit["personen"][2]["bildung"],
        json!([
            {"art": "mittagsverpflegung", "bedarf": "60.00", "angerechnet": "0.00",
             "betrag": "60.00", "form": "geld"},
            {"art": "teilhabe", "bedarf": "15.00", "angerechnet": "0.00", "betrag": "15.00",
             "form": "gutschein"}])
    );
    let gruende = mit["beleg"].to_string();
    assert!(gruende.contains("Bildung und Teilhabe: Mittagessen"), "{gruende}");
}

#[test]
fn beitraege_auszubildende_und_sachleistung_stehen_in_der_zeile() {
    let lage = json!({"monat": "2026-09", "personen": [
        {"id": "A", "geboren": "1985-01-01", "verpflegung": true, "beitraege": [
            {"art": "krankenversicherung_privat", "betrag": "500.00", "hoechstens": "420.00"}]},
        {"id": "B", "geboren": "1999-01-01", "alleinerziehend": "ja",
         "foerderung": {"bedarf": "p13_nr2", "stand": "erhalten"}},
        {"id": "C", "geboren": "2023-01-01", "eltern": ["B"]}], "wohnung": {"grundmiete": "600.00"}});
    let zeile = serde_json::to_value(rechne(&lage)).unwrap();
    // § 26: 420; § 68: 186; § 27: 36 % von 563 = 202,68.
    assert_eq!(zeile["personen"][0]["beitraege"][0]["betrag"], "420.00");
    assert_eq!(zeile["personen"][0]["sachleistung"], "186.00");
    assert_eq!(zeile["personen"][1]["auszubildende"], "202.68");
    assert_eq!(
        (&zeile["beitraege"], &zeile["auszubildende"]),
        (&json!("420.00"), &json!("202.68"))
    );
}
