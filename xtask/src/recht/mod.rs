//! `cargo xtask recht`: die Wacht über die Parameter des Rechts, und die Seite `docs/recht.md`.
//!
//! Die Zahlen stehen mit Geltung, Quelle und Prüftag in `crates/law/parameter/*.toml`. Hier wird
//! daraus, was jemand wissen will, der das Recht pflegt: was lange niemand geprüft hat, was ungewiss
//! ist, was endet oder beginnt und was ein neues Jahr braucht.

mod lesen;
mod seite;
#[cfg(test)]
mod tests;
mod wacht;

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::run;
pub use lesen::Datei;

/// Wohin die Seite geschrieben wird.
pub const SEITE: &str = "docs/recht.md";
/// Wo die Parameter stehen.
pub const ORDNER: &str = "crates/law/parameter";

/// Nennt, was zu tun ist; mit `--schreiben` entsteht die Seite neu, mit `--stichtag JJJJ-MM-TT` gilt
/// ein anderer Tag als heute. `false`, wenn die Seite nicht zu den Parametern passt.
pub fn run(args: &[String]) -> Result<bool> {
    let auftrag = Auftrag::aus(args)?;
    let dateien = lesen::ordner(&run::root().join(ORDNER))?;
    let seite = seite::seite(&dateien);
    let ziel = run::root().join(SEITE);
    if auftrag.schreiben {
        std::fs::write(&ziel, &seite).with_context(|| format!("write {SEITE}"))?;
        println!("{SEITE} geschrieben.\n");
    }
    print!("{}", wacht::bericht(&dateien, &auftrag.stichtag));
    let passt = std::fs::read_to_string(&ziel).is_ok_and(|text| text == seite);
    if !passt {
        println!("\n{SEITE} passt nicht zu den Parametern: cargo xtask recht --schreiben");
    }
    Ok(passt)
}

/// Die Seite zu diesen Parametern; für die Prüfung in `tidy`.
pub fn seite_zu<'a>(dateien: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String> {
    let mut gelesen = dateien
        .into_iter()
        .map(|(name, text)| Datei::lies(name, text))
        .collect::<Result<Vec<_>>>()?;
    gelesen.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(seite::seite(&gelesen))
}

struct Auftrag {
    schreiben: bool,
    stichtag: String,
}

impl Auftrag {
    fn aus(args: &[String]) -> Result<Auftrag> {
        let mut schreiben = false;
        let mut stichtag = None;
        let mut rest = args.iter();
        while let Some(wort) = rest.next() {
            match wort.as_str() {
                "--schreiben" => schreiben = true,
                "--stichtag" => {
                    let tag = rest.next().context("--stichtag braucht einen Tag JJJJ-MM-TT")?;
                    ensure!(ist_tag(tag), "„{tag}“ ist kein Tag JJJJ-MM-TT");
                    stichtag = Some(tag.clone());
                }
                _ => anyhow::bail!("„{wort}“ ist unbekannt; möglich: --schreiben, --stichtag TAG"),
            }
        }
        let stichtag = match stichtag {
            Some(tag) => tag,
            None => run::quiet(Command::new("date").arg("+%F"))?.trim().to_owned(),
        };
        Ok(Auftrag { schreiben, stichtag })
    }
}

fn ist_tag(text: &str) -> bool {
    let teile: Vec<&str> = text.split('-').collect();
    let ziffern =
        |teil: &&str, n: usize| teil.len() == n && teil.bytes().all(|b| b.is_ascii_digit());
    matches!(teile.as_slice(), [j, m, t] if ziffern(j, 4) && ziffern(m, 2) && ziffern(t, 2))
}
