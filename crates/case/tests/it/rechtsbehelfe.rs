//! Widerspruch und Überprüfung von der Aufnahme bis zum Brief. Jeder Tag von Hand, mit seiner Vorschrift.

use case::akte::{Kennung, Posten};
use case::befehl::{Ablehnung, Befehl, EinkommenMelden, EntwurfErneuern};
use case::bescheid::{Bescheidart, Freigaberegeln};
use case::brief::{Art, EntwurfsbriefFehler, ueberpruefungsbrief, widerspruchsbrief};
use case::entwurf::Thema;
use case::frist::Wahrung;
use case::rechtsbehelfe::{Zahlen, zaehle};
use case::schritte::{Schrittart, Wer, schritte};
use case::traeger::Traeger;
use case::ueberpruefung::{antrag_bis, leistungen_ab, ueberpruefungen};
use case::widerspruch::{Ausgang, Gegen, Umstaende, Versaeumnis, frist, widersprueche};
use law::kalender::Land;
use serde_json::{Value, json};

use crate::aenderungsbrief::{text, traeger};
use crate::buero::{Buero, FALL, LEITUNG, lohn, meldung, tag};

/// Wer über Rechtsbehelfe entscheidet.
pub const RECHTSSTELLE: Kennung = Kennung::aus_bytes([4; 16]);

/// Ein Befehl, wie er über die Schnittstelle kommt.
pub fn tue(buero: &mut Buero, mut befehl: Value, heute: &str) -> Result<(), Ablehnung> {
    befehl["fall"] = json!(FALL);
    buero.tue(serde_json::from_value(befehl).unwrap(), heute)
}

/// Was zu tun ist: was, wer, bis wann; ohne das, was mit Rechtsbehelfen nichts zu tun hat.
pub fn offen(buero: &Buero, heute: &str) -> Vec<(Schrittart, Wer, String)> {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    // Ob ein Brief schon hinaus ist, prüfen die Tests des Versands.
    let alle = schritte(buero.akten().fall, &regeln, tag(heute)).into_iter();
    let alle = alle.filter(|schritt| schritt.wer != Wer::Versand);
    let andere = [
        Schrittart::Zahlen,
        Schrittart::AnWeiterbewilligungErinnern,
        Schrittart::ErstattungEntscheiden,
    ];
    let eigene = alle.filter(|schritt| !andere.contains(&schritt.was));
    eigene.map(|schritt| (schritt.was, schritt.wer, schritt.bis.to_string())).collect()
}

/// Bescheid 002 vom 10. September: ab Oktober 1 000/800, 328 frei, 472 zählen, 528 statt 1 000 (§ 11b).
pub fn gekuerzt() -> Buero {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-10-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    buero
}

/// Bescheid 003: es waren nur 520/450, 184 frei, 266 zählen, 734.
pub fn berichtigt(buero: &mut Buero, heute: &str) {
    let richtig = meldung('A', 1, lohn("520.00", "450.00"), "2026-10-01");
    buero.melde(EinkommenMelden { eingang: tag(heute), ..richtig }, heute);
    while let Some(frage) = buero.wartender().unwrap().fragen.first().cloned() {
        buero.antworte((frage.thema, None), frage.thema.antworten()[0], heute).unwrap();
    }
    buero.gib_frei(LEITUNG, heute).unwrap();
}

pub fn widerspruch(buero: &mut Buero, gegen: (&str, &str), eingang: &str) -> Result<(), Ablehnung> {
    let gegen = json!({"art": gegen.0, "nummer": gegen.1});
    tue(
        buero,
        json!({"befehl": "widerspruch_aufnehmen", "gegen": gegen, "eingang": eingang,
        "begruendung": "Der Lohn war niedriger."}),
        eingang,
    )
}

