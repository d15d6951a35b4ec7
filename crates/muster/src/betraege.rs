//! Beträge, die erfundene Einnahmen plausibel machen, nach Jahren.
//!
//! Sie bestimmen nur, was in die Akte geschrieben wird; gerechnet wird mit den Parametern des
//! Crates `law`. Kindergeld: § 6 Abs. 1 BKGG, § 66 Abs. 1 `EStG`. Unterhaltsvorschuss: § 2
//! `UhVorschG` (Mindestunterhalt nach der `MinUhV` 437/502/588 in 2023, 480/551/645 in 2024,
//! 482/554/649 in 2025, 486/558/653 in 2026, weniger das Kindergeld). Minijob: § 8 Abs. 1a SGB IV.
//! Mindestlohn: 12,00 (2023), 12,41, 12,82, 13,90, 14,60 Euro. Kinderzuschlag: § 6a Abs. 2 BKGG.
//! Für 2027 sind Kindergeld, Unterhaltsvorschuss und Kinderzuschlag noch nicht festgesetzt; es
//! bleiben die Beträge von 2026. Vor 2023 gelten die Beträge von 2023, nach 2027 die von 2027.

use law::measure::{Cent, Monat};

/// Die Beträge eines Jahres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Betraege {
    /// Kindergeld je Kind.
    pub kindergeld: Cent,
    /// Unterhaltsvorschuss für Kinder von 0–5, 6–11 und 12–17 Jahren.
    pub unterhaltsvorschuss: [Cent; 3],
    /// Grenze der geringfügigen Beschäftigung.
    pub minijob: Cent,
    /// Mindestlohn je Stunde.
    pub mindestlohn: Cent,
    /// Höchstbetrag des Kinderzuschlags.
    pub kinderzuschlag: Cent,
}

const TABELLE: [(i16, Betraege); 5] = [
    (2023, jahr(250, [187, 252, 338], 520, 1_200, 250)),
    (2024, jahr(250, [230, 301, 395], 538, 1_241, 292)),
    (2025, jahr(255, [227, 299, 394], 556, 1_282, 297)),
    (2026, jahr(259, [227, 299, 394], 603, 1_390, 297)),
    (2027, jahr(259, [227, 299, 394], 633, 1_460, 297)),
];

const fn jahr(
    kindergeld: u32,
    [klein, mittel, gross]: [u32; 3],
    minijob: u32,
    mindestlohn_cent: i64,
    kinderzuschlag: u32,
) -> Betraege {
    Betraege {
        kindergeld: Cent::euro(kindergeld),
        unterhaltsvorschuss: [Cent::euro(klein), Cent::euro(mittel), Cent::euro(gross)],
        minijob: Cent::euro(minijob),
        mindestlohn: Cent::neu(mindestlohn_cent),
        kinderzuschlag: Cent::euro(kinderzuschlag),
    }
}

impl Betraege {
    /// Die Beträge des Jahres, in dem der Monat liegt.
    pub(crate) fn fuer(monat: Monat) -> Betraege {
        let [(_, erste), ..] = TABELLE;
        TABELLE
            .iter()
            .take_while(|(jahr, _)| *jahr <= monat.jahr())
            .last()
            .map_or(erste, |(_, betraege)| *betraege)
    }

    /// Unterhaltsvorschuss nach vollendeten Lebensjahren; ab 18 keiner.
    pub(crate) fn uvg(&self, alter: u8) -> Option<Cent> {
        let [klein, mittel, gross] = self.unterhaltsvorschuss;
        match alter {
            0..=5 => Some(klein),
            6..=11 => Some(mittel),
            12..=17 => Some(gross),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jedes_jahr_hat_seine_betraege() {
        // Quelle: die Fundstellen im Kopf dieser Datei.
        let faelle = [
            ("2022-05", 250, 520),
            ("2023-01", 250, 520),
            ("2024-12", 250, 538),
            ("2025-01", 255, 556),
            ("2026-12", 259, 603),
            ("2027-12", 259, 633),
            ("2031-01", 259, 633),
        ];
        for (monat, kindergeld, minijob) in faelle {
            let betraege = Betraege::fuer(monat.parse().unwrap());
            assert_eq!(betraege.kindergeld, Cent::euro(kindergeld), "{monat}");
            assert_eq!(betraege.minijob, Cent::euro(minijob), "{monat}");
        }
    }

    #[test]
    fn unterhaltsvorschuss_richtet_sich_nach_der_altersstufe() {
        let betraege = Betraege::fuer("2026-09".parse().unwrap());
        let faelle = [(5, Some(227)), (6, Some(299)), (11, Some(299)), (17, Some(394)), (18, None)];
        for (alter, euro) in faelle {
            assert_eq!(betraege.uvg(alter), euro.map(Cent::euro), "{alter}");
        }
    }
}
