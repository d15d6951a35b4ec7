//! Ein Lauf über einen kleinen Musterkreis und über Zeilen, die nicht stimmen.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use case::berechnung::Gruende;
use case::schnittstelle::{Fehlerzeile, Haushalt, lies_haushalt};
use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;
use muster::Musterkreis;
use office::monatslauf::{Auftrag, Bericht, Briefe, LaufFehler, Meldung, Stufe, Zeile, laufe};
use office::ordner::OrdnerFehler;

/// Ein leerer Ordner für diesen Test, unter dem Bauordner.
fn ordner(name: &str) -> PathBuf {
    let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&ordner);
    fs::create_dir_all(&ordner).unwrap();
    ordner
}

fn kreis(personen: u32) -> Vec<Haushalt> {
    let monat: Monat = "2026-12".parse().unwrap();
    Musterkreis { saat: 7, personen, monat }.haushalte().collect()
}

fn zeilen(haushalte: &[Haushalt]) -> impl Iterator<Item = io::Result<Zeile>> {
    (1..).zip(haushalte).map(|(nr, haushalt)| Ok(Ok((nr, haushalt.clone()))))
}

struct Gelaufen {
    bericht: Result<Bericht, LaufFehler>,
    stufen: Vec<Stufe>,
}

fn lauf(ziel: &Path, briefe: Briefe, zeilen: impl Iterator<Item = io::Result<Zeile>>) -> Gelaufen {
    let recht = Recht::eingebaut().unwrap();
    let datum: Tag = "2026-11-20".parse().unwrap();
    let auftrag = Auftrag {
        traeger: &muster::traeger(),
        monat: "2026-12".parse().unwrap(),
        datum,
        briefe,
        gruende: Gruende::Mit,
        arbeiter: NonZeroUsize::new(2).unwrap(),
        ziel,
    };
    let mut stufen = Vec::new();
    let bericht = laufe(&auftrag, &recht, zeilen, |meldung| {
        if let Meldung::Beginn(stufe, _) = meldung {
            stufen.push(stufe);
        }
    });
    Gelaufen { bericht, stufen }
}

/// Alle Dateien eines Ordners mit ihrem Inhalt.
fn inhalt(ordner: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut dateien = BTreeMap::new();
    let mut offen = vec![ordner.to_owned()];
    while let Some(hier) = offen.pop() {
        for eintrag in fs::read_dir(&hier).unwrap() {
            let pfad = eintrag.unwrap().path();
            if pfad.is_dir() {
                offen.push(pfad);
            } else {
                let name = pfad.strip_prefix(ordner).unwrap().display().to_string();
                dateien.insert(name, fs::read(&pfad).unwrap());
            }
        }
    }
    dateien
}

#[test]
fn ein_lauf_zahlt_jeden_cent_und_laesst_sich_wiederholen() {
    let ziel = ordner("wiederholt").join("2026-12");
    let haushalte = kreis(400);
    let jeder_fuenfzigste = Briefe::JederNte(NonZeroUsize::new(50).unwrap());
    let erster = lauf(&ziel, jeder_fuenfzigste, zeilen(&haushalte));
    assert_eq!(erster.stufen, [Stufe::Rechnen, Stufe::Bank, Stufe::Briefe, Stufe::Abschluss]);
    let bericht = erster.bericht.unwrap();
    assert_eq!(bericht.fehlerzeilen, 0);
    assert_eq!(bericht.haushalte, u64::try_from(haushalte.len()).unwrap());
    assert_eq!(bericht.personen, 400);
    assert!(bericht.stimmt());
    // Jeder Anspruch hat einen Träger; jeder Cent ist überwiesen oder liegt zur Klärung.
    assert_eq!(bericht.ueberwiesen + bericht.offen_geblieben, bericht.auszahlung);
    assert!(bericht.ueberwiesen > Cent::NULL);
    assert_eq!(
        bericht.briefe + bericht.entwuerfe,
        u64::try_from(haushalte.len().div_ceil(50)).unwrap()
    );
    let dateien = inhalt(&ziel);
    for name in ["ergebnisse.jsonl", "offene-fragen.csv", "bericht.json", "bank/2026-12-1.xml"] {
        assert!(!dateien[name].is_empty(), "{name}");
    }
    let ergebnisse = String::from_utf8(dateien["ergebnisse.jsonl"].clone()).unwrap();
    assert_eq!(ergebnisse.lines().count(), haushalte.len());
    assert!(ergebnisse.contains("\"beleg\":{\"norm\""));

    // Derselbe Lauf noch einmal, in denselben Ordner: dieselben Bytes, nichts Altes bleibt.
    fs::write(ziel.join("briefe/BG-FREMD.pdf"), "alt").unwrap();
    let zweiter = lauf(&ziel, jeder_fuenfzigste, zeilen(&haushalte)).bericht.unwrap();
    assert_eq!(zweiter, bericht);
    assert_eq!(inhalt(&ziel), dateien);
    let reste: Vec<_> = fs::read_dir(ziel.parent().unwrap()).unwrap().collect();
    assert_eq!(reste.len(), 1, "kein vorläufiger Ordner bleibt liegen");
}

