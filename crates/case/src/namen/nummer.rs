//! Die Versicherungsnummer der Rentenversicherung (§ 147 SGB VI, § 2 VKVV).
//!
//! Bereich (2), Geburtstag TTMMJJ (6), Anfangsbuchstabe des Geburtsnamens, Serie (2), Prüfziffer. War
//! der Geburtstag bei der Vergabe unbekannt, stehen Nullen oder um 32 und 64 erhöhte Tage darin.
//!
//! Nicht umgesetzt: ob es den Bereich gibt. Wer geprüft hat, weiß nur, dass die Nummer sich nicht
//! vertippt liest.

use std::fmt;

use law::measure::Tag;

/// Gewichte der Stellen 1 bis 8, des Buchstabens als zwei Ziffern und der Stellen 10 und 11.
const GEWICHTE: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

/// Eine Versicherungsnummer mit richtiger Prüfziffer, zwölf Zeichen ohne Leerzeichen. `Debug` zeigt
/// nichts davon.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rentenversicherungsnummer(String);

/// Warum ein Text keine Versicherungsnummer ist. Die Meldung nennt sie nicht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NummerFehler {
    /// Nicht acht Ziffern, ein Buchstabe, drei Ziffern.
    #[error(
        "ist keine Versicherungsnummer; erwartet werden acht Ziffern, ein Buchstabe und drei Ziffern"
    )]
    Form,
    /// Zahlendreher oder Tippfehler.
    #[error(
        "die Prüfziffer der Versicherungsnummer stimmt nicht; bitte Ziffer für Ziffer vergleichen"
    )]
    Pruefziffer,
}

/// Ob der Geburtstag in der Nummer zum angegebenen passt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeburtstagInNummer {
    /// Tag, Monat und Jahr stimmen.
    Passt,
    /// Die Nummer kennt Tag oder Monat nicht; was sie kennt, stimmt.
    Unbekannt,
    /// Etwas ist anders.
    PasstNicht,
}

impl Rentenversicherungsnummer {
    /// Liest eine Nummer; Leerzeichen, Punkte, Striche und kleine Buchstaben stören nicht.
    ///
    /// # Errors
    /// [`NummerFehler`], wenn Form oder Prüfziffer nicht stimmen.
    pub fn lies(text: &str) -> Result<Rentenversicherungsnummer, NummerFehler> {
        let knapp = knapp(text);
        if !hat_form(&knapp) {
            return Err(NummerFehler::Form);
        }
        if pruefziffer(&knapp) != knapp.chars().next_back() {
            return Err(NummerFehler::Pruefziffer);
        }
        Ok(Rentenversicherungsnummer(knapp))
    }

    /// Zwölf Zeichen ohne Leerzeichen.
    #[must_use]
    pub fn als_text(&self) -> &str {
        &self.0
    }

    /// Anfangsbuchstabe des Geburtsnamens, groß.
    #[must_use]
    pub fn anfangsbuchstabe(&self) -> Option<char> {
        self.0.chars().nth(8)
    }

    /// Vergleicht den Geburtstag in der Nummer; das Jahrhundert steht nicht darin.
    #[must_use]
    pub fn geburtstag(&self, geboren: Tag) -> GeburtstagInNummer {
        let zahl = |von: usize| self.0.get(von..von + 2).and_then(|text| text.parse::<i16>().ok());
        let (Some(tag), Some(monat), Some(jahr)) = (zahl(2), zahl(4), zahl(6)) else {
            return GeburtstagInNummer::PasstNicht;
        };
        let monat_stimmt = monat == i16::from(geboren.monat().nummer());
        let tag_stimmt = tag == i16::from(geboren.im_monat());
        // Ohne Monat ist der Tag nur ein Zähler; sonst ist ein unbekannter Tag 0 oder über 31.
        let monat_unbekannt = monat == 0;
        let tag_unbekannt = monat_unbekannt || tag == 0 || tag > 31;
        if jahr != geboren.jahr() % 100 {
            GeburtstagInNummer::PasstNicht
        } else if monat_stimmt && tag_stimmt {
            GeburtstagInNummer::Passt
        } else if (monat_stimmt || monat_unbekannt) && (tag_stimmt || tag_unbekannt) {
            GeburtstagInNummer::Unbekannt
        } else {
            GeburtstagInNummer::PasstNicht
        }
    }
}

/// In welcher Form eine Nummer im Verzeichnis steht und gesucht wird: groß, ohne Trennzeichen, bei einer
/// Bedarfsgemeinschaft mit BG statt Schrägstrichen.
#[must_use]
pub fn suchform(text: &str) -> String {
    match text.split_once("//") {
        Some((vorn, hinten)) => format!("{}BG{}", knapp(vorn), knapp(hinten)),
        None => knapp(text),
    }
}

/// Ohne Leerzeichen, Punkte, Striche; groß.
pub(super) fn knapp(text: &str) -> String {
    let zeichen = text.chars().filter(|zeichen| zeichen.is_alphanumeric());
    zeichen.flat_map(char::to_uppercase).collect()
}

/// Acht Ziffern, ein Buchstabe, drei Ziffern?
pub(super) fn hat_form(knapp: &str) -> bool {
    let stimmt = |(stelle, zeichen): (usize, char)| match stelle {
        8 => zeichen.is_ascii_uppercase(),
        _ => zeichen.is_ascii_digit(),
    };
    knapp.chars().count() == 12 && knapp.chars().enumerate().all(stimmt)
}

/// Der Buchstabe wird zu seiner Stelle im Alphabet (A = 01); von jedem Produkt zählt die Quersumme.
fn pruefziffer(knapp: &str) -> Option<char> {
    let mut ziffern = Vec::new();
    for zeichen in knapp.chars().take(11) {
        if zeichen.is_ascii_digit() {
            ziffern.extend(zeichen.to_digit(10));
        } else {
            let stelle = zeichen.to_digit(36)?.checked_sub(9)?;
            ziffern.extend([stelle / 10, stelle % 10]);
        }
    }
    let quersummen = ziffern.iter().zip(GEWICHTE).map(|(ziffer, gewicht)| {
        let produkt = ziffer * gewicht;
        produkt / 10 + produkt % 10
    });
    char::from_digit(quersummen.sum::<u32>() % 10, 10)
}

impl fmt::Debug for Rentenversicherungsnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rentenversicherungsnummer").finish_non_exhaustive()
    }
}
