//! Sammelfreigabe: welche wartenden Entwürfe einander so gleichen, dass ein Mensch sie zusammen freigeben kann.
//!
//! Zusammen geht nur, was eine Maschine ganz geprüft hat und worüber niemand abzuwägen hat: allein geändertes Recht,
//! keine Frage, keine Anhörung, nichts für die Vergangenheit genommen. Alles andere bleibt liegen, mit dem Grund. Ob die
//! Akte den Entwurf heute noch genau so ergibt, prüft die Freigabe selbst, Fall für Fall.

use std::collections::BTreeSet;

use law::measure::{Monat, Saldo};
use serde::Serialize;

use super::{Augen, Bescheidart, Freigaberegeln, Vieraugengrund, bescheide};
use crate::akte::{Akte, FallTatsache, Kennung};
use crate::benannt::benannt;
use crate::entwurf::{Anhoerung, Entwurf, Grundlage};
use crate::gericht::teil;

benannt! {
    /// Warum ein Entwurf auf einen einzelnen Menschen wartet.
    Liegengrund {
        /// Er beruht nicht allein auf geändertem Recht.
        AndererAnlass = "anderer_anlass",
        /// Der Fall ist noch nie entschieden.
        NeuerFall = "neuer_fall",
        /// Eine Frage ist offen, oder jemand hat eine beantwortet.
        Frage = "frage",
        /// Vorher ist anzuhören.
        Anhoerung = "anhoerung",
        /// Für die Vergangenheit würde etwas genommen.
        Vergangenheit = "vergangenheit",
        /// Er ändert keine Bewilligung, beendet sie oder ist vorläufig.
        AndereArt = "andere_art",
        /// Gegen die Bewilligung läuft ein Widerspruch; der Bescheid würde Teil davon (§ 86 SGG).
        Widerspruch = "widerspruch",
        /// Die Nachzahlung liegt über der Grenze, ab der eine zweite Person prüft.
        Nachzahlung = "nachzahlung",
        /// Die Stichprobe hat ihn gezogen: ein Mensch sieht ihn einzeln an.
        Stichprobe = "stichprobe",
        /// Wer freigeben will, hat daran mitgewirkt.
        Beteiligt = "beteiligt",
    }
}

impl Liegengrund {
    /// Ein Satzteil für die Liste.
    #[must_use]
    pub fn deutsch(self) -> &'static str {
        match self {
            Liegengrund::AndererAnlass => "beruht nicht allein auf geändertem Recht",
            Liegengrund::NeuerFall => "über den Fall ist noch nie entschieden",
            Liegengrund::Frage => "eine Frage ist offen oder beantwortet",
            Liegengrund::Anhoerung => "vorher ist anzuhören",
            Liegengrund::Vergangenheit => "für die Vergangenheit würde etwas genommen",
            Liegengrund::AndereArt => {
                "ändert keine laufende Bewilligung, beendet sie oder ist vorläufig"
            }
            Liegengrund::Widerspruch => "ein Widerspruch läuft",
            Liegengrund::Nachzahlung => "eine große Nachzahlung prüft eine zweite Person",
            Liegengrund::Stichprobe => "die Stichprobe hat ihn gezogen",
            Liegengrund::Beteiligt => "wer freigibt, hat daran mitgewirkt",
        }
    }
}

/// Worin Entwürfe einander gleichen müssen, um zusammen freigegeben zu werden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sammelmuster {
    /// Was für eine Entscheidung es wird.
    pub art: Bescheidart,
    /// Alle Grundlagen, die vorkommen.
    pub grundlagen: BTreeSet<Grundlage>,
    /// Bekommt jemand weniger? Dann ist von der Anhörung abgesehen (§ 24 Abs. 2 Nr. 5 SGB X).
    pub belastend: bool,
    /// Ab wann das geänderte Recht gilt. Welche seiner Vorschriften einen Haushalt betreffen, hängt an ihm und nicht am
    /// Anlass.
    pub ab: Monat,
}

/// Das Muster eines wartenden Entwurfs, wenn `durch` ihn mit anderen zusammen freigeben darf.
///
/// Vier Augen gelten auch hier: was die Stichprobe zieht, bleibt liegen, und wer neu gerechnet hat, gibt nicht frei.
///
/// # Errors
/// Der [`Liegengrund`].
pub fn sammelmuster(
    fall: &Akte<FallTatsache>,
    entwurf: &Entwurf,
    regeln: &Freigaberegeln,
    durch: Kennung,
) -> Result<Sammelmuster, Liegengrund> {
    let recht = entwurf.rechtsaenderung.as_ref().filter(|_| entwurf.anlass.is_empty());
    let recht = recht.ok_or(Liegengrund::AndererAnlass)?;
    let monate = entwurf.monate.iter().map(|monat| monat.monat).collect();
    let bisher = bescheide(fall).len();
    let wirksam = || entwurf.aenderungen().filter(|(_, zeile)| zeile.grundlage.aendert());
    let genommen =
        wirksam().any(|(monat, zeile)| monat < entwurf.zukunft_ab && !zeile.weniger().ist_null());
    let gewoehnlich = entwurf.aenderungen().all(|(_, zeile)| {
        use Grundlage as G;
        let grundlage = zeile.grundlage;
        matches!(grundlage, G::Zukunft48 | G::Zugunsten48 | G::Ruecknahme44 | G::Bagatelle)
    });
    let augen = regeln.augen(fall.kennung, bisher, entwurf);
    let hindernisse = [
        (bisher == 0, Liegengrund::NeuerFall),
        (!(entwurf.fragen.is_empty() && entwurf.antworten.is_empty()), Liegengrund::Frage),
        (entwurf.anhoerung == Anhoerung::Noetig, Liegengrund::Anhoerung),
        (genommen, Liegengrund::Vergangenheit),
        (entwurf.art() != Bescheidart::Aenderung || !gewoehnlich, Liegengrund::AndereArt),
        (teil(fall, &monate).is_some(), Liegengrund::Widerspruch),
        (augen != Augen::Zwei, vier_augen(augen)),
        (entwurf.beteiligt.contains(&durch), Liegengrund::Beteiligt),
    ];
    if let Some((_, grund)) = hindernisse.into_iter().find(|(steht, _)| *steht) {
        return Err(grund);
    }
    Ok(Sammelmuster {
        art: entwurf.art(),
        grundlagen: entwurf.aenderungen().map(|(_, zeile)| zeile.grundlage).collect(),
        belastend: entwurf.belastend,
        ab: recht.ab,
    })
}

fn vier_augen(augen: Augen) -> Liegengrund {
    match augen {
        Augen::Zwei | Augen::Vier(Vieraugengrund::Stichprobe) => Liegengrund::Stichprobe,
        Augen::Vier(Vieraugengrund::NeuerFall) => Liegengrund::NeuerFall,
        Augen::Vier(Vieraugengrund::Vergangenheit) => Liegengrund::Vergangenheit,
        Augen::Vier(Vieraugengrund::Frage) => Liegengrund::Frage,
        Augen::Vier(Vieraugengrund::Anhoerung) => Liegengrund::Anhoerung,
        Augen::Vier(Vieraugengrund::Nachzahlung) => Liegengrund::Nachzahlung,
    }
}

/// Was ein Entwurf insgesamt ausmacht: neu weniger bewilligt, über alle Monate.
#[must_use]
pub fn unterschied(entwurf: &Entwurf) -> Saldo {
    let wirksam = entwurf.aenderungen().filter(|(_, zeile)| zeile.grundlage.aendert());
    wirksam.map(|(_, zeile)| zeile.unterschied()).sum()
}
