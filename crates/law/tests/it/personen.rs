//! §§ 7, 9, 11: Bedarfsgemeinschaften, Kindergeld, gemischte Gemeinschaften, Einkommensarten,
//! Fragen. Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::anspruch::Rolle;
use law::lage::{
    Absetzung, AbsetzungArt, Alleinerziehend, Ausbildung, Ausschluss, Einkommen, Einnahme, Lage,
    Mehrbedarf, Person,
};
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

fn ae(geboren: &str) -> Person {
    Person { alleinerziehend: Some(Alleinerziehend::Ja), ..mensch(geboren) }
}

const VON_A: [Option<law::lage::PersonNr>; 2] = [Some(A), None];

#[test]
fn kindergeld_deckt_das_kind_der_rest_geht_an_die_mutter() {
    // Kind 3: 357 + 200 = 557; Unterhalt 400, Kindergeld 259: gebraucht 157, übrig 102.
    // 102 − 30 Pauschale = 72 bei der Mutter (§ 11 Abs. 1 Satz 5, § 6 GrusiGV). Mehrbedarf 36 %.
    let kind = mit(
        kind("2023-01-01", VON_A),
        &[andere(Einnahme::Unterhalt, "400.00"), kindergeld("259.00")],
    );
    let e = rechne(&lage("2026-09", [ae("1990-01-01"), kind], "400.00"));
    assert_eq!(e.personen[1].kindergeld.angerechnet.als_text(), "157.00");
    assert_eq!(e.personen[1].kindergeld.ueberschuss.als_text(), "102.00");
    assert_eq!(e.personen[1].rolle, Rolle::Gedeckt);
    assert_eq!(e.personen[1].bedarfsgemeinschaft, None);
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "72.00");
    // 563 + 202,68 + 200 − 72 = 893,68.
    assert_eq!(e.ansprueche(), ["893.68", "0.00"]);
    // § 72 Abs. 1 Satz 2 Nr. 2: ohne Kindergeld fehlten dem Kind 157.
    assert_eq!(e.personen[1].sofortzuschlag.betrag.als_text(), "25.00");
}

#[test]
fn wer_seinen_bedarf_ohne_kindergeld_deckt_bekommt_keinen_sofortzuschlag() {
    let kind = mit(
        kind("2023-01-01", VON_A),
        &[andere(Einnahme::Unterhalt, "600.00"), kindergeld("259.00")],
    );
    let e = rechne(&lage("2026-09", [ae("1990-01-01"), kind], "400.00"));
    assert_eq!(e.personen[1].sofortzuschlag.betrag, Cent::NULL);
    // Anderes Einkommen über dem Bedarf bleibt dem Kind; das ganze Kindergeld geht über: 259 − 30.
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "229.00");
}

#[test]
fn volljaehrige_kinder_behalten_die_pauschale_vom_kindergeld() {
    // 19 Jahre: 451 + 300; Kindergeld 259 − 30 = 229.
    let kind = mit(kind("2007-01-01", VON_A), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [mensch("1980-01-01"), kind], "600.00"));
    assert_eq!(e.personen[1].kindergeld.angerechnet.als_text(), "229.00");
    assert_eq!(e.ansprueche(), ["863.00", "522.00"]);
    assert_eq!(e.personen[1].sofortzuschlag.betrag.als_text(), "25.00");
}

#[test]
fn ein_kind_ab_25_und_ein_kind_mit_partner_bilden_eigene_gemeinschaften() {
    let mutter = mit(mensch("1970-01-01"), &[lohn("3000.00", "2100.00")]);
    let alt = kind("1999-01-01", VON_A);
    let mut mit_partner = kind("2004-01-01", VON_A);
    mit_partner.partner = Some(D);
    let mut partner = mensch("2003-01-01");
    partner.partner = Some(C);
    let e = rechne(&lage("2026-09", [mutter, alt, mit_partner, partner], "800.00"));
    let nummern: Vec<Option<u8>> = e.personen.iter().map(|p| p.bedarfsgemeinschaft).collect();
    assert_eq!(nummern, [Some(1), Some(2), Some(3), Some(3)]);
    // Mutter: 2 100 − 348 = 1 752 > 763. Die Kinder: 563 + 200; 506 + 200 je Partner.
    assert_eq!(e.ansprueche(), ["0.00", "763.00", "706.00", "706.00"]);
}

