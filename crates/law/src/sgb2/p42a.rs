//! § 42a SGB II: Darlehen, ihre Tilgung und wann sie fällig sind.
//!
//! Umgesetzt: Absatz 2 (5 % des Regelbedarfs ab dem Monat nach der Auszahlung; nicht bei Leistungen
//! zum Lebensunterhalt als Darlehen), Absätze 3 bis 5 (Fälligkeit), Absatz 6 (Zahlungen auf das
//! älteste Darlehen zuerst). Absatz 1 rechnet [`p24`](crate::sgb2::p24); Grenzen neben anderen
//! Aufrechnungen [`p43`](crate::sgb2::p43).
//! Nicht umgesetzt: Vereinbarungen über die Rückzahlung (im Einzelfall).

use crate::measure::{Beleg, Cent, Monat};
use crate::recht::Aufrechnungen;

/// Wofür ein Darlehen gegeben ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Darlehensart {
    /// Unabweisbarer Bedarf (§ 24 Abs. 1).
    Bedarf,
    /// Lebensunterhalt bis zu erwarteten oder statt verbrauchter Einnahmen (§ 24 Abs. 4).
    Einnahmen,
    /// Lebensunterhalt, bis Vermögen verwertet ist (§ 24 Abs. 5).
    Vermoegen,
    /// Mietkaution, Genossenschaftsanteile (§ 22 Abs. 6).
    Mietkaution,
    /// Mietschulden (§ 22 Abs. 8).
    Mietschulden,
    /// Auszubildende im Härtefall (§ 27 Abs. 3).
    Auszubildende,
}

/// Wann der Rest eines Darlehens fällig ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faelligkeit {
    /// Nach dem Ende des Leistungsbezugs (Absatz 4).
    EndeDesBezugs,
    /// Sobald das Vermögen verwertet ist (Absatz 3), spätestens am Ende des Bezugs.
    Verwertung,
    /// Sobald der Vermieter zurückzahlt (Absatz 3), spätestens am Ende des Bezugs.
    RueckzahlungVermieter,
    /// Nach Abschluss der Ausbildung (Absatz 5).
    EndeDerAusbildung,
}

impl Darlehensart {
    /// Wann der Rest fällig ist.
    #[must_use]
    pub fn faelligkeit(self) -> Faelligkeit {
        match self {
            Darlehensart::Bedarf | Darlehensart::Einnahmen | Darlehensart::Mietschulden => {
                Faelligkeit::EndeDesBezugs
            }
            Darlehensart::Vermoegen => Faelligkeit::Verwertung,
            Darlehensart::Mietkaution => Faelligkeit::RueckzahlungVermieter,
            Darlehensart::Auszubildende => Faelligkeit::EndeDerAusbildung,
        }
    }

    /// Wird es während des Bezugs aufgerechnet (Absatz 2 Satz 1, 4)?
    #[must_use]
    pub fn wird_aufgerechnet(self) -> bool {
        match self {
            Darlehensart::Bedarf | Darlehensart::Mietkaution | Darlehensart::Mietschulden => true,
            Darlehensart::Einnahmen | Darlehensart::Vermoegen | Darlehensart::Auszubildende => {
                false
            }
        }
    }
}

impl Faelligkeit {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Faelligkeit::EndeDesBezugs => {
                ("§ 42a Abs. 4 SGB II", "Rest fällig nach dem Ende des Leistungsbezugs")
            }
            Faelligkeit::Verwertung => {
                ("§ 42a Abs. 3 SGB II", "fällig, sobald das Vermögen verwertet ist")
            }
            Faelligkeit::RueckzahlungVermieter => {
                ("§ 42a Abs. 3 SGB II", "Rest fällig, sobald der Vermieter zurückzahlt")
            }
            Faelligkeit::EndeDerAusbildung => {
                ("§ 42a Abs. 5 SGB II", "fällig nach Abschluss der Ausbildung")
            }
        }
    }
}

/// Wie ein Darlehen getilgt wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Darlehenstilgung {
    /// Wofür es gegeben ist.
    pub art: Darlehensart,
    /// Ausgezahlt.
    pub betrag: Cent,
    /// Monatliche Aufrechnung; null, wenn nicht aufgerechnet wird.
    pub rate: Cent,
    /// Erster Monat der Aufrechnung.
    pub ab: Option<Monat>,
    /// Wann der Rest fällig ist.
    pub faelligkeit: Faelligkeit,
}

impl Darlehenstilgung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = self.faelligkeit.text();
        let mut zeilen = vec![Beleg::neu("§ 42a Abs. 1 SGB II", "Darlehen", self.betrag)];
        if let Some(ab) = self.ab {
            let was = format!("Aufrechnung im Monat, ab {}", ab.deutsch());
            zeilen.push(Beleg::neu("§ 42a Abs. 2 Satz 1 SGB II", was, self.rate));
        }
        Beleg::neu(norm, was, self.betrag).aus(zeilen)
    }
}

/// Ein ausgezahltes Darlehen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Darlehen {
    /// Wofür.
    pub art: Darlehensart,
    /// Wie viel.
    pub betrag: Cent,
    /// Wann ausgezahlt.
    pub ausgezahlt: Monat,
}

