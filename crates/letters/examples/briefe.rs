//! Schreibt die Musterbriefe in einen Ordner oder setzt einen davon viele Male.
//!
//! `cargo run -p letters --example briefe -- ORDNER` oder
//! `… -- --anzahl 1000 --arbeiter 2 --fall familie`.

#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "erfundene Fälle, von Hand geschrieben; ein Fehler darin soll sofort auffallen"
)]
#[path = "../tests/it/faelle.rs"]
mod faelle;

#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "wie oben")]
#[path = "../tests/it/aenderungen.rs"]
mod aenderungen;

use std::error::Error;
use std::num::NonZeroUsize;

use case::brief::{Brief, brief};
use letters::Druckerei;

fn main() -> Result<(), Box<dyn Error>> {
    let argumente: Vec<String> = std::env::args().skip(1).collect();
    let texte: Vec<&str> = argumente.iter().map(String::as_str).collect();
    let druckerei = Druckerei::neu()?;
    match texte.as_slice() {
        ["--anzahl", anzahl, "--arbeiter", arbeiter, "--fall", name] => {
            viele(&druckerei, anzahl.parse()?, arbeiter.parse()?, &faelle::finde(name))
        }
        [ordner] => einzeln(&druckerei, ordner),
        _ => Err("erwartet: ORDNER oder --anzahl N --arbeiter N --fall NAME".into()),
    }
}

fn setzen(fall: &faelle::Fall) -> Brief {
    brief(&faelle::traeger(), &fall.haushalt, &fall.monate, faelle::tag("2026-07-20"))
}

fn einzeln(druckerei: &Druckerei, ordner: &str) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(ordner)?;
    for (name, fall) in faelle::alle() {
        let pdf = druckerei.pdf(&setzen(&fall))?;
        std::fs::write(format!("{ordner}/{name}.pdf"), pdf)?;
    }
    for (name, brief) in aenderungen::alle(&faelle::traeger()) {
        std::fs::write(format!("{ordner}/{name}.pdf"), druckerei.pdf(&brief)?)?;
    }
    Ok(())
}

fn viele(
    druckerei: &Druckerei,
    anzahl: usize,
    arbeiter: NonZeroUsize,
    fall: &faelle::Fall,
) -> Result<(), Box<dyn Error>> {
    let briefe = (0..anzahl).map(|nummer| {
        let mut brief = setzen(fall);
        brief.aktenzeichen = format!("BG-{nummer:08}");
        brief.titel = format!("{}, BG-{nummer:08}", brief.betreff);
        brief
    });
    let (mut fertige, mut bytes) = (0_usize, 0_usize);
    druckerei.viele(briefe, arbeiter, |_, pdf| {
        if let Ok(pdf) = pdf {
            fertige += 1;
            bytes += pdf.len();
        }
    })?;
    println!("{fertige} Briefe, {bytes} Bytes");
    Ok(())
}
