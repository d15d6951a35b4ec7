//! Ein Vermerk erklärt die Blätter, die er nennt, und nur sie; erfinden kann ihn niemand.

use std::cell::{Cell, RefCell};

use case::akte::{LoeschTatsache, Loeschabschluss, Strom};
use office::arbeit::Arbeiter;
use office::store::erasure::Leaves;
use office::store::jobs::Status;
use office::store::record::{Draft, Request};
use office::store::sql::Value;
use office::store::verify::{Finding, verify};

use super::{LAUF, Spiel, spaeter};
use crate::hilfe::{Haus, TRAEGER, kennung};

fn geloescht(name: &str) -> [Spiel; 2] {
    Haus::beide(name).map(|haus| {
        let spiel = Spiel::neu(haus);
        spiel.freigegeben();
        spiel.fristen().arbeite().unwrap().unwrap();
        assert_eq!(spiel.funde(), []);
        spiel
    })
}

fn fehlend(funde: &[Finding]) -> usize {
    funde.iter().filter(|fund| matches!(fund, Finding::Missing(_))).count()
}

fn vermerk_passt_nicht(funde: &[Finding]) -> bool {
    funde.iter().any(|fund| matches!(fund, Finding::Note { .. }))
}

/// Prüft ohne einen Schlüssel.
fn ohne_schluessel(spiel: &Spiel) -> Vec<Finding> {
    spiel.haus.mit(|db| verify(db, TRAEGER, &[]).unwrap().findings)
}

#[test]
fn bereiche_von_blaettern_haben_genau_eine_schreibweise() {
    type Fall<'a> = (&'a [u64], &'a [(u64, u64)]);
    let faelle: [Fall<'_>; 4] = [
        (&[1], &[(1, 1)]),
        (&[3, 4, 5, 9], &[(3, 5), (9, 9)]),
        (&[1, 3], &[(1, 1), (3, 3)]),
        (&[u64::MAX - 2], &[(u64::MAX - 2, u64::MAX - 2)]),
    ];
    for (nummern, bereiche) in faelle {
        let leaves = Leaves::of(nummern.iter().copied());
        assert_eq!(leaves.ranges(), bereiche);
        assert_eq!(Leaves::read(&leaves.bytes()), Some(leaves.clone()));
        assert_eq!(leaves.command().len(), "loeschvermerk-".len() + 64);
    }
    let paar = |von: u64, bis: u64| [von.to_be_bytes(), bis.to_be_bytes()].concat();
    let falsch: [Vec<u8>; 7] = [
        vec![],
        paar(0, 1),
        paar(5, 4),
        [paar(1, 2), paar(3, 4)].concat(),
        [paar(5, 6), paar(1, 2)].concat(),
        paar(1, 2)[..15].to_vec(),
        paar(1, 2)[..8].to_vec(),
    ];
    for bytes in falsch {
        assert_eq!(Leaves::read(&bytes), None, "{bytes:?}");
    }
    assert_ne!(Leaves::of([1]).command(), Leaves::of([2]).command());
}

#[test]
fn ohne_vermerk_ist_was_fehlt_einfach_fort() {
    for spiel in geloescht("vermerk-fehlt") {
        let zahl = usize::try_from(spiel.geloeschte_blaetter()).unwrap();
        spiel.haus.mit(|db| db.execute("DELETE FROM loeschvermerk", &[]).unwrap());
        assert_eq!(fehlend(&spiel.funde()), zahl);
    }
}

