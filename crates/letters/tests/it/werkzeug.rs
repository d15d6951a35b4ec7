//! Fremde Programme und die fertigen Musterbriefe.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use case::brief::{Brief, brief};
use letters::Druckerei;

use crate::{aenderungen, faelle};

/// Geprüfte Fassungen der beiden Prüfprogramme aus PyPI.
const PRUEFER: [&str; 2] = ["pdfua==0.1.3", "outloud==0.2.1"];

/// Ein gesetzter Brief und seine Datei.
pub struct Muster {
    pub name: &'static str,
    pub brief: Brief,
    pub pdf: Vec<u8>,
    pub datei: PathBuf,
}

/// Alle Musterbriefe, einmal je Testlauf gesetzt.
pub fn muster() -> &'static [Muster] {
    static MUSTER: OnceLock<Vec<Muster>> = OnceLock::new();
    MUSTER.get_or_init(|| {
        let druckerei = druckerei();
        let tag = faelle::tag("2026-07-20");
        let bescheide = faelle::alle().map(|(name, fall)| {
            (name, brief(&faelle::traeger(), &fall.haushalt, &fall.monate, tag))
        });
        let briefe = bescheide.into_iter().chain(aenderungen::alle(&faelle::traeger()));
        briefe.map(|(name, brief)| setze(druckerei, name, brief)).collect()
    })
}

fn setze(druckerei: &Druckerei, name: &'static str, brief: Brief) -> Muster {
    let pdf = druckerei.pdf(&brief).unwrap_or_else(|fehler| panic!("{name}: {fehler}"));
    let datei = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    std::fs::write(&datei, &pdf).unwrap();
    Muster { name, brief, pdf, datei }
}

pub fn druckerei() -> &'static Druckerei {
    static DRUCKEREI: OnceLock<Druckerei> = OnceLock::new();
    DRUCKEREI.get_or_init(|| Druckerei::neu().unwrap())
}

pub fn finde(name: &str) -> &'static Muster {
    muster().iter().find(|muster| muster.name == name).unwrap()
}

/// Ruft ein Programm aus einem Debian-Paket; fehlt es, sagt der Test, welches Paket zu holen ist.
pub fn debian(paket: &str, programm: &str, argumente: &[&str], datei: &Path) -> Output {
    let lauf = Command::new(programm).args(argumente).arg(datei).output();
    lauf.unwrap_or_else(|fehler| panic!("{programm} fehlt ({fehler}): apt-get install {paket}"))
}

/// Ausgabe eines Programms als Text, Leerraum vereinheitlicht, bedingte Umbrüche entfernt.
pub fn text(ausgabe: &[u8]) -> String {
    let text = String::from_utf8_lossy(ausgabe).replace(['\u{200B}', '\u{200E}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Der Text eines Briefs, wie ihn ein Leseprogramm sieht.
pub fn gelesen(muster: &Muster) -> String {
    let ziel = muster.datei.with_extension(format!("{:?}.txt", std::thread::current().id()));
    let lauf = Command::new("pdftotext").arg(&muster.datei).arg(&ziel).output();
    lauf.unwrap_or_else(|fehler| {
        panic!("pdftotext fehlt ({fehler}): apt-get install poppler-utils")
    });
    text(&std::fs::read(ziel).unwrap())
}

/// Ein Prüfprogramm aus PyPI: aus der Python-Umgebung `NAHTLOS_VENV` (die `xtask` anlegt) oder aus
/// einer, die der erste Test anlegt.
pub fn pruefer(programm: &str) -> Command {
    static ORDNER: OnceLock<PathBuf> = OnceLock::new();
    let ordner = ORDNER.get_or_init(|| match std::env::var_os("NAHTLOS_VENV") {
        Some(ordner) => Path::new(&ordner).join("bin"),
        None => umgebung(),
    });
    let datei = ordner.join(programm);
    assert!(datei.exists(), "{programm} fehlt in der Umgebung: pip install {}", PRUEFER.join(" "));
    Command::new(datei)
}

fn umgebung() -> PathBuf {
    let ort = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf-pruefer");
    let fertig = ort.join("fertig");
    let soll = PRUEFER.join("\n");
    if std::fs::read_to_string(&fertig).is_ok_and(|ist| ist == soll) {
        return ort.join("bin");
    }
    let lauf = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&ort).output();
    let lauf = lauf
        .unwrap_or_else(|fehler| panic!("python3 fehlt ({fehler}): apt-get install python3-venv"));
    let meldung = String::from_utf8_lossy(&lauf.stderr);
    assert!(lauf.status.success(), "venv: apt-get install python3-venv\n{meldung}");
    let lauf =
        Command::new(ort.join("bin/pip")).args(["install", "--quiet"]).args(PRUEFER).output();
    let lauf = lauf.unwrap();
    let meldung = String::from_utf8_lossy(&lauf.stderr);
    assert!(lauf.status.success(), "pip install {soll}\n{meldung}");
    std::fs::write(fertig, soll).unwrap();
    ort.join("bin")
}
