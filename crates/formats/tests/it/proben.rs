//! Dateien für die Tests, hier erzeugt: gewöhnliche und bösartige.

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

/// Ein Eintrag eines ZIP-Behälters.
pub struct Eintrag<'a> {
    pub name: &'a str,
    pub inhalt: &'a [u8],
    /// Was der Eintrag als entpackte Größe behauptet; `None`: die wahre.
    pub behauptet: Option<u32>,
    pub verschluesselt: bool,
}

pub fn eintrag<'a>(name: &'a str, inhalt: &'a [u8]) -> Eintrag<'a> {
    Eintrag { name, inhalt, behauptet: None, verschluesselt: false }
}

/// Ein ZIP-Behälter nach APPNOTE, jeder Eintrag mit DEFLATE.
pub fn zip(eintraege: &[Eintrag<'_>]) -> Vec<u8> {
    let (mut bytes, mut verzeichnis) = (Vec::new(), Vec::new());
    for eintrag in eintraege {
        let gepackt = compress_to_vec(eintrag.inhalt, 1);
        let versatz = u32::try_from(bytes.len()).unwrap();
        let groesse = u32::try_from(eintrag.inhalt.len()).unwrap();
        let mut angaben = Vec::new();
        angaben.extend(20_u16.to_le_bytes());
        angaben.extend(u16::from(eintrag.verschluesselt).to_le_bytes());
        angaben.extend(8_u16.to_le_bytes());
        angaben.extend([0; 4]);
        angaben.extend(0_u32.to_le_bytes());
        angaben.extend(u32::try_from(gepackt.len()).unwrap().to_le_bytes());
        angaben.extend(eintrag.behauptet.unwrap_or(groesse).to_le_bytes());
        angaben.extend(u16::try_from(eintrag.name.len()).unwrap().to_le_bytes());
        angaben.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&angaben);
        bytes.extend(eintrag.name.as_bytes());
        bytes.extend(&gepackt);
        verzeichnis.extend(b"PK\x01\x02");
        verzeichnis.extend(20_u16.to_le_bytes());
        verzeichnis.extend(&angaben);
        verzeichnis.extend([0; 10]);
        verzeichnis.extend(versatz.to_le_bytes());
        verzeichnis.extend(eintrag.name.as_bytes());
    }
    let beginn = u32::try_from(bytes.len()).unwrap();
    let anzahl = u16::try_from(eintraege.len()).unwrap();
    bytes.extend(&verzeichnis);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(anzahl.to_le_bytes());
    bytes.extend(anzahl.to_le_bytes());
    bytes.extend(u32::try_from(verzeichnis.len()).unwrap().to_le_bytes());
    bytes.extend(beginn.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

pub const TYPEN: &[u8] = b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
pub const BRIEF: &str = "<w:document><w:body><w:p><w:r><w:t>Lohn &amp; Geh&#228;lter</w:t></w:r></w:p>\
     <w:p><w:r><w:t>Mueller GmbH</w:t></w:r></w:p></w:body></w:document>";

/// Ein DOCX mit weiteren Einträgen.
pub fn docx(weitere: Vec<Eintrag<'_>>) -> Vec<u8> {
    let mut alle =
        vec![eintrag("[Content_Types].xml", TYPEN), eintrag("word/document.xml", BRIEF.as_bytes())];
    alle.extend(weitere);
    zip(&alle)
}

pub fn odt(weitere: Vec<Eintrag<'_>>) -> Vec<u8> {
    let mut alle = vec![
        eintrag("mimetype", b"application/vnd.oasis.opendocument.text"),
        eintrag("content.xml", b"<o><text:p>Mietvertrag</text:p><text:h>Ende</text:h></o>"),
    ];
    alle.extend(weitere);
    zip(&alle)
}

/// Ein PDF mit so vielen Seiten und weiteren Objekten.
pub fn pdf(seiten: usize, weitere: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    let kinder: String = (0..seiten).map(|nr| format!("{} 0 R ", nr + 3)).collect();
    text.push_str(&format!("2 0 obj\n<</Type/Pages/Count {seiten}/Kids[{kinder}]>>\nendobj\n"));
    for nr in 0..seiten {
        text.push_str(&format!("{} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n", nr + 3));
    }
    text.push_str(weitere);
    text.push_str("\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    text.into_bytes()
}

/// Ein PDF, in dessen gepacktem Objektstrom das steht.
pub fn pdf_mit_strom(inhalt: &[u8], filter: &str) -> Vec<u8> {
    let gepackt = compress_to_vec_zlib(inhalt, 1);
    let kopf = format!("<</Type/ObjStm/N 1/First 4{filter}/Length {}>>", gepackt.len());
    let mut bytes = pdf(1, "");
    let ende =
        bytes.split_off(bytes.len() - b"\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n".len());
    bytes.extend(format!("9 0 obj\n{kopf}stream\r\n").into_bytes());
    bytes.extend(gepackt);
    bytes.extend(b"\nendstream\nendobj\n");
    bytes.extend(ende);
    bytes
}

fn abschnitt(art: &[u8; 4], inhalt: &[u8]) -> Vec<u8> {
    // Die Prüfsumme liest hier niemand.
    [&u32::try_from(inhalt.len()).unwrap().to_be_bytes(), art, inhalt, &[0; 4]].concat()
}

/// Ein PNG dieser Größe mit weiteren Abschnitten.
pub fn png(breite: u32, hoehe: u32, weitere: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let kopf = [&breite.to_be_bytes()[..], &hoehe.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    bytes.extend(abschnitt(b"IHDR", &kopf));
    for (art, inhalt) in weitere {
        bytes.extend(abschnitt(art, inhalt));
    }
    bytes.extend(abschnitt(b"IDAT", &compress_to_vec_zlib(&[0; 100], 6)));
    bytes.extend(abschnitt(b"IEND", b""));
    bytes
}

/// Ein JPEG dieser Größe mit so vielen Durchgängen.
pub fn jpeg(breite: u16, hoehe: u16, durchgaenge: usize) -> Vec<u8> {
    let mut bytes =
        b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xC2\0\x0B\x08".to_vec();
    bytes.extend(hoehe.to_be_bytes());
    bytes.extend(breite.to_be_bytes());
    bytes.extend(b"\x01\x01\x11\0");
    for _ in 0..durchgaenge {
        bytes.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x12\x34");
    }
    bytes.extend(b"\xFF\xD9");
    bytes
}

/// Ein TIFF mit so vielen Seiten; `kreis`: das letzte Verzeichnis verweist auf das erste.
pub fn tiff(seiten: u32, pixel: u32, kreis: bool) -> Vec<u8> {
    let mut bytes = b"II\x2A\0\x08\0\0\0".to_vec();
    for nr in 1..=seiten {
        bytes.extend(2_u16.to_le_bytes());
        for marke in [256_u16, 257] {
            bytes.extend(marke.to_le_bytes());
            bytes.extend(4_u16.to_le_bytes());
            bytes.extend(1_u32.to_le_bytes());
            bytes.extend(pixel.to_le_bytes());
        }
        let weiter = if nr < seiten {
            8 + nr * 30
        } else if kreis {
            8
        } else {
            0
        };
        bytes.extend(weiter.to_le_bytes());
    }
    bytes
}

/// Eine E-Mail mit Anlagen in Base64.
pub fn email(anlagen: &[(&str, &[u8])]) -> Vec<u8> {
    let mut text = String::from(
        "From: Erika Beispiel <erika@beispiel.invalid>\r\nTo: post@jobcenter.invalid\r\nDate: Thu, 10 \
         Sep 2026 10:00:00 +0200\r\nSubject: =?utf-8?q?Lohn_f=C3=BCr_August?=\r\nMIME-Version: \
         1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"grenze\"\r\n\r\nVorspann\r\n--grenze\r\n\
         Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: \
         quoted-printable\r\n\r\nAnbei der Nachweis, Gr=FC=DFe\r\n",
    );
    for (name, bytes) in anlagen {
        text.push_str(&format!(
            "--grenze\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; \
             filename=\"{name}\"\r\n\r\n{}\r\n",
            base64(bytes)
        ));
    }
    text.push_str("--grenze--\r\nNachspann\r\n");
    text.into_bytes()
}

/// Teile in Teilen, so tief.
pub fn tiefe_email(tiefe: usize) -> Vec<u8> {
    let mut text = String::from("From: a@b.invalid\nDate: Thu, 10 Sep 2026 10:00:00 +0200\n");
    for nr in 0..tiefe {
        text.push_str(&format!("Content-Type: multipart/mixed; boundary=g{nr}x\n\n--g{nr}x\n"));
    }
    text.push_str("\nText\n");
    text.into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const ZEICHEN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for stueck in bytes.chunks(3) {
        let mut drei = [0_u8; 3];
        drei[..stueck.len()].copy_from_slice(stueck);
        let zahl = u32::from_be_bytes([0, drei[0], drei[1], drei[2]]);
        for nr in 0..4 {
            let sechs = usize::try_from(zahl >> (18 - 6 * nr) & 63).unwrap();
            text.push(if nr > stueck.len() { '=' } else { char::from(ZEICHEN[sechs]) });
        }
    }
    text
}
