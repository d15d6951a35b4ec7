//! §§ 31a, 32, 43 an ihren Grenzen: Alter am Tag der Verletzung, Erfüllung, Folge nach altem und neuem
//! Recht, was gefragt und was nicht gefragt wird. Von Hand gerechnet, jeder Betrag mit seiner Vorschrift.

use MinderungArt::{
    Arbeitsverweigerung, Meldeversaeumnis as Meldung, NichtErreichbar, Pflichtverletzung as Pflicht,
};
use law::lage::*;
use law::offen::{AlteRegel, Offen};

use crate::hilfe::*;

/// Minderung und Fragen einer Person, die allein lebt; 30 € vom Einkommen sind die Pauschale.
fn gemindert(
    zeit: &str,
    geboren: &str,
    (einkommen, miete): (&str, &str),
    minderungen: &[Minderung],
) -> (String, Vec<Offen>) {
    let person = mit(mensch(geboren), &[andere(Einnahme::Sonstiges, einkommen)]);
    let person = Person { minderungen: minderungen.to_vec(), ..person };
    let e = rechne(&lage(zeit, [person], miete));
    (e.personen[0].minderung.summe.als_text(), e.offen)
}

fn erfuellt(angabe: Minderung, am: &str) -> Minderung {
    Minderung { aufgehoben_ab: Some(tag(am)), ..angabe }
}

#[test]
fn unter_25_zaehlt_am_tag_der_pflichtverletzung() {
    // § 31a Abs. 2 a. F. bis 04.11.2019: unter 25 fällt schon bei der ersten alles außer der Unterkunft weg:
    // 416; sonst 30 % = 124,80. Geburtstag am Tag der Verletzung: 25.
    for (geboren, erwartet) in
        [("1993-04-11", "416.00"), ("1993-04-10", "124.80"), ("1993-04-09", "124.80")]
    {
        let angabe = minderung(Pflicht, "2018-04-10", 1, "2018-05");
        let gerechnet = gemindert("2018-05", geboren, ("0.00", "300.00"), &[angabe]);
        assert_eq!(gerechnet, (erwartet.to_owned(), vec![]), "{geboren}");
    }
}

#[test]
fn nach_dem_urteil_wird_nur_nach_mehr_als_30_prozent_gefragt() {
    // BVerfG 1 BvL 7/16: Verletzung im Oktober 2019, Dezember 2019: 30 % von 424 = 127,20. Die erste Stufe ab
    // 25 sind ohnehin 30 %; darüber und unter 25 wird gefragt.
    let frage = Offen::AlteFassung(AlteRegel::MinderungUeber30, Some(A));
    let faelle = [
        ("1980-01-01", 1, vec![]),
        ("1980-01-01", 2, vec![frage]),
        ("1980-01-01", 3, vec![frage]),
        ("1998-01-01", 1, vec![frage]),
        ("1998-01-01", 2, vec![frage]),
    ];
    for (geboren, folge, fragen) in faelle {
        let angabe = minderung(Pflicht, "2019-10-10", folge, "2019-11");
        let gerechnet = gemindert("2019-12", geboren, ("0.00", "300.00"), &[angabe]);
        assert_eq!(gerechnet, ("127.20".to_owned(), fragen), "{geboren} {folge}");
    }
    // Erfüllt am 16.: bis dahin wie danach höchstens 30 %.
    let angabe = erfuellt(minderung(Pflicht, "2019-10-10", 3, "2019-11"), "2019-12-16");
    let gerechnet = gemindert("2019-12", "1980-01-01", ("0.00", "300.00"), &[angabe]);
    assert_eq!(gerechnet, ("127.20".to_owned(), vec![frage]));
}

