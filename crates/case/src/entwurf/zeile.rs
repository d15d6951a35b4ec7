//! Die Zeilen eines Entwurfs: was sich für einen Menschen in einem Monat ändert, und auf welcher Grundlage.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;
use law::sgb2::p40;

use super::anlass::{Ausloeser, Herkunft};
use super::antwort::Antworten;
use super::fragen;
use super::grundlage::{Richtung, Zeit};
use super::{Antwort, Grundlage, Leistung, Monatsaenderung, Personenaenderung, Thema};
use crate::akte::Kennung;
use crate::bescheid::Zuletzt;
use crate::schnittstelle::PersonErgebnis;
use crate::vorlaeufig::Wie;

/// Eine Zeile des Entwurfs, bevor sie in ihren Monat kommt.
#[derive(Clone)]
pub(super) struct Zeile {
    pub(super) monat: Monat,
    pub(super) zeit: Zeit,
    /// Wird für den Monat vorläufig bewilligt?
    pub(super) vorlaeufig: bool,
    pub(super) aenderung: Personenaenderung,
}

/// Wie in einem Monat für einen Menschen zu entscheiden ist.
#[derive(Clone, Copy)]
pub(super) struct Monatslage<'a> {
    pub(super) zeit: Zeit,
    /// Vorläufig, abschließend, endgültig (§ 41a SGB II).
    pub(super) wie: Wie,
    /// Wird die Leistung versagt oder entzogen (§ 66 SGB I)?
    pub(super) versagt: bool,
    /// Läuft gegen ihn ein Verfahren über eine Minderung?
    pub(super) minderung: bool,
    /// Woher kommt, was sich ändert; `None`: über den Monat ist noch nie entschieden.
    pub(super) herkunft: Option<Herkunft>,
    pub(super) antworten: &'a Antworten,
}

/// Was sich für einen Menschen in einem Monat ändert; nichts, wenn es bleibt, wie es ist.
pub(super) fn zeile(
    (person, alt): (Kennung, Option<&Zuletzt>),
    neu: Option<&PersonErgebnis>,
    lage: Monatslage<'_>,
) -> Option<Personenaenderung> {
    let nachher = neu.map(leistung).unwrap_or_default();
    let gemeinschaft = neu.and_then(|neu| neu.bedarfsgemeinschaft);
    let Some((alt, herkunft)) = alt.zip(lage.herkunft) else {
        // Noch nie entschieden: auch dass nichts zusteht, wird gesagt.
        return Some(Personenaenderung {
            person,
            vorher: Leistung::default(),
            nachher,
            bleibt: Cent::NULL,
            grundlage: if lage.versagt { Grundlage::Versagung66 } else { Grundlage::Antrag },
            gemeinschaft,
        });
    };
    let vorher = alt.leistung;
    // § 72 Abs. 2 SGB II: für vergangene Monate wird der Sofortzuschlag nicht aufgehoben.
    let bleibt = match lage.zeit {
        Zeit::Vergangenheit => vorher.sofortzuschlag.abzueglich(nachher.sofortzuschlag),
        Zeit::Zukunft => Cent::NULL,
    };
    let mut aenderung = Personenaenderung {
        person,
        vorher,
        nachher,
        bleibt,
        grundlage: Grundlage::Zukunft48,
        gemeinschaft: gemeinschaft.or(alt.gemeinschaft),
    };
    match besondere(&aenderung, alt, lage) {
        Besondere::Grundlage(grundlage) => {
            aenderung.grundlage = grundlage;
            return Some(aenderung);
        }
        Besondere::Bleibt => return None,
        Besondere::Keine => {}
    }
    // Darüber ist schon entschieden, auch wenn es dabei blieb.
    if nachher == alt.gerechnet {
        return None;
    }
    let gleich = aenderung.bewilligt();
    if (gleich.auszahlung, gleich.daneben) == (vorher.auszahlung, vorher.daneben) {
        return None;
    }
    let richtung = if aenderung.weniger().ist_null() { Richtung::Mehr } else { Richtung::Weniger };
    let seit = herkunft.seit_nach(lage.antworten);
    aenderung.grundlage = Grundlage::fuer(seit, richtung, lage.zeit);
    if aenderung.grundlage == Grundlage::Einkommen48 && herkunft.anderes {
        aenderung.grundlage = Grundlage::Mitteilung48;
    }
    let nimmt = aenderung.grundlage == Grundlage::Zukunft48 && richtung == Richtung::Weniger;
    if lage.minderung && nimmt {
        aenderung.grundlage = Grundlage::Minderung31;
    }
    Some(aenderung)
}

