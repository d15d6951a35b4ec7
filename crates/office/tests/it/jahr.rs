//! Ein Jahr im Musterkreis, durch die Tür: beantragt, bewilligt, gemeldet, gefragt, angehört, freigegeben. Am Ende hat
//! jeder Fall einen nächsten Schritt, und was bewilligt ist, ist die neueste Rechnung.

use case::akte::lage::Akten;
use case::akte::{
    Aufgabe, Bekannt, FallTatsache, Gilt, Kennung, PersonTatsache, Posten, Strom, Zustaendig,
};
use case::befehl::{
    AnhoerungFuehren, Anhoerungsschritt, Befehl, Bestand, EinkommenMelden, EntwurfFreigeben,
    ErstattungEntscheiden, Erstattungsentscheidung, FrageBeantworten, HaushaltAufnehmen,
    SendungVersenden, ZustaendigkeitSetzen,
};
use case::berechnung::{Gruende, berechne};
use case::bescheid::{Bewilligtes, Freigaberegeln, bescheide};
use case::entwurf::{Anhoerung, Antwort, Entwurf, Thema, versionen, wartender};
use case::erstattung::{Erstattungsstand, erstattungen};
use case::rechte::Zweck;
use case::schnittstelle::{Haushalt, pruefe_haushalt};
use case::schritte::{Luecke, luecken};
use case::versand::{Sendung, Versandstand, Versandweg, sendungen};
use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};
use law::recht::Recht;
use muster::Musterkreis;
use office::door::{Caller, Order};
use office::schritte::uebersicht;
use office::sicherung::{Melder, Pruefauftrag, pruefe};

use crate::hilfe::{Haus, TRAEGER, Wer, kennung};

/// Ein Haus in einem Jahr.
struct Jahr<'a> {
    haus: &'a Haus,
    heute: Tag,
    nummer: u32,
}

