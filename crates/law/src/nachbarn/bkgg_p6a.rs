//! § 6a BKGG: Höhe des Kinderzuschlags (mit § 11 Abs. 2).
//!
//! Umgesetzt: Absatz 2 (Höchstbetrag je Kind), Absatz 3 Satz 3 (Minderung um das Einkommen des
//! Kindes), Absatz 4 (Summe), Absatz 6 Satz 1 bis 4 (Minderung um das Einkommen der Eltern über
//! ihrem Bedarf; was darüber liegt, gilt als Erwerbseinkommen, soweit nicht schon das andere
//! Einkommen darüber liegt); § 11 Abs. 2: auf volle Euro gerundet wird erst der Zahlbetrag.
//!
//! Nicht umgesetzt, denn hier steht nur die Formel: wer berechtigt ist (Absatz 1, 1a:
//! Mindesteinkommen, vermiedene Hilfebedürftigkeit), welches Einkommen zählt (Absatz 3 Satz 1, 2,
//! Absatz 8), unterlassene Anstrengungen (Absatz 3 Satz 4), Vermögen (Absatz 3 Satz 5 bis 7, Absatz
//! 5, 6), der Bedarf der Eltern mit ihrem Anteil der Unterkunft (Absatz 5 Satz 4), der Vorrang vor
//! dem SGB II (§ 12a SGB II). Einkommen und Bedarf gehen fertig hinein.

use crate::measure::{Beleg, Cent, Festkomma};
use crate::recht::Kinderzuschlaege;

/// Der Kinderzuschlag eines Kindes, bevor das Einkommen der Eltern zählt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kindzuschlag {
    /// Höchstbetrag (Absatz 2).
    pub hoechstbetrag: Cent,
    /// Zu berücksichtigendes Einkommen des Kindes.
    pub einkommen: Cent,
    /// Minderung, genau (Absatz 3 Satz 3).
    pub minderung: Festkomma,
    /// Was bleibt, genau.
    pub betrag: Festkomma,
}

/// Bedarf und zu berücksichtigendes Einkommen der Eltern eines Monats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Eltern {
    /// Gesamtbedarf der Eltern (Absatz 5).
    pub bedarf: Cent,
    /// Erwerbseinkünfte nach allen Absetzungen.
    pub erwerb: Cent,
    /// Anderes Einkommen nach allen Absetzungen.
    pub anderes: Cent,
}

/// Der Gesamtkinderzuschlag eines Monats mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesamtkinderzuschlag {
    /// Summe der Kinder (Absatz 4).
    pub kinder: Festkomma,
    /// Bedarf und Einkommen der Eltern.
    pub eltern: Eltern,
    /// Erwerbseinkünfte, soweit sie den Bedarf übersteigen (Absatz 6 Satz 2).
    pub erwerb_ueber_bedarf: Cent,
    /// Anderes Einkommen, soweit es für sich den Bedarf übersteigt.
    pub anderes_ueber_bedarf: Cent,
    /// Minderung wegen der Erwerbseinkünfte (Absatz 6 Satz 3).
    pub minderung_erwerb: Festkomma,
    /// Was nach beiden Minderungen bleibt, genau.
    pub genau: Festkomma,
    /// Der Zahlbetrag in vollen Euro (§ 11 Abs. 2).
    pub betrag: Cent,
}

impl Kindzuschlag {
    /// Die Begründung, wie sie im Vermerk steht; genaue Beträge auf den Cent.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        Beleg::neu("§ 6a Abs. 3 BKGG", "Kinderzuschlag des Kindes", self.betrag.auf_cent()).aus([
            Beleg::neu("§ 6a Abs. 2 BKGG", "Höchstbetrag", self.hoechstbetrag),
            Beleg::neu("§ 6a Abs. 3 BKGG", "Einkommen des Kindes", self.einkommen),
            Beleg::neu(
                "§ 6a Abs. 3 Satz 3 BKGG",
                "abzüglich: Anteil des Einkommens",
                self.minderung.auf_cent(),
            ),
        ])
    }
}

