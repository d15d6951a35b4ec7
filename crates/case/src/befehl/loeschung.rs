//! Löschen vorschlagen und freigeben: nie dieselbe Person, nie vor der Frist. Gelöscht wird danach.

use std::collections::BTreeSet;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{
    Akte, Ereignis, Gilt, Kennung, LoeschTatsache, Loeschfreigabe, Loeschposten, Loeschvorschlag,
    Strom, StromArt,
};
use crate::aufbewahrung::Aufbewahrungsplan;
use crate::rechte::menschen;

/// So viele Posten hat ein Vorschlag höchstens: so viele, wie jemand durchsehen kann.
const POSTEN: usize = 200;
/// So viele Ströme hat ein Posten höchstens.
const STROEME: usize = 1000;

/// Ein Vorschlag.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoeschungVorschlagen {
    /// Wer; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Kennung, die der Lauf bekommt.
    pub lauf: Kennung,
    /// Was.
    pub posten: Vec<Loeschposten>,
}

/// Die Freigabe eines Vorschlags.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoeschungFreigeben {
    /// Wer; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Welcher Lauf.
    pub lauf: Kennung,
    /// Alle Fälle des Vorschlags: wer freigibt, nennt, was er gesehen hat.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub faelle: BTreeSet<Kennung>,
}

impl LoeschungVorschlagen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let faelle = faelle(&self.posten).into_iter().map(Strom::fall);
        std::iter::once(Strom::loeschung(self.lauf)).chain(faelle).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let strom = Strom::loeschung(self.lauf);
        if bestand.loeschung(self.lauf).is_ok() {
            return Err(Ablehnung::Vorhanden(strom));
        }
        pruefe_form(&self.posten)?;
        let gelesen = pruefe_faellig(&self.posten, bestand, heute)?;
        let vorschlag = Loeschvorschlag { durch: self.durch, posten: self.posten.clone() };
        let ereignis = neu(heute, LoeschTatsache::Vorschlag(vorschlag));
        let ereignisse = vec![(strom, 0, texte(&[ereignis]))];
        Ok(Entscheidung { ereignisse, gelesen, ..Entscheidung::default() })
    }
}

impl LoeschungFreigeben {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let faelle = self.faelle.iter().copied().map(Strom::fall);
        std::iter::once(Strom::loeschung(self.lauf)).chain(faelle).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let akte = bestand.loeschung(self.lauf)?;
        let strom = Strom::loeschung(self.lauf);
        let vorschlag = vorschlag(akte).ok_or(Ablehnung::Unbekannt(strom))?;
        if vorschlag.durch == self.durch {
            return Err(Ablehnung::FuerSichSelbst);
        }
        if freigabe(akte).is_some() {
            return Err(Ablehnung::SchonFreigegeben);
        }
        if faelle(&vorschlag.posten) != self.faelle {
            return Err(Ablehnung::AndereAuswahl);
        }
        let gelesen = pruefe_faellig(&vorschlag.posten, bestand, heute)?;
        let freigabe = LoeschTatsache::Freigabe(Loeschfreigabe { durch: self.durch });
        let ereignisse = vec![(strom, akte.version(), texte(&[neu(heute, freigabe)]))];
        Ok(Entscheidung { ereignisse, gelesen, ..Entscheidung::default() })
    }
}

/// Der Vorschlag eines Laufs.
#[must_use]
pub fn vorschlag(akte: &Akte<LoeschTatsache>) -> Option<&Loeschvorschlag> {
    akte.eintraege().iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        LoeschTatsache::Vorschlag(vorschlag) => Some(vorschlag),
        _ => None,
    })
}

/// Die Freigabe eines Laufs.
#[must_use]
pub fn freigabe(akte: &Akte<LoeschTatsache>) -> Option<Loeschfreigabe> {
    akte.eintraege().iter().find_map(|eintrag| match eintrag.ereignis.tatsache {
        LoeschTatsache::Freigabe(freigabe) => Some(freigabe),
        _ => None,
    })
}

/// Die Fälle eines Vorschlags.
#[must_use]
pub fn faelle(posten: &[Loeschposten]) -> BTreeSet<Kennung> {
    let stroeme = posten.iter().flat_map(|posten| &posten.stroeme);
    stroeme.filter(|strom| strom.art == StromArt::Fall).map(|strom| strom.kennung).collect()
}

fn neu(heute: Tag, tatsache: LoeschTatsache) -> Ereignis<LoeschTatsache> {
    Ereignis::neu(Gilt::ab(heute), heute, tatsache)
}

/// Ein Fall steht für sich; sonst sind es Eingangsstücke oder Tage des Protokolls, jeder Strom einmal.
fn pruefe_form(posten: &[Loeschposten]) -> Result<(), Ablehnung> {
    if posten.is_empty() || posten.len() > POSTEN {
        return Err(Ablehnung::PostenZahl(POSTEN));
    }
    let mut gesehen = BTreeSet::new();
    for einer in posten {
        if einer.stroeme.is_empty() || einer.stroeme.len() > STROEME {
            return Err(Ablehnung::PostenZahl(STROEME));
        }
        for strom in &einer.stroeme {
            let passt = match strom.art {
                StromArt::Fall => einer.stroeme.len() == 1,
                StromArt::Protokoll | StromArt::Eingang => true,
                StromArt::Person
                | StromArt::Konto
                | StromArt::Uebergabe
                | StromArt::Plan
                | StromArt::Bediensteter
                | StromArt::Loeschung
                | StromArt::Buendel => false,
            };
            if !passt || !gesehen.insert(*strom) {
                return Err(Ablehnung::NichtZuLoeschen(*strom));
            }
        }
    }
    Ok(())
}

/// Jeder Fall ist an dem Tag fällig; zurück kommt, auf welchen Versionen das beruht.
fn pruefe_faellig(
    posten: &[Loeschposten],
    bestand: &Bestand,
    heute: Tag,
) -> Result<Vec<(Strom, u64)>, Ablehnung> {
    let plan = Aufbewahrungsplan::eingebaut().map_err(|_| Ablehnung::OhnePlan)?;
    let mut gelesen = Vec::new();
    for kennung in faelle(posten) {
        let fall = bestand.fall(kennung)?;
        let frist = plan.fall(fall, &bestand.menschen(fall), heute);
        if !frist.is_some_and(|frist| frist.faellig(heute)) {
            return Err(Ablehnung::NichtZuLoeschen(Strom::fall(kennung)));
        }
        gelesen.push((Strom::fall(kennung), fall.version()));
        // Auch was bei einem Menschen eingeht, lässt die Frist neu beginnen.
        let versionen = menschen(fall).into_iter().filter_map(|mensch| {
            Some((Strom::person(mensch), bestand.personen.get(&mensch)?.version()))
        });
        gelesen.extend(versionen);
    }
    gelesen.sort_unstable();
    gelesen.dedup();
    Ok(gelesen)
}
