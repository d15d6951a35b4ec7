//! Wer durch die Tür kommt und was danach im Protokoll steht.

use std::collections::BTreeSet;

use case::akte::{Kategorie, Kennung, Sperre, Sperrgrund};
use case::befehl::{AkteSperren, Befehl, HaushaltAufnehmen, NotzugriffNehmen};
use case::namen::suche::Suche;
use case::protokoll::{ProtokollTatsache, strom};
use case::rechte::{Grund, Handlung, Zweck};
use case::schnittstelle::Haushalt;
use law::anspruch::Werkbank;
use office::door::DoorError;
use office::door::einblick::Falleinblick;

use crate::door::{alleinstehende, meldung};
use crate::hilfe::{Haus, TRAEGER, Wer, als, heute};

const ALLES: &[Kategorie] = Kategorie::ALLE;

struct Spiel {
    haus: Haus,
    fall: Kennung,
    person: Kennung,
}

fn beide(name: &str) -> [Spiel; 2] {
    Haus::beide(name).map(|haus| {
        let haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
        let (fall, personen) = haus.nimm_auf(haushalt, &mut 0);
        Spiel { haus, fall, person: personen[0] }
    })
}

impl Spiel {
    fn sieht(&self, wer: Wer, zweck: Option<Zweck>) -> Result<Falleinblick, DoorError> {
        self.haus.door().fall(als(wer, zweck), self.fall, ALLES)
    }

    /// Sieht, wer das will, die Einnahmen?
    fn einnahmen(&self, wer: Wer, zweck: Option<Zweck>) -> Result<Falleinblick, DoorError> {
        self.haus.door().fall(als(wer, zweck), self.fall, &[Kategorie::Einkommen])
    }

    fn arten(&self, wer: Wer, zweck: Option<Zweck>) -> BTreeSet<Kategorie> {
        self.sieht(wer, zweck).unwrap().erlaubt.into_keys().collect()
    }

    /// Was im Protokoll von heute über ihn steht: Art, Zahl der Menschen, Zwecke.
    fn protokoll(&self, wer: Wer) -> Vec<ProtokollTatsache> {
        let strom = strom(wer.kennung(), heute());
        let akte = self.haus.store().load::<ProtokollTatsache>(TRAEGER, strom).unwrap();
        akte.eintraege().iter().map(|eintrag| eintrag.ereignis.tatsache.clone()).collect()
    }
}

fn abgewiesen<T: std::fmt::Debug>(ergebnis: Result<T, DoorError>) -> Grund {
    match ergebnis.unwrap_err() {
        DoorError::Denied(grund) => grund,
        anderes => unreachable!("{anderes}"),
    }
}

#[test]
fn jeder_sieht_nur_was_seine_aufgabe_braucht() {
    for spiel in beide("rechte-sicht") {
        let leistung = spiel.arten(Wer::Leistung, None);
        assert!(leistung.contains(&Kategorie::Einkommen) && leistung.contains(&Kategorie::Bank));
        // § 35 Abs. 1 SGB I: Leistung hat keinen Blick in die Vermittlung.
        assert!(!leistung.contains(&Kategorie::Vermittlung));
        let empfang = spiel.arten(Wer::Empfang, None);
        assert!(empfang.contains(&Kategorie::Stammdaten));
        for art in [Kategorie::Einkommen, Kategorie::Bank, Kategorie::Gesundheit] {
            assert!(!empfang.contains(&art), "{art:?}");
        }
        // Im selben Team nur mit genanntem Zweck, im anderen gar nicht, der Betrieb nie.
        let kollegin = spiel.einnahmen(Wer::Kollegin, None);
        assert!(matches!(kollegin, Err(DoorError::Purpose(_))), "{kollegin:?}");
        assert!(spiel.arten(Wer::Kollegin, Some(Zweck::Teamhilfe)).contains(&Kategorie::Einkommen));
        assert!(matches!(abgewiesen(spiel.einnahmen(Wer::Fremd, None)), Grund::Beziehung(_)));
        assert_eq!(abgewiesen(spiel.sieht(Wer::Betrieb, None)), Grund::Rolle);
        // Die Angaben selbst folgen der Erlaubnis.
        let einblick = spiel.sieht(Wer::Empfang, None).unwrap();
        let akte = &einblick.bestand.personen[&spiel.person];
        let gezeigt = akte.eintraege().iter().filter(|e| einblick.zeigt(&e.ereignis));
        let arten: BTreeSet<Kategorie> =
            gezeigt.map(|e| case::akte::Tatsache::kategorie(&e.ereignis.tatsache)).collect();
        assert!(!arten.is_empty() && arten.is_subset(&empfang), "{arten:?}");
    }
}

