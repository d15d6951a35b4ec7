//! § 22: Karenzzeit, Deckel, Kostensenkung, Umzug, Todesfall.

use law::lage::{Angemessen, Kostensenkung, Lage, Wohnung};
use law::measure::Cent;
use law::offen::Offen;

use crate::hilfe::*;

fn single(zeit: &str, seit: &str, ab: &str, grundmiete: &str, heizung: &str) -> Lage {
    let mut l = lage(zeit, [mensch("1980-01-01")], grundmiete);
    l.leistungsbezug_seit = monat(seit);
    l.bewilligung_ab = tag(ab);
    l.wohnungen[0].heizung = cent(heizung);
    l.wohnungen[0].angemessen = Some(Angemessen::Getrennt {
        bruttokalt: Some(cent("500.00")),
        heizung: Some(cent("80.00")),
    });
    l
}

fn senkung(am: &str) -> Option<Kostensenkung> {
    Some(Kostensenkung { belehrt_am: tag(am), unzumutbar_bis: None })
}

#[test]
fn karenzzeit_deckel_und_kostensenkung() {
    // § 22 Abs. 1; E21 (buerger-geld.org): 900 bei Grenze 500 in der Karenzzeit → 750.
    // (Monat, Bezug seit, Bewilligung ab, Miete, belehrt am, anerkannt, Frage)
    type Fall<'a> = (&'a str, &'a str, &'a str, &'a str, Option<&'a str>, &'a str, bool);
    let faelle: [Fall<'_>; 9] = [
        ("2026-07", "2026-07", "2026-07-01", "900.00", None, "750.00", false),
        ("2026-07", "2026-07", "2026-07-01", "700.00", None, "700.00", false),
        // Bewilligung vor dem 01.07.2026: kein Deckel (Schalter).
        ("2026-07", "2026-02", "2026-02-01", "900.00", None, "900.00", false),
        // Nach der Karenzzeit ohne Mitteilung: keine Kürzung, aber eine Frage.
        ("2026-07", "2025-01", "2026-07-01", "700.00", None, "700.00", true),
        // Mitgeteilt am 10.01.2026: sechs volle Monate Februar bis Juli, ab August gekürzt.
        ("2026-07", "2024-01", "2026-07-01", "700.00", Some("2026-01-10"), "700.00", false),
        ("2026-08", "2024-01", "2026-07-01", "700.00", Some("2026-01-10"), "500.00", false),
        // Karenzzeit bis 12/2025: die Frist läuft erst ab Januar (Satz 10), also bis Juni.
        ("2026-06", "2025-01", "2026-02-01", "700.00", Some("2025-08-10"), "700.00", false),
        ("2026-07", "2025-01", "2026-02-01", "700.00", Some("2025-08-10"), "500.00", false),
        // Vor 2023 begonnener Bezug zählt erst ab 01/2023 (§ 65 Abs. 2).
        ("2023-12", "2019-01", "2023-07-01", "900.00", None, "900.00", false),
    ];
    for (zeit, seit, ab, miete, belehrt, erwartet, fragt) in faelle {
        let mut l = single(zeit, seit, ab, miete, "0.00");
        l.wohnungen[0].kostensenkung = belehrt.and_then(senkung);
        let e = rechne(&l);
        assert_eq!(
            e.personen[0].unterkunft.summe.als_text(),
            erwartet,
            "{zeit} {seit} {belehrt:?}"
        );
        assert_eq!(!e.offen.is_empty(), fragt, "{zeit} {seit} {:?}", e.offen);
    }
}

#[test]
fn die_heizung_hat_keine_karenzzeit() {
    let e = rechne(&single("2026-08", "2026-07", "2026-07-01", "500.00", "100.00"));
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "600.00");
    assert_eq!(e.offen, [Offen::Heizung(Cent::euro(20))]);
    let mut l = single("2026-08", "2026-07", "2026-07-01", "500.00", "100.00");
    l.wohnungen[0].kostensenkung = senkung("2026-01-10");
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "580.00");
}

