//! Der Bescheid als Daten: was im Brief steht, Satz für Satz, fertig für Menschen geschrieben.
//!
//! [`brief`] entscheidet zwischen Bewilligung und Ablehnung und ordnet die Abschnitte. Der Satz
//! (Schrift, Ränder, Seiten) liegt im Crate `letters`; hier steht kein Maß und dort kein Wort.
//!
//! Rechtsgrundlagen: § 33 SGB X (Bestimmtheit, ein Anspruch je Person), § 35 SGB X (Begründung),
//! § 36 SGB X (Rechtsbehelfsbelehrung), § 41 Abs. 3 Satz 4, § 22 Abs. 1a und 7 SGB II (Hinweise).
//!
//! Umgesetzt: Bewilligung, Ablehnung, Änderung, Aufhebung, als Entwurf ([`entwurfsbrief`]) und freigegeben
//! ([`bescheidbrief`]), die Anhörung ([`anhoerungsbrief`]), die Erstattung ([`erstattungsbrief`]), vorläufig und
//! abschließend (§ 41a SGB II), Versagung und Entziehung (§ 66 SGB I), die Anforderung von Unterlagen
//! ([`anforderungsbrief`]), der Widerspruchsbescheid ([`widerspruchsbrief`]), die abgelehnte Überprüfung
//! ([`ueberpruefungsbrief`]); jeder auch so, wie er hinausgeht ([`sendungsbrief`]). Nicht umgesetzt: ein eigener Brief je Bedarfsgemeinschaft, wenn mehrere in einem Haushalt leben.

mod aenderung;
mod anforderung;
mod anspruch;
mod daneben;
mod entwurfsbrief;
mod erstattung;
mod gruende;
mod hinweise;
mod kopf;
mod lauf;
mod rechnung;
mod rechtsstelle;
mod sendung;
mod versagung;
mod zahlung;

use std::fmt;

use law::measure::Tag;
use serde::Serialize;

use crate::gericht::Teil;
use crate::schnittstelle::{Ergebnis, Frage, Gewicht, Haushalt};
use crate::traeger::Traeger;
use crate::vorlaeufig::Vorlaeufigkeit;

use aenderung::Aenderung;
pub use anforderung::anforderungsbrief;
pub use entwurfsbrief::{EntwurfsbriefFehler, anhoerungsbrief, bescheidbrief, entwurfsbrief};
pub use erstattung::erstattungsbrief;
pub use rechtsstelle::{ueberpruefungsbrief, widerspruchsbrief};
pub(crate) use sendung::Post;
pub use sendung::sendungsbrief;

/// Was entschieden wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Art {
    /// In mindestens einem Monat besteht ein Anspruch.
    Bewilligung,
    /// In keinem Monat besteht ein Anspruch.
    Ablehnung,
    /// Was bewilligt ist, ändert sich.
    Aenderung,
    /// Was bewilligt ist, endet.
    Aufhebung,
    /// Bevor entschieden wird, kann sich der Mensch äußern.
    Anhoerung,
    /// Was zu viel gezahlt ist, wird zurückgefordert.
    Erstattung,
    /// Nach einer vorläufigen Bewilligung wird abschließend festgesetzt.
    Abschluss,
    /// Versagt oder entzogen, bis die Mitwirkung nachgeholt ist.
    Versagung,
    /// Unterlagen werden angefordert; entschieden wird nichts.
    Anforderung,
    /// Über einen Widerspruch ist entschieden.
    Widerspruchsbescheid,
    /// Eine Überprüfung ist abgelehnt.
    Ueberpruefung,
}

