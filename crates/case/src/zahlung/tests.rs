//! Pläne gegen von Hand gerechnete Fälle und gegen die Summe.

use law::measure::Cent;
use proptest::prelude::*;

use super::*;
use crate::schnittstelle::{
    BeitragArt, BeitragErgebnis, BildungArt, BildungErgebnis, BildungForm, Daneben, Direktzahlung,
    Ergebnis, Haushalt, Konto, PersonErgebnis,
};
use crate::traeger::Traeger;

/// Konten aus dem IBAN-Register (ISO 13616).
const HAUSHALT: &str = "DE89370400440532013000";
const VERMIETER: &str = "NL91ABNA0417164300";

fn traeger() -> Traeger {
    serde_json::from_value(serde_json::json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW",
        "anschrift": {"strasse": "Weg", "hausnummer": "1", "plz": "00000", "ort": "Musterstadt"},
        "telefon": "0", "email": "post@example.org", "elektronischer_weg": "",
        "konto": {"inhaber": "Musterkreis", "iban": HAUSHALT}, "bic": "", "synthetisch": true,
    }))
    .unwrap()
}

fn haushalt(direktzahlungen: Vec<Direktzahlung>) -> Haushalt {
    let mut haushalt: Haushalt = serde_json::from_value(serde_json::json!({
        "nummer": "BG-00000042",
        "lage": {
            "fall": "BG-00000042", "monat": "2026-12", "personen": [], "wohnung": [],
        },
        "antrag": "2026-11-02", "vertreter": "p1",
        "namen": [{"id": "p1", "vorname": "Ada", "nachname": "Muster"}],
        "anschrift": {"strasse": "Weg", "hausnummer": "1", "plz": "00000", "ort": "Musterstadt"},
        "konto": {"inhaber": "Ada  Muster", "iban": "DE89 3704 0044 0532 0130 00"},
    }))
    .unwrap();
    haushalt.direktzahlungen = direktzahlungen;
    haushalt
}

fn direkt(art: &str, betrag: &str, zeichen: Option<&str>) -> Direktzahlung {
    serde_json::from_value(serde_json::json!({
        "art": art, "betrag": betrag, "zeichen": zeichen,
        "konto": {"inhaber": "Wohnbau Muster", "iban": VERMIETER},
    }))
    .unwrap()
}

/// Bund, Kommune, Sofortzuschlag, Minderung, Aufrechnung in Euro.
fn person(euro: [u32; 5]) -> PersonErgebnis {
    let [bund, kommune, sofortzuschlag, minderung, aufrechnung] = euro.map(Cent::euro);
    PersonErgebnis {
        id: "p1".to_owned(),
        regelbedarf: bund,
        anspruch: bund + kommune,
        bund,
        kommune,
        sofortzuschlag,
        minderung,
        aufrechnung,
        auszahlung: (bund + kommune + sofortzuschlag).abzueglich(minderung + aufrechnung),
        ..PersonErgebnis::default()
    }
}

fn ergebnis(personen: Vec<PersonErgebnis>) -> Ergebnis {
    let summe = |betrag: fn(&PersonErgebnis) -> Cent| personen.iter().map(betrag).sum();
    Ergebnis {
        fall: "BG-00000042".to_owned(),
        monat: "2026-12".parse().unwrap(),
        leistung: "Grundsicherungsgeld".to_owned(),
        anspruch: summe(|person| person.anspruch),
        sofortzuschlag: summe(|person| person.sofortzuschlag),
        minderung: summe(|person| person.minderung),
        aufrechnung: summe(|person| person.aufrechnung),
        auszahlung: summe(|person| person.auszahlung),
        daneben: Daneben::default(),
        personen,
        offen: Vec::new(),
        beleg: None,
    }
}

