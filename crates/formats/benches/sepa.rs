//! Wie schnell die Bankdatei entsteht. Ziel: 100.000 Überweisungen unter einer Sekunde.
#![expect(clippy::unwrap_used, reason = "eine Messung darf abbrechen")]

#[path = "../tests/it/daten.rs"]
mod daten;

use std::io;

use divan::AllocProfiler;
use formats::sepa::schreibe;

#[global_allocator]
static SPEICHER: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Je vier Haushalte eine Miete; ins Leere geschrieben, damit nur die Arbeit zählt.
#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn ueberweisungen(bencher: divan::Bencher<'_, '_>, anzahl: u32) {
    let traeger = daten::traeger();
    let auftrag = daten::auftrag(&traeger);
    let zahlungen: Vec<_> =
        (0..anzahl).map(|n| if n % 5 == 4 { daten::miete(n) } else { daten::zahlung(n) }).collect();
    bencher.bench(|| schreibe(&auftrag, &zahlungen, |_| Ok(io::sink())).unwrap());
}
