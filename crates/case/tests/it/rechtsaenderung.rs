//! Geändertes Recht: der Probelauf, der Entwurf daraus, sein Brief und die Sammelfreigabe. Jeder Betrag von Hand; die
//! neuen Zahlen sind erfunden.

use std::collections::BTreeSet;

use case::akte::{Gilt, Kennung};
use case::befehl::{Ablehnung, Befehl, EinkommenMelden, HaushaltAufnehmen, NeuBerechnen};
use case::bescheid::{
    Bescheidart, Freigaberegeln, Liegengrund, Sammelmuster, sammelmuster, unterschied,
};
use case::brief::entwurfsbrief;
use case::entwurf::{Anhoerung, Antwort, Grundlage, Thema};
use case::probelauf::{Probe, Rechte, probe};
use law::anspruch::Werkbank;
use law::measure::{Monat, Saldo};
use law::recht::Recht;
use serde_json::{Value, json};

use crate::aenderungsbrief::{text, traeger};
use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, lohn, meldung, tag};

/// Das Recht mit einer Fassung mehr vor dieser Überschrift.
fn recht_mit(datei: &str, vor: &str, fassung: &str) -> Recht {
    let dateien = Recht::DATEIEN.map(|(name, inhalt)| {
        let neu = format!("{fassung}\nquelle = \"Probe\"\ngeprueft_am = 2026-11-22\n\n{vor}");
        let inhalt = if name == datei { inhalt.replacen(vor, &neu, 1) } else { inhalt.to_owned() };
        (name, inhalt)
    });
    Recht::aus_dateien(dateien.iter().map(|(name, inhalt)| (*name, inhalt.as_str()))).unwrap()
}

/// Neue Regelbedarfe; Stufe 1 bisher 563, Stufe 2 506, Stufe 5 390.
fn regelbedarf(ab: &str, stufen: [u32; 6]) -> Recht {
    let stufen: Vec<String> = stufen.iter().map(|euro| format!("\"{euro}\"")).collect();
    let fassung =
        format!("[[regelbedarf.ab]]\ngilt_ab = {ab}-01\nstufen = [{}]", stufen.join(", "));
    recht_mit("regelbedarf.toml", "[leistungsname]", &fassung)
}

