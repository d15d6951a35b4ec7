//! Der Speicher: womit er beweist, dass nichts geändert, gelöscht oder weggelassen wurde, und wie er
//! Inhalte versiegelt.
//!
//! Drei reine Teile, ohne Datenbank, ohne Ein- und Ausgabe, ohne Zufall:
//!
//! - [`siegel`]: ein Ereignis oder Dokument wird mit dem Schlüssel seines Stroms versiegelt. Wer den
//!   Schlüssel löscht, hat den Inhalt gelöscht, auch in jeder Sicherung, die den Schlüssel nicht hat.
//! - [`kette`]: die Ereignisse eines Stroms hängen aneinander. Ihr Kopf hält Geheimtext und offene
//!   Angaben aller Versionen fest.
//! - [`merkle`]: die Köpfe aller Ströme eines Trägers stehen als Blätter in einem Log. Ein Stand von 40
//!   Bytes hält sie alle fest; wer einen alten Stand aufgehoben hat, kann prüfen, dass der neue ihn
//!   fortsetzt.
//!
//! Gehasht wird nur Geheimtext, und ein Blatt ist gesalzen. Nach dem Löschen von Schlüssel, Zeile und
//! Salz gilt deshalb jeder Beweis weiter, und dem Blatt sieht niemand an, wem es gehörte.

pub mod copy;
pub mod database;
pub mod directory;
pub mod erasure;
pub mod filter;
pub mod group;
mod hash;
pub mod jobs;
pub mod kette;
pub mod keys;
pub mod merkle;
pub mod pending;
#[cfg(feature = "postgres")]
pub mod pool;
pub mod projection;
pub mod record;
pub mod schema;
pub mod search;
pub mod sequencer;
pub mod siegel;
pub mod sql;
pub mod streams;
pub mod tiles;
pub mod verify;
pub mod view;
mod words;
pub mod writer;

pub use hash::Hash;
pub use kette::Strom;
