//! § 19 WoGG: Höhe des Wohngeldes (mit Anlagen 2 und 3, § 21 Nr. 1).
//!
//! Umgesetzt: Absatz 1 und 2: `1,15 · (M − (a + b·M + c·Y)·Y)` in den vier Rechenschritten der Anlage
//! 3 mit zehn Nachkommastellen, gerundet auf volle Euro; Absatz 3: 13. und weitere Mitglieder; § 21
//! Nr. 1: unter dem Mindestbetrag kein Anspruch.
//!
//! Lesarten: das Produkt wird in jedem Schritt auf die zehnte Stelle kaufmännisch gerundet (Anlage 3
//! sagt nicht, ob gerundet oder abgeschnitten wird; der Unterschied liegt bei einem Milliardstel
//! Euro). Absatz 3 erhöht von null an, wenn die Formel weniger ergibt: ein negatives Wohngeld gibt es
//! nicht (günstige Lesart, wie GETTSIM); die Erhöhung endet bei der tatsächlich zu berücksichtigenden
//! Miete, auch wenn Anlage 3 in die Formel mehr einsetzt, und mindert ein höheres Ergebnis der Formel
//! nicht. Den Mindestbetrag misst § 21 Nr. 1 am gerundeten Wohngeld.
//!
//! Bis 2015 (Anlage 2 a. F.): Faktor 1,08; „M“ und „Y“ werden zuerst auf den nächsten durch 10
//! teilbaren Euro-Betrag aufgerundet und um 5 Euro vermindert, dann mit den Mindestwerten verglichen.
//!
//! Bis 2008 (§ 2 a. F. mit seinen Anlagen 1 und 2): dieselbe Formel ohne Faktor; eine Miete bis 50
//! Euro wurde auf den nächsten durch 5 teilbaren Betrag aufgerundet und um 2,50 Euro vermindert; je
//! 40 Euro ab dem 13. Mitglied (Absatz 4). Lesart: mit zehn Nachkommastellen wie später.
//!
//! Nicht umgesetzt, denn hier steht nur die Formel: wer wohngeldberechtigt ist (§§ 3 bis 8, 20),
//! erhebliches Vermögen (§ 21 Nr. 3), der Vorrang vor dem SGB II (§ 12a SGB II). Die Miete „M“ (§§ 9
//! bis 12, [`super::wogg_p11`]) und das Gesamteinkommen „Y“ (§§ 13 bis 18, [`super::wogg_p13`]) gehen
//! fertig hinein.

use std::num::NonZeroU8;

use crate::measure::{Beleg, Cent, Festkomma, Saldo};
use crate::recht::Wohngeldtafel;

/// Das Wohngeld eines Haushalts für einen Monat mit jedem Rechenschritt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wohngeld {
    /// Zu berücksichtigende Haushaltsmitglieder.
    pub mitglieder: NonZeroU8,
    /// Zu berücksichtigende Miete oder Belastung.
    pub miete: Cent,
    /// Monatliches Gesamteinkommen.
    pub einkommen: Cent,
    /// „M“, wie eingesetzt: mindestens der Wert der Anlage 3.
    pub m: Cent,
    /// „Y“, wie eingesetzt: mindestens der Wert der Anlage 3.
    pub y: Cent,
    /// `a + b·M + c·Y`.
    pub z1: Festkomma,
    /// `z1·Y`.
    pub z2: Festkomma,
    /// `M − z2`.
    pub z3: Festkomma,
    /// `1,15·z3`, das ungerundete Wohngeld.
    pub z4: Festkomma,
    /// Auf volle Euro gerundet; negativ, wenn das Einkommen zu hoch ist.
    pub gerundet: Saldo,
    /// Erhöhung für das 13. und jedes weitere Mitglied (Absatz 3).
    pub erhoehung: Cent,
    /// Was darunter liegt, wird nicht geleistet (§ 21 Nr. 1).
    pub mindestens: Cent,
    /// Das Wohngeld.
    pub betrag: Cent,
}

impl Wohngeld {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let schritte = format!(
            "ungerundet: z1 = {}, z2 = {}, z3 = {}, z4 = {}",
            self.z1, self.z2, self.z3, self.z4
        );
        let mut zeilen = vec![
            Beleg::neu("§§ 9 bis 12 WoGG", "Miete oder Belastung", self.miete),
            Beleg::neu("§§ 13 bis 18 WoGG", "Gesamteinkommen", self.einkommen),
            Beleg::neu("Anlage 3 Nr. 1 WoGG", "eingesetzt als M", self.m),
            Beleg::neu("Anlage 3 Nr. 1 WoGG", "eingesetzt als Y", self.y),
            Beleg::neu("Anlage 3 Nr. 2 WoGG", schritte, self.z4.auf_cent()),
            Beleg::neu("Anlage 3 Nr. 3 WoGG", "auf volle Euro gerundet", self.gerundet),
        ];
        if !self.erhoehung.ist_null() {
            let was = "zuzüglich: 13. und weitere Haushaltsmitglieder";
            zeilen.push(Beleg::neu("§ 19 Abs. 3 WoGG", was, self.erhoehung));
        }
        if self.betrag.ist_null() {
            let was = "kein Wohngeld, weil weniger als der Mindestbetrag";
            zeilen.push(Beleg::neu("§ 21 Nr. 1 WoGG", was, self.mindestens));
        }
        let was = match self.mitglieder.get() {
            1 => "Wohngeld für 1 Haushaltsmitglied".to_owned(),
            n => format!("Wohngeld für {n} Haushaltsmitglieder"),
        };
        Beleg::neu("§ 19 WoGG", was, self.betrag).aus(zeilen)
    }
}

