//! Eine Pflichtverletzung oder ein Meldeversäumnis aufnehmen, das Verfahren einstellen, eine Minderung aufheben.

use law::lage::MinderungArt;
use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::{pruefe_begruendung, pruefe_langtext};
use super::fortfuehrung::Neues;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, PersonTatsache, Posten};
use crate::bescheid::Bewilligtes;
use crate::entwurf::zukunft_ab;
use crate::pflichtverletzung::{
    Belehrung, Einstellungsgrund, Folge, Pflichtverletzung, Verfahrensstand, folge,
    pflichtverletzungen,
};
use crate::rechte::menschen;
use crate::schnittstelle::{Minderung, schema};

/// Was geschah. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PflichtverletzungAufnehmen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Wer.
    pub person: Kennung,
    /// Was: eine Pflichtverletzung, eine Arbeitsverweigerung oder ein Meldeversäumnis. Dass jemand nach dem dritten
    /// Versäumnis in Folge nicht erreichbar ist, folgt daraus.
    pub art: MinderungArt,
    /// Wann.
    #[schemars(with = "schema::Tag")]
    pub tag: Tag,
    /// Kannte die Person die Folgen?
    pub belehrung: Belehrung,
    /// Folgten die Versäumnisse aufeinander, ohne dass sie dazwischen einen Termin wahrnahm? Nur beim Meldeversäumnis.
    #[serde(default)]
    pub aufeinander_folgend: bool,
    /// Was geschah, ein oder zwei Sätze; sie stehen im Brief.
    pub was: String,
    /// Wer es aufnimmt.
    pub durch: Kennung,
}

/// Was mit einem Verfahren geschieht. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PflichtverletzungFuehren {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Ihre Nummer.
    pub nummer: Posten,
    /// Was geschieht.
    pub schritt: Schritt,
    /// Wer handelt.
    pub durch: Kennung,
}

/// Was geschieht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "Pflichtverletzungsschritt")]
pub enum Schritt {
    /// Es wird nicht gemindert.
    Einstellen {
        /// Warum.
        grund: Einstellungsgrund,
        /// In einem Satz.
        begruendung: String,
    },
    /// Die Pflicht ist erfüllt, oder die Person hat sich ernsthaft und nachhaltig bereit erklärt, oder sie hat sich
    /// persönlich gemeldet: die Minderung ist aufzuheben (§ 31a Abs. 1 Satz 2, § 31b Abs. 2, § 7b Abs. 4 Satz 5).
    Erfuellt {
        /// Wann.
        #[schemars(with = "schema::Tag")]
        tag: Tag,
    },
}

crate::verschwiegen::verschwiegen!(PflichtverletzungAufnehmen, PflichtverletzungFuehren, Schritt);

impl PflichtverletzungAufnehmen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let (fall, heute) = (bestand.fall(self.fall)?, hilfe.heute);
        if !menschen(fall).contains(&self.person) {
            return Err(Ablehnung::NichtImHaushalt(self.person));
        }
        if self.tag > heute {
            return Err(Ablehnung::EingangInZukunft(self.tag));
        }
        pruefe_begruendung("was", &self.was)?;
        pruefe_langtext("was", &self.was)?;
        let alle = pflichtverletzungen(fall);
        let dieselbe =
            |eine: &Pflichtverletzung| eine.person == self.person && eine.tag == self.tag;
        if alle.iter().any(|(_, eine)| dieselbe(eine) && gleiche_art(eine.art, self.art)) {
            return Err(Ablehnung::SchonAufgenommen);
        }
        let (art, nummer_in_folge, folgt) = self.folgt(fall)?;
        let eine = Pflichtverletzung {
            person: self.person,
            art,
            tag: self.tag,
            folge: nummer_in_folge,
            belehrung: self.belehrung,
            was: self.was.clone(),
            stand: if folgt { Verfahrensstand::Laeuft } else { Verfahrensstand::OhneFolge },
            durch: self.durch,
        };
        if folgt && eine.feststellen_bis().is_some_and(|bis| bis < heute) {
            return Err(Ablehnung::ZuSpaetFestgestellt);
        }
        let posten = Posten::nr(alle.len().saturating_add(1));
        let mut neues = Neues { fall: vec![ereignis(&posten, eine, self.tag)], ..Neues::default() };
        if folgt {
            neues.monate = kuenftige(fall, heute);
        }
        neues.fuehre_fort(fall, bestand, hilfe)
    }

    /// Art, die wievielte, und ob etwas folgt.
    fn folgt(&self, fall: &Akte<FallTatsache>) -> Result<(MinderungArt, u8, bool), Ablehnung> {
        let gewusst = self.belehrung != Belehrung::Keine;
        match self.art {
            MinderungArt::Pflichtverletzung | MinderungArt::Arbeitsverweigerung => {
                Ok((self.art, 1, gewusst))
            }
            MinderungArt::Meldeversaeumnis => {
                let wer = (self.person, self.tag);
                Ok(match folge(fall, wer, self.aufeinander_folgend) {
                    Folge::Keine => (self.art, 1, false),
                    Folge::Wiederholt => (self.art, 2, gewusst),
                    Folge::Drittes => (MinderungArt::NichtErreichbar, 3, gewusst),
                })
            }
            MinderungArt::NichtErreichbar => Err(Ablehnung::NichtMeldbar("nicht_erreichbar")),
        }
    }
}

