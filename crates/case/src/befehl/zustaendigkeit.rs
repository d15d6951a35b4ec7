//! Zuständige setzen: wer sich ab wann um welche Aufgabe eines Falls kümmert.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Aufgabe, Ereignis, FallTatsache, Gilt, Kennung, Strom, Zustaendig};
use crate::schnittstelle::schema;

/// Wer sich kümmert.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZustaendigkeitSetzen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Um welche Aufgabe.
    pub aufgabe: Aufgabe,
    /// Wer; `None`: niemand mehr.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zustaendig: Option<Zustaendig>,
    /// Von wann bis wann.
    pub gilt: Gilt,
    /// Der Tag, an dem es entschieden wurde.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
}

impl ZustaendigkeitSetzen {
    fn bearbeiter(&self) -> Option<Kennung> {
        self.zustaendig.as_ref().and_then(|zustaendig| zustaendig.bearbeiter)
    }

    pub(super) fn braucht(&self) -> Vec<Strom> {
        let bearbeiter = self.bearbeiter().map(Strom::bediensteter);
        std::iter::once(Strom::fall(self.fall)).chain(bearbeiter).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        if self.gilt.von.zip(self.gilt.bis).is_some_and(|(von, bis)| bis < von) {
            return Err(Ablehnung::Verkehrt);
        }
        let fall = bestand.fall(self.fall)?;
        let bearbeiter = self.bearbeiter().map(|wer| bestand.unbefangen(wer, fall, heute));
        let gelesen = bearbeiter.into_iter().collect::<Result<_, _>>()?;
        let (posten, eintrag) = (self.aufgabe.posten(), self.zustaendig.clone());
        let tatsache = FallTatsache::Zustaendig { posten, eintrag };
        let ereignis = Ereignis::neu(self.gilt, self.eingang, tatsache);
        let strom = Strom::fall(self.fall);
        Ok(Entscheidung {
            ereignisse: vec![(strom, fall.version(), texte(&[ereignis]))],
            gelesen,
            ..Entscheidung::default()
        })
    }
}
