//! Ein Eingangsstück abschließen: erledigt, oder verworfen mit Grund.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aufnehmen::texte;
use super::dokument_ablegen::pruefe_text;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::eingang::{Abschluss, Abschlussart, Ankunft, Zuordnung};
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
        let stueck = Stueck::aus(bestand, self.eingang)?;
        stueck.pruefe_offen()?;
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

/// Was von einem Eingangsstück bekannt ist.
pub(super) struct Stueck<'a> {
    pub(super) version: u64,
    /// Der Tag der Ankunft.
    pub(super) eingang: Tag,
    pub(super) ankunft: &'a Ankunft,
    pub(super) zuordnung: Option<&'a Zuordnung>,
    abgeschlossen: bool,
}

impl Stueck<'_> {
    pub(super) fn aus(bestand: &Bestand, kennung: Kennung) -> Result<Stueck<'_>, Ablehnung> {
        let unbekannt = || Ablehnung::Unbekannt(Strom::eingang(kennung));
        let akte = bestand.eingaenge.get(&kennung).ok_or_else(unbekannt)?;
        let (mut angekommen, mut zuordnung, mut abgeschlossen) = (None, None, false);
        for eintrag in akte.eintraege() {
            match &eintrag.ereignis.tatsache {
                EingangTatsache::Ankunft(neu) => angekommen = Some((eintrag.ereignis.eingang, neu)),
                EingangTatsache::Zuordnung(neu) => zuordnung = Some(neu),
                EingangTatsache::Abschluss(_) => abgeschlossen = true,
                EingangTatsache::Aufgabe(_) => {}
            }
        }
        let (eingang, ankunft) = angekommen.ok_or_else(unbekannt)?;
        Ok(Stueck { version: akte.version(), eingang, ankunft, zuordnung, abgeschlossen })
    }

    pub(super) fn pruefe_offen(&self) -> Result<(), Ablehnung> {
        if self.abgeschlossen { Err(Ablehnung::Abgeschlossen) } else { Ok(()) }
    }
}
