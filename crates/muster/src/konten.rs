//! Konten, die gültig aussehen und keine sein können.
//!
//! Die IBAN hat richtige Prüfziffern (ISO 13616, Modulo 97), damit die Prüfung einer Bankdatei sie
//! annimmt. Die Bankleitzahl beginnt mit 9: die erste Stelle bezeichnet das Clearinggebiet, und die
//! Bundesbank hat nur die Gebiete 1 bis 8 vergeben. Ein Auftrag auf ein solches Konto findet also
//! keine Bank. Ausschließen lässt sich nur, was heute vergeben ist; deshalb tragen außerdem Träger,
//! Straßen und Orte erfundene Namen, und der BIC des Trägers ist nach ISO 9362 ein Testcode (achte
//! Stelle 0).

use case::schnittstelle::Konto;

/// Acht Stellen.
#[derive(Clone, Copy)]
struct Bankleitzahl(u64);

/// Bankleitzahlen der vier erfundenen Banken.
const BANKEN: [Bankleitzahl; 4] = [
    Bankleitzahl(99_900_001),
    Bankleitzahl(99_900_002),
    Bankleitzahl(99_900_003),
    Bankleitzahl(99_900_004),
];

/// Bankleitzahl für Vermieter, Versorger und den Träger.
const BANK_FUER_FIRMEN: Bankleitzahl = Bankleitzahl(99_900_009);

/// BIC der Bank des Trägers.
pub(crate) const BIC: &str = "MUSTDEX0XXX";

/// Teilerfremd zu 10¹⁰: verschiedene Nummern geben verschiedene Kontonummern.
const STREUUNG: u64 = 7_368_787;

const ALLE_KONTONUMMERN: u64 = 10_000_000_000;

/// Das Konto eines Haushalts; verschiedene Haushalte haben verschiedene Konten.
pub(crate) fn haushaltskonto(inhaber: String, nummer: u64) -> Konto {
    let bank = BANKEN.iter().copied().nth(usize::try_from(nummer % 4).unwrap_or(0));
    let kontonummer = (nummer % ALLE_KONTONUMMERN) * STREUUNG % ALLE_KONTONUMMERN;
    Konto { inhaber, iban: iban(bank.unwrap_or(BANK_FUER_FIRMEN), kontonummer) }
}

/// Das Konto einer Firma, einer Behörde oder eines Vermieters.
pub(crate) fn firmenkonto(inhaber: String, nummer: u64) -> Konto {
    Konto { inhaber, iban: iban(BANK_FUER_FIRMEN, nummer % ALLE_KONTONUMMERN) }
}

/// Deutsche IBAN: DE, zwei Prüfziffern, acht Stellen Bank, zehn Stellen Konto.
fn iban(Bankleitzahl(bankleitzahl): Bankleitzahl, kontonummer: u64) -> String {
    let bban = u128::from(bankleitzahl) * u128::from(ALLE_KONTONUMMERN) + u128::from(kontonummer);
    // D = 13, E = 14, dann 00 für die noch unbekannten Prüfziffern.
    let pruefziffern = 98 - (bban * 1_000_000 + 131_400) % 97;
    format!("DE{pruefziffern:02}{bban:018}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_pruefziffern_stimmen() {
        // Quelle: das übliche deutsche Beispiel im IBAN-Register (ISO 13616).
        assert_eq!(iban(Bankleitzahl(37_040_044), 532_013_000), "DE89370400440532013000");
    }

    #[test]
    fn verschiedene_haushalte_haben_verschiedene_konten() {
        let konten: std::collections::BTreeSet<String> =
            (1..=20_000).map(|nr| haushaltskonto(String::new(), nr).iban).collect();
        assert_eq!(konten.len(), 20_000);
    }
}
