//! Ein Monat in Zuschuss und Darlehen (§ 24 Abs. 4, 5 SGB II), Person für Person.

use law::anspruch::{PersonErgebnis, Werkbank, berechne};
use law::lage::Lage;
use law::recht::Recht;
use law::sgb2::p24::{Ansprueche, Darlehensgrund, Leistungsdarlehen, leistungsdarlehen};

use super::ZeitraumFehler;

/// Derselbe Monat zweimal.
#[derive(Clone, Copy, Debug)]
pub struct Monatspaar<'a> {
    /// Mit der erwarteten oder verbrauchten Einnahme oder dem Vermögen.
    pub mit_mitteln: &'a Lage,
    /// Ohne diese Mittel.
    pub ohne_mittel: &'a Lage,
}

/// Je Person: Zuschuss ist, was auch mit den Mitteln zusteht; das Darlehen der Unterschied.
///
/// # Errors
/// [`ZeitraumFehler::Recht`], wenn für den Monat kein Recht hinterlegt ist.
pub fn ueberbruecke(
    paar: Monatspaar<'_>,
    grund: Darlehensgrund,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Vec<Leistungsdarlehen>, ZeitraumFehler> {
    let mut ansprueche = |lage: &Lage| -> Result<Vec<_>, ZeitraumFehler> {
        let summe = |person: &PersonErgebnis| person.anspruch.summe();
        Ok(berechne(lage, recht, werkbank)?.personen.iter().map(summe).collect())
    };
    let mit = ansprueche(paar.mit_mitteln)?;
    let ohne = ansprueche(paar.ohne_mittel)?;
    let teile =
        ohne.iter().zip(mit.iter().copied().chain(std::iter::repeat(law::measure::Cent::NULL)));
    Ok(teile
        .map(|(ohne, mit)| {
            let ansprueche = Ansprueche { ohne_mittel: *ohne, mit_mitteln: mit };
            leistungsdarlehen(grund, ansprueche)
        })
        .collect())
}
