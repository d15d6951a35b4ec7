//! Jede Zelle: jeder Weg × jede Rolle × jede Beziehung gegen `docs/rechte.csv`.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{
    Aufgabe, DienstTatsache, FallTatsache, Gast, Kategorie, Notzugriff, Posten, Sperre, Sperrgrund,
    Strom,
};
use case::rechte::{Handlung, Rolle, Zweck};
use web::app::App;
use web::call::Call;
use web::problem::Problem;
use web::reply::Reply;
use web::routes::{Needs, ROUTES, Route};

use crate::hilfe::{HIER, Haus, Wer, Woran, aufnahme, heute, kennung, meldung, posten, text};

const TABELLE: &str = include_str!("../../../../docs/rechte.csv");
const BEZIEHUNGEN: [&str; 5] = ["haus", "team", "zustaendig", "notzugriff", "gesperrt"];

/// (Handlung, Art der Daten, Beziehung, Spalte) → `ja`, `zweck` oder `nein`.
type Zellen = BTreeMap<[String; 4], String>;

fn lies() -> (Vec<String>, Zellen) {
    let mut zeilen = TABELLE.lines().filter(|zeile| !zeile.starts_with('#') && !zeile.is_empty());
    let kopf: Vec<String> = zeilen.next().unwrap().split(';').map(str::to_owned).collect();
    let spalten = kopf[3..].to_vec();
    let mut zellen = Zellen::new();
    for zeile in zeilen {
        let felder: Vec<&str> = zeile.split(';').collect();
        for (spalte, wert) in spalten.iter().zip(&felder[3..]) {
            let ort = [felder[0], felder[1], felder[2], spalte].map(str::to_owned);
            zellen.insert(ort, (*wert).to_owned());
        }
    }
    (spalten, zellen)
}

/// Die Aufgaben, um die es in dieser Spalte geht.
fn aufgaben(spalte: &str) -> &'static [Aufgabe] {
    match spalte {
        "teamleitung_leistung" => &[Aufgabe::Leistung],
        "teamleitung_eingliederung" => &[Aufgabe::Fallmanagement, Aufgabe::Vermittlung],
        _ => Aufgabe::ALLE,
    }
}

/// Jemand in einer Rolle, in einer Beziehung zu einem Fall.
struct Stelle {
    spalte: String,
    beziehung: &'static str,
    wer: Wer,
    woran: Woran,
}

