//! § 13 WoGG: Gesamteinkommen des Haushalts (mit §§ 17, 17a, 18).
//!
//! Umgesetzt: Absatz 1 und 2; § 17 Nr. 1 bis 4 (bis 2015: Nr. 1 bis 5 a. F.); § 17a Abs. 1 (seit 2021);
//! § 18 mit den Höchstbeträgen und dem Titel.
//!
//! Lesarten: das monatliche Gesamteinkommen wird auf den Cent gerundet. Bis 2015 steht der Freibetrag
//! für Alleinerziehende jedem Kind unter zwölf zu, seit 2016 einmal dem Haushalt.
//!
//! Nicht umgesetzt: wer Alleinerziehende im Sinne des § 17 Nr. 3 ist und ob jemand 33 Jahre
//! Grundrentenzeiten hat (§ 17a Abs. 1, 2) geht fertig hinein; § 17a Abs. 3, 4 (Verfahren).

use super::wogg_p14::{Abgaben, Einnahmen, Jahreseinkommen, jahreseinkommen};
use crate::measure::{Beleg, Cent};
use crate::recht::Wohngeldeinkommen;

/// Behinderung, soweit sie einen Freibetrag gibt (§ 17 Nr. 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behinderung {
    /// Keine, oder ein niedrigerer Grad ohne Pflege.
    #[default]
    Keine,
    /// Grad 100.
    Grad100,
    /// Ein niedrigerer Grad mit häuslicher, teilstationärer oder Kurzzeitpflege.
    MitPflege {
        /// Grad der Behinderung.
        grad: u8,
    },
}

/// Ein zu berücksichtigendes Haushaltsmitglied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mitglied {
    /// Einnahmen im Jahr.
    pub einnahmen: Einnahmen,
    /// Steuern und Beiträge.
    pub abgaben: Abgaben,
    /// Behinderung.
    pub behinderung: Behinderung,
    /// Opfer nationalsozialistischer Verfolgung (§ 17 Nr. 2).
    pub verfolgt: bool,
    /// Kind eines Haushaltsmitglieds: vollendete Lebensjahre (§ 17 Nr. 4).
    pub kind_alter: Option<u8>,
    /// Mindestens 33 Jahre Grundrentenzeiten: gesetzliche Rente im Jahr, brutto (§ 17a).
    pub rente_mit_grundrentenzeiten: Cent,
}

/// Alleinerziehende (§ 17 Nr. 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alleinerziehend {
    /// Kinder unter zwölf, auf die § 17 Nr. 4 a. F. zutrifft; seit 2016 ohne Bedeutung.
    pub kinder_unter_12: u8,
}

/// Wem Unterhalt geleistet wird (§ 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unterhaltsart {
    /// Ein Mitglied in Ausbildung auswärts (Nr. 1).
    AusbildungAuswaerts,
    /// Ein Kind, das beide Eltern betreuen (Nr. 2).
    KindBeimAnderenElternteil,
    /// Ein früherer oder dauernd getrennt lebender Ehegatte oder Lebenspartner (Nr. 3).
    FruehererEhegatte,
    /// Jemand anderes außerhalb des Haushalts (Nr. 4).
    Sonstige,
}

/// Aufwendungen für gesetzlichen Unterhalt im Jahr (§ 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unterhalt {
    /// Wem.
    pub art: Unterhaltsart,
    /// Aufwendungen.
    pub aufwendung: Cent,
    /// Betrag aus Urkunde, Titel oder Bescheid (Satz 2).
    pub titel: Option<Cent>,
}

/// Der Haushalt, soweit er das Gesamteinkommen bestimmt.
#[derive(Clone, Copy, Debug)]
pub struct Haushalt<'a> {
    /// Die zu berücksichtigenden Haushaltsmitglieder.
    pub mitglieder: &'a [Mitglied],
    /// Alleinerziehend.
    pub alleinerziehend: Option<Alleinerziehend>,
    /// Unterhalt.
    pub unterhalt: &'a [Unterhalt],
    /// Regelbedarfsstufe 1, Euro je Monat (§ 17a Abs. 1 Satz 2).
    pub regelbedarfsstufe_1: Cent,
}

