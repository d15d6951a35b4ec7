//! §§ 70, 71, 73 a. F., § 72: Einmalzahlungen und Sofortzuschlag nach Stufe und Alter. Die Beträge nennt
//! das Gesetz.

use law::lage::{Alleinerziehend, Einnahme, Person};

use crate::hilfe::*;

#[test]
fn der_sofortzuschlag_haengt_an_stufe_und_alter() {
    // § 72 Abs. 1: 25 € unter 25 in Stufe 3 bis 6, auch nur an einem Tag; nicht in Stufe 1 oder 2.
    let von_a = [Some(A), None];
    let faelle = [
        ("allein, 24", vec![mensch("2002-09-02")], "0.00"),
        (
            "allein ohne Zusicherung, 24",
            vec![Person { ohne_zusicherung: true, ..mensch("2002-09-02") }],
            "25.00",
        ),
        ("Paar, beide 20", paar("2006-01-01", "2006-01-01").to_vec(), "0.00"),
        ("Kind, 24", vec![mensch("1970-01-01"), kind("2001-09-02", von_a)], "25.00"),
        ("Kind, am 16. 25", vec![mensch("1970-01-01"), kind("2001-09-16", von_a)], "25.00"),
        ("am Ersten 25", vec![mensch("1970-01-01"), kind("2001-09-01", von_a)], "0.00"),
        ("Kind, 3", vec![mensch("1970-01-01"), kind("2023-01-01", von_a)], "25.00"),
    ];
    for (fall, personen, erwartet) in faelle {
        let e = rechne(&lage("2026-09", personen, "600.00"));
        let zuletzt = e.personen.last().unwrap();
        assert_eq!(zuletzt.sofortzuschlag.betrag.als_text(), erwartet, "{fall}");
    }
}

#[test]
fn den_kinderfreizeitbonus_gab_es_unter_18_ohne_kinderzuschlag() {
    // § 71 Abs. 2 a. F.: 100 € im August 2021; am Ersten 18: nicht mehr; mit Kinderzuschlag zahlt die
    // Familienkasse.
    let faelle = [
        ("2003-08-01", false, "0.00"),
        ("2003-08-02", false, "100.00"),
        ("2010-01-01", false, "100.00"),
        ("2010-01-01", true, "0.00"),
    ];
    for (geboren, kinderzuschlag, erwartet) in faelle {
        let a = Person { alleinerziehend: Some(Alleinerziehend::Ja), ..mensch("1975-01-01") };
        let b = kind(geboren, [Some(A), None]);
        let kiz = andere(Einnahme::Kinderzuschlag, "100.00");
        let b = if kinderzuschlag { mit(b, &[kiz]) } else { b };
        let e = rechne(&lage("2021-08", [a, b], "500.00"));
        let betrag = e.personen[1].einmalzahlung.betrag.als_text();
        assert_eq!(betrag, erwartet, "{geboren} {kinderzuschlag}");
    }
}

#[test]
fn die_einmalzahlungen_gab_es_fuer_stufe_1_und_2_und_stufe_3_ohne_kindergeld() {
    // § 70 a. F.: 150 € im Mai 2021; § 73 a. F.: 200 € im Juli 2022, nur Stufe 1 und 2.
    for (zeit, erwachsen, stufe_3) in
        [("2021-05", "150.00", "150.00"), ("2022-07", "200.00", "0.00")]
    {
        let e = rechne(&lage(zeit, [mensch("1980-01-01")], "400.00"));
        assert_eq!(e.personen[0].einmalzahlung.betrag.als_text(), erwachsen, "{zeit}");
        let e = rechne(&lage(zeit, paar("1980-01-01", "1980-01-01"), "400.00"));
        let betraege = e.personen.iter().map(|p| p.einmalzahlung.betrag.als_text());
        assert_eq!(betraege.collect::<Vec<_>>(), [erwachsen, erwachsen], "{zeit}");
        let gross = kind("2001-01-01", [Some(A), None]);
        let e = rechne(&lage(zeit, [mensch("1975-01-01"), gross], "400.00"));
        assert_eq!(e.personen[1].einmalzahlung.betrag.als_text(), stufe_3, "{zeit}");
    }
}
