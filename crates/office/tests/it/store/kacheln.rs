//! Wie das Log in den Tabellen steht: jeder Knoten ergibt sich aus ihnen, jeder Beweis geht auf, und jede Fälschung an
//! ihnen fällt auf.

use office::store::kette::Strom;
use office::store::merkle::{
    Blatt, Ort, Platz, Stand, Zuwachs, einschlussbeweis, konsistenzbeweis,
};
use office::store::sequencer::state;
use office::store::sql::Value;
use office::store::streams::{Commit, events};
use office::store::tiles::node;
use office::store::verify::verify;

use super::log::Log;
use super::speicher::{Faelschung, Speicher, TRAEGER, beide, vorgang};

/// So viele Ereignisse je Vorgang: einzelne, bis genau ans Ende einer Kachel von 256, und über mehrere hinweg.
const VORGAENGE: [u64; 10] = [1, 3, 200, 52, 1, 255, 40, 600, 2, 1];

const STROM: &str = "person:a";

/// Ein Vorgang mit so vielen Ereignissen.
fn mit_vielen(ab: u64, zahl: u64) -> Commit {
    let teil = |teil: u64| {
        let texte = vec!["x"; usize::try_from((zahl - teil).min(200)).unwrap()];
        vorgang(&format!("b{ab}"), STROM, ab + teil, &texte)
    };
    let anhaenge = (0..zahl).step_by(200).flat_map(|ab| teil(ab).appends).collect();
    Commit { appends: anhaenge, ..teil(0) }
}

/// Füllt einen Strom; die Stände nach jedem Vorgang.
fn fuelle(speicher: &Speicher) -> Vec<Stand> {
    let mut ab = 0;
    let mut staende = Vec::new();
    for zahl in VORGAENGE {
        speicher.commit(mit_vielen(ab, zahl)).unwrap();
        ab += zahl;
        staende.push(speicher.mit(|db| state(db, TRAEGER).unwrap()));
    }
    staende
}

/// Dasselbe Log im Arbeitsspeicher, aus den Ereignissen, mit allen Knoten.
fn nachgebaut(speicher: &Speicher) -> Log {
    let strom = Strom { traeger: TRAEGER, kennung: STROM };
    let gespeichert = speicher.mit(|db| events(db, TRAEGER, STROM).unwrap());
    Log::aus(gespeichert.iter().map(|ereignis| ereignis.head.blatt(strom, &ereignis.salt)))
}

#[test]
fn jeder_knoten_steht_da_oder_ergibt_sich_aus_seiner_kachel() {
    for speicher in beide("kacheln") {
        fuelle(&speicher);
        let log = nachgebaut(&speicher);
        assert_eq!(log.rand.zahl(), VORGAENGE.iter().sum::<u64>());
        speicher.mit(|db| {
            for (ort, hash) in &log.knoten {
                assert_eq!(node(db, TRAEGER, *ort).unwrap(), *hash, "{ort:?}");
            }
            // Was noch nicht voll ist, ist kein Knoten.
            for ebene in 0..12 {
                let ort = Ort { ebene, stelle: log.rand.zahl() >> ebene };
                assert!(node(db, TRAEGER, ort).is_err(), "{ort:?}");
            }
        });
        // Keine Zeile reicht über ihre Kachel hinaus, und Knoten gibt es nur für volle Kacheln.
        let laenger = "SELECT COUNT(*) FROM log_blatt WHERE ab % 256 + LENGTH(blaetter) / 32 > 256";
        assert_eq!(speicher.zahl(laenger), 0);
        assert_eq!(speicher.zahl("SELECT COUNT(*) FROM log_knoten"), 1155 / 256);
        assert_eq!(speicher.verify(&[]).findings, []);
    }
}

