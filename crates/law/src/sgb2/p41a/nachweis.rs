//! § 41a Abs. 3 Satz 2 bis 5 SGB II: Nachweise zur abschließenden Entscheidung.
//!
//! Umgesetzt: Satz 3, 4 (Frist und Belehrung als Voraussetzung), Satz 5 (Ausschluss).
//! Nicht umgesetzt: ob eine Frist angemessen war (Einzelfall).

use crate::measure::{Cent, Tag};
use crate::recht::VorlaeufigRegeln;

/// Wie weit die Voraussetzungen eines Monats nachgewiesen sind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nachweis {
    /// Alles ist nachgewiesen.
    Vollstaendig,
    /// Nur so viel Anspruch ist nachgewiesen (Satz 3).
    Soweit(Cent),
    /// Trotz Frist und schriftlicher Belehrung nichts nachgewiesen: kein Anspruch (Satz 4).
    Fehlt,
    /// Es fehlt etwas, aber auch die Frist oder die schriftliche Belehrung: gerechnet wird nach den
    /// bekannten Tatsachen, und ein Mensch fordert erst an.
    OhneBelehrung,
}

impl Nachweis {
    /// Fundstelle, die die Festsetzung trägt.
    #[must_use]
    pub fn norm(&self) -> &'static str {
        match self {
            Nachweis::Vollstaendig | Nachweis::OhneBelehrung => "§ 41a Abs. 3 Satz 1 SGB II",
            Nachweis::Soweit(_) => "§ 41a Abs. 3 Satz 3 SGB II",
            Nachweis::Fehlt => "§ 41a Abs. 3 Satz 4 SGB II",
        }
    }

    /// Die Frage an einen Menschen, wenn noch keine Folge eintreten darf.
    #[must_use]
    pub fn frage(&self) -> Option<&'static str> {
        (*self == Nachweis::OhneBelehrung).then_some(
            "Es fehlen Nachweise, aber es ist keine Frist mit schriftlicher Belehrung gesetzt. \
             Bitte erst anfordern; bis dahin ist nach den bekannten Tatsachen gerechnet.",
        )
    }
}

/// Wie weit das Verfahren über die abschließende Entscheidung ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verfahrensstand {
    /// Noch nicht abschließend entschieden, oder Widerspruch läuft.
    Laeuft,
    /// Abschließend entschieden und bekannt gegeben; die Widerspruchsfrist endet an diesem Tag.
    Entschieden {
        /// Tag der Bekanntgabe.
        bekannt: Tag,
        /// Letzter Tag der Widerspruchsfrist.
        frist_bis: Tag,
    },
    /// Ein Widerspruchsbescheid ist an diesem Tag bekannt gegeben.
    Widerspruchsbescheid(Tag),
}

/// Ob ein Nachweis, der an einem Tag zugeht, noch zählt (Satz 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zugang {
    /// Er zählt.
    Zaehlt,
    /// Er ist ausgeschlossen.
    Ausgeschlossen,
    /// Nach der Entscheidung, vor dem Ende der Widerspruchsfrist: ob das Verwaltungsverfahren schon
    /// abgeschlossen ist, entscheidet ein Mensch; bis dahin zählt er.
    Frage,
}

/// Satz 5. `regeln` wählt der Tag der abschließenden Entscheidung.
#[must_use]
pub fn zugang(zugegangen: Tag, stand: Verfahrensstand, regeln: &VorlaeufigRegeln) -> Zugang {
    if !regeln.nachweis_ausschluss {
        return Zugang::Zaehlt;
    }
    match stand {
        Verfahrensstand::Laeuft => Zugang::Zaehlt,
        // „spätestens am Tag nach Bekanntgabe“: am Tag der Bekanntgabe zählt er noch.
        Verfahrensstand::Widerspruchsbescheid(bekannt) if zugegangen > bekannt => {
            Zugang::Ausgeschlossen
        }
        Verfahrensstand::Widerspruchsbescheid(_) => Zugang::Zaehlt,
        Verfahrensstand::Entschieden { bekannt, .. } if zugegangen <= bekannt => Zugang::Zaehlt,
        Verfahrensstand::Entschieden { frist_bis, .. } if zugegangen > frist_bis => {
            Zugang::Ausgeschlossen
        }
        Verfahrensstand::Entschieden { .. } => Zugang::Frage,
    }
}
