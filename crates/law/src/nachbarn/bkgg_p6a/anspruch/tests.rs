//! Tests der Voraussetzungen des Kinderzuschlags.

use std::sync::LazyLock;

use super::super::Kindausschluss;
use super::*;
use crate::measure::Festkomma;
use crate::recht::Recht;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn euro(text: &str) -> Cent {
    text.parse().unwrap()
}

fn saetze(text: &str) -> &'static Kinderzuschlaege {
    RECHT.kinderzuschlag(monat(text)).unwrap()
}

/// Ein Paar mit zwei Kindern: Bedarf der Eltern 1 500, Erwerb 1 600, Bedarf der Gemeinschaft 2 900,
/// Einkommen mit Kindergeld 2 118, Wohngeld 300.
fn haushalt(kinder: &[Kind]) -> Haushalt<'_> {
    Haushalt {
        form: Familienform::Paar,
        brutto: euro("2200"),
        kinder,
        eltern: Eltern { bedarf: euro("1500"), erwerb: euro("1600"), ..Eltern::default() },
        vermoegen_erheblich: false,
        gemeinschaft: Bedarfsgemeinschaft {
            bedarf: euro("2900"),
            einkommen: euro("2118"),
            wohngeld: euro("300"),
        },
        absetzbetraege: euro("378"),
        grundsicherung: Grundsicherung::Niemand,
        abschnitt: Abschnitt::Folgemonat,
    }
}

#[test]
fn kinderzuschlag_steht_zu_wenn_nichts_mehr_fehlt_oder_hoechstens_hundert_euro() {
    // § 6a Abs. 1, 1a BKGG, 2026: 2 · 297 = 594; 100 über dem Bedarf, − 45 = 549. 2 118 + 300 + 549 =
    // 2 967 ≥ 2 900. Mit Bedarf 3 067 fehlen genau 100, mit 3 067,01 mehr.
    let kinder = [Kind::default(); 2];
    let h = haushalt(&kinder);
    let bedarf = |bedarf: &str| Haushalt {
        gemeinschaft: Bedarfsgemeinschaft { bedarf: euro(bedarf), ..h.gemeinschaft },
        ..h
    };
    let beantragt = Grundsicherung::ErhaltenOderBeantragt;
    let faelle = [
        (h, Ok(Zugang::KeineHilfebeduerftigkeit), "0"),
        (bedarf("2967"), Ok(Zugang::KeineHilfebeduerftigkeit), "0"),
        (bedarf("3067"), Ok(Zugang::Erweitert), "100"),
        (bedarf("3067.01"), Err(Versagung::Hilfebeduerftigkeit), "100.01"),
        (
            Haushalt { absetzbetraege: euro("99.99"), ..bedarf("3000") },
            Err(Versagung::Hilfebeduerftigkeit),
            "33",
        ),
        (
            Haushalt { grundsicherung: beantragt, ..bedarf("3000") },
            Err(Versagung::Hilfebeduerftigkeit),
            "33",
        ),
        (Haushalt { brutto: euro("899.99"), ..h }, Err(Versagung::Mindesteinkommen), "0"),
        (
            Haushalt { brutto: euro("600"), form: Familienform::Alleinerziehend, ..h },
            Ok(Zugang::KeineHilfebeduerftigkeit),
            "0",
        ),
    ];
    for (haushalt, anspruch, fehlt) in faelle {
        let ist = kinderzuschlag(saetze("2026-07"), &haushalt);
        assert_eq!(ist.anspruch, anspruch, "{:?}", haushalt.gemeinschaft);
        assert_eq!(ist.fehlbetrag, euro(fehlt));
        let erwartet = if anspruch.is_ok() { euro("549") } else { Cent::NULL };
        assert_eq!(ist.betrag, erwartet);
        assert_eq!(ist.beleg().betrag.to_string(), Betrag::Geld(erwartet).to_string());
    }
}

