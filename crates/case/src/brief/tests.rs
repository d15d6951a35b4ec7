//! Was im Brief steht; wie es aussieht, prüft das Crate `letters`.

use super::*;
use crate::schnittstelle::{
    BeitragArt, BeitragErgebnis, BildungArt, BildungErgebnis, BildungForm, Daneben, Frage, Gewicht,
    PersonErgebnis,
};
use law::measure::{Beleg, Cent, Monat};
use serde_json::json;

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn traeger() -> Traeger {
    serde_json::from_value(json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW",
        "anschrift": {"strasse": "Am Markt", "hausnummer": "1", "plz": "99999", "ort": "Musterstadt"},
        "telefon": "09999 123-0", "email": "post@jobcenter.example",
        "elektronischer_weg": "Elektronisch über das Portal.",
        "konto": {"inhaber": "Musterkreis", "iban": "DE02120300000000202051"},
        "bic": "BYLADEM1001", "synthetisch": true
    }))
    .unwrap()
}

/// Zwei Erwachsene A und B; `mehr` ändert einzelne Felder.
fn haushalt(mehr: serde_json::Value) -> Haushalt {
    let mut daten = json!({
        "nummer": "BG-00000001", "antrag": "2026-05-12", "vertreter": "A",
        "bewilligung_bis": "2026-12-31",
        "namen": [{"id": "A", "vorname": "Ada", "nachname": "Adler", "anrede": "frau"},
                  {"id": "B", "vorname": "Bo", "nachname": "Berg"}],
        "lage": {"monat": "2026-06", "bewilligung_ab": "2026-06-01",
                 "personen": [{"id": "A", "geboren": "1990-01-01"}, {"id": "B", "geboren": "1950-01-01"}],
                 "wohnung": {"grundmiete": "500.00"}},
        "anschrift": {"strasse": "Weg", "hausnummer": "2", "plz": "99998", "ort": "Neustadt"},
        "konto": {"inhaber": "Ada Adler", "iban": "DE89 3704 0044 0532 0130 00"}
    });
    for (feld, wert) in mehr.as_object().unwrap() {
        daten[feld] = wert.clone();
    }
    serde_json::from_value(daten).unwrap()
}

fn monat(monat: &str, auszahlung: &str) -> Ergebnis {
    let person = |id: &str, bg: Option<u8>, betrag: &str| PersonErgebnis {
        id: id.to_owned(),
        bedarfsgemeinschaft: bg,
        bedarf: cent("900.00"),
        angerechnet: cent("900.00").abzueglich(cent(betrag)),
        anspruch: cent(betrag),
        regelbedarf: cent("500.00"),
        bund: cent(betrag).abzueglich(cent("400.00")),
        kommune: cent(betrag).min(cent("400.00")),
        auszahlung: cent(betrag),
        ..PersonErgebnis::default()
    };
    let der_monat: Monat = monat.parse().unwrap();
    let reform = der_monat >= "2026-07".parse().unwrap();
    Ergebnis {
        fall: "BG-00000001".to_owned(),
        monat: der_monat,
        leistung: if reform { "Grundsicherungsgeld" } else { "Bürgergeld" }.to_owned(),
        anspruch: cent(auszahlung),
        sofortzuschlag: Cent::NULL,
        minderung: Cent::NULL,
        aufrechnung: Cent::NULL,
        auszahlung: cent(auszahlung),
        daneben: Daneben::default(),
        personen: vec![person("A", Some(1), auszahlung), person("B", None, "0")],
        offen: Vec::new(),
        beleg: None,
    }
}

fn schreibe(haushalt: &Haushalt, monate: &[Ergebnis]) -> Brief {
    brief(&traeger(), haushalt, monate, tag("2026-05-20"))
}

/// Der ganze Brief als JSON-Text, für die Suche nach Sätzen.
fn text(brief: &Brief) -> String {
    serde_json::to_string(brief).unwrap()
}

