//! Gesetzliche Feiertage der Länder mit den Jahren, in denen sie gelten.
//!
//! Eine Tabelle statt verzweigter Regeln: jede Zeile sagt, wie der Feiertag heißt, wann er liegt,
//! wo und in welchen Jahren er gilt. Vollständig ab 2005.
//!
//! **Örtliche Feiertage** sind nicht in [`feiertag`]: Mariä Himmelfahrt in den überwiegend
//! katholischen Gemeinden Bayerns, das Friedensfest in Augsburg, Fronleichnam in katholischen
//! Gemeinden Sachsens und Thüringens. Sie hängen an der Gemeinde, nicht am Land; gewählt ist, sie
//! nie zu vermuten, sondern zu fragen: [`Sitz`] sagt, ob sie am Sitz gelten, und solange es
//! niemand gesagt hat, nennt eine Frist beide möglichen Enden ([`super::Fristende::spaetestens`]).
//! Der Feiertag verlängert die Frist; wer sie als versäumt behandelt, muss also das spätere Ende
//! abwarten oder den Sitz angeben.
//!
//! Hessen zählt jeden Sonntag zu den Feiertagen (§ 1 Abs. 1 HFeiertagsG), Brandenburg Oster- und
//! Pfingstsonntag (§ 2 Abs. 1 FTG); auf Fristen wirkt beides nicht, weil sie an Sonntagen ohnehin
//! nicht enden. Heiligabend und Silvester sind nirgends gesetzliche Feiertage.

use jiff::civil::{Date, Weekday};

use super::land::Land::{self, Bb, Be, Bw, By, Hb, He, Hh, Mv, Ni, Nw, Rp, Sh, Sl, Sn, St, Th};
use super::land::{Oertlich, Sitz};
use crate::measure::Tag;

use Wann::{BussUndBettag, Fest, Ostern};

/// Wann im Jahr ein Feiertag liegt.
#[derive(Clone, Copy)]
enum Wann {
    /// Monat und Tag.
    Fest(i8, i8),
    /// Tage nach Ostersonntag.
    Ostern(i32),
    /// Der Mittwoch vor dem 23. November.
    BussUndBettag,
}

/// Eine Zeile der Tabelle.
struct Regel {
    name: &'static str,
    wann: Wann,
    laender: &'static [Land],
    /// Erstes Jahr.
    ab: i16,
    /// Letztes Jahr.
    bis: i16,
}

/// Immer schon, jedenfalls seit 2005.
const SEIT_JE: i16 = i16::MIN;

const fn immer(name: &'static str, wann: Wann, laender: &'static [Land]) -> Regel {
    Regel { name, wann, laender, ab: SEIT_JE, bis: i16::MAX }
}

const fn ab(jahr: i16, name: &'static str, wann: Wann, laender: &'static [Land]) -> Regel {
    Regel { name, wann, laender, ab: jahr, bis: i16::MAX }
}

const fn nur(jahr: i16, name: &'static str, wann: Wann, laender: &'static [Land]) -> Regel {
    Regel { name, wann, laender, ab: jahr, bis: jahr }
}

/// Feiertagsgesetze der Länder; Art. 2 Abs. 2 Einigungsvertrag (3. Oktober).
const REGELN: [Regel; 25] = [
    immer("Neujahr", Fest(1, 1), &Land::ALLE),
    immer("Heilige Drei Könige", Fest(1, 6), &[Bw, By, St]),
    // Viertes Gesetz zur Änderung des Gesetzes über die Sonn- und Feiertage, Januar 2019.
    ab(2019, "Internationaler Frauentag", Fest(3, 8), &[Be]),
    // Änderung des FTG M-V von 2022, zum ersten Mal am 8. März 2023.
    ab(2023, "Internationaler Frauentag", Fest(3, 8), &[Mv]),
    immer("Karfreitag", Ostern(-2), &Land::ALLE),
    immer("Ostersonntag", Ostern(0), &[Bb]),
    immer("Ostermontag", Ostern(1), &Land::ALLE),
    immer("Tag der Arbeit", Fest(5, 1), &Land::ALLE),
    // Einmalig zum 75. und 80. Jahrestag.
    nur(2020, "Tag der Befreiung", Fest(5, 8), &[Be]),
    nur(2025, "Tag der Befreiung", Fest(5, 8), &[Be]),
    immer("Christi Himmelfahrt", Ostern(39), &Land::ALLE),
    immer("Pfingstsonntag", Ostern(49), &[Bb]),
    immer("Pfingstmontag", Ostern(50), &Land::ALLE),
    immer("Fronleichnam", Ostern(60), &[Bw, By, He, Nw, Rp, Sl]),
    // Einmalig zum 75. Jahrestag; mit dem 8. Mai 2025 beschlossen.
    nur(2028, "Jahrestag des Aufstandes vom 17. Juni 1953", Fest(6, 17), &[Be]),
    immer("Mariä Himmelfahrt", Fest(8, 15), &[Sl]),
    ab(2019, "Weltkindertag", Fest(9, 20), &[Th]),
    immer("Tag der Deutschen Einheit", Fest(10, 3), &Land::ALLE),
    immer("Reformationstag", Fest(10, 31), &[Bb, Mv, Sn, St, Th]),
    // Einmalig überall zum 500. Jahrestag der Reformation …
    nur(2017, "Reformationstag", Fest(10, 31), &Land::ALLE),
    // … und im Norden seit 2018 auf Dauer.
    ab(2018, "Reformationstag", Fest(10, 31), &[Hb, Hh, Ni, Sh]),
    immer("Allerheiligen", Fest(11, 1), &[Bw, By, Nw, Rp, Sl]),
    immer("Buß- und Bettag", BussUndBettag, &[Sn]),
    immer("1. Weihnachtstag", Fest(12, 25), &Land::ALLE),
    immer("2. Weihnachtstag", Fest(12, 26), &Land::ALLE),
];

