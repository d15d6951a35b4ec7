//! Was neben dem Anspruch steht: Bildung und Teilhabe (§ 28), Zuschüsse zu Beiträgen (§ 26), Leistungen
//! für Auszubildende (§ 27) und der Teil, der in Sachleistung erbracht wird (§ 68).
//!
//! Diese Beträge gehen nicht in die Auszahlung ein. Die Listen bleiben bei den meisten Haushalten leer
//! und kosten dann nichts.

use crate::lage::{BildungForm, Lage, PersonNr};
use crate::measure::{Beleg, Cent};
use crate::sgb2::p26::Zuschuss;
use crate::sgb2::p27::Leistung;
use crate::sgb2::p28::{self, Bildung};
use crate::sgb2::p68::Sachleistung;

/// Was neben der Auszahlung eines Haushalts steht, je Liste in der Reihenfolge der Personen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Daneben {
    /// Bildung und Teilhabe.
    pub bildung: Vec<Bildung>,
    /// Zuschüsse zu Beiträgen, an die Versicherung zu zahlen.
    pub beitraege: Vec<Zuschuss>,
    /// Leistungen für Auszubildende.
    pub auszubildende: Vec<Leistung>,
    /// Teil der Auszahlung, der nicht in Geld erbracht wird.
    pub sachleistungen: Vec<Sachleistung>,
}

impl Daneben {
    /// Bildung und Teilhabe einer Person.
    pub fn bildung_von(&self, nr: PersonNr) -> impl Iterator<Item = &Bildung> {
        self.bildung.iter().filter(move |b| b.person == nr)
    }

    /// Zuschüsse zu den Beiträgen einer Person.
    pub fn beitraege_von(&self, nr: PersonNr) -> impl Iterator<Item = &Zuschuss> {
        self.beitraege.iter().filter(move |b| b.person == nr)
    }

    /// Leistung nach § 27 an eine Person; null, wenn sie keine bekommt.
    #[must_use]
    pub fn auszubildende_von(&self, nr: PersonNr) -> Cent {
        self.auszubildende.iter().filter(|l| l.person == nr).map(|l| l.betrag).sum()
    }

    /// Teil der Auszahlung einer Person, der als Sachleistung erbracht wird.
    #[must_use]
    pub fn sachleistung_von(&self, nr: PersonNr) -> Cent {
        self.sachleistungen.iter().filter(|s| s.person == nr).map(|s| s.betrag).sum()
    }

    /// Bildung und Teilhabe, die in Geld zu zahlen ist.
    #[must_use]
    pub fn bildung_in_geld(&self) -> Cent {
        let in_geld = self.bildung.iter().filter(|b| b.form == BildungForm::Geld);
        in_geld.map(|b| b.betrag).sum()
    }

    /// Die Gründe einer Person, eine Zeile je Betrag.
    #[must_use]
    pub fn belege(&self, nr: PersonNr) -> Vec<Beleg> {
        let auszubildende = self.auszubildende.iter().filter(|l| l.person == nr);
        let sachleistungen = self.sachleistungen.iter().filter(|s| s.person == nr);
        sachleistungen
            .map(Sachleistung::beleg)
            .chain(auszubildende.map(Leistung::beleg))
            .chain(self.beitraege_von(nr).map(Zuschuss::beleg))
            .chain(self.bildung_von(nr).map(Bildung::beleg))
            .collect()
    }

    pub(crate) fn leere(&mut self) {
        self.bildung.clear();
        self.beitraege.clear();
        self.auszubildende.clear();
        self.sachleistungen.clear();
    }

    /// Ob §§ 26, 28 in diesem Monat überhaupt zu prüfen sind: nur bei Angaben, und beim Schulbedarf.
    pub(crate) fn kommt_vor(lage: &Lage) -> bool {
        let zusatz = &lage.zusatz;
        !(zusatz.bildung.is_empty() && zusatz.beitraege.is_empty()) || p28::ist_stichtag(lage.monat)
    }
}
