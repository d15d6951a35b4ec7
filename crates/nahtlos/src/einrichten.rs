//! `nahtlos einrichten`: ein Jobcenter, die ersten, die dort arbeiten, und ihre Zugänge.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use case::akte::{Kennung, Posten, Pruefsumme, Zugang};
use case::rechte::{Regelwerk, Rolle};
use clap::Args;
use law::measure::Tag;
use office::ablage::pruefsumme;
use office::door::Door;
use office::door::gruendung::Gruender;
use serde::Deserialize;

use crate::dateien::deutsch;
use crate::speicher::{self, Ort};
use crate::{angabe, recht};

/// So viele Tage gilt ein erster Zugang, wenn niemand etwas anderes sagt.
const TAGE: i32 = 90;

/// Richtet ein Jobcenter ein: Ordner, Schlüssel, die ersten Bediensteten und ihre Zugänge
#[derive(Args)]
#[command(after_help = "\
Die Datei nennt das Jobcenter und wer von Anfang an dort arbeitet:

  traeger = \"musterkreis\"

  [[bedienstete]]
  name = \"Erfundene Person\"
  rollen = [\"teamleitung\", \"rechtsstelle\"]
  team = \"leistung-1\"

Jeder bekommt einen Zugang, der genau einmal gezeigt wird; gespeichert ist nur sein Hash. Der
Hauptschlüssel öffnet alles: bitte eine Abschrift an einem anderen Ort verschließen.
Beispiel: nahtlos einrichten --ordner /srv/nahtlos --personal personal.toml")]
pub struct Einrichten {
    #[command(flatten)]
    ort: Ort,

    /// TOML-Datei mit dem Jobcenter und den ersten Bediensteten
    #[arg(long, value_name = "DATEI")]
    personal: PathBuf,

    /// Letzter Tag der Zugänge (Vorgabe: in 90 Tagen)
    #[arg(long, value_name = "TAG", value_parser = angabe::lies::<Tag>)]
    bis: Option<Tag>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Personal {
    traeger: String,
    bedienstete: Vec<Mensch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mensch {
    name: String,
    rollen: Vec<Rolle>,
    team: Option<Posten>,
    zugang: Option<Posten>,
}

/// Jemand mit seinem Zugang, der nur hier im Klartext steht.
struct Neu<'a> {
    mensch: &'a Mensch,
    kennung: Kennung,
    posten: Posten,
    geheimnis: String,
}

impl Einrichten {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let personal = lies(&self.personal)?;
        let heute = angabe::heute()?;
        let bis = self.bis.unwrap_or_else(|| heute.plus_tage(TAGE));
        if bis < heute {
            bail!("der letzte Tag der Zugänge ist schon vorbei; bitte einen späteren nennen");
        }
        speicher::lege_ordner_an(&self.ort.ordner)?;
        let gewuerfelt = speicher::wuerfle_hauptschluessel(&self.ort)?;
        let store = speicher::lege_an(&self.ort)?;
        speicher::ablage(&self.ort)?;
        if store.look_everywhere(|view| view.tenant_names())?.contains(&personal.traeger) {
            bail!(
                "„{}“ ist hier schon eingerichtet; bitte die Rollen in Nahtlos vergeben",
                personal.traeger
            );
        }
        let neue =
            personal.bedienstete.iter().map(Neu::wuerfle).collect::<anyhow::Result<Vec<_>>>()?;
        let gruender: Vec<Gruender<'_>> = neue.iter().map(|neu| neu.gruender(bis)).collect();
        let (recht, regelwerk) = (recht::lade(None)?, Regelwerk::eingebaut()?);
        let door = Door { store: &store, recht: &recht, regelwerk: &regelwerk };
        door.gruende(&personal.traeger, &gruender, heute)?;
        println!("„{}“ ist eingerichtet in {}.", personal.traeger, self.ort.ordner.display());
        if let Some(pfad) = gewuerfelt {
            println!(
                "Der Hauptschlüssel liegt in {}. Ohne ihn ist nichts mehr lesbar: bitte eine Abschrift an einem \
                 anderen Ort verschließen, nicht bei den Sicherungen.",
                pfad.display()
            );
        }
        println!("\nDie Zugänge gelten bis {bis} und werden nur jetzt gezeigt:\n");
        for neu in &neue {
            println!("{}\n  {}", neu.mensch.name, neu.token(&personal.traeger));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn lies(pfad: &Path) -> anyhow::Result<Personal> {
    let wo = || format!("„{}“", pfad.display());
    let text = std::fs::read_to_string(pfad).map_err(|fehler| anyhow!(deutsch(&fehler)));
    let personal: Personal = toml::from_str(&text.with_context(wo)?)
        .map_err(|fehler| {
            let zeile = fehler.span().map_or(0, |span| span.start);
            anyhow!(
                "ab Zeichen {zeile} fehlt ein Feld, ist unbekannt oder passt nicht; siehe --help"
            )
        })
        .with_context(wo)?;
    // Der Name steht im Zugang zwischen Punkten und in jedem Schlüssel.
    Posten::try_from(personal.traeger.clone())
        .map_err(|_| anyhow!("traeger: erlaubt sind 1 bis 40 Zeichen aus a–z, 0–9 und -"))
        .with_context(wo)?;
    let leer = |mensch: &Mensch| mensch.name.trim().is_empty() || mensch.rollen.is_empty();
    if personal.bedienstete.is_empty() || personal.bedienstete.iter().any(leer) {
        return Err(anyhow!("gebraucht werden Bedienstete mit name und rollen").context(wo()));
    }
    Ok(personal)
}

impl<'a> Neu<'a> {
    fn wuerfle(mensch: &'a Mensch) -> anyhow::Result<Neu<'a>> {
        let (mut kennung, mut geheimnis) = ([0; 16], [0; 32]);
        speicher::zufall(&mut kennung)?;
        speicher::zufall(&mut geheimnis)?;
        // UUID Version 4 (RFC 9562 § 5.4).
        let [.., zeit, _, art, _, _, _, _, _, _, _] = &mut kennung;
        *zeit = (*zeit & 0x0f) | 0x40;
        *art = (*art & 0x3f) | 0x80;
        let vorgabe = || Posten::try_from("erster-zugang".to_owned());
        Ok(Neu {
            mensch,
            kennung: Kennung::aus_bytes(kennung),
            posten: mensch.zugang.clone().map_or_else(vorgabe, Ok)?,
            geheimnis: Pruefsumme::aus_bytes(geheimnis).to_string(),
        })
    }

    fn gruender(&self, bis: Tag) -> Gruender<'_> {
        let pruefwert = pruefsumme(self.geheimnis.as_bytes());
        Gruender {
            kennung: self.kennung,
            name: &self.mensch.name,
            team: self.mensch.team.clone(),
            rollen: &self.mensch.rollen,
            zugang: Some((self.posten.clone(), Zugang { pruefwert, bis })),
        }
    }

    fn token(&self, traeger: &str) -> String {
        format!("{traeger}.{}.{}.{}", self.kennung, self.posten.text(), self.geheimnis)
    }
}
