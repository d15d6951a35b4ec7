//! Wie lange etwas aufgehoben wird (Art. 17 DSGVO, § 84 SGB X; `crates/case/aufbewahrung.toml`).

use std::collections::{BTreeMap, BTreeSet};

use case::akte::eingang::{Abschluss, Abschlussart, Zuordnung};
use case::akte::{
    Akte, Angelegenheit, Bewilligungszeitraum, DienstTatsache, EingangTatsache, Ereignis,
    FallTatsache, Gilt, Kennung, Loeschsperre, Loeschsperregrund, PersonTatsache, Posten, Sperre,
    Sperrgrund, Tatsache, Vergabe,
};
use case::aufbewahrung::{Aufbewahrung, Aufbewahrungsplan, Hemmnis, Klasse};
use law::measure::Tag;

pub fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

pub fn kennung(nr: u8) -> Kennung {
    Kennung::aus_bytes([nr; 16])
}

pub fn plan() -> Aufbewahrungsplan {
    Aufbewahrungsplan::eingebaut().unwrap()
}

fn am<T: Tatsache>(eingang: &str, tatsache: T) -> Ereignis<T> {
    Ereignis::neu(Gilt::ab(tag(eingang)), tag(eingang), tatsache)
}

fn bewilligt(eingang: &str, ab: &str, bis: Option<&str>) -> Ereignis<FallTatsache> {
    let zeitraum = Bewilligungszeitraum { ab: tag(ab), bis: bis.map(tag) };
    Ereignis::neu(Gilt::ab(tag(ab)), tag(eingang), FallTatsache::Bewilligungszeitraum(zeitraum))
}

fn aufrechnung(streitig: bool) -> FallTatsache {
    let wert = serde_json::json!({
        "person": kennung(9).to_string(), "art": "darlehen", "rest": "10.00", "streitig": streitig
    });
    let eintrag = Some(serde_json::from_value(wert).unwrap());
    FallTatsache::Aufrechnung { posten: Posten::nr(1), eintrag }
}

fn loeschsperre(gilt: Gilt, grund: Option<Loeschsperregrund>) -> Ereignis<FallTatsache> {
    let sperre = grund.map(|grund| Loeschsperre { grund, durch: kennung(7) });
    Ereignis::neu(gilt, gilt.von.unwrap(), FallTatsache::Loeschsperre(sperre))
}

fn fall(ereignisse: &[Ereignis<FallTatsache>]) -> Akte<FallTatsache> {
    Akte::neu(kennung(3)).mit(ereignisse)
}

fn frist(ereignisse: &[Ereignis<FallTatsache>], heute: &str) -> Aufbewahrung {
    plan().fall(&fall(ereignisse), &BTreeMap::new(), tag(heute)).unwrap()
}

#[test]
fn die_frist_eines_falls_folgt_aus_seiner_letzten_bewilligung_oder_dem_letzten_eingang() {
    // Zehn Jahre nach dem Ende des Jahres, in dem der Fall endete (Zahlungen), fünf ohne Bewilligung.
    let antrag = || am("2014-03-05", FallTatsache::Nummer("BG-1".to_owned()));
    let faelle = [
        (vec![antrag()], Klasse::AntragOhneBewilligung, "2014-12-31", "2019-12-31", "2016-01-01"),
        (
            vec![antrag(), bewilligt("2014-03-10", "2014-03-01", Some("2014-08-31"))],
            Klasse::Zahlung,
            "2014-12-31",
            "2024-12-31",
            "2019-01-01",
        ),
        (
            // Ohne Ende: zwölf Monate (§ 41 Abs. 3).
            vec![bewilligt("2014-03-10", "2014-03-01", None)],
            Klasse::Zahlung,
            "2015-12-31",
            "2025-12-31",
            "2020-01-01",
        ),
        (
            // Danach ging noch etwas ein.
            vec![
                bewilligt("2014-03-10", "2014-03-01", Some("2014-08-31")),
                am("2016-02-01", FallTatsache::Nummer("BG-2".to_owned())),
            ],
            Klasse::Zahlung,
            "2016-12-31",
            "2026-12-31",
            "2021-01-01",
        ),
        (
            // Was nur ordnet, verlängert nichts.
            vec![
                bewilligt("2014-03-10", "2014-03-01", Some("2014-08-31")),
                am(
                    "2020-02-01",
                    FallTatsache::Sperre(Some(Sperre {
                        grund: Sperrgrund::Eingeschraenkt,
                        zugelassen: BTreeSet::new(),
                    })),
                ),
                loeschsperre(
                    Gilt { von: Some(tag("2020-02-01")), bis: Some(tag("2020-03-01")) },
                    Some(Loeschsperregrund::Klage),
                ),
            ],
            Klasse::Zahlung,
            "2014-12-31",
            "2024-12-31",
            "2019-01-01",
        ),
    ];
    for (ereignisse, klasse, beginn, bis, gesperrt_ab) in faelle {
        let frist = frist(&ereignisse, "2026-11-28");
        let daten = (frist.klasse, frist.beginn, frist.bis, frist.gesperrt_ab);
        let erwartet = (klasse, Some(tag(beginn)), Some(tag(bis)), Some(tag(gesperrt_ab)));
        assert_eq!(daten, erwartet);
        assert_eq!(frist.hemmnisse, BTreeSet::new());
        // Am letzten Tag noch nicht, am nächsten ja.
        assert!(!frist.faellig(tag(bis)) && frist.faellig(tag(bis).naechster()));
        assert!(frist.einzuschraenken(tag(gesperrt_ab)));
        assert!(!frist.einzuschraenken(tag(gesperrt_ab).voriger()));
        // [M]: der Satz sagt, dass der Träger es festlegt.
        assert!(frist.grund().contains("legt der Träger fest"), "{}", frist.grund());
    }
}

