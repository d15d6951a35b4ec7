//! `muster`, `month`, `demo`, `frist`: der Weg, den ein Neuling geht.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::hilfe::{nahtlos, ordner};

fn pfad(ordner: &Path, name: &str) -> String {
    ordner.join(name).display().to_string()
}

#[test]
fn erfundene_haushalte_werden_ein_monat() {
    let hier = ordner("month");
    let (haushalte, aus) = (pfad(&hier, "haushalte.jsonl"), pfad(&hier, "lauf"));
    let muster = ["muster", "--personen", "60", "--monat", "2026-12", "--ausgabe", &haushalte];
    assert_eq!(nahtlos(&muster, b"").ausgang, 0);
    let lauf = |briefe: &str| {
        nahtlos(
            &[
                "month",
                "--haushalte",
                &haushalte,
                "--monat",
                "2026-12",
                "--aus",
                &aus,
                "--briefe",
                briefe,
                "--datum",
                "2026-11-20",
            ],
            b"",
        )
    };
    let erster = lauf("keine");
    assert_eq!(erster.ausgang, 0, "{}", erster.fehler);
    assert!(erster.fehler.contains("erfundene Jobcenter Musterkreis"));
    assert!(erster.text().contains("Monatslauf Dezember 2026"));
    let bericht: Value =
        serde_json::from_slice(&fs::read(hier.join("lauf/bericht.json")).unwrap()).unwrap();
    assert_eq!(bericht["personen"], 60);
    let bank = fs::read(hier.join("lauf/bank/2026-12-1.xml")).unwrap();
    assert_eq!(lauf("keine").ausgang, 0);
    assert_eq!(fs::read(hier.join("lauf/bank/2026-12-1.xml")).unwrap(), bank);

    // Eine zerschnittene Zeile: die anderen gehen weiter, der Ausgang sagt es.
    let mut zeilen = fs::read(&haushalte).unwrap();
    zeilen.truncate(zeilen.len() - 40);
    zeilen.extend_from_slice(b"\n\xe4\xf6\xfc\n");
    fs::write(&haushalte, zeilen).unwrap();
    let kaputt = lauf("keine");
    assert_eq!(kaputt.ausgang, 1, "{}", kaputt.fehler);
    let fehler = fs::read_to_string(hier.join("lauf/fehler.jsonl")).unwrap();
    assert_eq!(fehler.lines().count(), 2, "{fehler}");
}

#[test]
fn die_vorfuehrung_erfindet_rechnet_und_schreibt_briefe() {
    let hier = ordner("demo");
    let aus = pfad(&hier, "demo");
    let lauf = nahtlos(&["demo", "--personen", "8", "--aus", &aus], b"");
    assert!(lauf.ausgang <= 1, "{}", lauf.fehler);
    for satz in
        ["Alle Menschen, Anschriften und Konten sind erfunden", "Dauer: Aufnehmen", "Ausgabe:"]
    {
        assert!(lauf.text().contains(satz), "{satz}");
    }
    let pdfs = |fach: &str| fs::read_dir(hier.join("demo/2026-12").join(fach)).unwrap().count();
    let bericht = fs::read(hier.join("demo/2026-12/bericht.json")).unwrap();
    let bericht: Value = serde_json::from_slice(&bericht).unwrap();
    let haushalte = usize::try_from(bericht["haushalte"].as_u64().unwrap()).unwrap();
    // So wenige bekommen alle einen Brief.
    assert_eq!(pdfs("briefe") + pdfs("entwuerfe"), haushalte);
}

