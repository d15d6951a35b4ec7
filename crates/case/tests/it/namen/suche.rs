//! Was im Suchfeld steht, und welche Schlüssel daraus werden.

use std::collections::BTreeSet;

use case::namen::bekannt::Angabe;
use case::namen::schluessel::{Art, schluessel, suchwoerter};
use case::namen::suche::{Geburt, Nummer, Suche, ZEIGEN};
use law::measure::Tag;
use proptest::prelude::*;

use super::name;

fn heute() -> Tag {
    Tag::neu(2026, 11, 28).unwrap()
}

fn tag(jahr: i16, monat: i8, tag: i8) -> Geburt {
    Geburt::Tag(Tag::neu(jahr, monat, tag).unwrap())
}

fn lies(text: &str) -> (Vec<String>, Vec<Geburt>, Vec<String>) {
    let suche = Suche::lies(text, heute());
    let teile = suche.teile.iter().map(|teil| teil.formen[0].fein.clone()).collect();
    let nummern = suche.nummern.iter().map(|nummer| match nummer {
        Nummer::Rentenversicherung(nummer) => format!("rv {}", nummer.als_text()),
        Nummer::RentenversicherungFalsch(text) => format!("rv falsch {text}"),
        Nummer::Kunde(text) => format!("kunde {text}"),
        Nummer::Bedarfsgemeinschaft(text) => format!("bg {text}"),
        Nummer::Iban(text) => format!("iban {text}"),
        Nummer::Ende(text) => format!("ende {text}"),
    });
    (teile, suche.geburt, nummern.collect())
}

#[test]
fn geburtstage_werden_in_den_ueblichen_schreibweisen_erkannt() {
    let faelle: [(&str, &[Geburt]); 20] = [
        ("1.4.85", &[tag(1985, 4, 1)]),
        ("01.04.1985", &[tag(1985, 4, 1)]),
        ("1985-04-01", &[tag(1985, 4, 1)]),
        ("1/4/1985", &[tag(1985, 4, 1)]),
        ("01041985", &[tag(1985, 4, 1)]),
        ("19850401", &[tag(1985, 4, 1)]),
        ("010485", &[tag(1985, 4, 1)]),
        ("1. April 1985", &[tag(1985, 4, 1)]),
        ("3. März 85", &[tag(1985, 3, 3)]),
        ("1.4.24", &[tag(1924, 4, 1), tag(2024, 4, 1)]),
        ("29.2.2000", &[tag(2000, 2, 29)]),
        ("4/1985", &[Geburt::Monat { jahr: 1985, monat: 4 }]),
        ("1.4.", &[Geburt::OhneJahr { tag: 1, monat: 4 }]),
        ("29.2.", &[Geburt::OhneJahr { tag: 29, monat: 2 }]),
        ("1985", &[Geburt::Jahr(1985)]),
        ("85", &[Geburt::Jahr(1985)]),
        ("30.2.1985", &[]),
        ("1.4.2031", &[]),
        // Vor 111 Jahren ist niemand mehr gemeint.
        ("1.4.15", &[tag(2015, 4, 1)]),
        ("1.4.1915", &[]),
    ];
    for (text, geburt) in faelle {
        assert_eq!(lies(text).1, geburt, "{text}");
        let (teile, mit_namen, _) = lies(&format!("schmitt {text} anna"));
        if !geburt.is_empty() {
            assert_eq!((teile.join(" ").as_str(), mit_namen.as_slice()), ("schmitt anna", geburt));
        }
    }
}

