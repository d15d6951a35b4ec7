//! Was neben der Auszahlung bewilligt ist: Bildung und Teilhabe (§ 28), Zuschüsse zu Beiträgen (§ 26),
//! Leistungen für Auszubildende (§ 27), und was davon in Sachleistung kommt (§ 68).

use law::lage::{BeitragArt, BildungArt, BildungForm};
use law::measure::Cent;

use super::lauf::{Lauf, nach_person};
use super::{Abschnitt, Block, Breite, Fall, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::{BildungErgebnis, PersonErgebnis};

/// Steht in irgendeinem Monat etwas daneben?
pub(super) fn kommt_vor(fall: &Fall<'_>) -> bool {
    let mut personen = fall.monate.iter().flat_map(|monat| &monat.personen);
    personen.any(|person| !posten(person).is_empty())
}

/// Je Lauf eine Tabelle: wer, wofür, wie viel.
pub(super) fn abschnitt(fall: &Fall<'_>) -> Option<Abschnitt> {
    if !kommt_vor(fall) {
        return None;
    }
    let mut bloecke = vec![Block::absatz(
        "Diese Leistungen kommen zu den Beträgen oben dazu. Die Rechnung steht am Ende dieses Briefs.",
    )];
    for lauf in nach_person(fall.monate) {
        bloecke.extend(tabelle(fall, &lauf));
    }
    let punkte = hinweise(fall);
    if !punkte.is_empty() {
        bloecke.push(Block::Liste { punkte });
    }
    Some(Abschnitt { titel: "Was Sie zusätzlich bekommen".to_owned(), bloecke })
}

fn tabelle(fall: &Fall<'_>, lauf: &Lauf<'_>) -> Option<Block> {
    let zeilen: Vec<Zeile> = lauf
        .erster
        .personen
        .iter()
        .flat_map(|person| posten(person).into_iter().map(move |posten| (person, posten)))
        .map(|(person, posten)| Zeile {
            art: ZeilenArt::Posten,
            tiefe: 0,
            zellen: vec![fall.name(&person.id), posten.was, posten.betrag.to_string()],
        })
        .collect();
    (!zeilen.is_empty()).then(|| {
        Block::Tabelle(Tabelle {
            beschreibung: format!("Zusätzliche Leistungen im {}", lauf.deutsch()),
            kopf: vec![
                "Person".to_owned(),
                format!("Wofür ({})", lauf.deutsch()),
                "Betrag im Monat".to_owned(),
            ],
            zahlen: 1,
            erste: Breite::Rest,
            zeilen,
        })
    })
}

/// Eine Zeile der Tabelle.
struct Posten {
    was: String,
    betrag: Cent,
}

fn posten(person: &PersonErgebnis) -> Vec<Posten> {
    let bildung = person
        .bildung
        .iter()
        .map(|bildung| Posten { was: bildung_deutsch(bildung), betrag: bildung.betrag });
    let beitraege = person.beitraege.iter().map(|zuschuss| Posten {
        was: match zuschuss.art {
            BeitragArt::KrankenversicherungPrivat | BeitragArt::KrankenversicherungGesetzlich => {
                "Zuschuss zur Krankenversicherung (§ 26)".to_owned()
            }
            BeitragArt::PflegeversicherungPrivat | BeitragArt::PflegeversicherungGesetzlich => {
                "Zuschuss zur Pflegeversicherung (§ 26)".to_owned()
            }
        },
        betrag: zuschuss.betrag,
    });
    let auszubildende = Some(person.auszubildende).filter(|betrag| !betrag.ist_null());
    let auszubildende = auszubildende.map(|betrag| Posten {
        was: "Mehrbedarf in der Ausbildung (§ 27 Abs. 2)".to_owned(),
        betrag,
    });
    bildung.chain(beitraege).chain(auszubildende).collect()
}

fn bildung_deutsch(bildung: &BildungErgebnis) -> String {
    let was = match bildung.art {
        BildungArt::Ausflug => "Ausflug (§ 28 Abs. 2)",
        BildungArt::Klassenfahrt => "Klassenfahrt (§ 28 Abs. 2)",
        BildungArt::Schulbedarf => "Schulbedarf (§ 28 Abs. 3)",
        BildungArt::Schuelerbefoerderung => "Fahrt zur Schule (§ 28 Abs. 4)",
        BildungArt::Lernfoerderung => "Lernförderung (§ 28 Abs. 5)",
        BildungArt::Mittagsverpflegung => "Mittagessen (§ 28 Abs. 6)",
        BildungArt::Teilhabe => "Teilhabe (§ 28 Abs. 7)",
        BildungArt::TeilhabeWeitere => "Teilhabe, weitere Kosten (§ 28 Abs. 7)",
    };
    match bildung.form {
        BildungForm::Geld => was.to_owned(),
        BildungForm::Gutschein => format!("{was}, als Gutschein"),
    }
}

/// Wohin das geht und was daran besonders ist.
fn hinweise(fall: &Fall<'_>) -> Vec<String> {
    let personen = || fall.monate.iter().flat_map(|monat| &monat.personen);
    let hat = |form: BildungForm| {
        personen().flat_map(|person| &person.bildung).any(|bildung| bildung.form == form)
    };
    let saetze: [(bool, &str); 3] = [
        (
            hat(BildungForm::Geld),
            "Geld für Bildung und Teilhabe, das wir nicht direkt an einen Anbieter zahlen, überweisen wir \
             auf Ihr Konto. Bitte heben Sie Belege auf: Wir können danach fragen (§ 29 Abs. 5 SGB II).",
        ),
        (
            hat(BildungForm::Gutschein),
            "Gutscheine schicken wir Ihnen mit eigener Post. Sie geben sie beim Anbieter ab (§ 29 Abs. 2 \
             SGB II).",
        ),
        (
            personen().any(|person| !person.beitraege.is_empty()),
            "Zuschüsse zu Beiträgen zahlen wir direkt an Ihre Versicherung (§ 26 Abs. 5 SGB II).",
        ),
    ];
    saetze.into_iter().filter(|(gilt, _)| *gilt).map(|(_, satz)| satz.to_owned()).collect()
}
