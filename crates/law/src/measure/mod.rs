//! Rechtliche Maße: Geld in Cent, Prozente, genaue Brüche, Tage, Monate, Zeiträume und Belege.
//!
//! Gerundet wird nur hier: [`Bruch::runde_p41`], [`verteile_p41`] und [`runde_gemeinsam_p41`] (§ 41 Abs. 2 SGB II);
//! bei benachbarten Leistungen [`Festkomma`] (Anlage 3 WoGG, § 11 Abs. 2 BKGG).

mod beleg;
mod bruch;
mod cent;
mod festkomma;
mod zeit;

pub use beleg::{Beleg, Betrag};
pub use bruch::{Bruch, Prozent, runde_gemeinsam_p41, verteile_p41};
pub use cent::{BetragFehler, Cent, Saldo};
pub use festkomma::{Festkomma, FestkommaFehler};
pub use zeit::{Monat, Tag, ZeitFehler, Zeitraum};
