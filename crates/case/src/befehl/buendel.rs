//! Ein Bündel führen: beginnen, schließen, als geschrieben festhalten. In jedem Stand geschieht ein Schritt einmal.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Akte, Ereignis, Gilt, Kennung, Posten, Pruefsumme, Strom};
use crate::versand::{
    Buendelbeginn, Buendelschluss, Buendelstand, Buendeltatsache, buendelkennung, buendelstand,
};

/// Ein Schritt eines Bündels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuendelFuehren {
    /// Wie es heißt.
    pub buendel: Posten,
    /// Was geschieht.
    pub schritt: Buendelschritt,
    /// Wer.
    pub durch: Kennung,
}

/// Was mit einem Bündel geschieht.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Buendelschritt {
    /// Es nimmt von jetzt an Sendungen auf.
    Beginnen {
        /// SHA-256 des Ordners, in den es geschrieben wird.
        ort: Pruefsumme,
    },
    /// Es nimmt keine mehr auf.
    Schliessen {
        /// So viele Briefe sind darin.
        briefe: u32,
    },
    /// Sein Ordner ist fertig.
    Geschrieben,
}

impl BuendelFuehren {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        vec![Strom::buendel(buendelkennung(&self.buendel))]
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let kennung = buendelkennung(&self.buendel);
        let leer = Akte::neu(kennung);
        let akte = bestand.buendel.get(&kennung).unwrap_or(&leer);
        let tatsache = match (buendelstand(akte), &self.schritt) {
            (Buendelstand::Neu, Buendelschritt::Beginnen { ort }) => {
                let beginn = Buendelbeginn { name: self.buendel.clone(), ort: *ort };
                Buendeltatsache::Begonnen(beginn)
            }
            (Buendelstand::Offen(_), Buendelschritt::Schliessen { briefe }) => {
                Buendeltatsache::Geschlossen(Buendelschluss { briefe: *briefe })
            }
            (Buendelstand::Geschlossen(_), Buendelschritt::Geschrieben) => {
                Buendeltatsache::Geschrieben(heute)
            }
            _ => return Err(Ablehnung::BuendelStand(self.buendel.clone())),
        };
        let ereignis = Ereignis::neu(Gilt::IMMER, heute, tatsache);
        Ok(Entscheidung {
            ereignisse: vec![(Strom::buendel(kennung), akte.version(), texte(&[ereignis]))],
            ..Entscheidung::default()
        })
    }
}
