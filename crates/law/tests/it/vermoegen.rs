//! § 12: Karenzzeit, Erheblichkeit und Geburtstage an ihren Grenzen. Die Beträge sind von Hand
//! gerechnet, jeder mit seiner Vorschrift.

use law::lage::{Alleinerziehend, Einnahme, Lage, Person};
use law::offen::{AlteRegel, Offen};

use crate::hilfe::*;

fn mit_vermoegen(geboren: &str, vermoegen: &str) -> Person {
    Person { vermoegen: cent(vermoegen), ..mensch(geboren) }
}

fn seit(zeit: &str, ab: &str, bezug: &str, personen: Vec<Person>) -> Lage {
    let mut l = lage(zeit, personen, "600.00");
    (l.bewilligung_ab, l.leistungsbezug_seit) = (tag(ab), monat(bezug));
    l
}

#[test]
fn die_karenzzeit_dauert_zwoelf_monate_ab_dem_ersten_monat_des_bezugs() {
    // § 12 Abs. 3, 4 a. F., § 65 Abs. 3: 41 000: in der Karenzzeit 1 000 über 40 000, danach 26 000 über
    // 15 000; frühestens ab 2023. (Monat, Bewilligung, Bezug, eigener Bezug, Einsatz)
    let faelle = [
        ("2026-09", "2026-06-01", "2026-06", None, "1000.00"),
        ("2026-09", "2026-06-01", "2025-10", None, "1000.00"),
        ("2026-09", "2026-06-01", "2025-09", None, "26000.00"),
        ("2026-09", "2026-06-01", "2020-01", None, "26000.00"),
        ("2026-09", "2026-06-01", "2020-01", Some("2025-10"), "1000.00"),
        ("2026-09", "2026-06-01", "2026-06", Some("2025-09"), "26000.00"),
        ("2023-12", "2023-07-01", "2019-01", None, "1000.00"),
        ("2024-01", "2023-07-01", "2019-01", None, "26000.00"),
    ];
    for (zeit, ab, bezug, eigener, einsatz) in faelle {
        let person = Person {
            leistungsbezug_seit: eigener.map(monat),
            ..mit_vermoegen("1986-01-01", "41000.00")
        };
        let e = rechne(&seit(zeit, ab, bezug, vec![person]));
        let gerechnet = e.personen[0].vermoegen.einsatz.als_text();
        assert_eq!(gerechnet, einsatz, "{zeit} {bezug} {eigener:?}");
        assert_eq!(e.personen[0].vermoegen.karenz, einsatz == "1000.00", "{zeit} {bezug}");
    }
}

#[test]
fn erheblich_ist_erst_was_ueber_der_summe_der_betraege_liegt() {
    // § 12 Abs. 4 Satz 1 a. F.: 40 000 + 15 000. Kind 20 000: bei zusammen 55 000 bleibt alles frei (Kind 390
    // + 200 − 259 = 331); ein Cent mehr, und es deckt sich aus 5 000 über seinen 15 000.
    for (mutter, ansprueche) in
        [("35000.00", ["830.56", "331.00"]), ("35000.01", ["830.56", "0.00"])]
    {
        let a = Person {
            alleinerziehend: Some(Alleinerziehend::Ja),
            ..mit_vermoegen("1985-01-01", mutter)
        };
        let mut b = mit(kind("2016-01-01", [Some(A), None]), &[kindergeld("259.00")]);
        b.vermoegen = cent("20000.00");
        let mut l = seit("2026-05", "2026-01-01", "2026-01", vec![a, b]);
        l.wohnungen[0].grundmiete = cent("400.00");
        assert_eq!(rechne(&l).ansprueche(), ansprueche, "{mutter}");
    }
}

