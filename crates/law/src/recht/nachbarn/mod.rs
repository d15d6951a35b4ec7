//! Die Werte der Parameterreihen benachbarter Leistungen.

mod arbeitslosengeld;
mod familie;
mod kinderzuschlag;
mod wohngeld;

pub use arbeitslosengeld::{Anspruchsdauern, Arbeitslosengeld, Dauerstufe, Kurzstufe};
pub use familie::{
    Kindergeldalter, Kindergeldbetraege, Kindergeldvolljaehrige, Mindestunterhalt,
    Unterhaltsvorschuesse,
};
pub use kinderzuschlag::{Kinderzuschlaege, Vermoegensfreibetrag, Wohnbedarfe, ZugangErweitert};
pub use wohngeld::{
    Eingaberundung, Mietenstufe, MietenstufeFehler, Mietwerte, Wohngeldeinkommen, Wohngeldtafel,
    Wohngeldwerte,
};

use super::EinBetrag;
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
    /// Kindergeld.
    pub kindergeld: Reihe<Kindergeldbetraege>,
    /// Kindergeld für Volljährige.
    pub kindergeld_volljaehrige: Reihe<Kindergeldvolljaehrige>,
    /// Altersgrenzen des Kindergeldes, nach Geburtstag.
    pub kindergeld_altersgrenze: Reihe<Kindergeldalter>,
    /// Kinderbonus im Kalenderjahr.
    pub kinderbonus: Reihe<EinBetrag>,
    /// Mindestunterhalt, bis 2007 Regelbeträge.
    pub mindestunterhalt: Reihe<Mindestunterhalt>,
    /// Unterhaltsvorschuss.
    pub unterhaltsvorschuss: Reihe<Unterhaltsvorschuesse>,
    /// Arbeitslosengeld.
    pub arbeitslosengeld: Reihe<Arbeitslosengeld>,
    /// Dauer des Arbeitslosengeldes.
    pub anspruchsdauer: Reihe<Anspruchsdauern>,
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
            kindergeld: quelle.reihe("kindergeld")?,
            kindergeld_volljaehrige: quelle.reihe("kindergeld_volljaehrige")?,
            kindergeld_altersgrenze: quelle.reihe("kindergeld_altersgrenze")?,
            kinderbonus: quelle.reihe("kinderbonus")?,
            mindestunterhalt: quelle.reihe("mindestunterhalt")?,
            unterhaltsvorschuss: quelle.reihe("unterhaltsvorschuss")?,
            arbeitslosengeld: quelle.reihe("arbeitslosengeld")?,
            anspruchsdauer: quelle.reihe("anspruchsdauer")?,
        })
    }
}
