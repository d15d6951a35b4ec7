//! §§ 28, 29: Bildung und Teilhabe. Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::*;
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

const VON_A: [Option<PersonNr>; 2] = [Some(A), None];
const VON_BEIDEN: [Option<PersonNr>; 2] = [Some(A), Some(B)];

fn mutter() -> Person {
    Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1990-01-01") }
}

fn schulkind(geboren: &str, ausbildung: Option<Ausbildung>) -> Person {
    Person { ausbildung, ..kind(geboren, VON_A) }
}

fn angabe(person: PersonNr, art: BildungArt, betrag: &str) -> Bildung {
    Bildung {
        person,
        art,
        betrag: cent(betrag),
        von_dritten: Cent::NULL,
        anlass: None,
        form: BildungForm::Geld,
    }
}

/// (Art, Leistung) je Eintrag der Person.
fn leistungen(e: &Gerechnet, nr: PersonNr) -> Vec<(BildungArt, String)> {
    e.daneben.bildung_von(nr).map(|b| (b.art, b.betrag.als_text())).collect()
}

#[test]
fn schulbedarf_gibt_es_am_ersten_august_und_ersten_februar() {
    use Ausbildung::{Freiwilligendienst, Schule};
    // law.md 2.6: 116/58 (2023), 130/65 (2024 bis 2026). Ohne Angabe des Schulbesuchs von 7 bis 14.
    // (Monat, geboren, Ausbildung, erster Tag hier, Betrag)
    type Fall<'a> = (&'a str, &'a str, Option<Ausbildung>, Option<&'a str>, &'a str);
    let faelle: [Fall<'_>; 17] = [
        ("2023-02", "2013-05-05", None, None, "58.00"),
        ("2023-08", "2013-05-05", None, None, "116.00"),
        ("2024-02", "2013-05-05", None, None, "65.00"),
        ("2025-08", "2013-05-05", None, None, "130.00"),
        ("2026-08", "2016-05-05", None, None, "130.00"),
        ("2026-09", "2016-05-05", None, None, "0.00"),
        ("2027-02", "2016-05-05", None, None, "65.00"),
        // 6 Jahre; am 1. August 7 geworden; 14 und 15.
        ("2026-08", "2020-01-01", None, None, "0.00"),
        ("2026-08", "2019-08-01", None, None, "130.00"),
        ("2026-08", "2011-08-02", None, None, "130.00"),
        ("2026-08", "2011-08-01", None, None, "0.00"),
        ("2026-08", "2020-01-01", Some(Schule), None, "130.00"),
        ("2026-08", "2002-01-01", Some(Schule), None, "130.00"),
        // 25 am 1. August: nicht mehr.
        ("2026-08", "2001-08-01", Some(Schule), None, "0.00"),
        ("2026-08", "2008-01-01", Some(Freiwilligendienst), None, "0.00"),
        // Wer am Ersten nicht hier war, hat den Bedarf nicht hier.
        ("2026-08", "2016-05-05", None, Some("2026-08-01"), "130.00"),
        ("2026-08", "2016-05-05", None, Some("2026-08-02"), "0.00"),
    ];
    for (zeit, geboren, ausbildung, von, erwartet) in faelle {
        let kind = Person { von: von.map(tag), ..schulkind(geboren, ausbildung) };
        let e = rechne(&lage(zeit, [mutter(), kind], "400.00"));
        let summe: Cent = e.daneben.bildung_von(B).map(|b| b.betrag).sum();
        assert_eq!(summe.als_text(), erwartet, "{zeit} {geboren} {ausbildung:?}");
    }
}

#[test]
fn die_leistungen_stehen_neben_der_auszahlung() {
    // § 9 Abs. 2 Satz 3: 563 + 200 und 390 + 200, dazu 25 Sofortzuschlag; 130 stehen daneben.
    let e = rechne(&lage("2026-08", [mutter(), schulkind("2016-05-05", None)], "400.00"));
    assert_eq!(e.auszahlungen(), ["763.00", "615.00"]);
    assert_eq!(e.daneben.bildung_in_geld().als_text(), "130.00");
}

