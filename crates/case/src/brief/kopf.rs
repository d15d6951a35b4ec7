//! Kopf und Fuß des Briefs: Anschrift, Informationsblock, Betreff, Anrede, Gruß.

use law::measure::{Cent, Tag};

use super::lauf::laeufe;
use super::{Absender, Aenderung, Angabe, Art, Datum, Fall, Stand, Vermerk};
use crate::schnittstelle::{Anrede, Anschrift, Daneben};
use crate::traeger::Traeger;

pub(super) fn datum(tag: Tag) -> Datum {
    let datum = tag.datum();
    Datum { jahr: datum.year(), monat: datum.month(), tag: tag.im_monat() }
}

pub(super) fn absender(traeger: &Traeger) -> Absender {
    let anschrift = anschrift(&traeger.anschrift);
    Absender {
        name: traeger.name.clone(),
        ruecksendung: format!("{} · {}", traeger.name, anschrift.join(" · ")),
        anschrift,
        kontakt: vec![format!("Telefon {}", traeger.telefon), traeger.email.clone()],
    }
}

/// Straße und Ort, mit Zusatz davor; leere Teile fallen weg.
pub(super) fn anschrift(anschrift: &Anschrift) -> Vec<String> {
    let strasse = format!("{} {}", anschrift.strasse, anschrift.hausnummer);
    let ort = format!("{} {}", anschrift.plz, anschrift.ort);
    let zeilen = [anschrift.zusatz.clone().unwrap_or_default(), strasse, ort];
    zeilen.iter().map(|zeile| zeile.trim().to_owned()).filter(|zeile| !zeile.is_empty()).collect()
}

pub(super) fn empfaenger(fall: &Fall<'_>) -> Vec<String> {
    let anrede = match anrede_von(fall) {
        Anrede::Frau => Some("Frau".to_owned()),
        Anrede::Herr => Some("Herrn".to_owned()),
        Anrede::Neutral => None,
    };
    let name = fall.name(&fall.haushalt.vertreter);
    anrede.into_iter().chain([name]).chain(anschrift(&fall.haushalt.anschrift)).collect()
}

pub(super) fn angaben(fall: &Fall<'_>) -> Vec<Angabe> {
    let angabe = |was: &str, wert: String| Angabe { was: was.to_owned(), wert };
    vec![
        angabe("Unser Zeichen", fall.haushalt.nummer.clone()),
        match fall.aenderung.and_then(Aenderung::gemeldet) {
            Some(tag) => angabe("Gemeldet am", tag.deutsch()),
            None => angabe("Ihr Antrag vom", fall.haushalt.antrag.deutsch()),
        },
        angabe("Telefon", fall.traeger.telefon.clone()),
        angabe("E-Mail", fall.traeger.email.clone()),
        angabe("Datum", fall.datum.deutsch()),
    ]
}

pub(super) fn vermerke(fall: &Fall<'_>) -> Vec<Vermerk> {
    let vermerk = |wort: &str, text: &str| Vermerk { wort: wort.to_owned(), text: text.to_owned() };
    let muster =
        fall.traeger.synthetisch.then(|| vermerk("Musterbescheid", "Alle Personen sind erfunden."));
    let warum = match (fall.stand, fall.offen().is_empty()) {
        (Stand::Lauf, _) => "Erst sind die offenen Fragen zu klären.",
        (_, true) => "Er wird noch geprüft und freigegeben.",
        (_, false) => {
            "Erst sind die offenen Fragen zu klären; dann wird er geprüft und freigegeben."
        }
    };
    let entwurf = fall
        .entwurf()
        .then(|| vermerk("ENTWURF", &format!("Dieser Brief gilt noch nicht. {warum}")));
    muster.into_iter().chain(entwurf).collect()
}

/// Die Namen der Leistung im Zeitraum, in der Reihenfolge der Monate, jeder mit seiner Zeit.
///
/// Ein Name allein steht ohne Zeit: `Grundsicherungsgeld`. Sonst etwa
/// `Bürgergeld (bis 30.06.2026) und Grundsicherungsgeld (ab 01.07.2026)`.
pub(super) fn leistung(fall: &Fall<'_>) -> String {
    if nur_daneben(fall) {
        return daneben(fall);
    }
    let laeufe = laeufe(fall.monate, |a, b| a.leistung == b.leistung);
    let letzter = laeufe.len().saturating_sub(1);
    let namen: Vec<String> = laeufe
        .iter()
        .enumerate()
        .map(|(nummer, lauf)| {
            let name = &lauf.erster.leistung;
            match nummer {
                _ if letzter == 0 => name.clone(),
                0 => format!("{name} (bis {})", lauf.bis.letzter().deutsch()),
                n if n == letzter => {
                    format!("{name} (ab {})", lauf.erster.monat.erster().deutsch())
                }
                _ => format!("{name} ({})", lauf.deutsch()),
            }
        })
        .collect();
    aufzaehlung(&namen)
}

