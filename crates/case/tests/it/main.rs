//! Der Vertrag von `assess`, von außen geprüft.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "ein Test bricht ab, wenn seine Voraussetzung fehlt"
)]

mod aenderungsbrief;
mod akte;
mod aufbewahrung;
mod auskunft;
mod befehl;
mod bescheid;
mod buero;
mod eingang;
mod entwurf;
mod erzeuger;
mod folge;
mod gericht;
mod gueltig;
mod hilfe;
mod lebensereignisse;
mod lebenslagen;
mod loeschung;
mod maengel;
mod maengel_haushalt;
mod maengel_zeile;
mod nachrechnung;
mod namen;
mod pflichtverletzung;
mod rechte;
mod rechtsaenderung;
mod rechtsbehelfe;
mod textbausteine;
mod versagung;
mod versand;
mod vertrag;
mod vieraugen;
mod vorlaeufig;
mod vorrang;
mod zeitraum;
mod zufall;
mod zusatz;
