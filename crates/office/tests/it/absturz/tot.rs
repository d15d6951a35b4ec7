//! Getötet an jedem Aufruf (Zusage 1): `strace` schickt SIGKILL, bevor der n-te Aufruf ausgeführt wird.

use super::suite::{Lage, Suite};
use super::umfang;

/// Was bei einer Reihe von Punkten herauskam.
#[derive(Default, Debug)]
struct Ergebnis {
    punkte: usize,
    getoetet: usize,
    funde: Vec<String>,
}

/// Tötet an so vielen Punkten.
fn toete(suite: &Suite, wie_viele: usize) -> Ergebnis {
    let mut ergebnis = Ergebnis::default();
    for (aufruf, n) in suite.punkte(wie_viele) {
        ergebnis.punkte += 1;
        // Fasst ein Lauf mehr Befehle zusammen, kommt er nicht bis zu diesem Aufruf: dann noch einmal.
        for _ in 0..4 {
            let (lauf, stand) = suite.gestoert(&format!("{aufruf}:signal=SIGKILL:when={n}"));
            ergebnis.funde.extend(stand.err().map(|fund| format!("{aufruf} {n}: {fund}")));
            if lauf.getoetet {
                ergebnis.getoetet += 1;
                break;
            }
        }
    }
    println!("getötet an {} von {} Punkten", ergebnis.getoetet, ergebnis.punkte);
    ergebnis
}

#[test]
fn an_jedem_aufruf_getoetet_geht_nichts_bestaetigtes_verloren_und_nichts_bleibt_halb() {
    let alle = umfang("NAHTLOS_ABSTURZ_PUNKTE", 430);
    let laenger = u32::try_from(alle / 430).unwrap();
    let mut summe = Ergebnis::default();
    for (name, lage, befehle, anteil) in [
        ("schreiben", Lage::Schreiben, 26 * laenger, 310),
        ("neu", Lage::Neu, 8 * laenger, 80),
        ("wiederherstellen", Lage::Wiederherstellen, 6 * laenger, 40),
    ] {
        let ergebnis = toete(&Suite::neu(name, lage, befehle, None), alle * anteil / 430);
        summe.punkte += ergebnis.punkte;
        summe.getoetet += ergebnis.getoetet;
        summe.funde.extend(ergebnis.funde);
    }
    println!("getötet an {} von {} Punkten", summe.getoetet, summe.punkte);
    assert_eq!(summe.funde, Vec::<String>::new());
    assert!(summe.getoetet * 100 >= summe.punkte * 95, "{} zu selten getötet", summe.getoetet);
}

#[test]
fn die_suite_faengt_jeden_gepflanzten_fehler_beim_toeten() {
    for (fehler, lage) in [
        ("fehler=frueh-bestaetigt", Lage::Schreiben),
        ("fehler=halber-stand", Lage::Schreiben),
        ("fehler=kopf-vergessen", Lage::Schreiben),
        ("fehler=tabellen-in-teilen", Lage::Neu),
    ] {
        let name = fehler.replace('=', "-");
        let ergebnis = toete(&Suite::neu(&name, lage, 6, Some(fehler)), 24);
        assert!(!ergebnis.funde.is_empty(), "{fehler} blieb unbemerkt");
        println!("{fehler}: {} Funde, etwa {}", ergebnis.funde.len(), ergebnis.funde[0]);
    }
}
