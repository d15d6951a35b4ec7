//! Eine Einnahme melden: neu, geändert, beendet oder berichtigt, auch rückwirkend. Ändert sich dadurch Geld,
//! entsteht am Fall im selben Vorgang der Entwurf ([`crate::entwurf`]).

use std::collections::BTreeMap;

use law::measure::{Tag, Zeitraum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::Neues;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{
    Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kennung, Nachweis, PersonTatsache, Posten, Strom,
    Tatsache,
};
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
        let personen = BTreeMap::from([(self.person, vec![self.ereignis()])]);
        Neues { personen, ..Neues::default() }.fuehre_fort(fall, bestand, hilfe)
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
}
