//! SGB II gegen Wohngeld und Kinderzuschlag über drei Monate (§ 12a SGB II).
//!
//! Der Weg: Monate rechnen, ohne die beiden Leistungen ([`monate`]); Wohngeld des Haushalts
//! ([`wohngeld`]); je Bedarfsgemeinschaft der Kinderzuschlag, mit dem Wohngeld, das seine
//! Voraussetzung ist ([`kinderzuschlag`]); je Monat, was allen zum Bedarf noch fehlt; daraus die
//! Entscheidung ([`law::sgb2::p12a`]).
//!
//! Was fehlt, ist der Anspruch, der bliebe, wenn der Kinderzuschlag bei den Kindern zählte, weniger
//! das Wohngeld nach Köpfen: so verlassen Kinder die Bedarfsgemeinschaft wie im Gesetz, und ihr
//! Kindergeld geht über, soweit sie es nicht brauchen.

mod entscheidung;
mod hinweise;
mod kinderzuschlag;
mod monate;
mod wohngeld;

use law::anspruch::Werkbank;
use law::measure::{Beleg, Cent};
use law::recht::Recht;
use law::sgb2::p12a::{Monatsvergleich, vorrang as pruefe};

use crate::berechnung::Gruende;
use crate::schnittstelle::vorrang::{Vorrang, VorrangEingabe, VorrangGemeinschaft, VorrangMonat};
use crate::schnittstelle::{Frage, Gewicht, Mangel};
use kinderzuschlag::Kinderzuschlagsbild;
use monate::{Gemeinschaft, Monatsbild};
use wohngeld::Wohngeldbild;

/// Vergleicht beide Seiten über drei Monate und entscheidet je Bedarfsgemeinschaft.
///
/// # Errors
/// Ein [`Mangel`], wenn für einen Monat kein Recht hinterlegt ist oder niemand mehr im Haushalt lebt.
pub fn berechne_vorrang(
    eingabe: &VorrangEingabe,
    recht: &Recht,
    werkbank: &mut Werkbank,
    gruende: Gruende,
) -> Result<Vorrang, Mangel> {
    let bilder = monate::monate(eingabe, recht, werkbank)?;
    let Some(erstes) = bilder.first() else {
        return Err(Mangel::neu("lage", "enthält keinen Monat"));
    };
    let mut offen = Fragen::default();
    for bild in &bilder {
        bild.fragen.iter().for_each(|frage| offen.nimm(frage.clone()));
    }
    let wohngeld = wohngeld::wohngeld(eingabe, erstes, recht, &mut offen);
    let mut gemeinschaften = Vec::new();
    let mut belege = Vec::new();
    for gemeinschaft in monate::gemeinschaften(erstes) {
        let mut rechner = Rechner { eingabe, recht, werkbank, bilder: &bilder, offen: &mut offen };
        let (ergebnis, beleg) = rechner.gemeinschaft(&gemeinschaft, &wohngeld)?;
        gemeinschaften.push(ergebnis);
        belege.push(beleg);
    }
    let beleg = (gruende == Gruende::Mit).then(|| {
        let summe: Cent =
            gemeinschaften.iter().flat_map(|g| g.monate.first()).map(|monat| monat.sgb2).sum();
        let was = "Vorrangprüfung; Anspruch nach dem SGB II im ersten Monat";
        Beleg::neu("§ 12a SGB II", was, summe).aus(belege).aus(wohngeld.beleg())
    });
    hinweise::hinweise(eingabe, erstes, recht).into_iter().for_each(|frage| offen.nimm(frage));
    Ok(Vorrang { fall: eingabe.fall.clone(), gemeinschaften, offen: offen.0, beleg })
}

/// Offene Fragen, jede einmal.
#[derive(Default)]
struct Fragen(Vec<Frage>);

impl Fragen {
    fn nimm(&mut self, frage: Frage) {
        if !self.0.contains(&frage) {
            self.0.push(frage);
        }
    }

    fn frage(&mut self, norm: &str, frage: impl Into<String>, person: Option<&str>) {
        let (norm, person) = (norm.to_owned(), person.map(str::to_owned));
        self.nimm(Frage { norm, frage: frage.into(), person, gewicht: Gewicht::Entscheidung });
    }

    /// Muss erst ein Mensch etwas klären?
    fn zu_klaeren(&self) -> bool {
        self.0.iter().any(|frage| frage.gewicht == Gewicht::Entscheidung)
    }
}

