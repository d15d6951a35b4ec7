//! Akten durch den ganzen Speicher: Musterkreis hinein, derselbe Haushalt heraus; gelöscht ist gelöscht.

use std::collections::BTreeMap;
use std::path::Path;

use case::akte::aufnahme::aufnahme;
use case::akte::lage::Akten;
use case::akte::{Bekannt, FallTatsache, Kennung, PersonTatsache, Strom, StromArt};
use case::schnittstelle::{Haushalt, pruefe_haushalt};
use law::measure::Monat;
use muster::Musterkreis;
use office::store::keys::KeyError;
use office::store::record::{Draft, Request, Store, StoreError, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::streams::{CommitError, Outcome};

use crate::hilfe::{kennung, uhr, zufall};

const TRAEGER: &str = "musterkreis";

fn oeffne(ordner: &Path) -> Store {
    let main = Hauptschluessel::neu(1, &[5; 32]);
    Store::open(ordner, Surroundings { main, clock: uhr, randomness: zufall }).unwrap()
}

/// Ein aufgenommener Haushalt: sein Fall und seine Menschen.
struct Fall {
    fall: Strom,
    personen: Vec<Kennung>,
    haushalt: Haushalt,
}

fn nimm_auf(store: &Store, haushalt: Haushalt, naechste: &mut u32) -> Fall {
    let mut neu = || {
        *naechste += 1;
        kennung(*naechste)
    };
    let fall = Strom::fall(neu());
    let ids = haushalt.lage.personen.iter().map(|person| (person.id.clone(), neu()));
    let kennungen: BTreeMap<String, Kennung> = ids.collect();
    let aufnahme = aufnahme(&haushalt, &kennungen, haushalt.antrag).unwrap();
    let mut appends = vec![(fall, 0, aufnahme.fall.iter().map(|e| e.schreibe()).collect())];
    for (kennung, ereignisse) in &aufnahme.personen {
        let texte = ereignisse.iter().map(|e| e.schreibe()).collect();
        appends.push((Strom::person(*kennung), 0, texte));
    }
    let draft = Draft { appends, answer: haushalt.nummer.clone(), ..Draft::default() };
    let request = Request { traeger: TRAEGER, key: &haushalt.nummer, body: b"aufnahme" };
    assert_eq!(store.commit(request, draft).unwrap(), Outcome::Done(haushalt.nummer.clone()));
    Fall { fall, personen: aufnahme.personen.into_keys().collect(), haushalt }
}

impl Fall {
    fn lies(&self, store: &Store, monat: Monat) -> Result<Haushalt, StoreError> {
        let fall = store.load::<FallTatsache>(TRAEGER, self.fall)?;
        let mut personen = BTreeMap::new();
        for kennung in &self.personen {
            let akte = store.load::<PersonTatsache>(TRAEGER, Strom::person(*kennung))?;
            personen.insert(*kennung, akte);
        }
        let akten = Akten { fall: &fall, personen: &personen };
        Ok(akten.haushalt(monat, Bekannt::Jetzt).unwrap())
    }
}

#[test]
fn musterkreis_geht_durch_den_speicher_und_kommt_gleich_heraus_und_geloescht_ist_geloescht() {
    let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speicher-akten");
    let _ = std::fs::remove_dir_all(&ordner);
    std::fs::create_dir_all(&ordner).unwrap();
    let monat: Monat = "2026-09".parse().unwrap();
    let store = oeffne(&ordner);
    let mut naechste = 0;
    let kreis = Musterkreis { saat: 9, personen: 120, monat };
    let faelle: Vec<Fall> =
        kreis.haushalte().map(|haushalt| nimm_auf(&store, haushalt, &mut naechste)).collect();
    drop(store);
    let store = oeffne(&ordner);
    for fall in &faelle {
        let gelesen = fall.lies(&store, monat).unwrap();
        let lage =
            |haushalt: &Haushalt| format!("{:?}", pruefe_haushalt(haushalt, monat).unwrap().lage);
        assert_eq!(lage(&gelesen), lage(&fall.haushalt), "{}", fall.haushalt.nummer);
    }
    let stand = store.state(TRAEGER).unwrap();
    assert_eq!(store.verify(TRAEGER, &[stand]).unwrap().findings, []);

    // Einer wird gelöscht: seine Akte ist fort, alle anderen und jeder Beweis bleiben.
    let (fort, bleiben) = faelle.split_first().unwrap();
    let weg = Strom::person(fort.personen[0]);
    store.erase(TRAEGER, weg).unwrap();
    let fehler = store.load::<PersonTatsache>(TRAEGER, weg).unwrap_err();
    assert!(matches!(fehler, StoreError::Key(KeyError::Erased)), "{fehler}");
    assert!(bleiben[0].lies(&store, monat).is_ok());
    assert_eq!(store.verify(TRAEGER, &[stand]).unwrap().findings, []);
    // Auch anfügen kann niemand mehr, und ein zweites Anlegen gibt ihm keinen neuen Schlüssel.
    for ab in [3, 0] {
        let draft = Draft { appends: vec![(weg, ab, vec!["{}".to_owned()])], ..Draft::default() };
        let key = format!("nach-dem-loeschen-{ab}");
        let request = Request { traeger: TRAEGER, key: &key, body: b"" };
        let fehler = store.commit(request, draft).unwrap_err();
        assert!(matches!(fehler, StoreError::Key(KeyError::Erased)), "{fehler}");
        assert!(store.load::<PersonTatsache>(TRAEGER, weg).is_err());
    }
    // Dieselbe Aufnahme noch einmal gesendet bekommt dieselbe Antwort und ändert nichts.
    let nummer = &fort.haushalt.nummer;
    let noch_einmal = Request { traeger: TRAEGER, key: nummer, body: b"aufnahme" };
    let antwort = store.commit(noch_einmal, Draft::default()).unwrap();
    assert_eq!(antwort, Outcome::Repeated(nummer.clone()));
    let anders = Request { body: b"anders", ..noch_einmal };
    let fehler = store.commit(anders, Draft::default()).unwrap_err();
    assert!(matches!(fehler, StoreError::Commit(CommitError::OtherRequest)), "{fehler}");
    drop(store);
    // Kein Name, keine IBAN steht offen in einer der Dateien.
    let name = &fort.haushalt.namen[0];
    let iban = fort.haushalt.konto.as_ref().map(|konto| konto.iban.as_str());
    for datei in std::fs::read_dir(&ordner).unwrap() {
        let bytes = std::fs::read(datei.unwrap().path()).unwrap();
        for klar in [Some(name.nachname.as_str()), Some(name.vorname.as_str()), iban] {
            let Some(klar) = klar.filter(|klar| klar.len() > 4) else { continue };
            assert!(!bytes.windows(klar.len()).any(|fenster| fenster == klar.as_bytes()));
        }
    }
    std::fs::remove_dir_all(&ordner).unwrap();
}

#[test]
fn ein_anderer_hauptschluessel_oeffnet_nichts() {
    let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speicher-fremd");
    let _ = std::fs::remove_dir_all(&ordner);
    std::fs::create_dir_all(&ordner).unwrap();
    let monat: Monat = "2026-09".parse().unwrap();
    let haushalt = Musterkreis { saat: 9, personen: 5, monat }.haushalte().next().unwrap();
    let fall = nimm_auf(&oeffne(&ordner), haushalt, &mut 0);
    for (kennung, geheim) in [(1, [6; 32]), (2, [5; 32])] {
        let main = Hauptschluessel::neu(kennung, &geheim);
        let surroundings = Surroundings { main, clock: uhr, randomness: zufall };
        let store = Store::open(&ordner, surroundings).unwrap();
        let fehler = store.load::<FallTatsache>(TRAEGER, fall.fall).unwrap_err();
        assert!(matches!(fehler, StoreError::Key(KeyError::Seal(_))), "{fehler}");
        // Prüfen kann auch, wer nicht lesen darf.
        assert_eq!(store.verify(TRAEGER, &[]).unwrap().findings, []);
    }
    assert_eq!(fall.fall.art, StromArt::Fall);
    std::fs::remove_dir_all(&ordner).unwrap();
}
