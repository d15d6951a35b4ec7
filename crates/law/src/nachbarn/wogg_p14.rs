//! § 14 WoGG: Jahreseinkommen eines Haushaltsmitglieds (mit § 16).
//!
//! Umgesetzt: Absatz 1 (positive Einkünfte je Einkunftsart, ohne Ausgleich mit Verlusten); Absatz 2
//! Nr. 3 (Renten ganz), Nr. 15 (Kapitalerträge, soweit sie 100 Euro übersteigen) und als Summe die
//! übrigen Nummern; § 16 (je 10 Prozent für Steuern, Krankenversicherung und Rentenversicherung; bis
//! 2015 mindestens 6 Prozent); § 9a EStG (Werbungskosten mindestens der Pauschbetrag).
//!
//! Lesart: von der ganzen Rente geht der Werbungskosten-Pauschbetrag ab, weil ihr steuerpflichtiger
//! Teil ihn übersteigt. Der Abzug nach § 16 wird auf den Cent gerundet.
//!
//! Nicht umgesetzt: § 15 (was im Bewilligungszeitraum zu erwarten ist, geht als Jahresbetrag hinein),
//! pauschal besteuerter Lohn (Absatz 1 Satz 3), die einzelnen Nummern des Absatzes 2, Absatz 3.

use crate::measure::{Beleg, Cent, Prozent};
use crate::recht::Wohngeldeinkommen;

/// Was ein Mitglied im Jahr voraussichtlich einnimmt; Verluste stehen als null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Einnahmen {
    /// Bruttolohn.
    pub lohn: Cent,
    /// Tatsächliche Werbungskosten vom Lohn; mindestens gilt der Pauschbetrag.
    pub werbungskosten: Cent,
    /// Gewinn aus selbständiger Arbeit, Gewerbe, Landwirtschaft.
    pub gewinn: Cent,
    /// Überschuss aus Vermietung und Verpachtung, nicht aus der eigenen Wohnung.
    pub vermietung: Cent,
    /// Kapitalerträge, brutto.
    pub kapital: Cent,
    /// Renten, brutto.
    pub rente: Cent,
    /// Sonstige positive Einkünfte.
    pub sonstige: Cent,
    /// Steuerfreie Einnahmen nach Absatz 2, soweit sie zählen (etwa Arbeitslosengeld,
    /// Unterhaltsleistungen, die Hälfte der Ausbildungsförderung).
    pub steuerfrei: Cent,
}

/// Was das Mitglied voraussichtlich zu leisten hat (§ 16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abgaben {
    /// Steuern vom Einkommen.
    pub steuern: bool,
    /// Beiträge zur Kranken- und Pflegeversicherung.
    pub krankenversicherung: bool,
    /// Beiträge zur Rentenversicherung.
    pub rentenversicherung: bool,
}

impl Abgaben {
    fn anzahl(self) -> u32 {
        let Abgaben { steuern, krankenversicherung, rentenversicherung } = self;
        [steuern, krankenversicherung, rentenversicherung].into_iter().map(u32::from).sum()
    }
}

/// Das Jahreseinkommen eines Mitglieds mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jahreseinkommen {
    /// Lohn nach Werbungskosten.
    pub lohn: Cent,
    /// Kapitalerträge, soweit sie zählen.
    pub kapital: Cent,
    /// Rente nach Werbungskosten.
    pub rente: Cent,
    /// Gewinn, Vermietung, sonstige Einkünfte, steuerfreie Einnahmen.
    pub uebrige: Cent,
    /// Summe vor § 16.
    pub summe: Cent,
    /// Abzug in Prozent (§ 16).
    pub abzug_satz: Prozent,
    /// Abzug.
    pub abzug: Cent,
    /// Jahreseinkommen.
    pub betrag: Cent,
}

impl Jahreseinkommen {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let abzug = format!("abzüglich: {} v. H. für Steuern und Beiträge", self.abzug_satz);
        let zeilen = [
            ("§ 14 Abs. 1 WoGG", "Lohn nach Werbungskosten", self.lohn),
            ("§ 14 Abs. 2 Nr. 15 WoGG", "Kapitalerträge", self.kapital),
            ("§ 14 Abs. 2 Nr. 3 WoGG", "Renten nach Werbungskosten", self.rente),
            ("§ 14 WoGG", "übrige Einkünfte und Einnahmen", self.uebrige),
        ];
        let zeilen = zeilen.into_iter().filter(|(_, _, betrag)| !betrag.ist_null());
        Beleg::neu("§ 14 WoGG", "Jahreseinkommen", self.betrag)
            .aus(zeilen.map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag)))
            .aus([Beleg::neu("§ 16 WoGG", abzug, self.abzug)])
    }
}

