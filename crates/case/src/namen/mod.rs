//! Namen vergleichen, klingen lassen und wiederfinden.
//!
//! Grundlage der Personensuche und der Frage, ob ein Mensch schon bekannt ist. Der Weg: [`falten`]
//! bringt jede Schreibweise auf [a-z0-9 ], [`zerlegen`] trennt Teile und Zusätze, [`laut`] und
//! [`mokotoff`] geben Lautschlüssel, [`schluessel`] macht daraus die Zeilen eines Verzeichnisses und
//! [`suche`] aus einer Eingabe die Fragen daran. [`aehnlich`] ordnet, was gefunden ist, und
//! [`bekannt`] nennt Gründe, die ein Mensch prüft. [`nummer`] ist die Versicherungsnummer.
//!
//! Grenze: Hier wird geordnet und begründet, nie entschieden, dass zwei Menschen einer sind.

pub mod aehnlich;
pub mod bekannt;
mod eingabe;
pub mod falten;
mod kyrillisch;
pub mod laut;
pub mod mokotoff;
pub mod nummer;
pub mod schluessel;
pub mod suche;
pub mod zerlegen;
