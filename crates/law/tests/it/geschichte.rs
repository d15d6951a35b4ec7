//! Das Recht vor 2023: gerechnete Beispiele mit Quelle und allen Zwischenbeträgen.

use law::anspruch::{PersonErgebnis, Werkbank, berechne};
use law::lage::*;
use law::measure::Cent;
use law::offen::{AlteRegel, Offen};

use crate::hilfe::*;

fn allein(mut person: Person) -> Person {
    person.alleinerziehend = Some(Alleinerziehend::Ja);
    person
}

fn vermoegend(person: Person, betrag: &str) -> Person {
    Person { vermoegen: cent(betrag), ..person }
}

fn regelbedarfe(zeit: &str, gebiet: Gebiet) -> Vec<String> {
    // Stufen 1 bis 6: alleinstehend; Partner; 20, 15, 10 und 3 Jahre bei den Eltern.
    let jahr = monat(zeit).jahr();
    let geboren = |alter: i16| format!("{:04}-01-15", jahr - alter);
    let [mut a, mut b] = paar("1960-01-15", "1962-01-15");
    (a.partner, b.partner) = (Some(PersonNr(1)), Some(PersonNr(0)));
    let eltern = [Some(A), Some(B)];
    let kinder = [20, 15, 10, 3].map(|alter| kind(&geboren(alter), eltern));
    let mut familie = lage(zeit, [a, b].into_iter().chain(kinder), "0.00");
    familie.gebiet = gebiet;
    let mut einzeln = lage(zeit, [mensch("1960-01-15")], "0.00");
    einzeln.gebiet = gebiet;
    let stufe = |p: &PersonErgebnis| p.regelbedarf.summe.als_text();
    let rest = rechne(&familie);
    let alleinstehend = stufe(&rechne(&einzeln).personen[0]);
    [alleinstehend].into_iter().chain(rest.personen.iter().skip(1).map(stufe)).collect()
}

#[test]
fn jede_stufe_hat_in_jedem_jahr_ihren_betrag() {
    // Ab 2011 Anlage zu § 28 SGB XII; davor Regelleistung (§ 20 Abs. 2 a. F.) mit 90, 80, 60 und ab
    // 07/2009 70 v. H. von 6 bis 13, auf volle Euro gerundet. Bis 06/2006 gehört ein Kind ab 18
    // nicht zu den Eltern (§ 7 Abs. 3 Nr. 4 a. F.): volle Regelleistung.
    let faelle: [(&str, Gebiet, [u32; 6]); 22] = [
        ("2005-01", Gebiet::West, [345, 311, 345, 276, 207, 207]),
        ("2005-01", Gebiet::Ost, [331, 298, 331, 265, 199, 199]),
        ("2006-06", Gebiet::Ost, [331, 298, 331, 265, 199, 199]),
        ("2006-07", Gebiet::Ost, [345, 311, 276, 276, 207, 207]),
        ("2007-07", Gebiet::West, [347, 312, 278, 278, 208, 208]),
        ("2008-07", Gebiet::West, [351, 316, 281, 281, 211, 211]),
        ("2009-06", Gebiet::West, [351, 316, 281, 281, 211, 211]),
        ("2009-07", Gebiet::West, [359, 323, 287, 287, 251, 215]),
        ("2010-12", Gebiet::West, [359, 323, 287, 287, 251, 215]),
        ("2011-01", Gebiet::West, [364, 328, 291, 287, 251, 215]),
        ("2012-01", Gebiet::West, [374, 337, 299, 287, 251, 219]),
        ("2013-01", Gebiet::West, [382, 345, 306, 289, 255, 224]),
        ("2014-01", Gebiet::West, [391, 353, 313, 296, 261, 229]),
        ("2015-01", Gebiet::West, [399, 360, 320, 302, 267, 234]),
        ("2016-01", Gebiet::West, [404, 364, 324, 306, 270, 237]),
        ("2017-01", Gebiet::West, [409, 368, 327, 311, 291, 237]),
        ("2018-01", Gebiet::West, [416, 374, 332, 316, 296, 240]),
        ("2019-01", Gebiet::West, [424, 382, 339, 322, 302, 245]),
        ("2020-01", Gebiet::West, [432, 389, 345, 328, 308, 250]),
        ("2021-01", Gebiet::West, [446, 401, 357, 373, 309, 283]),
        ("2022-01", Gebiet::West, [449, 404, 360, 376, 311, 285]),
        ("2023-01", Gebiet::West, [502, 451, 402, 420, 348, 318]),
    ];
    for (zeit, gebiet, erwartet) in faelle {
        let erwartet = erwartet.map(|euro| Cent::euro(euro).als_text());
        assert_eq!(regelbedarfe(zeit, gebiet), erwartet, "{zeit} {gebiet:?}");
    }
}

