//! Post und Aufgaben: was noch zu keiner Akte gehört, und was für wen wann zu tun ist.
//!
//! Solange ein Eingangsstück zu keiner Akte gehört, sieht es, wer Post verteilt. Danach ist es eine Unterlage der Akte
//! und geschützt wie jede andere; wer die Aufgabe hat, sieht auch dann, dass es sie gibt. Anlagen einer E-Mail, die in einer
//! gesperrten Akte liegt, sind mit gesperrt.
//!
//! Was sich nicht lesen lässt, hält keine Liste auf: es steht eigens da.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::eingang::Stueck;
use case::akte::{Akte, EingangTatsache, Kategorie, Kennung, Strom};
use case::befehl::Bestand;
use case::protokoll::ProtokollTatsache;
use case::rechte::{Akteur, Bezug, Handlung};
use case::verzeichnis::Merkmal;
use law::measure::Tag;

use super::einblick::akteur;
use super::load::{haengt_an, load_whole_case};
use super::rights::{self, Denial, Granted, some};
use super::{Caller, Door, DoorError};
use crate::store::keys::KeyError;
use crate::store::pending::Pending;
use crate::store::record::StoreError;
use crate::store::view::View;

/// Eine Seite einer Liste, die nach Tagen geordnet ist.
#[derive(Debug)]
pub struct Tagesliste<T> {
    /// Die Einträge.
    pub eintraege: Vec<T>,
    /// Was sich nicht lesen lässt; der Betrieb muss nachsehen.
    pub nicht_lesbar: Vec<Kennung>,
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

/// Ein Eintrag, wie er geladen ist: die Stelle, der Wert des Merkmals, die Akte und woran sie hängt.
struct Geladen {
    stelle: Pending,
    wert: String,
    akte: Akte<EingangTatsache>,
    fall: Option<Kennung>,
}

/// Eine Seite, geladen; die Fälle, an denen etwas hängt, je einmal.
struct Geladenes {
    eintraege: Vec<Geladen>,
    faelle: BTreeMap<Kennung, Bestand>,
    nicht_lesbar: Vec<Kennung>,
    naechste: Option<Pending>,
}

impl Door<'_> {
    /// Die Post, die noch zu keiner Akte gehört, die älteste zuerst.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn posteingang(
        &self,
        caller: Caller<'_>,
        seite: Seite,
    ) -> Result<Tagesliste<Akte<EingangTatsache>>, DoorError> {
        let (akteur, geladen) = self.store.look(caller.traeger, |view| {
            let geladen = lade(view, (Merkmal::Eingang, &[String::new()]), seite)?;
            Ok::<_, StoreError>((akteur(view, caller)?, geladen))
        })?;
        let mut zugriff = self.access(caller, (Handlung::Sehen, &[Kategorie::Eingang]));
        let judged = self.ueber_post(&akteur, caller, Handlung::Sehen);
        let mut eintraege = Vec::with_capacity(geladen.eintraege.len());
        for Geladen { akte, fall, .. } in geladen.eintraege {
            // Eine Anlage hängt am Fall ihrer E-Mail.
            let (bezug, kategorie) =
                worum(caller, &akte, fall.and_then(|f| geladen.faelle.get(&f)));
            let judge = self.judge(&akteur, caller, Handlung::Sehen);
            if some(judge, &bezug, &[kategorie]).is_ok() {
                zugriff.eingaenge.insert(akte.kennung);
                eintraege.push(akte);
            }
        }
        self.seen(caller, zugriff, judged)?;
        let Geladenes { nicht_lesbar, naechste, .. } = geladen;
        Ok(Tagesliste { eintraege, nicht_lesbar, naechste })
    }

    /// Was für ihn, sein Team und die, die er vertritt, zu tun ist; was zuerst fällig ist, zuerst.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn aufgaben(
        &self,
        caller: Caller<'_>,
        seite: Seite,
    ) -> Result<Tagesliste<Faellig>, DoorError> {
        let (akteur, geladen) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let selbst = akteur.steht_fuer();
            let team = akteur.team.iter().map(|team| team.text().to_owned());
            let fuer: BTreeSet<String> =
                selbst.iter().map(ToString::to_string).chain(team).collect();
            let fuer: Vec<String> = fuer.into_iter().collect();
            let geladen = lade(view, (Merkmal::Faellig, &fuer), seite)?;
            Ok::<_, StoreError>((akteur, geladen))
        })?;
        self.zeige_aufgaben((caller, &akteur), geladen)
    }

    /// Was im ganzen Haus vor heute fällig war, für wen auch immer: auch was an jemanden ging, den es nicht gibt oder der
    /// fort ist, bleibt nicht liegen.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn ueberfaellig(
        &self,
        caller: Caller<'_>,
        seite: Seite,
    ) -> Result<Tagesliste<Faellig>, DoorError> {
        let (akteur, geladen) = self.store.look(caller.traeger, |view| {
            let found = view.overdue(caller.heute, seite.0)?;
            let geladen = lade_gefundene(view, found, seite.1)?;
            Ok::<_, StoreError>((akteur(view, caller)?, geladen))
        })?;
        let judged = self.ueber_post(&akteur, caller, Handlung::Sehen);
        let zugriff = self.access(caller, (Handlung::Sehen, &[Kategorie::Eingang]));
        self.granted(caller, zugriff, judged)?;
        self.zeige_aufgaben((caller, &akteur), geladen)
    }

    /// Zeigt von jeder, worum es geht, soweit er das ohne Frage sehen darf; das steht im Protokoll.
    fn zeige_aufgaben(
        &self,
        (caller, akteur): (Caller<'_>, &Akteur),
        geladen: Geladenes,
    ) -> Result<Tagesliste<Faellig>, DoorError> {
        let (mut eintraege, mut blick) = (Vec::new(), Granted::new());
        let mut zugriff = self.access(caller, (Handlung::Sehen, &[]));
        for Geladen { stelle: (bis, _), wert: fuer, akte, fall } in geladen.eintraege {
            let (bezug, kategorie) =
                worum(caller, &akte, fall.and_then(|f| geladen.faelle.get(&f)));
            let judged = some(self.judge(akteur, caller, Handlung::Sehen), &bezug, &[kategorie]);
            let sichtbar = judged.is_ok();
            if sichtbar {
                zugriff.eingaenge.insert(akte.kennung);
                zugriff.faelle.extend(bezug.fall);
                zugriff.personen.extend(&bezug.menschen);
            }
            blick.extend(judged.unwrap_or_default());
            eintraege.push(Faellig { bis, fuer, akte, sichtbar });
        }
        if !blick.is_empty() {
            self.note(caller, ProtokollTatsache::Blick(rights::entered(zugriff, blick)))?;
        }
        let Geladenes { nicht_lesbar, naechste, .. } = geladen;
        Ok(Tagesliste { eintraege, nicht_lesbar, naechste })
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
            let fall = haengt_an(view, &akte)?;
            let bestand = fall.map(|fall| load_whole_case(view, fall)).transpose()?;
            Ok::<_, StoreError>((akteur(view, caller)?, akte, bestand))
        })?;
        let (bezug, kategorie) = worum(caller, &akte, bestand.as_ref());
        let mut zugriff = self.access(caller, (Handlung::Sehen, &[kategorie]));
        zugriff.eingaenge.insert(eingang);
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

