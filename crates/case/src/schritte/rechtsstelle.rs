//! Die Schritte aus Widerspruch, Überprüfung und Verfahren vor Gericht.

use law::measure::Tag;

use super::{ENTSCHEIDEN_TAGE, Schritt, Schrittart, Wer};
use crate::akte::{Akte, FallTatsache, Posten};
use crate::aufbewahrung::nach_monaten;
use crate::bescheid::folgebescheid;
use crate::erstattung::{Erstattungsstand, erstattungen};
use crate::gericht::{
    ANTRAG_MONATE, Gerichtsverfahren, Verfahrensart, WIDERSPRUCH_MONATE, klagen, verfahren,
};
use crate::ueberpruefung::ueberpruefungen;
use crate::widerspruch::{Ausgang, Gegen, mit_version};

/// So viele Monate hat, wer Berufung einlegen will (§ 151 Abs. 1 SGG).
const RECHTSMITTEL_MONATE: u16 = 1;
/// Setzt das Gericht keine Frist, wird es so viele Monate nach dem Letzten gefragt, wie es steht.
const SACHSTAND_MONATE: u16 = 3;
/// In einem Eilverfahren nach so vielen Tagen.
const SACHSTAND_EIL_TAGE: i32 = 7;

/// Alle Schritte der Rechtsstelle und was aus ihren Entscheidungen folgt.
pub(super) fn schritte(fall: &Akte<FallTatsache>, heute: Tag) -> Vec<Schritt> {
    let mut schritte = widersprueche(fall);
    schritte.extend(pruefungen(fall));
    for (posten, eines, version) in verfahren(fall) {
        if eines.laeuft() {
            schritte.push(gericht(posten, eines, heute));
        } else {
            schritte.extend(urteil(fall, posten, (eines, version)));
        }
    }
    schritte.extend(abschriften(fall));
    schritte
}

fn schritt(was: Schrittart, bis: Tag, nummer: &Posten) -> Schritt {
    Schritt { was, bis, wer: Wer::Rechtsstelle, nummer: Some(nummer.clone()) }
}

fn bald(seit: Tag) -> Tag {
    seit.plus_tage(ENTSCHEIDEN_TAGE)
}

fn widersprueche(fall: &Akte<FallTatsache>) -> Vec<Schritt> {
    let mut schritte = Vec::new();
    for (nummer, eines, version) in mit_version(fall) {
        let Some(ende) = &eines.erledigt else {
            let bis = nach_monaten(eines.eingang, WIDERSPRUCH_MONATE);
            schritte.push(schritt(Schrittart::WiderspruchEntscheiden, bis, nummer));
            if eines.fristfrage_offen(fall) {
                schritte.push(schritt(Schrittart::FristKlaeren, bald(eines.eingang), nummer));
            }
            continue;
        };
        let hilft = matches!(ende.ausgang, Ausgang::Abhilfe | Ausgang::Teilabhilfe);
        if hilft && ende.umsetzung.is_none() && fehlt(fall, &eines.gegen, version) {
            let leistung = Schritt {
                wer: Wer::Leistung,
                ..schritt(Schrittart::NeuerBescheid, bald(ende.am), nummer)
            };
            schritte.push(leistung);
        }
    }
    schritte
}

fn pruefungen(fall: &Akte<FallTatsache>) -> Vec<Schritt> {
    let mut schritte = Vec::new();
    for (nummer, eine, version) in ueberpruefungen(fall) {
        let Some(ende) = &eine.erledigt else {
            let bis = nach_monaten(eine.eingang, ANTRAG_MONATE);
            schritte.push(schritt(Schrittart::UeberpruefungEntscheiden, bis, nummer));
            continue;
        };
        if ende.ausgang.hilft() && ende.umsetzung.is_none() && fehlt(fall, &eine.gegen, version) {
            let neuer = schritt(Schrittart::NeuerBescheid, bald(ende.am), nummer);
            schritte.push(Schritt { wer: Wer::Leistung, ..neuer });
        }
    }
    schritte
}

/// Fehlt noch der Bescheid, der umsetzt, was nach dieser Version zu ändern war? Bei einer Erstattung genügt, dass sie sich
/// erledigte.
fn fehlt(fall: &Akte<FallTatsache>, gegen: &Gegen, version: u64) -> bool {
    if let Gegen::Erstattung(nummer) = gegen {
        let alle = erstattungen(fall);
        let eine = alle.iter().find(|(posten, _)| *posten == nummer);
        return eine.is_some_and(|(_, e)| e.stand != Erstattungsstand::Erledigt);
    }
    folgebescheid(fall, version, &gegen.monate(fall)).is_none()
}

