//! Vorläufig bewilligt und abschließend entschieden (§ 41a SGB II). Jeder Betrag von Hand.
//!
//! Erika: 563 Regelbedarf (§ 20) und 437 Miete (§ 22), Bedarf 1 000. Lohn 1 000/800: 328 frei (§ 11b Abs. 2, 3), 472 zählen,
//! 528. Lohn 1 200/900: 348 frei, 552 zählen, 448. Lohn 600/550: 100 + 84 + 24 = 208 frei, 342 zählen, 658.

use case::akte::{Gilt, Posten};
use case::anforderung::{Anforderungszweck, Unterlage};
use case::befehl::{
    Ablehnung, Befehl, EinkommenMelden, FrageBeantworten, UnterlagenAnfordern, UnterlagenFuehren,
    Unterlagenschritt, VorlaeufigEntscheiden, Vorlaeufigkeitsschritt as Schritt,
};
use case::bescheid::{Bescheidart, Bewilligtes, Freigaberegeln};
use case::brief::{Art, Brief, anforderungsbrief, bescheidbrief, entwurfsbrief};
use case::entwurf::{Anhoerung, Antwort, Thema};
use case::erstattung::erstattungen;
use case::schritte::{Schrittart, schritte};
use case::vorlaeufig::Ungewiss;
use law::measure::Monat;
use proptest::prelude::*;
use serde_json::json;

use crate::aenderungsbrief::traeger;
use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, lohn, meldung, tag};

const GRUND: &str = "Der Lohn schwankt von Monat zu Monat";

fn schritt(schritt: Schritt) -> Befehl {
    let durch = SACHBEARBEITUNG;
    Befehl::VorlaeufigEntscheiden(Box::new(VorlaeufigEntscheiden { fall: FALL, schritt, durch }))
}

fn beginnen(ab: &str, bis: Option<&str>) -> Befehl {
    schritt(Schritt::Beginnen {
        ab: ab.parse().unwrap(),
        bis: bis.map(|bis| bis.parse().unwrap()),
        ungewiss: Ungewiss::Hoehe,
        grund: GRUND.to_owned(),
    })
}

fn abschliessen() -> Befehl {
    schritt(Schritt::Abschliessen { nummer: Posten::nr(1) })
}

/// Beantragt mit Lohn 1 000/800, vorläufig für Juli bis Dezember 2026, freigegeben am 6. Juli.
fn vorlaeufig() -> Buero {
    let personen =
        json!([{"id": "A", "geboren": "1985-03-01", "einkommen": [lohn("1000.00", "800.00")]}]);
    let mut buero = Buero::beantragt(personen, "437.00");
    buero.tue(beginnen("2026-07", None), "2026-07-03").unwrap();
    buero.gib_frei(LEITUNG, "2026-07-06").unwrap();
    buero
}

/// Der Lohn eines Monats war anders.
fn lohn_im(buero: &mut Buero, monat: &str, (brutto, netto): (&str, &str), heute: &str) {
    let monat: Monat = monat.parse().unwrap();
    let gilt = Gilt { von: Some(monat.erster()), bis: Some(monat.letzter()) };
    let eine = meldung('A', 1, lohn(brutto, netto), "");
    buero.melde(EinkommenMelden { gilt, eingang: tag(heute), ..eine }, heute);
}

/// Schließt am Tag ab und gibt frei: alles ist nachgewiesen.
fn schliesse_ab(buero: &mut Buero, heute: &str) {
    buero.tue(abschliessen(), heute).unwrap();
    buero.antworte((Thema::Nachweise, None), Antwort::Vollstaendig, heute).unwrap();
    assert_eq!(buero.gib_frei(LEITUNG, heute), Ok(Bescheidart::Abschliessend));
}

/// `2026-09 30.00` je Monat der Erstattungen.
fn erstattet(buero: &Buero) -> Vec<String> {
    let alle = erstattungen(buero.akten().fall);
    let monate = alle.iter().flat_map(|(_, erstattung)| &erstattung.monate);
    monate.map(|m| format!("{} {} {}", m.monat, m.betrag.als_text(), m.grundlage.name())).collect()
}

fn text(brief: &Brief) -> String {
    serde_json::to_string(brief).unwrap()
}

