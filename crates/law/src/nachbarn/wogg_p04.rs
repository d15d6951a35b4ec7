//! § 4 WoGG: das Wohngeld eines Haushalts aus seinen drei Größen (mit §§ 21 und 25; bis 2008 § 2 a. F.).
//!
//! Umgesetzt: Mitglieder (§§ 5 bis 8 als Zahl), Miete ([`super::wogg_p11`]) und Gesamteinkommen
//! ([`super::wogg_p13`]) gehen in die Formel ([`super::wogg_p19`]); § 21 Nr. 1 (Mindestbetrag), Nr. 2
//! (alle ausgeschlossen: es gibt keine [`super::wogg_p11::Koepfe`]), Nr. 3 (erhebliches Vermögen; bis
//! 2008 keine Grenze);
//! § 25 Abs. 1 Satz 1, Abs. 2 Satz 1, Abs. 3 Satz 1 (Bewilligungszeitraum).
//!
//! Nicht umgesetzt: wer wohngeldberechtigt ist (§ 3), wer Haushaltsmitglied und wer ausgeschlossen ist
//! (§§ 5 bis 8), § 20 (Ausbildungsförderung), Mindesteinkommen nach der Verwaltungspraxis, § 25 Abs. 1
//! Satz 2, Abs. 4, 5, §§ 27, 28 (Änderungen), §§ 42 bis 44 (Übergang).

use super::wogg_p11::{Miete, Wohnung, miete};
use super::wogg_p13::{Gesamteinkommen, Haushalt, gesamteinkommen};
use super::wogg_p19::{Wohngeld, wohngeld};
use crate::measure::{Beleg, Betrag, Cent, Monat, Zeitraum};
use crate::recht::{Mietwerte, Recht, Wohngeldeinkommen, Wohngeldtafel};

/// Was im Monat für das Wohngeld gilt.
#[derive(Clone, Copy, Debug)]
pub struct Werte<'a> {
    /// Formel.
    pub tafel: &'a Wohngeldtafel,
    /// Höchstbeträge.
    pub miete: &'a Mietwerte,
    /// Freibeträge.
    pub einkommen: &'a Wohngeldeinkommen,
}

impl<'a> Werte<'a> {
    /// Die Werte des Monats; `None`, wo eine Fassung fehlt (vor 2005, ab 2027).
    #[must_use]
    pub fn im(recht: &'a Recht, monat: Monat) -> Option<Werte<'a>> {
        let (tafel, miete) = (recht.wohngeld(monat)?, recht.wohngeld_miete(monat)?);
        Some(Werte { tafel, miete, einkommen: recht.wohngeld_einkommen(monat)? })
    }
}

/// Warum kein Wohngeld zusteht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versagung {
    /// Weniger als der Mindestbetrag (§ 21 Nr. 1).
    Mindestbetrag,
    /// Erhebliches Vermögen (§ 21 Nr. 3).
    Vermoegen,
}

/// Das Wohngeld eines Haushalts mit allen Größen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Haushaltswohngeld {
    /// Zu berücksichtigende Miete.
    pub miete: Miete,
    /// Gesamteinkommen.
    pub einkommen: Gesamteinkommen,
    /// Die Formel.
    pub formel: Wohngeld,
    /// Was darüber liegt, ist erhebliches Vermögen; bis 2008 gab es keine Grenze.
    pub vermoegen_grenze: Option<Cent>,
    /// Warum nichts zusteht.
    pub versagung: Option<Versagung>,
    /// Das Wohngeld; null, wenn es nicht zusteht.
    pub betrag: Cent,
}

impl Haushaltswohngeld {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let mut zeilen = vec![self.miete.beleg(), self.einkommen.beleg(), self.formel.beleg()];
        if let (Some(Versagung::Vermoegen), Some(grenze)) = (self.versagung, self.vermoegen_grenze)
        {
            let was = "kein Wohngeld: erhebliches Vermögen, mehr als";
            zeilen.push(Beleg::neu("§ 21 Nr. 3 WoGG", was, grenze));
        }
        Beleg::neu("§ 4 WoGG", "Wohngeld", self.betrag).aus(zeilen)
    }
}

