//! Ein Haushalt nach zwei Fassungen des Rechts: wer bekäme mehr oder weniger, und welche Vorschrift bewegt den Betrag.
//!
//! Beide Seiten rechnen aus denselben Akten; es unterscheidet sich nur das Recht. Was für eine laufende Bewilligung nach
//! altem Recht weitergilt (§ 65a SGB II), folgt aus den Reihen des Rechts selbst und wird hier nicht noch einmal
//! entschieden. Gespeichert wird nichts.

use std::collections::BTreeMap;

use law::anspruch::Werkbank;
use law::measure::{Beleg, Betrag, Cent, Monat, Saldo};
use law::recht::Recht;

use crate::akte::Kennung;
use crate::akte::lage::Akten;
use crate::berechnung::{Gruende, berechne};
use crate::bescheid::{Bewilligtes, laufende_monate};
use crate::entwurf::{
    Entwurf, NichtGerechnet, eingabe, leistung, von, wartender, zuletzt_gerechnet,
};
use crate::schnittstelle::{Ergebnis, PersonErgebnis};
use crate::verschwiegen::verschwiegen;

/// Zwei Fassungen des Rechts.
#[derive(Clone, Copy, Debug)]
pub struct Rechte<'a> {
    /// Die bisherige.
    pub bisher: &'a Recht,
    /// Die neue.
    pub neu: &'a Recht,
}

/// Was sich an einem Haushalt ändert. `Debug` zeigt nichts davon.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Probe {
    /// Wer in welchem Monat mehr oder weniger bekäme; wer gleich viel bekommt, steht nicht da.
    pub zeilen: Vec<Probezeile>,
    /// Je gerechnetem Monat die Summe der Unterschiede aller Menschen, auch null.
    pub monate: BTreeMap<Monat, Saldo>,
    /// Die meisten Menschen, die in einem der Monate zum Haushalt gehören.
    pub menschen: usize,
    /// Monate, in denen keine der Fassungen ergibt, was zuletzt gerechnet ist: das liegt nicht an der neuen.
    pub heute_anders: Vec<Monat>,
    /// Monate, für die schon nach der neuen Fassung bewilligt oder entworfen ist, obwohl die bisherige anderes ergäbe.
    pub schon_neu: Vec<Monat>,
}

/// Ein Mensch in einem Monat.
#[derive(Clone, PartialEq, Eq)]
pub struct Probezeile {
    /// Der Monat.
    pub monat: Monat,
    /// Wer.
    pub person: Kennung,
    /// Was bewilligt ist.
    pub bewilligt: Cent,
    /// Gerechnet nach dem bisherigen Recht.
    pub bisher: Cent,
    /// Gerechnet nach dem neuen Recht.
    pub neu: Cent,
    /// Welche Vorschriften den Betrag bewegen.
    pub gruende: Vec<Probegrund>,
}

/// Eine Vorschrift, deren Betrag sich bewegt.
#[derive(Clone, PartialEq, Eq)]
pub struct Probegrund {
    /// Fundstelle wie im Bescheid.
    pub norm: String,
    /// Um wie viel sich der Betrag dieser Vorschrift ändert. Ein höherer Freibetrag erhöht die Leistung, ein höheres
    /// Einkommen mindert sie: Summen über Vorschriften ergeben darum nicht die Leistung.
    pub unterschied: Saldo,
}

verschwiegen!(Probe, Probezeile, Probegrund);

impl Probezeile {
    /// Neu weniger bisher.
    #[must_use]
    pub fn unterschied(&self) -> Saldo {
        self.neu.minus(self.bisher)
    }
}

impl Probe {
    /// Alle Unterschiede zusammen.
    #[must_use]
    pub fn unterschied(&self) -> Saldo {
        self.monate.values().copied().sum()
    }

    /// Die Vorschriften aller Zeilen, jede einmal.
    #[must_use]
    pub fn normen(&self) -> Vec<String> {
        let gruende = self.zeilen.iter().flat_map(|zeile| &zeile.gruende);
        let normen: std::collections::BTreeSet<&str> = gruende.map(|g| g.norm.as_str()).collect();
        normen.into_iter().map(str::to_owned).collect()
    }
}

