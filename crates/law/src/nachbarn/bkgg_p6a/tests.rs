//! Tests der Höhe des Kinderzuschlags.

use super::*;
use crate::recht::Recht;

fn saetze(monat: &str) -> Kinderzuschlaege {
    *Recht::eingebaut().unwrap().kinderzuschlag(monat.parse().unwrap()).unwrap()
}

fn euro(text: &str) -> Cent {
    text.parse().unwrap()
}

fn eins(saetze: &Kinderzuschlaege, einkommen: &str) -> Kindzuschlag {
    let kind = Kind { einkommen: euro(einkommen), ..Kind::default() };
    kindzuschlag(saetze, &kind, Abschnitt::Folgemonat)
}

fn eltern(bedarf: &str, erwerb: &str, anderes: &str) -> Eltern {
    Eltern {
        bedarf: euro(bedarf),
        erwerb: euro(erwerb),
        anderes: euro(anderes),
        ..Eltern::default()
    }
}

#[test]
fn einkommen_des_kindes_und_der_eltern_mindern_den_zuschlag() {
    // § 6a Abs. 3, 4, 6 BKGG, 2026; C12: die ersten beiden Zeilen. Spalten: Einkommen der
    // Kinder, Eltern (Bedarf, Erwerb, anderes), Summe der Kinder, genau, Zahlbetrag.
    let faelle: [(&[&str], _, _, _, _); 9] = [
        (&["227"], ("1000", "1000", "0"), "194.85", "194.85", 195),
        (&["227"], ("1000", "1200", "0"), "194.85", "104.85", 105),
        (&["0", "227"], ("1000", "900", "300"), "491.85", "401.85", 402),
        // Das andere Einkommen übersteigt für sich: 100 voll und 45 % von 500.
        (&["0", "0"], ("1000", "500", "1100"), "594", "269", 269),
        (&["0"], ("1000", "0", "1000"), "297", "297", 297),
        (&["0"], ("1000", "1700", "0"), "297", "0", 0),
        // 660 · 45 % = 297; mehr Einkommen mindert die Geschwister nicht.
        (&["660"], ("1000", "0", "0"), "0", "0", 0),
        (&["900", "0"], ("1000", "0", "0"), "297", "297", 297),
        (&[], ("1000", "0", "0"), "0", "0", 0),
    ];
    for (einkommen, (bedarf, erwerb, anderes), summe, genau, zahlbetrag) in faelle {
        let saetze = saetze("2026-07");
        let kinder: Vec<_> = einkommen.iter().map(|kind| eins(&saetze, kind)).collect();
        let gesamt = gesamtkinderzuschlag(
            &saetze,
            &kinder,
            eltern(bedarf, erwerb, anderes),
            Abschnitt::Folgemonat,
        );
        assert_eq!(gesamt.kinder, Festkomma::from(euro(summe)), "{einkommen:?}");
        assert_eq!(gesamt.genau, Festkomma::from(euro(genau)), "{einkommen:?} {erwerb}");
        assert_eq!(gesamt.betrag, Cent::euro(zahlbetrag), "{einkommen:?} {erwerb}");
    }
}

#[test]
fn gerundet_wird_erst_der_zahlbetrag() {
    // § 11 Abs. 2 BKGG; 1,12 · 45 % = 0,504: es bleiben 296,496, auf den Cent wären es 296,50.
    let faelle = [("1", 297), ("1.10", 297), ("1.12", 296), ("3.34", 295), ("3.33", 296)];
    for (einkommen, zahlbetrag) in faelle {
        let saetze = saetze("2026-07");
        let kind = eins(&saetze, einkommen);
        let gesamt =
            gesamtkinderzuschlag(&saetze, &[kind], Eltern::default(), Abschnitt::Folgemonat);
        assert_eq!(gesamt.betrag, Cent::euro(zahlbetrag), "{einkommen}");
    }
}

#[test]
fn jedes_jahr_hat_seinen_hoechstbetrag() {
    // § 6a Abs. 2, § 20 Abs. 3, 3a BKGG.
    let faelle = [
        ("2008-10", 140),
        ("2016-12", 140),
        ("2017-01", 170),
        ("2019-06", 170),
        ("2019-07", 185),
        ("2020-12", 185),
        ("2021-01", 205),
        ("2022-06", 209),
        ("2022-07", 229),
        ("2023-12", 250),
        ("2024-01", 292),
        ("2025-01", 297),
        ("2026-01", 297),
    ];
    for (monat, betrag) in faelle {
        assert_eq!(saetze(monat).hoechstbetrag, Cent::euro(betrag), "{monat}");
    }
    let recht = Recht::eingebaut().unwrap();
    assert_eq!(recht.kinderzuschlag("2008-09".parse().unwrap()), None);
}

#[test]
fn die_belege_zeigen_jeden_betrag_auf_dem_weg() {
    let saetze = saetze("2026-07");
    let kind = eins(&saetze, "227");
    let betraege = |beleg: &Beleg| -> Vec<String> {
        beleg.aus.iter().map(|zeile| zeile.betrag.to_string()).collect()
    };
    assert_eq!(betraege(&kind.beleg()), ["297,00 €", "227,00 €", "102,15 €"]);
    let gesamt =
        gesamtkinderzuschlag(&saetze, &[kind], eltern("1000", "1200", "0"), Abschnitt::Folgemonat);
    let erwartet = [
        "194,85 €",
        "1.000,00 €",
        "1.200,00 €",
        "0,00 €",
        "200,00 €",
        "90,00 €",
        "0,00 €",
        "104,85 €",
    ];
    assert_eq!(betraege(&gesamt.beleg()), erwartet);
}
