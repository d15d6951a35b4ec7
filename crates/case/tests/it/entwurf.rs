//! Der Entwurf einer Änderung: Beträge von Hand, Grundlage, Anhörung, Fragen, und was ihn überholt.

use case::akte::{Gilt, PersonTatsache};
use case::befehl::Befehl;
use case::berechnung::{Gruende, berechne};
use case::entwurf::{Anhoerung, Entwurfsstand, Stand, alle};
use case::schnittstelle::{Ergebnis, pruefe_haushalt};
use law::anspruch::Werkbank;
use law::measure::{Cent, Monat, Saldo};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::buero::{Buero, FALL, kennung, lohn, meldung, tag};

/// Die Monate von September 2026 bis Juni 2027, jeder mit Beträgen und Grundlage: bis `letzter` die erste,
/// danach `p48_1_1`.
fn monate(von: &str, betraege: &str, rueckwirkend: &str) -> Vec<String> {
    let (von, ende): (Monat, Monat) = (von.parse().unwrap(), "2027-06".parse().unwrap());
    let zukunft: Monat = "2026-10".parse().unwrap();
    let monate = (0..).map(|n| von.plus(n)).take_while(|monat| *monat <= ende);
    let zeile = |monat: Monat| {
        let grundlage = if monat < zukunft { rueckwirkend } else { "p48_1_1" };
        format!("{monat} {betraege} {grundlage}")
    };
    monate.map(zeile).collect()
}

#[test]
fn dreihundert_euro_lohn_stehen_mit_jedem_zwischenbetrag_im_entwurf() {
    // Bedarf: 563 Regelbedarf (§ 20) + 437 Miete (§ 22) = 1 000.
    // Lohn 300: 100 Grundabsetzung (§ 11b Abs. 2) + 20 v. H. von 200 = 40 (Abs. 3) = 140 frei; 160 zählen (§ 11).
    // Anspruch: 1 000 − 160 = 840 (§ 19). Gemeldet am 10. September, bekannt am 14. (§ 37 Abs. 2 SGB X):
    // der September ist Vergangenheit (§ 48 Abs. 1 Satz 2 Nr. 3 SGB X), ab Oktober ist Zukunft (Satz 1).
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    assert_eq!(buero.zeilen(), monate("2026-09", "1000.00 → 840.00", "p48_1_2_3"));
    let september = ergebnis(&buero, "2026-09");
    let person = &september.personen[0];
    let betraege = [person.bedarf, person.freibetrag, person.einkommen, person.anspruch];
    assert_eq!(betraege, [1000, 140, 160, 840].map(Cent::euro));
    let entwurf = buero.wartender().unwrap();
    assert_eq!(entwurf.aenderungen().map(|(_, a)| a.unterschied()).sum::<Saldo>().cent(), -160_000);
    assert_eq!((entwurf.belastend, entwurf.anhoerung), (true, Anhoerung::Entbehrlich));
    assert!(entwurf.fragen.is_empty());
    assert_eq!(entwurf.zukunft_ab.to_string(), "2026-10");
    // Er beruht auf der einen Meldung und nennt, was davor und danach galt.
    let [anlass] = entwurf.anlass.as_slice() else { panic!("{:?}", entwurf.anlass) };
    let akte = &buero.bestand.personen[&kennung('A')];
    assert_eq!((anlass.strom.kennung, anlass.version), (akte.kennung, akte.version()));
    assert_eq!(entwurf.vorher[&anlass.strom] + 1, entwurf.nachher[&anlass.strom]);
}

