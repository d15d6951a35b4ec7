//! §§ 11, 11a, 11b: was wovon abgesetzt wird, an den Grenzen. Die Beträge sind von Hand gerechnet,
//! jeder mit seiner Vorschrift.

use law::lage::{Absetzung, AbsetzungArt, Einkommen, Einnahme, Person};
use law::offen::Offen;

use crate::hilfe::*;

/// Was vom Einkommen einer Person zählt, die allein lebt.
fn zaehlt(zeit: &str, person: Person) -> String {
    rechne(&lage(zeit, [person], "900.00")).personen[0].einkommen.summe.als_text()
}

fn mit_absetzungen(person: Person, absetzungen: &[(AbsetzungArt, &str)]) -> Person {
    let absetzungen =
        absetzungen.iter().map(|(art, betrag)| Absetzung { art: *art, betrag: cent(betrag) });
    Person { absetzungen: absetzungen.collect(), ..person }
}

#[test]
fn unter_15_bleiben_100_euro_lohn_frei_ab_15_gilt_der_freibetrag() {
    // § 1 Abs. 1 Nr. 9 GrusiGV: 180 − 100 = 80. Ab 15 (auch ab dem letzten Tag des Monats) § 11b Abs. 2, 3:
    // 100 + 20 % von 80 = 116 frei, 64.
    for (geboren, erwartet) in
        [("2011-10-01", "80.00"), ("2011-09-30", "64.00"), ("2011-01-01", "64.00")]
    {
        let jung = mit(kind(geboren, [Some(B), None]), &[lohn("180.00", "180.00")]);
        let e = rechne(&lage("2026-09", [jung, mensch("1980-01-01")], "600.00"));
        assert_eq!(e.personen[0].einkommen.summe.als_text(), erwartet, "{geboren}");
    }
}

#[test]
fn zehn_euro_zaehlen_nicht_und_verbrauchen_die_pauschale_nicht() {
    // § 1 Abs. 1 Nr. 1 GrusiGV: 10,00 zählen nicht; die 30 € gehen vom Kindergeld ab: 259 − 30 = 229. Bei
    // 10,01 gehen 10,01 von der Pauschale ab, 19,99 bleiben: 259 − 19,99 = 239,01.
    for (betrag, angerechnet) in
        [("0.00", "229.00"), ("10.00", "229.00"), ("10.01", "239.01"), ("40.00", "259.00")]
    {
        let einkommen = [andere(Einnahme::Sonstiges, betrag), kindergeld("259.00")];
        let gross = mit(kind("2007-01-01", [Some(A), None]), &einkommen);
        let e = rechne(&lage("2026-09", [mensch("1980-01-01"), gross], "600.00"));
        assert_eq!(e.personen[1].kindergeld.angerechnet.als_text(), angerechnet, "{betrag}");
    }
}

fn lohn_fuer(fuer: Option<&str>) -> Einkommen {
    let fuer_monat = fuer.map(monat);
    Einkommen::Erwerb { brutto: cent("300.00"), netto: cent("300.00"), fuer_monat }
}

#[test]
fn jeder_arbeitsmonat_bringt_einen_grundbetrag_auch_wenn_der_lohn_zusammen_zufliesst() {
    // BSG B 14 AS 25/13 R: 100 € je Arbeitsmonat, nachgezahlt oder vorausgezahlt; zwei Löhne für denselben
    // Monat haben einen.
    let faelle: [(&[Option<&str>], &str); 8] = [
        (&[None], "100.00"),
        (&[None, None], "100.00"),
        (&[None, Some("2026-09")], "100.00"),
        (&[Some("2026-08"), None], "200.00"),
        (&[Some("2026-08"), Some("2026-10")], "200.00"),
        (&[Some("2026-09"), Some("2026-11")], "200.00"),
        (&[Some("2026-07"), Some("2026-08"), None], "300.00"),
        (&[Some("2026-10"), Some("2026-10")], "100.00"),
    ];
    for (fuer, grundbetrag) in faelle {
        let loehne: Vec<Einkommen> = fuer.iter().map(|fuer| lohn_fuer(*fuer)).collect();
        let e = rechne(&lage("2026-09", [mit(mensch("1985-01-01"), &loehne)], "900.00"));
        assert_eq!(e.personen[0].einkommen.grundbetrag.als_text(), grundbetrag, "{fuer:?}");
    }
    // Mit Ehrenamt (Absatz 2 Satz 3 a. F.): 100 + 50 = 150, aber zwei Arbeitsmonate: 200.
    let ehrenamt = andere(Einnahme::Aufwandsentschaedigung, "50.00");
    let einkommen = [lohn_fuer(Some("2023-05")), lohn_fuer(Some("2023-06")), ehrenamt];
    let e = rechne(&lage("2023-06", [mit(mensch("1985-01-01"), &einkommen)], "900.00"));
    assert_eq!(e.personen[0].einkommen.grundbetrag.als_text(), "200.00");
    // Lohn und Taschengeld desselben Monats: die Geringfügigkeitsgrenze einmal (Absatz 2b Satz 1).
    let einkommen = [lohn_fuer(None), andere(Einnahme::TaschengeldFwd, "450.00")];
    let e = rechne(&lage("2026-09", [mit(mensch("2004-01-01"), &einkommen)], "900.00"));
    assert_eq!(e.personen[0].einkommen.grundbetrag.als_text(), "603.00");
}

