//! Der Gewinn Selbständiger in den Monaten (§ 3 GrusiGV): ein Betrag für den ganzen Zeitraum.

use law::grusigv::p03::{Gewinn, Monate};
use law::lage::{Einkommen, Lage, PersonNr};
use law::measure::{Cent, Monat};

use super::ZeitraumFehler;

/// Setzt in jede Lage der Monate den monatlichen Gewinn, statt eines früheren; `abzuege` nennt
/// Steuern und Pflichtbeiträge des Monats (§ 11b Abs. 1 Satz 1 Nr. 1, 2 SGB II).
///
/// # Errors
/// [`ZeitraumFehler::PersonFehlt`], wenn eine Lage die Person nicht kennt.
pub fn setze_gewinn(
    lagen: &mut [Lage],
    person: PersonNr,
    gewinn: &Gewinn,
    monate: Monate,
    abzuege: impl Fn(Monat) -> Cent,
) -> Result<(), ZeitraumFehler> {
    for lage in lagen {
        let monat = lage.monat;
        let mensch = lage.personen.get_mut(person.stelle());
        let mensch = mensch.ok_or(ZeitraumFehler::PersonFehlt(monat))?;
        mensch.einkommen.retain(|e| !matches!(e, Einkommen::Selbstaendig { .. }));
        if monate.enthaelt(monat) && !gewinn.monatlich.ist_null() {
            mensch.einkommen.push(gewinn.einkommen(abzuege(monat)));
        }
    }
    Ok(())
}
