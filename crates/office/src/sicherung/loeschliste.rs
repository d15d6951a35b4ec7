//! Die Liste der Löschungen: was nach einer Sicherung gelöscht wurde, darf mit ihr nicht wiederkommen.
//!
//! ```text
//! Zeile = Pruefwert (64 hexadezimal) ‖ Leerzeichen ‖ {"traeger":…,"strom":…}
//! Pruefwert_n = SHA-256(Pruefwert_{n-1} ‖ JSON); vor der ersten Zeile 32 Nullbytes
//! ```
//!
//! Erst vermerken, dann löschen: Was [`vermerke`] zurückkehren ließ, steht auf der Platte. Die Datei gehört an einen
//! anderen Ort als der Speicher, sonst geht sie mit ihm verloren. Fehlt ihr Ende, sieht man es ihr nicht an; jede andere
//! Änderung fällt beim Lesen auf.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use case::akte::{Pruefsumme, Strom};
use serde::{Deserialize, Serialize};

use super::{SicherungFehler, an};
use crate::store::Hash;

/// Ein gelöschter Strom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geloescht {
    /// Der Mandant.
    pub traeger: String,
    /// Der Strom, etwa `person:0190…`.
    pub strom: String,
}

const ANFANG: Hash = Hash([0; 32]);

/// Vermerkt eine Löschung und kehrt zurück, wenn sie auf der Platte steht. Zweimal vermerkt ist nicht falsch.
///
/// # Errors
/// [`SicherungFehler`]; dann ist noch nicht zu löschen.
pub fn vermerke(pfad: &Path, traeger: &str, strom: Strom) -> Result<(), SicherungFehler> {
    let neu = !pfad.exists();
    let datei = File::options().create(true).read(true).write(true).truncate(false).open(pfad);
    let mut datei = datei.map_err(an(pfad))?;
    datei.lock().map_err(an(pfad))?;
    let (ende, voriger) = ende(&mut datei, pfad)?;
    let geloescht = Geloescht { traeger: traeger.to_owned(), strom: strom.to_string() };
    let unlesbar = |_| an(pfad)(io::ErrorKind::InvalidData.into());
    let json = serde_json::to_string(&geloescht).map_err(unlesbar)?;
    let zeile = format!("{} {json}\n", pruefwert(voriger, &json));
    let geschrieben = datei
        // Ein Rest ohne Zeilenende stammt von einem Absturz und galt nie.
        .set_len(ende)
        .and_then(|()| datei.seek(SeekFrom::Start(ende)))
        .and_then(|_| datei.write_all(zeile.as_bytes()))
        .and_then(|()| datei.sync_all());
    geschrieben.map_err(an(pfad))?;
    if neu {
        let ordner = pfad.parent().filter(|ordner| !ordner.as_os_str().is_empty());
        let ordner = ordner.unwrap_or(Path::new("."));
        File::open(ordner).and_then(|ordner| ordner.sync_all()).map_err(an(ordner))?;
    }
    Ok(())
}

/// Liest die Liste. Eine letzte Zeile ohne Zeilenende stammt von einem Absturz und gilt nicht.
///
/// # Errors
/// [`SicherungFehler::Liste`] mit der ersten Zeile, die verändert ist.
pub fn lies(pfad: &Path) -> Result<BTreeSet<Geloescht>, SicherungFehler> {
    let text = fs::read_to_string(pfad).map_err(an(pfad))?;
    let (mut bisher, mut liste) = (ANFANG, BTreeSet::new());
    let zeilen = text.split_inclusive('\n').filter_map(|zeile| zeile.strip_suffix('\n'));
    for (nr, zeile) in (1..).zip(zeilen) {
        let kaputt = || {
            let satz =
                "die Liste der Löschungen ist hier verändert; bitte eine andere Abschrift nehmen";
            SicherungFehler::Liste(pfad.to_owned(), nr, satz)
        };
        let (wert, json) = zeile.split_once(' ').ok_or_else(kaputt)?;
        bisher = pruefwert(bisher, json);
        if wert != bisher.to_string() {
            return Err(kaputt());
        }
        liste.insert(serde_json::from_str(json).map_err(|_| kaputt())?);
    }
    Ok(liste)
}

fn pruefwert(voriger: Hash, json: &str) -> Hash {
    Hash::aus(&[voriger.bytes(), json.as_bytes()])
}

/// Wo die letzte ganze Zeile endet, und ihr Prüfwert.
fn ende(datei: &mut File, pfad: &Path) -> Result<(u64, Hash), SicherungFehler> {
    /// Länger ist keine Zeile.
    const HOECHSTENS: u64 = 1 << 16;
    let laenge = datei.metadata().map_err(an(pfad))?.len();
    let ab = laenge.saturating_sub(HOECHSTENS);
    let mut hinten = Vec::new();
    datei.seek(SeekFrom::Start(ab)).map_err(an(pfad))?;
    datei.read_to_end(&mut hinten).map_err(an(pfad))?;
    let Some(umbruch) = hinten.iter().rposition(|byte| *byte == b'\n') else {
        return Ok((ab, ANFANG));
    };
    let (zeilen, rest) = hinten.split_at(umbruch);
    let zeile = zeilen.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let wert = std::str::from_utf8(zeile).ok().and_then(|zeile| zeile.split_once(' '));
    let wert = wert.and_then(|(wert, _)| wert.parse::<Pruefsumme>().ok());
    let satz = "die letzte Zeile ist verändert; bitte `nahtlos verify` laufen lassen";
    let wert = wert.ok_or_else(|| SicherungFehler::Liste(pfad.to_owned(), 0, satz))?;
    // Das Zeilenende selbst gehört dazu.
    let rest = u64::try_from(rest.len()).unwrap_or(u64::MAX).saturating_sub(1);
    Ok((laenge.saturating_sub(rest), Hash(*wert.bytes())))
}
