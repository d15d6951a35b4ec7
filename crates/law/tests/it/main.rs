//! Das Recht gegen gerechnete Beispiele: jede Tabelle nennt ihre Quelle, jeder Betrag seinen Grund.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in Tests ist ein Abbruch die Meldung"
)]

mod absetzungen;
mod aufenthalt;
mod beispiele;
mod beitraege;
mod belege;
mod belege_bedarf;
mod belege_daneben;
mod belege_zahlung;
mod bildung;
mod eigenschaften;
mod familie;
mod gemeinschaft;
mod geschichte;
mod hilfe;
mod lagen;
mod mehrbedarfe;
mod minderung;
mod minderung_grenzen;
mod minderung_tabelle;
mod nachbarn;
mod personen;
mod regelbedarf;
mod stiller_weg;
mod unterkunft;
mod unterkunft_grenzen;
mod vermoegen;
mod vorrang;
mod zuschlaege;