#[test]
fn e1_mutter_mit_kind_2005() {
    // Bescheide in BSG B 14 AS 55/07 R (nur Rechenweg): Mutter 345 + Mehrbedarf 12 % = 41,40 → 41 (§ 41
    // Abs. 2 a. F.) + Unterkunft 238,56 = 624,56; Kind von 8: 207 + 238,56 − Kindergeld 154 − Unterhalt
    // 249 = 42,56; zusammen 667,12. Mit 276,95 der Mutter: 390,17.
    // Auf volle Euro gerundet: 625 und 43.
    let eltern = [Some(A), None];
    let kind = || {
        let k = kind("1997-02-01", eltern);
        mit(k, &[kindergeld("154.00"), andere(Einnahme::Unterhalt, "249.00")])
    };
    let mutter = || allein(mensch("1970-03-03"));
    let e = rechne(&lage("2005-04", [mutter(), kind()], "477.12"));
    assert_eq!(e.personen[0].mehrbedarf.alleinerziehend.als_text(), "41.00");
    assert_eq!(e.ansprueche(), ["624.56", "42.56"]);
    assert_eq!(e.anspruch(), "667.12");
    let rundung: Vec<i64> = e.personen.iter().map(|p| p.rundung.unterschied.cent()).collect();
    assert_eq!(rundung, [44, 44]);
    // 306,95 weniger 30 € Pauschale (§ 3 Nr. 1 Alg II-V) sind 276,95.
    let mutter = mit(mutter(), &[andere(Einnahme::Sonstiges, "306.95")]);
    let e = rechne(&lage("2005-04", [mutter, kind()], "477.12"));
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "276.95");
    assert_eq!(e.anspruch(), "390.17");
}

#[test]
fn mehrbedarfe_sind_bis_ende_2011_volle_euro() {
    // § 77 Abs. 5: 36 % von 364 = 131,04 → 131; Warmwasser 2,3 % von 364 = 8,37 → 8; der Anspruch selbst ist
    // ab 04/2011 auf den Cent (§ 41 Abs. 2). 2012: 36 % von 374 = 134,64; 2,3 % von 374 = 8,60.
    let faelle = [("2011-12", "131.00", "8.00"), ("2012-01", "134.64", "8.60")];
    for (zeit, alleinerziehend, warmwasser) in faelle {
        let kinder = [kind("2008-01-01", [Some(A), None])];
        let personen = [allein(mensch("1980-01-01"))].into_iter().chain(kinder);
        let mut l = lage(zeit, personen, "300.10");
        l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
        let e = rechne(&l);
        let mehrbedarf = e.personen[0].mehrbedarf;
        assert_eq!(mehrbedarf.alleinerziehend.als_text(), alleinerziehend, "{zeit}");
        assert_eq!(mehrbedarf.warmwasser.als_text(), warmwasser, "{zeit}");
        assert_eq!(e.personen[0].rundung.unterschied.cent(), 0, "{zeit}");
    }
}