/// Das Jahreseinkommen eines zu berücksichtigenden Haushaltsmitglieds.
#[must_use]
pub fn jahreseinkommen(
    werte: &Wohngeldeinkommen,
    einnahmen: &Einnahmen,
    abgaben: Abgaben,
) -> Jahreseinkommen {
    let werbungskosten = einnahmen.werbungskosten.max(werte.arbeitnehmer_pauschbetrag);
    let lohn = einnahmen.lohn.abzueglich(werbungskosten);
    let kapital = einnahmen.kapital.abzueglich(werte.kapital_frei);
    let rente = einnahmen.rente.abzueglich(werte.renten_pauschbetrag);
    let uebrige =
        einnahmen.gewinn + einnahmen.vermietung + einnahmen.sonstige + einnahmen.steuerfrei;
    let summe = lohn + kapital + rente + uebrige;
    let abzug_satz = match abgaben.anzahl() {
        0 => werte.abzug_ohne,
        anzahl => werte.abzug_je.mal(anzahl),
    };
    let abzug = summe.prozent(abzug_satz);
    let betrag = summe.abzueglich(abzug);
    Jahreseinkommen { lohn, kapital, rente, uebrige, summe, abzug_satz, abzug, betrag }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn euro(text: &str) -> Cent {
        text.parse().unwrap()
    }

    #[test]
    fn lohn_nach_pauschbetrag_und_je_zehn_prozent() {
        // §§ 14, 16 WoGG, § 9a EStG. 12 000 − 1 230 = 10 770; − 30 % = 7 539; − 20 % = 8 616.
        // Werbungskosten 2 000: 10 000. 2015: 12 000 − 1 000 = 11 000; − 6 % = 10 340. Lohn unter dem
        // Pauschbetrag: null.
        let alle = Abgaben { steuern: true, krankenversicherung: true, rentenversicherung: true };
        let zwei = Abgaben { steuern: false, ..alle };
        let keine = Abgaben::default();
        let faelle = [
            ("2026-07", ("12000", "0"), alle, "7539"),
            ("2026-07", ("12000", "0"), zwei, "8616"),
            ("2026-07", ("12000", "2000"), keine, "10000"),
            ("2022-07", ("12000", "0"), keine, "10800"),
            ("2015-07", ("12000", "0"), keine, "10340"),
            ("2015-07", ("12000", "0"), alle, "7700"),
            ("2010-07", ("920", "0"), alle, "0"),
            ("2026-07", ("1000", "0"), keine, "0"),
        ];
        for (monat, (lohn, werbungskosten), abgaben, betrag) in faelle {
            let recht = Recht::eingebaut().unwrap();
            let werte = recht.wohngeld_einkommen(monat.parse().unwrap()).unwrap();
            let einnahmen = Einnahmen {
                lohn: euro(lohn),
                werbungskosten: euro(werbungskosten),
                ..Einnahmen::default()
            };
            let jahr = jahreseinkommen(werte, &einnahmen, abgaben);
            assert_eq!(jahr.betrag, euro(betrag), "{monat} {lohn} {abgaben:?}");
        }
    }

    #[test]
    fn kapital_und_rente_zaehlen_fast_ganz() {
        // § 14 Abs. 2 Nr. 3, 15 WoGG: 700 − 100 = 600; 9 702 − 102 = 9 600; 1 200 + 300 = 1 500;
        // zusammen 11 700; − 10 % = 10 530.
        let recht = Recht::eingebaut().unwrap();
        let werte = recht.wohngeld_einkommen("2026-07".parse().unwrap()).unwrap();
        let einnahmen = Einnahmen {
            kapital: euro("700"),
            rente: euro("9702"),
            vermietung: euro("1200"),
            steuerfrei: euro("300"),
            ..Einnahmen::default()
        };
        let abgaben = Abgaben { krankenversicherung: true, ..Abgaben::default() };
        let jahr = jahreseinkommen(werte, &einnahmen, abgaben);
        assert_eq!((jahr.kapital, jahr.rente), (euro("600"), euro("9600")));
        assert_eq!(
            (jahr.summe, jahr.abzug, jahr.betrag),
            (euro("11700"), euro("1170"), euro("10530"))
        );
        assert_eq!(jahr.beleg().aus.len(), 4);
        let klein = Einnahmen { kapital: euro("100"), ..Einnahmen::default() };
        assert!(jahreseinkommen(werte, &klein, Abgaben::default()).betrag.ist_null());
    }
}
