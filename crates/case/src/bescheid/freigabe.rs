//! Wer einen Entwurf freigibt: dieselbe Person oder eine zweite.
//!
//! Vier Augen sind verlangt, wo ein Irrtum teuer oder schwer zu entdecken ist; sonst zieht eine Stichprobe mit
//! gespeicherter Saat: wer sie kennt, kann nachrechnen, warum es diesen Entwurf traf. So wird die zweite Prüfung
//! nicht zum Engpass.

use law::measure::{BetragFehler, Cent};
use serde::Deserialize;

use crate::akte::Kennung;
use crate::benannt::benannt;
use crate::entwurf::Entwurf;

benannt! {
    /// Warum ein zweiter Mensch prüft.
    Vieraugengrund {
        /// In diesem Fall ist noch nie entschieden worden.
        NeuerFall = "neuer_fall",
        /// Es wird etwas für die Vergangenheit zurückgenommen oder aufgehoben.
        Vergangenheit = "vergangenheit",
        /// Jemand hat eine offene Frage beantwortet.
        Frage = "frage",
        /// Von der Anhörung ist abgesehen.
        Anhoerung = "anhoerung",
        /// Eine Nachzahlung über der Grenze.
        Nachzahlung = "nachzahlung",
        /// Die Stichprobe.
        Stichprobe = "stichprobe",
    }
}

/// Wie viele prüfen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Augen {
    /// Wer entworfen hat, darf freigeben.
    Zwei,
    /// Eine zweite Person gibt frei.
    Vier(Vieraugengrund),
}

/// Die Regeln des Hauses, aus `freigabe.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freigaberegeln {
    /// Von so vielen Entwürfen je hundert wird einer gezogen, auch wenn nichts für vier Augen spricht; 0 bis 100.
    pub stichprobe: u8,
    /// Die Saat der Stichprobe.
    pub saat: u64,
    /// Ab diesem Betrag prüft eine Nachzahlung ein zweiter Mensch.
    pub nachzahlung: Cent,
}

/// Warum die Regeln nicht gelten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegelFehler {
    /// Die Datei ist kein TOML oder hat die falsche Form.
    #[error("freigabe.toml: {0}; bitte berichtigen")]
    Form(String),
    /// Eine Zahl liegt außerhalb ihres Bereichs.
    #[error(
        "freigabe.toml, stichprobe_prozent: {0} liegt nicht zwischen 0 und 100; bitte berichtigen"
    )]
    Stichprobe(u8),
    /// Kein Betrag.
    #[error("freigabe.toml, nachzahlung_ab: {0}")]
    Betrag(#[from] BetragFehler),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Datei {
    stichprobe_prozent: u8,
    saat: u64,
    nachzahlung_ab: String,
}

impl Freigaberegeln {
    /// Die mitgelieferten.
    ///
    /// # Errors
    /// [`RegelFehler`]; ein Test schließt das aus.
    pub fn eingebaut() -> Result<Freigaberegeln, RegelFehler> {
        Freigaberegeln::lies(include_str!("../../freigabe.toml"))
    }

    /// Liest eine Datei.
    ///
    /// # Errors
    /// [`RegelFehler`].
    pub fn lies(text: &str) -> Result<Freigaberegeln, RegelFehler> {
        let datei: Datei = toml::from_str(text)
            .map_err(|fehler| RegelFehler::Form(fehler.message().to_owned()))?;
        let Datei { stichprobe_prozent: stichprobe, saat, nachzahlung_ab } = datei;
        if stichprobe > 100 {
            return Err(RegelFehler::Stichprobe(stichprobe));
        }
        Ok(Freigaberegeln { stichprobe, saat, nachzahlung: nachzahlung_ab.parse()? })
    }

    /// Wie viele Augen dieser Entwurf braucht; `bisher`: so viele Bescheide hat der Fall schon.
    #[must_use]
    pub fn augen(&self, fall: Kennung, bisher: usize, entwurf: &Entwurf) -> Augen {
        let vergangen = || {
            let frueher = entwurf.aenderungen().filter(|(monat, _)| *monat < entwurf.zukunft_ab);
            frueher.map(|(_, zeile)| zeile).filter(|zeile| zeile.grundlage.aendert())
        };
        let mehr: Cent = vergangen().map(|zeile| zeile.mehr()).sum();
        if bisher == 0 {
            Augen::Vier(Vieraugengrund::NeuerFall)
        } else if vergangen().any(|zeile| !zeile.weniger().ist_null()) {
            Augen::Vier(Vieraugengrund::Vergangenheit)
        } else if !(entwurf.fragen.is_empty() && entwurf.antworten.is_empty()) {
            Augen::Vier(Vieraugengrund::Frage)
        } else if mehr >= self.nachzahlung {
            Augen::Vier(Vieraugengrund::Nachzahlung)
        } else if self.zieht(fall, bisher) {
            Augen::Vier(Vieraugengrund::Stichprobe)
        } else {
            Augen::Zwei
        }
    }

    /// Zieht die Stichprobe den nächsten Bescheid dieses Falls? Dieselbe Saat zieht immer dieselben, und ein erneuerter
    /// Entwurf wird nicht neu gezogen.
    #[must_use]
    pub fn zieht(&self, fall: Kennung, bisher: usize) -> bool {
        // SplitMix64 (Steele, Lea, Flood 2014): jedes Bit hängt von jedem ab, und es ist schnell nachgerechnet.
        let mische = |stand: u64, byte: u8| {
            let mut z = stand.wrapping_add(u64::from(byte)).wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        let bytes = fall.bytes().into_iter().chain(bisher.to_string().into_bytes());
        bytes.fold(self.saat, mische) % 100 < u64::from(self.stichprobe)
    }
}
