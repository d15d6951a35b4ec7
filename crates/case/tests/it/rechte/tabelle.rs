//! `docs/rechte.csv` lesen und jede Zelle gegen das Regelwerk halten.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Aufgabe, Kategorie, Kennung, Posten, Sperre, Sperrgrund, Zustaendig};
use case::rechte::{
    Akteur, Anfrage, Bezug, Fenster, Handlung, Regelwerk, Rolle, Urteil, Zweck, urteile,
};
use law::measure::Tag;

pub const TABELLE: &str = include_str!("../../../../../docs/rechte.csv");

/// Für welche Arten von Daten eine Handlung überhaupt einen Sinn hat: genau sie haben Zeilen.
pub const SINNVOLL: &[(Handlung, &[Kategorie])] = &[
    (Handlung::Suchen, &[Kategorie::Stammdaten]),
    (
        Handlung::Sehen,
        &[
            Kategorie::Stammdaten,
            Kategorie::Erreichbarkeit,
            Kategorie::Zustaendigkeit,
            Kategorie::Stand,
            Kategorie::Familie,
            Kategorie::Einkommen,
            Kategorie::Bank,
            Kategorie::Zahlung,
            Kategorie::Gesundheit,
            Kategorie::Aufenthalt,
            Kategorie::Versicherung,
            Kategorie::Unterkunft,
            Kategorie::Verfahren,
            Kategorie::Notiz,
            Kategorie::Dokument,
            Kategorie::Eingang,
            Kategorie::Vermittlung,
            Kategorie::Anvertraut,
            Kategorie::Dienst,
            Kategorie::Befangenheit,
            Kategorie::Protokoll,
            Kategorie::Statistik,
        ],
    ),
    (Handlung::Aufnehmen, &[Kategorie::Akte, Kategorie::Eingang, Kategorie::Verfahren]),
    (
        Handlung::Melden,
        &[
            Kategorie::Stammdaten,
            Kategorie::Erreichbarkeit,
            Kategorie::Stand,
            Kategorie::Familie,
            Kategorie::Einkommen,
            Kategorie::Bank,
            Kategorie::Gesundheit,
            Kategorie::Aufenthalt,
            Kategorie::Versicherung,
            Kategorie::Unterkunft,
            Kategorie::Verfahren,
            Kategorie::Notiz,
            Kategorie::Dokument,
            Kategorie::Eingang,
            Kategorie::Vermittlung,
            Kategorie::Anvertraut,
        ],
    ),
    (Handlung::Entscheiden, &[Kategorie::Verfahren, Kategorie::Vermittlung]),
    (Handlung::Freigeben, &[Kategorie::Verfahren, Kategorie::Vermittlung, Kategorie::Zahlung]),
    (Handlung::Versenden, &[Kategorie::Verfahren]),
    (Handlung::Zahlen, &[Kategorie::Zahlung]),
    (Handlung::Zuweisen, &[Kategorie::Akte]),
    (Handlung::Sperren, &[Kategorie::Akte]),
    (Handlung::Auskunft, &[Kategorie::Akte]),
    (Handlung::Loeschen, &[Kategorie::Akte]),
    (Handlung::Uebermitteln, &[Kategorie::Akte]),
    (Handlung::Notzugriff, &[Kategorie::Akte]),
    (Handlung::Pruefen, &[Kategorie::Protokoll]),
    (Handlung::RechteVergeben, &[Kategorie::Dienst, Kategorie::Befangenheit]),
    (Handlung::Steuern, &[Kategorie::Auftrag]),
];

pub const BEZIEHUNGEN: [&str; 5] = ["haus", "team", "zustaendig", "notzugriff", "gesperrt"];

/// Eine Spalte: die Rolle und, wo sie zwei Seiten hat, welche.
pub const SPALTEN: [&str; 17] = [
    "leistung",
    "fallmanagement",
    "vermittlung",
    "teamleitung_leistung",
    "teamleitung_eingliederung",
    "kasse",
    "rechtsstelle",
    "empfang",
    "hotline",
    "chancengleichheit",
    "controlling",
    "umstellung",
    "betrieb",
    "datenschutz",
    "gast_leistung",
    "gast_eingliederung",
    "fachverfahren",
];

/// (Handlung, Art der Daten, Beziehung, Spalte) → Zelle.
pub type Zellen = BTreeMap<(String, String, String, String), String>;

/// Liest die Tabelle; was nicht zu ihr passt, kommt als Satz zurück.
pub fn lies(text: &str) -> Result<Zellen, Vec<String>> {
    let mut zeilen = text.lines().filter(|zeile| !zeile.starts_with('#'));
    let kopf: Vec<&str> = zeilen.next().unwrap_or_default().split(';').collect();
    let erwartet: Vec<&str> =
        ["handlung", "kategorie", "beziehung"].into_iter().chain(SPALTEN).collect();
    if kopf != erwartet {
        return Err(vec![format!("Kopf: {kopf:?}")]);
    }
    let (mut zellen, mut fehler, mut da) = (Zellen::new(), Vec::new(), BTreeSet::new());
    for zeile in zeilen {
        let felder: Vec<&str> = zeile.split(';').collect();
        let (schluessel, werte) = felder.split_at(3.min(felder.len()));
        if werte.len() != SPALTEN.len() || !da.insert(schluessel.join(" × ")) {
            fehler.push(format!("doppelt oder unvollständig: {zeile}"));
            continue;
        }
        for (spalte, wert) in SPALTEN.iter().zip(werte) {
            if !["ja", "nein", "zweck"].contains(wert) {
                fehler.push(format!("„{wert}“ in {zeile}"));
            }
            let [handlung, kategorie, beziehung] = [0, 1, 2].map(|nr| schluessel[nr].to_owned());
            let zelle = (handlung, kategorie, beziehung, (*spalte).to_owned());
            zellen.insert(zelle, (*wert).to_owned());
        }
    }
    let soll = SINNVOLL.iter().flat_map(|(handlung, kategorien)| {
        kategorien.iter().flat_map(move |kategorie| {
            BEZIEHUNGEN.map(|b| format!("{} × {} × {b}", handlung.name(), kategorie.name()))
        })
    });
    let soll: BTreeSet<String> = soll.collect();
    fehler.extend(soll.difference(&da).map(|zeile| format!("es fehlt {zeile}")));
    fehler.extend(da.difference(&soll).map(|zeile| format!("zu viel ist {zeile}")));
    if fehler.is_empty() { Ok(zellen) } else { Err(fehler) }
}