#[test]
fn der_deckel_greift_nie_von_selbst_bei_einem_kind_oder_nach_einem_auszug() {
    // § 22 Abs. 1 Satz 7; ADR: höchstens eine Frage. Kosten 150 über dem Anderthalbfachen (750).
    let mut l = single("2026-07", "2026-07", "2026-07-01", "900.00", "0.00");
    l.personen.push(kind("2015-01-01", [Some(A), None]));
    l.personen[0].alleinerziehend = Some(law::lage::Alleinerziehend::Nein);
    let e = rechne(&l);
    assert_eq!(e.offen, [Offen::DeckelMitKind(Cent::euro(150))]);
    let summe: Cent = e.personen.iter().map(|p| p.unterkunft.summe).sum();
    assert_eq!(summe.als_text(), "900.00");
    let mut l = single("2026-07", "2026-07", "2026-07-01", "900.00", "0.00");
    let [a, mut b] = paar("1980-01-01", "1980-01-01");
    b.bis = Some(tag("2026-07-15"));
    l.personen = vec![a, b];
    assert_eq!(rechne(&l).offen, [Offen::DeckelNachVerkleinerung(Cent::euro(150))]);
}

#[test]
fn nach_einem_todesfall_wird_ein_jahr_nicht_gesenkt() {
    // § 22 Abs. 1 Satz 11: gestorben im August 2025, geschützt bis August 2026.
    for (zeit, erwartet) in [("2026-08", "900.00"), ("2026-09", "500.00")] {
        let mut l = single(zeit, "2020-01", "2026-07-01", "900.00", "0.00");
        l.wohnungen[0].todesfall_monat = Some(monat("2025-08"));
        l.wohnungen[0].kostensenkung = senkung("2025-09-01");
        assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), erwartet, "{zeit}");
    }
}

#[test]
fn ein_nicht_erforderlicher_umzug_begrenzt_auf_den_bisherigen_bedarf() {
    // Neu (§ 22 Abs. 4 Satz 4): nur die Unterkunft, 450 + 70. Alt (Abs. 1 Satz 6): beides, 450.
    for (ab, erwartet) in [("2026-07-01", "520.00"), ("2026-02-01", "450.00")] {
        let mut l = single("2026-08", "2020-01", ab, "480.00", "70.00");
        l.wohnungen[0].bisheriger_bedarf = Some(cent("450.00"));
        assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), erwartet, "{ab}");
    }
}

#[test]
fn guthaben_mindert_und_nachforderung_ist_bedarf_des_monats() {
    let mut l = lage("2026-08", [mensch("1980-01-01")], "480.00");
    l.wohnungen[0].guthaben = cent("130.00");
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "350.00");
    l.wohnungen[0].guthaben = Cent::NULL;
    l.wohnungen[0].einmalig = cent("210.00");
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "690.00");
}

#[test]
fn eine_nachforderung_bleibt_ganz_auch_wenn_der_31_einen_abschnitt_beginnt() {
    // Geburtstag am 31.07.: 30 von 30 Tagen bis zum 30.; die Nachforderung von 310 ist trotzdem ganz
    // Bedarf des Monats (§ 22 Abs. 1): 480 + 310.
    let mut l = lage("2026-07", [mensch("1980-07-31")], "480.00");
    l.wohnungen[0].einmalig = cent("310.00");
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "790.00");
    // Ist jemand am 31. geboren, der 31 teilt sich auf zwei Köpfe: 310·30/31 + 310/31/2 = 305.
    let mut l =
        lage("2026-07", [mensch("1980-01-01"), kind("2026-07-31", [Some(A), None])], "0.00");
    l.wohnungen[0].einmalig = cent("310.00");
    let teile: Vec<String> =
        rechne(&l).personen.iter().map(|p| p.unterkunft.summe.als_text()).collect();
    assert_eq!(teile, ["305.00", "5.00"]);
}

#[test]
fn ein_umzug_im_monat_rechnet_jede_wohnung_nach_tagen() {
    // 15 Tage 450 und 15 Tage 600: 225 + 300 = 525 (§ 41 Abs. 1).
    let mut l = lage("2026-09", [mensch("1980-01-01")], "450.00");
    l.wohnungen[0].bis = Some(tag("2026-09-15"));
    l.wohnungen
        .push(Wohnung { von: Some(tag("2026-09-16")), ..Wohnung::neu(cent("600.00"), Cent::NULL) });
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "525.00");
}

