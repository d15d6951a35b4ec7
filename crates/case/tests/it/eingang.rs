//! Posteingang und eAkte: aufnehmen, zuordnen, erledigen, ablegen, und jede Ablehnung.

use case::akte::eakte::{Dokumentfilter, dokumente};
use case::akte::eingang::{
    Abschluss, Abschlussart, Ankunft, Aufgabe, Befund, Quarantaenegrund, Urteil,
};
use case::akte::{
    Ablageort, Adresse, Akte, Angelegenheit, Dateityp, Dokument, Dokumentart, EingangTatsache,
    Eintrag, Ereignis, Erfasst, FallTatsache, Gilt, Kennung, Mitglied, Posten, Pruefsumme, Strom,
    StromArt, Tatsache, Weg, Zeitpunkt,
};
use case::befehl::{
    Ablehnung, Befehl, Bestand, DokumentAblegen, EingangAufnehmen, EingangErledigen,
    EingangWeitergeben, EingangZuordnen, Entscheidung,
};
use case::verzeichnis::{self, Zeile};
use law::measure::Tag;

const FALL: u8 = 1;
const ERIKA: u8 = 2;
const STUECK: u8 = 3;
const DOKUMENT: u8 = 4;
const HEUTE: &str = "2026-09-14";

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn k(nr: u8) -> Kennung {
    Kennung::aus_bytes([nr; 16])
}

fn ort(inhalt: u8, adresse: u8) -> Ablageort {
    Ablageort {
        adresse: Adresse::aus_bytes([adresse; 32]),
        text: None,
        groesse: 100,
        pruefsumme: Pruefsumme::aus_bytes([inhalt; 32]),
    }
}

fn ankunft(urteil: Urteil) -> Ankunft {
    Ankunft {
        weg: Weg::Scan,
        absender: None,
        bezeichnung: Some("scan-1.pdf".to_owned()),
        ort: Some(ort(7, 8)),
        befund: Befund { typ: Dateityp::Pdf, seiten: Some(2), urteil },
        teil_von: None,
    }
}

fn aufgabe(bis: &str) -> Aufgabe {
    Aufgabe { fuer: "team-leistung-2".to_owned(), bis: tag(bis) }
}

fn aufnehmen(urteil: Urteil) -> Befehl {
    Befehl::EingangAufnehmen(Box::new(EingangAufnehmen {
        kennung: k(STUECK),
        eingang: tag("2026-09-10"),
        ankunft: ankunft(urteil),
        aufgabe: None,
    }))
}

fn zuordnen(aendere: impl Fn(&mut EingangZuordnen)) -> Befehl {
    let mut befehl = EingangZuordnen {
        eingang: k(STUECK),
        fall: k(FALL),
        person: Some(k(ERIKA)),
        angelegenheit: Angelegenheit::Einkommen,
        dokument: k(DOKUMENT),
        ort: ort(7, 9),
        titel: "Lohnabrechnung August".to_owned(),
        art: Dokumentart::Nachweis,
        aufgabe: aufgabe("2026-09-14"),
    };
    aendere(&mut befehl);
    Befehl::EingangZuordnen(Box::new(befehl))
}

fn erledigen(art: Abschlussart, grund: &str) -> Befehl {
    let abschluss = Abschluss { art, grund: grund.to_owned() };
    Befehl::EingangErledigen(Box::new(EingangErledigen { eingang: k(STUECK), abschluss }))
}

fn ablegen(titel: &str, person: Option<u8>) -> Befehl {
    Befehl::DokumentAblegen(Box::new(DokumentAblegen {
        fall: k(FALL),
        kennung: k(DOKUMENT),
        dokument: Dokument {
            ort: ort(7, 9),
            typ: Dateityp::Pdf,
            seiten: None,
            titel: titel.to_owned(),
            art: Dokumentart::Bescheid,
            person: person.map(k),
            angelegenheit: Angelegenheit::Leistung,
            weg: None,
            aus_eingang: None,
        },
        eingang: tag("2026-09-10"),
    }))
}

fn tue(befehl: &Befehl, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
    crate::hilfe::entscheidet(befehl, bestand, tag(HEUTE))
}

fn angefuegt<T: Tatsache>(
    akte: Option<Akte<T>>,
    wer: Kennung,
    ab: u64,
    texte: &[String],
) -> Akte<T> {
    let akte = akte.unwrap_or(Akte::neu(wer));
    assert_eq!(akte.version(), ab, "entschieden auf altem Wissen");
    let mut eintraege = akte.eintraege().to_vec();
    for (version, text) in (ab + 1..).zip(texte) {
        let erfasst = Erfasst { lfd: version, zeit: Zeitpunkt(0) };
        eintraege.push(Eintrag { version, erfasst, ereignis: Ereignis::lies(text).unwrap() });
    }
    Akte::aus(wer, eintraege)
}

