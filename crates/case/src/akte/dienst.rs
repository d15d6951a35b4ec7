//! Was wir von denen wissen, die hier arbeiten: Rollen, Team, Vertretungen, Gastfenster, Notzugriffe.
//!
//! Von wann bis wann eine Rolle oder Vertretung gilt, sagt `gilt` des Ereignisses. Wer damit was darf,
//! sagt [`crate::rechte`].

use std::collections::BTreeSet;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ereignis::tatsachen;
use super::{Akte, Eintrag, Kennung, Posten, Pruefsumme};
use crate::benannt::benannt;
use crate::rechte::Zweck;
use crate::schnittstelle::schema;

tatsachen! {
    /// Eine Tatsache über jemanden, der hier arbeitet. `Debug` zeigt nur die Art.
    DienstTatsache
    einzeln {
        /// Name, wie ihn das Haus kennt.
        Name(String) = "name" in Dienst,
        /// Kurzname des Teams; `None`: keines.
        Team(Option<Posten>) = "team" in Dienst,
        /// Kennung des Menschen, wenn für ihn hier eine Akte geführt wird.
        EigeneAkte(Option<Kennung>) = "eigene_akte" in Befangenheit,
    }
    mehrfach {
        /// Eine Rolle; der Posten ist ihr Name.
        Rolle(Vergabe) = "rolle" in Dienst,
        /// Wen sie vertritt; der Posten ist dessen Kennung.
        Vertretung(Vergabe) = "vertretung" in Dienst,
        /// Ein Fenster für einen Gast aus einer anderen Stelle.
        Gast(Gast) = "gast" in Dienst,
        /// Ein Angehöriger mit einer Akte im Haus; der Posten ist dessen Kennung.
        Angehoerige(Vergabe) = "angehoerige" in Befangenheit,
        /// Ein Zugang für ein Programm oder Gerät; der Posten ist der Name des Zugangs.
        Zugang(Zugang) = "zugang" in Dienst,
        /// Ein Notzugriff; der Posten ist die Kennung des Falls.
        Notzugriff(Notzugriff) = "notzugriff" in Protokoll,
        /// Die Prüfung eines Notzugriffs; der Posten ist seine Version in diesem Strom.
        Pruefung(Pruefung) = "notzugriff_pruefung" in Protokoll,
    }
    mit_tagen []
}

/// Wer es eingetragen hat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vergabe {
    /// Wer.
    pub durch: Kennung,
}

/// Was ein Gast sehen darf: nur diese Fälle, nur zu diesem Zweck, nie ohne letzten Tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gast {
    /// Welche Fälle.
    pub faelle: BTreeSet<Kennung>,
    /// Wozu.
    pub zweck: Zweck,
    /// Wer den Gast entsendet.
    pub stelle: String,
    /// Letzter Tag.
    #[schemars(with = "schema::Tag")]
    pub bis: Tag,
}

/// Ein Zugang: womit sich ausweist, wer in seinem Namen anfragt. Das Geheimnis selbst steht nirgends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zugang {
    /// SHA-256 des Geheimnisses.
    pub pruefwert: Pruefsumme,
    /// Letzter Tag.
    #[schemars(with = "schema::Tag")]
    pub bis: Tag,
}

/// Ein Blick in eine fremde Akte, weil sonst Schaden droht. `Debug` zeigt den Grund nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notzugriff {
    /// Warum.
    pub grund: String,
    /// Letzter Tag.
    pub bis: Tag,
}

impl std::fmt::Debug for Notzugriff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Notzugriff(bis {})", self.bis)
    }
}

benannt! {
    /// Was die Prüfung eines Notzugriffs ergab.
    Pruefergebnis {
        /// Er war nötig.
        Berechtigt = "berechtigt",
        /// Er war nicht nötig; läuft er noch, endet er damit.
        Unberechtigt = "unberechtigt",
    }
}

/// Die Prüfung eines Notzugriffs. `Debug` zeigt die Bemerkung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pruefung {
    /// Wer geprüft hat.
    pub durch: Kennung,
    /// Was sie ergab.
    pub ergebnis: Pruefergebnis,
    /// Wie es begründet ist.
    pub bemerkung: String,
}

impl std::fmt::Debug for Pruefung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pruefung({})", self.ergebnis.name())
    }
}

/// Notzugriffe, die noch niemand geprüft hat, der Reihe nach.
#[must_use]
pub fn ungepruefte_notzugriffe(akte: &Akte<DienstTatsache>) -> Vec<&Eintrag<DienstTatsache>> {
    let ist_offen = |eintrag: &&Eintrag<DienstTatsache>| {
        matches!(eintrag.ereignis.tatsache, DienstTatsache::Notzugriff { eintrag: Some(_), .. })
            && pruefung(akte, eintrag.version).is_none()
    };
    akte.eintraege().iter().filter(ist_offen).collect()
}

/// Die Prüfung des Notzugriffs, der als diese Version im Strom steht.
pub(crate) fn pruefung(akte: &Akte<DienstTatsache>, version: u64) -> Option<&Pruefung> {
    let gesucht = Posten::version(version);
    akte.eintraege().iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        DienstTatsache::Pruefung { posten, eintrag } if *posten == gesucht => eintrag.as_ref(),
        _ => None,
    })
}
