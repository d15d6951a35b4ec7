//! Benachbarte Leistungen: nur ihre Formeln, eine Datei je Paragraf.
//!
//! Wer sie bekommt, welches Einkommen zählt und ob sie dem Bürgergeld oder Grundsicherungsgeld
//! vorgehen (§ 12a SGB II), rechnet hier niemand; das gehört nicht zur Formel.

pub mod bkgg_p6a;
pub mod sgb3_p154;
pub mod wogg_p19;
