//! Einen Haushalt aufnehmen: aus Antrag und Unterlagen wird eine Akte.

use std::collections::BTreeMap;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::aufnahme::aufnahme;
use crate::akte::{Ereignis, Kennung, Strom, Tatsache};
use crate::schnittstelle::schema;
use crate::schnittstelle::{GANZE_ZEILE, Haushalt, Mangel, pruefe_haushalt};

/// Ein Haushalt mit allen Angaben und die Kennungen, die seine Akten bekommen. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HaushaltAufnehmen {
    /// Kennung des Falls.
    pub fall: Kennung,
    /// Zu jeder Kennung der Lage die des Menschen.
    pub personen: BTreeMap<String, Kennung>,
    /// Der Tag, an dem die Angaben eingingen.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Die Angaben.
    pub haushalt: Haushalt,
}

impl HaushaltAufnehmen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let personen = self.personen.values().copied().map(Strom::person);
        std::iter::once(Strom::fall(self.fall)).chain(personen).collect()
    }

    pub(super) fn entscheide(&self, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
        let monat = self.haushalt.lage.monat;
        pruefe_haushalt(&self.haushalt, monat).map_err(Ablehnung::Mangel)?;
        if bestand.faelle.get(&self.fall).is_some_and(|akte| akte.version() > 0) {
            return Err(Ablehnung::Vorhanden(Strom::fall(self.fall)));
        }
        let aufnahme = aufnahme(&self.haushalt, &self.personen, self.eingang)
            .map_err(|fehler| Ablehnung::Mangel(Mangel::neu(GANZE_ZEILE, fehler.to_string())))?;
        let mut ereignisse = vec![(Strom::fall(self.fall), 0, texte(&aufnahme.fall))];
        for (kennung, neue) in &aufnahme.personen {
            let strom = Strom::person(*kennung);
            // Wer schon bekannt ist, behält seine Akte; was neu ist, legt sich darüber.
            let version = bestand.personen.get(kennung).map_or(0, |akte| akte.version());
            ereignisse.push((strom, version, texte(neue)));
        }
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}

pub(super) fn texte<T: Tatsache>(ereignisse: &[Ereignis<T>]) -> Vec<String> {
    ereignisse.iter().map(Ereignis::schreibe).collect()
}
