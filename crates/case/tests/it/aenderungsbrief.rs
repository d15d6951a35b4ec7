//! Der Brief zu einem Entwurf: was darin steht, und wann es keinen gibt.

use case::akte::Gilt;
use case::befehl::EinkommenMelden;
use case::brief::{Art, Brief, EntwurfsbriefFehler, entwurfsbrief};
use case::entwurf::{Entwurf, Grundlage, alle};
use case::traeger::Traeger;
use law::measure::Cent;
use serde_json::{Value, json};

use crate::buero::{Buero, lohn, meldung, tag};

pub fn traeger() -> Traeger {
    serde_json::from_value(json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW",
        "anschrift": {"strasse": "Am Markt", "hausnummer": "1", "plz": "99999", "ort": "Musterstadt"},
        "telefon": "09999 123-0", "email": "post@jobcenter.example",
        "elektronischer_weg": "Elektronisch über das Portal.",
        "konto": {"inhaber": "Musterkreis", "iban": "DE02120300000000202051"},
        "bic": "BYLADEM1001", "synthetisch": true,
        "sozialgericht": {"name": "Sozialgericht Musterstadt", "anschrift":
            {"strasse": "Gerichtsweg", "hausnummer": "3", "plz": "99999", "ort": "Musterstadt"}}
    }))
    .unwrap()
}

fn brief_zu(buero: &Buero, entwurf: &Entwurf) -> Result<Brief, EntwurfsbriefFehler> {
    entwurfsbrief(buero.akten(), entwurf, &traeger(), &buero.recht, tag("2026-09-10"))
}

fn brief(buero: &Buero) -> Brief {
    brief_zu(buero, buero.wartender().unwrap()).unwrap()
}

pub fn text(brief: &Brief) -> String {
    serde_json::to_string(brief).unwrap()
}

#[test]
fn der_brief_sagt_was_sich_ab_wann_aendert_warum_und_worauf_es_sich_stuetzt() {
    // § 11b Abs. 2, 3: 300 Lohn, 140 frei, 160 zählen; 1 000 werden 840 (entwurf.rs).
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    let brief = brief(&buero);
    assert_eq!((brief.art, brief.entwurf), (Art::Aenderung, true));
    assert_eq!(brief.betreff, "Änderung Ihrer Leistungen");
    assert_eq!(brief.zeitraum, "Zeitraum: 01.09.2026 bis 30.06.2027");
    let text = text(&brief);
    for satz in [
        "ENTWURF",
        "Dieser Brief gilt noch nicht. Er wird noch geprüft und freigegeben.",
        "Für September 2026 bis Juni 2027 steht Ihnen weniger Geld zu",
        "In jedem dieser Monate sind es 840,00 € statt 1.000,00 €.",
        r#""September 2026 bis Juni 2027","1.000,00 €","840,00 €","−160,00 €""#,
        "Erika Beispiel: Lohn von 300,00 € brutto und 300,00 € netto im Monat, ab 01.09.2026 (gemeldet am 10.09.2026).",
        "160,00 € zählen als Einkommen, bisher waren es 0,00 €. Vom Lohn bleiben 140,00 € frei (§ 11b Abs. 2, 3 SGB II).",
        "September 2026: In dieser Zeit gab es Einkommen",
        "§ 48 Abs. 1 Satz 2 Nr. 3 SGB X",
        "Oktober 2026 bis Juni 2027: Ihre Verhältnisse haben sich geändert",
        "§ 48 Abs. 1 Satz 1 SGB X",
        "§ 24 Abs. 2 Nr. 5 SGB X",
        "Für September 2026 haben wir zusammen 160,00 € mehr bewilligt, als zusteht.",
        "(§ 50 SGB X). Bitte zahlen Sie jetzt noch nichts zurück.",
        "Rechtsbehelfsbelehrung",
        "Berechnungsbogen September 2026 bis Juni 2027",
    ] {
        assert!(text.contains(satz), "{satz}\n{text}");
    }
    for fehlt in ["Nachzahlung", "Anhörung)", "Was noch zu klären ist", "Ihr Antrag vom"] {
        assert!(!text.contains(fehlt), "{fehlt}");
    }
}

#[test]
fn gleiche_akten_ergeben_denselben_brief_auch_wenn_spaeter_etwas_dazukommt() {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    let davor = brief(&buero);
    assert!(brief(&buero) == davor);
    // Dieselbe Meldung noch einmal: der Entwurf bleibt und beruht weiter auf seinen Versionen.
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    assert!(brief(&buero) == davor);
}

/// Meldet am 10. September und sucht im Brief nach Sätzen, die da sind und die fehlen.
fn pruefe(mut buero: Buero, befehl: EinkommenMelden, da: &[&str], fehlt: &[&str]) {
    buero.melde(befehl, "2026-09-10");
    let text = text(&brief(&buero));
    for satz in da {
        assert!(text.contains(satz), "{satz}\n{text}");
    }
    for satz in fehlt {
        assert!(!text.contains(satz), "{satz}\n{text}");
    }
}

