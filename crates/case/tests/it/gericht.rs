//! Verfahren vor dem Sozialgericht und was aufgeschoben ist. Jeder Tag von Hand, mit seiner Vorschrift.

use case::akte::Posten;
use case::aufschub::{Aufschubgrund, aufschub, wird_verlangt};
use case::befehl::Ablehnung;
use case::brief::bescheidbrief;
use case::gericht::{Streitgegenstand, verfahren};
use case::schritte::{Schrittart, Wer};
use case::widerspruch::Gegen;
use law::measure::Tag;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::aenderungsbrief::{text, traeger};
use crate::buero::{Buero, LEITUNG, SACHBEARBEITUNG, lohn, meldung, tag};
use crate::rechtsbehelfe::{RECHTSSTELLE, berichtigt, ende, gekuerzt, offen, tue, widerspruch};

fn aufnehmen(art: &str, gegen: (&str, &str), eingang: &str) -> Value {
    json!({"befehl": "gerichtsverfahren_aufnehmen", "art": art, "eingang": eingang,
        "gegen": {"art": gegen.0, "nummer": gegen.1},
        "gericht": "Sozialgericht Musterstadt", "aktenzeichen": "S 12 AS 345/26"})
}

fn schritt(nummer: &str, schritt: Value) -> Value {
    json!({"befehl": "gerichtsverfahren_fortfuehren", "verfahren": nummer, "schritt": schritt,
        "durch": RECHTSSTELLE})
}

fn anordnung(nummer: &str, was: &str, am: &str, bis: Option<&str>) -> Value {
    let anordnung = json!({"am": am, "was": was, "bis": bis, "inhalt": "Wie beantragt."});
    schritt(nummer, json!({"art": "anordnung", "anordnung": anordnung}))
}

fn erledigen(nummer: &str, (art, erfolg): (&str, &str), am: &str) -> Value {
    json!({"befehl": "gerichtsverfahren_erledigen", "verfahren": nummer, "art": art, "erfolg": erfolg,
        "ursache": "rechtsprechung", "norm": "§ 11b Abs. 2 SGB II", "am": am, "durch": RECHTSSTELLE,
        "kosten": {"quote_prozent": 50, "betrag": "380.80"}})
}

/// Über den Widerspruch gegen Bescheid 002 ist am 20. Oktober entschieden, die Klage kam am 2. November.
fn beklagt() -> Buero {
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    tue(&mut buero, ende("zurueckgewiesen"), "2026-10-20").unwrap();
    tue(&mut buero, aufnehmen("klage", ("widerspruch", "001"), "2026-11-02"), "2026-11-04")
        .unwrap();
    buero
}

