//! Minderungen und Aufrechnungen, altes und neues Recht.

use law::lage::{
    Aufrechnung, AufrechnungArt, AufrechnungGrund, Einnahme, Mehrbedarf, Minderung, MinderungArt,
    Person, Warmwasser,
};
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

fn gemindert(person: Person, minderungen: &[Minderung]) -> Person {
    Person { minderungen: minderungen.to_vec(), ..person }
}

fn single() -> Person {
    mensch("1985-01-01")
}

#[test]
fn der_tag_der_pflichtverletzung_waehlt_das_recht() {
    use MinderungArt::{Meldeversaeumnis as M, Pflichtverletzung as P};
    // law.md 1.3 und C7; E20: Meldeversäumnis alt 10 % von 502 = 50,20.
    // (Monat, Art, Tag, Folge, erster Monat, Minderung)
    let faelle = [
        ("2023-05", M, "2023-04-10", 1, "2023-05", "50.20"),
        ("2023-06", M, "2023-04-10", 1, "2023-05", "0.00"),
        // § 84 in der Fassung vom 22.12.2022: § 31a nicht anzuwenden; Meldeversäumnis erst beim
        // wiederholten, 10 % von 502.
        ("2023-01", P, "2022-12-20", 1, "2023-01", "0.00"),
        ("2023-01", M, "2022-12-20", 1, "2023-01", "0.00"),
        ("2023-01", M, "2022-12-20", 2, "2023-01", "50.20"),
        ("2026-05", P, "2026-04-10", 1, "2026-05", "56.30"),
        ("2026-06", P, "2026-04-10", 1, "2026-05", "0.00"),
        ("2026-06", P, "2026-04-10", 2, "2026-05", "112.60"),
        ("2026-07", P, "2026-04-10", 3, "2026-05", "168.90"),
        ("2026-08", P, "2026-04-10", 3, "2026-05", "0.00"),
        // Verletzung im Juni, Minderung im August: altes Recht (§ 65a Abs. 2).
        ("2026-08", P, "2026-06-30", 1, "2026-08", "56.30"),
        ("2026-08", P, "2026-07-01", 1, "2026-08", "168.90"),
        ("2026-10", P, "2026-07-01", 1, "2026-08", "168.90"),
        ("2026-11", P, "2026-07-01", 1, "2026-08", "0.00"),
        ("2026-08", M, "2026-07-01", 1, "2026-08", "0.00"),
        ("2026-08", M, "2026-07-10", 2, "2026-08", "168.90"),
    ];
    for (zeit, art, am, folge, ab, erwartet) in faelle {
        let person = gemindert(single(), &[minderung(art, am, folge, ab)]);
        let e = rechne(&lage(zeit, [person], "450.00"));
        assert_eq!(
            e.personen[0].minderung.summe.als_text(),
            erwartet,
            "{zeit} {art:?} {am} {folge}"
        );
    }
}

#[test]
fn prozente_der_regelbedarfe() {
    // law.md C7: 30 % und 10 % der Stufen 1 bis 6 von 2026.
    use law::measure::Prozent;
    let recht = recht();
    let stufen = recht.monat(monat("2026-09")).unwrap().regelbedarf.stufen;
    let von = |satz: u32| stufen.map(|betrag| betrag.prozent(Prozent::neu(satz)).als_text());
    assert_eq!(von(30), ["168.90", "151.80", "135.30", "141.30", "117.00", "107.10"]);
    assert_eq!(von(10), ["56.30", "50.60", "45.10", "47.10", "39.00", "35.70"]);
}

#[test]
fn das_dritte_meldeversaeumnis_mindert_nicht_und_fragt() {
    let angabe = minderung(MinderungArt::Meldeversaeumnis, "2026-09-10", 3, "2026-10");
    let e = rechne(&lage("2026-10", [gemindert(single(), &[angabe])], "450.00"));
    assert_eq!(e.auszahlung(), "1013.00");
    assert_eq!(e.offen, [Offen::DrittesMeldeversaeumnis(A)]);
}

