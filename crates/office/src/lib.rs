//! Die eine Tür und die Läufe.
//!
//! [`monatslauf`]: aus den Haushalten eines Monats werden Ergebnisse, Zahlungen für die Bank und
//! Bescheide, alles in einem Ordner. Noch ohne Ablage: die Haushalte kommen als Datei.

pub mod monatslauf;
