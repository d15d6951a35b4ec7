//! Die Gründe der Bedarfe und der Verteilung (§§ 9, 12, 19 bis 22), wie sie im Bescheid stehen. Die
//! Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::*;
use law::measure::Cent;

use crate::hilfe::*;

#[test]
fn verteilung_und_anspruch_nennen_jeden_betrag() {
    // § 9 Abs. 2 Satz 3: 2 · (506 + 300) = 1 612; Arbeitslosengeld 836 − 30 = 806; je 403 ungedeckt.
    // § 19 Abs. 3 Satz 2: 403 zuerst gegen 506 (Bund 103), die Unterkunft bleibt ganz (300).
    let [a, b] = paar("1980-01-01", "1980-01-01");
    let a = mit(a, &[andere(Einnahme::Arbeitslosengeld, "836.00")]);
    let e = rechne(&lage("2026-09", [a, b], "600.00"));
    for person in &e.personen {
        assert_eq!(
            zeilen(&person.hilfe.beleg()),
            [
                "§ 9 Abs. 2 Satz 3 SGB II | Ungedeckter Bedarf nach der Verteilung | 403,00 €",
                "  § 9 Abs. 2 Satz 3 SGB II | Bedarf in der Verteilung | 806,00 €",
                "  § 9 Abs. 2 Satz 3 SGB II | Summe der Bedarfe der Bedarfsgemeinschaft | 1.612,00 €",
                "  § 9 Abs. 2 Satz 3 SGB II | Einkommen und Vermögen, das verteilt wird | 806,00 €",
            ]
        );
        assert_eq!(
            zeilen(&person.anspruch.beleg()),
            [
                "§ 19 SGB II | Anspruch | 403,00 €",
                "  § 19 Abs. 1 SGB II | Bedarf | 806,00 €",
                "  § 19 Abs. 3 SGB II | abzüglich: angerechnet | 403,00 €",
                "  § 19 Abs. 3 Satz 2 SGB II | davon Bund | 103,00 €",
                "  § 19 Abs. 3 Satz 2 SGB II | davon Kommune | 300,00 €",
            ]
        );
    }
}

#[test]
fn das_vermoegen_nennt_die_fassung_des_freibetrags() {
    // § 12 Abs. 2: mit 40 12 500; bis 30.06.2026 in der Karenzzeit 40 000 (Abs. 3, 4 a. F.), danach 15 000.
    let faelle = [
        ("2026-07-01", "2026-09", "13000.00", "12.500,00", "500,00", "§ 12 Abs. 2 SGB II"),
        (
            "2026-06-01",
            "2026-01",
            "41000.00",
            "40.000,00",
            "1.000,00",
            "§ 12 Abs. 3, 4 SGB II a. F.",
        ),
        ("2026-06-01", "2025-01", "15100.00", "15.000,00", "100,00", "§ 12 Abs. 2 SGB II"),
    ];
    for (bewilligung, seit, vermoegen, frei, einsatz, norm) in faelle {
        let person = Person { vermoegen: cent(vermoegen), ..mensch("1986-01-01") };
        let mut l = lage("2026-09", [person], "1000.00");
        (l.bewilligung_ab, l.leistungsbezug_seit) = (tag(bewilligung), monat(seit));
        assert_eq!(
            zeilen(&rechne(&l).personen[0].vermoegen.beleg()),
            [
                format!("{norm} | Einzusetzendes Vermögen | {einsatz} €"),
                format!("  § 12 Abs. 1 SGB II | Vermögen | {}", cent(vermoegen)),
                format!("  {norm} | abzüglich: Freibetrag | {frei} €"),
                format!("  {norm} | abzüglich: von anderen übertragen | 0,00 €"),
            ]
        );
    }
}

