//! § 7 Abs. 3: wer mit wem eine Bedarfsgemeinschaft bildet, gesehen daran, wessen Mittel wem zählen.

use law::lage::{Ausschluss, Einnahme, Person};
use law::offen::Offen;

use crate::hilfe::*;

/// Rechte von A, wenn B 1 030 € hat (1 000 nach der Pauschale von 30 €, § 6 Abs. 1 Nr. 1 GrusiGV).
fn anspruch_von_a(b: impl FnOnce(&mut Person, &mut Person)) -> (String, Vec<Offen>) {
    let [mut a, mut zweite] = paar("1990-01-01", "1991-01-01");
    zweite = mit(zweite, &[andere(Einnahme::Sonstiges, "1030.00")]);
    b(&mut a, &mut zweite);
    let e = rechne(&lage("2026-09", [a, zweite], "600.00"));
    (e.ansprueche()[0].clone(), e.offen)
}

#[test]
fn wessen_mittel_zaehlen() {
    // Paar: 2 · (506 + 300) = 1 612 − 1 000 = 612, je 306 (§ 9 Abs. 2 Satz 3).
    assert_eq!(anspruch_von_a(|_, _| {}), ("306.00".to_owned(), vec![]));
    // Altersrentner: er deckt zuerst 806, 194 bleiben für A: 806 − 194 = 612 (BSG B 14/7b AS 58/06 R).
    let rentner = anspruch_von_a(|_, b| b.ausgeschlossen = Some(Ausschluss::Altersrente));
    assert_eq!(rentner, ("612.00".to_owned(), vec![]));
    // Haft, Einrichtung, Ausland: jeder steht für sich, A hat Stufe 1 und die ganze Miete: 563 + 600.
    for grund in [Ausschluss::Haft, Ausschluss::Stationaer, Ausschluss::Ausland] {
        let fort = anspruch_von_a(|_, b| b.ausgeschlossen = Some(grund));
        assert_eq!(fort, ("1163.00".to_owned(), vec![Offen::Abwesend(B)]), "{grund:?}");
    }
    // Mitbewohner ohne Partnerschaft: 563 + 300, nichts angerechnet.
    let wg = anspruch_von_a(|a, b| (a.partner, b.partner) = (None, None));
    assert_eq!(wg, ("863.00".to_owned(), vec![]));
    // Verwandter in Haushaltsgemeinschaft: nichts angerechnet (§ 9 Abs. 5); die Vermutung beginnt erst
    // über 2 · 563 + 300.
    let verwandt = anspruch_von_a(|a, b| {
        (a.partner, b.partner) = (None, None);
        b.ausgeschlossen = Some(Ausschluss::Haushaltsgemeinschaft);
    });
    assert_eq!(verwandt, ("863.00".to_owned(), vec![]));
}

#[test]
fn asylbewerberleistungen_fragen_nur_neben_einer_partnerin() {
    let mut allein = mensch("1990-01-01");
    allein.ausgeschlossen = Some(Ausschluss::Asylblg);
    let e = rechne(&lage("2026-09", [mensch("1985-01-01"), allein], "600.00"));
    assert!(e.offen.is_empty(), "{:?}", e.offen);
    assert_eq!(e.ansprueche(), ["863.00", "0.00"]);
}

#[test]
fn ein_pflegekind_gehoert_zu_niemandem_und_seine_mittel_auch_nicht() {
    // § 7 Abs. 3 Nr. 4 meint eigene Kinder: die Pflegemutter hat 563 + 300, das Kind mit Unterhalt nichts.
    let pflege = Person { pflegekind: true, ..kind("2016-01-01", [Some(A), None]) };
    let pflege = mit(pflege, &[andere(Einnahme::Unterhalt, "2000.00")]);
    let e = rechne(&lage("2026-09", [mensch("1980-01-01"), pflege], "600.00"));
    assert_eq!(e.personen[0].regelbedarf.summe.als_text(), "563.00");
    assert_eq!(e.personen[0].anspruch.angerechnet.als_text(), "0.00");
    assert_eq!(e.personen[1].bedarfsgemeinschaft, None);
}
