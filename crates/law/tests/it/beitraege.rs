//! §§ 26, 27, 68: Zuschüsse zu Beiträgen, Leistungen für Auszubildende, Verpflegung als Sachleistung.
//! Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::anspruch::Rolle;
use law::lage::*;
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

fn single() -> Person {
    mensch("1985-01-01")
}

fn beitrag(art: BeitragArt, betrag: &str, hoechstens: Option<&str>, abgesetzt: &str) -> Beitrag {
    let hoechstens = hoechstens.map(cent);
    Beitrag { person: A, art, betrag: cent(betrag), hoechstens, abgesetzt: cent(abgesetzt) }
}

#[test]
fn im_bezug_bis_zur_grenze_ohne_was_schon_abgesetzt_ist() {
    use BeitragArt::*;
    // § 26 Abs. 1, 3. (Beitrag, Zuschuss)
    let faelle = [
        (beitrag(KrankenversicherungPrivat, "620.00", Some("471.32"), "0.00"), "471.32"),
        (beitrag(KrankenversicherungPrivat, "300.00", Some("471.32"), "0.00"), "300.00"),
        (beitrag(PflegeversicherungPrivat, "110.00", Some("99.23"), "0.00"), "99.23"),
        (beitrag(KrankenversicherungGesetzlich, "210.50", None, "0.00"), "210.50"),
        (beitrag(KrankenversicherungGesetzlich, "210.50", None, "100.50"), "110.00"),
        (beitrag(PflegeversicherungGesetzlich, "48.00", None, "48.00"), "0.00"),
    ];
    for (angabe, erwartet) in faelle {
        let mut l = lage("2026-09", [single()], "450.00");
        l.zusatz.beitraege = vec![angabe];
        let e = rechne(&l);
        let summe: Cent = e.daneben.beitraege_von(A).map(|z| z.betrag).sum();
        assert_eq!(summe.als_text(), erwartet, "{angabe:?}");
        assert_eq!(e.auszahlung(), "1013.00", "der Zuschuss steht daneben");
    }
}

#[test]
fn allein_durch_den_beitrag_hilfebeduerftig() {
    use BeitragArt::*;
    // § 26 Abs. 2, 4: Bedarf 563 + 450 = 1 013. (Einkommen, Zuschüsse)
    let faelle: [(&str, &[&str]); 4] = [
        // 1 100 − 30 = 1 070: 57 übrig; halber Basistarif 400: 343; die Pflege ganz.
        ("1100.00", &["343.00", "80.00"]),
        // 1 443: 430 übrig: 400 tragen die Krankenversicherung, 30 die Pflege: 50.
        ("1473.00", &["50.00"]),
        ("1530.00", &[]),
        // Genau gedeckt: alles.
        ("1043.00", &["400.00", "80.00"]),
    ];
    for (einkommen, erwartet) in faelle {
        let person = mit(single(), &[andere(Einnahme::Sonstiges, einkommen)]);
        let mut l = lage("2026-09", [person], "450.00");
        l.zusatz.beitraege = vec![
            beitrag(KrankenversicherungPrivat, "520.00", Some("400.00"), "0.00"),
            beitrag(PflegeversicherungPrivat, "80.00", Some("99.23"), "0.00"),
        ];
        let e = rechne(&l);
        let zuschuesse: Vec<String> =
            e.daneben.beitraege_von(A).map(|z| z.betrag.als_text()).collect();
        assert_eq!(zuschuesse, erwartet, "{einkommen}");
        assert_eq!(e.auszahlung(), "0.00");
    }
}

fn foerderung(bedarf: FoerderungBedarf, bei_eltern: bool, stand: FoerderungStand) -> Foerderung {
    Foerderung { bedarf, bei_eltern, stand, abgelehnt_am: None }
}

