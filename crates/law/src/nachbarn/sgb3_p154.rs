//! § 154 SGB III: bis wann ein Anspruch auf Arbeitslosengeld noch reicht (mit § 339 Satz 2).
//!
//! Umgesetzt: § 154: gezahlt wird nach Kalendertagen, ein voller Kalendermonat zählt 30 Tage. Die
//! Restdauer steht in Tagen, in denen ein Monat schon 30 Tage hat (§ 339 Satz 2).
//!
//! Lesart: ein Monat ist voll, wenn sein Erster bezahlt wird und noch mindestens 30 Tage da sind;
//! er verbraucht dann 30 Tage, ob er 28, 29, 30 oder 31 hat. Der angebrochene Monat am Anfang und
//! der am Ende verbrauchen ihre Kalendertage; ein Monat, der am Zweiten beginnt, ist angebrochen.
//! Ein Februar, an dessen Erstem nur noch 28 oder 29 Tage da sind, wird damit ausgeschöpft: ein Rest
//! reicht nie in den März, weil der volle Februar 30 Tage verbraucht.
//!
//! [`erschoepfung`] rechnet dasselbe mit Sperrzeiten und Ruhen (§§ 156 bis 159), in denen nichts
//! bezahlt wird, mit dem Verfall nach vier Jahren (§ 161 Abs. 2) und mit dem Tag, an dem das Jobcenter
//! einlädt. Ein Monat mit einem unbezahlten Tag ist angebrochen.
//!
//! Nicht umgesetzt: die Höhe (§§ 149 bis 153): der tägliche Leistungssatz steht im Bescheid. Die
//! Restdauer ist schon nach § 148 gemindert ([`super::sgb3_p148`]), auch um die Sperrzeiten.

use crate::measure::{Beleg, Betrag, Tag, Zeitraum};
use crate::recht::Arbeitslosengeld;

/// So viele Tage zählt ein voller Kalendermonat (§ 154 Satz 2, § 339 Satz 2 SGB III).
const VOLLER_MONAT: u16 = 30;

/// Wie eine Restdauer verbraucht wird und an welchem Tag sie endet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anspruchsende {
    /// Erster bezahlter Tag.
    pub erster: Tag,
    /// Restdauer an diesem Tag.
    pub rest_tage: u16,
    /// Tage im angebrochenen ersten Monat.
    pub tage_anfang: u16,
    /// Volle Kalendermonate zu 30 Tagen.
    pub volle_monate: u16,
    /// Tage im angebrochenen letzten Monat.
    pub tage_ende: u16,
    /// Letzter bezahlter Tag.
    pub letzter: Tag,
}

impl Anspruchsende {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let tage = |tage: u16| Betrag::Tage(u32::from(tage));
        let voll = self.volle_monate.saturating_mul(VOLLER_MONAT);
        let von_bis = format!(
            "Arbeitslosengeld vom {} bis {}",
            self.erster.deutsch(),
            self.letzter.deutsch()
        );
        let volle_monate = match self.volle_monate {
            1 => "1 voller Kalendermonat zu 30 Tagen".to_owned(),
            n => format!("{n} volle Kalendermonate zu 30 Tagen"),
        };
        let zeilen = [
            ("§ 154 Satz 1 SGB III", "angebrochener erster Monat".to_owned(), self.tage_anfang),
            ("§ 154 Satz 2 SGB III", volle_monate, voll),
            ("§ 154 Satz 1 SGB III", "angebrochener letzter Monat".to_owned(), self.tage_ende),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, _, anzahl)| *anzahl > 0)
            .map(|(norm, was, anzahl)| Beleg::neu(norm, was, tage(anzahl)));
        Beleg::neu("§ 154 SGB III", von_bis, tage(self.rest_tage)).aus(zeilen)
    }
}

