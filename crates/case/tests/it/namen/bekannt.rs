//! Abgleich zweier Angaben und die Versicherungsnummer.

use case::namen::bekannt::Grund::*;
use case::namen::bekannt::{Angabe, Grund, VORLEGEN, abgleich};
use case::namen::nummer::{GeburtstagInNummer, NummerFehler, Rentenversicherungsnummer};
use law::measure::Tag;
use proptest::prelude::*;

use super::name;

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

/// „Vorname/Nachname JJJJ-MM-TT“, der Tag darf fehlen.
fn angabe(text: &str) -> Angabe {
    let (menschenname, geboren) = match text.rsplit_once(' ') {
        Some((davor, geboren)) if geboren.starts_with(['1', '2']) => (davor, Some(tag(geboren))),
        _ => (text, None),
    };
    Angabe { name: name(menschenname), geboren, ..Angabe::default() }
}

fn pruefe(eine: &Angabe, andere: &Angabe, gruende: &[Grund], vorgelegt: bool) {
    let treffer = abgleich(eine, andere);
    assert_eq!(treffer.gruende, gruende, "{treffer:?}");
    assert_eq!(treffer.punkte >= VORLEGEN, vorgelegt, "{treffer:?}");
    assert_eq!(treffer, abgleich(andere, eine));
}

/// Zwei Angaben, was dafür und dagegen spricht, und ob ein Mensch sie sieht.
const TREFFER: [(&str, &str, &[Grund], bool); 19] = [
    ("Anna/Weber 1985-04-12", "Anna/Weber 1985-04-12", &[NameGleich, GeburtstagGleich], true),
    ("Anna/Weber", "Anna/Weber", &[NameGleich], true),
    ("Anna/Weber 1985-04-12", "Anna/Weber 1962-11-30", &[NameGleich, GeburtstagVerschieden], false),
    ("Anna/Weber 1985-04-12", "Anna/Weber 1985-12-04", &[NameGleich, TagUndMonatVertauscht], true),
    ("Anna/Weber 1985-04-12", "Anna/Weber 1958-04-12", &[NameGleich, GeburtstagZahlendreher], true),
    ("Anna/Weber 1985-01-20", "Anna/Weber 1985-02-10", &[NameGleich, GeburtstagZahlendreher], true),
    ("Anna/Weber 1985-04-12", "Anna/Weber 1985-04-13", &[NameGleich, GeburtstagEineZiffer], true),
    ("Ali/Kaya 1985-04-12", "Ali/Kaya 1985-01-01", &[NameGleich, GeburtsjahrGleich], true),
    ("Ali/Kaya 1985-01-01", "Ali/Kaya 1985-01-01", &[NameGleich, GeburtstagErsterJanuar], true),
    (
        "Anna/Meyer 1985-04-12",
        "Anna/Maier 1985-04-12",
        &[NameAehnlich, NameKlingtGleich, GeburtstagGleich],
        true,
    ),
    ("Anna/Weber 1985-04-12", "Weber/Anna 1985-04-12", &[NameVertauscht, GeburtstagGleich], true),
    (
        "Anna/Weber 1985-04-12",
        "Anna/Schulz 1985-04-12",
        &[NurVornameGleich, GeburtstagGleich],
        true,
    ),
    (
        "Anna/Weber 1985-04-12",
        "Anna/Schulz 1985-04-13",
        &[NameVerschieden, GeburtstagEineZiffer],
        false,
    ),
    // Zwillinge.
    (
        "Uwe/Müller-Lüdenscheidt 1985-04-12",
        "Max/Müller-Lüdenscheidt 1985-04-12",
        &[NameVerschieden, GeburtstagGleich],
        false,
    ),
    (
        "Anna/Weber 1985-04-12",
        "Peter/Weber 1985-04-12",
        &[NameVerschieden, GeburtstagGleich],
        false,
    ),
    (
        "Сергій/Шевченко 1990-07-03",
        "Serhij/Schewtschenko 1990-07-03",
        &[NameAehnlich, NameKlingtGleich, GeburtstagGleich],
        true,
    ),
    (
        "Mohammed/El Amrani 1990-07-03",
        "Mohamed/Elamrani 1990-07-03",
        &[NameAehnlich, GeburtstagGleich],
        true,
    ),
    (
        "Thi Mai/Nguyen 1990-07-03",
        "Nguyen/Mai 1990-03-07",
        &[NameVertauscht, TagUndMonatVertauscht],
        true,
    ),
    (
        "Jan/Kowalski 1990-07-03",
        "Piotr/Nowak 1971-02-20",
        &[NameVerschieden, GeburtstagVerschieden],
        false,
    ),
];

