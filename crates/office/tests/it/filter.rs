//! Die Liste in SQL zeigt genau die Fälle, auf die das Urteil zutrifft: zufällige Akten, zufällige Handelnde.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{
    Akte, Aufgabe, Auskunftssperre, DienstTatsache, Ereignis, FallTatsache, Gast, Gilt, Kategorie,
    Kennung, Mitglied, Notzugriff, PersonTatsache, Posten, Sperre, Sperrgrund, Strom, Tatsache,
    Vergabe, Zustaendig,
};
use case::rechte::{Akteur, Anfrage, Bezug, Filter, Handlung, Rolle, Zweck, filter};
use case::verzeichnis;
use office::store::projection::{Mode, Rows};
use office::store::record::{Draft, Request, StoreError};
use proptest::prelude::Rng;
use proptest::test_runner::{Config, TestRunner};

use crate::hilfe::{Haus, TRAEGER, heute, kennung};

const FAELLE: u32 = 60;
const BEDIENSTETE: u32 = 4;
const MENSCHEN: u32 = 12;

fn eines<T: Copy>(alle: &[T], nr: u32) -> T {
    alle[usize::try_from(nr).unwrap() % alle.len()]
}

fn bediensteter(nr: u32) -> Kennung {
    kennung(500_000 + nr % BEDIENSTETE)
}

fn mensch(nr: u32) -> Kennung {
    kennung(600_000 + nr % MENSCHEN)
}

fn fall(nr: u32) -> Kennung {
    kennung(700_000 + nr % FAELLE)
}

fn team(nr: u32) -> Posten {
    Posten::try_from(format!("team-{}", nr % 3)).unwrap()
}

fn aufgabe(nr: u32) -> Aufgabe {
    eines(Aufgabe::ALLE, nr)
}

/// Gilt vor, seit, bis oder nach heute; die Grenztage kommen oft vor.
fn gilt(nr: u32) -> Gilt {
    let tag = |text: &str| Some(text.parse().unwrap());
    match nr % 6 {
        0 => Gilt { von: tag("2026-01-01"), bis: tag("2026-11-19") },
        1 => Gilt { von: tag("2026-01-01"), bis: tag("2026-11-20") },
        2 => Gilt { von: tag("2026-11-20"), bis: None },
        3 => Gilt { von: tag("2026-11-21"), bis: None },
        4 => Gilt::IMMER,
        _ => Gilt { von: None, bis: tag("2026-12-31") },
    }
}

fn falltatsache(art: u32, nr: u32) -> FallTatsache {
    match art % 4 {
        0 => FallTatsache::Mitglied {
            posten: Posten::von(mensch(nr)),
            eintrag: (!nr.is_multiple_of(5)).then(mitglied),
        },
        1 => {
            let bearbeiter = (!nr.is_multiple_of(7)).then(|| bediensteter(nr));
            let eintrag =
                (!nr.is_multiple_of(11)).then(|| Zustaendig { bearbeiter, team: team(nr / 3) });
            FallTatsache::Zustaendig { posten: aufgabe(nr / 2).posten(), eintrag }
        }
        2 => {
            let grund = eines(Sperrgrund::ALLE, nr);
            let zugelassen = BTreeSet::from([bediensteter(nr / 3)]);
            FallTatsache::Sperre((!nr.is_multiple_of(3)).then_some(Sperre { grund, zugelassen }))
        }
        _ => FallTatsache::Nummer(format!("BG-{nr}")),
    }
}

fn schreibe<T: Tatsache>(
    haus: &Haus,
    strom: Strom,
    ereignisse: &[Ereignis<T>],
    zeilen: fn(&Akte<T>) -> Vec<case::verzeichnis::Zeile>,
) {
    let akte = Akte::neu(strom.kennung).mit(ereignisse);
    let rows = Rows { stream: strom.to_string(), rows: zeilen(&akte), mode: Mode::Replace };
    let texte = ereignisse.iter().map(Ereignis::schreibe).collect();
    let draft = Draft { appends: vec![(strom, 0, texte)], rows: vec![rows], ..Draft::default() };
    let key = strom.to_string();
    haus.store().commit(Request { traeger: TRAEGER, key: &key, body: b"" }, draft).unwrap();
}

