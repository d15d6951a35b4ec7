//! Ein Büro ohne Speicher: Befehle entscheiden, Ereignisse anfügen, Entwürfe ansehen.

use std::collections::BTreeMap;

use case::akte::lage::Akten;
use case::akte::{
    Akte, Eintrag, Ereignis, Erfasst, Gilt, Kennung, Nachweis, Posten, Strom, StromArt, Tatsache,
    Zeitpunkt,
};
use case::befehl::{
    Ablehnung, AnhoerungFuehren, Anhoerungsschritt, Befehl, Bestand, EinkommenMelden, Entscheidung,
    EntwurfFreigeben, FrageBeantworten, HaushaltAufnehmen, Rechenhilfe, entscheide,
};
use case::bescheid::{Bescheidart, Bewilligtes, Nachrechnung, bescheide, rechne_nach};
use case::entwurf::{Antwort, Entwurf, Thema, wartender};
use case::schnittstelle::Einkommen;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde_json::{Value, json};

pub const FALL: Kennung = Kennung::aus_bytes([1; 16]);

/// Wer im Büro einträgt und entwirft.
pub const SACHBEARBEITUNG: Kennung = Kennung::aus_bytes([2; 16]);
/// Wer freigibt.
pub const LEITUNG: Kennung = Kennung::aus_bytes([3; 16]);

/// Die Kennung des Menschen A, B, C, D.
pub fn kennung(id: char) -> Kennung {
    Kennung::aus_bytes([u8::try_from(id).unwrap(); 16])
}

pub fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

pub struct Buero {
    pub recht: Recht,
    pub bestand: Bestand,
}

/// Eine Meldung: was sie ändert, ist einzeln zu setzen.
pub fn meldung(person: char, nr: usize, einkommen: Value, von: &str) -> EinkommenMelden {
    let einkommen: Option<Einkommen> = serde_json::from_value(einkommen).unwrap();
    EinkommenMelden {
        fall: FALL,
        person: kennung(person),
        posten: Posten::nr(nr),
        einkommen,
        gilt: Gilt { von: (!von.is_empty()).then(|| tag(von)), bis: None },
        eingang: tag("2026-09-10"),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }
}

pub fn lohn(brutto: &str, netto: &str) -> Value {
    json!({"art": "erwerb", "brutto": brutto, "netto": netto})
}

impl Buero {
    /// Aufgenommen am 3. Juli 2026, bewilligt mit Bescheid von diesem Tag für Juli 2026 bis Juni 2027; `personen` heißen
    /// A, B, …
    pub fn neu(personen: Value, grundmiete: &str) -> Buero {
        Buero::mit(personen, grundmiete, Some(tag("2026-07-03")))
    }

    /// Wie [`Buero::neu`], beantragt und noch nicht bewilligt.
    pub fn beantragt(personen: Value, grundmiete: &str) -> Buero {
        Buero::mit(personen, grundmiete, None)
    }

    fn mit(personen: Value, grundmiete: &str, bewilligt_am: Option<Tag>) -> Buero {
        let ids: Vec<char> = ('A'..).take(personen.as_array().unwrap().len()).collect();
        let namen: Vec<_> = ids
            .iter()
            .zip(["Erika", "Max", "Kim", "Toni"])
            .map(|(id, vorname)| json!({"id": id, "vorname": vorname, "nachname": "Beispiel"}))
            .collect();
        let haushalt = serde_json::from_value(json!({
            "nummer": "BG-1", "antrag": "2026-07-03", "vertreter": "A", "namen": namen,
            "lage": {"monat": "2026-07", "bewilligung_ab": "2026-07-01", "personen": personen,
                "wohnung": {"grundmiete": grundmiete}},
            "bewilligung_bis": "2027-06-30",
            "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
        }))
        .unwrap();
        let aufnehmen = HaushaltAufnehmen {
            fall: FALL,
            personen: ids.iter().map(|id| (id.to_string(), kennung(*id))).collect(),
            eingang: tag("2026-07-03"),
            bewilligt_am,
            haushalt,
        };
        let recht = Recht::eingebaut().unwrap();
        let mut buero = Buero { recht, bestand: Bestand::default() };
        let befehl = Befehl::HaushaltAufnehmen(Box::new(aufnehmen));
        let entscheidung = buero.entscheidet(&befehl, "2026-07-03").unwrap();
        buero.speichere(&entscheidung);
        buero
    }

