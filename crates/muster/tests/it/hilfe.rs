//! Was die Tests gemeinsam brauchen.

use case::schnittstelle::{Haushalt, Person};
use law::measure::Monat;
use muster::Musterkreis;

/// Ein Kreis für einen Monat `JJJJ-MM`.
pub(crate) fn kreis(saat: u64, personen: u32, monat: &str) -> Musterkreis {
    Musterkreis { saat, personen, monat: monat.parse().unwrap() }
}

/// Die Ausgabe als Text.
pub(crate) fn jsonl(kreis: Musterkreis) -> String {
    let mut bytes = Vec::new();
    let statistik = kreis.schreibe_jsonl(&mut bytes).unwrap();
    assert_eq!(statistik.bytes, u64::try_from(bytes.len()).unwrap());
    String::from_utf8(bytes).unwrap()
}

/// Vollendete Jahre am Ersten.
pub(crate) fn alter(person: &Person, monat: Monat) -> u8 {
    person.geboren.alter(monat.erster())
}

/// Die Person mit dieser Kennung.
pub(crate) fn person<'a>(haushalt: &'a Haushalt, id: &str) -> &'a Person {
    let gefunden = haushalt.lage.personen.iter().find(|p| p.id == id);
    gefunden.unwrap_or_else(|| panic!("{}: es gibt keine Person {id}", haushalt.nummer))
}
