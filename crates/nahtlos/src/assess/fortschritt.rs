//! Der Balken auf der Standardfehlerausgabe, wenn dort ein Mensch sitzt.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Ein Fortschrittsbalken; ohne Terminal zeigt er nichts.
pub(super) struct Fortschritt(ProgressBar);

impl Fortschritt {
    /// Ein Balken über `groesse` Bytes; ohne Größe eine Anzeige der Zeilen.
    pub(super) fn neu(groesse: Option<u64>) -> Fortschritt {
        let muster = match groesse {
            Some(_) => "{wide_bar} {percent} % · {msg} · noch {eta}",
            None => "{spinner} {msg}",
        };
        let balken = ProgressBar::with_draw_target(groesse, ProgressDrawTarget::stderr());
        if let Ok(stil) = ProgressStyle::with_template(muster) {
            balken.set_style(stil);
        }
        Fortschritt(balken)
    }

    /// Zeigt nie etwas.
    pub(super) fn keiner() -> Fortschritt {
        Fortschritt(ProgressBar::hidden())
    }

    pub(super) fn stand(&self, bytes: u64, zeilen: u64) {
        if !self.0.is_hidden() {
            self.0.set_position(bytes);
            self.0.set_message(format!("{zeilen} Zeilen"));
        }
    }

    pub(super) fn ende(self) {
        self.0.finish_and_clear();
    }
}
