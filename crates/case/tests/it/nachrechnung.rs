//! Jeder Bescheid lässt sich Jahre später nachrechnen; weicht etwas ab, ist gesagt, warum.

use case::akte::{Akte, Eintrag, FallTatsache};
use case::bescheid::Nachrechnung;
use law::recht::Recht;
use serde_json::json;

use crate::buero::{Buero, FALL, LEITUNG, lohn, meldung, tag};

/// Die eingebauten Dateien mit einer Ersetzung, die genau `wie_oft` vorkommt.
fn recht_mit(alt: &str, neu: &str, wie_oft: usize) -> Recht {
    let dateien = Recht::DATEIEN.map(|(name, inhalt)| (name, inhalt.replace(alt, neu)));
    let treffer: usize = Recht::DATEIEN.iter().map(|(_, inhalt)| inhalt.matches(alt).count()).sum();
    assert_eq!(treffer, wie_oft, "„{alt}“");
    Recht::aus_dateien(dateien.iter().map(|(name, inhalt)| (*name, inhalt.as_str()))).unwrap()
}

/// Übernommen am 3. Juli 2026, geändert am 10. September.
fn zwei_bescheide() -> Buero {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("300.00", "300.00"), "2026-09-01"), "2026-09-10");
    buero.gib_frei(LEITUNG, "2026-09-10").unwrap();
    buero
}

/// Ändert den ersten Entwurf in der Akte, wie es am Speicher niemand kann, ohne dass die Kette es zeigt.
fn gefaelscht(buero: &mut Buero, nr: usize, alt: &str, neu: &str) {
    let akte = &buero.bestand.faelle[&FALL];
    let mut gesehen = 0;
    let eintraege = akte.eintraege().iter().map(|eintrag| {
        let text = eintrag.ereignis.schreibe();
        if !matches!(eintrag.ereignis.tatsache, FallTatsache::Entwurf { .. }) {
            return eintrag.clone();
        }
        gesehen += 1;
        if gesehen != nr {
            return eintrag.clone();
        }
        let anders = text.replace(alt, neu);
        assert_ne!(anders, text, "„{alt}“ steht nicht darin");
        Eintrag { ereignis: case::akte::Ereignis::lies(&anders).unwrap(), ..eintrag.clone() }
    });
    let eintraege = eintraege.collect();
    buero.bestand.faelle.insert(FALL, Akte::aus(FALL, eintraege));
}

#[test]
fn aus_den_akten_von_damals_ergibt_sich_jeder_bescheid_genauso() {
    let mut buero = zwei_bescheide();
    // Was später kommt, ändert nichts: es steht nach den Versionen des Bescheids.
    buero.melde(meldung('A', 1, lohn("520.00", "450.00"), "2027-01-01"), "2026-11-20");
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, Nachrechnung::Gleich]);
}

#[test]
fn was_eine_quelle_berichtigt_oder_spaeter_gilt_aendert_keinen_bescheid() {
    let mut buero = zwei_bescheide();
    // Ein Regelbedarf ab 2028 liegt hinter beiden Bescheiden, ein anderer Prüftag ist kein Wert.
    buero.recht = recht_mit("geprueft_am = 2026-11-22", "geprueft_am = 2026-11-29", {
        let alle = Recht::DATEIEN.iter();
        alle.map(|(_, inhalt)| inhalt.matches("geprueft_am = 2026-11-22").count()).sum()
    });
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, Nachrechnung::Gleich]);
    let werte = |recht: &Recht| recht.werte(tag("2025-07-01"), tag("2027-06-30"));
    assert_eq!(werte(&buero.recht), werte(&Recht::eingebaut().unwrap()));
}

