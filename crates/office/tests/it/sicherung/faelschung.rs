//! Was `verify` findet: jede Fälschung an Akten, Log, Verzeichnis, Dokumenten und Schlüsseln, und eine alte Sicherung.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use case::akte::Strom;
use office::sicherung::loeschliste::Geloescht;
use office::sicherung::staende::{lies, schreibe};
use office::sicherung::{Melder, Pruefauftrag, pruefe};
use office::store::sql::{Sql, Value};

use super::{ablage, eingespielt, fuelle, geprueft, gesichert};
use crate::hilfe::{Haus, TRAEGER, leerer_ordner};

const NULLEN: Value<'static> = Value::Bytes(&[0; 32]);

/// Anweisungen mit höchstens einem Wert.
type Faelschung = &'static [(&'static str, Option<Value<'static>>)];

/// Ein Strom mit mehreren Versionen: der eines Falls.
const FALL: &str = "(SELECT MIN(strom) FROM strom WHERE strom LIKE 'fall:%')";

const FAELSCHUNGEN: &[(&str, Faelschung)] = &[
    (
        "Inhalt geändert",
        &[("UPDATE ereignis SET inhalt = $1 WHERE strom = FALL AND version = 2", Some(NULLEN))],
    ),
    (
        "Augenblick geändert",
        &[("UPDATE ereignis SET erfasst = 1 WHERE strom = FALL AND version = 2", None)],
    ),
    (
        "Befehl geändert",
        &[("UPDATE ereignis SET befehl = 'x' WHERE strom = FALL AND version = 2", None)],
    ),
    (
        "Fassung geändert",
        &[("UPDATE ereignis SET schluessel = 9 WHERE strom = FALL AND version = 2", None)],
    ),
    (
        "Salz geändert",
        &[(
            "UPDATE ereignis SET salz = $1 WHERE strom = FALL AND version = 2",
            Some(Value::Bytes(&[0; 16])),
        )],
    ),
    (
        "Nummer doppelt",
        &[("UPDATE ereignis SET lfd = lfd - 1 WHERE strom = FALL AND version = 2", None)],
    ),
    (
        "Nummer unmöglich",
        &[("UPDATE ereignis SET lfd = -1 WHERE strom = FALL AND version = 2", None)],
    ),
    ("Mitte gelöscht", &[("DELETE FROM ereignis WHERE strom = FALL AND version = 2", None)]),
    ("Ende abgeschnitten", &[("DELETE FROM ereignis WHERE strom = FALL AND version > 3", None)]),
    (
        "Ende samt Kopf abgeschnitten",
        &[
            ("DELETE FROM ereignis WHERE strom = FALL AND version > 3", None),
            (
                "UPDATE strom SET version = 3, kopf = (SELECT kopf FROM ereignis WHERE \
                     ereignis.strom = strom.strom AND ereignis.version = 3) WHERE strom = FALL",
                None,
            ),
        ],
    ),
    (
        "Strom fort",
        &[
            ("DELETE FROM ereignis WHERE strom = FALL", None),
            ("DELETE FROM strom WHERE strom = FALL", None),
        ],
    ),
    ("alle Ströme fort", &[("DELETE FROM ereignis", None), ("DELETE FROM strom", None)]),
    ("Blatt geändert", &[("UPDATE log_blatt SET blaetter = $1 WHERE ab = 0", Some(NULLEN))]),
    ("Blätter fort", &[("DELETE FROM log_blatt WHERE ab = 0", None)]),
    ("Rand unlesbar", &[("UPDATE log_stand SET rand = $1", Some(NULLEN))]),
    (
        "Rand nennt eine unmögliche Zahl",
        &[("UPDATE log_stand SET rand = $1", Some(Value::Bytes(&UNMOEGLICH)))],
    ),
    ("Log fort", &[("DELETE FROM log_stand", None), ("DELETE FROM log_blatt", None)]),
    (
        "Suchwort fort",
        &[(
            "DELETE FROM suchwort WHERE wort = (SELECT wort FROM suchwort ORDER BY wort LIMIT 1)",
            None,
        )],
    ),
    (
        "Suchwort dazu",
        &[(
            "INSERT INTO suchwort (traeger, wort, strom) SELECT traeger, $1, strom FROM mensch \
             WHERE strom = (SELECT MIN(strom) FROM mensch)",
            Some(NULLEN),
        )],
    ),
    (
        "Schlüssel eines Worts fort",
        &[(
            "DELETE FROM wortschluessel WHERE schluessel = \
             (SELECT schluessel FROM wortschluessel ORDER BY schluessel LIMIT 1)",
            None,
        )],
    ),
    (
        "Schlüssel eines Worts geändert",
        &[(
            "UPDATE wortschluessel SET schluessel = $1 WHERE schluessel = \
             (SELECT schluessel FROM wortschluessel ORDER BY schluessel LIMIT 1)",
            Some(NULLEN),
        )],
    ),
    (
        "Schlüssel ohne Wort dazu",
        &[(
            "INSERT INTO wortschluessel (traeger, schluessel, wort) VALUES ('musterkreis', $1, $1)",
            Some(NULLEN),
        )],
    ),
    (
        "Wörter geändert",
        &[("UPDATE mensch SET woerter = '' WHERE strom = (SELECT MIN(strom) FROM mensch)", None)],
    ),
    (
        "Angabe geändert",
        &[(
            "UPDATE mensch SET geboren = '1900-01-01' WHERE strom = (SELECT MIN(strom) FROM mensch)",
            None,
        )],
    ),
    ("Merkmal geändert", &[("UPDATE merkmal SET bis = '2000-01-01' WHERE strom = FALL", None)]),
    (
        "Nummer im Verzeichnis dazu",
        &[(
            "INSERT INTO nummer (traeger, umgekehrt, strom) VALUES ('musterkreis', $1, FALL)",
            Some(NULLEN),
        )],
    ),
    (
        "Zeile ohne Akte",
        &[(
            "INSERT INTO suchwort (traeger, wort, strom) VALUES ('musterkreis', $1, 'person:fort')",
            Some(NULLEN),
        )],
    ),
];

