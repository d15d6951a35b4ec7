//! Schriften, Vorlage und Satz: ein Brief hinein, ein PDF heraus.

use case::brief::Brief;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::schrift;

const VORLAGE: &str = include_str!("../vorlagen/bescheid.typ");

const SCHRIFTEN: [&[u8]; 3] = [
    include_bytes!("../schriften/FiraSans-Regular.ttf"),
    include_bytes!("../schriften/FiraSans-SemiBold.ttf"),
    include_bytes!("../schriften/NotoSansArabic-Regular.ttf"),
];

/// Warum aus einem Brief kein PDF wurde. Die Meldung nennt keine Daten aus dem Brief.
#[derive(Debug, thiserror::Error)]
pub enum BriefFehler {
    /// Eine eingebettete Schrift oder die Wahl der PDF-Normen ist falsch: ein Fehler im Programm.
    #[error("set up the letter press: {0}")]
    Einrichtung(String),
    /// Der Brief ließ sich nicht als Daten schreiben.
    #[error("write letter data")]
    Daten(#[from] serde_json::Error),
    /// Die Vorlage passt nicht zu den Daten.
    #[error("typeset letter template: {0}")]
    Satz(String),
    /// Das Ergebnis erfüllt PDF/UA-1 oder PDF/A-2a nicht.
    #[error("write letter as PDF/UA-1 and PDF/A-2a: {0}")]
    Norm(String),
    /// Der Satz ist abgebrochen; die anderen Briefe gehen weiter.
    #[error("typesetting panicked")]
    Absturz,
}

/// Ein gesetzter Brief.
#[derive(Clone, PartialEq, Eq)]
pub struct Gesetzt {
    /// Das PDF.
    pub pdf: Vec<u8>,
    /// Wie viele Seiten es hat.
    pub seiten: u32,
}

impl std::fmt::Debug for Gesetzt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gesetzt({} Seiten, {} Bytes)", self.seiten, self.pdf.len())
    }
}

/// Setzt Briefe. Lädt Schriften und Vorlage einmal; kostet danach je Brief nur den Satz.
///
/// Nicht aus einem rayon-Pool und nicht aus einem tokio-Arbeiter rufen: der Satz rechnet lange und
/// wartet innen selbst auf rayon; [`Druckerei::viele`] nimmt eigene Fäden.
pub struct Druckerei {
    bibliothek: LazyHash<Library>,
    buch: LazyHash<FontBook>,
    schriften: Vec<Font>,
    vorlage: Source,
    daten: FileId,
    normen: PdfStandards,
}