/// Führt aus und fügt an, wie der Speicher.
fn und_speichere(befehl: &Befehl, bestand: &mut Bestand) {
    for (Strom { art, kennung }, ab, texte) in tue(befehl, bestand).unwrap().ereignisse {
        match art {
            StromArt::Fall => {
                let akte = angefuegt(bestand.faelle.remove(&kennung), kennung, ab, &texte);
                bestand.faelle.insert(kennung, akte);
            }
            _ => {
                let akte = angefuegt(bestand.eingaenge.remove(&kennung), kennung, ab, &texte);
                bestand.eingaenge.insert(kennung, akte);
            }
        }
    }
}

/// Ein Fall mit Erika, sonst nichts.
fn fall() -> Bestand {
    let mitglied = Mitglied {
        partner: None,
        verheiratet: false,
        eltern: Vec::new(),
        pflegekind: false,
        zu_besuch_tage: None,
    };
    let tatsache =
        FallTatsache::Mitglied { posten: Posten::von(k(ERIKA)), eintrag: Some(mitglied) };
    let eingang = tag("2026-09-01");
    let akte = Akte::neu(k(FALL)).mit(&[Ereignis::neu(Gilt::ab(eingang), eingang, tatsache)]);
    let mut bestand = Bestand::default();
    bestand.faelle.insert(k(FALL), akte);
    bestand
}

fn mit_stueck(urteil: Urteil) -> Bestand {
    let mut bestand = fall();
    und_speichere(&aufnehmen(urteil), &mut bestand);
    bestand
}

#[test]
fn der_eingangstag_ist_der_tag_der_ankunft_auch_wenn_vier_tage_spaeter_zugeordnet_wird() {
    // § 37 Abs. 2 SGB II, § 16 Abs. 2 SGB I: es zählt, wann es ankam.
    let mut bestand = mit_stueck(Urteil::Annehmen);
    und_speichere(&zuordnen(|_| {}), &mut bestand);
    let eintrag = bestand.faelle[&k(FALL)].eintraege().last().unwrap().clone();
    assert_eq!(eintrag.ereignis.eingang, tag("2026-09-10"));
    let FallTatsache::Dokument { posten, eintrag: Some(dokument) } = eintrag.ereignis.tatsache
    else {
        unreachable!()
    };
    assert_eq!(posten, Posten::von(k(DOKUMENT)));
    assert_eq!((dokument.ort, dokument.seiten), (ort(7, 9), Some(2)));
    assert_eq!((dokument.weg, dokument.aus_eingang), (Some(Weg::Scan), Some(k(STUECK))));
    let stueck = bestand.eingaenge[&k(STUECK)].eintraege();
    let arten: Vec<_> = stueck.iter().map(|e| e.ereignis.tatsache.art()).collect();
    assert_eq!(arten, ["ankunft", "zuordnung", "aufgabe"]);
    let EingangTatsache::Aufgabe(aufgabe) = &stueck[2].ereignis.tatsache else { unreachable!() };
    assert_eq!(aufgabe.bis, tag("2026-09-14"));
    // Danach ist es erledigt, und ein zweites Mal nicht mehr.
    und_speichere(&erledigen(Abschlussart::Erledigt, ""), &mut bestand);
    assert_eq!(
        tue(&erledigen(Abschlussart::Erledigt, ""), &bestand),
        Err(Ablehnung::Abgeschlossen)
    );
}

