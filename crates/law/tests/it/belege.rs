//! Die Gründe, wie sie im Bescheid stehen: Norm, Text und Betrag jeder Zeile, in dieser Reihenfolge.
//! Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::{
    Absetzung, AbsetzungArt, Alleinerziehend, Ausbildung, Einkommen, Einnahme, Person,
};

use crate::hilfe::*;

fn absetzung(art: AbsetzungArt, betrag: &str) -> Absetzung {
    Absetzung { art, betrag: cent(betrag) }
}

/// Die Zeilen des Einkommens einer Person, die allein lebt.
fn einkommen(zeit: &str, person: Person) -> Vec<String> {
    zeilen(&rechne(&lage(zeit, [person], "437.00")).personen[0].einkommen.beleg())
}

#[test]
fn vom_lohn_gehen_grundbetrag_und_freibetrag_ab() {
    // 1 000 brutto, 800 netto: 100 + 20 % von 420 + 30 % von 480 = 328 frei; die dritte Stufe ist leer.
    let person = mit(mensch("1985-01-01"), &[lohn("1000.00", "800.00")]);
    let netto =
        "  § 11 Abs. 1, 2 SGB II | Netto aus Erwerbstätigkeit (brutto 1.000,00 €) | 800,00 €";
    let stufen = [
        "  § 11b Abs. 3 SGB II | abzüglich: Freibetrag für Erwerbstätige | 228,00 €",
        "    § 11b Abs. 3 Satz 2 SGB II | 20 % von 420,00 € | 84,00 €",
        "    § 11b Abs. 3 Satz 2 SGB II | 30 % von 480,00 € | 144,00 €",
    ];
    let kopf = "§§ 11 bis 11b SGB II | Einkommen | 472,00 €";
    let grund = "  § 11b Abs. 2 Satz 1 SGB II | abzüglich: Grundbetrag | 100,00 €";
    assert_eq!(einkommen("2026-09", person.clone()), [&[kopf, netto, grund][..], &stufen].concat());
    // § 11b Abs. 2 Satz 2: 30 + 60 + 90 = 180 statt 100; genau 100 (30 + 70) sind nicht mehr.
    let mehr = vec![
        absetzung(AbsetzungArt::KfzHaftpflicht, "60.00"),
        absetzung(AbsetzungArt::Werbungskosten, "90.00"),
    ];
    let kopf = "§§ 11 bis 11b SGB II | Einkommen | 392,00 €";
    let grund = "  § 11b Abs. 2 Satz 2 SGB II | abzüglich: nachgewiesene Ausgaben statt des \
                 Grundbetrags | 180,00 €";
    assert_eq!(
        einkommen("2026-09", Person { absetzungen: mehr.into(), ..person.clone() }),
        [&[kopf, netto, grund][..], &stufen].concat()
    );
    let gleich = vec![absetzung(AbsetzungArt::Riester, "70.00")];
    assert_eq!(
        einkommen("2026-09", Person { absetzungen: gleich.into(), ..person.clone() }),
        einkommen("2026-09", person)
    );
}

#[test]
fn in_ausbildung_im_freiwilligendienst_und_im_ehrenamt_steht_der_andere_grundbetrag() {
    // § 11b Abs. 2b Satz 1, 4: 603 und nur 30 % von 480; 1 000 − 603 − 144 = 253.
    let person = mit(mensch("2004-01-01"), &[lohn("1000.00", "1000.00")]);
    let person = Person { ausbildung: Some(Ausbildung::Ausbildung), ..person };
    assert_eq!(
        einkommen("2026-09", person),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 253,00 €",
            "  § 11 Abs. 1, 2 SGB II | Netto aus Erwerbstätigkeit (brutto 1.000,00 €) | 1.000,00 €",
            "  § 11b Abs. 2b Satz 1 SGB II | abzüglich: Geringfügigkeitsgrenze statt des \
             Grundbetrags | 603,00 €",
            "  § 11b Abs. 3 SGB II | abzüglich: Freibetrag für Erwerbstätige | 144,00 €",
            "    § 11b Abs. 3 Satz 2 SGB II | 30 % von 480,00 € | 144,00 €",
        ]
    );
    // Absatz 2b Satz 3: 250 vom Taschengeld; unter 520 keine weitere Stufe.
    let dienst = mit(mensch("1990-01-01"), &[andere(Einnahme::TaschengeldFwd, "450.00")]);
    assert_eq!(
        einkommen("2026-09", dienst),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 200,00 €",
            "  § 11 Abs. 1, 2 SGB II | Netto aus Erwerbstätigkeit (brutto 450,00 €) | 450,00 €",
            "  § 11b Abs. 2b Satz 3 SGB II | abzüglich: Grundbetrag im Freiwilligendienst ab 25 | \
             250,00 €",
        ]
    );
    // Absatz 2 Satz 3 a. F.: min(250, 100 + 200); 20 % von 550 = 110; 650 − 360 = 290.
    let ehrenamt = [lohn("450.00", "450.00"), andere(Einnahme::Aufwandsentschaedigung, "200.00")];
    assert_eq!(
        einkommen("2023-06", mit(mensch("1985-01-01"), &ehrenamt)),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 290,00 €",
            "  § 11 Abs. 1, 2 SGB II | Netto aus Erwerbstätigkeit (brutto 650,00 €) | 650,00 €",
            "  § 11b Abs. 2 Satz 3 SGB II a. F. | abzüglich: Grundbetrag mit Ehrenamt | 250,00 €",
            "  § 11b Abs. 3 SGB II | abzüglich: Freibetrag für Erwerbstätige | 110,00 €",
            "    § 11b Abs. 3 Satz 2 SGB II | 20 % von 550,00 € | 110,00 €",
        ]
    );
}

