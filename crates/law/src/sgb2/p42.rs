//! § 42 SGB II: vorzeitige Leistung (Absatz 2).
//!
//! Umgesetzt: Absatz 2 (auf Antrag höchstens 100 € des nächsten Anspruchs; Verringerung im
//! Folgemonat, soweit nicht möglich im zweiten; Ausschlüsse).
//! Nicht umgesetzt: ob gezahlt wird (Ermessen; hier steht, wie viel höchstens), Absätze 1 und 4
//! (Auszahlung im Voraus, Unpfändbarkeit).

use crate::measure::{Beleg, Cent, Monat};
use crate::recht::VorzeitigeLeistung as Regel;

/// Warum nicht vorzeitig geleistet wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VorzeitigAusschluss {
    /// Aufrechnung im laufenden Monat oder im Monat der Verringerung (Satz 5 Nr. 1).
    Aufrechnung,
    /// Der Anspruch im Folgemonat ist gemindert (Nr. 2).
    Minderung,
    /// In einem der zwei vorangegangenen Kalendermonate schon in Anspruch genommen (Nr. 3).
    SchonGenommen,
    /// Im Folgemonat ist nichts bewilligt (Satz 1).
    NichtsBewilligt,
}

/// Angaben zum Antrag auf vorzeitige Leistung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vorzeitigantrag {
    /// Laufender Monat.
    pub monat: Monat,
    /// Beantragt.
    pub beantragt: Cent,
    /// Bewilligt und zum nächsten Zahlungszeitpunkt fällig.
    pub naechster_anspruch: Cent,
    /// Ist im laufenden Monat oder im Monat der Verringerung eine Aufrechnung zu erwarten?
    pub aufrechnung_erwartet: bool,
    /// Ist der Anspruch im Folgemonat durch eine Sanktion gemindert?
    pub minderung_im_folgemonat: bool,
    /// Wann zuletzt vorzeitig geleistet wurde.
    pub zuletzt: Option<Monat>,
}

/// Die vorzeitige Leistung und woraus sie zurückfließt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VorzeitigeLeistung {
    /// Beantragt.
    pub beantragt: Cent,
    /// Nächster fälliger Anspruch.
    pub naechster_anspruch: Cent,
    /// Höchstens.
    pub hoechstens: Cent,
    /// Ausgezahlt, höchstens.
    pub betrag: Cent,
}

impl VorzeitigeLeistung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        Beleg::neu("§ 42 Abs. 2 SGB II", "vorzeitig, höchstens", self.betrag).aus([
            Beleg::neu("§ 42 Abs. 2 Satz 1 SGB II", "beantragt", self.beantragt),
            Beleg::neu("§ 42 Abs. 2 Satz 1 SGB II", "nächster Anspruch", self.naechster_anspruch),
            Beleg::neu("§ 42 Abs. 2 Satz 2 SGB II", "höchstens", self.hoechstens),
        ])
    }
}

/// Absatz 2 Satz 1, 2, 5.
///
/// # Errors
/// Der Grund, aus dem nichts vorzeitig geleistet wird.
pub fn vorzeitige_leistung(
    antrag: &Vorzeitigantrag,
    regel: &Regel,
) -> Result<VorzeitigeLeistung, VorzeitigAusschluss> {
    let kuerzlich = |zuletzt: Monat| antrag.monat.seit(zuletzt) <= regel.sperre_monate;
    if antrag.aufrechnung_erwartet {
        return Err(VorzeitigAusschluss::Aufrechnung);
    }
    if antrag.minderung_im_folgemonat {
        return Err(VorzeitigAusschluss::Minderung);
    }
    if antrag.zuletzt.is_some_and(kuerzlich) {
        return Err(VorzeitigAusschluss::SchonGenommen);
    }
    if antrag.naechster_anspruch.ist_null() {
        return Err(VorzeitigAusschluss::NichtsBewilligt);
    }
    let Vorzeitigantrag { beantragt, naechster_anspruch, .. } = *antrag;
    let hoechstens = regel.hoechstens;
    let betrag = beantragt.min(naechster_anspruch).min(hoechstens);
    Ok(VorzeitigeLeistung { beantragt, naechster_anspruch, hoechstens, betrag })
}

/// Wie sich die Auszahlung der beiden folgenden Monate verringert (Satz 3, 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verringerung {
    /// Im Folgemonat.
    pub folgemonat: Cent,
    /// Im zweiten folgenden Monat, soweit es im ersten nicht möglich war.
    pub zweiter_monat: Cent,
    /// Was in beiden nicht möglich war: dafür gilt § 50 Abs. 2 SGB X.
    pub rest: Cent,
}

/// Auszahlungen der beiden folgenden Monate, bevor sie verringert werden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auszahlungen {
    /// Folgemonat.
    pub folgemonat: Cent,
    /// Zweiter folgender Monat.
    pub zweiter_monat: Cent,
}

