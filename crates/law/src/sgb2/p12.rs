//! § 12 SGB II: zu berücksichtigendes Vermögen.
//!
//! Umgesetzt: Absatz 2 in der Fassung nach dem Beginn des Bewilligungszeitraums (§ 65a Abs. 1), mit
//! Übertragung nicht ausgeschöpfter Freibeträge; Karenzzeit bis 30.06.2026 (Absatz 3, 4 a. F., § 65
//! Abs. 3 a. F.); bis 2022 Grundfreibetrag je Lebensjahr und Anschaffungen (Absatz 2 a. F.) und das
//! vereinfachte Verfahren (§ 67 Abs. 2 a. F.). Was über den Freibeträgen liegt, deckt den Bedarf des
//! Monats (§ 9 Abs. 1, § 19 Abs. 3).
//! Nicht umgesetzt: Ausnahmen des Absatzes 1 (die Lage nennt das Vermögen danach), keine Karenzzeit
//! für einen einzelnen Monat (Absatz 6 a. F.; keine Angabe in der Lage), Zuordnung der höheren Stufe
//! bei Geburtstag am Ersten ([`Offen::VermoegenGeburtstag`]; gerechnet ist die günstige Lesart).

use crate::haushalt::{Haushalt, Menge};
use crate::lage::{Lage, Person};
use crate::measure::{Beleg, Cent, verteile_p41};
use crate::offen::{AlteRegel, Offen};
use crate::recht::Vermoegen as Fassung;

/// Vermögen und Freibetrag einer Person.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vermoegen {
    /// Zu berücksichtigendes Vermögen vor dem Freibetrag.
    pub vorhanden: Cent,
    /// Eigener Freibetrag; steht nur, wo jemand in der Gemeinschaft Vermögen hat.
    pub freibetrag: Cent,
    /// Von anderen übertragener Freibetrag (Absatz 2 Satz 3).
    pub uebertragen: Cent,
    /// In der Karenzzeit nach Absatz 3 a. F.
    pub karenz: bool,
    /// Was darüber liegt.
    pub einsatz: Cent,
}

impl Vermoegen {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = if self.karenz { "§ 12 Abs. 3, 4 SGB II a. F." } else { "§ 12 Abs. 2 SGB II" };
        let zeilen = [
            Beleg::neu("§ 12 Abs. 1 SGB II", "Vermögen", self.vorhanden),
            Beleg::neu(norm, "abzüglich: Freibetrag", self.freibetrag),
            Beleg::neu(norm, "abzüglich: von anderen übertragen", self.uebertragen),
        ];
        Beleg::neu(norm, "Einzusetzendes Vermögen", self.einsatz).aus(zeilen)
    }
}

/// Vermögen und eigener Freibetrag einer Person; `erste`: die Person, für die in der Karenzzeit der
/// höhere Betrag gilt.
pub(crate) fn eigenes(
    lage: &Lage,
    haushalt: &Haushalt,
    person: &Person,
    erste: bool,
    fassung: &Fassung,
) -> Vermoegen {
    let vorhanden = person.vermoegen;
    let karenz = in_karenzzeit(lage, person, fassung);
    let freibetrag = match (karenz, erste) {
        (true, true) => fassung.karenz_erste_person,
        (true, false) => fassung.karenz_weitere_person,
        (false, _) => fassung.freibetrag(alter(haushalt, person, false), person.geboren),
    };
    let ueber = vorhanden.abzueglich(freibetrag);
    let frei = !ueber.ist_null() && vereinfacht(lage, fassung);
    let einsatz = if frei { Cent::NULL } else { ueber };
    Vermoegen { vorhanden, freibetrag, karenz, einsatz, uebertragen: Cent::NULL }
}

/// Absatz 3 a. F.: ein Jahr ab dem ersten Monat des Bezugs, frühestens ab 2023.
fn in_karenzzeit(lage: &Lage, person: &Person, fassung: &Fassung) -> bool {
    if !mit_karenzzeit(fassung) {
        return false;
    }
    let seit = person.leistungsbezug_seit.unwrap_or(lage.leistungsbezug_seit);
    lage.monat < seit.max(fassung.karenz_fruehestens.monat()).plus(fassung.karenz_monate)
}

/// Kennt die Fassung eine Karenzzeit?
pub(crate) fn mit_karenzzeit(fassung: &Fassung) -> bool {
    fassung.karenz_monate > 0
}

/// § 67 Abs. 2 a. F.: sechs Monate ab dem Beginn des Bewilligungszeitraums zählt Vermögen nicht; in
/// anderen Fassungen sind es keine, denn der Zeitraum hat schon begonnen.
fn vereinfacht(lage: &Lage, fassung: &Fassung) -> bool {
    lage.monat < lage.bewilligung_ab.monat().plus(fassung.pandemie_monate)
}

/// § 67 Abs. 2 Satz 2 a. F.: erhebliches Vermögen zählte auch dann; wie viel das ist, bleibt eine Frage.
pub(crate) fn frage_nach_erheblichem(
    lage: &Lage,
    gruppe: Menge,
    fassung: &Fassung,
    vermoegen: &[Vermoegen],
    offen: &mut Vec<Offen>,
) {
    if !vereinfacht(lage, fassung) {
        return;
    }
    let vorhanden: Cent = einzeln(gruppe, vermoegen).map(|v| v.vorhanden).sum();
    let weitere = gruppe.anzahl().saturating_sub(1);
    let grenze =
        fassung.erheblich_erste_person + fassung.erheblich_weitere_person.mal_anzahl(weitere);
    if vorhanden > grenze {
        offen.push(Offen::AlteFassung(AlteRegel::ErheblichesVermoegen, None));
    }
}