#[test]
fn ein_haushalt_steht_zweimal_und_wird_einmal_gezahlt() {
    let ziel = ordner("doppelt").join("lauf");
    let haushalte = kreis(30);
    let einmal = lauf(&ziel, Briefe::Keine, zeilen(&haushalte)).bericht.unwrap();
    let mut doppelt = haushalte.clone();
    doppelt.extend(haushalte.iter().take(3).cloned());
    let zweimal = lauf(&ziel, Briefe::Keine, zeilen(&doppelt)).bericht.unwrap();
    assert_eq!(zweimal.fehlerzeilen, 3);
    assert_eq!(zweimal.ueberwiesen, einmal.ueberwiesen);
    let fehler = String::from_utf8(inhalt(&ziel)["fehler.jsonl"].clone()).unwrap();
    assert_eq!(fehler.matches("steht schon weiter oben").count(), 3);
}

#[test]
fn fehlerhafte_zeilen_halten_die_anderen_nicht_auf() {
    let ziel = ordner("feindlich").join("lauf");
    let haushalte = kreis(20);
    let gut = lauf(&ziel, Briefe::Keine, zeilen(&haushalte)).bericht.unwrap();
    let kaputt: [&[u8]; 4] = [b"{", b"[]", b"\xff\xfe", b"{\"nummer\": 7}"];
    let kaputte = (100..).zip(kaputt).map(|(nr, bytes)| {
        let gelesen: Result<Haushalt, Fehlerzeile> = lies_haushalt(nr, bytes);
        Ok(gelesen.map(|haushalt| (nr, haushalt)))
    });
    let alle = kaputte.chain(zeilen(&haushalte));
    let bericht = lauf(&ziel, Briefe::Keine, alle).bericht.unwrap();
    assert_eq!(bericht.fehlerzeilen, 4);
    assert_eq!(bericht.ueberwiesen, gut.ueberwiesen);
    let fehler = String::from_utf8(inhalt(&ziel)["fehler.jsonl"].clone()).unwrap();
    for zeile in 100..104 {
        assert!(fehler.contains(&format!("\"zeile\":{zeile}")), "{fehler}");
    }
}

#[test]
fn eine_leere_eingabe_ergibt_einen_leeren_lauf() {
    let ziel = ordner("leer").join("lauf");
    let bericht = lauf(&ziel, Briefe::Alle, std::iter::empty()).bericht.unwrap();
    assert_eq!((bericht.haushalte, bericht.ueberweisungen, bericht.briefe), (0, 0, 0));
    assert!(bericht.bankdateien.is_empty());
}

#[test]
fn ein_fremder_ordner_wird_nicht_angeruehrt() {
    let ziel = ordner("fremd");
    fs::write(ziel.join("urlaub.txt"), "bleibt").unwrap();
    let fehler = lauf(&ziel, Briefe::Keine, zeilen(&kreis(5))).bericht.unwrap_err();
    assert!(matches!(fehler, LaufFehler::Ordner(OrdnerFehler::Fremd { .. })));
    assert_eq!(fs::read_to_string(ziel.join("urlaub.txt")).unwrap(), "bleibt");
}

#[test]
fn bricht_die_eingabe_ab_bleibt_der_fruehere_lauf_stehen() {
    let ziel = ordner("abgebrochen").join("lauf");
    let haushalte = kreis(20);
    lauf(&ziel, Briefe::Keine, zeilen(&haushalte)).bericht.unwrap();
    let vorher = inhalt(&ziel);
    let abbruch = zeilen(&haushalte).take(3).chain([Err(io::Error::other("Platte weg"))]);
    let fehler = lauf(&ziel, Briefe::Keine, abbruch).bericht.unwrap_err();
    assert!(matches!(fehler, LaufFehler::Eingabe(_)));
    assert_eq!(inhalt(&ziel), vorher);
    assert_eq!(fs::read_dir(ziel.parent().unwrap()).unwrap().count(), 1);
}