/// Erwartet je Zahlung und offener Zahlung: Zweck, gezahlt, liegt offen, fehlt (in Euro).
fn pruefe(
    name: &str,
    person_euro: [u32; 5],
    direktzahlungen: Vec<Direktzahlung>,
    erwartet: &[(Zweck, u32, u32, u32)],
) {
    let ergebnis = ergebnis(vec![person(person_euro)]);
    let plan = plan(&traeger(), &haushalt(direktzahlungen), &ergebnis).unwrap();
    let mut zeilen: Vec<(Zweck, Cent, Cent, Cent)> = plan
        .zahlungen
        .iter()
        .map(|zahlung| (zahlung.slot.zweck, zahlung.betrag, Cent::NULL, Cent::NULL))
        .collect();
    zeilen.extend(
        plan.offen.iter().map(|offen| (offen.slot.zweck, Cent::NULL, offen.betrag, offen.fehlt)),
    );
    let erwartet: Vec<_> = erwartet
        .iter()
        .map(|&(zweck, gezahlt, offen, fehlt)| {
            (zweck, Cent::euro(gezahlt), Cent::euro(offen), Cent::euro(fehlt))
        })
        .collect();
    assert_eq!(zeilen, erwartet, "{name}");
    assert_eq!(plan.summe(), ergebnis.auszahlung, "{name}");
}

#[test]
fn dritte_bekommen_hoechstens_was_dafuer_zusteht_und_der_haushalt_den_rest() {
    // § 22 Abs. 7 Satz 1 („soweit“), § 24 Abs. 2, § 31a Abs. 4 Satz 2 SGB II; von Hand gerechnet.
    use Zweck::{Heizung, Leistung, Miete, Strom};
    let miete = |euro: &str| direkt("miete", euro, Some("M 1"));
    let heizung = |euro: &str| direkt("heizung", euro, Some("H 1"));
    let strom = |euro: &str| direkt("strom", euro, Some("S 1"));

    pruefe("ohne Dritte", [563, 400, 0, 0, 0], vec![], &[(Leistung, 963, 0, 0)]);
    pruefe(
        "alle drei gedeckt, in fester Folge",
        [563, 400, 0, 0, 0],
        vec![strom("45"), heizung("80"), miete("320")],
        &[(Miete, 320, 0, 0), (Heizung, 80, 0, 0), (Strom, 45, 0, 0), (Leistung, 518, 0, 0)],
    );
    pruefe(
        "Miete höher als die anerkannten Kosten",
        [563, 400, 0, 0, 0],
        vec![miete("450"), heizung("80")],
        &[(Miete, 400, 0, 0), (Leistung, 563, 0, 0), (Miete, 0, 0, 50), (Heizung, 0, 0, 80)],
    );
    pruefe(
        "Minderung trifft die Unterkunft nicht",
        [563, 400, 0, 169, 0],
        vec![miete("400")],
        &[(Miete, 400, 0, 0), (Leistung, 394, 0, 0)],
    );
    pruefe(
        "Regelbedarf entfällt ganz (§ 31a Abs. 7): Miete bleibt, Strom fehlt",
        [563, 400, 0, 563, 0],
        vec![miete("400"), strom("45")],
        &[(Miete, 400, 0, 0), (Strom, 0, 0, 45)],
    );
    pruefe(
        "Aufrechnung greift erst über den Bundesteil hinaus in die Unterkunft",
        [20, 400, 0, 0, 56],
        vec![miete("400")],
        &[(Miete, 364, 0, 0), (Miete, 0, 0, 36)],
    );
    pruefe(
        "Sofortzuschlag zahlt keinen Strom",
        [10, 0, 25, 0, 0],
        vec![strom("45")],
        &[(Strom, 10, 0, 0), (Leistung, 25, 0, 0), (Strom, 0, 0, 35)],
    );
    pruefe("kein Anspruch", [0, 0, 0, 0, 0], vec![miete("400")], &[(Miete, 0, 0, 400)]);
    pruefe("Direktzahlung null", [563, 0, 0, 0, 0], vec![miete("0")], &[(Leistung, 563, 0, 0)]);
}

