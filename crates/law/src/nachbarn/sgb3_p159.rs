//! § 159 SGB III: Sperrzeiten (mit dem Erlöschen nach § 161 Abs. 1 Nr. 2).
//!
//! Umgesetzt: Absatz 1 Satz 2 Nr. 1 bis 9 (Arten), Absatz 2 (Beginn am Tag nach dem Ereignis, mehrere
//! nacheinander), Absatz 3 bis 6 (Dauer); § 161 Abs. 1 Nr. 2 (21 Wochen). Die Tage mindern den Anspruch
//! ([`super::sgb3_p148`]) und er ruht in ihnen ([`super::sgb3_p154`]).
//!
//! Lesart: der Anspruch erlischt an dem Tag des Ereignisses, mit dem die 21 Wochen erreicht sind.
//!
//! Nicht umgesetzt: ob ein wichtiger Grund vorlag, ob belehrt wurde, das wievielte Mal es ist (geht
//! hinein); Absatz 1 Satz 3; Absatz 4 Satz 2 zählt der Aufrufer mit.

use crate::measure::{Beleg, Betrag, Tag, Zeitraum};
use crate::recht::Arbeitslosengeld;

/// Tage einer Woche.
const WOCHE: u16 = 7;

/// Warum die Sperrzeit bei Arbeitsaufgabe kürzer ist (Absatz 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aufgabe {
    /// Zwölf Wochen (Satz 1).
    Regel,
    /// Das Arbeitsverhältnis hätte binnen zwölf Wochen geendet (Satz 2 Nr. 2 Buchst. a).
    EndeInZwoelfWochen,
    /// Besondere Härte (Satz 2 Nr. 2 Buchst. b).
    Haerte,
    /// Das Arbeitsverhältnis hätte binnen sechs Wochen geendet (Satz 2 Nr. 1).
    EndeInSechsWochen,
}

/// Das wievielte versicherungswidrige Verhalten dieser Art (Absatz 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wiederholung {
    /// Das erste.
    Erste,
    /// Das zweite.
    Zweite,
    /// Jedes weitere.
    Weitere,
}

/// Art des versicherungswidrigen Verhaltens (Absatz 1 Satz 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sperrgrund {
    /// Nr. 1.
    Arbeitsaufgabe(Aufgabe),
    /// Nr. 2.
    Arbeitsablehnung(Wiederholung),
    /// Nr. 3.
    Eigenbemuehungen,
    /// Nr. 4.
    AblehnungMassnahme(Wiederholung),
    /// Nr. 5.
    AbbruchMassnahme(Wiederholung),
    /// Nr. 6.
    AblehnungKurs(Wiederholung),
    /// Nr. 7.
    AbbruchKurs(Wiederholung),
    /// Nr. 8.
    Meldeversaeumnis,
    /// Nr. 9.
    VerspaeteteMeldung,
}

impl Sperrgrund {
    /// Die Nummer in Absatz 1 Satz 2.
    #[must_use]
    pub fn nummer(self) -> u8 {
        match self {
            Sperrgrund::Arbeitsaufgabe(_) => 1,
            Sperrgrund::Arbeitsablehnung(_) => 2,
            Sperrgrund::Eigenbemuehungen => 3,
            Sperrgrund::AblehnungMassnahme(_) => 4,
            Sperrgrund::AbbruchMassnahme(_) => 5,
            Sperrgrund::AblehnungKurs(_) => 6,
            Sperrgrund::AbbruchKurs(_) => 7,
            Sperrgrund::Meldeversaeumnis => 8,
            Sperrgrund::VerspaeteteMeldung => 9,
        }
    }

