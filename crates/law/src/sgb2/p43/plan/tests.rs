use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::lage::AufrechnungGrund;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn forderung(art: AufrechnungArt, grund: AufrechnungGrund, rest: &str) -> Forderung {
    let aufrechnung = Aufrechnung {
        person: PersonNr(3),
        art,
        grund,
        rest: cent(rest),
        streitig: false,
        erklaert: true,
    };
    Forderung { aufrechnung, ab: monat("2026-01"), bestandskraft: None, gehemmt_monate: 0 }
}

fn erstattung(grund: AufrechnungGrund, rest: &str) -> Forderung {
    forderung(AufrechnungArt::Erstattung, grund, rest)
}

fn darlehen(rest: &str) -> Forderung {
    forderung(AufrechnungArt::Darlehen, AufrechnungGrund::Sonst, rest)
}

/// Alleinstehend 2026: Regelbedarf 563, Anspruch 1 013, keine Minderung.
fn ueblich(_: Monat) -> Verhaeltnisse {
    Verhaeltnisse { regelbedarf: cent("563"), minderung: Cent::NULL, zahlbar: cent("1013") }
}

fn raten_von(plan: &Tilgungsplan, stelle: usize) -> Vec<String> {
    plan.monate.iter().map(|m| m.raten[stelle].als_text()).collect()
}

const ZEIT: (&str, &str) = ("2026-01", "2035-12");

fn plan(forderungen: &[Forderung]) -> Tilgungsplan {
    plane(forderungen, (monat(ZEIT.0), monat(ZEIT.1)), &RECHT, ueblich)
}

#[test]
fn die_letzte_rate_ist_der_rest() {
    // § 43 Abs. 2: 10 % von 563 = 56,30; 200 = 3 · 56,30 + 31,10.
    let p = plan(&[erstattung(AufrechnungGrund::P41a, "200")]);
    assert_eq!(raten_von(&p, 0), ["56.30", "56.30", "56.30", "31.10"]);
    assert_eq!(p.ausgaenge, [Ausgang::Getilgt(Some(monat("2026-04")))]);
    assert_eq!(p.beleg().betrag, cent("200").into());
    assert_eq!(p.monate[0].hoechstens, cent("168.90"));
}

#[test]
fn mehrere_forderungen_teilen_sich_dreissig_prozent_in_ihrer_reihenfolge() {
    // 30 % = 168,90. Erst die Erstattung zu 30 % (300 = 168,90 + 131,10); im zweiten Monat überstiege die
    // zu 10 % (131,10 + 56,30 = 187,40) die Grenze und ist ganz unzulässig (§ 43 Abs. 2 Satz 2); neben
    // mehr als 20 % ruht das Darlehen (§ 42a Abs. 2 Satz 4). Ab dem dritten: 56,30, 43,70 und 28,15.
    let p = plan(&[
        erstattung(AufrechnungGrund::Sonst, "300"),
        erstattung(AufrechnungGrund::P48Nr3, "100"),
        darlehen("60"),
    ]);
    assert_eq!(raten_von(&p, 0), ["168.90", "131.10", "0.00", "0.00", "0.00"]);
    assert_eq!(raten_von(&p, 1), ["0.00", "0.00", "56.30", "43.70", "0.00"]);
    assert_eq!(raten_von(&p, 2), ["0.00", "0.00", "28.15", "28.15", "3.70"]);
    let ende = ["2026-02", "2026-04", "2026-05"].map(|m| Ausgang::Getilgt(Some(monat(m))));
    assert_eq!(p.ausgaenge, ende);
}

#[test]
fn neben_einer_minderung_bleibt_nur_der_unterschied() {
    // § 43 Abs. 3: im Januar 30 % Minderung (168,90): nichts; im Februar 10 % Minderung (56,30):
    // 112,60 sind frei.
    let minderung = |m: Monat| match m.nummer() {
        1 => cent("168.90"),
        2 => cent("56.30"),
        _ => Cent::NULL,
    };
    let verhaeltnisse = |m| Verhaeltnisse { minderung: minderung(m), ..ueblich(m) };
    let forderungen = [erstattung(AufrechnungGrund::Sonst, "400")];
    let p = plane(&forderungen, (monat("2026-01"), monat("2026-12")), &RECHT, verhaeltnisse);
    assert_eq!(raten_von(&p, 0), ["0.00", "112.60", "168.90", "118.50"]);
}