/// Was ein Entwurf außer den Beträgen sagt.
type Soll<'a> = (Anhoerung, bool, &'a [&'a str]);

/// Der eine Entwurf nach dieser einen Meldung: Beträge, Anhörung, belastend, Fundstellen der Fragen.
fn pruefe(
    was: &str,
    mut buero: Buero,
    befehl: case::befehl::EinkommenMelden,
    soll: (&[String], Soll<'_>),
) {
    buero.melde(befehl, "2026-09-10");
    let (zeilen, (anhoerung, belastend, fragen)) = soll;
    assert_eq!(buero.zeilen(), zeilen, "{was}");
    let entwurf = buero.wartender().unwrap();
    assert_eq!((entwurf.anhoerung, entwurf.belastend), (anhoerung, belastend), "{was}");
    let normen: Vec<_> = entwurf.fragen.iter().map(|frage| frage.norm.as_str()).collect();
    assert_eq!(normen, fragen, "{was}");
}

const MITTEILUNG: &str = "§ 48 Abs. 1 Satz 2 Nr. 2 SGB X, § 60 Abs. 1 SGB I";
const ANFANG: &str = "§ 45 Abs. 2 bis 4 SGB X, § 330 Abs. 2 SGB III";

#[test]
fn die_grundlage_richtet_sich_nach_anfang_zeit_und_richtung() {
    // §§ 44, 45, 48 SGB X, § 24 Abs. 2 Nr. 5 SGB X; 1 000/800: 100 + 84 + 144 = 328 frei, 472 zählen, 528.
    let tausend = || lohn("1000.00", "800.00");
    pruefe(
        "rückwirkend und spät gemeldet: gefragt wird nach der Mitteilung",
        Buero::erika(),
        meldung('A', 1, tausend(), "2026-08-01"),
        (
            &monate("2026-08", "1000.00 → 528.00", "p48_1_2_3"),
            (Anhoerung::Entbehrlich, true, &[MITTEILUNG]),
        ),
    );
    pruefe(
        "die Arbeit endete im Juli: rückwirkend zugunsten",
        Buero::erika_mit_lohn(),
        meldung('A', 1, Value::Null, "2026-08-01"),
        (&monate("2026-08", "528.00 → 1000.00", "p48_1_2_1"), (Anhoerung::NichtNoetig, false, &[])),
    );
    let von_anfang: Vec<_> = monate("2026-07", "1000.00 → 528.00", "p45")
        .iter()
        .map(|zeile| zeile.replace("p48_1_1", "p45"))
        .collect();
    pruefe(
        "den Lohn gab es schon beim Antrag: die Bewilligung war von Anfang an falsch",
        Buero::erika(),
        meldung('A', 1, tausend(), "2026-07-01"),
        (&von_anfang, (Anhoerung::Noetig, true, &[ANFANG])),
    );
    pruefe(
        "im ersten Monat, nach der Bekanntgabe am 7. Juli (§ 37 Abs. 2 SGB X): eine Änderung",
        Buero::erika(),
        meldung('A', 1, tausend(), "2026-07-08"),
        (
            &monate("2026-07", "1000.00 → 528.00", "p48_1_2_3"),
            (Anhoerung::Entbehrlich, true, &[MITTEILUNG]),
        ),
    );
    pruefe(
        "zwischen dem Tag des Bescheids und seiner Bekanntgabe: es kommt auf den Tag an",
        Buero::erika(),
        meldung('A', 1, tausend(), "2026-07-06"),
        (
            &monate("2026-07", "1000.00 → 528.00", "p48_1_2_3"),
            (Anhoerung::Entbehrlich, true, &["§§ 45, 48 SGB X", MITTEILUNG]),
        ),
    );
    let buero = Buero::erika_mit_lohn();
    let einkommen = buero.bestand.personen[&kennung('A')].eintraege().iter();
    let ist_einkommen = |e: &&case::akte::Eintrag<PersonTatsache>| {
        matches!(e.ereignis.tatsache, PersonTatsache::Einkommen { .. })
    };
    let version = einkommen.rev().find(ist_einkommen);
    let ersetzt = version.map(|eintrag| eintrag.version);
    // 520/450: 100 + 84 = 184 frei, 266 zählen, 734.
    let zu_wenig: Vec<_> = monate("2026-07", "528.00 → 734.00", "p44")
        .iter()
        .map(|zeile| zeile.replace("p48_1_1", "p44"))
        .collect();
    pruefe(
        "berichtigt: es waren von Anfang an nur 520",
        buero,
        case::befehl::EinkommenMelden {
            ersetzt,
            ..meldung('A', 1, lohn("520.00", "450.00"), "2026-07-01")
        },
        (&zu_wenig, (Anhoerung::NichtNoetig, false, &[])),
    );
}

#[test]
fn unter_fuenfzig_euro_wird_fuer_die_vergangenheit_nichts_aufgehoben() {
    // § 40 Abs. 1 Satz 3 SGB II. 150: 100 + 10 = 110 frei, 40 zählen. 160: 112 frei, 48; 162,50: 112,50, 50.
    for (brutto, neu, grundlage) in [
        ("150.00", "960.00", "bagatelle"),
        ("160.00", "952.00", "bagatelle"),
        ("162.50", "950.00", "p48_1_2_3"),
    ] {
        let mut buero = Buero::erika();
        buero.melde(meldung('A', 1, lohn(brutto, brutto), "2026-09-01"), "2026-09-10");
        assert_eq!(buero.zeilen(), monate("2026-09", &format!("1000.00 → {neu}"), grundlage));
    }
    // Zwei Monate zu je 40 sind zusammen 80.
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("150.00", "150.00"), "2026-08-01"), "2026-09-10");
    assert_eq!(buero.zeilen(), monate("2026-08", "1000.00 → 960.00", "p48_1_2_3"));
    // Nur im September: nichts ist zu regeln, aber der Entwurf hält es fest.
    let mut buero = Buero::erika();
    let nur = Gilt { von: Some(tag("2026-09-01")), bis: Some(tag("2026-09-30")) };
    let befehl = meldung('A', 1, lohn("150.00", "150.00"), "2026-09-01");
    buero.melde(case::befehl::EinkommenMelden { gilt: nur, ..befehl }, "2026-09-10");
    let entwurf = buero.wartender().unwrap();
    assert_eq!((entwurf.belastend, entwurf.anhoerung), (false, Anhoerung::NichtNoetig));
}

