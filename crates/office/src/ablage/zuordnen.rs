//! Ein Eingangsstück in eine Akte legen: den Inhalt für sie neu versiegeln, dann der Befehl, dann das alte Siegel
//! weg.

use case::akte::eingang::{Aufgabe, Stueck, Zuordnung};
use case::akte::{
    Ablageort, Adresse, Akte, Angelegenheit, Dokumentart, EingangTatsache, Kennung, Pruefsumme,
    Strom as Akten,
};
use case::befehl::{Ablehnung, Befehl, EingangZuordnen};
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
/// Gefragt wird die Tür zweimal: vorher, ob der Befehl ginge, denn sonst soll nichts umgesiegelt werden; und dann mit dem
/// Ort, an dem der Inhalt für die Akte liegt.
///
/// # Errors
/// [`ZuordnungFehler`]; dann ist das Stück, wo es war.
pub fn ordne_zu(
    ablage: &Ablage,
    (door, werkbank): (Door<'_>, &mut Werkbank),
    caller: Caller<'_>,
    auftrag: &Zuordnungsauftrag,
) -> Result<Done, ZuordnungFehler> {
    let traeger = caller.traeger;
    let (stueck, akte) = (Akten::eingang(auftrag.eingang), Akten::fall(auftrag.fall));
    let (stueck_name, akte_name) = (stueck.to_string(), akte.to_string());
    let strom = |kennung| Strom { traeger, kennung };
    let bekannt: Akte<EingangTatsache> =
        door.store.load(traeger, stueck).map_err(DoorError::from)?;
    let ort = Stueck::aus(&bekannt).and_then(|bekannt| bekannt.ankunft.ort).unwrap_or(NIRGENDS);
    match door.pruefe((caller, &auftrag.befehl(ort)), werkbank) {
        Ok(()) => {}
        Err(DoorError::Refused(Ablehnung::SchonZugeordnet(_))) if auftrag.ist(&bekannt) => {
            ablage.loesche(strom(&stueck_name))?;
            return Ok(Done::Repeated);
        }
        Err(fehler) => return Err(fehler.into()),
    }
    let alt = |fassung| door.store.open_key(traeger, stueck, fassung);
    let inhalt = match ablage.lies(strom(&stueck_name), ort.adresse, &alt) {
        // Jemand anderes war schneller: die Tür sagt, wohin es kam.
        Err(AblageFehler::Fehlt(adresse)) => {
            door.pruefe((caller, &auftrag.befehl(ort)), werkbank)?;
            return Err(AblageFehler::Fehlt(adresse).into());
        }
        inhalt => inhalt?,
    };
    if pruefsumme(&inhalt) != ort.pruefsumme {
        return Err(AblageFehler::Veraendert(ort.adresse).into());
    }
    let text = ort.text.map(|text| ablage.lies(strom(&stueck_name), text, &alt)).transpose()?;
    let text = text.as_deref().map(String::from_utf8_lossy);
    let neu = door.store.seal_key(traeger, akte).map_err(DoorError::from)?;
    let ort = ablage.lege_mit_text(strom(&akte_name), &neu, &inhalt, text.as_deref())?;
    ablage.platte().vor(Griff::Befehl).map_err(AblageFehler::from)?;
    let key = format!("zuordnen-{}-{}", auftrag.eingang, auftrag.dokument);
    let befehl = auftrag.befehl(ort);
    let done = door.execute(Order { caller, key: &key, befehl: &befehl }, werkbank)?;
    ablage.loesche(strom(&stueck_name))?;
    Ok(done)
}

/// Ein Stück ohne Inhalt: die Tür sagt, warum es nicht geht.
const NIRGENDS: Ablageort = Ablageort {
    adresse: Adresse::aus_bytes([0; 32]),
    text: None,
    groesse: 0,
    pruefsumme: Pruefsumme::aus_bytes([0; 32]),
};

impl Zuordnungsauftrag {
    fn befehl(&self, ort: Ablageort) -> Befehl {
        Befehl::EingangZuordnen(Box::new(EingangZuordnen {
            eingang: self.eingang,
            fall: self.fall,
            person: self.person,
            angelegenheit: self.angelegenheit,
            dokument: self.dokument,
            ort,
            titel: self.titel.clone(),
            art: self.art,
            aufgabe: self.aufgabe.clone(),
        }))
    }

    /// Ist das Stück schon so zugeordnet?
    fn ist(&self, akte: &Akte<EingangTatsache>) -> bool {
        let zuordnung = Zuordnung {
            fall: self.fall,
            dokument: self.dokument,
            person: self.person,
            angelegenheit: self.angelegenheit,
        };
        Stueck::aus(akte).and_then(|stueck| stueck.zuordnung) == Some(&zuordnung)
    }
}