/// Wie in den Tests von `case`, nur als Ereignisse der Akte.
fn stelle(haus: &Haus, andere: Wer, (spalte, beziehung): (&str, &'static str), nr: u32) -> Stelle {
    let rolle = Rolle::mit_namen(spalte.split('_').next().unwrap()).unwrap();
    let wer = haus.stelle_ein(HIER, 1_000 + nr, rolle, "meins");
    let (fall, person) = (kennung(10_000 + nr), kennung(20_000 + nr));
    let body = text(&aufnahme(fall, person));
    let aufgenommen = haus.frage(Some(&andere), "POST", "/api/v1/befehle", &body);
    assert_eq!(aufgenommen.status, 201, "{}", aufgenommen.text);
    let abgelegt = haus.schicke(&andere, "lohn.txt", &format!("Lohn {nr}"));
    let dokument = kennung(30_000 + nr);
    haus.ordne_zu(&andere, abgelegt, (fall, dokument));
    let eingang = haus.schicke(&andere, "brief.txt", &format!("Brief {nr}"));
    let gesperrt = beziehung == "gesperrt";
    for aufgabe in Aufgabe::ALLE {
        let meine = aufgaben(spalte).contains(aufgabe);
        let selbst = (gesperrt || beziehung == "zustaendig") && meine && rolle != Rolle::Gast;
        let im_team = (gesperrt || beziehung == "team") && meine;
        let wem = if selbst { wer } else { andere };
        haus.weise_zu(fall, *aufgabe, (wem, if im_team { "meins" } else { "anderes" }));
    }
    if gesperrt {
        let zugelassen = BTreeSet::from([andere.kennung]);
        let sperre = Sperre { grund: Sperrgrund::Kollege, zugelassen };
        haus.schreibe(HIER, Strom::fall(fall), vec![FallTatsache::Sperre(Some(sperre))]);
    }
    let mut dienst = Vec::new();
    if gesperrt || beziehung == "notzugriff" {
        let eintrag = Some(Notzugriff { grund: "Räumung droht morgen".to_owned(), bis: heute() });
        dienst.push(DienstTatsache::Notzugriff { posten: Posten::von(fall), eintrag });
    }
    if rolle == Rolle::Gast && (gesperrt || beziehung == "zustaendig") {
        let leistung = spalte == "gast_leistung";
        let zweck = if leistung { Zweck::Leistung } else { Zweck::Eingliederung };
        let stelle = "Jobcenter Nachbarkreis".to_owned();
        let gast = Gast { faelle: BTreeSet::from([fall]), zweck, stelle, bis: heute() };
        dienst.push(DienstTatsache::Gast { posten: posten("001"), eintrag: Some(gast) });
    }
    if !dienst.is_empty() {
        haus.schreibe_ab(HIER, Strom::bediensteter(wer.kennung), dienst, "2026-11-01");
    }
    let auftrag = haus.auftrag(HIER);
    let woran = Woran { fall, person, eingang, dokument, auftrag };
    Stelle { spalte: spalte.to_owned(), beziehung, wer, woran }
}

fn stellen(haus: &Haus, spalten: &[String]) -> Vec<Stelle> {
    let andere = haus.stelle_ein(HIER, 998, Rolle::Leistung, "anderes");
    let paare = spalten.iter().flat_map(|s| BEZIEHUNGEN.map(|b| (s.as_str(), b)));
    let stellen = (0..).zip(paare).map(|(nr, paar)| stelle(haus, andere, paar, nr)).collect();
    // Das Verzeichnis kennt die Ereignisse noch nicht, die an der Tür vorbeikamen.
    haus.app.store.rebuild(HIER).unwrap();
    stellen
}

/// Was man für diesen Weg dürfen muss, und ob alles davon.
fn verlangt(route: &Route) -> Option<(Vec<(Handlung, Kategorie)>, bool)> {
    let jede = |handlung: Handlung, kategorien: &[Kategorie]| {
        kategorien.iter().map(|kategorie| (handlung, *kategorie)).collect::<Vec<_>>()
    };
    let befehl = || {
        let (handlung, kategorien) = meldung(kennung(1), kennung(2), 1).verlangt();
        jede(handlung, &kategorien)
    };
    match route.needs {
        Needs::Nothing | Needs::Identity | Needs::Own => None,
        Needs::Some(handlung, kategorien) | Needs::House(handlung, kategorien) => {
            Some((jede(handlung, kategorien), false))
        }
        Needs::All(handlung, kategorien) => Some((jede(handlung, kategorien), true)),
        Needs::List(handlung, kategorie) => Some((vec![(handlung, kategorie)], true)),
        Needs::Command => Some((befehl(), true)),
        Needs::Preview => {
            let betraege = vec![(Handlung::Sehen, Kategorie::Zahlung)];
            Some(([befehl(), betraege].concat(), true))
        }
    }
}

/// Was die Tabelle zu diesem Weg sagt: `ja`, `zweck`, `nein`.
fn soll(zellen: &Zellen, route: &Route, stelle: &Stelle) -> Option<&'static str> {
    let (zeilen, alle) = verlangt(route)?;
    let zelle = |(handlung, kategorie): &(Handlung, Kategorie)| {
        let ort = [handlung.name(), kategorie.name(), stelle.beziehung, &stelle.spalte];
        zellen.get(&ort.map(str::to_owned)).map_or("nein", String::as_str)
    };
    let werte: Vec<&str> = zeilen.iter().map(zelle).collect();
    let reihenfolge = if alle { ["nein", "zweck", "ja"] } else { ["ja", "zweck", "nein"] };
    reihenfolge.into_iter().find(|wert| werte.contains(wert))
}

/// Status und Text der Antwort auf einem Weg, für jemanden in einer Beziehung.
type Frage<'a> = dyn Fn(&Route, &Stelle) -> (u16, String) + 'a;

