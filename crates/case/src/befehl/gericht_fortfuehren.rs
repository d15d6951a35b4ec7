//! Ein Verfahren vor dem Sozialgericht fortführen: Termin, Frist, Anordnung, Entscheidung, Umsetzung.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_langtext, pruefe_text};
use super::rechtsbehelf::nur;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Akte, FallTatsache, Kennung, Posten};
use crate::bescheid::entschieden;
use crate::gericht::{
    Anordnung, Gerichtsentscheidung, Gerichtsfrist, Gerichtsverfahren, Termin, verfahren,
};
use crate::schnittstelle::schema;

/// Was in einem Verfahren geschah. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GerichtsverfahrenFortfuehren {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Seine Nummer.
    pub verfahren: Posten,
    /// Was geschah.
    pub schritt: Gerichtsschritt,
    /// Wer es festhält.
    pub durch: Kennung,
}

/// Was geschah.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Gerichtsschritt {
    /// Das Gericht lädt zu einem Termin.
    Termin {
        /// Wann und wo.
        termin: Termin,
    },
    /// Das Gericht setzt eine Frist.
    Frist {
        /// Letzter Tag.
        #[schemars(with = "schema::Tag")]
        bis: Tag,
        /// Wofür, etwa `Klageerwiderung`.
        wofuer: String,
    },
    /// Eine Frist ist erfüllt: die Stellungnahme ging hinaus.
    Stellungnahme {
        /// Der letzte Tag der Frist.
        #[schemars(with = "schema::Tag")]
        frist: Tag,
    },
    /// Das Gericht ordnet vorläufig etwas an (§ 86b SGG).
    Anordnung {
        /// Was.
        anordnung: Anordnung,
    },
    /// Das Gericht hat eine Abschrift eines neuen Bescheids (§ 96 Abs. 2 SGG).
    Abschrift {
        /// Der Bescheid.
        bescheid: Posten,
    },
    /// Das Gericht hat entschieden; ein Rechtsmittel ist noch möglich.
    Entscheidung {
        /// Die Entscheidung.
        entscheidung: Gerichtsentscheidung,
    },
    /// Jemand legt Berufung oder Revision ein; das Verfahren geht dort weiter.
    Rechtsmittel {
        /// Das nächste Gericht.
        gericht: String,
        /// Sein Aktenzeichen.
        aktenzeichen: String,
        /// Der Tag, an dem es einging.
        #[schemars(with = "schema::Tag")]
        eingang: Tag,
    },
    /// Was aus dem Ende folgte, ist getan.
    Umgesetzt,
}

crate::verschwiegen::verschwiegen!(GerichtsverfahrenFortfuehren, Gerichtsschritt);

impl GerichtsverfahrenFortfuehren {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let gefunden = verfahren(fall).into_iter().find(|(posten, ..)| **posten == self.verfahren);
        let (posten, eines, _) = gefunden.ok_or(Ablehnung::KeinGerichtsverfahren)?;
        // Nach dem Ende ist nur noch umzusetzen.
        let umsetzen = self.schritt == Gerichtsschritt::Umgesetzt;
        if eines.laeuft() == umsetzen {
            return Err(Ablehnung::KeinGerichtsverfahren);
        }
        let mut neu = eines.clone();
        self.trage_ein(fall, &mut neu, heute)?;
        let eintrag = Some(neu);
        let tatsache = FallTatsache::Gerichtsverfahren { posten: posten.clone(), eintrag };
        Ok(nur(fall, heute, vec![tatsache]))
    }

    fn trage_ein(
        &self,
        fall: &Akte<FallTatsache>,
        eines: &mut Gerichtsverfahren,
        heute: Tag,
    ) -> Result<(), Ablehnung> {
        match &self.schritt {
            Gerichtsschritt::Termin { termin } => {
                pruefe_text("termin.uhrzeit", &termin.uhrzeit)?;
                pruefe_text("termin.ort", &termin.ort)?;
                eines.termine.push(termin.clone());
                eines.termine.sort_by_key(|termin| termin.am);
            }
            Gerichtsschritt::Frist { bis, wofuer } => {
                pruefe_text("wofuer", wofuer)?;
                let frist = Gerichtsfrist { bis: *bis, wofuer: wofuer.clone(), erfuellt: None };
                eines.fristen.push(frist);
                eines.fristen.sort_by_key(|frist| frist.bis);
            }
            Gerichtsschritt::Stellungnahme { frist } => {
                let offen = |f: &&mut Gerichtsfrist| f.bis == *frist && f.erfuellt.is_none();
                let gefunden = eines.fristen.iter_mut().find(offen);
                gefunden.ok_or(Ablehnung::KeineGerichtsfrist(*frist))?.erfuellt = Some(heute);
            }
            Gerichtsschritt::Anordnung { anordnung } => {
                pruefe_langtext("anordnung.inhalt", &anordnung.inhalt)?;
                if anordnung.am > heute {
                    return Err(Ablehnung::EingangInZukunft(anordnung.am));
                }
                eines.anordnungen.push(anordnung.clone());
            }
            Gerichtsschritt::Abschrift { bescheid } => {
                entschieden(fall, bescheid).ok_or(Ablehnung::KeinBescheid)?;
                eines.mitgeteilt.insert(bescheid.clone());
            }
            Gerichtsschritt::Entscheidung { entscheidung } => {
                if entscheidung.zugestellt > heute {
                    return Err(Ablehnung::EingangInZukunft(entscheidung.zugestellt));
                }
                eines.entscheidung = Some(*entscheidung);
            }
            Gerichtsschritt::Rechtsmittel { gericht, aktenzeichen, eingang } => {
                pruefe_text("gericht", gericht)?;
                pruefe_text("aktenzeichen", aktenzeichen)?;
                // Anfechten lässt sich nur, was entschieden ist.
                let entscheidung =
                    eines.entscheidung.take().ok_or(Ablehnung::KeinGerichtsverfahren)?;
                if *eingang < entscheidung.zugestellt {
                    return Err(Ablehnung::VorDerEntscheidung(entscheidung.zugestellt));
                }
                (eines.gericht, eines.aktenzeichen) = (gericht.clone(), aktenzeichen.clone());
                eines.rechtsmittel = Some(*eingang);
            }
            Gerichtsschritt::Umgesetzt => {
                if !eines.verpflichtet() {
                    return Err(Ablehnung::NichtsUmzusetzen);
                }
                eines.umgesetzt = Some(heute);
            }
        }
        Ok(())
    }
}
