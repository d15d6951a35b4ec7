//! Das Siegel: seine Form für immer, und jede Änderung, jede falsche Stelle fällt auf.

use std::collections::BTreeSet;

use office::store::Strom;
use office::store::siegel::{
    Bestimmung, Datenschluessel, Hauptschluessel, Nonce, SiegelFehler, Umschlag, Umschlagnonce,
    Verschlossen,
};
use proptest::prelude::*;

use super::{gekippt, hex};

const STROM: Strom<'static> = Strom { traeger: "MUSTER", kennung: "fall/17" };
const HIER: Bestimmung<'static> = Bestimmung { strom: STROM, fassung: 3 };
const KLARTEXT: &[u8] = br#"{"art":"antrag"}"#;

/// 32 Bytes, aufsteigend ab dem ersten.
fn zufall(ab: u8) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(ab..).for_each(|(byte, wert)| *byte = wert);
    bytes
}

fn schluessel() -> Datenschluessel {
    Datenschluessel::neu(HIER, &zufall(0))
}

fn hauptschluessel() -> Hauptschluessel {
    Hauptschluessel::neu(9, &zufall(100))
}

fn umschlagnonce() -> Umschlagnonce {
    Umschlagnonce([200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211])
}

#[test]
fn die_form_bleibt_fuer_immer_dieselbe() {
    // Mit Pythons `cryptography` (OpenSSL) nach der Moduldoku gerechnet.
    let geheimtext = schluessel().versiegle(KLARTEXT, Nonce::ereignis(7), b"rahmen").unwrap();
    let erwartet = "f8244ae6606d7571a767358fda628c1400525194b7a3ca88436b2e0afed2251a";
    assert_eq!(geheimtext, hex(erwartet));
    let umschlag = hauptschluessel().umhuelle(&schluessel(), umschlagnonce()).unwrap();
    let erwartet = "0100000009c8c9cacbcccdcecfd0d1d2d36c4398865b536375adb05cad09f32c65905936b1bd\
                    a6788f9f01e309705fb4d0380b6aa1c6c37bd145669d1e0d5a1f34";
    assert_eq!(umschlag.bytes(), hex(erwartet));
}

#[test]
fn gleiche_eingabe_gibt_gleiche_bytes_und_sie_lassen_sich_oeffnen() {
    let klartexte: [&[u8]; 4] = [b"", b"x", &[5; 16], &[6; 4097]];
    let zusaetze: [&[u8]; 2] = [b"", b"rahmen"];
    for klartext in klartexte {
        for zusatz in zusaetze {
            let versiegle = || schluessel().versiegle(klartext, Nonce::stueck(1), zusatz).unwrap();
            let geheimtext = versiegle();
            assert_eq!(geheimtext, versiegle());
            assert_eq!(geheimtext.len(), klartext.len() + 16);
            let geoeffnet = schluessel().oeffne(&geheimtext, Nonce::stueck(1), zusatz);
            assert_eq!(geoeffnet.as_deref(), Ok(klartext));
        }
    }
}

#[test]
fn jede_nonce_gibt_es_nur_einmal() {
    let nummern = [0, 1, 2, 255, 256, u64::from(u32::MAX), u64::from(u32::MAX) + 1, u64::MAX];
    let nonces = nummern.map(|nr| [Nonce::ereignis(nr), Nonce::stueck(nr)].map(Nonce::bytes));
    let verschieden: BTreeSet<_> = nonces.as_flattened().iter().collect();
    assert_eq!(verschieden.len(), 16);
    assert_eq!(Nonce::ereignis(7).bytes(), [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7]);
    assert_eq!(Nonce::stueck(7).bytes(), [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 7]);
}

#[test]
fn jedes_gekippte_bit_von_geheimtext_zusatz_und_schluessel_faellt_auf() {
    let (nonce, zusatz) = (Nonce::ereignis(7), b"rahmen");
    let geheimtext = schluessel().versiegle(KLARTEXT, nonce, zusatz).unwrap();
    let gebrochen = Err(SiegelFehler::Gebrochen);
    for bit in 0..geheimtext.len() * 8 {
        let anders = gekippt(&geheimtext, bit);
        assert_eq!(schluessel().oeffne(&anders, nonce, zusatz), gebrochen, "Geheimtext {bit}");
    }
    for bit in 0..zusatz.len() * 8 {
        let anders = gekippt(zusatz, bit);
        assert_eq!(schluessel().oeffne(&geheimtext, nonce, &anders), gebrochen, "Zusatz {bit}");
    }
    for bit in 0..64 {
        let anders = Nonce::ereignis(7 ^ (1 << bit));
        assert_eq!(schluessel().oeffne(&geheimtext, anders, zusatz), gebrochen, "Nonce {bit}");
    }
    for bit in 0..256 {
        let anders = gekippt(&zufall(0), bit).try_into().unwrap();
        let anders = Datenschluessel::neu(HIER, &anders);
        assert_eq!(anders.oeffne(&geheimtext, nonce, zusatz), gebrochen, "Schlüssel {bit}");
    }
}