#[test]
fn beweise_aus_dem_speicher_gehen_auf_und_nur_fuer_das_richtige_blatt() {
    for speicher in beide("beweise") {
        let staende = fuelle(&speicher);
        let letzter = *staende.last().unwrap();
        let log = nachgebaut(&speicher);
        speicher.mit(|db| {
            for nummer in (0..letzter.zahl).step_by(37).chain([letzter.zahl - 1]) {
                let platz = Platz { nummer, zahl: letzter.zahl };
                let pfad = einschlussbeweis(platz, |ort| node(db, TRAEGER, ort)).unwrap();
                let hier = Ort { ebene: 0, stelle: nummer };
                let blatt = Blatt::aus_hash(log.knoten[&hier]);
                assert_eq!(letzter.enthaelt(nummer, blatt, &pfad), Ok(()), "{nummer}");
                assert!(letzter.enthaelt(nummer, Blatt::aus_inhalt(b"x"), &pfad).is_err());
            }
            for alt in &staende {
                let zuwachs = Zuwachs { alt: alt.zahl, neu: letzter.zahl };
                let pfad = konsistenzbeweis(zuwachs, |ort| node(db, TRAEGER, ort)).unwrap();
                assert_eq!(letzter.setzt_fort(alt, &pfad), Ok(()), "{}", alt.zahl);
            }
        });
        // Jeder dieser Stände ist auch für die Prüfung einer, den jemand aufgehoben haben kann.
        assert_eq!(speicher.verify(&staende).findings, []);
    }
}

#[test]
fn jede_faelschung_am_log_faellt_auf() {
    const NULLEN: Option<&[u8]> = Some(&[0; 32]);
    const HALB: Option<&[u8]> = Some(&[0; 16]);
    const NICHTS: Option<&[u8]> = Some(&[]);
    // Die Zeilen beginnen bei 0, 1, 4, 204, 256, 257, 512, 552, 768, 1024, 1152 und 1154.
    let faelle: [(&str, Faelschung); 13] = [
        ("blatt", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 256", NULLEN)]),
        ("letztes", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 1154", NULLEN)]),
        ("anfang-fort", &[("DELETE FROM log_blatt WHERE ab = 0", None)]),
        ("mitte-fort", &[("DELETE FROM log_blatt WHERE ab = 257", None)]),
        ("ende-fort", &[("DELETE FROM log_blatt WHERE ab = 1154", None)]),
        (
            "dazu",
            &[(
                "INSERT INTO log_blatt (traeger, ab, blaetter) VALUES ('musterkreis', 1155, $1)",
                NULLEN,
            )],
        ),
        (
            "doppelt",
            &[(
                "INSERT INTO log_blatt (traeger, ab, blaetter) SELECT traeger, 2, \
                 SUBSTR(blaetter, 33, 32) FROM log_blatt WHERE ab = 1",
                None,
            )],
        ),
        ("verschoben", &[("UPDATE log_blatt SET ab = 1155 WHERE ab = 1154", None)]),
        ("leer", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 256", NICHTS)]),
        ("halb", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 256", HALB)]),
        ("knoten", &[("UPDATE log_knoten SET hash = $1 WHERE ebene = 8 AND stelle = 1", NULLEN)]),
        ("knoten-fort", &[("DELETE FROM log_knoten WHERE ebene = 8 AND stelle = 3", None)]),
        ("alles-fort", &[("DELETE FROM log_blatt", None)]),
    ];
    for speicher in beide("log-faelschung") {
        fuelle(&speicher);
        assert_eq!(speicher.verify(&[]).findings, []);
        for (name, faelschung) in faelle {
            speicher.mit(|db| {
                db.batch("BEGIN").unwrap();
                for (sql, wert) in faelschung {
                    let werte: Vec<_> = wert.iter().map(|bytes| Value::Bytes(bytes)).collect();
                    assert!(db.execute(sql, &werte).unwrap() > 0, "{name}");
                }
                let bericht = verify(db, TRAEGER, &[]).unwrap();
                assert!(!bericht.findings.is_empty(), "{name}");
                db.batch("ROLLBACK").unwrap();
            });
        }
        assert_eq!(speicher.verify(&[]).findings, []);
    }
}
