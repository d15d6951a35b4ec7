//! Werte des Arbeitslosengeldes (SGB III).

use serde::Deserialize;

use crate::measure::{Cent, Prozent, Tag};
use crate::recht::Recht;
use crate::recht::parameter::prozent;

/// Fristen, Sperrzeiten und Anrechnung beim Arbeitslosengeld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arbeitslosengeld {
    /// Rahmenfrist (§ 143 Abs. 1).
    pub rahmenfrist_monate: u8,
    /// Erweiterung der Rahmenfrist für die Dauer (§ 147 Abs. 1 Satz 1 Nr. 1).
    pub erweiterung_monate: u8,
    /// Anwartschaftszeit (§ 142 Abs. 1).
    pub anwartschaft_monate: u8,
    /// Verkürzte Anwartschaftszeit (§ 142 Abs. 2); null: gab es nicht.
    pub anwartschaft_kurz_monate: u8,
    /// So lange nach seiner Entstehung verlängert ein alter Rest (§ 147 Abs. 4).
    pub alter_rest_jahre: u8,
    /// So lange nach seiner Entstehung kann ein Anspruch geltend gemacht werden (§ 161 Abs. 2).
    pub verfall_jahre: u8,
    /// Unter diese Dauer mindert eine Weiterbildung nicht (§ 148 Abs. 2 Satz 3).
    pub weiterbildung_mindestens_monate: u8,
    /// Verlängert eine Weiterbildung einen kleineren Rest (§ 148 Abs. 3)?
    pub weiterbildung_verlaengert: bool,
    /// Fehlende Mitwirkung und Arbeitsbereitschaft mindern höchstens so lange (§ 148 Abs. 2 Satz 1).
    pub mitwirkung_hoechstens_wochen: u8,
    /// Arbeitsaufgabe: Regel, verkürzt, stark verkürzt (§ 159 Abs. 3).
    pub sperrzeit_aufgabe_wochen: [u8; 3],
    /// Ablehnung und Abbruch: erstes, zweites, weiteres Mal (§ 159 Abs. 4).
    pub sperrzeit_ablehnung_wochen: [u8; 3],
    /// Eigenbemühungen (§ 159 Abs. 5).
    pub sperrzeit_eigenbemuehungen_wochen: u8,
    /// Meldeversäumnis, verspätete Arbeitsuchendmeldung (§ 159 Abs. 6).
    pub sperrzeit_meldung_wochen: u8,
    /// Sperrzeiten, die den Anspruch erlöschen lassen (§ 161 Abs. 1 Nr. 2).
    pub erloeschen_wochen: u16,
    /// Freibetrag für Nebeneinkommen (§ 155 Abs. 1 Satz 1).
    pub nebeneinkommen_frei: Cent,
    /// Betriebsausgaben mindestens (§ 155 Abs. 1 Satz 2).
    #[serde(deserialize_with = "prozent")]
    pub betriebsausgaben: Prozent,
    /// Anteil der Entlassungsentschädigung (§ 158 Abs. 2 Satz 2 Nr. 1).
    #[serde(deserialize_with = "prozent")]
    pub entlassung_anteil: Prozent,
    /// Minderung je Stufe (§ 158 Abs. 2 Satz 3).
    #[serde(deserialize_with = "prozent")]
    pub entlassung_stufe: Prozent,
    /// Mindestens dieser Anteil.
    #[serde(deserialize_with = "prozent")]
    pub entlassung_mindestens: Prozent,
    /// Jahre je Stufe.
    pub entlassung_jahre_je_stufe: u8,
    /// Lebensjahre zählen nach diesem.
    pub entlassung_ab_alter: u8,
    /// Von diesem Rest an lädt das Jobcenter ein.
    pub einladung_rest_tage: u16,
}

/// Dauer des Anspruchs (§ 147 Abs. 2, 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anspruchsdauern {
    /// Regeldauer (Absatz 2), die kürzeste zuerst.
    pub stufen: [Dauerstufe; 7],
    /// Nach verkürzter Anwartschaft (Absatz 3).
    pub kurz: [Kurzstufe; 3],
}

/// Eine Zeile des § 147 Abs. 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dauerstufe {
    /// Versicherungspflichtige Monate mindestens.
    pub versichert: u16,
    /// Vollendetes Lebensjahr mindestens.
    pub alter: u8,
    /// Dauer in Monaten.
    pub dauer: u16,
}

/// Eine Zeile des § 147 Abs. 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kurzstufe {
    /// Versicherungspflichtige Monate mindestens.
    pub versichert: u16,
    /// Dauer in Monaten.
    pub dauer: u16,
}

impl Recht {
    /// Werte des Arbeitslosengeldes am Tag, etwa dem der Entstehung; `None` vor 2008.
    #[must_use]
    pub fn arbeitslosengeld(&self, tag: Tag) -> Option<&Arbeitslosengeld> {
        self.reihen().nachbarn.arbeitslosengeld.am(tag)
    }

    /// Dauer des Arbeitslosengeldes am Tag der Entstehung; `None` vor 2008.
    #[must_use]
    pub fn anspruchsdauer(&self, tag: Tag) -> Option<&Anspruchsdauern> {
        self.reihen().nachbarn.anspruchsdauer.am(tag)
    }
}
