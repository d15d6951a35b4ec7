//! Aus Fehlern der inneren Crates werden Probleme für den, der fragt.

use office::ablage::{AblageFehler, ZuordnungFehler};
use office::door::DoorError;
use office::posteingang::PosteingangFehler;
use office::store::keys::KeyError;
use office::store::record::StoreError;
use office::store::sql::DbError;
use office::store::streams::CommitError;

use crate::problem::{Art, Problem};

/// Was gelöscht ist, ist nirgends mehr.
const GELOESCHT: &str = "diese Akte ist gelöscht; warum, steht im Löschprotokoll der Rechtsstelle";

impl From<DoorError> for Problem {
    fn from(error: DoorError) -> Problem {
        let text = error.to_string();
        match error {
            DoorError::Denied(_) | DoorError::NotYou => Art::Verboten.weil(text),
            DoorError::Purpose(zwecke) => {
                let zwecke: Vec<&str> = zwecke.into_iter().map(|zweck| zweck.name()).collect();
                Art::Zweck.weil(text).mit("zwecke", zwecke)
            }
            DoorError::Unknown(_) => Art::Unbekannt.weil(text),
            DoorError::Refused(_) => Art::Abgewiesen.weil(text),
            DoorError::Store(error) => error.into(),
            DoorError::Unwritable => Art::Intern.weil(text),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        let text = error.to_string();
        match error {
            StoreError::Key(KeyError::Erased) => Art::Unbekannt.weil(GELOESCHT),
            StoreError::Key(KeyError::Db(error))
            | StoreError::Db(error)
            | StoreError::Commit(CommitError::Db(error)) => error.into(),
            StoreError::Commit(CommitError::Conflict) => Art::Ueberholt.weil(text),
            StoreError::Commit(CommitError::OtherRequest | CommitError::Taken(_)) => {
                Art::Ueberholt.weil(text)
            }
            StoreError::Commit(CommitError::Seal)
            | StoreError::Key(KeyError::Seal(_))
            | StoreError::Seal(_)
            | StoreError::Event(_) => Art::Intern.weil(text),
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Problem {
        let text = error.to_string();
        match error {
            DbError::Unavailable(_) | DbError::Retry | DbError::Disk(_) => {
                Art::NichtBereit.weil(text)
            }
            DbError::Duplicate | DbError::Broken(_) | DbError::Unsafe(_) => Art::Intern.weil(text),
        }
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Problem {
        StoreError::Commit(error).into()
    }
}

impl From<AblageFehler> for Problem {
    fn from(error: AblageFehler) -> Problem {
        let text = error.to_string();
        match error {
            AblageFehler::Schluessel(error) => StoreError::Key(error).into(),
            AblageFehler::Platte(_) => Art::NichtBereit.weil(text),
            AblageFehler::Fehlt(_) | AblageFehler::Veraendert(_) | AblageFehler::Siegel(_) => {
                Art::Intern.weil(text)
            }
        }
    }
}

impl From<ZuordnungFehler> for Problem {
    fn from(error: ZuordnungFehler) -> Problem {
        match error {
            ZuordnungFehler::Ablage(error) => error.into(),
            ZuordnungFehler::Tuer(error) => error.into(),
        }
    }
}

impl From<PosteingangFehler> for Problem {
    fn from(error: PosteingangFehler) -> Problem {
        let text = error.to_string();
        match error {
            PosteingangFehler::Ordner(_) => Art::NichtBereit.weil(text),
            PosteingangFehler::Ablage(error) => error.into(),
            PosteingangFehler::Tuer(error) => error.into(),
            PosteingangFehler::Speicher(error) => error.into(),
        }
    }
}
