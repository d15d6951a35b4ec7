//! Einen Block berechnen, auf so vielen Fäden, wie es Rechner gibt; die Reihenfolge bleibt.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Fehlerzeile, GANZE_ZEILE, Mangel, lies_vorrang, lies_zeile};
use case::vorrang::berechne_vorrang;
use law::anspruch::Werkbank;
use law::recht::Recht;
use serde::Serialize;

use super::Stand;
use crate::zeilen::Block;

/// Darunter kostet ein Faden mehr, als er spart.
const ZEILEN_JE_FADEN: usize = 8;

/// Was in einer Zeile steht und was daraus wird.
#[derive(Clone, Copy)]
pub enum Auftrag {
    /// Eine Lage wird ein Ergebnis.
    Lage,
    /// Eine Vorranglage wird eine Vorrangprüfung.
    Vorrang,
}

/// Was ein Faden zum Rechnen braucht.
pub(super) struct Rechner<'r> {
    auftrag: Auftrag,
    recht: &'r Recht,
    gruende: Gruende,
    werkbank: Werkbank,
}

/// Die Antworten eines Fadens: Zeilen JSON und wie viele davon Fehler sind.
#[derive(Default)]
pub(super) struct Antwort {
    pub(super) bytes: Vec<u8>,
    pub(super) stand: Stand,
}

/// Die Antworten auf alle Zeilen des Blocks, in ihrer Reihenfolge.
pub(super) fn antworten(block: &Block, rechner: &mut [Rechner<'_>]) -> Vec<Antwort> {
    let zeilen = block.zeilen();
    let je_faden = zeilen.len().div_ceil(rechner.len().max(1)).max(ZEILEN_JE_FADEN);
    if je_faden >= zeilen.len() {
        return rechner.iter_mut().take(1).map(|rechner| rechner.antwort(zeilen.clone())).collect();
    }
    thread::scope(|faeden| {
        let laufend: Vec<_> = rechner
            .iter_mut()
            .enumerate()
            .map(|(stelle, rechner)| {
                let teil = zeilen.clone().skip(stelle * je_faden).take(je_faden);
                faeden.spawn(move || rechner.antwort(teil))
            })
            .collect();
        laufend
            .into_iter()
            .map(|faden| faden.join().unwrap_or_else(|grund| resume_unwind(grund)))
            .collect()
    })
}

impl<'r> Rechner<'r> {
    pub(super) fn neu(auftrag: Auftrag, recht: &'r Recht, gruende: Gruende) -> Rechner<'r> {
        Rechner { auftrag, recht, gruende, werkbank: Werkbank::neu() }
    }

    fn antwort<'z>(&mut self, zeilen: impl Iterator<Item = (u64, &'z [u8])>) -> Antwort {
        let mut antwort = Antwort::default();
        for (nr, bytes) in zeilen {
            antwort.stand.zeilen += 1;
            let geschrieben = match self.auftrag {
                Auftrag::Lage => self.zeile(nr, bytes, &mut antwort.bytes),
                Auftrag::Vorrang => self.vorrang(nr, bytes, &mut antwort.bytes),
            };
            if let Err(fehlerzeile) = geschrieben {
                antwort.stand.fehler += 1;
                schreibe(&mut antwort.bytes, &fehlerzeile);
            }
        }
        antwort
    }

    fn zeile(&mut self, nr: u64, bytes: &[u8], aus: &mut Vec<u8>) -> Result<(), Fehlerzeile> {
        let eingabe = lies_zeile(nr, bytes)?;
        // Nach einem Abbruch ist die Werkbank noch brauchbar: jede Rechnung liest sie neu ein.
        let ergebnis =
            abgesichert(|| berechne(&eingabe, self.recht, &mut self.werkbank, self.gruende))
                .map_err(|mangel| Fehlerzeile::neu(nr, Some(eingabe.fall), mangel))?;
        schreibe(aus, &ergebnis);
        Ok(())
    }

    fn vorrang(&mut self, nr: u64, bytes: &[u8], aus: &mut Vec<u8>) -> Result<(), Fehlerzeile> {
        let eingabe = lies_vorrang(nr, bytes)?;
        let ergebnis = abgesichert(|| {
            berechne_vorrang(&eingabe, self.recht, &mut self.werkbank, self.gruende)
        })
        .map_err(|mangel| Fehlerzeile::neu(nr, Some(eingabe.fall), mangel))?;
        schreibe(aus, &ergebnis);
        Ok(())
    }
}

/// Eine Zeile, die das Programm selbst nicht verkraftet, hält die anderen nicht auf.
fn abgesichert<T>(arbeit: impl FnOnce() -> Result<T, Mangel>) -> Result<T, Mangel> {
    catch_unwind(AssertUnwindSafe(arbeit)).unwrap_or_else(|_| {
        let text = "konnte nicht berechnet werden, weil das Programm einen Fehler hat; bitte mit \
                    dieser Zeile melden";
        Err(Mangel::neu(GANZE_ZEILE, text))
    })
}

fn schreibe(aus: &mut Vec<u8>, zeile: &impl Serialize) {
    // In den Speicher zu schreiben schlägt nicht fehl, und die Typen haben nur Texte als Namen.
    let geschrieben = serde_json::to_writer(&mut *aus, zeile);
    debug_assert!(geschrieben.is_ok(), "das Ergebnis ist immer JSON");
    aus.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ein_fehler_des_programms_wird_eine_antwort() {
        let antwort = abgesichert(|| -> Result<(), Mangel> { panic!("Probe") });
        assert!(antwort.unwrap_err().text.contains("das Programm einen Fehler hat"));
    }
}
