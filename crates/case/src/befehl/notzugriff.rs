//! Notzugriff: in eine fremde Akte sehen, weil sonst Schaden droht; und prüfen, ob es nötig war.

use law::measure::{Tag, Zeitraum};
use serde::{Deserialize, Serialize};

use super::aufnehmen::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{
    DienstTatsache, Ereignis, Gilt, Kennung, Notzugriff, Posten, Pruefergebnis, Pruefung, Strom,
    pruefung,
};

/// So viele Zeichen hat ein Grund mindestens: ein Satz, kein Wort.
const GRUND_ZEICHEN: usize = 20;

/// Einen Notzugriff nehmen, für sich selbst. `Debug` zeigt den Grund nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotzugriffNehmen {
    /// Wer; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Auf welchen Fall.
    pub fall: Kennung,
    /// Was droht und warum niemand Zuständiges helfen kann; mindestens 20 Zeichen.
    pub grund: String,
    /// Letzter Tag, heute oder morgen; fehlt er, morgen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bis: Option<Tag>,
}

impl NotzugriffNehmen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        vec![Strom::fall(self.fall), Strom::bediensteter(self.durch)]
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let grund = self.grund.trim();
        if grund.chars().count() < GRUND_ZEICHEN {
            return Err(Ablehnung::GrundZuKurz(GRUND_ZEICHEN));
        }
        let bis = self.bis.unwrap_or(heute.naechster());
        if !(heute..=heute.naechster()).contains(&bis) {
            return Err(Ablehnung::NotzugriffZuLang(heute.naechster()));
        }
        let fall = bestand.fall(self.fall)?;
        let akte = bestand.bediensteter(self.durch)?;
        let eintrag = Some(Notzugriff { grund: grund.to_owned(), bis });
        let tatsache = DienstTatsache::Notzugriff { posten: Posten::von(self.fall), eintrag };
        let ereignis = Ereignis::neu(Gilt::nur(Zeitraum { von: heute, bis }), heute, tatsache);
        let strom = Strom::bediensteter(self.durch);
        Ok(Entscheidung {
            ereignisse: vec![(strom, akte.version(), texte(&[ereignis]))],
            gelesen: vec![(Strom::fall(self.fall), fall.version())],
            ..Entscheidung::default()
        })
    }
}

/// Einen Notzugriff prüfen, nie den eigenen. `Debug` zeigt die Bemerkung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
