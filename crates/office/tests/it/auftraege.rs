//! Aufträge: sie entstehen mit dem Vorgang, gehen nie verloren, laufen nie zu zweit und enden immer irgendwo.

use case::akte::Strom;
use office::store::jobs::{ATTEMPTS, Go, Job, NewJob, Status};
use office::store::record::{Draft, Request};
use office::store::streams::Outcome;

use crate::hilfe::{Haus, TRAEGER, kennung, stehende_uhr, vergehen};

const PACHT: i64 = 61;

fn gib_auf(haus: &Haus, key: &str, zahl: usize) -> Outcome {
    let jobs = (0..zahl).map(|nr| NewJob { kind: "brief", subject: format!("fall:{nr}") });
    let appends = vec![(Strom::fall(kennung(7)), 0, vec!["{}".to_owned()])];
    let draft = Draft { appends, jobs: jobs.collect(), ..Draft::default() };
    haus.store().commit(Request { traeger: TRAEGER, key, body: b"" }, draft).unwrap()
}

fn nimm(haus: &Haus) -> Option<Job> {
    haus.store().claim(TRAEGER, "brief").unwrap()
}

fn offen(haus: &Haus) -> Vec<(String, Status, u32)> {
    let jobs = haus.store().jobs(TRAEGER).unwrap();
    jobs.into_iter().map(|job| (job.id, job.status, job.attempt)).collect()
}

#[test]
fn ein_auftrag_entsteht_einmal_laeuft_bei_einem_und_geht_nie_verloren() {
    for haus in Haus::mit_uhr("auftraege", stehende_uhr) {
        let store = haus.store();
        assert_eq!(nimm(&haus), None);
        gib_auf(&haus, "a", 2);
        // Zweimal gesendet: dieselben zwei.
        gib_auf(&haus, "a", 2);
        assert_eq!(offen(&haus).len(), 2);
        let erster = nimm(&haus).unwrap();
        let zweiter = nimm(&haus).unwrap();
        assert_eq!((erster.id.as_str(), zweiter.id.as_str()), ("a/1", "a/2"));
        assert_eq!((nimm(&haus), store.claim(TRAEGER, "anders").unwrap()), (None, None));
        assert_eq!(store.claim("anderswo", "brief").unwrap(), None);
        // Wer Fortschritt meldet, behält ihn; wer verschwindet, verliert ihn.
        vergehen(PACHT - 5);
        assert_eq!(store.progress(TRAEGER, &erster, (1, 3)).unwrap(), Go::On);
        vergehen(10);
        let wieder = nimm(&haus).unwrap();
        assert_eq!((wieder.id.as_str(), wieder.attempt), ("a/2", 2));
        assert_eq!(nimm(&haus), None);
        // Der Verschwundene kommt zurück: er darf nichts mehr ändern.
        assert_eq!(store.progress(TRAEGER, &zweiter, (1, 1)).unwrap(), Go::Lost);
        store.finish(TRAEGER, &zweiter).unwrap();
        assert_eq!(offen(&haus).len(), 2);
        store.finish(TRAEGER, &wieder).unwrap();
        store.finish(TRAEGER, &erster).unwrap();
        assert_eq!(offen(&haus), []);
        vergehen(10 * PACHT);
        assert_eq!(nimm(&haus), None);
    }
    abbrechen();
    zurueckgeben();
    scheitern();
    verschwinden();
}

fn abbrechen() {
    for haus in Haus::mit_uhr("auftraege-abbruch", stehende_uhr) {
        let store = haus.store();
        gib_auf(&haus, "a", 2);
        let laeuft = nimm(&haus).unwrap();
        assert!(store.cancel(TRAEGER, "a/1").unwrap());
        assert!(store.cancel(TRAEGER, "a/2").unwrap());
        assert!(!store.cancel(TRAEGER, "a/2").unwrap(), "ist schon zu Ende");
        assert!(!store.cancel(TRAEGER, "gibt-es-nicht").unwrap());
        let stand = |id: &str, stand| (id.to_owned(), stand, u32::from(id == "a/1"));
        let vorher = [stand("a/1", Status::Running), stand("a/2", Status::Cancelled)];
        assert_eq!(offen(&haus), vorher);
        assert_eq!(store.progress(TRAEGER, &laeuft, (1, 2)).unwrap(), Go::Cancelled);
        store.stop(TRAEGER, &laeuft).unwrap();
        assert_eq!(nimm(&haus), None);
        // Auch wer verschwand, bevor er aufhören konnte, bekommt keinen Nachfolger.
        assert!(store.retry(TRAEGER, "a/1").unwrap());
        assert!(nimm(&haus).is_some());
        assert!(store.cancel(TRAEGER, "a/1").unwrap());
        vergehen(PACHT + 1);
        assert_eq!(nimm(&haus), None);
        assert!(
            offen(&haus).iter().any(|(id, stand, _)| id == "a/1" && *stand == Status::Cancelled)
        );
        // Wer es sich anders überlegt, beginnt von vorn.
        assert!(store.retry(TRAEGER, "a/2").unwrap());
        assert!(!store.retry(TRAEGER, "a/2").unwrap(), "wartet schon");
        assert_eq!(nimm(&haus).map(|job| job.id).as_deref(), Some("a/2"));
    }
}

