//! Eine Einnahme melden: neu, geändert, beendet oder berichtigt, auch rückwirkend. Ändert sich dadurch Geld,
//! entsteht am Fall im selben Vorgang der Entwurf ([`crate::entwurf`]).

use law::measure::{Monat, Tag, Zeitraum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aufnehmen::texte;
use super::unterschied::{self, Vergleich};
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{
    Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kennung, Nachweis, PersonTatsache, Posten, Strom,
    Tatsache,
};
use crate::entwurf::{Vorgang, fortfuehren};
use crate::schnittstelle::Einkommen;
use crate::schnittstelle::schema;

/// Eine Meldung über eine Einnahme. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EinkommenMelden {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Wessen Einnahme.
    pub person: Kennung,
    /// Welche von mehreren.
    pub posten: Posten,
    /// Was; `None`: es gibt sie in diesem Zeitraum nicht (mehr).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub einkommen: Option<Einkommen>,
    /// Von wann bis wann.
    pub gilt: Gilt,
    /// Der Tag, an dem die Meldung einging.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Wie sicher es ist.
    #[serde(default)]
    pub nachweis: Nachweis,
    /// Die Version in der Akte des Menschen, die dies berichtigt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ersetzt: Option<u64>,
}

impl EinkommenMelden {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        if self.gilt.von.zip(self.gilt.bis).is_some_and(|(von, bis)| bis < von) {
            return Err(Ablehnung::Verkehrt);
        }
        let fall = bestand.fall(self.fall)?;
        let person = bestand.personen.get(&self.person).filter(|akte| akte.version() > 0);
        let person = person.ok_or(Ablehnung::Unbekannt(Strom::person(self.person)))?;
        self.pruefe_bezug(fall, person)?;
        let ereignis = self.ereignis();
        let nachher = {
            let mut personen = bestand.personen.clone();
            personen.insert(self.person, person.mit(std::slice::from_ref(&ereignis)));
            personen
        };
        let monate = betroffene_monate(self.betroffen(person), fall);
        let vorher = Akten { fall, personen: &bestand.personen };
        let nachher = Akten { fall, personen: &nachher };
        let unterschied = unterschied::je_monat(Vergleich { vorher, nachher }, &monate, hilfe)?;
        let vorgang = Vorgang { vorher, nachher, monate, heute: hilfe.heute };
        let entwurf = fortfuehren(&vorgang, (hilfe.recht, &mut *hilfe.werkbank))?;
        let strom = Strom::person(self.person);
        let gelesen = bestand.personen.iter().filter(|(kennung, _)| **kennung != self.person);
        let gelesen = gelesen.map(|(kennung, akte)| (Strom::person(*kennung), akte.version()));
        let mut ereignisse = vec![(strom, person.version(), texte(&[ereignis]))];
        let mut gelesen: Vec<(Strom, u64)> = gelesen.collect();
        // Entstehen zwei Entwürfe zugleich, gilt einer; der andere Vorgang wird auf ihm neu entschieden.
        if entwurf.is_empty() {
            gelesen.insert(0, (Strom::fall(self.fall), fall.version()));
        } else {
            ereignisse.push((Strom::fall(self.fall), fall.version(), texte(&entwurf)));
        }
        Ok(Entscheidung { ereignisse, gelesen, unterschied })
    }

    fn ereignis(&self) -> Ereignis<PersonTatsache> {
        let (posten, eintrag) = (self.posten.clone(), self.einkommen.clone());
        Ereignis {
            nachweis: self.nachweis,
            ersetzt: self.ersetzt,
            ..Ereignis::neu(self.gilt, self.eingang, PersonTatsache::Einkommen { posten, eintrag })
        }
    }

    /// Gehört der Mensch in der Zeit zum Fall, und nennt die ersetzte Version diesen Posten?
    fn pruefe_bezug(
        &self,
        fall: &Akte<FallTatsache>,
        person: &Akte<PersonTatsache>,
    ) -> Result<(), Ablehnung> {
        if let Some(version) = self.ersetzt {
            let alte = person.eintraege().iter().find(|eintrag| eintrag.version == version);
            let passt = alte.is_some_and(|eintrag| {
                let tatsache = &eintrag.ereignis.tatsache;
                matches!(tatsache, PersonTatsache::Einkommen { .. })
                    && tatsache.posten() == Some(&self.posten)
            });
            if !passt {
                return Err(Ablehnung::NichtsZuBerichtigen(version));
            }
        }
        let von = self.gilt.von.unwrap_or(self.eingang);
        let bis = self.gilt.bis.unwrap_or(von.max(self.eingang));
        let stuecke = fall.stuecke(Zeitraum { von, bis }, Bekannt::Jetzt);
        let mitglied = stuecke.iter().any(|stueck| match stueck.tatsache() {
            FallTatsache::Mitglied { posten, eintrag: Some(_) } => {
                *posten == Posten::von(self.person)
            }
            _ => false,
        });
        if mitglied { Ok(()) } else { Err(Ablehnung::NichtImHaushalt(self.person)) }
    }

    /// Die Zeit, in der sich etwas ändern kann: die der Meldung und die des Ersetzten.
    fn betroffen(&self, person: &Akte<PersonTatsache>) -> Gilt {
        let alte = self.ersetzt.and_then(|version| {
            person.eintraege().iter().find(|eintrag| eintrag.version == version)
        });
        let Some(alte) = alte else { return self.gilt };
        let Gilt { von, bis } = alte.ereignis.gilt;
        Gilt {
            von: self.gilt.von.zip(von).map(|(neu, alt)| neu.min(alt)),
            bis: self.gilt.bis.zip(bis).map(|(neu, alt)| neu.max(alt)),
        }
    }
}

/// Die Monate der Bewilligungszeiträume, die die Zeit berührt.
fn betroffene_monate(gilt: Gilt, fall: &Akte<FallTatsache>) -> Vec<Monat> {
    let mut monate = std::collections::BTreeSet::new();
    for eintrag in fall.eintraege() {
        let FallTatsache::Bewilligungszeitraum(zeitraum) = &eintrag.ereignis.tatsache else {
            continue;
        };
        let erster = gilt.von.map_or(zeitraum.ab, |von| von.max(zeitraum.ab)).monat();
        let ende = zeitraum.bis.unwrap_or(zeitraum.ab.monat().plus(11).letzter());
        let letzter = gilt.bis.map_or(ende, |bis| bis.min(ende)).monat();
        monate.extend((0..).map(|n| erster.plus(n)).take_while(|monat| *monat <= letzter));
    }
    monate.into_iter().collect()
}
