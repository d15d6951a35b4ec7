//! Das Urteil über einen Befehl oder Blick, und wie es ins Protokoll kommt.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::Kategorie;
use case::befehl::{Befehl, Bestand};
use case::protokoll::{ProtokollTatsache, Zugriff};
use case::rechte::{Akteur, Anfrage, Bezug, Grund, Handlung, Regelwerk, Urteil, Zweck, urteile};

use super::load::Loaded;
use super::{Caller, Door, DoorError};

/// Was erlaubt ist: zu jeder Art von Daten der Zweck und die Regel.
pub(super) type Granted = BTreeMap<Kategorie, (Zweck, String)>;

/// Warum nicht. Von mehreren Gründen zählt der größte: was zu ist, vor dem, was ein Zweck öffnet, vor allem
/// anderen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Denial {
    Reason(Grund),
    Purpose(BTreeSet<Zweck>),
    Closed(Grund),
}

impl Denial {
    fn aus(grund: Grund) -> Denial {
        match grund {
            Grund::EigeneAkte | Grund::Angehoerige | Grund::Gesperrt | Grund::Auskunftssperre => {
                Denial::Closed(grund)
            }
            Grund::Beziehung(_) | Grund::Rolle | Grund::Zweck => Denial::Reason(grund),
        }
    }
}

/// Darf er den Befehl, an allem, was er berührt, mit allen Daten, die er braucht?
pub(super) fn befehl(
    regelwerk: &Regelwerk,
    caller: Caller<'_>,
    loaded: &Loaded,
    befehl: &Befehl,
) -> Result<Granted, Denial> {
    let akteur = Akteur::aus(&loaded.akteur, caller.heute);
    let (handlung, kategorien) = befehl.verlangt();
    let judge = Judge { regelwerk, akteur: &akteur, caller, handlung };
    let mut granted = Granted::new();
    for bezug in touched(&loaded.bestand, caller) {
        granted.extend(all(judge, &bezug, &kategorien)?);
    }
    // Wer jemanden, den das Haus schon kennt, in einen neuen Fall nimmt, schreibt in dessen Akte und kann sie
    // danach rechnen: das darf nur, wer auch die bisherigen Fälle bearbeitet.
    let sehen = Judge { handlung: Handlung::Sehen, ..judge };
    for bezug in &loaded.weitere {
        all(sehen, bezug, &[Kategorie::Stammdaten, Kategorie::Einkommen, Kategorie::Bank])?;
    }
    Ok(granted)
}

/// Darf er sehen, was jemand bekommt? Wer eine Einnahme eintragen darf, darf das noch nicht.
pub(super) fn betraege(
    regelwerk: &Regelwerk,
    caller: Caller<'_>,
    loaded: &Loaded,
) -> Result<Granted, Denial> {
    let akteur = Akteur::aus(&loaded.akteur, caller.heute);
    let judge = Judge { regelwerk, akteur: &akteur, caller, handlung: Handlung::Sehen };
    let mut granted = Granted::new();
    for bezug in touched(&loaded.bestand, caller) {
        granted.extend(all(judge, &bezug, &[Kategorie::Zahlung])?);
    }
    Ok(granted)
}

/// Was er mit den Arten von Daten darf; nur wenn keine davon erlaubt ist, ist es verweigert.
pub(super) fn some(
    judge: Judge<'_>,
    bezug: &Bezug,
    kategorien: &[Kategorie],
) -> Result<Granted, Denial> {
    let mut granted = Granted::new();
    let mut denial = None;
    for kategorie in kategorien {
        match judge.one(bezug, *kategorie) {
            Ok(found) => {
                granted.insert(*kategorie, found);
            }
            Err(why) => denial = denial.max(Some(why)),
        }
    }
    match denial {
        Some(why) if granted.is_empty() => Err(why),
        _ => Ok(granted),
    }
}