impl Gesamtkinderzuschlag {
    /// Die Begründung, wie sie im Vermerk steht; genaue Beträge auf den Cent.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let Eltern { bedarf, erwerb, anderes } = self.eltern;
        let satz_2 = "§ 6a Abs. 6 Satz 2 BKGG";
        Beleg::neu("§ 6a, § 11 Abs. 2 BKGG", "Kinderzuschlag in vollen Euro", self.betrag).aus([
            Beleg::neu("§ 6a Abs. 4 BKGG", "Summe der Kinder", self.kinder.auf_cent()),
            Beleg::neu("§ 6a Abs. 5 BKGG", "Bedarf der Eltern", bedarf),
            Beleg::neu("§ 6a Abs. 6 BKGG", "Erwerbseinkünfte der Eltern", erwerb),
            Beleg::neu("§ 6a Abs. 6 BKGG", "anderes Einkommen der Eltern", anderes),
            Beleg::neu(satz_2, "Erwerbseinkünfte über dem Bedarf", self.erwerb_ueber_bedarf),
            Beleg::neu(
                "§ 6a Abs. 6 Satz 3 BKGG",
                "abzüglich: Anteil der Erwerbseinkünfte",
                self.minderung_erwerb.auf_cent(),
            ),
            Beleg::neu(
                "§ 6a Abs. 6 Satz 4 BKGG",
                "abzüglich: anderes Einkommen über dem Bedarf",
                self.anderes_ueber_bedarf,
            ),
            Beleg::neu("§ 6a Abs. 6 BKGG", "nach Minderung", self.genau.auf_cent()),
        ])
    }
}

/// Der Kinderzuschlag eines Kindes aus seinem zu berücksichtigenden Einkommen.
#[must_use]
pub fn kindzuschlag(saetze: &Kinderzuschlaege, einkommen: Cent) -> Kindzuschlag {
    let hoechstbetrag = saetze.hoechstbetrag;
    let minderung = Festkomma::from(einkommen).prozent(saetze.einkommen_kind);
    let betrag = (Festkomma::from(hoechstbetrag) - minderung).soweit_positiv();
    Kindzuschlag { hoechstbetrag, einkommen, minderung, betrag }
}

