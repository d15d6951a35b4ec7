//! `cargo xtask bench store`: der Speicher gegen rohe Ein-Zeilen-Commits auf derselben Platte im selben Lauf.
//!
//! Der Gegner schreibt je Commit eine Zeile ohne Kette, Log, Siegel und Schlüssel gegen doppeltes Senden: auf
//! SQLite durch einen Faden, der ebenso zusammenfasst, auf PostgreSQL mit einer Verbindung je Klient. Zahlen
//! gelten nur gegeneinander.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "ein Abbruch der Messung ist die Meldung"
)]
#![expect(clippy::disallowed_methods, reason = "hier wird Dauer gemessen und angezeigt")]

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use office::store::Hash;
use office::store::kette::{Salz, Strom};
use office::store::pool::PgPool;
use office::store::schema::prepare;
use office::store::siegel::{Bestimmung, Datenschluessel, Nonce};
use office::store::sql::{DbError, LiteConnection, LiteOpening, PgConnection, Sql, Value};
use office::store::streams::{Append, Commit, Outcome, events};
use office::store::verify::verify;
use office::store::writer::Writer;

const TRAEGER: &str = "musterkreis";
const KLIENTEN: u64 = 32;
/// So viele Befehle sendet ein Klient.
const JE_KLIENT: u64 = 250;
/// Ereignisse eines Vorgangs beim Import, auf so viele Ströme verteilt.
const IMPORT: (u64, u64) = (1000, 50);
const IMPORTE: u64 = 30;
const LESEN: u64 = 2000;
/// Je Messung zählt der beste von so vielen Läufen, abwechselnd mit dem Gegner.
const LAEUFE: u32 = 3;

fn main() {
    let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-store");
    let _ = std::fs::remove_dir_all(&ordner);
    std::fs::create_dir_all(&ordner).unwrap();
    println!("{:<44}{:>12}{:>12}{:>8}{:>10}", "", "wir", "roh", "%", "Ziel");
    sqlite(&ordner);
    if let Ok(verbindung) = std::env::var("NAHTLOS_POSTGRES") {
        postgresql(&verbindung);
    } else {
        println!("PostgreSQL: NAHTLOS_POSTGRES fehlt, also nicht gemessen");
    }
    std::fs::remove_dir_all(&ordner).unwrap();
}

fn sqlite(ordner: &Path) {
    let (mut wir, mut roh) = (0, 0);
    for lauf in 0..LAEUFE {
        let oeffne = |name: &str| {
            let datei = ordner.join(format!("{name}-{lauf}.sqlite"));
            LiteConnection::open(&datei, LiteOpening::Write).unwrap()
        };
        roh = roh.max(roh_sqlite(oeffne("roh")));
        let mut db = oeffne("wir");
        prepare(&mut db).unwrap();
        let writer = Writer::start(db, uhr);
        wir = wir.max(anfuegen(|commit| writer.commit(commit).unwrap()));
    }
    verhaeltnis("SQLite: anfügen, 32 Klienten, Commits/s", wir, roh);
    let datei = ordner.join("import.sqlite");
    let mut db = LiteConnection::open(&datei, LiteOpening::Write).unwrap();
    prepare(&mut db).unwrap();
    let writer = Writer::start(db, uhr);
    let rate = importieren(2, |commit| writer.commit(commit).unwrap());
    ziel("SQLite: Import mit Kette, Ereignisse/s", rate, ">= 50000");
    writer.commit(ein_strom()).unwrap();
    let mut db = LiteConnection::open(&datei, LiteOpening::Read).unwrap();
    ziel("SQLite: Strom von 2.000 lesen, µs", lesen(&mut db), "< 20000");
    assert_eq!(verify(&mut db, TRAEGER, &[]).unwrap().findings, []);
}