/// Alle Arten von Daten, oder keine. Fehlt eine ganz, hilft auch ein Zweck nicht.
pub(super) fn all(
    judge: Judge<'_>,
    bezug: &Bezug,
    kategorien: &[Kategorie],
) -> Result<Granted, Denial> {
    let mut granted = Granted::new();
    let mut purpose = None;
    for kategorie in kategorien {
        match judge.one(bezug, *kategorie) {
            Ok(found) => {
                granted.insert(*kategorie, found);
            }
            Err(needed @ Denial::Purpose(_)) => purpose = purpose.or(Some(needed)),
            Err(why) => return Err(why),
        }
    }
    purpose.map_or(Ok(granted), Err)
}

/// Wer nach welchen Regeln was will.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) regelwerk: &'a Regelwerk,
    pub(super) akteur: &'a Akteur,
    pub(super) caller: Caller<'a>,
    pub(super) handlung: Handlung,
}

impl Judge<'_> {
    pub(super) fn one(
        self,
        bezug: &Bezug,
        kategorie: Kategorie,
    ) -> Result<(Zweck, String), Denial> {
        let anfrage = Anfrage { handlung: self.handlung, kategorie, zweck: self.caller.zweck };
        match urteile(self.regelwerk, self.akteur, bezug, &anfrage, self.caller.heute) {
            Urteil::Erlaubt { zweck, regel } => Ok((zweck, regel)),
            Urteil::ZweckFehlt(zwecke) => Err(Denial::Purpose(zwecke)),
            Urteil::Verweigert(grund) => Err(Denial::aus(grund)),
        }
    }
}

/// Worum es geht: die Fälle, und wo es keine gibt, die Bediensteten. An einem neuen Fall hängen die Menschen,
/// die zu ihm kommen sollen.
fn touched(bestand: &Bestand, caller: Caller<'_>) -> Vec<Bezug> {
    let fall = |fall| {
        let mut bezug = Bezug::aus(fall, &bestand.personen, caller.heute);
        if fall.version() == 0 {
            bezug.menschen.extend(bestand.personen.keys());
        }
        bezug
    };
    if bestand.faelle.is_empty() && bestand.dienst.is_empty() {
        // Ein Eingangsstück, das noch zu keiner Akte gehört.
        return vec![Bezug::default()];
    }
    if bestand.faelle.is_empty() {
        let dienst = |akte| Bezug::bediensteter(akte, caller.heute);
        return bestand.dienst.values().map(dienst).collect();
    }
    bestand.faelle.values().map(fall).collect()
}

/// Trägt ein, was erlaubt ist, wozu und nach welcher Regel.
pub(super) fn entered(zugriff: Zugriff, granted: Granted) -> Zugriff {
    let mut zugriff = Zugriff { kategorien: BTreeSet::new(), zwecke: BTreeSet::new(), ..zugriff };
    for (kategorie, (zweck, regel)) in granted {
        zugriff.kategorien.insert(kategorie);
        zugriff.zwecke.insert(zweck);
        zugriff.regeln.insert(regel);
    }
    zugriff
}

impl Door<'_> {
    /// Ein Eintrag für das Protokoll, noch ohne Urteil.
    pub(super) fn access(
        &self,
        caller: Caller<'_>,
        (handlung, kategorien): (Handlung, &[Kategorie]),
    ) -> Zugriff {
        Zugriff {
            akteur: caller.akteur,
            handlung,
            kategorien: kategorien.iter().copied().collect(),
            faelle: BTreeSet::new(),
            personen: BTreeSet::new(),
            eingaenge: BTreeSet::new(),
            zwecke: caller.zweck.into_iter().collect(),
            regeln: BTreeSet::new(),
            regelwerk: self.regelwerk.fassung.clone(),
            befehl: None,
        }
    }

    /// Trägt das Urteil ein. Ist es verweigert, steht das im Protokoll, bevor jemand davon hört.
    pub(super) fn granted(
        &self,
        caller: Caller<'_>,
        zugriff: Zugriff,
        judged: Result<Granted, Denial>,
    ) -> Result<Zugriff, DoorError> {
        match judged {
            Ok(granted) => Ok(entered(zugriff, granted)),
            Err(denial) => {
                self.note(caller, ProtokollTatsache::Abgewiesen(zugriff))?;
                Err(match denial {
                    Denial::Purpose(zwecke) => DoorError::Purpose(zwecke),
                    Denial::Reason(grund) | Denial::Closed(grund) => DoorError::Denied(grund),
                })
            }
        }
    }
}
