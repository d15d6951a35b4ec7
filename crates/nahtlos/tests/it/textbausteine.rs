//! Eigene Absätze und der Versandlauf, von außen.

use std::fs;

use crate::hilfe::{nahtlos, ordner};

const GUT: &str = r#"
[[baustein]]
name = "zeiten"
briefe = ["bewilligung", "erstattung"]
ort = "hinweise"
gilt_ab = "2026-12-01"
text = "Bitte nennen Sie {aktenzeichen}."
"#;

#[test]
fn die_mitgelieferte_datei_ist_gueltig_und_eine_falsche_wird_mit_zeile_und_feld_genannt() {
    let lauf = nahtlos(&["textbausteine"], b"");
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    assert!(lauf.text().starts_with("0 Textbausteine, Fassung "), "{}", lauf.text());
    let datei = ordner("textbausteine").join("haus.toml");
    fs::write(&datei, GUT.replace("{aktenzeichen}", "{name}")).unwrap();
    let lauf = nahtlos(&["textbausteine", "--datei", datei.to_str().unwrap()], b"");
    assert_eq!(lauf.ausgang, 2);
    let soll = "haus.toml, Zeile 2, Baustein zeiten, Feld text: „{name}“ ist kein Platzhalter";
    assert!(lauf.fehler.contains(soll), "{}", lauf.fehler);
}

#[test]
fn von_jeder_art_entsteht_ein_probebrief() {
    let ordner = ordner("textbausteine-probe");
    let datei = ordner.join("haus.toml");
    fs::write(&datei, GUT).unwrap();
    let probe = ordner.join("probe");
    let worte =
        ["textbausteine", "--datei", datei.to_str().unwrap(), "--am", "2026-12-01", "--probe"];
    let worte: Vec<&str> = worte.into_iter().chain([probe.to_str().unwrap()]).collect();
    let lauf = nahtlos(&worte, b"");
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    for art in ["bewilligung", "ablehnung", "aenderung", "aufhebung", "anhoerung", "erstattung"] {
        let pdf = fs::read(probe.join(format!("{art}.pdf"))).unwrap();
        assert!(pdf.starts_with(b"%PDF-"), "{art}");
    }
}
