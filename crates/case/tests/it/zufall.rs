//! Beliebige Eingaben: nie ein Absturz, immer eine deutsche Antwort.

use case::schnittstelle::{Lage, lies_haushalt, lies_zeile, pruefe};
use proptest::prelude::*;

use crate::erzeuger::lage;
use crate::hilfe::{beispiel, pruefe_meldung};

/// Stücke, aus denen sich fast gültiges JSON ergibt.
const STUECKE: [&str; 16] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-1",
    "1e9",
    "\"A\"",
    "\\u",
    "\"monat\":",
    "99999999999999999999",
    "\u{0}",
];

fn pruefe_zeile(bytes: &[u8]) {
    if let Err(fehler) = lies_zeile(7, bytes) {
        pruefe_meldung(&fehler, &fehler.fehler.feld, "");
        assert!(!fehler.fehler.feld.is_empty());
    }
    let _ = lies_haushalt(7, bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn beliebige_bytes_bringen_nichts_zum_absturz(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        pruefe_zeile(&bytes);
    }

    #[test]
    fn veraenderte_zeilen_bringen_nichts_zum_absturz(
        eingriffe in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, 0..STUECKE.len()), 1..4)
    ) {
        let mut zeile = beispiel().to_string().into_bytes();
        for (stelle, laenge, stueck) in eingriffe {
            let von = stelle.index(zeile.len());
            let bis = (von + laenge).min(zeile.len());
            zeile.splice(von..bis, STUECKE[stueck].bytes());
        }
        pruefe_zeile(&zeile);
    }

    #[test]
    fn ein_beliebiger_wert_an_jeder_stelle_bringt_nichts_zum_absturz(
        stelle in any::<prop::sample::Index>(), neu in 0..STUECKE.len()
    ) {
        let mut werte = ["null", "true", "-5", "0.5", "[]", "{}", "\"\"", "[[]]", "\"Z\"", "300"].iter().cycle();
        let zeile = beispiel().to_string();
        let stellen: Vec<usize> = zeile.match_indices(':').map(|(i, _)| i + 1).collect();
        let von = stellen[stelle.index(stellen.len())];
        let bis = von + zeile[von..].find([',', '}', '{', '[']).unwrap_or(0);
        let wert = werte.nth(neu).unwrap();
        pruefe_zeile(format!("{}{wert}{}", &zeile[..von], &zeile[bis..]).as_bytes());
    }

    #[test]
    fn gueltige_lagen_werden_angenommen_und_ueberstehen_die_leitung(lage in lage()) {
        let zeile = serde_json::to_string(&lage).unwrap();
        let zurueck: Lage = serde_json::from_str(&zeile).unwrap();
        prop_assert!(zurueck == lage, "{zeile}");
        match (lies_zeile(7, zeile.as_bytes()), pruefe(&lage, "7")) {
            (Ok(gelesen), Ok(geprueft)) => {
                prop_assert_eq!(&gelesen.fall, &geprueft.fall);
                prop_assert_eq!(gelesen.lage.personen.len(), lage.personen.len());
                for (stelle, person) in gelesen.lage.personen.iter().enumerate() {
                    if let Some(partner) = person.partner {
                        let zurueck = gelesen.lage.personen[partner.stelle()].partner;
                        prop_assert_eq!(zurueck.map(|nr| nr.stelle()), Some(stelle));
                    }
                }
            }
            (Err(fehler), _) => prop_assert!(false, "{fehler:?}: {zeile}"),
            (_, Err(mangel)) => prop_assert!(false, "{mangel}: {zeile}"),
        }
    }
}
