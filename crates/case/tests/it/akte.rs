//! Was wann galt und wann bekannt war: Berichtigung, Rückwirkung, Streit, alte Bytes.

use std::collections::BTreeMap;

use case::akte::aufnahme::aufnahme;
use case::akte::lage::{Akten, Luecke};
use case::akte::{
    Akte, Bekannt, DienstTatsache, EingangTatsache, Eintrag, Ereignis, Erfasst, FallTatsache, Gilt,
    Kennung, Lesefehler, LoeschTatsache, Mitglied, Nachweis, PersonTatsache, Posten, Strom,
    Tatsache, Zeitpunkt,
};
use case::protokoll::ProtokollTatsache;
use case::schnittstelle::Haushalt;
use case::versand::Buendeltatsache;
use law::measure::{Cent, Monat, Tag, Zeitraum};
use proptest::prelude::*;

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn gilt(von: &str, bis: &str) -> Gilt {
    let tag = |text: &str| (!text.is_empty()).then(|| self::tag(text));
    Gilt { von: tag(von), bis: tag(bis) }
}

fn vermoegen(euro: u32) -> PersonTatsache {
    PersonTatsache::Vermoegen { posten: Posten::nr(1), eintrag: Some(Cent::euro(euro)) }
}

/// Ereignisse der Reihe nach, jedes eine Stunde nach dem vorigen gespeichert.
fn akte(ereignisse: Vec<Ereignis<PersonTatsache>>) -> Akte<PersonTatsache> {
    let eintraege = (1_u64..).zip(ereignisse).map(|(version, ereignis)| {
        let zeit = Zeitpunkt(i64::try_from(version).unwrap() * 3_600_000_000);
        Eintrag { version, erfasst: Erfasst { lfd: version * 10, zeit }, ereignis }
    });
    Akte::aus(Kennung::aus_bytes([7; 16]), eintraege.collect())
}

fn neu(gilt: Gilt, tatsache: PersonTatsache) -> Ereignis<PersonTatsache> {
    Ereignis::neu(gilt, tag("2026-09-10"), tatsache)
}

/// `2026-01-01..2026-01-31 5,00 €` je Stück des Vermögens.
fn verlauf(akte: &Akte<PersonTatsache>, bekannt: Bekannt) -> Vec<String> {
    let jahr = Zeitraum { von: tag("2026-01-01"), bis: tag("2026-12-31") };
    let stuecke = akte.stuecke(jahr, bekannt).into_iter().map(|stueck| {
        let Zeitraum { von, bis } = stueck.zeitraum;
        let wert = match stueck.tatsache() {
            PersonTatsache::Vermoegen { eintrag: Some(betrag), .. } => betrag.to_string(),
            PersonTatsache::Vermoegen { .. } => "nichts".to_owned(),
            andere => andere.art().to_owned(),
        };
        format!("{von}..{bis} {wert}")
    });
    stuecke.collect()
}

#[test]
fn das_spaetere_legt_sich_ueber_das_fruehere_nur_wo_es_gilt() {
    let keins = || PersonTatsache::Vermoegen { posten: Posten::nr(1), eintrag: None };
    let faelle: [(Vec<Ereignis<PersonTatsache>>, &[&str]); 5] = [
        (vec![neu(Gilt::IMMER, vermoegen(1))], &["2026-01-01..2026-12-31 1,00 €"]),
        (
            vec![
                neu(Gilt::IMMER, vermoegen(1)),
                neu(gilt("2026-03-01", "2026-03-31"), vermoegen(2)),
            ],
            &[
                "2026-01-01..2026-02-28 1,00 €",
                "2026-03-01..2026-03-31 2,00 €",
                "2026-04-01..2026-12-31 1,00 €",
            ],
        ),
        (
            // Rückwirkend gemeldet: der Tag, ab dem es gilt, liegt vor dem zuletzt Gemeldeten.
            vec![
                neu(gilt("2026-06-01", ""), vermoegen(2)),
                neu(gilt("2026-02-01", ""), vermoegen(3)),
            ],
            &["2026-02-01..2026-12-31 3,00 €"],
        ),
        (
            vec![neu(gilt("2026-02-01", ""), vermoegen(2)), neu(gilt("2026-05-01", ""), keins())],
            &["2026-02-01..2026-04-30 2,00 €", "2026-05-01..2026-12-31 nichts"],
        ),
        (vec![neu(gilt("2025-01-01", "2025-12-31"), vermoegen(9))], &[]),
    ];
    for (ereignisse, erwartet) in faelle {
        assert_eq!(verlauf(&akte(ereignisse), Bekannt::Jetzt), erwartet);
    }
}

