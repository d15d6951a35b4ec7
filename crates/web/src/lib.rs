//! Die Schnittstelle über HTTP: JSON unter `/api/v1`, für Programme und Geräte.
//!
//! [`routes`] ist die Tabelle aller Wege; aus ihr entstehen die Weiche ([`server`]), die Beschreibung
//! ([`openapi`]) und die Prüfung der Rechte. Was hinter einem Weg geschieht, steht in [`api`]: lesen, durch die Tür,
//! antworten. Kein Recht, kein SQL, kein Geld wird hier gerechnet.

pub mod api;
pub mod app;
pub mod call;
mod error;
pub mod metrics;
pub mod openapi;
pub mod problem;
pub mod reply;
pub mod routes;
pub mod server;
pub mod token;
