//! Einen Entwurf freigeben: er wird zum Bescheid.
//!
//! Freigegeben wird nur, was die Akten heute noch genau so ergeben: seit dem Entwurf kann ein Monat begonnen haben,
//! ein Betrag neu festgesetzt sein oder jemand etwas gemeldet haben. Dann ist er zu erneuern und neu zu prüfen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anhoerung::angehoert;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::bescheid::{Augen, Bescheid, Freigaberegeln, Rechenstand, bescheide};
use crate::entwurf::{Anhoerung, Entwurf, Vorgang, entwurf_jetzt, versionen, wartender};
use crate::erstattung::{self, erstattungen};

/// Wer welchen Entwurf freigibt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntwurfFreigeben {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Die Nummer des Entwurfs, wie sie in der Akte steht: freigegeben wird, was jemand gelesen hat.
    pub entwurf: Posten,
    /// Wer freigibt.
    pub durch: Kennung,
}

impl EntwurfFreigeben {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let (posten, entwurf) =
            wartender(fall).ok_or_else(|| Ablehnung::KeinEntwurf(self.entwurf.clone()))?;
        if *posten != self.entwurf {
            return Err(Ablehnung::KeinEntwurf(self.entwurf.clone()));
        }
        if !entwurf.fragen.is_empty() {
            return Err(Ablehnung::OffeneFragen(entwurf.fragen.len()));
        }
        let regeln = Freigaberegeln::eingebaut().map_err(|_| Ablehnung::OhneRegeln)?;
        let bisher = bescheide(fall).len();
        if let Augen::Vier(grund) = regeln.augen(self.fall, bisher, entwurf)
            && entwurf.beteiligt.contains(&self.durch)
        {
            return Err(Ablehnung::VierAugen(grund));
        }
        let akten = Akten { fall, personen: &bestand.personen };
        self.noch_so(akten, entwurf, hilfe)?;
        if entwurf.anhoerung == Anhoerung::Noetig {
            angehoert(fall, entwurf, self.durch, hilfe.heute)?;
        }
        Ok(self.bescheid(akten, entwurf, hilfe))
    }

    /// Ergeben die Akten heute denselben Entwurf?
    fn noch_so(
        &self,
        akten: Akten<'_>,
        entwurf: &Entwurf,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<(), Ablehnung> {
        let vorgang = Vorgang {
            vorher: akten,
            nachher: akten,
            monate: Vec::new(),
            heute: hilfe.heute,
            akteur: self.durch,
            antworten: Vec::new(),
        };
        let jetzt = entwurf_jetzt(&vorgang, (hilfe.recht, &mut *hilfe.werkbank))?;
        match jetzt {
            Some(jetzt) if jetzt.regelt_dasselbe(entwurf) => Ok(()),
            _ => Err(Ablehnung::EntwurfGealtert),
        }
    }

    fn bescheid(
        &self,
        akten: Akten<'_>,
        entwurf: &Entwurf,
        hilfe: &Rechenhilfe<'_>,
    ) -> Entscheidung {
        let heute = hilfe.heute;
        let nummer = Posten::nr(bescheide(akten.fall).len().saturating_add(1));
        let bescheid = Bescheid {
            art: entwurf.art(),
            am: heute,
            entwurf: self.entwurf.clone(),
            durch: self.durch,
            stand: versionen(akten),
            gerechnet: Some(Rechenstand::jetzt(hilfe.recht, akten, entwurf, heute)),
        };
        let neu = |tatsache| Ereignis::neu(Gilt::IMMER, heute, tatsache);
        // Was zurückzufordern ist, steht im selben Zug als eigener Entwurf da: vergessen kann es niemand.
        let schon = erstattungen(akten.fall).len();
        let folgen = erstattung::aus(entwurf, &nummer, heute).into_iter().enumerate();
        let folgen = folgen.map(|(nr, erstattung)| {
            let posten = Posten::nr(schon.saturating_add(nr).saturating_add(1));
            neu(FallTatsache::Erstattung { posten, eintrag: Some(erstattung) })
        });
        let mut ereignisse: Vec<_> = folgen.collect();
        let tatsache = FallTatsache::Bescheid { posten: nummer, eintrag: Some(bescheid) };
        ereignisse.insert(0, neu(tatsache));
        let gelesen = akten.personen.iter();
        Entscheidung {
            ereignisse: vec![(Strom::fall(self.fall), akten.fall.version(), texte(&ereignisse))],
            gelesen: gelesen.map(|(k, akte)| (Strom::person(*k), Akte::version(akte))).collect(),
            unterschied: Vec::new(),
        }
    }
}
