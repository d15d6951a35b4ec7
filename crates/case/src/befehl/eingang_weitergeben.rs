//! Ein Eingangsstück weitergeben: wer sich jetzt darum kümmert und bis wann.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::eingang_erledigen::offenes;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::eingang::Aufgabe;
use crate::akte::{EingangTatsache, Ereignis, Gilt, Kennung, Posten, Strom};

/// An wen. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EingangWeitergeben {
    /// Das Eingangsstück.
    pub eingang: Kennung,
    /// Wer sich bis wann kümmert.
    pub aufgabe: Aufgabe,
}

impl EingangWeitergeben {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let stueck = offenes(bestand, self.eingang)?;
        pruefe_aufgabe(&self.aufgabe, heute)?;
        let tatsache = EingangTatsache::Aufgabe(self.aufgabe.clone());
        let neu = Ereignis::neu(Gilt::ab(heute), heute, tatsache);
        let strom = Strom::eingang(self.eingang);
        let ereignisse = vec![(strom, stueck.version, texte(&[neu]))];
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}

/// Eine Aufgabe nennt jemanden, wie Personen und Teams hier heißen, und einen Tag, der nicht vorbei ist. Wen es doch nicht
/// gibt, dessen Aufgaben stehen ab dem Tag bei den überfälligen.
pub(super) fn pruefe_aufgabe(aufgabe: &Aufgabe, heute: Tag) -> Result<(), Ablehnung> {
    Posten::try_from(aufgabe.fuer.clone()).map_err(|_| Ablehnung::FuerWen)?;
    if aufgabe.bis < heute { Err(Ablehnung::AufgabeVorbei(aufgabe.bis)) } else { Ok(()) }
}
