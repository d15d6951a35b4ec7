//! Einen Fall nach geändertem Recht neu rechnen: aus dem Bewilligten und der neuen Rechnung wird ein Entwurf, ohne dass
//! jemand etwas gemeldet hat.
//!
//! Geändertes Recht ist eine Änderung der rechtlichen Verhältnisse (§ 48 Abs. 1 Satz 1 SGB X). Zugunsten wirkt sie auch
//! für vergangene Monate (Satz 2 Nr. 1); zulasten nur für die Zukunft, und für vergangene Monate wird gefragt, denn
//! Einkommen hat niemand erzielt (Nr. 3). Wer das Recht schon hatte, als bewilligt wurde, fällt unter §§ 44, 45.

use std::collections::BTreeSet;

use law::measure::Monat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::fuehre;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::Kennung;
use crate::akte::lage::Akten;
use crate::bescheid::{Bewilligtes, laufende_monate};
use crate::entwurf::{Rechtsaenderung, Vorgang};
use crate::schnittstelle::schema;

/// So viele Vorschriften nennt ein Brief höchstens.
const NORMEN: usize = 12;
/// Und jede mit so vielen Zeichen.
const ZEICHEN: usize = 120;

/// Alle laufend bewilligten Monate eines Falls nach dem Recht von heute neu rechnen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeuBerechnen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Der erste Monat, in dem das geänderte Recht gilt.
    #[schemars(with = "schema::Monat")]
    pub ab: Monat,
    /// Auch Monate vor dem laufenden; sonst beginnt die Rechnung frühestens mit ihm.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rueckwirkend: bool,
    /// Welche Vorschriften sich geändert haben, wie sie im Brief stehen sollen, etwa `§ 20 SGB II`; 1 bis 12.
    pub normen: BTreeSet<String>,
}

impl NeuBerechnen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if !(1..=NORMEN).contains(&self.normen.len()) || !self.normen.iter().all(|n| ist_norm(n)) {
            return Err(Ablehnung::Normen(NORMEN));
        }
        let Rechenhilfe { heute, akteur, .. } = *hilfe;
        let von = if self.rueckwirkend { self.ab } else { self.ab.max(heute.monat()) };
        let akten = Akten { fall, personen: &bestand.personen };
        let vorgang = Vorgang {
            monate: laufende_monate(fall, &Bewilligtes::aus(fall), von),
            recht: Some(Rechtsaenderung { ab: self.ab, am: heute, normen: self.normen.clone() }),
            ..Vorgang::noch_einmal(akten, (heute, akteur))
        };
        fuehre(vorgang, hilfe)
    }
}

/// Was im Brief als Fundstelle steht, beginnt auch so.
fn ist_norm(text: &str) -> bool {
    let beginnt = ["§", "Art.", "Anlage"].iter().any(|anfang| text.starts_with(anfang));
    beginnt && text.chars().count() <= ZEICHEN && !text.chars().any(char::is_control)
}
