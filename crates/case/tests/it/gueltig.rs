//! Was der Vertrag erlaubt, kommt an, mit den Vorgaben der Tabelle.

use case::schnittstelle::{Gebiet, Lage, ist_leer, lies_zeile};
use law::lage::{Angemessen, Einkommen, Mehrbedarf, PersonNr};
use law::measure::Cent;
use serde_json::json;

use crate::hilfe::{beispiel, beispiel_mit, lies, mit};

#[test]
fn das_beispiel_des_vertrags_wird_gelesen() {
    let eingabe = lies(&beispiel()).unwrap();
    assert_eq!(eingabe.fall, "beispiel-1");
    assert_eq!(eingabe.ids, ["A", "B", "C"]);
    assert_eq!(eingabe.lage.gebiet, Gebiet::West);
    let lage = &eingabe.lage;
    assert_eq!(lage.monat.to_string(), "2026-09");
    assert_eq!(lage.bewilligung_ab.to_string(), "2026-07-01");
    assert_eq!(lage.leistungsbezug_seit.to_string(), "2025-11");
    assert_eq!(lage.personen[0].partner, Some(PersonNr(1)));
    assert_eq!(lage.personen[2].eltern, [Some(PersonNr(0)), Some(PersonNr(1))]);
    assert_eq!(
        lage.personen[2].einkommen.as_slice(),
        [Einkommen::Kindergeld { betrag: Cent::euro(259), an: Some(PersonNr(0)) }]
    );
    assert_eq!(lage.wohnungen[0].bewohner, Some(3));
    assert_eq!(lage.wohnungen[0].grundmiete, Cent::euro(560));
}

#[test]
fn ohne_angabe_gelten_die_vorgaben_der_tabelle() {
    let kurz = json!({"monat": "2026-09", "personen": [{"id": "A", "geboren": "1990-01-01",
        "minderungen": [{"art": "meldeversaeumnis", "tag": "2026-07-31"}]}], "wohnung": {}});
    let eingabe = lies(&kurz).unwrap();
    assert_eq!(eingabe.fall, "7", "die Nummer der Zeile");
    assert_eq!(eingabe.lage.bewilligung_ab.to_string(), "2026-09-01");
    assert_eq!(eingabe.lage.leistungsbezug_seit.to_string(), "2026-09");
    let minderung = eingabe.lage.personen[0].minderungen[0];
    assert_eq!((minderung.folge, minderung.wirksam_ab.to_string()), (1, "2026-08".to_owned()));
    let wohnung = eingabe.lage.wohnungen[0];
    assert_eq!((wohnung.bewohner, wohnung.grundmiete), (None, Cent::NULL));

    let mit_bewilligung = lies(&mit(kurz, "/bewilligung_ab", json!("2026-03-15"))).unwrap();
    assert_eq!(mit_bewilligung.lage.leistungsbezug_seit.to_string(), "2026-03");
}

#[test]
fn eine_seite_der_partnerschaft_genuegt() {
    let eine = mit(
        beispiel_mit("/personen/1/partner", json!(null)),
        "/personen/1/verheiratet",
        json!(true),
    );
    let lage = lies(&eine).unwrap().lage;
    assert_eq!(lage.personen[1].partner, Some(PersonNr(0)));
    assert!(lage.personen[0].verheiratet && lage.personen[1].verheiratet);
}

#[test]
fn vor_der_geburt_gehoert_niemand_zum_haushalt() {
    let lage = lies(&beispiel_mit("/personen/2/geboren", json!("2026-09-12"))).unwrap().lage;
    assert_eq!(lage.personen[2].von.unwrap().to_string(), "2026-09-12");
    let lage = lies(&beispiel_mit("/personen/2/geboren", json!("2026-09-01"))).unwrap().lage;
    assert_eq!(lage.personen[2].von, None, "am Ersten geboren: der ganze Monat");
}