/// Was es gibt, wenn jemand einen Geheimtext oder Umschlag an eine andere Stelle legt, auch mit
/// demselben Schlüssel.
#[test]
fn an_einer_anderen_stelle_gilt_ein_geheimtext_nicht() {
    let nonce = Nonce::ereignis(7);
    let geheimtext = schluessel().versiegle(KLARTEXT, nonce, b"rahmen").unwrap();
    let umschlag = hauptschluessel().umhuelle(&schluessel(), umschlagnonce()).unwrap();
    let oeffne = |hier: Bestimmung<'_>, nonce, zusatz: &[u8]| {
        let geoeffnet = Datenschluessel::neu(hier, &zufall(0)).oeffne(&geheimtext, nonce, zusatz);
        geoeffnet.is_ok()
    };
    let strom = |traeger, kennung| Bestimmung { strom: Strom { traeger, kennung }, ..HIER };
    assert!(oeffne(HIER, nonce, b"rahmen"));
    let falsch = [
        ("anderer Strom", strom("MUSTER", "fall/18")),
        ("anderer Träger", strom("ANDERE", "fall/17")),
        ("verschobene Namen", strom("MUSTERf", "all/17")),
        ("andere Fassung", Bestimmung { fassung: 4, ..HIER }),
    ];
    for (was, hier) in falsch {
        assert!(!oeffne(hier, nonce, b"rahmen"), "{was}");
        let geoeffnet =
            hauptschluessel().oeffne(&umschlag, hier).map(|schluessel| schluessel.fassung());
        assert_eq!(geoeffnet, Err(SiegelFehler::Gebrochen), "Umschlag: {was}");
    }
    assert!(!oeffne(HIER, Nonce::ereignis(6), b"rahmen"), "alte Version an neuer Stelle");
    assert!(!oeffne(HIER, Nonce::stueck(7), b"rahmen"), "Ereignis als Dokument");
    assert!(!oeffne(HIER, nonce, b""), "ohne Zusatz");
    assert!(!oeffne(HIER, nonce, b"rahmen\0"), "längerer Zusatz");
}

#[test]
fn abgeschnittene_bytes_und_fremde_formen_werden_nicht_gelesen() {
    let geheimtext = schluessel().versiegle(KLARTEXT, Nonce::ereignis(7), b"").unwrap();
    for bis in 0..geheimtext.len() {
        let erwartet = if bis < 16 { SiegelFehler::Form } else { SiegelFehler::Gebrochen };
        let geoeffnet = schluessel().oeffne(&geheimtext[..bis], Nonce::ereignis(7), b"");
        assert_eq!(geoeffnet, Err(erwartet), "{bis} Bytes");
    }
    let umschlag = hauptschluessel().umhuelle(&schluessel(), umschlagnonce()).unwrap().bytes();
    for bis in 0..umschlag.len() {
        assert_eq!(Umschlag::lies(&umschlag[..bis]), Err(SiegelFehler::Form), "{bis} Bytes");
    }
    let laenger = [umschlag.as_slice(), &[0]].concat();
    assert_eq!(Umschlag::lies(&laenger), Err(SiegelFehler::Form));
}

#[test]
fn jedes_gekippte_bit_eines_umschlags_faellt_auf() {
    let bytes = hauptschluessel().umhuelle(&schluessel(), umschlagnonce()).unwrap().bytes();
    for bit in 0..bytes.len() * 8 {
        let geoeffnet = Umschlag::lies(&gekippt(&bytes, bit))
            .and_then(|umschlag| hauptschluessel().oeffne(&umschlag, HIER));
        let erwartet = match bit / 8 {
            0 => SiegelFehler::Form,
            1..5 => {
                let umschlag = Umschlag::lies(&gekippt(&bytes, bit)).unwrap().hauptschluessel();
                SiegelFehler::Hauptschluessel { umschlag, hier: 9 }
            }
            _ => SiegelFehler::Gebrochen,
        };
        assert_eq!(geoeffnet.err(), Some(erwartet), "Bit {bit}");
    }
}