#[test]
fn der_sofortzuschlag_bleibt_fuer_vergangene_monate() {
    // § 72 Abs. 2 SGB II: Lohn deckt den Bedarf von Mutter und Kind; der Zuschlag von 25 bleibt im September.
    let mut buero = Buero::neu(
        json!([
            {"id": "A", "geboren": "1990-03-01", "alleinerziehend": "ja"},
            {"id": "B", "geboren": "2015-03-01", "eltern": ["A"],
             "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}
        ]),
        "600.00",
    );
    buero.melde(meldung('A', 1, lohn("3600.00", "2700.00"), "2026-09-01"), "2026-09-10");
    let entwurf = buero.wartender().unwrap();
    let kind = |monat: &str| {
        let monat: Monat = monat.parse().unwrap();
        let kind = |(m, a): &(Monat, &case::entwurf::Personenaenderung)| {
            *m == monat && a.person == kennung('B')
        };
        let (_, a) = entwurf.aenderungen().find(kind).unwrap();
        [a.vorher.summe(), a.nachher.summe(), a.bleibt, a.neu()].map(|betrag| betrag.als_text())
    };
    // Kind: 390 Regelbedarf + 300 Miete − 259 Kindergeld = 431, dazu 25 (§ 72 Abs. 1).
    assert_eq!(kind("2026-09"), ["456.00", "0.00", "25.00", "25.00"]);
    assert_eq!(kind("2026-10"), ["456.00", "0.00", "0.00", "0.00"]);
}

#[test]
fn eine_berichtigung_vor_der_freigabe_ueberholt_den_entwurf_und_zuletzt_gibt_es_keinen() {
    let mut buero = Buero::erika();
    let falsch =
        buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-09-01"), "2026-09-10");
    let berichtigt = |einkommen, ersetzt| case::befehl::EinkommenMelden {
        ersetzt: Some(ersetzt),
        ..meldung('A', 1, einkommen, "2026-10-01")
    };
    // Es waren 520, erst ab Oktober: bewilligt waren 1 000, nicht 528.
    let richtig = buero.melde(berichtigt(lohn("520.00", "450.00"), falsch), "2026-09-11");
    assert_eq!(buero.zeilen(), monate("2026-10", "1000.00 → 734.00", ""));
    // Es gab den Lohn gar nicht.
    buero.melde(berichtigt(Value::Null, richtig), "2026-09-12");
    assert_eq!(buero.zeilen(), [""; 0]);
    let staende: Vec<_> =
        alle(buero.akten().fall).into_iter().map(|(posten, e)| (posten.text(), e.stand)).collect();
    assert_eq!(
        staende,
        [
            ("001", Entwurfsstand::WartetAufFreigabe),
            ("002", Entwurfsstand::Ueberholt),
            ("003", Entwurfsstand::Ueberholt),
        ]
    );
    // Danach beginnt die Zählung nicht von vorn, und bewilligt ist wieder, was die Akte ergibt.
    buero.melde(meldung('A', 2, lohn("300.00", "300.00"), "2026-10-01"), "2026-09-13");
    assert_eq!(buero.zeilen(), monate("2026-10", "1000.00 → 840.00", ""));
    assert_eq!(alle(buero.akten().fall).len(), 4);
}

#[test]
fn zwei_zugleich_ergeben_einen_entwurf_der_beides_enthaelt() {
    let mut buero = Buero::erika();
    let befehl = |nr, brutto| {
        Befehl::EinkommenMelden(Box::new(meldung('A', nr, lohn(brutto, brutto), "2026-09-01")))
    };
    // Beide entscheiden auf demselben Wissen.
    let (erste, zweite) = (befehl(1, "300.00"), befehl(2, "200.00"));
    let [eine, andere] = [&erste, &zweite].map(|b| buero.entscheidet(b, "2026-09-10").unwrap());
    assert!(buero.speichere(&eine));
    let davor = buero.wartender().unwrap().clone();
    assert!(!buero.speichere(&andere));
    let andere = buero.entscheidet(&zweite, "2026-09-10").unwrap();
    assert!(buero.speichere(&andere));
    // Zusammen 500: 100 + 80 = 180 frei (§ 11b Abs. 2, 3), 320 zählen, 680.
    assert_eq!(buero.zeilen(), monate("2026-09", "1000.00 → 680.00", "p48_1_2_3"));
    let danach = buero.wartender().unwrap();
    assert_eq!(danach.vorher, davor.vorher);
    assert_eq!(danach.anlass.len(), 2);
    // Was der zweite Befehl für sich ausmacht, sagt der Unterschied.
    assert_eq!(andere.unterschied[0].personen[0].vorher, Cent::euro(840));
}

#[test]
fn dieselbe_meldung_noch_einmal_laesst_den_entwurf_wie_er_ist() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    let davor = (buero.wartender().cloned(), buero.akten().fall.version());
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    assert_eq!((buero.wartender().cloned(), buero.akten().fall.version()), davor);
    // Was kein Geld ändert, macht keinen Entwurf: 100 sind frei (§ 11b Abs. 2).
    let mut buero = Buero::erika();
    let davor = buero.akten().fall.version();
    buero.melde(meldung('A', 1, lohn("100.00", "100.00"), "2026-09-01"), "2026-09-10");
    assert_eq!((buero.wartender(), buero.akten().fall.version()), (None, davor));
}

