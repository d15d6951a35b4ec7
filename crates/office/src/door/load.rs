//! Was ein Befehl braucht, und was er im Verzeichnis ändert.

use std::borrow::Cow;
use std::collections::BTreeSet;

use case::akte::eingang::Stueck;
use case::akte::{
    Akte, Bekannt, DienstTatsache, EingangTatsache, Ereignis, FallTatsache, Kennung, Lesefehler,
    Strom, StromArt, Tatsache,
};
use case::befehl::{Befehl, Bestand, Entscheidung};
use case::rechte::{Bezug, menschen};
use case::verzeichnis::{self, Zeile};

use super::Caller;
use super::einblick::{bezuege, cases};
use crate::store::Hash;
use crate::store::keys::KeyError;
use crate::store::projection::{Mode, Rows};
use crate::store::record::StoreError;
use crate::store::streams::Unique;
use crate::store::view::View;

/// Alles von demselben Augenblick.
pub(super) struct Loaded {
    /// Wer handelt.
    pub(super) akteur: Akte<DienstTatsache>,
    /// Woran.
    pub(super) bestand: Bestand,
    /// Fälle, zu denen Menschen schon gehören, die ein neuer Fall aufnehmen soll.
    pub(super) weitere: Vec<Bezug>,
}

/// Die Ströme, die der Befehl nennt, und zu jedem Fall seine Menschen.
pub(super) fn load(
    view: &mut View<'_>,
    caller: Caller<'_>,
    befehl: &Befehl,
) -> Result<Loaded, StoreError> {
    let (dienst, braucht) = (Strom::bediensteter(caller.akteur), befehl.braucht());
    view.prefetch(&braucht.iter().copied().chain([dienst]).collect::<Vec<_>>())?;
    let akteur = view.load(dienst)?;
    let mut bestand = Bestand::default();
    let mut personen = BTreeSet::new();
    for strom in braucht {
        match strom.art {
            StromArt::Fall => load_case(view, strom.kennung, &mut bestand, &mut personen)?,
            StromArt::Person => {
                personen.insert(strom.kennung);
            }
            StromArt::Bediensteter => {
                bestand.dienst.insert(strom.kennung, view.load(strom)?);
            }
            StromArt::Loeschung => {
                bestand.loeschungen.insert(strom.kennung, view.load(strom)?);
            }
            StromArt::Buendel => {
                bestand.buendel.insert(strom.kennung, view.load(strom)?);
            }
            StromArt::Eingang => {
                let akte = view.load(strom)?;
                // Woran es hängt, danach richtet sich, wer damit etwas tun darf.
                if let Some(fall) = haengt_an(view, &akte)? {
                    load_case(view, fall, &mut bestand, &mut personen)?;
                }
                bestand.eingaenge.insert(strom.kennung, akte);
            }
            // Diese Ströme liest noch kein Befehl.
            StromArt::Konto | StromArt::Uebergabe | StromArt::Plan | StromArt::Protokoll => {}
        }
    }
    load_persons(view, personen, &mut bestand)?;
    let mut weitere = Vec::new();
    // Wer in einen Fall kommt, zu dem er noch nicht gehört, bringt seine anderen Fälle mit.
    if let Befehl::HaushaltAufnehmen(_) | Befehl::MeldungAufnehmen(_) = befehl {
        let heute = bestand.faelle.values().flat_map(|fall| fall.am(caller.heute, Bekannt::Jetzt));
        let hier: BTreeSet<Kennung> = heute
            .filter_map(|stueck| match stueck.tatsache() {
                FallTatsache::Mitglied { posten, eintrag: Some(_) } => posten.text().parse().ok(),
                _ => None,
            })
            .collect();
        let fremd = |akte: &&Akte<_>| akte.version() > 0 && !hier.contains(&akte.kennung);
        for akte in bestand.personen.values().filter(fremd) {
            weitere.extend(bezuege(caller, akte.kennung, &cases(view, akte.kennung)?));
        }
    }
    weitere.retain(|bezug| bezug.fall.is_some());
    Ok(Loaded { akteur, bestand, weitere })
}

