//! Eine Bedingung als Daten: `trifft` prüft einen Fall, außen wird daraus eine Bedingung in SQL.

use std::collections::BTreeSet;

use super::Bezug;
use crate::akte::{Aufgabe, Kennung, Posten, Sperrgrund};

/// Welche Fälle gemeint sind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Alle treffen zu; leer: jeder Fall.
    Und(Vec<Filter>),
    /// Eine trifft zu; leer: kein Fall.
    Oder(Vec<Filter>),
    /// Eine einzelne Bedingung.
    Atom(Atom),
}

/// Eine Bedingung an einen Fall. Leere `aufgaben` heißen: irgendeine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
    /// Das Team kümmert sich um eine der Aufgaben; ohne Aufgaben auch: der Bedienstete ist in dem Team.
    Team {
        /// Um welche.
        aufgaben: BTreeSet<Aufgabe>,
        /// Kurzname.
        team: Posten,
    },
    /// Einer von ihnen kümmert sich um eine der Aufgaben.
    Zustaendig {
        /// Um welche.
        aufgaben: BTreeSet<Aufgabe>,
        /// Wer.
        wer: BTreeSet<Kennung>,
    },
    /// Einer dieser Fälle.
    EinerVon(BTreeSet<Kennung>),
    /// Die Akte ist nicht gesperrt.
    Ungesperrt,
    /// Die Akte ist aus diesem Grund gesperrt.
    GesperrtWegen(Sperrgrund),
    /// Die Akte ist gesperrt, und er ist zugelassen.
    Zugelassen(Kennung),
    /// Niemand im Fall hat eine Auskunftssperre.
    OhneAuskunftssperre,
    /// Keiner dieser Menschen gehört oder gehörte zum Fall.
    Ohne(BTreeSet<Kennung>),
}

impl Filter {
    /// Jeder Fall.
    pub const JEDER: Filter = Filter::Und(Vec::new());
    /// Kein Fall.
    pub const KEINER: Filter = Filter::Oder(Vec::new());

    /// Ist dieser Fall gemeint?
    #[must_use]
    pub fn trifft(&self, bezug: &Bezug) -> bool {
        match self {
            Filter::Und(alle) => alle.iter().all(|filter| filter.trifft(bezug)),
            Filter::Oder(eine) => eine.iter().any(|filter| filter.trifft(bezug)),
            Filter::Atom(atom) => atom.trifft(bezug),
        }
    }

    pub(super) fn eines(atome: impl IntoIterator<Item = Atom>) -> Filter {
        Filter::Oder(atome.into_iter().map(Filter::Atom).collect())
    }
}

impl Atom {
    fn trifft(&self, bezug: &Bezug) -> bool {
        let kuemmert = |aufgaben: &BTreeSet<Aufgabe>| {
            let gemeint = aufgaben.clone();
            let passt = move |aufgabe: &Aufgabe| gemeint.is_empty() || gemeint.contains(aufgabe);
            bezug.zustaendig.iter().filter(move |(aufgabe, _)| passt(aufgabe)).map(|(_, z)| z)
        };
        match self {
            Atom::Team { aufgaben, team } => {
                kuemmert(aufgaben).any(|zustaendig| zustaendig.team == *team)
                    || aufgaben.is_empty() && bezug.team.as_ref() == Some(team)
            }
            Atom::Zustaendig { aufgaben, wer } => {
                kuemmert(aufgaben).filter_map(|z| z.bearbeiter).any(|einer| wer.contains(&einer))
            }
            Atom::EinerVon(faelle) => bezug.fall.is_some_and(|fall| faelle.contains(&fall)),
            Atom::Ungesperrt => bezug.sperre.is_none(),
            Atom::GesperrtWegen(grund) => bezug.sperre.as_ref().is_some_and(|s| s.grund == *grund),
            Atom::Zugelassen(wer) => {
                bezug.sperre.as_ref().is_some_and(|sperre| sperre.zugelassen.contains(wer))
            }
            Atom::OhneAuskunftssperre => !bezug.auskunftssperre,
            Atom::Ohne(menschen) => bezug.menschen.is_disjoint(menschen),
        }
    }
}