#[test]
fn drei_generationen_rechnen_guenstig_und_fragen() {
    // § 7 Abs. 3: junge Mutter mit Kind bei der Großmutter: eigene Gemeinschaft, Stufe 1.
    let mut junge = kind("2005-01-01", VON_A);
    junge.alleinerziehend = Some(Alleinerziehend::Ja);
    let enkel = mit(kind("2025-01-01", [Some(B), None]), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [mensch("1980-01-01"), junge, enkel], "600.00"));
    assert_eq!(e.offen, [Offen::DreiGenerationen(B)]);
    // 563 + 202,68 + 200; Enkel 357 + 200 − 259.
    assert_eq!(e.ansprueche(), ["763.00", "965.68", "298.00"]);
}

#[test]
fn gemischte_gemeinschaft_der_altersrentner_deckt_zuerst_sich() {
    // Rentner: eigener Bedarf 506 + 300 = 806; Rente 1 036 − 30 = 1 006; 200 für die Partnerin.
    let [a, b] = paar("1956-01-01", "1965-01-01");
    let mut a = mit(a, &[Einkommen::Rente { betrag: cent("1036.00"), grundrentenzeiten: false }]);
    a.ausgeschlossen = Some(Ausschluss::Altersrente);
    let e = rechne(&lage("2026-09", [a, b], "600.00"));
    assert_eq!(e.ansprueche(), ["0.00", "606.00"]);
    assert_eq!(e.personen[0].bedarfsgemeinschaft, None);
    assert_eq!(e.personen[1].bedarfsgemeinschaft, Some(1));
}

#[test]
fn die_altersgrenze_schliesst_auch_ohne_angabe_aus() {
    // § 7a: geboren 10.08.1960 → 65 Jahre und 16 Monate: Ablauf Dezember 2026.
    for (zeit, ansprueche) in [("2026-12", "863.00"), ("2027-01", "0.00")] {
        let e = rechne(&lage(zeit, [mensch("1960-08-10")], "300.00"));
        assert_eq!(e.anspruch(), ansprueche, "{zeit}");
    }
}

#[test]
fn kinder_einer_studentin_behalten_ihren_anspruch() {
    // § 7 Abs. 2, 5: die Mutter ist ausgeschlossen, bleibt aber erwerbsfähige Leistungsberechtigte
    // (§ 27). Kind 5: 357 + 300 = 657, weniger 259 Kindergeld = 398; Sofortzuschlag 25.
    let mutter = Person { ausgeschlossen: Some(Ausschluss::Studium), ..ae("2000-01-01") };
    let kind = mit(kind("2021-01-01", VON_A), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [mutter, kind.clone()], "600.00"));
    assert_eq!(e.ansprueche(), ["0.00", "398.00"]);
    assert_eq!(e.auszahlung(), "423.00");
    assert_eq!(e.offen, [Offen::Auszubildende(A)]);
    // Mit Altersrente statt Studium ist niemand mehr erwerbsfähig (§ 7 Abs. 4, § 7a).
    let mutter = Person { ausgeschlossen: Some(Ausschluss::Altersrente), ..ae("2000-01-01") };
    assert_eq!(rechne(&lage("2026-09", [mutter, kind], "600.00")).anspruch(), "0.00");
}

#[test]
fn eine_abwesende_partnerin_ist_kein_kopf_und_erzieht_nicht_mit() {
    // Bis Offen::Abwesend beantwortet ist, ohne Kürzung: Stufe 1 (563), 36 % für das Kind 5 (202,68)
    // und die Miete auf zwei Köpfe (300 + 300). Kind: 357 + 300 − 259.
    let [a, mut b] = paar("1985-01-01", "1985-01-01");
    b.ausgeschlossen = Some(Ausschluss::Haft);
    let kind = mit(kind("2021-01-01", [Some(A), Some(B)]), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [a, b, kind], "600.00"));
    assert_eq!(e.ansprueche(), ["1065.68", "0.00", "398.00"]);
    assert_eq!(e.offen, [Offen::Abwesend(B), Offen::Alleinerziehend(A)]);
}

#[test]
fn auch_fuer_ein_pflegekind_gibt_es_den_mehrbedarf_fuer_alleinerziehende() {
    // § 21 Abs. 3: „mit minderjährigen Kindern zusammenleben und allein für deren Pflege und
    // Erziehung sorgen“: 36 % von 563 = 202,68; Miete auf zwei Köpfe.
    let pflegekind = Person { pflegekind: true, ..kind("2021-01-01", VON_A) };
    let e = rechne(&lage("2026-09", [ae("1985-01-01"), pflegekind], "600.00"));
    assert_eq!(e.ansprueche(), ["1065.68", "0.00"]);
}

