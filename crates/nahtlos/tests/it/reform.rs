//! Probelauf, Neuberechnung und Sammelfreigabe, von außen.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use case::akte::{Aufgabe, Gilt, Kennung, Posten, Pruefsumme, Zustaendig};
use case::befehl::{Befehl, HaushaltAufnehmen, ZustaendigkeitSetzen};
use case::bescheid::Freigaberegeln;
use case::rechte::{Regelwerk, Zweck};
use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};
use law::recht::Recht;
use office::ablage::pruefsumme;
use office::door::{Caller, Door, Order};
use office::store::record::{Store, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::sql::DbError;
use serde_json::json;

use crate::hilfe::{Lauf, nahtlos, ordner};

const PERSONAL: &str = r#"
traeger = "musterkreis"

[[bedienstete]]
name = "Erfundene Rechtsstelle"
rollen = ["rechtsstelle"]

[[bedienstete]]
name = "Erfundene Leitung"
rollen = ["teamleitung"]
team = "leistung-1"

[[bedienstete]]
name = "Erfundene Umstellung"
rollen = ["umstellung"]
"#;

/// So lange gilt ein Zugang, wenn nichts anderes gesagt ist.
const ZUGANG_TAGE: i32 = 90;

/// Ein eingerichtetes Haus und wer darin arbeitet: Rechtsstelle, Leitung, Umstellung.
struct Haus {
    ordner: PathBuf,
    wer: Vec<String>,
    /// Der Tag, an dem das Programm es eingerichtet hat: es liest die Uhr, der Test liest es ab.
    heute: Tag,
}

impl Haus {
    fn neu(name: &str) -> Haus {
        let ordner = ordner(name);
        fs::write(ordner.join("personal.toml"), PERSONAL).unwrap();
        let mut haus = Haus { ordner, wer: Vec::new(), heute: Tag::FRUEHESTER };
        let lauf =
            haus.tue(&["einrichten", "--ordner", "@speicher", "--personal", "@personal.toml"]);
        assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
        let bis = lauf.text().split("gelten bis ").nth(1).unwrap().split(' ').next().unwrap();
        haus.heute = bis.parse::<Tag>().unwrap().plus_tage(-ZUGANG_TAGE);
        let zugaenge = lauf.text().lines().map(str::trim);
        let zugaenge = zugaenge.filter(|zeile| zeile.starts_with("musterkreis."));
        haus.wer = zugaenge.map(|z| z.split('.').take(2).collect::<Vec<_>>().join(".")).collect();
        haus
    }

    fn tue(&self, worte: &[&str]) -> Lauf {
        let pfad = |wort: &&str| match wort.strip_prefix('@') {
            Some(name) => self.ordner.join(name).to_string_lossy().into_owned(),
            None => (*wort).to_owned(),
        };
        let worte: Vec<String> = worte.iter().map(pfad).collect();
        nahtlos(&worte.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }

    /// Bewilligt ist von vor vier Monaten an, für ein Jahr.
    fn erster(&self) -> Monat {
        self.heute.monat().plus(-4)
    }

    /// Das neue Recht gilt in den letzten sechs Monaten.
    fn ab(&self) -> Monat {
        self.erster().plus(6)
    }

    fn kennung(&self, stelle: usize) -> Kennung {
        self.wer[stelle].split('.').nth(1).unwrap().parse().unwrap()
    }

    /// Parameterdateien, in denen die Stufe 1 des Regelbedarfs seit 2026 so hoch ist.
    fn parameter(&self, name: &str, stufe: &str) -> String {
        let verzeichnis = self.ordner.join(name);
        fs::create_dir_all(&verzeichnis).unwrap();
        fs::write(verzeichnis.join("regelbedarf.toml"), regelbedarf(stufe)).unwrap();
        verzeichnis.to_string_lossy().into_owned()
    }
}

/// Die eingebaute Datei mit einer anderen Stufe 1 in der letzten Fassung.
fn regelbedarf(stufe: &str) -> String {
    let (_, inhalt) = Recht::DATEIEN.iter().find(|(name, _)| *name == "regelbedarf.toml").unwrap();
    let (davor, danach) = inhalt.split_once("[leistungsname]").unwrap();
    let (vorn, letzte) = davor.rsplit_once("\"563\"").unwrap();
    format!("{vorn}\"{stufe}\"{letzte}[leistungsname]{danach}")
}

fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}

fn oeffne(speicher: &Path) -> Store {
    let text = fs::read_to_string(speicher.join("hauptschluessel")).unwrap();
    let bytes: Pruefsumme = text.trim().parse().unwrap();
    let hash = pruefsumme(&[b"nahtlos-hauptschluessel".as_slice(), bytes.bytes()].concat());
    let kennung = u32::from_be_bytes(*hash.bytes().first_chunk::<4>().unwrap());
    let main = Hauptschluessel::neu(kennung, bytes.bytes());
    let clock = || 1_790_000_000_000_000_i64;
    Store::open(speicher, Surroundings { main, clock, randomness: zufall }).unwrap()
}

/// Erika, aufgenommen mit Stufe 1 von 548: 548 + 437 = 985 im Monat (§§ 20, 22).
fn nimm_erika_auf(haus: &Haus) -> Kennung {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    // Eine, die die Stichprobe nicht zieht.
    let mut alle = (1..=u8::MAX).map(|nr| Kennung::aus_bytes([nr; 16]));
    let fall = alle.find(|fall| !regeln.zieht(*fall, 1)).unwrap();
    let datei = regelbedarf("548");
    let dateien = Recht::DATEIEN.map(|(name, inhalt)| {
        (name, if name == "regelbedarf.toml" { datei.as_str() } else { inhalt })
    });
    let (recht, regelwerk) =
        (Recht::aus_dateien(dateien).unwrap(), Regelwerk::eingebaut().unwrap());
    let store = oeffne(&haus.ordner.join("speicher"));
    let door = Door { store: &store, recht: &recht, regelwerk: &regelwerk };
    let (heute, erster) = (haus.heute, haus.erster());
    let tue = |stelle, zweck, key: &str, befehl: Befehl| {
        let akteur = haus.kennung(stelle);
        let caller = Caller { traeger: "musterkreis", akteur, zweck: Some(zweck), heute };
        door.execute(Order { caller, key, befehl: &befehl }, &mut Werkbank::neu()).unwrap();
    };
    let haushalt = serde_json::from_value(json!({
        "nummer": "BG-1", "antrag": erster.erster(), "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Erika", "nachname": "Beispiel"}],
        "lage": {"monat": erster, "bewilligung_ab": erster.erster(), "wohnung": {"grundmiete": "437.00"},
            "personen": [{"id": "A", "geboren": "1985-03-01"}]},
        "bewilligung_bis": erster.plus(11).letzter(),
        "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
    }));
    let aufnehmen = HaushaltAufnehmen {
        fall,
        personen: BTreeMap::from([("A".to_owned(), Kennung::aus_bytes([0xAA; 16]))]),
        eingang: erster.erster(),
        bewilligt_am: Some(erster.erster()),
        haushalt: haushalt.unwrap(),
    };
    tue(2, Zweck::Umstellung, "auf", Befehl::HaushaltAufnehmen(Box::new(aufnehmen)));
    let team = Posten::try_from("leistung-1".to_owned()).unwrap();
    let zuweisen = ZustaendigkeitSetzen {
        fall,
        aufgabe: Aufgabe::Leistung,
        zustaendig: Some(Zustaendig { bearbeiter: None, team }),
        gilt: Gilt::ab(erster.erster()),
        eingang: heute,
    };
    tue(1, Zweck::Verwaltung, "zu", Befehl::ZustaendigkeitSetzen(Box::new(zuweisen)));
    fall
}