impl Jahr<'_> {
    fn tue(&mut self, (wer, zweck): (Wer, Option<Zweck>), befehl: Befehl) {
        self.nummer += 1;
        let caller = Caller { traeger: TRAEGER, akteur: wer.kennung(), zweck, heute: self.heute };
        let order = Order { caller, key: &format!("jahr-{}", self.nummer), befehl: &befehl };
        let getan = self.haus.door().execute(order, &mut Werkbank::neu());
        assert!(getan.is_ok(), "{befehl:?}: {getan:?}");
    }

    fn leistung(&mut self, befehl: Befehl) {
        self.tue((Wer::Leistung, None), befehl);
    }

    fn leitung(&mut self, befehl: Befehl) {
        self.tue((Wer::Leitung, None), befehl);
    }

    fn fall(&self, fall: Kennung) -> case::akte::Akte<FallTatsache> {
        self.haus.store().load(TRAEGER, Strom::fall(fall)).unwrap()
    }

    /// Beantragt, und wer zuständig ist.
    fn beantragt(&mut self, haushalt: Haushalt) -> (Kennung, Vec<Kennung>) {
        let mut neu = || {
            self.nummer += 1;
            kennung(self.nummer)
        };
        let fall = neu();
        let personen: std::collections::BTreeMap<String, Kennung> =
            haushalt.lage.personen.iter().map(|person| (person.id.clone(), neu())).collect();
        let menschen = haushalt.lage.personen.iter().map(|p| personen[&p.id]).collect();
        let eingang = haushalt.antrag;
        self.leistung(Befehl::HaushaltAufnehmen(Box::new(HaushaltAufnehmen {
            fall,
            personen,
            eingang,
            bewilligt_am: None,
            haushalt,
        })));
        let team = Posten::try_from("leistung-1".to_owned()).unwrap();
        let setzen = ZustaendigkeitSetzen {
            fall,
            aufgabe: Aufgabe::Leistung,
            zustaendig: Some(Zustaendig { bearbeiter: Some(Wer::Leistung.kennung()), team }),
            gilt: Gilt::ab("2026-01-01".parse().unwrap()),
            eingang: self.heute,
        };
        self.tue(
            (Wer::Leitung, Some(Zweck::Verwaltung)),
            Befehl::ZustaendigkeitSetzen(Box::new(setzen)),
        );
        (fall, menschen)
    }

    /// Entscheidet, was wartet, nach festen Regeln: das Gesetz anwenden, anhören, eine zweite Person gibt frei.
    fn entscheide(&mut self, fall: Kennung) {
        while let Some(frage) = self.wartet(fall).and_then(|e| e.fragen.first().cloned()) {
            let antwort = match frage.thema {
                Thema::Gemischt | Thema::Bekanntgabe => Antwort::Danach,
                andere => andere.antworten()[0],
            };
            self.leistung(Befehl::FrageBeantworten(Box::new(FrageBeantworten {
                fall,
                thema: frage.thema,
                person: frage.person,
                monat: frage.monat,
                norm: Some(frage.norm),
                antwort,
                begruendung: "Nach Prüfung der Akte.".to_owned(),
                durch: Wer::Leistung.kennung(),
            })));
        }
        let Some(entwurf) = self.wartet(fall) else { return };
        if entwurf.anhoerung == Anhoerung::Noetig {
            self.hoere_an(fall);
        }
        let nummer = wartender(&self.fall(fall)).unwrap().0.clone();
        self.leitung(Befehl::EntwurfFreigeben(Box::new(EntwurfFreigeben {
            fall,
            entwurf: nummer,
            durch: Wer::Leitung.kennung(),
        })));
        let akte = self.fall(fall);
        let wartet = |stand| stand == Erstattungsstand::WartetAufFreigabe;
        let offene = erstattungen(&akte).into_iter().filter(|(_, e)| wartet(e.stand));
        let offene: Vec<Posten> = offene.map(|(nummer, _)| nummer.clone()).collect();
        for erstattung in offene {
            let begruendung = "Härte im Einzelfall.".to_owned();
            self.leitung(Befehl::ErstattungEntscheiden(Box::new(ErstattungEntscheiden {
                fall,
                erstattung,
                wie: Erstattungsentscheidung::Absehen { begruendung },
                durch: Wer::Leitung.kennung(),
            })));
        }
        self.versende(fall);
    }

    /// Was ein Versandlauf festhält, ohne die Briefe zu setzen.
    fn versende(&mut self, fall: Kennung) {
        let door = self.haus.door();
        let caller = Caller {
            traeger: TRAEGER,
            akteur: Wer::Leistung.kennung(),
            zweck: None,
            heute: self.heute,
        };
        loop {
            let blick = door.fall(caller, fall, &[case::akte::Kategorie::Verfahren]).unwrap();
            let akten =
                Akten { fall: &blick.bestand.faelle[&fall], personen: &blick.bestand.personen };
            let bereit = |s: &Sendung<'_>| matches!(s.stand, Versandstand::Bereit { .. });
            let Some(sendung) = sendungen(akten.fall).into_iter().find(bereit) else { return };
            let (sendung, stand) = (sendung.nummer, versionen(akten));
            let ort = serde_json::from_value(serde_json::json!({"adresse": "a1".repeat(32),
                "groesse": 1, "pruefsumme": "b2".repeat(32)}));
            self.leistung(Befehl::SendungVersenden(Box::new(SendungVersenden {
                fall,
                sendung,
                weg: Versandweg::Hausintern,
                buendel: None,
                ort: ort.unwrap(),
                seiten: 1,
                textbausteine: String::new(),
                stand,
                durch: Wer::Leistung.kennung(),
            })));
        }
    }

    fn wartet(&self, fall: Kennung) -> Option<Entwurf> {
        wartender(&self.fall(fall)).map(|(_, entwurf)| entwurf.clone())
    }

    fn hoere_an(&mut self, fall: Kennung) {
        let entwurf = wartender(&self.fall(fall)).unwrap().0.clone();
        let schritt = Anhoerungsschritt::Absehen {
            grund: case::anhoerung::Absehensgrund::Frist,
            begruendung: "Die Jahresfrist läuft ab.".to_owned(),
        };
        let durch = Wer::Leistung.kennung();
        self.leistung(Befehl::AnhoerungFuehren(Box::new(AnhoerungFuehren {
            fall,
            entwurf,
            schritt,
            durch,
        })));
    }

    fn lohn(&mut self, (fall, person): (Kennung, Kennung), brutto: u32, ab: Tag) {
        let netto = brutto - brutto / 5;
        let lohn = serde_json::json!({"art": "erwerb", "brutto": format!("{brutto}.00"), "netto": format!("{netto}.00")});
        self.leistung(Befehl::EinkommenMelden(Box::new(EinkommenMelden {
            fall,
            person,
            posten: Posten::nr(900),
            einkommen: Some(serde_json::from_value(lohn).unwrap()),
            gilt: Gilt::ab(ab),
            eingang: self.heute,
            nachweis: case::akte::Nachweis::Behauptet,
            ersetzt: None,
        })));
    }
}

