//! Wer jemand ist und worum es geht, aus den Akten gelesen.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{
    Akte, Aufgabe, Auskunftssperre, DienstTatsache, Ereignis, FallTatsache, Gast, Gilt, Kategorie,
    Mitglied, Notzugriff, PersonTatsache, Posten, Pruefergebnis, Pruefung, Sperre, Sperrgrund,
    Tatsache, Vergabe, Zustaendig, ungepruefte_notzugriffe,
};
use case::rechte::{Akteur, Bezug, Rolle, Zweck};
use law::measure::Zeitraum;

use super::tabelle::{kennung, tag, team};

fn nur(von: &str, bis: &str) -> Gilt {
    Gilt::nur(Zeitraum { von: tag(von), bis: tag(bis) })
}

fn neu<T: Tatsache>(gilt: Gilt, tatsache: T) -> Ereignis<T> {
    Ereignis::neu(gilt, tag("2026-11-01"), tatsache)
}

fn vergabe() -> Option<Vergabe> {
    Some(Vergabe { durch: kennung(7) })
}

fn rolle(name: &str, gilt: Gilt) -> Ereignis<DienstTatsache> {
    let posten = Posten::try_from(name.to_owned()).unwrap();
    neu(gilt, DienstTatsache::Rolle { posten, eintrag: vergabe() })
}

#[test]
fn rollen_und_vertretungen_gelten_an_ihren_tagen_und_unbekannte_rollen_nie() {
    let ende = DienstTatsache::Rolle { posten: Rolle::Kasse.posten(), eintrag: None };
    let vertretung =
        DienstTatsache::Vertretung { posten: Posten::von(kennung(2)), eintrag: vergabe() };
    let akte = Akte::neu(kennung(1)).mit(&[
        rolle("leistung", Gilt::ab(tag("2026-11-01"))),
        rolle("kasse", Gilt::ab(tag("2026-11-01"))),
        rolle("koenigin", Gilt::IMMER),
        neu(Gilt::ab(tag("2026-11-10")), ende),
        neu(nur("2026-11-16", "2026-11-20"), vertretung),
        neu(Gilt::IMMER, DienstTatsache::Team(Some(team("leistung-3")))),
    ]);
    // (Tag, Rollen, vertritt jemanden)
    let faelle: [(&str, &[Rolle], bool); 5] = [
        ("2026-10-31", &[], false),
        ("2026-11-09", &[Rolle::Leistung, Rolle::Kasse], false),
        ("2026-11-10", &[Rolle::Leistung], false),
        ("2026-11-20", &[Rolle::Leistung], true),
        ("2026-11-21", &[Rolle::Leistung], false),
    ];
    for (heute, rollen, vertritt) in faelle {
        let akteur = Akteur::aus(&akte, tag(heute));
        assert_eq!(akteur.rollen, rollen.iter().copied().collect(), "{heute}");
        assert_eq!(akteur.vertritt.contains(&kennung(2)), vertritt, "{heute}");
        assert_eq!(akteur.team, Some(team("leistung-3")));
    }
}

#[test]
fn fenster_befangenheit_und_notzugriffe_stehen_in_der_akte() {
    let gast = Gast {
        faelle: BTreeSet::from([kennung(3)]),
        zweck: Zweck::Leistung,
        stelle: "Jobcenter Musterstadt".to_owned(),
        bis: tag("2026-12-31"),
    };
    let zugriff = |fall| DienstTatsache::Notzugriff {
        posten: Posten::von(kennung(fall)),
        eintrag: Some(Notzugriff { grund: "…".to_owned(), bis: tag("2026-11-21") }),
    };
    let pruefung = |version, ergebnis| DienstTatsache::Pruefung {
        posten: Posten::version(version),
        eintrag: Some(Pruefung { durch: kennung(7), ergebnis, bemerkung: "…".to_owned() }),
    };
    let angehoerige =
        DienstTatsache::Angehoerige { posten: Posten::von(kennung(9)), eintrag: vergabe() };
    let heute = || nur("2026-11-20", "2026-11-21");
    let akte = Akte::neu(kennung(1)).mit(&[
        neu(heute(), zugriff(3)),
        neu(heute(), zugriff(4)),
        neu(heute(), zugriff(5)),
        neu(Gilt::ab(tag("2026-11-20")), pruefung(1, Pruefergebnis::Berechtigt)),
        neu(Gilt::ab(tag("2026-11-20")), pruefung(2, Pruefergebnis::Unberechtigt)),
        neu(
            Gilt::ab(tag("2026-11-05")),
            DienstTatsache::Gast { posten: Posten::nr(1), eintrag: Some(gast) },
        ),
        neu(Gilt::IMMER, DienstTatsache::EigeneAkte(Some(kennung(8)))),
        neu(Gilt::IMMER, angehoerige),
    ]);
    let akteur = Akteur::aus(&akte, tag("2026-11-20"));
    // Was unberechtigt war, endet mit der Prüfung.
    let faelle: Vec<_> = akteur.notzugriffe.keys().copied().collect();
    assert_eq!(faelle, [kennung(3), kennung(5)]);
    assert!(Akteur::aus(&akte, tag("2026-11-22")).notzugriffe.is_empty());
    let offen: Vec<u64> = ungepruefte_notzugriffe(&akte).iter().map(|e| e.version).collect();
    assert_eq!(offen, [3]);
    let fenster = &akteur.fenster[0];
    assert_eq!((fenster.von, fenster.bis), (tag("2026-11-05"), tag("2026-12-31")));
    assert_eq!(akteur.befangen(), BTreeSet::from([kennung(8), kennung(9)]));
}

