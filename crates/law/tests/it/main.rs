//! Das Recht gegen gerechnete Beispiele: jede Tabelle nennt ihre Quelle, jeder Betrag seinen Grund.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in Tests ist ein Abbruch die Meldung"
)]

mod beispiele;
mod eigenschaften;
mod geschichte;
mod hilfe;
mod lagen;
mod minderung;
mod nachbarn;
mod personen;
mod stiller_weg;
mod unterkunft;
