//! § 11 Abs. 3 SGB II: einmalige Einnahmen und Nachzahlungen, einmal entschieden für alle Monate.
//!
//! Umgesetzt: Absatz 3 (seit 01.07.2023 nur Nachzahlungen, die nicht für den Monat des Zuflusses
//! sind; bis 30.06.2023 jede einmalige Einnahme und solche in größeren Abständen, dann auch im
//! Folgemonat, wenn schon geleistet war), § 11b Abs. 1 Satz 2 (Abzüge des Zuflussmonats vorweg).
//! Nicht umgesetzt: das Ende der Verteilung, wenn die Hilfebedürftigkeit einen Monat lang wegfällt
//! (Rechtsprechung zum alten Recht), und das Recht vor dem 01.04.2011 (§ 2 Alg II-V).

use super::teilbetrag;
use crate::measure::{Beleg, Cent, Monat};
use crate::recht::{EinmaligeEinnahmen, Nachzahlung};

/// Was zugeflossen ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zuflussart {
    /// Nachzahlung, die nicht für den Monat des Zuflusses ist.
    Nachzahlung,
    /// Andere einmalige Einnahme, oder laufende in größeren als monatlichen Abständen.
    Einmalig,
}

/// Was im Monat des Zuflusses vorweg abgeht (§ 11b Abs. 1 Satz 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vorweg {
    /// Steuern (Satz 1 Nr. 1).
    pub steuern: Cent,
    /// Pflichtbeiträge (Nr. 2).
    pub beitraege: Cent,
    /// Notwendige Ausgaben (Nr. 5).
    pub ausgaben: Cent,
    /// Freibetrag für Erwerbstätige (Nr. 6).
    pub freibetrag: Cent,
}

impl Vorweg {
    fn summe(&self) -> Cent {
        self.steuern + self.beitraege + self.ausgaben + self.freibetrag
    }
}

/// Eine Einnahme, die nicht zum laufenden Monat gehört.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zufluss {
    /// Art.
    pub art: Zuflussart,
    /// Monat des Zuflusses.
    pub monat: Monat,
    /// Volle Summe.
    pub betrag: Cent,
    /// Abzüge des Zuflussmonats, die auf sie entfallen.
    pub vorweg: Vorweg,
}

/// Ob für den Monat des Zuflusses schon ohne die Einnahme geleistet war (Satz 3 a. F.).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leistung {
    /// Noch nicht.
    NochNicht,
    /// Schon erbracht.
    SchonErbracht,
}

/// Ob der Anspruch in dem Monat, in dem die Einnahme zählt, mit ihr entfällt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folge {
    /// Es bleibt ein Anspruch.
    Bleibt,
    /// Er entfällt.
    Entfaellt,
}

/// Absatz 3 Satz 3 a. F.: der Monat, in dem die Einnahme zählt oder ihre Verteilung beginnt.
#[must_use]
pub fn zaehlt_ab(zufluss: &Zufluss, leistung: Leistung, regel: &EinmaligeEinnahmen) -> Monat {
    let folgemonat = regel.folgemonat && leistung == Leistung::SchonErbracht;
    zufluss.monat.plus(i32::from(folgemonat))
}

/// Wie eine Einnahme zählt: einmal entschieden, für alle Monate dieselbe Antwort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anrechnung {
    /// Volle Summe.
    pub betrag: Cent,
    /// Steuern, Beiträge, Ausgaben und Freibetrag des Zuflussmonats, die auf sie entfallen; verteilt
    /// oder nicht, sie gehen vor dem ersten Monat ab.
    pub vorweg: Cent,
    /// Was zählt oder verteilt wird.
    pub rest: Cent,
    /// Erster Monat.
    pub ab: Monat,
    /// Auf so viele Monate; eins: nicht verteilt.
    pub monate: u8,
}

