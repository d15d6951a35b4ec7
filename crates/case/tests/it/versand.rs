//! Der Versand: je Versuch einmal hinaus, zurückgehalten nie, und bekannt erst, was hinaus ist (§ 37 Abs. 2 SGB X).

use std::collections::BTreeMap;

use case::akte::{Ablageort, Ereignis, FallTatsache, Kennung, Posten, Pruefsumme, Strom};
use case::anhoerung::AnhoerungFehlt;
use case::befehl::{
    Ablehnung, Anhoerungsschritt, Befehl, BuendelFuehren, Buendelschritt, EinkommenMelden,
    MeldungAufnehmen, SendungVersenden,
};
use case::bescheid::{Bewilligtes, Freigaberegeln};
use case::brief::sendungsbrief;
use case::entwurf::{Antwort, Thema};
use case::schritte::{Luecke, Schrittart, luecken, schritte};
use case::versand::{
    Hindernis, Sendung, Versandschritt, Versandstand, Versandweg, bekannt, buendelkennung, sendung,
    sendungen,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, lohn, meldung, tag};

const BESCHEID: &str = "bescheid-001";

fn posten(text: &str) -> Posten {
    Posten::try_from(text.to_owned()).unwrap()
}

/// Erikas Bewilligung vom 6. Juli 2026, noch nicht hinaus.
fn bewilligt() -> Buero {
    let mut buero = Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00");
    buero.gib_frei(LEITUNG, "2026-07-06").unwrap();
    buero
}

fn stand(buero: &Buero, nummer: &str) -> &'static str {
    sendung(buero.akten().fall, &posten(nummer)).map_or("keine", |sendung| sendung.stand.name())
}

/// Ein Befehl zu einer Sendung, als JSON; Fall und Handelnder stehen dabei.
fn tue(buero: &mut Buero, befehl: &str, felder: Value, heute: &str) -> Result<(), Ablehnung> {
    let mut alles = json!({"befehl": befehl, "fall": FALL, "durch": SACHBEARBEITUNG});
    for (feld, wert) in felder.as_object().unwrap() {
        alles[feld] = wert.clone();
    }
    buero.tue(serde_json::from_value(alles).unwrap(), heute)
}

fn halte(buero: &mut Buero, nummer: &str, heute: &str) -> Result<(), Ablehnung> {
    let felder = json!({"sendung": nummer, "grund": "rueckruf",
        "begruendung": "Der Betrag wird noch geprüft."});
    tue(buero, "versand_zurueckhalten", felder, heute)
}

fn gib_weiter(buero: &mut Buero, nummer: &str, heute: &str) -> Result<(), Ablehnung> {
    tue(buero, "versand_freigeben", json!({"sendung": nummer}), heute)
}

pub fn versende(buero: &mut Buero, nummer: &str, heute: &str) -> Result<(), Ablehnung> {
    buero.tue(hinaus(buero, nummer, (Versandweg::Hausintern, None)), heute)
}

/// Der Versand, auf dem Stand von jetzt.
fn hinaus(buero: &Buero, nummer: &str, (weg, buendel): (Versandweg, Option<&str>)) -> Befehl {
    let akten = buero.akten();
    let personen = akten.personen.iter().map(|(k, akte)| (Strom::person(*k), akte.version()));
    let stand: BTreeMap<Strom, u64> =
        personen.chain([(Strom::fall(FALL), akten.fall.version())]).collect();
    let ort = Ablageort {
        adresse: "a1".repeat(32).parse().unwrap(),
        text: None,
        groesse: 5,
        pruefsumme: "b2".repeat(32).parse().unwrap(),
    };
    Befehl::SendungVersenden(Box::new(SendungVersenden {
        fall: FALL,
        sendung: posten(nummer),
        weg,
        buendel: buendel.map(posten),
        ort,
        seiten: 2,
        textbausteine: "c3".repeat(32),
        stand,
        durch: SACHBEARBEITUNG,
    }))
}

