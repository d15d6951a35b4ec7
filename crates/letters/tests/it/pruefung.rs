//! Die Prüfungen der Barrierefreiheit: eine Datei hinein, der Mangel heraus.
//!
//! Briefe und gepflanzte Fehler gehen durch dieselben Funktionen. Ein Programm, das fehlt oder selbst
//! scheitert, bricht den Test ab: sonst sähe sein Ausfall aus wie ein gefundener Fehler.

use std::path::Path;
use std::process::Output;

use crate::werkzeug::{debian, pruefer, text};

/// Eine Prüfung; der Fehler sagt, was sie gefunden hat.
pub type Pruefung = fn(&Path) -> Result<(), String>;

/// Alle Prüfungen mit ihrem Namen. „Angaben“ und „Baum“ kennen nur den Brief `familie`.
pub const PRUEFUNGEN: [(&str, Pruefung); 7] = [
    ("qpdf", pruefe_aufbau),
    ("Kennzeichen", pruefe_kennzeichen),
    ("Angaben", pruefe_angaben_der_familie),
    ("Schriften", pruefe_schriften),
    ("Baum", pruefe_baum_der_familie),
    ("pdfua", pruefe_pdfua),
    ("outloud", pruefe_outloud),
];

/// Diese Regel (leere Überschriften) bricht in der Fassung 0.1.3 an jedem unserer Bäume ab; leere
/// Überschriften findet `outloud`. Lässt `pdfua` eine andere Regel aus, ist das ein Fehler.
const PDFUA_KANN_NICHT: &str = "UA-14-001";

/// Das Gerüst der Datei, mit qpdf.
pub fn pruefe_aufbau(pdf: &Path) -> Result<(), String> {
    let lauf = debian("qpdf", "qpdf", &["--check"], pdf);
    let meldung = format!("{} {}", text(&lauf.stdout), text(&lauf.stderr));
    urteil(&lauf, &[2, 3], "checking", meldung)
}

/// PDF/UA-1, PDF/A-2a und Deutsch in den Metadaten.
pub fn pruefe_kennzeichen(pdf: &Path) -> Result<(), String> {
    let meta = pdfinfo("-meta", pdf);
    enthaelt_alle(
        &text(meta.as_bytes()),
        &[
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<rdf:li>de-DE</rdf:li>",
        ],
    )
}

/// Titel, Tag, Verfasser und der Vermerk, dass es einen Baum gibt.
pub fn pruefe_angaben_der_familie(pdf: &Path) -> Result<(), String> {
    let titel = "Title: Bewilligung von Bürgergeld (bis 30.06.2026) und Grundsicherungsgeld \
                 (ab 01.07.2026), BG-00000042";
    enthaelt_alle(
        &text(pdfinfo("-isodates", pdf).as_bytes()),
        &[titel, "CreationDate: 2026-07-20", "Tagged: yes", "Author: Jobcenter Musterkreis"],
    )
}

/// Jede Schrift ist eingebettet, als Auswahl, und ihre Zeichen lassen sich lesen.
pub fn pruefe_schriften(pdf: &Path) -> Result<(), String> {
    let lauf = debian("poppler-utils", "pdffonts", &[], pdf);
    assert!(lauf.status.success(), "pdffonts: {}", text(&lauf.stderr));
    let liste = String::from_utf8(lauf.stdout).unwrap();
    let zeilen: Vec<&str> = liste.lines().skip(2).collect();
    if zeilen.len() < 2 {
        return Err(format!("weniger als zwei Schriften: {liste}"));
    }
    // … emb sub uni object ID
    let gut = |zeile: &str| {
        let spalten: Vec<&str> = zeile.split_whitespace().rev().take(5).collect();
        spalten[2..] == ["yes", "yes", "yes"]
    };
    match zeilen.into_iter().find(|zeile| !gut(zeile)) {
        Some(zeile) => Err(format!("nicht eingebettet oder nicht lesbar: {zeile}")),
        None => Ok(()),
    }
}

