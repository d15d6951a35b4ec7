//! Was jede Meldung gemeinsam hat: neue Ereignisse an die Akten, der Unterschied im Geld, und der Entwurf, der
//! daraus folgt.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::Monat;

use super::unterschied::{self, Vergleich};
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, PersonTatsache, Strom, Tatsache};
use crate::entwurf::{Vorgang, fortfuehren, zeitraeume};

/// Neue Ereignisse für einen Fall und Menschen darin.
#[derive(Default)]
pub(super) struct Neues {
    /// Für den Fall.
    pub(super) fall: Vec<Ereignis<FallTatsache>>,
    /// Für Menschen.
    pub(super) personen: BTreeMap<Kennung, Vec<Ereignis<PersonTatsache>>>,
    /// Monate, über die neu zu entscheiden ist, auch wenn sich an der Rechnung nichts ändert.
    pub(super) monate: BTreeSet<Monat>,
}

impl Neues {
    /// Fügt sie an, rechnet, was sich ändert, und führt den Entwurf fort.
    pub(super) fn fuehre_fort(
        self,
        fall: &Akte<FallTatsache>,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall_nachher = fall.mit(&self.fall);
        let mut personen = bestand.personen.clone();
        for (kennung, neue) in &self.personen {
            let akte = personen.entry(*kennung).or_insert_with(|| Akte::neu(*kennung));
            *akte = akte.mit(neue);
        }
        let vorher = Akten { fall, personen: &bestand.personen };
        let nachher = Akten { fall: &fall_nachher, personen: &personen };
        let monate = self.monate(vorher, nachher);
        let unterschied = unterschied::je_monat(Vergleich { vorher, nachher }, &monate, hilfe)?;
        let Rechenhilfe { heute, akteur, .. } = *hilfe;
        let vorgang = Vorgang { nachher, monate, ..Vorgang::noch_einmal(vorher, (heute, akteur)) };
        let entwurf = fortfuehren(&vorgang, (hilfe.recht, &mut *hilfe.werkbank))?;
        Ok(self.entscheidung(fall, bestand, entwurf, unterschied))
    }

    fn entscheidung(
        self,
        fall: &Akte<FallTatsache>,
        bestand: &Bestand,
        entwurf: Vec<Ereignis<FallTatsache>>,
        unterschied: Vec<unterschied::MonatUnterschied>,
    ) -> Entscheidung {
        let strom = Strom::fall(fall.kennung);
        let mut am_fall = self.fall;
        am_fall.extend(entwurf);
        let mut ereignisse = Vec::new();
        let mut gelesen = Vec::new();
        // Entstehen zwei Entwürfe zugleich, gilt einer; der andere Vorgang wird auf ihm neu entschieden.
        if am_fall.is_empty() {
            gelesen.push((strom, fall.version()));
        } else {
            ereignisse.push((strom, fall.version(), texte(&am_fall)));
        }
        for (kennung, neue) in &self.personen {
            let version = bestand.personen.get(kennung).map_or(0, Akte::version);
            ereignisse.push((Strom::person(*kennung), version, texte(neue)));
        }
        let andere =
            bestand.personen.iter().filter(|(kennung, _)| !self.personen.contains_key(kennung));
        gelesen.extend(andere.map(|(kennung, akte)| (Strom::person(*kennung), akte.version())));
        Entscheidung { ereignisse, gelesen, unterschied }
    }

    /// Die Monate, in denen sich etwas ändern kann: die der Meldung und die des Ersetzten, in allen
    /// Bewilligungszeiträumen.
    fn monate(&self, vorher: Akten<'_>, nachher: Akten<'_>) -> Vec<Monat> {
        let mut zeiten: Vec<Gilt> = Vec::new();
        for ereignis in self.fall.iter().filter(|e| e.tatsache.aendert_geld()) {
            zeiten.extend(betroffen(ereignis, vorher.fall));
        }
        for (kennung, neue) in &self.personen {
            let leer = Akte::neu(*kennung);
            let akte = vorher.personen.get(kennung).unwrap_or(&leer);
            for ereignis in neue.iter().filter(|e| e.tatsache.aendert_geld()) {
                zeiten.extend(betroffen(ereignis, akte));
            }
        }
        let zeitraeume = zeitraeume(nachher.fall);
        let mut monate = self.monate.clone();
        for gilt in zeiten {
            for (ab, ende) in &zeitraeume {
                let erster = gilt.von.map_or(*ab, |von| von.max(*ab)).monat();
                let letzter = gilt.bis.map_or(*ende, |bis| bis.min(*ende)).monat();
                monate.extend((0..).map(|n| erster.plus(n)).take_while(|monat| *monat <= letzter));
            }
        }
        monate.into_iter().collect()
    }
}

/// Führt nur den Entwurf fort; die Akten bleiben, wie sie sind.
pub(super) fn fuehre(
    vorgang: Vorgang<'_>,
    hilfe: &mut Rechenhilfe<'_>,
) -> Result<Entscheidung, Ablehnung> {
    let entwurf = fortfuehren(&vorgang, (hilfe.recht, &mut *hilfe.werkbank))?;
    let Akten { fall, personen } = vorgang.vorher;
    let strom = Strom::fall(fall.kennung);
    let mut entscheidung = Entscheidung::default();
    if entwurf.is_empty() {
        entscheidung.gelesen.push((strom, fall.version()));
    } else {
        entscheidung.ereignisse.push((strom, fall.version(), texte(&entwurf)));
    }
    let gelesen = personen.iter().map(|(k, akte)| (Strom::person(*k), akte.version()));
    entscheidung.gelesen.extend(gelesen);
    Ok(entscheidung)
}

/// Die Zeit eines Ereignisses und die dessen, was es ersetzt.
fn betroffen<T: Tatsache>(ereignis: &Ereignis<T>, akte: &Akte<T>) -> Vec<Gilt> {
    let alter = ereignis
        .ersetzt
        .and_then(|version| akte.eintraege().iter().find(|eintrag| eintrag.version == version));
    let alter = alter.map(|alter| alter.ereignis.gilt);
    std::iter::once(ereignis.gilt).chain(alter).collect()
}

pub(super) fn texte<T: Tatsache>(ereignisse: &[Ereignis<T>]) -> Vec<String> {
    ereignisse.iter().map(Ereignis::schreibe).collect()
}
