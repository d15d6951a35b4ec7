//! Aus einer Eingabe im Suchfeld wird eine Suche.
//!
//! Verstanden werden Namen in jeder Reihenfolge („schmitt anna“, „Schmitt, Anna“), Anfänge („schm*“;
//! das letzte Wort und ein einzelner Buchstabe gelten immer auch als Anfang), Geburtstage („1.4.85“, „01.04.1985“, „1985-04-01“,
//! „010485“, „1. April 1985“, „4/1985“, „1.4.“, „1985“, „85“), Versicherungs-, Kunden- und BG-Nummern,
//! IBAN und das Ende davon („*3000“). Was sechs oder acht Ziffern hat und ein Tag sein kann, gilt als
//! Tag; sonst gilt es als Ende einer Nummer.
//!
//! [`Suche::punkte`] ordnet die Kandidaten, die das Verzeichnis zu den Schlüsseln gefunden hat.

use std::collections::BTreeSet;
use std::fmt;

use law::measure::Tag;

use super::aehnlich::{Personenname, teil_aehnlich};
use super::bekannt::Angabe;
use super::eingabe::{self, Wort};
use super::nummer::{Rentenversicherungsnummer, suchform};
use super::schluessel::{self, Schluessel, suchwort, treffen_sich};
use super::zerlegen::{Namensteil, Zerlegt, zerlege_formen};

/// Ab so vielen Punkten gehört ein Kandidat in die Liste.
pub const ZEIGEN: u16 = 700;

/// Darunter hat ein gesuchtes Wort kein Gegenstück.
const GEFUNDEN: u32 = 600;

/// Zusammengeschriebenes muss fast gleich sein, sonst gliche es schon seinem längeren Teil.
const VERBUNDEN_AB: u32 = 850;

/// Abzug für einen anderen Geburtstag: Auch bei ganz gleichem Namen bleibt weniger als [`ZEIGEN`].
const ANDERER_TAG: u32 = 400;

/// Was gesucht wird. `Debug` nennt nur, wie viel davon.
#[derive(Clone, PartialEq, Eq)]
pub struct Suche {
    /// Wörter des Namens; jedes muss einen Schlüssel treffen.
    pub teile: Vec<Suchteil>,
    /// Grade, Titel, Vorsätze; sie müssen nicht vorkommen.
    pub zusaetze: Vec<String>,
    /// Hinter dem ersten Teil steht ein Komma: Er ist der Nachname.
    pub nachname_zuerst: bool,
    /// Angaben zum Geburtstag; eine davon muss passen. Leer, wenn keine gemacht ist.
    pub geburt: Vec<Geburt>,
    /// Nummern; jede muss passen.
    pub nummern: Vec<Nummer>,
}

/// Ein Wort der Suche. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq)]
pub struct Suchteil {
    /// Das Wort in jeder Umschrift; die Hauptform zuerst.
    pub formen: Vec<Namensteil>,
    /// Zusammengeschrieben mit dem Wort davor oder dahinter.
    pub verbunden: Vec<Namensteil>,
    /// Auch Namen, die nur so anfangen.
    pub anfang: bool,
    /// Unter einem davon muss ein Wort des Menschen stehen.
    pub schluessel: Vec<Schluessel>,
    /// Wie `formen` und `verbunden` im Verzeichnis stünden.
    woerter: BTreeSet<String>,
}

/// Was über den Geburtstag gesagt ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Geburt {
    /// Der ganze Tag.
    Tag(Tag),
    /// Jahr und Monat (1–12).
    Monat {
        /// Jahr.
        jahr: i16,
        /// Monat, 1–12.
        monat: i8,
    },
    /// Tag und Monat ohne Jahr.
    OhneJahr {
        /// Tag im Monat.
        tag: i8,
        /// Monat, 1–12.
        monat: i8,
    },
    /// Nur das Jahr.
    Jahr(i16),
}

/// Eine Nummer. `Debug` nennt nur die Art.
#[derive(Clone, PartialEq, Eq)]
pub enum Nummer {
    /// Versicherungsnummer der Rentenversicherung mit richtiger Prüfziffer.
    Rentenversicherung(Rentenversicherungsnummer),
    /// Eine Versicherungsnummer, deren Prüfziffer nicht stimmt; ohne Leerzeichen.
    RentenversicherungFalsch(String),
    /// Kundennummer der Bundesagentur: drei Ziffern, ein Buchstabe, sechs Ziffern.
    Kunde(String),
    /// Nummer der Bedarfsgemeinschaft, groß, ohne Trennzeichen, mit BG statt Schrägstrichen.
    Bedarfsgemeinschaft(String),
    /// Eine ganze IBAN ohne Leerzeichen.
    Iban(String),
    /// Ziffern, mit denen eine Nummer oder IBAN endet.
    Ende(String),
}

