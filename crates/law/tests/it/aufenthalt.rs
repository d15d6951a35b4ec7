//! § 7 Abs. 4, § 40 Abs. 5, § 22 Abs. 1 Satz 6, 11, § 41 Abs. 1: wer im Monat fort ist, kommt, stirbt,
//! geboren wird oder zu Besuch ist. Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::*;
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

fn fort(art: UnterbringungArt, seit: &str, bis: Option<&str>, stunden: u8) -> Unterbringung {
    Unterbringung { art, seit: tag(seit), bis: bis.map(tag), arbeitsstunden: stunden }
}

#[test]
fn wer_untergebracht_ist() {
    use UnterbringungArt::*;
    // Paar, 506 je Person, Miete 600, September 2026 (30 Tage). Ganz fort: A allein 563 + 600.
    let (beide, allein) = (["806.00", "806.00"], ["1163.00", "0.00"]);
    // (Unterbringung von B, Ansprüche, Frage)
    type Fall<'a> = (Unterbringung, [&'a str; 2], Option<Offen>);
    let faelle: [Fall<'_>; 14] = [
        // Satz 3 Nr. 1: voraussichtlich weniger als sechs Monate.
        (fort(Krankenhaus, "2026-09-05", Some("2026-09-20"), 0), beide, None),
        (fort(Krankenhaus, "2026-07-15", Some("2027-01-13"), 0), beide, None),
        (fort(Krankenhaus, "2026-07-15", Some("2027-01-14"), 0), allein, Some(Offen::Abwesend(B))),
        (fort(Krankenhaus, "2026-07-15", None, 0), beide, Some(Offen::Unterbringung(B))),
        // Satz 3 Nr. 2: mindestens 15 Stunden.
        (fort(Einrichtung, "2026-05-01", None, 15), beide, None),
        (fort(Einrichtung, "2026-05-01", None, 14), allein, Some(Offen::Abwesend(B))),
        // Satz 2: Haft, auch mit Arbeit.
        (fort(Haft, "2026-05-01", None, 40), allein, Some(Offen::Abwesend(B))),
        // Vor und nach dem Monat.
        (fort(Haft, "2026-05-01", Some("2026-08-31"), 0), beide, None),
        (fort(Haft, "2026-10-01", None, 0), beide, None),
        // Ab dem 16.: B 15/30 von 506 und 150 Miete; A 15/30 von 506 und von 563, 150 + 300 Miete.
        (fort(Haft, "2026-09-16", None, 0), ["984.50", "403.00"], Some(Offen::Abwesend(B))),
        // Bis zum 10.: B 20/30 von 506 = 337,33 und 200 Miete; A 10/30 von 563, 20/30 von 506 = 525,00,
        // Miete 200 + 200.
        (
            fort(Haft, "2026-03-01", Some("2026-09-10"), 0),
            ["925.00", "537.33"],
            Some(Offen::Abwesend(B)),
        ),
        (fort(Haft, "2026-09-01", Some("2026-09-30"), 0), allein, Some(Offen::Abwesend(B))),
        // Mitten im Monat: eine Frage, keine Kürzung.
        (fort(Haft, "2026-09-10", Some("2026-09-20"), 0), beide, Some(Offen::Unterbringung(B))),
        (fort(Einrichtung, "2026-09-30", None, 0), ["817.90", "779.13"], Some(Offen::Abwesend(B))),
    ];
    for (unterbringung, ansprueche, frage) in faelle {
        let [a, mut b] = paar("1985-01-01", "1985-01-01");
        b.unterbringung = Some(unterbringung);
        let e = rechne(&lage("2026-09", [a, b], "600.00"));
        // Der letzte Fall: B 29/30 von 506 = 489,13 und 29/30 von 300 = 290; A 29/30 von 506 und 1/30
        // von 563 = 507,90, Miete 290 + 20.
        assert_eq!(e.ansprueche(), ansprueche, "{unterbringung:?}");
        assert_eq!(e.offen, frage.into_iter().collect::<Vec<_>>(), "{unterbringung:?}");
    }
}

#[test]
fn im_sterbemonat_bleiben_alle_ansprueche() {
    // § 40 Abs. 5: September wie ohne den Tod, obwohl B ab dem 10. fehlt; die Kosten der Wohnung
    // werden nicht gesenkt (§ 22 Abs. 1 Satz 11). Danach: A allein 563 + 600.
    for (zeit, ansprueche) in [("2026-09", ["806.00", "806.00"]), ("2026-10", ["1163.00", "0.00"])]
    {
        let [a, mut b] = paar("1985-01-01", "1985-01-01");
        b.gestorben = Some(tag("2026-09-10"));
        let mut l = lage(zeit, [a, b], "600.00");
        l.bewilligung_ab = tag("2026-07-01");
        l.wohnungen[0].angemessen =
            Some(Angemessen::Getrennt { bruttokalt: Some(cent("400.00")), heizung: None });
        l.wohnungen[0].kostensenkung =
            Some(Kostensenkung { belehrt_am: tag("2025-01-01"), unzumutbar_bis: None });
        l.leistungsbezug_seit = monat("2024-01");
        l.wohnungen[0].todesfall_monat = (zeit == "2026-10").then(|| monat("2026-09"));
        let e = rechne(&l);
        assert_eq!(e.ansprueche(), ansprueche, "{zeit}");
        assert_eq!(e.offen, [], "{zeit}");
    }
}

