//! Befehle, die Rechte setzen: was sie verlangen, was sie schreiben, was sie abweisen.

use std::collections::BTreeSet;

use case::akte::{
    Akte, Aufgabe, DienstTatsache, Ereignis, FallTatsache, Gast, Gilt, Kategorie, Kennung,
    Mitglied, Posten, Pruefergebnis, Sperre, Sperrgrund, Strom, Tatsache, Zustaendig,
};
use case::befehl::{
    Ablehnung, AkteSperren, Befehl, Bestand, Dienstangabe, Entscheidung, NotzugriffNehmen,
    NotzugriffPruefen, RolleVergeben, Stand, ZustaendigkeitSetzen,
};
use case::rechte::{Akteur, Handlung, Rolle, Zweck};

use super::tabelle::{HEUTE, kennung, tag, team};

const LEITUNG: u8 = 7;
const ICH: u8 = 1;
const BEFANGEN: u8 = 2;
const FALL: u8 = 3;

fn entscheidet(befehl: &Befehl, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
    crate::hilfe::entscheidet(befehl, bestand, tag(HEUTE))
}

fn neu<T: Tatsache>(tatsache: T) -> Ereignis<T> {
    Ereignis::neu(Gilt::IMMER, tag("2026-11-01"), tatsache)
}

/// Eine Leitung, zwei aus der Leistung (eine mit Angehörigen im Fall), ein Fall mit einem Menschen.
fn bestand() -> Bestand {
    let name = |nr: u8| {
        let name = neu(DienstTatsache::Name(format!("Erika Beispiel {nr}")));
        (kennung(nr), Akte::neu(kennung(nr)).mit(&[name]))
    };
    let mut bestand = Bestand { dienst: [LEITUNG, ICH].map(name).into(), ..Bestand::default() };
    let angehoerige = neu(DienstTatsache::EigeneAkte(Some(kennung(9))));
    bestand.dienst.insert(kennung(BEFANGEN), Akte::neu(kennung(BEFANGEN)).mit(&[angehoerige]));
    let lebt_hier: Mitglied = serde_json::from_str("{}").unwrap();
    let mitglied =
        FallTatsache::Mitglied { posten: Posten::von(kennung(9)), eintrag: Some(lebt_hier) };
    bestand.faelle.insert(kennung(FALL), Akte::neu(kennung(FALL)).mit(&[neu(mitglied)]));
    bestand
}

fn vergeben(was: Dienstangabe) -> RolleVergeben {
    RolleVergeben {
        bediensteter: kennung(ICH),
        durch: kennung(LEITUNG),
        was,
        gilt: Gilt::ab(tag("2026-11-16")),
        eingang: tag("2026-11-16"),
    }
}

fn rolle(rolle: Rolle, stand: Stand) -> Dienstangabe {
    Dienstangabe::Rolle { rolle, stand }
}

fn gast(faelle: &[u8], bis: &str) -> Dienstangabe {
    let fenster = Some(Gast {
        faelle: faelle.iter().copied().map(kennung).collect(),
        zweck: Zweck::Leistung,
        stelle: "Jobcenter Musterstadt".to_owned(),
        bis: tag(bis),
    });
    Dienstangabe::Gast { posten: Posten::nr(1), fenster }
}

/// Die Akte des Bediensteten nach den Befehlen, einer nach dem anderen.
fn danach(bestand: &mut Bestand, befehle: &[Befehl], wer: Kennung) -> Akteur {
    for befehl in befehle {
        let entscheidung = entscheidet(befehl, bestand).unwrap();
        for (strom, version, texte) in &entscheidung.ereignisse {
            assert_eq!(*strom, Strom::bediensteter(wer));
            let akte = bestand.dienst.get(&wer).cloned().unwrap_or(Akte::neu(wer));
            assert_eq!(akte.version(), *version);
            let neue: Vec<_> = texte.iter().map(|text| Ereignis::lies(text).unwrap()).collect();
            bestand.dienst.insert(wer, akte.mit(&neue));
        }
    }
    Akteur::aus(&bestand.dienst[&wer], tag(HEUTE))
}

fn notzugriff(grund: &str, bis: Option<&str>) -> Befehl {
    Befehl::NotzugriffNehmen(Box::new(NotzugriffNehmen {
        durch: kennung(ICH),
        fall: kennung(FALL),
        grund: grund.to_owned(),
        bis: bis.map(tag),
    }))
}

const GRUND: &str = "Familie ohne Geld für Essen, Vertretung nicht erreichbar.";

fn pruefen(durch: u8, version: u64) -> Befehl {
    Befehl::NotzugriffPruefen(Box::new(NotzugriffPruefen {
        durch: kennung(durch),
        bediensteter: kennung(ICH),
        version,
        ergebnis: Pruefergebnis::Unberechtigt,
        bemerkung: "Die Vertretung war da.".to_owned(),
    }))
}

