//! Der Speicher auf SQLite: anfügen, streiten, wiederholen, zugleich, und was `verify` findet.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use office::store::Hash;
use office::store::kette::{Salz, Strom};
use office::store::merkle::Stand;
use office::store::schema::{KEY_STATEMENTS, STATEMENTS, migrate, migrate_keys};
use office::store::sequencer::state;
use office::store::siegel::{Bestimmung, Datenschluessel, Nonce};
use office::store::sql::{DbError, LiteConnection, LiteOpening, Sql, Value};
use office::store::streams::{Append, Commit, CommitError, Outcome, Unique, events};
use office::store::verify::{Finding, verify};
use office::store::writer::Writer;

const TRAEGER: &str = "musterkreis";

/// Ein Ordner, der mit dem Test verschwindet.
struct Ordner(PathBuf);

impl Ordner {
    fn neu(name: &str) -> Ordner {
        let pfad = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("speicher-{name}"));
        let _ = std::fs::remove_dir_all(&pfad);
        std::fs::create_dir_all(&pfad).unwrap();
        Ordner(pfad)
    }

    fn datei(&self) -> PathBuf {
        self.0.join("nahtlos.sqlite")
    }

    fn oeffne(&self) -> LiteConnection {
        let mut db = LiteConnection::open(&self.datei(), LiteOpening::Write).unwrap();
        migrate(&mut db).unwrap();
        db
    }
}

impl Drop for Ordner {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Jeder Augenblick eine Mikrosekunde nach dem vorigen; die Uhr des Tests.
fn uhr() -> i64 {
    static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);
    JETZT.fetch_add(1, Ordering::Relaxed)
}

fn schluessel(strom: &str) -> Datenschluessel {
    let strom = Strom { traeger: TRAEGER, kennung: strom };
    Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &[7; 32])
}

fn vorgang(schluessel_des_befehls: &str, strom: &str, ab: u64, texte: &[&str]) -> Commit {
    let salz = |nr: usize| {
        let mut salz = [0; 16];
        salz[0] = u8::try_from(nr).unwrap();
        salz[1..9].copy_from_slice(&ab.to_be_bytes());
        Salz(salz)
    };
    let events = texte.iter().enumerate().map(|(nr, text)| (text.as_bytes().to_vec(), salz(nr)));
    Commit {
        traeger: TRAEGER.to_owned(),
        key: schluessel_des_befehls.to_owned(),
        request: Hash([1; 32]),
        appends: vec![Append {
            stream: strom.to_owned(),
            expected: ab,
            key: schluessel(strom),
            events: events.collect(),
        }],
        reads: Vec::new(),
        unique: Vec::new(),
        answer: format!("{strom} ab {ab}"),
    }
}

fn klartexte(db: &mut LiteConnection, strom: &str) -> Vec<String> {
    let oeffne = |(version, geheim): (u64, Vec<u8>)| {
        let klar = schluessel(strom).oeffne(&geheim, Nonce::ereignis(version), &[]).unwrap();
        String::from_utf8(klar).unwrap()
    };
    let gespeichert = events(db, TRAEGER, strom).unwrap();
    gespeichert.into_iter().map(|e| oeffne((e.version, e.sealed))).collect()
}

fn zahl(db: &mut LiteConnection, sql: &'static str) -> i64 {
    db.first(sql, &[]).unwrap().unwrap().int(0).unwrap()
}

