//! Textbausteine: Absätze, die ein Haus in seine Briefe setzt, aus einer Datei, jeder gültig ab einem Tag.
//!
//! Welcher in einem Brief steht, entscheidet der Tag des Briefs: ein späterer Eintrag ändert keinen älteren Brief. Ein
//! Baustein steht nie in einem Abschnitt, den das Gesetz verlangt; die Belehrung bleibt, wie sie ist (§ 66 SGG).

use std::collections::BTreeMap;
use std::ops::Range;

use law::measure::Tag;
use sha2::{Digest, Sha256};
use toml::{Spanned, Table, Value};

use crate::benannt::benannt;
use crate::brief::{Abschnitt, Art, Block, Brief, Datum};

benannt! {
    /// Wo ein Baustein steht.
    Bausteinort {
        /// In einem eigenen Abschnitt vor der Belehrung.
        Hinweise = "hinweise",
        /// Vor dem Gruß, ohne Überschrift.
        Schluss = "schluss",
    }
}

/// Die Arten von Briefen, wie sie in der Datei heißen.
const BRIEFE: [(&str, Art); 6] = [
    ("bewilligung", Art::Bewilligung),
    ("ablehnung", Art::Ablehnung),
    ("aenderung", Art::Aenderung),
    ("aufhebung", Art::Aufhebung),
    ("anhoerung", Art::Anhoerung),
    ("erstattung", Art::Erstattung),
];

/// Was in geschweiften Klammern stehen darf.
const PLATZHALTER: [&str; 4] = ["aktenzeichen", "jobcenter", "telefon", "datum"];

/// So viele Zeichen hat ein Baustein höchstens: etwa eine halbe Seite.
const HOECHSTENS: usize = 1500;

/// Eine Fassung eines Bausteins.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Textbaustein {
    briefe: Vec<Art>,
    ort: Bausteinort,
    gilt_ab: Tag,
    text: String,
}

/// Alle Bausteine eines Hauses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Textbausteine {
    /// Je Name die Fassungen, die älteste zuerst; die Namen in der Reihenfolge der Datei.
    bausteine: Vec<(String, Vec<Textbaustein>)>,
    /// SHA-256 der Datei.
    fassung: String,
}

/// Was an der Datei falsch ist: wo, welches Feld, was zu tun ist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{datei}, Zeile {zeile}{}{}: {was}; bitte berichtigen", teil(", Baustein ", .name), teil(", Feld ", .feld))]
pub struct BausteinFehler {
    /// Welche Datei.
    pub datei: String,
    /// Ab welcher Zeile, ab eins.
    pub zeile: usize,
    /// Name des Bausteins, wenn er bekannt ist.
    pub name: String,
    /// Das Feld.
    pub feld: &'static str,
    /// Was daran falsch ist.
    pub was: String,
}

fn teil(davor: &str, wert: &str) -> String {
    if wert.is_empty() { String::new() } else { format!("{davor}{wert}") }
}

impl Textbausteine {
    /// Die mitgelieferten: keine.
    ///
    /// # Errors
    /// [`BausteinFehler`]; ein Test schließt das aus.
    pub fn eingebaut() -> Result<Textbausteine, BausteinFehler> {
        Textbausteine::lies("textbausteine.toml", include_str!("../textbausteine.toml"))
    }

