//! Ein Eingangsstück abschließen: erledigt, oder verworfen mit Grund.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_text;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::eingang::{Abschluss, Abschlussart, Stueck};
use crate::akte::{EingangTatsache, Ereignis, Gilt, Kennung, Strom};

/// Wie das Stück endet. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EingangErledigen {
    /// Das Eingangsstück.
    pub eingang: Kennung,
    /// Erledigt oder verworfen, und warum.
    pub abschluss: Abschluss,
}

impl EingangErledigen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let stueck = offenes(bestand, self.eingang)?;
        match (stueck.zuordnung, self.abschluss.art) {
            // Was in einer Akte liegt, bleibt in ihr.
            (Some(zuordnung), Abschlussart::Verworfen) => {
                return Err(Ablehnung::SchonZugeordnet(zuordnung.fall));
            }
            (Some(_), Abschlussart::Erledigt) if self.abschluss.grund.is_empty() => {}
            _ => pruefe_text("grund", &self.abschluss.grund)?,
        }
        let tatsache = EingangTatsache::Abschluss(self.abschluss.clone());
        let neu = Ereignis::neu(Gilt::ab(heute), heute, tatsache);
        let strom = Strom::eingang(self.eingang);
        let ereignisse = vec![(strom, stueck.version, texte(&[neu]))];
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}

/// Das Eingangsstück, wenn es ankam und noch offen ist.
pub(super) fn offenes(bestand: &Bestand, kennung: Kennung) -> Result<Stueck<'_>, Ablehnung> {
    let unbekannt = || Ablehnung::Unbekannt(Strom::eingang(kennung));
    let stueck = bestand.eingaenge.get(&kennung).and_then(Stueck::aus).ok_or_else(unbekannt)?;
    if stueck.abschluss.is_some() { Err(Ablehnung::Abgeschlossen) } else { Ok(stueck) }
}