/// Ein Brief als Daten. `Debug` nennt nur Art und Aktenzeichen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Was entschieden wird.
    pub art: Art,
    /// Noch ist etwas zu klären: der Brief darf so nicht hinausgehen.
    pub entwurf: bool,
    /// Nummer der Bedarfsgemeinschaft.
    pub aktenzeichen: String,
    /// Titel des Dokuments.
    pub titel: String,
    /// Tag des Briefs, in Zahlen für die Angaben zum Dokument.
    pub datum: Datum,
    /// Wer schreibt.
    pub absender: Absender,
    /// Zeilen des Anschriftfelds, höchstens sechs.
    pub empfaenger: Vec<String>,
    /// Informationsblock: Aktenzeichen, Datum, Kontakt.
    pub angaben: Vec<Angabe>,
    /// Kästen über dem Betreff: Musterbescheid, Entwurf.
    pub vermerke: Vec<Vermerk>,
    /// Betreff, erste Zeile: Entscheidung und Leistung.
    pub betreff: String,
    /// Betreff, zweite Zeile: Zeitraum.
    pub zeitraum: String,
    /// „Sehr geehrte Frau …,“
    pub anrede: String,
    /// Was zwischen Anrede und erstem Abschnitt steht.
    pub einleitung: Vec<Block>,
    /// Die Abschnitte des Briefs.
    pub abschnitte: Vec<Abschnitt>,
    /// Was das Haus vor dem Gruß noch sagt.
    pub schluss: Vec<Block>,
    /// Grußformel und Absender, zeilenweise.
    pub gruss: Vec<String>,
    /// Was auf neuen Seiten folgt: Berechnungsbogen und Gründe im Einzelnen.
    pub anlagen: Vec<Abschnitt>,
}

/// Ein Tag in Zahlen.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Datum {
    /// Jahr.
    pub jahr: i16,
    /// Monat, 1–12.
    pub monat: i8,
    /// Tag, 1–31.
    pub tag: u8,
}

/// Wer schreibt.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Absender {
    /// Name der Behörde.
    pub name: String,
    /// Anschrift, zeilenweise.
    pub anschrift: Vec<String>,
    /// Rücksendeangabe über dem Anschriftfeld.
    pub ruecksendung: String,
    /// Telefon und E-Mail für die Fußzeile.
    pub kontakt: Vec<String>,
}

/// Eine Zeile des Informationsblocks.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Angabe {
    /// Wovon, etwa `Telefon`.
    pub was: String,
    /// Der Wert.
    pub wert: String,
}

/// Ein Kasten über dem Betreff.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Vermerk {
    /// Ein Wort, etwa `ENTWURF`.
    pub wort: String,
    /// Was es heißt.
    pub text: String,
}

/// Ein Abschnitt mit Überschrift.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Abschnitt {
    /// Überschrift.
    pub titel: String,
    /// Inhalt.
    pub bloecke: Vec<Block>,
}

/// Ein Stück Text oder eine Tabelle.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "art", rename_all = "snake_case")]
pub enum Block {
    /// Ein Absatz.
    Absatz {
        /// Der Text.
        text: String,
    },
    /// Aufzählung.
    Liste {
        /// Die Punkte.
        punkte: Vec<String>,
    },
    /// Überschrift innerhalb eines Abschnitts.
    Zwischentitel {
        /// Der Text.
        text: String,
    },
    /// Eine Tabelle mit Kopf.
    Tabelle(Tabelle),
}

/// Eine Tabelle. Die erste Spalte ist Text; die letzten `zahlen` Spalten sind Beträge.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Tabelle {
    /// Wozu sie dient; wird vorgelesen.
    pub beschreibung: String,
    /// Spaltenköpfe.
    pub kopf: Vec<String>,
    /// Wie viele Spalten am Ende rechtsbündige Beträge sind.
    pub zahlen: usize,
    /// Breite der ersten Spalte.
    pub erste: Breite,
    /// Zeilen.
    pub zeilen: Vec<Zeile>,
}

/// Breite der ersten Spalte, gemessen an dem, was darin steht.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breite {
    /// Sie nimmt den Platz, der übrig ist.
    Rest,
    /// Sie ist schmal, damit viele Spalten Platz haben.
    Schmal,
}

/// Eine Zeile.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Zeile {
    /// Was die Zeile ist.
    pub art: ZeilenArt,
    /// Einrückung, 0–4.
    pub tiefe: usize,
    /// Zellen, so viele wie Spaltenköpfe.
    pub zellen: Vec<String>,
}

/// Gewicht einer Zeile.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeilenArt {
    /// Ein Posten.
    Posten,
    /// Eine Zwischensumme.
    Zwischensumme,
    /// Was herauskommt.
    Summe,
}

impl fmt::Debug for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Brief({:?}, {})", self.art, self.aktenzeichen)
    }
}