/// Rechnet das Wohngeld aus Miete oder Belastung „M“ und Gesamteinkommen „Y“ des Monats.
#[must_use]
pub fn wohngeld(
    tafel: &Wohngeldtafel,
    mitglieder: NonZeroU8,
    miete: Cent,
    einkommen: Cent,
) -> Wohngeld {
    let werte = tafel.werte(mitglieder);
    let (m, y) = match tafel.rundung_eingabe {
        Some(rundung) => (rundung.miete(miete), rundung.einkommen(einkommen)),
        None => (miete, einkommen),
    };
    let (m, y) = (m.max(werte.m), y.max(werte.y));
    let (m_zahl, y_zahl) = (Festkomma::from(m), Festkomma::from(y));
    let z1 = werte.a + werte.b.mal(m_zahl) + werte.c.mal(y_zahl);
    let z2 = z1.mal(y_zahl);
    let z3 = m_zahl - z2;
    let z4 = tafel.faktor.mal(z3);
    let gerundet = z4.auf_euro();
    let weitere = tafel.je_weiteres_mitglied.mal_anzahl(tafel.weitere(mitglieder));
    // Absatz 3 erhöht das berechnete Wohngeld; ein negatives gibt es nicht (Lesart), also von null an,
    // und höchstens so viel, wie bis zur Miete fehlt.
    let berechnet = gerundet.soweit_positiv();
    let erhoehung = weitere.min(miete.abzueglich(berechnet));
    let summe = berechnet + erhoehung;
    let betrag = if summe < tafel.mindestens { Cent::NULL } else { summe };
    Wohngeld {
        mitglieder,
        miete,
        einkommen,
        m,
        y,
        z1,
        z2,
        z3,
        z4,
        gerundet,
        erhoehung,
        mindestens: tafel.mindestens,
        betrag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn rechne(mitglieder: u8, miete: &str, einkommen: &str) -> Wohngeld {
        let recht = Recht::eingebaut().unwrap();
        let tafel = recht.wohngeld("2026-07".parse().unwrap()).unwrap();
        let mitglieder = NonZeroU8::new(mitglieder).unwrap();
        wohngeld(tafel, mitglieder, miete.parse().unwrap(), einkommen.parse().unwrap())
    }

    #[test]
    fn die_vier_rechenschritte_der_anlage_3_stimmen_auf_zehn_stellen() {
        // C11; von Hand: 0,04 + 0,28091232 + 0,04488; 0,01 + 0,19419414 + 0,04224.
        let faelle = [
            (
                (1, "585.60", "1100"),
                ["0,3657923200", "402,3715520000", "183,2284480000", "210,7127152000"],
                211,
            ),
            (
                (4, "897.80", "2400"),
                ["0,2464341400", "591,4419360000", "306,3580640000", "352,3117736000"],
                352,
            ),
        ];
        for ((mitglieder, miete, einkommen), schritte, euro) in faelle {
            let w = rechne(mitglieder, miete, einkommen);
            assert_eq!([w.z1, w.z2, w.z3, w.z4].map(|z| z.to_string()), schritte);
            assert_eq!(w.betrag, Cent::euro(euro));
        }
    }

    #[test]
    fn kleine_werte_werden_ersetzt_und_kleine_betraege_nicht_geleistet() {
        // Anlage 3 Nr. 1: M 54, Y 396: z1 = 0,04 + 0,0259038 + 0,0161568 = 0,0820606;
        // z2 = 32,4959976; z3 = 21,5040024; z4 = 24,72960276.
        let w = rechne(1, "20", "0");
        assert_eq!((w.m, w.y), (Cent::euro(54), Cent::euro(396)));
        assert_eq!((w.z4.to_string().as_str(), w.betrag), ("24,7296027600", Cent::euro(25)));
        // § 21 Nr. 1; z4 = 10,21477…; 9,70416…; 9,19346…; −855,98750…
        let faelle = [("1508", 10, 10), ("1509", 10, 10), ("1510", 9, 0), ("3000", -856, 0)];
        for (einkommen, gerundet, betrag) in faelle {
            let w = rechne(1, "585.60", einkommen);
            assert_eq!(w.gerundet.cent(), gerundet * 100, "{einkommen}");
            assert_eq!(w.betrag, Cent::euro(betrag), "{einkommen}");
        }
    }

    #[test]
    fn ab_dem_13_mitglied_steigt_das_wohngeld_hoechstens_bis_zur_miete() {
        // § 19 Abs. 3; zwölf Mitglieder, M 1 500, Y 4 000: z1 = −0,12 + 0,16605 + 0,0884 = 0,13445;
        // z2 = 537,80; z3 = 962,20; z4 = 1 106,53. Y 3 000: z1 = 0,11235; z4 = 1 337,3925, mit
        // M 1 500,40: z1 = 0,11239428; z4 = 1 337,699734.
        let faelle = [
            (12, "1500", "4000", 0, 110_700),
            (13, "1500", "4000", 6_500, 117_200),
            (15, "1500", "4000", 19_500, 130_200),
            // Y 30 000: z1 = −0,12 + 0,16605 + 0,663 = 0,70905; z1 · Y liegt weit über M, für zwölf
            // ergibt die Formel nichts. Das 13. Mitglied erhöht von null an um 65.
            (13, "1500", "30000", 6_500, 6_500),
            (15, "1500", "3000", 16_300, 150_000),
            (15, "1500.40", "3000", 16_240, 150_040),
        ];
        for (mitglieder, miete, einkommen, erhoehung, betrag) in faelle {
            let w = rechne(mitglieder, miete, einkommen);
            assert_eq!(w.erhoehung, Cent::neu(erhoehung), "{mitglieder} {miete} {einkommen}");
            assert_eq!(w.betrag, Cent::neu(betrag), "{mitglieder} {miete} {einkommen}");
        }
        // Miete unter dem Wert der Anlage 3 (M 298, Y 2 943): z1 = −0,0219711; z4 = 417,060089…;
        // erhöht wird nicht mehr.
        let w = rechne(13, "100", "0");
        assert_eq!((w.erhoehung, w.betrag), (Cent::NULL, Cent::euro(417)));
        // Zu hohes Einkommen: drei weitere Mitglieder erhöhen von null an um 3 · 65 = 195.
        let w = rechne(15, "585.60", "9000");
        assert!(w.gerundet.cent() < 0 && w.betrag == Cent::euro(195));
    }

    #[test]
    fn nach_der_fortschreibung_gibt_es_ohne_neue_werte_keine_tafel() {
        // § 43 Abs. 5 bis 8 WoGG: 01.01.2025 und dann alle zwei Jahre.
        let recht = Recht::eingebaut().unwrap();
        let faelle = [("2004-12", false), ("2005-01", true), ("2026-12", true), ("2027-01", false)];
        for (monat, bekannt) in faelle {
            let tafel = recht.wohngeld(monat.parse().unwrap());
            assert_eq!(tafel.is_some(), bekannt, "{monat}");
        }
    }

    #[test]
    fn bis_2008_gilt_die_formel_ohne_faktor_mit_gerundeter_miete_und_einkommen() {
        // § 2 Abs. 1, 2, 4 WoGG a. F., Anlagen 1 und 2. Fünf Mitglieder, Miete 580 → 580 − 5 = 575,
        // Einkommen 1 581,33 → 1 590 − 5 = 1 585: z1 = 0,042 + 0,2001 + 0,03409335 = 0,27619335;
        // z2 = 437,76645975; z3 = 137,23354025 → 137.
        // Ein Mitglied, Miete 41 → 45 − 2,50 = 42,50, Einkommen 0 → 120: z1 = 0,063 + 0,03383
        // + 0,0109224 = 0,1077524; z2 = 12,930288; z3 = 29,569712 → 30. Miete 51 → 60 − 5 = 55:
        // z1 = 0,1177024; z2 = 14,124288; z3 = 40,875712 → 41. Miete 50 → 47,50: z1 = 0,1117324;
        // z2 = 13,407888; z3 = 34,092112 → 34.
        let recht = Recht::eingebaut().unwrap();
        let tafel = recht.wohngeld("2006-01".parse().unwrap()).unwrap();
        let faelle = [
            (5, "580", "1581.33", "137,2335402500", 137),
            (1, "41", "0", "29,5697120000", 30),
            (1, "50", "0", "34,0921120000", 34),
            (1, "51", "0", "40,8757120000", 41),
        ];
        for (mitglieder, miete, einkommen, z4, euro) in faelle {
            let (miete, einkommen) = (miete.parse().unwrap(), einkommen.parse().unwrap());
            let w = wohngeld(tafel, NonZeroU8::new(mitglieder).unwrap(), miete, einkommen);
            assert_eq!((w.z4.to_string().as_str(), w.betrag), (z4, Cent::euro(euro)), "{miete}");
        }
        assert_eq!(tafel.je_weiteres_mitglied, Cent::euro(40));
    }

    #[test]
    fn der_beleg_zeigt_jeden_schritt() {
        let beleg = rechne(1, "585.60", "1100").beleg();
        assert_eq!(beleg.betrag.to_string(), "211,00 €");
        let schritt = beleg.aus.iter().find(|zeile| zeile.was.contains("z4 = 210,7127152000"));
        assert_eq!(schritt.unwrap().betrag.to_string(), "210,71 €");
        let keins = rechne(1, "585.60", "3000").beleg();
        assert_eq!(keins.aus.last().unwrap().norm, "§ 21 Nr. 1 WoGG");
    }
}
