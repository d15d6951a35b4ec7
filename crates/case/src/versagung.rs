//! Versagung und Entziehung (§ 66 SGB I): wer nicht mitwirkt, bekommt nichts, bis er es nachholt.
//!
//! Ein Antrag wird versagt, eine laufende Leistung für die Zukunft entzogen; beides ist Ermessen und nur nach einem
//! schriftlichen Hinweis mit Frist möglich (Abs. 3). Wird nachgeholt, kann auch für die Vergangenheit gezahlt werden (§ 67).
//!
//! Umgesetzt: § 66 Abs. 1, 3, § 67 SGB I. Nicht umgesetzt: § 66 Abs. 2 (Behandlung, Pflege), teilweise Versagung.

use law::measure::{Monat, Tag};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten};

/// Eine Versagung oder Entziehung, bis sie endet. `Debug` zeigt die Gründe nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versagung {
    /// Die Anforderung, der niemand nachkam.
    pub anforderung: Posten,
    /// Der erste Monat ohne Leistung.
    pub ab: Monat,
    /// Warum so und nicht milder: das Ermessen (§ 35 Abs. 1 Satz 3 SGB X).
    pub ermessen: String,
    /// Wer es entscheidet.
    pub durch: Kennung,
    /// Der Tag, an dem die Mitwirkung nachgeholt war (§ 67 SGB I).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nachgeholt: Option<Tag>,
}

crate::verschwiegen::verschwiegen!(Versagung);

/// Alle, jede in ihrem letzten Stand.
#[must_use]
pub fn versagungen(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Versagung)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Versagung { posten, eintrag: Some(eine) } => Some((posten, eine)),
            _ => None,
        })
        .collect()
}

/// Ist die Leistung für den Monat zu versagen oder zu entziehen?
pub(crate) fn versagt(fall: &Akte<FallTatsache>, monat: Monat) -> bool {
    let alle = versagungen(fall).into_iter();
    alle.into_iter().any(|(_, eine)| eine.nachgeholt.is_none() && eine.ab <= monat)
}
