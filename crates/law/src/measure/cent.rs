//! Geld in ganzen Cent.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::bruch::{Bruch, Prozent};

/// Ein Geldbetrag in ganzen Cent, nie negativ.
///
/// Eingaben sind auf 99.999.999,99 € begrenzt ([`Cent::HOECHSTENS`]); damit kann keine Summe über
/// 60 Personen und 500 Zeilen überlaufen. Unterschiede, die negativ sein können, sind [`Saldo`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cent(i64);

/// Ein Unterschied zweier Beträge in ganzen Cent; kann negativ sein.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Saldo(i64);

/// Warum ein Text kein Betrag ist. Die Meldung ist für Menschen und nennt das Format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BetragFehler {
    /// Kein Dezimaltext, etwa `12,50` oder `abc`.
    #[error(
        "ist kein Betrag; erwartet wird ein Text wie \"450.00\" (Punkt, höchstens zwei Stellen)"
    )]
    Format,
    /// Mehr als zwei Stellen nach dem Punkt.
    #[error("hat mehr als zwei Nachkommastellen; bitte auf ganze Cent angeben")]
    Nachkommastellen,
    /// Vorzeichen minus.
    #[error("ist negativ; Beträge sind null oder größer")]
    Negativ,
    /// Größer als 99.999.999,99.
    #[error("ist größer als 99999999.99; bitte die Eingabe prüfen")]
    ZuGross,
}

impl Cent {
    /// Kein Geld.
    pub const NULL: Cent = Cent(0);
    /// Größter Betrag, der von außen hereinkommt: 99.999.999,99 €.
    pub const HOECHSTENS: Cent = Cent(9_999_999_999);

    /// Betrag aus ganzen Cent; negative Werte werden null.
    #[must_use]
    pub const fn neu(cent: i64) -> Cent {
        Cent(if cent < 0 { 0 } else { cent })
    }

    /// Betrag aus vollen Euro.
    #[must_use]
    pub const fn euro(euro: u32) -> Cent {
        // u32 · 100 passt immer in i64; `as` ist hier der einzige const-fähige Weg.
        #[expect(clippy::as_conversions, reason = "verlustfreie Erweiterung u32 → i64 in const fn")]
        Cent(euro as i64 * 100)
    }

    /// Der Wert in ganzen Cent.
    #[must_use]
    pub const fn cent(self) -> i64 {
        self.0
    }

    /// Ist es kein Geld?
    #[must_use]
    pub const fn ist_null(self) -> bool {
        self.0 == 0
    }

    /// `self − weniger`, mindestens null („soweit … übersteigt“).
    #[must_use]
    pub fn abzueglich(self, weniger: Cent) -> Cent {
        Cent::neu(self.0 - weniger.0)
    }

    /// Der Unterschied mit Vorzeichen.
    #[must_use]
    pub fn minus(self, weniger: Cent) -> Saldo {
        Saldo(self.0 - weniger.0)
    }

    /// Ein Prozentsatz des Betrags, gerundet nach § 41 Abs. 2 SGB II.
    #[must_use]
    pub fn prozent(self, satz: Prozent) -> Cent {
        // Wie `self.mal(satz).runde_p41()`; solange das Produkt in 64 Bit passt, ohne Bruch.
        match self.0.checked_mul(2 * i64::from(satz.hundertstel())) {
            Some(doppelt) if doppelt < i64::MAX - 10_000 => Cent((doppelt + 10_000) / 20_000),
            _ => self.mal(satz).runde_p41(),
        }
    }

    /// Ein Prozentsatz des Betrags, noch ungerundet.
    #[must_use]
    pub fn mal(self, satz: Prozent) -> Bruch {
        Bruch::neu(i128::from(self.0) * i128::from(satz.hundertstel()), 10_000)
    }

    /// Der `zaehler/nenner`-Teil des Betrags, noch ungerundet. `nenner` ist größer als null.
    #[must_use]
    pub fn teil(self, zaehler: u32, nenner: u32) -> Bruch {
        if zaehler == nenner {
            return self.into();
        }
        Bruch::aus_teil(self.0, zaehler, nenner)
    }

