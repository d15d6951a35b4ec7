//! Die Wohnung: Miete, Heizung, örtliche Grenzen, Umzug im Monat.

use case::schnittstelle::{Angemessen, Kostensenkung, Warmwasser, Wohnung, Wohnungen};
use law::measure::{Cent, Monat};

use super::familie::{Familie, Rolle};
use super::verlauf::{Ereignis, tag_im_monat};
use crate::wuerfel::{Wuerfel, anteil};

/// Erfundene Grenzen von Musterkreis für Bruttokaltmiete und Heizung, ein bis fünf Köpfe.
const GRENZEN_JE_KOPF: [(u32, u32); 5] =
    [(486, 92), (601, 112), (712, 131), (834, 154), (951, 178)];

/// Je weiterer Kopf.
const WEITERER_KOPF: (u32, u32) = (108, 22);

/// Die Wohnung des Monats, bei einem Umzug zwei.
pub(crate) fn wohnungen(
    w: &mut Wuerfel,
    familie: &Familie,
    ereignis: Ereignis,
    monat: Monat,
) -> Wohnungen {
    let im_haushalt = familie.menschen.iter().filter(|m| m.rolle != Rolle::Besuch).count();
    let koepfe = Koepfe {
        alle: u32::try_from(im_haushalt).unwrap_or(1) + u32::from(familie.fremde_mitbewohner),
        mit_fremden: familie.fremde_mitbewohner > 0,
    };
    let mut neu = wohnung(w, koepfe, monat);
    match ereignis {
        Ereignis::Umzug => return umzug(w, koepfe, neu, monat),
        Ereignis::Mieterhoehung => neu.grundmiete += w.anteil(neu.grundmiete, 5..=15),
        Ereignis::Nachforderung => neu.einmalig = w.betrag(40..=780),
        Ereignis::Guthaben => neu.guthaben = w.betrag(15..=320),
        Ereignis::Todesfall => neu.todesfall_monat = Some(monat),
        Ereignis::FruehererTodesfall => {
            neu.todesfall_monat = Some(monat.plus(-w.schritte(1..=14)));
        }
        _ => {}
    }
    Wohnungen::Eine(neu)
}

/// Wie viele Menschen in der Wohnung leben.
#[derive(Clone, Copy)]
struct Koepfe {
    alle: u32,
    /// Nicht alle stehen in der Lage; dann muss ihre Zahl angegeben sein.
    mit_fremden: bool,
}

/// Örtliche Grenzen im Monat.
#[derive(Clone, Copy)]
struct Grenzen {
    bruttokalt: Cent,
    heizung: Cent,
}

fn umzug(w: &mut Wuerfel, koepfe: Koepfe, mut alt: Wohnung, monat: Monat) -> Wohnungen {
    let tag = tag_im_monat(w, monat);
    let mut neu = wohnung(w, koepfe, monat);
    alt.von = Some(monat.erster());
    alt.bis = Some(tag.voriger());
    neu.von = Some(tag);
    neu.bis = Some(monat.letzter());
    neu.kostensenkung = None;
    if w.promille(150) {
        // Nicht erforderlicher Umzug: höchstens der bisherige Bedarf für die Unterkunft.
        neu.bisheriger_bedarf = Some(alt.grundmiete + alt.nebenkosten);
    }
    Wohnungen::Mehrere(vec![alt, neu])
}

fn wohnung(w: &mut Wuerfel, koepfe: Koepfe, monat: Monat) -> Wohnung {
    let grenzen = grenzen(koepfe.alle);
    let zu_teuer = w.promille(170);
    let bruttokalt = if zu_teuer {
        w.anteil(grenzen.bruttokalt, 102..=185)
    } else {
        // Bis zu 3,99 Euro dazu: weniger als ein Hundertstel der kleinsten Grenze.
        w.anteil(grenzen.bruttokalt, 68..=99) + w.betrag(0..=3)
    };
    let nebenkosten = w.anteil(bruttokalt, 16..=26);
    let heizung = if w.promille(60) {
        w.anteil(grenzen.heizung, 102..=150)
    } else {
        w.anteil(grenzen.heizung, 55..=100)
    };
    let belehrt = zu_teuer && w.promille(400);
    let dezentral = w.promille(300);
    Wohnung {
        bewohner: u8::try_from(koepfe.alle).ok().filter(|_| koepfe.mit_fremden),
        grundmiete: bruttokalt.abzueglich(nebenkosten),
        nebenkosten,
        heizung,
        warmwasser: if dezentral { Warmwasser::Dezentral } else { Warmwasser::Zentral },
        angemessen: angemessen(w, grenzen),
        kostensenkung: belehrt.then(|| kostensenkung(w, monat)),
        ..Wohnung::default()
    }
}

fn angemessen(w: &mut Wuerfel, grenzen: Grenzen) -> Option<Angemessen> {
    let Grenzen { bruttokalt, heizung } = grenzen;
    match w.zahl(0..=99) {
        0..=4 => None,
        5..=12 => {
            Some(Angemessen { bruttokalt: None, heizung: None, gesamt: Some(bruttokalt + heizung) })
        }
        _ => {
            Some(Angemessen { bruttokalt: Some(bruttokalt), heizung: Some(heizung), gesamt: None })
        }
    }
}

fn kostensenkung(w: &mut Wuerfel, monat: Monat) -> Kostensenkung {
    let belehrt = monat.plus(-w.schritte(1..=18));
    let unzumutbar = w.promille(150);
    Kostensenkung {
        belehrt_am: belehrt.erster().plus_tage(w.schritte(0..=27)),
        unzumutbar_bis: unzumutbar.then(|| monat.plus(w.schritte(0..=6)).letzter()),
    }
}

/// Grenzen für Bruttokaltmiete und Heizung nach der Zahl der Köpfe.
fn grenzen(koepfe: u32) -> Grenzen {
    let [.., letzte] = GRENZEN_JE_KOPF;
    let stelle = usize::try_from(koepfe.saturating_sub(1)).unwrap_or(0);
    let (kalt, heizung) = GRENZEN_JE_KOPF.get(stelle).copied().unwrap_or_else(|| {
        let weitere = koepfe.saturating_sub(5);
        let (mehr_kalt, mehr_heizung) = WEITERER_KOPF;
        (letzte.0 + weitere * mehr_kalt, letzte.1 + weitere * mehr_heizung)
    });
    Grenzen { bruttokalt: Cent::euro(kalt), heizung: Cent::euro(heizung) }
}

/// Miete, die an den Vermieter geht; bei einem Umzug die der neuen Wohnung.
pub(crate) fn miete(wohnungen: &Wohnungen) -> Cent {
    wohnungen.alle().last().map_or(Cent::NULL, |wohnung| wohnung.grundmiete + wohnung.nebenkosten)
}

/// Abschlag für die Heizung.
pub(crate) fn heizung(wohnungen: &Wohnungen) -> Cent {
    wohnungen.alle().last().map_or(Cent::NULL, |wohnung| wohnung.heizung)
}

/// Ein Abschlag für Strom, wie er zur Zahl der Menschen passt.
pub(crate) fn strom(w: &mut Wuerfel, menschen: usize) -> Cent {
    let grundbetrag = 28 + 14 * u32::try_from(menschen).unwrap_or(1);
    anteil(Cent::euro(grundbetrag), w.zahl(80..=130))
}
