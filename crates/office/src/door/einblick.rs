//! Ein Blick in die Akten: nur, was der Zweck braucht, und erst, wenn er im Protokoll steht.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{
    Akte, Ereignis, FallTatsache, Kategorie, Kennung, PersonTatsache, Strom, StromArt, Tatsache,
};
use case::befehl::Bestand;
use case::namen::bekannt::{Angabe, Treffer};
use case::namen::suche::Suche;
use case::protokoll::{ProtokollTatsache, Zugriff};
use case::rechte::{Akteur, Anfrage, Bezug, Handlung, Zweck, filter, menschen};
use case::verzeichnis::Merkmal;

use super::load::load_whole_case;
use super::rights::{Denial, Granted, Judge, all, some};
use super::{Caller, Door, DoorError};
use crate::store::record::{StoreError, View};
use crate::store::search::{Fund, Funde};

/// Ein Fall mit seinen Menschen, und was davon zu zeigen ist.
#[derive(Debug)]
pub struct Falleinblick {
    /// Alles, womit gerechnet werden kann.
    pub bestand: Bestand,
    /// Welche Arten von Daten er sehen darf, und wozu.
    pub erlaubt: BTreeMap<Kategorie, Zweck>,
}

/// Ein Mensch, und was davon zu zeigen ist.
#[derive(Debug)]
pub struct Personeneinblick {
    /// Seine Akte.
    pub akte: Akte<PersonTatsache>,
    /// Zu welchen Fällen er gehört oder gehörte.
    pub faelle: BTreeSet<Kennung>,
    /// Welche Arten von Daten er sehen darf, und wozu.
    pub erlaubt: BTreeMap<Kategorie, Zweck>,
}

/// Ein Eintrag im Protokoll über einen Menschen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protokolleintrag {
    /// Augenblick, Mikrosekunden seit 1970.
    pub zeit: i64,
    /// Blick, Vorgang oder Abweisung.
    pub was: ProtokollTatsache,
}

/// So viele Menschen zeigt eine Suche.
const FUNDE: usize = 50;

impl Falleinblick {
    /// Darf er das sehen?
    #[must_use]
    pub fn zeigt<T: Tatsache>(&self, ereignis: &Ereignis<T>) -> bool {
        self.erlaubt.contains_key(&ereignis.tatsache.kategorie())
    }
}

impl Personeneinblick {
    /// Darf er das sehen?
    #[must_use]
    pub fn zeigt(&self, ereignis: &Ereignis<PersonTatsache>) -> bool {
        self.erlaubt.contains_key(&ereignis.tatsache.kategorie())
    }
}