/// Fälle und Menschen mit zufälligen Tatsachen; `zufall` liefert die Zahlen.
fn fuelle(haus: &Haus, zufall: &mut TestRunner) -> Vec<Bezug> {
    let mut zahl = || zufall.rng().next_u32() >> 8;
    let eingang = heute();
    let mut personen = BTreeMap::new();
    for nr in 0..MENSCHEN {
        let sperre = zahl().is_multiple_of(4).then(|| Auskunftssperre {
            bis: eines(&[None, Some("2026-11-19"), Some("2026-11-20")], zahl())
                .map(|tag| tag.parse().unwrap()),
        });
        let ereignis =
            Ereignis::neu(gilt(zahl()), eingang, PersonTatsache::Auskunftssperre(sperre));
        let ereignisse = [ereignis];
        schreibe(haus, Strom::person(mensch(nr)), &ereignisse, verzeichnis::person);
        personen.insert(mensch(nr), Akte::neu(mensch(nr)).mit(&ereignisse));
    }
    let mut bezuege = Vec::new();
    for nr in 0..FAELLE {
        let mut ereignisse = vec![Ereignis::neu(Gilt::IMMER, eingang, falltatsache(3, nr))];
        for version in 2..2 + u64::from(zahl() % 8) {
            let mut neu = Ereignis::neu(gilt(zahl()), eingang, falltatsache(zahl(), zahl()));
            neu.ersetzt = zahl().is_multiple_of(6).then_some(version - 1);
            ereignisse.push(neu);
        }
        schreibe(haus, Strom::fall(fall(nr)), &ereignisse, verzeichnis::fall);
        let akte = Akte::neu(fall(nr)).mit(&ereignisse);
        bezuege.push(Bezug::aus(&akte, &personen, heute()));
    }
    bezuege
}

fn akteur(zahl: &mut impl FnMut() -> u32) -> Akteur {
    let durch = bediensteter(0);
    let vergabe = || Some(Vergabe { durch });
    let mut tatsachen =
        vec![DienstTatsache::Team((!zahl().is_multiple_of(4)).then(|| team(zahl())))];
    for _ in 0..=zahl() % 2 {
        let rolle = eines(Rolle::ALLE, zahl());
        tatsachen.push(DienstTatsache::Rolle { posten: rolle.posten(), eintrag: vergabe() });
    }
    if zahl().is_multiple_of(3) {
        let posten = Posten::von(bediensteter(zahl()));
        tatsachen.push(DienstTatsache::Vertretung { posten, eintrag: vergabe() });
    }
    if zahl().is_multiple_of(3) {
        tatsachen.push(DienstTatsache::EigeneAkte(Some(mensch(zahl()))));
    }
    if zahl().is_multiple_of(3) {
        let eintrag = Some(Notzugriff { grund: String::new(), bis: heute() });
        tatsachen.push(DienstTatsache::Notzugriff { posten: Posten::von(fall(zahl())), eintrag });
    }
    if zahl().is_multiple_of(3) {
        let faelle = (0..5).map(|_| fall(zahl())).collect();
        let gast = Gast { faelle, zweck: Zweck::Leistung, stelle: String::new(), bis: heute() };
        tatsachen.push(DienstTatsache::Gast { posten: Posten::nr(1), eintrag: Some(gast) });
    }
    let ereignisse: Vec<_> = tatsachen
        .into_iter()
        .map(|tatsache| Ereignis::neu(Gilt::ab("2026-11-01".parse().unwrap()), heute(), tatsache))
        .collect();
    Akteur::aus(&Akte::neu(bediensteter(zahl())).mit(&ereignisse), heute())
}

#[test]
fn die_liste_in_sql_zeigt_genau_die_faelle_auf_die_das_urteil_zutrifft() {
    for haus in Haus::beide("filter") {
        let mut zufall =
            TestRunner::new_with_rng(Config::default(), TestRunner::deterministic().new_rng());
        let bezuege = fuelle(&haus, &mut zufall);
        let (mut gezeigt, mut verborgen) = (0, 0);
        for _ in 0..400 {
            let mut zahl = || zufall.rng().next_u32() >> 8;
            let akteur = akteur(&mut zahl);
            let zweck = zahl().is_multiple_of(2).then(|| eines(Zweck::ALLE, zahl()));
            let kategorie = eines(Kategorie::ALLE, zahl());
            let anfrage = Anfrage { handlung: Handlung::Sehen, kategorie, zweck };
            let filter = filter(&haus.regelwerk, &akteur, &anfrage, heute());
            let soll: Vec<Kennung> =
                bezuege.iter().filter(|b| filter.trifft(b)).filter_map(|b| b.fall).collect();
            assert_eq!(liste(&haus, &filter, 17), soll, "{filter:?}");
            gezeigt += soll.len();
            verborgen += bezuege.len() - soll.len();
        }
        assert!(gezeigt > 1_000 && verborgen > 1_000, "{gezeigt} {verborgen}");
    }
}

/// Die ganze Liste, Seite für Seite.
fn liste(haus: &Haus, filter: &Filter, seite: u32) -> Vec<Kennung> {
    let (mut alle, mut nach) = (Vec::new(), None);
    loop {
        let mehr: Result<_, StoreError> =
            haus.store().look(TRAEGER, |view| Ok(view.faelle(filter, heute(), (nach, seite))?));
        let mehr = mehr.unwrap();
        nach = mehr.last().copied();
        if mehr.is_empty() {
            return alle;
        }
        alle.extend(mehr);
    }
}

fn mitglied() -> Mitglied {
    serde_json::from_str("{}").unwrap()
}
