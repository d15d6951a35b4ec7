//! ZIP-Behälter: nur DOCX und ODT, mit gezähltem Entpacken, ohne Makros und ohne Dateien in der Datei.

use std::collections::BTreeSet;

use case::akte::Dateityp;
use memchr::memmem;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};

use super::entpacken::{Entpackfehler, Gepackt, Verfahren};
use super::{Grenzen, Grund, erkennen};

/// Ab so vielen Bytes zählt das Verhältnis: kleine Dateien packen sich gut.
const VERHAELTNIS_AB: usize = 1 << 20;
/// So viel von einem Eintrag wird angesehen; mehr braucht keine der gesuchten Angaben.
const ANFANG: usize = 256 << 10;
const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Entpackt zählend und sagt, was es ist.
pub fn pruefe(bytes: &[u8], grenzen: &Grenzen) -> Result<Dateityp, Grund> {
    let archiv = ZipArchive::from_slice(bytes).map_err(|_| Grund::Beschaedigt)?;
    if usize::try_from(archiv.end_offset()).ok() != Some(bytes.len()) {
        return Err(Grund::Polyglott);
    }
    let mut summe = Summe::default();
    let mut namen = BTreeSet::new();
    let mut ist_odt = false;
    let mut eintraege = archiv.entries();
    while let Some(eintrag) = eintraege.next_entry().map_err(|_| Grund::Beschaedigt)? {
        if namen.len() >= grenzen.eintraege {
            return Err(Grund::ZuVieleTeile);
        }
        let name = name(&eintrag)?;
        pruefe_name(&name)?;
        let anfang = summe.zaehle(&archiv, &eintrag, bytes.len(), grenzen)?;
        erkennen::eingepackt(&anfang)?;
        pruefe_inhalt(&name, &anfang)?;
        ist_odt |= name == "mimetype" && anfang == ODT;
        // Denselben Namen zweimal läse jedes Programm anders.
        if !namen.insert(name) {
            return Err(Grund::Beschaedigt);
        }
    }
    let hat = |name: &str| namen.contains(name);
    if hat("[content_types].xml") && hat("word/document.xml") {
        Ok(Dateityp::Docx)
    } else if ist_odt && hat("content.xml") {
        Ok(Dateityp::Odt)
    } else if hat("xl/workbook.xml") || hat("ppt/presentation.xml") || hat("mimetype") {
        Err(Grund::Ungeeignet)
    } else {
        Err(Grund::Archiv)
    }
}

/// Was bisher gepackt und entpackt ist.
#[derive(Default)]
struct Summe {
    gepackt: usize,
    entpackt: usize,
}

impl Summe {
    /// Entpackt einen Eintrag zählend; zurück kommt sein Anfang.
    fn zaehle(
        &mut self,
        archiv: &ZipSliceArchive<&[u8]>,
        eintrag: &ZipFileHeaderRecord<'_>,
        laenge: usize,
        grenzen: &Grenzen,
    ) -> Result<Vec<u8>, Grund> {
        if eintrag.flags().is_encrypted() {
            return Err(Grund::Verschluesselt);
        }
        let gesagt = usize::try_from(eintrag.uncompressed_size_hint()).unwrap_or(usize::MAX);
        if self.entpackt.saturating_add(gesagt) > grenzen.entpackt {
            return Err(Grund::Bombe);
        }
        let gepackt = gepackt(archiv, eintrag)?;
        self.gepackt = self.gepackt.saturating_add(gepackt.bytes.len());
        // Überlappende Einträge: zusammen mehr, als die Datei hat.
        if self.gepackt > laenge {
            return Err(Grund::Bombe);
        }
        // Wer weniger ansagt, als herauskommt, lügt; und mehr als das Verhältnis kommt nicht heraus.
        let erlaubt = self.gepackt.saturating_mul(grenzen.verhaeltnis).max(VERHAELTNIS_AB);
        let hoechstens = gepackt.hoechstens.min(erlaubt.saturating_sub(self.entpackt));
        let mut anfang = Vec::new();
        let entpackt = Gepackt { hoechstens, ..gepackt }.entpacke(|stueck| {
            let noch = ANFANG.saturating_sub(anfang.len());
            anfang.extend_from_slice(stueck.get(..noch).unwrap_or(stueck));
        });
        let entpackt = entpackt.map_err(|fehler| match fehler {
            Entpackfehler::ZuViel => Grund::Bombe,
            Entpackfehler::Kaputt => Grund::Beschaedigt,
        })?;
        self.entpackt = self.entpackt.saturating_add(entpackt);
        Ok(anfang)
    }
}