/// Wie er ausging; was dazugehört, steht dabei.
pub fn ende(ausgang: &str) -> Value {
    let mut befehl = json!({"befehl": "widerspruch_erledigen", "widerspruch": "001", "ausgang": ausgang,
        "ursache": "sachverhalt", "norm": "§ 11 Abs. 1 SGB II", "durch": RECHTSSTELLE});
    if ausgang != "zurueckgenommen" {
        let quote = if matches!(ausgang, "abhilfe" | "teilabhilfe") { 100 } else { 0 };
        befehl["kosten"] = json!({"quote_prozent": quote, "anwalt_notwendig": false});
    }
    if matches!(ausgang, "zurueckgewiesen" | "unzulaessig" | "teilabhilfe") {
        befehl["bescheid"] = json!({"gruende": "Der Lohn steht auf der Abrechnung.\nEr zählt im Monat des Zuflusses (§ 11 Abs. 1 SGB II).",
            "name": "Dr. R. Beispiel"});
    }
    if ausgang == "teilabhilfe" {
        befehl["bescheid"]["umfang"] = json!("wir im Oktober 100 Euro mehr absetzen");
    }
    befehl
}

#[test]
fn die_widerspruchsfrist_folgt_aus_der_bekanntgabe() {
    // §§ 64, 66 Abs. 2, 84 SGG, § 37 Abs. 2 SGB X; die ersten beiden wie in der Tabelle der Fristen.
    let ohne = Umstaende::default();
    let zugang = |text: &str| Umstaende { zugang: Some(tag(text)), ..ohne };
    let faelle = [
        ("2026-11-20", Land::Nw, ohne, "2026-12-24"),
        // 26.12. ist Feiertag und Samstag, der 27. Sonntag.
        ("2026-11-22", Land::Nw, ohne, "2026-12-28"),
        ("2026-07-06", Land::Be, ohne, "2026-08-10"),
        ("2026-11-20", Land::Nw, zugang("2026-11-30"), "2026-12-30"),
        ("2026-11-20", Land::Nw, Umstaende { ausland: true, ..zugang("2026-11-24") }, "2027-02-24"),
        ("2026-11-20", Land::Nw, Umstaende { ohne_belehrung: true, ..ohne }, "2027-11-24"),
        // Bekannt am 6. Dezember; der 6. Januar ist in Baden-Württemberg Feiertag.
        ("2026-12-02", Land::Be, ohne, "2027-01-06"),
        ("2026-12-02", Land::Bw, ohne, "2027-01-07"),
    ];
    for (post, land, umstaende, ende) in faelle {
        let mut buero = Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00");
        let erneuern = Befehl::EntwurfErneuern(Box::new(EntwurfErneuern { fall: FALL }));
        buero.tue(erneuern, post).unwrap();
        buero.gib_frei(LEITUNG, post).unwrap();
        let gegen = Gegen::Bescheid(Posten::nr(1));
        let frist = frist(buero.akten().fall, &gegen, umstaende, land.into()).unwrap();
        assert_eq!(frist.fristende, tag(ende), "{post} {land} {umstaende:?}");
    }
}

#[test]
fn ein_verspaeteter_widerspruch_wird_gefragt_und_nie_von_selbst_unzulaessig() {
    // Zur Post am 10., bekannt am 14. September, Frist bis Mittwoch, 14. Oktober.
    for (eingang, verspaetet) in [("2026-10-14", false), ("2026-10-15", true)] {
        let mut buero = gekuerzt();
        widerspruch(&mut buero, ("bescheid", "002"), eingang).unwrap();
        let fall = buero.akten().fall;
        let (_, eines) = widersprueche(fall)[0];
        assert_eq!(eines.fristfrage_offen(fall), verspaetet, "{eingang}");
        let wahrung = eines.frist(fall, Land::Nw.into()).unwrap().wahrung(tag(eingang));
        assert_eq!(wahrung == Wahrung::Versaeumt, verspaetet);
        let zurueck = tue(&mut buero, ende("zurueckgewiesen"), "2026-11-02");
        let soll = if verspaetet { Err(Ablehnung::FristfrageOffen) } else { Ok(()) };
        assert_eq!(zurueck, soll, "{eingang}");
    }
}

fn antwort(wie: &str) -> Value {
    json!({"befehl": "widerspruch_fortfuehren", "widerspruch": "001", "durch": RECHTSSTELLE,
        "schritt": {"art": "frist", "wie": wie, "begruendung": "Der Brief lag im Krankenhaus."}})
}

fn verspaetet() -> Buero {
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-15").unwrap();
    // Drei Monate (§ 88 Abs. 2 SGG); über die Frist binnen zwei Wochen.
    assert_eq!(
        offen(&buero, "2026-10-15"),
        [
            (Schrittart::FristKlaeren, Wer::Rechtsstelle, "2026-10-29".to_owned()),
            (Schrittart::WiderspruchEntscheiden, Wer::Rechtsstelle, "2027-01-15".to_owned()),
        ]
    );
    buero
}