#[test]
fn ein_hemmnis_haelt_jede_loeschung_auf_und_nur_solange_es_besteht() {
    let alt = || bewilligt("2010-03-10", "2010-03-01", Some("2010-08-31"));
    let offen = |grund| loeschsperre(Gilt::ab(tag("2025-01-01")), Some(grund));
    let mut faelle = vec![
        (vec![alt()], vec![]),
        (vec![alt(), am("2010-04-01", aufrechnung(false))], vec![Hemmnis::Forderung]),
        (
            vec![alt(), am("2010-04-01", aufrechnung(true))],
            vec![Hemmnis::Forderung, Hemmnis::Streit],
        ),
        (
            vec![
                alt(),
                offen(Loeschsperregrund::Widerspruch),
                loeschsperre(Gilt::ab(tag("2026-01-01")), None),
            ],
            vec![],
        ),
    ];
    for grund in Loeschsperregrund::ALLE {
        faelle.push((vec![alt(), offen(*grund)], vec![Hemmnis::Loeschsperre]));
    }
    for (ereignisse, hemmnisse) in faelle {
        let frist = frist(&ereignisse, "2026-11-28");
        assert_eq!(frist.hemmnisse, BTreeSet::from_iter(hemmnisse.clone()));
        assert_eq!(frist.faellig(tag("2026-11-28")), hemmnisse.is_empty());
        assert!(
            hemmnisse.iter().all(|hemmnis| hemmnis.deutsch().contains("bitte")
                || hemmnis.deutsch().contains("Bitte"))
        );
    }
}

#[test]
fn ein_mensch_bleibt_so_lange_wie_einer_seiner_faelle_es_verlangt() {
    let alt = frist(&[bewilligt("2010-03-10", "2010-03-01", Some("2010-08-31"))], "2026-11-28");
    let neu = frist(&[bewilligt("2024-03-10", "2024-03-01", Some("2024-08-31"))], "2026-11-28");
    let gehemmt = frist(
        &[
            bewilligt("2009-03-10", "2009-03-01", Some("2009-08-31")),
            am("2009-03-10", aufrechnung(false)),
        ],
        "2026-11-28",
    );
    let mensch = am("2015-05-05", PersonTatsache::Geboren(tag("1980-01-01")));
    let mensch = Akte::neu(kennung(9)).mit(&[mensch]);
    let faelle: [(&[&Aufbewahrung], &str, bool); 5] = [
        (&[], "2020-12-31", true),
        (&[&alt], "2020-12-31", true),
        (&[&alt, &neu], "2034-12-31", false),
        (&[&neu, &alt], "2034-12-31", false),
        (&[&alt, &gehemmt], "2020-12-31", false),
    ];
    for (seine, bis, faellig) in faelle {
        let seine: Vec<Aufbewahrung> = seine.iter().map(|frist| (*frist).clone()).collect();
        let frist = plan().mensch(&mensch, &seine, tag("2026-11-28")).unwrap();
        assert_eq!((frist.bis, frist.faellig(tag("2026-11-28"))), (Some(tag(bis)), faellig));
    }
}

