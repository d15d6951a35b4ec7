//! Löschen vorschlagen, freigeben, sperren: nie vor der Frist, nie allein (Art. 17 DSGVO, § 84 SGB X).

use std::collections::BTreeSet;

use case::akte::{
    Akte, Bewilligungszeitraum, Ereignis, FallTatsache, Gilt, Kennung, LoeschTatsache,
    Loeschfreigabe, Loeschposten, Loeschsperregrund, Loeschvorschlag, Mitglied, PersonTatsache,
    Posten, Sperre, Sperrgrund, Strom,
};
use case::aufbewahrung::Klasse;
use case::befehl::{
    Ablehnung, AkteSperren, Befehl, Bestand, Entscheidung, LoeschsperreSetzen, LoeschungFreigeben,
    LoeschungVorschlagen,
};
use case::rechte::Handlung;

use crate::aufbewahrung::{kennung, tag};

const HEUTE: &str = "2026-11-28";
const ICH: u8 = 7;
const SIE: u8 = 8;
const ALT: u8 = 3;
const NEU: u8 = 4;
const LAUF: u8 = 20;

fn entscheidet(befehl: &Befehl, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
    crate::hilfe::entscheidet(befehl, bestand, tag(HEUTE))
}

fn fall(nr: u8, bis: &str) -> (Kennung, Akte<FallTatsache>) {
    let zeitraum = Bewilligungszeitraum { ab: tag("2010-01-01"), bis: Some(tag(bis)) };
    let lebt_hier: Mitglied = serde_json::from_str("{}").unwrap();
    let mitglied =
        FallTatsache::Mitglied { posten: Posten::von(kennung(9)), eintrag: Some(lebt_hier) };
    let am = |tatsache| Ereignis::neu(Gilt::ab(tag("2010-01-01")), tag("2010-01-01"), tatsache);
    let ereignisse = [am(FallTatsache::Bewilligungszeitraum(zeitraum)), am(mitglied)];
    (kennung(nr), Akte::neu(kennung(nr)).mit(&ereignisse))
}

fn lauf(durch: u8, posten: Vec<Loeschposten>) -> Akte<LoeschTatsache> {
    let vorschlag = LoeschTatsache::Vorschlag(Loeschvorschlag { durch: kennung(durch), posten });
    let ereignis = Ereignis::neu(Gilt::IMMER, tag("2026-11-20"), vorschlag);
    Akte::neu(kennung(LAUF)).mit(&[ereignis])
}

/// Ein alter Fall, dessen Frist vorbei ist, und einer, dessen Frist läuft; beide mit einem Menschen.
fn bestand() -> Bestand {
    let geboren = PersonTatsache::Geboren(tag("1980-01-01"));
    let mensch = Ereignis::neu(Gilt::IMMER, tag("2010-01-01"), geboren);
    Bestand {
        faelle: [fall(ALT, "2010-12-31"), fall(NEU, "2024-12-31")].into(),
        personen: [(kennung(9), Akte::neu(kennung(9)).mit(&[mensch]))].into(),
        loeschungen: [(kennung(LAUF), lauf(ICH, vec![posten(ALT)]))].into(),
        ..Bestand::default()
    }
}

fn posten(nr: u8) -> Loeschposten {
    strom(Strom::fall(kennung(nr)))
}

fn strom(strom: Strom) -> Loeschposten {
    Loeschposten { stroeme: vec![strom], klasse: Klasse::Zahlung, bis: tag("2020-12-31") }
}

fn vorschlagen(posten: Vec<Loeschposten>) -> Befehl {
    let lauf = kennung(21);
    Befehl::LoeschungVorschlagen(Box::new(LoeschungVorschlagen {
        durch: kennung(ICH),
        lauf,
        posten,
    }))
}

fn freigeben(durch: u8, faelle: &[u8]) -> Befehl {
    let faelle = faelle.iter().copied().map(kennung).collect();
    let (durch, lauf) = (kennung(durch), kennung(LAUF));
    Befehl::LoeschungFreigeben(Box::new(LoeschungFreigeben { durch, lauf, faelle }))
}

