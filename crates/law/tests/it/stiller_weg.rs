//! Der stille Weg: keine Abkürzung ändert etwas, und mit benutzter Werkbank entsteht kein Speicher.

use law::anspruch::{Werkbank, berechne};
use law::lage::Lage;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::hilfe::recht;

/// `anzahl` gezogene Lagen, immer dieselben.
fn gezogene(anzahl: usize) -> impl Iterator<Item = Lage> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[26; 32]);
    let mut ziehung = TestRunner::new_with_rng(Config::default(), rng);
    let lagen = crate::lagen::lage();
    (0..anzahl).map(move |_| lagen.new_tree(&mut ziehung).unwrap().current())
}

#[test]
fn eine_gruendliche_werkbank_rechnet_dasselbe_mit_denselben_gruenden_und_fragen() {
    let recht = recht();
    let (mut kurz, mut lang) = (Werkbank::neu(), Werkbank::gruendlich());
    for (nummer, lage) in gezogene(5_000).enumerate() {
        let kurz = berechne(&lage, recht, &mut kurz).unwrap();
        let lang = berechne(&lage, recht, &mut lang).unwrap();
        assert_eq!(kurz.offen, lang.offen, "Lage {nummer}");
        let (a, b) = (kurz.beleg(|i| i.to_string()), lang.beleg(|i| i.to_string()));
        assert_eq!(a, b, "Lage {nummer}");
        for (a, b) in kurz.personen.iter().zip(lang.personen) {
            assert_eq!(format!("{a:?}"), format!("{b:?}"), "Lage {nummer}");
        }
    }
}

#[test]
fn mit_benutzter_werkbank_legt_der_stille_weg_keinen_speicher_an() {
    let recht = recht();
    let lagen: Vec<Lage> = gezogene(2_000).collect();
    let mut werkbank = Werkbank::neu();
    let mut rechne_alle = || {
        for lage in &lagen {
            std::hint::black_box(berechne(lage, recht, &mut werkbank).unwrap().auszahlung());
        }
    };
    rechne_alle();
    let speicher = allocation_counter::measure(rechne_alle);
    assert_eq!(speicher.count_total, 0, "{speicher:?}");
}