#[test]
fn eine_klage_hat_von_der_aufnahme_bis_zur_umsetzung_immer_einen_naechsten_schritt() {
    let rechtsstelle = |was, bis: &str| [(was, Wer::Rechtsstelle, bis.to_owned())];
    let mut buero = beklagt();
    // Ohne Frist des Gerichts wird nach drei Monaten gefragt.
    assert_eq!(offen(&buero, "2026-11-04"), rechtsstelle(Schrittart::GerichtFragen, "2027-02-02"));
    let frist = json!({"art": "frist", "bis": "2026-12-10", "wofuer": "Klageerwiderung"});
    tue(&mut buero, schritt("001", frist), "2026-11-05").unwrap();
    assert_eq!(
        offen(&buero, "2026-11-05"),
        rechtsstelle(Schrittart::GerichtAntworten, "2026-12-10")
    );
    let falsch = schritt("001", json!({"art": "stellungnahme", "frist": "2026-12-11"}));
    let keine = Ablehnung::KeineGerichtsfrist(tag("2026-12-11"));
    assert_eq!(tue(&mut buero, falsch, "2026-11-10"), Err(keine));
    let antwort = schritt("001", json!({"art": "stellungnahme", "frist": "2026-12-10"}));
    tue(&mut buero, antwort, "2026-11-10").unwrap();
    assert_eq!(offen(&buero, "2026-11-10"), rechtsstelle(Schrittart::GerichtFragen, "2027-02-10"));
    let termin = json!({"am": "2027-03-01", "uhrzeit": "10:30", "ort": "Saal 2"});
    tue(&mut buero, schritt("001", json!({"art": "termin", "termin": termin})), "2026-12-01")
        .unwrap();
    let termin = rechtsstelle(Schrittart::GerichtsterminWahrnehmen, "2027-03-01");
    assert_eq!(offen(&buero, "2027-03-01"), termin);
    // Zugestellt am 5. März: Berufung binnen eines Monats (§ 151 Abs. 1 SGG).
    let urteil = json!({"form": "urteil", "zugestellt": "2027-03-05"});
    let urteil = json!({"art": "entscheidung", "entscheidung": urteil});
    tue(&mut buero, schritt("001", urteil), "2027-03-08").unwrap();
    let pruefen = rechtsstelle(Schrittart::RechtsmittelPruefen, "2027-04-05");
    assert_eq!(offen(&buero, "2027-03-08"), pruefen);
    // Berufung am 2. April: weiter beim Landessozialgericht, nach drei Monaten fragen, bis auch dort entschieden ist.
    let berufung = json!({"art": "rechtsmittel", "gericht": "Landessozialgericht", "aktenzeichen": "L 7 AS 99/27",
        "eingang": "2027-04-02"});
    tue(&mut buero, schritt("001", berufung.clone()), "2027-04-05").unwrap();
    assert_eq!(offen(&buero, "2027-04-05"), rechtsstelle(Schrittart::GerichtFragen, "2027-07-02"));
    let ohne = tue(&mut buero, schritt("001", berufung), "2027-04-05");
    assert_eq!(ohne, Err(Ablehnung::KeinGerichtsverfahren));
    let zu_frueh = tue(&mut buero, schritt("001", json!({"art": "umgesetzt"})), "2027-04-05");
    assert_eq!(zu_frueh, Err(Ablehnung::KeinGerichtsverfahren));
    tue(&mut buero, erledigen("001", ("urteil", "teilweise"), "2027-04-06"), "2027-04-06").unwrap();
    let umsetzen = (Schrittart::UrteilUmsetzen, Wer::Leistung, "2027-04-20".to_owned());
    assert_eq!(offen(&buero, "2027-04-06"), [umsetzen]);
    tue(&mut buero, schritt("001", json!({"art": "umgesetzt"})), "2027-04-12").unwrap();
    assert_eq!(offen(&buero, "2027-04-12"), []);
    let noch_einmal =
        tue(&mut buero, erledigen("001", ("urteil", "keiner"), "2027-04-12"), "2027-04-12");
    assert_eq!(noch_einmal, Err(Ablehnung::KeinGerichtsverfahren));
}

#[test]
fn ein_neuer_bescheid_setzt_ein_urteil_um() {
    let mut buero = beklagt();
    tue(&mut buero, erledigen("001", ("anerkenntnis", "ganz"), "2026-11-20"), "2026-11-20")
        .unwrap();
    let umsetzen = (Schrittart::UrteilUmsetzen, Wer::Leistung, "2026-12-04".to_owned());
    assert_eq!(offen(&buero, "2026-11-20"), [umsetzen]);
    berichtigt(&mut buero, "2026-11-23");
    assert_eq!(offen(&buero, "2026-11-23"), []);
}

#[test]
fn ein_bescheid_nach_dem_widerspruchsbescheid_wird_teil_der_klage() {
    // § 96 Abs. 1 SGG; die Abschrift nach Abs. 2.
    let mut buero = beklagt();
    berichtigt(&mut buero, "2026-11-12");
    let brief = |buero: &Buero, nr| {
        text(&bescheidbrief(buero.akten(), &Posten::nr(nr), &traeger(), &buero.recht).unwrap())
    };
    let neu = brief(&buero, 3);
    for satz in
        ["Sozialgericht Musterstadt, Aktenzeichen S 12 AS 345/26", "wird Teil davon (§ 96 SGG)"]
    {
        assert!(neu.contains(satz), "{satz}\n{neu}");
    }
    assert!(!neu.contains("Rechtsbehelfsbelehrung"), "{neu}");
    let abschrift = (Schrittart::AbschriftAnsGericht, Wer::Rechtsstelle, "2026-11-26".to_owned());
    assert!(offen(&buero, "2026-11-12").contains(&abschrift));
    let mitgeteilt = schritt("001", json!({"art": "abschrift", "bescheid": "003"}));
    tue(&mut buero, mitgeteilt, "2026-11-13").unwrap();
    assert!(!offen(&buero, "2026-11-13").contains(&abschrift));
    // Nach dem Ende der Klage steht wieder die gewöhnliche Belehrung da, und der alte Brief bleibt.
    tue(&mut buero, erledigen("001", ("ruecknahme", "keiner"), "2026-11-20"), "2026-11-20")
        .unwrap();
    let wieder = meldung('A', 1, lohn("300.00", "300.00"), "2027-02-01");
    buero.melde(
        case::befehl::EinkommenMelden { eingang: tag("2026-11-23"), ..wieder },
        "2026-11-23",
    );
    buero.gib_frei(LEITUNG, "2026-11-23").unwrap();
    assert!(brief(&buero, 4).contains("Rechtsbehelfsbelehrung"));
    assert_eq!(brief(&buero, 3), neu);
}

