//! Sichern, einspielen, prüfen, auf beiden Datenbanken und von jeder in jede.

mod aufraeumen;
mod datei;
mod faelschung;
mod rueckweg;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::akte::{Angelegenheit, Dateityp, Dokument, Dokumentart, Kennung, Strom};
use case::befehl::{Befehl, DokumentAblegen};
use law::measure::Monat;
use muster::Musterkreis;
use office::ablage::{Ablage, Platte};
use office::sicherung::loeschliste::Geloescht;
use office::sicherung::staende::TraegerStand;
use office::sicherung::{
    Eingespielt, Einspielauftrag, Gesichert, Melder, Pruefauftrag, Pruefbericht, SicherungFehler,
    Sicherungsauftrag, pruefe, sichere, spiele_ein,
};
use office::store;

use crate::hilfe::{Haus, TRAEGER, Wer, heute, kennung, uhr};

/// Ein Fall mit seinen Menschen und einem Dokument.
struct Fall {
    fall: Kennung,
    menschen: Vec<Kennung>,
    namen: Vec<String>,
}

fn ablage(haus: &Haus) -> Ablage {
    Ablage::oeffne(haus.ordner(), Platte::default()).unwrap()
}

/// Ein kleiner Musterkreis; jeder Fall hat ein Dokument.
fn fuelle(haus: &Haus, personen: u32) -> Vec<Fall> {
    let monat: Monat = "2026-09".parse().unwrap();
    let mut naechste = 0;
    let kreis = Musterkreis { saat: 33, personen, monat };
    let mut faelle = Vec::new();
    for haushalt in kreis.haushalte() {
        let namen = haushalt.namen.iter().map(|name| name.nachname.clone()).collect();
        let (fall, menschen) = haus.nimm_auf(haushalt, &mut naechste);
        lege_ab(haus, fall, naechste);
        faelle.push(Fall { fall, menschen, namen });
    }
    faelle
}

fn lege_ab(haus: &Haus, fall: Kennung, nr: u32) {
    let (strom, name) = (Strom::fall(fall), Strom::fall(fall).to_string());
    let schluessel = haus.store().seal_key(TRAEGER, strom).unwrap();
    let hier = store::Strom { traeger: TRAEGER, kennung: &name };
    let inhalt = format!("Nachweis Nummer {nr}");
    let text = Some("Nachweis");
    let ort = ablage(haus).lege_mit_text(hier, &schluessel, inhalt.as_bytes(), text).unwrap();
    let dokument = Dokument {
        ort,
        typ: Dateityp::Text,
        seiten: None,
        titel: "Nachweis".to_owned(),
        art: Dokumentart::Nachweis,
        person: None,
        angelegenheit: Angelegenheit::Einkommen,
        weg: None,
        aus_eingang: None,
    };
    let kennung = kennung(50_000_000 + nr);
    let befehl = DokumentAblegen { fall, kennung, dokument, eingang: heute() };
    let befehl = Befehl::DokumentAblegen(Box::new(befehl));
    haus.tue_als((Wer::Leistung, None), &format!("dokument-{nr}"), &befehl).unwrap();
}

fn auftrag<'a>(
    haus: &'a Haus,
    ablage: &'a Ablage,
    (nach, schluessel): (&'a Path, &'a Path),
    name: &'a str,
) -> Sicherungsauftrag<'a> {
    Sicherungsauftrag {
        store: haus.store(),
        ablage,
        akten: nach,
        schluessel,
        name,
        erstellt: uhr(),
        melder: Melder::stumm(),
    }
}

/// Sichert in zwei Ordner neben dem Speicher.
fn gesichert(haus: &Haus, name: &str) -> Gesichert {
    let (akten, schluessel) = orte(haus);
    sichere(&auftrag(haus, &ablage(haus), (&akten, &schluessel), name)).unwrap()
}

fn orte(haus: &Haus) -> (PathBuf, PathBuf) {
    (haus.ordner().join("sicherung-akten"), haus.ordner().join("sicherung-schluessel"))
}

fn eingespielt(
    haus: &Haus,
    (akten, schluessel): (&Path, &Path),
    geloescht: Option<&BTreeSet<Geloescht>>,
) -> Result<Eingespielt, SicherungFehler> {
    spiele_ein(&Einspielauftrag {
        store: haus.store(),
        ablage: &ablage(haus),
        akten,
        schluessel,
        geloescht,
        staende: &[],
        melder: Melder::stumm(),
    })
}

fn geprueft(haus: &Haus, staende: &[TraegerStand]) -> Pruefbericht {
    pruefe(&Pruefauftrag {
        recht: None,
        store: haus.store(),
        ablage: Some(&ablage(haus)),
        staende,
        geloescht: None,
        melder: Melder::stumm(),
    })
    .unwrap()
}