/// Ab diesem Monat 578 in Stufe 1: 15 mehr.
fn mehr(ab: &str) -> Recht {
    regelbedarf(ab, [578, 516, 461, 481, 400, 367])
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn neu_berechnen(ab: &str) -> NeuBerechnen {
    let normen = BTreeSet::from(["§ 20 SGB II".to_owned()]);
    NeuBerechnen { fall: FALL, ab: monat(ab), rueckwirkend: false, normen }
}

fn rueckwirkend(ab: &str) -> NeuBerechnen {
    NeuBerechnen { rueckwirkend: true, ..neu_berechnen(ab) }
}

fn rechne(buero: &mut Buero, befehl: NeuBerechnen, heute: &str) {
    buero.tue(Befehl::NeuBerechnen(Box::new(befehl)), heute).unwrap();
}

/// Gleiche Zeilen für jeden Monat von … bis … .
fn zeilen(von: &str, bis: &str, zeile: &str) -> Vec<String> {
    let (von, bis) = (monat(von), monat(bis));
    let monate = (0..).map(|n| von.plus(n)).take_while(|monat| *monat <= bis);
    monate.map(|monat| format!("{monat} {zeile}")).collect()
}

fn probiere(buero: &Buero, neu: &Recht, ab: &str) -> Probe {
    let rechte = Rechte { bisher: &buero.recht, neu };
    probe(buero.akten(), (monat(ab), None), rechte, &mut Werkbank::neu()).unwrap()
}

#[test]
fn ein_hoeherer_regelbedarf_wird_fuer_die_zukunft_angepasst_und_zweimal_gerechnet_ist_einmal() {
    // 563 + 437 = 1 000; ab Januar 578 + 437 = 1 015 (§§ 20, 22). § 48 Abs. 1 Satz 1 SGB X.
    let mut buero = Buero::erika();
    buero.recht = mehr("2027-01");
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-20");
    assert_eq!(buero.zeilen(), zeilen("2027-01", "2027-06", "1000.00 → 1015.00 p48_1_1"));
    let entwurf = buero.wartender().unwrap();
    assert_eq!(
        (entwurf.art(), entwurf.anhoerung),
        (Bescheidart::Aenderung, Anhoerung::NichtNoetig)
    );
    assert!(entwurf.anlass.is_empty() && entwurf.fragen.is_empty());
    // Sechs Monate mit 15 Euro.
    assert_eq!(unterschied(entwurf), Saldo::neu(90_00));
    let recht = entwurf.rechtsaenderung.clone().unwrap();
    assert_eq!((recht.ab, recht.am), (monat("2027-01"), tag("2026-11-20")));
    for heute in ["2026-11-20", "2026-11-21"] {
        let nochmal = Befehl::NeuBerechnen(Box::new(neu_berechnen("2027-01")));
        assert_eq!(buero.entscheidet(&nochmal, heute).unwrap().ereignisse, []);
    }
    assert_eq!(buero.gib_frei(LEITUNG, "2026-11-20"), Ok(Bescheidart::Aenderung));
    let erwartet =
        [zeilen("2026-07", "2026-12", "1000.00"), zeilen("2027-01", "2027-06", "1015.00")];
    assert_eq!(buero.bewilligt('A'), erwartet.concat());
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-21");
    assert!(buero.wartender().is_none());
}

#[test]
fn mehr_gilt_auch_fuer_vergangene_monate_aber_nur_auf_verlangen() {
    // Am 10. Februar zur Post, am 14. bekannt: Januar und Februar sind vergangen, § 48 Abs. 1 Satz 2 Nr. 1 SGB X.
    let faelle = [
        (neu_berechnen("2027-01"), zeilen("2027-02", "2027-02", "1000.00 → 1015.00 p48_1_2_1")),
        (rueckwirkend("2027-01"), zeilen("2027-01", "2027-02", "1000.00 → 1015.00 p48_1_2_1")),
    ];
    for (befehl, vergangen) in faelle {
        let mut buero = Buero::erika();
        buero.recht = mehr("2027-01");
        rechne(&mut buero, befehl, "2027-02-10");
        let danach = zeilen("2027-03", "2027-06", "1000.00 → 1015.00 p48_1_1");
        assert_eq!(buero.zeilen(), [vergangen, danach].concat());
        assert!(buero.wartender().unwrap().fragen.is_empty());
    }
}

#[test]
fn weniger_wird_fuer_vergangene_monate_nie_still_genommen() {
    // 533 + 437 = 970, 30 weniger; Januar und Februar sind 60, über der Bagatellgrenze (§ 40 Abs. 1 Satz 3).
    let mut buero = Buero::erika();
    buero.recht = regelbedarf("2027-01", [533, 476, 421, 441, 360, 327]);
    rechne(&mut buero, rueckwirkend("2027-01"), "2027-02-10");
    let entwurf = buero.wartender().unwrap();
    let fragen: Vec<_> = entwurf.fragen.iter().map(|f| (f.thema, f.norm.as_str())).collect();
    assert_eq!(fragen, [(Thema::Verschulden, "§ 48 Abs. 1 Satz 2 Nr. 4 SGB X")]);
    assert!(entwurf.aenderungen().all(|(_, zeile)| zeile.grundlage != Grundlage::Einkommen48));
    assert_eq!(buero.gib_frei(LEITUNG, "2027-02-10"), Err(Ablehnung::OffeneFragen(1)));
    buero.antworte((Thema::Verschulden, Some('A')), Antwort::Unverschuldet, "2027-02-10").unwrap();
    let bleibt = zeilen("2027-01", "2027-02", "1000.00 → 970.00 kein_verschulden");
    let danach = zeilen("2027-03", "2027-06", "1000.00 → 970.00 p48_1_1");
    assert_eq!(buero.zeilen(), [bleibt, danach].concat());
    assert_eq!(buero.gib_frei(LEITUNG, "2027-02-10"), Ok(Bescheidart::Aenderung));
    let erwartet =
        [zeilen("2026-07", "2027-02", "1000.00"), zeilen("2027-03", "2027-06", "970.00")];
    assert_eq!(buero.bewilligt('A'), erwartet.concat());
    // 548 + 437 = 985: zweimal 15 sind unter 50 Euro, es bleibt ohne Frage.
    let mut buero = Buero::erika();
    buero.recht = regelbedarf("2027-01", [548, 491, 436, 456, 375, 342]);
    rechne(&mut buero, rueckwirkend("2027-01"), "2027-02-10");
    assert_eq!(buero.zeilen()[..2], zeilen("2027-01", "2027-02", "1000.00 → 985.00 bagatelle"));
}

#[test]
fn was_schon_galt_als_bewilligt_wurde_war_von_anfang_an_falsch() {
    // Bescheid vom 3. Juli; das Recht galt schon am 1.: § 44 SGB X statt § 48.
    let mut buero = Buero::erika();
    buero.recht = mehr("2026-07");
    rechne(&mut buero, rueckwirkend("2026-07"), "2026-09-10");
    assert_eq!(buero.zeilen(), zeilen("2026-07", "2027-06", "1000.00 → 1015.00 p44"));
    // Und zu hoch: § 45 fragt nach dem Vertrauen, und vorher ist anzuhören.
    let mut buero = Buero::erika();
    buero.recht = regelbedarf("2026-07", [533, 476, 421, 441, 360, 327]);
    rechne(&mut buero, rueckwirkend("2026-07"), "2026-09-10");
    let entwurf = buero.wartender().unwrap();
    assert_eq!(entwurf.anhoerung, Anhoerung::Noetig);
    assert!(entwurf.fragen.iter().any(|frage| frage.thema == Thema::Vertrauen));
}

#[test]
fn meldung_und_geaendertes_recht_stehen_in_einem_entwurf() {
    // 300 Lohn ab September: 140 frei, 160 zählen (§ 11b), 840; ab Januar 15 mehr, 855.
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    buero.recht = mehr("2027-01");
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-09-10");
    let erwartet = [
        zeilen("2026-09", "2026-09", "1000.00 → 840.00 p48_1_2_3"),
        zeilen("2026-10", "2026-12", "1000.00 → 840.00 p48_1_1"),
        zeilen("2027-01", "2027-06", "1000.00 → 855.00 p48_1_1"),
    ];
    assert_eq!(buero.zeilen(), erwartet.concat());
    let entwurf = buero.wartender().unwrap();
    assert_eq!((entwurf.anlass.len(), entwurf.rechtsaenderung.is_some()), (1, true));
    let brief = text(
        &entwurfsbrief(buero.akten(), entwurf, &traeger(), &buero.recht, tag("2026-09-10"))
            .unwrap(),
    );
    for satz in
        ["Lohn von 300,00 €", "Ab Januar 2027 gelten neue Beträge oder Regeln (§ 20 SGB II)."]
    {
        assert!(brief.contains(satz), "{satz}");
    }
}

#[test]
fn bewegt_das_recht_keinen_betrag_nennt_es_auch_kein_entwurf() {
    let mut buero = Buero::erika();
    rechne(&mut buero, neu_berechnen("2026-09"), "2026-09-10");
    assert!(buero.wartender().is_none());
    // Auch nicht der, der schon wartet.
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    rechne(&mut buero, neu_berechnen("2026-09"), "2026-09-10");
    assert_eq!(buero.wartender().unwrap().rechtsaenderung, None);
}

#[test]
fn was_nicht_laeuft_wird_nicht_neu_gerechnet() {
    // Ab Oktober deckt der Lohn alles (2 400/1 800: 1 452 zählen, Bedarf 1 000), aufgehoben bis zum Ende: nur auf Antrag.
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("2400.00", "1800.00"), "2026-10-01"), "2026-09-10");
    assert_eq!(buero.gib_frei(LEITUNG, "2026-09-10"), Ok(Bescheidart::Aufhebung));
    buero.recht = regelbedarf("2027-01", [1563, 506, 451, 471, 390, 357]);
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-20");
    assert!(buero.wartender().is_none());
    assert_eq!(probiere(&buero, &buero.recht, "2027-01").monate.len(), 0);
}

