//! Was ein Lauf auf die Platte schrieb, gelesen aus dem Protokoll von `strace -f -y -xx`.

use std::collections::BTreeMap;
use std::path::Path;

/// Die Aufrufe, die etwas an den Dateien ändern, und `write` für die Bestätigungen.
pub const AUFRUFE: &str = "trace=openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename";
/// Worte für `strace`: Namen der Dateien, jedes Byte, keine Kürzung.
pub const WORTE: [&str; 6] = ["-y", "-xx", "-s", "200000", "-e", AUFRUFE];

/// Ein Schritt, in der Reihenfolge der Rückkehr; eine Bestätigung zählt schon ab ihrem Beginn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schritt {
    /// Die Datei gibt es von nun an.
    Anlegen(String),
    /// Bytes ab einer Stelle.
    Schreiben(String, usize, Vec<u8>),
    /// Eine neue Länge.
    Kuerzen(String, usize),
    /// `fsync` einer Datei; ohne Namen der des Ordners.
    Sichern(Option<String>),
    /// Der Name ist fort.
    Loeschen(String),
    /// Der Name ist ein anderer.
    Umbenennen(String, String),
    /// Der Dienst hat diese Nummer bestätigt.
    Bestaetigt(u32),
}

/// Liest das Protokoll eines Laufs in diesem Ordner.
pub fn lies(protokoll: &str, ordner: &Path) -> Vec<Schritt> {
    let ordner = ordner.to_str().unwrap();
    let mut begonnen: BTreeMap<&str, String> = BTreeMap::new();
    let mut schritte = Vec::new();
    for zeile in protokoll.lines() {
        let (faden, rest) = zeile.split_once(' ').unwrap();
        let rest = rest.trim_start();
        if let Some(anfang) = rest.strip_suffix(" <unfinished ...>") {
            schritte.extend(bestaetigung(anfang));
            begonnen.insert(faden, anfang.to_owned());
        } else if let Some(ende) = rest.strip_prefix("<... ") {
            let (_, ende) = ende.split_once(" resumed>").unwrap();
            let ganz = begonnen.remove(faden).unwrap() + ende;
            schritte.extend(schritt(&ganz, ordner));
        } else {
            schritte.extend(bestaetigung(rest).or_else(|| schritt(rest, ordner)));
        }
    }
    schritte
}

/// Nur `ja NUMMER` auf der Standardausgabe.
fn bestaetigung(aufruf: &str) -> Option<Schritt> {
    let text =
        String::from_utf8(bytes(aufruf.strip_prefix("write(1<")?.split_once('"')?.1)).ok()?;
    text.strip_prefix("ja ")?.trim_end().parse().ok().map(Schritt::Bestaetigt)
}

/// Ein ganzer, gelungener und wirklich ausgeführter Aufruf an einer Datei des Ordners.
fn schritt(zeile: &str, ordner: &str) -> Option<Schritt> {
    let (name, rest) = zeile.split_once('(')?;
    let (worte, ergebnis) = rest.rsplit_once(") ").or_else(|| rest.rsplit_once(')'))?;
    let ergebnis = ergebnis.trim_start().strip_prefix("= ")?;
    if ergebnis.starts_with(['-', '?']) || ergebnis.ends_with("(INJECTED)") {
        return None;
    }
    match name {
        "pwrite64" | "ftruncate" | "fsync" | "fdatasync" => {
            let (_, offen) = worte.split_once('<')?;
            let (pfad, danach) = offen.split_once('>')?;
            let datei = im_ordner(pfad, ordner)?;
            if danach.starts_with("(deleted)") || ist_geteilt(&datei) {
                return None;
            }
            if name.ends_with("sync") {
                return Some(Schritt::Sichern((!datei.is_empty()).then_some(datei)));
            }
            let zahl = worte.rsplit_once(", ")?.1.parse().unwrap();
            if name == "ftruncate" {
                return Some(Schritt::Kuerzen(datei, zahl));
            }
            let geschrieben = bytes(worte.split_once('"')?.1);
            assert_eq!(ergebnis.parse(), Ok(geschrieben.len()), "ganz geschrieben und gelesen");
            Some(Schritt::Schreiben(datei, zahl, geschrieben))
        }
        "openat" => {
            let datei = zeichenketten(worte).pop().and_then(|pfad| im_ordner(&pfad, ordner))?;
            let neu = worte.contains("O_CREAT") && !ist_geteilt(&datei);
            neu.then_some(Schritt::Anlegen(datei))
        }
        "unlink" | "rename" => {
            let namen = zeichenketten(worte).into_iter();
            let mut namen = namen.filter_map(|pfad| im_ordner(&pfad, ordner));
            let erster = namen.next().filter(|datei| !ist_geteilt(datei))?;
            Some(match namen.next() {
                Some(zweiter) => Schritt::Umbenennen(erster, zweiter),
                None => Schritt::Loeschen(erster),
            })
        }
        _ => None,
    }
}

