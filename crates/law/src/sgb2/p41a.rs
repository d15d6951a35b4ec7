//! § 41a SGB II: vorläufige und abschließende Entscheidung.
//!
//! Umgesetzt: Absatz 1 (wann, Ausschluss bei Vertretenmüssen), Absatz 2 Satz 2 (Abweichung bis zum
//! Freibetrag), Absatz 3 Satz 3, 4 (Festsetzung, soweit nachgewiesen; sonst null), Satz 5 (späte
//! Nachweise), Absatz 5 (abschließend durch Zeitablauf), Absatz 6 (Anrechnung im
//! Bewilligungszeitraum, Erstattung ab 50 €).
//! Nicht umgesetzt: Absatz 7 (anhängige Rechtsfragen, Ermessen), die Rücknahme für die Zukunft
//! (Absatz 2 Satz 4, ein neuer Bescheid), das Durchschnittseinkommen bis 31.03.2021 (Absatz 4 a. F.)
//! und das Recht vor dem 01.08.2016 (§ 328 SGB III).

mod nachweis;
mod zeitablauf;

pub use nachweis::{Nachweis, Verfahrensstand, Zugang, zugang};
pub use zeitablauf::{AndererGrund, Zeitablauf, zeitablauf};

use crate::lage::PersonNr;
use crate::measure::{Beleg, Cent, Monat, Saldo};
use crate::recht::{Erstattungen, VorlaeufigRegeln};

/// Wie über den Anspruch zu entscheiden ist (Absatz 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entscheidungsart {
    /// Abschließend.
    Abschliessend,
    /// Vorläufig, weil die Voraussetzungen erst festgestellt werden (Satz 1 Nr. 1).
    VorlaeufigDemGrunde,
    /// Vorläufig, weil die Höhe erst festgestellt wird (Satz 1 Nr. 2).
    VorlaeufigDerHoehe,
    /// Nicht vorläufig: die Berechtigten haben die Umstände zu vertreten (Satz 3). Es bleibt § 66 SGB I.
    ZuVertreten,
}

/// Was zum Anspruch noch festzustellen ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ungewiss {
    /// Nichts.
    Nichts,
    /// Die Voraussetzungen; sie liegen mit hinreichender Wahrscheinlichkeit vor.
    Voraussetzungen,
    /// Nur die Höhe, etwa schwankendes Einkommen.
    Hoehe,
}

/// Warum es noch nicht feststeht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ursache {
    /// Die Feststellung braucht voraussichtlich längere Zeit.
    LaengereZeit,
    /// Die Berechtigten haben es zu vertreten.
    ZuVertreten,
}

/// Absatz 1: vorläufig oder nicht. Gilt für alle Mitglieder der Bedarfsgemeinschaft (Satz 2).
#[must_use]
pub fn entscheidungsart(ungewiss: Ungewiss, ursache: Ursache) -> Entscheidungsart {
    match (ungewiss, ursache) {
        (Ungewiss::Nichts, _) => Entscheidungsart::Abschliessend,
        (_, Ursache::ZuVertreten) => Entscheidungsart::ZuVertreten,
        (Ungewiss::Voraussetzungen, Ursache::LaengereZeit) => Entscheidungsart::VorlaeufigDemGrunde,
        (Ungewiss::Hoehe, Ursache::LaengereZeit) => Entscheidungsart::VorlaeufigDerHoehe,
    }
}

/// Deckt die vorläufige Leistung den Bedarf (Absatz 2 Satz 2)?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bemessung {
    /// Einkommen nach den bekannten und prognostizierten Verhältnissen (Satz 3).
    pub prognose: Cent,
    /// Vorläufig berücksichtigtes Einkommen.
    pub angesetzt: Cent,
    /// Freibetrag für Erwerbstätige (§ 11b Abs. 1 Satz 1 Nr. 6): so viel Abweichung schadet nicht.
    pub freibetrag: Cent,
    /// Gilt die Vermutung des Satzes 2 Halbsatz 2 (ab 2023)? Davor durfte der Freibetrag ganz oder
    /// teilweise unberücksichtigt bleiben; die Grenze nach oben ist dieselbe.
    pub vermutung: bool,
}

impl Bemessung {
    /// Angesetztes weniger prognostiziertes Einkommen.
    #[must_use]
    pub fn abweichung(&self) -> Saldo {
        self.angesetzt.minus(self.prognose)
    }

