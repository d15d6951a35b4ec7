//! Ein Eingangsstück in eine Akte legen: den Inhalt für sie neu versiegeln, dann der Befehl, dann das alte Siegel
//! weg.

use case::akte::eingang::{Aufgabe, Stueck, Urteil};
use case::akte::{
    Ablageort, Akte, Angelegenheit, Dokumentart, EingangTatsache, Kennung, Strom as Akten,
};
use case::befehl::{Befehl, EingangZuordnen};
use law::anspruch::Werkbank;

use super::{Ablage, AblageFehler, Griff, pruefsumme};
use crate::door::{Caller, Done, Door, DoorError, Order};
use crate::store::Strom;

/// Wohin ein Stück gehört. `Debug` gibt es nicht: der Titel ist Inhalt.
#[derive(Clone)]
pub struct Zuordnungsauftrag {
    /// Das Eingangsstück.
    pub eingang: Kennung,
    /// Der Fall.
    pub fall: Kennung,
    /// Der Mensch; `None`: der ganze Haushalt.
    pub person: Option<Kennung>,
    /// Worum es geht.
    pub angelegenheit: Angelegenheit,
    /// Kennung, die das Dokument bekommt.
    pub dokument: Kennung,
    /// Wie es in der Akte heißt.
    pub titel: String,
    /// Was für ein Dokument.
    pub art: Dokumentart,
    /// Wer sich bis wann kümmert.
    pub aufgabe: Aufgabe,
}

/// Warum nichts zugeordnet ist.
#[derive(Debug, thiserror::Error)]
pub enum ZuordnungFehler {
    /// Die Ablage.
    #[error(transparent)]
    Ablage(#[from] AblageFehler),
    /// Die Tür.
    #[error(transparent)]
    Tuer(#[from] DoorError),
}

/// Ordnet zu; zweimal dasselbe wirkt einmal.
///
/// # Errors
/// [`ZuordnungFehler`]; dann ist das Stück, wo es war.
pub fn ordne_zu(
    ablage: &Ablage,
    (door, werkbank): (Door<'_>, &mut Werkbank),
    caller: Caller<'_>,
    auftrag: Zuordnungsauftrag,
) -> Result<Done, ZuordnungFehler> {
    let traeger = caller.traeger;
    let (stueck, akte) = (Akten::eingang(auftrag.eingang), Akten::fall(auftrag.fall));
    let (stueck_name, akte_name) = (stueck.to_string(), akte.to_string());
    let strom = |kennung| Strom { traeger, kennung };
    let bekannt: Akte<EingangTatsache> =
        door.store.load(traeger, stueck).map_err(DoorError::from)?;
    let zuordnung = Stueck::aus(&bekannt).and_then(|stueck| stueck.zuordnung);
    if zuordnung.is_some_and(|z| z.fall == auftrag.fall && z.dokument == auftrag.dokument) {
        ablage.loesche(strom(&stueck_name))?;
        return Ok(Done::Repeated);
    }
    // Wer es nicht sehen darf, für den wird auch nichts umgesiegelt.
    let bekannt = door.eingang(caller, auftrag.eingang)?;
    let ort = match Stueck::aus(&bekannt).and_then(annehmbar) {
        Some(ort) => {
            let alt = |fassung| door.store.open_key(traeger, stueck, fassung);
            let inhalt = ablage.lies(strom(&stueck_name), ort.adresse, &alt)?;
            if pruefsumme(&inhalt) != ort.pruefsumme {
                return Err(AblageFehler::Veraendert(ort.adresse).into());
            }
            let lies_text = |adresse| ablage.lies(strom(&stueck_name), adresse, &alt);
            let text = ort.text.map(lies_text).transpose()?;
            let text = text.as_deref().map(String::from_utf8_lossy);
            let neu = door.store.seal_key(traeger, akte).map_err(DoorError::from)?;
            ablage.lege_mit_text(strom(&akte_name), &neu, &inhalt, text.as_deref())?
        }
        // Nichts zu versiegeln: die Tür sagt, warum es nicht geht.
        None => {
            Ablageort { adresse: NIRGENDS, text: None, groesse: 0, pruefsumme: pruefsumme(&[]) }
        }
    };
    let Zuordnungsauftrag { eingang, fall, person, angelegenheit, dokument, titel, art, aufgabe } =
        auftrag;
    let befehl = Befehl::EingangZuordnen(Box::new(EingangZuordnen {
        eingang,
        fall,
        person,
        angelegenheit,
        dokument,
        ort,
        titel,
        art,
        aufgabe,
    }));
    ablage.platte().vor(Griff::Befehl).map_err(AblageFehler::from)?;
    let key = format!("zuordnen-{eingang}-{dokument}");
    let done = door.execute(Order { caller, key: &key, befehl: &befehl }, werkbank)?;
    ablage.loesche(strom(&stueck_name))?;
    Ok(done)
}

const NIRGENDS: case::akte::Adresse = case::akte::Adresse::aus_bytes([0; 32]);

/// Wo der Inhalt eines Stücks liegt, das noch in eine Akte darf.
fn annehmbar(stueck: Stueck<'_>) -> Option<Ablageort> {
    let offen = stueck.zuordnung.is_none() && stueck.abschluss.is_none();
    let darf = offen && stueck.ankunft.befund.urteil == Urteil::Annehmen;
    stueck.ankunft.ort.filter(|_| darf)
}
