//! § 142 SGB III: Anwartschaftszeit (mit der Rahmenfrist des § 143).
//!
//! Umgesetzt: Absatz 1 Satz 1, Absatz 2 (verkürzte Anwartschaft; ob die beiden Bedingungen erfüllt sind,
//! geht hinein); § 143 Abs. 1, 2; § 339 Satz 2 (ein Monat hat 30 Tage).
//!
//! Nicht umgesetzt: Absatz 1 Satz 2 (Zeiten vor einem Erlöschen: sie gehen nicht mit hinein), § 143 Abs. 3
//! (Übergangsgeld), was ein Versicherungspflichtverhältnis ist (§§ 24 bis 28a).

use crate::measure::{Beleg, Betrag, Tag, Zeitraum};
use crate::recht::Arbeitslosengeld;

/// So viele Tage hat ein Monat (§ 339 Satz 2 SGB III).
pub(super) const MONATSTAGE: u16 = 30;

/// Die Bedingungen des § 142 Abs. 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kurzbefristet {
    /// Überwiegend kurz befristete Beschäftigungen (Nr. 1).
    pub ueberwiegend: bool,
    /// Das Arbeitsentgelt übersteigt die Grenze nicht (Nr. 2).
    pub entgelt_bis_grenze: bool,
}

/// Wie die Anwartschaftszeit erfüllt ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anwartschaft {
    /// Zwölf Monate (Absatz 1).
    Regel,
    /// Sechs Monate (Absatz 2).
    Verkuerzt,
    /// Nicht erfüllt.
    NichtErfuellt,
}

/// Rahmenfrist, Versicherungszeiten und Anwartschaft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anwartschaftszeit {
    /// Die Rahmenfrist (§ 143).
    pub rahmenfrist: Zeitraum,
    /// Die für die Dauer erweiterte Rahmenfrist (§ 147 Abs. 1 Satz 1 Nr. 1).
    pub erweitert: Zeitraum,
    /// Versicherungspflichtige Tage in der Rahmenfrist.
    pub tage_rahmenfrist: u32,
    /// Versicherungspflichtige Tage in der erweiterten Rahmenfrist.
    pub tage_erweitert: u32,
    /// Anwartschaft.
    pub anwartschaft: Anwartschaft,
}

impl Anwartschaftszeit {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = match self.anwartschaft {
            Anwartschaft::Regel => "Anwartschaftszeit erfüllt",
            Anwartschaft::Verkuerzt => "verkürzte Anwartschaftszeit erfüllt",
            Anwartschaft::NichtErfuellt => "Anwartschaftszeit nicht erfüllt",
        };
        let in_frist = |name: &str, frist: Zeitraum| {
            format!("versichert in der {name} {} bis {}", frist.von.deutsch(), frist.bis.deutsch())
        };
        let tage = |tage: u32| Betrag::Tage(tage);
        Beleg::neu("§ 142 SGB III", was, tage(self.tage_rahmenfrist)).aus([
            Beleg::neu(
                "§ 143 Abs. 1 SGB III",
                in_frist("Rahmenfrist", self.rahmenfrist),
                tage(self.tage_rahmenfrist),
            ),
            Beleg::neu(
                "§ 147 Abs. 1 SGB III",
                in_frist("erweiterten Rahmenfrist", self.erweitert),
                tage(self.tage_erweitert),
            ),
        ])
    }
}

/// Die Anwartschaftszeit am Tag, an dem alle sonstigen Voraussetzungen erfüllt sind.
///
/// `zeiten` sind Versicherungspflichtverhältnisse ohne Überschneidung; in `vorige` reicht die Frist nicht
/// hinein, wenn darin schon eine Anwartschaftszeit erfüllt war (§ 143 Abs. 2).
#[must_use]
pub fn anwartschaftszeit(
    werte: &Arbeitslosengeld,
    erfuellt_am: Tag,
    zeiten: &[Zeitraum],
    vorige: Option<Zeitraum>,
    kurz: Kurzbefristet,
) -> Anwartschaftszeit {
    let frist = |monate: u8| {
        let von = monate_vor(erfuellt_am, i32::from(monate));
        let frueheste = vorige.map_or(von, |vorige| von.max(vorige.bis.naechster()));
        Zeitraum { von: frueheste.min(erfuellt_am.voriger()), bis: erfuellt_am.voriger() }
    };
    let rahmenfrist = frist(werte.rahmenfrist_monate);
    let erweitert = frist(werte.rahmenfrist_monate.saturating_add(werte.erweiterung_monate));
    let versichert = |frist: Zeitraum| -> u32 {
        zeiten.iter().filter_map(|zeit| zeit.schnitt(frist)).map(Zeitraum::tage).sum()
    };
    let tage_rahmenfrist = versichert(rahmenfrist);
    let tage = |monate: u8| u32::from(monate) * u32::from(MONATSTAGE);
    let kurz_erlaubt =
        werte.anwartschaft_kurz_monate > 0 && kurz.ueberwiegend && kurz.entgelt_bis_grenze;
    let anwartschaft = if tage_rahmenfrist >= tage(werte.anwartschaft_monate) {
        Anwartschaft::Regel
    } else if kurz_erlaubt && tage_rahmenfrist >= tage(werte.anwartschaft_kurz_monate) {
        Anwartschaft::Verkuerzt
    } else {
        Anwartschaft::NichtErfuellt
    };
    let tage_erweitert = versichert(erweitert);
    Anwartschaftszeit { rahmenfrist, erweitert, tage_rahmenfrist, tage_erweitert, anwartschaft }
}

