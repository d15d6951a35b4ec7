use proptest::prelude::*;

use super::*;
use crate::recht::Recht;

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn monate(von: &str, bis: &str) -> Monate {
    Monate { von: monat(von), bis: monat(bis) }
}

fn regeln() -> Selbstaendige {
    *Recht::eingebaut().unwrap().selbstaendige("2026-07-01".parse().unwrap())
}

fn umsatz(wann: &str, betrag: &str) -> Einnahme {
    Einnahme { monat: monat(wann), art: Einnahmeart::Umsatz, betrag: cent(betrag) }
}

fn ausgabe(wann: &str, art: Ausgabeart, betrag: &str) -> Ausgabe {
    Ausgabe { monat: monat(wann), art, betrag: cent(betrag), kuerzung: None }
}

fn gekuerzt(ausgabe: Ausgabe, grund: Kuerzungsgrund, um: &str) -> Ausgabe {
    Ausgabe { kuerzung: Some(Kuerzung { grund, um: cent(um) }), ..ausgabe }
}

fn betrieb<'a>(einnahmen: &'a [Einnahme], ausgaben: &'a [Ausgabe]) -> Betrieb<'a> {
    Betrieb {
        bewilligt: monate("2026-07", "2026-12"),
        taetig: None,
        einnahmen,
        ausgaben,
        kfz: None,
        erhoehung: Cent::NULL,
    }
}

#[test]
fn der_gewinn_ist_der_sechste_teil_des_ganzen_zeitraums() {
    // § 3 Abs. 1, 2, 4: 3 000 + 1 500 + 900 = 5 400; Ausgaben 600 + 240 = 840; 4 560 / 6 = 760.
    let einnahmen =
        [umsatz("2026-07", "3000"), umsatz("2026-10", "1500"), umsatz("2026-12", "900")];
    let ausgaben = [
        ausgabe("2026-07", Ausgabeart::Waren, "600"),
        ausgabe("2026-11", Ausgabeart::Telefon, "240"),
    ];
    let gewinn = gewinn(&betrieb(&einnahmen, &ausgaben), &regeln());
    assert_eq!(gewinn.einnahmen, cent("5400"));
    assert_eq!(gewinn.abgesetzt(), cent("840"));
    assert_eq!((gewinn.gesamt, gewinn.monatlich), (cent("4560"), cent("760")));
    let netto = gewinn.einkommen(cent("60"));
    let erwartet = lage::Einkommen::Selbstaendig { gewinn: cent("760"), netto: cent("700") };
    assert_eq!(netto, erwartet);
    assert_eq!(gewinn.frage(), None);
}

#[test]
fn nicht_notwendige_und_fremd_bezahlte_ausgaben_zaehlen_nicht() {
    // § 3 Abs. 3: 2 400 Einnahmen; Ausgaben 300 + 500 + 200 + 700 = 1 700; nicht abgesetzt
    // 100 + 500 (nur die ganze Ausgabe) + 50 + 700 = 1 350; abgesetzt 350; 2 050 / 6 = 341,67.
    let einnahmen = [umsatz("2026-08", "2400")];
    let ausgaben = [
        gekuerzt(ausgabe("2026-08", Ausgabeart::Werbung, "300"), Kuerzungsgrund::Vermeidbar, "100"),
        gekuerzt(
            ausgabe("2026-08", Ausgabeart::Reise, "500"),
            Kuerzungsgrund::Lebensumstaende,
            "900",
        ),
        gekuerzt(
            ausgabe("2026-09", Ausgabeart::Raum, "200"),
            Kuerzungsgrund::Missverhaeltnis,
            "50",
        ),
        gekuerzt(
            ausgabe("2026-09", Ausgabeart::Investition, "700"),
            Kuerzungsgrund::DarlehenOderZuschuss,
            "700",
        ),
    ];
    let gewinn = gewinn(&betrieb(&einnahmen, &ausgaben), &regeln());
    assert_eq!(gewinn.vermeidbar, cent("600"));
    assert_eq!(gewinn.missverhaeltnis, cent("50"));
    assert_eq!(gewinn.finanziert, cent("700"));
    assert_eq!(gewinn.abgesetzt(), cent("350"));
    assert_eq!((gewinn.gesamt, gewinn.monatlich), (cent("2050"), cent("341.67")));
}

#[test]
fn gezaehlt_werden_nur_die_monate_der_taetigkeit() {
    // § 3 Abs. 1 Satz 3, Abs. 4 Satz 2: Tätigkeit 10 bis 12: 900 + 300 − 150 = 1 050; / 3 = 350.
    // Die Rechnung aus dem August liegt davor: eine Frage.
    let einnahmen = [umsatz("2026-08", "77"), umsatz("2026-10", "900"), umsatz("2026-12", "300")];
    let ausgaben = [ausgabe("2026-11", Ausgabeart::Waren, "150")];
    let teil =
        Betrieb { taetig: Some(monate("2026-10", "2027-03")), ..betrieb(&einnahmen, &ausgaben) };
    let gewinn = gewinn(&teil, &regeln());
    assert_eq!((gewinn.monate, gewinn.monatlich), (3, cent("350")));
    assert_eq!(gewinn.ausserhalb, cent("77"));
    assert!(gewinn.frage().unwrap().contains("77,00 €"));
}

