//! Was bewilligt wird: der Satz am Anfang, die Monate, der Anspruch jeder Person.

use law::measure::Cent;

use super::kopf;
use super::lauf::{Lauf, nach_betrag, nach_person};
use super::{Abschnitt, Art, Block, Breite, Fall, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::{Ergebnis, PersonErgebnis};

/// Höchstens so viele Zeiträume stehen nebeneinander; mehr kommen in eine weitere Tabelle.
const ZEITRAEUME_JE_TABELLE: usize = 3;

/// Besteht in diesem Monat irgendein Anspruch? Auch wenn eine Minderung ihn aufzehrt.
pub(super) fn besteht(monat: &Ergebnis) -> bool {
    !(monat.anspruch.ist_null() && monat.sofortzuschlag.ist_null() && monat.daneben.ist_leer())
}

pub(super) fn einleitung(fall: &Fall<'_>) -> Vec<Block> {
    match fall.art() {
        Art::Bewilligung => bewilligung(fall),
        Art::Ablehnung
        | Art::Aenderung
        | Art::Aufhebung
        | Art::Anhoerung
        | Art::Erstattung
        | Art::Abschluss
        | Art::Versagung
        | Art::Anforderung
        | Art::Widerspruchsbescheid
        | Art::Ueberpruefung => ablehnung(fall),
    }
}

fn bewilligung(fall: &Fall<'_>) -> Vec<Block> {
    let laeufe = nach_betrag(fall.monate);
    let dank = format!("vielen Dank für Ihren Antrag vom {}.", fall.haushalt.antrag.deutsch());
    let wem = if fall.mehrere() {
        "Ihnen und den Menschen in Ihrer Bedarfsgemeinschaft"
    } else {
        "Ihnen"
    };
    let wofuer = if kopf::nur_daneben(fall) {
        "Ihren übrigen Lebensunterhalt decken Ihr Einkommen oder Ihr Vermögen; dafür bekommen Sie kein \
         Geld von uns."
    } else {
        "Das Geld ist für Ihren Lebensunterhalt, Ihre Wohnung und Ihre Heizung (§ 19 SGB II)."
    };
    let was = format!(
        "{dank} Wir bewilligen {wem} {} für die Zeit {}. {wofuer}",
        kopf::leistung(fall),
        von_bis(fall)
    );
    let mut bloecke =
        vec![Block::absatz(was), Block::absatz(saetze_betrag(&laeufe)), monate(&laeufe)];
    if fall.monate.iter().any(|monat| !besteht(monat)) {
        bloecke.push(Block::absatz(
            "Für Monate mit 0,00 € haben Sie keinen Anspruch. Für diese Monate lehnen wir Ihren \
             Antrag ab.",
        ));
    }
    bloecke.extend(bewilligungszeitraum(fall).map(Block::absatz));
    bloecke
}

fn ablehnung(fall: &Fall<'_>) -> Vec<Block> {
    vec![
        Block::absatz(format!(
            "Sie haben am {} {} beantragt. Wir haben Ihren Antrag sorgfältig geprüft. Leider \
             können wir Ihnen für die Zeit {} kein Geld bewilligen. Wir lehnen Ihren Antrag für \
             diese Zeit ab.",
            fall.haushalt.antrag.deutsch(),
            kopf::leistung(fall),
            von_bis(fall)
        )),
        Block::absatz(
            "In diesem Brief lesen Sie, warum das so ist und was Sie tun können, wenn sich etwas \
             ändert oder wenn Sie anderer Meinung sind.",
        ),
    ]
}

fn von_bis(fall: &Fall<'_>) -> String {
    kopf::tage(fall)
        .map(|(von, bis)| format!("vom {} bis zum {}", von.deutsch(), bis.deutsch()))
        .unwrap_or_default()
}

/// Ein Lauf: der Betrag im Satz; mehrere: der Verweis auf die Tabelle.
fn saetze_betrag(laeufe: &[Lauf<'_>]) -> String {
    match laeufe {
        [einer] if einer.monate() == 1 => {
            format!("Im {} bekommen Sie {}.", einer.deutsch(), einer.erster.auszahlung)
        }
        [einer] => format!("Sie bekommen jeden Monat {}.", einer.erster.auszahlung),
        _ => "So viel Geld bekommen Sie in den einzelnen Monaten:".to_owned(),
    }
}

fn monate(laeufe: &[Lauf<'_>]) -> Block {
    let zeilen = laeufe.iter().map(|lauf| Zeile {
        art: ZeilenArt::Posten,
        tiefe: 0,
        zellen: vec![
            lauf.deutsch(),
            lauf.erster.leistung.clone(),
            lauf.erster.auszahlung.to_string(),
        ],
    });
    Block::Tabelle(Tabelle {
        beschreibung: "Auszahlung im Monat nach Zeiträumen".to_owned(),
        kopf: ["Zeitraum", "Leistung", "Betrag im Monat"].map(str::to_owned).to_vec(),
        zahlen: 1,
        erste: Breite::Rest,
        zeilen: zeilen.collect(),
    })
}

/// Entscheidet der Brief nur über einen Teil des Bewilligungszeitraums, sagt er es.
fn bewilligungszeitraum(fall: &Fall<'_>) -> Option<String> {
    let (von, bis) = kopf::tage(fall)?;
    let ab = fall.haushalt.lage.bewilligung_ab.unwrap_or(von);
    let ende = fall.haushalt.bewilligung_bis.unwrap_or_else(|| {
        // § 41 Abs. 3 Satz 1 SGB II: in der Regel ein Jahr.
        ab.monat().plus(11).letzter()
    });
    ((ab, ende) != (von, bis)).then(|| {
        format!(
            "Ihr Bewilligungszeitraum läuft vom {} bis zum {} (§ 41 Abs. 3 SGB II). Dieser Bescheid \
             regelt davon die Zeit {}.",
            ab.deutsch(),
            ende.deutsch(),
            von_bis(fall)
        )
    })
}

/// Jede Person hat einen eigenen Anspruch; er wird hier einzeln und mit Betrag genannt.
pub(super) fn je_person(fall: &Fall<'_>) -> Option<Abschnitt> {
    if !fall.mehrere() {
        return None;
    }
    let mut bloecke = vec![Block::absatz(format!(
        "Jede Person hat einen eigenen Anspruch. Deshalb bewilligen wir das Geld jeder Person einzeln, \
         mit Namen und Betrag im Monat (§ 33 SGB X). {}",
        empfang(fall)
    ))];
    if fall.gemeinschaften() > 1 {
        bloecke.push(Block::absatz(
            "In Ihrem Haushalt gibt es mehrere Bedarfsgemeinschaften (§ 7 Abs. 3 SGB II). Die Nummer \
             steht hinter dem Namen.",
        ));
    }
    let gekuerzt = |p: &PersonErgebnis| !(p.minderung.ist_null() && p.aufrechnung.ist_null());
    if fall.monate.iter().flat_map(|monat| &monat.personen).any(gekuerzt) {
        bloecke.push(Block::absatz(
            "Minderungen und Aufrechnungen sind hier schon abgezogen. Der Berechnungsbogen zeigt jeden \
             Betrag einzeln.",
        ));
    }
    let laeufe = nach_person(fall.monate);
    bloecke.extend(laeufe.chunks(ZEITRAEUME_JE_TABELLE).map(|teil| ansprueche(fall, teil)));
    Some(Abschnitt { titel: "Anspruch jeder Person".to_owned(), bloecke })
}

fn empfang(fall: &Fall<'_>) -> String {
    format!(
        "Diesen Brief und das Geld bekommt {} auch für die anderen Personen der \
         Bedarfsgemeinschaft (§ 38 SGB II).",
        fall.name(&fall.haushalt.vertreter)
    )
}

fn ansprueche(fall: &Fall<'_>, laeufe: &[Lauf<'_>]) -> Block {
    let kopf = ["Person", "geboren am"].map(str::to_owned).into_iter();
    let kopf = kopf.chain(laeufe.iter().map(Lauf::deutsch)).collect();
    let personen = laeufe.first().map(|lauf| lauf.erster.personen.as_slice()).unwrap_or_default();
    let mehrere_bg = fall.gemeinschaften() > 1;
    let zeilen = personen.iter().map(|person| {
        let geboren = fall.geboren(&person.id).map(|tag| tag.deutsch()).unwrap_or_default();
        let name = match person.bedarfsgemeinschaft.filter(|_| mehrere_bg) {
            Some(nummer) => format!("{} (BG {nummer})", fall.name(&person.id)),
            None => fall.name(&person.id),
        };
        let betraege = laeufe.iter().map(|lauf| betrag(lauf, &person.id));
        Zeile {
            art: ZeilenArt::Posten,
            tiefe: 0,
            zellen: [name, geboren].into_iter().chain(betraege).collect(),
        }
    });
    let summen = laeufe.iter().map(|lauf| lauf.erster.auszahlung.to_string());
    let summe = Zeile {
        art: ZeilenArt::Summe,
        tiefe: 0,
        zellen: ["Zusammen".to_owned(), String::new()].into_iter().chain(summen).collect(),
    };
    Block::Tabelle(Tabelle {
        beschreibung: "Auszahlung im Monat für jede Person".to_owned(),
        kopf,
        zahlen: laeufe.len(),
        erste: Breite::Rest,
        zeilen: zeilen.chain([summe]).collect(),
    })
}

/// Der Betrag einer Person; wer keiner Bedarfsgemeinschaft angehört, hat keinen Anspruch.
fn betrag(lauf: &Lauf<'_>, id: &str) -> String {
    let person = lauf.erster.personen.iter().find(|person| person.id == id);
    match person {
        Some(PersonErgebnis { bedarfsgemeinschaft: None, auszahlung: Cent::NULL, .. }) => {
            "kein Anspruch".to_owned()
        }
        Some(person) => person.auszahlung.to_string(),
        None => "–".to_owned(),
    }
}