impl Door<'_> {
    /// Öffnet einen Fall; gezeigt wird von `kategorien`, was er sehen darf.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn fall(
        &self,
        caller: Caller<'_>,
        fall: Kennung,
        kategorien: &[Kategorie],
    ) -> Result<Falleinblick, DoorError> {
        self.open_case(caller, fall, kategorien, some)
    }

    /// Wie [`Door::fall`], und verweigert alles, wenn er eine der Arten nicht sehen darf.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn fall_ganz(
        &self,
        caller: Caller<'_>,
        fall: Kennung,
        kategorien: &[Kategorie],
    ) -> Result<Falleinblick, DoorError> {
        self.open_case(caller, fall, kategorien, all)
    }

    fn open_case(
        &self,
        caller: Caller<'_>,
        fall: Kennung,
        kategorien: &[Kategorie],
        judge_them: fn(Judge<'_>, &Bezug, &[Kategorie]) -> Result<Granted, Denial>,
    ) -> Result<Falleinblick, DoorError> {
        let (akteur, bestand) = self.store.look(caller.traeger, |view| {
            Ok::<_, StoreError>((akteur(view, caller)?, load_whole_case(view, fall)?))
        })?;
        let akte = bestand.faelle.get(&fall).filter(|akte| akte.version() > 0);
        let akte = akte.ok_or(DoorError::Unknown(Strom::fall(fall)))?;
        let bezug = Bezug::aus(akte, &bestand.personen, caller.heute);
        let judged = judge_them(self.judge(&akteur, caller, Handlung::Sehen), &bezug, kategorien);
        let mut zugriff = self.access(caller, (Handlung::Sehen, kategorien));
        zugriff.faelle.insert(fall);
        zugriff.personen = bezug.menschen;
        let erlaubt = self.seen(caller, zugriff, judged)?;
        Ok(Falleinblick { bestand, erlaubt })
    }

    /// Öffnet die Akte eines Menschen. Was er sehen darf, folgt aus den Fällen, zu denen der Mensch gehört;
    /// ist einer davon für ihn verschlossen, ist es der Mensch auch.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn person(
        &self,
        caller: Caller<'_>,
        person: Kennung,
        kategorien: &[Kategorie],
    ) -> Result<Personeneinblick, DoorError> {
        let (akteur, bezuege, akte) = self.store.look(caller.traeger, |view| {
            let akte = view.load::<PersonTatsache>(Strom::person(person))?;
            Ok::<_, StoreError>((akteur(view, caller)?, bezuege(view, caller, person)?, akte))
        })?;
        if akte.version() == 0 {
            return Err(DoorError::Unknown(Strom::person(person)));
        }
        let judge = self.judge(&akteur, caller, Handlung::Sehen);
        let judged = any(judge, &bezuege, kategorien);
        let faelle: BTreeSet<Kennung> = bezuege.iter().filter_map(|bezug| bezug.fall).collect();
        let mut zugriff = self.access(caller, (Handlung::Sehen, kategorien));
        zugriff.personen.insert(person);
        zugriff.faelle.clone_from(&faelle);
        let erlaubt = self.seen(caller, zugriff, judged)?;
        Ok(Personeneinblick { akte, faelle, erlaubt })
    }

    /// Die nächsten Fälle nach diesem, deren Stand er sehen darf, ohne nach dem Zweck gefragt zu werden.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn faelle(
        &self,
        caller: Caller<'_>,
        seite: (Option<Kennung>, u32),
    ) -> Result<Vec<Akte<FallTatsache>>, DoorError> {
        let anfrage =
            Anfrage { handlung: Handlung::Sehen, kategorie: Kategorie::Stand, zweck: caller.zweck };
        let akten: Vec<Akte<FallTatsache>> = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let filter = filter(self.regelwerk, &akteur, &anfrage, caller.heute);
            let faelle = view.faelle(&filter, caller.heute, seite)?;
            let akten = faelle.into_iter().map(|fall| view.load(Strom::fall(fall)));
            akten.collect::<Result<_, StoreError>>()
        })?;
        let mut zugriff = self.access(caller, (anfrage.handlung, &[anfrage.kategorie]));
        zugriff.faelle = akten.iter().map(|akte| akte.kennung).collect();
        zugriff.personen = akten.iter().flat_map(menschen).collect();
        self.note(caller, ProtokollTatsache::Blick(zugriff))?;
        Ok(akten)
    }

    /// Sucht Menschen. Wen er nicht finden darf, den findet er nicht; wer gezeigt wird, steht im Protokoll.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn suche(&self, caller: Caller<'_>, suche: &Suche) -> Result<Funde, DoorError> {
        let (funde, judged) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let mut funde = view.suche(suche, FUNDE)?;
            let judged =
                self.findable(view, (caller, &akteur), &mut funde.funde, |fund| fund.person)?;
            Ok::<_, StoreError>((funde, judged))
        })?;
        self.found(caller, judged, funde.funde.iter().map(|fund| fund.person))?;
        Ok(funde)
    }

    /// Ist dieser Mensch schon bekannt?
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn bekannt(
        &self,
        caller: Caller<'_>,
        angabe: &Angabe,
    ) -> Result<Vec<(Fund, Treffer)>, DoorError> {
        let (funde, judged) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let mut funde = view.bekannt(angabe)?;
            let judged =
                self.findable(view, (caller, &akteur), &mut funde, |(fund, _)| fund.person)?;
            Ok::<_, StoreError>((funde, judged))
        })?;
        self.found(caller, judged, funde.iter().map(|(fund, _)| fund.person))?;
        Ok(funde)
    }

    /// Wer die Daten eines Menschen gesehen oder geändert hat, der Reihe nach.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn protokoll(
        &self,
        caller: Caller<'_>,
        person: Kennung,
    ) -> Result<Vec<Protokolleintrag>, DoorError> {
        let kategorien = [Kategorie::Protokoll];
        let (akteur, bezuege, eintraege) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let eintraege = zugriffe(view, person)?;
            Ok::<_, StoreError>((akteur, bezuege(view, caller, person)?, eintraege))
        })?;
        let judge = self.judge(&akteur, caller, Handlung::Sehen);
        let judged = any(judge, &bezuege, &kategorien);
        let mut zugriff = self.access(caller, (Handlung::Sehen, &kategorien));
        zugriff.personen.insert(person);
        self.seen(caller, zugriff, judged)?;
        Ok(eintraege)
    }

    pub(super) fn judge<'j>(
        &'j self,
        akteur: &'j Akteur,
        caller: Caller<'j>,
        handlung: Handlung,
    ) -> Judge<'j> {
        Judge { regelwerk: self.regelwerk, akteur, caller, handlung }
    }

    /// Lässt von den Funden die übrig, die er finden darf.
    fn findable<F>(
        &self,
        view: &mut View<'_>,
        (caller, akteur): (Caller<'_>, &Akteur),
        funde: &mut Vec<F>,
        person: impl Fn(&F) -> Kennung,
    ) -> Result<Result<Granted, Denial>, StoreError> {
        let judge = self.judge(akteur, caller, Handlung::Suchen);
        let kategorien = [Kategorie::Stammdaten];
        // Darf er überhaupt suchen? Das hängt an keinem Fall.
        let judged = some(judge, &Bezug::default(), &kategorien);
        let mut kept = Vec::with_capacity(funde.len());
        for fund in funde.drain(..) {
            let bezuege = bezuege(view, caller, person(&fund))?;
            if judged.is_ok() && any(judge, &bezuege, &kategorien).is_ok() {
                kept.push(fund);
            }
        }
        *funde = kept;
        Ok(judged)
    }

    fn found(
        &self,
        caller: Caller<'_>,
        judged: Result<Granted, Denial>,
        persons: impl Iterator<Item = Kennung>,
    ) -> Result<(), DoorError> {
        let mut zugriff = self.access(caller, (Handlung::Suchen, &[Kategorie::Stammdaten]));
        zugriff.personen = persons.collect();
        self.seen(caller, zugriff, judged).map(|_| ())
    }

    /// Schreibt den Blick ins Protokoll; danach darf gezeigt werden.
    pub(super) fn seen(
        &self,
        caller: Caller<'_>,
        zugriff: Zugriff,
        judged: Result<Granted, Denial>,
    ) -> Result<BTreeMap<Kategorie, Zweck>, DoorError> {
        let erlaubt = judged.as_ref().map_or_else(
            |_| BTreeMap::new(),
            |granted| granted.iter().map(|(art, (zweck, _))| (*art, *zweck)).collect(),
        );
        let zugriff = self.granted(caller, zugriff, judged)?;
        self.note(caller, ProtokollTatsache::Blick(zugriff))?;
        Ok(erlaubt)
    }
}

