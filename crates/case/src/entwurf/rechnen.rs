//! Beide Seiten rechnen: was bewilligt ist und was neu gilt.

use std::collections::{BTreeMap, BTreeSet};

use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};
use law::recht::Recht;

use crate::akte::lage::{Akten, Luecke};
use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, PersonTatsache, Strom};
use crate::berechnung::{Gruende, berechne};
use crate::schnittstelle::{Eingabe, Ergebnis, Mangel, pruefe_haushalt};

/// Warum sich ein Monat aus den Akten nicht rechnen lässt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NichtGerechnet {
    /// Der Akte fehlt etwas.
    #[error(transparent)]
    Luecke(#[from] Luecke),
    /// Die Angaben sind nicht zu rechnen.
    #[error("{}: {}", .0.feld, .0.text)]
    Mangel(Mangel),
}

/// Das Ergebnis des Monats; `None`, wenn in ihm niemand im Haushalt lebt.
pub(crate) fn im_monat(
    akten: Akten<'_>,
    monat: Monat,
    (recht, werkbank): (&Recht, &mut Werkbank),
    gruende: Gruende,
) -> Result<Option<Ergebnis>, NichtGerechnet> {
    let Some(eingabe) = eingabe(akten, monat)? else { return Ok(None) };
    let ergebnis = berechne(&eingabe, recht, werkbank, gruende);
    ergebnis.map(Some).map_err(NichtGerechnet::Mangel)
}

/// Womit der Monat zu rechnen ist; `None`, wenn in ihm niemand im Haushalt lebt.
pub(crate) fn eingabe(akten: Akten<'_>, monat: Monat) -> Result<Option<Eingabe>, NichtGerechnet> {
    let haushalt = match akten.haushalt(monat, Bekannt::Jetzt) {
        Err(Luecke::Niemand(_)) => return Ok(None),
        anders => anders?,
    };
    pruefe_haushalt(&haushalt, monat).map(Some).map_err(NichtGerechnet::Mangel)
}

/// Ein Monat von beiden Seiten.
pub(crate) struct Beide {
    pub(crate) vorher: Ergebnis,
    pub(crate) nachher: Ergebnis,
}

/// Rechnet beide Seiten eines Monats; `None`, wenn auf einer niemand im Haushalt lebt.
pub(crate) fn vor_und_nach(
    (vorher, nachher): (Akten<'_>, Akten<'_>),
    monat: Monat,
    (recht, werkbank): (&Recht, &mut Werkbank),
    gruende: Gruende,
) -> Result<Option<Beide>, NichtGerechnet> {
    let Some(nachher) = im_monat(nachher, monat, (recht, &mut *werkbank), gruende)? else {
        return Ok(None);
    };
    let vorher = im_monat(vorher, monat, (recht, werkbank), Gruende::Ohne)?;
    Ok(vorher.map(|vorher| Beide { vorher, nachher }))
}

/// Ein Fall und seine Menschen in einem bestimmten Stand.
#[derive(Clone, Debug)]
pub struct Stand {
    fall: Akte<FallTatsache>,
    personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
}

impl Stand {
    /// Die Akten bis zu diesen Versionen; ein Strom, der nicht genannt ist, war noch leer.
    #[must_use]
    pub fn bis(akten: Akten<'_>, versionen: &BTreeMap<Strom, u64>) -> Stand {
        let version = |strom: Strom| versionen.get(&strom).copied().unwrap_or(0);
        let person = |(kennung, akte): (&Kennung, &Akte<PersonTatsache>)| {
            (*kennung, akte.bis_version(version(Strom::person(*kennung))))
        };
        Stand {
            fall: akten.fall.bis_version(version(Strom::fall(akten.fall.kennung))),
            personen: akten.personen.iter().map(person).collect(),
        }
    }

    /// Genau diese.
    pub(crate) fn neu(
        fall: Akte<FallTatsache>,
        personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
    ) -> Stand {
        Stand { fall, personen }
    }

    /// Die Akten darin.
    #[must_use]
    pub fn akten(&self) -> Akten<'_> {
        Akten { fall: &self.fall, personen: &self.personen }
    }
}

/// Die Versionen aller Ströme.
#[must_use]
pub fn versionen(akten: Akten<'_>) -> BTreeMap<Strom, u64> {
    let personen = akten.personen.iter().filter(|(_, akte)| akte.version() > 0);
    let personen = personen.map(|(kennung, akte)| (Strom::person(*kennung), akte.version()));
    let fall = (Strom::fall(akten.fall.kennung), akten.fall.version());
    std::iter::once(fall).chain(personen).collect()
}

/// Alle Bewilligungszeiträume, die heute gelten, vom ersten bis zum letzten Tag.
pub(crate) fn zeitraeume(fall: &Akte<FallTatsache>) -> BTreeSet<(Tag, Tag)> {
    let stuecke = fall.je(Bekannt::Jetzt);
    let zeitraeume = stuecke.iter().filter_map(|stueck| match stueck.tatsache() {
        FallTatsache::Bewilligungszeitraum(zeitraum) => Some((zeitraum.ab, zeitraum.ende())),
        _ => None,
    });
    zeitraeume.collect()
}
