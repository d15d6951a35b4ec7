//! Text suchen in der geöffneten Akte: entsiegelt, gefaltet, gesucht, vergessen. Es gibt kein Verzeichnis davon.

use case::akte::eakte::{Abgelegt, Begriff, dokumente};
use case::akte::{Akte, FallTatsache, Kennung};

use super::{Ablage, AblageFehler, Schluessel};
use crate::store::Strom;

/// Ein Dokument, in dem der Begriff steht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treffer {
    /// Das Dokument.
    pub dokument: Kennung,
    /// So oft im Text.
    pub stellen: usize,
    /// Auch im Titel.
    pub im_titel: bool,
}

/// Was gefunden ist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suche {
    /// Treffer in der Reihenfolge der Kennungen.
    pub treffer: Vec<Treffer>,
    /// Dokumente, deren Text sich nicht lesen ließ: dort ist nicht gesucht.
    pub nicht_lesbar: Vec<Kennung>,
}

/// Sucht in Titeln und Texten der Dokumente eines Falls; „Müller“ findet auch „Mueller“ und „Muller“.
///
/// Ein leerer Begriff findet nichts. Es ist immer nur ein Text zugleich entsiegelt.
///
/// # Errors
/// [`AblageFehler`], wenn der Schlüssel gelöscht ist oder die Platte nicht liest.
pub fn suche_im_fall(
    ablage: &Ablage,
    strom: Strom<'_>,
    schluessel: Schluessel<'_>,
    akte: &Akte<FallTatsache>,
    begriff: &str,
) -> Result<Suche, AblageFehler> {
    let begriff = Begriff::neu(begriff);
    let mut suche = Suche::default();
    if begriff.ist_leer() {
        return Ok(suche);
    }
    for (kennung, Abgelegt { dokument, .. }) in dokumente(akte) {
        let im_titel = begriff.stellen(&dokument.titel) > 0;
        let text = dokument.ort.text.map(|adresse| ablage.lies(strom, adresse, schluessel));
        let stellen = match text {
            None => 0,
            Some(Ok(text)) => begriff.stellen(&String::from_utf8_lossy(&text)),
            Some(Err(AblageFehler::Fehlt(_) | AblageFehler::Veraendert(_))) => {
                suche.nicht_lesbar.push(kennung);
                0
            }
            Some(Err(fehler)) => return Err(fehler),
        };
        if im_titel || stellen > 0 {
            suche.treffer.push(Treffer { dokument: kennung, stellen, im_titel });
        }
    }
    Ok(suche)
}
