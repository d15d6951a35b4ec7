//! Gesetzliche Fristen: §§ 187, 188, 193 BGB über § 26 SGB X, und gleich lautend § 64 SGG.
//!
//! Nicht umgesetzt: Fristen nach Stunden (§ 26 Abs. 6 SGB X), Verlängerung (Abs. 7), von der
//! Behörde fest benannte Endtage (Abs. 3 Satz 2), Leistungszeiträume und Termine, die nie
//! verschoben werden (Abs. 4 und 5: der Aufrufer nimmt [`Fristende::rechnerisch`]).

use super::feiertag::{wochenende, wochentag};
use super::land::Sitz;
use crate::measure::Tag;

/// Womit eine Frist anfängt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginn {
    /// Ein Ereignis im Lauf des Tages, etwa die Bekanntgabe: der Tag zählt nicht mit (§ 187 Abs. 1
    /// BGB, § 64 Abs. 1 SGG).
    Ereignis(Tag),
    /// Der Anfang des Tages, etwa ein Monatserster: der Tag zählt mit (§ 187 Abs. 2 BGB).
    Tagesanfang(Tag),
}

/// Wie lange eine Frist dauert (§ 188 BGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dauer {
    /// Tage.
    Tage(u16),
    /// Wochen.
    Wochen(u16),
    /// Monate.
    Monate(u16),
    /// Jahre.
    Jahre(u16),
}

