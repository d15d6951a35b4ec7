//! Die Fehler von serde und `serde_json`, auf Deutsch und mit dem nächsten Schritt.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};

use super::fehler::{GANZE_ZEILE, Mangel, kurz};

/// Warum ein Wert nicht in sein Feld passt.
#[derive(Debug)]
pub(super) struct Lesefehler {
    /// Ein Feld unter der Stelle, an der serde den Fehler meldet (wenn es fehlt oder doppelt ist).
    pub(super) feld: Option<&'static str>,
    pub(super) text: String,
}

impl Lesefehler {
    fn neu(text: String) -> Lesefehler {
        Lesefehler { feld: None, text }
    }
}

impl Display for Lesefehler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Lesefehler {}

impl de::Error for Lesefehler {
    /// Meldungen der Maße aus `law`: `„12,50“ ist kein Betrag; …`.
    fn custom<T: Display>(meldung: T) -> Lesefehler {
        let meldung = meldung.to_string();
        let text = match (meldung.strip_prefix('„'), meldung.rfind('“')) {
            (Some(rest), Some(_)) => {
                let (wert, grund) = rest.rsplit_once('“').unwrap_or((rest, ""));
                format!("„{}“{grund}", kurz(wert))
            }
            _ => meldung,
        };
        Lesefehler::neu(text)
    }

    fn invalid_type(gefunden: Unexpected<'_>, erwartet: &dyn Expected) -> Lesefehler {
        let gefunden = art(gefunden);
        Lesefehler::neu(format!("ist {gefunden}; erwartet wird {}", Erwartet(erwartet)))
    }

    fn invalid_value(gefunden: Unexpected<'_>, erwartet: &dyn Expected) -> Lesefehler {
        let wert = match gefunden {
            Unexpected::Unsigned(zahl) => zahl.to_string(),
            Unexpected::Signed(zahl) => zahl.to_string(),
            Unexpected::Str(text) => format!("„{}“", kurz(text)),
            andere => art(andere).to_owned(),
        };
        Lesefehler::neu(format!("ist {wert}; erwartet wird {}", Erwartet(erwartet)))
    }

    fn invalid_length(laenge: usize, erwartet: &dyn Expected) -> Lesefehler {
        Lesefehler::neu(format!("hat {laenge} Einträge; erwartet wird {}", Erwartet(erwartet)))
    }

    fn unknown_variant(wert: &str, bekannt: &'static [&'static str]) -> Lesefehler {
        Lesefehler::neu(format!("„{}“ ist unbekannt; {}", kurz(wert), vorschlag(wert, bekannt)))
    }

    fn unknown_field(feld: &str, bekannt: &'static [&'static str]) -> Lesefehler {
        let name = kurz(feld);
        Lesefehler::neu(format!("Feld „{name}“ ist unbekannt; {}", vorschlag(feld, bekannt)))
    }

    fn missing_field(feld: &'static str) -> Lesefehler {
        let text = format!("Feld „{feld}“ fehlt; bitte ergänzen");
        Lesefehler { feld: Some(feld), text }
    }

    fn duplicate_field(feld: &'static str) -> Lesefehler {
        let text = format!("Feld „{feld}“ steht zweimal; bitte eine Angabe streichen");
        Lesefehler { feld: Some(feld), text }
    }
}

/// Was kein gültiges JSON ist, mit der Spalte.
pub(super) fn kein_json(fehler: &serde_json::Error) -> Mangel {
    let meldung = fehler.to_string();
    let bekannt = JSON_MELDUNGEN.iter().find(|(englisch, _)| meldung.starts_with(englisch));
    let grund = bekannt.map_or("an dieser Stelle passt das Zeichen nicht", |(_, grund)| grund);
    let spalte = fehler.column();
    Mangel::neu(GANZE_ZEILE, format!("ist kein gültiges JSON (Spalte {spalte}): {grund}"))
}

