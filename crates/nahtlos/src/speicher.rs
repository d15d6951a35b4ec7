//! Der Speicher eines Jobcenters, wie ihn jeder Befehl öffnet: ein Ordner, auf Wunsch mit PostgreSQL daneben.
//!
//! Uhr und Zufall kommen von hier. Im Ordner liegen die Akten und Schlüssel (ohne PostgreSQL), die Dokumente und, wenn
//! er nirgends sonst liegt, der Hauptschlüssel.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, anyhow, bail};
use case::akte::Pruefsumme;
use clap::Args;
use office::ablage::{Ablage, Platte, pruefsumme};
use office::store::record::{Store, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::sql::DbError;

use crate::angabe;
use crate::dateien::deutsch;

/// Wo der Hauptschlüssel stehen kann, wenn ihn keine Datei nennt.
const UMGEBUNG: &str = "NAHTLOS_HAUPTSCHLUESSEL";

/// Wo ein Speicher liegt.
#[derive(Args, Clone, Debug)]
pub struct Ort {
    /// Ordner des Speichers; darin liegen auch die Dokumente
    #[arg(long, value_name = "ORDNER")]
    pub ordner: PathBuf,

    /// Datei mit dem Hauptschlüssel (Vorgabe: NAHTLOS_HAUPTSCHLUESSEL, sonst hauptschluessel im Ordner)
    #[arg(long, value_name = "DATEI")]
    pub hauptschluessel: Option<PathBuf>,

    /// Die Akten liegen in dieser Datenbank von PostgreSQL; mit @DATEI steht die Angabe in einer Datei
    #[cfg(feature = "postgres")]
    #[arg(long, value_name = "ANGABE", requires = "postgres_schluessel")]
    pub postgres: Option<String>,

    /// Die Schlüssel liegen in dieser anderen Datenbank
    #[cfg(feature = "postgres")]
    #[arg(long, value_name = "ANGABE", requires = "postgres")]
    pub postgres_schluessel: Option<String>,
}

impl Ort {
    /// Ein Ordner, in dem alles liegt, auch der Hauptschlüssel.
    pub fn ordner(ordner: &Path) -> Ort {
        Ort {
            ordner: ordner.to_owned(),
            hauptschluessel: Some(ordner.join("hauptschluessel")),
            #[cfg(feature = "postgres")]
            postgres: None,
            #[cfg(feature = "postgres")]
            postgres_schluessel: None,
        }
    }

    /// Derselbe Ort, aber in einem anderen Ordner.
    pub fn in_ordner(&self, ordner: &Path) -> Ort {
        Ort { ordner: ordner.to_owned(), ..self.clone() }
    }

    fn auf_postgres(&self) -> bool {
        #[cfg(feature = "postgres")]
        return self.postgres.is_some();
        #[cfg(not(feature = "postgres"))]
        false
    }
}

/// Öffnet einen Speicher, den es schon gibt.
pub fn oeffne(ort: &Ort) -> anyhow::Result<Store> {
    let da = ort.auf_postgres() || ort.ordner.join("akten.sqlite").is_file();
    if !da {
        bail!(
            "in „{}“ liegt kein Speicher; bitte den Ordner prüfen oder mit `nahtlos einrichten` anlegen",
            ort.ordner.display()
        );
    }
    if !ort.auf_postgres() && !ort.ordner.join("schluessel.sqlite").is_file() {
        bail!(
            "in „{}“ liegen Akten, aber keine Schlüssel (schluessel.sqlite); ohne sie ist nichts lesbar, bitte die Datei \
             dazulegen oder die Sicherung einspielen",
            ort.ordner.display()
        );
    }
    lege_an(ort)
}

/// Öffnet einen Speicher und legt ihn an, wenn es ihn nicht gibt.
pub fn lege_an(ort: &Ort) -> anyhow::Result<Store> {
    let main = hauptschluessel(ort)?;
    let surroundings = Surroundings { main, clock: angabe::augenblick, randomness: zufall };
    let wo = || format!("Der Speicher in „{}“ lässt sich nicht öffnen", ort.ordner.display());
    #[cfg(feature = "postgres")]
    if let (Some(akten), Some(schluessel)) = (&ort.postgres, &ort.postgres_schluessel) {
        let places = office::store::record::PostgresPlaces::read(
            &angabe_oder_datei(akten)?,
            &angabe_oder_datei(schluessel)?,
        )?;
        return Store::connect(places, surroundings).with_context(wo);
    }
    Store::open(&ort.ordner, surroundings).with_context(wo)
}

/// Gibt es dieses Jobcenter hier? Ein Tippfehler legte sonst eines an.
pub fn kennt(store: &Store, traeger: &str) -> anyhow::Result<()> {
    if !store.look_everywhere(|view| view.tenant_names())?.iter().any(|name| name == traeger) {
        bail!("„{traeger}“ gibt es hier nicht; bitte die Kennung des Jobcenters prüfen");
    }
    Ok(())
}

/// Die Ablage neben dem Speicher.
pub fn ablage(ort: &Ort) -> anyhow::Result<Ablage> {
    Ok(Ablage::oeffne(&ort.ordner, Platte::default())?)
}

/// Legt einen Ordner an, den nur sein Besitzer lesen kann.
pub fn lege_ordner_an(ordner: &Path) -> anyhow::Result<()> {
    let angelegt = fs::create_dir_all(ordner)
        .and_then(|()| fs::set_permissions(ordner, fs::Permissions::from_mode(0o700)));
    angelegt
        .map_err(|fehler| anyhow!(deutsch(&fehler)))
        .with_context(|| format!("„{}“ lässt sich nicht anlegen", ordner.display()))
}

/// Würfelt einen Hauptschlüssel, wenn es noch keinen gibt; die Datei dazu, wenn eine entstand.
pub fn wuerfle_hauptschluessel(ort: &Ort) -> anyhow::Result<Option<PathBuf>> {
    let pfad = schluesseldatei(ort);
    if (ort.hauptschluessel.is_none() && std::env::var_os(UMGEBUNG).is_some()) || pfad.exists() {
        return Ok(None);
    }
    let mut bytes = [0; 32];
    zufall(&mut bytes)?;
    let text = format!("{}\n", Pruefsumme::aus_bytes(bytes));
    let geschrieben = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&pfad)
        .and_then(|mut datei| datei.write_all(text.as_bytes()).and_then(|()| datei.sync_all()));
    geschrieben
        .map_err(|fehler| anyhow!(deutsch(&fehler)))
        .with_context(|| format!("„{}“ lässt sich nicht schreiben", pfad.display()))?;
    Ok(Some(pfad))
}