/// Ein Rand der richtigen Form mit 2⁶¹ Blättern.
const UNMOEGLICH: [u8; 41] = {
    let mut rand = [0; 41];
    rand[0] = 1;
    rand[1] = 0x20;
    rand
};

#[test]
fn jede_faelschung_am_speicher_faellt_bei_verify_auf() {
    for (nr, haus) in Haus::beide("verify-faelschung").into_iter().enumerate() {
        fuelle(&haus, 3);
        let sicherung = gesichert(&haus, "1");
        let staende = sicherung.staende.clone();
        assert_eq!(geprueft(&haus, &staende).funde, []);
        for (name, anweisungen) in FAELSCHUNGEN {
            // Jedes Mal frisch eingespielt, damit nur diese eine Fälschung da ist.
            let neu = Haus::leere("verify-faelschung-neu").into_iter().nth(nr).unwrap();
            eingespielt(&neu, (&sicherung.akten, &sicherung.schluessel), None).unwrap();
            assert_eq!(geprueft(&neu, &staende).funde, [], "{name}");
            for (sql, wert) in *anweisungen {
                let sql = sql.replace("FALL", FALL).leak();
                let zeilen = neu.mit(|db: &mut dyn Sql| db.execute(sql, wert.as_slice()).unwrap());
                assert!(zeilen > 0, "{name}");
            }
            assert!(!geprueft(&neu, &staende).funde.is_empty(), "{name}");
            // Auch ohne aufgehobenen Stand; nur ein ganz leerer Speicher sagt nichts mehr.
            assert!(!geprueft(&neu, &[]).funde.is_empty(), "{name}, ohne Stand");
        }
    }
}

