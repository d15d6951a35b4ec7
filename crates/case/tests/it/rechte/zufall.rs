//! Zehntausend zufällige Fälle: Urteil, Filter und Referenz sagen dasselbe.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Aufgabe, Kategorie, Sperre, Sperrgrund, Zustaendig};
use case::rechte::{
    Akteur, Anfrage, Bezug, Fenster, Handlung, Regelwerk, Rolle, Urteil, Zweck, filter, urteile,
};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::referenz;
use super::tabelle::{HEUTE, SINNVOLL, Zellen, kennung, tag, team};

fn fenster() -> impl Strategy<Value = Fenster> {
    let zwecke = [Zweck::Leistung, Zweck::Eingliederung, Zweck::Klage];
    let faelle = btree_set(select(vec![3_u8, 5]), 0..3);
    (faelle, select(zwecke.to_vec()), select(vec![-184_i32, -183, -30, 0, 1]), 0..400_i32).prop_map(
        |(faelle, zweck, von, dauer)| {
            let von = tag(HEUTE).plus_tage(von);
            let faelle = faelle.into_iter().map(kennung).collect();
            Fenster { faelle, zweck, von, bis: von.plus_tage(dauer) }
        },
    )
}

fn akteur() -> impl Strategy<Value = Akteur> {
    let teams = option::of(select(vec!["a", "b"]));
    let notzugriffe = proptest::collection::btree_map(select(vec![3_u8, 5]), -1..3_i32, 0..2);
    (
        btree_set(select(Rolle::ALLE.to_vec()), 1..6),
        teams,
        btree_set(select(vec![2_u8, 4]), 0..2),
        vec(fenster(), 0..3),
        (option::weighted(0.1, 20..29_u8), btree_set(20..29_u8, 0..2)),
        notzugriffe,
    )
        .prop_map(|(rollen, team, vertritt, fenster, (eigene, angehoerige), notzugriffe)| {
            Akteur {
                rollen,
                team: team.map(super::tabelle::team),
                vertritt: vertritt.into_iter().map(kennung).collect(),
                fenster,
                eigene_akte: eigene.map(kennung),
                angehoerige: angehoerige.into_iter().map(kennung).collect(),
                notzugriffe: notzugriffe
                    .into_iter()
                    .map(|(fall, tage)| (kennung(fall), tag(HEUTE).plus_tage(tage)))
                    .collect(),
                ..Akteur::ohne_rechte(kennung(1))
            }
        })
}

fn bezug() -> impl Strategy<Value = Bezug> {
    let zustaendig = || {
        let eine = (option::of(select(vec![1_u8, 1, 2, 4, 6])), select(vec!["a", "b", "c"]));
        option::weighted(0.8, eine)
    };
    let sperre = (select(Sperrgrund::ALLE.to_vec()), btree_set(select(vec![1_u8, 2]), 0..2));
    (
        option::weighted(0.9, select(vec![3_u8, 5])),
        btree_set(20..29_u8, 0..3),
        [zustaendig(), zustaendig(), zustaendig()],
        option::weighted(0.3, select(vec!["a", "b"])),
        option::weighted(0.4, sperre),
        any::<bool>(),
    )
        .prop_map(|(fall, menschen, zustaendig, bediensteter, sperre, auskunftssperre)| {
            let je_aufgabe = Aufgabe::ALLE.iter().zip(zustaendig);
            let je_aufgabe = je_aufgabe.filter_map(|(aufgabe, wer)| {
                let (bearbeiter, name) = wer?;
                let bearbeiter = bearbeiter.map(kennung);
                Some((*aufgabe, Zustaendig { bearbeiter, team: team(name) }))
            });
            Bezug {
                fall: fall.map(kennung),
                menschen: menschen.into_iter().map(kennung).collect(),
                zustaendig: je_aufgabe.collect::<BTreeMap<_, _>>(),
                team: bediensteter.map(team),
                sperre: sperre.map(|(grund, zugelassen)| Sperre {
                    grund,
                    zugelassen: zugelassen.into_iter().map(kennung).collect::<BTreeSet<_>>(),
                }),
                auskunftssperre,
            }
        })
}

fn anfrage() -> impl Strategy<Value = Anfrage> {
    let paare = SINNVOLL.iter().flat_map(|(h, ks)| ks.iter().map(move |k| (*h, *k)));
    let paar = prop_oneof![
        19 => select(paare.collect::<Vec<_>>()),
        1 => (select(Handlung::ALLE.to_vec()), select(Kategorie::ALLE.to_vec())),
    ];
    let zweck = option::weighted(0.3, select(Zweck::ALLE.to_vec()));
    (paar, zweck).prop_map(|((handlung, kategorie), zweck)| Anfrage { handlung, kategorie, zweck })
}

/// Prüft zehntausend Fälle, immer dieselben; sagt, wie oft es erlaubt war.
pub fn pruefe(regelwerk: &Regelwerk, zellen: &Zellen) -> Result<u32, String> {
    let config = Config {
        cases: 10_000,
        failure_persistence: None,
        max_shrink_iters: 64,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let erlaubte = std::cell::Cell::new(0);
    let heute = tag(HEUTE);
    let ergebnis = TestRunner::new_with_rng(config, rng).run(
        &(akteur(), bezug(), anfrage()),
        |(akteur, bezug, anfrage)| {
            let urteil = urteile(regelwerk, &akteur, &bezug, &anfrage, heute);
            let erlaubt = matches!(urteil, Urteil::Erlaubt { .. });
            let trifft = filter(regelwerk, &akteur, &anfrage, heute).trifft(&bezug);
            prop_assert_eq!(trifft, erlaubt, "Filter");
            let soll = referenz::erlaubt(zellen, &akteur, &bezug, &anfrage, heute);
            prop_assert_eq!(soll, erlaubt, "Referenz: {:?}", urteil);
            erlaubte.set(erlaubte.get() + u32::from(erlaubt));
            Ok(())
        },
    );
    ergebnis.map(|()| erlaubte.get()).map_err(|fehler| fehler.to_string())
}
