//! Post und Aufgaben: was noch zu keiner Akte gehört, und was für wen wann zu tun ist.
//!
//! Solange ein Eingangsstück zu keiner Akte gehört, sieht es, wer Post verteilt. Danach ist es eine Unterlage der Akte
//! und geschützt wie jede andere; wer die Aufgabe hat, sieht auch dann, dass es sie gibt.

use std::collections::BTreeSet;

use case::akte::eingang::Stueck;
use case::akte::{Akte, EingangTatsache, Kategorie, Kennung, Strom};
use case::befehl::Bestand;
use case::protokoll::ProtokollTatsache;
use case::rechte::{Akteur, Bezug, Handlung};
use case::verzeichnis::Merkmal;
use law::measure::Tag;

use super::einblick::akteur;
use super::load::load_whole_case;
use super::rights::{self, Denial, Granted, some};
use super::{Caller, Door, DoorError};
use crate::store::pending::Pending;
use crate::store::record::StoreError;
use crate::store::view::View;

/// Eine Seite einer Liste, die nach Tagen geordnet ist.
#[derive(Debug)]
pub struct Tagesliste<T> {
    /// Die Einträge.
    pub eintraege: Vec<T>,
    /// Hinter welchem die nächste Seite beginnt; `None`: das war die letzte.
    pub naechste: Option<Pending>,
}

/// Eine Aufgabe.
#[derive(Debug)]
pub struct Faellig {
    /// Bis wann.
    pub bis: Tag,
    /// Für wen: Kennung einer Person im Amt oder Name eines Teams.
    pub fuer: String,
    /// Das Eingangsstück, aus dem sie wurde.
    pub akte: Akte<EingangTatsache>,
    /// Darf er sehen, worum es geht?
    pub sichtbar: bool,
}

/// Welche Seite: hinter welchem Eintrag, und wie viele höchstens.
pub type Seite = (Option<Pending>, u32);

