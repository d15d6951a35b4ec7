//! Die Bankdatei von außen: gegen die Schemata, gegen einen fremden Schreiber, gegen böse Eingaben. Und was eingeht.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "ein Test darf abbrechen"
)]

mod datei;
mod daten;
mod orakel;
mod proben;
mod schema;
mod verhalten;
mod xml;