#[test]
fn ohne_widerspruchsbescheid_wird_nichts_teil_der_klage() {
    // § 96 Abs. 1 SGG verlangt ihn; unmittelbar gegen den Bescheid geklagt ist zu früh.
    let mut buero = gekuerzt();
    tue(&mut buero, aufnehmen("klage", ("bescheid", "002"), "2026-09-20"), "2026-09-22").unwrap();
    berichtigt(&mut buero, "2026-10-06");
    let brief = bescheidbrief(buero.akten(), &Posten::nr(3), &traeger(), &buero.recht).unwrap();
    assert!(text(&brief).contains("Rechtsbehelfsbelehrung"));
}

#[test]
fn aufgenommen_wird_nur_was_es_gibt_und_nur_einmal() {
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    let faelle = [
        (aufnehmen("klage", ("bescheid", "009"), "2026-10-06"), Ablehnung::KeinBescheid),
        (aufnehmen("klage", ("antrag", "001"), "2026-10-06"), Ablehnung::KeinBescheid),
        (
            aufnehmen("untaetigkeitsklage", ("bescheid", "002"), "2026-10-06"),
            Ablehnung::NichtUntaetig,
        ),
        (
            aufnehmen("untaetigkeitsklage", ("widerspruch", "002"), "2026-10-06"),
            Ablehnung::NichtUntaetig,
        ),
        (schritt("001", json!({"art": "umgesetzt"})), Ablehnung::KeinGerichtsverfahren),
        (erledigen("001", ("urteil", "ganz"), "2026-10-06"), Ablehnung::KeinGerichtsverfahren),
    ];
    for (befehl, soll) in faelle {
        assert_eq!(tue(&mut buero, befehl, "2026-10-07"), Err(soll));
    }
    let eil = aufnehmen("eilverfahren", ("widerspruch", "001"), "2026-10-06");
    tue(&mut buero, eil.clone(), "2026-10-07").unwrap();
    assert_eq!(tue(&mut buero, eil, "2026-10-07"), Err(Ablehnung::VerfahrenOffen));
}

#[test]
fn eine_untaetigkeitsklage_ist_nach_drei_oder_sechs_monaten_zulaessig() {
    // § 88 Abs. 1 und 2 SGG: nicht vor Ablauf der Frist, also am Tag danach.
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-09-30").unwrap();
    let antrag = json!({"befehl": "ueberpruefung_beantragen", "gegen": {"art": "bescheid", "nummer": "001"},
        "eingang": "2026-08-31"});
    tue(&mut buero, antrag, "2026-10-01").unwrap();
    let ab = |gegen: Streitgegenstand| gegen.untaetig_ab(buero.akten().fall);
    assert_eq!(ab(Streitgegenstand::Widerspruch(Posten::nr(1))), Some(tag("2026-12-31")));
    // Den 31. Februar gibt es nicht (§ 64 Abs. 2 Satz 2 SGG).
    assert_eq!(ab(Streitgegenstand::Ueberpruefung(Posten::nr(1))), Some(tag("2027-03-01")));
    assert_eq!(ab(Streitgegenstand::Antrag(Posten::nr(1))), Some(tag("2027-01-04")));
    assert_eq!(ab(Streitgegenstand::Bescheid(Posten::nr(2))), None);
}

/// Bescheid 002 und die Erstattung 001 über 160 für September sind hinaus.
fn zurueckgefordert() -> Buero {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let absehen = json!({"befehl": "anhoerung_fuehren", "entwurf": "002", "durch": SACHBEARBEITUNG,
        "schritt": {"art": "absehen", "grund": "nr2_frist", "begruendung": "Die Frist läuft ab."}});
    tue(&mut buero, absehen, "2026-09-11").unwrap();
    let festsetzen = json!({"befehl": "erstattung_entscheiden", "erstattung": "001",
        "wie": {"art": "festsetzen"}, "durch": LEITUNG});
    tue(&mut buero, festsetzen, "2026-09-11").unwrap();
    buero
}

