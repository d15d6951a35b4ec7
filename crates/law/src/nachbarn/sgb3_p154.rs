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
//! Nicht umgesetzt, denn hier steht nur die Formel: wer Anspruch hat, wie lange (§ 147), Minderung
//! der Dauer (§ 148), Sperrzeit und Ruhen (§§ 156 bis 159), Verfall (§ 161) und die Höhe (§ 149).
//! Der Rest wird ohne Unterbrechung verbraucht.

use crate::measure::{Beleg, Betrag, Tag};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
