//! § 24 SGB II: abweichende Erbringung von Leistungen.
//!
//! Umgesetzt: Absatz 1 (Darlehen für unabweisbaren Bedarf, nach § 42a Abs. 1 erst nach Vermögen im
//! Freibetrag), Absatz 3 (Erstausstattungen, orthopädische Schuhe, therapeutische Geräte; Satz 3, 4
//! für Menschen ohne laufenden Anspruch), Absatz 4 (erwartete Einnahmen, vorzeitig verbrauchte
//! Einnahmen), Absatz 5 (Vermögen, das nicht sofort verwertet werden kann).
//! Nicht umgesetzt: ob ein Bedarf unabweisbar oder eine Erstausstattung ist und wie hoch örtliche
//! Pauschalen sind (Angaben), Absatz 2 (Sachleistung), Absatz 5 Satz 2 (Sicherung), Absatz 6 (Umzug
//! unter 25 ohne Zusicherung: dann kein Anspruch auf Erstausstattung, eine Vorfrage).

use crate::measure::{Beleg, Cent};
use crate::recht::LeistungOhneBezug;

/// Ein Darlehen für einen unabweisbaren Bedarf (Absatz 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bedarfsdarlehen {
    /// Nachgewiesener unabweisbarer Bedarf; bei einer Sachleistung der Anschaffungswert.
    pub bedarf: Cent,
    /// Aus Vermögen, auch im Freibetrag (§ 42a Abs. 1 Satz 1).
    pub aus_vermoegen: Cent,
    /// Auf andere Weise gedeckt.
    pub anderweitig: Cent,
    /// Das Darlehen.
    pub darlehen: Cent,
}

/// Was einen Bedarf vor dem Darlehen deckt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deckung {
    /// Einzusetzendes Vermögen, auch unterhalb der Freibeträge des § 12 Abs. 2 Satz 1.
    pub vermoegen: Cent,
    /// Andere Mittel, etwa Hilfen Dritter.
    pub anderweitig: Cent,
}

impl Bedarfsdarlehen {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 42a Abs. 1 Satz 1 SGB II";
        Beleg::neu("§ 24 Abs. 1 SGB II", "Darlehen", self.darlehen).aus([
            Beleg::neu("§ 24 Abs. 1 SGB II", "unabweisbarer Bedarf", self.bedarf),
            Beleg::neu(norm, "aus Vermögen", self.aus_vermoegen),
            Beleg::neu(norm, "auf andere Weise gedeckt", self.anderweitig),
        ])
    }
}

/// Absatz 1 mit § 42a Abs. 1.
#[must_use]
pub fn bedarfsdarlehen(bedarf: Cent, deckung: Deckung) -> Bedarfsdarlehen {
    let aus_vermoegen = deckung.vermoegen.min(bedarf);
    let anderweitig = deckung.anderweitig.min(bedarf.abzueglich(aus_vermoegen));
    let darlehen = bedarf.abzueglich(aus_vermoegen + anderweitig);
    Bedarfsdarlehen { bedarf, aus_vermoegen, anderweitig, darlehen }
}

/// Bedarfe, die nicht zum Regelbedarf gehören (Absatz 3 Satz 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sonderbedarf {
    /// Erstausstattung der Wohnung mit Haushaltsgeräten (Nr. 1).
    Wohnung,
    /// Erstausstattung mit Bekleidung, bei Schwangerschaft und Geburt (Nr. 2).
    BekleidungUndGeburt,
    /// Orthopädische Schuhe und therapeutische Geräte (Nr. 3).
    OrthopaedieUndTherapie,
}

impl Sonderbedarf {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Sonderbedarf::Wohnung => {
                ("§ 24 Abs. 3 Satz 1 Nr. 1 SGB II", "Erstausstattung der Wohnung")
            }
            Sonderbedarf::BekleidungUndGeburt => (
                "§ 24 Abs. 3 Satz 1 Nr. 2 SGB II",
                "Erstausstattung mit Bekleidung, bei Schwangerschaft und Geburt",
            ),
            Sonderbedarf::OrthopaedieUndTherapie => {
                ("§ 24 Abs. 3 Satz 1 Nr. 3 SGB II", "orthopädische Schuhe, therapeutische Geräte")
            }
        }
    }

    /// Darf als Pauschale erbracht werden (Satz 5)?
    #[must_use]
    pub fn pauschale_moeglich(self) -> bool {
        self != Sonderbedarf::OrthopaedieUndTherapie
    }
}

/// Eine Leistung für einen Bedarf außerhalb des Regelbedarfs; kein Darlehen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sonderleistung {
    /// Welcher Bedarf.
    pub art: Sonderbedarf,
    /// Anerkannter Bedarf.
    pub bedarf: Cent,
    /// Aus eigenen Kräften und Mitteln (Satz 3, 4).
    pub eigenes: Cent,
    /// Was geleistet wird.
    pub leistung: Cent,
}