#[test]
fn der_grundbetrag_in_ausbildung_und_dienst_haengt_an_alter_und_art() {
    // § 11b Abs. 2b: unter 25 in Ausbildung, Schule, Studium oder Dienst 603 vom Lohn; im Dienst ab 25 250;
    // sonst 100. Vor dem 01.07.2023 immer 100. Lohn 700 brutto und netto.
    use law::lage::Ausbildung::*;
    let faelle = [
        ("2026-09", "2001-09-02", Some(Ausbildung), "603.00"),
        ("2026-09", "2001-09-01", Some(Ausbildung), "100.00"),
        ("2026-09", "2004-01-01", Some(Schule), "603.00"),
        ("2026-09", "2004-01-01", Some(Freiwilligendienst), "603.00"),
        ("2026-09", "2004-01-01", None, "100.00"),
        ("2026-09", "2001-09-01", Some(Freiwilligendienst), "250.00"),
        ("2026-09", "1990-01-01", Some(Freiwilligendienst), "250.00"),
        ("2026-09", "1990-01-01", Some(Schule), "100.00"),
        ("2026-09", "1990-01-01", None, "100.00"),
        ("2023-07", "2004-01-01", Some(Ausbildung), "520.00"),
        ("2023-06", "2004-01-01", Some(Ausbildung), "100.00"),
        ("2023-06", "1990-01-01", Some(Freiwilligendienst), "100.00"),
    ];
    for (zeit, geboren, ausbildung, grundbetrag) in faelle {
        let person = Person { ausbildung, ..mit(mensch(geboren), &[lohn("700.00", "700.00")]) };
        let e = rechne(&lage(zeit, [person], "900.00"));
        let gerechnet = e.personen[0].einkommen.grundbetrag.als_text();
        assert_eq!(gerechnet, grundbetrag, "{zeit} {geboren} {ausbildung:?}");
    }
}

#[test]
fn das_taschengeld_alter_fassung_ist_bis_250_frei_soweit_nicht_vom_lohn_abgesetzt() {
    // § 11b Abs. 2 Satz 6 a. F.
    let taschengeld = || andere(Einnahme::TaschengeldFwd, "450.00");
    // Allein: 450 − 250.
    assert_eq!(zaehlt("2023-06", mit(mensch("1990-01-01"), &[taschengeld()])), "200.00");
    // Höhere Ausgaben: 30 + 300 = 330.
    let person = mit(mensch("1990-01-01"), &[taschengeld()]);
    let person = mit_absetzungen(person, &[(AbsetzungArt::KfzHaftpflicht, "300.00")]);
    assert_eq!(zaehlt("2023-06", person), "120.00");
    // Neben 300 Lohn: 300 − 100 − 40 = 160; vom Taschengeld 250 − 100 = 150: 300; zusammen 460.
    let person = mit(mensch("1990-01-01"), &[lohn("300.00", "300.00"), taschengeld()]);
    assert_eq!(zaehlt("2023-06", person), "460.00");
    // 80 Taschengeld: mehr als da ist, geht nicht ab; mit anderem Einkommen 500: 580 − 80.
    let einkommen =
        [andere(Einnahme::TaschengeldFwd, "80.00"), andere(Einnahme::Krankengeld, "500.00")];
    assert_eq!(zaehlt("2023-06", mit(mensch("1990-01-01"), &einkommen)), "500.00");
}

#[test]
fn von_der_ausbildungsfoerderung_gehen_100_oder_die_hoeheren_ausgaben_ab() {
    // § 11b Abs. 2b Satz 4: mindestens 100, höchstens die Förderung; sonst 30 + Ausgaben.
    let bafoeg = |betrag: &str| mit(mensch("1990-01-01"), &[andere(Einnahme::Bafoeg, betrag)]);
    assert_eq!(zaehlt("2026-09", bafoeg("60.00")), "0.00");
    let kfz = |betrag| mit_absetzungen(bafoeg("500.00"), &[(AbsetzungArt::KfzHaftpflicht, betrag)]);
    assert_eq!(zaehlt("2026-09", kfz("70.00")), "400.00");
    assert_eq!(zaehlt("2026-09", kfz("120.00")), "350.00");
    // Neben Lohn deckt der Grundbetrag alles: Lohn 90 frei, 500 ganz.
    assert_eq!(zaehlt("2026-09", mit(bafoeg("500.00"), &[lohn("90.00", "90.00")])), "500.00");
}

