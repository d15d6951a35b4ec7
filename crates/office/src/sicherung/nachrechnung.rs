//! Nachrechnen: ergibt sich jeder Bescheid aus den Akten von damals noch genauso?

use case::akte::lage::Akten;
use case::akte::{Kennung, Posten};
use case::befehl::Bestand;
use case::bescheid::{Nachrechnung, bescheide, rechne_nach};
use case::rechte::Filter;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde::Serialize;

use super::pruefung::{Fund, Hinweis, Pruefauftrag, Pruefbericht, beschaedigt};
use super::{Meldung, SicherungFehler, Stufe};
use crate::door::load_whole_case;
use crate::store::keys::KeyError;
use crate::store::record::StoreError;

/// So viele Fälle werden auf einmal gelesen.
const SEITE: u32 = 64;

/// Wie viele Bescheide nachgerechnet sind, und mit welchem Ergebnis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Nachgerechnet {
    /// Alle.
    pub bescheide: u64,
    /// Ergeben sich genauso.
    pub gleich: u64,
    /// Anders, weil Werte des Rechts inzwischen andere sind.
    pub andere_werte: u64,
    /// Anders, weil ein anderes Programm rechnete.
    pub anderes_programm: u64,
    /// Anders ohne Grund: ein Fund.
    pub abweichend: u64,
    /// Nicht zu rechnen.
    pub nicht_rechenbar: u64,
}

/// Rechnet alle Bescheide eines Mandanten nach.
pub(super) fn rechne(
    auftrag: &Pruefauftrag<'_>,
    traeger: &str,
    recht: &Recht,
    bericht: &mut Pruefbericht,
) -> Result<(), SicherungFehler> {
    auftrag.melder.melde(Meldung::Beginn(Stufe::Bescheide, None))?;
    let mut gesamt = Nachgerechnet::default();
    let mut werkbank = Werkbank::neu();
    let mut nach = None;
    loop {
        let seite = seite(auftrag, traeger, nach, bericht)?;
        let Some((letzter, bestaende)) = seite else { break };
        nach = Some(letzter);
        for (fall, bestand) in bestaende {
            for (posten, ergebnis) in alle(fall, &bestand, (recht, &mut werkbank)) {
                gesamt.nimm(&ergebnis);
                if let Nachrechnung::Abweichend = ergebnis {
                    let was = format!(
                        "fall:{fall}: Bescheid {} ergibt sich aus den Akten nicht, obwohl Recht und Programm dieselben \
                         sind; bitte den Fall sperren, mit einer Sicherung vergleichen und melden",
                        posten.text()
                    );
                    bericht.funde.push(Fund { wo: traeger.to_owned(), was });
                }
            }
            auftrag.melder.melde(Meldung::Schritte(1))?;
        }
    }
    bericht.hinweise.extend(gesamt.hinweise(traeger));
    if let Some(hier) = bericht.traeger.iter_mut().find(|hier| hier.stand.traeger == traeger) {
        hier.nachgerechnet = gesamt;
    }
    Ok(())
}

type Seite = (Kennung, Vec<(Kennung, Bestand)>);

/// Die nächsten Fälle; was gelöscht oder beschädigt ist, fehlt darin (Beschädigtes ist schon gemeldet).
fn seite(
    auftrag: &Pruefauftrag<'_>,
    traeger: &str,
    nach: Option<Kennung>,
    bericht: &mut Pruefbericht,
) -> Result<Option<Seite>, SicherungFehler> {
    auftrag.store.look(traeger, |view| {
        let faelle = view.faelle(&Filter::JEDER, Tag::SPAETESTER, (nach, SEITE))?;
        let Some(letzter) = faelle.last().copied() else { return Ok(None) };
        let mut bestaende = Vec::with_capacity(faelle.len());
        for fall in faelle {
            match load_whole_case(view, fall) {
                Ok(bestand) => bestaende.push((fall, bestand)),
                Err(StoreError::Key(KeyError::Erased)) => {}
                Err(fehler) => {
                    let was = format!("fall:{fall}: {}", beschaedigt(fehler)?);
                    let fund = Fund { wo: traeger.to_owned(), was };
                    if !bericht.funde.contains(&fund) {
                        bericht.funde.push(fund);
                    }
                }
            }
        }
        Ok(Some((letzter, bestaende)))
    })
}

fn alle(
    fall: Kennung,
    bestand: &Bestand,
    (recht, werkbank): (&Recht, &mut Werkbank),
) -> Vec<(Posten, Nachrechnung)> {
    let Some(akte) = bestand.faelle.get(&fall) else { return Vec::new() };
    let akten = Akten { fall: akte, personen: &bestand.personen };
    let bescheide = bescheide(akte).into_iter();
    let einer = |(posten, ..): (&Posten, _, _)| {
        Some((posten.clone(), rechne_nach(akten, posten, (recht, &mut *werkbank))?))
    };
    bescheide.filter_map(einer).collect()
}

impl Nachgerechnet {
    fn nimm(&mut self, ergebnis: &Nachrechnung) {
        let zahl = match ergebnis {
            Nachrechnung::Gleich => &mut self.gleich,
            Nachrechnung::AndereWerte => &mut self.andere_werte,
            Nachrechnung::AnderesProgramm(_) => &mut self.anderes_programm,
            Nachrechnung::Abweichend => &mut self.abweichend,
            Nachrechnung::NichtRechenbar(_) => &mut self.nicht_rechenbar,
        };
        *zahl = zahl.saturating_add(1);
        self.bescheide = self.bescheide.saturating_add(1);
    }

    /// Was auffällt, aber erklärt ist.
    fn hinweise(self, traeger: &str) -> Vec<Hinweis> {
        let saetze = [
            (
                self.andere_werte,
                "ergeben heute etwas anderes, weil Werte des Rechts berichtigt oder ergänzt sind; bitte neu berechnen lassen",
            ),
            (
                self.anderes_programm,
                "ergeben heute etwas anderes, weil damals ein anderes Programm rechnete; bitte neu berechnen lassen",
            ),
            (
                self.nicht_rechenbar,
                "lassen sich nicht nachrechnen, weil der Akte von damals etwas fehlt",
            ),
        ];
        let saetze = saetze.into_iter().filter(|(zahl, _)| *zahl > 0);
        saetze
            .map(|(zahl, was)| Hinweis { was: format!("{traeger}: {zahl} Bescheide {was}") })
            .collect()
    }
}
