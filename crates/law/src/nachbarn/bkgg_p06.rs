//! § 6 BKGG: Höhe des Kindergeldes (mit § 2 Abs. 2, § 5 Abs. 1, § 20 Abs. 8; §§ 32, 66 EStG ebenso).
//!
//! Umgesetzt: Absatz 1 (Betrag nach der Reihenfolge der Kinder, seit 2023 für alle gleich); § 2 Abs. 2
//! (unter 18 ohne Bedingung, bis 21 arbeitsuchend, bis 25 – früher 26 oder 27 – in Ausbildung,
//! Behinderung); § 2 Abs. 2 Satz 2, 3 (Erwerbstätigkeit nach einer ersten Ausbildung, bis 2011
//! Einkünfte und Bezüge); § 5 Abs. 1 (ein Monat zählt ganz, wenn die Voraussetzungen an einem Tag
//! vorliegen); der Kinderbonus steht in [`crate::recht::Recht::kinderbonus`] und ist kein Einkommen.
//!
//! Lesart: ein Lebensjahr ist mit Ablauf des Tages vor dem Geburtstag vollendet; wer am Ersten
//! Geburtstag hat, wird in diesem Monat nicht mehr als jünger berücksichtigt.
//!
//! Nicht umgesetzt: §§ 1, 3, 4 (wer berechtigt ist, Zusammentreffen, andere Leistungen), § 2 Abs. 3
//! (Wehr- und Zivildienst), verheiratete volljährige Kinder vor 2012, der Betrag für Vollwaisen (§ 6
//! Abs. 2 a. F.), § 5 Abs. 2 (sechs Monate zurück).

use std::num::NonZeroU8;

use crate::measure::{Beleg, Cent, Monat, Tag};
use crate::recht::{Kindergeldalter, Kindergeldbetraege, Kindergeldvolljaehrige};

/// Warum ein volljähriges Kind noch berücksichtigt werden kann (§ 2 Abs. 2 Satz 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Umstand {
    /// Keiner.
    #[default]
    Keiner,
    /// Ohne Beschäftigung und arbeitsuchend gemeldet (Nr. 1).
    Arbeitsuchend,
    /// In Ausbildung, Übergangszeit, ohne Ausbildungsplatz oder im Freiwilligendienst (Nr. 2).
    Ausbildung {
        /// Nach einer ersten Ausbildung oder einem Erststudium (Satz 2).
        nach_erster: bool,
        /// Regelmäßige Arbeitszeit in der Woche; null auch bei geringfügiger Beschäftigung und im
        /// Ausbildungsdienstverhältnis (Satz 3).
        wochenstunden: u8,
    },
    /// Außerstande, sich selbst zu unterhalten, wegen einer rechtzeitig eingetretenen Behinderung
    /// (Nr. 3).
    Behinderung,
}

/// Ein Kind, für das Kindergeld in Betracht kommt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Geburtstag.
    pub geboren: Tag,
    /// Was nach dem 18. Geburtstag gilt.
    pub umstand: Umstand,
    /// Einkünfte und Bezüge im Kalenderjahr; nur bis 2011 von Bedeutung.
    pub einkuenfte_jahr: Cent,
}

/// Weshalb ein Kind berücksichtigt wird oder nicht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beruecksichtigung {
    /// Unter 18.
    Minderjaehrig,
    /// Volljährig mit einem Umstand des § 2 Abs. 2 Satz 1.
    Volljaehrig,
    /// Noch nicht geboren.
    NichtGeboren,
    /// Zu alt für den Umstand, oder es gibt keinen.
    Alter,
    /// Erwerbstätig nach einer ersten Ausbildung (§ 2 Abs. 2 Satz 2, 3).
    Erwerbstaetig,
    /// Einkünfte und Bezüge zu hoch (§ 2 Abs. 2 Satz 2 a. F.).
    Einkuenfte,
}

impl Beruecksichtigung {
    /// Wird das Kind berücksichtigt?
    #[must_use]
    pub fn zaehlt(self) -> bool {
        matches!(self, Beruecksichtigung::Minderjaehrig | Beruecksichtigung::Volljaehrig)
    }
}

/// Das Kindergeld für ein Kind im Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kindergeld {
    /// Das wievielte Kind der berechtigten Person, das älteste zuerst.
    pub ordnungszahl: NonZeroU8,
    /// Betrag.
    pub betrag: Cent,
}

