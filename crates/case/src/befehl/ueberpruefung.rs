//! Eine Überprüfung beantragen und über sie entscheiden (§ 44 SGB X, § 40 Abs. 1 SGB II).

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_begruendung, pruefe_langtext, pruefe_text};
use super::fortfuehrung::Neues;
use super::rechtsbehelf::{pruefe_norm, pruefe_umsetzung, zweite_person};
use super::widerspruch::erledigt_die_erstattung;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten};
use crate::entwurf::versionen;
use crate::schnittstelle::schema;
use crate::ueberpruefung::{
    Ueberpruefung, Ueberpruefungsausgang, Ueberpruefungsende, ueberpruefungen,
};
use crate::widerspruch::{Gegen, Ursache};

/// Ein Antrag auf Überprüfung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UeberpruefungBeantragen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Was zu überprüfen ist.
    pub gegen: Gegen,
    /// Der Tag, an dem der Antrag einging; an ihm misst sich, wie weit nachgezahlt wird.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Was vorgebracht wird; leer, wenn nichts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
}

/// Wie eine Überprüfung ausging. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UeberpruefungErledigen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Ihre Nummer.
    pub ueberpruefung: Posten,
    /// Wie sie ausging.
    pub ausgang: Ueberpruefungsausgang,
    /// Warum.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging.
    pub norm: String,
    /// Wer entschied.
    pub durch: Kennung,
    /// Die Gründe einer Ablehnung; sonst leer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gruende: String,
    /// Wer unter der Ablehnung steht (§ 33 Abs. 3 SGB X); sonst leer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Der Bescheid, der die Rücknahme schon enthält, wenn er schon hinaus ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umsetzung: Option<Posten>,
}

crate::verschwiegen::verschwiegen!(UeberpruefungBeantragen, UeberpruefungErledigen);

impl UeberpruefungBeantragen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        if matches!(self.gegen, Gegen::Ueberpruefung(_)) {
            return Err(Ablehnung::KeinBescheid);
        }
        let vom = self.gegen.ergangen_am(fall).ok_or(Ablehnung::KeinBescheid)?;
        if self.eingang < vom {
            return Err(Ablehnung::VorDerEntscheidung(vom));
        }
        if !self.begruendung.is_empty() {
            pruefe_langtext("begruendung", &self.begruendung)?;
        }
        let alle = ueberpruefungen(fall);
        if alle.iter().any(|(_, eine, _)| eine.gegen == self.gegen && eine.erledigt.is_none()) {
            return Err(Ablehnung::UeberpruefungOffen);
        }
        let posten = Posten::nr(alle.len().saturating_add(1));
        let ueberpruefung = Ueberpruefung {
            gegen: self.gegen.clone(),
            eingang: self.eingang,
            begruendung: self.begruendung.clone(),
            widerspruch: None,
            erledigt: None,
        };
        let eintrag = FallTatsache::Ueberpruefung { posten, eintrag: Some(ueberpruefung) };
        fuehre_fort(vec![eintrag], self.eingang, (fall, bestand), hilfe)
    }
}

impl UeberpruefungErledigen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let (fall, heute) = (bestand.fall(self.fall)?, hilfe.heute);
        pruefe_norm(&self.norm)?;
        let gefunden =
            ueberpruefungen(fall).into_iter().find(|(posten, ..)| **posten == self.ueberpruefung);
        let offen = gefunden.filter(|(_, eine, _)| eine.erledigt.is_none());
        let (posten, alte, _) = offen.ok_or(Ablehnung::KeineUeberpruefung)?;
        if self.ausgang != Ueberpruefungsausgang::Zurueckgenommen {
            zweite_person(fall, &alte.gegen, self.durch)?;
        }
        let abgelehnt = self.ausgang == Ueberpruefungsausgang::Abgelehnt;
        if abgelehnt {
            pruefe_begruendung("gruende", &self.gruende)?;
            pruefe_text("name", &self.name)?;
        } else if !(self.gruende.is_empty() && self.name.is_empty()) {
            return Err(Ablehnung::Text("gruende"));
        }
        let erstattung = matches!(alte.gegen, Gegen::Erstattung(_));
        if self.ausgang == Ueberpruefungsausgang::Teilruecknahme && erstattung {
            return Err(Ablehnung::TeilweiseErstattung);
        }
        if self.umsetzung.is_some() && !self.ausgang.hilft() {
            return Err(Ablehnung::NichtsUmzusetzen);
        }
        pruefe_umsetzung(fall, &alte.gegen, self.umsetzung.as_ref())?;
        let akten = abgelehnt.then(|| versionen(Akten { fall, personen: &bestand.personen }));
        let ende = Ueberpruefungsende {
            ausgang: self.ausgang,
            ursache: self.ursache,
            norm: self.norm.clone(),
            am: heute,
            durch: self.durch,
            gruende: self.gruende.clone(),
            name: self.name.clone(),
            akten: akten.unwrap_or_default(),
            umsetzung: self.umsetzung.clone(),
        };
        let neu = Ueberpruefung { erledigt: Some(ende), ..alte.clone() };
        let eintrag = FallTatsache::Ueberpruefung { posten: posten.clone(), eintrag: Some(neu) };
        let mut tatsachen = vec![eintrag];
        if let Gegen::Erstattung(nummer) = &alte.gegen
            && self.ausgang == Ueberpruefungsausgang::Ruecknahme
        {
            tatsachen.extend(erledigt_die_erstattung(fall, nummer, heute));
        }
        fuehre_fort(tatsachen, heute, (fall, bestand), hilfe)
    }
}

/// Ein wartender Entwurf misst die Nachzahlung am Antrag (§ 44 Abs. 4 Satz 3 SGB X): er wird gleich neu gebildet.
fn fuehre_fort(
    tatsachen: Vec<FallTatsache>,
    eingang: Tag,
    (fall, bestand): (&Akte<FallTatsache>, &Bestand),
    hilfe: &mut Rechenhilfe<'_>,
) -> Result<Entscheidung, Ablehnung> {
    let neu = |tatsache| Ereignis::neu(Gilt::IMMER, eingang, tatsache);
    let ereignisse = tatsachen.into_iter().map(neu).collect();
    Neues { fall: ereignisse, ..Neues::default() }.fuehre_fort(fall, bestand, hilfe)
}
