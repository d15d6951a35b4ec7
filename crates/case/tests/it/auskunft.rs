//! Was ein Mensch über sich erfährt, und was nicht über andere (Art. 15 Abs. 4 DSGVO).

use std::collections::{BTreeMap, BTreeSet};

use case::akte::aufnahme::aufnahme;
use case::akte::{
    Akte, Ereignis, FallTatsache, Gilt, Kategorie, Kennung, Notiz, PersonTatsache, Posten, Tatsache,
};
use case::auskunft::{Auskunft, Quellen, auskunft};
use case::protokoll::{ProtokollTatsache, Zugriff};
use case::rechte::{Handlung, Zweck};
use case::schnittstelle::Haushalt;
use law::measure::Tag;
use serde_json::json;

use crate::aufbewahrung::{kennung, plan, tag};
use crate::hilfe::{beispiel, mit};

const NOTIZ: &str = "Kommt am Montag\nwieder.";

struct Spiel {
    fall: Akte<FallTatsache>,
    personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
    namen: BTreeMap<Kennung, String>,
}

/// Ein Paar mit Kind, mit Einkommen und einer Zahlung an den Vermieter.
fn spiel() -> Spiel {
    let haushalt: Haushalt = serde_json::from_value(json!({
        "nummer": "BG-00000042", "lage": mit(beispiel(), "/fall", json!(null)),
        "antrag": "2026-06-20", "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Ayşe", "nachname": "Muster", "anrede": "frau"},
                  {"id": "B", "vorname": "Jannik", "nachname": "Muster"},
                  {"id": "C", "vorname": "Miamaria", "nachname": "Muster"}],
        "anschrift":
            {"strasse": "Musterweg", "hausnummer": "1a", "plz": "01234", "ort": "Musterstadt"},
        "direktzahlungen": [{"art": "miete", "betrag": "680.00", "zeichen": "M-17",
            "konto": {"inhaber": "Musterwohnen GmbH", "iban": "DE02120300000000202051"}}]
    }))
    .unwrap();
    let ids = haushalt.lage.personen.iter().zip(11_u8..);
    let kennungen: BTreeMap<String, Kennung> =
        ids.map(|(person, nr)| (person.id.clone(), kennung(nr))).collect();
    let aufnahme = aufnahme(&haushalt, &kennungen, tag("2026-09-01")).unwrap();
    let notiz = Some(Notiz { mit: "im Haus".to_owned(), text: NOTIZ.to_owned() });
    let notiz = FallTatsache::Notiz { posten: Posten::nr(1), eintrag: notiz };
    let notiz = Ereignis::neu(Gilt::IMMER, tag("2026-10-01"), notiz);
    let fall = Akte::neu(kennung(3)).mit(&aufnahme.fall).mit(&[notiz]);
    let akte = |(wer, ereignisse): (&Kennung, &Vec<_>)| (*wer, Akte::neu(*wer).mit(ereignisse));
    let personen = aufnahme.personen.iter().map(akte).collect();
    let namen = haushalt.namen.iter().map(|name| (kennungen[&name.id], name.vorname.clone()));
    Spiel { fall, personen, namen: namen.collect() }
}

fn blick(person: Kennung) -> ProtokollTatsache {
    ProtokollTatsache::Blick(Zugriff {
        akteur: kennung(99),
        handlung: Handlung::Sehen,
        kategorien: BTreeSet::from([Kategorie::Einkommen]),
        faelle: BTreeSet::new(),
        personen: BTreeSet::from([person]),
        eingaenge: BTreeSet::new(),
        zwecke: BTreeSet::from([Zweck::Leistung]),
        regeln: BTreeSet::from(["leistung-zustaendig".to_owned()]),
        regelwerk: "abc".to_owned(),
        befehl: None,
    })
}

impl Spiel {
    fn ueber(&self, wer: Kennung, heute: Tag) -> Auskunft {
        let frist = plan().fall(&self.fall, &self.personen, heute);
        let faelle = [(self.fall.clone(), frist.clone())];
        auskunft(Quellen {
            person: &self.personen[&wer],
            faelle: &faelle,
            aufbewahrung: frist.as_ref(),
            zugriffe: &[(1_790_000_000_000_000, blick(wer))],
            heute,
        })
    }
}

#[test]
fn jede_eigene_tatsache_steht_da_und_von_anderen_nur_dass_sie_dazugehoeren() {
    let spiel = spiel();
    for (wer, akte) in &spiel.personen {
        let auskunft = spiel.ueber(*wer, tag("2026-11-28"));
        assert_eq!(auskunft.angaben.len(), akte.eintraege().len());
        for (angabe, eintrag) in auskunft.angaben.iter().zip(akte.eintraege()) {
            let ereignis = &eintrag.ereignis;
            let zeiten = (angabe.gilt, angabe.eingang, angabe.erfasst, angabe.version);
            let soll = (ereignis.gilt, ereignis.eingang, eintrag.erfasst.zeit.0, eintrag.version);
            assert_eq!((angabe.art, zeiten), (ereignis.tatsache.art(), soll));
        }
        let haushalt = &auskunft.haushalte[0];
        assert_eq!(haushalt.weitere_mitglieder, spiel.personen.len() - 1);
        for text in [auskunft.json(), auskunft.text()] {
            for (anderer, name) in &spiel.namen {
                let kommt_vor = text.contains(&anderer.to_string());
                assert_eq!(kommt_vor, anderer == wer, "{name}");
                assert_eq!(text.contains(name), anderer == wer, "{name}");
            }
            // Weder das Konto des Vermieters noch wer im Haus etwas sah.
            assert!(!text.contains("DE02120300000000202051"), "Konto eines Dritten");
            assert!(!text.contains(&kennung(99).to_string()));
            for muss in ["Musterwohnen GmbH", "Art. 77 DSGVO", "leistung", "§ 52 SGB II"] {
                assert!(text.contains(muss), "{muss}");
            }
        }
        // Ein Vermerk kann von anderen handeln: ein Mensch liest ihn vorher.
        let lesen = haushalt.angaben.iter().filter(|angabe| angabe.vor_herausgabe_lesen);
        assert_eq!(lesen.map(|angabe| angabe.art).collect::<Vec<_>>(), ["notiz"]);
        assert!(auskunft.text().contains("Kommt am Montag wieder."), "ohne Umbruch");
        assert_eq!(auskunft.speicherdauer.len(), 1);
        assert!(!format!("{auskunft:?}").contains(&spiel.namen[wer]));
    }
}

#[test]
fn dieselben_akten_geben_dieselben_bytes_und_das_json_ist_kanonisch() {
    let (eins, zwei) = (spiel(), spiel());
    let wer = kennung(11);
    let json = eins.ueber(wer, tag("2026-11-28")).json();
    assert_eq!(json, zwei.ueber(wer, tag("2026-11-28")).json());
    let gelesen: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(gelesen.to_string(), json);
    assert_eq!(gelesen["person"], wer.to_string());
}
