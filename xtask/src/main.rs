//! Aufgaben für Entwickler.
fn main() {}
