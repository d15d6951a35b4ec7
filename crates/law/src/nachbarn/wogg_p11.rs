//! § 11 WoGG: zu berücksichtigende Miete und Belastung (mit §§ 9, 12).
//!
//! Umgesetzt: Absatz 1 (Höchstbetrag mit Klimakomponente, dazu die Entlastung bei den Heizkosten);
//! Absatz 2 als fertiger Abzug; Absatz 3 (ausgeschlossene Haushaltsmitglieder: Miete und alle drei
//! Beträge nach Köpfen); § 12 Abs. 1, 6, 7.
//!
//! Lesart: jeder Anteil nach Absatz 3 wird auf den Cent gerundet; das Gesetz sagt dazu nichts.
//!
//! Bis 2008 (§ 8 a. F.): der Höchstbetrag hängt auch davon ab, wann der Wohnraum bezugsfertig wurde;
//! hinterlegt sind die Klassen mit Sammelheizung und mit Bad oder Duschraum. Ohne das Jahr wird nicht
//! gerechnet.
//!
//! Nicht umgesetzt: § 9 Abs. 2 (die Miete geht ohne Heizung, Warmwasser, Haushaltsenergie und Garage
//! hinein; Pauschbeträge des § 6 WoGV), § 10 (Belastung), die Teile des Absatzes 2, Heimbewohner
//! (Absatz 1 Satz 2), die Mietenstufe einer Gemeinde (Anlage zu § 1 Abs. 3 WoGV); bis 2008 Wohnraum
//! ohne Sammelheizung oder ohne Bad.

use std::num::NonZeroU8;

use crate::measure::{Beleg, Cent};
use crate::recht::{Mietenstufe, Mietwerte};

/// Wie viele Haushaltsmitglieder es gibt und wie viele davon zu berücksichtigen sind (§§ 5 bis 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Koepfe {
    /// Alle Haushaltsmitglieder (§ 5).
    alle: NonZeroU8,
    /// Zu berücksichtigende: nicht vom Wohngeld ausgeschlossen (§§ 6 bis 8).
    beruecksichtigt: NonZeroU8,
}

impl Koepfe {
    /// Ein Haushalt, in dem niemand ausgeschlossen ist.
    #[must_use]
    pub fn alle(mitglieder: NonZeroU8) -> Koepfe {
        Koepfe { alle: mitglieder, beruecksichtigt: mitglieder }
    }

    /// Ein Haushalt mit so vielen Ausgeschlossenen; `None`, wenn alle ausgeschlossen sind (§ 21 Nr. 2).
    #[must_use]
    pub fn ohne(mitglieder: NonZeroU8, ausgeschlossen: u8) -> Option<Koepfe> {
        let beruecksichtigt = mitglieder.get().checked_sub(ausgeschlossen)?;
        Some(Koepfe { alle: mitglieder, beruecksichtigt: NonZeroU8::new(beruecksichtigt)? })
    }

    /// Zu berücksichtigende Haushaltsmitglieder.
    #[must_use]
    pub fn beruecksichtigt(self) -> NonZeroU8 {
        self.beruecksichtigt
    }

    /// Der Anteil der zu berücksichtigenden Mitglieder (Absatz 3), auf den Cent.
    fn anteil(self, betrag: Cent) -> Cent {
        let (teil, ganz) = (self.beruecksichtigt.get(), self.alle.get());
        betrag.teil(u32::from(teil), u32::from(ganz)).runde_p41()
    }
}

/// Die Wohnung eines Haushalts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wohnung {
    /// Miete ohne Heizung, Warmwasser, Haushaltsenergie und Garage (§ 9) oder Belastung (§ 10).
    pub miete: Cent,
    /// Was nach Absatz 2 außer Betracht bleibt.
    pub ausser_betracht: Cent,
    /// Mietenstufe der Gemeinde.
    pub stufe: Mietenstufe,
    /// Jahr der Bezugsfertigkeit; davon hängt der Höchstbetrag nur bis 2008 ab (§ 8 Abs. 1 a. F.).
    pub bezugsfertig: Option<u16>,
    /// Haushaltsmitglieder.
    pub koepfe: Koepfe,
}

