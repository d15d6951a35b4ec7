//! Die Kette: ihre Form für immer, und jeder gepflanzte Fehler mit seiner Stelle.

use office::store::kette::{Eintrag, Fingerabdruck, Glied, Kettenbruch, Kopf, Salz, pruefe};
use office::store::{Hash, Strom};
use proptest::prelude::*;

use super::gekippt;

const STROM: Strom<'static> = Strom { traeger: "MUSTER", kennung: "fall/17" };

/// Eine gespeicherte Zeile.
#[derive(Clone)]
struct Zeile {
    kopf: Kopf,
    geheimtext: Vec<u8>,
    rahmen: Vec<u8>,
}

impl Zeile {
    fn glied(&self) -> Glied {
        let eintrag = Eintrag { geheimtext: &self.geheimtext, rahmen: &self.rahmen };
        Glied { kopf: self.kopf, eintrag: eintrag.fingerabdruck() }
    }
}

fn schreibe(zeilen: &mut Vec<Zeile>, geheimtext: Vec<u8>, rahmen: Vec<u8>) -> Kopf {
    let bisher = zeilen.last().map_or(Kopf::anfang(STROM), |zeile| zeile.kopf);
    let eintrag = Eintrag { geheimtext: &geheimtext, rahmen: &rahmen };
    let kopf = bisher.weiter(eintrag.fingerabdruck());
    zeilen.push(Zeile { kopf, geheimtext, rahmen });
    kopf
}

/// Ein Strom mit so vielen Versionen.
fn strom(versionen: u8) -> Vec<Zeile> {
    let mut zeilen = Vec::new();
    for nr in 1..=versionen {
        schreibe(&mut zeilen, vec![nr; 5], vec![nr, 0]);
    }
    zeilen
}

fn glieder(zeilen: &[Zeile]) -> impl Iterator<Item = Glied> {
    zeilen.iter().map(Zeile::glied)
}

