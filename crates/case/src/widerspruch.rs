//! Der Widerspruch (§§ 78 ff. SGG): gegen welchen Bescheid, wann eingegangen, wie er ausging und warum.
//!
//! Gegen eine Erstattung schiebt er auf (§ 86a Abs. 1 SGG): solange er offen ist, wird sie weder verlangt noch
//! aufgerechnet ([`schiebt_auf`]). Gegen Aufhebung, Rücknahme und Minderung nicht (§ 39 Nr. 1 SGB II). Ergeht
//! währenddessen ein Bescheid über dieselben Monate, wird er Teil des Verfahrens (§ 86 SGG, [`wird_teil`]).
//!
//! Umgesetzt: Widerspruch. Nicht umgesetzt: Klage, einstweiliger Rechtsschutz, Untätigkeitsklage (§ 88 SGG),
//! Überprüfungsantrag (§ 44 SGB X), Widerspruchsbescheid als Brief.

use std::collections::BTreeSet;

use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten};
use crate::benannt::benannt;
use crate::bescheid::entschieden;

benannt! {
    /// Wie ein Widerspruch ausging.
    Ausgang {
        /// Das Amt hilft ganz ab (§ 85 Abs. 1 SGG).
        Abhilfe = "abhilfe",
        /// Das Amt hilft zum Teil ab.
        Teilabhilfe = "teilabhilfe",
        /// Zurückgewiesen (§ 85 Abs. 2 SGG).
        Zurueckgewiesen = "zurueckgewiesen",
        /// Unzulässig, etwa verspätet.
        Unzulaessig = "unzulaessig",
        /// Zurückgenommen.
        Zurueckgenommen = "zurueckgenommen",
    }
}

benannt! {
    /// Warum er so ausging; daraus lernt das Haus, was zu verbessern ist.
    Ursache {
        /// Ein Nachweis kam spät.
        SpaeterNachweis = "spaeter_nachweis",
        /// Das Recht war falsch angewendet.
        FalschesRecht = "falsches_recht",
        /// Es gab neue Tatsachen.
        NeueTatsachen = "neue_tatsachen",
        /// Anders ermittelt oder gewürdigt.
        Sachverhalt = "sachverhalt",
        /// Die Rechtsprechung hat sich geändert.
        Rechtsprechung = "rechtsprechung",
        /// Es war richtig entschieden.
        Keine = "keine",
    }
}

/// Wogegen er sich richtet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", content = "nummer", rename_all = "snake_case")]
pub enum Gegen {
    /// Ein Bescheid über die laufende Leistung.
    Bescheid(Posten),
    /// Eine Erstattung.
    Erstattung(Posten),
}

/// Ein Widerspruch. `Debug` zeigt die Begründung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widerspruch {
    /// Wogegen.
    pub gegen: Gegen,
    /// Der Tag, an dem er bei irgendeiner deutschen Behörde einging (§ 84 Abs. 2 SGG).
    pub eingang: Tag,
    /// Was vorgebracht wird, kurz; leer, wenn nichts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
    /// Wie er ausging; `None`: noch offen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erledigt: Option<Erledigung>,
}

/// Wie und warum er ausging.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erledigung {
    /// Wie.
    pub ausgang: Ausgang,
    /// Warum.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging, etwa `§ 22 Abs. 1 SGB II`.
    pub norm: String,
    /// Wann.
    pub am: Tag,
    /// Wer entschied.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(Widerspruch, Erledigung);

/// Alle Widersprüche eines Falls, jeder in seinem letzten Stand.
#[must_use]
pub fn widersprueche(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Widerspruch)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Widerspruch { posten, eintrag: Some(widerspruch) } => {
                Some((posten, widerspruch))
            }
            _ => None,
        })
        .collect()
}

fn offene(fall: &Akte<FallTatsache>) -> impl Iterator<Item = &Widerspruch> {
    widersprueche(fall).into_iter().map(|(_, w)| w).filter(|w| w.erledigt.is_none())
}

/// Schiebt ein offener Widerspruch diese Erstattung auf?
#[must_use]
pub fn schiebt_auf(fall: &Akte<FallTatsache>, erstattung: &Posten) -> bool {
    offene(fall).any(|w| w.gegen == Gegen::Erstattung(erstattung.clone()))
}

/// Wird eine Entscheidung über diese Monate Teil eines offenen Verfahrens (§ 86 SGG)?
#[must_use]
pub fn wird_teil(fall: &Akte<FallTatsache>, monate: &BTreeSet<Monat>) -> bool {
    offene(fall).any(|widerspruch| {
        let Gegen::Bescheid(nummer) = &widerspruch.gegen else { return false };
        entschieden(fall, nummer).is_some_and(|(_, entwurf)| {
            entwurf.monate.iter().any(|monat| monate.contains(&monat.monat))
        })
    })
}