#[test]
fn von_anderem_einkommen_steht_nur_da_was_es_gibt() {
    // § 82a SGB XII: 100 + 30 % von 700 = 310, höchstens 281,50; dann 30 (§ 6 Abs. 1 Nr. 1 GrusiGV).
    let rente = Einkommen::Rente { betrag: cent("800.00"), grundrentenzeiten: true };
    assert_eq!(
        einkommen("2026-09", mit(mensch("1985-01-01"), &[rente])),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 488,50 €",
            "  § 11 Abs. 1 SGB II | Anderes Einkommen | 800,00 €",
            "  § 11b Abs. 2a SGB II, § 82a SGB XII | abzüglich: Grundrentenzeiten | 281,50 €",
            "  § 11b Abs. 1 Nr. 3 bis 5 SGB II, § 6 GrusiGV | abzüglich: Versicherungen und \
             Ausgaben | 30,00 €",
        ]
    );
    // 700 − 30 − 150 − 40 = 480.
    let mut person = mit(mensch("1985-01-01"), &[andere(Einnahme::Arbeitslosengeld, "700.00")]);
    person.absetzungen = vec![
        absetzung(AbsetzungArt::UnterhaltTituliert, "150.00"),
        absetzung(AbsetzungArt::BafoegAngerechnet, "40.00"),
    ]
    .into();
    assert_eq!(
        einkommen("2026-09", person),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 480,00 €",
            "  § 11 Abs. 1 SGB II | Anderes Einkommen | 700,00 €",
            "  § 11b Abs. 1 Nr. 3 bis 5 SGB II, § 6 GrusiGV | abzüglich: Versicherungen und \
             Ausgaben | 30,00 €",
            "  § 11b Abs. 1 Nr. 7 SGB II | abzüglich: titulierter Unterhalt | 150,00 €",
            "  § 11b Abs. 1 Nr. 8 SGB II | abzüglich: Ausbildungsförderung | 40,00 €",
        ]
    );
    // § 11 Abs. 3: 600 beenden den Anspruch von 1 000 nicht; alles im Monat des Zuflusses.
    let zahlung = Einkommen::Nachzahlung { betrag: cent("600.00"), zufluss: monat("2026-09") };
    assert_eq!(
        einkommen("2026-09", mit(mensch("1985-01-01"), &[zahlung])),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 570,00 €",
            "  § 11 Abs. 1 SGB II | Anderes Einkommen | 600,00 €",
            "  § 11 Abs. 3 SGB II | davon Anteil der Nachzahlung | 600,00 €",
            "  § 11b Abs. 1 Nr. 3 bis 5 SGB II, § 6 GrusiGV | abzüglich: Versicherungen und \
             Ausgaben | 30,00 €",
        ]
    );
}

#[test]
fn das_kindergeld_steht_beim_kind_und_was_es_nicht_braucht_bei_der_mutter() {
    // Kind 3: 357 + 200 = 557; Unterhalt 400, es fehlen 157; 259 − 157 = 102 bei der Mutter, weniger 30.
    let mutter = Person { alleinerziehend: Some(Alleinerziehend::Ja), ..mensch("1990-01-01") };
    let klein = mit(
        kind("2023-01-01", [Some(A), None]),
        &[andere(Einnahme::Unterhalt, "400.00"), kindergeld("259.00")],
    );
    let e = rechne(&lage("2026-09", [mutter.clone(), klein], "400.00"));
    assert_eq!(
        zeilen(&e.personen[1].kindergeld.beleg()),
        [
            "§ 11 Abs. 1 Satz 5 SGB II | Kindergeld, beim Kind angerechnet | 157,00 €",
            "  § 11 Abs. 1 Satz 5 SGB II | gezahlt | 259,00 €",
            "  § 11 Abs. 1 Satz 5 SGB II | nicht gebraucht, Einkommen der Kindergeldberechtigten | \
             102,00 €",
        ]
    );
    assert_eq!(
        zeilen(&e.personen[0].einkommen.beleg()),
        [
            "§§ 11 bis 11b SGB II | Einkommen | 72,00 €",
            "  § 11 Abs. 1 SGB II | Anderes Einkommen | 102,00 €",
            "  § 11 Abs. 1 Satz 5 SGB II | davon Kindergeld, das ein Kind nicht braucht oder das für \
             ein Kind außerhalb der Bedarfsgemeinschaft gezahlt wird | 102,00 €",
            "  § 11b Abs. 1 Nr. 3 bis 5 SGB II, § 6 GrusiGV | abzüglich: Versicherungen und \
             Ausgaben | 30,00 €",
        ]
    );
    // Mit 19: 30 € Pauschale vom Kindergeld (§ 6 Abs. 1 Nr. 1 GrusiGV).
    let gross = mit(kind("2007-01-01", [Some(A), None]), &[kindergeld("259.00")]);
    let e = rechne(&lage("2026-09", [mutter, gross], "600.00"));
    assert_eq!(
        zeilen(&e.personen[1].kindergeld.beleg()),
        [
            "§ 11 Abs. 1 Satz 5 SGB II | Kindergeld, beim Kind angerechnet | 229,00 €",
            "  § 11 Abs. 1 Satz 5 SGB II | gezahlt | 259,00 €",
            "  § 6 Abs. 1 GrusiGV | abzüglich: Pauschale | 30,00 €",
        ]
    );
}