#[test]
fn nach_drei_jahren_endet_die_aufrechnung() {
    // § 43 Abs. 4: Bestandskraft im März 2026, drei Jahre nach dem April 2026: letzter Monat April
    // 2029; vier gehemmte Monate verlängern bis August 2029.
    let faelle = [
        (AufrechnungArt::Erstattung, Some("2026-03"), 0, Some("2029-04")),
        (AufrechnungArt::Erstattung, Some("2026-03"), 4, Some("2029-08")),
        (AufrechnungArt::Erstattung, None, 0, None),
        (AufrechnungArt::Darlehen, Some("2026-03"), 0, None),
    ];
    for (art, bestandskraft, gehemmt_monate, erwartet) in faelle {
        let f = Forderung {
            bestandskraft: bestandskraft.map(monat),
            gehemmt_monate,
            ..forderung(art, AufrechnungGrund::P41a, "5000")
        };
        assert_eq!(letzter_monat(&f, &RECHT), erwartet.map(monat), "{art:?} {gehemmt_monate}");
    }
    let f = Forderung {
        ab: monat("2026-04"),
        bestandskraft: Some(monat("2026-03")),
        ..erstattung(AufrechnungGrund::P41a, "5000")
    };
    let p = plan(&[f]);
    assert_eq!(p.ausgaenge, [Ausgang::Zeitablauf(monat("2029-04"))]);
    // Januar bis März ohne Rate, dann 37 Monate (April 2026 bis April 2029): 37 · 56,30 = 2 083,10.
    assert_eq!(p.monate.len(), 40);
    assert_eq!(p.reste, [cent("2916.90")]);
}

#[test]
fn streitiges_ruht_und_getilgtes_bleibt_getilgt() {
    let mut streitig = erstattung(AufrechnungGrund::P41a, "100");
    streitig.aufrechnung.streitig = true;
    let ende = (monat("2026-01"), monat("2026-03"));
    let p = plane(&[streitig, darlehen("0")], ende, &RECHT, ueblich);
    assert_eq!(p.reste, [cent("100"), Cent::NULL]);
    assert_eq!(p.ausgaenge, [Ausgang::Offen, Ausgang::Getilgt(None)]);
    assert!(p.monate.iter().all(|m| m.summe().ist_null()));
    assert_eq!(p.beleg().aus.len(), 3 + 2);
}

proptest! {
    #[test]
    fn ein_plan_tilgt_genau_die_schuld_und_nie_ueber_der_grenze(
        reste in prop::collection::vec((0_i64..300_000, 0_u8..3), 1..5),
        rb in 30_000_i64..80_000,
        minderung in 0_i64..20_000,
        zahlbar in 1_000_i64..150_000,
    ) {
        let forderungen: Vec<_> = reste
            .iter()
            .map(|(rest, art)| {
                let text = Cent::neu(*rest).als_text();
                match art {
                    0 => darlehen(&text),
                    1 => erstattung(AufrechnungGrund::P41a, &text),
                    _ => erstattung(AufrechnungGrund::Sonst, &text),
                }
            })
            .collect();
        let v = Verhaeltnisse {
            regelbedarf: Cent::neu(rb),
            minderung: Cent::neu(minderung),
            zahlbar: Cent::neu(zahlbar),
        };
        let p = plane(&forderungen, (monat("2026-01"), monat("2125-12")), &RECHT, |_| v);
        for (stelle, f) in forderungen.iter().enumerate() {
            let getilgt: Cent = p.monate.iter().map(|m| m.raten[stelle]).sum();
            prop_assert_eq!(getilgt + p.reste[stelle], f.aufrechnung.rest);
        }
        for m in &p.monate {
            prop_assert!(m.summe() <= m.hoechstens);
        }
        // Wo der Monat Spielraum lässt, ist in hundert Jahren alles getilgt.
        if p.monate.first().is_some_and(|m| m.hoechstens >= cent("30")) {
            prop_assert!(p.reste.iter().all(|rest| rest.ist_null()), "{:?}", p.reste);
        }
    }
}