#[test]
fn die_vermutung_gegen_verwandte_wird_auch_ohne_angabe_gefragt() {
    // § 9 Abs. 5, § 1 Abs. 2 GrusiGV: Kind 27 bei der Mutter. Netto 2 100 − 348 = 1 752; frei
    // 2·563 + 300 = 1 426; die Hälfte von 326 = 163. Der Anspruch des Kindes bleibt: 563 + 300.
    let alt = || kind("1999-01-01", VON_A);
    let mutter = mit(mensch("1970-01-01"), &[lohn("3000.00", "2100.00")]);
    let e = rechne(&lage("2026-09", [mutter, alt()], "600.00"));
    assert_eq!(e.offen, [Offen::Haushaltsgemeinschaft(A, Cent::euro(163))]);
    assert_eq!(e.ansprueche(), ["0.00", "863.00"]);
    // Altersrente 1 756 − 30 = 1 726; frei 1 426; die Hälfte von 300 = 150.
    let rente = Einkommen::Rente { betrag: cent("1756.00"), grundrentenzeiten: false };
    let vater = mit(mensch("1950-01-01"), &[rente]);
    let e = rechne(&lage("2026-09", [vater, alt()], "600.00"));
    assert_eq!(e.offen, [Offen::Haushaltsgemeinschaft(A, Cent::euro(150))]);
    // Mit selbst bedürftiger Mutter keine Frage.
    let mutter = mit(mensch("1970-01-01"), &[lohn("900.00", "750.00")]);
    assert_eq!(rechne(&lage("2026-09", [mutter, alt()], "600.00")).offen, []);
}

#[test]
fn niemand_erwerbsfaehig_kein_anspruch_aber_eine_frage() {
    let mut person = mensch("1980-01-01");
    person.erwerbsfaehig = Some(false);
    let e = rechne(&lage("2026-09", [person], "300.00"));
    assert_eq!(e.anspruch(), "0.00");
    assert_eq!(e.offen, [Offen::KeineErwerbsfaehigePerson(A)]);
}

#[test]
fn die_horizontale_verteilung_stellt_den_verdiener_nicht_zuerst() {
    // § 9 Abs. 2 Satz 3 (BSG B 14 AS 55/07 R): 2·(506 + 300) = 1 612; Einkommen 806 → je 403.
    let [a, b] = paar("1980-01-01", "1980-01-01");
    let a = mit(a, &[andere(Einnahme::Arbeitslosengeld, "836.00")]);
    let e = rechne(&lage("2026-09", [a, b], "600.00"));
    assert_eq!(e.ansprueche(), ["403.00", "403.00"]);
}

#[test]
fn ein_schwangeres_kind_wird_nicht_auf_die_eltern_verwiesen() {
    // § 9 Abs. 3: 451 + 17 % von 451 (76,67) + 300; die Mutter hat 900 über ihrem Bedarf.
    let mut tochter = kind("2006-01-01", VON_A);
    tochter.mehrbedarfe = [Mehrbedarf::Schwangerschaft { entbindung: tag("2026-11-20") }].into();
    let mutter = mit(mensch("1980-01-01"), &[andere(Einnahme::Sonstiges, "1793.00")]);
    let e = rechne(&lage("2026-09", [mutter, tochter], "600.00"));
    assert_eq!(e.ansprueche(), ["0.00", "827.67"]);
}

#[test]
fn kinder_zu_besuch_haben_tage_aber_keinen_kopf() {
    // 390·8/30 = 104,00; Miete allein beim Vater. Der Sofortzuschlag ist eine Frage.
    let mut besuch = kind("2018-01-01", VON_A);
    besuch.zu_besuch_tage = Some(8);
    let e = rechne(&lage("2026-09", [mensch("1980-01-01"), besuch], "450.00"));
    assert_eq!(e.ansprueche(), ["1013.00", "104.00"]);
    assert_eq!(e.personen[1].sofortzuschlag.betrag, Cent::NULL);
    assert_eq!(e.offen, [Offen::SofortzuschlagBesuch(B)]);
}

/// Wie viel vom Einkommen einer einzelnen Person zählt.
fn zaehlt(zeit: &str, person: Person) -> String {
    rechne(&lage(zeit, [person], "900.00")).personen[0].einkommen.summe.als_text()
}

