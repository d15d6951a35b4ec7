//! § 1 UhVorschG: wer Unterhaltsvorschuss bekommt und von wann bis wann (mit §§ 3, 4).
//!
//! Umgesetzt: Absatz 1 Nr. 1 und Absatz 1a (Alter: bis 12, seit Juli 2017 bis 18; Bedingungen ab 12);
//! § 3 a. F. (bis Juni 2017 längstens 72 Monate); § 4 (Beginn, ein Monat zurück).
//!
//! Nicht umgesetzt: Absatz 1 Nr. 2, Absatz 2 (Elternteil ledig oder getrennt), Absatz 2a
//! (Aufenthaltsrecht), Absatz 3, 4 (Zusammenleben, Mitwirkung, Vorausleistung): Tatsachen, über die die
//! Unterhaltsvorschussstelle entscheidet und die als [`Lebensumstaende`] hineingehen. Absatz 1 Nr. 3
//! ergibt sich aus dem Betrag ([`super::uhvorschg_p02`]). Die Feststellung nach Absatz 1a Satz 2 gilt
//! bis zur nächsten Überprüfung; welcher Bescheid maßgebend ist, weiß der Aufrufer.

use crate::measure::{Beleg, Betrag, Cent, Monat, Tag, Zeitraum};
use crate::recht::Unterhaltsvorschuesse;

/// Verhältnis des Kindes zum SGB II nach dem maßgebenden Bescheid (Absatz 1a Satz 1 Nr. 1, Satz 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindUndSgb2 {
    /// Das Kind bezieht keine Leistungen.
    KeineLeistungen,
    /// Es bezieht Leistungen, der Unterhaltsvorschuss vermeidet aber seine Hilfebedürftigkeit.
    VermeidetHilfebeduerftigkeit,
    /// Es bezieht Leistungen und bleibt hilfebedürftig.
    BleibtHilfebeduerftig,
}

/// Was die Unterhaltsvorschussstelle sonst festgestellt hat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lebensumstaende {
    /// Das Kind lebt bei einem alleinstehenden Elternteil; Absatz 2a bis 4 stehen nicht entgegen.
    Erfuellt,
    /// Absatz 1 Nr. 2 oder die Absätze 2a bis 4 stehen entgegen.
    NichtErfuellt,
}

/// Ein Kind in einem Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Geburtstag.
    pub geboren: Tag,
    /// Übrige Voraussetzungen.
    pub umstaende: Lebensumstaende,
    /// SGB II; nur ab 12 von Bedeutung.
    pub sgb2: KindUndSgb2,
    /// Bruttoeinkommen des Elternteils ohne Kindergeld (Absatz 1a Satz 1 Nr. 2); nur ab 12.
    pub brutto_elternteil: Cent,
    /// Schon bezogene Monate; nur bis Juni 2017 von Bedeutung (§ 3 a. F.).
    pub bezogene_monate: u16,
}

/// Worauf der Anspruch beruht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grundlage {
    /// Unter 12 (Absatz 1).
    Unter12,
    /// Ab 12 ohne Hilfebedürftigkeit des Kindes (Absatz 1a Satz 1 Nr. 1).
    OhneHilfebeduerftigkeit,
    /// Ab 12 wegen des Einkommens des Elternteils (Absatz 1a Satz 1 Nr. 2).
    EinkommenElternteil,
}

/// Warum kein Anspruch besteht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versagung {
    /// Noch nicht geboren oder zu alt.
    Alter,
    /// Absatz 1 Nr. 2, Absatz 2a bis 4.
    Lebensumstaende,
    /// Die längste Dauer ist erreicht (§ 3 a. F.).
    Dauer,
    /// Ab 12 ist keine Bedingung des Absatzes 1a erfüllt.
    Absatz1a,
}

/// Der Teil eines Monats mit Anspruch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anspruchszeit {
    /// Worauf der Anspruch beruht; bei einem zwölften Geburtstag im Monat die ab dann.
    pub grundlage: Grundlage,
    /// Die Tage im Monat, an denen die Voraussetzungen des Alters erfüllt sind.
    pub zeitraum: Zeitraum,
}

impl Anspruchszeit {
    /// Die Begründung, wie sie im Vermerk steht; der Wert sind die Kalendertage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = match self.grundlage {
            Grundlage::Unter12 => ("§ 1 Abs. 1 UhVorschG", "Kind unter 12"),
            Grundlage::OhneHilfebeduerftigkeit => {
                ("§ 1 Abs. 1a Satz 1 Nr. 1 UhVorschG", "Kind ab 12 ohne Hilfebedürftigkeit")
            }
            Grundlage::EinkommenElternteil => {
                ("§ 1 Abs. 1a Satz 1 Nr. 2 UhVorschG", "Kind ab 12, Einkommen des Elternteils")
            }
        };
        Beleg::neu(norm, was, Betrag::Tage(self.zeitraum.tage()))
    }
}