impl Sonderleistung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = self.art.text();
        let mut zeilen = vec![Beleg::neu(norm, "anerkannter Bedarf", self.bedarf)];
        if !self.eigenes.ist_null() {
            let was = "aus eigenen Mitteln";
            zeilen.push(Beleg::neu("§ 24 Abs. 3 Satz 3, 4 SGB II", was, self.eigenes));
        }
        Beleg::neu(norm, was, self.leistung).aus(zeilen)
    }
}

/// Absatz 3 Satz 2: neben laufenden Leistungen in voller Höhe.
#[must_use]
pub fn sonderleistung(art: Sonderbedarf, bedarf: Cent) -> Sonderleistung {
    Sonderleistung { art, bedarf, eigenes: Cent::NULL, leistung: bedarf }
}

/// Mittel von Menschen, die keine laufenden Leistungen brauchen.
#[derive(Clone, Copy, Debug)]
pub struct EigeneMittel<'a> {
    /// Einkommen über dem Bedarf, zuerst im Monat der Entscheidung. Wie viele der folgenden Monate
    /// zählen, ist Ermessen („kann“); was darüber hinausgeht, bleibt außer Betracht.
    pub ueberschuesse: &'a [Cent],
    /// Vermögen über den Freibeträgen.
    pub vermoegen: Cent,
}

/// Absatz 3 Satz 3, 4: ohne laufenden Anspruch, soweit eigene Mittel nicht reichen; höchstens der
/// Monat der Entscheidung und sechs weitere.
#[must_use]
pub fn sonderleistung_ohne_bezug(
    art: Sonderbedarf,
    bedarf: Cent,
    mittel: EigeneMittel<'_>,
    regeln: &LeistungOhneBezug,
) -> Sonderleistung {
    let monate = usize::from(regeln.monate) + 1;
    let einkommen: Cent = mittel.ueberschuesse.iter().take(monate).sum();
    let eigenes = (einkommen + mittel.vermoegen).min(bedarf);
    Sonderleistung { art, bedarf, eigenes, leistung: bedarf.abzueglich(eigenes) }
}

/// Warum laufende Leistungen als Darlehen erbracht werden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Darlehensgrund {
    /// Im Monat fallen voraussichtlich noch Einnahmen an (Absatz 4 Satz 1).
    ErwarteteEinnahmen,
    /// Eine verteilte Einnahme ist vorzeitig verbraucht (Absatz 4 Satz 2).
    VorzeitigVerbraucht,
    /// Vermögen ist nicht sofort verwertbar, oder das wäre eine besondere Härte (Absatz 5).
    VermoegenNichtVerwertbar,
}

impl Darlehensgrund {
    /// Muss das Darlehen erbracht werden, oder steht es im Ermessen?
    #[must_use]
    pub fn ist_gebunden(self) -> bool {
        self == Darlehensgrund::VermoegenNichtVerwertbar
    }

    fn text(self) -> (&'static str, &'static str) {
        match self {
            Darlehensgrund::ErwarteteEinnahmen => {
                ("§ 24 Abs. 4 Satz 1 SGB II", "bis zu den erwarteten Einnahmen")
            }
            Darlehensgrund::VorzeitigVerbraucht => {
                ("§ 24 Abs. 4 Satz 2 SGB II", "für den vorzeitig verbrauchten Teil")
            }
            Darlehensgrund::VermoegenNichtVerwertbar => {
                ("§ 24 Abs. 5 SGB II", "bis das Vermögen verwertet ist")
            }
        }
    }
}

/// Laufende Leistungen eines Monats, geteilt in Zuschuss und Darlehen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leistungsdarlehen {
    /// Warum.
    pub grund: Darlehensgrund,
    /// Anspruch, wenn Einnahme oder Vermögen nicht zählten.
    pub ohne: Cent,
    /// Anspruch, wenn sie zählen: das bleibt Zuschuss.
    pub zuschuss: Cent,
    /// Der Unterschied: das Darlehen, höchstens.
    pub darlehen: Cent,
}

/// Der Anspruch eines Monats, wenn die Mittel zählen und wenn nicht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ansprueche {
    /// Ohne die Mittel.
    pub ohne_mittel: Cent,
    /// Mit ihnen.
    pub mit_mitteln: Cent,
}

impl Leistungsdarlehen {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = self.grund.text();
        Beleg::neu(norm, format!("Darlehen {was}"), self.darlehen).aus([
            Beleg::neu("§ 19 Abs. 3 SGB II", "Anspruch ohne diese Mittel", self.ohne),
            Beleg::neu("§ 19 Abs. 3 SGB II", "Anspruch mit ihnen: Zuschuss", self.zuschuss),
        ])
    }
}