#[test]
fn kein_entwurf_verraet_etwas_im_protokoll() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-08-01"), "2026-09-10");
    let entwurf = buero.wartender().unwrap();
    let texte = [
        format!("{entwurf:?}"),
        format!("{:?}", entwurf.monate),
        format!("{:?}", entwurf.fragen),
        format!("{:?}", entwurf.monate[0].personen),
    ];
    for text in texte {
        assert!(!text.contains("840") && !text.contains("1000"), "{text}");
    }
}

pub fn ergebnis_von(buero: &Buero, akten: case::akte::lage::Akten<'_>, monat: Monat) -> Ergebnis {
    let haushalt = akten.haushalt(monat, case::akte::Bekannt::Jetzt).unwrap();
    let eingabe = pruefe_haushalt(&haushalt, monat).unwrap();
    berechne(&eingabe, &buero.recht, &mut Werkbank::neu(), Gruende::Ohne).unwrap()
}

fn ergebnis(buero: &Buero, monat: &str) -> Ergebnis {
    ergebnis_von(buero, buero.akten(), monat.parse().unwrap())
}

/// Die Auszahlung und was daneben steht, etwa der Schulbedarf im Februar (§ 28 Abs. 3).
fn alles(ergebnis: &Ergebnis) -> Cent {
    let daneben = ergebnis.daneben;
    ergebnis.auszahlung + daneben.bildung + daneben.beitraege + daneben.auszubildende
}