#[test]
fn e2_mutter_mit_zwei_kindern_2006() {
    // BSG B 14 AS 171/10 R, nur die Verteilung: Regelleistung 311 (Partner mit AsylbLG-Leistungen), Kinder
    // 207, Unterkunft je 175,12, Kindergeld je 154, Lohn 165: frei 100 + 20 % von 65 = 113 → 52.
    // Bedarfe 486,12 und nach Kindergeld 2 · 228,12; 52 verteilt nach 486,12/942,36 und 228,12/942,36:
    // 26,82 und 12,59; Ansprüche 459,30, 215,53, 215,53.
    let [mut mutter, mut partner] = paar("1970-01-01", "1971-01-01");
    (mutter.partner, partner.partner) = (Some(D), Some(A));
    let mutter = mit(mutter, &[lohn("165.00", "165.00")]);
    // Der Partner rechnet hier als Altersrentner ohne Einkommen: die Stufe 2 bleibt, wie im Urteil.
    partner.ausgeschlossen = Some(Ausschluss::Altersrente);
    let kind = || mit(kind("2000-02-01", [Some(A), Some(D)]), &[kindergeld("154.00")]);
    let e = rechne(&lage("2006-06", [mutter, kind(), kind(), partner], "700.48"));
    assert_eq!(e.personen[0].einkommen.frei().als_text(), "113.00");
    assert_eq!(e.personen[0].einkommen.summe.als_text(), "52.00");
    assert_eq!(e.ansprueche()[..3], ["459.30", "215.53", "215.53"]);
}

#[test]
fn e4_kopfteil_und_teilmonat_2016() {
    // SG Halle S 5 AS 2197/16: 455,70 / 4 = 113,925 → 113,93; 404 + 113,93 = 517,93. Mehrbedarf 12 % von
    // 404 = 48,48; 9 von 30 Tagen: 14,544 → 14,54.
    let mut l = lage("2016-06", [mensch("1980-01-01")], "455.70");
    l.wohnungen[0].bewohner = Some(4);
    let e = rechne(&l);
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "113.93");
    assert_eq!(e.anspruch(), "517.93");
    let mut gast = kind("2005-06-01", [Some(A), None]);
    (gast.von, gast.bis) = (Some(tag("2016-06-01")), Some(tag("2016-06-09")));
    let e = rechne(&lage("2016-06", [allein(mensch("1980-01-01")), gast], "0.00"));
    assert_eq!(e.personen[0].mehrbedarf.alleinerziehend.als_text(), "14.54");
}

#[test]
fn e5_ein_weiterer_tag_zu_besuch_2012() {
    // SG Halle S 32 AS 5010/12: ein Tag Stufe 5 aus 251 = 8,3667 → 8,37; 12 % von 374 = 44,88, davon
    // 1/30 = 1,496 → 1,50.
    let gast = Person { zu_besuch_tage: Some(1), ..kind("2003-06-01", [Some(A), None]) };
    let e = rechne(&lage("2012-05", [mensch("1975-01-01"), gast], "0.00"));
    assert_eq!(e.personen[1].regelbedarf.summe.als_text(), "8.37");
    let mut einen_tag = kind("2003-06-01", [Some(A), None]);
    // Der 30. statt des 31.: wer den ganzen Monat da ist, hat immer 30 Tage (ADR 0005).
    (einen_tag.von, einen_tag.bis) = (Some(tag("2012-05-30")), Some(tag("2012-05-30")));
    let e = rechne(&lage("2012-05", [allein(mensch("1975-01-01")), einen_tag], "0.00"));
    assert_eq!(e.personen[1].regelbedarf.summe.als_text(), "8.37");
    assert_eq!(e.personen[0].mehrbedarf.alleinerziehend.als_text(), "1.50");
}

#[test]
fn e6_achtzig_prozent_minderung_2010() {
    // BayLSG L 16 AS 383/11: 359 + 135 = 494; 80 % von 359 = 287,20; bleibt 206,80.
    // Zweite Pflichtverletzung 60 % und zwei Meldeversäumnisse zu 10 % (§ 32 Abs. 2 a. F.: kommt hinzu).
    let mut person = mensch("1970-01-01");
    person.minderungen = vec![
        minderung(MinderungArt::Pflichtverletzung, "2010-04-20", 2, "2010-05"),
        minderung(MinderungArt::Meldeversaeumnis, "2010-04-01", 1, "2010-05"),
        minderung(MinderungArt::Meldeversaeumnis, "2010-04-15", 2, "2010-05"),
    ];
    let e = rechne(&lage("2010-06", [person], "135.00"));
    assert_eq!(e.anspruch(), "494.00");
    assert_eq!(e.personen[0].minderung.summe.als_text(), "287.20");
    assert_eq!(e.auszahlung(), "206.80");
}

