//! Gerechnete Beispiele ab 2023, jedes mit Quelle und allen Zwischenbeträgen.

use law::lage::{Einnahme, PersonNr};
use law::measure::Cent;
use law::sgb2::p11b::freibetrag;

use crate::hilfe::*;

#[test]
fn der_freibetrag_steigt_in_stufen() {
    // E12 berlin.de (JC Treptow-Köpenick), E13 sozialer-navigator.de; § 11b Abs. 3 seit 07/2023.
    // Grundbetrag 100 (Abs. 2) und Stufen: 20 % von 100–520, 30 % von 520–1000, 10 % bis 1200/1500.
    let faelle = [
        ("520", false, ["84.00", "0.00", "0.00"], "184.00"),
        ("556", false, ["84.00", "10.80", "0.00"], "194.80"),
        ("603", false, ["84.00", "24.90", "0.00"], "208.90"),
        ("1000", false, ["84.00", "144.00", "0.00"], "328.00"),
        ("1100", false, ["84.00", "144.00", "10.00"], "338.00"),
        ("1200", false, ["84.00", "144.00", "20.00"], "348.00"),
        ("1400", false, ["84.00", "144.00", "20.00"], "348.00"),
        ("1400", true, ["84.00", "144.00", "40.00"], "368.00"),
        ("1500", true, ["84.00", "144.00", "50.00"], "378.00"),
        ("2500", true, ["84.00", "144.00", "50.00"], "378.00"),
    ];
    let recht = recht();
    let stufen = recht.monat(monat("2026-09")).unwrap().freibetrag.stufen;
    for (brutto, mit_kind, erwartet, summe) in faelle {
        let frei = freibetrag(cent(brutto), mit_kind, false, &stufen);
        let gerechnet: Vec<String> = frei.stufen().map(Cent::als_text).collect();
        assert_eq!(gerechnet, erwartet, "{brutto}");
        assert_eq!((frei.summe + Cent::euro(100)).als_text(), summe, "{brutto}");
    }
}

#[test]
fn e10_alleinerziehend_mit_zwei_kleinen_kindern_2023() {
    // Stiftung Warentest/FOCUS: RB 502 + 2·318, Unterkunft 1 200, Mehrbedarf 36 % von 502 = 180,72
    // (§ 21 Abs. 3 Nr. 1), Kindergeld 500, angerechnet 1 120: 898,72.
    let eltern = [Some(A), None];
    let mutter = mit(mensch("1990-05-05"), &[andere(Einnahme::Sonstiges, "1150.00")]);
    let mutter =
        law::lage::Person { alleinerziehend: Some(law::lage::Alleinerziehend::Ja), ..mutter };
    let kind_1 = mit(kind("2019-03-01", eltern), &[kindergeld("250.00")]);
    let kind_2 = mit(kind("2021-03-01", eltern), &[kindergeld("250.00")]);
    let e = rechne(&lage("2023-05", [mutter, kind_1, kind_2], "1200.00"));
    assert_eq!(e.personen[0].mehrbedarf.alleinerziehend.als_text(), "180.72");
    // 1 150 weniger 30 € Pauschale (§ 6 Abs. 1 Nr. 1 GrusiGV).
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "1120.00");
    assert_eq!(e.anspruch(), "898.72");
    assert!(e.offen.is_empty(), "{:?}", e.offen);
}

#[test]
fn e11_paar_mit_zwei_kindern_2023() {
    // buerger-geld.org: RB 2·451 + 318 + 420 = 1 640, Unterkunft 700, Bedarf 2 340 vor Kindergeld.
    let eltern = [Some(A), Some(B)];
    let [a, b] = paar("1985-01-01", "1987-01-01");
    let e = rechne(&lage(
        "2023-02",
        [a, b, kind("2020-06-01", eltern), kind("2008-06-01", eltern)],
        "700.00",
    ));
    let regelbedarfe: Vec<String> =
        e.personen.iter().map(|p| p.regelbedarf.summe.als_text()).collect();
    assert_eq!(regelbedarfe, ["451.00", "451.00", "318.00", "420.00"]);
    assert_eq!(e.anspruch(), "2340.00");
}

