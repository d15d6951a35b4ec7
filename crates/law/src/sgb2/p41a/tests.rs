use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::measure::Tag;
use crate::recht::Recht;

const A: PersonNr = PersonNr(0);
const B: PersonNr = PersonNr(1);

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn monat(n: i32) -> Monat {
    "2026-01".parse::<Monat>().unwrap().plus(n)
}

fn regeln(am: &str) -> VorlaeufigRegeln {
    *RECHT.vorlaeufig(tag(am))
}

fn erstattungen(am: &str) -> Erstattungen {
    *RECHT.erstattung(tag(am))
}

/// Ein Monat mit vollem Nachweis.
fn voll(person: PersonNr, n: i32, vorlaeufig: &str, errechnet: &str) -> Monatsfestsetzung {
    mit(person, n, vorlaeufig, errechnet, Nachweis::Vollstaendig)
}

fn mit(
    person: PersonNr,
    n: i32,
    vorlaeufig: &str,
    errechnet: &str,
    nachweis: Nachweis,
) -> Monatsfestsetzung {
    setze_fest(Monatsbetrag {
        person,
        monat: monat(n),
        vorlaeufig: cent(vorlaeufig),
        errechnet: cent(errechnet),
        nachweis,
    })
}

#[test]
fn vorlaeufig_ist_zu_entscheiden_wenn_die_feststellung_laenger_dauert() {
    // § 41a Abs. 1 Satz 1 Nr. 1, 2, Satz 3.
    use Entscheidungsart as E;
    let faelle = [
        (Ungewiss::Nichts, Ursache::LaengereZeit, E::Abschliessend),
        (Ungewiss::Nichts, Ursache::ZuVertreten, E::Abschliessend),
        (Ungewiss::Voraussetzungen, Ursache::LaengereZeit, E::VorlaeufigDemGrunde),
        (Ungewiss::Hoehe, Ursache::LaengereZeit, E::VorlaeufigDerHoehe),
        (Ungewiss::Voraussetzungen, Ursache::ZuVertreten, E::ZuVertreten),
        (Ungewiss::Hoehe, Ursache::ZuVertreten, E::ZuVertreten),
    ];
    for (ungewiss, ursache, art) in faelle {
        assert_eq!(entscheidungsart(ungewiss, ursache), art, "{ungewiss:?} {ursache:?}");
    }
}

#[test]
fn eine_abweichung_bis_zum_freibetrag_schadet_nicht() {
    // § 41a Abs. 2 Satz 2. Lohn 1 000 brutto, Freibetrag § 11b Abs. 3: 84 + 144 = 228. Prognose 472.
    // Spalten: angesetzt, Tag der Entscheidung, gedeckt, vermutet.
    let faelle = [
        ("472.00", "2026-07-01", true, true),
        ("700.00", "2026-07-01", true, true),
        ("700.01", "2026-07-01", false, false),
        ("244.00", "2026-07-01", true, true),
        ("243.99", "2026-07-01", true, false),
        // Bis 2022: der Freibetrag darf unberücksichtigt bleiben, eine Vermutung gibt es nicht.
        ("700.00", "2022-12-31", true, false),
        ("700.01", "2022-12-31", false, false),
    ];
    for (angesetzt, am, gedeckt, vermutet) in faelle {
        let prognose = Prognose { einkommen: cent("472"), freibetrag: cent("228") };
        let bemessung = bemessung(prognose, cent(angesetzt), &regeln(am));
        assert_eq!(bemessung.gedeckt(), gedeckt, "{angesetzt} {am}");
        assert_eq!(bemessung.vermutet(), vermutet, "{angesetzt} {am}");
    }
}

#[test]
fn ohne_nachweis_wird_nur_festgesetzt_was_feststeht() {
    // § 41a Abs. 3 Satz 3, 4. Vorläufig 600, errechnet 700.
    let faelle = [
        (Nachweis::Vollstaendig, "700", "0", "100"),
        (Nachweis::OhneBelehrung, "700", "0", "100"),
        (Nachweis::Soweit(cent("250")), "250", "350", "0"),
        // Mehr als errechnet kann niemand nachweisen.
        (Nachweis::Soweit(cent("800")), "700", "0", "100"),
        (Nachweis::Fehlt, "0", "600", "0"),
    ];
    for (nachweis, endgueltig, ueberzahlung, nachzahlung) in faelle {
        let fest = mit(A, 0, "600", "700", nachweis);
        assert_eq!(fest.endgueltig, cent(endgueltig), "{nachweis:?}");
        assert_eq!(fest.ueberzahlung(), cent(ueberzahlung), "{nachweis:?}");
        assert_eq!(fest.nachzahlung(), cent(nachzahlung), "{nachweis:?}");
        assert_eq!(nachweis.frage().is_some(), nachweis == Nachweis::OhneBelehrung);
    }
}

