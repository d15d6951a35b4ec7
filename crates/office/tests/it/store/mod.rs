//! Log, Kette und Siegel: veröffentlichte Werte, gepflanzte Fehler, und alle drei zusammen.

mod akte;
mod akten;
mod kacheln;
mod kette;
mod log;
mod merkle;
mod merkle_faelschung;
mod siegel;
mod speicher;

/// Bytes aus Hexadezimalziffern.
fn hex(text: &str) -> Vec<u8> {
    let ziffer = |z: &u8| char::from(*z).to_digit(16).unwrap().try_into().unwrap();
    let ziffern: Vec<u8> = text.as_bytes().iter().map(ziffer).collect();
    ziffern.chunks_exact(2).map(|paar| paar.iter().fold(0, |byte, z| byte << 4 | z)).collect()
}

/// Dieselben Bytes, mit einem gekippten Bit.
fn gekippt(bytes: &[u8], bit: usize) -> Vec<u8> {
    let maske = |at| if at == bit / 8 { 1 << (bit % 8) } else { 0 };
    bytes.iter().enumerate().map(|(at, byte)| byte ^ maske(at)).collect()
}
