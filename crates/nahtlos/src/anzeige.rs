//! Fortschritt und Dauer eines Laufs, für den, der zusieht.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use office::monatslauf::{Meldung, Stufe};

/// Balken auf der Standardfehlerausgabe (nur an einem Terminal) und die Dauer jeder Stufe.
pub struct Anzeige {
    balken: ProgressBar,
    beginn: Instant,
    stufe: Option<Stufe>,
    dauern: Vec<(&'static str, Duration)>,
    haushalte: Option<u64>,
}

impl Anzeige {
    /// `haushalte`: wie viele ungefähr kommen, wenn es bekannt ist.
    pub fn neu(haushalte: Option<u64>) -> Anzeige {
        Anzeige {
            balken: ProgressBar::hidden(),
            beginn: jetzt(),
            stufe: None,
            dauern: Vec::new(),
            haushalte,
        }
    }

    /// Nimmt eine Meldung des Laufs entgegen.
    pub fn melde(&mut self, meldung: Meldung) {
        match meldung {
            Meldung::Schritt => self.balken.inc(1),
            Meldung::Beginn(stufe, schritte) => {
                self.schliesse();
                let schritte = if stufe == Stufe::Rechnen { self.haushalte } else { schritte };
                self.balken = balken(name(stufe), schritte);
                self.stufe = Some(stufe);
            }
        }
    }

    /// Beendet die letzte Stufe und nennt alle Dauern.
    pub fn dauern(mut self) -> Vec<(&'static str, Duration)> {
        self.schliesse();
        self.dauern
    }

    fn schliesse(&mut self) {
        self.balken.finish_and_clear();
        if let Some(stufe) = self.stufe.take() {
            self.dauern.push((name(stufe), self.beginn.elapsed()));
        }
        self.beginn = jetzt();
    }
}

/// Ein Balken; ohne Terminal zeigt er nichts.
pub fn balken(was: &'static str, schritte: Option<u64>) -> ProgressBar {
    let muster = match schritte {
        Some(_) => "{msg:12} {wide_bar} {pos}/{len} · noch {eta} · Abbruch: Strg-C",
        None => "{msg:12} {spinner} {pos}",
    };
    let balken = ProgressBar::with_draw_target(schritte, ProgressDrawTarget::stderr());
    if let Ok(stil) = ProgressStyle::with_template(muster) {
        balken.set_style(stil);
    }
    balken.set_message(was);
    balken
}

fn name(stufe: Stufe) -> &'static str {
    match stufe {
        Stufe::Rechnen => "Rechnen",
        Stufe::Bank => "Bankdatei",
        Stufe::Briefe => "Briefe",
        Stufe::Abschluss => "Abschluss",
    }
}

#[expect(clippy::disallowed_methods, reason = "misst nur, was angezeigt wird")]
pub fn jetzt() -> Instant {
    Instant::now()
}
