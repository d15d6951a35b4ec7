//! Gepflanzte Fehler im Log: jeder muss auffallen.

use office::store::Hash;
use office::store::merkle::{Blatt, Rand, Stand, Widerspruch};
use proptest::prelude::*;

use super::gekippt;
use super::log::{Log, blaetter};

fn hash_gekippt(hash: Hash, bit: usize) -> Hash {
    Hash(gekippt(&hash.0, bit).try_into().unwrap())
}

/// Der Pfad mit einem gekippten Bit.
fn pfad_gekippt(pfad: &[Hash], bit: usize) -> Vec<Hash> {
    let anders = |(at, hash): (usize, &Hash)| match bit.checked_sub(at * 256) {
        Some(bit) if bit < 256 => hash_gekippt(*hash, bit),
        _ => *hash,
    };
    pfad.iter().enumerate().map(anders).collect()
}

#[test]
fn jedes_gekippte_bit_eines_einschlussbeweises_faellt_auf() {
    for zahl in [1, 2, 7, 11] {
        let log = Log::aus(blaetter(zahl));
        let stand = log.stand();
        for (nummer, blatt) in (0..).zip(blaetter(zahl)) {
            let pfad = log.einschluss(nummer).unwrap();
            for bit in 0..256 {
                let wurzel = Stand { wurzel: hash_gekippt(stand.wurzel, bit), ..stand };
                assert!(wurzel.enthaelt(nummer, blatt, &pfad).is_err(), "Wurzel {bit}");
                let anderes = Blatt::aus_hash(hash_gekippt(blatt.hash(), bit));
                assert!(stand.enthaelt(nummer, anderes, &pfad).is_err(), "Blatt {bit}");
            }
            for bit in 0..64 {
                let andere = nummer ^ (1 << bit);
                assert!(stand.enthaelt(andere, blatt, &pfad).is_err(), "Nummer {bit}");
            }
            for bit in 0..pfad.len() * 256 {
                let anderer = pfad_gekippt(&pfad, bit);
                assert!(stand.enthaelt(nummer, blatt, &anderer).is_err(), "Pfad {bit}");
            }
        }
    }
}

#[test]
fn jedes_gekippte_bit_eines_konsistenzbeweises_faellt_auf() {
    for (alt, neu) in [(0, 5), (1, 8), (2, 3), (3, 7), (4, 8), (6, 8), (6, 11), (9, 9)] {
        let (frueher, log) = (Log::aus(blaetter(alt)).stand(), Log::aus(blaetter(neu)));
        let jetzt = log.stand();
        let pfad = log.konsistenz(&frueher).unwrap();
        assert_eq!(jetzt.setzt_fort(&frueher, &pfad), Ok(()));
        for bit in 0..256 {
            let anders = Stand { wurzel: hash_gekippt(frueher.wurzel, bit), ..frueher };
            assert!(jetzt.setzt_fort(&anders, &pfad).is_err(), "{alt} → {neu}: alte Wurzel {bit}");
            let anders = Stand { wurzel: hash_gekippt(jetzt.wurzel, bit), ..jetzt };
            // Den leeren Stand setzt jeder fort.
            let faellt_auf = anders.setzt_fort(&frueher, &pfad).is_err();
            assert_eq!(faellt_auf, alt > 0, "{alt} → {neu}: neue Wurzel {bit}");
        }
        for bit in 0..pfad.len() * 256 {
            let anderer = pfad_gekippt(&pfad, bit);
            assert!(jetzt.setzt_fort(&frueher, &anderer).is_err(), "{alt} → {neu}: Pfad {bit}");
        }
    }
}