#[test]
fn ueberzahlungen_werden_im_bewilligungszeitraum_angerechnet() {
    // § 41a Abs. 6 Satz 2. A: +100, −60, −20, 0: 80 zu viel, 100 nachzuzahlen; es bleiben 20.
    // B: −30 und +5: 25 bleiben zu viel; die Nachzahlung an A hilft B nicht.
    let monate = [
        voll(A, 0, "500", "600"),
        voll(A, 1, "500", "440"),
        voll(A, 2, "500", "480"),
        voll(A, 3, "500", "500"),
        voll(B, 0, "300", "270"),
        voll(B, 1, "300", "305"),
    ];
    let (a, b) = (verrechne(&monate, A), verrechne(&monate, B));
    assert_eq!(a.angerechnet, cent("80"));
    assert_eq!((a.rest_nachzahlung(), a.rest_ueberzahlung()), (cent("20"), Cent::NULL));
    assert_eq!(b.angerechnet, cent("5"));
    assert_eq!((b.rest_nachzahlung(), b.rest_ueberzahlung()), (Cent::NULL, cent("25")));
    let gesamt = erstattung([&a, &b], &erstattungen("2026-07-01"));
    assert_eq!(gesamt.summe, cent("25"));
    assert!(!gesamt.wird_gefordert(), "unter 50 Euro");
    assert_eq!(gesamt.anteil(&b), Cent::NULL);
}

#[test]
fn unter_fuenfzig_euro_fuer_alle_zusammen_wird_nichts_erstattet() {
    // § 41a Abs. 6 Satz 3, § 65 Abs. 5: Entscheidungen ab 01.01.2023. Spalten: Überzahlung A, B,
    // Tag, Erstattung A, B.
    let faelle = [
        ("24.99", "25.00", "2026-07-01", "0", "0"),
        ("25.00", "25.00", "2026-07-01", "25.00", "25.00"),
        ("50.00", "0", "2026-07-01", "50.00", "0"),
        ("49.99", "0", "2023-01-01", "0", "0"),
        ("49.99", "0", "2022-12-31", "49.99", "0"),
        ("0.01", "0", "2022-12-31", "0.01", "0"),
        ("0", "0", "2022-12-31", "0", "0"),
    ];
    for (a, b, am, fuer_a, fuer_b) in faelle {
        let monate = [mit(A, 0, a, "0", Nachweis::Vollstaendig), voll(B, 0, b, "0")];
        let (va, vb) = (verrechne(&monate, A), verrechne(&monate, B));
        let gesamt = erstattung([&va, &vb], &erstattungen(am));
        assert_eq!(gesamt.anteil(&va), cent(fuer_a), "{a} {b} {am}");
        assert_eq!(gesamt.anteil(&vb), cent(fuer_b), "{a} {b} {am}");
    }
}

#[test]
fn spaete_nachweise_sind_ab_juli_2026_ausgeschlossen() {
    // § 41a Abs. 3 Satz 5; Auswahl nach dem Tag der abschließenden Entscheidung (law.md 1.3).
    let entschieden =
        Verfahrensstand::Entschieden { bekannt: tag("2026-10-05"), frist_bis: tag("2026-11-05") };
    let bescheid = Verfahrensstand::Widerspruchsbescheid(tag("2026-12-01"));
    let faelle = [
        (Verfahrensstand::Laeuft, "2026-12-24", "2026-10-01", Zugang::Zaehlt),
        (entschieden, "2026-10-05", "2026-10-01", Zugang::Zaehlt),
        (entschieden, "2026-10-06", "2026-10-01", Zugang::Frage),
        (entschieden, "2026-11-05", "2026-10-01", Zugang::Frage),
        (entschieden, "2026-11-06", "2026-10-01", Zugang::Ausgeschlossen),
        (bescheid, "2026-12-01", "2026-10-01", Zugang::Zaehlt),
        (bescheid, "2026-12-02", "2026-10-01", Zugang::Ausgeschlossen),
        // Entscheidung vor dem 01.07.2026: kein Ausschluss.
        (bescheid, "2026-12-02", "2026-06-30", Zugang::Zaehlt),
    ];
    for (stand, zugegangen, am, erwartet) in faelle {
        assert_eq!(zugang(tag(zugegangen), stand, &regeln(am)), erwartet, "{stand:?} {zugegangen}");
    }
}

