//! Befehle an einem Beispiel, dessen Beträge von Hand gerechnet sind: gemeldet, beendet, berichtigt,
//! rückwirkend, und abgewiesen.

use std::collections::BTreeMap;

use case::akte::{
    Akte, Eintrag, Ereignis, Erfasst, FallTatsache, Gilt, Kategorie, Kennung, Nachweis,
    PersonTatsache, Posten, Strom, StromArt, Tatsache, Zeitpunkt,
};
use case::befehl::{Ablehnung, Befehl, Bestand, EinkommenMelden, Entscheidung, HaushaltAufnehmen};
use case::rechte::Handlung;
use case::schnittstelle::{Einkommen, Haushalt};
use law::measure::Tag;
use serde_json::json;

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn kennung(nr: u8) -> Kennung {
    Kennung::aus_bytes([nr; 16])
}

const FALL: u8 = 1;
const ERIKA: u8 = 2;

/// Erika lebt allein: 563 Regelbedarf und 437 Miete sind 1 000 im Monat (§§ 20, 22), Juli 2026 bis Juni 2027.
fn aufnahme() -> HaushaltAufnehmen {
    let haushalt: Haushalt = serde_json::from_value(json!({
        "nummer": "BG-1",
        "lage": {
            "monat": "2026-07",
            "bewilligung_ab": "2026-07-01",
            "personen": [{"id": "A", "geboren": "1985-03-01"}],
            "wohnung": {"grundmiete": "437.00"}
        },
        "bewilligung_bis": "2027-06-30",
        "antrag": "2026-07-03",
        "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Erika", "nachname": "Beispiel"}],
        "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
    }))
    .unwrap();
    HaushaltAufnehmen {
        fall: kennung(FALL),
        personen: BTreeMap::from([("A".to_owned(), kennung(ERIKA))]),
        eingang: tag("2026-07-03"),
        bewilligt_am: Some(tag("2026-07-03")),
        haushalt,
    }
}

fn entscheidet(befehl: &Befehl, bestand: &Bestand, heute: &str) -> Result<Entscheidung, Ablehnung> {
    crate::hilfe::entscheidet(befehl, bestand, tag(heute))
}

/// Was der Speicher täte: die Ereignisse anfügen.
fn speichere(bestand: &mut Bestand, entscheidung: &Entscheidung) {
    fn angefuegt<T: Tatsache>(akte: Akte<T>, ab: u64, texte: &[String]) -> Akte<T> {
        assert_eq!(akte.version(), ab, "entschieden auf altem Wissen");
        let mut eintraege = akte.eintraege().to_vec();
        for text in texte {
            let version = u64::try_from(eintraege.len()).unwrap() + 1;
            let erfasst = Erfasst { lfd: version, zeit: Zeitpunkt(0) };
            let ereignis = Ereignis::lies(text).unwrap();
            eintraege.push(Eintrag { version, erfasst, ereignis });
        }
        Akte::aus(akte.kennung, eintraege)
    }
    for (Strom { art, kennung }, ab, texte) in &entscheidung.ereignisse {
        if *art == StromArt::Fall {
            let akte = bestand.faelle.remove(kennung).unwrap_or(Akte::neu(*kennung));
            bestand.faelle.insert(*kennung, angefuegt::<FallTatsache>(akte, *ab, texte));
        } else {
            let akte = bestand.personen.remove(kennung).unwrap_or(Akte::neu(*kennung));
            bestand.personen.insert(*kennung, angefuegt::<PersonTatsache>(akte, *ab, texte));
        }
    }
}

fn bestand() -> Bestand {
    let mut bestand = Bestand::default();
    let befehl = Befehl::HaushaltAufnehmen(Box::new(aufnahme()));
    let entscheidung = entscheidet(&befehl, &bestand, "2026-07-03").unwrap();
    speichere(&mut bestand, &entscheidung);
    bestand
}

fn lohn(brutto: &str, netto: &str) -> Option<Einkommen> {
    serde_json::from_value(json!({"art": "erwerb", "brutto": brutto, "netto": netto})).unwrap()
}

fn meldung(einkommen: Option<Einkommen>, von: &str, bis: &str) -> EinkommenMelden {
    let tag = |text: &str| (!text.is_empty()).then(|| self::tag(text));
    EinkommenMelden {
        fall: kennung(FALL),
        person: kennung(ERIKA),
        posten: Posten::nr(1),
        einkommen,
        gilt: Gilt { von: tag(von), bis: tag(bis) },
        eingang: self::tag("2026-09-10"),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }
}