/// Das Gesamteinkommen mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesamteinkommen {
    /// Jahreseinkommen aller Mitglieder (§ 14).
    pub jahreseinkommen: Cent,
    /// Freibeträge für Behinderung und Verfolgung (§ 17 Nr. 1, 2).
    pub behinderung: Cent,
    /// Freibetrag für Alleinerziehende (§ 17 Nr. 3).
    pub alleinerziehend: Cent,
    /// Freibeträge für Kinder mit eigenen Einnahmen (§ 17 Nr. 4).
    pub kinder: Cent,
    /// Freibeträge bei Grundrentenzeiten (§ 17a).
    pub grundrente: Cent,
    /// Unterhalt (§ 18).
    pub unterhalt: Cent,
    /// Gesamteinkommen im Jahr.
    pub jahr: Cent,
    /// Gesamteinkommen im Monat, auf den Cent.
    pub betrag: Cent,
}

impl Gesamteinkommen {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let abzuege = [
            ("§ 17 Nr. 1, 2 WoGG", "abzüglich: Behinderung, Verfolgung", self.behinderung),
            ("§ 17 Nr. 3 WoGG", "abzüglich: Alleinerziehende", self.alleinerziehend),
            ("§ 17 Nr. 4 WoGG", "abzüglich: eigene Einnahmen der Kinder", self.kinder),
            ("§ 17a WoGG", "abzüglich: Grundrentenzeiten", self.grundrente),
            ("§ 18 WoGG", "abzüglich: Unterhalt", self.unterhalt),
        ];
        let abzuege = abzuege.into_iter().filter(|(_, _, betrag)| !betrag.ist_null());
        let jahr = Beleg::neu("§ 13 Abs. 1 WoGG", "Gesamteinkommen im Jahr", self.jahr)
            .aus([Beleg::neu("§ 14 WoGG", "Jahreseinkommen", self.jahreseinkommen)])
            .aus(abzuege.map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag)));
        Beleg::neu("§ 13 Abs. 2 WoGG", "monatliches Gesamteinkommen", self.betrag).aus([jahr])
    }
}

/// Das Gesamteinkommen des Haushalts.
#[must_use]
pub fn gesamteinkommen(werte: &Wohngeldeinkommen, haushalt: &Haushalt<'_>) -> Gesamteinkommen {
    let einkommen = |m: &Mitglied| jahreseinkommen(werte, &m.einnahmen, m.abgaben);
    let summe = |betrag: &dyn Fn(&Mitglied) -> Cent| haushalt.mitglieder.iter().map(betrag).sum();
    let jahreseinkommen: Cent = summe(&|m| einkommen(m).betrag);
    let behinderung: Cent = summe(&|m| behinderung(werte, m));
    let kinder: Cent = summe(&|m| eigene_einnahmen(werte, m, &einkommen(m)));
    let grundrente: Cent = summe(&|m| grundrente(werte, m, haushalt.regelbedarfsstufe_1));
    let alleinerziehend = haushalt.alleinerziehend.map_or(Cent::NULL, |allein| {
        let kinder = u32::from(allein.kinder_unter_12);
        werte.alleinerziehend + werte.alleinerziehend_je_kind.mal_anzahl(kinder)
    });
    let unterhalt: Cent = haushalt.unterhalt.iter().map(|u| abziehbar(werte, u)).sum();
    let abzuege = behinderung + alleinerziehend + kinder + grundrente + unterhalt;
    let jahr = jahreseinkommen.abzueglich(abzuege);
    Gesamteinkommen {
        jahreseinkommen,
        behinderung,
        alleinerziehend,
        kinder,
        grundrente,
        unterhalt,
        jahr,
        betrag: jahr.teil(1, 12).runde_p41(),
    }
}

