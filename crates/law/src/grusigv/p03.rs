//! § 3 GrusiGV: Einkommen aus selbständiger Arbeit, Gewerbebetrieb oder Land- und Forstwirtschaft.
//!
//! Umgesetzt: Absatz 1 (Zufluss im Bewilligungszeitraum; nur die Monate der Tätigkeit), Absatz 2, 3
//! (nicht notwendige, unverhältnismäßige, durch Darlehen oder Zuschuss bezahlte Ausgaben; erhöhte
//! Einnahmen), Absatz 4 (Teilung durch die Monate), Absatz 7 (Kraftfahrzeug), § 5 (kein Verlust).
//! Gegliedert wie die Anlage EKS. Dieselbe Rechnung dient der vorläufigen und der abschließenden
//! Entscheidung (§ 41a SGB II): einmal mit erwarteten, einmal mit nachgewiesenen Zahlen.
//! Nicht umgesetzt: ob eine Ausgabe notwendig ist und um wie viel Einnahmen zu erhöhen sind
//! (Entscheidungen im Einzelfall, hier Angaben); Steuern und Beiträge (§ 11b SGB II, Angabe).

mod posten;

pub use posten::{Ausgabe, Ausgabeart, Einnahme, Einnahmeart, Kfz, Kuerzung, Kuerzungsgrund};

use crate::lage;
use crate::measure::{Beleg, Cent, Monat};
use crate::recht::Selbstaendige;
use posten::AUSGABEARTEN;

/// Von einem Monat bis zu einem anderen, beide eingeschlossen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monate {
    /// Erster Monat.
    pub von: Monat,
    /// Letzter Monat.
    pub bis: Monat,
}

impl Monate {
    /// Liegt der Monat darin?
    #[must_use]
    pub fn enthaelt(&self, monat: Monat) -> bool {
        self.von <= monat && monat <= self.bis
    }

    /// Wie viele Monate; null, wenn `bis` vor `von` liegt.
    #[must_use]
    pub fn anzahl(&self) -> u32 {
        u32::try_from(self.bis.seit(self.von) + 1).unwrap_or(0)
    }

    fn schnitt(self, andere: Monate) -> Monate {
        Monate { von: self.von.max(andere.von), bis: self.bis.min(andere.bis) }
    }
}

/// Einnahmen und Ausgaben eines Bewilligungszeitraums.
#[derive(Clone, Copy, Debug)]
pub struct Betrieb<'a> {
    /// Bewilligungszeitraum (§ 41 Abs. 3 SGB II).
    pub bewilligt: Monate,
    /// Monate der Tätigkeit, wenn es nur ein Teil ist (Absatz 1 Satz 3).
    pub taetig: Option<Monate>,
    /// Betriebseinnahmen.
    pub einnahmen: &'a [Einnahme],
    /// Betriebsausgaben ohne das Kraftfahrzeug.
    pub ausgaben: &'a [Ausgabe],
    /// Das Kraftfahrzeug, wenn es eines gibt.
    pub kfz: Option<Kfz>,
    /// Um so viel sind die Einnahmen zu erhöhen (Absatz 3 Satz 2), nach Entscheidung eines Menschen.
    pub erhoehung: Cent,
}

/// Was vom Kraftfahrzeug abgesetzt wird (Absatz 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kfzabzug {
    /// Mindestens zur Hälfte betrieblich gefahren?
    pub ueberwiegend_betrieblich: bool,
    /// Tatsächliche notwendige Ausgaben.
    pub ausgaben: Cent,
    /// Je Kilometer: bei betrieblicher Nutzung der Abzug für private, sonst der Ansatz für
    /// betriebliche Fahrten.
    pub kilometer: Cent,
    /// Nachgewiesener Kraftstoff betrieblicher Fahrten mit dem privaten Fahrzeug.
    pub kraftstoff: Cent,
    /// Was abgesetzt wird.
    pub betrag: Cent,
}