    /// Erika lebt allein: 563 Regelbedarf und 437 Miete sind 1 000 im Monat (§§ 20, 22).
    pub fn erika() -> Buero {
        Buero::neu(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00")
    }

    /// Erika, die seit der Bewilligung 1 000 brutto und 800 netto verdient: 528 im Monat (§ 11b).
    pub fn erika_mit_lohn() -> Buero {
        let einkommen = [lohn("1000.00", "800.00")];
        let personen = json!([{"id": "A", "geboren": "1985-03-01", "einkommen": einkommen}]);
        Buero::neu(personen, "437.00")
    }

    pub fn entscheidet(&self, befehl: &Befehl, heute: &str) -> Result<Entscheidung, Ablehnung> {
        let (mut werkbank, heute) = (Werkbank::neu(), tag(heute));
        let mut hilfe = Rechenhilfe {
            recht: &self.recht,
            werkbank: &mut werkbank,
            heute,
            akteur: SACHBEARBEITUNG,
        };
        entscheide(befehl, &self.bestand, &mut hilfe)
    }

    /// Meldet und speichert; gibt die Version der Meldung in der Akte des Menschen zurück.
    pub fn melde(&mut self, meldung: EinkommenMelden, heute: &str) -> u64 {
        let person = meldung.person;
        let befehl = Befehl::EinkommenMelden(Box::new(meldung));
        let entscheidung = self.entscheidet(&befehl, heute).unwrap();
        self.speichere(&entscheidung);
        self.bestand.personen[&person].version()
    }

    /// Was der Speicher täte: `false`, wenn auf altem Wissen entschieden ist; dann ist nichts geschehen.
    pub fn speichere(&mut self, entscheidung: &Entscheidung) -> bool {
        let version = |strom: &Strom| match strom.art {
            StromArt::Fall => self.bestand.faelle.get(&strom.kennung).map_or(0, Akte::version),
            StromArt::Buendel => self.bestand.buendel.get(&strom.kennung).map_or(0, Akte::version),
            _ => self.bestand.personen.get(&strom.kennung).map_or(0, Akte::version),
        };
        let geschrieben = entscheidung.ereignisse.iter().map(|(strom, ab, _)| (strom, ab));
        let gelesen = entscheidung.gelesen.iter().map(|(strom, ab)| (strom, ab));
        if geschrieben.chain(gelesen).any(|(strom, ab)| version(strom) != *ab) {
            return false;
        }
        for (Strom { art, kennung }, _, texte) in &entscheidung.ereignisse {
            match art {
                StromArt::Fall => angefuegt(&mut self.bestand.faelle, *kennung, texte),
                StromArt::Buendel => angefuegt(&mut self.bestand.buendel, *kennung, texte),
                _ => angefuegt(&mut self.bestand.personen, *kennung, texte),
            }
        }
        true
    }

    /// Führt einen Befehl am Fall aus, als der, der er sagt.
    pub fn tue(&mut self, befehl: Befehl, heute: &str) -> Result<(), Ablehnung> {
        let entscheidung = self.entscheidet(&befehl, heute)?;
        assert!(self.speichere(&entscheidung));
        Ok(())
    }

    /// Gibt den wartenden Entwurf frei.
    pub fn gib_frei(&mut self, durch: Kennung, heute: &str) -> Result<Bescheidart, Ablehnung> {
        let entwurf = wartender(self.akten().fall).unwrap().0.clone();
        let befehl = EntwurfFreigeben { fall: FALL, entwurf, durch };
        self.tue(Befehl::EntwurfFreigeben(Box::new(befehl)), heute)?;
        // Kein Test soll das verlangen müssen: jeder Bescheid ergibt sich aus den Akten von damals noch genauso.
        // Gilt im Büro inzwischen anderes Recht, sagen die früheren das, und nur das.
        let nachgerechnet = self.rechne_nach();
        assert_eq!(nachgerechnet.last(), Some(&Nachrechnung::Gleich));
        let erklaert = [Nachrechnung::Gleich, Nachrechnung::AndereWerte];
        assert!(nachgerechnet.iter().all(|ergebnis| erklaert.contains(ergebnis)));
        Ok(bescheide(self.akten().fall).last().unwrap().1.art)
    }

    /// Alle Bescheide mit dem Recht des Büros nachgerechnet.
    pub fn rechne_nach(&self) -> Vec<Nachrechnung> {
        let (akten, mut werkbank) = (self.akten(), Werkbank::neu());
        let alle = bescheide(akten.fall).into_iter();
        alle.map(|(posten, ..)| rechne_nach(akten, posten, (&self.recht, &mut werkbank)).unwrap())
            .collect()
    }

    /// Beantwortet die eine Frage zu diesem Thema.
    pub fn antworte(
        &mut self,
        (thema, person): (Thema, Option<char>),
        antwort: Antwort,
        heute: &str,
    ) -> Result<(), Ablehnung> {
        let befehl = FrageBeantworten {
            fall: FALL,
            thema,
            person: person.map(kennung),
            monat: None,
            norm: None,
            antwort,
            begruendung: "Nach Prüfung der Akte.".to_owned(),
            durch: SACHBEARBEITUNG,
        };
        self.tue(Befehl::FrageBeantworten(Box::new(befehl)), heute)
    }

    /// Ein Schritt der Anhörung zum wartenden Entwurf.
    pub fn hoere_an(&mut self, schritt: Anhoerungsschritt, heute: &str) -> Result<(), Ablehnung> {
        let entwurf = wartender(self.akten().fall).unwrap().0.clone();
        let befehl = AnhoerungFuehren { fall: FALL, entwurf, schritt, durch: SACHBEARBEITUNG };
        self.tue(Befehl::AnhoerungFuehren(Box::new(befehl)), heute)
    }

    /// `2026-09 1000.00` je Monat und Mensch, was bewilligt ist.
    pub fn bewilligt(&self, person: char) -> Vec<String> {
        let bewilligt = Bewilligtes::aus(self.akten().fall);
        let eigene = bewilligt.zeilen().filter(|(_, wer, _)| *wer == kennung(person));
        eigene
            .map(|(monat, _, zuletzt)| format!("{monat} {}", zuletzt.leistung.summe().als_text()))
            .collect()
    }

    pub fn akten(&self) -> Akten<'_> {
        Akten { fall: &self.bestand.faelle[&FALL], personen: &self.bestand.personen }
    }