/// Bis wann `rest_tage` ab dem ersten bezahlten Tag reichen; `None`, wenn nichts übrig ist.
#[must_use]
pub fn anspruchsende(erster: Tag, rest_tage: u16) -> Option<Anspruchsende> {
    if rest_tage == 0 {
        return None;
    }
    let mut ende = Anspruchsende {
        erster,
        rest_tage,
        tage_anfang: 0,
        volle_monate: 0,
        tage_ende: 0,
        letzter: erster,
    };
    let mut rest = rest_tage;
    if erster.im_monat() > 1 {
        let monat = erster.monat();
        let im_monat = u16::from(monat.kalendertage() - erster.im_monat() + 1);
        ende.tage_anfang = im_monat.min(rest);
        ende.letzter = erster.plus_tage(i32::from(ende.tage_anfang) - 1);
        rest -= ende.tage_anfang;
    } else {
        ende.letzter = erster.voriger();
    }
    ende.volle_monate = rest / VOLLER_MONAT;
    ende.tage_ende = rest % VOLLER_MONAT;
    let naechster = ende.letzter.naechster().monat();
    if ende.volle_monate > 0 {
        ende.letzter = naechster.plus(i32::from(ende.volle_monate) - 1).letzter();
    }
    if ende.tage_ende > 0 {
        let von = ende.letzter.naechster();
        let bis = von.plus_tage(i32::from(ende.tage_ende) - 1);
        // Höchstens 29 Tage Rest: nur der Februar kann kürzer sein.
        ende.letzter = bis.min(von.monat().letzter());
    }
    Some(ende)
}

/// Ein Anspruch, der verbraucht wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Wann der Anspruch entstanden ist; vier Jahre später verfällt er (§ 161 Abs. 2).
    pub entstanden: Tag,
    /// Erster Tag, von dem an er verbraucht wird.
    pub ab: Tag,
    /// Restdauer an diesem Tag nach § 148.
    pub tage: u16,
}

/// Wann eine Restdauer mit Unterbrechungen zu Ende geht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erschoepfung {
    /// Der Rest.
    pub rest: Rest,
    /// Letzter bezahlter Tag; `None`, wenn keiner bezahlt wird.
    pub letzter: Option<Tag>,
    /// Von diesem Tag an sind es höchstens so viele Tage, dass das Jobcenter einlädt.
    pub einladung_ab: Option<Tag>,
    /// Letzter Tag vor dem Verfall (§ 161 Abs. 2).
    pub verfall: Tag,
    /// Tage, die verfallen.
    pub verfallene_tage: u16,
}

impl Erschoepfung {
    /// Die Begründung, wie sie im Vermerk steht; die Werte sind Tage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = match self.letzter {
            Some(letzter) => format!(
                "Arbeitslosengeld ab {}, letzter Tag {}",
                self.rest.ab.deutsch(),
                letzter.deutsch()
            ),
            None => format!("kein Arbeitslosengeld ab {}", self.rest.ab.deutsch()),
        };
        let mut zeilen = Vec::new();
        if self.verfallene_tage > 0 {
            let was = format!("verfallen nach dem {}", self.verfall.deutsch());
            let tage = Betrag::Tage(u32::from(self.verfallene_tage));
            zeilen.push(Beleg::neu("§ 161 Abs. 2 SGB III", was, tage));
        }
        Beleg::neu("§ 154 SGB III", was, Betrag::Tage(u32::from(self.rest.tage))).aus(zeilen)
    }
}

/// Wann der Rest zu Ende geht, wenn in den `unbezahlt`en Zeiten (Sperrzeit, Ruhen) nichts verbraucht
/// wird.
#[must_use]
pub fn erschoepfung(werte: &Arbeitslosengeld, rest: Rest, unbezahlt: &[Zeitraum]) -> Erschoepfung {
    let verfall = rest.entstanden.geburtstag(i16::from(werte.verfall_jahre)).voriger();
    let (letzter, uebrig) = verbrauche(rest.ab, rest.tage, unbezahlt, verfall);
    let vorher = rest.tage.saturating_sub(werte.einladung_rest_tage);
    let einladung_ab = match vorher {
        0 => (rest.tage > 0).then_some(rest.ab),
        _ => match verbrauche(rest.ab, vorher, unbezahlt, verfall) {
            (Some(tag), 0) => Some(tag.naechster()),
            _ => None,
        },
    };
    Erschoepfung { rest, letzter, einladung_ab, verfall, verfallene_tage: uebrig }
}