#[test]
fn in_der_pandemie_fragte_erst_mehr_als_60_000_und_30_000() {
    // § 67 Abs. 2 a. F. [M]: 60 000 und 30 000 je weitere Person; im vereinfachten Verfahren zählt nichts.
    let frage = Offen::AlteFassung(AlteRegel::ErheblichesVermoegen, None);
    let faelle = [
        ("2020-05", vec!["60000.00"], false),
        ("2020-05", vec!["60000.01"], true),
        ("2020-05", vec!["60000.00", "30000.00"], false),
        ("2020-05", vec!["60000.00", "30000.01"], true),
        ("2020-05", vec!["0.00"], false),
        // Nach den sechs Monaten gilt § 12: keine Frage.
        ("2020-11", vec!["60000.01"], false),
    ];
    for (zeit, vermoegen, gefragt) in faelle {
        let mut personen: Vec<Person> =
            vermoegen.iter().map(|v| mit_vermoegen("1980-01-01", v)).collect();
        if let [a, b] = personen.as_mut_slice() {
            (a.partner, b.partner) = (Some(B), Some(A));
        }
        let e = rechne(&seit(zeit, "2020-05-01", "2020-05", personen));
        assert_eq!(e.offen.contains(&frage), gefragt, "{zeit} {vermoegen:?}");
    }
}

#[test]
fn nach_dem_geburtstag_am_ersten_wird_nur_gefragt_wenn_er_etwas_aendert() {
    // § 12 Abs. 2 Satz 2: 12 500 ab 40, 20 000 ab 50. Geburtstag am 01.10.: im September die günstige Lesart.
    // (geboren, Vermögen, Einsatz, Frage)
    let faelle = [
        ("1976-10-01", "15000.00", "0.00", true),
        ("1976-10-01", "21000.00", "1000.00", true),
        ("1976-10-01", "12500.00", "0.00", false),
        ("1976-10-02", "15000.00", "2500.00", false),
        ("1976-09-01", "21000.00", "1000.00", false),
        ("1976-09-30", "21000.00", "1000.00", false),
        // 41 am Ersten: dieselbe Stufe.
        ("1985-10-01", "13000.00", "500.00", false),
    ];
    for (geboren, vermoegen, einsatz, gefragt) in faelle {
        let e = rechne(&lage("2026-09", [mit_vermoegen(geboren, vermoegen)], "437.00"));
        assert_eq!(e.personen[0].vermoegen.einsatz.als_text(), einsatz, "{geboren} {vermoegen}");
        let fragen = if gefragt { vec![Offen::VermoegenGeburtstag(A)] } else { vec![] };
        assert_eq!(e.offen, fragen, "{geboren} {vermoegen}");
    }
}

#[test]
fn ein_kind_das_sich_aus_vermoegen_deckt_gibt_seinen_freibetrag_nicht_ab() {
    // § 7 Abs. 3 Nr. 4, § 12 Abs. 2: das Kind (390 + 300) deckt sich aus 6 000 über seinem Freibetrag von
    // 5 000; die Mutter (41, 12 500 frei) hat 12 600 und setzt 100 ein: 563 + 67,56 + 300 − 100.
    let a = Person {
        alleinerziehend: Some(Alleinerziehend::Ja),
        ..mit_vermoegen("1985-01-01", "12600.00")
    };
    let b = Person { vermoegen: cent("11000.00"), ..kind("2016-01-01", [Some(A), None]) };
    let e = rechne(&lage("2026-09", [a.clone(), b], "600.00"));
    assert_eq!(e.ansprueche(), ["830.56", "0.00"]);
    // Deckt Unterhalt das Kind (700), zählt sein unverbrauchter Freibetrag auch nicht mit.
    let b = mit(kind("2016-01-01", [Some(A), None]), &[andere(Einnahme::Unterhalt, "700.00")]);
    assert_eq!(rechne(&lage("2026-09", [a.clone(), b], "600.00")).ansprueche(), ["830.56", "0.00"]);
    // Bleibt das Kind dabei, deckt sein Freibetrag die 100 der Mutter.
    let b = kind("2016-01-01", [Some(A), None]);
    assert_eq!(rechne(&lage("2026-09", [a, b], "600.00")).ansprueche(), ["930.56", "690.00"]);
}
