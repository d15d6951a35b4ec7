//! `cargo bench -p office --bench probelauf`: ein Probelauf über die ganze Kartei.
//!
//! Ziel: 17.500 Menschen und zwölf Monate in unter zehn Sekunden. Lesen (mit Entsiegeln) und Rechnen werden getrennt
//! gezählt, über alle Fäden zusammen. `NAHTLOS_BENCH_MENSCHEN` sagt, wie viele es sind (Vorgabe 17.500).
#![expect(clippy::unwrap_used, reason = "ein Abbruch der Messung ist die Meldung")]
#![expect(clippy::disallowed_methods, reason = "hier wird Dauer gemessen und angezeigt")]

#[path = "../tests/it/hilfe.rs"]
#[expect(dead_code, reason = "die Tests brauchen mehr davon")]
mod hilfe;

use std::num::NonZeroUsize;
use std::time::Instant;

use case::probelauf::Rechte;
use case::rechte::Zweck;
use law::recht::Recht;
use muster::Musterkreis;
use office::aufnahme::Aufnahme;
use office::probelauf::{Auftrag, laufe};

use hilfe::{Haus, TRAEGER, Wer, als, heute, leerer_ordner, uhr};

fn main() {
    let menschen = std::env::var("NAHTLOS_BENCH_MENSCHEN");
    let personen: u32 = menschen.map_or(17_500, |text| text.parse().unwrap());
    let haus = Haus::sqlite("bench-probelauf", uhr);
    // Ab Dezember bewilligt, also mit zwölf Monaten voraus.
    let kreis = Musterkreis { saat: 5, personen, monat: "2026-12".parse().unwrap() };
    let faeden = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let caller = als(Wer::Umstellung, Some(Zweck::Umstellung));
    let aufnahme = Aufnahme { door: haus.door(), caller, faeden: NonZeroUsize::new(16).unwrap() };
    let haushalte = aufnahme.nimm_auf(kreis.haushalte(), || ()).unwrap();
    let neu = Recht::DATEIEN.map(|(name, inhalt)| (name, inhalt.replace("\"563\"", "\"578\"")));
    let neu = Recht::aus_dateien(neu.iter().map(|(n, inhalt)| (*n, inhalt.as_str()))).unwrap();
    let ziel = leerer_ordner("bench-probelauf-aus").join("probe");
    let beginn = Instant::now();
    let auftrag = Auftrag {
        store: haus.store(),
        traeger: TRAEGER,
        rechte: Rechte { bisher: &haus.recht, neu: &neu },
        von: "2026-12".parse().unwrap(),
        bis: None,
        heute: heute(),
        faeden,
        ziel: &ziel,
        uhr: &|| beginn.elapsed(),
    };
    let (bericht, dauern) = laufe(&auftrag, &|| ()).unwrap();
    let monate: u64 = bericht.stufen.values().map(|zahlen| zahlen.anzahl).sum();
    println!("{personen} Menschen, {haushalte} Haushalte, {monate} Haushaltsmonate");
    for (was, dauer) in [
        ("zusammen, ms (Ziel < 10000)", beginn.elapsed()),
        ("davon lesen, alle Fäden, ms", dauern.lesen),
        ("davon rechnen, alle Fäden, ms", dauern.rechnen),
    ] {
        println!("{was:<44}{:>12}", dauer.as_millis());
    }
}