    /// Ist der monatliche Bedarf gedeckt? Zu wenig angesetztes Einkommen deckt ihn immer.
    #[must_use]
    pub fn gedeckt(&self) -> bool {
        self.angesetzt.abzueglich(self.prognose) <= self.freibetrag
    }

    /// Ist ohne weitere Prüfung davon auszugehen (Satz 2 Halbsatz 2)?
    #[must_use]
    pub fn vermutet(&self) -> bool {
        let weniger = self.prognose.abzueglich(self.angesetzt);
        self.vermutung && self.gedeckt() && weniger <= self.freibetrag
    }

    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 41a Abs. 2 Satz 2 SGB II";
        let was = if self.gedeckt() {
            "Bedarf gedeckt; Abweichung des angesetzten vom prognostizierten Einkommen"
        } else {
            "Bedarf nicht gedeckt; Abweichung des angesetzten vom prognostizierten Einkommen"
        };
        Beleg::neu(norm, was, self.abweichung()).aus([
            Beleg::neu("§ 41a Abs. 2 Satz 3 SGB II", "prognostiziertes Einkommen", self.prognose),
            Beleg::neu(norm, "vorläufig angesetztes Einkommen", self.angesetzt),
            Beleg::neu(
                "§ 11b Abs. 1 Satz 1 Nr. 6 SGB II",
                "unschädliche Abweichung: Freibetrag",
                self.freibetrag,
            ),
        ])
    }
}

/// Einkommen der Prognose; ein eigener Typ, damit es sich nicht mit dem angesetzten verwechselt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prognose {
    /// Einkommen nach allen Absetzungen.
    pub einkommen: Cent,
    /// Der Freibetrag für Erwerbstätige darin.
    pub freibetrag: Cent,
}

/// Absatz 2 Satz 2; `regeln` wählt der Tag der vorläufigen Entscheidung.
#[must_use]
pub fn bemessung(prognose: Prognose, angesetzt: Cent, regeln: &VorlaeufigRegeln) -> Bemessung {
    let Prognose { einkommen, freibetrag } = prognose;
    let vermutung = regeln.freibetrag_unschaedlich;
    Bemessung { prognose: einkommen, angesetzt, freibetrag, vermutung }
}

/// Ein Monat einer Person: vorläufig erbracht und was sich abschließend ergibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monatsbetrag {
    /// Wer.
    pub person: PersonNr,
    /// Wann.
    pub monat: Monat,
    /// Aufgrund der vorläufigen Entscheidung erbracht; ohne Sofortzuschlag (§ 72 Abs. 2).
    pub vorlaeufig: Cent,
    /// Was nach den bekannten Tatsachen zusteht.
    pub errechnet: Cent,
    /// Wie weit die Voraussetzungen nachgewiesen sind (Absatz 3 Satz 3).
    pub nachweis: Nachweis,
}

/// Ein festgesetzter Monat einer Person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monatsfestsetzung {
    /// Wer.
    pub person: PersonNr,
    /// Wann.
    pub monat: Monat,
    /// Aufgrund der vorläufigen Entscheidung erbracht.
    pub vorlaeufig: Cent,
    /// Was nach den bekannten Tatsachen zusteht.
    pub errechnet: Cent,
    /// Nachweis, der die Festsetzung trägt.
    pub nachweis: Nachweis,
    /// Abschließend festgesetzt.
    pub endgueltig: Cent,
}

impl Monatsfestsetzung {
    /// Vorläufig zu viel.
    #[must_use]
    pub fn ueberzahlung(&self) -> Cent {
        self.vorlaeufig.abzueglich(self.endgueltig)
    }

    /// Nachzuzahlen.
    #[must_use]
    pub fn nachzahlung(&self) -> Cent {
        self.endgueltig.abzueglich(self.vorlaeufig)
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = format!("{}: abschließend", self.monat.deutsch());
        let norm = self.nachweis.norm();
        Beleg::neu(norm, was, self.endgueltig).aus([
            Beleg::neu("§ 41a Abs. 6 Satz 1 SGB II", "vorläufig erbracht", self.vorlaeufig),
            Beleg::neu("§ 41a Abs. 3 Satz 1 SGB II", "errechnet", self.errechnet),
            Beleg::neu(
                "§ 41a Abs. 6 SGB II",
                "Unterschied",
                self.endgueltig.minus(self.vorlaeufig),
            ),
        ])
    }
}

