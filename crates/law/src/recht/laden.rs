//! Parameterdateien lesen: TOML mit `norm`, `einheit` und datierten Fassungen.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::measure::{Monat, Tag};

/// Eine datierte Fassung eines Parameters.
#[derive(Clone, Debug)]
pub struct Fassung<T> {
    /// Erster Tag, an dem sie gilt.
    pub gilt_ab: Tag,
    /// Woher die Zahl stammt, mit Marke, wenn sie ungewiss ist.
    pub quelle: String,
    /// Wann ein Mensch sie zuletzt mit der Quelle verglichen hat.
    pub geprueft_am: Tag,
    /// Welcher Tag diese Fassung wählt.
    pub waehlt: Wahl,
    /// Der Wert.
    pub wert: T,
}

/// Welcher Tag eine Fassung wählt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wahl {
    /// Der Tag, nach dem die Reihe gefragt wird; bei Vermögen und Unterkunft der Erste des Monats.
    #[default]
    Monat,
    /// Der Beginn des Bewilligungszeitraums.
    Bewilligungszeitraum,
}

/// Die Fassungen eines Parameters in der Reihenfolge ihrer Geltung.
#[derive(Clone, Debug)]
pub struct Reihe<T> {
    /// Name in der Datei.
    pub name: String,
    /// Fundstelle im Gesetz.
    pub norm: String,
    /// Einheit und Zeitraum.
    pub einheit: String,
    /// Woher die Zahl eines neuen Jahres kommt; `None`: keine jährliche Zahl.
    pub jaehrlich: Option<String>,
    fassungen: Vec<Fassung<T>>,
}

/// Was an Parameterdateien oder Monaten nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RechtFehler {
    /// Die Datei ist kein gültiges TOML.
    #[error("Parameterdatei {datei} ist kein gültiges TOML: {text}")]
    Toml {
        /// Name der Datei.
        datei: String,
        /// Was der Leser sagt.
        text: String,
    },
    /// Eine Reihe fehlt.
    #[error("Parameter „{0}“ fehlt in den Parameterdateien")]
    Fehlt(String),
    /// Eine Reihe steht zweimal.
    #[error("Parameter „{name}“ steht zweimal, zuletzt in {datei}")]
    Doppelt {
        /// Name der Reihe.
        name: String,
        /// Datei.
        datei: String,
    },
    /// Ein Name, den das Programm nicht kennt.
    #[error("Parameter „{0}“ ist unbekannt; bitte die Schreibweise prüfen")]
    Unbekannt(String),
    /// Eine Reihe oder Fassung ist fehlerhaft.
    #[error("Parameter „{name}“: {text}")]
    Wert {
        /// Name der Reihe.
        name: String,
        /// Was nicht stimmt.
        text: String,
    },
    /// Der Monat liegt vor dem hinterlegten Recht.
    #[error("Für {monat} ist kein Recht hinterlegt; der erste Monat ist {erster}")]
    ZuFrueh {
        /// Verlangter Monat.
        monat: Monat,
        /// Erster hinterlegter Monat.
        erster: Monat,
    },
    /// Der Monat liegt zu weit in der Zukunft.
    #[error("Für {monat} sind noch keine Beträge bekannt; der letzte Monat ist {letzter}")]
    ZuSpaet {
        /// Verlangter Monat.
        monat: Monat,
        /// Letzter Monat.
        letzter: Monat,
    },
}

impl<T> Reihe<T> {
    /// Alle Fassungen, die älteste zuerst.
    #[must_use]
    pub fn fassungen(&self) -> &[Fassung<T>] {
        &self.fassungen
    }

    /// Die am Tag geltende Fassung.
    #[must_use]
    pub fn am(&self, tag: Tag) -> Option<&T> {
        self.fassungen.iter().rev().find(|f| f.gilt_ab <= tag).map(|f| &f.wert)
    }

    /// Die am Tag geltende Fassung; davor die älteste.
    ///
    /// Für Wahltage, die vor dem ersten hinterlegten Monat liegen können, etwa ein alter Beginn des
    /// Bewilligungszeitraums. Eine Reihe hat nach dem Laden mindestens eine Fassung.
    pub(super) fn am_oder_erste(&self, tag: Tag) -> &T {
        let spaeteste = self.fassungen.iter().rev().find(|f| f.gilt_ab <= tag);
        #[expect(clippy::indexing_slicing, reason = "laden() weist leere Reihen ab")]
        let fassung = spaeteste.unwrap_or(&self.fassungen[0]);
        &fassung.wert
    }

    /// Die Fassung, die ihr eigener Tag wählt: der Monat oder der Beginn des Bewilligungszeitraums.
    pub(super) fn gewaehlt(&self, monat: Monat, bewilligung_ab: Tag) -> &T {
        let erster = monat.erster();
        let gilt = |f: &&Fassung<T>| match f.waehlt {
            Wahl::Monat => f.gilt_ab <= erster,
            Wahl::Bewilligungszeitraum => f.gilt_ab <= bewilligung_ab,
        };
        #[expect(clippy::indexing_slicing, reason = "laden() weist leere Reihen ab")]
        let fassung = self.fassungen.iter().rev().find(gilt).unwrap_or(&self.fassungen[0]);
        &fassung.wert
    }