#[test]
fn ein_altes_erstes_meldeversaeumnis_mindert_nicht_und_fragt() {
    // law.md 1.3: ein Versäumnis vor dem 01.07.2026 zählt nach der Vorgabe nicht als erstes (die
    // Folge des alten, 10 %, ist im Oktober vorbei); ebenso eines, das über zwölf Monate zurückliegt.
    let faelle = [
        ("2026-06-10", "2026-09-10", "2026-10", true),
        ("2026-07-10", "2026-09-10", "2026-10", false),
        ("2026-07-10", "2027-07-10", "2027-08", false),
        ("2026-07-10", "2027-08-10", "2027-09", true),
    ];
    for (erstes, zweites, zeit, fragt) in faelle {
        let minderungen = [
            minderung(MinderungArt::Meldeversaeumnis, erstes, 1, "2026-08"),
            minderung(MinderungArt::Meldeversaeumnis, zweites, 2, zeit),
        ];
        let e = rechne(&lage(zeit, [gemindert(single(), &minderungen)], "450.00"));
        // 30 % von 563 = 168,90; 1 013 − 168,90 = 844,10.
        assert_eq!(e.auszahlung(), if fragt { "1013.00" } else { "844.10" }, "{erstes}");
        assert_eq!(e.offen.contains(&Offen::FrueheresMeldeversaeumnis(A)), fragt, "{erstes}");
    }
}

#[test]
fn zusammen_hoechstens_dreissig_prozent() {
    // § 31a Abs. 4 Satz 1: 30 % + 30 % bleiben 30 % von 563 = 168,90.
    let minderungen = [
        minderung(MinderungArt::Pflichtverletzung, "2026-07-10", 1, "2026-08"),
        minderung(MinderungArt::Meldeversaeumnis, "2026-07-12", 2, "2026-08"),
    ];
    let e = rechne(&lage("2026-08", [gemindert(single(), &minderungen)], "450.00"));
    assert_eq!(e.personen[0].minderung.summe.als_text(), "168.90");
}

#[test]
fn die_unterkunft_bleibt_unberuehrt() {
    // C3: Minijob 603, frei 208,90, Einkommen 394,10; Anspruch 618,90 (168,90 + 450,00);
    // 30 % = 168,90 → Auszahlung genau 450,00 (§ 31a Abs. 4 Satz 2).
    let person = mit(single(), &[lohn("603.00", "603.00")]);
    let angabe = minderung(MinderungArt::Pflichtverletzung, "2026-07-10", 1, "2026-08");
    let e = rechne(&lage("2026-08", [gemindert(person, &[angabe])], "450.00"));
    assert_eq!(e.personen[0].einkommen.frei().als_text(), "208.90");
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "394.10");
    assert_eq!(e.anspruch(), "618.90");
    assert_eq!(e.personen[0].anspruch.bund().als_text(), "168.90");
    assert_eq!(e.auszahlung(), "450.00");
}

#[test]
fn die_erfuellung_beendet_die_minderung_nach_dem_ersten_monat() {
    // § 31b Abs. 2 Satz 2: erfüllt am 11. des zweiten Monats: 10 von 30 Tagen, 168,90/3 = 56,30.
    let mut angabe = minderung(MinderungArt::Pflichtverletzung, "2026-07-10", 1, "2026-08");
    angabe.aufgehoben_ab = Some(tag("2026-09-11"));
    for (zeit, erwartet) in [("2026-08", "168.90"), ("2026-09", "56.30"), ("2026-10", "0.00")] {
        let e = rechne(&lage(zeit, [gemindert(single(), &[angabe])], "450.00"));
        assert_eq!(e.personen[0].minderung.summe.als_text(), erwartet, "{zeit}");
    }
    angabe.aufgehoben_ab = Some(tag("2026-08-02"));
    for (zeit, erwartet) in [("2026-08", "168.90"), ("2026-09", "0.00")] {
        let e = rechne(&lage(zeit, [gemindert(single(), &[angabe])], "450.00"));
        assert_eq!(e.personen[0].minderung.summe.als_text(), erwartet, "{zeit}");
    }
}