/// Das Wohngeld des Haushalts; `None`, wenn die Fassung die Mietenstufe nicht kennt oder das Jahr
/// der Bezugsfertigkeit braucht (bis 2008).
///
/// `vermoegen` ist das der zu berücksichtigenden Mitglieder zusammen; die Mitglieder des Einkommens
/// und die Köpfe der Wohnung zählt der Aufrufer gleich.
#[must_use]
pub fn haushaltswohngeld(
    werte: Werte<'_>,
    wohnung: Wohnung,
    haushalt: &Haushalt<'_>,
    vermoegen: Cent,
) -> Option<Haushaltswohngeld> {
    let mitglieder = wohnung.koepfe.beruecksichtigt();
    let miete = miete(werte.miete, wohnung)?;
    let einkommen = gesamteinkommen(werte.einkommen, haushalt);
    let formel = wohngeld(werte.tafel, mitglieder, miete.betrag, einkommen.betrag);
    let weitere = u32::from(mitglieder.get()) - 1;
    let vermoegen_grenze = werte
        .einkommen
        .vermoegen_erstes
        .map(|erstes| erstes + werte.einkommen.vermoegen_weiteres.mal_anzahl(weitere));
    let versagung = if vermoegen_grenze.is_some_and(|grenze| vermoegen > grenze) {
        Some(Versagung::Vermoegen)
    } else if formel.betrag.ist_null() {
        Some(Versagung::Mindestbetrag)
    } else {
        None
    };
    let betrag = if versagung.is_some() { Cent::NULL } else { formel.betrag };
    Some(Haushaltswohngeld { miete, einkommen, formel, vermoegen_grenze, versagung, betrag })
}

/// Der Bewilligungszeitraum (§ 25).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bewilligung {
    /// Erster Monat.
    pub von: Monat,
    /// Letzter Monat.
    pub bis: Monat,
}

/// Regeldauer in Monaten (§ 25 Abs. 1 Satz 1).
const MONATE: i32 = 12;

impl Bewilligung {
    /// Die Begründung, wie sie im Vermerk steht; der Wert sind die Kalendertage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeitraum = Zeitraum { von: self.von.erster(), bis: self.bis.letzter() };
        let was = format!("Bewilligungszeitraum {} bis {}", self.von.deutsch(), self.bis.deutsch());
        Beleg::neu("§ 25 WoGG", was, Betrag::Tage(zeitraum.tage()))
    }
}

/// Der Monat, von dem ab eine Leistung nach § 7 Abs. 1 abgelehnt ist, und der Monat, in dem die
/// Ablehnung bekannt wurde (§ 25 Abs. 3 Satz 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ablehnung {
    /// Ab wann abgelehnt ist.
    pub ab: Monat,
    /// Monat der Kenntnis.
    pub kenntnis: Monat,
}

