//! Was in der Akte steht und was daraus folgt. Rein: keine Ein- und Ausgabe, keine Uhr, kein SQL.
//!
//! [`schnittstelle`] ist der öffentliche Vertrag der Berechnung: eine Lage als JSON hinein, ein
//! Ergebnis als JSON heraus. [`zahlung`] macht aus dem Ergebnis eines Monats Zahlungen.
//! Ergebnis als JSON heraus. [`frist`] rechnet, bis wann Widerspruch oder Klage möglich ist.

pub mod frist;
pub mod schnittstelle;
pub mod traeger;
pub mod zahlung;
