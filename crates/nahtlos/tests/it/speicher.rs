//! Einrichten, sichern, einspielen, prüfen, von außen.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::hilfe::{Lauf, nahtlos, ordner};

const PERSONAL: &str = r#"
traeger = "musterkreis"

[[bedienstete]]
name = "Erfundene Leitung"
rollen = ["teamleitung", "rechtsstelle"]
team = "leistung-1"

[[bedienstete]]
name = "Erfundenes Programm"
rollen = ["fachverfahren"]
zugang = "schnittstelle"
"#;

struct Haus(PathBuf);

impl Haus {
    /// Eingerichtet; zurück kommen auch die Zugänge.
    fn neu(name: &str) -> (Haus, Vec<String>) {
        let haus = Haus(ordner(name));
        fs::write(haus.pfad("personal.toml"), PERSONAL).unwrap();
        let lauf =
            haus.tue(&["einrichten", "--ordner", "@speicher", "--personal", "@personal.toml"]);
        assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
        let zugaenge = lauf.text().lines().map(str::trim);
        let zugaenge = zugaenge.filter(|zeile| zeile.starts_with("musterkreis."));
        let zugaenge = zugaenge.map(str::to_owned).collect();
        (haus, zugaenge)
    }

    fn pfad(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Ein Aufruf; was mit `@` beginnt, liegt im Ordner des Hauses.
    fn tue(&self, worte: &[&str]) -> Lauf {
        let pfad = |wort: &&str| match wort.strip_prefix('@') {
            Some(name) => self.pfad(name).to_string_lossy().into_owned(),
            None => (*wort).to_owned(),
        };
        let worte: Vec<String> = worte.iter().map(pfad).collect();
        nahtlos(&worte.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }

    fn sichere(&self) -> (String, String) {
        let lauf = self.tue(&[
            "backup",
            "--ordner",
            "@speicher",
            "--nach",
            "@a",
            "--schluessel-nach",
            "@s",
        ]);
        assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
        (einzige(&self.pfad("a"), "akten-"), einzige(&self.pfad("s"), "schluessel-"))
    }

    fn spiele_ein(&self, (akten, schluessel): (&str, &str), nach: &str, dazu: &[&str]) -> Lauf {
        let worte = ["restore", "--ordner", nach, "--akten", akten, "--schluessel", schluessel];
        let haupt = ["--hauptschluessel", "@speicher/hauptschluessel"];
        self.tue(&worte.iter().chain(&haupt).chain(dazu).copied().collect::<Vec<_>>())
    }
}

fn einzige(ordner: &Path, anfang: &str) -> String {
    let namen = fs::read_dir(ordner).unwrap().map(|eintrag| eintrag.unwrap().path());
    let hier = |pfad: &PathBuf| pfad.file_name().unwrap().to_string_lossy().starts_with(anfang);
    let mut namen: Vec<PathBuf> = namen.filter(hier).collect();
    assert_eq!(namen.len(), 1);
    namen.remove(0).to_string_lossy().into_owned()
}

#[test]
fn einrichten_gibt_jedem_einen_zugang_der_nirgends_gespeichert_ist() {
    let (haus, zugaenge) = Haus::neu("einrichten");
    assert_eq!(zugaenge.len(), 2);
    for (zugang, posten) in zugaenge.iter().zip(["erster-zugang", "schnittstelle"]) {
        let teile: Vec<&str> = zugang.split('.').collect();
        assert_eq!((teile.len(), teile[2], teile[3].len()), (4, posten, 64));
        for datei in fs::read_dir(haus.pfad("speicher")).unwrap() {
            let Ok(bytes) = fs::read(datei.unwrap().path()) else { continue };
            assert!(!bytes.windows(64).any(|fenster| fenster == teile[3].as_bytes()));
        }
    }
    assert_ne!(zugaenge[0].split('.').nth(3), zugaenge[1].split('.').nth(3));
    let rechte = |name: &str| fs::metadata(haus.pfad(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((rechte("speicher/hauptschluessel"), rechte("speicher")), (0o600, 0o700));
    // Noch einmal: es bleibt, wie es ist.
    let worte = ["einrichten", "--ordner", "@speicher", "--personal", "@personal.toml"];
    let lauf = haus.tue(&worte);
    assert_eq!((lauf.ausgang, lauf.text()), (2, ""));
    assert!(lauf.fehler.contains("schon eingerichtet"), "{}", lauf.fehler);
}

#[test]
fn gesichert_eingespielt_und_geprueft_ist_alles_gleich() {
    let (haus, _) = Haus::neu("rueckweg");
    let (akten, schluessel) = haus.sichere();
    let lauf = haus.tue(&["verify", "--ordner", "@speicher", "--schreibe-stand", "@stand"]);
    assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
    assert!(lauf.text().ends_with("Alles stimmt.\n"), "{}", lauf.text());
    let ohne = haus.spiele_ein((&akten, &schluessel), "@neu", &[]);
    assert_eq!(ohne.ausgang, 2);
    assert!(ohne.fehler.contains("--loeschliste"), "{}", ohne.fehler);
    let dazu = ["--ohne-loeschliste", "--stand", "@stand"];
    let lauf = haus.spiele_ein((&akten, &schluessel), "@neu", &dazu);
    assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
    assert!(lauf.text().contains("Eingespielt: 2 Ströme"), "{}", lauf.text());
    let pruefe = |ort: &str| {
        let haupt =
            ["--hauptschluessel", "@speicher/hauptschluessel", "--stand", "@stand", "--json"];
        let worte = ["verify", "--ordner", ort];
        haus.tue(&worte.iter().chain(&haupt).copied().collect::<Vec<_>>())
    };
    let (alt, neu) = (pruefe("@speicher"), pruefe("@neu"));
    assert_eq!((alt.ausgang, neu.ausgang), (0, 0), "{}", neu.text());
    assert_eq!(alt.zeilen()[0]["traeger"], neu.zeilen()[0]["traeger"]);
    // Noch einmal an denselben Ort geht es nicht.
    let lauf = haus.spiele_ein((&akten, &schluessel), "@neu", &dazu);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("liegt schon etwas"), "{}", lauf.fehler);
}

#[test]
fn eine_kaputte_sicherung_laesst_nichts_zurueck_und_ein_falscher_schluessel_wird_genannt() {
    let (haus, _) = Haus::neu("kaputt");
    let (akten, schluessel) = haus.sichere();
    let heil = fs::read(&akten).unwrap();
    let mut kaputt = heil.clone();
    kaputt[heil.len() / 2] ^= 1;
    fs::write(&akten, &kaputt).unwrap();
    let lauf = haus.spiele_ein((&akten, &schluessel), "@neu", &["--ohne-loeschliste"]);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("keine heile Sicherung"), "{}", lauf.fehler);
    fs::write(&akten, &heil).unwrap();
    fs::write(haus.pfad("falsch"), "7".repeat(64)).unwrap();
    let falsch = |haus: &Haus| {
        let worte = ["restore", "--ordner", "@neu", "--akten", &akten, "--schluessel", &schluessel];
        let dazu = ["--ohne-loeschliste", "--hauptschluessel", "@falsch"];
        haus.tue(&worte.iter().chain(&dazu).copied().collect::<Vec<_>>())
    };
    let lauf = falsch(&haus);
    assert!(lauf.fehler.contains("chmod 600"), "{}", lauf.fehler);
    fs::set_permissions(haus.pfad("falsch"), fs::Permissions::from_mode(0o600)).unwrap();
    let lauf = falsch(&haus);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("anderen Hauptschlüssel"), "{}", lauf.fehler);
    assert!(!haus.pfad("neu").exists() && !haus.pfad(".neu.einspielen").exists());
}

#[test]
fn verify_findet_eine_faelschung_und_sagt_wo_kein_speicher_liegt() {
    let (haus, _) = Haus::neu("gefaelscht");
    let lauf = haus.tue(&["verify", "--ordner", "@anderswo"]);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("liegt kein Speicher"), "{}", lauf.fehler);
    // Ein fremder Stand: das Log setzt ihn nicht fort.
    let fremd = format!(
        "{{\"traeger\":\"musterkreis\",\"blaetter\":999,\"wurzel\":\"{}\"}}\n",
        "a".repeat(64)
    );
    fs::write(haus.pfad("fremd"), fremd).unwrap();
    let lauf = haus.tue(&[
        "verify",
        "--ordner",
        "@speicher",
        "--stand",
        "@fremd",
        "--schreibe-stand",
        "@stand",
    ]);
    assert_eq!(lauf.ausgang, 1, "{}", lauf.fehler);
    assert!(lauf.text().contains("Fund: musterkreis: das Log setzt"), "{}", lauf.text());
    assert!(!haus.pfad("stand").exists(), "ein Stand, der nicht stimmt, wird nicht aufgehoben");
}