#[test]
fn e7_e8_alleinstehend_2014_bis_2019() {
    // SG München S 46 AS 785/19 ER: 416 + 570 = 986; 424 + 570 = 994. BayLSG L 11 AS 904/18: 391 + 45,60
    // = 436,60; 399 + 45,60 = 444,60.
    let faelle = [
        ("2018-06", "570.00", "986.00"),
        ("2019-06", "570.00", "994.00"),
        ("2014-12", "45.60", "436.60"),
        ("2015-01", "45.60", "444.60"),
    ];
    for (zeit, miete, erwartet) in faelle {
        let e = rechne(&lage(zeit, [mensch("1980-01-01")], miete));
        assert_eq!(e.anspruch(), erwartet, "{zeit}");
        assert!(e.offen.is_empty(), "{zeit}: {:?}", e.offen);
    }
}

#[test]
fn der_freibetrag_hat_seit_2005_vier_fassungen() {
    // § 30 a. F. bis 09/2005: 15 % bis 400, 30 % bis 900, 15 % bis 1 500, mal bereinigtes Netto durch
    //   Brutto (§ 3 Abs. 2 Alg II-V). 1 000 brutto, 800 netto: bereinigt 800 − 30 − 15,33 = 754,67;
    //   60 + 150 + 15 = 225; 225 · 754,67 / 1 000 = 169,80; angerechnet 754,67 − 169,80 = 584,87.
    // Ab 10/2005: 100 + 20 % von 700 + 10 % von 200 = 260; 540.
    // Ab 07/2011: 100 + 20 % von 900 = 280; 520.
    // Ab 07/2023: 100 + 84 + 144 = 328; 472.
    let faelle = [
        ("2005-09", "215.13", "584.87"),
        ("2005-10", "260.00", "540.00"),
        ("2011-06", "260.00", "540.00"),
        ("2011-07", "280.00", "520.00"),
        ("2023-06", "280.00", "520.00"),
        ("2023-07", "328.00", "472.00"),
    ];
    for (zeit, frei, zaehlt) in faelle {
        let person = mit(mensch("1960-01-01"), &[lohn("1000.00", "800.00")]);
        let e = rechne(&lage(zeit, [person], "600.00"));
        let einkommen = e.personen[0].einkommen;
        assert_eq!(
            (einkommen.frei().als_text(), einkommen.summe.als_text()),
            (frei.to_owned(), zaehlt.to_owned()),
            "{zeit}"
        );
    }
}

#[test]
fn die_pauschale_fuer_werbungskosten_zaehlt_bis_juli_2016_im_nachweis() {
    // § 6 Abs. 1 Nr. 3 a Alg II-V: 15,33 € statt nachgewiesener Werbungskosten. Brutto 500, Kfz 60:
    // 30 + 60 + 15,33 = 105,33 > 100; ab 08/2016 nur 90, also 100 (§ 11b Abs. 2 Satz 2).
    for (zeit, grundbetrag) in [("2016-07", "105.33"), ("2016-08", "100.00")] {
        let mut person = mit(mensch("1980-01-01"), &[lohn("500.00", "450.00")]);
        person.absetzungen =
            [Absetzung { art: AbsetzungArt::KfzHaftpflicht, betrag: cent("60.00") }].into();
        let e = rechne(&lage(zeit, [person], "600.00"));
        assert_eq!(e.personen[0].einkommen.grundbetrag.als_text(), grundbetrag, "{zeit}");
    }
}

/// Was vom Vermögen der Personen für den Bedarf einzusetzen ist.
fn einsatz(zeit: &str, bewilligung_ab: &str, personen: Vec<Person>) -> Vec<String> {
    let mut l = lage(zeit, personen, "3000.00");
    l.bewilligung_ab = tag(bewilligung_ab);
    l.leistungsbezug_seit = l.bewilligung_ab.monat();
    rechne(&l).personen.iter().map(|p| p.vermoegen.einsatz.als_text()).collect()
}

