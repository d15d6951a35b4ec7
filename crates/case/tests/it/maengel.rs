//! Jeder Mangel an einem Feld, den der Vertrag nennt: Feld, Wortlaut, Fall.

use serde_json::{Value, json};

use crate::hilfe::{beispiel, beispiel_mit, lies, mit, pruefe_meldung};

/// (Stelle, Wert, Feld der Meldung, Wortlaut)
type Fall<'a> = (&'a str, Value, &'a str, &'a str);

/// Ersetzt im Beispiel je Fall ein Feld und prüft die Meldung; der Fall bleibt immer bekannt.
#[track_caller]
fn pruefe(faelle: &[Fall<'_>]) {
    for (zeiger, wert, feld, enthaelt) in faelle {
        let lage = beispiel_mit(zeiger, wert.clone());
        let Err(fehler) = lies(&lage) else { panic!("{zeiger} = {wert} wurde angenommen") };
        pruefe_meldung(&fehler, feld, enthaelt);
        assert_eq!(fehler.fall.as_deref(), Some("beispiel-1"));
        if feld.starts_with("personen[0]") {
            assert!(fehler.fehler.text.starts_with("Person „A“: "), "{}", fehler.fehler.text);
        }
    }
}

#[test]
fn betraege_sind_dezimale_texte() {
    let netto = "/personen/0/einkommen/0/netto";
    let feld = "personen[0].einkommen[0].netto";
    pruefe(&[
        (
            netto,
            json!(1420),
            feld,
            "ist eine Zahl; erwartet wird ein Betrag als Text wie \"450.00\"",
        ),
        (netto, json!(1420.5), feld, "ist eine Kommazahl"),
        (netto, json!(true), feld, "ist ein Wahrheitswert"),
        (netto, json!(["1"]), feld, "ist eine Liste"),
        (netto, json!({}), feld, "ist ein Objekt"),
        (netto, json!("1420.005"), feld, "mehr als zwei Nachkommastellen"),
        (netto, json!("-0.01"), feld, "ist negativ"),
        (netto, json!("100000000.00"), feld, "größer als 99999999.99"),
        (netto, json!("1420,00"), feld, "ist kein Betrag"),
        (netto, json!("1.420,00 €"), feld, "ist kein Betrag"),
        (netto, json!(""), feld, "ist kein Betrag"),
        (netto, json!("9".repeat(5000)), feld, "…“ ist größer"),
        ("/wohnung/heizung", json!(90), "wohnung.heizung", "ist eine Zahl"),
        ("/personen/1/vermoegen", json!(0), "personen[1].vermoegen", "Person „B“: ist eine Zahl"),
    ]);
}

#[test]
fn tage_und_monate_gibt_es() {
    pruefe(&[
        ("/monat", json!("2026-13"), "monat", "ist kein Monat"),
        ("/monat", json!("September 2026"), "monat", "erwartet wird JJJJ-MM"),
        ("/monat", json!(202_609), "monat", "ist eine Zahl"),
        ("/monat", json!("0001-01"), "monat", "liegt nicht zwischen 1850 und 2150"),
        ("/monat", json!(null), "monat", "Feld „monat“ fehlt"),
        ("/personen/0/geboren", json!("1992-02-30"), "personen[0].geboren", "ist kein Datum"),
        (
            "/personen/0/geboren",
            json!("11.04.1992"),
            "personen[0].geboren",
            "erwartet wird JJJJ-MM-TT",
        ),
        ("/personen/0/geboren", json!(null), "personen[0].geboren", "fehlt; bitte ergänzen"),
        (
            "/personen/0/geboren",
            json!("2026-10-01"),
            "personen[0].geboren",
            "erst ab dem Monat seiner Geburt",
        ),
    ]);
}

#[test]
fn unbekannte_felder_und_werte_sind_ein_fehler_mit_vorschlag() {
    pruefe(&[
        ("/kommentar", json!("x"), "kommentar", "möglich sind: fall, monat"),
        (
            "/personen/0/gebohren",
            json!("1992-04-11"),
            "personen[0].gebohren",
            "gemeint ist vielleicht „geboren“",
        ),
        (
            "/personen/0/einkommen/0/nett",
            json!("1"),
            "personen[0].einkommen[0].nett",
            "vielleicht „netto“",
        ),
        (
            "/personen/0/einkommen/0/art",
            json!("lohn"),
            "personen[0].einkommen[0].art",
            "„lohn“ ist unbekannt; möglich sind: erwerb",
        ),
        ("/personen/0/einkommen/0/art", json!(null), "personen[0].einkommen[0].art", "fehlt"),
        (
            "/personen/0/einkommen/0/art",
            json!(3),
            "personen[0].einkommen[0].art",
            "ist eine Zahl; erwartet wird ein Text",
        ),
        (
            "/personen/0/ausgeschlossen",
            json!("rente"),
            "personen[0].ausgeschlossen",
            "ist unbekannt",
        ),
        (
            "/personen/0/verheiratet",
            json!("ja"),
            "personen[0].verheiratet",
            "ist ein Text; erwartet wird true oder false",
        ),
        ("/personen/0/eltern", json!("B"), "personen[0].eltern", "erwartet wird eine Liste"),
        ("/personen/0/partner", json!(1), "personen[0].partner", "ist eine Zahl"),
        ("/gebiet", json!("nord"), "gebiet", "möglich sind: west, ost"),
        (
            "/wohnung/warmwasser",
            json!("boiler"),
            "wohnung.warmwasser",
            "möglich sind: zentral, dezentral",
        ),
        ("/wohnung/miete", json!("1"), "wohnung.miete", "ist unbekannt"),
        ("/wohnung", json!("keine"), "wohnung", "eine Wohnung als Objekt oder eine Liste"),
        ("/wohnung", json!(null), "wohnung", "fehlt"),
        ("/wohnung", json!([{}, 5]), "wohnung[1]", "ist eine Zahl; erwartet wird ein Objekt"),
        (
            "/personen/0/einkommen",
            json!([["erwerb", null, "1.00", "1.00"]]),
            "personen[0].einkommen[0]",
            "ist eine Liste; erwartet wird ein Objekt",
        ),
    ]);
}

#[test]
fn kennungen_sind_eindeutig_und_vorhanden() {
    pruefe(&[
        ("/personen/1/id", json!("A"), "personen[1].id", "„A“ steht zweimal"),
        ("/personen/1/id", json!(" "), "personen[1].id", "ist leer"),
        ("/personen/1/id", json!("x".repeat(65)), "personen[1].id", "länger als 64 Zeichen"),
        ("/personen/1/id", json!("B\u{7}"), "personen[1].id", "Steuerzeichen"),
        ("/personen", json!([]), "personen", "mindestens eine Person"),
        (
            "/personen/0/partner",
            json!("Z"),
            "personen[0].partner",
            "nennt „Z“, diese Person gibt es hier nicht",
        ),
        ("/personen/2/eltern", json!(["A", "Z"]), "personen[2].eltern", "„Z“"),
        (
            "/personen/2/einkommen/0/an",
            json!("Z"),
            "personen[2].einkommen[0].an",
            "Person „C“: nennt „Z“",
        ),
        (
            "/aufrechnung",
            json!([{"person": "Z", "art": "darlehen", "rest": "1"}]),
            "aufrechnung[0].person",
            "„Z“",
        ),
    ]);
    let fehler = lies(&beispiel_mit("/fall", json!("x".repeat(201)))).unwrap_err();
    pruefe_meldung(&fehler, "fall", "länger als 200 Zeichen");
    let fehler = lies(&beispiel_mit("/fall", json!(12))).unwrap_err();
    pruefe_meldung(&fehler, "fall", "ist eine Zahl");
    assert_eq!(fehler.fall, None);
}

#[test]
fn familien_sind_widerspruchsfrei() {
    pruefe(&[
        ("/personen/0/partner", json!("A"), "personen[0].partner", "nennt die Person selbst"),
        ("/personen/1/partner", json!("C"), "personen[1].partner", "in gerader Linie verwandt"),
        ("/personen/2/partner", json!("A"), "personen[2].partner", "in gerader Linie verwandt"),
        ("/personen/0/eltern", json!(["A"]), "personen[0].eltern", "nennt die Person selbst"),
        (
            "/personen/0/eltern",
            json!(["C"]),
            "personen[0].eltern",
            "stammt über diese Angaben von sich selbst ab",
        ),
        ("/personen/2/eltern", json!(["A", "A"]), "personen[2].eltern", "zweimal"),
        ("/personen/2/eltern", json!(["A", "B", "C"]), "personen[2].eltern", "höchstens zwei"),
        ("/personen/2/verheiratet", json!(true), "personen[2].verheiratet", "nur mit partner"),
        (
            "/personen/3",
            json!({"id": "D", "geboren": "1990-01-01", "partner": "A"}),
            "personen[3].partner",
            "„A“ und „B“ sind schon als Paar angegeben",
        ),
        ("/personen/1/partner", json!("D"), "personen[1].partner", "„D“"),
    ]);
    let widerspruch = mit(beispiel(), "/personen/3", json!({"id": "D", "geboren": "1990-01-01"}));
    let fehler = lies(&mit(widerspruch, "/personen/1/partner", json!("D"))).unwrap_err();
    pruefe_meldung(&fehler, "personen[1].partner", "„B“ und „A“ sind schon als Paar angegeben");
}

#[test]
fn ein_kreis_von_eltern_faellt_bei_jeder_laenge_auf() {
    for laenge in 2..=60 {
        let personen: Vec<Value> = (0..laenge)
            .map(|n| {
                let elternteil = format!("P{}", (n + 1) % laenge);
                json!({"id": format!("P{n}"), "geboren": "1990-01-01", "eltern": [elternteil]})
            })
            .collect();
        let kreis = json!({"monat": "2026-09", "personen": personen, "wohnung": {}});
        let fehler = lies(&kreis).unwrap_err();
        pruefe_meldung(&fehler, "personen[0].eltern", "von sich selbst ab");
    }
}

fn personen(anzahl: usize, je_einnahmen: usize) -> Value {
    let einnahme = json!({"art": "sonstiges", "betrag": "1.00"});
    let personen: Vec<Value> = (0..anzahl)
        .map(|n| {
            json!({"id": format!("P{n}"), "geboren": "1990-01-01",
                "einkommen": vec![einnahme.clone(); je_einnahmen]})
        })
        .collect();
    json!({"fall": "gross", "monat": "2026-09", "personen": personen, "wohnung": {}})
}

#[test]
fn sechzig_personen_und_500_einnahmen_gehen_mehr_nicht() {
    assert_eq!(lies(&personen(60, 8)).unwrap().ids.len(), 60);
    lies(&personen(1, 500)).unwrap();
    pruefe_meldung(&lies(&personen(61, 0)).unwrap_err(), "personen", "höchstens 60");
    let fehler = lies(&personen(2, 251)).unwrap_err();
    pruefe_meldung(
        &fehler,
        "personen[1].einkommen",
        "Person „P1“: der Haushalt hat mehr als 500 Einnahmen",
    );
    for (feld, eintrag) in [
        ("absetzungen", json!({"art": "riester", "betrag": "1"})),
        ("mehrbedarfe", json!({"art": "behinderung"})),
        ("minderungen", json!({"art": "meldeversaeumnis", "tag": "2026-07-31"})),
    ] {
        let viele = beispiel_mit(&format!("/personen/0/{feld}"), json!(vec![eintrag; 501]));
        pruefe_meldung(&lies(&viele).unwrap_err(), &format!("personen[0].{feld}"), "mehr als 500");
    }
    let aufrechnung = json!({"person": "A", "art": "darlehen", "rest": "1"});
    let viele = beispiel_mit("/aufrechnung", json!(vec![aufrechnung; 501]));
    pruefe_meldung(&lies(&viele).unwrap_err(), "aufrechnung", "mehr als 500");
}

#[test]
fn tage_einer_person_liegen_im_monat() {
    let geburt = mit(
        beispiel_mit("/personen/2/geboren", json!("2026-09-12")),
        "/personen/2/von",
        json!("2026-09-10"),
    );
    pruefe_meldung(&lies(&geburt).unwrap_err(), "personen[2].von", "vor der Geburt am 12.09.2026");
    let geburt = mit(
        beispiel_mit("/personen/2/geboren", json!("2026-09-12")),
        "/personen/2/bis",
        json!("2026-09-10"),
    );
    pruefe_meldung(&lies(&geburt).unwrap_err(), "personen[2].bis", "vor der Geburt am 12.09.2026");
    let verkehrt = mit(
        beispiel_mit("/personen/2/von", json!("2026-09-12")),
        "/personen/2/bis",
        json!("2026-09-11"),
    );
    pruefe_meldung(&lies(&verkehrt).unwrap_err(), "personen[2].bis", "liegt vor von");
    let besuch = mit(
        beispiel_mit("/personen/2/bis", json!("2026-09-04")),
        "/personen/2/zu_besuch_tage",
        json!(5),
    );
    pruefe_meldung(&lies(&besuch).unwrap_err(), "personen[2].zu_besuch_tage", "1 bis 4;");
    pruefe(&[
        ("/personen/0/von", json!("2026-08-31"), "personen[0].von", "nicht im Monat 2026-09"),
        ("/personen/0/bis", json!("2026-10-01"), "personen[0].bis", "nicht im Monat 2026-09"),
        ("/personen/2/zu_besuch_tage", json!(0), "personen[2].zu_besuch_tage", "1 bis 30"),
        ("/personen/2/zu_besuch_tage", json!(31), "personen[2].zu_besuch_tage", "1 bis 30"),
        (
            "/personen/2/zu_besuch_tage",
            json!(256),
            "personen[2].zu_besuch_tage",
            "ist 256; erwartet wird eine ganze Zahl",
        ),
        (
            "/personen/2/zu_besuch_tage",
            json!(-1),
            "personen[2].zu_besuch_tage",
            "ist -1; erwartet wird eine ganze Zahl",
        ),
        (
            "/personen/2/zu_besuch_tage",
            json!(1.5),
            "personen[2].zu_besuch_tage",
            "ist eine Kommazahl",
        ),
        ("/personen/2/zu_besuch_tage", json!("5"), "personen[2].zu_besuch_tage", "ist ein Text"),
        ("/leistungsbezug_seit", json!("2026-10"), "leistungsbezug_seit", "nach dem Monat 2026-09"),
        (
            "/personen/0/leistungsbezug_seit",
            json!("2026-10"),
            "personen[0].leistungsbezug_seit",
            "nach dem Monat",
        ),
        (
            "/bewilligung_ab",
            json!("2026-10-01"),
            "bewilligung_ab",
            "01.10.2026 liegt nach dem Monat 2026-09",
        ),
    ]);
}

/// Setzt je Fall einen einzigen Eintrag in eine Liste der ersten Person.
#[track_caller]
fn pruefe_liste(liste: &str, faelle: &[(Value, &str, &str)]) {
    for (eintrag, feld, enthaelt) in faelle {
        let feld = format!("personen[0].{liste}[0].{feld}");
        pruefe(&[(&format!("/personen/0/{liste}"), json!([eintrag]), &feld, enthaelt)]);
    }
}

#[test]
fn jede_einnahme_hat_ihre_noetigen_felder() {
    pruefe_liste(
        "einkommen",
        &[
            (
                json!({"art": "erwerb", "netto": "1"}),
                "brutto",
                "fehlt; „erwerb“ braucht brutto und netto",
            ),
            (json!({"art": "erwerb", "brutto": "1"}), "netto", "fehlt"),
            (json!({"art": "selbstaendig", "betrag": "1"}), "netto", "fehlt"),
            (json!({"art": "selbstaendig", "netto": "1"}), "betrag", "fehlt"),
            (json!({"art": "kindergeld"}), "betrag", "fehlt"),
            (json!({"art": "kindergeld", "betrag": "1", "an": "Q"}), "an", "„Q“"),
            (json!({"art": "elterngeld", "vor_geburt": "1"}), "betrag", "fehlt"),
            (
                json!({"art": "pflegegeld", "betrag": "1"}),
                "kind_nr",
                "fehlt; „pflegegeld“ braucht betrag und kind_nr",
            ),
            (
                json!({"art": "pflegegeld", "betrag": "1", "kind_nr": 0}),
                "kind_nr",
                "das wievielte Pflegekind",
            ),
            (json!({"art": "nachzahlung", "betrag": "1"}), "zufluss", "fehlt"),
            (
                json!({"art": "nachzahlung", "betrag": "1", "zufluss": "2026-10"}),
                "zufluss",
                "nach dem Monat 2026-09",
            ),
            (json!({"art": "frei", "betrag": "1"}), "grund", "fehlt"),
            (
                json!({"art": "frei", "betrag": "1", "grund": " "}),
                "grund",
                "warum die Einnahme nicht zählt",
            ),
        ],
    );
}

#[test]
fn keine_einnahme_hat_fremde_felder() {
    pruefe_liste(
        "einkommen",
        &[
            (
                json!({"art": "erwerb", "brutto": "1", "netto": "1", "betrag": "1"}),
                "betrag",
                "gehört nicht zu „erwerb“ (dort stehen: brutto, netto, fuer_monat)",
            ),
            (
                json!({"art": "selbstaendig", "betrag": "1", "netto": "1", "brutto": "1"}),
                "brutto",
                "gehört nicht",
            ),
            (
                json!({"art": "unterhalt", "betrag": "1", "an": "A"}),
                "an",
                "gehört nicht zu „unterhalt“",
            ),
            (
                json!({"art": "unterhalt", "betrag": "1", "grundrentenzeiten": true}),
                "grundrentenzeiten",
                "gehört nicht",
            ),
            (
                json!({"art": "rente", "betrag": "1", "vor_geburt": "1"}),
                "vor_geburt",
                "gehört nicht",
            ),
            (
                json!({"art": "wohngeld", "betrag": "1", "fuer_monat": "2026-08"}),
                "fuer_monat",
                "gehört nicht",
            ),
            (json!({"art": "sonstiges", "betrag": "1", "grund": "x"}), "grund", "gehört nicht"),
            (json!({"art": "sonstiges", "betrag": "1", "kind_nr": 1}), "kind_nr", "gehört nicht"),
            (
                json!({"art": "sonstiges", "betrag": "1", "zufluss": "2026-09"}),
                "zufluss",
                "gehört nicht",
            ),
        ],
    );
}

#[test]
fn mehrbedarfe_sind_vollstaendig() {
    pruefe_liste(
        "mehrbedarfe",
        &[
            (json!({"art": "schwangerschaft"}), "entbindung", "fehlt"),
            (
                json!({"art": "schwangerschaft", "entbindung": "2027-01-01", "betrag": "1"}),
                "betrag",
                "gehört nicht",
            ),
            (
                json!({"art": "behinderung", "betrag": "1"}),
                "betrag",
                "gehört nicht zu „behinderung“",
            ),
            (
                json!({"art": "merkzeichen_g", "entbindung": "2027-01-01"}),
                "entbindung",
                "gehört nicht",
            ),
            (json!({"art": "ernaehrung"}), "betrag", "betrag oder diagnose"),
            (
                json!({"art": "ernaehrung", "betrag": "1", "diagnose": "dialyse"}),
                "diagnose",
                "nur eines von beiden",
            ),
            (json!({"art": "ernaehrung", "diagnose": "hunger"}), "diagnose", "ist unbekannt"),
            (json!({"art": "unabweisbar"}), "betrag", "fehlt"),
            (
                json!({"art": "unabweisbar", "betrag": "1", "diagnose": "dialyse"}),
                "diagnose",
                "gehört nicht",
            ),
            (json!({"art": "schulbuecher"}), "betrag", "fehlt"),
        ],
    );
}

#[test]
fn minderungen_und_absetzungen_sind_vollstaendig() {
    let minderung = |feld: &str, wert: Value| {
        let pflicht = json!({"art": "pflichtverletzung", "tag": "2026-07-01"});
        mit(pflicht, &format!("/{feld}"), wert)
    };
    pruefe_liste(
        "minderungen",
        &[
            (json!({"art": "pflichtverletzung"}), "tag", "fehlt"),
            (minderung("folge", json!(0)), "folge", "1, 2 oder 3"),
            (minderung("folge", json!(4)), "folge", "1, 2 oder 3"),
            (minderung("wirksam_ab", json!("2026-06")), "wirksam_ab", "liegt vor tag"),
            (minderung("aufgehoben_ab", json!("2026-06-30")), "aufgehoben_ab", "liegt vor tag"),
        ],
    );
    pruefe_liste("absetzungen", &[(json!({"art": "riester"}), "betrag", "fehlt")]);
}

#[test]
fn wohnungen_haben_koepfe_tage_und_grenzen() {
    pruefe(&[
        ("/wohnung/bewohner", json!(0), "wohnung.bewohner", "möglich sind 1 bis 99"),
        ("/wohnung/bewohner", json!(100), "wohnung.bewohner", "möglich sind 1 bis 99"),
        ("/wohnung/bewohner", json!(2), "wohnung.bewohner", "leben hier aber 3 Personen"),
        (
            "/wohnung/bewohner",
            json!("3"),
            "wohnung.bewohner",
            "ist ein Text; erwartet wird eine ganze Zahl",
        ),
        ("/wohnung", json!([]), "wohnung", "ist leer"),
        (
            "/wohnung",
            json!([{"von": "2026-09-01"}, {"von": "2026-09-16"}]),
            "wohnung[0].bis",
            "braucht jede von und bis",
        ),
        (
            "/wohnung",
            json!([{"von": "2026-09-01", "bis": "2026-09-15"}, {"von": "2026-09-15", "bis": "2026-09-30"}]),
            "wohnung[1].von",
            "überschneidet sich mit der Wohnung vom 01.09.2026 bis 15.09.2026",
        ),
        ("/wohnung/von", json!("2026-08-01"), "wohnung.von", "nicht im Monat"),
        ("/wohnung/angemessen", json!({}), "wohnung.angemessen", "nennt keine Grenze"),
        (
            "/wohnung/angemessen",
            json!({"gesamt": "1", "heizung": "1"}),
            "wohnung.angemessen.gesamt",
            "nur eines von beiden",
        ),
        ("/wohnung/kostensenkung", json!({}), "wohnung.kostensenkung.belehrt_am", "fehlt"),
        ("/wohnung/todesfall_monat", json!("2026-10"), "wohnung.todesfall_monat", "nach dem Monat"),
    ]);
}

#[test]
fn aufrechnungen_haben_person_und_grund() {
    pruefe(&[
        (
            "/aufrechnung",
            json!([{"person": "A", "art": "erstattung", "rest": "1"}]),
            "aufrechnung[0].grund",
            "p41a, p48_nr3 oder sonst",
        ),
        (
            "/aufrechnung",
            json!([{"person": "A", "art": "darlehen", "grund": "p41a", "rest": "1"}]),
            "aufrechnung[0].grund",
            "nicht zu einem Darlehen",
        ),
        (
            "/aufrechnung",
            json!([{"person": "A", "art": "darlehen"}]),
            "aufrechnung[0].rest",
            "fehlt",
        ),
    ]);
}
