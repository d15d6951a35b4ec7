//! Das Regelwerk lesen: `rechte.toml`, streng geprüft. Was dort nicht steht, ist verboten.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Beziehung, Handlung, Rolle, Zweck};
use crate::akte::{Aufgabe, Kategorie, Sperrgrund};

/// Das eingebaute Regelwerk.
const EINGEBAUT: &str = include_str!("../../rechte.toml");

/// Eine Regel: wer, in welcher Beziehung, was, womit, wozu, und warum sie gilt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regel {
    /// Kurzname; steht im Protokoll jedes Blicks.
    pub name: String,
    /// Rollen, von denen eine nötig ist.
    pub rollen: Vec<Rolle>,
    /// Die Beziehung zum Fall, die mindestens nötig ist.
    pub beziehung: Beziehung,
    /// Für welche Aufgaben die Beziehung bestehen muss; leer: für irgendeine.
    #[serde(default)]
    pub aufgaben: Vec<Aufgabe>,
    /// Was erlaubt ist.
    pub handlungen: Vec<Handlung>,
    /// Mit welchen Daten.
    pub kategorien: Vec<Kategorie>,
    /// Der Zweck, der aus Aufgabe und Beziehung folgt.
    #[serde(default)]
    pub zweck: Option<Zweck>,
    /// Zwecke, von denen einer genannt werden muss.
    #[serde(default)]
    pub zweck_nennen: Vec<Zweck>,
    /// Bei diesen Gründen gilt die Regel auch an einer gesperrten Akte, ohne zugelassen zu sein.
    #[serde(default)]
    pub trotz_sperre: Vec<Sperrgrund>,
    /// Fundstelle.
    pub norm: String,
    /// Warum.
    pub grund: String,
}

/// Alle Regeln, mit der Fassung, nach der entschieden wird.
#[derive(Clone, Debug)]
pub struct Regelwerk {
    /// Hash der Bytes (SHA-256, hexadezimal); steht im Protokoll jedes Blicks.
    pub fassung: String,
    /// In der Reihenfolge der Datei.
    pub regeln: Vec<Regel>,
    /// Was jede Rolle ist, in einem Satz.
    pub rollen: BTreeMap<Rolle, String>,
    /// So lange darf ein Gastfenster höchstens offen sein.
    pub gast_hoechstens_tage: i32,
    /// Daten, die bei einer Auskunftssperre nur Zuständige und Zugelassene sehen.
    pub bei_auskunftssperre: BTreeSet<Kategorie>,
}

/// Was am Regelwerk nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegelwerkFehler {
    /// Kein TOML, oder ein Wort, das es nicht gibt.
    #[error("rechte.toml ist nicht lesbar: {0}")]
    Toml(String),
    /// Eine Regel widerspricht sich oder ist unvollständig.
    #[error("rechte.toml, Regel „{regel}“: {was}")]
    Regel {
        /// Welche.
        regel: String,
        /// Was.
        was: &'static str,
    },
    /// Eine Rolle hat keinen Satz, der sie beschreibt.
    #[error("rechte.toml: die Rolle „{0}“ ist nicht beschrieben")]
    Rolle(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Datei {
    gast: GastGrenze,
    auskunftssperre: Geschuetzt,
    rolle: BTreeMap<Rolle, String>,
    regel: Vec<Regel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GastGrenze {
    hoechstens_tage: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Geschuetzt {
    kategorien: BTreeSet<Kategorie>,
}

impl Regelwerk {
    /// Das Regelwerk, das mit dem Programm kommt.
    ///
    /// # Errors
    /// [`RegelwerkFehler`]; ein Test schließt es aus.
    pub fn eingebaut() -> Result<Regelwerk, RegelwerkFehler> {
        Regelwerk::lies(EINGEBAUT)
    }

    /// Der Text des eingebauten Regelwerks, zum Lesen und Drucken.
    #[must_use]
    pub fn text() -> &'static str {
        EINGEBAUT
    }

    /// Liest und prüft.
    ///
    /// # Errors
    /// [`RegelwerkFehler`].
    pub fn lies(text: &str) -> Result<Regelwerk, RegelwerkFehler> {
        let datei: Datei =
            toml::from_str(text).map_err(|fehler| RegelwerkFehler::Toml(fehler.to_string()))?;
        if let Some(rolle) = Rolle::ALLE.iter().find(|rolle| !datei.rolle.contains_key(rolle)) {
            return Err(RegelwerkFehler::Rolle(rolle.name()));
        }
        let mut namen = BTreeSet::new();
        for regel in &datei.regel {
            let zweimal = !namen.insert(regel.name.as_str());
            let zweimal = zweimal.then_some("der Name kommt zweimal vor");
            if let Some(was) = regel.mangel().or(zweimal) {
                return Err(RegelwerkFehler::Regel { regel: regel.name.clone(), was });
            }
        }
        let fassung = Sha256::digest(text.as_bytes()).into_iter().map(|byte| format!("{byte:02x}"));
        Ok(Regelwerk {
            fassung: fassung.collect(),
            regeln: datei.regel,
            rollen: datei.rolle,
            gast_hoechstens_tage: datei.gast.hoechstens_tage,
            bei_auskunftssperre: datei.auskunftssperre.kategorien,
        })
    }
}

impl Regel {
    /// Nennt die Regel diese Handlung mit diesen Daten für diese Rolle?
    pub(super) fn nennt(&self, rolle: Rolle, handlung: Handlung, kategorie: Kategorie) -> bool {
        self.rollen.contains(&rolle)
            && self.handlungen.contains(&handlung)
            && self.kategorien.contains(&kategorie)
    }

    /// Was sich widerspricht oder fehlt.
    fn mangel(&self) -> Option<&'static str> {
        let texte = [&self.name, &self.norm, &self.grund];
        let gast = self.beziehung == Beziehung::Gast;
        let regeln = [
            (texte.iter().any(|text| text.trim().is_empty()), "Name, Norm oder Grund fehlt"),
            (self.rollen.is_empty(), "keine Rolle"),
            (self.handlungen.is_empty(), "keine Handlung"),
            (self.kategorien.is_empty(), "keine Kategorie"),
            (
                self.zweck.is_some() != self.zweck_nennen.is_empty(),
                "entweder folgt ein Zweck oder einer wird genannt",
            ),
            (
                doppelt(&self.rollen)
                    || doppelt(&self.aufgaben)
                    || doppelt(&self.handlungen)
                    || doppelt(&self.kategorien)
                    || doppelt(&self.zweck_nennen),
                "ein Wort steht zweimal in einer Liste",
            ),
            (
                self.rollen.iter().any(|rolle| (*rolle == Rolle::Gast) != gast),
                "ein Gast hat nur sein Fenster, und ein Fenster hat nur ein Gast",
            ),
            (gast && self.zweck.is_none(), "das Fenster eines Gasts hat genau einen Zweck"),
            (
                !self.aufgaben.is_empty()
                    && !matches!(self.beziehung, Beziehung::Team | Beziehung::Zustaendig),
                "Aufgaben zählen nur bei Team und Zuständigkeit",
            ),
        ];
        regeln.iter().find(|(verletzt, _)| *verletzt).map(|(_, was)| *was)
    }
}

fn doppelt<T: Ord>(liste: &[T]) -> bool {
    liste.iter().collect::<BTreeSet<_>>().len() < liste.len()
}