#[test]
fn eine_berichtigung_nimmt_das_ersetzte_ganz_zurueck_aber_nicht_das_wissen_davor() {
    // Version 1 galt das ganze Jahr; Version 2 berichtigt: erst ab Juli.
    let berichtigt = Ereignis { ersetzt: Some(1), ..neu(gilt("2026-07-01", ""), vermoegen(8)) };
    let akte = akte(vec![neu(Gilt::IMMER, vermoegen(5)), berichtigt]);
    let danach = ["2026-07-01..2026-12-31 8,00 €"];
    let davor = ["2026-01-01..2026-12-31 5,00 €"];
    let stunde = |n: i64| Bekannt::Um(Zeitpunkt(n * 3_600_000_000));
    for (bekannt, erwartet) in [
        (Bekannt::Jetzt, &danach[..]),
        (stunde(2), &danach[..]),
        (stunde(1), &davor[..]),
        (Bekannt::Bis(19), &davor[..]),
        (Bekannt::Bis(20), &danach[..]),
        (stunde(0), &[][..]),
    ] {
        assert_eq!(verlauf(&akte, bekannt), erwartet, "{bekannt:?}");
    }
}

#[test]
fn geprueftes_geht_vor_behauptetem_und_der_unterschied_steht_als_streit_da() {
    let dokument = Some(Kennung::aus_bytes([1; 16]));
    let geprueft = Ereignis {
        nachweis: Nachweis::Geprueft { dokument },
        ..neu(gilt("2026-03-01", "2026-06-30"), vermoegen(550))
    };
    // Die Behauptung kommt nach der Prüfung: sie ändert nicht, womit gerechnet wird.
    let akte = akte(vec![geprueft, neu(gilt("2026-05-01", ""), vermoegen(600))]);
    let erwartet = ["2026-03-01..2026-06-30 550,00 €", "2026-07-01..2026-12-31 600,00 €"];
    assert_eq!(verlauf(&akte, Bekannt::Jetzt), erwartet);
    let jahr = Zeitraum { von: tag("2026-01-01"), bis: tag("2026-12-31") };
    let strittig = akte.strittig(jahr, Bekannt::Jetzt);
    let zeiten: Vec<_> = strittig.iter().map(|s| (s.zeitraum, s.geprueft.version)).collect();
    assert_eq!(zeiten, [(Zeitraum { von: tag("2026-05-01"), bis: tag("2026-06-30") }, 1)]);
}

/// Ein Paar mit einer Wohnung, aufgenommen im Juli 2026.
fn paar() -> Haushalt {
    serde_json::from_value(serde_json::json!({
        "nummer": "BG-1",
        "lage": {
            "monat": "2026-07",
            "personen": [
                {"id": "A", "geboren": "1985-03-01", "partner": "B", "verheiratet": true},
                {"id": "B", "geboren": "1986-03-01", "partner": "A", "verheiratet": true}
            ],
            "wohnung": {"grundmiete": "437.00"}
        },
        "antrag": "2026-07-03",
        "vertreter": "A",
        "namen": [
            {"id": "A", "vorname": "Erika", "nachname": "Beispiel"},
            {"id": "B", "vorname": "Max", "nachname": "Beispiel"}
        ],
        "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
    }))
    .unwrap()
}