#[test]
fn e15_e16_e19_stimmen_mit_dem_vergleichsprogramm() {
    // Testfälle der gettsim-Veröffentlichung, nur Zahlen.
    // E15 07/2023: brutto 1 200, netto 996, Freibetrag 348 → 648; 502 + 450 − 648 = 304.
    let e = rechne(&lage(
        "2023-07",
        [mit(mensch("1978-04-01"), &[lohn("1200.00", "996.00")])],
        "450.00",
    ));
    assert_eq!(e.personen[0].einkommen.frei().als_text(), "348.00");
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "648.00");
    assert_eq!(e.anspruch(), "304.00");

    // E16: 451·2 + 318 + 750 = 1 970; Lohn 700 brutto, 560 netto; Kindergeld 250.
    // 01/2023: frei 100 + 20 % von 600 = 220 → 340; 1 970 − 340 − 250 = 1 380, dazu 20.
    // 07/2023: frei 100 + 84 + 54 = 238 → 322; 1 398, dazu 20.
    for (zeit, frei, auszahlung) in
        [("2023-01", "220.00", "1400.00"), ("2023-07", "238.00", "1418.00")]
    {
        let [a, b] = paar("1988-01-01", "1989-01-01");
        let a = mit(a, &[lohn("700.00", "560.00")]);
        let c = mit(kind("2019-08-01", [Some(A), Some(B)]), &[kindergeld("250.00")]);
        let e = rechne(&lage(zeit, [a, b, c], "750.00"));
        assert_eq!(e.personen[0].einkommen.frei().als_text(), frei, "{zeit}");
        assert_eq!(e.auszahlung(), auszahlung, "{zeit}");
    }

    // E19 2024: 563 + 450.
    assert_eq!(rechne(&lage("2024-03", [mensch("1980-01-01")], "450.00")).anspruch(), "1013.00");
}

#[test]
fn e22_vermoegensfreibetraege_nach_dem_beginn_der_bewilligung() {
    // Paar 28 + 52 ohne Kinder. § 12 Abs. 2 neu: 5 000 + 20 000; alt: 2·15 000, in der Karenzzeit
    // 40 000 + 15 000 (Abs. 4 a. F.). Vermögen 1 Euro darüber wird eingesetzt, genau daran nicht.
    let faelle = [
        ("2026-07-01", "2025-01", "25000.00"),
        ("2026-06-01", "2026-01", "55000.00"),
        ("2026-06-01", "2025-01", "30000.00"),
    ];
    for (bewilligung_ab, seit, freibetrag) in faelle {
        for (mehr, einsatz) in [(0, "0.00"), (100, "1.00")] {
            let [mut a, b] = paar("1998-03-03", "1974-03-03");
            a.vermoegen = cent(freibetrag) + Cent::neu(mehr);
            let mut lage = lage("2026-09", [a, b], "600.00");
            lage.bewilligung_ab = tag(bewilligung_ab);
            lage.leistungsbezug_seit = monat(seit);
            let e = rechne(&lage);
            assert_eq!(
                e.personen[0].vermoegen.einsatz.als_text(),
                einsatz,
                "{bewilligung_ab} {seit}"
            );
            // 2·506 + 600 = 1 612, weniger der Einsatz.
            let erwartet = Cent::euro(1612).abzueglich(cent(einsatz)).als_text();
            assert_eq!(e.anspruch(), erwartet);
        }
    }
}

#[test]
fn c1_paar_mit_zwei_kindern_und_lohn_2026() {
    // law.md C1: netto 1 420, frei 378 (100 + 84 + 144 + 50) → 1 042. Bedarfe 506 + 225 = 731, 731,
    // Kind 8: 390 + 225 − 259 = 356, Kind 15: 471 + 225 − 259 = 437; zusammen 2 255; ungedeckt 1 213.
    let eltern = [Some(A), Some(B)];
    let [a, b] = paar("1986-01-01", "1988-01-01");
    let a = mit(a, &[lohn("1800.00", "1420.00")]);
    let c = mit(kind("2018-02-01", eltern), &[kindergeld("259.00")]);
    let d = mit(kind("2011-02-01", eltern), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [a, b, c, d], "900.00"));
    assert_eq!(e.personen[0].einkommen.frei().als_text(), "378.00");
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "1042.00");
    let gewichte: Vec<String> = e.personen.iter().map(|p| p.hilfe.gewicht.als_text()).collect();
    assert_eq!(gewichte, ["731.00", "731.00", "356.00", "437.00"]);
    assert_eq!(e.ansprueche(), ["393.21", "393.22", "191.50", "235.07"]);
    let zuschlag: Cent = e.personen.iter().map(|p| p.sofortzuschlag.betrag).sum();
    assert_eq!(zuschlag.als_text(), "50.00");
    assert_eq!(e.auszahlung(), "1263.00");
}

#[test]
fn c6_teilmonat_nach_tagen() {
    // 14 Tage: 563·14/30 = 262,73 und 450·14/30 = 210,00 (§ 41 Abs. 1, 2).
    let mut person = mensch("1980-01-01");
    person.bis = Some(tag("2026-09-14"));
    let e = rechne(&lage("2026-09", [person], "450.00"));
    assert_eq!(e.personen[0].regelbedarf.summe.als_text(), "262.73");
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "210.00");
    assert_eq!(e.anspruch(), "472.73");
}

