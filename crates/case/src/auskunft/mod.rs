//! Was ein Mensch über sich erfährt (Art. 15, 20 DSGVO, § 83 SGB X): alles, was über ihn gespeichert ist, mit drei
//! Zeiten und Herkunft, wie lange es bleibt, wer es bekommt und wer es sah.
//!
//! Rein und ohne Zufall: dieselben Akten geben dieselben Bytes. [`Auskunft::json`] ist maschinenlesbar,
//! [`text`] zum Lesen.
//!
//! Rechte Dritter (Art. 15 Abs. 4 DSGVO): Von anderen im Haushalt steht da nur, dass sie dazugehören. Wer im Haus
//! etwas sah, steht mit Zweck und Regel da, nicht mit Namen (EuGH, C-579/21). Was Fremdes enthalten kann, ist
//! markiert: ein Mensch liest es, bevor es hinausgeht.
//!
//! Nicht umgesetzt: Gründe, die Auskunft ganz zu verweigern (§ 83 Abs. 1 SGB X); sie entscheidet ein Mensch.

mod haushalt;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use law::measure::Tag;
use serde::Serialize;
use serde_json::Value;

use crate::akte::{Akte, Eintrag, FallTatsache, Gilt, Kennung, Nachweis, PersonTatsache, Tatsache};
use crate::aufbewahrung::Aufbewahrung;
use crate::protokoll::{ProtokollTatsache, Zugriff};
use crate::rechte::menschen;

/// Woraus die Auskunft entsteht.
#[derive(Clone, Copy, Debug)]
pub struct Quellen<'a> {
    /// Die Akte des Menschen.
    pub person: &'a Akte<PersonTatsache>,
    /// Seine Fälle, mit ihrer Frist.
    pub faelle: &'a [(Akte<FallTatsache>, Option<Aufbewahrung>)],
    /// Seine eigene Frist.
    pub aufbewahrung: Option<&'a Aufbewahrung>,
    /// Was das Protokoll über ihn sagt: Augenblick (Mikrosekunden seit 1970) und Eintrag, der Reihe nach.
    pub zugriffe: &'a [(i64, ProtokollTatsache)],
    /// Der Tag der Auskunft.
    pub heute: Tag,
}

/// Die Auskunft.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Auskunft {
    /// Wessen.
    pub person: Kennung,
    /// Von welchem Tag.
    pub stand: Tag,
    /// Was über den Menschen selbst gespeichert ist.
    pub angaben: Vec<Angabe>,
    /// Seine Haushalte.
    pub haushalte: Vec<Haushaltsangaben>,
    /// Wer wann was gesehen oder geändert hat.
    pub zugriffe: Vec<Zugriffsangabe>,
    /// Wie lange es bleibt, je Satz eine Klasse.
    pub speicherdauer: Vec<String>,
    /// Wozu und auf welcher Grundlage.
    pub zwecke: Vec<Grundlage>,
    /// Wer etwas bekommt oder bekommen kann.
    pub empfaenger: Vec<Grundlage>,
    /// Welche Rechte der Mensch hat.
    pub rechte: Vec<Grundlage>,
}

/// Eine Tatsache mit ihren drei Zeiten und ihrer Herkunft.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Angabe {
    /// Art der Tatsache.
    pub art: &'static str,
    /// Art der Daten.
    pub kategorie: &'static str,
    /// Welche von mehreren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posten: Option<String>,
    /// Von wann bis wann es gilt.
    pub gilt: Gilt,
    /// Wann das Amt davon erfuhr.
    pub eingang: Tag,
    /// Wann es gespeichert wurde: Mikrosekunden seit 1970 (UTC).
    pub erfasst: i64,
    /// Behauptet oder geprüft.
    pub herkunft: Nachweis,
    /// Die Version, die es berichtigt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ersetzt: Option<u64>,
    /// Seine Version.
    pub version: u64,
    /// Was da steht.
    pub wert: Value,
    /// Kann Daten anderer enthalten: vor der Herausgabe lesen (Art. 15 Abs. 4 DSGVO).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub vor_herausgabe_lesen: bool,
}

/// Was über einen Haushalt gespeichert ist, soweit es den Menschen angeht.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Haushaltsangaben {
    /// Welcher Fall.
    pub fall: Kennung,
    /// Wie viele andere je dazugehörten.
    pub weitere_mitglieder: usize,
    /// Was da steht.
    pub angaben: Vec<Angabe>,
}