#[test]
fn ein_kind_gehoert_ab_dem_tag_der_geburt_dazu() {
    // Geboren am 21.09.: 10 von 30 Tagen. Kind 357/3 = 119,00 und 600/3/3 = 66,67; Eltern je 506 und
    // 200 + 66,67 = 266,67; der Cent zu viel geht bei A ab (ADR 4). Sofortzuschlag voll (law.md 10.10).
    let [a, b] = paar("1990-01-01", "1990-01-01");
    let kind = kind("2026-09-21", [Some(A), Some(B)]);
    let e = rechne(&lage("2026-09", [a, b, kind], "600.00"));
    assert_eq!(e.ansprueche(), ["772.66", "772.67", "185.67"]);
    assert_eq!(e.personen[2].sofortzuschlag.betrag.als_text(), "25.00");
}

#[test]
fn ein_kind_zu_besuch_hat_tage_und_kein_zimmer_das_ist_bedarf_der_eltern() {
    // law.md 10.4, BSG B 4 AS 2/15 R: 12 Tage, 390 × 12/30 = 156,00. Die größere Wohnung (Grenze für zwei
    // Personen 650 statt 480) ist ganz Bedarf des Vaters: 563 + 620.
    let vater = Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1988-01-01") };
    let besuch = Person { zu_besuch_tage: Some(12), ..kind("2016-01-01", [Some(A), None]) };
    // (Grenze, Unterkunft des Vaters)
    for (grenze, unterkunft) in [("650.00", "620.00"), ("480.00", "480.00")] {
        let mut l = lage("2026-09", [vater.clone(), besuch.clone()], "620.00");
        l.leistungsbezug_seit = monat("2024-01");
        l.wohnungen[0].angemessen =
            Some(Angemessen::Getrennt { bruttokalt: Some(cent(grenze)), heizung: None });
        l.wohnungen[0].kostensenkung =
            Some(Kostensenkung { belehrt_am: tag("2025-01-01"), unzumutbar_bis: None });
        let e = rechne(&l);
        assert_eq!(e.personen[0].unterkunft.summe.als_text(), unterkunft);
        assert_eq!(e.personen[1].unterkunft.summe, Cent::NULL);
        assert_eq!(e.personen[1].anspruch.summe().als_text(), "156.00");
        assert_eq!(e.offen, [Offen::SofortzuschlagBesuch(B)]);
    }
}

#[test]
fn nach_einem_auszug_greift_der_deckel_erst_nach_sechs_monaten() {
    // § 22 Abs. 1 Satz 6 Halbsatz 2, Satz 9: Grenze 500, Deckel 750, Miete 900, Karenzzeit bis 06/2027.
    // (Monat, Auszug, Unterkunft, Frage)
    let faelle = [
        ("2026-09", None, "750.00", false),
        ("2026-09", Some("2026-09"), "900.00", false),
        ("2026-12", Some("2026-09"), "900.00", false),
        ("2027-03", Some("2026-09"), "900.00", false),
        ("2027-04", Some("2026-09"), "750.00", false),
        // Der Auszug liegt in diesem Monat, ohne Angabe: Frage.
        ("2026-09", None, "900.00", true),
    ];
    for (zeit, auszug, unterkunft, im_monat) in faelle {
        let mut personen = vec![mensch("1985-01-01")];
        if im_monat {
            personen.push(Person { bis: Some(tag("2026-09-10")), ..mensch("1980-01-01") });
        }
        let mut l = lage(zeit, personen, "900.00");
        (l.bewilligung_ab, l.leistungsbezug_seit) = (tag("2026-07-01"), monat("2026-07"));
        let wohnung = &mut l.wohnungen[0];
        wohnung.angemessen =
            Some(Angemessen::Getrennt { bruttokalt: Some(cent("500.00")), heizung: None });
        wohnung.verkleinert_monat = auszug.map(monat);
        let e = rechne(&l);
        let summe: Cent = e.personen.iter().map(|p| p.unterkunft.summe).sum();
        assert_eq!(summe.als_text(), unterkunft, "{zeit} {auszug:?}");
        let fragt = e.offen.contains(&Offen::DeckelNachVerkleinerung(cent("150.00")));
        assert_eq!(fragt, im_monat, "{zeit} {auszug:?}");
    }
}
