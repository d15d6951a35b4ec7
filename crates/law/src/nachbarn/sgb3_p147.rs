//! § 147 SGB III: Dauer des Anspruchs auf Arbeitslosengeld.
//!
//! Umgesetzt: Absatz 1, 2 (Regeldauer nach Versicherungszeit und Alter), Absatz 3 (nach verkürzter
//! Anwartschaft), Absatz 4 (Rest eines erloschenen Anspruchs, höchstens bis zur Höchstdauer des
//! Lebensalters); § 339 Satz 2 (ein Monat hat 30 Tage).
//!
//! Lesart: die Höchstdauer des Absatzes 4 ist auch nach verkürzter Anwartschaft die des Absatzes 2.
//!
//! Nicht umgesetzt: das Recht vor 2008; § 144 (Anspruch bei beruflicher Weiterbildung).

use super::sgb3_p142::{Anwartschaft, Anwartschaftszeit, MONATSTAGE};
use crate::measure::{Beleg, Betrag, Tag};
use crate::recht::{Anspruchsdauern, Arbeitslosengeld};

/// Der Rest eines erloschenen Anspruchs (Absatz 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlterRest {
    /// Wann der erloschene Anspruch entstanden ist.
    pub entstanden: Tag,
    /// Restdauer, gemindert nach § 148.
    pub tage: u16,
}

/// Die Dauer eines Anspruchs in Tagen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anspruchsdauer {
    /// Tag der Entstehung.
    pub entstanden: Tag,
    /// Vollendetes Lebensjahr an diesem Tag.
    pub alter: u8,
    /// Volle Monate der Versicherungszeit, die zählen.
    pub versichert_monate: u16,
    /// Dauer aus der neuen Anwartschaft.
    pub neu_tage: u16,
    /// Alter Rest, soweit er verlängert.
    pub rest_tage: u16,
    /// Höchstdauer für das Alter.
    pub hoechstens_tage: u16,
    /// Dauer des Anspruchs.
    pub tage: u16,
}

impl Anspruchsdauer {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let tage = |tage: u16| Betrag::Tage(u32::from(tage));
        let neu = format!("{} Monate versichert, {} Jahre alt", self.versichert_monate, self.alter);
        let mut zeilen = vec![Beleg::neu("§ 147 Abs. 2, 3 SGB III", neu, tage(self.neu_tage))];
        if self.rest_tage > 0 {
            let norm = "§ 147 Abs. 4 SGB III";
            zeilen.push(Beleg::neu(norm, "zuzüglich: alter Rest", tage(self.rest_tage)));
            zeilen.push(Beleg::neu(norm, "höchstens", tage(self.hoechstens_tage)));
        }
        Beleg::neu("§ 147 SGB III", "Dauer des Arbeitslosengeldes", tage(self.tage)).aus(zeilen)
    }
}

/// Die Dauer des Anspruchs; `None`, wenn die Anwartschaftszeit nicht erfüllt ist.
#[must_use]
pub fn anspruchsdauer(
    werte: &Arbeitslosengeld,
    dauern: &Anspruchsdauern,
    anwartschaft: &Anwartschaftszeit,
    geboren: Tag,
    rest: Option<AlterRest>,
) -> Option<Anspruchsdauer> {
    let entstanden = anwartschaft.rahmenfrist.bis.naechster();
    let alter = geboren.alter(entstanden);
    let (versichert, monate) = match anwartschaft.anwartschaft {
        Anwartschaft::Regel => {
            let versichert = volle_monate(anwartschaft.tage_erweitert);
            (versichert, regeldauer(dauern, versichert, alter))
        }
        Anwartschaft::Verkuerzt => {
            let versichert = volle_monate(anwartschaft.tage_rahmenfrist);
            let stufe = dauern.kurz.iter().rev().find(|stufe| stufe.versichert <= versichert);
            (versichert, stufe.map_or(0, |stufe| stufe.dauer))
        }
        Anwartschaft::NichtErfuellt => return None,
    };
    let neu_tage = monate.saturating_mul(MONATSTAGE);
    let hoechstens_tage = regeldauer(dauern, u16::MAX, alter).saturating_mul(MONATSTAGE);
    let jahre = i16::from(werte.alter_rest_jahre);
    let rest_tage = rest
        .filter(|rest| entstanden < rest.entstanden.geburtstag(jahre))
        .map_or(0, |rest| rest.tage.min(hoechstens_tage.saturating_sub(neu_tage)));
    Some(Anspruchsdauer {
        entstanden,
        alter,
        versichert_monate: versichert,
        neu_tage,
        rest_tage,
        hoechstens_tage,
        tage: neu_tage.saturating_add(rest_tage),
    })
}

