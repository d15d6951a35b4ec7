//! Der Monatslauf im Ganzen: Ordner, Summen, Wiederholung, feindliche Eingaben.
#![expect(clippy::unwrap_used, reason = "in Tests ist ein Abbruch die Meldung")]

mod akte;
mod lauf;