#[test]
fn was_erlaubt_ist_wird_angenommen() {
    // Quelle: Vertrag von assess, Tabelle der Felder.
    let faelle = [
        ("/gebiet", json!("ost")),
        ("/leistungsbezug_seit", json!("2026-09")),
        ("/bewilligung_ab", json!("2026-09-30")),
        ("/fall", json!("")),
        ("/personen/0/vermoegen", json!("99999999.99")),
        ("/personen/0/einkommen/0/netto", json!("1900.00")),
        ("/personen/0/einkommen/0/fuer_monat", json!("2026-08")),
        ("/personen/0/alleinerziehend", json!("haelftig")),
        ("/personen/0/leistungsbezug_seit", json!("2024-01")),
        ("/personen/0/bis", json!("2026-09-15")),
        ("/personen/2/zu_besuch_tage", json!(30)),
        ("/personen/2/einkommen/0/an", json!("C")),
        (
            "/personen/1/mehrbedarfe",
            json!([
            {"art": "schwangerschaft", "entbindung": "2027-01-10"}, {"art": "behinderung"},
            {"art": "merkzeichen_g"}, {"art": "ernaehrung", "betrag": "30.00"},
            {"art": "ernaehrung", "diagnose": "zoeliakie"}, {"art": "unabweisbar", "betrag": "9"},
            {"art": "schulbuecher", "betrag": "45.5"}]),
        ),
        ("/personen/1/absetzungen", json!([{"art": "kfz_haftpflicht", "betrag": "42.10"}])),
        (
            "/personen/1/einkommen",
            json!([
            {"art": "selbstaendig", "betrag": "500.00", "netto": "450.00"},
            {"art": "unterhalt", "betrag": "1.00"}, {"art": "unterhaltsvorschuss", "betrag": "1"},
            {"art": "arbeitslosengeld", "betrag": "1"}, {"art": "krankengeld", "betrag": "1"},
            {"art": "rente", "betrag": "1", "grundrentenzeiten": true},
            {"art": "elterngeld", "betrag": "1", "vor_geburt": "900.00"},
            {"art": "mutterschaftsgeld", "betrag": "1"}, {"art": "bafoeg", "betrag": "1"},
            {"art": "bab", "betrag": "1"}, {"art": "ausbildungsgeld", "betrag": "1"},
            {"art": "taschengeld_fwd", "betrag": "1"}, {"art": "kinderzuschlag", "betrag": "1"},
            {"art": "wohngeld", "betrag": "1"}, {"art": "pflegegeld", "betrag": "1", "kind_nr": 3},
            {"art": "aufwandsentschaedigung", "betrag": "1"}, {"art": "trinkgeld", "betrag": "1"},
            {"art": "kapital", "betrag": "1"}, {"art": "sonstiges", "betrag": "1"},
            {"art": "nachzahlung", "betrag": "900.00", "zufluss": "2026-09"},
            {"art": "frei", "betrag": "1", "grund": "Pflegegeld nach § 37 SGB XI"}]),
        ),
        ("/wohnung/bewohner", json!(5)),
        ("/wohnung/angemessen", json!({"heizung": "80.00"})),
        ("/wohnung/kostensenkung", json!({"belehrt_am": "2026-01-05"})),
        (
            "/wohnung",
            json!([{"von": "2026-09-16", "bis": "2026-09-30"},
                            {"von": "2026-09-01", "bis": "2026-09-10"}]),
        ),
        ("/wohnung", json!([{"grundmiete": "1.00"}])),
        (
            "/aufrechnung",
            json!([{"person": "A", "art": "darlehen", "rest": "100.00"},
            {"person": "B", "art": "erstattung", "grund": "p41a", "rest": "5.00", "streitig": true}]),
        ),
    ];
    for (zeiger, wert) in faelle {
        let lage = beispiel_mit(zeiger, wert);
        if let Err(fehler) = lies(&lage) {
            panic!("{zeiger}: {}", fehler.fehler.text);
        }
        let leitung: Lage = serde_json::from_value(lage.clone()).unwrap();
        let geschrieben = serde_json::to_string(&leitung).unwrap();
        assert_eq!(serde_json::from_str::<Lage>(&geschrieben).unwrap(), leitung, "{zeiger}");
    }
}

#[test]
fn die_arten_werden_richtig_uebersetzt() {
    let angaben = beispiel_mit("/wohnung/angemessen", json!({"gesamt": "700.00"}));
    let angaben = mit(angaben, "/personen/1/mehrbedarfe", json!([{"art": "behinderung"}]));
    let angaben = mit(
        angaben,
        "/personen/1/einkommen",
        json!([{"art": "nachzahlung", "betrag": "900.00", "zufluss": "2026-08"}]),
    );
    let lage = lies(&angaben).unwrap().lage;
    assert_eq!(lage.wohnungen[0].angemessen, Some(Angemessen::Gesamt(Cent::euro(700))));
    assert_eq!(lage.personen[1].mehrbedarfe.as_slice(), [Mehrbedarf::Behinderung]);
    assert_eq!(
        lage.personen[1].einkommen.as_slice(),
        [Einkommen::Nachzahlung { betrag: Cent::euro(900), zufluss: "2026-08".parse().unwrap() }]
    );
}

#[test]
fn bom_zeilenende_und_leerraum_stoeren_nicht() {
    let zeile = format!("\u{FEFF} {} \r", beispiel());
    assert_eq!(lies_zeile(1, zeile.as_bytes()).unwrap().fall, "beispiel-1");
    for leer in ["", "\r", " \t ", "\u{FEFF}", "\u{FEFF}\r"] {
        assert!(ist_leer(leer.as_bytes()));
    }
    assert!(!ist_leer(b" {"));
}

#[test]
fn debug_verraet_nichts_aus_dem_haushalt() {
    assert_eq!(format!("{:?}", lies(&beispiel()).unwrap()), "Eingabe(beispiel-1)");
    let lage: Lage = serde_json::from_value(beispiel()).unwrap();
    assert_eq!(format!("{lage:?} {:?}", lage.personen[0]), "Lage(beispiel-1) Person(A)");
}