#[test]
fn einkommensarten_zaehlen_wie_das_gesetz_es_sagt() {
    let rente = |grundrentenzeiten| Einkommen::Rente { betrag: cent("800.00"), grundrentenzeiten };
    let elterngeld = |vor: Option<&str>| Einkommen::Elterngeld {
        betrag: cent("400.00"),
        vor_geburt: vor.map(cent),
    };
    let pflegegeld = |kind_nr| Einkommen::Pflegegeld { betrag: cent("200.00"), kind_nr };
    let faelle: [(&str, Einkommen, &str); 18] = [
        ("2026-09", andere(Einnahme::Krankengeld, "430.00"), "400.00"),
        ("2026-09", andere(Einnahme::Sonstiges, "10.00"), "0.00"),
        ("2026-09", andere(Einnahme::Sonstiges, "10.01"), "0.00"),
        ("2026-09", rente(false), "770.00"),
        // § 82a SGB XII: 100 + 30 % von 700 = 310, höchstens 281,50; dann 30.
        ("2026-09", rente(true), "488.50"),
        // § 10 Abs. 5 BEEG: 300 frei, höchstens der frühere Lohn; dann 30.
        ("2026-09", elterngeld(Some("1000.00")), "70.00"),
        ("2026-09", elterngeld(Some("120.00")), "250.00"),
        ("2026-09", elterngeld(None), "370.00"),
        ("2026-09", pflegegeld(2), "0.00"),
        ("2026-09", pflegegeld(3), "120.00"),
        ("2026-09", pflegegeld(4), "170.00"),
        ("2026-09", andere(Einnahme::Mutterschaftsgeld, "390.00"), "0.00"),
        ("2023-06", andere(Einnahme::Mutterschaftsgeld, "390.00"), "360.00"),
        // Trinkgeld: 10 % von 563 = 56,30 frei (BSG B 7/14 AS 75/20 R); dann 30.
        ("2026-09", andere(Einnahme::Trinkgeld, "100.00"), "13.70"),
        ("2026-09", andere(Einnahme::Kapital, "180.00"), "50.00"),
        // § 11b Abs. 2b Satz 4: 100 von der Förderung, nicht zusätzlich 30.
        ("2026-09", andere(Einnahme::Bafoeg, "500.00"), "400.00"),
        ("2026-09", andere(Einnahme::Frei, "500.00"), "0.00"),
        ("2026-09", andere(Einnahme::Wohngeld, "130.00"), "100.00"),
    ];
    for (zeit, einkommen, erwartet) in faelle {
        let person = mit(mensch("1985-01-01"), &[einkommen]);
        assert_eq!(zaehlt(zeit, person), erwartet, "{zeit} {einkommen:?}");
    }
}

#[test]
fn ein_freibetrag_gilt_fuer_die_summe_gleicher_einnahmen() {
    // Zwei Zeilen derselben Art sind eine Einnahme: der freie Betrag zählt einmal.
    let zweimal =
        |art, betrag| mit(mensch("1985-01-01"), &[andere(art, betrag), andere(art, betrag)]);
    // § 1 Abs. 1 Nr. 3 GrusiGV: 180 − 100 = 80; dann 30 Pauschale.
    assert_eq!(zaehlt("2026-09", zweimal(Einnahme::Kapital, "90.00")), "50.00");
    // Trinkgeld: 110 − 56,30 (10 % von 563) = 53,70; dann 30.
    assert_eq!(zaehlt("2026-09", zweimal(Einnahme::Trinkgeld, "55.00")), "23.70");
    // § 11a Abs. 1 Nr. 5: 3 600 − 3 300 = 300; dann 30.
    assert_eq!(zaehlt("2026-09", zweimal(Einnahme::Aufwandsentschaedigung, "1800.00")), "270.00");
    // § 10 Abs. 5 BEEG: 400 − 300 = 100; dann 30.
    let haelfte =
        Einkommen::Elterngeld { betrag: cent("200.00"), vor_geburt: Some(cent("900.00")) };
    assert_eq!(zaehlt("2026-09", mit(mensch("1985-01-01"), &[haelfte, haelfte])), "70.00");
    // § 1 Abs. 1 Nr. 9 GrusiGV, Kind 13: 80 + 80 − 100 = 60; Bedarf 390 + 300 − 60 = 630.
    let kind = mit(kind("2013-01-01", VON_A), &[lohn("80.00", "80.00"), lohn("80.00", "80.00")]);
    let e = rechne(&lage("2026-09", [ae("1985-01-01"), kind], "600.00"));
    assert_eq!(e.personen[1].einkommen.summe.als_text(), "60.00");
    assert_eq!(e.personen[1].anspruch.summe().als_text(), "630.00");
}