#[test]
fn vorschriften_sind_zu_nennen_und_keine_saetze() {
    let buero = Buero::erika();
    let mit = |normen: &[&str]| {
        let normen = normen.iter().map(|norm| (*norm).to_owned()).collect();
        let befehl = NeuBerechnen { normen, ..neu_berechnen("2027-01") };
        buero.entscheidet(&Befehl::NeuBerechnen(Box::new(befehl)), "2026-11-20").map(|_| ())
    };
    assert_eq!(mit(&["§ 20 SGB II", "Art. 1 RBSFV", "Anlage zu § 28 SGB XII"]), Ok(()));
    for falsch in [&[][..], &["weil es so ist"], &["§ 20\nSGB II"], &["§ 20 SGB II", ""]] {
        assert_eq!(mit(falsch), Err(Ablehnung::Normen(12)), "{falsch:?}");
    }
}

#[test]
fn der_brief_nennt_das_recht_und_die_vorschrift_und_keine_meldung() {
    let mut buero = Buero::erika();
    buero.recht = mehr("2027-01");
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-20");
    let entwurf = buero.wartender().unwrap();
    let brief =
        entwurfsbrief(buero.akten(), entwurf, &traeger(), &buero.recht, tag("2026-11-20")).unwrap();
    let brief = text(&brief);
    for satz in [
        "Das Gesetz oder ein Betrag darin hat sich geändert. Deshalb haben wir neu gerechnet.",
        "Für Januar bis Juni 2027 steht Ihnen mehr Geld zu",
        "Das Recht hat sich geändert: Ab Januar 2027 gelten neue Beträge oder Regeln (§ 20 SGB II).",
        "Das Recht hat sich geändert, nachdem wir bewilligt haben. Wir passen die Bewilligung an (§ 48 Abs. 1 Satz 1 SGB X)",
        r#""1.000,00 €","1.015,00 €""#,
        "578,00",
    ] {
        assert!(brief.contains(satz), "{satz}\n{brief}");
    }
    for falsch in ["emeldet am", "Ihre Verhältnisse haben sich", "bei Ihrem Einkommen"] {
        assert!(!brief.contains(falsch), "{falsch}");
    }
}

