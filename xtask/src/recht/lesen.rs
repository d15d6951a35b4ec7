//! Parameterdateien als das, was eine Seite davon zeigt.

use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

/// Eine Parameterdatei.
pub struct Datei {
    /// Name ohne Ordner, etwa `regelbedarf.toml`.
    pub name: String,
    /// Der Kommentar am Anfang.
    pub vorwort: String,
    /// Ihre Reihen, wie sie dort stehen.
    pub reihen: Vec<Reihe>,
}

/// Eine Parameterreihe.
pub struct Reihe {
    pub name: String,
    pub norm: String,
    pub einheit: String,
    /// Woher die Zahl eines neuen Jahres kommt; `None`: keine jährliche Zahl.
    pub jaehrlich: Option<String>,
    pub fassungen: Vec<Fassung>,
}

/// Eine datierte Fassung.
pub struct Fassung {
    /// `JJJJ-MM-TT`.
    pub gilt_ab: String,
    /// Letzter Tag, wenn die Datei einen nennt.
    pub gilt_bis: Option<String>,
    pub quelle: String,
    pub geprueft_am: String,
    pub waehlt: Option<String>,
    /// Name und Wert jedes Felds.
    pub werte: Vec<(String, String)>,
}

/// Alle Dateien des Ordners nach Namen.
pub fn ordner(ordner: &Path) -> Result<Vec<Datei>> {
    let mut dateien = Vec::new();
    let eintraege =
        std::fs::read_dir(ordner).with_context(|| format!("read {}", ordner.display()))?;
    for eintrag in eintraege {
        let pfad = eintrag?.path();
        let name = pfad.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if name.ends_with(".toml") {
            let text = std::fs::read_to_string(&pfad)?;
            dateien.push(Datei::lies(&name, &text)?);
        }
    }
    dateien.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(dateien)
}

impl Datei {
    /// Liest eine Datei; die Reihenfolge ihrer Reihen bleibt.
    pub fn lies(name: &str, text: &str) -> Result<Datei> {
        let tabelle: Table = text.parse().with_context(|| format!("{name} ist kein TOML"))?;
        let vorwort = text.lines().take_while(|zeile| zeile.starts_with('#'));
        let vorwort = vorwort.map(|zeile| zeile.trim_start_matches('#').trim());
        let vorwort = vorwort.collect::<Vec<_>>().join(" ");
        let stelle = |reihe: &str| text.find(&format!("[{reihe}]")).unwrap_or(usize::MAX);
        let mut namen: Vec<&String> = tabelle.keys().collect();
        namen.sort_by_key(|reihe| stelle(reihe));
        let reihen = namen
            .into_iter()
            .filter_map(|reihe| tabelle.get(reihe).map(|wert| (reihe, wert)))
            .map(|(reihe, wert)| {
                Reihe::lies(reihe, wert).with_context(|| format!("{name}, Reihe {reihe}"))
            })
            .collect::<Result<_>>()?;
        Ok(Datei { name: name.to_owned(), vorwort, reihen })
    }
}

impl Reihe {
    fn lies(name: &str, wert: &Value) -> Result<Reihe> {
        let tabelle = wert.as_table().context("keine Tabelle")?;
        let text = |feld: &str| tabelle.get(feld).and_then(Value::as_str).map(str::to_owned);
        let ab = tabelle.get("ab").and_then(Value::as_array).context("keine Fassung")?;
        let fassungen = ab
            .iter()
            .map(|fassung| Fassung::lies(fassung.as_table().context("keine Tabelle")?))
            .collect::<Result<_>>()?;
        Ok(Reihe {
            name: name.to_owned(),
            norm: text("norm").context("norm fehlt")?,
            einheit: text("einheit").context("einheit fehlt")?,
            jaehrlich: text("jaehrlich"),
            fassungen,
        })
    }

    /// Was die Reihe am Tag zeigt.
    pub fn am(&self, tag: &str) -> Option<&Fassung> {
        self.fassungen.iter().rev().find(|fassung| fassung.gilt_ab.as_str() <= tag)
    }
}

impl Fassung {
    fn lies(tabelle: &Table) -> Result<Fassung> {
        let tag = |feld: &str| tabelle.get(feld).map(kurz);
        let eigene = ["gilt_ab", "gilt_bis", "quelle", "geprueft_am", "waehlt"];
        let werte = tabelle
            .iter()
            .filter(|(feld, _)| !eigene.contains(&feld.as_str()))
            .map(|(feld, wert)| (feld.clone(), kurz(wert)))
            .collect();
        Ok(Fassung {
            gilt_ab: tag("gilt_ab").context("gilt_ab fehlt")?,
            gilt_bis: tag("gilt_bis"),
            quelle: tag("quelle").context("quelle fehlt")?,
            geprueft_am: tag("geprueft_am").context("geprueft_am fehlt")?,
            waehlt: tag("waehlt"),
            werte,
        })
    }

    /// Die Marken der Quelle, etwa `[M]`.
    pub fn marken(&self) -> impl Iterator<Item = &'static str> + '_ {
        ["[M]", "[D]", "[N]", "[K]", "[C]"].into_iter().filter(|marke| self.quelle.contains(marke))
    }
}

/// Ein Wert in einer Zeile.
fn kurz(wert: &Value) -> String {
    match wert {
        Value::String(text) => text.clone(),
        Value::Array(liste) => liste.iter().map(kurz).collect::<Vec<_>>().join(" · "),
        Value::Table(tabelle) => {
            let felder = tabelle.iter().map(|(feld, wert)| format!("{feld} {}", kurz(wert)));
            format!("({})", felder.collect::<Vec<_>>().join(", "))
        }
        Value::Boolean(true) => "ja".to_owned(),
        Value::Boolean(false) => "nein".to_owned(),
        Value::Integer(zahl) => zahl.to_string(),
        Value::Datetime(tag) => tag.to_string(),
        // Beträge sind Texte: eine Gleitkommazahl gibt es in den Dateien nicht.
        Value::Float(_) => "?".to_owned(),
    }
}