#[test]
fn die_pauschale_haben_volljaehrige_und_minderjaehrige_mit_eigenem_vertrag() {
    // § 6 Abs. 1 Nr. 1, 2 GrusiGV: 30 €. Volljährig auch, wer es am letzten Tag wird.
    let vertrag: &[(AbsetzungArt, &str)] = &[(AbsetzungArt::VersicherungMinderjaehrig, "20.00")];
    for (geboren, absetzungen, erwartet) in [
        ("2010-01-01", &[][..], "100.00"),
        ("2010-01-01", vertrag, "70.00"),
        ("2008-10-01", &[], "100.00"),
        ("2008-09-30", &[], "70.00"),
        ("2000-01-01", &[], "70.00"),
        ("2000-01-01", vertrag, "70.00"),
    ] {
        let person = mit(mensch(geboren), &[andere(Einnahme::Sonstiges, "100.00")]);
        assert_eq!(zaehlt("2026-09", mit_absetzungen(person, absetzungen)), erwartet, "{geboren}");
    }
}

#[test]
fn bis_juli_2016_hatten_erwerbstaetige_15_33_euro_fuer_werbungskosten() {
    // § 6 Abs. 1 Nr. 3 Alg II-V a. F.: nur, soweit nicht mehr nachgewiesen ist. 500 brutto und netto, Nachweis
    // statt 100: Kfz 80: 30 + 80 + 15,33; Werbungskosten 80: 30 + 80; 80 Kfz und 5 Werbungskosten: 30 + 85
    // + 10,33. Ohne Lohn nur 30 + 80.
    use AbsetzungArt::{KfzHaftpflicht as Kfz, Werbungskosten as Kosten};
    type Fall<'a> = (&'a str, &'a [(AbsetzungArt, &'a str)], &'a str);
    let faelle: [Fall<'_>; 4] = [
        ("2016-07", &[(Kfz, "80.00")], "125.33"),
        ("2016-07", &[(Kosten, "80.00")], "110.00"),
        ("2016-07", &[(Kfz, "80.00"), (Kosten, "5.00")], "125.33"),
        ("2016-08", &[(Kfz, "80.00")], "110.00"),
    ];
    for (zeit, absetzungen, grundbetrag) in faelle {
        let person = mit(mensch("1985-01-01"), &[lohn("500.00", "500.00")]);
        let e = rechne(&lage(zeit, [mit_absetzungen(person, absetzungen)], "900.00"));
        let gerechnet = e.personen[0].einkommen.grundbetrag.als_text();
        assert_eq!(gerechnet, grundbetrag, "{zeit} {absetzungen:?}");
    }
    let person = mit(mensch("1985-01-01"), &[andere(Einnahme::Krankengeld, "500.00")]);
    assert_eq!(zaehlt("2016-07", mit_absetzungen(person, &[(Kfz, "80.00")])), "390.00");
}

#[test]
fn hoehere_ausgaben_zaehlen_erst_ueber_400_brutto_und_ueber_dem_grundbetrag() {
    // § 11b Abs. 2 Satz 2: 30 + 71 = 101 statt 100; bei 400,00 nicht, bei 400,01 ja; 30 + 70 sind nicht mehr.
    for (brutto, kfz, grundbetrag) in [
        ("400.00", "71.00", "100.00"),
        ("400.01", "71.00", "101.00"),
        ("400.01", "70.00", "100.00"),
        ("400.01", "20.00", "100.00"),
    ] {
        let person = mit(mensch("1985-01-01"), &[lohn(brutto, brutto)]);
        let person = mit_absetzungen(person, &[(AbsetzungArt::KfzHaftpflicht, kfz)]);
        let e = rechne(&lage("2026-09", [person], "900.00"));
        let gerechnet = e.personen[0].einkommen.grundbetrag.als_text();
        assert_eq!(gerechnet, grundbetrag, "{brutto} {kfz}");
    }
}

#[test]
fn nach_dem_freibetrag_fragt_nur_lohn_ohne_erwerbsfaehigkeit() {
    // § 11b Abs. 2, 3; § 82 Abs. 3 SGB XII: gefragt ab 15; darunter gibt es nur die 100 € der Verordnung.
    let mit_partner = |person: Person| {
        let [a, b] = paar("1985-01-01", "1985-01-01");
        let b = Person { partner: b.partner, ..person };
        rechne(&lage("2026-09", [a, b], "400.00")).offen
    };
    let krank = Person { erwerbsfaehig: Some(false), ..mensch("1985-01-01") };
    let verdient = lohn("300.00", "300.00");
    let frage = vec![Offen::LohnNichtErwerbsfaehig(B)];
    assert_eq!(mit_partner(mit(krank.clone(), &[verdient])), frage);
    assert_eq!(mit_partner(mit(krank, &[andere(Einnahme::Krankengeld, "300.00")])), []);
    assert_eq!(mit_partner(mit(mensch("1985-01-01"), &[verdient])), []);
}