#[test]
fn jede_ablehnung_nennt_ihren_grund_und_aendert_nichts() {
    let offen = mit_stueck(Urteil::Annehmen);
    let gesperrt = mit_stueck(Urteil::Quarantaene(Quarantaenegrund::Makros));
    let mut zugeordnet = offen.clone();
    und_speichere(&zuordnen(|_| {}), &mut zugeordnet);
    let mut verworfen = offen.clone();
    und_speichere(&erledigen(Abschlussart::Verworfen, "Werbung"), &mut verworfen);
    let nur_fall = fall();
    let lang = "x".repeat(201);
    let faelle: Vec<(Befehl, &Bestand, Ablehnung)> = vec![
        (aufnehmen(Urteil::Annehmen), &offen, Ablehnung::Vorhanden(Strom::eingang(k(STUECK)))),
        (zuordnen(|_| {}), &nur_fall, Ablehnung::Unbekannt(Strom::eingang(k(STUECK)))),
        (zuordnen(|b| b.fall = k(9)), &offen, Ablehnung::Unbekannt(Strom::fall(k(9)))),
        (zuordnen(|b| b.person = Some(k(9))), &offen, Ablehnung::NichtImHaushalt(k(9))),
        (zuordnen(|b| b.titel = " ".into()), &offen, Ablehnung::Text("titel")),
        (zuordnen(|b| b.titel = "a\nb".into()), &offen, Ablehnung::Text("titel")),
        (zuordnen(|b| b.titel = lang.clone()), &offen, Ablehnung::Text("titel")),
        (zuordnen(|b| b.aufgabe.fuer.clear()), &offen, Ablehnung::FuerWen),
        (
            zuordnen(|b| b.aufgabe = aufgabe("2026-09-13")),
            &offen,
            Ablehnung::AufgabeVorbei(tag("2026-09-13")),
        ),
        (zuordnen(|b| b.ort = ort(6, 9)), &offen, Ablehnung::AndererInhalt(k(STUECK))),
        (zuordnen(|b| b.ort.groesse = 99), &offen, Ablehnung::AndererInhalt(k(STUECK))),
        (zuordnen(|_| {}), &gesperrt, Ablehnung::InQuarantaene(Quarantaenegrund::Makros)),
        (zuordnen(|_| {}), &zugeordnet, Ablehnung::SchonZugeordnet(k(FALL))),
        (zuordnen(|_| {}), &verworfen, Ablehnung::Abgeschlossen),
        (
            erledigen(Abschlussart::Verworfen, "doch nicht"),
            &zugeordnet,
            Ablehnung::SchonZugeordnet(k(FALL)),
        ),
        (erledigen(Abschlussart::Verworfen, ""), &offen, Ablehnung::Text("grund")),
        (erledigen(Abschlussart::Erledigt, ""), &offen, Ablehnung::Text("grund")),
        (ablegen("", None), &offen, Ablehnung::Text("titel")),
        (ablegen("Bescheid", Some(9)), &offen, Ablehnung::NichtImHaushalt(k(9))),
        (ablegen("Bescheid", None), &zugeordnet, Ablehnung::DokumentVorhanden(k(DOKUMENT))),
    ];
    for (nr, (befehl, bestand, erwartet)) in faelle.into_iter().enumerate() {
        assert_eq!(tue(&befehl, bestand), Err(erwartet), "{nr} {befehl:?}");
    }
    let mut spaeter = EingangAufnehmen {
        kennung: k(8),
        eingang: tag("2026-09-15"),
        ankunft: ankunft(Urteil::Annehmen),
        aufgabe: None,
    };
    let befehl = |spaeter: &EingangAufnehmen| Befehl::EingangAufnehmen(Box::new(spaeter.clone()));
    let morgen = Err(Ablehnung::EingangInZukunft(tag("2026-09-15")));
    assert_eq!(tue(&befehl(&spaeter), &offen), morgen);
    spaeter.eingang = tag(HEUTE);
    assert!(tue(&befehl(&spaeter), &offen).is_ok());
    // Auch was in Quarantäne ist, wird aufgenommen und lässt sich nur mit Grund verwerfen.
    assert!(tue(&erledigen(Abschlussart::Verworfen, "Makros; neu angefordert"), &gesperrt).is_ok());
    assert!(tue(&ablegen("Bescheid", Some(ERIKA)), &offen).is_ok());
}

fn weitergeben(fuer: &str, bis: &str) -> Befehl {
    let aufgabe = Aufgabe { fuer: fuer.to_owned(), bis: tag(bis) };
    Befehl::EingangWeitergeben(Box::new(EingangWeitergeben { eingang: k(STUECK), aufgabe }))
}

