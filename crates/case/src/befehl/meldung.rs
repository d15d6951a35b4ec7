//! Eine Meldung aufnehmen: Angaben zum Fall und zu Menschen darin, alle auf einmal oder keine. Eine Geburt ist so ein neuer
//! Mensch und ein neues Mitglied, ein Umzug eine neue Wohnung und eine neue Anschrift.
//!
//! Was ein Mensch im Amt entscheidet und nicht meldet (Bescheide, Minderungen, Aufrechnungen, Sperren), steht hier
//! nicht zur Wahl; Konten und Zahlungen an Dritte auch nicht: sie brauchen vier Augen.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Tag, Zeitraum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fortfuehrung::Neues;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{
    Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kategorie, Kennung, Nachweis, PersonTatsache,
    Posten, Strom, Tatsache,
};
use crate::rechte::menschen;
use crate::schnittstelle::schema;

/// Eine Meldung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeldungAufnehmen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Der Tag, an dem sie einging.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Was sich am Fall ändert.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zum_fall: Vec<Angabe<FallTatsache>>,
    /// Was sich an Menschen ändert.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zu_menschen: Vec<Menschenangabe>,
}

/// Eine Angabe über einen Menschen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Menschenangabe {
    /// Über wen.
    pub person: Kennung,
    /// Was.
    #[serde(flatten)]
    pub angabe: Angabe<PersonTatsache>,
}

/// Eine Angabe: was, von wann bis wann, wie sicher.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Angabe<T> {
    /// Was.
    pub tatsache: T,
    /// Von wann bis wann; fehlt es, schon immer und weiter.
    #[serde(default)]
    pub gilt: Gilt,
    /// Wie sicher es ist.
    #[serde(default)]
    pub nachweis: Nachweis,
    /// Die Version in derselben Akte, die dies berichtigt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ersetzt: Option<u64>,
}

crate::verschwiegen::verschwiegen!(MeldungAufnehmen, Menschenangabe);

impl<T> std::fmt::Debug for Angabe<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Angabe(…)")
    }
}

/// So viele Angaben hat eine Meldung höchstens.
const HOECHSTENS: usize = 100;

impl MeldungAufnehmen {
    pub(super) fn braucht(&self) -> Vec<Strom> {
        let personen: BTreeSet<Kennung> = self.zu_menschen.iter().map(|a| a.person).collect();
        let mitglieder = self.zum_fall.iter().filter_map(|a| mitglied(&a.tatsache));
        let personen: BTreeSet<Kennung> = personen.into_iter().chain(mitglieder).collect();
        let personen = personen.into_iter().map(Strom::person);
        std::iter::once(Strom::fall(self.fall)).chain(personen).collect()
    }

    /// Die Arten von Daten, die sie nennt.
    pub(super) fn kategorien(&self) -> Vec<Kategorie> {
        let vom_fall = self.zum_fall.iter().map(|a| a.tatsache.kategorie());
        let von_menschen = self.zu_menschen.iter().map(|a| a.angabe.tatsache.kategorie());
        let kategorien: BTreeSet<Kategorie> = vom_fall.chain(von_menschen).collect();
        // Auch wer nichts angibt, wird nach dem Fall gefragt: sonst verriete die Antwort, ob es ihn gibt.
        if kategorien.is_empty() {
            vec![Kategorie::Stand]
        } else {
            kategorien.into_iter().collect()
        }
    }

    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let zahl = self.zum_fall.len().saturating_add(self.zu_menschen.len());
        if !(1..=HOECHSTENS).contains(&zahl) {
            return Err(Ablehnung::AngabenZahl(HOECHSTENS));
        }
        let mut dazu: BTreeSet<Kennung> = menschen(fall);
        dazu.extend(self.zum_fall.iter().filter_map(|angabe| mitglied(&angabe.tatsache)));
        let mut neues = Neues::default();
        for angabe in &self.zum_fall {
            if !meldbar_am_fall(&angabe.tatsache) {
                return Err(Ablehnung::NichtMeldbar(angabe.tatsache.art()));
            }
            let mut ereignis = angabe.ereignis(self.eingang, fall)?;
            if let FallTatsache::Bewilligungszeitraum(zeitraum) = &angabe.tatsache {
                let laengstens = zeitraum.ab.monat().plus(11).letzter();
                if zeitraum.ende() < zeitraum.ab || zeitraum.ende() > laengstens {
                    return Err(Ablehnung::Zeitraum);
                }
                // Er gilt ab seinem ersten Tag: frühere Monate behalten ihren.
                ereignis.gilt = Gilt::ab(zeitraum.ab);
            }
            neues.fall.push(ereignis);
        }
        for Menschenangabe { person, angabe } in &self.zu_menschen {
            if !meldbar_am_menschen(&angabe.tatsache) {
                return Err(Ablehnung::NichtMeldbar(angabe.tatsache.art()));
            }
            if !dazu.contains(person) {
                return Err(Ablehnung::NichtImHaushalt(*person));
            }
            let leer = Akte::neu(*person);
            let akte = bestand.personen.get(person).unwrap_or(&leer);
            let ereignis = angabe.ereignis(self.eingang, akte)?;
            // Was Geld ändert, wird dort gemeldet, wo der Mensch dann lebt: nur dort entsteht der Entwurf.
            if angabe.tatsache.aendert_geld()
                && akte.version() > 0
                && !self.lebt_hier(fall, *person, &ereignis.gilt)
            {
                return Err(Ablehnung::NichtImHaushalt(*person));
            }
            neues.personen.entry(*person).or_default().push(ereignis);
        }
        vollstaendig(bestand, &neues.personen, &dazu)?;
        self.mit_antrag()?;
        neues.fuehre_fort(fall, bestand, hilfe)
    }
}

