//! Bytes hinein und hinaus: [`sepa`], die Zahlungen als Datei für die Bank; `datei`, die prüft, was eingeht.
//!
//! Hier wird nichts entschieden und nichts gespeichert.

#[cfg(feature = "datei")]
pub mod datei;
pub mod sepa;
