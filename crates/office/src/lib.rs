//! Die eine Tür, der Speicher und die Läufe.
//!
//! [`monatslauf`]: aus den Haushalten eines Monats werden Ergebnisse, Zahlungen für die Bank und
//! Bescheide, alles in einem Ordner. Die Haushalte kommen als Datei.
//!
//! [`door`]: die Tür. Befehle hinein, entschieden von `case`, gespeichert oder abgewiesen. [`store`]: der
//! Speicher, der versiegelt, was er speichert, und beweist, dass nichts fehlt.
//!
//! [`probelauf`]: wer mit neuen Parametern mehr oder weniger bekäme. [`neuberechnung`]: danach die ganze Kartei neu
//! rechnen; [`sammelfreigabe`]: gleiche Entwürfe zusammen freigeben.
//!
//! [`fristen`]: was fällig ist, wird vorgeschlagen, freigegeben, gelöscht.
//!
//! [`ablage`]: die Dateien der eAkte, versiegelt neben dem Speicher. `posteingang`: was eingeht, wird geprüft und
//! aufgenommen. [`sicherung`]: sichern, einspielen, prüfen. [`versand`]: Briefe gehen hinaus, jeder einmal.

pub mod ablage;
pub mod arbeit;
pub mod aufnahme;
pub mod briefprobe;
mod csv;
pub mod door;
pub mod entwurfsdruck;
pub mod fristen;
mod kartei;
pub mod monatslauf;
pub mod neuberechnung;
pub mod ordner;
#[cfg(feature = "posteingang")]
pub mod posteingang;
pub mod probelauf;
pub mod rechtsbehelfe;
pub mod sammelfreigabe;
pub mod schritte;
pub mod sicherung;
pub mod store;
pub mod versand;