#[test]
fn jeder_treffer_nennt_seine_gruende() {
    for (eine, andere, gruende, vorgelegt) in TREFFER {
        pruefe(&angabe(eine), &angabe(andere), gruende, vorgelegt);
    }
}

#[test]
fn der_fruehere_name_zaehlt() {
    let mut verheiratet = angabe("Anna/Yilmaz 1985-04-12");
    verheiratet.fruehere_namen.push(name("/Weber"));
    let gruende = [Grund::NameGleich, Grund::FruehererName, Grund::GeburtstagGleich];
    pruefe(&verheiratet, &angabe("Anna/Weber 1985-04-12"), &gruende, true);
}

/// 65 170839 J 003 und 15 070649 C 103: die Beispiele des Wikipedia-Artikels „Versicherungsnummer“;
/// hier ist nur der Anfangsbuchstabe des Namens passend erfunden.
#[test]
fn nummern_zaehlen_mehr_als_namen() {
    let mit = |text: &str, nummer: &str| Angabe {
        rentenversicherungsnummer: Some(nummer.to_owned()),
        ..angabe(text)
    };
    let (eine, andere) = ("65 170839 J 003", "15 070649 C 103");
    pruefe(
        &mit("Emma/Jansen", eine),
        &mit("Olga/Petrowa", "65170839j003"),
        &[RentenversicherungsnummerGleich, NameVerschieden],
        true,
    );
    pruefe(
        &mit("Emma/Jansen", eine),
        &mit("Emma/Jansen", andere),
        &[NameGleich, RentenversicherungsnummerVerschieden],
        false,
    );
    pruefe(
        &mit("Emma/Jansen", eine),
        &mit("Emma/Jansen", "65 170839 J 004"),
        &[NameGleich, PruefzifferFalsch],
        true,
    );
    pruefe(
        &mit("Emma/Jansen", eine),
        &angabe("Emma/Janssen 1939-08-17"),
        &[NameAehnlich, NameKlingtGleich, GeburtstagInNummer],
        true,
    );
    pruefe(
        &mit("Emma/Jansen 1940-08-17", eine),
        &angabe("Emma/Jansen 1940-08-17"),
        &[NameGleich, GeburtstagGleich, GeburtstagWidersprichtNummer],
        true,
    );
    // Der Tag zählt einmal, auch wenn er angegeben ist und in der Nummer steht.
    let ohne = angabe("Emma/Jansen 1939-08-17");
    let doppelt = abgleich(&mit("Emma/Kaya 1939-08-17", eine), &ohne).punkte;
    assert_eq!(doppelt, abgleich(&angabe("Emma/Kaya 1939-08-17"), &ohne).punkte);
    let kunde = |text: &str| Angabe { kundennummer: Some("123A456789".to_owned()), ..angabe(text) };
    pruefe(&kunde("Emma/Jansen"), &kunde("Li/Wei"), &[KundennummerGleich, NameVerschieden], true);
}