#[test]
fn eine_falsche_personalliste_sagt_was_fehlt_und_legt_nichts_an() {
    let haus = Haus(ordner("personal"));
    let faelle = [
        ("traeger = \"a\"\n", "fehlt ein Feld"),
        ("traeger = \"a\"\nbedienstete = []\n", "gebraucht werden Bedienstete"),
        ("traeger = \"A.b\"\n[[bedienstete]]\nname = \"x\"\nrollen = [\"betrieb\"]\n", "traeger"),
        ("traeger = \"a\"\n[[bedienstete]]\nname = \"x\"\nrollen = [\"koenig\"]\n", "passt nicht"),
    ];
    for (text, enthaelt) in faelle {
        fs::write(haus.pfad("personal.toml"), text).unwrap();
        let lauf =
            haus.tue(&["einrichten", "--ordner", "@speicher", "--personal", "@personal.toml"]);
        assert_eq!(lauf.ausgang, 2);
        assert!(lauf.fehler.contains(enthaelt), "{text}: {}", lauf.fehler);
        assert!(!haus.pfad("speicher").exists());
    }
}

#[test]
fn loeschen_zeigt_was_faellig_ist_und_loescht_nur_mit_liste_und_freigabe() {
    let (haus, _) = Haus::neu("loeschen");
    let loeschen = |traeger: &str, dazu: &[&str]| {
        let worte = ["loeschen", "--ordner", "@speicher", "--traeger", traeger];
        haus.tue(&worte.iter().chain(dazu).copied().collect::<Vec<_>>())
    };
    let lauf = loeschen("musterkreis", &[]);
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    assert!(lauf.text().starts_with("Fällig: 0 Posten\n"), "{}", lauf.text());
    assert_eq!(loeschen("musterkreis", &["--json"]).text(), "");
    let fremd = loeschen("anderswo", &[]);
    assert_eq!((fremd.ausgang, fremd.text()), (2, ""));
    assert!(fremd.fehler.contains("„anderswo“ gibt es hier nicht"), "{}", fremd.fehler);
    let ohne_liste = loeschen("musterkreis", &["--ausfuehren"]);
    assert_eq!(ohne_liste.ausgang, 2);
    assert!(ohne_liste.fehler.contains("--loeschliste"), "{}", ohne_liste.fehler);
    let lauf = loeschen("musterkreis", &["--ausfuehren", "--loeschliste", "@liste"]);
    assert_eq!(lauf.ausgang, 0, "{}", lauf.fehler);
    assert_eq!(lauf.text(), "Kein freigegebener Löschlauf wartet.\n");
    assert!(!haus.pfad("liste").exists(), "nichts gelöscht, nichts vermerkt");
}