#[test]
fn in_ausbildung_bleibt_die_geringfuegigkeitsgrenze_frei() {
    // § 11b Abs. 2b: 603 und 30 % von 480 = 144: 747 frei von 1 000 (law.md 2.3).
    let mut person = mit(mensch("2004-01-01"), &[lohn("1000.00", "1000.00")]);
    person.ausbildung = Some(Ausbildung::Ausbildung);
    assert_eq!(zaehlt("2026-09", person.clone()), "253.00");
    // Vor dem 01.07.2023: 100 + 20 % von 900 = 280.
    assert_eq!(zaehlt("2023-06", person), "720.00");
    // Freiwilligendienst: Taschengeld ist Lohn; unter 25 frei bis 603, ab 25 bis 250.
    let fwd = |geboren| mit(mensch(geboren), &[andere(Einnahme::TaschengeldFwd, "450.00")]);
    assert_eq!(zaehlt("2026-09", fwd("2004-01-01")), "0.00");
    assert_eq!(zaehlt("2026-09", fwd("1990-01-01")), "200.00");
    // Alt: 250 vom Taschengeld.
    assert_eq!(zaehlt("2023-06", fwd("2004-01-01")), "200.00");
}

#[test]
fn nachgewiesene_ausgaben_statt_des_grundbetrags_erst_ueber_400() {
    // § 11b Abs. 2 Satz 2: 30 + 60 Kfz + 90 Fahrten = 180 statt 100; bei 400 brutto bleibt es bei 100.
    let absetzungen = vec![
        Absetzung { art: AbsetzungArt::KfzHaftpflicht, betrag: cent("60.00") },
        Absetzung { art: AbsetzungArt::Werbungskosten, betrag: cent("90.00") },
    ];
    // 400: 100 + 60 = 160 frei. 1 000: 180 + 84 + 144 = 408 frei; netto 800.
    for (brutto, netto, erwartet) in
        [("400.00", "400.00", "240.00"), ("1000.00", "800.00", "392.00")]
    {
        let mut person = mit(mensch("1985-01-01"), &[lohn(brutto, netto)]);
        person.absetzungen = absetzungen.clone().into();
        assert_eq!(zaehlt("2026-09", person), erwartet, "{brutto}");
    }
    // Ohne Lohn: vom anderen Einkommen 30 + 60 + 90; titulierter Unterhalt danach.
    let mut person = mit(mensch("1985-01-01"), &[andere(Einnahme::Arbeitslosengeld, "700.00")]);
    person.absetzungen = absetzungen.into();
    let titel = Absetzung { art: AbsetzungArt::UnterhaltTituliert, betrag: cent("150.00") };
    person.absetzungen.push(titel);
    assert_eq!(zaehlt("2026-09", person), "370.00");
}

#[test]
fn neben_lohn_keine_zweite_pauschale() {
    // Lesart: die 30 € nicht neben Lohn, auch unter 100. 50 Lohn frei, 200 ALG ganz.
    let person = mit(
        mensch("1985-01-01"),
        &[lohn("50.00", "50.00"), andere(Einnahme::Arbeitslosengeld, "200.00")],
    );
    assert_eq!(zaehlt("2026-09", person), "200.00");
}

#[test]
fn zwei_loehne_in_einem_monat_zwei_grundbetraege() {
    // BSG B 14 AS 25/13 R: 2·100; Stufen vom Brutto des Monats: 84 + 144 + 20.
    let zweiter = Einkommen::Erwerb {
        brutto: cent("700.00"),
        netto: cent("700.00"),
        fuer_monat: Some(monat("2026-08")),
    };
    let person = mit(mensch("1985-01-01"), &[lohn("700.00", "700.00"), zweiter]);
    assert_eq!(zaehlt("2026-09", person), "952.00");
}

#[test]
fn ehrenamt_alt_und_neu() {
    // Bis 06/2023 (§ 11b Abs. 2 Satz 3 a. F.): min(250, 100 + 200) = 250 statt 100, dazu 20 % vom
    // Brutto über 100: Lohn 450 + 200 = 650 → 110. Seitdem frei bis zum Jahresbetrag.
    let einkommen = [lohn("450.00", "450.00"), andere(Einnahme::Aufwandsentschaedigung, "200.00")];
    let person = mit(mensch("1985-01-01"), &einkommen);
    assert_eq!(zaehlt("2023-06", person.clone()), "290.00");
    // 450: 100 + 70 frei.
    assert_eq!(zaehlt("2026-09", person), "280.00");
}

