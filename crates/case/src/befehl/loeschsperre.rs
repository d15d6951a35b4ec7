//! Eine Akte nach ihrer Frist stehen lassen, oder wieder freigeben.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Ereignis, FallTatsache, Gilt, Kennung, Loeschsperre, Loeschsperregrund, Strom};

/// Setzen oder aufheben, ab dem Tag, an dem entschieden wird.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoeschsperreSetzen {
    /// Wer; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Welcher Fall.
    pub fall: Kennung,
    /// Warum; `None`: aufheben.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grund: Option<Loeschsperregrund>,
}

impl LoeschsperreSetzen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let sperre = self.grund.map(|grund| Loeschsperre { grund, durch: self.durch });
        let ereignis = Ereignis::neu(Gilt::ab(heute), heute, FallTatsache::Loeschsperre(sperre));
        let strom = Strom::fall(self.fall);
        let ereignisse = vec![(strom, fall.version(), texte(&[ereignis]))];
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}