#[test]
fn ein_jahr_nach_dem_zeitraum_gilt_die_leistung_als_abschliessend() {
    // § 41a Abs. 5: Zeitraum bis 06/2026, Frist bis 30.06.2027.
    let bis: Monat = "2026-06".parse().unwrap();
    let grund = |seit: &str| {
        Some(AndererGrund { bekannt_seit: tag(seit), vorlaeufig_bekannt: tag("2026-01-10") })
    };
    let faelle = [
        (None, None, Zeitablauf::Bis(tag("2027-06-30"))),
        (Some("2027-06-30"), None, Zeitablauf::Beantragt),
        (Some("2027-07-01"), None, Zeitablauf::Bis(tag("2027-06-30"))),
        // Nr. 2: ein Jahr seit Kenntnis, höchstens zehn Jahre seit der Bekanntgabe.
        (None, grund("2028-02-29"), Zeitablauf::AndererGrundBis(tag("2029-02-28"))),
        (None, grund("2035-05-01"), Zeitablauf::AndererGrundBis(tag("2036-01-10"))),
        // Kenntnis schon im Zeitraum: die allgemeine Frist ist länger.
        (None, grund("2026-03-01"), Zeitablauf::Bis(tag("2027-06-30"))),
    ];
    for (antrag, grund, erwartet) in faelle {
        let antrag = antrag.map(tag);
        assert_eq!(zeitablauf(bis, antrag, grund, &regeln("2026-01-10")), erwartet, "{antrag:?}");
    }
    assert!(Zeitablauf::Bis(tag("2027-06-30")).kann_noch_entschieden_werden(tag("2027-06-30")));
    assert!(!Zeitablauf::Bis(tag("2027-06-30")).kann_noch_entschieden_werden(tag("2027-07-01")));
    assert!(Zeitablauf::Beantragt.kann_noch_entschieden_werden(tag("2037-07-01")));
}

#[test]
fn die_belege_zeigen_jeden_betrag_auf_dem_weg() {
    let fest = mit(A, 0, "600", "700", Nachweis::Soweit(cent("250")));
    let text = |beleg: &Beleg| -> Vec<String> {
        beleg.aus.iter().map(|zeile| zeile.betrag.to_string()).collect()
    };
    assert_eq!(fest.beleg().betrag.to_string(), "250,00 €");
    assert_eq!(fest.beleg().norm, "§ 41a Abs. 3 Satz 3 SGB II");
    assert_eq!(text(&fest.beleg()), ["600,00 €", "700,00 €", "−350,00 €"]);
    let verrechnung = verrechne(&[fest], A);
    assert_eq!(text(&verrechnung.beleg("A")), ["0,00 €", "350,00 €", "0,00 €"]);
    assert_eq!(verrechnung.beleg("A").betrag.to_string(), "−350,00 €");
    let gesamt = erstattung([&verrechnung], &erstattungen("2026-07-01"));
    assert_eq!(text(&gesamt.beleg()), ["350,00 €", "50,00 €"]);
    assert_eq!(gesamt.beleg().betrag.to_string(), "350,00 €");
    let klein = erstattung([&Verrechnung::default()], &erstattungen("2026-07-01"));
    assert_eq!(klein.beleg().betrag.to_string(), "0,00 €");
}

proptest! {
    #[test]
    fn vorlaeufiges_erstattung_und_nachzahlung_ergeben_das_endgueltige(
        betraege in prop::collection::vec((0_i64..200_000, 0_i64..200_000), 1..13),
    ) {
        let monate: Vec<Monatsfestsetzung> = betraege
            .iter()
            .zip(0..)
            .map(|((vorlaeufig, errechnet), n)| setze_fest(Monatsbetrag {
                person: A,
                monat: monat(n),
                vorlaeufig: Cent::neu(*vorlaeufig),
                errechnet: Cent::neu(*errechnet),
                nachweis: Nachweis::Vollstaendig,
            }))
            .collect();
        let v = verrechne(&monate, A);
        let vorlaeufig: Cent = monate.iter().map(|m| m.vorlaeufig).sum();
        let endgueltig: Cent = monate.iter().map(|m| m.endgueltig).sum();
        // Erbracht + nachgezahlt = festgesetzt + zu viel, und nie beides zugleich.
        prop_assert_eq!(vorlaeufig + v.rest_nachzahlung(), endgueltig + v.rest_ueberzahlung());
        prop_assert!(v.rest_nachzahlung().ist_null() || v.rest_ueberzahlung().ist_null());
        let gesamt = erstattung([&v], &erstattungen("2026-07-01"));
        let anteil = gesamt.anteil(&v);
        prop_assert!(anteil.ist_null() || anteil >= gesamt.grenze);
        prop_assert!(anteil.ist_null() || anteil == v.rest_ueberzahlung());
    }
}
