//! Was in der Akte steht und was daraus folgt. Rein: keine Ein- und Ausgabe, keine Uhr, kein SQL.
//!
//! [`schnittstelle`] ist der öffentliche Vertrag der Berechnung: eine Lage als JSON hinein, ein
//! Ergebnis als JSON heraus.

pub mod brief;
pub mod schnittstelle;
pub mod traeger;
