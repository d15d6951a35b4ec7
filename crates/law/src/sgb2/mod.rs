//! Das SGB II, eine Datei je Paragraf, in der Reihenfolge des Gesetzes.

pub mod p07;
pub mod p09;
pub mod p11;
pub mod p11a;
pub mod p11b;
pub mod p12;
pub mod p12a;
pub mod p19;
pub mod p20;
pub mod p21;
pub mod p22;
pub mod p24;
pub mod p26;
pub mod p27;
pub mod p28;
pub mod p31a;
pub mod p40;
pub mod p41;
pub mod p41a;
pub mod p42;
pub mod p42a;
pub mod p43;
pub mod p68;
pub mod p70;
pub mod p72;
