//! SGB II gegen Wohngeld und Kinderzuschlag, jeder Betrag von Hand hergeleitet (§ 12a SGB II, § 19
//! WoGG, § 6a BKGG, Werte von 2026).

use std::sync::LazyLock;

use case::berechnung::Gruende;
use case::schnittstelle::lies_vorrang;
use case::schnittstelle::vorrang::{Vorrang, VorrangEntscheidung as E, VorrangGemeinschaft};
use case::vorrang::berechne_vorrang;
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde_json::{Value, json};

use crate::hilfe::mit;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn rechne(zeile: &Value) -> Vorrang {
    let eingabe = lies_vorrang(1, zeile.to_string().as_bytes())
        .unwrap_or_else(|fehler| panic!("{}: {}", fehler.fehler.feld, fehler.fehler.text));
    berechne_vorrang(&eingabe, &RECHT, &mut Werkbank::neu(), Gruende::Mit).unwrap()
}

fn eine(zeile: &Value) -> VorrangGemeinschaft {
    let mut vorrang = rechne(zeile);
    assert_eq!(vorrang.gemeinschaften.len(), 1);
    vorrang.gemeinschaften.remove(0)
}

/// Je Monat: SGB II, Wohngeld, Kinderzuschlag, Lücke.
fn betraege(gemeinschaft: &VorrangGemeinschaft) -> Vec<[String; 4]> {
    let monate = gemeinschaft.monate.iter();
    monate.map(|m| [m.sgb2, m.wohngeld, m.kinderzuschlag, m.luecke].map(|b| b.als_text())).collect()
}