#[test]
fn c8_dreimal_nicht_gemeldet() {
    // 563 + Warmwasser 12,95 + 450. Monat M: 462,95; in M gemeldet: 394,10 + 12,95 + 450 = 857,05;
    // nicht gemeldet: M+1 0,00 (§ 7b Abs. 4, § 32 Abs. 3).
    let faelle = [
        ("2026-10", None, "462.95"),
        ("2026-10", Some("2026-10-20"), "857.05"),
        ("2026-11", None, "0.00"),
        ("2026-11", Some("2026-10-20"), "1025.95"),
        // Meldung am 16.11.: ab dann 15 von 30 Tagen: 281,50 + 6,48 (12,95/2 = 6,475) + 225,00.
        ("2026-11", Some("2026-11-16"), "512.98"),
    ];
    for (zeit, gemeldet, erwartet) in faelle {
        let mut angabe = minderung(MinderungArt::NichtErreichbar, "2026-09-10", 3, "2026-10");
        angabe.aufgehoben_ab = gemeldet.map(tag);
        let mut l = lage(zeit, [gemindert(single(), &[angabe])], "450.00");
        l.bewilligung_ab = tag("2026-07-01");
        l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
        let e = rechne(&l);
        assert_eq!(e.auszahlung(), erwartet, "{zeit} {gemeldet:?}");
    }
}

#[test]
fn der_anteil_der_nicht_erreichbaren_person_geht_auf_die_anderen() {
    // § 22 Abs. 7 Satz 4: 600 allein für die Partnerin; ihr Regelbedarf bleibt Stufe 2.
    let [a, b] = paar("1985-01-01", "1985-01-01");
    let angabe = minderung(MinderungArt::NichtErreichbar, "2026-09-10", 3, "2026-10");
    let mut l = lage("2026-11", [gemindert(a, &[angabe]), b], "600.00");
    l.bewilligung_ab = tag("2026-07-01");
    assert_eq!(rechne(&l).auszahlungen(), ["0.00", "1106.00"]);
    let angabe = minderung(MinderungArt::NichtErreichbar, "2026-06-10", 3, "2026-07");
    let e = rechne(&lage("2026-08", [gemindert(single(), &[angabe])], "450.00"));
    assert_eq!(e.auszahlung(), "1013.00", "nur Versäumnisse ab 01.07.2026");
    assert_eq!(e.offen, [Offen::NichtErreichbar(A)]);
}

#[test]
fn nicht_erreichbar_endet_mit_dem_urspruenglichen_bewilligungszeitraum() {
    // § 7b Abs. 4 Satz 3: Bewilligung bis 12/2026; entfallen ab 10/2026. 563 + 450.
    let faelle = [
        ("2026-12", "2026-01-01", "0.00"),
        ("2027-01", "2027-01-01", "1013.00"),
        ("2027-03", "2027-01-01", "1013.00"),
    ];
    for (zeit, ab, erwartet) in faelle {
        let angabe = minderung(MinderungArt::NichtErreichbar, "2026-09-10", 3, "2026-10");
        let mut l = lage(zeit, [gemindert(single(), &[angabe])], "450.00");
        l.bewilligung_ab = tag(ab);
        assert_eq!(rechne(&l).auszahlung(), erwartet, "{zeit}");
    }
}

