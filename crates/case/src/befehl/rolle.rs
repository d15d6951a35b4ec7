//! Rechte vergeben: Rolle, Team, Vertretung, Gastfenster, Befangenheit; auch wieder nehmen.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{
    DienstTatsache, Ereignis, Gast, Gilt, Kategorie, Kennung, Posten, Strom, Vergabe, Zugang,
};
use crate::rechte::{Akteur, Rolle};
use crate::schnittstelle::schema;

/// Eine Angabe über jemanden, der hier arbeitet. Niemand macht sie für sich selbst.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolleVergeben {
    /// Wer sie bekommt.
    pub bediensteter: Kennung,
    /// Wer sie vergibt; die Tür prüft, dass er es ist.
    pub durch: Kennung,
    /// Was.
    pub was: Dienstangabe,
    /// Von wann bis wann.
    pub gilt: Gilt,
    /// Der Tag, an dem es entschieden wurde.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
}

/// Was über einen Bediensteten einzutragen ist.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "was", rename_all = "snake_case", deny_unknown_fields)]
pub enum Dienstangabe {
    /// Wie er heißt; legt die Akte an.
    Name {
        /// Der Name.
        name: String,
    },
    /// In welchem Team er ist; ohne Team: in keinem.
    Team {
        /// Kurzname.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<Posten>,
    },
    /// Als was er arbeitet.
    Rolle {
        /// Die Rolle.
        rolle: Rolle,
        /// Geben oder nehmen.
        stand: Stand,
    },
    /// Wen er vertritt.
    Vertretung {
        /// Wen.
        wen: Kennung,
        /// Geben oder nehmen.
        stand: Stand,
    },
    /// Welche Fälle er als Gast sieht; ohne Fenster: keine mehr.
    Gast {
        /// Welches von mehreren Fenstern.
        posten: Posten,
        /// Das Fenster.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fenster: Option<Gast>,
    },
    /// Womit sich ausweist, wer in seinem Namen anfragt; ohne Zugang: damit nicht mehr.
    Zugang {
        /// Name des Zugangs.
        posten: Posten,
        /// Prüfwert und letzter Tag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zugang: Option<Zugang>,
    },
    /// Der Mensch, der er selbst ist, wenn hier seine Akte liegt.
    EigeneAkte {
        /// Seine Kennung.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<Kennung>,
    },
    /// Ein Angehöriger, dessen Akte hier liegt (§ 16 Abs. 5 SGB X).
    Angehoerige {
        /// Dessen Kennung.
        person: Kennung,
        /// Geben oder nehmen.
        stand: Stand,
    },
}

/// Geben oder nehmen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Es gilt.
    Gilt,
    /// Es gilt nicht (mehr).
    Endet,
}

impl RolleVergeben {
    pub(super) fn kategorien(&self) -> &'static [Kategorie] {
        match self.was {
            Dienstangabe::EigeneAkte { .. } | Dienstangabe::Angehoerige { .. } => {
                &[Kategorie::Befangenheit]
            }
            _ => &[Kategorie::Dienst],
        }
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        if self.durch == self.bediensteter {
            return Err(Ablehnung::FuerSichSelbst);
        }
        if self.gilt.von.zip(self.gilt.bis).is_some_and(|(von, bis)| bis < von) {
            return Err(Ablehnung::Verkehrt);
        }
        self.pruefe_angabe()?;
        let strom = Strom::bediensteter(self.bediensteter);
        let version = bestand.dienst.get(&self.bediensteter).map_or(0, |akte| akte.version());
        if version == 0 && !matches!(self.was, Dienstangabe::Name { .. }) {
            return Err(Ablehnung::Unbekannt(strom));
        }
        if matches!(self.was, Dienstangabe::Zugang { zugang: Some(_), .. }) {
            let akte = bestand.bediensteter(self.bediensteter)?;
            let rollen = Akteur::aus(akte, heute).rollen;
            // Wer den Zugang eines Menschen setzt, könnte als er handeln; Menschen melden sich selbst an.
            if rollen.iter().any(|rolle| *rolle != Rolle::Fachverfahren) {
                return Err(Ablehnung::ZugangNurFuerProgramme);
            }
        }
        let ereignis = Ereignis::neu(self.gilt, self.eingang, self.tatsache());
        Ok(Entscheidung {
            ereignisse: vec![(strom, version, texte(&[ereignis]))],
            ..Entscheidung::default()
        })
    }

    fn pruefe_angabe(&self) -> Result<(), Ablehnung> {
        match &self.was {
            Dienstangabe::Gast { fenster: Some(gast), .. } => {
                let von = self.gilt.von.unwrap_or(self.eingang);
                if gast.faelle.is_empty() {
                    Err(Ablehnung::FensterOhneFall)
                } else if gast.bis < von {
                    Err(Ablehnung::Verkehrt)
                } else {
                    Ok(())
                }
            }
            Dienstangabe::Vertretung { wen, .. } if *wen == self.bediensteter => {
                Err(Ablehnung::FuerSichSelbst)
            }
            _ => Ok(()),
        }
    }

    fn tatsache(&self) -> DienstTatsache {
        let vergabe = |stand: &Stand| match stand {
            Stand::Gilt => Some(Vergabe { durch: self.durch }),
            Stand::Endet => None,
        };
        match &self.was {
            Dienstangabe::Name { name } => DienstTatsache::Name(name.clone()),
            Dienstangabe::Team { team } => DienstTatsache::Team(team.clone()),
            Dienstangabe::Rolle { rolle, stand } => {
                DienstTatsache::Rolle { posten: rolle.posten(), eintrag: vergabe(stand) }
            }
            Dienstangabe::Vertretung { wen, stand } => {
                DienstTatsache::Vertretung { posten: Posten::von(*wen), eintrag: vergabe(stand) }
            }
            Dienstangabe::Gast { posten, fenster } => {
                DienstTatsache::Gast { posten: posten.clone(), eintrag: fenster.clone() }
            }
            Dienstangabe::Zugang { posten, zugang } => {
                DienstTatsache::Zugang { posten: posten.clone(), eintrag: zugang.clone() }
            }
            Dienstangabe::EigeneAkte { person } => DienstTatsache::EigeneAkte(*person),
            Dienstangabe::Angehoerige { person, stand } => DienstTatsache::Angehoerige {
                posten: Posten::von(*person),
                eintrag: vergabe(stand),
            },
        }
    }
}
