//! Beweise erzeugen (RFC 9162 § 2.1.3.1 und § 2.1.4.1) aus den vollständigen Knoten eines Speichers.

use std::ops::Range;

use super::{Hash, Ort, teilbaeume, zusammen};

/// Welches Blatt in welchem Baum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platz {
    /// Nummer des Blatts, ab 0.
    pub nummer: u64,
    /// Zahl der Blätter des Baums.
    pub zahl: u64,
}

/// Von welchem Baum zu welchem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zuwachs {
    /// Zahl der Blätter früher.
    pub alt: u64,
    /// Zahl der Blätter später.
    pub neu: u64,
}

/// Der Pfad, der beweist, dass ein Blatt im Baum steht; von unten nach oben.
///
/// `hash_von` liefert den Hash eines vollständigen Teilbaums, höchstens `2 · log₂ zahl` Mal. Geprüft
/// wird der Pfad mit [`Stand::enthaelt`](super::Stand::enthaelt).
///
/// # Errors
/// Das Blatt liegt hinter dem Ende, oder die Quelle liefert nicht.
pub fn einschlussbeweis<E>(
    platz: Platz,
    mut hash_von: impl FnMut(Ort) -> Result<Hash, E>,
) -> Result<Vec<Hash>, BeweisFehler<E>> {
    let Platz { nummer, zahl } = platz;
    if nummer >= zahl {
        return Err(BeweisFehler::Ausserhalb { gefragt: nummer, zahl });
    }
    let mut geschwister = Vec::new();
    let mut baum = 0..zahl;
    while let Some(mitte) = teilung(&baum) {
        geschwister.push(if nummer < mitte { mitte..baum.end } else { baum.start..mitte });
        baum = if nummer < mitte { baum.start..mitte } else { mitte..baum.end };
    }
    von_unten(&geschwister, &mut hash_von)
}

/// Der Pfad, der beweist, dass der neue Baum mit den Blättern des alten beginnt.
///
/// Er ist leer, wenn beide gleich groß sind oder der alte leer war. `hash_von` liefert den Hash eines
/// vollständigen Teilbaums, höchstens `2 · log₂ neu` Mal. Geprüft wird der Pfad mit
/// [`Stand::setzt_fort`](super::Stand::setzt_fort).
///
/// # Errors
/// Der alte Baum ist größer als der neue, oder die Quelle liefert nicht.
pub fn konsistenzbeweis<E>(
    zuwachs: Zuwachs,
    mut hash_von: impl FnMut(Ort) -> Result<Hash, E>,
) -> Result<Vec<Hash>, BeweisFehler<E>> {
    let Zuwachs { alt, neu } = zuwachs;
    if alt > neu {
        return Err(BeweisFehler::Ausserhalb { gefragt: alt, zahl: neu });
    }
    let mut teile = Vec::new();
    let mut baum = 0..neu;
    if alt > 0 {
        while baum.end != alt {
            let Some(mitte) = teilung(&baum) else { break };
            teile.push(if alt <= mitte { mitte..baum.end } else { baum.start..mitte });
            baum = if alt <= mitte { baum.start..mitte } else { mitte..baum.end };
        }
        // Beginnt der Teil bei 0, so ist er der alte Baum selbst, und dessen Wurzel kennt der Prüfer.
        if baum.start > 0 {
            teile.push(baum);
        }
    }
    von_unten(&teile, &mut hash_von)
}

/// Wo RFC 9162 diese Blätter teilt; bei einem Blatt oder keinem nirgends.
fn teilung(baum: &Range<u64>) -> Option<u64> {
    let breite = baum.end.checked_sub(baum.start).filter(|breite| *breite > 1)?;
    baum.start.checked_add(1 << breite.checked_sub(1)?.ilog2())
}

fn von_unten<E>(
    teile: &[Range<u64>],
    hash_von: &mut impl FnMut(Ort) -> Result<Hash, E>,
) -> Result<Vec<Hash>, BeweisFehler<E>> {
    teile.iter().rev().map(|teil| wurzel(teil, hash_von)).collect()
}

/// Die Wurzel über diese Blätter.
fn wurzel<E>(
    teil: &Range<u64>,
    hash_von: &mut impl FnMut(Ort) -> Result<Hash, E>,
) -> Result<Hash, BeweisFehler<E>> {
    let hashes: Result<Vec<_>, E> = teilbaeume(teil.clone()).map(hash_von).collect();
    hashes.map(|hashes| zusammen(&hashes)).map_err(BeweisFehler::Quelle)
}

/// Warum es keinen Beweis gibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeweisFehler<E> {
    /// Gefragt ist nach mehr, als das Log hat.
    #[error(
        "Log: Gefragt ist nach Blatt {gefragt}, das Log hat nur {zahl} Blätter. Bitte den Beweis zu \
         einem neueren Stand verlangen; gibt es keinen, wurde das Log gekürzt."
    )]
    Ausserhalb {
        /// Wonach gefragt ist.
        gefragt: u64,
        /// Wie viele Blätter es gibt.
        zahl: u64,
    },
    /// Der Speicher hat einen Knoten nicht geliefert.
    #[error(transparent)]
    Quelle(E),
}
