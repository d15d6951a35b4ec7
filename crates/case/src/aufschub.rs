//! Was aufgeschoben ist: solange darf niemand verlangen, aufrechnen oder vollziehen.
//!
//! Gegen eine Erstattung schieben Widerspruch und Klage auf (§ 86a Abs. 1 SGG), auch in der Frist für die Klage, denn
//! bis dahin ist sie nicht bindend (§ 77 SGG). Gegen Aufhebung, Rücknahme und Minderung nicht (§ 39 Nr. 1 SGB II), es sei
//! denn, das Gericht ordnet es an (§ 86b Abs. 1 SGG) oder das Amt setzt die Vollziehung aus (§ 86a Abs. 3 SGG). Endet
//! der letzte Rechtsbehelf, endet der Aufschub.
//!
//! Nicht umgesetzt: Anordnung der sofortigen Vollziehung durch das Amt (§ 86a Abs. 2 Nr. 5 SGG).

use law::kalender::Land;
use law::measure::Tag;

use crate::akte::{Akte, FallTatsache, Posten};
use crate::benannt::benannt;
use crate::erstattung::{Erstattungsstand, erstattungen};
use crate::frist::{Art, frist};
use crate::gericht::{Anordnung, Anordnungsart, Gerichtsverfahren, Verfahrensart, verfahren};
use crate::widerspruch::{Erledigung, Gegen, Widerspruch, widersprueche};

benannt! {
    /// Warum etwas aufgeschoben ist.
    Aufschubgrund {
        /// Ein Widerspruch ist offen.
        Widerspruch = "widerspruch",
        /// Nach dem Widerspruchsbescheid ist noch Klage möglich.
        Klagefrist = "klagefrist",
        /// Eine Klage läuft.
        Klage = "klage",
        /// Das Gericht ordnet es an.
        Gericht = "gericht",
        /// Das Amt setzt die Vollziehung aus.
        Amt = "amt",
    }
}

/// Ein Aufschub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aufschub {
    /// Warum.
    pub grund: Aufschubgrund,
    /// Letzter Tag, wenn er feststeht.
    pub bis: Option<Tag>,
}

impl Aufschubgrund {
    /// Die Vorschrift.
    #[must_use]
    pub fn norm(self) -> &'static str {
        match self {
            Aufschubgrund::Widerspruch | Aufschubgrund::Klagefrist | Aufschubgrund::Klage => {
                "§ 86a Abs. 1 SGG"
            }
            Aufschubgrund::Gericht => "§ 86b Abs. 1 SGG",
            Aufschubgrund::Amt => "§ 86a Abs. 3 SGG",
        }
    }
}

/// Ist diese Erstattung an diesem Tag aufgeschoben?
#[must_use]
pub fn schiebt_auf(fall: &Akte<FallTatsache>, erstattung: &Posten, heute: Tag) -> bool {
    aufschub(fall, &Gegen::Erstattung(erstattung.clone()), heute).is_some()
}

/// Darf diese Erstattung an diesem Tag verlangt oder aufgerechnet werden? Festgesetzt muss sie sein und nicht aufgeschoben.
#[must_use]
pub fn wird_verlangt(fall: &Akte<FallTatsache>, erstattung: &Posten, heute: Tag) -> bool {
    let alle = erstattungen(fall);
    let eine = alle.iter().find(|(posten, _)| *posten == erstattung);
    let festgesetzt = eine.is_some_and(|(_, e)| e.stand == Erstattungsstand::Festgesetzt);
    festgesetzt && !schiebt_auf(fall, erstattung, heute)
}

