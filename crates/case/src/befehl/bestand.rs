//! Was geladen ist, um zu entscheiden, und wie ein Befehl darin nachschlägt.

use std::collections::BTreeMap;

use law::measure::Tag;

use super::Ablehnung;
use crate::akte::{
    Akte, DienstTatsache, EingangTatsache, FallTatsache, Kennung, LoeschTatsache, PersonTatsache,
    Strom,
};
use crate::rechte::{Akteur, menschen};
use crate::versand::Buendeltatsache;

/// Was geladen ist, um zu entscheiden.
#[derive(Clone, Debug, Default)]
pub struct Bestand {
    /// Fälle.
    pub faelle: BTreeMap<Kennung, Akte<FallTatsache>>,
    /// Menschen.
    pub personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
    /// Wer hier arbeitet.
    pub dienst: BTreeMap<Kennung, Akte<DienstTatsache>>,
    /// Stücke im Posteingang.
    pub eingaenge: BTreeMap<Kennung, Akte<EingangTatsache>>,
    /// Löschläufe.
    pub loeschungen: BTreeMap<Kennung, Akte<LoeschTatsache>>,
    /// Bündel für das Druckzentrum.
    pub buendel: BTreeMap<Kennung, Akte<Buendeltatsache>>,
}

impl Bestand {
    /// Die Akte des Falls, wenn es sie gibt.
    pub(super) fn fall(&self, kennung: Kennung) -> Result<&Akte<FallTatsache>, Ablehnung> {
        let akte = self.faelle.get(&kennung).filter(|akte| akte.version() > 0);
        akte.ok_or(Ablehnung::Unbekannt(Strom::fall(kennung)))
    }

    /// Die Akte des Bediensteten, wenn es sie gibt.
    pub(super) fn bediensteter(
        &self,
        kennung: Kennung,
    ) -> Result<&Akte<DienstTatsache>, Ablehnung> {
        let akte = self.dienst.get(&kennung).filter(|akte| akte.version() > 0);
        akte.ok_or(Ablehnung::Unbekannt(Strom::bediensteter(kennung)))
    }

    /// Der Löschlauf, wenn es ihn gibt.
    pub(super) fn loeschung(&self, kennung: Kennung) -> Result<&Akte<LoeschTatsache>, Ablehnung> {
        let akte = self.loeschungen.get(&kennung).filter(|akte| akte.version() > 0);
        akte.ok_or(Ablehnung::Unbekannt(Strom::loeschung(kennung)))
    }

    /// Die Akten aller, die je zum Fall gehörten.
    pub(super) fn menschen(
        &self,
        fall: &Akte<FallTatsache>,
    ) -> BTreeMap<Kennung, Akte<PersonTatsache>> {
        let akte = |mensch| Some((mensch, self.personen.get(&mensch)?.clone()));
        menschen(fall).into_iter().filter_map(akte).collect()
    }

    /// Wer am Fall arbeiten soll, mit der Version, auf der das entschieden ist: nie die eigene Akte, nie
    /// die von Angehörigen (§ 16 SGB X).
    pub(super) fn unbefangen(
        &self,
        wer: Kennung,
        fall: &Akte<FallTatsache>,
        heute: Tag,
    ) -> Result<(Strom, u64), Ablehnung> {
        let akte = self.bediensteter(wer)?;
        if !Akteur::aus(akte, heute).befangen().is_disjoint(&menschen(fall)) {
            return Err(Ablehnung::Befangen);
        }
        Ok((Strom::bediensteter(wer), akte.version()))
    }
}