#[test]
fn was_bestaetigt_ist_steht_nach_dem_naechsten_oeffnen_in_der_datei_und_nur_versiegelt() {
    let ordner = Ordner::neu("oeffnen");
    let writer = Writer::start(ordner.oeffne(), uhr);
    let antwort = writer.commit(vorgang("b1", "person:a", 0, &["Erika", "Beispiel"])).unwrap();
    assert_eq!(antwort, Outcome::Done("person:a ab 0".to_owned()));
    writer.commit(vorgang("b2", "person:a", 2, &["Musterstadt"])).unwrap();
    drop(writer);
    let mut db = ordner.oeffne();
    assert_eq!(klartexte(&mut db, "person:a"), ["Erika", "Beispiel", "Musterstadt"]);
    let nummern: Vec<_> = events(&mut db, TRAEGER, "person:a").unwrap();
    let nummern: Vec<_> = nummern.iter().map(|e| (e.version, e.number)).collect();
    assert_eq!(nummern, [(1, Some(1)), (2, Some(2)), (3, Some(3))]);
    assert_eq!(state(&mut db, TRAEGER).unwrap().zahl, 3);
    drop(db);
    for datei in std::fs::read_dir(&ordner.0).unwrap() {
        let bytes = std::fs::read(datei.unwrap().path()).unwrap();
        for klar in ["Erika", "Beispiel", "Musterstadt"] {
            assert!(!bytes.windows(klar.len()).any(|w| w == klar.as_bytes()), "{klar}");
        }
    }
}

#[test]
fn wer_auf_altem_wissen_entscheidet_wird_abgewiesen_und_nichts_von_ihm_bleibt() {
    let ordner = Ordner::neu("streit");
    let writer = Writer::start(ordner.oeffne(), uhr);
    writer.commit(vorgang("b1", "fall:a", 0, &["eins"])).unwrap();
    // (Vorgang, was ihn abweist)
    let gelesen = |version| Commit {
        reads: vec![("fall:a".to_owned(), version)],
        ..vorgang("b-lesen", "fall:b", 0, &["zwei"])
    };
    let mut doppelt = vorgang("b-zwei", "fall:c", 0, &["drei"]);
    doppelt.appends.extend(vorgang("x", "fall:a", 0, &["vier"]).appends);
    for vorgang in [vorgang("b2", "fall:a", 0, &["fünf"]), gelesen(0), doppelt] {
        let fehler = writer.commit(vorgang).unwrap_err();
        assert!(matches!(fehler, CommitError::Conflict), "{fehler}");
    }
    writer.commit(gelesen(1)).unwrap();
    drop(writer);
    let mut db = ordner.oeffne();
    assert_eq!(klartexte(&mut db, "fall:a"), ["eins"]);
    assert_eq!(zahl(&mut db, "SELECT COUNT(*) FROM ereignis"), 2);
    assert_eq!(zahl(&mut db, "SELECT COUNT(*) FROM strom"), 2);
    assert_eq!(zahl(&mut db, "SELECT COUNT(*) FROM befehl"), 2);
}

#[test]
fn derselbe_befehl_fuenfzigmal_zugleich_wirkt_einmal() {
    let ordner = Ordner::neu("einmal");
    let writer = Writer::start(ordner.oeffne(), uhr);
    let antworten: Vec<_> = std::thread::scope(|faeden| {
        let faeden: Vec<_> = (0..50)
            .map(|_| faeden.spawn(|| writer.commit(vorgang("b1", "fall:a", 0, &["einmal"]))))
            .collect();
        faeden.into_iter().map(|faden| faden.join().unwrap().unwrap()).collect()
    });
    let neu = antworten.iter().filter(|a| matches!(a, Outcome::Done(_))).count();
    assert_eq!((neu, antworten.len()), (1, 50));
    // Derselbe Schlüssel mit anderem Inhalt ist ein Fehler, kein zweites Mal.
    let anderer = Commit { request: Hash([2; 32]), ..vorgang("b1", "fall:a", 1, &["anders"]) };
    assert!(matches!(writer.commit(anderer).unwrap_err(), CommitError::OtherRequest));
    drop(writer);
    assert_eq!(klartexte(&mut ordner.oeffne(), "fall:a"), ["einmal"]);
}

#[test]
fn viele_zugleich_ergeben_lueckenlose_nummern_und_ein_stimmiges_log() {
    let ordner = Ordner::neu("zugleich");
    let writer = Writer::start(ordner.oeffne(), uhr);
    std::thread::scope(|faeden| {
        for faden in 0..8 {
            let writer = &writer;
            faeden.spawn(move || {
                for nr in 0..25 {
                    let strom = format!("person:{faden}");
                    let befehl = format!("b{faden}-{nr}");
                    writer.commit(vorgang(&befehl, &strom, nr, &["x"])).unwrap();
                }
            });
        }
    });
    drop(writer);
    let mut db = ordner.oeffne();
    assert_eq!(zahl(&mut db, "SELECT COUNT(DISTINCT lfd) FROM ereignis"), 200);
    assert_eq!(zahl(&mut db, "SELECT MAX(lfd) FROM ereignis"), 200);
    let bericht = verify(&mut db, TRAEGER, &[]).unwrap();
    assert_eq!((bericht.streams, bericht.events, bericht.waiting), (8, 200, 0));
    assert_eq!(bericht.findings, []);
}

