//! Der Haushalt eines Monats, aus den Akten gelesen: so wird aus dem, was bekannt ist, eine Rechnung.
//!
//! Was für einen ganzen Monat eine Angabe hat, nimmt den letzten Wert, der im Monat galt; eine Einnahme
//! zählt, wenn sie an irgendeinem Tag des Monats galt (§ 11 Abs. 2: der Monat des Zuflusses). Menschen
//! und Wohnungen stehen mit ihren Tagen.

mod fallbild;
mod menschenbild;

use std::collections::BTreeMap;

use law::measure::{Monat, Zeitraum};

use super::{Akte, Bekannt, FallTatsache, Kennung, PersonTatsache, Stueck, Tatsache};
use crate::schnittstelle::{Haushalt, Lage};
use fallbild::{Fallbild, Fruehere};
use menschenbild::Menschenbild;

/// Was der Akte fehlt, um daraus einen Monat zu rechnen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Luecke {
    /// In diesem Monat lebt niemand im Haushalt.
    #[error("im Monat {0} lebt niemand im Haushalt; bitte die Mitglieder prüfen")]
    Niemand(Monat),
    /// Zu einem Mitglied fehlt die Akte.
    #[error("die Akte des Mitglieds {0} fehlt; bitte zuerst die Person anlegen")]
    Person(Kennung),
    /// Eine nötige Angabe fehlt.
    #[error("{was} fehlt (Person {person}); bitte nachtragen")]
    Angabe {
        /// Wessen.
        person: Kennung,
        /// Welche.
        was: &'static str,
    },
    /// Eine nötige Angabe zum Fall fehlt.
    #[error("{0} fehlt im Fall; bitte nachtragen")]
    Fall(&'static str),
    /// Jemand geht und kommt im selben Monat wieder.
    #[error("{0} geht im Monat und kommt wieder; bitte als einen Aufenthalt eintragen")]
    ZweiAufenthalte(Kennung),
}

/// Die Akten, aus denen ein Haushalt entsteht.
#[derive(Clone, Copy, Debug)]
pub struct Akten<'a> {
    /// Der Fall.
    pub fall: &'a Akte<FallTatsache>,
    /// Die Menschen darin.
    pub personen: &'a BTreeMap<Kennung, Akte<PersonTatsache>>,
}

