//! Was eingeht: jeder gewöhnliche Typ wird angenommen, jede bösartige Datei kommt mit ihrem Grund in Quarantäne.
//!
//! Quelle der Angriffe: die Zeile „malicious upload“ unserer Zusagen; Fifield, A better zip bomb (2019), für
//! überlappende und lügende Einträge; ISO 32000 § 7.3.5 für Namen mit `#xx`, § 7.5.7 für Objektströme.

use case::akte::Dateityp as Typ;
use formats::datei::{
    Befund, Datei, Grenzen, Quarantaenegrund as Grund, Urteil, pruefe, pruefe_mit, text, zerlege,
};
use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;

use crate::proben::{
    BRIEF, Eintrag, TYPEN, docx, eintrag, email, jpeg, odt, pdf, pdf_mit_strom, png, tiefe_email,
    tiff, zip,
};

fn befund(bytes: &[u8]) -> Befund {
    pruefe(Datei { bytes, name: None })
}

fn pruefe_angenommen(faelle: &[(&str, Vec<u8>, Typ, Option<u32>)]) {
    for (was, bytes, typ, seiten) in faelle {
        let erwartet = Befund { typ: *typ, seiten: *seiten, urteil: Urteil::Annehmen };
        assert_eq!(befund(bytes), erwartet, "{was}");
    }
}