#[test]
fn einen_eindeutigen_wert_gibt_es_nur_einmal() {
    let ordner = Ordner::neu("eindeutig");
    let writer = Writer::start(ordner.oeffne(), uhr);
    let mit = |befehl: &str, strom: &str| Commit {
        unique: vec![Unique { kind: "nummer", value: Hash([9; 32]), stream: strom.to_owned() }],
        ..vorgang(befehl, strom, 0, &["x"])
    };
    writer.commit(mit("b1", "fall:a")).unwrap();
    let fehler = writer.commit(mit("b2", "fall:b")).unwrap_err();
    assert!(matches!(fehler, CommitError::Taken("nummer")));
    drop(writer);
    assert_eq!(zahl(&mut ordner.oeffne(), "SELECT COUNT(*) FROM strom"), 1);
}

/// Eine Datei mit zwei Strömen, und der Stand des Logs nach dem ersten.
fn gefuellt(name: &str) -> (Ordner, Stand) {
    let ordner = Ordner::neu(name);
    let writer = Writer::start(ordner.oeffne(), uhr);
    writer.commit(vorgang("b1", "person:a", 0, &["eins", "zwei", "drei"])).unwrap();
    drop(writer);
    let stand = state(&mut ordner.oeffne(), TRAEGER).unwrap();
    let writer = Writer::start(ordner.oeffne(), uhr);
    writer.commit(vorgang("b2", "person:b", 0, &["vier", "fünf"])).unwrap();
    drop(writer);
    (ordner, stand)
}

#[test]
fn jede_gepflanzte_faelschung_faellt_auf() {
    let faelle: [(&str, &str); 9] = [
        ("inhalt", "UPDATE ereignis SET inhalt = x'00' WHERE strom = 'person:a' AND version = 2"),
        ("augenblick", "UPDATE ereignis SET erfasst = 1 WHERE strom = 'person:a' AND version = 1"),
        ("befehl", "UPDATE ereignis SET befehl = 'b9' WHERE strom = 'person:a' AND version = 1"),
        ("geloescht", "DELETE FROM ereignis WHERE strom = 'person:a' AND version = 2"),
        ("ende-fort", "DELETE FROM ereignis WHERE strom = 'person:b' AND version = 2"),
        (
            "ende-samt-kopf-fort",
            "DELETE FROM ereignis WHERE strom = 'person:b' AND version = 2; UPDATE strom SET \
             version = 1, kopf = (SELECT kopf FROM ereignis WHERE strom = 'person:b') \
             WHERE strom = 'person:b'",
        ),
        (
            "strom-fort",
            "DELETE FROM ereignis WHERE strom = 'person:b'; DELETE FROM strom WHERE strom = 'person:b'",
        ),
        ("blatt", "UPDATE log_knoten SET hash = zeroblob(32) WHERE ebene = 0 AND stelle = 1"),
        ("knoten", "UPDATE log_knoten SET hash = zeroblob(32) WHERE ebene = 1 AND stelle = 0"),
    ];
    for (name, faelschung) in faelle {
        let (ordner, _) = gefuellt(name);
        let mut db = ordner.oeffne();
        assert_eq!(verify(&mut db, TRAEGER, &[]).unwrap().findings, [], "{name}");
        db.batch(faelschung).unwrap();
        let bericht = verify(&mut db, TRAEGER, &[]).unwrap();
        assert!(!bericht.findings.is_empty(), "{name}");
    }
}

