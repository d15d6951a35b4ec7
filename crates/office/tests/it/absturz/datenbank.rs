//! Die Datenbank ist fort oder antwortet nicht (Zusage 5): ein eigenes PostgreSQL wird angehalten und
//! abgebrochen, während Klienten senden.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Condvar, Mutex};

use case::akte::Strom;
use office::store::pool::PgPool;
use office::store::record::{Draft, PostgresPlaces, Request, Store, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::sql::{DbError, Sql};
use office::store::streams::{CommitError, Outcome};

use super::befehle::{TRAEGER, commit, fester_schluessel};
use super::stand::{Wissen, befund};
use crate::hilfe::{kennung, uhr, zufall};

/// Ein PostgreSQL nur für diesen Test.
struct Server {
    programme: PathBuf,
    ordner: PathBuf,
}

impl Server {
    fn neu(name: &str) -> Server {
        let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        let mut ordner: Vec<PathBuf> =
            debian.map(|eintrag| eintrag.unwrap().path().join("bin")).collect();
        ordner.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
        let programme = ordner.into_iter().find(|ordner| ordner.join("initdb").is_file());
        let programme = programme.ok_or("initdb fehlt (Paket postgresql)").unwrap();
        let ordner = format!("nahtlos-absturz-{name}-{}", std::process::id());
        let server = Server { programme, ordner: std::env::temp_dir().join(ordner) };
        let mut anlegen = Command::new("install");
        anlegen.args(["-d", "-m", "700"]);
        if ist_root() {
            anlegen.args(["-o", "postgres"]);
        }
        gelingt(anlegen.arg(&server.ordner));
        let art = ["--auth=trust", "--username=nahtlos", "--encoding=UTF8", "--locale=C.UTF-8"];
        gelingt(server.befehl("initdb").args(art).arg("--no-sync").arg(server.daten()));
        server.starte();
        server
    }

    fn starte(&self) {
        let ordner = self.ordner.display();
        let worte = format!("-c listen_addresses= -c unix_socket_directories={ordner}");
        let mut start = self.befehl("pg_ctl");
        start.args(["start", "-w", "-s", "-o", &worte, "-D"]).arg(self.daten());
        gelingt(start.arg("-l").arg(self.ordner.join("protokoll")));
    }

    /// Bricht ab wie bei einem Absturz; was nicht auf der Platte steht, ist fort.
    fn brich_ab(&self) {
        let mut ende = self.befehl("pg_ctl");
        gelingt(ende.args(["stop", "-m", "immediate", "-s", "-D"]).arg(self.daten()));
    }

    /// `STOP` oder `CONT` an den Server und alle seine Kinder.
    fn signal(&self, signal: &str) {
        let datei = std::fs::read_to_string(self.daten().join("postmaster.pid")).unwrap();
        let server = datei.lines().next().unwrap();
        let kinder = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children"));
        let kinder = kinder.unwrap();
        let nummern = [server].into_iter().chain(kinder.split_whitespace());
        gelingt(Command::new("kill").arg(format!("-{signal}")).args(nummern));
    }

    fn pool(&self) -> PgPool {
        let verbindung = format!("host={} user=nahtlos dbname=postgres", self.ordner.display());
        PgPool::open(verbindung.parse().unwrap(), uhr).unwrap()
    }

    fn daten(&self) -> PathBuf {
        self.ordner.join("daten")
    }

    fn befehl(&self, programm: &str) -> Command {
        let programm = self.programme.join(programm);
        let mut befehl = Command::new(if ist_root() { "runuser".into() } else { programm.clone() });
        if ist_root() {
            befehl.args(["-u", "postgres", "--"]).arg(programm);
        }
        befehl.current_dir(std::env::temp_dir());
        befehl
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut ende = self.befehl("pg_ctl");
        ende.args(["stop", "-m", "immediate", "-s", "-D"]).arg(self.daten());
        let _ = ende.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = std::fs::remove_dir_all(&self.ordner);
    }
}

fn ist_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Nicht `output`: der Server behielte das andere Ende.
fn gelingt(befehl: &mut Command) {
    let status = befehl.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "{befehl:?}");
}

fn sende(pool: &PgPool, nr: u32, klienten: u32) -> Result<Outcome, CommitError> {
    pool.commit(commit(nr, klienten, fester_schluessel))
}