    /// Der Entwurf, der auf Freigabe wartet.
    pub fn wartender(&self) -> Option<&Entwurf> {
        wartender(self.akten().fall).map(|(_, entwurf)| entwurf)
    }

    /// `2026-09 1000.00 → 840.00 p48_1_2_3` je Monat des wartenden Entwurfs, wenn nur ein Mensch dort lebt.
    pub fn zeilen(&self) -> Vec<String> {
        let entwurf = self.wartender().into_iter();
        let zeile = |(monat, a): (law::measure::Monat, &case::entwurf::Personenaenderung)| {
            let (vorher, neu) = (a.vorher.summe().als_text(), a.neu().als_text());
            format!("{monat} {vorher} → {neu} {}", a.grundlage.name())
        };
        entwurf.flat_map(|entwurf| entwurf.aenderungen().map(zeile).collect::<Vec<_>>()).collect()
    }
}

fn angefuegt<T: Tatsache>(
    akten: &mut BTreeMap<Kennung, Akte<T>>,
    kennung: Kennung,
    texte: &[String],
) {
    let akte = akten.remove(&kennung).unwrap_or(Akte::neu(kennung));
    let mut eintraege = akte.eintraege().to_vec();
    for text in texte {
        let version = u64::try_from(eintraege.len()).unwrap() + 1;
        let erfasst = Erfasst { lfd: version, zeit: Zeitpunkt(0) };
        eintraege.push(Eintrag { version, erfasst, ereignis: Ereignis::lies(text).unwrap() });
    }
    akten.insert(kennung, Akte::aus(kennung, eintraege));
}
