//! Die Schnittstelle von außen: was herauskommt, wer es bekommt, und was feindliche Anfragen erreichen.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in Tests ist ein Abbruch die Meldung"
)]

mod beschreibung;
mod feindlich;
mod geschichte;
mod hilfe;
mod mitschrift;
mod post;
mod rechte;
mod rechtsbehelfe;
mod schemathesis;
mod sendungen;