/// Absatz 4, 5: das Darlehen überbrückt genau den Unterschied.
#[must_use]
pub fn leistungsdarlehen(grund: Darlehensgrund, ansprueche: Ansprueche) -> Leistungsdarlehen {
    let Ansprueche { ohne_mittel, mit_mitteln } = ansprueche;
    let zuschuss = mit_mitteln.min(ohne_mittel);
    let darlehen = ohne_mittel.abzueglich(zuschuss);
    Leistungsdarlehen { grund, ohne: ohne_mittel, zuschuss, darlehen }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::recht::Recht;

    fn cent(text: &str) -> Cent {
        text.parse().unwrap()
    }

    #[test]
    fn ein_darlehen_deckt_was_vermoegen_und_andere_nicht_decken() {
        // § 24 Abs. 1, § 42a Abs. 1: Kühlschrank 400.
        let faelle = [
            ("0", "0", "400"),
            ("150", "0", "250"),
            ("150", "100", "150"),
            ("500", "100", "0"),
            ("0", "900", "0"),
        ];
        for (vermoegen, anderweitig, darlehen) in faelle {
            let deckung = Deckung { vermoegen: cent(vermoegen), anderweitig: cent(anderweitig) };
            let d = bedarfsdarlehen(cent("400"), deckung);
            assert_eq!(d.darlehen, cent(darlehen), "{vermoegen} {anderweitig}");
            assert_eq!(d.aus_vermoegen + d.anderweitig + d.darlehen, cent("400"));
            assert_eq!(d.beleg().aus.len(), 3);
        }
    }

    #[test]
    fn neben_laufenden_leistungen_wird_der_bedarf_voll_geleistet() {
        use Sonderbedarf as S;
        for (art, pauschale) in
            [(S::Wohnung, true), (S::BekleidungUndGeburt, true), (S::OrthopaedieUndTherapie, false)]
        {
            let s = sonderleistung(art, cent("1150"));
            assert_eq!((s.leistung, s.eigenes), (cent("1150"), Cent::NULL), "{art:?}");
            assert_eq!(s.beleg().aus.len(), 1);
            assert_eq!(art.pauschale_moeglich(), pauschale, "{art:?}");
        }
    }

    #[test]
    fn ohne_bezug_zaehlt_einkommen_von_hoechstens_sieben_monaten() {
        // § 24 Abs. 3 Satz 3, 4: Monat der Entscheidung und sechs weitere. Bedarf 1 150.
        let recht = Recht::eingebaut().unwrap();
        let regeln = recht.leistung_ohne_bezug("2026-07".parse().unwrap());
        let faelle: [(&[&str], _, _, _); 6] = [
            (&[], "0", "0", "1150"),
            (&["80"], "0", "80", "1070"),
            // 7 · 80 = 560; der achte Monat zählt nicht mehr.
            (&["80"; 8], "0", "560", "590"),
            (&["80", "0", "80"], "40", "200", "950"),
            (&["200"; 7], "0", "1150", "0"),
            (&[], "2000", "1150", "0"),
        ];
        for (ueberschuesse, vermoegen, eigenes, leistung) in faelle {
            let ueberschuesse: Vec<_> = ueberschuesse.iter().map(|u| cent(u)).collect();
            let mittel = EigeneMittel { ueberschuesse: &ueberschuesse, vermoegen: cent(vermoegen) };
            let art = Sonderbedarf::Wohnung;
            let s = sonderleistung_ohne_bezug(art, cent("1150"), mittel, regeln);
            assert_eq!((s.eigenes, s.leistung), (cent(eigenes), cent(leistung)));
        }
    }

    #[test]
    fn die_ueberbrueckung_ist_der_unterschied() {
        // § 24 Abs. 4, 5: Anspruch 1 013 ohne den Lohn, 365 mit ihm.
        let faelle = [
            ("1013", "365", "365", "648"),
            ("1013", "0", "0", "1013"),
            ("1013", "1013", "1013", "0"),
        ];
        for (ohne, mit, zuschuss, darlehen) in faelle {
            let ansprueche = Ansprueche { ohne_mittel: cent(ohne), mit_mitteln: cent(mit) };
            for (grund, gebunden) in [
                (Darlehensgrund::ErwarteteEinnahmen, false),
                (Darlehensgrund::VorzeitigVerbraucht, false),
                (Darlehensgrund::VermoegenNichtVerwertbar, true),
            ] {
                let d = leistungsdarlehen(grund, ansprueche);
                assert_eq!((d.zuschuss, d.darlehen), (cent(zuschuss), cent(darlehen)));
                assert_eq!(grund.ist_gebunden(), gebunden, "{grund:?}");
                assert_eq!(d.beleg().betrag, d.darlehen.into());
            }
        }
    }

    proptest! {
        #[test]
        fn zuschuss_und_darlehen_ergeben_den_anspruch(ohne in 0_i64..500_000, mit in 0_i64..500_000) {
            let ansprueche =
                Ansprueche { ohne_mittel: Cent::neu(ohne), mit_mitteln: Cent::neu(mit) };
            let d = leistungsdarlehen(Darlehensgrund::ErwarteteEinnahmen, ansprueche);
            prop_assert_eq!(d.zuschuss + d.darlehen, d.ohne);
        }
    }
}
