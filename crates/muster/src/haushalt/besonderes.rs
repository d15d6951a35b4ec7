//! Absetzungen, Mehrbedarfe, Vermögen, Minderungen und Aufrechnungen.

use case::schnittstelle::{
    Absetzung, AbsetzungArt, Aufrechnung, AufrechnungArt, AufrechnungGrund, Diagnose, EinkommenArt,
    Mehrbedarf, MehrbedarfArt, Minderung, MinderungArt, Person,
};
use law::measure::{Cent, Monat, Tag};

use super::einkommen::brutto;
use super::familie::{Familie, Rolle};
use crate::namen::Geschlecht;
use crate::wuerfel::Wuerfel;

/// Erster voller Monat, in dem § 31a Abs. 7 SGB II keine frühere Minderung verlangt (ab 23.04.2026).
const ARBEITSVERWEIGERUNG_AB: (i16, i8) = (2026, 5);

/// Erster Monat, in dem ein drittes Versäumnis nach § 7b Abs. 4 SGB II zählt.
const NICHT_ERREICHBAR_AB: (i16, i8) = (2026, 7);

/// Ergänzt bei allen, was nicht Einkommen und nicht Wohnung ist.
pub(crate) fn ergaenze(w: &mut Wuerfel, familie: &mut Familie, monat: Monat) {
    let geburt = familie
        .menschen
        .iter()
        .filter(|m| m.rolle == Rolle::Kind && m.person.geboren.monat() == monat)
        .map(|m| m.person.geboren)
        .next();
    let mut mutter_fehlt = geburt;
    let mut bafoeg_des_kindes = familie.menschen.iter().any(|m| {
        let bafoeg = m.person.einkommen.iter().any(|zeile| zeile.art == EinkommenArt::Bafoeg);
        m.rolle == Rolle::Kind && bafoeg
    });
    for mensch in &mut familie.menschen {
        let person = &mut mensch.person;
        if mensch.rolle == Rolle::Besuch || person.ausgeschlossen.is_some() {
            continue;
        }
        let alter = person.geboren.alter(monat.erster());
        if mensch.geschlecht == Geschlecht::Weiblich && (17..=45).contains(&alter) {
            let eltern = matches!(mensch.rolle, Rolle::Haupt | Rolle::Partner);
            let entbindung = if eltern { mutter_fehlt.take() } else { None };
            schwangerschaft(w, person, entbindung, monat);
        }
        if alter >= 15 {
            mehrbedarf(w, person);
            minderung(w, person, monat);
        }
        absetzungen(w, person, alter);
        let elternteil = matches!(mensch.rolle, Rolle::Haupt | Rolle::Partner);
        if bafoeg_des_kindes && elternteil && !person.einkommen.is_empty() {
            bafoeg_des_kindes = false;
            let art = AbsetzungArt::BafoegAngerechnet;
            person.absetzungen.push(Absetzung { art, betrag: w.euro(20..=120) });
        }
        person.vermoegen = vermoegen(w, alter);
    }
}

/// Laufende Aufrechnungen gegen die Person, die vertritt.
pub(crate) fn aufrechnungen(w: &mut Wuerfel, familie: &Familie) -> Vec<Aufrechnung> {
    let Some(haupt) = familie.haupt() else { return Vec::new() };
    let (art, grund) = match w.zahl(0..=999) {
        0..=44 => (AufrechnungArt::Darlehen, None),
        45..=59 => (AufrechnungArt::Erstattung, Some(AufrechnungGrund::P41a)),
        60..=69 => (AufrechnungArt::Erstattung, Some(AufrechnungGrund::P48Nr3)),
        70..=77 => (AufrechnungArt::Erstattung, Some(AufrechnungGrund::Sonst)),
        _ => return Vec::new(),
    };
    let rest = w.betrag(12..=1_600);
    let streitig = w.promille(90);
    vec![Aufrechnung {
        person: haupt.person.id.clone(),
        art,
        grund,
        rest,
        streitig,
        erklaert: true,
    }]
}

fn absetzungen(w: &mut Wuerfel, person: &mut Person, alter: u8) {
    let lohn = brutto(person);
    let eigenes = person.einkommen.iter().any(|zeile| zeile.art != EinkommenArt::Kindergeld);
    let mut neu = |art, betrag| person.absetzungen.push(Absetzung { art, betrag });
    if alter < 18 {
        if eigenes && w.promille(40) {
            neu(AbsetzungArt::VersicherungMinderjaehrig, w.betrag(5..=25));
        }
        return;
    }
    if !eigenes {
        return;
    }
    if w.promille(220) {
        neu(AbsetzungArt::KfzHaftpflicht, w.betrag(18..=58));
    }
    if w.promille(40) {
        neu(AbsetzungArt::Riester, w.euro(5..=40));
    }
    if lohn > Cent::euro(400) && w.promille(250) {
        neu(AbsetzungArt::Werbungskosten, w.betrag(10..=160));
    }
    if person.kind_ausserhalb && lohn > Cent::euro(600) && w.promille(500) {
        neu(AbsetzungArt::UnterhaltTituliert, w.euro(50..=240));
    }
}

