//! Die Werte der Parameterreihen, deren Regeln über Monate gehen (`parameter/zeitraum.toml`).

use serde::Deserialize;

use super::laden::Quelle;
use super::parameter::prozent;
use super::{Aufrechnungen, Recht, RechtFehler, Reihe};
use crate::measure::{Cent, Monat, Prozent, Tag};

/// Die Reihen dieser Datei.
#[derive(Clone, Debug)]
pub struct Zeitraumreihen {
    /// Erstattung.
    pub erstattung: Reihe<Erstattungen>,
    /// Vorläufige Entscheidung.
    pub vorlaeufig: Reihe<VorlaeufigRegeln>,
    /// Vorzeitige Leistung.
    pub vorzeitige_leistung: Reihe<VorzeitigeLeistung>,
    /// Ende der Aufrechnung.
    pub aufrechnungsdauer: Reihe<Aufrechnungsdauer>,
    /// Einmalige Einnahmen.
    pub einmalige_einnahmen: Reihe<EinmaligeEinnahmen>,
    /// Bedarfe ohne laufenden Bezug.
    pub leistung_ohne_bezug: Reihe<LeistungOhneBezug>,
    /// Selbständige Arbeit.
    pub selbstaendige: Reihe<Selbstaendige>,
    /// Vorrangige Leistungen.
    pub vorrang: Reihe<Vorrangregeln>,
}

impl Zeitraumreihen {
    pub(super) fn lesen(quelle: &mut Quelle) -> Result<Zeitraumreihen, RechtFehler> {
        Ok(Zeitraumreihen {
            erstattung: quelle.reihe("erstattung")?,
            vorlaeufig: quelle.reihe("vorlaeufig")?,
            vorzeitige_leistung: quelle.reihe("vorzeitige_leistung")?,
            aufrechnungsdauer: quelle.reihe("aufrechnungsdauer")?,
            einmalige_einnahmen: quelle.reihe("einmalige_einnahmen")?,
            leistung_ohne_bezug: quelle.reihe("leistung_ohne_bezug")?,
            selbstaendige: quelle.reihe("selbstaendige")?,
            vorrang: quelle.reihe("vorrang")?,
        })
    }
}

/// Grenzen der Erstattung (§ 40 Abs. 1, 9, 10, § 41a Abs. 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erstattungen {
    /// Darunter wird nichts erstattet, für die ganze Bedarfsgemeinschaft.
    pub bagatelle: Cent,
    /// Vermögen, das jungen Volljährigen bleibt (§ 40 Abs. 9).
    pub haftung_frei: Cent,
    /// Monatliche Rate in Prozent des Regelbedarfs (§ 40 Abs. 10).
    #[serde(deserialize_with = "prozent")]
    pub raten_prozent: Prozent,
}

/// Fristen und Regeln der vorläufigen Entscheidung (§ 41a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VorlaeufigRegeln {
    /// So viele Monate nach dem Bewilligungszeitraum gilt die Leistung als abschließend (Absatz 5).
    pub abschliessend_nach_monaten: i32,
    /// So lange nach Kenntnis eines anderen Grundes darf noch entschieden werden (Absatz 5 Nr. 2).
    pub kenntnis_monate: i32,
    /// Und höchstens so lange nach der Bekanntgabe der vorläufigen Entscheidung.
    pub hoechstens_jahre: i16,
    /// Schadet eine Abweichung bis zum Freibetrag nicht (Absatz 2 Satz 2)?
    pub freibetrag_unschaedlich: bool,
    /// Sind späte Nachweise ausgeschlossen (Absatz 3 Satz 5)?
    pub nachweis_ausschluss: bool,
}

/// Vorzeitige Leistung (§ 42 Abs. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VorzeitigeLeistung {
    /// Höchstens.
    pub hoechstens: Cent,
    /// In so vielen vorangegangenen Kalendermonaten nicht schon in Anspruch genommen.
    pub sperre_monate: i32,
}

/// Ende der Aufrechnung (§ 43 Abs. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aufrechnungsdauer {
    /// Monate nach dem Monat, der auf die Bestandskraft folgt.
    pub monate: i32,
}

/// Welche Einnahmen verteilt werden (§ 11 Abs. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EinmaligeEinnahmen {
    /// Alle einmaligen Einnahmen; sonst nur Nachzahlungen.
    pub alle: bool,
    /// Sind für den Monat schon Leistungen erbracht, zählt der Folgemonat.
    pub folgemonat: bool,
}