impl Kindergeld {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = format!("Kindergeld für das {}. Kind", self.ordnungszahl);
        Beleg::neu("§ 6 Abs. 1 BKGG, § 66 Abs. 1 EStG", was, self.betrag)
    }
}

/// Ob ein Kind im Monat berücksichtigt wird (§ 2 Abs. 2, § 5 Abs. 1).
#[must_use]
pub fn beruecksichtigung(
    alter: &Kindergeldalter,
    volljaehrige: &Kindergeldvolljaehrige,
    kind: &Kind,
    monat: Monat,
) -> Beruecksichtigung {
    if kind.geboren > monat.letzter() {
        return Beruecksichtigung::NichtGeboren;
    }
    let juenger_als = |jahre: u8| monat.erster() < kind.geboren.geburtstag(i16::from(jahre));
    if juenger_als(alter.ohne_bedingung) {
        return Beruecksichtigung::Minderjaehrig;
    }
    let im_alter = match kind.umstand {
        Umstand::Keiner => false,
        Umstand::Arbeitsuchend => juenger_als(alter.arbeitsuchend),
        Umstand::Ausbildung { .. } => juenger_als(alter.ausbildung),
        Umstand::Behinderung => true,
    };
    if !im_alter {
        return Beruecksichtigung::Alter;
    }
    let grenze = volljaehrige.einkuenfte_hoechstens;
    if !grenze.ist_null() && kind.einkuenfte_jahr > grenze {
        return Beruecksichtigung::Einkuenfte;
    }
    let stunden = volljaehrige.wochenstunden_hoechstens;
    match kind.umstand {
        Umstand::Ausbildung { nach_erster: true, wochenstunden }
            if stunden > 0 && wochenstunden > stunden =>
        {
            Beruecksichtigung::Erwerbstaetig
        }
        _ => Beruecksichtigung::Volljaehrig,
    }
}

/// Das Kindergeld für das wievielte Kind; gezählt werden alle berücksichtigten Kinder der
/// berechtigten Person, auch solche, deren Kindergeld jemand anderes erhält.
#[must_use]
pub fn kindergeld(betraege: &Kindergeldbetraege, ordnungszahl: NonZeroU8) -> Kindergeld {
    let [erstes, zweites, drittes, weitere] = betraege.betraege;
    let betrag = match ordnungszahl.get() {
        1 => erstes,
        2 => zweites,
        3 => drittes,
        _ => weitere,
    };
    Kindergeld { ordnungszahl, betrag }
}

