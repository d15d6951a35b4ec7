//! Was fällig ist, was im Weg steht, und wessen Verarbeitung einzuschränken ist.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Bekannt, EingangTatsache, FallTatsache, Kennung, Loeschposten, Strom, StromArt};
use case::aufbewahrung::{Aufbewahrung, Hemmnis, Klasse};
use case::protokoll::ProtokollTatsache;

use super::Fristen;
use crate::door::load_whole_case;
use crate::store::record::StoreError;
use crate::store::view::View;

/// So viele Tage des Protokolls stehen in einem Posten höchstens.
const STROEME: usize = 1000;

/// Ein Posten, der vorgeschlagen werden kann.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faellig {
    /// Was.
    pub posten: Loeschposten,
    /// Warum, in einem Satz.
    pub grund: String,
}

/// Was zusammengestellt ist. Nur Kennungen, Klassen und Tage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liste {
    /// Was gelöscht werden kann.
    pub faellig: Vec<Faellig>,
    /// Wessen Frist vorbei ist, und was im Weg steht.
    pub gehemmt: Vec<(Strom, BTreeSet<Hemmnis>)>,
    /// Fälle, deren Verarbeitung einzuschränken ist und die niemand gesperrt hat.
    pub einzuschraenken: Vec<Kennung>,
}

impl Fristen<'_> {
    /// Geht alle Ströme durch. Ändert nichts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn sammle(&self) -> Result<Liste, StoreError> {
        let mut liste = Liste::default();
        let mut tage: Vec<(Strom, Aufbewahrung)> = Vec::new();
        for strom in self.store.streams(self.traeger)? {
            match strom.art {
                StromArt::Fall => self.fall(strom, &mut liste)?,
                StromArt::Eingang => {
                    let akte = self.store.load::<EingangTatsache>(self.traeger, strom)?;
                    self.nimm(strom, self.plan.eingang(&akte, self.heute), &mut liste);
                }
                StromArt::Protokoll => {
                    let frist = self.store.look(self.traeger, |view| self.tag(view, strom))?;
                    tage.extend(
                        frist.filter(|frist| frist.faellig(self.heute)).map(|f| (strom, f)),
                    );
                }
                // Ein Mensch geht mit seinem letzten Fall. Beschäftigte löscht noch niemand; ein Löschlauf bleibt, und in einem
                // Bündel steht nichts über Menschen.
                StromArt::Person
                | StromArt::Bediensteter
                | StromArt::Konto
                | StromArt::Uebergabe
                | StromArt::Plan
                | StromArt::Loeschung
                | StromArt::Buendel => {}
            }
        }
        for tage in tage.chunks(STROEME) {
            let Some((_, letzte)) = tage.iter().max_by_key(|(_, frist)| frist.bis) else {
                continue;
            };
            let stroeme = tage.iter().map(|(strom, _)| *strom).collect();
            liste.faellig.extend(faellig(stroeme, letzte));
        }
        Ok(liste)
    }

    fn fall(&self, strom: Strom, liste: &mut Liste) -> Result<(), StoreError> {
        let bestand = self.store.look(self.traeger, |view| load_whole_case(view, strom.kennung))?;
        let Some(fall) = bestand.faelle.get(&strom.kennung) else { return Ok(()) };
        let frist = self.plan.fall(fall, &bestand.personen, self.heute);
        let gesperrt = fall
            .am(self.heute, Bekannt::Jetzt)
            .iter()
            .any(|stueck| matches!(stueck.tatsache(), FallTatsache::Sperre(Some(_))));
        if frist.as_ref().is_some_and(|f| f.einzuschraenken(self.heute)) && !gesperrt {
            liste.einzuschraenken.push(strom.kennung);
        }
        self.nimm(strom, frist, liste);
        Ok(())
    }

    fn nimm(&self, strom: Strom, frist: Option<Aufbewahrung>, liste: &mut Liste) {
        let Some(frist) = frist else { return };
        if frist.faellig(self.heute) {
            liste.faellig.extend(faellig(vec![strom], &frist));
        } else if frist.bis.is_some_and(|bis| bis < self.heute) {
            liste.gehemmt.push((strom, frist.hemmnisse));
        }
    }

    /// Die Frist eines Tages im Protokoll.
    pub(super) fn tag(
        &self,
        view: &mut View<'_>,
        strom: Strom,
    ) -> Result<Option<Aufbewahrung>, StoreError> {
        let akte = view.load::<ProtokollTatsache>(strom)?;
        let tag = akte.eintraege().iter().map(|eintrag| eintrag.ereignis.eingang).max();
        Ok(tag.and_then(|tag| self.plan.protokoll(tag, self.heute)))
    }
}

impl Liste {
    /// Wie viel je Klasse fällig ist.
    #[must_use]
    pub fn je_klasse(&self) -> BTreeMap<Klasse, usize> {
        let mut zahlen = BTreeMap::new();
        for faellig in &self.faellig {
            *zahlen.entry(faellig.posten.klasse).or_default() += 1;
        }
        zahlen
    }
}

fn faellig(stroeme: Vec<Strom>, frist: &Aufbewahrung) -> Option<Faellig> {
    let posten = Loeschposten { stroeme, klasse: frist.klasse, bis: frist.bis? };
    Some(Faellig { posten, grund: frist.grund() })
}
