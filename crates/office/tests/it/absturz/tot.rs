//! Getötet an jedem Aufruf (Zusage 1): `strace` schickt SIGKILL, bevor der n-te Aufruf ausgeführt wird.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use office::store::sql::{LiteConnection, LiteOpening, Sql};

use super::dienst::{Auftrag, zaehle};
use super::stand::{Wissen, pruefe};
use super::{Ordner, umfang};

const AUFRUFE: &str = "pwrite64,fsync,fdatasync,ftruncate,unlink,rename,openat";
const KLIENTEN: u32 = 2;
/// So oft läuft ein Abgleich des Schreibprotokolls mit der Datei, dass jeder Lauf mehrere enthält.
const CHECKPOINT: &str = "checkpoint=12";

/// Woran getötet wird.
#[derive(Clone, Copy)]
enum Lage {
    /// Beim Schreiben in eine offene Datei: nur der Schreibfaden macht die Aufrufe, denn ein anderer hat
    /// die Datei schon geöffnet.
    Schreiben,
    /// Beim Anlegen der Dateien und danach.
    Neu,
    /// Beim Öffnen nach einem Absturz und danach.
    Wiederherstellen,
}

/// Was bei einer Reihe von Punkten herauskam.
#[derive(Default, Debug)]
struct Ergebnis {
    punkte: usize,
    getoetet: usize,
    funde: Vec<String>,
}

struct Suite {
    lage: Lage,
    vorlage: Ordner,
    ordner: Ordner,
    /// Schon in der Vorlage.
    vorher: Range<u32>,
    nummern: Range<u32>,
    worte: Vec<&'static str>,
}

impl Suite {
    fn neu(name: &str, lage: Lage, befehle: u32, fehler: Option<&'static str>) -> Suite {
        let (vorlage, ordner) = (Ordner::neu(&format!("{name}-vorlage")), Ordner::neu(name));
        let vorher = match lage {
            Lage::Neu => 0..0,
            Lage::Schreiben | Lage::Wiederherstellen => 0..8,
        };
        let auftrag =
            Auftrag { ordner: &ordner.0, klienten: KLIENTEN, nummern: &vorher, worte: &[] };
        match lage {
            Lage::Neu => {}
            Lage::Schreiben => {
                auftrag.allein();
                vorlage.wie(&ordner.0);
            }
            Lage::Wiederherstellen => {
                // Wie nach einem Absturz: alles steht noch im Schreibprotokoll.
                let offen = oeffne(&ordner.0);
                auftrag.allein();
                vorlage.wie(&ordner.0);
                drop(offen);
                assert!(vorlage.0.join("akten.sqlite-wal").metadata().unwrap().len() > 0);
            }
        }
        let nummern = vorher.end..vorher.end + befehle;
        let worte = [CHECKPOINT].into_iter().chain(fehler).collect();
        Suite { lage, vorlage, ordner, vorher, nummern, worte }
    }

    /// Ein Lauf mit diesen Worten für `strace`; `true`, wenn er wirklich getötet wurde.
    fn lauf(&self, worte: &[&str], protokoll: &Path) -> (bool, Result<(), String>) {
        self.ordner.wie(&self.vorlage.0);
        let offen = match self.lage {
            Lage::Schreiben => Some(oeffne(&self.ordner.0)),
            Lage::Neu | Lage::Wiederherstellen => None,
        };
        let auftrag = Auftrag {
            ordner: &self.ordner.0,
            klienten: KLIENTEN,
            nummern: &self.nummern,
            worte: &self.worte,
        };
        let lauf = auftrag.unter_strace(worte, protokoll);
        let geprueft = Ordner(self.ordner.0.with_extension("geprueft"));
        geprueft.wie(&self.ordner.0);
        drop(offen);
        let bestaetigt: BTreeSet<u32> = self.vorher.clone().chain(lauf.bestaetigt).collect();
        let gesendet = self.vorher.start..self.nummern.end;
        let wissen = Wissen { klienten: KLIENTEN, gesendet: &gesendet, bestaetigt: &bestaetigt };
        (lauf.getoetet, pruefe(&geprueft.0, &wissen))
    }

    /// Zählt die Aufrufe und tötet an `wie_viele` von ihnen, gleichmäßig verteilt.
    fn pruefe(&self, wie_viele: usize) -> Ergebnis {
        let protokoll = self.ordner.0.with_extension("strace");
        let verfolgt = format!("trace={AUFRUFE}");
        let (_, stand) = self.lauf(&["-e", &verfolgt], &protokoll);
        let mut ergebnis = Ergebnis::default();
        ergebnis.funde.extend(stand.err());
        // Das Programm selbst lädt zuerst seine Bibliotheken: dort gibt es noch nichts zu verlieren.
        let lader = 5;
        let punkte: Vec<(String, usize)> = zaehle(&protokoll)
            .into_iter()
            .flat_map(|(aufruf, zahl)| {
                let ab = if aufruf == "openat" { lader } else { 0 };
                // Wie viele Befehle ein COMMIT zusammenfasst, wechselt: die letzten Punkte gäbe es nicht.
                let bis = if zahl > 4 { zahl * 4 / 5 } else { zahl };
                (ab + 1..=bis).map(move |n| (aufruf.clone(), n))
            })
            .collect();
        assert!(wie_viele <= punkte.len(), "es gibt nur {} Punkte", punkte.len());
        for i in 0..wie_viele {
            let (aufruf, n) = &punkte[i * punkte.len() / wie_viele];
            let worte = format!("inject={aufruf}:signal=SIGKILL:when={n}");
            let (getoetet, stand) =
                self.lauf(&["-e", &verfolgt, "-e", &worte], Path::new("/dev/null"));
            ergebnis.punkte += 1;
            ergebnis.getoetet += usize::from(getoetet);
            ergebnis.funde.extend(stand.err().map(|fund| format!("{aufruf} {n}: {fund}")));
        }
        let _ = std::fs::remove_file(protokoll);
        println!("{} Punkte von {}, getötet {}", wie_viele, punkte.len(), ergebnis.getoetet);
        ergebnis
    }
}

/// Hält die Datei offen: der Dienst findet sie eingerichtet, und beim Ende bleibt das Schreibprotokoll.
fn oeffne(ordner: &Path) -> LiteConnection {
    let mut db = LiteConnection::open(&ordner.join("akten.sqlite"), LiteOpening::Write).unwrap();
    db.first("SELECT COUNT(*) FROM sqlite_master", &[]).unwrap();
    db
}

#[test]
fn an_jedem_aufruf_getoetet_geht_nichts_bestaetigtes_verloren_und_nichts_bleibt_halb() {
    let alle = umfang("NAHTLOS_ABSTURZ_PUNKTE", 430);
    let laenger = u32::try_from(alle / 430).unwrap();
    let mut summe = Ergebnis::default();
    for (name, lage, befehle, anteil) in [
        ("schreiben", Lage::Schreiben, 18 * laenger, 310),
        ("neu", Lage::Neu, 6 * laenger, 80),
        ("wiederherstellen", Lage::Wiederherstellen, 4 * laenger, 40),
    ] {
        let ergebnis = Suite::neu(name, lage, befehle, None).pruefe(alle * anteil / 430);
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
        let ergebnis = Suite::neu(&name, lage, 6, Some(fehler)).pruefe(24);
        assert!(!ergebnis.funde.is_empty(), "{fehler} blieb unbemerkt");
        println!("{fehler}: {} Funde, etwa {}", ergebnis.funde.len(), ergebnis.funde[0]);
    }
}