proptest! {
    #[test]
    fn ein_gekipptes_bit_faellt_in_jedem_log_auf(
        zahl in 2_u64..300, wo: prop::sample::Index, was: prop::sample::Index,
    ) {
        let log = Log::aus(blaetter(zahl));
        let nummer = u64::try_from(wo.index(usize::try_from(zahl).unwrap())).unwrap();
        let blatt = blaetter(zahl).swap_remove(usize::try_from(nummer).unwrap());
        let (stand, pfad) = (log.stand(), log.einschluss(nummer).unwrap());
        prop_assert_eq!(stand.enthaelt(nummer, blatt, &pfad), Ok(()));
        // Wurzel, Blatt und Pfad hintereinander, dann die Nummer.
        let hashes = [&[stand.wurzel, blatt.hash()], pfad.as_slice()].concat();
        let bit = was.index(hashes.len() * 256 + 64);
        let anders = pfad_gekippt(&hashes, bit);
        let nummer = match bit.checked_sub(hashes.len() * 256) {
            Some(bit) => nummer ^ (1 << bit),
            None => nummer,
        };
        let stand = Stand { wurzel: anders[0], ..stand };
        prop_assert!(stand.enthaelt(nummer, Blatt::aus_hash(anders[1]), &anders[2..]).is_err());
    }

    #[test]
    fn ein_gekipptes_bit_faellt_in_jedem_zuwachs_auf(
        alt in 1_u64..300, mehr in 1_u64..300, was: prop::sample::Index,
    ) {
        let (frueher, log) = (Log::aus(blaetter(alt)).stand(), Log::aus(blaetter(alt + mehr)));
        let pfad = log.konsistenz(&frueher).unwrap();
        prop_assert_eq!(log.stand().setzt_fort(&frueher, &pfad), Ok(()));
        let hashes = [&[frueher.wurzel, log.stand().wurzel], pfad.as_slice()].concat();
        let anders = pfad_gekippt(&hashes, was.index(hashes.len() * 256));
        let frueher = Stand { wurzel: anders[0], ..frueher };
        let jetzt = Stand { wurzel: anders[1], ..log.stand() };
        prop_assert!(jetzt.setzt_fort(&frueher, &anders[2..]).is_err());
    }

    #[test]
    fn geaenderte_vertauschte_und_geloeschte_blaetter_fallen_am_alten_stand_auf(
        alt in 2_u64..200, mehr in 0_u64..100, wo: prop::sample::Index, was in 0..3_u8,
    ) {
        let frueher = Log::aus(blaetter(alt)).stand();
        let mut gefaelscht = blaetter(alt + mehr);
        let at = wo.index(usize::try_from(alt).unwrap() - 1);
        match was {
            0 => gefaelscht[at] = Blatt::aus_inhalt(b"anders"),
            1 => gefaelscht.swap(at, at + 1),
            _ => { gefaelscht.remove(at); }
        }
        let log = Log::aus(gefaelscht);
        let befund = log.konsistenz(&frueher).map(|pfad| log.stand().setzt_fort(&frueher, &pfad));
        prop_assert_ne!(befund, Ok(Ok(())));
    }

    #[test]
    fn beliebige_bytes_bringen_nichts_zum_absturz(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        pfad in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        zahlen: [u64; 3],
    ) {
        let pfad: Vec<Hash> = pfad.into_iter().map(Hash).collect();
        let stand = Stand { zahl: zahlen[0], wurzel: Hash([7; 32]) };
        let alt = Stand { zahl: zahlen[1], wurzel: Hash([8; 32]) };
        prop_assert!(stand.enthaelt(zahlen[2], Blatt::aus_inhalt(&bytes), &pfad).is_err());
        prop_assert!(stand.setzt_fort(&alt, &pfad).is_err());
        if let Ok(rand) = Rand::lies(&bytes) {
            prop_assert_eq!(rand.bytes(), bytes);
        }
    }
}

#[test]
fn was_jemand_am_log_faelscht_faellt_am_aufgehobenen_stand_auf() {
    let frueher = Log::aus(blaetter(13)).stand();
    let pruefe = |was: &str, gefaelscht: Vec<Blatt>, erwartet| {
        let log = Log::aus(gefaelscht);
        // Wer fälscht, rechnet auch den Beweis neu; bei zu wenigen Blättern gibt es keinen.
        let pfad = log.konsistenz(&frueher).unwrap_or_default();
        assert_eq!(log.stand().setzt_fort(&frueher, &pfad), erwartet, "{was}");
    };
    let mit = |aendere: &dyn Fn(&mut Vec<Blatt>)| {
        let mut blaetter = blaetter(20);
        aendere(&mut blaetter);
        blaetter
    };
    let alter_stand = Err(Widerspruch::AlterStand { zahl: 13 });
    let anderes = Blatt::aus_inhalt(b"anders");

    pruefe("nichts", blaetter(20), Ok(()));
    pruefe("geändert", mit(&|blaetter| blaetter[12] = anderes), alter_stand);
    pruefe("gelöscht", blaetter(20).split_off(1), alter_stand);
    pruefe("eingefügt", mit(&|blaetter| blaetter.insert(5, anderes)), alter_stand);
    pruefe("vertauscht", mit(&|blaetter| blaetter.swap(3, 4)), alter_stand);
    pruefe("erst danach geändert", mit(&|blaetter| blaetter[13] = anderes), Ok(()));
    // Eine kleinere Zahl mit gültiger Wurzel.
    pruefe(
        "alte Sicherung oder Schwanz abgeschnitten",
        blaetter(12),
        Err(Widerspruch::Kuerzer { alt: 13, neu: 12 }),
    );
    pruefe("geleert", Vec::new(), Err(Widerspruch::Kuerzer { alt: 13, neu: 0 }));
    let nachgefuellt = mit(&|blaetter| {
        blaetter.truncate(12);
        blaetter.resize(20, anderes);
    });
    pruefe("Schwanz abgeschnitten und nachgefüllt", nachgefuellt, alter_stand);
    let gleich_lang = mit(&|blaetter| {
        blaetter.truncate(13);
        blaetter[12] = anderes;
    });
    pruefe("bei gleicher Zahl geändert", gleich_lang, alter_stand);
}

