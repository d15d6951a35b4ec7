//! Ähnlichkeit zweier Namen.

use case::namen::aehnlich::{GLEICH, abstand, aehnlich};
use case::namen::falten::falten;
use proptest::prelude::*;

use super::name;

/// Zehntel eines Fehlers; Verwandtes und Verdoppeltes kostet weniger.
#[test]
fn der_abstand_zaehlt_fehler() {
    let faelle = [
        ("weber", "weber", 0),
        ("weber", "webe", 10),
        ("weber", "wember", 10),
        ("weber", "wxber", 10),
        ("weber", "wbeer", 8),
        ("weber", "wiber", 5),
        ("weber", "wepber", 10),
        ("schmitt", "schmit", 4),
        ("schmitt", "schmidt", 5),
        ("jon", "john", 5),
        ("", "abc", 30),
        ("ab", "", 20),
    ];
    for (links, rechts, zehntel) in faelle {
        assert_eq!(abstand(links, rechts), zehntel, "{links} {rechts}");
        assert_eq!(abstand(rechts, links), zehntel, "{rechts} {links}");
    }
}

#[test]
fn aehnliche_namen_haben_viele_punkte_und_andere_wenige() {
    let hoechstens = 1000;
    let faelle = [
        ("Müller", "Mueller", 1000, hoechstens),
        ("Müller", "Muller", 980, 995),
        ("Schmidt", "Schmitt", 900, 995),
        ("Anna Maria Weber", "Weber Anna Maria", 990, 995),
        ("Karl-Heinz", "Karlheinz", 980, 990),
        ("Müller-Lüdenscheidt", "Müller", 700, 950),
        ("El Amrani", "Elamrani", 800, 990),
        ("Шевченко", "Schewtschenko", 990, 995),
        ("Шевченко", "Shevchenko", 1000, hoechstens),
        ("Nguyen", "Nugyen", 850, 995),
        ("Yıldız", "Jildis", 800, 995),
        ("Weber", "Kaya", 0, 0),
        ("Schmidt", "Yilmaz", 0, 0),
        ("", "", 0, 0),
        ("محمد", "محمود", 0, 0),
    ];
    for (links, rechts, von, bis) in faelle {
        let punkte = aehnlich(links, rechts);
        assert!((von..=bis).contains(&punkte), "{links} {rechts}: {punkte}");
    }
}

#[test]
fn vor_und_nachname_zaehlen_einzeln_vertauscht_und_zusammen() {
    let faelle = [
        ("Anna/Weber", "Anna/Weber", 1000, 1000),
        ("Anna/Weber", "Weber/Anna", 950, 990),
        ("Anna Maria/Weber", "Anna/Maria Weber", 850, 990),
        ("Max/Weber", "Maximilian/Weber", 850, 950),
        ("Bastian/Weber", "Sebastian/Weber", 850, 950),
        ("Anna/Weber", "Peter/Weber", 0, 500),
        ("Anna/Weber", "Anna/Schulz", 0, 500),
        ("Uwe/Müller-Lüdenscheidt", "Max/Müller-Lüdenscheidt", 0, 640),
        ("Anna/Berg", "Anna/Bergmann", 0, 800),
        ("Nguyen Van/Nam", "Nam/Nguyen Van", 900, 990),
        // Bill und Wilhelm bräuchten eine Wörterliste.
        ("Bill/Weber", "Wilhelm/Weber", 0, 800),
    ];
    for (links, rechts, von, bis) in faelle {
        let vergleich = name(links).vergleiche(&name(rechts));
        assert!((von..=bis).contains(&vergleich.ganz), "{links} {rechts}: {vergleich:?}");
    }
    assert!(name("Anna/Weber").vergleiche(&name("Weber/Anna")).vertauscht);
    assert!(!name("Anna/Weber").vergleiche(&name("Anna/Weber")).vertauscht);
    assert!(name("Anna/Meyer").vergleiche(&name("Anna/Maier")).klingt_gleich);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn die_aehnlichkeit_ist_auf_beiden_seiten_dieselbe(
        links in "[a-eäßA-Cш '-]{0,14}", rechts in "[a-eäßA-Cш '-]{0,14}", beliebig in any::<String>()
    ) {
        for (links, rechts) in [(&links, &rechts), (&links, &beliebig)] {
            let punkte = aehnlich(links, rechts);
            prop_assert_eq!(punkte, aehnlich(rechts, links));
            let gleich = falten(links) == falten(rechts) && !falten(links).is_empty();
            prop_assert_eq!(punkte == GLEICH, gleich);
        }
        prop_assert!(aehnlich(&links, &links) == GLEICH || falten(&links).is_empty());
    }

    #[test]
    fn der_vergleich_von_menschen_ist_auf_beiden_seiten_derselbe(
        links in "[a-e ]{0,9}/[a-e -]{1,9}", rechts in "[a-e ]{0,9}/[a-e -]{1,9}"
    ) {
        let (links, rechts) = (name(&links), name(&rechts));
        prop_assert_eq!(links.vergleiche(&rechts), rechts.vergleiche(&links));
    }
}
