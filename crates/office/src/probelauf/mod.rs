//! Der Probelauf: die ganze Kartei nach heutigem und nach neuem Recht gerechnet, in einen Ordner. Gespeichert wird nichts,
//! und kein Name kommt hinaus, nur Kennungen.
//!
//! Der Ordner bekommt seinen Namen erst, wenn er vollständig ist und die Summen aufgehen. Derselbe Lauf noch einmal
//! ergibt dieselben Bytes, auf wie vielen Fäden auch.

mod bericht;
mod bild;
mod stufen;

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use case::akte::Kennung;
use case::akte::lage::Akten;
use case::probelauf::{Probe, Probezeile, Rechte, probe};
use case::rechte::Filter;
use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};

use crate::csv;
use crate::kartei::{Gelesen, Kartei, bestaende};
use crate::ordner::{Art, Datei, Ordner, OrdnerFehler};
use crate::store::record::{Store, StoreError};

pub use bericht::{Bericht, Norm, Richtung, Zahlen};
pub use stufen::Stufe;

const ORDNER: Art = Art { was: "Probelauf", zeichen: "bericht.md", faecher: &[] };

/// Was zu rechnen ist.
#[derive(Clone, Copy)]
pub struct Auftrag<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Der Mandant.
    pub traeger: &'a str,
    /// Heutiges und neues Recht.
    pub rechte: Rechte<'a>,
    /// Der erste Monat.
    pub von: Monat,
    /// Der letzte; `None`: alle, die bewilligt sind.
    pub bis: Option<Monat>,
    /// Der Tag, an dem gerechnet wird.
    pub heute: Tag,
    /// Fäden.
    pub faeden: NonZeroUsize,
    /// Ordner, der entsteht oder den früheren Probelauf ersetzt.
    pub ziel: &'a Path,
    /// Eine Uhr, die nur vorwärts geht; gemessen wird, wie lange gelesen und wie lange gerechnet wird.
    pub uhr: &'a (dyn Fn() -> Duration + Sync),
}

impl std::fmt::Debug for Auftrag<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Auftrag({} bis {:?})", self.von, self.bis)
    }
}

/// Wie lange alle Fäden zusammen lasen und rechneten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dauern {
    /// Lesen und entsiegeln.
    pub lesen: Duration,
    /// Rechnen und die Zeilen schreiben.
    pub rechnen: Duration,
}

/// Warum ein Probelauf nicht möglich war. Einzelne Fälle stehen dagegen in `nicht-gerechnet.csv`.
#[derive(Debug, thiserror::Error)]
pub enum ProbelaufFehler {
    /// Der Ordner.
    #[error(transparent)]
    Ordner(#[from] OrdnerFehler),
    /// Der Speicher.
    #[error(transparent)]
    Speicher(#[from] StoreError),
    /// Die Summen gehen nicht auf.
    #[error(
        "Die Summen des Probelaufs gehen nicht auf; es ist nichts entstanden. Bitte den Fehler melden"
    )]
    Summen,
}

/// Eine gerechnete Seite von Fällen.
#[derive(Default)]
struct Seite {
    bericht: Bericht,
    dauern: Dauern,
    zeilen: String,
    nicht_gerechnet: String,
    heute_anders: String,
}

/// Rechnet alle Fälle; nach jedem Fall ruft er `melde`.
///
/// # Errors
/// [`ProbelaufFehler`]; ein früherer Probelauf im Ordner ist dann unverändert.
pub fn laufe(
    auftrag: &Auftrag<'_>,
    melde: &(dyn Fn() + Sync),
) -> Result<(Bericht, Dauern), ProbelaufFehler> {
    let ordner = Ordner::beginne(auftrag.ziel, &ORDNER)?;
    let mut listen = Listen::neu(&ordner)?;
    let kartei = Kartei {
        store: auftrag.store,
        traeger: auftrag.traeger,
        filter: Filter::JEDER,
        heute: auftrag.heute,
        faeden: auftrag.faeden,
    };
    let (mut bericht, mut dauern) = (Bericht::default(), Dauern::default());
    kartei.je_seite(
        Werkbank::neu,
        |werkbank, faelle| seite(auftrag, faelle, werkbank, melde),
        |seite: Seite| {
            listen.nimm(&seite)?;
            dauern.lesen = dauern.lesen.saturating_add(seite.dauern.lesen);
            dauern.rechnen = dauern.rechnen.saturating_add(seite.dauern.rechnen);
            bericht.nimm(seite.bericht);
            Ok::<_, ProbelaufFehler>(())
        },
    )?;
    if !bericht.stimmt() {
        return Err(ProbelaufFehler::Summen);
    }
    listen.fertig()?;
    bericht.schreibe(&ordner, (auftrag.von, auftrag.bis))?;
    ordner.fertig()?;
    Ok((bericht, dauern))
}

