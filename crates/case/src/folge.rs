//! Fortschreibung: wie der Haushalt im nächsten Monat aussieht, wenn sich nichts Neues ergibt.
//!
//! Ein Bescheid gilt für den ganzen Bewilligungszeitraum (§ 41 Abs. 3 SGB II). Was laufend ist, geht
//! weiter; was nur in diesem Monat lag (Nachforderung, Guthaben, Ein- und Auszug, Klassenfahrt), nicht. Wer
//! gestorben oder ausgezogen ist, fehlt, und die Wohnung weiß es (§ 22 Abs. 1 Satz 6, 11). Was eine
//! Aufrechnung getilgt hat, ist im nächsten Monat nicht mehr geschuldet. Geburtstage, Fristen und
//! neues Recht ergeben sich aus dem Monat selbst.

use std::collections::BTreeSet;

use law::measure::{Cent, Monat};

use crate::schnittstelle::{AufrechnungArt, Bildung, Ergebnis, Lage, Person, Wohnung, Wohnungen};

/// Die Lage des Folgemonats; `None`, wenn dann niemand mehr im Haushalt lebt.
///
/// `ergebnis` ist das des Monats von `lage`; Restschulden mindern sich um das Aufgerechnete.
#[must_use]
pub fn folgemonat(lage: &Lage, ergebnis: &Ergebnis) -> Option<Lage> {
    let mut folge = lage.clone();
    folge.monat = lage.monat.plus(1);
    // Vorgaben hängen am Monat: sie werden festgehalten, damit sie nicht mitwandern.
    let bewilligung_ab = lage.bewilligungsbeginn();
    folge.bewilligung_ab = Some(bewilligung_ab);
    folge.leistungsbezug_seit = Some(lage.leistungsbezug_seit.unwrap_or(bewilligung_ab.monat()));
    gegangene(&mut folge, lage.monat);
    if folge.personen.is_empty() {
        return None;
    }
    folge.wohnung = Wohnungen::Eine(wohnung(lage, ergebnis));
    tilge(&mut folge, ergebnis);
    Some(folge)
}

/// Nimmt heraus, wer im Monat gegangen ist, samt allen Verweisen.
fn gegangene(folge: &mut Lage, monat: Monat) {
    let fort: BTreeSet<String> = folge
        .personen
        .iter()
        .filter(|person| geht(person, monat))
        .map(|person| person.id.clone())
        .collect();
    folge.personen.retain(|person| !fort.contains(&person.id));
    for person in &mut folge.personen {
        person.von = None;
        person.bis = None;
        person.bildung.retain(Bildung::jeden_monat);
        person.eltern.retain(|id| !fort.contains(id));
        if person.partner.as_ref().is_some_and(|id| fort.contains(id)) {
            person.partner = None;
            person.verheiratet = false;
        }
        // Ein zweiter Lohn für einen anderen Monat bleibt die Ausnahme: er ist nicht laufend.
        person.einkommen.retain(|e| e.fuer_monat.is_none_or(|fuer| fuer == monat));
        for einkommen in &mut person.einkommen {
            if einkommen.an.as_ref().is_some_and(|id| fort.contains(id)) {
                einkommen.an = None;
            }
            einkommen.fuer_monat = None;
        }
    }
    folge.aufrechnung.retain(|aufrechnung| !fort.contains(&aufrechnung.person));
}

/// Verlässt die Person in diesem Monat den Haushalt, auch durch Tod?
fn geht(person: &Person, monat: Monat) -> bool {
    person.bis.is_some_and(|bis| bis <= monat.letzter()) || person.gestorben.is_some()
}

/// Die letzte Wohnung, ohne was nur diesen Monat betraf; Köpfe ohne die, die gegangen sind.
fn wohnung(lage: &Lage, ergebnis: &Ergebnis) -> Wohnung {
    let mut wohnung = lage.wohnung.alle().last().cloned().unwrap_or_default();
    wohnung.von = None;
    wohnung.bis = None;
    wohnung.einmalig = Cent::NULL;
    wohnung.guthaben = Cent::NULL;
    let gegangen =
        lage.personen.iter().filter(|p| p.zu_besuch_tage.is_none() && geht(p, lage.monat)).count();
    if lage.personen.iter().any(|person| person.gestorben.is_some()) {
        wohnung.todesfall_monat = Some(lage.monat);
    }
    // § 22 Abs. 1 Satz 6 Halbsatz 2: ab jetzt laufen die sechs Monate des Satzes 9.
    let verlaesst_bg = |person: &Person| {
        let in_bg = ergebnis.personen.iter().filter(|p| p.bedarfsgemeinschaft.is_some());
        geht(person, lage.monat) && in_bg.into_iter().any(|p| p.id == person.id)
    };
    if lage.personen.iter().any(verlaesst_bg) {
        wohnung.verkleinert_monat = Some(lage.monat);
    }
    let gegangen = u8::try_from(gegangen).unwrap_or(u8::MAX);
    wohnung.bewohner = wohnung.bewohner.map(|koepfe| koepfe.saturating_sub(gegangen).max(1));
    wohnung
}

/// Zieht das Aufgerechnete von den Restschulden ab, in der Reihenfolge, in der es getilgt wurde.
fn tilge(folge: &mut Lage, ergebnis: &Ergebnis) {
    for person in &ergebnis.personen {
        let darlehen = person.aufrechnung_darlehen;
        let erstattung = person.aufrechnung.abzueglich(darlehen);
        for (art, mut getilgt) in
            [(AufrechnungArt::Erstattung, erstattung), (AufrechnungArt::Darlehen, darlehen)]
        {
            let eigene = folge
                .aufrechnung
                .iter_mut()
                .filter(|a| a.person == person.id && a.art == art && a.erklaert && !a.streitig);
            for aufrechnung in eigene {
                let teil = aufrechnung.rest.min(getilgt);
                aufrechnung.rest = aufrechnung.rest.abzueglich(teil);
                getilgt = getilgt.abzueglich(teil);
            }
        }
    }
    folge.aufrechnung.retain(|aufrechnung| !aufrechnung.rest.ist_null());
}
