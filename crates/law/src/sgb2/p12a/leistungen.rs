//! § 12a Satz 1 SGB II: andere Sozialleistungen, nach denen die Angaben fragen lassen.
//!
//! Umgesetzt: je Person die Leistungen, die nach Alter, Familie und Einkommen in Betracht kommen und
//! in der Lage nicht stehen. Nicht umgesetzt: ob sie zustehen; das entscheidet ihr Träger.

use crate::lage::{Ausbildung, Einkommen, Einnahme, Lage, Person, PersonNr};
use crate::measure::Monat;

/// Eine andere Sozialleistung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Andere {
    /// Kindergeld.
    Kindergeld,
    /// Unterhaltsvorschuss.
    Unterhaltsvorschuss,
    /// Elterngeld.
    Elterngeld,
    /// Arbeitslosengeld nach dem SGB III.
    Arbeitslosengeld,
    /// Krankengeld.
    Krankengeld,
    /// Ausbildungsförderung (BAföG, Berufsausbildungsbeihilfe).
    Ausbildungsfoerderung,
    /// Mutterschaftsgeld.
    Mutterschaftsgeld,
    /// Regelaltersrente.
    Altersrente,
}

/// Warum gefragt wird: Person und Leistung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anlass {
    /// Wer.
    pub person: PersonNr,
    /// Welche Leistung.
    pub leistung: Andere,
}

impl Anlass {
    /// Fundstelle.
    #[must_use]
    pub fn norm(&self) -> &'static str {
        match self.leistung {
            Andere::Kindergeld => "§ 12a Satz 1 SGB II, § 62 EStG",
            Andere::Unterhaltsvorschuss => "§ 12a Satz 1 SGB II, § 1 UhVorschG",
            Andere::Elterngeld => "§ 12a Satz 1 SGB II, § 1 BEEG",
            Andere::Arbeitslosengeld => "§ 12a Satz 1 SGB II, § 137 SGB III",
            Andere::Krankengeld => "§ 12a Satz 1 SGB II, § 44 SGB V",
            Andere::Ausbildungsfoerderung => "§ 12a Satz 1 SGB II, § 1 BAföG, § 56 SGB III",
            Andere::Mutterschaftsgeld => "§ 12a Satz 1 SGB II, § 19 MuSchG",
            Andere::Altersrente => "§ 12a Satz 1 SGB II, § 35 SGB VI",
        }
    }

    /// Die Frage als deutscher Satz.
    #[must_use]
    pub fn frage(&self) -> &'static str {
        match self.leistung {
            Andere::Kindergeld => "Für das Kind steht kein Kindergeld. Ist es beantragt?",
            Andere::Unterhaltsvorschuss => {
                "Das Kind lebt bei einem Elternteil und hat weder Unterhalt noch \
                 Unterhaltsvorschuss. Ist er beantragt?"
            }
            Andere::Elterngeld => {
                "Das Kind ist unter 14 Monate alt, und die Eltern haben kein Elterngeld. Ist es \
                 beantragt?"
            }
            Andere::Arbeitslosengeld => {
                "Die Person ist ohne Arbeit und hat kein Arbeitslosengeld. War sie in den letzten \
                 30 Monaten zwölf Monate versichert?"
            }
            Andere::Krankengeld => {
                "Die Person ist als nicht erwerbsfähig angegeben und hat kein Einkommen. Steht \
                 Krankengeld oder eine Rente wegen Erwerbsminderung zu?"
            }
            Andere::Ausbildungsfoerderung => {
                "Die Person ist in Ausbildung und hat keine Ausbildungsförderung. Ist sie beantragt?"
            }
            Andere::Mutterschaftsgeld => {
                "Die Person ist schwanger und beschäftigt. Ist Mutterschaftsgeld beantragt?"
            }
            Andere::Altersrente => {
                "Die Person hat die Altersgrenze erreicht und keine Rente. Ist sie beantragt?"
            }
        }
    }
}

/// Alter, in dem diese Leistungen enden oder beginnen (Lebensjahre, Lebensmonate).
const VOLLJAEHRIG: u8 = 18;
const ERWERBSFAEHIG_AB: u8 = 15;
const ELTERNGELD_MONATE: i32 = 14;

