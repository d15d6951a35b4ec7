//! Ein Vorgang ändert die Akten: entsteht daraus ein Entwurf, überholt er einen, fällt er weg?

use std::collections::{BTreeMap, BTreeSet};

use law::anspruch::Werkbank;
use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;
use law::sgb2::p40;

use super::anlass::{Ausloeser, Herkunft, ausloeser};
use super::fragen;
use super::grundlage::{Richtung, Zeit};
use super::rechnen::{Beide, NichtGerechnet, Stand, versionen, vor_und_nach};
use super::{
    Anhoerung, Entwurf, Entwurfsstand, Grundlage, Leistung, Monatsaenderung, Personenaenderung,
    alle, wartender,
};
use crate::akte::lage::Akten;
use crate::akte::{Ereignis, FallTatsache, Gilt, Posten};
use crate::berechnung::Gruende;
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::schnittstelle::PersonErgebnis;

/// Was gerade geschieht.
#[derive(Clone)]
pub(crate) struct Vorgang<'a> {
    /// Die Akten, wie sie gespeichert sind.
    pub(crate) vorher: Akten<'a>,
    /// Dieselben mit den neuen Ereignissen.
    pub(crate) nachher: Akten<'a>,
    /// Die Monate, in denen der Vorgang etwas ändern kann.
    pub(crate) monate: Vec<Monat>,
    /// Der Tag, an dem entschieden wird.
    pub(crate) heute: Tag,
}

/// Die Ereignisse für den Fall: der überholte Entwurf, der neue, beide oder keiner.
///
/// # Errors
/// [`NichtGerechnet`].
pub(crate) fn fortfuehren(
    vorgang: &Vorgang<'_>,
    (recht, werkbank): (&Recht, &mut Werkbank),
) -> Result<Vec<Ereignis<FallTatsache>>, NichtGerechnet> {
    let fall = vorgang.vorher.fall;
    let wartet = wartender(fall);
    // Bewilligt ist, was vor dem ersten Ereignis galt, über das noch niemand entschieden hat.
    let bewilligt = wartet.map(|(_, entwurf)| Stand::bis(vorgang.vorher, &entwurf.vorher));
    let vorher = bewilligt.as_ref().map_or(vorgang.vorher, Stand::akten);
    let mut monate: BTreeSet<Monat> = vorgang.monate.iter().copied().collect();
    monate.extend(wartet.iter().flat_map(|(_, entwurf)| &entwurf.monate).map(|m| m.monat));
    let seiten = (vorher, vorgang.nachher);
    let mut gerechnet = Vec::new();
    for monat in monate {
        gerechnet.extend(vor_und_nach(seiten, monat, (recht, &mut *werkbank), Gruende::Ohne)?);
    }
    let neu = entwurf(seiten, &gerechnet, (recht, vorgang.heute));
    if neu.as_ref().zip(wartet).is_some_and(|(neu, (_, alt))| neu.regelt_dasselbe(alt)) {
        return Ok(Vec::new());
    }
    let ueberholt = wartet.map(|(posten, entwurf)| {
        let stand = Entwurfsstand::Ueberholt;
        (posten.clone(), Entwurf { stand, ..entwurf.clone() })
    });
    let nummer = Posten::nr(alle(fall).len().saturating_add(1));
    let neu = neu.map(|entwurf| (nummer, entwurf));
    let ereignis = |(posten, entwurf)| {
        let tatsache = FallTatsache::Entwurf { posten, eintrag: Some(entwurf) };
        Ereignis::neu(Gilt::IMMER, vorgang.heute, tatsache)
    };
    Ok(ueberholt.into_iter().chain(neu).map(ereignis).collect())
}

/// Der erste Monat nach der Bekanntgabe, wenn der Brief an diesem Tag zur Post geht.
fn zukunft_ab(post: Tag) -> Monat {
    bekannt_am(Bekanntgabe::Post(post)).monat().plus(1)
}

/// Eine Zeile des Entwurfs, bevor sie in ihren Monat kommt.
struct Zeile {
    monat: Monat,
    zeit: Zeit,
    /// Nummer der Bedarfsgemeinschaft, in der das Geld bewilligt war.
    gemeinschaft: Option<u8>,
    aenderung: Personenaenderung,
}

/// Der Entwurf; `None`, wenn sich im Geld nichts ändert.
fn entwurf(
    (vorher, nachher): (Akten<'_>, Akten<'_>),
    gerechnet: &[Beide],
    (recht, heute): (&Recht, Tag),
) -> Option<Entwurf> {
    let ausloeser = ausloeser(vorher, nachher);
    let zukunft_ab = zukunft_ab(heute);
    let mut zeilen = Vec::new();
    let mut herkuenfte = BTreeMap::new();
    for beide in gerechnet {
        let monat = beide.nachher.monat;
        let zeit = if monat < zukunft_ab { Zeit::Vergangenheit } else { Zeit::Zukunft };
        let herkunft = Herkunft::im(monat, &ausloeser, vorher.fall);
        let neue = im_monat(beide, zeit, herkunft);
        if !neue.is_empty() {
            herkuenfte.insert(monat, herkunft);
        }
        zeilen.extend(neue);
    }
    if zeilen.is_empty() {
        return None;
    }
    let bagatelle_fraglich = bagatelle(&mut zeilen, (recht, heute));
    let monate = nach_monaten(zeilen);
    let lage = fragen::Lage {
        monate: &monate,
        gerechnet,
        ausloeser: &ausloeser,
        herkuenfte: &herkuenfte,
        zukunft_ab,
        heute,
        bagatelle_fraglich,
    };
    let fragen = fragen::fragen(&lage);
    let belastend = aendernde(&monate).any(|aenderung| !aenderung.weniger().ist_null());
    Some(Entwurf {
        stand: Entwurfsstand::WartetAufFreigabe,
        am: heute,
        anlass: ausloeser.iter().filter(|a| a.gilt_noch()).map(Ausloeser::stelle).collect(),
        vorher: versionen(vorher),
        nachher: versionen(nachher),
        zukunft_ab,
        belastend,
        anhoerung: anhoerung(&monate),
        fragen,
        monate,
    })
}