#[test]
fn der_probelauf_nennt_je_monat_und_mensch_den_unterschied_und_die_vorschrift() {
    let buero = Buero::erika();
    let probe = probiere(&buero, &mehr("2027-01"), "2026-12");
    let zeile = |z: &case::probelauf::Probezeile| {
        let gruende: Vec<_> =
            z.gruende.iter().map(|g| format!("{} {}", g.norm, g.unterschied)).collect();
        format!(
            "{} {} {} {} {} {}",
            z.monat,
            z.bewilligt.als_text(),
            z.bisher.als_text(),
            z.neu.als_text(),
            z.unterschied(),
            gruende.join(", ")
        )
    };
    let zeilen_: Vec<_> = probe.zeilen.iter().map(zeile).collect();
    let norm = &probe.zeilen[0].gruende[0].norm;
    assert!(norm.starts_with("§ 20 "), "{norm}");
    let erwartet = format!("1000.00 1000.00 1015.00 15,00 € {norm} 15,00 €");
    assert_eq!(zeilen_, zeilen("2027-01", "2027-06", &erwartet));
    // Dezember ist gerechnet, und es ändert sich nichts.
    assert_eq!(probe.monate.len(), 7);
    assert_eq!((probe.unterschied(), probe.menschen), (Saldo::neu(90_00), 1));
    assert_eq!(probe.heute_anders, []);
}