#[test]
fn aufnahme_und_wiederaufnahme_ausserhalb_der_stichtage() {
    use Schulanlass::{Aufnahme, Wiederaufnahme};
    // § 34 Abs. 3 Satz 2 SGB XII: Nr. 1 erstes Halbjahr (Betrag des Jahres, in dem es begann), Nr. 2
    // beide, Nr. 3 zweites nach einer Unterbrechung. 2023: 116/58, 2024 bis 2026: 130/65.
    let faelle = [
        ("2026-08", Aufnahme(tag("2026-08-20")), "130.00"),
        ("2026-10", Aufnahme(tag("2026-10-05")), "130.00"),
        ("2024-01", Aufnahme(tag("2024-01-08")), "116.00"),
        ("2024-02", Aufnahme(tag("2024-02-12")), "181.00"),
        ("2024-03", Aufnahme(tag("2024-03-04")), "181.00"),
        ("2026-07", Aufnahme(tag("2026-07-01")), "195.00"),
        ("2026-11", Aufnahme(tag("2026-10-05")), "0.00"),
        ("2026-10", Wiederaufnahme(tag("2026-10-05")), "0.00"),
        ("2026-02", Wiederaufnahme(tag("2026-02-03")), "65.00"),
        ("2026-04", Wiederaufnahme(tag("2026-04-13")), "65.00"),
    ];
    for (zeit, anlass, erwartet) in faelle {
        let mut l = lage(zeit, [mutter(), schulkind("2014-05-05", None)], "400.00");
        let bedarf = angabe(B, BildungArt::Schulbedarf, "0.00");
        l.zusatz.bildung = vec![Bildung { anlass: Some(anlass), ..bedarf }];
        let e = rechne(&l);
        let summe: Cent = e.daneben.bildung_von(B).map(|b| b.betrag).sum();
        assert_eq!(summe.als_text(), erwartet, "{zeit} {anlass:?}");
    }
}

#[test]
fn alle_bedarfe_in_der_reihenfolge_des_gesetzes() {
    use BildungArt::*;
    let mut l = lage("2026-09", [mutter(), schulkind("2016-05-05", None)], "400.00");
    l.zusatz.bildung = vec![
        angabe(B, TeilhabeWeitere, "20.00"),
        angabe(B, Teilhabe, "8.00"),
        angabe(B, Mittagsverpflegung, "58.50"),
        angabe(B, Lernfoerderung, "120.00"),
        Bildung { von_dritten: cent("30.00"), ..angabe(B, Schuelerbefoerderung, "63.00") },
        angabe(B, Klassenfahrt, "310.00"),
        angabe(B, Ausflug, "12.00"),
    ];
    let e = rechne(&l);
    let erwartet = [
        (Ausflug, "12.00"),
        (Klassenfahrt, "310.00"),
        (Schuelerbefoerderung, "33.00"),
        (Lernfoerderung, "120.00"),
        (Mittagsverpflegung, "58.50"),
        // Absatz 7: pauschal 15, sobald Aufwendungen entstehen.
        (Teilhabe, "15.00"),
        (TeilhabeWeitere, "20.00"),
    ];
    assert_eq!(leistungen(&e, B), erwartet.map(|(art, betrag)| (art, betrag.to_owned())));
    assert_eq!(e.auszahlungen(), ["763.00", "615.00"]);
    assert!(e.offen.is_empty());
}

#[test]
fn alter_und_schulbesuch_entscheiden() {
    use Ausbildung as A2;
    use BildungArt::*;
    // § 28 Abs. 1 Satz 2 (unter 25), Abs. 2 Satz 2, Abs. 6 Satz 1 Nr. 2 (Tageseinrichtung: unter 14), Abs. 7
    // (unter 18). (geboren, Ausbildung, Art, Leistung, Frage)
    let faelle = [
        ("2022-01-01", None, Ausflug, true, false),
        ("2022-01-01", None, Mittagsverpflegung, true, false),
        ("2022-01-01", None, Lernfoerderung, false, true),
        ("2022-01-01", None, Teilhabe, true, false),
        ("2010-01-01", None, Lernfoerderung, false, true),
        ("2010-01-01", Some(A2::Schule), Lernfoerderung, true, false),
        ("2010-01-01", Some(A2::Ausbildung), Schuelerbefoerderung, false, true),
        ("2008-10-01", None, Teilhabe, true, false),
        ("2008-09-01", None, Teilhabe, false, false),
        ("2002-01-01", Some(A2::Schule), Klassenfahrt, true, false),
        ("2002-01-01", Some(A2::Freiwilligendienst), Klassenfahrt, false, false),
        // 13 in einer Ausbildung: eine Tageseinrichtung kann es sein; mit 14 zählt nur der Schulbesuch.
        ("2012-09-02", Some(A2::Ausbildung), Mittagsverpflegung, true, false),
        ("2012-09-01", Some(A2::Ausbildung), Mittagsverpflegung, false, true),
        ("2012-09-01", Some(A2::Freiwilligendienst), Ausflug, false, false),
        ("2011-09-01", None, Ausflug, false, true),
        ("2001-09-02", Some(A2::Schule), Lernfoerderung, true, false),
        ("2001-09-01", Some(A2::Schule), Lernfoerderung, false, false),
    ];
    for (geboren, ausbildung, art, leistung, frage) in faelle {
        let mut l = lage("2026-09", [mutter(), schulkind(geboren, ausbildung)], "400.00");
        l.zusatz.bildung = vec![angabe(B, art, "40.00")];
        let e = rechne(&l);
        assert_eq!(!e.daneben.bildung.is_empty(), leistung, "{geboren} {art:?}");
        assert_eq!(e.offen.contains(&Offen::BildungVoraussetzung(B)), frage, "{geboren} {art:?}");
    }
}

