//! Alle Fälle eines Mandanten durchgehen, auf mehreren Fäden. Was herauskommt, kommt in der Reihenfolge der Kennungen:
//! auf wie vielen Fäden auch, es ist dasselbe.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use case::akte::{Kennung, Strom};
use case::befehl::Bestand;
use case::rechte::{Akteur, Anfrage, Filter, filter};
use law::measure::Tag;

use crate::door::{Caller, Door, load_whole_case};
use crate::store::keys::KeyError;
use crate::store::record::{Store, StoreError};
use crate::store::view::View;

/// So viele Fälle werden auf einmal gelesen.
const SEITE: u32 = 64;

/// Ein Fall mit seinen Menschen, oder warum er sich nicht lesen lässt.
pub(crate) type Gelesen = (Kennung, Result<Bestand, String>);

/// Welche Fälle, und auf wie vielen Fäden.
pub(crate) struct Kartei<'a> {
    pub(crate) store: &'a Store,
    pub(crate) traeger: &'a str,
    pub(crate) filter: Filter,
    pub(crate) heute: Tag,
    pub(crate) faeden: NonZeroUsize,
}

/// Was die Fäden gemeinsam haben.
struct Stand<R, N, E> {
    nach: Option<Kennung>,
    /// So viele Seiten sind vergeben.
    vergeben: usize,
    zu_ende: bool,
    /// Fertige Seiten, auf die eine frühere noch warten lässt.
    fertig: BTreeMap<usize, R>,
    /// So viele Seiten sind abgegeben.
    abgegeben: usize,
    nimm: N,
    fehler: Option<E>,
}

impl<'a> Kartei<'a> {
    /// Die Fälle, an denen jemand das tun darf, ohne nach etwas gefragt zu werden.
    pub(crate) fn von(
        door: Door<'a>,
        caller: Caller<'a>,
        anfrage: &Anfrage,
        faeden: NonZeroUsize,
    ) -> Result<Kartei<'a>, StoreError> {
        let (traeger, heute) = (caller.traeger, caller.heute);
        let akte = door.store.load(traeger, Strom::bediensteter(caller.akteur))?;
        let filter = filter(door.regelwerk, &Akteur::aus(&akte, heute), anfrage, heute);
        Ok(Kartei { store: door.store, traeger, filter, heute, faeden })
    }

    /// Wie viele Fälle es überhaupt gibt.
    pub(crate) fn alle(&self) -> Result<u64, StoreError> {
        let (mut zahl, mut nach) = (0_u64, None);
        loop {
            let seite = self.store.look(self.traeger, |view| {
                view.faelle(&Filter::JEDER, self.heute, (nach, 10_000)).map_err(StoreError::from)
            })?;
            let Some(letzter) = seite.last() else { return Ok(zahl) };
            zahl = zahl.saturating_add(u64::try_from(seite.len()).unwrap_or(u64::MAX));
            nach = Some(*letzter);
        }
    }

    /// Tut es mit jeder Seite von Fällen; `nimm` bekommt die Ergebnisse der Reihe nach. Der erste Fehler hält an.
    pub(crate) fn je_seite<W, R: Send, E: From<StoreError> + Send>(
        &self,
        arbeitsplatz: impl Fn() -> W + Sync,
        tu: impl Fn(&mut W, &[Kennung]) -> Result<R, E> + Sync,
        nimm: impl FnMut(R) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let stand = Mutex::new(Stand {
            nach: None,
            vergeben: 0,
            zu_ende: false,
            fertig: BTreeMap::new(),
            abgegeben: 0,
            nimm,
            fehler: None,
        });
        std::thread::scope(|faeden| {
            for _ in 0..self.faeden.get() {
                faeden.spawn(|| {
                    let mut platz = arbeitsplatz();
                    while let Some((nummer, seite)) = self.naechste(&stand) {
                        let ergebnis = tu(&mut platz, &seite);
                        stand
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .gib_ab(nummer, ergebnis);
                    }
                });
            }
        });
        let stand = stand.into_inner().unwrap_or_else(PoisonError::into_inner);
        stand.fehler.map_or(Ok(()), Err)
    }

    fn naechste<R, N, E: From<StoreError>>(
        &self,
        stand: &Mutex<Stand<R, N, E>>,
    ) -> Option<(usize, Vec<Kennung>)> {
        let mut stand = stand.lock().unwrap_or_else(PoisonError::into_inner);
        if stand.zu_ende || stand.fehler.is_some() {
            return None;
        }
        let seite = self.store.look(self.traeger, |view| {
            view.faelle(&self.filter, self.heute, (stand.nach, SEITE)).map_err(StoreError::from)
        });
        match seite {
            Ok(seite) => {
                let Some(letzter) = seite.last() else {
                    stand.zu_ende = true;
                    return None;
                };
                stand.nach = Some(*letzter);
                let nummer = stand.vergeben;
                stand.vergeben = nummer.saturating_add(1);
                Some((nummer, seite))
            }
            Err(fehler) => {
                stand.fehler = Some(fehler.into());
                None
            }
        }
    }
}

impl<R, N: FnMut(R) -> Result<(), E>, E> Stand<R, N, E> {
    fn gib_ab(&mut self, nummer: usize, ergebnis: Result<R, E>) {
        match ergebnis {
            Ok(ergebnis) => {
                self.fertig.insert(nummer, ergebnis);
            }
            Err(fehler) => {
                self.fehler.get_or_insert(fehler);
            }
        }
        while self.fehler.is_none()
            && let Some(naechstes) = self.fertig.remove(&self.abgegeben)
        {
            self.abgegeben = self.abgegeben.saturating_add(1);
            self.fehler = (self.nimm)(naechstes).err();
        }
    }
}

/// Die Fälle mit ihren Menschen. Ein Fall, der sich nicht lesen lässt, hält die anderen nicht auf; ein gelöschter fehlt.
pub(crate) fn bestaende(
    view: &mut View<'_>,
    faelle: &[Kennung],
) -> Result<Vec<Gelesen>, StoreError> {
    let mut bestaende = Vec::with_capacity(faelle.len());
    for fall in faelle {
        let bestand = match load_whole_case(view, *fall) {
            Err(StoreError::Key(KeyError::Erased)) => continue,
            Err(fehler @ (StoreError::Seal(_) | StoreError::Event(_))) => Err(fehler.to_string()),
            bestand => Ok(bestand?),
        };
        bestaende.push((*fall, bestand));
    }
    Ok(bestaende)
}
