//! Uhr, Zufall und Kennungen der Tests, nie zweimal dasselbe und doch kein Zufall; und ein Haus, in dem sie
//! spielen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use case::akte::{Aufgabe, Gilt, Kennung, Posten, Zustaendig};
use case::befehl::{Befehl, HaushaltAufnehmen, ZustaendigkeitSetzen};
use case::rechte::{Regelwerk, Rolle, Zweck};
use case::schnittstelle::Haushalt;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use office::door::gruendung::Gruender;
use office::door::{Caller, Done, Door, DoorError, Order};
use office::store::record::{PostgresPlaces, Store, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::sql::{DbError, LiteConnection, LiteOpening, PgConnection, Sql};
use office::store::writer::Clock;

static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);

/// Jeder Augenblick eine Mikrosekunde nach dem vorigen.
pub fn uhr() -> i64 {
    JETZT.fetch_add(1, Ordering::Relaxed)
}

/// Eine Uhr, die steht, bis jemand sie stellt; für einen Test allein.
pub fn stehende_uhr() -> i64 {
    STEHT.load(Ordering::Relaxed)
}

static STEHT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);

/// Stellt die stehende Uhr so viele Sekunden vor.
pub fn vergehen(sekunden: i64) {
    STEHT.fetch_add(sekunden * 1_000_000, Ordering::Relaxed);
}

/// Füllt Bytes mit einer Zahl, die weiterzählt.
pub fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}

/// Kennungen der Reihe nach, damit die Menschen in der Akte so geordnet sind wie im Haushalt.
pub fn kennung(nr: u32) -> Kennung {
    let mut bytes = [0_u8; 16];
    bytes[12..].copy_from_slice(&nr.to_be_bytes());
    Kennung::aus_bytes(bytes)
}

/// Der Mandant der Tests.
pub const TRAEGER: &str = "musterkreis";

/// Ein Jobcenter mit leerem Speicher; sein Ordner verschwindet mit dem Test.
pub struct Haus {
    ordner: PathBuf,
    store: Option<Store>,
    /// Die Verbindung zu den Akten, wenn sie nicht im Ordner liegen.
    akten: Option<postgres::Config>,
    pub recht: Recht,
    pub regelwerk: Regelwerk,
}

/// Wer in den Häusern der Tests arbeitet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wer {
    /// Leitet das Team, dazu Rechtsstelle.
    Leitung,
    /// Leistungssachbearbeitung; ihr gehören die Fälle.
    Leistung,
    /// Eine zweite im selben Team.
    Kollegin,
    /// In einem anderen Team.
    Fremd,
    /// Am Empfang.
    Empfang,
    /// Datenschutz.
    Datenschutz,
    /// IT-Betrieb: keine Sozialdaten.
    Betrieb,
    /// Übernimmt Akten aus dem alten Verfahren.
    Umstellung,
    /// Der Versandlauf.
    Versand,
}

impl Wer {
    pub const ALLE: [Wer; 9] = [
        Wer::Leitung,
        Wer::Leistung,
        Wer::Kollegin,
        Wer::Fremd,
        Wer::Empfang,
        Wer::Datenschutz,
        Wer::Betrieb,
        Wer::Umstellung,
        Wer::Versand,
    ];

    pub fn kennung(self) -> Kennung {
        let stelle = Wer::ALLE.iter().position(|wer| *wer == self).unwrap();
        kennung(900_000_000 + u32::try_from(stelle).unwrap())
    }

    fn gruender(self) -> Gruender<'static> {
        let (rollen, team): (&[Rolle], _) = match self {
            Wer::Leitung => (&[Rolle::Teamleitung, Rolle::Rechtsstelle], Some("leistung-1")),
            Wer::Leistung | Wer::Kollegin => (&[Rolle::Leistung], Some("leistung-1")),
            Wer::Fremd => (&[Rolle::Leistung], Some("leistung-2")),
            Wer::Empfang => (&[Rolle::Empfang], None),
            Wer::Datenschutz => (&[Rolle::Datenschutz], None),
            Wer::Betrieb => (&[Rolle::Betrieb], None),
            Wer::Umstellung => (&[Rolle::Umstellung], None),
            Wer::Versand => (&[Rolle::Fachverfahren], None),
        };
        let team = team.map(|team| Posten::try_from(team.to_owned()).unwrap());
        Gruender { kennung: self.kennung(), name: "Erfundene Person", team, rollen, zugang: None }
    }
}

impl Haus {
    /// Auf jeder Datenbank eines; `name` ist je Test ein anderer.
    pub fn beide(name: &str) -> [Haus; 2] {
        Haus::mit_uhr(name, uhr)
    }

    pub fn mit_uhr(name: &str, uhr: Clock) -> [Haus; 2] {
        [Haus::sqlite(name, uhr), Haus::postgres(name, uhr)]
    }

    /// Auf jeder Datenbank eines, in dem noch nichts steht, auch niemand arbeitet.
    pub fn leere(name: &str) -> [Haus; 2] {
        [Haus::leer_sqlite(name, uhr), Haus::leer_postgres(name, uhr)]
    }

    pub fn sqlite(name: &str, uhr: Clock) -> Haus {
        Haus::leer_sqlite(name, uhr).gegruendet()
    }

    fn postgres(name: &str, uhr: Clock) -> Haus {
        Haus::leer_postgres(name, uhr).gegruendet()
    }

    fn leer_sqlite(name: &str, uhr: Clock) -> Haus {
        let ordner = leerer_ordner(name);
        let store = Store::open(&ordner, umgebung(uhr)).unwrap();
        Haus::leer(ordner, store, None)
    }