#[test]
fn wen_die_ausbildung_ausschliesst() {
    use FoerderungBedarf::*;
    use FoerderungStand::*;
    // § 7 Abs. 5, 6 Nr. 1 bis 3. Je Bedarf: ausgeschlossen bei Erhalten, MittelZuHoch, Beantragt,
    // Abgelehnt, NichtBeantragt; erst bei den Eltern, dann allein.
    let stand = [Erhalten, MittelZuHoch, Beantragt, Abgelehnt, NichtBeantragt];
    let (nie, immer) = ([false; 5], [true; 5]);
    let ohne_antrag = [false, false, false, true, true];
    let faelle = [
        (P12, ohne_antrag, ohne_antrag),
        (P13Nr1, ohne_antrag, ohne_antrag),
        (P13Nr2, ohne_antrag, immer),
        (P2Abs1a, nie, nie),
        (Abendschule, nie, nie),
        (Sgb3Wohnheim, immer, immer),
    ];
    for (bedarf, bei_eltern, allein) in faelle {
        for (wohnt_bei_eltern, erwartet) in [(true, bei_eltern), (false, allein)] {
            for (stand, ausgeschlossen) in stand.into_iter().zip(erwartet) {
                let mut person = single();
                person.ausbildung = Some(Ausbildung::Studium);
                person.foerderung = Some(foerderung(bedarf, wohnt_bei_eltern, stand));
                let e = rechne(&lage("2026-09", [person], "450.00"));
                let rolle = if ausgeschlossen {
                    Rolle::Ausgeschlossen(Ausschluss::Studium)
                } else {
                    Rolle::Mitglied
                };
                assert_eq!(e.personen[0].rolle, rolle, "{bedarf:?} {wohnt_bei_eltern} {stand:?}");
                let fragen = if ausgeschlossen { vec![Offen::Auszubildende(A)] } else { vec![] };
                assert_eq!(e.offen, fragen, "{bedarf:?} {stand:?}");
            }
        }
    }
}

#[test]
fn die_ablehnung_wirkt_ab_dem_folgenden_monat() {
    // § 7 Abs. 6 Nr. 2 Buchst. b Halbsatz 2.
    for (zeit, erwartet) in [("2026-08", "1013.00"), ("2026-09", "1013.00"), ("2026-10", "0.00")] {
        let mut person = single();
        person.foerderung = Some(Foerderung {
            abgelehnt_am: Some(tag("2026-09-10")),
            ..foerderung(FoerderungBedarf::P12, false, FoerderungStand::Abgelehnt)
        });
        assert_eq!(rechne(&lage(zeit, [person], "450.00")).auszahlung(), erwartet, "{zeit}");
    }
}

#[test]
fn auszubildende_bekommen_mehrbedarfe_soweit_ihr_einkommen_sie_nicht_deckt() {
    // § 27 Abs. 2. Mutter allein mit Kind von 2 Jahren: 36 % von 563 = 202,68. Bedarf 563 + 202,68 +
    // 200 = 965,68. Vom BAföG sind 100 frei (§ 11b Abs. 2b). Kind: 357 + 200 − 259 = 298.
    // (BAföG, Leistung)
    let faelle = [
        ("0.00", "202.68"),
        ("862.00", "202.68"),
        // 963 − 100 = 863 … 965,68 − 863 = 102,68.
        ("963.00", "102.68"),
        ("1065.68", "0.00"),
    ];
    for (bafoeg, erwartet) in faelle {
        let mut mutter = mit(mensch("1998-01-01"), &[andere(Einnahme::Bafoeg, bafoeg)]);
        mutter.alleinerziehend = Some(Alleinerziehend::Ja);
        mutter.foerderung =
            Some(foerderung(FoerderungBedarf::P13Nr2, false, FoerderungStand::Erhalten));
        let kind = mit(kind("2024-01-01", [Some(A), None]), &[kindergeld("259.00")]);
        let e = rechne(&lage("2026-09", [mutter, kind], "400.00"));
        assert_eq!(e.daneben.auszubildende_von(A).als_text(), erwartet, "{bafoeg}");
        assert_eq!(e.ansprueche(), ["0.00", "298.00"], "{bafoeg}");
        assert_eq!(e.auszahlungen(), ["0.00", "323.00"], "{bafoeg}");
    }
}

#[test]
fn eine_schwangere_studentin_allein_bekommt_den_mehrbedarf() {
    // § 21 Abs. 2: 17 % von 563 = 95,71; ohne Einkommen ganz. Warmwasser gehört nicht dazu.
    let mut person = mensch("1998-01-01");
    person.ausgeschlossen = Some(Ausschluss::Studium);
    person.mehrbedarfe = [Mehrbedarf::Schwangerschaft { entbindung: tag("2026-11-01") }].into();
    let mut l = lage("2026-09", [person], "400.00");
    l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
    let e = rechne(&l);
    assert_eq!(e.daneben.auszubildende_von(A).als_text(), "95.71");
    assert_eq!(e.auszahlung(), "0.00");
}

