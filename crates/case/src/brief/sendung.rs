//! Ein Brief, wie er hinausgeht: der Inhalt aus den Akten der Entscheidung, die Anschrift von dem Tag, an dem er geht.

use law::measure::Tag;
use law::recht::Recht;

use super::anforderung::schreibe_anforderung;
use super::entwurfsbrief::{Womit, bescheid, zu};
use super::erstattung::schreibe_erstattung;
use super::rechtsstelle::{schreibe_ueberpruefung, schreibe_widerspruch};
use super::{Brief, EntwurfsbriefFehler, Stand as Briefstand};
use crate::akte::lage::{Akten, Luecke};
use crate::akte::{FallTatsache, Kennung, Posten};
use crate::anforderung::briefe;
use crate::anhoerung::Anhoerungsstand;
use crate::entwurf::{Stand, alle};
use crate::schnittstelle::Haushalt;
use crate::traeger::Traeger;
use crate::versand::{Sendungsanlass, postanschrift};

/// Wohin ein Brief geht, und wann: die Akten von dem Tag, nicht die der Entscheidung.
#[derive(Clone, Copy)]
pub(crate) struct Post<'a> {
    pub(super) akten: Akten<'a>,
    pub(super) am: Tag,
}

impl Post<'_> {
    /// Setzt die Anschrift, die der Vertreter an dem Tag hat.
    pub(super) fn adressiere(self, haushalt: &mut Haushalt) -> Result<(), EntwurfsbriefFehler> {
        let ohne = || Luecke::Fall("wer den Haushalt vertritt");
        let vertreter: Kennung = haushalt.vertreter.parse().map_err(|_| ohne())?;
        let akte = self.akten.personen.get(&vertreter).ok_or(Luecke::Person(vertreter))?;
        let fehlt = Luecke::Angabe { person: vertreter, was: "die Anschrift" };
        haushalt.anschrift = postanschrift(akte, self.am).ok_or(fehlt)?.clone();
        Ok(())
    }
}

/// Der Brief zu einem Anlass, der am Tag `am` hinausgeht.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn sendungsbrief(
    akten: Akten<'_>,
    anlass: &Sendungsanlass,
    (traeger, recht): (&Traeger, &Recht),
    am: Tag,
) -> Result<Brief, EntwurfsbriefFehler> {
    let post = Post { akten, am };
    match anlass {
        Sendungsanlass::Bescheid { nummer } => {
            bescheid(akten, nummer, (traeger, recht), Some(post))
        }
        Sendungsanlass::Erstattung { nummer } => {
            schreibe_erstattung(akten, nummer, traeger, Some(post))
        }
        Sendungsanlass::Anhoerung { entwurf, version } => {
            anhoerung(akten, (entwurf, *version), (traeger, recht), post)
        }
        Sendungsanlass::Anforderung { nummer, version } => {
            let briefe = briefe(akten.fall, nummer);
            let eine = briefe.into_iter().find(|(mit, _)| mit == version);
            let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
            schreibe_anforderung(akten, eine.ok_or_else(kein)?.1, traeger, Some(post))
        }
        Sendungsanlass::Widerspruch { nummer } => {
            schreibe_widerspruch(akten, nummer, traeger, Some(post))
        }
        Sendungsanlass::Ueberpruefung { nummer } => {
            schreibe_ueberpruefung(akten, nummer, traeger, Some(post))
        }
    }
}

/// Der Brief einer eingeleiteten Anhörung, aus den Akten, wie sie da waren.
fn anhoerung(
    akten: Akten<'_>,
    (nummer, version): (&Posten, u64),
    (traeger, recht): (&Traeger, &Recht),
    post: Post<'_>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let eingeleitet = akten.fall.eintraege().iter().find(|eintrag| eintrag.version == version);
    let stand = eingeleitet.and_then(|eintrag| match &eintrag.ereignis.tatsache {
        FallTatsache::Anhoerung { eintrag: Some(verfahren), .. } => Some(&verfahren.stand),
        _ => None,
    });
    let Some(Anhoerungsstand::Laeuft { am, frist, akten: versionen }) = stand else {
        return Err(kein());
    };
    let damals = Stand::bis(akten, versionen);
    let entwuerfe = alle(damals.akten().fall);
    let (_, entwurf) =
        entwuerfe.into_iter().find(|(posten, _)| *posten == nummer).ok_or_else(kein)?;
    let womit = Womit { traeger, recht, datum: *am, post: Some(post) };
    zu(damals.akten(), entwurf, womit, Briefstand::Anhoerung(*frist))
}