/// § 17 Nr. 1, 2.
fn behinderung(werte: &Wohngeldeinkommen, mitglied: &Mitglied) -> Cent {
    let behinderung = match mitglied.behinderung {
        Behinderung::Keine => Cent::NULL,
        Behinderung::Grad100 => werte.behinderung_100,
        Behinderung::MitPflege { grad } if grad >= werte.behinderung_hoch_ab => {
            werte.behinderung_hoch
        }
        Behinderung::MitPflege { .. } => werte.behinderung_niedrig,
    };
    if mitglied.verfolgt { behinderung + werte.verfolgt } else { behinderung }
}

/// § 17 Nr. 4: unter 25.
fn eigene_einnahmen(
    werte: &Wohngeldeinkommen,
    mitglied: &Mitglied,
    einkommen: &Jahreseinkommen,
) -> Cent {
    let altersgrenze = 25;
    let im_alter = |alter: u8| alter >= werte.kind_erwerb_ab && alter < altersgrenze;
    if !mitglied.kind_alter.is_some_and(im_alter) {
        return Cent::NULL;
    }
    let eigene = if werte.kind_nur_erwerb {
        mitglied.einnahmen.lohn + mitglied.einnahmen.gewinn
    } else {
        einkommen.betrag
    };
    eigene.min(werte.kind_erwerb)
}

/// § 17a Abs. 1 Satz 2.
fn grundrente(werte: &Wohngeldeinkommen, mitglied: &Mitglied, regelbedarfsstufe_1: Cent) -> Cent {
    let rente = mitglied.rente_mit_grundrentenzeiten;
    let sockel = rente.min(werte.grundrente_sockel);
    let darueber = rente.abzueglich(werte.grundrente_sockel).prozent(werte.grundrente_prozent);
    let hoechstens = regelbedarfsstufe_1.mal_anzahl(12).prozent(werte.grundrente_hoechstens);
    (sockel + darueber).min(hoechstens)
}

