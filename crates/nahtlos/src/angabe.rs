//! Angaben auf der Befehlszeile: Tage, Monate und die einzige Stelle, die die Uhr liest.

use std::str::FromStr;

use anyhow::{Context as _, anyhow};
use case::akte::Kennung;
use jiff::tz::TimeZone;
use law::measure::{Monat, Tag};

/// Liest einen Wert mit deutscher Meldung; clap zeigt sie hinter dem Namen der Option.
pub fn lies<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|fehler: T::Err| fehler.to_string())
}

/// Der Augenblick.
#[expect(clippy::disallowed_methods, reason = "nur das Programm liest die Uhr, und nur hier")]
fn jetzt() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Der Augenblick, Mikrosekunden seit 1970.
pub fn augenblick() -> i64 {
    jetzt().as_microsecond()
}

/// Der Augenblick als Teil eines Dateinamens, in UTC.
pub fn stempel() -> String {
    jetzt().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Heute in Berlin.
pub fn heute() -> anyhow::Result<Tag> {
    let berlin = TimeZone::get("Europe/Berlin")
        .map_err(|fehler| anyhow!(fehler.to_string()))
        .context("Die Zeitzone Europe/Berlin ist nicht bekannt")?;
    Ok(Tag::aus_datum(jetzt().to_zoned_datetime(berlin).date()))
}

/// Der Monat, der als nächster zu zahlen ist: Leistungen gehen im Voraus hinaus.
pub fn naechster_monat() -> anyhow::Result<Monat> {
    Ok(heute()?.monat().plus(1))
}

/// Wer handelt, als `TRAEGER.KENNUNG`, die ersten beiden Teile eines Zugangs.
pub fn annehmend(text: &str) -> Result<(String, Kennung), String> {
    let mut teile = text.split('.');
    let (Some(traeger), Some(kennung)) = (teile.next(), teile.next()) else {
        return Err("erwartet wird TRAEGER.KENNUNG".to_owned());
    };
    // Ein ganzer Zugang enthält ein Geheimnis: auf der Befehlszeile sähe es jeder.
    if teile.next().is_some() {
        return Err("bitte nur TRAEGER.KENNUNG, ohne das Geheimnis".to_owned());
    }
    let kennung = kennung.parse().context("die Kennung hat nicht die Form einer UUID");
    Ok((traeger.to_owned(), kennung.map_err(|fehler: anyhow::Error| anyhow!(fehler).to_string())?))
}