/// Wann eine Frist endet und warum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fristende {
    /// Letzter Tag nach § 188 BGB, bevor auf Werktage verschoben wird.
    pub rechnerisch: Tag,
    /// Letzter Tag der Frist, wenn am Sitz nur sicher bekannte Feiertage gelten.
    pub ende: Tag,
    /// Die Tage, die dazwischen liegen, mit ihrem Hindernis: `Samstag`, `Sonntag` oder Feiertag.
    pub verschoben: Vec<(Tag, &'static str)>,
    /// Letzter Tag der Frist, wenn ein örtlicher Feiertag gilt, von dem nicht bekannt ist, ob er
    /// am Sitz gilt; sonst gleich [`Fristende::ende`]. Erst danach ist die Frist sicher versäumt.
    pub spaetestens: Tag,
    /// Dieser örtliche Feiertag, wenn es auf ihn ankommt.
    pub oertlich: Option<(Tag, &'static str)>,
}

/// Rechnet das Ende einer Frist; fällt es auf Samstag, Sonntag oder Feiertag am Sitz, endet sie am
/// nächsten Werktag (§ 193 BGB, § 26 Abs. 3 Satz 1 SGB X, § 64 Abs. 3 SGG).
#[must_use]
pub fn fristende(beginn: Beginn, dauer: Dauer, sitz: impl Into<Sitz>) -> Fristende {
    let sitz = sitz.into();
    let rechnerisch = letzter_tag(beginn, dauer);
    let mut ende = rechnerisch;
    let mut verschoben = Vec::new();
    while let Some(grund) = hindernis(ende, sitz) {
        verschoben.push((ende, grund));
        ende = ende.naechster();
    }
    let mut spaetestens = ende;
    let mut oertlich = None;
    loop {
        let vielleicht = sitz.vielleicht_feiertag(spaetestens);
        if let Some(name) = vielleicht {
            oertlich = Some((spaetestens, name));
        } else if hindernis(spaetestens, sitz).is_none() {
            return Fristende { rechnerisch, ende, verschoben, spaetestens, oertlich };
        }
        spaetestens = spaetestens.naechster();
    }
}

/// § 188 BGB, § 64 Abs. 2 SGG.
fn letzter_tag(beginn: Beginn, dauer: Dauer) -> Tag {
    let (von, zaehlt_mit) = match beginn {
        Beginn::Ereignis(tag) => (tag, false),
        Beginn::Tagesanfang(tag) => (tag, true),
    };
    match dauer {
        Dauer::Tage(n) => von.plus_tage(i32::from(n) - i32::from(zaehlt_mit)),
        Dauer::Wochen(n) => von.plus_tage(i32::from(n) * 7 - i32::from(zaehlt_mit)),
        Dauer::Monate(n) => gleicher_tag(von, i32::from(n), zaehlt_mit),
        Dauer::Jahre(n) => gleicher_tag(von, i32::from(n) * 12, zaehlt_mit),
    }
}

/// Der Tag gleicher Zahl `monate` später, bei mitzählendem ersten Tag der davor; fehlt er im
/// Monat, dessen letzter (§ 188 Abs. 2 und 3 BGB).
fn gleicher_tag(von: Tag, monate: i32, zaehlt_mit: bool) -> Tag {
    let monat = von.monat().plus(monate);
    let zahl = i32::from(von.im_monat()) - i32::from(zaehlt_mit);
    monat.erster().plus_tage(zahl - 1).min(monat.letzter())
}

fn hindernis(tag: Tag, sitz: Sitz) -> Option<&'static str> {
    sitz.feiertag(tag).or_else(|| wochenende(tag).then(|| wochentag(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kalender::{Land, Oertlich};

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    #[test]
    fn eine_frist_endet_am_tag_gleicher_zahl_oder_am_monatsletzten() {
        // §§ 187, 188 BGB; gerechnet ohne Verschiebung.
        use Beginn::{Ereignis, Tagesanfang};
        let faelle = [
            (Ereignis(tag("2026-01-31")), Dauer::Monate(1), "2026-02-28"),
            (Ereignis(tag("2028-01-31")), Dauer::Monate(1), "2028-02-29"),
            (Ereignis(tag("2026-02-28")), Dauer::Monate(1), "2026-03-28"),
            (Ereignis(tag("2026-11-30")), Dauer::Monate(3), "2027-02-28"),
            (Ereignis(tag("2028-02-29")), Dauer::Jahre(1), "2029-02-28"),
            (Ereignis(tag("2026-12-15")), Dauer::Monate(1), "2027-01-15"),
            (Ereignis(tag("2026-11-24")), Dauer::Tage(4), "2026-11-28"),
            (Ereignis(tag("2026-11-24")), Dauer::Wochen(2), "2026-12-08"),
            (Tagesanfang(tag("2026-07-01")), Dauer::Monate(6), "2026-12-31"),
            (Tagesanfang(tag("2026-03-01")), Dauer::Monate(1), "2026-03-31"),
            (Tagesanfang(tag("2027-01-31")), Dauer::Monate(1), "2027-02-28"),
            (Tagesanfang(tag("2026-02-15")), Dauer::Monate(1), "2026-03-14"),
            (Tagesanfang(tag("2026-11-24")), Dauer::Wochen(1), "2026-11-30"),
            (Tagesanfang(tag("2026-01-01")), Dauer::Jahre(1), "2026-12-31"),
        ];
        for (beginn, dauer, erwartet) in faelle {
            let ende = fristende(beginn, dauer, Land::Nw);
            assert_eq!(ende.rechnerisch, tag(erwartet), "{beginn:?} {dauer:?}");
        }
    }

    #[test]
    fn verschoben_wird_ueber_wochenende_und_feiertage_mit_jedem_grund() {
        // Freitag 25.12.2026, Samstag 26., Sonntag 27.; § 64 Abs. 3 SGG.
        let ende = fristende(Beginn::Ereignis(tag("2026-11-25")), Dauer::Monate(1), Land::Nw);
        assert_eq!(ende.ende, tag("2026-12-28"));
        let gruende: Vec<_> = ende.verschoben.iter().map(|(_, grund)| *grund).collect();
        assert_eq!(gruende, ["1. Weihnachtstag", "2. Weihnachtstag", "Sonntag"]);
        assert_eq!((ende.spaetestens, ende.oertlich), (ende.ende, None));
    }

    #[test]
    fn ein_unbekannter_oertlicher_feiertag_laesst_beide_enden_stehen() {
        // Art. 1 BayFTG: 15. August nur in überwiegend katholischen Gemeinden (2025: Freitag).
        let beginn = Beginn::Ereignis(tag("2025-07-15"));
        let faelle = [
            (Sitz::from(Land::By), "2025-08-15", "2025-08-18"),
            (Sitz::neu(Land::By, Oertlich::Keine).unwrap(), "2025-08-15", "2025-08-15"),
            (Sitz::neu(Land::By, Oertlich::MariaeHimmelfahrt).unwrap(), "2025-08-18", "2025-08-18"),
            (Sitz::from(Land::Sl), "2025-08-18", "2025-08-18"),
            (Sitz::from(Land::Nw), "2025-08-15", "2025-08-15"),
        ];
        for (sitz, frueher, spaeter) in faelle {
            let ende = fristende(beginn, Dauer::Monate(1), sitz);
            assert_eq!((ende.ende, ende.spaetestens), (tag(frueher), tag(spaeter)), "{sitz}");
            assert_eq!(ende.oertlich.is_some(), frueher != spaeter, "{sitz}");
        }
    }

    #[test]
    fn der_oertliche_feiertag_zaehlt_nur_wo_er_gilt() {
        let augsburg = Sitz::neu(Land::By, Oertlich::Augsburg).unwrap();
        let katholisch = Sitz::neu(Land::By, Oertlich::MariaeHimmelfahrt).unwrap();
        assert_eq!(augsburg.feiertag(tag("2025-08-08")), Some("Augsburger Friedensfest"));
        assert_eq!(katholisch.feiertag(tag("2025-08-08")), None);
        assert_eq!(augsburg.feiertag(tag("2025-08-15")), Some("Mariä Himmelfahrt"));
        let sorbisch = Sitz::neu(Land::Sn, Oertlich::Fronleichnam).unwrap();
        assert_eq!(sorbisch.feiertag(tag("2026-06-04")), Some("Fronleichnam"));
        assert_eq!(
            Sitz::from(Land::Th).vielleicht_feiertag(tag("2026-06-04")),
            Some("Fronleichnam")
        );
    }
}
