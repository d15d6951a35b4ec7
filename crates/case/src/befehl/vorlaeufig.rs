//! Vorläufig entscheiden und abschließen (§ 41a, § 40 Abs. 4 SGB II).

use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::Neues;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{
    Akte, Bekannt, Bewilligungszeitraum, Ereignis, FallTatsache, Gilt, Kennung, Posten,
};
use crate::anforderung::{Anforderungszweck, anforderungen};
use crate::bescheid::Bewilligtes;
use crate::entwurf::zukunft_ab;
use crate::schnittstelle::schema;
use crate::vorlaeufig::{Ungewiss, Vorlaeufigkeit, vorlaeufigkeiten};

/// Ein Schritt einer vorläufigen Entscheidung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VorlaeufigEntscheiden {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Was geschieht.
    pub schritt: Schritt,
    /// Wer handelt.
    pub durch: Kennung,
}

/// Was geschieht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "Vorlaeufigkeitsschritt")]
pub enum Schritt {
    /// Von einem Monat an wird vorläufig bewilligt.
    Beginnen {
        /// Der erste Monat.
        #[schemars(with = "schema::Monat")]
        ab: Monat,
        /// Der letzte; fehlt er, sechs Monate, höchstens bis zum Ende des Bewilligungszeitraums (§ 41 Abs. 3 Satz 2
        /// Nr. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<schema::Monat>")]
        bis: Option<Monat>,
        /// Was noch nicht feststeht.
        ungewiss: Ungewiss,
        /// Warum; der Satz steht im Bescheid (Abs. 2 Satz 1).
        grund: String,
    },
    /// Ein Mensch beantragt, abschließend zu entscheiden (Abs. 3 Satz 1).
    Beantragt {
        /// Die Nummer der vorläufigen Zeit.
        nummer: Posten,
        /// Der Tag, an dem der Antrag einging.
        #[schemars(with = "schema::Tag")]
        eingang: Tag,
    },
    /// Abschließend entscheiden, nach dem Ende der Zeit (Abs. 4) oder auf Antrag.
    Abschliessen {
        /// Die Nummer der vorläufigen Zeit.
        nummer: Posten,
    },
}

crate::verschwiegen::verschwiegen!(VorlaeufigEntscheiden, Schritt);

/// So lange wird in der Regel vorläufig bewilligt (§ 41 Abs. 3 Satz 2 Nr. 1).
const IN_DER_REGEL_MONATE: i32 = 6;

impl VorlaeufigEntscheiden {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let neues = match &self.schritt {
            Schritt::Beginnen { ab, bis, ungewiss, grund } => {
                pruefe_begruendung("grund", grund)?;
                self.beginne(fall, (*ab, *bis), (*ungewiss, grund), hilfe)?
            }
            Schritt::Beantragt { nummer, eingang } => {
                if *eingang > hilfe.heute {
                    return Err(Ablehnung::EingangInZukunft(*eingang));
                }
                let bisher = laufend(fall, nummer)?;
                let eintrag = Vorlaeufigkeit { antrag: Some(*eingang), ..bisher.clone() };
                Neues { fall: vec![ereignis(nummer, eintrag, *eingang)], ..Neues::default() }
            }
            Schritt::Abschliessen { nummer } => schliesse_ab(fall, nummer, hilfe)?,
        };
        neues.fuehre_fort(fall, bestand, hilfe)
    }

    fn beginne(
        &self,
        fall: &Akte<FallTatsache>,
        (ab, bis): (Monat, Option<Monat>),
        (ungewiss, grund): (Ungewiss, &str),
        hilfe: &Rechenhilfe<'_>,
    ) -> Result<Neues, Ablehnung> {
        let (zeitraum, version, gilt) =
            bewilligungszeitraum(fall, ab).ok_or(Ablehnung::KeinZeitraum(ab))?;
        let ende = zeitraum.ende().monat();
        let in_der_regel = ab.plus(IN_DER_REGEL_MONATE.saturating_sub(1));
        let bewilligt = Bewilligtes::aus(fall);
        let entschieden = bewilligt.im_monat(ab).next().is_some();
        // § 40 Abs. 4: eine endgültige Bewilligung wird ganz aufgehoben, bis zu ihrem Ende.
        let regel = if entschieden { ende } else { in_der_regel.min(ende) };
        let bis = bis.unwrap_or(regel);
        if bis < ab || bis > ende || (entschieden && bis != ende) {
            return Err(Ablehnung::KeinZeitraum(bis));
        }
        let alle = vorlaeufigkeiten(fall);
        let beruehrt = |eine: &Vorlaeufigkeit| eine.ab <= bis && ab <= eine.bis;
        let noch = |eine: &Vorlaeufigkeit| !eine.abgelaufen(hilfe.recht, hilfe.heute);
        if alle.iter().any(|(_, eine)| beruehrt(eine) && noch(eine)) {
            return Err(Ablehnung::SchonVorlaeufig);
        }
        let eine = Vorlaeufigkeit {
            ab,
            bis,
            ungewiss,
            grund: grund.to_owned(),
            am: hilfe.heute,
            durch: self.durch,
            antrag: None,
            abschluss: None,
        };
        let fruehestens = zukunft_ab(hilfe.heute);
        if entschieden && ab < fruehestens {
            return Err(Ablehnung::NurZukunft(fruehestens));
        }
        let posten = Posten::nr(alle.len().saturating_add(1));
        let mut neues = Neues { monate: eine.monate().collect(), ..Neues::default() };
        // Ist über den Zeitraum noch nicht entschieden, endet auch er dort: für die Zeit danach ist neu zu beantragen.
        let unberuehrt = |monat: Monat| bewilligt.im_monat(monat).next().is_none();
        let monate = (0..).map(|n| zeitraum.ab.monat().plus(n));
        if bis < ende && monate.take_while(|monat| *monat <= ende).all(unberuehrt) {
            let kuerzer = Bewilligungszeitraum { ab: zeitraum.ab, bis: Some(bis.letzter()) };
            let tatsache = FallTatsache::Bewilligungszeitraum(kuerzer);
            let ersetzt = Some(version);
            neues.fall.push(Ereignis { ersetzt, ..Ereignis::neu(gilt, hilfe.heute, tatsache) });
        }
        neues.fall.push(ereignis(&posten, eine, hilfe.heute));
        Ok(neues)
    }
}

