//! Briefe von der Rechnung bis zum PDF, geprüft mit fremden Programmen.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "ein Test darf abbrechen; auch seine Helfer"
)]

mod aenderungen;
mod barrierefrei;
mod faelle;
mod gepflanzt;
mod inhalt;
mod pruefung;
mod satz;
mod werkzeug;
