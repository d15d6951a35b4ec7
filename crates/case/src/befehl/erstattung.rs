//! Über eine Erstattung entscheiden: festsetzen oder nicht zurückfordern.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use law::measure::Tag;

use super::anhoerung::angehoert;
use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Notiz, Posten, Strom};
use crate::bescheid::{Bewilligtes, Vieraugengrund, entschieden};
use crate::entwurf::{Entwurf, versionen};
use crate::erstattung::{Erstattung, Erstattungsstand, erstattungen};

/// Über eine Erstattung entscheiden. `Debug` zeigt die Begründung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErstattungEntscheiden {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Ihre Nummer.
    pub erstattung: Posten,
    /// Was entschieden wird.
    pub wie: Erstattungsentscheidung,
    /// Wer entscheidet.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(ErstattungEntscheiden);

/// Was entschieden wird.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Erstattungsentscheidung {
    /// Der Bescheid geht hinaus.
    Festsetzen,
    /// Es wird nicht zurückgefordert.
    Absehen {
        /// Warum; steht als Vermerk in der Akte.
        begruendung: String,
    },
}

impl ErstattungEntscheiden {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let gefunden =
            erstattungen(fall).into_iter().find(|(posten, _)| **posten == self.erstattung);
        let kein = || Ablehnung::KeineErstattung(self.erstattung.clone());
        let (posten, erstattung) = gefunden.ok_or_else(kein)?;
        if erstattung.stand != Erstattungsstand::WartetAufFreigabe {
            return Err(kein());
        }
        let (_, entwurf) = entschieden(fall, &erstattung.bescheid).ok_or_else(kein)?;
        if entwurf.beteiligt.contains(&self.durch) {
            return Err(Ablehnung::VierAugen(Vieraugengrund::Vergangenheit));
        }
        let mut ereignisse = Vec::new();
        let stand = match &self.wie {
            Erstattungsentscheidung::Festsetzen => {
                noch_zu_viel(fall, (erstattung, entwurf))?;
                angehoert(fall, entwurf, self.durch, heute)?;
                Erstattungsstand::Festgesetzt
            }
            Erstattungsentscheidung::Absehen { begruendung } => {
                pruefe_begruendung("begruendung", begruendung)?;
                let mit = format!("Erstattung {}", posten.text());
                let eintrag = Some(Notiz { mit, text: begruendung.clone() });
                let posten = Posten::version(fall.version().saturating_add(1));
                ereignisse.push(neu(heute, FallTatsache::Notiz { posten, eintrag }));
                Erstattungsstand::Erledigt
            }
        };
        let akten = versionen(Akten { fall, personen: &bestand.personen });
        let durch = Some(self.durch);
        let eintrag = Some(Erstattung { stand, am: heute, durch, akten, ..erstattung.clone() });
        let tatsache = FallTatsache::Erstattung { posten: posten.clone(), eintrag };
        ereignisse.push(neu(heute, tatsache));
        let gelesen = bestand.personen.iter();
        Ok(Entscheidung {
            ereignisse: vec![(Strom::fall(self.fall), fall.version(), texte(&ereignisse))],
            gelesen: gelesen.map(|(k, akte)| (Strom::person(*k), Akte::version(akte))).collect(),
            ..Entscheidung::default()
        })
    }
}

/// Ist für jeden Monat noch bewilligt, was die Aufhebung übrig ließ? Sonst würde zurückgefordert, was wieder zusteht.
fn noch_zu_viel(
    fall: &Akte<FallTatsache>,
    (erstattung, entwurf): (&Erstattung, &Entwurf),
) -> Result<(), Ablehnung> {
    let bewilligt = Bewilligtes::aus(fall);
    for (monat, zeile) in entwurf.aenderungen().filter(|(_, z)| z.person == erstattung.person) {
        let jetzt = bewilligt.zuletzt(monat, zeile.person);
        let gefordert = erstattung.monate.iter().any(|m| m.monat == monat);
        if gefordert && jetzt.is_some_and(|j| j.leistung.summe() > zeile.bewilligt().summe()) {
            return Err(Ablehnung::WiederBewilligt(monat));
        }
    }
    Ok(())
}

fn neu(heute: Tag, tatsache: FallTatsache) -> Ereignis<FallTatsache> {
    Ereignis::neu(Gilt::IMMER, heute, tatsache)
}
