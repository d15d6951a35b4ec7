//! Ein Haushalt für den Monatslauf: Nummer, Namen, Anschrift, Konten.
//!
//! Meldungen nennen das Feld und die Kennung, nie Namen, Anschrift oder Konto.

use law::measure::Monat;

use super::{Eingabe, kennung, pruefe};
use crate::schnittstelle::fehler::{Mangel, kurz};
use crate::schnittstelle::{Anschrift, Direktzahlung, Haushalt, Konto, Lage, Name};

/// So lang ist eine Nummer höchstens; sie steht in Kennungen der Bankdatei mit 35 Zeichen.
const HOECHSTENS_NUMMER: usize = 20;
/// So lang sind Namen und Teile der Anschrift höchstens (SEPA: 70 Zeichen).
const HOECHSTENS_TEXT: usize = 70;
/// So viele Zahlungen an Dritte hat ein Haushalt höchstens.
const HOECHSTENS_DIREKTZAHLUNGEN: usize = 20;

/// Prüft einen Haushalt und seine Lage im Monat `monat`; der Fall heißt wie die Nummer.
///
/// # Errors
/// [`Mangel`] nennt Feld, Grund und den nächsten Schritt.
pub fn pruefe_haushalt(haushalt: &Haushalt, monat: Monat) -> Result<Eingabe, Mangel> {
    nummer(&haushalt.nummer)?;
    let lage = Lage { monat, fall: Some(haushalt.nummer.clone()), ..haushalt.lage.clone() };
    let eingabe = pruefe(&lage, &haushalt.nummer).map_err(|mangel| mangel.unter("lage"))?;
    zeitraum(haushalt, &eingabe)?;
    namen(&haushalt.namen, &eingabe.ids)?;
    if !eingabe.ids.contains(&haushalt.vertreter) {
        let id = kurz(&haushalt.vertreter);
        let text =
            format!("nennt „{id}“, diese Person gibt es hier nicht; bitte die Kennung prüfen");
        return Err(Mangel::neu("vertreter", text));
    }
    anschrift(&haushalt.anschrift).map_err(|mangel| mangel.unter("anschrift"))?;
    if let Some(inhaber) = &haushalt.konto {
        konto(inhaber).map_err(|mangel| mangel.unter("konto"))?;
    }
    direktzahlungen(&haushalt.direktzahlungen)?;
    Ok(eingabe)
}

/// Buchstaben, Ziffern, Punkt und Strich: so steht sie in der Bankdatei und in Dateinamen.
fn nummer(nummer: &str) -> Result<(), Mangel> {
    let mangel = |text: String| Err(Mangel::neu("nummer", text));
    if let Err(text) = kennung(nummer, HOECHSTENS_NUMMER) {
        return mangel(text);
    }
    let erlaubt = |zeichen: char| zeichen.is_ascii_alphanumeric() || matches!(zeichen, '-' | '.');
    if !nummer.chars().all(erlaubt) || !nummer.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return mangel(
            "enthält ein Zeichen, das die Bankdatei oder ein Dateiname nicht kann; erlaubt sind A–Z, \
             a–z, 0–9, Punkt und Bindestrich, vorn ein Buchstabe oder eine Ziffer"
                .to_owned(),
        );
    }
    Ok(())
}

fn zeitraum(haushalt: &Haushalt, eingabe: &Eingabe) -> Result<(), Mangel> {
    match haushalt.bewilligung_bis {
        Some(bis) if bis < eingabe.lage.bewilligung_ab => {
            let (bis, ab) = (bis.deutsch(), eingabe.lage.bewilligung_ab.deutsch());
            let text = format!("{bis} liegt vor dem Beginn ({ab}); bitte den Zeitraum prüfen");
            Err(Mangel::neu("bewilligung_bis", text))
        }
        _ => Ok(()),
    }
}