/// Was über alle Gemeinschaften gleich bleibt.
struct Rechner<'a> {
    eingabe: &'a VorrangEingabe,
    recht: &'a Recht,
    werkbank: &'a mut Werkbank,
    bilder: &'a [Monatsbild],
    offen: &'a mut Fragen,
}

impl Rechner<'_> {
    fn gemeinschaft(
        &mut self,
        gemeinschaft: &Gemeinschaft,
        wohngeld: &Wohngeldbild,
    ) -> Result<(VorrangGemeinschaft, Beleg), Mangel> {
        let anteil = wohngeld.anteil(gemeinschaft);
        let mut vergleiche = Vec::with_capacity(self.bilder.len());
        let mut monate = Vec::with_capacity(self.bilder.len());
        let mut zuschlaege: Vec<Beleg> = Vec::new();
        let mut erweiterter_zugang = false;
        for stelle in 0..self.bilder.len() {
            let Some(bild) = self.bilder.get(stelle) else { break };
            let kiz = self.kinderzuschlag(gemeinschaft, stelle, anteil)?;
            erweiterter_zugang |= kiz.erweitert_moeglich;
            let vergleich = self.vergleiche(bild, gemeinschaft, &kiz, anteil)?;
            monate.push(monat(bild, gemeinschaft, &vergleich));
            vergleiche.push(vergleich);
            if let Some(beleg) = kiz.beleg().filter(|_| stelle == 0) {
                zuschlaege.push(beleg);
            }
        }
        let regeln = self.recht.vorrang(self.eingabe.monat());
        let vorrang = pruefe(&vergleiche, regeln);
        let lage = entscheidung::Lage {
            vorrang: &vorrang,
            vergleiche: &vergleiche,
            wohngeld_bekannt: wohngeld.ist_bekannt(),
            zu_klaeren: self.offen.zu_klaeren(),
        };
        let (entscheidung, grund) = entscheidung::entscheide(&lage);
        let beleg = vorrang.beleg(&vergleiche).aus(zuschlaege);
        let personen = gemeinschaft.ids.clone();
        let nummer = gemeinschaft.nummer;
        let ergebnis = VorrangGemeinschaft {
            nummer,
            personen,
            entscheidung,
            grund,
            erweiterter_zugang,
            monate,
        };
        Ok((ergebnis, beleg))
    }

    /// Der Kinderzuschlag eines Monats: mit den Verhältnissen des ersten, solange dieselben Menschen
    /// zusammenleben (§ 6a Abs. 7 Satz 3 BKGG), und dem Höchstbetrag des Monats.
    fn kinderzuschlag(
        &mut self,
        gemeinschaft: &Gemeinschaft,
        stelle: usize,
        wohngeld: Cent,
    ) -> Result<Kinderzuschlagsbild, Mangel> {
        let (Some(erstes), Some(bild)) = (self.bilder.first(), self.bilder.get(stelle)) else {
            return Ok(Kinderzuschlagsbild::keiner());
        };
        let basis = if bild.eingabe.ids == erstes.eingabe.ids { erstes } else { bild };
        let anlass = kinderzuschlag::Anlass {
            eingabe: self.eingabe,
            basis,
            monat: bild.monat(),
            erster: stelle == 0,
            gemeinschaft,
            wohngeld,
        };
        kinderzuschlag::kinderzuschlag(&anlass, self.recht, self.werkbank, self.offen)
    }

    fn vergleiche(
        &mut self,
        bild: &Monatsbild,
        gemeinschaft: &Gemeinschaft,
        kiz: &Kinderzuschlagsbild,
        wohngeld: Cent,
    ) -> Result<Monatsvergleich, Mangel> {
        let sgb2 = bild.anspruch(gemeinschaft);
        let bleibt = if kiz.betrag.ist_null() {
            sgb2
        } else {
            bild.anspruch_mit(gemeinschaft, &kiz.anteile, self.recht, self.werkbank)?
        };
        Ok(Monatsvergleich {
            monat: bild.monat(),
            sgb2,
            wohngeld,
            kinderzuschlag: kiz.betrag,
            luecke: bleibt.abzueglich(wohngeld),
        })
    }
}

fn monat(
    bild: &Monatsbild,
    gemeinschaft: &Gemeinschaft,
    vergleich: &Monatsvergleich,
) -> VorrangMonat {
    VorrangMonat {
        monat: vergleich.monat,
        sgb2: vergleich.sgb2,
        sofortzuschlag: bild.sofortzuschlag(gemeinschaft),
        wohngeld: vergleich.wohngeld,
        kinderzuschlag: vergleich.kinderzuschlag,
        luecke: vergleich.luecke,
        beseitigt: vergleich.beseitigt(),
    }
}
