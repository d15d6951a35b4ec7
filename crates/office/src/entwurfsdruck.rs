//! Der Brief zu einem Entwurf als PDF: aus den Akten allein, jedes Mal dieselben Bytes.

use case::akte::Kennung;
use case::akte::lage::Akten;
use case::befehl::Bestand;
use case::brief::{EntwurfsbriefFehler, entwurfsbrief};
use case::entwurf::wartender;
use case::traeger::Traeger;
use law::measure::Tag;
use law::recht::Recht;
use letters::{BriefFehler, Druckerei};

/// Warum es keinen Brief gibt.
#[derive(Debug, thiserror::Error)]
pub enum EntwurfsdruckFehler {
    /// Es wartet keiner.
    #[error("zu diesem Fall wartet kein Entwurf auf Freigabe")]
    Keiner,
    /// Der Entwurf ergibt keinen Brief; der Satz sagt, was zu tun ist.
    #[error(transparent)]
    Inhalt(#[from] EntwurfsbriefFehler),
    /// Der Satz ist gescheitert.
    #[error(transparent)]
    Satz(#[from] BriefFehler),
}

/// Setzt den Brief zu dem Entwurf, der auf Freigabe wartet.
///
/// # Errors
/// [`EntwurfsdruckFehler`].
pub fn drucke(
    bestand: &Bestand,
    fall: Kennung,
    (traeger, recht, heute): (&Traeger, &Recht, Tag),
) -> Result<Vec<u8>, EntwurfsdruckFehler> {
    let akte = bestand.faelle.get(&fall).ok_or(EntwurfsdruckFehler::Keiner)?;
    let (_, entwurf) = wartender(akte).ok_or(EntwurfsdruckFehler::Keiner)?;
    let akten = Akten { fall: akte, personen: &bestand.personen };
    let brief = entwurfsbrief(akten, entwurf, traeger, recht, heute)?;
    Ok(Druckerei::neu()?.pdf(&brief)?)
}