/// Woran das Urteil hängt: an der Akte, zu der das Stück gehört, an der seiner E-Mail, oder an keiner.
fn worum(
    caller: Caller<'_>,
    akte: &Akte<EingangTatsache>,
    bestand: Option<&Bestand>,
) -> (Bezug, Kategorie) {
    let zugeordnet = Stueck::aus(akte).is_some_and(|stueck| stueck.zuordnung.is_some());
    let kategorie = if zugeordnet { Kategorie::Dokument } else { Kategorie::Eingang };
    let fall = bestand.and_then(|b| Some((b, b.faelle.values().next()?)));
    let bezug = fall.map(|(b, fall)| Bezug::aus(fall, &b.personen, caller.heute));
    (bezug.unwrap_or_default(), kategorie)
}

fn lade(
    view: &mut View<'_>,
    was: (Merkmal, &[String]),
    (nach, anzahl): Seite,
) -> Result<Geladenes, StoreError> {
    let found = view.pending(was, nach)?;
    lade_gefundene(view, found, anzahl)
}

/// Lädt eine Seite; einer mehr zeigt, ob es weitergeht. Was gelöscht ist, fehlt; was sich nicht lesen lässt, ist genannt.
fn lade_gefundene(
    view: &mut View<'_>,
    mut found: Vec<(Pending, String)>,
    anzahl: u32,
) -> Result<Geladenes, StoreError> {
    let anzahl = usize::try_from(anzahl).unwrap_or(usize::MAX);
    let weiter = found.len() > anzahl;
    found.truncate(anzahl);
    let naechste = found.last().map(|(stelle, _)| *stelle).filter(|_| weiter);
    let stroeme: Vec<Strom> =
        found.iter().map(|((_, stueck), _)| Strom::eingang(*stueck)).collect();
    view.prefetch(&stroeme)?;
    let (mut eintraege, mut nicht_lesbar) = (Vec::with_capacity(found.len()), Vec::new());
    let mut faelle = BTreeMap::new();
    for (stelle, wert) in found {
        match einzeln(view, stelle.1, &mut faelle) {
            Ok((akte, fall)) => eintraege.push(Geladen { stelle, wert, akte, fall }),
            Err(StoreError::Key(KeyError::Erased)) => {}
            Err(StoreError::Seal(_) | StoreError::Event(_)) => nicht_lesbar.push(stelle.1),
            Err(fehler) => return Err(fehler),
        }
    }
    Ok(Geladenes { eintraege, faelle, nicht_lesbar, naechste })
}

fn einzeln(
    view: &mut View<'_>,
    stueck: Kennung,
    faelle: &mut BTreeMap<Kennung, Bestand>,
) -> Result<(Akte<EingangTatsache>, Option<Kennung>), StoreError> {
    let akte = view.load::<EingangTatsache>(Strom::eingang(stueck))?;
    let fall = haengt_an(view, &akte)?;
    if let Some(fall) = fall.filter(|fall| !faelle.contains_key(fall)) {
        faelle.insert(fall, load_whole_case(view, fall)?);
    }
    Ok((akte, fall))
}