/// Vollendete Jahre für den Freibetrag: er steigt zum Beginn des Monats, in dem die Grenze erreicht
/// wird (Absatz 2 Satz 2). `vormonat`: die Lesart, nach der ein Geburtstag am Ersten schon im Monat
/// davor zählt, weil das Lebensjahr mit Ablauf des Vortags vollendet ist.
fn alter(haushalt: &Haushalt, person: &Person, vormonat: bool) -> u8 {
    let letzter = haushalt.zeitraum.bis;
    person.geboren.alter(if vormonat { letzter.naechster() } else { letzter })
}

/// Absatz 3 Satz 2, Absatz 4 Satz 1 a. F.: in der Karenzzeit zählt Vermögen nur, wenn es in der Summe
/// der Gemeinschaft erheblich ist; sonst auch nicht beim einzelnen Kind.
pub(crate) fn nur_wenn_erheblich(gruppe: Menge, vermoegen: &mut [Vermoegen]) {
    if !einzeln(gruppe, vermoegen).all(|v| v.karenz) {
        return;
    }
    let summe: Cent = einzeln(gruppe, vermoegen).map(|v| v.vorhanden).sum();
    let grenze: Cent = einzeln(gruppe, vermoegen).map(|v| v.freibetrag).sum();
    if summe > grenze {
        return;
    }
    for nr in gruppe.alle() {
        if let Some(v) = vermoegen.get_mut(nr.stelle()) {
            v.uebertragen = v.einsatz;
            v.einsatz = Cent::NULL;
        }
    }
}

/// Hinge der Einsatz an der Lesart zum Geburtstag am Ersten, gilt die günstige, und es bleibt eine
/// Frage.
pub(crate) fn guenstige_lesart(
    lage: &Lage,
    haushalt: &Haushalt,
    gruppe: Menge,
    fassung: &Fassung,
    vermoegen: &mut [Vermoegen],
    offen: &mut Vec<Offen>,
) {
    let ueber: Cent = einzeln(gruppe, vermoegen).map(|v| v.einsatz).sum();
    if ueber.ist_null() {
        return;
    }
    for nr in gruppe.alle() {
        let Some(v) = vermoegen.get_mut(nr.stelle()).filter(|v| !v.karenz) else { continue };
        let Some(person) = lage.personen.get(nr.stelle()) else { continue };
        let hoeher = fassung.freibetrag(alter(haushalt, person, true), person.geboren);
        if hoeher > v.freibetrag {
            offen.push(Offen::VermoegenGeburtstag(nr));
            v.freibetrag = hoeher;
            v.einsatz = v.vorhanden.abzueglich(hoeher);
        }
    }
}

/// Überträgt nicht ausgeschöpfte Freibeträge innerhalb der Gruppe (Absatz 2 Satz 3).
///
/// Bis 2022 galten Grundfreibetrag und Anschaffungen für Partner zusammen, von Kindern kommt nur der
/// Freibetrag für Anschaffungen hinzu, und Kinder bekommen nichts (Absatz 2 Satz 1 Nr. 1, 1a, 4 a. F.).
///
/// Reichen sie nicht für alle, bekommt jede Person im Verhältnis dessen, was bei ihr darüber liegt:
/// das Gesetz kennt keine Reihenfolge, und die der Eingabe darf nichts ändern.
pub(crate) fn uebertrage(
    bleiben: Menge,
    kinder: Menge,
    fassung: &Fassung,
    vermoegen: &mut [Vermoegen],
    gewichte: &mut Vec<Cent>,
    teile: &mut Vec<Cent>,
) {
    let alt = !fassung.jahrgaenge.is_empty();
    let gruppe = bleiben;
    let empfaenger = if alt { gruppe.ohne(kinder) } else { gruppe };
    let ueber: Cent = einzeln(empfaenger, vermoegen).map(|v| v.einsatz).sum();
    if ueber.ist_null() {
        return;
    }
    let mut frei: Cent =
        einzeln(empfaenger, vermoegen).map(|v| v.freibetrag.abzueglich(v.vorhanden)).sum();
    if alt {
        let rest = einzeln(gruppe.ohne(empfaenger), vermoegen)
            .map(|v| v.freibetrag.abzueglich(v.vorhanden).min(fassung.anschaffungen));
        frei += rest.sum::<Cent>();
    }
    let gruppe = empfaenger;
    gewichte.clear();
    gewichte.extend(einzeln(gruppe, vermoegen).map(|v| v.einsatz));
    teile.clear();
    teile.resize(gewichte.len(), Cent::NULL);
    verteile_p41(frei.min(ueber), gewichte, teile);
    for (nr, teil) in gruppe.alle().zip(teile.iter()) {
        let Some(v) = vermoegen.get_mut(nr.stelle()) else { continue };
        v.uebertragen = *teil;
        v.einsatz = v.einsatz.abzueglich(*teil);
    }
}

fn einzeln(gruppe: Menge, vermoegen: &[Vermoegen]) -> impl Iterator<Item = Vermoegen> {
    gruppe.alle().filter_map(|nr| vermoegen.get(nr.stelle()).copied())
}