fn zurueck(buero: &mut Buero, nummer: &str, grund: &str, heute: &str) -> Result<(), Ablehnung> {
    tue(
        buero,
        "ruecklauf_vermerken",
        json!({"sendung": nummer, "am": heute, "grund": grund}),
        heute,
    )
}

fn zieht_um(buero: &mut Buero, strasse: &str, heute: &str) {
    let anschrift = json!({"art": "anschrift", "wert": {"strasse": strasse, "hausnummer": "1",
        "plz": "00001", "ort": "Musterstadt"}});
    melde_person(buero, anschrift, heute);
}

fn melde_person(buero: &mut Buero, tatsache: Value, heute: &str) {
    let meldung: MeldungAufnehmen = serde_json::from_value(json!({
        "fall": FALL, "eingang": heute,
        "zu_menschen": [{"person": kennung('A'), "tatsache": tatsache, "gilt": {"von": heute}}]
    }))
    .unwrap();
    buero.tue(Befehl::MeldungAufnehmen(Box::new(meldung)), heute).unwrap();
}

#[test]
fn jede_entscheidung_mit_brief_hat_eine_sendung_und_keine_ohne() {
    // Übernommen: kein Brief, keine Sendung.
    assert_eq!(sendungen(Buero::erika().akten().fall), []);
    let buero = bewilligt();
    let fall = buero.akten().fall;
    let alle = sendungen(fall);
    assert_eq!(alle.len(), 1);
    assert_eq!(
        (alle[0].nummer.text(), alle[0].versuch, alle[0].ab),
        (BESCHEID, 1, tag("2026-07-06"))
    );
    assert_eq!(stand(&buero, BESCHEID), "bereit");
}

#[test]
fn was_hinaus_ist_geht_kein_zweites_mal_und_laesst_sich_nicht_zurueckrufen() {
    let mut buero = bewilligt();
    halte(&mut buero, BESCHEID, "2026-07-06").unwrap();
    assert_eq!(stand(&buero, BESCHEID), "zurueckgehalten");
    assert_eq!(versende(&mut buero, BESCHEID, "2026-07-06"), Err(Ablehnung::Zurueckgehalten));
    gib_weiter(&mut buero, BESCHEID, "2026-07-07").unwrap();
    let noch_einmal = gib_weiter(&mut buero, BESCHEID, "2026-07-07");
    assert_eq!(noch_einmal, Err(Ablehnung::NichtZurueckgehalten));
    versende(&mut buero, BESCHEID, "2026-07-07").unwrap();
    let zweimal = versende(&mut buero, BESCHEID, "2026-07-08");
    assert_eq!(zweimal, Err(Ablehnung::SchonVersandt(tag("2026-07-07"))));
    let rueckruf = halte(&mut buero, BESCHEID, "2026-07-08").unwrap_err();
    assert_eq!(
        rueckruf.to_string(),
        "der Brief ging am 07.07.2026 hinaus und lässt sich nicht mehr zurückrufen; soll etwas anderes gelten, bitte \
         mit einem neuen Bescheid ändern oder zurücknehmen (§§ 44, 45, 48 SGB X)"
    );
    let fremd = versende(&mut buero, "bescheid-009", "2026-07-08");
    assert_eq!(fremd, Err(Ablehnung::KeineSendung(posten("bescheid-009"))));
}

#[test]
fn ein_brief_aus_alten_akten_geht_nicht_hinaus() {
    let mut buero = bewilligt();
    let alt = hinaus(&buero, BESCHEID, (Versandweg::Hausintern, None));
    zieht_um(&mut buero, "Neuer Weg", "2026-07-07");
    assert_eq!(buero.tue(alt, "2026-07-07"), Err(Ablehnung::BriefVeraltet));
    versende(&mut buero, BESCHEID, "2026-07-07").unwrap();
}

fn fuehre(buero: &mut Buero, name: &str, schritt: Buendelschritt) -> Result<(), Ablehnung> {
    let befehl = BuendelFuehren { buendel: posten(name), schritt, durch: SACHBEARBEITUNG };
    buero.tue(Befehl::BuendelFuehren(Box::new(befehl)), "2026-07-07")
}