/// Ist bewilligt, was heute gerechnet herauskommt, soweit das Gesetz es nicht stehen lässt?
fn stimmt(haus: &Haus, bestand: &Bestand, fall: Kennung, monate: &[Monat]) {
    let akte = &bestand.faelle[&fall];
    let bewilligt = Bewilligtes::aus(akte);
    for monat in monate {
        let akten = Akten { fall: akte, personen: &bestand.personen };
        let haushalt = akten.haushalt(*monat, Bekannt::Jetzt).unwrap();
        let eingabe = pruefe_haushalt(&haushalt, *monat).unwrap();
        let ergebnis =
            berechne(&eingabe, &haus.recht, &mut Werkbank::neu(), Gruende::Ohne).unwrap();
        for person in ergebnis.personen.iter().filter(|p| p.bedarfsgemeinschaft.is_some()) {
            let zuletzt = bewilligt.zuletzt(*monat, person.id.parse().unwrap());
            let zuletzt = zuletzt.unwrap();
            let bleibt = zuletzt.leistung.sofortzuschlag.abzueglich(person.sofortzuschlag);
            assert!(
                zuletzt.gerechnet.auszahlung == person.auszahlung
                    || zuletzt.leistung.auszahlung == person.auszahlung + bleibt,
                "{monat}"
            );
        }
    }
}

#[test]
fn nach_einem_jahr_hat_jeder_fall_seinen_naechsten_schritt_und_das_bewilligte_ist_das_neueste() {
    let [haus, _] = Haus::beide("jahr");
    let kreis = Musterkreis { saat: 7, personen: 40, monat: "2026-09".parse().unwrap() };
    let mut jahr = Jahr { haus: &haus, heute: "2026-09-15".parse().unwrap(), nummer: 0 };
    let faelle: Vec<_> = kreis.haushalte().map(|haushalt| jahr.beantragt(haushalt)).collect();
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let sehe = |heute| uebersicht(haus.store(), TRAEGER, (&regeln, heute), &|| ()).unwrap();
    // Beantragt und noch nicht entschieden: jeder hat einen Schritt.
    assert_eq!(sehe(jahr.heute).luecken, []);
    for (fall, _) in &faelle {
        jahr.entscheide(*fall);
    }
    let monate = ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"];
    for (nr, monat) in (0_u32..).zip(monate) {
        let monat: Monat = monat.parse().unwrap();
        jahr.heute = monat.erster().plus_tage(9);
        for (stelle, (fall, menschen)) in (0_u32..).zip(&faelle) {
            // Jeden Monat ein Drittel der Fälle, abwechselnd mehr und weniger, rückwirkend und im Voraus.
            if (stelle + nr) % 3 == 0 {
                let ab = monat.plus(i32::try_from(stelle % 3).unwrap() - 1).erster();
                jahr.lohn((*fall, menschen[0]), 150 * (1 + (stelle * 7 + nr * 5) % 12), ab);
                jahr.entscheide(*fall);
            }
        }
        let gesehen = sehe(jahr.heute);
        let fehlt: Vec<_> =
            gesehen.luecken.iter().filter(|(_, luecke)| *luecke != Luecke::Ueberfaellig).collect();
        assert_eq!(fehlt, Vec::<&(Kennung, Luecke)>::new(), "{monat}");
        assert_eq!(gesehen.faelle, u64::try_from(faelle.len()).unwrap());
    }
    let zahl: usize = faelle.iter().map(|(fall, _)| bescheide(&jahr.fall(*fall)).len()).sum();
    assert!(zahl > faelle.len() * 2, "{zahl} Bescheide in {} Fällen", faelle.len());
    for (fall, menschen) in &faelle {
        let akte = jahr.fall(*fall);
        assert!(wartender(&akte).is_none());
        let personen = menschen.iter().map(|mensch| {
            let akte =
                haus.store().load::<PersonTatsache>(TRAEGER, Strom::person(*mensch)).unwrap();
            (*mensch, akte)
        });
        let mut bestand = Bestand { personen: personen.collect(), ..Bestand::default() };
        let entschieden: Vec<Monat> = {
            let bewilligt = Bewilligtes::aus(&akte);
            let alle: std::collections::BTreeSet<Monat> =
                bewilligt.zeilen().map(|(monat, ..)| monat).collect();
            alle.into_iter().collect()
        };
        assert!(!entschieden.is_empty());
        assert_eq!(luecken(&akte, &regeln, jahr.heute), []);
        bestand.faelle.insert(*fall, akte);
        stimmt(&haus, &bestand, *fall, &entschieden);
    }
    // Jeder Bescheid ergibt sich aus den Akten von damals genauso.
    let recht = Recht::eingebaut().unwrap();
    let bericht = pruefe(&Pruefauftrag {
        store: haus.store(),
        ablage: None,
        staende: &[],
        geloescht: None,
        recht: Some(&recht),
        melder: Melder::stumm(),
    })
    .unwrap();
    assert_eq!(bericht.funde, []);
    let [hier] = bericht.traeger.as_slice() else { panic!("{:?}", bericht.traeger) };
    let gerechnet = hier.nachgerechnet;
    assert_eq!(gerechnet.bescheide, u64::try_from(zahl).unwrap());
    assert_eq!(gerechnet.gleich, gerechnet.bescheide);
}
