//! Was die Wacht sagt und was auf der Seite steht, an einer kleinen Datei.

use super::{Auftrag, Datei, seite_zu, wacht};

const PROBE: &str = r#"# Zwei Reihen zur Probe.

[zweite]
norm = "§ 2"
einheit = "Euro"

[[zweite.ab]]
gilt_ab = 2020-01-01
quelle = "Bundesgesetzblatt"
geprueft_am = 2025-11-24
betrag = "5"

[[zweite.ab]]
gilt_ab = 2027-01-01
quelle = "Entwurf [D]"
geprueft_am = 2026-11-25
betrag = "6"

[erste]
norm = "§ 1"
einheit = "Euro je Monat"
jaehrlich = "Verordnung im Herbst"

[[erste.ab]]
gilt_ab = 2026-01-01
gilt_bis = 2026-12-31
waehlt = "bewilligungszeitraum"
quelle = "irgendwo gelesen [M]"
geprueft_am = 2026-11-25
stufen = ["1", "2"]
klein = true
"#;

fn bericht(stichtag: &str) -> String {
    wacht::bericht(&[Datei::lies("probe.toml", PROBE).unwrap()], stichtag)
}

fn abschnitt<'a>(bericht: &'a str, titel: &str) -> Vec<&'a str> {
    let (_, rest) = bericht.split_once(titel).unwrap();
    rest.lines().skip(1).take_while(|zeile| !zeile.is_empty()).map(str::trim).collect()
}

#[test]
fn die_wacht_nennt_alte_pruefung_ungewisses_endendes_und_das_neue_jahr() {
    let b = bericht("2026-11-25");
    let alt = "probe.toml: zweite ab 2020-01-01: zuletzt 2025-11-24";
    assert_eq!(abschnitt(&b, "Seit über einem Jahr nicht geprüft"), [alt]);
    let ungewiss = "probe.toml: erste ab 2026-01-01: irgendwo gelesen [M]";
    let zaehlung = "zusammen mit früheren Fassungen: 2 von 3";
    assert_eq!(abschnitt(&b, "Ungewiss, was heute gilt"), [ungewiss, zaehlung]);
    let aendert = [
        "probe.toml: zweite ab 2027-01-01: neu: Entwurf [D]",
        "probe.toml: erste ab 2026-01-01: endet am 2026-12-31",
    ];
    assert_eq!(abschnitt(&b, "Endet oder ändert sich"), aendert);
    let neu = "probe.toml: erste (§ 1): Verordnung im Herbst";
    assert_eq!(abschnitt(&b, "Braucht das Jahr ab 2027-01-01"), [neu]);
}

#[test]
fn ein_jahr_ist_erst_nach_dem_gleichen_tag_um() {
    let b = bericht("2026-11-24");
    assert_eq!(abschnitt(&b, "Seit über einem Jahr nicht geprüft"), ["nichts"]);
}

#[test]
fn die_seite_zeigt_jede_fassung_mit_geltung_und_quelle() {
    let seite = seite_zu([("probe.toml", PROBE)]).unwrap();
    assert!(seite.contains("Zwei Reihen zur Probe."));
    assert!(
        seite.contains("| 2020-01-01 bis vor 2027-01-01 | 5 | Bundesgesetzblatt | 2025-11-24 |")
    );
    assert!(seite.contains("2026-01-01 bis 2026-12-31 (Beginn des Bewilligungszeitraums)"));
    assert!(
        seite.contains("stufen: 1 · 2<br>klein: ja")
            || seite.contains("klein: ja<br>stufen: 1 · 2")
    );
    assert!(seite.contains("Jährlich neu: Verordnung im Herbst."));
    // Die Reihenfolge der Datei bleibt.
    assert!(seite.find("### `zweite`") < seite.find("### `erste`"));
}

#[test]
fn ein_falscher_aufruf_nennt_was_moeglich_ist() {
    for (args, erwartet) in [
        (vec!["--stichtag", "25.11.2026"], "kein Tag"),
        (vec!["--stichtag"], "braucht einen Tag"),
        (vec!["--neu"], "möglich"),
    ] {
        let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        let fehler = Auftrag::aus(&args).err().unwrap().to_string();
        assert!(fehler.contains(erwartet), "{fehler}");
    }
}
