//! Wer was sah und tat: ein Strom je Handelndem und Tag, so geschützt wie jede Akte.
//!
//! Ein Blick steht hier, bevor jemand etwas sieht; ein Vorgang in derselben Transaktion wie das, was er tat;
//! eine Abweisung auch. Darin stehen Kennungen, Arten von Daten, Zweck und Regel, nie die Daten selbst. Nach
//! Ablauf der Frist wird der Strom eines Tages als Ganzes gelöscht.

use std::collections::BTreeSet;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::akte::tatsachen;
use crate::akte::{Akte, Ereignis, Gilt, Kategorie, Kennung, Strom, StromArt};
use crate::rechte::{Handlung, Zweck};

tatsachen! {
    /// Ein Eintrag im Protokoll.
    ProtokollTatsache
    einzeln {
        /// Jemand sah Daten.
        Blick(Zugriff) = "blick" in Protokoll,
        /// Jemand änderte etwas.
        Vorgang(Zugriff) = "vorgang" in Protokoll,
        /// Jemand wollte etwas und durfte nicht.
        Abgewiesen(Zugriff) = "abgewiesen" in Protokoll,
    }
    mehrfach {}
    mit_tagen []
}

/// Wer, was, woran, wozu und nach welcher Regel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zugriff {
    /// Wer handelte.
    pub akteur: Kennung,
    /// Was er tat oder wollte.
    pub handlung: Handlung,
    /// Mit welchen Arten von Daten.
    pub kategorien: BTreeSet<Kategorie>,
    /// An welchen Fällen.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub faelle: BTreeSet<Kennung>,
    /// An wessen Daten.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub personen: BTreeSet<Kennung>,
    /// An welchen Eingangsstücken.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub eingaenge: BTreeSet<Kennung>,
    /// Wozu.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub zwecke: BTreeSet<Zweck>,
    /// Nach welchen Regeln.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub regeln: BTreeSet<String>,
    /// In welcher Fassung des Regelwerks.
    pub regelwerk: String,
    /// Durch welchen Befehl.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub befehl: Option<String>,
}

impl ProtokollTatsache {
    /// Wer, was, woran, wozu.
    #[must_use]
    pub fn zugriff(&self) -> &Zugriff {
        match self {
            ProtokollTatsache::Blick(zugriff)
            | ProtokollTatsache::Vorgang(zugriff)
            | ProtokollTatsache::Abgewiesen(zugriff) => zugriff,
        }
    }

    /// Als Ereignis dieses Tages.
    #[must_use]
    pub fn am(self, tag: Tag) -> Ereignis<ProtokollTatsache> {
        Ereignis::neu(Gilt { von: Some(tag), bis: Some(tag) }, tag, self)
    }
}

/// Der Strom, in dem steht, was er an dem Tag sah und tat. Wer beides kennt, findet ihn ohne Verzeichnis.
#[must_use]
pub fn strom(akteur: Kennung, tag: Tag) -> Strom {
    let mut sha = Sha256::new();
    sha.update(b"nahtlos-protokoll-1");
    sha.update(akteur.bytes());
    sha.update(tag.to_string());
    let hash: [u8; 32] = sha.finalize().into();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(ziel, byte)| *ziel = byte);
    Strom { art: StromArt::Protokoll, kennung: Kennung::aus_bytes(bytes) }
}

impl Zugriff {
    /// Wonach man ihn später sucht: Menschen, und Eingangsstücke, die zu Menschen kommen.
    pub fn gesehen(&self) -> impl Iterator<Item = Kennung> {
        self.personen.iter().chain(&self.eingaenge).copied()
    }
}

/// Alle Menschen und Eingangsstücke, von denen in diesem Strom die Rede ist.
#[must_use]
pub fn gesehene(akte: &Akte<ProtokollTatsache>) -> BTreeSet<Kennung> {
    let zugriffe = akte.eintraege().iter().map(|eintrag| eintrag.ereignis.tatsache.zugriff());
    zugriffe.flat_map(Zugriff::gesehen).collect()
}
