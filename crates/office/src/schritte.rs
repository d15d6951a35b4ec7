//! Die ganze Kartei: hat jeder Fall einen nächsten Schritt und jemanden, der sich kümmert?

use std::collections::BTreeMap;

use case::akte::{FallTatsache, Kennung, StromArt};
use case::bescheid::Freigaberegeln;
use case::schritte::{Luecke, Schrittart, luecken, schritte};
use law::measure::Tag;

use crate::store::record::{Store, StoreError};

/// Was gefunden ist; nur Kennungen und Zahlen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uebersicht {
    /// Durchgesehene Fälle.
    pub faelle: u64,
    /// Wie viele Schritte jeder Art anstehen.
    pub schritte: BTreeMap<Schrittart, u64>,
    /// Wo etwas fehlt.
    pub luecken: Vec<(Kennung, Luecke)>,
}

/// Geht alle Fälle eines Mandanten durch; `nach_jedem` wird nach jedem gerufen. Ändert nichts.
///
/// # Errors
/// [`StoreError`].
pub fn uebersicht(
    store: &Store,
    traeger: &str,
    (regeln, heute): (&Freigaberegeln, Tag),
    nach_jedem: &dyn Fn(),
) -> Result<Uebersicht, StoreError> {
    let mut uebersicht = Uebersicht::default();
    for strom in store.streams(traeger)? {
        if strom.art != StromArt::Fall {
            continue;
        }
        let akte = store.load::<FallTatsache>(traeger, strom)?;
        uebersicht.faelle = uebersicht.faelle.saturating_add(1);
        for schritt in schritte(&akte, regeln, heute) {
            let zahl = uebersicht.schritte.entry(schritt.was).or_default();
            *zahl = zahl.saturating_add(1);
        }
        let fehlt = luecken(&akte, regeln, heute).into_iter();
        uebersicht.luecken.extend(fehlt.map(|luecke| (strom.kennung, luecke)));
        nach_jedem();
    }
    Ok(uebersicht)
}
