//! Anlagen: der Berechnungsbogen je Lauf und die Gründe im Einzelnen.

use law::measure::Cent;

use super::gruende;
use super::lauf::{Lauf, nach_beleg, nach_bogen};
use super::{Abschnitt, Block, Breite, Fall, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::PersonErgebnis;

/// So viele Personen passen nebeneinander auf eine Seite.
const PERSONEN_JE_TABELLE: usize = 5;

/// So lang darf ein Name im Spaltenkopf sein.
const NAME_IM_KOPF: usize = 60;

/// Ein Posten des Berechnungsbogens.
struct Posten {
    was: &'static str,
    art: ZeilenArt,
    /// Vorzeichen, mit dem der Betrag in die Summe eingeht.
    abzug: bool,
    /// Fällt weg, wenn er bei allen null ist.
    entbehrlich: bool,
    betrag: fn(&PersonErgebnis) -> Cent,
}

const fn posten(was: &'static str, betrag: fn(&PersonErgebnis) -> Cent) -> Posten {
    Posten { was, art: ZeilenArt::Posten, abzug: false, entbehrlich: false, betrag }
}

/// In der Reihenfolge der Rechnung: Bedarf, Anspruch, Auszahlung.
const POSTEN: [Posten; 11] = [
    posten("Regelbedarf (§§ 20, 23)", |p| p.regelbedarf),
    Posten { entbehrlich: true, ..posten("Mehrbedarf (§§ 21, 23)", |p| p.mehrbedarf) },
    posten("Unterkunft und Heizung (§ 22)", |p| p.unterkunft),
    Posten { art: ZeilenArt::Zwischensumme, ..posten("Bedarf", |p| p.bedarf) },
    Posten { abzug: true, ..posten("angerechnetes Einkommen (§§ 9, 11)", |p| p.angerechnet) },
    Posten { art: ZeilenArt::Zwischensumme, ..posten("Anspruch", |p| p.anspruch) },
    Posten { entbehrlich: true, ..posten("Sofortzuschlag (§ 72)", |p| p.sofortzuschlag) },
    Posten {
        abzug: true,
        entbehrlich: true,
        ..posten("Minderung (§§ 31a, 32, 7b)", |p| p.minderung)
    },
    Posten {
        abzug: true,
        entbehrlich: true,
        ..posten("Aufrechnung (§§ 42a, 43)", |p| p.aufrechnung)
    },
    Posten { art: ZeilenArt::Summe, ..posten("Auszahlung", |p| p.auszahlung) },
    Posten { entbehrlich: true, ..posten("davon Sachleistung (§ 68)", |p| p.sachleistung) },
];

pub(super) fn anlagen(fall: &Fall<'_>) -> Vec<Abschnitt> {
    let boegen = nach_bogen(fall.monate);
    let gruende = nach_beleg(fall.monate);
    let boegen = boegen.iter().map(|lauf| bogen(fall, lauf));
    let gruende = gruende.iter().filter_map(|lauf| gruende::im_einzelnen(fall, lauf));
    boegen.chain(gruende).collect()
}

fn bogen(fall: &Fall<'_>, lauf: &Lauf<'_>) -> Abschnitt {
    let personen = &lauf.erster.personen;
    let gruppen = personen.len().div_ceil(PERSONEN_JE_TABELLE).max(1);
    let breite = personen.len().div_ceil(gruppen).max(1);
    let mut bloecke = vec![Block::absatz(
        "So haben wir gerechnet. Alle Beträge gelten für einen Monat, alle Paragrafen stehen im SGB II.",
    )];
    let mut ab = 1_usize;
    for teil in personen.chunks(breite) {
        let bis = ab.saturating_add(teil.len()).saturating_sub(1);
        if gruppen > 1 {
            bloecke.push(Block::zwischentitel(format!("Personen {ab} bis {bis}")));
        }
        let gesamt = (bis == personen.len() && bis > 1).then_some(personen.as_slice());
        bloecke.push(tabelle(fall, lauf, teil, gesamt));
        ab = bis.saturating_add(1);
    }
    bloecke.extend(einkommen(fall, personen));
    Abschnitt { titel: format!("Berechnungsbogen {}", lauf.deutsch()), bloecke }
}

/// `gesamt`: alle Personen des Haushalts, wenn die letzte Spalte ihre Summe zeigt.
fn tabelle(
    fall: &Fall<'_>,
    lauf: &Lauf<'_>,
    personen: &[PersonErgebnis],
    gesamt: Option<&[PersonErgebnis]>,
) -> Block {
    let namen = personen.iter().map(|person| kurz(fall.name(&person.id)));
    let kopf = std::iter::once("Euro im Monat".to_owned())
        .chain(namen)
        .chain(gesamt.map(|_| "Haushalt".to_owned()));
    let alle = lauf.erster.personen.as_slice();
    let sichtbar = POSTEN.iter().filter(|posten| {
        !(posten.entbehrlich && alle.iter().all(|person| (posten.betrag)(person).ist_null()))
    });
    let zeilen = sichtbar.map(|posten| {
        let betraege = personen.iter().map(posten.betrag);
        let summe = gesamt.map(|alle| alle.iter().map(posten.betrag).sum::<Cent>());
        let zellen = betraege.chain(summe).map(|betrag| zahl(betrag, posten.abzug));
        let was = std::iter::once(posten.was.to_owned());
        Zeile { art: posten.art, tiefe: 0, zellen: was.chain(zellen).collect() }
    });
    Block::Tabelle(Tabelle {
        beschreibung: format!("Berechnung für {}", lauf.deutsch()),
        zahlen: personen.len().saturating_add(usize::from(gesamt.is_some())),
        kopf: kopf.collect(),
        erste: Breite::Schmal,
        zeilen: zeilen.collect(),
    })
}

/// Im Spaltenkopf ist wenig Platz; der volle Name steht beim Anspruch jeder Person.
fn kurz(name: String) -> String {
    if name.chars().count() <= NAME_IM_KOPF {
        return name;
    }
    name.chars().take(NAME_IM_KOPF).chain(['…']).collect()
}

/// Ein Betrag ohne Eurozeichen, wie er im Bogen steht; ein Abzug mit Minus.
fn zahl(betrag: Cent, abzug: bool) -> String {
    let text = betrag.to_string();
    let text = text.trim_end_matches(" €");
    if abzug && !betrag.ist_null() { format!("−{text}") } else { text.to_owned() }
}

/// Woher das anrechenbare Einkommen kommt: je Person mit Einkommen eine Zeile.
fn einkommen(fall: &Fall<'_>, personen: &[PersonErgebnis]) -> Vec<Block> {
    let mit: Vec<&PersonErgebnis> =
        personen.iter().filter(|p| !(p.einkommen.ist_null() && p.freibetrag.ist_null())).collect();
    if mit.is_empty() {
        return Vec::new();
    }
    let zeilen = mit.iter().map(|person| Zeile {
        art: ZeilenArt::Posten,
        tiefe: 0,
        zellen: vec![
            fall.name(&person.id),
            if person.freibetrag.ist_null() {
                "–".to_owned()
            } else {
                person.freibetrag.to_string()
            },
            person.einkommen.to_string(),
        ],
    });
    vec![
        Block::zwischentitel("Einkommen"),
        Block::absatz(
            "Vom Einkommen ziehen wir Beträge ab, die Sie behalten dürfen (§ 11b SGB II). Was danach \
             bleibt, rechnen wir an.",
        ),
        Block::Tabelle(Tabelle {
            beschreibung: "Einkommen je Person nach Abzug der Freibeträge".to_owned(),
            kopf: ["Person", "Freibetrag bei Arbeit", "Einkommen nach Abzügen"]
                .map(str::to_owned)
                .to_vec(),
            zahlen: 2,
            erste: Breite::Rest,
            zeilen: zeilen.collect(),
        }),
    ]
}
