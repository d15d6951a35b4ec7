//! Abschließende Festsetzung nach dem Bewilligungszeitraum (§ 41a Abs. 3, 6 SGB II).

use std::collections::BTreeMap;

use law::anspruch::{PersonErgebnis, Werkbank, berechne};
use law::lage::{Lage, PersonNr};
use law::measure::{Beleg, Cent, Monat, Tag};
use law::recht::Recht;
use law::sgb2::p41a::{
    Gesamterstattung, Monatsbetrag, Monatsfestsetzung, Nachweis, Verrechnung, erstattung,
    setze_fest, verrechne,
};

use super::ZeitraumFehler;

/// Ein Monat des Bewilligungszeitraums, einmal wie bewilligt, einmal wie er war.
#[derive(Clone, Copy, Debug)]
pub struct Abrechnungsmonat<'a> {
    /// Die Lage, die der vorläufigen Bewilligung zugrunde lag.
    pub vorlaeufig: &'a Lage,
    /// Die Lage nach den nachgewiesenen Tatsachen.
    pub tatsaechlich: &'a Lage,
    /// Nachweis je Person; was fehlt, ist vollständig nachgewiesen.
    pub nachweise: &'a [Nachweis],
}

/// Eine Frage zu einem Monat einer Person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nachweisfrage {
    /// Wer.
    pub person: PersonNr,
    /// Wann.
    pub monat: Monat,
    /// Die Frage als deutscher Satz.
    pub frage: &'static str,
}

/// Alle Monate festgesetzt, je Person verrechnet, je Bedarfsgemeinschaft erstattet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Festsetzung {
    /// Monat für Monat, darin Person für Person.
    pub monate: Vec<Monatsfestsetzung>,
    /// Je Person verrechnet.
    pub verrechnungen: Vec<Verrechnung>,
    /// Je Bedarfsgemeinschaft, nach ihrer Nummer.
    pub erstattungen: BTreeMap<u8, Gesamterstattung>,
    /// Zu welcher Bedarfsgemeinschaft jede Person gehört.
    pub gemeinschaften: Vec<Option<u8>>,
    /// Was erst anzufordern ist.
    pub fragen: Vec<Nachweisfrage>,
}

impl Festsetzung {
    /// Was die Person erstattet.
    #[must_use]
    pub fn erstattung(&self, nr: PersonNr) -> Cent {
        let gemeinschaft = self.gemeinschaften.get(nr.stelle()).copied().flatten();
        let gesamt = gemeinschaft.and_then(|nummer| self.erstattungen.get(&nummer));
        match (gesamt, self.verrechnungen.get(nr.stelle())) {
            (Some(gesamt), Some(verrechnung)) => gesamt.anteil(verrechnung),
            _ => Cent::NULL,
        }
    }

    /// Was der Person nachgezahlt wird.
    #[must_use]
    pub fn nachzahlung(&self, nr: PersonNr) -> Cent {
        self.verrechnungen.get(nr.stelle()).map_or(Cent::NULL, Verrechnung::rest_nachzahlung)
    }

    /// Die Gründe; `name` nennt eine Person.
    #[must_use]
    pub fn beleg(&self, mut name: impl FnMut(usize) -> String) -> Beleg {
        let personen = self.verrechnungen.iter().enumerate().map(|(stelle, verrechnung)| {
            let monate = self.monate.iter().filter(|monat| monat.person.stelle() == stelle);
            verrechnung.beleg(&name(stelle)).aus(monate.map(Monatsfestsetzung::beleg))
        });
        let mut zeilen: Vec<Beleg> = personen.collect();
        zeilen.extend(self.erstattungen.values().map(Gesamterstattung::beleg));
        let gefordert: Cent = self
            .erstattungen
            .values()
            .filter(|gesamt| gesamt.wird_gefordert())
            .map(|gesamt| gesamt.summe)
            .sum();
        Beleg::neu("§ 41a Abs. 3, 6 SGB II", "zu erstatten", gefordert).aus(zeilen)
    }
}