#[test]
fn bis_2019_gab_es_eine_hoechsteinkommensgrenze_und_schritte_von_zehn_euro() {
    // § 6a Abs. 1 Nr. 3, Abs. 4 Satz 6 a. F.: 2018 zwei Kinder 340; Bedarf 1 500. Erwerb 1 609,99: 109,99
    // über dem Bedarf, volle Zehner 100, Hälfte 50: 290. Grenze 1 840: bei 1 840 sind 340 · 50 % = 170.
    let kinder = [Kind::default(); 2];
    let mit = |erwerb: &str| Haushalt {
        eltern: Eltern { bedarf: euro("1500"), erwerb: euro(erwerb), ..Eltern::default() },
        ..haushalt(&kinder)
    };
    let faelle = [
        ("2018-07", "1609.99", Ok(()), "290"),
        ("2018-07", "1840", Ok(()), "170"),
        ("2018-07", "1840.01", Err(Versagung::Hoechsteinkommen), "0"),
        // 07/2019: 370 − 50 % von 109,99 = 315,005; ab 2020 45 %: 320,5045.
        ("2019-07", "1609.99", Ok(()), "315"),
        ("2020-01", "1609.99", Ok(()), "321"),
        ("2019-12", "1870.01", Err(Versagung::Hoechsteinkommen), "0"),
        ("2020-01", "1870.01", Ok(()), "203"),
    ];
    for (text, erwerb, anspruch, betrag) in faelle {
        let mut h = mit(erwerb);
        h.gemeinschaft.bedarf = Cent::NULL;
        let ist = kinderzuschlag(saetze(text), &h);
        assert_eq!(ist.anspruch.map(|_| ()), anspruch, "{text} {erwerb}");
        assert_eq!(ist.betrag, euro(betrag), "{text} {erwerb}");
    }
}

#[test]
fn vermoegen_mindert_den_ersten_monat_oder_schliesst_aus() {
    // § 6a Abs. 3 Satz 6, 7, Abs. 6 Satz 4, 5, 2026: 594 − 45 = 549. Kind: 100 von 297; mehr als 297
    // schließt nur das Kind aus: 297 − 45 = 252.
    let kind = |vermoegen: &str| Kind { vermoegen: euro(vermoegen), ..Kind::default() };
    let faelle = [
        (kind("0"), "0", 549, 549),
        (kind("100"), "0", 449, 549),
        (kind("297"), "0", 252, 549),
        (kind("297.01"), "0", 252, 252),
        (kind("0"), "49", 500, 549),
        (kind("0"), "549", 0, 549),
        (kind("0"), "549.01", 0, 0),
    ];
    for (kind, eltern, erster, laufend) in faelle {
        let kinder = [kind, Kind::default()];
        let mut h = haushalt(&kinder);
        h.eltern.vermoegen = euro(eltern);
        h.abschnitt = Abschnitt::ErsterMonat;
        let ist = kinderzuschlag(saetze("2026-07"), &h).gesamt;
        assert_eq!(ist.betrag, Cent::euro(erster), "{kind:?} {eltern}");
        assert_eq!(ist.laufend, Cent::euro(laufend), "{kind:?} {eltern}");
        h.abschnitt = Abschnitt::Folgemonat;
        let ist = kinderzuschlag(saetze("2026-07"), &h).gesamt;
        assert_eq!((ist.betrag, ist.laufend), (Cent::euro(laufend), Cent::euro(laufend)));
    }
}

#[test]
fn frueher_deckte_vermoegen_den_bedarf_und_2021_zaehlte_nur_erhebliches() {
    // § 6a Abs. 5, 6 a. F.: 2016 zwei Kinder 280; Bedarf 1 500, Erwerb 1 450, Vermögen 150: 100 über dem
    // Bedarf, Hälfte 50: 230, in jedem Monat. 2021: 410 − 45 = 365 nur bei erheblichem Vermögen.
    let kinder = [Kind::default(); 2];
    let mut h = haushalt(&kinder);
    h.gemeinschaft.bedarf = Cent::NULL;
    h.eltern.erwerb = euro("1450");
    h.eltern.vermoegen = euro("150");
    assert_eq!(kinderzuschlag(saetze("2016-07"), &h).betrag, euro("230"));
    h.abschnitt = Abschnitt::ErsterMonat;
    assert_eq!(kinderzuschlag(saetze("2021-07"), &h).betrag, euro("410"));
    h.vermoegen_erheblich = true;
    assert_eq!(kinderzuschlag(saetze("2021-07"), &h).betrag, euro("365"));
    // 2026 mindert es voll, obwohl das Einkommen den Bedarf nicht deckt: 594 − 150.
    assert_eq!(kinderzuschlag(saetze("2026-07"), &h).betrag, euro("444"));
}