/// Die gepackten Bytes eines Eintrags; entpackt höchstens, was er ansagt.
fn gepackt<'a>(
    archiv: &'a ZipSliceArchive<&[u8]>,
    eintrag: &ZipFileHeaderRecord<'_>,
) -> Result<Gepackt<'a>, Grund> {
    let verfahren = match eintrag.compression_method() {
        CompressionMethod::STORE => Verfahren::Ohne,
        CompressionMethod::DEFLATE => Verfahren::Deflate,
        _ => return Err(Grund::Beschaedigt),
    };
    let bytes = archiv.get_entry(eintrag.wayfinder()).map_err(|_| Grund::Beschaedigt)?.data();
    let hoechstens = usize::try_from(eintrag.uncompressed_size_hint()).unwrap_or(usize::MAX);
    Ok(Gepackt { bytes, verfahren, hoechstens })
}

/// Ein geprüfter Eintrag ganz; nur für Dateien, die [`pruefe`] angenommen hat.
pub fn lies(bytes: &[u8], gesucht: &str) -> Option<Vec<u8>> {
    let archiv = ZipArchive::from_slice(bytes).ok()?;
    let mut eintraege = archiv.entries();
    while let Some(eintrag) = eintraege.next_entry().ok()? {
        if name(&eintrag).ok()? == gesucht {
            return gepackt(&archiv, &eintrag).ok()?.ganz().ok();
        }
    }
    None
}

/// Der Name, klein geschrieben: Office-Programme unterscheiden hier nicht.
fn name(eintrag: &ZipFileHeaderRecord<'_>) -> Result<String, Grund> {
    let pfad = eintrag.file_path();
    let text = std::str::from_utf8(pfad.as_bytes()).map_err(|_| Grund::Beschaedigt)?;
    Ok(text.to_lowercase())
}

fn pruefe_name(name: &str) -> Result<(), Grund> {
    let ausbruch =
        name.starts_with('/') || name.contains('\\') || name.split('/').any(|t| t == "..");
    if ausbruch {
        return Err(Grund::Beschaedigt);
    }
    let letzter = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
    let makros = ["vbaproject.bin", "vbaprojectsignature.bin", "vbadata.xml"].contains(&letzter);
    if makros || name.starts_with("basic/") || name.starts_with("scripts/") {
        return Err(Grund::Makros);
    }
    let eingebettet =
        ["/embeddings/", "/activex/", "/afchunk"].iter().any(|ort| name.contains(ort));
    // ODT: „Object 1/content.xml“ ist ein eingebettetes Dokument, „ObjectReplacements/“ nur sein Bild.
    if eingebettet || name.starts_with("object ") {
        return Err(Grund::Eingebettet);
    }
    let archive = ["zip", "rar", "7z", "jar", "gz", "docx", "docm", "odt", "xlsx", "iso", "cab"];
    let endung = letzter.rsplit_once('.').map_or("", |(_, endung)| endung);
    if archive.contains(&endung) { Err(Grund::Verschachtelt) } else { Ok(()) }
}

/// Verzeichnisse der Datei, die sagen, dass sie Makros hat oder etwas nachlädt.
fn pruefe_inhalt(name: &str, anfang: &[u8]) -> Result<(), Grund> {
    let enthaelt = |was: &[&str]| was.iter().any(|w| memmem::find(anfang, w.as_bytes()).is_some());
    if name == "[content_types].xml" && enthaelt(&["macroEnabled", "vbaProject"]) {
        return Err(Grund::Makros);
    }
    let laedt_nach = ["/attachedTemplate\"", "/oleObject\"", "/frame\"", "/subDocument\""];
    if name.ends_with(".rels") && enthaelt(&laedt_nach) {
        return Err(Grund::AktiverInhalt);
    }
    if erkennen::eicar(anfang) { Err(Grund::Schadprogramm) } else { Ok(()) }
}