/// `2026-09 1000.00 → 528.00` je Monat, in dem sich etwas ändert.
fn unterschied(entscheidung: &Entscheidung) -> Vec<String> {
    let zeile = |monat: &case::befehl::MonatUnterschied| {
        let [person] = monat.personen.as_slice() else { return format!("{} ?", monat.monat) };
        format!("{} {} → {}", monat.monat, person.vorher.als_text(), person.nachher.als_text())
    };
    entscheidung.unterschied.iter().map(zeile).collect()
}

fn monate(namen: &[&str], vorher: &str, nachher: &str) -> Vec<String> {
    namen.iter().map(|monat| format!("{monat} {vorher} → {nachher}")).collect()
}

#[test]
fn eine_meldung_zeigt_den_unterschied_bis_zum_ende_des_bewilligungszeitraums() {
    // § 11b Abs. 2, 3: 1 000 brutto, 800 netto: 100 + 84 + 144 = 328 frei, 472 zählen; 1 000 − 472 = 528.
    // 520 brutto, 450 netto: 100 + 84 = 184 frei, 266 zählen; 734.
    let mut bestand = bestand();
    let ab_september = [
        "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04",
        "2027-05", "2027-06",
    ];
    let neu =
        Befehl::EinkommenMelden(Box::new(meldung(lohn("1000.00", "800.00"), "2026-09-01", "")));
    let entscheidung = entscheidet(&neu, &bestand, "2026-09-10").unwrap();
    assert_eq!(unterschied(&entscheidung), monate(&ab_september, "1000.00", "528.00"));
    speichere(&mut bestand, &entscheidung);
    let lohn_version = bestand.personen[&kennung(ERIKA)].version();

    // Die Arbeit endet im November: ab Dezember wieder 1 000.
    let ende = Befehl::EinkommenMelden(Box::new(meldung(None, "2026-12-01", "")));
    let entscheidung = entscheidet(&ende, &bestand, "2026-11-20").unwrap();
    assert_eq!(unterschied(&entscheidung), monate(&ab_september[3..], "528.00", "1000.00"));

    // Später berichtigt: es waren nur 520, und erst ab Oktober. Der September steht wieder bei 1 000.
    let berichtigt = EinkommenMelden {
        ersetzt: Some(lohn_version),
        ..meldung(lohn("520.00", "450.00"), "2026-10-01", "")
    };
    let entscheidung =
        entscheidet(&Befehl::EinkommenMelden(Box::new(berichtigt)), &bestand, "2026-11-20")
            .unwrap();
    let mut erwartet = monate(&ab_september[..1], "528.00", "1000.00");
    erwartet.extend(monate(&ab_september[1..], "528.00", "734.00"));
    assert_eq!(unterschied(&entscheidung), erwartet);
}

#[test]
fn rueckwirkend_und_befristet_aendert_sich_nur_was_in_der_zeit_liegt() {
    let bestand = bestand();
    // (von, bis, Monate, in denen sich etwas ändert)
    let faelle: [(&str, &str, &[&str]); 4] = [
        ("2026-08-01", "2026-08-31", &["2026-08"]),
        ("2026-08-20", "2026-10-02", &["2026-08", "2026-09", "2026-10"]),
        ("2026-07-01", "2026-07-31", &["2026-07"]),
        ("2027-06-01", "", &["2027-06"]),
    ];
    for (von, bis, erwartet) in faelle {
        let befehl =
            Befehl::EinkommenMelden(Box::new(meldung(lohn("1000.00", "800.00"), von, bis)));
        let entscheidung = entscheidet(&befehl, &bestand, "2026-11-20").unwrap();
        assert_eq!(unterschied(&entscheidung), monate(erwartet, "1000.00", "528.00"), "{von}");
        // Entschieden ist auf diesen Versionen: ändert sich eine, wird neu entschieden.
        let fall = &bestand.faelle[&kennung(FALL)];
        let stroeme: Vec<_> = entscheidung.ereignisse.iter().map(|(s, ab, _)| (*s, *ab)).collect();
        let person = &bestand.personen[&kennung(ERIKA)];
        let erwartet = [
            (Strom::fall(kennung(FALL)), fall.version()),
            (Strom::person(kennung(ERIKA)), person.version()),
        ];
        assert_eq!(stroeme, erwartet);
    }
}

