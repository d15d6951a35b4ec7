//! `nahtlos versand`: was entschieden ist und bereit liegt, als Bündel für das Druckzentrum.

use std::path::PathBuf;
use std::process::ExitCode;

use case::akte::{Kennung, Posten};
use case::rechte::Regelwerk;
use clap::Args;
use law::anspruch::Werkbank;
use office::door::{Caller, Door};
use office::versand::{Poststelle, Versandbericht, Versandlauf};

use crate::angabe::{self, annehmend};
use crate::month::traeger;
use crate::speicher::{self, Ort};
use crate::{recht, textbausteine};

/// Gibt fertige Briefe als Bündel an das Druckzentrum, jeden genau einmal
#[derive(Args)]
#[command(after_help = "\
Jedes Bündel ist ein Ordner mit Tag und Nummer: die Briefe als PDF, buendel.csv (Nummer, Seiten, SHA-256, Weg) und
pruefsumme.txt; die Anschrift steht im Fenster des Briefs. Abholen darf das Druckzentrum, was unter seinem Namen steht.
Abbrechen ist jederzeit möglich: der nächste Lauf bringt zu Ende, was liegen blieb, und gibt nichts zweimal hinaus. Wer
keine Anschrift hat oder geschützt ist, dessen Brief bleibt da und wird zum Schritt im Fall.

Ausgang: 0 fertig · 1 etwas bleibt zu klären · 2 nicht möglich
Beispiel: nahtlos versand --ordner /srv/nahtlos --als musterkreis.0190… --briefkopf kopf.json --ziel /srv/druckzentrum")]
pub struct Versand {
    #[command(flatten)]
    ort: Ort,

    /// Wer hinausgibt: Jobcenter und Kennung eines Zugangs mit der Rolle fachverfahren
    #[arg(long, value_name = "TRAEGER.KENNUNG", value_parser = annehmend)]
    als: (String, Kennung),

    /// Ordner, in dem die Bündel entstehen; immer derselbe
    #[arg(long, value_name = "ORDNER")]
    ziel: PathBuf,

    /// Briefkopf, eine JSON-Datei wie bei month
    #[arg(long, value_name = "DATEI")]
    briefkopf: PathBuf,

    /// Eigene Absätze des Hauses (Vorgabe: keine)
    #[arg(long, value_name = "DATEI")]
    textbausteine: Option<PathBuf>,

    /// Dieses Bündel ist schon abgeholt, auch wenn sein Vermerk fehlt
    #[arg(long, value_name = "BUENDEL", value_parser = buendel, conflicts_with = "neu_schreiben")]
    abgeholt: Option<Posten>,

    /// Dieses Bündel kam nie an und ist verloren: mit denselben Bytes neu schreiben
    #[arg(long, value_name = "BUENDEL", value_parser = buendel)]
    neu_schreiben: Option<Posten>,
}

fn buendel(text: &str) -> Result<Posten, String> {
    Posten::try_from(text.to_owned()).map_err(|fehler| fehler.to_string())
}

impl Versand {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let store = speicher::oeffne(&self.ort)?;
        let (mandant, akteur) = (self.als.0.as_str(), self.als.1);
        speicher::kennt(&store, mandant)?;
        let ablage = speicher::ablage(&self.ort)?;
        let (briefkopf, recht) = (traeger(&self.briefkopf)?, recht::lade(None)?);
        let bausteine = textbausteine::lies(self.textbausteine.as_deref())?;
        let regelwerk = Regelwerk::eingebaut()?;
        let poststelle = Poststelle {
            door: Door { store: &store, recht: &recht, regelwerk: &regelwerk },
            ablage: &ablage,
            caller: Caller { traeger: mandant, akteur, zweck: None, heute: angabe::heute()? },
            briefkopf: &briefkopf,
            bausteine: &bausteine,
        };
        let ziel = std::path::absolute(&self.ziel)?;
        let lauf = Versandlauf { poststelle, ziel: &ziel, probe: None };
        let mut werkbank = Werkbank::neu();
        if let Some(name) = &self.abgeholt {
            lauf.abgeholt(name, &mut werkbank)?;
        }
        if let Some(name) = &self.neu_schreiben {
            lauf.schreibe_neu(name)?;
        }
        let bericht = lauf.laufe(&mut werkbank)?;
        zeige(&bericht);
        let zu_klaeren = !(bericht.zurueckgehalten.is_empty()
            && bericht.fehlen.is_empty()
            && bericht.anderswo.is_empty()
            && bericht.unlesbar.is_empty());
        Ok(ExitCode::from(u8::from(zu_klaeren)))
    }
}

/// Nur Kennungen und Zahlen.
fn zeige(bericht: &Versandbericht) {
    if bericht.fertig.is_empty() {
        println!("Es liegt nichts bereit.");
    }
    for (name, briefe) in &bericht.fertig {
        println!("Bündel {}: {briefe} Briefe", name.text());
    }
    for (fall, sendung, grund) in &bericht.zurueckgehalten {
        println!("Zurückgehalten: Fall {fall}, {} ({})", sendung.text(), grund.name());
    }
    if bericht.uebersprungen > 0 {
        println!("Übersprungen, der nächste Lauf sieht nach: {}", bericht.uebersprungen);
    }
    for name in &bericht.fehlen {
        let name = name.text();
        println!(
            "Bündel {name} ist geschlossen, und sein Ordner ist nicht da. Hat ihn das Druckzentrum? Dann --abgeholt {name}; \
             sonst --neu-schreiben {name}"
        );
    }
    for name in &bericht.anderswo {
        println!(
            "Bündel {} gehört in einen anderen Ordner; bitte dort mit demselben --ziel weitermachen",
            name.text()
        );
    }
    for fall in &bericht.unlesbar {
        println!("Fall {fall} lässt sich nicht lesen; bitte `nahtlos verify` ausführen");
    }
}