/// Ein Paar mit einem Kind von acht Jahren, Miete 680 und Heizung 90, Lohn wie genannt, alles
/// angegeben.
fn paar(brutto: &str, netto: &str, steuern: bool) -> Value {
    json!({
        "lage": {"fall": "paar", "monat": "2026-07", "personen": [
            {"id": "A", "geboren": "1992-04-11", "partner": "B",
             "einkommen": [{"art": "erwerb", "brutto": brutto, "netto": netto}]},
            {"id": "B", "geboren": "1994-01-30", "partner": "A"},
            {"id": "C", "geboren": "2018-06-02", "eltern": ["A", "B"],
             "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}],
            "wohnung": {"bewohner": 3, "grundmiete": "560.00", "nebenkosten": "120.00",
                "heizung": "90.00"}},
        "wohngeld": {"mietenstufe": 3},
        "kinderzuschlag": {"brutto": brutto},
        "mitglieder": [{"id": "A", "steuern": steuern}],
    })
}

#[test]
fn wohngeld_und_kinderzuschlag_beseitigen_die_hilfebeduerftigkeit_aller() {
    // SGB II: Bedarf 506 + 506 + 390 + 770 = 2 172; Lohn 2 200: frei 100 + 84 + 144 + 50 = 378,
    // Einkommen 1 322; Kindergeld 259; Anspruch 591.
    // Wohngeld, 3 Personen, Stufe III: M = min(680; 657 + 29,60) + 170,20 = 850,20;
    // Y = (26 400 − 1 230) · 70 % / 12 = 1 468,25; z1 = 0,02 + 0,24800334 + 0,035972125
    // = 0,303975465; z2 = 446,311976…; z3 = 403,888023…; z4 = 464,471… → 464.
    // Kinderzuschlag: Bedarf der Eltern 1 012 + 770 · 6 180/7 428 = 1 652,63 > 1 322: 297.
    let g = eine(&paar("2200.00", "1700.00", true));
    assert_eq!(g.entscheidung, E::Vorrang, "{}", g.grund);
    assert_eq!(betraege(&g), vec![["591.00", "464.00", "297.00", "0.00"].map(str::to_owned); 3]);
    assert!(g.monate.iter().all(|m| m.beseitigt && m.sofortzuschlag.als_text() == "25.00"));
    assert_eq!(g.personen, ["A", "B", "C"]);
    let monate: Vec<_> = g.monate.iter().map(|m| m.monat.to_string()).collect();
    assert_eq!(monate, ["2026-07", "2026-08", "2026-09"]);
}

#[test]
fn reicht_beides_nicht_bleibt_das_sgb_ii_und_der_erweiterte_zugang_ist_freiwillig() {
    // Lohn 1 800: Einkommen 1 420 − 378 = 1 042; Anspruch 871. Y = (21 600 − 1 230) · 80 % / 12
    // = 1 358; z1 = 0,02 + 0,24800334 + 0,033271 = 0,30127434; z2 = 409,130553…; z3 = 441,069446…;
    // z4 = 507,229… → 507. Mit 297 fehlen 871 − 297 − 507 = 67: Hilfebedürftigkeit bleibt, also kein
    // Kinderzuschlag, und es fehlen 364. Ohne Antrag nach dem SGB II stünde der erweiterte Zugang
    // offen (höchstens 100, Absetzbeträge 378): dann fehlen 67.
    let zeile = paar("1800.00", "1420.00", false);
    let g = eine(&zeile);
    assert_eq!(g.entscheidung, E::Sgb2Bleibt, "{}", g.grund);
    assert_eq!(betraege(&g)[0], ["871.00", "507.00", "0.00", "364.00"]);
    assert!(g.erweiterter_zugang);
    let ohne = mit(zeile, "/kinderzuschlag/ohne_grundsicherung", json!(true));
    let g = eine(&ohne);
    assert_eq!(g.entscheidung, E::Sgb2Bleibt);
    assert_eq!(betraege(&g)[0], ["871.00", "507.00", "297.00", "67.00"]);
}

#[test]
fn ohne_angaben_zu_steuern_und_durchschnitt_ist_es_eine_frage() {
    // Ohne Steuern: Y = 25 170 · 80 % / 12 = 1 678; z1 = 0,30911434; z2 = 518,693862…;
    // z3 = 331,506…; z4 = 381,232… → 381; 381 + 297 = 678 ≥ 591: Pflicht, aber offen.
    let mut zeile = mit(paar("2200.00", "1700.00", true), "/mitglieder", Value::Null);
    zeile = mit(zeile, "/kinderzuschlag", Value::Null);
    let vorrang = rechne(&zeile);
    let g = &vorrang.gemeinschaften[0];
    assert_eq!(g.entscheidung, E::Frage, "{}", g.grund);
    assert_eq!(betraege(g)[0], ["591.00", "381.00", "297.00", "0.00"]);
    let normen: Vec<_> = vorrang.offen.iter().map(|f| f.norm.as_str()).collect();
    let erwartet =
        ["§ 16 Satz 1 Nr. 1 WoGG", "§ 6a Abs. 8 Satz 1 BKGG", "§ 12a Satz 1 SGB II, § 137 SGB III"];
    assert_eq!(normen, erwartet);
    assert_eq!(vorrang.offen[2].person.as_deref(), Some("B"));
}

#[test]
fn eine_person_ohne_kinder_hat_nur_das_wohngeld() {
    // Bedarf 563 + 450 = 1 013; Lohn 1 000/790: frei 100 + 84 + 144 = 328, Einkommen 462, Anspruch 551.
    // M = 400 + 110,40 = 510,40; Y = (12 000 − 1 230) · 80 % / 12 = 718; z1 = 0,04 + 0,24483888
    // + 0,0292944 = 0,31413328; z2 = 225,547695…; z3 = 284,852304…; z4 = 327,580… → 328; Lücke 223.
    let zeile = json!({
        "lage": {"monat": "2026-07", "personen": [{"id": "A", "geboren": "1985-03-01",
            "einkommen": [{"art": "erwerb", "brutto": "1000", "netto": "790"}]}],
            "wohnung": {"grundmiete": "400", "heizung": "50"}},
        "wohngeld": {"mietenstufe": 3}, "mitglieder": [{"id": "A", "steuern": false}]});
    let g = eine(&zeile);
    assert_eq!(g.entscheidung, E::Sgb2Bleibt);
    assert_eq!(betraege(&g)[2], ["551.00", "328.00", "0.00", "223.00"]);
    assert!(g.grund.contains("223,00 €"), "{}", g.grund);
    // Bewilligtes Wohngeld gilt statt des gerechneten; 551 reichen.
    let bewilligt = mit(zeile.clone(), "/wohngeld/bewilligt", json!("551.00"));
    assert_eq!(eine(&bewilligt).entscheidung, E::Vorrang);
    // Wer genug verdient, hat schon keinen Anspruch.
    let lohn = json!([{"art": "erwerb", "brutto": "3000", "netto": "2100"}]);
    let genug = mit(zeile, "/lage/personen/0/einkommen", lohn);
    assert_eq!(eine(&genug).entscheidung, E::KeinAnspruch);
}

#[test]
fn das_kind_verlaesst_mit_dem_kinderzuschlag_die_gemeinschaft_und_gibt_kindergeld_ab() {
    // Mutter 563 + 67,56 (12 %) + 300 = 930,56; Lohn 1 500/1 200 − 378 = 822. Kind, 12 Jahre: 390 + 300
    // = 690; Unterhaltsvorschuss 394 + Kindergeld 259 = 653, es fehlen 37. Anspruch 145,56.
    // Kinderzuschlag 297 − 45 % · 394 = 119,70 → 120: beim Kind 394 + 120 = 514, vom Kindergeld 176
    // gebraucht, 83 gehen an die Mutter: 930,56 − 822 − 83 = 25,56.
    // Wohngeld, 2 Personen: M = 500 + 142,60 = 642,60; Y = ((18 000 − 1 230) · 70 % + 4 728 − 1 320)
    // / 12 = 1 262,25; z1 = 0,03 + 0,22947246 + 0,0383724 = 0,29784486; z2 = 375,954674…;
    // z3 = 266,645325…; z4 = 306,642… → 307.
    let zeile = json!({
        "lage": {"monat": "2026-07", "personen": [
            {"id": "M", "geboren": "1990-01-01", "alleinerziehend": "ja",
             "einkommen": [{"art": "erwerb", "brutto": "1500", "netto": "1200"}]},
            {"id": "K", "geboren": "2014-03-01", "eltern": ["M"], "einkommen": [
                {"art": "kindergeld", "betrag": "259"},
                {"art": "unterhaltsvorschuss", "betrag": "394"}]}],
            "wohnung": {"grundmiete": "500", "heizung": "100"}},
        "wohngeld": {"mietenstufe": 3}, "kinderzuschlag": {"brutto": "1500"},
        "mitglieder": [{"id": "M", "steuern": true}]});
    let vorrang = rechne(&zeile);
    let g = &vorrang.gemeinschaften[0];
    assert_eq!(betraege(g)[0], ["145.56", "307.00", "120.00", "0.00"]);
    assert_eq!(g.entscheidung, E::Vorrang, "{}", g.grund);
    // Ohne Wohngeld bliebe 25,56: dann gibt es auch keinen Kinderzuschlag.
    let ohne = eine(&mit(zeile, "/wohngeld/bewilligt", json!("0")));
    assert_eq!(betraege(&ohne)[0], ["145.56", "0.00", "0.00", "145.56"]);
    assert_eq!(ohne.entscheidung, E::Sgb2Bleibt);
    let beleg = vorrang.beleg.unwrap();
    assert_eq!(beleg.betrag, g.monate[0].sgb2.into());
    assert_eq!(beleg.aus.len(), 2, "eine Gemeinschaft und das Wohngeld");
}

#[test]
fn drei_monate_muessen_es_sein_und_wohngeld_im_einkommen_zaehlt_nicht_mit() {
    let zeile = paar("2200.00", "1700.00", true);
    // Im dritten Monat ohne Lohn fehlt viel: nur zwei Monate am Stück.
    let folge = |monat: &str, ohne_lohn: bool| {
        let lage = mit(zeile["lage"].clone(), "/monat", json!(monat));
        if ohne_lohn { mit(lage, "/personen/0/einkommen", json!([])) } else { lage }
    };
    let monate = json!([folge("2026-08", false), folge("2026-09", true)]);
    let g = eine(&mit(zeile.clone(), "/folgemonate", monate));
    assert_eq!(g.entscheidung, E::Sgb2Bleibt);
    assert_eq!(g.monate.iter().filter(|m| m.beseitigt).count(), 2);
    // 2 172 − 259 = 1 913 ohne Lohn.
    assert_eq!(g.monate[2].sgb2.als_text(), "1913.00");
    // Schon bezogenes Wohngeld und Kinderzuschlag ändern den Vergleich nicht.
    let bezogen = json!([{"art": "kindergeld", "betrag": "259.00"},
        {"art": "kinderzuschlag", "betrag": "297"}, {"art": "wohngeld", "betrag": "464"}]);
    let g = eine(&mit(zeile, "/lage/personen/2/einkommen", bezogen));
    assert_eq!(betraege(&g)[0], ["591.00", "464.00", "297.00", "0.00"]);
}

#[test]
fn ohne_hinterlegtes_wohngeld_entscheidet_ein_mensch() {
    let zeile = mit(paar("2200.00", "1700.00", true), "/lage/monat", json!("2027-01"));
    let vorrang = rechne(&zeile);
    assert_eq!(vorrang.gemeinschaften[0].entscheidung, E::Frage);
    assert!(vorrang.offen.iter().any(|f| f.norm == "§ 19 WoGG"));
    // Ab 2027 gibt es wieder die Frage nach der Altersrente, ab dem 63. Geburtstag.
    let alt = mit(zeile, "/lage/personen/1/geboren", json!("1963-05-01"));
    let vorrang = rechne(&alt);
    assert!(vorrang.offen.iter().any(|f| f.norm == "§ 6 UnbilligkeitsV"));
}

#[test]
fn bis_2008_braucht_das_wohngeld_das_jahr_der_bezugsfertigkeit() {
    // § 8 Abs. 1 WoGG a. F.
    let ohne = mit(paar("2200.00", "1700.00", true), "/lage/monat", json!("2008-06"));
    let ohne = mit(ohne, "/lage/personen/2/geboren", json!("2000-06-02"));
    let fragt = |zeile: &Value| rechne(zeile).offen.iter().any(|f| f.norm == "§ 19 WoGG");
    assert!(fragt(&ohne));
    assert!(!fragt(&mit(ohne, "/wohngeld/bezugsfertig", json!(1995))));
}

#[test]
fn getrennte_gemeinschaften_teilen_das_wohngeld_nach_koepfen() {
    // Drei Köpfe, die Tochter ist 26 und eine eigene Gemeinschaft; bewilligt 100: 66,67 und 33,33.
    let zeile = json!({
        "lage": {"monat": "2026-07", "personen": [
            {"id": "A", "geboren": "1970-01-01", "partner": "B"},
            {"id": "B", "geboren": "1970-01-01", "partner": "A"},
            {"id": "T", "geboren": "2000-01-01", "eltern": ["A", "B"]}],
            "wohnung": {"grundmiete": "600", "heizung": "90"}},
        "wohngeld": {"mietenstufe": 1, "bewilligt": "100.00"}});
    let vorrang = rechne(&zeile);
    let teile: Vec<_> = vorrang
        .gemeinschaften
        .iter()
        .map(|g| (g.personen.len(), g.monate[0].wohngeld.als_text()))
        .collect();
    assert_eq!(teile, [(2, "66.67".to_owned()), (1, "33.33".to_owned())]);
}

#[test]
fn maengel_nennen_das_feld() {
    let gut = paar("2200.00", "1700.00", true);
    let august = mit(gut["lage"].clone(), "/monat", json!("2026-08"));
    let faelle = [
        (mit(gut.clone(), "/wohngeld/mietenstufe", json!(8)), "wohngeld.mietenstufe"),
        (mit(gut.clone(), "/wohngeld", Value::Null), "wohngeld"),
        (mit(gut.clone(), "/mitglieder/0/id", json!("X")), "mitglieder[0].id"),
        (mit(gut.clone(), "/mitglieder", json!([{"id": "A"}, {"id": "A"}])), "mitglieder[1].id"),
        (mit(gut.clone(), "/folgemonate", json!([gut["lage"]])), "folgemonate[0].monat"),
        (mit(gut.clone(), "/folgemonate", json!([august, august, august])), "folgemonate"),
        (mit(gut.clone(), "/lage/personen/0/partner", json!("Z")), "lage.personen[0].partner"),
        (mit(gut.clone(), "/lage/wohnung/heizung", json!(90)), "lage.wohnung.heizung"),
        (mit(gut.clone(), "/tippfehler", json!(1)), "tippfehler"),
    ];
    for (zeile, feld) in faelle {
        let fehler = lies_vorrang(7, zeile.to_string().as_bytes()).unwrap_err();
        assert_eq!(fehler.fehler.feld, feld, "{}", fehler.fehler.text);
        assert_eq!((fehler.fehler.zeile, fehler.fall.as_deref()), (7, Some("paar")));
    }
}