fn volle_monate(tage: u32) -> u16 {
    u16::try_from(tage / u32::from(MONATSTAGE)).unwrap_or(u16::MAX)
}

/// Die längste Dauer in Monaten, deren Versicherungszeit und Alter erreicht sind.
fn regeldauer(dauern: &Anspruchsdauern, versichert: u16, alter: u8) -> u16 {
    let erreicht = dauern.stufen.iter().rev();
    let stufe = erreicht.into_iter().find(|s| s.versichert <= versichert && s.alter <= alter);
    stufe.map_or(0, |stufe| stufe.dauer)
}

#[cfg(test)]
mod tests {
    use super::super::sgb3_p142::{Kurzbefristet, anwartschaftszeit};
    use super::*;
    use crate::measure::Zeitraum;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    /// So viele Tage versichert bis zum Tag vor dem 01.07.2026.
    fn rechne(
        tage: i32,
        alter: i16,
        kurz: bool,
        rest: Option<AlterRest>,
    ) -> Option<Anspruchsdauer> {
        let recht = Recht::eingebaut().unwrap();
        let am = tag("2026-07-01");
        let werte = recht.arbeitslosengeld(am).unwrap();
        let zeiten = [Zeitraum { von: am.plus_tage(-tage), bis: am.voriger() }];
        let kurz = Kurzbefristet { ueberwiegend: kurz, entgelt_bis_grenze: kurz };
        let anwartschaft = anwartschaftszeit(werte, am, &zeiten, None, kurz);
        let geboren = tag(&format!("{}-07-01", 2026 - alter));
        anspruchsdauer(werte, recht.anspruchsdauer(am).unwrap(), &anwartschaft, geboren, rest)
    }

    #[test]
    fn versicherungszeit_und_alter_bestimmen_die_dauer() {
        // § 147 Abs. 2, 3 SGB III; Spalten: versicherte Tage, Alter, verkürzt, Dauer in Tagen.
        let faelle = [
            (359, 40, false, None),
            (360, 40, false, Some(180)),
            (479, 40, false, Some(180)),
            (480, 40, false, Some(240)),
            (600, 40, false, Some(300)),
            (720, 40, false, Some(360)),
            (1800, 49, false, Some(360)),
            (899, 50, false, Some(360)),
            (900, 50, false, Some(450)),
            (1079, 55, false, Some(450)),
            (1080, 55, false, Some(540)),
            (1439, 58, false, Some(540)),
            (1440, 58, false, Some(720)),
            (179, 40, true, None),
            (180, 40, true, Some(90)),
            (240, 60, true, Some(120)),
            (300, 40, true, Some(150)),
            (359, 40, true, Some(150)),
            (360, 40, true, Some(180)),
        ];
        for (tage, alter, kurz, erwartet) in faelle {
            let ist = rechne(tage, alter, kurz, None).map(|dauer| dauer.tage);
            assert_eq!(ist, erwartet, "{tage} {alter} {kurz}");
        }
    }

    #[test]
    fn ein_alter_rest_verlaengert_bis_zur_hoechstdauer_des_alters() {
        // § 147 Abs. 4: weniger als fünf Jahre zwischen den Entstehungen.
        let rest = |entstanden: &str, tage| Some(AlterRest { entstanden: tag(entstanden), tage });
        let faelle = [
            (360, 40, rest("2024-07-01", 100), 280),
            (360, 40, rest("2024-07-01", 300), 360),
            (360, 40, rest("2021-07-02", 100), 280),
            (360, 40, rest("2021-07-01", 100), 180),
            (720, 40, rest("2024-07-01", 100), 360),
            (360, 58, rest("2024-07-01", 700), 720),
        ];
        for (tage, alter, rest, erwartet) in faelle {
            let ist = rechne(tage, alter, false, rest).unwrap();
            assert_eq!(ist.tage, erwartet, "{tage} {alter} {rest:?}");
            assert!(ist.tage <= ist.hoechstens_tage);
        }
        let beleg = rechne(360, 40, false, rest("2024-07-01", 100)).unwrap().beleg();
        assert_eq!((beleg.betrag, beleg.aus.len()), (Betrag::Tage(280), 3));
    }
}