fn seite(
    auftrag: &Auftrag<'_>,
    faelle: &[Kennung],
    werkbank: &mut Werkbank,
    melde: &(dyn Fn() + Sync),
) -> Result<Seite, ProbelaufFehler> {
    let beginn = (auftrag.uhr)();
    let gelesen = auftrag.store.look(auftrag.traeger, |view| bestaende(view, faelle))?;
    let danach = (auftrag.uhr)();
    let mut seite = Seite::default();
    for fall in gelesen {
        seite.nimm(auftrag, fall, werkbank);
        melde();
    }
    seite.dauern.lesen = danach.saturating_sub(beginn);
    seite.dauern.rechnen = (auftrag.uhr)().saturating_sub(danach);
    Ok(seite)
}

impl Seite {
    fn nimm(&mut self, auftrag: &Auftrag<'_>, (fall, gelesen): Gelesen, werkbank: &mut Werkbank) {
        let gerechnet = gelesen.and_then(|bestand| {
            let akte = bestand.faelle.get(&fall).ok_or("die Akte fehlt")?;
            let akten = Akten { fall: akte, personen: &bestand.personen };
            let probe = probe(akten, (auftrag.von, auftrag.bis), auftrag.rechte, werkbank);
            probe.map_err(|grund| grund.to_string())
        });
        match gerechnet {
            Ok(probe) => {
                for zeile in &probe.zeilen {
                    self.zeilen.push_str(&text(fall, zeile));
                }
                if let Some(erster) = probe.heute_anders.first() {
                    let monate = probe.heute_anders.len().to_string();
                    let felder = [fall.to_string(), erster.to_string(), monate];
                    self.heute_anders.push_str(&csv::text(felder));
                }
                self.bericht.zaehle(&probe);
            }
            Err(grund) => {
                self.bericht.zaehle_nicht_gerechnet();
                self.nicht_gerechnet.push_str(&csv::text([fall.to_string(), grund]));
            }
        }
    }
}

fn text(fall: Kennung, zeile: &Probezeile) -> String {
    let Probezeile { monat, person, bewilligt, bisher, neu, gruende } = zeile;
    let normen: Vec<&str> = gruende.iter().map(|grund| grund.norm.as_str()).collect();
    csv::text([
        fall.to_string(),
        person.to_string(),
        monat.to_string(),
        csv::euro(*bewilligt),
        csv::euro(*bisher),
        csv::euro(*neu),
        csv::saldo(zeile.unterschied()),
        normen.join(", "),
    ])
}

/// Was beim Rechnen entsteht.
struct Listen {
    zeilen: Datei,
    nicht_gerechnet: Datei,
    heute_anders: Datei,
}

impl Listen {
    fn neu(ordner: &Ordner) -> Result<Listen, OrdnerFehler> {
        let mut zeilen = ordner.datei("probelauf.csv")?;
        csv::beginne(&mut zeilen)?;
        let kopf = [
            "Fall",
            "Person",
            "Monat",
            "Bewilligt",
            "Gerechnet bisher",
            "Gerechnet neu",
            "Unterschied",
            "Vorschriften",
        ];
        csv::zeile(&mut zeilen, kopf)?;
        let mut nicht_gerechnet = ordner.datei("nicht-gerechnet.csv")?;
        csv::beginne(&mut nicht_gerechnet)?;
        csv::zeile(&mut nicht_gerechnet, ["Fall", "Grund"])?;
        let mut heute_anders = ordner.datei("heute-anders.csv")?;
        csv::beginne(&mut heute_anders)?;
        csv::zeile(&mut heute_anders, ["Fall", "Erster Monat", "Monate"])?;
        Ok(Listen { zeilen, nicht_gerechnet, heute_anders })
    }

    fn nimm(&mut self, seite: &Seite) -> Result<(), OrdnerFehler> {
        let teile = [
            (&mut self.zeilen, &seite.zeilen),
            (&mut self.nicht_gerechnet, &seite.nicht_gerechnet),
            (&mut self.heute_anders, &seite.heute_anders),
        ];
        for (datei, text) in teile {
            datei.write_all(text.as_bytes()).map_err(|grund| datei.fehler(grund))?;
        }
        Ok(())
    }

    fn fertig(self) -> Result<(), OrdnerFehler> {
        self.zeilen.fertig()?;
        self.nicht_gerechnet.fertig()?;
        self.heute_anders.fertig()
    }
}

impl Bericht {
    fn zaehle(&mut self, probe: &Probe) {
        self.nimm(Bericht::aus(probe));
    }
}
