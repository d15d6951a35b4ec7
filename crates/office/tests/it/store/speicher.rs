//! Der Speicher auf SQLite und PostgreSQL: anfügen, streiten, wiederholen, zugleich, und was `verify` findet.

use std::path::{Path, PathBuf};

use case::verzeichnis::Zeile;
use office::store::kette::{Salz, Strom};
use office::store::merkle::Stand;
use office::store::pool::PgPool;
use office::store::projection::{Mode, Rows};
use office::store::schema::{KEY_STATEMENTS, STATEMENTS, migrate, migrate_keys};
use office::store::sequencer::state;
use office::store::siegel::{Bestimmung, Datenschluessel, Nonce};
use office::store::sql::{DbError, LiteConnection, LiteOpening, PgConnection, Reach, Sql, Value};
use office::store::streams::{Append, Commit, CommitError, Outcome, StoredEvent, Unique, events};
use office::store::verify::{Finding, Report, verify};
use office::store::writer::Writer;
use office::store::{Hash, copy};
use postgres::Config;

use crate::hilfe::uhr;

pub(super) const TRAEGER: &str = "musterkreis";

/// Ein Ordner, der mit dem Test verschwindet.
pub(super) struct Ordner(PathBuf);

impl Ordner {
    fn neu(name: &str) -> Ordner {
        let pfad = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("speicher-{name}"));
        let _ = std::fs::remove_dir_all(&pfad);
        std::fs::create_dir_all(&pfad).unwrap();
        Ordner(pfad)
    }

    fn oeffne(&self) -> LiteConnection {
        let datei = self.0.join("nahtlos.sqlite");
        let mut db = LiteConnection::open(&datei, LiteOpening::Write).unwrap();
        migrate(&mut db).unwrap();
        db
    }
}

impl Drop for Ordner {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Einer der beiden Speicher; jeder Test läuft auf beiden.
pub(super) enum Speicher {
    Lite(Ordner, Writer),
    Pg(Box<PgPool>),
}

/// Auf jeder Datenbank ein leerer Speicher; `name` ist je Test ein anderer.
pub(super) fn beide(name: &str) -> [Speicher; 2] {
    let ordner = Ordner::neu(name);
    let writer = Writer::start(ordner.oeffne(), uhr);
    [Speicher::Lite(ordner, writer), Speicher::Pg(Box::new(postgres(name)))]
}

fn postgres(name: &str) -> PgPool {
    PgPool::open(leeres_schema(name), uhr).unwrap()
}

/// Ein leeres Schema auf dem PostgreSQL der Tests, und wie man sich dorthin verbindet.
fn leeres_schema(name: &str) -> Config {
    let fehlt = "NAHTLOS_POSTGRES fehlt; `cargo xtask test` startet PostgreSQL (Paket postgresql)";
    let verbindung = std::env::var("NAHTLOS_POSTGRES").map_err(|_| fehlt).unwrap();
    let mut config: Config = verbindung.parse().unwrap();
    let schema = format!("speicher_{}", name.replace('-', "_"));
    let mut db = PgConnection::connect(&config).unwrap();
    db.batch(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")).unwrap();
    config.options(&format!("-c search_path={schema}"));
    config
}

impl Speicher {
    pub(super) fn commit(&self, vorgang: Commit) -> Result<Outcome, CommitError> {
        match self {
            Speicher::Lite(_, writer) => writer.commit(vorgang),
            Speicher::Pg(pool) => pool.commit(vorgang),
        }
    }

    /// Mit einer eigenen Verbindung, an allem vorbei.
    pub(super) fn mit<R>(&self, tu: impl FnOnce(&mut dyn Sql) -> R) -> R {
        match self {
            Speicher::Lite(ordner, _) => tu(&mut ordner.oeffne()),
            Speicher::Pg(pool) => pool.with(|db| Ok::<_, DbError>(tu(db))).unwrap(),
        }
    }

    pub(super) fn zahl(&self, sql: &'static str) -> i64 {
        self.mit(|db| db.first(sql, &[]).unwrap().unwrap().int(0).unwrap())
    }

    pub(super) fn verify(&self, bezeugt: &[Stand]) -> Report {
        self.mit(|db| verify(db, TRAEGER, bezeugt).unwrap())
    }

    fn klartexte(&self, strom: &str) -> Vec<String> {
        let oeffne = |ereignis: StoredEvent| {
            let schluessel = schluessel(strom).ereignis(&ereignis.salt.0);
            let nonce = Nonce::ereignis(ereignis.version);
            let klar = schluessel.oeffne(&ereignis.sealed, nonce, &[]).unwrap();
            String::from_utf8(klar).unwrap()
        };
        let gespeichert = self.mit(|db| events(db, TRAEGER, strom).unwrap());
        gespeichert.into_iter().map(oeffne).collect()
    }
}

fn schluessel(strom: &str) -> Datenschluessel {
    let strom = Strom { traeger: TRAEGER, kennung: strom };
    Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &[7; 32])
}

pub(super) fn vorgang(
    schluessel_des_befehls: &str,
    strom: &str,
    ab: u64,
    texte: &[&str],
) -> Commit {
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
        request: Some(Hash([1; 32])),
        appends: vec![Append {
            stream: strom.to_owned(),
            expected: Some(ab),
            key: schluessel(strom),
            events: events.collect(),
        }],
        reads: Vec::new(),
        unique: Vec::new(),
        rows: Vec::new(),
        jobs: Vec::new(),
        answer: format!("{strom} ab {ab}"),
    }
}

