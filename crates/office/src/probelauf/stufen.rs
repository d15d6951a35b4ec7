//! Stufen, in denen gezählt wird, um wie viel sich ein Haushalt im Monat ändert.

use law::measure::Saldo;

/// Die Grenzen in Euro; eine Stufe reicht bis einschließlich zur nächsten.
const GRENZEN: [i64; 6] = [0, 10, 20, 50, 100, 200];

/// Eine Stufe: negativ weniger, null unverändert, positiv mehr; je weiter von null, desto mehr Geld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stufe(i8);

impl Stufe {
    /// Alle, von am meisten weniger bis am meisten mehr.
    pub fn alle() -> impl Iterator<Item = Stufe> {
        (-6..=6).map(Stufe)
    }

    /// In welche der Unterschied fällt.
    #[must_use]
    pub fn von(unterschied: Saldo) -> Stufe {
        let cent = unterschied.cent();
        let betrag = cent.saturating_abs();
        let ueber = GRENZEN.iter().filter(|euro| betrag > euro.saturating_mul(100)).count();
        let stufe = i8::try_from(ueber).unwrap_or(i8::MAX);
        Stufe(if cent < 0 { stufe.saturating_neg() } else { stufe })
    }

    /// Bekommt der Haushalt weniger, gleich viel oder mehr?
    #[must_use]
    pub fn vorzeichen(self) -> std::cmp::Ordering {
        self.0.cmp(&0)
    }

    /// Wie sie heißt.
    #[must_use]
    pub fn deutsch(self) -> String {
        let wie = match self.vorzeichen() {
            std::cmp::Ordering::Less => "weniger",
            std::cmp::Ordering::Equal => return "unverändert".to_owned(),
            std::cmp::Ordering::Greater => "mehr",
        };
        let bis = usize::from(self.0.unsigned_abs());
        let von = GRENZEN.get(bis.saturating_sub(1)).copied().unwrap_or_default();
        match GRENZEN.get(bis) {
            Some(bis) if von == 0 => format!("bis {bis} € {wie}"),
            Some(bis) => format!("über {von} bis {bis} € {wie}"),
            None => format!("über {von} € {wie}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jede_grenze_gehoert_zur_kleineren_stufe() {
        let faelle = [
            (0, "unverändert"),
            (1, "bis 10 € mehr"),
            (1_000, "bis 10 € mehr"),
            (1_001, "über 10 bis 20 € mehr"),
            (1_500, "über 10 bis 20 € mehr"),
            (20_000, "über 100 bis 200 € mehr"),
            (20_001, "über 200 € mehr"),
            (-1, "bis 10 € weniger"),
            (-5_000, "über 20 bis 50 € weniger"),
            (-99_999_999, "über 200 € weniger"),
        ];
        for (cent, erwartet) in faelle {
            assert_eq!(Stufe::von(Saldo::neu(cent)).deutsch(), erwartet, "{cent}");
        }
        assert_eq!(Stufe::alle().count(), 13);
    }
}
