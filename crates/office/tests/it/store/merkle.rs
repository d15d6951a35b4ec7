//! Das Log gegen veröffentlichte Werte und gegen die rekursive Fassung.

use std::cell::Cell;
use std::convert::Infallible;

use office::store::Hash;
use office::store::merkle::{
    BeweisFehler, Blatt, Ort, Platz, Rand, RandFehler, Stand, Zuwachs, einschlussbeweis,
    konsistenzbeweis, neue_knoten,
};

use super::hex;
use super::log::{Log, Rekursiv, blaetter};

/// Blätter und Wurzeln aus den Tests von Certificate Transparency (RFC 6962); `transparency-dev/merkle`,
/// `testonly/constants.go`. RFC 9162 rechnet Wurzeln und Pfade gleich.
const VEROEFFENTLICHT: [(&str, &str); 8] = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
];

const LEER: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Ebenso, die Knoten der Pfade.
const A: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const B: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const C: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const D: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const E: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const F: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
const G: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const H: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
const I: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

fn veroeffentlicht(zahl: usize) -> Log {
    let inhalte = VEROEFFENTLICHT.iter().take(zahl);
    Log::aus(inhalte.map(|(inhalt, _)| Blatt::aus_inhalt(&hex(inhalt))))
}

fn texte(pfad: &[Hash]) -> Vec<String> {
    pfad.iter().map(ToString::to_string).collect()
}

#[test]
fn die_wurzeln_sind_die_veroeffentlichten() {
    assert_eq!(Rand::leer().wurzel().to_string(), LEER);
    for (n, (_, wurzel)) in (1..).zip(VEROEFFENTLICHT) {
        assert_eq!(veroeffentlicht(n).stand().wurzel.to_string(), wurzel, "{n} Blätter");
    }
}

#[test]
fn die_einschlussbeweise_sind_die_veroeffentlichten() {
    let pruefe = |nummer, zahl, erwartet: &[&str]| {
        let log = veroeffentlicht(zahl);
        let pfad = log.einschluss(nummer).unwrap();
        assert_eq!(texte(&pfad), erwartet, "Blatt {nummer} von {zahl}");
        let blatt = Blatt::aus_hash(log.hash_von(Ort { ebene: 0, stelle: nummer }).unwrap());
        assert_eq!(log.stand().enthaelt(nummer, blatt, &pfad), Ok(()));
    };
    // Derselben Quelle entnommen.
    pruefe(0, 1, &[]);
    pruefe(0, 8, &[A, B, C]);
    pruefe(5, 8, &[D, E, F]);
    pruefe(2, 3, &[G]);
    pruefe(1, 5, &[H, B, D]);
}

#[test]
fn die_konsistenzbeweise_sind_die_veroeffentlichten() {
    let pruefe = |alt, neu, erwartet: &[&str]| {
        let (frueher, jetzt) = (veroeffentlicht(alt).stand(), veroeffentlicht(neu));
        let pfad = jetzt.konsistenz(&frueher).unwrap();
        assert_eq!(texte(&pfad), erwartet, "{alt} → {neu}");
        assert_eq!(jetzt.stand().setzt_fort(&frueher, &pfad), Ok(()));
    };
    // Derselben Quelle entnommen.
    pruefe(1, 1, &[]);
    pruefe(1, 8, &[A, B, C]);
    pruefe(2, 5, &[B, D]);
    pruefe(2, 8, &[B, C]);
    pruefe(6, 8, &[I, E, F]);
}

const BIS: u64 = 200;

#[test]
fn jeder_beweis_bis_200_blaetter_ist_der_rekursive_und_gilt() {
    let alle = blaetter(BIS);
    let mut rekursiv = Rekursiv::neu(alle.clone());
    let mut log = Log::default();
    let mut staende = vec![log.stand()];
    for blatt in &alle {
        log.nimm(*blatt);
        let stand = log.stand();
        let n = usize::try_from(stand.zahl).unwrap();
        assert_eq!(stand.wurzel, rekursiv.wurzel(0, n), "{n} Blätter");
        for (m, blatt) in alle.iter().take(n).enumerate() {
            let nummer = u64::try_from(m).unwrap();
            let pfad = log.einschluss(nummer).unwrap();
            assert_eq!(pfad, rekursiv.einschluss(m, 0, n), "Blatt {m} von {n}");
            assert_eq!(stand.enthaelt(nummer, *blatt, &pfad), Ok(()), "Blatt {m} von {n}");
        }
        staende.push(stand);
        for (m, alt) in staende.iter().enumerate() {
            let pfad = log.konsistenz(alt).unwrap();
            let erwartet = if m == 0 { Vec::new() } else { rekursiv.konsistenz(m, (0, n), true) };
            assert_eq!(pfad, erwartet, "{m} → {n}");
            assert_eq!(stand.setzt_fort(alt, &pfad), Ok(()), "{m} → {n}");
        }
    }
}

