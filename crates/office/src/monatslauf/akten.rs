//! Die Haushalte eines Monats aus den Akten, wie der Lauf sie braucht.

use std::collections::VecDeque;
use std::io;

use case::akte::lage::Akten;
use case::akte::{Bekannt, Kennung};
use case::rechte::Filter;
use case::schnittstelle::{Fehlerzeile, GANZE_ZEILE, Mangel};
use law::measure::{Monat, Tag};

use super::Zeile;
use crate::door::load_whole_case;
use crate::store::record::{Store, StoreError};

/// So viele Fälle werden auf einmal gelesen.
const SEITE: u32 = 64;

/// Die Haushalte aller Fälle eines Mandanten, der Kennung nach: was heute bekannt ist.
#[derive(Debug)]
pub struct Aktenzeilen<'a> {
    store: &'a Store,
    traeger: &'a str,
    monat: Monat,
    heute: Tag,
    nach: Option<Kennung>,
    gelesen: VecDeque<Zeile>,
    nummer: u64,
    zu_ende: bool,
}

impl<'a> Aktenzeilen<'a> {
    /// Von vorn.
    #[must_use]
    pub const fn neu(store: &'a Store, traeger: &'a str, (monat, heute): (Monat, Tag)) -> Self {
        Aktenzeilen {
            store,
            traeger,
            monat,
            heute,
            nach: None,
            gelesen: VecDeque::new(),
            nummer: 0,
            zu_ende: false,
        }
    }

    fn lies(&mut self) -> Result<(), StoreError> {
        let (nach, heute) = (self.nach, self.heute);
        let gelesen = self.store.look(self.traeger, |view| {
            let faelle = view.faelle(&Filter::JEDER, heute, (nach, SEITE))?;
            let mut bestaende = Vec::with_capacity(faelle.len());
            for fall in faelle {
                bestaende.push((fall, load_whole_case(view, fall)?));
            }
            Ok::<_, StoreError>(bestaende)
        })?;
        self.zu_ende = gelesen.is_empty();
        for (kennung, bestand) in gelesen {
            self.nach = Some(kennung);
            self.nummer = self.nummer.saturating_add(1);
            let Some(fall) = bestand.faelle.get(&kennung) else { continue };
            let akten = Akten { fall, personen: &bestand.personen };
            let haushalt = akten.haushalt(self.monat, Bekannt::Jetzt);
            let zeile = haushalt.map(|haushalt| (self.nummer, haushalt)).map_err(|luecke| {
                let mangel = Mangel::neu(GANZE_ZEILE, luecke.to_string());
                Fehlerzeile::neu(self.nummer, Some(kennung.to_string()), mangel)
            });
            self.gelesen.push_back(zeile);
        }
        Ok(())
    }
}

impl Iterator for Aktenzeilen<'_> {
    type Item = io::Result<Zeile>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.gelesen.is_empty() && !self.zu_ende {
            if let Err(fehler) = self.lies() {
                self.zu_ende = true;
                return Some(Err(io::Error::other(fehler.to_string())));
            }
        }
        self.gelesen.pop_front().map(Ok)
    }
}