#[test]
fn nachzahlung_anhoerung_und_bagatelle_stehen_nur_da_wo_sie_hingehoeren() {
    // 1 000/800: 472 zählen (§ 11b); der Lohn fiel im August weg, August und September werden nachgezahlt.
    pruefe(
        Buero::erika_mit_lohn(),
        meldung('A', 1, Value::Null, "2026-08-01"),
        &[
            "Für August bis September 2026 bekommen Sie zusammen 944,00 € nachgezahlt.",
            "Lohn fällt weg, ab 01.08.2026",
            "§ 48 Abs. 1 Satz 2 Nr. 1 SGB X",
            "steht Ihnen mehr Geld zu",
        ],
        &["§ 50 SGB X", "§ 24", "§ 39 Nr. 1"],
    );
    // § 45 SGB X: von Anfang an, darum Anhörung und eine offene Frage.
    pruefe(
        Buero::erika(),
        meldung('A', 1, lohn("1000.00", "800.00"), "2026-07-01"),
        &[
            "Vorher fragen wir Sie (Anhörung)",
            "§ 45 SGB X",
            "Was noch zu klären ist",
            "§ 330 Abs. 2 SGB III",
        ],
        &["§ 24 Abs. 2 Nr. 5", "ohne die fraglichen Kürzungen"],
    );
    // § 40 Abs. 1 Satz 3 SGB II: 40 zu viel im September bleiben, ab Oktober gilt 960.
    pruefe(
        Buero::erika(),
        meldung('A', 1, lohn("150.00", "150.00"), "2026-09-01"),
        &[
            "September 2026: Hier ist weniger als 50,00 € zu viel bewilligt.",
            r#""Oktober 2026 bis Juni 2027","1.000,00 €","960,00 €","−40,00 €""#,
        ],
        &["§ 50 SGB X", r#""September 2026","1.000,00 €""#],
    );
}

#[test]
fn jede_person_steht_mit_bisher_neu_und_unterschied_da() {
    let mut buero = Buero::neu(
        json!([
            {"id": "A", "geboren": "1985-03-01", "partner": "B"},
            {"id": "B", "geboren": "1986-03-01", "partner": "A"},
            {"id": "C", "geboren": "2016-03-01", "eltern": ["A", "B"],
             "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}
        ]),
        "750.00",
    );
    buero.melde(meldung('A', 1, lohn("1800.00", "1420.00"), "2026-10-01"), "2026-09-10");
    // 378 frei (§ 11b Abs. 2, 3), 1 042 verteilt nach Bedarf 756/756/381 von 1 893 (§ 9 Abs. 2 Satz 3).
    // Im Februar kommt der Schulbedarf dazu; er ändert sich nicht und teilt die Tabelle nicht.
    let text = text(&brief(&buero));
    for zeile in [
        r#""Erika Beispiel","756,00 €","339,86 €","−416,14 €""#,
        r#""Max Beispiel","756,00 €","339,86 €","−416,14 €""#,
        r#""Kim Beispiel","406,00 €","196,28 €","−209,72 €""#,
        r#""Zusammen","1.918,00 €","876,00 €","−1.042,00 €""#,
    ] {
        assert_eq!(text.matches(zeile).count(), 1, "{zeile}\n{text}");
    }
    assert!(!text.contains("§ 50 SGB X"));
}

#[test]
fn ueberholte_leere_und_falsche_entwuerfe_geben_keinen_brief() {
    let mut buero = Buero::erika();
    let nur = Gilt { von: Some(tag("2026-09-01")), bis: Some(tag("2026-09-30")) };
    let klein = EinkommenMelden { gilt: nur, ..meldung('A', 1, lohn("150.00", "150.00"), "") };
    buero.melde(klein, "2026-09-10");
    assert_eq!(
        brief_zu(&buero, buero.wartender().unwrap()),
        Err(EntwurfsbriefFehler::NichtsZuRegeln)
    );
    buero.melde(meldung('A', 2, lohn("300.00", "300.00"), "2026-10-01"), "2026-09-10");
    let fall = buero.akten().fall;
    assert_eq!(brief_zu(&buero, alle(fall)[1].1), Err(EntwurfsbriefFehler::Ueberholt));
    // Andere Beträge als die, auf denen der Entwurf beruht: ein Cent genügt.
    let mut verfaelscht = buero.wartender().unwrap().clone();
    let letzter = verfaelscht.monate.last_mut().unwrap();
    assert_eq!(letzter.personen[0].grundlage, Grundlage::Zukunft48);
    letzter.personen[0].nachher.auszahlung += Cent::neu(1);
    let fehler = brief_zu(&buero, &verfaelscht).unwrap_err();
    assert_eq!(fehler, EntwurfsbriefFehler::AndereBetraege("2027-06".parse().unwrap()));
}