/// Prüft, was da ist, gegen das Bestätigte; danach ist alles gesendet und einmal da.
fn pruefe(pool: &PgPool, wissen: &Wissen) -> Result<(), String> {
    let da = befund_mit(pool, wissen)?;
    if let Some(fort) = wissen.bestaetigt.iter().find(|nr| !da.contains(nr)) {
        return Err(format!("bestätigt und verloren: {fort}"));
    }
    for nr in wissen.gesendet.clone() {
        let ergebnis = sende(pool, nr, wissen.klienten).map_err(|f| format!("{nr}: {f}"))?;
        if matches!(ergebnis, Outcome::Repeated(_)) != da.contains(&nr) {
            return Err(format!("{nr} noch einmal gesendet: {ergebnis:?}"));
        }
    }
    let alle = befund_mit(pool, wissen)?;
    if alle.len() == wissen.gesendet.len() { Ok(()) } else { Err("es fehlt etwas".to_owned()) }
}

fn befund_mit(pool: &PgPool, wissen: &Wissen) -> Result<BTreeSet<u32>, String> {
    let befund = pool.with(|db| Ok::<_, DbError>(befund(db, wissen)));
    befund.map_err(|fehler| fehler.to_string())?
}

#[test]
fn antwortet_postgresql_nicht_wird_jeder_abgelehnt_und_danach_geht_es_weiter() {
    const KLIENTEN: u32 = 40;
    let server = Server::neu("angehalten");
    let pool = server.pool();
    sende(&pool, 0, KLIENTEN).unwrap();
    server.signal("STOP");
    // Mehr Klienten, als zugleich zur Datenbank dürfen: wer keinen Platz bekommt, hört es ebenso.
    std::thread::scope(|faeden| {
        for nr in 1..KLIENTEN {
            let pool = &pool;
            faeden.spawn(move || {
                let fehler = sende(pool, nr, KLIENTEN).unwrap_err();
                let klar = matches!(fehler, CommitError::Db(DbError::Unavailable(_)));
                assert!(klar, "{fehler}");
            });
        }
    });
    server.signal("CONT");
    // Die hängenden Verbindungen geben ihre Plätze frei; jeder Versuch wartet selbst.
    let mut bestaetigt = BTreeSet::from([0]);
    for nr in 1..KLIENTEN {
        let gelungen = (0..30).any(|_| sende(&pool, nr, KLIENTEN).is_ok());
        assert!(gelungen, "{nr} erholt sich nicht");
        bestaetigt.insert(nr);
    }
    let wissen = Wissen { klienten: KLIENTEN, gesendet: &(0..KLIENTEN), bestaetigt: &bestaetigt };
    assert_eq!(pruefe(&pool, &wissen), Ok(()));
}

/// Was gepflanzt ist.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fehler {
    Keiner,
    FruehBestaetigt,
    SynchronAus,
    HalberStand,
}

/// Klienten senden ohne Pause, die Datenbank wird abgebrochen und neu gestartet.
fn abbruch(server: &Server, runde: u32, fehler: Fehler) -> Result<(), String> {
    const KLIENTEN: u32 = 6;
    const ANZAHL: u32 = KLIENTEN * 400;
    let pool = server.pool();
    pool.with(|db| db.batch("TRUNCATE strom, ereignis, log_blatt, log_knoten, log_stand, befehl"))
        .unwrap();
    if fehler == Fehler::SynchronAus {
        // Nach der Prüfung beim Verbinden; ein Klient benutzt immer dieselbe Verbindung.
        pool.with(|db| db.batch("SET synchronous_commit = off")).unwrap();
    }
    let bestaetigt = Mutex::new(BTreeSet::new());
    let genug = Condvar::new();
    std::thread::scope(|faeden| {
        for klient in 0..if fehler == Fehler::SynchronAus { 1 } else { KLIENTEN } {
            let (pool, bestaetigt, genug) = (&pool, &bestaetigt, &genug);
            faeden.spawn(move || {
                for nr in (klient..ANZAHL).step_by(6) {
                    let merke = || {
                        bestaetigt.lock().unwrap().insert(nr);
                        genug.notify_all();
                    };
                    if fehler == Fehler::FruehBestaetigt {
                        merke();
                    }
                    match sende_mit(pool, nr, KLIENTEN, fehler) {
                        Ok(_) => merke(),
                        Err(CommitError::Db(DbError::Unavailable(_))) => break,
                        Err(anderer) => panic!("{nr}: {anderer}"),
                    }
                }
            });
        }
        let punkt = 40 + usize::try_from(runde * 7).unwrap();
        let warten = genug.wait_while(bestaetigt.lock().unwrap(), |da| da.len() < punkt);
        drop(warten.unwrap());
        server.brich_ab();
    });
    server.starte();
    let bestaetigt = bestaetigt.into_inner().unwrap();
    let letzter = bestaetigt.last().unwrap() + 2 * KLIENTEN;
    let wissen = Wissen { klienten: KLIENTEN, gesendet: &(0..letzter), bestaetigt: &bestaetigt };
    // Derselbe Vorrat an Verbindungen: seine toten ersetzt er selbst.
    pruefe(&pool, &wissen)
}

