//! Gepflanzte Fehler: was einen guten Brief unbrauchbar macht, finden die Prüfungen auch.
//!
//! Die Fehler folgen dem Matterhorn-Protokoll 1.1 (Abschnitte 01, 06, 07, 09, 11, 13 bis 16, 28, 31).

use std::path::{Path, PathBuf};

use crate::pruefung::PRUEFUNGEN;
use crate::werkzeug::{debian, finde, text};

/// Was im lesbar gemachten PDF ersetzt wird.
struct Tausch {
    alt: &'static str,
    neu: &'static str,
    /// Jede Stelle oder nur die erste.
    alle: bool,
}

const fn erste(alt: &'static str, neu: &'static str) -> Tausch {
    Tausch { alt, neu, alle: false }
}

const fn alle(alt: &'static str, neu: &'static str) -> Tausch {
    Tausch { alt, neu, alle: true }
}

/// Name, wie gepflanzt, und welche Prüfung ihn mit welchem Befund melden muss.
type Fehler = (&'static str, &'static [Tausch], &'static [(&'static str, &'static str)]);

const FEHLER: [Fehler; 25] = [
    ("Gerüst beschädigt", &[erste("/S /H1\n", "/S /H1\n<<")], &[("qpdf", "WARNING")]),
    (
        "keine Sprache",
        &[erste("  /Lang (de-DE)\n", "")],
        &[("pdfua", "UA-06-001"), ("outloud", "DOC-013")],
    ),
    (
        "keine Sprache in den Metadaten",
        &[erste("<rdf:li>de-DE</rdf:li>", "")],
        &[("Kennzeichen", "de-DE")],
    ),
    (
        "kein Titel in den Metadaten",
        &[erste("<dc:title>", "<dc:nix>"), erste("</dc:title>", "</dc:nix>")],
        &[("outloud", "DOC-010")],
    ),
    ("kein Titel in den Angaben", &[erste("  /Title ", "  /Nix ")], &[("Angaben", "Title")]),
    (
        "Titel wird nicht gezeigt",
        &[erste("/DisplayDocTitle true", "/DisplayDocTitle false")],
        &[("pdfua", "UA-07-002"), ("outloud", "DOC-011")],
    ),
    (
        "nennt sich nicht PDF/UA",
        &[erste("<pdfuaid:part>1</pdfuaid:part>", "")],
        &[("Kennzeichen", "pdfuaid:part"), ("outloud", "DOC-012")],
    ),
    (
        "nennt sich nicht PDF/A-2a",
        &[erste("<pdfaid:conformance>A<", "<pdfaid:conformance>B<")],
        &[("Kennzeichen", "pdfaid:conformance")],
    ),
    (
        "gilt nicht als ausgezeichnet",
        &[erste("/Marked true", "/Marked false")],
        &[("Angaben", "Tagged: yes"), ("pdfua", "UA-01-002"), ("outloud", "DOC-001")],
    ),
    (
        "kein Baum",
        &[erste("  /StructTreeRoot ", "  /Nix ")],
        &[("Baum", "H1: 0"), ("pdfua", "UA-01-005"), ("outloud", "DOC-002")],
    ),
    (
        "eine Schrift nicht eingebettet",
        &[erste("  /FontFile2 ", "  /Nix ")],
        &[("Schriften", "nicht eingebettet"), ("outloud", "TXT-001")],
    ),
    (
        "Zeichen einer Schrift nicht lesbar",
        &[erste("  /ToUnicode ", "  /Nix ")],
        &[("Schriften", "nicht lesbar"), ("outloud", "TXT-002")],
    ),
    ("Tabellen ohne Kopfzellen", &[alle("/S /TH\n", "/S /TD\n")], &[("pdfua", "UA-15-003")]),
    ("eine Kopfzelle nicht ausgezeichnet", &[erste("/S /TH\n", "/S /TD\n")], &[("Baum", "TH: ")]),
    ("eine Kopfzelle ohne Richtung", &[erste("/Scope /Column\n", "")], &[("Baum", "TH: ")]),
    (
        "keine Kopfzelle für Zeilen",
        &[alle("/Scope /Row\n", "/Scope /Column\n")],
        &[("Baum", "/Scope /Row fehlt")],
    ),
    (
        "eine Tabelle nicht ausgezeichnet",
        &[erste("/S /Table\n", "/S /Div\n")],
        &[("Baum", "Table: 7")],
    ),
    ("eine Liste nicht ausgezeichnet", &[erste("/S /L\n", "/S /Div\n")], &[("outloud", "LST-001")]),
    ("eine Stufe übersprungen", &[erste("/S /H2\n", "/S /H4\n")], &[("outloud", "HDG-001")]),
    // Der zweite Eintrag desselben Namens gilt.
    ("leere Überschrift", &[erste("/S /H2\n", "/S /H2\n  /K [ ]\n")], &[("outloud", "TAG-020")]),
    (
        "Betreff keine Überschrift",
        &[erste("/S /H1\n", "/S /P\n")],
        &[("Baum", "H1: 0"), ("outloud", "HDG-002")],
    ),
    (
        "Abbildung ohne Text",
        &[erste("/S /Link\n", "/S /Figure\n")],
        &[("Baum", "Figure: 1"), ("pdfua", "UA-13-004"), ("outloud", "FIG-001")],
    ),
    (
        "Verweis ohne Beschreibung",
        &[alle("  /Contents (", "  /Nix (")],
        &[("pdfua", "UA-18-005"), ("outloud", "LNK-002")],
    ),
    ("Reihenfolge der Verweise offen", &[erste("  /Tabs /S\n", "")], &[("outloud", "LNK-005")]),
    ("kein Verfasser", &[erste("  /Author ", "  /Nix ")], &[("Angaben", "Author")]),
];

#[test]
fn jeder_gepflanzte_fehler_wird_von_den_genannten_pruefungen_gemeldet() {
    let lesbar = lesbar();
    let mut entgangen = Vec::new();
    for (nummer, (name, tausche, meldungen)) in FEHLER.iter().enumerate() {
        assert!(!meldungen.is_empty(), "{name}: keine Prüfung genannt");
        let kaputt = tausche.iter().fold(lesbar.clone(), |pdf, tausch| tausch.pflanze(&pdf, name));
        let pdf = schreibe(&format!("gepflanzt-{nummer}"), &kaputt);
        for (pruefung, befund) in *meldungen {
            match pruefe(pruefung, &pdf) {
                Err(mangel) if mangel.contains(befund) => {}
                anderes => entgangen.push(format!("{name}, {pruefung}, {befund}: {anderes:?}")),
            }
        }
    }
    assert!(entgangen.is_empty(), "nicht gemeldet:\n{}", entgangen.join("\n"));
}

/// Sonst läge ein Befund am Umschreiben und nicht am gepflanzten Fehler.
#[test]
fn der_umgeschriebene_brief_ohne_fehler_besteht_jede_pruefung() {
    let pdf = schreibe("gepflanzt-keiner", &lesbar());
    for (name, pruefe) in PRUEFUNGEN {
        pruefe(&pdf).unwrap_or_else(|mangel| panic!("{name}: {mangel}"));
    }
}

#[test]
fn jede_pruefung_muss_mindestens_einen_fehler_finden() {
    for (name, _) in PRUEFUNGEN {
        let mut genannt = FEHLER.iter().flat_map(|(_, _, meldungen)| *meldungen);
        assert!(genannt.any(|(pruefung, _)| *pruefung == name), "{name} findet nichts");
    }
}

fn pruefe(name: &str, pdf: &Path) -> Result<(), String> {
    let (_, pruefe) = PRUEFUNGEN.into_iter().find(|(n, _)| *n == name).unwrap();
    pruefe(pdf)
}

impl Tausch {
    fn pflanze(&self, pdf: &[u8], name: &str) -> Vec<u8> {
        let alt = self.alt.as_bytes();
        let (mut neu, mut rest, mut getauscht) = (Vec::with_capacity(pdf.len()), pdf, false);
        while let Some(ort) = rest.windows(alt.len()).position(|stelle| stelle == alt) {
            neu.extend_from_slice(&rest[..ort]);
            neu.extend_from_slice(self.neu.as_bytes());
            rest = &rest[ort + alt.len()..];
            getauscht = true;
            if !self.alle {
                break;
            }
        }
        assert!(getauscht, "{name}: {:?} kommt im Brief nicht vor", self.alt);
        neu.extend_from_slice(rest);
        neu
    }
}

/// Der Brief `familie` als PDF, das man wie Text ändern kann.
fn lesbar() -> Vec<u8> {
    let faden = format!("{:?}.qdf", std::thread::current().id());
    let (gut, ziel) = (&finde("familie").datei, ort("gepflanzt").with_extension(faden));
    let argumente = ["--qdf", "--object-streams=disable", gut.to_str().unwrap()];
    let lauf = debian("qpdf", "qpdf", &argumente, &ziel);
    assert!(lauf.status.success(), "{}", text(&lauf.stderr));
    std::fs::read(ziel).unwrap()
}

/// Berichtigt Längen und Verweise, damit nur der gepflanzte Fehler bleibt.
fn schreibe(name: &str, lesbar: &[u8]) -> PathBuf {
    let roh = ort(name).with_extension("qdf");
    std::fs::write(&roh, lesbar).unwrap();
    let lauf = debian("qpdf", "fix-qdf", &[], &roh);
    assert!(lauf.status.success(), "{name}: {}", text(&lauf.stderr));
    let pdf = roh.with_extension("pdf");
    std::fs::write(&pdf, lauf.stdout).unwrap();
    pdf
}

fn ort(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}