/// Anfänge der Meldungen von `serde_json`; was hier fehlt, bekommt den allgemeinen Satz.
const JSON_MELDUNGEN: [(&str, &str); 16] = [
    ("EOF", "die Zeile bricht ab; je Zeile steht ein ganzes Objekt, bitte neu ausgeben"),
    ("recursion limit", "zu tief verschachtelt; bitte den Aufbau mit dem Schema vergleichen"),
    ("trailing characters", "nach dem Objekt folgt noch etwas; je Zeile steht genau ein Objekt"),
    ("trailing comma", "ein Komma ist zu viel; bitte streichen"),
    ("expected `:`", "nach dem Feldnamen fehlt der Doppelpunkt"),
    ("expected `,` or `}`", "zwischen zwei Feldern fehlt ein Komma oder am Ende die Klammer }"),
    ("expected `,` or `]`", "zwischen zwei Einträgen fehlt ein Komma oder am Ende die Klammer ]"),
    ("expected value", "hier fehlt ein Wert; Texte stehen in doppelten Anführungszeichen"),
    ("expected ident", "erlaubt sind nur true, false, null, Zahlen und Texte in Anführungszeichen"),
    ("expected `\"`", "Feldnamen stehen in doppelten Anführungszeichen"),
    ("key must be a string", "Feldnamen stehen in doppelten Anführungszeichen"),
    ("control character", "ein Text enthält ein Steuerzeichen; bitte entfernen"),
    ("invalid escape", "nach dem umgekehrten Schrägstrich folgt kein erlaubtes Zeichen"),
    ("invalid number", "eine Zahl ist falsch geschrieben; Beträge sind Texte wie \"450.00\""),
    ("number out of range", "eine Zahl ist zu groß; Beträge sind Texte wie \"450.00\""),
    ("invalid unicode", "ein Zeichen der Form \\uXXXX gibt es nicht"),
];

fn art(gefunden: Unexpected<'_>) -> &'static str {
    match gefunden {
        Unexpected::Bool(_) => "ein Wahrheitswert (true, false)",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "eine Zahl",
        Unexpected::Float(_) => "eine Kommazahl",
        Unexpected::Str(_) => "ein Text",
        Unexpected::Unit | Unexpected::Option => "leer (null)",
        Unexpected::Seq => "eine Liste",
        Unexpected::Map => "ein Objekt",
        _ => "etwas anderes",
    }
}

/// Was serde erwartet. Die Maße aus `law` sagen es schon deutsch, die eingebauten Typen englisch.
struct Erwartet<'a>(&'a dyn Expected);

impl Display for Erwartet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let erwartet = self.0.to_string();
        f.write_str(match erwartet.as_str() {
            "a string" | "variant identifier" => "ein Text in Anführungszeichen",
            "a boolean" => "true oder false ohne Anführungszeichen",
            "a sequence" => "eine Liste in eckigen Klammern",
            "u8" => "eine ganze Zahl ohne Anführungszeichen, höchstens zweistellig",
            verbund if verbund.starts_with("struct ") => "ein Objekt in geschweiften Klammern",
            auswahl if auswahl.starts_with("enum ") => "ein Text in Anführungszeichen",
            deutsch => deutsch,
        })
    }
}

/// „gemeint ist vielleicht …“, wenn ein Name nahe liegt, sonst alle möglichen.
fn vorschlag(wert: &str, bekannt: &[&str]) -> String {
    // Längere Namen vergleicht niemand: der Abstand wäre größer als jede Grenze.
    let nahe = bekannt
        .iter()
        .filter(|name| name.len().abs_diff(wert.len()) <= 2)
        .map(|name| (abstand(name, wert), name))
        .filter(|(abstand, name)| *abstand <= 2 && *abstand < name.len())
        .min();
    match nahe {
        Some((_, name)) => format!("gemeint ist vielleicht „{name}“"),
        None => format!("möglich sind: {}", bekannt.join(", ")),
    }
}

/// Wie viele Zeichen sich ändern, damit aus `a` `b` wird (Levenshtein).
fn abstand(a: &str, b: &str) -> usize {
    let mut zeile: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut schraeg = i;
        let mut links = i + 1;
        if let Some(erste) = zeile.first_mut() {
            *erste = links;
        }
        for (oben, y) in zeile.iter_mut().skip(1).zip(b.chars()) {
            let wert = (*oben + 1).min(links + 1).min(schraeg + usize::from(x != y));
            schraeg = *oben;
            *oben = wert;
            links = wert;
        }
    }
    zeile.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ein_naher_name_wird_vorgeschlagen_sonst_alle() {
        let namen = ["geboren", "partner", "id"];
        assert_eq!(vorschlag("gebohren", &namen), "gemeint ist vielleicht „geboren“");
        assert_eq!(vorschlag("Partner", &namen), "gemeint ist vielleicht „partner“");
        assert_eq!(vorschlag("x", &namen), "möglich sind: geboren, partner, id");
        assert_eq!(abstand("netto", "brutto"), 3);
    }
}
