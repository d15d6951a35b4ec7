//! Unterlagen anfordern, ihren Eingang festhalten, erinnern (§ 60 SGB I, § 41a Abs. 3 SGB II).

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_begruendung, pruefe_text};
use super::fortfuehrung::{Neues, texte};
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Notiz, Posten, Strom};
use crate::anforderung::{Anforderung, Anforderungszweck, Unterlage, anforderungen, fruehestens};
use crate::entwurf::versionen;
use crate::rechte::menschen;
use crate::schnittstelle::schema;
use crate::versagung::{Versagung, versagungen};

/// Unterlagen anfordern; der Brief geht heute hinaus. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnterlagenAnfordern {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Wozu.
    pub zweck: Anforderungszweck,
    /// Von wem.
    pub person: Kennung,
    /// Was fehlt; mindestens eine.
    pub unterlagen: Vec<Unterlage>,
    /// Bis wann; fehlt es, zwei Wochen nach dem vermuteten Zugang. Früher nicht: dann wäre die Frist nicht angemessen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub frist: Option<Tag>,
    /// Ob der Brief sagt, was sonst geschieht; nur dann kann es geschehen.
    #[serde(default = "ja")]
    pub belehren: bool,
    /// Wer anfordert.
    pub durch: Kennung,
}

const fn ja() -> bool {
    true
}

/// Was mit einer Anforderung geschieht. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnterlagenFuehren {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Die Nummer der Anforderung.
    pub anforderung: Posten,
    /// Was geschieht.
    pub schritt: Schritt,
    /// Wer handelt.
    pub durch: Kennung,
}

/// Was geschieht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "Unterlagenschritt")]
pub enum Schritt {
    /// Unterlagen sind eingegangen.
    Eingegangen {
        /// Die wievielten der Anforderung, die erste ist 1.
        welche: Vec<usize>,
        /// Wann.
        #[schemars(with = "schema::Tag")]
        eingang: Tag,
    },
    /// Ein zweiter Brief geht heute hinaus, mit neuer Frist.
    Erinnern,
    /// Sie werden nicht mehr gebraucht.
    Zurueckziehen {
        /// Warum; steht als Vermerk in der Akte.
        begruendung: String,
    },
}

crate::verschwiegen::verschwiegen!(UnterlagenAnfordern, UnterlagenFuehren, Schritt);

/// So viele Unterlagen nennt eine Anforderung höchstens.
const HOECHSTENS: usize = 50;

impl UnterlagenAnfordern {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if !menschen(fall).contains(&self.person) {
            return Err(Ablehnung::NichtImHaushalt(self.person));
        }
        if !(1..=HOECHSTENS).contains(&self.unterlagen.len()) {
            return Err(Ablehnung::UnterlagenZahl(HOECHSTENS));
        }
        for unterlage in &self.unterlagen {
            pruefe_text("unterlagen", &unterlage.was)?;
        }
        let frueheste = fruehestens(heute);
        let frist = self.frist.unwrap_or(frueheste);
        if frist < frueheste {
            return Err(Ablehnung::FristZuKurz(frueheste));
        }
        let akten = Akten { fall, personen: &bestand.personen };
        let offen = self.unterlagen.iter().map(|u| Unterlage { eingang: None, ..u.clone() });
        let anforderung = Anforderung {
            zweck: self.zweck,
            person: self.person,
            unterlagen: offen.collect(),
            am: heute,
            frist,
            belehrt: self.belehren,
            erinnert: None,
            durch: self.durch,
            zurueckgezogen: None,
            akten: versionen(akten),
        };
        let posten = Posten::nr(anforderungen(fall).len().saturating_add(1));
        Ok(am_fall(fall, &[ereignis(&posten, anforderung, heute)]))
    }
}