#[test]
fn vom_probelauf_zum_freigegebenen_bescheid() {
    let haus = Haus::neu("reform");
    let fall = nimm_erika_auf(&haus);
    // Zuerst der Probelauf: 578 statt 563 sind in sechs Monaten je 15 Euro mehr.
    let (ab, bis) = (haus.ab().to_string(), haus.ab().plus(5).to_string());
    let neu = haus.parameter("neu", "578");
    let probe =
        ["probelauf", "--ordner", "@speicher", "--traeger", "musterkreis", "--parameter", &neu];
    let lauf = haus.tue(&[&probe[..], &["--von", &ab, "--bis", &bis, "--aus", "@probe"]].concat());
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    assert!(lauf.text().contains("| Unterschied zusammen | 90,00 € |"), "{}", lauf.text());
    let tabelle = fs::read_to_string(haus.ordner.join("probe/probelauf.csv")).unwrap();
    assert!(
        tabelle.contains(&format!("{fall};"))
            && tabelle.contains(&format!(";{ab};985,00;1000,00;1015,00;15,00;§ 20 ")),
        "{tabelle}"
    );
    // Bewilligt ist noch nach 548: das sagt er auch.
    assert!(fs::read_to_string(haus.ordner.join("probe/heute-anders.csv")).unwrap().contains(&ab));
    // Das eingebaute Recht ist das neue: 563 statt 548, ab da an.
    let bisher = haus.parameter("bisher", "548");
    let rechne = || {
        haus.tue(&[
            "neuberechnen",
            "--ordner",
            "@speicher",
            "--als",
            &haus.wer[0],
            "--bisher",
            &bisher,
            "--ab",
            &ab,
            "--rueckwirkend",
        ])
    };
    for entwuerfe in [1, 0] {
        let lauf = rechne();
        assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
        assert!(lauf.text().contains(&format!("  Entwürfe{:>32}\n", entwuerfe)), "{}", lauf.text());
    }
    let sammle = |dazu: &[&str]| {
        haus.tue(
            &[&["sammelfreigabe", "--ordner", "@speicher", "--als", &haus.wer[1]], dazu].concat(),
        )
    };
    let lauf = sammle(&[]);
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    let gruppe = lauf.text().strip_prefix("Gruppe ").unwrap().split(':').next().unwrap().to_owned();
    assert!(lauf.text().contains("1 Entwürfe, zusammen 90,00 €"), "{}", lauf.text());
    let falsch = sammle(&["--gruppe", "00000000"]);
    assert!(
        falsch.ausgang == 2 && falsch.fehler.contains("gibt es nicht (mehr)"),
        "{}",
        falsch.fehler
    );
    let lauf = sammle(&["--gruppe", &gruppe]);
    assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
    assert!(lauf.text().starts_with("Freigegeben: 1\n"), "{}", lauf.text());
    assert!(sammle(&[]).text().starts_with("Nichts lässt sich zusammen freigeben."));
}

