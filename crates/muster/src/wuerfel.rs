//! Der Zufall: ein ChaCha-Strom je Haushalt, ganze Zahlen, keine Verteilungen fremder Bibliotheken.
//!
//! Damit hängt jeder Haushalt nur an `(saat, nummer)` und bleibt gleich, wenn sich eine Bibliothek
//! für Verteilungen ändert.

use std::ops::RangeInclusive;

use law::measure::Cent;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Würfelt Zahlen, Beträge und Wahlen.
pub(crate) struct Wuerfel(ChaCha8Rng);

/// Die Nummer des Haushalts; sie wählt den Strom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strom(pub u64);

impl Wuerfel {
    /// Der Würfel eines Haushalts.
    pub(crate) fn neu(saat: u64, strom: Strom) -> Wuerfel {
        let mut rng = ChaCha8Rng::seed_from_u64(saat);
        rng.set_stream(strom.0);
        Wuerfel(rng)
    }

    /// Eine Zahl aus dem Bereich; ist er leer, der Anfang.
    pub(crate) fn zahl(&mut self, bereich: RangeInclusive<u32>) -> u32 {
        let (von, bis) = bereich.into_inner();
        let anzahl = u64::from(bis.saturating_sub(von)) + 1;
        // Hohe Hälfte des Produkts: gleichmäßig bis auf 2⁻³², für erfundene Daten genug.
        let hoch = (u64::from(self.0.next_u32()) * anzahl) >> 32;
        von.saturating_add(u32::try_from(hoch).unwrap_or(0))
    }

    /// Wahr in `anteil` von tausend Fällen.
    pub(crate) fn promille(&mut self, anteil: u32) -> bool {
        self.zahl(0..=999) < anteil
    }

    /// Eines von mehreren, alle gleich häufig.
    pub(crate) fn waehle<T: Copy, const N: usize>(&mut self, auswahl: &[T; N]) -> T {
        const { assert!(N > 0, "es gibt nichts zu wählen") };
        let hoechste = u32::try_from(N).unwrap_or(u32::MAX).saturating_sub(1);
        let stelle = usize::try_from(self.zahl(0..=hoechste)).unwrap_or(0);
        #[expect(clippy::indexing_slicing, reason = "die Stelle ist kleiner als N")]
        auswahl[stelle]
    }

    /// Eines von mehreren, so häufig wie sein Gewicht.
    pub(crate) fn gewichtet<T: Copy, const N: usize>(&mut self, auswahl: &[(u32, T); N]) -> T {
        const { assert!(N > 0, "es gibt nichts zu wählen") };
        let summe: u32 = auswahl.iter().map(|(gewicht, _)| gewicht).sum();
        let mut rest = self.zahl(0..=summe.saturating_sub(1));
        for (gewicht, wert) in auswahl {
            match rest.checked_sub(*gewicht) {
                None => return *wert,
                Some(kleiner) => rest = kleiner,
            }
        }
        #[expect(clippy::indexing_slicing, reason = "N ist größer als null")]
        auswahl[N - 1].1
    }

    /// Volle Euro.
    pub(crate) fn euro(&mut self, bereich: RangeInclusive<u32>) -> Cent {
        Cent::euro(self.zahl(bereich))
    }

    /// Euro aus dem Bereich mit Cent.
    pub(crate) fn betrag(&mut self, bereich: RangeInclusive<u32>) -> Cent {
        self.euro(bereich) + Cent::neu(i64::from(self.zahl(0..=99)))
    }

    /// So viel Prozent eines Betrags, auf ganze Cent abgeschnitten.
    pub(crate) fn anteil(&mut self, von: Cent, prozent: RangeInclusive<u32>) -> Cent {
        anteil(von, self.zahl(prozent))
    }

    /// Eine Zahl für Maßzahlen mit Vorzeichen (Monate, Tage).
    pub(crate) fn schritte(&mut self, bereich: RangeInclusive<u32>) -> i32 {
        i32::try_from(self.zahl(bereich)).unwrap_or(0)
    }
}

/// `prozent` vom Hundert eines Betrags, auf ganze Cent abgeschnitten (keine Rundung des Rechts).
pub(crate) fn anteil(von: Cent, prozent: u32) -> Cent {
    Cent::neu(von.cent() * i64::from(prozent) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gleiche_saat_und_gleicher_strom_wuerfeln_dasselbe() {
        let zahlen = |saat, strom| {
            let mut w = Wuerfel::neu(saat, Strom(strom));
            (0..50).map(|_| w.zahl(0..=999)).collect::<Vec<_>>()
        };
        assert_eq!(zahlen(7, 3), zahlen(7, 3));
        assert_ne!(zahlen(7, 3), zahlen(7, 4));
        assert_ne!(zahlen(7, 3), zahlen(8, 3));
    }

    #[test]
    fn zahlen_bleiben_im_bereich_und_erreichen_die_raender() {
        let mut w = Wuerfel::neu(1, Strom(1));
        let zahlen: Vec<u32> = (0..500).map(|_| w.zahl(3..=6)).collect();
        assert_eq!(zahlen.iter().min(), Some(&3));
        assert_eq!(zahlen.iter().max(), Some(&6));
    }

    #[test]
    fn gewichte_bestimmen_die_haeufigkeit() {
        let mut w = Wuerfel::neu(1, Strom(1));
        let treffer = (0..10_000).filter(|_| w.gewichtet(&[(1, true), (9, false)])).count();
        assert!((900..1_100).contains(&treffer), "{treffer}");
    }
}