#[test]
fn auf_die_versaeumte_frist_gibt_es_vier_antworten() {
    // § 84 Abs. 2 Satz 3, § 67 SGG; § 44 SGB X.
    for (wie, ausgang) in [
        ("wiedereinsetzung", "zurueckgewiesen"),
        ("rechtzeitig", "zurueckgewiesen"),
        ("keine_wiedereinsetzung", "unzulaessig"),
    ] {
        let mut buero = verspaetet();
        tue(&mut buero, antwort(wie), "2026-10-20").unwrap();
        assert_eq!(offen(&buero, "2026-10-20").len(), 1, "{wie}");
        tue(&mut buero, ende(ausgang), "2026-11-02").unwrap();
        assert_eq!(offen(&buero, "2026-11-02"), [], "{wie}");
    }
    let mut buero = verspaetet();
    tue(&mut buero, antwort("als_ueberpruefung"), "2026-10-20").unwrap();
    let fall = buero.akten().fall;
    let (_, eines) = widersprueche(fall)[0];
    let versaeumnis = eines.versaeumnis.as_ref().map(|frage| frage.wie);
    assert_eq!(versaeumnis, Some(Versaeumnis::AlsUeberpruefung));
    let ausgang = eines.erledigt.as_ref().map(|ende| ende.ausgang);
    assert_eq!(ausgang, Some(Ausgang::AlsUeberpruefung));
    let (_, antrag, _) = ueberpruefungen(fall)[0];
    assert_eq!((antrag.eingang, &antrag.widerspruch), (tag("2026-10-15"), &Some(Posten::nr(1))));
    // Sechs Monate (§ 88 Abs. 1 SGG).
    let soll = (Schrittart::UeberpruefungEntscheiden, Wer::Rechtsstelle, "2027-04-15".to_owned());
    assert_eq!(offen(&buero, "2026-10-20"), [soll]);
    // Und wer rechtzeitig kam, wird nicht gefragt.
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    let unnoetig = tue(&mut buero, antwort("wiedereinsetzung"), "2026-10-20");
    assert_eq!(unnoetig, Err(Ablehnung::FristGewahrt));
    let so_nicht = tue(&mut buero, ende("als_ueberpruefung"), "2026-10-20");
    assert_eq!(so_nicht, Err(Ablehnung::AlsUeberpruefung));
    let vorher = widerspruch(&mut buero, ("bescheid", "002"), "2026-09-09");
    assert_eq!(vorher, Err(Ablehnung::VorDerEntscheidung(tag("2026-09-10"))));
}

#[test]
fn nach_einer_abhilfe_fehlt_der_neue_bescheid_bis_er_hinaus_ist() {
    // § 85 Abs. 1 SGG.
    let neuer = (Schrittart::NeuerBescheid, Wer::Leistung, "2026-11-03".to_owned());
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    tue(&mut buero, ende("abhilfe"), "2026-10-20").unwrap();
    assert_eq!(offen(&buero, "2026-10-20"), [neuer]);
    berichtigt(&mut buero, "2026-10-21");
    assert_eq!(offen(&buero, "2026-10-21"), []);
    // War er schon hinaus, nennt ihn, wer abhilft; der angefochtene selbst ist es nicht.
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    berichtigt(&mut buero, "2026-10-19");
    let mit = |nummer: &str, ausgang: &str| {
        let mut befehl = ende(ausgang);
        befehl["umsetzung"] = json!(nummer);
        befehl
    };
    let selbst = tue(&mut buero, mit("002", "abhilfe"), "2026-10-20");
    assert_eq!(selbst, Err(Ablehnung::KeinBescheid));
    let nichts = tue(&mut buero, mit("003", "zurueckgewiesen"), "2026-10-20");
    assert_eq!(nichts, Err(Ablehnung::NichtsUmzusetzen));
    tue(&mut buero, mit("003", "abhilfe"), "2026-10-20").unwrap();
    assert_eq!(offen(&buero, "2026-10-20"), []);
}

