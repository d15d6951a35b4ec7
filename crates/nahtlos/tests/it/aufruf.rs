//! Die Befehlszeile spricht deutsch.

use crate::hilfe::nahtlos;

#[test]
fn die_hilfe_ist_deutsch() {
    let aufrufe: [&[&str]; 3] = [&["--help"], &["assess", "--help"], &["schema", "-h"]];
    for worte in aufrufe {
        let lauf = nahtlos(worte, b"");
        assert_eq!((lauf.ausgang, lauf.fehler.as_str()), (0, ""));
        assert!(lauf.text().contains("Aufruf: nahtlos"), "{}", lauf.text());
        for englisch in
            ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible"]
        {
            assert!(!lauf.text().contains(englisch), "{englisch}: {}", lauf.text());
        }
    }
    assert!(nahtlos(&["--version"], b"").text().starts_with("nahtlos "));
}

#[test]
fn ein_falscher_aufruf_sagt_was_fehlt() {
    let faelle: [(&[&str], &str); 9] = [
        (&[], "Aufruf: nahtlos"),
        (&["asses"], "den Befehl „asses“ gibt es nicht; gemeint ist vielleicht assess"),
        (&["assess", "--paralel", "2"], "gemeint ist vielleicht --parallel"),
        (&["assess", "--parallel", "0"], "„0“ passt nicht zu „--parallel <N>“"),
        (&["assess", "--parallel"], "nach „--parallel <N>“ fehlt der Wert"),
        (&["assess", "--beleg", "--beleg"], "„--beleg“ steht zweimal"),
        (&["assess", "datei.jsonl"], "„datei.jsonl“ ist hier unbekannt"),
        (&["schema"], "es fehlt: <WOVON>"),
        (&["schema", "lagen"], "möglich sind: lage, ergebnis, fehler, haushalt"),
    ];
    for (worte, enthaelt) in faelle {
        let lauf = nahtlos(worte, b"");
        assert_eq!((lauf.ausgang, lauf.text()), (2, ""), "{worte:?}");
        assert!(lauf.fehler.contains(enthaelt), "{worte:?}: {}", lauf.fehler);
        assert!(!lauf.fehler.contains("error"), "{}", lauf.fehler);
    }
}
