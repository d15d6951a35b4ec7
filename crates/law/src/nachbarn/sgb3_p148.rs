//! § 148 SGB III: Minderung und Verlängerung der Anspruchsdauer.
//!
//! Umgesetzt: Absatz 1 Nr. 1 bis 8, Absatz 2 Satz 1 bis 3, Absatz 3 (seit Juli 2023), Absatz 4.
//!
//! Lesarten: das Viertel nach Nr. 4 und die halben Tage nach Nr. 2 und 7 werden auf volle Tage abgerundet;
//! Nr. 5 und 6 mindern zusammen höchstens um vier Wochen; Nr. 7 mindert zuletzt. Das Gesetz sagt dazu
//! nichts, und im Zweifel bleibt der längere Anspruch.
//!
//! Nicht umgesetzt: Absatz 2 Satz 4 (nach einem neuen Anspruch mindert nur der alte Rest): dann geht die
//! Restdauer des erloschenen Anspruchs hinein. Tage, die zugleich Sperrzeit und fehlende Mitwirkung
//! sind, zählt der Aufrufer einmal.

use super::sgb3_p142::MONATSTAGE;
use super::sgb3_p159::{Sperrgrund, Sperrzeit};
use crate::measure::{Beleg, Betrag, Tag};
use crate::recht::Arbeitslosengeld;

/// Was den Anspruch verbraucht hat, in Tagen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verbrauch {
    /// Bezahlte Tage bei Arbeitslosigkeit (Nr. 1).
    pub bezahlt: u16,
    /// Bezahlte Tage Teilarbeitslosengeld in den zwei Jahren vor der Entstehung (Nr. 2).
    pub teilarbeitslosengeld: u16,
    /// Versagt oder entzogen wegen fehlender Mitwirkung (Nr. 5).
    pub fehlende_mitwirkung: u16,
    /// Nicht arbeitsbereit ohne wichtigen Grund (Nr. 6).
    pub nicht_arbeitsbereit: u16,
    /// Bezahlte Tage bei beruflicher Weiterbildung (Nr. 7).
    pub weiterbildung: u16,
    /// Tage mit Gründungszuschuss (Nr. 8).
    pub gruendungszuschuss: u16,
    /// Von Nr. 1 erstattet oder ersetzt, auf volle Tage aufgerundet (Absatz 4).
    pub erstattet: u16,
    /// Um so viele Tage wurde der Rest schon verlängert (Absatz 3).
    pub verlaengert: u16,
}

/// Der Anspruch, der gemindert wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anspruch {
    /// Tag der Entstehung.
    pub entstanden: Tag,
    /// Dauer nach § 147.
    pub tage: u16,
}

/// Was von einem Anspruch bleibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restdauer {
    /// Dauer nach § 147 und Verlängerung nach Absatz 3.
    pub dauer: u16,
    /// Nr. 1 nach Absatz 4.
    pub bezahlt: u16,
    /// Nr. 2.
    pub teilarbeitslosengeld: u16,
    /// Nr. 3: Sperrzeiten außer der Arbeitsaufgabe.
    pub sperrzeiten: u16,
    /// Nr. 4: Sperrzeiten bei Arbeitsaufgabe.
    pub arbeitsaufgabe: u16,
    /// Nr. 5 und 6, höchstens vier Wochen.
    pub mitwirkung: u16,
    /// Nr. 8.
    pub gruendungszuschuss: u16,
    /// Nr. 7, soweit sie mindert.
    pub weiterbildung: u16,
    /// Restdauer.
    pub tage: u16,
}

impl Restdauer {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeilen = [
            ("§ 147 SGB III", "Dauer des Anspruchs", self.dauer),
            ("§ 148 Abs. 1 Nr. 1 SGB III", "abzüglich: bezahlte Tage", self.bezahlt),
            (
                "§ 148 Abs. 1 Nr. 2 SGB III",
                "abzüglich: Teilarbeitslosengeld zur Hälfte",
                self.teilarbeitslosengeld,
            ),
            ("§ 148 Abs. 1 Nr. 3 SGB III", "abzüglich: Sperrzeiten", self.sperrzeiten),
            (
                "§ 148 Abs. 1 Nr. 4 SGB III",
                "abzüglich: Sperrzeiten bei Arbeitsaufgabe",
                self.arbeitsaufgabe,
            ),
            (
                "§ 148 Abs. 1 Nr. 5, 6 SGB III",
                "abzüglich: fehlende Mitwirkung oder Arbeitsbereitschaft",
                self.mitwirkung,
            ),
            ("§ 148 Abs. 1 Nr. 8 SGB III", "abzüglich: Gründungszuschuss", self.gruendungszuschuss),
            (
                "§ 148 Abs. 1 Nr. 7 SGB III",
                "abzüglich: berufliche Weiterbildung zur Hälfte",
                self.weiterbildung,
            ),
        ];
        let zeilen = zeilen.into_iter().filter(|(_, _, tage)| *tage > 0);
        Beleg::neu("§ 148 SGB III", "Restdauer", Betrag::Tage(u32::from(self.tage))).aus(
            zeilen.map(|(norm, was, tage)| Beleg::neu(norm, was, Betrag::Tage(u32::from(tage)))),
        )
    }
}