/// Ostersonntag nach der Osterformel (Gauß, in der Fassung von Butcher für den gregorianischen
/// Kalender).
#[must_use]
pub fn ostersonntag(jahr: i16) -> Tag {
    let j = i32::from(jahr);
    let (a, b, c) = (j.rem_euclid(19), j.div_euclid(100), j.rem_euclid(100));
    let schaltjahrhunderte = b - b / 4 - (8 * b + 13) / 25;
    let epakte = (19 * a + schaltjahrhunderte + 15).rem_euclid(30);
    let vollmond = epakte - (a + 11 * epakte) / 319;
    let wochentag = (2 * (b % 4) + 2 * (c / 4) - c % 4 - vollmond + 32).rem_euclid(7);
    let monat = (vollmond + wochentag + 90) / 25;
    let tag = (vollmond + wochentag + monat + 19) % 32;
    let klein = |zahl: i32| i8::try_from(zahl).unwrap_or(1);
    Tag::aus_datum(Date::new(jahr, klein(monat), klein(tag)).unwrap_or(Date::ZERO))
}

/// Der Name des Feiertags, der an diesem Tag im ganzen Land gilt.
#[must_use]
pub fn feiertag(tag: Tag, land: Land) -> Option<&'static str> {
    let jahr = tag.jahr();
    let gilt = |regel: &&Regel| {
        regel.laender.contains(&land)
            && regel.ab <= jahr
            && jahr <= regel.bis
            && faellt_auf(regel.wann, tag)
    };
    REGELN.iter().find(gilt).map(|regel| regel.name)
}

/// Der Feiertag, der an diesem Tag in einzelnen Gemeinden des Landes gilt, in anderen nicht.
#[must_use]
pub fn oertlicher_feiertag(tag: Tag, land: Land) -> Option<&'static str> {
    match land {
        By if faellt_auf(Fest(8, 15), tag) => Some("Mariä Himmelfahrt"),
        By if faellt_auf(Fest(8, 8), tag) => Some("Augsburger Friedensfest"),
        Sn | Th if faellt_auf(Ostern(60), tag) => Some("Fronleichnam"),
        _ => None,
    }
}

impl Sitz {
    /// Der Feiertag, der an diesem Tag am Sitz sicher gilt: im ganzen Land oder, soweit bekannt,
    /// in der Gemeinde.
    #[must_use]
    pub fn feiertag(self, tag: Tag) -> Option<&'static str> {
        feiertag(tag, self.land()).or_else(|| {
            let name = oertlicher_feiertag(tag, self.land())?;
            let gilt = match self.oertlich() {
                Oertlich::Unbekannt | Oertlich::Keine => false,
                Oertlich::MariaeHimmelfahrt => !faellt_auf(Fest(8, 8), tag),
                Oertlich::Augsburg | Oertlich::Fronleichnam => true,
            };
            gilt.then_some(name)
        })
    }

    /// Der Feiertag, der an diesem Tag am Sitz gelten kann, ohne dass es jemand gesagt hat.
    #[must_use]
    pub fn vielleicht_feiertag(self, tag: Tag) -> Option<&'static str> {
        let unbekannt = self.oertlich() == Oertlich::Unbekannt;
        if unbekannt { oertlicher_feiertag(tag, self.land()) } else { None }
    }
}

/// Montag bis Freitag und am Sitz kein Feiertag.
///
/// Fristen enden an solchen Tagen (§ 26 Abs. 3 SGB X, § 64 Abs. 3 SGG). Ein Feiertag, von dem
/// nicht bekannt ist, ob er in der Gemeinde gilt, zählt hier als Arbeitstag.
#[must_use]
pub fn arbeitstag(tag: Tag, sitz: impl Into<Sitz>) -> bool {
    !wochenende(tag) && sitz.into().feiertag(tag).is_none()
}

/// Der Tag selbst, wenn er Arbeitstag ist, sonst der nächste danach.
#[must_use]
pub fn naechster_arbeitstag(tag: Tag, sitz: impl Into<Sitz>) -> Tag {
    let sitz = sitz.into();
    let mut tag = tag;
    while !arbeitstag(tag, sitz) {
        tag = tag.naechster();
    }
    tag
}

/// Der deutsche Name des Wochentags.
#[must_use]
pub fn wochentag(tag: Tag) -> &'static str {
    match tag.datum().weekday() {
        Weekday::Monday => "Montag",
        Weekday::Tuesday => "Dienstag",
        Weekday::Wednesday => "Mittwoch",
        Weekday::Thursday => "Donnerstag",
        Weekday::Friday => "Freitag",
        Weekday::Saturday => "Samstag",
        Weekday::Sunday => "Sonntag",
    }
}

/// Samstag oder Sonntag.
pub(super) fn wochenende(tag: Tag) -> bool {
    matches!(tag.datum().weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn faellt_auf(wann: Wann, tag: Tag) -> bool {
    let datum = tag.datum();
    match wann {
        Fest(monat, im_monat) => datum.month() == monat && datum.day() == im_monat,
        Ostern(tage) => ostersonntag(tag.jahr()).plus_tage(tage) == tag,
        BussUndBettag => {
            datum.month() == 11
                && (16..=22).contains(&datum.day())
                && datum.weekday() == Weekday::Wednesday
        }
    }
}