#[test]
fn beim_anhaengen_entstehen_genau_die_vollstaendigen_knoten() {
    let mut log = Log::default();
    for (nummer, blatt) in (0..).zip(blaetter(BIS)) {
        log.nimm(blatt);
        let vollstaendig = (0..8_u32).map(|ebene| (nummer + 1) >> ebene).sum::<u64>();
        assert_eq!(u64::try_from(log.knoten.len()).unwrap(), vollstaendig);
        for ort in neue_knoten(nummer) {
            assert!(log.knoten.contains_key(&ort), "{ort:?} fehlt nach Blatt {nummer}");
            assert_eq!((ort.stelle + 1) << ort.ebene, nummer + 1, "{ort:?} endet nicht hier");
        }
        let aus_knoten = Rand::aus_knoten(nummer + 1, |ort| log.hash_von(ort));
        assert_eq!(aus_knoten.as_ref(), Ok(&log.rand));
    }
    assert_eq!(neue_knoten(u64::MAX).count(), 64);
}

#[test]
fn ein_gespeicherter_rand_liest_sich_wieder_und_schreibt_gleich_weiter() {
    let (mut rand, mut gelesen) = (Rand::leer(), Rand::leer());
    for blatt in blaetter(BIS) {
        rand.nimm(blatt, |_| {});
        gelesen.nimm(blatt, |_| {});
        gelesen = Rand::lies(&gelesen.bytes()).unwrap();
        assert_eq!(gelesen, rand);
    }
    // 3 Blätter: Form, Zahl, ein Baum aus zwei Blättern, ein Blatt.
    let drei = veroeffentlicht(3).rand.bytes();
    let blatt = Blatt::aus_inhalt(&hex("10")).hash();
    assert_eq!(drei, [hex("010000000000000003"), hex(G), hex(&blatt.to_string())].concat());
}

#[test]
fn ein_rand_in_falscher_form_wird_nicht_gelesen() {
    let gut = veroeffentlicht(7).rand.bytes();
    let pruefe = |bytes: &[u8], erwartet| assert_eq!(Rand::lies(bytes), Err(erwartet));
    pruefe(&[], RandFehler::Laenge);
    pruefe(&gut[..8], RandFehler::Laenge);
    pruefe(&gut[..gut.len() - 1], RandFehler::Laenge);
    pruefe(&gut[..gut.len() - 32], RandFehler::Laenge);
    pruefe(&[gut.as_slice(), &[0]].concat(), RandFehler::Laenge);
    pruefe(&[gut.as_slice(), &[0; 32]].concat(), RandFehler::Laenge);
    pruefe(&[&[2], &gut[1..]].concat(), RandFehler::Form { gefunden: 2 });
    pruefe(&[&[1, 255], &gut[2..]].concat(), RandFehler::Zahl);
    // Eine Zahl mit weniger Bits als Hashes.
    pruefe(&[&gut[..8], &[6], &gut[9..]].concat(), RandFehler::Laenge);
}

#[test]
fn ein_beweis_fragt_hoechstens_zweimal_den_logarithmus() {
    // 10⁷ Blätter; und die Zahl mit den meisten Teilbäumen darunter. 2 · log₂ ist 46,5 und 45,99.
    for (zahl, hoechstens) in [(10_000_000_u64, 46), ((1 << 23) - 1, 45)] {
        for nummer in (1..zahl).step_by(9_973).chain(zahl - 64..zahl).chain(1..64) {
            let abfragen = Cell::new(0);
            let quelle = |ort: Ort| {
                assert!((ort.stelle + 1) << ort.ebene <= zahl, "{ort:?} ist nicht vollständig");
                abfragen.set(abfragen.get() + 1);
                Ok::<_, Infallible>(Hash([0; 32]))
            };
            einschlussbeweis(Platz { nummer, zahl }, quelle).unwrap();
            let einschluss = abfragen.take();
            konsistenzbeweis(Zuwachs { alt: nummer, neu: zahl }, quelle).unwrap();
            let meiste = einschluss.max(abfragen.take());
            assert!((1..=hoechstens).contains(&meiste), "{nummer} von {zahl}: {meiste}");
        }
    }
}

#[test]
fn wer_nach_zu_viel_fragt_bekommt_keinen_beweis() {
    let log = veroeffentlicht(5);
    let zu_gross = Stand { zahl: 6, wurzel: Hash([0; 32]) };
    let ausserhalb = |gefragt| Err(BeweisFehler::Ausserhalb { gefragt, zahl: 5 });
    assert_eq!(log.einschluss(5), ausserhalb(5));
    assert_eq!(log.einschluss(u64::MAX), ausserhalb(u64::MAX));
    assert_eq!(log.konsistenz(&zu_gross), ausserhalb(6));
    assert_eq!(Log::default().einschluss(0), Err(BeweisFehler::Ausserhalb { gefragt: 0, zahl: 0 }));
    // Auch die größte Zahl bringt nichts zum Absturz.
    let quelle = |_| Ok::<_, Infallible>(Hash([0; 32]));
    let platz = Platz { nummer: u64::MAX - 1, zahl: u64::MAX };
    assert_eq!(einschlussbeweis(platz, quelle).map(|pfad| pfad.len()), Ok(63));
    let zuwachs = Zuwachs { alt: u64::MAX - 1, neu: u64::MAX };
    assert!(konsistenzbeweis(zuwachs, quelle).is_ok());
}

#[test]
fn ein_fehlender_knoten_haelt_den_beweis_an_und_ist_genannt() {
    let mut log = veroeffentlicht(8);
    let fehlt = Ort { ebene: 1, stelle: 1 };
    log.knoten.remove(&fehlt);
    assert_eq!(log.einschluss(0), Err(BeweisFehler::Quelle(fehlt)));
    assert!(log.einschluss(2).is_ok());
}