    /// Der Betrag als `n`-Faches.
    #[must_use]
    pub fn mal_anzahl(self, n: u32) -> Cent {
        Cent(self.0 * i64::from(n))
    }

    /// Das nächste volle Vielfache, das nicht kleiner ist; ein Vielfaches von null ist der Betrag.
    #[must_use]
    pub fn aufgerundet_auf(self, vielfaches: Cent) -> Cent {
        let rest = self.0.checked_rem(vielfaches.0).unwrap_or(0);
        if rest == 0 { self } else { Cent(self.0 - rest + vielfaches.0) }
    }

    /// Auf volle Euro auf (§ 9 Abs. 3 Satz 2 UhVorschG).
    #[must_use]
    pub fn aufgerundet_auf_euro(self) -> Cent {
        self.aufgerundet_auf(Cent::euro(1))
    }

    /// Das nächste volle Vielfache, das nicht größer ist; ein Vielfaches von null ist der Betrag.
    #[must_use]
    pub fn abgerundet_auf(self, vielfaches: Cent) -> Cent {
        Cent(self.0 - self.0.checked_rem(vielfaches.0).unwrap_or(0))
    }

    /// Schreibweise der Schnittstelle: `"1234.50"`.
    #[must_use]
    pub fn als_text(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Saldo {
    /// Ausgeglichen.
    pub const NULL: Saldo = Saldo(0);

    /// Aus ganzen Cent mit Vorzeichen.
    #[must_use]
    pub const fn neu(cent: i64) -> Saldo {
        Saldo(cent)
    }

    /// Der Wert in ganzen Cent, mit Vorzeichen.
    #[must_use]
    pub const fn cent(self) -> i64 {
        self.0
    }

    /// Ist nichts offen?
    #[must_use]
    pub const fn ist_null(&self) -> bool {
        self.0 == 0
    }

    /// Der Betrag, soweit positiv, sonst null.
    #[must_use]
    pub fn soweit_positiv(self) -> Cent {
        Cent::neu(self.0)
    }
}

impl From<Cent> for Saldo {
    fn from(cent: Cent) -> Saldo {
        Saldo(cent.0)
    }
}

impl Add for Cent {
    type Output = Cent;
    fn add(self, mehr: Cent) -> Cent {
        Cent(self.0 + mehr.0)
    }
}

impl AddAssign for Cent {
    fn add_assign(&mut self, mehr: Cent) {
        self.0 += mehr.0;
    }
}

impl Sum for Cent {
    fn sum<I: Iterator<Item = Cent>>(zahlen: I) -> Cent {
        zahlen.fold(Cent::NULL, |summe, zahl| summe + zahl)
    }
}

impl<'a> Sum<&'a Cent> for Cent {
    fn sum<I: Iterator<Item = &'a Cent>>(zahlen: I) -> Cent {
        zahlen.copied().sum()
    }
}

impl Add for Saldo {
    type Output = Saldo;
    fn add(self, mehr: Saldo) -> Saldo {
        Saldo(self.0 + mehr.0)
    }
}

impl Sum for Saldo {
    fn sum<I: Iterator<Item = Saldo>>(zahlen: I) -> Saldo {
        zahlen.fold(Saldo::NULL, |summe, zahl| summe + zahl)
    }
}

/// Deutsche Schreibweise, wie sie im Bescheid steht: `1.234,50 €`.
impl fmt::Display for Cent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        deutsch(self.0, f)
    }
}

/// Deutsche Schreibweise mit Minuszeichen: `−1.234,50 €`.
impl fmt::Display for Saldo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("−")?;
        }
        deutsch(self.0.abs(), f)
    }
}

fn deutsch(cent: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let euro = (cent / 100).to_string();
    for (stelle, ziffer) in euro.chars().enumerate() {
        if stelle > 0 && (euro.len() - stelle).is_multiple_of(3) {
            f.write_str(".")?;
        }
        write!(f, "{ziffer}")?;
    }
    write!(f, ",{:02} €", cent % 100)
}