/// Absatz 2 bis 5: mit dem Regelbedarf und den Sätzen des ersten Monats der Aufrechnung.
#[must_use]
pub fn tilgung(darlehen: Darlehen, regelbedarf: Cent, saetze: &Aufrechnungen) -> Darlehenstilgung {
    let Darlehen { art, betrag, ausgezahlt } = darlehen;
    let faelligkeit = art.faelligkeit();
    if !art.wird_aufgerechnet() || betrag.ist_null() {
        return Darlehenstilgung { art, betrag, rate: Cent::NULL, ab: None, faelligkeit };
    }
    let rate = regelbedarf.prozent(saetze.darlehen).min(betrag);
    Darlehenstilgung { art, betrag, rate, ab: Some(ausgezahlt.plus(1)), faelligkeit }
}

/// Was von einer Zahlung übrig ist, nachdem sie auf Darlehen angerechnet wurde.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zahlungsanrechnung {
    /// Gezahlt.
    pub gezahlt: Cent,
    /// Auf Darlehen angerechnet.
    pub angerechnet: Cent,
}

impl Zahlungsanrechnung {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = "auf Darlehen angerechnet, das zuerst erbrachte zuerst";
        Beleg::neu("§ 42a Abs. 6 SGB II", was, self.angerechnet).aus([Beleg::neu(
            "§ 42a Abs. 6 SGB II",
            "gezahlt",
            self.gezahlt,
        )])
    }
}

/// Absatz 6: tilgt die Reste der Reihe nach; `reste` stehen in der Reihenfolge der Auszahlung.
#[must_use]
pub fn rechne_an(gezahlt: Cent, reste: &mut [Cent]) -> Zahlungsanrechnung {
    let mut uebrig = gezahlt;
    for rest in reste {
        let teil = uebrig.min(*rest);
        *rest = rest.abzueglich(teil);
        uebrig = uebrig.abzueglich(teil);
    }
    Zahlungsanrechnung { gezahlt, angerechnet: gezahlt.abzueglich(uebrig) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn cent(text: &str) -> Cent {
        text.parse().unwrap()
    }

    #[test]
    fn die_rate_beginnt_im_monat_nach_der_auszahlung() {
        // § 42a Abs. 2: 5 % seit 07/2023, davor 10 %; 563 → 28,15; 502 → 25,10 und 50,20.
        let faelle = [
            (Darlehensart::Bedarf, "400", "2026-07", "563", "28.15", Some("2026-08")),
            (Darlehensart::Mietkaution, "900", "2026-12", "563", "28.15", Some("2027-01")),
            (Darlehensart::Mietschulden, "20", "2026-07", "563", "20", Some("2026-08")),
            (Darlehensart::Bedarf, "400", "2023-06", "502", "25.10", Some("2023-07")),
            (Darlehensart::Bedarf, "400", "2023-05", "502", "50.20", Some("2023-06")),
            (Darlehensart::Einnahmen, "648", "2026-07", "563", "0", None),
            (Darlehensart::Vermoegen, "5000", "2026-07", "563", "0", None),
            (Darlehensart::Auszubildende, "5000", "2026-07", "563", "0", None),
            (Darlehensart::Bedarf, "0", "2026-07", "563", "0", None),
        ];
        let recht = Recht::eingebaut().unwrap();
        for (art, betrag, ausgezahlt, regelbedarf, rate, ab) in faelle {
            let ausgezahlt: Monat = ausgezahlt.parse().unwrap();
            let darlehen = Darlehen { art, betrag: cent(betrag), ausgezahlt };
            let saetze = recht.aufrechnung(ausgezahlt.plus(1));
            let t = tilgung(darlehen, cent(regelbedarf), saetze);
            assert_eq!(t.rate, cent(rate), "{art:?} {betrag}");
            assert_eq!(t.ab, ab.map(|ab| ab.parse().unwrap()), "{art:?} {betrag}");
            assert_eq!(t.beleg().aus.len(), 1 + usize::from(ab.is_some()));
        }
    }

    #[test]
    fn jede_art_hat_ihre_faelligkeit() {
        // § 42a Abs. 3 bis 5.
        let faelle = [
            (Darlehensart::Bedarf, Faelligkeit::EndeDesBezugs),
            (Darlehensart::Einnahmen, Faelligkeit::EndeDesBezugs),
            (Darlehensart::Mietschulden, Faelligkeit::EndeDesBezugs),
            (Darlehensart::Vermoegen, Faelligkeit::Verwertung),
            (Darlehensart::Mietkaution, Faelligkeit::RueckzahlungVermieter),
            (Darlehensart::Auszubildende, Faelligkeit::EndeDerAusbildung),
        ];
        for (art, faelligkeit) in faelle {
            assert_eq!(art.faelligkeit(), faelligkeit, "{art:?}");
        }
    }

    #[test]
    fn eine_teilzahlung_tilgt_das_aelteste_darlehen_zuerst() {
        // § 42a Abs. 6.
        let faelle =
            [("50", ["50", "200"], "50"), ("150", ["0", "150"], "150"), ("400", ["0", "0"], "300")];
        for (gezahlt, erwartet, angerechnet) in faelle {
            let mut reste = [cent("100"), cent("200")];
            let z = rechne_an(cent(gezahlt), &mut reste);
            assert_eq!(reste, erwartet.map(cent), "{gezahlt}");
            assert_eq!(z.angerechnet, cent(angerechnet), "{gezahlt}");
            assert_eq!(z.beleg().betrag, z.angerechnet.into());
        }
    }
}
