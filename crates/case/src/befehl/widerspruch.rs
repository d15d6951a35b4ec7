//! Einen Widerspruch aufnehmen und festhalten, wie er ausging.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_begruendung, pruefe_langtext, pruefe_text};
use super::rechtsbehelf::{nur, pruefe_norm, pruefe_quote, pruefe_umsetzung, zweite_person};
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::lage::Akten;
use crate::akte::{Akte, FallTatsache, Kennung, Posten};
use crate::entwurf::versionen;
use crate::erstattung::{Erstattungsstand, erledigt, erstattungen};
use crate::schnittstelle::schema;
use crate::widerspruch::{
    Ausgang, Erledigung, Gegen, Kosten, Umstaende, Ursache, Widerspruch, Widerspruchsbescheid,
    widersprueche,
};

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
    /// Wie die Entscheidung bekannt wurde, wenn es anders war als vermutet: danach richtet sich die Frist.
    #[serde(default)]
    pub umstaende: Umstaende,
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
    /// Die Kosten (§ 63 SGB X); nur bei einer Rücknahme fehlen sie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kosten: Option<Kosten>,
    /// Was der Widerspruchsbescheid sagt: bei Zurückweisung, Unzulässigkeit und Teilabhilfe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bescheid: Option<Bescheidtext>,
    /// Der Bescheid, der die Abhilfe schon enthält, wenn er schon hinaus ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umsetzung: Option<Posten>,
}

/// Was der Widerspruchsbescheid sagt. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Widerspruchsbescheidtext")]
pub struct Bescheidtext {
    /// Bei einer Teilabhilfe: worin abgeholfen wird, als Ende des Satzes „Wir helfen Ihrem Widerspruch ab, soweit …“.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub umfang: String,
    /// Die Gründe, mit Absätzen (§ 85 Abs. 3 SGG, § 35 SGB X).
    pub gruende: String,
    /// Wer darunter steht (§ 33 Abs. 3 SGB X).
    pub name: String,
}

crate::verschwiegen::verschwiegen!(WiderspruchAufnehmen, WiderspruchErledigen, Bescheidtext);

impl WiderspruchAufnehmen {
    pub(super) fn entscheide(&self, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        // Eine Erstattung, die sich erledigte, verlangt nichts mehr.
        let verlangt = |nummer: &Posten| {
            let eine = erstattungen(fall).into_iter().find(|(posten, _)| *posten == nummer);
            eine.is_some_and(|(_, e)| e.stand == Erstattungsstand::Festgesetzt)
        };
        let vom = match &self.gegen {
            Gegen::Erstattung(nummer) if !verlangt(nummer) => None,
            gegen => gegen.entschieden_am(fall),
        };
        let vom = vom.ok_or(Ablehnung::KeinBescheid)?;
        if self.eingang < vom || self.umstaende.zugang.is_some_and(|zugang| zugang < vom) {
            return Err(Ablehnung::VorDerEntscheidung(vom));
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
            umstaende: self.umstaende,
            versaeumnis: None,
            ausgesetzt: None,
            erledigt: None,
        };
        let tatsache = FallTatsache::Widerspruch { posten, eintrag: Some(widerspruch) };
        Ok(nur(fall, self.eingang, vec![tatsache]))
    }
}

