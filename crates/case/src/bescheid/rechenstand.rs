//! Womit ein Bescheid gerechnet ist, und ob er sich heute noch genauso ergibt.
//!
//! Aus den Versionen aller Ströme entsteht die Lage von damals, der Tag der Freigabe bestimmt die Fristen; zu wissen
//! bleibt, welches Recht und welches Programm rechneten. Weicht eine Nachrechnung ab, sagt der [`Rechenstand`], ob das
//! zu erklären ist (ein Wert ist berichtigt, das Programm ist ein anderes) oder ob etwas verändert wurde.

use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Bescheid, entschieden};
use crate::akte::lage::Akten;
use crate::akte::{Bekannt, FallTatsache, Posten};
use crate::entwurf::{Entwurf, NichtGerechnet, Stand, Vorgang, entwurf_jetzt};
use crate::erstattung;

/// So viele Monate vor dem Bewilligungszeitraum kann ein Tag liegen, der eine Fassung wählt: eine Pflichtverletzung
/// wird binnen sechs Monaten festgestellt und wirkt drei (§ 31b Abs. 1, 2 SGB II).
const WAHLTAGE_DAVOR: i32 = 12;

/// Womit gerechnet ist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rechenstand {
    /// Die Version des Programms.
    pub programm: String,
    /// Der erste Tag, dessen Werte zählen.
    pub von: Tag,
    /// Der letzte.
    pub bis: Tag,
    /// SHA-256 der Werte dieser Tage ([`Recht::werte`]), 64 Zeichen.
    pub werte: String,
}

/// Was die Nachrechnung eines Bescheids ergibt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nachrechnung {
    /// Genau dasselbe.
    Gleich,
    /// Etwas anderes: die Werte des Rechts für seine Zeit sind inzwischen andere.
    AndereWerte,
    /// Etwas anderes: damals rechnete ein anderes Programm.
    AnderesProgramm(String),
    /// Etwas anderes, obwohl Recht und Programm dieselben sind: eine Akte ist verändert, oder das Programm rechnet
    /// nicht immer gleich.
    Abweichend,
    /// Nichts: der Akte von damals fehlt etwas, oder ihr Recht ist nicht hinterlegt.
    NichtRechenbar(NichtGerechnet),
}

impl Rechenstand {
    /// Für diesen Entwurf mit dem Recht und dem Programm von heute.
    pub(crate) fn jetzt(recht: &Recht, akten: Akten<'_>, entwurf: &Entwurf, am: Tag) -> Self {
        let monate = || entwurf.monate.iter().map(|monat| monat.monat);
        let (erster, letzter) = (monate().min(), monate().max());
        let stuecke = akten.fall.je(Bekannt::Jetzt);
        let zeitraeume = stuecke.iter().filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Bewilligungszeitraum(zeitraum) => Some(zeitraum.ab.monat()),
            _ => None,
        });
        let frueheste = zeitraeume.chain(erster).chain([am.monat()]).min();
        let von = frueheste.unwrap_or(am.monat()).plus(-WAHLTAGE_DAVOR).erster();
        let bis = letzter.map_or(am, |letzter| letzter.letzter().max(am));
        let programm = env!("CARGO_PKG_VERSION").to_owned();
        Rechenstand { programm, von, bis, werte: summe(recht, von, bis) }
    }

    /// Warum mit dem Recht und dem Programm von heute etwas anderes herauskommen darf; `None`: dafür gibt es keinen Grund.
    fn erklaert(&self, recht: &Recht) -> Option<Nachrechnung> {
        if summe(recht, self.von, self.bis) != self.werte {
            Some(Nachrechnung::AndereWerte)
        } else if self.programm != env!("CARGO_PKG_VERSION") {
            Some(Nachrechnung::AnderesProgramm(self.programm.clone()))
        } else {
            None
        }
    }
}

fn summe(recht: &Recht, von: Tag, bis: Tag) -> String {
    let bytes = Sha256::digest(recht.werte(von, bis));
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Rechnet einen Bescheid aus den Akten von damals nach, mit seinen Fragen, Fristen und Erstattungen; `None`, wenn es
/// ihn nicht gibt.
#[must_use]
pub fn rechne_nach(
    akten: Akten<'_>,
    nummer: &Posten,
    (recht, werkbank): (&Recht, &mut Werkbank),
) -> Option<Nachrechnung> {
    let (bescheid, entwurf) = entschieden(akten.fall, nummer)?;
    let damals = Stand::bis(akten, bescheid.versionen(entwurf));
    let uebernommen = bescheid.stand.is_empty();
    let heute = if uebernommen { entwurf.am } else { bescheid.am };
    let vorgang = Vorgang {
        // Vor der Übernahme wartete noch kein Entwurf, der die Monate nennte.
        monate: entwurf.monate.iter().map(|monat| monat.monat).filter(|_| uebernommen).collect(),
        ..Vorgang::noch_einmal(damals.akten(), (heute, bescheid.durch))
    };
    let neu = match entwurf_jetzt(&vorgang, (recht, werkbank)) {
        Ok(neu) => neu,
        Err(grund) => return Some(Nachrechnung::NichtRechenbar(grund)),
    };
    let gleich = neu.is_some_and(|neu| neu.regelt_dasselbe(entwurf))
        && folgen_stimmen(akten, nummer, (bescheid, entwurf), recht);
    let stand = bescheid.gerechnet.as_ref();
    Some(match gleich {
        true => Nachrechnung::Gleich,
        false => stand.and_then(|stand| stand.erklaert(recht)).unwrap_or(Nachrechnung::Abweichend),
    })
}

/// Sind die Erstattungen, mit denen er herauskam, die seines Entwurfs?
fn folgen_stimmen(
    akten: Akten<'_>,
    nummer: &Posten,
    (bescheid, entwurf): (&Bescheid, &Entwurf),
    recht: &Recht,
) -> bool {
    if bescheid.stand.is_empty() {
        return true;
    }
    let folgen = erstattung::aus(entwurf, nummer, (recht, bescheid.am));
    let erste = erstattung::wie_entstanden(akten.fall, nummer);
    folgen.iter().eq(erste)
}
