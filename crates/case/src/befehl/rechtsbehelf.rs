//! Was die Befehle der Rechtsstelle gemeinsam haben: prüfen, was jemand eingibt, und an die Akte anfügen.

use law::measure::Tag;

use super::dokument_ablegen::pruefe_text;
use super::fortfuehrung::texte;
use super::{Ablehnung, Entscheidung};
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::bescheid::{bescheide, entschieden};
use crate::widerspruch::Gegen;

/// So lang ist eine Fundstelle höchstens.
const NORM: usize = 80;

/// Neue Tatsachen für den Fall und sonst nichts.
pub(super) fn nur(
    fall: &Akte<FallTatsache>,
    eingang: Tag,
    tatsachen: Vec<FallTatsache>,
) -> Entscheidung {
    let neu = |tatsache| Ereignis::neu(Gilt::IMMER, eingang, tatsache);
    let ereignisse: Vec<_> = tatsachen.into_iter().map(neu).collect();
    Entscheidung {
        ereignisse: vec![(Strom::fall(fall.kennung), fall.version(), texte(&ereignisse))],
        ..Entscheidung::default()
    }
}

/// Nach der Vorschrift wird gezählt: sie ist eine Fundstelle und nichts anderes.
pub(super) fn pruefe_norm(norm: &str) -> Result<(), Ablehnung> {
    pruefe_text("norm", norm)?;
    let faengt_an = ["§ ", "§§ ", "Art. "].iter().any(|anfang| norm.starts_with(anfang));
    let hat_zahl = norm.chars().any(|zeichen| zeichen.is_ascii_digit());
    if faengt_an && hat_zahl && norm.chars().count() <= NORM {
        Ok(())
    } else {
        Err(Ablehnung::Norm)
    }
}

/// 0 bis 100 Prozent.
pub(super) fn pruefe_quote(prozent: u8) -> Result<(), Ablehnung> {
    if prozent <= 100 { Ok(()) } else { Err(Ablehnung::Quote(prozent)) }
}

/// Wer entschieden hat, prüft es nicht noch einmal selbst.
pub(super) fn zweite_person(
    fall: &Akte<FallTatsache>,
    gegen: &Gegen,
    durch: Kennung,
) -> Result<(), Ablehnung> {
    if gegen.entschieden_durch(fall) == Some(durch) {
        return Err(Ablehnung::FuerSichSelbst);
    }
    Ok(())
}

/// Ist das ein späterer Bescheid mit Brief über dieselben Monate?
pub(super) fn pruefe_umsetzung(
    fall: &Akte<FallTatsache>,
    gegen: &Gegen,
    umsetzung: Option<&Posten>,
) -> Result<(), Ablehnung> {
    let Some(nummer) = umsetzung else { return Ok(()) };
    let (bescheid, entwurf) = entschieden(fall, nummer).ok_or(Ablehnung::KeinBescheid)?;
    let monate = gegen.monate(fall);
    let spaeter = match gegen {
        Gegen::Bescheid(alter) => {
            let stelle =
                |gesucht: &Posten| bescheide(fall).iter().position(|(p, ..)| *p == gesucht);
            stelle(nummer) > stelle(alter)
        }
        Gegen::Erstattung(_) | Gegen::Ueberpruefung(_) => true,
    };
    let dieselben = entwurf.monate.iter().any(|monat| monate.contains(&monat.monat));
    if bescheid.art.mit_brief() && spaeter && dieselben {
        Ok(())
    } else {
        Err(Ablehnung::KeinBescheid)
    }
}
