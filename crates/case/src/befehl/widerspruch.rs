//! Einen Widerspruch aufnehmen und festhalten, wie er ausging.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_langtext, pruefe_text};
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::bescheid::bescheide;
use crate::erstattung::{Erstattung, Erstattungsstand, erstattungen};
use crate::schnittstelle::schema;
use crate::widerspruch::{Ausgang, Erledigung, Gegen, Ursache, Widerspruch, widersprueche};

/// Ein Widerspruch, in welcher Form auch immer er kam. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WiderspruchAufnehmen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Wogegen.
    pub gegen: Gegen,
    /// Der Tag, an dem er einging.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Was vorgebracht wird; leer, wenn nichts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
}

/// Wie ein Widerspruch ausging. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WiderspruchErledigen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Seine Nummer.
    pub widerspruch: Posten,
    /// Wie er ausging.
    pub ausgang: Ausgang,
    /// Warum.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging.
    pub norm: String,
    /// Wer entschied.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(WiderspruchAufnehmen, WiderspruchErledigen);

impl WiderspruchAufnehmen {
    pub(super) fn entscheide(&self, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let bekannt = match &self.gegen {
            Gegen::Bescheid(nummer) => {
                bescheide(fall).iter().any(|(posten, b, _)| *posten == nummer && b.art.mit_brief())
            }
            Gegen::Erstattung(nummer) => erstattungen(fall)
                .iter()
                .any(|(posten, e)| *posten == nummer && e.stand == Erstattungsstand::Festgesetzt),
        };
        if !bekannt {
            return Err(Ablehnung::KeinBescheid);
        }
        if !self.begruendung.is_empty() {
            pruefe_langtext("begruendung", &self.begruendung)?;
        }
        let alle = widersprueche(fall);
        let offen = |w: &Widerspruch| w.gegen == self.gegen && w.erledigt.is_none();
        if alle.iter().any(|(_, w)| offen(w)) {
            return Err(Ablehnung::WiderspruchOffen);
        }
        let posten = Posten::nr(alle.len().saturating_add(1));
        let widerspruch = Widerspruch {
            gegen: self.gegen.clone(),
            eingang: self.eingang,
            begruendung: self.begruendung.clone(),
            erledigt: None,
        };
        Ok(eintrag(fall, posten, widerspruch, self.eingang))
    }
}

impl WiderspruchErledigen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        pruefe_text("norm", &self.norm)?;
        let alle = widersprueche(fall);
        let gefunden = alle.iter().find(|(posten, _)| **posten == self.widerspruch);
        let (posten, widerspruch) = gefunden.ok_or(Ablehnung::KeinWiderspruch)?;
        if widerspruch.erledigt.is_some() {
            return Err(Ablehnung::KeinWiderspruch);
        }
        // Wer den Bescheid freigab, prüft ihn nicht noch einmal selbst.
        let durch = match &widerspruch.gegen {
            Gegen::Bescheid(nummer) => {
                let bescheide = bescheide(fall);
                let bescheid = bescheide.iter().find(|(posten, ..)| *posten == nummer);
                bescheid.map(|(_, bescheid, _)| bescheid.durch)
            }
            Gegen::Erstattung(nummer) => {
                let erstattungen = erstattungen(fall);
                erstattungen.iter().find(|(posten, _)| *posten == nummer).and_then(|(_, e)| e.durch)
            }
        };
        if durch == Some(self.durch) {
            return Err(Ablehnung::FuerSichSelbst);
        }
        let erledigt = Erledigung {
            ausgang: self.ausgang,
            ursache: self.ursache,
            norm: self.norm.clone(),
            am: heute,
            durch: self.durch,
        };
        let neu = Widerspruch { erledigt: Some(erledigt), ..(*widerspruch).clone() };
        let mut entscheidung = eintrag(fall, (*posten).clone(), neu, heute);
        if let Gegen::Erstattung(nummer) = &widerspruch.gegen {
            let fort = self.hilft_ab(fall, nummer, heute)?;
            if let Some((_, _, texte_am_fall)) = entscheidung.ereignisse.first_mut() {
                texte_am_fall.extend(texte(&fort));
            }
        }
        Ok(entscheidung)
    }
}

impl WiderspruchErledigen {
    /// Wird abgeholfen, ist nichts mehr zu erstatten: das steht im selben Zug da.
    fn hilft_ab(
        &self,
        fall: &Akte<FallTatsache>,
        nummer: &Posten,
        heute: Tag,
    ) -> Result<Vec<Ereignis<FallTatsache>>, Ablehnung> {
        match self.ausgang {
            Ausgang::Abhilfe => {}
            // Wie viel bleibt, sagt erst eine neue Entscheidung über die Leistung.
            Ausgang::Teilabhilfe => return Err(Ablehnung::TeilweiseErstattung),
            Ausgang::Zurueckgewiesen | Ausgang::Unzulaessig | Ausgang::Zurueckgenommen => {
                return Ok(Vec::new());
            }
        }
        let alle = erstattungen(fall);
        let erstattung = alle.iter().find(|(posten, _)| *posten == nummer);
        let fort = erstattung.map(|(posten, erstattung)| {
            let eintrag = Some(Erstattung {
                stand: Erstattungsstand::Erledigt,
                am: heute,
                ..(*erstattung).clone()
            });
            let posten = (*posten).clone();
            Ereignis::neu(Gilt::IMMER, heute, FallTatsache::Erstattung { posten, eintrag })
        });
        Ok(fort.into_iter().collect())
    }
}

fn eintrag(
    fall: &Akte<FallTatsache>,
    posten: Posten,
    widerspruch: Widerspruch,
    eingang: Tag,
) -> Entscheidung {
    let tatsache = FallTatsache::Widerspruch { posten, eintrag: Some(widerspruch) };
    let ereignis = Ereignis::neu(Gilt::IMMER, eingang, tatsache);
    Entscheidung {
        ereignisse: vec![(Strom::fall(fall.kennung), fall.version(), texte(&[ereignis]))],
        ..Entscheidung::default()
    }
}