#[test]
fn ein_buendel_nimmt_nur_auf_solange_es_offen_ist() {
    const NAME: &str = "2026-07-07-01";
    let im_buendel =
        |buero: &Buero| hinaus(buero, BESCHEID, (Versandweg::Druckzentrum, Some(NAME)));
    let falsch = |name: &str| Err(Ablehnung::BuendelStand(posten(name)));
    let ort = Pruefsumme::aus_bytes([4; 32]);
    let mut buero = bewilligt();
    // Ohne Bündel nicht ans Druckzentrum, mit Bündel nirgends sonst hin.
    for wie in [(Versandweg::Druckzentrum, None), (Versandweg::Hausintern, Some(NAME))] {
        let befehl = hinaus(&buero, BESCHEID, wie);
        assert_eq!(buero.tue(befehl, "2026-07-07"), Err(Ablehnung::WegOhneBuendel));
    }
    let befehl = im_buendel(&buero);
    assert_eq!(buero.tue(befehl, "2026-07-07"), falsch(NAME));
    assert_eq!(fuehre(&mut buero, NAME, Buendelschritt::Geschrieben), falsch(NAME));
    fuehre(&mut buero, NAME, Buendelschritt::Beginnen { ort }).unwrap();
    assert_eq!(fuehre(&mut buero, NAME, Buendelschritt::Beginnen { ort }), falsch(NAME));
    // Wer auf dem offenen Bündel entscheidet, während es jemand schließt, wird abgewiesen.
    let befehl = im_buendel(&buero);
    let zugleich = buero.entscheidet(&befehl, "2026-07-07").unwrap();
    assert!(zugleich.gelesen.contains(&(Strom::buendel(buendelkennung(&posten(NAME))), 1)));
    fuehre(&mut buero, NAME, Buendelschritt::Schliessen { briefe: 0 }).unwrap();
    assert!(!buero.speichere(&zugleich));
    assert_eq!(buero.tue(befehl, "2026-07-07"), falsch(NAME));
    fuehre(&mut buero, NAME, Buendelschritt::Geschrieben).unwrap();
    assert_eq!(fuehre(&mut buero, NAME, Buendelschritt::Geschrieben), falsch(NAME));
    assert_eq!(stand(&buero, BESCHEID), "bereit");
}

/// Wann der Bescheid nach dem Gefalteten bekannt ist.
fn bekannt_am(buero: &Buero) -> Option<law::measure::Tag> {
    let bewilligt = Bewilligtes::aus(buero.akten().fall);
    bewilligt.zuletzt("2026-07".parse().unwrap(), kennung('A')).unwrap().bekannt
}

#[test]
fn bekannt_ist_am_vierten_tag_nach_der_post_oder_spaeter_oder_nie() {
    // § 37 Abs. 2 SGB X. Bescheid vom Montag, 6. Juli; geplant 10. Juli.
    let mut buero = bewilligt();
    assert_eq!(bekannt_am(&buero), Some(tag("2026-07-10")));
    // Zurückgehalten ist er nicht bekannt.
    halte(&mut buero, BESCHEID, "2026-07-06").unwrap();
    assert_eq!(bekannt_am(&buero), None);
    gib_weiter(&mut buero, BESCHEID, "2026-07-08").unwrap();
    // Am Donnerstag, 9. Juli, zur Post: 13. Juli.
    versende(&mut buero, BESCHEID, "2026-07-09").unwrap();
    assert_eq!(bekannt_am(&buero), Some(tag("2026-07-13")));
    let zugang = |am: &str| json!({"sendung": BESCHEID, "am": am});
    // Früher angekommen ändert nichts (Satz 1), später geht vor (Satz 3).
    tue(&mut buero, "zugang_vermerken", zugang("2026-07-10"), "2026-07-20").unwrap();
    assert_eq!(bekannt_am(&buero), Some(tag("2026-07-13")));
    tue(&mut buero, "zugang_vermerken", zugang("2026-07-17"), "2026-07-20").unwrap();
    assert_eq!(bekannt_am(&buero), Some(tag("2026-07-17")));
    for (am, warum) in [
        ("2026-07-08", Ablehnung::VorDemVersand(tag("2026-07-09"))),
        ("2026-07-21", Ablehnung::EingangInZukunft(tag("2026-07-21"))),
    ] {
        assert_eq!(tue(&mut buero, "zugang_vermerken", zugang(am), "2026-07-20"), Err(warum));
    }
    zurueck(&mut buero, BESCHEID, "unbekannt", "2026-07-20").unwrap();
    assert_eq!(bekannt_am(&buero), None);
}