/// Derselbe Tag so viele Monate früher; gibt es ihn nicht, der letzte des Monats.
fn monate_vor(tag: Tag, monate: i32) -> Tag {
    let monat = tag.monat().plus(-monate);
    let im_monat = tag.im_monat().min(monat.kalendertage());
    monat.erster().plus_tage(i32::from(im_monat) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    fn zeit(von: &str, bis: &str) -> Zeitraum {
        Zeitraum { von: tag(von), bis: tag(bis) }
    }

    #[test]
    fn zwoelf_monate_in_dreissig_oder_sechs_bei_kurzen_beschaeftigungen() {
        // §§ 142, 143, § 339 Satz 2 SGB III; 360 Tage: 05.07.2025 bis 29.06.2026 sind 360.
        let kurz = Kurzbefristet { ueberwiegend: true, entgelt_bis_grenze: true };
        let teuer = Kurzbefristet { entgelt_bis_grenze: false, ..kurz };
        let keine = Kurzbefristet::default();
        let faelle = [
            ("2026-07-01", zeit("2025-07-05", "2026-06-29"), keine, 360, Anwartschaft::Regel),
            (
                "2026-07-01",
                zeit("2025-07-06", "2026-06-29"),
                keine,
                359,
                Anwartschaft::NichtErfuellt,
            ),
            ("2026-07-01", zeit("2025-07-06", "2026-06-29"), kurz, 359, Anwartschaft::Verkuerzt),
            ("2026-07-01", zeit("2026-01-02", "2026-06-30"), kurz, 180, Anwartschaft::Verkuerzt),
            (
                "2026-07-01",
                zeit("2026-01-02", "2026-06-30"),
                teuer,
                180,
                Anwartschaft::NichtErfuellt,
            ),
            (
                "2026-07-01",
                zeit("2026-01-03", "2026-06-30"),
                kurz,
                179,
                Anwartschaft::NichtErfuellt,
            ),
            // Vor der Rahmenfrist zählt nichts: 01.01.2024 bis 30.06.2026.
            (
                "2026-07-01",
                zeit("2022-01-01", "2024-01-10"),
                keine,
                10,
                Anwartschaft::NichtErfuellt,
            ),
            (
                "2019-07-01",
                zeit("2016-01-01", "2017-07-10"),
                keine,
                10,
                Anwartschaft::NichtErfuellt,
            ),
            (
                "2008-07-01",
                zeit("2008-01-01", "2008-06-30"),
                kurz,
                182,
                Anwartschaft::NichtErfuellt,
            ),
        ];
        let recht = Recht::eingebaut().unwrap();
        for (am, zeit, kurz, tage, erwartet) in faelle {
            let werte = recht.arbeitslosengeld(tag(am)).unwrap();
            let ist = anwartschaftszeit(werte, tag(am), &[zeit], None, kurz);
            assert_eq!((ist.tage_rahmenfrist, ist.anwartschaft), (tage, erwartet), "{am} {kurz:?}");
        }
    }

    #[test]
    fn die_rahmenfrist_reicht_nicht_in_die_vorige() {
        // § 143 Abs. 2; 30 Monate vor dem 31.08.2026 beginnt sie am 29.02.2024 (Schaltjahr).
        let recht = Recht::eingebaut().unwrap();
        let am = tag("2026-08-31");
        let werte = recht.arbeitslosengeld(am).unwrap();
        let zeiten = [zeit("2024-01-01", "2025-06-30"), zeit("2026-01-01", "2026-08-30")];
        let frei = anwartschaftszeit(werte, am, &zeiten, None, Kurzbefristet::default());
        assert_eq!(frei.rahmenfrist, zeit("2024-02-29", "2026-08-30"));
        assert_eq!(frei.erweitert, zeit("2021-08-31", "2026-08-30"));
        assert_eq!(frei.tage_rahmenfrist, 488 + 242);
        let vorige = Some(zeit("2023-01-01", "2025-06-30"));
        let begrenzt = anwartschaftszeit(werte, am, &zeiten, vorige, Kurzbefristet::default());
        assert_eq!(begrenzt.rahmenfrist, zeit("2025-07-01", "2026-08-30"));
        assert_eq!((begrenzt.tage_rahmenfrist, begrenzt.tage_erweitert), (242, 242));
        assert_eq!(begrenzt.beleg().betrag, Betrag::Tage(242));
    }
}