#[test]
fn eine_alte_sicherung_faellt_am_aufgehobenen_stand_auf_und_ein_leerer_speicher_auch() {
    for (nr, haus) in Haus::beide("verify-alt").into_iter().enumerate() {
        let faelle = fuelle(&haus, 3);
        let alt = gesichert(&haus, "1");
        super::lege_ab(&haus, faelle[0].fall, 66_666);
        let stand = geprueft(&haus, &[]).traeger[0].stand.clone();
        // Durch die Datei, in der jemand anderes ihn aufhebt.
        let datei = leerer_ordner("verify-alt-stand").join("stand");
        fs::write(&datei, schreibe(&[alt.staende[0].clone(), stand.clone()])).unwrap();
        let staende = lies(&datei).unwrap();
        assert_eq!(staende, [alt.staende[0].clone(), stand]);
        assert_eq!(geprueft(&haus, &staende).funde, []);
        let [lite, pg] = Haus::leere("verify-alt-neu");
        let neu = if nr == 0 { lite } else { pg };
        assert!(!geprueft(&neu, &staende).funde.is_empty(), "alles ist fort");
        assert_eq!(
            eingespielt(&neu, (&alt.akten, &alt.schluessel), None).unwrap().bericht.funde,
            []
        );
        let funde = geprueft(&neu, &staende).funde;
        assert_eq!(funde.len(), 1, "{funde:?}");
        assert!(funde[0].was.contains("zurückgedreht"), "{funde:?}");
    }
}

/// Alle Dateien der Ablage.
fn dokumente(haus: &Haus) -> Vec<PathBuf> {
    let ordner = fs::read_dir(haus.ordner().join("dokumente")).unwrap();
    let dateien = ordner.flat_map(|ordner| fs::read_dir(ordner.unwrap().path()).unwrap());
    dateien.map(|datei| datei.unwrap().path()).collect()
}

#[test]
fn ein_dokument_das_fehlt_verwaist_oder_veraendert_ist_wird_genannt() {
    for haus in Haus::beide("verify-dokumente") {
        fuelle(&haus, 3);
        let datei = dokumente(&haus).swap_remove(0);
        let heil = fs::read(&datei).unwrap();
        let name = datei.file_name().unwrap().to_string_lossy().into_owned();
        let mut kaputt = heil.clone();
        *kaputt.last_mut().unwrap() ^= 1;
        fs::write(&datei, &kaputt).unwrap();
        let funde = geprueft(&haus, &[]).funde;
        assert_eq!(funde.len(), 1);
        assert!(funde[0].was.contains(&name) && funde[0].was.contains("verändert"), "{funde:?}");
        fs::remove_file(&datei).unwrap();
        let funde = geprueft(&haus, &[]).funde;
        assert!(funde.len() == 1 && funde[0].was.contains("fehlt"), "{funde:?}");
        fs::write(&datei, &heil).unwrap();
        // Was niemand nennt, kann ein abgebrochener Vorgang sein: ein Hinweis, kein Fund.
        fs::write(datei.with_file_name("niemand"), b"x").unwrap();
        let bericht = geprueft(&haus, &[]);
        assert_eq!((bericht.funde.len(), bericht.hinweise.len()), (0, 1));
    }
}

#[test]
fn ein_schluessel_der_ohne_vermerk_fort_ist_oder_trotz_vermerk_noch_da_faellt_auf() {
    for haus in Haus::beide("verify-schluessel") {
        let faelle = fuelle(&haus, 3);
        let pruefe = |liste: &BTreeSet<Geloescht>| {
            let ablage = ablage(&haus);
            let auftrag = Pruefauftrag {
                recht: None,
                store: haus.store(),
                ablage: Some(&ablage),
                staende: &[],
                geloescht: Some(liste),
                melder: Melder::stumm(),
            };
            pruefe(&auftrag).unwrap().funde
        };
        let strom = Strom::person(faelle[0].menschen[0]);
        let leer = BTreeSet::new();
        let geloescht = Geloescht { traeger: TRAEGER.to_owned(), strom: strom.to_string() };
        let liste = BTreeSet::from([geloescht]);
        assert_eq!((pruefe(&leer).len(), pruefe(&liste).len()), (0, 1));
        haus.store().erase(TRAEGER, strom).unwrap();
        assert_eq!((pruefe(&leer).len(), pruefe(&liste).len()), (1, 0));
    }
}
