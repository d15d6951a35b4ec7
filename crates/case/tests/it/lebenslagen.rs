//! Was im Leben geschieht, und was daraus folgt: gemeldet, gerechnet, entschieden, zurückgefordert. Jeder Betrag von
//! Hand, mit seiner Vorschrift.

use case::akte::{Akte, FallTatsache, Kategorie, Posten};
use case::anhoerung::AnhoerungFehlt;
use case::aufschub::schiebt_auf;
use case::befehl::{
    Ablehnung, Anhoerungsschritt, Befehl, ErstattungEntscheiden, Erstattungsentscheidung,
};
use case::bescheid::{Bescheidart, Bewilligtes, Freigaberegeln, Vieraugengrund};
use case::brief::{Art, anhoerungsbrief, bescheidbrief, erstattungsbrief};
use case::entwurf::{Antwort, Thema};
use case::erstattung::{Erstattungsstand, erstattungen};
use case::schritte::{Luecke, Schrittart, Wer, luecken, schritte};
use case::versand::sendungen;
use law::measure::Cent;
use serde_json::{Value, json};

use crate::aenderungsbrief::{text, traeger};
use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, lohn, meldung, tag};
use crate::versand::versende;

/// Eine Meldung, wie sie über die Schnittstelle kommt.
pub fn gemeldet(eingang: &str, zum_fall: Value, zu_menschen: Value) -> Befehl {
    serde_json::from_value(json!({
        "befehl": "meldung_aufnehmen", "fall": FALL, "eingang": eingang,
        "zum_fall": zum_fall, "zu_menschen": zu_menschen
    }))
    .unwrap()
}

/// `2026-10 A 956.00 → 806.00 p48_1_1` für jeden Monat bis einschließlich `bis`.
pub fn zeilen(buero: &Buero, bis: &str) -> Vec<String> {
    let bis = bis.parse().unwrap();
    let entwurf = buero.wartender().unwrap();
    let alle = entwurf.aenderungen().filter(|(monat, _)| *monat <= bis);
    alle.map(|(monat, zeile)| {
        let wer = ('A'..='E').find(|id| kennung(*id) == zeile.person).unwrap();
        let (vorher, neu) = (zeile.vorher.summe().als_text(), zeile.neu().als_text());
        format!("{monat} {wer} {vorher} → {neu} {}", zeile.grundlage.name())
    })
    .collect()
}

pub fn paar() -> Buero {
    // Je 506 (§ 20 Abs. 4) und die Hälfte von 900 (§ 22): 956.
    Buero::neu(
        json!([
            {"id": "A", "geboren": "1985-03-01", "partner": "B"},
            {"id": "B", "geboren": "1986-03-01", "partner": "A"}
        ]),
        "900.00",
    )
}