/// § 2 VKVV; dieselben Beispiele wie oben, dazu je ein Fehler.
#[test]
fn die_versicherungsnummer_hat_form_pruefziffer_und_geburtstag() {
    let lies = Rentenversicherungsnummer::lies;
    for nummer in ["65 170839 J 003", "15070649C103", "15 070649 c 10 3", "15.070649-C/103"] {
        assert!(lies(nummer).is_ok(), "{nummer}");
    }
    for nummer in ["", "65 170839 J 00", "65170839 1003", "65 170839 J 0033", "65 170839 Ä 003"] {
        assert_eq!(lies(nummer), Err(NummerFehler::Form), "{nummer}");
    }
    // Eine Ziffer anders, zwei Nachbarn vertauscht, ein anderer Buchstabe.
    for nummer in ["65 170839 J 004", "65 170838 J 003", "65 178039 J 003", "65 170839 K 003"] {
        assert_eq!(lies(nummer), Err(NummerFehler::Pruefziffer), "{nummer}");
    }
    let nummer = lies("65 170839 J 003").unwrap();
    assert_eq!((nummer.als_text(), nummer.anfangsbuchstabe()), ("65170839J003", Some('J')));
    let faelle = [
        ("1939-08-17", GeburtstagInNummer::Passt),
        ("2039-08-17", GeburtstagInNummer::Passt),
        ("1939-08-18", GeburtstagInNummer::PasstNicht),
        ("1939-09-17", GeburtstagInNummer::PasstNicht),
        ("1940-08-17", GeburtstagInNummer::PasstNicht),
    ];
    for (geboren, ergebnis) in faelle {
        assert_eq!(nummer.geburtstag(tag(geboren)), ergebnis, "{geboren}");
    }
    assert!(!format!("{nummer:?}").contains("1708"));
}

/// Unbekannte Tage in der Nummer: Nullen, oder der Tag um 32 erhöht, wenn die Serie voll ist.
#[test]
fn ein_unbekannter_tag_in_der_nummer_widerspricht_keinem() {
    let faelle = [
        ("000085", "1985-04-12", GeburtstagInNummer::Unbekannt),
        ("450085", "1985-04-12", GeburtstagInNummer::Unbekannt),
        ("440485", "1985-04-12", GeburtstagInNummer::Unbekannt),
        ("000485", "1985-04-12", GeburtstagInNummer::Unbekannt),
        ("000485", "1985-05-12", GeburtstagInNummer::PasstNicht),
        ("000086", "1985-04-12", GeburtstagInNummer::PasstNicht),
    ];
    for (ziffern, geboren, ergebnis) in faelle {
        let richtige = (0..10).filter_map(|ziffer| {
            Rentenversicherungsnummer::lies(&format!("65 {ziffern} K 00 {ziffer}")).ok()
        });
        let richtige: Vec<_> = richtige.collect();
        assert_eq!(richtige.len(), 1, "genau eine Prüfziffer stimmt");
        assert_eq!(richtige[0].geburtstag(tag(geboren)), ergebnis, "{ziffern} {geboren}");
    }
}

#[test]
fn jeder_grund_ist_ein_deutscher_satzteil() {
    assert_eq!(Grund::GeburtstagGleich.to_string(), "gleicher Geburtstag");
    assert_eq!(Grund::TagUndMonatVertauscht.to_string(), "Tag und Monat vertauscht");
    assert_eq!(Grund::NameKlingtGleich.to_string(), "Nachname klingt gleich");
    assert!(!format!("{:?}", angabe("Xaverine/Zzyzx 1985-04-12")).contains("1985"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn der_abgleich_kennt_keine_reihenfolge(
        namen in prop::collection::vec("[a-d ]{0,6}/[a-d -]{1,8}", 4),
        tage in prop::collection::vec(0..400_i32, 2),
        nummern in prop::collection::vec("(65 170839 J 00[34]|123|)", 2)
    ) {
        let angabe = |i: usize| Angabe {
            name: name(&namen[i]),
            fruehere_namen: vec![name(&namen[i + 2])],
            geboren: (tage[i] > 50).then(|| tag("1939-01-01").plus_tage(tage[i])),
            rentenversicherungsnummer: Some(nummern[i].clone()),
            kundennummer: Some(nummern[i].clone()),
        };
        let (eine, andere) = (angabe(0), angabe(1));
        let treffer = abgleich(&eine, &andere);
        prop_assert_eq!(&treffer, &abgleich(&andere, &eine));
        prop_assert!(treffer.punkte <= 1000 && treffer.gruende.is_sorted());
    }
}