#[test]
fn der_regelbedarf_nennt_stufe_norm_und_tage() {
    // Anlage zu § 28 SGB XII 2026: 563, 506, 451, 471, 390, 357.
    let eltern = [Some(A), Some(B)];
    let [a, b] = paar("1970-01-01", "1972-01-01");
    let kinder = ["2006-01-01", "2010-01-01", "2018-01-01", "2023-01-01"];
    let kinder = kinder.map(|geboren| kind(geboren, eltern));
    let e = rechne(&lage("2026-09", [a, b].into_iter().chain(kinder), "900.00"));
    let belege: Vec<String> =
        e.personen.iter().flat_map(|p| zeilen(&p.regelbedarf.beleg())).collect();
    assert_eq!(
        belege,
        [
            "§ 20 Abs. 4 SGB II | Regelbedarf (Regelbedarfsstufe 2) | 506,00 €",
            "§ 20 Abs. 4 SGB II | Regelbedarf (Regelbedarfsstufe 2) | 506,00 €",
            "§ 20 Abs. 2 Satz 2 Nr. 2, Abs. 3 SGB II | Regelbedarf (Regelbedarfsstufe 3) | 451,00 €",
            "§ 20 Abs. 2 Satz 2 Nr. 1, § 23 Nr. 1 SGB II | Regelbedarf (Regelbedarfsstufe 4) | \
             471,00 €",
            "§ 23 Nr. 1 SGB II | Regelbedarf (Regelbedarfsstufe 5) | 390,00 €",
            "§ 23 Nr. 1 SGB II | Regelbedarf (Regelbedarfsstufe 6) | 357,00 €",
        ]
    );
    let allein = |person| {
        zeilen(&rechne(&lage("2026-09", [person], "0.00")).personen[0].regelbedarf.beleg())
    };
    assert_eq!(
        allein(mensch("1980-01-01")),
        ["§ 20 Abs. 2 Satz 1 SGB II | Regelbedarf (Regelbedarfsstufe 1) | 563,00 €"]
    );
    // § 41 Abs. 1: 563 · 14/30 = 262,73.
    assert_eq!(
        allein(Person { bis: Some(tag("2026-09-14")), ..mensch("1980-01-01") }),
        [
            "§§ 20, 23, § 41 Abs. 1 SGB II | Regelbedarf | 262,73 €",
            "  § 20 Abs. 2 Satz 1 SGB II | Regelbedarfsstufe 1: 14 von 30 Tagen aus 563,00 € | \
             262,73 €",
        ]
    );
    // 18 am 15.09.: 451 · 16/30 = 240,5333, 471 · 14/30 = 219,80; zusammen 460,33.
    let e = rechne(&lage(
        "2026-09",
        [mensch("1980-01-01"), kind("2008-09-15", [Some(A), None])],
        "600.00",
    ));
    assert_eq!(
        zeilen(&e.personen[1].regelbedarf.beleg()),
        [
            "§§ 20, 23, § 41 Abs. 1 SGB II | Regelbedarf | 460,33 €",
            "  § 20 Abs. 2 Satz 2 Nr. 2, Abs. 3 SGB II | Regelbedarfsstufe 3: 16 von 30 Tagen aus \
             451,00 € | 240,53 €",
            "  § 20 Abs. 2 Satz 2 Nr. 1, § 23 Nr. 1 SGB II | Regelbedarfsstufe 4: 14 von 30 Tagen aus \
             471,00 € | 219,80 €",
        ]
    );
    let fort = Person { bis: Some(tag("2026-08-31")), ..mensch("1980-01-01") };
    assert_eq!(allein(fort), ["§ 20 SGB II | Regelbedarf | 0,00 €"]);
}

#[test]
fn jeder_mehrbedarf_steht_mit_seinem_absatz() {
    // 17 % von 563 = 95,71; 36 % = 202,68; 35 % = 197,05; Zöliakie 20 % = 112,60: zusammen 608,04, 45,04
    // über 563 (Absatz 8). Dazu 80 + 25 + 2,3 % = 12,95: 680,95.
    let mut mutter = mensch("1990-01-01");
    mutter.alleinerziehend = Some(Alleinerziehend::Ja);
    mutter.mehrbedarfe = vec![
        Mehrbedarf::Schwangerschaft { entbindung: tag("2026-10-20") },
        Mehrbedarf::Behinderung,
        Mehrbedarf::ErnaehrungNach(Diagnose::Zoeliakie),
        Mehrbedarf::Unabweisbar(cent("80.00")),
        Mehrbedarf::Schulbuecher(cent("25.00")),
    ]
    .into();
    let mut l = lage("2026-09", [mutter, kind("2022-01-01", [Some(A), None])], "500.00");
    l.wohnungen[0].warmwasser = Warmwasser::Dezentral;
    assert_eq!(
        zeilen(&rechne(&l).personen[0].mehrbedarf.beleg()),
        [
            "§ 21 SGB II | Mehrbedarfe | 680,95 €",
            "  § 21 Abs. 2 SGB II | Schwangerschaft | 95,71 €",
            "  § 21 Abs. 3 SGB II | Alleinerziehend, 36 % der Regelbedarfsstufe 1 | 202,68 €",
            "  § 21 Abs. 4 SGB II | Teilhabe am Arbeitsleben | 197,05 €",
            "  § 21 Abs. 5 SGB II | Kostenaufwändige Ernährung | 112,60 €",
            "  § 21 Abs. 6 SGB II | Unabweisbarer Bedarf | 80,00 €",
            "  § 21 Abs. 6a SGB II | Schulbücher | 25,00 €",
            "  § 21 Abs. 7 SGB II | Warmwasser in der Wohnung | 12,95 €",
            "  § 21 Abs. 8 SGB II | davon nicht anerkannt, weil höher als der Regelbedarf | 45,04 €",
        ]
    );
    // § 23 Nr. 4: 17 % von 506 = 86,02.
    let [a, mut b] = paar("1980-01-01", "1980-01-01");
    (b.erwerbsfaehig, b.mehrbedarfe) = (Some(false), [Mehrbedarf::MerkzeichenG].into());
    assert_eq!(
        zeilen(&rechne(&lage("2026-09", [a, b], "500.00")).personen[1].mehrbedarf.beleg()),
        ["§ 21 SGB II | Mehrbedarfe | 86,02 €", "  § 23 Nr. 4 SGB II | Merkzeichen G | 86,02 €"]
    );
}