#[test]
fn was_zu_einem_ausgang_gehoert_muss_da_sein_und_sonst_nichts() {
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    let ohne = |feld: &str, ausgang: &str| {
        let mut befehl = ende(ausgang);
        befehl.as_object_mut().unwrap().remove(feld);
        befehl
    };
    let mit = |feld: &str, wert: Value, ausgang: &str| {
        let mut befehl = ende(ausgang);
        befehl[feld] = wert;
        befehl
    };
    let bescheid = ende("zurueckgewiesen")["bescheid"].clone();
    let faelle = [
        (ohne("kosten", "abhilfe"), Ablehnung::KostenFehlen),
        (ohne("bescheid", "zurueckgewiesen"), Ablehnung::Widerspruchsbescheid),
        (mit("bescheid", bescheid, "abhilfe"), Ablehnung::Widerspruchsbescheid),
        (
            mit("kosten", json!({"quote_prozent": 101, "anwalt_notwendig": true}), "abhilfe"),
            Ablehnung::Quote(101),
        ),
        (mit("norm", json!("Miete"), "abhilfe"), Ablehnung::Norm),
        (mit("norm", json!("Erika Beispiel, § 22"), "abhilfe"), Ablehnung::Norm),
        (mit("durch", json!(LEITUNG), "abhilfe"), Ablehnung::FuerSichSelbst),
    ];
    for (befehl, soll) in faelle {
        assert_eq!(tue(&mut buero, befehl, "2026-10-20"), Err(soll));
    }
    // Zurücknehmen kann man auch gegenüber dem, der entschied; Kosten gibt es dann keine.
    tue(&mut buero, mit("durch", json!(LEITUNG), "zurueckgenommen"), "2026-10-20").unwrap();
    let kosten = json!({"befehl": "widerspruch_fortfuehren", "widerspruch": "001", "durch": RECHTSSTELLE,
        "schritt": {"art": "kosten_festsetzen", "betrag": "250.00"}});
    assert_eq!(tue(&mut buero, kosten.clone(), "2026-10-21"), Err(Ablehnung::KeineKosten));
    // § 63 Abs. 3 SGB X: festgesetzt wird, wo erstattet wird.
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    tue(&mut buero, ende("abhilfe"), "2026-10-20").unwrap();
    tue(&mut buero, kosten, "2026-12-01").unwrap();
    let kosten = widersprueche(buero.akten().fall)[0].1.erledigt.as_ref().unwrap().kosten.unwrap();
    assert_eq!(kosten.betrag, Some("250.00".parse().unwrap()));
}

#[test]
fn der_widerspruchsbescheid_sagt_was_warum_wer_zahlt_und_wohin_die_klage_geht() {
    // § 85 Abs. 3, §§ 87, 90, 92 SGG; § 63 SGB X.
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    berichtigt(&mut buero, "2026-10-06");
    tue(&mut buero, ende("teilabhilfe"), "2026-11-02").unwrap();
    let brief = widerspruchsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Widerspruchsbescheid, false));
    assert_eq!(brief.betreff, "Widerspruchsbescheid");
    assert_eq!(brief.zeitraum, "Zeitraum: Oktober 2026 bis Juni 2027");
    let ganz = text(&brief);
    for satz in [
        "am 05.10.2026 ist Ihr Widerspruch gegen den Bescheid vom 10.09.2026 und den Bescheid vom 06.10.2026 bei uns",
        "Wir helfen Ihrem Widerspruch ab, soweit wir im Oktober 100 Euro mehr absetzen.",
        "Im Übrigen weisen wir Ihren Widerspruch zurück.",
        "Wir erstatten Ihnen die notwendigen Kosten",
        "Der Lohn war niedriger.",
        "Er zählt im Monat des Zuflusses (§ 11 Abs. 1 SGB II).",
        "innerhalb eines Monats nach Bekanntgabe des Widerspruchsbescheids Klage",
        "beim Sozialgericht Musterstadt, Gerichtsweg 3, 99999 Musterstadt,",
        "Im Auftrag: Dr. R. Beispiel",
        r#""was":"Widerspruch vom","wert":"05.10.2026""#,
        "02.11.2026",
    ] {
        assert!(ganz.contains(satz), "{satz}\n{ganz}");
    }
    for fehlt in ["automatischer Einrichtungen", "ENTWURF", "Ihr Antrag vom"] {
        assert!(!ganz.contains(fehlt), "{fehlt}");
    }
    // Später kommt anderes dazu: der Brief bleibt.
    buero.melde(meldung('A', 2, lohn("100.00", "100.00"), "2026-12-01"), "2026-11-20");
    let danach = widerspruchsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap();
    assert!(danach == brief);
    // Ohne Gericht keine Belehrung und kein Brief; ohne Widerspruchsbescheid auch nicht.
    let ohne_gericht = Traeger { sozialgericht: None, ..traeger() };
    let fehlt = widerspruchsbrief(buero.akten(), &Posten::nr(1), &ohne_gericht);
    assert_eq!(fehlt.unwrap_err(), EntwurfsbriefFehler::OhneGericht);
    let keiner = widerspruchsbrief(buero.akten(), &Posten::nr(2), &traeger()).unwrap_err();
    assert_eq!(keiner, EntwurfsbriefFehler::KeinBescheid(Posten::nr(2)));
}