type Boesartig = (&'static str, Vec<u8>, Grund);

/// Was der Prüfer anders beurteilt als die Tabelle.
fn abweichungen(faelle: &[Boesartig], pruefer: impl Fn(Datei<'_>) -> Befund) -> Vec<&'static str> {
    let falsch = |(_, bytes, grund): &&Boesartig| {
        pruefer(Datei { bytes, name: Some("antrag.pdf") }).urteil != Urteil::Quarantaene(*grund)
    };
    faelle.iter().filter(falsch).map(|(was, _, _)| *was).collect()
}

#[test]
fn jeder_gewoehnliche_typ_wird_an_seinen_bytes_erkannt_und_angenommen() {
    let unpassend = pruefe(Datei { bytes: &pdf(1, ""), name: Some("bild.png") });
    assert_eq!(unpassend.typ, Typ::Pdf, "die Endung zählt nicht");
    pruefe_angenommen(&[
        ("PDF", pdf(3, ""), Typ::Pdf, Some(3)),
        (
            "PDF mit Objektstrom",
            pdf_mit_strom(b"5 0 <</Type/Page/Parent 2 0 R>>", "/Filter/FlateDecode"),
            Typ::Pdf,
            Some(2),
        ),
        ("PNG", png(2_480, 3_508, &[]), Typ::Png, Some(1)),
        (
            "PNG mit Text",
            png(10, 10, &[(b"zTXt", &[b"Titel\0\0", &compress_to_vec_zlib(b"x", 6)[..]].concat())]),
            Typ::Png,
            Some(1),
        ),
        ("JPEG", jpeg(4_000, 3_000, 3), Typ::Jpeg, Some(1)),
        ("TIFF", tiff(12, 2_000, false), Typ::Tiff, Some(12)),
        ("Text", "Grüße\r\n\tMZ".into(), Typ::Text, None),
        ("Text, der wie ein Programm beginnt", "MZ ist ein Kürzel.".into(), Typ::Text, None),
        ("E-Mail", email(&[("lohn.pdf", &pdf(1, ""))]), Typ::Email, None),
        ("DOCX", docx(vec![]), Typ::Docx, None),
        ("ODT", odt(vec![]), Typ::Odt, None),
    ]);
}

fn boesartige() -> Vec<Boesartig> {
    let innen = zip(&[eintrag("a.txt", &[b'0'; 1 << 20])]);
    let eicar =
        ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTI", "VIRUS-TEST-FILE!$H+H*"].concat();
    let mut faelle = boesartige_behaelter(&innen);
    faelle.extend(boesartige_pdf(&innen));
    faelle.extend(boesartige_bilder_und_post(&innen));
    faelle.extend([
        ("leer", vec![], Grund::Leer),
        ("zu groß", vec![b'a'; Grenzen::UEBLICH.bytes + 1], Grund::ZuGross),
        ("EICAR", eicar.clone().into(), Grund::Schadprogramm),
        (
            "EICAR im DOCX",
            docx(vec![eintrag("word/x.bin", eicar.as_bytes())]),
            Grund::Schadprogramm,
        ),
        ("Windows-Programm", b"MZ\x90\0\x03\0".to_vec(), Grund::Programm),
        ("Linux-Programm", b"\x7fELF\x02\x01\x01\0\0".to_vec(), Grund::Programm),
        ("Skript", b"#!/bin/sh\nid\n".to_vec(), Grund::Programm),
        ("SVG mit Skript", b"<svg xmlns=\"x\"><script>1</script></svg>".to_vec(), Grund::Webseite),
        ("SVG mit Kopf", b"\xEF\xBB\xBF <?xml version=\"1.0\"?><svg/>".to_vec(), Grund::Webseite),
        ("HTML", b"  <!DOCTYPE HTML><p>".to_vec(), Grund::Webseite),
        ("HTML in UTF-16", b"\xFF\xFE<\0h\0t\0m\0l\0>\0".to_vec(), Grund::Webseite),
        ("ZIP", innen.clone(), Grund::Archiv),
        ("leeres ZIP", b"PK\x05\x06".to_vec(), Grund::Archiv),
        ("RAR", b"Rar!\x1A\x07".to_vec(), Grund::Archiv),
        ("Word 97", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), Grund::Ungeeignet),
        ("RTF", b"{\\rtf1 }".to_vec(), Grund::Ungeeignet),
        ("HEIC", b"\0\0\0\x18ftypheic".to_vec(), Grund::Ungeeignet),
        ("XLSX", zip(&[eintrag("xl/workbook.xml", b"")]), Grund::Ungeeignet),
        ("Latin-1", b"Gr\xFC\xDFe".to_vec(), Grund::Unbekannt),
        ("Text mit Null", b"a\0b".to_vec(), Grund::Unbekannt),
    ]);
    faelle
}

fn boesartige_behaelter(innen: &[u8]) -> Vec<Boesartig> {
    let makrotypen =
        b"<Types ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>";
    let vorlage = b"<R Type=\"http://x/attachedTemplate\" TargetMode=\"External\"/>";
    vec![
        // Behälter
        ("DOCM", docx(vec![eintrag("word/vbaProject.bin", b"x")]), Grund::Makros),
        ("DOCM, Groß", docx(vec![eintrag("WORD/VBAPROJECT.BIN", b"x")]), Grund::Makros),
        (
            "DOCM am Inhaltstyp",
            zip(&[eintrag("[Content_Types].xml", makrotypen), eintrag("word/document.xml", b"")]),
            Grund::Makros,
        ),
        ("ODT mit Makros", odt(vec![eintrag("Basic/Standard/a.xml", b"")]), Grund::Makros),
        (
            "Vorlage aus dem Netz",
            docx(vec![eintrag("word/_rels/settings.xml.rels", vorlage)]),
            Grund::AktiverInhalt,
        ),
        ("OLE", docx(vec![eintrag("word/embeddings/a.bin", b"x")]), Grund::Eingebettet),
        ("ZIP im DOCX", docx(vec![eintrag("word/media/a.png", innen)]), Grund::Verschachtelt),
        ("ZIP im DOCX am Namen", docx(vec![eintrag("a.zip", b"")]), Grund::Verschachtelt),
        (
            "Bombe, 4 GiB angesagt",
            docx(vec![Eintrag { behauptet: Some(u32::MAX), ..eintrag("word/a.xml", b"x") }]),
            Grund::Bombe,
        ),
        ("Bombe im Verhältnis", docx(vec![eintrag("word/a.xml", &[b'0'; 3 << 20])]), Grund::Bombe),
        (
            "Bombe, die lügt",
            docx(vec![Eintrag { behauptet: Some(10), ..eintrag("word/a.xml", &[b'0'; 1 << 20]) }]),
            Grund::Bombe,
        ),
        (
            "mit Kennwort",
            docx(vec![Eintrag { verschluesselt: true, ..eintrag("word/a.xml", b"x") }]),
            Grund::Verschluesselt,
        ),
        ("Ausbruch", docx(vec![eintrag("../a.xml", b"")]), Grund::Beschaedigt),
        (
            "zweimal derselbe Name",
            docx(vec![eintrag("word/document.xml", b"")]),
            Grund::Beschaedigt,
        ),
        ("hinter dem ZIP", [docx(vec![]), b"<html>".to_vec()].concat(), Grund::Polyglott),
        ("abgeschnitten", docx(vec![])[..200].to_vec(), Grund::Beschaedigt),
    ]
}

fn boesartige_pdf(innen: &[u8]) -> Vec<Boesartig> {
    vec![
        // PDF
        ("PDF mit Skript", pdf(1, "8 0 obj<</S/JavaScript/JS(1)>>endobj"), Grund::AktiverInhalt),
        ("PDF mit #", pdf(1, "8 0 obj<</S/J#61va#53cript>>endobj"), Grund::AktiverInhalt),
        ("PDF startet", pdf(1, "8 0 obj<</S /Launch /F(a)>>endobj"), Grund::AktiverInhalt),
        ("PDF mit Anlage", pdf(1, "8 0 obj<</Type/EmbeddedFile>>endobj"), Grund::Eingebettet),
        ("PDF mit Kennwort", pdf(1, "8 0 obj<</Encrypt 9 0 R>>endobj"), Grund::Verschluesselt),
        (
            "Skript im Objektstrom",
            pdf_mit_strom(b"5 0 <</S/JavaScript>>", "/Filter/FlateDecode"),
            Grund::AktiverInhalt,
        ),
        (
            "Strom, der seinen Filter verschweigt",
            pdf_mit_strom(b"5 0 <</S/JavaScript>>", ""),
            Grund::AktiverInhalt,
        ),
        (
            "Strom mit fremdem Filter",
            pdf_mit_strom(b"5 0", "/Filter/LZWDecode"),
            Grund::Beschaedigt,
        ),
        (
            "Bombe im Objektstrom",
            pdf_mit_strom(&[b' '; 17 << 20], "/Filter/FlateDecode"),
            Grund::Bombe,
        ),
        ("100 000 Seiten", pdf(100_000, ""), Grund::ZuVieleSeiten),
        (
            "eine Seite, zehntausendmal genannt",
            pdf(1, &format!("8 0 obj<</Kids[{}]>>endobj", "3 0 R ".repeat(10_000))),
            Grund::ZuVieleSeiten,
        ),
        ("viele Objekte", pdf(1, &"9 0 obj\nendobj\n".repeat(200_000)), Grund::ZuVieleTeile),
        ("PDF ohne Ende", pdf(1, "")[..120].to_vec(), Grund::Beschaedigt),
        ("PDF und HTML", [b"%PDF-1.4\n<HTML>".to_vec(), pdf(1, "")].concat(), Grund::Polyglott),
        ("HTML und PDF", [b"<html><!--\n".to_vec(), pdf(1, "")].concat(), Grund::Webseite),
        ("Müll und PDF", [b"\xFFmuell\n".to_vec(), pdf(1, "")].concat(), Grund::Polyglott),
        ("Text und PDF", [b"muell\n".to_vec(), pdf(1, "")].concat(), Grund::Polyglott),
        ("PDF und ZIP", [pdf(1, ""), innen.to_vec()].concat(), Grund::Polyglott),
    ]
}

fn boesartige_bilder_und_post(innen: &[u8]) -> Vec<Boesartig> {
    vec![
        // Bilder
        ("PNG, 65 000 mal 65 000", png(65_000, 65_000, &[]), Grund::ZuVielePixel),
        ("PNG ohne Fläche", png(0, 10, &[]), Grund::Beschaedigt),
        (
            "Bombe im PNG",
            png(
                10,
                10,
                &[(b"iCCP", &[b"a\0\0", &compress_to_vec_zlib(&[0; 9 << 20], 9)[..]].concat())],
            ),
            Grund::Bombe,
        ),
        (
            "Bombe im internationalen Text",
            png(
                10,
                10,
                &[(
                    b"iTXt",
                    &[b"a\0\x01\0de\0b\0", &compress_to_vec_zlib(&[0; 9 << 20], 9)[..]].concat(),
                )],
            ),
            Grund::Bombe,
        ),
        ("PNG und ZIP", [png(10, 10, &[]), innen.to_vec()].concat(), Grund::Polyglott),
        ("PNG und Bytes", [png(10, 10, &[]), vec![0]].concat(), Grund::Polyglott),
        ("PNG mit HTML", png(10, 10, &[(b"tEXt", b"a\0<script>")]), Grund::Polyglott),
        ("PNG abgeschnitten", png(10, 10, &[])[..40].to_vec(), Grund::Beschaedigt),
        ("JPEG, 65 000 mal 65 000", jpeg(65_000, 65_000, 1), Grund::ZuVielePixel),
        ("JPEG mit 500 Durchgängen", jpeg(10, 10, 500), Grund::ZuVieleTeile),
        ("JPEG ohne Bild", b"\xFF\xD8\xFF\xD9".to_vec(), Grund::Beschaedigt),
        ("TIFF im Kreis", tiff(1, 10, true), Grund::ZuVieleSeiten),
        ("TIFF, 65 000 mal 65 000", tiff(2, 65_000, false), Grund::ZuVielePixel),
        ("TIFF abgeschnitten", tiff(2, 10, false)[..40].to_vec(), Grund::Beschaedigt),
        // E-Mail
        ("tausend Anlagen", email(&vec![("a", &b"x"[..]); 1_000]), Grund::ZuVieleTeile),
        ("tausend tief", tiefe_email(1_000), Grund::Verschachtelt),
    ]
}

#[test]
fn jede_boesartige_datei_kommt_mit_ihrem_grund_in_quarantaene() {
    assert_eq!(abweichungen(&boesartige(), pruefe), [""; 0]);
    let als_skript = pruefe(Datei { bytes: b"del C:\\*.*", name: Some("lohn.pdf.BAT") });
    assert_eq!(als_skript.urteil, Urteil::Quarantaene(Grund::Programm));
}

#[test]
fn die_tabelle_faengt_jeden_gepflanzten_fehler_der_pruefung() {
    let faelle = boesartige();
    let gut = |typ| Befund { typ, seiten: None, urteil: Urteil::Annehmen };
    // Der Endung geglaubt: alles, was `antrag.pdf` heißt, ist ein PDF.
    let endung = abweichungen(&faelle, |_| gut(Typ::Pdf));
    assert_eq!(endung.len(), faelle.len());
    // Der Endung nur bei unbekannten Bytes geglaubt.
    let halb = abweichungen(&faelle, |datei| match pruefe(datei) {
        Befund { urteil: Urteil::Quarantaene(Grund::Unbekannt | Grund::Programm), .. } => {
            gut(Typ::Pdf)
        }
        befund => befund,
    });
    let erwartet = ["Windows-Programm", "Linux-Programm", "Skript", "Latin-1", "Text mit Null"];
    assert_eq!(halb, erwartet);
    // Jede Grenze einzeln aus: genau die Dateien gehen durch, für die sie da ist.
    let ueblich = Grenzen::UEBLICH;
    let aus = [
        (Grenzen { bytes: usize::MAX, ..ueblich }, vec!["zu groß"]),
        (Grenzen { entpackt: usize::MAX, ..ueblich }, vec!["Bombe, 4 GiB angesagt"]),
        (Grenzen { verhaeltnis: usize::MAX, ..ueblich }, vec!["Bombe im Verhältnis"]),
        (
            Grenzen { pixel: u64::MAX, ..ueblich },
            vec!["PNG, 65 000 mal 65 000", "JPEG, 65 000 mal 65 000", "TIFF, 65 000 mal 65 000"],
        ),
        (Grenzen { objekte: usize::MAX, ..ueblich }, vec!["viele Objekte"]),
        (Grenzen { teile: usize::MAX, ..ueblich }, vec!["tausend Anlagen"]),
        (Grenzen { tiefe: usize::MAX, ..ueblich }, vec!["tausend tief"]),
    ];
    for (grenzen, erwartet) in aus {
        let durch = abweichungen(&faelle, |datei| pruefe_mit(datei, &grenzen));
        assert_eq!(durch, erwartet, "{grenzen:?}");
    }
}

#[test]
fn jede_grenze_greift_genau_eins_darueber() {
    type Stelle = fn(&mut Grenzen, usize);
    let seiten: Stelle = |g, n| g.seiten = u32::try_from(n).unwrap();
    let entpackt = TYPEN.len() + BRIEF.len();
    let tief = tiefe_email(3);
    // Eine Datei, ihre Grenze und die Zahl, mit der sie gerade noch geht.
    let faelle: [(&str, Vec<u8>, Stelle, usize, Grund); 9] = [
        ("Bytes", b"Text".to_vec(), |g, n| g.bytes = n, 4, Grund::ZuGross),
        ("Einträge", docx(vec![]), |g, n| g.eintraege = n, 2, Grund::ZuVieleTeile),
        ("entpackt", docx(vec![]), |g, n| g.entpackt = n, entpackt, Grund::Bombe),
        (
            "Bildpunkte",
            png(10, 10, &[]),
            |g, n| g.pixel = u64::try_from(n).unwrap(),
            100,
            Grund::ZuVielePixel,
        ),
        ("Seiten im PDF", pdf(5, ""), seiten, 5, Grund::ZuVieleSeiten),
        ("Seiten im TIFF", tiff(5, 10, false), seiten, 5, Grund::ZuVieleSeiten),
        ("Objekte", pdf(5, ""), |g, n| g.objekte = n, 7, Grund::ZuVieleTeile),
        ("Teile", tief.clone(), |g, n| g.teile = n, 4, Grund::ZuVieleTeile),
        ("Tiefe", tief, |g, n| g.tiefe = n, 3, Grund::Verschachtelt),
    ];
    for (was, bytes, stelle, knapp, grund) in faelle {
        let urteil = |n: usize| {
            let mut grenzen = Grenzen::UEBLICH;
            stelle(&mut grenzen, n);
            pruefe_mit(Datei { bytes: &bytes, name: None }, &grenzen).urteil
        };
        assert_eq!(urteil(knapp), Urteil::Annehmen, "{was}");
        assert_eq!(urteil(knapp - 1), Urteil::Quarantaene(grund), "{was}");
    }
}

#[test]
fn eine_email_zerfaellt_in_text_und_anlagen_und_behaelt_deren_bytes() {
    let bytes: Vec<u8> = (0..=255).collect();
    let mail = email(&[("bild.jpg", &bytes), ("zwei.eml", &email(&[("tief.txt", b"x")]))]);
    let Ok(zerlegt) = zerlege(&mail, &Grenzen::UEBLICH) else { panic!("keine E-Mail") };
    assert_eq!(zerlegt.von.as_deref(), Some("erika@beispiel.invalid"));
    assert_eq!(zerlegt.betreff.as_deref(), Some("Lohn für August"));
    assert!(zerlegt.text.starts_with("Anbei der Nachweis, Grüße"), "{}", zerlegt.text);
    let namen: Vec<_> = zerlegt.anlagen.iter().map(|anlage| anlage.name.as_deref()).collect();
    assert_eq!(namen, [Some("bild.jpg"), Some("zwei.eml")]);
    assert_eq!(zerlegt.anlagen[0].bytes, bytes);
    assert_eq!(befund(&zerlegt.anlagen[1].bytes).typ, Typ::Email, "sie wird nicht geöffnet");
}

#[test]
fn der_text_fuer_die_suche_ist_was_ein_mensch_liest_und_begrenzt() {
    let grenzen = Grenzen::UEBLICH;
    let faelle = [
        (docx(vec![]), Typ::Docx, Some("Lohn & Gehälter\nMueller GmbH\n")),
        (odt(vec![]), Typ::Odt, Some("Mietvertrag\nEnde\n")),
        ("Grüße".as_bytes().to_vec(), Typ::Text, Some("Grüße")),
        (b" \n".to_vec(), Typ::Text, None),
        (pdf(1, ""), Typ::Pdf, None),
        (png(1, 1, &[]), Typ::Png, None),
    ];
    for (bytes, typ, erwartet) in faelle {
        assert_eq!(text(&bytes, typ, &grenzen).as_deref(), erwartet, "{typ:?}");
    }
    let mail = text(&email(&[]), Typ::Email, &grenzen).unwrap();
    assert!(mail.starts_with("Lohn für August\nerika@beispiel.invalid\nAnbei"), "{mail}");
    let kurz = Grenzen { text: 5, ..grenzen };
    // Nie mitten in einem Zeichen: „Grüße“ hat sieben Bytes, das ß beginnt mit dem fünften.
    assert_eq!(text("Grüße".as_bytes(), Typ::Text, &kurz).as_deref(), Some("Grü"));
}

/// Höchstens so viel Speicher zugleich: die Datei zweimal, ein Objektstrom und das Fenster zum Entpacken.
fn pruefe_speicher(bytes: &[u8]) -> u64 {
    let gemessen = allocation_counter::measure(|| {
        let befund = befund(bytes);
        if befund.urteil == Urteil::Annehmen {
            drop(text(bytes, befund.typ, &Grenzen::UEBLICH));
        }
    });
    gemessen.bytes_max
}

#[test]
fn keine_bombe_braucht_mehr_als_ein_viertel_der_erlaubten_256_mib() {
    let leer = vec![b' '; 20 << 20];
    let gepackt = [b"a\0\0", &compress_to_vec_zlib(&leer, 1)[..]].concat();
    let schraegstriche = [b"%PDF-1.7".to_vec(), vec![b'/'; 20 << 20], b"%%EOF".to_vec()].concat();
    let kinder = [b"%PDF-1.7".to_vec(), b"/Kids[".repeat(2 << 20), b"%%EOF".to_vec()].concat();
    let faelle = [
        ("Behälter", docx(vec![eintrag("word/a.xml", &leer)]), Some(Grund::Bombe)),
        ("Objektstrom", pdf_mit_strom(&leer, "/Filter/FlateDecode"), Some(Grund::Bombe)),
        ("PNG", png(10, 10, &[(b"zTXt", &gepackt)]), Some(Grund::Bombe)),
        ("lauter Schrägstriche", schraegstriche, Some(Grund::Beschaedigt)),
        ("lauter Kinder", kinder, Some(Grund::Beschaedigt)),
        (
            "lauter Trennlinien",
            [tiefe_email(1), b"--g0x\n".repeat(2 << 20)].concat(),
            Some(Grund::ZuVieleTeile),
        ),
        // Nur Text, wenn auch seltsamer.
        ("lauter Zeilen", b"From:x\n".repeat(2 << 20), None),
    ];
    for (was, bytes, grund) in faelle {
        let hoechstens = pruefe_speicher(&bytes);
        assert!(hoechstens < 64 << 20, "{was}: {} MiB", hoechstens >> 20);
        let erwartet = grund.map_or(Urteil::Annehmen, Urteil::Quarantaene);
        assert_eq!(befund(&bytes).urteil, erwartet, "{was}");
    }
}

/// Ein Anfang, der einen Leser weckt, und beliebige Bytes dahinter; oder eine echte Datei mit Fehlern.
fn beliebig() -> impl Strategy<Value = Vec<u8>> {
    let anfaenge: Vec<Vec<u8>> = vec![
        vec![],
        b"%PDF-1.7\n/Type/ObjStm stream\n".to_vec(),
        b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec(),
        b"\xFF\xD8\xFF".to_vec(),
        b"II\x2A\0\x08\0\0\0".to_vec(),
        b"PK\x03\x04".to_vec(),
        b"From: a\nDate: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n".to_vec(),
    ];
    let echte = vec![
        pdf(2, ""),
        pdf_mit_strom(b"5 0 <</Type/Page>>", "/Filter/FlateDecode"),
        png(10, 10, &[(b"zTXt", &[b"a\0\0", &compress_to_vec_zlib(b"x", 6)[..]].concat())]),
        jpeg(10, 10, 2),
        tiff(3, 10, false),
        docx(vec![]),
        odt(vec![]),
        email(&[("a.pdf", b"x")]),
    ];
    let neu = (prop::sample::select(anfaenge), prop::collection::vec(any::<u8>(), 0..400))
        .prop_map(|(anfang, rest)| [anfang, rest].concat());
    let fehler = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let verfaelscht = (prop::sample::select(echte), fehler, any::<prop::sample::Index>()).prop_map(
        |(mut bytes, fehler, ende)| {
            for (wo, byte) in fehler {
                let at = wo.index(bytes.len());
                bytes[at] = byte;
            }
            let ende = ende.index(bytes.len() * 2);
            bytes.truncate(ende.max(1));
            bytes
        },
    );
    prop_oneof![neu, verfaelscht]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn beliebige_bytes_bringen_die_pruefung_nicht_zum_absturz_und_kosten_wenig(bytes in beliebig()) {
        // Fenster und Zustand zum Entpacken sind zusammen unter 128 KiB.
        let hoechstens = pruefe_speicher(&bytes);
        prop_assert!(hoechstens < 1 << 20, "{hoechstens} Bytes für {}", bytes.len());
        prop_assert_eq!(befund(&bytes), befund(&bytes));
    }
}
