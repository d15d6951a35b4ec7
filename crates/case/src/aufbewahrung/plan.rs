//! `aufbewahrung.toml` lesen, streng geprüft.

use std::collections::BTreeSet;

use law::measure::Tag;
use serde::Deserialize;

use super::Klasse;
use crate::benannt::benannt;

/// Der eingebaute Plan.
const EINGEBAUT: &str = include_str!("../../aufbewahrung.toml");

benannt! {
    /// Welches Ereignis die Frist beginnen lässt.
    Beginn {
        /// Das Ende des Falls: die letzte Bewilligung oder der letzte Eingang, was später ist.
        Fallende = "fallende",
        /// Der letzte Eingang.
        LetzterEintrag = "letzter_eintrag",
        /// Der Tag, an dem die Daten erhoben sind.
        Erhebung = "erhebung",
        /// Der Tag, an dem der Vorgang abgeschlossen ist.
        Abschluss = "abschluss",
        /// Der letzte Tag im Haus.
        Ausscheiden = "ausscheiden",
    }
}

/// Eine Zeile des Plans.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regel {
    /// Was aufgehoben wird.
    pub klasse: Klasse,
    /// Ab wann diese Zeile gilt.
    pub gilt_ab: Tag,
    /// So viele Monate.
    pub monate: u16,
    /// Ab wann.
    pub beginn: Beginn,
    /// Erst ab dem Ende des Jahres.
    pub jahresende: bool,
    /// So viele Monate nach dem Beginn wird die Verarbeitung eingeschränkt.
    #[serde(default)]
    pub sperren_nach: Option<u16>,
    /// Die Quelle ist unsicher: der Träger legt es fest.
    pub festlegen: bool,
    /// Fundstelle.
    pub norm: String,
    /// Woher die Dauer stammt.
    pub quelle: String,
    /// Wann ein Mensch sie zuletzt mit der Quelle verglichen hat.
    pub geprueft_am: Tag,
}

/// Alle Fristen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aufbewahrungsplan {
    regeln: Vec<Regel>,
}

/// Was am Plan nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFehler {
    /// Kein TOML, oder ein Wort, das es nicht gibt.
    #[error("aufbewahrung.toml ist nicht lesbar: {0}")]
    Toml(String),
    /// Eine Zeile widerspricht sich oder ist unvollständig.
    #[error("aufbewahrung.toml, Klasse „{klasse}“: {was}")]
    Regel {
        /// Welche.
        klasse: &'static str,
        /// Was.
        was: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Datei {
    regel: Vec<Regel>,
}

impl Aufbewahrungsplan {
    /// Der Plan, der mit dem Programm kommt.
    ///
    /// # Errors
    /// [`PlanFehler`]; ein Test schließt es aus.
    pub fn eingebaut() -> Result<Aufbewahrungsplan, PlanFehler> {
        Aufbewahrungsplan::lies(EINGEBAUT)
    }

    /// Der Text des eingebauten Plans, zum Lesen und Drucken.
    #[must_use]
    pub fn text() -> &'static str {
        EINGEBAUT
    }

    /// Liest und prüft.
    ///
    /// # Errors
    /// [`PlanFehler`].
    pub fn lies(text: &str) -> Result<Aufbewahrungsplan, PlanFehler> {
        let datei: Datei = toml::from_str(text).map_err(|f| PlanFehler::Toml(f.to_string()))?;
        let mut gesehen = BTreeSet::new();
        for regel in &datei.regel {
            let zweimal = !gesehen.insert((regel.klasse, regel.gilt_ab));
            let zweimal = zweimal.then_some("zwei Zeilen gelten ab demselben Tag");
            if let Some(was) = regel.mangel().or(zweimal) {
                return Err(PlanFehler::Regel { klasse: regel.klasse.name(), was });
            }
        }
        let fehlt = |klasse: &&Klasse| !datei.regel.iter().any(|regel| regel.klasse == **klasse);
        if let Some(klasse) = Klasse::ALLE.iter().find(fehlt) {
            let was = "hat keine Frist; ohne Frist würde sie nie gelöscht";
            return Err(PlanFehler::Regel { klasse: klasse.name(), was });
        }
        Ok(Aufbewahrungsplan { regeln: datei.regel })
    }

    /// Alle Zeilen, in der Reihenfolge der Datei.
    #[must_use]
    pub fn regeln(&self) -> &[Regel] {
        &self.regeln
    }

    /// Die Zeile der Klasse, die an dem Tag gilt; vor der ersten gilt keine.
    #[must_use]
    pub fn regel(&self, klasse: Klasse, heute: Tag) -> Option<&Regel> {
        let gelten = self.regeln.iter().filter(|r| r.klasse == klasse && r.gilt_ab <= heute);
        gelten.max_by_key(|regel| regel.gilt_ab)
    }
}

impl Regel {
    fn mangel(&self) -> Option<&'static str> {
        let leer = |text: &str| text.trim().is_empty();
        let regeln = [
            (self.monate == 0, "eine Frist von null Monaten hebt nichts auf"),
            (leer(&self.norm) || leer(&self.quelle), "Norm oder Quelle fehlt"),
            (
                self.quelle.contains("[M]") != self.festlegen,
                "was mit [M] unsicher ist, legt der Träger fest, und nur das",
            ),
            (
                self.sperren_nach.is_some_and(|monate| monate >= self.monate),
                "gesperrt würde erst, wenn schon gelöscht ist",
            ),
        ];
        regeln.iter().find(|(verletzt, _)| *verletzt).map(|(_, was)| *was)
    }
}