#[test]
fn die_mittel_der_anderen_decken_auch_den_bedarf_in_der_ausbildung() {
    // A und B je 506 + 300 = 806; B studiert, Diät bei Zöliakie 20 % von 563 = 112,60: 918,60.
    // A hat 1 000 − 30 = 970: 164 übrig. B: 918,60 − 164 = 754,60: die 112,60 bleiben ganz.
    // Mit 1 700 − 30 = 1 670: 864 übrig, 54,60 fehlen.
    for (einkommen, anspruch, leistung) in [
        ("1000.00", "0.00", "112.60"),
        ("1700.00", "0.00", "54.60"),
        ("500.00", "336.00", "112.60"),
    ] {
        let [a, mut b] = paar("1990-01-01", "1990-01-01");
        b.ausgeschlossen = Some(Ausschluss::Studium);
        b.mehrbedarfe = [Mehrbedarf::ErnaehrungNach(Diagnose::Zoeliakie)].into();
        let a = mit(a, &[andere(Einnahme::Sonstiges, einkommen)]);
        let e = rechne(&lage("2026-09", [a, b], "600.00"));
        assert_eq!(e.anspruch(), anspruch, "{einkommen}");
        assert_eq!(e.daneben.auszubildende_von(B).als_text(), leistung, "{einkommen}");
    }
}

#[test]
fn verpflegung_als_sachleistung_mindert_nur_das_geld() {
    // § 68 Satz 2: Stufe 1 186, Partner 167, 18 bis 24 149, 14 bis 17 178, 6 bis 13 131, bis 5 98.
    let kinder = ["2007-01-01", "2010-01-01", "2016-01-01", "2022-01-01"];
    let kinder = kinder.map(|geboren| kind(geboren, [Some(A), None]));
    let mutter = Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1985-01-01") };
    let mut l = lage("2026-09", [mutter].into_iter().chain(kinder), "0.00");
    l.zusatz.verpflegung = (0..5).map(PersonNr).collect();
    let e = rechne(&l);
    let werte: Vec<String> =
        (0..5).map(|n| e.daneben.sachleistung_von(PersonNr(n)).als_text()).collect();
    assert_eq!(werte, ["186.00", "149.00", "178.00", "131.00", "98.00"]);
    assert_eq!(e.ansprueche(), ["563.00", "451.00", "471.00", "390.00", "357.00"]);

    let mut l = lage("2026-09", paar("1985-01-01", "1985-01-01"), "0.00");
    l.zusatz.verpflegung = vec![B];
    let e = rechne(&l);
    assert_eq!(e.daneben.sachleistung_von(A).als_text(), "0.00");
    assert_eq!(e.daneben.sachleistung_von(B).als_text(), "167.00");
}

#[test]
fn die_sachleistung_geht_nach_tagen_und_hoechstens_so_weit_wie_der_anspruch() {
    // (Einkommen nach 30 €, bis, Monat, Wert, Sachleistung, Frage)
    let faelle = [
        ("30.00", None, "2026-09", "186.00", false),
        // 15 von 30 Tagen: 93.
        ("30.00", Some("2026-09-15"), "2026-09", "93.00", false),
        // 563 − 463 = 100.
        ("493.00", None, "2026-09", "100.00", false),
        ("30.00", None, "2024-05", "0.00", true),
        ("30.00", None, "2024-06", "186.00", false),
    ];
    for (einkommen, bis, zeit, erwartet, fragt) in faelle {
        let person = mit(single(), &[andere(Einnahme::Sonstiges, einkommen)]);
        let mut l = lage(zeit, [Person { bis: bis.map(tag), ..person }], "0.00");
        l.zusatz.verpflegung = vec![A];
        let e = rechne(&l);
        assert_eq!(e.daneben.sachleistung_von(A).als_text(), erwartet, "{einkommen} {zeit}");
        assert_eq!(e.offen.contains(&Offen::Verpflegung(A)), fragt, "{zeit}");
    }
}