/// Ein Blick oder eine Änderung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zugriffsangabe {
    /// Wann: Mikrosekunden seit 1970 (UTC).
    pub zeit: i64,
    /// Gesehen, geändert oder abgewiesen.
    pub was: &'static str,
    /// Was jemand tat.
    pub handlung: &'static str,
    /// Mit welchen Arten von Daten.
    pub kategorien: Vec<&'static str>,
    /// Wozu.
    pub zwecke: Vec<&'static str>,
    /// Nach welchen Regeln.
    pub regeln: BTreeSet<String>,
}

/// Ein Satz und die Norm, auf die er sich stützt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grundlage {
    /// Was.
    pub was: String,
    /// Fundstelle.
    pub norm: String,
}

impl std::fmt::Debug for Auskunft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Auskunft({} Angaben)", self.angaben.len())
    }
}

const ZWECKE: &[(&str, &str)] = &[
    (
        "Leistungen berechnen, bewilligen, zahlen und zurückfordern",
        "§§ 67a bis 67c SGB X, §§ 7 bis 23, 40 bis 43 SGB II",
    ),
    ("Beraten, fördern, in Arbeit vermitteln", "§§ 67a bis 67c SGB X, §§ 14 bis 16 SGB II"),
    ("Widersprüche und Klagen bearbeiten", "§§ 78 ff. SGG"),
    ("Festhalten, wer was gesehen hat", "Art. 32 DSGVO, § 67c SGB X"),
    (
        "Gesundheitsdaten, soweit sie Mehrbedarf oder Erwerbsfähigkeit betreffen",
        "Art. 9 Abs. 2 Buchst. b DSGVO, §§ 8, 21 SGB II",
    ),
];

const EMPFAENGER: &[(&str, &str)] = &[
    (
        "Bundesagentur für Arbeit, kommunaler Träger, beauftragte Dritte, soweit für ihre Aufgaben nötig",
        "§ 50 Abs. 1 SGB II",
    ),
    ("Agentur für Arbeit, wenn auch Arbeitslosengeld bezogen wird", "§ 18a SGB II, § 9a SGB III"),
    ("Statistik der Bundesagentur", "§ 51b SGB II"),
    ("Automatisierter Datenabgleich", "§ 52 SGB II"),
    ("Andere Sozialleistungsträger im Einzelfall", "§ 69 Abs. 1 Nr. 1 SGB X"),
    ("Banken, die eine Zahlung ausführen", "§ 42 SGB II"),
];

const RECHTE: &[(&str, &str)] = &[
    ("Berichtigung", "Art. 16 DSGVO, § 84 SGB X"),
    ("Löschung, wenn die Daten nicht mehr gebraucht werden", "Art. 17 DSGVO, § 84 SGB X"),
    ("Einschränkung der Verarbeitung", "Art. 18 DSGVO, § 84 SGB X"),
    (
        "Widerspruch, soweit kein zwingendes öffentliches Interesse überwiegt",
        "Art. 21 DSGVO, § 84 Abs. 5 SGB X",
    ),
    ("Beschwerde bei der Aufsichtsbehörde", "Art. 77 DSGVO, § 81 SGB X"),
    (
        "Die Daten maschinenlesbar; ein Recht darauf besteht bei gesetzlichen Aufgaben nicht, wir geben sie trotzdem",
        "Art. 20 Abs. 3 DSGVO",
    ),
];

/// Stellt die Auskunft zusammen.
#[must_use]
pub fn auskunft(quellen: Quellen<'_>) -> Auskunft {
    let Quellen { person, faelle, heute, .. } = quellen;
    let andere = Andere::aus(person.kennung, faelle.iter().map(|(fall, _)| fall));
    let haushalte = faelle.iter().map(|(fall, _)| haushalt::angaben(fall, person.kennung, &andere));
    let fristen = faelle.iter().filter_map(|(_, frist)| frist.as_ref());
    let dauer: BTreeSet<String> =
        fristen.chain(quellen.aufbewahrung).map(Aufbewahrung::grund).collect();
    let mut empfaenger = grundlagen(EMPFAENGER);
    empfaenger.extend(haushalt::empfaenger(faelle.iter().map(|(fall, _)| fall)));
    Auskunft {
        person: person.kennung,
        stand: heute,
        angaben: person.eintraege().iter().map(|eintrag| angabe(eintrag, &andere)).collect(),
        haushalte: haushalte.collect(),
        zugriffe: quellen.zugriffe.iter().map(zugriff).collect(),
        speicherdauer: dauer.into_iter().collect(),
        zwecke: grundlagen(ZWECKE),
        empfaenger,
        rechte: grundlagen(RECHTE),
    }
}