/// Rechnet die laufend bewilligten Monate von … bis nach beiden Fassungen.
///
/// # Errors
/// [`NichtGerechnet`], wenn sich ein Monat nach einer der Fassungen nicht rechnen lässt.
pub fn probe(
    akten: Akten<'_>,
    (von, bis): (Monat, Option<Monat>),
    rechte: Rechte<'_>,
    werkbank: &mut Werkbank,
) -> Result<Probe, NichtGerechnet> {
    let bisher = Bisher {
        bewilligt: Bewilligtes::aus(akten.fall),
        wartet: wartender(akten.fall).map(|(_, entwurf)| entwurf),
    };
    let monate = laufende_monate(akten.fall, &bisher.bewilligt, von);
    let mut probe = Probe::default();
    for monat in monate.into_iter().filter(|monat| bis.is_none_or(|bis| *monat <= bis)) {
        probe.nimm_monat(akten, (monat, &bisher), rechte, werkbank)?;
    }
    Ok(probe)
}

/// Was über den Fall entschieden ist und was wartet.
struct Bisher<'a> {
    bewilligt: Bewilligtes,
    wartet: Option<&'a Entwurf>,
}

impl Probe {
    fn nimm_monat(
        &mut self,
        akten: Akten<'_>,
        (monat, bisher): (Monat, &Bisher<'_>),
        rechte: Rechte<'_>,
        werkbank: &mut Werkbank,
    ) -> Result<(), NichtGerechnet> {
        let zuletzt = zuletzt_gerechnet(monat, &bisher.bewilligt, bisher.wartet);
        let Some(eingabe) = eingabe(akten, monat)? else {
            if zuletzt.iter().any(|(_, war)| !war.summe().ist_null()) {
                self.heute_anders.push(monat);
            }
            self.monate.insert(monat, Saldo::NULL);
            return Ok(());
        };
        let mut rechne = |recht: &Recht, gruende| {
            berechne(&eingabe, recht, werkbank, gruende).map_err(NichtGerechnet::Mangel)
        };
        let mut alt = rechne(rechte.bisher, Gruende::Ohne)?;
        let mut neu = rechne(rechte.neu, Gruende::Ohne)?;
        let wie =
            |ergebnis| zuletzt.iter().all(|(person, war)| *war == von(Some(ergebnis), *person));
        match (wie(&alt), wie(&neu)) {
            (true, _) => {}
            (false, true) => self.schon_neu.push(monat),
            (false, false) => self.heute_anders.push(monat),
        }
        self.menschen = self.menschen.max(neu.personen.len());
        if !alt.personen.iter().zip(&neu.personen).all(|(alt, neu)| gleich(alt, neu)) {
            // Gründe kosten; gebraucht werden sie nur, wo sich etwas ändert.
            alt = rechne(rechte.bisher, Gruende::Mit)?;
            neu = rechne(rechte.neu, Gruende::Mit)?;
        }
        let zeilen = zeilen((&alt, &neu), &bisher.bewilligt);
        self.monate.insert(monat, zeilen.iter().map(Probezeile::unterschied).sum());
        self.zeilen.extend(zeilen);
        Ok(())
    }
}

fn gleich(alt: &PersonErgebnis, neu: &PersonErgebnis) -> bool {
    leistung(alt).summe() == leistung(neu).summe()
}

/// Wer in dem Monat mehr oder weniger bekommt; beide Ergebnisse haben dieselben Menschen in derselben Reihenfolge.
fn zeilen((alt, neu): (&Ergebnis, &Ergebnis), bewilligt: &Bewilligtes) -> Vec<Probezeile> {
    let mut zeilen = Vec::new();
    for (stelle, (a, n)) in alt.personen.iter().zip(&neu.personen).enumerate() {
        let Ok(person) = n.id.parse::<Kennung>() else { continue };
        if gleich(a, n) {
            continue;
        }
        let zuletzt = bewilligt.zuletzt(neu.monat, person);
        zeilen.push(Probezeile {
            monat: neu.monat,
            person,
            bewilligt: zuletzt.map_or(Cent::NULL, |zuletzt| zuletzt.leistung.summe()),
            bisher: leistung(a).summe(),
            neu: leistung(n).summe(),
            gruende: gruende(beleg(alt, stelle), beleg(neu, stelle)),
        });
    }
    zeilen
}

fn beleg(ergebnis: &Ergebnis, stelle: usize) -> Option<&Beleg> {
    ergebnis.beleg.as_ref()?.aus.get(stelle)
}

/// Die Vorschriften, an denen es liegt: wo sich im Baum der Gründe ein Betrag bewegt, ohne dass sich darunter einer
/// bewegt. Bedarf, Verteilung und Anspruch (§§ 9, 19) folgen nur aus dem Übrigen und zählen, wenn sonst nichts bleibt.
fn gruende(alt: Option<&Beleg>, neu: Option<&Beleg>) -> Vec<Probegrund> {
    let (Some(alt), Some(neu)) = (alt, neu) else { return Vec::new() };
    let mut bewegt = BTreeMap::new();
    sammle(alt, neu, &mut bewegt);
    let folgt = |norm: &str| {
        let zahl = norm.trim_start_matches("§§ ").trim_start_matches("§ ");
        let zahl = zahl.split(|zeichen: char| !zeichen.is_ascii_alphanumeric()).next();
        matches!(zahl, Some("9" | "19"))
    };
    let nur_folgen = bewegt.keys().all(|norm: &String| folgt(norm));
    let bewegt = bewegt.into_iter().filter(|(norm, _)| nur_folgen || !folgt(norm));
    bewegt.map(|(norm, unterschied)| Probegrund { norm, unterschied }).collect()
}

fn sammle(alt: &Beleg, neu: &Beleg, bewegt: &mut BTreeMap<String, Saldo>) {
    let unterschied = differenz(Some(alt), Some(neu));
    if unterschied.ist_null() {
        return;
    }
    let paare = paare(&alt.aus, &neu.aus);
    let anders = |(alt, neu): &&(Option<&Beleg>, Option<&Beleg>)| !differenz(*alt, *neu).ist_null();
    let mut tiefer = paare.iter().filter(anders).peekable();
    if tiefer.peek().is_none() {
        merke(bewegt, &neu.norm, unterschied);
        return;
    }
    for (alt, neu) in tiefer {
        match (alt, neu) {
            (Some(alt), Some(neu)) => sammle(alt, neu, bewegt),
            (Some(einer), None) | (None, Some(einer)) => {
                merke(bewegt, &einer.norm, differenz(*alt, *neu));
            }
            (None, None) => {}
        }
    }
}

fn merke(bewegt: &mut BTreeMap<String, Saldo>, norm: &str, unterschied: Saldo) {
    let summe = bewegt.entry(norm.to_owned()).or_insert(Saldo::NULL);
    *summe = *summe + unterschied;
}

/// Was zusammengehört: dieselbe Vorschrift, die erste zur ersten, die zweite zur zweiten.
fn paare<'a>(alt: &'a [Beleg], neu: &'a [Beleg]) -> Vec<(Option<&'a Beleg>, Option<&'a Beleg>)> {
    let mut uebrig: Vec<&Beleg> = alt.iter().collect();
    let mut paare = Vec::with_capacity(neu.len());
    for einer in neu {
        let stelle = uebrig.iter().position(|anderer| anderer.norm == einer.norm);
        paare.push((stelle.map(|stelle| uebrig.remove(stelle)), Some(einer)));
    }
    paare.extend(uebrig.into_iter().map(|einer| (Some(einer), None)));
    paare
}

fn differenz(alt: Option<&Beleg>, neu: Option<&Beleg>) -> Saldo {
    let cent = |beleg: Option<&Beleg>| match beleg.map(|beleg| beleg.betrag) {
        Some(Betrag::Geld(cent)) => cent.cent(),
        Some(Betrag::Unterschied(saldo)) => saldo.cent(),
        Some(Betrag::Tage(_)) | None => 0,
    };
    Saldo::neu(cent(neu).saturating_sub(cent(alt)))
}
