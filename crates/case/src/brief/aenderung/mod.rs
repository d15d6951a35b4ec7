//! Was sich ändert, ab wann, warum, auf welcher Grundlage, und was das für schon gezahltes Geld heißt.

mod abschluss;
mod grundlage;
mod minderung;
mod tabelle;
mod warum;

use std::collections::BTreeMap;

use law::measure::{Cent, Monat, Tag};

use super::lauf::spannen;
use super::{Abschnitt, Art, Block, Fall, Stand, gruende, hinweise, zahlung};
use crate::entwurf::{Anhoerung, Entwurf, Personenaenderung};
use crate::pflichtverletzung::Pflichtverletzung;
use crate::schnittstelle::Ergebnis;

pub(super) use warum::{Anlass, Meldung};

/// Was nur eine Änderung braucht.
pub(super) struct Aenderung<'a> {
    pub(super) entwurf: &'a Entwurf,
    /// Was bewilligt ist, zu denselben Monaten wie im Brief.
    pub(super) vorher: &'a [Ergebnis],
    /// Worauf der Entwurf beruht.
    pub(super) meldungen: &'a [Anlass],
    /// Darunter wird für die Vergangenheit nichts aufgehoben (§ 40 Abs. 1 Satz 3 SGB II).
    pub(super) bagatellgrenze: Cent,
    /// Pflichtverletzungen, wegen derer gemindert wird.
    pub(super) verstoesse: &'a [&'a Pflichtverletzung],
}

impl Aenderung<'_> {
    /// Der Tag der letzten Meldung.
    pub(super) fn gemeldet(&self) -> Option<Tag> {
        self.meldungen.iter().map(Anlass::eingang).max()
    }

    /// Ist es allein das Recht, das sich geändert hat?
    fn nur_recht(&self) -> bool {
        self.meldungen.is_empty() && self.entwurf.rechtsaenderung.is_some()
    }

    /// Alles, was wirklich etwas ändert.
    fn wirksam(&self) -> impl Iterator<Item = (Monat, &Personenaenderung)> {
        self.entwurf.aenderungen().filter(|(_, aenderung)| aenderung.grundlage.aendert())
    }

    /// Davon die Monate, für die schon gezahlt ist.
    fn vergangen(&self) -> impl Iterator<Item = (Monat, &Personenaenderung)> {
        self.wirksam().filter(|(monat, _)| *monat < self.entwurf.zukunft_ab)
    }
}