#[test]
fn c9_ein_euro_bleibt() {
    // 563, keine Unterkunft, Einkommen 433: Anspruch 130, 30 % = 168,90 → 1,00. Mit Unterkunft 450
    // und Einkommen 913: Anspruch 100 ist Unterkunft → 100,00. Altes Recht: kein Euro.
    let faelle = [
        ("2026-08", "2026-07-10", 1, "463.00", "0.00", "1.00"),
        ("2026-08", "2026-07-10", 1, "943.00", "450.00", "100.00"),
        ("2026-06", "2026-04-10", 3, "463.00", "0.00", "0.00"),
    ];
    for (zeit, am, folge, einkommen, miete, erwartet) in faelle {
        let person = mit(single(), &[andere(Einnahme::Sonstiges, einkommen)]);
        let ab = if zeit == "2026-08" { "2026-08" } else { "2026-05" };
        let angabe = minderung(MinderungArt::Pflichtverletzung, am, folge, ab);
        let e = rechne(&lage(zeit, [gemindert(person, &[angabe])], miete));
        assert_eq!(e.auszahlung(), erwartet, "{einkommen}");
    }
}

#[test]
fn arbeitsverweigerung_nach_dem_tag() {
    // § 31a Abs. 7: Regelbedarf entfällt, Mehrbedarf (Ernährung 20 % = 112,60) und Unterkunft
    // bleiben; längstens zwei Monate; 28.03. bis 22.04.2026 keine Vorschrift.
    let faelle = [
        ("2026-06", "2026-05-10", "2026-06", "562.60", false),
        ("2026-07", "2026-05-10", "2026-06", "562.60", false),
        ("2026-08", "2026-05-10", "2026-06", "1125.60", false),
        ("2026-05", "2026-04-10", "2026-05", "1125.60", true),
        ("2026-04", "2026-03-10", "2026-04", "1125.60", true),
    ];
    for (zeit, am, ab, erwartet, fragt) in faelle {
        let mut person = single();
        person.mehrbedarfe = [Mehrbedarf::Ernaehrung(cent("112.60"))].into();
        let angabe = minderung(MinderungArt::Arbeitsverweigerung, am, 1, ab);
        let e = rechne(&lage(zeit, [gemindert(person, &[angabe])], "450.00"));
        assert_eq!(e.auszahlung(), erwartet, "{zeit} {am}");
        assert_eq!(e.offen.contains(&Offen::Arbeitsverweigerung(A)), fragt, "{zeit} {am}");
    }
    // Bis 27.03.2026 nur nach einer früheren Minderung wegen § 31 Abs. 1 Nr. 2, Abs. 2 Nr. 3 oder 4;
    // welche es war, steht nicht in der Lage: eine Frage, keine Kürzung.
    let minderungen = [
        minderung(MinderungArt::Pflichtverletzung, "2025-10-01", 1, "2025-11"),
        minderung(MinderungArt::Arbeitsverweigerung, "2026-03-10", 1, "2026-04"),
    ];
    let e = rechne(&lage("2026-04", [gemindert(single(), &minderungen)], "450.00"));
    assert_eq!(e.auszahlung(), "1013.00");
    assert_eq!(e.offen, [Offen::Arbeitsverweigerung(A)]);
}

#[test]
fn nicht_erwerbsfaehige_werden_nicht_gemindert_sondern_gefragt() {
    let [a, mut b] = paar("1985-01-01", "1985-01-01");
    b.erwerbsfaehig = Some(false);
    let angabe = minderung(MinderungArt::Pflichtverletzung, "2026-07-10", 1, "2026-08");
    // Gefragt wird nur in den drei Monaten, in denen sie wirkte (§ 31b Abs. 2).
    for (zeit, fragt) in [("2026-07", false), ("2026-08", true), ("2026-11", false)] {
        let b = gemindert(b.clone(), &[angabe]);
        let e = rechne(&lage(zeit, [a.clone(), b], "600.00"));
        assert_eq!(e.auszahlung(), "1612.00");
        assert_eq!(e.offen.contains(&Offen::MinderungNichtErwerbsfaehig(B)), fragt, "{zeit}");
    }
}