#[test]
fn der_name_der_leistung_folgt_dem_monat() {
    // law.md 1.1: Bürgergeld bis 06/2026, Grundsicherungsgeld ab 07/2026, gemischt beide.
    let faelle: [(&[&str], &str); 3] = [
        (&["2026-05", "2026-06"], "Bewilligung von Bürgergeld"),
        (&["2026-07"], "Bewilligung von Grundsicherungsgeld"),
        (
            &["2026-06", "2026-07", "2026-08"],
            "Bewilligung von Bürgergeld (bis 30.06.2026) und Grundsicherungsgeld (ab 01.07.2026)",
        ),
    ];
    for (monate, betreff) in faelle {
        let monate: Vec<_> = monate.iter().map(|m| monat(m, "500.00")).collect();
        assert_eq!(schreibe(&haushalt(json!({})), &monate).betreff, betreff);
    }
}

#[test]
fn gleiche_monate_stehen_in_einer_zeile() {
    type Monate<'a> = &'a [(&'a str, &'a str)];
    let faelle: [(Monate<'_>, &[&str]); 5] = [
        (&[("2026-07", "1"), ("2026-08", "1"), ("2026-09", "1")], &["Juli bis September 2026"]),
        (&[("2026-06", "1"), ("2026-07", "1")], &["Juni 2026", "Juli 2026"]),
        (&[("2026-12", "1"), ("2027-01", "1")], &["Dezember 2026 bis Januar 2027"]),
        (&[("2026-07", "1"), ("2026-09", "1")], &["Juli 2026", "September 2026"]),
        (
            &[("2026-07", "1"), ("2026-08", "2"), ("2026-09", "1")],
            &["Juli 2026", "August 2026", "September 2026"],
        ),
    ];
    for (monate, zeilen) in faelle {
        let monate: Vec<_> = monate.iter().map(|(m, betrag)| monat(m, betrag)).collect();
        let laeufe: Vec<_> = lauf::nach_betrag(&monate).iter().map(lauf::Lauf::deutsch).collect();
        assert_eq!(laeufe, zeilen);
    }
}

#[test]
fn ein_monat_mit_anspruch_macht_die_bewilligung() {
    let mit = schreibe(&haushalt(json!({})), &[monat("2026-07", "0"), monat("2026-08", "5.00")]);
    assert_eq!(mit.art, Art::Bewilligung);
    assert!(text(&mit).contains("Für Monate mit 0,00 € haben Sie keinen Anspruch"));
    let ohne = schreibe(&haushalt(json!({})), &[monat("2026-07", "0")]);
    assert_eq!(ohne.art, Art::Ablehnung);
    assert!(ohne.betreff.starts_with("Ablehnung von Grundsicherungsgeld"));
    assert!(!text(&ohne).contains("So zahlen wir"));
    assert!(text(&ohne).contains("Ihr Einkommen (§ 11 SGB II) deckt Ihren Bedarf."));
    let mut reich = haushalt(json!({}));
    reich.lage.personen[0].vermoegen = cent("90000.00");
    let ohne = text(&schreibe(&reich, &[monat("2026-07", "0")]));
    assert!(ohne.contains("Ihr Einkommen und Ihr Vermögen (§ 12 SGB II) decken Ihren Bedarf."));
}

#[test]
fn wer_keinen_anspruch_hat_liest_warum() {
    // § 35 SGB X; Ausschlüsse nach § 7 SGB II.
    let faelle = [
        (json!("altersrente"), "§ 7 Abs. 4"),
        (json!("studium"), "§ 7 Abs. 5"),
        (json!("asylblg"), "Asylbewerberleistungsgesetz"),
        (json!("haushaltsgemeinschaft"), "§ 9 Abs. 5"),
        (json!(null), "gehört aber nicht zur Bedarfsgemeinschaft (§ 7 Abs. 3 SGB II)"),
    ];
    for (ausschluss, satz) in faelle {
        let mut haushalt = haushalt(json!({}));
        haushalt.lage.personen[1].ausgeschlossen = serde_json::from_value(ausschluss).unwrap();
        let brief = text(&schreibe(&haushalt, &[monat("2026-07", "500.00")]));
        assert!(brief.contains("Bo Berg "), "{brief}");
        assert!(brief.contains(satz), "{satz}");
        assert!(brief.contains("kein Anspruch"));
    }
}

#[test]
fn mit_offener_frage_ist_der_brief_ein_entwurf() {
    let mut offen = monat("2026-07", "500.00");
    let frage = Frage {
        norm: "§ 22 Abs. 1 SGB II".to_owned(),
        frage: "Ist die Miete angemessen?".to_owned(),
        person: Some("A".to_owned()),
        gewicht: Gewicht::Entscheidung,
    };
    offen.offen = vec![frage.clone(), frage];
    let brief = schreibe(&haushalt(json!({})), &[offen.clone(), offen]);
    assert!(brief.entwurf);
    assert!(brief.vermerke.iter().any(|vermerk| vermerk.wort == "ENTWURF"));
    let frage = "Ada Adler: Ist die Miete angemessen? (§ 22 Abs. 1 SGB II)";
    assert_eq!(text(&brief).matches(frage).count(), 1);
    assert!(!schreibe(&haushalt(json!({})), &[monat("2026-07", "500.00")]).entwurf);
}

#[test]
fn der_brief_nennt_die_zahlungen_des_plans() {
    // § 22 Abs. 7, § 24 Abs. 2 SGB II; wie verteilt wird, prüft `zahlung`.
    let direkt = |art: &str, betrag: &str| {
        json!({"art": art, "betrag": betrag, "zeichen": "M 7",
               "konto": {"inhaber": "Dritter", "iban": "DE02120300000000202051"}})
    };
    let faelle = [
        (
            vec![direkt("miete", "300.00")],
            "300,00 € für die Miete an Dritter, Zeichen M 7; 200,00 € auf Ihr Konto.",
        ),
        (
            vec![direkt("miete", "350.00"), direkt("strom", "60.00")],
            "350,00 € für die Miete an Dritter, Zeichen M 7; 60,00 € für den Strom (§ 24 Abs. 2 SGB \
             II) an Dritter, Zeichen M 7; 90,00 € auf Ihr Konto.",
        ),
    ];
    for (direkt, satz) in faelle {
        let haushalt = haushalt(json!({ "direktzahlungen": direkt }));
        let brief = text(&schreibe(&haushalt, &[monat("2026-07", "500.00")]));
        assert!(brief.contains(satz), "{satz}: {brief}");
    }
}

#[test]
fn noch_nicht_festgesetzte_betraege_machen_keinen_entwurf() {
    let mut januar = monat("2027-01", "500.00");
    januar.offen = vec![Frage {
        norm: "§ 20 Abs. 1a SGB II".to_owned(),
        frage: "Beträge noch nicht festgesetzt".to_owned(),
        person: None,
        gewicht: Gewicht::Abwarten,
    }];
    let brief = schreibe(&haushalt(json!({})), &[monat("2026-12", "500.00"), januar]);
    assert!(!brief.entwurf);
    assert!(text(&brief).contains("Für die Zeit ab Januar 2027"));
}

#[test]
fn von_der_iban_stehen_nur_vier_stellen_im_brief() {
    let brief = text(&schreibe(&haushalt(json!({})), &[monat("2026-07", "500.00")]));
    assert!(brief.contains("die IBAN endet auf 3000"));
    assert!(!brief.contains("3704"));
    let ohne = text(&schreibe(&haushalt(json!({"konto": null})), &[monat("2026-07", "500.00")]));
    assert!(ohne.contains("Uns fehlt noch Ihre Bankverbindung"));
}

#[test]
fn teure_wohnung_bringt_den_hinweis_erst_ab_juli_2026() {
    // § 22 Abs. 1a SGB II in der Fassung vom 01.07.2026; der Deckel nach BWZ-Beginn (Schalter).
    let titel = "Ihre Wohnung kostet mehr als angemessen";
    let faelle = [
        ("2026-06", "2026-06-01", "400.00", false, false),
        ("2026-07", "2026-06-01", "400.00", true, false),
        ("2026-07", "2026-07-01", "400.00", true, true),
        ("2026-07", "2026-07-01", "500.00", false, false),
    ];
    for (monat_text, ab, grenze, hinweis, deckel) in faelle {
        let mut haushalt = haushalt(json!({}));
        haushalt.lage.bewilligung_ab = Some(tag(ab));
        haushalt.lage.wohnung = serde_json::from_value(
            json!({"grundmiete": "500.00", "angemessen": {"bruttokalt": grenze}}),
        )
        .unwrap();
        let brief = text(&schreibe(&haushalt, &[monat(monat_text, "500.00")]));
        assert_eq!(brief.contains(titel), hinweis, "{monat_text} {ab} {grenze}");
        assert_eq!(brief.contains("Eineinhalbfache"), deckel, "{monat_text} {ab} {grenze}");
    }
}

#[test]
fn die_belehrung_nennt_rechtsbehelf_behoerde_sitz_frist_und_form() {
    // § 36 SGB X, § 84 SGG.
    let brief = schreibe(&haushalt(json!({})), &[monat("2026-07", "500.00")]);
    let belehrung = brief.abschnitte.iter().find(|a| a.titel == "Rechtsbehelfsbelehrung").unwrap();
    let belehrung = serde_json::to_string(belehrung).unwrap();
    for teil in [
        "Widerspruch",
        "dem Jobcenter Musterkreis, Am Markt 1, 99999 Musterstadt",
        "innerhalb eines Monats nach seiner Bekanntgabe",
        "schriftlich, in elektronischer Form oder zur Niederschrift",
        "Elektronisch über das Portal.",
    ] {
        assert!(belehrung.contains(teil), "{teil}");
    }
}

#[test]
fn der_hinweis_auf_bildung_und_teilhabe_kommt_bei_unter_25_jaehrigen() {
    // § 41 Abs. 3 Satz 4 SGB II.
    for (geboren, hinweis) in [("2001-07-01", false), ("2001-07-02", true), ("2020-01-01", true)] {
        let mut haushalt = haushalt(json!({}));
        haushalt.lage.personen[1].geboren = tag(geboren);
        let brief = text(&schreibe(&haushalt, &[monat("2026-07", "500.00")]));
        assert_eq!(brief.contains("§ 41 Abs. 3 Satz 4 SGB II"), hinweis, "{geboren}");
    }
}

#[test]
fn die_anrede_richtet_sich_nach_den_angaben() {
    let faelle = [
        ("frau", "Sehr geehrte Frau Adler,", "Frau"),
        ("herr", "Sehr geehrter Herr Adler,", "Herrn"),
        ("neutral", "Guten Tag Ada Adler,", "Ada Adler"),
    ];
    for (anrede, satz, zeile) in faelle {
        let namen = json!([{"id": "A", "vorname": "Ada", "nachname": "Adler", "anrede": anrede}]);
        let brief = schreibe(&haushalt(json!({ "namen": namen })), &[monat("2026-07", "1.00")]);
        assert_eq!((brief.anrede.as_str(), brief.empfaenger[0].as_str()), (satz, zeile));
    }
}

#[test]
fn der_beleg_wird_zur_tabelle_und_seine_kennung_zum_namen() {
    let mut ergebnis = monat("2026-07", "500.00");
    let tief = (0..7).fold(Beleg::neu("§ 0", "unten", cent("1")), |innen, stufe| {
        Beleg::neu("§ 11 SGB II", format!("Stufe {stufe}"), cent("1")).aus([innen])
    });
    ergebnis.beleg = Some(Beleg::neu("§ 19 SGB II", "Haushalt", cent("500.00")).aus([
        Beleg::neu("§ 19 SGB II", "A", cent("500.00")).aus([tief]),
        Beleg::neu("§ 19 SGB II", "B", cent("0")),
        Beleg::neu("§ 22 SGB II", "Kosten der Wohnung", cent("500.00")),
    ]));
    let brief = schreibe(&haushalt(json!({})), &[ergebnis]);
    let anlage = brief.anlagen.last().unwrap();
    let titel: Vec<_> = anlage
        .bloecke
        .iter()
        .filter_map(|block| match block {
            Block::Zwischentitel { text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(titel, ["Ada Adler: 500,00 € (§ 19 SGB II)", "Haushalt"]);
    let Some(Block::Tabelle(tabelle)) = anlage.bloecke.get(1) else { panic!("keine Tabelle") };
    let tiefen: Vec<_> = tabelle.zeilen.iter().map(|zeile| zeile.tiefe).collect();
    assert_eq!(tiefen, [0, 1, 2, 3, 4, 4, 4, 4]);
}

#[test]
fn ab_sechs_personen_teilt_sich_der_bogen() {
    for (anzahl, spalten) in [(1, vec![1]), (5, vec![6]), (6, vec![3, 4]), (11, vec![4, 4, 4])] {
        let mut ergebnis = monat("2026-07", "1.00");
        let vorlage = ergebnis.personen[0].clone();
        ergebnis.personen = (0..anzahl)
            .map(|n| PersonErgebnis { id: format!("P{n}"), ..vorlage.clone() })
            .collect();
        let brief = schreibe(&haushalt(json!({})), &[ergebnis]);
        let tabellen = brief.anlagen[0].bloecke.iter().filter_map(|block| match block {
            Block::Tabelle(tabelle) if tabelle.kopf[0] == "Euro im Monat" => Some(tabelle.zahlen),
            _ => None,
        });
        assert_eq!(tabellen.collect::<Vec<_>>(), spalten, "{anzahl}");
    }
}

#[test]
fn ohne_einen_einzigen_monat_entsteht_trotzdem_ein_brief() {
    let brief = schreibe(&haushalt(json!({})), &[]);
    assert_eq!((brief.art, brief.anlagen.len()), (Art::Ablehnung, 0));
    assert_eq!(format!("{brief:?}"), "Brief(Ablehnung, BG-00000001)");
}

/// Mittagessen 60 für A und ein Zuschuss von 420, neben der Auszahlung.
fn mit_daneben(mut monat: Ergebnis) -> Ergebnis {
    let person = monat.personen.first_mut().unwrap();
    person.bildung = vec![BildungErgebnis {
        art: BildungArt::Mittagsverpflegung,
        bedarf: cent("60.00"),
        angerechnet: Cent::NULL,
        betrag: cent("60.00"),
        form: BildungForm::Geld,
    }];
    let art = BeitragArt::KrankenversicherungPrivat;
    person.beitraege = vec![BeitragErgebnis { art, betrag: cent("420.00") }];
    monat.daneben =
        Daneben { bildung: cent("60.00"), beitraege: cent("420.00"), ..Daneben::default() };
    monat
}

#[test]
fn was_daneben_bewilligt_ist_steht_mit_betrag_und_grund_im_brief() {
    let brief = schreibe(&haushalt(json!({})), &[mit_daneben(monat("2026-09", "500.00"))]);
    assert_eq!(brief.betreff, "Bewilligung von Grundsicherungsgeld");
    let text = text(&brief);
    for satz in [
        "Was Sie zusätzlich bekommen",
        "Mittagessen (§ 28 Abs. 6)",
        "60,00 €",
        "Zuschuss zur Krankenversicherung (§ 26)",
        "420,00 €",
        "Zuschüsse zu Beiträgen zahlen wir direkt an Ihre Versicherung (§ 26 Abs. 5 SGB II).",
        "Für Bildung und Teilhabe berücksichtigen wir die Kosten",
    ] {
        assert!(text.contains(satz), "{satz}");
    }
    let ohne = schreibe(&haushalt(json!({})), &[monat("2026-09", "500.00")]);
    assert!(!self::text(&ohne).contains("zusätzlich bekommen"));
}

#[test]
fn nur_bildung_und_zuschuss_ist_eine_bewilligung_mit_eigenem_namen() {
    // § 7 Abs. 2 Satz 3, § 26 Abs. 2: kein Anspruch auf Lebensunterhalt, aber diese Leistungen.
    let brief = schreibe(&haushalt(json!({})), &[mit_daneben(monat("2026-09", "0"))]);
    assert_eq!(brief.art, Art::Bewilligung);
    assert_eq!(
        brief.betreff,
        "Bewilligung von Leistungen für Bildung und Teilhabe und Zuschüssen zur Kranken- und \
         Pflegeversicherung"
    );
    assert!(text(&brief).contains("dafür bekommen Sie kein Geld von uns"));
}

#[test]
fn wer_wegen_ausbildung_oder_aufenthalt_ausgeschlossen_ist_liest_es() {
    let faelle = [
        ("foerderung", json!({"bedarf": "p13_nr2", "stand": "erhalten"}), "eigener Förderung"),
        ("unterbringung", json!({"art": "haft", "seit": "2026-01-01"}), "richterliche Anordnung"),
        ("unterbringung", json!({"art": "einrichtung", "seit": "2026-01-01"}), "stationären"),
    ];
    for (feld, wert, enthaelt) in faelle {
        let mut b = json!({"id": "B", "geboren": "1990-01-01"});
        b[feld] = wert;
        let lage = json!({"monat": "2026-06", "bewilligung_ab": "2026-06-01",
            "personen": [{"id": "A", "geboren": "1990-01-01"}, b],
            "wohnung": {"grundmiete": "500.00"}});
        let brief = schreibe(&haushalt(json!({"lage": lage})), &[monat("2026-09", "500.00")]);
        assert!(text(&brief).contains(enthaelt), "{feld}");
    }
}
