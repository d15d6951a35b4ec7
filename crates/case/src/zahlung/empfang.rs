//! Wohin und mit welchem Text eine Zahlung geht, oder warum sie offen bleibt.

use law::measure::Monat;

use super::{Iban, Zweck};
use crate::schnittstelle::{Direktzahlung, Frage, Gewicht, Haushalt, Konto};

/// Geldleistungen gehen auf ein Konto im Europäischen Wirtschaftsraum.
const NORM_KONTO: &str = "§ 47 Abs. 1 SGB I";

/// Was die Bank von einer Zahlung wissen muss, außer dem Betrag.
pub(super) struct Empfang {
    pub(super) name: String,
    pub(super) iban: Iban,
    pub(super) verwendungszweck: String,
}

/// Der Haushalt liest den Namen der Leistung und seine Nummer.
pub(super) fn haushalt(
    haushalt: &Haushalt,
    leistung: &str,
    monat: Monat,
) -> Result<Empfang, Frage> {
    let Some(konto) = &haushalt.konto else {
        return Err(frage(
            NORM_KONTO,
            "Es ist kein Konto angegeben. Auf welches Konto soll gezahlt werden, oder ist das Geld an \
             den Wohnsitz zu übermitteln?"
                .to_owned(),
        ));
    };
    let (name, iban) = pruefe(konto, NORM_KONTO, "Konto des Haushalts")?;
    let verwendungszweck = format!("{leistung} {} {}", kurz(monat), haushalt.nummer);
    Ok(Empfang { name, iban, verwendungszweck })
}

/// Ein Dritter liest nur, was er zum Zuordnen braucht: wofür, welcher Monat, sein eigenes Zeichen.
///
/// Weder Leistung noch Nummer des Falls (§ 35 SGB I). Hat er kein Zeichen, steht dort der Name der
/// Person, die die Bedarfsgemeinschaft vertritt: den kennt er aus dem Vertrag.
pub(super) fn dritter(
    direkt: &Direktzahlung,
    haushalt: &Haushalt,
    monat: Monat,
) -> Result<Empfang, Frage> {
    let zweck = Zweck::from(direkt.art);
    let welches = format!("Konto für die Direktzahlung ({zweck})");
    let (name, iban) = pruefe(&direkt.konto, zweck.norm(), &welches)?;
    let zuordnung = Some(zeichen(direkt))
        .filter(|zeichen| !zeichen.is_empty())
        .or_else(|| name_der_vertretung(haushalt))
        .ok_or_else(|| {
            frage(
                zweck.norm(),
                format!(
                    "Für die Direktzahlung ({zweck}) fehlen Zeichen und Name, mit denen der \
                     Empfänger sie zuordnen kann. Welches Zeichen hat er vergeben?"
                ),
            )
        })?;
    Ok(Empfang { name, iban, verwendungszweck: format!("{zweck} {} {zuordnung}", kurz(monat)) })
}

/// Ein Zuschuss geht an die Versicherung; ihr Konto fehlt.
pub(super) fn versicherung_fehlt(zweck: Zweck) -> Frage {
    frage(
        zweck.norm(),
        format!(
            "Der Zuschuss zur {zweck} ist an die Versicherung zu zahlen. Auf welches Konto und mit \
             welchem Zeichen?"
        ),
    )
}

/// Das Zeichen des Empfängers ohne überflüssigen Leerraum; leer, wenn er keines hat.
pub(super) fn zeichen(direkt: &Direktzahlung) -> String {
    einzeilig(direkt.zeichen.as_deref().unwrap_or_default())
}

pub(super) fn frage(norm: &str, frage: String) -> Frage {
    Frage { norm: norm.to_owned(), frage, person: None, gewicht: Gewicht::Entscheidung }
}

impl Zweck {
    /// Woraus folgt, wohin gezahlt wird.
    pub(super) fn norm(self) -> &'static str {
        match self {
            Zweck::Leistung => NORM_KONTO,
            Zweck::Miete | Zweck::Heizung => "§ 22 Abs. 7 SGB II",
            Zweck::Strom => "§ 24 Abs. 2 SGB II",
            Zweck::Bildung => "§ 29 Abs. 1 SGB II",
            Zweck::Krankenversicherung | Zweck::Pflegeversicherung => "§ 26 Abs. 5 SGB II",
        }
    }
}

fn pruefe(konto: &Konto, norm: &str, welches: &str) -> Result<(String, Iban), Frage> {
    let offen =
        |grund: String| frage(norm, format!("{welches}: {grund}. Wie lautet die richtige Angabe?"));
    let iban = Iban::lies(&konto.iban).map_err(|fehler| offen(fehler.to_string()))?;
    let name = einzeilig(&konto.inhaber);
    if name.is_empty() {
        return Err(offen("der Name der Kontoinhaberin oder des Kontoinhabers fehlt".to_owned()));
    }
    Ok((name, iban))
}

fn name_der_vertretung(haushalt: &Haushalt) -> Option<String> {
    let name = haushalt.namen.iter().find(|name| name.id == haushalt.vertreter)?;
    let voll = einzeilig(&format!("{} {}", name.vorname, name.nachname));
    (!voll.is_empty()).then_some(voll)
}

/// `12/2026`.
fn kurz(monat: Monat) -> String {
    format!("{:02}/{}", monat.nummer(), monat.jahr())
}

fn einzeilig(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