#[test]
fn der_eine_euro_wird_nicht_aufgerechnet_und_ein_rest_nicht_aufgestockt() {
    // Anspruch 130, 30 % = 168,90 → 1,00 (§ 31a Abs. 4 Satz 3); gemindert ist um 30 %: keine
    // Aufrechnung (§ 43 Abs. 3). Anspruch 169,40: es bleiben 0,50, nicht 1,00: „kein Anspruch“ fehlt.
    for (einkommen, erwartet) in [("463.00", "1.00"), ("423.60", "0.50")] {
        let person = mit(single(), &[andere(Einnahme::Sonstiges, einkommen)]);
        let angabe = minderung(MinderungArt::Pflichtverletzung, "2026-07-10", 1, "2026-08");
        let mut l = lage("2026-08", [gemindert(person, &[angabe])], "0.00");
        l.aufrechnungen =
            [aufrechnung(AufrechnungArt::Darlehen, AufrechnungGrund::Sonst, "90.00")].into();
        assert_eq!(rechne(&l).auszahlung(), erwartet);
    }
}

fn aufrechnung(art: AufrechnungArt, grund: AufrechnungGrund, rest: &str) -> Aufrechnung {
    Aufrechnung { person: A, art, grund, rest: cent(rest), streitig: false, erklaert: true }
}

#[test]
fn aufgerechnet_wird_neben_der_minderung_hoechstens_bis_dreissig_prozent() {
    use AufrechnungArt::{Darlehen, Erstattung};
    use AufrechnungGrund::{P41a, P48Nr3, Sonst};
    // law.md 2.5, Regelbedarf 563: 5 % = 28,15; 10 % = 56,30; 30 % = 168,90.
    // (Aufrechnungen, Minderung in Prozent, Erstattung, Darlehen)
    type Fall<'a> = (Vec<Aufrechnung>, Option<(&'a str, u8)>, &'a str, &'a str);
    let darlehen = || aufrechnung(Darlehen, Sonst, "500.00");
    let faelle: Vec<Fall<'_>> = vec![
        (vec![darlehen()], None, "0.00", "28.15"),
        (vec![darlehen(), darlehen()], None, "0.00", "28.15"),
        (vec![aufrechnung(Darlehen, Sonst, "10.00")], None, "0.00", "10.00"),
        (vec![aufrechnung(Erstattung, P41a, "500.00")], None, "56.30", "0.00"),
        (vec![aufrechnung(Erstattung, P48Nr3, "40.00"), darlehen()], None, "40.00", "28.15"),
        (vec![aufrechnung(Erstattung, Sonst, "500.00"), darlehen()], None, "168.90", "0.00"),
        // Minderung alt 10 %: bis 30 % bleiben 112,60.
        (vec![aufrechnung(Erstattung, Sonst, "500.00")], Some(("2026-06-10", 1)), "112.60", "0.00"),
        // Minderung neu 30 %: nichts.
        (vec![darlehen()], Some(("2026-07-10", 1)), "0.00", "0.00"),
    ];
    for (aufrechnungen, minderung_am, erstattung, darlehen) in faelle {
        let minderungen: Vec<Minderung> = minderung_am
            .iter()
            .map(|(am, folge)| minderung(MinderungArt::Pflichtverletzung, am, *folge, "2026-08"))
            .collect();
        let mut l = lage("2026-08", [gemindert(single(), &minderungen)], "450.00");
        l.aufrechnungen = aufrechnungen.into();
        let e = rechne(&l);
        assert_eq!(e.personen[0].aufrechnung.erstattung.als_text(), erstattung);
        assert_eq!(e.personen[0].aufrechnung.darlehen.als_text(), darlehen);
    }
    // Streitig: aufschiebende Wirkung (§ 86a Abs. 1 SGG).
    let mut l = lage("2026-08", [single()], "450.00");
    l.aufrechnungen = [Aufrechnung { streitig: true, ..darlehen() }].into();
    assert_eq!(rechne(&l).personen[0].aufrechnung.summe(), Cent::NULL);
    // Bis 06/2023 waren es 10 % (502 → 50,20).
    let mut l = lage("2023-06", [single()], "450.00");
    l.aufrechnungen = [darlehen()].into();
    assert_eq!(rechne(&l).personen[0].aufrechnung.summe().als_text(), "50.20");
}