/// § 18: bis zum Höchstbetrag, mit Titel bis zu dessen Betrag.
fn abziehbar(werte: &Wohngeldeinkommen, unterhalt: &Unterhalt) -> Cent {
    let hoechstens = match unterhalt.art {
        Unterhaltsart::FruehererEhegatte => werte.unterhalt_ehegatte,
        Unterhaltsart::AusbildungAuswaerts
        | Unterhaltsart::KindBeimAnderenElternteil
        | Unterhaltsart::Sonstige => werte.unterhalt,
    };
    unterhalt.aufwendung.min(unterhalt.titel.unwrap_or(hoechstens))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn euro(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn lohn(betrag: &str) -> Mitglied {
        let abgaben =
            Abgaben { steuern: true, krankenversicherung: true, rentenversicherung: true };
        let einnahmen = Einnahmen { lohn: euro(betrag), ..Einnahmen::default() };
        Mitglied { einnahmen, abgaben, ..Mitglied::default() }
    }

    fn rechne(monat: &str, haushalt: &Haushalt<'_>) -> Gesamteinkommen {
        let recht = Recht::eingebaut().unwrap();
        gesamteinkommen(recht.wohngeld_einkommen(monat.parse().unwrap()).unwrap(), haushalt)
    }

    fn haushalt(mitglieder: &[Mitglied]) -> Haushalt<'_> {
        let regelbedarfsstufe_1 = euro("563");
        Haushalt { mitglieder, alleinerziehend: None, unterhalt: &[], regelbedarfsstufe_1 }
    }

    #[test]
    fn freibetraege_gehen_vom_jahreseinkommen_ab() {
        // §§ 13, 17 WoGG, 2026: (21 230 − 1 230) · 70 % = 14 000; Kind 17 mit Lohn 2 400:
        // (2 400 − 1 230) · 70 % = 819, davon frei 1 200; alleinerziehend 1 320; GdB 100 1 800:
        // 14 819 − 4 320 = 10 499; /12 = 874,916… → 874,92.
        let kind = Mitglied { kind_alter: Some(17), ..lohn("2400") };
        let mutter = Mitglied { behinderung: Behinderung::Grad100, ..lohn("21230") };
        let mitglieder = [mutter, kind];
        let mut h = haushalt(&mitglieder);
        h.alleinerziehend = Some(Alleinerziehend::default());
        let gesamt = rechne("2026-07", &h);
        assert_eq!(gesamt.jahreseinkommen, euro("14819"));
        assert_eq!(gesamt.kinder, euro("1200"));
        assert_eq!((gesamt.jahr, gesamt.betrag), (euro("10499"), euro("874.92")));
        assert_eq!(gesamt.beleg().aus[0].aus.len(), 4);
        // 2015: Lohn (21 230 − 1 000) · 70 % = 14 161; Kind (2 400 − 1 000) · 70 % = 980, frei 600;
        // GdB 100 1 500; ein Kind unter zwölf gibt es nicht: 15 141 − 2 100 = 13 041.
        assert_eq!(rechne("2015-07", &h).jahr, euro("13041"));
        h.alleinerziehend = Some(Alleinerziehend { kinder_unter_12: 2 });
        assert_eq!(rechne("2015-07", &h).jahr, euro("11841"));
    }

    #[test]
    fn pflege_und_verfolgung_haben_eigene_betraege() {
        // § 17 Nr. 1, 2 WoGG; Nr. 1, 2, 3 a. F.
        let pflege = |grad| Behinderung::MitPflege { grad };
        let faelle = [
            ("2026-07", Behinderung::Grad100, false, "1800"),
            ("2026-07", pflege(50), false, "1800"),
            ("2026-07", pflege(50), true, "2550"),
            ("2016-07", pflege(50), false, "1500"),
            ("2015-07", pflege(80), false, "1500"),
            ("2015-07", pflege(50), false, "1200"),
            ("2015-07", Behinderung::Keine, true, "750"),
        ];
        for (monat, behinderung, verfolgt, frei) in faelle {
            let mitglieder = [Mitglied { behinderung, verfolgt, ..lohn("30000") }];
            let gesamt = rechne(monat, &haushalt(&mitglieder));
            assert_eq!(gesamt.behinderung, euro(frei), "{monat} {behinderung:?}");
        }
    }

    #[test]
    fn grundrentenzeiten_lassen_rente_frei_hoechstens_den_halben_regelbedarf() {
        // § 17a Abs. 1: 1 200 + 30 % von 2 400 = 1 920; 1 200 + 30 % von 10 800 = 4 440 > 12 · 281,50
        // = 3 378; Rente 900: 900; 2020 noch nichts.
        let faelle = [
            ("2026-07", "3600", "1920"),
            ("2026-07", "12000", "3378"),
            ("2026-07", "900", "900"),
            ("2020-07", "3600", "0"),
        ];
        for (monat, rente, frei) in faelle {
            let mitglieder =
                [Mitglied { rente_mit_grundrentenzeiten: euro(rente), ..Mitglied::default() }];
            assert_eq!(rechne(monat, &haushalt(&mitglieder)).grundrente, euro(frei), "{rente}");
        }
    }

    #[test]
    fn unterhalt_zaehlt_bis_zum_hoechstbetrag_oder_zum_titel() {
        // § 18 WoGG.
        let u = |art, aufwendung, titel: Option<&str>| Unterhalt {
            art,
            aufwendung: euro(aufwendung),
            titel: titel.map(euro),
        };
        let faelle = [
            (u(Unterhaltsart::Sonstige, "3600", None), "3000"),
            (u(Unterhaltsart::AusbildungAuswaerts, "2000", None), "2000"),
            (u(Unterhaltsart::FruehererEhegatte, "7000", None), "6000"),
            (u(Unterhaltsart::KindBeimAnderenElternteil, "4800", Some("4200")), "4200"),
            (u(Unterhaltsart::Sonstige, "2400", Some("4200")), "2400"),
        ];
        for (unterhalt, betrag) in faelle {
            let mitglieder = [lohn("40000")];
            let unterhalt = [unterhalt];
            let h = Haushalt { unterhalt: &unterhalt, ..haushalt(&mitglieder) };
            assert_eq!(rechne("2026-07", &h).unterhalt, euro(betrag), "{unterhalt:?}");
        }
    }
}