#[test]
fn der_bezug_kennt_zustaendige_sperre_und_auch_wer_ausgezogen_ist() {
    let mitglied = |person: u8, eintrag| FallTatsache::Mitglied {
        posten: Posten::von(kennung(person)),
        eintrag,
    };
    let lebt_hier: Mitglied = serde_json::from_str("{}").unwrap();
    let wer = Zustaendig { bearbeiter: Some(kennung(1)), team: team("leistung-3") };
    let sperre = Sperre { grund: Sperrgrund::Schutz, zugelassen: BTreeSet::from([kennung(1)]) };
    let fall = Akte::neu(kennung(3)).mit(&[
        neu(Gilt::IMMER, mitglied(8, Some(lebt_hier.clone()))),
        neu(Gilt::IMMER, mitglied(9, Some(lebt_hier))),
        neu(Gilt::ab(tag("2026-11-10")), mitglied(9, None)),
        neu(
            Gilt::ab(tag("2026-11-10")),
            FallTatsache::Zustaendig {
                posten: Aufgabe::Leistung.posten(),
                eintrag: Some(wer.clone()),
            },
        ),
        neu(nur("2026-11-15", "2026-11-20"), FallTatsache::Sperre(Some(sperre.clone()))),
    ]);
    let gesperrt = Auskunftssperre { bis: Some(tag("2026-11-30")) };
    let person = Akte::neu(kennung(8))
        .mit(&[neu(Gilt::IMMER, PersonTatsache::Auskunftssperre(Some(gesperrt)))]);
    let personen = BTreeMap::from([(kennung(8), person)]);
    let faelle = [
        ("2026-11-09", None, None, true),
        ("2026-11-10", Some(&wer), None, true),
        ("2026-11-20", Some(&wer), Some(&sperre), true),
        ("2026-11-30", Some(&wer), None, true),
        ("2026-12-01", Some(&wer), None, false),
    ];
    for (heute, zustaendig, sperre, auskunftssperre) in faelle {
        let bezug = Bezug::aus(&fall, &personen, tag(heute));
        assert_eq!(bezug.zustaendig.get(&Aufgabe::Leistung), zustaendig, "{heute}");
        assert_eq!(bezug.sperre.as_ref(), sperre, "{heute}");
        assert_eq!(bezug.auskunftssperre, auskunftssperre, "{heute}");
        // Wer auszog, steht noch in der Akte: für Angehörige bleibt sie zu.
        assert_eq!(bezug.menschen, BTreeSet::from([kennung(8), kennung(9)]));
    }
    let dienst = Akte::neu(kennung(1))
        .mit(&[neu(Gilt::IMMER, DienstTatsache::Team(Some(team("leistung-3"))))]);
    let bezug = Bezug::bediensteter(&dienst, tag("2026-11-20"));
    assert_eq!((bezug.fall, bezug.team), (None, Some(team("leistung-3"))));
}

#[test]
fn anschrift_und_befangenheit_haben_eine_eigene_kategorie() {
    let kontakt = PersonTatsache::Kontakt(Default::default());
    assert_eq!(kontakt.kategorie(), Kategorie::Erreichbarkeit);
    assert_eq!(DienstTatsache::EigeneAkte(None).kategorie(), Kategorie::Befangenheit);
    assert_eq!(DienstTatsache::Team(None).kategorie(), Kategorie::Dienst);
    assert_eq!(FallTatsache::Nummer("BG-1".to_owned()).kategorie(), Kategorie::Stand);
}
