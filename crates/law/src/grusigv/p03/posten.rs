//! Die Posten der Anlage EKS: Einnahmen, Ausgaben, Kraftfahrzeug.

use crate::measure::{Cent, Monat};

/// Eine Betriebseinnahme im Monat des Zuflusses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Einnahme {
    /// Monat des Zuflusses.
    pub monat: Monat,
    /// Art.
    pub art: Einnahmeart,
    /// Betrag mit Umsatzsteuer.
    pub betrag: Cent,
}

/// Arten von Betriebseinnahmen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Einnahmeart {
    /// Verkauf von Waren und Dienstleistungen.
    Umsatz,
    /// Privatentnahme von Waren.
    Privatentnahme,
    /// Vereinnahmte Umsatzsteuer.
    Umsatzsteuer,
    /// Vom Finanzamt erstattete Umsatzsteuer.
    UmsatzsteuerErstattung,
    /// Zuwendungen Dritter und betriebliche Darlehen, soweit sie Einnahmen sind.
    Zuwendung,
    /// Andere betriebliche Einnahmen.
    Sonstige,
}

/// Eine tatsächlich geleistete Betriebsausgabe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ausgabe {
    /// Monat der Zahlung.
    pub monat: Monat,
    /// Art.
    pub art: Ausgabeart,
    /// Betrag mit Umsatzsteuer.
    pub betrag: Cent,
    /// Was davon nicht abgesetzt wird; `None`: alles ist notwendig.
    pub kuerzung: Option<Kuerzung>,
}

/// Ein Teil einer Ausgabe, der nicht abgesetzt wird; ein Mensch hat ihn festgestellt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kuerzung {
    /// Warum.
    pub grund: Kuerzungsgrund,
    /// Wie viel, höchstens die ganze Ausgabe.
    pub um: Cent,
}

/// Warum eine Ausgabe nicht abgesetzt wird (§ 3 Abs. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kuerzungsgrund {
    /// Ganz oder teilweise vermeidbar (Satz 1).
    Vermeidbar,
    /// Entspricht offensichtlich nicht den Lebensumständen während des Bezugs (Satz 1).
    Lebensumstaende,
    /// Auffälliges Missverhältnis zu den Erträgen (Satz 3).
    Missverhaeltnis,
    /// Dafür gab es ein Darlehen oder einen Zuschuss (Satz 4, 5).
    DarlehenOderZuschuss,
}

/// Ein Kraftfahrzeug über den ganzen Zeitraum (§ 3 Abs. 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kfz {
    /// Tatsächlich geleistete notwendige Ausgaben.
    pub ausgaben: Cent,
    /// Betrieblich gefahrene Kilometer.
    pub km_betrieblich: u32,
    /// Privat gefahrene Kilometer.
    pub km_privat: u32,
    /// Nachgewiesener Kraftstoff für betriebliche Fahrten, wenn das Fahrzeug privat ist.
    pub kraftstoff: Cent,
}

/// Wie viele Arten von Ausgaben es gibt.
pub(super) const AUSGABEARTEN: usize = 16;

/// Arten von Betriebsausgaben mit ihrem Namen.
macro_rules! ausgabearten {
    ($($(#[$doc:meta])* $art:ident = $name:literal),+ $(,)?) => {
        /// Arten von Betriebsausgaben, gegliedert wie die Anlage EKS.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Ausgabeart { $($(#[$doc])* $art),+ }

        impl Ausgabeart {
            /// Alle in der Reihenfolge des Formulars.
            pub const ALLE: [Ausgabeart; AUSGABEARTEN] = [$(Ausgabeart::$art),+];

            /// Wie die Art im Bescheid heißt.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Ausgabeart::$art => $name),+ }
            }
        }
    };
}

ausgabearten! {
    /// Wareneinkauf.
    Waren = "Wareneinkauf",
    /// Personalkosten.
    Personal = "Personalkosten",
    /// Raumkosten.
    Raum = "Raumkosten",
    /// Betriebliche Versicherungen und Beiträge.
    Versicherung = "betriebliche Versicherungen und Beiträge",
    /// Werbung.
    Werbung = "Werbung",
    /// Reisekosten.
    Reise = "Reisekosten",
    /// Investitionen.
    Investition = "Investitionen",
    /// Büromaterial und Porto.
    Buero = "Büromaterial und Porto",
    /// Telefon und Internet.
    Telefon = "Telefon und Internet",
    /// Beratung und Buchführung.
    Beratung = "Beratung und Buchführung",
    /// Fortbildung.
    Fortbildung = "Fortbildung",
    /// Schuldzinsen.
    Zinsen = "Schuldzinsen",
    /// Tilgung betrieblicher Darlehen.
    Tilgung = "Tilgung betrieblicher Darlehen",
    /// Gezahlte Vorsteuer.
    Vorsteuer = "gezahlte Vorsteuer",
    /// An das Finanzamt gezahlte Umsatzsteuer.
    Umsatzsteuer = "gezahlte Umsatzsteuer",
    /// Andere Betriebsausgaben.
    Sonstige = "andere Betriebsausgaben",
}

impl Ausgabeart {
    /// Die Stelle der Art in [`Ausgabeart::ALLE`].
    pub(super) fn stelle(self) -> usize {
        Ausgabeart::ALLE.iter().position(|art| *art == self).unwrap_or(0)
    }
}
