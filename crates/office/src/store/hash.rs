//! SHA-256 und die eine Art, Bytes veränderlicher Länge hineinzugeben.

use std::fmt;

use sha2::{Digest, Sha256};

/// Ein SHA-256-Wert (FIPS 180-4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// SHA-256 der aneinandergehängten Teile.
    ///
    /// Wo ein Teil aufhört, sieht man dem Ergebnis nicht an: Teile veränderlicher Länge brauchen davor
    /// ihre [`laenge`].
    pub(crate) fn aus(teile: &[&[u8]]) -> Hash {
        let mut sha = Sha256::new();
        for teil in teile {
            sha.update(teil);
        }
        Hash(sha.finalize().into())
    }

    /// Die 32 Bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Die Länge als acht Bytes, das höchste zuerst.
pub(super) fn laenge(teil: &[u8]) -> [u8; 8] {
    // Auf keinem Rechner ist `usize` breiter als 64 Bit; die Vorgabe greift nie.
    u64::try_from(teil.len()).unwrap_or(u64::MAX).to_be_bytes()
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}