impl Verringerung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let summe = self.folgemonat + self.zweiter_monat;
        Beleg::neu("§ 42 Abs. 2 Satz 3, 4 SGB II", "Verringerung", summe).aus([
            Beleg::neu("§ 42 Abs. 2 Satz 3 SGB II", "im Folgemonat", self.folgemonat),
            Beleg::neu("§ 42 Abs. 2 Satz 4 SGB II", "im zweiten Monat", self.zweiter_monat),
            Beleg::neu("§ 50 Abs. 2 SGB X", "nicht verringert", self.rest),
        ])
    }
}

/// Absatz 2 Satz 3, 4.
#[must_use]
pub fn verringerung(vorzeitig: &VorzeitigeLeistung, auszahlungen: Auszahlungen) -> Verringerung {
    let folgemonat = vorzeitig.betrag.min(auszahlungen.folgemonat);
    let rest = vorzeitig.betrag.abzueglich(folgemonat);
    let zweiter_monat = rest.min(auszahlungen.zweiter_monat);
    Verringerung { folgemonat, zweiter_monat, rest: rest.abzueglich(zweiter_monat) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn cent(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn monat(text: &str) -> Monat {
        text.parse().unwrap()
    }

    fn regel() -> Regel {
        *Recht::eingebaut().unwrap().vorzeitige_leistung(monat("2026-07")).unwrap()
    }

    fn antrag(beantragt: &str, naechster: &str) -> Vorzeitigantrag {
        Vorzeitigantrag {
            monat: monat("2026-07"),
            beantragt: cent(beantragt),
            naechster_anspruch: cent(naechster),
            aufrechnung_erwartet: false,
            minderung_im_folgemonat: false,
            zuletzt: None,
        }
    }

    #[test]
    fn vorzeitig_gibt_es_hoechstens_hundert_euro_des_naechsten_anspruchs() {
        // § 42 Abs. 2 Satz 1, 2.
        let faelle = [("80", "1013", "80"), ("150", "1013", "100"), ("100", "62.50", "62.50")];
        for (beantragt, naechster, betrag) in faelle {
            let v = vorzeitige_leistung(&antrag(beantragt, naechster), &regel()).unwrap();
            assert_eq!(v.betrag, cent(betrag), "{beantragt} {naechster}");
            assert_eq!(v.beleg().aus[2].betrag, cent("100").into());
        }
    }

    #[test]
    fn vier_gruende_schliessen_sie_aus() {
        // § 42 Abs. 2 Satz 1, 5; zwei vorangegangene Kalendermonate: Mai und Juni.
        use VorzeitigAusschluss as V;
        let gut = antrag("80", "1013");
        let mit = |zuletzt: &str| Vorzeitigantrag { zuletzt: Some(monat(zuletzt)), ..gut };
        let faelle = [
            (Vorzeitigantrag { aufrechnung_erwartet: true, ..gut }, Some(V::Aufrechnung)),
            (Vorzeitigantrag { minderung_im_folgemonat: true, ..gut }, Some(V::Minderung)),
            (mit("2026-04"), None),
            (mit("2026-05"), Some(V::SchonGenommen)),
            (mit("2026-06"), Some(V::SchonGenommen)),
            (mit("2026-07"), Some(V::SchonGenommen)),
            (antrag("80", "0"), Some(V::NichtsBewilligt)),
        ];
        for (antrag, erwartet) in faelle {
            assert_eq!(vorzeitige_leistung(&antrag, &regel()).err(), erwartet, "{antrag:?}");
        }
        assert_eq!(Recht::eingebaut().unwrap().vorzeitige_leistung(monat("2016-07")), None);
    }

    #[test]
    fn sie_fliesst_im_folgemonat_zurueck_sonst_im_zweiten() {
        // § 42 Abs. 2 Satz 3, 4: 100 vorzeitig.
        let v = vorzeitige_leistung(&antrag("100", "1013"), &regel()).unwrap();
        let faelle = [
            ("1013", "1013", "100", "0", "0"),
            ("30", "1013", "30", "70", "0"),
            ("0", "60", "0", "60", "40"),
        ];
        for (erster, zweiter, folgemonat, zweiter_monat, rest) in faelle {
            let auszahlungen =
                Auszahlungen { folgemonat: cent(erster), zweiter_monat: cent(zweiter) };
            let e = verringerung(&v, auszahlungen);
            assert_eq!(e.folgemonat, cent(folgemonat), "{erster} {zweiter}");
            assert_eq!(e.zweiter_monat, cent(zweiter_monat), "{erster} {zweiter}");
            assert_eq!(e.rest, cent(rest), "{erster} {zweiter}");
            assert_eq!(e.folgemonat + e.zweiter_monat + e.rest, v.betrag);
            assert_eq!(e.beleg().betrag, (e.folgemonat + e.zweiter_monat).into());
        }
    }
}
