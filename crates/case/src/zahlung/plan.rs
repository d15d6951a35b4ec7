//! Die Verteilung der Auszahlung eines Haushalts.

use std::collections::BTreeMap;

use law::measure::Cent;

use super::empfang::{self, Empfang};
use super::{OffeneZahlung, Partei, Slot, Zahlung, Zahlungsplan, Zweck};
use crate::schnittstelle::{BeitragArt, Direktzahlung, Ergebnis, Frage, Haushalt, PersonErgebnis};
use crate::traeger::Traeger;

/// Warum zu einem Ergebnis kein Plan entsteht: es widerspricht sich. Gezahlt wird dann nichts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFehler {
    /// Haushalt und Ergebnis gehören nicht zusammen.
    #[error("Ergebnis zu Fall {ergebnis} gehört nicht zu Haushalt {haushalt}; bitte neu berechnen")]
    Fall {
        /// Nummer des Haushalts.
        haushalt: String,
        /// Fall des Ergebnisses.
        ergebnis: String,
    },
    /// Die Beträge einer Person ergeben nicht ihre Auszahlung.
    #[error(
        "Fall {fall}: die Beträge der Person {person} ergeben nicht ihre Auszahlung; bitte melden"
    )]
    Person {
        /// Nummer des Falls.
        fall: String,
        /// Kennung der Person.
        person: String,
    },
    /// Gezahltes und Offenes ergeben nicht die Auszahlung.
    #[error("Fall {fall}: Zahlungen und Offenes ergeben nicht die Auszahlung; bitte melden")]
    Summe {
        /// Nummer des Falls.
        fall: String,
    },
}

/// Verteilt die Auszahlung eines Haushalts auf Dritte und das Konto des Haushalts.
///
/// Miete und Heizung werden aus dem gezahlt, was für Unterkunft und Heizung wirklich auszuzahlen
/// ist: „soweit … geleistet wird“ (§ 22 Abs. 7 Satz 1). Minderung und Aufrechnung nimmt der Plan
/// zuerst vom übrigen Teil, denn die Minderung darf die Unterkunft nicht verringern (§ 31a Abs. 4
/// Satz 2). Strom wird höchstens aus dem Regelbedarf gezahlt (§ 24 Abs. 2), der nach Kürzungen
/// bleibt. Reicht es nicht, gehen Miete vor Heizung und ältere Einträge vor jüngeren; was fehlt,
/// steht in [`Zahlungsplan::offen`].
///
/// Was neben der Auszahlung steht, hat eigene Töpfe: Bildung und Teilhabe geht an die Anbieter unter den
/// Direktzahlungen, der Rest auf das Konto des Haushalts; Zuschüsse zu Beiträgen gehen nur an die
/// Versicherung (§ 26 Abs. 5) und bleiben ohne deren Konto offen. Gutscheine und Sachleistungen sind
/// kein Geld.
///
/// # Errors
/// [`PlanFehler`], wenn sich das Ergebnis widerspricht.
pub fn plan(
    traeger: &Traeger,
    haushalt: &Haushalt,
    ergebnis: &Ergebnis,
) -> Result<Zahlungsplan, PlanFehler> {
    pruefe(haushalt, ergebnis)?;
    let platz = |zweck, empfaenger| Slot {
        traeger: traeger.kennung.clone(),
        monat: ergebnis.monat,
        fall: haushalt.nummer.clone(),
        zweck,
        empfaenger,
    };
    let mut plan = Zahlungsplan::default();
    let mut toepfe = Toepfe::aus(ergebnis);
    for (partei, direkt) in wuensche(&haushalt.direktzahlungen) {
        let slot = platz(Zweck::from(direkt.art), partei);
        let betrag = toepfe.nimm(slot.zweck, direkt.betrag);
        let fehlt = direkt.betrag.abzueglich(betrag);
        plan.lege(&slot, betrag, empfang::dritter(direkt, haushalt, ergebnis.monat));
        if !fehlt.ist_null() {
            let frage = fehlbetrag(slot.zweck, direkt.betrag, betrag);
            plan.offen.push(OffeneZahlung { slot, betrag: Cent::NULL, fehlt, frage });
        }
    }
    let [bildung, kranken, pflege] = toepfe.daneben();
    for (zweck, rest) in
        [(Zweck::Krankenversicherung, kranken), (Zweck::Pflegeversicherung, pflege)]
    {
        // Nummer null: eine Versicherung, die noch nicht in der Akte steht.
        let partei = Partei::Dritter { zeichen: String::new(), nummer: 0 };
        plan.lege(&platz(zweck, partei), rest, Err(empfang::versicherung_fehlt(zweck)));
    }
    let slot = platz(Zweck::Bildung, Partei::Haushalt);
    let wofuer = slot.zweck.to_string();
    plan.lege(&slot, bildung, empfang::haushalt(haushalt, &wofuer, ergebnis.monat));
    let rest = ergebnis.zu_zahlen().abzueglich(plan.summe());
    let slot = platz(Zweck::Leistung, Partei::Haushalt);
    plan.lege(&slot, rest, empfang::haushalt(haushalt, &ergebnis.leistung, ergebnis.monat));

    if plan.summe() == ergebnis.zu_zahlen() {
        Ok(plan)
    } else {
        Err(PlanFehler::Summe { fall: haushalt.nummer.clone() })
    }
}

/// Woraus Dritte bezahlt werden können, über alle Personen.
#[derive(Clone, Copy, Default)]
struct Toepfe {
    /// Unterkunft und Heizung.
    unterkunft: Cent,
    /// Regelbedarf, soweit er in Geld erbracht wird.
    regelbedarf: Cent,
    /// Bildung und Teilhabe in Geld.
    bildung: Cent,
    /// Zuschüsse zur Krankenversicherung.
    kranken: Cent,
    /// Zuschüsse zur Pflegeversicherung.
    pflege: Cent,
}