/// Ist in keinem Monat Lebensunterhalt bewilligt, aber etwas, das daneben steht?
pub(super) fn nur_daneben(fall: &Fall<'_>) -> bool {
    fall.monate.iter().all(|monat| monat.anspruch.ist_null())
        && fall.monate.iter().any(|monat| !monat.daneben.ist_leer())
}

/// Wie heißt, was allein bewilligt wird?
fn daneben(fall: &Fall<'_>) -> String {
    let hat = |betrag: fn(&Daneben) -> Cent| {
        fall.monate.iter().any(|monat| !betrag(&monat.daneben).ist_null())
    };
    let namen = [
        (hat(|d| d.bildung), "Leistungen für Bildung und Teilhabe"),
        (hat(|d| d.beitraege), "Zuschüssen zur Kranken- und Pflegeversicherung"),
        (hat(|d| d.auszubildende), "Leistungen für Auszubildende"),
    ];
    let namen: Vec<String> =
        namen.into_iter().filter(|(da, _)| *da).map(|(_, name)| name.to_owned()).collect();
    aufzaehlung(&namen)
}

pub(super) fn betreff(fall: &Fall<'_>) -> String {
    match fall.art() {
        Art::Bewilligung if fall.vorlaeufig.is_some() => {
            format!("Vorläufige Bewilligung von {}", leistung(fall))
        }
        Art::Bewilligung => format!("Bewilligung von {}", leistung(fall)),
        Art::Ablehnung => format!("Ablehnung von {}", leistung(fall)),
        Art::Aenderung => "Änderung Ihrer Leistungen".to_owned(),
        Art::Aufhebung => "Ende Ihrer Leistungen".to_owned(),
        Art::Erstattung => "Erstattung: Bitte zahlen Sie Geld zurück".to_owned(),
        Art::Abschluss => "Abschließende Entscheidung über Ihre Leistungen".to_owned(),
        Art::Versagung => "Wir zahlen vorerst nicht: Ihre Mitwirkung fehlt".to_owned(),
        Art::Anforderung => "Bitte schicken Sie uns Unterlagen".to_owned(),
        Art::Anhoerung => "Anhörung: Bitte sagen Sie uns Ihre Meinung".to_owned(),
        Art::Widerspruchsbescheid => "Widerspruchsbescheid".to_owned(),
        Art::Ueberpruefung => "Überprüfung: Es bleibt bei dem Bescheid".to_owned(),
    }
}

/// `Zeitraum: 01.06.2026 bis 31.12.2026`.
pub(super) fn zeitraum(fall: &Fall<'_>) -> String {
    match tage(fall) {
        Some((von, bis)) => format!("Zeitraum: {} bis {}", von.deutsch(), bis.deutsch()),
        None => String::new(),
    }
}

/// Erster und letzter Tag, über den entschieden wird.
///
/// Beginnt oder endet der Bewilligungszeitraum mitten im ersten oder letzten Monat, gilt sein Tag.
pub(super) fn tage(fall: &Fall<'_>) -> Option<(Tag, Tag)> {
    let (erster, letzter) = (fall.monate.first()?.monat, fall.monate.last()?.monat);
    let von = fall.haushalt.lage.bewilligung_ab.filter(|tag| tag.monat() == erster);
    let bis = fall.haushalt.bewilligung_bis.filter(|tag| tag.monat() == letzter);
    Some((von.unwrap_or(erster.erster()), bis.unwrap_or(letzter.letzter())))
}

pub(super) fn anrede(fall: &Fall<'_>) -> String {
    let id = &fall.haushalt.vertreter;
    let nachname = fall.haushalt.namen.iter().find(|name| name.id == *id);
    let nachname = nachname.map_or("", |name| name.nachname.as_str());
    match anrede_von(fall) {
        Anrede::Frau => format!("Sehr geehrte Frau {nachname},"),
        Anrede::Herr => format!("Sehr geehrter Herr {nachname},"),
        Anrede::Neutral => format!("Guten Tag {},", fall.name(id)),
    }
}

fn anrede_von(fall: &Fall<'_>) -> Anrede {
    let namen = &fall.haushalt.namen;
    let name = namen.iter().find(|name| name.id == fall.haushalt.vertreter);
    name.map_or(Anrede::Neutral, |name| name.anrede)
}

pub(super) fn gruss(fall: &Fall<'_>) -> Vec<String> {
    let mut zeilen =
        vec!["Mit freundlichen Grüßen".to_owned(), format!("Ihr {}", fall.traeger.name)];
    if matches!(fall.art(), Art::Anhoerung | Art::Anforderung) {
        zeilen.push("Dieser Brief gilt ohne Unterschrift.".to_owned());
        return zeilen;
    }
    zeilen.push(
        "Dieser Bescheid wurde mit Hilfe automatischer Einrichtungen erlassen und gilt ohne \
         Unterschrift (§ 33 Abs. 5 SGB X)."
            .to_owned(),
    );
    zeilen
}

/// `A`, `A und B`, `A, B und C`.
pub(super) fn aufzaehlung(teile: &[String]) -> String {
    match teile {
        [] => String::new(),
        [einer] => einer.clone(),
        [vorne @ .., letzter] => format!("{} und {letzter}", vorne.join(", ")),
    }
}
