//! Die Tür: der eine Ort, an dem etwas geschieht.
//!
//! Laden, entscheiden, speichern. Geladen und entschieden wird ohne Sperre; gespeichert wird nur, wenn sich
//! keiner der gelesenen Ströme inzwischen geändert hat. Sonst wird neu entschieden, höchstens dreimal.

use std::collections::BTreeSet;

use case::akte::{FallTatsache, Kennung, Strom, StromArt, Tatsache};
use case::befehl::{Ablehnung, Befehl, Bestand, MonatUnterschied, Rechenhilfe, entscheide};
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;

use crate::store::lite::{Draft, Request, Store, StoreError};
use crate::store::streams::{CommitError, Outcome};

/// So oft wird entschieden, bevor der Aufrufer es selbst noch einmal versuchen muss.
const DECISIONS: usize = 3;

/// Was die Tür braucht.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Das Recht.
    pub recht: &'a Recht,
}

/// Wer was wann will.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Der Mandant.
    pub traeger: &'a str,
    /// Vom Absender gewählt; derselbe Schlüssel mit demselben Befehl wirkt einmal.
    pub key: &'a str,
    /// Was zu tun ist.
    pub befehl: &'a Befehl,
    /// Der Tag in Berlin, an dem entschieden wird.
    pub heute: Tag,
}

/// Was geschehen ist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Gespeichert; der Unterschied im Geld.
    Stored(Vec<MonatUnterschied>),
    /// Dieser Befehl war schon gespeichert; es ist nichts noch einmal geschehen.
    Repeated,
}

/// Warum nichts geschehen ist.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// Der Befehl ist abgewiesen; der Text sagt, was zu tun ist.
    #[error(transparent)]
    Refused(#[from] Ablehnung),
    /// Der Speicher.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Der Befehl lässt sich nicht schreiben.
    #[error("der Befehl lässt sich nicht schreiben; bitte melden")]
    Unwritable,
}

impl Door<'_> {
    /// Führt einen Befehl aus.
    ///
    /// # Errors
    /// [`DoorError`]; dann ist nichts gespeichert.
    pub fn execute(&self, order: Order<'_>, werkbank: &mut Werkbank) -> Result<Done, DoorError> {
        let body = serde_json::to_vec(order.befehl).map_err(|_| DoorError::Unwritable)?;
        let request = Request { traeger: order.traeger, key: order.key, body: &body };
        if self.store.answered(request)? {
            return Ok(Done::Repeated);
        }
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.attempt(order, request, werkbank) {
                Err(DoorError::Store(StoreError::Commit(CommitError::Conflict)))
                    if attempt < DECISIONS => {}
                result => return result,
            }
        }
    }

    fn attempt(
        &self,
        order: Order<'_>,
        request: Request<'_>,
        werkbank: &mut Werkbank,
    ) -> Result<Done, DoorError> {
        let bestand = self.load(order.traeger, order.befehl)?;
        let mut hilfe = Rechenhilfe { recht: self.recht, werkbank, heute: order.heute };
        let entscheidung = entscheide(order.befehl, &bestand, &mut hilfe)?;
        let draft = Draft {
            appends: entscheidung.ereignisse,
            reads: entscheidung.gelesen,
            ..Draft::default()
        };
        Ok(match self.store.commit(request, draft)? {
            Outcome::Done(_) => Done::Stored(entscheidung.unterschied),
            Outcome::Repeated(_) => Done::Repeated,
        })
    }

    /// Alles, was der Befehl braucht: die genannten Ströme und zu jedem Fall seine Menschen.
    fn load(&self, traeger: &str, befehl: &Befehl) -> Result<Bestand, StoreError> {
        let mut bestand = Bestand::default();
        let mut personen = BTreeSet::new();
        for strom in befehl.braucht() {
            match strom.art {
                StromArt::Fall => {
                    let akte = self.store.load::<FallTatsache>(traeger, strom)?;
                    personen.extend(
                        akte.eintraege()
                            .iter()
                            .filter_map(|eintrag| mitglied(&eintrag.ereignis.tatsache)),
                    );
                    bestand.faelle.insert(strom.kennung, akte);
                }
                StromArt::Person => {
                    personen.insert(strom.kennung);
                }
                StromArt::Eingang => {
                    bestand.eingaenge.insert(strom.kennung, self.store.load(traeger, strom)?);
                }
                // Diese Ströme liest noch kein Befehl.
                StromArt::Konto | StromArt::Uebergabe | StromArt::Plan => {}
            }
        }
        for kennung in personen {
            let akte = self.store.load(traeger, Strom::person(kennung))?;
            bestand.personen.insert(kennung, akte);
        }
        Ok(bestand)
    }
}

/// Die Kennung eines Mitglieds, auch eines früheren.
fn mitglied(tatsache: &FallTatsache) -> Option<Kennung> {
    match tatsache {
        FallTatsache::Mitglied { .. } => tatsache.posten()?.text().parse().ok(),
        _ => None,
    }
}
