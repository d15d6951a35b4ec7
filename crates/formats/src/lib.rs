//! Bytes hinein und hinaus: [`sepa`], die Zahlungen als Datei für die Bank.
//!
//! Hier wird nichts entschieden und nichts gespeichert.

pub mod sepa;
