//! Kalender: gesetzliche Feiertage, Bankarbeitstage und Fristen.
