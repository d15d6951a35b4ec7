//! Was eine Änderung im Geld ausmacht: Monat für Monat, Mensch für Mensch.

use law::measure::{Cent, Monat};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Ablehnung, Rechenhilfe};
use crate::akte::Kennung;
use crate::akte::lage::Akten;
use crate::berechnung::Gruende;
use crate::entwurf::{Beide, vor_und_nach};
use crate::schnittstelle::{Ergebnis, schema};

/// Ein Monat, in dem sich etwas ändert. `Debug` zeigt keine Beträge.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MonatUnterschied {
    /// Der Monat.
    #[schemars(with = "schema::Monat")]
    pub monat: Monat,
    /// Wer mehr oder weniger bekommt.
    pub personen: Vec<PersonUnterschied>,
    /// Fragen, die nach der Änderung offen sind.
    pub offene_fragen: usize,
}

/// Was sich für einen Menschen ändert.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonUnterschied {
    /// Wer.
    pub person: Kennung,
    /// Auszahlung vorher.
    #[schemars(with = "schema::Unterschied")]
    pub vorher: Cent,
    /// Auszahlung nachher.
    #[schemars(with = "schema::Unterschied")]
    pub nachher: Cent,
}

impl std::fmt::Debug for MonatUnterschied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MonatUnterschied({}, {} Menschen)", self.monat, self.personen.len())
    }
}

/// Dieselben Akten ohne und mit der Änderung.
#[derive(Clone, Copy)]
pub(super) struct Vergleich<'a> {
    pub vorher: Akten<'a>,
    pub nachher: Akten<'a>,
}

/// Rechnet beide Seiten für jeden Monat.
///
/// # Errors
/// [`Ablehnung::Mangel`], wenn die Angaben nach der Änderung nicht zu rechnen sind.
pub(super) fn je_monat(
    vergleich: Vergleich<'_>,
    monate: &[Monat],
    hilfe: &mut Rechenhilfe<'_>,
) -> Result<Vec<MonatUnterschied>, Ablehnung> {
    let mut unterschiede = Vec::new();
    for &monat in monate {
        let seiten = (vergleich.vorher, vergleich.nachher);
        let womit = (hilfe.recht, &mut *hilfe.werkbank);
        let Some(beide) = vor_und_nach(seiten, monat, womit, Gruende::Ohne)? else { continue };
        let Beide { vorher, nachher } = beide;
        let personen = personen(&vorher, &nachher);
        if !personen.is_empty() || vorher.offen != nachher.offen {
            let offene_fragen = nachher.offen.len();
            unterschiede.push(MonatUnterschied { monat, personen, offene_fragen });
        }
    }
    Ok(unterschiede)
}

fn personen(vorher: &Ergebnis, nachher: &Ergebnis) -> Vec<PersonUnterschied> {
    let auszahlung = |ergebnis: &Ergebnis, id: &str| {
        ergebnis.personen.iter().find(|p| p.id == id).map_or(Cent::NULL, |p| p.auszahlung)
    };
    nachher
        .personen
        .iter()
        .filter_map(|person| {
            let (alt, neu) = (auszahlung(vorher, &person.id), person.auszahlung);
            let kennung = person.id.parse().ok().filter(|_| alt != neu)?;
            Some(PersonUnterschied { person: kennung, vorher: alt, nachher: neu })
        })
        .collect()
}
