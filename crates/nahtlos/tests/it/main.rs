//! Das Programm, von außen geprüft: aufgerufen wie von einem Menschen oder einem anderen Programm.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "ein Test bricht ab, wenn seine Voraussetzung fehlt"
)]

mod assess;
mod aufruf;
mod hilfe;
mod month;
mod reform;
mod schema;
mod schemapruefer;
mod speicher;
mod textbausteine;
mod vorrang;