#[test]
fn ein_freibetrag_ist_der_grund_und_nicht_der_anspruch_der_aus_ihm_folgt() {
    // 1 000 brutto, 800 netto: 100 + 20 % von 420 + 30 % von 480 = 328 frei (§ 11b Abs. 2, 3), 472 zählen, 528. Mit einem
    // Grundabsetzbetrag von 120 sind es 120 + 84 + 144 = 348, und 20 mehr.
    let buero = Buero::erika_mit_lohn();
    let dateien = Recht::DATEIEN.map(|(name, inhalt)| {
        let neu = inhalt.rfind("[[grundabsetzung.ab]]").map(|ab| {
            let (vorn, hinten) = inhalt.split_at(ab);
            let (fassung, rest) = hinten.split_once("\n\n").unwrap();
            let neue = fassung.lines().map(|zeile| match zeile.split_once(" = ") {
                Some(("gilt_ab", _)) => "gilt_ab = 2027-01-01".to_owned(),
                _ => zeile.replace("\"100\"", "\"120\""),
            });
            let neue: Vec<String> = neue.collect();
            format!("{vorn}{fassung}\n\n{}\n\n{rest}", neue.join("\n"))
        });
        (name, neu.unwrap_or_else(|| inhalt.to_owned()))
    });
    let neu = Recht::aus_dateien(dateien.iter().map(|(n, i)| (*n, i.as_str()))).unwrap();
    let probe = probiere(&buero, &neu, "2027-01");
    let erste = &probe.zeilen[0];
    assert_eq!(
        (erste.bisher.als_text(), erste.unterschied()),
        ("528.00".to_owned(), Saldo::neu(20_00))
    );
    let normen: Vec<_> = erste.gruende.iter().map(|g| g.norm.as_str()).collect();
    assert!(normen.iter().all(|norm| norm.starts_with("§ 11b Abs. 2")), "{normen:?}");
}

/// Erika mit 12 000 Vermögen, bewilligt ab diesem Monat für zwölf.
fn erika_mit_vermoegen(ab: &str, aufgenommen: &str) -> Buero {
    let ab = monat(ab);
    let haushalt: Value = json!({
        "nummer": "BG-1", "antrag": aufgenommen, "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Erika", "nachname": "Beispiel"}],
        "lage": {"monat": ab, "bewilligung_ab": ab.erster(), "wohnung": {"grundmiete": "437.00"},
            "personen": [{"id": "A", "geboren": "1985-03-01", "vermoegen": "12000.00"}]},
        "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
    });
    let mut buero = Buero::erika();
    buero.bestand = case::befehl::Bestand::default();
    let aufnehmen = HaushaltAufnehmen {
        fall: FALL,
        personen: [("A".to_owned(), kennung('A'))].into(),
        eingang: tag(aufgenommen),
        bewilligt_am: Some(tag(aufgenommen)),
        haushalt: serde_json::from_value(haushalt).unwrap(),
    };
    buero.tue(Befehl::HaushaltAufnehmen(Box::new(aufnehmen)), aufgenommen).unwrap();
    buero
}

#[test]
fn eine_laufende_bewilligung_behaelt_den_alten_freibetrag_und_eine_spaetere_nicht() {
    // § 12 wählt der Beginn des Bewilligungszeitraums (wie § 65a Abs. 1). Mit 41 sind 12 500 frei, 12 000 zählen nicht;
    // in Zeiträumen ab Januar 2027 wären 11 800 frei: 200 sind einzusetzen, 800 statt 1 000.
    let stufen = "stufen = [{ ab_alter = 0, betrag = \"11800\" }]";
    let fassung = format!(
        "[[vermoegen.ab]]\ngilt_ab = 2027-01-01\nwaehlt = \"bewilligungszeitraum\"\n{stufen}"
    );
    let dateien = Recht::DATEIEN.map(|(name, inhalt)| {
        let dazu = format!("\n{fassung}\nquelle = \"Probe\"\ngeprueft_am = 2026-11-22\n");
        (name, if name == "vermoegen.toml" { format!("{inhalt}{dazu}") } else { inhalt.to_owned() })
    });
    let neu = Recht::aus_dateien(dateien.iter().map(|(n, i)| (*n, i.as_str()))).unwrap();
    let laufend = erika_mit_vermoegen("2026-07", "2026-07-03");
    let probe = probiere(&laufend, &neu, "2027-01");
    assert_eq!((probe.monate.len(), probe.zeilen.len()), (6, 0));
    let mut spaeter = erika_mit_vermoegen("2027-01", "2026-12-10");
    let probe = probiere(&spaeter, &neu, "2027-01");
    assert_eq!((probe.monate.len(), probe.zeilen.len()), (12, 12));
    assert!(probe.zeilen.iter().all(|zeile| zeile.unterschied() == Saldo::neu(-20_000)));
    assert!(probe.normen().iter().all(|norm| norm.starts_with("§ 12 ")), "{:?}", probe.normen());
    // Und so wird auch gerechnet: bewilligt im Dezember, das Recht gilt ab Januar.
    spaeter.recht = neu;
    rechne(&mut spaeter, neu_berechnen("2027-01"), "2026-12-10");
    assert_eq!(spaeter.zeilen()[0], "2027-01 1000.00 → 800.00 p48_1_1");
}

