//! Was nur der Brief einer abschließenden Entscheidung sagt (§ 41a Abs. 3, 6 SGB II).

use std::collections::BTreeMap;

use law::measure::{Cent, Monat};

use super::Aenderung;
use crate::akte::Kennung;
use crate::brief::lauf::spannen;
use crate::brief::{Abschnitt, Art, Block, Fall};
use crate::entwurf::Personenaenderung;

pub(super) fn einleitung(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Vec<Block> {
    let zeit = spannen(aenderung.wirksam().map(|(monat, _)| monat));
    let wem = if fall.mehrere() { "Ihnen und den Menschen in Ihrem Haushalt" } else { "Ihnen" };
    let fest = format!(
        "für {zeit} haben wir {wem} Leistungen vorläufig bewilligt. Jetzt steht fest, was zusteht. Wir entscheiden \
         abschließend."
    );
    let (weniger, mehr) = summen(aenderung.wirksam().map(|(_, zeile)| zeile));
    let ergebnis = match (weniger.ist_null(), mehr.ist_null()) {
        (true, true) => "Es bleibt bei den vorläufigen Beträgen.".to_owned(),
        (true, false) => format!("Zusammen stehen {wem} {mehr} mehr zu. Das zahlen wir nach."),
        _ => "In manchen Monaten war der vorläufige Betrag zu hoch oder zu niedrig. Was das für Ihr Geld heißt, lesen \
              Sie unten."
            .to_owned(),
    };
    vec![Block::absatz(fest), Block::absatz(ergebnis)]
}

/// Zu viel und zu wenig, zusammen.
fn summen<'a>(zeilen: impl Iterator<Item = &'a Personenaenderung>) -> (Cent, Cent) {
    let mut summen = (Cent::NULL, Cent::NULL);
    for zeile in zeilen {
        summen.0 += zeile.weniger();
        summen.1 += zeile.mehr();
    }
    summen
}

/// § 41a Abs. 6: erst wird verrechnet, dann nachgezahlt oder erstattet.
pub(super) fn geld(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    if fall.art() != Art::Abschluss {
        return None;
    }
    let mut je_mensch: BTreeMap<Kennung, Vec<(Monat, &Personenaenderung)>> = BTreeMap::new();
    for (monat, zeile) in aenderung.wirksam() {
        je_mensch.entry(zeile.person).or_default().push((monat, zeile));
    }
    let mut punkte = Vec::new();
    let mut zu_viel = Cent::NULL;
    for (person, zeilen) in &je_mensch {
        let (weniger, mehr) = summen(zeilen.iter().map(|(_, zeile)| *zeile));
        let (rest, nach) = (weniger.abzueglich(mehr), mehr.abzueglich(weniger));
        zu_viel += rest;
        if weniger.ist_null() && mehr.ist_null() {
            continue;
        }
        let name = fall.name(&person.to_string());
        let ergebnis = match (rest.ist_null(), nach.ist_null()) {
            (false, _) => format!("Zu viel gezahlt sind {rest}."),
            (true, false) => format!("Wir zahlen {nach} nach."),
            (true, true) => "Beides gleicht sich aus.".to_owned(),
        };
        punkte.push(format!(
            "{name}: vorläufig zu viel {weniger}, vorläufig zu wenig {mehr}. {ergebnis}"
        ));
    }
    if punkte.is_empty() {
        return None;
    }
    let mut bloecke = vec![
        Block::absatz(
            "Was in einem Monat zu viel war, rechnen wir auf das an, was in anderen Monaten zu wenig war, für jede \
             Person einzeln (§ 41a Abs. 6 Satz 2 SGB II):",
        ),
        Block::Liste { punkte },
    ];
    if !zu_viel.ist_null() {
        bloecke.push(Block::absatz(if zu_viel < aenderung.bagatellgrenze {
            format!(
                "Zusammen sind es weniger als {}. Deshalb müssen Sie nichts zurückzahlen (§ 41a Abs. 6 Satz 3 SGB II).",
                aenderung.bagatellgrenze
            )
        } else {
            "Darüber bekommen Sie einen eigenen Bescheid. Bitte zahlen Sie jetzt noch nichts zurück (§ 41a Abs. 6 \
             Satz 3 SGB II)."
                .to_owned()
        }));
    }
    let bleibt: Cent = aenderung.wirksam().map(|(_, zeile)| zeile.bleibt).sum();
    if !bleibt.ist_null() {
        bloecke.push(Block::absatz(format!(
            "Den Sofortzuschlag für diese Monate ({bleibt}) behalten Sie (§ 72 Abs. 2 SGB II)."
        )));
    }
    Some(Abschnitt { titel: "Was das für Ihr Geld heißt".to_owned(), bloecke })
}