/// Der Gewinn eines Bewilligungszeitraums mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gewinn {
    /// Betriebseinnahmen in den Monaten, die zählen.
    pub einnahmen: Cent,
    /// Angemessene Erhöhung (Absatz 3 Satz 2).
    pub erhoehung: Cent,
    /// Tatsächlich geleistete Ausgaben je Art, ohne Kraftfahrzeug.
    pub ausgaben: [Cent; AUSGABEARTEN],
    /// Nicht abgesetzt: vermeidbar oder nicht den Lebensumständen entsprechend (Satz 1).
    pub vermeidbar: Cent,
    /// Nicht abgesetzt: auffälliges Missverhältnis (Satz 3).
    pub missverhaeltnis: Cent,
    /// Nicht abgesetzt: durch Darlehen oder Zuschuss bezahlt (Satz 4, 5).
    pub finanziert: Cent,
    /// Kraftfahrzeug.
    pub kfz: Kfzabzug,
    /// Einnahmen und Ausgaben, die außerhalb der Monate liegen und deshalb nicht zählen.
    pub ausserhalb: Cent,
    /// Gewinn des ganzen Zeitraums; ein Verlust ist null (§ 5).
    pub gesamt: Cent,
    /// Durch so viele Monate geteilt.
    pub monate: u32,
    /// Gewinn je Monat (Absatz 4).
    pub monatlich: Cent,
}

/// Absatz 1 bis 4, 7; `regeln` wählt der Beginn des Bewilligungszeitraums.
#[must_use]
pub fn gewinn(betrieb: &Betrieb<'_>, regeln: &Selbstaendige) -> Gewinn {
    let zaehlt =
        betrieb.taetig.map_or(betrieb.bewilligt, |taetig| taetig.schnitt(betrieb.bewilligt));
    let mut gewinn =
        Gewinn { erhoehung: betrieb.erhoehung, monate: zaehlt.anzahl(), ..Gewinn::default() };
    for einnahme in betrieb.einnahmen {
        let ziel = if zaehlt.enthaelt(einnahme.monat) {
            &mut gewinn.einnahmen
        } else {
            &mut gewinn.ausserhalb
        };
        *ziel += einnahme.betrag;
    }
    for ausgabe in betrieb.ausgaben {
        if zaehlt.enthaelt(ausgabe.monat) {
            gewinn.nimm(ausgabe);
        } else {
            gewinn.ausserhalb += ausgabe.betrag;
        }
    }
    gewinn.kfz = betrieb.kfz.map(|kfz| kfzabzug(kfz, regeln)).unwrap_or_default();
    let ausgaben = gewinn.abgesetzt() + gewinn.kfz.betrag;
    gewinn.gesamt = (gewinn.einnahmen + gewinn.erhoehung).abzueglich(ausgaben);
    gewinn.monatlich = if gewinn.monate == 0 {
        Cent::NULL
    } else {
        gewinn.gesamt.teil(1, gewinn.monate).runde_p41()
    };
    gewinn
}

/// Absatz 7: betrieblich die Ausgaben weniger der privaten Fahrten, privat nur die betrieblichen
/// Fahrten oder der nachgewiesene Kraftstoff.
#[must_use]
pub fn kfzabzug(kfz: Kfz, regeln: &Selbstaendige) -> Kfzabzug {
    let Kfz { ausgaben, km_betrieblich, km_privat, kraftstoff } = kfz;
    let (betrieblich, privat) = (u64::from(km_betrieblich), u64::from(km_privat));
    let schwelle = u64::from(regeln.ueberwiegend_prozent.hundertstel()) * (betrieblich + privat);
    let ueberwiegend_betrieblich = betrieblich > 0 && betrieblich * HUNDERT_PROZENT >= schwelle;
    let (kilometer, betrag) = if ueberwiegend_betrieblich {
        let kilometer = regeln.je_kilometer.mal_anzahl(km_privat);
        (kilometer, ausgaben.abzueglich(kilometer))
    } else {
        let kilometer = regeln.je_kilometer.mal_anzahl(km_betrieblich);
        (kilometer, kilometer.max(kraftstoff))
    };
    Kfzabzug { ueberwiegend_betrieblich, ausgaben, kilometer, kraftstoff, betrag }
}

/// Hundert Prozent in Hundertsteln eines Prozents.
const HUNDERT_PROZENT: u64 = 10_000;

impl Gewinn {
    fn nimm(&mut self, ausgabe: &Ausgabe) {
        if let Some(art) = self.ausgaben.get_mut(ausgabe.art.stelle()) {
            *art += ausgabe.betrag;
        }
        let Some(Kuerzung { grund, um }) = ausgabe.kuerzung else { return };
        let gekuerzt = match grund {
            Kuerzungsgrund::Vermeidbar | Kuerzungsgrund::Lebensumstaende => &mut self.vermeidbar,
            Kuerzungsgrund::Missverhaeltnis => &mut self.missverhaeltnis,
            Kuerzungsgrund::DarlehenOderZuschuss => &mut self.finanziert,
        };
        *gekuerzt += um.min(ausgabe.betrag);
    }