fn schwangerschaft(w: &mut Wuerfel, person: &mut Person, geburt: Option<Tag>, monat: Monat) {
    let gewuerfelt = w.promille(20);
    let entbindung = match geburt {
        Some(tag) => tag,
        // Anspruch ab der 13. Woche: bis zu 27 Wochen vor der Entbindung.
        None if gewuerfelt => monat.erster().plus_tage(w.schritte(0..=189)),
        None => return,
    };
    let art = MehrbedarfArt::Schwangerschaft;
    person.mehrbedarfe.push(Mehrbedarf { entbindung: Some(entbindung), ..ohne_angaben(art) });
}

fn mehrbedarf(w: &mut Wuerfel, person: &mut Person) {
    let voll_erwerbsgemindert = person.erwerbsfaehig == Some(false);
    if voll_erwerbsgemindert && w.promille(400) {
        person.mehrbedarfe.push(ohne_angaben(MehrbedarfArt::MerkzeichenG));
    }
    let neu = match w.zahl(0..=999) {
        0..=14 if !voll_erwerbsgemindert => ohne_angaben(MehrbedarfArt::Behinderung),
        15..=29 => Mehrbedarf {
            diagnose: Some(w.waehle(&[
                Diagnose::Niereninsuffizienz,
                Diagnose::Dialyse,
                Diagnose::Zoeliakie,
                Diagnose::Mukoviszidose,
                Diagnose::Mangelernaehrung,
            ])),
            ..ohne_angaben(MehrbedarfArt::Ernaehrung)
        },
        30..=34 => mit_betrag(MehrbedarfArt::Ernaehrung, w.betrag(20..=110)),
        35..=44 => mit_betrag(MehrbedarfArt::Unabweisbar, w.betrag(15..=180)),
        45..=50 => mit_betrag(MehrbedarfArt::Schulbuecher, w.betrag(20..=150)),
        _ => return,
    };
    person.mehrbedarfe.push(neu);
}

fn ohne_angaben(art: MehrbedarfArt) -> Mehrbedarf {
    Mehrbedarf { art, entbindung: None, betrag: None, diagnose: None }
}

fn mit_betrag(art: MehrbedarfArt, betrag: Cent) -> Mehrbedarf {
    Mehrbedarf { betrag: Some(betrag), ..ohne_angaben(art) }
}

/// Meist wenig oder nichts; wenige liegen über dem Freibetrag.
fn vermoegen(w: &mut Wuerfel, alter: u8) -> Cent {
    let hoechstens = if alter < 18 { 1_500 } else { 4_500 };
    match w.zahl(0..=999) {
        0..=699 => Cent::NULL,
        700..=969 => w.betrag(20..=hoechstens),
        970..=989 if alter >= 18 => w.betrag(4_500..=14_000),
        990..=993 if alter >= 18 => w.betrag(15_200..=42_000),
        _ => Cent::NULL,
    }
}

/// Minderungen, die in diesem Monat wirken.
fn minderung(w: &mut Wuerfel, person: &mut Person, monat: Monat) {
    let vormonat = (monat.plus(-1).jahr(), monat.plus(-1).nummer());
    let (art, folge, vor_monaten) = match w.zahl(0..=9_999) {
        0..=54 => (MinderungArt::Meldeversaeumnis, w.waehle(&[1, 2, 2]), 1),
        55..=79 => (MinderungArt::Pflichtverletzung, w.waehle(&[1, 1, 2, 3]), w.zahl(1..=3)),
        80..=87 if vormonat >= ARBEITSVERWEIGERUNG_AB => (MinderungArt::Arbeitsverweigerung, 1, 1),
        88..=95 if vormonat >= NICHT_ERREICHBAR_AB => (MinderungArt::NichtErreichbar, 3, 1),
        _ => return,
    };
    let vorher = monat.plus(-i32::try_from(vor_monaten).unwrap_or(1));
    let tag = vorher.erster().plus_tage(w.schritte(0..=27));
    // Meist wirkt die Minderung im Monat nach dem Verstoß; dann bleibt das Feld leer.
    let wirksam_ab = (vor_monaten > 1).then(|| vorher.plus(1));
    let aufgehoben_ab = w.promille(150).then(|| monat.erster().plus_tage(w.schritte(0..=27)));
    person.minderungen.push(Minderung { art, tag, folge, wirksam_ab, aufgehoben_ab });
}