/// Der Fall, zu dem ein Eingangsstück gehört, oder, solange es zu keinem gehört, der der E-Mail, deren Anlage es ist. Wer
/// ein Stück aufnimmt, nennt die E-Mail: sie kann gelöscht sein, und im Kreis führen darf sie nicht.
pub(super) fn haengt_an(
    view: &mut View<'_>,
    akte: &Akte<EingangTatsache>,
) -> Result<Option<Kennung>, StoreError> {
    let mut gesehen = BTreeSet::from([akte.kennung]);
    let mut akte = Cow::Borrowed(akte);
    loop {
        let Some(stueck) = Stueck::aus(&akte) else { return Ok(None) };
        if let Some(zuordnung) = stueck.zuordnung {
            return Ok(Some(zuordnung.fall));
        }
        let email = stueck.ankunft.teil_von.filter(|email| gesehen.insert(*email));
        let Some(email) = email else { return Ok(None) };
        akte = match view.load(Strom::eingang(email)) {
            Err(StoreError::Key(KeyError::Erased)) => return Ok(None),
            email => Cow::Owned(email?),
        };
    }
}

/// Ein Fall mit allen, die je zu ihm gehörten.
pub(crate) fn load_whole_case(view: &mut View<'_>, fall: Kennung) -> Result<Bestand, StoreError> {
    let (mut bestand, mut personen) = (Bestand::default(), BTreeSet::new());
    load_case(view, fall, &mut bestand, &mut personen)?;
    load_persons(view, personen, &mut bestand)?;
    Ok(bestand)
}

fn load_case(
    view: &mut View<'_>,
    fall: Kennung,
    bestand: &mut Bestand,
    personen: &mut BTreeSet<Kennung>,
) -> Result<(), StoreError> {
    let akte = view.load::<FallTatsache>(Strom::fall(fall))?;
    personen.extend(menschen(&akte));
    bestand.faelle.insert(fall, akte);
    Ok(())
}

fn load_persons(
    view: &mut View<'_>,
    personen: BTreeSet<Kennung>,
    bestand: &mut Bestand,
) -> Result<(), StoreError> {
    let stroeme: Vec<Strom> = personen.into_iter().map(Strom::person).collect();
    for akte in view.load_all(&stroeme)? {
        bestand.personen.insert(akte.kennung, akte);
    }
    Ok(())
}

/// Was die Entscheidung neben den Strömen ändert.
pub(super) struct Changes {
    /// Zeilen des Verzeichnisses.
    pub(super) rows: Vec<Rows>,
    /// Neue Aktenzeichen: jedes gibt es nur einmal.
    pub(super) unique: Vec<Unique>,
}

/// Was die Entscheidung im Verzeichnis ändert, und welche Aktenzeichen neu sind.
pub(super) fn changes(
    bestand: &Bestand,
    entscheidung: &Entscheidung,
) -> Result<Changes, StoreError> {
    let mut changes = Changes { rows: Vec::new(), unique: Vec::new() };
    for (strom, _, texts) in &entscheidung.ereignisse {
        let (before, after) = match strom.art {
            StromArt::Person => {
                both(bestand.personen.get(&strom.kennung), *strom, texts, verzeichnis::person)?
            }
            StromArt::Fall => {
                both(bestand.faelle.get(&strom.kennung), *strom, texts, verzeichnis::fall)?
            }
            StromArt::Eingang => {
                both(bestand.eingaenge.get(&strom.kennung), *strom, texts, verzeichnis::eingang)?
            }
            StromArt::Konto
            | StromArt::Uebergabe
            | StromArt::Plan
            | StromArt::Bediensteter
            | StromArt::Loeschung
            | StromArt::Buendel
            | StromArt::Protokoll => continue,
        };
        if before == after {
            continue;
        }
        let stream = strom.to_string();
        for zeile in after.iter().filter(|zeile| !before.contains(zeile)) {
            if let (StromArt::Fall, Zeile::Nummer(nummer)) = (strom.art, zeile) {
                let value = Hash::aus(&[nummer.as_bytes()]);
                let stream = stream.clone();
                changes.unique.push(Unique { kind: "Aktenzeichen", value, stream });
            }
        }
        changes.rows.push(Rows { stream, rows: after, mode: Mode::Replace });
    }
    Ok(changes)
}

/// Die Zeilen einer Akte vor und nach den neuen Ereignissen.
fn both<T: Tatsache>(
    before: Option<&Akte<T>>,
    strom: Strom,
    texts: &[String],
    rows: fn(&Akte<T>) -> Vec<Zeile>,
) -> Result<(Vec<Zeile>, Vec<Zeile>), Lesefehler> {
    let events: Result<Vec<_>, _> = texts.iter().map(|text| Ereignis::lies(text)).collect();
    let empty = Akte::neu(strom.kennung);
    let before = before.unwrap_or(&empty);
    Ok((rows(before), rows(&before.mit(&events?))))
}