/// Der gemeinsame Speicher der Prozesse überlebt keinen Stromausfall.
fn ist_geteilt(datei: &str) -> bool {
    datei.ends_with("-shm")
}

/// Der Name im Ordner; leer für den Ordner selbst.
fn im_ordner(pfad: &str, ordner: &str) -> Option<String> {
    let pfad = String::from_utf8(bytes(pfad)).unwrap();
    pfad.strip_prefix(ordner).map(|datei| datei.trim_start_matches('/').to_owned())
}

/// Was zwischen Anführungszeichen steht.
fn zeichenketten(worte: &str) -> Vec<String> {
    worte.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// `\x6a\x61` bis zum ersten Zeichen, das nicht dazugehört.
fn bytes(text: &str) -> Vec<u8> {
    let ziffern = |stelle: &[u8]| match stelle {
        [b'\\', b'x', hoch, tief] => {
            let ziffer = |z: u8| u8::try_from(char::from(z).to_digit(16).unwrap()).unwrap();
            Some(ziffer(*hoch) << 4 | ziffer(*tief))
        }
        _ => None,
    };
    text.as_bytes().chunks(4).map_while(ziffern).collect()
}

#[test]
fn das_protokoll_wird_gelesen_auch_ueber_zwei_faeden_und_ohne_das_gescheiterte() {
    let hex = |text: &str| text.bytes().map(|b| format!("\\x{b:02x}")).collect::<String>();
    let datei = hex("/o/a.sqlite");
    let protokoll = [
        format!(
            "7 openat(AT_FDCWD<{}>, \"{datei}\", O_RDWR|O_CREAT, 0644) = 3<{datei}>",
            hex("/x")
        ),
        format!("7 pwrite64(3<{datei}>, \"{}\", 2, 4096 <unfinished ...>", hex("ab")),
        format!("8 write(1<{}>, \"{}\", 5 <unfinished ...>", hex("pipe:[1]"), hex("ja 7\n")),
        "7 <... pwrite64 resumed>) = 2".to_owned(),
        "8 <... write resumed>) = 5".to_owned(),
        format!("7 fsync(3<{datei}>)          = 0"),
        format!("7 fsync(3<{datei}>) = 0 (INJECTED)"),
        format!("7 fsync(3<{datei}>) = -1 EIO (Input/output error)"),
        format!("7 fsync(5<{}>) = 0", hex("/o")),
        format!("7 ftruncate(3<{datei}>, 512) = 0"),
        format!("7 unlink(\"{datei}\") = 0"),
        format!("7 fsync(3<{}>) = 0", hex("/o/a.sqlite-shm")),
    ];
    let a = || "a.sqlite".to_owned();
    let erwartet = [
        Schritt::Anlegen(a()),
        Schritt::Bestaetigt(7),
        Schritt::Schreiben(a(), 4096, b"ab".to_vec()),
        Schritt::Sichern(Some(a())),
        Schritt::Sichern(None),
        Schritt::Kuerzen(a(), 512),
        Schritt::Loeschen(a()),
    ];
    assert_eq!(lies(&protokoll.join("\n"), Path::new("/o")), erwartet);
}
