//! Die Haushalte eines Monats aus den Akten, wie der Lauf sie braucht.

use std::collections::VecDeque;
use std::io;

use case::akte::lage::Akten;
use case::akte::{Bekannt, Kennung, Strom};
use case::befehl::Bestand;
use case::rechte::Filter;
use case::schnittstelle::{Fehlerzeile, GANZE_ZEILE, Haushalt, Mangel};
use law::measure::{Monat, Tag};

use super::Zeile;
use crate::kartei::bestaende;
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
            let letzter = faelle.last().copied();
            Ok::<_, StoreError>((bestaende(view, &faelle)?, letzter))
        })?;
        let (gelesen, letzter) = gelesen;
        self.zu_ende = letzter.is_none();
        self.nach = letzter.or(self.nach);
        for (kennung, bestand) in gelesen {
            self.nummer = self.nummer.saturating_add(1);
            let haushalt = bestand.and_then(|bestand| haushalt(&bestand, kennung, self.monat));
            self.gelesen.push_back(haushalt.map(|haushalt| (self.nummer, haushalt)).map_err(
                |was| {
                    let mangel = Mangel::neu(GANZE_ZEILE, was);
                    Fehlerzeile::neu(self.nummer, Some(kennung.to_string()), mangel)
                },
            ));
        }
        Ok(())
    }
}

/// Der Haushalt des Monats, oder was der Akte fehlt.
fn haushalt(bestand: &Bestand, fall: Kennung, monat: Monat) -> Result<Haushalt, String> {
    let akte = bestand.faelle.get(&fall).ok_or_else(|| Strom::fall(fall).to_string())?;
    let akten = Akten { fall: akte, personen: &bestand.personen };
    akten.haushalt(monat, Bekannt::Jetzt).map_err(|luecke| luecke.to_string())
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
