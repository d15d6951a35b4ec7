//! Aufträge ausführen, solange der Dienst läuft: für jeden Mandanten einen nach dem anderen, bis keiner mehr wartet.
//!
//! Mehrere Prozesse dürfen zugleich arbeiten: wer einen Auftrag nimmt, pachtet ihn. Was scheitert, kommt nach einer Pause
//! wieder an die Reihe und hält die anderen nicht auf.

use std::io;

use case::akte::Strom;
use case::aufbewahrung::Aufbewahrungsplan;
use law::measure::Tag;

use crate::ablage::Ablage;
use crate::fristen::{Fristen, FristenFehler};
use crate::store::record::{Store, StoreError};

/// Wer Aufträge ausführt.
#[derive(Clone, Copy)]
pub struct Arbeiter<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Dateien daneben.
    pub ablage: &'a Ablage,
    /// Wie lange was aufgehoben wird.
    pub plan: &'a Aufbewahrungsplan,
    /// Wohin jede Löschung gemeldet wird, bevor ihr Schlüssel geht: Mandant und Strom.
    pub melde: &'a dyn Fn(&str, Strom) -> io::Result<()>,
    /// Soll er weitermachen? Sonst gibt er zurück, was er gerade hat.
    pub weiter: &'a dyn Fn() -> bool,
}

impl std::fmt::Debug for Arbeiter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Arbeiter")
    }
}

/// Was eine Runde tat.
#[derive(Debug, Default)]
pub struct Runde {
    /// Ausgeführte Aufträge.
    pub getan: usize,
    /// Gescheiterte, mit ihrem Grund; er nennt nie einen Inhalt.
    pub gescheitert: Vec<FristenFehler>,
}

impl Arbeiter<'_> {
    /// Führt aus, was gerade wartet. Antwortet der Speicher bei einem Mandanten nicht, geht es beim nächsten weiter.
    ///
    /// # Errors
    /// [`StoreError`], wenn er nicht einmal sagt, wen es gibt.
    pub fn runde(&self, heute: Tag) -> Result<Runde, StoreError> {
        let mut runde = Runde::default();
        for traeger in self.store.look_everywhere(|view| view.tenant_names())? {
            let melde = |strom: Strom| (self.melde)(&traeger, strom);
            let fristen = Fristen {
                store: self.store,
                ablage: self.ablage,
                plan: self.plan,
                traeger: &traeger,
                heute,
                melde: &melde,
                weiter: self.weiter,
                vorher: &|_| Ok(()),
            };
            while (self.weiter)() {
                match fristen.arbeite() {
                    Ok(Some(_)) => runde.getan = runde.getan.saturating_add(1),
                    Ok(None) => break,
                    // Angehalten hat ihn ein Mensch; das ist kein Fehler.
                    Err(FristenFehler::Angehalten) => {}
                    Err(FristenFehler::Unterbrochen) => return Ok(runde),
                    Err(fehler @ FristenFehler::Speicher(_)) => {
                        runde.gescheitert.push(fehler);
                        break;
                    }
                    Err(fehler) => runde.gescheitert.push(fehler),
                }
            }
        }
        Ok(runde)
    }
}
