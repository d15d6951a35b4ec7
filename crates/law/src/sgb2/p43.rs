//! § 43 SGB II: Aufrechnung (mit § 42a Abs. 2 für Darlehen).
//!
//! Umgesetzt: § 43 Absätze 2, 3 (mit Minderung zusammen höchstens 30 Prozent; neben einer Minderung
//! von 30 Prozent nichts), § 42a Absatz 2 Satz 1, 2, 4; streitige Forderungen ruhen (aufschiebende
//! Wirkung). Zuerst Erstattungen, dann Darlehen, jede höchstens bis zum Rest.
//! Über Monate plant [`plan`], mit dem Ende nach drei Jahren (Absatz 4).
//! Nicht umgesetzt: ob aufgerechnet werden soll (Absatz 1): das steht fest, wenn die Aufrechnung in
//! der Lage steht.

pub mod plan;

use crate::lage::{Aufrechnung as Angabe, AufrechnungArt, AufrechnungGrund, PersonNr};
use crate::measure::{Beleg, Cent};
use crate::recht::Aufrechnungen as Saetze;

/// Die Aufrechnung gegen den Anspruch einer Person.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aufrechnung {
    /// Erstattungen (§ 43).
    pub erstattung: Cent,
    /// Darlehen (§ 42a).
    pub darlehen: Cent,
}

impl Aufrechnung {
    /// Zusammen.
    #[must_use]
    pub fn summe(&self) -> Cent {
        self.erstattung + self.darlehen
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeilen = [
            ("§ 43 SGB II", "Erstattung", self.erstattung),
            ("§ 42a Abs. 2 SGB II", "Darlehen", self.darlehen),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        Beleg::neu("§§ 42a, 43 SGB II", "Aufrechnung", self.summe()).aus(zeilen)
    }
}

/// Was neben der Minderung noch aufgerechnet werden kann.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spielraum {
    /// Maßgebender Regelbedarf dieses Monats.
    pub regelbedarf: Cent,
    /// Minderung dieses Monats.
    pub minderung: Cent,
    /// Anspruch nach der Minderung.
    pub zahlbar: Cent,
}

impl Spielraum {
    /// Höchstens aufzurechnen (§ 43 Abs. 2 Satz 2, Abs. 3).
    fn hoechstens(&self, saetze: &Saetze) -> Cent {
        let hoechstens = self.regelbedarf.prozent(saetze.hoechstens);
        hoechstens.abzueglich(self.minderung).min(self.zahlbar)
    }
}

/// Rechnet gegen den Anspruch einer Person auf.
#[must_use]
pub(crate) fn aufrechnung(
    angaben: &[Angabe],
    nr: PersonNr,
    spielraum: Spielraum,
    saetze: &Saetze,
) -> Aufrechnung {
    raten(angaben, nr, spielraum, saetze, |_, _| {})
}

/// Rechnet auf und nennt die Rate jeder Forderung mit ihrer Stelle in `angaben`.
fn raten(
    angaben: &[Angabe],
    nr: PersonNr,
    spielraum: Spielraum,
    saetze: &Saetze,
    mut rate_von: impl FnMut(usize, Cent),
) -> Aufrechnung {
    let mut frei = spielraum.hoechstens(saetze);
    let mut ergebnis = Aufrechnung::default();
    let eigene = || angaben.iter().enumerate().filter(|(_, a)| a.person == nr && !a.streitig);
    for (stelle, angabe) in eigene().filter(|(_, a)| a.art == AufrechnungArt::Erstattung) {
        let satz = match angabe.grund {
            AufrechnungGrund::P41a | AufrechnungGrund::P48Nr3 => saetze.erstattung_klein,
            AufrechnungGrund::Sonst => saetze.erstattung_sonst,
        };
        let betrag = spielraum.regelbedarf.prozent(satz).min(angabe.rest).min(frei);
        rate_von(stelle, betrag);
        ergebnis.erstattung += betrag;
        frei = frei.abzueglich(betrag);
    }
    // § 42a Abs. 2 Satz 4: neben mehr als 20 Prozent nach § 43 ruht das Darlehen.
    if ergebnis.erstattung > spielraum.regelbedarf.prozent(saetze.darlehen_ruht_ueber) {
        return ergebnis;
    }
    // Eine Rate für alle Darlehen zusammen, das älteste (erste) zuerst.
    let mut rate = spielraum.regelbedarf.prozent(saetze.darlehen);
    for (stelle, angabe) in eigene().filter(|(_, a)| a.art == AufrechnungArt::Darlehen) {
        let betrag = rate.min(angabe.rest).min(frei);
        rate_von(stelle, betrag);
        ergebnis.darlehen += betrag;
        rate = rate.abzueglich(betrag);
        frei = frei.abzueglich(betrag);
    }
    ergebnis
}