/// Überschriften, Listen und Tabellen mit Köpfen, gezählt.
pub fn pruefe_baum_der_familie(pdf: &Path) -> Result<(), String> {
    let baum = pdfinfo("-struct", pdf);
    let zahl = |wort: &str| {
        let knoten = baum.lines().map(str::trim_start);
        knoten.filter(|zeile| zeile.split([' ', ':', '<']).next() == Some(wort)).count()
    };
    // Monate, Anspruch je Person, Bogen, Einkommen, vier Belege; der Bogen hat Köpfe an Zeilen und
    // Spalten und deshalb keine Gruppe THead. Genau ein Betreff.
    for (wort, soll) in [("H1", 1), ("Table", 8), ("THead", 7), ("Figure", 0)] {
        if zahl(wort) != soll {
            return Err(format!("{wort}: {} statt {soll}", zahl(wort)));
        }
    }
    for (wort, mindestens) in [("H2", 8), ("L", 3), ("LI", 10)] {
        if zahl(wort) < mindestens {
            return Err(format!("{wort}: {}, erwartet mindestens {mindestens}", zahl(wort)));
        }
    }
    let gerichtet = baum.matches("/Scope /").count();
    if zahl("TH") != gerichtet {
        return Err(format!("TH: {}, davon mit Richtung: {gerichtet}", zahl("TH")));
    }
    enthaelt_alle(&baum, &["/Scope /Column", "/Scope /Row"])
}

/// Die Regeln aus PDF/UA-1, die `pdfua` kennt.
pub fn pruefe_pdfua(pdf: &Path) -> Result<(), String> {
    let lauf = pruefer("pdfua").arg("check").arg(pdf).output().unwrap();
    let bericht = String::from_utf8_lossy(&lauf.stdout).into_owned();
    let ausgelassen = bericht.lines().filter(|zeile| zeile.contains("[skip ]"));
    let unbekannt: Vec<&str> = ausgelassen.filter(|z| !z.contains(PDFUA_KANN_NICHT)).collect();
    assert!(unbekannt.is_empty(), "pdfua prüft nicht: {unbekannt:?}");
    urteil(&lauf, &[2, 3], "result:", bericht)
}

/// Die Regeln aus PDF/UA-1 und die Prüfung des Sinns, die `outloud` kennt; auch Warnungen zählen.
pub fn pruefe_outloud(pdf: &Path) -> Result<(), String> {
    let lauf = pruefer("outloud").args(["--fail-on", "warning"]).arg(pdf).output().unwrap();
    urteil(&lauf, &[1], "PDF/UA-1 checkpoints", String::from_utf8_lossy(&lauf.stdout).into_owned())
}

fn pdfinfo(was: &str, pdf: &Path) -> String {
    let lauf = debian("poppler-utils", "pdfinfo", &[was], pdf);
    assert!(lauf.status.success(), "pdfinfo: {}", text(&lauf.stderr));
    String::from_utf8_lossy(&lauf.stdout).into_owned()
}

/// `mangel`: womit das Programm endet, wenn es etwas fand; `beweis` steht in jedem echten Bericht.
fn urteil(lauf: &Output, mangel: &[i32], beweis: &str, bericht: String) -> Result<(), String> {
    let code = lauf.status.code().unwrap();
    let echt = bericht.contains(beweis) && (code == 0 || mangel.contains(&code));
    assert!(echt, "kein Bericht, Ende mit {code}: {bericht} {}", text(&lauf.stderr));
    if code == 0 { Ok(()) } else { Err(bericht) }
}

fn enthaelt_alle(text: &str, angaben: &[&str]) -> Result<(), String> {
    match angaben.iter().find(|angabe| !text.contains(**angabe)) {
        Some(fehlt) => Err(format!("{fehlt} fehlt in {text}")),
        None => Ok(()),
    }
}