    /// Ausgaben, die abgesetzt werden, ohne das Kraftfahrzeug.
    #[must_use]
    pub fn abgesetzt(&self) -> Cent {
        let alle: Cent = self.ausgaben.iter().sum();
        alle.abzueglich(self.vermeidbar + self.missverhaeltnis + self.finanziert)
    }

    /// Als Einnahme eines Monats der Lage; `abzuege` sind Steuern und Pflichtbeiträge dieses Monats
    /// (§ 11b Abs. 1 Satz 1 Nr. 1, 2 SGB II).
    #[must_use]
    pub fn einkommen(&self, abzuege: Cent) -> lage::Einkommen {
        lage::Einkommen::Selbstaendig {
            gewinn: self.monatlich,
            netto: self.monatlich.abzueglich(abzuege),
        }
    }

    /// Die Frage an einen Menschen, wenn etwas außerhalb der Monate liegt.
    #[must_use]
    pub fn frage(&self) -> Option<String> {
        let betrag = self.ausserhalb;
        (!betrag.ist_null()).then(|| {
            format!(
                "Einnahmen und Ausgaben von zusammen {betrag} liegen außerhalb der Monate, die \
                 zählen. Bitte prüfen, ob die Tätigkeit länger dauerte; sie sind nicht gerechnet."
            )
        })
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let ausgaben = Ausgabeart::ALLE
            .into_iter()
            .zip(self.ausgaben)
            .filter(|(_, betrag)| !betrag.ist_null())
            .map(|(art, betrag)| Beleg::neu("§ 3 Abs. 2 GrusiGV", art.name(), betrag));
        let gekuerzt = [
            (
                "§ 3 Abs. 3 Satz 1 GrusiGV",
                "nicht abgesetzt: vermeidbar oder nicht den Lebensumständen entsprechend",
                self.vermeidbar,
            ),
            (
                "§ 3 Abs. 3 Satz 3 GrusiGV",
                "nicht abgesetzt: auffälliges Missverhältnis",
                self.missverhaeltnis,
            ),
            (
                "§ 3 Abs. 3 Satz 4, 5 GrusiGV",
                "nicht abgesetzt: durch Darlehen oder Zuschuss bezahlt",
                self.finanziert,
            ),
        ];
        let gekuerzt = gekuerzt
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        let mut zeilen = vec![
            Beleg::neu("§ 3 Abs. 1 GrusiGV", "Betriebseinnahmen", self.einnahmen),
            Beleg::neu("§ 3 Abs. 3 Satz 2 GrusiGV", "angemessene Erhöhung", self.erhoehung),
            Beleg::neu(
                "§ 3 Abs. 2, 3 GrusiGV",
                "abzüglich: notwendige Betriebsausgaben",
                self.abgesetzt(),
            )
            .aus(ausgaben.chain(gekuerzt)),
        ];
        if self.erhoehung.ist_null() {
            zeilen.remove(1);
        }
        if self.kfz != Kfzabzug::default() {
            zeilen.push(self.kfz.beleg());
        }
        let gesamt = Beleg::neu("§§ 3, 5 GrusiGV", "Gewinn des Zeitraums", self.gesamt).aus(zeilen);
        let was = format!("Gewinn im Monat, der {}. Teil", self.monate);
        Beleg::neu("§ 3 Abs. 4 GrusiGV", was, self.monatlich).aus([gesamt])
    }
}

impl Kfzabzug {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was, kilometer) = if self.ueberwiegend_betrieblich {
            (
                "§ 3 Abs. 7 Satz 1 bis 3 GrusiGV",
                "abzüglich: überwiegend betriebliches Kraftfahrzeug",
                "weniger private Fahrten",
            )
        } else {
            (
                "§ 3 Abs. 7 Satz 4, 5 GrusiGV",
                "abzüglich: betriebliche Fahrten mit dem privaten Kraftfahrzeug",
                "betriebliche Fahrten",
            )
        };
        Beleg::neu(norm, was, self.betrag).aus([
            Beleg::neu("§ 3 Abs. 7 GrusiGV", "tatsächliche Ausgaben", self.ausgaben),
            Beleg::neu("§ 3 Abs. 7 GrusiGV", kilometer, self.kilometer),
            Beleg::neu("§ 3 Abs. 7 Satz 5 GrusiGV", "nachgewiesener Kraftstoff", self.kraftstoff),
        ])
    }
}

#[cfg(test)]
mod tests;