#[test]
fn ein_kind_wird_geboren() {
    // Drei Köpfe: je 300 Miete. Eltern 506 + 300 = 806. Kind 357 (§ 23 Nr. 1) + 300 − 259 Kindergeld (§ 11 Abs. 1
    // Satz 5) = 398, dazu 25 (§ 72): 423. Geboren am 1. Oktober, gemeldet am 12., bekannt am 16.
    let mut buero = paar();
    let neu = json!([
        {"tatsache": {"art": "mitglied", "wert": {"posten": kennung('C'), "eintrag": {"eltern": [kennung('A'), kennung('B')]}}},
         "gilt": {"von": "2026-10-01"}}
    ]);
    let kind = json!([
        {"person": kennung('C'), "tatsache": {"art": "geboren", "wert": "2026-10-01"}},
        {"person": kennung('C'), "tatsache": {"art": "name", "wert": {"vornamen": "Kim", "familienname": "Beispiel"}},
         "gilt": {"von": "2026-10-01"}},
        {"person": kennung('C'), "tatsache": {"art": "einkommen", "wert": {"posten": "001",
         "eintrag": {"art": "kindergeld", "betrag": "259.00"}}}, "gilt": {"von": "2026-10-01"}}
    ]);
    // Ohne Namen geht es nicht.
    let unvollstaendig = gemeldet("2026-10-12", neu.clone(), json!([kind[0]]));
    let fehler = buero.tue(unvollstaendig, "2026-10-12").unwrap_err();
    assert_eq!(fehler, Ablehnung::NeuerMenschUnvollstaendig(kennung('C')));
    buero.tue(gemeldet("2026-10-12", neu, kind), "2026-10-12").unwrap();
    assert_eq!(
        zeilen(&buero, "2026-11"),
        [
            "2026-10 A 956.00 → 806.00 p48_1_2_2",
            "2026-10 B 956.00 → 806.00 p48_1_2_2",
            "2026-10 C 0.00 → 423.00 antrag",
            "2026-11 A 956.00 → 806.00 p48_1_1",
            "2026-11 B 956.00 → 806.00 p48_1_1",
            "2026-11 C 0.00 → 423.00 antrag",
        ]
    );
    // Die Geburt ist kein Einkommen: rückwirkend weniger nur bei Verschulden. Gemeldet ist sie nach elf Tagen.
    for person in ['A', 'B'] {
        let frage = (Thema::Verschulden, Some(person));
        buero.antworte(frage, Antwort::Unverschuldet, "2026-10-12").unwrap();
    }
    assert_eq!(buero.gib_frei(LEITUNG, "2026-10-12"), Ok(Bescheidart::Aenderung));
    let im = |person, monat: &str| {
        let bewilligt = Bewilligtes::aus(buero.akten().fall);
        bewilligt.zuletzt(monat.parse().unwrap(), kennung(person)).unwrap().leistung.summe()
    };
    let oktober = ['A', 'B', 'C'].map(|person| im(person, "2026-10"));
    assert_eq!(oktober, [956, 956, 423].map(Cent::euro));
    assert_eq!(
        ['A', 'B', 'C'].map(|person| im(person, "2026-11")),
        [806, 806, 423].map(Cent::euro)
    );
    let brief = bescheidbrief(buero.akten(), &Posten::nr(2), &traeger(), &buero.recht).unwrap();
    let text = text(&brief);
    for satz in [
        "in Ihrem Haushalt hat sich etwas geändert",
        "Kim Beispiel lebt ab 01.10.2026 in Ihrem Haushalt (gemeldet am 12.10.2026).",
        "Kim Beispiel ist am 01.10.2026 geboren",
        "Es gibt keinen Grund, das rückwirkend aufzuheben (§ 48 Abs. 1 Satz 2 SGB X).",
    ] {
        assert!(text.contains(satz), "{satz}\n{text}");
    }
}

#[test]
fn die_miete_steigt() {
    // 563 + 500 = 1 063 ab Oktober; gemeldet am 20. September, bekannt am 24.
    let mut buero = Buero::erika();
    let wohnung = json!([{"tatsache": {"art": "wohnung", "wert": {"posten": "001",
        "eintrag": {"wohnung": {"grundmiete": "500.00"}}}}, "gilt": {"von": "2026-10-01"}}]);
    buero.tue(gemeldet("2026-09-20", wohnung, json!([])), "2026-09-20").unwrap();
    assert_eq!(zeilen(&buero, "2026-10"), ["2026-10 A 1000.00 → 1063.00 p48_1_1"]);
    let entwurf = buero.wartender().unwrap();
    assert_eq!((entwurf.art(), entwurf.belastend), (Bescheidart::Aenderung, false));
    assert!(entwurf.fragen.is_empty());
}

#[test]
fn ein_erwachsenes_kind_zieht_aus() {
    // Vorher: Mutter 563 + 400 = 963, Sohn (20) 451 + 400 = 851 und 25 Sofortzuschlag (§ 72). Nachher: 563 + 800 = 1 363.
    let mut buero = Buero::neu(
        json!([
            {"id": "A", "geboren": "1975-03-01"},
            {"id": "B", "geboren": "2006-03-01", "eltern": ["A"]}
        ]),
        "800.00",
    );
    let fort = json!([{"tatsache": {"art": "mitglied", "wert": {"posten": kennung('B'), "eintrag": null}},
        "gilt": {"von": "2026-11-01"}}]);
    buero.tue(gemeldet("2026-10-20", fort, json!([])), "2026-10-20").unwrap();
    assert_eq!(
        zeilen(&buero, "2026-11"),
        ["2026-11 A 963.00 → 1363.00 p48_1_1", "2026-11 B 876.00 → 0.00 p48_1_1"]
    );
    // Die Mutter bekommt weiter etwas: kein Ende.
    assert_eq!(buero.wartender().unwrap().art(), Bescheidart::Aenderung);
}

