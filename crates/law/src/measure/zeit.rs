//! Kalendertage, Monate und Zeiträume (Europe/Berlin; Uhrzeiten kommen im Recht nicht vor).

use std::fmt;
use std::num::NonZeroI32;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Ein Kalendertag.
///
/// Innen: Jahr · 512 + Monat · 32 + Tag. So vergleicht das Recht Tage mit einem Befehl und liest ein
/// Alter ab, ohne im Kalender zu rechnen; wo Tage gezählt werden, rechnet der Kalender ([`Tag::datum`]).
/// Nie null: so kostet „kein Tag“ in einer Lage keinen Platz.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(NonZeroI32);

/// Ein Kalendermonat.
///
/// Innen: Jahr · 12 + (Monat − 1), damit sich mit Monaten rechnen lässt; nie null.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Monat(NonZeroI32);

/// Ein Zeitraum von `von` bis einschließlich `bis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zeitraum {
    /// Erster Tag.
    pub von: Tag,
    /// Letzter Tag.
    pub bis: Tag,
}

/// Warum ein Text kein Datum oder Monat ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZeitFehler {
    /// Kein Datum der Form `JJJJ-MM-TT` oder ein Tag, den es nicht gibt.
    #[error("ist kein Datum; erwartet wird JJJJ-MM-TT, zum Beispiel 2026-07-01")]
    Tag,
    /// Kein Monat der Form `JJJJ-MM`.
    #[error("ist kein Monat; erwartet wird JJJJ-MM, zum Beispiel 2026-07")]
    Monat,
    /// Jahr außerhalb von 1850 bis 2150.
    #[error("liegt nicht zwischen 1850 und 2150; bitte das Jahr prüfen")]
    Jahr,
}

/// Jahre, die in einer Akte vorkommen können; enger als der Kalender, damit Tippfehler auffallen.
const JAHRE: std::ops::RangeInclusive<i16> = 1850..=2150;

impl Tag {
    /// Der erste Tag, den [`Tag::neu`] kennt.
    pub const FRUEHESTER: Tag = Tag::aus_teilen(1850, 1, 1);
    /// Der letzte.
    pub const SPAETESTER: Tag = Tag::aus_teilen(2150, 12, 31);

    /// Der Tag `tag.monat.jahr`.
    ///
    /// # Errors
    /// [`ZeitFehler::Tag`], wenn es den Tag nicht gibt; [`ZeitFehler::Jahr`] außerhalb 1850–2150.
    pub fn neu(jahr: i16, monat: i8, tag: i8) -> Result<Tag, ZeitFehler> {
        if !JAHRE.contains(&jahr) {
            return Err(ZeitFehler::Jahr);
        }
        Date::new(jahr, monat, tag).map(Tag::aus_datum).map_err(|_| ZeitFehler::Tag)
    }

    /// Der Tag als Datum des Kalenders.
    #[must_use]
    pub fn datum(self) -> Date {
        let tag = i8::try_from(self.im_monat()).unwrap_or(1);
        let monat = i8::try_from(self.monat_im_jahr()).unwrap_or(1);
        Date::new(self.jahr(), monat, tag).unwrap_or(Date::ZERO)
    }

    /// Ein Tag aus einem Datum, das der Kalender schon kennt.
    #[must_use]
    pub fn aus_datum(datum: Date) -> Tag {
        Tag::aus_teilen(datum.year().into(), datum.month().into(), datum.day().into())
    }

    const fn aus_teilen(jahr: i32, monat: i32, tag: i32) -> Tag {
        Tag::aus_zahl((jahr << 9) + (monat << 5) + tag)
    }

    const fn aus_zahl(zahl: i32) -> Tag {
        match NonZeroI32::new(zahl) {
            Some(zahl) => Tag(zahl),
            None => Tag(NonZeroI32::MIN),
        }
    }

    fn zahl(self) -> i32 {
        self.0.get()
    }

    /// Jahr.
    #[must_use]
    pub fn jahr(self) -> i16 {
        i16::try_from(self.zahl() >> 9).unwrap_or(0)
    }

