//! Die Werte der Parameterreihen benachbarter Leistungen.

mod kinderzuschlag;
mod wohngeld;

pub use kinderzuschlag::{Kinderzuschlaege, Vermoegensfreibetrag, Wohnbedarfe, ZugangErweitert};
pub use wohngeld::{
    Eingaberundung, Mietenstufe, MietenstufeFehler, Mietwerte, Wohngeldeinkommen, Wohngeldtafel,
    Wohngeldwerte,
};

use super::laden::{Quelle, RechtFehler, Reihe};

/// Die Parameterreihen benachbarter Leistungen, wie sie in den Dateien stehen.
#[derive(Clone, Debug)]
pub struct Nachbarreihen {
    /// Formel des Wohngeldes.
    pub wohngeld: Reihe<Wohngeldtafel>,
    /// Zu berücksichtigende Miete.
    pub wohngeld_miete: Reihe<Mietwerte>,
    /// Gesamteinkommen.
    pub wohngeld_einkommen: Reihe<Wohngeldeinkommen>,
    /// Kinderzuschlag.
    pub kinderzuschlag: Reihe<Kinderzuschlaege>,
    /// Bedarfe der Unterkunft nach dem Existenzminimumbericht.
    pub wohnbedarf: Reihe<Wohnbedarfe>,
}

impl Nachbarreihen {
    /// Nimmt die Reihen aus der Quelle.
    pub(super) fn lesen(quelle: &mut Quelle) -> Result<Nachbarreihen, RechtFehler> {
        Ok(Nachbarreihen {
            wohngeld: quelle.reihe("wohngeld")?,
            wohngeld_miete: quelle.reihe("wohngeld_miete")?,
            wohngeld_einkommen: quelle.reihe("wohngeld_einkommen")?,
            kinderzuschlag: quelle.reihe("kinderzuschlag")?,
            wohnbedarf: quelle.reihe("wohnbedarf_existenzminimum")?,
        })
    }
}
