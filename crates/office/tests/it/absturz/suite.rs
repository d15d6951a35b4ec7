//! Derselbe Lauf, immer wieder, mit einem Eingriff an einem anderen Systemaufruf.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use office::store::sql::{LiteConnection, LiteOpening, Sql};

use super::Ordner;
use super::dienst::{Auftrag, Lauf, zaehle};
use super::stand::{Wissen, pruefe};

/// Was ein Schreiber an seinen Dateien tut.
const AUFRUFE: &str = "trace=pwrite64,fsync,fdatasync,ftruncate,unlink,rename,openat";
/// So viele senden zugleich.
pub const KLIENTEN: u32 = 2;
/// So oft läuft ein Abgleich des Schreibprotokolls mit der Datei, dass jeder Lauf mehrere enthält.
const CHECKPOINT: &str = "checkpoint=12";

/// Woran getötet wird.
#[derive(Clone, Copy)]
pub enum Lage {
    /// Beim Schreiben in eine offene Datei: nur der Schreibfaden macht die Aufrufe, denn ein anderer hat
    /// die Datei schon geöffnet.
    Schreiben,
    /// Beim Anlegen der Dateien und danach.
    Neu,
    /// Beim Öffnen nach einem Absturz und danach.
    Wiederherstellen,
}

/// Eine Vorlage, und was auf ihr wieder und wieder gesendet wird.
pub struct Suite {
    lage: Lage,
    vorlage: Ordner,
    ordner: Ordner,
    /// Schon in der Vorlage.
    vorher: Range<u32>,
    /// Was gesendet wird.
    pub nummern: Range<u32>,
    worte: Vec<&'static str>,
}

impl Suite {
    /// `befehle` mehr, als in der Vorlage sind; `fehler` ist ein gepflanzter.
    pub fn neu(name: &str, lage: Lage, befehle: u32, fehler: Option<&'static str>) -> Suite {
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

    /// Ein Lauf mit diesen Worten für `strace`, und was danach nicht stimmt.
    fn lauf(&self, worte: &[&str], protokoll: &Path) -> (Lauf, Result<(), String>) {
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
        let bestaetigt: BTreeSet<u32> =
            self.vorher.clone().chain(lauf.bestaetigt.iter().copied()).collect();
        let gesendet = self.vorher.start..self.nummern.end;
        let wissen = Wissen { klienten: KLIENTEN, gesendet: &gesendet, bestaetigt: &bestaetigt };
        (lauf, pruefe(&geprueft.0, &wissen))
    }

    /// Die Aufrufe eines ungestörten Laufs, je mit ihrer Nummer im Faden: dort lässt sich eingreifen.
    /// `wie_viele` davon, gleichmäßig verteilt.
    pub fn punkte(&self, wie_viele: usize) -> Vec<(String, usize)> {
        let protokoll = self.ordner.0.with_extension("strace");
        let (_, _) = self.lauf(&["-e", AUFRUFE], &protokoll);
        // Das Programm selbst lädt zuerst seine Bibliotheken: dort gibt es noch nichts zu verlieren.
        let lader = 5;
        let punkte = zaehle(&protokoll).into_iter().flat_map(|(aufruf, zahl)| {
            let ab = if aufruf == "openat" { lader } else { 0 };
            // Wie viele Befehle ein COMMIT zusammenfasst, wechselt: die letzten Punkte gäbe es nicht.
            let bis = if zahl > 4 { zahl * 4 / 5 } else { zahl };
            (ab + 1..=bis).map(move |n| (aufruf.clone(), n))
        });
        let punkte: Vec<_> = punkte.collect();
        std::fs::remove_file(protokoll).unwrap();
        assert!(wie_viele <= punkte.len(), "es gibt nur {} Punkte", punkte.len());
        (0..wie_viele).map(|i| punkte[i * punkte.len() / wie_viele].clone()).collect()
    }

    /// Ein Lauf mit dieser Einspritzung, etwa `fsync:error=EIO:when=3`.
    pub fn gestoert(&self, einspritzung: &str) -> (Lauf, Result<(), String>) {
        let worte = format!("inject={einspritzung}");
        self.lauf(&["-e", AUFRUFE, "-e", &worte], Path::new("/dev/null"))
    }
}

/// Hält die Datei offen: der Dienst findet sie eingerichtet, und beim Ende bleibt das Schreibprotokoll.
fn oeffne(ordner: &Path) -> LiteConnection {
    let mut db = LiteConnection::open(&ordner.join("akten.sqlite"), LiteOpening::Write).unwrap();
    db.first("SELECT COUNT(*) FROM sqlite_master", &[]).unwrap();
    db
}
