//! `docs/recht.md`: jede Zahl des Rechts mit Geltung, Quelle und Marke.

use std::fmt::Write as _;

use super::lesen::{Datei, Fassung, Reihe};

const KOPF: &str = "\
# Die Zahlen des Rechts

Diese Seite entsteht aus `crates/law/parameter/*.toml`; wer eine Zahl ändert, ändert sie dort und ruft danach
`cargo xtask recht --schreiben`. Eine Fassung gilt ab ihrem Tag bis zur nächsten. Wo nichts anderes steht, wählt
der Monat des Bedarfs oder der Tag, den die Reihe nennt.

Marken in der Quelle: **[M]** unbestätigt · **[D]** Entwurf, nicht in Kraft · **[N]** Sekundärquelle ·
**[K]** Gericht oder Kommentar · **[C]** eigene Rechnung oder Lesart des Wortlauts. Ohne Marke: am
Gesetzestext geprüft. `cargo xtask recht` nennt, was ungewiss ist, was endet und was ein neues Jahr
braucht.
";

/// Die ganze Seite.
pub fn seite(dateien: &[Datei]) -> String {
    let mut seite = KOPF.to_owned();
    for datei in dateien {
        // Schreiben in einen Text gelingt immer.
        let _ = writeln!(seite, "\n## {}\n", datei.name.trim_end_matches(".toml"));
        if !datei.vorwort.is_empty() {
            let _ = writeln!(seite, "{}\n", datei.vorwort);
        }
        for reihe in &datei.reihen {
            schreibe(&mut seite, reihe);
        }
    }
    while seite.ends_with("\n\n") {
        seite.pop();
    }
    seite
}

fn schreibe(seite: &mut String, reihe: &Reihe) {
    let _ = writeln!(seite, "### `{}`\n", reihe.name);
    let _ = writeln!(seite, "{}. {}.\n", reihe.norm, reihe.einheit.trim_end_matches('.'));
    if let Some(quelle) = &reihe.jaehrlich {
        let _ = writeln!(seite, "Jährlich neu: {quelle}.\n");
    }
    let _ = writeln!(seite, "| gilt | Wert | Quelle | geprüft |\n| --- | --- | --- | --- |");
    for (stelle, fassung) in reihe.fassungen.iter().enumerate() {
        let naechste = reihe.fassungen.get(stelle + 1);
        let _ = writeln!(
            seite,
            "| {} | {} | {} | {} |",
            geltung(fassung, naechste),
            zelle(&werte(fassung)),
            zelle(&fassung.quelle),
            fassung.geprueft_am
        );
    }
    seite.push('\n');
}

fn geltung(fassung: &Fassung, naechste: Option<&Fassung>) -> String {
    let mut text = match (&fassung.gilt_bis, naechste) {
        (Some(bis), _) => format!("{} bis {bis}", fassung.gilt_ab),
        (None, Some(naechste)) => format!("{} bis vor {}", fassung.gilt_ab, naechste.gilt_ab),
        (None, None) => format!("ab {}", fassung.gilt_ab),
    };
    if fassung.waehlt.as_deref() == Some("bewilligungszeitraum") {
        text.push_str(" (Beginn des Bewilligungszeitraums)");
    }
    text
}

fn werte(fassung: &Fassung) -> String {
    let einzig = match fassung.werte.as_slice() {
        [(feld, wert)] if feld == "betrag" || feld == "stufen" => Some(wert.clone()),
        _ => None,
    };
    einzig.unwrap_or_else(|| {
        let felder = fassung.werte.iter().map(|(feld, wert)| format!("{feld}: {wert}"));
        felder.collect::<Vec<_>>().join("<br>")
    })
}

/// Ein senkrechter Strich trennt Zellen, also steht er nicht darin.
fn zelle(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