#[test]
fn das_vermoegen_hatte_einen_freibetrag_je_lebensjahr() {
    // § 12 Abs. 2 a. F. und 750 € für Anschaffungen. Jeweils 1 € mehr als der Freibetrag.
    let faelle = [
        // 2005: 200 je Jahr; 30 Jahre 6 000 + 750; mindestens 4 100 (18 Jahre: 3 600); vor 1948: 520.
        ("2005-06", "1975-02-01", "6751.00"),
        ("2005-06", "1987-02-01", "4851.00"),
        ("2005-06", "1945-02-01", "31951.00"),
        // Ab 08/2006: 150 je Jahr: 31 Jahre 4 650; höchstens 9 750.
        ("2006-08", "1975-02-01", "5401.00"),
        ("2007-06", "1948-02-01", "9601.00"),
        // Ab 2008: höchstens 9 750, 9 900, 10 050 nach Jahrgang; mindestens 3 100.
        ("2022-12", "1957-12-31", "10501.00"),
        ("2022-12", "1958-01-02", "10351.00"),
        ("2019-06", "1990-02-01", "5101.00"),
        ("2019-06", "2000-02-01", "3851.00"),
    ];
    for (zeit, geboren, vermoegen) in faelle {
        // 65 Jahre: 67 · 150 = 10 050, höchstens 9 750 (vor 1958); 1958: 64 · 150 = 9 600.
        let bewilligung = if zeit == "2022-12" { "2022-05-01" } else { "2005-01-01" };
        let person = vermoegend(mensch(geboren), vermoegen);
        let person = Person { erwerbsfaehig: None, ..person };
        assert_eq!(einsatz(zeit, bewilligung, vec![person]), ["1.00"], "{zeit} {geboren}");
    }
}

#[test]
fn partner_teilten_ihre_freibetraege_kinder_nur_den_fuer_anschaffungen() {
    // 06/2019, je 40 Jahre: 2 · (6 000 + 750), dazu 750 des Kindes = 14 250; das Kind hat 3 850 für sich.
    let eltern = [Some(A), Some(B)];
    let familie = |a: &str, k: &str| {
        let [erste, zweite] = paar("1979-02-01", "1979-03-01");
        vec![vermoegend(erste, a), zweite, vermoegend(kind("2012-01-01", eltern), k)]
    };
    assert_eq!(einsatz("2019-06", "2019-06-01", familie("14250.00", "0.00")), ["0.00"; 3]);
    assert_eq!(einsatz("2019-06", "2019-06-01", familie("14251.00", "0.00"))[0], "1.00");
    assert_eq!(einsatz("2019-06", "2019-06-01", familie("0.00", "3851.00"))[2], "1.00");
    // Hat das Kind selbst 3 500, bleiben für die Eltern nur 350 davon.
    assert_eq!(einsatz("2019-06", "2019-06-01", familie("13850.00", "3500.00"))[0], "0.00");
    assert_eq!(einsatz("2019-06", "2019-06-01", familie("13851.00", "3500.00"))[0], "1.00");
}

#[test]
fn in_der_pandemie_zaehlte_vermoegen_sechs_monate_nicht() {
    // § 67 Abs. 2 a. F.: Bewilligungszeitraum ab 01.04.2020; bis September zählt nichts, danach § 12.
    // 41 Jahre · 150 + 750 = 6 900. Über 60 000 € [M] bleibt eine Frage und nichts zählt.
    let person = |betrag: &str| vec![vermoegend(mensch("1979-01-01"), betrag)];
    assert_eq!(einsatz("2020-09", "2020-04-01", person("20000.00")), ["0.00"]);
    assert_eq!(einsatz("2020-10", "2020-04-01", person("6901.00")), ["1.00"]);
    assert_eq!(einsatz("2020-04", "2020-02-01", person("6901.00")), ["1.00"]);
    let mut l = lage("2020-05", person("60001.00"), "400.00");
    l.bewilligung_ab = tag("2020-05-01");
    let e = rechne(&l);
    assert_eq!(e.anspruch(), "832.00");
    assert_eq!(e.offen, [Offen::AlteFassung(AlteRegel::ErheblichesVermoegen, None)]);
    // Seit 2023 gilt § 12 neu auch in laufenden Bewilligungszeiträumen: Karenzzeit, 40 000.
    assert_eq!(einsatz("2023-02", "2022-10-01", person("40001.00")), ["1.00"]);
}