/// Ein Dienst, der endet, gibt zurück, was er hat: so oft er will, und wer es danach nimmt, beginnt beim ersten Versuch.
fn zurueckgeben() {
    for haus in Haus::mit_uhr("auftraege-zurueck", stehende_uhr) {
        let store = haus.store();
        gib_auf(&haus, "a", 1);
        for _ in 0..=ATTEMPTS {
            let job = nimm(&haus).unwrap();
            assert_eq!(job.attempt, 1);
            store.release(TRAEGER, &job).unwrap();
            // Danach gehört er ihm nicht mehr.
            assert_eq!(store.progress(TRAEGER, &job, (1, 1)).unwrap(), Go::Lost);
        }
        let job = nimm(&haus).unwrap();
        let alt = job.clone();
        store.release(TRAEGER, &job).unwrap();
        let neu = nimm(&haus).unwrap();
        store.release(TRAEGER, &alt).unwrap();
        assert_eq!(store.progress(TRAEGER, &neu, (1, 1)).unwrap(), Go::On);
    }
}

fn scheitern() {
    for haus in Haus::mit_uhr("auftraege-scheitern", stehende_uhr) {
        let store = haus.store();
        gib_auf(&haus, "a", 1);
        let mut nehmer = Vec::new();
        for versuch in 1..=ATTEMPTS {
            let job = nimm(&haus).unwrap();
            assert_eq!(job.attempt, versuch);
            nehmer.push(job.clone());
            store.fail(TRAEGER, &job, "der Drucker antwortet nicht".to_owned()).unwrap();
            assert_eq!(nimm(&haus), None, "vor der Pause kommt keiner an die Reihe");
            vergehen(10 << (versuch - 1));
        }
        let [job] = store.jobs(TRAEGER).unwrap().try_into().unwrap();
        let Job { status, message, .. } = job;
        assert_eq!((status, message.as_str()), (Status::Dead, "der Drucker antwortet nicht"));
        vergehen(100 * PACHT);
        assert_eq!(nimm(&haus), None);
        store.retry(TRAEGER, "a/1").unwrap();
        let neu = nimm(&haus).unwrap();
        assert_eq!(neu.attempt, 1);
        // Wieder der erste Versuch, und doch nicht dessen Pacht.
        for alt in &nehmer {
            store.finish(TRAEGER, alt).unwrap();
            assert_eq!(store.progress(TRAEGER, alt, (1, 1)).unwrap(), Go::Lost);
        }
        assert_eq!(store.progress(TRAEGER, &neu, (1, 1)).unwrap(), Go::On);
    }
}

/// Ein Auftrag, der jeden mitreißt, der ihn nimmt, hört nach fünf Malen auf.
fn verschwinden() {
    for haus in Haus::mit_uhr("auftraege-verschwinden", stehende_uhr) {
        gib_auf(&haus, "a", 1);
        for _ in 0..ATTEMPTS {
            assert!(nimm(&haus).is_some());
            vergehen(PACHT);
        }
        assert_eq!(nimm(&haus), None);
        assert_eq!(offen(&haus), [("a/1".to_owned(), Status::Dead, ATTEMPTS)]);
    }
}

#[test]
fn vier_die_zugleich_nehmen_bekommen_nie_denselben() {
    for haus in Haus::beide("auftraege-zugleich") {
        gib_auf(&haus, "a", 24);
        let mut genommen: Vec<String> = std::thread::scope(|faeden| {
            let arbeiten = || {
                let mut ids = Vec::new();
                while let Some(job) = nimm(&haus) {
                    haus.store().finish(TRAEGER, &job).unwrap();
                    ids.push(job.id);
                }
                ids
            };
            let faeden: Vec<_> = (0..4).map(|_| faeden.spawn(arbeiten)).collect();
            faeden.into_iter().flat_map(|faden| faden.join().unwrap()).collect()
        });
        genommen.sort();
        let zahl = genommen.len();
        genommen.dedup();
        assert_eq!((zahl, genommen.len()), (24, 24));
    }
}