fn namen(namen: &[Name], ids: &[String]) -> Result<(), Mangel> {
    let mut gesehen: Vec<&str> = Vec::with_capacity(namen.len());
    for (stelle, name) in namen.iter().enumerate() {
        let an = |mangel: Mangel| mangel.unter(format_args!("namen[{stelle}]"));
        let id = kurz(&name.id);
        if !ids.contains(&name.id) {
            let text =
                format!("nennt „{id}“, diese Person gibt es hier nicht; bitte die Kennung prüfen");
            return Err(an(Mangel::neu("id", text)));
        }
        if gesehen.contains(&name.id.as_str()) {
            let text = format!("„{id}“ steht zweimal; bitte einen Eintrag streichen");
            return Err(an(Mangel::neu("id", text)));
        }
        gesehen.push(&name.id);
        texte(&[("vorname", &name.vorname), ("nachname", &name.nachname)]).map_err(an)?;
    }
    match ids.iter().find(|id| !gesehen.contains(&id.as_str())) {
        None => Ok(()),
        Some(id) => {
            let text = format!("für Person „{}“ fehlt der Name; bitte ergänzen", kurz(id));
            Err(Mangel::neu("namen", text))
        }
    }
}

fn anschrift(a: &Anschrift) -> Result<(), Mangel> {
    if let Some(zusatz) = &a.zusatz {
        texte(&[("zusatz", zusatz)])?;
    }
    texte(&[("strasse", &a.strasse), ("hausnummer", &a.hausnummer), ("ort", &a.ort)])?;
    if a.plz.len() != 5 || !a.plz.bytes().all(|ziffer| ziffer.is_ascii_digit()) {
        return Err(Mangel::neu("plz", "ist keine Postleitzahl; bitte fünf Ziffern angeben"));
    }
    Ok(())
}

/// Ob die IBAN stimmt, prüft, wer zahlt; hier nur, ob sie eine sein kann.
fn konto(konto: &Konto) -> Result<(), Mangel> {
    texte(&[("inhaber", &konto.inhaber)])?;
    let zeichen = konto.iban.chars().filter(|zeichen| *zeichen != ' ').count();
    let erlaubt = |zeichen: char| zeichen.is_ascii_alphanumeric() || zeichen == ' ';
    if !(15..=34).contains(&zeichen) || !konto.iban.chars().all(erlaubt) {
        let text = "ist keine IBAN; bitte Land, Prüfziffern und Kontonummer angeben, etwa DE mit \
                    20 Ziffern";
        return Err(Mangel::neu("iban", text));
    }
    Ok(())
}

fn direktzahlungen(zahlungen: &[Direktzahlung]) -> Result<(), Mangel> {
    if zahlungen.len() > HOECHSTENS_DIREKTZAHLUNGEN {
        let text = format!(
            "hat mehr als {HOECHSTENS_DIREKTZAHLUNGEN} Zahlungen an Dritte; bitte zusammenfassen"
        );
        return Err(Mangel::neu("direktzahlungen", text));
    }
    for (stelle, zahlung) in zahlungen.iter().enumerate() {
        let an = |mangel: Mangel| mangel.unter(format_args!("direktzahlungen[{stelle}]"));
        konto(&zahlung.konto).map_err(|mangel| an(mangel.unter("konto")))?;
        if let Some(zeichen) = &zahlung.zeichen {
            texte(&[("zeichen", zeichen)]).map_err(an)?;
        }
    }
    Ok(())
}

/// Texte, die gedruckt werden: nicht leer, nicht zu lang, ohne Steuerzeichen.
fn texte(felder: &[(&str, &str)]) -> Result<(), Mangel> {
    for (feld, text) in felder {
        let mangel = |was: String| Err(Mangel::neu(*feld, was));
        if text.trim().is_empty() {
            return mangel("ist leer; bitte angeben".to_owned());
        }
        if text.chars().count() > HOECHSTENS_TEXT {
            return mangel(format!("ist länger als {HOECHSTENS_TEXT} Zeichen; bitte kürzen"));
        }
        if text.chars().any(char::is_control) {
            return mangel("enthält ein Steuerzeichen; bitte entfernen".to_owned());
        }
    }
    Ok(())
}