impl WiderspruchErledigen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        pruefe_norm(&self.norm)?;
        let (posten, widerspruch) = offener(fall, &self.widerspruch)?;
        let zurueckgenommen = self.ausgang == Ausgang::Zurueckgenommen;
        if !zurueckgenommen {
            zweite_person(fall, &widerspruch.gegen, self.durch)?;
        }
        self.passt(fall, widerspruch)?;
        let erledigt = Erledigung {
            ausgang: self.ausgang,
            ursache: self.ursache,
            norm: self.norm.clone(),
            am: heute,
            durch: self.durch,
            kosten: self.kosten,
            bescheid: self.bescheid.as_ref().map(|text| Widerspruchsbescheid {
                umfang: text.umfang.clone(),
                gruende: text.gruende.clone(),
                name: text.name.clone(),
                akten: versionen(Akten { fall, personen: &bestand.personen }),
            }),
            umsetzung: self.umsetzung.clone(),
        };
        let neu = Widerspruch { erledigt: Some(erledigt), ..widerspruch.clone() };
        let mut tatsachen =
            vec![FallTatsache::Widerspruch { posten: posten.clone(), eintrag: Some(neu) }];
        if let Gegen::Erstattung(nummer) = &widerspruch.gegen
            && self.ausgang == Ausgang::Abhilfe
        {
            // Wird abgeholfen, ist nichts mehr zu erstatten: das steht im selben Zug da.
            tatsachen.extend(erledigt_die_erstattung(fall, nummer, heute));
        }
        Ok(nur(fall, heute, tatsachen))
    }

    /// Passt, was mitgegeben ist, zum Ausgang?
    fn passt(&self, fall: &Akte<FallTatsache>, widerspruch: &Widerspruch) -> Result<(), Ablehnung> {
        match self.ausgang {
            Ausgang::AlsUeberpruefung => return Err(Ablehnung::AlsUeberpruefung),
            Ausgang::Zurueckgewiesen | Ausgang::Unzulaessig
                if widerspruch.fristfrage_offen(fall) =>
            {
                return Err(Ablehnung::FristfrageOffen);
            }
            // Wie viel bleibt, sagt erst eine neue Entscheidung über die Leistung.
            Ausgang::Teilabhilfe if matches!(widerspruch.gegen, Gegen::Erstattung(_)) => {
                return Err(Ablehnung::TeilweiseErstattung);
            }
            _ => {}
        }
        match (self.ausgang, &self.kosten) {
            (Ausgang::Zurueckgenommen, _) => {}
            (_, Some(kosten)) => pruefe_quote(kosten.quote_prozent)?,
            (_, None) => return Err(Ablehnung::KostenFehlen),
        }
        let teilweise = self.ausgang == Ausgang::Teilabhilfe;
        let mit_bescheid =
            matches!(self.ausgang, Ausgang::Zurueckgewiesen | Ausgang::Unzulaessig) || teilweise;
        match &self.bescheid {
            Some(text) if mit_bescheid => {
                pruefe_begruendung("bescheid.gruende", &text.gruende)?;
                pruefe_text("bescheid.name", &text.name)?;
                if teilweise {
                    pruefe_text("bescheid.umfang", &text.umfang)?;
                } else if !text.umfang.is_empty() {
                    return Err(Ablehnung::Text("bescheid.umfang"));
                }
            }
            None if !mit_bescheid => {}
            _ => return Err(Ablehnung::Widerspruchsbescheid),
        }
        if self.umsetzung.is_some() && !(teilweise || self.ausgang == Ausgang::Abhilfe) {
            return Err(Ablehnung::NichtsUmzusetzen);
        }
        pruefe_umsetzung(fall, &widerspruch.gegen, self.umsetzung.as_ref())
    }
}

/// Der offene Widerspruch mit dieser Nummer.
pub(super) fn offener<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Result<(&'a Posten, &'a Widerspruch), Ablehnung> {
    let gefunden = crate::widerspruch::widerspruch(fall, nummer);
    gefunden.filter(|(_, w)| w.erledigt.is_none()).ok_or(Ablehnung::KeinWiderspruch)
}

/// Die Erstattung, von der nichts bleibt.
pub(super) fn erledigt_die_erstattung(
    fall: &Akte<FallTatsache>,
    nummer: &Posten,
    heute: Tag,
) -> Option<FallTatsache> {
    let alle = erstattungen(fall);
    let (posten, erstattung) = alle.into_iter().find(|(posten, _)| *posten == nummer)?;
    let eintrag = Some(erledigt(erstattung, heute));
    Some(FallTatsache::Erstattung { posten: posten.clone(), eintrag })
}