#[test]
fn ueberprueft_wird_vier_jahre_lang_und_nachgezahlt_ein_jahr() {
    // § 40 Abs. 1 Satz 2 SGB II, § 44 Abs. 4 SGB X; bekannt am vierten Tag nach der Post.
    for (bescheid, bis) in
        [("2026-07-03", "2030-12-31"), ("2026-12-27", "2030-12-31"), ("2026-12-28", "2031-12-31")]
    {
        assert_eq!(antrag_bis(tag(bescheid)), tag(bis), "{bescheid}");
    }
    for (antrag, ab) in [("2026-12-31", "2025-01-01"), ("2027-01-01", "2026-01-01")] {
        assert_eq!(leistungen_ab(tag(antrag)), tag(ab), "{antrag}");
    }
}

fn beantrage(buero: &mut Buero, eingang: &str, heute: &str) -> Result<(), Ablehnung> {
    tue(
        buero,
        json!({"befehl": "ueberpruefung_beantragen", "gegen": {"art": "bescheid", "nummer": "001"},
        "eingang": eingang, "begruendung": "Den Lohn gab es nie."}),
        heute,
    )
}

/// Der Lohn, mit dem bewilligt ist, hat es nie gegeben; gemeldet am 10. Januar 2028: 528 → 1 000 von Anfang an (§ 44).
fn gemeldet_2028(buero: &mut Buero) {
    let nie = meldung('A', 1, Value::Null, "2026-07-01");
    buero.melde(EinkommenMelden { eingang: tag("2028-01-10"), ..nie }, "2028-01-10");
    assert_eq!(buero.zeilen()[0], "2026-07 528.00 → 1000.00 p44");
}

fn themen(buero: &Buero) -> Vec<Thema> {
    buero.wartender().unwrap().fragen.iter().map(|frage| frage.thema).collect()
}

#[test]
fn die_nachzahlung_misst_sich_am_tag_des_antrags_auf_ueberpruefung() {
    // § 44 Abs. 4 Satz 3 SGB X. Gemeldet 2028: ab 1. Januar 2027, für Juli bis Dezember 2026 wird gefragt.
    let mut buero = Buero::erika_mit_lohn();
    gemeldet_2028(&mut buero);
    assert_eq!(themen(&buero), [Thema::Nachzahlung]);
    let frage = &buero.wartender().unwrap().fragen[0].frage;
    assert!(frage.contains("vor dem 01.01.2027"), "{frage}");
    // Der Antrag kam am 20. Dezember 2027: ab 1. Januar 2026. Der wartende Entwurf weiß es sofort.
    beantrage(&mut buero, "2027-12-20", "2028-01-11").unwrap();
    assert_eq!(themen(&buero), []);
    let noch_einmal = beantrage(&mut buero, "2027-12-21", "2028-01-11");
    assert_eq!(noch_einmal, Err(Ablehnung::UeberpruefungOffen));
    // Anders herum dasselbe; ein späterer Antrag verschiebt nichts.
    let mut buero = Buero::erika_mit_lohn();
    beantrage(&mut buero, "2027-12-20", "2027-12-20").unwrap();
    gemeldet_2028(&mut buero);
    assert_eq!(themen(&buero), []);
    let schritt =
        (Schrittart::UeberpruefungEntscheiden, Wer::Rechtsstelle, "2028-06-20".to_owned());
    assert!(offen(&buero, "2028-01-10").contains(&schritt));
    assert_eq!(buero.gib_frei(LEITUNG, "2028-01-10"), Ok(Bescheidart::Aenderung));
    let ende = json!({"befehl": "ueberpruefung_erledigen", "ueberpruefung": "001", "ausgang": "ruecknahme",
        "ursache": "sachverhalt", "norm": "§ 11 SGB II", "umsetzung": "002", "durch": RECHTSSTELLE});
    tue(&mut buero, ende.clone(), "2028-01-12").unwrap();
    assert_eq!(offen(&buero, "2028-01-12"), []);
    assert_eq!(tue(&mut buero, ende, "2028-01-12"), Err(Ablehnung::KeineUeberpruefung));
}