#[test]
fn was_vergeben_ist_gilt_und_was_genommen_ist_nicht_mehr() {
    let befehl = |was| Befehl::RolleVergeben(Box::new(vergeben(was)));
    let akteur = danach(
        &mut bestand(),
        &[
            befehl(rolle(Rolle::Leistung, Stand::Gilt)),
            befehl(rolle(Rolle::Kasse, Stand::Gilt)),
            befehl(rolle(Rolle::Kasse, Stand::Endet)),
            befehl(Dienstangabe::Team { team: Some(team("leistung-3")) }),
            befehl(Dienstangabe::Vertretung { wen: kennung(BEFANGEN), stand: Stand::Gilt }),
            befehl(Dienstangabe::EigeneAkte { person: Some(kennung(8)) }),
            befehl(Dienstangabe::Angehoerige { person: kennung(9), stand: Stand::Gilt }),
            befehl(gast(&[FALL], "2026-12-31")),
        ],
        kennung(ICH),
    );
    assert_eq!(akteur.rollen, BTreeSet::from([Rolle::Leistung]));
    assert_eq!(akteur.team, Some(team("leistung-3")));
    assert_eq!(akteur.vertritt, BTreeSet::from([kennung(BEFANGEN)]));
    assert_eq!(akteur.befangen(), BTreeSet::from([kennung(8), kennung(9)]));
    assert_eq!(akteur.fenster[0].faelle, BTreeSet::from([kennung(FALL)]));
}

#[test]
fn ein_notzugriff_laeuft_bis_morgen_und_endet_mit_der_pruefung() {
    let mut bestand = bestand();
    let akteur = danach(&mut bestand, &[notzugriff(GRUND, None)], kennung(ICH));
    assert_eq!(akteur.notzugriffe.get(&kennung(FALL)), Some(&tag("2026-11-21")));
    let selbst = entscheidet(&pruefen(ICH, 2), &bestand).unwrap_err();
    assert_eq!(selbst, Ablehnung::FuerSichSelbst);
    let falsch = entscheidet(&pruefen(LEITUNG, 1), &bestand).unwrap_err();
    assert_eq!(falsch, Ablehnung::KeinNotzugriff(1));
    let akteur = danach(&mut bestand, &[pruefen(LEITUNG, 2)], kennung(ICH));
    assert!(akteur.notzugriffe.is_empty());
    let zweimal = entscheidet(&pruefen(LEITUNG, 2), &bestand).unwrap_err();
    assert_eq!(zweimal, Ablehnung::SchonGeprueft);
}

fn zustaendigkeit(bearbeiter: u8, gilt: Gilt) -> Befehl {
    let zustaendig = Zustaendig { bearbeiter: Some(kennung(bearbeiter)), team: team("leistung-3") };
    Befehl::ZustaendigkeitSetzen(Box::new(ZustaendigkeitSetzen {
        fall: kennung(FALL),
        aufgabe: Aufgabe::Leistung,
        zustaendig: Some(zustaendig),
        gilt,
        eingang: tag(HEUTE),
    }))
}

fn sperren(zugelassen: Option<&[u8]>) -> Befehl {
    let sperre = zugelassen.map(|wer| Sperre {
        grund: Sperrgrund::Kollege,
        zugelassen: wer.iter().copied().map(kennung).collect(),
    });
    Befehl::AkteSperren(Box::new(AkteSperren { fall: kennung(FALL), sperre }))
}

#[test]
fn zustaendige_und_sperren_stehen_danach_im_fall() {
    let heute = Gilt::ab(tag(HEUTE));
    for (befehl, art, gelesen) in [
        (zustaendigkeit(ICH, heute), "zustaendig", vec![ICH]),
        (sperren(Some(&[ICH, LEITUNG])), "sperre", vec![ICH, LEITUNG]),
        (sperren(None), "sperre", vec![]),
    ] {
        let entscheidung = entscheidet(&befehl, &bestand()).unwrap();
        let [(strom, 1, texte)] = entscheidung.ereignisse.as_slice() else {
            panic!("ein Strom, auf Version 1 entschieden");
        };
        let ereignis = Ereignis::<FallTatsache>::lies(&texte[0]).unwrap();
        assert_eq!((*strom, ereignis.tatsache.art()), (Strom::fall(kennung(FALL)), art));
        assert_eq!((ereignis.gilt, ereignis.eingang), (heute, tag(HEUTE)));
        // Wer inzwischen befangen wird, wirft die Entscheidung um: seine Akte ist mitgelesen.
        let wer = gelesen.iter().map(|nr| (Strom::bediensteter(kennung(*nr)), 1));
        assert_eq!(entscheidung.gelesen, wer.collect::<Vec<_>>());
        let braucht: BTreeSet<String> = befehl.braucht().iter().map(Strom::to_string).collect();
        assert_eq!(braucht.len(), 1 + gelesen.len());
    }
}

