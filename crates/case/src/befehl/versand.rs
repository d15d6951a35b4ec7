//! Einen Brief hinausgeben, zurückhalten, wieder freigeben.
//!
//! Hinaus geht er je Versuch einmal: wer zweimal versendet, bekommt gesagt, wann er hinausging. Entschieden wird auf den
//! Versionen, aus denen der Brief hergestellt ist; hat sich die Akte seither geändert, ist er neu herzustellen. So geht
//! er nie an eine Anschrift, die es nicht mehr gibt.

use std::collections::BTreeMap;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::lage::Akten;
use crate::akte::{Ablageort, Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::entwurf::versionen;
use crate::versand::{
    Buendelstand, Haltegrund, Hindernis, Sendung, Versandschritt, Versandstand, Versandt,
    Versandweg, buendelkennung, buendelstand, hindernis, sendung,
};

/// Einen Brief zurückhalten, der noch nicht hinaus ist. `Debug` zeigt die Begründung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersandZurueckhalten {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Welche Sendung.
    pub sendung: Posten,
    /// Warum.
    pub grund: Haltegrund,
    /// In einem Satz.
    pub begruendung: String,
    /// Wer.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(VersandZurueckhalten);

/// Einen zurückgehaltenen Brief wieder freigeben.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersandFreigeben {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Welche Sendung.
    pub sendung: Posten,
    /// Die Anschrift ist geprüft; nötig bei einer Auskunftssperre oder einem Schutz.
    #[serde(default)]
    pub anschrift_geprueft: bool,
    /// Wer.
    pub durch: Kennung,
}

/// Festhalten, dass ein Brief hinaus ist. `Debug` zeigt nur, welcher.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendungVersenden {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Welche Sendung.
    pub sendung: Posten,
    /// Auf welchem Weg.
    pub weg: Versandweg,
    /// In welchem Bündel; nur beim Druckzentrum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buendel: Option<Posten>,
    /// Wo der Brief liegt, Byte für Byte.
    pub ort: Ablageort,
    /// Wie viele Seiten er hat.
    pub seiten: u32,
    /// Die Fassung der Textbausteine.
    pub textbausteine: String,
    /// Die Versionen, aus denen er hergestellt ist.
    pub stand: BTreeMap<Strom, u64>,
    /// Wer.
    pub durch: Kennung,
}

impl std::fmt::Debug for SendungVersenden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SendungVersenden({}, {})", self.fall, self.sendung.text())
    }
}

impl VersandZurueckhalten {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let sendung = finde(fall, &self.sendung)?;
        if let Some(versandt) = sendung.stand.versandt() {
            return Err(Ablehnung::NichtRueckrufbar(versandt.am));
        }
        pruefe_begruendung("begruendung", &self.begruendung)?;
        let schritt = Versandschritt::Zurueckgehalten {
            grund: self.grund,
            begruendung: self.begruendung.clone(),
            durch: self.durch,
        };
        Ok(halte_fest(fall, &self.sendung, schritt, heute))
    }
}

impl VersandFreigeben {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let sendung = finde(fall, &self.sendung)?;
        if let Some(versandt) = sendung.stand.versandt() {
            return Err(Ablehnung::SchonVersandt(versandt.am));
        }
        if !matches!(sendung.stand, Versandstand::Zurueckgehalten { .. }) {
            return Err(Ablehnung::NichtZurueckgehalten);
        }
        let akten = Akten { fall, personen: &bestand.personen };
        match hindernis(&sendung, akten, heute) {
            Some(Hindernis::Schutz) if !self.anschrift_geprueft => {
                return Err(Ablehnung::AnschriftUngeprueft);
            }
            Some(Hindernis::OhneAnschrift) => return Err(Hindernis::OhneAnschrift.into()),
            Some(Hindernis::Schutz) | None => {}
        }
        let anschrift_geprueft =
            if self.anschrift_geprueft { versionen(akten) } else { BTreeMap::new() };
        let schritt = Versandschritt::Freigegeben { anschrift_geprueft, durch: self.durch };
        let entscheidung = halte_fest(fall, &self.sendung, schritt, heute);
        Ok(Entscheidung { gelesen: gelesen(bestand), ..entscheidung })
    }
}

impl SendungVersenden {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let buendel = self.buendel.iter().map(|name| Strom::buendel(buendelkennung(name)));
        std::iter::once(Strom::fall(self.fall)).chain(buendel).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let sendung = finde(fall, &self.sendung)?;
        match &sendung.stand {
            Versandstand::Zurueckgehalten { .. } => return Err(Ablehnung::Zurueckgehalten),
            Versandstand::Versandt(versandt) | Versandstand::Zurueckgekommen { versandt, .. } => {
                return Err(Ablehnung::SchonVersandt(versandt.am));
            }
            Versandstand::Bereit { .. } => {}
        }
        let akten = Akten { fall, personen: &bestand.personen };
        if versionen(akten) != self.stand {
            return Err(Ablehnung::BriefVeraltet);
        }
        if let Some(hindernis) = hindernis(&sendung, akten, heute) {
            return Err(hindernis.into());
        }
        if (self.weg == Versandweg::Druckzentrum) != self.buendel.is_some() {
            return Err(Ablehnung::WegOhneBuendel);
        }
        let mut gelesen = gelesen(bestand);
        if let Some(name) = &self.buendel {
            gelesen.push(offen(bestand, name)?);
        }
        let schritt = Versandschritt::Versandt(Versandt {
            am: heute,
            weg: self.weg,
            buendel: self.buendel.clone(),
            ort: self.ort,
            seiten: self.seiten,
            textbausteine: self.textbausteine.clone(),
            stand: self.stand.clone(),
            durch: self.durch,
        });
        let entscheidung = halte_fest(fall, &self.sendung, schritt, heute);
        Ok(Entscheidung { gelesen, ..entscheidung })
    }
}

/// Das Bündel, das noch Sendungen aufnimmt, mit seiner Version: schließt es jemand zugleich, gilt diese Entscheidung nicht.
fn offen(bestand: &Bestand, name: &Posten) -> Result<(Strom, u64), Ablehnung> {
    let kennung = buendelkennung(name);
    let akte = bestand.buendel.get(&kennung);
    match akte.map(|akte| (buendelstand(akte), akte.version())) {
        Some((Buendelstand::Offen(_), version)) => Ok((Strom::buendel(kennung), version)),
        _ => Err(Ablehnung::BuendelStand(name.clone())),
    }
}

/// Die Sendung, wenn es sie gibt.
pub(super) fn finde<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Result<Sendung<'a>, Ablehnung> {
    sendung(fall, nummer).ok_or_else(|| Ablehnung::KeineSendung(nummer.clone()))
}

/// Der Schritt als Ereignis im Fall.
pub(super) fn halte_fest(
    fall: &Akte<FallTatsache>,
    sendung: &Posten,
    schritt: Versandschritt,
    heute: Tag,
) -> Entscheidung {
    let tatsache = FallTatsache::Sendung { posten: sendung.clone(), eintrag: Some(schritt) };
    let ereignis = Ereignis::neu(Gilt::IMMER, heute, tatsache);
    let ereignisse = vec![(Strom::fall(fall.kennung), fall.version(), texte(&[ereignis]))];
    Entscheidung { ereignisse, ..Entscheidung::default() }
}

/// Die Menschen des Falls, wie sie gelesen sind.
pub(super) fn gelesen(bestand: &Bestand) -> Vec<(Strom, u64)> {
    let menschen = bestand.personen.iter();
    menschen.map(|(kennung, akte)| (Strom::person(*kennung), akte.version())).collect()
}
