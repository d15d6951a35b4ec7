//! Musterkreis von außen: der Vertrag, die Mischung, die Wiederholbarkeit.
//!
//! `cfg(test)` sagt clippy, dass auch Hilfsfunktionen Tests sind und abbrechen dürfen.

#[cfg(test)]
mod abkuerzung;
#[cfg(test)]
mod hilfe;
#[cfg(test)]
mod mischung;
#[cfg(test)]
mod vertrag;
#[cfg(test)]
mod wiederholung;