#[test]
fn mehrbedarfe_2026() {
    // law.md 2.2, Beträge 2026.
    use law::lage::{Alleinerziehend, Mehrbedarf, Warmwasser};
    let faelle: [(&[&str], &str); 6] = [
        (&["2022-01-01"], "202.68"),
        (&["2014-01-01"], "67.56"),
        (&["2014-01-01", "2015-01-01"], "202.68"),
        (&["2014-01-01", "2009-12-01"], "135.12"),
        (&["2014-01-01", "2015-01-01", "2016-01-01", "2017-01-01"], "270.24"),
        (
            &["2014-01-01", "2015-01-01", "2016-01-01", "2017-01-01", "2010-01-01", "2009-12-01"],
            "337.80",
        ),
    ];
    for (kinder, erwartet) in faelle {
        let mut mutter = mensch("1985-01-01");
        mutter.alleinerziehend = Some(Alleinerziehend::Ja);
        let kinder = kinder.iter().map(|geboren| kind(geboren, [Some(A), None]));
        let e = rechne(&lage("2026-03", std::iter::once(mutter).chain(kinder), "500.00"));
        assert_eq!(e.personen[0].mehrbedarf.summe.als_text(), erwartet);
    }
    // Schwangerschaft 17 %, Behinderung 35 %, Ernährung 20 % (Zöliakie), Warmwasser 2,3 %.
    let mut person = mensch("1990-01-01");
    person.mehrbedarfe = [Mehrbedarf::Schwangerschaft { entbindung: tag("2026-05-20") }].into();
    let e = rechne(&lage("2026-03", [person.clone()], "500.00"));
    assert_eq!(e.personen[0].mehrbedarf.schwangerschaft.als_text(), "95.71");
    person.mehrbedarfe = [Mehrbedarf::Behinderung].into();
    let mut l = lage("2026-03", [person], "500.00");
    l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
    let e = rechne(&l);
    assert_eq!(e.personen[0].mehrbedarf.behinderung.als_text(), "197.05");
    assert_eq!(e.personen[0].mehrbedarf.warmwasser.als_text(), "12.95");
    // Warmwasser der anderen Stufen: 11,64 / 10,37 / 6,59 / 4,68 / 2,86.
    let eltern = [Some(A), Some(B)];
    let [a, b] = paar("1970-01-01", "1972-01-01");
    let kinder = ["2006-01-01", "2010-01-01", "2018-01-01", "2023-01-01"];
    let kinder = kinder.map(|geboren| kind(geboren, eltern));
    let mut l = lage("2026-03", [a, b].into_iter().chain(kinder), "900.00");
    l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
    let e = rechne(&l);
    let warmwasser: Vec<String> =
        e.personen.iter().map(|p| p.mehrbedarf.warmwasser.als_text()).collect();
    assert_eq!(warmwasser, ["11.64", "11.64", "10.37", "6.59", "4.68", "2.86"]);
}

#[test]
fn die_regelbedarfsstufe_wechselt_am_geburtstag() {
    // 18. Geburtstag am 15.09.2026: 14 Tage Stufe 4 (471) und 16 Tage Stufe 3 (451):
    // 471·14/30 = 219,80 und 451·16/30 = 240,5333 → 460,33 (§ 41 Abs. 1, 2).
    let eltern = [Some(A), None];
    let e = rechne(&lage("2026-09", [mensch("1980-01-01"), kind("2008-09-15", eltern)], "600.00"));
    assert_eq!(e.personen[1].regelbedarf.summe.als_text(), "460.33");
    // 25. Geburtstag am 15.09.: Stufe 3 bis dahin, dann Stufe 1: 451·14/30 + 563·16/30 = 510,73.
    let e = rechne(&lage("2026-09", [mensch("1970-01-01"), kind("2001-09-15", eltern)], "600.00"));
    assert_eq!(e.personen[1].regelbedarf.summe.als_text(), "510.73");
    assert_eq!(e.offen, [law::offen::Offen::Geburtstag25(PersonNr(1))]);
}

#[test]
fn kopfteile_ergeben_die_anerkannten_kosten() {
    // E4: 455,70 auf vier Köpfe, nur einer berechtigt: 113,93.
    let mut l = lage("2026-03", [mensch("1980-01-01")], "455.70");
    l.wohnungen[0].bewohner = Some(4);
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "113.93");
    // 700,00 auf drei Köpfe im Haushalt: 233,34 + 233,33 + 233,33.
    let [a, b] = paar("1980-01-01", "1980-01-01");
    let e = rechne(&lage("2026-03", [a, b, kind("2015-01-01", [Some(A), Some(B)])], "700.00"));
    let teile: Vec<String> = e.personen.iter().map(|p| p.unterkunft.summe.als_text()).collect();
    assert_eq!(teile, ["233.34", "233.33", "233.33"]);
}
