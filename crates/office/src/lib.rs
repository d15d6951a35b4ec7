//! Die eine Tür, der Speicher und die Läufe.
//!
//! [`monatslauf`]: aus den Haushalten eines Monats werden Ergebnisse, Zahlungen für die Bank und
//! Bescheide, alles in einem Ordner. Noch ohne Ablage: die Haushalte kommen als Datei.
//!
//! [`store`]: womit der Speicher beweist, was er gespeichert hat, und es versiegelt. Noch ohne
//! Datenbank.

pub mod monatslauf;
pub mod store;