pub fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

pub fn kennung(nr: u8) -> Kennung {
    Kennung::aus_bytes([nr; 16])
}

pub fn team(name: &str) -> Posten {
    Posten::try_from(name.to_owned()).unwrap()
}

pub const HEUTE: &str = "2026-11-20";
const ICH: u8 = 1;
const ANDERE: u8 = 2;
const FALL: u8 = 3;

pub fn rolle(spalte: &str) -> Rolle {
    Rolle::mit_namen(spalte.split('_').next().unwrap()).unwrap()
}

/// Die Aufgaben, die in dieser Spalte gemeint sind.
pub fn aufgaben(spalte: &str) -> &'static [Aufgabe] {
    match spalte {
        "teamleitung_leistung" => &[Aufgabe::Leistung],
        "teamleitung_eingliederung" => &[Aufgabe::Fallmanagement, Aufgabe::Vermittlung],
        _ => Aufgabe::ALLE,
    }
}

/// Jemand mit der Rolle der Spalte in genau dieser Beziehung, und der Fall dazu.
pub fn stelle(spalte: &str, beziehung: &str) -> (Akteur, Bezug) {
    let rolle = rolle(spalte);
    let mut akteur = Akteur {
        rollen: BTreeSet::from([rolle]),
        team: Some(team("meins")),
        ..Akteur::ohne_rechte(kennung(ICH))
    };
    let alles = beziehung == "gesperrt";
    let (zustaendig, im_team) = (alles || beziehung == "zustaendig", alles || beziehung == "team");
    let wer = |aufgabe: &Aufgabe| {
        let meine = aufgaben(spalte).contains(aufgabe);
        let selbst = zustaendig && meine && rolle != Rolle::Gast;
        let bearbeiter = Some(kennung(if selbst { ICH } else { ANDERE }));
        let team = team(if im_team && meine { "meins" } else { "anderes" });
        (*aufgabe, Zustaendig { bearbeiter, team })
    };
    let bezug = Bezug {
        fall: Some(kennung(FALL)),
        menschen: BTreeSet::from([kennung(9)]),
        zustaendig: Aufgabe::ALLE.iter().map(wer).collect(),
        team: im_team.then(|| team("meins")),
        sperre: alles.then(|| Sperre {
            grund: Sperrgrund::Kollege,
            zugelassen: BTreeSet::from([kennung(ANDERE)]),
        }),
        auskunftssperre: false,
    };
    if alles || beziehung == "notzugriff" {
        akteur.notzugriffe.insert(kennung(FALL), tag(HEUTE));
    }
    if rolle == Rolle::Gast && zustaendig {
        let leistung = spalte == "gast_leistung";
        akteur.fenster.push(Fenster {
            faelle: BTreeSet::from([kennung(FALL)]),
            zweck: if leistung { Zweck::Leistung } else { Zweck::Eingliederung },
            von: tag("2026-11-01"),
            bis: tag(HEUTE),
        });
    }
    (akteur, bezug)
}

pub fn zelle(
    regelwerk: &Regelwerk,
    (akteur, bezug): &(Akteur, Bezug),
    handlung: Handlung,
    kategorie: Kategorie,
) -> &'static str {
    let anfrage = Anfrage { handlung, kategorie, zweck: None };
    match urteile(regelwerk, akteur, bezug, &anfrage, tag(HEUTE)) {
        Urteil::Erlaubt { .. } => "ja",
        Urteil::ZweckFehlt(_) => "zweck",
        Urteil::Verweigert(_) => "nein",
    }
}

/// Jede Abweichung zwischen Tabelle und Regelwerk, auch wo die Tabelle keine Zeile hat.
pub fn abweichungen(regelwerk: &Regelwerk, zellen: &Zellen) -> Vec<String> {
    let mut funde = Vec::new();
    for (spalte, beziehung) in SPALTEN.iter().flat_map(|s| BEZIEHUNGEN.map(|b| (*s, b))) {
        let stelle = stelle(spalte, beziehung);
        for (handlung, kategorie) in
            Handlung::ALLE.iter().flat_map(|h| Kategorie::ALLE.iter().map(move |k| (*h, *k)))
        {
            let name = [handlung.name(), kategorie.name(), beziehung, spalte].map(str::to_owned);
            let [h, k, b, s] = name.clone();
            let soll = zellen.get(&(h, k, b, s)).map_or("nein", String::as_str);
            let ist = zelle(regelwerk, &stelle, handlung, kategorie);
            if soll != ist {
                funde.push(format!("{}: soll {soll}, ist {ist}", name.join(" × ")));
            }
        }
    }
    funde
}
