//! § 20 SGB II: Regelbedarf (mit § 23 Nr. 1 für nicht erwerbsfähige Kinder).
//!
//! Umgesetzt: § 20 Absätze 1a, 2, 3, 4; § 23 Nr. 1. Wer im Monat die Stufe wechselt, bekommt jede
//! Stufe nach Tagen (§ 41 Abs. 1).
//! Nicht umgesetzt: Regelbedarf neben einer Partnerin mit Asylbewerberleistungen (Stufe 1 oder 2;
//! Frage [`Offen::PartnerAsylblg`](crate::offen::Offen)), Verpflegung als Sachleistung (§ 68; keine
//! Angabe in der Lage).

use crate::haushalt::{Abschnitt, Haushalt};
use crate::lage::{Ausschluss, Lage, PersonNr};
use crate::measure::{Beleg, Bruch, Cent};
use crate::recht::MonatsRecht;

/// Regelbedarfsstufe 1 bis 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stufe {
    /// Alleinstehend, alleinerziehend oder Partner minderjährig.
    S1,
    /// Zwei volljährige Partner.
    S2,
    /// 18 bis 24 bei den Eltern, oder ohne Zusicherung umgezogen.
    S3,
    /// 14 bis 17.
    S4,
    /// 6 bis 13.
    S5,
    /// 0 bis 5.
    S6,
}

impl Stufe {
    /// Alle Stufen.
    pub const ALLE: [Stufe; 6] = [Stufe::S1, Stufe::S2, Stufe::S3, Stufe::S4, Stufe::S5, Stufe::S6];

    fn stelle(self) -> usize {
        match self {
            Stufe::S1 => 0,
            Stufe::S2 => 1,
            Stufe::S3 => 2,
            Stufe::S4 => 3,
            Stufe::S5 => 4,
            Stufe::S6 => 5,
        }
    }

    /// Die Norm, die die Stufe zuordnet.
    #[must_use]
    pub fn norm(self) -> &'static str {
        match self {
            Stufe::S1 => "§ 20 Abs. 2 Satz 1 SGB II",
            Stufe::S2 => "§ 20 Abs. 4 SGB II",
            Stufe::S3 => "§ 20 Abs. 2 Satz 2 Nr. 2, Abs. 3 SGB II",
            Stufe::S4 => "§ 20 Abs. 2 Satz 2 Nr. 1, § 23 Nr. 1 SGB II",
            Stufe::S5 | Stufe::S6 => "§ 23 Nr. 1 SGB II",
        }
    }
}

/// Der Regelbedarf einer Person: Tage je Stufe und Monatsbeträge der Stufen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Regelbedarf {
    /// Tage je Stufe; ein voller Monat hat 30.
    pub tage: [u8; 6],
    /// Monatsbeträge der Stufen.
    pub betrag: [Cent; 6],
    /// Der Regelbedarf dieses Monats, gerundet (§ 41 Abs. 2).
    pub summe: Cent,
}

impl Regelbedarf {
    /// Noch keine Tage, die Beträge des Monats.
    pub(crate) fn neu(monat: &MonatsRecht) -> Regelbedarf {
        Regelbedarf { tage: [0; 6], betrag: monat.regelbedarf.stufen, summe: Cent::NULL }
    }

    pub(crate) fn zaehle(&mut self, stufe: Stufe, tage: u8) {
        if let Some(bisher) = self.tage.get_mut(stufe.stelle()) {
            *bisher = bisher.saturating_add(tage);
        }
    }

    pub(crate) fn runde(&mut self) {
        // Ein voller Monat in einer Stufe: ihr Betrag, ohne Bruch.
        if let Some((_, betrag)) = self.tage.iter().zip(self.betrag).find(|(tage, _)| **tage == 30)
        {
            self.summe = betrag;
            return;
        }
        let teile = self.tage.into_iter().zip(self.betrag);
        let genau = teile
            .filter(|(tage, _)| *tage > 0)
            .fold(Bruch::NULL, |summe, (tage, betrag)| summe + betrag.teil(u32::from(tage), 30));
        self.summe = genau.runde_p41();
    }

