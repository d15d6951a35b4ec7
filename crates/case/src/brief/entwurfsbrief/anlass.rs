//! Was an einer Stelle der Akte steht, in einem Satz für den Brief.

use law::measure::Tag;

use super::super::aenderung::{Anlass, Meldung};
use crate::akte::lage::Akten;
use crate::akte::{
    Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kennung, PersonTatsache, Posten, StromArt,
    Tatsache,
};
use crate::entwurf::{Entwurf, Stelle};
use crate::schnittstelle::{EinkommenArt, Wohnung};

/// Worauf der Entwurf an dieser Stelle beruht; nichts, wenn sie heute niemand lesen kann.
pub(super) fn anlass(akten: Akten<'_>, entwurf: &Entwurf, stelle: Stelle) -> Option<Anlass> {
    if stelle.strom.art == StromArt::Fall {
        let eintraege = akten.fall.eintraege().iter();
        let ereignis = &eintraege.into_iter().find(|e| e.version == stelle.version)?.ereignis;
        return anderes(zum_fall(akten, ereignis), ereignis);
    }
    let akte = akten.personen.get(&stelle.strom.kennung)?;
    let ereignis = &akte.eintraege().iter().find(|e| e.version == stelle.version)?.ereignis;
    let PersonTatsache::Einkommen { eintrag, .. } = &ereignis.tatsache else {
        return anderes(zur_person(akte, ereignis), ereignis);
    };
    let bis = entwurf.nachher.get(&stelle.strom).copied().unwrap_or(0);
    Some(Anlass::Einkommen(Meldung {
        person: stelle.strom.kennung.to_string(),
        art: eintrag.as_ref().map(|e| e.art).or_else(|| frueher(akte, &ereignis.tatsache, bis)),
        einkommen: eintrag.clone(),
        gilt: ereignis.gilt,
        eingang: ereignis.eingang,
        geprueft: ereignis.nachweis.ist_geprueft(),
    }))
}

fn anderes<T: Tatsache>(text: Option<String>, ereignis: &Ereignis<T>) -> Option<Anlass> {
    let (eingang, geprueft) = (ereignis.eingang, ereignis.nachweis.ist_geprueft());
    text.map(|text| Anlass::Anderes { text, eingang, geprueft })
}

/// Welche Art von Einnahme wegfällt: die zuletzt unter diesem Posten gemeldete.
fn frueher(akte: &Akte<PersonTatsache>, weg: &PersonTatsache, bis: u64) -> Option<EinkommenArt> {
    let davor = akte.eintraege().iter().rev().filter(|eintrag| eintrag.version <= bis);
    davor.into_iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        tatsache @ PersonTatsache::Einkommen { eintrag: Some(einkommen), .. }
            if tatsache.posten() == weg.posten() =>
        {
            Some(einkommen.art)
        }
        _ => None,
    })
}

fn zum_fall(akten: Akten<'_>, ereignis: &Ereignis<FallTatsache>) -> Option<String> {
    use FallTatsache as T;
    let ab = ab(ereignis.gilt);
    Some(match &ereignis.tatsache {
        T::Mitglied { posten, eintrag } => {
            let name = mitglied(akten, posten)?;
            match (eintrag, ereignis.gilt.bis) {
                (Some(_), None) => format!("{name} lebt {ab}in Ihrem Haushalt"),
                (Some(_), Some(bis)) => {
                    format!("{name} lebt bis zum {} in Ihrem Haushalt", bis.deutsch())
                }
                (None, _) => format!("{name} lebt {ab}nicht mehr in Ihrem Haushalt"),
            }
        }
        T::Wohnung { eintrag: Some(wohnung), .. } => {
            format!("Ihre Wohnung kostet {ab}{} im Monat", kosten(&wohnung.wohnung))
        }
        T::Wohnung { eintrag: None, .. } => format!("Eine Wohnung fällt {ab}weg"),
        T::Bewilligungszeitraum(zeitraum) => format!(
            "Der neue Bewilligungszeitraum geht vom {} bis zum {}",
            zeitraum.ab.deutsch(),
            zeitraum.ende().deutsch()
        ),
        T::Antrag { eintrag: Some(antrag), .. } => {
            format!("Ihr Antrag vom {}", antrag.tag.deutsch())
        }
        T::Aufrechnung { .. } => "Eine Aufrechnung hat sich geändert".to_owned(),
        T::Gebiet(_) | T::LeistungsbezugSeit(_) => {
            format!("Eine Angabe zu Ihrem Fall hat sich {ab}geändert")
        }
        _ => return None,
    })
}

fn zur_person(akte: &Akte<PersonTatsache>, ereignis: &Ereignis<PersonTatsache>) -> Option<String> {
    use PersonTatsache as T;
    let (name, ab) = (name(akte)?, ab(ereignis.gilt));
    Some(match &ereignis.tatsache {
        T::Geboren(tag) => format!("{name} ist am {} geboren", tag.deutsch()),
        T::Gestorben(Some(tag)) => format!("{name} ist am {} gestorben", tag.deutsch()),
        T::Vermoegen { eintrag: Some(betrag), .. } => {
            format!("{name} hat {ab}Vermögen von {betrag}")
        }
        T::Vermoegen { eintrag: None, .. } => format!("{name} hat {ab}kein Vermögen mehr"),
        T::Mehrbedarf { eintrag: Some(_), .. } => format!("{name} hat {ab}einen Mehrbedarf"),
        T::Mehrbedarf { eintrag: None, .. } => {
            format!("{name} hat {ab}einen Mehrbedarf nicht mehr")
        }
        T::Absetzung { .. } => {
            format!("Bei {name} haben sich {ab}Ausgaben geändert, die wir absetzen")
        }
        T::Minderung { eintrag: Some(_), .. } => {
            format!("Wir haben bei {name} eine Minderung festgestellt")
        }
        T::Unterbringung(Some(_)) => format!("{name} ist {ab}in einer Einrichtung untergebracht"),
        T::Ausbildung(Some(_)) => format!("{name} ist {ab}in Ausbildung"),
        andere if andere.aendert_geld() => format!("Bei {name} hat sich {ab}eine Angabe geändert"),
        _ => return None,
    })
}

fn kosten(wohnung: &Wohnung) -> String {
    format!(
        "{} Miete, {} Nebenkosten und {} Heizung",
        wohnung.grundmiete, wohnung.nebenkosten, wohnung.heizung
    )
}

/// `ab 01.09.2026 `, mit Leerzeichen; leer, wenn es schon immer so war.
fn ab(gilt: Gilt) -> String {
    gilt.von.map(|von: Tag| format!("ab {} ", von.deutsch())).unwrap_or_default()
}

fn mitglied(akten: Akten<'_>, posten: &Posten) -> Option<String> {
    let kennung: Kennung = posten.text().parse().ok()?;
    name(akten.personen.get(&kennung)?)
}

/// Vor- und Nachname, wie sie zuletzt bekannt sind.
fn name(akte: &Akte<PersonTatsache>) -> Option<String> {
    let stuecke = akte.je(Bekannt::Jetzt);
    stuecke.iter().rev().find_map(|stueck| match stueck.tatsache() {
        PersonTatsache::Name(name) => Some(format!("{} {}", name.vornamen, name.familienname)),
        _ => None,
    })
}