#[test]
fn wer_geht_fehlt_und_die_wohnung_weiss_seit_wann() {
    let (a, b) = (Kennung::aus_bytes([1; 16]), Kennung::aus_bytes([2; 16]));
    let kennungen = BTreeMap::from([("A".to_owned(), a), ("B".to_owned(), b)]);
    let neu = aufnahme(&paar(), &kennungen, tag("2026-07-03")).unwrap();
    let personen = neu
        .personen
        .into_iter()
        .map(|(kennung, ereignisse)| (kennung, Akte::neu(kennung).mit(&ereignisse)));
    let personen: BTreeMap<_, _> = personen.collect();
    let fall = Akte::neu(Kennung::aus_bytes([3; 16])).mit(&neu.fall);
    let mitglied = |partner: Option<Kennung>, verheiratet| Mitglied {
        partner,
        verheiratet,
        eltern: Vec::new(),
        pflegekind: false,
        zu_besuch_tage: None,
    };
    let ab = |von: &str, wer, eintrag| {
        let posten = Posten::von(wer);
        Ereignis::neu(gilt(von, ""), tag("2026-12-01"), FallTatsache::Mitglied { posten, eintrag })
    };
    // (was geschieht, Monat, wie viele hier leben, Partner von A, verkleinert seit)
    type Fall = (Vec<Ereignis<FallTatsache>>, &'static str, usize, bool, Option<&'static str>);
    let faelle: [Fall; 6] = [
        (vec![], "2026-10", 2, true, None),
        // B geht zum 1. Oktober, am 16. September, oder lebt nur noch neben A.
        (vec![ab("2026-10-01", b, None)], "2026-09", 2, true, None),
        (vec![ab("2026-10-01", b, None)], "2026-10", 1, false, Some("2026-09")),
        (vec![ab("2026-09-16", b, None)], "2026-11", 1, false, Some("2026-09")),
        (
            vec![
                ab("2026-09-01", a, Some(mitglied(None, false))),
                ab("2026-09-01", b, Some(mitglied(None, false))),
            ],
            "2026-11",
            2,
            false,
            None,
        ),
        (vec![ab("2026-09-01", b, Some(mitglied(Some(a), true)))], "2026-11", 2, true, None),
    ];
    for (ereignisse, monat, menschen, mit_partner, verkleinert) in faelle {
        let fall = fall.mit(&ereignisse);
        let akten = Akten { fall: &fall, personen: &personen };
        let haushalt = akten.haushalt(monat.parse().unwrap(), Bekannt::Jetzt).unwrap();
        let person = &haushalt.lage.personen[0];
        assert_eq!(haushalt.lage.personen.len(), menschen, "{monat}");
        assert_eq!((person.partner.is_some(), person.verheiratet), (mit_partner, mit_partner));
        let seit = haushalt.lage.wohnung.alle()[0].verkleinert_monat;
        assert_eq!(seit, verkleinert.map(|monat| monat.parse().unwrap()), "{monat}");
    }
    // Wer den Haushalt vertrat, ist gegangen: die nächste Frage ist, wer jetzt vertritt.
    let fall = fall.mit(&[ab("2026-10-01", a, None)]);
    let akten = Akten { fall: &fall, personen: &personen };
    let luecke = akten.haushalt("2026-10".parse().unwrap(), Bekannt::Jetzt).unwrap_err();
    assert_eq!(luecke, Luecke::Fall("wer den Haushalt vertritt"));
    let luecke = akten.haushalt("2026-06".parse().unwrap(), Bekannt::Jetzt).unwrap_err();
    assert_eq!(luecke, Luecke::Niemand("2026-06".parse().unwrap()));
}