#[test]
fn eine_alte_sicherung_faellt_nur_am_aufgehobenen_stand_auf() {
    let (ordner, frueher) = gefuellt("sicherung");
    let mut db = ordner.oeffne();
    let heute = state(&mut db, TRAEGER).unwrap();
    assert_eq!(verify(&mut db, TRAEGER, &[frueher, heute]).unwrap().findings, []);
    // Die Datei von damals: in sich stimmig, aber kürzer, als jemand anderes bezeugt.
    let alt = Ordner::neu("sicherung-alt");
    let writer = Writer::start(alt.oeffne(), uhr);
    writer.commit(vorgang("b1", "person:a", 0, &["eins", "zwei", "drei"])).unwrap();
    drop(writer);
    let mut db = alt.oeffne();
    assert_eq!(verify(&mut db, TRAEGER, &[]).unwrap().findings, []);
    let bericht = verify(&mut db, TRAEGER, &[heute]).unwrap();
    assert_eq!(bericht.findings, [Finding::Rewound(5)]);
    // Ein anderer Inhalt mit gleich vielen Blättern ist nicht derselbe Stand.
    let fremd = Stand { zahl: 3, wurzel: Hash([3; 32]) };
    let bericht = verify(&mut db, TRAEGER, &[fremd]).unwrap();
    assert_eq!(bericht.findings, [Finding::Rewound(3)]);
}

#[test]
fn mit_schwaecherem_schreiben_startet_der_speicher_nicht() {
    let ordner = Ordner::neu("schwach");
    let mut db = ordner.oeffne();
    db.check_durability().unwrap();
    for schwach in ["PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF"] {
        db.batch(schwach).unwrap();
        assert!(matches!(db.check_durability(), Err(DbError::Unsafe(_))), "{schwach}");
    }
    db.batch("PRAGMA synchronous=FULL; PRAGMA journal_mode=DELETE").unwrap();
    assert!(matches!(db.check_durability(), Err(DbError::Unsafe(_))));
}

#[test]
fn jede_anweisung_laesst_sich_vorbereiten_und_zaehlt_ihre_werte_der_reihe_nach() {
    let ordner = Ordner::neu("anweisungen");
    let mut akten = ordner.oeffne();
    let schluessel = ordner.0.join("schluessel.sqlite");
    let mut schluessel = LiteConnection::open(&schluessel, LiteOpening::Write).unwrap();
    migrate_keys(&mut schluessel).unwrap();
    for sql in STATEMENTS.iter().chain(KEY_STATEMENTS) {
        let db = if KEY_STATEMENTS.contains(sql) { &mut schluessel } else { &mut akten };
        let werte = (1..).take_while(|nr| sql.contains(&format!("${nr}"))).count();
        // `$1`, `$2` … müssen in dieser Reihenfolge zuerst vorkommen: so zählt SQLite sie.
        let stellen: Vec<_> = (1..=werte).map(|nr| sql.find(&format!("${nr}"))).collect();
        assert!(stellen.is_sorted(), "{sql}");
        let nichts = vec![Value::Null; werte];
        db.execute("SAVEPOINT probe", &[]).unwrap();
        let ergebnis = db.query(sql, &nichts, &mut |_| Ok(()));
        // Ein fehlender Wert darf abgewiesen werden, eine falsche Anweisung nicht.
        let vorbereitet = match &ergebnis {
            Ok(()) => true,
            Err(DbError::Broken(name)) => name == "SQLite 1299",
            Err(_) => false,
        };
        assert!(vorbereitet, "{sql}: {ergebnis:?}");
        db.execute("ROLLBACK TO probe", &[]).unwrap();
        db.execute("RELEASE probe", &[]).unwrap();
    }
}

#[test]
fn die_tabellen_entstehen_einmal_und_ein_neueres_programm_wird_erkannt() {
    let ordner = Ordner::neu("tabellen");
    let mut db = ordner.oeffne();
    migrate(&mut db).unwrap();
    assert_eq!(zahl(&mut db, "SELECT COUNT(*) FROM migration"), 1);
    db.batch("INSERT INTO migration (nr) VALUES (99)").unwrap();
    assert!(matches!(migrate(&mut db), Err(DbError::Broken(_))));
}
