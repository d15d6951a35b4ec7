//! Die Anhörung führen: einleiten, eine Äußerung aufnehmen, von ihr absehen.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_begruendung, pruefe_langtext};
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::anhoerung::{
    Absehensgrund, Anhoerungsstand, Anhoerungsverfahren, erledigt, frist, verfahren,
};
use crate::bescheid::{Vieraugengrund, entschieden};
use crate::entwurf::{Entwurf, versionen, wartender};
use crate::erstattung::{Erstattung, Erstattungsstand, erstattungen};
use crate::schnittstelle::schema;

/// Ein Schritt der Anhörung zu einem Entwurf. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnhoerungFuehren {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Zu welchem Entwurf.
    pub entwurf: Posten,
    /// Was geschieht.
    pub schritt: Schritt,
    /// Wer handelt.
    pub durch: Kennung,
}

/// Was geschieht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "Anhoerungsschritt")]
pub enum Schritt {
    /// Der Brief geht heute hinaus.
    Einleiten,
    /// Der Mensch hat sich geäußert.
    Aeusserung {
        /// Der Tag, an dem die Äußerung einging.
        #[schemars(with = "schema::Tag")]
        eingang: Tag,
        /// Was er sagt, kurz.
        text: String,
    },
    /// Von der Anhörung wird abgesehen.
    Absehen {
        /// Auf welchen Grund gestützt (§ 24 Abs. 2 SGB X).
        grund: Absehensgrund,
        /// Warum, in einem Satz.
        begruendung: String,
    },
}

crate::verschwiegen::verschwiegen!(AnhoerungFuehren, Schritt);

impl AnhoerungFuehren {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let stand = match &self.schritt {
            Schritt::Einleiten => {
                self.wartet(bestand)?;
                let akten = versionen(Akten { fall, personen: &bestand.personen });
                Anhoerungsstand::Laeuft { am: heute, frist: frist(heute), akten }
            }
            Schritt::Aeusserung { eingang, text } => {
                if *eingang > heute {
                    return Err(Ablehnung::EingangInZukunft(*eingang));
                }
                let alle = verfahren(fall);
                let eingeleitet = alle.iter().find(|(posten, _)| **posten == self.entwurf);
                let (_, laufend) = eingeleitet.ok_or(Ablehnung::KeineAnhoerung)?;
                if let Anhoerungsstand::Laeuft { am, .. } = laufend.stand
                    && *eingang < am
                {
                    return Err(Ablehnung::AeusserungZuFrueh(am));
                }
                pruefe_langtext("text", text)?;
                Anhoerungsstand::Geaeussert { eingang: *eingang, aeusserung: text.clone() }
            }
            Schritt::Absehen { grund, begruendung } => {
                self.wartet(bestand)?;
                pruefe_begruendung("begruendung", begruendung)?;
                Anhoerungsstand::Abgesehen { grund: *grund, begruendung: begruendung.clone() }
            }
        };
        let eintrag = Some(Anhoerungsverfahren { durch: self.durch, stand });
        let tatsache = FallTatsache::Anhoerung { posten: self.entwurf.clone(), eintrag };
        let ereignis = Ereignis::neu(Gilt::IMMER, heute, tatsache);
        let strom = Strom::fall(self.fall);
        Ok(Entscheidung {
            ereignisse: vec![(strom, fall.version(), texte(&[ereignis]))],
            gelesen: bestand
                .personen
                .iter()
                .map(|(k, a)| (Strom::person(*k), a.version()))
                .collect(),
            ..Entscheidung::default()
        })
    }

    /// Wartet dieser Entwurf, oder eine Erstattung, die aus ihm folgt?
    fn wartet(&self, bestand: &Bestand) -> Result<(), Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if wartender(fall).is_some_and(|(posten, _)| *posten == self.entwurf) {
            return Ok(());
        }
        let folgt = |erstattung: &Erstattung| {
            erstattung.stand == Erstattungsstand::WartetAufFreigabe
                && entschieden(fall, &erstattung.bescheid)
                    .is_some_and(|(bescheid, _)| bescheid.entwurf == self.entwurf)
        };
        if erstattungen(fall).into_iter().any(|(_, erstattung)| folgt(erstattung)) {
            return Ok(());
        }
        Err(Ablehnung::KeinEntwurf(self.entwurf.clone()))
    }
}

/// Ist zu diesem Entwurf angehört? Wer von der Anhörung absah, entscheidet nicht auch noch.
pub(super) fn angehoert(
    fall: &Akte<FallTatsache>,
    entwurf: &Entwurf,
    durch: Kennung,
    heute: Tag,
) -> Result<(), Ablehnung> {
    let ohne = erledigt(fall, entwurf, heute).map_err(Ablehnung::Anhoerung)?;
    if ohne == Some(durch) {
        return Err(Ablehnung::VierAugen(Vieraugengrund::Anhoerung));
    }
    Ok(())
}
