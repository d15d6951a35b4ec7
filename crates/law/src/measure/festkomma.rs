//! Festkommazahlen mit zehn Nachkommastellen, wie Anlage 3 WoGG sie vorschreibt.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use super::{Cent, Prozent, Saldo};

/// Eine Zahl mit zehn Nachkommastellen und Vorzeichen; als Betrag in Euro.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Festkomma(i128);

/// Nachkommastellen.
const STELLEN: usize = 10;
/// Die Eins.
const EINS: i128 = 10_000_000_000;
/// Ein Cent.
const CENT: i128 = EINS / 100;
/// So viele Stellen vor dem Komma liest [`FromStr`]; weit über jedem Wert eines Gesetzes.
const VORKOMMA: usize = 9;

impl Festkomma {
    /// Das Produkt, auf die zehnte Nachkommastelle kaufmännisch gerundet.
    #[must_use]
    pub fn mal(self, faktor: Festkomma) -> Festkomma {
        Festkomma(gerundet(self.0.saturating_mul(faktor.0), EINS))
    }

    /// Ein Prozentsatz; von ganzen Cent genau.
    #[must_use]
    pub fn prozent(self, satz: Prozent) -> Festkomma {
        let hundertstel = i128::from(satz.hundertstel());
        Festkomma(gerundet(self.0.saturating_mul(hundertstel), 10_000))
    }

    /// Die Zahl, soweit positiv, sonst null.
    #[must_use]
    pub fn soweit_positiv(self) -> Festkomma {
        self.max(Festkomma::default())
    }

    /// Auf volle Euro: unter 0,50 Euro ab, von 0,50 Euro an auf (Anlage 3 Nr. 3 WoGG, § 11 Abs. 2
    /// BKGG).
    #[must_use]
    pub fn auf_euro(self) -> Saldo {
        saldo(gerundet(self.0, EINS).saturating_mul(100))
    }

    /// Auf den Cent, nur zum Zeigen: gerechnet wird genau weiter.
    #[must_use]
    pub fn auf_cent(self) -> Saldo {
        saldo(gerundet(self.0, CENT))
    }
}

/// `zaehler / nenner`, die Hälfte nach oben.
fn gerundet(zaehler: i128, nenner: i128) -> i128 {
    zaehler.saturating_mul(2).saturating_add(nenner).div_euclid(nenner * 2)
}

fn saldo(cent: i128) -> Saldo {
    let grenze = if cent < 0 { i64::MIN } else { i64::MAX };
    Saldo::neu(i64::try_from(cent).unwrap_or(grenze))
}

impl From<Cent> for Festkomma {
    fn from(cent: Cent) -> Festkomma {
        Festkomma(i128::from(cent.cent()) * CENT)
    }
}

impl Add for Festkomma {
    type Output = Festkomma;
    fn add(self, mehr: Festkomma) -> Festkomma {
        Festkomma(self.0.saturating_add(mehr.0))
    }
}

impl Sub for Festkomma {
    type Output = Festkomma;
    fn sub(self, weniger: Festkomma) -> Festkomma {
        Festkomma(self.0.saturating_sub(weniger.0))
    }
}

impl std::iter::Sum for Festkomma {
    fn sum<I: Iterator<Item = Festkomma>>(zahlen: I) -> Festkomma {
        zahlen.fold(Festkomma::default(), |summe, zahl| summe + zahl)
    }
}

/// Deutsche Schreibweise mit allen Stellen: `0,3657923200`.
impl fmt::Display for Festkomma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.0 < 0 { "−" } else { "" };
        let (ganz, rest) = (self.0.saturating_abs() / EINS, self.0.saturating_abs() % EINS);
        write!(f, "{minus}{ganz},{rest:010}")
    }
}

/// Warum ein Text keine Festkommazahl ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ist keine Zahl wie \"-0.0004797\" (Punkt, höchstens zehn Nachkommastellen)")]
pub struct FestkommaFehler;

/// Liest `"0.0004797"`, `"-0.12"` oder `"1"`.
impl FromStr for Festkomma {
    type Err = FestkommaFehler;

    fn from_str(text: &str) -> Result<Festkomma, FestkommaFehler> {
        let (zeichen, betrag) = match text.strip_prefix('-') {
            Some(betrag) => (-1, betrag),
            None => (1, text),
        };
        let (ganz, stellen) = betrag.split_once('.').unwrap_or((betrag, "0"));
        let ziffern = |teil: &str, hoechstens: usize| {
            (1..=hoechstens).contains(&teil.len()) && teil.bytes().all(|b| b.is_ascii_digit())
        };
        if !ziffern(ganz, VORKOMMA) || !ziffern(stellen, STELLEN) {
            return Err(FestkommaFehler);
        }
        let zahl: i128 = format!("{ganz}{stellen:0<10}").parse().map_err(|_| FestkommaFehler)?;
        Ok(Festkomma(zeichen * zahl))
    }
}

impl<'de> Deserialize<'de> for Festkomma {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Festkomma, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(|fehler| de::Error::custom(format_args!("„{text}“ {fehler}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zahl(text: &str) -> Festkomma {
        text.parse().unwrap()
    }

    #[test]
    fn gelesen_und_gezeigt_werden_zehn_nachkommastellen() {
        let faelle = [
            ("0.0004797", "0,0004797000"),
            ("-0.12", "−0,1200000000"),
            ("1", "1,0000000000"),
            ("0.0000000001", "0,0000000001"),
        ];
        for (text, gezeigt) in faelle {
            assert_eq!(zahl(text).to_string(), gezeigt);
        }
        for text in ["", "-", "1,5", "1.", ".5", "0.00000000001", "4.797E-4", "1234567890", "--1"] {
            assert_eq!(text.parse::<Festkomma>(), Err(FestkommaFehler), "{text}");
        }
    }

    #[test]
    fn das_produkt_rundet_auf_die_zehnte_stelle() {
        let faelle = [
            ("0.0000000001", "0.5", "0,0000000001"),
            ("0.0000000001", "0.49", "0,0000000000"),
            ("0.3657923201", "1.15", "0,4206611681"),
            ("-2", "1.15", "−2,3000000000"),
        ];
        for (links, rechts, produkt) in faelle {
            assert_eq!(zahl(links).mal(zahl(rechts)).to_string(), produkt, "{links} · {rechts}");
        }
    }

    #[test]
    fn auf_volle_euro_geht_die_haelfte_nach_oben() {
        let faelle = [("0.4999999999", 0), ("0.5", 1), ("1.4999999999", 1), ("-0.6", -1)];
        for (text, euro) in faelle {
            assert_eq!(zahl(text).auf_euro().cent(), euro * 100, "{text}");
        }
    }
}