/// Der Gesamtkinderzuschlag aus den Kinderzuschlägen der Kinder und dem Einkommen der Eltern.
#[must_use]
pub fn gesamtkinderzuschlag(
    saetze: &Kinderzuschlaege,
    kinder: &[Kindzuschlag],
    eltern: Eltern,
) -> Gesamtkinderzuschlag {
    let kinder: Festkomma = kinder.iter().map(|kind| kind.betrag).sum();
    // Absatz 6 Satz 2: den Bedarf deckt zuerst das andere Einkommen.
    let anderes_ueber_bedarf = eltern.anderes.abzueglich(eltern.bedarf);
    let noch_zu_decken = eltern.bedarf.abzueglich(eltern.anderes);
    let erwerb_ueber_bedarf = eltern.erwerb.abzueglich(noch_zu_decken);
    let minderung_erwerb = Festkomma::from(erwerb_ueber_bedarf).prozent(saetze.erwerb_eltern);
    let anderes = Festkomma::from(anderes_ueber_bedarf);
    let genau = (kinder - minderung_erwerb - anderes).soweit_positiv();
    Gesamtkinderzuschlag {
        kinder,
        eltern,
        erwerb_ueber_bedarf,
        anderes_ueber_bedarf,
        minderung_erwerb,
        genau,
        betrag: genau.auf_euro().soweit_positiv(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn saetze(monat: &str) -> Kinderzuschlaege {
        *Recht::eingebaut().unwrap().kinderzuschlag(monat.parse().unwrap()).unwrap()
    }

    fn euro(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn eltern(bedarf: &str, erwerb: &str, anderes: &str) -> Eltern {
        Eltern { bedarf: euro(bedarf), erwerb: euro(erwerb), anderes: euro(anderes) }
    }

    #[test]
    fn einkommen_des_kindes_und_der_eltern_mindern_den_zuschlag() {
        // § 6a Abs. 3, 4, 6 BKGG, 2026; C12: die ersten beiden Zeilen. Spalten: Einkommen der
        // Kinder, Eltern (Bedarf, Erwerb, anderes), Summe der Kinder, genau, Zahlbetrag.
        let faelle: [(&[&str], _, _, _, _); 9] = [
            (&["227"], ("1000", "1000", "0"), "194.85", "194.85", 195),
            (&["227"], ("1000", "1200", "0"), "194.85", "104.85", 105),
            (&["0", "227"], ("1000", "900", "300"), "491.85", "401.85", 402),
            // Das andere Einkommen übersteigt für sich: 100 voll und 45 % von 500.
            (&["0", "0"], ("1000", "500", "1100"), "594", "269", 269),
            (&["0"], ("1000", "0", "1000"), "297", "297", 297),
            (&["0"], ("1000", "1700", "0"), "297", "0", 0),
            // 660 · 45 % = 297; mehr Einkommen mindert die Geschwister nicht.
            (&["660"], ("1000", "0", "0"), "0", "0", 0),
            (&["900", "0"], ("1000", "0", "0"), "297", "297", 297),
            (&[], ("1000", "0", "0"), "0", "0", 0),
        ];
        for (einkommen, (bedarf, erwerb, anderes), summe, genau, zahlbetrag) in faelle {
            let saetze = saetze("2026-07");
            let kinder: Vec<_> =
                einkommen.iter().map(|kind| kindzuschlag(&saetze, euro(kind))).collect();
            let gesamt = gesamtkinderzuschlag(&saetze, &kinder, eltern(bedarf, erwerb, anderes));
            assert_eq!(gesamt.kinder, Festkomma::from(euro(summe)), "{einkommen:?}");
            assert_eq!(gesamt.genau, Festkomma::from(euro(genau)), "{einkommen:?} {erwerb}");
            assert_eq!(gesamt.betrag, Cent::euro(zahlbetrag), "{einkommen:?} {erwerb}");
        }
    }

    #[test]
    fn gerundet_wird_erst_der_zahlbetrag() {
        // § 11 Abs. 2 BKGG; 1,12 · 45 % = 0,504: es bleiben 296,496, auf den Cent wären es 296,50.
        let faelle = [("1", 297), ("1.10", 297), ("1.12", 296), ("3.34", 295), ("3.33", 296)];
        for (einkommen, zahlbetrag) in faelle {
            let saetze = saetze("2026-07");
            let kind = kindzuschlag(&saetze, euro(einkommen));
            let gesamt = gesamtkinderzuschlag(&saetze, &[kind], Eltern::default());
            assert_eq!(gesamt.betrag, Cent::euro(zahlbetrag), "{einkommen}");
        }
    }

    #[test]
    fn jedes_jahr_hat_seinen_hoechstbetrag() {
        // § 6a Abs. 2, § 20 Abs. 3, 3a BKGG.
        let faelle = [
            ("2020-12", 185),
            ("2021-01", 205),
            ("2022-06", 209),
            ("2022-07", 229),
            ("2023-12", 250),
            ("2024-01", 292),
            ("2025-01", 297),
            ("2026-01", 297),
        ];
        for (monat, betrag) in faelle {
            assert_eq!(saetze(monat).hoechstbetrag, Cent::euro(betrag), "{monat}");
        }
        let recht = Recht::eingebaut().unwrap();
        assert_eq!(recht.kinderzuschlag("2019-12".parse().unwrap()), None);
    }

    #[test]
    fn die_belege_zeigen_jeden_betrag_auf_dem_weg() {
        let saetze = saetze("2026-07");
        let kind = kindzuschlag(&saetze, euro("227"));
        let betraege = |beleg: &Beleg| -> Vec<String> {
            beleg.aus.iter().map(|zeile| zeile.betrag.to_string()).collect()
        };
        assert_eq!(betraege(&kind.beleg()), ["297,00 €", "227,00 €", "102,15 €"]);
        let gesamt = gesamtkinderzuschlag(&saetze, &[kind], eltern("1000", "1200", "0"));
        let erwartet = [
            "194,85 €",
            "1.000,00 €",
            "1.200,00 €",
            "0,00 €",
            "200,00 €",
            "90,00 €",
            "0,00 €",
            "104,85 €",
        ];
        assert_eq!(betraege(&gesamt.beleg()), erwartet);
    }
}
