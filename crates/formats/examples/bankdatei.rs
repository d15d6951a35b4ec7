//! Schreibt 100.000 erfundene Überweisungen in eine Datei, um Zeit und Speicher zu messen:
//! `/usr/bin/time -v cargo run --release -p formats --example bankdatei -- /tmp/probe.xml`.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "eine Messung darf abbrechen")]

#[path = "../tests/it/daten.rs"]
mod daten;

use std::fs::File;

use formats::sepa::schreibe;

fn main() {
    let pfad = std::env::args().nth(1).expect("Aufruf: bankdatei DATEI");
    let traeger = daten::traeger();
    let auftrag = daten::auftrag(&traeger);
    let zahlungen: Vec<_> = (0..100_000_u32)
        .map(|n| if n % 5 == 4 { daten::miete(n) } else { daten::zahlung(n) })
        .collect();
    for datei in schreibe(&auftrag, &zahlungen, |_| File::create(&pfad)).unwrap() {
        println!("{}: {} Überweisungen, {}", datei.kennung, datei.anzahl, datei.summe);
    }
}