#[test]
fn ein_zu_kurzer_oder_zu_langer_pfad_wird_nicht_geglaubt() {
    let log = Log::aus(blaetter(11));
    let (stand, blatt) = (log.stand(), blaetter(11)[6]);
    let pfad = log.einschluss(6).unwrap();
    let laenger = [pfad.as_slice(), &[Hash([0; 32])]].concat();
    for falsch in [&pfad[..pfad.len() - 1], &[], &laenger] {
        assert_eq!(stand.enthaelt(6, blatt, falsch), Err(Widerspruch::Laenge));
    }
    for alt in [0, 4, 6, 11] {
        let frueher = Log::aus(blaetter(alt)).stand();
        let pfad = log.konsistenz(&frueher).unwrap();
        let laenger = [pfad.as_slice(), &[Hash([0; 32])]].concat();
        assert_eq!(stand.setzt_fort(&frueher, &laenger), Err(Widerspruch::Laenge), "{alt}");
        if let Some((_, kuerzer)) = pfad.split_last() {
            assert_eq!(stand.setzt_fort(&frueher, kuerzer), Err(Widerspruch::Laenge), "{alt}");
        }
    }
}

#[test]
fn der_leere_stand_hat_nur_eine_wurzel() {
    let (leer, voll) = (Rand::leer().stand(), Log::aus(blaetter(3)).stand());
    let falsch = Stand { zahl: 0, wurzel: voll.wurzel };
    assert_eq!(leer.setzt_fort(&leer, &[]), Ok(()));
    assert_eq!(voll.setzt_fort(&leer, &[]), Ok(()));
    assert_eq!(voll.setzt_fort(&falsch, &[]), Err(Widerspruch::AlterStand { zahl: 0 }));
    assert_eq!(falsch.setzt_fort(&leer, &[]), Err(Widerspruch::NeuerStand { zahl: 0 }));
}

#[test]
fn die_zahl_sichert_der_stand_und_nicht_der_beweis() {
    // Das erste Blatt hat in 7 und in 8 Blättern denselben Weg nach oben: Wer nur die Wurzel aufhebt,
    // kann sich eine andere Zahl einreden lassen. Die Bytes des Stands halten beides fest.
    let log = Log::aus(blaetter(8));
    let (stand, pfad) = (log.stand(), log.einschluss(0).unwrap());
    let gelogen = Stand { zahl: 7, ..stand };
    assert_eq!(gelogen.enthaelt(0, blaetter(1)[0], &pfad), Ok(()));
    assert_ne!(gelogen.bytes(), stand.bytes());
    assert_eq!(stand.bytes()[..8], 8_u64.to_be_bytes());
    assert_eq!(stand.bytes()[8..], stand.wurzel.0);
}

#[test]
fn ein_knoten_laesst_sich_nicht_als_blatt_ausgeben() {
    // Ohne 0x00 und 0x01 davor stünde in einem Baum aus vier Blättern auch einer aus zweien.
    let vier = Log::aus(blaetter(4));
    let inhalte: Vec<Vec<u8>> = blaetter(4)
        .chunks(2)
        .map(|paar| paar.iter().flat_map(|blatt| blatt.hash().0).collect())
        .collect();
    let zwei = Log::aus(inhalte.iter().map(|inhalt| Blatt::aus_inhalt(inhalt)));
    assert_ne!(zwei.stand().wurzel, vier.stand().wurzel);
}
