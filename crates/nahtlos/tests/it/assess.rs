//! `nahtlos assess`: Strom, Reihenfolge, Ausgänge, Dateien.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};

use law::recht::Recht;
use serde_json::Value;

use crate::hilfe::{Lauf, befehl, beispiel, haushalt_mit, nahtlos, ordner};

fn faelle(lauf: &Lauf) -> Vec<Value> {
    lauf.zeilen().into_iter().map(|zeile| zeile["fall"].clone()).collect()
}

#[test]
fn die_ausgabe_ist_dieselbe_auf_wie_vielen_faeden_auch() {
    let mut eingabe = String::new();
    for n in 0..3000 {
        match n % 7 {
            3 => eingabe.push_str("{\"fall\": \"kaputt\", \n"),
            5 => eingabe.push('\n'),
            _ => eingabe.push_str(&format!("{}\n", beispiel(&format!("fall-{n}")))),
        }
    }
    let einer = nahtlos(&["assess", "--parallel", "1"], eingabe.as_bytes());
    assert_eq!(einer.ausgang, 1);
    let anzahl = eingabe.lines().filter(|zeile| !zeile.is_empty()).count();
    assert_eq!(einer.text().lines().count(), anzahl);
    for faeden in ["2", "4", "255"] {
        let viele = nahtlos(&["assess", "--parallel", faeden], eingabe.as_bytes());
        assert!(viele.aus == einer.aus, "--parallel {faeden} ändert die Ausgabe");
        assert_eq!(viele.ausgang, 1);
    }
    let vorgabe = nahtlos(&["assess"], eingabe.as_bytes());
    assert!(vorgabe.aus == einer.aus, "die Vorgabe ändert die Ausgabe");
}

#[test]
fn ein_ergebnis_hat_die_felder_des_vertrags_in_ihrer_reihenfolge() {
    let lauf = nahtlos(&["assess"], beispiel("beispiel-1").to_string().as_bytes());
    assert_eq!((lauf.ausgang, lauf.fehler.as_str()), (0, ""));
    let anfang =
        r#"{"fall":"beispiel-1","monat":"2026-09","leistung":"Grundsicherungsgeld","anspruch":""#;
    assert!(lauf.text().starts_with(anfang), "{}", lauf.text());
    let ergebnis = &lauf.zeilen()[0];
    for feld in ["sofortzuschlag", "minderung", "aufrechnung", "auszahlung"] {
        assert!(ergebnis[feld].is_string(), "{feld}");
    }
    let ids: Vec<&Value> =
        ergebnis["personen"].as_array().unwrap().iter().map(|p| &p["id"]).collect();
    assert_eq!(ids, ["A", "B", "C"]);
    assert_eq!(ergebnis["beleg"], Value::Null);
    assert!(ergebnis["offen"].is_array());
}

#[test]
fn fehlerhafte_zeilen_halten_die_anderen_nicht_auf() {
    let gut = |fall: &str| format!("{}\r\n", beispiel(fall)).into_bytes();
    let latin1 = b"{\"fall\": \"latin1\", \"monat\": \"M\xE4rz\"}\n".to_vec();
    let lang =
        format!("{{\"fall\": \"lang\", \"a\": \"{}\"}}\n", "y".repeat(5_000_000)).into_bytes();
    let tief = format!("{{\"fall\": \"tief\", \"a\": {}\n", "[".repeat(200_000)).into_bytes();
    let eingabe = [
        b"\xEF\xBB\xBF".to_vec(),
        gut("eins"),
        latin1,
        b"\n  \n".to_vec(),
        lang,
        gut("zwei"),
        tief,
        b"kein json\n".to_vec(),
        format!("{}\n{}\n", haushalt_mit(60), haushalt_mit(61)).into_bytes(),
        b"{\"monat\": \"2026-09\", \"personen\": [], \"wohnung\": {}}\n".to_vec(),
        b"{\"monat\": \"1999-01\", \"personen\": [{\"id\": \"A\", \"geboren\": \"1970-01-01\"}], \"wohnung\": {}}\n".to_vec(),
        gut("drei").trim_ascii_end().to_vec(),
    ]
    .concat();
    let lauf = nahtlos(&["assess"], &eingabe);
    assert_eq!(lauf.ausgang, 1);
    assert!(lauf.fehler.contains("7 von 11 Zeilen sind fehlerhaft"), "{}", lauf.fehler);
    let erwartet: Vec<Value> = serde_json::from_str(
        r#"["eins", "latin1", "lang", "zwei", "tief", null, "gross", "gross", "11", "12", "drei"]"#,
    )
    .unwrap();
    assert_eq!(faelle(&lauf), erwartet);
    let zeilen = lauf.zeilen();
    let meldungen = [
        (1, 2, "zeile", "Latin-1"),
        (2, 5, "zeile", "ist länger als"),
        (4, 7, "zeile", "zu tief verschachtelt"),
        (5, 8, "zeile", "kein gültiges JSON"),
        (7, 10, "personen", "höchstens 60"),
        (8, 11, "personen", "mindestens eine Person"),
        (9, 12, "monat", "1999-01"),
    ];
    for (stelle, zeile, feld, enthaelt) in meldungen {
        let fehler = &zeilen[stelle]["fehler"];
        assert_eq!((fehler["zeile"].as_u64(), fehler["feld"].as_str()), (Some(zeile), Some(feld)));
        assert!(fehler["text"].as_str().unwrap().contains(enthaelt), "{fehler}");
    }
}