#[test]
fn ein_zurueckgekommener_brief_geht_nur_an_eine_neue_anschrift_noch_einmal_hinaus() {
    let mut buero = bewilligt();
    let erneuern = json!({"sendung": BESCHEID});
    assert_eq!(
        zurueck(&mut buero, BESCHEID, "verzogen", "2026-07-06"),
        Err(Ablehnung::NichtVersandt)
    );
    versende(&mut buero, BESCHEID, "2026-07-06").unwrap();
    zurueck(&mut buero, BESCHEID, "verzogen", "2026-07-15").unwrap();
    let zweimal = zurueck(&mut buero, BESCHEID, "verzogen", "2026-07-15");
    assert_eq!(zweimal, Err(Ablehnung::SchonZurueckgekommen));
    let gleich = tue(&mut buero, "versand_erneuern", erneuern.clone(), "2026-07-16");
    assert_eq!(gleich, Err(Ablehnung::GleicheAnschrift));
    zieht_um(&mut buero, "Neuer Weg", "2026-07-17");
    tue(&mut buero, "versand_erneuern", erneuern.clone(), "2026-07-17").unwrap();
    assert_eq!(
        (stand(&buero, BESCHEID), stand(&buero, "bescheid-001-2")),
        ("zurueckgekommen", "bereit")
    );
    let noch_einmal = tue(&mut buero, "versand_erneuern", erneuern, "2026-07-17");
    assert_eq!(noch_einmal, Err(Ablehnung::SchonVersandt(tag("2026-07-06"))));
    assert_eq!(bekannt_am(&buero), None, "solange der zweite nicht hinaus ist");
    // Derselbe Bescheid mit demselben Tag, an die neue Anschrift.
    let zweite = sendung(buero.akten().fall, &posten("bescheid-001-2")).unwrap().anlass;
    let traeger = muster_traeger();
    let wie = (&traeger, &buero.recht);
    let brief = sendungsbrief(buero.akten(), &zweite, wie, tag("2026-07-17")).unwrap();
    assert_eq!(brief.empfaenger, ["Erika Beispiel", "Neuer Weg 1", "00001 Musterstadt"]);
    assert_eq!(brief.angaben.last().unwrap().wert, "06.07.2026");
    versende(&mut buero, "bescheid-001-2", "2026-07-20").unwrap();
    assert_eq!(bekannt_am(&buero), Some(tag("2026-07-24")));
}

fn muster_traeger() -> case::traeger::Traeger {
    serde_json::from_value(json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW", "telefon": "0100 1",
        "email": "post@beispiel.invalid", "elektronischer_weg": "Über das Portal.", "bic": "MARKDEF1",
        "anschrift": {"strasse": "Markt", "hausnummer": "1", "plz": "00001", "ort": "Musterstadt"},
        "konto": {"inhaber": "Kasse Musterkreis", "iban": "DE02500105170137075030"}
    }))
    .unwrap()
}

