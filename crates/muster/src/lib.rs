//! Musterkreis: ein erfundenes Jobcenter aus einer Saat.
//!
//! Nichts hier stammt von Menschen: Namen sind aus Listen zusammengewürfelt, Straßen, Orte und
//! Banken gibt es nicht ([`traeger`] sagt `synthetisch`). Aus `(saat, nummer, monat)` entsteht immer
//! derselbe Haushalt, gleich wie viele Haushalte verlangt sind; gespeichert wird keiner. Jeder Monat
//! ist eine eigene Ziehung: Haushalt 7 im Juni und im Juli sind nicht dieselbe Familie.
//!
//! | Anteil an den Haushalten | |
//! | --- | --- |
//! | 56 v. H. | Alleinstehende, wenige mit Kind zu Besuch oder in einer Wohngemeinschaft |
//! | 18 v. H. | Alleinerziehende mit ein bis fünf Kindern |
//! | 15 v. H. | Paare mit ein bis sechs Kindern |
//! | 8 v. H. | Paare ohne Kinder |
//! | 3 v. H. | anderes: erwachsenes Kind, drei Generationen, gemischte Bedarfsgemeinschaft, Pflegekinder … |
//!
//! Rund 20 v. H. der erwerbsfähigen Leistungsberechtigten haben Einkommen aus Arbeit, 35 v. H. der
//! Haushalte eine Zahlung unmittelbar an Vermieter oder Versorger, 1 v. H. kein Konto. Rund 12 v. H.
//! haben in dem Monat ein Ereignis (Geburt, Umzug, Tod, Trennung, Geburtstag, neue Arbeit …).
//!
//! ```
//! use muster::Musterkreis;
//!
//! let kreis = Musterkreis { saat: 1, personen: 50, monat: "2026-09".parse()? };
//! let menschen: usize = kreis.haushalte().map(|h| h.lage.personen.len()).sum();
//! assert_eq!(menschen, 50);
//! # Ok::<(), law::measure::ZeitFehler>(())
//! ```

mod betraege;
mod haushalt;
mod konten;
mod kreis;
mod namen;
mod orte;
mod traeger;
mod wuerfel;

pub use kreis::{Haushalte, Musterkreis, Statistik, VORGABE_PERSONEN};
pub use traeger::traeger;
