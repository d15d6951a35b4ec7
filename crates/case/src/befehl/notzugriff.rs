//! Einen Notzugriff nehmen: in eine fremde Akte sehen, weil sonst Schaden droht.

use law::measure::{Tag, Zeitraum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{DienstTatsache, Ereignis, Gilt, Kennung, Notzugriff, Posten, Strom};
use crate::schnittstelle::schema;

/// So viele Zeichen hat ein Grund mindestens: ein Satz, kein Wort.
const GRUND_ZEICHEN: usize = 20;

/// Einen Notzugriff nehmen, für sich selbst.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotzugriffNehmen {
    /// Wer; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Auf welchen Fall.
    pub fall: Kennung,
    /// Was droht und warum niemand Zuständiges helfen kann; mindestens 20 Zeichen.
    pub grund: String,
    /// Letzter Tag, heute oder morgen; fehlt er, morgen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
}

impl NotzugriffNehmen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        vec![Strom::fall(self.fall), Strom::bediensteter(self.durch)]
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let grund = self.grund.trim();
        if grund.chars().count() < GRUND_ZEICHEN {
            return Err(Ablehnung::GrundZuKurz(GRUND_ZEICHEN));
        }
        let bis = self.bis.unwrap_or(heute.naechster());
        if !(heute..=heute.naechster()).contains(&bis) {
            return Err(Ablehnung::NotzugriffZuLang(heute.naechster()));
        }
        let fall = bestand.fall(self.fall)?;
        let akte = bestand.bediensteter(self.durch)?;
        let eintrag = Some(Notzugriff { grund: grund.to_owned(), bis });
        let tatsache = DienstTatsache::Notzugriff { posten: Posten::von(self.fall), eintrag };
        let ereignis = Ereignis::neu(Gilt::nur(Zeitraum { von: heute, bis }), heute, tatsache);
        let strom = Strom::bediensteter(self.durch);
        Ok(Entscheidung {
            ereignisse: vec![(strom, akte.version(), texte(&[ereignis]))],
            gelesen: vec![(Strom::fall(self.fall), fall.version())],
            ..Entscheidung::default()
        })
    }
}
