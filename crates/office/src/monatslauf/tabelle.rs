//! Listen für Menschen: was zu entscheiden ist, als CSV mit Semikolon (öffnet jede Tabelle).

use case::schnittstelle::Haushalt;

use super::fall::Fall;
use crate::csv::{beginne, euro, zeile};
use crate::ordner::{Datei, OrdnerFehler};

/// Fragen zu Beträgen, eine Zeile je Frage.
pub(super) struct Fragen(Datei);

/// Geld, das nicht ausgezahlt werden kann, eine Zeile je Posten.
pub(super) struct OffenePosten(Datei);

impl Fragen {
    pub(super) fn neu(mut datei: Datei) -> Result<Fragen, OrdnerFehler> {
        beginne(&mut datei)?;
        zeile(&mut datei, ["Haushalt", "Person", "Name", "Vorschrift", "Frage"])?;
        Ok(Fragen(datei))
    }

    pub(super) fn schreibe(&mut self, fall: &Fall) -> Result<(), OrdnerFehler> {
        for frage in &fall.ergebnis.offen {
            let person = frage.person.as_deref().unwrap_or_default();
            let name = name(&fall.haushalt, person);
            let felder = [fall.ergebnis.fall.as_str(), person, &name, &frage.norm, &frage.frage];
            zeile(&mut self.0, felder)?;
        }
        Ok(())
    }

    pub(super) fn fertig(self) -> Result<(), OrdnerFehler> {
        self.0.fertig()
    }
}

impl OffenePosten {
    pub(super) fn neu(mut datei: Datei) -> Result<OffenePosten, OrdnerFehler> {
        beginne(&mut datei)?;
        let kopf =
            ["Haushalt", "Kennung", "Nicht gezahlt", "Fehlt zum Wunsch", "Vorschrift", "Frage"];
        zeile(&mut datei, kopf)?;
        Ok(OffenePosten(datei))
    }

    pub(super) fn schreibe(&mut self, fall: &Fall) -> Result<(), OrdnerFehler> {
        for posten in &fall.plan.offen {
            let kennung = posten.slot.kennung(1);
            let (betrag, fehlt) = (euro(posten.betrag), euro(posten.fehlt));
            let frage = &posten.frage;
            let felder =
                [&fall.ergebnis.fall, &kennung, &betrag, &fehlt, &frage.norm, &frage.frage];
            zeile(&mut self.0, felder)?;
        }
        Ok(())
    }

    pub(super) fn fertig(self) -> Result<(), OrdnerFehler> {
        self.0.fertig()
    }
}

/// Wie diese Person heißt; leer, wenn die Frage den ganzen Haushalt betrifft.
fn name(haushalt: &Haushalt, person: &str) -> String {
    let stelle = haushalt.lage.personen.iter().position(|einer| einer.id == person);
    let name = stelle.and_then(|stelle| haushalt.namen.get(stelle));
    name.map(|name| format!("{} {}", name.vorname, name.nachname)).unwrap_or_default()
}
