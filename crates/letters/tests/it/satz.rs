//! Gleiche Bytes, viele Fäden, jedes Zeichen.

use std::num::NonZeroUsize;

use case::brief::{Block, Brief};

use crate::werkzeug::{druckerei, finde, muster};

#[test]
fn der_zweite_lauf_gibt_dieselben_bytes_in_derselben_reihenfolge() {
    let briefe = muster().iter().map(|muster| &muster.brief);
    let mut zweiter = Vec::new();
    let zwei = NonZeroUsize::new(2).unwrap();
    druckerei().viele(briefe, zwei, |nummer, pdf| zweiter.push((nummer, pdf.unwrap()))).unwrap();
    assert_eq!(zweiter.len(), muster().len());
    for (platz, ((nummer, pdf), muster)) in zweiter.iter().zip(muster()).enumerate() {
        assert_eq!(platz, *nummer);
        assert!(*pdf == muster.pdf, "{} ist beim zweiten Mal anders", muster.name);
    }
}

#[test]
fn kein_brief_ist_auch_in_ordnung() {
    let mut gerufen = false;
    let keine: [Brief; 0] = [];
    druckerei().viele(keine, NonZeroUsize::MIN, |_, _| gerufen = true).unwrap();
    assert!(!gerufen);
}

/// Jedes Zeichen der ersten Ebene, einzeln und aneinander: PDF/A duldet keines ohne Bild.
#[test]
fn kein_zeichen_sprengt_den_brief() {
    let alle: Vec<char> = (0..=0xFFFF_u32).filter_map(char::from_u32).collect();
    let mut brief = finde("alleinstehend").brief.clone();
    brief.abschnitte.clear();
    brief.anlagen.clear();
    let einzeln = alle
        .chunks(1000)
        .map(|teil| teil.iter().flat_map(|zeichen| [*zeichen, ' ']).collect::<String>());
    let aneinander = alle.chunks(1000).map(|teil| teil.iter().collect::<String>());
    let bloecke = einzeln.chain(aneinander).map(|text| Block::Absatz { text });
    brief.einleitung = bloecke.collect();
    if let Err(fehler) = druckerei().pdf(&brief) {
        panic!("{fehler}");
    }
}

#[test]
fn ein_uebergrosser_haushalt_wird_gesetzt() {
    // Sechzig Personen sind die Grenze der Schnittstelle.
    let mut fall = crate::faelle::finde("sieben");
    fall.monate.truncate(1);
    let vorlage = fall.monate[0].personen[1].clone();
    for nummer in 0..53 {
        let mut person = vorlage.clone();
        person.id = format!("P{nummer}");
        fall.monate[0].personen.push(person);
    }
    fall.monate[0].beleg = None;
    let tag = crate::faelle::tag("2026-07-20");
    let brief = case::brief::brief(&crate::faelle::traeger(), &fall.haushalt, &fall.monate, tag);
    assert!(druckerei().pdf(&brief).unwrap().starts_with(b"%PDF-1.7"));
}
