//! Was hinter jedem Weg geschieht: lesen, durch die Tür, antworten. Kein Recht, kein SQL.

pub mod auftraege;
pub mod auskunft;
pub mod befehle;
pub mod bescheide;
pub mod betrieb;
pub mod datei;
pub mod dokumente;
pub mod faelle;
pub mod ich;
pub mod personen;
pub mod posteingang;
pub mod rechtsbehelfe;
pub mod seite;
pub mod sendungen;
pub mod tage;

use case::akte::{Eintrag, Gilt, Nachweis, Tatsache};
use case::schnittstelle::schema;
use law::measure::Tag;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::problem::{Art, Problem};

/// Ein Eintrag einer Akte mit seinen drei Zeiten.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Akteneintrag {
    /// Stelle im Strom, ab eins; auf sie beziehen sich Berichtigungen.
    pub version: u64,
    /// Laufende Nummer im ganzen Haus; fehlt, bis eingeordnet ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lfd: Option<u64>,
    /// Augenblick des Speicherns, Mikrosekunden seit 1970 (UTC).
    pub erfasst: i64,
    /// Von wann bis wann es gilt.
    pub gilt: Gilt,
    /// Der Tag, an dem das Amt davon erfuhr.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
    /// Wie sicher es ist.
    pub nachweis: Nachweis,
    /// Die Version, die dieser Eintrag berichtigt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ersetzt: Option<u64>,
    /// Art der Tatsache.
    pub art: &'static str,
    /// Art der Daten, nach der sich richtet, wer es sieht.
    pub kategorie: &'static str,
    /// Was; die Form folgt aus der Art.
    pub wert: Value,
}

impl Akteneintrag {
    /// Aus einem gespeicherten Eintrag.
    ///
    /// # Errors
    /// [`Art::Intern`], wenn er sich nicht schreiben lässt.
    pub fn aus<T: Tatsache>(eintrag: &Eintrag<T>) -> Result<Akteneintrag, Problem> {
        let ereignis = &eintrag.ereignis;
        let unwritable =
            |_| Art::Intern.weil("ein Eintrag lässt sich nicht schreiben; bitte melden");
        let tatsache = serde_json::to_value(&ereignis.tatsache).map_err(unwritable)?;
        let wert = tatsache.get("wert").cloned().unwrap_or(Value::Null);
        Ok(Akteneintrag {
            version: eintrag.version,
            lfd: Some(eintrag.erfasst.lfd).filter(|lfd| *lfd != u64::MAX),
            erfasst: eintrag.erfasst.zeit.0,
            gilt: ereignis.gilt,
            eingang: ereignis.eingang,
            nachweis: ereignis.nachweis,
            ersetzt: ereignis.ersetzt,
            art: ereignis.tatsache.art(),
            kategorie: ereignis.tatsache.kategorie().name(),
            wert,
        })
    }
}
