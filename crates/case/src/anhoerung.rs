//! Die Anhörung (§ 24 SGB X): bevor in ein Recht eingegriffen wird, kann sich der Mensch zu den Tatsachen äußern.
//!
//! Sie gehört zu einem Entwurf und nennt, worum es geht; entschieden wird, wenn die Frist um ist oder eine Äußerung
//! da ist, oder wenn von ihr abgesehen wird, mit Grund. Wird der Entwurf danach belastender, ist neu anzuhören.

use std::collections::BTreeMap;

use law::measure::{Cent, Monat, Tag};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::entwurf::{Entwurf, Grundlage, alle};
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::versand::{self, Sendung, Sendungsanlass, sendungen};

benannt! {
    /// Warum von der Anhörung abgesehen wird (§ 24 Abs. 2 SGB X).
    Absehensgrund {
        /// Gefahr im Verzug oder öffentliches Interesse (Nr. 1).
        Gefahr = "nr1_gefahr",
        /// Die Einhaltung einer Frist wäre in Frage gestellt (Nr. 2).
        Frist = "nr2_frist",
        /// Von den Angaben des Menschen wird nicht zu seinen Ungunsten abgewichen (Nr. 3).
        Angaben = "nr3_angaben",
    }
}

/// Ein Anhörungsverfahren zu einem Entwurf.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anhoerungsverfahren {
    /// Wer es führt.
    pub durch: Kennung,
    /// Wie es steht.
    pub stand: Anhoerungsstand,
}

/// Wie eine Anhörung steht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Anhoerungsstand {
    /// Der Brief ist hinaus.
    Laeuft {
        /// Der Tag, den er trägt und an dem er zur Post gehen soll.
        am: Tag,
        /// Bis dahin kann sich der Mensch äußern.
        frist: Tag,
        /// Die Versionen aller Ströme: daraus entsteht der Brief immer gleich.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        akten: BTreeMap<Strom, u64>,
    },
    /// Der Mensch hat sich geäußert.
    Geaeussert {
        /// Wann die Äußerung einging.
        eingang: Tag,
        /// Was er sagt, kurz.
        aeusserung: String,
    },
    /// Von ihr wird abgesehen.
    Abgesehen {
        /// Auf welchen Grund gestützt.
        grund: Absehensgrund,
        /// Warum, in einem Satz.
        begruendung: String,
    },
}

crate::verschwiegen::verschwiegen!(Anhoerungsverfahren, Anhoerungsstand);

/// Warum noch nicht entschieden werden kann.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnhoerungFehlt {
    /// Niemand hat sie eingeleitet, oder der Entwurf ist seither belastender geworden.
    #[error("vorher ist anzuhören (§ 24 SGB X); bitte die Anhörung einleiten")]
    Keine,
    /// Der Brief ist zurückgehalten oder kam nicht an.
    #[error(
        "der Brief der Anhörung ist zurückgehalten oder kam nicht an; bitte erst die Sendung klären"
    )]
    NichtAngekommen,
    /// Die Frist läuft noch.
    #[error("die Anhörung läuft bis {}; bitte die Äußerung oder das Ende der Frist abwarten", .0.deutsch())]
    Laeuft(Tag),
}

/// So viele Tage hat jemand vom vermuteten Zugang an, sich zu äußern. Das Gesetz nennt keine Zahl; zwei Wochen sind
/// angemessen (BSG v. 6.8.1992 – 8/5a RKnU 1/87).
pub const FRIST_TAGE: i32 = 14;

/// Das Ende der Frist, wenn der Brief an diesem Tag zur Post geht.
#[must_use]
pub fn frist(post: Tag) -> Tag {
    bekannt_am(Bekanntgabe::Post(post)).plus_tage(FRIST_TAGE)
}

/// Alle Verfahren eines Falls, jedes mit der Nummer seines Entwurfs.
#[must_use]
pub fn verfahren(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Anhoerungsverfahren)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Anhoerung { posten, eintrag: Some(verfahren) } => {
                Some((posten, verfahren))
            }
            _ => None,
        })
        .collect()
}