/// Bildung 100 und Gutschein 40, Kranken- 420 und Pflegeversicherung 90, § 27 202, Sachleistung 186.
fn mit_daneben() -> Ergebnis {
    let bildung = |euro: u32, form| BildungErgebnis {
        art: BildungArt::Mittagsverpflegung,
        bedarf: Cent::euro(euro),
        angerechnet: Cent::NULL,
        betrag: Cent::euro(euro),
        form,
    };
    let zuschuss = |art, euro| BeitragErgebnis { art, betrag: Cent::euro(euro) };
    let mut person = person([563, 400, 0, 0, 0]);
    person.bildung = vec![bildung(100, BildungForm::Geld), bildung(40, BildungForm::Gutschein)];
    person.beitraege = vec![
        zuschuss(BeitragArt::KrankenversicherungPrivat, 420),
        zuschuss(BeitragArt::PflegeversicherungPrivat, 90),
    ];
    (person.auszubildende, person.sachleistung) = (Cent::euro(202), Cent::euro(186));
    let mut ergebnis = ergebnis(vec![person]);
    ergebnis.daneben = Daneben {
        bildung: Cent::euro(140),
        beitraege: Cent::euro(510),
        auszubildende: Cent::euro(202),
        sachleistung: Cent::euro(186),
    };
    ergebnis
}

