//! Wer was sehen und tun darf (§ 35 SGB I, §§ 67 ff. SGB X): Rolle, Beziehung, Zweck, Art der Daten.
//!
//! Was erlaubt ist, steht in `rechte.toml`, einer Tabelle zum Lesen; alles andere ist verboten. Aus ihr
//! entsteht beides: [`urteile`] für einen Fall und [`filter`] für eine Liste. Was jede Zelle ergeben soll,
//! steht von Hand geschrieben in `docs/rechte.csv`; ein Test vergleicht.
//!
//! Der Reihe nach: Die eigene Akte und die von Angehörigen ist immer zu (§ 16 SGB X). Dann muss eine
//! Regel Rolle, Handlung und Daten nennen, die Beziehung bestehen und die Akte offen sein oder der
//! Handelnde zugelassen. Der Zweck folgt aus der Regel; wo nicht, muss er genannt werden.

mod akteur;
mod begriffe;
mod bezug;
mod filter;
mod regelwerk;

use std::collections::BTreeSet;

use law::measure::Tag;

pub use akteur::{Akteur, Fenster};
pub use begriffe::{Beziehung, Handlung, Rolle, Zweck};
pub use bezug::{Bezug, menschen};
pub use filter::{Atom, Filter};
pub use regelwerk::{Regel, Regelwerk, RegelwerkFehler};

use crate::akte::{Kategorie, Sperrgrund};

/// Was jemand will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anfrage {
    /// Was tun.
    pub handlung: Handlung,
    /// Mit welchen Daten.
    pub kategorie: Kategorie,
    /// Der genannte Zweck; `None`: er soll aus der Aufgabe folgen.
    pub zweck: Option<Zweck>,
}

/// Die Antwort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Urteil {
    /// Erlaubt; beides kommt ins Protokoll.
    Erlaubt {
        /// Wozu.
        zweck: Zweck,
        /// Kurzname der Regel.
        regel: String,
    },
    /// Erlaubt, sobald einer dieser Zwecke genannt ist.
    ZweckFehlt(BTreeSet<Zweck>),
    /// Verweigert.
    Verweigert(Grund),
}

/// Warum etwas verweigert ist, in Sätzen für die, die es wollte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Grund {
    /// Die eigene Akte.
    #[error(
        "Das ist Ihre eigene Akte (§ 16 SGB X). Bitte wenden Sie sich mit Ihrem Anliegen an die \
         Zuständigen, wie jede andere Person"
    )]
    EigeneAkte,
    /// Angehörige.
    #[error(
        "Zu dieser Akte gehört jemand, mit dem Sie verwandt oder verbunden sind (§ 16 SGB X). Bitte \
         geben Sie den Vorgang an Ihre Teamleitung"
    )]
    Angehoerige,
    /// Keine Regel nennt es für eine der Rollen.
    #[error(
        "Ihre Aufgabe braucht das nicht (§ 35 SGB I). Bitte fragen Sie die Zuständigen; wenn Ihre Rolle \
         falsch eingetragen ist, Ihre Teamleitung"
    )]
    Rolle,
    /// Der genannte Zweck trägt es nicht.
    #[error(
        "Für diesen Zweck ist das nicht vorgesehen (§ 67c SGB X). Bitte einen anderen Zweck wählen oder \
         die Zuständigen fragen"
    )]
    Zweck,
    /// Die Beziehung zum Fall fehlt; genannt ist die schwächste, die genügte.
    #[error("{}", beziehung_fehlt(*.0))]
    Beziehung(Beziehung),
    /// Die Akte ist gesperrt. Warum, steht nicht dabei.
    #[error("Diese Akte ist gesperrt. Bitte fragen Sie Ihre Teamleitung, wer sie bearbeitet")]
    Gesperrt,
    /// Eine Auskunftssperre schützt Anschrift und Unterlagen.
    #[error(
        "Hier besteht eine Auskunftssperre (§ 51 BMG): Anschrift, Kontakt und Unterlagen sehen nur die \
         Zuständigen. Bitte niemandem Auskunft geben und die Zuständigen einschalten"
    )]
    Auskunftssperre,
}