/// Alle, die wirklich etwas ändern.
fn aendernde(monate: &[Monatsaenderung]) -> impl Iterator<Item = &Personenaenderung> {
    monate.iter().flat_map(|monat| &monat.personen).filter(|a| a.grundlage.aendert())
}

/// § 24 SGB X: die Ausnahme des Abs. 2 Nr. 5 passt nur, wo sich Verhältnisse geändert haben.
fn anhoerung(monate: &[Monatsaenderung]) -> Anhoerung {
    let mut belastende = aendernde(monate).filter(|a| !a.weniger().ist_null()).peekable();
    if belastende.peek().is_none() {
        Anhoerung::NichtNoetig
    } else if belastende
        .any(|a| matches!(a.grundlage, Grundlage::Ruecknahme45 | Grundlage::Mitteilung48))
    {
        Anhoerung::Noetig
    } else {
        Anhoerung::Entbehrlich
    }
}

/// Was sich in einem Monat für jeden Menschen ändert; leer, wenn nichts.
fn im_monat(beide: &Beide, zeit: Zeit, herkunft: Herkunft) -> Vec<Zeile> {
    let leer = PersonErgebnis::default();
    let monat = beide.nachher.monat;
    let finde = |personen: &[PersonErgebnis], id: &str| {
        personen.iter().find(|person| person.id == id).cloned().unwrap_or(leer.clone())
    };
    let neue = beide.nachher.personen.iter().map(|person| &person.id);
    let fort = beide.vorher.personen.iter().map(|person| &person.id);
    let fort = fort.filter(|id| !beide.nachher.personen.iter().any(|person| person.id == **id));
    let zeile = |id: &String| {
        let (alt, neu) = (finde(&beide.vorher.personen, id), finde(&beide.nachher.personen, id));
        // § 72 Abs. 2 SGB II: für vergangene Monate wird der Sofortzuschlag nicht aufgehoben.
        let bleibt = match zeit {
            Zeit::Vergangenheit => alt.sofortzuschlag.abzueglich(neu.sofortzuschlag),
            Zeit::Zukunft => Cent::NULL,
        };
        let mut aenderung = Personenaenderung {
            person: id.parse().ok()?,
            vorher: leistung(&alt),
            nachher: leistung(&neu),
            bleibt,
            grundlage: Grundlage::Zukunft48,
        };
        let richtung = if aenderung.unterschied().ist_null() {
            return None;
        } else if aenderung.weniger().ist_null() {
            Richtung::Mehr
        } else {
            Richtung::Weniger
        };
        aenderung.grundlage = Grundlage::fuer(herkunft.seit(), richtung, zeit);
        Some(Zeile { monat, zeit, gemeinschaft: alt.bedarfsgemeinschaft, aenderung })
    };
    neue.chain(fort).filter_map(zeile).collect()
}

pub(crate) fn leistung(person: &PersonErgebnis) -> Leistung {
    let bildung: Cent = person.bildung.iter().map(|bildung| bildung.betrag).sum();
    let beitraege: Cent = person.beitraege.iter().map(|zuschuss| zuschuss.betrag).sum();
    Leistung {
        auszahlung: person.auszahlung,
        daneben: bildung + beitraege + person.auszubildende + person.einmalzahlung,
    }
}

/// § 40 Abs. 1 Satz 3 SGB II: unter der Grenze wird für die Vergangenheit nicht aufgehoben. Gibt zurück, ob
/// daneben nachzuzahlen ist: dann ist fraglich, ob sich „ausschließlich“ Erstattungen ergeben.
fn bagatelle(zeilen: &mut [Zeile], (recht, heute): (&Recht, Tag)) -> bool {
    let vergangen = |zeile: &&Zeile| zeile.zeit == Zeit::Vergangenheit;
    let gemeinschaften: BTreeSet<_> = zeilen.iter().map(|zeile| zeile.gemeinschaft).collect();
    let mut fraglich = false;
    for gemeinschaft in gemeinschaften {
        let eigene =
            zeilen.iter().filter(vergangen).filter(|zeile| zeile.gemeinschaft == gemeinschaft);
        let forderungen = eigene.clone().map(|zeile| zeile.aenderung.weniger());
        let bagatelle = p40::bagatelle(forderungen, recht.erstattung(heute));
        if bagatelle.summe.ist_null() || !bagatelle.unterbleibt() {
            continue;
        }
        fraglich |= eigene.clone().any(|zeile| !zeile.aenderung.mehr().ist_null());
        for zeile in zeilen.iter_mut().filter(|zeile| zeile.gemeinschaft == gemeinschaft) {
            if zeile.zeit == Zeit::Vergangenheit && !zeile.aenderung.weniger().ist_null() {
                zeile.aenderung.grundlage = Grundlage::Bagatelle;
            }
        }
    }
    fraglich
}

fn nach_monaten(zeilen: Vec<Zeile>) -> Vec<Monatsaenderung> {
    let mut monate: BTreeMap<Monat, Vec<Personenaenderung>> = BTreeMap::new();
    for zeile in zeilen {
        monate.entry(zeile.monat).or_default().push(zeile.aenderung);
    }
    monate.into_iter().map(|(monat, personen)| Monatsaenderung { monat, personen }).collect()
}