#[test]
fn was_bestaetigt_ist_steht_nach_dem_naechsten_oeffnen_in_der_datei_und_nur_versiegelt() {
    let ordner = Ordner::neu("oeffnen");
    let speicher = Speicher::Lite(Ordner(ordner.0.clone()), Writer::start(ordner.oeffne(), uhr));
    let antwort = speicher.commit(vorgang("b1", "person:a", 0, &["Erika", "Beispiel"])).unwrap();
    assert_eq!(antwort, Outcome::Done("person:a ab 0".to_owned()));
    speicher.commit(vorgang("b2", "person:a", 2, &["Musterstadt"])).unwrap();
    assert_eq!(speicher.klartexte("person:a"), ["Erika", "Beispiel", "Musterstadt"]);
    for datei in std::fs::read_dir(&ordner.0).unwrap() {
        let bytes = std::fs::read(datei.unwrap().path()).unwrap();
        for klar in ["Erika", "Beispiel", "Musterstadt"] {
            assert!(!bytes.windows(klar.len()).any(|w| w == klar.as_bytes()), "{klar}");
        }
    }
}

#[test]
fn jedes_ereignis_bekommt_seine_nummer_im_log() {
    for speicher in beide("nummern") {
        speicher.commit(vorgang("b1", "person:a", 0, &["eins", "zwei"])).unwrap();
        speicher.commit(vorgang("b2", "person:a", 2, &["drei"])).unwrap();
        let nummern = speicher.mit(|db| events(db, TRAEGER, "person:a").unwrap());
        let nummern: Vec<_> = nummern.iter().map(|e| (e.version, e.number)).collect();
        assert_eq!(nummern, [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(speicher.mit(|db| state(db, TRAEGER).unwrap()).zahl, 3);
    }
}

#[test]
fn wer_auf_altem_wissen_entscheidet_wird_abgewiesen_und_nichts_von_ihm_bleibt() {
    for speicher in beide("streit") {
        speicher.commit(vorgang("b1", "fall:a", 0, &["eins"])).unwrap();
        let gelesen = |version| Commit {
            reads: vec![("fall:a".to_owned(), version)],
            ..vorgang("b-lesen", "fall:b", 0, &["zwei"])
        };
        let mut doppelt = vorgang("b-zwei", "fall:c", 0, &["drei"]);
        doppelt.appends.extend(vorgang("x", "fall:a", 0, &["vier"]).appends);
        for vorgang in [vorgang("b2", "fall:a", 0, &["fünf"]), gelesen(0), doppelt] {
            let fehler = speicher.commit(vorgang).unwrap_err();
            assert!(matches!(fehler, CommitError::Conflict), "{fehler}");
        }
        speicher.commit(gelesen(1)).unwrap();
        assert_eq!(speicher.klartexte("fall:a"), ["eins"]);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM ereignis"), 2);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM strom"), 2);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM befehl"), 2);
    }
}

