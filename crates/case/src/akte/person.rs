//! Was wir von einem Menschen wissen. Es folgt ihm, in welchem Haushalt er auch lebt.

use law::measure::{Cent, Monat, Tag};
use serde::{Deserialize, Serialize};

use super::ereignis::tatsachen;
use crate::schnittstelle::{
    Absetzung, Alleinerziehend, Anrede, Anschrift, Ausbildung, Ausschluss, Beitrag, Bildung,
    Einkommen, Foerderung, Konto, Mehrbedarf, Minderung, Unterbringung,
};
use crate::verschwiegen::verschwiegen;

tatsachen! {
    /// Eine Tatsache über einen Menschen. `Debug` zeigt nur die Art.
    PersonTatsache
    einzeln {
        /// Name, auch frühere.
        Name(Namensangabe) = "name" in Stammdaten,
        /// Tag der Geburt.
        Geboren(Tag) = "geboren" in Stammdaten,
        /// Todestag.
        Gestorben(Option<Tag>) = "gestorben" in Stammdaten,
        /// Anschrift.
        Anschrift(Anschrift) = "anschrift" in Erreichbarkeit,
        /// Telefon und E-Mail.
        Kontakt(Kontakt) = "kontakt" in Erreichbarkeit,
        /// Auskunftssperre (§ 51 BMG); `None`: keine.
        Auskunftssperre(Option<Auskunftssperre>) = "auskunftssperre" in Stammdaten,
        /// Rentenversicherungsnummer.
        Rentenversicherungsnummer(Option<String>) = "rentenversicherungsnummer" in Versicherung,
        /// Kundennummer (§ 51a).
        Kundennummer(Option<String>) = "kundennummer" in Stammdaten,
        /// Krankenversicherung; `None`: keine bekannt.
        Krankenversicherung(Option<Versicherung>) = "krankenversicherung" in Versicherung,
        /// Staatsangehörigkeiten, je drei Buchstaben (ICAO).
        Staatsangehoerigkeit(Vec<String>) = "staatsangehoerigkeit" in Aufenthalt,
        /// Aufenthaltstitel; `None`: keiner nötig oder bekannt.
        Aufenthaltstitel(Option<Aufenthalt>) = "aufenthaltstitel" in Aufenthalt,
        /// Konto, auf das gezahlt wird; `None`: keines.
        Bankverbindung(Option<Konto>) = "bankverbindung" in Bank,
        /// Alleinige Sorge (§ 21 Abs. 3); `None`: nicht angegeben.
        Alleinerziehend(Option<Alleinerziehend>) = "alleinerziehend" in Familie,
        /// Hat ein minderjähriges Kind, das woanders lebt.
        KindAusserhalb(bool) = "kind_ausserhalb" in Familie,
        /// Erwerbsfähig nach § 8; `None`: nach dem Alter.
        Erwerbsfaehig(Option<bool>) = "erwerbsfaehig" in Gesundheit,
        /// Krankenhaus, Einrichtung oder Haft (§ 7 Abs. 4).
        Unterbringung(Option<Unterbringung>) = "unterbringung" in Gesundheit,
        /// Warum jemand ohne eigenen Anspruch hier lebt.
        Ausgeschlossen(Option<Ausschluss>) = "ausgeschlossen" in Verfahren,
        /// Art der Ausbildung.
        Ausbildung(Option<Ausbildung>) = "ausbildung" in Verfahren,
        /// Erster Monat des Leistungsbezugs, wenn er vom Haushalt abweicht.
        LeistungsbezugSeit(Option<Monat>) = "leistungsbezug_seit" in Verfahren,
        /// Ausbildungsförderung (§ 7 Abs. 5, 6).
        Foerderung(Option<Foerderung>) = "foerderung" in Einkommen,
        /// Unter 25 ohne Zusicherung umgezogen.
        OhneZusicherung(bool) = "ohne_zusicherung" in Unterkunft,
        /// Essen und Strom als Sachleistung (§ 68).
        Verpflegung(bool) = "verpflegung" in Unterkunft,
    }
    mehrfach {
        /// Eine Einnahme, in jedem Monat, in dem sie gilt.
        Einkommen(Einkommen) = "einkommen" in Einkommen,
        /// Ein weiterer Absetzbetrag.
        Absetzung(Absetzung) = "absetzung" in Einkommen,
        /// Vermögen, das zu berücksichtigen ist (§ 12 Abs. 1).
        Vermoegen(Cent) = "vermoegen" in Einkommen,
        /// Ein Beitrag zur Kranken- oder Pflegeversicherung (§ 26).
        Beitrag(Beitrag) = "beitrag" in Einkommen,
        /// Ein Mehrbedarf.
        Mehrbedarf(Mehrbedarf) = "mehrbedarf" in Gesundheit,
        /// Eine festgestellte Minderung.
        Minderung(Minderung) = "minderung" in Verfahren,
        /// Ein Bedarf für Bildung und Teilhabe.
        Bildung(Bildung) = "bildung" in Verfahren,
        /// Wer für den Menschen handeln darf.
        Vollmacht(Vollmacht) = "vollmacht" in Stammdaten,
        /// Rechtliche Betreuung (§ 1814 BGB).
        Betreuung(Betreuung) = "betreuung" in Stammdaten,
    }
    mit_tagen []
}

