//! Kalender: gesetzliche Feiertage, Bankarbeitstage und gesetzliche Fristen.
//!
//! Gilt ab 2005, dem Beginn des SGB II. Feiertage sind Landesrecht ([`feiertag`]); was nur in
//! einzelnen Gemeinden Feiertag ist, steht am [`Sitz`]. Fristen rechnet [`fristende`] nach §§ 187
//! bis 193 BGB, § 26 SGB X und § 64 SGG. Überweisungen gehen nur an TARGET-Tagen
//! ([`ist_target_tag`]), die mit den Feiertagen der Länder nichts zu tun haben.

mod feiertag;
mod frist;
mod land;
mod target;
#[cfg(test)]
mod tests;

pub use feiertag::{
    arbeitstag, feiertag, naechster_arbeitstag, oertlicher_feiertag, ostersonntag, wochentag,
};
pub use frist::{Beginn, Dauer, Fristende, fristende};
pub use land::{Land, LandFehler, Oertlich, Sitz};
pub use target::{
    auszahlungstag, ist_target_tag, naechster_target_tag, voriger_target_tag, zahlungseingang,
};