impl UnterlagenFuehren {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let (fall, heute) = (bestand.fall(self.fall)?, hilfe.heute);
        let alle = anforderungen(fall);
        let gefunden = alle.iter().find(|(posten, _)| **posten == self.anforderung);
        let (posten, bisher) = gefunden.ok_or(Ablehnung::KeineAnforderung)?;
        if !bisher.offen() {
            return Err(Ablehnung::KeineAnforderung);
        }
        match &self.schritt {
            Schritt::Eingegangen { welche, eingang } => {
                if *eingang > heute {
                    return Err(Ablehnung::EingangInZukunft(*eingang));
                }
                let neu = eingegangen(bisher, welche, *eingang)?;
                self.nachgeholt(fall, neu, *eingang).fuehre_fort(fall, bestand, hilfe)
            }
            Schritt::Erinnern => {
                let akten = versionen(Akten { fall, personen: &bestand.personen });
                let neu = Anforderung {
                    erinnert: Some(heute),
                    frist: bisher.frist.max(fruehestens(heute)),
                    akten,
                    ..(*bisher).clone()
                };
                Ok(am_fall(fall, &[ereignis(posten, neu, heute)]))
            }
            Schritt::Zurueckziehen { begruendung } => {
                pruefe_begruendung("begruendung", begruendung)?;
                let mit = format!("Anforderung {}", posten.text());
                let eintrag = Some(Notiz { mit, text: begruendung.clone() });
                let notiz = Posten::version(fall.version().saturating_add(1));
                let notiz = FallTatsache::Notiz { posten: notiz, eintrag };
                let neu = Anforderung { zurueckgezogen: Some(heute), ..(*bisher).clone() };
                let mut neues = self.nachgeholt(fall, neu, heute);
                neues.fall.insert(0, Ereignis::neu(Gilt::IMMER, heute, notiz));
                neues.fuehre_fort(fall, bestand, hilfe)
            }
        }
    }

    /// Der neue Stand; fehlt danach nichts mehr, endet eine Versagung, die darauf beruht (§ 67 SGB I).
    fn nachgeholt(&self, fall: &Akte<FallTatsache>, neu: Anforderung, tag: Tag) -> Neues {
        let offen = neu.offen();
        let mut neues =
            Neues { fall: vec![ereignis(&self.anforderung, neu, tag)], ..Neues::default() };
        for (posten, eine) in versagungen(fall) {
            let endet = eine.anforderung == self.anforderung && eine.nachgeholt.is_none();
            if offen || !endet {
                continue;
            }
            let eintrag = Some(Versagung { nachgeholt: Some(tag), ..eine.clone() });
            let tatsache = FallTatsache::Versagung { posten: posten.clone(), eintrag };
            neues.fall.push(Ereignis::neu(Gilt::IMMER, tag, tatsache));
            neues.monate.extend(super::versagung::monate(fall, eine.ab));
        }
        neues
    }
}

/// Mit dem Eingang dieser Unterlagen.
fn eingegangen(
    bisher: &Anforderung,
    welche: &[usize],
    eingang: Tag,
) -> Result<Anforderung, Ablehnung> {
    let mut neu = bisher.clone();
    if welche.is_empty() {
        return Err(Ablehnung::KeineAnforderung);
    }
    for nr in welche {
        let stelle = nr.checked_sub(1).and_then(|stelle| neu.unterlagen.get_mut(stelle));
        let unterlage = stelle.ok_or(Ablehnung::KeineAnforderung)?;
        unterlage.eingang = unterlage.eingang.or(Some(eingang));
    }
    Ok(neu)
}

fn ereignis(posten: &Posten, anforderung: Anforderung, tag: Tag) -> Ereignis<FallTatsache> {
    let eintrag = Some(anforderung);
    let tatsache = FallTatsache::Anforderung { posten: posten.clone(), eintrag };
    Ereignis::neu(Gilt::IMMER, tag, tatsache)
}

fn am_fall(fall: &Akte<FallTatsache>, ereignisse: &[Ereignis<FallTatsache>]) -> Entscheidung {
    Entscheidung {
        ereignisse: vec![(Strom::fall(fall.kennung), fall.version(), texte(ereignisse))],
        ..Entscheidung::default()
    }
}