    /// Name der Sperrzeit.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Sperrgrund::Arbeitsaufgabe(_) => "Sperrzeit bei Arbeitsaufgabe",
            Sperrgrund::Arbeitsablehnung(_) => "Sperrzeit bei Arbeitsablehnung",
            Sperrgrund::Eigenbemuehungen => "Sperrzeit bei unzureichenden Eigenbemühungen",
            Sperrgrund::AblehnungMassnahme(_) => {
                "Sperrzeit bei Ablehnung einer beruflichen Eingliederungsmaßnahme"
            }
            Sperrgrund::AbbruchMassnahme(_) => {
                "Sperrzeit bei Abbruch einer beruflichen Eingliederungsmaßnahme"
            }
            Sperrgrund::AblehnungKurs(_) => {
                "Sperrzeit bei Ablehnung eines Integrationskurses oder einer Deutschsprachförderung"
            }
            Sperrgrund::AbbruchKurs(_) => {
                "Sperrzeit bei Abbruch eines Integrationskurses oder einer Deutschsprachförderung"
            }
            Sperrgrund::Meldeversaeumnis => "Sperrzeit bei Meldeversäumnis",
            Sperrgrund::VerspaeteteMeldung => "Sperrzeit bei verspäteter Arbeitsuchendmeldung",
        }
    }

    /// Dauer in Wochen (Absatz 3 bis 6).
    fn wochen(self, werte: &Arbeitslosengeld) -> u8 {
        let [regel, kurz, sehr_kurz] = werte.sperrzeit_aufgabe_wochen;
        let [erste, zweite, weitere] = werte.sperrzeit_ablehnung_wochen;
        match self {
            Sperrgrund::Arbeitsaufgabe(Aufgabe::Regel) => regel,
            Sperrgrund::Arbeitsaufgabe(Aufgabe::EndeInZwoelfWochen | Aufgabe::Haerte) => kurz,
            Sperrgrund::Arbeitsaufgabe(Aufgabe::EndeInSechsWochen) => sehr_kurz,
            Sperrgrund::Arbeitsablehnung(mal)
            | Sperrgrund::AblehnungMassnahme(mal)
            | Sperrgrund::AbbruchMassnahme(mal)
            | Sperrgrund::AblehnungKurs(mal)
            | Sperrgrund::AbbruchKurs(mal) => match mal {
                Wiederholung::Erste => erste,
                Wiederholung::Zweite => zweite,
                Wiederholung::Weitere => weitere,
            },
            Sperrgrund::Eigenbemuehungen => werte.sperrzeit_eigenbemuehungen_wochen,
            Sperrgrund::Meldeversaeumnis | Sperrgrund::VerspaeteteMeldung => {
                werte.sperrzeit_meldung_wochen
            }
        }
    }
}

/// Ein Ereignis, das eine Sperrzeit begründet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ereignis {
    /// Tag des Ereignisses.
    pub tag: Tag,
    /// Art.
    pub grund: Sperrgrund,
    /// Liegt ein schriftlicher Bescheid vor und war auf das Erlöschen hingewiesen (§ 161 Abs. 1 Nr. 2)?
    pub bescheid_mit_hinweis: bool,
}

/// Eine Sperrzeit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sperrzeit {
    /// Das Ereignis.
    pub ereignis: Ereignis,
    /// Dauer in Wochen.
    pub wochen: u8,
    /// Erster bis letzter Tag.
    pub zeitraum: Zeitraum,
}

impl Sperrzeit {
    /// Dauer in Tagen.
    #[must_use]
    pub fn tage(&self) -> u16 {
        u16::from(self.wochen).saturating_mul(WOCHE)
    }

    /// Die Begründung, wie sie im Vermerk steht; der Wert sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let Zeitraum { von, bis } = self.zeitraum;
        let grund = self.ereignis.grund;
        let norm = format!("§ 159 Abs. 1 Satz 2 Nr. {} SGB III", grund.nummer());
        let was = format!("{} vom {} bis {}", grund.name(), von.deutsch(), bis.deutsch());
        Beleg::neu(norm, was, Betrag::Tage(u32::from(self.tage())))
    }
}