/// Ob und für welche Tage eines Monats Unterhaltsvorschuss zusteht.
///
/// # Errors
/// [`Versagung`] nennt, woran es fehlt.
pub fn anspruchszeit(
    werte: &Unterhaltsvorschuesse,
    kind: &Kind,
    monat: Monat,
) -> Result<Anspruchszeit, Versagung> {
    if kind.umstaende == Lebensumstaende::NichtErfuellt {
        return Err(Versagung::Lebensumstaende);
    }
    if werte.hoechstens_monate > 0 && kind.bezogene_monate >= werte.hoechstens_monate {
        return Err(Versagung::Dauer);
    }
    let letzter_tag = |jahre: u8| kind.geboren.geburtstag(i16::from(jahre)).voriger();
    let monatszeit = monat.zeitraum();
    let bis = |letzter: Tag| Zeitraum { von: kind.geboren, bis: letzter }.schnitt(monatszeit);
    let unter_12 = bis(letzter_tag(werte.alter_ohne_bedingung));
    let bis_18 = bis(letzter_tag(werte.hoechstalter)).ok_or(Versagung::Alter)?;
    if unter_12 == Some(bis_18) {
        return Ok(Anspruchszeit { grundlage: Grundlage::Unter12, zeitraum: bis_18 });
    }
    let ab_12 = match kind.sgb2 {
        KindUndSgb2::KeineLeistungen | KindUndSgb2::VermeidetHilfebeduerftigkeit => {
            Some(Grundlage::OhneHilfebeduerftigkeit)
        }
        KindUndSgb2::BleibtHilfebeduerftig => (kind.brutto_elternteil >= werte.mindestens_brutto)
            .then_some(Grundlage::EinkommenElternteil),
    };
    match (ab_12, unter_12) {
        (Some(grundlage), _) => Ok(Anspruchszeit { grundlage, zeitraum: bis_18 }),
        (None, Some(zeitraum)) => Ok(Anspruchszeit { grundlage: Grundlage::Unter12, zeitraum }),
        (None, None) => Err(Versagung::Absatz1a),
    }
}

/// Was am Anfang zählt (§ 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Antrag {
    /// Tag des Antrags.
    pub gestellt: Tag,
    /// Von diesem Tag an liegen alle Voraussetzungen vor.
    pub erfuellt_ab: Tag,
    /// Hat sich das Kind vorher zumutbar um Unterhalt bemüht (Absatz 2)?
    pub bemueht: bool,
}

/// Der Tag, von dem an Unterhaltsvorschuss zusteht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginn {
    /// Der Antrag.
    pub antrag: Antrag,
    /// Erster Tag.
    pub ab: Tag,
}

impl Beginn {
    /// Die Begründung, wie sie im Vermerk steht; der Wert sind die Tage vor dem Antrag.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = if self.ab < self.antrag.gestellt.monat().erster() {
            "§ 4 Abs. 2 UhVorschG"
        } else {
            "§ 4 Abs. 1 UhVorschG"
        };
        let vorher = Zeitraum { von: self.ab, bis: self.antrag.gestellt }.tage().saturating_sub(1);
        let was = format!("Unterhaltsvorschuss ab {}, Tage vor dem Antrag", self.ab.deutsch());
        Beleg::neu(norm, was, Betrag::Tage(vorher))
    }
}