/// Ob und warum eine Entscheidung an diesem Tag aufgeschoben ist.
#[must_use]
pub fn aufschub(fall: &Akte<FallTatsache>, gegen: &Gegen, heute: Tag) -> Option<Aufschub> {
    let gerichtlich = verfahren(fall).into_iter().map(|(_, eines, _)| eines);
    let gerichtlich: Vec<&Gerichtsverfahren> =
        gerichtlich.filter(|v| v.gegen.entscheidung(fall).as_ref() == Some(gegen)).collect();
    let widersprueche = widersprueche(fall).into_iter().map(|(_, widerspruch)| widerspruch);
    let widersprueche: Vec<&Widerspruch> = widersprueche.filter(|w| w.gegen == *gegen).collect();
    // Ohne Widerspruch, Klage, Klagefrist oder laufendes Eilverfahren ist die Entscheidung bindend, was auch angeordnet war.
    let hauptsache = hauptsache(&gerichtlich, &widersprueche, heute);
    let eil = gerichtlich.iter().any(|v| v.laeuft() && v.art == Verfahrensart::Eilverfahren);
    if hauptsache.is_none() && !eil {
        return None;
    }
    match anordnung(&gerichtlich, heute) {
        Some(Anordnung { was: Anordnungsart::AufschiebendeWirkung, bis, .. }) => {
            return Some(Aufschub { grund: Aufschubgrund::Gericht, bis: *bis });
        }
        Some(Anordnung { was: Anordnungsart::SofortigeVollziehung, .. }) => return None,
        _ => {}
    }
    let ausgesetzt = widersprueche.iter().filter(|w| w.erledigt.is_none());
    let mut ausgesetzt = ausgesetzt.filter_map(|w| w.ausgesetzt.as_ref());
    if let Some(aussetzung) = ausgesetzt.rfind(|aussetzung| gilt(aussetzung.bis, heute)) {
        return Some(Aufschub { grund: Aufschubgrund::Amt, bis: aussetzung.bis });
    }
    match gegen {
        Gegen::Erstattung(_) => hauptsache,
        // § 39 Nr. 1 SGB II; wer nur mehr will, hat nichts, was aufzuschieben wäre.
        Gegen::Bescheid(_) | Gegen::Ueberpruefung(_) => None,
    }
}

/// Der Rechtsbehelf, der offen ist oder noch eingelegt werden kann.
fn hauptsache(
    gerichtlich: &[&Gerichtsverfahren],
    widersprueche: &[&Widerspruch],
    heute: Tag,
) -> Option<Aufschub> {
    let klagen = || gerichtlich.iter().filter(|v| v.art == Verfahrensart::Klage);
    if widersprueche.iter().any(|w| w.erledigt.is_none()) {
        return Some(Aufschub { grund: Aufschubgrund::Widerspruch, bis: None });
    }
    if klagen().any(|klage| klage.laeuft()) {
        return Some(Aufschub { grund: Aufschubgrund::Klage, bis: None });
    }
    let zurueckgewiesen = widersprueche.iter().filter_map(|w| w.erledigt.as_ref());
    let offen = zurueckgewiesen
        .filter(|ende| ende.bescheid.is_some() && !klagen().any(|k| k.eingang >= ende.am))
        .map(klage_bis)
        .max();
    let bis = offen.filter(|bis| heute <= *bis)?;
    Some(Aufschub { grund: Aufschubgrund::Klagefrist, bis: Some(bis) })
}

/// Der letzte Tag, an dem in irgendeinem Land noch Klage möglich ist (§ 87 SGG): bis dahin wird nichts verlangt.
fn klage_bis(ende: &Erledigung) -> Tag {
    let fristen = Land::ALLE.into_iter().map(|land| frist(ende.am, land, Art::Klage));
    let tage = fristen.map(|frist| frist.spaetestens.unwrap_or(frist.fristende));
    tage.max().unwrap_or(ende.am)
}

/// Die letzte Anordnung über den Vollzug, die noch gilt.
fn anordnung<'a>(gerichtlich: &[&'a Gerichtsverfahren], heute: Tag) -> Option<&'a Anordnung> {
    let alle = gerichtlich.iter().flat_map(|v| &v.anordnungen);
    let vollzug = alle.filter(|a| a.was != Anordnungsart::Einstweilig);
    // Am selben Tag gilt, was später eingetragen ist.
    let letzte = vollzug.max_by_key(|a| a.am)?;
    gilt(letzte.bis, heute).then_some(letzte)
}

fn gilt(bis: Option<Tag>, heute: Tag) -> bool {
    bis.is_none_or(|bis| heute <= bis)
}