/// Die Fragen eines Haushalts, Person für Person. `altersgrenze(p)` nennt den Monat, mit dessen
/// Ablauf die Person die Altersgrenze erreicht (§ 7a).
#[must_use]
pub fn fragen(lage: &Lage, altersgrenze: impl Fn(&Person) -> Monat) -> Vec<Anlass> {
    let mut gefragt = Vec::new();
    for (person, nr) in lage.personen.iter().zip((0..).map(PersonNr)) {
        let mut frage = |leistung| gefragt.push(Anlass { person: nr, leistung });
        if alter(person, lage.monat) < VOLLJAEHRIG {
            kind(lage, person, &mut frage);
        }
        if alter(person, lage.monat) >= ERWERBSFAEHIG_AB {
            erwachsen(lage, person, altersgrenze(person), &mut frage);
        }
    }
    gefragt
}

fn kind(lage: &Lage, kind: &Person, frage: &mut impl FnMut(Andere)) {
    let eltern = || kind.eltern_hier().filter_map(|nr| lage.personen.get(nr.stelle()));
    if kind.pflegekind || kind.zu_besuch_tage.is_some() || eltern().next().is_none() {
        return;
    }
    if !hat(kind, |e| matches!(e, Einkommen::Kindergeld { .. })) {
        frage(Andere::Kindergeld);
    }
    let unterhalt = [Einnahme::Unterhalt, Einnahme::Unterhaltsvorschuss];
    // § 1 Abs. 1 Nr. 2 UhVorschG: nicht, wenn der Elternteil verheiratet zusammenlebt.
    let allein = eltern().count() == 1 && eltern().all(|e| !(e.verheiratet && e.partner.is_some()));
    if allein && !hat_art(kind, &unterhalt) {
        frage(Andere::Unterhaltsvorschuss);
    }
    let elterngeld = eltern().any(|e| hat(e, |e| matches!(e, Einkommen::Elterngeld { .. })));
    if lage.monat.seit(kind.geboren.monat()) < ELTERNGELD_MONATE && !elterngeld {
        frage(Andere::Elterngeld);
    }
}

fn erwachsen(lage: &Lage, person: &Person, altersgrenze: Monat, frage: &mut impl FnMut(Andere)) {
    let rente = hat(person, |e| matches!(e, Einkommen::Rente { .. }));
    if lage.monat > altersgrenze {
        if !rente {
            frage(Andere::Altersrente);
        }
        return;
    }
    let arbeit =
        hat(person, |e| matches!(e, Einkommen::Erwerb { .. } | Einkommen::Selbstaendig { .. }));
    let schwanger = person
        .mehrbedarfe
        .iter()
        .any(|m| matches!(m, crate::lage::Mehrbedarf::Schwangerschaft { .. }));
    if schwanger && arbeit && !hat_art(person, &[Einnahme::Mutterschaftsgeld]) {
        frage(Andere::Mutterschaftsgeld);
    }
    if let Some(ausbildung) = person.ausbildung {
        let foerderung = [Einnahme::Bafoeg, Einnahme::Bab, Einnahme::Ausbildungsgeld];
        if ausbildung != Ausbildung::Freiwilligendienst && !hat_art(person, &foerderung) {
            frage(Andere::Ausbildungsfoerderung);
        }
        return;
    }
    if person.ausgeschlossen.is_some() || arbeit || rente || alter(person, lage.monat) < VOLLJAEHRIG
    {
        return;
    }
    let ersatz = [Einnahme::Arbeitslosengeld, Einnahme::Krankengeld, Einnahme::Mutterschaftsgeld];
    if hat_art(person, &ersatz) {
        return;
    }
    frage(match person.erwerbsfaehig {
        Some(false) => Andere::Krankengeld,
        _ => Andere::Arbeitslosengeld,
    });
}

fn alter(person: &Person, monat: Monat) -> u8 {
    person.geboren.alter(monat.erster())
}

fn hat(person: &Person, passt: impl Fn(&Einkommen) -> bool) -> bool {
    person.einkommen.iter().any(passt)
}

fn hat_art(person: &Person, arten: &[Einnahme]) -> bool {
    hat(person, |e| matches!(e, Einkommen::Andere { art, .. } if arten.contains(art)))
}