/// Jede Zelle, bei der die Antwort nicht ist, was die Tabelle sagt.
fn abweichungen(
    zellen: &Zellen,
    stellen: &[Stelle],
    (wege, frage): (&[Route], &Frage<'_>),
) -> (usize, Vec<String>) {
    let (mut geprueft, mut funde) = (0, Vec::new());
    for (route, stelle) in wege.iter().flat_map(|r| stellen.iter().map(move |s| (r, s))) {
        // Was an keinem Fall hängt: es gilt, was für das ganze Haus gilt.
        let haus = matches!(route.needs, Needs::House(..));
        if haus && stelle.beziehung != "haus" {
            continue;
        }
        let Some(soll) = soll(zellen, route, stelle) else { continue };
        geprueft += 1;
        let Stelle { spalte, beziehung, .. } = stelle;
        let liste = matches!(route.needs, Needs::List(..));
        let ist = match frage(route, stelle) {
            (200, text) if liste && !text.contains(&stelle.woran.fall.to_string()) => "nein",
            (200 | 201, _) => "ja",
            // Er dürfte; es gibt nur gerade keinen.
            (404, text) if text.contains("wartet kein Entwurf") => "ja",
            // Den Bescheid gibt es; er ist übernommen und hat keinen Brief.
            (404, text) if text.contains("gibt es keinen Brief") => "ja",
            (403, text) if text.contains("/probleme/zweck") => "zweck",
            (403, _) => "nein",
            (status, text) => {
                funde.push(format!("{} × {spalte} × {beziehung}: {status} {text}", route.path));
                continue;
            }
        };
        // Eine Liste fragt nach dem Zweck nur, wenn sie sonst leer bliebe, und meint damit keinen einzelnen Fall:
        // ihn zeigt sie so oder so nicht.
        let zeigt = |wert: &str| wert == "ja";
        let stimmt = if liste { zeigt(ist) == zeigt(soll) } else { ist == soll };
        if !stimmt {
            funde.push(format!("{} × {spalte} × {beziehung}: soll {soll}, ist {ist}", route.path));
        }
    }
    (geprueft, funde)
}

#[test]
fn jeder_weg_antwortet_jeder_rolle_in_jeder_beziehung_wie_die_tabelle_sagt() {
    let haus = Haus::neu("matrix");
    let (spalten, zellen) = lies();
    let stellen = stellen(&haus, &spalten);
    let ueber_die_leitung = |route: &Route, stelle: &Stelle| {
        let antwort = haus.frage_weg(Some(&stelle.wer), route, &stelle.woran);
        (antwort.status, antwort.text)
    };
    let (geprueft, funde) = abweichungen(&zellen, &stellen, (ROUTES, &ueber_die_leitung));
    assert_eq!(funde, Vec::<String>::new());
    assert!(geprueft > 500, "{geprueft}");
    // Die Wache prüft sich selbst: ein Weg, der zu wenig verlangt, einer, der anderes verlangt, als er zeigt, und
    // einer, der gar nicht fragt.
    let rechnung = *ROUTES.iter().find(|route| route.path.contains("{monat}")).unwrap();
    let ohne_frage: fn(&App, &Call) -> Result<Reply, Problem> =
        |_, _| Reply::json(200, &serde_json::json!({}));
    let unmittelbar = |route: &Route, _: &Stelle| {
        let antwort = (route.handle)(&haus.app, &Call::default());
        antwort.map_or_else(|p| (p.status, p.art), |reply| (reply.status, String::new()))
    };
    let gepflanzt: [(&str, Route, &Frage<'_>); 3] = [
        (
            "verlangt zu wenig",
            Route { needs: Needs::Some(Handlung::Sehen, &[Kategorie::Stand]), ..rechnung },
            &ueber_die_leitung,
        ),
        (
            "verlangt anderes, als er zeigt",
            Route { needs: Needs::All(Handlung::Zahlen, &[Kategorie::Zahlung]), ..rechnung },
            &ueber_die_leitung,
        ),
        ("fragt nicht", Route { handle: ohne_frage, ..rechnung }, &unmittelbar),
    ];
    for (was, route, frage) in gepflanzt {
        let (_, funde) = abweichungen(&zellen, &stellen, (&[route], frage));
        assert!(!funde.is_empty(), "{was}");
    }
}

#[test]
fn jeder_weg_hat_seine_zeilen_in_der_tabelle() {
    let (_, zellen) = lies();
    let da: BTreeSet<(&str, &str)> = zellen
        .keys()
        .map(|[handlung, kategorie, ..]| (handlung.as_str(), kategorie.as_str()))
        .collect();
    let fehlen = |route: &Route| {
        let Some((zeilen, _)) = verlangt(route) else { return false };
        zeilen
            .iter()
            .any(|(handlung, kategorie)| !da.contains(&(handlung.name(), kategorie.name())))
    };
    let ohne: Vec<&str> = ROUTES.iter().filter(|route| fehlen(route)).map(|r| r.path).collect();
    assert_eq!(ohne, Vec::<&str>::new());
    let gepflanzt =
        Route { needs: Needs::Some(Handlung::Zahlen, &[Kategorie::Notiz]), ..ROUTES[0] };
    assert!(fehlen(&gepflanzt), "ein Weg ohne Zeile fällt auf");
}
