//! Wie die Monate eines Entwurfs gespeichert sind: gleiche aufeinander folgende Monate einmal, von … bis.

use law::measure::Monat;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Monatsaenderung, Personenaenderung};

/// Mehr Monate hat keine Spanne; was mehr behauptet, ist kein Entwurf.
const HOECHSTENS: i32 = 1200;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spanne {
    monat: Monat,
    /// Der letzte; fehlt er, ist es nur der eine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bis: Option<Monat>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    vorlaeufig: bool,
    personen: Vec<Personenaenderung>,
}

pub(super) fn serialize<S: Serializer>(
    monate: &[Monatsaenderung],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut spannen: Vec<Spanne> = Vec::new();
    for Monatsaenderung { monat, vorlaeufig, personen } in monate {
        match spannen.last_mut() {
            Some(letzte)
                if letzte.bis.unwrap_or(letzte.monat).plus(1) == *monat
                    && letzte.vorlaeufig == *vorlaeufig
                    && letzte.personen == *personen =>
            {
                letzte.bis = Some(*monat);
            }
            _ => spannen.push(Spanne {
                monat: *monat,
                bis: None,
                vorlaeufig: *vorlaeufig,
                personen: personen.clone(),
            }),
        }
    }
    spannen.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Monatsaenderung>, D::Error> {
    let mut monate = Vec::new();
    for Spanne { monat, bis, vorlaeufig, personen } in Vec::<Spanne>::deserialize(deserializer)? {
        let bis = bis.unwrap_or(monat);
        if bis < monat || bis > monat.plus(HOECHSTENS) {
            return Err(serde::de::Error::custom("eine Spanne endet vor ihrem Anfang"));
        }
        let alle = (0..).map(|n| monat.plus(n)).take_while(|monat| *monat <= bis);
        let monat = |monat| Monatsaenderung { monat, vorlaeufig, personen: personen.clone() };
        monate.extend(alle.map(monat));
    }
    Ok(monate)
}
