//! § 22 an seinen Grenzen: erster und letzter Monat jeder Frist, der Cent an jeder Grenze. Die Beträge
//! sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::{Angemessen, Kostensenkung, Lage, Person, Wohnung};
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

/// Eine Person, Grenze 500 für die Unterkunft und 80 für die Heizung.
fn single(zeit: &str, seit: &str, ab: &str, miete: &str, heizung: &str) -> Lage {
    let mut l = lage(zeit, [mensch("1980-01-01")], miete);
    (l.leistungsbezug_seit, l.bewilligung_ab) = (monat(seit), tag(ab));
    l.wohnungen[0].heizung = cent(heizung);
    l.wohnungen[0].angemessen = Some(Angemessen::Getrennt {
        bruttokalt: Some(cent("500.00")),
        heizung: Some(cent("80.00")),
    });
    l
}

fn belehrt(l: &mut Lage, am: &str, unzumutbar_bis: Option<&str>) {
    l.wohnungen[0].kostensenkung =
        Some(Kostensenkung { belehrt_am: tag(am), unzumutbar_bis: unzumutbar_bis.map(tag) });
}

/// Unterkunft aller Personen und die Fragen.
fn unterkunft(l: &Lage) -> (String, Vec<Offen>) {
    let e = rechne(l);
    let summe: Cent = e.personen.iter().map(|p| p.unterkunft.summe).sum();
    (summe.als_text(), e.offen)
}

#[test]
fn die_karenzzeit_endet_nach_zwoelf_monaten_auch_fuer_die_einzelne_person() {
    // § 22 Abs. 1 Satz 2, 3: Bezug ab 07/2025: bis 06/2026. Danach ohne Mitteilung eine Frage.
    let frage = || vec![Offen::Unterkunft(cent("200.00"))];
    // (Monat, Bezug im Haushalt, eigener Bezug, Fragen)
    let faelle = [
        ("2026-06", "2025-07", None, vec![]),
        ("2026-07", "2025-07", None, frage()),
        ("2026-06", "2020-01", Some("2025-07"), vec![]),
        ("2026-07", "2020-01", Some("2025-07"), frage()),
        ("2026-07", "2026-01", Some("2025-07"), frage()),
    ];
    for (zeit, seit, eigener, fragen) in faelle {
        let mut l = single(zeit, seit, "2026-02-01", "700.00", "0.00");
        l.personen[0].leistungsbezug_seit = eigener.map(monat);
        assert_eq!(unterkunft(&l), ("700.00".to_owned(), fragen), "{zeit} {seit} {eigener:?}");
    }
    // Satz 3: wer in der Karenzzeit ist, hat die ganze Hälfte von 700, wer nicht, von 500: 350 + 250. Die
    // sechs Monate beginnen nach der Mitteilung vom 10.01.2026 und enden im Juli.
    let mut l = single("2026-08", "2024-01", "2026-02-01", "700.00", "0.00");
    let mut neu = mensch("1985-01-01");
    neu.leistungsbezug_seit = Some(monat("2026-05"));
    l.personen.push(neu);
    belehrt(&mut l, "2026-01-10", None);
    assert_eq!(unterkunft(&l).0, "600.00");
    // Satz 6: der Deckel von 750 gilt nur in der Karenzzeit. Wer sie gerade hinter sich hat (Bezug ab 08/2025),
    // hat ohne Mitteilung die Hälfte von 900, wer darin ist, die von 750: 450 + 375.
    let mut l = single("2026-08", "2025-08", "2026-07-01", "900.00", "0.00");
    let mut neu = mensch("1985-01-01");
    neu.leistungsbezug_seit = Some(monat("2026-05"));
    l.personen.push(neu);
    assert_eq!(unterkunft(&l), ("825.00".to_owned(), vec![Offen::Unterkunft(cent("400.00"))]));
}