fn grund(buero: &Buero, gegen: &Gegen, heute: &str) -> Option<Aufschubgrund> {
    aufschub(buero.akten().fall, gegen, tag(heute)).map(|einer| einer.grund)
}

#[test]
fn eine_erstattung_ist_aufgeschoben_bis_der_letzte_rechtsbehelf_zu_ende_ist() {
    // § 86a Abs. 1, § 77 SGG.
    let mut buero = zurueckgefordert();
    let erstattung = Gegen::Erstattung(Posten::nr(1));
    assert_eq!(grund(&buero, &erstattung, "2026-09-20"), None);
    assert!(wird_verlangt(buero.akten().fall, &Posten::nr(1), tag("2026-09-20")));
    widerspruch(&mut buero, ("erstattung", "001"), "2026-09-20").unwrap();
    assert_eq!(grund(&buero, &erstattung, "2026-09-20"), Some(Aufschubgrund::Widerspruch));
    tue(&mut buero, ende("zurueckgewiesen"), "2026-11-02").unwrap();
    // Bekannt am 6. November; der 6. Dezember ist ein Sonntag: Klage bis Montag, den 7. (§§ 64, 87 SGG).
    assert_eq!(grund(&buero, &erstattung, "2026-12-07"), Some(Aufschubgrund::Klagefrist));
    assert_eq!(grund(&buero, &erstattung, "2026-12-08"), None);
    tue(&mut buero, aufnehmen("klage", ("widerspruch", "001"), "2026-12-07"), "2026-12-09")
        .unwrap();
    assert_eq!(grund(&buero, &erstattung, "2027-06-01"), Some(Aufschubgrund::Klage));
    tue(&mut buero, erledigen("001", ("urteil", "keiner"), "2027-06-02"), "2027-06-02").unwrap();
    assert_eq!(grund(&buero, &erstattung, "2027-06-02"), None);
    assert!(wird_verlangt(buero.akten().fall, &Posten::nr(1), tag("2027-06-02")));
}

#[test]
fn hat_die_klage_gegen_die_erstattung_erfolg_ist_nichts_zu_erstatten() {
    let mut buero = zurueckgefordert();
    widerspruch(&mut buero, ("erstattung", "001"), "2026-09-20").unwrap();
    tue(&mut buero, ende("zurueckgewiesen"), "2026-11-02").unwrap();
    tue(&mut buero, aufnehmen("klage", ("widerspruch", "001"), "2026-11-20"), "2026-11-20")
        .unwrap();
    tue(&mut buero, erledigen("001", ("urteil", "ganz"), "2027-06-02"), "2027-06-02").unwrap();
    assert!(!wird_verlangt(buero.akten().fall, &Posten::nr(1), tag("2027-06-02")));
    assert!(offen(&buero, "2027-06-02").is_empty());
}

#[test]
fn gegen_eine_aufhebung_schiebt_nur_das_gericht_oder_das_amt_auf() {
    // § 39 Nr. 1 SGB II; § 86b Abs. 1, § 86a Abs. 3 SGG.
    let bescheid = Gegen::Bescheid(Posten::nr(2));
    let mut buero = gekuerzt();
    widerspruch(&mut buero, ("bescheid", "002"), "2026-10-05").unwrap();
    assert_eq!(grund(&buero, &bescheid, "2026-10-05"), None);
    tue(&mut buero, aufnehmen("eilverfahren", ("bescheid", "002"), "2026-10-06"), "2026-10-07")
        .unwrap();
    assert_eq!(grund(&buero, &bescheid, "2026-10-07"), None);
    let wirkung = anordnung("001", "aufschiebende_wirkung", "2026-10-12", Some("2026-12-31"));
    tue(&mut buero, wirkung, "2026-10-13").unwrap();
    tue(&mut buero, erledigen("001", ("beschluss", "ganz"), "2026-10-12"), "2026-10-13").unwrap();
    // Das Eilverfahren ist zu Ende, die Anordnung gilt, solange sie befristet ist und der Widerspruch läuft.
    assert_eq!(grund(&buero, &bescheid, "2026-12-31"), Some(Aufschubgrund::Gericht));
    assert_eq!(grund(&buero, &bescheid, "2027-01-01"), None);
    let aussetzen = json!({"befehl": "widerspruch_fortfuehren", "widerspruch": "001", "durch": RECHTSSTELLE,
        "schritt": {"art": "aussetzen", "begruendung": "Die Miete ist sonst nicht gedeckt."}});
    tue(&mut buero, aussetzen, "2026-12-20").unwrap();
    assert_eq!(grund(&buero, &bescheid, "2027-01-01"), Some(Aufschubgrund::Amt));
    tue(&mut buero, ende("zurueckgenommen"), "2027-01-04").unwrap();
    assert_eq!(grund(&buero, &bescheid, "2027-01-04"), None);
}

