//! Was ein Server bei sich hat.

use std::collections::BTreeMap;
use std::time::Duration;

use case::aufbewahrung::Aufbewahrungsplan;
use case::rechte::Regelwerk;
use case::textbausteine::Textbausteine;
use case::traeger::Traeger;
use law::measure::Tag;
use law::recht::Recht;
use office::ablage::Ablage;
use office::door::Door;
use office::store::record::Store;

use crate::metrics::Metrics;
use crate::problem::{Art, Problem};

/// Speicher, Ablage, Recht, Regelwerk, Uhr.
#[derive(Debug)]
pub struct App {
    /// Der Speicher.
    pub store: Store,
    /// Die Dateien daneben.
    pub ablage: Ablage,
    /// Das Recht.
    pub recht: Recht,
    /// Wer was darf.
    pub regelwerk: Regelwerk,
    /// Wie lange was aufgehoben wird.
    pub plan: Aufbewahrungsplan,
    /// Zu jedem Mandanten, was in seinem Briefkopf steht.
    pub briefkopf: BTreeMap<String, Traeger>,
    /// Zu jedem Mandanten, was er in seine Briefe setzt; sonst gilt das Mitgelieferte.
    pub bausteine: BTreeMap<String, Textbausteine>,
    /// Der Tag in Berlin; `None`, wenn niemand ihn weiß.
    pub clock: fn() -> Option<Tag>,
    /// Wie lange der Dienst schon läuft; nur, um zu zeigen, wie lange eine Anfrage dauerte.
    pub uptime: fn() -> Duration,
    /// Zähler.
    pub metrics: Metrics,
}

impl App {
    /// Der Tag in Berlin.
    ///
    /// # Errors
    /// [`Art::Intern`], wenn niemand ihn weiß: dann geschieht nichts.
    pub fn heute(&self) -> Result<Tag, Problem> {
        (self.clock)()
            .ok_or_else(|| Art::Intern.weil("der heutige Tag ist nicht bekannt; bitte melden"))
    }

    /// Was in einem Brief steht, das nicht aus der Akte folgt: der Briefkopf und die Textbausteine.
    ///
    /// # Errors
    /// [`Art::Abgewiesen`], wenn niemand den Briefkopf eingerichtet hat.
    pub fn haus(&self, traeger: &str) -> Result<(&Traeger, Textbausteine), Problem> {
        let ohne =
            "der Briefkopf dieses Jobcenters ist nicht eingerichtet; bitte den Betrieb bitten";
        let kopf = self.briefkopf.get(traeger).ok_or_else(|| Art::Abgewiesen.weil(ohne))?;
        let eigene = self.bausteine.get(traeger).cloned();
        // Die mitgelieferten sind leer und gültig; ein Test hält das.
        let eigene = eigene.or_else(|| Textbausteine::eingebaut().ok());
        Ok((kopf, eigene.unwrap_or_default()))
    }

    /// Die Tür.
    #[must_use]
    pub fn door(&self) -> Door<'_> {
        Door { store: &self.store, recht: &self.recht, regelwerk: &self.regelwerk }
    }
}