#[test]
fn was_nicht_geht_wird_abgewiesen_und_sagt_was_zu_tun_ist() {
    let befehl = |befehl| Befehl::RolleVergeben(Box::new(befehl));
    let kasse = || vergeben(rolle(Rolle::Kasse, Stand::Gilt));
    let verkehrt = Gilt { von: Some(tag("2026-11-20")), bis: Some(tag("2026-11-19")) };
    let selbst = Dienstangabe::Vertretung { wen: kennung(ICH), stand: Stand::Gilt };
    let faelle = [
        (befehl(RolleVergeben { durch: kennung(ICH), ..kasse() }), Ablehnung::FuerSichSelbst),
        (befehl(vergeben(selbst)), Ablehnung::FuerSichSelbst),
        (befehl(RolleVergeben { gilt: verkehrt, ..kasse() }), Ablehnung::Verkehrt),
        (
            befehl(RolleVergeben { eingang: tag("2026-11-21"), ..kasse() }),
            Ablehnung::EingangInZukunft(tag("2026-11-21")),
        ),
        (
            befehl(RolleVergeben { bediensteter: kennung(99), ..kasse() }),
            Ablehnung::Unbekannt(Strom::bediensteter(kennung(99))),
        ),
        (befehl(vergeben(gast(&[], "2026-12-31"))), Ablehnung::FensterOhneFall),
        (befehl(vergeben(gast(&[FALL], "2026-11-15"))), Ablehnung::Verkehrt),
        (zustaendigkeit(BEFANGEN, Gilt::IMMER), Ablehnung::Befangen),
        (zustaendigkeit(ICH, verkehrt), Ablehnung::Verkehrt),
        (zustaendigkeit(99, Gilt::IMMER), Ablehnung::Unbekannt(Strom::bediensteter(kennung(99)))),
        (sperren(Some(&[])), Ablehnung::NiemandZugelassen),
        (sperren(Some(&[ICH, BEFANGEN])), Ablehnung::Befangen),
        (sperren(Some(&[99])), Ablehnung::Unbekannt(Strom::bediensteter(kennung(99)))),
        (notzugriff("eilig", None), Ablehnung::GrundZuKurz(20)),
        (notzugriff("   eilig              ", None), Ablehnung::GrundZuKurz(20)),
        (notzugriff(GRUND, Some("2026-11-22")), Ablehnung::NotzugriffZuLang(tag("2026-11-21"))),
        (notzugriff(GRUND, Some("2026-11-19")), Ablehnung::NotzugriffZuLang(tag("2026-11-21"))),
    ];
    for (befehl, ablehnung) in faelle {
        assert_eq!(entscheidet(&befehl, &bestand()).unwrap_err(), ablehnung);
    }
    let leer = Bestand { dienst: bestand().dienst, ..Bestand::default() };
    for befehl in [zustaendigkeit(ICH, Gilt::IMMER), sperren(None), notzugriff(GRUND, None)] {
        let ablehnung = entscheidet(&befehl, &leer).unwrap_err();
        assert_eq!(ablehnung, Ablehnung::Unbekannt(Strom::fall(kennung(FALL))));
    }
}

#[test]
fn jeder_befehl_sagt_was_er_verlangt_und_wer_handelt() {
    let befehl = |was| Befehl::RolleVergeben(Box::new(vergeben(was)));
    let eigene = befehl(Dienstangabe::EigeneAkte { person: None });
    let faelle = [
        (
            befehl(rolle(Rolle::Kasse, Stand::Gilt)),
            (Handlung::RechteVergeben, Kategorie::Dienst),
            Some(LEITUNG),
        ),
        // Was die Leitung nicht wissen darf, trägt sie auch nicht ein (§ 35 Abs. 1 Satz 3 SGB I).
        (eigene, (Handlung::RechteVergeben, Kategorie::Befangenheit), Some(LEITUNG)),
        (zustaendigkeit(ICH, Gilt::IMMER), (Handlung::Zuweisen, Kategorie::Akte), None),
        (sperren(None), (Handlung::Sperren, Kategorie::Akte), None),
        (notzugriff(GRUND, None), (Handlung::Notzugriff, Kategorie::Akte), Some(ICH)),
        (pruefen(LEITUNG, 2), (Handlung::Pruefen, Kategorie::Protokoll), Some(LEITUNG)),
    ];
    for (befehl, (handlung, kategorie), durch) in faelle {
        assert_eq!(befehl.verlangt(), (handlung, vec![kategorie]));
        assert_eq!(befehl.durch(), durch.map(kennung));
        // Hin und zurück als JSON; `Debug` zeigt nur, was für einer er ist.
        let text = serde_json::to_string(&befehl).unwrap();
        assert!(serde_json::from_str::<Befehl>(&text).unwrap() == befehl);
        assert_eq!(format!("{befehl:?}"), befehl.name());
    }
}
