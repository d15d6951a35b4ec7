//! Viele Briefe mit eigenen Fäden und flachem Speicher.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use case::brief::Brief;

use crate::{BriefFehler, Druckerei};

/// Der Satz verschachtelter Inhalte braucht mehr als die üblichen zwei MiB.
const STAPEL: usize = 16 << 20;

/// Briefe je Arbeiter, die gesetzt, aber noch nicht abgeholt sein dürfen.
const VORLAUF: usize = 2;

/// Ein Brief mit seiner Nummer auf dem Weg zum Arbeiter.
type Auftrag<B> = (usize, B);

/// Ein PDF mit seiner Nummer auf dem Weg zurück.
type Fertig = (usize, Result<Vec<u8>, BriefFehler>);

impl Druckerei {
    /// Setzt `briefe` mit `arbeiter` Fäden und ruft `fertig` mit Nummer (ab 0) und PDF in der
    /// Reihenfolge der Eingabe.
    ///
    /// Es sind nie mehr als wenige Briefe je Arbeiter unterwegs; ein Brief, dessen Satz abbricht,
    /// kommt als [`BriefFehler::Absturz`] zurück und hält die anderen nicht auf.
    ///
    /// # Errors
    /// [`BriefFehler::Einrichtung`], wenn das System keinen Faden hergibt.
    pub fn viele<B: Borrow<Brief> + Send>(
        &self,
        briefe: impl IntoIterator<Item = B>,
        arbeiter: NonZeroUsize,
        mut fertig: impl FnMut(usize, Result<Vec<u8>, BriefFehler>),
    ) -> Result<(), BriefFehler> {
        let unterwegs = arbeiter.get().saturating_mul(VORLAUF);
        let (auftrag, auftraege) = sync_channel::<Auftrag<B>>(unterwegs);
        let (zurueck, ergebnisse) = sync_channel::<Fertig>(unterwegs);
        let auftraege = Mutex::new(auftraege);
        thread::scope(|rahmen| {
            for nummer in 0..arbeiter.get() {
                let (auftraege, zurueck) = (&auftraege, zurueck.clone());
                thread::Builder::new()
                    .name(format!("brief-{nummer}"))
                    .stack_size(STAPEL)
                    .spawn_scoped(rahmen, move || self.arbeite(auftraege, &zurueck))
                    .map_err(|fehler| BriefFehler::Einrichtung(fehler.to_string()))?;
            }
            drop(zurueck);
            verteile(briefe, unterwegs, auftrag, &ergebnisse, &mut fertig);
            Ok(())
        })
    }

    fn arbeite<B: Borrow<Brief>>(
        &self,
        auftraege: &Mutex<Receiver<Auftrag<B>>>,
        zurueck: &SyncSender<Fertig>,
    ) {
        loop {
            // Die Sperre gilt nur dem Abholen, nicht dem Satz.
            let auftrag = auftraege.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((nummer, brief)) = auftrag else { return };
            let pdf = catch_unwind(AssertUnwindSafe(|| self.pdf(brief.borrow())));
            let pdf = pdf.unwrap_or(Err(BriefFehler::Absturz));
            if zurueck.send((nummer, pdf)).is_err() {
                return;
            }
        }
    }
}

/// Reicht Aufträge aus, solange Platz ist, und gibt Ergebnisse in ihrer Reihenfolge weiter.
fn verteile<B>(
    briefe: impl IntoIterator<Item = B>,
    unterwegs: usize,
    auftrag: SyncSender<Auftrag<B>>,
    ergebnisse: &Receiver<Fertig>,
    fertig: &mut impl FnMut(usize, Result<Vec<u8>, BriefFehler>),
) {
    let mut briefe = briefe.into_iter().enumerate().fuse();
    let mut wartend = BTreeMap::new();
    let (mut gesendet, mut abgegeben) = (0_usize, 0_usize);
    loop {
        // Auch was fertig ist und auf einen früheren Brief wartet, zählt als unterwegs.
        while gesendet.saturating_sub(abgegeben) < unterwegs {
            let Some(naechster) = briefe.next() else { break };
            if auftrag.send(naechster).is_err() {
                return;
            }
            gesendet = gesendet.saturating_add(1);
        }
        if abgegeben == gesendet {
            return;
        }
        let Ok((nummer, pdf)) = ergebnisse.recv() else { return };
        wartend.insert(nummer, pdf);
        while let Some(pdf) = wartend.remove(&abgegeben) {
            fertig(abgegeben, pdf);
            abgegeben = abgegeben.saturating_add(1);
        }
    }
}