/// Absatz 3: verteilt, wenn der Anspruch sonst entfiele und die Art es zulässt.
#[must_use]
pub fn anrechnung(
    zufluss: &Zufluss,
    ab: Monat,
    folge: Folge,
    regel: &EinmaligeEinnahmen,
    dauer: Nachzahlung,
) -> Anrechnung {
    let betrag = zufluss.betrag;
    let vorweg = zufluss.vorweg.summe().min(betrag);
    let rest = zufluss.zaehlt();
    let erfasst = regel.alle || zufluss.art == Zuflussart::Nachzahlung;
    let monate = if erfasst && folge == Folge::Entfaellt { dauer.monate.max(1) } else { 1 };
    Anrechnung { betrag, vorweg, rest, ab, monate }
}

impl Zufluss {
    /// Was nach den Abzügen des Zuflussmonats zählt; daran misst sich, ob der Anspruch entfiele.
    #[must_use]
    pub fn zaehlt(&self) -> Cent {
        self.betrag.abzueglich(self.vorweg.summe())
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let vorweg = self.vorweg;
        Beleg::neu("§ 11b Abs. 1 SGB II", "Einnahme nach den Abzügen", self.zaehlt()).aus([
            Beleg::neu("§ 11 Abs. 1 SGB II", "zugeflossen", self.betrag),
            Beleg::neu("§ 11b Abs. 1 Satz 1 Nr. 1 SGB II", "Steuern", vorweg.steuern),
            Beleg::neu("§ 11b Abs. 1 Satz 1 Nr. 2 SGB II", "Pflichtbeiträge", vorweg.beitraege),
            Beleg::neu("§ 11b Abs. 1 Satz 1 Nr. 5 SGB II", "Ausgaben", vorweg.ausgaben),
            Beleg::neu("§ 11b Abs. 1 Satz 1 Nr. 6 SGB II", "Freibetrag", vorweg.freibetrag),
        ])
    }
}

impl Anrechnung {
    /// Ist sie auf Monate verteilt?
    #[must_use]
    pub fn ist_verteilt(&self) -> bool {
        self.monate > 1
    }

