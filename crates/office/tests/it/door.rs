//! Durch die Tür: aufnehmen, melden, zwei zugleich, zweimal dasselbe, abgewiesen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use case::akte::{Gilt, Kennung, Nachweis, PersonTatsache, Posten, Strom};
use case::befehl::{Ablehnung, Befehl, EinkommenMelden, HaushaltAufnehmen};
use case::schnittstelle::Haushalt;
use law::anspruch::Werkbank;
use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;
use muster::Musterkreis;
use office::door::{Done, Door, DoorError, Order};
use office::store::lite::{Store, StoreError, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::streams::CommitError;

use crate::hilfe::{kennung, uhr, zufall};

const TRAEGER: &str = "musterkreis";

/// Ein Speicher in einem Ordner, der mit dem Test verschwindet.
struct Haus {
    ordner: PathBuf,
    store: Option<Store>,
    recht: Recht,
}

impl Haus {
    fn neu(name: &str) -> Haus {
        let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tuer-{name}"));
        let _ = std::fs::remove_dir_all(&ordner);
        std::fs::create_dir_all(&ordner).unwrap();
        let main = Hauptschluessel::neu(1, &[5; 32]);
        let umgebung = Surroundings { main, clock: uhr, randomness: zufall };
        let store = Some(Store::open(&ordner, umgebung).unwrap());
        Haus { ordner, store, recht: Recht::eingebaut().unwrap() }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn tue(&self, key: &str, befehl: &Befehl) -> Result<Done, DoorError> {
        let heute: Tag = "2026-11-20".parse().unwrap();
        let order = Order { traeger: TRAEGER, key, befehl, heute };
        Door { store: self.store(), recht: &self.recht }.execute(order, &mut Werkbank::neu())
    }
}

impl Drop for Haus {
    fn drop(&mut self) {
        self.store = None;
        let _ = std::fs::remove_dir_all(&self.ordner);
    }
}

/// Nimmt einen Haushalt auf; zurück kommen die Kennungen des Falls und der Menschen.
fn nimm_auf(haus: &Haus, haushalt: Haushalt, naechste: &mut u32) -> (Kennung, Vec<Kennung>) {
    let mut neu = || {
        *naechste += 1;
        kennung(*naechste)
    };
    let fall = neu();
    let ids = haushalt.lage.personen.iter().map(|person| (person.id.clone(), neu()));
    let personen: BTreeMap<String, Kennung> = ids.collect();
    let menschen =
        haushalt.lage.personen.iter().filter_map(|p| personen.get(&p.id)).copied().collect();
    let key = format!("aufnahme-{}", haushalt.nummer);
    let eingang = haushalt.antrag;
    let befehl = HaushaltAufnehmen { fall, personen, eingang, haushalt };
    let done = haus.tue(&key, &Befehl::HaushaltAufnehmen(Box::new(befehl))).unwrap();
    assert_eq!(done, Done::Stored(Vec::new()));
    (fall, menschen)
}

/// Musterkreis, nur ganz gewöhnliche Haushalte: allein, ohne Einnahmen, den ganzen Monat da.
fn alleinstehende(monat: Monat) -> impl Iterator<Item = Haushalt> {
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

fn meldung(fall: Kennung, person: Kennung, posten: usize, brutto: u32) -> Befehl {
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
    let haus = Haus::neu("meldung");
    let haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
    let (fall, personen) = nimm_auf(&haus, haushalt, &mut 0);
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
    assert!(matches!(fremd, DoorError::Refused(Ablehnung::Unbekannt(_))), "{fremd}");
    assert_eq!(version(), danach);
    assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
}

#[test]
fn zwei_zugleich_melden_verschiedenes_und_beides_steht_danach_in_der_akte() {
    let haus = Haus::neu("zugleich");
    let mut naechste = 0;
    for (runde, haushalt) in alleinstehende("2026-09".parse().unwrap()).take(6).enumerate() {
        let (fall, personen) = nimm_auf(&haus, haushalt, &mut naechste);
        let person = personen[0];
        std::thread::scope(|faeden| {
            for posten in 1..=2 {
                let haus = &haus;
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
