//! Fragen zu Monaten, deren altes Recht hier nicht ganz hinterlegt ist.
//!
//! Altes Recht zählt nur noch in Verfahren über vergangene Monate (§§ 44, 45 SGB X). Was davon fehlt,
//! kürzt nie von selbst: es wird gefragt. Welche Regel in welchem Monat fehlt, sagt die
//! Parameterreihe `alte_fassung`.

use crate::lage::{
    AufrechnungArt, Einkommen, Einnahme, Lage, Mehrbedarf, Person, PersonNr, Warmwasser,
};
use crate::measure::Cent;
use crate::offen::Offen;
use crate::recht::MonatsRecht;

/// Eine Regel, die in älteren Monaten anders war.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlteRegel {
    /// Befristeter Zuschlag nach dem Arbeitslosengeld (§ 24 a. F., bis 31.12.2010).
    Zuschlag,
    /// Energie für Warmwasser war Teil der Regelleistung (bis 31.12.2010).
    Warmwasser,
    /// Ausbildungsförderung und Freiwilligendienst vor dem 01.08.2016.
    Ausbildung,
    /// Ältere Empfehlungen zur Ernährung.
    Ernaehrung,
    /// Aufrechnung mit Erstattungen vor dem 01.04.2011.
    Aufrechnung,
    /// Minderung von mehr als 30 Prozent in Monaten nach dem 05.11.2019.
    MinderungUeber30,
    /// Eine weggefallene Leistung, deren Pflicht nachträglich erfüllt wird.
    MinderungErfuellt,
    /// Erhebliches Vermögen im vereinfachten Verfahren (§ 67 Abs. 2 a. F.).
    ErheblichesVermoegen,
    /// 18. Geburtstag im Monat, als nur Minderjährige zur Bedarfsgemeinschaft gehörten.
    Geburtstag18,
}

impl AlteRegel {
    /// Fundstelle und Frage.
    pub(crate) fn text(self) -> (&'static str, &'static str) {
        match self {
            AlteRegel::Zuschlag => (
                "§ 24 SGB II a. F.",
                "Hat jemand in den zwei Jahren davor Arbeitslosengeld bezogen? Dann kommt ein \
                 befristeter Zuschlag hinzu; er ist nicht gerechnet.",
            ),
            AlteRegel::Warmwasser => (
                "§ 20 Abs. 1, § 22 Abs. 1 SGB II a. F.",
                "Energie für Warmwasser war Teil der Regelleistung. Ist ihr Anteil von den Kosten der \
                 Heizung abzuziehen? Bis zur Klärung ist nichts abgezogen.",
            ),
            AlteRegel::Ausbildung => (
                "§ 11 Abs. 3, § 11a Abs. 3 SGB II a. F.",
                "Wie viel der Ausbildungsförderung oder des Taschengelds zählte in diesem Monat? Bis \
                 zur Klärung ist nach dem Recht ab 01.08.2016 gerechnet.",
            ),
            AlteRegel::Ernaehrung => (
                "§ 21 Abs. 5 SGB II",
                "Für diesen Monat galten ältere Empfehlungen zur Ernährung. Welcher Betrag ist \
                 festgestellt? Bis zur Klärung gelten die von 2020.",
            ),
            AlteRegel::Aufrechnung => (
                "§ 43 SGB II a. F.",
                "Bis 31.03.2011 durfte nur bei vorsätzlich oder grob fahrlässig falschen Angaben \
                 aufgerechnet werden. Liegt ein solcher Fall vor? Es ist nicht aufgerechnet.",
            ),
            AlteRegel::MinderungUeber30 => (
                "§ 31a SGB II, BVerfG 1 BvL 7/16",
                "Die Minderung läuft nach dem Urteil vom 05.11.2019 weiter. Ist sie auf 30 Prozent zu \
                 begrenzen? Bis zur Klärung ist sie begrenzt.",
            ),
            AlteRegel::MinderungErfuellt => (
                "§ 31a Abs. 1 Satz 6, Abs. 2 Satz 4 SGB II a. F.",
                "Die Pflicht ist nachträglich erfüllt. Wird die Minderung ab diesem Tag begrenzt? Bis \
                 zur Klärung ist sie begrenzt.",
            ),
            AlteRegel::ErheblichesVermoegen => (
                "§ 67 Abs. 2 SGB II a. F.",
                "Das Vermögen kann erheblich sein. Zählt es im vereinfachten Verfahren? Bis zur \
                 Klärung zählt es nicht.",
            ),
            AlteRegel::Geburtstag18 => (
                "§ 7 Abs. 3 Nr. 4 SGB II a. F.",
                "Die Person wird in diesem Monat 18 und gehört ab dem Geburtstag nicht mehr zur \
                 Bedarfsgemeinschaft der Eltern. Soll der Monat nach Tagen geteilt werden?",
            ),
        }
    }
}

/// Fragt nach allem, was in diesem Monat anders war und den Haushalt betrifft.
#[inline(never)]
pub(crate) fn fragen(lage: &Lage, monat: &MonatsRecht, offen: &mut Vec<Offen>) {
    let regeln = monat.alte_fassung;
    let seit = lage.monat.seit(lage.leistungsbezug_seit);
    if regeln.zuschlag_monate > 0 && seit < regeln.zuschlag_monate {
        offen.push(Offen::AlteFassung(AlteRegel::Zuschlag, None));
    }
    let zentral =
        |w: &crate::lage::Wohnung| w.warmwasser == Warmwasser::Zentral && w.heizung > Cent::NULL;
    if regeln.warmwasser && lage.wohnungen.iter().any(zentral) {
        offen.push(Offen::AlteFassung(AlteRegel::Warmwasser, None));
    }
    for (nummer, person) in (0..).zip(&lage.personen) {
        let nr = Some(PersonNr(nummer));
        if regeln.ausbildung && person.einkommen.iter().any(ist_ausbildung) {
            offen.push(Offen::AlteFassung(AlteRegel::Ausbildung, nr));
        }
        if regeln.ernaehrung && nach_liste(person) {
            offen.push(Offen::AlteFassung(AlteRegel::Ernaehrung, nr));
        }
    }
    if regeln.aufrechnung {
        let erstattung = lage.aufrechnungen.iter().find(|a| a.art == AufrechnungArt::Erstattung);
        offen
            .extend(erstattung.map(|a| Offen::AlteFassung(AlteRegel::Aufrechnung, Some(a.person))));
    }
}

fn ist_ausbildung(einkommen: &Einkommen) -> bool {
    let Einkommen::Andere { art, .. } = einkommen else { return false };
    matches!(
        art,
        Einnahme::Bafoeg | Einnahme::Bab | Einnahme::Ausbildungsgeld | Einnahme::TaschengeldFwd
    )
}

fn nach_liste(person: &Person) -> bool {
    person.mehrbedarfe.iter().any(|m| matches!(m, Mehrbedarf::ErnaehrungNach(_)))
}