impl Akten<'_> {
    /// Der Haushalt im Monat, so wie er bekannt war. Kennungen in der Lage sind die der Akten.
    ///
    /// # Errors
    /// [`Luecke`], wenn niemand dort lebt oder eine nötige Angabe fehlt.
    pub fn haushalt(self, monat: Monat, bekannt: Bekannt) -> Result<Haushalt, Luecke> {
        let fall = self.fall.stuecke(monat.zeitraum(), bekannt);
        let mut bild = Fallbild::lies(&fall, monat)?;
        let mut namen = Vec::new();
        let mut personen = Vec::new();
        let mut vertreter = None;
        let mut mitglieder: Vec<_> = bild.mitglieder.iter().collect();
        let erwaehnt = self.zuerst_erwaehnt();
        mitglieder.sort_by_key(|(kennung, _)| erwaehnt.get(*kennung));
        for (kennung, aufenthalt) in mitglieder {
            let akte = self.personen.get(kennung).ok_or(Luecke::Person(*kennung))?;
            let stuecke = akte.stuecke(monat.zeitraum(), bekannt);
            let gelesen = Menschenbild::lies(*kennung, &stuecke, monat)?;
            if *kennung == bild.vertreter {
                vertreter = Some((gelesen.anschrift, gelesen.konto));
            }
            namen.push(gelesen.name);
            personen.push(aufenthalt.trage_ein(gelesen.person, &bild.mitglieder, monat));
        }
        let fruehere = self.fruehere(monat, bekannt);
        bild.wohnungen(&personen, fruehere);
        let (anschrift, konto) = vertreter.ok_or(Luecke::Fall("wer den Haushalt vertritt"))?;
        let fehlt = Luecke::Angabe { person: bild.vertreter, was: "die Anschrift" };
        Ok(Haushalt {
            lage: Lage {
                fall: Some(bild.nummer.clone()),
                monat,
                bewilligung_ab: Some(bild.zeitraum.ab),
                leistungsbezug_seit: bild.leistungsbezug_seit,
                gebiet: bild.gebiet,
                personen,
                wohnung: bild.wohnung,
                aufrechnung: bild.aufrechnung,
            },
            nummer: bild.nummer,
            bewilligung_bis: bild.zeitraum.bis,
            antrag: bild.antrag.ok_or(Luecke::Fall("der Antrag"))?,
            vertreter: bild.vertreter.to_string(),
            namen,
            anschrift: anschrift.ok_or(fehlt)?,
            konto,
            direktzahlungen: bild.direktzahlungen,
        })
    }

    /// Mit welcher Version jemand zuerst im Fall stand. Danach stehen die Menschen in der Lage: bei einem überzähligen Cent
    /// zählt die Reihenfolge (ADR 0004), und wer dazukommt, verschiebt sie für die anderen nicht.
    fn zuerst_erwaehnt(self) -> BTreeMap<Kennung, u64> {
        let mut erwaehnt = BTreeMap::new();
        for eintrag in self.fall.eintraege() {
            if let FallTatsache::Mitglied { posten, .. } = &eintrag.ereignis.tatsache
                && let Ok(kennung) = posten.text().parse()
            {
                erwaehnt.entry(kennung).or_insert(eintrag.version);
            }
        }
        erwaehnt
    }

    /// Wer den Haushalt in den zwei Jahren davor verlassen hat, auch durch Tod.
    fn fruehere(self, monat: Monat, bekannt: Bekannt) -> Fruehere {
        // Bis in den Monat hinein: erst dort zeigt sich, ob jemand geblieben ist.
        let von = monat.plus(-RUECKBLICK_MONATE).erster();
        let stuecke = self.fall.stuecke(Zeitraum { von, bis: monat.erster() }, bekannt);
        let mut fruehere = Fruehere::default();
        for stueck in &stuecke {
            let FallTatsache::Mitglied { posten, eintrag: Some(mitglied) } = stueck.tatsache()
            else {
                continue;
            };
            let bis = stueck.zeitraum.bis;
            // Ändert sich nur, wer zu wem gehört, schließt das nächste Stück an.
            let bleibt = stuecke.iter().any(|anderes| {
                let tatsache = anderes.tatsache();
                tatsache.posten() == Some(posten)
                    && matches!(tatsache, FallTatsache::Mitglied { eintrag: Some(_), .. })
                    && anderes.zeitraum.von == bis.naechster()
            });
            if bis >= monat.erster() || bleibt || mitglied.zu_besuch_tage.is_some() {
                continue;
            }
            let akte = posten.text().parse().ok().and_then(|k: Kennung| self.personen.get(&k));
            let letzter_tag = Zeitraum { von: bis, bis };
            let am_ende = akte.map(|akte| akte.stuecke(letzter_tag, bekannt)).unwrap_or_default();
            fruehere.nimm(bis.monat(), &am_ende);
        }
        fruehere
    }
}

/// So weit zurück zählt, wer gegangen ist: länger läuft keine Frist des § 22 Abs. 1.
const RUECKBLICK_MONATE: i32 = 24;

/// Je Eintrag das letzte Stück des Monats, das etwas sagt; von Mitgliedern und Wohnungen alle.
fn letzte<'s, 'a, T: Tatsache>(
    stuecke: &'s [Stueck<'a, T>],
) -> impl Iterator<Item = &'s Stueck<'a, T>> {
    stuecke
        .iter()
        .enumerate()
        .filter(|(stelle, stueck)| {
            let tatsache = stueck.tatsache();
            let weitere = stuecke.get(stelle.saturating_add(1)..).unwrap_or_default();
            let gleiche = weitere.iter().take_while(|anderes| {
                let andere = anderes.tatsache();
                andere.art() == tatsache.art() && andere.posten() == tatsache.posten()
            });
            !gleiche.clone().any(|anderes| anderes.tatsache().sagt_etwas()) || tatsache.mit_tagen()
        })
        .map(|(_, stueck)| stueck)
}