    /// Der Monat, in dem der Tag liegt.
    #[must_use]
    pub fn monat(self) -> Monat {
        Monat::aus_zahl((self.zahl() >> 9) * 12 + self.monat_im_jahr() - 1)
    }

    /// Nummer des Monats, 1–12.
    pub(crate) fn monat_im_jahr(self) -> i32 {
        (self.zahl() >> 5) & 15
    }

    /// Monat und Tag ohne das Jahr; größer heißt später im Jahr.
    fn im_jahr(self) -> i32 {
        self.zahl() & 511
    }

    /// Nummer des Tages im Monat, 1–31.
    #[must_use]
    pub fn im_monat(self) -> u8 {
        u8::try_from(self.zahl() & 31).unwrap_or(1)
    }

    /// Der nächste Tag.
    #[must_use]
    pub fn naechster(self) -> Tag {
        self.datum().tomorrow().map_or(self, Tag::aus_datum)
    }

    /// Der vorige Tag.
    #[must_use]
    pub fn voriger(self) -> Tag {
        if self.im_monat() > 1 {
            Tag::aus_zahl(self.zahl() - 1)
        } else {
            self.monat().plus(-1).letzter()
        }
    }

    /// `tage` Tage später (oder früher, wenn negativ).
    #[must_use]
    pub fn plus_tage(self, tage: i32) -> Tag {
        Tag::aus_datum(self.datum().saturating_add(jiff::Span::new().days(tage)))
    }

    /// Der Tag, an dem ein am `self` geborener Mensch `jahre` Jahre vollendet hat: der Geburtstag.
    ///
    /// Das Lebensjahr endet mit Ablauf des Vortags (§ 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB); wer am
    /// 29. Februar geboren ist, vollendet es in Jahren ohne diesen Tag mit Ablauf des 28. Februar.
    #[must_use]
    pub fn geburtstag(self, jahre: i16) -> Tag {
        let jahr = (self.zahl() >> 9) + i32::from(jahre);
        let tag = Tag::aus_zahl((jahr << 9) + self.im_jahr());
        let gibt_es = tag.im_monat() <= 28 || tag.im_monat() <= tag.monat().kalendertage();
        if gibt_es { tag } else { Tag::aus_teilen(jahr, 3, 1) }
    }

    /// Vollendete Lebensjahre am Tag `am`; vor der Geburt null.
    #[must_use]
    pub fn alter(self, am: Tag) -> u8 {
        let jahre = (am.zahl() >> 9) - (self.zahl() >> 9);
        // Auch am 29. Februar geboren: in Jahren ohne diesen Tag folgt auf den 28. gleich der 1. März.
        let vor_dem_geburtstag = am.im_jahr() < self.im_jahr();
        u8::try_from((jahre - i32::from(vor_dem_geburtstag)).max(0)).unwrap_or(u8::MAX)
    }
}

impl Monat {
    /// Der früheste Monat, den eine Akte kennt: Januar 1850.
    pub const FRUEHESTER: Monat = Monat::aus_zahl(1850 * 12);

    /// Der Monat `monat.jahr`.
    ///
    /// # Errors
    /// [`ZeitFehler::Monat`], wenn `monat` nicht 1–12 ist; [`ZeitFehler::Jahr`] außerhalb 1850–2150.
    pub fn neu(jahr: i16, monat: i8) -> Result<Monat, ZeitFehler> {
        if !(1..=12).contains(&monat) {
            return Err(ZeitFehler::Monat);
        }
        if !JAHRE.contains(&jahr) {
            return Err(ZeitFehler::Jahr);
        }
        Ok(Monat::aus_teilen(jahr, monat))
    }

    fn aus_teilen(jahr: i16, monat: i8) -> Monat {
        Monat::aus_zahl(i32::from(jahr) * 12 + i32::from(monat) - 1)
    }

    const fn aus_zahl(zahl: i32) -> Monat {
        Monat(match NonZeroI32::new(zahl) {
            Some(zahl) => zahl,
            None => NonZeroI32::MIN,
        })
    }

    fn zahl(self) -> i32 {
        self.0.get()
    }

