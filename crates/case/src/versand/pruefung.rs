//! Darf ein Brief hinaus, und wohin? An die Anschrift von heute, nie an eine alte.

use law::measure::Tag;

use super::{Haltegrund, Sendung, Versandstand};
use crate::akte::lage::Akten;
use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, PersonTatsache, Sperrgrund};
use crate::entwurf::Stand;
use crate::rechte::Bezug;
use crate::schnittstelle::Anschrift;

/// Warum ein Brief nicht ohne einen Menschen hinausgeht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindernis {
    /// Niemand weiß, wohin.
    #[error("zu wem der Brief geht, hat heute keine Anschrift; bitte klären und eintragen")]
    OhneAnschrift,
    /// Auskunftssperre oder Schutz, und die Anschrift von heute hat noch niemand geprüft.
    #[error(
        "es besteht eine Auskunftssperre oder ein Schutz (§ 51 BMG); bitte prüfen, ob die Anschrift die sichere von heute \
         ist, und den Versand mit anschrift_geprueft freigeben"
    )]
    Schutz,
}

impl Hindernis {
    /// Als was er zurückgehalten wird.
    #[must_use]
    pub fn haltegrund(self) -> Haltegrund {
        match self {
            Hindernis::OhneAnschrift => Haltegrund::Anschrift,
            Hindernis::Schutz => Haltegrund::Schutz,
        }
    }
}

/// Was einer bereiten Sendung im Weg steht.
#[must_use]
pub fn hindernis(sendung: &Sendung<'_>, akten: Akten<'_>, heute: Tag) -> Option<Hindernis> {
    let Some(jetzt) = vertreten(akten, heute) else { return Some(Hindernis::OhneAnschrift) };
    if !geschuetzt(akten, heute) {
        return None;
    }
    let Versandstand::Bereit { geprueft: Some(stand) } = &sendung.stand else {
        return Some(Hindernis::Schutz);
    };
    let damals = Stand::bis(akten, stand);
    (vertreten(damals.akten(), heute) != Some(jetzt)).then_some(Hindernis::Schutz)
}

/// Die Anschrift eines Menschen an dem Tag; eine leere ist keine.
#[must_use]
pub fn postanschrift(akte: &Akte<PersonTatsache>, tag: Tag) -> Option<&Anschrift> {
    let gilt =
        akte.am(tag, Bekannt::Jetzt).into_iter().find_map(|stueck| match stueck.tatsache() {
            PersonTatsache::Anschrift(anschrift) => Some(anschrift),
            _ => None,
        });
    gilt.filter(|anschrift| !anschrift.ort.trim().is_empty())
}

/// Wer den Haushalt an dem Tag vertritt, und seine Anschrift.
pub(crate) fn vertreten(akten: Akten<'_>, tag: Tag) -> Option<(Kennung, Anschrift)> {
    let stuecke = akten.fall.am(tag, Bekannt::Jetzt);
    let vertreter = stuecke.into_iter().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Vertreter(wer) => Some(*wer),
        _ => None,
    })?;
    Some((vertreter, postanschrift(akten.personen.get(&vertreter)?, tag)?.clone()))
}

/// Hat jemand im Fall eine Auskunftssperre, oder ist die Akte zum Schutz gesperrt?
fn geschuetzt(akten: Akten<'_>, heute: Tag) -> bool {
    let bezug = Bezug::aus(akten.fall, akten.personen, heute);
    let gesperrt = bezug.sperre.is_some_and(|sperre| {
        matches!(sperre.grund, Sperrgrund::Auskunftssperre | Sperrgrund::Schutz)
    });
    bezug.auskunftssperre || gesperrt
}
