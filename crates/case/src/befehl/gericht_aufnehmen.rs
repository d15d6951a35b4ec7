//! Ein Verfahren vor dem Sozialgericht aufnehmen.

use std::collections::BTreeSet;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_text;
use super::rechtsbehelf::nur;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{FallTatsache, Kennung, Posten};
use crate::gericht::{Gerichtsverfahren, Streitgegenstand, Verfahrensart, verfahren};
use crate::schnittstelle::schema;

/// Ein Verfahren, wie das Gericht es mitteilt. Ob es zulässig ist, prüft das Gericht. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GerichtsverfahrenAufnehmen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Was für ein Verfahren.
    pub art: Verfahrensart,
    /// Worum gestritten wird.
    pub gegen: Streitgegenstand,
    /// Das Gericht, etwa `Sozialgericht Musterstadt`.
    pub gericht: String,
    /// Sein Aktenzeichen, etwa `S 12 AS 345/26`.
    pub aktenzeichen: String,
    /// Der Tag, an dem Klage oder Antrag beim Gericht einging.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
}

crate::verschwiegen::verschwiegen!(GerichtsverfahrenAufnehmen);

impl GerichtsverfahrenAufnehmen {
    pub(super) fn entscheide(&self, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        pruefe_text("gericht", &self.gericht)?;
        pruefe_text("aktenzeichen", &self.aktenzeichen)?;
        let bescheid =
            matches!(self.gegen, Streitgegenstand::Bescheid(_) | Streitgegenstand::Erstattung(_));
        let untaetig = self.art == Verfahrensart::Untaetigkeitsklage;
        let nur_antrag = matches!(self.gegen, Streitgegenstand::Antrag(_));
        // Untätig ist das Amt, wo es noch nicht entschieden hat; anfechten lässt sich nur, was entschieden ist.
        let passt = match self.art {
            Verfahrensart::Untaetigkeitsklage => !bescheid,
            Verfahrensart::Klage => !nur_antrag,
            Verfahrensart::Eilverfahren => true,
        };
        if !passt || !self.gegen.bekannt(fall) {
            return Err(if untaetig { Ablehnung::NichtUntaetig } else { Ablehnung::KeinBescheid });
        }
        let alle = verfahren(fall);
        let dasselbe = |eines: &Gerichtsverfahren| {
            eines.laeuft() && eines.art == self.art && eines.gegen == self.gegen
        };
        if alle.iter().any(|(_, eines, _)| dasselbe(eines)) {
            return Err(Ablehnung::VerfahrenOffen);
        }
        let posten = Posten::nr(alle.len().saturating_add(1));
        let eintrag = Some(Gerichtsverfahren {
            art: self.art,
            gegen: self.gegen.clone(),
            gericht: self.gericht.clone(),
            aktenzeichen: self.aktenzeichen.clone(),
            eingang: self.eingang,
            termine: Vec::new(),
            fristen: Vec::new(),
            anordnungen: Vec::new(),
            mitgeteilt: BTreeSet::new(),
            entscheidung: None,
            rechtsmittel: None,
            erledigt: None,
            umgesetzt: None,
        });
        let tatsache = FallTatsache::Gerichtsverfahren { posten, eintrag };
        Ok(nur(fall, self.eingang, vec![tatsache]))
    }
}