#[test]
fn nach_dem_wechsel_des_hauptschluessels_oeffnet_nur_der_neue_und_die_daten_bleiben() {
    let geheimtext = schluessel().versiegle(KLARTEXT, Nonce::ereignis(1), b"").unwrap();
    let (alt, neu) = (hauptschluessel(), Hauptschluessel::neu(10, &zufall(50)));
    let umschlag = alt.umhuelle(&schluessel(), umschlagnonce()).unwrap();
    let verschlossen = Verschlossen { hauptschluessel: &alt, umschlag: &umschlag };
    let gewechselt = neu.umhuelle_neu(verschlossen, HIER, Umschlagnonce([1; 12])).unwrap();

    let gelesen = Umschlag::lies(&gewechselt.bytes()).unwrap();
    let geoeffnet = neu.oeffne(&gelesen, HIER).unwrap();
    assert_eq!((gelesen.hauptschluessel(), geoeffnet.fassung()), (10, 3));
    let klartext = geoeffnet.oeffne(&geheimtext, Nonce::ereignis(1), b"");
    assert_eq!(klartext.as_deref(), Ok(KLARTEXT));

    let anderer = SiegelFehler::Hauptschluessel { umschlag: 10, hier: 9 };
    assert_eq!(alt.oeffne(&gewechselt, HIER).err(), Some(anderer));
    // Gleiche Kennung, anderer Schlüssel.
    let falsch = Hauptschluessel::neu(10, &zufall(51));
    assert_eq!(falsch.oeffne(&gewechselt, HIER).err(), Some(SiegelFehler::Gebrochen));
    let woanders = Bestimmung { fassung: 4, ..HIER };
    let wechsel = neu.umhuelle_neu(verschlossen, woanders, Umschlagnonce([2; 12]));
    assert_eq!(wechsel.err(), Some(SiegelFehler::Gebrochen));
}

#[test]
fn debug_und_fehler_verraten_nichts() {
    assert_eq!(format!("{:?}", schluessel()), "Datenschluessel { fassung: 3, .. }");
    assert_eq!(format!("{:?}", hauptschluessel()), "Hauptschluessel { kennung: 9, .. }");
    let umschlag = hauptschluessel().umhuelle(&schluessel(), umschlagnonce()).unwrap();
    assert_eq!(format!("{umschlag:?}"), "Umschlag { hauptschluessel: 9, .. }");
    let gebrochen = schluessel().oeffne(&[0; 32], Nonce::ereignis(7), b"rahmen").unwrap_err();
    let satz = gebrochen.to_string();
    assert!(satz.contains("falsche Schlüssel") && satz.contains("Bitte"), "{satz}");
    assert!(!satz.contains("fall/17") && !satz.contains("MUSTER"), "{satz}");
}

proptest! {
    #[test]
    fn nur_an_seiner_stelle_laesst_sich_ein_geheimtext_oeffnen(
        klartext in prop::collection::vec(any::<u8>(), 0..300),
        hier: (u8, bool, u8), dort: (u8, bool, u8),
    ) {
        let stelle = |(fall, dokument, nummer): (u8, bool, u8)| {
            let kennung = format!("fall/{}", fall % 3);
            let strom = Strom { kennung: &kennung, ..STROM };
            let nummer = u64::from(nummer % 3);
            let nonce = if dokument { Nonce::stueck(nummer) } else { Nonce::ereignis(nummer) };
            (Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &zufall(0)), nonce)
        };
        let gleich = (hier.0 % 3, hier.1, hier.2 % 3) == (dort.0 % 3, dort.1, dort.2 % 3);
        let (schluessel, nonce) = stelle(hier);
        let geheimtext = schluessel.versiegle(&klartext, nonce, b"").unwrap();
        let (schluessel, nonce) = stelle(dort);
        let erwartet = if gleich { Ok(klartext) } else { Err(SiegelFehler::Gebrochen) };
        prop_assert_eq!(schluessel.oeffne(&geheimtext, nonce, b""), erwartet);
    }

    #[test]
    fn beliebige_bytes_oeffnen_nichts(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        prop_assert!(schluessel().oeffne(&bytes, Nonce::ereignis(1), b"").is_err());
        if let Ok(umschlag) = Umschlag::lies(&bytes) {
            prop_assert!(hauptschluessel().oeffne(&umschlag, HIER).is_err());
        }
    }
}
