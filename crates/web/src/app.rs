//! Was ein Server bei sich hat.

use case::rechte::Regelwerk;
use law::measure::Tag;
use law::recht::Recht;
use office::door::Door;
use office::store::record::Store;

use crate::metrics::Metrics;

/// Speicher, Recht, Regelwerk, Uhr.
#[derive(Debug)]
pub struct App {
    /// Der Speicher.
    pub store: Store,
    /// Das Recht.
    pub recht: Recht,
    /// Wer was darf.
    pub regelwerk: Regelwerk,
    /// Der Tag in Berlin.
    pub heute: fn() -> Tag,
    /// Zähler.
    pub metrics: Metrics,
}

impl App {
    /// Die Tür.
    #[must_use]
    pub fn door(&self) -> Door<'_> {
        Door { store: &self.store, recht: &self.recht, regelwerk: &self.regelwerk }
    }
}
