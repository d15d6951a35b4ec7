//! Erfundene Orte, Straßen, Vermieter und Versorger.
//!
//! Postleitzahlen beginnen mit 00: diese Leitregion ist nicht vergeben (die kleinste Postleitzahl
//! ist 01067). Die Namen sagen, dass sie erfunden sind.

use case::schnittstelle::{Anschrift, Konto};

use crate::konten::firmenkonto;
use crate::wuerfel::Wuerfel;

const ORTE: [(&str, &str); 8] = [
    ("00101", "Musterstadt"),
    ("00103", "Musterstadt"),
    ("00105", "Musterstadt"),
    ("00107", "Musterstadt"),
    ("00211", "Musterhausen"),
    ("00223", "Neumusterdorf"),
    ("00237", "Beispielburg"),
    ("00249", "Klein Beispiel"),
];

const STRASSEN: [&str; 24] = [
    "Musterstraße",
    "Beispielallee",
    "Mustergasse",
    "Am Musterplatz",
    "Erfundener Weg",
    "Beispielring",
    "Zur Erfindung",
    "Fantasiestraße",
    "Platzhalterweg",
    "Am Beispielbach",
    "Mustermannstraße",
    "Große Beispielstraße",
    "Kleine Beispielstraße",
    "Musterkirchweg",
    "Alte Musterpost",
    "Am Probetor",
    "Probestraße",
    "Beispielufer",
    "Musterhöhe",
    "Straße der Beispiele",
    "Testallee",
    "An der Musterwiese",
    "Übungsweg",
    "Mustergärten",
];

const VERMIETER: [(&str, u64); 10] = [
    ("Musterstädter Wohnbau GmbH", 1_000_101),
    ("Beispiel Wohnen AG", 1_000_202),
    ("Wohnungsgenossenschaft Musterhöhe eG", 1_000_303),
    ("Hausverwaltung Erfindung", 1_000_404),
    ("Bauverein Beispielburg eG", 1_000_505),
    ("Fantasie Immobilien GmbH & Co. KG", 1_000_606),
    ("Kreiswohnbau Musterkreis", 1_000_707),
    ("Stiftung Musterheim", 1_000_808),
    ("Grundbesitz Platzhalter GbR", 1_000_909),
    ("Hausgemeinschaft Probestraße", 1_001_010),
];

const VERSORGER: [(&str, u64); 3] = [
    ("Stadtwerke Musterstadt", 2_000_101),
    ("Beispielstrom GmbH", 2_000_202),
    ("Energie Musterkreis eG", 2_000_303),
];

/// Eine Anschrift, die es nicht gibt.
pub(crate) fn anschrift(w: &mut Wuerfel) -> Anschrift {
    let (plz, ort) = w.waehle(&ORTE);
    let buchstabe = w.gewichtet(&[(85, ""), (6, "a"), (5, "b"), (4, "c")]);
    Anschrift {
        zusatz: zusatz(w),
        strasse: w.waehle(&STRASSEN).to_owned(),
        hausnummer: format!("{}{buchstabe}", w.zahl(1..=180)),
        plz: plz.to_owned(),
        ort: ort.to_owned(),
    }
}

fn zusatz(w: &mut Wuerfel) -> Option<String> {
    match w.zahl(0..=99) {
        0..=1 => Some("Hinterhaus".to_owned()),
        2..=4 => Some(format!("Wohnung {}", w.zahl(1..=48))),
        _ => None,
    }
}

/// Ein Vermieter.
pub(crate) fn vermieter(w: &mut Wuerfel) -> Konto {
    let (name, kontonummer) = w.waehle(&VERMIETER);
    firmenkonto(name.to_owned(), kontonummer)
}

/// Ein Versorger für Strom und Wärme.
pub(crate) fn versorger(w: &mut Wuerfel) -> Konto {
    let (name, kontonummer) = w.waehle(&VERSORGER);
    firmenkonto(name.to_owned(), kontonummer)
}