#[test]
fn vorgeschlagen_wird_nur_was_faellig_ist_und_darauf_beruht_es() {
    let entscheidung = entscheidet(&vorschlagen(vec![posten(ALT)]), &bestand()).unwrap();
    let (strom_, version, texte) = &entscheidung.ereignisse[0];
    assert_eq!((*strom_, *version, texte.len()), (Strom::loeschung(kennung(21)), 0, 1));
    // Auch was beim Menschen eingeht, lässt neu entscheiden.
    let gelesen = [(Strom::person(kennung(9)), 1), (Strom::fall(kennung(ALT)), 2)];
    assert_eq!(entscheidung.gelesen, gelesen);
    let protokoll = |nr| "protokoll:X".replace('X', &kennung(nr).to_string()).parse().unwrap();
    let zwei = Loeschposten { stroeme: vec![protokoll(1), protokoll(2)], ..posten(ALT) };
    assert!(entscheidet(&vorschlagen(vec![zwei.clone(), posten(ALT)]), &bestand()).is_ok());
    let zu_viele = vec![posten(ALT); 201];
    let faelle = [
        (vec![], Ablehnung::PostenZahl(200)),
        (zu_viele, Ablehnung::PostenZahl(200)),
        (vec![Loeschposten { stroeme: vec![], ..posten(ALT) }], Ablehnung::PostenZahl(1000)),
        (vec![posten(NEU)], Ablehnung::NichtZuLoeschen(Strom::fall(kennung(NEU)))),
        (vec![posten(ALT), posten(ALT)], Ablehnung::NichtZuLoeschen(Strom::fall(kennung(ALT)))),
        (vec![zwei.clone(), zwei], Ablehnung::NichtZuLoeschen(protokoll(1))),
        (vec![posten(99)], Ablehnung::Unbekannt(Strom::fall(kennung(99)))),
        // Ein Mensch geht nur mit seinem letzten Fall, ein Löschlauf nie.
        (
            vec![strom(Strom::person(kennung(9)))],
            Ablehnung::NichtZuLoeschen(Strom::person(kennung(9))),
        ),
        (
            vec![strom(Strom::loeschung(kennung(LAUF)))],
            Ablehnung::NichtZuLoeschen(Strom::loeschung(kennung(LAUF))),
        ),
    ];
    for (posten, ablehnung) in faelle {
        assert_eq!(entscheidet(&vorschlagen(posten), &bestand()).unwrap_err(), ablehnung);
    }
}

#[test]
fn freigeben_muss_jemand_anderes_und_genau_das_vorgeschlagene() {
    let entscheidung = entscheidet(&freigeben(SIE, &[ALT]), &bestand()).unwrap();
    assert_eq!(entscheidung.ereignisse[0].0, Strom::loeschung(kennung(LAUF)));
    let faelle = [
        (freigeben(ICH, &[ALT]), Ablehnung::FuerSichSelbst),
        (freigeben(SIE, &[]), Ablehnung::AndereAuswahl),
        (freigeben(SIE, &[ALT, NEU]), Ablehnung::AndereAuswahl),
    ];
    for (befehl, ablehnung) in faelle {
        assert_eq!(entscheidet(&befehl, &bestand()).unwrap_err(), ablehnung);
    }
    // Zweimal, ohne Vorschlag, und wenn inzwischen etwas dazukam.
    let mut zweimal = bestand();
    let freigabe = LoeschTatsache::Freigabe(Loeschfreigabe { durch: kennung(SIE) });
    let freigabe = Ereignis::neu(Gilt::IMMER, tag("2026-11-21"), freigabe);
    let schon = lauf(ICH, vec![posten(ALT)]).mit(&[freigabe]);
    zweimal.loeschungen.insert(kennung(LAUF), schon);
    let abgelehnt = |bestand: &Bestand| entscheidet(&freigeben(SIE, &[ALT]), bestand).unwrap_err();
    assert_eq!(abgelehnt(&zweimal), Ablehnung::SchonFreigegeben);
    let ohne = Bestand { loeschungen: [].into(), ..bestand() };
    assert_eq!(abgelehnt(&ohne), Ablehnung::Unbekannt(Strom::loeschung(kennung(LAUF))));
    let mut spaeter = bestand();
    let geboren = PersonTatsache::Geboren(tag("1980-01-02"));
    let neu = Ereignis::neu(Gilt::IMMER, tag("2020-01-01"), geboren);
    spaeter.personen.insert(kennung(9), spaeter.personen[&kennung(9)].mit(&[neu]));
    assert_eq!(abgelehnt(&spaeter), Ablehnung::NichtZuLoeschen(Strom::fall(kennung(ALT))));
}

