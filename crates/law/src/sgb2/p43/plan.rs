//! § 43 SGB II über Monate: wann eine Forderung getilgt ist und wann die Aufrechnung endet.
//!
//! Umgesetzt: mehrere Forderungen in ihrer Reihenfolge mit den Grenzen jedes Monats (Absatz 2, 3,
//! § 42a Abs. 2), Ende nach drei Jahren (Absatz 4 Satz 2), verlängert um Monate, in denen nicht
//! vollzogen werden durfte (Satz 3). Gerechnet wird Monat für Monat mit derselben Funktion wie im
//! Anspruch.
//! Nicht umgesetzt: künftige Regelbedarfe und Minderungen (der Aufrufer sagt sie voraus).

use super::{Spielraum, raten};
use crate::lage::{Aufrechnung, AufrechnungArt, PersonNr};
use crate::measure::{Beleg, Cent, Monat};
use crate::recht::Recht;

/// Eine Forderung gegen eine Person, wie sie im Plan steht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forderung {
    /// Art, Grund, Rest und ob sie streitig ist.
    pub aufrechnung: Aufrechnung,
    /// Erster Monat, in dem aufgerechnet wird.
    pub ab: Monat,
    /// Monat, in dem die Entscheidung bestandskräftig wurde (§ 43 Abs. 4); bei Darlehen `None`.
    pub bestandskraft: Option<Monat>,
    /// Monate, in denen nicht vollzogen werden durfte; sie verlängern die drei Jahre.
    pub gehemmt_monate: i32,
}

/// Was ein Monat zulässt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verhaeltnisse {
    /// Maßgebender Regelbedarf.
    pub regelbedarf: Cent,
    /// Minderung.
    pub minderung: Cent,
    /// Anspruch nach der Minderung.
    pub zahlbar: Cent,
}

/// Ein Monat des Plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planmonat {
    /// Wann.
    pub monat: Monat,
    /// Rate je Forderung, in der Reihenfolge der Eingabe.
    pub raten: Vec<Cent>,
    /// Höchstens aufzurechnen (30 % weniger Minderung, höchstens der Anspruch).
    pub hoechstens: Cent,
}

impl Planmonat {
    /// Alle Raten zusammen.
    #[must_use]
    pub fn summe(&self) -> Cent {
        self.raten.iter().sum()
    }

    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let raten = self.raten.iter().zip(1_u32..).filter(|(rate, _)| !rate.ist_null());
        let raten = raten.map(|(rate, n)| Beleg::neu("§§ 42a, 43 SGB II", nummer(n), *rate));
        let grenze = Beleg::neu("§ 43 Abs. 2, 3 SGB II", "höchstens", self.hoechstens);
        Beleg::neu("§§ 42a, 43 SGB II", self.monat.deutsch(), self.summe())
            .aus(raten.chain([grenze]))
    }
}

fn nummer(n: u32) -> String {
    format!("{n}. Forderung")
}

/// Wie eine Forderung ausgeht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ausgang {
    /// Mit der Rate dieses Monats getilgt; `None`: von Anfang an nichts geschuldet.
    Getilgt(Option<Monat>),
    /// In diesem Monat zum letzten Mal aufgerechnet, obwohl ein Rest bleibt (Absatz 4 Satz 2).
    Zeitablauf(Monat),
    /// Am Ende des Plans noch offen.
    Offen,
}

/// Der Plan einer Person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tilgungsplan {
    /// Monate mit ihren Raten.
    pub monate: Vec<Planmonat>,
    /// Was je Forderung bleibt.
    pub reste: Vec<Cent>,
    /// Wie jede Forderung ausgeht.
    pub ausgaenge: Vec<Ausgang>,
}

impl Tilgungsplan {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let summe: Cent = self.monate.iter().map(Planmonat::summe).sum();
        let mut zeilen: Vec<Beleg> = self.monate.iter().map(Planmonat::beleg).collect();
        for ((rest, ausgang), n) in self.reste.iter().zip(&self.ausgaenge).zip(1_u32..) {
            let (norm, was) = match ausgang {
                Ausgang::Getilgt(_) => ("§§ 42a, 43 SGB II", "getilgt"),
                Ausgang::Zeitablauf(_) => {
                    ("§ 43 Abs. 4 Satz 2 SGB II", "Aufrechnung endet nach drei Jahren, Rest")
                }
                Ausgang::Offen => ("§§ 42a, 43 SGB II", "am Ende des Plans offen"),
            };
            zeilen.push(Beleg::neu(norm, format!("{}: {was}", nummer(n)), *rest));
        }
        Beleg::neu("§§ 42a, 43 SGB II", "Tilgungsplan", summe).aus(zeilen)
    }
}