#[test]
fn die_unterkunft_nennt_was_anerkannt_ist_und_warum() {
    // § 22 Abs. 1 Satz 6: in der Karenzzeit 150 % von 500; danach und nach dem Verfahren 500, dazu 210.
    let wohnung = |zeit: &str, seit: &str, miete: &str| {
        let mut l = lage(zeit, [mensch("1980-01-01")], miete);
        (l.leistungsbezug_seit, l.bewilligung_ab) = (monat(seit), tag("2026-07-01"));
        l.wohnungen[0].angemessen =
            Some(Angemessen::Getrennt { bruttokalt: Some(cent("500.00")), heizung: None });
        l.wohnungen[0].kostensenkung =
            Some(Kostensenkung { belehrt_am: tag("2026-01-10"), unzumutbar_bis: None });
        l
    };
    let beleg = |l: &Lage| zeilen(&rechne(l).personen[0].unterkunft.beleg());
    assert_eq!(
        beleg(&wohnung("2026-07", "2026-07", "900.00")),
        [
            "§ 22 Abs. 1 SGB II | Unterkunft und Heizung (Kopfteil) | 750,00 €",
            "  § 22 Abs. 1 Satz 1 bis 3, 6 SGB II | Anerkannte laufende Kosten der Wohnung \
             (tatsächlich 900,00 €), geteilt durch 1 Köpfe | 750,00 €",
        ]
    );
    let mut l = wohnung("2026-08", "2024-01", "700.00");
    l.wohnungen[0].einmalig = cent("210.00");
    assert_eq!(
        beleg(&l),
        [
            "§ 22 Abs. 1 SGB II | Unterkunft und Heizung (Kopfteil) | 710,00 €",
            "  § 22 Abs. 1 Satz 1, 9 SGB II | Anerkannte laufende Kosten der Wohnung (tatsächlich \
             700,00 €), geteilt durch 1 Köpfe | 500,00 €",
            "  § 22 Abs. 1 SGB II | Nachforderung oder Brennstoff in diesem Monat | 210,00 €",
        ]
    );
    // Nur die Nachforderung; gar nichts; ohne Zusicherung (Absatz 5).
    let mut l = lage("2026-09", [mensch("1980-01-01")], "0.00");
    let leer = "§ 22 Abs. 1 SGB II | Unterkunft und Heizung (Kopfteil) | 0,00 €";
    assert_eq!(beleg(&l), [leer]);
    l.wohnungen[0].einmalig = cent("210.00");
    assert_eq!(
        beleg(&l),
        [
            "§ 22 Abs. 1 SGB II | Unterkunft und Heizung (Kopfteil) | 210,00 €",
            "  § 22 Abs. 1 SGB II | Nachforderung oder Brennstoff in diesem Monat | 210,00 €",
        ]
    );
    let person = Person { ohne_zusicherung: true, ..mensch("2003-01-01") };
    assert_eq!(
        beleg(&lage("2026-09", [person], "450.00")),
        [
            "§ 22 Abs. 5 SGB II | Unterkunft und Heizung: nicht anerkannt, ohne Zusicherung umgezogen | \
          0,00 €"
        ]
    );
}

#[test]
fn der_bescheid_einer_person_zeigt_nur_was_sie_betrifft() {
    // § 19: 563 + 437 = 1 000, ohne Einkommen, Vermögen, Minderung.
    let e = rechne(&lage("2026-09", [mensch("1980-01-01")], "437.00"));
    assert_eq!(
        zeilen(&e.personen[0].beleg("A")),
        [
            "§ 19 SGB II | A | 1.000,00 €",
            "  § 19 Abs. 1 Satz 3 SGB II | Bedarf | 1.000,00 €",
            "    § 20 Abs. 2 Satz 1 SGB II | Regelbedarf (Regelbedarfsstufe 1) | 563,00 €",
            "    § 22 Abs. 1 SGB II | Unterkunft und Heizung (Kopfteil) | 437,00 €",
            "      § 22 Abs. 1 Satz 1 bis 3, 6 SGB II | Anerkannte laufende Kosten der Wohnung \
             (tatsächlich 437,00 €), geteilt durch 1 Köpfe | 437,00 €",
            "  § 19 SGB II | Anspruch | 1.000,00 €",
            "    § 19 Abs. 1 SGB II | Bedarf | 1.000,00 €",
            "    § 19 Abs. 3 SGB II | abzüglich: angerechnet | 0,00 €",
            "    § 19 Abs. 3 Satz 2 SGB II | davon Bund | 563,00 €",
            "    § 19 Abs. 3 Satz 2 SGB II | davon Kommune | 437,00 €",
        ]
    );
    assert_eq!(e.personen[0].auszahlung(), Cent::euro(1000));
}