/// Ein Paar mit einem Kind, ohne Lohn.
fn familie() -> Buero {
    Buero::neu(
        json!([
            {"id": "A", "geboren": "1985-03-01", "partner": "B"},
            {"id": "B", "geboren": "1986-03-01", "partner": "A"},
            {"id": "C", "geboren": "2016-03-01", "eltern": ["A", "B"],
             "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}
        ]),
        "700.00",
    )
}

prop_compose! {
    /// Eine Meldung: wer, brutto in Euro, von welchem Monat, wie viele Monate.
    fn meldungen()(wer in 0..2_usize, brutto in 0..250_u32, von in 0..10_i32, dauer in 1..8_i32) -> (char, u32, i32, i32) {
        (['A', 'B'][wer], brutto * 10, von, dauer)
    }
}

fn als_befehl(
    (wer, brutto, von, dauer): (char, u32, i32, i32),
    nr: usize,
) -> case::befehl::EinkommenMelden {
    let erster: Monat = "2026-07".parse().unwrap();
    let (von, bis) = (erster.plus(von), erster.plus(von + dauer - 1));
    let betrag = format!("{brutto}.00");
    let netto = format!("{}.00", brutto - brutto / 5);
    let gilt = Gilt { von: Some(von.erster()), bis: Some(bis.letzter()) };
    case::befehl::EinkommenMelden { gilt, ..meldung(wer, nr, lohn(&betrag, &netto), "") }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn in_welcher_reihenfolge_zwei_meldungen_kommen_ist_gleichgueltig(
        eine in meldungen(), andere in meldungen(),
    ) {
        let (eine, andere) = (als_befehl(eine, 1), als_befehl(andere, 2));
        let mut entwuerfe = Vec::new();
        let mut allein = 0;
        for folge in [[&eine, &andere], [&andere, &eine]] {
            let mut buero = familie();
            for (nr, befehl) in folge.into_iter().enumerate() {
                buero.melde(befehl.clone(), "2026-12-01");
                allein += usize::from(nr == 0 && buero.wartender().is_some());
            }
            entwuerfe.push(buero.wartender().cloned());
        }
        let [a, b] = entwuerfe.as_slice() else { unreachable!() };
        let betraege = |entwurf: &Option<case::entwurf::Entwurf>| -> Vec<_> {
            let aenderungen = entwurf.iter().flat_map(case::entwurf::Entwurf::aenderungen);
            aenderungen.map(|(m, a)| (m, a.person, a.vorher, a.nachher, a.bleibt)).collect()
        };
        prop_assert_eq!(betraege(a), betraege(b));
        // Ändert jede für sich etwas, ist auch alles andere gleich: Grundlagen, Fragen, Anlass.
        if let (Some(a), Some(b), 2) = (a, b, allein) {
            prop_assert!(a.regelt_dasselbe(b));
            prop_assert_eq!((&a.vorher, &a.nachher, a.anlass.len()), (&b.vorher, &b.nachher, b.anlass.len()));
        }
    }

    #[test]
    fn die_unterschiede_des_entwurfs_sind_die_der_berechnungen(
        folge in prop::collection::vec(meldungen(), 1..4),
    ) {
        let mut buero = familie();
        for (nr, eine) in folge.into_iter().enumerate() {
            buero.melde(als_befehl(eine, nr + 1), "2026-12-01");
        }
        let bewilligt = familie();
        let monate: Vec<Monat> = (0..12).map(|n| "2026-07".parse::<Monat>().unwrap().plus(n)).collect();
        let mut berechnet = Saldo::NULL;
        for monat in &monate {
            let vorher = alles(&ergebnis_von(&buero, bewilligt.akten(), *monat));
            berechnet = berechnet + alles(&ergebnis(&buero, &monat.to_string())).minus(vorher);
        }
        let entwurf = buero.wartender();
        let aenderungen: Vec<_> = entwurf.iter().flat_map(|entwurf| entwurf.aenderungen()).collect();
        let im_entwurf: Saldo =
            aenderungen.iter().map(|(_, a)| a.nachher.summe().minus(a.vorher.summe())).sum();
        // Was nur den Sofortzuschlag vergangener Monate beträfe, steht nicht im Entwurf (§ 72 Abs. 2).
        let bleibt: Cent = monate.iter().filter(|m| m.to_string().as_str() < "2027-01").map(|monat| {
            let vorher = ergebnis_von(&buero, bewilligt.akten(), *monat).sofortzuschlag;
            vorher.abzueglich(ergebnis(&buero, &monat.to_string()).sofortzuschlag)
        }).sum();
        let genannt: Cent = aenderungen.iter().map(|(_, a)| a.bleibt).sum();
        prop_assert_eq!(im_entwurf.cent() - (bleibt.cent() - genannt.cent()), berechnet.cent());
        for (_, a) in &aenderungen {
            prop_assert!(!a.unterschied().ist_null());
            prop_assert!(a.bleibt.ist_null() || a.nachher.summe() < a.vorher.summe());
        }
        // Der festgehaltene Stand ergibt, was bewilligt war, auch wenn seither etwas dazukam.
        if let Some(entwurf) = entwurf {
            let stand = Stand::bis(buero.akten(), &entwurf.vorher);
            for monat in monate {
                let davor = ergebnis_von(&buero, stand.akten(), monat);
                prop_assert_eq!(davor.auszahlung, ergebnis_von(&buero, bewilligt.akten(), monat).auszahlung);
            }
            prop_assert_eq!(stand.akten().fall.kennung, FALL);
        }
    }
}
