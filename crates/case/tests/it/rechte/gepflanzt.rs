//! Die Wache prüft sich selbst: Fehler, ins Regelwerk gepflanzt, und wer sie fängt.

use case::rechte::Regelwerk;

use super::tabelle::{TABELLE, abweichungen, lies};
use super::zufall;

/// Wer den Fehler fangen muss.
#[derive(Clone, Copy)]
struct Faengt {
    tabelle: bool,
    zufall: bool,
}

const BEIDE: Faengt = Faengt { tabelle: true, zufall: true };
const NUR_ZUFALL: Faengt = Faengt { tabelle: false, zufall: true };

/// Der Anfang der Regel, an der die meisten Fehler gepflanzt werden.
const ENG: &str = r#"name = "leistung-zustaendig"
rollen = ["leistung"]
beziehung = "zustaendig"
aufgaben = ["leistung"]"#;

/// Was falsch ist; welcher Text ersetzt wird, wodurch (ein leerer: angefügt); wer es fängt.
const FEHLER: [(&str, &str, &str, Faengt); 11] = [
    (
        "die Leistung sieht Vermittlung",
        "",
        r#"rollen = ["leistung"]
beziehung = "zustaendig"
handlungen = ["sehen"]
kategorien = ["vermittlung"]"#,
        BEIDE,
    ),
    (
        "der Betrieb sieht Konten",
        "",
        r#"rollen = ["betrieb"]
beziehung = "haus"
handlungen = ["sehen"]
kategorien = ["bank"]"#,
        BEIDE,
    ),
    (
        "jemand darf, was gar keine Zeile hat",
        "",
        r#"rollen = ["empfang"]
beziehung = "haus"
handlungen = ["loeschen"]
kategorien = ["stammdaten"]"#,
        Faengt { tabelle: true, zufall: false },
    ),
    (
        "die Sperre wirkt nicht",
        r#"name = "leistung-zustaendig""#,
        r#"name = "leistung-zustaendig"
trotz_sperre = ["kollege", "schutz"]"#,
        BEIDE,
    ),
    (
        "der Notzugriff öffnet Akten von Kollegen",
        r#"trotz_sperre = ["auskunftssperre", "schutz"]
norm = "Art. 6 Abs. 1 Buchst. d, Art. 9"#,
        r#"trotz_sperre = ["kollege"]
norm = "Art. 6 Abs. 1 Buchst. d, Art. 9"#,
        BEIDE,
    ),
    (
        "die Auskunftssperre schützt nichts",
        r#"kategorien = ["erreichbarkeit", "unterkunft", "dokument"]"#,
        "kategorien = []",
        NUR_ZUFALL,
    ),
    (
        "die Beziehung zählt nicht",
        ENG,
        r#"name = "leistung-zustaendig"
rollen = ["leistung"]
beziehung = "haus""#,
        BEIDE,
    ),
    (
        "das Team zählt wie zuständig",
        ENG,
        r#"name = "leistung-zustaendig"
rollen = ["leistung"]
beziehung = "team"
aufgaben = ["leistung"]"#,
        BEIDE,
    ),
    (
        "die Aufgabe zählt nicht",
        ENG,
        r#"name = "leistung-zustaendig"
rollen = ["leistung"]
beziehung = "zustaendig""#,
        NUR_ZUFALL,
    ),
    ("ein Gast bleibt ohne Ende", "hoechstens_tage = 184", "hoechstens_tage = 36500", NUR_ZUFALL),
    ("eine Regel fehlt", r#"handlungen = ["suchen"]"#, r#"handlungen = ["zahlen"]"#, BEIDE),
];

fn gepflanzt(alt: &str, neu: &str) -> Regelwerk {
    let text = Regelwerk::text();
    assert!(text.contains(alt), "{alt}");
    let falsch = if alt.is_empty() {
        let kopf = "name = \"neu\"\nnorm = \"-\"\ngrund = \"-\"\nzweck = \"leistung\"";
        format!("{text}\n[[regel]]\n{kopf}\n{neu}\n")
    } else {
        text.replacen(alt, neu, 1)
    };
    Regelwerk::lies(&falsch).unwrap()
}

#[test]
fn ein_gepflanzter_fehler_im_regelwerk_wird_gefangen() {
    let zellen = lies(TABELLE).unwrap();
    for (was, alt, neu, faengt) in FEHLER {
        let regelwerk = gepflanzt(alt, neu);
        let funde = abweichungen(&regelwerk, &zellen);
        assert_eq!(!funde.is_empty(), faengt.tabelle, "Tabelle: {was}");
        if faengt.zufall {
            assert!(zufall::pruefe(&regelwerk, &zellen).is_err(), "Zufall: {was}");
        }
    }
}
