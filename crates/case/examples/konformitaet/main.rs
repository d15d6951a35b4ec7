//! Rechnet für `cargo xtask conformance`: viele Haushalte unter mehreren Fassungen der Parameter in
//! einem Lauf, damit ein Tausch einer Regel keinen eigenen Prozess kostet.
//!
//! `konformitaet NAME=VERZEICHNIS …` liest Zeilen `NAME⇥ART⇥JSON` und schreibt je Zeile eine Zeile
//! JSON. `NAME` wählt das Recht (`-` ist das eingebaute), `ART` ist `lage` (wie `nahtlos assess`:
//! derselbe Weg, lesen, prüfen, rechnen), `vorrang` (wie `nahtlos vorrang`) oder `nachbar` (benachbarte
//! Leistungen, [`nachbarn`]).

mod arbeitslosengeld;
mod nachbarn;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Fehlerzeile, lies_vorrang, lies_zeile};
use case::vorrang::berechne_vorrang;
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde::Serialize;

type Fehler = Box<dyn std::error::Error>;

fn main() -> Result<(), Fehler> {
    let rechte = rechte(std::env::args().skip(1))?;
    let mut werkbank = Werkbank::neu();
    let mut ausgabe = io::BufWriter::new(io::stdout().lock());
    for (nr, zeile) in (1..).zip(io::stdin().lock().lines()) {
        let zeile = zeile?;
        let mut teile = zeile.splitn(3, '\t');
        let (Some(name), Some(art), Some(json)) = (teile.next(), teile.next(), teile.next()) else {
            return Err(format!("Zeile {nr}: erwartet wird NAME, ART und JSON").into());
        };
        let recht = rechte.get(name).ok_or_else(|| format!("Zeile {nr}: Recht „{name}“ fehlt"))?;
        match art {
            "lage" => lage(nr, json, recht, &mut werkbank, &mut ausgabe)?,
            "vorrang" => vorrang(nr, json, recht, &mut werkbank, &mut ausgabe)?,
            "nachbar" => serde_json::to_writer(&mut ausgabe, &nachbarn::rechne(json, recht)?)?,
            _ => return Err(format!("Zeile {nr}: „{art}“ ist keine Art").into()),
        }
        ausgabe.write_all(b"\n")?;
    }
    Ok(())
}

/// Das eingebaute Recht und jedes, das der Aufruf nennt.
fn rechte(argumente: impl Iterator<Item = String>) -> Result<BTreeMap<String, Recht>, Fehler> {
    let mut rechte = BTreeMap::from([("-".to_owned(), Recht::eingebaut()?)]);
    for argument in argumente {
        let (name, ordner) = argument.split_once('=').ok_or("Aufruf: NAME=VERZEICHNIS …")?;
        rechte.insert(name.to_owned(), aus_ordner(Path::new(ordner))?);
    }
    Ok(rechte)
}

fn aus_ordner(ordner: &Path) -> Result<Recht, Fehler> {
    let mut dateien = Vec::new();
    for (name, _) in Recht::DATEIEN {
        dateien.push((name, std::fs::read_to_string(ordner.join(name))?));
    }
    Ok(Recht::aus_dateien(dateien.iter().map(|(name, text)| (*name, text.as_str())))?)
}

fn lage(
    nr: u64,
    json: &str,
    recht: &Recht,
    werkbank: &mut Werkbank,
    ausgabe: &mut impl Write,
) -> Result<(), Fehler> {
    let ergebnis = lies_zeile(nr, json.as_bytes()).and_then(|eingabe| {
        berechne(&eingabe, recht, werkbank, Gruende::Mit)
            .map_err(|mangel| Fehlerzeile::neu(nr, Some(eingabe.fall), mangel))
    });
    schreibe(ergebnis, ausgabe)
}

fn vorrang(
    nr: u64,
    json: &str,
    recht: &Recht,
    werkbank: &mut Werkbank,
    ausgabe: &mut impl Write,
) -> Result<(), Fehler> {
    let ergebnis = lies_vorrang(nr, json.as_bytes()).and_then(|eingabe| {
        berechne_vorrang(&eingabe, recht, werkbank, Gruende::Ohne)
            .map_err(|mangel| Fehlerzeile::neu(nr, Some(eingabe.fall), mangel))
    });
    schreibe(ergebnis, ausgabe)
}

/// Das Ergebnis, oder warum es keines gibt.
fn schreibe(
    ergebnis: Result<impl Serialize, Fehlerzeile>,
    ausgabe: &mut impl Write,
) -> Result<(), Fehler> {
    match ergebnis {
        Ok(ergebnis) => serde_json::to_writer(ausgabe, &ergebnis)?,
        Err(zeile) => serde_json::to_writer(ausgabe, &zeile)?,
    }
    Ok(())
}