#[test]
fn ein_partner_stirbt() {
    // § 40 Abs. 5: im Sterbemonat bleibt es. Danach 563 + 900 = 1 463 (§ 22 Abs. 1 Satz 11: die Miete bleibt).
    let mut buero = paar();
    let fort = json!([{"tatsache": {"art": "mitglied", "wert": {"posten": kennung('B'), "eintrag": null}},
        "gilt": {"von": "2026-11-01"}}]);
    let tot =
        json!([{"person": kennung('B'), "tatsache": {"art": "gestorben", "wert": "2026-10-10"}}]);
    buero.tue(gemeldet("2026-10-15", fort, tot), "2026-10-15").unwrap();
    assert_eq!(
        zeilen(&buero, "2026-11"),
        ["2026-11 A 956.00 → 1463.00 p48_1_1", "2026-11 B 956.00 → 0.00 p48_1_1"]
    );
}

#[test]
fn was_entschieden_wird_oder_vier_augen_braucht_ist_nicht_zu_melden() {
    let mut buero = Buero::erika();
    let konto =
        json!([{"person": kennung('A'), "tatsache": {"art": "bankverbindung", "wert": null}}]);
    let fehler = buero.tue(gemeldet("2026-09-10", json!([]), konto), "2026-09-10").unwrap_err();
    assert_eq!(fehler, Ablehnung::NichtMeldbar("bankverbindung"));
    let bescheid =
        json!([{"tatsache": {"art": "bescheid", "wert": {"posten": "001", "eintrag": null}}}]);
    let fehler = buero.tue(gemeldet("2026-09-10", bescheid, json!([])), "2026-09-10").unwrap_err();
    assert_eq!(fehler, Ablehnung::NichtMeldbar("bescheid"));
    let fremd =
        json!([{"person": kennung('D'), "tatsache": {"art": "kind_ausserhalb", "wert": true}}]);
    let fehler = buero.tue(gemeldet("2026-09-10", json!([]), fremd), "2026-09-10").unwrap_err();
    assert_eq!(fehler, Ablehnung::NichtImHaushalt(kennung('D')));
    let leer = gemeldet("2026-09-10", json!([]), json!([]));
    assert_eq!(leer.verlangt().1, [Kategorie::Stand]);
    assert!(matches!(buero.tue(leer, "2026-09-10"), Err(Ablehnung::AngabenZahl(_))));
    // Ein Gesprächsvermerk macht keinen Entwurf.
    let vermerk = json!([{"tatsache": {"art": "notiz", "wert": {"posten": "v-1",
        "eintrag": {"mit": "Erika Beispiel", "text": "Fragt nach dem Stand."}}}}]);
    let befehl = gemeldet("2026-09-10", vermerk, json!([]));
    assert_eq!(befehl.verlangt().1, [Kategorie::Notiz]);
    buero.tue(befehl, "2026-09-10").unwrap();
    assert!(buero.wartender().is_none());
}

fn entscheide(
    buero: &mut Buero,
    wie: Erstattungsentscheidung,
    (durch, heute): (case::akte::Kennung, &str),
) -> Result<(), Ablehnung> {
    let befehl = ErstattungEntscheiden { fall: FALL, erstattung: Posten::nr(1), wie, durch };
    buero.tue(Befehl::ErstattungEntscheiden(Box::new(befehl)), heute)
}

/// Stand und Beträge der Erstattungen.
fn zurueck(fall: &Akte<FallTatsache>) -> Vec<(Erstattungsstand, Vec<(String, Cent)>)> {
    let monate = |e: &case::erstattung::Erstattung| {
        e.monate.iter().map(|m| (m.monat.to_string(), m.betrag)).collect()
    };
    erstattungen(fall).into_iter().map(|(_, e)| (e.stand, monate(e))).collect()
}

