//! Angaben, die nur wenige Haushalte haben: Bildung und Teilhabe, Beiträge, Ausbildungsförderung,
//! Unterbringung. Listen stehen am Haushalt und nennen die Person, damit leere nichts kosten.

use serde::{Deserialize, Serialize};

use super::PersonNr;
use crate::measure::{Cent, Tag};

/// Was nur wenige Haushalte angeben.
#[derive(Clone, Debug, Default)]
pub struct Zusatz {
    /// Bedarfe für Bildung und Teilhabe (§ 28).
    pub bildung: Vec<Bildung>,
    /// Beiträge zur Kranken- und Pflegeversicherung (§ 26).
    pub beitraege: Vec<Beitrag>,
    /// Wer in einer Gemeinschaftsunterkunft verpflegt wird (§ 68).
    pub verpflegung: Vec<PersonNr>,
}

/// Ein Bedarf für Bildung oder Teilhabe in diesem Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bildung {
    /// Wer ihn hat.
    pub person: PersonNr,
    /// Wofür.
    pub art: BildungArt,
    /// Tatsächliche Aufwendungen, fällig in diesem Monat; bei Schulbedarf null.
    pub betrag: Cent,
    /// Was Dritte davon übernehmen.
    pub von_dritten: Cent,
    /// Nur beim Schulbedarf: warum er außerhalb von August und Februar entsteht.
    pub anlass: Option<Schulanlass>,
    /// Wie die Leistung erbracht wird (§ 29).
    pub form: BildungForm,
}

/// Schulbedarf außerhalb der Stichtage (§ 28 Abs. 3 mit § 34 Abs. 3 Satz 2 SGB XII).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schulanlass {
    /// Erstmalige Aufnahme innerhalb des Schuljahres.
    Aufnahme(Tag),
    /// Wiederaufnahme nach einer Unterbrechung.
    Wiederaufnahme(Tag),
}

/// Ein Beitrag, für den ein Zuschuss in Betracht kommt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beitrag {
    /// Wer versichert ist.
    pub person: PersonNr,
    /// Art der Versicherung.
    pub art: BeitragArt,
    /// Beitrag im Monat.
    pub betrag: Cent,
    /// Halber Basistarif, halber Höchstbeitrag; nur bei privater Versicherung.
    pub hoechstens: Option<Cent>,
    /// Was davon schon vom Einkommen abgesetzt ist (§ 11b Abs. 1 Satz 1 Nr. 2, 3).
    pub abgesetzt: Cent,
}

/// Ausbildungsförderung einer Person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foerderung {
    /// Wonach sich der Bedarf bemisst.
    pub bedarf: FoerderungBedarf,
    /// Wohnt bei den Eltern (§ 13 Abs. 2 Nr. 1 BAföG).
    pub bei_eltern: bool,
    /// Stand des Antrags.
    pub stand: FoerderungStand,
    /// Tag der Ablehnung aus anderen Gründen als Einkommen und Vermögen.
    pub abgelehnt_am: Option<Tag>,
}

/// Aufenthalt außerhalb der Wohnung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unterbringung {
    /// Wo.
    pub art: UnterbringungArt,
    /// Erster Tag.
    pub seit: Tag,
    /// Letzter Tag, auch der voraussichtliche.
    pub bis: Option<Tag>,
    /// Wöchentliche Arbeitszeit auf dem allgemeinen Arbeitsmarkt.
    pub arbeitsstunden: u8,
}

vertrag! {
    /// Arten der Bedarfe für Bildung und Teilhabe, in der Reihenfolge des § 28 Abs. 2 bis 7.
    BildungArt {
        /// Schulausflug (Abs. 2 Satz 1 Nr. 1).
        Ausflug,
        /// Mehrtägige Klassenfahrt (Abs. 2 Satz 1 Nr. 2).
        Klassenfahrt,
        /// Persönlicher Schulbedarf (Abs. 3).
        Schulbedarf,
        /// Schülerbeförderung (Abs. 4).
        Schuelerbefoerderung,
        /// Lernförderung (Abs. 5).
        Lernfoerderung,
        /// Mittagsverpflegung (Abs. 6).
        Mittagsverpflegung,
        /// Teilhabe am sozialen und kulturellen Leben (Abs. 7 Satz 1).
        Teilhabe,
        /// Weitere tatsächliche Aufwendungen der Teilhabe (Abs. 7 Satz 2), wie anerkannt.
        TeilhabeWeitere,
    }
}

vertrag! {
    /// Wie eine Leistung für Bildung und Teilhabe erbracht wird (§ 29 Abs. 1).
    #[derive(Default)]
    BildungForm {
        /// Geldleistung oder Direktzahlung an den Anbieter.
        #[default]
        Geld,
        /// Gutschein: mit der Ausgabe erbracht (§ 29 Abs. 2).
        Gutschein,
    }
}

vertrag! {
    /// Versicherungen, zu deren Beitrag es einen Zuschuss gibt (§ 26).
    BeitragArt {
        /// Private Krankenversicherung (Abs. 1 Satz 1).
        KrankenversicherungPrivat,
        /// Gesetzliche Krankenversicherung, nicht durch den Bezug pflichtversichert (Abs. 1 Satz 2).
        KrankenversicherungGesetzlich,
        /// Private Pflegeversicherung (Abs. 3 Satz 1).
        PflegeversicherungPrivat,
        /// Soziale Pflegeversicherung, nicht durch den Bezug pflichtversichert (Abs. 3 Satz 2).
        PflegeversicherungGesetzlich,
    }
}

vertrag! {
    /// Wonach sich der Bedarf der Ausbildungsförderung bemisst (§ 7 Abs. 5, 6).
    FoerderungBedarf {
        /// Schülerinnen und Schüler (§ 12 BAföG).
        P12,
        /// Fachschulen mit Berufsabschluss, Abendgymnasien, Kollegs (§ 13 Abs. 1 Nr. 1 BAföG).
        P13Nr1,
        /// Höhere Fachschulen, Akademien, Hochschulen (§ 13 Abs. 1 Nr. 2 BAföG).
        P13Nr2,
        /// Kein Anspruch, weil eine Schule von den Eltern aus erreichbar ist (§ 2 Abs. 1a BAföG).
        P2Abs1a,
        /// Abendhauptschule, Abendrealschule, Abendgymnasium ohne Anspruch wegen des Alters (§ 10
        /// Abs. 3 BAföG).
        Abendschule,
        /// Wohnheim oder Internat (§ 61 Abs. 2, § 62 Abs. 3, § 123 Satz 1 Nr. 2, § 124 Nr. 2 SGB III).
        Sgb3Wohnheim,
    }
}

vertrag! {
    /// Stand der Ausbildungsförderung.
    FoerderungStand {
        /// Wird gezahlt.
        Erhalten,
        /// Abgelehnt nur wegen Einkommen oder Vermögen.
        MittelZuHoch,
        /// Beantragt, noch nicht entschieden.
        Beantragt,
        /// Aus anderen Gründen abgelehnt.
        Abgelehnt,
        /// Nicht beantragt.
        NichtBeantragt,
    }
}

vertrag! {
    /// Wo sich eine Person aufhält (§ 7 Abs. 4).
    UnterbringungArt {
        /// Krankenhaus, auch zur Rehabilitation (§ 107 SGB V).
        Krankenhaus,
        /// Stationäre Einrichtung.
        Einrichtung,
        /// Richterlich angeordnete Freiheitsentziehung.
        Haft,
    }
}