#[test]
fn falsche_angaben_sagen_was_zu_tun_ist_und_hinterlassen_nichts() {
    let haus = Haus::neu("reform-falsch");
    let neu = haus.parameter("neu", "578");
    let probe = |dazu: &[&str]| {
        let worte = ["probelauf", "--ordner", "@speicher", "--aus", "@probe", "--von", "2027-01"];
        haus.tue(&[&worte[..], dazu].concat())
    };
    fs::create_dir_all(haus.ordner.join("fremd")).unwrap();
    fs::write(haus.ordner.join("fremd/satz.toml"), "").unwrap();
    fs::create_dir_all(haus.ordner.join("leer")).unwrap();
    let faelle: [(&[&str], &str); 4] = [
        (&["--traeger", "musterkreis", "--parameter", "@fremd"], "„satz.toml“ ersetzt keine Datei"),
        (&["--traeger", "musterkreis", "--parameter", "@leer"], "keine Datei mit der Endung .toml"),
        (&["--traeger", "anderswo", "--parameter", &neu], "gibt es hier nicht"),
        (
            &["--traeger", "musterkreis", "--parameter", &neu, "--bis", "2026-12"],
            "liegt vor dem ersten",
        ),
    ];
    for (worte, enthaelt) in faelle {
        let lauf = probe(worte);
        assert_eq!(lauf.ausgang, 2, "{worte:?}");
        assert!(lauf.fehler.contains(enthaelt), "{worte:?}: {}", lauf.fehler);
    }
    let lauf = haus.tue(&[
        "neuberechnen",
        "--ordner",
        "@speicher",
        "--als",
        &haus.wer[0],
        "--bisher",
        &neu,
        "--ab",
        "2027-01",
        "--zweck",
        "neugier",
    ]);
    assert!(lauf.ausgang == 2 && lauf.fehler.contains("--zweck"), "{}", lauf.fehler);
    assert!(!haus.ordner.join("probe").exists());
}
