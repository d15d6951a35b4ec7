//! Der Monatslauf: Haushalte hinein, Beträge, Bankdatei und Bescheide hinaus.
//!
//! Ein Haushalt nach dem anderen wird gerechnet und vergessen; nur Zahlungen und die Haushalte, die
//! einen Brief bekommen, bleiben im Speicher. Ein Haushalt, der sich nicht rechnen lässt, hält die
//! anderen nicht auf. Alles entsteht in einem vorläufigen Ordner und bekommt seinen Namen erst, wenn
//! es vollständig ist: abbrechen ist jederzeit möglich, und derselbe Lauf noch einmal ergibt dieselben
//! Bytes.
//!
//! Eine offene Frage hält keine Zahlung auf: gerechnet ist ohne die fragliche Kürzung, und
//! Leistungen sind monatlich im Voraus zu zahlen (§ 42 Abs. 1 SGB II). Der Bescheid bleibt dann ein
//! Entwurf, bis ein Mensch entschieden hat (ADR 0007).

mod akten;
mod bericht;
mod briefe;
mod fall;
mod tabelle;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

use case::berechnung::Gruende;
use case::schnittstelle::{Fehlerzeile, Haushalt, Mangel};
use case::traeger::Traeger;
use case::zahlung::Zahlung;
use formats::sepa::{self, HOECHSTENS_JE_DATEI, SepaFehler};
use law::kalender::auszahlungstag;
use law::measure::{Monat, Tag};
use law::recht::Recht;

pub use akten::Aktenzeilen;
pub use bericht::Bericht;
use briefe::Briefpost;
use fall::{Fall, Rechner};
use tabelle::{Fragen, OffenePosten};

use crate::ordner::{Art, Ordner, OrdnerFehler};

const ORDNER: Art =
    Art { was: "Monatslauf", zeichen: "bericht.json", faecher: &["bank", "briefe", "entwuerfe"] };

/// Was ein Lauf tun soll.
#[derive(Clone, Debug)]
pub struct Auftrag<'a> {
    /// Wer bewilligt und zahlt.
    pub traeger: &'a Traeger,
    /// Der Monat.
    pub monat: Monat,
    /// Datum der Bescheide und der Bankdatei.
    pub datum: Tag,
    /// Welche Haushalte einen Bescheid bekommen.
    pub briefe: Briefe,
    /// Ob die Ergebnisse den Baum der Gründe enthalten.
    pub gruende: Gruende,
    /// Fäden für die Briefe.
    pub arbeiter: NonZeroUsize,
    /// Ordner, der entsteht oder den Lauf davor ersetzt.
    pub ziel: &'a Path,
}

/// Welche Haushalte einen Bescheid bekommen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Briefe {
    /// Keiner.
    Keine,
    /// Jeder so vielte, gleichmäßig über die Datei.
    JederNte(NonZeroUsize),
    /// Alle.
    Alle,
}

/// Womit der Lauf gerade beschäftigt ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stufe {
    /// Lesen, rechnen, Zahlungen planen.
    Rechnen,
    /// Bankdatei schreiben.
    Bank,
    /// Briefe setzen.
    Briefe,
    /// Ordner fertigstellen.
    Abschluss,
}

/// Eine Meldung an den, der zusieht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meldung {
    /// Eine Stufe beginnt, mit der Zahl der Schritte, wenn sie bekannt ist.
    Beginn(Stufe, Option<u64>),
    /// Ein Schritt der laufenden Stufe ist getan.
    Schritt,
}

/// Warum ein Lauf nicht möglich war. Einzelne Haushalte stehen dagegen im Bericht.
#[derive(Debug, thiserror::Error)]
pub enum LaufFehler {
    /// Der Ordner lässt sich nicht anlegen, ersetzen oder beschreiben, oder darin liegt anderes.
    #[error(transparent)]
    Ordner(#[from] OrdnerFehler),
    /// Die Bankdatei.
    #[error("Die Bankdatei ist nicht entstanden: {0}")]
    Bank(#[from] SepaFehler),
    /// Der Briefsatz.
    #[error("Die Briefe sind nicht entstanden: {0}")]
    Briefe(#[from] letters::BriefFehler),
    /// Die Summen gehen nicht auf: nichts verlässt das Haus.
    #[error(
        "Die Summen des Laufs gehen nicht auf; es ist nichts entstanden. Bitte den Fehler melden"
    )]
    Summen,
    /// Die Eingabe bricht ab.
    #[error("Die Haushalte lassen sich nicht weiter lesen: {0}")]
    Eingabe(std::io::Error),
}

/// Eine Zeile der Eingabe: ein Haushalt, oder warum er nicht lesbar ist.
pub type Zeile = Result<(u64, Haushalt), Fehlerzeile>;

/// Der Lauf.
///
/// `zeilen` liefert Haushalte in der Reihenfolge der Datei, `melde` erfährt den Fortschritt.
///
/// # Errors
/// [`LaufFehler`]; der Ordner eines früheren Laufs ist dann unverändert.
pub fn laufe(
    auftrag: &Auftrag<'_>,
    recht: &Recht,
    zeilen: impl IntoIterator<Item = std::io::Result<Zeile>>,
    mut melde: impl FnMut(Meldung),
) -> Result<Bericht, LaufFehler> {
    let ordner = Ordner::beginne(auftrag.ziel, &ORDNER)?;
    let mut lauf = Lauf {
        auftrag,
        bericht: Bericht::neu(auftrag.monat),
        ordner: &ordner,
        zahlungen: Vec::new(),
        post: Briefpost::default(),
    };
    melde(Meldung::Beginn(Stufe::Rechnen, None));
    lauf.rechne(recht, zeilen, &mut melde)?;
    melde(Meldung::Beginn(Stufe::Bank, None));
    lauf.bank()?;
    if !lauf.bericht.stimmt() {
        return Err(LaufFehler::Summen);
    }
    lauf.briefe(recht, &mut melde)?;
    melde(Meldung::Beginn(Stufe::Abschluss, None));
    let bericht = lauf.bericht;
    ordner.schreibe("bericht.json", &bericht.als_json())?;
    ordner.schreibe("LIES-MICH.txt", bericht.als_text().as_bytes())?;
    ordner.fertig()?;
    Ok(bericht)
}

/// Der Zustand eines Laufs.
struct Lauf<'a> {
    auftrag: &'a Auftrag<'a>,
    bericht: Bericht,
    ordner: &'a Ordner,
    zahlungen: Vec<Zahlung>,
    post: Briefpost,
}

