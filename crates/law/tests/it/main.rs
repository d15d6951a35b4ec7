//! Das Recht gegen gerechnete Beispiele: jede Tabelle nennt ihre Quelle, jeder Betrag seinen Grund.

mod beispiele;
mod hilfe;
mod minderung;
mod personen;
mod unterkunft;