#[test]
fn was_gezahlt_ist_und_nicht_zustand_fordert_ein_eigener_bescheid_zurueck() {
    // 300 Lohn ab August: 160 zählen (§ 11b). Gemeldet am 10. September: August und September sind gezahlt (§ 42 Abs. 1),
    // der Oktober noch nicht; § 50 Abs. 1 SGB X: 2 · 160 = 320.
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-08-01"), "2026-09-10");
    buero
        .antworte((Thema::SpaeteMitteilung, Some('A')), Antwort::Unverschuldet, "2026-09-10")
        .unwrap();
    assert_eq!(zurueck(buero.akten().fall), []);
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let monate =
        vec![("2026-08".to_owned(), Cent::euro(160)), ("2026-09".to_owned(), Cent::euro(160))];
    let wartet = (Erstattungsstand::WartetAufFreigabe, monate.clone());
    assert_eq!(zurueck(buero.akten().fall), [wartet]);
    // Wer entworfen hat, setzt sie nicht fest; und vorher ist anzuhören (§ 24 SGB X).
    let festsetzen = || Erstattungsentscheidung::Festsetzen;
    let selbst = entscheide(&mut buero, festsetzen(), (SACHBEARBEITUNG, "2026-09-11"));
    assert_eq!(selbst, Err(Ablehnung::VierAugen(Vieraugengrund::Vergangenheit)));
    let ungehoert = entscheide(&mut buero, festsetzen(), (LEITUNG, "2026-09-11"));
    assert_eq!(ungehoert, Err(Ablehnung::Anhoerung(AnhoerungFehlt::Keine)));
    let befehl = case::befehl::AnhoerungFuehren {
        fall: FALL,
        entwurf: Posten::nr(3),
        schritt: Anhoerungsschritt::Einleiten,
        durch: SACHBEARBEITUNG,
    };
    buero.tue(Befehl::AnhoerungFuehren(Box::new(befehl)), "2026-09-11").unwrap();
    // Zur Post am 11., zugegangen am 15., zwei Wochen bis zum 29. September.
    let laeuft = entscheide(&mut buero, festsetzen(), (LEITUNG, "2026-09-29"));
    assert_eq!(laeuft, Err(Ablehnung::Anhoerung(AnhoerungFehlt::Laeuft(tag("2026-09-29")))));
    entscheide(&mut buero, festsetzen(), (LEITUNG, "2026-09-30")).unwrap();
    assert_eq!(zurueck(buero.akten().fall), [(Erstattungsstand::Festgesetzt, monate)]);
    let brief = erstattungsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Erstattung, false));
    assert_eq!(brief.zeitraum, "Zeitraum: August bis September 2026");
    let text = text(&brief);
    for satz in [
        "mit Bescheid vom 10.09.2026",
        "Erika Beispiel muss 320,00 € erstatten (§ 50 Abs. 1 SGB X).",
        r#""August 2026","§ 48 Abs. 1 Satz 2 Nr. 3 SGB X","160,00 €""#,
        // Am 30. September zur Post, bekannt am 4. Oktober, Widerspruch bis zum 4. November, dazu 14 Tage des Hauses.
        "Bitte zahlen Sie bis zum 18.11.2026 an Musterkreis, IBAN DE02\u{a0}1203\u{a0}0000\u{a0}0000\u{a0}2020\u{a0}51.",
        "Ein Widerspruch gegen diesen Bescheid schiebt die Erstattung auf",
        "Rechtsbehelfsbelehrung",
    ] {
        assert!(text.contains(satz), "{satz}\n{text}");
    }
    let noch_einmal = entscheide(&mut buero, festsetzen(), (LEITUNG, "2026-09-30"));
    assert_eq!(noch_einmal, Err(Ablehnung::KeineErstattung(Posten::nr(1))));
}

