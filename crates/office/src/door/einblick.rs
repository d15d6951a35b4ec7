//! Ein Blick in die Akten: nur, was der Zweck braucht, und erst, wenn er im Protokoll steht.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::eakte::dokumente;
use case::akte::{
    Akte, Ereignis, FallTatsache, Kategorie, Kennung, PersonTatsache, Strom, StromArt, Tatsache,
};
use case::befehl::Bestand;
use case::namen::bekannt::{Angabe, Treffer};
use case::namen::suche::Suche;
use case::protokoll::{ProtokollTatsache, Zugriff};
use case::rechte::{Akteur, Anfrage, Bezug, Filter, Handlung, Zweck, filter};
use case::verzeichnis::Merkmal;

use super::load::load_whole_case;
use super::rights::{Denial, Granted, Judge, all, some};
use super::{Caller, Door, DoorError};
use crate::store::keys::KeyError;
use crate::store::record::StoreError;
use crate::store::search::{Fund, Funde};
use crate::store::view::View;

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

/// Eine Seite der Fälle, die jemand sieht.
#[derive(Debug)]
pub struct Fallliste {
    /// Der Kennung nach.
    pub akten: Vec<Akte<FallTatsache>>,
    /// Nach welchem Fall die nächste Seite beginnt; `None`: das war die letzte.
    pub naechster: Option<Kennung>,
}

/// Ein Eintrag im Protokoll über einen Menschen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protokolleintrag {
    /// Augenblick, Mikrosekunden seit 1970.
    pub zeit: i64,
    /// Blick, Vorgang oder Abweisung.
    pub was: ProtokollTatsache,
}

