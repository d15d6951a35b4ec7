//! Die Wache prüft sich selbst: ein Einspielen, dem ein Schritt fehlt, muss auffallen.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use case::akte::{Kennung, Strom};

use super::einspielen::{Wache, spiele_ein_mit};
use super::format::{Leser, Naechster, Schreiber};
use super::loeschliste::{Geloescht, lies, vermerke};
use super::{Einspielauftrag, Gesichert, Melder, SicherungFehler, Sicherungsauftrag, sichere};
use crate::ablage::{Ablage, Platte};
use crate::store::copy::DATA_TABLES;
use crate::store::record::{Draft, Request, Store, Surroundings};
use crate::store::siegel::Hauptschluessel;
use crate::store::sql::{DbError, Value};

const TRAEGER: &str = "musterkreis";

fn uhr() -> i64 {
    static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);
    JETZT.fetch_add(1, Ordering::Relaxed)
}

fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}

struct Haus {
    ordner: PathBuf,
    store: Store,
    ablage: Ablage,
}

impl Haus {
    fn neu(name: &str) -> Haus {
        let ordner = std::env::temp_dir().join(format!("nahtlos-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&ordner);
        fs::create_dir_all(&ordner).unwrap();
        let main = Hauptschluessel::neu(1, &[5; 32]);
        let surroundings = Surroundings { main, clock: uhr, randomness: zufall };
        let store = Store::open(&ordner, surroundings).unwrap();
        let ablage = Ablage::oeffne(&ordner, Platte::default()).unwrap();
        Haus { ordner, store, ablage }
    }

    fn schreibe(&self, strom: Strom, ab: u64) {
        let key = format!("{strom}-{ab}");
        let appends = vec![(strom, ab, vec![r#"{"immer":"dasselbe"}"#.to_owned()])];
        let draft = Draft { appends, ..Draft::default() };
        self.store.commit(Request { traeger: TRAEGER, key: &key, body: b"x" }, draft).unwrap();
    }

    fn sichere(&self, nach: &Path, name: &str) -> Gesichert {
        sichere(&Sicherungsauftrag {
            store: &self.store,
            ablage: &self.ablage,
            akten: nach,
            schluessel: &nach.join("schluessel"),
            name,
            erstellt: uhr(),
            melder: Melder::stumm(),
        })
        .unwrap()
    }

    /// Mit der wievielten Fassung des Schlüssels diese Version versiegelt ist.
    fn fassung(&self, strom: Strom, version: i64) -> i64 {
        let zeilen = self.store.look_everywhere(|view| view.page(&DATA_TABLES[1], None)).unwrap();
        let strom = strom.to_string();
        let hier = zeilen.iter().find(|zeile| {
            zeile.value(1) == Some(Value::Text(&strom))
                && zeile.value(2) == Some(Value::Int(version))
        });
        hier.unwrap().int(5).unwrap()
    }
}

impl Drop for Haus {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.ordner);
    }
}

fn strom(nr: u8) -> Strom {
    Strom::bediensteter(Kennung::aus_bytes([nr; 16]))
}

/// Die Zeilen der einen Datei unter dem Kopf der anderen; jeder Hash stimmt.
fn kopf_von(kopf: &Path, zeilen: &Path, nach: &Path) {
    let kopf = Leser::neu(File::open(kopf).unwrap()).unwrap().kopf;
    let mut leser = Leser::neu(File::open(zeilen).unwrap()).unwrap();
    let mut schreiber = Schreiber::neu(File::create(nach).unwrap(), &kopf).unwrap();
    while let Naechster::Zeilen(block) = leser.naechster().unwrap() {
        let tabelle = u8::try_from(block.tabelle).unwrap();
        for zeile in block.zeilen().unwrap() {
            schreiber.zeile(tabelle, zeile.into_iter()).unwrap();
        }
    }
    schreiber.fertig().unwrap();
}

/// Was an einem Einspielen auffällt, bei dem diese Wache steht.
fn auffaelliges(name: &str, wache: Wache) -> Vec<&'static str> {
    let mut auffaellig = Vec::new();
    let haus = Haus::neu(&format!("{name}-vorher"));
    let (bleibt, geht) = (strom(1), strom(2));
    haus.schreibe(bleibt, 0);
    haus.schreibe(geht, 0);
    let ort = haus.ordner.join("sicherung");
    let erste = haus.sichere(&ort, "1");
    haus.schreibe(bleibt, 1);
    let zweite = haus.sichere(&ort, "2");
    // Erst nach beiden Sicherungen gelöscht.
    let liste = haus.ordner.join("geloescht");
    vermerke(&liste, TRAEGER, geht).unwrap();
    haus.store.erase(TRAEGER, geht).unwrap();
    let geloescht: BTreeSet<Geloescht> = lies(&liste).unwrap();

    let spiele_ein = |neu: &Haus, akten: &Path, schluessel: &Path| {
        let auftrag = Einspielauftrag {
            store: &neu.store,
            ablage: &neu.ablage,
            akten,
            schluessel,
            geloescht: Some(&geloescht),
            staende: &[],
            melder: Melder::stumm(),
        };
        spiele_ein_mit(&auftrag, wache)
    };
    let neu = Haus::neu(&format!("{name}-neu"));
    let eingespielt = spiele_ein(&neu, &erste.akten, &erste.schluessel).unwrap();
    let wieder_da = neu.store.has_key(TRAEGER, &geht.to_string()).unwrap();
    if wieder_da || !eingespielt.bericht.funde.is_empty() {
        auffaellig.push("Gelöschtes ist wieder da");
    }
    // Dieselbe Version, einmal vor und einmal nach dem Einspielen.
    neu.schreibe(bleibt, 1);
    if neu.fassung(bleibt, 2) == haus.fassung(bleibt, 2) {
        auffaellig.push("derselbe Schlüssel versiegelt eine Version zweimal");
    }
    let gefaelscht = ort.join("akten-gefaelscht.nahtlos");
    kopf_von(&zweite.akten, &erste.akten, &gefaelscht);
    let neu = Haus::neu(&format!("{name}-gefaelscht"));
    match spiele_ein(&neu, &gefaelscht, &zweite.schluessel) {
        Err(SicherungFehler::Stand(_)) => {}
        andere => {
            andere.unwrap();
            auffaellig.push("ein falscher Stand gilt");
        }
    }
    auffaellig
}

#[test]
fn jeder_beim_einspielen_vergessene_schritt_faellt_auf() {
    let faelle: [(&str, Wache, &[&str]); 4] = [
        ("ganz", Wache::Ganz, &[]),
        ("stand", Wache::OhneStand, &["ein falscher Stand gilt"]),
        ("epoche", Wache::OhneEpoche, &["derselbe Schlüssel versiegelt eine Version zweimal"]),
        ("liste", Wache::OhneListe, &["Gelöschtes ist wieder da"]),
    ];
    for (name, wache, erwartet) in faelle {
        assert_eq!(auffaelliges(name, wache), erwartet, "{name}");
    }
}
