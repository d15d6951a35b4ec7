//! Die Datei selbst: jedes veränderte Byte fällt auf, und ein Abbruch lässt nichts Halbes zurück.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::akte::Strom;
use office::ablage::{Ablage, Griff, Platte};
use office::sicherung::format::{FASSUNG, Inhalt, Kopf, Leser, Naechster, Schreiber, Tabelle};
use office::sicherung::loeschliste::{lies, vermerke};
use office::sicherung::{Melder, SicherungFehler, Sicherungsauftrag, sichere};
use office::store::sql::Value;

use super::{ablage, auftrag, eingespielt, fuelle, gesichert, orte};
use crate::hilfe::{Haus, TRAEGER, kennung, leerer_ordner, uhr};

fn beispiel() -> (Kopf, Vec<(u8, Vec<Value<'static>>)>) {
    let tabelle = |name: &str, spalten| Tabelle { name: name.to_owned(), spalten };
    let kopf = Kopf {
        inhalt: Inhalt::Akten,
        fassung: FASSUNG,
        erstellt: -7,
        traeger: Vec::new(),
        tabellen: vec![tabelle("a", 4), tabelle("b", 1)],
    };
    let zeilen = vec![
        (0, vec![Value::Text("äöü"), Value::Null, Value::Int(i64::MIN), Value::Bytes(&[0, 255])]),
        (0, vec![Value::Text(""), Value::Bytes(&[]), Value::Int(0), Value::Null]),
        (1, vec![Value::Bytes(&[7; 300])]),
    ];
    (kopf, zeilen)
}

fn geschrieben() -> Vec<u8> {
    let (kopf, zeilen) = beispiel();
    let mut bytes = Vec::new();
    let mut schreiber = Schreiber::neu(&mut bytes, &kopf).unwrap();
    for (tabelle, zeile) in zeilen {
        schreiber.zeile(tabelle, zeile.into_iter()).unwrap();
    }
    assert_eq!(schreiber.fertig().unwrap().1.zeilen, [2, 1]);
    bytes
}

/// Liest alles; jede Zeile als Text, oder nichts.
fn gelesen(bytes: &[u8]) -> Option<Vec<String>> {
    let mut leser = Leser::neu(bytes).ok()?;
    let mut zeilen = Vec::new();
    loop {
        match leser.naechster().ok()? {
            Naechster::Ende(..) => return Some(zeilen),
            Naechster::Zeilen(block) => {
                let hier = block.zeilen().ok()?;
                zeilen.extend(hier.iter().map(|zeile| format!("{} {zeile:?}", block.tabelle)));
            }
        }
    }
}

#[test]
fn was_hineingeht_kommt_heraus_und_jedes_gekippte_bit_und_jede_andere_laenge_faellt_auf() {
    let bytes = geschrieben();
    let zeilen: Vec<String> = beispiel().1.iter().map(|(t, z)| format!("{t} {z:?}")).collect();
    assert_eq!(gelesen(&bytes), Some(zeilen));
    for bit in 0..bytes.len() * 8 {
        let mut anders = bytes.clone();
        anders[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(gelesen(&anders), None, "Bit {bit}");
    }
    for ende in 0..bytes.len() {
        assert_eq!(gelesen(&bytes[..ende]), None, "nach {ende} Bytes");
    }
    assert_eq!(gelesen(&[&bytes[..], b"x"].concat()), None, "dahinter");
}

/// Wo die Blöcke einer Datei beginnen und enden; Aufbau: `docs/sicherung.md`.
fn bloecke(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let (mut ab, mut bloecke) = (8, Vec::new());
    while ab < bytes.len() {
        let laenge = u32::from_be_bytes(bytes[ab + 1..ab + 5].try_into().unwrap());
        let ende = ab + 5 + usize::try_from(laenge).unwrap() + 32;
        bloecke.push(ab..ende);
        ab = ende;
    }
    bloecke
}

#[test]
fn ein_fehlender_doppelter_oder_vertauschter_block_faellt_auf() {
    let bytes = geschrieben();
    let bloecke = bloecke(&bytes);
    assert_eq!(bloecke.len(), 4, "Kopf, zwei Tabellen, Schluss");
    let aus = |reihe: &[usize]| {
        let teile = reihe.iter().map(|nr| &bytes[bloecke[*nr].clone()]);
        std::iter::once(&bytes[..8]).chain(teile).collect::<Vec<_>>().concat()
    };
    assert!(gelesen(&aus(&[0, 1, 2, 3])).is_some());
    for reihe in [&[0, 2, 3][..], &[0, 1, 3], &[0, 3], &[0, 2, 1, 3], &[0, 1, 1, 2, 3], &[1, 2, 3]]
    {
        assert_eq!(gelesen(&aus(reihe)), None, "{reihe:?}");
    }
}

#[test]
fn eine_veraenderte_sicherung_wird_abgewiesen_bevor_etwas_eingespielt_ist() {
    for haus in Haus::beide("datei-veraendert") {
        fuelle(&haus, 3);
        let sicherung = gesichert(&haus, "1");
        let leer = Haus::leere("datei-veraendert-neu");
        for pfad in [&sicherung.akten, &sicherung.schluessel] {
            let heil = fs::read(pfad).unwrap();
            for stelle in [0, 9, heil.len() / 3, heil.len() / 2, heil.len() - 1] {
                let mut kaputt = heil.clone();
                kaputt[stelle] ^= 1;
                fs::write(pfad, &kaputt).unwrap();
                for neu in &leer {
                    let dateien = (sicherung.akten.as_path(), sicherung.schluessel.as_path());
                    let fehler = eingespielt(neu, dateien, None).unwrap_err();
                    assert!(matches!(fehler, SicherungFehler::Kaputt(..)), "{stelle}: {fehler}");
                }
            }
            fs::write(pfad, &heil).unwrap();
        }
        for neu in &leer {
            let dateien = (sicherung.akten.as_path(), sicherung.schluessel.as_path());
            assert_eq!(eingespielt(neu, dateien, None).unwrap().bericht.funde, []);
        }
    }
}

/// Namen der Dateien in einem Ordner, ohne die Sperre und die Dokumente.
fn dateien(ordner: &Path) -> Vec<String> {
    let Ok(eintraege) = fs::read_dir(ordner) else { return Vec::new() };
    let namen = eintraege.map(|eintrag| eintrag.unwrap().file_name().into_string().unwrap());
    namen.filter(|name| name != ".sperre" && name != "dokumente").collect()
}

#[test]
fn wer_abbricht_hat_keine_halbe_sicherung_und_der_naechste_lauf_gelingt() {
    for haus in Haus::beide("datei-abbruch") {
        fuelle(&haus, 3);
        let (akten, schluessel) = orte(&haus);
        let ablage = ablage(&haus);
        let mut abbrueche = 0;
        for nach in 0.. {
            let uebrig = AtomicUsize::new(nach);
            let melder = Melder::neu(Arc::new(move |_| {
                let weiter = uebrig
                    .try_update(Ordering::Relaxed, Ordering::Relaxed, |rest| rest.checked_sub(1));
                if weiter.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            }));
            let name = nach.to_string();
            let auftrag = Sicherungsauftrag {
                melder,
                ..auftrag(&haus, &ablage, (&akten, &schluessel), &name)
            };
            match sichere(&auftrag) {
                Err(fehler) => assert!(matches!(fehler, SicherungFehler::Abgebrochen), "{fehler}"),
                Ok(_) => break,
            }
            abbrueche += 1;
            assert_eq!((dateien(&akten), dateien(&schluessel)), (Vec::new(), Vec::new()), "{nach}");
        }
        assert!(abbrueche > 20, "{abbrueche}");
        assert_eq!((dateien(&akten).len(), dateien(&schluessel).len()), (1, 1));
    }
}

#[test]
fn an_jedem_griff_an_die_platte_abgestuerzt_gilt_nur_was_ganz_ist() {
    let haus = Haus::sqlite("datei-absturz", uhr);
    fuelle(&haus, 3);
    let mut abstuerze = 0;
    for nach in 0.. {
        let ordner = leerer_ordner("datei-absturz-ziel");
        let (akten, schluessel) = (ordner.join("akten"), ordner.join("schluessel"));
        let uebrig = Arc::new(AtomicUsize::new(nach));
        let platte = Platte::mit(Arc::new(move |_: Griff<'_>| {
            uebrig
                .try_update(Ordering::Relaxed, Ordering::Relaxed, |rest| rest.checked_sub(1))
                .map(|_| ())
                .map_err(|_| io::Error::other("Absturz"))
        }));
        let Ok(ablage) = Ablage::oeffne(haus.ordner(), platte) else { continue };
        let gesichert = sichere(&auftrag(&haus, &ablage, (&akten, &schluessel), "1"));
        let pfade: (PathBuf, PathBuf) =
            (akten.join("akten-1.nahtlos"), schluessel.join("schluessel-1.nahtlos"));
        // Hat die Datei der Akten ihren Namen, so lässt sie sich einspielen.
        if pfade.0.exists() {
            let [neu, _] = Haus::leere("datei-absturz-neu");
            assert_eq!(eingespielt(&neu, (&pfade.0, &pfade.1), None).unwrap().bericht.funde, []);
        }
        if gesichert.is_ok() {
            break;
        }
        abstuerze += 1;
        // Derselbe Auftrag noch einmal gelingt, wenn es die Sicherung nicht schon gibt.
        let heil = super::ablage(&haus);
        let noch_einmal = sichere(&auftrag(&haus, &heil, (&akten, &schluessel), "2"));
        assert!(noch_einmal.is_ok(), "{nach}: {noch_einmal:?}");
    }
    assert!(abstuerze > 10, "{abstuerze}");
}

#[test]
fn nach_einem_absturz_ist_die_liste_der_loeschungen_lesbar_und_jede_aenderung_faellt_auf() {
    let pfad = leerer_ordner("loeschliste").join("geloescht");
    let stroeme = [1, 2, 3].map(|nr| Strom::person(kennung(nr)));
    for strom in stroeme {
        vermerke(&pfad, TRAEGER, strom).unwrap();
    }
    let ganz = fs::read(&pfad).unwrap();
    assert_eq!(lies(&pfad).unwrap().len(), 3);
    let zeile = ganz.len() / 3;
    // Mitten in einer Zeile abgestürzt: sie galt noch nicht, und die nächste schließt sauber an.
    for ende in 2 * zeile..ganz.len() {
        fs::write(&pfad, &ganz[..ende]).unwrap();
        assert_eq!(lies(&pfad).unwrap().len(), 2, "{ende}");
        vermerke(&pfad, TRAEGER, stroeme[2]).unwrap();
        assert!(fs::read(&pfad).unwrap() == ganz, "{ende}");
    }
    for bit in 0..ganz.len() * 8 {
        let mut anders = ganz.clone();
        anders[bit / 8] ^= 1 << (bit % 8);
        fs::write(&pfad, &anders).unwrap();
        let heil = lies(&pfad).is_ok_and(|liste| liste.len() == 3);
        assert!(!heil, "Bit {bit}");
    }
    // Eine Zeile in der Mitte fort.
    fs::write(&pfad, [&ganz[..zeile], &ganz[2 * zeile..]].concat()).unwrap();
    assert!(lies(&pfad).is_err());
}
