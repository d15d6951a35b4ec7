//! Was für jede Nachbarleistung gilt: mehr Einkommen bringt nie mehr, Tage werden nie negativ.

use std::num::NonZeroU8;
use std::sync::LazyLock;

use law::lage::Gebiet;
use law::measure::{Cent, Monat, Tag, Zeitraum};
use law::nachbarn::bkgg_p6a::anspruch::{
    Bedarfsgemeinschaft, Familienform, Grundsicherung, Haushalt, Kinderzuschlag, kinderzuschlag,
};
use law::nachbarn::bkgg_p6a::{Abschnitt, Eltern, Kind};
use law::nachbarn::sgb3_p148::{Anspruch, Verbrauch, restdauer};
use law::nachbarn::sgb3_p154::{Rest, erschoepfung};
use law::nachbarn::sgb3_p159::{Aufgabe, Ereignis, Sperrgrund, Wiederholung, sperrzeiten};
use law::nachbarn::uhvorschg_p02::{Einkuenfte, Fall, Kindergeldbezug, unterhaltsvorschuss};
use law::nachbarn::wogg_p04::{Haushaltswohngeld, Werte, haushaltswohngeld};
use law::nachbarn::wogg_p11::{Koepfe, Wohnung};
use law::nachbarn::wogg_p13::{self, Mitglied};
use law::nachbarn::wogg_p14::{Abgaben, Einnahmen};
use law::recht::{Mietenstufe, Recht};
use proptest::prelude::*;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

/// Ein Monat, in dem alle Nachbarn Werte haben: 2011 bis 2026.
fn monate() -> impl Strategy<Value = Monat> {
    (0..16 * 12).prop_map(|n| monat("2011-01").plus(n))
}

fn betrag(bis: i64) -> impl Strategy<Value = Cent> {
    (0..=bis * 100).prop_map(Cent::neu)
}

fn wohngeld(monat: Monat, mitglieder: u8, stufe: u8, lohn: Cent, miete: Cent) -> Haushaltswohngeld {
    let anzahl = NonZeroU8::new(mitglieder).unwrap();
    let stufe = Mietenstufe::try_from(stufe).unwrap();
    let wohnung = Wohnung {
        miete,
        ausser_betracht: Cent::NULL,
        stufe,
        bezugsfertig: None,
        koepfe: Koepfe::alle(anzahl),
    };
    let einnahmen = Einnahmen { lohn, ..Einnahmen::default() };
    let abgaben = Abgaben { steuern: true, krankenversicherung: true, rentenversicherung: true };
    let mut alle = vec![Mitglied::default(); usize::from(mitglieder)];
    alle[0] = Mitglied { einnahmen, abgaben, ..Mitglied::default() };
    let haushalt = wogg_p13::Haushalt {
        mitglieder: &alle,
        alleinerziehend: None,
        unterhalt: &[],
        regelbedarfsstufe_1: Cent::euro(563),
    };
    let werte = Werte::im(&RECHT, monat).unwrap();
    haushaltswohngeld(werte, wohnung, &haushalt, Cent::NULL).unwrap()
}

fn zuschlag(monat: Monat, kinder: &[Kind], eltern: Eltern) -> Kinderzuschlag {
    let haushalt = Haushalt {
        form: Familienform::Paar,
        brutto: Cent::euro(2_000),
        kinder,
        eltern,
        vermoegen_erheblich: true,
        gemeinschaft: Bedarfsgemeinschaft::default(),
        absetzbetraege: Cent::NULL,
        grundsicherung: Grundsicherung::Niemand,
        abschnitt: Abschnitt::ErsterMonat,
    };
    kinderzuschlag(RECHT.kinderzuschlag(monat).unwrap(), &haushalt)
}