impl Suche {
    /// Liest die Eingabe. `heute` sagt, welches Jahrhundert zweistellige Jahre meinen können: keines
    /// in der Zukunft, keines vor mehr als 110 Jahren.
    #[must_use]
    pub fn lies(text: &str, heute: Tag) -> Suche {
        let gelesen = eingabe::lies(text, heute);
        let mut suche = Suche {
            teile: Vec::new(),
            zusaetze: Vec::new(),
            nachname_zuerst: gelesen.nachname_zuerst,
            geburt: gelesen.geburt,
            nummern: gelesen.nummern,
        };
        let name: Vec<&str> = gelesen.woerter.iter().map(|wort| wort.text.as_str()).collect();
        let formen = zerlege_formen(&name.join(" "));
        if let Some(haupt) = formen.first() {
            suche.zusaetze.clone_from(&haupt.zusaetze);
            for stelle in 0..haupt.teile.len() {
                let letzter = stelle + 1 == haupt.teile.len();
                suche.teile.extend(Suchteil::neu(&formen, stelle, letzter, &gelesen.woerter));
            }
        }
        suche
    }

    /// Sucht nach einem, der so angegeben ist: erster Vorname, Nachname und Nummern, ohne den Geburtstag.
    #[must_use]
    pub fn nach(angabe: &Angabe) -> Suche {
        let Personenname { vorname, nachname } = &angabe.name;
        let rufname = vorname.split_whitespace().next().unwrap_or_default();
        let formen = zerlege_formen(&format!("{rufname} {nachname}"));
        let stellen = formen.first().map_or(0, |haupt| haupt.teile.len());
        let teile = (0..stellen).filter_map(|stelle| Suchteil::neu(&formen, stelle, false, &[]));
        let nummern =
            [&angabe.rentenversicherungsnummer, &angabe.kundennummer].into_iter().flatten();
        Suche {
            teile: teile.collect(),
            zusaetze: Vec::new(),
            nachname_zuerst: false,
            geburt: Vec::new(),
            nummern: nummern.map(|text| Nummer::Kunde(suchform(text))).collect(),
        }
    }

    /// Ist überhaupt etwas gesucht?
    #[must_use]
    pub fn ist_leer(&self) -> bool {
        self.teile.is_empty() && self.geburt.is_empty() && self.nummern.is_empty()
    }

    /// Wie gut Name und Geburtstag passen, 0 bis 1000; Nummern prüft das Verzeichnis.
    ///
    /// Jedes Wort braucht ein Gegenstück; ab drei Wörtern darf eines fehlen. Wörter des Menschen,
    /// nach denen niemand gefragt hat, kosten nichts.
    #[must_use]
    pub fn punkte(&self, mensch: &Angabe) -> u16 {
        let namen = std::iter::once(&mensch.name).chain(&mensch.fruehere_namen);
        let vorhanden: Vec<Namensteil> = namen.flat_map(teile).collect();
        let name = self.namenspunkte(&vorhanden);
        let punkte = name.saturating_sub(self.abzug_geburt(mensch.geboren));
        u16::try_from(punkte).unwrap_or(0)
    }

    fn namenspunkte(&self, vorhanden: &[Namensteil]) -> u32 {
        let (mut summe, mut gewicht, mut fehlend) = (0, 0, 0);
        for teil in &self.teile {
            let punkte = teil.punkte(vorhanden);
            let laenge = teil.formen.first().map_or(0, |form| form.fein.len().min(100));
            let laenge = u32::try_from(laenge).unwrap_or(0);
            if punkte < GEFUNDEN {
                fehlend += 1;
            } else {
                summe += laenge * punkte;
                gewicht += laenge;
            }
        }
        match (self.teile.len(), fehlend) {
            (0, _) => 1000,
            (_, 0) => summe.checked_div(gewicht).unwrap_or(0),
            (3.., 1) => summe.checked_div(gewicht).unwrap_or(0).saturating_sub(150),
            _ => 0,
        }
    }

    fn abzug_geburt(&self, geboren: Option<Tag>) -> u32 {
        let Some(geboren) = geboren else { return 0 };
        let abzug = self.geburt.iter().map(|geburt| geburt.abzug(geboren)).min();
        abzug.unwrap_or(0)
    }
}

impl Suchteil {
    fn neu(formen: &[Zerlegt], stelle: usize, letzter: bool, woerter: &[Wort]) -> Option<Suchteil> {
        let mut teil = Suchteil {
            formen: Vec::new(),
            verbunden: Vec::new(),
            anfang: letzter,
            schluessel: Vec::new(),
            woerter: BTreeSet::new(),
        };
        for form in formen {
            let Some(wort) = form.teile.get(stelle) else { continue };
            let dazu = form.verbunden.iter().filter(|verbunden| {
                verbunden.fein.starts_with(&wort.fein) || verbunden.fein.ends_with(&wort.fein)
            });
            teil.verbunden.extend(dazu.cloned());
            teil.formen.push(wort.clone());
        }
        let fein = &teil.formen.first()?.fein;
        // Ein einzelner Buchstabe ist abgekürzt.
        teil.anfang |= fein.len() == 1;
        let mit_stern = |wort: &&Wort| wort.anfang && super::falten::falten(&wort.text) == *fein;
        teil.anfang |= woerter.iter().any(|wort| mit_stern(&wort));
        teil.woerter = teil.formen.iter().chain(&teil.verbunden).map(suchwort).collect();
        let alle: BTreeSet<Schluessel> =
            teil.woerter.iter().flat_map(|wort| schluessel::schluessel(wort)).collect();
        teil.schluessel = alle.into_iter().collect();
        Some(teil)
    }