impl Door<'_> {
    /// Die Post, die noch zu keiner Akte gehört, die älteste zuerst.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn posteingang(
        &self,
        caller: Caller<'_>,
        (nach, anzahl): Seite,
    ) -> Result<Tagesliste<Akte<EingangTatsache>>, DoorError> {
        let (akteur, eintraege, naechste) = self.store.look(caller.traeger, |view| {
            let found = view.pending((Merkmal::Eingang, &[String::new()]), nach)?;
            let (found, naechste) = seite(found, anzahl);
            let akten = stuecke(view, &found)?;
            Ok::<_, StoreError>((akteur(view, caller)?, akten, naechste))
        })?;
        let judged = self.ueber_post(&akteur, caller, Handlung::Sehen);
        let zugriff = self.access(caller, (Handlung::Sehen, &[Kategorie::Eingang]));
        self.seen(caller, zugriff, judged)?;
        Ok(Tagesliste { eintraege, naechste })
    }

    /// Was für ihn, sein Team und die, die er vertritt, zu tun ist; was zuerst fällig ist, zuerst.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn aufgaben(
        &self,
        caller: Caller<'_>,
        (nach, anzahl): Seite,
    ) -> Result<Tagesliste<Faellig>, DoorError> {
        let (akteur, gefunden, naechste) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let mut fuer: BTreeSet<String> =
                akteur.steht_fuer().iter().map(ToString::to_string).collect();
            fuer.extend(akteur.team.iter().map(|team| team.text().to_owned()));
            let fuer: Vec<String> = fuer.into_iter().collect();
            let found = view.pending((Merkmal::Faellig, &fuer), nach)?;
            let (found, naechste) = seite(found, anzahl);
            let mut gefunden = Vec::with_capacity(found.len());
            for ((tag, fuer), akte) in found.iter().zip(stuecke(view, &found)?) {
                let fall = fall_von(view, &akte)?;
                gefunden.push((tag.0, fuer.clone(), akte, fall));
            }
            Ok::<_, StoreError>((akteur, gefunden, naechste))
        })?;
        let (mut eintraege, mut blick) = (Vec::with_capacity(gefunden.len()), Granted::new());
        let mut zugriff = self.access(caller, (Handlung::Sehen, &[]));
        for (bis, fuer, akte, bestand) in gefunden {
            let (bezug, kategorie) = worum(caller, bestand.as_ref());
            let judge = self.judge(&akteur, caller, Handlung::Sehen);
            let judged = some(judge, &bezug, &[kategorie]);
            if judged.is_ok() {
                zugriff.faelle.extend(bezug.fall);
                zugriff.personen.extend(&bezug.menschen);
            }
            let sichtbar = judged.is_ok();
            blick.extend(judged.unwrap_or_default());
            eintraege.push(Faellig { bis, fuer, akte, sichtbar });
        }
        if !blick.is_empty() {
            self.note(caller, ProtokollTatsache::Blick(rights::entered(zugriff, blick)))?;
        }
        Ok(Tagesliste { eintraege, naechste })
    }

    /// Ein Eingangsstück. Gehört es schon zu einer Akte, sieht es nur, wer deren Unterlagen sieht.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn eingang(
        &self,
        caller: Caller<'_>,
        eingang: Kennung,
    ) -> Result<Akte<EingangTatsache>, DoorError> {
        let strom = Strom::eingang(eingang);
        let (akteur, akte, bestand) = self.store.look(caller.traeger, |view| {
            let akte = view.load::<EingangTatsache>(strom)?;
            let fall = fall_von(view, &akte)?;
            Ok::<_, StoreError>((akteur(view, caller)?, akte, fall))
        })?;
        let (bezug, kategorie) = worum(caller, bestand.as_ref());
        let mut zugriff = self.access(caller, (Handlung::Sehen, &[kategorie]));
        if akte.version() == 0 {
            return Err(self.unknown(caller, zugriff, strom));
        }
        let judge = self.judge(&akteur, caller, Handlung::Sehen);
        let judged = some(judge, &bezug, &[kategorie]);
        (zugriff.faelle, zugriff.personen) = (bezug.fall.into_iter().collect(), bezug.menschen);
        self.seen(caller, zugriff, judged)?;
        Ok(akte)
    }

    /// Darf er Post annehmen? Gefragt, bevor eine Datei gelesen und abgelegt wird; wer nicht darf, steht im Protokoll.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn darf_post_annehmen(&self, caller: Caller<'_>) -> Result<(), DoorError> {
        let akteur = self.store.look(caller.traeger, |view| akteur(view, caller))?;
        let judged = self.ueber_post(&akteur, caller, Handlung::Aufnehmen);
        let zugriff = self.access(caller, (Handlung::Aufnehmen, &[Kategorie::Eingang]));
        self.granted(caller, zugriff, judged).map(|_| ())
    }

    fn ueber_post(
        &self,
        akteur: &Akteur,
        caller: Caller<'_>,
        handlung: Handlung,
    ) -> Result<Granted, Denial> {
        some(self.judge(akteur, caller, handlung), &Bezug::default(), &[Kategorie::Eingang])
    }
}

/// Woran das Urteil hängt: an der Akte, zu der das Stück gehört, oder an keiner.
fn worum(caller: Caller<'_>, bestand: Option<&Bestand>) -> (Bezug, Kategorie) {
    let fall = bestand.and_then(|b| Some((b, b.faelle.values().next()?)));
    fall.map_or((Bezug::default(), Kategorie::Eingang), |(bestand, fall)| {
        (Bezug::aus(fall, &bestand.personen, caller.heute), Kategorie::Dokument)
    })
}

/// Der Fall, zu dem das Stück gehört, ganz.
fn fall_von(
    view: &mut View<'_>,
    akte: &Akte<EingangTatsache>,
) -> Result<Option<Bestand>, StoreError> {
    let zuordnung = Stueck::aus(akte).and_then(|stueck| stueck.zuordnung);
    zuordnung.map(|zuordnung| load_whole_case(view, zuordnung.fall)).transpose()
}

/// Kürzt auf eine Seite; einer mehr zeigt, ob es weitergeht.
fn seite(
    mut found: Vec<(Pending, String)>,
    anzahl: u32,
) -> (Vec<(Pending, String)>, Option<Pending>) {
    let anzahl = usize::try_from(anzahl).unwrap_or(usize::MAX);
    let weiter = found.len() > anzahl;
    found.truncate(anzahl);
    let letzter = found.last().map(|(stelle, _)| *stelle);
    (found, letzter.filter(|_| weiter))
}

fn stuecke(
    view: &mut View<'_>,
    found: &[(Pending, String)],
) -> Result<Vec<Akte<EingangTatsache>>, StoreError> {
    let stroeme: Vec<Strom> =
        found.iter().map(|((_, stueck), _)| Strom::eingang(*stueck)).collect();
    view.load_all(&stroeme)
}