#[test]
fn die_form_bleibt_fuer_immer_dieselbe() {
    // Mit Pythons hashlib nach der Moduldoku gerechnet.
    let anfang = Kopf::anfang(STROM);
    let erster =
        anfang.weiter(Eintrag { geheimtext: b"geheim 1", rahmen: b"rahmen 1" }.fingerabdruck());
    let zweiter = erster.weiter(Eintrag { geheimtext: b"geheim 2", rahmen: b"" }.fingerabdruck());
    let salz = Salz([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    let pruefe = |hash: Hash, erwartet| assert_eq!(hash.to_string(), erwartet);
    pruefe(anfang.hash, "a2a4b2376a2e19ace47ed9ced2a4be118a08511ba968baea497a8bcf63c2c3af");
    pruefe(erster.hash, "6d9ba7dcaf12509646cf562f555a6f5f4a737a3ac3bf982688eb7ea370fc2b53");
    pruefe(zweiter.hash, "550d9ea503f4b43e3bde3de25d3440dd3c41bf3ee3e9789d2050489dd3930f86");
    let blatt = zweiter.blatt(STROM, &salz).hash();
    pruefe(blatt, "2d679eeae77a0036b7e32a7a4b4254eee2879745a50b549fa59bbb40af33bea8");
    assert_eq!((anfang.version, erster.version, zweiter.version), (0, 1, 2));
}

#[test]
fn kein_byte_laesst_sich_in_den_naechsten_teil_schieben() {
    let salz = Salz([3; 16]);
    let namen = [("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"), ("a\0b", "c"), ("a", "\0bc")];
    let koepfe: Vec<Kopf> =
        namen.iter().map(|(traeger, kennung)| Kopf::anfang(Strom { traeger, kennung })).collect();
    let kopf = Kopf::anfang(STROM);
    let blaetter: Vec<_> = namen
        .iter()
        .map(|(traeger, kennung)| kopf.blatt(Strom { traeger, kennung }, &salz))
        .collect();
    let teile: [(&[u8], &[u8]); 4] = [(b"ab", b"c"), (b"a", b"bc"), (b"abc", b""), (b"", b"abc")];
    let eintraege: Vec<Kopf> = teile
        .iter()
        .map(|(geheimtext, rahmen)| kopf.weiter(Eintrag { geheimtext, rahmen }.fingerabdruck()))
        .collect();
    for (at, eins) in koepfe.iter().enumerate() {
        assert!(!koepfe[at + 1..].contains(eins), "{:?}", namen[at]);
    }
    for (at, eins) in blaetter.iter().enumerate() {
        assert!(!blaetter[at + 1..].contains(eins), "{:?}", namen[at]);
    }
    for (at, eins) in eintraege.iter().enumerate() {
        assert!(!eintraege[at + 1..].contains(eins), "{:?}", teile[at]);
    }
}

#[test]
fn jeder_gepflanzte_fehler_ist_mit_seiner_stelle_genannt() {
    let gut = strom(6);
    let ende = gut[5].kopf;
    let pruefe = |was: &str, aendere: &dyn Fn(&mut Vec<Zeile>), erwartet| {
        let mut zeilen = gut.clone();
        aendere(&mut zeilen);
        assert_eq!(pruefe(STROM, glieder(&zeilen), ende), erwartet, "{was}");
    };
    let folge = |erwartet, gefunden| Err(Kettenbruch::Folge { erwartet, gefunden });
    let fremd = Hash([9; 32]);

    pruefe("nichts", &|_| {}, Ok(()));
    pruefe("Inhalt", &|z| z[2].geheimtext[0] ^= 1, Err(Kettenbruch::Eintrag { version: 3 }));
    pruefe("Rahmen", &|z| z[3].rahmen.push(0), Err(Kettenbruch::Eintrag { version: 4 }));
    pruefe("letzter Inhalt", &|z| z[5].rahmen[0] ^= 1, Err(Kettenbruch::Eintrag { version: 6 }));
    pruefe("Kopf", &|z| z[0].kopf.hash = fremd, Err(Kettenbruch::Kopf { version: 1 }));
    pruefe("letzter Kopf", &|z| z[5].kopf.hash = fremd, Err(Kettenbruch::Kopf { version: 6 }));
    pruefe(
        "Inhalt und Kopf",
        &|z| {
            z[1].geheimtext.clear();
            z[1].kopf.hash = fremd;
        },
        Err(Kettenbruch::Ungewiss { version: 2 }),
    );
    pruefe("gelöscht", &|z| drop(z.remove(2)), folge(3, 4));
    pruefe("vertauscht", &|z| z.swap(1, 2), folge(2, 3));
    pruefe("verdoppelt", &|z| z.insert(2, z[1].clone()), folge(3, 2));
    pruefe("umnummeriert", &|z| z[4].kopf.version = 9, folge(5, 9));
    pruefe(
        "Inhalte vertauscht",
        &|z| {
            let inhalt = z[1].geheimtext.clone();
            z[1].geheimtext = std::mem::replace(&mut z[2].geheimtext, inhalt);
        },
        Err(Kettenbruch::Ungewiss { version: 2 }),
    );
    let abgeschnitten = |letzte| Err(Kettenbruch::Abgeschnitten { letzte, ende: 6 });
    pruefe("Schwanz abgeschnitten", &|z| z.truncate(4), abgeschnitten(4));
    pruefe("Strom weggelassen", &|z| z.clear(), abgeschnitten(0));
    pruefe(
        "ab Version 3 neu geschrieben",
        &|z| {
            z.truncate(2);
            for nr in 3..=6 {
                schreibe(z, vec![nr; 5], b"anders".to_vec());
            }
        },
        Err(Kettenbruch::Umgeschrieben { ende: 6 }),
    );
    pruefe(
        "bis Version 2 neu geschrieben",
        &|z| {
            let mut davor = Vec::new();
            schreibe(&mut davor, vec![0], Vec::new());
            schreibe(&mut davor, vec![0], Vec::new());
            z.splice(..2, davor);
        },
        Err(Kettenbruch::Eintrag { version: 3 }),
    );
    pruefe(
        "am Log vorbei geschrieben",
        &|z| {
            schreibe(z, Vec::new(), Vec::new());
        },
        Err(Kettenbruch::Ueberzaehlig { version: 7, ende: 6 }),
    );
    pruefe("alte Sicherung", &|z| *z = strom(5), abgeschnitten(5));
}

#[test]
fn die_zeilen_eines_anderen_stroms_gelten_nicht() {
    let zeilen = strom(3);
    let ende = zeilen[2].kopf;
    for anderer in [Strom { kennung: "fall/18", ..STROM }, Strom { traeger: "ANDERER", ..STROM }] {
        // Der erste Kopf folgt nicht aus dem Anfang dieses Stroms.
        let befund = pruefe(anderer, glieder(&zeilen), ende);
        assert_eq!(befund, Err(Kettenbruch::Eintrag { version: 1 }));
    }
}

#[test]
fn mit_dem_fingerabdruck_gilt_die_kette_auch_ohne_die_bytes() {
    let zeilen = strom(4);
    let aufgehoben: Vec<(Kopf, Fingerabdruck)> =
        glieder(&zeilen).map(|glied| (glied.kopf, glied.eintrag)).collect();
    let ende = zeilen[3].kopf;
    drop(zeilen);
    let glieder = aufgehoben.into_iter().map(|(kopf, eintrag)| Glied { kopf, eintrag });
    assert_eq!(pruefe(STROM, glieder, ende), Ok(()));
}

#[test]
fn ein_leerer_strom_endet_mit_seinem_anfang() {
    assert_eq!(pruefe(STROM, [], Kopf::anfang(STROM)), Ok(()));
    let fremd = Kopf::anfang(Strom { kennung: "fall/18", ..STROM });
    assert_eq!(pruefe(STROM, [], fremd), Err(Kettenbruch::Umgeschrieben { ende: 0 }));
}

#[test]
fn ohne_salz_sieht_niemand_zu_welchem_strom_ein_blatt_gehoert() {
    let kopf = strom(3)[2].kopf;
    let blatt = kopf.blatt(STROM, &Salz([7; 16]));
    // Wer Strom, Version und Kopf kennt und das Salz rät, findet das Blatt nicht.
    for geraten in 0..=255 {
        let gefunden = kopf.blatt(STROM, &Salz([geraten; 16])) == blatt;
        assert_eq!(gefunden, geraten == 7);
    }
    assert_eq!(format!("{:?}", Salz([7; 16])), "Salz(..)");
}

proptest! {
    #[test]
    fn jedes_gekippte_bit_ist_mit_seiner_version_genannt(
        versionen in 1_u8..20, wo: prop::sample::Index, was: prop::sample::Index,
    ) {
        let mut zeilen = strom(versionen);
        let ende = zeilen.last().unwrap().kopf;
        let at = wo.index(zeilen.len());
        let zeile = &mut zeilen[at];
        let version = zeile.kopf.version;
        // Geheimtext, Rahmen, Kopf hintereinander.
        let bits = [zeile.geheimtext.len() * 8, zeile.rahmen.len() * 8, 256];
        let bit = was.index(bits.iter().sum());
        let erwartet = if bit < bits[0] {
            zeile.geheimtext = gekippt(&zeile.geheimtext, bit);
            Kettenbruch::Eintrag { version }
        } else if bit < bits[0] + bits[1] {
            zeile.rahmen = gekippt(&zeile.rahmen, bit - bits[0]);
            Kettenbruch::Eintrag { version }
        } else {
            let kopf = gekippt(&zeile.kopf.hash.0, bit - bits[0] - bits[1]);
            zeile.kopf.hash = Hash(kopf.try_into().unwrap());
            Kettenbruch::Kopf { version }
        };
        prop_assert_eq!(pruefe(STROM, glieder(&zeilen), ende), Err(erwartet));
    }
}
