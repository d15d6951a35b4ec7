//! Durch die Tür: aufnehmen, melden, zwei zugleich, zweimal dasselbe, abgewiesen.

use std::collections::BTreeSet;

use case::akte::{Gilt, Kennung, Nachweis, PersonTatsache, Posten, Strom};
use case::befehl::{
    Befehl, Dienstangabe, EinkommenMelden, HaushaltAufnehmen, RolleVergeben, Stand,
};
use case::rechte::Rolle;
use case::schnittstelle::Haushalt;
use law::measure::{Cent, Monat};
use muster::Musterkreis;
use office::door::{Done, DoorError};
use office::store::record::StoreError;
use office::store::streams::CommitError;

use crate::hilfe::{Haus, TRAEGER, Wer, heute, kennung};

/// Musterkreis, nur ganz gewöhnliche Haushalte: allein, ohne Einnahmen, den ganzen Monat da.
pub fn alleinstehende(monat: Monat) -> impl Iterator<Item = Haushalt> {
    let kreis = Musterkreis { saat: 3, personen: 400, monat };
    let haushalte: Vec<Haushalt> = kreis.haushalte().collect();
    haushalte.into_iter().filter(|haushalt| match haushalt.lage.personen.as_slice() {
        [person] => {
            person.einkommen.is_empty()
                && person.von.is_none()
                && person.bis.is_none()
                && person.gestorben.is_none()
                && person.ausgeschlossen.is_none()
        }
        _ => false,
    })
}

pub fn meldung(fall: Kennung, person: Kennung, posten: usize, brutto: u32) -> Befehl {
    let betrag = Cent::euro(brutto).als_text();
    let einkommen = serde_json::json!({"art": "erwerb", "brutto": betrag, "netto": betrag});
    Befehl::EinkommenMelden(Box::new(EinkommenMelden {
        fall,
        person,
        posten: Posten::nr(posten),
        einkommen: serde_json::from_value(einkommen).unwrap(),
        gilt: Gilt::ab("2026-10-01".parse().unwrap()),
        eingang: "2026-11-18".parse().unwrap(),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }))
}

#[test]
fn eine_meldung_geht_durch_die_tuer_und_wirkt_auch_zweimal_gesendet_einmal() {
    Haus::beide("tuer-meldung").iter().for_each(meldung_wirkt_einmal);
}

fn meldung_wirkt_einmal(haus: &Haus) {
    let haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
    let (fall, personen) = haus.nimm_auf(haushalt, &mut 0);
    let befehl = meldung(fall, personen[0], 1, 300);
    // § 11b Abs. 2, 3: von 300 sind 100 + 20 % von 200 = 140 frei; 160 zählen.
    let Done::Stored(unterschied) = haus.tue("m1", &befehl).unwrap() else { unreachable!() };
    assert!(!unterschied.is_empty());
    for monat in &unterschied {
        let [person] = monat.personen.as_slice() else { unreachable!() };
        assert_eq!(person.vorher, person.nachher + Cent::euro(160), "{}", monat.monat);
    }
    let strom = Strom::person(personen[0]);
    let version = || haus.store().load::<PersonTatsache>(TRAEGER, strom).unwrap().version();
    let danach = version();
    assert_eq!(haus.tue("m1", &befehl).unwrap(), Done::Repeated);
    let anderer = haus.tue("m1", &meldung(fall, personen[0], 1, 301)).unwrap_err();
    let anders =
        matches!(&anderer, DoorError::Store(StoreError::Commit(CommitError::OtherRequest)));
    assert!(anders, "{anderer}");
    let fremd = haus.tue("m2", &meldung(kennung(999), personen[0], 1, 300)).unwrap_err();
    // Einen Fall, den es nicht gibt, gehört niemandem: es verrät nichts, ob es ihn gibt.
    assert!(matches!(fremd, DoorError::Denied(_)), "{fremd}");
    assert_eq!(version(), danach);
    assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
}

#[test]
fn zwei_zugleich_melden_verschiedenes_und_beides_steht_danach_in_der_akte() {
    Haus::beide("tuer-zugleich").iter().for_each(zwei_zugleich);
}

fn zwei_zugleich(haus: &Haus) {
    let mut naechste = 0;
    for (runde, haushalt) in alleinstehende("2026-09".parse().unwrap()).take(6).enumerate() {
        let (fall, personen) = haus.nimm_auf(haushalt, &mut naechste);
        let person = personen[0];
        std::thread::scope(|faeden| {
            for posten in 1..=2 {
                faeden.spawn(move || {
                    let key = format!("runde-{runde}-{posten}");
                    haus.tue(&key, &meldung(fall, person, posten, 200)).unwrap();
                });
            }
        });
        let akte = haus.store().load::<PersonTatsache>(TRAEGER, Strom::person(person)).unwrap();
        let posten: BTreeSet<String> = akte
            .eintraege()
            .iter()
            .filter_map(|eintrag| match &eintrag.ereignis.tatsache {
                PersonTatsache::Einkommen { posten, .. } => Some(posten.text().to_owned()),
                _ => None,
            })
            .collect();
        assert_eq!(posten.len(), 2, "{posten:?}");
    }
    assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
}

#[test]
fn ein_aktenzeichen_gehoert_einem_fall_auch_wenn_zwei_es_zugleich_vergeben() {
    for haus in Haus::beide("tuer-aktenzeichen") {
        let haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
        let aufnahme = |nr: u32| {
            let personen = [(haushalt.lage.personen[0].id.clone(), kennung(100 + nr))].into();
            let (fall, eingang) = (kennung(nr), haushalt.antrag);
            let haushalt = haushalt.clone();
            let befehl =
                HaushaltAufnehmen { fall, personen, eingang, bewilligt_am: None, haushalt };
            Befehl::HaushaltAufnehmen(Box::new(befehl))
        };
        let ergebnisse: Vec<_> = std::thread::scope(|faeden| {
            let aufnahmen = [1, 2].map(|nr| {
                let (haus, befehl) = (&haus, aufnahme(nr));
                faeden.spawn(move || haus.tue(&format!("a{nr}"), &befehl))
            });
            aufnahmen.into_iter().map(|faden| faden.join().unwrap()).collect()
        });
        let (gut, vergeben): (Vec<_>, Vec<_>) = ergebnisse.into_iter().partition(Result::is_ok);
        assert_eq!(gut.len(), 1, "{vergeben:?}");
        let Some(Err(DoorError::Store(StoreError::Commit(CommitError::Taken(was))))) =
            vergeben.first()
        else {
            unreachable!("{vergeben:?}")
        };
        assert_eq!(*was, "Aktenzeichen");
        assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
    }
}

/// Nimmt jemandem die Rolle, mit der er arbeitet.
pub fn rolle_nehmen(durch: Wer, wem: Wer) -> Befehl {
    Befehl::RolleVergeben(Box::new(RolleVergeben {
        bediensteter: wem.kennung(),
        durch: durch.kennung(),
        was: Dienstangabe::Rolle { rolle: Rolle::Leistung, stand: Stand::Endet },
        gilt: Gilt::ab(heute()),
        eingang: heute(),
    }))
}