#[test]
fn solange_die_senkung_unzumutbar_ist_gilt_die_frist_nicht_als_abgelaufen() {
    // § 22 Abs. 1 Satz 9: mitgeteilt am 10.01., sechs Monate bis Juli; unzumutbar bis zum genannten Tag.
    let faelle = [
        ("2026-07", None, "700.00"),
        ("2026-08", None, "500.00"),
        ("2026-08", Some("2026-07-31"), "500.00"),
        ("2026-08", Some("2026-08-01"), "700.00"),
        ("2026-10", Some("2026-10-01"), "700.00"),
        ("2026-11", Some("2026-10-31"), "500.00"),
        // Kürzer als die sechs Monate verkürzt sie nicht.
        ("2026-06", Some("2026-02-28"), "700.00"),
    ];
    for (zeit, unzumutbar_bis, erwartet) in faelle {
        let mut l = single(zeit, "2024-01", "2026-02-01", "700.00", "0.00");
        belehrt(&mut l, "2026-01-10", unzumutbar_bis);
        assert_eq!(unterkunft(&l), (erwartet.to_owned(), vec![]), "{zeit} {unzumutbar_bis:?}");
    }
    // Erst im Monat der Mitteilung selbst: es läuft, ohne Frage; davor auch.
    for zeit in ["2026-01", "2025-12"] {
        let mut l = single(zeit, "2024-01", "2025-08-01", "700.00", "0.00");
        belehrt(&mut l, "2026-01-10", None);
        assert_eq!(unterkunft(&l), ("700.00".to_owned(), vec![]), "{zeit}");
    }
}

#[test]
fn genau_an_der_grenze_wird_weder_gekuerzt_noch_gefragt() {
    // (Miete, Heizung, Fragen): 500 und 80 sind angemessen.
    let faelle = [
        ("500.00", "80.00", vec![]),
        ("500.01", "80.00", vec![Offen::Unterkunft(Cent::neu(1))]),
        ("500.00", "80.01", vec![Offen::Heizung(Cent::neu(1))]),
        ("499.99", "79.99", vec![]),
    ];
    for (miete, heizung, fragen) in faelle {
        let l = single("2026-09", "2024-01", "2026-07-01", miete, heizung);
        let summe = (cent(miete) + cent(heizung)).als_text();
        assert_eq!(unterkunft(&l), (summe, fragen), "{miete} {heizung}");
    }
    // Deckel (Satz 6): 750,00 ja, 750,01 nein; nur in der Karenzzeit.
    for (miete, erwartet) in [("750.00", "750.00"), ("750.01", "750.00"), ("749.99", "749.99")] {
        let l = single("2026-09", "2026-07", "2026-07-01", miete, "0.00");
        assert_eq!(unterkunft(&l), (erwartet.to_owned(), vec![]), "{miete}");
    }
}

#[test]
fn nach_der_nachforderung_wird_nur_neben_gekuerzten_kosten_gefragt() {
    // § 22 Abs. 1, 3: 210 Nachforderung; ohne Kürzung keine Frage.
    let mit_nachforderung = |miete, heizung, einmalig| {
        let mut l = single("2026-09", "2024-01", "2026-07-01", miete, heizung);
        belehrt(&mut l, "2026-01-10", None);
        l.wohnungen[0].einmalig = cent(einmalig);
        unterkunft(&l)
    };
    let frage = || vec![Offen::Nachforderung(cent("210.00"))];
    let faelle = [
        ("500.00", "80.00", "210.00", "790.00", vec![]),
        ("600.00", "80.00", "210.00", "790.00", frage()),
        // Nur die Heizung ist gekürzt.
        ("500.00", "100.00", "210.00", "790.00", frage()),
        ("600.00", "80.00", "0.00", "580.00", vec![]),
    ];
    for (miete, heizung, einmalig, summe, fragen) in faelle {
        let erwartet = (summe.to_owned(), fragen);
        assert_eq!(mit_nachforderung(miete, heizung, einmalig), erwartet, "{miete} {heizung}");
    }
}