/// Das dritte Versäumnis in Folge ist auch ein Meldeversäumnis.
fn gleiche_art(eine: MinderungArt, andere: MinderungArt) -> bool {
    let gleich = |art| match art {
        MinderungArt::NichtErreichbar => MinderungArt::Meldeversaeumnis,
        art => art,
    };
    gleich(eine) == gleich(andere)
}

/// Alle bewilligten Monate, für die noch gemindert werden kann.
fn kuenftige(
    fall: &Akte<FallTatsache>,
    heute: Tag,
) -> std::collections::BTreeSet<law::measure::Monat> {
    let bewilligt = Bewilligtes::aus(fall);
    let ab = zukunft_ab(heute);
    bewilligt.zeilen().map(|(monat, ..)| monat).filter(|monat| *monat >= ab).collect()
}

impl PflichtverletzungFuehren {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let alle = pflichtverletzungen(fall);
        let gefunden = alle.iter().find(|(posten, _)| **posten == self.nummer);
        let (_, bisher) = gefunden.ok_or(Ablehnung::KeinVerfahren)?;
        let neues = match &self.schritt {
            Schritt::Einstellen { grund, begruendung } => {
                pruefe_begruendung("begruendung", begruendung)?;
                // Auch ein Versäumnis ohne Folge kann entschuldigt sein: dann zählt es nicht mehr mit.
                if !matches!(bisher.stand, Verfahrensstand::Laeuft | Verfahrensstand::OhneFolge) {
                    return Err(Ablehnung::KeinVerfahren);
                }
                let begruendung = begruendung.clone();
                let stand = Verfahrensstand::Eingestellt { grund: *grund, begruendung };
                let neu = Pflichtverletzung { stand, ..(*bisher).clone() };
                Neues { fall: vec![ereignis(&self.nummer, neu, hilfe.heute)], ..Neues::default() }
            }
            Schritt::Erfuellt { tag } => self.erfuellt((bisher, *tag), hilfe.heute)?,
        };
        neues.fuehre_fort(fall, bestand, hilfe)
    }

    /// Die Minderung endet; das ist eine Tatsache beim Menschen, und der Entwurf folgt daraus.
    fn erfuellt(
        &self,
        (bisher, tag): (&Pflichtverletzung, Tag),
        heute: Tag,
    ) -> Result<Neues, Ablehnung> {
        let Verfahrensstand::Festgestellt { ab } = bisher.stand else {
            return Err(Ablehnung::KeinVerfahren);
        };
        if tag > heute {
            return Err(Ablehnung::EingangInZukunft(tag));
        }
        if tag < bisher.tag {
            return Err(Ablehnung::Verkehrt);
        }
        let posten = Pflichtverletzung::posten(self.fall, &self.nummer);
        let minderung = Minderung { aufgehoben_ab: Some(tag), ..bisher.minderung(ab) };
        let tatsache = PersonTatsache::Minderung { posten, eintrag: Some(minderung) };
        let ereignis = Ereignis::neu(Gilt::ab(tag), heute, tatsache);
        let mut neues = Neues::default();
        neues.personen.insert(bisher.person, vec![ereignis]);
        Ok(neues)
    }
}

fn ereignis(posten: &Posten, eine: Pflichtverletzung, eingang: Tag) -> Ereignis<FallTatsache> {
    let tatsache = FallTatsache::Pflichtverletzung { posten: posten.clone(), eintrag: Some(eine) };
    Ereignis::neu(Gilt::IMMER, eingang, tatsache)
}