    fn leer_postgres(name: &str, uhr: Clock) -> Haus {
        let name = name.replace('-', "_");
        let data = leeres_schema(&format!("akten_{name}"));
        let keys = leeres_schema(&format!("schluessel_{name}"));
        let akten = Some(data.clone());
        let store = Store::connect(PostgresPlaces { data, keys }, umgebung(uhr)).unwrap();
        let ordner = leerer_ordner(&format!("{name}-postgres"));
        Haus::leer(ordner, store, akten)
    }

    fn leer(ordner: PathBuf, store: Store, akten: Option<postgres::Config>) -> Haus {
        let (recht, regelwerk) = (Recht::eingebaut().unwrap(), Regelwerk::eingebaut().unwrap());
        Haus { ordner, store: Some(store), akten, recht, regelwerk }
    }

    fn gegruendet(self) -> Haus {
        let anfang = "2026-01-01".parse().unwrap();
        self.door().gruende(TRAEGER, &Wer::ALLE.map(Wer::gruender), anfang).unwrap();
        self
    }

    pub fn ordner(&self) -> &Path {
        &self.ordner
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    pub fn ist_sqlite(&self) -> bool {
        self.akten.is_none()
    }

    /// Mit einer eigenen Verbindung zu den Akten, an allem vorbei.
    pub fn mit<R>(&self, tu: impl FnOnce(&mut dyn Sql) -> R) -> R {
        match &self.akten {
            Some(config) => tu(&mut PgConnection::connect(config).unwrap()),
            None => {
                let datei = self.ordner.join("akten.sqlite");
                tu(&mut LiteConnection::open(&datei, LiteOpening::Write).unwrap())
            }
        }
    }

    pub fn door(&self) -> Door<'_> {
        Door { store: self.store(), recht: &self.recht, regelwerk: &self.regelwerk }
    }

    /// Der Fall gehört der Leistungssachbearbeitung; sie tut es.
    pub fn tue(&self, key: &str, befehl: &Befehl) -> Result<Done, DoorError> {
        self.tue_als((Wer::Leistung, None), key, befehl)
    }

    pub fn tue_als(
        &self,
        (wer, zweck): (Wer, Option<Zweck>),
        key: &str,
        befehl: &Befehl,
    ) -> Result<Done, DoorError> {
        let order = Order { caller: als(wer, zweck), key, befehl };
        self.door().execute(order, &mut Werkbank::neu())
    }

    /// Nimmt einen Haushalt auf; zurück kommen die Kennungen des Falls und der Menschen.
    pub fn nimm_auf(&self, haushalt: Haushalt, naechste: &mut u32) -> (Kennung, Vec<Kennung>) {
        let mut neu = || {
            *naechste += 1;
            kennung(*naechste)
        };
        let fall = neu();
        let ids = haushalt.lage.personen.iter().map(|person| (person.id.clone(), neu()));
        let personen: BTreeMap<String, Kennung> = ids.collect();
        let menschen =
            haushalt.lage.personen.iter().filter_map(|p| personen.get(&p.id)).copied().collect();
        let key = format!("aufnahme-{}", haushalt.nummer);
        let eingang = haushalt.antrag;
        let befehl =
            HaushaltAufnehmen { fall, personen, eingang, bewilligt_am: Some(eingang), haushalt };
        let befehl = Befehl::HaushaltAufnehmen(Box::new(befehl));
        let umstellung = (Wer::Umstellung, Some(Zweck::Umstellung));
        let done = self.tue_als(umstellung, &key, &befehl).unwrap();
        assert_eq!(done, Done::Stored(Vec::new()));
        let team = Posten::try_from("leistung-1".to_owned()).unwrap();
        let zuweisen = Befehl::ZustaendigkeitSetzen(Box::new(ZustaendigkeitSetzen {
            fall,
            aufgabe: Aufgabe::Leistung,
            zustaendig: Some(Zustaendig { bearbeiter: Some(Wer::Leistung.kennung()), team }),
            gilt: Gilt::ab("2026-01-01".parse().unwrap()),
            eingang: heute(),
        }));
        let leitung = (Wer::Leitung, Some(Zweck::Verwaltung));
        self.tue_als(leitung, &format!("zuweisung-{fall}"), &zuweisen).unwrap();
        (fall, menschen)
    }
}

/// Der Tag, an dem die Tests spielen.
pub fn heute() -> Tag {
    "2026-11-20".parse().unwrap()
}

pub fn als(wer: Wer, zweck: Option<Zweck>) -> Caller<'static> {
    Caller { traeger: TRAEGER, akteur: wer.kennung(), zweck, heute: heute() }
}

impl Drop for Haus {
    fn drop(&mut self) {
        self.store = None;
        let _ = std::fs::remove_dir_all(&self.ordner);
    }
}

fn umgebung(clock: Clock) -> Surroundings {
    let main = Hauptschluessel::neu(1, &[5; 32]);
    Surroundings { main, clock, randomness: zufall }
}

pub fn leerer_ordner(name: &str) -> PathBuf {
    let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&ordner);
    std::fs::create_dir_all(&ordner).unwrap();
    ordner
}

/// Eine Verbindung zu PostgreSQL, in der nur dieses leere Schema gilt.
pub fn leeres_schema(schema: &str) -> postgres::Config {
    let fehlt = "NAHTLOS_POSTGRES fehlt; `cargo xtask test` startet PostgreSQL (Paket postgresql)";
    let verbindung = std::env::var("NAHTLOS_POSTGRES").map_err(|_| fehlt).unwrap();
    let mut config: postgres::Config = verbindung.parse().unwrap();
    let mut db = PgConnection::connect(&config).unwrap();
    db.batch(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")).unwrap();
    config.options(&format!("-c search_path={schema}"));
    config
}