#[test]
fn jedes_gespeicherte_beispiel_bleibt_fuer_immer_lesbar_und_schreibt_sich_gleich() {
    // Von jeder Art und Fassung eines; nie eine Zeile ändern, nur welche anfügen.
    let zeilen = include_str!("ereignisse.jsonl");
    let mut arten = std::collections::BTreeSet::new();
    for zeile in zeilen.lines() {
        let (strom, text) = zeile.split_once(' ').unwrap();
        let (geschrieben, art) = match strom {
            "person" => {
                let ereignis = Ereignis::<PersonTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            "bediensteter" => {
                let ereignis = Ereignis::<DienstTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            "protokoll" => {
                let ereignis = Ereignis::<ProtokollTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            "eingang" => {
                let ereignis = Ereignis::<EingangTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            "loeschung" => {
                let ereignis = Ereignis::<LoeschTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            "buendel" => {
                let ereignis = Ereignis::<Buendeltatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
            _ => {
                let ereignis = Ereignis::<FallTatsache>::lies(text).unwrap();
                (ereignis.schreibe(), ereignis.tatsache.art())
            }
        };
        assert_eq!(geschrieben, text);
        arten.insert(format!("{strom} {art}"));
    }
    // 22 einzelne und 9 mehrfache Arten am Menschen, 7 und 20 am Fall,
    // 3 und 7 am Bediensteten, 4 am Eingang, 3 im Protokoll, 3 und 2 im Löschlauf, 3 am Bündel.
    assert_eq!(arten.len(), 83, "{arten:?}");
}

#[test]
fn fremde_bytes_sind_ein_fehler_der_keinen_inhalt_nennt() {
    let faelle = [
        ("{", Lesefehler::Form { feld: "ganzes Ereignis" }),
        ("[]", Lesefehler::Form { feld: "ganzes Ereignis" }),
        (r#"{"fassung":1}"#, Lesefehler::Form { feld: "art" }),
        (r#"{"art":"name"}"#, Lesefehler::Form { feld: "fassung" }),
        (r#"{"art":"geheim","fassung":1}"#, Lesefehler::Art("geheim".to_owned())),
        (
            r#"{"art":"geboren","eingang":"2026-01-01","fassung":2,"wert":"2000-01-01"}"#,
            Lesefehler::Fassung { art: "geboren".to_owned(), fassung: 2 },
        ),
        (
            r#"{"art":"geboren","eingang":"2026-01-01","fassung":0,"wert":"2000-01-01"}"#,
            Lesefehler::Fassung { art: "geboren".to_owned(), fassung: 0 },
        ),
        (
            r#"{"art":"geboren","eingang":"2026-01-01","fassung":1,"wert":"31.12.2000"}"#,
            Lesefehler::Form { feld: "wert" },
        ),
        (
            r#"{"art":"geboren","eingang":"2026-01-01","fassung":1,"wert":"2000-01-01","x":1}"#,
            Lesefehler::Form { feld: "unbekanntes Feld" },
        ),
        (
            r#"{"art":"geboren","fassung":1,"wert":"2000-01-01"}"#,
            Lesefehler::Form { feld: "Zeiten" },
        ),
    ];
    for (text, erwartet) in faelle {
        let fehler = Ereignis::<PersonTatsache>::lies(text).unwrap_err();
        assert_eq!(fehler, erwartet, "{text}");
        assert!(!fehler.to_string().contains("2000"));
    }
}

#[test]
fn kennungen_stroeme_und_posten_haben_eine_schreibweise() {
    let text = "person:0190163d-8694-739b-aea5-966c26f8ad91";
    assert_eq!(text.parse::<Strom>().unwrap().to_string(), text);
    for falsch in [
        "0190163d-8694-739b-aea5-966c26f8ad91",
        "mensch:0190163d-8694-739b-aea5-966c26f8ad91",
        "person:0190163D-8694-739B-AEA5-966C26F8AD91",
        "person:0190163d8694739baea5966c26f8ad91",
        "person:",
    ] {
        assert!(falsch.parse::<Strom>().is_err(), "{falsch}");
    }
    for (text, erlaubt) in [("lohn-2", true), ("", false), ("Lohn", false), ("a b", false)] {
        assert_eq!(Posten::try_from(text.to_owned()).is_ok(), erlaubt, "{text}");
    }
    assert!(Posten::try_from("x".repeat(41)).is_err());
}

proptest! {
    #[test]
    fn an_jedem_tag_gilt_genau_ein_wert_und_zwar_der_zuletzt_gemeldete(
        meldungen in prop::collection::vec((-20..400_i32, prop::option::of(0..200_i32), 1..99_u32), 1..12),
        tage in prop::collection::vec(0..365_i32, 20),
    ) {
        let erster = tag("2026-01-01");
        let ereignisse = meldungen.iter().map(|(von, dauer, euro)| {
            let von = erster.plus_tage(*von);
            neu(Gilt { von: Some(von), bis: dauer.map(|tage| von.plus_tage(tage)) }, vermoegen(*euro))
        });
        let akte = akte(ereignisse.collect());
        for nr in tage {
            let tag = erster.plus_tage(nr);
            let trifft = |(von, dauer, _): &&(i32, Option<i32>, u32)| {
                *von <= nr && dauer.is_none_or(|dauer| nr <= *von + dauer)
            };
            let erwartet = meldungen.iter().rev().find(trifft).map(|(_, _, euro)| vermoegen(*euro));
            let stuecke = akte.am(tag, Bekannt::Jetzt);
            prop_assert!(stuecke.len() <= 1);
            prop_assert_eq!(stuecke.first().map(|s| s.tatsache().clone()), erwartet);
        }
        // Lückenlos und ohne Überschneidung geordnet.
        let monat: Monat = "2026-06".parse().unwrap();
        let stuecke = akte.stuecke(monat.zeitraum(), Bekannt::Jetzt);
        for paar in stuecke.windows(2) {
            prop_assert!(paar[0].zeitraum.bis < paar[1].zeitraum.von);
        }
    }
}
