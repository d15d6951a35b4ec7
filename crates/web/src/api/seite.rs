//! Lange Listen in Seiten: wer die nächste will, nennt die Nummer, nach der sie beginnt. Was inzwischen
//! dazukommt, verschiebt nichts.

use schemars::JsonSchema;
use serde::Serialize;

use crate::call::Call;
use crate::problem::{Art, Problem};

/// Eine Seite.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Seite<T> {
    /// Die Einträge.
    pub eintraege: Vec<T>,
    /// Womit die nächste Seite zu fragen ist (`nach`); fehlt auf der letzten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naechste: Option<u64>,
}

impl<T> Seite<T> {
    /// Dieselbe Seite, jeder Eintrag in anderer Form.
    ///
    /// # Errors
    /// Was `form` meldet.
    pub fn je<U>(self, form: impl Fn(T) -> Result<U, Problem>) -> Result<Seite<U>, Problem> {
        let eintraege = self.eintraege.into_iter().map(form).collect::<Result<_, _>>()?;
        Ok(Seite { eintraege, naechste: self.naechste })
    }
}

/// So viele Einträge hat eine Seite, wenn nichts gesagt ist, und höchstens.
const ORDINARY: u32 = 100;
const MOST: u32 = 500;

/// Wie viele Einträge die Anfrage auf einer Seite will.
///
/// # Errors
/// [`Art::Unlesbar`], wenn es zu wenige oder zu viele sind.
pub fn anzahl(call: &Call) -> Result<u32, Problem> {
    let anzahl = call.query::<u32>("anzahl")?.unwrap_or(ORDINARY);
    if (1..=MOST).contains(&anzahl) {
        return Ok(anzahl);
    }
    Err(Art::Unlesbar.weil(format!("„anzahl“ liegt nicht zwischen 1 und {MOST}; bitte ändern")))
}

/// Schneidet aus allem, jeweils mit seiner Nummer, die Seite, nach der gefragt ist. Nummern steigen.
///
/// # Errors
/// [`Art::Unlesbar`], wenn die Angaben nicht passen.
pub fn seite<T>(call: &Call, alle: impl Iterator<Item = (u64, T)>) -> Result<Seite<T>, Problem> {
    let nach = call.query::<u64>("nach")?.unwrap_or(0);
    let anzahl = usize::try_from(anzahl(call)?).unwrap_or(usize::MAX);
    let mut rest = alle.filter(|(nummer, _)| *nummer > nach);
    let mut eintraege = Vec::new();
    let mut letzte = nach;
    for (nummer, eintrag) in rest.by_ref().take(anzahl) {
        letzte = nummer;
        eintraege.push(eintrag);
    }
    let naechste = rest.next().map(|_| letzte);
    Ok(Seite { eintraege, naechste })
}