    pub(super) fn pflicht(&self, tag: Tag) -> Result<&T, RechtFehler> {
        let text = || format!("keine Fassung gilt am {}", tag.deutsch());
        self.am(tag).ok_or_else(|| RechtFehler::Wert { name: self.name.clone(), text: text() })
    }

    pub(super) fn erster(&self) -> Result<Tag, RechtFehler> {
        self.fassungen
            .first()
            .map(|f| f.gilt_ab)
            .ok_or_else(|| RechtFehler::Fehlt(self.name.clone()))
    }

    pub(super) fn letzter(&self) -> Result<Tag, RechtFehler> {
        self.fassungen
            .last()
            .map(|f| f.gilt_ab)
            .ok_or_else(|| RechtFehler::Fehlt(self.name.clone()))
    }
}

/// Alle Tabellen aller Dateien, nach Namen.
pub(super) struct Quelle {
    tabellen: BTreeMap<String, toml::Value>,
    werte: Werte,
}

/// Die Werte aller Reihen als Text, ohne Quelle und Prüftag: woran sich zeigt, ob zwei Stände des Rechts für eine
/// Zeit dasselbe sagen.
#[derive(Clone, Debug, Default)]
pub(super) struct Werte(BTreeMap<String, Vec<(Tag, String)>>);

impl Werte {
    fn nimm(&mut self, name: &str, gilt_ab: Tag, (waehlt, wert): (Wahl, &toml::Table)) {
        let mut text = format!("{waehlt:?} ");
        schreibe_tabelle(wert, &mut text);
        self.0.entry(name.to_owned()).or_default().push((gilt_ab, text));
    }

    /// Eine Zeile je Fassung, die an einem der Tage gilt; die Reihen `ganz` mit allen ihren Fassungen.
    pub(super) fn zwischen(&self, (von, bis): (Tag, Tag), ganz: &[&str]) -> String {
        let mut text = String::new();
        for (name, fassungen) in &self.0 {
            let alle = ganz.contains(&name.as_str());
            let bei_beginn = fassungen.iter().rposition(|(ab, _)| *ab <= von).unwrap_or(0);
            let gilt = fassungen.iter().enumerate();
            let gilt = gilt.filter(|(nr, (ab, _))| alle || (*nr >= bei_beginn && *ab <= bis));
            for (_, (ab, wert)) in gilt {
                text.push_str(&format!("{name} {ab} {wert}\n"));
            }
        }
        text
    }
}

/// Schreibt einen Wert immer gleich, wie auch immer er in der Datei gesetzt ist.
fn schreibe(wert: &toml::Value, aus: &mut String) {
    match wert {
        toml::Value::String(text) => aus.push_str(&format!("{text:?}")),
        toml::Value::Integer(zahl) => aus.push_str(&zahl.to_string()),
        toml::Value::Float(zahl) => aus.push_str(&zahl.to_string()),
        toml::Value::Boolean(wahr) => aus.push_str(&wahr.to_string()),
        toml::Value::Datetime(zeit) => aus.push_str(&zeit.to_string()),
        toml::Value::Table(tabelle) => schreibe_tabelle(tabelle, aus),
        toml::Value::Array(werte) => {
            aus.push('[');
            for wert in werte {
                schreibe(wert, aus);
                aus.push(',');
            }
            aus.push(']');
        }
    }
}

fn schreibe_tabelle(tabelle: &toml::Table, aus: &mut String) {
    let geordnet: BTreeMap<&String, &toml::Value> = tabelle.iter().collect();
    aus.push('{');
    for (feld, wert) in geordnet {
        aus.push_str(feld);
        aus.push('=');
        schreibe(wert, aus);
        aus.push(',');
    }
    aus.push('}');
}

/// Eine Reihe, wie sie in der Datei steht; von Hand zerlegt, damit ein Datum ein Datum bleibt.
struct RoheReihe {
    norm: String,
    einheit: String,
    jaehrlich: Option<String>,
    ab: Vec<toml::Table>,
}