impl Block {
    pub(crate) fn absatz(text: impl Into<String>) -> Block {
        Block::Absatz { text: text.into() }
    }

    pub(crate) fn zwischentitel(text: impl Into<String>) -> Block {
        Block::Zwischentitel { text: text.into() }
    }
}

/// Der Bescheid über `monate`, aufeinander folgende Monate eines Bewilligungszeitraums.
///
/// Bewilligt wird, was `monate` trägt: der Zeitraum im Betreff reicht vom ersten bis zum letzten
/// dieser Monate. Ist in einem davon etwas zu entscheiden, ist der Brief ein Entwurf; stehen nur die
/// Beträge späterer Monate noch nicht fest, sagt er das.
#[must_use]
pub fn brief(traeger: &Traeger, haushalt: &Haushalt, monate: &[Ergebnis], datum: Tag) -> Brief {
    let (stand, wird_teil) = (Stand::Lauf, None);
    schreibe(&Fall {
        traeger,
        haushalt,
        monate,
        datum,
        stand,
        wird_teil,
        aenderung: None,
        vorlaeufig: None,
        anders: None,
    })
}

fn schreibe(fall: &Fall<'_>) -> Brief {
    let betreff = kopf::betreff(fall);
    let nummer = &fall.haushalt.nummer;
    Brief {
        art: fall.art(),
        entwurf: fall.entwurf(),
        aktenzeichen: nummer.clone(),
        titel: format!("{betreff}, {nummer}"),
        datum: kopf::datum(fall.datum),
        absender: kopf::absender(fall.traeger),
        empfaenger: kopf::empfaenger(fall),
        angaben: kopf::angaben(fall),
        vermerke: kopf::vermerke(fall),
        betreff,
        zeitraum: kopf::zeitraum(fall),
        anrede: kopf::anrede(fall),
        einleitung: match fall.aenderung {
            Some(aenderung) => aenderung::einleitung(fall, aenderung),
            None => anspruch::einleitung(fall),
        },
        abschnitte: abschnitte(fall),
        schluss: Vec::new(),
        gruss: kopf::gruss(fall),
        anlagen: rechnung::anlagen(fall),
    }
}

fn abschnitte(fall: &Fall<'_>) -> Vec<Abschnitt> {
    let alle = match (fall.art(), fall.aenderung) {
        (Art::Aenderung | Art::Aufhebung | Art::Abschluss, aenderung) => {
            return aenderung.map(|a| aenderung::abschnitte(fall, a)).unwrap_or_default();
        }
        (Art::Anhoerung, aenderung) => {
            return aenderung.map(|a| aenderung::anhoerungsbrief(fall, a)).unwrap_or_default();
        }
        (
            Art::Erstattung
            | Art::Versagung
            | Art::Anforderung
            | Art::Widerspruchsbescheid
            | Art::Ueberpruefung,
            _,
        ) => return Vec::new(),
        (Art::Bewilligung, _) => vec![
            anspruch::je_person(fall),
            daneben::abschnitt(fall),
            zahlung::abschnitt(fall),
            hinweise::vorlaeufig(fall),
            gruende::abschnitt(fall),
            hinweise::offen(fall),
            hinweise::spaetere_betraege(fall),
            hinweise::unterkunft(fall),
            hinweise::mitwirkung(),
            hinweise::bildung(fall),
            hinweise::fragen(fall),
            hinweise::rechtsbehelf(fall),
        ],
        (Art::Ablehnung, _) => vec![
            gruende::abschnitt(fall),
            hinweise::offen(fall),
            hinweise::neuer_antrag(),
            hinweise::bildung(fall),
            hinweise::fragen(fall),
            hinweise::rechtsbehelf(fall),
        ],
    };
    alle.into_iter().flatten().collect()
}

/// Wie weit die Entscheidung ist.
#[derive(Clone, Copy)]
enum Stand<'a> {
    /// Aus einem Lauf: ein Entwurf nur, solange etwas zu entscheiden ist.
    Lauf,
    /// Ein Entwurf, der auf Freigabe wartet, mit den Fragen, die noch offen sind.
    Wartet(&'a [Frage]),
    /// Freigegeben.
    Freigegeben,
    /// Vorher wird angehört, bis zu diesem Tag.
    Anhoerung(Tag),
    /// Was zu viel gezahlt ist, wird zurückgefordert.
    Erstattung,
    /// Entschieden ist über einen Widerspruch oder eine Überprüfung.
    Rechtsstelle(Art),
}

