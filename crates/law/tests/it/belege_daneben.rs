//! Die Gründe dessen, was neben dem Anspruch steht oder ihn mindert (§§ 26 bis 28, 31a, 41 a. F., 43, 68,
//! 70, 72). Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::*;

use crate::hilfe::*;

fn single() -> Person {
    mensch("1985-01-01")
}

fn beitrag(art: BeitragArt, betrag: &str, hoechstens: Option<&str>, abgesetzt: &str) -> Beitrag {
    let hoechstens = hoechstens.map(cent);
    Beitrag { person: A, art, betrag: cent(betrag), hoechstens, abgesetzt: cent(abgesetzt) }
}

/// Die Zeilen der Zuschüsse bei diesem Einkommen (30 € Pauschale); Bedarf 563 + 450 = 1 013.
fn zuschuesse(einkommen: &str, beitraege: Vec<Beitrag>) -> Vec<String> {
    let person = mit(single(), &[andere(Einnahme::Sonstiges, einkommen)]);
    let mut l = lage("2026-09", [person], "450.00");
    l.zusatz.beitraege = beitraege;
    rechne(&l).daneben.beitraege.iter().flat_map(|z| zeilen(&z.beleg())).collect()
}

#[test]
fn der_zuschuss_zum_beitrag_nennt_den_absatz() {
    use BeitragArt::*;
    // § 26 Abs. 1, 3: im Bezug bis zur Grenze, ohne schon Abgesetztes.
    assert_eq!(
        zuschuesse(
            "30.00",
            vec![
                beitrag(KrankenversicherungPrivat, "620.00", Some("471.32"), "0.00"),
                beitrag(KrankenversicherungGesetzlich, "210.50", None, "100.50"),
                beitrag(PflegeversicherungPrivat, "110.00", Some("99.23"), "0.00"),
                beitrag(PflegeversicherungGesetzlich, "48.00", None, "0.00"),
            ]
        ),
        [
            "§ 26 Abs. 1 Satz 1 SGB II | Zuschuss zur Krankenversicherung, an die Versicherung | \
             471,32 €",
            "  § 26 Abs. 1 Satz 1 SGB II | Beitrag im Monat | 620,00 €",
            "  § 26 Abs. 1 Satz 1 SGB II | abzüglich: über der Grenze | 148,68 €",
            "§ 26 Abs. 1 Satz 2 SGB II | Zuschuss zur Krankenversicherung, an die Versicherung | \
             110,00 €",
            "  § 26 Abs. 1 Satz 2 SGB II | Beitrag im Monat | 210,50 €",
            "  § 26 Abs. 1 Satz 2 SGB II | abzüglich: schon vom Einkommen abgesetzt | 100,50 €",
            "§ 26 Abs. 3 Satz 1 SGB II | Zuschuss zur Pflegeversicherung, an die Versicherung | \
             99,23 €",
            "  § 26 Abs. 3 Satz 1 SGB II | Beitrag im Monat | 110,00 €",
            "  § 26 Abs. 3 Satz 1 SGB II | abzüglich: über der Grenze | 10,77 €",
            "§ 26 Abs. 3 Satz 2 SGB II | Zuschuss zur Pflegeversicherung, an die Versicherung | \
             48,00 €",
            "  § 26 Abs. 3 Satz 2 SGB II | Beitrag im Monat | 48,00 €",
        ]
    );
    // § 26 Abs. 2: 1 100 − 30 − 1 013 = 57 übrig; 400 − 57 = 343.
    assert_eq!(
        zuschuesse(
            "1100.00",
            vec![beitrag(KrankenversicherungPrivat, "520.00", Some("400.00"), "0.00")]
        ),
        [
            "§ 26 Abs. 2 SGB II | Zuschuss zur Krankenversicherung, an die Versicherung | 343,00 €",
            "  § 26 Abs. 2 SGB II | Beitrag im Monat | 520,00 €",
            "  § 26 Abs. 2 SGB II | abzüglich: über der Grenze | 120,00 €",
            "  § 26 Abs. 2 SGB II | abzüglich: eigene Mittel über dem Bedarf | 57,00 €",
        ]
    );
    // § 26 Abs. 4: 1 073 − 30 − 1 013 = 30 übrig; 80 − 30 = 50.
    assert_eq!(
        zuschuesse("1073.00", vec![beitrag(PflegeversicherungGesetzlich, "80.00", None, "0.00")]),
        [
            "§ 26 Abs. 4 SGB II | Zuschuss zur Pflegeversicherung, an die Versicherung | 50,00 €",
            "  § 26 Abs. 4 SGB II | Beitrag im Monat | 80,00 €",
            "  § 26 Abs. 4 SGB II | abzüglich: eigene Mittel über dem Bedarf | 30,00 €",
        ]
    );
}

