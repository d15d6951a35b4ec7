//! Wohin das Geld geht: Zahlungen an Dritte (§ 22 Abs. 7, § 24 Abs. 2 SGB II) und der Rest.
//!
//! Der Brief sagt, was der Zahlungsplan zahlt, und rechnet nicht selbst.

use law::measure::Cent;

use super::lauf::nach_person;
use super::{Abschnitt, Block, Fall};
use crate::zahlung::{Partei, Zahlung, Zahlungsplan, Zweck, plan};

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
    if fall.haushalt.direktzahlungen.is_empty() {
        return Vec::new();
    }
    let laeufe = nach_person(fall.monate);
    let mit_geld = laeufe.iter().filter(|lauf| !lauf.erster.auszahlung.ist_null());
    let saetze = mit_geld.filter_map(|lauf| {
        // Ein widersprüchliches Ergebnis hat der Lauf schon zurückgewiesen.
        let plan = plan(fall.traeger, fall.haushalt, lauf.erster).ok()?;
        Some(format!("{}: {}.", lauf.deutsch(), verteilung(&plan)))
    });
    saetze.collect()
}

fn verteilung(plan: &Zahlungsplan) -> String {
    let mut teile: Vec<String> = plan.zahlungen.iter().filter_map(an_dritte).collect();
    let an_haushalt = |zahlung: &&Zahlung| zahlung.slot.empfaenger == Partei::Haushalt;
    let rest: Cent = plan.zahlungen.iter().filter(an_haushalt).map(|z| z.betrag).sum();
    let liegt: Cent = plan.offen.iter().map(|offen| offen.betrag).sum();
    if !liegt.ist_null() {
        teile.push(format!("{liegt} zahlen wir, sobald das Konto geklärt ist"));
    }
    teile.push(format!("{rest} auf Ihr Konto"));
    teile.join("; ")
}

fn an_dritte(zahlung: &Zahlung) -> Option<String> {
    let Partei::Dritter { zeichen, .. } = &zahlung.slot.empfaenger else { return None };
    let wofuer = match zahlung.slot.zweck {
        Zweck::Leistung => return None,
        Zweck::Miete => "für die Miete",
        Zweck::Heizung => "für die Heizung",
        Zweck::Strom => "für den Strom (§ 24 Abs. 2 SGB II)",
        Zweck::Bildung => "für Bildung und Teilhabe (§ 29 SGB II)",
        Zweck::Krankenversicherung => "als Zuschuss zur Krankenversicherung (§ 26 SGB II)",
        Zweck::Pflegeversicherung => "als Zuschuss zur Pflegeversicherung (§ 26 SGB II)",
    };
    let zeichen = if zeichen.is_empty() { String::new() } else { format!(", Zeichen {zeichen}") };
    Some(format!("{} {wofuer} an {}{zeichen}", zahlung.betrag, zahlung.empfaenger_name))
}