/// Paar und Kinder von 10 Jahren mit Kindergeld 259; Lohn 2 000 brutto und mehr: 378 frei.
fn familie(netto: &str, kinder: usize) -> Lage {
    let [a, b] = paar("1990-01-01", "1990-01-01");
    let a = mit(a, &[lohn("3000.00", netto)]);
    let kind = || mit(kind("2016-05-05", VON_BEIDEN), &[kindergeld("259.00")]);
    let personen = [a, b].into_iter().chain((0..kinder).map(|_| kind()));
    lage("2026-09", personen, "600.00")
}

#[test]
fn nur_bildung_und_teilhabe_wenn_das_einkommen_den_rest_deckt() {
    // Bedarf 506 + 506 + 390 + 600 = 2 002, Kindergeld 259: zu decken 1 743. Netto − 378 = Einkommen.
    // (Netto, Lernförderung, Anspruch, Leistung, Sofortzuschlag)
    let faelle = [
        // 2 390 − 378 = 2 012: 269 über dem Bedarf; 300 − 269 = 31 (§ 7 Abs. 2 Satz 3). 25 nach § 72
        // Abs. 1 Satz 2 Nr. 1, denn auch ohne Kindergeld fehlte nichts (2 002 < 2 012).
        ("2390.00", "300.00", "0.00", "31.00", "25.00"),
        ("2390.00", "269.00", "0.00", "0.00", "0.00"),
        ("2390.00", "0.00", "0.00", "0.00", "0.00"),
        // 1 742: ein Euro fehlt, nichts ist übrig.
        ("2120.00", "300.00", "1.00", "300.00", "25.00"),
    ];
    for (netto, betrag, anspruch, leistung, zuschlag) in faelle {
        let mut l = familie(netto, 1);
        l.zusatz.bildung = vec![angabe(C, BildungArt::Lernfoerderung, betrag)];
        let e = rechne(&l);
        let summe: Cent = e.daneben.bildung_von(C).map(|b| b.betrag).sum();
        assert_eq!(e.anspruch(), anspruch, "{netto} {betrag}");
        assert_eq!(summe.als_text(), leistung, "{netto} {betrag}");
        assert_eq!(e.personen[2].sofortzuschlag.betrag.als_text(), zuschlag, "{netto} {betrag}");
        assert_eq!(e.personen[2].auszahlung(), e.personen[2].anspruch.summe() + cent(zuschlag));
    }
}

#[test]
fn was_uebrig_ist_zaehlt_bei_mehreren_kindern_zu_gleichen_teilen() {
    // § 9 Abs. 2 Satz 4. Bedarf 2 392, Kindergeld 518: zu decken 1 874; 2 790 − 378 = 2 412: übrig 538,
    // je Kind 269. C: 300 − 269 = 31; D: 60 gedeckt.
    let mut l = familie("2790.00", 2);
    l.zusatz.bildung = vec![
        angabe(D, BildungArt::Mittagsverpflegung, "60.00"),
        angabe(C, BildungArt::Lernfoerderung, "300.00"),
    ];
    let e = rechne(&l);
    assert_eq!(leistungen(&e, C), [(BildungArt::Lernfoerderung, "31.00".to_owned())]);
    assert_eq!(leistungen(&e, D), []);
    assert_eq!(e.auszahlungen(), ["0.00", "0.00", "25.00", "0.00"]);
    // Hat nur C einen Bedarf, trägt das Ganze dazu bei.
    l.zusatz.bildung.remove(0);
    assert_eq!(leistungen(&rechne(&l), C), []);
}