/// Was alle Abschnitte brauchen.
struct Fall<'a> {
    traeger: &'a Traeger,
    haushalt: &'a Haushalt,
    /// Was gilt; bei einer Änderung die Monate, in denen sich etwas ändert, mit dem Neuen.
    monate: &'a [Ergebnis],
    datum: Tag,
    stand: Stand<'a>,
    /// Wovon der Bescheid Teil wird: eines Widerspruchs oder einer Klage (§§ 86, 96 SGG).
    wird_teil: Option<&'a Teil>,
    /// Nur bei einer Änderung.
    aenderung: Option<&'a Aenderung<'a>>,
    /// Nur, wo vorläufig bewilligt wird (§ 41a SGB II).
    vorlaeufig: Option<&'a Vorlaeufigkeit>,
    /// Was entschieden wird, wo es weder Bewilligung noch Änderung ist.
    anders: Option<Art>,
}

impl Fall<'_> {
    fn art(&self) -> Art {
        match (self.stand, self.anders, self.aenderung) {
            (Stand::Anhoerung(_), ..) => return Art::Anhoerung,
            (Stand::Erstattung, ..) => return Art::Erstattung,
            (Stand::Rechtsstelle(art), ..) => return art,
            (_, Some(anders), _) => return anders,
            (.., Some(aenderung)) if aenderung.entwurf.endet => return Art::Aufhebung,
            (.., Some(_)) => return Art::Aenderung,
            (.., None) => {}
        }
        let bewilligt = self.monate.iter().any(anspruch::besteht);
        if bewilligt { Art::Bewilligung } else { Art::Ablehnung }
    }

    fn entwurf(&self) -> bool {
        match self.stand {
            Stand::Lauf => !self.offen().is_empty(),
            Stand::Wartet(_) => true,
            Stand::Freigegeben
            | Stand::Anhoerung(_)
            | Stand::Erstattung
            | Stand::Rechtsstelle(_) => false,
        }
    }

    /// Was ein Mensch zu entscheiden hat, jede Frage einmal.
    fn offen(&self) -> Vec<&Frage> {
        let alle: Vec<&Frage> = match self.stand {
            Stand::Wartet(fragen) => fragen.iter().collect(),
            Stand::Lauf => self.monate.iter().flat_map(|monat| &monat.offen).collect(),
            Stand::Freigegeben
            | Stand::Anhoerung(_)
            | Stand::Erstattung
            | Stand::Rechtsstelle(_) => Vec::new(),
        };
        let mut fragen: Vec<&Frage> = Vec::new();
        for frage in alle {
            if frage.gewicht == Gewicht::Entscheidung && !fragen.contains(&frage) {
                fragen.push(frage);
            }
        }
        fragen
    }

    /// Vor- und Nachname; ohne Namen die Kennung, damit der Brief trotzdem vollständig ist.
    fn name(&self, id: &str) -> String {
        match self.haushalt.namen.iter().find(|name| name.id == id) {
            Some(name) => format!("{} {}", name.vorname, name.nachname).trim().to_owned(),
            None => format!("Person {id}"),
        }
    }

    fn geboren(&self, id: &str) -> Option<Tag> {
        self.person(id).map(|person| person.geboren)
    }

    fn person(&self, id: &str) -> Option<&crate::schnittstelle::Person> {
        self.haushalt.lage.personen.iter().find(|person| person.id == id)
    }

    /// Leben hier mehr Menschen als die Person, die den Brief bekommt?
    fn mehrere(&self) -> bool {
        self.monate.iter().any(|monat| monat.personen.len() > 1)
    }

    /// Zahl der Bedarfsgemeinschaften im Haushalt.
    fn gemeinschaften(&self) -> usize {
        let nummern = self.monate.iter().flat_map(|monat| &monat.personen);
        let nummern: std::collections::BTreeSet<u8> =
            nummern.filter_map(|person| person.bedarfsgemeinschaft).collect();
        nummern.len()
    }
}

#[cfg(test)]
mod tests;