/// Die Restdauer nach allen Minderungen, mindestens null.
#[must_use]
pub fn restdauer(
    werte: &Arbeitslosengeld,
    anspruch: Anspruch,
    sperrzeiten: &[Sperrzeit],
    verbrauch: &Verbrauch,
) -> Restdauer {
    let dauer = anspruch.tage.saturating_add(verbrauch.verlaengert);
    let bezahlt = verbrauch.bezahlt.saturating_sub(verbrauch.erstattet);
    let teilarbeitslosengeld = verbrauch.teilarbeitslosengeld / 2;
    let (mut andere, mut aufgabe) = (0_u16, 0_u16);
    for sperrzeit in sperrzeiten.iter().filter(|s| mindert(s, anspruch.entstanden)) {
        match sperrzeit.ereignis.grund {
            Sperrgrund::Arbeitsaufgabe(_) => {
                let [zwoelf, ..] = werte.sperrzeit_aufgabe_wochen;
                let viertel = if sperrzeit.wochen >= zwoelf { anspruch.tage / 4 } else { 0 };
                aufgabe = aufgabe.saturating_add(sperrzeit.tage().max(viertel));
            }
            _ => andere = andere.saturating_add(sperrzeit.tage()),
        }
    }
    let vier_wochen = u16::from(werte.mitwirkung_hoechstens_wochen).saturating_mul(7);
    let mitwirkung = verbrauch
        .fehlende_mitwirkung
        .saturating_add(verbrauch.nicht_arbeitsbereit)
        .min(vier_wochen);
    let rest =
        [bezahlt, teilarbeitslosengeld, andere, aufgabe, mitwirkung, verbrauch.gruendungszuschuss]
            .into_iter()
            .fold(dauer, u16::saturating_sub);
    let mindestens = u16::from(werte.weiterbildung_mindestens_monate).saturating_mul(MONATSTAGE);
    let weiterbildung = (verbrauch.weiterbildung / 2).min(rest.saturating_sub(mindestens));
    Restdauer {
        dauer,
        bezahlt,
        teilarbeitslosengeld,
        sperrzeiten: andere,
        arbeitsaufgabe: aufgabe,
        mitwirkung,
        gruendungszuschuss: verbrauch.gruendungszuschuss,
        weiterbildung,
        tage: rest.saturating_sub(weiterbildung),
    }
}

/// Absatz 2 Satz 2: Arbeitsaufgabe und Abbruch mindern nicht, wenn das Ereignis bei Erfüllung der
/// Voraussetzungen länger als ein Jahr zurückliegt.
fn mindert(sperrzeit: &Sperrzeit, entstanden: Tag) -> bool {
    let verjaehrt = sperrzeit.ereignis.tag.geburtstag(1) < entstanden;
    match sperrzeit.ereignis.grund {
        Sperrgrund::Arbeitsaufgabe(_)
        | Sperrgrund::AbbruchMassnahme(_)
        | Sperrgrund::AbbruchKurs(_) => !verjaehrt,
        _ => true,
    }
}

/// Um wie viele Tage der Rest nach einer Weiterbildung von mindestens sechs Monaten einmalig steigt
/// (Absatz 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verlaengerung {
    /// Restdauer vorher.
    pub rest: u16,
    /// Verlängerung auf drei Monate.
    pub tage: u16,
}

impl Verlaengerung {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 148 Abs. 3 SGB III";
        let rest = Beleg::neu(norm, "Restdauer vorher", Betrag::Tage(u32::from(self.rest)));
        let was = "einmalige Verlängerung nach Weiterbildung";
        Beleg::neu(norm, was, Betrag::Tage(u32::from(self.tage))).aus([rest])
    }
}

/// Die Verlängerung; `None`, wenn der Rest schon drei Monate hat oder es sie noch nicht gab.
///
/// Ob die Weiterbildung mindestens sechs Monate gefördert war und ob schon einmal verlängert wurde,
/// prüft der Aufrufer.
#[must_use]
pub fn verlaengerung(werte: &Arbeitslosengeld, rest: u16) -> Option<Verlaengerung> {
    let drei_monate = u16::from(werte.weiterbildung_mindestens_monate).saturating_mul(MONATSTAGE);
    let tage = drei_monate.saturating_sub(rest);
    (werte.weiterbildung_verlaengert && tage > 0).then_some(Verlaengerung { rest, tage })
}

