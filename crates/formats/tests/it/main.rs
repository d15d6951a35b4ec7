//! Die Bankdatei von außen: gegen die Schemata, gegen einen fremden Schreiber, gegen böse Eingaben.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "ein Test darf abbrechen"
)]

mod daten;
mod orakel;
mod schema;
mod verhalten;
mod xml;