fn muster(buero: &Buero, durch: Kennung) -> Result<Sammelmuster, Liegengrund> {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    sammelmuster(buero.akten().fall, buero.wartender().unwrap(), &regeln, durch)
}

#[test]
fn zusammen_freigegeben_wird_nur_was_allein_geaendertes_recht_ist() {
    let mut buero = Buero::erika();
    buero.recht = mehr("2027-01");
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-20");
    let erwartet = Sammelmuster {
        art: Bescheidart::Aenderung,
        grundlagen: [Grundlage::Zukunft48].into(),
        belastend: false,
        ab: monat("2027-01"),
    };
    assert_eq!(muster(&buero, LEITUNG), Ok(erwartet));
    // Wer neu gerechnet hat, gibt nicht auch frei.
    assert_eq!(muster(&buero, SACHBEARBEITUNG), Err(Liegengrund::Beteiligt));
    // Die Stichprobe bleibt, was sie ist.
    let alle = Freigaberegeln { stichprobe: 100, ..Freigaberegeln::eingebaut().unwrap() };
    let gezogen = sammelmuster(buero.akten().fall, buero.wartender().unwrap(), &alle, LEITUNG);
    assert_eq!(gezogen, Err(Liegengrund::Stichprobe));
    // Kommt eine Meldung dazu, sieht ihn ein Mensch.
    buero.melde(
        EinkommenMelden {
            eingang: tag("2026-11-20"),
            ..meldung('A', 1, lohn("300.00", "300.00"), "2027-01-01")
        },
        "2026-11-20",
    );
    assert_eq!(muster(&buero, LEITUNG), Err(Liegengrund::AndererAnlass));
    // Rückwirkend weniger wird gefragt; auch beantwortet bleibt es liegen.
    let mut buero = Buero::erika();
    buero.recht = regelbedarf("2027-01", [533, 476, 421, 441, 360, 327]);
    rechne(&mut buero, rueckwirkend("2027-01"), "2027-02-10");
    assert_eq!(muster(&buero, LEITUNG), Err(Liegengrund::Frage));
    buero.antworte((Thema::Verschulden, Some('A')), Antwort::Unverschuldet, "2027-02-10").unwrap();
    assert_eq!(muster(&buero, LEITUNG), Err(Liegengrund::Frage));
    // Für die Zukunft weniger: ein eigenes Muster, niemals dasselbe wie mehr.
    let mut buero = Buero::erika();
    buero.recht = regelbedarf("2027-01", [533, 476, 421, 441, 360, 327]);
    rechne(&mut buero, neu_berechnen("2027-01"), "2026-11-20");
    assert!(muster(&buero, LEITUNG).unwrap().belastend);
}

#[test]
fn eine_einmalige_einnahme_wirkt_weiter_ohne_frage_nach_verschulden() {
    // Was auf Monate verteilt wird, ist Einkommen auch in den Monaten, die es nicht berührt (§ 11 Abs. 3).
    let mut buero = Buero::erika();
    let nur = Gilt { von: Some(tag("2026-09-01")), bis: Some(tag("2026-09-30")) };
    let einmal = EinkommenMelden { gilt: nur, ..meldung('A', 1, lohn("300.00", "300.00"), "") };
    buero.melde(einmal, "2026-09-10");
    let fragen = &buero.wartender().unwrap().fragen;
    assert!(fragen.iter().all(|frage| frage.thema != Thema::Verschulden));
}
