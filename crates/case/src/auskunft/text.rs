//! Die Auskunft zum Lesen.

use std::fmt::Write;

use serde_json::Value;

use super::{Angabe, Auskunft, Grundlage};

/// Schreibt die Auskunft in Abschnitten.
pub(super) fn schreibe(auskunft: &Auskunft) -> String {
    let mut aus = String::new();
    let stand = auskunft.stand.deutsch();
    zeile(&mut aus, format_args!("Auskunft nach Art. 15 DSGVO, § 83 SGB X, Stand {stand}"));
    abschnitt(&mut aus, "Über Sie gespeichert", &auskunft.angaben);
    for haushalt in &auskunft.haushalte {
        let titel = format!(
            "Über Ihren Haushalt gespeichert (weitere Mitglieder: {})",
            haushalt.weitere_mitglieder
        );
        abschnitt(&mut aus, &titel, &haushalt.angaben);
    }
    zeile(&mut aus, format_args!("\nWer Ihre Daten gesehen oder geändert hat"));
    for zugriff in &auskunft.zugriffe {
        let (was, handlung) = (zugriff.was, zugriff.handlung);
        let (kategorien, zwecke) = (zugriff.kategorien.join(", "), zugriff.zwecke.join(", "));
        let zeit = zugriff.zeit;
        zeile(
            &mut aus,
            format_args!("- {zeit}: {was} ({handlung}): {kategorien}; Zweck: {zwecke}"),
        );
    }
    zeile(&mut aus, format_args!("\nWie lange es bleibt"));
    for satz in &auskunft.speicherdauer {
        zeile(&mut aus, format_args!("- {satz}"));
    }
    grundlagen(&mut aus, "Wozu", &auskunft.zwecke);
    grundlagen(&mut aus, "Wer es bekommt oder bekommen kann", &auskunft.empfaenger);
    grundlagen(&mut aus, "Ihre Rechte", &auskunft.rechte);
    aus
}

fn abschnitt(aus: &mut String, titel: &str, angaben: &[Angabe]) {
    zeile(aus, format_args!("\n{titel}"));
    for angabe in angaben {
        let von = angabe.gilt.von.map_or_else(|| "immer schon".to_owned(), |tag| tag.deutsch());
        let bis = angabe.gilt.bis.map_or_else(|| "weiter".to_owned(), |tag| tag.deutsch());
        let art = angabe.art.replace('_', " ");
        let posten = angabe.posten.as_ref().map_or(String::new(), |posten| format!(" {posten}"));
        let eingang = angabe.eingang.deutsch();
        let stand = if angabe.herkunft.ist_geprueft() { "geprüft" } else { "angegeben" };
        let lesen = if angabe.vor_herausgabe_lesen { " [vor der Herausgabe lesen]" } else { "" };
        let wert = lesbar(&angabe.wert);
        zeile(
            aus,
            format_args!(
                "- {art}{posten}: {wert} (gilt {von} bis {bis}; eingegangen {eingang}; {stand}){lesen}"
            ),
        );
    }
}

fn grundlagen(aus: &mut String, titel: &str, liste: &[Grundlage]) {
    zeile(aus, format_args!("\n{titel}"));
    for Grundlage { was, norm } in liste {
        zeile(aus, format_args!("- {was} ({norm})"));
    }
}

/// Ein Wert ohne Klammern: Felder mit ihrem Namen, Listen mit Komma.
fn lesbar(wert: &Value) -> String {
    match wert {
        Value::Null => "–".to_owned(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nein".to_owned(),
        Value::Number(zahl) => zahl.to_string(),
        // Ein Umbruch in einem Text wäre eine neue Zeile der Auskunft.
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(werte) => werte.iter().map(lesbar).collect::<Vec<_>>().join(", "),
        Value::Object(felder) => {
            let felder = felder.iter().filter(|(feld, _)| *feld != "posten");
            let felder = felder.map(|(feld, wert)| match feld.as_str() {
                "eintrag" => lesbar(wert),
                _ => format!("{}: {}", feld.replace('_', " "), lesbar(wert)),
            });
            felder.collect::<Vec<_>>().join("; ")
        }
    }
}

fn zeile(aus: &mut String, text: std::fmt::Arguments<'_>) {
    // In eine Zeichenkette zu schreiben scheitert nie.
    let _ = writeln!(aus, "{text}");
}