#[test]
fn wer_nicht_zurueckfordert_sagt_warum_und_nichts_zugunsten_wird_zurueckgefordert() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let absehen = |text: &str| Erstattungsentscheidung::Absehen { begruendung: text.to_owned() };
    let leer = entscheide(&mut buero, absehen(" "), (LEITUNG, "2026-09-11"));
    assert_eq!(leer, Err(Ablehnung::GrundZuKurz(10)));
    entscheide(&mut buero, absehen("Härte im Einzelfall."), (LEITUNG, "2026-09-11")).unwrap();
    assert_eq!(zurueck(buero.akten().fall)[0].0, Erstattungsstand::Erledigt);
    // Zugunsten: nichts.
    let mut buero = Buero::erika_mit_lohn();
    buero.melde(meldung('A', 1, Value::Null, "2026-08-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    assert_eq!(zurueck(buero.akten().fall), []);
}

#[test]
fn der_brief_des_bescheids_ist_immer_derselbe_und_kein_entwurf() {
    let mut buero = Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00");
    buero.gib_frei(LEITUNG, "2026-07-06").unwrap();
    let brief = bescheidbrief(buero.akten(), &Posten::nr(1), &traeger(), &buero.recht).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Bewilligung, false));
    assert_eq!(brief.betreff, "Bewilligung von Grundsicherungsgeld");
    assert_eq!(brief.zeitraum, "Zeitraum: 01.07.2026 bis 30.06.2027");
    let ganz = text(&brief);
    assert!(ganz.contains("06.07.2026") && ganz.contains("Rechtsbehelfsbelehrung"), "{ganz}");
    assert!(!ganz.contains("ENTWURF"), "{ganz}");
    // Später zieht Erika um und verdient: der alte Brief bleibt.
    let neu = json!([{"person": kennung('A'), "tatsache": {"art": "anschrift", "wert":
        {"strasse": "Neuweg", "hausnummer": "1", "plz": "00002", "ort": "Musterstadt"}},
        "gilt": {"von": "2026-08-01"}}]);
    buero.tue(gemeldet("2026-08-03", json!([]), neu), "2026-08-03").unwrap();
    buero.melde(meldung('A', 1, lohn("2400.00", "1800.00"), "2026-10-01"), "2026-09-10");
    let danach = bescheidbrief(buero.akten(), &Posten::nr(1), &traeger(), &buero.recht).unwrap();
    assert!(danach == brief);
    // Aufhebung: 348 frei, 1 452 zählen, Bedarf 1 000.
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let ende = bescheidbrief(buero.akten(), &Posten::nr(2), &traeger(), &buero.recht).unwrap();
    assert_eq!((ende.art, ende.betreff.as_str()), (Art::Aufhebung, "Ende Ihrer Leistungen"));
    let ende = text(&ende);
    assert!(ende.contains("Ab Oktober 2026 bekommen Sie von uns kein Geld mehr."), "{ende}");
    assert!(ende.contains("Neuweg 1") && !ende.contains("ENTWURF"), "{ende}");
    assert!(bescheidbrief(buero.akten(), &Posten::nr(9), &traeger(), &buero.recht).is_err());
}

#[test]
fn die_anhoerung_fragt_und_entscheidet_noch_nichts() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-07-01"), "2026-09-10");
    buero.antworte((Thema::Vertrauen, Some('A')), Antwort::Zuzurechnen, "2026-09-10").unwrap();
    let entwurf = buero.wartender().unwrap();
    let brief =
        anhoerungsbrief(buero.akten(), entwurf, &traeger(), &buero.recht, tag("2026-09-10"))
            .unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Anhoerung, false));
    let text = text(&brief);
    for satz in [
        "Bitte sagen Sie uns bis zum 28.09.2026",
        "Wir wollen unsere Bewilligung für diese Zeit ändern.",
        "Wir haben noch nichts entschieden.",
        "§ 45 SGB X",
    ] {
        assert!(text.contains(satz), "{satz}\n{text}");
    }
    for fehlt in ["Rechtsbehelfsbelehrung", "Dieser Bescheid", "ENTWURF"] {
        assert!(!text.contains(fehlt), "{fehlt}");
    }
}

