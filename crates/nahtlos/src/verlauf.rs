//! Der Balken für Sichern, Einspielen und Prüfen.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::ProgressBar;
use office::sicherung::{Melder, Meldung, Stufe};

use crate::anzeige::balken;

/// Zeigt am Terminal, was gerade geschieht.
pub fn melder() -> Melder {
    let zeigt = Mutex::new(ProgressBar::hidden());
    Melder::neu(Arc::new(move |meldung| {
        let mut zeigt = zeigt.lock().unwrap_or_else(PoisonError::into_inner);
        match meldung {
            Meldung::Beginn(stufe, schritte) => {
                zeigt.finish_and_clear();
                *zeigt = balken(name(stufe), schritte);
            }
            Meldung::Schritte(schritte) => zeigt.inc(schritte),
        }
        ControlFlow::Continue(())
    }))
}

fn name(stufe: Stufe) -> &'static str {
    match stufe {
        Stufe::Zeilen => "Zeilen",
        Stufe::Dokumente => "Dokumente",
        Stufe::Datei => "Datei prüfen",
        Stufe::Ketten => "Ketten",
        Stufe::Verzeichnis => "Verzeichnis",
        Stufe::Bescheide => "Bescheide nachrechnen",
    }
}