#[cfg(feature = "serve")]
#[test]
fn der_posteingang_nimmt_jede_datei_einmal_auf_und_haelt_gefaehrliche_fern() {
    let (haus, zugaenge) = Haus::neu("posteingang");
    let wer = |nr: usize| zugaenge[nr].rsplitn(3, '.').nth(2).unwrap().to_owned();
    fs::create_dir(haus.pfad("scan")).unwrap();
    let lege = |name: &str, inhalt: &[u8]| fs::write(haus.pfad("scan").join(name), inhalt).unwrap();
    lege("lohn.txt", b"Lohn 520 Euro");
    lege("fertig.part", b"noch nicht");
    let nimm = |als: &str| {
        let worte = ["posteingang", "--ordner", "@speicher", "--eingang", "@scan", "--als", als];
        haus.tue(
            &worte.iter().chain(&["--einmal", "--fuer", "leistung-1"]).copied().collect::<Vec<_>>(),
        )
    };
    let lauf = nimm(&wer(1));
    assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
    assert!(lauf.text().contains("Beendet: 1 aufgenommen, davon 0 in"), "{}", lauf.text());
    let erledigt = fs::read_dir(haus.pfad("scan/erledigt")).unwrap().count();
    assert_eq!((erledigt, haus.pfad("scan/lohn.txt").exists()), (1, false));
    // Was ein Skript enthält, kommt in Quarantäne, und dasselbe noch einmal ist nichts Neues.
    lege("lohn.txt", b"Lohn 520 Euro");
    lege("falle.pdf", b"%PDF-1.7\n2 0 obj<</Type/Page/S/JavaScript>>endobj\n%%EOF");
    let lauf = nimm(&wer(1));
    assert_eq!(lauf.ausgang, 1, "{}{}", lauf.text(), lauf.fehler);
    assert!(lauf.text().contains("Beendet: 1 aufgenommen, davon 1 in"), "{}", lauf.text());
    // Die Rechtsstelle nimmt keine Post an; ein Geheimnis gehört nicht auf die Befehlszeile.
    lege("neu.txt", b"Miete 400 Euro");
    let geheim = nimm(&zugaenge[1]);
    assert_eq!(geheim.ausgang, 2);
    assert!(haus.pfad("scan/neu.txt").exists());
    let unbekannt = nimm("musterkreis.00000000-0000-4000-8000-000000000000");
    assert_eq!(unbekannt.ausgang, 2, "{}", unbekannt.text());
    assert!(haus.pfad("scan/neu.txt").exists(), "abgewiesen bleibt liegen");
    let lauf = haus.tue(&["verify", "--ordner", "@speicher"]);
    assert_eq!(lauf.ausgang, 0, "{}{}", lauf.text(), lauf.fehler);
}

