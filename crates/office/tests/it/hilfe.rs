//! Uhr, Zufall und Kennungen der Tests: nie zweimal dasselbe, und doch kein Zufall.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use case::akte::Kennung;
use office::store::sql::DbError;

/// Jeder Augenblick eine Mikrosekunde nach dem vorigen.
pub fn uhr() -> i64 {
    static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);
    JETZT.fetch_add(1, Ordering::Relaxed)
}

/// Füllt Bytes mit einer Zahl, die weiterzählt.
pub fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}

/// Kennungen der Reihe nach, damit die Menschen in der Akte so geordnet sind wie im Haushalt.
pub fn kennung(nr: u32) -> Kennung {
    let mut bytes = [0_u8; 16];
    bytes[12..].copy_from_slice(&nr.to_be_bytes());
    Kennung::aus_bytes(bytes)
}
