//! Wer handelt: was die Akte eines Bediensteten an einem Tag über ihn sagt.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::Tag;

use super::{Rolle, Zweck};
use crate::akte::{
    Akte, Bekannt, DienstTatsache, Kennung, Posten, Pruefergebnis, Tatsache, pruefung,
};

/// Wer handelt, an einem Tag. Rollen und Vertretungen gelten nur an ihm: vor jedem Zugriff neu bilden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Akteur {
    /// Wer.
    pub kennung: Kennung,
    /// Als was.
    pub rollen: BTreeSet<Rolle>,
    /// Kurzname des Teams.
    pub team: Option<Posten>,
    /// Wen er an diesem Tag vertritt; Vertretungen der Vertretenen gehen nicht mit über.
    pub vertritt: BTreeSet<Kennung>,
    /// Fenster, die er als Gast hat.
    pub fenster: Vec<Fenster>,
    /// Die eigene Akte im Haus.
    pub eigene_akte: Option<Kennung>,
    /// Angehörige mit einer Akte im Haus (§ 16 Abs. 5 SGB X).
    pub angehoerige: BTreeSet<Kennung>,
    /// Notzugriffe: zu jedem Fall der letzte Tag.
    pub notzugriffe: BTreeMap<Kennung, Tag>,
}

/// Das Fenster eines Gasts; beide Tage gehören dazu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fenster {
    /// Nur diese Fälle.
    pub faelle: BTreeSet<Kennung>,
    /// Nur zu diesem Zweck.
    pub zweck: Zweck,
    /// Erster Tag.
    pub von: Tag,
    /// Letzter Tag.
    pub bis: Tag,
}

impl Akteur {
    /// Jemand ohne alles: darf nichts.
    #[must_use]
    pub fn ohne_rechte(kennung: Kennung) -> Akteur {
        Akteur {
            kennung,
            rollen: BTreeSet::new(),
            team: None,
            vertritt: BTreeSet::new(),
            fenster: Vec::new(),
            eigene_akte: None,
            angehoerige: BTreeSet::new(),
            notzugriffe: BTreeMap::new(),
        }
    }

    /// Wie ihn die Akte an dem Tag beschreibt. Eine Rolle, die dieses Programm nicht kennt, gibt nichts.
    #[must_use]
    pub fn aus(akte: &Akte<DienstTatsache>, heute: Tag) -> Akteur {
        let mut akteur = Akteur::ohne_rechte(akte.kennung);
        for stueck in akte.am(heute, Bekannt::Jetzt) {
            let (eintrag, tatsache) = (stueck.eintrag, stueck.tatsache());
            let kennung = || tatsache.posten().and_then(|posten| posten.text().parse().ok());
            match tatsache {
                DienstTatsache::Team(team) => akteur.team.clone_from(team),
                DienstTatsache::EigeneAkte(mensch) => akteur.eigene_akte = *mensch,
                DienstTatsache::Rolle { posten, eintrag: Some(_) } => {
                    akteur.rollen.extend(Rolle::mit_namen(posten.text()));
                }
                DienstTatsache::Vertretung { eintrag: Some(_), .. } => {
                    akteur.vertritt.extend(kennung());
                }
                DienstTatsache::Angehoerige { eintrag: Some(_), .. } => {
                    akteur.angehoerige.extend(kennung());
                }
                DienstTatsache::Gast { eintrag: Some(gast), .. } => {
                    akteur.fenster.push(Fenster {
                        faelle: gast.faelle.clone(),
                        zweck: gast.zweck,
                        von: eintrag.ereignis.gilt.von.unwrap_or(eintrag.ereignis.eingang),
                        bis: gast.bis,
                    });
                }
                DienstTatsache::Notzugriff { eintrag: Some(zugriff), .. } => {
                    let beendet = pruefung(akte, eintrag.version)
                        .is_some_and(|p| p.ergebnis == Pruefergebnis::Unberechtigt);
                    let fall = kennung().filter(|_| !beendet);
                    akteur.notzugriffe.extend(fall.map(|fall| (fall, zugriff.bis)));
                }
                DienstTatsache::Name(_)
                | DienstTatsache::Rolle { .. }
                | DienstTatsache::Vertretung { .. }
                | DienstTatsache::Angehoerige { .. }
                | DienstTatsache::Gast { .. }
                | DienstTatsache::Zugang { .. }
                | DienstTatsache::Notzugriff { .. }
                | DienstTatsache::Pruefung { .. } => {}
            }
        }
        akteur
    }

    /// Er selbst und wen er heute vertritt.
    #[must_use]
    pub fn steht_fuer(&self) -> BTreeSet<Kennung> {
        self.vertritt.iter().copied().chain([self.kennung]).collect()
    }

    /// Menschen, an deren Akten er nicht arbeiten darf (§ 16 SGB X).
    #[must_use]
    pub fn befangen(&self) -> BTreeSet<Kennung> {
        self.angehoerige.iter().copied().chain(self.eigene_akte).collect()
    }
}