#[test]
fn ein_vermerk_erklaert_kein_blatt_das_er_nicht_nennt() {
    for spiel in geloescht("vermerk-mehr") {
        // Eine Akte verschwindet ohne Vermerk; der vorhandene wird um ihre Blätter erweitert.
        let alle: Vec<u64> = (1..=spiel.haus.store().state(TRAEGER).unwrap().zahl - 6).collect();
        let bytes = Leaves::of(alle).bytes();
        spiel.haus.mit(|db| {
            let sql = "DELETE FROM ereignis WHERE strom LIKE 'bediensteter:%'";
            assert!(db.execute(sql, &[]).unwrap() > 5);
            db.execute("DELETE FROM strom WHERE strom LIKE 'bediensteter:%'", &[]).unwrap();
            let sql = "UPDATE loeschvermerk SET blaetter = $1";
            assert!(db.execute(sql, &[Value::Bytes(&bytes)]).unwrap() > 0);
        });
        for funde in [ohne_schluessel(&spiel), spiel.funde()] {
            assert!(vermerk_passt_nicht(&funde) && fehlend(&funde) > 5, "{}", funde.len());
        }
    }
}

#[test]
fn eine_erfundene_zeile_erklaert_nichts() {
    for spiel in geloescht("vermerk-erfunden") {
        spiel.haus.mit(|db| {
            db.execute("DELETE FROM ereignis WHERE strom LIKE 'bediensteter:%'", &[]).unwrap();
            db.execute("DELETE FROM strom WHERE strom LIKE 'bediensteter:%'", &[]).unwrap();
            let bytes = Leaves::of(1..=3).bytes();
            let strom = Strom::loeschung(kennung(LAUF)).to_string();
            let sql = "INSERT INTO loeschvermerk (traeger, strom, version, blaetter) \
                       VALUES ($1, $2, $3, $4)";
            // Unter dem Vorschlag, und unter einem Lauf, den es nicht gibt.
            let lauf = [Value::Text(TRAEGER), Value::Text(&strom)];
            for (strom, version) in [(lauf[1], 1), (Value::Text("loeschung:x"), 1)] {
                let zeile = [lauf[0], strom, Value::Int(version), Value::Bytes(&bytes)];
                db.execute(sql, &zeile).unwrap();
            }
        });
        let funde = ohne_schluessel(&spiel);
        let falsch = funde.iter().filter(|fund| matches!(fund, Finding::Note { .. })).count();
        assert_eq!(falsch, 2);
        assert!(fehlend(&funde) >= 3);
    }
}

#[test]
fn ein_ereignis_das_nur_so_heisst_ist_kein_vermerk() {
    for spiel in geloescht("vermerk-name") {
        // Der Befehl heißt wie ein Vermerk für die Blätter 1 bis 3; gesagt wird etwas anderes.
        let leaves = Leaves::of(1..=3);
        let strom = Strom::loeschung(kennung(LAUF + 1));
        let tatsache = LoeschTatsache::Abschluss(Loeschabschluss::default());
        let text = spiel.ereignis(tatsache);
        let draft = Draft { appends: vec![(strom, 0, vec![text])], ..Draft::default() };
        let key = leaves.command();
        let request = Request { traeger: TRAEGER, key: &key, body: b"" };
        spiel.haus.store().commit(request, draft).unwrap();
        let name = strom.to_string();
        spiel.haus.mit(|db| {
            let sql = "INSERT INTO loeschvermerk (traeger, strom, version, blaetter) \
                       VALUES ($1, $2, 1, $3)";
            let zeile = [Value::Text(TRAEGER), Value::Text(&name), Value::Bytes(&leaves.bytes())];
            db.execute(sql, &zeile).unwrap();
        });
        let vermerk = Finding::Note { stream: name, version: 1 };
        // Ohne Schlüssel fällt nur auf, dass die Ereignisse noch da sind; mit Schlüssel, dass es keiner ist.
        let ohne = ohne_schluessel(&spiel);
        assert_eq!(ohne, [1, 2, 3].map(Finding::StillThere));
        assert!(spiel.funde().contains(&vermerk));
    }
}

impl Spiel {
    fn ereignis(&self, tatsache: LoeschTatsache) -> String {
        let tag = self.fristen().heute;
        case::akte::Ereignis::neu(case::akte::Gilt::ab(tag), tag, tatsache).schreibe()
    }
}

