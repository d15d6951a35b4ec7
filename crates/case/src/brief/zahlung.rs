//! Wohin das Geld geht: Zahlungen an Dritte (§ 22 Abs. 7, § 24 Abs. 2 SGB II) und der Rest.

use law::measure::Cent;

use super::lauf::nach_person;
use super::{Abschnitt, Block, Fall};
use crate::schnittstelle::{Direktzahlung, DirektzahlungArt, Ergebnis, Haushalt};

/// Wie sich die Auszahlung eines Monats auf Dritte und den Haushalt verteilt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zahlweg {
    /// Je Direktzahlung, in der Reihenfolge des Haushalts, was wirklich gezahlt wird.
    pub dritte: Vec<Cent>,
    /// Was auf das Konto des Haushalts geht.
    pub rest: Cent,
}

/// Verteilt die Auszahlung: Miete und Heizung höchstens bis zum Anspruch auf Unterkunft, alles
/// zusammen höchstens bis zur Auszahlung; früher genannte Zahlungen gehen vor.
#[must_use]
pub fn zahlwege(haushalt: &Haushalt, monat: &Ergebnis) -> Zahlweg {
    let mut rest = monat.auszahlung;
    let mut unterkunft: Cent = monat.personen.iter().map(|person| person.kommune).sum();
    let mut dritte = Vec::with_capacity(haushalt.direktzahlungen.len());
    for zahlung in &haushalt.direktzahlungen {
        let betrag = match zahlung.art {
            DirektzahlungArt::Miete | DirektzahlungArt::Heizung => {
                let betrag = zahlung.betrag.min(unterkunft).min(rest);
                unterkunft = unterkunft.abzueglich(betrag);
                betrag
            }
            DirektzahlungArt::Strom => zahlung.betrag.min(rest),
        };
        rest = rest.abzueglich(betrag);
        dritte.push(betrag);
    }
    Zahlweg { dritte, rest }
}

pub(super) fn abschnitt(fall: &Fall<'_>) -> Option<Abschnitt> {
    let wann = "Wir zahlen jeden Monat im Voraus (§ 42 Abs. 1 SGB II).";
    let mut bloecke = vec![Block::absatz(format!("{wann} {}", konto(fall)))];
    let punkte: Vec<String> = punkte(fall);
    if !punkte.is_empty() {
        bloecke.push(Block::absatz(
            "Einen Teil zahlen wir direkt an andere. Darüber unterrichten wir Sie mit diesem Brief \
             (§ 22 Abs. 7 SGB II). Der Rest geht auf Ihr Konto.",
        ));
        bloecke.push(Block::Liste { punkte });
    }
    Some(Abschnitt { titel: "So zahlen wir".to_owned(), bloecke })
}

/// Nur die letzten vier Stellen: der Brief kann in falsche Hände kommen.
fn konto(fall: &Fall<'_>) -> String {
    let Some(konto) = &fall.haushalt.konto else {
        return "Uns fehlt noch Ihre Bankverbindung. Bitte nennen Sie uns bald ein Konto, damit wir \
                das Geld überweisen können."
            .to_owned();
    };
    let iban: Vec<char> = konto.iban.chars().filter(|zeichen| !zeichen.is_whitespace()).collect();
    let ende: String = iban.iter().skip(iban.len().saturating_sub(4)).collect();
    format!("Das Geld geht auf das Konto von {} (die IBAN endet auf {ende}).", konto.inhaber)
}

/// Je Lauf und Direktzahlung ein Satz, dazu der Rest; ohne Direktzahlungen nichts.
fn punkte(fall: &Fall<'_>) -> Vec<String> {
    let zahlungen = &fall.haushalt.direktzahlungen;
    if zahlungen.is_empty() {
        return Vec::new();
    }
    let mut punkte = Vec::new();
    let laeufe = nach_person(fall.monate);
    for lauf in laeufe.iter().filter(|lauf| !lauf.erster.auszahlung.ist_null()) {
        let zahlweg = zahlwege(fall.haushalt, lauf.erster);
        let dritte = zahlungen.iter().zip(&zahlweg.dritte).filter(|(_, betrag)| !betrag.ist_null());
        let dritte: Vec<String> =
            dritte.map(|(zahlung, betrag)| an_wen(zahlung, *betrag)).collect();
        punkte.push(format!(
            "{}: {}; {} auf Ihr Konto.",
            lauf.deutsch(),
            dritte.join("; "),
            zahlweg.rest
        ));
    }
    punkte
}

fn an_wen(zahlung: &Direktzahlung, betrag: Cent) -> String {
    let wofuer = match zahlung.art {
        DirektzahlungArt::Miete => "für die Miete",
        DirektzahlungArt::Heizung => "für die Heizung",
        DirektzahlungArt::Strom => "für den Strom (§ 24 Abs. 2 SGB II)",
    };
    let zeichen = zahlung.zeichen.as_ref();
    let zeichen = zeichen.map(|zeichen| format!(", Zeichen {zeichen}")).unwrap_or_default();
    format!("{betrag} {wofuer} an {}{zeichen}", zahlung.konto.inhaber)
}
