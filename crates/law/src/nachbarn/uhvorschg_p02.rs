//! § 2 UhVorschG: Höhe des Unterhaltsvorschusses (mit § 9 Abs. 3).
//!
//! Umgesetzt: Absatz 1 (Mindestunterhalt der Altersstufe; die höhere Stufe gilt ab Beginn des Monats, in
//! dem das Lebensjahr vollendet wird; Teilmonate anteilig); Absatz 2 (Kindergeld für ein erstes Kind, bis
//! 2007 zur Hälfte); Absatz 3 (Unterhalt, Waisenbezüge); Absatz 4 (eigene Einkünfte nach der
//! allgemeinbildenden Schule zur Hälfte, seit Juli 2017); § 9 Abs. 3 Satz 2, 3 (auf volle Euro auf,
//! unter 5 Euro nichts); § 11a a. F. (2015).
//!
//! Lesarten: ein Teilmonat zählt nach Kalendertagen des Monats, gekürzt wird der Betrag nach Absatz 1 und
//! 2; Einkünfte nach Absatz 3 und 4 sind die desselben Zeitraums. Aufgerundet wird der Zahlbetrag.
//!
//! Nicht umgesetzt: Werbungskosten über den Pauschbetrag hinaus kennt Absatz 4 nicht; Einkünfte aus
//! selbständiger Arbeit gehen als Ertrag des Vermögens hinein. Aufrundung nach § 1612a Abs. 2 Satz 2 BGB
//! steckt in den Beträgen.

use crate::lage::Gebiet;
use crate::measure::{Beleg, Cent, Monat, Prozent, Tag, Zeitraum};
use crate::recht::{Mindestunterhalt, Unterhaltsvorschuesse};

/// Altersstufe des Mindestunterhalts (§ 1612a Abs. 1 Satz 3 BGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Altersstufe {
    /// Bis zur Vollendung des sechsten Lebensjahres.
    Erste,
    /// Bis zur Vollendung des zwölften.
    Zweite,
    /// Vom dreizehnten an.
    Dritte,
}

/// Wer das Kindergeld hat (Absatz 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kindergeldbezug {
    /// Der Elternteil, bei dem das Kind lebt, oder ein Dritter: es geht ab.
    #[default]
    Abzuziehen,
    /// Der andere Elternteil oder niemand: nichts geht ab.
    NichtAbzuziehen,
}

/// Eigene Einkünfte nach der allgemeinbildenden Schule (Absatz 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EigeneEinkuenfte {
    /// Bruttolohn oder Ausbildungsvergütung des Monats.
    pub lohn: Cent,
    /// Wird das Kind ausgebildet? Dann geht der ausbildungsbedingte Aufwand ab.
    pub in_ausbildung: bool,
    /// Einkünfte des Vermögens.
    pub vermoegen: Cent,
}

/// Was das Kind im Monat hat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Einkuenfte {
    /// Unterhalt des anderen Elternteils (Absatz 3 Nr. 1).
    pub unterhalt: Cent,
    /// Waisenbezüge (Absatz 3 Nr. 2).
    pub waisenbezuege: Cent,
    /// Eigene Einkünfte; `None`, solange das Kind eine allgemeinbildende Schule besucht.
    pub eigene: Option<EigeneEinkuenfte>,
}

/// Woraus sich der Unterhaltsvorschuss eines Monats ergibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Geburtstag des Kindes.
    pub geboren: Tag,
    /// Die Tage des Monats, für die er zusteht ([`super::uhvorschg_p01::anspruchszeit`]).
    pub zeitraum: Zeitraum,
    /// Wo das Kind lebt; nur bis 2007 von Bedeutung. `Ost` ist hier das Beitrittsgebiet mit dem Ostteil
    /// Berlins (§ 2 Regelbetrag-Verordnung).
    pub gebiet: Gebiet,
    /// Kindergeld.
    pub kindergeld: Kindergeldbezug,
    /// Einkünfte.
    pub einkuenfte: Einkuenfte,
}

