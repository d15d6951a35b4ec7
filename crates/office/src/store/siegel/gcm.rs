//! AES-256-GCM selbst, mit der Nonce als Bytes. Nur [`super`] ruft hier, damit jede Nonce ihre
//! Herkunft hat.

use aes_gcm::aead::Tag;
use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit};

use super::SiegelFehler;

/// Länge des Siegels in Bytes.
pub const SIEGEL: usize = 16;

/// Geheimtext und dahinter das Siegel.
pub fn versiegle(
    schluessel: &[u8; 32],
    nonce: [u8; 12],
    aad: &[u8],
    klartext: &[u8],
) -> Result<Vec<u8>, SiegelFehler> {
    let mut bytes = Vec::with_capacity(klartext.len().saturating_add(SIEGEL));
    bytes.extend_from_slice(klartext);
    let siegel = verschliesse(schluessel, nonce, aad, &mut bytes)?;
    bytes.extend_from_slice(&siegel);
    Ok(bytes)
}

/// Der Klartext, wenn das Siegel passt.
pub fn oeffne(
    schluessel: &[u8; 32],
    nonce: [u8; 12],
    aad: &[u8],
    geheimtext: &[u8],
) -> Result<Vec<u8>, SiegelFehler> {
    let (text, siegel) = geheimtext.split_last_chunk::<SIEGEL>().ok_or(SiegelFehler::Form)?;
    let mut klartext = text.to_vec();
    oeffne_in(schluessel, nonce, aad, Offen { bytes: &mut klartext, siegel: *siegel })?;
    Ok(klartext)
}

/// Verschlüsselt an Ort und Stelle und gibt das Siegel zurück.
pub fn verschliesse(
    schluessel: &[u8; 32],
    nonce: [u8; 12],
    aad: &[u8],
    bytes: &mut [u8],
) -> Result<[u8; SIEGEL], SiegelFehler> {
    let gcm = Aes256Gcm::new(schluessel.into());
    let siegel = gcm.encrypt_inout_detached(&nonce.into(), aad, bytes.into());
    siegel.map(Into::into).map_err(|_| SiegelFehler::ZuGross)
}

/// Was zu öffnen ist: die Bytes, in denen danach der Klartext steht, und ihr Siegel.
pub struct Offen<'a> {
    /// Geheimtext, nach dem Öffnen Klartext; unverändert, wenn das Siegel nicht passt.
    pub bytes: &'a mut [u8],
    /// Das Siegel dazu.
    pub siegel: [u8; SIEGEL],
}

/// Entschlüsselt an Ort und Stelle, wenn das Siegel passt.
pub fn oeffne_in(
    schluessel: &[u8; 32],
    nonce: [u8; 12],
    aad: &[u8],
    was: Offen<'_>,
) -> Result<(), SiegelFehler> {
    let gcm = Aes256Gcm::new(schluessel.into());
    let siegel: Tag<Aes256Gcm> = was.siegel.into();
    let geoeffnet = gcm.decrypt_inout_detached(&nonce.into(), aad, was.bytes.into(), &siegel);
    geoeffnet.map_err(|_| SiegelFehler::Gebrochen)
}