#[test]
fn ist_ein_wert_berichtigt_ist_die_abweichung_erklaert() {
    let mut buero = zwei_bescheide();
    // Der Grundabsetzbetrag (§ 11b Abs. 2 Satz 1) wäre 110 statt 100: nur der Bescheid mit Lohn ergibt sich anders.
    let stelle = "[[grundabsetzung.ab]]";
    let datei = Recht::DATEIEN.iter().find(|(_, inhalt)| inhalt.contains(stelle)).unwrap().1;
    let letzte = datei.rfind(stelle).unwrap();
    let betrag = datei[letzte..].find("\"100\"").map(|ab| letzte + ab);
    let Some(ab) = betrag else { panic!("kein Betrag von 100 in {stelle}") };
    let anders = format!("{}\"110\"{}", &datei[..ab], &datei[ab + 5..]);
    let dateien =
        Recht::DATEIEN.map(
            |(name, inhalt)| {
                if inhalt == datei { (name, anders.as_str()) } else { (name, inhalt) }
            },
        );
    buero.recht = Recht::aus_dateien(dateien).unwrap();
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, Nachrechnung::AndereWerte]);
}

#[test]
fn rechnete_ein_anderes_programm_ist_es_gesagt_und_sonst_ist_es_ein_fund() {
    // Ein verfälschter Betrag: 840 wird zu 940.
    let mut buero = zwei_bescheide();
    gefaelscht(&mut buero, 2, "\"840.00\"", "\"940.00\"");
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, Nachrechnung::Abweichend]);
    // Derselbe, aber gerechnet von einem anderen Programm: dann kann es an ihm liegen.
    let akte = &buero.bestand.faelle[&FALL];
    let eintraege = akte.eintraege().iter().map(|eintrag| {
        let text = eintrag.ereignis.schreibe();
        let alt = format!("\"programm\":\"{}\"", env!("CARGO_PKG_VERSION"));
        let text = text.replace(&alt, "\"programm\":\"0.0.1\"");
        Eintrag { ereignis: case::akte::Ereignis::lies(&text).unwrap(), ..eintrag.clone() }
    });
    let eintraege = eintraege.collect();
    buero.bestand.faelle.insert(FALL, Akte::aus(FALL, eintraege));
    let anderes = Nachrechnung::AnderesProgramm("0.0.1".to_owned());
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, anderes]);
    // Auch an einem übernommenen Bescheid fällt es auf.
    let mut buero = zwei_bescheide();
    gefaelscht(&mut buero, 1, "\"1000.00\"", "\"1001.00\"");
    assert_eq!(buero.rechne_nach()[0], Nachrechnung::Abweichend);
}

#[test]
fn eine_erstattung_die_nicht_aus_dem_bescheid_folgt_faellt_auf() {
    // Aufgehoben am 10. September für den gezahlten September: 160 zu viel, über der Bagatellgrenze.
    let buero = zwei_bescheide();
    let akte = &buero.bestand.faelle[&FALL];
    let ohne = akte
        .eintraege()
        .iter()
        .filter(|eintrag| !matches!(eintrag.ereignis.tatsache, FallTatsache::Erstattung { .. }));
    let mut buero = Buero { recht: Recht::eingebaut().unwrap(), bestand: buero.bestand.clone() };
    let eintraege: Vec<_> = ohne.cloned().collect();
    assert_eq!(eintraege.len() + 1, akte.eintraege().len());
    buero.bestand.faelle.insert(FALL, Akte::aus(FALL, eintraege));
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich, Nachrechnung::Abweichend]);
}

#[test]
fn auch_eine_ablehnung_laesst_sich_nachrechnen() {
    // 2 400 brutto, 1 800 netto: 1 452 zählen (§ 11b); der Bedarf ist 1 000.
    let personen = json!([{"id": "A", "geboren": "1985-03-01",
        "einkommen": [lohn("2400.00", "1800.00")]}]);
    let mut buero = Buero::beantragt(personen, "437.00");
    buero.gib_frei(LEITUNG, "2026-07-06").unwrap();
    assert_eq!(buero.rechne_nach(), [Nachrechnung::Gleich]);
}
