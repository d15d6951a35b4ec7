//! Geschäftstage des Zahlungsverkehrs (TARGET) und wann die Leistung auf dem Konto ist.
//!
//! Der Kalender der Europäischen Zentralbank: geschlossen an Samstagen, Sonntagen, Neujahr,
//! Karfreitag, Ostermontag, 1. Mai, 25. und 26. Dezember (seit 2002). Feiertage der Länder zählen
//! nicht: am 3. Oktober wird gebucht.

use super::feiertag::{ostersonntag, wochenende};
use crate::measure::{Monat, Tag};

/// Wird an diesem Tag im Zahlungsverkehr gebucht?
#[must_use]
pub fn ist_target_tag(tag: Tag) -> bool {
    let datum = tag.datum();
    let fest = matches!((datum.month(), datum.day()), (1, 1) | (5, 1) | (12, 25 | 26));
    let ostern = ostersonntag(tag.jahr());
    !(wochenende(tag) || fest || tag == ostern.plus_tage(-2) || tag == ostern.plus_tage(1))
}

/// Der Tag selbst, wenn er TARGET-Tag ist, sonst der nächste danach.
#[must_use]
pub fn naechster_target_tag(tag: Tag) -> Tag {
    let mut tag = tag;
    while !ist_target_tag(tag) {
        tag = tag.naechster();
    }
    tag
}

/// Der Tag selbst, wenn er TARGET-Tag ist, sonst der letzte davor.
#[must_use]
pub fn voriger_target_tag(tag: Tag) -> Tag {
    let mut tag = tag;
    while !ist_target_tag(tag) {
        tag = tag.voriger();
    }
    tag
}

/// Wann die Leistung für den Monat auf dem Konto ist: am letzten TARGET-Tag vor dem Ersten.
///
/// Leistungen werden monatlich im Voraus erbracht (§ 42 Abs. 1 SGB II).
#[must_use]
pub fn zahlungseingang(monat: Monat) -> Tag {
    voriger_target_tag(monat.erster().voriger())
}

/// An welchem Tag die Bank die Überweisung der Leistung für den Monat ausführt.
///
/// Der TARGET-Tag vor dem [`zahlungseingang`]: die Bank des Empfängers hat das Geld spätestens am
/// Ende des folgenden Geschäftstags (§ 675s Abs. 1 BGB).
#[must_use]
pub fn auszahlungstag(monat: Monat) -> Tag {
    voriger_target_tag(zahlungseingang(monat).voriger())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    #[test]
    fn geschlossen_ist_target_an_wochenenden_und_sechs_feiertagen() {
        // EZB, Kalender der Geschäftstage von TARGET, 2026 und 2027.
        let geschlossen = [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-12-25",
            "2026-12-26",
            "2027-03-26",
            "2027-03-29",
            "2026-11-28",
            "2026-11-29",
        ];
        for text in geschlossen {
            assert!(!ist_target_tag(tag(text)), "{text}");
        }
        // Deutsche Feiertage, an denen gebucht wird.
        for text in ["2025-10-03", "2026-05-14", "2026-05-25", "2026-12-24", "2026-12-31"] {
            assert!(ist_target_tag(tag(text)), "{text}");
        }
    }

    #[test]
    fn die_leistung_ist_am_letzten_bankarbeitstag_vor_dem_monat_da() {
        // Gerechnet nach dem Kalender der EZB: Monat, Ausführung, Eingang.
        let faelle = [
            ("2026-12", "2026-11-27", "2026-11-30"),
            ("2027-01", "2026-12-30", "2026-12-31"),
            // Karfreitag ist erst der 03.04.2026.
            ("2026-04", "2026-03-30", "2026-03-31"),
            // Ostern am 1. April 2029: Karfreitag 30.03., also Mittwoch und Donnerstag davor.
            ("2029-04", "2029-03-28", "2029-03-29"),
            // Karfreitag ist der 29.03.2024.
            ("2024-04", "2024-03-27", "2024-03-28"),
            // 01.11.2026 ist ein Sonntag: Freitag 30.10., ausgeführt am Donnerstag.
            ("2026-11", "2026-10-29", "2026-10-30"),
        ];
        for (monat, ausfuehrung, eingang) in faelle {
            let monat: Monat = monat.parse().unwrap();
            assert_eq!(auszahlungstag(monat), tag(ausfuehrung), "{monat}");
            assert_eq!(zahlungseingang(monat), tag(eingang), "{monat}");
        }
    }

    #[test]
    fn naechster_und_voriger_lassen_einen_target_tag_stehen() {
        assert_eq!(naechster_target_tag(tag("2026-12-24")), tag("2026-12-24"));
        assert_eq!(naechster_target_tag(tag("2026-12-25")), tag("2026-12-28"));
        assert_eq!(voriger_target_tag(tag("2026-12-27")), tag("2026-12-24"));
        assert_eq!(voriger_target_tag(tag("2026-12-28")), tag("2026-12-28"));
    }
}
