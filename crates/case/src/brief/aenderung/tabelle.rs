//! Bisher, neu, Unterschied: je Zeitraum und Mensch.

use std::collections::BTreeSet;

use law::measure::{Cent, Saldo};

use super::Aenderung;
use crate::brief::lauf::{Lauf, laeufe};
use crate::brief::{Abschnitt, Block, Breite, Fall, Stand, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::Ergebnis;

/// Was jemand in einem Monat bisher bekam und jetzt bekommt.
#[derive(Clone, PartialEq, Eq)]
struct Betrag {
    id: String,
    bisher: Cent,
    neu: Cent,
}

impl Betrag {
    fn unterschied(&self) -> Saldo {
        self.neu.minus(self.bisher)
    }
}

/// Alle, die in dem Monat etwas bekamen oder bekommen; wo nichts geregelt wird, bleibt es beim Bisherigen.
fn betraege(aenderung: &Aenderung<'_>, nachher: &Ergebnis) -> Vec<Betrag> {
    let vorher = aenderung.vorher.iter().find(|ergebnis| ergebnis.monat == nachher.monat);
    let alte = vorher.map(|ergebnis| ergebnis.personen.as_slice()).unwrap_or_default();
    let mut gesehen = BTreeSet::new();
    let mut alle = Vec::new();
    for person in nachher.personen.iter().chain(alte) {
        if !gesehen.insert(&person.id) {
            continue;
        }
        let seine = aenderung
            .wirksam()
            .find(|(monat, eine)| *monat == nachher.monat && eine.person.to_string() == person.id);
        let (bisher, neu) = match seine {
            // Was daneben steht und bleibt, muss hier niemand lesen.
            Some((_, eine)) if eine.vorher.daneben == eine.nachher.daneben => {
                (eine.vorher.auszahlung, eine.nachher.auszahlung + eine.bleibt)
            }
            Some((_, eine)) => (eine.vorher.summe(), eine.neu()),
            None => {
                let alter = alte.iter().find(|alter| alter.id == person.id);
                let bisher = alter.map_or(Cent::NULL, |alter| alter.auszahlung);
                (bisher, bisher)
            }
        };
        if !(bisher.ist_null() && neu.ist_null()) {
            alle.push(Betrag { id: person.id.clone(), bisher, neu });
        }
    }
    alle
}

fn zeitraeume<'a>(fall: &Fall<'a>, aenderung: &Aenderung<'_>) -> Vec<Lauf<'a>> {
    laeufe(fall.monate, |a, b| betraege(aenderung, a) == betraege(aenderung, b))
}

/// Bei einem Menschen und gleichen Beträgen in allen Monaten sagt es ein Satz.
pub(super) fn ein_satz(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<String> {
    let alle = zeitraeume(fall, aenderung);
    let [lauf] = alle.as_slice() else { return None };
    let betraege = betraege(aenderung, lauf.erster);
    let [betrag] = betraege.as_slice() else { return None };
    let (neu, bisher) = (betrag.neu, betrag.bisher);
    let wann = if lauf.monate() == 1 {
        format!("Im {}", lauf.deutsch())
    } else {
        "In jedem dieser Monate".to_owned()
    };
    Some(format!("{wann} sind es {neu} statt {bisher}."))
}

pub(super) fn abschnitt(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Abschnitt {
    let laeufe = zeitraeume(fall, aenderung);
    let mut bloecke = Vec::new();
    if fall.mehrere() {
        bloecke.push(Block::absatz(
            "Jede Person hat einen eigenen Anspruch. Deshalb steht hier für jede Person, was sie bisher im \
             Monat bekam und was sie jetzt bekommt (§ 33 SGB X).",
        ));
        for lauf in &laeufe {
            bloecke.push(Block::zwischentitel(lauf.deutsch()));
            bloecke.push(je_person(fall, aenderung, lauf));
        }
    } else {
        bloecke.push(je_zeitraum(aenderung, &laeufe));
    }
    if aenderung.wirksam().any(|(_, eine)| eine.vorher.daneben != eine.nachher.daneben) {
        bloecke.push(Block::absatz(
            "Wo sich auch Leistungen für Bildung und Teilhabe oder Zuschüsse zu Beiträgen ändern, sind sie \
             darin enthalten.",
        ));
    }
    bloecke.push(Block::absatz("Für alle anderen Monate bleibt es bei dem, was bewilligt ist."));
    let titel = match fall.stand {
        Stand::Anhoerung(_) => "Was sich ändern soll",
        _ => "Was sich ändert",
    };
    Abschnitt { titel: titel.to_owned(), bloecke }
}

fn je_person(fall: &Fall<'_>, aenderung: &Aenderung<'_>, lauf: &Lauf<'_>) -> Block {
    let betraege = betraege(aenderung, lauf.erster);
    let zeilen = betraege.iter().map(|betrag| zeile(fall.name(&betrag.id), betrag));
    let zusammen = Betrag {
        id: String::new(),
        bisher: betraege.iter().map(|betrag| betrag.bisher).sum(),
        neu: betraege.iter().map(|betrag| betrag.neu).sum(),
    };
    let summe = Zeile { art: ZeilenArt::Summe, ..zeile("Zusammen".to_owned(), &zusammen) };
    let beschreibung = format!("Bisherige und neue Beträge je Person, {}", lauf.deutsch());
    tabelle(beschreibung, "Person", zeilen.chain([summe]).collect())
}

fn je_zeitraum(aenderung: &Aenderung<'_>, laeufe: &[Lauf<'_>]) -> Block {
    let zeilen = laeufe.iter().flat_map(|lauf| {
        let betraege = betraege(aenderung, lauf.erster);
        betraege.into_iter().map(|betrag| zeile(lauf.deutsch(), &betrag))
    });
    tabelle("Bisherige und neue Beträge je Zeitraum".to_owned(), "Zeitraum", zeilen.collect())
}

fn tabelle(beschreibung: String, erste: &str, zeilen: Vec<Zeile>) -> Block {
    let kopf = [erste, "bisher im Monat", "neu im Monat", "Unterschied"];
    Block::Tabelle(Tabelle {
        beschreibung,
        kopf: kopf.map(str::to_owned).to_vec(),
        zahlen: 3,
        erste: Breite::Rest,
        zeilen,
    })
}

fn zeile(was: String, betrag: &Betrag) -> Zeile {
    let unterschied = betrag.unterschied();
    let plus = if unterschied.cent() > 0 { "+" } else { "" };
    Zeile {
        art: ZeilenArt::Posten,
        tiefe: 0,
        zellen: vec![
            was,
            betrag.bisher.to_string(),
            betrag.neu.to_string(),
            format!("{plus}{unterschied}"),
        ],
    }
}
