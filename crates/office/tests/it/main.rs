//! Der Monatslauf im Ganzen: Ordner, Summen, Wiederholung, feindliche Eingaben. Und womit der Speicher
//! beweist und versiegelt.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in Tests ist ein Abbruch die Meldung"
)]

mod ablage;
mod absturz;
mod akte;
mod auftraege;
mod door;
mod filter;
mod fristen;
mod hilfe;
mod jahr;
mod lauf;
mod posteingang;
mod rechte;
mod reform;
mod sicherung;
mod store;
mod versand;
mod verzeichnis;
