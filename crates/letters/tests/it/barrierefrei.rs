//! PDF/UA-1, PDF/A-2a, Baum der Struktur, eingebettete Schriften.

use crate::werkzeug::{debian, finde, muster, pruefer, text};

#[test]
fn qpdf_findet_keinen_fehler() {
    for muster in muster() {
        let lauf = debian("qpdf", "qpdf", &["--check"], &muster.datei);
        assert!(lauf.status.success(), "{}: {}", muster.name, text(&lauf.stdout));
    }
}

#[test]
fn jeder_brief_nennt_sich_pdf_ua_1_und_pdf_a_2a_auf_deutsch() {
    for muster in muster() {
        let lauf = debian("poppler-utils", "pdfinfo", &["-meta"], &muster.datei);
        let meta = text(&lauf.stdout);
        for kennzeichen in [
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<rdf:li>de-DE</rdf:li>",
        ] {
            assert!(meta.contains(kennzeichen), "{}: {kennzeichen} fehlt in {meta}", muster.name);
        }
    }
}

#[test]
fn titel_und_datum_stehen_im_dokument() {
    let lauf = debian("poppler-utils", "pdfinfo", &["-isodates"], &finde("familie").datei);
    let info = text(&lauf.stdout);
    let titel = "Title: Bewilligung von Bürgergeld (bis 30.06.2026) und Grundsicherungsgeld \
                 (ab 01.07.2026), BG-00000042";
    for angabe in
        [titel, "CreationDate: 2026-07-20", "Tagged: yes", "Author: Jobcenter Musterkreis"]
    {
        assert!(info.contains(angabe), "{angabe} fehlt in {info}");
    }
}

#[test]
fn alle_schriften_sind_eingebettet() {
    for muster in muster() {
        let lauf = debian("poppler-utils", "pdffonts", &[], &muster.datei);
        let liste = String::from_utf8(lauf.stdout).unwrap();
        let zeilen: Vec<&str> = liste.lines().skip(2).collect();
        assert!(zeilen.len() >= 2, "{liste}");
        for zeile in zeilen {
            // … emb sub uni object ID
            let spalten: Vec<&str> = zeile.split_whitespace().rev().take(5).collect();
            assert_eq!(spalten[2..], ["yes", "yes", "yes"], "{}: {zeile}", muster.name);
        }
    }
}

#[test]
fn der_baum_hat_ueberschriften_listen_und_tabellen_mit_koepfen() {
    let lauf = debian("poppler-utils", "pdfinfo", &["-struct"], &finde("familie").datei);
    let baum = String::from_utf8_lossy(&lauf.stdout).into_owned();
    let zahl = |wort: &str| {
        let knoten = baum.lines().map(str::trim_start);
        knoten.filter(|zeile| zeile.split([' ', ':', '<']).next() == Some(wort)).count()
    };
    assert_eq!(zahl("H1"), 1, "ein Betreff");
    assert!(zahl("H2") >= 8, "Abschnitte: {}", zahl("H2"));
    // Monate, Anspruch je Person, Bogen, Einkommen, vier Belege; der Bogen hat Köpfe an Zeilen und
    // Spalten und deshalb keine Gruppe THead.
    assert_eq!((zahl("Table"), zahl("THead")), (8, 7));
    assert!(zahl("L") >= 3 && zahl("LI") >= 10);
    assert!(baum.contains("/Scope /Column") && baum.contains("/Scope /Row"));
    assert_eq!(zahl("Figure"), 0);
}

#[test]
fn pdfua_findet_nichts() {
    let dateien = muster().iter().map(|muster| &muster.datei);
    let lauf = pruefer("pdfua").arg("check").args(dateien).output().unwrap();
    assert!(lauf.status.success(), "{}", String::from_utf8_lossy(&lauf.stdout));
}

#[test]
fn outloud_findet_keinen_fehler_und_keine_warnung() {
    let dateien = muster().iter().map(|muster| &muster.datei);
    let lauf = pruefer("outloud").args(["--fail-on", "warning"]).args(dateien).output().unwrap();
    assert!(lauf.status.success(), "{}", String::from_utf8_lossy(&lauf.stdout));
}
