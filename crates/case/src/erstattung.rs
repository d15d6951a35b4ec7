//! Die Erstattung (§ 50 SGB X): was gezahlt ist und nach einer Aufhebung nicht mehr zusteht, fordert ein eigener Bescheid
//! zurück, je Mensch, Monat und Summe.
//!
//! Sie entsteht als Entwurf mit dem Bescheid, der aufhebt, und wird gesondert freigegeben: ein Widerspruch gegen sie
//! schiebt sie auf (§ 86a Abs. 1 SGG), gegen die Aufhebung nicht (§ 39 Nr. 1 SGB II).
//!
//! Umgesetzt: § 41a Abs. 6 SGB II, § 50 Abs. 1, 3 SGB X, § 40 Abs. 1 Satz 3 und Abs. 6 Satz 3 SGB II (schon im Entwurf). Nicht umgesetzt:
//! Erstattung ohne Verwaltungsakt (Abs. 2), Beiträge (§ 40 Abs. 2 Nr. 5, § 335 SGB III), Stundung und Erlass (§ 44).

use std::collections::{BTreeMap, BTreeSet};

use law::kalender::auszahlungstag;
use law::lage::PersonNr;
use law::measure::{Cent, Monat, Tag};
use law::recht::{Erstattungen, Recht};
use law::sgb2::p41a::{self, Monatsbetrag, Nachweis, setze_fest, verrechne};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::entwurf::{Entwurf, Grundlage};

benannt! {
    /// Wie weit eine Erstattung ist.
    Erstattungsstand {
        /// Sie wartet auf Freigabe.
        WartetAufFreigabe = "wartet_auf_freigabe",
        /// Der Bescheid ist hinaus.
        Festgesetzt = "festgesetzt",
        /// Es wird nicht zurückgefordert.
        Erledigt = "erledigt",
    }
}

/// Eine Erstattung. `Debug` zeigt keine Beträge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erstattung {
    /// Wie weit sie ist.
    pub stand: Erstattungsstand,
    /// Der Tag des letzten Standes.
    pub am: Tag,
    /// Der Bescheid, der aufhebt.
    pub bescheid: Posten,
    /// Wer erstattet.
    pub person: Kennung,
    /// Wofür und warum.
    pub monate: Vec<Erstattungsmonat>,
    /// Wer sie festsetzte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub durch: Option<Kennung>,
    /// Die Versionen aller Ströme, als sie festgesetzt wurde: daraus entsteht ihr Brief immer gleich.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub akten: BTreeMap<Strom, u64>,
}

/// Was für einen Monat zu erstatten ist.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erstattungsmonat {
    /// Der Monat.
    pub monat: Monat,
    /// Der Betrag.
    pub betrag: Cent,
    /// Worauf die Aufhebung sich stützt; danach richtet sich, mit welchem Satz aufgerechnet werden darf (§ 43 Abs. 2).
    pub grundlage: Grundlage,
}

crate::verschwiegen::verschwiegen!(Erstattung, Erstattungsmonat);

impl Erstattung {
    /// Was zusammen zu erstatten ist.
    #[must_use]
    pub fn summe(&self) -> Cent {
        self.monate.iter().map(|monat| monat.betrag).sum()
    }
}

/// Die Erstattungen, die aus einem Entwurf folgen, der am Tag `heute` zum Bescheid wird: je Mensch eine, nur für
/// Monate, deren Geld schon hinaus ist.
#[must_use]
pub fn aus(entwurf: &Entwurf, bescheid: &Posten, (recht, heute): (&Recht, Tag)) -> Vec<Erstattung> {
    let mut je_mensch = abschliessend(entwurf, recht.erstattung(heute));
    for (monat, zeile) in entwurf.aenderungen() {
        let betrag = zeile.weniger();
        let forderung = zeile.grundlage.aendert() && !zeile.grundlage.setzt_fest();
        if !forderung || betrag.ist_null() || !ist_gezahlt(monat, heute) {
            continue;
        }
        let eine = Erstattungsmonat { monat, betrag, grundlage: zeile.grundlage };
        je_mensch.entry(zeile.person).or_default().push(eine);
    }
    let erstattung = |(person, monate)| Erstattung {
        stand: Erstattungsstand::WartetAufFreigabe,
        am: heute,
        bescheid: bescheid.clone(),
        person,
        monate,
        durch: None,
        akten: BTreeMap::new(),
    };
    je_mensch.into_iter().map(erstattung).collect()
}

