//! `nahtlos posteingang`: was in einem Ordner ankommt, wird am selben Tag zum Eingangsstück.

use std::future::pending;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use case::akte::eingang::Aufgabe;
use case::akte::{Kennung, Weg};
use case::rechte::Regelwerk;
use clap::{Args, ValueEnum};
use law::anspruch::Werkbank;
use law::measure::Tag;
use office::ablage::Ablage;
use office::door::{Caller, Door, DoorError};
use office::posteingang::{Durchgang, Posteingang, PosteingangFehler, Umgebung};
use office::store::keys::KeyError;
use office::store::record::StoreError;
use office::store::sql::DbError;
use office::store::streams::CommitError;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::angabe;
use crate::recht;
use crate::speicher::{self, Ort};

/// Nimmt auf, was Scanner oder Postfach in einen Ordner legen
#[derive(Args)]
#[command(after_help = "\
Jede fertige Datei wird geprüft, versiegelt abgelegt und zum Eingangsstück mit dem heutigen Tag; erst danach kommt sie nach
erledigt/ oder quarantaene/. Fertig ist, was zwei Durchgänge lang gleich bleibt. Beenden ist jederzeit möglich (Strg+C):
was noch im Ordner liegt, nimmt der nächste Start auf, und nichts zweimal. Was in erledigt/ und quarantaene/ liegt, ist
unversiegelt; bitte den Ordner schützen und nach Ihrer Frist leeren.

Ausgang: 0 beendet · 1 etwas kam in Quarantäne (mit --einmal) · 2 nicht möglich
Beispiel: nahtlos posteingang --ordner /srv/nahtlos --eingang /srv/scan --als musterkreis.0190… --fuer leistung-1")]
pub struct Annahme {
    #[command(flatten)]
    ort: Ort,

    /// Ordner, in dem die Dateien ankommen
    #[arg(long, value_name = "ORDNER")]
    eingang: PathBuf,

    /// Wer annimmt: Jobcenter und Kennung, die ersten beiden Teile seines Zugangs
    #[arg(long, value_name = "TRAEGER.KENNUNG", value_parser = angabe::annehmend)]
    als: (String, Kennung),

    /// Auf welchem Weg: scan, upload, email oder post
    #[arg(long, value_name = "WEG", default_value = "scan")]
    weg: Ankunftsweg,

    /// Wer sich darum kümmert: ein Team oder eine Person
    #[arg(long, value_name = "WER")]
    fuer: Option<String>,

    /// In so vielen Tagen
    #[arg(long, value_name = "TAGE", default_value_t = 3, requires = "fuer")]
    tage: u16,

    /// Nimmt auf, was jetzt da ist, und endet
    #[arg(long)]
    einmal: bool,
}

/// Wie [`Weg`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ankunftsweg {
    Scan,
    Upload,
    Email,
    Post,
}

/// So lange liegen zwei Durchgänge auseinander.
const PAUSE: Duration = Duration::from_secs(2);

impl Annahme {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        if !self.eingang.is_dir() {
            bail!("„{}“ ist kein Ordner; bitte prüfen oder anlegen", self.eingang.display());
        }
        let store = speicher::oeffne(&self.ort)?;
        speicher::kennt(&store, &self.als.0)?;
        let ablage = speicher::ablage(&self.ort)?;
        let (recht, regelwerk) = (recht::lade(None)?, Regelwerk::eingebaut()?);
        let door = Door { store: &store, recht: &recht, regelwerk: &regelwerk };
        let mut werkbank = Werkbank::neu();
        let mut heute = angabe::heute()?;
        let mut posteingang = self.posteingang(&ablage, heute);
        let mut alle = Durchgang::default();
        if !self.einmal {
            println!("Der Posteingang läuft. Zum Beenden Strg+C.");
        }
        let ausfuehrung = Builder::new_current_thread().enable_time().build()?;
        for durchgang in 0_u64.. {
            if durchgang > 0 {
                warte(&ausfuehrung);
            }
            // Die Aufgabe rechnet vom Tag an, an dem etwas ankommt.
            if angabe::heute()? != heute {
                heute = angabe::heute()?;
                posteingang = self.posteingang(&ablage, heute);
            }
            let (traeger, akteur) = (self.als.0.as_str(), self.als.1);
            let caller = Caller { traeger, akteur, heute, zweck: None };
            let mut umgebung = Umgebung { door, caller, werkbank: &mut werkbank };
            let dieser = match posteingang.gehe_durch(&mut umgebung) {
                Ok(dieser) => dieser,
                Err(fehler) if !self.einmal && geht_vorbei(&fehler) => {
                    eprintln!("Fehler: {fehler}; was im Ordner liegt, bleibt, und es geht weiter");
                    continue;
                }
                Err(fehler) => return Err(fehler.into()),
            };
            if dieser.aufgenommen > 0 {
                println!(
                    "{heute}: {} aufgenommen, davon {} in Quarantäne",
                    dieser.aufgenommen, dieser.quarantaene
                );
            }
            alle.aufgenommen = alle.aufgenommen.saturating_add(dieser.aufgenommen);
            alle.quarantaene = alle.quarantaene.saturating_add(dieser.quarantaene);
            alle.unfertig = dieser.unfertig;
            if self.einmal && durchgang > 0 {
                break;
            }
        }
        println!(
            "Beendet: {} aufgenommen, davon {} in Quarantäne; {} noch nicht fertig geschrieben",
            alle.aufgenommen, alle.quarantaene, alle.unfertig
        );
        Ok(ExitCode::from(u8::from(alle.quarantaene > 0)))
    }

    fn posteingang<'a>(&self, ablage: &'a Ablage, heute: Tag) -> Posteingang<'a> {
        let weg = match self.weg {
            Ankunftsweg::Scan => Weg::Scan,
            Ankunftsweg::Upload => Weg::Upload,
            Ankunftsweg::Email => Weg::Email,
            Ankunftsweg::Post => Weg::Post,
        };
        let bis = heute.plus_tage(i32::from(self.tage));
        let aufgabe = self.fuer.clone().map(|fuer| Aufgabe { fuer, bis });
        Posteingang::neu(&self.eingang, ablage, weg, aufgabe)
    }
}

/// Wartet bis zum nächsten Durchgang: ein Ordner meldet nicht, wenn etwas kommt.
fn warte(ausfuehrung: &Runtime) {
    // Auf etwas, das nie kommt.
    let nie = ausfuehrung.block_on(async { timeout(PAUSE, pending::<()>()).await });
    drop(nie);
}

/// Ist der Speicher nur gerade nicht bereit?
fn geht_vorbei(fehler: &PosteingangFehler) -> bool {
    let speicher = match fehler {
        PosteingangFehler::Speicher(speicher)
        | PosteingangFehler::Tuer(DoorError::Store(speicher)) => speicher,
        _ => return false,
    };
    matches!(
        speicher,
        StoreError::Db(DbError::Unavailable(_) | DbError::Retry)
            | StoreError::Commit(CommitError::Db(DbError::Unavailable(_) | DbError::Retry))
            | StoreError::Key(KeyError::Db(DbError::Unavailable(_) | DbError::Retry))
    )
}