    /// Liest eine Datei; `datei` steht in der Meldung.
    ///
    /// # Errors
    /// [`BausteinFehler`].
    pub fn lies(datei: &str, text: &str) -> Result<Textbausteine, BausteinFehler> {
        let fehler = |stelle: usize, (name, feld): (&str, &'static str), was: String| {
            let davor = text.get(..stelle).unwrap_or(text);
            let zeile = davor.matches('\n').count().saturating_add(1);
            BausteinFehler { datei: datei.to_owned(), zeile, name: name.to_owned(), feld, was }
        };
        let gelesen: BTreeMap<String, Vec<Spanned<Table>>> = toml::from_str(text).map_err(|f| {
            let stelle = f.span().map_or(0, |Range { start, .. }| start);
            let was = format!("hier ist die Datei kein TOML aus [[baustein]] ({})", f.message());
            fehler(stelle, ("", ""), was)
        })?;
        let mut bausteine: Vec<(String, Vec<Textbaustein>)> = Vec::new();
        for (schluessel, bloecke) in &gelesen {
            for block in bloecke {
                let stelle = block.span().start;
                if schluessel != "baustein" {
                    let was =
                        format!("„{schluessel}“ gibt es hier nicht; erwartet wird [[baustein]]");
                    return Err(fehler(stelle, ("", ""), was));
                }
                let name = match block.get_ref().get("name") {
                    Some(Value::String(name)) => name.clone(),
                    _ => String::new(),
                };
                let gelesen = lies_block(block.get_ref());
                let neu = gelesen.map_err(|(feld, was)| fehler(stelle, (&name, feld), was))?;
                let stellen = bausteine.iter_mut().find(|(anderer, _)| *anderer == name);
                let Some((_, fassungen)) = stellen else {
                    bausteine.push((name, vec![neu]));
                    continue;
                };
                if fassungen.last().is_some_and(|letzte| letzte.gilt_ab >= neu.gilt_ab) {
                    let was =
                        "liegt nicht nach dem des vorigen Eintrags mit diesem Namen".to_owned();
                    return Err(fehler(stelle, (&name, "gilt_ab"), was));
                }
                fassungen.push(neu);
            }
        }
        let summe = Sha256::digest(text.as_bytes());
        let fassung = summe.into_iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Textbausteine { bausteine, fassung })
    }

    /// SHA-256 der Datei; sie steht bei jeder Sendung.
    #[must_use]
    pub fn fassung(&self) -> &str {
        &self.fassung
    }

    /// Wie viele Bausteine es gibt.
    #[must_use]
    pub fn anzahl(&self) -> usize {
        self.bausteine.len()
    }

    /// Der Brief mit den Bausteinen, die an seinem Tag galten.
    #[must_use]
    pub fn ergaenze(&self, mut brief: Brief) -> Brief {
        let Datum { jahr, monat, tag } = brief.datum;
        let tag = i8::try_from(tag).ok().and_then(|tag| Tag::neu(jahr, monat, tag).ok());
        let Some(tag) = tag else { return brief };
        let mut hinweise = Vec::new();
        for (_, fassungen) in &self.bausteine {
            let gilt = fassungen.iter().rfind(|fassung| fassung.gilt_ab <= tag);
            let Some(baustein) = gilt.filter(|b| b.briefe.contains(&brief.art)) else { continue };
            let absaetze = absaetze(&eingesetzt(&baustein.text, &brief));
            match baustein.ort {
                Bausteinort::Hinweise => hinweise.extend(absaetze),
                Bausteinort::Schluss => brief.schluss.extend(absaetze),
            }
        }
        if !hinweise.is_empty() {
            let abschnitt =
                Abschnitt { titel: "Hinweise Ihres Jobcenters".to_owned(), bloecke: hinweise };
            // Die Belehrung steht immer zuletzt; eine Anhörung hat keine.
            let ohne_belehrung = brief.art == Art::Anhoerung;
            let zuletzt = brief.abschnitte.len().saturating_sub(usize::from(!ohne_belehrung));
            brief.abschnitte.insert(zuletzt, abschnitt);
        }
        brief
    }
}

