//! Eine geprüfte IBAN, auf die eine Geldleistung überwiesen werden kann.

use std::fmt;

use iban::IbanLike;
use serde::Serialize;

/// Staaten des Europäischen Wirtschaftsraums: dort gilt die Verordnung (EU) Nr. 260/2012 (§ 47 Abs. 1
/// SGB I), und dort genügt die IBAN ohne BIC und Anschrift. Sortiert.
const EWR: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Eine IBAN mit richtiger Prüfziffer aus dem Europäischen Wirtschaftsraum, ohne Leerzeichen.
///
/// `Debug` zeigt nur das Land.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Iban(String);

/// Warum ein Text keine IBAN ist, auf die gezahlt werden kann. Die Meldung nennt sie nicht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IbanFehler {
    /// Kein Text.
    #[error("die IBAN fehlt")]
    Leer,
    /// Zu kurz, zu lang oder falsche Zeichen.
    #[error("die IBAN hat nicht die Form, die in ihrem Land gilt")]
    Form,
    /// Zahlendreher oder Tippfehler.
    #[error("die Prüfziffer der IBAN stimmt nicht")]
    Pruefziffer,
    /// Konto außerhalb des Europäischen Wirtschaftsraums.
    #[error("das Konto liegt außerhalb des Europäischen Wirtschaftsraums")]
    Land,
}

impl Iban {
    /// Liest eine IBAN; Leerzeichen und kleine Buchstaben stören nicht.
    ///
    /// # Errors
    /// [`IbanFehler`], wenn auf das Konto nicht überwiesen werden kann.
    pub fn lies(text: &str) -> Result<Iban, IbanFehler> {
        let knapp: String = text
            .chars()
            .filter(|zeichen| !zeichen.is_whitespace())
            .map(|zeichen| zeichen.to_ascii_uppercase())
            .collect();
        if knapp.is_empty() {
            return Err(IbanFehler::Leer);
        }
        let geprueft: iban::Iban = knapp.parse().map_err(|fehler| match fehler {
            iban::ParseIbanError::InvalidBaseIban {
                source: iban::ParseBaseIbanError::InvalidChecksum,
            } => IbanFehler::Pruefziffer,
            iban::ParseIbanError::UnknownCountry(_) => IbanFehler::Land,
            _ => IbanFehler::Form,
        })?;
        if EWR.binary_search(&geprueft.country_code()).is_err() {
            return Err(IbanFehler::Land);
        }
        Ok(Iban(knapp))
    }

    /// Schreibweise für die Bank, ohne Leerzeichen.
    #[must_use]
    pub fn als_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({}…)", self.0.get(..2).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nur_richtige_ibans_aus_dem_ewr_werden_angenommen() {
        // Beispiele aus dem IBAN-Register (ISO 13616), verändert, wo ein Fehler erwartet wird.
        let faelle = [
            ("DE89370400440532013000", Ok("DE89370400440532013000")),
            (" de89 3704 0044\u{a0}0532 0130 00 ", Ok("DE89370400440532013000")),
            ("NL91 ABNA 0417 1643 00", Ok("NL91ABNA0417164300")),
            ("PL61 1090 1014 0000 0712 1981 2874", Ok("PL61109010140000071219812874")),
            ("", Err(IbanFehler::Leer)),
            ("   ", Err(IbanFehler::Leer)),
            ("DE98370400440532013000", Err(IbanFehler::Pruefziffer)),
            ("DE8937040044053201300", Err(IbanFehler::Pruefziffer)),
            ("532013000", Err(IbanFehler::Form)),
            ("DE89-3704-0044-0532-0130-00", Err(IbanFehler::Form)),
            ("CH93 0076 2011 6238 5295 7", Err(IbanFehler::Land)),
            ("GB29 NWBK 6016 1331 9268 19", Err(IbanFehler::Land)),
            ("TR33 0006 1005 1978 6457 8413 26", Err(IbanFehler::Land)),
        ];
        for (text, erwartet) in faelle {
            let gelesen = Iban::lies(text);
            assert_eq!(gelesen.as_ref().map(Iban::als_str), erwartet.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn debug_zeigt_die_nummer_nicht() {
        assert_eq!(format!("{:?}", Iban::lies("DE89370400440532013000").unwrap()), "Iban(DE…)");
    }
}