#[test]
fn eine_geburt_im_monat_teilt_die_miete_neu() {
    // Geburt am 16.09.: 15 Tage 600/2, dann 600/3. Eltern je 300·15/30 + 200·15/30 = 250,
    // Kind 200·15/30 = 100; Regelbedarf 357·15/30 = 178,50.
    let [a, b] = paar("1990-01-01", "1990-01-01");
    let e = rechne(&lage("2026-09", [a, b, kind("2026-09-16", [Some(A), Some(B)])], "600.00"));
    let teile: Vec<String> = e.personen.iter().map(|p| p.unterkunft.summe.als_text()).collect();
    assert_eq!(teile, ["250.00", "250.00", "100.00"]);
    assert_eq!(e.personen[2].regelbedarf.summe.als_text(), "178.50");
    assert_eq!(e.personen[2].sofortzuschlag.betrag.als_text(), "25.00");
}

#[test]
fn ohne_zusicherung_umgezogen_keine_unterkunft_und_stufe_3() {
    // § 20 Abs. 3, § 22 Abs. 5.
    let mut person = mensch("2003-01-01");
    person.ohne_zusicherung = true;
    let e = rechne(&lage("2026-09", [person], "450.00"));
    assert_eq!(e.anspruch(), "451.00");
    assert_eq!(e.personen[0].sofortzuschlag.betrag.als_text(), "25.00");
}

#[test]
fn die_gesamtgrenze_gilt_fuer_beides_zusammen() {
    let mut l = single("2026-09", "2020-01", "2026-07-01", "520.00", "80.00");
    l.wohnungen[0].angemessen = Some(Angemessen::Gesamt(cent("560.00")));
    assert_eq!(rechne(&l).offen, [Offen::Unterkunft(Cent::euro(40))]);
    l.wohnungen[0].kostensenkung = senkung("2026-01-10");
    assert_eq!(rechne(&l).personen[0].unterkunft.summe.als_text(), "560.00");
}

#[test]
fn eine_nachforderung_neben_gekuerzten_kosten_wird_gefragt_und_ganz_gerechnet() {
    // § 22 Abs. 1 Satz 6: 900 bei Grenze 500 → 750 in der Karenzzeit; dazu 210 Nachforderung.
    let mut l = single("2026-07", "2026-07", "2026-07-01", "900.00", "0.00");
    l.wohnungen[0].einmalig = cent("210.00");
    let e = rechne(&l);
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "960.00");
    assert_eq!(e.offen, [Offen::Nachforderung(Cent::euro(210))]);
    // Nach der Karenzzeit und nach dem Kostensenkungsverfahren: 500 + 210.
    let mut l = single("2026-08", "2024-01", "2026-07-01", "700.00", "0.00");
    l.wohnungen[0].kostensenkung = senkung("2026-01-10");
    l.wohnungen[0].einmalig = cent("210.00");
    let e = rechne(&l);
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "710.00");
    assert_eq!(e.offen, [Offen::Nachforderung(Cent::euro(210))]);
}

#[test]
fn neben_einer_gesamtgrenze_wird_der_deckel_gefragt() {
    // § 22 Abs. 1 Satz 6, Abs. 10: 150 % von 560 = 840; 800 + 80 = 880 liegt 40 darüber, ungekürzt.
    let mut l = single("2026-07", "2026-07", "2026-07-01", "800.00", "80.00");
    l.wohnungen[0].angemessen = Some(Angemessen::Gesamt(cent("560.00")));
    let e = rechne(&l);
    assert_eq!(e.offen, [Offen::DeckelGesamtgrenze(Cent::euro(40))]);
    assert_eq!(e.personen[0].unterkunft.summe.als_text(), "880.00");
}

#[test]
fn viele_koepfe_an_vielen_tagen_bringen_keinen_ueberlauf() {
    // § 41 Abs. 1: an jedem Tag zieht jemand ein; 31 verschiedene Kopfzahlen von 225 bis 255.
    let bewohner = (1..=31).map(|tag_im_monat| {
        let mut person = mensch("1980-01-01");
        person.von = Some(tag(&format!("2026-07-{tag_im_monat:02}")));
        person
    });
    let mut l = lage("2026-07", bewohner, "99999999.99");
    l.wohnungen[0].bewohner = Some(255);
    let e = rechne(&l);
    let summe: Cent = e.personen.iter().map(|p| p.unterkunft.summe).sum();
    assert!(summe < l.wohnungen[0].grundmiete);
    // Wer am Ersten da ist: 30 von 30 Tagen, geteilt durch 225 bis 255 Köpfe.
    assert!(e.personen[0].unterkunft.summe > l.wohnungen[0].grundmiete.teil(1, 255).runde_p41());
}