#[test]
fn derselbe_befehl_fuenfzigmal_zugleich_wirkt_einmal() {
    for speicher in beide("einmal") {
        let befehl = || vorgang("b1", "fall:a", 0, &["einmal"]);
        let antworten: Vec<_> = std::thread::scope(|faeden| {
            let faeden: Vec<_> =
                (0..50).map(|_| faeden.spawn(|| speicher.commit(befehl()))).collect();
            faeden.into_iter().map(|faden| faden.join().unwrap().unwrap()).collect()
        });
        let neu = antworten.iter().filter(|a| matches!(a, Outcome::Done(_))).count();
        assert_eq!((neu, antworten.len()), (1, 50));
        // Derselbe Schlüssel mit anderem Inhalt ist ein Fehler, kein zweites Mal.
        let anderer =
            Commit { request: Some(Hash([2; 32])), ..vorgang("b1", "fall:a", 1, &["anders"]) };
        assert!(matches!(speicher.commit(anderer).unwrap_err(), CommitError::OtherRequest));
        assert_eq!(speicher.klartexte("fall:a"), ["einmal"]);
    }
}

#[test]
fn viele_zugleich_ergeben_lueckenlose_nummern_und_ein_stimmiges_log() {
    for speicher in beide("zugleich") {
        std::thread::scope(|faeden| {
            for faden in 0..8 {
                let speicher = &speicher;
                faeden.spawn(move || {
                    for nr in 0..25 {
                        let strom = format!("person:{faden}");
                        let befehl = format!("b{faden}-{nr}");
                        speicher.commit(vorgang(&befehl, &strom, nr, &["x"])).unwrap();
                    }
                });
            }
        });
        assert_eq!(speicher.mit(|db| state(db, TRAEGER).unwrap()).zahl, 200);
        assert_eq!(speicher.zahl("SELECT COUNT(DISTINCT lfd) FROM ereignis"), 200);
        assert_eq!(speicher.zahl("SELECT MAX(lfd) FROM ereignis"), 200);
        let bericht = speicher.verify(&[]);
        assert_eq!((bericht.streams, bericht.events), (8, 200));
        assert_eq!(bericht.findings, []);
    }
}

#[test]
fn zwei_prozesse_an_einer_datenbank_tun_nichts_doppelt_und_verlieren_nichts() {
    const JE_FADEN: usize = 40;
    let config = leeres_schema("zwei");
    // Jeder mit eigenen Schreibern und Verbindungen, wie zwei Prozesse; keiner hat je geschrieben.
    let beide = [config.clone(), config].map(|config| PgPool::open(config, uhr).unwrap());
    // Alle senden dieselben Befehle, fügen blind an denselben Strom an und streiten um dieselbe Version.
    let sende = |pool: &PgPool, faden: usize| {
        let mut getan = [0, 0, 0];
        for nr in 0..JE_FADEN {
            let gleich = vorgang(&format!("gleich-{nr}"), &format!("fall:{nr}"), 0, &["x"]);
            getan[0] += usize::from(matches!(pool.commit(gleich).unwrap(), Outcome::Done(_)));
            let mut blind = vorgang(&format!("blind-{faden}-{nr}"), "protokoll:a", 0, &["x"]);
            blind.appends[0].expected = None;
            getan[1] += usize::from(matches!(pool.commit(blind).unwrap(), Outcome::Done(_)));
            let um = vorgang(
                &format!("um-{faden}-{nr}"),
                "person:a",
                u64::try_from(nr).unwrap(),
                &["x"],
            );
            match pool.commit(um) {
                Ok(_) => getan[2] += 1,
                Err(CommitError::Conflict) => {}
                Err(fehler) => panic!("{fehler}"),
            }
        }
        getan
    };
    let getan = std::thread::scope(|faeden| {
        let faeden: Vec<_> = (0..8)
            .map(|faden| (faden, &beide[faden % 2]))
            .map(|(faden, pool)| faeden.spawn(move || sende(pool, faden)))
            .collect();
        let jeder = faeden.into_iter().map(|faden| faden.join().unwrap());
        jeder.fold([0; 3], |alle, einer| [0, 1, 2].map(|i| alle[i] + einer[i]))
    });
    let [erster, _] = beide;
    let speicher = Speicher::Pg(Box::new(erster));
    let zahl = |sql| usize::try_from(speicher.zahl(sql)).unwrap();
    assert_eq!(getan[0], JE_FADEN);
    assert_eq!(getan[1], 8 * JE_FADEN);
    assert_eq!(getan[2], zahl("SELECT COUNT(*) FROM ereignis WHERE strom = 'person:a'"));
    assert!(getan[2] > 0);
    let alle = getan.iter().sum::<usize>();
    assert_eq!(zahl("SELECT COUNT(*) FROM ereignis"), alle);
    assert_eq!(zahl("SELECT MAX(lfd) FROM ereignis"), alle);
    let bericht = speicher.verify(&[]);
    assert_eq!(bericht.findings, []);
}