#[test]
fn die_weiterbewilligung_entsteht_aus_dem_antrag_und_nur_aus_ihm() {
    // § 37, § 41 Abs. 3: Antrag am 20. Mai 2027 für Juli bis Dezember 2027 (weiter reichen die Beträge noch nicht); 563 + 437 = 1 000.
    let mut buero = Buero::erika();
    let zeitraum = json!({"tatsache": {"art": "bewilligungszeitraum", "wert": {"ab": "2027-07-01", "bis": "2027-12-31"}},
        "gilt": {"von": "2027-07-01"}});
    let antrag = |tag: &str| {
        json!({"tatsache": {"art": "antrag", "wert": {"posten": "002",
        "eintrag": {"tag": tag, "form": "telefonisch"}}}, "gilt": {"von": tag}})
    };
    let ohne = gemeldet("2027-05-20", json!([zeitraum]), json!([]));
    assert_eq!(buero.tue(ohne, "2027-05-20"), Err(Ablehnung::OhneAntrag));
    let zu_spaet = gemeldet("2027-08-02", json!([zeitraum, antrag("2027-08-02")]), json!([]));
    assert_eq!(buero.tue(zu_spaet, "2027-08-02"), Err(Ablehnung::OhneAntrag));
    buero
        .tue(
            gemeldet("2027-05-20", json!([zeitraum, antrag("2027-05-20")]), json!([])),
            "2027-05-20",
        )
        .unwrap();
    let entwurf = buero.wartender().unwrap();
    assert_eq!((entwurf.art(), entwurf.monate.len()), (Bescheidart::Bewilligung, 6));
    assert_eq!(zeilen(&buero, "2027-07"), ["2027-07 A 0.00 → 1000.00 antrag"]);
    // Kein neuer Fall, nichts Rückwirkendes, keine Frage: die Regeln lassen eine Person genügen.
    assert_eq!(buero.gib_frei(SACHBEARBEITUNG, "2027-05-20"), Ok(Bescheidart::Bewilligung));
    assert_eq!(buero.bewilligt('A').len(), 18);
}

fn widerspruch(buero: &mut Buero, gegen: Value, heute: &str) -> Result<(), Ablehnung> {
    let befehl = json!({"befehl": "widerspruch_aufnehmen", "fall": FALL, "gegen": gegen, "eingang": heute,
        "begruendung": "Der Lohn kam erst im Oktober."});
    buero.tue(serde_json::from_value(befehl).unwrap(), heute)
}

fn erledige(buero: &mut Buero, ausgang: &str, durch: case::akte::Kennung) -> Result<(), Ablehnung> {
    let befehl = json!({"befehl": "widerspruch_erledigen", "fall": FALL, "widerspruch": "001", "ausgang": ausgang,
        "ursache": "spaeter_nachweis", "norm": "§ 11 Abs. 2 SGB II", "durch": durch,
        "kosten": {"quote_prozent": 100, "anwalt_notwendig": false}});
    buero.tue(serde_json::from_value(befehl).unwrap(), "2026-11-02")
}

#[test]
fn ein_widerspruch_wird_aufgenommen_und_der_neue_bescheid_wird_teil_des_verfahrens() {
    let mut buero = Buero::erika();
    // Der übernommene Bescheid ging nie von hier hinaus.
    let uebernommen =
        widerspruch(&mut buero, json!({"art": "bescheid", "nummer": "001"}), "2026-09-10");
    assert_eq!(uebernommen, Err(Ablehnung::KeinBescheid));
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-10-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    widerspruch(&mut buero, json!({"art": "bescheid", "nummer": "002"}), "2026-10-05").unwrap();
    let noch_einmal =
        widerspruch(&mut buero, json!({"art": "bescheid", "nummer": "002"}), "2026-10-06");
    assert_eq!(noch_einmal, Err(Ablehnung::WiderspruchOffen));
    // Es waren nur 520/450: 184 frei, 266 zählen, 734 (§ 11b). Der neue Bescheid ist Teil des Verfahrens (§ 86 SGG).
    let berichtigt = meldung('A', 1, lohn("520.00", "450.00"), "2026-10-01");
    buero.melde(
        case::befehl::EinkommenMelden { eingang: tag("2026-10-06"), ..berichtigt },
        "2026-10-06",
    );
    while let Some(frage) = buero.wartender().unwrap().fragen.first().cloned() {
        buero.antworte((frage.thema, None), frage.thema.antworten()[0], "2026-10-06").unwrap();
    }
    buero.gib_frei(LEITUNG, "2026-10-06").unwrap();
    let brief = bescheidbrief(buero.akten(), &Posten::nr(3), &traeger(), &buero.recht).unwrap();
    let neu = text(&brief);
    assert!(
        neu.contains("Dieser Bescheid wird Teil davon (§ 86 SGG).")
            && !neu.contains("Rechtsbehelfsbelehrung"),
        "{neu}"
    );
    // Der alte Brief bleibt, wie er hinausging.
    let alt =
        text(&bescheidbrief(buero.akten(), &Posten::nr(2), &traeger(), &buero.recht).unwrap());
    assert!(alt.contains("Rechtsbehelfsbelehrung") && !alt.contains("§ 86 SGG"), "{alt}");
    // Wer den Bescheid freigab, entscheidet nicht über den Widerspruch.
    assert_eq!(erledige(&mut buero, "abhilfe", LEITUNG), Err(Ablehnung::FuerSichSelbst));
    erledige(&mut buero, "abhilfe", SACHBEARBEITUNG).unwrap();
    assert_eq!(erledige(&mut buero, "abhilfe", SACHBEARBEITUNG), Err(Ablehnung::KeinWiderspruch));
}