#[test]
fn die_gesamtgrenze_fragt_in_der_karenzzeit_erst_ueber_dem_anderthalbfachen() {
    // § 22 Abs. 1 Satz 6, Abs. 10: 150 % von 560 = 840. Miete und 80 Heizung.
    // (Monat, Bezug, Bewilligung, Miete, Fragen)
    let faelle = [
        ("2026-07", "2026-07", "2026-07-01", "760.00", vec![]),
        (
            "2026-07",
            "2026-07",
            "2026-07-01",
            "760.01",
            vec![Offen::DeckelGesamtgrenze(Cent::neu(1))],
        ),
        // Bewilligt vor dem 01.07.2026: kein Deckel.
        ("2026-07", "2026-06", "2026-06-01", "800.00", vec![]),
        // Nach der Karenzzeit nur die Kostensenkung.
        ("2026-07", "2024-01", "2026-07-01", "800.00", vec![Offen::Unterkunft(cent("320.00"))]),
        ("2026-07", "2024-01", "2026-07-01", "480.00", vec![]),
        ("2026-07", "2024-01", "2026-07-01", "480.01", vec![Offen::Unterkunft(Cent::neu(1))]),
    ];
    for (zeit, seit, ab, miete, fragen) in faelle {
        let mut l = single(zeit, seit, ab, miete, "80.00");
        l.wohnungen[0].angemessen = Some(Angemessen::Gesamt(cent("560.00")));
        let summe = (cent(miete) + cent("80.00")).als_text();
        assert_eq!(unterkunft(&l), (summe, fragen), "{seit} {miete}");
    }
    // Nach dem Verfahren zusammen 560; liegt die Heizung allein darüber, wird auch sie gekürzt.
    for (miete, heizung) in [("520.00", "80.00"), ("0.00", "600.00"), ("100.00", "700.00")] {
        let mut l = single("2026-09", "2024-01", "2026-07-01", miete, heizung);
        l.wohnungen[0].angemessen = Some(Angemessen::Gesamt(cent("560.00")));
        belehrt(&mut l, "2026-01-10", None);
        assert_eq!(unterkunft(&l), ("560.00".to_owned(), vec![]), "{miete} {heizung}");
    }
}

#[test]
fn im_vereinfachten_verfahren_zaehlt_was_im_bewilligungszeitraum_davor_anerkannt_war() {
    // § 67 Abs. 3 a. F.: Bewilligung ab 04/2020, sechs Monate angemessen, außer im Zeitraum davor (bis März)
    // waren schon nur die angemessenen Kosten anerkannt. Frist: sechs volle Monate nach der Mitteilung.
    let faelle = [
        // Frist bis Februar: im März 500, also auch jetzt.
        ("2020-04", Some("2019-08-15"), "500.00", false),
        // Frist bis März, bis April: davor tatsächlich anerkannt.
        ("2020-04", Some("2019-09-15"), "700.00", false),
        ("2020-05", Some("2019-10-15"), "700.00", false),
        // Ohne Mitteilung: nach den sechs Monaten eine Frage.
        ("2020-09", None, "700.00", false),
        ("2020-10", None, "700.00", true),
    ];
    for (zeit, am, erwartet, fragt) in faelle {
        let mut l = single(zeit, "2018-01", "2020-04-01", "700.00", "0.00");
        if let Some(am) = am {
            belehrt(&mut l, am, None);
        }
        let fragen = if fragt { vec![Offen::Unterkunft(cent("200.00"))] } else { vec![] };
        assert_eq!(unterkunft(&l), (erwartet.to_owned(), fragen), "{zeit} {am:?}");
    }
}