fn nachzahlung(zeit: &str, betrag: &str, zufluss: &str) -> Lage {
    let zahlung = Einkommen::Nachzahlung { betrag: cent(betrag), zufluss: monat(zufluss) };
    lage(zeit, [mit(mensch("1985-01-01"), &[zahlung])], "437.00")
}

#[test]
fn eine_nachzahlung_die_den_anspruch_beendet_wird_auf_sechs_monate_verteilt() {
    // § 11 Abs. 3: Bedarf 1 000. 600 beendet ihn nicht: 600 − 30 im Zufluss, danach nichts.
    // 2 400 beendet ihn: 400 − 30 in sechs Monaten.
    let faelle = [
        ("2026-09", "600.00", "570.00"),
        ("2026-10", "600.00", "0.00"),
        ("2026-09", "2400.00", "370.00"),
        ("2027-02", "2400.00", "370.00"),
        ("2027-03", "2400.00", "0.00"),
    ];
    for (zeit, betrag, erwartet) in faelle {
        let e = rechne(&nachzahlung(zeit, betrag, "2026-09"));
        assert_eq!(e.personen[0].einkommen.summe.als_text(), erwartet, "{zeit} {betrag}");
    }
}

#[test]
fn vermoegen_deckt_den_bedarf_des_monats_und_kinder_zuerst_sich() {
    // § 12: Kind 10 mit 5 600: 600 über dem Freibetrag; Bedarf 390 + 300 − 259 = 431: gedeckt.
    let mut c = mit(kind("2016-01-01", VON_A), &[kindergeld("259.00")]);
    c.vermoegen = cent("5600.00");
    let e = rechne(&lage("2026-09", [ae("1985-01-01"), c.clone()], "600.00"));
    assert_eq!(e.personen[1].rolle, Rolle::Gedeckt);
    // Mutter: 563 + 67,56 + 300.
    assert_eq!(e.ansprueche(), ["930.56", "0.00"]);
    // 5 200: 200 über dem eigenen Freibetrag; die Mutter (41) hat 12 500 frei und überträgt.
    c.vermoegen = cent("5200.00");
    let e = rechne(&lage("2026-09", [ae("1985-01-01"), c.clone()], "600.00"));
    assert_eq!(e.personen[1].vermoegen.uebertragen.als_text(), "200.00");
    assert_eq!(e.ansprueche(), ["930.56", "431.00"]);
    // Hat die Mutter selbst 12 500, bleiben 200 Einsatz beim Kind.
    let mutter = Person { vermoegen: cent("12500.00"), ..ae("1985-01-01") };
    let e = rechne(&lage("2026-09", [mutter, c], "600.00"));
    assert_eq!(e.ansprueche(), ["930.56", "231.00"]);
}

#[test]
fn reicht_der_uebertragene_freibetrag_nicht_fuer_alle_wird_er_nach_dem_ueberschuss_geteilt() {
    // § 12 Abs. 2 Satz 3: Mutter (41) hat 12 350, also 150 frei; Kinder 5 100 und 5 200: 100 und 200
    // darüber → übertragen 50 und 100, einzusetzen 50 und 100. Bedarf je 390 + 200 − 259 = 331.
    let mutter = Person { vermoegen: cent("12350.00"), ..ae("1985-01-01") };
    let kind = |vermoegen| Person {
        vermoegen: cent(vermoegen),
        ..mit(kind("2016-01-01", VON_A), &[kindergeld("259.00")])
    };
    for (eins, zwei, anspruch) in
        [("5100.00", "5200.00", ["281.00", "231.00"]), ("5200.00", "5100.00", ["231.00", "281.00"])]
    {
        let e = rechne(&lage("2026-09", [mutter.clone(), kind(eins), kind(zwei)], "600.00"));
        assert_eq!(e.ansprueche()[1..], anspruch);
    }
}