proptest! {
    #[test]
    fn mehr_lohn_bringt_nie_mehr_wohngeld(
        monat in monate(), mitglieder in 1_u8..=14, stufe in 1_u8..=6,
        lohn in betrag(60_000), mehr in betrag(10_000), miete in betrag(1_500),
    ) {
        let weniger = wohngeld(monat, mitglieder, stufe, lohn, miete);
        let hoeher = wohngeld(monat, mitglieder, stufe, lohn + mehr, miete);
        prop_assert!(hoeher.betrag <= weniger.betrag, "{monat} {weniger:?} {hoeher:?}");
    }

    #[test]
    fn mehr_einkommen_der_eltern_oder_des_kindes_bringt_nie_mehr_kinderzuschlag(
        monat in monate(), anzahl in 1_usize..=4, bedarf in betrag(2_500),
        erwerb in betrag(3_000), anderes in betrag(3_000), vermoegen in betrag(2_000),
        kind in betrag(900), mehr in betrag(500),
    ) {
        let kinder = vec![Kind { einkommen: kind, ..Kind::default() }; anzahl];
        let eltern = Eltern { bedarf, erwerb, anderes, vermoegen };
        let vorher = zuschlag(monat, &kinder, eltern);
        let mut reicher = kinder.clone();
        reicher[0].einkommen = kind + mehr;
        let faelle = [
            zuschlag(monat, &kinder, Eltern { erwerb: erwerb + mehr, ..eltern }),
            zuschlag(monat, &kinder, Eltern { anderes: anderes + mehr, ..eltern }),
            zuschlag(monat, &kinder, Eltern { vermoegen: vermoegen + mehr, ..eltern }),
            zuschlag(monat, &reicher, eltern),
        ];
        for nachher in faelle {
            prop_assert!(nachher.betrag <= vorher.betrag, "{monat} {vorher:?} {nachher:?}");
        }
        prop_assert!(vorher.gesamt.betrag <= vorher.gesamt.laufend.max(vorher.gesamt.betrag));
    }

    #[test]
    fn mehr_einkuenfte_bringen_nie_mehr_unterhaltsvorschuss(
        monat in monate(), alter in 0_i32..=17, unterhalt in betrag(500), mehr in betrag(100),
    ) {
        let fall = |unterhalt: Cent| Fall {
            geboren: monat.plus(-12 * alter).erster(),
            zeitraum: monat.zeitraum(),
            gebiet: Gebiet::West,
            kindergeld: Kindergeldbezug::Abzuziehen,
            einkuenfte: Einkuenfte { unterhalt, ..Einkuenfte::default() },
        };
        let werte = RECHT.unterhaltsvorschuss(monat).unwrap();
        let mindestens = RECHT.mindestunterhalt(monat).unwrap();
        let [erstes, ..] = RECHT.kindergeld(monat).unwrap().betraege;
        let rechne = |cent| unterhaltsvorschuss(werte, mindestens, erstes, &fall(cent));
        let (weniger, hoeher) = (rechne(unterhalt), rechne(unterhalt + mehr));
        prop_assert!(hoeher.betrag <= weniger.betrag);
        prop_assert!(weniger.betrag <= weniger.mindestunterhalt);
    }

    #[test]
    fn ein_rest_waechst_nie_durch_verbrauch_und_ruhen_verkuerzt_ihn_nie(
        tage in 0_u16..=720, bezahlt in 0_u16..=800, weiterbildung in 0_u16..=800,
        ruhen in 0_i32..=400, dauer in 0_i32..=200, sperren in 0_usize..=5,
    ) {
        let entstanden: Tag = "2026-07-01".parse().unwrap();
        let werte = RECHT.arbeitslosengeld(entstanden).unwrap();
        let gruende = [
            Sperrgrund::Arbeitsaufgabe(Aufgabe::Regel),
            Sperrgrund::VerspaeteteMeldung,
            Sperrgrund::Meldeversaeumnis,
            Sperrgrund::Arbeitsablehnung(Wiederholung::Erste),
            Sperrgrund::Eigenbemuehungen,
        ];
        let ereignisse: Vec<_> = gruende
            .into_iter()
            .take(sperren)
            .map(|grund| Ereignis { tag: entstanden.voriger(), grund, bescheid_mit_hinweis: true })
            .collect();
        let zeiten = sperrzeiten(werte, &ereignisse);
        for paar in zeiten.windows(2) {
            prop_assert_eq!(paar[0].zeitraum.bis.naechster(), paar[1].zeitraum.von);
        }
        let verbrauch = Verbrauch { bezahlt, weiterbildung, ..Verbrauch::default() };
        let rest = restdauer(werte, Anspruch { entstanden, tage }, &zeiten, &verbrauch);
        prop_assert!(rest.tage <= tage);
        let von = entstanden.plus_tage(ruhen);
        let ohne = erschoepfung(werte, Rest { entstanden, ab: entstanden, tage: rest.tage }, &[]);
        let unbezahlt = [Zeitraum { von, bis: von.plus_tage(dauer) }];
        let mit = erschoepfung(werte, ohne.rest, &unbezahlt);
        // Ein angebrochener Monat mit 31 Tagen verbraucht weniger als 30 oder so viel wie gezahlt.
        prop_assert!(mit.letzter >= ohne.letzter.map(|tag| tag.plus_tage(-2)));
        prop_assert!(mit.verfallene_tage <= rest.tage);
    }
}