#[test]
fn eine_leere_eingabe_ist_kein_fehler_aber_ein_hinweis() {
    for leer in ["", "\n", "\u{FEFF}", " \r\n\r\n"] {
        let lauf = nahtlos(&["assess"], leer.as_bytes());
        assert_eq!((lauf.ausgang, lauf.text()), (0, ""));
        assert!(lauf.fehler.contains("nichts zu berechnen"), "{}", lauf.fehler);
    }
}

#[test]
fn wer_eine_zeile_schickt_und_wartet_bekommt_die_antwort() {
    let mut kind = befehl(&["assess", "--parallel", "4"]).spawn().unwrap();
    let mut hinein = kind.stdin.take().unwrap();
    let mut heraus = BufReader::new(kind.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(hinein, "{}", beispiel(&format!("frage-{n}"))).unwrap();
        let mut antwort = String::new();
        heraus.read_line(&mut antwort).unwrap();
        assert!(antwort.starts_with(&format!("{{\"fall\":\"frage-{n}\"")), "{antwort}");
    }
    drop(hinein);
    assert!(kind.wait().unwrap().success());
}

#[test]
fn wer_genug_gelesen_hat_darf_gehen() {
    let mut kind = befehl(&["assess"]).spawn().unwrap();
    let mut hinein = kind.stdin.take().unwrap();
    let schreiber = std::thread::spawn(move || {
        let zeile = format!("{}\n", beispiel("x")).repeat(100);
        // Endet, sobald das Programm nicht mehr liest.
        while hinein.write_all(zeile.as_bytes()).is_ok() {}
    });
    let mut heraus = BufReader::new(kind.stdout.take().unwrap());
    heraus.read_line(&mut String::new()).unwrap();
    drop(heraus);
    let mut fehler = String::new();
    kind.stderr.take().unwrap().read_to_string(&mut fehler).unwrap();
    schreiber.join().unwrap();
    assert_eq!((kind.wait().unwrap().code(), fehler.as_str()), (Some(0), ""));
}

#[test]
fn die_ausgabedatei_entsteht_erst_wenn_alles_fertig_ist() {
    let ordner = ordner("ausgabe");
    let ein = ordner.join("ein.jsonl");
    let aus = ordner.join("aus.jsonl");
    let (ein_text, aus_text) = (ein.to_str().unwrap(), aus.to_str().unwrap());
    fs::write(&ein, format!("{}\nkaputt\n", beispiel("datei"))).unwrap();
    fs::write(&aus, "alt").unwrap();

    let lauf = nahtlos(&["assess", "--eingabe", ein_text, "--ausgabe", aus_text], b"");
    assert_eq!((lauf.ausgang, lauf.text()), (1, ""));
    let ueber_leitung = nahtlos(&["assess"], &fs::read(&ein).unwrap());
    assert_eq!(fs::read(&aus).unwrap(), ueber_leitung.aus);
    assert_eq!(fs::read_dir(&ordner).unwrap().count(), 2, "keine vorläufige Datei bleibt liegen");

    let lauf = nahtlos(&["assess", "--eingabe", ein_text, "--ausgabe", ein_text], b"");
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("dieselbe Datei"), "{}", lauf.fehler);
    assert!(fs::read_to_string(&ein).unwrap().contains("datei"), "die Eingabe ist unversehrt");

    let strich = nahtlos(&["assess", "--eingabe", "-", "--ausgabe", "-"], &fs::read(&ein).unwrap());
    assert_eq!(strich.aus, ueber_leitung.aus);
}

#[test]
fn was_nicht_geht_wird_deutsch_gesagt() {
    let ordner = ordner("geht-nicht");
    let ordner = ordner.to_str().unwrap();
    let fehlt = format!("{ordner}/fehlt/x.jsonl");
    let faelle: [(&[&str], &str); 5] = [
        (&["--eingabe", &fehlt], "lässt sich nicht öffnen: gibt es nicht"),
        (&["--eingabe", ordner], "ist ein Verzeichnis"),
        (&["--ausgabe", &fehlt], "lässt sich nicht anlegen: gibt es nicht"),
        (&["--ausgabe", ordner], "lässt sich nicht anlegen: ist ein Verzeichnis"),
        (&["--parameter", ordner], "keine Datei mit der Endung .toml"),
    ];
    for (optionen, enthaelt) in faelle {
        let lauf = nahtlos(&[&["assess"], optionen].concat(), b"{}\n");
        assert_eq!((lauf.ausgang, lauf.text()), (2, ""), "{optionen:?}");
        assert!(lauf.fehler.contains(enthaelt), "{}", lauf.fehler);
    }
}

#[test]
fn andere_parameterdateien_gelten_statt_der_eingebauten() {
    let ordner = ordner("parameter");
    let pfad = ordner.to_str().unwrap();
    for (name, inhalt) in Recht::DATEIEN {
        fs::write(ordner.join(name), inhalt.replace("Grundsicherungsgeld", "Probegeld")).unwrap();
    }
    fs::write(ordner.join("liesmich.txt"), "keine Parameter").unwrap();
    let zeile = beispiel("x").to_string();
    let lauf = nahtlos(&["assess", "--parameter", pfad], zeile.as_bytes());
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    assert_eq!(lauf.zeilen()[0]["leistung"], "Probegeld");

    fs::write(ordner.join("zusatz.toml"), "[\nkaputt").unwrap();
    let lauf = nahtlos(&["assess", "--parameter", pfad], zeile.as_bytes());
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("zusatz.toml ist kein gültiges TOML: Zeile 2"), "{}", lauf.fehler);
    assert!(!lauf.fehler.contains("expected"), "{}", lauf.fehler);
}
