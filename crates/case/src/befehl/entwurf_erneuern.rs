//! Einen Entwurf erneuern oder seine Fragen beantworten: er wird aus den Akten von heute neu gebildet.

use law::measure::Monat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::fuehre;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::Kennung;
use crate::akte::lage::Akten;
use crate::entwurf::{Antwort, Beantwortet, Thema, Vorgang, wartender};
use crate::schnittstelle::schema;

/// Den Entwurf eines Falls mit den Akten von heute neu bilden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntwurfErneuern {
    /// In welchem Fall.
    pub fall: Kennung,
}

impl EntwurfErneuern {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        neu(self.fall, Vec::new(), bestand, hilfe)
    }
}

/// Eine offene Frage des Entwurfs beantworten. `Debug` zeigt die Begründung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrageBeantworten {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Worum es in der Frage geht.
    pub thema: Thema,
    /// Wen sie betrifft, wenn sie einen Menschen nennt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Den Monat, wenn sie einen nennt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub monat: Option<Monat>,
    /// Ihre Fundstelle; nur nötig, wo mehrere dasselbe Thema haben.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    /// Die Antwort.
    pub antwort: Antwort,
    /// Warum, in einem oder zwei Sätzen; steht in der Akte.
    pub begruendung: String,
    /// Wer antwortet.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(FrageBeantworten);

impl FrageBeantworten {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if !self.thema.antworten().contains(&self.antwort) {
            return Err(Ablehnung::FalscheAntwort(self.thema.antworten()));
        }
        pruefe_begruendung("begruendung", &self.begruendung)?;
        let (_, entwurf) = wartender(fall).ok_or(Ablehnung::KeineFrage)?;
        let gestellt = entwurf.fragen.iter().chain(entwurf.antworten.iter().map(|a| &a.frage));
        let passt = |frage: &&crate::entwurf::OffeneFrage| {
            frage.thema == self.thema
                && frage.person == self.person
                && frage.monat == self.monat
                && self.norm.as_ref().is_none_or(|norm| *norm == frage.norm)
        };
        let fragen: Vec<_> = gestellt.filter(passt).collect();
        let [frage] = fragen.as_slice() else { return Err(Ablehnung::KeineFrage) };
        let antwort = Beantwortet {
            frage: (*frage).clone(),
            antwort: self.antwort,
            begruendung: self.begruendung.clone(),
            durch: self.durch,
            am: hilfe.heute,
        };
        neu(self.fall, vec![antwort], bestand, hilfe)
    }
}

/// Der Entwurf von heute, mit diesen Antworten.
fn neu(
    fall: Kennung,
    antworten: Vec<Beantwortet>,
    bestand: &Bestand,
    hilfe: &mut Rechenhilfe<'_>,
) -> Result<Entscheidung, Ablehnung> {
    let fall = bestand.fall(fall)?;
    let akten = Akten { fall, personen: &bestand.personen };
    let Rechenhilfe { heute, akteur, .. } = *hilfe;
    fuehre(Vorgang { antworten, ..Vorgang::noch_einmal(akten, (heute, akteur)) }, hilfe)
}