/// Die Versicherungsnummer ist das Beispiel des Wikipedia-Artikels „Versicherungsnummer“, die IBAN das
/// des Artikels „IBAN“.
#[test]
fn nummern_werden_erkannt() {
    let faelle = [
        ("65 170839 J 003", "rv 65170839J003"),
        ("65170839j003", "rv 65170839J003"),
        ("65 170839 J 004", "rv falsch 65170839J004"),
        ("123A456789", "kunde 123A456789"),
        ("123 a 456789", "kunde 123A456789"),
        ("12345//0001234", "bg 12345BG0001234"),
        ("12345BG0001234", "bg 12345BG0001234"),
        ("BG-00000042", "bg BG00000042"),
        ("DE89 3704 0044 0532 0130 00", "iban DE89370400440532013000"),
        ("*3000", "ende 3000"),
        ("…013000", "ende 013000"),
        ("3000", "ende 3000"),
        ("99999999", "ende 99999999"),
    ];
    for (text, nummer) in faelle {
        let (teile, geburt, nummern) = lies(text);
        assert_eq!(nummern, [nummer], "{text}");
        assert!(teile.is_empty() && geburt.is_empty(), "{text}");
        let (teile, geburt, nummern) = lies(&format!("anna {text} 1.4.85"));
        assert_eq!(
            (teile.join(" ").as_str(), nummern.as_slice()),
            ("anna", &[nummer.to_owned()][..])
        );
        assert_eq!(geburt, [tag(1985, 4, 1)]);
    }
    let gezeigt = format!("{:?}", Suche::lies("Xaverine 123A456789", heute()));
    assert!(!gezeigt.contains("456789") && !gezeigt.to_lowercase().contains("xaver"));
}

#[test]
fn namen_behalten_reihenfolge_komma_stern_und_zusaetze() {
    let suche = Suche::lies("von Schmitt, Anna* Maria", heute());
    assert_eq!(suche.zusaetze, ["von"]);
    assert!(suche.nachname_zuerst && !Suche::lies(", anna", heute()).nachname_zuerst);
    let anfang: Vec<bool> = suche.teile.iter().map(|teil| teil.anfang).collect();
    assert_eq!(anfang, [false, true, true]);
    assert_eq!(suche.teile[1].bereiche(), [("anna".to_owned(), "anna{".to_owned())]);
    assert!(suche.teile[0].bereiche().is_empty());
    assert!(Suche::lies(" , ", heute()).ist_leer());
    assert!(Suche::lies("A. Schmitt", heute()).teile[0].anfang, "ein Buchstabe ist abgekürzt");
}

#[test]
fn die_punkte_der_suche_ordnen_die_liste() {
    let faelle = [
        ("weber anna", "Anna/Weber", 1000, 1000),
        ("weber anna 12.4.1985", "Anna/Weber", 1000, 1000),
        ("weber anna 1985", "Anna/Weber", 1000, 1000),
        ("weber anna 4/1985", "Anna/Weber", 1000, 1000),
        ("weber anna 12.4.", "Anna/Weber", 1000, 1000),
        // Tag und Monat vertauscht: noch in der Liste.
        ("weber anna 4.12.1985", "Anna/Weber", ZEIGEN, 999),
        // Ein anderer Tag: nicht mehr.
        ("weber anna 23.6.1971", "Anna/Weber", 1, ZEIGEN - 1),
        ("weber anna 1971", "Anna/Weber", 1, ZEIGEN - 1),
        ("weber anna", "Anna Maria/Weber-Koch", 1000, 1000),
        ("webber ana", "Anna/Weber", 850, 999),
        ("web", "Anna/Weber", 900, 900),
        ("we anna", "Anna/Weber", 0, 0),
        ("a. weber", "Anna/Weber", ZEIGEN, 999),
        // Von drei Wörtern darf eines fehlen, von zweien keines.
        ("anna maria weber", "Anna/Weber", ZEIGEN, 999),
        ("anna maria koch weber", "Anna/Weber", 0, 0),
        ("anna koch", "Anna/Weber", 0, 0),
        // Zusammengeschrieben zählt nur, was fast gleich ist.
        ("schröder heie", "Anna/Schröder", 0, 0),
        ("el amrani", "Anna/Elamrani", ZEIGEN, 999),
        ("von weber", "Anna/Weber", 1000, 1000),
        ("шевченко", "Anna/Schewtschenko", 1000, 1000),
    ];
    let geboren = Some(Tag::neu(1985, 4, 12).unwrap());
    for (eingabe, wer, von, bis) in faelle {
        let mensch = Angabe { name: name(wer), geboren, ..Angabe::default() };
        let punkte = Suche::lies(eingabe, heute()).punkte(&mensch);
        assert!((von..=bis).contains(&punkte), "{eingabe} {wer}: {punkte}");
    }
}