impl PersonTatsache {
    /// Kann sie ändern, was zusteht?
    #[must_use]
    pub fn aendert_geld(&self) -> bool {
        use PersonTatsache as T;
        !matches!(
            self,
            T::Name(_)
                | T::Anschrift(_)
                | T::Kontakt(_)
                | T::Auskunftssperre(_)
                | T::Rentenversicherungsnummer(_)
                | T::Kundennummer(_)
                | T::Krankenversicherung(_)
                | T::Staatsangehoerigkeit(_)
                | T::Aufenthaltstitel(_)
                | T::Bankverbindung(_)
                | T::Vollmacht { .. }
                | T::Betreuung { .. }
        )
    }

    /// Der Tag, an dem geschah, was sie sagt, wo sie einen nennt.
    #[must_use]
    pub fn geschah_am(&self) -> Option<Tag> {
        match self {
            PersonTatsache::Geboren(tag) | PersonTatsache::Gestorben(Some(tag)) => Some(*tag),
            _ => None,
        }
    }

    /// Sagt sie, dass Einkommen oder Vermögen erzielt wurde (§ 48 Abs. 1 Satz 2 Nr. 3 SGB X)?
    #[must_use]
    pub fn ist_einkommen_oder_vermoegen(&self) -> bool {
        use PersonTatsache as T;
        matches!(self, T::Einkommen { .. } | T::Vermoegen { .. })
    }
}

/// Wie ein Mensch heißt und hieß. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namensangabe {
    /// Vornamen.
    pub vornamen: String,
    /// Familienname.
    pub familienname: String,
    /// Geburtsname, wenn er anders lautet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geburtsname: Option<String>,
    /// Frühere Familiennamen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fruehere: Vec<String>,
    /// Anrede im Brief.
    #[serde(default)]
    pub anrede: Anrede,
}

/// Wie man jemanden erreicht. `Debug` zeigt nichts davon.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kontakt {
    /// Telefonnummern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub telefon: Vec<String>,
    /// E-Mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Sprache für Gespräche, zwei Buchstaben (ISO 639-1), wenn nicht Deutsch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprache: Option<String>,
}

/// Eine Auskunftssperre im Melderegister (§ 51 BMG).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auskunftssperre {
    /// Letzter Tag, wenn sie befristet ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bis: Option<Tag>,
}

/// Eine Krankenversicherung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versicherung {
    /// Name der Krankenkasse.
    pub kasse: String,
    /// Versichertennummer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nummer: Option<String>,
    /// Familienversichert (§ 10 SGB V).
    #[serde(default)]
    pub familienversichert: bool,
}

/// Ein Aufenthaltstitel. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aufenthalt {
    /// Titel mit seiner Norm, etwa `§ 25 Abs. 2 AufenthG`.
    pub titel: String,
    /// Letzter Tag, wenn er befristet ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bis: Option<Tag>,
    /// Darf arbeiten (§ 8 Abs. 2).
    pub erwerbstaetigkeit: bool,
}

/// Eine Vollmacht (§ 13 SGB X). `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vollmacht {
    /// Wer handeln darf.
    pub name: String,
    /// Wofür.
    pub umfang: String,
    /// Bekommt auch die Bescheide (§ 37 Abs. 1 Satz 2 SGB X).
    #[serde(default)]
    pub bekommt_bescheide: bool,
}

/// Eine rechtliche Betreuung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Betreuung {
    /// Wer betreut.
    pub name: String,
    /// Aufgabenbereiche (§ 1815 BGB).
    pub aufgaben: Vec<String>,
    /// Mit Einwilligungsvorbehalt (§ 1825 BGB).
    #[serde(default)]
    pub einwilligungsvorbehalt: bool,
}

verschwiegen!(Namensangabe, Kontakt, Versicherung, Aufenthalt, Vollmacht, Betreuung);