/// Ob statt der §§ 44 bis 48 SGB X etwas anderes gilt.
enum Besondere {
    /// Nein.
    Keine,
    /// Auf dieser Grundlage, auch wenn der Betrag gleich bleibt.
    Grundlage(Grundlage),
    /// Es bleibt vorerst, wie es ist.
    Bleibt,
}

/// Versagung und Nachholung, vorläufige und abschließende Entscheidung.
fn besondere(zeile: &Personenaenderung, alt: &Zuletzt, lage: Monatslage<'_>) -> Besondere {
    let kuenftig = lage.zeit == Zeit::Zukunft;
    match (lage.versagt, alt.versagt) {
        (true, true) => return Besondere::Bleibt,
        // § 66 Abs. 1 Satz 1 SGB I: eine laufende Leistung wird für die Zukunft entzogen.
        (true, false) if kuenftig && !alt.leistung.summe().ist_null() => {
            return Besondere::Grundlage(Grundlage::Versagung66);
        }
        (false, true) => return Besondere::Grundlage(Grundlage::Nachgeholt67),
        (true, false) | (false, false) => {}
    }
    match lage.wie {
        Wie::Abschliessend if alt.vorlaeufig => Besondere::Grundlage(Grundlage::Abschliessend41a),
        Wie::Vorlaeufig { .. } if !alt.vorlaeufig && kuenftig => {
            Besondere::Grundlage(Grundlage::Endgueltig40)
        }
        Wie::Vorlaeufig { vorbei } if alt.vorlaeufig => {
            let weniger = !zeile.weniger().ist_null();
            // Was für eine vergangene Zeit zu viel war, klärt die abschließende Entscheidung (Abs. 3, 6); bis dahin muss
            // der Bedarf gedeckt sein (Abs. 2 Satz 2).
            if zeile.nachher == alt.gerechnet || vorbei || (weniger && !kuenftig) {
                Besondere::Bleibt
            } else {
                Besondere::Grundlage(Grundlage::Vorlaeufig41a)
            }
        }
        Wie::Endgueltig | Wie::Vorlaeufig { .. } | Wie::Abschliessend => Besondere::Keine,
    }
}

/// Richtet die Zeilen nach den Antworten.
pub(super) fn beantworte(
    zeilen: &mut [Zeile],
    (antworten, ausloeser): (&Antworten, &[Ausloeser]),
    beantragt: &BTreeMap<Monat, Tag>,
) {
    let verschuldet: Vec<&Ausloeser> = ausloeser
        .iter()
        .filter(|a| antworten.sagt_von(a.person, Thema::SpaeteMitteilung, Antwort::Verschuldet))
        .filter(|a| a.einkommen && a.gilt_noch())
        .collect();
    let eingang = ausloeser.iter().map(|a| a.eingang).max();
    let nicht_nachzahlen =
        eingang.filter(|_| antworten.sagt(Thema::Nachzahlung, Antwort::NichtZahlen));
    for Zeile { monat, zeit, aenderung: zeile, .. } in zeilen {
        let vergangen = *zeit == Zeit::Vergangenheit;
        zeile.grundlage = antworten.wende_an(zeile, vergangen);
        if zeile.grundlage == Grundlage::Einkommen48
            && verschuldet.iter().any(|a| a.beruehrt(*monat))
        {
            zeile.grundlage = Grundlage::Mitteilung48;
        }
        let zu_frueh = |eingang| {
            let ab = fragen::nachzahlung_ab(eingang, *monat, beantragt);
            fragen::zu_frueh_fuer_nachzahlung(ab, *monat, zeile)
        };
        if nicht_nachzahlen.is_some_and(zu_frueh) {
            zeile.grundlage = Grundlage::NichtNachgezahlt;
        }
        if zeile.grundlage == Grundlage::Abschliessend41a
            && antworten.sagt_im(*monat, Thema::Monatsnachweis, Antwort::NichtNachgewiesen)
        {
            zeile.grundlage = Grundlage::NichtNachgewiesen41a;
            zeile.bleibt = zeile.vorher.sofortzuschlag;
        }
        if zeile.grundlage == Grundlage::Nachgeholt67
            && vergangen
            && antworten.sagt(Thema::Nachholung, Antwort::NichtZahlen)
        {
            zeile.grundlage = Grundlage::NichtNachgeholt67;
        }
        if vergangen
            && fragen::nur_daneben(zeile)
            && antworten.sagt(Thema::Bildung, Antwort::NurBildung)
        {
            zeile.grundlage = Grundlage::NurBildung;
        }
    }
}

