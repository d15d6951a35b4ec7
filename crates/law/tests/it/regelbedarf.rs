//! §§ 20, 23: die Stufe nach Alter, Partnerschaft und Tagen. Beträge 2026 (Anlage zu § 28 SGB XII):
//! 563, 506, 451, 471, 390, 357; ein Tag ist ein Dreißigstel (§ 41 Abs. 1).

use law::lage::{Ausschluss, Lage, Person};

use crate::hilfe::*;

fn regelbedarf(l: &Lage, nr: usize) -> String {
    rechne(l).personen[nr].regelbedarf.summe.als_text()
}

#[test]
fn die_stufe_des_kindes_wechselt_mit_6_14_18_und_25() {
    // (geboren, Regelbedarf im September): Geburtstag am Ersten, am 16., am Ersten des nächsten Monats.
    let faelle = [
        ("2020-10-01", "357.00"),
        ("2020-09-16", "373.50"), // 357/2 + 390/2
        ("2020-09-01", "390.00"),
        ("2012-10-01", "390.00"),
        ("2012-09-16", "430.50"), // 390/2 + 471/2
        ("2012-09-01", "471.00"),
        ("2008-10-01", "471.00"),
        ("2008-09-16", "461.00"), // 471/2 + 451/2
        ("2008-09-01", "451.00"),
        ("2001-10-01", "451.00"),
        ("2001-09-16", "507.00"), // 451/2 + 563/2
        ("2001-09-01", "563.00"),
    ];
    for (geboren, erwartet) in faelle {
        let l = lage("2026-09", [mensch("1970-01-01"), kind(geboren, [Some(A), None])], "600.00");
        assert_eq!(regelbedarf(&l, 1), erwartet, "{geboren}");
    }
}

#[test]
fn neben_einem_minderjaehrigen_partner_gilt_stufe_1() {
    // § 20 Abs. 2 Satz 1, Satz 2 Nr. 1, Abs. 4. (geboren A, geboren B, Regelbedarfe)
    let faelle = [
        ("2000-01-01", "2008-09-01", ["506.00", "506.00"]),
        ("2000-01-01", "2008-10-01", ["563.00", "471.00"]),
        // 18 am 16.: 15 Tage 563, dann 506; 15 Tage 471, dann 506.
        ("2000-01-01", "2008-09-16", ["534.50", "488.50"]),
        ("2009-01-01", "2009-01-01", ["563.00", "563.00"]),
        // § 23 Nr. 1: im 15. Lebensjahr Stufe 4, auch neben einem minderjährigen Partner.
        ("2009-01-01", "2011-10-01", ["563.00", "471.00"]),
    ];
    for (a, b, erwartet) in faelle {
        let l = lage("2026-09", paar(a, b), "600.00");
        let e = rechne(&l);
        let gerechnet: Vec<String> =
            e.personen.iter().map(|p| p.regelbedarf.summe.als_text()).collect();
        assert_eq!(gerechnet, erwartet, "{a} {b}");
    }
}

#[test]
fn der_partner_bestimmt_die_stufe_nur_solange_er_hier_lebt() {
    // § 20 Abs. 4; (Ausschluss, letzter Tag, Regelbedarf von A)
    let faelle = [
        (None, None, "506.00"),
        (Some(Ausschluss::Altersrente), None, "506.00"),
        (Some(Ausschluss::Studium), None, "506.00"),
        (Some(Ausschluss::NichtErreichbar), None, "506.00"),
        (Some(Ausschluss::Haft), None, "563.00"),
        (Some(Ausschluss::Stationaer), None, "563.00"),
        (Some(Ausschluss::Ausland), None, "563.00"),
        (Some(Ausschluss::Asylblg), None, "563.00"),
        (Some(Ausschluss::Haushaltsgemeinschaft), None, "563.00"),
        // 15 Tage 506 und 15 Tage 563.
        (None, Some("2026-09-15"), "534.50"),
    ];
    for (ausgeschlossen, bis, erwartet) in faelle {
        let [a, b] = paar("1985-01-01", "1985-01-01");
        let b = Person { ausgeschlossen, bis: bis.map(tag), ..b };
        let l = lage("2026-09", [a, b], "600.00");
        assert_eq!(regelbedarf(&l, 0), erwartet, "{ausgeschlossen:?} {bis:?}");
    }
}

#[test]
fn ohne_zusicherung_umgezogen_gilt_stufe_3_bis_zum_25_geburtstag() {
    // § 20 Abs. 3, § 22 Abs. 5: bis dahin auch keine Unterkunft. (geboren, ohne Zusicherung, Anspruch)
    let faelle = [
        ("2001-10-01", true, "451.00"),
        // 15 Tage 451; ab dem 16. 15 Tage 563 und 450: 225,50 + 281,50 + 225,00.
        ("2001-09-16", true, "732.00"),
        ("2001-09-01", true, "1013.00"),
        ("2001-10-01", false, "1013.00"),
    ];
    for (geboren, ohne_zusicherung, erwartet) in faelle {
        let person = Person { ohne_zusicherung, ..mensch(geboren) };
        let e = rechne(&lage("2026-09", [person], "450.00"));
        assert_eq!(e.anspruch(), erwartet, "{geboren} {ohne_zusicherung}");
    }
}

#[test]
fn ab_15_hat_wer_ohne_eltern_lebt_die_stufe_1() {
    // § 20 Abs. 2 Satz 1; mit 14 gibt es ohne erwerbsfähige Person keinen Anspruch (§ 7 Abs. 1, 2).
    for (geboren, erwartet) in
        [("2011-09-01", "563.00"), ("2011-01-01", "563.00"), ("2011-10-01", "0.00")]
    {
        let l = lage("2026-09", [mensch(geboren)], "0.00");
        assert_eq!(rechne(&l).anspruch(), erwartet, "{geboren}");
    }
}

#[test]
fn wer_mit_eigenem_kind_lebt_hat_bis_15_die_stufe_seines_alters() {
    // § 23 Nr. 1, § 20 Abs. 2 Satz 1: die junge Mutter B lebt mit dem Vater ihres Kindes (A, erwerbsfähig) in
    // einer Bedarfsgemeinschaft; ob beide ein Paar sind, ist eine Frage. Erst ab 15 ist sie erwerbsfähig.
    // (geboren B, Regelbedarf B)
    let faelle = [
        ("2012-10-01", "390.00"),
        ("2012-09-16", "430.50"), // 390/2 + 471/2
        ("2012-09-01", "471.00"),
        ("2011-10-01", "471.00"),
        ("2011-09-16", "517.00"), // 471/2 + 563/2
        ("2011-09-01", "563.00"),
    ];
    for (geboren, erwartet) in faelle {
        let enkel = kind("2026-01-01", [Some(A), Some(B)]);
        let l = lage("2026-09", [mensch("2005-01-01"), mensch(geboren), enkel], "600.00");
        assert_eq!(regelbedarf(&l, 1), erwartet, "{geboren}");
    }
}