#[test]
fn was_zwei_minderungen_wegfallen_lassen_faellt_nur_einmal_weg() {
    // § 31a Abs. 2 a. F., Mai 2018, unter 25, 416 + 300: die erste nimmt 416; die zweite ist erfüllt und nimmt
    // noch dieselben 416, oder bis zum 16. auch 15 von 30 Tagen der Unterkunft: 416 + 150. Mit 130 − 30 Einkommen
    // sind es 316. Ab 25 nimmt jede dritte alles, zwei nehmen nicht mehr als 716.
    let frage = vec![Offen::AlteFassung(AlteRegel::MinderungErfuellt, Some(A))];
    let erste = || minderung(Pflicht, "2018-04-10", 1, "2018-05");
    let zweite = |am| erfuellt(minderung(Pflicht, "2018-03-10", 2, "2018-04"), am);
    let dritte = || minderung(Pflicht, "2018-04-10", 3, "2018-05");
    let faelle = [
        ("1995-01-01", "0.00", [erste(), zweite("2018-04-20")], "416.00", frage.clone()),
        ("1995-01-01", "130.00", [erste(), zweite("2018-04-20")], "316.00", frage.clone()),
        ("1995-01-01", "0.00", [erste(), zweite("2018-05-16")], "566.00", frage.clone()),
        ("1995-01-01", "0.00", [zweite("2018-05-16"), erste()], "566.00", frage),
        ("1980-01-01", "0.00", [dritte(), dritte()], "716.00", vec![]),
    ];
    for (geboren, einkommen, minderungen, erwartet, fragen) in faelle {
        let gerechnet = gemindert("2018-05", geboren, (einkommen, "300.00"), &minderungen);
        assert_eq!(gerechnet, (erwartet.to_owned(), fragen), "{geboren} {einkommen} {erwartet}");
    }
}

#[test]
fn wer_unter_25_seine_pflicht_nachholte_bekam_die_unterkunft_wieder() {
    // § 31a Abs. 2 Satz 2, 4 a. F., Mai 2018: 416 + 300. Zweite Verletzung: alles; erfüllt am 16.: 15 Tage
    // 716 und 15 Tage 416 = 566. Erste: 416, die Erfüllung ändert nichts. Beides ist „kann“: eine Frage.
    let frage = vec![Offen::AlteFassung(AlteRegel::MinderungErfuellt, Some(A))];
    let faelle = [
        (2, None, "716.00", vec![]),
        (2, Some("2018-05-16"), "566.00", frage.clone()),
        (2, Some("2018-06-01"), "716.00", vec![]),
        (1, Some("2018-05-16"), "416.00", frage),
    ];
    for (folge, am, erwartet, fragen) in faelle {
        let angabe = minderung(Pflicht, "2018-04-10", folge, "2018-05");
        let angabe = am.map_or(angabe, |am| erfuellt(angabe, am));
        let gerechnet = gemindert("2018-05", "1995-01-01", ("0.00", "300.00"), &[angabe]);
        assert_eq!(gerechnet, (erwartet.to_owned(), fragen), "{folge} {am:?}");
    }
    // Ab 25 ohne Erfüllung: alles und keine Frage.
    let angabe = minderung(Pflicht, "2018-04-10", 3, "2018-05");
    let gerechnet = gemindert("2018-05", "1980-01-01", ("0.00", "300.00"), &[angabe]);
    assert_eq!(gerechnet, ("716.00".to_owned(), vec![]));
}

#[test]
fn bis_2022_traf_die_minderung_auch_die_unterkunft_ab_2023_nur_den_bund() {
    // § 31a Abs. 3 a. F.; § 31a Abs. 4 Satz 2. Einkommen nach 30 €: 402 von 432 (2020), Bund 30; 30 % =
    // 129,60. 2023: 472 von 502, Bund 30; 10 % = 50,20.
    let alt = minderung(Pflicht, "2020-04-10", 1, "2020-05");
    let neu = minderung(Pflicht, "2023-04-10", 1, "2023-05");
    let gerechnet =
        |zeit, einkommen, angabe| gemindert(zeit, "1980-01-01", (einkommen, "300.00"), &[angabe]).0;
    assert_eq!(gerechnet("2020-05", "432.00", alt), "129.60");
    assert_eq!(gerechnet("2023-05", "502.00", neu), "30.00");
    // Ein folgenloses erstes Meldeversäumnis von 2022 (§ 84 a. F.) ändert daran nichts.
    let ohne_folge = minderung(Meldung, "2022-12-20", 1, "2023-01");
    let pflicht = minderung(Pflicht, "2023-01-10", 1, "2023-02");
    for minderungen in [[ohne_folge, pflicht], [pflicht, ohne_folge]] {
        let person = gemindert("2023-02", "1980-01-01", ("502.00", "300.00"), &minderungen);
        assert_eq!(person, ("30.00".to_owned(), vec![]));
    }
}