#[test]
fn jeder_blick_jeder_vorgang_und_jede_abweisung_steht_im_protokoll() {
    for spiel in beide("rechte-protokoll") {
        let vorher = spiel.protokoll(Wer::Leistung).len();
        spiel.arten(Wer::Leistung, None);
        let befehl = meldung(spiel.fall, spiel.person, 1, 300);
        spiel.haus.tue("m1", &befehl).unwrap();
        spiel.haus.tue("m1", &befehl).unwrap();
        let neu = spiel.protokoll(Wer::Leistung).split_off(vorher);
        let [
            ProtokollTatsache::Blick(blick),
            ProtokollTatsache::Vorgang(vorgang),
            ProtokollTatsache::Blick(betraege),
        ] = neu.as_slice()
        else {
            unreachable!("{neu:?}")
        };
        assert_eq!((blick.personen.len(), blick.faelle.len()), (1, 1));
        assert_eq!(vorgang.befehl.as_deref(), Some("einkommen_melden"));
        assert_eq!(vorgang.zwecke, BTreeSet::from([Zweck::Leistung]));
        assert_eq!(vorgang.regelwerk, spiel.haus.regelwerk.fassung);
        assert_eq!(vorgang.regeln, BTreeSet::from(["leistung-eintragen".to_owned()]));
        // Dass die Beträge gezeigt wurden, ist ein Blick für sich, mit seiner eigenen Regel.
        assert_eq!(betraege.handlung, Handlung::Sehen);
        assert_eq!(betraege.kategorien, BTreeSet::from([Kategorie::Zahlung]));
        assert_eq!(betraege.regeln, BTreeSet::from(["leistung-zustaendig".to_owned()]));
        assert_eq!(betraege.personen, vorgang.personen);
        // Wer nicht darf, ändert nichts und steht doch da.
        let fremd = spiel.haus.tue_als((Wer::Fremd, None), "m2", &befehl);
        assert!(matches!(abgewiesen(fremd), Grund::Beziehung(_)));
        let versuche = spiel.protokoll(Wer::Fremd);
        let [ProtokollTatsache::Abgewiesen(versuch)] = versuche.as_slice() else {
            unreachable!("{versuche:?}")
        };
        assert_eq!(versuch.faelle, BTreeSet::from([spiel.fall]));
        // Auch eine Vorschau ist ein Blick.
        let vorschau = spiel.haus.door().preview(
            (als(Wer::Leistung, None), &meldung(spiel.fall, spiel.person, 1, 400)),
            &mut Werkbank::neu(),
        );
        assert!(!vorschau.unwrap().is_empty());
        assert_eq!(spiel.protokoll(Wer::Leistung).len(), vorher + 4);
        // Der Mensch kann erfahren, wer es war; das Protokoll liest nur, wer dazu da ist.
        let liste = spiel
            .haus
            .door()
            .protokoll(als(Wer::Datenschutz, Some(Zweck::Kontrolle)), spiel.person);
        let akteure: BTreeSet<Kennung> =
            liste.unwrap().iter().map(|eintrag| eintrag.was.zugriff().akteur).collect();
        for wer in [Wer::Leistung, Wer::Fremd, Wer::Leitung] {
            assert!(akteure.contains(&wer.kennung()), "{wer:?}");
        }
        abgewiesen(spiel.haus.door().protokoll(als(Wer::Kollegin, None), spiel.person));
        assert_eq!(spiel.haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
    }
}

#[test]
fn auch_was_scheitert_oder_fehlt_steht_im_protokoll() {
    for spiel in beide("rechte-scheitern") {
        let vorher = spiel.protokoll(Wer::Leistung).len();
        // Verkehrt: sie endet, bevor sie beginnt.
        let mut befehl = meldung(spiel.fall, spiel.person, 1, 300);
        let Befehl::EinkommenMelden(einkommen) = &mut befehl else { unreachable!() };
        einkommen.gilt.bis = Some("2026-09-30".parse().unwrap());
        let verkehrt = spiel.haus.tue("verkehrt", &befehl);
        assert!(matches!(verkehrt, Err(DoorError::Refused(_))), "{verkehrt:?}");
        let keiner = crate::hilfe::kennung(777);
        let fehlt = spiel.haus.door().fall(als(Wer::Leistung, None), keiner, ALLES);
        assert!(matches!(fehlt, Err(DoorError::Unknown(_))), "{fehlt:?}");
        let neu = spiel.protokoll(Wer::Leistung).split_off(vorher);
        let [ProtokollTatsache::Blick(woran), ProtokollTatsache::Abgewiesen(fehlt)] =
            neu.as_slice()
        else {
            unreachable!("{neu:?}")
        };
        assert_eq!(woran.befehl.as_deref(), Some("einkommen_melden"));
        assert_eq!(woran.personen, BTreeSet::from([spiel.person]));
        assert_eq!(fehlt.faelle, BTreeSet::from([keiner]));
    }
}

#[test]
fn die_liste_zeigt_nur_eigene_faelle_mit_ihrer_regel_und_wer_keine_hat_bekommt_ein_nein() {
    for spiel in beide("rechte-liste") {
        let liste = |wer| spiel.haus.door().faelle(als(wer, None), Kategorie::Stand, (None, 10));
        let eigene = liste(Wer::Leistung).unwrap();
        assert_eq!(eigene.akten.iter().map(|akte| akte.kennung).collect::<Vec<_>>(), [spiel.fall]);
        assert_eq!(eigene.naechster, None);
        let eintrag = spiel.protokoll(Wer::Leistung).pop();
        let Some(ProtokollTatsache::Blick(blick)) = eintrag else { unreachable!("{eintrag:?}") };
        assert_eq!(blick.faelle, BTreeSet::from([spiel.fall]));
        assert_eq!(blick.zwecke, BTreeSet::from([Zweck::Leistung]));
        assert_eq!(blick.regeln, BTreeSet::from(["leistung-zustaendig".to_owned()]));
        assert!(liste(Wer::Fremd).unwrap().akten.is_empty());
        assert_eq!(abgewiesen(liste(Wer::Betrieb)), Grund::Rolle);
        let versuch = spiel.protokoll(Wer::Betrieb).pop();
        assert!(matches!(versuch, Some(ProtokollTatsache::Abgewiesen(_))), "{versuch:?}");
    }
}

#[test]
fn die_suche_kuerzt_erst_was_jemand_finden_darf() {
    // Mehr verschlossene Akten, als eine Suche zeigt, und dahinter eine offene mit demselben Namen.
    let haus = Haus::sqlite("rechte-kuerzen", crate::hilfe::uhr);
    let vorlage = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
    let mut naechste = 0;
    let mut personen = Vec::new();
    for nr in 0..=51 {
        let haushalt = Haushalt { nummer: format!("BG-{nr}"), ..vorlage.clone() };
        let (fall, menschen) = haus.nimm_auf(haushalt, &mut naechste);
        personen.extend(menschen);
        if nr < 51 {
            let zugelassen = BTreeSet::from([Wer::Leistung.kennung()]);
            let sperre = Some(Sperre { grund: Sperrgrund::Schutz, zugelassen });
            let sperren = Befehl::AkteSperren(Box::new(AkteSperren { fall, sperre }));
            haus.tue_als((Wer::Leitung, None), &format!("sperre-{nr}"), &sperren).unwrap();
        }
    }
    let name = haus.store().look(TRAEGER, |view| view.angabe(personen[51])).unwrap().unwrap().name;
    let suche = Suche::lies(&format!("{} {}", name.vorname, name.nachname), heute());
    let findet = |wer| {
        let funde = haus.door().suche(als(wer, None), &suche).unwrap();
        (funde.funde.iter().map(|fund| fund.person).collect::<Vec<_>>(), funde.mehr)
    };
    assert_eq!(findet(Wer::Empfang), (vec![personen[51]], false));
    let (zugelassene, mehr) = findet(Wer::Leistung);
    assert_eq!((zugelassene.len(), mehr), (50, true));
}

#[test]
fn eine_gesperrte_akte_oeffnet_nur_wer_zugelassen_ist() {
    for spiel in beide("rechte-sperre") {
        let zugelassen = BTreeSet::from([Wer::Leistung.kennung()]);
        let sperre = Some(Sperre { grund: Sperrgrund::Schutz, zugelassen });
        let sperren = Befehl::AkteSperren(Box::new(AkteSperren { fall: spiel.fall, sperre }));
        spiel.haus.tue_als((Wer::Leitung, None), "s1", &sperren).unwrap();
        assert!(spiel.arten(Wer::Leistung, None).contains(&Kategorie::Einkommen));
        assert_eq!(abgewiesen(spiel.sieht(Wer::Kollegin, Some(Zweck::Teamhilfe))), Grund::Gesperrt);
        // Auch die Suche verrät sie nicht.
        let akte = spiel.haus.store().look(TRAEGER, |view| view.angabe(spiel.person)).unwrap();
        let name = akte.unwrap().name;
        let suche = Suche::lies(&format!("{} {}", name.vorname, name.nachname), heute());
        let findet = |wer| {
            let funde = spiel.haus.door().suche(als(wer, None), &suche).unwrap().funde;
            funde.iter().any(|fund| fund.person == spiel.person)
        };
        assert!(findet(Wer::Leistung));
        assert!(!findet(Wer::Empfang));
        assert_eq!(
            abgewiesen(spiel.haus.door().suche(als(Wer::Betrieb, None), &suche)),
            Grund::Rolle
        );
    }
}

#[test]
fn ein_notzugriff_oeffnet_mit_grund_und_steht_zur_pruefung() {
    for spiel in beide("rechte-not") {
        abgewiesen(spiel.einnahmen(Wer::Fremd, None));
        let nehmen = |grund: &str| {
            Befehl::NotzugriffNehmen(Box::new(NotzugriffNehmen {
                fall: spiel.fall,
                durch: Wer::Fremd.kennung(),
                grund: grund.to_owned(),
                bis: Some(heute()),
            }))
        };
        let tue = |key, befehl: &Befehl| spiel.haus.tue_als((Wer::Fremd, None), key, befehl);
        assert!(matches!(tue("n1", &nehmen("darum")), Err(DoorError::Refused(_))));
        let grund = "Räumung morgen früh, niemand vom Team erreichbar";
        // Niemand nimmt ihn für einen anderen.
        let fuer_andere = spiel.haus.tue_als((Wer::Empfang, None), "n2", &nehmen(grund));
        assert!(matches!(fuer_andere, Err(DoorError::NotYou)));
        tue("n3", &nehmen(grund)).unwrap();
        assert!(spiel.arten(Wer::Fremd, None).contains(&Kategorie::Unterkunft));
    }
}

#[test]
fn wer_zwischen_urteil_und_speichern_sein_recht_verliert_tut_nichts_mehr() {
    // Die Akte des Handelnden ist eine gelesene: ändert sie sich, wird neu geurteilt.
    for spiel in beide("rechte-verlust") {
        spiel.haus.tue("m8", &meldung(spiel.fall, spiel.person, 1, 200)).unwrap();
        let zuvor = spiel
            .haus
            .store()
            .load::<ProtokollTatsache>(TRAEGER, strom(Wer::Leistung.kennung(), heute()));
        assert!(zuvor.unwrap().version() > 0);
        let entzug = crate::door::rolle_nehmen(Wer::Leitung, Wer::Leistung);
        spiel.haus.tue_als((Wer::Leitung, None), "r1", &entzug).unwrap();
        let danach = spiel.haus.tue("m9", &meldung(spiel.fall, spiel.person, 1, 300));
        assert_eq!(abgewiesen(danach), Grund::Rolle);
    }
}

#[test]
fn wer_einen_fremden_menschen_in_einen_neuen_fall_nimmt_kommt_nicht_an_dessen_akte() {
    for spiel in beide("rechte-umweg") {
        let haushalt = alleinstehende("2026-09".parse().unwrap()).nth(1).unwrap();
        let personen = [(haushalt.lage.personen[0].id.clone(), spiel.person)].into();
        let eingang = haushalt.antrag;
        let fall = crate::hilfe::kennung(4_711);
        let befehl = HaushaltAufnehmen { fall, personen, eingang, bewilligt_am: None, haushalt };
        let befehl = Befehl::HaushaltAufnehmen(Box::new(befehl));
        let fremd = spiel.haus.tue_als((Wer::Fremd, None), "umweg", &befehl);
        assert!(matches!(fremd, Err(DoorError::Denied(_) | DoorError::Purpose(_))), "{fremd:?}");
        // Wer den bisherigen Fall bearbeitet, darf.
        spiel.haus.tue("umzug", &befehl).unwrap();
    }
}