#[test]
fn schwankender_lohn_wird_sechs_monate_vorlaeufig_bewilligt_und_der_brief_sagt_warum() {
    let buero = vorlaeufig();
    // § 41 Abs. 3 Satz 2 Nr. 1: sechs statt zwölf Monate.
    let monate = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"];
    assert_eq!(buero.bewilligt('A'), monate.map(|monat| format!("{monat} 528.00")));
    let bewilligt = Bewilligtes::aus(buero.akten().fall);
    assert!(bewilligt.zeilen().all(|(_, _, zuletzt)| zuletzt.vorlaeufig));
    let traeger = traeger();
    let brief = bescheidbrief(buero.akten(), &Posten::nr(1), &traeger, &buero.recht).unwrap();
    assert_eq!(brief.betreff, "Vorläufige Bewilligung von Grundsicherungsgeld");
    let text = text(&brief);
    for satz in [
        "Der Grund: Der Lohn schwankt von Monat zu Monat.",
        "vom 01.07.2026 bis zum 31.12.2026 vorläufig (§ 41a Abs. 1 SGB II)",
        "§ 41a Abs. 5 SGB II",
    ] {
        assert!(text.contains(satz), "„{satz}“ fehlt");
    }
}

#[test]
fn ueber_und_nachzahlung_gleichen_sich_aus_und_abschliessend_gilt_der_richtige_betrag() {
    let mut buero = vorlaeufig();
    // August zu viel, gemeldet im September: bis zum Abschluss bleibt es (§ 41a Abs. 3, 6).
    lohn_im(&mut buero, "2026-08", ("1200.00", "900.00"), "2026-09-05");
    assert!(buero.wartender().is_none());
    // Oktober zu wenig, gemeldet nach dem Ende: auch das klärt der Abschluss.
    lohn_im(&mut buero, "2026-10", ("600.00", "550.00"), "2027-01-10");
    assert!(buero.wartender().is_none());
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let offen = schritte(buero.akten().fall, &regeln, tag("2027-01-10"));
    let abschluss = offen.iter().find(|s| s.was == Schrittart::AbschliessendEntscheiden).unwrap();
    assert_eq!(abschluss.bis, tag("2027-02-28"));
    buero.tue(abschliessen(), "2027-01-12").unwrap();
    let zeilen = [
        "2026-07 528.00 → 528.00 p41a_3",
        "2026-08 528.00 → 448.00 p41a_3",
        "2026-09 528.00 → 528.00 p41a_3",
        "2026-10 528.00 → 658.00 p41a_3",
        "2026-11 528.00 → 528.00 p41a_3",
        "2026-12 528.00 → 528.00 p41a_3",
    ];
    assert_eq!(buero.zeilen(), zeilen);
    assert_eq!(buero.wartender().unwrap().anhoerung, Anhoerung::NichtNoetig);
    buero.antworte((Thema::Nachweise, None), Antwort::Vollstaendig, "2027-01-12").unwrap();
    assert_eq!(buero.gib_frei(LEITUNG, "2027-01-12"), Ok(Bescheidart::Abschliessend));
    let erwartet = ["07 528.00", "08 448.00", "09 528.00", "10 658.00", "11 528.00", "12 528.00"];
    assert_eq!(buero.bewilligt('A'), erwartet.map(|zeile| format!("2026-{zeile}")));
    // 80 zu viel, 130 zu wenig: 50 werden nachgezahlt, nichts erstattet.
    assert_eq!(erstattet(&buero), [""; 0]);
    assert!(Bewilligtes::aus(buero.akten().fall).zeilen().all(|(_, _, z)| !z.vorlaeufig));
    let traeger = traeger();
    let brief = bescheidbrief(buero.akten(), &Posten::nr(2), &traeger, &buero.recht).unwrap();
    assert_eq!(brief.art, Art::Abschluss);
    let text = text(&brief);
    let satz = "vorläufig zu viel 80,00 €, vorläufig zu wenig 130,00 €. Wir zahlen 50,00 € nach.";
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(text.contains(satz), "„{satz}“ fehlt");
}