/// Die zu berücksichtigende Miete oder Belastung mit jedem Betrag auf dem Weg; nach Absatz 3 anteilig.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miete {
    /// Miete oder Belastung nach Absatz 2 und 3.
    pub miete: Cent,
    /// Höchstbetrag (§ 12 Abs. 1).
    pub hoechstbetrag: Cent,
    /// Klimakomponente (§ 12 Abs. 7).
    pub klima: Cent,
    /// Entlastung bei den Heizkosten (§ 12 Abs. 6).
    pub heizung: Cent,
    /// Die Miete, höchstens Höchstbetrag und Klimakomponente (Absatz 1 Nr. 1).
    pub begrenzt: Cent,
    /// Zu berücksichtigende Miete oder Belastung.
    pub betrag: Cent,
}

impl Miete {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let begrenzt = Beleg::neu("§ 11 Abs. 1 Nr. 1 WoGG", "Miete bis zur Grenze", self.begrenzt)
            .aus([
                Beleg::neu("§§ 9, 10, 11 Abs. 2, 3 WoGG", "Miete oder Belastung", self.miete),
                Beleg::neu("§ 12 Abs. 1 WoGG", "Höchstbetrag", self.hoechstbetrag),
                Beleg::neu("§ 12 Abs. 7 WoGG", "Klimakomponente", self.klima),
            ]);
        Beleg::neu("§ 11 WoGG", "zu berücksichtigende Miete oder Belastung", self.betrag).aus([
            begrenzt,
            Beleg::neu("§ 12 Abs. 6 WoGG", "Entlastung bei den Heizkosten", self.heizung),
        ])
    }
}