/// Zufall aus dem Betriebssystem.
pub fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static QUELLE: OnceLock<File> = OnceLock::new();
    let fehlt = |_| DbError::Unavailable("das Betriebssystem gibt keinen Zufall".to_owned());
    let quelle = match QUELLE.get() {
        Some(quelle) => quelle,
        None => {
            let quelle = File::open("/dev/urandom").map_err(fehlt)?;
            QUELLE.get_or_init(|| quelle)
        }
    };
    let mut quelle: &File = quelle;
    quelle.read_exact(bytes).map_err(fehlt)
}

fn schluesseldatei(ort: &Ort) -> PathBuf {
    ort.hauptschluessel.clone().unwrap_or_else(|| ort.ordner.join("hauptschluessel"))
}

/// Der Hauptschlüssel: aus der genannten Datei, aus der Umgebung, oder aus dem Ordner.
fn hauptschluessel(ort: &Ort) -> anyhow::Result<Hauptschluessel> {
    let text = match (&ort.hauptschluessel, std::env::var(UMGEBUNG)) {
        (None, Ok(text)) => text,
        _ => {
            let pfad = schluesseldatei(ort);
            lies_geheim(&pfad).with_context(|| {
                format!("Der Hauptschlüssel „{}“ lässt sich nicht lesen", pfad.display())
            })?
        }
    };
    let form = "der Hauptschlüssel hat nicht die Form von 64 Ziffern aus 0–9 und a–f";
    let bytes: Pruefsumme = text.trim().parse().map_err(|_| anyhow!(form))?;
    // Die Kennung folgt aus dem Schlüssel: ein falscher wird genannt und nicht für beschädigte Daten gehalten.
    let hash = pruefsumme(&[b"nahtlos-hauptschluessel".as_slice(), bytes.bytes()].concat());
    let kennung = hash.bytes().first_chunk::<4>().map_or(0, |vorn| u32::from_be_bytes(*vorn));
    Ok(Hauptschluessel::neu(kennung, bytes.bytes()))
}

/// Eine Datei, die nur ihr Besitzer lesen darf.
fn lies_geheim(pfad: &Path) -> anyhow::Result<String> {
    let rechte = fs::metadata(pfad).map_err(|fehler| satz(&fehler))?.permissions().mode();
    if rechte & 0o077 != 0 {
        bail!("andere können die Datei lesen; bitte `chmod 600` darauf anwenden");
    }
    fs::read_to_string(pfad).map_err(|fehler| satz(&fehler))
}

fn satz(fehler: &io::Error) -> anyhow::Error {
    anyhow!(deutsch(fehler))
}

#[cfg(feature = "postgres")]
fn angabe_oder_datei(text: &str) -> anyhow::Result<String> {
    match text.strip_prefix('@') {
        None => Ok(text.to_owned()),
        Some(pfad) => lies_geheim(Path::new(pfad))
            .map(|text| text.trim().to_owned())
            .with_context(|| format!("„{pfad}“ lässt sich nicht lesen")),
    }
}
