//! Einen Entwurf freigeben: er wird zum Bescheid.
//!
//! Freigegeben wird nur, was die Akten heute noch genau so ergeben: seit dem Entwurf kann ein Monat begonnen haben,
//! ein Betrag neu festgesetzt sein oder jemand etwas gemeldet haben. Dann ist er zu erneuern und neu zu prüfen.

use std::collections::BTreeMap;

use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anhoerung::angehoert;
use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, PersonTatsache, Posten, Strom};
use crate::bescheid::{Augen, Bescheid, Freigaberegeln, Rechenstand, bescheide};
use crate::entwurf::{Anhoerung, Entwurf, Vorgang, entwurf_jetzt, versionen, wartender};
use crate::erstattung::{self, erstattungen};
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::pflichtverletzung::{
    Pflichtverletzung, Verfahrensstand, feststellung, pflichtverletzungen,
};

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
        let verfahren: Vec<_> =
            pflichtverletzungen(fall).into_iter().filter(|(_, eine)| eine.laeuft()).collect();
        // § 31b Abs. 1 Satz 3: festgestellt ist erst, was bekannt gegeben ist.
        let bekannt = bekannt_am(Bekanntgabe::Post(hilfe.heute));
        let spaet =
            |eine: &Pflichtverletzung| eine.feststellen_bis().is_some_and(|bis| bis < bekannt);
        if verfahren.iter().any(|(_, eine)| spaet(eine)) {
            return Err(Ablehnung::ZuSpaetFestgestellt);
        }
        let bescheid = self.bescheid(akten, entwurf, hilfe);
        Ok(festgestellt(akten, bescheid, &verfahren, (entwurf.zukunft_ab, hilfe.heute)))
    }

    /// Ergeben die Akten heute denselben Entwurf?
    fn noch_so(
        &self,
        akten: Akten<'_>,
        entwurf: &Entwurf,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<(), Ablehnung> {
        let vorgang = Vorgang::noch_einmal(akten, (hilfe.heute, self.durch));
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
        let folgen =
            erstattung::aus(entwurf, &nummer, (hilfe.recht, heute)).into_iter().enumerate();
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

/// Mit dem Bescheid sind die Minderungen festgestellt: sie stehen im selben Zug beim Menschen.
fn festgestellt(
    akten: Akten<'_>,
    mut entscheidung: Entscheidung,
    verfahren: &[(&Posten, &Pflichtverletzung)],
    (ab, heute): (Monat, Tag),
) -> Entscheidung {
    let fall = akten.fall.kennung;
    let mut am_fall = Vec::new();
    let mut bei_menschen: BTreeMap<Kennung, Vec<Ereignis<PersonTatsache>>> = BTreeMap::new();
    for (nummer, eine) in verfahren {
        let stand = Verfahrensstand::Festgestellt { ab };
        let eintrag = Some(Pflichtverletzung { stand, ..(*eine).clone() });
        let tatsache = FallTatsache::Pflichtverletzung { posten: (*nummer).clone(), eintrag };
        am_fall.push(Ereignis::neu(Gilt::IMMER, heute, tatsache));
        let neu = feststellung(fall, (nummer, eine), (ab, heute));
        bei_menschen.entry(eine.person).or_default().push(neu);
    }
    if let Some((_, _, ereignisse)) = entscheidung.ereignisse.first_mut() {
        ereignisse.extend(texte(&am_fall));
    }
    for (person, ereignisse) in bei_menschen {
        let strom = Strom::person(person);
        let version = akten.personen.get(&person).map_or(0, Akte::version);
        entscheidung.gelesen.retain(|(gelesen, _)| *gelesen != strom);
        entscheidung.ereignisse.push((strom, version, texte(&ereignisse)));
    }
    entscheidung
}
