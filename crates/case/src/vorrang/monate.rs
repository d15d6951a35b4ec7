//! Die drei Monate ohne Wohngeld und Kinderzuschlag, und wer zusammengehört.

use law::anspruch::{PersonErgebnis, Rolle, Werkbank, berechne as rechne};
use law::lage::{Einkommen, Einnahme, Lage, PersonNr};
use law::measure::{Cent, Monat};
use law::recht::Recht;

use crate::berechnung::{self, Gruende, berechne, mangel};
use crate::folge::folgemonat;
use crate::schnittstelle::vorrang::VorrangEingabe;
use crate::schnittstelle::{Eingabe, Frage, Mangel, pruefe};

/// So viele Monate werden verglichen.
const MONATE: usize = 3;

/// Ein Monat mit seinem Ergebnis.
pub(super) struct Monatsbild {
    /// Der Haushalt, ohne Wohngeld und Kinderzuschlag.
    pub eingabe: Eingabe,
    /// Was jede Person ohne beides bekäme.
    pub personen: Vec<PersonErgebnis>,
    /// Offene Fragen der Rechnung.
    pub fragen: Vec<Frage>,
}

/// Eine Bedarfsgemeinschaft mit den Kindern, die ihren Bedarf selbst decken.
pub(super) struct Gemeinschaft {
    pub nummer: u8,
    /// Kennungen: die Nummer einer Person kann sich von Monat zu Monat ändern.
    pub ids: Vec<String>,
}

impl Monatsbild {
    pub(super) fn monat(&self) -> Monat {
        self.eingabe.lage.monat
    }

    /// Die Nummern der Mitglieder in diesem Monat.
    pub(super) fn mitglieder(&self, gemeinschaft: &Gemeinschaft) -> Vec<PersonNr> {
        let nummern = (0..=u8::MAX).map(PersonNr).zip(&self.eingabe.ids);
        nummern.filter(|(_, id)| gemeinschaft.ids.contains(id)).map(|(nr, _)| nr).collect()
    }

    pub(super) fn ergebnis(&self, nr: PersonNr) -> PersonErgebnis {
        self.personen.get(nr.stelle()).copied().unwrap_or_default()
    }

    pub(super) fn summe(
        &self,
        gemeinschaft: &Gemeinschaft,
        betrag: impl Fn(&PersonErgebnis) -> Cent,
    ) -> Cent {
        self.mitglieder(gemeinschaft).into_iter().map(|nr| betrag(&self.ergebnis(nr))).sum()
    }

    pub(super) fn anspruch(&self, gemeinschaft: &Gemeinschaft) -> Cent {
        self.summe(gemeinschaft, |person| person.anspruch.summe())
    }

    pub(super) fn sofortzuschlag(&self, gemeinschaft: &Gemeinschaft) -> Cent {
        self.summe(gemeinschaft, |person| person.sofortzuschlag.betrag)
    }

    /// Der Anspruch, der bliebe, wenn der Kinderzuschlag bei den Kindern zählte (§ 11 Abs. 1 Satz 4).
    pub(super) fn anspruch_mit(
        &self,
        gemeinschaft: &Gemeinschaft,
        zuschlaege: &[(String, Cent)],
        recht: &Recht,
        werkbank: &mut Werkbank,
    ) -> Result<Cent, Mangel> {
        let mut lage = self.eingabe.lage.clone();
        for (id, betrag) in zuschlaege.iter().filter(|(_, betrag)| !betrag.ist_null()) {
            let stelle = self.eingabe.ids.iter().position(|kennung| kennung == id);
            if let Some(person) = stelle.and_then(|stelle| lage.personen.get_mut(stelle)) {
                let art = Einnahme::Kinderzuschlag;
                person.einkommen.push(Einkommen::Andere { art, betrag: *betrag });
            }
        }
        let ergebnis = rechne(&lage, recht, werkbank).map_err(|fehler| mangel(&fehler))?;
        let mitglieder = self.mitglieder(gemeinschaft);
        let summe = mitglieder.iter().filter_map(|nr| ergebnis.personen.get(nr.stelle()));
        Ok(summe.map(|person| person.anspruch.summe()).sum())
    }
}