/// Das Kindergeld für so viele Kinder, das älteste zuerst.
pub fn kindergeld_aller(
    betraege: &Kindergeldbetraege,
    anzahl: u8,
) -> impl Iterator<Item = Kindergeld> + use<> {
    let betraege = *betraege;
    (1..=anzahl).filter_map(NonZeroU8::new).map(move |n| kindergeld(&betraege, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn monat(text: &str) -> Monat {
        text.parse().unwrap()
    }

    #[test]
    fn jedes_kind_hat_den_betrag_seiner_stelle() {
        // § 66 Abs. 1 EStG, § 6 Abs. 1 BKGG in den Fassungen seit 2002.
        let faelle = [
            ("2005-01", [154, 154, 154, 179]),
            ("2008-12", [154, 154, 154, 179]),
            ("2009-12", [164, 164, 170, 195]),
            ("2010-01", [184, 184, 190, 215]),
            ("2015-01", [188, 188, 194, 219]),
            ("2016-01", [190, 190, 196, 221]),
            ("2017-01", [192, 192, 198, 223]),
            ("2019-06", [194, 194, 200, 225]),
            ("2019-07", [204, 204, 210, 235]),
            ("2021-01", [219, 219, 225, 250]),
            ("2023-01", [250; 4]),
            ("2025-01", [255; 4]),
            ("2026-12", [259; 4]),
            // 267 Euro sind nur ein Entwurf.
            ("2027-01", [259; 4]),
        ];
        let recht = Recht::eingebaut().unwrap();
        for (text, erwartet) in faelle {
            let betraege = recht.kindergeld(monat(text)).unwrap();
            let alle: Vec<_> = kindergeld_aller(betraege, 4).map(|k| k.betrag).collect();
            assert_eq!(alle, erwartet.map(Cent::euro), "{text}");
        }
        let fuenftes =
            kindergeld(recht.kindergeld(monat("2022-12")).unwrap(), NonZeroU8::new(5).unwrap());
        assert_eq!(fuenftes.betrag, Cent::euro(250));
        assert_eq!(fuenftes.beleg().was, "Kindergeld für das 5. Kind");
    }

    #[test]
    fn das_alter_und_der_umstand_entscheiden() {
        use Beruecksichtigung::*;
        // § 2 Abs. 2, § 5 Abs. 1, § 20 Abs. 8 BKGG.
        let lehre = Umstand::Ausbildung { nach_erster: false, wochenstunden: 40 };
        let zweite = |wochenstunden| Umstand::Ausbildung { nach_erster: true, wochenstunden };
        let faelle = [
            ("2026-05", "2008-05-02", Umstand::Keiner, Minderjaehrig),
            ("2026-05", "2008-05-01", Umstand::Keiner, Alter),
            ("2026-06", "2008-05-02", Umstand::Keiner, Alter),
            ("2026-06", "2026-06-30", Umstand::Keiner, Minderjaehrig),
            ("2026-06", "2026-07-01", Umstand::Keiner, NichtGeboren),
            ("2026-05", "2005-05-02", Umstand::Arbeitsuchend, Volljaehrig),
            ("2026-06", "2005-05-02", Umstand::Arbeitsuchend, Alter),
            ("2026-05", "2001-05-31", lehre, Volljaehrig),
            ("2026-06", "2001-05-31", lehre, Alter),
            ("2026-06", "2004-05-31", zweite(20), Volljaehrig),
            ("2026-06", "2004-05-31", zweite(21), Erwerbstaetig),
            ("2011-06", "1990-05-31", zweite(21), Volljaehrig),
            ("2026-06", "1970-05-31", Umstand::Behinderung, Volljaehrig),
            ("2008-06", "1981-12-31", lehre, Volljaehrig),
            ("2008-06", "1982-05-31", lehre, Alter),
            ("2008-05", "1982-05-31", lehre, Volljaehrig),
            ("2008-06", "1983-05-31", lehre, Alter),
        ];
        let recht = Recht::eingebaut().unwrap();
        for (text, geboren, umstand, erwartet) in faelle {
            let kind =
                Kind { geboren: geboren.parse().unwrap(), umstand, einkuenfte_jahr: Cent::NULL };
            let alter = recht.kindergeld_altersgrenze(kind.geboren);
            let volljaehrige = recht.kindergeld_volljaehrige(monat(text)).unwrap();
            let ist = beruecksichtigung(alter, volljaehrige, &kind, monat(text));
            assert_eq!(ist, erwartet, "{text} {geboren} {umstand:?}");
            assert_eq!(ist.zaehlt(), matches!(ist, Minderjaehrig | Volljaehrig));
        }
    }

    #[test]
    fn bis_2011_zaehlten_die_einkuenfte_des_volljaehrigen_kindes() {
        // § 32 Abs. 4 Satz 2 EStG a. F.: 7 680, ab 2010 8 004 Euro.
        let recht = Recht::eingebaut().unwrap();
        let faelle = [
            ("2009-12", "7680", true),
            ("2009-12", "7680.01", false),
            ("2010-01", "8004", true),
            ("2011-12", "8004.01", false),
            ("2012-01", "30000", true),
        ];
        for (text, einkuenfte, zaehlt) in faelle {
            let umstand = Umstand::Ausbildung { nach_erster: false, wochenstunden: 0 };
            let einkuenfte_jahr = einkuenfte.parse().unwrap();
            let kind = Kind { geboren: "1991-06-15".parse().unwrap(), umstand, einkuenfte_jahr };
            let alter = recht.kindergeld_altersgrenze(kind.geboren);
            let volljaehrige = recht.kindergeld_volljaehrige(monat(text)).unwrap();
            let ist = beruecksichtigung(alter, volljaehrige, &kind, monat(text));
            assert_eq!(ist.zaehlt(), zaehlt, "{text} {einkuenfte}");
        }
        assert_eq!(recht.kinderbonus(monat("2020-10")).unwrap().betrag, Cent::euro(300));
        assert!(recht.kinderbonus(monat("2026-10")).unwrap().betrag.ist_null());
    }
}