#[test]
fn ein_widerspruch_gegen_die_erstattung_schiebt_sie_auf_und_gegen_die_aufhebung_nicht() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let noch_keine =
        widerspruch(&mut buero, json!({"art": "erstattung", "nummer": "001"}), "2026-09-11");
    assert_eq!(noch_keine, Err(Ablehnung::KeinBescheid), "sie ist noch nicht festgesetzt");
    let absehen = Anhoerungsschritt::Absehen {
        grund: case::anhoerung::Absehensgrund::Angaben,
        begruendung: "Es bleibt bei den eigenen Angaben.".to_owned(),
    };
    let befehl = case::befehl::AnhoerungFuehren {
        fall: FALL,
        entwurf: Posten::nr(2),
        schritt: absehen,
        durch: SACHBEARBEITUNG,
    };
    buero.tue(Befehl::AnhoerungFuehren(Box::new(befehl)), "2026-09-11").unwrap();
    entscheide(&mut buero, Erstattungsentscheidung::Festsetzen, (LEITUNG, "2026-09-11")).unwrap();
    let erste = Posten::nr(1);
    let aufgeschoben = |buero: &Buero| schiebt_auf(buero.akten().fall, &erste, tag("2026-11-02"));
    assert!(!aufgeschoben(&buero));
    widerspruch(&mut buero, json!({"art": "erstattung", "nummer": "001"}), "2026-09-20").unwrap();
    assert!(aufgeschoben(&buero));
    erledige(&mut buero, "zurueckgenommen", SACHBEARBEITUNG).unwrap();
    assert!(!aufgeschoben(&buero));
    widerspruch(&mut buero, json!({"art": "bescheid", "nummer": "002"}), "2026-09-21").unwrap();
    assert!(!aufgeschoben(&buero));
    // Ihm wird abgeholfen: nichts ist mehr zu erstatten, und der Brief bleibt, was er war.
    let brief = |buero: &Buero| erstattungsbrief(buero.akten(), &erste, &traeger()).unwrap();
    let vorher = brief(&buero);
    widerspruch(&mut buero, json!({"art": "erstattung", "nummer": "001"}), "2026-09-22").unwrap();
    let befehl = |ausgang: &str| {
        let befehl = json!({"befehl": "widerspruch_erledigen", "fall": FALL, "widerspruch": "003", "ausgang": ausgang,
            "ursache": "sachverhalt", "norm": "§ 50 SGB X", "durch": SACHBEARBEITUNG,
            "kosten": {"quote_prozent": 100, "anwalt_notwendig": false}});
        serde_json::from_value(befehl).unwrap()
    };
    let teils = buero.tue(befehl("teilabhilfe"), "2026-11-02");
    assert_eq!(teils, Err(Ablehnung::TeilweiseErstattung));
    buero.tue(befehl("abhilfe"), "2026-11-02").unwrap();
    assert_eq!(zurueck(buero.akten().fall)[0].0, Erstattungsstand::Erledigt);
    assert!(brief(&buero) == vorher);
}

/// Der dringendste Schritt: was, durch wen, bis wann.
fn naechster(buero: &Buero, heute: &str) -> (Schrittart, Wer, String) {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let schritt = schritte(buero.akten().fall, &regeln, tag(heute)).remove(0);
    (schritt.was, schritt.wer, schritt.bis.to_string())
}

fn offen(buero: &Buero, heute: &str) -> Vec<Luecke> {
    luecken(buero.akten().fall, &Freigaberegeln::eingebaut().unwrap(), tag(heute))
}

