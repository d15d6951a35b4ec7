//! Aufräumen: fort ist nur, was keine Akte nennt und alt genug ist; das Verzeichnis stimmt danach wieder.

use std::fs;
use std::time::{Duration, SystemTime};

use case::akte::Strom;
use office::sicherung::{Aufraeumauftrag, Melder, raeume_auf};
use office::store;
use office::store::sql::Value;

use super::{ablage, fuelle, geprueft};
use crate::hilfe::{Haus, TRAEGER};

fn raeume(haus: &Haus, verzeichnis: bool, vor: SystemTime) -> Result<usize, String> {
    let (store, ablage) = (haus.store(), &ablage(haus));
    let melder = Melder::stumm();
    raeume_auf(&Aufraeumauftrag { store, ablage, geloescht: None, verzeichnis, vor, melder })
        .map_err(|fehler| fehler.to_string())
}

#[test]
fn fort_ist_was_verwaist_und_alt_ist_und_das_verzeichnis_stimmt_wieder() {
    for haus in Haus::beide("aufraeumen") {
        let faelle = fuelle(&haus, 6);
        // Eine Datei, deren Befehl ausblieb, und eine Zeile zu viel im Verzeichnis.
        let strom = Strom::fall(faelle[0].fall);
        let schluessel = haus.store().seal_key(TRAEGER, strom).unwrap();
        let name = strom.to_string();
        let hier = store::Strom { traeger: TRAEGER, kennung: &name };
        ablage(&haus).lege(hier, &schluessel, b"dazu kam kein Befehl").unwrap();
        let zuviel = "INSERT INTO merkmal (traeger, strom, art, wert, von, bis) \
                      VALUES ($1, $2, 'eingang', '', '2026-09-01', '9999-12-31')";
        haus.mit(|db| {
            db.execute(zuviel, &[Value::Text(TRAEGER), Value::Text(&name)]).unwrap();
        });
        let bericht = geprueft(&haus, &[]);
        assert_eq!((bericht.funde.len(), bericht.hinweise.len()), (1, 1), "{bericht:?}");
        for was in [&bericht.funde[0].was, &bericht.hinweise[0].was] {
            assert!(was.contains("nahtlos aufraeumen"), "{was}");
        }
        // Ihr Alter entscheidet.
        let jetzt = fs::metadata(haus.ordner().join("dokumente")).unwrap().modified().unwrap();
        let stunde = Duration::from_secs(3600);
        assert_eq!(raeume(&haus, false, jetzt - stunde), Ok(0));
        assert_eq!(raeume(&haus, false, jetzt + stunde), Ok(1));
        let bericht = geprueft(&haus, &[]);
        assert_eq!((bericht.funde.len(), bericht.hinweise.len()), (1, 0), "{bericht:?}");
        assert_eq!(raeume(&haus, true, jetzt + stunde), Ok(0));
        let bericht = geprueft(&haus, &[]);
        assert_eq!((bericht.funde.len(), bericht.hinweise.len()), (0, 0), "{bericht:?}");
    }
}

#[test]
fn ist_eine_akte_nicht_lesbar_bleiben_alle_dateien() {
    for haus in Haus::beide("aufraeumen-kaputt") {
        let faelle = fuelle(&haus, 12);
        let name = Strom::fall(faelle[0].fall).to_string();
        let faelschen = "UPDATE ereignis SET inhalt = salz WHERE strom = $1 AND version = 1";
        haus.mit(|db| {
            assert_eq!(db.execute(faelschen, &[Value::Text(&name)]).unwrap(), 1);
        });
        let dateien = || fs::read_dir(haus.ordner().join("dokumente")).unwrap().count();
        let vorher = dateien();
        let spaeter = SystemTime::UNIX_EPOCH + Duration::from_secs(10_000_000_000);
        assert!(raeume(&haus, false, spaeter).is_err());
        assert_eq!(dateien(), vorher);
        // Auch, wo nur ein Schlüssel fehlt: er liegt vielleicht woanders.
        haus.store().erase_key(TRAEGER, Strom::fall(faelle[1].fall)).unwrap();
        let fehler = raeume(&haus, true, spaeter).unwrap_err();
        assert!(fehler.contains("keinen Schlüssel"), "{fehler}");
        assert_eq!(dateien(), vorher);
    }
}
