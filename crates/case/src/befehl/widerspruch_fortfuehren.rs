//! Was während eines Widerspruchs entschieden wird: die versäumte Frist, die Aussetzung, danach die Kosten.

use law::measure::{Cent, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::Neues;
use super::rechtsbehelf::nur;
use super::widerspruch::offener;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten};
use crate::schnittstelle::schema;
use crate::ueberpruefung::{Ueberpruefung, ueberpruefungen};
use crate::widerspruch::{
    Ausgang, Aussetzung, Erledigung, Fristfrage, Gegen, Kosten, Ursache, Versaeumnis, Widerspruch,
    widerspruch,
};

/// Ein Schritt in einem Widerspruch. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WiderspruchFortfuehren {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Seine Nummer.
    pub widerspruch: Posten,
    /// Was geschieht.
    pub schritt: Widerspruchsschritt,
    /// Wer handelt.
    pub durch: Kennung,
}

/// Was geschieht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Widerspruchsschritt {
    /// Er kam vielleicht zu spät; was das bedeutet.
    Frist {
        /// Was entschieden ist.
        wie: Versaeumnis,
        /// Warum.
        begruendung: String,
    },
    /// Die Vollziehung wird ausgesetzt (§ 86a Abs. 3 SGG).
    Aussetzen {
        /// Letzter Tag; ohne Angabe, bis der Widerspruch erledigt ist.
        #[serde(default)]
        #[schemars(with = "Option<schema::Tag>")]
        bis: Option<Tag>,
        /// Warum.
        begruendung: String,
    },
    /// Der Betrag der Kosten wird festgesetzt (§ 63 Abs. 3 Satz 1 SGB X).
    KostenFestsetzen {
        /// Was erstattet wird.
        #[schemars(with = "schema::Betrag")]
        betrag: Cent,
    },
}

crate::verschwiegen::verschwiegen!(WiderspruchFortfuehren, Widerspruchsschritt);

impl WiderspruchFortfuehren {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let heute = hilfe.heute;
        match &self.schritt {
            Widerspruchsschritt::Frist { wie, begruendung } => {
                pruefe_begruendung("begruendung", begruendung)?;
                let tatsachen = self.frist(fall, *wie, begruendung, heute)?;
                let neu = |tatsache| Ereignis::neu(Gilt::IMMER, heute, tatsache);
                let neues =
                    Neues { fall: tatsachen.into_iter().map(neu).collect(), ..Neues::default() };
                neues.fuehre_fort(fall, bestand, hilfe)
            }
            Widerspruchsschritt::Aussetzen { bis, begruendung } => {
                pruefe_begruendung("begruendung", begruendung)?;
                if let Some(bis) = bis.filter(|bis| *bis < heute) {
                    return Err(Ablehnung::AufgabeVorbei(bis));
                }
                let (posten, alter) = offener(fall, &self.widerspruch)?;
                let (begruendung, durch) = (begruendung.clone(), self.durch);
                let ausgesetzt = Some(Aussetzung { begruendung, am: heute, bis: *bis, durch });
                let neu = Widerspruch { ausgesetzt, ..alter.clone() };
                Ok(nur(fall, heute, vec![eintrag(posten, neu)]))
            }
            Widerspruchsschritt::KostenFestsetzen { betrag } => {
                let neu = self.kosten(fall, *betrag)?;
                Ok(nur(fall, heute, vec![eintrag(&self.widerspruch, neu)]))
            }
        }
    }

    /// Der Widerspruch mit der Antwort; als Überprüfung gelesen, endet er und der Antrag steht im selben Zug da.
    fn frist(
        &self,
        fall: &Akte<FallTatsache>,
        wie: Versaeumnis,
        begruendung: &str,
        heute: Tag,
    ) -> Result<Vec<FallTatsache>, Ablehnung> {
        let (posten, alter) = offener(fall, &self.widerspruch)?;
        if !alter.vielleicht_verspaetet(fall) {
            return Err(Ablehnung::FristGewahrt);
        }
        let (am, durch) = (heute, self.durch);
        let versaeumnis = Some(Fristfrage { wie, begruendung: begruendung.to_owned(), am, durch });
        let mut neu = Widerspruch { versaeumnis, ..alter.clone() };
        if wie != Versaeumnis::AlsUeberpruefung {
            return Ok(vec![eintrag(posten, neu)]);
        }
        if matches!(alter.gegen, Gegen::Ueberpruefung(_)) {
            return Err(Ablehnung::KeinBescheid);
        }
        neu.erledigt = Some(Erledigung {
            ausgang: Ausgang::AlsUeberpruefung,
            ursache: Ursache::Keine,
            norm: "§ 44 SGB X".to_owned(),
            am,
            durch,
            kosten: None,
            bescheid: None,
            umsetzung: None,
        });
        let nummer = Posten::nr(ueberpruefungen(fall).len().saturating_add(1));
        let ueberpruefung = Ueberpruefung {
            gegen: alter.gegen.clone(),
            eingang: alter.eingang,
            begruendung: alter.begruendung.clone(),
            widerspruch: Some(posten.clone()),
            erledigt: None,
        };
        let antrag = FallTatsache::Ueberpruefung { posten: nummer, eintrag: Some(ueberpruefung) };
        Ok(vec![eintrag(posten, neu), antrag])
    }

    /// Festgesetzt wird, wo erstattet wird.
    fn kosten(&self, fall: &Akte<FallTatsache>, betrag: Cent) -> Result<Widerspruch, Ablehnung> {
        let gefunden = widerspruch(fall, &self.widerspruch);
        let (_, alter) = gefunden.ok_or(Ablehnung::KeinWiderspruch)?;
        let ende = alter.erledigt.as_ref().ok_or(Ablehnung::KeineKosten)?;
        let kosten = ende.kosten.filter(|kosten| kosten.quote_prozent > 0);
        let kosten = kosten.ok_or(Ablehnung::KeineKosten)?;
        let kosten = Some(Kosten { betrag: Some(betrag), ..kosten });
        let erledigt = Some(Erledigung { kosten, ..ende.clone() });
        Ok(Widerspruch { erledigt, ..alter.clone() })
    }
}

fn eintrag(posten: &Posten, widerspruch: Widerspruch) -> FallTatsache {
    FallTatsache::Widerspruch { posten: posten.clone(), eintrag: Some(widerspruch) }
}