#[test]
fn der_naechste_schritt_folgt_aus_der_akte_von_der_meldung_bis_zum_widerspruch() {
    use {Schrittart as S, Wer as W};
    let mut buero = Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00");
    let ist = |buero: &Buero, heute, soll: (Schrittart, Wer, &str)| {
        assert_eq!(naechster(buero, heute), (soll.0, soll.1, soll.2.to_owned()));
    };
    // Zwei Wochen nach dem Entwurf.
    ist(&buero, "2026-07-03", (S::EntwurfFreigeben, W::ZweitePerson, "2026-07-17"));
    assert_eq!(offen(&buero, "2026-07-03"), [Luecke::Zustaendigkeit]);
    assert_eq!(offen(&buero, "2026-07-18"), [Luecke::Zustaendigkeit, Luecke::Ueberfaellig]);
    buero.gib_frei(LEITUNG, "2026-07-06").unwrap();
    ist(&buero, "2026-07-06", (S::Versenden, W::Versand, "2026-07-06"));
    versende(&mut buero, "bescheid-001", "2026-07-06").unwrap();
    // § 42 Abs. 1: der August ist am 30. Juli anzuweisen (31. Juli Eingang, Freitag).
    ist(&buero, "2026-07-06", (S::Zahlen, W::Kasse, "2026-07-30"));
    // Den Lohn gab es schon beim Antrag: fragen, anhören, abwarten, freigeben.
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-07-01"), "2026-09-10");
    ist(&buero, "2026-09-10", (S::FragenBeantworten, W::Leistung, "2026-09-24"));
    buero.antworte((Thema::Vertrauen, Some('A')), Antwort::Zuzurechnen, "2026-09-10").unwrap();
    ist(&buero, "2026-09-10", (S::AnhoerungEinleiten, W::Leistung, "2026-09-24"));
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-10").unwrap();
    let anhoerung = sendungen(buero.akten().fall).pop().unwrap().nummer.text().to_owned();
    versende(&mut buero, &anhoerung, "2026-09-10").unwrap();
    ist(&buero, "2026-09-11", (S::AeusserungAbwarten, W::Mensch, "2026-09-28"));
    let aeusserung =
        Anhoerungsschritt::Aeusserung { eingang: tag("2026-09-16"), text: "Stimmt.".to_owned() };
    buero.hoere_an(aeusserung, "2026-09-17").unwrap();
    ist(&buero, "2026-09-17", (S::EntwurfFreigeben, W::ZweitePerson, "2026-09-24"));
    buero.gib_frei(LEITUNG, "2026-09-17").unwrap();
    versende(&mut buero, "bescheid-002", "2026-09-17").unwrap();
    // Angehört ist schon: die Erstattung kann festgesetzt werden.
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let alle = schritte(buero.akten().fall, &regeln, tag("2026-09-17"));
    let arten: Vec<_> = alle.iter().map(|schritt| schritt.was).collect();
    assert_eq!(arten, [S::Zahlen, S::ErstattungEntscheiden, S::AnWeiterbewilligungErinnern]);
    entscheide(&mut buero, Erstattungsentscheidung::Festsetzen, (LEITUNG, "2026-09-18")).unwrap();
    widerspruch(&mut buero, json!({"art": "erstattung", "nummer": "001"}), "2026-09-30").unwrap();
    // § 88 Abs. 2 SGG: drei Monate.
    let alle = schritte(buero.akten().fall, &regeln, tag("2026-10-01"));
    let frist = alle.iter().find(|schritt| schritt.was == S::WiderspruchEntscheiden).unwrap();
    assert_eq!((frist.bis, frist.wer), (tag("2026-12-30"), W::Rechtsstelle));
    // Ein Antrag, den niemand angefasst hat, steht da; und nach dem Ende der Bewilligung steht nichts mehr.
    let antrag = json!([{"tatsache": {"art": "antrag", "wert": {"posten": "002",
        "eintrag": {"tag": "2027-05-20", "form": "muendlich"}}}, "gilt": {"von": "2027-05-20"}}]);
    buero.tue(gemeldet("2027-05-20", antrag, json!([])), "2027-05-20").unwrap();
    let alle = schritte(buero.akten().fall, &regeln, tag("2027-05-20"));
    assert!(alle.iter().any(|s| s.was == S::AntragPruefen && s.bis == tag("2027-06-03")));
}