/// Liest `"450.00"`, `"450.5"` oder `"450"`: Ziffern, wahlweise ein Punkt und ein bis zwei Stellen.
impl FromStr for Cent {
    type Err = BetragFehler;

    fn from_str(text: &str) -> Result<Cent, BetragFehler> {
        if text.starts_with('-') {
            return Err(BetragFehler::Negativ);
        }
        let (euro, stellen) = text.split_once('.').unwrap_or((text, "0"));
        let ziffern = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !ziffern(euro) || !ziffern(stellen) {
            return Err(BetragFehler::Format);
        }
        if stellen.len() > 2 {
            return Err(BetragFehler::Nachkommastellen);
        }
        let euro: i64 = euro.parse().map_err(|_| BetragFehler::ZuGross)?;
        let cent: i64 = format!("{stellen:0<2}").parse().map_err(|_| BetragFehler::Format)?;
        if euro > Cent::HOECHSTENS.0 / 100 {
            return Err(BetragFehler::ZuGross);
        }
        Ok(Cent(euro * 100 + cent))
    }
}

impl Serialize for Cent {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.als_text())
    }
}

/// Mit Vorzeichen nur, wenn negativ: `"-12.50"`.
impl Serialize for Saldo {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let minus = if self.0 < 0 { "-" } else { "" };
        s.collect_str(&format_args!("{minus}{}", Cent::neu(self.0.abs()).als_text()))
    }
}

impl<'de> Deserialize<'de> for Cent {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Cent, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Cent;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("ein Betrag als Text wie \"450.00\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Cent, E> {
                text.parse().map_err(|fehler| E::custom(format_args!("„{text}“ {fehler}")))
            }
        }
        d.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn betraege_werden_gelesen_und_deutsch_geschrieben() {
        let faelle = [
            ("0", "0,00 €"),
            ("450.00", "450,00 €"),
            ("1234567.5", "1.234.567,50 €"),
            ("99999999.99", "99.999.999,99 €"),
        ];
        for (text, deutsch) in faelle {
            let cent: Cent = text.parse().unwrap();
            assert_eq!(cent.to_string(), deutsch);
            assert_eq!(cent.als_text().parse::<Cent>().unwrap(), cent);
        }
    }

    #[test]
    fn was_kein_betrag_ist_wird_mit_grund_abgewiesen() {
        let faelle = [
            ("-1.00", BetragFehler::Negativ),
            ("1.234", BetragFehler::Nachkommastellen),
            ("12,50", BetragFehler::Format),
            ("", BetragFehler::Format),
            ("1.", BetragFehler::Format),
            (".5", BetragFehler::Format),
            ("1e5", BetragFehler::Format),
            ("+5", BetragFehler::Format),
            ("100000000.00", BetragFehler::ZuGross),
            ("99999999999999999999999", BetragFehler::ZuGross),
        ];
        for (text, fehler) in faelle {
            assert_eq!(text.parse::<Cent>(), Err(fehler), "{text}");
        }
    }

    #[test]
    fn gerundet_wird_auf_ein_vielfaches_und_auf_volle_euro() {
        // Vielfaches 10 Euro; 0 lässt den Betrag stehen.
        let (zehn, cent) = (Cent::euro(10), |text: &str| text.parse::<Cent>().unwrap());
        let faelle =
            [("0", "0", "0"), ("0.01", "10", "0"), ("10", "10", "10"), ("19.99", "20", "10")];
        for (betrag, auf, ab) in faelle {
            assert_eq!(cent(betrag).aufgerundet_auf(zehn), cent(auf), "{betrag}");
            assert_eq!(cent(betrag).abgerundet_auf(zehn), cent(ab), "{betrag}");
            assert_eq!(cent(betrag).aufgerundet_auf(Cent::NULL), cent(betrag));
            assert_eq!(cent(betrag).abgerundet_auf(Cent::NULL), cent(betrag));
        }
        assert_eq!(cent("3.01").aufgerundet_auf_euro(), cent("4"));
        assert_eq!(cent("3").aufgerundet_auf_euro(), cent("3"));
    }
}