#[test]
fn bei_auskunftssperre_geht_nur_hinaus_was_jemand_an_der_anschrift_von_heute_geprueft_hat() {
    let mut buero = bewilligt();
    melde_person(&mut buero, json!({"art": "auskunftssperre", "wert": {}}), "2026-07-06");
    let ungeprueft = versende(&mut buero, BESCHEID, "2026-07-06");
    assert_eq!(ungeprueft, Err(Ablehnung::Hindernis(Hindernis::Schutz)));
    halte(&mut buero, BESCHEID, "2026-07-06").unwrap();
    let ohne = gib_weiter(&mut buero, BESCHEID, "2026-07-07");
    assert_eq!(ohne, Err(Ablehnung::AnschriftUngeprueft));
    let geprueft = json!({"sendung": BESCHEID, "anschrift_geprueft": true});
    tue(&mut buero, "versand_freigeben", geprueft.clone(), "2026-07-07").unwrap();
    // Vor dem Versand zieht sie um: geprüft war die alte Anschrift.
    zieht_um(&mut buero, "Sicherer Weg", "2026-07-08");
    let alt = versende(&mut buero, BESCHEID, "2026-07-08");
    assert_eq!(alt, Err(Ablehnung::Hindernis(Hindernis::Schutz)));
    halte(&mut buero, BESCHEID, "2026-07-08").unwrap();
    tue(&mut buero, "versand_freigeben", geprueft, "2026-07-08").unwrap();
    versende(&mut buero, BESCHEID, "2026-07-08").unwrap();
}

#[test]
fn ohne_anschrift_geht_kein_brief_hinaus() {
    let mut buero = bewilligt();
    let akte = buero.bestand.personen.remove(&kennung('A')).unwrap();
    let ereignisse = akte.eintraege().iter().filter_map(|e| {
        let text = e.ereignis.schreibe();
        (!text.contains("\"art\":\"anschrift\"")).then(|| Ereignis::lies(&text).unwrap())
    });
    let ohne = case::akte::Akte::neu(kennung('A')).mit(&ereignisse.collect::<Vec<_>>());
    buero.bestand.personen.insert(kennung('A'), ohne);
    let weg = versende(&mut buero, BESCHEID, "2026-07-06");
    assert_eq!(weg, Err(Ablehnung::Hindernis(Hindernis::OhneAnschrift)));
    halte(&mut buero, BESCHEID, "2026-07-06").unwrap();
    let weiter = gib_weiter(&mut buero, BESCHEID, "2026-07-06");
    assert_eq!(weiter, Err(Ablehnung::Hindernis(Hindernis::OhneAnschrift)));
    zieht_um(&mut buero, "Neuer Weg", "2026-07-07");
    gib_weiter(&mut buero, BESCHEID, "2026-07-07").unwrap();
    versende(&mut buero, BESCHEID, "2026-07-07").unwrap();
}

#[test]
fn die_frist_der_anhoerung_laeuft_erst_wenn_ihr_brief_hinaus_ist() {
    // 1 000/800 seit Juli, gemeldet am 10. September: zu hoch von Anfang an (§ 45), anzuhören (§ 24 SGB X).
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-07-01"), "2026-09-10");
    buero.antworte((Thema::Vertrauen, Some('A')), Antwort::Zuzurechnen, "2026-09-10").unwrap();
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-10").unwrap();
    let nummer = sendungen(buero.akten().fall)[0].nummer.text().to_owned();
    let fehlt = |buero: &mut Buero, heute: &str| buero.gib_frei(LEITUNG, heute).unwrap_err();
    // Geplant am 10. zur Post: bekannt am 14., Frist bis zum 28. September.
    let bis = |tag_: &str| Ablehnung::Anhoerung(AnhoerungFehlt::Laeuft(tag(tag_)));
    assert_eq!(fehlt(&mut buero, "2026-09-11"), bis("2026-09-28"));
    halte(&mut buero, &nummer, "2026-09-11").unwrap();
    let liegt = Ablehnung::Anhoerung(AnhoerungFehlt::NichtAngekommen);
    assert_eq!(fehlt(&mut buero, "2026-09-26"), liegt);
    gib_weiter(&mut buero, &nummer, "2026-09-14").unwrap();
    // Wirklich am 14.: bekannt am 18., zwei Wochen bis zum 2. Oktober.
    versende(&mut buero, &nummer, "2026-09-14").unwrap();
    assert_eq!(fehlt(&mut buero, "2026-09-26"), bis("2026-10-02"));
    zurueck(&mut buero, &nummer, "nicht_zugegangen", "2026-09-20").unwrap();
    assert_eq!(fehlt(&mut buero, "2026-09-26"), liegt);
    // Die Anschrift stimmt: noch einmal dorthin. Am 21. hinaus, bekannt am 25., Frist bis zum 9. Oktober.
    tue(&mut buero, "versand_erneuern", json!({"sendung": nummer}), "2026-09-21").unwrap();
    versende(&mut buero, &format!("{nummer}-2"), "2026-09-21").unwrap();
    assert_eq!(fehlt(&mut buero, "2026-09-26"), bis("2026-10-09"));
    // Ihr Brief ist der, der bei der Einleitung entstand.
    let zweite = sendung(buero.akten().fall, &posten(&format!("{nummer}-2"))).unwrap().anlass;
    let traeger = muster_traeger();
    let brief = sendungsbrief(buero.akten(), &zweite, (&traeger, &buero.recht), tag("2026-09-21"));
    assert_eq!(brief.unwrap().angaben.last().unwrap().wert, "10.09.2026");
}

