//! `nahtlos vorrang`: SGB II gegen Wohngeld und Kinderzuschlag über drei Monate (§ 12a SGB II).

use std::process::ExitCode;

use clap::Args;

use crate::assess::{Auftrag, Strom};

/// Vergleicht SGB II mit Wohngeld und Kinderzuschlag: eine Zeile (JSON) je Haushalt hinein und heraus
#[derive(Args)]
#[command(after_help = "\
Eine Zeile nennt eine Lage wie bei assess, die Mietenstufe und, wo bekannt, Angaben zu Steuern,
Beiträgen und dem Durchschnitt der letzten sechs Monate. Geprüft werden drei Monate ab dem der Lage.
Heraus kommen je Bedarfsgemeinschaft die Beträge beider Seiten, was fehlt, und die Entscheidung
(§ 12a SGB II): sgb2_bleibt, vorrang, frage oder kein_anspruch. Fehlerhafte Zeilen wie bei assess.

Ausgang: 0 alles berechnet · 1 mindestens eine Zeile fehlerhaft · 2 Aufruf, Datei oder Parameter
Aufbau der Zeilen: nahtlos schema vorrang-lage, nahtlos schema vorrang; Beispiel: docs/vorrang.md")]
pub struct Vorrang {
    #[command(flatten)]
    strom: Strom,
}

impl Vorrang {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        self.strom.fuehre_aus(Auftrag::Vorrang)
    }
}