#[test]
fn die_leistung_fuer_auszubildende_nennt_bedarf_und_mittel() {
    // § 27 Abs. 2: 36 % von 563 = 202,68; 563 + 202,68 + 200 = 965,68; BAföG 963 − 100 = 863; 102,68.
    let mut mutter = mit(mensch("1998-01-01"), &[andere(Einnahme::Bafoeg, "963.00")]);
    mutter.alleinerziehend = Some(Alleinerziehend::Ja);
    mutter.ausgeschlossen = Some(Ausschluss::Studium);
    let kind = mit(kind("2024-01-01", [Some(A), None]), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [mutter, kind], "400.00"));
    assert_eq!(
        zeilen(&e.daneben.auszubildende[0].beleg()),
        [
            "§ 27 Abs. 2 SGB II | Leistung für Auszubildende: Mehrbedarfe | 102,68 €",
            "  § 27 Abs. 2 SGB II | Mehrbedarfe nach § 21 Abs. 2, 3, 5, 6 | 202,68 €",
            "  § 27 Abs. 2 SGB II | Bedarf in der Ausbildung mit diesen Mehrbedarfen | 965,68 €",
            "  § 27 Abs. 2 SGB II | Einkommen und Vermögen, das ihn deckt | 863,00 €",
        ]
    );
}

fn bildung(art: BildungArt, betrag: &str) -> Bildung {
    Bildung {
        person: B,
        art,
        betrag: cent(betrag),
        von_dritten: cent("0.00"),
        anlass: None,
        form: BildungForm::Geld,
    }
}