    /// Jahr.
    #[must_use]
    pub fn jahr(self) -> i16 {
        i16::try_from(self.zahl().div_euclid(12)).unwrap_or(0)
    }

    /// Nummer des Monats, 1–12.
    #[must_use]
    pub fn nummer(self) -> i8 {
        i8::try_from(self.zahl().rem_euclid(12) + 1).unwrap_or(1)
    }

    /// `monate` Monate später (oder früher, wenn negativ).
    #[must_use]
    pub fn plus(self, monate: i32) -> Monat {
        Monat::aus_zahl(self.zahl().saturating_add(monate))
    }

    /// Wie viele Monate `self` nach `anderer` liegt; negativ, wenn davor.
    #[must_use]
    pub fn seit(self, anderer: Monat) -> i32 {
        self.zahl() - anderer.zahl()
    }

    /// Der erste Tag.
    #[must_use]
    pub fn erster(self) -> Tag {
        Tag::aus_teilen(self.zahl().div_euclid(12), self.zahl().rem_euclid(12) + 1, 1)
    }

    /// Der letzte Tag.
    #[must_use]
    pub fn letzter(self) -> Tag {
        self.zeitraum().bis
    }

    /// Kalendertage des Monats, 28–31. Für Leistungen zählt der Monat 30 Tage (§ 41 Abs. 1 SGB II).
    #[must_use]
    pub fn kalendertage(self) -> u8 {
        let jahr = self.zahl().div_euclid(12);
        match self.nummer() {
            2 if jahr % 4 == 0 && (jahr % 100 != 0 || jahr % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Der ganze Monat als Zeitraum.
    #[must_use]
    pub fn zeitraum(self) -> Zeitraum {
        let von = self.erster();
        Zeitraum { von, bis: Tag::aus_zahl(von.zahl() - 1 + i32::from(self.kalendertage())) }
    }

    /// Deutscher Name mit Jahr: `Dezember 2026`.
    #[must_use]
    pub fn deutsch(self) -> String {
        const NAMEN: [&str; 12] = [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ];
        let name = usize::try_from(self.nummer() - 1).ok().and_then(|n| NAMEN.get(n));
        format!("{} {}", name.copied().unwrap_or_default(), self.jahr())
    }
}

impl Zeitraum {
    /// Liegt der Tag im Zeitraum?
    #[must_use]
    pub fn enthaelt(self, tag: Tag) -> bool {
        self.von <= tag && tag <= self.bis
    }

    /// Was beide Zeiträume gemeinsam haben.
    #[must_use]
    pub fn schnitt(self, anderer: Zeitraum) -> Option<Zeitraum> {
        let gemeinsam = Zeitraum { von: self.von.max(anderer.von), bis: self.bis.min(anderer.bis) };
        (gemeinsam.von <= gemeinsam.bis).then_some(gemeinsam)
    }

    /// Kalendertage einschließlich des ersten und letzten.
    #[must_use]
    pub fn tage(self) -> u32 {
        let spanne = self.von.datum().until(self.bis.datum()).map_or(0, |s| s.get_days());
        u32::try_from(spanne.saturating_add(1)).unwrap_or(0)
    }
}

/// `2026-07-01`.
impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.jahr(), self.monat_im_jahr(), self.im_monat())
    }
}

impl Tag {
    /// Deutsche Schreibweise: `01.07.2026`.
    #[must_use]
    pub fn deutsch(self) -> String {
        format!("{:02}.{:02}.{:04}", self.im_monat(), self.monat_im_jahr(), self.jahr())
    }
}

/// `2026-07`.
impl fmt::Display for Monat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.jahr(), self.nummer())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Monat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Zerlegt `JJJJ-MM` oder `JJJJ-MM-TT` streng in Zahlen.
fn teile<const N: usize>(text: &str) -> Option<[i16; N]> {
    let laengen = [4, 2, 2];
    let mut werte = [0_i16; N];
    let mut stuecke = text.split('-');
    for (wert, laenge) in werte.iter_mut().zip(laengen) {
        let stueck = stuecke.next()?;
        if stueck.len() != laenge || !stueck.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *wert = stueck.parse().ok()?;
    }
    stuecke.next().is_none().then_some(werte)
}

