//! Die Platte meldet Fehler oder ist voll (Zusagen 3 und 4): `strace` lässt einen Aufruf scheitern.

use std::path::Path;
use std::process::Command;

use office::store::sql::{LiteConnection, LiteOpening};
use office::store::verify::verify;

use super::befehle::TRAEGER;
use super::dienst::{Auftrag, Lauf, programm};
use super::stand::{Wissen, pruefe};
use super::suite::{KLIENTEN, Lage, Suite};
use super::{Ordner, umfang};

/// Was an einem Lauf nicht stimmt, dessen Platte einen Fehler meldete: jeder Befehl hat eine Antwort, und nach
/// dem ersten Fehler schreibt niemand mehr in dieselbe Datei.
fn sauber(lauf: &Lauf, suite: &Suite) -> Result<(), String> {
    if !lauf.sauber {
        return Err("abgestürzt".to_owned());
    }
    if !lauf.bereit {
        let klar =
            |grund: &str| grund.contains("die Platte meldet") || grund.contains("nicht bereit");
        let klar = lauf.abgelehnt.iter().any(|(_, grund)| klar(grund));
        return if klar { Ok(()) } else { Err("nicht geöffnet, ohne Grund".to_owned()) };
    }
    if lauf.bestaetigt.len() + lauf.abgelehnt.len() != suite.nummern.len() {
        return Err("ein Befehl blieb ohne Antwort".to_owned());
    }
    let unklar = lauf.abgelehnt.iter().find(|(_, grund)| !grund.contains("Platte"));
    if let Some((_, grund)) = unklar {
        return Err(format!("unklar: {grund}"));
    }
    for klient in 0..KLIENTEN {
        let seine = |nr: &u32| nr % KLIENTEN == klient;
        let erster = lauf.abgelehnt.iter().filter_map(|(nr, _)| *nr).filter(seine).min();
        let letzter = lauf.bestaetigt.iter().copied().filter(seine).max();
        if erster.is_some_and(|erster| letzter > Some(erster)) {
            return Err("nach dem Fehler weitergeschrieben".to_owned());
        }
    }
    Ok(())
}

/// Lässt an so vielen Punkten einen Aufruf scheitern, abwechselnd einmal und von da an immer.
fn stoere(suite: &Suite, wie_viele: usize) -> (usize, Vec<String>) {
    let (mut abgelehnt, mut funde) = (0, Vec::new());
    for (i, (aufruf, n)) in suite.punkte(wie_viele).into_iter().enumerate() {
        let immer = if i % 2 == 0 { "" } else { "+" };
        let (lauf, stand) = suite.gestoert(&format!("{aufruf}:error=EIO:when={n}{immer}"));
        abgelehnt += usize::from(!lauf.abgelehnt.is_empty());
        let fund = sauber(&lauf, suite).and(stand).err();
        funde.extend(fund.map(|fund| format!("{aufruf} {n}{immer}: {fund}")));
    }
    (abgelehnt, funde)
}

#[test]
fn meldet_die_platte_einen_fehler_gibt_es_eine_klare_antwort_und_niemand_schreibt_weiter() {
    let alle = umfang("NAHTLOS_ABSTURZ_STOERUNGEN", 120);
    let (mut abgelehnt, mut funde) = (0, Vec::new());
    for (name, lage, anteil) in [
        ("eio-schreiben", Lage::Schreiben, 70),
        ("eio-neu", Lage::Neu, 30),
        ("eio-wiederherstellen", Lage::Wiederherstellen, 20),
    ] {
        let (dabei, neue) = stoere(&Suite::neu(name, lage, 8, None), alle * anteil / 120);
        abgelehnt += dabei;
        funde.extend(neue.into_iter().map(|fund| format!("{name}: {fund}")));
    }
    println!("{alle} Störungen, bei {abgelehnt} eine Ablehnung");
    assert_eq!(funde, Vec::<String>::new());
    assert!(abgelehnt * 2 > alle, "nur {abgelehnt} Störungen trafen");
}

