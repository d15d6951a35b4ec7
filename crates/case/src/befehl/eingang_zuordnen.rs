//! Ein Eingangsstück zuordnen: zu Fall, Mensch und Angelegenheit. Es wird ein Dokument der Akte und eine Aufgabe.
//!
//! Der Inhalt ist vorher für die Akte neu versiegelt; das Eingangsstück behält nur den Verweis.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::neues_dokument;
use super::eingang_erledigen::offenes;
use super::eingang_weitergeben::pruefe_aufgabe;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::eingang::{Aufgabe, Urteil, Zuordnung};
use crate::akte::{
    Ablageort, Angelegenheit, Dokument, Dokumentart, EingangTatsache, Ereignis, Gilt, Kennung,
    Strom,
};

/// Wohin das Stück gehört und wer sich kümmert. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EingangZuordnen {
    /// Das Eingangsstück.
    pub eingang: Kennung,
    /// Der Fall.
    pub fall: Kennung,
    /// Der Mensch; `None`: der ganze Haushalt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Worum es geht.
    pub angelegenheit: Angelegenheit,
    /// Kennung, die das Dokument bekommt.
    pub dokument: Kennung,
    /// Wo der Inhalt für die Akte liegt.
    pub ort: Ablageort,
    /// Wie es in der Akte heißt.
    pub titel: String,
    /// Was für ein Dokument.
    pub art: Dokumentart,
    /// Wer sich bis wann kümmert.
    pub aufgabe: Aufgabe,
}

impl EingangZuordnen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        vec![Strom::eingang(self.eingang), Strom::fall(self.fall)]
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let stueck = offenes(bestand, self.eingang)?;
        if let Some(zuordnung) = stueck.zuordnung {
            return Err(Ablehnung::SchonZugeordnet(zuordnung.fall));
        }
        let ankunft = stueck.ankunft;
        if let Urteil::Quarantaene(grund) = ankunft.befund.urteil {
            return Err(Ablehnung::InQuarantaene(grund));
        }
        // Was in die Akte kommt, muss sein, was eingegangen ist.
        let angekommen = ankunft.ort.map(|ort| (ort.pruefsumme, ort.groesse));
        if angekommen != Some((self.ort.pruefsumme, self.ort.groesse)) {
            return Err(Ablehnung::AndererInhalt(self.eingang));
        }
        pruefe_aufgabe(&self.aufgabe, heute)?;
        let fall = bestand.fall(self.fall)?;
        let dokument = Dokument {
            ort: self.ort,
            typ: ankunft.befund.typ,
            seiten: ankunft.befund.seiten,
            titel: self.titel.clone(),
            art: self.art,
            person: self.person,
            angelegenheit: self.angelegenheit,
            weg: Some(ankunft.weg),
            aus_eingang: Some(self.eingang),
        };
        let im_fall = neues_dokument(fall, self.dokument, &dokument, stueck.eingang)?;
        let zuordnung = Zuordnung {
            fall: self.fall,
            dokument: self.dokument,
            person: self.person,
            angelegenheit: self.angelegenheit,
        };
        let am_stueck = [
            Ereignis::neu(Gilt::ab(heute), heute, EingangTatsache::Zuordnung(zuordnung)),
            Ereignis::neu(Gilt::ab(heute), heute, EingangTatsache::Aufgabe(self.aufgabe.clone())),
        ];
        let ereignisse = vec![
            (Strom::fall(self.fall), fall.version(), texte(&[im_fall])),
            (Strom::eingang(self.eingang), stueck.version, texte(&am_stueck)),
        ];
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}