#[test]
fn ohne_briefe_ist_der_versand_fertig_und_wer_nicht_darf_wird_abgewiesen() {
    let (haus, zugaenge) = Haus::neu("speicher-versand");
    let kopf = serde_json::to_string(&muster::traeger()).unwrap();
    fs::write(haus.pfad("kopf.json"), kopf).unwrap();
    let programm = zugaenge.iter().find(|zugang| zugang.contains(".schnittstelle.")).unwrap();
    let als: Vec<&str> = programm.splitn(3, '.').take(2).collect();
    let als = als.join(".");
    let worte = [
        "versand",
        "--ordner",
        "@speicher",
        "--briefkopf",
        "@kopf.json",
        "--ziel",
        "@druck",
        "--als",
    ];
    let mit = |dazu: &[&str]| {
        haus.tue(&worte.iter().copied().chain(dazu.iter().copied()).collect::<Vec<_>>())
    };
    let lauf = mit(&[&als]);
    assert_eq!((lauf.ausgang, lauf.text()), (0, "Es liegt nichts bereit.\n"), "{}", lauf.fehler);
    // Ein Bündel, das es nicht gibt, ist nicht abgeholt.
    let lauf = mit(&[&als, "--abgeholt", "2026-11-30-01"]);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("das Bündel 2026-11-30-01"), "{}", lauf.fehler);
    let fremd = format!("musterkreis.{}", "0190163d-8694-739b-aea5-966c26f8ad91");
    let lauf = mit(&[&fremd, "--abgeholt", "2026-11-30-01"]);
    assert_eq!(lauf.ausgang, 2);
    assert!(lauf.fehler.contains("Ihre Aufgabe braucht das nicht"), "{}", lauf.fehler);
}