#[test]
fn unterlassene_anstrengungen_kosten_den_zuschlag_des_kindes() {
    // § 6a Abs. 3 Satz 4 BKGG.
    let faul = Kind { anstrengungen_unterlassen: true, ..Kind::default() };
    let kinder = [faul, Kind::default()];
    let h = haushalt(&kinder);
    let einzeln: Vec<_> = kindzuschlaege(saetze("2026-07"), &h).collect();
    assert_eq!(einzeln[0].ausschluss, Some(Kindausschluss::AnstrengungenUnterlassen));
    assert_eq!(einzeln[0].betrag, Festkomma::default());
    assert!(einzeln[0].beleg().aus.last().unwrap().was.contains("Anstrengungen"));
    assert_eq!(einzeln[1].laufend, Festkomma::from(euro("297")));
    let beide = [faul; 2];
    let keins = kinderzuschlag(saetze("2026-07"), &haushalt(&beide));
    assert_eq!(keins.anspruch, Err(Versagung::NichtsUebrig));
}

#[test]
fn die_unterkunft_teilt_das_verhaeltnis_des_zwoelften_berichts() {
    // § 6a Abs. 5 Satz 4: Paar 6 180, allein 4 212, Kind 1 248. Paar und zwei Kinder: 6 180/8 676 von
    // 900 = 641,078…; allein und ein Kind: 4 212/5 460 von 700 = 540.
    let faelle = [
        (Familienform::Paar, 2, "900", "641.08", "1653.08"),
        (Familienform::Alleinerziehend, 1, "700", "540", "1552"),
    ];
    for (form, kinder, unterkunft, anteil, betrag) in faelle {
        let kosten = Elternkosten {
            form,
            kinder,
            regel_und_mehrbedarf: euro("1012"),
            unterkunft: euro(unterkunft),
        };
        let ist = elternbedarf(RECHT.wohnbedarfe(monat("2026-07")).unwrap(), kosten);
        assert_eq!((ist.anteil, ist.betrag), (euro(anteil), euro(betrag)), "{form:?}");
        assert_eq!(ist.beleg().aus.len(), 2);
    }
}

#[test]
fn der_freibetrag_fuer_vermoegen_gilt_seit_2023() {
    // § 6a Abs. 3 Satz 5: 40 000 + 3 · 15 000 = 85 000.
    let ist = vermoegen(saetze("2026-07"), 4, euro("85250")).unwrap();
    assert_eq!((ist.frei, ist.betrag), (euro("85000"), euro("250")));
    assert_eq!(ist.beleg().aus.len(), 2);
    assert_eq!(vermoegen(saetze("2022-12"), 4, euro("85250")), None);
}

#[test]
fn der_bewilligungszeitraum_hat_sechs_monate_und_die_sechs_davor_bestimmen_das_einkommen() {
    // § 6a Abs. 7 Satz 1, 2, Abs. 8 Satz 1; § 20 Abs. 4.
    let faelle = [
        ("2026-07", None, None, "2026-07", "2026-12"),
        ("2026-07", Some("2026-08"), None, "2026-09", "2027-02"),
        ("2026-07", Some("2026-05"), None, "2026-07", "2026-12"),
        ("2026-07", None, Some("2026-10"), "2026-07", "2026-12"),
        ("2020-02", None, Some("2020-05"), "2020-02", "2020-10"),
        ("2020-02", None, Some("2020-02"), "2020-02", "2020-07"),
        ("2021-06", None, Some("2021-09"), "2021-06", "2022-02"),
        ("2021-07", None, Some("2021-09"), "2021-07", "2021-12"),
    ];
    for (antrag, laufend_bis, bekanntgabe, von, bis) in faelle {
        let (laufend_bis, bekanntgabe) = (laufend_bis.map(monat), bekanntgabe.map(monat));
        let ist = bewilligung(saetze(antrag), monat(antrag), laufend_bis, bekanntgabe);
        assert_eq!((ist.von, ist.bis), (monat(von), monat(bis)), "{antrag}");
        assert_eq!(ist.einkommen_von, monat(von).plus(-6));
        assert_eq!(ist.einkommen_bis, monat(von).plus(-1));
        assert_eq!(ist.beleg().betrag, Betrag::Tage(ist.zeitraum().tage()));
    }
    let monate = [1000, 1000, 1000, 1000, 1000, 1100].map(Cent::euro);
    assert_eq!(durchschnitt(monate).betrag, euro("1016.67"));
    assert_eq!(durchschnitt(monate).beleg().aus.len(), 6);
}