/// Die Sperrzeiten aus allen Ereignissen, nacheinander in der Reihenfolge des Absatzes 2.
#[must_use]
pub fn sperrzeiten(werte: &Arbeitslosengeld, ereignisse: &[Ereignis]) -> Vec<Sperrzeit> {
    let mut geordnet = ereignisse.to_vec();
    geordnet.sort_by_key(|ereignis| (ereignis.tag, ereignis.grund.nummer()));
    let mut sperrzeiten: Vec<Sperrzeit> = Vec::with_capacity(geordnet.len());
    for ereignis in geordnet {
        let mut von = ereignis.tag.naechster();
        // Die früheren folgen einander; eine reicht bis zum Beginn der nächsten oder endet davor.
        for frueher in &sperrzeiten {
            if frueher.zeitraum.enthaelt(von) {
                von = frueher.zeitraum.bis.naechster();
            }
        }
        let wochen = ereignis.grund.wochen(werte);
        let bis = von.plus_tage(i32::from(wochen) * i32::from(WOCHE) - 1);
        sperrzeiten.push(Sperrzeit { ereignis, wochen, zeitraum: Zeitraum { von, bis } });
    }
    sperrzeiten
}

/// Ob Sperrzeiten den Anspruch erlöschen lassen (§ 161 Abs. 1 Nr. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erloeschen {
    /// Wochen der Sperrzeiten, die zählen.
    pub wochen: u16,
    /// Von so vielen an erlischt der Anspruch.
    pub grenze: u16,
    /// Der Tag, an dem die Grenze erreicht ist.
    pub am: Option<Tag>,
}

impl Erloeschen {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 161 Abs. 1 Nr. 2 SGB III";
        let tage = |wochen: u16| Betrag::Tage(u32::from(wochen) * u32::from(WOCHE));
        let was = match self.am {
            Some(am) => format!("Anspruch erloschen am {}", am.deutsch()),
            None => "Anspruch nicht wegen Sperrzeiten erloschen".to_owned(),
        };
        Beleg::neu(norm, was, tage(self.wochen)).aus([Beleg::neu(
            norm,
            "Grenze",
            tage(self.grenze),
        )])
    }
}