#[test]
fn wer_veraendert_ist_wird_nicht_geloescht_denn_damit_verschwaende_der_beweis() {
    let faelschungen = [
        "UPDATE ereignis SET erfasst = erfasst + 1 WHERE strom = $1 AND version = 2",
        "DELETE FROM ereignis WHERE strom = $1 AND version = 2",
        "DELETE FROM strom WHERE strom = $1",
    ];
    for faelschung in faelschungen {
        for spiel in Haus::beide("vermerk-veraendert").map(Spiel::neu) {
            spiel.freigegeben();
            let strom = Strom::fall(spiel.fall).to_string();
            spiel.haus.mit(|db| {
                assert_eq!(db.execute(faelschung, &[Value::Text(&strom)]).unwrap(), 1);
            });
            let fehler = spiel.fristen().arbeite().unwrap_err().to_string();
            assert!(fehler.contains("erst klären"), "{fehler}");
            assert!(spiel.versionen().1 > 0);
            assert!(!spiel.funde().is_empty());
        }
    }
}

#[test]
fn ein_angehaltener_lauf_laesst_sich_zu_ende_fuehren() {
    for spiel in Haus::beide("fristen-angehalten").map(Spiel::neu) {
        spiel.freigegeben();
        let auftrag = spiel.haus.store().jobs(TRAEGER).unwrap().remove(0);
        // Der Wunsch kommt, während der erste Posten gelöscht wird.
        let melde = |_| {
            let abgebrochen = spiel.haus.store().cancel(TRAEGER, &auftrag.id);
            abgebrochen.map(drop).map_err(std::io::Error::other)
        };
        let fristen = office::fristen::Fristen { melde: &melde, ..spiel.fristen() };
        let fehler = fristen.arbeite().unwrap_err();
        assert!(matches!(fehler, office::fristen::FristenFehler::Angehalten), "{fehler}");
        assert_eq!(spiel.funde(), []);
        spiel.haus.store().retry(TRAEGER, &auftrag.id).unwrap();
        assert!(spiel.fristen().arbeite().unwrap().is_some());
        assert_eq!((spiel.funde(), spiel.versionen()), (vec![], (0, 0)));
    }
}

#[test]
fn ein_dienst_der_endet_gibt_den_lauf_zurueck_und_der_naechste_fuehrt_ihn_zu_ende() {
    for spiel in Haus::beide("fristen-dienst").map(Spiel::neu) {
        spiel.freigegeben();
        let gemeldet = RefCell::new(Vec::new());
        let melde = |traeger: &str, strom: Strom| {
            gemeldet.borrow_mut().push((traeger.to_owned(), strom));
            Ok(())
        };
        // Während des ersten Postens will jemand beenden: gefragt wird vor dem Lauf und nach jedem Posten.
        let gefragt = Cell::new(0);
        let noch_einer = || gefragt.replace(gefragt.get() + 1) == 0;
        let arbeiter = |weiter| Arbeiter {
            store: spiel.haus.store(),
            ablage: &spiel.ablage,
            plan: &spiel.plan,
            melde: &melde,
            weiter,
        };
        let runde = arbeiter(&noch_einer).runde(spaeter()).unwrap();
        assert_eq!((runde.getan, runde.gescheitert.len()), (0, 0));
        let [job] = spiel.haus.store().jobs(TRAEGER).unwrap().try_into().unwrap();
        assert_eq!((job.status, job.attempt), (Status::Waiting, 0));
        let runde = arbeiter(&|| true).runde(spaeter()).unwrap();
        assert_eq!((runde.getan, runde.gescheitert.len()), (1, 0));
        assert_eq!((spiel.funde(), spiel.versionen()), (vec![], (0, 0)));
        assert!(gemeldet.borrow().contains(&(TRAEGER.to_owned(), Strom::fall(spiel.fall))));
        assert_eq!(arbeiter(&|| true).runde(spaeter()).unwrap().getan, 0, "nichts wartet");
    }
}