/// Absatz 3 Satz 1, 3, 4: setzt einen Monat einer Person abschließend fest.
#[must_use]
pub fn setze_fest(betrag: Monatsbetrag) -> Monatsfestsetzung {
    let Monatsbetrag { person, monat, vorlaeufig, errechnet, nachweis } = betrag;
    let endgueltig = match nachweis {
        Nachweis::Vollstaendig | Nachweis::OhneBelehrung => errechnet,
        Nachweis::Soweit(nachgewiesen) => errechnet.min(nachgewiesen),
        Nachweis::Fehlt => Cent::NULL,
    };
    Monatsfestsetzung { person, monat, vorlaeufig, errechnet, nachweis, endgueltig }
}

/// Über- und Nachzahlungen einer Person im Bewilligungszeitraum, gegeneinander angerechnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verrechnung {
    /// Summe der Überzahlungen.
    pub ueberzahlung: Cent,
    /// Summe der Nachzahlungen.
    pub nachzahlung: Cent,
    /// Gegeneinander angerechnet (Absatz 6 Satz 2).
    pub angerechnet: Cent,
}

impl Verrechnung {
    /// Überzahlung, die nach der Anrechnung fortbesteht.
    #[must_use]
    pub fn rest_ueberzahlung(&self) -> Cent {
        self.ueberzahlung.abzueglich(self.angerechnet)
    }

    /// Was nachgezahlt wird.
    #[must_use]
    pub fn rest_nachzahlung(&self) -> Cent {
        self.nachzahlung.abzueglich(self.angerechnet)
    }

    /// Die Begründung, wie sie im Bescheid steht; `name` nennt die Person.
    #[must_use]
    pub fn beleg(&self, name: &str) -> Beleg {
        let norm = "§ 41a Abs. 6 Satz 2 SGB II";
        let saldo = self.nachzahlung.minus(self.ueberzahlung);
        Beleg::neu("§ 41a Abs. 6 SGB II", name, saldo).aus([
            Beleg::neu(norm, "Nachzahlungen", self.nachzahlung),
            Beleg::neu(norm, "Überzahlungen", self.ueberzahlung),
            Beleg::neu(norm, "gegeneinander angerechnet", self.angerechnet),
        ])
    }
}

/// Absatz 6 Satz 2: rechnet je Person an, weil jeder Anspruch einer Person gehört.
#[must_use]
pub fn verrechne<'a>(
    monate: impl IntoIterator<Item = &'a Monatsfestsetzung>,
    person: PersonNr,
) -> Verrechnung {
    let mut verrechnung = Verrechnung::default();
    for monat in monate.into_iter().filter(|monat| monat.person == person) {
        verrechnung.ueberzahlung += monat.ueberzahlung();
        verrechnung.nachzahlung += monat.nachzahlung();
    }
    verrechnung.angerechnet = verrechnung.ueberzahlung.min(verrechnung.nachzahlung);
    verrechnung
}

/// Was die Bedarfsgemeinschaft erstattet (Absatz 6 Satz 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gesamterstattung {
    /// Fortbestehende Überzahlungen aller Mitglieder.
    pub summe: Cent,
    /// Darunter wird nichts erstattet.
    pub grenze: Cent,
}

impl Gesamterstattung {
    /// Wird erstattet?
    #[must_use]
    pub fn wird_gefordert(&self) -> bool {
        !self.summe.ist_null() && self.summe >= self.grenze
    }

    /// Was davon eine Person erstattet: ihre fortbestehende Überzahlung, oder nichts.
    #[must_use]
    pub fn anteil(&self, verrechnung: &Verrechnung) -> Cent {
        if self.wird_gefordert() { verrechnung.rest_ueberzahlung() } else { Cent::NULL }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 41a Abs. 6 Satz 3 SGB II";
        let (was, betrag) = if self.wird_gefordert() {
            ("zu erstatten, für alle Mitglieder", self.summe)
        } else {
            ("nicht zu erstatten", Cent::NULL)
        };
        Beleg::neu(norm, was, betrag).aus([
            Beleg::neu(norm, "fortbestehende Überzahlungen zusammen", self.summe),
            Beleg::neu(norm, "mindestens", self.grenze),
        ])
    }
}

/// Absatz 6 Satz 3: die Summe aller Mitglieder gegen die Grenze des Entscheidungstags.
#[must_use]
pub fn erstattung<'a>(
    verrechnungen: impl IntoIterator<Item = &'a Verrechnung>,
    regeln: &Erstattungen,
) -> Gesamterstattung {
    let summe = verrechnungen.into_iter().map(Verrechnung::rest_ueberzahlung).sum();
    Gesamterstattung { summe, grenze: regeln.bagatelle }
}

#[cfg(test)]
mod tests;