#[test]
fn im_verzeichnis_steht_offene_post_und_wer_sie_hat_und_sonst_nichts() {
    let zeilen = |bestand: &Bestand| {
        let zeilen = verzeichnis::eingang(&bestand.eingaenge[&k(STUECK)]);
        let merkmal = |zeile: &Zeile| match zeile {
            Zeile::Merkmal { art, wert, gilt } => {
                (art.name(), wert.clone(), gilt.von.unwrap().to_string(), gilt.bis)
            }
            _ => unreachable!(),
        };
        zeilen.iter().map(merkmal).collect::<Vec<_>>()
    };
    let offen = ("eingang", String::new(), "2026-09-10".to_owned(), None);
    let faellig = |fuer: &str, bis: &str| ("faellig", fuer.to_owned(), bis.to_owned(), None);
    let mut bestand = mit_stueck(Urteil::Annehmen);
    assert_eq!(zeilen(&bestand), std::slice::from_ref(&offen));
    und_speichere(&weitergeben("empfang", "2026-09-15"), &mut bestand);
    assert_eq!(zeilen(&bestand), [offen, faellig("empfang", "2026-09-15")]);
    // Zugeordnet ist sie keine Post mehr, und die Aufgabe hat, wer zuletzt genannt ist.
    und_speichere(&zuordnen(|_| {}), &mut bestand);
    assert_eq!(zeilen(&bestand), [faellig("team-leistung-2", "2026-09-14")]);
    und_speichere(&weitergeben("kasse", "2026-09-20"), &mut bestand);
    assert_eq!(zeilen(&bestand), [faellig("kasse", "2026-09-20")]);
    und_speichere(&erledigen(Abschlussart::Erledigt, ""), &mut bestand);
    assert_eq!(zeilen(&bestand), []);
    for (befehl, grund) in [
        (weitergeben("kasse", "2026-09-20"), Ablehnung::Abgeschlossen),
        (weitergeben("", "2026-09-20"), Ablehnung::Abgeschlossen),
    ] {
        assert_eq!(tue(&befehl, &bestand), Err(grund));
    }
    let offen = mit_stueck(Urteil::Annehmen);
    for (befehl, grund) in [
        (weitergeben(" ", "2026-09-20"), Ablehnung::FuerWen),
        (weitergeben("Leistung 1", "2026-09-20"), Ablehnung::FuerWen),
        (weitergeben("kasse", "2026-09-13"), Ablehnung::AufgabeVorbei(tag("2026-09-13"))),
    ] {
        assert_eq!(tue(&befehl, &offen), Err(grund));
    }
}

#[test]
fn gesucht_wird_nach_jeder_angabe_und_was_fort_ist_wird_nicht_gefunden() {
    let mut bestand = mit_stueck(Urteil::Annehmen);
    und_speichere(&zuordnen(|b| b.titel = "Lohnabrechnung Müller".into()), &mut bestand);
    let akte = &bestand.faelle[&k(FALL)];
    let gefunden = |aendere: &dyn Fn(&mut Dokumentfilter)| {
        let mut filter = Dokumentfilter::default();
        aendere(&mut filter);
        dokumente(akte).values().filter(|abgelegt| filter.gesucht().trifft(abgelegt)).count()
    };
    let eingang = tag("2026-09-10");
    let passt: [&dyn Fn(&mut Dokumentfilter); 8] = [
        &|_| {},
        &|f| f.titel = "mueller".into(),
        &|f| f.titel = " LOHN".into(),
        &|f| f.art = Some(Dokumentart::Nachweis),
        &|f| f.angelegenheit = Some(Angelegenheit::Einkommen),
        &|f| f.person = Some(k(ERIKA)),
        &|f| f.von = Some(eingang),
        &|f| f.bis = Some(eingang),
    ];
    assert!(passt.iter().all(|aendere| gefunden(*aendere) == 1));
    let passt_nicht: [&dyn Fn(&mut Dokumentfilter); 7] = [
        &|f| f.titel = "Meier".into(),
        &|f| f.titel = "?!".into(),
        &|f| f.art = Some(Dokumentart::Antrag),
        &|f| f.angelegenheit = Some(Angelegenheit::Vermoegen),
        &|f| f.person = Some(k(9)),
        &|f| f.von = Some(tag("2026-09-11")),
        &|f| f.bis = Some(tag("2026-09-09")),
    ];
    assert!(passt_nicht.iter().all(|aendere| gefunden(*aendere) == 0));
    let fort = FallTatsache::Dokument { posten: Posten::von(k(DOKUMENT)), eintrag: None };
    let ohne = akte.mit(&[Ereignis::neu(Gilt::ab(eingang), eingang, fort)]);
    assert!(dokumente(&ohne).is_empty());
}

#[test]
fn adressen_haben_eine_schreibweise_und_debug_zeigt_keinen_inhalt() {
    let adresse = Adresse::aus_bytes([0xAB; 32]);
    assert_eq!(adresse.to_string().parse::<Adresse>(), Ok(adresse));
    for falsch in ["AB".repeat(32), "ab".repeat(31), "+a".repeat(32), "é".repeat(32), String::new()]
    {
        assert!(falsch.parse::<Adresse>().is_err(), "{falsch}");
    }
    let befehl = zuordnen(|_| {});
    let gezeigt = format!("{befehl:?} {:?} {:?}", ankunft(Urteil::Annehmen), aufgabe(HEUTE));
    for geheim in ["scan-1", "Lohn", "team"] {
        assert!(!gezeigt.contains(geheim), "{gezeigt}");
    }
}