#[test]
fn nach_einem_meldeversaeumnis_wird_nur_gefragt_wo_die_folge_offen_ist() {
    // § 32 Abs. 1, 3: das erste neue hat keine Folge und keine Frage, auch nach einem alten; vor 07/2026
    // mindert jedes um 10 %, auch das dritte, und fragt nicht.
    let alt = minderung(Meldung, "2025-03-10", 1, "2025-04");
    let faelle: [(&str, &[Minderung], &str, Vec<Offen>); 6] = [
        ("2026-08", &[minderung(Meldung, "2026-07-10", 1, "2026-08")], "0.00", vec![]),
        ("2026-08", &[alt, minderung(Meldung, "2026-07-10", 1, "2026-08")], "0.00", vec![]),
        (
            "2026-08",
            &[minderung(Meldung, "2026-07-10", 3, "2026-08")],
            "0.00",
            vec![Offen::DrittesMeldeversaeumnis(A)],
        ),
        ("2025-06", &[minderung(Meldung, "2025-05-10", 3, "2025-06")], "56.30", vec![]),
        ("2025-06", &[alt, minderung(Meldung, "2025-05-10", 2, "2025-06")], "56.30", vec![]),
        // Das frühere ist eine Pflichtverletzung: das zweite Meldeversäumnis bleibt, wie angegeben.
        (
            "2026-09",
            &[
                minderung(Pflicht, "2025-01-10", 1, "2025-02"),
                minderung(Meldung, "2026-08-10", 2, "2026-09"),
            ],
            "168.90",
            vec![],
        ),
    ];
    for (zeit, minderungen, erwartet, fragen) in faelle {
        let gerechnet = gemindert(zeit, "1980-01-01", ("0.00", "450.00"), minderungen);
        assert_eq!(gerechnet, (erwartet.to_owned(), fragen), "{zeit} {minderungen:?}");
    }
    // 2023: nach einem von 2022 (anderes Recht) mindert das zweite um 10 % von 502.
    let minderungen = [
        minderung(Meldung, "2022-11-10", 1, "2022-12"),
        minderung(Meldung, "2023-04-10", 2, "2023-05"),
    ];
    let gerechnet = gemindert("2023-05", "1980-01-01", ("0.00", "450.00"), &minderungen);
    assert_eq!(gerechnet, ("50.20".to_owned(), vec![]));
}

#[test]
fn ohne_anspruch_und_ohne_minderung_bleibt_kein_euro() {
    // § 31a Abs. 4 Satz 3: nur, wenn allein wegen der Minderung nichts bliebe.
    let pflicht = minderung(Pflicht, "2026-07-10", 1, "2026-08");
    // Einkommen deckt alles: keine Minderung.
    assert_eq!(gemindert("2026-08", "1980-01-01", ("593.00", "0.00"), &[pflicht]).0, "0.00");
    // Der Bund trägt nichts mehr, die Unterkunft bleibt.
    assert_eq!(gemindert("2026-08", "1980-01-01", ("593.00", "450.00"), &[pflicht]).0, "0.00");
    // 168,90 von 563 + 450: es bleibt genug.
    assert_eq!(gemindert("2026-08", "1980-01-01", ("0.00", "450.00"), &[pflicht]).0, "168.90");
    // 168,90 von genau 168,90: 1 € bleibt.
    assert_eq!(gemindert("2026-08", "1980-01-01", ("424.10", "0.00"), &[pflicht]).0, "167.90");
}

#[test]
fn nicht_erwerbsfaehige_werden_bei_jeder_art_gefragt() {
    // § 31a Abs. 5, 7, § 7b Abs. 4: Partnerin, die nicht erwerbsfähig ist; der Anspruch bleibt.
    let faelle = [
        (minderung(Arbeitsverweigerung, "2026-07-10", 1, "2026-08"), Offen::Arbeitsverweigerung(B)),
        (minderung(NichtErreichbar, "2026-07-10", 3, "2026-08"), Offen::NichtErreichbar(B)),
        (minderung(Pflicht, "2026-07-10", 1, "2026-08"), Offen::MinderungNichtErwerbsfaehig(B)),
    ];
    for (angabe, frage) in faelle {
        let [a, mut b] = paar("1980-01-01", "1980-01-01");
        (b.erwerbsfaehig, b.minderungen) = (Some(false), vec![angabe]);
        let mut l = lage("2026-08", [a, b], "600.00");
        l.bewilligung_ab = tag("2026-07-01");
        let e = rechne(&l);
        assert_eq!(e.auszahlungen(), ["806.00", "806.00"], "{angabe:?}");
        assert_eq!(e.offen, [frage], "{angabe:?}");
    }
    // Vor dem ersten Monat und nach den zwei längsten wird nach der Weigerung nicht gefragt.
    for (zeit, gefragt) in
        [("2026-07", false), ("2026-08", true), ("2026-09", true), ("2026-10", false)]
    {
        let [a, mut b] = paar("1980-01-01", "1980-01-01");
        let angabe = minderung(Arbeitsverweigerung, "2026-07-10", 1, "2026-08");
        (b.erwerbsfaehig, b.minderungen) = (Some(false), vec![angabe]);
        let e = rechne(&lage(zeit, [a, b], "600.00"));
        assert_eq!(e.offen.contains(&Offen::Arbeitsverweigerung(B)), gefragt, "{zeit}");
    }
}