#[test]
fn in_der_pandemie_galt_die_miete_sechs_monate_als_angemessen() {
    // § 67 Abs. 3 a. F.: Grenze 400, Miete 700, mitgeteilt im Bewilligungszeitraum (ab 01.04.2020). Bis
    // September 700; die sechs Monate des § 22 Abs. 1 Satz 3 a. F. laufen erst danach (Satz 2): bis März
    // 2021; ab April 2021 (noch derselbe Bewilligungszeitraum) 400. War die Frist schon davor um: 400.
    let faelle = [
        ("2020-09", "2020-04-15", "700.00"),
        ("2021-03", "2020-04-15", "700.00"),
        ("2021-04", "2020-04-15", "400.00"),
        ("2020-05", "2019-06-15", "400.00"),
    ];
    for (zeit, belehrt, erwartet) in faelle {
        let mut l = lage(zeit, [mensch("1980-01-01")], "700.00");
        l.bewilligung_ab = tag("2020-04-01");
        l.leistungsbezug_seit = monat("2019-04");
        let grenze = Some(cent("400.00"));
        l.wohnungen[0].angemessen =
            Some(Angemessen::Getrennt { bruttokalt: grenze, heizung: None });
        l.wohnungen[0].kostensenkung =
            Some(Kostensenkung { belehrt_am: tag(belehrt), unzumutbar_bis: None });
        let e = rechne(&l);
        assert_eq!(e.personen[0].unterkunft.summe.als_text(), erwartet, "{zeit}");
    }
}

/// Auszahlung im Monat bei einer Minderung.
fn gemindert(zeit: &str, geboren: &str, minderungen: Vec<Minderung>) -> (String, Vec<Offen>) {
    let person = Person { minderungen, ..mensch(geboren) };
    let e = rechne(&lage(zeit, [person], "300.00"));
    (e.auszahlung(), e.offen)
}

#[test]
fn minderungen_folgten_bis_2022_vier_fassungen() {
    use MinderungArt::{Meldeversaeumnis as Meldung, Pflichtverletzung as Pflicht};
    // Anspruch: Regelbedarf des Jahres + 300.
    // Bis 04.11.2019 (Fassung vom 22.12.2022): 30, 60, alles; drei Monate; Meldeversäumnis 10 % drei
    //   Monate. 2018: 416 + 300 = 716; 30 % = 124,80; 60 % = 249,60; 10 % = 41,60.
    // Ab 05.11.2019 (BVerfG 1 BvL 7/16): höchstens 30 % zusammen. 2020: 432; 129,60.
    // 07 bis 12/2022 (§ 84): keine; Meldeversäumnis erst das wiederholte, 10 % von 449 = 44,90.
    let faelle = [
        ("2018-05", "1980-01-01", Pflicht, "2018-04-10", 1, "2018-05", "591.20"),
        ("2018-07", "1980-01-01", Pflicht, "2018-04-10", 1, "2018-05", "591.20"),
        ("2018-08", "1980-01-01", Pflicht, "2018-04-10", 1, "2018-05", "716.00"),
        ("2018-05", "1980-01-01", Pflicht, "2018-04-10", 2, "2018-05", "466.40"),
        ("2018-05", "1980-01-01", Pflicht, "2018-04-10", 3, "2018-05", "0.00"),
        ("2018-05", "1995-01-01", Pflicht, "2018-04-10", 1, "2018-05", "300.00"),
        ("2018-05", "1995-01-01", Pflicht, "2018-04-10", 2, "2018-05", "0.00"),
        ("2018-07", "1980-01-01", Meldung, "2018-04-10", 1, "2018-05", "674.40"),
        ("2020-05", "1980-01-01", Pflicht, "2020-04-10", 3, "2020-05", "602.40"),
        ("2020-05", "1997-01-01", Pflicht, "2020-04-10", 1, "2020-05", "602.40"),
        ("2022-09", "1980-01-01", Pflicht, "2022-08-10", 2, "2022-09", "749.00"),
        ("2022-09", "1980-01-01", Meldung, "2022-08-10", 1, "2022-09", "749.00"),
        ("2022-09", "1980-01-01", Meldung, "2022-08-10", 2, "2022-09", "704.10"),
    ];
    for (zeit, geboren, art, am, folge, ab, erwartet) in faelle {
        let (auszahlung, _) = gemindert(zeit, geboren, vec![minderung(art, am, folge, ab)]);
        assert_eq!(auszahlung, erwartet, "{zeit} {geboren} {art:?} {folge}");
    }
    // Zusammen höchstens 30 %: 30 + 10 % bleiben 129,60 von 432.
    let beide = vec![
        minderung(Pflicht, "2020-04-10", 1, "2020-05"),
        minderung(Meldung, "2020-04-11", 1, "2020-05"),
    ];
    assert_eq!(gemindert("2020-05", "1980-01-01", beide).0, "602.40");
}

