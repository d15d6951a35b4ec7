//! Was ein Brief kostet, Schriften schon geladen: zwei Seiten für eine Person, vier für eine Familie.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "eine Messung darf abbrechen")]

#[path = "../tests/it/faelle.rs"]
mod faelle;

use case::brief::brief;
use letters::Druckerei;

const NAMEN: [&str; 2] = ["alleinstehend", "familie"];

fn main() {
    divan::main();
}

#[divan::bench(args = NAMEN)]
fn brief_als_daten(messung: divan::Bencher<'_, '_>, name: &str) {
    let (traeger, fall) = (faelle::traeger(), faelle::finde(name));
    messung.bench(|| brief(&traeger, &fall.haushalt, &fall.monate, faelle::tag("2026-07-20")));
}

/// Jeder Brief ist ein anderer, sonst antwortet der Zwischenspeicher von Typst.
#[divan::bench(args = NAMEN, sample_size = 1)]
fn brief_als_pdf(messung: divan::Bencher<'_, '_>, name: &str) {
    let druckerei = Druckerei::neu().unwrap();
    let (traeger, fall) = (faelle::traeger(), faelle::finde(name));
    let mut nummer = 0_u32;
    messung
        .with_inputs(|| {
            nummer += 1;
            let mut brief =
                brief(&traeger, &fall.haushalt, &fall.monate, faelle::tag("2026-07-20"));
            brief.aktenzeichen = format!("BG-{nummer:08}");
            brief.titel = format!("{}, BG-{nummer:08}", brief.betreff);
            brief.anrede = format!("Guten Tag Mensch {nummer},");
            brief
        })
        .bench_local_refs(|brief| druckerei.pdf(brief).unwrap());
}
