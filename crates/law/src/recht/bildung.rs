//! Die Werte der Parameterreihen für Bildung und Teilhabe und für Verpflegung als Sachleistung.

use serde::Deserialize;

use super::Recht;
use super::parameter::Regelbedarfe;
use crate::measure::{Cent, Monat};

/// Beträge und Grenzen der Leistungen für Bildung und Teilhabe (§ 28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bildungsbetraege {
    /// Schulbedarf für das erste Schulhalbjahr (Abs. 3).
    pub erstes_halbjahr: Cent,
    /// Schulbedarf für das zweite Schulhalbjahr (Abs. 3).
    pub zweites_halbjahr: Cent,
    /// Teilhabe im Monat (Abs. 7).
    pub teilhabe: Cent,
    /// Pauschal, sobald Aufwendungen entstehen; sonst höchstens die Aufwendungen.
    pub teilhabe_pauschal: bool,
    /// Schulausflüge bei der Prüfung der Hilfebedürftigkeit (§ 5a Nr. 1 GrusiGV).
    pub ausflug_pruefung: Cent,
    /// Klassenfahrt: auf so viele Monate verteilt (§ 5a Nr. 2 GrusiGV).
    pub klassenfahrt_monate: u8,
    /// In diesem Alter gilt ein Kind ohne Nachweis als Schulkind, von …
    pub schule_ohne_nachweis_ab: u8,
    /// … bis zu diesem vollendeten Lebensjahr.
    pub schule_ohne_nachweis_bis: u8,
}

impl Recht {
    /// Bildung und Teilhabe im Monat; `None` vor 2011.
    #[must_use]
    pub fn bildung(&self, monat: Monat) -> Option<&Bildungsbetraege> {
        self.reihen().bildung.am(monat.erster())
    }

    /// Wert der Verpflegung als Sachleistung (§ 68 Satz 2); `None` ohne geltende Vorschrift.
    #[must_use]
    pub fn verpflegung(&self, monat: Monat) -> Option<&Regelbedarfe> {
        self.reihen().verpflegung.am(monat.erster())
    }
}
