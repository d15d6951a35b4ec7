//! Benachbarte Leistungen, eine Datei je Paragraf.
//!
//! Ob sie dem Bürgergeld oder Grundsicherungsgeld vorgehen (§ 12a SGB II), rechnet hier niemand; was
//! ein Paragraf nicht umsetzt, sagt seine Datei.

pub mod bkgg_p6a;
pub mod sgb3_p154;
pub mod wogg_p04;
pub mod wogg_p11;
pub mod wogg_p13;
pub mod wogg_p14;
pub mod wogg_p19;
