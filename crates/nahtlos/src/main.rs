//! Nahtlos.
fn main() {}