#[test]
fn in_der_karenzzeit_zaehlt_auch_beim_kind_nur_erhebliches_vermoegen() {
    // § 12 Abs. 3 Satz 2, Abs. 4 a. F.: Grenze in der Summe 40 000 + 15 000. Kind 20 000, Mutter 0:
    // nicht erheblich, nichts zählt: Mutter 563 + 67,56 + 200, Kind 390 + 200 − 259 = 331.
    // Mutter 36 000: zusammen 56 000, erheblich: das Kind deckt sich aus 5 000 über seinen 15 000.
    for (vermoegen, erwartet) in [("0.00", ["830.56", "331.00"]), ("36000.00", ["830.56", "0.00"])]
    {
        let mutter = Person { vermoegen: cent(vermoegen), ..ae("1985-01-01") };
        let mut c = mit(kind("2016-01-01", VON_A), &[kindergeld("259.00")]);
        c.vermoegen = cent("20000.00");
        let mut l = lage("2026-05", [mutter, c], "400.00");
        (l.bewilligung_ab, l.leistungsbezug_seit) = (tag("2026-01-01"), monat("2026-01"));
        assert_eq!(rechne(&l).ansprueche(), erwartet, "{vermoegen}");
    }
}

#[test]
fn im_teilmonat_bleibt_vom_trinkgeld_der_betrag_eines_ganzen_monats_frei() {
    // BSG B 7/14 AS 75/20 R: 10 % von 563 = 56,30, auch bei 14 Tagen; 100 − 56,30 − 30 = 13,70.
    let person = Person { von: Some(tag("2026-09-17")), ..mensch("1985-01-01") };
    let person = mit(person, &[andere(Einnahme::Trinkgeld, "100.00")]);
    let e = rechne(&lage("2026-09", [person], "450.00"));
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "13.70");
    // 14/30 von 563 + 450 = 262,73 + 210,00; davon 13,70.
    assert_eq!(e.anspruch(), "459.03");
}

#[test]
fn ein_kind_das_sein_einkommen_deckt_zaehlt_nicht_bei_der_erheblichkeit() {
    // § 7 Abs. 3 Nr. 4, § 12 Abs. 4 a. F.: Kind 390 + 200 = 590, Unterhalt 600: gedeckt, nicht in der
    // Bedarfsgemeinschaft. Mutter 563 + 67,56 + 200 = 830,56; ihre Grenze ist 40 000, nicht 55 000.
    for (vermoegen, erwartet) in [("40000.00", "830.56"), ("40600.00", "230.56")] {
        let mutter = Person { vermoegen: cent(vermoegen), ..ae("1985-01-01") };
        let c = mit(kind("2016-01-01", VON_A), &[andere(Einnahme::Unterhalt, "600.00")]);
        let mut l = lage("2026-05", [mutter, c], "400.00");
        (l.bewilligung_ab, l.leistungsbezug_seit) = (tag("2026-01-01"), monat("2026-01"));
        assert_eq!(rechne(&l).ansprueche(), [erwartet, "0.00"], "{vermoegen}");
    }
}

#[test]
fn ohne_kindergeld_gehoerte_auch_der_freibetrag_des_kindes_dazu() {
    // § 72 Abs. 1 Satz 2 Nr. 2: Kind 590, Unterhalt 400 und 190 vom Kindergeld: gedeckt. Mutter über
    // 15 000: kein Anspruch. Zählte kein Kindergeld, wären 30 000 frei und 830,56 + 190 = 1 020,56
    // zu decken: mit 31 000 bleiben 20,56 offen, mit 31 100 nichts.
    for (vermoegen, erwartet) in [("31000.00", "25.00"), ("31100.00", "0.00")] {
        let mutter = Person { vermoegen: cent(vermoegen), ..ae("1985-01-01") };
        let einkommen = [andere(Einnahme::Unterhalt, "400.00"), kindergeld("259.00")];
        let c = mit(kind("2016-01-01", VON_A), &einkommen);
        let mut l = lage("2026-05", [mutter, c], "400.00");
        (l.bewilligung_ab, l.leistungsbezug_seit) = (tag("2025-10-01"), monat("2024-01"));
        let e = rechne(&l);
        assert_eq!(e.ansprueche(), ["0.00", "0.00"], "{vermoegen}");
        assert_eq!(e.personen[1].sofortzuschlag.betrag.als_text(), erwartet, "{vermoegen}");
    }
}

#[test]
fn ohne_karenzzeit_fuer_vermoegen_gilt_immer_der_freibetrag_nach_alter() {
    // § 12 Abs. 2 neu: 40 Jahre, 12 500 frei, auch wenn der eigene Bezug erst später beginnt.
    let person = Person {
        vermoegen: cent("12500.00"),
        leistungsbezug_seit: Some(monat("2026-10")),
        ..mensch("1986-01-01")
    };
    assert_eq!(rechne(&lage("2026-09", [person], "437.00")).anspruch(), "1000.00");
}

