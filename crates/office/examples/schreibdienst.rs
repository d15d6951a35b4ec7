//! Ein Schreibdienst, den die Absturzsuiten töten, anhalten und mit E/A-Fehlern füttern (`tests/it/absturz`).
//!
//! `schreibdienst ORDNER KLIENTEN [checkpoint=N] [schluesselbund] [versuche=N] [fehler=NAME]`: liest je Zeile
//! die Nummer eines Befehls, speichert ihn durch den echten Schreiber und schreibt nach dessen Bestätigung
//! `ja NUMMER`, sonst `nein NUMMER GRUND`. Ein Faden je Klient; in die Dateien schreibt nur der Schreiber.
//! `fehler` pflanzt einen Fehler, den die Suiten fangen müssen.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "ein Werkzeug der Tests: ein Abbruch ist die Meldung"
)]

#[path = "../tests/it/absturz/befehle.rs"]
mod befehle;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};

use office::store::keys::{KeyRing, Wanted};
use office::store::schema::{migrate, prepare};
use office::store::siegel::{Datenschluessel, Hauptschluessel};
use office::store::sql::{DbError, LiteConnection, LiteOpening, Sql};
use office::store::streams::{Commit, CommitError};
use office::store::writer::Writer;

/// Wie der Dienst aufgerufen ist.
struct Aufruf {
    ordner: PathBuf,
    klienten: u32,
    worte: Vec<String>,
}

struct Dienst {
    aufruf: Aufruf,
    writer: Writer,
    bund: Option<Mutex<KeyRing>>,
}

fn main() {
    let mut worte = std::env::args().skip(1);
    let ordner = PathBuf::from(worte.next().unwrap());
    let klienten: u32 = worte.next().unwrap().parse().unwrap();
    let aufruf = Aufruf { ordner, klienten, worte: worte.collect() };
    let dienst = match Dienst::oeffne(aufruf) {
        Ok(dienst) => dienst,
        Err(fehler) => {
            println!("geschlossen {fehler}");
            return;
        }
    };
    println!("bereit");
    std::thread::scope(|faeden| {
        let mut wege = Vec::new();
        for _ in 0..klienten {
            let (weg, nummern) = channel();
            wege.push(weg);
            faeden.spawn(|| dienst.klient(nummern));
        }
        for zeile in std::io::stdin().lock().lines() {
            let nr: u32 = zeile.unwrap().parse().unwrap();
            wege[usize::try_from(nr % klienten).unwrap()].send(nr).unwrap();
        }
    });
}

impl Dienst {
    fn oeffne(aufruf: Aufruf) -> Result<Dienst, DbError> {
        let datei = aufruf.ordner.join("akten.sqlite");
        let mut db = LiteConnection::open(&datei, LiteOpening::Write)?;
        if aufruf.pflanzt("tabellen-in-teilen") {
            migrate(&mut db)?;
        }
        prepare(&mut db)?;
        if let Some(seiten) = aufruf.wert("checkpoint=") {
            db.batch(&format!("PRAGMA wal_autocheckpoint={seiten}"))?;
        }
        if aufruf.pflanzt("synchron-aus") {
            db.batch("PRAGMA synchronous=OFF")?;
        }
        let bund = aufruf.worte.iter().any(|wort| wort == "schluesselbund");
        let bund = bund.then(|| {
            let haupt = Hauptschluessel::neu(1, &[5; 32]);
            let datei = aufruf.ordner.join("schluessel.sqlite");
            let verbinde = move || -> Result<Box<dyn Sql + Send>, DbError> {
                Ok(Box::new(LiteConnection::open(&datei, LiteOpening::Write)?))
            };
            KeyRing::open(Box::new(verbinde), haupt, zufall, uhr).map(Mutex::new)
        });
        Ok(Dienst { bund: bund.transpose()?, writer: Writer::start(db, uhr), aufruf })
    }

    /// Ein Klient sendet einen Befehl nach dem anderen und wartet auf jede Bestätigung.
    fn klient(&self, nummern: Receiver<u32>) {
        let versuche: u32 = self.aufruf.wert("versuche=").map_or(1, |zahl| zahl.parse().unwrap());
        for nr in nummern {
            let gepflanzt = |name| self.aufruf.pflanzt(name);
            if gepflanzt("frueh-bestaetigt") {
                sage(&format!("ja {nr}"));
                drop(self.speichere(nr));
                continue;
            }
            let mut ergebnis = self.speichere(nr);
            for _ in 1..versuche {
                if ergebnis.is_ok() {
                    break;
                }
                ergebnis = self.speichere(nr);
            }
            if gepflanzt("kopf-vergessen") {
                vergiss_den_kopf(&self.aufruf.ordner);
            }
            match ergebnis {
                Err(fehler) if !gepflanzt("verschluckt") => sage(&format!("nein {nr} {fehler}")),
                _ => sage(&format!("ja {nr}")),
            }
        }
    }

    fn speichere(&self, nr: u32) -> Result<(), CommitError> {
        let commit =
            || befehle::commit(nr, self.aufruf.klienten, |strom| self.schluessel(nr, strom));
        if !self.aufruf.pflanzt("halber-stand") {
            return self.writer.commit(commit()).map(drop);
        }
        for halb in halbiert(commit(), commit()) {
            self.writer.commit(halb)?;
        }
        Ok(())
    }

    fn schluessel(&self, nr: u32, strom: &str) -> Datenschluessel {
        let Some(bund) = &self.bund else { return befehle::fester_schluessel(strom) };
        let anhaenge = befehle::anhaenge(nr, self.aufruf.klienten);
        let neu = anhaenge.iter().any(|anhang| anhang.strom == strom && anhang.ab == 0);
        let gesucht = if neu { Wanted::New(strom) } else { Wanted::Known(strom) };
        bund.lock().unwrap().keys(befehle::TRAEGER, &[gesucht]).unwrap().pop().unwrap()
    }
}

impl Aufruf {
    fn wert(&self, name: &str) -> Option<&str> {
        self.worte.iter().find_map(|wort| wort.strip_prefix(name))
    }

    fn pflanzt(&self, name: &str) -> bool {
        self.wert("fehler=") == Some(name)
    }
}

/// Gepflanzt: was zusammengehört, geht in zwei Transaktionen.
fn halbiert(erste: Commit, zweite: Commit) -> Vec<Commit> {
    let (mut erste, mut zweite) = (erste, zweite);
    zweite.key = format!("{}#2", zweite.key);
    zweite.appends.remove(0);
    erste.appends.truncate(1);
    if zweite.appends.is_empty() { vec![erste] } else { vec![erste, zweite] }
}

fn sage(zeile: &str) {
    // Ein Schreibaufruf je Zeile: was der Klient liest, ist ganz.
    std::io::stdout().lock().write_all(format!("{zeile}\n").as_bytes()).unwrap();
}

/// Gepflanzt: die Ereignisse bleiben, der Kopf ihres Stroms nicht.
fn vergiss_den_kopf(ordner: &Path) {
    let mut db = LiteConnection::open(&ordner.join("akten.sqlite"), LiteOpening::Write).unwrap();
    db.batch("UPDATE strom SET version = version - 1 WHERE strom = 'person:0'").unwrap();
}

/// Jeder Augenblick eine Mikrosekunde nach dem vorigen.
fn uhr() -> i64 {
    static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);
    JETZT.fetch_add(1, Ordering::Relaxed)
}

/// Bytes, die sich in einem Lauf nicht wiederholen.
fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}
