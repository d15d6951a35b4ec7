//! Auskunft und Einschränkung durch die Tür (Art. 15, 18 DSGVO, §§ 83, 84 SGB X).

use std::collections::BTreeSet;

use case::akte::{Kategorie, PersonTatsache, Sperre, Sperrgrund, Strom};
use case::befehl::{AkteSperren, Befehl};
use case::namen::suche::Suche;
use case::rechte::{Grund, Handlung, Zweck};
use office::door::DoorError;

use super::Spiel;
use crate::hilfe::{Haus, TRAEGER, Wer, als, heute};

const ANFRAGE: Option<Zweck> = Some(Zweck::Betroffenenanfrage);

#[test]
fn auskunft_gibt_die_rechtsstelle_und_sie_steht_im_protokoll() {
    for spiel in Haus::beide("auskunft").map(Spiel::neu) {
        let door = spiel.haus.door();
        spiel.haus.door().fall(als(Wer::Leistung, None), spiel.fall, Kategorie::ALLE).unwrap();
        let frage = |wer, zweck| door.auskunft(als(wer, zweck), &spiel.plan, spiel.person);
        assert!(matches!(frage(Wer::Leistung, ANFRAGE), Err(DoorError::Denied(Grund::Rolle))));
        assert!(matches!(frage(Wer::Leitung, None), Err(DoorError::Purpose(_))));
        let auskunft = frage(Wer::Leitung, ANFRAGE).unwrap();
        let akte = spiel.haus.store().load::<PersonTatsache>(TRAEGER, Strom::person(spiel.person));
        assert_eq!(auskunft.angaben.len(), akte.unwrap().eintraege().len());
        assert_eq!(auskunft.haushalte.len(), 1);
        assert!(auskunft.zugriffe.iter().any(|z| z.was == "gesehen" && z.handlung == "sehen"));
        assert!(auskunft.zugriffe.iter().any(|z| z.was == "abgewiesen"));
        assert!(auskunft.zugriffe.is_sorted_by_key(|zugriff| zugriff.zeit));
        assert!(!auskunft.speicherdauer.is_empty());
        // Auch die Auskunft selbst ist ein Blick, und der nächste sieht ihn.
        let protokoll = door.protokoll(als(Wer::Datenschutz, None), spiel.person).unwrap();
        let auskuenfte =
            protokoll.iter().filter(|e| e.was.zugriff().handlung == Handlung::Auskunft);
        assert_eq!(auskuenfte.count(), 3);
    }
}

#[test]
fn eingeschraenkt_sehen_eine_akte_nur_rechtsstelle_und_datenschutz() {
    for spiel in Haus::beide("eingeschraenkt").map(Spiel::neu) {
        let sperre = Sperre { grund: Sperrgrund::Eingeschraenkt, zugelassen: BTreeSet::new() };
        let befehl =
            |sperre| Befehl::AkteSperren(Box::new(AkteSperren { fall: spiel.fall, sperre }));
        let leitung = (Wer::Kollegin, Some(Zweck::Schutz));
        spiel.haus.tue_als(leitung, "einschraenken", &befehl(Some(sperre))).unwrap();
        let suche = Suche::lies("BG-*", heute());
        let sieht = |wer, zweck| {
            let caller = als(wer, zweck);
            let fall = spiel.haus.door().fall(caller, spiel.fall, &[Kategorie::Einkommen]);
            let funde = spiel.haus.door().suche(caller, &suche);
            (fall.is_ok(), funde.is_ok())
        };
        assert!(!sieht(Wer::Leistung, None).0);
        assert!(!sieht(Wer::Kollegin, Some(Zweck::Teamhilfe)).0);
        assert!(sieht(Wer::Leitung, Some(Zweck::Widerspruch)).0);
        assert!(sieht(Wer::Datenschutz, ANFRAGE).0);
        let auskunft =
            spiel.haus.door().auskunft(als(Wer::Datenschutz, ANFRAGE), &spiel.plan, spiel.person);
        assert!(auskunft.is_ok());
        assert_eq!(spiel.sammle().einzuschraenken, []);
        // Wer wiederkommt, dessen Akte macht die Rechtsstelle auf.
        spiel.haus.tue_als(leitung, "oeffnen", &befehl(None)).unwrap();
        assert!(sieht(Wer::Leistung, None).0);
    }
}
