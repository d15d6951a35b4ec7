//! Benachbarte Leistungen, eine Datei je Paragraf.
//!
//! Ob sie dem Bürgergeld oder Grundsicherungsgeld vorgehen (§ 12a SGB II), rechnet hier niemand; was
//! ein Paragraf nicht umsetzt, sagt seine Datei.

pub mod bkgg_p06;
pub mod bkgg_p6a;
pub mod sgb3_p142;
pub mod sgb3_p147;
pub mod sgb3_p148;
pub mod sgb3_p154;
pub mod sgb3_p155;
pub mod sgb3_p157;
pub mod sgb3_p158;
pub mod sgb3_p159;
pub mod uhvorschg_p01;
pub mod uhvorschg_p02;
pub mod wogg_p04;
pub mod wogg_p11;
pub mod wogg_p13;
pub mod wogg_p14;
pub mod wogg_p19;
