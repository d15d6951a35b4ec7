//! Sichern: erst die Akten aus einem Stand, dann die Dokumente, dann die Schlüssel.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::format::{FASSUNG, Inhalt, Kopf, Schreiber, Tabelle};
use super::staende::TraegerStand;
use super::{Melder, Meldung, SicherungFehler, Stufe, an};
use crate::ablage::{Ablage, Platte};
use crate::store::Hash;
use crate::store::copy::{CopyTable, DATA_TABLES, KEY_TABLES};
use crate::store::record::Store;
use crate::store::sql::{DbError, Row, Value};

/// Die Tabelle hinter denen des Speichers: was in der Ablage liegt.
pub(super) const DOKUMENT: &str = "dokument";

/// Was wohin zu sichern ist.
#[derive(Debug)]
pub struct Sicherungsauftrag<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Ablage.
    pub ablage: &'a Ablage,
    /// Ordner für die Akten und Dokumente.
    pub akten: &'a Path,
    /// Ordner für die Schlüssel; ein anderer, mit eigener, kürzerer Aufbewahrung.
    pub schluessel: &'a Path,
    /// Womit die Namen der Dateien enden, etwa der Augenblick; jedes Mal ein anderer.
    pub name: &'a str,
    /// Wann, Mikrosekunden seit 1970.
    pub erstellt: i64,
    /// Wer zusieht.
    pub melder: Melder,
}

/// Was gesichert ist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesichert {
    /// Die Datei der Akten.
    pub akten: PathBuf,
    /// Die Datei der Schlüssel.
    pub schluessel: PathBuf,
    /// Je Mandant der Stand des Logs; aufzuheben.
    pub staende: Vec<TraegerStand>,
    /// Ströme.
    pub stroeme: u64,
    /// Ereignisse.
    pub ereignisse: u64,
    /// Schlüssel.
    pub umschlaege: u64,
    /// Dokumente in der Ablage, davon neu kopiert.
    pub dokumente: (u64, u64),
    /// Die Prüfsumme der Datei der Akten.
    pub pruefsumme: Hash,
}

/// Sichert alles. Bis beide Dateien ihren Namen haben, gilt keine als Sicherung; Abbrechen ist jederzeit möglich.
///
/// # Errors
/// [`SicherungFehler`]; dann gibt es keine neue Sicherung.
pub fn sichere(auftrag: &Sicherungsauftrag<'_>) -> Result<Gesichert, SicherungFehler> {
    let platte = auftrag.ablage.platte();
    for ordner in [auftrag.akten, auftrag.schluessel] {
        platte.ordner(ordner).map_err(an(ordner))?;
    }
    let _allein = (sperre(auftrag.akten)?, sperre(auftrag.schluessel).ok());
    let name = auftrag.name;
    let akten = auftrag.akten.join(format!("akten-{name}.nahtlos"));
    let schluessel = auftrag.schluessel.join(format!("schluessel-{name}.nahtlos"));
    let mut gesichert = None;
    neue_datei(platte, &akten, |datei| {
        let (kopf, mut schreiber) = schreibe_akten(auftrag, datei, &akten)?;
        let dokumente = kopiere_dokumente(auftrag, &mut schreiber)?;
        let (pruefsumme, schluss) = schreiber.fertig().map_err(an(&akten))?;
        let zahl = |tabelle: usize| schluss.zeilen.get(tabelle).copied().unwrap_or(0);
        // Die Schlüssel bekommen ihren Namen zuerst: Akten ohne Schlüssel gibt es nie.
        let umschlaege = neue_datei(platte, &schluessel, |datei| {
            schreibe_schluessel(auftrag, &kopf, datei, &schluessel)
        })?;
        gesichert = Some(Gesichert {
            akten: akten.clone(),
            schluessel: schluessel.clone(),
            staende: kopf.traeger,
            stroeme: zahl(0),
            ereignisse: zahl(1),
            umschlaege,
            dokumente,
            pruefsumme,
        });
        Ok(())
    })?;
    gesichert.ok_or(SicherungFehler::Abgebrochen)
}