/// Ist zu diesem Entwurf angehört?
///
/// Wer von ihr absah, wird genannt: er gibt nicht auch noch frei.
///
/// # Errors
/// [`AnhoerungFehlt`].
pub fn erledigt(
    fall: &Akte<FallTatsache>,
    entwurf: &Entwurf,
    heute: Tag,
) -> Result<Option<Kennung>, AnhoerungFehlt> {
    let entwuerfe: BTreeMap<&Posten, &Entwurf> = alle(fall).into_iter().collect();
    let sendungen = sendungen(fall);
    let mut fehlt = AnhoerungFehlt::Keine;
    for (posten, verfahren) in verfahren(fall) {
        // Gehört ist zu dem, was seit demselben letzten Bescheid ansteht; was davor war, ist entschieden.
        let deckt = entwuerfe
            .get(posten)
            .is_some_and(|gehoert| gehoert.vorher == entwurf.vorher && deckt(gehoert, entwurf));
        if !deckt {
            continue;
        }
        match &verfahren.stand {
            Anhoerungsstand::Laeuft { am, frist, .. } => {
                match wirkliche_frist(&sendungen, posten, (*am, *frist)) {
                    Some(bis) if heute > bis => return Ok(None),
                    Some(bis) => fehlt = AnhoerungFehlt::Laeuft(bis),
                    None => fehlt = AnhoerungFehlt::NichtAngekommen,
                }
            }
            Anhoerungsstand::Geaeussert { .. } => return Ok(None),
            Anhoerungsstand::Abgesehen { .. } => return Ok(Some(verfahren.durch)),
        }
    }
    Err(fehlt)
}

/// Bis wann sich der Mensch wirklich äußern kann: nie kürzer, als der Brief sagt, und später, wenn er später hinausging;
/// `None`: er kam nicht an.
fn wirkliche_frist(
    sendungen: &[Sendung<'_>],
    entwurf: &Posten,
    (am, genannt): (Tag, Tag),
) -> Option<Tag> {
    let zu = |anlass: &Sendungsanlass| matches!(anlass, Sendungsanlass::Anhoerung { entwurf: zu, .. } if zu == entwurf);
    let Some(sendung) = sendungen.iter().rfind(|sendung| zu(&sendung.anlass)) else {
        return Some(genannt);
    };
    let bekannt = versand::bekannt(sendungen, &sendung.anlass, am)?;
    Some(genannt.max(bekannt.plus_tage(FRIST_TAGE)))
}

/// Wo ein Entwurf etwas nimmt. Eine Minderung beginnt mit dem Monat nach der Bekanntgabe, welcher das auch ist: angehört ist
/// zu ihrem ersten, zweiten, dritten Monat.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Wo {
    Im(Monat),
    NachBeginn(i32),
}

/// Stand alles, was dieser Entwurf nimmt, schon auf derselben Grundlage in dem, zu dem angehört ist?
fn deckt(gehoert: &Entwurf, entwurf: &Entwurf) -> bool {
    let gehoert = nimmt(gehoert);
    nimmt(entwurf)
        .iter()
        .all(|(wo, betrag)| gehoert.get(wo).is_some_and(|gehoert| gehoert >= betrag))
}

fn nimmt(entwurf: &Entwurf) -> BTreeMap<(Wo, Kennung, Grundlage), Cent> {
    let zeilen = entwurf.aenderungen().filter(|(_, zeile)| zeile.grundlage.aendert());
    let nimmt = zeilen.filter(|(_, zeile)| !zeile.weniger().ist_null());
    let wo = |monat: Monat, grundlage| match grundlage {
        Grundlage::Minderung31 => Wo::NachBeginn(monat.seit(entwurf.zukunft_ab)),
        _ => Wo::Im(monat),
    };
    nimmt
        .map(|(monat, zeile)| {
            ((wo(monat, zeile.grundlage), zeile.person, zeile.grundlage), zeile.weniger())
        })
        .collect()
}
