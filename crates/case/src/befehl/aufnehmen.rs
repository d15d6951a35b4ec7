//! Einen Haushalt aufnehmen: aus Antrag und Unterlagen wird eine Akte.

use std::collections::BTreeMap;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::{Neues, texte};
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::aufnahme::aufnahme;
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::bescheid::{Bescheid, Bescheidart, Rechenstand};
use crate::entwurf::wartender;
use crate::schnittstelle::schema;
use crate::schnittstelle::{GANZE_ZEILE, Haushalt, Mangel, pruefe_haushalt};

/// Ein Haushalt mit allen Angaben und die Kennungen, die seine Akten bekommen. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HaushaltAufnehmen {
    /// Kennung des Falls.
    pub fall: Kennung,
    /// Zu jeder Kennung der Lage die des Menschen.
    pub personen: BTreeMap<String, Kennung>,
    /// Der Tag, an dem die Angaben eingingen.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Der Tag des Bescheids, wenn die Leistung schon bewilligt ist: dann gilt als bewilligt, was die Angaben
    /// ergeben. Fehlt er, ist beantragt, und es entsteht der Entwurf, der darüber entscheidet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bewilligt_am: Option<Tag>,
    /// Die Angaben.
    pub haushalt: Haushalt,
}

impl HaushaltAufnehmen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let personen = self.personen.values().copied().map(Strom::person);
        std::iter::once(Strom::fall(self.fall)).chain(personen).collect()
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let monat = self.haushalt.lage.monat;
        pruefe_haushalt(&self.haushalt, monat).map_err(Ablehnung::Mangel)?;
        if bestand.faelle.get(&self.fall).is_some_and(|akte| akte.version() > 0) {
            return Err(Ablehnung::Vorhanden(Strom::fall(self.fall)));
        }
        if let Some(am) = self.bewilligt_am.filter(|am| *am > hilfe.heute) {
            return Err(Ablehnung::EingangInZukunft(am));
        }
        let aufnahme = aufnahme(&self.haushalt, &self.personen, self.eingang)
            .map_err(|fehler| Ablehnung::Mangel(Mangel::neu(GANZE_ZEILE, fehler.to_string())))?;
        let fall = Akte::neu(self.fall);
        // Wer schon bekannt ist, behält seine Akte; was neu ist, legt sich darüber.
        let zahl = aufnahme.fall.len();
        let neues = Neues { fall: aufnahme.fall, personen: aufnahme.personen, ..Neues::default() };
        let mut entscheidung = neues.fuehre_fort(&fall, bestand, hilfe)?;
        let am_fall = entscheidung.ereignisse.iter().find(|(s, ..)| *s == Strom::fall(self.fall));
        let entwirft = am_fall.is_some_and(|(_, _, texte)| texte.len() > zahl);
        // Vorher stand niemand im Haushalt: ein Unterschied wäre alles.
        entscheidung.unterschied.clear();
        if let Some(am) = self.bewilligt_am {
            if !entwirft {
                return Err(Ablehnung::NichtsBewilligt);
            }
            self.uebernimm(am, hilfe, &mut entscheidung);
        }
        Ok(entscheidung)
    }

    /// Der Bescheid, der schon ergangen ist, gibt den Entwurf frei, der aus den Angaben entsteht.
    fn uebernimm(&self, am: Tag, hilfe: &Rechenhilfe<'_>, entscheidung: &mut Entscheidung) {
        let am_fall =
            entscheidung.ereignisse.iter_mut().find(|(s, ..)| *s == Strom::fall(self.fall));
        let Some((_, _, texte_am_fall)) = am_fall else { return };
        let gelesen = texte_am_fall.iter().filter_map(|text| Ereignis::lies(text).ok());
        let fall = Akte::neu(self.fall).mit(&gelesen.collect::<Vec<_>>());
        let akten = Akten { fall: &fall, personen: &BTreeMap::new() };
        let gerechnet = wartender(&fall)
            .map(|(_, entwurf)| Rechenstand::jetzt(hilfe.recht, akten, entwurf, hilfe.heute));
        let bescheid = Bescheid {
            art: Bescheidart::Uebernommen,
            am,
            entwurf: Posten::nr(1),
            durch: hilfe.akteur,
            stand: BTreeMap::new(),
            gerechnet,
        };
        let tatsache = FallTatsache::Bescheid { posten: Posten::nr(1), eintrag: Some(bescheid) };
        let ereignis = Ereignis::neu(Gilt::IMMER, self.eingang, tatsache);
        texte_am_fall.extend(texte(&[ereignis]));
    }
}
