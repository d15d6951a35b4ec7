//! Ein Brief als Daten wird ein barrierefreies PDF.
//!
//! Der Weg eines Briefs: [`case::brief::Brief`] → [`schrift`] (nur Zeichen, die die Schriften haben)
//! → JSON → Vorlage `vorlagen/bescheid.typ` → Typst im selben Prozess → PDF/UA-1 und PDF/A-2a.
//! Gleicher Brief, gleiche Bytes: das Datum kommt aus dem Brief, nicht von der Uhr.
//!
//! [`Druckerei::pdf`] setzt einen Brief, [`Druckerei::viele`] viele mit flachem Speicher.
//! Kein Wort des Briefs steht hier, kein Maß in `case`.

mod druckerei;
mod schrift;
mod viele;

pub use druckerei::{BriefFehler, Druckerei, Gesetzt};