/// Der Unterhaltsvorschuss eines Monats mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unterhaltsvorschuss {
    /// Altersstufe.
    pub stufe: Altersstufe,
    /// Mindestunterhalt, bis 2007 Regelbetrag (Absatz 1).
    pub mindestunterhalt: Cent,
    /// Abgezogenes Kindergeld (Absatz 2).
    pub kindergeld: Cent,
    /// Tage mit Anspruch im Monat.
    pub tage: u32,
    /// Betrag nach Absatz 1 und 2 für diese Tage, auf den Cent.
    pub anteilig: Cent,
    /// Unterhalt und Waisenbezüge (Absatz 3).
    pub angerechnet: Cent,
    /// Zählender Teil der eigenen Einkünfte (Absatz 4).
    pub eigene: Cent,
    /// Was bleibt, auf den Cent.
    pub rest: Cent,
    /// Zahlbetrag in vollen Euro (§ 9 Abs. 3).
    pub betrag: Cent,
}

impl Unterhaltsvorschuss {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let stufe = match self.stufe {
            Altersstufe::Erste => "Mindestunterhalt der ersten Altersstufe",
            Altersstufe::Zweite => "Mindestunterhalt der zweiten Altersstufe",
            Altersstufe::Dritte => "Mindestunterhalt der dritten Altersstufe",
        };
        let anteilig = format!("für {} Tage des Monats", self.tage);
        Beleg::neu("§ 2, § 9 Abs. 3 UhVorschG", "Unterhaltsvorschuss in vollen Euro", self.betrag)
            .aus([
                Beleg::neu("§ 2 Abs. 1 UhVorschG", stufe, self.mindestunterhalt),
                Beleg::neu("§ 2 Abs. 2 UhVorschG", "abzüglich: Kindergeld", self.kindergeld),
                Beleg::neu("§ 2 Abs. 1 Satz 3 UhVorschG", anteilig, self.anteilig),
                Beleg::neu(
                    "§ 2 Abs. 3 UhVorschG",
                    "abzüglich: Unterhalt, Waisenbezüge",
                    self.angerechnet,
                ),
                Beleg::neu("§ 2 Abs. 4 UhVorschG", "abzüglich: eigene Einkünfte", self.eigene),
                Beleg::neu("§ 2 UhVorschG", "es bleiben", self.rest),
            ])
    }
}

/// Die Altersstufe im Monat.
#[must_use]
pub fn altersstufe(geboren: Tag, monat: Monat) -> Altersstufe {
    // Ein Lebensjahr endet am Tag vor dem Geburtstag; die höhere Stufe gilt ab Beginn dieses Monats.
    let vollendet = |jahre| geboren.geburtstag(jahre).voriger().monat() <= monat;
    match (vollendet(6), vollendet(12)) {
        (_, true) => Altersstufe::Dritte,
        (true, false) => Altersstufe::Zweite,
        (false, false) => Altersstufe::Erste,
    }
}

/// Der Unterhaltsvorschuss; `kindergeld_erstes` ist das Kindergeld für ein erstes Kind im Monat.
#[must_use]
pub fn unterhaltsvorschuss(
    werte: &Unterhaltsvorschuesse,
    mindestunterhalt: &Mindestunterhalt,
    kindergeld_erstes: Cent,
    fall: &Fall,
) -> Unterhaltsvorschuss {
    let monat = fall.zeitraum.von.monat();
    let stufe = altersstufe(fall.geboren, monat);
    let stufen = match (fall.gebiet, mindestunterhalt.stufen_ost) {
        (Gebiet::Ost, Some(ost)) => ost,
        _ => mindestunterhalt.stufen,
    };
    let [erste, zweite, dritte] = stufen;
    let mindestens = match stufe {
        Altersstufe::Erste => erste,
        Altersstufe::Zweite => zweite,
        Altersstufe::Dritte => dritte,
    };
    let kindergeld = match fall.kindergeld {
        Kindergeldbezug::Abzuziehen => mindestunterhalt
            .kindergeld
            .unwrap_or(kindergeld_erstes)
            .prozent(werte.kindergeld_anteil),
        Kindergeldbezug::NichtAbzuziehen => Cent::NULL,
    };
    let im_monat = fall.zeitraum.schnitt(monat.zeitraum()).map_or(0, Zeitraum::tage);
    let ganz = mindestens.abzueglich(kindergeld);
    let anteilig = ganz.teil(im_monat, u32::from(monat.kalendertage())).runde_p41();
    let angerechnet = fall.einkuenfte.unterhalt + fall.einkuenfte.waisenbezuege;
    let eigene = fall.einkuenfte.eigene.map_or(Cent::NULL, |eigene| zaehlend(werte, eigene));
    let rest = anteilig.abzueglich(angerechnet + eigene);
    let gerundet = rest.aufgerundet_auf_euro();
    Unterhaltsvorschuss {
        stufe,
        mindestunterhalt: mindestens,
        kindergeld,
        tage: im_monat,
        anteilig,
        angerechnet,
        eigene,
        rest,
        betrag: if gerundet < werte.mindestzahlung { Cent::NULL } else { gerundet },
    }
}