#[test]
fn kam_der_bescheid_nicht_an_wird_gefragt_ob_er_bekannt_war() {
    // Lohn 1 000/800 ab 1. August, gemeldet am 10. September. War der Bescheid nie bekannt, ist offen: § 45 oder § 48.
    let fragt = |zurueckgekommen: bool| {
        let mut buero = bewilligt();
        versende(&mut buero, BESCHEID, "2026-07-06").unwrap();
        if zurueckgekommen {
            zurueck(&mut buero, BESCHEID, "verzogen", "2026-07-15").unwrap();
        }
        let spaeter = meldung('A', 1, lohn("1000.00", "800.00"), "2026-08-01");
        buero.melde(EinkommenMelden { eingang: tag("2026-08-05"), ..spaeter }, "2026-08-05");
        buero.wartender().unwrap().fragen.iter().any(|frage| frage.thema == Thema::Bekanntgabe)
    };
    assert!(!fragt(false));
    assert!(fragt(true));
}

#[test]
fn jeder_stand_der_sendung_ist_ein_schritt_und_was_liegen_bleibt_faellt_auf() {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let zeilen = |buero: &Buero, heute: &str| -> Vec<String> {
        let alle = schritte(buero.akten().fall, &regeln, tag(heute)).into_iter();
        let versand = [
            Schrittart::Versenden,
            Schrittart::ZurueckgehaltenesKlaeren,
            Schrittart::AnschriftKlaeren,
        ];
        let eigene = alle.filter(|schritt| versand.contains(&schritt.was));
        eigene.map(|s| format!("{} {} {}", s.was.name(), s.bis, s.nummer.unwrap().text())).collect()
    };
    let ueberfaellig = |buero: &Buero, heute: &str| {
        luecken(buero.akten().fall, &regeln, tag(heute)).contains(&Luecke::Ueberfaellig)
    };
    let mut buero = bewilligt();
    assert_eq!(zeilen(&buero, "2026-07-06"), ["versenden 2026-07-06 bescheid-001"]);
    assert!(!ueberfaellig(&buero, "2026-07-10") && ueberfaellig(&buero, "2026-07-11"));
    halte(&mut buero, BESCHEID, "2026-07-07").unwrap();
    assert_eq!(zeilen(&buero, "2026-07-07"), ["zurueckgehaltenes_klaeren 2026-07-14 bescheid-001"]);
    gib_weiter(&mut buero, BESCHEID, "2026-07-08").unwrap();
    versende(&mut buero, BESCHEID, "2026-07-08").unwrap();
    assert_eq!(zeilen(&buero, "2026-07-08"), [""; 0]);
    zurueck(&mut buero, BESCHEID, "unbekannt", "2026-07-15").unwrap();
    assert_eq!(zeilen(&buero, "2026-07-15"), ["anschrift_klaeren 2026-07-22 bescheid-001"]);
    zieht_um(&mut buero, "Neuer Weg", "2026-07-16");
    tue(&mut buero, "versand_erneuern", json!({"sendung": BESCHEID}), "2026-07-16").unwrap();
    assert_eq!(zeilen(&buero, "2026-07-16"), ["versenden 2026-07-16 bescheid-001-2"]);
}