fn schreibe_akten<'d>(
    auftrag: &Sicherungsauftrag<'_>,
    datei: &'d mut File,
    pfad: &Path,
) -> Result<(Kopf, Schreiber<BufWriter<&'d mut File>>), SicherungFehler> {
    auftrag.store.look_everywhere(|view| {
        let staende = view.tenants()?;
        let staende = staende.iter().map(|(traeger, stand)| TraegerStand::neu(traeger, *stand));
        let dokumente = Tabelle { name: DOKUMENT.to_owned(), spalten: 3 };
        let kopf = Kopf {
            inhalt: Inhalt::Akten,
            fassung: FASSUNG,
            erstellt: auftrag.erstellt,
            traeger: staende.collect(),
            tabellen: tabellen(&DATA_TABLES).chain([dokumente]).collect(),
        };
        let mut schreiber = Schreiber::neu(BufWriter::new(datei), &kopf).map_err(an(pfad))?;
        let naechste = |table: &CopyTable, after: Option<&Row>| view.page(table, after);
        schreibe_tabellen(&DATA_TABLES, &mut schreiber, (&auftrag.melder, pfad), naechste)?;
        Ok((kopf, schreiber))
    })
}

fn schreibe_schluessel(
    auftrag: &Sicherungsauftrag<'_>,
    akten: &Kopf,
    datei: &mut File,
    pfad: &Path,
) -> Result<u64, SicherungFehler> {
    let kopf = Kopf {
        inhalt: Inhalt::Schluessel,
        tabellen: tabellen(&KEY_TABLES).collect(),
        ..akten.clone()
    };
    let mut schreiber = Schreiber::neu(BufWriter::new(datei), &kopf).map_err(an(pfad))?;
    let naechste = |table: &CopyTable, after: Option<&Row>| auftrag.store.key_page(table, after);
    schreibe_tabellen(&KEY_TABLES, &mut schreiber, (&auftrag.melder, pfad), naechste)?;
    let (_, schluss) = schreiber.fertig().map_err(an(pfad))?;
    Ok(schluss.zeilen.first().copied().unwrap_or(0))
}

fn tabellen(tables: &'static [CopyTable]) -> impl Iterator<Item = Tabelle> {
    tables.iter().map(|table| Tabelle { name: table.name.to_owned(), spalten: table.columns })
}

fn schreibe_tabellen<W: io::Write>(
    tables: &[CopyTable],
    schreiber: &mut Schreiber<W>,
    (melder, pfad): (&Melder, &Path),
    mut naechste: impl FnMut(&CopyTable, Option<&Row>) -> Result<Vec<Row>, DbError>,
) -> Result<(), SicherungFehler> {
    melder.melde(Meldung::Beginn(Stufe::Zeilen, None))?;
    for (nummer, table) in (0..).zip(tables) {
        let mut letzte: Option<Row> = None;
        loop {
            let mut seite = naechste(table, letzte.as_ref())?;
            for zeile in &seite {
                schreiber.zeile(nummer, zeile.values()).map_err(an(pfad))?;
            }
            melder.melde(Meldung::Schritte(u64::try_from(seite.len()).unwrap_or(0)))?;
            match seite.pop() {
                Some(zeile) => letzte = Some(zeile),
                None => break,
            }
        }
    }
    Ok(())
}

/// Kopiert, was noch nicht da ist, und schreibt auf, was es gibt. Eine Datei der Ablage ändert sich nie, ihr Name
/// folgt aus ihrem Inhalt.
fn kopiere_dokumente<W: io::Write>(
    auftrag: &Sicherungsauftrag<'_>,
    schreiber: &mut Schreiber<W>,
) -> Result<(u64, u64), SicherungFehler> {
    let (mut alle, mut neue) = (0_u64, 0_u64);
    auftrag.melder.melde(Meldung::Beginn(Stufe::Dokumente, None))?;
    let ziel = auftrag.akten.join("dokumente");
    let nummer = u8::try_from(DATA_TABLES.len()).unwrap_or(u8::MAX);
    auftrag.ablage.besuche(|ordner, name, quelle| {
        let laenge = match fs::metadata(quelle) {
            // Inzwischen gelöscht: dann braucht sie auch niemand mehr.
            Err(fehler) if fehler.kind() == io::ErrorKind::NotFound => return Ok(()),
            metadaten => metadaten.map_err(an(quelle))?.len(),
        };
        if kopiere(auftrag.ablage.platte(), quelle, &ziel.join(ordner), (name, laenge))? {
            neue = neue.saturating_add(1);
        }
        alle = alle.saturating_add(1);
        let laenge = Value::Int(i64::try_from(laenge).unwrap_or(i64::MAX));
        let zeile = [Value::Text(ordner), Value::Text(name), laenge];
        schreiber.zeile(nummer, zeile.into_iter()).map_err(an(&ziel))?;
        auftrag.melder.melde(Meldung::Schritte(1))
    })?;
    Ok((alle, neue))
}

