//! Gegen das Schema der ISO und das strengere der Deutschen Kreditwirtschaft.
//!
//! Beide liegen in den Tests des Pakets `sepa` und werden dort gelesen, wohin cargo es geladen hat.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use case::zahlung::{Iban, Zahlung};
use law::measure::Cent;

use crate::daten::{auftrag, miete, traeger, zahlung};
use crate::xml::dateien;

const ISO: &str = "pain.001.001.09.xsd";
const DK: &str = "pain.001.001.09_GBIC_5.xsd";

static SCHEMATA: LazyLock<PathBuf> = LazyLock::new(|| {
    let version = cargo(&["-vV"]);
    let rechner = version.lines().find_map(|zeile| zeile.strip_prefix("host: ")).unwrap();
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    // Nur für diesen Rechner: sonst lädt cargo auch Pakete fremder Systeme.
    let metadaten: serde_json::Value = serde_json::from_str(&cargo(&[
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform",
        rechner,
        "--manifest-path",
        manifest,
    ]))
    .unwrap();
    let pakete = metadaten["packages"].as_array().unwrap();
    let sepa = pakete.iter().find(|paket| paket["name"] == "sepa").unwrap();
    Path::new(sepa["manifest_path"].as_str().unwrap()).parent().unwrap().join("tests/xsd")
});

fn cargo(argumente: &[&str]) -> String {
    let ausgabe = Command::new(env!("CARGO")).args(argumente).output().unwrap();
    assert!(ausgabe.status.success(), "{}", String::from_utf8_lossy(&ausgabe.stderr));
    String::from_utf8(ausgabe.stdout).unwrap()
}

/// Prüft eine Datei mit `xmllint`; der Fehler ist dessen Meldung.
fn pruefe(xml: &[u8], schema: &str) -> Result<(), String> {
    let pfad = SCHEMATA.join(schema);
    assert!(pfad.is_file(), "das Paket sepa enthält {schema} nicht mehr");
    let mut xmllint = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(pfad)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint fehlt: bitte das Debian-Paket libxml2-utils installieren");
    xmllint.stdin.take().unwrap().write_all(xml).unwrap();
    let ausgabe = xmllint.wait_with_output().unwrap();
    let meldung = String::from_utf8_lossy(&ausgabe.stderr).into_owned();
    // 3 und 4 heißen „ungültig“; anderes wäre ein Fehler der Prüfung selbst.
    match ausgabe.status.code() {
        Some(0) => Ok(()),
        Some(1 | 3 | 4) => Err(meldung),
        anderes => panic!("xmllint endete mit {anderes:?}: {meldung}"),
    }
}

fn gilt(zahlungen: &[Zahlung], je_datei: usize) -> usize {
    let traeger = traeger();
    let mut auftrag = auftrag(&traeger);
    auftrag.je_datei = je_datei;
    let dateien = dateien(&auftrag, zahlungen);
    for datei in &dateien {
        for schema in [ISO, DK] {
            pruefe(&datei.ziel, schema).unwrap();
        }
    }
    dateien.len()
}

#[test]
fn gewoehnliche_dateien_gelten_nach_beiden_schemata() {
    assert_eq!(gilt(&[zahlung(1)], 10), 1, "nur Haushalt");
    assert_eq!(gilt(&[miete(1)], 10), 1, "nur Dritte");
    assert_eq!(gilt(&[zahlung(1), miete(1), zahlung(2), miete(2)], 10), 1, "beide");
    assert_eq!(gilt(&[zahlung(1), miete(1), zahlung(2)], 2), 2, "zwei Dateien");
}

#[test]
fn dateien_ohne_bic_und_mit_echten_traegern_gelten() {
    let mut traeger = traeger();
    traeger.bic = String::new();
    traeger.synthetisch = false;
    traeger.kennung = "M".to_owned();
    let mut eine = zahlung(1);
    eine.slot.traeger.clone_from(&traeger.kennung);
    let [datei] = dateien(&auftrag(&traeger), &[eine]).try_into().unwrap();
    for schema in [ISO, DK] {
        pruefe(&datei.ziel, schema).unwrap();
    }
}

#[test]
fn boese_namen_und_groesste_laengen_gelten() {
    let namen = [
        "</Nm><Nm>O'Neil & Söhne \"<script>\"",
        "]]><!-- & &amp; &#0; -->",
        "\u{0}\u{7}\u{1b}[31m A \u{feff}\u{202e}B",
        "王小明",
        "Дмитро Їжак",
        "محمد",
        "?",
        "//",
        &"ß".repeat(500),
        &"&".repeat(500),
    ];
    let mut zahlungen: Vec<Zahlung> = Vec::new();
    for (nummer, name) in (1..).zip(namen) {
        let mut zahlung = miete(nummer);
        zahlung.empfaenger_name = name.to_owned();
        zahlung.verwendungszweck = name.repeat(3);
        zahlungen.push(zahlung);
    }
    let mut groesste = zahlung(99);
    groesste.slot.fall = "F".repeat(200);
    groesste.betrag = Cent::neu(99_999_999_999);
    // Malta: mit 31 Stellen die längste IBAN (ISO 13616).
    groesste.iban = Iban::lies("MT84MALT011000012345MTLCAST001S").unwrap();
    zahlungen.push(groesste);
    assert_eq!(gilt(&zahlungen, 100), 1);
}

#[test]
fn die_pruefung_weist_kaputte_dateien_ab() {
    let traeger = traeger();
    let [datei] = dateien(&auftrag(&traeger), &[zahlung(1)]).try_into().unwrap();
    let gut = String::from_utf8(datei.ziel).unwrap();
    let (name, lang) = ("Ada Muster-1", "x".repeat(71));
    // Was ersetzt wird, wodurch, und welche Schemata es merken müssen.
    let faelle: [(&str, &str, &[&str]); 7] = [
        ("</Document>", "", &[ISO, DK]),
        ("<PmtMtd>TRF</PmtMtd>", "", &[ISO, DK]),
        ("<Dt>2026-11-30</Dt>", "2026-11-30", &[ISO, DK]),
        ("<IBAN>DE", "<IBAN>de", &[ISO, DK]),
        (">0.02<", ">0.00<", &[DK]),
        ("<CtrlSum>0.02</CtrlSum>", "", &[DK]),
        (name, &lang, &[DK]),
    ];
    for (alt, neu, schemata) in faelle {
        let kaputt = gut.replace(alt, neu);
        assert_ne!(kaputt, gut, "{alt} kommt vor");
        for schema in schemata {
            assert!(pruefe(kaputt.as_bytes(), schema).is_err(), "{alt} → {neu} nach {schema}");
        }
    }
}
