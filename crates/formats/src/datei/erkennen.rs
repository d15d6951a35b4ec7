//! Was die ersten Bytes sagen.

use case::akte::Dateityp;
use memchr::memmem;

use super::Grund;
use super::email;

/// So weit schauen Programme nach einem Anfang: PDF-Leser 1 024 Bytes, Browser 1 445 (WHATWG MIME Sniffing).
const KOPF: usize = 1_536;
/// So weit vom Ende kann ein ZIP-Verzeichnis beginnen: 22 Bytes und ein Kommentar von 65 535.
const ZIP_ENDE: usize = 22 + 65_535;

/// Was der Kopf verspricht.
pub enum Kopf {
    /// Ein Typ, den wir lesen.
    Typ(Dateityp),
    /// Ein ZIP-Behälter; welcher, sagt sein Inhalt.
    Zip,
}

/// Die Kennung der EICAR-Testdatei, getrennt geschrieben, damit kein Virenprüfer diese Datei meldet.
const EICAR: [&str; 2] = ["EICAR-STANDARD-ANTI", "VIRUS-TEST-FILE"];

/// Steht die Kennung der Testdatei für Virenprüfer darin?
pub fn eicar(bytes: &[u8]) -> bool {
    memmem::find(bytes, EICAR.concat().as_bytes()).is_some()
}

const PROGRAMME: [&[u8]; 10] = [
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xFE\xED\xFA\xCE",
    b"\xFE\xED\xFA\xCF",
    b"\xCE\xFA\xED\xFE",
    b"\xCF\xFA\xED\xFE",
    b"\xCA\xFE\xBA\xBE",
    b"\0asm",
    b"dex\n",
];

const ARCHIVE: [&[u8]; 9] = [
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!",
    b"7z\xBC\xAF\x27\x1C",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ\0",
    b"\x28\xB5\x2F\xFD",
    b"MSCF",
];

const UNGEEIGNET: [&[u8]; 6] = [
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"{\\rtf",
    b"GIF8",
    b"II\x2B\0",
    b"MM\0\x2B",
    b"\0\0\x01\0",
];

/// Woran man HTML, SVG und eingebettete Skripte erkennt, klein geschrieben.
const WEBSEITE: [&[u8]; 9] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<iframe",
    b"<?php",
    b"<?xml",
];

/// Endungen, mit denen Text ein Programm ist.
const SKRIPTE: [&str; 16] = [
    "bat", "cmd", "com", "exe", "hta", "js", "jse", "lnk", "ps1", "psm1", "reg", "scr", "sh",
    "url", "vbs", "wsf",
];

/// Erkennt den Typ an den Bytes; der Name macht Text nur verdächtig.
pub fn erkenne(bytes: &[u8], name: Option<&str>) -> Result<Kopf, Grund> {
    let beginnt = |mit: &[&[u8]]| mit.iter().any(|anfang| bytes.starts_with(anfang));
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kopf::Typ(Dateityp::Pdf));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Kopf::Typ(Dateityp::Png));
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Kopf::Typ(Dateityp::Jpeg));
    }
    if beginnt(&[b"II\x2A\0", b"MM\0\x2A"]) {
        return Ok(Kopf::Typ(Dateityp::Tiff));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kopf::Zip);
    }
    if beginnt(&ARCHIVE) || bytes.get(257..262) == Some(b"ustar") {
        return Err(Grund::Archiv);
    }
    let webp = bytes.starts_with(b"RIFF") || bytes.get(4..8) == Some(b"ftyp");
    if beginnt(&UNGEEIGNET) || webp {
        return Err(Grund::Ungeeignet);
    }
    // `MZ` kann auch ein Wort beginnen; ein Programm ist nie gültiger Text.
    let text = ist_text(bytes);
    if beginnt(&PROGRAMME) && (!text || bytes.starts_with(b"#!")) {
        return Err(Grund::Programm);
    }
    if email::ist_email(bytes) {
        return Ok(Kopf::Typ(Dateityp::Email));
    }
    // Auch in UTF-16 und mit Bytes, die kein Text sind, ist eine Webseite eine.
    if ist_webseite(bytes) {
        return Err(Grund::Webseite);
    }
    if !text {
        let pdf = kopf(bytes).windows(5).any(|fenster| fenster == b"%PDF-");
        return Err(if pdf { Grund::Polyglott } else { Grund::Unbekannt });
    }
    if name.and_then(endung).is_some_and(|endung| SKRIPTE.contains(&endung.as_str())) {
        return Err(Grund::Programm);
    }
    Ok(Kopf::Typ(Dateityp::Text))
}

/// Ist die Datei nur dieses eine Format? Was am Anfang oder am Ende auch ein anderes ist, täuscht jemanden.
pub fn nur_ein_format(bytes: &[u8], typ: Dateityp) -> Result<(), Grund> {
    let (kopf, ende) = (kopf(bytes), ende(bytes));
    let pdf_daneben = typ != Dateityp::Pdf && kopf.windows(5).any(|fenster| fenster == b"%PDF-");
    let bild_oder_pdf =
        matches!(typ, Dateityp::Pdf | Dateityp::Png | Dateityp::Jpeg | Dateityp::Tiff);
    let webseite = bild_oder_pdf && ist_webseite(bytes);
    let zip =
        (bild_oder_pdf || typ == Dateityp::Text) && memmem::find(ende, b"PK\x05\x06").is_some();
    if pdf_daneben || webseite || zip { Err(Grund::Polyglott) } else { Ok(()) }
}

fn kopf(bytes: &[u8]) -> &[u8] {
    bytes.get(..KOPF).unwrap_or(bytes)
}

fn ende(bytes: &[u8]) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(ZIP_ENDE)..).unwrap_or(bytes)
}

/// UTF-8 ohne Steuerzeichen außer Zeilen, Tabulator und Seitenvorschub.
fn ist_text(bytes: &[u8]) -> bool {
    let steuert = |b: &u8| matches!(b, 0..=8 | 11 | 14..=31 | 127);
    std::str::from_utf8(bytes).is_ok() && !bytes.iter().any(steuert)
}

fn ist_webseite(bytes: &[u8]) -> bool {
    // Ohne Nullbytes: so fällt auch UTF-16 auf.
    let klein: Vec<u8> =
        kopf(bytes).iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    WEBSEITE.iter().any(|merkmal| memmem::find(&klein, merkmal).is_some())
}

fn endung(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, endung)| endung.trim().to_ascii_lowercase())
}

/// Verrät der Anfang eines eingepackten Eintrags ein Archiv oder ein Programm?
pub fn eingepackt(anfang: &[u8]) -> Result<(), Grund> {
    let beginnt = |mit: &[&[u8]]| mit.iter().any(|magie| anfang.starts_with(magie));
    if beginnt(&ARCHIVE) || anfang.starts_with(b"PK\x03\x04") {
        return Err(Grund::Verschachtelt);
    }
    if beginnt(&PROGRAMME) && !ist_text(anfang) {
        return Err(Grund::Programm);
    }
    if anfang.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Grund::Eingebettet);
    }
    Ok(())
}