fn postgresql(verbindung: &str) {
    let mut config: postgres::Config = verbindung.parse().unwrap();
    let mut db = PgConnection::connect(&config).unwrap();
    let neu = "DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench; \
               CREATE TABLE bench.roh (nr BIGINT PRIMARY KEY, inhalt BYTEA NOT NULL)";
    db.batch(neu).unwrap();
    config.options("-c search_path=bench");
    let pool = PgPool::open(config.clone(), uhr).unwrap();
    let (mut wir, mut roh) = (0, 0);
    for lauf in 0..LAEUFE {
        db.batch("TRUNCATE bench.roh").unwrap();
        roh = roh.max(roh_postgres(&config));
        let leeren = "TRUNCATE bench.strom, bench.ereignis, bench.log_blatt, bench.log_knoten, \
                      bench.log_stand, bench.befehl";
        if lauf > 0 {
            db.batch(leeren).unwrap();
        }
        wir = wir.max(anfuegen(|commit| pool.commit(commit).unwrap()));
    }
    verhaeltnis("PostgreSQL: anfügen, 32 Klienten, Commits/s", wir, roh);
    let rate = importieren(2, |commit| pool.commit(commit).unwrap());
    ziel("PostgreSQL: Import mit Kette, Ereignisse/s", rate, ">= 20000");
    pool.commit(ein_strom()).unwrap();
    let mikro = pool.with(|db| Ok::<_, DbError>(lesen(db))).unwrap();
    ziel("PostgreSQL: Strom von 2.000 lesen, µs", mikro, "< 20000");
    let bericht = pool.with(|db| verify(db, TRAEGER, &[])).unwrap();
    assert_eq!(bericht.findings, []);
    db.batch("DROP SCHEMA bench CASCADE").unwrap();
}

fn verhaeltnis(was: &str, wir: u64, roh: u64) {
    println!("{was:<44}{wir:>12}{roh:>12}{:>8}{:>10}", wir * 100 / roh.max(1), ">= 50");
}

fn ziel(was: &str, wert: u64, ziel: &str) {
    println!("{was:<44}{wert:>12}{:>12}{:>8}{ziel:>10}", "", "");
}

/// Alle Klienten zugleich, jeder an seinen eigenen Strom; Commits je Sekunde.
fn anfuegen(speichere: impl Fn(Commit) -> Outcome + Sync) -> u64 {
    let dauer = zugleich(|klient| {
        for i in 0..JE_KLIENT {
            let strom = format!("person:{klient}");
            // Wie eine UUID der Version 7: die Zeit steht vorn.
            let schluessel = format!("{:08x}-{klient}", uhr());
            let anhang = append(&strom, i, 1);
            assert!(matches!(speichere(commit(schluessel, vec![anhang])), Outcome::Done(_)));
        }
    });
    je_sekunde(KLIENTEN * JE_KLIENT, dauer)
}

/// Große Vorgänge von so vielen Klienten; Ereignisse je Sekunde.
fn importieren(klienten: u64, speichere: impl Fn(Commit) -> Outcome + Sync) -> u64 {
    let (ereignisse, stroeme) = IMPORT;
    let beginn = Instant::now();
    std::thread::scope(|faeden| {
        for klient in 0..klienten {
            let speichere = &speichere;
            faeden.spawn(move || {
                for nr in (klient..IMPORTE).step_by(usize::try_from(klienten).unwrap()) {
                    let anhang = |i| append(&format!("import:{nr}-{i}"), 0, ereignisse / stroeme);
                    speichere(commit(format!("i{nr}"), (0..stroeme).map(anhang).collect()));
                }
            });
        }
    });
    je_sekunde(IMPORTE * ereignisse, beginn.elapsed())
}

fn ein_strom() -> Commit {
    commit("lang".to_owned(), vec![append("person:lang", 0, LESEN)])
}

/// Lesen und entsiegeln; Mikrosekunden des besten von zehn.
fn lesen(db: &mut dyn Sql) -> u64 {
    let schluessel = schluessel("person:lang");
    let einmal = |_| {
        let beginn = Instant::now();
        let alle = events(db, TRAEGER, "person:lang").unwrap();
        for ereignis in &alle {
            let nonce = Nonce::ereignis(ereignis.version);
            let schluessel = schluessel.ereignis(&ereignis.salt.0);
            std::hint::black_box(schluessel.oeffne(&ereignis.sealed, nonce, &[]).unwrap());
        }
        assert_eq!(u64::try_from(alle.len()), Ok(LESEN));
        u64::try_from(beginn.elapsed().as_micros()).unwrap()
    };
    (0..10).map(einmal).min().unwrap()
}

