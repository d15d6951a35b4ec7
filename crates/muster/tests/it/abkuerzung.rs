//! Keine Abkürzung des stillen Rechts ändert an einem Haushalt des Musterkreises etwas.

use case::schnittstelle::pruefe_haushalt;
use law::anspruch::{Werkbank, berechne};
use law::measure::Monat;
use law::recht::Recht;

use crate::hilfe::kreis;

#[test]
fn hunderttausend_haushalte_haben_gruendlich_gerechnet_dieselben_betraege_gruende_und_fragen() {
    let recht = Recht::eingebaut().unwrap();
    let (mut kurz, mut lang) = (Werkbank::neu(), Werkbank::gruendlich());
    let monate: [Monat; 10] = [
        "2005-06", "2011-05", "2015-02", "2020-09", "2023-02", "2024-12", "2025-10", "2026-06",
        "2026-09", "2027-03",
    ]
    .map(|monat| monat.parse().unwrap());
    let mut haushalte = 0;
    for (saat, monat) in (1..).zip(monate) {
        for haushalt in kreis(saat, 19_600, &monat.to_string()).haushalte() {
            let lage = pruefe_haushalt(&haushalt, monat).unwrap().lage;
            let kurz = berechne(&lage, &recht, &mut kurz).unwrap();
            let lang = berechne(&lage, &recht, &mut lang).unwrap();
            assert_eq!(kurz.offen, lang.offen, "{} im {monat}", haushalt.nummer);
            for (a, b) in kurz.personen.iter().zip(lang.personen) {
                assert!(a.auszahlung() == b.auszahlung() && a.beleg("") == b.beleg(""));
            }
            haushalte += 1;
        }
    }
    assert!(haushalte >= 100_000, "nur {haushalte} Haushalte");
}