#[test]
fn ein_vorgang_an_dem_die_gruppe_scheitert_reisst_die_anderen_nicht_mit() {
    for speicher in beide("gift") {
        // Dieselbe Nummer zweimal: das fällt erst der Datenbank auf, wenn die ganze Gruppe schon schreibt.
        let gift = |befehl: &str| Commit {
            rows: vec![Rows {
                stream: "person:gift".to_owned(),
                rows: vec![Zeile::Nummer("x".to_owned()), Zeile::Nummer("x".to_owned())],
                mode: Mode::Replace,
            }],
            ..vorgang(befehl, "person:gift", 0, &["x"])
        };
        std::thread::scope(|faeden| {
            for faden in 0..8 {
                let (speicher, gift) = (&speicher, &gift);
                faeden.spawn(move || {
                    for nr in 0..20 {
                        let befehl = format!("b{faden}-{nr}");
                        if faden == 0 {
                            let fehler = speicher.commit(gift(&befehl)).unwrap_err();
                            assert!(
                                matches!(fehler, CommitError::Db(DbError::Duplicate)),
                                "{fehler}"
                            );
                        } else {
                            let strom = format!("person:{faden}");
                            speicher.commit(vorgang(&befehl, &strom, nr, &["x"])).unwrap();
                        }
                    }
                });
            }
        });
        let bericht = speicher.verify(&[]);
        assert_eq!((bericht.streams, bericht.events), (7, 140));
        assert_eq!(bericht.findings, []);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM nummer"), 0);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM befehl"), 140);
    }
}

/// Was ein Mandant sieht, obwohl die Anweisung keinen nennt.
fn sieht(pool: &PgPool, reach: Reach<'_>) -> i64 {
    pool.read(reach, |db| db.first("SELECT COUNT(*) FROM ereignis", &[])?.unwrap().int(0)).unwrap()
}

#[test]
fn die_datenbank_selbst_zeigt_und_aendert_nur_zeilen_des_eigenen_mandanten() {
    let config = leeres_schema("mauer");
    let pool = PgPool::open(config.clone(), uhr).unwrap();
    let (nord, sued) = (Reach::Tenant("nord"), Reach::Tenant("süd'; RESET ROLE; --"));
    for reach in [nord, sued] {
        let Reach::Tenant(traeger) = reach else { unreachable!() };
        let vorgang = vorgang("b1", "person:a", 0, &["eins"]);
        pool.commit(Commit { traeger: traeger.to_owned(), ..vorgang }).unwrap();
    }
    let gesehen = [nord, sued, Reach::Tenant(""), Reach::Tenant("west"), Reach::All];
    assert_eq!(gesehen.map(|reach| sieht(&pool, reach)), [1, 1, 0, 0, 2]);
    let aendern = "UPDATE ereignis SET erfasst = 0";
    let geaendert = pool.write(nord, |sql, _| Ok(sql.execute(aendern, &[])?));
    assert_eq!(geaendert.unwrap(), 1);
    let fremd = "INSERT INTO geloescht (traeger, name) VALUES ('west', '\\x00')";
    let fehler = pool.write(nord, |sql, _| Ok(sql.execute(fremd, &[])?)).unwrap_err();
    assert_eq!(fehler.to_string(), DbError::Broken("PostgreSQL 42501".to_owned()).to_string());
    // Ohne Mauer fällt es auf, und wer neu startet, zieht sie wieder, auch um eine neue Tabelle.
    let neue_tabelle = "CREATE TABLE ereignis_neu (traeger TEXT NOT NULL); \
                        INSERT INTO ereignis_neu VALUES ('nord'), ('west')";
    for (gepflanzt, sieht_nord) in [
        ("ALTER TABLE ereignis DISABLE ROW LEVEL SECURITY", 2),
        ("DROP POLICY mandant ON ereignis", 0),
        (neue_tabelle, 1),
    ] {
        pool.with(|db| db.batch(gepflanzt)).unwrap();
        assert_eq!(sieht(&pool, nord), sieht_nord, "{gepflanzt}");
        let neu = PgPool::open(config.clone(), uhr).unwrap();
        assert_eq!(sieht(&neu, nord), 1, "{gepflanzt}");
    }
    let zahl = "SELECT COUNT(*) FROM ereignis_neu";
    let zahl = pool.read(nord, |db| db.first(zahl, &[])?.unwrap().int(0));
    assert_eq!(zahl.unwrap(), 1);
}