/// Ein Faden schreibt, was gerade wartet, und bestätigt nach COMMIT: dieselbe Bündelung, sonst nichts.
fn roh_sqlite(mut db: LiteConnection) -> u64 {
    const INSERT: &str = "INSERT INTO roh (nr, inhalt) VALUES ($1, $2)";
    db.batch("CREATE TABLE roh (nr BIGINT PRIMARY KEY, inhalt BYTEA NOT NULL)").unwrap();
    let (queue, jobs) = sync_channel::<(u64, SyncSender<()>)>(256);
    let faden = std::thread::spawn(move || {
        while let Ok(erster) = jobs.recv() {
            let gruppe: Vec<_> = std::iter::once(erster).chain(jobs.try_iter().take(255)).collect();
            db.execute("BEGIN IMMEDIATE", &[]).unwrap();
            for (nr, _) in &gruppe {
                let nr = Value::Int(i64::try_from(*nr).unwrap());
                db.execute(INSERT, &[nr, Value::Bytes(&text(0))]).unwrap();
            }
            db.execute("COMMIT", &[]).unwrap();
            gruppe.into_iter().for_each(|(_, antwort)| antwort.send(()).unwrap());
        }
    });
    let dauer = zugleich(|klient| {
        for i in 0..JE_KLIENT {
            let (antwort, gespeichert) = sync_channel(1);
            queue.send((klient * JE_KLIENT + i, antwort)).unwrap();
            gespeichert.recv().unwrap();
        }
    });
    drop(queue);
    faden.join().unwrap();
    je_sekunde(KLIENTEN * JE_KLIENT, dauer)
}

fn roh_postgres(config: &postgres::Config) -> u64 {
    const INSERT: &str = "INSERT INTO roh (nr, inhalt) VALUES ($1, $2)";
    let verbinde = |_| std::sync::Mutex::new(PgConnection::connect(config).unwrap());
    let verbindungen: Vec<_> = (0..KLIENTEN).map(verbinde).collect();
    let dauer = zugleich(|klient| {
        let mut db = verbindungen[usize::try_from(klient).unwrap()].lock().unwrap();
        for i in 0..JE_KLIENT {
            let nr = Value::Int(i64::try_from(klient * JE_KLIENT + i).unwrap());
            db.execute(INSERT, &[nr, Value::Bytes(&text(0))]).unwrap();
        }
    });
    je_sekunde(KLIENTEN * JE_KLIENT, dauer)
}

/// Alle Klienten zugleich; die Dauer, bis der letzte fertig ist.
fn zugleich(klient: impl Fn(u64) + Sync) -> Duration {
    let beginn = Instant::now();
    std::thread::scope(|faeden| {
        for nr in 0..KLIENTEN {
            let klient = &klient;
            faeden.spawn(move || klient(nr));
        }
    });
    beginn.elapsed()
}

fn je_sekunde(zahl: u64, dauer: Duration) -> u64 {
    zahl * 1_000_000 / u64::try_from(dauer.as_micros()).unwrap().max(1)
}

fn commit(key: String, appends: Vec<Append>) -> Commit {
    Commit {
        traeger: TRAEGER.to_owned(),
        key,
        request: Some(Hash([1; 32])),
        appends,
        reads: Vec::new(),
        unique: Vec::new(),
        rows: Vec::new(),
        jobs: Vec::new(),
        answer: String::new(),
    }
}

fn append(strom: &str, ab: u64, zahl: u64) -> Append {
    let ereignis = |nr| {
        let mut salz = [0; 16];
        salz[8..].copy_from_slice(&u64::to_be_bytes(nr));
        (text(nr), Salz(salz))
    };
    let events = (ab..ab + zahl).map(ereignis).collect();
    Append { stream: strom.to_owned(), expected: Some(ab), key: schluessel(strom), events }
}

fn schluessel(strom: &str) -> Datenschluessel {
    let strom = Strom { traeger: TRAEGER, kennung: strom };
    Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &[7; 32])
}

/// So lang wie ein gewöhnliches Ereignis.
fn text(nr: u64) -> Vec<u8> {
    format!("{{\"art\":\"anschrift\",\"nr\":{nr},\"text\":\"{}\"}}", "x".repeat(200)).into_bytes()
}

/// Die Messung braucht nur Augenblicke, die nicht zurückgehen.
fn uhr() -> i64 {
    static JETZT: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(1);
    JETZT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}