#[test]
fn nach_dem_urteil_ist_mehr_als_30_prozent_eine_frage() {
    // Pflichtverletzung vom 10.09.2019 (60 %), Monate Oktober bis Dezember 2019: 424 + 300; 60 % = 254,40;
    // ab Dezember höchstens 30 % = 127,20 und eine Frage.
    let angabe = || vec![minderung(MinderungArt::Pflichtverletzung, "2019-09-10", 2, "2019-10")];
    let frage = Offen::AlteFassung(AlteRegel::MinderungUeber30, Some(A));
    assert_eq!(gemindert("2019-10", "1980-01-01", angabe()), ("469.60".to_owned(), vec![]));
    assert_eq!(gemindert("2019-11", "1980-01-01", angabe()), ("469.60".to_owned(), vec![]));
    assert_eq!(gemindert("2019-12", "1980-01-01", angabe()), ("596.80".to_owned(), vec![frage]));
}

#[test]
fn wer_die_pflicht_nachholte_bekam_mehr_zurueck() {
    let angabe = |am: &str, folge: u8, ab: &str, erfuellt: &str| {
        let m = minderung(MinderungArt::Pflichtverletzung, am, folge, ab);
        vec![Minderung { aufgehoben_ab: Some(tag(erfuellt)), ..m }]
    };
    // 2018, dritte Stufe, erfüllt am 16.05.: 15 Tage alles (716 · 15/30 = 358), 15 Tage 60 % (249,60 ·
    // 15/30 = 124,80): 716 − 482,80 = 233,20, und eine Frage (§ 31a Abs. 1 Satz 6 a. F.: „kann“).
    let frage = Offen::AlteFassung(AlteRegel::MinderungErfuellt, Some(A));
    let drei = gemindert("2018-05", "1980-01-01", angabe("2018-04-10", 3, "2018-05", "2018-05-16"));
    assert_eq!(drei, ("233.20".to_owned(), vec![frage]));
    // Erste Stufe: die Erfüllung änderte nichts: 716 − 124,80.
    let eins = gemindert("2018-06", "1980-01-01", angabe("2018-04-10", 1, "2018-05", "2018-05-16"));
    assert_eq!(eins, ("591.20".to_owned(), vec![]));
    // 2020: sie endet am Tag der Erfüllung: 15 Tage von 129,60 = 64,80; 732 − 64,80.
    let neu = gemindert("2020-05", "1980-01-01", angabe("2020-04-10", 1, "2020-05", "2020-05-16"));
    assert_eq!(neu, ("667.20".to_owned(), vec![]));
}