fn beziehung_fehlt(beziehung: Beziehung) -> &'static str {
    match beziehung {
        Beziehung::Gast => {
            "Ihr Gastfenster umfasst diese Akte heute nicht. Bitte fragen Sie die Teamleitung, die Sie \
             aufgenommen hat"
        }
        Beziehung::Team => {
            "Um diese Akte kümmert sich ein anderes Team. Bitte fragen Sie die Zuständigen; droht sofort \
             Schaden, nehmen Sie einen Notzugriff und nennen den Grund"
        }
        _ => {
            "Für diese Akte sind Sie nicht zuständig. Bitte fragen Sie die Zuständigen oder lassen Sie \
             sich als Vertretung eintragen; droht sofort Schaden, nehmen Sie einen Notzugriff und nennen \
             den Grund"
        }
    }
}

/// Darf er das, an diesem Tag?
#[must_use]
pub fn urteile(
    regelwerk: &Regelwerk,
    akteur: &Akteur,
    bezug: &Bezug,
    anfrage: &Anfrage,
    heute: Tag,
) -> Urteil {
    if let Some(grund) = befangenheit(akteur, bezug) {
        return Urteil::Verweigert(grund);
    }
    let frage = Frage { regelwerk, akteur, anfrage, heute };
    let nennende: Vec<&Regel> = frage.nennende().collect();
    let greift = |regel: &Regel| frage.bedingung(regel).trifft(bezug);
    let erlaubt = nennende.iter().find_map(|regel| {
        let zweck = frage.zweck(regel)?;
        greift(regel).then(|| Urteil::Erlaubt { zweck, regel: regel.name.clone() })
    });
    if let Some(erlaubt) = erlaubt {
        return erlaubt;
    }
    let zwecke = nennende.iter().filter(|regel| greift(regel)).flat_map(|r| &r.zweck_nennen);
    let zwecke: BTreeSet<Zweck> = zwecke.copied().collect();
    if anfrage.zweck.is_none() && !zwecke.is_empty() {
        return Urteil::ZweckFehlt(zwecke);
    }
    Urteil::Verweigert(frage.grund(&nennende, bezug))
}

/// Alle Fälle, bei denen [`urteile`] es erlaubt.
#[must_use]
pub fn filter(regelwerk: &Regelwerk, akteur: &Akteur, anfrage: &Anfrage, heute: Tag) -> Filter {
    let frage = Frage { regelwerk, akteur, anfrage, heute };
    let mit_zweck = frage.nennende().filter(|regel| frage.zweck(regel).is_some());
    let regeln: Vec<Filter> = mit_zweck.map(|regel| frage.bedingung(regel)).collect();
    if regeln.is_empty() {
        return Filter::KEINER;
    }
    Filter::Und(vec![Filter::Atom(Atom::Ohne(akteur.befangen())), Filter::Oder(regeln)])
}

fn befangenheit(akteur: &Akteur, bezug: &Bezug) -> Option<Grund> {
    let gehoert_dazu = |mensch| bezug.menschen.contains(mensch);
    if akteur.eigene_akte.iter().any(gehoert_dazu) {
        return Some(Grund::EigeneAkte);
    }
    akteur.angehoerige.iter().any(gehoert_dazu).then_some(Grund::Angehoerige)
}

/// Alles, wonach eine Regel fragt, ohne den Fall.
#[derive(Clone, Copy)]
struct Frage<'a> {
    regelwerk: &'a Regelwerk,
    akteur: &'a Akteur,
    anfrage: &'a Anfrage,
    heute: Tag,
}

