//! Ein Stück in den Posteingang nehmen: es bekommt sofort den Tag seiner Ankunft.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schnittstelle::schema;

use super::eingang_weitergeben::pruefe_aufgabe;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::eingang::{Ankunft, Aufgabe};
use crate::akte::{EingangTatsache, Ereignis, Gilt, Kennung, Strom};

/// Was ankam. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EingangAufnehmen {
    /// Kennung des Eingangsstücks.
    pub kennung: Kennung,
    /// Der Tag der Ankunft; er bleibt, wann auch immer es bearbeitet wird.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Was ankam; auch, was in Quarantäne ist, wird aufgenommen.
    pub ankunft: Ankunft,
    /// Wer es zuordnen soll und bis wann.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aufgabe: Option<Aufgabe>,
}

impl EingangAufnehmen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let strom = Strom::eingang(self.kennung);
        if bestand.eingaenge.get(&self.kennung).is_some_and(|akte| akte.version() > 0) {
            return Err(Ablehnung::Vorhanden(strom));
        }
        let mut neue = vec![EingangTatsache::Ankunft(self.ankunft.clone())];
        if let Some(aufgabe) = &self.aufgabe {
            pruefe_aufgabe(aufgabe, heute)?;
            neue.push(EingangTatsache::Aufgabe(aufgabe.clone()));
        }
        let ereignis = |tatsache| Ereignis::neu(Gilt::ab(self.eingang), self.eingang, tatsache);
        let neue: Vec<_> = neue.into_iter().map(ereignis).collect();
        Ok(Entscheidung { ereignisse: vec![(strom, 0, texte(&neue))], ..Entscheidung::default() })
    }
}