/// Einkommen bei Bedarfen ohne laufenden Bezug (§ 24 Abs. 3 Satz 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeistungOhneBezug {
    /// Monate nach dem Monat der Entscheidung.
    pub monate: u8,
}

/// Kraftfahrzeug Selbständiger (§ 3 Abs. 7 GrusiGV).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selbstaendige {
    /// Je gefahrenem Kilometer.
    pub je_kilometer: Cent,
    /// Ab diesem Anteil betrieblicher Fahrten gilt das Fahrzeug als überwiegend betrieblich.
    #[serde(deserialize_with = "prozent")]
    pub ueberwiegend_prozent: Prozent,
}

/// Vorrangige Leistungen (§ 12a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vorrangregeln {
    /// Ab diesem vollendeten Lebensjahr kann die vorzeitige Altersrente verlangt werden.
    pub rente_ab_alter: u8,
    /// Wird sie überhaupt verlangt (Satz 3)?
    pub rente_verlangt: bool,
    /// Unter dem Bedarf liegender Anteil der Regelaltersrente: unbillig (§ 6 `UnbilligkeitsV`).
    #[serde(deserialize_with = "prozent")]
    pub rente_anteil: Prozent,
    /// So viele Monate am Stück muss die Hilfebedürftigkeit aller wegfallen (Satz 2 Nr. 2).
    pub beseitigt_monate: u8,
}

impl Recht {
    /// Grenzen der Erstattung; wählt der Tag der Entscheidung (§ 65 Abs. 5).
    #[must_use]
    pub fn erstattung(&self, entschieden_am: Tag) -> &Erstattungen {
        self.reihen().zeitraum.erstattung.am_oder_erste(entschieden_am)
    }

    /// § 41a; wählt der Tag der Entscheidung.
    #[must_use]
    pub fn vorlaeufig(&self, entschieden_am: Tag) -> &VorlaeufigRegeln {
        self.reihen().zeitraum.vorlaeufig.am_oder_erste(entschieden_am)
    }

    /// § 42 Abs. 2 im Monat der Zahlung; `None`, bevor es die Vorschrift gab.
    #[must_use]
    pub fn vorzeitige_leistung(&self, monat: Monat) -> Option<&VorzeitigeLeistung> {
        self.reihen().zeitraum.vorzeitige_leistung.am(monat.erster())
    }

    /// §§ 42a, 43: Sätze des Monats, auch jenseits der hinterlegten Monate.
    #[must_use]
    pub fn aufrechnung(&self, monat: Monat) -> &Aufrechnungen {
        self.reihen().aufrechnung.am_oder_erste(monat.erster())
    }

    /// § 43 Abs. 4; wählt der Monat der Bestandskraft.
    #[must_use]
    pub fn aufrechnungsdauer(&self, bestandskraft: Monat) -> &Aufrechnungsdauer {
        self.reihen().zeitraum.aufrechnungsdauer.am_oder_erste(bestandskraft.erster())
    }

    /// § 11 Abs. 3; wählt der Monat des Zuflusses. `None` vor dem 01.04.2011: damals galt eine
    /// andere Verordnung.
    #[must_use]
    pub fn einmalige_einnahmen(&self, zufluss: Monat) -> Option<&EinmaligeEinnahmen> {
        self.reihen().zeitraum.einmalige_einnahmen.am(zufluss.erster())
    }

    /// § 24 Abs. 3 Satz 4; wählt der Monat der Entscheidung.
    #[must_use]
    pub fn leistung_ohne_bezug(&self, monat: Monat) -> &LeistungOhneBezug {
        self.reihen().zeitraum.leistung_ohne_bezug.am_oder_erste(monat.erster())
    }

    /// § 3 Abs. 7 GrusiGV; wählt der Beginn des Bewilligungszeitraums.
    #[must_use]
    pub fn selbstaendige(&self, bewilligung_ab: Tag) -> &Selbstaendige {
        self.reihen().zeitraum.selbstaendige.am_oder_erste(bewilligung_ab)
    }

    /// § 12a im Monat.
    #[must_use]
    pub fn vorrang(&self, monat: Monat) -> &Vorrangregeln {
        self.reihen().zeitraum.vorrang.am_oder_erste(monat.erster())
    }
}
