//! Was mit der Zeit geschieht: Geburtstag im Monat, der 25. Geburtstag, eine Trennung. Jeder Betrag von Hand; ein voller Monat
//! hat 30 Tage (§ 41 Abs. 1 SGB II), der Geburtstag ist der erste Tag der neuen Stufe.

use case::bescheid::Bescheidart;
use case::entwurf::{Antwort, Grundlage, Thema};
use serde_json::json;

use crate::buero::{Buero, LEITUNG, kennung};
use crate::lebenslagen::{gemeldet, paar, zeilen};

/// Die Zeilen eines Menschen im wartenden Entwurf, `2026-10 810.73`.
fn neu(buero: &Buero, person: char) -> Vec<String> {
    let entwurf = buero.wartender().unwrap();
    assert!(entwurf.aenderungen().all(|(_, zeile)| zeile.grundlage == Grundlage::Antrag));
    let seine = entwurf.aenderungen().filter(|(_, zeile)| zeile.person == kennung(person));
    seine.map(|(monat, zeile)| format!("{monat} {}", zeile.neu().als_text())).collect()
}

#[test]
fn der_geburtstag_im_monat_steht_schon_in_der_bewilligung() {
    // Kind, sechs am 11. Oktober: 10 Tage 357 (§ 23 Nr. 1) und 20 Tage 390: 119 + 260 = 379. Miete 600, zwei Köpfe: 300.
    // Kindergeld 259 zählt (§ 11 Abs. 1 Satz 5), Sofortzuschlag 25 (§ 72).
    // September 357 + 300 − 259 + 25 = 423; Oktober 379 + 41 + 25 = 445; November 390 + 41 + 25 = 456.
    let personen = json!([
        {"id": "A", "geboren": "1990-03-01", "alleinerziehend": "nein"},
        {"id": "B", "geboren": "2020-10-11", "eltern": ["A"],
         "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}
    ]);
    let buero = Buero::beantragt(personen, "600.00");
    assert_eq!(buero.wartender().unwrap().art(), Bescheidart::Bewilligung);
    assert_eq!(neu(&buero, 'B')[2..5], ["2026-09 423.00", "2026-10 445.00", "2026-11 456.00"]);
}

#[test]
fn mit_fuenfundzwanzig_ist_ein_kind_seine_eigene_bedarfsgemeinschaft() {
    // § 7 Abs. 3 Nr. 4: 25 am 16. Oktober. 15 Tage 451 (Stufe 3) und 15 Tage 563 (Stufe 1): 225,50 + 281,50 = 507. Miete 600,
    // zwei Köpfe: 300. Sofortzuschlag 25, solange ein Anspruch nach Stufe 3 besteht (§ 72), im Oktober ganz. September
    // 451 + 300 + 25 = 776, Oktober 507 + 300 + 25 = 832, November 563 + 300 = 863; mit der Bewilligung entschieden.
    let personen = json!([
        {"id": "A", "geboren": "1975-03-01"},
        {"id": "B", "geboren": "2001-10-16", "eltern": ["A"]}
    ]);
    let buero = Buero::beantragt(personen, "600.00");
    assert_eq!(neu(&buero, 'B')[2..5], ["2026-09 776.00", "2026-10 832.00", "2026-11 863.00"]);
    // Die Mutter ist die ganze Zeit Stufe 1: 563 + 300.
    assert!(neu(&buero, 'A').iter().all(|zeile| zeile.ends_with(" 863.00")));
}

#[test]
fn ein_paar_trennt_sich_mitten_im_monat() {
    // B zieht am 15. Oktober aus, gemeldet am 5., bekannt am 9.: Zukunft ab November. Bis zum 15. sind es 15 Tage.
    // A: 15 Tage 506 und 15 Tage 563: 253 + 281,50 = 534,50; Miete 15 Tage 450 und 15 Tage 900: 225 + 450 = 675; 1 209,50.
    // B: 15 Tage 506 und 450: 253 + 225 = 478. Ab November A 563 + 900 = 1 463, B nichts.
    let mut buero = paar();
    let aus = json!([{"tatsache": {"art": "mitglied", "wert": {"posten": kennung('B')}}, "gilt": {"von": "2026-10-16"}}]);
    buero.tue(gemeldet("2026-10-05", aus, json!([])), "2026-10-05").unwrap();
    assert_eq!(
        zeilen(&buero, "2026-11"),
        [
            "2026-10 A 956.00 → 1209.50 p48_1_2_1",
            "2026-10 B 956.00 → 478.00 p48_1_2_2",
            "2026-11 A 956.00 → 1463.00 p48_1_1",
            "2026-11 B 956.00 → 0.00 p48_1_1",
        ]
    );
    // Rechtzeitig gemeldet: für den Oktober wird nichts aufgehoben, für die Zukunft braucht es keine Schuld.
    let frage = (Thema::Verschulden, Some('B'));
    buero.antworte(frage, Antwort::Unverschuldet, "2026-10-05").unwrap();
    assert_eq!(buero.gib_frei(LEITUNG, "2026-10-05"), Ok(Bescheidart::Aenderung));
    let b = buero.bewilligt('B');
    assert_eq!(b[3..5], ["2026-10 956.00", "2026-11 0.00"]);
}