#[test]
fn was_nicht_stimmt_wird_abgewiesen_und_sagt_was_zu_tun_ist() {
    let bestand = bestand();
    let ohne_brutto = json!({"art": "erwerb", "netto": "800.00"});
    let ohne_brutto = serde_json::from_value(ohne_brutto).unwrap();
    let gut = || meldung(lohn("1000.00", "800.00"), "2026-09-01", "");
    let faelle: [(EinkommenMelden, &str); 7] = [
        (EinkommenMelden { fall: kennung(9), ..gut() }, "diese Akte gibt es nicht"),
        (EinkommenMelden { person: kennung(9), ..gut() }, "diese Akte gibt es nicht"),
        (meldung(lohn("1000.00", "800.00"), "2026-09-02", "2026-09-01"), "liegt vor dem ersten"),
        (EinkommenMelden { eingang: tag("2026-11-21"), ..gut() }, "liegt in der Zukunft"),
        (EinkommenMelden { ersetzt: Some(1), ..gut() }, "Version 1 nennt keine Einnahme"),
        (
            meldung(lohn("1000.00", "800.00"), "2020-01-01", "2020-12-31"),
            "gehört in dieser Zeit nicht",
        ),
        (meldung(ohne_brutto, "2026-09-01", ""), "brutto"),
    ];
    for (befehl, erwartet) in faelle {
        let befehl = Befehl::EinkommenMelden(Box::new(befehl));
        let ablehnung = entscheidet(&befehl, &bestand, "2026-11-20").unwrap_err();
        assert!(ablehnung.to_string().contains(erwartet), "{erwartet}: {ablehnung}");
        assert!(!format!("{befehl:?}").contains("1000"));
    }
    let gute =
        entscheidet(&Befehl::EinkommenMelden(Box::new(gut())), &bestand, "2026-11-20").unwrap();
    for debug in [format!("{gute:?}"), format!("{:?}", gute.unterschied)] {
        assert!(!debug.contains("52") && !debug.contains("1000"), "{debug}");
    }
    // Eine Aufnahme über eine vorhandene Akte, und eine mit unmöglichen Angaben.
    let noch_einmal = Befehl::HaushaltAufnehmen(Box::new(aufnahme()));
    let ablehnung = entscheidet(&noch_einmal, &bestand, "2026-11-20").unwrap_err();
    assert_eq!(ablehnung, Ablehnung::Vorhanden(Strom::fall(kennung(FALL))));
    let mut unmoeglich = aufnahme();
    unmoeglich.haushalt.vertreter = "Z".to_owned();
    let befehl = Befehl::HaushaltAufnehmen(Box::new(unmoeglich));
    let ablehnung = entscheidet(&befehl, &Bestand::default(), "2026-11-20").unwrap_err();
    assert!(matches!(ablehnung, Ablehnung::Mangel(_)), "{ablehnung}");
}

#[test]
fn ein_befehl_steht_auf_der_leitung_und_kommt_gleich_an() {
    let befehle = [
        Befehl::HaushaltAufnehmen(Box::new(aufnahme())),
        Befehl::EinkommenMelden(Box::new(meldung(
            lohn("520.00", "450.00"),
            "2026-09-01",
            "2026-12-31",
        ))),
    ];
    for befehl in befehle {
        let text = serde_json::to_string(&befehl).unwrap();
        assert!(text.contains(befehl.name()));
        assert!(serde_json::from_str::<Befehl>(&text).unwrap() == befehl);
        // Ein Feld zu viel ist ein Fehler: ein Tippfehler darf kein Geld ändern.
        let mehr = text.replacen("\"eingang\"", "\"eingank\":1,\"eingang\"", 1);
        assert!(serde_json::from_str::<Befehl>(&mehr).is_err());
    }
}

#[test]
fn aufnehmen_und_melden_sagen_welche_rechte_sie_brauchen() {
    // Als schon bewilligt aufzunehmen, dürfen weniger.
    let uebernehmen = Befehl::HaushaltAufnehmen(Box::new(aufnahme()));
    let kategorien = vec![Kategorie::Akte, Kategorie::Verfahren];
    assert_eq!(uebernehmen.verlangt(), (Handlung::Aufnehmen, kategorien));
    let aufnehmen = HaushaltAufnehmen { bewilligt_am: None, ..aufnahme() };
    let aufnehmen = Befehl::HaushaltAufnehmen(Box::new(aufnehmen));
    let melden = Befehl::EinkommenMelden(Box::new(meldung(None, "2026-09-01", "")));
    assert_eq!(aufnehmen.verlangt(), (Handlung::Aufnehmen, vec![Kategorie::Akte]));
    assert_eq!(melden.verlangt(), (Handlung::Melden, vec![Kategorie::Einkommen]));
    assert_eq!((aufnehmen.durch(), melden.durch()), (None, None));
}