/// Kopiert eine Datei der Ablage, wenn sie dort noch nicht so lang liegt; danach steht sie auf der Platte.
pub(super) fn kopiere(
    platte: &Platte,
    quelle: &Path,
    ordner: &Path,
    (name, laenge): (&str, u64),
) -> Result<bool, SicherungFehler> {
    let ziel = ordner.join(name);
    if fs::metadata(&ziel).is_ok_and(|da| da.len() == laenge) {
        return Ok(false);
    }
    platte.ordner(ordner).map_err(an(ordner))?;
    let vorlaeufig = ordner.join(format!("{name}.teil"));
    platte.entferne(&vorlaeufig).map_err(an(&vorlaeufig))?;
    let kopiert =
        platte.schreibe(&vorlaeufig, |datei| io::copy(&mut File::open(quelle)?, datei).map(|_| ()));
    kopiert.map_err(an(&vorlaeufig))?;
    platte.benenne(&vorlaeufig, &ziel).map_err(an(&ziel))?;
    platte.sichere_ordner(ordner).map_err(an(ordner))?;
    Ok(true)
}

/// Eine Datei, die erst ihren Namen bekommt, wenn alles darin auf der Platte steht; nie über eine andere.
fn neue_datei<R>(
    platte: &Platte,
    ziel: &Path,
    inhalt: impl FnOnce(&mut File) -> Result<R, SicherungFehler>,
) -> Result<R, SicherungFehler> {
    if ziel.exists() {
        return Err(SicherungFehler::GibtEs(ziel.to_owned()));
    }
    let vorlaeufig = ziel.with_extension("teil");
    let ordner = ziel.parent().unwrap_or(Path::new("."));
    platte.entferne(&vorlaeufig).map_err(an(&vorlaeufig))?;
    let mut ergebnis = Err(SicherungFehler::Abgebrochen);
    let geschrieben = platte.schreibe(&vorlaeufig, |datei| {
        ergebnis = inhalt(datei);
        if ergebnis.is_ok() { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    });
    let benannt = match (ergebnis, geschrieben) {
        (Err(fehler), _) => Err(fehler),
        (Ok(_), Err(fehler)) => Err(an(&vorlaeufig)(fehler)),
        (Ok(wert), Ok(())) => platte.benenne(&vorlaeufig, ziel).map(|()| wert).map_err(an(ziel)),
    };
    if benannt.is_err() {
        // Der eigentliche Fehler ist wichtiger als ein Rest, der sich nicht löschen lässt.
        drop(platte.entferne(&vorlaeufig));
    }
    let wert = benannt?;
    platte.sichere_ordner(ordner).map_err(an(ordner))?;
    Ok(wert)
}

/// Nur eine Sicherung zugleich in einen Ordner; die Sperre endet mit dem Programm, auch wenn es abbricht. Was eine
/// abgebrochene Sicherung zurückließ, kommt weg.
fn sperre(ordner: &Path) -> Result<File, SicherungFehler> {
    let pfad = ordner.join(".sperre");
    let datei = File::options().create(true).write(true).truncate(false).open(&pfad);
    let datei = datei.map_err(an(&pfad))?;
    datei.try_lock().map_err(|_| SicherungFehler::Laeuft(ordner.to_owned()))?;
    for eintrag in fs::read_dir(ordner).map_err(an(ordner))? {
        let pfad = eintrag.map_err(an(ordner))?.path();
        if pfad.extension().is_some_and(|endung| endung == "teil") {
            fs::remove_file(&pfad).map_err(an(&pfad))?;
        }
    }
    Ok(datei)
}
