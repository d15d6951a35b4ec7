//! Der Kalender gegen Tabellen, gegen eine fremde Umsetzung und gegen zufällige Tage.

use holiday_de::GermanRegion;
use proptest::prelude::*;

use super::*;
use crate::measure::Tag;

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

/// Alle Tage der Jahre 2005 bis 2040.
fn alle_tage() -> impl Iterator<Item = Tag> {
    std::iter::successors(Some(tag("2005-01-01")), |tag| Some(tag.naechster()))
        .take_while(|tag| tag.jahr() <= 2040)
}

#[test]
fn ostern_liegt_wo_die_physikalisch_technische_bundesanstalt_es_nennt() {
    // PTB, Tabelle der Osterdaten; 2038 und 2049 sind Ränder des Zeitraums.
    let faelle = [
        "2005-03-27",
        "2008-03-23",
        "2011-04-24",
        "2023-04-09",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2031-04-13",
        "2032-03-28",
        "2033-04-17",
        "2034-04-09",
        "2035-03-25",
        "2038-04-25",
        "2049-04-18",
    ];
    for text in faelle {
        assert_eq!(ostersonntag(tag(text).jahr()), tag(text));
    }
}

#[test]
fn jeder_feiertag_gilt_wo_und_seit_wann_das_land_ihn_bestimmt() {
    // Feiertagsgesetze der Länder; ein Tag je Zeile und alle Länder, in denen er gilt.
    let alle = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH";
    let faelle = [
        ("2026-01-01", alle),
        ("2026-01-06", "BW BY ST"),
        ("2018-03-08", ""),
        ("2019-03-08", "BE"),
        ("2022-03-08", "BE"),
        ("2023-03-08", "BE MV"),
        ("2026-04-03", alle),
        ("2026-04-05", "BB"),
        ("2026-04-06", alle),
        ("2026-05-01", alle),
        ("2019-05-08", ""),
        ("2020-05-08", "BE"),
        ("2025-05-08", "BE"),
        ("2026-05-08", ""),
        ("2026-05-14", alle),
        ("2026-05-24", "BB"),
        ("2026-05-25", alle),
        ("2026-06-04", "BW BY HE NW RP SL"),
        ("2027-06-17", ""),
        ("2028-06-17", "BE"),
        ("2026-08-08", ""),
        ("2026-08-15", "SL"),
        ("2018-09-20", ""),
        ("2019-09-20", "TH"),
        ("2026-10-03", alle),
        ("2016-10-31", "BB MV SN ST TH"),
        ("2017-10-31", alle),
        ("2018-10-31", "BB HB HH MV NI SN ST SH TH"),
        ("2026-10-31", "BB HB HH MV NI SN ST SH TH"),
        ("2026-11-01", "BW BY NW RP SL"),
        ("2025-11-19", "SN"),
        ("2023-11-22", "SN"),
        ("2022-11-16", "SN"),
        ("2026-12-24", ""),
        ("2026-12-25", alle),
        ("2026-12-26", alle),
        ("2026-12-31", ""),
    ];
    for (text, erwartet) in faelle {
        let gilt = |land: &Land| feiertag(tag(text), *land).is_some();
        let gefunden: Vec<_> =
            Land::ALLE.into_iter().filter(gilt).map(|land| land.kuerzel()).collect();
        assert_eq!(gefunden.join(" "), erwartet, "{text}");
    }
}

#[test]
fn die_zahl_der_feiertage_je_land_stimmt() {
    // Ohne Sonntage zählen die Gesetze 9 überall; dazu die des Landes (2026, Brandenburg mit
    // Oster- und Pfingstsonntag).
    let faelle = [
        (Land::Bw, 12),
        (Land::By, 12),
        (Land::Be, 10),
        (Land::Bb, 12),
        (Land::Hb, 10),
        (Land::Hh, 10),
        (Land::He, 10),
        (Land::Mv, 11),
        (Land::Ni, 10),
        (Land::Nw, 11),
        (Land::Rp, 11),
        (Land::Sl, 12),
        (Land::Sn, 11),
        (Land::St, 11),
        (Land::Sh, 10),
        (Land::Th, 11),
    ];
    for (land, anzahl) in faelle {
        let zahl =
            alle_tage().filter(|tag| tag.jahr() == 2026 && feiertag(*tag, land).is_some()).count();
        assert_eq!(zahl, anzahl, "{land}");
    }
}