/// Die zu berücksichtigende Miete; `None`, wenn die Fassung die Mietenstufe nicht kennt (VII vor 2020)
/// oder das Jahr der Bezugsfertigkeit braucht (bis 2008).
#[must_use]
pub fn miete(werte: &Mietwerte, wohnung: Wohnung) -> Option<Miete> {
    let Wohnung { stufe, bezugsfertig, koepfe, .. } = wohnung;
    // Absatz 3 Satz 3: die Beträge richten sich nach allen Mitgliedern und werden dann geteilt.
    let miete = koepfe.anteil(wohnung.miete.abzueglich(wohnung.ausser_betracht));
    let hoechstbetrag = werte.hoechstbetrag(koepfe.alle, stufe, bezugsfertig)?;
    let hoechstbetrag = koepfe.anteil(hoechstbetrag);
    let klima = koepfe.anteil(werte.klima(koepfe.alle));
    let heizung = koepfe.anteil(werte.heizung(koepfe.alle));
    let begrenzt = miete.min(hoechstbetrag + klima);
    Some(Miete { miete, hoechstbetrag, klima, heizung, begrenzt, betrag: begrenzt + heizung })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn rechne(monat: &str, miete_euro: &str, stufe: u8, alle: u8, ohne: u8) -> Option<Miete> {
        im_haus_von(None, monat, miete_euro, (stufe, alle, ohne))
    }

    fn im_haus_von(
        bezugsfertig: Option<u16>,
        monat: &str,
        miete_euro: &str,
        (stufe, alle, ohne): (u8, u8, u8),
    ) -> Option<Miete> {
        let recht = Recht::eingebaut().unwrap();
        let werte = recht.wohngeld_miete(monat.parse().unwrap()).unwrap();
        let wohnung = Wohnung {
            miete: miete_euro.parse().unwrap(),
            ausser_betracht: Cent::NULL,
            stufe: Mietenstufe::try_from(stufe).unwrap(),
            bezugsfertig,
            koepfe: Koepfe::ohne(NonZeroU8::new(alle).unwrap(), ohne).unwrap(),
        };
        miete(werte, wohnung)
    }

    #[test]
    fn die_miete_endet_am_hoechstbetrag_und_die_heizung_kommt_dazu() {
        // Anlage 1, § 12 Abs. 6, 7 WoGG. Spalten: Miete, Stufe, alle, ohne; Grenze; betrag.
        // 2026, 1/III: 456 + 19,20 = 475,20; + 110,40 = 585,60 (C11). 4/IV: 858 + 34,40 = 892,40.
        // 6/I: 694 + 82 = 776; 39,20 + 4,80 = 44; 225,40 + 27,60 = 253.
        let faelle = [
            ("2026-07", "500", (3, 1, 0), "475.20", "585.60"),
            ("2026-07", "400", (3, 1, 0), "400", "510.40"),
            ("2026-07", "700", (4, 4, 0), "700", "897.80"),
            ("2026-07", "1000", (1, 6, 0), "820", "1073"),
            ("2024-07", "500", (7, 1, 0), "500", "610.40"),
            ("2022-07", "700", (7, 1, 0), "651", "665.40"),
            ("2021-07", "700", (7, 1, 0), "633", "647.40"),
            ("2020-07", "700", (7, 1, 0), "633", "633"),
            ("2016-07", "700", (6, 2, 0), "633", "633"),
            ("2011-07", "700", (6, 2, 0), "501", "501"),
        ];
        for (monat, miete, (stufe, alle, ohne), begrenzt, betrag) in faelle {
            let m = rechne(monat, miete, stufe, alle, ohne).unwrap();
            assert_eq!(m.begrenzt, begrenzt.parse().unwrap(), "{monat} {miete}");
            assert_eq!(m.betrag, betrag.parse().unwrap(), "{monat} {miete}");
        }
    }

    #[test]
    fn ausgeschlossene_nehmen_ihren_kopfteil_mit() {
        // § 11 Abs. 3; 2025, vier Mitglieder, zwei ausgeschlossen, Stufe V: 946/2 = 473;
        // 34,40/2 = 17,20; 197,80/2 = 98,90; Miete 1 000/2 = 500 > 490,20.
        let m = rechne("2025-01", "1000", 5, 4, 2).unwrap();
        assert_eq!(m.miete, Cent::euro(500));
        assert_eq!(m.hoechstbetrag, Cent::euro(473));
        assert_eq!(m.begrenzt, "490.20".parse().unwrap());
        assert_eq!(m.betrag, "589.10".parse().unwrap());
        assert_eq!(m.beleg().betrag.to_string(), "589,10 €");
        assert_eq!(Koepfe::ohne(NonZeroU8::new(2).unwrap(), 2), None);
    }

    #[test]
    fn bis_2008_bestimmt_die_bezugsfertigkeit_den_hoechstbetrag() {
        // § 8 Abs. 1 WoGG a. F., Mietenstufe III. Fünf Personen: bis 1965 480, bis 1991 520, danach 580;
        // acht Personen: 580 + 3 · 70 = 790, bis 1965 480 + 3 · 60 = 660. Sechs Stufen gab es, keine VII.
        let faelle = [
            (1965, (3, 5, 0), "480"),
            (1966, (3, 5, 0), "520"),
            (1991, (3, 5, 0), "520"),
            (1992, (3, 5, 0), "580"),
            (1995, (3, 8, 0), "790"),
            (1900, (3, 8, 0), "660"),
        ];
        for (jahr, haushalt, betrag) in faelle {
            let m = im_haus_von(Some(jahr), "2006-01", "850", haushalt).unwrap();
            assert_eq!(m.betrag, betrag.parse().unwrap(), "{jahr} {haushalt:?}");
        }
        assert_eq!(im_haus_von(Some(1995), "2008-12", "850", (7, 1, 0)), None);
        // Ohne das Jahr wird bis 2008 nicht gerechnet; danach kommt es nicht darauf an.
        assert_eq!(im_haus_von(None, "2008-12", "850", (3, 5, 0)), None);
        assert_eq!(
            im_haus_von(Some(1900), "2009-01", "850", (3, 5, 0)),
            im_haus_von(None, "2009-01", "850", (3, 5, 0))
        );
    }

    #[test]
    fn in_2009_und_2010_kommt_ein_betrag_fuer_heizkosten_dazu() {
        // § 12 Abs. 1, 6 WoGG in der Fassung von 2009: zwei Mitglieder, Stufe III: 402 + 31; sieben:
        // 638 + 2 · 77 = 792, 49 + 2 · 6 = 61, zusammen 853. Ab 2011 ohne Heizkosten.
        for (monat, alle, betrag) in
            [("2009-01", 2, "433"), ("2010-12", 7, "853"), ("2011-01", 2, "402")]
        {
            let m = rechne(monat, "900", 3, alle, 0).unwrap();
            assert_eq!(m.betrag, betrag.parse().unwrap(), "{monat} {alle}");
        }
    }

    #[test]
    fn stufe_7_gibt_es_erst_seit_2020_und_vor_2005_keine_werte() {
        // § 12 Abs. 5 WoGG in den Fassungen 2009 und 2020.
        assert_eq!(rechne("2019-12", "700", 7, 1, 0), None);
        assert!(rechne("2020-01", "700", 7, 1, 0).is_some());
        let recht = Recht::eingebaut().unwrap();
        assert_eq!(recht.wohngeld_miete("2004-12".parse().unwrap()), None);
        assert_eq!(recht.wohngeld_miete("2027-01".parse().unwrap()), None);
        assert!(Mietenstufe::try_from(8).is_err() && Mietenstufe::try_from(0).is_err());
    }
}