#[test]
fn eine_abgelehnte_ueberpruefung_hat_einen_brief_und_dagegen_gibt_es_widerspruch() {
    let mut buero = Buero::erika_mit_lohn();
    beantrage(&mut buero, "2026-11-02", "2026-11-02").unwrap();
    let mut ablehnen = json!({"befehl": "ueberpruefung_erledigen", "ueberpruefung": "001", "ausgang": "abgelehnt",
        "ursache": "keine", "norm": "§ 44 SGB X", "durch": RECHTSSTELLE});
    let ohne = tue(&mut buero, ablehnen.clone(), "2026-11-20");
    assert_eq!(ohne, Err(Ablehnung::GrundZuKurz(10)));
    ablehnen["gruende"] = json!("Der Lohn steht auf dem Konto.");
    ablehnen["name"] = json!("Dr. R. Beispiel");
    tue(&mut buero, ablehnen, "2026-11-20").unwrap();
    let brief = ueberpruefungsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap();
    assert_eq!(brief.art, Art::Ueberpruefung);
    let ganz = text(&brief);
    for satz in [
        "am 02.11.2026 haben Sie uns gebeten, den Bescheid vom 03.07.2026 zu überprüfen",
        "Wir lehnen es ab, den Bescheid vom 03.07.2026 zurückzunehmen.",
        "Der Lohn steht auf dem Konto.",
        "innerhalb eines Monats nach seiner Bekanntgabe Widerspruch",
        r#""was":"Ihr Antrag vom","wert":"02.11.2026""#,
    ] {
        assert!(ganz.contains(satz), "{satz}\n{ganz}");
    }
    // Zur Post am Freitag, 20., bekannt am 24. November, bis zum 24. Dezember.
    widerspruch(&mut buero, ("ueberpruefung", "001"), "2026-12-24").unwrap();
    let fall = buero.akten().fall;
    assert!(!widersprueche(fall)[0].1.fristfrage_offen(fall));
    // Wer die Überprüfung ablehnte, entscheidet nicht über den Widerspruch dagegen.
    let selbst = tue(&mut buero, ende("zurueckgewiesen"), "2027-01-11");
    assert_eq!(selbst, Err(Ablehnung::FuerSichSelbst));
    let mut befehl = ende("zurueckgewiesen");
    befehl["durch"] = json!(LEITUNG);
    tue(&mut buero, befehl, "2027-01-11").unwrap();
    let brief = text(&widerspruchsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap());
    let gegen = "Gegen den Bescheid vom 20.11.2026, mit dem wir eine Überprüfung abgelehnt haben, in der Gestalt";
    assert!(brief.contains(gegen), "{brief}");
}

#[test]
fn gezaehlt_wird_nach_ausgang_ursache_und_vorschrift() {
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    tue(&mut buero, ende("abhilfe"), "2026-10-20").unwrap();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-12").unwrap();
    beantrage(&mut buero, "2026-11-02", "2026-11-02").unwrap();
    let mut zahlen = Zahlen::new();
    zaehle(buero.akten().fall, &mut zahlen);
    zaehle(buero.akten().fall, &mut zahlen);
    let zeilen: Vec<String> = zahlen
        .iter()
        .map(|(m, zahl)| {
            format!("{} {} {} {} {} {zahl}", m.was.name(), m.jahr, m.ausgang, m.ursache, m.norm)
        })
        .collect();
    assert_eq!(
        zeilen,
        [
            "widerspruch 2026 abhilfe sachverhalt § 11 Abs. 1 SGB II 2",
            "widerspruch 2026 offen   2",
            "ueberpruefung 2026 offen   2",
        ]
    );
}
