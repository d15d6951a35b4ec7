//! AES-256-GCM gegen veröffentlichte Werte.

use super::{SiegelFehler, gcm};

fn hex(text: &str) -> Vec<u8> {
    let ziffer = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(ziffer).collect()
}

struct Wert {
    schluessel: &'static str,
    nonce: &'static str,
    klartext: &'static str,
    aad: &'static str,
    geheimtext: &'static str,
    siegel: &'static str,
}

/// Null-Schlüssel und Schlüssel der Fälle 15 und 16.
const NULL: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const FEFF: &str = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";

/// Zuerst die Fälle 13 bis 16 aus McGrew und Viega, „The Galois/Counter Mode of Operation“, Anhang B,
/// die der Entwurf von NIST SP 800-38D übernahm; dann drei aus NIST CAVP, `gcmEncryptExtIV256.rsp`.
const WERTE: [Wert; 7] = [
    Wert {
        schluessel: NULL,
        nonce: "000000000000000000000000",
        klartext: "",
        aad: "",
        geheimtext: "",
        siegel: "530f8afbc74536b9a963b4f1c4cb738b",
    },
    Wert {
        schluessel: NULL,
        nonce: "000000000000000000000000",
        klartext: "00000000000000000000000000000000",
        aad: "",
        geheimtext: "cea7403d4d606b6e074ec5d3baf39d18",
        siegel: "d0d1c8a799996bf0265b98b5d48ab919",
    },
    Wert {
        schluessel: FEFF,
        nonce: "cafebabefacedbaddecaf888",
        klartext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                   1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
        aad: "",
        geheimtext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
                     8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
        siegel: "b094dac5d93471bdec1a502270e3cc6c",
    },
    Wert {
        schluessel: FEFF,
        nonce: "cafebabefacedbaddecaf888",
        klartext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                   1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        aad: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        geheimtext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
                     8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        siegel: "76fc6ece0f4e1768cddf8853bb2d551b",
    },
    Wert {
        schluessel: "78dc4e0aaf52d935c3c01eea57428f00ca1fd475f5da86a49c8dd73d68c8e223",
        nonce: "d79cf22d504cc793c3fb6c8a",
        klartext: "",
        aad: "b96baa8c1c75a671bfb2d08d06be5f36",
        geheimtext: "",
        siegel: "3e5d486aa2e30b22e040b85723a06e76",
    },
    Wert {
        schluessel: "83688deb4af8007f9b713b47cfa6c73e35ea7a3aa4ecdb414dded03bf7a0fd3a",
        nonce: "0b459724904e010a46901cf3",
        klartext: "33d893a2114ce06fc15d55e454cf90c3",
        aad: "794a14ccd178c8ebfd1379dc704c5e208f9d8424",
        geheimtext: "cc66bee423e3fcd4c0865715e9586696",
        siegel: "0fb291bd3dba94a1dfd8b286cfb97ac5",
    },
    Wert {
        schluessel: "148579a3cbca86d5520d66c0ec71ca5f7e41ba78e56dc6eebd566fed547fe691",
        nonce: "b08a5ea1927499c6ecbfd4e0",
        klartext: "9d0b15fdf1bd595f91f8b3abc0f7dec927dfd4799935a1795d9ce00c9b879434\
                   420fe42c275a7cd7b39d638fb81ca52b49dc41",
        aad: "e4f963f015ffbb99ee3349bbaf7e8e8e6c2a71c230a48f9d59860a29091d2747\
              e01a5ca572347e247d25f56ba7ae8e05cde2be3c97931292c02370208ecd097e\
              f692687fecf2f419d3200162a6480a57dad408a0dfeb492e2c5d",
        geheimtext: "2097e372950a5e9383c675e89eea1c314f999159f5611344b298cda45e628437\
                     16f215f82ee663919c64002a5c198d7878fd3f",
        siegel: "adbecdb0d5c2224d804d2886ff9a5760",
    },
];

#[test]
fn die_veroeffentlichten_werte_von_gcm_kommen_heraus_und_lassen_sich_oeffnen() {
    for wert in &WERTE {
        let schluessel = hex(wert.schluessel).try_into().unwrap();
        let nonce = hex(wert.nonce).try_into().unwrap();
        let (klartext, aad) = (hex(wert.klartext), hex(wert.aad));
        let erwartet = [hex(wert.geheimtext), hex(wert.siegel)].concat();
        let geheimtext = gcm::versiegle(&schluessel, nonce, &aad, &klartext);
        assert_eq!(geheimtext, Ok(erwartet.clone()));
        assert_eq!(gcm::oeffne(&schluessel, nonce, &aad, &erwartet), Ok(klartext));
    }
}

#[test]
fn jedes_gekippte_bit_der_nonce_faellt_auf() {
    let wert = &WERTE[5];
    let schluessel = hex(wert.schluessel).try_into().unwrap();
    let geheimtext = [hex(wert.geheimtext), hex(wert.siegel)].concat();
    for bit in 0..96 {
        let mut nonce: [u8; 12] = hex(wert.nonce).try_into().unwrap();
        nonce[bit / 8] ^= 1 << (bit % 8);
        let geoeffnet = gcm::oeffne(&schluessel, nonce, &hex(wert.aad), &geheimtext);
        assert_eq!(geoeffnet, Err(SiegelFehler::Gebrochen), "Bit {bit}");
    }
}

#[test]
fn mit_gebrochenem_siegel_kommt_nichts_vom_klartext_heraus() {
    let wert = &WERTE[5];
    let schluessel = hex(wert.schluessel).try_into().unwrap();
    let mut bytes = hex(wert.geheimtext);
    let was = gcm::Offen { bytes: &mut bytes, siegel: [0; gcm::SIEGEL] };
    let nonce = hex(wert.nonce).try_into().unwrap();
    let geoeffnet = gcm::oeffne_in(&schluessel, nonce, &hex(wert.aad), was);
    assert_eq!(geoeffnet, Err(SiegelFehler::Gebrochen));
    assert_eq!(bytes, hex(wert.geheimtext));
}