#[cfg(test)]
mod tests {
    use super::super::sgb3_p159::{Aufgabe, Ereignis, Wiederholung, sperrzeiten};
    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    type Sperren<'a> = &'a [(&'a str, Sperrgrund)];

    fn rechne(tage: u16, sperren: Sperren<'_>, verbrauch: &Verbrauch) -> Restdauer {
        let recht = Recht::eingebaut().unwrap();
        let entstanden = tag("2026-07-01");
        let werte = recht.arbeitslosengeld(entstanden).unwrap();
        let ereignisse: Vec<_> = sperren
            .iter()
            .map(|(am, grund)| Ereignis { tag: tag(am), grund: *grund, bescheid_mit_hinweis: true })
            .collect();
        let zeiten = sperrzeiten(werte, &ereignisse);
        restdauer(werte, Anspruch { entstanden, tage }, &zeiten, verbrauch)
    }

    #[test]
    fn jede_nummer_mindert_auf_ihre_weise() {
        // § 148 Abs. 1, 2, 4 SGB III, 360 Tage.
        let v = Verbrauch::default();
        let faelle = [
            (Verbrauch { bezahlt: 100, ..v }, 260),
            (Verbrauch { bezahlt: 100, erstattet: 30, ..v }, 290),
            (Verbrauch { teilarbeitslosengeld: 61, ..v }, 330),
            (Verbrauch { fehlende_mitwirkung: 20, ..v }, 340),
            (Verbrauch { fehlende_mitwirkung: 20, nicht_arbeitsbereit: 20, ..v }, 332),
            (Verbrauch { gruendungszuschuss: 180, ..v }, 180),
            (Verbrauch { weiterbildung: 181, ..v }, 270),
            // Nr. 7 nicht unter 90 Tage: 360 − 250 = 110, höchstens 20.
            (Verbrauch { bezahlt: 250, weiterbildung: 100, ..v }, 90),
            (Verbrauch { bezahlt: 300, weiterbildung: 100, ..v }, 60),
            (Verbrauch { bezahlt: 400, ..v }, 0),
            (Verbrauch { bezahlt: 300, verlaengert: 30, ..v }, 90),
        ];
        for (verbrauch, rest) in faelle {
            assert_eq!(rechne(360, &[], &verbrauch).tage, rest, "{verbrauch:?}");
        }
    }

    #[test]
    fn sperrzeiten_mindern_und_arbeitsaufgabe_mindestens_um_ein_viertel() {
        use Sperrgrund::*;
        // Nr. 3, 4, Absatz 2 Satz 2. 360/4 = 90 > 84; 240/4 = 60 < 84; 450/4 = 112,5 → 112.
        let regel = Arbeitsaufgabe(Aufgabe::Regel);
        let faelle: [(u16, Sperren<'_>, u16); 9] = [
            (360, &[("2026-06-30", regel)], 270),
            (240, &[("2026-06-30", regel)], 156),
            (450, &[("2026-06-30", regel)], 338),
            (720, &[("2026-06-30", Arbeitsaufgabe(Aufgabe::Haerte))], 678),
            (360, &[("2025-07-01", regel)], 270),
            (360, &[("2025-06-30", regel)], 360),
            (360, &[("2025-06-30", AbbruchMassnahme(Wiederholung::Erste))], 360),
            (360, &[("2025-06-30", AblehnungMassnahme(Wiederholung::Erste))], 339),
            (180, &[("2026-06-30", regel), ("2026-08-01", Meldeversaeumnis)], 89),
        ];
        for (tage, sperren, rest) in faelle {
            let ist = rechne(tage, sperren, &Verbrauch::default());
            assert_eq!(ist.tage, rest, "{tage} {sperren:?}");
            assert_eq!(ist.beleg().betrag, Betrag::Tage(u32::from(rest)));
        }
    }

    #[test]
    fn eine_lange_weiterbildung_hebt_einen_kleinen_rest_auf_drei_monate() {
        // § 148 Abs. 3, seit Juli 2023.
        let recht = Recht::eingebaut().unwrap();
        let faelle =
            [("2026-07-01", 40, Some(50)), ("2026-07-01", 90, None), ("2023-06-30", 40, None)];
        for (am, rest, erwartet) in faelle {
            let werte = recht.arbeitslosengeld(tag(am)).unwrap();
            assert_eq!(verlaengerung(werte, rest).map(|v| v.tage), erwartet, "{am} {rest}");
        }
    }
}