#[test]
fn auch_wem_die_tabellen_gehoeren_der_sieht_ohne_mandanten_nichts() {
    let config = leeres_schema("eigner");
    PgPool::open(config.clone(), uhr).unwrap();
    // Eine gewöhnliche Anmeldung, Mitglied beider Rollen, deren Schema wie sie heißt.
    let anlegen = "DROP SCHEMA IF EXISTS mauer_eigner CASCADE; DROP ROLE IF EXISTS mauer_eigner; \
                   CREATE ROLE mauer_eigner LOGIN; \
                   GRANT nahtlos_anwendung, nahtlos_wartung TO mauer_eigner; \
                   CREATE SCHEMA mauer_eigner AUTHORIZATION mauer_eigner";
    PgConnection::connect(&config).unwrap().batch(anlegen).unwrap();
    let mut config = config;
    config.user("mauer_eigner").options("");
    let pool = PgPool::open(config, uhr).unwrap();
    pool.commit(vorgang("b1", "person:a", 0, &["eins"])).unwrap();
    let gesehen = [Reach::Tenant(TRAEGER), Reach::Tenant("west"), Reach::All, Reach::Owner];
    assert_eq!(gesehen.map(|reach| sieht(&pool, reach)), [1, 0, 1, 0]);
    // Wer in die Rollen nicht wechseln darf, startet nicht, und es steht da, was zu tun ist.
    let entziehen = "REVOKE nahtlos_anwendung, nahtlos_wartung FROM mauer_eigner";
    let mut verwalter = PgConnection::connect(&leeres_schema("eigner-fort")).unwrap();
    verwalter.batch(entziehen).unwrap();
    let mut config = leeres_schema("eigner-fort");
    config.user("mauer_eigner").options("");
    let fehler = PgPool::open(config, uhr).unwrap_err();
    assert!(fehler.to_string().contains("CREATE ROLE nahtlos_anwendung NOLOGIN"), "{fehler}");
}

#[test]
fn einen_eindeutigen_wert_gibt_es_nur_einmal() {
    for speicher in beide("eindeutig") {
        let mit = |befehl: &str, strom: &str| Commit {
            unique: vec![Unique { kind: "nummer", value: Hash([9; 32]), stream: strom.to_owned() }],
            ..vorgang(befehl, strom, 0, &["x"])
        };
        speicher.commit(mit("b1", "fall:a")).unwrap();
        let fehler = speicher.commit(mit("b2", "fall:b")).unwrap_err();
        assert!(matches!(fehler, CommitError::Taken("nummer")), "{fehler}");
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM strom"), 1);
    }
}

/// Füllt zwei Ströme; der Stand des Logs nach dem ersten.
fn fuelle(speicher: &Speicher) -> Stand {
    speicher.commit(vorgang("b1", "person:a", 0, &["eins", "zwei", "drei"])).unwrap();
    let stand = speicher.mit(|db| state(db, TRAEGER).unwrap());
    speicher.commit(vorgang("b2", "person:b", 0, &["vier", "fünf"])).unwrap();
    stand
}

/// Eine Fälschung: Anweisungen mit höchstens einem Wert.
pub(super) type Faelschung = &'static [(&'static str, Option<&'static [u8]>)];