/// Beginn nach § 4: ab Antrag; ab Beginn seines Monats, wenn dann alles vorlag; mit zumutbaren
/// Bemühungen bis zu einem Monat davor.
#[must_use]
pub fn beginn(antrag: Antrag) -> Beginn {
    let Antrag { gestellt, erfuellt_ab, bemueht } = antrag;
    let monatsbeginn = gestellt.monat().erster();
    let ab = if bemueht {
        erfuellt_ab.max(gestellt.monat().plus(-1).erster())
    } else if erfuellt_ab <= monatsbeginn {
        monatsbeginn
    } else {
        gestellt.max(erfuellt_ab)
    };
    Beginn { antrag, ab }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    fn kind(geboren: &str) -> Kind {
        Kind {
            geboren: tag(geboren),
            umstaende: Lebensumstaende::Erfuellt,
            sgb2: KindUndSgb2::BleibtHilfebeduerftig,
            brutto_elternteil: Cent::NULL,
            bezogene_monate: 0,
        }
    }

    fn pruefe(monat: &str, kind: &Kind) -> Result<(Grundlage, u32), Versagung> {
        let recht = Recht::eingebaut().unwrap();
        let monat = monat.parse().unwrap();
        let zeit = anspruchszeit(recht.unterhaltsvorschuss(monat).unwrap(), kind, monat)?;
        assert_eq!(zeit.beleg().betrag, Betrag::Tage(zeit.zeitraum.tage()));
        Ok((zeit.grundlage, zeit.zeitraum.tage()))
    }

    #[test]
    fn ab_zwoelf_entscheidet_das_sgb_2_oder_das_einkommen_des_elternteils() {
        use Grundlage::*;
        // § 1 Abs. 1, 1a UhVorschG; § 3 a. F.
        let reich = Kind { brutto_elternteil: Cent::euro(600), ..kind("2012-06-15") };
        let arm = Kind { brutto_elternteil: "599.99".parse().unwrap(), ..reich };
        let frei = Kind { sgb2: KindUndSgb2::KeineLeistungen, ..arm };
        let vermieden = Kind { sgb2: KindUndSgb2::VermeidetHilfebeduerftigkeit, ..arm };
        let faelle = [
            ("2026-05", kind("2020-03-01"), Ok((Unter12, 31))),
            ("2026-05", reich, Ok((EinkommenElternteil, 31))),
            ("2026-05", arm, Err(Versagung::Absatz1a)),
            ("2026-05", frei, Ok((OhneHilfebeduerftigkeit, 31))),
            ("2026-05", vermieden, Ok((OhneHilfebeduerftigkeit, 31))),
            // 12. Geburtstag am 15.: bis zum 14. nach Absatz 1.
            ("2024-06", arm, Ok((Unter12, 14))),
            ("2024-06", reich, Ok((EinkommenElternteil, 30))),
            // 18. Geburtstag am 15.; geboren am 20.
            ("2030-06", reich, Ok((EinkommenElternteil, 14))),
            ("2030-07", reich, Err(Versagung::Alter)),
            ("2026-05", kind("2026-05-20"), Ok((Unter12, 12))),
            ("2026-05", kind("2026-06-01"), Err(Versagung::Alter)),
            ("2017-06", Kind { geboren: tag("2005-06-10"), ..frei }, Ok((Unter12, 9))),
            ("2017-06", Kind { geboren: tag("2005-05-31"), ..frei }, Err(Versagung::Alter)),
            (
                "2017-07",
                Kind { geboren: tag("2005-05-31"), ..frei },
                Ok((OhneHilfebeduerftigkeit, 31)),
            ),
            ("2017-06", Kind { bezogene_monate: 72, ..kind("2010-01-01") }, Err(Versagung::Dauer)),
            ("2017-06", Kind { bezogene_monate: 71, ..kind("2010-01-01") }, Ok((Unter12, 30))),
            ("2017-07", Kind { bezogene_monate: 72, ..kind("2010-01-01") }, Ok((Unter12, 31))),
        ];
        for (monat, kind, erwartet) in faelle {
            assert_eq!(pruefe(monat, &kind), erwartet, "{monat} {kind:?}");
        }
        let zusammen = Kind { umstaende: Lebensumstaende::NichtErfuellt, ..kind("2020-01-01") };
        assert_eq!(pruefe("2026-05", &zusammen), Err(Versagung::Lebensumstaende));
    }

    #[test]
    fn hoechstens_der_letzte_monat_vor_dem_antrag() {
        // § 4 UhVorschG.
        let faelle = [
            ("2026-05-20", "2026-01-01", true, "2026-04-01"),
            ("2026-05-20", "2026-04-12", true, "2026-04-12"),
            ("2026-05-20", "2026-01-01", false, "2026-05-01"),
            ("2026-05-20", "2026-05-10", false, "2026-05-20"),
            ("2026-05-20", "2026-05-10", true, "2026-05-10"),
            ("2026-05-20", "2026-06-03", true, "2026-06-03"),
            ("2026-01-20", "2025-01-01", true, "2025-12-01"),
        ];
        for (gestellt, erfuellt_ab, bemueht, ab) in faelle {
            let antrag = Antrag { gestellt: tag(gestellt), erfuellt_ab: tag(erfuellt_ab), bemueht };
            let beginn = beginn(antrag);
            assert_eq!(beginn.ab, tag(ab), "{gestellt} {erfuellt_ab} {bemueht}");
            assert!(beginn.beleg().was.contains("ab "));
        }
    }
}