impl Toepfe {
    fn aus(ergebnis: &Ergebnis) -> Toepfe {
        let anfang = Toepfe { bildung: ergebnis.bildung_in_geld(), ..Toepfe::default() };
        ergebnis.personen.iter().fold(anfang, |mut toepfe, person| {
            let kuerzung = person.minderung + person.aufrechnung + person.sachleistung;
            let bund = person.bund.abzueglich(kuerzung);
            toepfe.unterkunft += person.kommune.min(person.auszahlung);
            toepfe.regelbedarf += bund.min(person.regelbedarf);
            for zuschuss in &person.beitraege {
                match zuschuss.art {
                    BeitragArt::KrankenversicherungPrivat
                    | BeitragArt::KrankenversicherungGesetzlich => {
                        toepfe.kranken += zuschuss.betrag
                    }
                    BeitragArt::PflegeversicherungPrivat
                    | BeitragArt::PflegeversicherungGesetzlich => toepfe.pflege += zuschuss.betrag,
                }
            }
            toepfe
        })
    }

    /// Nimmt höchstens `wunsch` aus dem Topf, aus dem `zweck` gezahlt wird.
    fn nimm(&mut self, zweck: Zweck, wunsch: Cent) -> Cent {
        let topf = match zweck {
            Zweck::Miete | Zweck::Heizung => &mut self.unterkunft,
            Zweck::Strom => &mut self.regelbedarf,
            Zweck::Bildung => &mut self.bildung,
            Zweck::Krankenversicherung => &mut self.kranken,
            Zweck::Pflegeversicherung => &mut self.pflege,
            // Der Haushalt bekommt den Rest, er steht in keinem Topf.
            Zweck::Leistung => return Cent::NULL,
        };
        let betrag = wunsch.min(*topf);
        *topf = topf.abzueglich(betrag);
        betrag
    }

    /// Was neben der Auszahlung noch in den Töpfen ist: Bildung, Kranken-, Pflegeversicherung.
    fn daneben(&self) -> [Cent; 3] {
        [self.bildung, self.kranken, self.pflege]
    }
}

impl Zahlungsplan {
    /// Legt einen Betrag als Zahlung ab oder, wenn sie so nicht geht, als offen. Null legt nichts ab.
    fn lege(&mut self, slot: &Slot, betrag: Cent, empfang: Result<Empfang, Frage>) {
        if betrag.ist_null() {
            return;
        }
        let slot = slot.clone();
        match empfang {
            Ok(empfang) => self.zahlungen.push(Zahlung {
                slot,
                versuch: 1,
                betrag,
                empfaenger_name: empfang.name,
                iban: empfang.iban,
                verwendungszweck: empfang.verwendungszweck,
            }),
            Err(frage) => {
                self.offen.push(OffeneZahlung { slot, betrag, fehlt: Cent::NULL, frage });
            }
        }
    }
}

/// Die Direktzahlungen in der Reihenfolge, in der sie bedient werden, mit ihrer Partei.
fn wuensche(direkt: &[Direktzahlung]) -> Vec<(Partei, &Direktzahlung)> {
    let mut gezaehlt: BTreeMap<(Zweck, String), u32> = BTreeMap::new();
    let mut wuensche: Vec<(Partei, &Direktzahlung)> = direkt
        .iter()
        .map(|direkt| {
            let zeichen = empfang::zeichen(direkt);
            let nummer = gezaehlt.entry((direkt.art.into(), zeichen.clone())).or_default();
            *nummer += 1;
            (Partei::Dritter { zeichen, nummer: *nummer }, direkt)
        })
        .collect();
    wuensche.sort_by_key(|(_, direkt)| Zweck::from(direkt.art));
    wuensche
}

fn fehlbetrag(zweck: Zweck, wunsch: Cent, betrag: Cent) -> Frage {
    let topf = match zweck {
        Zweck::Strom => "aus dem Regelbedarf",
        Zweck::Bildung => "für Bildung und Teilhabe",
        Zweck::Krankenversicherung | Zweck::Pflegeversicherung => "als Zuschuss",
        _ => "für Unterkunft und Heizung",
    };
    let fehlt = wunsch.abzueglich(betrag);
    empfang::frage(
        zweck.norm(),
        format!(
            "{zweck}: {wunsch} sollen unmittelbar gezahlt werden, {topf} stehen dafür nur {betrag} \
             zu. Wer zahlt die fehlenden {fehlt}, und ist die leistungsberechtigte Person \
             unterrichtet?"
        ),
    )
}

/// Ein Ergebnis, das sich widerspricht, wird nicht gezahlt.
fn pruefe(haushalt: &Haushalt, ergebnis: &Ergebnis) -> Result<(), PlanFehler> {
    if haushalt.nummer != ergebnis.fall {
        return Err(PlanFehler::Fall {
            haushalt: haushalt.nummer.clone(),
            ergebnis: ergebnis.fall.clone(),
        });
    }
    let widerspruch = |person: &&PersonErgebnis| {
        let zusteht = person.bund + person.kommune + person.sofortzuschlag;
        zusteht.abzueglich(person.minderung + person.aufrechnung) != person.auszahlung
    };
    if let Some(person) = ergebnis.personen.iter().find(widerspruch) {
        return Err(PlanFehler::Person { fall: ergebnis.fall.clone(), person: person.id.clone() });
    }
    let summe: Cent = ergebnis.personen.iter().map(|person| person.auszahlung).sum();
    if summe != ergebnis.auszahlung {
        return Err(PlanFehler::Summe { fall: ergebnis.fall.clone() });
    }
    Ok(())
}