/// Was in einem laufenden Verfahren als Nächstes zu tun ist: die Frist, der Termin, das Rechtsmittel, sonst nachfragen.
fn gericht(nummer: &Posten, eines: &Gerichtsverfahren, heute: Tag) -> Schritt {
    let frist = eines.fristen.iter().find(|frist| frist.erfuellt.is_none());
    if let Some(frist) = frist {
        return schritt(Schrittart::GerichtAntworten, frist.bis, nummer);
    }
    if let Some(entscheidung) = eines.entscheidung {
        let bis = nach_monaten(entscheidung.zugestellt, RECHTSMITTEL_MONATE);
        return schritt(Schrittart::RechtsmittelPruefen, bis, nummer);
    }
    if let Some(termin) = eines.termine.iter().find(|termin| termin.am >= heute) {
        return schritt(Schrittart::GerichtsterminWahrnehmen, termin.am, nummer);
    }
    let termine = eines.termine.iter().map(|termin| termin.am);
    let antworten = eines.fristen.iter().filter_map(|frist| frist.erfuellt);
    let anordnungen = eines.anordnungen.iter().map(|anordnung| anordnung.am);
    let alles = termine.chain(antworten).chain(anordnungen).chain(eines.rechtsmittel);
    let zuletzt = alles.max().unwrap_or(eines.eingang);
    let bis = match eines.art {
        Verfahrensart::Eilverfahren => zuletzt.max(eines.eingang).plus_tage(SACHSTAND_EIL_TAGE),
        Verfahrensart::Klage | Verfahrensart::Untaetigkeitsklage => {
            nach_monaten(zuletzt.max(eines.eingang), SACHSTAND_MONATE)
        }
    };
    schritt(Schrittart::GerichtFragen, bis, nummer)
}

/// Hatte der Mensch Erfolg, ist das umzusetzen: durch einen neuen Bescheid, oder bis jemand sagt, dass es getan ist.
fn urteil(
    fall: &Akte<FallTatsache>,
    nummer: &Posten,
    (eines, version): (&Gerichtsverfahren, u64),
) -> Option<Schritt> {
    let ende = eines.erledigt.as_ref().filter(|_| eines.verpflichtet())?;
    // Eine Untätigkeitsklage verlangt nur, dass entschieden wird: das steht als eigener Schritt da, bis es geschieht.
    let getan = match eines.art {
        Verfahrensart::Klage => {
            let gegen = eines.gegen.entscheidung(fall);
            gegen.is_some_and(|gegen| !fehlt(fall, &gegen, version))
        }
        Verfahrensart::Eilverfahren | Verfahrensart::Untaetigkeitsklage => false,
    };
    let bis = ende.umsetzen_bis.unwrap_or(bald(ende.am));
    let umsetzen = schritt(Schrittart::UrteilUmsetzen, bis, nummer);
    (!getan).then_some(Schritt { wer: Wer::Leistung, ..umsetzen })
}

/// Das Gericht bekommt eine Abschrift jedes Bescheids, der Teil des Verfahrens wird (§ 96 Abs. 2 SGG).
fn abschriften(fall: &Akte<FallTatsache>) -> Vec<Schritt> {
    let mut schritte = Vec::new();
    for (nummer, klage, gegen) in klagen(fall) {
        let Gegen::Bescheid(angefochten) = &gegen else { continue };
        let monate = gegen.monate(fall);
        let aufgenommen = fall.eintraege().iter().find_map(|eintrag| {
            let tatsache = &eintrag.ereignis.tatsache;
            let ist = matches!(tatsache, FallTatsache::Gerichtsverfahren { posten, .. } if posten == nummer);
            ist.then_some(eintrag.version)
        });
        let mut ab = aufgenommen.unwrap_or(0);
        while let Some((bescheid, am, version)) = folgebescheid(fall, ab, &monate) {
            if bescheid != angefochten && !klage.mitgeteilt.contains(bescheid) {
                schritte.push(schritt(Schrittart::AbschriftAnsGericht, bald(am), nummer));
            }
            ab = version;
        }
    }
    schritte
}