#[test]
fn jede_gepflanzte_faelschung_faellt_auf() {
    const NULLEN: Option<&[u8]> = Some(&[0; 32]);
    let faelle: [(&str, Faelschung); 8] = [
        (
            "inhalt",
            &[("UPDATE ereignis SET inhalt = $1 WHERE strom = 'person:a' AND version = 2", NULLEN)],
        ),
        (
            "augenblick",
            &[("UPDATE ereignis SET erfasst = 1 WHERE strom = 'person:a' AND version = 1", None)],
        ),
        (
            "befehl",
            &[("UPDATE ereignis SET befehl = 'b9' WHERE strom = 'person:a' AND version = 1", None)],
        ),
        ("mitte-fort", &[("DELETE FROM ereignis WHERE strom = 'person:a' AND version = 2", None)]),
        ("ende-fort", &[("DELETE FROM ereignis WHERE strom = 'person:b' AND version = 2", None)]),
        (
            "ende-samt-kopf-fort",
            &[
                ("DELETE FROM ereignis WHERE strom = 'person:b' AND version = 2", None),
                (
                    "UPDATE strom SET version = 1, kopf = (SELECT kopf FROM ereignis WHERE \
                     strom = 'person:b') WHERE strom = 'person:b'",
                    None,
                ),
            ],
        ),
        (
            "strom-fort",
            &[
                ("DELETE FROM ereignis WHERE strom = 'person:b'", None),
                ("DELETE FROM strom WHERE strom = 'person:b'", None),
            ],
        ),
        ("blatt", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 3", NULLEN)]),
    ];
    for (name, faelschung) in faelle {
        for speicher in beide(name) {
            fuelle(&speicher);
            assert_eq!(speicher.verify(&[]).findings, [], "{name}");
            for (sql, wert) in faelschung {
                let werte: Vec<_> = wert.iter().map(|bytes| Value::Bytes(bytes)).collect();
                let zeilen = speicher.mit(|db| db.execute(sql, &werte).unwrap());
                assert!(zeilen > 0, "{name}");
            }
            assert!(!speicher.verify(&[]).findings.is_empty(), "{name}");
        }
    }
}

#[test]
fn eine_alte_sicherung_faellt_nur_am_aufgehobenen_stand_auf() {
    for (speicher, alt) in beide("sicherung").into_iter().zip(beide("sicherung-alt")) {
        let frueher = fuelle(&speicher);
        let heute = speicher.mit(|db| state(db, TRAEGER).unwrap());
        assert_eq!(speicher.verify(&[frueher, heute]).findings, []);
        // Der Speicher von damals: in sich stimmig, aber kürzer, als jemand anderes bezeugt.
        alt.commit(vorgang("b1", "person:a", 0, &["eins", "zwei", "drei"])).unwrap();
        assert_eq!(alt.verify(&[]).findings, []);
        assert_eq!(alt.verify(&[heute]).findings, [Finding::Rewound(5)]);
        // Ein anderer Inhalt mit gleich vielen Blättern ist nicht derselbe Stand.
        let fremd = Stand { zahl: 3, wurzel: Hash([3; 32]) };
        assert_eq!(alt.verify(&[fremd]).findings, [Finding::Rewound(3)]);
    }
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
    // PostgreSQL, das vor dem Schreiben bestätigte.
    let verbindung = std::env::var("NAHTLOS_POSTGRES").unwrap();
    let mut config: Config = verbindung.parse().unwrap();
    config.options("-c synchronous_commit=off");
    assert!(matches!(PgConnection::connect(&config), Err(DbError::Unsafe(_))));
}

#[test]
fn jede_anweisung_laesst_sich_auf_beiden_datenbanken_vorbereiten() {
    let speicher = beide("anweisungen");
    let kopieren = copy::statements();
    for sql in STATEMENTS.iter().chain(KEY_STATEMENTS).chain(&kopieren) {
        let werte = (1..).take_while(|nr| sql.contains(&format!("${nr}"))).count();
        // `$1`, `$2` … müssen in dieser Reihenfolge zuerst vorkommen: so zählt SQLite sie.
        let stellen: Vec<_> = (1..=werte).map(|nr| sql.find(&format!("${nr}"))).collect();
        assert!(stellen.is_sorted(), "{sql}");
        for speicher in &speicher {
            let ergebnis = speicher.mit(|db| {
                db.batch("BEGIN").unwrap();
                migrate_keys_hier(db);
                let ergebnis = db.query(sql, &vec![Value::Null; werte], &mut |_| Ok(()));
                db.batch("ROLLBACK").unwrap();
                ergebnis
            });
            // Ein fehlender Wert darf abgewiesen werden, eine falsche Anweisung nicht.
            let vorbereitet = match &ergebnis {
                Ok(()) => true,
                Err(DbError::Broken(name)) => name == "SQLite 1299" || name == "PostgreSQL 23502",
                Err(_) => false,
            };
            assert!(vorbereitet, "{sql}: {ergebnis:?}");
        }
    }
}

/// Die Tabelle des Schlüsselbunds, die sonst in einer eigenen Datei liegt.
fn migrate_keys_hier(db: &mut dyn Sql) {
    db.batch("DELETE FROM migration").unwrap();
    migrate_keys(db).unwrap();
}

#[test]
fn die_tabellen_entstehen_einmal_und_ein_neueres_programm_wird_erkannt() {
    for speicher in beide("tabellen") {
        let angewandt = || speicher.zahl("SELECT COUNT(*) FROM migration");
        let einmal = angewandt();
        speicher.mit(|db| migrate(db).unwrap());
        assert_eq!((angewandt(), einmal > 0), (einmal, true));
        let neuer = speicher.mit(|db| {
            db.batch("INSERT INTO migration (nr) VALUES (99)").unwrap();
            migrate(db)
        });
        assert!(matches!(neuer, Err(DbError::Broken(_))));
    }
}