#[test]
fn zuschuesse_gehen_an_die_versicherung_bildung_an_anbieter_oder_haushalt() {
    use Zweck::{Bildung, Krankenversicherung, Leistung, Pflegeversicherung, Strom};
    // § 26 Abs. 5, § 29 Abs. 1, § 68: 963 − 186 + 202 = 979 an den Haushalt; Gutscheine sind kein Geld;
    // ohne Konto der Versicherung bleibt der Zuschuss offen.
    type Erwartet<'a> = &'a [(Zweck, u32, u32)];
    let faelle: [(Vec<Direktzahlung>, Erwartet<'_>); 3] = [
        (
            vec![],
            &[
                (Bildung, 100, 0),
                (Leistung, 979, 0),
                (Krankenversicherung, 0, 420),
                (Pflegeversicherung, 0, 90),
            ],
        ),
        (
            vec![
                direkt("bildung", "70", Some("Mensa")),
                direkt("krankenversicherung", "420", Some("KV 1")),
                direkt("pflegeversicherung", "60", Some("PV 1")),
            ],
            &[
                (Bildung, 70, 0),
                (Krankenversicherung, 420, 0),
                (Pflegeversicherung, 60, 0),
                (Bildung, 30, 0),
                (Leistung, 979, 0),
                (Pflegeversicherung, 0, 30),
            ],
        ),
        // Strom höchstens aus dem Regelbedarf in Geld: 563 − 186 = 377.
        (
            vec![direkt("strom", "377", Some("S 1"))],
            &[
                (Strom, 377, 0),
                (Bildung, 100, 0),
                (Leistung, 602, 0),
                (Krankenversicherung, 0, 420),
                (Pflegeversicherung, 0, 90),
            ],
        ),
    ];
    for (direktzahlungen, erwartet) in faelle {
        let ergebnis = mit_daneben();
        let plan = plan(&traeger(), &haushalt(direktzahlungen), &ergebnis).unwrap();
        let gezahlt = plan.zahlungen.iter().map(|z| (z.slot.zweck, z.betrag, Cent::NULL));
        let offen = plan.offen.iter().map(|o| (o.slot.zweck, Cent::NULL, o.betrag));
        let zeilen: Vec<_> = gezahlt.chain(offen).collect();
        let erwartet: Vec<_> =
            erwartet.iter().map(|(z, g, o)| (*z, Cent::euro(*g), Cent::euro(*o))).collect();
        assert_eq!(zeilen, erwartet);
        assert_eq!(plan.summe(), ergebnis.zu_zahlen());
    }
}

#[test]
fn was_nicht_gezahlt_werden_kann_bleibt_als_frage_offen() {
    let konto = |inhaber: &str, iban: &str| {
        Some(Konto { inhaber: inhaber.to_owned(), iban: iban.to_owned() })
    };
    let faelle = [
        (None, "§ 47 Abs. 1 SGB I", "kein Konto"),
        (konto("Ada Muster", "DE98370400440532013000"), "§ 47 Abs. 1 SGB I", "Prüfziffer"),
        (konto("Ada Muster", "TR330006100519786457841326"), "§ 47 Abs. 1 SGB I", "außerhalb"),
        (konto(" \t ", HAUSHALT), "§ 47 Abs. 1 SGB I", "Name"),
    ];
    for (konto, norm, grund) in faelle {
        let mut haushalt = haushalt(vec![]);
        haushalt.konto = konto;
        let plan = plan(&traeger(), &haushalt, &ergebnis(vec![person([563, 0, 0, 0, 0])])).unwrap();
        assert!(plan.zahlungen.is_empty());
        let [offen] = plan.offen.as_slice() else { panic!("eine offene Zahlung: {grund}") };
        assert_eq!((offen.betrag, offen.fehlt), (Cent::euro(563), Cent::NULL));
        assert_eq!(offen.frage.norm, norm);
        assert!(offen.frage.frage.contains(grund), "{}", offen.frage.frage);
        assert!(!offen.frage.frage.contains("370400"), "die Frage nennt die IBAN nicht");
    }
}

#[test]
fn geld_fuer_den_vermieter_geht_bei_falscher_iban_nicht_an_den_haushalt() {
    let mut miete = direkt("miete", "400", Some("M 1"));
    miete.konto.iban = "NL92ABNA0417164300".to_owned();
    let ergebnis = ergebnis(vec![person([563, 400, 0, 0, 0])]);
    let plan = plan(&traeger(), &haushalt(vec![miete]), &ergebnis).unwrap();
    let betraege: Vec<Cent> = plan.zahlungen.iter().map(|zahlung| zahlung.betrag).collect();
    assert_eq!(betraege, [Cent::euro(563)]);
    let offen: Vec<_> = plan.offen.iter().map(|o| (o.betrag, o.frage.norm.as_str())).collect();
    assert_eq!(offen, [(Cent::euro(400), "§ 22 Abs. 7 SGB II")]);
}

#[test]
fn der_vermieter_liest_weder_leistung_noch_fall() {
    // § 35 SGB I: nur, was er zum Zuordnen braucht.
    let ergebnis = ergebnis(vec![person([563, 400, 0, 0, 0])]);
    let faelle = [
        (Some(" 4711 / 3\n "), "Miete 12/2026 4711 / 3"),
        (Some("   "), "Miete 12/2026 Ada Muster"),
        (None, "Miete 12/2026 Ada Muster"),
    ];
    for (zeichen, text) in faelle {
        let haushalt = haushalt(vec![direkt("miete", "400", zeichen)]);
        let plan = plan(&traeger(), &haushalt, &ergebnis).unwrap();
        let [miete, leistung] = plan.zahlungen.as_slice() else { panic!("zwei Zahlungen") };
        assert_eq!(miete.verwendungszweck, text);
        assert_eq!(miete.empfaenger_name, "Wohnbau Muster");
        assert!(!miete.kennung().contains("42"));
        assert_eq!(leistung.verwendungszweck, "Grundsicherungsgeld 12/2026 BG-00000042");
        assert_eq!(leistung.empfaenger_name, "Ada Muster");
        assert!(!format!("{plan:?}").contains("Ada"), "Debug nennt keine Namen");
    }

    let mut namenlos = haushalt(vec![direkt("miete", "400", None)]);
    namenlos.namen.clear();
    let plan = plan(&traeger(), &namenlos, &ergebnis).unwrap();
    assert_eq!(plan.offen.first().map(|offen| offen.betrag), Some(Cent::euro(400)));
}

#[test]
fn empfaenger_mit_gleichem_konto_bleiben_getrennte_plaetze() {
    let ergebnis = ergebnis(vec![person([563, 400, 0, 0, 0])]);
    let mieten = |wuensche: Vec<Direktzahlung>| -> Vec<(Cent, String)> {
        let plan = plan(&traeger(), &haushalt(wuensche), &ergebnis).unwrap();
        plan.zahlungen.iter().map(|z| (z.betrag, z.kennung())).collect()
    };
    let [a, b] = ["100", "200"].map(|betrag| direkt("miete", betrag, Some(betrag)));
    let vorher = mieten(vec![a.clone(), b.clone()]);
    assert_eq!(vorher.len(), 3);
    // Fällt ein Eintrag weg, behält der andere seinen Platz: nichts wird doppelt gezahlt.
    assert_eq!(mieten(vec![b.clone()]).first(), vorher.get(1));
    // Ein neues Konto ändert den Platz nicht.
    let mut neu = b;
    neu.konto.iban = HAUSHALT.to_owned();
    assert_eq!(mieten(vec![a.clone(), neu]), vorher);
    // Zwei Vermieter ohne Unterschied sind Dritter 1 und Dritter 2.
    let gleich = mieten(vec![a.clone(), a]);
    assert_ne!(gleich.first().map(|z| &z.1), gleich.get(1).map(|z| &z.1));
}

#[test]
fn ein_ergebnis_das_sich_widerspricht_wird_nicht_gezahlt() {
    let gut = || ergebnis(vec![person([563, 400, 0, 0, 0])]);
    let haushalt = haushalt(vec![]);
    let fehler = |ergebnis: &Ergebnis| plan(&traeger(), &haushalt, ergebnis).unwrap_err();

    let mut fremd = gut();
    fremd.fall = "BG-1".to_owned();
    assert!(matches!(fehler(&fremd), PlanFehler::Fall { .. }));
    let mut zu_viel = gut();
    zu_viel.auszahlung += Cent::neu(1);
    assert!(matches!(fehler(&zu_viel), PlanFehler::Summe { .. }));
    let mut ohne_bund = gut();
    ohne_bund.personen.first_mut().unwrap().bund = Cent::NULL;
    assert!(matches!(fehler(&ohne_bund), PlanFehler::Person { .. }));
}

prop_compose! {
    fn irgendeine_person()(b in 0_i64..200_000, k in 0_i64..200_000, s in 0_i64..2_501,
        m in 0_i64..100_000, a in 0_i64..100_000, r in 0_i64..200_000) -> PersonErgebnis {
        let [bund, kommune, sofortzuschlag, minderung, aufrechnung, regelbedarf] =
            [b, k, s, m, a, r].map(Cent::neu);
        PersonErgebnis {
            regelbedarf, bund, kommune, sofortzuschlag, minderung, aufrechnung,
            anspruch: bund + kommune,
            auszahlung: (bund + kommune + sofortzuschlag).abzueglich(minderung + aufrechnung),
            ..PersonErgebnis::default()
        }
    }
}

prop_compose! {
    fn irgendein_wunsch()(art in prop::sample::select(vec!["miete", "heizung", "strom"]),
        cent in 0_i64..300_000, zeichen in prop::option::of("[A-B]{0,1}"),
        iban in prop::sample::select(vec![VERMIETER, "", "NL92ABNA0417164300"])) -> Direktzahlung {
        let mut wunsch = direkt(art, "0", zeichen.as_deref());
        wunsch.betrag = Cent::neu(cent);
        wunsch.konto.iban = iban.to_owned();
        wunsch
    }
}

proptest! {
    #[test]
    fn gezahltes_und_offenes_ergibt_immer_die_auszahlung(
        personen in prop::collection::vec(irgendeine_person(), 0..6),
        wuensche in prop::collection::vec(irgendein_wunsch(), 0..6),
    ) {
        let ergebnis = ergebnis(personen);
        let plan = plan(&traeger(), &haushalt(wuensche.clone()), &ergebnis).unwrap();
        prop_assert_eq!(plan.summe(), ergebnis.auszahlung);
        prop_assert!(plan.zahlungen.iter().all(|zahlung| !zahlung.betrag.ist_null()));

        // Was Dritte wollten, ist gezahlt, liegt offen oder ist als fehlend genannt.
        let dritte = |zweck: Zweck| zweck != Zweck::Leistung;
        let gezahlt: Cent = plan.zahlungen.iter()
            .filter(|z| dritte(z.slot.zweck)).map(|z| z.betrag).sum();
        let offen: Cent = plan.offen.iter()
            .filter(|o| dritte(o.slot.zweck)).map(|o| o.betrag + o.fehlt).sum();
        prop_assert_eq!(gezahlt + offen, wuensche.iter().map(|wunsch| wunsch.betrag).sum::<Cent>());

        // Kein Platz zweimal.
        let mut plaetze: Vec<&Slot> = plan.zahlungen.iter().map(|zahlung| &zahlung.slot).collect();
        plaetze.sort();
        prop_assert!(plaetze.windows(2).all(|paar| paar[0] != paar[1]));
    }
}