#[test]
fn das_darlehen_kostete_bis_juni_2023_zehn_prozent() {
    // § 42a Abs. 2: 10 % von 502 = 50,20; ab 07/2023 5 % = 25,10.
    for (zeit, rate) in [("2016-05", "40.40"), ("2023-06", "50.20"), ("2023-07", "25.10")] {
        let mut l = lage(zeit, [mensch("1980-01-01")], "300.00");
        l.aufrechnungen.push(Aufrechnung {
            person: A,
            art: AufrechnungArt::Darlehen,
            grund: AufrechnungGrund::Sonst,
            rest: cent("1000.00"),
            streitig: false,
            erklaert: true,
        });
        assert_eq!(rechne(&l).personen[0].aufrechnung.darlehen.als_text(), rate, "{zeit}");
    }
}

#[test]
fn einmalzahlungen_stehen_neben_der_auszahlung() {
    // § 70: 150 € im Mai 2021 für Stufe 1 und 2, Stufe 3 ohne Kindergeld. § 71 Abs. 2: 100 € im August
    // 2021 unter 18. § 73: 200 € im Juli 2022 für Stufe 1 und 2.
    let eltern = [Some(A), None];
    let familie = |mit_kindergeld: bool| {
        let gross = kind("2001-01-01", eltern);
        let gross = if mit_kindergeld { mit(gross, &[kindergeld("219.00")]) } else { gross };
        [allein(mensch("1975-01-01")), gross, kind("2010-01-01", eltern)]
    };
    let faelle = [
        ("2021-04", false, ["0.00", "0.00", "0.00"]),
        ("2021-05", false, ["150.00", "150.00", "0.00"]),
        ("2021-05", true, ["150.00", "0.00", "0.00"]),
        ("2021-08", true, ["0.00", "0.00", "100.00"]),
        ("2022-07", true, ["200.00", "0.00", "0.00"]),
        ("2022-08", true, ["0.00", "0.00", "0.00"]),
    ];
    for (zeit, mit_kindergeld, erwartet) in faelle {
        let e = rechne(&lage(zeit, familie(mit_kindergeld), "500.00"));
        let einmal: Vec<String> =
            e.personen.iter().map(|p| p.einmalzahlung.betrag.als_text()).collect();
        assert_eq!(einmal, erwartet, "{zeit}");
    }
    let reich = mit(mensch("1975-01-01"), &[andere(Einnahme::Sonstiges, "3000.00")]);
    let e = rechne(&lage("2022-07", [reich], "500.00"));
    assert!(e.personen[0].einmalzahlung.betrag.ist_null(), "nur mit Anspruch");
}

#[test]
fn was_in_alten_monaten_fehlt_wird_gefragt() {
    let heizung = |zeit: &str| {
        let mut l = lage(zeit, [mensch("1980-01-01")], "300.00");
        l.wohnungen[0].heizung = cent("50.00");
        l.leistungsbezug_seit = monat("2005-01");
        rechne(&l).offen
    };
    assert_eq!(heizung("2010-12"), [Offen::AlteFassung(AlteRegel::Warmwasser, None)]);
    assert_eq!(heizung("2011-01"), []);
    let foerderung = |zeit: &str| {
        let person = mit(mensch("1980-01-01"), &[andere(Einnahme::Bafoeg, "200.00")]);
        rechne(&lage(zeit, [person], "300.00")).offen
    };
    assert_eq!(foerderung("2016-07"), [Offen::AlteFassung(AlteRegel::Ausbildung, Some(A))]);
    assert_eq!(foerderung("2016-08"), []);
    // § 24 a. F.: in den ersten zwei Jahren des Bezugs, bis 2010.
    let zuschlag = rechne(&lage("2010-06", [mensch("1980-01-01")], "300.00")).offen;
    assert_eq!(zuschlag, [Offen::AlteFassung(AlteRegel::Zuschlag, None)]);
}

#[test]
fn vor_2005_gibt_es_kein_recht() {
    let recht = recht();
    let l = lage("2004-12", [mensch("1960-01-01")], "300.00");
    let fehler = berechne(&l, recht, &mut Werkbank::neu()).unwrap_err().to_string();
    assert!(fehler.contains("2005"), "{fehler}");
}