#[test]
fn protokoll_post_und_beschaeftigte_haben_ihre_eigene_frist() {
    let heute = tag("2026-11-28");
    // Zwölf Monate; § 188 Abs. 3 BGB: gibt es den Tag nicht, der letzte des Monats.
    for (tag_, bis) in [("2025-11-27", "2026-11-27"), ("2024-02-29", "2025-02-28")] {
        let frist = plan().protokoll(tag(tag_), heute).unwrap();
        assert_eq!((frist.bis, frist.faellig(heute)), (Some(tag(bis)), true));
    }
    // § 31a Abs. 3 SGB III: sechs Monate nach Erhebung, fest.
    let jung = plan().erhoben(Klasse::JungeMenschen, tag("2026-08-31"), heute).unwrap();
    assert_eq!((jung.bis, jung.festlegen), (Some(tag("2027-02-28")), false));
    let abschluss =
        EingangTatsache::Abschluss(Abschluss { art: Abschlussart::Verworfen, grund: "-".into() });
    let zuordnung = EingangTatsache::Zuordnung(Zuordnung {
        fall: kennung(3),
        dokument: kennung(4),
        person: None,
        angelegenheit: Angelegenheit::Sonstiges,
    });
    let post = |ereignisse: &[Ereignis<EingangTatsache>]| {
        plan().eingang(&Akte::neu(kennung(5)).mit(ereignisse), heute)
    };
    let verworfen = post(&[am("2025-01-10", abschluss.clone())]).unwrap();
    assert_eq!((verworfen.bis, verworfen.faellig(heute)), (Some(tag("2026-01-10")), true));
    // Offene Post wartet, zugeordnete folgt ihrer Akte.
    let offen = post(&[]).unwrap();
    assert_eq!(offen.hemmnisse, BTreeSet::from([Hemmnis::OhneBeginn]));
    assert!(!offen.faellig(heute));
    assert_eq!(post(&[am("2010-01-01", zuordnung), am("2010-01-02", abschluss)]), None);
    // Wer noch eine Rolle hat, ist da; sonst zehn Jahre nach dem Ende des Jahres.
    let rolle = |bis: Option<&str>| {
        let gilt = Gilt { von: Some(tag("2010-01-01")), bis: bis.map(tag) };
        let vergabe = Some(Vergabe { durch: kennung(7) });
        let posten = Posten::try_from("leistung".to_owned()).unwrap();
        Ereignis::neu(gilt, tag("2010-01-01"), DienstTatsache::Rolle { posten, eintrag: vergabe })
    };
    let dienst = |ende| {
        let akte = Akte::neu(kennung(7)).mit(&[rolle(ende)]);
        plan().bediensteter(&akte, heute).unwrap()
    };
    assert_eq!(dienst(Some("2015-06-30")).bis, Some(tag("2025-12-31")));
    assert!(!dienst(None).faellig(heute));
}

#[test]
fn ein_plan_der_sich_widerspricht_wird_nicht_geladen() {
    let faelle = [
        ("monate = 120", "monate = 0", "null Monaten"),
        ("norm = \"§ 31a Abs. 3 SGB III\"", "norm = \" \"", "Norm oder Quelle fehlt"),
        ("lehnt sich an § 50 Abs. 4 SGB X an [M].", "lehnt sich an.", "[M]"),
        ("sperren_nach = 48", "sperren_nach = 120", "schon gelöscht"),
        ("klasse = \"zahlung\"", "klasse = \"leistung\"", "demselben Tag"),
        (
            "klasse = \"zahlung\"\ngilt_ab = \"2005",
            "klasse = \"leistung\"\ngilt_ab = \"2006",
            "keine Frist",
        ),
        ("beginn = \"erhebung\"", "beginn = \"irgendwann\"", "nicht lesbar"),
        ("festlegen = true", "festlegen = true\nbis = 3", "nicht lesbar"),
    ];
    for (alt, neu, erwartet) in faelle {
        assert!(Aufbewahrungsplan::text().contains(alt), "{alt}");
        let text = Aufbewahrungsplan::text().replacen(alt, neu, 1);
        let fehler = Aufbewahrungsplan::lies(&text).unwrap_err().to_string();
        assert!(fehler.contains(erwartet), "{neu}: {fehler}");
    }
    // Eine neue Zeile gilt ab ihrem Tag, davor die alte; vor der ersten keine.
    let kuerzer = "\n[[regel]]\nklasse = \"leistung\"\ngilt_ab = \"2030-01-01\"\nmonate = 60\n\
                   beginn = \"fallende\"\njahresende = false\nfestlegen = false\nnorm = \"x\"\n\
                   quelle = \"x\"\ngeprueft_am = \"2029-12-01\"\n";
    let plan = Aufbewahrungsplan::lies(&format!("{}{kuerzer}", Aufbewahrungsplan::text())).unwrap();
    let monate = |tag_: &str| plan.regel(Klasse::Leistung, tag(tag_)).map(|regel| regel.monate);
    assert_eq!(["2029-12-31", "2030-01-01", "2004-12-31"].map(monate), [Some(120), Some(60), None]);
}