impl MeldungAufnehmen {
    /// Gehört der Mensch irgendwann in der Zeit zum Fall, auch durch diese Meldung?
    fn lebt_hier(&self, fall: &Akte<FallTatsache>, person: Kennung, gilt: &Gilt) -> bool {
        let kommt = self.zum_fall.iter().any(|angabe| {
            mitglied(&angabe.tatsache) == Some(person) && angabe.tatsache.sagt_etwas()
        });
        let von = gilt.von.unwrap_or(self.eingang);
        let bis = gilt.bis.unwrap_or(von.max(self.eingang));
        let stuecke = fall.stuecke(Zeitraum { von, bis }, Bekannt::Jetzt);
        kommt
            || stuecke.iter().any(|stueck| match stueck.tatsache() {
                FallTatsache::Mitglied { posten, eintrag: Some(_) } => {
                    *posten == Posten::von(person)
                }
                _ => false,
            })
    }

    /// § 37 SGB II: einen neuen Zeitraum gibt es nur auf Antrag, und der wirkt höchstens auf den Ersten seines Monats
    /// zurück.
    fn mit_antrag(&self) -> Result<(), Ablehnung> {
        let zeitraeume = self.zum_fall.iter().filter_map(|angabe| match &angabe.tatsache {
            FallTatsache::Bewilligungszeitraum(zeitraum) => Some(zeitraum.ab),
            _ => None,
        });
        let gestellt = |ab: &Tag| {
            self.zum_fall.iter().any(|angabe| match &angabe.tatsache {
                FallTatsache::Antrag { eintrag: Some(antrag), .. } => {
                    antrag.tag.monat().erster() <= *ab && antrag.tag <= self.eingang
                }
                _ => false,
            })
        };
        if zeitraeume.into_iter().all(|ab| gestellt(&ab)) {
            Ok(())
        } else {
            Err(Ablehnung::OhneAntrag)
        }
    }
}

/// Wer neu ist, hat einen Namen und einen Geburtstag.
fn vollstaendig(
    bestand: &Bestand,
    neue: &BTreeMap<Kennung, Vec<Ereignis<PersonTatsache>>>,
    dazu: &BTreeSet<Kennung>,
) -> Result<(), Ablehnung> {
    let unbekannt =
        |person: &&Kennung| bestand.personen.get(person).is_none_or(|akte| akte.version() == 0);
    for person in dazu.iter().filter(unbekannt) {
        let ereignisse = neue.get(person).map(Vec::as_slice).unwrap_or_default();
        let hat = |gesucht: fn(&PersonTatsache) -> bool| {
            ereignisse.iter().any(|ereignis| gesucht(&ereignis.tatsache))
        };
        let name = hat(|tatsache| matches!(tatsache, PersonTatsache::Name(_)));
        if !(name && hat(|tatsache| matches!(tatsache, PersonTatsache::Geboren(_)))) {
            return Err(Ablehnung::NeuerMenschUnvollstaendig(*person));
        }
    }
    Ok(())
}

impl<T: Tatsache> Angabe<T> {
    fn ereignis(&self, eingang: Tag, akte: &Akte<T>) -> Result<Ereignis<T>, Ablehnung> {
        if self.gilt.von.zip(self.gilt.bis).is_some_and(|(von, bis)| bis < von) {
            return Err(Ablehnung::Verkehrt);
        }
        if let Some(version) = self.ersetzt {
            let alter = akte.eintraege().iter().find(|eintrag| eintrag.version == version);
            let gleich = |alte: &T| {
                alte.art() == self.tatsache.art() && alte.posten() == self.tatsache.posten()
            };
            if !alter.is_some_and(|alter| gleich(&alter.ereignis.tatsache)) {
                return Err(Ablehnung::NichtsZuBerichtigen(version));
            }
        }
        Ok(Ereignis {
            nachweis: self.nachweis,
            ersetzt: self.ersetzt,
            ..Ereignis::neu(self.gilt, eingang, self.tatsache.clone())
        })
    }
}

/// Wen die Angabe in den Haushalt nimmt oder nahm.
fn mitglied(tatsache: &FallTatsache) -> Option<Kennung> {
    match tatsache {
        FallTatsache::Mitglied { posten, .. } => posten.text().parse().ok(),
        _ => None,
    }
}

fn meldbar_am_fall(tatsache: &FallTatsache) -> bool {
    use FallTatsache as T;
    match tatsache {
        T::Mitglied { posten, .. } => posten.text().parse::<Kennung>().is_ok(),
        T::Gebiet(_)
        | T::Bewilligungszeitraum(_)
        | T::LeistungsbezugSeit(_)
        | T::Vertreter(_)
        | T::Wohnung { .. }
        | T::Antrag { .. }
        | T::Notiz { .. } => true,
        T::Nummer(_)
        | T::Sperre(_)
        | T::Loeschsperre(_)
        | T::Aufrechnung { .. }
        | T::Direktzahlung { .. }
        | T::Zustaendig { .. }
        | T::Dokument { .. }
        | T::Entwurf { .. }
        | T::Anhoerung { .. }
        | T::Bescheid { .. }
        | T::Erstattung { .. }
        | T::Widerspruch { .. }
        | T::Vorlaeufigkeit { .. }
        | T::Anforderung { .. }
        | T::Versagung { .. }
        | T::Pflichtverletzung { .. }
        | T::Gerichtsverfahren { .. }
        | T::Ueberpruefung { .. }
        | T::Sendung { .. } => false,
    }
}

fn meldbar_am_menschen(tatsache: &PersonTatsache) -> bool {
    use PersonTatsache as T;
    !matches!(tatsache, T::Minderung { .. } | T::Bankverbindung(_))
}