/// Wie oft jede Sendung hinausging, und was davor stand.
fn pruefe_versand(buero: &Buero) {
    let fall = buero.akten().fall;
    let mut bisher: BTreeMap<Posten, (bool, usize)> = BTreeMap::new();
    for eintrag in fall.eintraege() {
        let FallTatsache::Sendung { posten, eintrag: Some(schritt) } = &eintrag.ereignis.tatsache
        else {
            continue;
        };
        let (gehalten, hinaus) = bisher.entry(posten.clone()).or_default();
        match schritt {
            Versandschritt::Zurueckgehalten { .. } => *gehalten = true,
            Versandschritt::Freigegeben { .. } => *gehalten = false,
            Versandschritt::Versandt(_) => {
                assert!(!*gehalten, "zurückgehalten und doch hinaus");
                *hinaus += 1;
            }
            _ => {}
        }
    }
    assert!(bisher.values().all(|(_, hinaus)| *hinaus <= 1), "je Versuch einmal");
    // Gefaltet und gezählt ist dasselbe, und bekannt ist nur, was hinaus ist oder noch werden soll.
    let alle = sendungen(fall);
    for sendung in &alle {
        let hinaus = bisher.get(&sendung.nummer).is_some_and(|(_, hinaus)| *hinaus == 1);
        assert_eq!(sendung.stand.versandt().is_some(), hinaus);
        let geplant = bekannt(&alle, &sendung.anlass, sendung.ab);
        let da = |s: &Sendung<'_>| matches!(s.stand, Versandstand::Versandt(_));
        let erste = alle.iter().find(|s| s.anlass == sendung.anlass).unwrap();
        let noch_nichts = matches!(erste.stand, Versandstand::Bereit { .. });
        assert_eq!(geplant.is_some(), noch_nichts || alle.iter().any(da));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Was auch jemand in welcher Reihenfolge versucht: je Versuch einmal hinaus, und nie etwas Zurückgehaltenes.
    #[test]
    fn in_jeder_reihenfolge_geht_je_versuch_hoechstens_ein_brief_hinaus(
        schritte in prop::collection::vec((0..7_u8, 0..3_u8), 1..24)
    ) {
        let mut buero = bewilligt();
        for (nr, (was, versuch)) in schritte.into_iter().enumerate() {
            let nummer = if versuch == 0 { BESCHEID.to_owned() } else { format!("{BESCHEID}-{}", versuch + 1) };
            let heute = tag("2026-07-06").plus_tage(i32::try_from(nr).unwrap()).to_string();
            // Eine Ablehnung ist ein Ergebnis; sie ändert nichts.
            drop(match was {
                0 => halte(&mut buero, &nummer, &heute),
                1 => gib_weiter(&mut buero, &nummer, &heute),
                2 | 3 => versende(&mut buero, &nummer, &heute),
                4 => zurueck(&mut buero, &nummer, "nicht_zugegangen", &heute),
                5 => tue(&mut buero, "versand_erneuern", json!({"sendung": nummer}), &heute),
                _ => tue(&mut buero, "zugang_vermerken", json!({"sendung": nummer, "am": heute}), &heute),
            });
            pruefe_versand(&buero);
        }
    }
}

#[test]
fn wer_den_befehl_gibt_ist_wer_er_sagt() {
    let befehl = hinaus(&bewilligt(), BESCHEID, (Versandweg::Elektronisch, None));
    assert_eq!(befehl.durch(), Some(SACHBEARBEITUNG));
    assert!(
        befehl.nennt_datei(),
        "nur wer die Datei selbst ablegt, hält fest, dass sie hinaus ist"
    );
    assert_eq!(format!("{befehl:?}"), "sendung_versenden");
    assert_ne!(SACHBEARBEITUNG, Kennung::aus_bytes([0; 16]));
}