/// Beginnt die abschließende Entscheidung.
fn schliesse_ab(
    fall: &Akte<FallTatsache>,
    nummer: &Posten,
    hilfe: &Rechenhilfe<'_>,
) -> Result<Neues, Ablehnung> {
    let bisher = laufend(fall, nummer)?;
    if bisher.abgelaufen(hilfe.recht, hilfe.heute) {
        return Err(Ablehnung::SchonFestgesetzt);
    }
    if bisher.antrag.is_none() && hilfe.heute.monat() <= bisher.bis {
        return Err(Ablehnung::ErstNach(bisher.bis.letzter()));
    }
    let laeuft = |a: &&crate::anforderung::Anforderung| {
        a.zweck == Anforderungszweck::Abschluss && a.offen() && hilfe.heute <= a.frist
    };
    let alle = anforderungen(fall);
    if let Some(offene) = alle.iter().map(|(_, a)| *a).find(laeuft) {
        return Err(Ablehnung::AnforderungLaeuft(offene.frist));
    }
    let eine = Vorlaeufigkeit { abschluss: Some(hilfe.heute), ..bisher.clone() };
    let monate = eine.monate().collect();
    let fall = vec![ereignis(nummer, eine, hilfe.heute)];
    Ok(Neues { fall, monate, ..Neues::default() })
}

/// Die vorläufige Zeit mit dieser Nummer, solange niemand mit ihrem Abschluss begonnen hat.
fn laufend<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Result<&'a Vorlaeufigkeit, Ablehnung> {
    let alle = vorlaeufigkeiten(fall).into_iter();
    let eine = alle.into_iter().find(|(posten, _)| *posten == nummer).map(|(_, eine)| eine);
    eine.filter(|eine| eine.abschluss.is_none()).ok_or(Ablehnung::NichtVorlaeufig)
}

fn ereignis(nummer: &Posten, eine: Vorlaeufigkeit, eingang: Tag) -> Ereignis<FallTatsache> {
    let tatsache = FallTatsache::Vorlaeufigkeit { posten: nummer.clone(), eintrag: Some(eine) };
    Ereignis::neu(Gilt::IMMER, eingang, tatsache)
}

/// Der Bewilligungszeitraum, zu dem der Monat gehört, mit der Version und der Zeit, in der er so steht.
fn bewilligungszeitraum(
    fall: &Akte<FallTatsache>,
    monat: Monat,
) -> Option<(Bewilligungszeitraum, u64, Gilt)> {
    fall.je(Bekannt::Jetzt).into_iter().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Bewilligungszeitraum(zeitraum)
            if zeitraum.ab.monat() <= monat && monat <= zeitraum.ende().monat() =>
        {
            Some((*zeitraum, stueck.eintrag.version, stueck.eintrag.ereignis.gilt))
        }
        _ => None,
    })
}
