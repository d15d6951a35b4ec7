//! Tabellen für Menschen: CSV mit Semikolon (öffnet jede Tabelle), deutsche Zahlen, nichts, was eine Formel wird.

use std::io::Write;

use law::measure::{Cent, Saldo};

use crate::ordner::{Datei, OrdnerFehler};

/// Die Marke am Anfang, ohne die eine Tabelle die Umlaute falsch läse.
pub(crate) fn beginne(datei: &mut Datei) -> Result<(), OrdnerFehler> {
    datei.write_all("\u{feff}".as_bytes()).map_err(|grund| datei.fehler(grund))
}

/// Deutsche Schreibweise ohne Euro-Zeichen, damit die Tabelle rechnet.
pub(crate) fn euro(betrag: Cent) -> String {
    betrag.als_text().replace('.', ",")
}

/// Wie [`euro`], mit Vorzeichen.
pub(crate) fn saldo(betrag: Saldo) -> String {
    let vorzeichen = if betrag.cent() < 0 { "-" } else { "" };
    format!("{vorzeichen}{}", euro(Cent::neu(betrag.cent().saturating_abs())))
}

pub(crate) fn zeile<const N: usize>(
    datei: &mut Datei,
    felder: [impl AsRef<str>; N],
) -> Result<(), OrdnerFehler> {
    let text = text(felder);
    datei.write_all(text.as_bytes()).map_err(|grund| datei.fehler(grund))
}

/// Eine Zeile mit ihrem Ende.
pub(crate) fn text<const N: usize>(felder: [impl AsRef<str>; N]) -> String {
    let mut text = String::new();
    for (stelle, feld) in felder.iter().enumerate() {
        if stelle > 0 {
            text.push(';');
        }
        text.push_str(&zelle(feld.as_ref()));
    }
    text.push_str("\r\n");
    text
}

/// Ein Feld; Texte, die eine Tabelle als Formel läse, beginnen mit einem Hochkomma. Ein negativer Betrag ist eine Zahl.
fn zelle(feld: &str) -> String {
    let zahl = feld.strip_prefix('-').is_some_and(|rest| {
        let ziffer = |zeichen: char| zeichen.is_ascii_digit() || zeichen == ',';
        rest.starts_with(|zeichen: char| zeichen.is_ascii_digit()) && rest.chars().all(ziffer)
    });
    let formel = !zahl && feld.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let vorn = if formel { "'" } else { "" };
    if feld.contains([';', '"', '\n', '\r']) || formel {
        format!("\"{vorn}{}\"", feld.replace('"', "\"\""))
    } else {
        feld.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::zelle;

    #[test]
    fn kein_feld_wird_zur_formel_und_keines_zerreisst_die_zeile() {
        let faelle = [
            ("BG-1", "BG-1"),
            ("a;b", "\"a;b\""),
            ("sagt \"ja\"", "\"sagt \"\"ja\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("-1+1", "\"'-1+1\""),
            ("-15,00", "-15,00"),
        ];
        for (feld, erwartet) in faelle {
            assert_eq!(zelle(feld), erwartet);
        }
    }
}