impl Lauf<'_> {
    fn rechne(
        &mut self,
        recht: &Recht,
        zeilen: impl IntoIterator<Item = std::io::Result<Zeile>>,
        melde: &mut impl FnMut(Meldung),
    ) -> Result<(), LaufFehler> {
        let mut ergebnisse = self.ordner.datei("ergebnisse.jsonl")?;
        let mut fehler = self.ordner.datei("fehler.jsonl")?;
        let mut fragen = Fragen::neu(self.ordner.datei("offene-fragen.csv")?)?;
        let mut posten = OffenePosten::neu(self.ordner.datei("offene-zahlungen.csv")?)?;
        let mut rechner = Rechner::neu(self.auftrag, recht);
        let mut nummern = BTreeSet::new();
        for zeile in zeilen {
            let zeile = zeile.map_err(LaufFehler::Eingabe)?;
            match zeile.and_then(|(nr, haushalt)| {
                einmalig(&mut nummern, nr, &haushalt)?;
                rechner.rechne(nr, haushalt)
            }) {
                Ok(fall) => {
                    ergebnisse.json(&fall.ergebnis)?;
                    fragen.schreibe(&fall)?;
                    posten.schreibe(&fall)?;
                    self.verbuche(fall);
                }
                Err(fehlerzeile) => {
                    self.bericht.fehlerzeilen += 1;
                    fehler.json(&fehlerzeile)?;
                }
            }
            melde(Meldung::Schritt);
        }
        ergebnisse.fertig()?;
        fehler.fertig()?;
        fragen.fertig()?;
        Ok(posten.fertig()?)
    }

    fn verbuche(&mut self, fall: Fall) {
        self.bericht.zaehle(&fall);
        self.zahlungen.extend(fall.plan.zahlungen.iter().cloned());
        let stelle = self.bericht.haushalte - 1;
        if self.auftrag.briefe.waehlt(stelle) {
            self.post.nimm(fall.haushalt);
        }
    }

    fn bank(&mut self) -> Result<(), LaufFehler> {
        let auftrag = sepa::Auftrag {
            traeger: self.auftrag.traeger,
            monat: self.auftrag.monat,
            ausfuehrung: auszahlungstag(self.auftrag.monat),
            // Der Tag genügt der Bank; eine Uhrzeit machte aus demselben Lauf zwei Dateien.
            erstellt: self.auftrag.datum.datum().at(0, 0, 0, 0),
            je_datei: HOECHSTENS_JE_DATEI,
        };
        let name = |nummer: u32| format!("bank/{}-{}.xml", self.auftrag.monat, nummer);
        let dateien = sepa::schreibe(&auftrag, &self.zahlungen, |nummer| {
            self.ordner.datei(&name(nummer)).map_err(std::io::Error::other)
        })?;
        for datei in dateien {
            self.bericht.bank(&datei, name(datei.nummer));
            datei.ziel.fertig()?;
        }
        Ok(())
    }

    fn briefe(&mut self, recht: &Recht, melde: &mut impl FnMut(Meldung)) -> Result<(), LaufFehler> {
        let anzahl = self.post.anzahl();
        melde(Meldung::Beginn(Stufe::Briefe, u64::try_from(anzahl).ok()));
        if anzahl == 0 {
            return Ok(());
        }
        let post = std::mem::take(&mut self.post);
        let fertige = post.setze(self.auftrag, recht, self.ordner, || melde(Meldung::Schritt))?;
        self.bericht.briefe = fertige.bescheide;
        self.bericht.entwuerfe = fertige.entwuerfe;
        let mut datei = self.ordner.datei("briefe-fehler.jsonl")?;
        for fehler in &fertige.fehler {
            datei.json(fehler)?;
        }
        self.bericht.brieffehler = u64::try_from(fertige.fehler.len()).unwrap_or(u64::MAX);
        Ok(datei.fertig()?)
    }
}

/// Zweimal dieselbe Nummer wären zwei Zahlungen an einen Haushalt.
fn einmalig(
    nummern: &mut BTreeSet<String>,
    zeile: u64,
    haushalt: &Haushalt,
) -> Result<(), Fehlerzeile> {
    if nummern.insert(haushalt.nummer.clone()) {
        return Ok(());
    }
    let text = "steht schon weiter oben in der Datei; es zählt die erste Zeile, bitte diese löschen \
                oder die Nummer berichtigen";
    let mangel = Mangel::neu("nummer", text);
    Err(Fehlerzeile::neu(zeile, Some(haushalt.nummer.clone()), mangel))
}

impl Briefe {
    fn waehlt(self, stelle: u64) -> bool {
        match self {
            Briefe::Keine => false,
            Briefe::Alle => true,
            Briefe::JederNte(n) => u64::try_from(n.get()).is_ok_and(|n| stelle.is_multiple_of(n)),
        }
    }
}