/// Setzt alle Monate fest. Erbracht ist der vorläufige Anspruch nach der Minderung; der
/// Sofortzuschlag bleibt (§ 72 Abs. 2).
///
/// # Errors
/// [`ZeitraumFehler::Recht`], wenn für einen Monat kein Recht hinterlegt ist.
pub fn setze_zeitraum_fest(
    monate: &[Abrechnungsmonat<'_>],
    entschieden_am: Tag,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Festsetzung, ZeitraumFehler> {
    let mut fest = Festsetzung {
        monate: Vec::new(),
        verrechnungen: Vec::new(),
        erstattungen: BTreeMap::new(),
        gemeinschaften: Vec::new(),
        fragen: Vec::new(),
    };
    for monat in monate {
        fest.nimm(monat, recht, werkbank)?;
    }
    let anzahl = fest.gemeinschaften.len();
    fest.verrechnungen = nummern(anzahl).map(|person| verrechne(&fest.monate, person)).collect();
    let regeln = recht.erstattung(entschieden_am);
    let nummern: Vec<u8> = fest.gemeinschaften.iter().copied().flatten().collect();
    for nummer in nummern {
        let mitglieder = fest.gemeinschaften.iter().zip(&fest.verrechnungen);
        let mitglieder = mitglieder.filter(|(g, _)| **g == Some(nummer)).map(|(_, v)| v);
        fest.erstattungen.insert(nummer, erstattung(mitglieder, regeln));
    }
    Ok(fest)
}

impl Festsetzung {
    fn nimm(
        &mut self,
        monat: &Abrechnungsmonat<'_>,
        recht: &Recht,
        werkbank: &mut Werkbank,
    ) -> Result<(), ZeitraumFehler> {
        let vorlaeufig = zahlbar(monat.vorlaeufig, recht, werkbank)?;
        let tatsaechlich = zahlbar(monat.tatsaechlich, recht, werkbank)?;
        let anzahl = vorlaeufig.len().max(tatsaechlich.len()).max(self.gemeinschaften.len());
        self.gemeinschaften.resize(anzahl, None);
        for person in nummern(anzahl) {
            let von = |liste: &[Zahlbar]| liste.get(person.stelle()).copied().unwrap_or_default();
            let (vorher, nachher) = (von(&vorlaeufig), von(&tatsaechlich));
            if let Some(ziel) = self.gemeinschaften.get_mut(person.stelle()) {
                *ziel = ziel.or(vorher.gemeinschaft).or(nachher.gemeinschaft);
            }
            if vorher.betrag.ist_null() && nachher.betrag.ist_null() {
                continue;
            }
            let nachweis = monat.nachweise.get(person.stelle()).copied();
            let nachweis = nachweis.unwrap_or(Nachweis::Vollstaendig);
            let monat = monat.vorlaeufig.monat;
            if let Some(frage) = nachweis.frage() {
                self.fragen.push(Nachweisfrage { person, monat, frage });
            }
            self.monate.push(setze_fest(Monatsbetrag {
                person,
                monat,
                vorlaeufig: vorher.betrag,
                errechnet: nachher.betrag,
                nachweis,
            }));
        }
        Ok(())
    }
}

fn nummern(anzahl: usize) -> impl Iterator<Item = PersonNr> {
    (0..=u8::MAX).map(PersonNr).take(anzahl)
}

/// Anspruch einer Person nach der Minderung, und ihre Bedarfsgemeinschaft.
#[derive(Clone, Copy, Default)]
struct Zahlbar {
    betrag: Cent,
    gemeinschaft: Option<u8>,
}

fn zahlbar(
    lage: &Lage,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Vec<Zahlbar>, ZeitraumFehler> {
    let ergebnis = berechne(lage, recht, werkbank)?;
    let zahlbar = |person: &PersonErgebnis| Zahlbar {
        betrag: person.anspruch.summe().abzueglich(person.minderung.summe),
        gemeinschaft: person.bedarfsgemeinschaft,
    };
    Ok(ergebnis.personen.iter().map(zahlbar).collect())
}