#[test]
fn was_nach_der_verrechnung_bleibt_wird_erst_ab_fuenfzig_euro_erstattet() {
    // August, September, Oktober je 80 zu viel, November 130 zu wenig: 240 − 130 = 110. Verrechnet wird gegen die frühesten
    // Monate: August ganz (80), September bis auf 30.
    let mut buero = vorlaeufig();
    for monat in ["2026-08", "2026-09", "2026-10"] {
        lohn_im(&mut buero, monat, ("1200.00", "900.00"), "2027-01-10");
    }
    lohn_im(&mut buero, "2026-11", ("600.00", "550.00"), "2027-01-10");
    schliesse_ab(&mut buero, "2027-01-12");
    assert_eq!(erstattet(&buero), ["2026-09 30.00 p41a_3", "2026-10 80.00 p41a_3"]);
    // August und September je 80, November 130: 30 bleiben, unter 50 (§ 41a Abs. 6 Satz 3).
    let mut buero = vorlaeufig();
    for monat in ["2026-08", "2026-09"] {
        lohn_im(&mut buero, monat, ("1200.00", "900.00"), "2027-01-10");
    }
    lohn_im(&mut buero, "2026-11", ("600.00", "550.00"), "2027-01-10");
    schliesse_ab(&mut buero, "2027-01-12");
    assert_eq!(erstattet(&buero), [""; 0]);
}

#[test]
fn in_der_vorlaeufigen_zeit_wird_fuer_die_zukunft_und_zugunsten_angepasst_ohne_vertrauen_zu_pruefen()
 {
    // Ab November 1 200/900, gemeldet am 5. Oktober: 448 für die Zukunft (§ 41a Abs. 2 Satz 3, 4).
    let mut buero = vorlaeufig();
    let mehr_lohn = meldung('A', 1, lohn("1200.00", "900.00"), "2026-11-01");
    buero.melde(EinkommenMelden { eingang: tag("2026-10-05"), ..mehr_lohn }, "2026-10-05");
    let erwartet = ["2026-11 528.00 → 448.00 p41a_2", "2026-12 528.00 → 448.00 p41a_2"];
    assert_eq!(buero.zeilen(), erwartet);
    let entwurf = buero.wartender().unwrap();
    assert!(entwurf.fragen.is_empty() && entwurf.monate.iter().all(|monat| monat.vorlaeufig));
    // Oktober mit 600/550: der Bedarf muss gedeckt sein, auch rückwirkend.
    let mut buero = vorlaeufig();
    lohn_im(&mut buero, "2026-10", ("600.00", "550.00"), "2026-11-05");
    assert_eq!(buero.zeilen(), ["2026-10 528.00 → 658.00 p41a_2"]);
}

#[test]
fn ein_jahr_nach_dem_ende_gilt_das_vorlaeufige_es_sei_denn_jemand_hat_beantragt() {
    // Ende 31.12.2026; bis 31.12.2027 kann entschieden werden (§ 41a Abs. 5 Satz 1).
    let mut buero = vorlaeufig();
    let frueh = buero.tue(abschliessen(), "2026-12-30").unwrap_err();
    assert_eq!(frueh, Ablehnung::ErstNach(tag("2026-12-31")));
    let spaet = buero.tue(abschliessen(), "2028-01-03").unwrap_err();
    assert_eq!(spaet, Ablehnung::SchonFestgesetzt);
    // Was danach gemeldet wird, misst sich an den §§ 44 bis 48 SGB X wie bei jeder endgültigen Bewilligung.
    lohn_im(&mut buero, "2026-08", ("1200.00", "900.00"), "2028-01-04");
    assert_eq!(buero.zeilen(), ["2026-08 528.00 → 448.00 p48_1_2_3"]);
    let antrag = Schritt::Beantragt { nummer: Posten::nr(1), eingang: tag("2027-05-03") };
    let mut buero = vorlaeufig();
    buero.tue(schritt(antrag), "2027-05-03").unwrap();
    buero.tue(abschliessen(), "2028-01-03").unwrap();
    assert_eq!(buero.wartender().unwrap().art(), Bescheidart::Abschliessend);
}

