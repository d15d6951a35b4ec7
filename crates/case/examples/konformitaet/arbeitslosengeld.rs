//! Arbeitslosengeld: Dauer, Restdauer und ob im Monat ein Anspruch besteht; die Höhe steht im Bescheid.

use law::measure::{Cent, Monat, Tag, Zeitraum};
use law::nachbarn::sgb3_p142::{Kurzbefristet, anwartschaftszeit};
use law::nachbarn::sgb3_p147::anspruchsdauer;
use law::nachbarn::sgb3_p148::{Anspruch, Verbrauch, restdauer};
use law::recht::Recht;
use serde::Deserialize;

use super::nachbarn::Antwort;

/// So viele Tage zählt ein Monat (§ 339 Satz 2 SGB III).
const MONATSTAGE: u16 = 30;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    geboren: Tag,
    /// Erster Tag des Anspruchs.
    entstanden: Tag,
    /// Versicherte Monate, lückenlos bis zum Tag davor.
    versichert_monate: u16,
    /// Seither bezahlte Monate.
    bezogen_monate: u16,
    /// Arbeitslos nach § 138.
    arbeitslos: bool,
}

pub fn rechne(recht: &Recht, monat: Monat, personen: &[Person]) -> Antwort {
    let tage: Option<Vec<u16>> = personen.iter().map(|person| rest(recht, person)).collect();
    let besteht = |(person, tage): (&Person, &u16)| {
        // § 136 Abs. 2: mit Ablauf des Monats, in dem die Regelaltersgrenze erreicht wird, ist Schluss.
        person.arbeitslos && *tage > 0 && monat <= recht.altersgrenze(person.geboren)
    };
    let Some(tage) = tage else { return Antwort::default() };
    let besteht = personen.iter().zip(&tage).map(besteht).collect();
    Antwort { betraege: Some(Vec::<Cent>::new()), tage, besteht, ..Antwort::default() }
}

/// Restdauer in Tagen; null ohne Anwartschaft, `None`, wo kein Recht hinterlegt ist.
fn rest(recht: &Recht, person: &Person) -> Option<u16> {
    let entstanden = person.entstanden;
    let (werte, dauern) = (recht.arbeitslosengeld(entstanden)?, recht.anspruchsdauer(entstanden)?);
    let von = entstanden.monat().plus(-i32::from(person.versichert_monate)).erster();
    let zeiten: Vec<Zeitraum> = (person.versichert_monate > 0)
        .then(|| Zeitraum { von, bis: entstanden.voriger() })
        .into_iter()
        .collect();
    let anwartschaft =
        anwartschaftszeit(werte, entstanden, &zeiten, None, Kurzbefristet::default());
    let Some(dauer) = anspruchsdauer(werte, dauern, &anwartschaft, person.geboren, None) else {
        return Some(0);
    };
    let bezahlt = person.bezogen_monate.saturating_mul(MONATSTAGE);
    let anspruch = Anspruch { entstanden, tage: dauer.tage };
    let verbrauch = Verbrauch { bezahlt, ..Verbrauch::default() };
    Some(restdauer(werte, anspruch, &[], &verbrauch).tage)
}
