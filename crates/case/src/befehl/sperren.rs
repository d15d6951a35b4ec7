//! Eine Akte sperren oder öffnen: dann sehen sie nur Zugelassene.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{
    Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kennung, Sperre, Sperrgrund, Strom,
};

/// Sperren oder öffnen, ab dem Tag, an dem entschieden wird.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AkteSperren {
    /// Welcher Fall.
    pub fall: Kennung,
    /// Warum, und wer zugelassen ist; `None`: wieder offen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sperre: Option<Sperre>,
}

impl AkteSperren {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let zugelassen = self.sperre.iter().flat_map(|sperre| &sperre.zugelassen);
        let zugelassen = zugelassen.copied().map(Strom::bediensteter);
        std::iter::once(Strom::fall(self.fall)).chain(zugelassen).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if let Some(sperre) = &self.sperre {
            self.passt(sperre, fall, heute)?;
        }
        let zugelassen = self.sperre.iter().flat_map(|sperre| &sperre.zugelassen);
        let gelesen = zugelassen.map(|wer| bestand.unbefangen(*wer, fall, heute));
        let gelesen = gelesen.collect::<Result<_, _>>()?;
        let tatsache = FallTatsache::Sperre(self.sperre.clone());
        let ereignis = Ereignis::neu(Gilt::ab(heute), heute, tatsache);
        let strom = Strom::fall(self.fall);
        Ok(Entscheidung {
            ereignisse: vec![(strom, fall.version(), texte(&[ereignis]))],
            gelesen,
            ..Entscheidung::default()
        })
    }

    /// Eingeschränkt sehen eine Akte Rechtsstelle und Datenschutz; sonst muss jemand zugelassen sein. Was mehr
    /// schützt, wird durch eine Einschränkung nicht aufgemacht.
    fn passt(
        &self,
        sperre: &Sperre,
        fall: &Akte<FallTatsache>,
        heute: Tag,
    ) -> Result<(), Ablehnung> {
        if sperre.grund != Sperrgrund::Eingeschraenkt {
            let niemand = sperre.zugelassen.is_empty();
            return if niemand { Err(Ablehnung::NiemandZugelassen) } else { Ok(()) };
        }
        let mehr = |tatsache: &FallTatsache| match tatsache {
            FallTatsache::Sperre(Some(bisher)) => bisher.grund != Sperrgrund::Eingeschraenkt,
            _ => false,
        };
        let schon = fall.am(heute, Bekannt::Jetzt).iter().any(|stueck| mehr(stueck.tatsache()));
        if schon { Err(Ablehnung::SchonGesperrt) } else { Ok(()) }
    }
}