fn forderung(person: PersonNr, art: AufrechnungArt, grund: AufrechnungGrund) -> Aufrechnung {
    Aufrechnung { person, art, grund, rest: cent("500.00"), streitig: false, erklaert: true }
}

#[test]
fn aufgerechnet_wird_nur_gegen_den_schuldner_und_nur_was_erklaert_und_nicht_streitig_ist() {
    use AufrechnungArt::{Darlehen, Erstattung};
    use AufrechnungGrund::{P41a, Sonst};
    // § 43 Abs. 2, § 42a Abs. 2: Paar, Stufe 2 506: 10 % = 50,60, 5 % = 25,30. A schuldet eine Erstattung, B
    // ein Darlehen. (Forderung von A, Erstattung von A)
    let von_a = forderung(A, Erstattung, P41a);
    let von_b = forderung(B, Darlehen, Sonst);
    let faelle = [
        (von_a, "50.60", vec![]),
        (Aufrechnung { streitig: true, ..von_a }, "0.00", vec![]),
        (
            Aufrechnung { erklaert: false, ..von_a },
            "0.00",
            vec![Offen::AufrechnungErmessen(A, cent("500.00"))],
        ),
        (Aufrechnung { erklaert: false, streitig: true, ..von_a }, "0.00", vec![]),
    ];
    for (angabe, erstattung, fragen) in faelle {
        let mut l = lage("2026-08", paar("1980-01-01", "1980-01-01"), "600.00");
        l.aufrechnungen = vec![angabe, von_b].into();
        let e = rechne(&l);
        let [a, b] = [e.personen[0].aufrechnung, e.personen[1].aufrechnung];
        assert_eq!(a.erstattung.als_text(), erstattung, "{angabe:?}");
        assert_eq!(
            (a.darlehen.als_text(), b.erstattung.als_text()),
            ("0.00".into(), "0.00".into())
        );
        assert_eq!(b.darlehen.als_text(), "25.30", "{angabe:?}");
        assert_eq!(e.offen, fragen, "{angabe:?}");
    }
}

#[test]
fn das_darlehen_ruht_erst_neben_mehr_als_20_prozent() {
    use AufrechnungArt::{Darlehen, Erstattung};
    use AufrechnungGrund::{P41a, Sonst};
    // § 42a Abs. 2 Satz 4: zwei Erstattungen zu 10 % sind genau 20 % (112,60): 5 % = 28,15 daneben; ein Cent
    // mehr, und es ruht.
    let rest = |angabe, rest| Aufrechnung { rest: cent(rest), ..angabe };
    let klein = forderung(A, Erstattung, P41a);
    let darlehen = forderung(A, Darlehen, Sonst);
    let faelle = [
        (vec![klein, klein, darlehen], "112.60", "28.15"),
        (vec![klein, klein, rest(klein, "0.01"), darlehen], "112.61", "0.00"),
        (vec![klein, klein, klein, darlehen], "168.90", "0.00"),
    ];
    for (aufrechnungen, erstattung, darlehen) in faelle {
        let mut l = lage("2026-08", [mensch("1980-01-01")], "450.00");
        l.aufrechnungen = aufrechnungen.into();
        let gerechnet = rechne(&l).personen[0].aufrechnung;
        assert_eq!(gerechnet.erstattung.als_text(), erstattung);
        assert_eq!(gerechnet.darlehen.als_text(), darlehen);
    }
}