    /// Klingt ein Wort des Verzeichnisses so, oder ist es bis auf einen Tippfehler so geschrieben? Die Schlüssel sehen bei
    /// langen Wörtern nur den Anfang.
    #[must_use]
    pub fn trifft(&self, wort: &str) -> bool {
        self.woerter.iter().any(|eigenes| treffen_sich(eigenes, wort))
    }

    /// Wörter, die genau so geschrieben sind: von einschließlich, bis ausschließlich, in der Ordnung der Bytes.
    #[must_use]
    pub fn genau(&self) -> Vec<(String, String)> {
        let formen = self.formen.iter().chain(&self.verbunden);
        formen.map(|form| schluessel::genau(&form.weit)).collect()
    }

    /// Wörter, die nur so anfangen, wenn danach gesucht wird; wie [`Suchteil::genau`].
    #[must_use]
    pub fn bereiche(&self) -> Vec<(String, String)> {
        if !self.anfang {
            return Vec::new();
        }
        // Hinter z kommt die geschweifte Klammer.
        let bereich = |form: &Namensteil| (form.weit.clone(), format!("{}{{", form.weit));
        self.formen.iter().map(bereich).collect()
    }

    fn punkte(&self, vorhanden: &[Namensteil]) -> u32 {
        let mut bestes = 0;
        for anderer in vorhanden {
            for form in &self.formen {
                bestes = bestes.max(teil_aehnlich(form, anderer));
                if self.anfang && anderer.weit.starts_with(&form.weit) {
                    bestes = bestes.max(900);
                }
            }
            for verbunden in &self.verbunden {
                let punkte = teil_aehnlich(verbunden, anderer).min(985);
                bestes = bestes.max(if punkte >= VERBUNDEN_AB { punkte } else { 0 });
            }
        }
        bestes
    }
}

impl Geburt {
    /// 0, wenn der Tag passt; weniger als voll, wenn nur ein Tippfehler dazwischen liegt.
    fn abzug(self, geboren: Tag) -> u32 {
        let tag = i16::from(geboren.im_monat());
        let (monat, jahr) = (geboren.monat().nummer(), geboren.jahr());
        let passt = match self {
            Geburt::Tag(gesucht) => gesucht == geboren,
            Geburt::Monat { jahr: j, monat: m } => (j, m) == (jahr, monat),
            Geburt::OhneJahr { tag: t, monat: m } => (i16::from(t), m) == (tag, monat),
            Geburt::Jahr(gesucht) => gesucht == jahr,
        };
        match self {
            _ if passt => 0,
            Geburt::Tag(gesucht) => {
                let (_, punkte) = super::bekannt::geburtstag(Some(gesucht), Some(geboren));
                if punkte > 0 { 80 } else { ANDERER_TAG }
            }
            _ => ANDERER_TAG,
        }
    }
}

fn teile(name: &Personenname) -> Vec<Namensteil> {
    [&name.vorname, &name.nachname]
        .into_iter()
        .flat_map(|feld| zerlege_formen(feld))
        .flat_map(|zerlegt| zerlegt.teile.into_iter().chain(zerlegt.verbunden))
        .collect()
}

impl Nummer {
    /// Wie sie im Verzeichnis steht; bei [`Nummer::Ende`] nur, wie sie dort endet.
    #[must_use]
    pub fn suchform(&self) -> &str {
        match self {
            Nummer::Rentenversicherung(nummer) => nummer.als_text(),
            Nummer::RentenversicherungFalsch(text)
            | Nummer::Kunde(text)
            | Nummer::Bedarfsgemeinschaft(text)
            | Nummer::Iban(text)
            | Nummer::Ende(text) => text,
        }
    }
}

impl fmt::Debug for Suche {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suche")
            .field("teile", &self.teile.len())
            .field("geburt", &self.geburt.len())
            .field("nummern", &self.nummern)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Suchteil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suchteil").finish_non_exhaustive()
    }
}

impl fmt::Debug for Nummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Nummer::Rentenversicherung(_) => "Rentenversicherung",
            Nummer::RentenversicherungFalsch(_) => "RentenversicherungFalsch",
            Nummer::Kunde(_) => "Kunde",
            Nummer::Bedarfsgemeinschaft(_) => "Bedarfsgemeinschaft",
            Nummer::Iban(_) => "Iban",
            Nummer::Ende(_) => "Ende",
        })
    }
}