#[test]
fn jede_leistung_fuer_bildung_nennt_ihren_absatz() {
    use BildungArt::*;
    // Im August dazu der Schulbedarf (130, § 28 Abs. 3). § 5a GrusiGV: Ausflug 3, Klassenfahrt ein Sechstel.
    let a = Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1990-01-01") };
    let mut l = lage("2026-08", [a, kind("2016-05-05", [Some(A), None])], "400.00");
    l.zusatz.bildung = vec![
        bildung(Ausflug, "12.00"),
        bildung(Klassenfahrt, "310.00"),
        bildung(Schuelerbefoerderung, "63.00"),
        bildung(Lernfoerderung, "120.00"),
        bildung(Mittagsverpflegung, "58.50"),
        bildung(Teilhabe, "8.00"),
        bildung(TeilhabeWeitere, "20.00"),
    ];
    let belege: Vec<String> =
        rechne(&l).daneben.bildung.iter().flat_map(|b| zeilen(&b.beleg())).collect();
    assert_eq!(
        belege,
        [
            "§ 28 Abs. 2 Satz 1 Nr. 1 SGB II | Bildung und Teilhabe: Ausflug | 12,00 €",
            "  § 28 Abs. 2 Satz 1 Nr. 1 SGB II | Bedarf | 12,00 €",
            "  § 5a GrusiGV | bei der Prüfung der Hilfebedürftigkeit im Monat | 3,00 €",
            "§ 28 Abs. 2 Satz 1 Nr. 2 SGB II | Bildung und Teilhabe: Klassenfahrt | 310,00 €",
            "  § 28 Abs. 2 Satz 1 Nr. 2 SGB II | Bedarf | 310,00 €",
            "  § 5a GrusiGV | bei der Prüfung der Hilfebedürftigkeit im Monat | 51,67 €",
            "§ 28 Abs. 3 SGB II | Bildung und Teilhabe: Schulbedarf | 130,00 €",
            "  § 28 Abs. 3 SGB II | Bedarf | 130,00 €",
            "§ 28 Abs. 4 SGB II | Bildung und Teilhabe: Fahrt zur Schule | 63,00 €",
            "  § 28 Abs. 4 SGB II | Bedarf | 63,00 €",
            "§ 28 Abs. 5 SGB II | Bildung und Teilhabe: Lernförderung | 120,00 €",
            "  § 28 Abs. 5 SGB II | Bedarf | 120,00 €",
            "§ 28 Abs. 6 SGB II | Bildung und Teilhabe: Mittagessen | 58,50 €",
            "  § 28 Abs. 6 SGB II | Bedarf | 58,50 €",
            "§ 28 Abs. 7 Satz 1 SGB II | Bildung und Teilhabe: Teilhabe | 15,00 €",
            "  § 28 Abs. 7 Satz 1 SGB II | Bedarf | 15,00 €",
            "§ 28 Abs. 7 Satz 2 SGB II | Bildung und Teilhabe: Teilhabe, weitere Kosten | 20,00 €",
            "  § 28 Abs. 7 Satz 2 SGB II | Bedarf | 20,00 €",
        ]
    );
    // § 19 Abs. 3 Satz 3: Unterhalt 600 bei 390 + 200: 10 eigene Mittel; 60 − 10 = 50.
    let a = Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1990-01-01") };
    let b = mit(kind("2016-05-05", [Some(A), None]), &[andere(Einnahme::Unterhalt, "600.00")]);
    let mut l = lage("2026-09", [a, b], "400.00");
    l.zusatz.bildung = vec![bildung(Mittagsverpflegung, "60.00")];
    assert_eq!(
        zeilen(&rechne(&l).daneben.bildung[0].beleg()),
        [
            "§ 28 Abs. 6 SGB II | Bildung und Teilhabe: Mittagessen | 50,00 €",
            "  § 28 Abs. 6 SGB II | Bedarf | 60,00 €",
            "  § 19 Abs. 3 Satz 3 SGB II | abzüglich: eigene Mittel über dem übrigen Bedarf | 10,00 €",
        ]
    );
}

/// Die Zeilen der Minderung einer Person, die allein lebt.
fn minderungsgruende(
    zeit: &str,
    (einkommen, miete): (&str, &str),
    angabe: Minderung,
) -> Vec<String> {
    let mut person = mensch("1980-01-01");
    person.einkommen = [andere(Einnahme::Sonstiges, einkommen)].into();
    person.minderungen = vec![angabe];
    zeilen(&rechne(&lage(zeit, [person], miete)).personen[0].minderung.beleg())
}

#[test]
fn die_minderung_nennt_was_entfaellt_und_was_bleibt() {
    use MinderungArt::{Arbeitsverweigerung as Arbeit, Pflichtverletzung as Pflicht};
    // 30 % von 563 = 168,90.
    let pflicht = minderung(Pflicht, "2026-07-10", 1, "2026-08");
    assert_eq!(
        minderungsgruende("2026-08", ("0.00", "450.00"), pflicht),
        [
            "§§ 31a, 31b, 32 SGB II | Minderung | 168,90 €",
            "  §§ 31a, 32 SGB II | Minderung vom Regelbedarf | 168,90 €",
        ]
    );
    // Einkommen 463 − 30 = 433; Anspruch 130: 38,90 sind mehr, als der Bund trägt; 1 € bleibt: 129.
    assert_eq!(
        minderungsgruende("2026-08", ("463.00", "0.00"), pflicht),
        [
            "§§ 31a, 31b, 32 SGB II | Minderung | 129,00 €",
            "  §§ 31a, 32 SGB II | Minderung vom Regelbedarf | 168,90 €",
            "  § 31a Abs. 4 Satz 2 SGB II | davon nicht gemindert | 38,90 €",
            "  § 31a Abs. 4 Satz 3 SGB II | davon bleibt mindestens | 1,00 €",
        ]
    );
    assert_eq!(
        minderungsgruende(
            "2026-06",
            ("0.00", "450.00"),
            minderung(Arbeit, "2026-05-10", 1, "2026-06")
        ),
        [
            "§§ 31a, 31b, 32 SGB II | Minderung | 563,00 €",
            "  § 31a Abs. 7, § 7b Abs. 4 SGB II | Entfallener Regelbedarf | 563,00 €",
        ]
    );
    // 2018: 416 + 300 fallen bei der dritten Stufe weg.
    assert_eq!(
        minderungsgruende(
            "2018-05",
            ("0.00", "300.00"),
            minderung(Pflicht, "2018-04-10", 3, "2018-05")
        ),
        [
            "§§ 31a, 31b, 32 SGB II | Minderung | 716,00 €",
            "  § 31a Abs. 1 Satz 3, Abs. 2 SGB II a. F. | Weggefallene Leistung | 716,00 €",
        ]
    );
}

