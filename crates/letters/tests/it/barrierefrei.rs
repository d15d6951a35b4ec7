//! PDF/UA-1, PDF/A-2a, Baum der Struktur, eingebettete Schriften.

use crate::pruefung::{
    Pruefung, pruefe_angaben_der_familie, pruefe_aufbau, pruefe_baum_der_familie,
    pruefe_kennzeichen, pruefe_outloud, pruefe_pdfua, pruefe_schriften,
};
use crate::werkzeug::{finde, muster};

fn jeder_brief_besteht(pruefe: Pruefung) {
    for muster in muster() {
        pruefe(&muster.datei).unwrap_or_else(|mangel| panic!("{}: {mangel}", muster.name));
    }
}

#[test]
fn qpdf_findet_keinen_fehler() {
    jeder_brief_besteht(pruefe_aufbau);
}

#[test]
fn jeder_brief_nennt_sich_pdf_ua_1_und_pdf_a_2a_auf_deutsch() {
    jeder_brief_besteht(pruefe_kennzeichen);
}

#[test]
fn titel_und_datum_stehen_im_dokument() {
    pruefe_angaben_der_familie(&finde("familie").datei).unwrap();
}

#[test]
fn alle_schriften_sind_eingebettet() {
    jeder_brief_besteht(pruefe_schriften);
}

#[test]
fn der_baum_hat_ueberschriften_listen_und_tabellen_mit_koepfen() {
    pruefe_baum_der_familie(&finde("familie").datei).unwrap();
}

#[test]
fn pdfua_findet_nichts() {
    jeder_brief_besteht(pruefe_pdfua);
}

#[test]
fn outloud_findet_keinen_fehler_und_keine_warnung() {
    jeder_brief_besteht(pruefe_outloud);
}