/// Rechnet die drei Monate; was nicht angegeben ist, wird fortgeschrieben.
pub(super) fn monate(
    eingabe: &VorrangEingabe,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Vec<Monatsbild>, Mangel> {
    let mut bilder = Vec::with_capacity(MONATE);
    let mut lage = eingabe.erste.clone();
    let mut geprueft = eingabe.eingabe.clone();
    let mut angegeben = eingabe.folgemonate.iter();
    loop {
        let naechste = match angegeben.next() {
            Some(paar) => Some(paar.clone()),
            None if bilder.len() + 1 < MONATE => {
                Some(fortgeschrieben(&lage, &geprueft, recht, werkbank)?)
            }
            None => None,
        };
        bilder.push(bild(geprueft, recht, werkbank)?);
        match naechste {
            Some(paar) if bilder.len() < MONATE => (lage, geprueft) = paar,
            _ => return Ok(bilder),
        }
    }
}

fn fortgeschrieben(
    lage: &crate::schnittstelle::Lage,
    geprueft: &Eingabe,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<(crate::schnittstelle::Lage, Eingabe), Mangel> {
    let ergebnis = berechne(geprueft, recht, werkbank, Gruende::Ohne)?;
    let folge = folgemonat(lage, &ergebnis).ok_or_else(|| {
        Mangel::neu("lage", "lässt niemanden im Haushalt; bitte die Folgemonate angeben")
    })?;
    let geprueft = pruefe(&folge, &geprueft.fall)?;
    Ok((folge, geprueft))
}

fn bild(
    mut eingabe: Eingabe,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Monatsbild, Mangel> {
    ohne_vorrangige(&mut eingabe.lage);
    let ergebnis = rechne(&eingabe.lage, recht, werkbank).map_err(|fehler| mangel(&fehler))?;
    let personen = ergebnis.personen.to_vec();
    let fragen = ergebnis.offen.iter().map(|o| berechnung::frage(o, &eingabe.ids)).collect();
    Ok(Monatsbild { eingabe, personen, fragen })
}

fn ohne_vorrangige(lage: &mut Lage) {
    for person in &mut lage.personen {
        person.einkommen.retain(|einkommen| {
            let art = match einkommen {
                Einkommen::Andere { art, .. } => Some(*art),
                _ => None,
            };
            !matches!(art, Some(Einnahme::Wohngeld | Einnahme::Kinderzuschlag))
        });
    }
}

/// Die Bedarfsgemeinschaften des ersten Monats; ein Kind, das seinen Bedarf selbst deckt, gehört hier
/// zu der seines ersten Elternteils mit einer.
pub(super) fn gemeinschaften(bild: &Monatsbild) -> Vec<Gemeinschaft> {
    let nummer = |nr: PersonNr| bild.ergebnis(nr).bedarfsgemeinschaft;
    let gehoert_zu = |nr: PersonNr| {
        let eltern = bild.eingabe.lage.personen.get(nr.stelle()).into_iter();
        let gedeckt = bild.ergebnis(nr).rolle == Rolle::Gedeckt;
        let der_eltern = || eltern.flat_map(|person| person.eltern_hier()).find_map(nummer);
        nummer(nr).or_else(|| if gedeckt { der_eltern() } else { None })
    };
    let mut gemeinschaften: Vec<Gemeinschaft> = Vec::new();
    for (nr, id) in (0..=u8::MAX).map(PersonNr).zip(&bild.eingabe.ids) {
        let Some(nummer) = gehoert_zu(nr) else { continue };
        match gemeinschaften.iter_mut().find(|gemeinschaft| gemeinschaft.nummer == nummer) {
            Some(gemeinschaft) => gemeinschaft.ids.push(id.clone()),
            None => gemeinschaften.push(Gemeinschaft { nummer, ids: vec![id.clone()] }),
        }
    }
    gemeinschaften
}