#[test]
fn ordnet_das_gericht_die_vollziehung_an_wird_trotz_klage_verlangt() {
    // § 86b Abs. 1 Satz 1 Nr. 1, Satz 4 SGG.
    let erstattung = Gegen::Erstattung(Posten::nr(1));
    let mut buero = zurueckgefordert();
    widerspruch(&mut buero, ("erstattung", "001"), "2026-09-20").unwrap();
    tue(&mut buero, aufnehmen("eilverfahren", ("erstattung", "001"), "2026-09-21"), "2026-09-22")
        .unwrap();
    tue(&mut buero, anordnung("001", "sofortige_vollziehung", "2026-09-25", None), "2026-09-25")
        .unwrap();
    assert_eq!(grund(&buero, &erstattung, "2026-09-25"), None);
    tue(&mut buero, anordnung("001", "aufgehoben", "2026-10-05", None), "2026-10-05").unwrap();
    assert_eq!(grund(&buero, &erstattung, "2026-10-05"), Some(Aufschubgrund::Widerspruch));
}

/// Was im Zufallslauf geschieht.
#[derive(Clone, Copy, Debug)]
enum Zug {
    Widerspruch,
    Zurueckgewiesen,
    Zurueckgenommen,
    Abhilfe,
    Klage,
    Klageende(bool),
    Eil,
    Anordnung(&'static str),
    Eilende,
    Warten(i32),
}

fn zuege() -> impl Strategy<Value = Zug> {
    prop_oneof![
        Just(Zug::Widerspruch),
        Just(Zug::Zurueckgewiesen),
        Just(Zug::Zurueckgenommen),
        Just(Zug::Abhilfe),
        Just(Zug::Klage),
        any::<bool>().prop_map(Zug::Klageende),
        Just(Zug::Eil),
        prop_oneof![
            Just("aufschiebende_wirkung"),
            Just("sofortige_vollziehung"),
            Just("aufgehoben")
        ]
        .prop_map(Zug::Anordnung),
        Just(Zug::Eilende),
        (1..40_i32).prop_map(Zug::Warten),
    ]
}

/// Dasselbe noch einmal, so einfach wie möglich: was offen ist, was angeordnet ist, was sich erledigte.
#[derive(Default)]
struct Modell {
    widerspruch: Option<String>,
    klage: Option<String>,
    eil: Option<String>,
    angeordnet: Option<&'static str>,
    /// Der Tag des letzten Widerspruchsbescheids, dem keine Klage folgte.
    zurueckgewiesen: Option<Tag>,
    erledigt: bool,
}

impl Modell {
    /// Vier Tage Post, ein Monat, höchstens vier Tage bis zum nächsten Werktag: dazwischen entscheidet der Kalender.
    fn klagefrist(&self, heute: Tag) -> Option<bool> {
        let Some(am) = self.zurueckgewiesen else { return Some(false) };
        match (heute <= am.plus_tage(32), heute > am.plus_tage(40)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// Ist sie aufgeschoben? `None`: das weiß nur der Kalender.
    fn aufgeschoben(&self, heute: Tag) -> Option<bool> {
        let haupt = match (&self.widerspruch, &self.klage) {
            (None, None) => self.klagefrist(heute)?,
            _ => true,
        };
        let offen = haupt || self.eil.is_some();
        Some(match self.angeordnet {
            Some("aufschiebende_wirkung") => offen,
            Some("sofortige_vollziehung") => false,
            _ => haupt,
        })
    }

    /// Der Befehl zu einem Zug, wenn er jetzt geht, und was danach gilt.
    fn ziehe(&mut self, zug: Zug, buero: &Buero, heute: Tag) -> Option<Value> {
        let am = heute.to_string();
        let fall = buero.akten().fall;
        let naechster = |zahl: usize| Posten::nr(zahl + 1).text().to_owned();
        let nummer = |ausgang: &str, nr: &str| {
            let mut befehl = ende(ausgang);
            befehl["widerspruch"] = json!(nr);
            befehl
        };
        match zug {
            Zug::Widerspruch if self.widerspruch.is_none() && !self.erledigt => {
                self.widerspruch = Some(naechster(case::widerspruch::widersprueche(fall).len()));
                Some(json!({"befehl": "widerspruch_aufnehmen", "eingang": am,
                    "umstaende": {"ohne_belehrung": true},
                    "gegen": {"art": "erstattung", "nummer": "001"}}))
            }
            Zug::Zurueckgewiesen => {
                let nr = self.widerspruch.take()?;
                self.zurueckgewiesen = Some(heute);
                Some(nummer("zurueckgewiesen", &nr))
            }
            Zug::Zurueckgenommen => Some(nummer("zurueckgenommen", &self.widerspruch.take()?)),
            Zug::Abhilfe => {
                let nr = self.widerspruch.take()?;
                self.erledigt = true;
                Some(nummer("abhilfe", &nr))
            }
            Zug::Klage if self.klage.is_none() => {
                self.klage = Some(naechster(verfahren(fall).len()));
                self.zurueckgewiesen = None;
                Some(aufnehmen("klage", ("erstattung", "001"), &am))
            }
            Zug::Klageende(ganz) => {
                let nr = self.klage.take()?;
                self.erledigt |= ganz;
                Some(erledigen(&nr, ("urteil", if ganz { "ganz" } else { "keiner" }), &am))
            }
            Zug::Eil if self.eil.is_none() => {
                self.eil = Some(naechster(verfahren(fall).len()));
                Some(aufnehmen("eilverfahren", ("erstattung", "001"), &am))
            }
            Zug::Anordnung(was) => {
                let nr = self.eil.clone()?;
                self.angeordnet = Some(was);
                Some(anordnung(&nr, was, &am, None))
            }
            Zug::Eilende => Some(erledigen(&self.eil.take()?, ("beschluss", "keiner"), &am)),
            _ => None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(80) })]

    /// In jeder Folge: nie aufgeschoben und verlangt zugleich; aufgeschoben genau, solange etwas offen ist; und nach dem
    /// Ende des letzten Rechtsbehelfs und seiner Frist nicht mehr.
    #[test]
    fn eine_erstattung_ist_nie_zugleich_aufgeschoben_und_verlangt(folge in prop::collection::vec(zuege(), 1..24)) {
        let mut buero = zurueckgefordert();
        let (mut modell, mut heute) = (Modell::default(), tag("2026-09-20"));
        let (eine, gegen) = (Posten::nr(1), Gegen::Erstattung(Posten::nr(1)));
        for zug in folge {
            // Jeder Zug an seinem eigenen Tag: am selben gälte die Reihenfolge der Eingaben.
            heute = heute.plus_tage(if let Zug::Warten(tage) = zug { tage } else { 1 });
            if let Some(befehl) = modell.ziehe(zug, &buero, heute) {
                let getan = tue(&mut buero, befehl, &heute.to_string());
                prop_assert_eq!(getan, Ok(()), "{:?}", zug);
            }
            let fall = buero.akten().fall;
            let aufgeschoben = aufschub(fall, &gegen, heute).is_some();
            let verlangt = wird_verlangt(fall, &eine, heute);
            prop_assert!(!(aufgeschoben && verlangt));
            if let Some(soll) = modell.aufgeschoben(heute) {
                prop_assert_eq!(aufgeschoben, soll, "{:?} am {}", zug, heute);
                prop_assert_eq!(verlangt, !soll && !modell.erledigt);
            }
        }
        // Alles beenden, die Klagefrist verstreichen lassen: nichts ist mehr aufgeschoben.
        for zug in [Zug::Zurueckgenommen, Zug::Klageende(false), Zug::Eilende] {
            heute = heute.plus_tage(1);
            if let Some(befehl) = modell.ziehe(zug, &buero, heute) {
                prop_assert_eq!(tue(&mut buero, befehl, &heute.to_string()), Ok(()));
            }
        }
        let fall = buero.akten().fall;
        prop_assert!(aufschub(fall, &gegen, heute.plus_tage(60)).is_none());
        prop_assert_eq!(wird_verlangt(fall, &eine, heute.plus_tage(60)), !modell.erledigt);
    }
}
