//! Der Monatslauf im Ganzen: Ordner, Summen, Wiederholung, feindliche Eingaben. Und womit der Speicher
//! beweist und versiegelt.
#![expect(clippy::unwrap_used, reason = "in Tests ist ein Abbruch die Meldung")]

mod absturz;
mod akte;
mod door;
mod hilfe;
mod lauf;
mod store;