#[test]
fn eine_endgueltige_bewilligung_wird_fuer_die_zukunft_ganz_vorlaeufig() {
    // § 40 Abs. 4. Am 10. September bekannt gegeben am 14.: Zukunft ab Oktober.
    let mut buero = Buero::erika();
    let sofort = buero.tue(beginnen("2026-09", None), "2026-09-10").unwrap_err();
    assert_eq!(sofort, Ablehnung::NurZukunft("2026-10".parse().unwrap()));
    let teil = buero.tue(beginnen("2026-10", Some("2026-12")), "2026-09-10").unwrap_err();
    assert_eq!(teil, Ablehnung::KeinZeitraum("2026-12".parse().unwrap()));
    buero.tue(beginnen("2026-10", None), "2026-09-10").unwrap();
    let zeilen = buero.zeilen();
    assert_eq!(zeilen.len(), 9);
    assert_eq!(zeilen[0], "2026-10 1000.00 → 1000.00 p40_4");
    assert_eq!(zeilen[8], "2027-06 1000.00 → 1000.00 p40_4");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    let bewilligt = Bewilligtes::aus(buero.akten().fall);
    let vorlaeufig =
        |monat: &str| bewilligt.zuletzt(monat.parse().unwrap(), kennung('A')).unwrap().vorlaeufig;
    assert_eq!((vorlaeufig("2026-09"), vorlaeufig("2026-10")), (false, true));
    let noch_einmal = buero.tue(beginnen("2026-11", None), "2026-09-20").unwrap_err();
    assert_eq!(noch_einmal, Ablehnung::SchonVorlaeufig);
}

#[test]
fn auch_nach_einer_weiterbewilligung_endet_der_zeitraum_mit_der_vorlaeufigen_zeit() {
    // Bewilligt bis Juni 2027, weiterbeantragt für Juli bis Dezember; vier Monate vorläufig, über den Rest wird nichts
    // entschieden.
    let mut buero = Buero::erika();
    let weiter = serde_json::from_value(json!({
        "befehl": "meldung_aufnehmen", "fall": FALL, "eingang": "2027-06-01",
        "zum_fall": [
            {"tatsache": {"art": "bewilligungszeitraum", "wert": {"ab": "2027-07-01", "bis": "2027-12-31"}}},
            {"tatsache": {"art": "antrag", "wert": {"posten": "002", "eintrag": {"tag": "2027-06-01", "form": "schriftlich"}}}}
        ]
    }));
    buero.tue(weiter.unwrap(), "2027-06-01").unwrap();
    buero.tue(beginnen("2027-07", Some("2027-10")), "2027-06-01").unwrap();
    let monate: Vec<String> =
        buero.wartender().unwrap().monate.iter().map(|m| m.monat.to_string()).collect();
    assert_eq!(monate, ["2027-07", "2027-08", "2027-09", "2027-10"]);
    assert!(buero.wartender().unwrap().monate.iter().all(|monat| monat.vorlaeufig));
}

fn lohnabrechnungen() -> Befehl {
    let unterlage = |monat: &str| Unterlage {
        was: "Lohnabrechnung".to_owned(),
        monat: Some(monat.parse().unwrap()),
        eingang: None,
    };
    Befehl::UnterlagenAnfordern(Box::new(UnterlagenAnfordern {
        fall: FALL,
        zweck: Anforderungszweck::Abschluss,
        person: kennung('A'),
        unterlagen: vec![unterlage("2026-08"), unterlage("2026-09")],
        frist: None,
        belehren: true,
        durch: SACHBEARBEITUNG,
    }))
}

