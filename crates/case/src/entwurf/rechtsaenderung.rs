//! Geändertes Recht als Grund eines Entwurfs: niemand hat etwas gemeldet, und doch ist anders zu rechnen
//! (§ 48 Abs. 1 Satz 1 SGB X: „in den tatsächlichen oder rechtlichen Verhältnissen“).

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Monat, Tag};
use serde::{Deserialize, Serialize};

use super::{Entwurf, Leistung, leistung};
use crate::akte::Kennung;
use crate::bescheid::Bewilligtes;
use crate::schnittstelle::Ergebnis;

/// Geändertes Recht, nach dem ein Entwurf neu gerechnet ist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rechtsaenderung {
    /// Der erste Monat, in dem es gilt.
    pub ab: Monat,
    /// Der Tag, an dem zuerst nach ihm gerechnet ist.
    pub am: Tag,
    /// Die Vorschriften, deren Beträge oder Regeln sich geändert haben, wie sie im Brief stehen.
    pub normen: BTreeSet<String>,
}

impl Rechtsaenderung {
    /// Beides zusammen: der frühere Monat, der frühere Tag, alle Vorschriften.
    fn und(self, andere: &Rechtsaenderung) -> Rechtsaenderung {
        Rechtsaenderung {
            ab: self.ab.min(andere.ab),
            am: self.am.min(andere.am),
            normen: self.normen.into_iter().chain(andere.normen.iter().cloned()).collect(),
        }
    }
}

/// Das geänderte Recht, das ein Entwurf nennt: was schon im wartenden steht, und das neue, soweit es einen Betrag bewegt,
/// über den entschieden oder der schon entworfen ist. Sonst sagte der Brief etwas, das nicht stimmt.
pub(super) fn nennt(
    neu: Option<&Rechtsaenderung>,
    wartet: Option<&Entwurf>,
    bewilligt: &Bewilligtes,
    gerechnet: &BTreeMap<Monat, Option<Ergebnis>>,
) -> Option<Rechtsaenderung> {
    let bisher = wartet.and_then(|entwurf| entwurf.rechtsaenderung.clone());
    let bewegt = |neu: &&Rechtsaenderung| {
        let mut monate = gerechnet.iter().filter(|(monat, _)| **monat >= neu.ab);
        monate.any(|(monat, ergebnis)| {
            let mut zuletzt = zuletzt_gerechnet(*monat, bewilligt, wartet).into_iter();
            zuletzt.any(|(person, alt)| alt != von(ergebnis.as_ref(), person))
        })
    };
    match (bisher, neu.filter(bewegt)) {
        (Some(bisher), Some(neu)) => Some(bisher.und(neu)),
        (bisher, neu) => bisher.or_else(|| neu.cloned()),
    }
}

/// Was für jeden, über den in dem Monat entschieden ist, zuletzt gerechnet wurde: im wartenden Entwurf, sonst im
/// Bescheid.
pub(crate) fn zuletzt_gerechnet(
    monat: Monat,
    bewilligt: &Bewilligtes,
    wartet: Option<&Entwurf>,
) -> Vec<(Kennung, Leistung)> {
    let entworfen = |person: Kennung| {
        let mut zeilen = wartet?.aenderungen();
        zeilen.find(|(m, zeile)| *m == monat && zeile.person == person).map(|(_, z)| z.nachher)
    };
    let alle = bewilligt.im_monat(monat);
    alle.map(|(person, alt)| (person, entworfen(person).unwrap_or(alt.gerechnet))).collect()
}

/// Was einem Menschen in diesem Ergebnis zusteht.
pub(crate) fn von(ergebnis: Option<&Ergebnis>, person: Kennung) -> Leistung {
    let id = person.to_string();
    let seine = ergebnis.and_then(|e| e.personen.iter().find(|einer| einer.id == id));
    seine.map(leistung).unwrap_or_default()
}