impl RoheReihe {
    fn aus(wert: toml::Value) -> Result<RoheReihe, String> {
        let toml::Value::Table(mut tabelle) = wert else {
            return Err("ist keine Tabelle".to_owned());
        };
        let norm = text(&mut tabelle, "norm")?;
        let einheit = text(&mut tabelle, "einheit")?;
        let jaehrlich = match tabelle.contains_key("jaehrlich") {
            true => Some(text(&mut tabelle, "jaehrlich")?),
            false => None,
        };
        let Some(toml::Value::Array(liste)) = tabelle.remove("ab") else {
            return Err("hat keine Fassung ([[….ab]])".to_owned());
        };
        let ab = liste
            .into_iter()
            .map(|eintrag| match eintrag {
                toml::Value::Table(fassung) => Ok(fassung),
                _ => Err("„ab“ enthält etwas anderes als Fassungen".to_owned()),
            })
            .collect::<Result<Vec<_>, _>>()?;
        match tabelle.keys().next() {
            Some(feld) => Err(format!("Feld „{feld}“ ist unbekannt")),
            None => Ok(RoheReihe { norm, einheit, jaehrlich, ab }),
        }
    }
}

impl Quelle {
    pub(super) fn lesen<'a>(
        dateien: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Quelle, RechtFehler> {
        let mut tabellen = BTreeMap::new();
        for (datei, inhalt) in dateien {
            let tabelle: toml::Table = inhalt.parse().map_err(|fehler: toml::de::Error| {
                RechtFehler::Toml { datei: datei.to_owned(), text: fehler.to_string() }
            })?;
            for (name, wert) in tabelle {
                if tabellen.insert(name.clone(), wert).is_some() {
                    return Err(RechtFehler::Doppelt { name, datei: datei.to_owned() });
                }
            }
        }
        Ok(Quelle { tabellen, werte: Werte::default() })
    }

    pub(super) fn reihe<T: DeserializeOwned>(
        &mut self,
        name: &str,
    ) -> Result<Reihe<T>, RechtFehler> {
        let wert = self.tabellen.remove(name).ok_or_else(|| RechtFehler::Fehlt(name.to_owned()))?;
        let falsch = |text: String| RechtFehler::Wert { name: name.to_owned(), text };
        let mut roh = RoheReihe::aus(wert).map_err(falsch)?;
        let mut fassungen: Vec<Fassung<T>> = Vec::with_capacity(roh.ab.len());
        for tabelle in std::mem::take(&mut roh.ab) {
            let (fassung, wert) = fassung(tabelle).map_err(falsch)?;
            self.werte.nimm(name, fassung.gilt_ab, (fassung.waehlt, &wert));
            if fassungen.last().is_some_and(|vorige| vorige.gilt_ab >= fassung.gilt_ab) {
                return Err(falsch(format!(
                    "gilt_ab {} steht nicht nach der vorigen Fassung",
                    fassung.gilt_ab
                )));
            }
            fassungen.push(fassung);
        }
        if fassungen.is_empty() {
            return Err(falsch("hat keine Fassung".to_owned()));
        }
        let RoheReihe { norm, einheit, jaehrlich, .. } = roh;
        Ok(Reihe { name: name.to_owned(), norm, einheit, jaehrlich, fassungen })
    }

    /// Die Werte aller gelesenen Reihen; ein Fehler, wenn eine übrig ist, die niemand kennt.
    pub(super) fn fertig(self) -> Result<Werte, RechtFehler> {
        match self.tabellen.into_keys().next() {
            Some(name) => Err(RechtFehler::Unbekannt(name)),
            None => Ok(self.werte),
        }
    }
}

/// Trennt Geltung, Quelle und Prüftag vom Wert; der Rest muss genau die Felder des Werts haben.
fn fassung<T: DeserializeOwned>(
    mut tabelle: toml::Table,
) -> Result<(Fassung<T>, toml::Table), String> {
    let gilt_ab = datum(&mut tabelle, "gilt_ab")?;
    let geprueft_am = datum(&mut tabelle, "geprueft_am")?;
    let quelle =
        text(&mut tabelle, "quelle").map_err(|fehler| format!("Fassung ab {gilt_ab}: {fehler}"))?;
    let waehlt = match tabelle.remove("waehlt") {
        Some(wert) => Wahl::deserialize(wert)
            .map_err(|fehler| format!("Fassung ab {gilt_ab}: „waehlt“ {fehler}"))?,
        None => Wahl::Monat,
    };
    let wert = T::deserialize(toml::Value::Table(tabelle.clone()))
        .map_err(|fehler| format!("Fassung ab {gilt_ab}: {fehler}"))?;
    Ok((Fassung { gilt_ab, quelle, geprueft_am, waehlt, wert }, tabelle))
}

fn text(tabelle: &mut toml::Table, feld: &str) -> Result<String, String> {
    match tabelle.remove(feld) {
        Some(toml::Value::String(text)) if !text.trim().is_empty() => Ok(text),
        _ => Err(format!("„{feld}“ fehlt oder ist leer")),
    }
}

fn datum(tabelle: &mut toml::Table, feld: &str) -> Result<Tag, String> {
    match tabelle.remove(feld) {
        Some(toml::Value::Datetime(wert)) => {
            wert.to_string().parse().map_err(|fehler| format!("„{feld}“ {fehler}"))
        }
        _ => Err(format!("„{feld}“ fehlt oder ist kein Datum")),
    }
}