#[test]
fn die_lesart_zum_geburtstag_am_ersten_wird_gefragt() {
    // § 12 Abs. 2 Satz 2: 50 am 01.10.2026; im September zählt die günstige Lesart 20 000.
    let person = Person { vermoegen: cent("15000.00"), ..mensch("1976-10-01") };
    let e = rechne(&lage("2026-09", [person], "437.00"));
    assert_eq!(e.offen, [Offen::VermoegenGeburtstag(A)]);
    assert_eq!(e.anspruch(), "1000.00");
}

#[test]
fn jede_luecke_stellt_ihre_frage() {
    let person = |aendere: &dyn Fn(&mut Person)| {
        let mut p = mensch("1985-01-01");
        aendere(&mut p);
        p
    };
    let merkzeichen = || [Mehrbedarf::MerkzeichenG].into();
    let faelle: Vec<(Vec<Person>, Offen)> = vec![
        (vec![mensch("1985-01-01"), kind("2015-01-01", VON_A)], Offen::Alleinerziehend(A)),
        (
            vec![
                mensch("1985-01-01"),
                mensch("1985-01-01"),
                kind("2015-01-01", [Some(A), Some(B)]),
            ],
            Offen::ElternOhnePartnerschaft(A),
        ),
        (vec![person(&|p| p.ausbildung = Some(Ausbildung::Studium))], Offen::Studium(A)),
        (vec![person(&|p| p.ausgeschlossen = Some(Ausschluss::Studium))], Offen::Auszubildende(A)),
        (vec![person(&|p| p.ausgeschlossen = Some(Ausschluss::Haft))], Offen::Abwesend(A)),
        (vec![person(&|p| p.mehrbedarfe = merkzeichen())], Offen::MehrbedarfVoraussetzung(A)),
        (
            vec![
                mensch("1985-01-01"),
                Person { mehrbedarfe: merkzeichen(), ..kind("2015-01-01", VON_A) },
            ],
            Offen::MehrbedarfVoraussetzung(B),
        ),
        (
            vec![person(&|p| p.einkommen = [andere(Einnahme::Kapital, "50.00")].into())],
            Offen::Kapitalertraege(A),
        ),
        (
            vec![person(&|p| {
                p.einkommen = [andere(Einnahme::Aufwandsentschaedigung, "300.00")].into();
            })],
            Offen::Aufwandsentschaedigung(A),
        ),
        (
            vec![mensch("1985-01-01"), Person { pflegekind: true, ..kind("2010-01-01", VON_A) }],
            Offen::Pflegekind(B),
        ),
        (
            vec![
                mensch("1985-01-01"),
                person(&|p| {
                    p.ausgeschlossen = Some(Ausschluss::Haushaltsgemeinschaft);
                    p.einkommen = [lohn("3000.00", "2000.00")].into();
                }),
            ],
            // 2 000 − 348 = 1 652; frei 2·563 + 200 = 1 326; die Hälfte von 326.
            Offen::Haushaltsgemeinschaft(B, Cent::euro(163)),
        ),
    ];
    for (personen, frage) in faelle {
        let e = rechne(&lage("2026-09", personen, "400.00"));
        assert!(e.offen.contains(&frage), "{frage:?}: {:?}", e.offen);
        assert!(frage.frage().contains(['?', '.']) && !frage.norm().is_empty());
    }
    let [a, mut b] = paar("1985-01-01", "1985-01-01");
    b.ausgeschlossen = Some(Ausschluss::Asylblg);
    let e = rechne(&lage("2026-09", [a, b], "400.00"));
    assert_eq!(e.offen, [Offen::PartnerAsylblg(B)]);
    assert_eq!(e.personen[0].regelbedarf.summe.als_text(), "563.00");
    let [a, b] = paar("1985-01-01", "1985-01-01");
    let b = Person { erwerbsfaehig: Some(false), ..mit(b, &[lohn("300.00", "300.00")]) };
    let e = rechne(&lage("2026-09", [a, b], "400.00"));
    assert_eq!(e.offen, [Offen::LohnNichtErwerbsfaehig(B)]);
    let e = rechne(&lage("2027-03", [mensch("1985-01-01")], "400.00"));
    assert_eq!(e.offen, [Offen::BetraegeNichtFestgesetzt(monat("2027-03"))]);
}