pub(super) fn einleitung(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Vec<Block> {
    if fall.art() == Art::Abschluss {
        return abschluss::einleitung(fall, aenderung);
    }
    let wo = if aenderung.meldungen.iter().any(|anlass| !anlass.ist_einkommen()) {
        "in Ihrem Haushalt"
    } else if fall.mehrere() {
        "beim Einkommen in Ihrem Haushalt"
    } else {
        "bei Ihrem Einkommen"
    };
    let anfang = if aenderung.nur_recht() {
        Block::absatz(
            "Das Gesetz oder ein Betrag darin hat sich geändert. Deshalb haben wir neu gerechnet. Sie haben nichts \
             falsch gemacht und müssen nichts tun.",
        )
    } else {
        minderung::einleitung(aenderung).unwrap_or_else(|| {
            let satz = format!("{wo} hat sich etwas geändert. Deshalb haben wir neu gerechnet.");
            Block::absatz(satz)
        })
    };
    let mut bloecke = vec![anfang];
    let (weniger, mehr) = (
        summe(aenderung.wirksam(), Personenaenderung::weniger),
        summe(aenderung.wirksam(), Personenaenderung::mehr),
    );
    let wem = if fall.mehrere() { "Ihnen und den Menschen in Ihrem Haushalt" } else { "Ihnen" };
    let wie = match (weniger.ist_null(), mehr.ist_null()) {
        (false, true) => format!("steht {wem} weniger Geld zu, als wir bewilligt haben"),
        (true, false) => format!("steht {wem} mehr Geld zu, als wir bewilligt haben"),
        _ => format!("steht {wem} in manchen Monaten mehr, in anderen weniger Geld zu"),
    };
    let kurz = tabelle::ein_satz(fall, aenderung).map(|satz| format!(" {satz}"));
    let was = match fall.stand {
        Stand::Anhoerung(_) => "Wir wollen unsere Bewilligung für diese Zeit ändern.",
        _ => "Wir ändern unsere Bewilligung für diese Zeit.",
    };
    bloecke.push(Block::absatz(format!(
        "Für {} {wie}. {was}{}",
        spannen(aenderung.wirksam().map(|(monat, _)| monat)),
        kurz.unwrap_or_default()
    )));
    bloecke.extend(ende(fall, aenderung));
    bloecke
}

/// Ab wann niemand im Haushalt mehr etwas bekommt.
fn ende(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Block> {
    let letzter_mit_geld = fall.monate.iter().rev().find(|monat| !monat.zu_zahlen().ist_null());
    let ab = match letzter_mit_geld {
        Some(monat) => monat.monat.plus(1),
        None => aenderung.wirksam().next()?.0,
    };
    let endet = aenderung.entwurf.endet && !matches!(fall.stand, Stand::Anhoerung(_));
    endet.then(|| {
        Block::absatz(format!(
            "Ab {} bekommen Sie von uns kein Geld mehr. Damit endet auch die Krankenversicherung über das \
             Jobcenter. Bitte fragen Sie Ihre Krankenkasse, wie Sie danach versichert sind.",
            ab.deutsch()
        ))
    })
}

/// Die Abschnitte der Anhörung (§ 24 Abs. 1 SGB X).
pub(super) fn anhoerungsbrief(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Vec<Abschnitt> {
    let Stand::Anhoerung(frist) = fall.stand else { return Vec::new() };
    let aeussern = Abschnitt {
        titel: "Sie können sich äußern".to_owned(),
        bloecke: vec![
            Block::absatz(format!(
                "Wir haben noch nichts entschieden. Bitte sagen Sie uns bis zum {}, ob die Angaben stimmen \
                 und was wir noch wissen müssen (§ 24 Abs. 1 SGB X). Sie können schreiben, anrufen oder zu uns \
                 kommen. Sie müssen sich nicht äußern.",
                frist.deutsch()
            )),
            Block::absatz(
                "Hören wir bis dahin nichts von Ihnen, entscheiden wir nach dem, was in der Akte steht. Sie \
                 bekommen dann einen Bescheid.",
            ),
        ],
    };
    let alle = [
        Some(aeussern),
        Some(tabelle::abschnitt(fall, aenderung)),
        warum::abschnitt(fall, aenderung),
        minderung::abschnitt(fall, aenderung),
        Some(grundlage::abschnitt(aenderung)),
        zu_viel(fall, aenderung),
        hinweise::fragen(fall),
    ];
    alle.into_iter().flatten().collect()
}

pub(super) fn abschnitte(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Vec<Abschnitt> {
    let alle = [
        Some(tabelle::abschnitt(fall, aenderung)),
        warum::abschnitt(fall, aenderung),
        minderung::abschnitt(fall, aenderung),
        gruende::abschnitt(fall),
        Some(grundlage::abschnitt(aenderung)),
        abschluss::geld(fall, aenderung),
        zu_viel(fall, aenderung),
        nachzahlung(fall, aenderung),
        anhoerung(fall, aenderung),
        hinweise::vorlaeufig(fall),
        hinweise::offen(fall),
        hinweise::spaetere_betraege(fall),
        kuenftige_zahlung(fall, aenderung),
        if aenderung.entwurf.endet { hinweise::neuer_antrag() } else { hinweise::mitwirkung() },
        hinweise::fragen(fall),
        hinweise::rechtsbehelf(fall),
    ];
    alle.into_iter().flatten().collect()
}

fn summe<'a>(
    aenderungen: impl Iterator<Item = (Monat, &'a Personenaenderung)>,
    betrag: fn(&Personenaenderung) -> Cent,
) -> Cent {
    aenderungen.map(|(_, aenderung)| betrag(aenderung)).sum()
}

/// Je Mensch ein Punkt mit seinem Betrag; bei einem Menschen allein keine Liste.
fn je_person(
    fall: &Fall<'_>,
    aenderung: &Aenderung<'_>,
    betrag: fn(&Personenaenderung) -> Cent,
) -> Option<Block> {
    let mut betraege: BTreeMap<String, Cent> = BTreeMap::new();
    for (_, eine) in aenderung.vergangen() {
        *betraege.entry(eine.person.to_string()).or_default() += betrag(eine);
    }
    betraege.retain(|_, betrag| !betrag.ist_null());
    let punkte = betraege.iter().map(|(id, betrag)| format!("{}: {betrag}", fall.name(id)));
    fall.mehrere().then(|| Block::Liste { punkte: punkte.collect() })
}

fn monate(aenderung: &Aenderung<'_>, betrag: fn(&Personenaenderung) -> Cent) -> String {
    let mit = aenderung.vergangen().filter(|(_, eine)| !betrag(eine).ist_null());
    spannen(mit.map(|(monat, _)| monat))
}

/// § 50 SGB X: was schon gezahlt ist und nicht zustand, wird gesondert zurückgefordert.
fn zu_viel(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    let summe = summe(aenderung.vergangen(), Personenaenderung::weniger);
    if summe.ist_null() || fall.art() == Art::Abschluss {
        return None;
    }
    let mut bloecke = vec![Block::absatz(format!(
        "Für {} haben wir zusammen {summe} mehr bewilligt, als zusteht.",
        monate(aenderung, Personenaenderung::weniger)
    ))];
    bloecke.extend(je_person(fall, aenderung, Personenaenderung::weniger));
    bloecke.push(Block::absatz(
        "Ob und wie viel davon Sie zurückzahlen müssen, entscheiden wir gesondert in einem eigenen \
         Bescheid (§ 50 SGB X). Bitte zahlen Sie jetzt noch nichts zurück.",
    ));
    let bleibt: Cent = aenderung.vergangen().map(|(_, eine)| eine.bleibt).sum();
    if !bleibt.ist_null() {
        bloecke.push(Block::absatz(format!(
            "Den Sofortzuschlag für diese Monate ({bleibt}) behalten Sie (§ 72 Abs. 2 SGB II). Er ist in den \
             neuen Beträgen enthalten."
        )));
    }
    Some(Abschnitt { titel: "Geld, das zu viel bewilligt war".to_owned(), bloecke })
}

fn nachzahlung(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    let summe = summe(aenderung.vergangen(), Personenaenderung::mehr);
    if summe.ist_null() || fall.art() == Art::Abschluss {
        return None;
    }
    let mut bloecke = vec![Block::absatz(format!(
        "Für {} bekommen Sie zusammen {summe} nachgezahlt.",
        monate(aenderung, Personenaenderung::mehr)
    ))];
    bloecke.extend(je_person(fall, aenderung, Personenaenderung::mehr));
    Some(Abschnitt { titel: "Nachzahlung".to_owned(), bloecke })
}

/// § 24 Abs. 1 SGB X: die Anhörung ist ein eigener Brief und geht diesem voraus.
fn anhoerung(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    let noch = matches!(fall.stand, Stand::Wartet(_));
    (noch && aenderung.entwurf.anhoerung == Anhoerung::Noetig).then(|| Abschnitt {
        titel: "Vorher fragen wir Sie (Anhörung)".to_owned(),
        bloecke: vec![Block::absatz(
            "Bevor wir so entscheiden, können Sie sich zu den Tatsachen äußern, auf die es ankommt (§ 24 \
             SGB X). Dafür bekommen Sie einen eigenen Brief mit einer Frist. Erst danach entscheiden wir.",
        )],
    })
}

/// Wohin das Geld künftig geht, wenn ein Teil unmittelbar an Dritte geht.
fn kuenftige_zahlung(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    let ab = fall.monate.iter().position(|m| m.monat >= aenderung.entwurf.zukunft_ab)?;
    let monate = fall.monate.get(ab..)?;
    if fall.haushalt.direktzahlungen.is_empty() {
        return None;
    }
    zahlung::abschnitt(&Fall { monate, ..*fall })
}