/// Zwölf Monate ab dem Antragsmonat; nach einer Ablehnung ab deren Monat, wenn der Antrag spätestens im
/// Monat nach der Kenntnis gestellt ist.
#[must_use]
pub fn bewilligung(antrag: Monat, ablehnung: Option<Ablehnung>) -> Bewilligung {
    let rueckwirkend = ablehnung.filter(|ablehnung| antrag <= ablehnung.kenntnis.plus(1));
    let von = rueckwirkend.map_or(antrag, |ablehnung| ablehnung.ab.min(antrag));
    Bewilligung { von, bis: von.plus(MONATE - 1) }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;

    use super::super::wogg_p11::Koepfe;
    use super::super::wogg_p13::Mitglied;
    use super::super::wogg_p14::{Abgaben, Einnahmen};
    use super::*;
    use crate::recht::Mietenstufe;

    fn euro(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn monat(text: &str) -> Monat {
        text.parse().unwrap()
    }

    fn rechne(lohn_jahr: &str, vermoegen: &str) -> Haushaltswohngeld {
        let recht = Recht::eingebaut().unwrap();
        let werte = Werte::im(&recht, monat("2026-07")).unwrap();
        let wohnung = Wohnung {
            miete: euro("500"),
            ausser_betracht: Cent::NULL,
            stufe: Mietenstufe::try_from(3).unwrap(),
            bezugsfertig: None,
            koepfe: Koepfe::alle(NonZeroU8::MIN),
        };
        let abgaben =
            Abgaben { steuern: true, krankenversicherung: true, rentenversicherung: true };
        let einnahmen = Einnahmen { lohn: euro(lohn_jahr), ..Einnahmen::default() };
        let mitglieder = [Mitglied { einnahmen, abgaben, ..Mitglied::default() }];
        let haushalt = Haushalt {
            mitglieder: &mitglieder,
            alleinerziehend: None,
            unterhalt: &[],
            regelbedarfsstufe_1: euro("563"),
        };
        haushaltswohngeld(werte, wohnung, &haushalt, euro(vermoegen)).unwrap()
    }

    #[test]
    fn miete_und_einkommen_gehen_in_die_formel() {
        // C11: M 585,60, Y 1 100: 211. (20 087,14 − 1 230) · 70 % = 13 200,00 (13 199,998 → Abzug
        // 5 657,14); /12 = 1 100.
        let w = rechne("20087.14", "60000");
        assert_eq!((w.miete.betrag, w.einkommen.betrag), (euro("585.60"), euro("1100")));
        assert_eq!((w.betrag, w.versagung), (euro("211"), None));
        // § 21 Nr. 3: über 60 000; Nr. 1: Y 3 000.
        assert_eq!(rechne("20087.14", "60000.01").versagung, Some(Versagung::Vermoegen));
        let keins = rechne("52658.57", "0");
        assert_eq!((keins.betrag, keins.versagung), (Cent::NULL, Some(Versagung::Mindestbetrag)));
        assert_eq!(w.beleg().aus.len(), 3);
    }

    #[test]
    fn bis_2008_zaehlt_das_jahr_der_bezugsfertigkeit_und_vermoegen_schliesst_nicht_aus() {
        // WoGG a. F., Januar 2006, Stufe III, bezugsfertig 1995: Miete 320, höchstens 300 (§ 8); M = 300
        // − 5 = 295. Lohn 9 000 − 920 = 8 080; Kranken- und Rentenversicherung 20 v. H. (§ 12): 6 464;
        // / 12 = 538,67; Y = 540 − 5 = 535. z1 = 0,063 + 0,23482 + 0,0486957 = 0,3465157;
        // z2 = 185,3858995; z3 = 109,6141005 → 110.
        let recht = Recht::eingebaut().unwrap();
        let werte = Werte::im(&recht, monat("2006-01")).unwrap();
        let wohnung = Wohnung {
            miete: euro("320"),
            ausser_betracht: Cent::NULL,
            stufe: Mietenstufe::try_from(3).unwrap(),
            bezugsfertig: Some(1995),
            koepfe: Koepfe::alle(NonZeroU8::MIN),
        };
        let abgaben =
            Abgaben { steuern: false, krankenversicherung: true, rentenversicherung: true };
        let einnahmen = Einnahmen { lohn: euro("9000"), ..Einnahmen::default() };
        let mitglieder = [Mitglied { einnahmen, abgaben, ..Mitglied::default() }];
        let haushalt = Haushalt {
            mitglieder: &mitglieder,
            alleinerziehend: None,
            unterhalt: &[],
            regelbedarfsstufe_1: euro("345"),
        };
        let w = haushaltswohngeld(werte, wohnung, &haushalt, euro("900000")).unwrap();
        assert_eq!((w.miete.betrag, w.einkommen.betrag), (euro("300"), euro("538.67")));
        assert_eq!((w.betrag, w.versagung, w.vermoegen_grenze), (euro("110"), None, None));
        let ohne_jahr = Wohnung { bezugsfertig: None, ..wohnung };
        assert_eq!(haushaltswohngeld(werte, ohne_jahr, &haushalt, Cent::NULL), None);
    }

    #[test]
    fn der_bewilligungszeitraum_beginnt_mit_dem_antragsmonat_oder_der_ablehnung() {
        // § 25 Abs. 1 Satz 1, Abs. 2 Satz 1, Abs. 3 Satz 1 WoGG.
        let ablehnung = Ablehnung { ab: monat("2026-03"), kenntnis: monat("2026-06") };
        let faelle = [
            ("2026-07", None, "2026-07", "2027-06"),
            ("2026-07", Some(ablehnung), "2026-03", "2027-02"),
            ("2026-08", Some(ablehnung), "2026-08", "2027-07"),
        ];
        for (antrag, ablehnung, von, bis) in faelle {
            let erwartet = Bewilligung { von: monat(von), bis: monat(bis) };
            assert_eq!(bewilligung(monat(antrag), ablehnung), erwartet, "{antrag}");
        }
        let beleg = bewilligung(monat("2026-07"), None).beleg();
        assert_eq!(beleg.betrag, Betrag::Tage(365));
    }
}