#[test]
fn die_pruefung_nimmt_drei_euro_und_ein_sechstel() {
    use BildungArt::*;
    // § 5a GrusiGV, § 19 Abs. 3 Satz 3. Übrig = Netto − 378 − 1 743.
    // (Netto, Bedarfe, Leistungen, Frage nach der Klassenfahrt)
    type Fall<'a> =
        (&'a str, &'a [(BildungArt, &'a str)], &'a [(BildungArt, &'a str)], Option<&'a str>);
    let faelle: [Fall<'_>; 6] = [
        // 2 übrig von 3: der Ausflug kostet 25, 23 bleiben.
        ("2123.00", &[(Ausflug, "25.00")], &[(Ausflug, "23.00")], None),
        // 3 übrig: gedeckt.
        ("2124.00", &[(Ausflug, "25.00")], &[], None),
        // 10 übrig: 3 für den Ausflug, 7 vom Mittagessen.
        (
            "2131.00",
            &[(Mittagsverpflegung, "60.00"), (Ausflug, "25.00")],
            &[(Mittagsverpflegung, "53.00")],
            None,
        ),
        // 300 / 6 = 50; 10 übrig decken sie zum Teil: ganz gezahlt, gefragt.
        ("2131.00", &[(Klassenfahrt, "300.00")], &[(Klassenfahrt, "300.00")], Some("10.00")),
        ("2171.00", &[(Klassenfahrt, "300.00")], &[], None),
        // Nichts übrig: keine Frage.
        ("2121.00", &[(Klassenfahrt, "300.00")], &[(Klassenfahrt, "300.00")], None),
    ];
    for (netto, bedarfe, erwartet, frage) in faelle {
        let mut l = familie(netto, 1);
        l.zusatz.bildung = bedarfe.iter().map(|(art, betrag)| angabe(C, *art, betrag)).collect();
        let e = rechne(&l);
        let erwartet: Vec<_> = erwartet.iter().map(|(art, b)| (*art, (*b).to_owned())).collect();
        assert_eq!(leistungen(&e, C), erwartet, "{netto}");
        let gefragt: Vec<Offen> =
            frage.iter().map(|mittel| Offen::Klassenfahrt(C, cent(mittel))).collect();
        assert_eq!(e.offen, gefragt, "{netto}");
    }
}

#[test]
fn ein_kind_mit_eigenen_mitteln_setzt_ein_was_ueber_seinem_bedarf_liegt() {
    // Kind 390 + 200 = 590, Unterhalt 600: 10 übrig; das Kindergeld geht an die Mutter (259 − 30 = 229)
    // und zählt nicht für § 28 (§ 11 Abs. 1 Satz 5). Mittagessen 60 − 10 = 50, dazu 25 nach § 72.
    let kind = mit(
        schulkind("2016-05-05", None),
        &[andere(Einnahme::Unterhalt, "600.00"), kindergeld("259.00")],
    );
    let mut l = lage("2026-09", [mutter(), kind], "400.00");
    l.zusatz.bildung = vec![angabe(B, BildungArt::Mittagsverpflegung, "60.00")];
    let e = rechne(&l);
    assert_eq!(e.auszahlungen(), ["534.00", "25.00"]);
    assert_eq!(leistungen(&e, B), [(BildungArt::Mittagsverpflegung, "50.00".to_owned())]);
}

#[test]
fn neben_kinderzuschlag_gibt_es_die_leistungen_nach_dem_bkgg() {
    // § 19 Abs. 2 Satz 2, § 6b BKGG: kein Anspruch nach dem SGB II, aber Kinderzuschlag: Frage.
    let mut l = familie("2390.00", 1);
    l.personen[2].einkommen.push(andere(Einnahme::Kinderzuschlag, "100.00"));
    l.zusatz.bildung = vec![angabe(C, BildungArt::Lernfoerderung, "500.00")];
    let e = rechne(&l);
    assert_eq!(leistungen(&e, C), []);
    assert_eq!(e.offen, [Offen::BildungNachBkgg(C)]);
    // Schulbedarf im August kommt dann auch nicht von hier, ohne Frage.
    l.monat = monat("2026-08");
    l.zusatz.bildung.clear();
    let e = rechne(&l);
    assert!(e.daneben.bildung.is_empty() && e.offen.is_empty());
}

#[test]
fn ohne_erwerbsfaehige_person_gibt_es_nichts_und_zu_besuch_keinen_schulbedarf() {
    let mutter_ohne = Person { erwerbsfaehig: Some(false), ..mutter() };
    let e = rechne(&lage("2026-08", [mutter_ohne, schulkind("2016-05-05", None)], "400.00"));
    assert!(e.daneben.bildung.is_empty());
    let besuch = Person { zu_besuch_tage: Some(10), ..schulkind("2016-05-05", None) };
    let e = rechne(&lage("2026-08", [mutter(), besuch], "400.00"));
    assert!(e.daneben.bildung.is_empty());
}

#[test]
fn die_betraege_seit_2011() {
    // law.md 2.6: Schulbedarf ab 01.08.2011 70/30, 08/2019 100/50, 2021 103/51,50, 2022 104/52; Teilhabe
    // bis zu 10, ab 08/2019 pauschal 15. (Monat, Aufwendungen der Teilhabe, Leistungen)
    let faelle: [(&str, &str, &[&str]); 10] = [
        ("2011-02", "25.00", &["10.00"]),
        ("2011-08", "0.00", &["70.00"]),
        ("2012-02", "8.00", &["30.00", "8.00"]),
        ("2019-02", "0.00", &["30.00"]),
        ("2019-07", "25.00", &["10.00"]),
        ("2019-08", "5.00", &["100.00", "15.00"]),
        ("2020-02", "0.00", &["50.00"]),
        ("2021-02", "0.00", &["51.50"]),
        ("2022-02", "0.00", &["52.00"]),
        ("2022-08", "0.00", &["104.00"]),
    ];
    for (zeit, teilhabe, erwartet) in faelle {
        let geboren = format!("{}-01-15", monat(zeit).jahr() - 10);
        let mutter =
            Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1975-01-01") };
        let mut l = lage(zeit, [mutter, schulkind(&geboren, None)], "400.00");
        l.zusatz.bildung = vec![angabe(B, BildungArt::Teilhabe, teilhabe)];
        let e = rechne(&l);
        let betraege: Vec<String> = e.daneben.bildung_von(B).map(|b| b.betrag.als_text()).collect();
        assert_eq!(betraege, erwartet, "{zeit}");
    }
}

#[test]
fn die_erstmalige_aufnahme_hat_den_betrag_des_halbjahrs_in_dem_sie_liegt() {
    use Schulanlass::{Aufnahme, Wiederaufnahme};
    // § 34 Abs. 3 Satz 2 SGB XII. 08/2019: 100/50 statt 70/30; 2023: 116/58; 2024: 130/65.
    // (Monat, Anlass, Geburt, Leistung)
    let faelle = [
        ("2024-08", Aufnahme(tag("2024-08-20")), "2014-05-05", "130.00"),
        // Begonnen im August 2019: 100 + 50.
        ("2020-03", Aufnahme(tag("2020-03-20")), "2010-05-05", "150.00"),
        ("2019-07", Aufnahme(tag("2019-07-20")), "2009-05-05", "100.00"),
        // Nur die Aufnahme in diesem Monat ersetzt den Stichtag; eine frühere nicht.
        ("2026-08", Aufnahme(tag("2026-05-20")), "2016-05-05", "130.00"),
        ("2026-08", Wiederaufnahme(tag("2026-08-20")), "2016-05-05", "130.00"),
        // Unter 25, gerade noch und nicht mehr.
        ("2026-09", Aufnahme(tag("2026-09-20")), "2001-09-02", "130.00"),
        ("2026-09", Aufnahme(tag("2026-09-20")), "2001-09-01", "0.00"),
    ];
    for (zeit, anlass, geboren, erwartet) in faelle {
        let mutter = Person { geboren: tag("1975-01-01"), ..mutter() };
        let mut l = lage(zeit, [mutter, schulkind(geboren, None)], "400.00");
        let bedarf = angabe(B, BildungArt::Schulbedarf, "0.00");
        l.zusatz.bildung = vec![Bildung { anlass: Some(anlass), ..bedarf }];
        let e = rechne(&l);
        let summe: Cent = e.daneben.bildung_von(B).map(|b| b.betrag).sum();
        assert_eq!(summe.als_text(), erwartet, "{zeit} {anlass:?} {geboren}");
    }
}
