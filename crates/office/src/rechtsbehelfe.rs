//! Zahlen über die Rechtsbehelfe der ganzen Kartei; kein Mensch und kein Fall steht darin.

use case::akte::{FallTatsache, StromArt};
use case::rechtsbehelfe::{Zahlen, zaehle};

use crate::store::record::{Store, StoreError};

/// Zählt über alle Fälle eines Mandanten; `nach_jedem` wird nach jedem gerufen. Ändert nichts.
///
/// # Errors
/// [`StoreError`].
pub fn zahlen(store: &Store, traeger: &str, nach_jedem: &dyn Fn()) -> Result<Zahlen, StoreError> {
    let mut zahlen = Zahlen::new();
    for strom in store.streams(traeger)? {
        if strom.art != StromArt::Fall {
            continue;
        }
        zaehle(&store.load::<FallTatsache>(traeger, strom)?, &mut zahlen);
        nach_jedem();
    }
    Ok(zahlen)
}