#[test]
fn die_suite_faengt_jeden_gepflanzten_fehler_bei_gestoerter_platte() {
    for fehler in ["fehler=verschluckt", "fehler=frueh-bestaetigt", "fehler=halber-stand"] {
        let name = format!("eio-{}", fehler.replace('=', "-"));
        let (_, funde) = stoere(&Suite::neu(&name, Lage::Schreiben, 8, Some(fehler)), 24);
        assert!(!funde.is_empty(), "{fehler} blieb unbemerkt");
        println!("{fehler}: {} Funde, etwa {}", funde.len(), funde[0]);
    }
}

#[test]
fn ist_die_platte_voll_und_wieder_frei_laeuft_derselbe_dienst_ohne_zutun_weiter() {
    let suite = Suite::neu("enospc", Lage::Schreiben, 8, Some("versuche=100"));
    for (aufruf, n) in suite.punkte(60).into_iter().filter(|(aufruf, _)| aufruf == "pwrite64") {
        let bis = n + 5;
        let (lauf, stand) = suite.gestoert(&format!("{aufruf}:error=ENOSPC:when={n}..{bis}"));
        assert_eq!(lauf.abgelehnt, [], "{aufruf} {n}");
        assert_eq!((lauf.sauber, lauf.bestaetigt.len()), (true, 8), "{aufruf} {n}");
        assert_eq!(stand, Ok(()), "{aufruf} {n}");
    }
}

#[test]
fn auf_einem_vollen_dateisystem_wird_abgelehnt_und_gelesen_und_danach_geht_es_weiter() {
    let ordner = Ordner::neu("voll");
    let Some(platte) = KleinePlatte::neu(&ordner.0) else {
        println!("mount ist hier nicht erlaubt: voll ist die Platte nur eingespritzt");
        return;
    };
    let nummern = 0..40;
    let auftrag =
        Auftrag { ordner: platte.0, klienten: 1, nummern: &nummern, worte: &["checkpoint=12"] };
    let mut dienst = auftrag.starte(Command::new(programm()));
    assert_eq!(dienst.antwort(), "bereit");
    let mut bestaetigt = std::collections::BTreeSet::new();
    let mut sende = |dienst: &mut super::dienst::Dienst, nr: u32| {
        dienst.sende(nr).unwrap();
        let antwort = dienst.antwort();
        let ja = antwort == format!("ja {nr}");
        if ja {
            bestaetigt.insert(nr);
        } else {
            assert!(antwort.contains("es ist nichts verloren"), "{antwort}");
        }
        ja
    };
    assert!((0..4).all(|nr| sende(&mut dienst, nr)));
    let ballast = platte.0.join("ballast");
    std::fs::write(&ballast, vec![1; 1 << 20]).unwrap_err();
    let voll = (4..40).find(|nr| !sende(&mut dienst, *nr)).unwrap();
    // Noch einmal: es bleibt bei der Ablehnung, und was da ist, ist lesbar.
    assert!(!sende(&mut dienst, voll));
    let datei = platte.0.join("akten.sqlite");
    let mut lesend = LiteConnection::open(&datei, LiteOpening::Read).unwrap();
    let bericht = verify(&mut lesend, TRAEGER, &[]).unwrap();
    assert!(bericht.events >= 4 && bericht.findings.is_empty(), "{bericht:?}");
    drop(lesend);
    std::fs::remove_file(&ballast).unwrap();
    assert!((voll..40).all(|nr| sende(&mut dienst, nr)));
    assert!(dienst.ende().sauber);
    let wissen = Wissen { klienten: 1, gesendet: &nummern, bestaetigt: &bestaetigt };
    assert_eq!(pruefe(platte.0, &wissen), Ok(()));
}

/// Ein Dateisystem von einem Mebibyte.
struct KleinePlatte<'a>(&'a Path);

impl KleinePlatte<'_> {
    fn neu(ordner: &Path) -> Option<KleinePlatte<'_>> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(ordner);
        mount.output().is_ok_and(|ausgabe| ausgabe.status.success()).then_some(KleinePlatte(ordner))
    }
}

impl Drop for KleinePlatte<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}
