//! Was nach dem Versand geschah: später angekommen, nicht angekommen, noch einmal hinaus (§ 37 Abs. 2 Satz 3 SGB X).

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::versand::{finde, gelesen, halte_fest};
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::lage::Akten;
use crate::akte::{Kennung, Posten, Strom};
use crate::entwurf::Stand;
use crate::schnittstelle::schema;
use crate::versand::{
    Hindernis, Ruecklaufgrund, Sendung, Versandschritt, Versandstand, Versandt, vertreten,
};

/// Ein Brief kam später an, als vermutet wird.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZugangVermerken {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Welche Sendung.
    pub sendung: Posten,
    /// Der Tag, an dem er ankam.
    #[schemars(with = "schema::Tag")]
    pub am: Tag,
    /// Wer es vermerkt.
    pub durch: Kennung,
}

/// Ein Brief kam nicht an.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuecklaufVermerken {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Welche Sendung.
    pub sendung: Posten,
    /// Der Tag, an dem das Amt es erfuhr.
    #[schemars(with = "schema::Tag")]
    pub am: Tag,
    /// Warum.
    pub grund: Ruecklaufgrund,
    /// Wer es vermerkt.
    pub durch: Kennung,
}

/// Einen Brief, der nicht ankam, noch einmal hinausgeben: es entsteht eine neue Sendung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersandErneuern {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Die Sendung, die nicht ankam.
    pub sendung: Posten,
    /// Wer.
    pub durch: Kennung,
}

impl ZugangVermerken {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        hinaus(&finde(fall, &self.sendung)?, self.am, heute)?;
        let schritt = Versandschritt::Zugegangen { am: self.am, durch: self.durch };
        Ok(halte_fest(fall, &self.sendung, schritt, heute))
    }
}

impl RuecklaufVermerken {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        hinaus(&finde(fall, &self.sendung)?, self.am, heute)?;
        let RuecklaufVermerken { am, grund, durch, .. } = *self;
        let schritt = Versandschritt::Zurueckgekommen { am, grund, durch };
        Ok(halte_fest(fall, &self.sendung, schritt, heute))
    }
}

impl VersandErneuern {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let sendung = finde(fall, &self.sendung)?;
        let Versandstand::Zurueckgekommen { versandt, grund, .. } = &sendung.stand else {
            return Err(Ablehnung::NichtVersandt);
        };
        if !sendung.letzte {
            return Err(Ablehnung::SchonVersandt(versandt.am));
        }
        let akten = Akten { fall, personen: &bestand.personen };
        let jetzt = vertreten(akten, heute).ok_or(Hindernis::OhneAnschrift)?;
        let damals = Stand::bis(akten, &versandt.stand);
        // Wer ihn nicht bekam, obwohl die Anschrift stimmt, bekommt ihn noch einmal dorthin.
        if *grund != Ruecklaufgrund::NichtZugegangen
            && vertreten(damals.akten(), versandt.am) == Some(jetzt)
        {
            return Err(Ablehnung::GleicheAnschrift);
        }
        let schritt = Versandschritt::Erneuert { durch: self.durch };
        let entscheidung = halte_fest(fall, &self.sendung, schritt, heute);
        let gelesen: Vec<(Strom, u64)> = gelesen(bestand);
        Ok(Entscheidung { gelesen, ..entscheidung })
    }
}

/// Ist der Brief hinaus, und liegt der Tag zwischen Versand und heute?
fn hinaus<'a>(sendung: &Sendung<'a>, tag: Tag, heute: Tag) -> Result<&'a Versandt, Ablehnung> {
    let versandt = match sendung.stand {
        Versandstand::Versandt(versandt) => versandt,
        Versandstand::Zurueckgekommen { .. } => return Err(Ablehnung::SchonZurueckgekommen),
        Versandstand::Bereit { .. } | Versandstand::Zurueckgehalten { .. } => {
            return Err(Ablehnung::NichtVersandt);
        }
    };
    if tag > heute {
        return Err(Ablehnung::EingangInZukunft(tag));
    }
    if tag < versandt.am {
        return Err(Ablehnung::VorDemVersand(versandt.am));
    }
    Ok(versandt)
}