/// Verbraucht `tage` ab `ab`, Monat für Monat; gibt den letzten bezahlten Tag und was übrig bleibt.
fn verbrauche(ab: Tag, tage: u16, unbezahlt: &[Zeitraum], verfall: Tag) -> (Option<Tag>, u16) {
    let mut rest = tage;
    let mut letzter = None;
    let mut tag = ab;
    while rest > 0 && tag <= verfall {
        let monat = tag.monat().zeitraum();
        let frei = !unbezahlt.iter().any(|zeit| zeit.schnitt(monat).is_some());
        if frei && tag == monat.von && monat.bis <= verfall {
            let im_monat = u16::from(tag.monat().kalendertage());
            // Wie in [`anspruchsende`]: ein voller Monat verbraucht 30 Tage, ein Februar auch den Rest.
            let bis = if rest >= im_monat.min(VOLLER_MONAT) {
                monat.bis
            } else {
                tag.plus_tage(i32::from(rest) - 1)
            };
            let kosten = if bis == monat.bis { VOLLER_MONAT } else { rest };
            rest = rest.saturating_sub(kosten);
            letzter = Some(bis);
            tag = bis.naechster();
        } else {
            if !unbezahlt.iter().any(|zeit| zeit.enthaelt(tag)) {
                rest -= 1;
                letzter = Some(tag);
            }
            tag = tag.naechster();
        }
    }
    (letzter, rest)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    #[test]
    fn ein_voller_monat_verbraucht_30_tage_und_ein_angebrochener_seine_kalendertage() {
        // § 154 SGB III; C10: die ersten drei Zeilen. Spalten: Anfang, volle Monate, Ende.
        let faelle = [
            ("2026-07-01", 90, (0, 3, 0), "2026-09-30"),
            ("2026-07-15", 90, (17, 2, 13), "2026-10-13"),
            ("2026-02-01", 90, (0, 3, 0), "2026-04-30"),
            ("2026-01-01", 360, (0, 12, 0), "2026-12-31"),
            ("2026-01-01", 29, (0, 0, 29), "2026-01-29"),
            ("2026-01-01", 30, (0, 1, 0), "2026-01-31"),
            ("2026-01-01", 31, (0, 1, 1), "2026-02-01"),
            ("2026-01-02", 30, (30, 0, 0), "2026-01-31"),
            ("2026-01-02", 60, (30, 1, 0), "2026-02-28"),
            ("2026-02-01", 27, (0, 0, 27), "2026-02-27"),
            ("2026-02-01", 28, (0, 0, 28), "2026-02-28"),
            ("2026-02-01", 29, (0, 0, 29), "2026-02-28"),
            ("2026-02-01", 31, (0, 1, 1), "2026-03-01"),
            ("2028-02-01", 29, (0, 0, 29), "2028-02-29"),
            ("2026-02-02", 28, (27, 0, 1), "2026-03-01"),
            ("2026-07-15", 1, (1, 0, 0), "2026-07-15"),
            ("2026-07-15", 17, (17, 0, 0), "2026-07-31"),
            ("2026-07-15", 18, (17, 0, 1), "2026-08-01"),
            ("2026-12-31", 31, (1, 1, 0), "2027-01-31"),
        ];
        for (erster, rest, teile, letzter) in faelle {
            let ende = anspruchsende(tag(erster), rest).unwrap();
            assert_eq!(ende.letzter, tag(letzter), "{erster}, {rest} Tage");
            let gerechnet = (ende.tage_anfang, ende.volle_monate, ende.tage_ende);
            assert_eq!(gerechnet, teile, "{erster}, {rest} Tage");
        }
        assert_eq!(anspruchsende(tag("2026-07-01"), 0), None);
    }

    #[test]
    fn ein_tag_mehr_rest_endet_nie_frueher_und_die_teile_ergeben_den_rest() {
        for start in ["2026-01-01", "2026-01-31", "2026-02-01", "2027-02-15", "2028-02-02"] {
            let mut vorher = tag(start);
            for rest in 1..=720 {
                let ende = anspruchsende(tag(start), rest).unwrap();
                assert!(ende.letzter >= vorher, "{start}, {rest} Tage");
                let summe = ende.tage_anfang + ende.volle_monate * 30 + ende.tage_ende;
                assert_eq!(summe, rest, "{start}");
                vorher = ende.letzter;
            }
        }
    }

    #[test]
    fn der_beleg_nennt_die_tage_auf_dem_weg() {
        let beleg = anspruchsende(tag("2026-07-15"), 90).unwrap().beleg();
        assert_eq!(beleg.was, "Arbeitslosengeld vom 15.07.2026 bis 13.10.2026");
        let tage: Vec<_> = beleg.aus.iter().map(|zeile| zeile.betrag.to_string()).collect();
        assert_eq!(tage, ["17 Tage", "60 Tage", "13 Tage"]);
        let beleg = anspruchsende(tag("2026-07-31"), 1).unwrap().beleg();
        assert_eq!((beleg.betrag.to_string().as_str(), beleg.aus.len()), ("1 Tag", 1));
    }

    type Zeiten<'a> = &'a [(&'a str, &'a str)];

    fn erschoepft(ab: &str, tage: u16, unbezahlt: Zeiten<'_>) -> Erschoepfung {
        static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());
        let werte = RECHT.arbeitslosengeld(tag("2026-07-01")).unwrap();
        let zeiten: Vec<_> =
            unbezahlt.iter().map(|(von, bis)| Zeitraum { von: tag(von), bis: tag(bis) }).collect();
        erschoepfung(werte, Rest { entstanden: tag("2026-01-01"), ab: tag(ab), tage }, &zeiten)
    }

    #[test]
    fn ohne_unterbrechung_endet_die_erschoepfung_wie_der_anspruch() {
        for ab in ["2026-01-01", "2026-02-01", "2026-07-15", "2027-01-31", "2028-02-02"] {
            for tage in [1, 27, 28, 29, 30, 31, 59, 60, 89, 90, 119, 120, 180, 359, 360] {
                let ende = anspruchsende(tag(ab), tage).map(|ende| ende.letzter);
                assert_eq!(erschoepft(ab, tage, &[]).letzter, ende, "{ab} {tage}");
            }
        }
        assert_eq!(erschoepft("2026-01-01", 0, &[]).letzter, None);
    }

    #[test]
    fn sperrzeit_und_ruhen_verschieben_das_ende_und_nach_vier_jahren_verfaellt_der_rest() {
        // 90 Tage ab 01.07.2026: Sperrzeit 01.07. bis 21.07.: 10 Tage im Juli, August und September voll
        // (60), 20 im Oktober. Ruhen 10.08. bis 12.08.: Juli 30 (voll), August 28, September 30, 2 im
        // Oktober. Entstanden am 01.01.2026: verfallen nach dem 31.12.2029.
        let faelle: [(&str, u16, Zeiten<'_>, Option<&str>, u16); 6] = [
            ("2026-07-01", 90, &[("2026-07-01", "2026-07-21")], Some("2026-10-20"), 0),
            ("2026-07-01", 90, &[("2026-08-10", "2026-08-12")], Some("2026-10-02"), 0),
            ("2029-12-01", 90, &[], Some("2029-12-31"), 60),
            ("2029-12-22", 90, &[], Some("2029-12-31"), 80),
            ("2030-01-01", 90, &[], None, 90),
            ("2026-07-01", 90, &[("2026-07-01", "2099-12-31")], None, 90),
        ];
        for (ab, tage, unbezahlt, letzter, verfallen) in faelle {
            let ist = erschoepft(ab, tage, unbezahlt);
            assert_eq!(ist.letzter, letzter.map(tag), "{ab} {unbezahlt:?}");
            assert_eq!(ist.verfallene_tage, verfallen, "{ab} {unbezahlt:?}");
        }
        let beleg = erschoepft("2029-12-01", 90, &[]).beleg();
        assert_eq!(beleg.aus[0].betrag, Betrag::Tage(60));
    }

    #[test]
    fn eingeladen_wird_wenn_hoechstens_neunzig_tage_uebrig_sind() {
        // 180 Tage ab 01.07.2026: nach drei vollen Monaten sind es 90.
        let faelle = [
            ("2026-07-01", 180, Some("2026-10-01")),
            ("2026-07-01", 90, Some("2026-07-01")),
            ("2026-07-01", 40, Some("2026-07-01")),
            ("2026-07-15", 107, Some("2026-08-01")),
            ("2026-07-01", 0, None),
        ];
        for (ab, tage, einladung) in faelle {
            let ist = erschoepft(ab, tage, &[]);
            assert_eq!(ist.einladung_ab, einladung.map(tag), "{ab} {tage}");
        }
    }
}
