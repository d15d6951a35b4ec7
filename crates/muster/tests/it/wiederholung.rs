//! Gleiche Saat, gleiche Bytes.

use std::hash::{DefaultHasher, Hash, Hasher};

use muster::Musterkreis;

use crate::hilfe::{jsonl, kreis};

/// Streuwert der ersten 2.000 Haushalte.
fn streuwert(kreis: Musterkreis) -> u64 {
    let mut hasher = DefaultHasher::new();
    for haushalt in kreis.haushalte().take(2_000) {
        serde_json::to_vec(&haushalt).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn gleiche_saat_gibt_dieselben_haushalte() {
    let erster = streuwert(kreis(42, 10_000, "2026-12"));
    assert_eq!(erster, streuwert(kreis(42, 10_000, "2026-12")));
    assert_ne!(erster, streuwert(kreis(43, 10_000, "2026-12")));
    assert_ne!(erster, streuwert(kreis(42, 10_000, "2026-11")));
}

#[test]
fn ein_haushalt_haengt_nicht_an_der_groesse_des_kreises() {
    let klein = kreis(7, 1_000, "2026-07");
    let gross = kreis(7, 1_000_000, "2026-07");
    let mut verglichen = 0;
    for (haushalt, anderer) in klein.haushalte().zip(gross.haushalte()) {
        let nummer: u64 = haushalt.nummer.trim_start_matches("BG-").parse().unwrap();
        assert_eq!(haushalt, gross.haushalt(nummer));
        // Am Ende überspringt der kleine Kreis, was nicht mehr passt.
        if haushalt.nummer == anderer.nummer {
            verglichen += 1;
        }
    }
    assert!(verglichen > 490, "{verglichen}");
}

#[test]
fn die_summe_der_menschen_ist_genau_die_verlangte() {
    for personen in [0, 1, 2, 3, 10, 99, 1_234] {
        let kreis = kreis(11, personen, "2025-05");
        let menschen: usize = kreis.haushalte().map(|h| h.lage.personen.len()).sum();
        assert_eq!(menschen, usize::try_from(personen).unwrap());
    }
}

#[test]
fn die_ausgabe_hat_einen_haushalt_je_zeile() {
    let kreis = kreis(3, 500, "2026-02");
    let text = jsonl(kreis);
    assert_eq!(text.lines().count(), kreis.haushalte().count());
    assert!(text.ends_with("}\n"));
    assert_eq!(text, jsonl(kreis));
}