impl FromStr for Tag {
    type Err = ZeitFehler;

    fn from_str(text: &str) -> Result<Tag, ZeitFehler> {
        let [jahr, monat, tag] = teile::<3>(text).ok_or(ZeitFehler::Tag)?;
        let klein = |zahl: i16| i8::try_from(zahl).map_err(|_| ZeitFehler::Tag);
        Tag::neu(jahr, klein(monat)?, klein(tag)?)
    }
}

impl FromStr for Monat {
    type Err = ZeitFehler;

    fn from_str(text: &str) -> Result<Monat, ZeitFehler> {
        let [jahr, monat] = teile::<2>(text).ok_or(ZeitFehler::Monat)?;
        Monat::neu(jahr, i8::try_from(monat).map_err(|_| ZeitFehler::Monat)?)
    }
}

/// Serde für Typen, die als Text gelesen und geschrieben werden.
macro_rules! als_text {
    ($typ:ty, $erwartet:literal) => {
        impl Serialize for $typ {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $typ {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<$typ, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $typ;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($erwartet)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$typ, E> {
                        text.parse().map_err(|fehler| E::custom(format_args!("„{text}“ {fehler}")))
                    }
                }
                d.deserialize_str(Text)
            }
        }
    };
}

als_text!(Tag, "ein Datum als Text wie \"2026-07-01\"");
als_text!(Monat, "ein Monat als Text wie \"2026-07\"");

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    #[test]
    fn das_lebensjahr_endet_am_tag_vor_dem_geburtstag() {
        // § 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB.
        let faelle = [
            ("2008-06-02", "2026-06-01", 17),
            ("2008-06-02", "2026-06-02", 18),
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2008-02-29", "2028-02-29", 20),
            ("2026-01-01", "2025-12-31", 0),
        ];
        for (geboren, am, alter) in faelle {
            assert_eq!(tag(geboren).alter(tag(am)), alter, "{geboren} am {am}");
        }
    }

    #[test]
    fn tage_rechnen_wie_der_kalender() {
        let mut datum = Date::constant(1995, 1, 1);
        let geboren = [tag("1952-02-29"), tag("1968-06-15"), tag("1994-12-31")];
        while datum.year() < 2033 {
            let tag = Tag::aus_datum(datum);
            assert_eq!(tag.datum(), datum);
            assert_eq!(tag.voriger().datum(), datum.yesterday().unwrap());
            assert_eq!(tag.monat().letzter().datum(), datum.last_of_month());
            assert_eq!(tag.monat().erster().datum(), datum.first_of_month());
            assert!(tag.voriger() < tag && tag < tag.naechster());
            for geboren in geboren {
                let alter = geboren.alter(tag);
                assert!(geboren.geburtstag(alter.into()) <= tag, "{geboren} am {tag}");
                assert!(geboren.geburtstag(i16::from(alter) + 1) > tag, "{geboren} am {tag}");
            }
            datum = datum.tomorrow().unwrap();
        }
    }

    #[test]
    fn unmoegliche_tage_und_monate_werden_abgewiesen() {
        for text in ["2026-02-29", "2026-2-01", "2026-13-01", "26-01-01", "2026-01-01T00", "x"] {
            assert_eq!(text.parse::<Tag>(), Err(ZeitFehler::Tag), "{text}");
        }
        assert_eq!("0001-01-01".parse::<Tag>(), Err(ZeitFehler::Jahr));
        assert_eq!("2026-00".parse::<Monat>(), Err(ZeitFehler::Monat));
        assert_eq!("2026-07-01".parse::<Monat>(), Err(ZeitFehler::Monat));
    }

    #[test]
    fn monate_kennen_ihre_tage() {
        let februar: Monat = "2028-02".parse().unwrap();
        assert_eq!(februar.kalendertage(), 29);
        assert_eq!(februar.plus(12).kalendertage(), 28);
        assert_eq!(februar.plus(-2).to_string(), "2027-12");
        assert_eq!(februar.zeitraum().tage(), 29);
        assert_eq!(februar.deutsch(), "Februar 2028");
    }
}
