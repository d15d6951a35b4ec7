//! Einen Notzugriff prüfen: war er nötig? Nie von dem selbst, der ihn nahm.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{
    DienstTatsache, Ereignis, Gilt, Kennung, Posten, Pruefergebnis, Pruefung, Strom, pruefung,
};

/// Das Ergebnis der Prüfung.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotzugriffPruefen {
    /// Wer prüft; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Wessen Notzugriff.
    pub bediensteter: Kennung,
    /// Die Version, als die er in dessen Akte steht.
    pub version: u64,
    /// War er nötig?
    pub ergebnis: Pruefergebnis,
    /// Warum.
    pub bemerkung: String,
}

impl NotzugriffPruefen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        if self.durch == self.bediensteter {
            return Err(Ablehnung::FuerSichSelbst);
        }
        let akte = bestand.bediensteter(self.bediensteter)?;
        let notzugriff = akte.eintraege().iter().find(|eintrag| eintrag.version == self.version);
        let notzugriff = notzugriff.map(|eintrag| &eintrag.ereignis.tatsache);
        if !matches!(notzugriff, Some(DienstTatsache::Notzugriff { eintrag: Some(_), .. })) {
            return Err(Ablehnung::KeinNotzugriff(self.version));
        }
        if pruefung(akte, self.version).is_some() {
            return Err(Ablehnung::SchonGeprueft);
        }
        let NotzugriffPruefen { durch, ergebnis, ref bemerkung, .. } = *self;
        let tatsache = DienstTatsache::Pruefung {
            posten: Posten::version(self.version),
            eintrag: Some(Pruefung { durch, ergebnis, bemerkung: bemerkung.clone() }),
        };
        let ereignis = Ereignis::neu(Gilt::ab(heute), heute, tatsache);
        let strom = Strom::bediensteter(self.bediensteter);
        Ok(Entscheidung {
            ereignisse: vec![(strom, akte.version(), texte(&[ereignis]))],
            ..Entscheidung::default()
        })
    }
}