#[test]
fn aus_den_akten_gerechnet_ist_es_dasselbe_wie_aus_der_datei_und_zweimal_dasselbe() {
    let hier = ordner("demo-akten");
    let (haushalte, datei) = (pfad(&hier, "haushalte.jsonl"), pfad(&hier, "datei"));
    let kreis = ["--personen", "150", "--saat", "5", "--monat", "2026-12"];
    let muster = [&["muster"], &kreis[..], &["--ausgabe", &haushalte]].concat();
    assert_eq!(nahtlos(&muster, b"").ausgang, 0);
    let month = ["month", "--haushalte", &haushalte, "--monat", "2026-12", "--aus", &datei];
    let month = [&month[..], &["--briefe", "keine", "--datum", "2026-11-20"]].concat();
    let lauf = nahtlos(&month, b"");
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    let demo = |name: &str| {
        let aus = pfad(&hier, name);
        let lauf =
            nahtlos(&[&["demo"], &kreis[..], &["--aus", &aus, "--briefe", "keine"]].concat(), b"");
        assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
        let geprueft = nahtlos(&["verify", "--ordner", &format!("{aus}/akten")], b"");
        assert_eq!(geprueft.ausgang, 0, "{}", geprueft.text());
        let lies = |was: &str| fs::read(hier.join(name).join("2026-12").join(was)).unwrap();
        (lies("ergebnisse.jsonl"), lies("bank/2026-12-1.xml"))
    };
    let erste = demo("eins");
    // Je Haushalt dieselben Beträge; wer darin wie heißt, wissen nur die Akten.
    let betraege = |zeilen: &[u8]| {
        let felder = ["anspruch", "sofortzuschlag", "minderung", "aufrechnung", "auszahlung"];
        let je_fall = String::from_utf8_lossy(zeilen)
            .lines()
            .map(|zeile| {
                let ergebnis: Value = serde_json::from_str(zeile).unwrap();
                (ergebnis["fall"].to_string(), felder.map(|feld| ergebnis[feld].to_string()))
            })
            .collect::<BTreeMap<_, _>>();
        assert!(je_fall.len() > 50);
        je_fall
    };
    let aus_der_datei = fs::read(hier.join("datei/ergebnisse.jsonl")).unwrap();
    assert_eq!(betraege(&erste.0), betraege(&aus_der_datei));
    // Wer eine Frage beantworten soll, liest einen Namen und nicht nur eine Kennung.
    let fragen = fs::read_to_string(hier.join("eins/2026-12/offene-fragen.csv")).unwrap();
    let mut zeilen = fragen.lines();
    assert_eq!(zeilen.next(), Some("\u{feff}Haushalt;Person;Name;Vorschrift;Frage"));
    for zeile in zeilen {
        let felder: Vec<&str> = zeile.split(';').collect();
        assert_eq!(felder[1].is_empty(), felder[2].is_empty(), "{zeile}");
    }
    // Noch einmal, auch in denselben Ordner: dieselben Bytes.
    assert!(demo("zwei") == erste, "zweimal dasselbe");
    assert!(demo("eins") == erste, "noch einmal darüber");
    // Was keine Vorführung ist, bleibt.
    let fremd = hier.join("fremd/akten");
    fs::create_dir_all(&fremd).unwrap();
    fs::write(fremd.join("akten.sqlite"), "echt").unwrap();
    let lauf = nahtlos(&["demo", "--personen", "8", "--aus", &pfad(&hier, "fremd")], b"");
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("keine frühere Vorführung"), "{}", lauf.fehler);
    assert_eq!(fs::read(fremd.join("akten.sqlite")).unwrap(), b"echt");
}

#[test]
fn ein_falscher_ordner_oder_eine_fehlende_datei_sagt_was_zu_tun_ist() {
    let hier = ordner("month-falsch");
    fs::write(hier.join("urlaub.txt"), "bleibt").unwrap();
    fs::write(hier.join("leer.jsonl"), "").unwrap();
    let hier_text = hier.display().to_string();
    let (leer, fehlt) = (pfad(&hier, "leer.jsonl"), pfad(&hier, "fehlt.jsonl"));
    let faelle = [
        (&fehlt, pfad(&hier, "aus"), "lässt sich nicht öffnen"),
        (&leer, hier_text, "bitte einen leeren Ordner nennen"),
    ];
    for (haushalte, aus, text) in faelle {
        let worte = ["month", "--haushalte", haushalte, "--monat", "2026-12", "--aus", &aus];
        let lauf = nahtlos(&worte, b"");
        assert_eq!(lauf.ausgang, 2, "{}", lauf.fehler);
        assert!(lauf.fehler.contains(text), "{}", lauf.fehler);
    }
    assert!(hier.join("urlaub.txt").exists());
}

#[test]
fn frist_antwortet_mit_tagen_und_begruendung() {
    // law.md 5: NW, 30.04.2026 → 04.05.; 04.06. ist Fronleichnam → 05.06.; in Berlin der 04.06.
    for (land, ende) in [("NW", "2026-06-05"), ("BE", "2026-06-04")] {
        let lauf = nahtlos(&["frist", "--post", "2026-04-30", "--land", land], b"");
        let antwort: Value = serde_json::from_slice(&lauf.aus).unwrap();
        assert_eq!(antwort["bekanntgabe"], "2026-05-04");
        assert_eq!(antwort["fristende"], ende, "{land}");
        assert!(antwort["begruendung"].as_array().is_some_and(|saetze| saetze.len() >= 3));
    }
    let klage = nahtlos(&["frist", "--post", "2026-04-30", "--land", "BE", "--art", "klage"], b"");
    assert!(klage.text().contains("§ 87"));
    let falsch = nahtlos(&["frist", "--post", "2026-02-30", "--land", "NW"], b"");
    assert_eq!(falsch.ausgang, 2);
}