impl Druckerei {
    /// Eine Druckerei mit den eingebetteten Schriften.
    ///
    /// # Errors
    /// [`BriefFehler::Einrichtung`], wenn eine eingebettete Schrift nicht lesbar ist.
    pub fn neu() -> Result<Druckerei, BriefFehler> {
        let mut schriften = Vec::with_capacity(SCHRIFTEN.len());
        for datei in SCHRIFTEN {
            let schrift = Font::new(Bytes::new(datei), 0);
            schriften
                .push(schrift.ok_or_else(|| BriefFehler::Einrichtung("read font".to_owned()))?);
        }
        let normen = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|fehler| BriefFehler::Einrichtung(fehler.message().to_string()))?;
        // Immer dieselben zwei Namen: Typst merkt sich jeden für immer.
        let vorlage = Source::new(datei("bescheid.typ")?, VORLAGE.to_owned());
        Ok(Druckerei {
            bibliothek: LazyHash::new(
                Library::builder()
                    .with_features([Feature::A11yExtras].into_iter().collect())
                    .build(),
            ),
            buch: LazyHash::new(FontBook::from_fonts(&schriften)),
            schriften,
            vorlage,
            daten: datei("brief.json")?,
            normen,
        })
    }

    /// Der Brief als PDF/UA-1 und PDF/A-2a. Gleicher Brief, gleiche Bytes.
    ///
    /// # Errors
    /// [`BriefFehler`], wenn der Satz scheitert; kein Text des Briefs kann das auslösen.
    pub fn pdf(&self, brief: &Brief) -> Result<Vec<u8>, BriefFehler> {
        self.gesetzt(brief).map(|gesetzt| gesetzt.pdf)
    }

    /// Wie [`Druckerei::pdf`], mit der Zahl der Seiten.
    ///
    /// # Errors
    /// [`BriefFehler`].
    pub fn gesetzt(&self, brief: &Brief) -> Result<Gesetzt, BriefFehler> {
        let gesetzt = self.setze(brief);
        // Auch nach einem Fehler: sonst wächst der Speicher mit jedem Brief.
        comemo::evict(1);
        gesetzt
    }

    /// Wie viele Zeichen des Briefs keine der Schriften hat; sie erscheinen als `?`.
    ///
    /// # Errors
    /// [`BriefFehler::Daten`], wenn sich der Brief nicht als Daten schreiben lässt.
    pub fn nicht_darstellbar(&self, brief: &Brief) -> Result<usize, BriefFehler> {
        let mut wert = serde_json::to_value(brief)?;
        Ok(schrift::setzbar_machen(&mut wert, &|zeichen| self.hat(zeichen)))
    }

    fn setze(&self, brief: &Brief) -> Result<Gesetzt, BriefFehler> {
        let mut wert = serde_json::to_value(brief)?;
        schrift::setzbar_machen(&mut wert, &|zeichen| self.hat(zeichen));
        let blatt = Blatt { druckerei: self, inhalt: Bytes::new(serde_json::to_vec(&wert)?) };
        let dokument = typst::compile::<PagedDocument>(&blatt).output;
        let dokument = dokument.map_err(|fehler| BriefFehler::Satz(self.meldung(&fehler)))?;
        let optionen = PdfOptions {
            // Nummer, Tag und Art: zwei Briefe desselben Falls sind zwei Dokumente.
            ident: Smart::Custom(format!("{}/{}", brief.titel, brief.zeitraum)),
            creator: Smart::Custom(Some("Nahtlos".to_owned())),
            standards: self.normen.clone(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&dokument, &optionen)
            .map_err(|fehler| BriefFehler::Norm(self.meldung(&fehler)))?;
        let seiten = u32::try_from(dokument.pages().len()).unwrap_or(u32::MAX);
        Ok(Gesetzt { pdf, seiten })
    }

    /// Hat eine der Schriften das Zeichen?
    fn hat(&self, zeichen: char) -> bool {
        let mut schriften = self.schriften.iter();
        schriften.any(|schrift| schrift.info().coverage.contains(u32::from(zeichen)))
    }

    /// Die erste Meldung mit Zeile der Vorlage; was in Anführungszeichen steht, kann aus dem Brief
    /// stammen und fällt weg.
    fn meldung(&self, fehler: &[SourceDiagnostic]) -> String {
        let Some(erster) = fehler.first() else { return "unknown".to_owned() };
        let text: String =
            erster.message.split(['`', '"']).step_by(2).collect::<Vec<_>>().join("…");
        let stelle =
            typst::WorldExt::range(&Blatt { druckerei: self, inhalt: Bytes::new([]) }, erster.span);
        let zeile = stelle.and_then(|stelle| self.vorlage.lines().byte_to_line(stelle.start));
        match zeile {
            Some(zeile) => format!("{text} (template line {})", zeile.saturating_add(1)),
            None => text,
        }
    }
}

fn datei(name: &str) -> Result<FileId, BriefFehler> {
    let pfad = VirtualPath::new(name).map_err(|_| BriefFehler::Einrichtung(name.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, pfad).intern())
}

/// Was Typst beim Satz eines Briefs sieht: die Druckerei und die Daten dieses Briefs, sonst nichts.
struct Blatt<'a> {
    druckerei: &'a Druckerei,
    inhalt: Bytes,
}

impl World for Blatt<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.druckerei.bibliothek
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.druckerei.buch
    }

    fn main(&self) -> FileId {
        self.druckerei.vorlage.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let vorlage = &self.druckerei.vorlage;
        if id == vorlage.id() { Ok(vorlage.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.druckerei.daten {
            Ok(self.inhalt.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, nummer: usize) -> Option<Font> {
        self.druckerei.schriften.get(nummer).cloned()
    }

    /// Keine Uhr: das Datum steht im Brief.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
