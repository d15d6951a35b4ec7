//! Der öffentliche Vertrag von `nahtlos assess` und der JSON-API.
//!
//! Die Feldnamen sind die des Gesetzes. Unbekannte Felder sind ein Fehler, denn ein Tippfehler darf
//! kein Geld ändern. Felder kommen hinzu (mit einer Vorgabe, die nichts ändert); keines wird
//! umbenannt.

mod ergebnis;
mod fehler;
mod haushalt;
mod lage;
mod lesefehler;
mod lesen;
mod pruefen;
pub mod schema;
pub mod vorrang;
mod wert;
mod zusatz;

pub use ergebnis::{
    BeitragErgebnis, BildungErgebnis, Daneben, Ergebnis, Frage, Gewicht, PersonErgebnis,
};
pub use fehler::{Fehler, Fehlerzeile, GANZE_ZEILE, Mangel};
pub use haushalt::{Anrede, Anschrift, Direktzahlung, DirektzahlungArt, Haushalt, Konto, Name};
pub use lage::{
    Absetzung, Angemessen, Aufrechnung, Einkommen, EinkommenArt, Kostensenkung, Lage, Mehrbedarf,
    MehrbedarfArt, Minderung, Person, Wohnung, Wohnungen,
};
pub use law::lage::{
    AbsetzungArt, Alleinerziehend, AufrechnungArt, AufrechnungGrund, Ausbildung, Ausschluss,
    BeitragArt, BildungArt, BildungForm, Diagnose, FoerderungBedarf, FoerderungStand, Gebiet,
    MinderungArt, UnterbringungArt, Warmwasser,
};
pub use lesen::{HOECHSTENS_BYTES, ist_leer, lies_haushalt, lies_vorrang, lies_zeile};
pub use pruefen::{Eingabe, pruefe, pruefe_haushalt};
pub use zusatz::{Beitrag, Bildung, Foerderung, Unterbringung};