impl Auskunft {
    /// Kanonisches JSON: Felder nach dem Alphabet, ohne Leerraum. Leer, wenn es sich nicht schreiben lässt; ein
    /// Test schließt es aus.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_value(self).map(|wert| wert.to_string()).unwrap_or_default()
    }

    /// Zum Lesen.
    #[must_use]
    pub fn text(&self) -> String {
        text::schreibe(self)
    }
}

/// Die anderen, die je mit dem Menschen in einem Haushalt lebten, und wie sie hier heißen.
struct Andere(BTreeMap<String, String>);

impl Andere {
    fn aus<'a>(selbst: Kennung, faelle: impl Iterator<Item = &'a Akte<FallTatsache>>) -> Andere {
        let alle: BTreeSet<Kennung> = faelle.flat_map(menschen).filter(|m| *m != selbst).collect();
        let namen = (1..).zip(alle);
        Andere(
            namen.map(|(nr, wer)| (wer.to_string(), format!("weiteres Mitglied {nr}"))).collect(),
        )
    }

    /// Ersetzt jede Kennung eines anderen.
    fn schone(&self, wert: &mut Value) {
        match wert {
            Value::String(text) => {
                if let Some(name) = self.0.get(text) {
                    text.clone_from(name);
                }
            }
            Value::Array(werte) => werte.iter_mut().for_each(|wert| self.schone(wert)),
            Value::Object(felder) => felder.values_mut().for_each(|wert| self.schone(wert)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Eine Tatsache, wie sie gespeichert ist, ohne Kennungen anderer.
fn angabe<T: Tatsache>(eintrag: &Eintrag<T>, andere: &Andere) -> Angabe {
    let ereignis = &eintrag.ereignis;
    let tatsache = &ereignis.tatsache;
    let mut wert = serde_json::to_value(tatsache).unwrap_or_default();
    let mut wert = wert.get_mut("wert").map(Value::take).unwrap_or_default();
    andere.schone(&mut wert);
    let mut posten = tatsache.posten().map(|posten| Value::String(posten.text().to_owned()));
    posten.iter_mut().for_each(|posten| andere.schone(posten));
    Angabe {
        art: tatsache.art(),
        kategorie: tatsache.kategorie().name(),
        posten: posten.and_then(|posten| posten.as_str().map(str::to_owned)),
        gilt: ereignis.gilt,
        eingang: ereignis.eingang,
        erfasst: eintrag.erfasst.zeit.0,
        herkunft: ereignis.nachweis,
        ersetzt: ereignis.ersetzt,
        version: eintrag.version,
        wert,
        vor_herausgabe_lesen: false,
    }
}

fn zugriff((zeit, eintrag): &(i64, ProtokollTatsache)) -> Zugriffsangabe {
    let was = match eintrag {
        ProtokollTatsache::Blick(_) => "gesehen",
        ProtokollTatsache::Vorgang(_) => "geändert",
        ProtokollTatsache::Abgewiesen(_) => "abgewiesen",
    };
    let Zugriff { handlung, kategorien, zwecke, regeln, .. } = eintrag.zugriff();
    Zugriffsangabe {
        zeit: *zeit,
        was,
        handlung: handlung.name(),
        kategorien: kategorien.iter().map(|kategorie| kategorie.name()).collect(),
        zwecke: zwecke.iter().map(|zweck| zweck.deutsch()).collect(),
        regeln: regeln.clone(),
    }
}

fn grundlagen(liste: &[(&str, &str)]) -> Vec<Grundlage> {
    let eine =
        |(was, norm): &(&str, &str)| Grundlage { was: (*was).to_owned(), norm: (*norm).to_owned() };
    liste.iter().map(eine).collect()
}