#[test]
fn ein_verlust_ist_null_und_eine_erhoehung_zaehlt() {
    // § 5, § 3 Abs. 3 Satz 2.
    let ausgaben = [ausgabe("2026-07", Ausgabeart::Waren, "500")];
    let verlust = gewinn(&betrieb(&[umsatz("2026-07", "300")], &ausgaben), &regeln());
    assert_eq!((verlust.gesamt, verlust.monatlich), (Cent::NULL, Cent::NULL));
    let einnahmen = [umsatz("2026-07", "300")];
    let erhoeht = Betrieb { erhoehung: cent("800"), ..betrieb(&einnahmen, &ausgaben) };
    assert_eq!(gewinn(&erhoeht, &regeln()).gesamt, cent("600"));
    let leer = Betrieb { bewilligt: monate("2026-07", "2026-06"), ..betrieb(&[], &[]) };
    assert_eq!(gewinn(&leer, &regeln()).monatlich, Cent::NULL);
}

#[test]
fn das_kraftfahrzeug_richtet_sich_nach_den_gefahrenen_kilometern() {
    // § 3 Abs. 7, 0,10 € je Kilometer. Spalten: Ausgaben, km betrieblich, km privat, Kraftstoff,
    // überwiegend betrieblich, Abzug.
    let faelle = [
        ("900", 6_000, 2_000, "0", true, "700"),
        ("900", 3_000, 3_000, "0", true, "600"),
        ("900", 2_999, 3_001, "0", false, "299.90"),
        ("900", 1_000, 9_000, "160", false, "160"),
        ("900", 2_000, 9_000, "160", false, "200"),
        // Private Fahrten mindern höchstens auf null.
        ("100", 5_000, 4_000, "0", true, "0"),
        ("900", 0, 0, "0", false, "0"),
        ("900", 0, 5_000, "0", false, "0"),
    ];
    for (ausgaben, km_betrieblich, km_privat, kraftstoff, ueberwiegend, betrag) in faelle {
        let (ausgaben, kraftstoff) = (cent(ausgaben), cent(kraftstoff));
        let kfz = Kfz { ausgaben, km_betrieblich, km_privat, kraftstoff };
        let abzug = kfzabzug(kfz, &regeln());
        assert_eq!(abzug.ueberwiegend_betrieblich, ueberwiegend, "{km_betrieblich}/{km_privat}");
        assert_eq!(abzug.betrag, cent(betrag), "{km_betrieblich}/{km_privat}");
        assert_eq!(abzug.beleg().betrag, abzug.betrag.into());
    }
}

#[test]
fn der_beleg_zeigt_arten_kuerzungen_und_den_monat() {
    // 1 200 − (200 − 80) − 100 km betrieblich · 0,10 = 1 200 − 120 − 10 = 1 070; / 6 = 178,33.
    let einnahmen = [umsatz("2026-07", "1200")];
    let werbung = ausgabe("2026-07", Ausgabeart::Werbung, "200");
    let ausgaben = [gekuerzt(werbung, Kuerzungsgrund::Vermeidbar, "80")];
    let kfz = Some(Kfz { km_betrieblich: 100, km_privat: 900, ..Kfz::default() });
    let gewinn = gewinn(&Betrieb { kfz, ..betrieb(&einnahmen, &ausgaben) }, &regeln());
    let beleg = gewinn.beleg();
    assert_eq!(beleg.betrag, cent("178.33").into());
    let zeilen: Vec<_> = beleg.aus[0].aus.iter().map(|z| z.betrag.to_string()).collect();
    assert_eq!(zeilen, ["1.200,00 €", "120,00 €", "10,00 €"]);
    let ausgaben: Vec<_> = beleg.aus[0].aus[1].aus.iter().map(|z| z.was.as_str()).collect();
    assert_eq!(
        ausgaben,
        ["Werbung", "nicht abgesetzt: vermeidbar oder nicht den Lebensumständen entsprechend"]
    );
}

#[test]
fn jede_art_hat_ihre_stelle() {
    for (art, stelle) in Ausgabeart::ALLE.into_iter().zip(0..) {
        assert_eq!(art.stelle(), stelle, "{art:?}");
    }
}

proptest! {
    #[test]
    fn die_monate_ergeben_zusammen_den_gewinn_bis_auf_das_runden(
        einnahmen in prop::collection::vec(0_i64..500_000, 1..6),
        ausgaben in prop::collection::vec(0_i64..300_000, 0..6),
        dauer in 1_i32..13,
    ) {
        let von = monat("2026-01");
        let einnahmen: Vec<_> = einnahmen
            .into_iter()
            .map(|b| Einnahme { monat: von, art: Einnahmeart::Umsatz, betrag: Cent::neu(b) })
            .collect();
        let ausgaben: Vec<_> = ausgaben
            .into_iter()
            .map(|b| Ausgabe {
                monat: von,
                art: Ausgabeart::Waren,
                betrag: Cent::neu(b),
                kuerzung: None,
            })
            .collect();
        let bewilligt = Monate { von, bis: von.plus(dauer - 1) };
        let regeln = Selbstaendige {
            je_kilometer: Cent::neu(10),
            ueberwiegend_prozent: crate::measure::Prozent::neu(50),
        };
        let gewinn = gewinn(&Betrieb { bewilligt, ..betrieb(&einnahmen, &ausgaben) }, &regeln);
        let rein: Cent = einnahmen.iter().map(|e| e.betrag).sum();
        prop_assert_eq!(gewinn.gesamt, rein.abzueglich(gewinn.abgesetzt()));
        let monate = i64::from(gewinn.monate);
        let abstand = (gewinn.monatlich.cent() * monate - gewinn.gesamt.cent()).abs();
        prop_assert!(2 * abstand <= monate);
    }
}
