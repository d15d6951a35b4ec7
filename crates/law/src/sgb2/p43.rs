//! § 43 SGB II: Aufrechnung (mit § 42a Abs. 2 für Darlehen).
//!
//! Umgesetzt: § 43 Absatz 1 Satz 2 (Bindung, als Frage), Absatz 2 (10 oder 30 Prozent; was zusammen
//! mit laufenden 30 Prozent überstiege, ist ganz unzulässig), Absatz 3 (neben einer Minderung von 30
//! Prozent nichts, sonst nur der Unterschied), § 42a Absatz 2 Satz 1, 2, 4; streitige Forderungen
//! ruhen (aufschiebende Wirkung). Zuerst Erstattungen, dann Darlehen, in der Reihenfolge der Angabe,
//! jede höchstens bis zum Rest. Über Monate plant [`plan`], mit dem Ende nach drei Jahren (Absatz 4).
//! Nicht umgesetzt: ob aufgerechnet werden soll (Absatz 1 Satz 1). Ob eine noch nicht erklärte
//! Aufrechnung erklärt wird, entscheidet ein Mensch ([`Offen::AufrechnungGebunden`],
//! [`Offen::AufrechnungErmessen`]); bis dahin wird nicht aufgerechnet.

pub mod plan;

use crate::lage::{Aufrechnung as Angabe, AufrechnungArt, AufrechnungGrund, PersonNr};
use crate::measure::{Beleg, Cent, Prozent};
use crate::offen::Offen;
use crate::recht::{AufrechnungGebunden, Aufrechnungen as Saetze};

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
    let mut zulaessig = spielraum.regelbedarf.prozent(saetze.hoechstens);
    let mut ergebnis = Aufrechnung::default();
    let eigene = || {
        let laeuft = |a: &Angabe| a.person == nr && a.erklaert && !a.streitig;
        angaben.iter().enumerate().filter(move |(_, a)| laeuft(a))
    };
    for (stelle, angabe) in eigene().filter(|(_, a)| a.art == AufrechnungArt::Erstattung) {
        let rate = spielraum.regelbedarf.prozent(satz(angabe.grund, saetze)).min(angabe.rest);
        // Absatz 2 Satz 2: was zusammen mit den laufenden die Grenze überstiege, ist unzulässig, auch
        // zum Teil.
        if rate > zulaessig {
            continue;
        }
        zulaessig = zulaessig.abzueglich(rate);
        let betrag = rate.min(frei);
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

fn satz(grund: AufrechnungGrund, saetze: &Saetze) -> Prozent {
    match grund {
        AufrechnungGrund::P41a | AufrechnungGrund::P48Nr3 => saetze.erstattung_klein,
        AufrechnungGrund::Sonst => saetze.erstattung_sonst,
    }
}

/// Fragt nach Forderungen einer Person, deren Aufrechnung noch nicht erklärt ist.
pub(crate) fn fragen(
    angaben: &[Angabe],
    nr: PersonNr,
    regelbedarf: Cent,
    (saetze, gebunden): (&Saetze, &AufrechnungGebunden),
    offen: &mut Vec<Offen>,
) {
    for angabe in angaben.iter().filter(|a| a.person == nr && !a.erklaert && !a.streitig) {
        let rate = regelbedarf.prozent(satz(angabe.grund, saetze));
        // § 42a Abs. 2 Satz 1: ein Darlehen wird aufgerechnet, ohne Ermessen.
        let muss = angabe.art == AufrechnungArt::Darlehen || gebunden.gilt(angabe.rest, rate);
        offen.push(match muss {
            true => Offen::AufrechnungGebunden(nr, angabe.rest),
            false => Offen::AufrechnungErmessen(nr, angabe.rest),
        });
    }
}