/// Der letzte Monat, in dem aufgerechnet werden darf; `None`: ohne Ende (Darlehen, oder noch nicht
/// bestandskräftig).
#[must_use]
pub fn letzter_monat(forderung: &Forderung, recht: &Recht) -> Option<Monat> {
    if forderung.aufrechnung.art == AufrechnungArt::Darlehen {
        return None;
    }
    let bestandskraft = forderung.bestandskraft?;
    let monate = recht.aufrechnungsdauer(bestandskraft).monate + forderung.gehemmt_monate.max(0);
    Some(bestandskraft.plus(1 + monate))
}

/// Plant die Aufrechnung gegen eine Person von `von` bis `bis`; hört auf, wenn nichts mehr
/// aufzurechnen ist. Die Reihenfolge der Forderungen ist die der Eingabe: laufende zuerst.
#[must_use]
pub fn plane(
    forderungen: &[Forderung],
    (von, bis): (Monat, Monat),
    recht: &Recht,
    verhaeltnisse: impl Fn(Monat) -> Verhaeltnisse,
) -> Tilgungsplan {
    let mut plan = Tilgungsplan {
        monate: Vec::new(),
        reste: forderungen.iter().map(|f| f.aufrechnung.rest).collect(),
        ausgaenge: forderungen
            .iter()
            .map(|f| match f.aufrechnung.rest.ist_null() {
                true => Ausgang::Getilgt(None),
                false => Ausgang::Offen,
            })
            .collect(),
    };
    let mut monat = von;
    while monat <= bis && plan.laeuft(forderungen, monat, recht) {
        let angaben = plan.angaben(forderungen, monat, recht);
        let Verhaeltnisse { regelbedarf, minderung, zahlbar } = verhaeltnisse(monat);
        let spielraum = Spielraum { regelbedarf, minderung, zahlbar };
        let saetze = recht.aufrechnung(monat);
        let mut monatsraten = vec![Cent::NULL; forderungen.len()];
        let _ = raten(&angaben, PersonNr(0), spielraum, saetze, |stelle, rate| {
            if let Some(ziel) = monatsraten.get_mut(stelle) {
                *ziel = rate;
            }
        });
        let hoechstens = spielraum.hoechstens(saetze);
        plan.buche(forderungen, Planmonat { monat, raten: monatsraten, hoechstens }, recht);
        monat = monat.plus(1);
    }
    plan
}

impl Tilgungsplan {
    /// Ist ab diesem Monat noch etwas aufzurechnen?
    fn laeuft(&self, forderungen: &[Forderung], monat: Monat, recht: &Recht) -> bool {
        forderungen.iter().zip(&self.reste).any(|(forderung, rest)| {
            let vorbei = letzter_monat(forderung, recht).is_some_and(|ende| ende < monat);
            !rest.ist_null() && !vorbei
        })
    }

    /// Die Forderungen mit ihrem Rest, soweit sie in diesem Monat aufgerechnet werden.
    fn angaben(&self, forderungen: &[Forderung], monat: Monat, recht: &Recht) -> Vec<Aufrechnung> {
        let angabe = |(forderung, rest): (&Forderung, &Cent)| {
            let vorbei = letzter_monat(forderung, recht).is_some_and(|ende| ende < monat);
            let rest = if monat < forderung.ab || vorbei { Cent::NULL } else { *rest };
            Aufrechnung { person: PersonNr(0), rest, ..forderung.aufrechnung }
        };
        forderungen.iter().zip(&self.reste).map(angabe).collect()
    }

    fn buche(&mut self, forderungen: &[Forderung], planmonat: Planmonat, recht: &Recht) {
        let monat = planmonat.monat;
        let ziele = self.reste.iter_mut().zip(&mut self.ausgaenge);
        for ((rest, ausgang), (rate, forderung)) in
            ziele.zip(planmonat.raten.iter().zip(forderungen))
        {
            *rest = rest.abzueglich(*rate);
            if rest.ist_null() && !rate.ist_null() {
                *ausgang = Ausgang::Getilgt(Some(monat));
            }
            if !rest.ist_null() && letzter_monat(forderung, recht) == Some(monat) {
                *ausgang = Ausgang::Zeitablauf(monat);
            }
        }
        self.monate.push(planmonat);
    }
}

#[cfg(test)]
mod tests;