/// Ein Eintrag der Datei, oder welches Feld warum falsch ist.
fn lies_block(block: &Table) -> Result<Textbaustein, (&'static str, String)> {
    let felder = ["name", "briefe", "ort", "gilt_ab", "text"];
    if let Some(fremd) = block.keys().find(|feld| !felder.contains(&feld.as_str())) {
        let was = format!("„{fremd}“ gibt es nicht; möglich sind {}", felder.join(", "));
        return Err(("", was));
    }
    let text = |feld: &'static str| match block.get(feld) {
        Some(Value::String(text)) => Ok(text.trim()),
        _ => Err((feld, "fehlt oder ist kein Text in Anführungszeichen".to_owned())),
    };
    let erlaubt = |z: char| z.is_ascii_lowercase() || z.is_ascii_digit() || z == '-';
    let name = text("name")?;
    if name.is_empty() || !name.chars().all(erlaubt) {
        return Err(("name", "hat nur a–z, 0–9 und -".to_owned()));
    }
    let ort = Bausteinort::mit_namen(text("ort")?);
    let orte: Vec<_> = Bausteinort::ALLE.iter().map(|ort| ort.name()).collect();
    let ort = ort.ok_or_else(|| ("ort", format!("möglich sind {}", orte.join(" und "))))?;
    let gilt_ab = text("gilt_ab")?.parse();
    let gilt_ab = gilt_ab.map_err(|_| ("gilt_ab", "ist kein Tag wie 2026-12-01".to_owned()))?;
    let inhalt = text("text")?;
    pruefe_text(inhalt).map_err(|was| ("text", was))?;
    Ok(Textbaustein { briefe: briefe(block)?, ort, gilt_ab, text: inhalt.to_owned() })
}

fn briefe(block: &Table) -> Result<Vec<Art>, (&'static str, String)> {
    let namen = BRIEFE.map(|(name, _)| name).join(", ");
    let falsch = || ("briefe", format!("ist eine Liste aus: {namen}"));
    let Some(Value::Array(liste)) = block.get("briefe") else { return Err(falsch()) };
    let art = |wert: &Value| {
        let gefunden = BRIEFE.iter().find(|(name, _)| wert.as_str() == Some(name));
        gefunden.map(|(_, art)| *art).ok_or_else(falsch)
    };
    let arten = liste.iter().map(art).collect::<Result<Vec<_>, _>>()?;
    if arten.is_empty() { Err(falsch()) } else { Ok(arten) }
}

fn pruefe_text(text: &str) -> Result<(), String> {
    let zeichen = text.chars().count();
    if zeichen > HOECHSTENS {
        return Err(format!("hat {zeichen} Zeichen; höchstens {HOECHSTENS} sind möglich"));
    }
    if text.chars().any(|z| z.is_control() && z != '\n') {
        return Err("enthält Steuerzeichen".to_owned());
    }
    let mut rest = text;
    while let Some((davor, danach)) = rest.split_once('{') {
        let Some((name, weiter)) = danach.split_once('}') else {
            return Err("eine Klammer { ist nicht geschlossen".to_owned());
        };
        if davor.contains('}') || !PLATZHALTER.contains(&name) {
            let bekannte = PLATZHALTER.map(|name| format!("{{{name}}}")).join(", ");
            return Err(format!("„{{{name}}}“ ist kein Platzhalter; möglich sind {bekannte}"));
        }
        rest = weiter;
    }
    if rest.contains('}') {
        return Err("eine Klammer } ist nicht geöffnet".to_owned());
    }
    Ok(())
}

/// Setzt ein, was der Brief schon sagt. Was eingesetzt ist, wird nicht noch einmal durchsucht: ein Wert bleibt ein Wert.
fn eingesetzt(text: &str, brief: &Brief) -> String {
    let angabe = |was: &str| {
        let gefunden = brief.angaben.iter().find(|angabe| angabe.was == was);
        gefunden.map_or("", |angabe| angabe.wert.as_str())
    };
    let mut fertig = String::new();
    let mut rest = text;
    while let Some((davor, (name, danach))) =
        rest.split_once('{').and_then(|(davor, danach)| Some((davor, danach.split_once('}')?)))
    {
        fertig.push_str(davor);
        fertig.push_str(match name {
            "aktenzeichen" => &brief.aktenzeichen,
            "jobcenter" => &brief.absender.name,
            "telefon" => angabe("Telefon"),
            _ => angabe("Datum"),
        });
        rest = danach;
    }
    fertig.push_str(rest);
    fertig
}

/// Absätze, getrennt durch leere Zeilen; ein leerer Text hat keinen.
fn absaetze(text: &str) -> Vec<Block> {
    let absaetze = text.split("\n\n").map(|absatz| absatz.split_whitespace().collect::<Vec<_>>());
    absaetze.filter(|w| !w.is_empty()).map(|woerter| Block::absatz(woerter.join(" "))).collect()
}