impl<'a> Frage<'a> {
    /// Regeln, die Rolle, Handlung und Daten nennen.
    fn nennende(self) -> impl Iterator<Item = &'a Regel> {
        let Anfrage { handlung, kategorie, .. } = *self.anfrage;
        let rollen = &self.akteur.rollen;
        self.regelwerk.regeln.iter().filter(move |regel| {
            rollen.iter().any(|rolle| regel.nennt(*rolle, handlung, kategorie))
        })
    }

    /// Zu welchem Zweck die Regel es erlaubt; `None`: einer fehlt oder passt nicht.
    fn zweck(self, regel: &Regel) -> Option<Zweck> {
        match self.anfrage.zweck {
            None => regel.zweck,
            genannt => {
                let moeglich = regel.zweck.iter().chain(&regel.zweck_nennen);
                genannt.filter(|zweck| moeglich.clone().any(|m| m == zweck))
            }
        }
    }

    /// Bei welchen Fällen die Regel greift.
    fn bedingung(self, regel: &Regel) -> Filter {
        Filter::Und(vec![self.beziehung(regel), self.offen(regel), self.ohne_schutz(regel)])
    }

    fn beziehung(self, regel: &Regel) -> Filter {
        let Akteur { team, notzugriffe, .. } = self.akteur;
        let aufgaben: BTreeSet<_> = regel.aufgaben.iter().copied().collect();
        let zustaendig = || self.zustaendig(regel);
        match regel.beziehung {
            Beziehung::Haus => Filter::JEDER,
            Beziehung::Team => {
                let im_team = team.clone().map(|team| Atom::Team { aufgaben, team });
                Filter::eines(im_team.into_iter().chain([zustaendig()]))
            }
            Beziehung::Zustaendig => Filter::Atom(zustaendig()),
            Beziehung::Notzugriff => {
                let laufend = notzugriffe.iter().filter(|(_, bis)| self.heute <= **bis);
                Filter::Atom(Atom::EinerVon(laufend.map(|(fall, _)| *fall).collect()))
            }
            Beziehung::Gast => {
                let fenster = self.akteur.fenster.iter();
                let offen = fenster.filter(|f| Some(f.zweck) == regel.zweck && self.im(f));
                let faelle = offen.flat_map(|fenster| fenster.faelle.iter().copied());
                Filter::Atom(Atom::EinerVon(faelle.collect()))
            }
        }
    }

    fn zustaendig(self, regel: &Regel) -> Atom {
        let aufgaben = regel.aufgaben.iter().copied().collect();
        Atom::Zustaendig { aufgaben, wer: self.akteur.steht_fuer() }
    }

    /// Ist das Fenster heute offen? Länger als erlaubt bleibt es das nie.
    fn im(self, fenster: &Fenster) -> bool {
        let dauer = self.regelwerk.gast_hoechstens_tage;
        (fenster.von..=fenster.bis).contains(&self.heute)
            && self.heute < fenster.von.plus_tage(dauer)
    }

    /// Nicht gesperrt, oder zugelassen, oder die Regel geht vor.
    fn offen(self, regel: &Regel) -> Filter {
        let vorgehend = regel.trotz_sperre.iter().map(|grund| Atom::GesperrtWegen(*grund));
        let ohne = [Atom::Ungesperrt, Atom::Zugelassen(self.akteur.kennung)];
        Filter::eines(ohne.into_iter().chain(vorgehend))
    }

    /// Was eine Auskunftssperre schützt, sehen nur Zuständige und Zugelassene; annehmen darf man es.
    fn ohne_schutz(self, regel: &Regel) -> Filter {
        let Anfrage { handlung, kategorie, .. } = *self.anfrage;
        let geschuetzt =
            handlung == Handlung::Sehen && self.regelwerk.bei_auskunftssperre.contains(&kategorie);
        if !geschuetzt || regel.trotz_sperre.contains(&Sperrgrund::Auskunftssperre) {
            return Filter::JEDER;
        }
        let zugelassen = Atom::Zugelassen(self.akteur.kennung);
        Filter::eines([Atom::OhneAuskunftssperre, self.zustaendig(regel), zugelassen])
    }

    /// Woran es liegt: das Erste, was fehlt.
    fn grund(self, nennende: &[&Regel], bezug: &Bezug) -> Grund {
        if nennende.is_empty() {
            return Grund::Rolle;
        }
        let genannt = self.anfrage.zweck.is_some();
        let moeglich: Vec<&Regel> = nennende
            .iter()
            .copied()
            .filter(|regel| !genannt || self.zweck(regel).is_some())
            .collect();
        let Some(schwaechste) = moeglich.iter().map(|regel| regel.beziehung).min() else {
            return Grund::Zweck;
        };
        let bezogen: Vec<&Regel> =
            moeglich.into_iter().filter(|regel| self.beziehung(regel).trifft(bezug)).collect();
        if bezogen.is_empty() {
            Grund::Beziehung(schwaechste)
        } else if bezogen.iter().any(|regel| self.offen(regel).trifft(bezug)) {
            Grund::Auskunftssperre
        } else {
            Grund::Gesperrt
        }
    }
}