#[test]
fn aufrechnung_sachleistung_rundung_und_zuschlaege_nennen_ihre_norm() {
    // 10 % und 5 % von 563: 56,30 und 28,15.
    let forderung = |art, grund| Aufrechnung {
        person: A,
        art,
        grund,
        rest: cent("500.00"),
        streitig: false,
        erklaert: true,
    };
    let erstattung = forderung(AufrechnungArt::Erstattung, AufrechnungGrund::P41a);
    let darlehen = forderung(AufrechnungArt::Darlehen, AufrechnungGrund::Sonst);
    let gruende = |aufrechnungen: &[Aufrechnung]| {
        let mut l = lage("2026-09", [single()], "450.00");
        l.aufrechnungen = aufrechnungen.into();
        zeilen(&rechne(&l).personen[0].aufrechnung.beleg())
    };
    assert_eq!(
        gruende(&[erstattung, darlehen]),
        [
            "§§ 42a, 43 SGB II | Aufrechnung | 84,45 €",
            "  § 43 SGB II | Erstattung | 56,30 €",
            "  § 42a Abs. 2 SGB II | Darlehen | 28,15 €",
        ]
    );
    assert_eq!(
        gruende(&[darlehen]),
        ["§§ 42a, 43 SGB II | Aufrechnung | 28,15 €", "  § 42a Abs. 2 SGB II | Darlehen | 28,15 €"]
    );
    // § 68: 186 für Stufe 1; Anspruch 563 − 463 = 100.
    let person = mit(single(), &[andere(Einnahme::Sonstiges, "493.00")]);
    let mut l = lage("2026-09", [person], "0.00");
    l.zusatz.verpflegung = vec![A];
    assert_eq!(
        zeilen(&rechne(&l).daneben.sachleistungen[0].beleg()),
        [
            "§ 68 SGB II | davon als Sachleistung: Verpflegung und Strom | 100,00 €",
            "  § 68 Satz 2 SGB II | Wert der Sachleistung | 186,00 €",
        ]
    );
    // § 41 Abs. 2 a. F.: 345 + 200,40 = 545,40 → 545.
    let e = rechne(&lage("2005-04", [mensch("1970-01-01")], "200.40"));
    assert_eq!(
        zeilen(&e.personen[0].rundung.beleg()),
        [
            "§ 41 Abs. 2 SGB II a. F. | Rundung des Anspruchs auf volle Euro (neben der Auszahlung) | \
          −0,40 €"
        ]
    );
    let e = rechne(&lage("2022-07", [single()], "300.00"));
    assert_eq!(
        zeilen(&e.personen[0].einmalzahlung.beleg()),
        ["§§ 70, 71 Abs. 2, § 73 SGB II a. F. | Einmalzahlung (neben der Auszahlung) | 200,00 €"]
    );
    let e = rechne(&lage("2026-09", [single(), kind("2016-01-01", [Some(A), None])], "300.00"));
    assert_eq!(
        zeilen(&e.personen[1].sofortzuschlag.beleg()),
        ["§ 72 Abs. 1 SGB II | Sofortzuschlag | 25,00 €"]
    );
}