#[test]
fn ein_monat_ohne_nachweis_wird_nach_frist_und_belehrung_auf_null_festgesetzt() {
    let mut buero = vorlaeufig();
    // Post am 5. Januar, bekannt am 9. (§ 37 Abs. 2 SGB X), zwei Wochen: bis zum 23.
    buero.tue(lohnabrechnungen(), "2027-01-05").unwrap();
    let laeuft = buero.tue(abschliessen(), "2027-01-10").unwrap_err();
    assert_eq!(laeuft, Ablehnung::AnforderungLaeuft(tag("2027-01-23")));
    let traeger = traeger();
    let brief = anforderungsbrief(buero.akten(), &Posten::nr(1), &traeger).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Anforderung, false));
    let text = text(&brief);
    for satz in
        ["Lohnabrechnung für August 2026", "bis zum 23.01.2027", "§ 41a Abs. 3 Satz 3 und 4"]
    {
        assert!(text.contains(satz), "„{satz}“ fehlt");
    }
    // Der August kommt, der September nicht.
    let schritt = Unterlagenschritt::Eingegangen { welche: vec![1], eingang: tag("2027-01-20") };
    let da = UnterlagenFuehren {
        fall: FALL,
        anforderung: Posten::nr(1),
        schritt,
        durch: SACHBEARBEITUNG,
    };
    buero.tue(Befehl::UnterlagenFuehren(Box::new(da)), "2027-01-20").unwrap();
    buero.tue(abschliessen(), "2027-01-26").unwrap();
    let fragen = &buero.wartender().unwrap().fragen;
    let worum: Vec<_> = fragen.iter().map(|frage| (frage.thema, frage.monat)).collect();
    let september: Monat = "2026-09".parse().unwrap();
    assert_eq!(worum, [(Thema::Monatsnachweis, Some(september))]);
    let antwort = FrageBeantworten {
        fall: FALL,
        thema: Thema::Monatsnachweis,
        person: None,
        monat: Some(september),
        norm: None,
        antwort: Antwort::NichtNachgewiesen,
        begruendung: "Die Abrechnung fehlt bis heute.".to_owned(),
        durch: SACHBEARBEITUNG,
    };
    buero.tue(Befehl::FrageBeantworten(Box::new(antwort)), "2027-01-26").unwrap();
    assert_eq!(buero.zeilen()[2], "2026-09 528.00 → 0.00 p41a_3_4");
    buero.gib_frei(LEITUNG, "2027-01-26").unwrap();
    assert_eq!(erstattet(&buero), ["2026-09 528.00 p41a_3_4"]);
    // Der Entwurf des Briefs nennt beide Vorschriften.
    let brief = bescheidbrief(buero.akten(), &Posten::nr(2), &traeger, &buero.recht).unwrap();
    assert!(serde_json::to_string(&brief).unwrap().contains("fehlen Nachweise"));
}

#[test]
fn ohne_anforderung_fragt_der_abschluss_ob_alles_nachgewiesen_ist() {
    let mut buero = vorlaeufig();
    buero.tue(abschliessen(), "2027-01-12").unwrap();
    let themen: Vec<_> = buero.wartender().unwrap().fragen.iter().map(|f| f.thema).collect();
    assert_eq!(themen, [Thema::Nachweise]);
    // Der Entwurf des Briefs lässt sich lesen.
    let traeger = traeger();
    let entwurf = buero.wartender().unwrap();
    let brief =
        entwurfsbrief(buero.akten(), entwurf, &traeger, &buero.recht, tag("2027-01-12")).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Abschluss, true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// § 41a Abs. 6: erstattet wird nie mehr, als nach der Verrechnung zu viel war, nie unter 50 Euro, und bewilligt ist
    /// danach, was gerechnet ist.
    #[test]
    fn erstattet_wird_genau_der_rest_nach_der_verrechnung(loehne in prop::collection::vec(0_u32..13, 6)) {
        let mut buero = vorlaeufig();
        for (nr, lohn) in (7..=12).zip(&loehne) {
            let betrag = format!("{}.00", lohn * 100);
            lohn_im(&mut buero, &format!("2026-{nr:02}"), (&betrag, &betrag), "2027-01-10");
        }
        schliesse_ab(&mut buero, "2027-01-12");
        let bewilligt = Bewilligtes::aus(buero.akten().fall);
        let (mut zu_viel, mut zu_wenig) = (0_i64, 0_i64);
        for (_, _, zuletzt) in bewilligt.zeilen() {
            let unterschied = zuletzt.leistung.summe().cent() - 52_800;
            zu_viel += (-unterschied).max(0);
            zu_wenig += unterschied.max(0);
            prop_assert_eq!(zuletzt.leistung, zuletzt.gerechnet);
        }
        let rest = (zu_viel - zu_wenig).max(0);
        let gefordert: i64 = erstattungen(buero.akten().fall).iter().map(|(_, e)| e.summe().cent()).sum();
        prop_assert_eq!(gefordert, if rest >= 5_000 { rest } else { 0 });
    }
}
