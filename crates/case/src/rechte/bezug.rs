//! Worum es geht: was über einen Fall bekannt sein muss, um zu sagen, wer ihn sehen darf.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::Tag;

use crate::akte::{
    Akte, Aufgabe, Bekannt, DienstTatsache, FallTatsache, Kennung, PersonTatsache, Posten, Sperre,
    Tatsache, Zustaendig,
};

/// Was über einen Fall oder einen Bediensteten bekannt ist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bezug {
    /// Der Fall; `None`: keiner, etwa bei der Vergabe einer Rolle.
    pub fall: Option<Kennung>,
    /// Alle Menschen, die je zum Fall gehörten.
    pub menschen: BTreeSet<Kennung>,
    /// Wer sich um welche Aufgabe kümmert.
    pub zustaendig: BTreeMap<Aufgabe, Zustaendig>,
    /// Das Team des Bediensteten, um den es geht.
    pub team: Option<Posten>,
    /// Ist die Akte gesperrt?
    pub sperre: Option<Sperre>,
    /// Hat einer der Menschen eine Auskunftssperre (§ 51 BMG)?
    pub auskunftssperre: bool,
}

impl Bezug {
    /// Der Fall an dem Tag. Eine Auskunftssperre gilt bis zu ihrem letzten Tag.
    #[must_use]
    pub fn aus(
        fall: &Akte<FallTatsache>,
        personen: &BTreeMap<Kennung, Akte<PersonTatsache>>,
        heute: Tag,
    ) -> Bezug {
        let menschen = menschen(fall);
        let mut bezug = Bezug { fall: Some(fall.kennung), menschen, ..Bezug::default() };
        for stueck in fall.am(heute, Bekannt::Jetzt) {
            match stueck.tatsache() {
                FallTatsache::Sperre(sperre) => bezug.sperre.clone_from(sperre),
                FallTatsache::Zustaendig { posten, eintrag: Some(wer) } => {
                    let aufgabe = Aufgabe::mit_namen(posten.text());
                    bezug.zustaendig.extend(aufgabe.map(|aufgabe| (aufgabe, wer.clone())));
                }
                _ => {}
            }
        }
        let mut akten = bezug.menschen.iter().filter_map(|kennung| personen.get(kennung));
        bezug.auskunftssperre = akten.any(|akte| ist_gesperrt(akte, heute));
        bezug
    }

    /// Ein Bediensteter an dem Tag.
    #[must_use]
    pub fn bediensteter(akte: &Akte<DienstTatsache>, heute: Tag) -> Bezug {
        let mut bezug = Bezug::default();
        for stueck in akte.am(heute, Bekannt::Jetzt) {
            if let DienstTatsache::Team(team) = stueck.tatsache() {
                bezug.team.clone_from(team);
            }
        }
        bezug
    }
}

/// Alle Menschen, die je zum Fall gehörten.
#[must_use]
pub fn menschen(fall: &Akte<FallTatsache>) -> BTreeSet<Kennung> {
    let mitglied = |tatsache: &FallTatsache| match tatsache {
        FallTatsache::Mitglied { .. } => tatsache.posten()?.text().parse().ok(),
        _ => None,
    };
    fall.eintraege().iter().filter_map(|eintrag| mitglied(&eintrag.ereignis.tatsache)).collect()
}

fn ist_gesperrt(akte: &Akte<PersonTatsache>, heute: Tag) -> bool {
    akte.am(heute, Bekannt::Jetzt).iter().any(|stueck| match stueck.tatsache() {
        PersonTatsache::Auskunftssperre(Some(sperre)) => sperre.bis.is_none_or(|bis| heute <= bis),
        _ => false,
    })
}
