//! Viele Haushalte aufnehmen: jeder ein Befehl durch die Tür, mehrere zugleich.
//!
//! Die Kennungen folgen aus dem Aktenzeichen. Wer abbricht und noch einmal beginnt, macht dort weiter: was schon
//! aufgenommen ist, wird nicht noch einmal aufgenommen.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use case::akte::Kennung;
use case::befehl::{Befehl, HaushaltAufnehmen};
use case::schnittstelle::Haushalt;
use law::anspruch::Werkbank;
use sha2::{Digest, Sha256};

use crate::door::{Caller, Door, DoorError, Order};

/// Wer aufnimmt, und mit wie vielen Fäden: der Speicher schreibt zusammen, was zugleich kommt.
#[derive(Clone, Copy, Debug)]
pub struct Aufnahme<'a> {
    /// Die Tür.
    pub door: Door<'a>,
    /// Wer aufnimmt.
    pub caller: Caller<'a>,
    /// Fäden.
    pub faeden: NonZeroUsize,
}

/// Warum nicht alle aufgenommen sind.
#[derive(Debug, thiserror::Error)]
#[error("Haushalt {nummer}: {grund}")]
pub struct AufnahmeFehler {
    /// Aktenzeichen des ersten, der nicht ging.
    pub nummer: String,
    /// Warum.
    pub grund: DoorError,
}

/// Was die Fäden gemeinsam haben.
struct Stand<I, M> {
    haushalte: I,
    melde: M,
    aufgenommen: u64,
    fehler: Option<AufnahmeFehler>,
}

impl Aufnahme<'_> {
    /// Nimmt alle auf; nach jedem ruft er `melde`. Zurück kommt, wie viele es sind.
    ///
    /// # Errors
    /// [`AufnahmeFehler`]; was davor aufgenommen ist, bleibt es.
    pub fn nimm_auf(
        &self,
        haushalte: impl Iterator<Item = Haushalt> + Send,
        melde: impl FnMut() + Send,
    ) -> Result<u64, AufnahmeFehler> {
        let stand = Mutex::new(Stand { haushalte, melde, aufgenommen: 0, fehler: None });
        std::thread::scope(|faeden| {
            for _ in 0..self.faeden.get() {
                faeden.spawn(|| self.arbeite(&stand));
            }
        });
        let stand = stand.into_inner().unwrap_or_else(PoisonError::into_inner);
        stand.fehler.map_or(Ok(stand.aufgenommen), Err)
    }

    /// Nimmt einen nach dem anderen, bis keiner mehr kommt oder einer nicht ging.
    fn arbeite(&self, stand: &Mutex<Stand<impl Iterator<Item = Haushalt>, impl FnMut()>>) {
        let sperre = || stand.lock().unwrap_or_else(PoisonError::into_inner);
        let mut werkbank = Werkbank::neu();
        loop {
            let naechster = {
                let mut stand = sperre();
                if stand.fehler.is_some() {
                    return;
                }
                stand.haushalte.next()
            };
            let Some(haushalt) = naechster else { return };
            let nummer = haushalt.nummer.clone();
            let ergebnis = self.einen(haushalt, &mut werkbank);
            let mut stand = sperre();
            match ergebnis {
                Ok(()) => {
                    stand.aufgenommen = stand.aufgenommen.saturating_add(1);
                    (stand.melde)();
                }
                Err(grund) => {
                    stand.fehler.get_or_insert(AufnahmeFehler { nummer, grund });
                }
            }
        }
    }

    fn einen(&self, haushalt: Haushalt, werkbank: &mut Werkbank) -> Result<(), DoorError> {
        let key = format!("aufnahme-{}", haushalt.nummer);
        let kennung = |wer: &str| kennung(self.caller.traeger, &haushalt.nummer, wer);
        let ids = haushalt.lage.personen.iter().map(|person| &person.id);
        let befehl = HaushaltAufnehmen {
            fall: kennung(""),
            personen: ids.map(|id| (id.clone(), kennung(id))).collect(),
            eingang: haushalt.antrag,
            bewilligt_am: Some(haushalt.antrag),
            haushalt,
        };
        let befehl = Befehl::HaushaltAufnehmen(Box::new(befehl));
        let order = Order { caller: self.caller, key: &key, befehl: &befehl };
        self.door.execute(order, werkbank).map(|_| ())
    }
}

/// Die Kennung des Falls oder eines Menschen darin.
fn kennung(traeger: &str, nummer: &str, wer: &str) -> Kennung {
    let mut sha = Sha256::new_with_prefix(b"nahtlos-aufnahme-1");
    for teil in [traeger, nummer, wer] {
        sha.update(u64::try_from(teil.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(teil);
    }
    Kennung::aus_hash(&sha.finalize().into())
}