    /// Was im Monat zählt.
    #[must_use]
    pub fn im_monat(&self, monat: Monat) -> Cent {
        let stelle = u32::try_from(monat.seit(self.ab));
        let stelle = stelle.ok().filter(|stelle| *stelle < u32::from(self.monate));
        stelle.map_or(Cent::NULL, |stelle| teilbetrag(self.rest, stelle, u32::from(self.monate)))
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = if self.ist_verteilt() { "§ 11 Abs. 3 SGB II" } else { "§ 11 Abs. 2 SGB II" };
        let was = if self.ist_verteilt() {
            let (ab, monate) = (self.ab.deutsch(), self.monate);
            format!("verteilt auf {monate} Monate ab {ab}, weil der Anspruch sonst entfiele")
        } else {
            format!("zählt nur im {}", self.ab.deutsch())
        };
        Beleg::neu(norm, was, self.rest).aus([
            Beleg::neu("§ 11 Abs. 1 SGB II", "zugeflossen", self.betrag),
            Beleg::neu(
                "§ 11b Abs. 1 Satz 2 SGB II",
                "vorweg: Steuern, Beiträge, Ausgaben, Freibetrag",
                self.vorweg,
            ),
        ])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::recht::Recht;

    fn cent(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn monat(text: &str) -> Monat {
        text.parse().unwrap()
    }

    fn entscheide(
        art: Zuflussart,
        wann: &str,
        betrag: &str,
        leistung: Leistung,
        folge: Folge,
    ) -> Anrechnung {
        let recht = Recht::eingebaut().unwrap();
        let vorweg = Vorweg { beitraege: cent("50"), freibetrag: cent("40"), ..Vorweg::default() };
        let zufluss = Zufluss { art, monat: monat(wann), betrag: cent(betrag), vorweg };
        let regel = recht.einmalige_einnahmen(zufluss.monat).unwrap();
        let ab = zaehlt_ab(&zufluss, leistung, regel);
        let dauer = recht.monat(monat("2026-07")).unwrap().nachzahlung;
        anrechnung(&zufluss, ab, folge, regel, dauer)
    }

    #[test]
    fn seit_juli_2023_wird_nur_die_nachzahlung_verteilt() {
        // § 11 Abs. 3 in beiden Fassungen. Vorweg 90. Spalten: Art, Zufluss, Leistung, Folge, ab,
        // Monate, Rest.
        use Folge::{Bleibt, Entfaellt};
        use Leistung::{NochNicht, SchonErbracht};
        use Zuflussart::{Einmalig, Nachzahlung};
        let faelle = [
            (Nachzahlung, "2026-07", NochNicht, Entfaellt, "2026-07", 6, "1200"),
            (Nachzahlung, "2026-07", SchonErbracht, Entfaellt, "2026-07", 6, "1200"),
            (Nachzahlung, "2026-07", NochNicht, Bleibt, "2026-07", 1, "1200"),
            (Einmalig, "2026-07", NochNicht, Entfaellt, "2026-07", 1, "1200"),
            (Einmalig, "2023-06", NochNicht, Entfaellt, "2023-06", 6, "1200"),
            (Einmalig, "2023-06", SchonErbracht, Entfaellt, "2023-07", 6, "1200"),
            (Einmalig, "2023-06", SchonErbracht, Bleibt, "2023-07", 1, "1200"),
            (Nachzahlung, "2023-06", SchonErbracht, Entfaellt, "2023-07", 6, "1200"),
            (Einmalig, "2023-07", SchonErbracht, Entfaellt, "2023-07", 1, "1200"),
        ];
        for (art, wann, leistung, folge, ab, monate, rest) in faelle {
            let a = entscheide(art, wann, "1290", leistung, folge);
            let gleich = (a.ab, a.monate, a.rest) == (monat(ab), monate, cent(rest));
            assert!(gleich, "{art:?} {wann} {leistung:?} {folge:?}: {a:?}");
            assert_eq!(a.ist_verteilt(), monate == 6);
            assert_eq!(a.beleg().betrag, a.rest.into());
            assert_eq!(a.vorweg, cent("90"));
        }
    }

    #[test]
    fn sechs_teile_und_davor_und_danach_nichts() {
        // 1 000 − 90 = 910; 910 / 6 = 151,666…: 151,67 · 4 + 151,66 · 2 = 910.
        use Zuflussart::Nachzahlung;
        let a = entscheide(Nachzahlung, "2026-09", "1000", Leistung::NochNicht, Folge::Entfaellt);
        let teile: Vec<_> = (-1..7).map(|n| a.im_monat(monat("2026-09").plus(n))).collect();
        let erwartet = ["0", "151.67", "151.66", "151.67", "151.67", "151.66", "151.67", "0"];
        assert_eq!(teile, erwartet.map(cent));
    }

    #[test]
    fn die_abzuege_stehen_im_beleg() {
        // 300 − 10 − 20 − 30 − 40 = 200; mehr als zugeflossen geht nicht ab.
        let [steuern, beitraege, ausgaben, freibetrag] = ["10", "20", "30", "40"].map(cent);
        let vorweg = Vorweg { steuern, beitraege, ausgaben, freibetrag };
        let art = Zuflussart::Nachzahlung;
        let zufluss = Zufluss { art, monat: monat("2026-07"), betrag: cent("300"), vorweg };
        assert_eq!(zufluss.beleg().betrag, cent("200").into());
        assert_eq!(zufluss.beleg().aus.len(), 5);
        assert_eq!(Zufluss { betrag: cent("99"), ..zufluss }.zaehlt(), Cent::NULL);
    }

    #[test]
    fn vor_april_2011_galt_eine_andere_verordnung() {
        assert_eq!(Recht::eingebaut().unwrap().einmalige_einnahmen(monat("2011-03")), None);
    }

    proptest! {
        #[test]
        fn die_teile_ergeben_das_ganze(rest in 0_i64..5_000_000, monate in 1_u8..13) {
            let ab = monat("2026-01");
            let rest = Cent::neu(rest);
            let a = Anrechnung { betrag: rest, vorweg: Cent::NULL, rest, ab, monate };
            let teile: Vec<_> =
                (0..i32::from(monate)).map(|n| a.im_monat(ab.plus(n)).cent()).collect();
            prop_assert_eq!(teile.iter().sum::<i64>(), rest.cent());
            let (min, max) = (teile.iter().min().unwrap(), teile.iter().max().unwrap());
            prop_assert!(max - min <= 1, "gleichmäßig: {:?}", teile);
        }
    }
}