fn sende_mit(
    pool: &PgPool,
    nr: u32,
    klienten: u32,
    fehler: Fehler,
) -> Result<Outcome, CommitError> {
    if fehler != Fehler::HalberStand {
        return sende(pool, nr, klienten);
    }
    let (mut erste, mut zweite) =
        (commit(nr, klienten, fester_schluessel), commit(nr, klienten, fester_schluessel));
    zweite.key.push_str("#2");
    zweite.appends.remove(0);
    erste.appends.truncate(1);
    let ergebnis = pool.commit(erste)?;
    if zweite.appends.is_empty() { Ok(ergebnis) } else { pool.commit(zweite) }
}

#[test]
fn bricht_postgresql_ab_geht_nichts_bestaetigtes_verloren_und_nichts_gilt_doppelt() {
    let server = Server::neu("abgebrochen");
    for runde in 0..6 {
        assert_eq!(abbruch(&server, runde, Fehler::Keiner), Ok(()), "Runde {runde}");
    }
    // Dieselbe Suite muss jeden gepflanzten Fehler fangen, in einer von wenigen Runden.
    for fehler in [Fehler::FruehBestaetigt, Fehler::HalberStand, Fehler::SynchronAus] {
        let fund = (0..20).find_map(|runde| abbruch(&server, runde, fehler).err());
        println!("{fehler:?}: {fund:?}");
        assert!(fund.is_some(), "{fehler:?} blieb unbemerkt");
    }
}

#[test]
fn nach_einem_neustart_von_postgresql_arbeitet_auch_der_schluesselbund_weiter() {
    let server = Server::neu("neustart");
    let schemata = "CREATE SCHEMA akten; CREATE SCHEMA schluessel";
    server.pool().with(|db| db.batch(schemata)).unwrap();
    let angabe = |schema: &str| {
        let ordner = server.ordner.display();
        format!("host={ordner} user=nahtlos dbname=postgres options='-c search_path={schema}'")
    };
    let places = PostgresPlaces::read(&angabe("akten"), &angabe("schluessel")).unwrap();
    let main = Hauptschluessel::neu(1, &[5; 32]);
    let surroundings = Surroundings { main, clock: uhr, randomness: zufall };
    let store = Store::connect(places, surroundings).unwrap();
    // Jeder schreibt an einen neuen Strom: der braucht einen Schlüssel.
    let schreibe = |nr: u32| {
        let appends = vec![(Strom::person(kennung(nr)), 0, vec!["{}".to_owned()])];
        let request = Request { traeger: TRAEGER, key: &format!("k{nr}"), body: b"" };
        store.commit(request, Draft { appends, ..Draft::default() })
    };
    schreibe(1).unwrap();
    server.brich_ab();
    assert!(schreibe(2).is_err());
    server.starte();
    // An einer toten Verbindung darf ein Versuch noch scheitern; danach ist sie ersetzt.
    assert!((0..40).any(|_| schreibe(2).is_ok()), "der Speicher erholt sich nicht");
    assert!(matches!(schreibe(1), Ok(Outcome::Repeated(_))));
    schreibe(3).unwrap();
    let bericht = store.verify(TRAEGER, &[]).unwrap();
    assert_eq!((bericht.findings, bericht.events), (Vec::new(), 3));
}
