//! Die Werte der Parameterreihen benachbarter Leistungen: Wohngeld und Kinderzuschlag.

use std::num::NonZeroU8;

use serde::Deserialize;

use super::Recht;
use super::parameter::{prozent, tag};
use crate::measure::{Cent, Festkomma, Monat, Prozent, Tag};

/// Wie viele Haushaltsmitglieder die Anlagen 2 und 3 WoGG unterscheiden.
const MITGLIEDER: usize = 12;

/// Die Werte der Formel des Wohngeldes (§ 19, § 21 Nr. 1, Anlagen 2 und 3 WoGG).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldtafel {
    /// Letzter Tag vor der nächsten Fortschreibung (§ 43); danach gelten andere Werte.
    #[serde(deserialize_with = "tag")]
    pub gilt_bis: Tag,
    /// Der Faktor vor der Klammer (§ 19 Abs. 1).
    pub faktor: Festkomma,
    /// Für das 13. und jedes weitere Mitglied (§ 19 Abs. 3), Euro je Monat.
    pub je_weiteres_mitglied: Cent,
    /// Darunter besteht kein Anspruch (§ 21 Nr. 1), Euro je Monat.
    pub mindestens: Cent,
    /// Die Werte für 1 bis 12 Haushaltsmitglieder.
    zeilen: [Wohngeldwerte; MITGLIEDER],
}

/// Die Werte für eine Zahl von Haushaltsmitgliedern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldwerte {
    /// „a“ der Anlage 2.
    pub a: Festkomma,
    /// „b“ der Anlage 2.
    pub b: Festkomma,
    /// „c“ der Anlage 2.
    pub c: Festkomma,
    /// „M“ der Anlage 3: so viel wird mindestens eingesetzt.
    pub m: Cent,
    /// „Y“ der Anlage 3: so viel wird mindestens eingesetzt.
    pub y: Cent,
}

impl Wohngeldtafel {
    /// Die Werte für so viele Mitglieder; über zwölf die für zwölf (§ 19 Abs. 3).
    #[must_use]
    pub fn werte(&self, mitglieder: NonZeroU8) -> &Wohngeldwerte {
        let [erste, .., letzte] = &self.zeilen;
        let stelle = usize::from(mitglieder.get() - 1);
        if stelle == 0 { erste } else { self.zeilen.get(stelle).unwrap_or(letzte) }
    }

    /// Wie viele Mitglieder über zwölf.
    #[must_use]
    pub fn weitere(&self, mitglieder: NonZeroU8) -> u32 {
        let zeilen = u32::try_from(self.zeilen.len()).unwrap_or(u32::MAX);
        u32::from(mitglieder.get()).saturating_sub(zeilen)
    }
}

/// Höchstbetrag und Minderung des Kinderzuschlags (§ 6a BKGG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinderzuschlaege {
    /// Höchstbetrag je Kind mit Sofortzuschlag (Absatz 2), Euro je Monat.
    pub hoechstbetrag: Cent,
    /// Minderung um diesen Anteil des Einkommens des Kindes (Absatz 3 Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub einkommen_kind: Prozent,
    /// Minderung um diesen Anteil der Erwerbseinkünfte der Eltern über ihrem Bedarf (Absatz 6
    /// Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub erwerb_eltern: Prozent,
}

impl Recht {
    /// Die Werte des Wohngeldes im Monat; `None` vor der ersten hinterlegten Fassung und nach dem
    /// Tag, an dem das Gesetz sie fortschreibt, solange die neuen Werte nicht hinterlegt sind.
    #[must_use]
    pub fn wohngeld(&self, monat: Monat) -> Option<&Wohngeldtafel> {
        let tafel = self.reihen().wohngeld.am(monat.erster())?;
        (monat.letzter() <= tafel.gilt_bis).then_some(tafel)
    }

    /// Höchstbetrag und Sätze des Kinderzuschlags im Monat; `None` vor der ersten Fassung. Ein
    /// Jahr ohne eigenen Eintrag hat mindestens den Betrag des Vorjahres (§ 6a Abs. 2 Satz 3).
    #[must_use]
    pub fn kinderzuschlag(&self, monat: Monat) -> Option<&Kinderzuschlaege> {
        self.reihen().kinderzuschlag.am(monat.erster())
    }
}
