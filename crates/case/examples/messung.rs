//! Misst unsere Rechnung in CPU-Sekunden, für `cargo xtask bench law`:
//! `messung LAGEN` rechnet jede Lage der Datei, bis je Art mindestens zwei CPU-Sekunden vergangen
//! sind. Letzte Zeile: Menschen, Mikrosekunden je Durchgang (still, mit Gründen, still auf allen
//! Kernen: CPU und Uhr), Kerne, Speicher in KiB.
use std::hint::black_box;
use std::num::NonZeroUsize;

use case::schnittstelle::{Eingabe, lies_zeile};
use law::anspruch::{Werkbank, berechne};
use law::lage::Lage;
use law::recht::Recht;

type Fehler = Box<dyn std::error::Error>;

/// Hundertstelsekunden: die Einheit des Kernels.
const MINDESTENS: u64 = 200;

fn main() -> Result<(), Fehler> {
    let pfad = std::env::args().nth(1).ok_or("Aufruf: messung LAGEN")?;
    let recht = Recht::eingebaut()?;
    let mut eingaben = Vec::new();
    for (nr, zeile) in (1..).zip(std::fs::read_to_string(&pfad)?.lines()) {
        let gelesen = lies_zeile(nr, zeile.as_bytes());
        eingaben.push(gelesen.map_err(|fehler| format!("Zeile {nr}: {}", fehler.fehler.text))?);
    }
    let menschen: usize = eingaben.iter().map(|e| e.lage.personen.len()).sum();
    // Hintereinander im Speicher, wie GETTSIM seine vorbereiteten Spalten bekommt.
    let lagen: Vec<Lage> = eingaben.iter().map(|eingabe| eingabe.lage.clone()).collect();
    let (still, _) = wiederhole(|| still(&lagen, &recht))?;
    let (gruende, _) = wiederhole(|| mit_gruenden(&eingaben, &recht))?;
    let kerne = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (alle_cpu, alle_uhr) = wiederhole(|| auf_allen(&lagen, &recht, kerne))?;
    println!(
        "ERGEBNIS {menschen} {still} {gruende} {alle_cpu} {} {kerne} {}",
        alle_uhr,
        speicher()?
    );
    Ok(())
}

/// Ein Durchgang über alle Haushalte.
fn still(lagen: &[Lage], recht: &Recht) {
    let mut werkbank = Werkbank::neu();
    for lage in lagen {
        if let Ok(ergebnis) = berechne(lage, recht, &mut werkbank) {
            black_box(ergebnis.auszahlung());
        }
    }
}

/// Derselbe Durchgang, mit den Gründen jeder Person.
fn mit_gruenden(eingaben: &[Eingabe], recht: &Recht) {
    let mut werkbank = Werkbank::neu();
    for eingabe in eingaben {
        if let Ok(ergebnis) = berechne(&eingabe.lage, recht, &mut werkbank) {
            let name = |i: usize| eingabe.ids.get(i).cloned().unwrap_or_default();
            black_box(ergebnis.beleg(name));
        }
    }
}

/// Auf so vielen Fäden, wie es Kerne gibt; jeder hat seinen Teil der Haushalte.
fn auf_allen(lagen: &[Lage], recht: &Recht, kerne: usize) {
    let je_kern = lagen.len().div_ceil(kerne).max(1);
    std::thread::scope(|faeden| {
        for teil in lagen.chunks(je_kern) {
            faeden.spawn(move || still(teil, recht));
        }
    });
}

/// Mikrosekunden CPU und Zeit nach der Uhr je Durchgang.
fn wiederhole(mut arbeit: impl FnMut()) -> Result<(u64, u64), Fehler> {
    arbeit();
    let (cpu, uhr) = (cpu()?, uhr()?);
    let mut zahl = 0_u64;
    let verbraucht = loop {
        arbeit();
        zahl += 1;
        let bisher = self::cpu()? - cpu;
        if bisher >= MINDESTENS {
            break bisher;
        }
    };
    Ok((verbraucht * 10_000 / zahl, (self::uhr()? - uhr) * 10_000 / zahl))
}

/// Eigene CPU-Zeit in Hundertstelsekunden (`utime`, `stime` in /proc/self/stat).
fn cpu() -> Result<u64, Fehler> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, felder) = stat.rsplit_once(')').ok_or("/proc/self/stat")?;
    let mut felder = felder.split_whitespace().skip(11);
    let mut feld = || felder.next().and_then(|text| text.parse::<u64>().ok());
    feld().zip(feld()).map(|(eigen, kern)| eigen + kern).ok_or_else(|| "/proc/self/stat".into())
}

/// Hundertstelsekunden seit dem Start der Maschine.
fn uhr() -> Result<u64, Fehler> {
    let uptime = std::fs::read_to_string("/proc/uptime")?;
    let seit = uptime.split_whitespace().next().ok_or("/proc/uptime")?;
    Ok(seit.replace('.', "").parse()?)
}

/// Höchster Speicher in KiB (`VmHWM`).
fn speicher() -> Result<u64, Fehler> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let zeile = status.lines().find_map(|zeile| zeile.strip_prefix("VmHWM:"));
    let zahl = zeile.and_then(|zeile| zeile.split_whitespace().next()).ok_or("VmHWM")?;
    Ok(zahl.parse()?)
}