#[test]
fn eine_fremde_umsetzung_kommt_auf_dieselben_feiertage() {
    // Crate `holiday_de` 0.1, alle Tage 2005 bis 2040. Unterschiede mit Grund:
    let gewollt = |name: &str, land: Land| match land {
        // Sonntage lässt die andere Umsetzung aus.
        Land::Bb => name == "Ostersonntag" || name == "Pfingstsonntag",
        // Gilt nur in katholischen Gemeinden: dort für das ganze Land, hier örtlich.
        Land::By => name == "Mariä Himmelfahrt",
        _ => false,
    };
    let mut verglichen = 0_u32;
    for tag in alle_tage() {
        let datum = tag.datum();
        let fremd = chrono::NaiveDate::from_ymd_opt(
            i32::from(datum.year()),
            u32::try_from(datum.month()).unwrap(),
            u32::try_from(datum.day()).unwrap(),
        )
        .unwrap();
        for land in Land::ALLE {
            let dort = region(land).is_holiday(fremd);
            let hier = feiertag(tag, land);
            let name = hier.or(oertlicher_feiertag(tag, land)).unwrap_or_default();
            assert!(hier.is_some() == dort || gewollt(name, land), "{tag} {land}: {name} / {dort}");
            verglichen += 1;
        }
    }
    assert_eq!(verglichen, 13_149 * 16);
}

fn region(land: Land) -> GermanRegion {
    match land {
        Land::Bw => GermanRegion::BadenWuerttemberg,
        Land::By => GermanRegion::Bayern,
        Land::Be => GermanRegion::Berlin,
        Land::Bb => GermanRegion::Brandenburg,
        Land::Hb => GermanRegion::Bremen,
        Land::Hh => GermanRegion::Hamburg,
        Land::He => GermanRegion::Hessen,
        Land::Mv => GermanRegion::MechlenburgVorpommern,
        Land::Ni => GermanRegion::Niedersachsen,
        Land::Nw => GermanRegion::NordrheinWestfalen,
        Land::Rp => GermanRegion::RheinlandPfalz,
        Land::Sl => GermanRegion::Saarland,
        Land::Sn => GermanRegion::Sachsen,
        Land::St => GermanRegion::SachsenAnhalt,
        Land::Sh => GermanRegion::SchleswigHolstein,
        Land::Th => GermanRegion::Thueringen,
    }
}

#[test]
fn geld_kommt_in_jedem_monat_vor_dem_ersten_und_an_einem_target_tag() {
    let monate = std::iter::successors(Some(tag("2005-01-01").monat()), |m| Some(m.plus(1)));
    for monat in monate.take(36 * 12) {
        let (aus, ein) = (auszahlungstag(monat), zahlungseingang(monat));
        assert!(aus < ein && ein < monat.erster(), "{monat}");
        assert!(ist_target_tag(aus) && ist_target_tag(ein), "{monat}");
        // Zwischen beiden und danach liegt kein weiterer Geschäftstag.
        assert_eq!(naechster_target_tag(aus.naechster()), ein, "{monat}");
        assert!(naechster_target_tag(ein.naechster()) >= monat.erster(), "{monat}");
    }
}

proptest! {
    #[test]
    fn eine_frist_endet_immer_an_einem_arbeitstag_und_nie_vor_ihrem_letzten_tag(
        nach in 0_i32..13_149,
        monate in 0_u16..=12,
        land in 0_usize..16,
    ) {
        let von = tag("2005-01-01").plus_tage(nach);
        let land = Land::ALLE[land];
        let ende = fristende(Beginn::Ereignis(von), Dauer::Monate(monate), land);
        prop_assert!(arbeitstag(ende.ende, land));
        prop_assert!(arbeitstag(ende.spaetestens, land));
        prop_assert!(ende.rechnerisch <= ende.ende && ende.ende <= ende.spaetestens);
        // Jeder übersprungene Tag hat seinen Grund.
        let tage = ende.rechnerisch.datum().until(ende.ende.datum()).unwrap().get_days();
        prop_assert_eq!(ende.verschoben.len(), usize::try_from(tage).unwrap());
        prop_assert_eq!(ende.oertlich.is_some(), ende.ende != ende.spaetestens);
        // Wer später beginnt, endet nicht früher.
        let spaeter = fristende(Beginn::Ereignis(von.naechster()), Dauer::Monate(monate), land);
        prop_assert!(spaeter.ende >= ende.ende && spaeter.spaetestens >= ende.spaetestens);
    }
}
