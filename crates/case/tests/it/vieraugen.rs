//! Wer was nicht allein entscheidet, und was eine Anhörung deckt. Jeder Betrag von Hand.

use case::akte::{Gilt, Kennung};
use case::anhoerung::{Absehensgrund, AnhoerungFehlt};
use case::befehl::{Ablehnung, AnhoerungFuehren, Anhoerungsschritt, Befehl, EinkommenMelden};
use case::bescheid::{Bescheidart, Vieraugengrund};
use case::entwurf::{Anhoerung, Antwort, Thema, wartender};

use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, lohn, meldung, tag};

/// 1 000/800 seit Juli, gemeldet am 10. September: 328 frei, 472 zählen, 528 statt 1 000 (§ 11b, § 45 SGB X).
fn zu_hoch_von_anfang() -> Buero {
    let mut buero = Buero::erika();
    buero.melde(meldung('A', 1, lohn("1000.00", "800.00"), "2026-07-01"), "2026-09-10");
    buero
}

fn vertrauen(buero: &mut Buero, antwort: Antwort, heute: &str) {
    buero.antworte((Thema::Vertrauen, Some('A')), antwort, heute).unwrap();
}

fn sieht_ab(
    buero: &mut Buero,
    (durch, begruendung): (Kennung, &str),
    heute: &str,
) -> Result<(), Ablehnung> {
    let entwurf = wartender(buero.akten().fall).unwrap().0.clone();
    let schritt = Anhoerungsschritt::Absehen {
        grund: Absehensgrund::Frist,
        begruendung: begruendung.to_owned(),
    };
    let befehl = AnhoerungFuehren { fall: FALL, entwurf, schritt, durch };
    buero.tue(Befehl::AnhoerungFuehren(Box::new(befehl)), heute)
}

#[test]
fn wer_eine_frage_beantwortet_gibt_nicht_frei() {
    let mut buero = zu_hoch_von_anfang();
    vertrauen(&mut buero, Antwort::Geschuetzt, "2026-09-10");
    // Nichts wird genommen, auch nicht rückwirkend: es bleibt, dass jemand abgewogen hat.
    assert!(!buero.wartender().unwrap().belastend);
    let selbst = buero.gib_frei(SACHBEARBEITUNG, "2026-09-10");
    assert_eq!(selbst, Err(Ablehnung::VierAugen(Vieraugengrund::Frage)));
    assert_eq!(buero.gib_frei(LEITUNG, "2026-09-10"), Ok(Bescheidart::Vermerk));
}

#[test]
fn wer_von_der_anhoerung_absieht_sagt_warum_und_gibt_nicht_frei() {
    let mut buero = zu_hoch_von_anfang();
    vertrauen(&mut buero, Antwort::Zuzurechnen, "2026-09-10");
    let kurz = sieht_ab(&mut buero, (LEITUNG, "  eilt     "), "2026-09-10");
    assert_eq!(kurz, Err(Ablehnung::GrundZuKurz(10)));
    sieht_ab(&mut buero, (LEITUNG, "Die Jahresfrist läuft morgen ab."), "2026-09-10").unwrap();
    let selbst = buero.gib_frei(LEITUNG, "2026-09-10");
    assert_eq!(selbst, Err(Ablehnung::VierAugen(Vieraugengrund::Anhoerung)));
    // Der andere hat geantwortet: auch er nicht. Es braucht eine dritte Person.
    let anderer = buero.gib_frei(SACHBEARBEITUNG, "2026-09-10");
    assert_eq!(anderer, Err(Ablehnung::VierAugen(Vieraugengrund::Vergangenheit)));
    let dritte = Kennung::aus_bytes([77; 16]);
    assert_eq!(buero.gib_frei(dritte, "2026-09-10"), Ok(Bescheidart::Aenderung));
}

#[test]
fn eine_aeusserung_geht_nicht_vor_der_anhoerung_ein() {
    let mut buero = zu_hoch_von_anfang();
    vertrauen(&mut buero, Antwort::Zuzurechnen, "2026-09-10");
    let aeusserung = |eingang: &str| Anhoerungsschritt::Aeusserung {
        eingang: tag(eingang),
        text: "Der Lohn stand im Antrag.".to_owned(),
    };
    let ohne = buero.hoere_an(aeusserung("2026-09-10"), "2026-09-10");
    assert_eq!(ohne, Err(Ablehnung::KeineAnhoerung));
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-10").unwrap();
    let vorher = buero.hoere_an(aeusserung("2026-09-09"), "2026-09-11");
    assert_eq!(vorher, Err(Ablehnung::AeusserungZuFrueh(tag("2026-09-10"))));
    buero.hoere_an(aeusserung("2026-09-10"), "2026-09-11").unwrap();
}

#[test]
fn eine_anhoerung_deckt_nur_was_seit_demselben_bescheid_ansteht() {
    let mut buero = zu_hoch_von_anfang();
    vertrauen(&mut buero, Antwort::Zuzurechnen, "2026-09-10");
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-10").unwrap();
    let aeusserung =
        Anhoerungsschritt::Aeusserung { eingang: tag("2026-09-16"), text: "Stimmt.".to_owned() };
    buero.hoere_an(aeusserung, "2026-09-17").unwrap();
    assert_eq!(buero.gib_frei(LEITUNG, "2026-09-17"), Ok(Bescheidart::Aenderung));
    // Es waren 1 200/960, seit Juli: 348 frei (100 + 84 + 144 + 20), 612 zählen, 388 statt 528. Weniger genommen als
    // beim ersten Mal, aber von einem neuen Bescheid.
    let mehr = meldung('A', 1, lohn("1200.00", "960.00"), "2026-07-01");
    buero.melde(EinkommenMelden { eingang: tag("2026-09-18"), ..mehr }, "2026-09-18");
    vertrauen(&mut buero, Antwort::Zuzurechnen, "2026-09-18");
    assert_eq!(buero.zeilen()[0], "2026-07 528.00 → 388.00 p45");
    assert_eq!(buero.wartender().unwrap().anhoerung, Anhoerung::Noetig);
    let fehlt = buero.gib_frei(LEITUNG, "2026-09-18");
    assert_eq!(fehlt, Err(Ablehnung::Anhoerung(AnhoerungFehlt::Keine)));
}

#[test]
fn ein_vermerk_macht_aus_einer_spaeteren_aenderung_keinen_fehler_von_anfang_an() {
    // 150 im September: 110 frei, 40 zählen, unter 50 (§ 40 Abs. 1 Satz 3): am 10. September nur vermerkt.
    let mut buero = Buero::erika();
    let nur = Gilt { von: Some(tag("2026-09-01")), bis: Some(tag("2026-09-30")) };
    let klein = EinkommenMelden { gilt: nur, ..meldung('A', 1, lohn("150.00", "150.00"), "") };
    buero.melde(klein, "2026-09-10");
    assert_eq!(buero.gib_frei(LEITUNG, "2026-09-10"), Ok(Bescheidart::Vermerk));
    // Es waren 300: 140 frei, 160 zählen, 840. Verglichen wird mit dem Bescheid vom 3. Juli, nicht mit dem Vermerk: § 48.
    let doch = EinkommenMelden { gilt: nur, ..meldung('A', 1, lohn("300.00", "300.00"), "") };
    buero.melde(EinkommenMelden { eingang: tag("2026-10-20"), ..doch }, "2026-10-20");
    assert_eq!(buero.zeilen(), ["2026-09 1000.00 → 840.00 p48_1_2_3"]);
}