pub(crate) fn leistung(person: &PersonErgebnis) -> Leistung {
    let bildung: Cent = person.bildung.iter().map(|bildung| bildung.betrag).sum();
    let beitraege: Cent = person.beitraege.iter().map(|zuschuss| zuschuss.betrag).sum();
    Leistung {
        auszahlung: person.auszahlung,
        daneben: bildung + beitraege + person.auszubildende + person.einmalzahlung,
        sofortzuschlag: person.sofortzuschlag,
    }
}

/// § 40 Abs. 1 Satz 3 SGB II: unter der Grenze wird für die Vergangenheit nicht aufgehoben. Gibt zurück, ob
/// daneben nachzuzahlen ist: dann ist fraglich, ob sich „ausschließlich“ Erstattungen ergeben.
pub(super) fn bagatelle(
    zeilen: &mut [Zeile],
    (recht, heute): (&Recht, Tag),
    aufheben: bool,
) -> bool {
    let vergangen = |zeile: &&Zeile| zeile.zeit == Zeit::Vergangenheit;
    let gemeinschaft_von = |zeile: &Zeile| zeile.aenderung.gemeinschaft;
    let gemeinschaften: BTreeSet<_> = zeilen.iter().map(gemeinschaft_von).collect();
    let mut fraglich = false;
    for gemeinschaft in gemeinschaften {
        let eigene =
            zeilen.iter().filter(vergangen).filter(|z| gemeinschaft_von(z) == gemeinschaft);
        // Abschließend Festgesetztes hat seine eigene Grenze (§ 41a Abs. 6 Satz 3).
        let berichtigt = |zeile: &&Zeile| zeile.aenderung.grundlage.berichtigt();
        let forderungen = eigene.clone().filter(|zeile| zeile.aenderung.grundlage.aendert());
        let forderungen = forderungen.filter(berichtigt);
        let forderungen = forderungen.map(|zeile| zeile.aenderung.weniger());
        let bagatelle = p40::bagatelle(forderungen, recht.erstattung(heute));
        if bagatelle.summe.ist_null() || !bagatelle.unterbleibt() {
            continue;
        }
        fraglich |= eigene.clone().any(|zeile| !zeile.aenderung.mehr().ist_null());
        for zeile in zeilen.iter_mut().filter(|zeile| gemeinschaft_von(zeile) == gemeinschaft) {
            if !aufheben
                && zeile.aenderung.grundlage.aendert()
                && zeile.aenderung.grundlage.berichtigt()
                && zeile.zeit == Zeit::Vergangenheit
                && !zeile.aenderung.weniger().ist_null()
            {
                zeile.aenderung.grundlage = Grundlage::Bagatelle;
            }
        }
    }
    fraglich
}

pub(super) fn nach_monaten(zeilen: Vec<Zeile>) -> Vec<Monatsaenderung> {
    let mut monate: BTreeMap<Monat, (bool, Vec<Personenaenderung>)> = BTreeMap::new();
    for zeile in zeilen {
        let (vorlaeufig, personen) = monate.entry(zeile.monat).or_default();
        *vorlaeufig |= zeile.vorlaeufig;
        personen.push(zeile.aenderung);
    }
    let monat = |(monat, (vorlaeufig, personen))| Monatsaenderung { monat, vorlaeufig, personen };
    monate.into_iter().map(monat).collect()
}