    /// Der Regelbedarf für einen vollen Monat, wie ihn Freibeträge von Einnahmen des Monats meinen.
    pub(crate) fn voller_monat(&self) -> Cent {
        let tage: u8 = self.tage.iter().sum();
        match tage {
            0 => Cent::NULL,
            30 => self.summe,
            tage => self.summe.teil(30, u32::from(tage)).runde_p41(),
        }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let mut zeilen = Vec::new();
        let mut norm = "§ 20 SGB II";
        for (nummer, ((stufe, tage), betrag)) in
            (1..).zip(Stufe::ALLE.into_iter().zip(self.tage).zip(self.betrag))
        {
            if tage == 0 {
                continue;
            }
            norm = stufe.norm();
            let anteil = betrag.teil(u32::from(tage), 30).runde_p41();
            let was = if tage == 30 {
                format!("Regelbedarfsstufe {nummer}")
            } else {
                format!("Regelbedarfsstufe {nummer}: {tage} von 30 Tagen aus {betrag}")
            };
            zeilen.push(Beleg::neu(stufe.norm(), was, anteil));
        }
        let ganzer_monat = zeilen.len() == 1 && self.tage.contains(&30);
        match zeilen.pop() {
            Some(einzige) if ganzer_monat => {
                Beleg::neu(norm, format!("Regelbedarf ({})", einzige.was), self.summe)
            }
            Some(letzte) => {
                zeilen.push(letzte);
                Beleg::neu("§§ 20, 23, § 41 Abs. 1 SGB II", "Regelbedarf", self.summe).aus(zeilen)
            }
            None => Beleg::neu(norm, "Regelbedarf", self.summe),
        }
    }
}

/// Die Stufe einer Person im Abschnitt.
#[must_use]
pub fn stufe(lage: &Lage, haushalt: &Haushalt, nr: PersonNr, abschnitt: Abschnitt) -> Stufe {
    let mensch = haushalt.mensch(nr);
    let alter = mensch.alter_am(abschnitt.von);
    // § 23 Nr. 1: bis zur Vollendung des 15. Lebensjahres entscheidet nur das Alter.
    if mensch.kind && alter < 25 || alter < 15 {
        return stufe_des_kindes(alter);
    }
    let Some(person) = lage.personen.get(nr.stelle()) else { return Stufe::S1 };
    let partner = person.partner.filter(|p| ist_partner_im_haushalt(haushalt, *p, abschnitt));
    let partner_alter = partner.map(|p| haushalt.mensch(p).alter_am(abschnitt.von));
    match partner_alter {
        // § 20 Abs. 2 Satz 1 letzte Variante: die Partnerin oder der Partner ist minderjährig.
        Some(partner) if partner < 18 => Stufe::S1,
        Some(_) if alter < 18 => Stufe::S4,
        Some(_) => Stufe::S2,
        // § 20 Abs. 3: ohne Zusicherung umgezogen, bis zum 25. Geburtstag.
        None if person.ohne_zusicherung && alter < 25 => Stufe::S3,
        None => Stufe::S1,
    }
}

fn stufe_des_kindes(alter: u8) -> Stufe {
    match alter {
        0..=5 => Stufe::S6,
        6..=13 => Stufe::S5,
        14..=17 => Stufe::S4,
        _ => Stufe::S3,
    }
}

/// Wohnt der Partner im Abschnitt hier und bestimmt er die Stufe?
fn ist_partner_im_haushalt(haushalt: &Haushalt, partner: PersonNr, abschnitt: Abschnitt) -> bool {
    let mensch = haushalt.mensch(partner);
    let anderswo = matches!(
        mensch.ausschluss,
        Some(
            Ausschluss::Stationaer
                | Ausschluss::Haft
                | Ausschluss::Ausland
                | Ausschluss::Asylblg
                | Ausschluss::Haushaltsgemeinschaft
        )
    );
    mensch.da(abschnitt) && !anderswo
}