/// Was das Protokoll über einen Menschen sagt, der Reihe nach.
pub(super) fn zugriffe(
    view: &mut View<'_>,
    person: Kennung,
) -> Result<Vec<Protokolleintrag>, StoreError> {
    let mut eintraege = Vec::new();
    for strom in view.marked(Merkmal::Gesehen, &person.to_string())? {
        let akte = view.load::<ProtokollTatsache>(strom)?;
        eintraege.extend(akte.eintraege().iter().filter_map(|eintrag| {
            let was = &eintrag.ereignis.tatsache;
            let von_ihm = was.zugriff().personen.contains(&person);
            let zeit = eintrag.erfasst.zeit.0;
            von_ihm.then(|| Protokolleintrag { zeit, was: was.clone() })
        }));
    }
    eintraege.sort_by_key(|eintrag| eintrag.zeit);
    Ok(eintraege)
}

pub(super) fn akteur(view: &mut View<'_>, caller: Caller<'_>) -> Result<Akteur, StoreError> {
    let akte = view.load(Strom::bediensteter(caller.akteur))?;
    Ok(Akteur::aus(&akte, caller.heute))
}

/// Die Fälle eines Menschen; wer zu keinem gehört, steht für sich.
pub(super) fn bezuege(
    view: &mut View<'_>,
    caller: Caller<'_>,
    person: Kennung,
) -> Result<Vec<Bezug>, StoreError> {
    let mut bezuege = Vec::new();
    for strom in view.marked(Merkmal::Mitglied, &person.to_string())? {
        if strom.art == StromArt::Fall {
            let bestand = load_whole_case(view, strom.kennung)?;
            let fall = bestand.faelle.values();
            bezuege.extend(fall.map(|fall| Bezug::aus(fall, &bestand.personen, caller.heute)));
        }
    }
    if bezuege.is_empty() {
        bezuege.push(Bezug { menschen: BTreeSet::from([person]), ..Bezug::default() });
    }
    Ok(bezuege)
}

/// Was er über einen der Fälle sehen darf; nichts, wenn einer davon für ihn verschlossen ist.
pub(super) fn any(
    judge: Judge<'_>,
    bezuege: &[Bezug],
    kategorien: &[Kategorie],
) -> Result<Granted, Denial> {
    let mut granted = Granted::new();
    let mut denial = None;
    for bezug in bezuege {
        match some(judge, bezug, kategorien) {
            Ok(found) => granted.extend(found),
            Err(closed @ Denial::Closed(_)) => return Err(closed),
            Err(why) => denial = denial.max(Some(why)),
        }
    }
    match denial {
        Some(why) if granted.is_empty() => Err(why),
        _ => Ok(granted),
    }
}