/// § 41a Abs. 6 SGB II: nach der abschließenden Entscheidung je Mensch, was nach der Verrechnung mit Nachzahlungen bleibt;
/// nichts, wenn es für die ganze Bedarfsgemeinschaft unter der Grenze liegt. Verrechnet wird zuerst gegen die frühesten Monate.
fn abschliessend(
    entwurf: &Entwurf,
    regeln: &Erstattungen,
) -> BTreeMap<Kennung, Vec<Erstattungsmonat>> {
    let zeilen = || entwurf.aenderungen().filter(|(_, zeile)| zeile.grundlage.setzt_fest());
    let personen: BTreeSet<Kennung> = zeilen().map(|(_, zeile)| zeile.person).collect();
    let nummern: BTreeMap<Kennung, PersonNr> =
        personen.into_iter().zip((0..=u8::MAX).map(PersonNr)).collect();
    let mut gehoert: BTreeMap<Kennung, Option<u8>> = BTreeMap::new();
    let mut monate = Vec::new();
    for (monat, zeile) in zeilen() {
        let Some(nr) = nummern.get(&zeile.person) else { continue };
        let gemeinschaft = gehoert.entry(zeile.person).or_default();
        *gemeinschaft = gemeinschaft.or(zeile.gemeinschaft);
        monate.push(setze_fest(Monatsbetrag {
            person: *nr,
            monat,
            vorlaeufig: zeile.vorher.summe(),
            errechnet: zeile.neu(),
            nachweis: Nachweis::Vollstaendig,
        }));
    }
    let mut je_mensch = BTreeMap::new();
    let gemeinschaften: BTreeSet<Option<u8>> = gehoert.values().copied().collect();
    for gemeinschaft in gemeinschaften {
        let verrechnet = |wer: &Kennung| Some((*wer, verrechne(&monate, *nummern.get(wer)?)));
        let mitglieder = gehoert.iter().filter(|(_, seine)| **seine == gemeinschaft);
        let verrechnet: Vec<_> = mitglieder.filter_map(|(wer, _)| verrechnet(wer)).collect();
        let gesamt = p41a::erstattung(verrechnet.iter().map(|(_, v)| v), regeln);
        for (person, verrechnung) in &verrechnet {
            if gesamt.anteil(verrechnung).ist_null() {
                continue;
            }
            let mut rest = verrechnung.angerechnet;
            let eigene = zeilen().filter(|(_, zeile)| zeile.person == *person);
            let eigene = eigene.filter_map(|(monat, zeile)| {
                let abzug = rest.min(zeile.weniger());
                rest = rest.abzueglich(abzug);
                let betrag = zeile.weniger().abzueglich(abzug);
                let eine = Erstattungsmonat { monat, betrag, grundlage: zeile.grundlage };
                (!betrag.ist_null()).then_some(eine)
            });
            let eigene: Vec<Erstattungsmonat> = eigene.collect();
            je_mensch.insert(*person, eigene);
        }
    }
    je_mensch
}

/// Ist das Geld eines Monats hinaus? Es wird im Voraus gezahlt (§ 42 Abs. 1).
#[must_use]
pub fn ist_gezahlt(monat: Monat, heute: Tag) -> bool {
    heute >= auszahlungstag(monat)
}

/// Die Erstattung, wie sie festgesetzt wurde; auch, wenn sie sich danach erledigte: der Brief bleibt, was er war.
#[must_use]
pub fn festgesetzt<'a>(fall: &'a Akte<FallTatsache>, nummer: &Posten) -> Option<&'a Erstattung> {
    fall.eintraege().iter().rev().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        FallTatsache::Erstattung { posten, eintrag: Some(erstattung) }
            if posten == nummer && erstattung.stand == Erstattungsstand::Festgesetzt =>
        {
            Some(erstattung)
        }
        _ => None,
    })
}

/// Die Erstattungen eines Bescheids, wie sie mit ihm entstanden.
pub(crate) fn wie_entstanden<'a>(
    fall: &'a Akte<FallTatsache>,
    bescheid: &'a Posten,
) -> impl Iterator<Item = &'a Erstattung> {
    fall.eintraege().iter().filter_map(move |eintrag| match &eintrag.ereignis.tatsache {
        FallTatsache::Erstattung { eintrag: Some(erstattung), .. }
            if erstattung.bescheid == *bescheid
                && erstattung.stand == Erstattungsstand::WartetAufFreigabe =>
        {
            Some(erstattung)
        }
        _ => None,
    })
}

/// Dieselbe, von der nichts mehr zu erstatten ist.
pub(crate) fn erledigt(erstattung: &Erstattung, heute: Tag) -> Erstattung {
    Erstattung { stand: Erstattungsstand::Erledigt, am: heute, ..erstattung.clone() }
}

/// Alle Erstattungen eines Falls, jede in ihrem letzten Stand.
#[must_use]
pub fn erstattungen(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Erstattung)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Erstattung { posten, eintrag: Some(erstattung) } => {
                Some((posten, erstattung))
            }
            _ => None,
        })
        .collect()
}