/// So viele Menschen zeigt eine Suche, und unter so vielen sucht sie die, die er finden darf.
const FUNDE: usize = 50;
const KANDIDATEN: usize = 200;

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

    /// Darf er das an diesem Fall? Gefragt, bevor etwas dafür hergestellt wird; wer nicht darf, steht im Protokoll.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn darf(
        &self,
        caller: Caller<'_>,
        fall: Kennung,
        (handlung, kategorien): (Handlung, &[Kategorie]),
    ) -> Result<(), DoorError> {
        let (akteur, bestand) = self.store.look(caller.traeger, |view| {
            Ok::<_, StoreError>((akteur(view, caller)?, load_whole_case(view, fall)?))
        })?;
        let mut zugriff = self.access(caller, (handlung, kategorien));
        zugriff.faelle.insert(fall);
        let Some(akte) = bestand.faelle.get(&fall).filter(|akte| akte.version() > 0) else {
            return Err(self.unknown(caller, zugriff, Strom::fall(fall)));
        };
        let bezug = Bezug::aus(akte, &bestand.personen, caller.heute);
        let judged = all(self.judge(&akteur, caller, handlung), &bezug, kategorien);
        zugriff.personen = bezug.menschen;
        self.granted(caller, zugriff, judged).map(|_| ())
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
        let mut zugriff = self.access(caller, (Handlung::Sehen, kategorien));
        zugriff.faelle.insert(fall);
        let Some(akte) = bestand.faelle.get(&fall).filter(|akte| akte.version() > 0) else {
            return Err(self.unknown(caller, zugriff, Strom::fall(fall)));
        };
        let bezug = Bezug::aus(akte, &bestand.personen, caller.heute);
        let judged = judge_them(self.judge(&akteur, caller, Handlung::Sehen), &bezug, kategorien);
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
        let (akteur, cases, akte) = self.store.look(caller.traeger, |view| {
            let akte = view.load::<PersonTatsache>(Strom::person(person))?;
            Ok::<_, StoreError>((akteur(view, caller)?, cases(view, person)?, akte))
        })?;
        let bezuege = bezuege(caller, person, &cases);
        let mut zugriff = self.access(caller, (Handlung::Sehen, kategorien));
        zugriff.personen.insert(person);
        if akte.version() == 0 {
            return Err(self.unknown(caller, zugriff, Strom::person(person)));
        }
        let judge = self.judge(&akteur, caller, Handlung::Sehen);
        let judged = any(judge, &bezuege, kategorien);
        let faelle: BTreeSet<Kennung> = bezuege.iter().filter_map(|bezug| bezug.fall).collect();
        zugriff.faelle.clone_from(&faelle);
        let erlaubt = self.seen(caller, zugriff, judged)?;
        Ok(Personeneinblick { akte, faelle, erlaubt })
    }

    /// Was es nicht gibt; dass jemand danach fragte, steht im Protokoll.
    pub(super) fn unknown(&self, caller: Caller<'_>, zugriff: Zugriff, strom: Strom) -> DoorError {
        match self.note(caller, ProtokollTatsache::Abgewiesen(zugriff)) {
            Ok(()) => DoorError::Unknown(strom),
            Err(error) => error.into(),
        }
    }

    /// Die nächsten Fälle nach diesem, von denen er diese Art von Daten sehen darf, ohne nach dem Zweck gefragt zu
    /// werden. Gefunden hat sie das Verzeichnis; gezeigt wird, was auch das Urteil über die Akte selbst erlaubt.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn faelle(
        &self,
        caller: Caller<'_>,
        kategorie: Kategorie,
        (nach, anzahl): (Option<Kennung>, u32),
    ) -> Result<Fallliste, DoorError> {
        let anfrage = Anfrage { handlung: Handlung::Sehen, kategorie, zweck: caller.zweck };
        let (akteur, filter, bestaende) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let filter = filter(self.regelwerk, &akteur, &anfrage, caller.heute);
            // Einer mehr zeigt, ob es weitergeht.
            let seite = (nach, anzahl.saturating_add(1));
            let mut faelle = view.faelle(&filter, caller.heute, seite)?;
            let weiter = faelle.len() > usize::try_from(anzahl).unwrap_or(usize::MAX);
            faelle.truncate(usize::try_from(anzahl).unwrap_or(usize::MAX));
            let naechster = faelle.last().copied().filter(|_| weiter);
            let mut bestaende = Vec::with_capacity(faelle.len());
            for fall in faelle {
                match load_whole_case(view, fall) {
                    // Nach dem Einspielen einer Sicherung stehen Zeilen da, deren Schlüssel gelöscht ist.
                    Err(StoreError::Key(KeyError::Erased)) => {}
                    bestand => bestaende.push(bestand?),
                }
            }
            Ok::<_, StoreError>((akteur, filter, (bestaende, naechster)))
        })?;
        let (bestaende, naechster) = bestaende;
        let judge = self.judge(&akteur, caller, anfrage.handlung);
        let mut zugriff = self.access(caller, (anfrage.handlung, &[anfrage.kategorie]));
        let mut judged = Ok(Granted::new());
        if filter == Filter::KEINER {
            // Keine Regel nennt es: das ist keine leere Liste, sondern ein Nein.
            judged = judge.one(&Bezug::default(), anfrage.kategorie).map(|_| Granted::new());
        }
        let mut akten = Vec::new();
        for Bestand { faelle, personen, .. } in bestaende {
            for akte in faelle.into_values() {
                let bezug = Bezug::aus(&akte, &personen, caller.heute);
                let Ok((zweck, regel)) = judge.one(&bezug, anfrage.kategorie) else { continue };
                zugriff.faelle.insert(akte.kennung);
                zugriff.personen.extend(bezug.menschen);
                zugriff.zwecke.insert(zweck);
                zugriff.regeln.insert(regel);
                akten.push(akte);
            }
        }
        match judged {
            Ok(_) => self.note(caller, ProtokollTatsache::Blick(zugriff))?,
            denied => drop(self.granted(caller, zugriff, denied)?),
        }
        Ok(Fallliste { akten, naechster })
    }

    /// Sucht Menschen. Wen er nicht finden darf, den findet er nicht; wer gezeigt wird, steht im Protokoll.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn suche(&self, caller: Caller<'_>, suche: &Suche) -> Result<Funde, DoorError> {
        let (funde, judged) = self.store.look(caller.traeger, |view| {
            let akteur = akteur(view, caller)?;
            let mut funde = view.suche(suche, KANDIDATEN)?;
            // Gekürzt wird erst, was er finden darf; einer mehr zeigt, ob es weitergeht.
            let (found, most) = (&mut funde.funde, FUNDE + 1);
            let judged =
                self.findable(view, (caller, &akteur), (found, most), |fund| fund.person)?;
            funde.mehr |= funde.funde.len() > FUNDE;
            funde.funde.truncate(FUNDE);
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
            let all = (&mut funde, usize::MAX);
            let judged = self.findable(view, (caller, &akteur), all, |(fund, _)| fund.person)?;
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
        let (akteur, cases, eintraege) = self.store.look(caller.traeger, |view| {
            let (akteur, cases) = (akteur(view, caller)?, cases(view, person)?);
            let eintraege = zugriffe(view, person, &cases)?;
            Ok::<_, StoreError>((akteur, cases, eintraege))
        })?;
        let bezuege = bezuege(caller, person, &cases);
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

    /// Lässt von den Funden die ersten übrig, die er finden darf.
    fn findable<F>(
        &self,
        view: &mut View<'_>,
        (caller, akteur): (Caller<'_>, &Akteur),
        (funde, most): (&mut Vec<F>, usize),
        person: impl Fn(&F) -> Kennung,
    ) -> Result<Result<Granted, Denial>, StoreError> {
        let judge = self.judge(akteur, caller, Handlung::Suchen);
        let kategorien = [Kategorie::Stammdaten];
        // Darf er überhaupt suchen? Das hängt an keinem Fall.
        let judged = some(judge, &Bezug::default(), &kategorien);
        let candidates = std::mem::take(funde);
        for fund in candidates.into_iter().filter(|_| judged.is_ok()) {
            if funde.len() == most {
                break;
            }
            let person = person(&fund);
            let bezuege = bezuege(caller, person, &cases(view, person)?);
            if any(judge, &bezuege, &kategorien).is_ok() {
                funde.push(fund);
            }
        }
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

/// Was das Protokoll über einen Menschen sagt, der Reihe nach; auch über Post, die später zu ihm kam.
pub(super) fn zugriffe(
    view: &mut View<'_>,
    person: Kennung,
    cases: &[Bestand],
) -> Result<Vec<Protokolleintrag>, StoreError> {
    let mut gesucht = seine_post(person, cases);
    gesucht.insert(person);
    let mut stroeme = BTreeSet::new();
    for wer in &gesucht {
        stroeme.extend(view.marked(Merkmal::Gesehen, &wer.to_string())?);
    }
    let mut eintraege = Vec::new();
    for strom in stroeme {
        let akte = view.load::<ProtokollTatsache>(strom)?;
        eintraege.extend(akte.eintraege().iter().filter_map(|eintrag| {
            let was = &eintrag.ereignis.tatsache;
            let von_ihm = was.zugriff().gesehen().any(|wer| gesucht.contains(&wer));
            let zeit = eintrag.erfasst.zeit.0;
            von_ihm.then(|| Protokolleintrag { zeit, was: was.clone() })
        }));
    }
    eintraege.sort_by_key(|eintrag| eintrag.zeit);
    Ok(eintraege)
}

/// Die Eingangsstücke, aus denen seine Dokumente wurden.
fn seine_post(person: Kennung, cases: &[Bestand]) -> BTreeSet<Kennung> {
    let faelle = cases.iter().flat_map(|bestand| bestand.faelle.values());
    let dokumente = faelle.flat_map(|fall| dokumente(fall).into_values());
    let seine =
        dokumente.filter(|abgelegt| abgelegt.dokument.person.is_none_or(|wer| wer == person));
    seine.filter_map(|abgelegt| abgelegt.dokument.aus_eingang).collect()
}

pub(super) fn akteur(view: &mut View<'_>, caller: Caller<'_>) -> Result<Akteur, StoreError> {
    let akte = view.load(Strom::bediensteter(caller.akteur))?;
    Ok(Akteur::aus(&akte, caller.heute))
}

/// Alle Fälle, zu denen ein Mensch gehört oder gehörte, jeder ganz.
pub(super) fn cases(view: &mut View<'_>, person: Kennung) -> Result<Vec<Bestand>, StoreError> {
    let stroeme = view.marked(Merkmal::Mitglied, &person.to_string())?;
    let faelle = stroeme.into_iter().filter(|strom| strom.art == StromArt::Fall);
    faelle.map(|strom| load_whole_case(view, strom.kennung)).collect()
}

/// Wie jeder dieser Fälle steht; ein Mensch ohne Fall steht für sich.
pub(super) fn bezuege(caller: Caller<'_>, person: Kennung, cases: &[Bestand]) -> Vec<Bezug> {
    if cases.is_empty() {
        return vec![Bezug { menschen: BTreeSet::from([person]), ..Bezug::default() }];
    }
    let bezug = |bestand: &Bestand| {
        let faelle = bestand.faelle.values();
        let bezug = faelle.map(|fall| Bezug::aus(fall, &bestand.personen, caller.heute));
        bezug.collect::<Vec<_>>()
    };
    cases.iter().flat_map(bezug).collect()
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