/// Der Teil der eigenen Einkünfte, der zählt (Absatz 4).
fn zaehlend(werte: &Unterhaltsvorschuesse, eigene: EigeneEinkuenfte) -> Cent {
    if werte.eigene_einkuenfte == Prozent::default() {
        return Cent::NULL;
    }
    let pauschbetrag = werte.arbeitnehmer_pauschbetrag.teil(1, 12).runde_p41();
    let aufwand = if eigene.in_ausbildung { werte.ausbildung_aufwand } else { Cent::NULL };
    let ertrag = eigene.lohn.abzueglich(pauschbetrag + aufwand) + eigene.vermoegen;
    ertrag.prozent(werte.eigene_einkuenfte)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;

    use super::super::bkgg_p06::kindergeld;
    use super::*;
    use crate::recht::Recht;

    fn fall(geboren: &str, monat: &str) -> Fall {
        Fall {
            geboren: geboren.parse().unwrap(),
            zeitraum: monat.parse::<Monat>().unwrap().zeitraum(),
            gebiet: Gebiet::West,
            kindergeld: Kindergeldbezug::Abzuziehen,
            einkuenfte: Einkuenfte::default(),
        }
    }

    fn rechne(fall: &Fall) -> Unterhaltsvorschuss {
        let recht = Recht::eingebaut().unwrap();
        let monat = fall.zeitraum.von.monat();
        let erstes = kindergeld(recht.kindergeld(monat).unwrap(), NonZeroU8::MIN).betrag;
        let werte = recht.unterhaltsvorschuss(monat).unwrap();
        unterhaltsvorschuss(werte, recht.mindestunterhalt(monat).unwrap(), erstes, fall)
    }

    #[test]
    fn jedes_jahr_hat_seine_betraege() {
        // Mindestunterhalt abzüglich Kindergeld für ein erstes Kind: Alter 3, 8, 14; 2005 bis 2007
        // Regelbetrag abzüglich des halben Kindergeldes (77), West und Ost.
        let faelle = [
            ("2005-06", Gebiet::West, [122, 164, 207]),
            ("2005-06", Gebiet::Ost, [106, 145, 185]),
            ("2005-07", Gebiet::West, [127, 170, 214]),
            ("2007-06", Gebiet::Ost, [111, 151, 192]),
            ("2007-07", Gebiet::West, [125, 168, 211]),
            ("2007-12", Gebiet::Ost, [109, 149, 190]),
            ("2008-06", Gebiet::Ost, [125, 168, 211]),
            ("2009-06", Gebiet::West, [117, 158, 213]),
            ("2014-06", Gebiet::West, [133, 180, 242]),
            ("2015-06", Gebiet::West, [133, 180, 242]),
            ("2015-07", Gebiet::West, [144, 192, 256]),
            ("2016-06", Gebiet::West, [145, 194, 260]),
            ("2017-06", Gebiet::West, [150, 201, 268]),
            ("2018-06", Gebiet::West, [154, 205, 273]),
            ("2019-06", Gebiet::West, [160, 212, 282]),
            ("2019-07", Gebiet::West, [150, 202, 272]),
            ("2020-06", Gebiet::West, [165, 220, 293]),
            ("2021-06", Gebiet::West, [174, 232, 309]),
            ("2022-06", Gebiet::West, [177, 236, 314]),
            ("2023-06", Gebiet::West, [187, 252, 338]),
            ("2024-06", Gebiet::West, [230, 301, 395]),
            ("2025-06", Gebiet::West, [227, 299, 394]),
            ("2026-06", Gebiet::West, [227, 299, 394]),
        ];
        for (monat, gebiet, erwartet) in faelle {
            let jahr = monat.parse::<Monat>().unwrap().jahr();
            for (alter, betrag) in [3, 8, 14].into_iter().zip(erwartet) {
                let geboren = format!("{}-01-15", jahr - alter);
                let ist = rechne(&Fall { gebiet, ..fall(&geboren, monat) });
                assert_eq!(ist.betrag, Cent::euro(betrag), "{monat} {gebiet:?} {alter}");
            }
        }
    }

    #[test]
    fn die_hoehere_stufe_gilt_ab_dem_monat_in_dem_das_lebensjahr_endet() {
        use Altersstufe::*;
        // § 1612a Abs. 3 BGB; wer am Ersten Geburtstag hat, vollendet das Lebensjahr im Vormonat.
        let faelle = [
            ("2020-05-15", "2026-04", Erste),
            ("2020-05-15", "2026-05", Zweite),
            ("2020-06-01", "2026-05", Zweite),
            ("2014-06-01", "2026-05", Dritte),
            ("2014-06-02", "2026-05", Zweite),
        ];
        for (geboren, monat, stufe) in faelle {
            assert_eq!(rechne(&fall(geboren, monat)).stufe, stufe, "{geboren} {monat}");
        }
    }

    #[test]
    fn einkuenfte_des_kindes_mindern_ihn() {
        // 2026, Alter 14: 394; § 2 Abs. 3, 4: Lohn 900 − 102,50 − 100 = 697,50, die Hälfte 348,75: es
        // bleiben 45,25, aufgerundet 46. Ohne Ausbildung 797,50/2 = 398,75: nichts.
        let eigene = |lohn: &str, in_ausbildung| Einkuenfte {
            eigene: Some(EigeneEinkuenfte {
                lohn: lohn.parse().unwrap(),
                in_ausbildung,
                vermoegen: Cent::NULL,
            }),
            ..Einkuenfte::default()
        };
        let unterhalt = |betrag: &str| Einkuenfte {
            unterhalt: betrag.parse().unwrap(),
            ..Einkuenfte::default()
        };
        let faelle = [
            (eigene("900", true), "45.25", 46),
            (eigene("900", false), "0", 0),
            (eigene("150", true), "394", 394),
            (unterhalt("100"), "294", 294),
            (unterhalt("389.50"), "4.50", 5),
            (unterhalt("390.01"), "3.99", 0),
            (Einkuenfte { waisenbezuege: Cent::euro(200), ..unterhalt("100") }, "94", 94),
        ];
        for (einkuenfte, rest, betrag) in faelle {
            let ist = rechne(&Fall { einkuenfte, ..fall("2012-01-15", "2026-06") });
            assert_eq!(ist.rest, rest.parse().unwrap(), "{einkuenfte:?}");
            assert_eq!(ist.betrag, Cent::euro(betrag), "{einkuenfte:?}");
        }
        // Vor Juli 2017 zählten eigene Einkünfte nicht; 2016, Alter 8: 194.
        let frueher = Fall { einkuenfte: eigene("900", false), ..fall("2008-01-15", "2016-06") };
        assert_eq!(rechne(&frueher).betrag, Cent::euro(194));
    }

    #[test]
    fn ein_teilmonat_zaehlt_nach_tagen() {
        // § 2 Abs. 1 Satz 3: 227 · 12/31 = 87,87…, aufgerundet 88. Ohne Kindergeld: 486.
        let voll = fall("2026-05-20", "2026-05");
        let von = "2026-05-20".parse().unwrap();
        let teil = Fall { zeitraum: Zeitraum { von, bis: voll.zeitraum.bis }, ..voll };
        let ist = rechne(&teil);
        assert_eq!((ist.tage, ist.anteilig), (12, "87.87".parse().unwrap()));
        assert_eq!(ist.betrag, Cent::euro(88));
        let ohne = Fall { kindergeld: Kindergeldbezug::NichtAbzuziehen, ..voll };
        assert_eq!(rechne(&ohne).betrag, Cent::euro(486));
        assert_eq!(rechne(&ohne).beleg().aus.len(), 6);
    }
}
