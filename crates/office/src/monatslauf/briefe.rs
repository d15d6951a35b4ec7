//! Die Post eines Laufs: Bescheide für den Rest des Bewilligungszeitraums.

use std::cell::RefCell;

use case::berechnung::{Gruende, berechne};
use case::brief::{Brief, brief};
use case::folge::folgemonat;
use case::schnittstelle::{Ergebnis, Fehlerzeile, Haushalt, Lage, Mangel, pruefe};
use law::anspruch::Werkbank;
use law::measure::Monat;
use law::recht::Recht;
use letters::Druckerei;

use super::{Auftrag, LaufFehler};
use crate::ordner::Ordner;

/// Monate eines Bewilligungszeitraums ohne Angabe seines Endes (§ 41 Abs. 3 SGB II).
const BEWILLIGUNG_MONATE: i32 = 12;

/// Haushalte, die einen Bescheid bekommen.
#[derive(Default)]
pub(super) struct Briefpost {
    haushalte: Vec<Haushalt>,
}

/// Was aus der Post geworden ist.
#[derive(Default)]
pub(super) struct Fertige {
    pub bescheide: u64,
    pub entwuerfe: u64,
    pub fehler: Vec<Fehlerzeile>,
}

/// Was über einen Brief feststeht, bevor er gesetzt ist.
#[derive(Clone, Copy, Default)]
struct Stand {
    entwurf: bool,
    /// Die Schriften haben alle Zeichen.
    lesbar: bool,
}

const NICHT_LESBAR: &str = "enthält Zeichen, die die Schriften des Briefs nicht haben; er liegt bei \
                            den Entwürfen, bitte Namen und Anschrift prüfen";

impl Fertige {
    fn melde(&mut self, haushalt: &Haushalt, stelle: usize, text: String) {
        let zeile = u64::try_from(stelle).unwrap_or(u64::MAX).saturating_add(1);
        let fall = Some(haushalt.nummer.clone());
        self.fehler.push(Fehlerzeile::neu(zeile, fall, Mangel::neu("brief", text)));
    }
}

impl Briefpost {
    pub(super) fn nimm(&mut self, haushalt: Haushalt) {
        self.haushalte.push(haushalt);
    }

    pub(super) fn anzahl(&self) -> usize {
        self.haushalte.len()
    }

    /// Setzt alle Briefe und schreibt sie als PDF unter der Nummer des Haushalts.
    pub(super) fn setze(
        self,
        auftrag: &Auftrag<'_>,
        recht: &Recht,
        ordner: &Ordner,
        mut schritt: impl FnMut(),
    ) -> Result<Fertige, LaufFehler> {
        let druckerei = Druckerei::neu()?;
        let mut fertige = Fertige::default();
        let mut geschrieben = Ok(());
        let mut werkbank = Werkbank::neu();
        let haushalte = &self.haushalte;
        // Der Stand steht fest, bevor das PDF kommt; der Brief selbst ist dann nicht mehr da.
        let staende = RefCell::new(Vec::with_capacity(haushalte.len()));
        let briefe = haushalte.iter().map(|haushalt| {
            let brief = bescheid(auftrag, haushalt, recht, &mut werkbank);
            let lesbar = druckerei.nicht_darstellbar(&brief).is_ok_and(|zeichen| zeichen == 0);
            staende.borrow_mut().push(Stand { entwurf: brief.entwurf, lesbar });
            brief
        });
        druckerei.viele(briefe, auftrag.arbeiter, |stelle, pdf| {
            schritt();
            let Some(haushalt) = haushalte.get(stelle) else { return };
            let stand = staende.borrow().get(stelle).copied().unwrap_or_default();
            match pdf {
                Ok(pdf) if geschrieben.is_ok() => {
                    let entwurf = stand.entwurf || !stand.lesbar;
                    let fach = if entwurf { "entwuerfe" } else { "briefe" };
                    let name = format!("{fach}/{}.pdf", haushalt.nummer);
                    geschrieben = ordner.schreibe(&name, &pdf);
                    fertige.bescheide += u64::from(!entwurf);
                    fertige.entwuerfe += u64::from(entwurf);
                    if !stand.lesbar {
                        fertige.melde(haushalt, stelle, NICHT_LESBAR.to_owned());
                    }
                }
                Ok(_) => {}
                Err(fehler) => {
                    let text = format!(
                        "ließ sich nicht setzen; bitte den Bescheid von Hand schreiben und den \
                         Fehler melden ({fehler})"
                    );
                    fertige.melde(haushalt, stelle, text);
                }
            }
        })?;
        geschrieben?;
        Ok(fertige)
    }
}

/// Der Bescheid über alle Monate ab dem Lauf bis zum Ende des Bewilligungszeitraums.
fn bescheid(
    auftrag: &Auftrag<'_>,
    haushalt: &Haushalt,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Brief {
    let fall = Some(haushalt.nummer.clone());
    let lage = Lage { monat: auftrag.monat, fall, ..haushalt.lage.clone() };
    let ende = ende(haushalt, &lage);
    let monate = monate(lage, ende, recht, werkbank);
    brief(auftrag.traeger, haushalt, &monate, auftrag.datum)
}

fn ende(haushalt: &Haushalt, lage: &Lage) -> Monat {
    let beginn = lage.bewilligungsbeginn().monat();
    let ende = haushalt.bewilligung_bis.map(law::measure::Tag::monat);
    ende.unwrap_or(beginn.plus(BEWILLIGUNG_MONATE - 1)).max(lage.monat)
}

/// Die Ergebnisse aller Monate, jeder aus dem vorigen fortgeschrieben.
fn monate(lage: Lage, ende: Monat, recht: &Recht, werkbank: &mut Werkbank) -> Vec<Ergebnis> {
    let mut ergebnisse = Vec::new();
    let mut lage = Some(lage);
    while let Some(diese) = lage.take().filter(|lage| lage.monat <= ende) {
        // Was der Lauf schon geprüft hat, bleibt im Folgemonat gültig; wo kein Recht mehr hinterlegt
        // ist, endet der Bescheid.
        let Ok(eingabe) = pruefe(&diese, "") else { break };
        let Ok(ergebnis) = berechne(&eingabe, recht, werkbank, Gruende::Mit) else { break };
        lage = folgemonat(&diese, &ergebnis);
        ergebnisse.push(ergebnis);
    }
    ergebnisse
}