#[test]
fn eine_loeschsperre_haelt_den_vorschlag_auf_bis_sie_aufgehoben_ist() {
    let setzen = |grund| {
        Befehl::LoeschsperreSetzen(Box::new(LoeschsperreSetzen {
            durch: kennung(ICH),
            fall: kennung(ALT),
            grund,
        }))
    };
    let mut bestand = bestand();
    let mut danach = |grund| {
        let entscheidung = entscheidet(&setzen(grund), &bestand).unwrap();
        let neu: Vec<_> =
            entscheidung.ereignisse[0].2.iter().map(|text| Ereignis::lies(text).unwrap()).collect();
        let akte = bestand.faelle[&kennung(ALT)].mit(&neu);
        bestand.faelle.insert(kennung(ALT), akte);
        entscheidet(&vorschlagen(vec![posten(ALT)]), &bestand).is_ok()
    };
    for grund in Loeschsperregrund::ALLE {
        assert!(!danach(Some(*grund)), "{grund:?}");
        assert!(danach(None), "{grund:?}");
    }
}

#[test]
fn eingeschraenkt_braucht_niemanden_zugelassen_und_oeffnet_keine_strengere_sperre() {
    let sperren = |grund, zugelassen: BTreeSet<Kennung>| {
        let sperre = Some(Sperre { grund, zugelassen });
        Befehl::AkteSperren(Box::new(AkteSperren { fall: kennung(ALT), sperre }))
    };
    let eingeschraenkt = sperren(Sperrgrund::Eingeschraenkt, BTreeSet::new());
    let bestand = bestand();
    assert!(entscheidet(&eingeschraenkt, &bestand).is_ok());
    let schutz = sperren(Sperrgrund::Schutz, BTreeSet::new());
    assert_eq!(entscheidet(&schutz, &bestand).unwrap_err(), Ablehnung::NiemandZugelassen);
    for grund in Sperrgrund::ALLE {
        let sperre = Sperre { grund: *grund, zugelassen: BTreeSet::from([kennung(ICH)]) };
        let schon = FallTatsache::Sperre(Some(sperre));
        let schon = Ereignis::neu(Gilt::ab(tag("2026-01-01")), tag("2026-01-01"), schon);
        let mut gesperrt = bestand.clone();
        gesperrt.faelle.insert(kennung(ALT), bestand.faelle[&kennung(ALT)].mit(&[schon]));
        let geht = entscheidet(&eingeschraenkt, &gesperrt).is_ok();
        assert_eq!(geht, *grund == Sperrgrund::Eingeschraenkt, "{grund:?}");
    }
}

#[test]
fn die_befehle_sagen_was_sie_verlangen_und_stehen_als_json() {
    let sperre = LoeschsperreSetzen { durch: kennung(ICH), fall: kennung(ALT), grund: None };
    let faelle = [
        (vorschlagen(vec![posten(ALT)]), Handlung::Loeschen, "loeschung_vorschlagen"),
        (freigeben(ICH, &[ALT]), Handlung::Loeschen, "loeschung_freigeben"),
        (Befehl::LoeschsperreSetzen(Box::new(sperre)), Handlung::Sperren, "loeschsperre_setzen"),
    ];
    for (befehl, handlung, name) in faelle {
        assert_eq!((befehl.verlangt().0, befehl.durch()), (handlung, Some(kennung(ICH))));
        let text = serde_json::to_string(&befehl).unwrap();
        assert!(serde_json::from_str::<Befehl>(&text).unwrap() == befehl);
        assert_eq!((format!("{befehl:?}").as_str(), befehl.name()), (name, name));
    }
}