#[test]
fn der_schutz_nach_einem_todesfall_gilt_vom_sterbemonat_an_zwoelf_monate() {
    // § 22 Abs. 1 Satz 11; vor dem Sterbemonat und nach dem zwölften danach nicht.
    let faelle = [
        ("2025-07", "500.00"),
        ("2025-08", "700.00"),
        ("2026-08", "700.00"),
        ("2026-09", "500.00"),
    ];
    for (zeit, erwartet) in faelle {
        let mut l = single(zeit, "2020-01", "2025-06-01", "700.00", "0.00");
        l.wohnungen[0].todesfall_monat = Some(monat("2025-08"));
        belehrt(&mut l, "2024-09-01", None);
        assert_eq!(unterkunft(&l).0, erwartet, "{zeit}");
    }
}

#[test]
fn der_bisherige_bedarf_begrenzt_seit_august_2006() {
    // § 22 Abs. 1 Satz 6 a. F., seit 07/2026 Abs. 4 Satz 4. Miete 480, Heizung 70, bisher 450 oder 60.
    let faelle = [
        ("2006-07", "2006-07-01", "450.00", "550.00"),
        ("2006-08", "2006-08-01", "450.00", "450.00"),
        // Die Heizung allein über dem bisherigen Bedarf: 60 zusammen.
        ("2026-08", "2026-02-01", "60.00", "60.00"),
        // Neu nur die Unterkunft: 60 + 70.
        ("2026-08", "2026-07-01", "60.00", "130.00"),
        ("2026-08", "2026-07-01", "500.00", "550.00"),
    ];
    for (zeit, ab, bisher, erwartet) in faelle {
        let mut l = lage(zeit, [mensch("1970-01-01")], "480.00");
        l.bewilligung_ab = tag(ab);
        l.wohnungen[0].heizung = cent("70.00");
        l.wohnungen[0].bisheriger_bedarf = Some(cent(bisher));
        assert_eq!(unterkunft(&l).0, erwartet, "{zeit} {bisher}");
    }
}

#[test]
fn koepfe_zaehlen_wer_da_ist_und_die_genannten_mitbewohner() {
    // Kopfteile von 600. `bewohner` nennt alle Köpfe; wer fehlt, geht davon ab; zu Besuch zählt nicht.
    let anteil = |bewohner: Option<u8>, personen: Vec<Person>| {
        let mut l = lage("2026-09", personen, "600.00");
        l.wohnungen[0].bewohner = bewohner;
        rechne(&l).personen[0].unterkunft.summe.als_text()
    };
    let fort = || Person { bis: Some(tag("2026-08-31")), ..mensch("1980-01-01") };
    let gast = || Person { zu_besuch_tage: Some(10), ..kind("2016-01-01", [Some(A), None]) };
    let person = || mensch("1985-01-01");
    let faelle = [
        (None, vec![person()], "600.00"),
        (None, vec![person(), person()], "300.00"),
        (None, vec![person(), gast()], "600.00"),
        (None, vec![person(), fort()], "600.00"),
        (Some(3), vec![person()], "200.00"),
        (Some(3), vec![person(), fort()], "300.00"),
        (Some(3), vec![person(), gast()], "200.00"),
        (Some(1), vec![person(), person()], "300.00"),
        (Some(0), vec![person()], "600.00"),
    ];
    for (bewohner, personen, erwartet) in faelle {
        let anzahl = personen.len();
        assert_eq!(anteil(bewohner, personen), erwartet, "{bewohner:?} {anzahl}");
    }
}

#[test]
fn guthaben_mindert_zuerst_die_unterkunft_dann_die_heizung() {
    // § 22 Abs. 3: 100 Miete, 80 Heizung. (Guthaben, Unterkunft)
    for (guthaben, erwartet) in
        [("30.00", "150.00"), ("100.00", "80.00"), ("130.00", "50.00"), ("200.00", "0.00")]
    {
        let mut l = lage("2026-09", [mensch("1980-01-01")], "0.00");
        l.wohnungen = [Wohnung {
            nebenkosten: cent("40.00"),
            guthaben: cent(guthaben),
            ..Wohnung::neu(cent("60.00"), cent("80.00"))
        }]
        .into();
        assert_eq!(unterkunft(&l).0, erwartet, "{guthaben}");
    }
}