/// Zählt die Sperrzeiten mit Bescheid und Hinweis seit zwölf Monaten vor der Entstehung.
///
/// Was schon einen früheren Anspruch erlöschen ließ, gehört nicht in `sperrzeiten`.
#[must_use]
pub fn erloeschen(
    werte: &Arbeitslosengeld,
    sperrzeiten: &[Sperrzeit],
    entstanden: Tag,
) -> Erloeschen {
    let ein_jahr_vorher = entstanden.geburtstag(-1);
    let grenze = werte.erloeschen_wochen;
    let (mut wochen, mut am) = (0_u16, None);
    for sperrzeit in sperrzeiten {
        let Ereignis { tag, bescheid_mit_hinweis, .. } = sperrzeit.ereignis;
        if !bescheid_mit_hinweis || sperrzeit.zeitraum.von < ein_jahr_vorher {
            continue;
        }
        wochen = wochen.saturating_add(u16::from(sperrzeit.wochen));
        if wochen >= grenze && am.is_none() {
            am = Some(tag);
        }
    }
    Erloeschen { wochen, grenze, am }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    fn ereignis(am: &str, grund: Sperrgrund) -> Ereignis {
        Ereignis { tag: tag(am), grund, bescheid_mit_hinweis: true }
    }

    fn rechne(ereignisse: &[Ereignis]) -> Vec<Sperrzeit> {
        let recht = Recht::eingebaut().unwrap();
        sperrzeiten(recht.arbeitslosengeld(tag("2026-07-01")).unwrap(), ereignisse)
    }

    #[test]
    fn jede_art_hat_ihre_dauer() {
        use Sperrgrund::*;
        // § 159 Abs. 3 bis 6 SGB III.
        let faelle = [
            (Arbeitsaufgabe(Aufgabe::Regel), 84),
            (Arbeitsaufgabe(Aufgabe::Haerte), 42),
            (Arbeitsaufgabe(Aufgabe::EndeInZwoelfWochen), 42),
            (Arbeitsaufgabe(Aufgabe::EndeInSechsWochen), 21),
            (Arbeitsablehnung(Wiederholung::Erste), 21),
            (AblehnungMassnahme(Wiederholung::Zweite), 42),
            (AbbruchMassnahme(Wiederholung::Weitere), 84),
            (AblehnungKurs(Wiederholung::Erste), 21),
            (AbbruchKurs(Wiederholung::Zweite), 42),
            (Eigenbemuehungen, 14),
            (Meldeversaeumnis, 7),
            (VerspaeteteMeldung, 7),
        ];
        for (grund, tage) in faelle {
            let sperrzeit = rechne(&[ereignis("2026-06-30", grund)])[0];
            assert_eq!(sperrzeit.tage(), tage, "{grund:?}");
            assert_eq!(sperrzeit.zeitraum.von, tag("2026-07-01"));
            assert_eq!(sperrzeit.zeitraum.tage(), u32::from(tage));
        }
    }

    #[test]
    fn mehrere_sperrzeiten_folgen_einander() {
        use Sperrgrund::*;
        // Absatz 2: Aufgabe am 30.06. (01.07. bis 22.09.), verspätete Meldung am selben Tag (23.09. bis
        // 29.09.), Meldeversäumnis am 05.08. (30.09. bis 06.10.); ein späteres beginnt am Tag danach.
        let ereignisse = [
            ereignis("2026-08-05", Meldeversaeumnis),
            ereignis("2026-06-30", VerspaeteteMeldung),
            ereignis("2026-11-02", Eigenbemuehungen),
            ereignis("2026-06-30", Arbeitsaufgabe(Aufgabe::Regel)),
        ];
        let zeiten = rechne(&ereignisse);
        let erwartet = [
            ("2026-07-01", "2026-09-22"),
            ("2026-09-23", "2026-09-29"),
            ("2026-09-30", "2026-10-06"),
            ("2026-11-03", "2026-11-16"),
        ];
        for (sperrzeit, (von, bis)) in zeiten.iter().zip(erwartet) {
            assert_eq!(sperrzeit.zeitraum, Zeitraum { von: tag(von), bis: tag(bis) });
        }
        let beleg = zeiten[0].beleg();
        assert!(beleg.was.contains("vom 01.07.2026 bis 22.09.2026"), "{}", beleg.was);
    }

    #[test]
    fn einundzwanzig_wochen_lassen_den_anspruch_erloeschen() {
        use Sperrgrund::*;
        // § 161 Abs. 1 Nr. 2: 12 + 3 + 6 = 21; ohne Hinweis oder mehr als ein Jahr vorher zählt keine.
        let recht = Recht::eingebaut().unwrap();
        let werte = recht.arbeitslosengeld(tag("2026-07-01")).unwrap();
        let mut ereignisse = [
            ereignis("2026-06-30", Arbeitsaufgabe(Aufgabe::Regel)),
            ereignis("2026-10-01", Arbeitsablehnung(Wiederholung::Erste)),
            ereignis("2026-12-01", Arbeitsablehnung(Wiederholung::Zweite)),
        ];
        let ist = |e: &[Ereignis], entstanden: &str| {
            erloeschen(werte, &sperrzeiten(werte, e), tag(entstanden))
        };
        assert_eq!(ist(&ereignisse, "2026-07-01").am, Some(tag("2026-12-01")));
        assert_eq!(ist(&ereignisse[..2], "2026-07-01").am, None);
        assert_eq!(ist(&ereignisse, "2027-07-02").wochen, 9);
        ereignisse[1].bescheid_mit_hinweis = false;
        let erloeschen = ist(&ereignisse, "2026-07-01");
        assert_eq!((erloeschen.wochen, erloeschen.am), (18, None));
        assert_eq!(erloeschen.beleg().betrag, Betrag::Tage(126));
    }
}