#[test]
fn das_verzeichnis_hat_zu_jedem_teil_ein_wort_und_zu_jedem_wort_alle_arten() {
    let woerter = suchwoerter(&[name("Anna/Müller-Groß"), name("Anna/von Berg")]);
    let weite: Vec<&str> = woerter.iter().map(|wort| wort.split('/').next().unwrap()).collect();
    // Ein Zusatz allein findet niemanden.
    assert_eq!(weite, ["anna", "berg", "gross", "muller", "mullergross", "vonberg"]);
    let hat = |wort: &str, art: Art, wert: &str| {
        let wort = woerter.iter().find(|eines| eines.starts_with(&format!("{wort}/"))).unwrap();
        schluessel(wort).iter().any(|eine| eine.art == art && eine.wert == wert)
    };
    for (wort, art, wert) in [
        ("muller", Art::Koelner, "657"),
        ("muller", Art::Mokotoff, "689000"),
        ("muller", Art::Auslassung, "muller"),
        ("muller", Art::Auslassung, "muler"),
        ("anna", Art::Auslassung, "ana"),
        ("mullergross", Art::Auslassung, "mullerg"),
    ] {
        assert!(hat(wort, art, wert), "{wort} {art:?} {wert}");
    }
    // Ein Laut allein trennt nichts: „Mia“ klingt nach keinem der beiden Verfahren.
    assert_eq!(suchwoerter(&[name("Mia/")]), BTreeSet::from(["mia/".to_owned()]));
    assert_eq!(schluessel("mia/").len(), 1);
    assert!(suchwoerter(&[name("/")]).is_empty());
}

#[test]
fn ein_genau_gesuchtes_wort_trifft_nur_gleich_geschriebene_ein_anfang_auch_laengere() {
    let teil = Suche::lies("Müller", heute()).teile.swap_remove(0);
    let trifft = |bereiche: &[(String, String)], wer: &str| {
        let woerter = suchwoerter(&[name(wer)]);
        let in_einem = |wort: &String| bereiche.iter().any(|(von, bis)| (von..bis).contains(&wort));
        woerter.iter().any(in_einem)
    };
    for (wer, genau, anfang) in [
        ("/Müller", true, true),
        ("/Mueller-Groß", true, true),
        ("/Müllerin", false, true),
        ("/Muller0", false, true),
        ("/Mülle", false, false),
    ] {
        let getroffen = (trifft(&teil.genau(), wer), trifft(&teil.bereiche(), wer));
        assert_eq!(getroffen, (genau, anfang), "{wer}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    /// Die Schlüssel sehen nur den Anfang; verlieren dürfen sie niemanden.
    #[test]
    fn was_sich_trifft_hat_einen_schluessel_gemeinsam(
        wort in "[ab]{1,11}", weg in 0_usize..11, dazu in 0_usize..11, buchstabe in "[abc]?"
    ) {
        let mut anderes = wort.clone();
        if weg < anderes.len() {
            anderes.remove(weg);
        }
        anderes.insert_str(dazu.min(anderes.len()), &buchstabe);
        let Some(teil) = Suche::lies(&anderes, heute()).teile.pop() else { return Ok(()) };
        for wort in suchwoerter(&[name(&format!("/{wort}"))]) {
            let gemeinsam = schluessel(&wort).iter().any(|eine| teil.schluessel.contains(eine));
            prop_assert!(gemeinsam || !teil.trifft(&wort), "{wort} {anderes}");
            // Kurze Wörter sehen sie ganz.
            let kurz = wort.find('/').is_some_and(|laenge| laenge <= 7) && anderes.len() <= 7;
            prop_assert!(!kurz || gemeinsam == teil.trifft(&wort), "{wort} {anderes}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn keine_eingabe_bringt_die_suche_zum_absturz(
        text in any::<String>(), aehnlich in "[0-9BGDE/.*, a-c-]{0,30}"
    ) {
        for text in [text, aehnlich] {
            let suche = Suche::lies(&text, heute());
            for teil in &suche.teile {
                prop_assert!(!teil.schluessel.is_empty() && !teil.formen.is_empty());
            }
        }
    }
}
